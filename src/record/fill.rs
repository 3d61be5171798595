//! Blank cells below a project, a package or a bidder: exports of merged cells keep the value in the first row only.
//!
//! Filled only where it is safe: the row goes on otherwise, nothing to the left of the blank has changed, and the field does
//! not make a row of its own. Each table says how many cells were read so.

use super::Fact;
use super::columns::{Column, Header};
use super::field::Field;
use super::read::Context;
use super::table::TableKind;
use crate::error::Problem;
use crate::source::{CellRef, Row};
use crate::text;

/// Fields that a merged cell gives to several rows.
pub(super) fn may_reach(field: Field) -> bool {
    matches!(
        field,
        Field::ProjectId
            | Field::ProjectName
            | Field::PackageNo
            | Field::PackageName
            | Field::BidderName
    )
}

/// What tells the rows of one bidder apart.
const LINES: &[Field] = &[
    Field::ItemName,
    Field::MemberName,
    Field::ScoreItem,
    Field::ExpertName,
    Field::QualificationItem,
    Field::Shareholders,
];

/// Adds what the cells above say where this row leaves them blank.
pub(super) fn fill(
    header: &Header,
    row: &Row<'_>,
    absent: &[&Column],
    shared: &mut Vec<Fact>,
    context: &mut Context,
) {
    let present: Vec<Field> = shared.iter().map(|fact| fact.field).collect();
    let has = |field: Field| present.contains(&field);
    let own = shared.iter().filter(|fact| !may_reach(fact.field)).count();
    let wanted = if header.columns.len() <= 3 { 1 } else { 2 };
    if own + usize::from(has(Field::BidderName)) < wanted {
        return;
    }
    let per_line = matches!(
        header.kind,
        TableKind::Items
            | TableKind::Members
            | TableKind::Scores
            | TableKind::Qualification
            | TableKind::Shareholding
    ) && LINES.iter().any(|field| has(*field));
    // A purchase of a ledger that is numbered is a line of its own.
    let numbered = header.kind == TableKind::Ledger
        && header
            .columns
            .iter()
            .any(|column| column.field == Field::SequenceNo && row.get(column.col).is_some());
    // Once a key to the left has changed, what stood below the old one has ended.
    let changed = header
        .columns
        .iter()
        .filter(|column| may_reach(column.field) && column.heading.is_none())
        .filter(|column| row.get(column.col).is_some())
        .find(|column| !is_as_above(column, context, row))
        .map(|column| column.col);
    for column in absent {
        let safe = match column.field {
            Field::BidderName => per_line,
            Field::ProjectId | Field::ProjectName => !numbered && !has(Field::ContractNo),
            _ => !numbered || has(Field::ProjectId) || has(Field::ProjectName),
        };
        if !safe || changed.is_some_and(|changed| changed < column.col) {
            continue;
        }
        let Some(Some(above)) = context.above.get(usize::from(column.col)) else { continue };
        if above.fact.field != column.field || above.fact.at.row >= row.index {
            continue;
        }
        shared.push(above.fact.clone());
        let here = CellRef { row: row.index, col: column.col, ..above.fact.at };
        let entry = context.filled.entry(column.col).or_insert((here, column.field, 0));
        entry.2 += 1;
    }
}

/// Whether a cell repeats the one above: what was read last in its column is then an earlier cell.
fn is_as_above(column: &Column, context: &Context, row: &Row<'_>) -> bool {
    match context.above.get(usize::from(column.col)) {
        Some(Some(above)) => above.fact.at.row < row.index,
        _ => true,
    }
}

/// Says of each column of the table how many blanks were read as the cell above.
pub(super) fn say(context: &mut Context, problems: &mut Vec<Problem>) {
    for (at, field, n) in std::mem::take(&mut context.filled).into_values() {
        let name = field.name();
        let says = text!(
            "“{}”一列自此起有 {n} 个空白单元格，按其上一个单元格的内容读取（视为合并单元格）",
            "{n} blank cells from here on under \"{}\" are read as the cell above them, as if merged";
            name
        );
        context.problem(at, Problem::note(says), problems);
    }
}
