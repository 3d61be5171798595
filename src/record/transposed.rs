//! Tables that lie on their side: the headers run down a column, and each further column is a bidder or a package.

use super::cell::fact;
use super::field::{Field, Kind};
use super::header::{self, Label};
use super::layout::{Line, Sheet};
use super::read;
use super::recognised;
use super::rows::is_total;
use super::table::TableKind;
use super::value::Currency;
use super::{Facts, Record, SetAside, TableReport};
use crate::source::{Cell, CellRef, Merge};

/// Lines looked at to tell a table on its side.
const LOOKED_AT: usize = 8;
/// The line that names the columns stands among the first.
const NAMED_BY: usize = 4;

/// Which column holds the headers of the table that begins at the first of these lines, if it lies on its side.
pub(super) fn label_column(lines: &[Line]) -> Option<u16> {
    let first = lines.first()?;
    // A header or a form holds labels beside labels; here the first row holds one.
    let adjacent: Vec<&Line> = lines
        .iter()
        .zip(first.index..)
        .take(LOOKED_AT)
        .take_while(|(line, index)| line.index == *index)
        .map(|(line, _)| line)
        .collect();
    let col = first
        .cells
        .iter()
        .take(2)
        .map(|(col, _)| *col)
        .find(|col| label_at(first, *col).is_some() && 2 <= values(first, *col).count())?;
    let fits = |line: &&&Line| label_at(line, col).is_some() && 2 <= values(line, col).count();
    let good = adjacent.iter().filter(fits).count();
    let enough = if adjacent.len() < 3 { adjacent.len() == 2 && good == 2 } else { 3 <= good };
    if !enough || 3 * good < 2 * adjacent.len() || !fits(&first_of(&adjacent)) {
        return None;
    }
    let key = key_line(adjacent.iter().take(NAMED_BY).copied(), col)?;
    // Two lines are a table only if names and amounts are all that they hold.
    let amounts = |line: &&Line| {
        label_at(line, col).is_some_and(|label| {
            matches!(label.field.kind(), Kind::Money | Kind::Percent | Kind::Capitals)
        })
    };
    let sure = 3 <= good || (key.1 == Field::BidderName && adjacent.iter().any(amounts));
    sure.then_some(col)
}

fn first_of<'l>(lines: &'l [&'l Line]) -> &'l &'l Line {
    &lines[0]
}

fn label_at(line: &Line, col: u16) -> Option<Label> {
    match line.get(col) {
        Some(Cell::Text(text)) => header::exact(text),
        _ => None,
    }
}

/// The cells to the right of the label; none where one of them is a label too, since that is a form or a header.
fn values(line: &Line, label: u16) -> impl Iterator<Item = &(u16, Cell<'static>)> {
    let right = move |(col, _): &&(u16, Cell<'static>)| label < *col;
    let labels = line.cells.iter().filter(right).any(|(_, cell)| {
        matches!(cell, Cell::Text(text) if header::exact(text).is_some_and(|label| {
            !matches!(label.field, Field::Unit | Field::Remark | Field::BidPriceInCapitals)
        }))
    });
    line.cells.iter().filter(right).filter(move |_| !labels)
}

/// The line that says whose column each is: the bidders, else the packages.
fn key_line<'l>(
    lines: impl Iterator<Item = &'l Line> + Clone,
    col: u16,
) -> Option<(&'l Line, Field)> {
    [Field::BidderName, Field::PackageNo].into_iter().find_map(|field| {
        lines
            .clone()
            .find(|line| {
                label_at(line, col).is_some_and(|label| label.field == field)
                    && 2 <= values(line, col).count()
                    && (field != Field::BidderName
                        || values(line, col).all(|(_, cell)| matches!(cell, Cell::Text(_))))
            })
            .map(|line| (line, field))
    })
}

