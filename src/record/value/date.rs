//! Dates and moments as people write them, in Chinese standard time.
//!
//! 2024.3.5, 2024年3月5日（星期二）上午9时30分, 20240305, 二〇二四年三月五日, Excel serials, and ranges of them.

use std::fmt;

use jiff::Span;
use jiff::civil::{Date, Time};

use super::calendar::{day, moment};
use super::clean::{clean, is_blank_cleaned};
use super::cursor::{Cursor, has_number, split_label};
use super::{Reason, time_of_day};

/// Years in which a tender, a registration or a contract can lie.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1949..=2100;

/// A day, and the time of day where it is known. A day without a time comes before the times of that day.
///
/// Exactly midnight counts as unknown: exports write `00:00:00` behind plain dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The time of day in +08:00.
    pub time: Option<Time>,
}

/// A moment, or a span of time with its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The moment, or the beginning of the range.
    pub moment: Moment,
    /// The end of the range, inclusive, as written; it is not checked to come after the beginning.
    pub range_end: Option<Moment>,
}

impl Moment {
    /// A day without a time.
    pub fn day(date: Date) -> Self {
        Self { date, time: None }
    }
}

impl From<Moment> for Dated {
    fn from(moment: Moment) -> Self {
        Self { moment, range_end: None }
    }
}

/// ISO 8601: `2024-03-05` or `2024-03-05T09:30:00`.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            Some(time) => self.date.to_datetime(time).fmt(f),
            None => self.date.fmt(f),
        }
    }
}

/// The moment of an Excel serial number; None outside the years 1949 to 2100.
///
/// Serial 1 is 1900-01-01, or serial 0 is 1904-01-01 in the system of old Macintosh workbooks. Excel counts
/// 1900-02-29, a day that never was: from March 1900 on serials are one day ahead, so they count from
/// 1899-12-30. Earlier serials lie outside the years read here. Times are rounded to the second.
pub fn excel_serial(serial: f64, is_1904: bool) -> Option<Moment> {
    if !(0.0..100_000.0).contains(&serial) {
        return None;
    }
    let epoch = if is_1904 { Date::constant(1904, 1, 1) } else { Date::constant(1899, 12, 30) };
    let seconds = (serial * 86_400.0).round() as i64;
    let date = epoch.checked_add(Span::new().days(seconds / 86_400)).ok()?;
    if !YEARS.contains(&date.year()) {
        return None;
    }
    Some(Moment { date, time: time_of_seconds(seconds % 86_400) })
}

/// The time so many seconds after midnight; None at midnight.
pub(super) fn time_of_seconds(seconds: i64) -> Option<Time> {
    let part = |value: i64| i8::try_from(value).ok();
    let time =
        Time::new(part(seconds / 3600)?, part(seconds / 60 % 60)?, part(seconds % 60)?, 0).ok()?;
    (time != Time::midnight()).then_some(time)
}

/// The moment of a stored number: a day written as 20240305, or an Excel serial.
pub fn date_of_number(number: f64, is_1904: bool) -> Result<Dated, Reason> {
    if number.fract() == 0.0 && (19_000_101.0..=21_991_231.0).contains(&number) {
        let number = number as i32;
        let date =
            day((number / 10_000) as u64, (number / 100 % 100) as u64, (number % 100) as u64)?;
        return Ok(Moment::day(date).into());
    }
    excel_serial(number, is_1904).map(Dated::from).ok_or(Reason::Unreadable)
}

/// The date, moment or range that a text states.
///
/// Missing parts and double meanings are reasons, not guesses: [`Reason::NoYear`], [`Reason::NoDay`], and
/// [`Reason::Ambiguous`] for `3/5/2024`. Times with another zone are brought to +08:00.
pub fn date(text: &str) -> Result<Dated, Reason> {
    if let Some(moment) = plain(text.trim_ascii().as_bytes()) {
        return moment.map(Dated::from);
    }
    if !has_number(text) {
        return Err(if super::is_blank_value(text) { Reason::Blank } else { Reason::Unreadable });
    }
    let cleaned = clean(text);
    if is_blank_cleaned(&cleaned) {
        return Err(Reason::Blank);
    }
    let (_, text) = split_label(&cleaned);
    let mut cursor = Cursor::new(text.trim_start_matches(['\'', '*']));
    cursor.eat_any(&["自", "从", "于", "截至", "截止到", "截止", "至"]);
    let moment = moment(&mut cursor, None)?;
    let range_end = range_end(&mut cursor, moment)?;
    after(cursor, range_end.is_some())?;
    Ok(Dated { moment, range_end })
}

