//! The scores as a table.

use super::{expert, plan};
use crate::report::View;
use crate::report::chart::{graded, place_cells, place_heads};
use crate::report::csv::{Cell, Table};
use crate::text::Text;

/// One row for each expert and bidder.
pub(in crate::report::chart) fn table(view: View<'_>) -> Result<Table, Text> {
    let plan = plan(view)?;
    let heads = [
        ("评委", "expert"),
        ("投标人", "bidder"),
        ("得分", "points"),
        ("与其余评委中位数之差", "distance from the median of the others"),
        ("公布总分", "official total"),
        ("名次", "rank"),
        ("该评委对第一名的偏向", "lead given to the first, less the others' median"),
        ("去掉该评委后第一名", "first without this expert"),
        ("第一名改变", "first place changes"),
        ("着色等级", "grade"),
        ("单元格", "cells"),
    ];
    let heads = heads.map(|(zh, en)| view.say(zh, en));
    let mut table = Table::new(place_heads(view).into_iter().chain(heads));
    for row in 0..plan.panel.experts.len() {
        let without = plan.without(row);
        for column in plan.columns() {
            let facts = plan.panel.cells.get(&(row, column));
            let at: Vec<String> =
                facts.into_iter().flatten().map(|fact| view.address(fact.at)).collect();
            let real = |number: Option<f64>| number.map_or(Cell::Empty, |n| Cell::real(n, 2));
            let rank = plan.ranking.order.iter().position(|one| *one == column);
            let mut cells = place_cells(plan.case).to_vec();
            cells.extend([
                expert(view, &plan, row).into(),
                plan.case.bidders.name(plan.panel.bidders[column]).into(),
                real(plan.panel.points[row][column]),
                real(plan.apart(row, column)),
                real(plan.panel.totals[column]),
                rank.map(|rank| rank + 1).into(),
                real(plan.favour(row)),
                without
                    .as_ref()
                    .map(|(leaders, _)| view.text(&plan.case.bidders.names(leaders)).to_owned())
                    .into(),
                without
                    .as_ref()
                    .map(|(_, yes)| if *yes { view.say("是", "yes") } else { view.say("否", "no") })
                    .into(),
                graded(view, plan.grades[row]),
                at.join("; ").into(),
            ]);
            table.push(cells);
        }
    }
    Ok(table)
}
