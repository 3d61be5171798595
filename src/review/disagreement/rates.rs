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

/// The rates of a package that are hardly what their column says, in the order of bids.
pub(super) fn of_rates(case: &Case<'_>, told: &Told<'_>) -> Vec<Problem> {
    let rates = |field: Field| {
        case.bids
            .iter()
            .flat_map(move |bid| bid.facts.all(field))
            .filter_map(|fact| fact.percent().map(|percent| (fact, percent)))
    };
    let mut found: Vec<(&Fact, Text)> = Vec::new();
    for (fact, percent) in rates(Field::DiscountRate) {
        let shown = percent.normalize();
        if percent < Decimal::ZERO || Decimal::from(HIGHEST_DISCOUNT) <= percent {
            found.push((
                fact,
                text!(
                    "下浮率 {shown}% 不像下浮率，可能是折扣率（按报价的百分之几付款）或者其他费率",
                    "a discount of {shown}% is hardly one: perhaps what remains to be paid, or another rate"
                ),
            ));
        }
    }
    for (fact, percent) in rates(Field::FeeRate) {
        let shown = percent.normalize();
        if percent < Decimal::ZERO || Decimal::from(HIGHEST_FEE) <= percent {
            found.push((
                fact,
                text!(
                    "费率 {shown}% 不像费率，可能是下浮率或者折扣率，或者单位不是百分之一",
                    "a fee rate of {shown}% is hardly one: perhaps a discount, or not in percent"
                ),
            ));
        }
    }
    // A bare 0.95 is read as 95 %; beside 8.8 in the same column it is rather 0.95 %.
    let mut columns: BTreeMap<(u32, u16, u16), Vec<(&Fact, Decimal)>> = BTreeMap::new();
    for (fact, _) in rates(Field::DiscountRate).chain(rates(Field::FeeRate)) {
        if let Ok(written) = fact.raw.trim().parse::<Decimal>() {
            let at = (fact.at.file, fact.at.sheet, fact.at.col);
            columns.entry(at).or_default().push((fact, written));
        }
    }
    for bare in columns.into_values() {
        let above = bare.iter().any(|(_, written)| Decimal::ONE < *written);
        for (fact, written) in bare {
            let read_as_share = fact.percent().is_some_and(|percent| percent != written);
            if above && read_as_share {
                let percent = fact.percent().unwrap_or_default().normalize();
                let written = written.normalize();
                found.push((
                    fact,
                    text!(
                        "{written} 没有百分号，按 {percent}% 读取；同列其他数值大于 1，也可能是 {written}%",
                        "{written} has no percent sign and is read as {percent}%; others in its column are above 1, so it may be {written}%"
                    ),
                ));
            }
        }
    }
    found.sort_by_key(|(fact, _)| fact.at);
    let advice = Text::of(
        "请核对采购文件规定的报价方式和该单元格",
        "check how the tender documents ask for the offer, and this cell",
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
