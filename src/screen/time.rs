//! Small purchases that together cross a threshold within some days.

use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Purchases within a window that together reach the threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The purchases, as indices into the input, in order of time.
    pub purchases: Vec<usize>,
    /// The day of the first.
    pub first_day: i32,
    /// The day of the last.
    pub last_day: i32,
    /// Their sum, yuan.
    pub sum: Decimal,
}

/// Windows of `days` calendar days (last − first < days) in which at least two purchases, each below
/// `threshold`, sum to it or more.
///
/// `purchases` are (day, amount in yuan) in any order, of one buyer and one kind; amounts at or above the
/// threshold or not positive are passed over. Each window holds every such purchase of its days. Windows that
/// share a purchase would tell the same story twice: the largest sum is taken first (then the earliest), and
/// the rest only if it shares nothing with those taken. Returned in order of time. Two passes of linear time
/// and a sort.
///
/// `None` for a threshold or days that are not positive, or sums beyond what a decimal holds.
pub fn windows(purchases: &[(i32, Decimal)], days: i32, threshold: Decimal) -> Option<Vec<Window>> {
    if days <= 0 || threshold <= Decimal::ZERO {
        return None;
    }
    let small = |&index: &usize| {
        let amount = purchases[index].1;
        Decimal::ZERO < amount && amount < threshold
    };
    let mut order: Vec<usize> = (0..purchases.len()).filter(small).collect();
    order.sort_by_key(|&index| (purchases[index].0, index));
    let day = |position: usize| i64::from(purchases[order[position]].0);

    // every maximal run of days: from each first purchase as far as the days reach, unless an earlier one reaches as far
    let mut candidates: Vec<(Decimal, usize, usize)> = Vec::new();
    let (mut end, mut sum) = (0, Decimal::ZERO);
    for start in 0..order.len() {
        let reached = end;
        while end < order.len() && day(end) - day(start) < i64::from(days) {
            sum = sum.checked_add(purchases[order[end]].1)?;
            end += 1;
        }
        if end > reached && sum >= threshold {
            candidates.push((sum, start, end));
        }
        sum = sum.checked_sub(purchases[order[start]].1)?;
    }

    candidates.sort_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
    let mut taken: BTreeMap<usize, (usize, Decimal)> = BTreeMap::new(); // start → end, sum
    for (sum, start, end) in candidates {
        let before = taken.range(..end).next_back();
        if before.is_none_or(|(_, &(other_end, _))| other_end <= start) {
            taken.insert(start, (end, sum));
        }
    }
    let window = |(start, (end, sum)): (usize, (usize, Decimal))| Window {
        purchases: order[start..end].to_vec(),
        first_day: purchases[order[start]].0,
        last_day: purchases[order[end - 1]].0,
        sum: sum.normalize(),
    };
    Some(taken.into_iter().map(window).collect())
}

#[cfg(test)]
mod tests {
    use super::super::random::SplitMix64;
    use super::*;

    fn found(purchases: &[(i32, i64)], days: i32) -> Vec<(Vec<usize>, i64)> {
        let purchases: Vec<_> = purchases.iter().map(|&(d, a)| (d, Decimal::from(a))).collect();
        let windows = windows(&purchases, days, Decimal::from(100)).expect("valid");
        let plain = |w: Window| (w.purchases, i64::try_from(w.sum).expect("whole"));
        windows.into_iter().map(plain).collect()
    }

    #[test]
    fn two_small_purchases_cross_the_threshold_together() {
        assert_eq!(found(&[(0, 60), (30, 40)], 90), [(vec![0, 1], 100)]);
        assert_eq!(found(&[(0, 60), (30, 39)], 90), []);
        assert_eq!(found(&[(0, 60), (89, 60)], 90), [(vec![0, 1], 120)]);
        assert_eq!(found(&[(0, 60), (90, 60)], 90), []);
    }

    #[test]
    fn large_and_negative_amounts_are_passed_over() {
        assert_eq!(found(&[(0, 100), (1, 60), (2, -5), (3, 60)], 90), [(vec![1, 3], 120)]);
        assert_eq!(found(&[(0, 100), (1, 99)], 90), []);
    }

    #[test]
    fn the_largest_of_overlapping_windows_is_kept() {
        let purchases = [(0, 20), (80, 60), (85, 60), (100, 60), (400, 50), (401, 50)];
        assert_eq!(found(&purchases, 90), [(vec![1, 2, 3], 180), (vec![4, 5], 100)]);
    }

    #[test]
    fn extreme_days_do_not_overflow_and_nothing_gives_nothing() {
        assert_eq!(found(&[(i32::MIN, 60), (i32::MAX, 60)], 90), []);
        assert_eq!(found(&[], 90), []);
        assert_eq!(windows(&[], 0, Decimal::ONE), None);
        assert_eq!(windows(&[], 90, Decimal::ZERO), None);
        let most = Decimal::MAX - Decimal::ONE;
        assert_eq!(windows(&[(1, most), (1, most)], 90, Decimal::MAX), None);
    }

    #[test]
    fn every_window_keeps_its_promises_in_any_order_of_input() {
        let mut random = SplitMix64::new(17);
        let mut purchases: Vec<(i32, Decimal)> =
            (0..300).map(|i| (i * 3, Decimal::from(1 + random.below(40)))).collect();
        let threshold = Decimal::from(100);
        let before = windows(&purchases, 20, threshold).expect("valid");
        assert!(before.len() > 10);
        for window in &before {
            assert!(window.last_day - window.first_day < 20 && window.purchases.len() >= 2);
            let sum: Decimal = window.purchases.iter().map(|&index| purchases[index].1).sum();
            assert!(sum == window.sum && sum >= threshold);
        }
        assert!(before.windows(2).all(|pair| pair[0].last_day < pair[1].first_day));
        random.shuffle(&mut purchases);
        let after = windows(&purchases, 20, threshold).expect("valid");
        let spans = |found: &[Window]| -> Vec<(i32, i32, Decimal)> {
            found.iter().map(|w| (w.first_day, w.last_day, w.sum)).collect()
        };
        assert_eq!(spans(&after), spans(&before));
    }
}
