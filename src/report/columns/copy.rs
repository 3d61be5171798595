//! The annotated copy: the cells of the input in a new workbook, with headers coloured and noted. Values only, no formula.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{Color, Format, Note, Workbook, Worksheet, XlsxError};

use super::document::{ColumnAccount, Columns, FileColumns};
use crate::record::{Field, Kind, SheetReport};
use crate::report::html::without_numbers;
use crate::report::template::{printed, properties};
use crate::report::{View, masked};
use crate::source::{self, Cell, CellRef, Limits, Row, SheetInfo, Sink};
use crate::text;
use crate::text::Text;

/// Rows copied of one sheet; the rest are told at its end.
const ROWS: u32 = 20_000;
/// Columns that one page does not hold in a size that can be read.
const MANY: u16 = 15;
/// Characters of a cell that are copied; a workbook holds no more in one.
const CHARACTERS: usize = 32_000;

/// The copy as the bytes of a workbook: one sheet for each sheet that was read.
pub fn annotate(view: View<'_>, columns: &Columns) -> Result<Vec<u8>, Text> {
    write(view, columns).map_err(|error| {
        let error = error.to_string();
        text!("无法写出工作簿：{error}", "the workbook cannot be written: {error}")
    })
}

fn write(view: View<'_>, columns: &Columns) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties());
    legend(view, workbook.add_worksheet())?;
    let mut names: BTreeSet<String> = BTreeSet::from([legend_name(view).to_owned()]);
    let facts = super::facts(view.loaded);
    for (file, path) in columns.files.iter().zip(&view.loaded.paths) {
        let mut copy = Copy {
            view,
            file,
            facts: &facts,
            reports: view.loaded.sheets.iter().filter(|it| it.file == file.file).collect(),
            sheets: Vec::new(),
            headings: BTreeMap::new(),
            form: BTreeSet::new(),
            failed: None,
        };
        // Its problems are told already.
        let _ = source::read(path, file.file, &Limits::default(), &mut copy);
        if let Some(error) = copy.failed {
            return Err(error);
        }
        for (name, mut sheet, columns) in copy.sheets {
            sheet.set_name(unique(&name, &mut names))?;
            printed(&mut sheet, if columns < MANY { 0.0 } else { f64::INFINITY });
            workbook.push_worksheet(sheet);
        }
    }
    workbook.save_to_buffer()
}

fn legend_name(view: View<'_>) -> &'static str {
    view.say("图例", "Legend")
}

fn legend(view: View<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(legend_name(view))?.set_column_width(0, 28)?.set_column_width(1, 72)?;
    let lines = [
        (
            sure(),
            Text::of("已识别的表头", "heading understood"),
            Text::of("批注写明字段和理由", "its note says the field and the reason"),
        ),
        (
            doubtful(),
            Text::of("存疑的表头", "doubtful heading"),
            Text::of("请核对批注中的理由", "check the reasons in its note"),
        ),
        (
            unused(),
            Text::of("未使用的列", "column not used"),
            Text::of(
                "没有识别，或者按列对应文件不使用",
                "not understood, or left out by the column file",
            ),
        ),
        (
            decided(),
            Text::of("按列对应文件决定的表头", "heading decided in the column file"),
            Text::of("见批注", "see its note"),
        ),
        (
            aside(),
            Text::of("未使用的行", "row not used"),
            Text::of("第一个单元格的批注写明原因", "the note at its first cell says why"),
        ),
        (
            label(),
            Text::of("表单的值", "value of a form"),
            Text::of("批注写明字段", "its note says the field"),
        ),
        (
            Format::new(),
            Text::of("▒", "▒"),
            Text::of(
                "没有表头说明是什么内容，未显示；--unmask 显示全值",
                "no heading says what it is, so it is not shown; --unmask shows it",
            ),
        ),
    ];
    for (row, (format, what, means)) in (0..).zip(lines) {
        sheet.write_string_with_format(row, 0, view.text(&what), &format)?;
        sheet.write_string(row, 1, view.text(&means))?;
    }
    Ok(())
}

fn sure() -> Format {
    Format::new().set_background_color(Color::RGB(0x00C6_E5C9)).set_bold()
}

fn doubtful() -> Format {
    Format::new().set_background_color(Color::RGB(0x00FF_D966)).set_bold()
}

fn unused() -> Format {
    Format::new().set_background_color(Color::RGB(0x00E0_E0E0))
}

fn decided() -> Format {
    Format::new().set_background_color(Color::RGB(0x00BD_D7EE)).set_bold()
}

fn aside() -> Format {
    Format::new()
        .set_font_color(Color::RGB(0x0080_8080))
        .set_background_color(Color::RGB(0x00F2_F2F2))
}

fn label() -> Format {
    Format::new().set_background_color(Color::RGB(0x00E2_F0D9))
}

/// A name that no other sheet has: without the characters that are not allowed, at most 31.
fn unique(wanted: &str, known: &mut BTreeSet<String>) -> String {
    let clean: String = wanted
        .chars()
        .map(|c| if "[]:*?/\\'".contains(c) || c.is_control() { ' ' } else { c })
        .take(24)
        .collect();
    let clean = if clean.trim().is_empty() { "Sheet".to_owned() } else { clean.trim().to_owned() };
    let mut name = clean.clone();
    let mut n = 2;
    while !known.insert(name.to_lowercase()) {
        name = format!("{clean} ({n})");
        n += 1;
    }
    name
}

/// Copies the rows of one file as they are read.
struct Copy<'a> {
    view: View<'a>,
    file: &'a FileColumns,
    facts: &'a BTreeMap<CellRef, Field>,
    reports: Vec<&'a SheetReport>,
    /// Name, sheet and the number of columns.
    sheets: Vec<(String, Worksheet, u16)>,
    /// The headings and the values of forms on the sheet that is being copied.
    headings: BTreeMap<(u32, u16), &'a ColumnAccount>,
    form: BTreeSet<(u32, u16)>,
    failed: Option<XlsxError>,
}

