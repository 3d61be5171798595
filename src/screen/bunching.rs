//! Amounts that gather just below a threshold.

use super::combination::binomial_tail;
use rust_decimal::Decimal;

/// The share of honest amounts near a threshold that lie below it: half, if nothing happens at the threshold.
///
/// Amounts thin out as they grow; where they follow a logarithmic scale it is ln(1/0.9) / ln(1.1/0.9) = 0.525
/// for a width of one tenth. Take that value where the careful side is wanted.
pub const HONEST_SHARE_BELOW: f64 = 0.5;

/// Amounts on both sides of a threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bunching {
    /// Amounts in [(1 − width) T, T).
    pub below: u64,
    /// Amounts in [T, (1 + width) T].
    pub above: u64,
    /// P(so many or more below), binomial over both.
    pub chance: f64,
}

/// Amounts (yuan) within `width` (a share, usually 0.1) below and above `threshold` T (yuan).
///
/// `honest_share` is the share expected below ([`HONEST_SHARE_BELOW`]). Budgets set at the threshold itself
/// and amounts fixed by decree gather honestly. `None` for a threshold that is not positive, a width outside
/// (0, 1), a share outside [0, 1] or no amount near the threshold. Below some twenty amounts the test has
/// little power: see that the counts are shown beside the chance.
pub fn bunching(
    amounts: &[Decimal],
    threshold: Decimal,
    width: Decimal,
    honest_share: f64,
) -> Option<Bunching> {
    if threshold <= Decimal::ZERO || width <= Decimal::ZERO || width >= Decimal::ONE {
        return None;
    }
    let least = threshold.checked_mul(Decimal::ONE - width)?;
    let most = threshold.checked_mul(Decimal::ONE + width)?;
    let count =
        |holds: &dyn Fn(Decimal) -> bool| amounts.iter().filter(|&&x| holds(x)).count() as u64;
    let below = count(&|amount| least <= amount && amount < threshold);
    let above = count(&|amount| threshold <= amount && amount <= most);
    if below + above == 0 {
        return None;
    }
    let chance = binomial_tail(below, below + above, honest_share)?;
    Some(Bunching { below, above, chance })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amounts(values: &[i64]) -> Vec<Decimal> {
        values.iter().map(|&value| Decimal::from(value)).collect()
    }

    fn around(values: &[i64]) -> Option<Bunching> {
        let tenth = Decimal::new(1, 1);
        bunching(&amounts(values), Decimal::from(1000), tenth, HONEST_SHARE_BELOW)
    }

    #[test]
    fn the_threshold_itself_lies_above() {
        let found = around(&[899, 900, 950, 999, 1000, 1100, 1101]).expect("amounts");
        assert_eq!((found.below, found.above), (3, 2));
        assert!((found.chance - 0.5).abs() < 1e-12); // three or more of five
    }

    #[test]
    fn ten_of_ten_just_below() {
        let found = around(&[990; 10]).expect("amounts");
        assert!((found.chance - 1.0 / 1024.0).abs() < 1e-15);
        let careful =
            bunching(&amounts(&[990; 10]), Decimal::from(1000), Decimal::new(1, 1), 0.525);
        assert!((careful.expect("amounts").chance - 0.525f64.powi(10)).abs() < 1e-12);
    }

    #[test]
    fn none_below_is_certain() {
        assert_eq!(around(&[1000, 1050]).map(|found| found.chance), Some(1.0));
    }

    #[test]
    fn without_amounts_near_the_threshold_nothing_can_be_said() {
        assert_eq!(around(&[]), None);
        assert_eq!(around(&[10, 100_000]), None);
        let some = amounts(&[990]);
        assert_eq!(bunching(&some, Decimal::ZERO, Decimal::new(1, 1), 0.5), None);
        assert_eq!(bunching(&some, Decimal::from(1000), Decimal::ONE, 0.5), None);
        assert_eq!(bunching(&some, Decimal::from(1000), Decimal::new(1, 1), f64::NAN), None);
        assert_eq!(bunching(&some, Decimal::MAX, Decimal::new(1, 1), 0.5), None);
    }
}