/// The short way: `2024-03-05`, also with `/` or `.`, and with ` 09:30` or ` 09:30:15` behind it.
fn plain(bytes: &[u8]) -> Option<Result<Moment, Reason>> {
    let separator = *bytes.get(4)?;
    if !matches!(separator, b'-' | b'/' | b'.') || !bytes[..4].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |part: &[u8]| {
        let digits = !part.is_empty() && part.len() <= 4 && part.iter().all(u8::is_ascii_digit);
        digits.then(|| part.iter().fold(0u64, |sum, b| sum * 10 + u64::from(b - b'0')))
    };
    let (days, time) = match bytes.iter().position(|b| *b == b' ') {
        Some(at) => (&bytes[..at], Some(&bytes[at + 1..])),
        None => (bytes, None),
    };
    let mut parts = days.split(|b| *b == separator);
    let (year, month, date) =
        (number(parts.next()?)?, number(parts.next()?)?, number(parts.next()?)?);
    if parts.next().is_some() {
        return None;
    }
    let time = match time {
        None => None,
        Some(time) => {
            let mut parts = time.split(|b| *b == b':');
            let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
            let second = parts.next().map_or(Some(0), number)?;
            if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
                return None;
            }
            time_of_seconds((hour * 3600 + minute * 60 + second) as i64)
        }
    };
    Some(day(year, month, date).map(|date| Moment { date, time }))
}

/// The end of a range: a whole moment, or the parts of it that differ from the beginning.
fn range_end(cursor: &mut Cursor<'_>, first: Moment) -> Result<Option<Moment>, Reason> {
    let mut ahead = *cursor;
    ahead.spaces();
    ahead.eat_any(&["起", "始"]);
    ahead.spaces();
    if ahead.eat_any(&["--", "-", "~", "——", "—", "–", "至", "到", "to "]).is_none() {
        return Ok(None);
    }
    ahead.spaces();
    if !ahead.peek().is_some_and(|c| c.is_numeric() || super::chinese::is_numeral(c)) {
        return Ok(None); // 2024年3月5日至验收合格
    }
    // 9:00至11:30 of the same day, when the beginning has a time.
    if first.time.is_some() {
        let mut time = ahead;
        if let Some(read) = time_of_day::read(&mut time) {
            *cursor = time;
            return Ok(Some(Moment { date: first.date, time: Some(read.time) }));
        }
    }
    let end = moment(&mut ahead, Some(first))?;
    *cursor = ahead;
    Ok(Some(end))
}

