//! How far apart prices lie, and how often honest prices would lie so close.
//!
//! Notation: b₁ ≤ … ≤ b_n are the bids of one package, s their sample standard deviation (divisor n − 1).
//! Bids far from honest scale (a slip of a decimal point) are the caller's to set aside first. A consortium
//! is one bid. No limit on these values travels from one market to another: compare inside a market.

use super::ascending;
use super::special::{chi_square_at_most, normal_within};

/// The spread of honest prices assumed when a market's own is not known: a standard deviation of 5 % of the
/// mean. A working assumption; the median coefficient of variation of the same market is always better.
pub const ASSUMED_MARKET_CV: f64 = 0.05;

/// Where honest prices are assumed to begin, as a share of the ceiling: uniform between 80 % and 100 %, which
/// means a mean saving of one tenth. A working assumption; a market's own shares are always better.
pub const ASSUMED_FLOOR: f64 = 0.80;

/// 1 / Φ⁻¹(3/4): makes the median absolute deviation of normal values estimate their standard deviation.
pub const NORMAL_CONSISTENCY: f64 = 1.482_602_218_505_602;

/// Robust deviations from fewer other values than this are noise.
pub const FEWEST_OTHERS: usize = 3;

/// A spread below this share of the values is rounding of floating-point numbers, not spread.
pub(super) const ROUNDING: f64 = 1e-12;

/// The arithmetic mean. `None` without values.
pub fn mean(values: &[f64]) -> Option<f64> {
    ascending(values).map(|sorted| mean_of(&sorted))
}

/// s = √(Σ(b − b̄)² / (n − 1)), in the unit of the values. `None` for fewer than two values.
pub fn sample_standard_deviation(values: &[f64]) -> Option<f64> {
    ascending(values).and_then(|sorted| deviation_of(&sorted))
}

/// CV = s / b̄, a share. `None` for fewer than two values or a mean that is not positive.
///
/// Source: Abrantes-Metz et al. 2006; Imhof 2018.
pub fn coefficient_of_variation(values: &[f64]) -> Option<f64> {
    let sorted = ascending(values)?;
    let mean = mean_of(&sorted);
    if mean > 0.0 { Some(deviation_of(&sorted)? / mean) } else { None }
}

/// RD = (b₂ − b₁) / sd(b₂ … b_n), without unit: above 1 the lowest bid stands apart from losers who crowd
/// together.
///
/// `None` for fewer than three bids or when all losing bids are equal. Source: Imhof, Karagök and Rutz 2018.
pub fn relative_distance(bids: &[f64]) -> Option<f64> {
    let sorted = ascending(bids)?;
    if sorted.len() < 3 {
        return None;
    }
    let spread = deviation_of(&sorted[1..])?;
    if spread > 0.0 { Some((sorted[1] - sorted[0]) / spread) } else { None }
}

/// The distance of the two lowest bids, on four scales.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PriceGaps {
    /// DIFFP = (b₂ − b₁) / b₁, a share.
    pub to_second: f64,
    /// SPD = (b_n − b₁) / b₁, a share.
    pub spread: f64,
    /// RDALT = (n − 2)(b₂ − b₁) / (b_n − b₂): in mean gaps of the losing bids. `None` if n < 3 or those are
    /// equal.
    pub in_losing_gaps: Option<f64>,
    /// RDNOR = (n − 1)(b₂ − b₁) / (b_n − b₁): in mean gaps of all bids. `None` if all bids are equal.
    pub in_all_gaps: Option<f64>,
}

/// The gaps between bids. `None` for fewer than two bids or a bid that is not positive.
///
/// Source: Huber and Imhof 2019; Wallimann, Imhof and Huber 2022.
pub fn price_gaps(bids: &[f64]) -> Option<PriceGaps> {
    let sorted = ascending(bids)?;
    let [first, second, ..] = sorted[..] else { return None };
    if first <= 0.0 {
        return None;
    }
    let (n, last, gap) = (sorted.len() as f64, sorted[sorted.len() - 1], second - first);
    Some(PriceGaps {
        to_second: gap / first,
        spread: (last - first) / first,
        in_losing_gaps: (last > second).then(|| (n - 2.0) * gap / (last - second)),
        in_all_gaps: (last > first).then(|| (n - 1.0) * gap / (last - first)),
    })
}