impl Sink for Copy<'_> {
    fn sheet(&mut self, sheet: u16, info: &SheetInfo) {
        let file = self.file;
        let about = file.sheets.iter().filter(|it| it.sheet == sheet);
        let columns = about.clone().flat_map(|it| &it.tables).flat_map(|table| &table.columns);
        self.headings = columns.map(|column| (column.at, column)).collect();
        self.form = about.flat_map(|it| &it.form_cells).map(|cell| cell.at).collect();
        let name = self.file.path.rsplit('/').next().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let name = match info.name.is_empty() {
            true => stem.to_owned(),
            false => {
                let stem: String = stem.chars().take(12).collect();
                format!("{stem}·{}", info.name)
            }
        };
        self.sheets.push((name, Worksheet::new(), 0));
    }

    fn row(&mut self, sheet: u16, row: &Row<'_>) {
        if self.failed.is_some() {
            return;
        }
        if let Err(error) = self.copy(sheet, row) {
            self.failed = Some(error);
        }
    }

    fn end(&mut self, sheet: u16) {
        let Some((_, out, _)) = self.sheets.last_mut() else { return };
        let Some(about) = self.file.sheets.iter().find(|it| it.sheet == sheet) else { return };
        let lang = self.view.options.lang;
        let mut noted = Ok(());
        for row in about.set_aside.iter().filter(|row| row.reason != "header" && row.row <= ROWS) {
            let note = note(row.because.to(lang));
            noted = noted.and_then(|()| out.insert_note(row.row - 1, 0, &note).map(drop));
        }
        // A row that is not used has its reason at the first cell already.
        let is_free = |at: (u32, u16)| {
            at.0 < ROWS && (at.1 != 0 || !about.set_aside.iter().any(|row| row.row == at.0 + 1))
        };
        for cell in about.form_cells.iter().filter(|cell| is_free(cell.at)) {
            let note = note(cell.name.to(lang));
            noted = noted.and_then(|()| out.insert_note(cell.at.0, cell.at.1, &note).map(drop));
        }
        for column in about.tables.iter().flat_map(|table| &table.columns) {
            if column.at.0 < ROWS {
                let note = note(&explained(self.view, column));
                noted =
                    noted.and_then(|()| out.insert_note(column.at.0, column.at.1, &note).map(drop));
            }
        }
        out.set_autofit_max_width(320).autofit();
        self.failed = self.failed.take().or(noted.err());
    }
}

/// A note without an author's name before it.
fn note(text: &str) -> Note {
    Note::new(text).set_author("qingbiao").add_author_prefix(false).set_width(260)
}

