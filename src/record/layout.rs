//! Where on a sheet its tables, forms, titles and remarks stand: one pass over the rows, with a few rows of look-ahead.
//!
//! The rows of a table go straight to [`super::read`]; only rows between tables are kept for a moment. Whatever is not
//! used is set aside with a reason, so that rows read = rows used + rows set aside.

use super::beside::{self, Beside};
use super::cell::{self};
use super::columns::Header;
use super::currency;
use super::fill;
use super::header;
use super::header::Units;
use super::mapping::Decisions;
use super::read::{self, Context};
use super::rows::{ends_table, not_data};
use super::settled;
use super::sums::{self, Sums};
use super::table::TableKind;
use super::transposed;
use super::value::{Unit, package_label};
use super::wrapped::LastRow;
use super::{Facts, Record, SetAside, SheetReport, TableReport};
use crate::error::Problem;
use crate::source::{Cell, CellRef, Merge, Row};

/// Rows looked at before it is decided what stands between two tables: a header of three rows and rows below it.
const LOOK_AHEAD: usize = 8;
/// Titles kept for headings that stand far above their header.
const LOOK_BACK: usize = 12;

/// A row that is kept.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) file: u32,
    pub(super) sheet: u16,
    pub(super) index: u32,
    pub(super) cells: Vec<(u16, Cell<'static>)>,
}

impl Line {
    fn of(row: &Row<'_>) -> Self {
        Self {
            file: row.file,
            sheet: row.sheet,
            index: row.index,
            cells: row.cells.iter().map(|(col, cell)| (*col, owned(cell))).collect(),
        }
    }

    /// The cell in a column.
    pub(super) fn get(&self, col: u16) -> Option<&Cell<'static>> {
        self.cells.iter().find(|(at, _)| *at == col).map(|(_, cell)| cell)
    }

    /// Whether its first cell is a label.
    pub(super) fn starts_with_label(&self) -> bool {
        matches!(self.cells.first(), Some((_, Cell::Text(text))) if header::exact(text).is_some() || of_package(text).is_some())
    }

    pub(super) fn row(&self) -> Row<'_> {
        Row {
            file: self.file,
            sheet: self.sheet,
            index: self.index,
            hidden: false,
            cells: &self.cells,
        }
    }
}

/// 包1预算金额, 第二标段最高限价: a label of one package.
pub(super) fn of_package(text: &str) -> Option<(String, header::Label)> {
    let package = package_label(text).filter(|label| text.starts_with(&label.raw))?;
    let label = header::exact(&text[package.raw.len()..])?;
    Some((package.key, label))
}

pub(super) fn owned(cell: &Cell<'_>) -> Cell<'static> {
    match cell {
        Cell::Text(text) => Cell::Text(text.clone().into_owned().into()),
        Cell::Number(number) => Cell::Number(*number),
        Cell::Bool(yes) => Cell::Bool(*yes),
        Cell::Moment(moment) => Cell::Moment(*moment),
        Cell::Duration(elapsed) => Cell::Duration(*elapsed),
        Cell::Error(error) => Cell::Error(error),
        Cell::Formula => Cell::Formula,
    }
}

/// The recogniser of one sheet.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) file: u32,
    pub(super) sheet: u16,
    pub(super) about: String,
    pub(super) merged: Vec<Merge>,
    pub(super) context: Context,
    pub(super) state: State,
    pub(super) waiting: Vec<Line>,
    pub(super) above: Vec<Line>,
    pub(super) title: String,
    pub(super) report: SheetReport,
    pub(super) records: Vec<Record>,
    pub(super) problems: Vec<Problem>,
    /// What stands to the right of the table, where there are two.
    pub(super) beside: Option<Box<Beside>>,
    /// The last row that was taken.
    pub(super) last: u32,
    /// What the lines of the table add up to.
    pub(super) sums: Sums,
    /// The row of the table that was last read.
    pub(super) last_row: LastRow,
    /// What a person decided about layouts.
    pub(super) decisions: Decisions,
    /// The units before those that the title of a table names, and the kind of that table once it has begun.
    pub(super) scoped: Option<(Units, Option<TableKind>)>,
}

#[derive(Debug)]
pub(super) enum State {
    Searching,
    Table(Header),
    /// A table on its side: its lines so far, and the column of its headers.
    Transposed(Vec<Line>, u16),
}

/// What one sheet gave.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) report: SheetReport,
    pub(super) records: Vec<Record>,
    pub(super) problems: Vec<Problem>,
}

