//! A table of a page while it is read: where its cells stand under spans, and what it hides.

use std::borrow::Cow;

use super::cell::{Cell, MAX_COLUMNS, MAX_ROWS, is_blank};
use super::file::{Merge, SheetInfo, Visibility};
use super::html::Tag;

/// A table under way.
#[derive(Default)]
pub(crate) struct Table {
    /// Its place among the tables by their beginnings.
    pub(crate) order: usize,
    pub(crate) name: String,
    pub(crate) hidden: bool,
    pub(crate) rows: Vec<(u32, Vec<(u32, Cell<'static>)>)>,
    merged: Vec<Merge>,
    hidden_rows: Vec<u32>,
    pub(crate) hidden_columns: Vec<u16>,
    /// The next row.
    row: u32,
    /// The next column of the row under way.
    col: u32,
    /// For each column, the row from which on it is free.
    free_from: Vec<u32>,
    in_row: bool,
    row_hidden: bool,
    pub(crate) group_hidden: bool,
    pub(crate) columns_told: u32,
    pub(crate) cell: Option<Open>,
    pub(crate) in_caption: bool,
}

/// A cell under way.
pub(crate) struct Open {
    col: u32,
    pub(crate) text: String,
    number: Option<f64>,
}

impl Table {
    pub(crate) fn begin(order: usize, hidden: bool) -> Self {
        Self { order, hidden, ..Self::default() }
    }

    pub(crate) fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let text = cell.text.trim_matches([' ', '\n']);
        if is_blank(text) {
            return;
        }
        let content = match cell.number.filter(|_| is_shown_number(text)) {
            Some(number) => Cell::Number(number),
            None => Cell::Text(Cow::Owned(text.to_owned())),
        };
        match self.rows.last_mut() {
            Some((row, cells)) if *row == self.row => cells.push((cell.col, content)),
            _ => self.rows.push((self.row, vec![(cell.col, content)])),
        }
    }

    pub(crate) fn end_row(&mut self) {
        self.end_cell();
        if !self.in_row {
            return;
        }
        if self.row_hidden || self.group_hidden {
            self.hidden_rows.push(self.row);
        }
        self.in_row = false;
        self.row = self.row.saturating_add(1);
    }

    pub(crate) fn begin_row(&mut self, hidden: bool) {
        self.end_row();
        (self.in_row, self.row_hidden, self.col) = (true, hidden, 0);
    }

    /// Begins a cell at the next free column. Takes from the budget what finding it costs.
    pub(crate) fn begin_cell(&mut self, tag: &Tag<'_>, budget: &mut u64) {
        self.end_cell();
        if !self.in_row {
            self.begin_row(false);
        }
        let span = |name: &str, most: u32| -> u32 {
            let span = tag.attribute(name).and_then(|span| span.trim().parse().ok());
            span.unwrap_or(1).clamp(1, most)
        };
        let (cols, rows) = (span("colspan", 1_000), span("rowspan", 65_534));
        let from = self.col;
        let taken = |col: u32| self.free_from.get(col as usize).is_some_and(|row| self.row < *row);
        while taken(self.col) {
            self.col += 1;
        }
        let col = self.col;
        let end = col.saturating_add(cols);
        *budget = budget.saturating_sub(u64::from(end - from));
        if rows > 1 && col < MAX_COLUMNS {
            let last = end.min(MAX_COLUMNS) as usize;
            if self.free_from.len() < last {
                self.free_from.resize(last, 0);
            }
            self.free_from[col as usize..last].fill(self.row.saturating_add(rows));
        }
        if (cols, rows) != (1, 1) && col < MAX_COLUMNS && self.row < MAX_ROWS {
            self.merged.push(Merge {
                first_row: self.row,
                first_col: col as u16, // below the columns of a sheet
                last_row: self.row.saturating_add(rows - 1),
                last_col: (end - 1).min(MAX_COLUMNS - 1) as u16,
            });
        }
        if tag.hidden() && col < MAX_COLUMNS && self.hidden_columns.last() != Some(&(col as u16)) {
            self.hidden_columns.push(col as u16);
        }
        self.col = end;
        let number = tag.attribute("x:num").and_then(|number| number.trim().parse().ok());
        let number = number.filter(|number: &f64| number.is_finite());
        self.cell = Some(Open { col, text: String::new(), number });
    }

    /// A line of text in a row of its own.
    pub(crate) fn line(&mut self, text: String) {
        self.rows.push((self.row, vec![(0, Cell::Text(Cow::Owned(text)))]));
        self.row = self.row.saturating_add(1);
    }

    pub(crate) fn info(&mut self, most_rows: u32) -> SheetInfo {
        let last = self.row.saturating_sub(1).min(most_rows);
        for merge in &mut self.merged {
            merge.last_row = merge.last_row.min(last.max(merge.first_row));
        }
        self.merged.retain(|m| (m.first_row, m.first_col) != (m.last_row, m.last_col));
        let mut info = SheetInfo {
            name: std::mem::take(&mut self.name),
            visibility: if self.hidden { Visibility::Hidden } else { Visibility::Visible },
            merged: std::mem::take(&mut self.merged),
            hidden_columns: std::mem::take(&mut self.hidden_columns),
            hidden_rows: std::mem::take(&mut self.hidden_rows),
            ..SheetInfo::default()
        };
        info.sort();
        info
    }
}

/// Whether a cell's text is that of a number, perhaps rounded for showing; dates and codes are not.
fn is_shown_number(text: &str) -> bool {
    let signs = text.char_indices().filter(|(_, c)| *c == '-').all(|(at, _)| at == 0);
    let plain = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '.' | ',' | ' ' | '¥' | '￥' | '$' | '%' | '-' | '(' | ')')
    };
    let short = text.contains("E+") || text.contains("E-");
    short || text.chars().all(|c| c == '#') || (signs && text.chars().all(plain))
}
