//! Experts whose scores stand apart from their panel's, and whether they decide who wins.
//!
//! A panel is a matrix experts × bidders of total (or subjective) points, `None` where no score is known.
//! Objective items, on which experts may not differ at all, are checked elsewhere.

use super::dispersion::{FEWEST_OTHERS, NORMAL_CONSISTENCY, ROUNDING, median};
use super::random::SplitMix64;

/// Points of every expert (row) for every bidder (column).
pub type Panel = [Vec<Option<f64>>];

/// Honest panels simulated by [`chance_of_lead`].
pub const SIMULATED: usize = 2_000;

/// Two totals nearer than this, in points, are a tie: points are given to 0.01, and sums of floats are not exact.
pub const TIE: f64 = 1e-4;

/// The lead that one expert gives to one bidder, against the rest of the panel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExpertLead {
    /// The row of the expert.
    pub expert: usize,
    /// The expert's points for the bidder minus the mean of those for the other bidders.
    pub lead: f64,
    /// The median lead given by the other experts, points.
    pub others: f64,
    /// lead − others, points: positive when the expert favours the bidder more than the panel does.
    pub difference: f64,
    /// difference over the spread of the others; `None` if the panel's spread is zero or fewer than three
    /// others scored.
    pub z: Option<f64>,
}

/// The lead that each expert gives to `bidder`, in the order of the experts; experts without it are left out.
///
/// A lead, not a score, since some experts give more points to everyone. The spread is 1.4826 times the
/// larger of two medians of absolute deviation: over the other experts' leads for this bidder, and over their
/// leads for all bidders about each bidder's median. The first alone comes from as few as four numbers and is
/// often tiny by chance. Even so, |z| ≥ 2.5 is no rarity on a panel of five: see [`chance_of_lead`].
pub fn leads(panel: &Panel, bidder: usize) -> Vec<ExpertLead> {
    let bidders = panel.iter().map(Vec::len).max().unwrap_or(0);
    let table: Vec<Vec<Option<f64>>> =
        (0..bidders).map(|column| panel.iter().map(|row| lead(row, column)).collect()).collect();
    let Some(own) = table.get(bidder) else { return Vec::new() };
    let apart = |(expert, &lead): (usize, &Option<f64>)| {
        let lead = lead?;
        let others = without(own, expert);
        let middle = median(&others)?;
        let difference = lead - middle;
        let spread = spread(&table, bidder, expert);
        let z = (others.len() >= FEWEST_OTHERS).then_some(spread).flatten().map(|s| difference / s);
        Some(ExpertLead { expert, lead, others: middle, difference, z })
    };
    own.iter().enumerate().filter_map(apart).collect()
}

/// How often an honest panel of this size contains an expert whose |z| for a given bidder is at least `z`.
///
/// Simulated over [`SIMULATED`] panels of independent normal scores from a fixed seed; (1 + hits) / (panels +
/// 1). For a z seen on the winner this is the chance to hold it against, not the table of the normal
/// distribution. `None` for fewer than four experts or two bidders or a negative z.
pub fn chance_of_lead(z: f64, experts: usize, bidders: usize) -> Option<f64> {
    if experts <= FEWEST_OTHERS || bidders < 2 || z.is_nan() || z < 0.0 {
        return None;
    }
    let mut random = SplitMix64::new((experts as u64) << 32 | bidders as u64);
    let far = |lead: &ExpertLead| lead.z.is_some_and(|found| found.abs() >= z);
    let hits = (0..SIMULATED).filter(|_| {
        let mut row = |_| (0..bidders).map(|_| Some(random.normal())).collect();
        let panel: Vec<Vec<Option<f64>>> = (0..experts).map(&mut row).collect();
        leads(&panel, 0).iter().any(far)
    });
    Some((1 + hits.count()) as f64 / (SIMULATED + 1) as f64)
}

/// How the points of a panel become a bidder's points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Averaging {
    /// The mean of all experts.
    Mean,
    /// The mean without the highest and the lowest (去掉一个最高分和一个最低分), where at least three scored.
    WithoutExtremes,
}