impl Sheet {
    /// `about` is what the file's and the sheet's names say of its tables.
    pub(super) fn new(
        file: u32,
        sheet: u16,
        merged: Vec<Merge>,
        about: String,
        context: Context,
    ) -> Self {
        let report = SheetReport {
            file,
            sheet,
            kinds: Vec::new(),
            tables: Vec::new(),
            rows_read: 0,
            rows_used: 0,
            set_aside: Vec::new(),
        };
        Self {
            file,
            sheet,
            title: about.clone(),
            about,
            merged,
            context,
            state: State::Searching,
            waiting: Vec::new(),
            above: Vec::new(),
            report,
            records: Vec::new(),
            problems: Vec::new(),
            beside: None,
            last: 0,
            sums: Sums::default(),
            last_row: LastRow::default(),
            decisions: Decisions::default(),
            scoped: None,
        }
    }

    /// Another recogniser for a part of this sheet.
    pub(super) fn blank(&self, context: Context) -> Self {
        let (merged, about) = (self.merged.clone(), self.about.clone());
        Self {
            last: self.last,
            decisions: self.decisions.clone(),
            scoped: self.scoped,
            ..Self::new(self.file, self.sheet, merged, about, context)
        }
    }

    /// Takes the next row.
    pub(super) fn row(&mut self, row: &Row<'_>) {
        self.report.rows_read += 1;
        self.feed(row);
        self.settle(false);
    }

    /// Takes a row, or the part of it that belongs to this table where another stands beside it.
    pub(super) fn feed(&mut self, row: &Row<'_>) {
        match &self.beside {
            None => self.take(row),
            Some(_) => {
                if let Some(row) = self.part(row) {
                    self.take(&row);
                }
            }
        }
        self.last = row.index;
    }

    /// The sheet is over.
    pub(super) fn end(mut self) -> Found {
        self.settle(true);
        self.end_transposed();
        self.join();
        fill::say(&mut self.context, &mut self.problems);
        currency::say(&mut self.context, &mut self.problems);
        self.report.set_aside.sort_unstable();
        Found { report: self.report, records: self.records, problems: self.problems }
    }

    fn take(&mut self, row: &Row<'_>) {
        match &mut self.state {
            State::Table(header) => {
                let first = header.first;
                if self.waiting.is_empty()
                    && self.beside.is_none()
                    && row.cells.first().is_some_and(|(col, _)| col + 1 < first)
                    && beside::begins_before(first, row)
                {
                    self.split_before(first);
                    if let Some(row) = self.part(row) {
                        self.take(&row);
                    }
                    return;
                }
                if self.waiting.is_empty()
                    && !ends_table(header, row)
                    && !self.decisions.begins(row, header)
                {
                    let beyond = row.cells.last().is_some_and(|(col, _)| header.last + 1 < *col);
                    if beyond
                        && self.beside.is_none()
                        && let Some(cut) = beside::begins_beyond(header.last, row)
                    {
                        self.split(cut);
                        // Under a blank row it may be over both halves: then the table has ended.
                        if let Some(row) = self.part(row) {
                            self.take(&row);
                        }
                        return;
                    }
                    self.table_row(row);
                    return;
                }
                self.state = State::Searching;
            }
            State::Transposed(lines, col) => {
                let goes_on = lines
                    .last()
                    .is_some_and(|last| transposed::continues(last, *col, row.index, row.cells));
                if self.waiting.is_empty() && goes_on {
                    lines.push(Line::of(row));
                    return;
                }
                self.end_transposed();
            }
            State::Searching => {}
        }
        self.waiting.push(Line::of(row));
    }

    /// Reads the table on its side that has come to its end.
    pub(super) fn end_transposed(&mut self) {
        if let State::Transposed(lines, col) = std::mem::replace(&mut self.state, State::Searching)
        {
            self.transposed(&lines, col);
        }
    }

    /// Decides what the waiting rows are, once enough of them are there.
    pub(super) fn settle(&mut self, ended: bool) {
        while matches!(self.state, State::Searching)
            && !self.waiting.is_empty()
            && (ended || LOOK_AHEAD <= self.waiting.len())
        {
            if let Some(col) = transposed::label_column(&self.waiting) {
                self.state = State::Transposed(vec![self.waiting.remove(0)], col);
                for line in std::mem::take(&mut self.waiting) {
                    self.feed(&line.row());
                }
                if ended && self.waiting.is_empty() {
                    self.end_transposed();
                }
                continue;
            }
            if self.beside.is_none()
                && let Some(cut) = beside::cut(&self.waiting, &self.above)
            {
                self.split(cut);
                continue;
            }
            let at = (self.file, self.sheet);
            let (lines, above) = (&self.waiting, &self.above);
            if let Some(mut header) =
                self.decisions.read(lines, above, &self.merged, &self.title, at)
            {
                let rest = self.waiting.split_off(header.rows);
                settled::find_bidder_column(&mut header, &rest);
                settled::find_flag_of_winner(&mut header, &self.title, &rest);
                let (lines, units) = (std::mem::take(&mut self.waiting), self.context.units);
                let table = self.decisions.settle(&mut header, &lines, &self.title, units);
                for line in lines {
                    self.set_aside(line.index, SetAside::Header);
                }
                self.begin(header, table);
                // Each row may end the table again: then it and the rest wait for the next decision.
                for line in rest {
                    self.feed(&line.row());
                }
            } else {
                let line = self.waiting.remove(0);
                self.between(line);
            }
        }
    }

