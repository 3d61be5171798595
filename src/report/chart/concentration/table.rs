//! Suppliers of purchasers as a table, those with few contracts among them.

use rust_decimal::Decimal;

use super::plan;
use crate::report::View;
use crate::report::chart::graded;
use crate::report::csv::{Cell, Table};
use crate::text::Text;

/// One row for each purchaser and supplier.
pub(in crate::report::chart) fn table(view: View<'_>) -> Result<Table, Text> {
    let plan = plan(view)?;
    let heads = [
        ("采购人", "purchaser"),
        ("采购人合同数", "contracts of the purchaser"),
        ("供应商", "supplier"),
        ("合同数", "contracts"),
        ("金额（元）", "amount (CNY)"),
        ("金额占比（%）", "share of value (%)"),
        ("名次", "rank"),
        ("采购人 HHI", "HHI of the purchaser"),
        ("已画", "drawn"),
        ("着色等级", "grade"),
        ("单元格", "cells"),
    ];
    let mut table = Table::new(heads.map(|(zh, en)| view.say(zh, en)));
    let all = plan.buyers.iter().map(|buyer| (buyer, true));
    for (at, (buyer, big)) in all.chain(plan.small.iter().map(|buyer| (buyer, false))).enumerate() {
        let drawn = big && at < super::BUYERS_AT_MOST;
        let total: Decimal = buyer.suppliers.iter().map(|supplier| supplier.yuan).sum();
        for (rank, supplier) in buyer.suppliers.iter().enumerate() {
            let share = (supplier.yuan * Decimal::ONE_HUNDRED).checked_div(total);
            let cells: Vec<String> =
                supplier.contracts.iter().map(|fact| view.address(fact.at)).collect();
            table.push([
                buyer.name.as_str().into(),
                Cell::count(buyer.contracts),
                view.review.bidders.name(supplier.id).into(),
                Cell::count(supplier.contracts.len()),
                supplier.yuan.into(),
                share.map(|share| share.round_dp(4)).into(),
                Cell::count(rank + 1),
                Cell::real(buyer.shares.hhi, 4),
                if drawn { view.say("是", "yes") } else { view.say("否", "no") }.into(),
                graded(view, supplier.grade),
                cells.join("; ").into(),
            ]);
        }
    }
    Ok(table)
}
