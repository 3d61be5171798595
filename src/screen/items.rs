//! Line prices of two bids beside each other: equal, in one ratio, or one difference apart.
//!
//! Input are pairs (a, b) of unit prices in yuan of the same line in two bids; lines with a fixed price,
//! lines at the ceiling and lines whose price the tender document prints are the caller's to leave out. Pairs
//! in which a price is zero or negative are passed over. Source: article 40(4) of the regulation on bidding
//! (规律性差异).

use super::{HALF_FEN, ascending, dispersion::median, float};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Lines priced equally in two bids.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IdenticalShare {
    /// Lines with exactly the same price.
    pub equal: usize,
    /// Lines priced by both.
    pub common: usize,
    /// equal / common.
    pub share: f64,
}

/// The share of equally priced lines. `None` without a line priced by both.
pub fn identical_share(pairs: &[(Decimal, Decimal)]) -> Option<IdenticalShare> {
    let priced = pairs.iter().filter(|pair| both_positive(pair));
    let common = priced.clone().count();
    let equal = priced.filter(|(a, b)| a == b).count();
    (common > 0).then(|| IdenticalShare { equal, common, share: equal as f64 / common as f64 })
}

/// The ratios of all lines that differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RatioSpread {
    /// The median of b / a over the lines that differ.
    pub ratio: f64,
    /// (max − min) / median of those ratios, a share: near 0 when one bid is the other times a constant.
    pub dispersion: f64,
    /// Lines that differ.
    pub count: usize,
    /// Lines priced equally.
    pub count_equal: usize,
}

/// How constant the ratio b / a is over all lines that differ. `None` for fewer than two such lines.
///
/// One line out of step spoils it: see [`common_ratio`] for the largest part that keeps step.
pub fn constant_ratio(pairs: &[(Decimal, Decimal)]) -> Option<RatioSpread> {
    let priced: Vec<_> = pairs.iter().filter(|pair| both_positive(pair)).collect();
    let differing = priced.iter().filter(|(a, b)| a != b);
    let ratios = differing.map(|&&pair| ratio_of(pair)).collect::<Option<Vec<_>>>()?;
    let (count, count_equal) = (ratios.len(), priced.len() - ratios.len());
    if count < 2 {
        return None;
    }
    let (sorted, ratio) = (ascending(&ratios)?, median(&ratios)?);
    let dispersion = (sorted[count - 1] - sorted[0]) / ratio;
    Some(RatioSpread { ratio, dispersion, count, count_equal })
}

/// The largest set of lines in one ratio.
#[derive(Debug, Clone, PartialEq)]
pub struct CommonRatio {
    /// The median of b / a over the lines in step.
    pub ratio: f64,
    /// The lines in step, as indices into the pairs.
    pub lines: Vec<usize>,
    /// Lines that could have been in step: differing prices, both large enough that rounding cannot hide the
    /// ratio.
    pub compared: usize,
    /// Lines priced equally; they are not counted as in step.
    pub count_equal: usize,
    /// Different values of a among the lines in step: with one, a repeated price makes the ratio by itself.
    pub distinct: usize,
}

/// The largest set of differing lines whose ratios b / a agree within `tolerance` (a share, 0.005 = half a
/// per cent).
///
/// Each ratio is taken as an interval of ± tolerance/2, widened by what half a fen makes of the smaller price,
/// since b may be a computed price that was rounded; sought is the point inside most intervals, among equals the
/// lowest. Lines of which half a fen is more than the tolerance (below one yuan for 0.005) prove nothing and are
/// left out. `None` for a negative tolerance or fewer than two lines in step.
pub fn common_ratio(pairs: &[(Decimal, Decimal)], tolerance: f64) -> Option<CommonRatio> {
    let half_fen = float(HALF_FEN)?;
    let rounding = |&(a, b): &(Decimal, Decimal)| float(a.min(b)).map(|least| half_fen / least);
    let mut intervals = Vec::new();
    for (line, pair) in pairs.iter().enumerate().filter(|(_, pair)| differ(pair)) {
        let (ratio, rounding) = (ratio_of(*pair)?, rounding(pair)?);
        if rounding <= tolerance {
            let half = ratio * (tolerance / 2.0 + rounding);
            intervals.push(Interval { line, low: ratio - half, high: ratio + half });
        }
    }
    let lines = most_overlapping(&intervals)?;
    let ratios = lines.iter().map(|&line| ratio_of(pairs[line])).collect::<Option<Vec<_>>>()?;
    Some(CommonRatio {
        ratio: median(&ratios)?,
        compared: intervals.len(),
        count_equal: count_equal(pairs),
        distinct: distinct(pairs, &lines),
        lines,
    })
}