/// Bidders by points.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// Points of each bidder: the panel's average and what the panel has no hand in. `None` without any score.
    pub points: Vec<Option<f64>>,
    /// Bidders with points, best first; equal ones in the order of their columns.
    pub order: Vec<usize>,
    /// The bidders in first place: several in a tie.
    pub leaders: Vec<usize>,
}

/// Ranks the bidders. `fixed` holds the points that experts do not give (price, objective items), one per
/// bidder; empty if none.
pub fn rank(panel: &Panel, fixed: &[f64], averaging: Averaging) -> Ranking {
    let bidders = panel.iter().map(Vec::len).max().unwrap_or(0);
    let total = |bidder: usize| {
        let given = column(panel, bidder).into_iter().flatten().collect::<Vec<_>>();
        average(given, averaging).map(|points| points + fixed.get(bidder).copied().unwrap_or(0.0))
    };
    let points: Vec<Option<f64>> = (0..bidders).map(total).collect();
    let of = |bidder: usize| points[bidder].unwrap_or(f64::NEG_INFINITY);
    let mut order: Vec<usize> = (0..bidders).filter(|&bidder| points[bidder].is_some()).collect();
    order.sort_by(|&x, &y| of(y).total_cmp(&of(x)).then(x.cmp(&y)));
    let best = order.first().map_or(f64::NEG_INFINITY, |&bidder| of(bidder));
    let mut leaders: Vec<usize> =
        order.iter().copied().filter(|&bidder| best - of(bidder) <= TIE).collect();
    leaders.sort_unstable();
    Ranking { points, order, leaders }
}

/// What the experts had no hand in, for each bidder: the official total less what the experts gave; and how their points
/// were averaged. Where the totals are the experts' means without the extremes already, nothing is left over. Without
/// every total, nothing is known to be left over, and the plain mean is taken.
pub fn left_over(panel: &Panel, totals: &[Option<f64>]) -> (Vec<f64>, Averaging) {
    let known: Option<Vec<f64>> = totals.iter().copied().collect();
    let Some(totals) = known else { return (Vec::new(), Averaging::Mean) };
    let left_over = |averaging: Averaging| -> Vec<f64> {
        let given = rank(panel, &[], averaging).points;
        totals.iter().zip(given).map(|(total, given)| total - given.unwrap_or(*total)).collect()
    };
    // Points are rounded to the hundredth.
    let trimmed = left_over(Averaging::WithoutExtremes);
    if trimmed.iter().all(|left| left.abs() <= 0.011) {
        return (Vec::new(), Averaging::WithoutExtremes);
    }
    (left_over(Averaging::Mean), Averaging::Mean)
}

/// What the result would be without one expert.
#[derive(Debug, Clone, PartialEq)]
pub struct Pivotal {
    /// The row of the expert.
    pub expert: usize,
    /// The ranking without this expert.
    pub without: Ranking,
    /// Whether the first place changes (also from or to a tie).
    pub changes_winner: bool,
}

/// The result without each expert in turn. Empty for fewer than two experts.
///
/// In a close contest every expert is pivotal: read it beside [`leads`].
pub fn pivotal(panel: &Panel, fixed: &[f64], averaging: Averaging) -> Vec<Pivotal> {
    if panel.len() < 2 {
        return Vec::new();
    }
    let leaders = rank(panel, fixed, averaging).leaders;
    let leave_out = |expert: usize| {
        let rest: Vec<_> = without_row(panel, expert);
        let without = rank(&rest, fixed, averaging);
        Pivotal { expert, changes_winner: without.leaders != leaders, without }
    };
    (0..panel.len()).map(leave_out).collect()
}

/// Cells in which two experts gave the same points, and cells that both filled.
///
/// A coarse scale (0, 3, 5) makes agreement common.
pub fn identical_cells(first: &[Option<f64>], second: &[Option<f64>]) -> (usize, usize) {
    let filled = first.iter().zip(second).filter_map(|(x, y)| Some(((*x)?, (*y)?)));
    filled.fold((0, 0), |(equal, both), (x, y)| (equal + usize::from(x == y), both + 1))
}

