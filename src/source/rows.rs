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

    /// A warning about a sheet of which a limit left something out; the option raises it.
    pub(crate) fn limited(&mut self, sheet: &str, cell: Option<String>, says: Text, option: &str) {
        self.warn(sheet, cell, says);
        if let Some(problem) = self.problems.pop() {
            self.problems.push(problem.raised_by(option));
        }
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

/// Whether a cell may be blank or too long: no text of a usual length that begins with a usual character is.
#[inline]
fn is_doubtful(cell: &Cell<'_>, limits: &Limits) -> bool {
    let Cell::Text(text) = cell else { return false };
    let usual = |first: &u8| matches!(first, b'!'..=b'~' | 0xE4..=0xE9);
    !text.as_bytes().first().is_some_and(usual) || limits.text_bytes < text.len()
}

/// The rows of one sheet, under way.
pub(crate) struct Rows<'s> {
    sheet: u16,
    info: &'s SheetInfo,
    /// Row and column of the last cell handed over.
    last: Option<(u32, u16)>,
    hidden_from: usize,
    more: bool,
    out_of_order: Count,
    repeated: Count,
    cut: Count,
    outside: Count,
}

impl<'s> Rows<'s> {
    /// Begins a sheet: tells the sink.
    pub(crate) fn begin(reading: &mut Reading<'_>, sheet: u16, info: &'s SheetInfo) -> Self {
        reading.sink.sheet(sheet, info);
        Self {
            sheet,
            info,
            last: None,
            hidden_from: 0,
            more: true,
            out_of_order: Count::default(),
            repeated: Count::default(),
            cut: Count::default(),
            outside: Count::default(),
        }
    }

    /// The last address handed over, to say where a sheet broke off.
    pub(crate) fn last(&self) -> Option<String> {
        self.last.map(|(row, col)| a1(row, col))
    }