/// The largest set of lines with one difference.
#[derive(Debug, Clone, PartialEq)]
pub struct CommonDifference {
    /// The middle difference b − a of the lines in step, yuan.
    pub difference: Decimal,
    /// The lines in step, as indices into the pairs.
    pub lines: Vec<usize>,
    /// Lines with differing prices.
    pub compared: usize,
    /// Lines priced equally; they are not counted as in step.
    pub count_equal: usize,
    /// Different values of a among the lines in step: with one, a repeated price makes the difference by itself.
    pub distinct: usize,
}

/// The largest set of differing lines whose differences b − a agree within `tolerance` of the difference, or
/// half a fen.
///
/// With tolerance 0 the differences agree to the fen. `None` for a negative tolerance or fewer than two lines
/// in step.
pub fn common_difference(pairs: &[(Decimal, Decimal)], tolerance: f64) -> Option<CommonDifference> {
    let quarter_fen = float(HALF_FEN)? / 2.0;
    let mut intervals = Vec::new();
    for (line, &(a, b)) in pairs.iter().enumerate().filter(|(_, pair)| differ(pair)) {
        let difference = float(b - a)?;
        let half = (difference.abs() * tolerance / 2.0).max(quarter_fen);
        intervals.push(Interval { line, low: difference - half, high: difference + half });
    }
    let lines = if tolerance < 0.0 { None } else { most_overlapping(&intervals) }?;
    let mut differences: Vec<Decimal> = lines.iter().map(|&l| pairs[l].1 - pairs[l].0).collect();
    differences.sort_unstable();
    Some(CommonDifference {
        difference: differences[(differences.len() - 1) / 2].normalize(),
        compared: intervals.len(),
        count_equal: count_equal(pairs),
        distinct: distinct(pairs, &lines),
        lines,
    })
}

/// What one line allows the common value to be.
struct Interval {
    line: usize,
    low: f64,
    high: f64,
}

/// The lines whose intervals share a point, for the lowest point that most of them share; at least two.
fn most_overlapping(intervals: &[Interval]) -> Option<Vec<usize>> {
    let mut starts: Vec<f64> = intervals.iter().map(|interval| interval.low).collect();
    let mut ends: Vec<f64> = intervals.iter().map(|interval| interval.high).collect();
    starts.sort_by(f64::total_cmp);
    ends.sort_by(f64::total_cmp);
    let (mut ended, mut most, mut best) = (0, 1, None);
    for (started, &point) in starts.iter().enumerate() {
        while ends[ended] < point {
            ended += 1;
        }
        let open = started + 1 - ended;
        if open > most {
            (most, best) = (open, Some(point));
        }
    }
    let point = best?;
    let holds = |interval: &&Interval| interval.low <= point && point <= interval.high;
    Some(intervals.iter().filter(holds).map(|interval| interval.line).collect())
}

fn both_positive(&(a, b): &(Decimal, Decimal)) -> bool {
    a > Decimal::ZERO && b > Decimal::ZERO
}

fn differ(pair: &(Decimal, Decimal)) -> bool {
    both_positive(pair) && pair.0 != pair.1
}

fn ratio_of((a, b): (Decimal, Decimal)) -> Option<f64> {
    Some(float(b)? / float(a)?)
}

fn count_equal(pairs: &[(Decimal, Decimal)]) -> usize {
    pairs.iter().filter(|pair| both_positive(pair) && pair.0 == pair.1).count()
}

fn distinct(pairs: &[(Decimal, Decimal)], lines: &[usize]) -> usize {
    lines.iter().map(|&line| pairs[line].0).collect::<BTreeSet<_>>().len()
}

#[cfg(test)]
mod tests {
    use super::super::random::SplitMix64;
    use super::*;

    fn pairs(lines: &[(&str, &str)]) -> Vec<(Decimal, Decimal)> {
        let price = |text: &str| text.parse().expect("a price");
        lines.iter().map(|&(a, b)| (price(a), price(b))).collect()
    }

    /// `steady` lines at 1.0243, rounded to the fen, and two at ratios of their own.
    fn nearly_all_in_step(steady: i64) -> Vec<(Decimal, Decimal)> {
        let factor = Decimal::new(10_243, 4);
        let line = |i: i64| {
            let a = Decimal::new(31_937 + 17_911 * i * i, 2);
            (a, (a * factor).round_dp(2))
        };
        let mut lines: Vec<_> = (0..steady).map(line).collect();
        lines.insert(3, (Decimal::from(880), Decimal::from(860)));
        lines.push((Decimal::from(5000), Decimal::from(5600)));
        lines
    }