/// How far an expert's points for a bidder lie from the median of what the other experts gave it, points; `None` without
/// either.
pub fn apart(points: &[Vec<Option<f64>>], expert: usize, bidder: usize) -> Option<f64> {
    let given = |row: &Vec<Option<f64>>| row.get(bidder).copied().flatten();
    let own = points.get(expert).and_then(given)?;
    let others: Vec<f64> = points
        .iter()
        .enumerate()
        .filter(|(row, _)| *row != expert)
        .filter_map(|(_, row)| given(row))
        .collect();
    Some(own - median(&others)?)
}

/// One row's points for a bidder minus the mean of its points for the others.
fn lead(row: &[Option<f64>], bidder: usize) -> Option<f64> {
    let own = (*row.get(bidder)?).filter(|points| points.is_finite())?;
    let scored = |&(column, points): &(usize, &Option<f64>)| column != bidder && points.is_some();
    let rest: Vec<f64> = row.iter().enumerate().filter(scored).filter_map(|(_, &p)| p).collect();
    let mean = super::dispersion::mean(&rest)?;
    Some(own - mean)
}

/// The spread of the leads given by everyone but one expert.
fn spread(table: &[Vec<Option<f64>>], bidder: usize, expert: usize) -> Option<f64> {
    let (mut here, mut everywhere, mut size) = (Vec::new(), Vec::new(), 0f64);
    for (column, leads) in table.iter().enumerate() {
        let others = without(leads, expert);
        let Some(middle) = median(&others) else { continue };
        size = others.iter().fold(size, |most, lead| most.max(lead.abs()));
        let deviations = others.iter().map(|lead| (lead - middle).abs());
        if column == bidder {
            here.extend(deviations.clone());
        }
        everywhere.extend(deviations);
    }
    let widest = median(&here)?.max(median(&everywhere)?);
    (widest > size * ROUNDING).then_some(NORMAL_CONSISTENCY * widest)
}

fn without(values: &[Option<f64>], skip: usize) -> Vec<f64> {
    values.iter().enumerate().filter(|&(i, _)| i != skip).filter_map(|(_, &value)| value).collect()
}

fn without_row(panel: &Panel, skip: usize) -> Vec<Vec<Option<f64>>> {
    panel.iter().enumerate().filter(|&(i, _)| i != skip).map(|(_, row)| row.clone()).collect()
}

fn column(panel: &Panel, bidder: usize) -> Vec<Option<f64>> {
    panel.iter().map(|row| row.get(bidder).copied().flatten()).collect()
}

