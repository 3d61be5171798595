//! From single cells to rows: what all readers share on the way to the [`Sink`].
//!
//! Keeps the promises of [`Row`] (ascending, no blanks, each cell once) and the [`Limits`], and remembers
//! what it had to leave out, so that the file's problems tell it.

use std::borrow::Cow;

use crate::error::Problem;
use crate::text;
use crate::text::Text;

use super::cell::{Cell, Row, Sink, a1, is_blank};
use super::file::SheetInfo;
use super::limits::Limits;

/// What stays the same for all sheets of a file while it is read.
pub(crate) struct Reading<'r> {
    pub(crate) file: u32,
    /// The path to name in problems.
    pub(crate) shown: &'r str,
    pub(crate) limits: &'r Limits,
    pub(crate) sink: &'r mut dyn Sink,
    /// Cells that may still be read of this file.
    pub(crate) budget: u64,
    pub(crate) problems: Vec<Problem>,
}

impl<'r> Reading<'r> {
    pub(crate) fn new(
        file: u32,
        shown: &'r str,
        limits: &'r Limits,
        sink: &'r mut dyn Sink,
    ) -> Self {
        Self { file, shown, limits, sink, budget: limits.cells, problems: Vec::new() }
    }

    /// A warning about a sheet.
    pub(crate) fn warn(&mut self, sheet: &str, cell: Option<String>, says: Text) {
        let mut problem = Problem::warning(says).in_file(self.shown);
        if !sheet.is_empty() {
            problem = problem.on_sheet(sheet);
        }
        self.problems.push(match cell {
            Some(cell) => problem.at_cell(cell),
            None => problem,
        });
    }
}

/// How often something was left out, and where first.
#[derive(Default)]
struct Count {
    times: u64,
    first: Option<String>,
}

impl Count {
    fn at(&mut self, row: u32, col: u32) {
        self.times += 1;
        if self.first.is_none() {
            self.first = Some(a1(row, u16::try_from(col).unwrap_or(u16::MAX)));
        }
    }
}

/// The rows of one sheet, under way.
pub(crate) struct Rows<'s, 'c> {
    sheet: u16,
    info: &'s SheetInfo,
    row: u32,
    cells: Vec<(u16, Cell<'c>)>,
    ascending: bool,
    hidden_from: usize,
    more: bool,
    out_of_order: Count,
    repeated: Count,
    cut: Count,
    outside: Count,
}

impl<'s, 'c> Rows<'s, 'c> {
    /// Begins a sheet: tells the sink.
    pub(crate) fn begin(reading: &mut Reading<'_>, sheet: u16, info: &'s SheetInfo) -> Self {
        reading.sink.sheet(sheet, info);
        Self {
            sheet,
            info,
            row: 0,
            cells: Vec::new(),
            ascending: true,
            hidden_from: 0,
            more: true,
            out_of_order: Count::default(),
            repeated: Count::default(),
            cut: Count::default(),
            outside: Count::default(),
        }
    }

    /// The last address taken, to say where a sheet broke off.
    pub(crate) fn last(&self) -> Option<String> {
        self.cells.last().map(|(col, _)| a1(self.row, *col))
    }

    /// Takes the next cell; `None` for one without content. Gives whether more are wanted.
    #[inline]
    pub(crate) fn push(
        &mut self,
        reading: &mut Reading<'_>,
        row: u32,
        col: u32,
        cell: Option<Cell<'c>>,
    ) -> bool {
        if row != self.row {
            if row < self.row {
                if cell.is_some() {
                    self.out_of_order.at(row, col);
                }
                return self.more;
            }
            self.flush(reading);
            self.row = row;
        }
        let Some(cell) = cell
            .and_then(|cell| self.kept(reading.limits, cell, row, col))
            .or_else(|| self.formula(row, col))
        else {
            return self.more;
        };
        if row >= reading.limits.rows || col >= u32::from(reading.limits.columns) {
            self.outside.at(row, col);
            return self.more;
        }
        if reading.budget == 0 {
            if self.more {
                self.over_budget(reading);
            }
            return false;
        }
        reading.budget -= 1;
        let col = col as u16; // below the limit of columns, which is a u16
        if self.cells.last().is_some_and(|(before, _)| *before >= col) {
            self.ascending = false;
        }
        self.cells.push((col, cell));
        self.more
    }

