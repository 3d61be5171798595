//! What the picture of relations shows, as a table: who holds which value, in which cells; where nothing is shared, who
//! bids together.

use std::collections::BTreeMap;

use super::{grade_at, graded, place_cells, place_heads};
use crate::graph::Case;
use crate::record::{Fact, Field};
use crate::report::View;
use crate::report::csv::{Cell, Table};
use crate::report::network::backbone;
use crate::report::network::relations::field_name;
use crate::resolve::BidderId;

/// One row for each holder of a shared value, hubs included; else one for each pair that met twice.
pub(super) fn table(view: View<'_>) -> Table {
    let heads = [
        ("投标人", "bidder"),
        ("信息", "what is shared"),
        ("值", "value"),
        ("持有家数", "holders"),
        ("等级", "grade"),
        ("未画的原因", "why it is not drawn"),
        ("单元格", "cells"),
    ];
    let heads = heads.map(|(zh, en)| view.say(zh, en));
    let mut table = Table::new(place_heads(view).into_iter().chain(heads));
    for (at, package) in view.review.packages.iter().enumerate() {
        let case = &package.case;
        for shared in case.network.all_shared() {
            let here = |found: &crate::review::Found| found.is_of(at) || found.package.is_none();
            let grade = grade_at(view, shared.cells().map(|(_, fact)| fact), here);
            for holder in &shared.holders {
                let facts: Vec<&Fact> = holder.facts.iter().collect();
                table.push(row(
                    view,
                    case,
                    holder.bidder,
                    (shared.attribute.field, &shared.key, shared.holders.len()),
                    [graded(view, grade), Cell::Empty],
                    &facts,
                ));
            }
        }
        for hub in &case.network.hubs {
            let mut held: BTreeMap<BidderId, Vec<&Fact>> = BTreeMap::new();
            for (bidder, fact) in &hub.facts {
                held.entry(*bidder).or_default().push(fact);
            }
            for (bidder, facts) in &held {
                let why: Cell = view.text(&hub.why).into();
                let value = (hub.field, hub.key.as_str(), hub.holders.len());
                table.push(row(view, case, *bidder, value, [Cell::Empty, why], facts));
            }
        }
    }
    if !table.rows.is_empty() {
        return table;
    }
    // Where values were compared and none is shared, a table without rows says so.
    pairs(view).unwrap_or(table)
}

fn row(
    view: View<'_>,
    case: &Case<'_>,
    bidder: BidderId,
    (field, key, holders): (Field, &str, usize),
    [grade, why]: [Cell; 2],
    facts: &[&Fact],
) -> Vec<Cell> {
    let cells: Vec<String> = facts.iter().map(|fact| view.address(fact.at)).collect();
    let mut row = place_cells(case).to_vec();
    row.extend([
        case.bidders.name(bidder).into(),
        view.text(&field_name(field)).to_owned().into(),
        view.value(Some(field), key).into(),
        Cell::count(holders),
        grade,
        why,
        cells.join("; ").into(),
    ]);
    row
}

/// Firms that met twice or more, the least likely first.
fn pairs(view: View<'_>) -> Option<Table> {
    let market = backbone::market(view);
    let pairs = backbone::pairs(&backbone::entries(&market));
    let heads = [
        ("投标人甲", "bidder A"),
        ("投标人乙", "bidder B"),
        ("共同投标次数", "joint bids"),
        ("随机期望次数", "expected"),
        ("甲投标次数", "bids of A"),
        ("乙投标次数", "bids of B"),
        ("p", "p"),
        ("q", "q"),
    ];
    let mut table = Table::new(heads.map(|(zh, en)| view.say(zh, en)));
    let name = |id: u32| -> Cell { view.review.bidders.name(BidderId(id)).into() };
    let count = |n: u64| Cell::Number(n.to_string());
    for pair in &pairs {
        table.push([
            name(pair.a),
            name(pair.b),
            count(pair.joint),
            Cell::real(pair.expected, 2),
            count(pair.a_total),
            count(pair.b_total),
            Cell::Number(format!("{:.3e}", pair.p)),
            Cell::Number(format!("{:.3e}", pair.q)),
        ]);
    }
    (!pairs.is_empty()).then_some(table)
}