fn average(mut points: Vec<f64>, averaging: Averaging) -> Option<f64> {
    points.sort_by(f64::total_cmp);
    let trimmed = averaging == Averaging::WithoutExtremes && points.len() >= 3;
    let kept = if trimmed { &points[1..points.len() - 1] } else { &points[..] };
    super::dispersion::mean(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel(rows: &[&[f64]]) -> Vec<Vec<Option<f64>>> {
        rows.iter().map(|row| row.iter().map(|&points| Some(points)).collect()).collect()
    }

    /// Four experts near each other, the fifth lifts bidder 1.
    fn lifted() -> Vec<Vec<Option<f64>>> {
        panel(&[
            &[90.0, 80.0, 79.0],
            &[88.0, 80.0, 80.0],
            &[91.0, 81.0, 78.0],
            &[89.0, 82.0, 77.0],
            &[60.0, 99.0, 60.0],
        ])
    }

    #[test]
    fn the_expert_who_lifts_a_bidder_stands_out() {
        let found = leads(&lifted(), 1);
        let last = found[4];
        assert_eq!((last.expert, last.lead), (4, 39.0));
        // the others' leads: −4.5, −4, −3.5, −1
        assert_eq!((last.others, last.difference), (-3.75, 42.75));
        assert!(last.z.is_some_and(|z| z > 10.0));
        assert!(found[..4].iter().all(|lead| lead.z.is_some_and(|z| z.abs() < 5.0)));
    }

    #[test]
    fn a_generous_expert_is_no_outlier() {
        let mut scores = lifted();
        scores[4] = scores[0].iter().map(|points| points.map(|p| p + 9.0)).collect();
        assert!(leads(&scores, 1)[4].z.is_some_and(|z| z.abs() < 1.0));
    }

    #[test]
    fn against_agreement_only_the_difference_is_given() {
        let scores = panel(&[&[5.0, 3.0], &[5.0, 3.0], &[5.0, 3.0], &[5.0, 3.0], &[1.0, 5.0]]);
        let last = leads(&scores, 1)[4];
        assert_eq!((last.difference, last.z), (6.0, None));
        assert_eq!(leads(&scores[2..], 1)[2].z, None, "two others are no panel");
    }

    #[test]
    fn missing_scores_are_left_out() {
        let mut scores = lifted();
        scores[0][1] = None;
        scores[1][2] = None;
        let found = leads(&scores, 1);
        assert_eq!(found.iter().map(|lead| lead.expert).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert_eq!(found[0].lead, -8.0);
        assert_eq!(leads(&scores, 9), vec![]);
        assert_eq!(leads(&[], 0), vec![]);
    }

    #[test]
    fn two_and_a_half_is_common_on_an_honest_panel_of_five() {
        let common = chance_of_lead(2.5, 5, 3).expect("a chance");
        assert!((0.3..0.6).contains(&common), "{common}");
        let rare = chance_of_lead(20.0, 7, 5).expect("a chance");
        assert!(rare < 0.01, "{rare}");
        assert_eq!(chance_of_lead(2.5, 3, 3), None);
        assert_eq!(chance_of_lead(2.5, 5, 1), None);
    }

    #[test]
    fn the_order_of_experts_and_the_scale_of_points_do_not_matter() {
        let mut reversed = lifted();
        reversed.reverse();
        assert_eq!(leads(&reversed, 1)[0].z, leads(&lifted(), 1)[4].z);
        let doubled: Vec<Vec<Option<f64>>> =
            lifted().iter().map(|row| row.iter().map(|p| p.map(|p| 2.0 * p)).collect()).collect();
        assert_eq!(leads(&doubled, 1)[4].z, leads(&lifted(), 1)[4].z);
    }

    #[test]
    fn the_lifting_expert_decides_the_winner() {
        // means 83.6, 84.4; without the fifth 89.5, 80.75
        assert_eq!(rank(&lifted(), &[], Averaging::Mean).leaders, [1]);
        let changes: Vec<usize> = pivotal(&lifted(), &[], Averaging::Mean)
            .into_iter()
            .filter(|found| found.changes_winner)
            .map(|found| found.expert)
            .collect();
        assert_eq!(changes.last(), Some(&4));
        // dropping the extremes shuts the fifth expert out
        assert_eq!(rank(&lifted(), &[], Averaging::WithoutExtremes).leaders, [0]);
    }

    #[test]
    fn points_outside_the_panel_count() {
        assert_eq!(rank(&lifted(), &[1.0, 0.0, 0.0], Averaging::Mean).leaders, [0]);
        let ranking = rank(&lifted(), &[0.0, 0.0, 30.0], Averaging::Mean);
        assert_eq!(ranking.order, [2, 1, 0]);
    }

    #[test]
    fn ties_share_the_first_place_and_unscored_bidders_have_none() {
        let mut scores = panel(&[&[80.0, 80.0, 0.0], &[70.0, 70.0, 0.0]]);
        scores[0][2] = None;
        scores[1][2] = None;
        let ranking = rank(&scores, &[], Averaging::Mean);
        assert_eq!((ranking.leaders, ranking.points[2]), (vec![0, 1], None));
        assert_eq!(rank(&[], &[], Averaging::Mean).leaders, Vec::<usize>::new());
        assert_eq!(pivotal(&scores[..1], &[], Averaging::Mean), vec![]);
    }

    #[test]
    fn identical_scores_are_counted_where_both_scored() {
        let first = [Some(3.0), Some(5.0), None, Some(1.0)];
        let second = [Some(3.0), Some(4.0), Some(2.0), Some(1.0)];
        assert_eq!(identical_cells(&first, &second), (2, 3));
    }
}
