//! Total prices in equal steps, in equal ratios or on a grid below the ceiling, and the chance of it.
//!
//! Three bids nearly in equal steps are common; four seldom; and round prices fall into step more easily than
//! prices to the fen. So each progression carries the chance that as many independent prices look as regular.

use super::combination::ln_choose;
use super::dispersion::ROUNDING;
use super::{FEN, float};
use rust_decimal::Decimal;

/// Prices in (nearly) equal steps or ratios.
#[derive(Debug, Clone, PartialEq)]
pub struct Progression {
    /// The number of prices.
    pub terms: usize,
    /// The lowest price, yuan.
    pub first: Decimal,
    /// Arithmetic: the mean step, yuan. Geometric: the mean ratio of neighbours, rounded to six decimals.
    pub step: Decimal,
    /// max |dⱼ / d̄ − 1| over the steps dⱼ (geometric: over the steps of the logarithms), a share.
    pub worst_deviation: f64,
    /// Whether every price is the computed one to the fen.
    pub exact: bool,
    /// The chance that as many independent prices between the same ends look as regular.
    pub chance: f64,
}

/// Prices in equal steps: sorted, dⱼ = b_{j+1} − b_j, all |dⱼ / d̄ − 1| ≤ tolerance.
///
/// `None` for fewer than three prices, a price that is not positive, all equal, or steps less regular than
/// `tolerance`. Source of the screen: article 40(4) of the regulation on bidding (规律性差异); of the chance:
/// [`chance`].
pub fn arithmetic(prices: &[Decimal], tolerance: f64) -> Option<Progression> {
    let sorted = positive_ascending(prices)?;
    let (first, last) = (sorted[0], sorted[sorted.len() - 1]);
    let steps = Decimal::from(sorted.len() - 1);
    let step = last.checked_sub(first)?.checked_div(steps)?;
    let lengths =
        differences(&sorted).iter().map(|&length| float(length)).collect::<Option<Vec<_>>>()?;
    let on_the_step = |(index, &price): (usize, &Decimal)| {
        let computed =
            step.checked_mul(Decimal::from(index)).and_then(|rise| first.checked_add(rise));
        computed.is_some_and(|computed| (price - computed).abs() < FEN)
    };
    let exact = sorted.iter().enumerate().all(on_the_step);
    regular(&sorted, &lengths, step.normalize(), exact, tolerance)
}

/// Prices in equal ratios: as [`arithmetic`] for the logarithms, so that tolerance and chance mean the same.
///
/// The ratios themselves are all near 1 for any bids that lie close together; only their excess over 1 tells.
/// `None` as there.
pub fn geometric(prices: &[Decimal], tolerance: f64) -> Option<Progression> {
    let sorted = positive_ascending(prices)?;
    let values = sorted.iter().map(|&price| float(price)).collect::<Option<Vec<_>>>()?;
    let lengths: Vec<f64> =
        values.windows(2).map(|pair| ((pair[1] - pair[0]) / pair[0]).ln_1p()).collect();
    let mean_length = lengths.iter().sum::<f64>() / lengths.len() as f64;
    let on_the_ratio = |(index, &value): (usize, &f64)| {
        (values[0] * (mean_length * index as f64).exp() - value).abs() < 0.01
    };
    let exact = values.iter().enumerate().all(on_the_ratio);
    let ratio = Decimal::from_f64_retain(mean_length.exp())?.round_dp(6).normalize();
    regular(&sorted, &lengths, ratio, exact, tolerance)
}