/// The gaps between neighbouring values in ascending order, as shares of the median.
///
/// `None` for fewer than two values or a median that is not positive.
pub fn relative_gaps(values: &[f64]) -> Option<Vec<f64>> {
    let sorted = ascending(values)?;
    let middle = median_of(&sorted);
    if sorted.len() < 2 || middle <= 0.0 {
        return None;
    }
    Some(sorted.windows(2).map(|pair| (pair[1] - pair[0]) / middle).collect())
}

/// Skewness G₁ = n Σ(b − b̄)³ / ((n − 1)(n − 2) s³), corrected for bias. `None` for n < 3 or no spread.
pub fn skewness(values: &[f64]) -> Option<f64> {
    let sorted = ascending(values)?;
    let (n, sum) = (sorted.len() as f64, standardised_power_sum(&sorted, 3)?);
    if sorted.len() < 3 { None } else { Some(n * sum / ((n - 1.0) * (n - 2.0))) }
}

/// Excess kurtosis G₂, corrected for bias: 0 for normal values. `None` for n < 4 or no spread.
pub fn excess_kurtosis(values: &[f64]) -> Option<f64> {
    let sorted = ascending(values)?;
    let (n, sum) = (sorted.len() as f64, standardised_power_sum(&sorted, 4)?);
    if sorted.len() < 4 {
        return None;
    }
    let scale = (n - 1.0) * (n - 2.0) * (n - 3.0);
    Some(n * (n + 1.0) * sum / scale - 3.0 * (n - 1.0).powi(2) / ((n - 2.0) * (n - 3.0)))
}

/// The median; between the two middle values for an even number. `None` without values.
pub fn median(values: &[f64]) -> Option<f64> {
    ascending(values).map(|sorted| median_of(&sorted))
}

/// MAD = median |b − median|, in the unit of the values (times [`NORMAL_CONSISTENCY`]: a standard deviation).
///
/// `None` without values.
pub fn median_absolute_deviation(values: &[f64]) -> Option<f64> {
    let middle = median(values)?;
    median(&values.iter().map(|value| (value - middle).abs()).collect::<Vec<_>>())
}

/// How many robust standard deviations a value lies from the median of the others: (v − med) / (1.4826 MAD).
///
/// `None` for fewer than three others, or when at least half of them agree exactly (MAD = 0): then give the
/// difference itself, since an outlier against agreement has no scale.
pub fn robust_z(value: f64, others: &[f64]) -> Option<f64> {
    let spread = median_absolute_deviation(others)?;
    let size = others.iter().fold(value.abs(), |most, other| most.max(other.abs()));
    if !value.is_finite() || others.len() < FEWEST_OTHERS || spread <= size * ROUNDING {
        return None;
    }
    Some((value - median(others)?) / (NORMAL_CONSISTENCY * spread))
}

/// The robust z of every value against all the others, in the order given.
pub fn leave_one_out_z(values: &[f64]) -> Vec<Option<f64>> {
    let without = |skip: usize| -> Vec<f64> {
        values.iter().enumerate().filter(|&(i, _)| i != skip).map(|(_, &value)| value).collect()
    };
    values.iter().enumerate().map(|(i, &value)| robust_z(value, &without(i))).collect()
}

/// How often n honest bids of a market with this spread show a coefficient of variation of at most `cv`.
///
/// Honest bids are taken as independent and normal with standard deviation `market_cv` times their mean, so that
/// (n − 1) cv² / market_cv² follows chi-square with n − 1 degrees of freedom (the error of the mean is of
/// order market_cv² and left out). Bids that share a cost standard or a guided price are not independent:
/// the market's spread must come from such tenders then. `None` for n < 2 or a spread that is not positive.
pub fn chance_of_dispersion_at_most(cv: f64, n: usize, market_cv: f64) -> Option<f64> {
    if n < 2 || market_cv.is_nan() || market_cv <= 0.0 || cv.is_nan() || cv < 0.0 {
        return None;
    }
    let degrees = (n - 1) as f64;
    chi_square_at_most(degrees * (cv / market_cv).powi(2), degrees)
}

