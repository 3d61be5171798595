//! Texts that are wrapped over two rows: the second row holds nothing but the rest of words of the first, and is no row of its
//! own.
//!
//! Taken only where the layout says so: one cell below, and every other cell of the first row merged down beside it; or a
//! bracket opened above and closed below; or the name of a firm that ends below, where the second row has no number of its own. A heading of
//! a group of lines looks much the same, so that blanks alone prove nothing.

use super::columns::{Column, Header};
use super::field::{Field, Kind};
use super::layout::Sheet;
use super::read::Context;
use super::{Record, value};
use crate::error::Problem;
use crate::identity::name;
use crate::source::{Cell, CellRef, Row};
use crate::text;

/// Characters of the end of a firm's name that could not be a name of its own: 科技股份有限公司.
const LONGEST_END: usize = 8;

/// The row of the table that was last read.
#[derive(Debug, Clone, Default)]
pub(super) struct LastRow {
    /// Its index, and that of the last row that continued it.
    first: u32,
    last: u32,
    /// Its filled columns.
    cols: Vec<u16>,
    /// The first of its records.
    record: usize,
}

impl LastRow {
    /// Remembers a row whose records begin here.
    pub(super) fn set(&mut self, row: &Row<'_>, record: usize) {
        (self.first, self.last, self.record) = (row.index, row.index, record);
        self.cols.clear();
        self.cols.extend(row.cells.iter().map(|(col, _)| *col));
    }
}

/// Whether a column holds words that may be wrapped. What is personal is left alone, since the note shows the words.
fn is_words(field: Field) -> bool {
    matches!(field.kind(), Kind::Text | Kind::Company | Kind::Address | Kind::List)
        && !field.info().personal
}

/// Whether a row continues the last one.
fn continues(
    header: &Header,
    row: &Row<'_>,
    last: &LastRow,
    records: &[Record],
    context: &Context,
) -> bool {
    // Most rows end here: they are as full as the one above.
    if row.index != last.last + 1 || last.cols.len() <= row.cells.len() {
        return false;
    }
    let column = |col: u16| header.columns.iter().find(|column| column.col == col);
    let fits = |(col, cell): &(u16, Cell<'_>)| {
        matches!(cell, Cell::Text(_))
            && last.cols.contains(col)
            && column(*col).is_some_and(|column| is_words(column.field))
    };
    if row.cells.is_empty() || !row.cells.iter().all(fits) {
        return false;
    }
    let mut others = last.cols.iter().filter(|col| row.get(**col).is_none());
    let is_value = |column: &Column| !is_words(column.field);
    if !others.clone().filter_map(|col| column(*col)).any(is_value) {
        return false;
    }
    let merged_down =
        |col: &u16| context.reaching.get(&(last.first, *col)).is_some_and(|end| row.index <= *end);
    let numbered = others
        .clone()
        .filter_map(|col| column(*col))
        .any(|column| matches!(column.field, Field::SequenceNo | Field::ItemNo));
    // Two cells and more may be a second line of one lot: 交换机 and 服务器 at one price.
    (row.cells.len() == 1 && others.all(merged_down))
        || row.cells.iter().any(|(col, cell)| {
            let at = (last.first, *col);
            let above = records.iter().flat_map(|record| &record.facts.0);
            let above = above.filter(|fact| (fact.at.row, fact.at.col) == at).map(|fact| &fact.raw);
            let is_firm = column(*col).is_some_and(|column| column.field.kind() == Kind::Company);
            above.take(1).any(|above| {
                let below = cell.shown();
                closes_bracket(above, &below) || (is_firm && numbered && ends_name(above, &below))
            })
        })
}

/// Whether a bracket is opened above and closed below.
fn closes_bracket(above: &str, below: &str) -> bool {
    let open = |text: &str| {
        let count = |marks: [char; 2]| text.matches(marks).count();
        (count(['(', '（']), count([')', '）']))
    };
    let ((opened, closed), (opens, closes)) = (open(above), open(below));
    closed < opened && opens < closes
}

/// Whether the name of a firm begins above and ends below.
fn ends_name(above: &str, below: &str) -> bool {
    let ending = below.trim().chars().count() <= LONGEST_END || !name::looks_like_company(below);
    ending && !name::looks_like_company(above) && name::looks_like_company(&joined(above, below))
}

/// Two halves of a text: words of letters are parted by a space, Chinese ones by nothing.
fn joined(above: &str, below: &str) -> String {
    let below = value::clean(below);
    let letters = above.ends_with(|c: char| c.is_ascii_alphanumeric())
        && below.starts_with(|c: char| c.is_ascii_alphanumeric());
    format!("{above}{}{below}", if letters { " " } else { "" })
}

impl Sheet {
    /// Joins a row that continues the last one to its records, and says so; false for any other row.
    pub(super) fn join_wrapped(&mut self, row: &Row<'_>) -> bool {
        let super::layout::State::Table(header) = &self.state else { return false };
        let last = &mut self.last_row;
        let Some(records) = self.records.get_mut(last.record..).filter(|all| !all.is_empty())
        else {
            return false;
        };
        if !continues(header, row, last, records, &self.context) {
            return false;
        }
        for (col, cell) in row.cells {
            let from = CellRef { file: self.file, sheet: self.sheet, row: last.first, col: *col };
            let below = cell.shown();
            let mut whole = None;
            let facts = records.iter_mut().flat_map(|record| &mut record.facts.0);
            for fact in facts.filter(|fact| fact.at == from) {
                fact.raw = joined(&fact.raw, &below).into();
                whole = Some((fact.raw.clone(), fact.field));
            }
            let Some((whole, field)) = whole else { continue };
            if let Some(Some(above)) = self.context.above.get_mut(usize::from(*col))
                && above.fact.at == from
            {
                above.text = whole.to_string();
                above.fact.raw = whole.clone();
            }
            let at = CellRef { row: row.index, ..from };
            let (here, above, name) = (at.a1(), from.a1(), field.name());
            let says = text!(
                "{}折行书写：{above} 与 {here} 合并读为“{whole}”",
                "{} is wrapped over two rows: {above} and {here} are read as \"{whole}\"";
                name
            );
            self.context.problem(at, Problem::note(says), &mut self.problems);
        }
        last.last = row.index;
        self.report.rows_used += 1;
        true
    }
}