    #[test]
    fn equal_lines_are_counted_among_those_priced_by_both() {
        let lines = pairs(&[("10", "10.00"), ("20", "21"), ("0", "0"), ("5", "0"), ("7", "7")]);
        let found = identical_share(&lines).expect("lines");
        assert_eq!((found.equal, found.common), (2, 3));
        assert_eq!(found.share, 2.0 / 3.0);
        assert_eq!(identical_share(&pairs(&[("0", "1")])), None);
    }

    #[test]
    fn a_constant_ratio_has_no_dispersion() {
        let lines = pairs(&[("100", "105"), ("200", "210"), ("40", "42"), ("9", "9")]);
        let found = constant_ratio(&lines).expect("ratios");
        assert_eq!((found.count, found.count_equal), (3, 1));
        assert!((found.ratio - 1.05).abs() < 1e-12 && found.dispersion < 1e-12);
        assert_eq!(constant_ratio(&lines[2..]), None); // one differing line
    }

    #[test]
    fn dispersion_by_hand() {
        let lines = pairs(&[("100", "110"), ("100", "120"), ("100", "130")]);
        let found = constant_ratio(&lines).expect("ratios");
        assert!((found.dispersion - 0.2 / 1.2).abs() < 1e-12);
    }

    #[test]
    fn lines_in_step_are_found_among_others() {
        let lines = nearly_all_in_step(26);
        assert!(constant_ratio(&lines).expect("ratios").dispersion > 0.1);
        let found = common_ratio(&lines, 0.005).expect("a common ratio");
        assert_eq!((found.lines.len(), found.compared, found.distinct), (26, 28, 26));
        assert!(!found.lines.contains(&3) && !found.lines.contains(&27));
        assert!((found.ratio - 1.0243).abs() < 1e-5);
    }

    #[test]
    fn a_ratio_survives_rounding_to_the_fen_and_cheap_lines_prove_nothing() {
        let lines =
            pairs(&[("3.10", "3.18"), ("2900", "2970.47"), ("0.12", "0.13"), ("4", "4.10")]);
        let found = common_ratio(&lines, 0.0015).expect("a common ratio");
        assert_eq!(found.compared, 1 + 1, "4 yuan is enough, 3.10 and 0.12 are not");
        let found = common_ratio(&lines, 0.002).expect("a common ratio");
        assert_eq!(found.lines, vec![0, 1, 3]);
    }

    #[test]
    fn order_and_unit_change_no_ratio_and_swapping_inverts_it() {
        let mut lines = nearly_all_in_step(12);
        let before = common_ratio(&lines, 0.003).expect("a common ratio");
        let swapped: Vec<_> = lines.iter().map(|&(a, b)| (b, a)).collect();
        let inverse = common_ratio(&swapped, 0.003).expect("a common ratio");
        assert_eq!(inverse.lines, before.lines);
        assert!((inverse.ratio * before.ratio - 1.0).abs() < 1e-6);
        SplitMix64::new(9).shuffle(&mut lines);
        let after = common_ratio(&lines, 0.003).expect("a common ratio");
        assert_eq!((after.ratio, after.lines.len()), (before.ratio, before.lines.len()));
        let ten = Decimal::TEN;
        let scaled: Vec<_> = lines.iter().map(|&(a, b)| (a * ten, b * ten)).collect();
        assert_eq!(common_ratio(&scaled, 0.003).map(|found| found.lines), Some(after.lines));
    }

    #[test]
    fn independent_prices_are_not_in_step() {
        let mut random = SplitMix64::new(21);
        let lines: Vec<_> = (0..30)
            .map(|_| (Decimal::from(10_000), Decimal::from(8_000 + random.below(4_000))))
            .collect();
        let found = common_ratio(&lines, 0.001).expect("two lines meet by chance");
        assert!(found.lines.len() <= 4, "{found:?}");
        assert_eq!(found.distinct, 1);
    }

    #[test]
    fn one_difference_on_many_lines() {
        let lines =
            pairs(&[("100", "150"), ("2000.5", "2050.5"), ("7", "57"), ("10", "12"), ("1", "1")]);
        let found = common_difference(&lines, 0.0).expect("a common difference");
        assert_eq!(found.difference, Decimal::from(50));
        assert_eq!((found.lines, found.compared, found.count_equal), (vec![0, 1, 2], 4, 1));
        assert_eq!(found.distinct, 3);
        let within = pairs(&[("100", "150"), ("200", "250.20"), ("300", "360")]);
        assert_eq!(common_difference(&within, 0.0), None);
        assert_eq!(common_difference(&within, 0.005).map(|found| found.lines), Some(vec![0, 1]));
        assert_eq!(common_difference(&within, -1.0), None);
    }
}