/// Refuses what follows when it could be part of the value: more digits, letters.
fn after(mut cursor: Cursor<'_>, has_range: bool) -> Result<(), Reason> {
    cursor.spaces();
    let rest = cursor.rest;
    if rest.is_empty() || rest.starts_with('(') {
        return Ok(());
    }
    if rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        let joined = rest.starts_with(|c: char| c.is_ascii_digit());
        return Err(if joined && moment(&mut Cursor::new(rest), None).is_ok() {
            Reason::Several
        } else {
            Reason::Unreadable
        });
    }
    let Some(at) = rest.find(|c: char| c.is_ascii_digit()) else { return Ok(()) };
    let another = moment(&mut Cursor::new(&rest[at..]), None).is_ok();
    if another && !has_range {
        return Err(Reason::Several);
    }
    // A sentence may go on with other figures; a bare number behind a mark is part of a code.
    if rest[..at].chars().any(|c| c >= '\u{4E00}') { Ok(()) } else { Err(Reason::Unreadable) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, Reason> {
        date(text).map(|dated| match dated.range_end {
            Some(end) => format!("{}/{end}", dated.moment),
            None => dated.moment.to_string(),
        })
    }

    #[test]
    fn spellings_of_one_day() {
        let spellings = [
            "2024.3.5",
            "2024/03/05",
            "2024-3-5",
            "2024年3月5日",
            "2024 年 3 月 5 日",
            "20240305",
            "2024年3月5号",
            "２０２４－０３－０５",
            "二〇二四年三月五日",
            "二零二四年三月五日",
            "二○二四年三月五日",
            "2024年3月5日（星期二）",
            "2024-03-05 00:00:00",
            "2024年03月05",
            "24年3月5日",
            "签订日期：2024年3月5日",
            "自2024年3月5日起",
            "2024年3月5日前",
            "Mar 5, 2024",
            "5 March 2024",
            "05-Mar-2024",
            "Tue, Mar 5, 2024",
            "2024、3、5",
            "'2024-03-05",
            "2024.3.5（北京时间）",
            "2024年3月5日签订",
            "2024-03-04T16:00:00Z",
        ];
        for text in spellings {
            assert_eq!(read(text).as_deref(), Ok("2024-03-05"), "{text}");
        }
    }

    #[test]
    fn spellings_of_one_moment() {
        let spellings = [
            "2024-03-05 14:30",
            "2024/3/5 14:30:00",
            "2024年3月5日下午2点半",
            "2024年3月5日14时30分",
            "2024年3月5日 14：30",
            "2024年3月5日（周二）下午 2:30",
            "2024-03-05T14:30:00+08:00",
            "2024-03-05T06:30:00Z",
            "2024-03-05T06:30:00.000Z",
            "2024-03-05T01:30:00-05:00",
            "202403051430",
            "20240305143000",
            "2024年3月5日14时30分00秒",
            "2024-03-05 2:30 PM",
            "二〇二四年三月五日十四时三十分",
            "20240305 14:30",
            "2024年3月5日14:30分（北京时间）",
        ];
        for text in spellings {
            assert_eq!(read(text).as_deref(), Ok("2024-03-05T14:30:00"), "{text}");
        }
        assert_eq!(read("2024年3月5日上午9时").as_deref(), Ok("2024-03-05T09:00:00"));
        assert_eq!(read("2024年3月5日24时").as_deref(), Ok("2024-03-05T23:59:59"));
        assert_eq!(read("2024年3月5日中午12点").as_deref(), Ok("2024-03-05T12:00:00"));
        assert_eq!(read("15/3/2024").as_deref(), Ok("2024-03-15"));
        assert_eq!(read("3/15/2024").as_deref(), Ok("2024-03-15"));
    }

    #[test]
    fn ranges_keep_both_ends() {
        let cases = [
            ("2024.3.5-3.12", "2024-03-05/2024-03-12"),
            ("2024年3月5日至2024年3月12日", "2024-03-05/2024-03-12"),
            ("2024年3月5日至3月12日", "2024-03-05/2024-03-12"),
            ("2024年3月5日-12日", "2024-03-05/2024-03-12"),
            ("2024-03-05至2024-03-12", "2024-03-05/2024-03-12"),
            ("2024-03-05 ~ 2024-03-12", "2024-03-05/2024-03-12"),
            ("20240305-20240312", "2024-03-05/2024-03-12"),
            ("2023.12.20-1.5", "2023-12-20/2024-01-05"),
            ("2024年3月5日9:00至11:30", "2024-03-05T09:00:00/2024-03-05T11:30:00"),
            ("2024-03-05 09:00-11:30", "2024-03-05T09:00:00/2024-03-05T11:30:00"),
            (
                "2024年3月5日9时00分至2024年3月12日17时00分，每日",
                "2024-03-05T09:00:00/2024-03-12T17:00:00",
            ),
            ("2024年3月5日9时起至12日17时止", "2024-03-05T09:00:00/2024-03-12T17:00:00"),
            ("2024年3月5日至验收合格", "2024-03-05"),
        ];
        for (text, range) in cases {
            assert_eq!(read(text).as_deref(), Ok(range), "{text}");
        }
    }

    #[test]
    fn what_is_missing_or_double_is_said() {
        let cases = [
            ("", Reason::Blank),
            ("/", Reason::Blank),
            ("待定", Reason::Blank),
            ("3月5日", Reason::NoYear { month: 3, day: 5 }),
            ("三月五日 9:30", Reason::NoYear { month: 3, day: 5 }),
            ("2024年3月", Reason::NoDay { year: 2024, month: 3 }),
            ("2024-03", Reason::NoDay { year: 2024, month: 3 }),
            ("3/5/2024", Reason::Ambiguous),
            ("24-3-5", Reason::Ambiguous),
            ("2024-02-30", Reason::OutOfRange),
            ("1900-01-01", Reason::OutOfRange),
            ("2024年13月5日", Reason::OutOfRange),
            ("2101-01-01", Reason::OutOfRange),
            ("2024.3.5 2024.3.6", Reason::Several),
            ("2024年3月5日、2024年4月5日", Reason::Several),
            ("12345678", Reason::Unreadable),
            ("2024", Reason::Unreadable),
            ("2024年3-5月", Reason::Unreadable),
            ("45356", Reason::Unreadable),
            ("2024-03-05-001", Reason::Unreadable),
            ("甲公司", Reason::Unreadable),
            ("13800000000", Reason::Unreadable),
            ("May", Reason::Unreadable),
            ("10.0.0.1", Reason::Unreadable),
        ];
        for (text, reason) in cases {
            assert_eq!(read(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn excel_serials() {
        let read = |serial, is_1904| excel_serial(serial, is_1904).map(|moment| moment.to_string());
        assert_eq!(read(45356.0, false).as_deref(), Some("2024-03-05"));
        assert_eq!(read(45356.395833333336, false).as_deref(), Some("2024-03-05T09:30:00"));
        assert_eq!(read(43894.0, true).as_deref(), Some("2024-03-05"));
        assert_eq!(read(45355.999999999, false).as_deref(), Some("2024-03-05"));
        for serial in [0.5, 60.0, 17_898.0, 73_416.0, -1.0, f64::NAN] {
            assert_eq!(read(serial, false), None, "{serial}");
        }
        assert_eq!(read(17_899.0, false).as_deref(), Some("1949-01-01"));
        assert_eq!(read(73_415.0, false).as_deref(), Some("2100-12-31"));
        assert_eq!(
            date_of_number(20240305.0, false).map(|d| d.moment.to_string()).as_deref(),
            Ok("2024-03-05")
        );
    }

    #[test]
    fn moments_are_ordered() {
        let moment = |text| date(text).map(|dated| dated.moment).expect(text);
        assert!(moment("2024-03-05") < moment("2024-03-05 09:30"));
        assert!(moment("2024-03-05 09:30") < moment("2024-03-06"));
    }
}
