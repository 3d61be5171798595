//! The evaluation panel of a package as a matrix, for the rules about scores and for those who show it.

use std::collections::BTreeMap;

use super::{Case, format};
use crate::graph::Score;
use crate::record::Fact;
use crate::resolve::BidderId;
use crate::screen::scores::{self, Averaging};

/// Experts by bidders: the sum of the points that each gave.
#[derive(Debug, Default)]
pub struct Panel<'c> {
    /// The experts as written, in the order of the file: the rows.
    pub experts: Vec<&'c str>,
    /// Whom they scored, in the order of the file: the columns.
    pub bidders: Vec<BidderId>,
    /// Points; `None` where no score is known.
    pub points: Vec<Vec<Option<f64>>>,
    /// The cells that the points of an expert (row) for a bidder (column) come from.
    pub cells: BTreeMap<(usize, usize), Vec<&'c Fact>>,
}

impl<'c> Panel<'c> {
    /// Totals where the experts gave some, else their criteria together. Empty without scores of experts.
    pub fn of(case: &'c Case<'_>) -> Self {
        let mut panel = Self::default();
        let of_experts =
            || case.scores.iter().filter_map(|score| Some((score.expert.as_deref()?, score)));
        let totals = of_experts().any(|(_, score)| score.criterion.is_none());
        for (expert, score) in of_experts().filter(|(_, score)| score.criterion.is_none() == totals)
        {
            let row = index(&mut panel.experts, expert);
            let column = index(&mut panel.bidders, score.bidder);
            if panel.points.len() <= row {
                panel.points.push(Vec::new());
            }
            for points in &mut panel.points {
                points.resize(panel.bidders.len(), None);
            }
            let cell = &mut panel.points[row][column];
            *cell = Some(cell.unwrap_or(0.0) + format::float(score.points));
            panel.cells.entry((row, column)).or_default().push(&score.fact);
        }
        for points in &mut panel.points {
            points.resize(panel.bidders.len(), None);
        }
        panel
    }

    /// What the experts had no hand in, for each bidder: the official total less the experts' mean; empty where no official
    /// totals are known. Where the totals are the experts' means without the extremes already, nothing is left over.
    pub fn fixed(&self, case: &Case<'_>) -> (Vec<f64>, Averaging) {
        let is_total = |score: &&Score| score.expert.is_none() && score.criterion.is_none();
        let official = |bidder: &BidderId| {
            case.scores
                .iter()
                .filter(is_total)
                .find(|score| score.bidder == *bidder)
                .map(|score| format::float(score.points))
        };
        let totals: Option<Vec<f64>> = self.bidders.iter().map(official).collect();
        let Some(totals) = totals else { return (Vec::new(), Averaging::Mean) };
        let left_over = |averaging: Averaging| -> Vec<f64> {
            let given = scores::rank(&self.points, &[], averaging).points;
            totals.iter().zip(given).map(|(total, given)| total - given.unwrap_or(*total)).collect()
        };
        // Points are rounded to the hundredth.
        let trimmed = left_over(Averaging::WithoutExtremes);
        if trimmed.iter().all(|left| left.abs() <= 0.011) {
            return (Vec::new(), Averaging::WithoutExtremes);
        }
        (left_over(Averaging::Mean), Averaging::Mean)
    }
}

fn index<T: PartialEq>(all: &mut Vec<T>, one: T) -> usize {
    all.iter().position(|known| *known == one).unwrap_or_else(|| {
        all.push(one);
        all.len() - 1
    })
}
