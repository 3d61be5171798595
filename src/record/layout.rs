//! Where on a sheet its tables, forms, titles and remarks stand: one pass over the rows, with a few rows of look-ahead.
//!
//! The rows of a table go straight to [`super::read`]; only rows between tables are kept for a moment. Whatever is not
//! used is set aside with a reason, so that rows read = rows used + rows set aside.

use smol_str::SmolStr;

use super::cell::{fact, text_fact};
use super::columns::{self, Header};
use super::header;
use super::header::Units;
use super::read::{self, Context};
use super::rows::{ends_table, not_data};
use super::table::TableKind;
use super::value::{Unit, package_label};
use super::{Fact, Facts, Field, Record, SetAside, SheetReport, TableReport};
use crate::error::Problem;
use crate::identity::name;
use crate::source::{Cell, CellRef, Merge, Row, SheetInfo};

/// Rows looked at before it is decided what stands between two tables: a header of three rows and rows below it.
const LOOK_AHEAD: usize = 8;
/// Facts of one form. A longer one is no form, and every line of it would be weighed against all before it.
const LONGEST_FORM: usize = 500;
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

    fn row(&self) -> Row<'_> {
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
fn of_package(text: &str) -> Option<(String, header::Label)> {
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
    file: u32,
    sheet: u16,
    about: String,
    merged: Vec<Merge>,
    context: Context,
    state: State,
    waiting: Vec<Line>,
    above: Vec<Line>,
    title: String,
    report: SheetReport,
    records: Vec<Record>,
    problems: Vec<Problem>,
}

#[derive(Debug)]
enum State {
    Searching,
    Table(Header),
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
        info: &SheetInfo,
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
            merged: info.merged.clone(),
            context,
            state: State::Searching,
            waiting: Vec::new(),
            above: Vec::new(),
            report,
            records: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Takes the next row.
    pub(super) fn row(&mut self, row: &Row<'_>) {
        self.report.rows_read += 1;
        self.take(row);
        self.settle(false);
    }

    /// The sheet is over.
    pub(super) fn end(mut self) -> Found {
        self.settle(true);
        self.report.set_aside.sort_unstable();
        Found { report: self.report, records: self.records, problems: self.problems }
    }

    fn take(&mut self, row: &Row<'_>) {
        if let State::Table(header) = &self.state {
            if self.waiting.is_empty() && !ends_table(header, row) {
                self.table_row(row);
                return;
            }
            self.state = State::Searching;
        }
        self.waiting.push(Line::of(row));
    }

    /// Decides what the waiting rows are, once enough of them are there.
    fn settle(&mut self, ended: bool) {
        while matches!(self.state, State::Searching)
            && !self.waiting.is_empty()
            && (ended || LOOK_AHEAD <= self.waiting.len())
        {
            if let Some(mut header) = columns::read(
                &self.waiting,
                &self.above,
                &self.merged,
                &self.title,
                (self.file, self.sheet),
            ) {
                let rest = self.waiting.split_off(header.rows);
                columns::find_bidder_column(&mut header, &rest);
                for line in std::mem::take(&mut self.waiting) {
                    self.set_aside(line.index, SetAside::Header);
                }
                self.begin(header);
                // Each row may end the table again: then it and the rest wait for the next decision.
                for line in rest {
                    self.take(&line.row());
                }
            } else {
                let line = self.waiting.remove(0);
                self.between(line);
            }
        }
    }

    fn begin(&mut self, header: Header) {
        self.report.kinds.push(header.kind);
        self.report.tables.push(TableReport {
            kind: header.kind,
            header_row: header.labels.first().map_or(0, |(at, ..)| at.row + 1),
            columns: header.labels.clone(),
        });
        self.context.begin_table();
        self.title.clone_from(&self.about);
        self.state = State::Table(header);
    }

    fn set_aside(&mut self, row: u32, reason: SetAside) {
        self.report.set_aside.push((row + 1, reason));
    }