    /// Takes the next row, `None` for cells without content, and hands it to the sink. Gives whether more are
    /// wanted.
    pub(crate) fn push<'c>(
        &mut self,
        reading: &mut Reading<'_>,
        row: u32,
        cells: impl Iterator<Item = (u32, Option<Cell<'c>>)>,
    ) -> bool {
        if !self.more {
            return false;
        }
        let in_order = self.last.is_none_or(|(before, _)| before < row);
        let columns = u32::from(reading.limits.columns);
        let mut row_cells: Vec<(u16, Cell<'c>)> = Vec::with_capacity(cells.size_hint().0);
        let mut ascending = true;
        for (col, cell) in cells {
            let Some(cell) = cell.or_else(|| self.formula(row, col)) else { continue };
            if !in_order || row >= reading.limits.rows || col >= columns {
                let Some(_) = self.kept(reading.limits, cell, row, col) else { continue };
                let left_out = if in_order { &mut self.outside } else { &mut self.out_of_order };
                left_out.at(row, col);
            } else {
                let col = col as u16; // below the limit of columns, which is a u16
                ascending &= row_cells.last().is_none_or(|(before, _)| *before < col);
                row_cells.push((col, cell));
            }
        }
        // The texts lie anywhere in memory: one short look at each of them lets the machine fetch them all at once.
        if row_cells.iter().any(|(_, cell)| is_doubtful(cell, reading.limits)) {
            row_cells = row_cells
                .into_iter()
                .filter_map(|(col, cell)| {
                    let kept = self.kept(reading.limits, cell, row, u32::from(col));
                    Some((col, kept.or_else(|| self.formula(row, u32::from(col)))?))
                })
                .collect();
        }
        if !ascending {
            self.put_in_order(row, &mut row_cells);
        }
        if row_cells.len() as u64 > reading.budget {
            row_cells.truncate(reading.budget as usize);
            self.more = false;
            self.over_budget(reading, row);
        }
        let Some((last, _)) = row_cells.last() else { return self.more };
        self.last = Some((row, *last));
        reading.budget -= row_cells.len() as u64;
        self.hand_over(reading, row, &row_cells);
        self.more
    }

    fn put_in_order(&mut self, row: u32, cells: &mut Vec<(u16, Cell<'_>)>) {
        cells.sort_by_key(|(col, _)| *col); // stable: the first of a repeated address stays
        let mut last = None;
        cells.retain(|(col, _)| {
            let new = last.replace(*col) != Some(*col);
            if !new {
                self.repeated.at(row, u32::from(*col));
            }
            new
        });
    }

    /// The cell as it is handed over: nothing where its text is blank, cut where that is too long.
    fn kept<'c>(
        &mut self,
        limits: &Limits,
        cell: Cell<'c>,
        row: u32,
        col: u32,
    ) -> Option<Cell<'c>> {
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

    #[inline]
    fn formula<'c>(&self, row: u32, col: u32) -> Option<Cell<'c>> {
        if self.info.uncomputed.is_empty() {
            return None;
        }
        let at = (row, u16::try_from(col).ok()?);
        self.info.uncomputed.binary_search(&at).ok().map(|_| Cell::Formula)
    }

    fn hand_over(&mut self, reading: &mut Reading<'_>, index: u32, cells: &[(u16, Cell<'_>)]) {
        let hidden_rows = &self.info.hidden_rows;
        while hidden_rows.get(self.hidden_from).is_some_and(|row| *row < index) {
            self.hidden_from += 1;
        }
        let hidden = hidden_rows.get(self.hidden_from) == Some(&index);
        let row = Row { file: reading.file, sheet: self.sheet, index, hidden, cells };
        reading.sink.row(self.sheet, &row);
        self.more &= reading.sink.wants_more(self.sheet);
    }

    fn over_budget(&mut self, reading: &mut Reading<'_>, row: u32) {
        let cells = reading.limits.cells;
        let problem = Problem::error(text!(
            "文件超过 {cells} 个单元格，此后的内容没有读取",
            "the file has more than {cells} cells; what follows was not read"
        ));
        let problem = problem.in_file(reading.shown).raised_by("--max-cells");
        let mut problem = problem.at_cell(a1(row, 0));
        if !self.info.name.is_empty() {
            problem = problem.on_sheet(&self.info.name);
        }
        reading.problems.push(problem);
    }

    /// Ends the sheet: tells the sink, and says what was left out.
    pub(crate) fn end(mut self, reading: &mut Reading<'_>) {
        reading.sink.end(self.sheet);
        let name = &self.info.name;
        let n = self.out_of_order.times;
        if n > 0 {
            let says = text!(
                "{n} 个单元格排在后面的行之后，位置错乱，没有读取",
                "cells behind rows that come after them, not read: {n}"
            );
            reading.warn(name, self.out_of_order.first.take(), says);
        }
        let n = self.repeated.times;
        if n > 0 {
            let says = text!(
                "{n} 个单元格地址重复，取第一个值",
                "cells that repeat an address, of which the first value was taken: {n}"
            );
            reading.warn(name, self.repeated.first.take(), says);
        }
        let n = self.cut.times;
        if n > 0 {
            let kib = reading.limits.text_bytes >> 10;
            let says = text!(
                "{n} 个单元格的文字超过 {kib} KiB，已截断",
                "cells with more than {kib} KiB of text, which was cut: {n}"
            );
            reading.limited(name, self.cut.first.take(), says, "--max-text");
        }
        let n = self.outside.times;
        if n > 0 {
            let (rows, columns) = (reading.limits.rows, reading.limits.columns);
            let says = text!(
                "{n} 个单元格超出 {rows} 行或者 {columns} 列，没有读取",
                "cells beyond {rows} rows or {columns} columns, not read: {n}"
            );
            let option = "--max-rows / --max-columns";
            reading.limited(name, self.outside.first.take(), says, option);
        }
    }
}