/// The chance that n independent prices, uniform between their ends, have all steps within `tolerance` of the
/// mean step.
///
/// The m = n − 1 steps, divided by the range, are Dirichlet(1, …, 1). All lie in [(1−ε)/m, (1+ε)/m] with
/// chance ε^{m−1} · P(max ≤ 2/m), where the last factor is Whitworth's Σₖ (−1)ᵏ C(m,k) (1 − 2k/m)₊^{m−1}. For
/// three prices that is ε, for four ⅔ε². (ε > 1 leaves the shorter steps unbounded; the code treats both.)
/// From forty steps the alternating sum loses its digits and the bound ε^{m−1} is given. `None` for n < 3 or
/// a negative tolerance.
pub fn chance(n: usize, tolerance: f64) -> Option<f64> {
    if n < 3 || tolerance.is_nan() || tolerance < 0.0 {
        return None;
    }
    let m = (n - 1) as f64;
    let shrink = tolerance.min(1.0);
    let bound = shrink.powf(m - 1.0);
    if n > 40 {
        return Some(bound);
    }
    let longest = if tolerance <= 1.0 { 2.0 / m } else { (1.0 + tolerance) / m };
    let (mut sum, mut ways, mut k) = (0.0, 1.0, 0.0);
    while k <= m && k * longest < 1.0 {
        let sign = if k % 2.0 == 0.0 { 1.0 } else { -1.0 };
        sum += sign * ways * (1.0 - k * longest).powf(m - 1.0);
        ways *= (m - k) / (k + 1.0);
        k += 1.0;
    }
    Some((bound * sum).clamp(0.0, 1.0))
}

/// The grain of prices: the largest power of ten, in yuan, of which every price is a multiple, from 0.01 yuan.
///
/// `None` without prices or with one finer than the fen or not positive.
pub fn price_grain(prices: &[Decimal]) -> Option<Decimal> {
    let largest = prices.iter().max()?;
    let is_grain = |grain: Decimal| {
        prices.iter().all(|price| price.checked_rem(grain).is_some_and(|rest| rest.is_zero()))
    };
    if prices.iter().any(|&price| price <= Decimal::ZERO) || !is_grain(FEN) {
        return None;
    }
    let mut grain = FEN;
    while let Some(coarser) = grain.checked_mul(Decimal::TEN) {
        if coarser > *largest || !is_grain(coarser) {
            break;
        }
        grain = coarser;
    }
    Some(grain)
}

/// Bids that are regular discounts from the ceiling (0.99, 0.98, 0.97 …).
#[derive(Debug, Clone, PartialEq)]
pub struct CeilingGrid {
    /// Each bid's share of the ceiling, in the order given.
    pub shares: Vec<f64>,
    /// The farthest that a share lies from the grid.
    pub worst_distance: f64,
    /// The chance that as many independent shares lie on the grid: (2·tolerance / grid)ⁿ.
    pub chance: f64,
}

/// Bids whose shares of the ceiling all lie within `tolerance` of a multiple of `grid` (rule of thumb: 1e-5
/// of 0.005).
///
/// `None` if one does not, without bids, for a ceiling or grid that is not positive, or for 2·tolerance ≥ grid.
/// Round bids under a round ceiling lie on such a grid by themselves: look at [`price_grain`] beside it.
pub fn on_ceiling_grid(
    bids: &[Decimal],
    ceiling: Decimal,
    grid: f64,
    tolerance: f64,
) -> Option<CeilingGrid> {
    if bids.is_empty() || ceiling <= Decimal::ZERO || grid.is_nan() || grid <= 2.0 * tolerance {
        return None;
    }
    let share = |bid: &Decimal| bid.checked_div(ceiling).and_then(float);
    let shares = bids.iter().map(share).collect::<Option<Vec<_>>>()?;
    let distance = |share: &f64| (share - (share / grid).round() * grid).abs();
    let worst_distance = shares.iter().map(distance).fold(0.0, f64::max);
    let chance = (2.0 * tolerance / grid).powf(shares.len() as f64);
    (worst_distance <= tolerance).then_some(CeilingGrid { shares, worst_distance, chance })
}

fn positive_ascending(prices: &[Decimal]) -> Option<Vec<Decimal>> {
    let mut sorted = prices.to_vec();
    sorted.sort_unstable();
    let (first, last) = (*sorted.first()?, *sorted.last()?);
    (sorted.len() >= 3 && first > Decimal::ZERO && first < last).then_some(sorted)
}

