//! The cells below the headings, read once more: how many there are, whether they hold what the heading promises, and a few
//! of them for showing.

use std::collections::BTreeMap;
use std::path::Path;

use super::fit;
use crate::load::Loaded;
use crate::record::{Field, Recognised, SheetReport, TableReport};
use crate::source::{self, Cell, CellRef, Limits, Row, SheetInfo, Sink};

/// Values kept of each column.
const EXAMPLES: usize = 3;
/// Characters of a value that are kept.
const CHARACTERS: usize = 24;

/// What stands below one heading.
#[derive(Debug, Default)]
pub(super) struct Below {
    pub(super) filled: u32,
    pub(super) unfit: u32,
    /// The first cell that does not fit: its row from zero.
    pub(super) first_unfit: Option<u32>,
    pub(super) examples: Vec<String>,
}

/// What stands below the headings of one file, or beside them where a table lies on its side.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// By sheet, table and column, or the row of the heading of a table on its side.
    pub(super) columns: BTreeMap<(u16, usize, u32), Below>,
    /// Rows with any cell, by sheet and table.
    pub(super) rows: BTreeMap<(u16, usize), u32>,
}

/// Reads a file again. One that can no longer be read shows no values. `facts` are the cells that were used.
pub(super) fn look(
    loaded: &Loaded,
    facts: &BTreeMap<CellRef, Field>,
    file: u32,
    path: &Path,
) -> Contents {
    let sheets: Vec<&SheetReport> =
        loaded.sheets.iter().filter(|sheet| sheet.file == file).collect();
    let mut looking = Looking { sheets, facts, file, contents: Contents::default() };
    // It was read a moment ago; its problems are told already.
    let _ = source::read(path, file, &Limits::default(), &mut looking);
    looking.contents
}

struct Looking<'a> {
    sheets: Vec<&'a SheetReport>,
    facts: &'a BTreeMap<CellRef, Field>,
    file: u32,
    contents: Contents,
}

impl Sink for Looking<'_> {
    fn sheet(&mut self, _sheet: u16, _info: &SheetInfo) {}

    fn row(&mut self, sheet: u16, row: &Row<'_>) {
        let Some(report) = self.sheets.iter().find(|report| report.sheet == sheet) else { return };
        let at = row.index + 1;
        if report.set_aside.binary_search_by_key(&at, |(row, _)| *row).is_ok() {
            return;
        }
        let mut counted: Vec<usize> = Vec::new();
        for (at, (col, cell)) in row.cells.iter().enumerate() {
            // A table beside another has columns of its own.
            let Some(table) = report.table_of(row.index, *col) else { continue };
            let of = &report.tables[table];
            let column = of.column_of(row.index, *col);
            let heading = of.is_on_its_side() && column.is_none();
            if heading
                || is_in_header(of, row.index)
                || (column.is_none() && self.is_form(sheet, row, at))
            {
                continue;
            }
            if !counted.contains(&table) {
                counted.push(table);
                *self.contents.rows.entry((sheet, table)).or_default() += 1;
            }
            let shown = cell.shown();
            let text = shown.trim();
            if text.is_empty() {
                continue;
            }
            let field = column.and_then(|column| column.field);
            let key = column.map_or(u32::from(*col), |column| place_of(of, column));
            let below = self.contents.columns.entry((sheet, table, key)).or_default();
            below.filled += 1;
            if field.is_some_and(|field| !fits(field, cell)) {
                below.unfit += 1;
                below.first_unfit.get_or_insert(row.index);
            }
            if below.examples.len() < EXAMPLES {
                let text: String = text.chars().take(CHARACTERS).collect();
                if !below.examples.contains(&text) {
                    below.examples.push(text);
                }
            }
        }
    }

    fn end(&mut self, _sheet: u16) {}
}

/// What tells the columns of a table apart: their column, or the row where the table lies on its side.
pub(super) fn place_of(table: &TableReport, column: &Recognised) -> u32 {
    if table.is_on_its_side() { column.at.row } else { column.at.col.into() }
}

/// Whether a row is one of the header's: a form beside it may have made it a row that is used.
fn is_in_header(table: &TableReport, row: u32) -> bool {
    !table.is_on_its_side()
        && (table.header_row..table.header_row + table.header_rows).contains(&(row + 1))
}

impl Looking<'_> {
    /// Whether a cell is the value of a form, or the label before one.
    fn is_form(&self, sheet: u16, row: &Row<'_>, at: usize) -> bool {
        let is_used = |at: usize| {
            row.cells.get(at).is_some_and(|(col, _)| {
                let cell = CellRef { file: self.file, sheet, row: row.index, col: *col };
                self.facts.contains_key(&cell)
            })
        };
        is_used(at) || is_used(at + 1)
    }
}

fn fits(field: Field, cell: &Cell<'_>) -> bool {
    fit::fits(field.kind(), cell)
}