/// What the note of a heading says.
fn explained(view: View<'_>, column: &ColumnAccount) -> String {
    let lang = view.options.lang;
    let mut lines = vec![
        column
            .name
            .as_ref()
            .map_or(view.say("不使用", "not used"), |name| name.to(lang))
            .to_owned(),
        column.because.to(lang).to_owned(),
    ];
    lines.extend(column.unit.as_ref().map(|unit| {
        format!("{}{} - {}", view.say("单位", "unit "), unit.name, unit.because.to(lang))
    }));
    lines.extend(column.doubts.iter().map(|doubt| format!("? {}", doubt.to(lang))));
    lines.join("\n")
}

impl Copy<'_> {
    fn copy(&mut self, sheet: u16, row: &Row<'_>) -> Result<(), XlsxError> {
        let view = self.view;
        let file = self.file;
        let report = self.reports.iter().find(|it| it.sheet == sheet).copied();
        let Some((_, out, columns)) = self.sheets.last_mut() else { return Ok(()) };
        if ROWS <= row.index {
            if row.index == ROWS {
                let says = text!(
                    "以下各行未复制（每表 {ROWS} 行）",
                    "rows below are not copied ({ROWS} of a sheet)"
                );
                out.write_string(ROWS, 0, view.text(&says))?;
            }
            return Ok(());
        }
        let reason = report.and_then(|report| {
            let at =
                report.set_aside.binary_search_by_key(&(row.index + 1), |(row, _)| *row).ok()?;
            Some(report.set_aside[at].1.slug())
        });
        *columns = row.cells.last().map_or(*columns, |(col, _)| (*columns).max(col + 1));
        for (col, cell) in row.cells {
            let at = CellRef { file: file.file, sheet, row: row.index, col: *col };
            let heading = self.headings.get(&(row.index, *col)).copied();
            let form = self.form.contains(&(row.index, *col));
            let format = match (heading, reason) {
                (Some(column), _) => of_heading(column),
                (None, Some("header")) => sure(),
                (None, Some(_)) => aside(),
                (None, None) if form => label(),
                (None, None) => Format::new(),
            };
            let hide = !view.options.unmask;
            // Titles and sums say what they are; of remarks and rows beside the tables nobody knows what they hold.
            let told = ["header", "repeated_header", "title", "category", "total"];
            let says_itself = heading.is_some()
                || reason.is_some_and(|reason| told.contains(&reason))
                || is_label(cell);
            let own = self.facts.get(&at).copied();
            let known = own.or_else(|| field_of(report, at).filter(|_| !says_itself));
            write_cell(out, at, cell, &format, &|text| match known {
                Some(field) if hide && field.kind() != Kind::Text => masked(field, text),
                Some(field) if hide => without_numbers(&masked(field, text)),
                None if hide && !says_itself => "▒".to_owned(),
                None if hide => without_numbers(text),
                _ => text.to_owned(),
            })?;
        }
        Ok(())
    }
}

/// Whether a cell is a label, which holds nobody's data.
fn is_label(cell: &Cell<'_>) -> bool {
    matches!(cell, Cell::Text(text) if crate::record::header::exact(text).is_some())
}

fn of_heading(column: &ColumnAccount) -> Format {
    match (column.field, column.doubts.is_empty()) {
        (_, _) if column.why == "decided" => decided(),
        (None, _) => unused(),
        (Some(_), false) => doubtful(),
        (Some(_), true) => sure(),
    }
}

/// The field of the column that a cell stands in.
fn field_of(report: Option<&SheetReport>, at: CellRef) -> Option<Field> {
    let report = report?;
    let table = report.tables.get(report.table_of(at.row, at.col)?)?;
    table.column_of(at.row, at.col)?.field
}

/// Writes one cell as text or number; text that looks like a formula stays text.
fn write_cell(
    out: &mut Worksheet,
    at: CellRef,
    cell: &Cell<'_>,
    format: &Format,
    shown: &dyn Fn(&str) -> String,
) -> Result<(), XlsxError> {
    let text = cell.shown();
    let mut said = shown(&text);
    if let (Cell::Number(number), true) = (cell, said == *text) {
        out.write_number_with_format(at.row, at.col, *number, format)?;
        return Ok(());
    }
    if let Some((end, _)) = said.char_indices().nth(CHARACTERS) {
        said.truncate(end);
    }
    out.write_string_with_format(at.row, at.col, said, format)?;
    Ok(())
}