    /// A row of a table.
    fn table_row(&mut self, row: &Row<'_>) {
        let State::Table(header) = &self.state else { return };
        if let Some(reason) = not_data(header, row) {
            if reason == SetAside::Remark || reason == SetAside::Category {
                self.note(row);
            }
            self.set_aside(row.index, reason);
            return;
        }
        let State::Table(header) = &self.state else { return };
        let at = (self.file, self.sheet);
        let before = self.records.len();
        read::row(header, row, &mut self.context, at, &mut self.records, &mut self.problems);
        if before < self.records.len() {
            self.report.rows_used += 1;
        } else {
            self.set_aside(row.index, SetAside::NoKnownColumn);
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
                unit: Unit::default(),
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

    /// What a title, a remark or a row of one cell says of unit, package, bidder and expert.
    fn note(&mut self, row: &Row<'_>) {
        for (col, cell) in row.cells {
            let Cell::Text(text) = cell else { continue };
            self.title.push(' ');
            self.title.extend(text.chars().take(60));
            self.note_units(text);
            if let Some(label) = package_label(text) {
                self.context.package = Some(label.key.into());
            }
            let at = CellRef { file: self.file, sheet: self.sheet, row: row.index, col: *col };
            let said = read::inline(text, at);
            for fact in &said {
                self.context.remember(fact);
            }
            if said.is_empty()
                && name::looks_like_company(text)
                && text.chars().count() <= 40
                && matches!(self.state, State::Table(_))
            {
                self.context.remember(&text_fact(Field::BidderName, text, at));
            }
        }
    }

    /// A title such as 报价表（单位：万元） speaks of all that follows; an amount in a sentence does not.
    fn note_units(&mut self, text: &str) {
        if !text.contains('元') {
            return;
        }
        let said = ["单位：", "单位:", "单位 ", "（万元）", "(万元)", "（元）", "(元)"];
        if let Some(at) = said.iter().find_map(|word| text.find(word)) {
            self.context.units =
                Units { money: Units::named_in(&text[at..]).money, ..Units::default() }
                    .or(self.context.units);
        }
    }

    /// The facts of a line of a form: labels followed by values, or `label：value` in one cell.
    ///
    /// Labels such as 包1预算金额 give facts of that package, apart from the others.
    fn form_facts(&mut self, line: &Line) -> (Facts, Vec<(SmolStr, Fact)>) {
        let mut facts = Vec::new();
        let mut of_packages = Vec::new();
        let mut at = 0;
        while at < line.cells.len() {
            let (col, cell) = &line.cells[at];
            let here = CellRef { file: self.file, sheet: self.sheet, row: line.index, col: *col };
            at += 1;
            let Cell::Text(text) = cell else { continue };
            if let (Some((package, label)), Some((value_col, value))) =
                (of_package(text), line.cells.get(at))
            {
                let fact = self.labelled(&label, value, CellRef { col: *value_col, ..here });
                of_packages.extend(fact.map(|fact| (package.into(), fact)));
                at += 1;
                continue;
            }
            let label = header::exact(text).or_else(|| {
                // Further from a known spelling only where it is plainly a label.
                text.trim_end().ends_with(['：', ':']).then(|| header::read(text)).flatten()
            });
            if let Some(label) = label {
                let Some((value_col, value)) = line.cells.get(at) else { continue };
                if matches!(value, Cell::Text(next) if header::exact(next).is_some() && !matches!(label.field, Field::ProjectName))
                {
                    continue;
                }
                facts.extend(self.labelled(&label, value, CellRef { col: *value_col, ..here }));
                at += 1;
            } else {
                facts.extend(read::inline(text, here));
            }
        }
        (Facts(facts), of_packages)
    }

    /// The fact that a label and the cell beside it make.
    fn labelled(&mut self, label: &header::Label, value: &Cell<'_>, at: CellRef) -> Option<Fact> {
        let units = label.units.or(self.context.units);
        fact(label.field, value, at, units, &mut self.context, &mut self.problems)
    }

    /// Adds a line of a form to the form it continues, or begins one.
    fn form_row(&mut self, line: &Line, facts: Facts) {
        self.report.rows_used += 1;
        for fact in &facts.0 {
            self.context.remember(fact);
        }
        let about_bidder = facts.has(Field::BidderName);
        let continues = self.records.last().is_some_and(|last| {
            matches!(last.kind, TableKind::Project | TableKind::Particulars | TableKind::Contract)
                && self.report.kinds.last() == Some(&last.kind)
                && last.package == self.context.package
                && last.at.sheet == self.sheet
                && last.at.file == self.file
                && !(about_bidder
                    && last.facts.has(Field::BidderName)
                    && last.kind == TableKind::Particulars)
                && self.context.form_open
                && last.facts.0.len() < LONGEST_FORM
        });
        if continues {
            if let Some(last) = self.records.last_mut() {
                let kind = last.kind;
                last.facts.extend(&Facts(
                    facts
                        .0
                        .into_iter()
                        .map(|fact| Fact { field: kind.meaning(fact.field), ..fact })
                        .collect(),
                ));
                if last.facts.has(Field::BidderName)
                    && last.kind == TableKind::Project
                    && !is_about_project(&last.facts)
                {
                    last.kind = TableKind::Particulars;
                    if let Some(kind) = self.report.kinds.last_mut() {
                        *kind = TableKind::Particulars;
                    }
                }
            }
            return;
        }
        let about_contract = facts.0.iter().any(|fact| {
            matches!(fact.field, Field::ContractNo | Field::ContractName | Field::ContractAmount)
        });
        let kind = if about_contract && !is_about_project(&facts) {
            TableKind::Contract
        } else if about_bidder && !is_about_project(&facts) {
            TableKind::Particulars
        } else {
            TableKind::Project
        };
        let facts = Facts(
            facts
                .0
                .into_iter()
                .map(|fact| Fact { field: kind.meaning(fact.field), ..fact })
                .collect(),
        );
        let at = facts.0.first().map_or(
            CellRef { file: self.file, sheet: self.sheet, row: line.index, col: 0 },
            |fact| fact.at,
        );
        self.context.form_open = true;
        self.report.kinds.push(kind);
        let unit = self.context.units.money.unwrap_or_default();
        self.records.push(Record { kind, package: self.context.package.clone(), at, facts, unit });
    }
}

/// Whether a form speaks of the project.
fn is_about_project(facts: &Facts) -> bool {
    use Field::*;
    facts.0.iter().any(|fact| {
        matches!(
            fact.field,
            ProjectId
                | BuyerName
                | AgencyName
                | ProcurementMethod
                | Budget
                | PriceCeiling
                | OpeningTime
                | Deadline
                | NoticeDate
        )
    })
}
