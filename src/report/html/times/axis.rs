//! A line of time: where a moment lies, and round moments along it.

use jiff::Span;
use jiff::civil::{Date, DateTime};

use crate::report::html::draw::{line, text};

/// Steps between marks, in seconds, up to half a month.
const STEPS: [i64; 14] = [
    60, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
    1_209_600,
];
/// Steps in months.
const MONTHS: [i32; 8] = [1, 2, 3, 6, 12, 24, 60, 120];
/// A day in seconds.
const DAY: i64 = 86_400;

/// A span of time laid out from left to right.
pub(super) struct TimeAxis {
    first: DateTime,
    last: DateTime,
    left: f64,
    right: f64,
}

impl TimeAxis {
    /// From the first to the last moment, between two places.
    pub(super) fn new(first: DateTime, last: DateTime, left: f64, right: f64) -> Self {
        Self { first, last, left, right }
    }

    fn seconds(&self) -> i64 {
        self.last.duration_since(self.first).as_secs().max(1)
    }

    /// Where a moment lies.
    pub(super) fn x(&self, at: DateTime) -> f64 {
        let since = at.duration_since(self.first).as_secs() as f64;
        self.left + since / self.seconds() as f64 * (self.right - self.left)
    }

    /// Where a day begins.
    pub(super) fn day(&self, day: Date) -> f64 {
        self.x(day.to_datetime(jiff::civil::Time::midnight()))
    }

    /// Round moments with their labels, so many at most.
    pub(super) fn ticks(&self, most: i64) -> Vec<(f64, String)> {
        let least = self.seconds() / most.max(1);
        match STEPS.iter().find(|step| least <= **step) {
            Some(step) => self.by_seconds(*step),
            None => self.by_months(least),
        }
    }

    fn by_seconds(&self, step: i64) -> Vec<(f64, String)> {
        let midnight = self.first.date().to_datetime(jiff::civil::Time::midnight());
        let mut ticks = Vec::new();
        let mut day = None;
        let mut seconds = 0;
        while let Ok(at) = midnight.checked_add(Span::new().seconds(seconds)) {
            if self.last < at {
                break;
            }
            seconds += step;
            if at < self.first {
                continue;
            }
            let label = if DAY <= step {
                if self.first.year() == self.last.year() {
                    at.strftime("%m-%d").to_string()
                } else {
                    at.date().to_string()
                }
            } else if day == Some(at.date()) {
                at.strftime("%H:%M").to_string()
            } else {
                at.strftime("%m-%d %H:%M").to_string()
            };
            day = Some(at.date());
            ticks.push((self.x(at), label));
        }
        ticks
    }

    fn by_months(&self, least: i64) -> Vec<(f64, String)> {
        let step = MONTHS
            .iter()
            .copied()
            .find(|months| least <= i64::from(*months) * 30 * DAY)
            .unwrap_or(240);
        let (first, last) = (self.first.date(), self.last.date());
        let mut ticks = Vec::new();
        let months = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
        let mut at = months(first).div_euclid(step) * step;
        while at <= months(last) {
            let (year, month) = (at.div_euclid(12), at.rem_euclid(12) + 1);
            at += step;
            let Ok(day) = Date::new(year as i16, month as i8, 1) else { continue };
            if day < first || last < day {
                continue;
            }
            let label = if step % 12 == 0 {
                day.strftime("%Y").to_string()
            } else {
                day.strftime("%Y-%m").to_string()
            };
            ticks.push((self.day(day), label));
        }
        ticks
    }

    /// The line with its marks at a height; with `up`, fine lines go up to there.
    pub(super) fn draw(&self, out: &mut String, y: f64, up: Option<f64>) {
        line(out, "ax", self.left - 12.0, y, self.right + 12.0, y);
        for (x, label) in self.ticks(8) {
            if let Some(up) = up {
                line(out, "hair", x, up, x, y);
            }
            line(out, "ax", x, y, x, y + 5.0);
            text(out, "t3 mid", x, y + 20.0, &label);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn marks_are_round_and_few_from_minutes_to_decades() {
        let first = date(2025, 4, 8).at(8, 40, 20, 0);
        for minutes in [3, 50, 600, 3_000, 40_000, 500_000, 5_000_000, 20_000_000] {
            let last = first.checked_add(Span::new().minutes(minutes)).expect("in range");
            let ticks = TimeAxis::new(first, last, 0.0, 100.0).ticks(8);
            assert!((1..=9).contains(&ticks.len()), "{minutes}: {ticks:?}");
            assert!(ticks.iter().all(|(x, _)| (0.0..=100.0).contains(x)), "{minutes}: {ticks:?}");
        }
    }

    #[test]
    fn a_tick_says_its_day_once() {
        let axis = TimeAxis::new(
            date(2025, 4, 8).at(8, 40, 0, 0),
            date(2025, 4, 8).at(9, 30, 0, 0),
            0.0,
            50.0,
        );
        let labels: Vec<String> = axis.ticks(6).into_iter().map(|(_, label)| label).collect();
        assert_eq!(labels, ["04-08 08:40", "08:50", "09:00", "09:10", "09:20", "09:30"]);
    }
}
