//! Bids and wins over time as a table: all packages, those that are too old for the picture among them.

use super::{plan, turn_grade};
use crate::report::View;
use crate::report::chart::{graded, place_cells, place_heads};
use crate::report::csv::{Cell, Table};
use crate::text::Text;

/// One row for each bid, in order of time.
pub(in crate::report::chart) fn table(view: View<'_>) -> Result<Table, Text> {
    let (entries, plan) = plan(view)?;
    let heads = [
        ("日期", "day"),
        ("投标人", "bidder"),
        ("结果", "outcome"),
        ("图中单列", "row of its own"),
        ("着色等级", "grade"),
        ("单元格", "cell"),
        ("中标单元格", "cell of the winner"),
    ];
    let heads = heads.map(|(zh, en)| view.say(zh, en));
    let mut table = Table::new(place_heads(view).into_iter().chain(heads));
    for entry in &entries {
        for (bidder, fact) in &entry.bidders {
            let won = entry.winner.filter(|(winner, _)| winner == bidder);
            let outcome = match (won, entry.winner) {
                (Some(_), _) => view.say("中标", "won"),
                (None, Some(_)) => view.say("未中标", "lost"),
                (None, None) => view.say("未知", "unknown"),
            };
            let own_row = plan.circle.contains(bidder);
            let mut cells = place_cells(entry.case).to_vec();
            cells.extend([
                entry.date.into(),
                view.review.bidders.name(*bidder).into(),
                outcome.into(),
                if own_row { view.say("是", "yes") } else { view.say("否", "no") }.into(),
                graded(view, won.and_then(|(_, fact)| turn_grade(view, fact))),
                view.address(fact.at).into(),
                won.map_or(Cell::Empty, |(_, fact)| view.address(fact.at).into()),
            ]);
            table.push(cells);
        }
    }
    Ok(table)
}