/// How often some two of n honest bids lie within `gap` (a share of the mean) of each other.
///
/// Under the same assumption as [`chance_of_dispersion_at_most`], two bids lie so close with p = P(|Z| ≤ gap
/// / (√2 market_cv)); the number of close pairs among n(n − 1)/2 is taken as Poisson: 1 − exp(−p n(n − 1)/2).
/// With many bidders a near pair is certain, which is why a near price alone says nothing there. `None` for n
/// < 2 or a bad parameter.
pub fn chance_of_near_pair(gap: f64, n: usize, market_cv: f64) -> Option<f64> {
    if n < 2 || market_cv.is_nan() || market_cv <= 0.0 {
        return None;
    }
    let one_pair = normal_within(gap / (std::f64::consts::SQRT_2 * market_cv))?;
    let pairs = n as f64 * (n as f64 - 1.0) / 2.0;
    Some(-(-one_pair * pairs).exp_m1())
}

/// How often all n honest bids lie at or above `share` of the ceiling: ((1 − share) / (1 − floor))ⁿ.
///
/// Honest shares of the ceiling are taken as independent and uniform between `floor` and 1
/// ([`ASSUMED_FLOOR`]). A tight budget moves all bids together and makes the pattern honest: a hint, not
/// proof. With the share of a market's own bids that lie so high, `chance.powi(n)` is better. `None` for n =
/// 0, floor outside [0, 1) or share outside [0, 1].
pub fn chance_all_at_least(share: f64, n: usize, floor: f64) -> Option<f64> {
    if n == 0 || !(0.0..1.0).contains(&floor) || !(0.0..=1.0).contains(&share) {
        return None;
    }
    let one = ((1.0 - share) / (1.0 - floor)).min(1.0);
    Some(one.powf(n as f64))
}

fn mean_of(sorted: &[f64]) -> f64 {
    let (least, most) = (sorted[0], sorted[sorted.len() - 1]);
    if least == most { least } else { sorted.iter().sum::<f64>() / sorted.len() as f64 }
}

fn deviation_of(sorted: &[f64]) -> Option<f64> {
    if sorted.len() < 2 {
        return None;
    }
    let mean = mean_of(sorted);
    let squares: f64 = sorted.iter().map(|value| (value - mean).powi(2)).sum();
    Some((squares / (sorted.len() - 1) as f64).sqrt())
}

fn median_of(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[half] } else { (sorted[half - 1] + sorted[half]) / 2.0 }
}

fn standardised_power_sum(sorted: &[f64], power: i32) -> Option<f64> {
    let (mean, spread) = (mean_of(sorted), deviation_of(sorted)?);
    if spread <= mean.abs() * ROUNDING {
        return None;
    }
    Some(sorted.iter().map(|value| ((value - mean) / spread).powi(power)).sum())
}

#[cfg(test)]
mod tests {
    use super::super::random::SplitMix64;
    use super::*;

