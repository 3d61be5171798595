//! Calendar days and working days in China, with the public holidays and the weekend days worked in exchange (调休).
//!
//! The days off and on stand in `holidays.tsv`, as the yearly notices of the General Office of the State Council set
//! them. Outside its years a count takes Monday to Friday as working days and says that it is not certain.

use std::sync::OnceLock;

use jiff::civil::{Date, Weekday, date};

/// First day that the table covers.
const FIRST: Date = date(2014, 1, 1);
/// Last day that the table covers: the next notice may still move the days around the New Year that follows.
const LAST: Date = date(2026, 12, 24);

/// A run of days that a notice declares off, or a weekend day that it declares worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpecialDays {
    /// First day.
    pub first: Date,
    /// Last day, included.
    pub last: Date,
    /// Whether people work: `false` for a holiday, `true` for a weekend day worked in exchange.
    pub worked: bool,
    /// The holiday in Chinese, such as 春节.
    pub name: &'static str,
    /// Number of the notice.
    pub notice: &'static str,
}

/// A number of working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Working days; negative where the end lies before the start.
    pub days: i32,
    /// Whether the table covers every day counted. Otherwise Monday to Friday were taken as working days.
    pub certain: bool,
}

/// What the notices say of a day, if anything; an ordinary working day or weekend is not in them.
pub fn special_days(on: Date) -> Option<&'static SpecialDays> {
    let table = table();
    let after = table.partition_point(|days| days.first <= on);
    table[..after].last().filter(|days| on <= days.last)
}

/// Whether people work on a day; `None` outside the years of the table.
pub fn is_working_day(on: Date) -> Option<bool> {
    (FIRST <= on && on <= LAST).then(|| match special_days(on) {
        Some(days) => days.worked,
        None => is_weekday(on),
    })
}

/// Working days after one day up to another: the first day is not counted, the last is.
pub fn working_days_between(start: Date, end: Date) -> Count {
    if end < start {
        let back = working_days_between(end, start);
        return Count { days: -back.days, ..back };
    }
    let mut count = Count { days: 0, certain: true };
    let mut day = start;
    while day < end {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        let known = is_working_day(day);
        count.certain &= known.is_some();
        count.days += i32::from(known.unwrap_or_else(|| is_weekday(day)));
    }
    count
}

/// Calendar days from one day to another: the first day is not counted, the last is.
pub fn calendar_days_between(start: Date, end: Date) -> i32 {
    (end - start).get_days()
}

fn is_weekday(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The table, in order of days.
fn table() -> &'static [SpecialDays] {
    static TABLE: OnceLock<Vec<SpecialDays>> = OnceLock::new();
    TABLE.get_or_init(|| lines().filter_map(|line| parse(line).ok()).collect())
}

/// The rows of the table, without its header.
fn lines() -> impl Iterator<Item = &'static str> {
    include_str!("holidays.tsv").lines().skip(1)
}

