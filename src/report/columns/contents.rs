//! The cells below the headings, read once more: how many there are, whether they hold what the heading promises, and a few
//! of them for showing.

use std::collections::BTreeMap;
use std::path::Path;

use super::fit;
use crate::load::Loaded;
use crate::record::{Field, SheetReport};
use crate::source::{self, Cell, Limits, Row, SheetInfo, Sink};

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

/// What stands below the headings of one file, by sheet, table and column.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) columns: BTreeMap<(u16, usize, u16), Below>,
    /// Rows with any cell, by sheet and table.
    pub(super) rows: BTreeMap<(u16, usize), u32>,
}

/// Reads a file again. One that can no longer be read shows no values.
pub(super) fn look(loaded: &Loaded, file: u32, path: &Path) -> Contents {
    let sheets: Vec<&SheetReport> =
        loaded.sheets.iter().filter(|sheet| sheet.file == file).collect();
    let mut looking = Looking { sheets, contents: Contents::default() };
    // It was read a moment ago; its problems are told already.
    let _ = source::read(path, file, &Limits::default(), &mut looking);
    looking.contents
}

struct Looking<'a> {
    sheets: Vec<&'a SheetReport>,
    contents: Contents,
}

impl Sink for Looking<'_> {
    fn sheet(&mut self, _sheet: u16, _info: &SheetInfo) {}

    fn row(&mut self, sheet: u16, row: &Row<'_>) {
        let Some(report) = self.sheets.iter().find(|report| report.sheet == sheet) else { return };
        let at = row.index + 1;
        let next = report.tables.partition_point(|table| table.header_row <= at);
        let Some(table) = next.checked_sub(1) else { return };
        if report.set_aside.binary_search_by_key(&at, |(row, _)| *row).is_ok() {
            return;
        }
        *self.contents.rows.entry((sheet, table)).or_default() += 1;
        for (col, cell) in row.cells {
            let shown = cell.shown();
            let text = shown.trim();
            if text.is_empty() {
                continue;
            }
            let column = report.tables[table].columns.iter().find(|column| column.at.col == *col);
            let field = column.and_then(|column| column.field);
            let below = self.contents.columns.entry((sheet, table, *col)).or_default();
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

fn fits(field: Field, cell: &Cell<'_>) -> bool {
    fit::fits(field.kind(), cell)
}
