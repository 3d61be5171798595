//! The time of day that follows a date: 09:30, 上午9时30分, 下午2点半, T09:30:00+08:00.

use jiff::civil::Time;

use super::cursor::Cursor;

/// A time of day and how far its zone is from Chinese standard time.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeOfDay {
    /// As written.
    pub(super) time: Time,
    /// Minutes to add for +08:00.
    pub(super) minutes_to_china: i32,
}

/// The half of the day that a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Noon,
    Afternoon,
}

const HALVES: &[(&str, Half)] = &[
    ("上午", Half::Morning),
    ("早上", Half::Morning),
    ("早晨", Half::Morning),
    ("凌晨", Half::Morning),
    ("清晨", Half::Morning),
    ("早", Half::Morning),
    ("中午", Half::Noon),
    ("下午", Half::Afternoon),
    ("傍晚", Half::Afternoon),
    ("晚上", Half::Afternoon),
    ("晚间", Half::Afternoon),
    ("晚", Half::Afternoon),
    ("a.m.", Half::Morning),
    ("p.m.", Half::Afternoon),
    ("AM", Half::Morning),
    ("PM", Half::Afternoon),
];

const WEEKDAYS: &[&str] = &["星期", "周", "礼拜"];

/// Steps over （星期二）, 周二, 礼拜天.
pub(super) fn eat_weekday(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    ahead.spaces();
    let bracket = ahead.eat_any(&["(", "["]).is_some();
    let named = ahead.eat_any(WEEKDAYS).is_some()
        && ahead.eat_any(&["一", "二", "三", "四", "五", "六", "日", "天"]).is_some();
    if named && (!bracket || ahead.eat_any(&[")", "]"]).is_some()) {
        ahead.eat(",");
        *cursor = ahead;
    }
}

/// The time at the cursor; None, and nothing is read, when there is none.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<TimeOfDay> {
    let mut ahead = *cursor;
    ahead.spaces();
    let with_t = ahead.rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
        && ahead.eat_any(&["T"]).is_some();
    ahead.eat_any(&[","]);
    ahead.spaces();
    let mut half = ahead.eat_key(HALVES);
    ahead.spaces();
    let (hour, length) = ahead.whole()?;
    if length > 3 {
        return None;
    }
    let minute;
    let mut second = 0;
    if ahead.eat(":") {
        minute = two_digits(&mut ahead)?;
        if ahead.eat(":") {
            second = two_digits(&mut ahead)?;
            if ahead.eat(".") {
                ahead.take_while(|c| c.is_ascii_digit());
            }
        }
        ahead.eat_any(&["时", "分", "秒"]);
    } else {
        ahead.spaces();
        ahead.eat_any(&["时", "時", "点", "點"])?;
        ahead.eat_any(&["钟", ":"]);
        (minute, second) = minutes_in_words(&mut ahead)?;
    }
    let mut after = ahead;
    after.spaces();
    if half.is_none() {
        half = after.eat_key(&HALVES[HALVES.len() - 4..]);
        if half.is_some() {
            ahead = after;
        }
    }
    let hour = match half {
        Some(Half::Morning) if hour == 12 => 0,
        Some(Half::Afternoon) if hour < 12 => hour + 12,
        Some(Half::Noon) if hour < 6 => hour + 12,
        _ => hour,
    };
    let minutes_to_china = zone(&mut ahead, with_t);
    // 24时 ends the day on which it is written; the next day would shift every period counted in days.
    let time = match (hour, minute, second) {
        (24, 0, 0) => Time::new(23, 59, 59, 0),
        _ => Time::new(i8::try_from(hour).ok()?, minute, second, 0),
    };
    *cursor = ahead;
    Some(TimeOfDay { time: time.ok()?, minutes_to_china })
}

fn two_digits(cursor: &mut Cursor<'_>) -> Option<i8> {
    let (value, length) = cursor.whole()?;
    (length <= 2).then_some(i8::try_from(value).ok()?)
}

/// What follows 时: 半, 一刻, 整, 30分, 30分15秒, or nothing.
fn minutes_in_words(cursor: &mut Cursor<'_>) -> Option<(i8, i8)> {
    const WORDS: &[(&str, i8)] = &[("半", 30), ("一刻", 15), ("三刻", 45), ("整", 0)];
    if let Some(minute) = cursor.eat_key(WORDS) {
        return Some((minute, 0));
    }
    let mut ahead = *cursor;
    ahead.spaces();
    let Some((minute, 1..=2)) = ahead.whole() else { return Some((0, 0)) };
    ahead.spaces();
    if ahead.eat("分") {
        ahead.eat_any(&["钟", "整"]);
    }
    *cursor = ahead;
    let mut second = 0;
    if let Some((value, 1..=2)) = ahead.whole()
        && ahead.eat("秒")
    {
        second = i8::try_from(value).ok()?;
        *cursor = ahead;
    }
    Some((i8::try_from(minute).ok()?, second))
}

/// Minutes to add to a time with `Z`, `+08:00` or `-0500` behind it. A minus begins a zone only in ISO 8601
/// times; elsewhere it leads to the end of a range.
fn zone(cursor: &mut Cursor<'_>, with_t: bool) -> i32 {
    const CHINA: i32 = 8 * 60;
    let mut ahead = *cursor;
    if with_t && ahead.eat_any(&["Z"]).is_some() {
        *cursor = ahead;
        return CHINA;
    }
    ahead.eat_any(&["UTC", "GMT"]);
    let sign = match ahead.peek() {
        Some('+') => 1,
        Some('-') if with_t => -1,
        _ => return 0,
    };
    ahead.rest = &ahead.rest[1..];
    let digits = ahead.take_while(|c| c.is_ascii_digit() || c == ':');
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits, "0"),
        4 => digits.split_at(2),
        5 => (&digits[..2], &digits[3..]),
        _ => return 0,
    };
    let (Ok(hours), Ok(minutes)) = (hours.parse::<i32>(), minutes.parse::<i32>()) else { return 0 };
    if hours > 14 || minutes > 59 {
        return 0;
    }
    *cursor = ahead;
    CHINA - sign * (hours * 60 + minutes)
}
