//! Prices against the ceiling as a table.

use rust_decimal::Decimal;

use super::plan;
use crate::report::View;
use crate::report::chart::{graded, place_cells, place_heads};
use crate::report::csv::Table;
use crate::text::Text;

/// One row for each bid.
pub(in crate::report::chart) fn table(view: View<'_>) -> Result<Table, Text> {
    let plan = plan(view)?;
    let heads = [
        ("采购人", "purchaser"),
        ("投标人", "bidder"),
        ("报价（元）", "price (CNY)"),
        ("限价（元）", "ceiling (CNY)"),
        ("限价取自", "what stands for the ceiling"),
        ("占限价（%）", "share of the ceiling (%)"),
        ("下浮率（%）", "discount (%)"),
        ("结果", "outcome"),
        ("组别", "group"),
        ("着色等级", "grade"),
        ("报价单元格", "cell of the price"),
        ("限价单元格", "cell of the ceiling"),
    ];
    let heads = heads.map(|(zh, en)| view.say(zh, en));
    let mut table = Table::new(place_heads(view).into_iter().chain(heads));
    for bid in &plan.bids {
        let case = &view.review.packages[bid.package].case;
        let limit = &plan.limits[&bid.package];
        let share = (bid.yuan * Decimal::ONE_HUNDRED).checked_div(limit.yuan).unwrap_or_default();
        let group = plan.compared.as_ref().map(|compared| {
            let focus = compared.focus.contains(&bid.package);
            view.text(if focus { &compared.name } else { &compared.others })
        });
        let buyer = case.project.text(crate::record::Field::BuyerName);
        let mut cells = place_cells(case).to_vec();
        cells.extend([
            buyer.into(),
            view.review.bidders.name(bid.bidder).into(),
            bid.yuan.into(),
            limit.yuan.into(),
            view.text(&limit.fact.field.name()).into(),
            share.round_dp(4).into(),
            (Decimal::ONE_HUNDRED - share).round_dp(4).into(),
            view.text(&bid.outcome.name()).into(),
            group.into(),
            graded(view, bid.grade),
            view.address(bid.fact.at).into(),
            view.address(limit.fact.at).into(),
        ]);
        table.push(cells);
    }
    Ok(table)
}
