//! Reading one day or moment from left to right, in Chinese and English orders.

use jiff::SignedDuration;
use jiff::civil::{Date, Time};

use super::cursor::Cursor;
use super::date::{Moment, YEARS, time_of_seconds};
use super::{Reason, time_of_day};

/// A day that exists, in the years that are read.
pub(super) fn day(year: u64, month: u64, day: u64) -> Result<Date, Reason> {
    let year =
        i16::try_from(year).ok().filter(|year| YEARS.contains(year)).ok_or(Reason::OutOfRange)?;
    let small = |value: u64| i8::try_from(value).map_err(|_| Reason::OutOfRange);
    Date::new(year, small(month)?, small(day)?).map_err(|_| Reason::OutOfRange)
}

const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const ENGLISH_WEEKDAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A moment at the cursor. `first` is the beginning of a range whose end may leave parts out.
pub(super) fn moment(cursor: &mut Cursor<'_>, first: Option<Moment>) -> Result<Moment, Reason> {
    cursor.spaces();
    let digits = cursor.rest.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(digits, 12 | 14) {
        return compact(cursor, digits);
    }
    let date =
        if digits == 8 { compact(cursor, digits)?.date } else { calendar_day(cursor, first)? };
    cursor.eat_any(&["日", "号"]);
    time_of_day::eat_weekday(cursor);
    with_time(cursor, date)
}

/// The time behind a day, if there is one.
fn with_time(cursor: &mut Cursor<'_>, date: Date) -> Result<Moment, Reason> {
    let Some(read) = time_of_day::read(cursor) else { return Ok(Moment::day(date)) };
    let shift = SignedDuration::from_mins(i64::from(read.minutes_to_china));
    let moved = date.to_datetime(read.time).checked_add(shift).map_err(|_| Reason::OutOfRange)?;
    let time = moved.time();
    Ok(Moment { date: moved.date(), time: (time != Time::midnight()).then_some(time) })
}

/// A separator between year, month and day.
fn eat_separator(cursor: &mut Cursor<'_>, word: &str) -> bool {
    cursor.spaces();
    let eaten = cursor.eat_any(&[word, "-", "/", ".", "、", "—", "–"]).is_some();
    cursor.spaces();
    eaten
}

fn calendar_day(cursor: &mut Cursor<'_>, first: Option<Moment>) -> Result<Date, Reason> {
    if cursor.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
        return english_month_first(cursor);
    }
    let (number, length) = cursor.whole().ok_or(Reason::Unreadable)?;
    match length {
        4 => {}
        1..=3 if number < 100 => return without_century(cursor, number, first),
        _ => return Err(Reason::Unreadable),
    }
    let year = number;
    if !eat_separator(cursor, "年") {
        return Err(Reason::Unreadable);
    }
    if !YEARS.contains(&i16::try_from(year).unwrap_or(0)) {
        return Err(Reason::OutOfRange);
    }
    month_and_day(cursor, year)
}

/// The month and the day after a year and its separator.
fn month_and_day(cursor: &mut Cursor<'_>, year: u64) -> Result<Date, Reason> {
    let (month, length) = cursor.whole().ok_or(Reason::Unreadable)?;
    if length > 3 || !(1..=12).contains(&month) {
        return Err(if length > 3 { Reason::Unreadable } else { Reason::OutOfRange });
    }
    let mut ahead = *cursor;
    if eat_separator(&mut ahead, "月")
        && let Some((number, 1..=3)) = ahead.whole()
    {
        if ahead.rest.starts_with('月') {
            return Err(Reason::Unreadable); // 2024年3-5月
        }
        *cursor = ahead;
        return day(year, month, number);
    }
    cursor.eat("月");
    if !cursor.rest.is_empty() && cursor.rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return Err(Reason::Unreadable);
    }
    Err(Reason::NoDay { year: year as i16, month: month as i8 })
}

/// 20240305, also with the time as 0930 or 093015 joined to it.
fn compact(cursor: &mut Cursor<'_>, length: usize) -> Result<Moment, Reason> {
    let (digits, rest) = cursor.rest.split_at(length);
    let part = |from: usize| {
        digits
            .get(from..from + 2)
            .map_or(Ok(0), |two| two.parse::<u64>().map_err(|_| Reason::Unreadable))
    };
    let year = part(0)? * 100 + part(2)?;
    // A number that is no day is some other number.
    let date = day(year, part(4)?, part(6)?).map_err(|_| Reason::Unreadable)?;
    let (hour, minute, second) = (part(8)?, part(10)?, part(12)?);
    if hour > 23 || minute > 59 || second > 59 {
        return Err(Reason::Unreadable);
    }
    cursor.rest = rest;
    Ok(Moment { date, time: time_of_seconds((hour * 3600 + minute * 60 + second) as i64) })
}

