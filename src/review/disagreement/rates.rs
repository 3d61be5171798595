//! Discounts and fee rates that are not what their column says: a discount is taken off, 下浮率 10%; a fee rate is charged,
//! 费率 1.2%; and what remains to be paid, 折扣率 90%, is neither. Nothing is turned into another: it is told.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Told;
use crate::error::Problem;
use crate::graph::Case;
use crate::record::{Fact, Field, place};
use crate::text;
use crate::text::{Lang, Text};

/// From this discount on, percent, it is rather what remains to be paid.
const HIGHEST_DISCOUNT: i64 = 60;
/// From this fee rate on, percent, it is rather a discount or what remains to be paid.
const HIGHEST_FEE: i64 = 30;

/// The columns of rates of a package that are hardly what their heading says, each told once at its first such cell.
pub(super) fn of_rates(case: &Case<'_>, told: &Told<'_>) -> Vec<Problem> {
    let mut columns: BTreeMap<_, Vec<(&Fact, Decimal)>> = BTreeMap::new();
    for field in [Field::DiscountRate, Field::FeeRate] {
        for fact in case.bids.iter().flat_map(|bid| bid.facts.all(field)) {
            let at = (fact.at.file, fact.at.sheet, fact.at.col, field);
            if let Some(percent) = fact.percent() {
                columns.entry(at).or_default().push((fact, percent));
            }
        }
    }
    let mut found: Vec<(&Fact, Text)> = Vec::new();
    for ((.., field), mut rates) in columns {
        rates.sort_by_key(|(fact, _)| fact.at);
        found.extend(unlikely(field, &rates));
        found.extend(of_another_scale(&rates));
    }
    found.sort_by_key(|(fact, _)| fact.at);
    let advice = Text::of(
        "请核对采购文件规定的报价方式和该列",
        "check how the tender documents ask for the offer, and this column",
    );
    found
        .into_iter()
        .map(|(fact, says)| Problem {
            at: Some(place::locate(&told.loaded.sources, fact.at, Lang::Zh)),
            advice: Some(advice.clone()),
            ..Problem::warning(says)
        })
        .collect()
}

/// Rates that are negative, or too high for their field.
fn unlikely<'f>(field: Field, rates: &[(&'f Fact, Decimal)]) -> Option<(&'f Fact, Text)> {
    let highest = if field == Field::FeeRate { HIGHEST_FEE } else { HIGHEST_DISCOUNT };
    let is_unlikely =
        |percent: &Decimal| *percent < Decimal::ZERO || Decimal::from(highest) <= *percent;
    let mut unlikely = rates.iter().filter(|(_, percent)| is_unlikely(percent));
    let n = unlikely.clone().count();
    let (fact, percent) = unlikely.next()?;
    let (of, shown, name) = (rates.len(), percent.round_dp(2).normalize(), field.name());
    let says = if field == Field::FeeRate {
        text!(
            "“{}”一列 {of} 格中有 {n} 格不像费率（如 {shown}%），可能是下浮率或者折扣率，或者单位不是百分之一",
            "{}: {n} of {of} cells are hardly fee rates (such as {shown}%): perhaps discounts, or not in percent";
            name
        )
    } else {
        text!(
            "“{}”一列 {of} 格中有 {n} 格不像下浮率（如 {shown}%），可能是折扣率（按报价的百分之几付款）或者其他费率",
            "{}: {n} of {of} cells are hardly discounts (such as {shown}%): perhaps what remains to be paid, or another rate";
            name
        )
    };
    Some((fact, says))
}

/// A bare 0.95 is read as 95 %; beside 8.8 in the same column it is rather 0.95 %.
fn of_another_scale<'f>(rates: &[(&'f Fact, Decimal)]) -> Option<(&'f Fact, Text)> {
    let bare: Vec<(&Fact, Decimal, Decimal)> = rates
        .iter()
        .filter_map(|(fact, percent)| Some((*fact, *percent, fact.raw.trim().parse().ok()?)))
        .collect();
    // Up to 1 a bare number is read as a share of the whole.
    let is_share = |percent: Decimal, written: Decimal| {
        !written.is_zero() && written.abs() <= Decimal::ONE && percent.abs() > written.abs()
    };
    let shares = bare.iter().filter(|(_, percent, written)| is_share(*percent, *written));
    let n = shares.clone().count();
    let above = bare.iter().filter(|(.., written)| Decimal::ONE < written.abs()).count();
    let (fact, percent, written) = shares.clone().next()?;
    (0 < above).then(|| {
        let (percent, written) = (percent.round_dp(4).normalize(), written.round_dp(6).normalize());
        let says = text!(
            "{n} 格没有百分号且不大于 1，按小数读取（如 {written} 读作 {percent}%）；同列另有 {above} 格大于 1，也可能是 {written}%",
            "{n} cells without a percent sign, up to 1, are read as shares ({written} as {percent}%); {above} others in the column are above 1, so it may be {written}%"
        );
        (*fact, says)
    })
}