/// Whether a further line belongs to the table.
pub(super) fn continues(last: &Line, col: u16, index: u32, cells: &[(u16, Cell<'_>)]) -> bool {
    index == last.index + 1
        && cells.iter().any(|(at, cell)| *at == col && matches!(cell, Cell::Text(_)))
        && cells.iter().any(|(at, _)| col < *at)
}

/// The cell of a line in a column, or the one that reaches there from the left.
fn reaching<'l>(line: &'l Line, col: u16, merges: &[Merge]) -> Option<(u16, &'l Cell<'static>)> {
    line.get(col).map(|cell| (col, cell)).or_else(|| {
        let merge = merges.iter().find(|merge| {
            merge.first_row <= line.index
                && line.index <= merge.last_row
                && merge.first_col <= col
                && col <= merge.last_col
        })?;
        line.get(merge.first_col).map(|cell| (merge.first_col, cell))
    })
}

impl Sheet {
    /// Makes records of a table that lies on its side, one for each of its columns.
    pub(super) fn transposed(&mut self, lines: &[Line], col: u16) {
        let Some((key, _)) = key_line(lines.iter(), col) else { return };
        let bidders: Vec<u16> = values(key, col)
            .filter(|(_, cell)| match cell {
                Cell::Text(text) => header::exact(text).is_none() && !is_total(text),
                _ => true,
            })
            .map(|(at, _)| *at)
            .collect();
        let labels: Vec<Option<Label>> = lines
            .iter()
            .map(|line| match line.get(col) {
                Some(Cell::Text(text)) => header::read(text),
                _ => None,
            })
            .collect();
        let fields: Vec<Field> = labels.iter().flatten().map(|label| label.field).collect();
        let kind = TableKind::of(&fields, &self.title);
        let cell_at =
            |line: &Line, col| CellRef { file: self.file, sheet: self.sheet, row: line.index, col };
        self.report.kinds.push(kind);
        self.report.tables.push(TableReport {
            kind,
            header_row: lines.first().map_or(0, |line| line.index + 1),
            header_rows: 1,
            headers: lines
                .iter()
                .filter_map(|line| line.get(col))
                .map(|cell| cell.shown().into())
                .collect(),
            layout: None,
            columns: lines
                .iter()
                .zip(&labels)
                .filter_map(|(line, label)| {
                    let text = line.get(col)?.shown().trim().to_owned();
                    let at = cell_at(line, col);
                    Some(recognised::label(kind, at, &text, label.as_ref(), self.context.units))
                })
                .collect(),
        });
        self.context.begin_table();
        let mut used = vec![false; lines.len()];
        for bidder in bidders {
            let mut facts = Vec::new();
            let of_currency = lines.iter().zip(&labels).find(|(_, label)| {
                label.as_ref().is_some_and(|label| label.field == Field::Currency)
            });
            let currency = of_currency
                .and_then(|(line, _)| reaching(line, bidder, &self.merged))
                .and_then(|(_, cell)| Currency::named(&cell.shown()));
            for (at, (line, label)) in lines.iter().zip(&labels).enumerate() {
                let Some(label) = label.as_ref().filter(|label| label.field != Field::SequenceNo)
                else {
                    continue;
                };
                let Some((from, cell)) = reaching(line, bidder, &self.merged) else { continue };
                let mut units = label.units.or(self.context.units);
                units.currency = currency.or(units.currency);
                let here =
                    CellRef { file: self.file, sheet: self.sheet, row: line.index, col: from };
                let field = kind.meaning(label.field);
                if let Some(fact) =
                    fact(field, cell, here, units, &mut self.context, &mut self.problems)
                {
                    used[at] = true;
                    facts.push(fact);
                }
            }
            let named = facts.iter().find(|fact| fact.field == Field::PackageNo);
            let package =
                named.map(|fact| read::package(&fact.raw)).or_else(|| self.context.package.clone());
            let units = self.context.units;
            let at = CellRef { file: self.file, sheet: self.sheet, row: key.index, col: bidder };
            read::complete(kind, &mut facts, &self.context);
            if !facts.is_empty() {
                self.records.push(Record { kind, package, at, facts: Facts(facts), units });
            }
        }
        for ((line, used), label) in lines.iter().zip(used).zip(&labels) {
            if used {
                self.report.rows_used += 1;
            } else {
                let number = label.as_ref().is_some_and(|label| label.field == Field::SequenceNo);
                let reason = if number { SetAside::Header } else { SetAside::NoKnownColumn };
                self.report.set_aside.push((line.index + 1, reason));
            }
        }
        self.title.clone_from(&self.about);
    }
}
