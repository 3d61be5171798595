//! The scores of one package as a matrix: experts by bidders.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive as _;

use super::case::{Case, Score};
use crate::record::Fact;
use crate::resolve::BidderId;

/// What each expert gave to each bidder.
#[derive(Debug, Default)]
pub struct Panel<'c> {
    /// The experts, as written, in the order of the file: the rows.
    pub experts: Vec<&'c str>,
    /// The bidders, in the order of the file: the columns.
    pub bidders: Vec<BidderId>,
    /// The sum of the points that an expert gave to a bidder; `None` where none are known.
    pub points: Vec<Vec<Option<f64>>>,
    /// The cells of each sum, by row and column.
    pub cells: BTreeMap<(usize, usize), Vec<&'c Fact>>,
    /// The official total of each bidder, where the files state it.
    pub totals: Vec<Option<f64>>,
}

impl<'c> Panel<'c> {
    /// The sums of what the experts gave: totals where there are some, else the criteria together. Empty without any expert.
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
            *cell = Some(cell.unwrap_or(0.0) + float(score));
            panel.cells.entry((row, column)).or_default().push(&score.fact);
        }
        for points in &mut panel.points {
            points.resize(panel.bidders.len(), None);
        }
        let is_total = |score: &&Score| score.expert.is_none() && score.criterion.is_none();
        let official = |bidder: &BidderId| {
            case.scores.iter().filter(is_total).find(|score| score.bidder == *bidder).map(float)
        };
        panel.totals = panel.bidders.iter().map(official).collect();
        panel
    }
}

fn float(score: &Score) -> f64 {
    score.points.to_f64().unwrap_or(f64::NAN)
}

fn index<T: PartialEq>(all: &mut Vec<T>, one: T) -> usize {
    all.iter().position(|known| *known == one).unwrap_or_else(|| {
        all.push(one);
        all.len() - 1
    })
}