fn differences(sorted: &[Decimal]) -> Vec<Decimal> {
    sorted.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

fn regular(
    sorted: &[Decimal],
    lengths: &[f64],
    step: Decimal,
    exact: bool,
    tolerance: f64,
) -> Option<Progression> {
    let mean_length = lengths.iter().sum::<f64>() / lengths.len() as f64;
    let worst = lengths.iter().map(|length| (length / mean_length - 1.0).abs()).fold(0.0, f64::max);
    let worst_deviation = if worst <= ROUNDING { 0.0 } else { worst };
    if tolerance.is_nan() || !worst_deviation.is_finite() || worst_deviation > tolerance {
        return None;
    }
    let chance = chance(sorted.len(), worst_deviation)?.max(chance_on_grain(sorted));
    Some(Progression {
        terms: sorted.len(),
        first: sorted[0],
        step,
        worst_deviation,
        exact,
        chance,
    })
}

/// The chance of one given set of inner prices among all sets on the same grain: 1 / C(R − 1, n − 2), where R
/// is the range in grains. It keeps an exact progression of round prices from looking impossible. 0 for
/// prices finer than the fen.
fn chance_on_grain(sorted: &[Decimal]) -> f64 {
    let range = sorted[sorted.len() - 1] - sorted[0];
    let places = price_grain(sorted)
        .and_then(|grain| range.checked_div(grain))
        .and_then(float)
        .map(|grains| (grains - 1.0).round() as u64);
    match places {
        Some(places) => (-ln_choose(places, sorted.len() as u64 - 2)).exp().min(1.0),
        None => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::random::SplitMix64;
    use super::*;

    fn money(prices: &[&str]) -> Vec<Decimal> {
        prices.iter().map(|price| price.parse().expect("a price")).collect()
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1e-3), "{found} {expected}");
    }

    #[test]
    fn equal_steps_are_found_in_any_order() {
        let found =
            arithmetic(&money(&["1013456.78", "1003456.78", "1023456.78", "1033456.78"]), 0.01);
        let found = found.expect("a progression");
        assert_eq!((found.first, found.step), (money(&["1003456.78"])[0], Decimal::from(10_000)));
        assert!(found.exact && found.worst_deviation == 0.0 && found.terms == 4);
        // grain one fen, three million places, two inner prices: 2 / (2 999 999 × 2 999 998)
        close(found.chance * 1e13, 2e13 / (2_999_999.0 * 2_999_998.0));
    }

    #[test]
    fn round_prices_fall_into_step_easily() {
        let found =
            arithmetic(&money(&["900000", "950000", "1000000"]), 0.01).expect("a progression");
        close(found.chance, 1.0 / 9.0); // grain 10 000, nine places between the ends
        assert_eq!(price_grain(&money(&["900000", "950000"])), Some(Decimal::from(10_000)));
        assert_eq!(price_grain(&money(&["0.01", "3"])), Some(FEN));
        assert_eq!(price_grain(&money(&["0.001"])), None);
    }

    #[test]
    fn steps_within_the_tolerance_are_not_exact() {
        let bids = money(&["1000000.00", "1010021.37", "1019991.13", "1030000.00"]);
        let found = arithmetic(&bids, 0.01).expect("a progression");
        assert!(!found.exact);
        close(found.worst_deviation, 1.0 - 9969.76 / 10_000.0);
        assert_eq!(arithmetic(&bids, 0.001), None);
    }

    #[test]
    fn a_step_rounded_to_the_fen_is_exact() {
        let found = arithmetic(&money(&["100000", "103333.33", "106666.67", "110000"]), 0.01);
        assert!(found.expect("a progression").exact);
    }

    #[test]
    fn equal_ratios_are_found() {
        let bids = money(&["1000000", "1050000", "1102500", "1157625"]);
        let found = geometric(&bids, 0.005).expect("a progression");
        assert_eq!(found.step, money(&["1.05"])[0]);
        assert!(found.exact);
        assert_eq!(arithmetic(&bids, 0.01), None);
    }

    #[test]
    fn bids_close_together_are_not_a_geometric_progression() {
        // every ratio lies within 0.5 % of the others, yet the second step is thrice the first
        assert_eq!(geometric(&money(&["1000000", "1001000", "1004000"]), 0.005), None);
    }

    #[test]
    fn what_is_no_progression() {
        for bids in [&["1", "2"][..], &["5", "5", "5"], &["-1", "0", "1"], &["1", "2", "9"], &[]] {
            assert_eq!(arithmetic(&money(bids), 0.01), None, "{bids:?}");
            assert_eq!(geometric(&money(bids), 0.01), None, "{bids:?}");
        }
        assert_eq!(arithmetic(&money(&["1", "2", "9"]), f64::NAN), None);
        let huge = Decimal::MAX;
        assert_eq!(arithmetic(&[Decimal::ONE, huge - Decimal::ONE, huge], 0.01), None);
    }

    #[test]
    fn the_chance_for_few_prices_in_closed_form() {
        for tolerance in [0.0, 0.01, 0.3, 1.0] {
            close(chance(3, tolerance).expect("a chance"), tolerance);
            close(chance(4, tolerance).expect("a chance"), tolerance.powi(2) * 2.0 / 3.0);
            close(chance(5, tolerance).expect("a chance"), tolerance.powi(3) / 2.0);
        }
        close(chance(4, 2.0).expect("a chance"), 1.0); // no step is longer than three mean steps
        assert_eq!(chance(2, 0.1), None);
        assert_eq!(chance(3, -0.1), None);
    }

    #[test]
    fn the_chance_is_that_of_simulated_prices() {
        let mut random = SplitMix64::new(5);
        for (n, tolerance) in [(3, 0.2), (4, 0.4), (5, 0.6), (7, 0.9), (5, 1.4)] {
            let trials = 60_000;
            let regular = (0..trials).filter(|_| {
                let mut prices: Vec<f64> = (0..n).map(|_| random.uniform()).collect();
                prices.sort_by(f64::total_cmp);
                let mean = (prices[n - 1] - prices[0]) / (n - 1) as f64;
                prices.windows(2).all(|pair| ((pair[1] - pair[0]) / mean - 1.0).abs() <= tolerance)
            });
            let found = regular.count() as f64 / trials as f64;
            let expected = chance(n, tolerance).expect("a chance");
            let error = (expected * (1.0 - expected) / trials as f64).sqrt();
            assert!((found - expected).abs() < 4.0 * error, "{n} {tolerance}: {found} {expected}");
        }
    }

    #[test]
    fn the_chance_falls_with_every_price_also_where_the_bound_takes_over() {
        let chances: Vec<f64> = (3..60).map(|n| chance(n, 0.5).expect("a chance")).collect();
        assert!(chances.windows(2).all(|pair| pair[1] <= pair[0] || pair[0] < 1e-14));
        assert!(chances.iter().all(|chance| (0.0..=1.0).contains(chance)));
    }

    #[test]
    fn discounts_on_a_grid_below_the_ceiling() {
        let ceiling = money(&["1234567.00"])[0];
        let bids = money(&["1222221.33", "1209875.66", "1197529.99"]); // 0.99, 0.98, 0.97
        let found = on_ceiling_grid(&bids, ceiling, 0.005, 1e-5).expect("a grid");
        assert!(found.worst_distance < 1e-7);
        close(found.chance * 1e6, 0.064);
        assert_eq!(on_ceiling_grid(&money(&["1222221.33", "1200000"]), ceiling, 0.005, 1e-5), None);
        assert_eq!(on_ceiling_grid(&bids, Decimal::ZERO, 0.005, 1e-5), None);
        assert_eq!(on_ceiling_grid(&bids, ceiling, 1e-5, 1e-5), None);
    }
}