    fn close(found: Option<f64>, expected: f64) {
        let found = found.expect("defined");
        assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} {expected}");
    }

    #[test]
    fn worked_example_of_four_bids() {
        let bids = [100.0, 110.0, 112.0, 114.0]; // mean 109, squares 81 + 1 + 9 + 25 = 116
        close(mean(&bids), 109.0);
        close(sample_standard_deviation(&bids), (116.0f64 / 3.0).sqrt());
        close(coefficient_of_variation(&bids), (116.0f64 / 3.0).sqrt() / 109.0);
        close(relative_distance(&bids), 10.0 / 2.0); // sd(110, 112, 114) = 2
        let gaps = price_gaps(&bids).expect("defined");
        close(Some(gaps.to_second), 0.10);
        close(Some(gaps.spread), 0.14);
        close(gaps.in_losing_gaps, 10.0 / 2.0);
        close(gaps.in_all_gaps, 10.0 / (14.0 / 3.0));
        let neighbours = relative_gaps(&bids).expect("defined");
        close(Some(neighbours[0]), 10.0 / 111.0);
    }

    #[test]
    fn what_cannot_be_computed_is_none() {
        assert_eq!(sample_standard_deviation(&[1.0]), None);
        assert_eq!(coefficient_of_variation(&[-1.0, 1.0]), None);
        assert_eq!(relative_distance(&[1.0, 2.0]), None);
        assert_eq!(relative_distance(&[0.2, 0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2]), None); // losers equal
        assert_eq!(skewness(&[5.0, 5.0, 5.0]), None);
        assert_eq!(price_gaps(&[0.0, 1.0]), None);
        assert_eq!(coefficient_of_variation(&[0.1, 0.1, 0.1]), Some(0.0));
    }

    #[test]
    fn skewness_and_kurtosis_by_hand() {
        // mean 4, deviations −3 −2 −1 0 6: s² = 50/4, cubes sum to 180, fourth powers to 1394
        let values = [1.0, 2.0, 3.0, 4.0, 10.0];
        close(skewness(&values), 5.0 / 12.0 * 180.0 / 12.5f64.powf(1.5));
        close(excess_kurtosis(&values), 30.0 / 24.0 * 1394.0 / 156.25 - 8.0);
        assert_eq!(excess_kurtosis(&values[..3]), None);
    }

    #[test]
    fn order_changes_no_digit_and_unit_changes_no_ratio() {
        let mut random = SplitMix64::new(7);
        for n in 3..30 {
            let mut bids: Vec<f64> = (0..n).map(|_| 1e6 * (0.8 + 0.2 * random.uniform())).collect();
            let before =
                (coefficient_of_variation(&bids), relative_distance(&bids), skewness(&bids));
            random.shuffle(&mut bids);
            let after =
                (coefficient_of_variation(&bids), relative_distance(&bids), skewness(&bids));
            assert_eq!(before, after);
            let in_ten_thousands: Vec<f64> = bids.iter().map(|bid| bid / 1e4).collect();
            close(coefficient_of_variation(&in_ten_thousands), before.0.expect("defined"));
            close(relative_distance(&in_ten_thousands), before.1.expect("defined"));
        }
    }

    #[test]
    fn a_robust_z_is_not_moved_by_the_outlier_itself() {
        let values = [80.0, 81.0, 82.0, 83.0, 99.0];
        close(leave_one_out_z(&values)[4], (99.0 - 81.5) / NORMAL_CONSISTENCY); // MAD of 80…83 is 1
        assert_eq!(robust_z(99.0, &[80.0, 80.0, 80.0, 85.0]), None); // the others agree
        assert_eq!(robust_z(99.0, &[80.0, 81.0]), None);
    }

    #[test]
    fn the_chance_of_three_close_bids_has_a_closed_form() {
        // two degrees of freedom: 1 − exp(−(cv/market)²)
        close(chance_of_dispersion_at_most(0.01, 3, 0.05), 1.0 - (-0.04f64).exp());
        assert_eq!(chance_of_dispersion_at_most(0.01, 1, 0.05), None);
        assert_eq!(chance_of_dispersion_at_most(0.01, 3, 0.0), None);
    }

    #[test]
    fn the_chances_are_those_of_simulated_honest_bids() {
        let (mut random, trials) = (SplitMix64::new(11), 20_000);
        let (mut close_together, mut near) = (0, 0);
        for _ in 0..trials {
            let bids: Vec<f64> = (0..5).map(|_| 100.0 * (1.0 + 0.05 * random.normal())).collect();
            close_together += usize::from(coefficient_of_variation(&bids).expect("cv") <= 0.025);
            let gaps = relative_gaps(&bids).expect("gaps");
            near += usize::from(gaps.iter().any(|&gap| gap <= 0.001));
        }
        let share = |count: usize| count as f64 / trials as f64;
        let expected = chance_of_dispersion_at_most(0.025, 5, 0.05).expect("chance");
        assert!((share(close_together) - expected).abs() < 0.008, "{expected}");
        let expected = chance_of_near_pair(0.001, 5, 0.05).expect("chance");
        assert!((share(near) - expected).abs() < 0.01, "{expected}");
    }

    #[test]
    fn bids_near_the_ceiling_grow_less_likely_with_every_bidder() {
        close(chance_all_at_least(0.97, 3, 0.80), 0.15f64.powi(3));
        close(chance_all_at_least(0.70, 3, 0.80), 1.0);
        close(chance_all_at_least(1.0, 2, 0.80), 0.0);
        assert_eq!(chance_all_at_least(0.97, 0, 0.80), None);
        assert_eq!(chance_all_at_least(0.97, 3, 1.0), None);
    }
}
