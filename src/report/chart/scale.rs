//! Axes: from values to places on the chart, with round ticks. The rounding of ticks is that of plotters' coordinates.

use jiff::civil::Date;
use plotters::coord::ranged1d::{BoldPoints, Ranged as _};
use plotters::coord::types::RangedCoordf64;

use super::number::separated;

/// A linear axis.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// Values `from..to` (widened where they are one) at `start..end` on the chart.
    pub(super) fn new(from: f64, to: f64, start: f64, end: f64) -> Self {
        let to = if from < to { to } else { from + from.abs().max(1.0) * 0.01 };
        Self { from, to, start, end }
    }

    /// Where a value stands.
    pub(super) fn at(&self, value: f64) -> f64 {
        self.start + (value - self.from) / (self.to - self.from) * (self.end - self.start)
    }

    /// Whether a value is on the axis.
    pub(super) fn covers(&self, value: f64) -> bool {
        (self.from..=self.to).contains(&value)
    }

    /// Round values along the axis, with their labels.
    pub(super) fn ticks(&self, about: usize) -> Vec<(f64, String)> {
        let axis: RangedCoordf64 = (self.from..self.to).into();
        let values: Vec<f64> = axis
            .key_points(BoldPoints(about))
            .into_iter()
            .filter(|value| self.covers(*value))
            .collect();
        let step = values.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
        let decimals = match step {
            step if 1.0 <= step => 0,
            step if 0.1 <= step => 1,
            _ => 2,
        };
        values.into_iter().map(|value| (value, separated(value, decimals))).collect()
    }
}

/// The day as a number of days.
pub(super) fn day(date: Date) -> f64 {
    let since =
        Date::constant(1970, 1, 1).until(date).map(|span| span.get_days()).unwrap_or_default();
    f64::from(since)
}

/// The first days of months between two dates, at most `most` of them, with labels: `2024-01` where a year begins, else
/// the month alone.
pub(super) fn months(from: Date, to: Date, most: usize) -> Vec<(Date, String)> {
    let first = from.first_of_month();
    let months = (i32::from(to.year()) - i32::from(first.year())) * 12 + i32::from(to.month())
        - i32::from(first.month());
    let step = [1, 2, 3, 6, 12, 24, 60, 120, 240]
        .into_iter()
        .find(|step| months / step < most as i32)
        .unwrap_or(600);
    let mut found = Vec::new();
    let (mut year, mut month) = (first.year(), i32::from(first.month()) - 1);
    month -= month % step.min(12);
    loop {
        let Ok(date) = Date::new(year, (month + 1) as i8, 1) else { break };
        if to < date {
            break;
        }
        if from <= date {
            let whole = month == 0 || found.is_empty();
            let label = if whole {
                format!("{year}-{:02}", month + 1)
            } else {
                format!("{:02}", month + 1)
            };
            found.push((date, label));
        }
        month += step;
        year += (month / 12) as i16;
        month %= 12;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_on_the_axis() {
        let scale = Scale::new(1_130.0, 1_290.0, 0.0, 160.0);
        let labels: Vec<String> = scale.ticks(5).into_iter().map(|(_, label)| label).collect();
        assert_eq!(labels, ["1,150", "1,200", "1,250"]);
        assert!((scale.at(1_200.0) - 70.0).abs() < 1e-9);
    }

    #[test]
    fn one_value_still_makes_an_axis() {
        let scale = Scale::new(5.0, 5.0, 0.0, 100.0);
        assert!(scale.covers(5.0) && scale.at(5.0).is_finite());
    }

    #[test]
    fn months_are_named_with_their_year_once() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let labels = |from: &str, to: &str| -> Vec<String> {
            months(day(from), day(to), 6).into_iter().map(|(_, label)| label).collect()
        };
        assert_eq!(labels("2024-01-15", "2024-04-02"), ["2024-02", "03", "04"]);
        assert_eq!(labels("2023-01-01", "2024-12-31"), ["2023-01", "07", "2024-01", "07"]);
        assert_eq!(labels("2024-05-02", "2024-05-20"), [""; 0]);
    }
}