    fn begin(&mut self, mut header: Header, table: TableReport) {
        header.currencies = currency::of_amounts(&header);
        self.enter(header.kind);
        self.report.kinds.push(header.kind);
        self.report.tables.push(table);
        fill::say(&mut self.context, &mut self.problems);
        currency::say(&mut self.context, &mut self.problems);
        self.sums = Sums::default();
        self.last_row = LastRow::default();
        self.context.begin_table();
        self.title.clone_from(&self.about);
        self.state = State::Table(header);
    }

    fn set_aside(&mut self, row: u32, reason: SetAside) {
        self.report.set_aside.push((row + 1, reason));
    }

    /// A row of a table.
    fn table_row(&mut self, row: &Row<'_>) {
        if self.join_wrapped(row) {
            return;
        }
        let State::Table(header) = &self.state else { return };
        if let Some(reason) = not_data(header, row) {
            if reason == SetAside::Remark || reason == SetAside::Category {
                self.note(row);
            }
            if reason == SetAside::Total {
                self.written_sum(row);
            }
            self.set_aside(row.index, reason);
            return;
        }
        let State::Table(header) = &self.state else { return };
        let at = (self.file, self.sheet);
        let before = self.records.len();
        let adds_up = sums::adds_up(header);
        read::row(header, row, &mut self.context, at, &mut self.records, &mut self.problems);
        if before < self.records.len() {
            self.report.rows_used += 1;
            self.last_row.set(row, before);
            if adds_up {
                self.sums.add(&self.records[before..], row.index);
            }
        } else {
            self.set_aside(row.index, SetAside::NoKnownColumn);
        }
    }

    /// Compares the sums in a row of totals with the lines above it.
    fn written_sum(&mut self, row: &Row<'_>) {
        let State::Table(header) = &self.state else { return };
        if !sums::adds_up(header) {
            return;
        }
        let part = row.cells.iter().any(|(_, cell)| {
            matches!(cell, Cell::Text(text) if text.contains("小计") || text.to_lowercase().contains("subtotal"))
        });
        for column in sums::columns(header) {
            let Some(cell) = row.get(column.col) else { continue };
            let at =
                CellRef { file: self.file, sheet: self.sheet, row: row.index, col: column.col };
            let units = column.units.or(self.context.units);
            let in_yuan = units.money.is_none_or(|unit| unit == Unit::Yuan);
            let read =
                cell::fact(column.field, cell, at, units, &mut self.context, &mut Vec::new());
            if let Some(written) = read {
                self.sums.check(&written, in_yuan, part, &mut self.context, &mut self.problems);
            }
        }
    }

    /// A row between tables: part of a form, a title, or nothing that is known.
    fn between(&mut self, line: Line) {
        for (_, cell) in &line.cells {
            if let Cell::Text(text) = cell {
                self.note_units(text);
            }
        }
        let (facts, of_packages) = self.form_facts(&line);
        let packaged = !of_packages.is_empty();
        for (package, fact) in of_packages {
            self.records.push(Record {
                kind: TableKind::Project,
                package: Some(package),
                at: fact.at,
                facts: Facts(vec![fact]),
                units: Units::default(),
            });
        }
        if facts.0.is_empty() && packaged {
            self.report.rows_used += 1;
        } else if facts.0.is_empty() {
            let texts = line.cells.iter().filter(|(_, cell)| matches!(cell, Cell::Text(_))).count();
            let is_title = texts == line.cells.len() && texts <= 2;
            if is_title {
                self.note(&line.row());
            }
            let reason = if is_title { SetAside::Title } else { SetAside::NoTable };
            self.set_aside(line.index, reason);
        } else {
            self.form_row(&line, facts);
        }
        self.above.push(line);
        if LOOK_BACK < self.above.len() {
            self.above.remove(0);
        }
    }
}
