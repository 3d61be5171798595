//! Terms: 3年, 36个月, 90日历天, 5个工作日, 合同签订后90日内, 自验收合格之日起三年.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Reason;
use super::decimal::decimal_of_number;

/// In what a term is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermUnit {
    /// 年
    Year,
    /// 个月
    Month,
    /// 周
    Week,
    /// 天, 日历天
    Day,
    /// 工作日
    WorkingDay,
}

/// A length of time. Years are kept as months and weeks as days; months never become days in silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Term {
    /// Days, calendar days unless [`Term::working`].
    pub days: Option<u32>,
    /// Months.
    pub months: Option<u32>,
    /// Whether the days are working days.
    pub working: bool,
    /// The first unit as written.
    pub unit: TermUnit,
}

impl Term {
    /// So many units. Of broken ones only halves of a month are terms that anyone sets.
    pub(super) fn of(amount: Decimal, unit: TermUnit) -> Result<Self, Reason> {
        let times = |factor: u32| {
            let value = amount.checked_mul(Decimal::from(factor)).ok_or(Reason::OutOfRange)?;
            // Half a month is fifteen days.
            value
                .to_u32()
                .filter(|value| *value <= 36_500)
                .ok_or(Reason::OutOfRange)
                .map(|whole| (whole, value.fract()))
        };
        let half = Decimal::new(5, 1);
        let mut term =
            Term { days: None, months: None, working: unit == TermUnit::WorkingDay, unit };
        match unit {
            TermUnit::Year | TermUnit::Month => {
                let (months, part) = times(if unit == TermUnit::Year { 12 } else { 1 })?;
                if !part.is_zero() && part != half {
                    return Err(Reason::Unreadable);
                }
                term.months = (months > 0 || part.is_zero()).then_some(months);
                term.days = (!part.is_zero()).then_some(15);
            }
            TermUnit::Week | TermUnit::Day | TermUnit::WorkingDay => {
                let (days, part) = times(if unit == TermUnit::Week { 7 } else { 1 })?;
                if !part.is_zero() {
                    return Err(Reason::Unreadable);
                }
                term.days = Some(days);
            }
        }
        Ok(term)
    }

    /// 1年 and 6个月 together; None when calendar days meet working days.
    pub(super) fn plus(self, other: Term) -> Option<Term> {
        let add = |a: Option<u32>, b: Option<u32>| match (a, b) {
            (None, None) => Some(None),
            (a, b) => a.unwrap_or(0).checked_add(b.unwrap_or(0)).map(Some),
        };
        if self.days.is_some() && other.days.is_some() && self.working != other.working {
            return None;
        }
        Some(Term {
            days: add(self.days, other.days)?,
            months: add(self.months, other.months)?,
            working: self.working || other.working,
            unit: self.unit,
        })
    }

    /// The shortest and the longest number of calendar days that the term can be.
    fn bounds(&self) -> (u32, u32) {
        let months = self.months.unwrap_or(0);
        let days = self.days.unwrap_or(0);
        // Twelve months have 365 or 366 days; a month more or less of them strays by at most three days.
        let stray = if months == 0 { 0 } else { 3 };
        let in_days = (u64::from(months) * 30_437 / 1000) as u32;
        // Five working days take a week, and the longest public holiday may fall into it.
        let longest = if self.working { days * 7 / 5 + 12 } else { days };
        ((in_days + days).saturating_sub(stray), in_days + longest + stray)
    }

    /// Which term is longer; None when that depends on the calendar (90 days and 3 months).
    ///
    /// Months compare with months and days with days of the same kind exactly. Otherwise the shortest and
    /// the longest possible number of days decide, if they do not overlap.
    pub fn compare(&self, other: &Term) -> Option<Ordering> {
        match (self, other) {
            (
                Term { days: None, months: Some(a), .. },
                Term { days: None, months: Some(b), .. },
            ) => return Some(a.cmp(b)),
            (
                Term { days: Some(a), months: None, .. },
                Term { days: Some(b), months: None, .. },
            ) if self.working == other.working => {
                return Some(a.cmp(b));
            }
            _ if (self.days, self.months, self.working)
                == (other.days, other.months, other.working) =>
            {
                return Some(Ordering::Equal);
            }
            _ => {}
        }
        let ((low, high), (other_low, other_high)) = (self.bounds(), other.bounds());
        if high < other_low {
            Some(Ordering::Less)
        } else if other_high < low {
            Some(Ordering::Greater)
        } else {
            None
        }
    }
}

/// The term of a number that the workbook stored, counted in `unit`.
pub fn term_of_number(number: f64, unit: TermUnit) -> Result<Term, Reason> {
    let amount = decimal_of_number(number)
        .filter(|amount| !amount.is_sign_negative())
        .ok_or(Reason::Unreadable)?;
    Term::of(amount, unit)
}

#[cfg(test)]
mod tests {
    use super::super::term;
    use super::*;

    #[test]
    fn comparison_is_only_as_certain_as_the_calendar() {
        let compare = |a, b| term(a, None).expect(a).compare(&term(b, None).expect(b));
        assert_eq!(compare("3年", "36个月"), Some(Ordering::Equal));
        assert_eq!(compare("90天", "3个月"), None);
        assert_eq!(compare("60天", "3个月"), Some(Ordering::Less));
        assert_eq!(compare("3年", "365天"), Some(Ordering::Greater));
        assert_eq!(compare("10个工作日", "10天"), None);
        assert_eq!(compare("60个工作日", "10天"), Some(Ordering::Greater));
    }
}