/// One row, or the row itself where it cannot be read.
fn parse(line: &'static str) -> Result<SpecialDays, &'static str> {
    let fields: Vec<&'static str> = line.split('\t').collect();
    let &[first, last, kind, name, notice] = fields.as_slice() else { return Err(line) };
    let day = |text: &str| text.parse::<Date>().map_err(|_| line);
    let worked = match kind {
        "work" => true,
        "off" => false,
        _ => return Err(line),
    };
    Ok(SpecialDays { first: day(first)?, last: day(last)?, worked, name, notice })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_understood_and_in_order() {
        let rows: Vec<SpecialDays> = lines().map(|line| parse(line).expect(line)).collect();
        assert!(rows.iter().all(|days| days.first <= days.last));
        assert!(rows.windows(2).all(|pair| pair[0].last < pair[1].first));
        assert!(rows.iter().all(|days| !days.name.is_empty() && days.notice.contains('号')));
    }

    #[test]
    fn only_weekend_days_are_worked_in_exchange() {
        for days in table().iter().filter(|days| days.worked) {
            assert!(days.first == days.last && !is_weekday(days.first), "{}", days.first);
        }
    }

    /// Days off on Monday to Friday less weekend days worked: eleven statutory days, thirteen from 2025; 2015 had the
    /// anniversary of the victory besides, and in 2020 the Spring Festival was prolonged by two days.
    #[test]
    fn every_year_has_the_statutory_days() {
        for year in 2014..=2026 {
            let (mut off, mut on) = (0, 0);
            let mut day = date(year, 1, 1);
            while day.year() == year {
                if let Some(days) = special_days(day) {
                    off += i32::from(!days.worked && is_weekday(day));
                    on += i32::from(days.worked);
                }
                day = day.tomorrow().expect("a day");
            }
            let statutory = match year {
                2015 => 12,
                2020 | 2025 | 2026 => 13,
                _ => 11,
            };
            assert_eq!(off - on, statutory, "{year}");
        }
    }

    #[test]
    fn known_days() {
        let off = [
            date(2024, 10, 1),
            date(2024, 10, 7),
            date(2024, 6, 10),
            date(2020, 1, 31), // the Spring Festival was prolonged
            date(2019, 5, 3),  // the holiday was prolonged afterwards
            date(2015, 9, 3),  // a holiday of that year alone
            date(2025, 10, 8),
            date(2026, 2, 23),
            date(2024, 10, 13), // an ordinary Sunday
        ];
        for day in off {
            assert_eq!(is_working_day(day), Some(false), "{day}");
        }
        let on = [
            date(2024, 10, 12), // Saturday
            date(2024, 9, 29),  // Sunday
            date(2024, 2, 9),   // the eve of that year's Spring Festival was no holiday
            date(2025, 1, 26),
            date(2026, 1, 4),
            date(2018, 12, 29),
            date(2024, 10, 8),
        ];
        for day in on {
            assert_eq!(is_working_day(day), Some(true), "{day}");
        }
        assert_eq!(is_working_day(date(2013, 12, 31)), None);
        assert_eq!(is_working_day(date(2027, 1, 4)), None);
    }

    #[test]
    fn a_special_day_names_its_holiday_and_notice() {
        let said = |day| special_days(day).map(|days| (days.worked, days.name, days.notice));
        assert_eq!(said(date(2024, 10, 12)), Some((true, "国庆节", "国办发明电〔2023〕7号")));
        assert_eq!(said(date(2024, 10, 4)), Some((false, "国庆节", "国办发明电〔2023〕7号")));
        assert_eq!(said(date(2024, 10, 8)), None);
    }

    #[test]
    fn the_first_day_is_not_counted_and_the_last_is() {
        let count = |start, end| working_days_between(start, end);
        let certain = |days| Count { days, certain: true };
        assert_eq!(count(date(2024, 5, 13), date(2024, 5, 13)), certain(0));
        assert_eq!(count(date(2024, 5, 13), date(2024, 5, 16)), certain(3));
        // over the National Day: 30 September, then 8 to 12 October with the Saturday worked
        assert_eq!(count(date(2024, 9, 29), date(2024, 10, 12)), certain(6));
        assert_eq!(count(date(2024, 10, 12), date(2024, 9, 29)), certain(-6));
        assert_eq!(calendar_days_between(date(2024, 9, 29), date(2024, 10, 19)), 20);
        assert_eq!(calendar_days_between(date(2024, 3, 1), date(2024, 2, 28)), -2);
    }

    #[test]
    fn outside_the_table_a_count_is_not_certain() {
        let far = working_days_between(date(2030, 1, 4), date(2030, 1, 11)); // Friday to Friday
        assert_eq!(far, Count { days: 5, certain: false });
        assert!(!working_days_between(date(2026, 12, 24), date(2026, 12, 25)).certain);
        assert!(working_days_between(date(2013, 12, 31), date(2014, 1, 2)).certain);
    }
}
