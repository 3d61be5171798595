//! From the workbook reader's values to [`Cell`]s.

use std::borrow::Cow;

use calamine::{Data, DataRef, ExcelDateTime};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

use super::cell::{Cell, DateTimeSerial, error_value};

/// A streamed value; nothing for an empty one. Text stays borrowed.
#[inline]
pub(crate) fn from_ref<'a>(value: &'a DataRef<'_>) -> Option<Cell<'a>> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::SharedString(text) => Cell::Text(Cow::Borrowed(text)),
        DataRef::String(text) => Cell::Text(Cow::Borrowed(text)),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(moment) => from_serial(*moment),
        DataRef::DateTimeIso(text) => from_iso(text).unwrap_or(Cell::Text(Cow::Borrowed(text))),
        DataRef::DurationIso(text) => {
            from_iso_duration(text).unwrap_or(Cell::Text(Cow::Borrowed(text)))
        }
        DataRef::Error(error) => Cell::Error(error_value(&error.to_string())),
    })
}

/// A held value; nothing for an empty one.
pub(crate) fn from_data(value: &Data) -> Option<Cell<'_>> {
    Some(match value {
        Data::Empty => return None,
        Data::String(text) => Cell::Text(Cow::Borrowed(text)),
        Data::Float(number) => Cell::Number(*number),
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Bool(value) => Cell::Bool(*value),
        Data::DateTime(moment) => from_serial(*moment),
        Data::DateTimeIso(text) => from_iso(text).unwrap_or(Cell::Text(Cow::Borrowed(text))),
        Data::DurationIso(text) => {
            from_iso_duration(text).unwrap_or(Cell::Text(Cow::Borrowed(text)))
        }
        Data::Error(error) => Cell::Error(error_value(&error.to_string())),
    })
}

/// A number that is shown as a date. What no date can be, such as an amount in a column with a date format,
/// stays a number.
fn from_serial(moment: ExcelDateTime) -> Cell<'static> {
    let serial = moment.as_f64();
    if moment.is_duration() {
        let elapsed =
            SignedDuration::try_from_secs_f64((serial * 86_400.0 * 1_000.0).round() / 1_000.0);
        return elapsed.map_or(Cell::Number(serial), Cell::Duration);
    }
    if !(0.0..2_958_466.0).contains(&serial) {
        return Cell::Number(serial);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let narrow = |part: u8| part as i8; // calendar and clock parts are below 60
    // Day 60 of the 1900 system is 29 February 1900, which never was.
    let date = Date::new(year as i16, narrow(month), narrow(day))
        .or_else(|_| Date::new(year as i16, narrow(month), narrow(day) - 1));
    let time =
        Time::new(narrow(hour), narrow(minute), narrow(second), i32::from(milli) * 1_000_000);
    match (date, time) {
        (Ok(date), Ok(time)) => Cell::Moment(DateTimeSerial {
            serial,
            at: date.to_datetime(time),
            has_time: time != Time::midnight(),
            has_date: serial >= 1.0,
        }),
        _ => Cell::Number(serial),
    }
}

/// `2024-03-05` or `2024-03-05T09:30:00`.
pub(crate) fn from_iso(text: &str) -> Option<Cell<'static>> {
    let text = text.trim().trim_end_matches('Z');
    let at: DateTime = text.parse().ok()?;
    let days = at.date().duration_since(Date::constant(1899, 12, 30)).as_hours() / 24;
    let seconds = at.time().duration_since(Time::midnight()).as_secs_f64();
    Some(Cell::Moment(DateTimeSerial {
        serial: days as f64 + seconds / 86_400.0,
        at,
        has_time: at.time() != Time::midnight(),
        has_date: true,
    }))
}

/// `PT09H30M00S`.
pub(crate) fn from_iso_duration(text: &str) -> Option<Cell<'static>> {
    text.parse().ok().map(Cell::Duration)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;
    use jiff::civil::date;

    fn shown(serial: f64, is_1904: bool) -> String {
        from_serial(ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904))
            .shown()
            .into_owned()
    }

    #[test]
    fn serials_follow_their_system() {
        let cases = [
            (45_356.0, false, "2024-03-05"),
            (43_894.0, true, "2024-03-05"),
            (45_356.395_833_333_336, false, "2024-03-05 09:30:00"),
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (60.0, false, "1900-02-28"),
            (61.0, false, "1900-03-01"),
            (0.395_833_333_333_333_3, false, "09:30:00"),
            (3_000_000.0, false, "3000000"),
            (-1.0, false, "-1"),
        ];
        for (serial, is_1904, expected) in cases {
            assert_eq!(shown(serial, is_1904), expected, "{serial}");
        }
    }

    #[test]
    fn elapsed_time_is_not_a_moment() {
        let elapsed = from_serial(ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false));
        assert_eq!(elapsed, Cell::Duration(SignedDuration::from_hours(36)));
        assert_eq!(
            from_iso_duration("PT09H30M00S"),
            Some(Cell::Duration(SignedDuration::from_mins(570)))
        );
    }

    #[test]
    fn iso_dates_have_the_serial_of_the_same_date() {
        let Some(Cell::Moment(moment)) = from_iso("2024-03-05T12:00:00Z") else {
            panic!("a moment")
        };
        assert_eq!(
            (moment.serial, moment.at.date(), moment.has_time),
            (45_356.5, date(2024, 3, 5), true)
        );
    }
}