    /// Takes a whole record of text. Gives whether more are wanted.
    pub(crate) fn push_record<'f>(
        &mut self,
        reading: &mut Reading<'_>,
        row: u32,
        fields: impl Iterator<Item = &'f str>,
    ) -> bool {
        let mut cells = Vec::with_capacity(fields.size_hint().0);
        for (col, field) in (0_u32..).zip(fields) {
            let Some(cell) = self.kept(reading.limits, Cell::Text(Cow::Borrowed(field)), row, col)
            else {
                continue;
            };
            if row >= reading.limits.rows || col >= u32::from(reading.limits.columns) {
                self.outside.at(row, col);
            } else {
                cells.push((col as u16, cell)); // below the limit of columns, which is a u16
            }
        }
        self.row = row;
        match reading.budget.checked_sub(cells.len() as u64) {
            Some(rest) => reading.budget = rest,
            None if self.more => self.over_budget(reading),
            None => {}
        }
        self.hand_over(reading, &cells);
        self.more
    }

    #[inline]
    fn kept<'x>(
        &mut self,
        limits: &Limits,
        cell: Cell<'x>,
        row: u32,
        col: u32,
    ) -> Option<Cell<'x>> {
        let Cell::Text(text) = &cell else { return Some(cell) };
        if is_blank(text) {
            return None;
        }
        if text.len() <= limits.text_bytes {
            return Some(cell);
        }
        self.cut.at(row, col);
        let mut end = limits.text_bytes;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Some(Cell::Text(Cow::Owned(text[..end].to_owned())))
    }

    fn formula(&self, row: u32, col: u32) -> Option<Cell<'c>> {
        if self.info.uncomputed.is_empty() {
            return None;
        }
        let at = (row, u16::try_from(col).ok()?);
        self.info.uncomputed.binary_search(&at).ok().map(|_| Cell::Formula)
    }

    /// Hands the row to the sink.
    fn flush(&mut self, reading: &mut Reading<'_>) {
        if self.cells.is_empty() {
            return;
        }
        if !self.ascending {
            self.cells.sort_by_key(|(col, _)| *col); // stable: the first of a repeated address stays
            let before = self.cells.len();
            let mut last = None;
            self.cells.retain(|(col, _)| last.replace(*col) != Some(*col));
            for _ in self.cells.len()..before {
                self.repeated.at(self.row, u32::from(self.cells[0].0));
            }
            self.ascending = true;
        }
        let mut cells = std::mem::take(&mut self.cells);
        self.hand_over(reading, &cells);
        cells.clear();
        self.cells = cells;
    }

    fn hand_over(&mut self, reading: &mut Reading<'_>, cells: &[(u16, Cell<'_>)]) {
        let hidden_rows = &self.info.hidden_rows;
        while hidden_rows.get(self.hidden_from).is_some_and(|row| *row < self.row) {
            self.hidden_from += 1;
        }
        if self.more && !cells.is_empty() {
            let hidden = hidden_rows.get(self.hidden_from) == Some(&self.row);
            let row = Row { file: reading.file, sheet: self.sheet, index: self.row, hidden, cells };
            reading.sink.row(self.sheet, &row);
            self.more = reading.sink.wants_more(self.sheet);
        }
    }

    fn over_budget(&mut self, reading: &mut Reading<'_>) {
        self.flush(reading);
        self.more = false;
        let cells = reading.limits.cells;
        let (sheet, at) = (&self.info.name, a1(self.row, 0));
        let problem = Problem::error(text!(
            "文件超过 {cells} 个单元格，此后的内容没有读取",
            "the file has more than {cells} cells; what follows was not read"
        ));
        reading.problems.push(problem.in_file(reading.shown).on_sheet(sheet).at_cell(at));
    }

    /// Ends the sheet: hands over the last row, tells the sink, and says what was left out.
    pub(crate) fn end(mut self, reading: &mut Reading<'_>) {
        self.flush(reading);
        reading.sink.end(self.sheet);
        let name = &self.info.name;
        let n = self.out_of_order.times;
        if n > 0 {
            let says = text!(
                "{n} 个单元格排在后面的行之后，位置错乱，没有读取",
                "{n} cells stand behind rows that come after them; they were not read"
            );
            reading.warn(name, self.out_of_order.first.take(), says);
        }
        let n = self.repeated.times;
        if n > 0 {
            let says = text!(
                "{n} 个单元格地址重复，取第一个值",
                "{n} cells repeat an address; the first value was taken"
            );
            reading.warn(name, self.repeated.first.take(), says);
        }
        let n = self.cut.times;
        if n > 0 {
            let kib = reading.limits.text_bytes >> 10;
            let says = text!(
                "{n} 个单元格的文字超过 {kib} KiB，已截断",
                "{n} cells hold more than {kib} KiB of text; it was cut"
            );
            reading.warn(name, self.cut.first.take(), says);
        }
        let n = self.outside.times;
        if n > 0 {
            let (rows, columns) = (reading.limits.rows, reading.limits.columns);
            let says = text!(
                "{n} 个单元格超出 {rows} 行或者 {columns} 列，没有读取",
                "{n} cells lie beyond {rows} rows or {columns} columns; they were not read"
            );
            reading.warn(name, self.outside.first.take(), says);
        }
    }
}
