//! The prices of the drawn package as a table, those that look like slips of the pen among them.

use rust_decimal::Decimal;

use super::{Row, chosen, prices_of};
use crate::record::Field;
use crate::report::View;
use crate::report::chart::{graded, place_cells, place_heads};
use crate::report::csv::{Cell, Table};
use crate::text::Text;

/// One row for each priced bid, lowest first.
pub(in crate::report::chart) fn table(view: View<'_>) -> Result<Table, Text> {
    let at = chosen(view)?;
    let case = &view.review.packages[at].case;
    let prices = prices_of(view, at);
    let whole = prices.whole();
    let share_of = if prices.ceiling.is_some() || whole.is_none() {
        view.text(&Field::PriceCeiling.name()).to_owned()
    } else {
        view.text(&Field::Budget.name()).to_owned()
    };
    let heads = [
        view.say("投标人", "bidder").to_owned(),
        view.say("报价（元）", "price (CNY)").to_owned(),
        format!("{}{}", share_of, view.say("（元）", " (CNY)")),
        format!("{}{share_of}{}", view.say("占", "share of "), view.say("（%）", " (%)")),
        view.say("与前一家差（元）", "gap to the one before (CNY)").to_owned(),
        view.say("结果", "outcome").to_owned(),
        view.say("相互关联", "linked").to_owned(),
        view.say("着色等级", "grade").to_owned(),
        view.say("说明", "remark").to_owned(),
        view.say("单元格", "cell").to_owned(),
    ];
    let mut table =
        Table::new(place_heads(view).into_iter().chain(heads.iter().map(String::as_str)));
    let mut before: Option<Decimal> = None;
    for row in &prices.rows {
        let mut cells = place_cells(case).to_vec();
        cells.extend(cells_of(view, row, whole, before.map(|before| row.yuan - before)));
        cells.extend([Cell::Empty, view.address(row.fact.at).into()]);
        table.push(cells);
        before = Some(row.yuan);
    }
    for slip in case.slips() {
        let mut cells = place_cells(case).to_vec();
        cells.extend([case.bidders.name(slip.bidder).into(), slip.amount.into()]);
        cells.extend([
            whole.into(),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
        ]);
        cells.push(view.say("相差一个数量级，未画", "ten times off, not drawn").into());
        cells.push(view.address(slip.fact.at).into());
        table.push(cells);
    }
    Ok(table)
}

fn cells_of(
    view: View<'_>,
    row: &Row<'_>,
    whole: Option<Decimal>,
    gap: Option<Decimal>,
) -> [Cell; 8] {
    let share = whole.and_then(|whole| (row.yuan * Decimal::ONE_HUNDRED).checked_div(whole));
    [
        view.review.bidders.name(row.bidder).into(),
        row.yuan.into(),
        whole.into(),
        share.map(|share| share.round_dp(4)).into(),
        gap.into(),
        row.mark.as_ref().map(|mark| view.text(mark)).into(),
        if row.linked { view.say("是", "yes") } else { view.say("否", "no") }.into(),
        graded(view, row.grade),
    ]
}