/// What begins with a number below 100: 3月5日, 24年3月5日, 15/3/2024, 5 Mar 2024, the rest of a range.
fn without_century(
    cursor: &mut Cursor<'_>,
    number: u64,
    first: Option<Moment>,
) -> Result<Date, Reason> {
    cursor.spaces();
    if cursor.eat("年") {
        cursor.spaces();
        return month_and_day(cursor, century(number));
    }
    if cursor.eat("月") {
        cursor.spaces();
        let (date, _) =
            cursor.whole().filter(|(_, length)| *length <= 3).ok_or(Reason::Unreadable)?;
        return in_month(number, date, first);
    }
    if let Some(first) = first
        && cursor.eat_any(&["日", "号"]).is_some()
    {
        return in_month(first.date.month() as u64, number, Some(first));
    }
    let mut ahead = *cursor;
    ahead.eat_any(&["-", "/", "."]);
    ahead.spaces();
    if let Some(month) = english_month(&mut ahead) {
        ahead.eat_any(&["-", "/", ".", ","]);
        ahead.spaces();
        *cursor = ahead;
        return day(english_year(cursor)?, month, number);
    }
    if cursor.eat_any(&["-", "/", "."]).is_none() {
        return Err(Reason::Unreadable);
    }
    let (second, length) =
        cursor.whole().filter(|(_, length)| *length <= 2).ok_or(Reason::Unreadable)?;
    let mut ahead = *cursor;
    if ahead.eat_any(&["-", "/", "."]).is_none() {
        return match first {
            Some(first) if length <= 2 => in_month(number, second, Some(first)),
            _ => Err(Reason::Unreadable),
        };
    }
    let (third, length) = ahead.whole().ok_or(Reason::Unreadable)?;
    *cursor = ahead;
    let may_be_year = |value: u64| (10..100).contains(&value);
    match length {
        // 24-3-5 or 3/5/24: the year may be at either end
        1 | 2 if (may_be_year(number) || may_be_year(third)) && (1..=31).contains(&second) => {
            Err(Reason::Ambiguous)
        }
        4 if number > 12 || number == second => day(third, second, number),
        4 if second > 12 => day(third, number, second),
        4 => Err(Reason::Ambiguous),
        _ => Err(Reason::Unreadable),
    }
}

/// A day of which only month and day are written: the year is that of the range, or missing.
fn in_month(month: u64, date: u64, first: Option<Moment>) -> Result<Date, Reason> {
    let Some(first) = first else {
        // Leap years have every day, so this asks only whether the day exists in some year.
        let any = day(2024, month, date)?;
        return Err(Reason::NoYear { month: any.month(), day: any.day() });
    };
    // 2023.12.20-1.5 ends in the next year.
    let next = u64::from((month as i8) < first.date.month());
    day(first.date.year() as u64 + next, month, date)
}

/// Two digits of a year: 24 is 2024, 98 is 1998.
fn century(year: u64) -> u64 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

/// The month that an English word names.
fn english_month(cursor: &mut Cursor<'_>) -> Option<u64> {
    let mut ahead = *cursor;
    let word = ahead.take_while(|c| c.is_ascii_alphabetic());
    let start = word.get(..3)?;
    let month = MONTHS.iter().position(|month| start.eq_ignore_ascii_case(month))?;
    if word.len() > 9 {
        return None;
    }
    *cursor = ahead;
    Some(month as u64 + 1)
}

fn english_year(cursor: &mut Cursor<'_>) -> Result<u64, Reason> {
    match cursor.whole() {
        Some((year, 4)) => Ok(year),
        Some((year, 2)) => Ok(century(year)),
        _ => Err(Reason::Unreadable),
    }
}

/// Mar 5, 2024, perhaps with a weekday before it.
fn english_month_first(cursor: &mut Cursor<'_>) -> Result<Date, Reason> {
    if cursor.eat_any(ENGLISH_WEEKDAYS).is_some() {
        cursor.take_while(|c| c.is_ascii_alphabetic());
        cursor.take_while(|c| ",. ".contains(c));
        if cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
            return calendar_day(cursor, None);
        }
    }
    let month = english_month(cursor).ok_or(Reason::Unreadable)?;
    cursor.eat_any(&[".", "-"]);
    cursor.spaces();
    let (date, _) = cursor.whole().filter(|(_, length)| *length <= 2).ok_or(Reason::Unreadable)?;
    cursor.eat_any(&["st", "nd", "rd", "th"]);
    cursor.eat_any(&[",", "-"]);
    cursor.spaces();
    day(english_year(cursor)?, month, date)
}
