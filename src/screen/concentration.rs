//! How the value of contracts is shared out among suppliers.

use super::ascending;

/// Who has how much of the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concentration {
    /// Suppliers with any value.
    pub suppliers: usize,
    /// The share of the largest.
    pub top1: f64,
    /// The share of the three largest together.
    pub top3: f64,
    /// Herfindahl–Hirschman index Σ shareᵢ², from 1/suppliers to 1 (times 10 000 in the usual notation).
    pub hhi: f64,
    /// 1 / hhi: as many suppliers of equal size would be as concentrated.
    pub effective: f64,
}

/// Each value's share of the sum, in the order given. `None` if a value is negative or not finite or the sum
/// is not positive.
pub fn shares(values: &[f64]) -> Option<Vec<f64>> {
    let sorted = ascending(values)?;
    let sum: f64 = sorted.iter().sum();
    if sorted[0] < 0.0 || sum <= 0.0 || !sum.is_finite() {
        return None;
    }
    Some(values.iter().map(|value| value / sum).collect())
}

/// Concentration of the value (any unit) won by each supplier; one value per supplier. `None` as in [`shares`].
pub fn concentration(values: &[f64]) -> Option<Concentration> {
    let sorted = ascending(&shares(values)?)?;
    let largest = |count: usize| sorted.iter().rev().take(count).sum::<f64>().min(1.0);
    let hhi = sorted.iter().map(|share| share * share).sum::<f64>().min(1.0);
    Some(Concentration {
        suppliers: sorted.iter().filter(|&&share| share > 0.0).count(),
        top1: largest(1),
        top3: largest(3),
        hhi,
        effective: 1.0 / hhi,
    })
}

/// The Gini coefficient Σ (2i − n − 1) xᵢ / (n Σ xᵢ) over ascending values: 0 when all have the same, (n −
/// 1)/n when one has all.
///
/// Members without wins belong in the values as 0. `None` as in [`shares`].
pub fn gini(values: &[f64]) -> Option<f64> {
    let sorted = ascending(&shares(values)?)?;
    let n = sorted.len() as f64;
    let weighted = |(index, share): (usize, &f64)| (2.0 * (index + 1) as f64 - n - 1.0) * share;
    Some((sorted.iter().enumerate().map(weighted).sum::<f64>() / n).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Option<f64>, expected: f64) {
        let found = found.expect("defined");
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }

    #[test]
    fn shares_of_four_suppliers_by_hand() {
        let found = concentration(&[10.0, 50.0, 0.0, 30.0, 10.0]).expect("defined");
        assert_eq!(found.suppliers, 4);
        close(Some(found.top1), 0.5);
        close(Some(found.top3), 0.9);
        close(Some(found.hhi), 0.25 + 0.09 + 0.01 + 0.01);
        close(Some(found.effective), 1.0 / 0.36);
    }

    #[test]
    fn gini_by_hand() {
        close(gini(&[5.0, 5.0, 5.0]), 0.0);
        close(gini(&[0.0, 0.0, 0.0, 8.0]), 0.75);
        close(gini(&[1.0, 2.0, 3.0]), 2.0 / 9.0); // (−2·1 + 0·2 + 2·3) / (3·6)
    }

    #[test]
    fn order_and_unit_do_not_matter() {
        let (yuan, shuffled) = ([3e6, 1e6, 2e6], [200.0, 300.0, 100.0]);
        close(concentration(&yuan).map(|c| c.hhi), concentration(&shuffled).expect("defined").hhi);
        close(gini(&yuan), gini(&shuffled).expect("defined"));
    }

    #[test]
    fn what_has_no_shares() {
        assert_eq!(shares(&[]), None);
        assert_eq!(shares(&[0.0, 0.0]), None);
        assert_eq!(concentration(&[1.0, -1.0, 5.0]), None);
        assert_eq!(gini(&[f64::INFINITY]), None);
    }
}
