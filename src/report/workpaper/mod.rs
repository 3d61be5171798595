//! The workpaper: one workbook in which a reviewer goes through the leads, decides, signs, and files it.
//!
//! Sheets: cover, conclusion, leads with room for decisions, their explanations, checks, pairs and their matrix, shared
//! values, prices, evidence with addresses, bidders, values set aside, sources, problems, parameters, what was not checked.
//! Values only: nothing is computed when the workbook is opened, and no text of a source can become a formula.

mod conclusion;
mod cover;
mod grid;
mod matrix;
mod parameters;
mod style;

use rust_xlsxwriter::{DataValidation, Workbook, Worksheet, XlsxError};

use super::View;
use super::digest::Digest;
use super::tables::{self, Column, Table, Value};
use super::template::properties;
use crate::record::place;
use crate::source::CellRef;
use crate::text;
use crate::text::Text;
pub(super) use parameters::{meaning, parameters, versions};

use grid::{FIRST, Grid, inside, row_of};
use style::Style;

/// Columns of the leads that the reviewer works with, and those that explain them: number, grade, rule, name, family,
/// package, facts, about, amount, cells, measured, law, innocent explanations, evidence to ask for.
const LIST: &[usize] = &[0, 1, 2, 3, 5, 6, 8, 9];
const EXPLAINED: &[usize] = &[0, 2, 3, 7, 10, 11, 12, 13];
/// Columns of the packages that fit on a page.
const PACKAGES: &[usize] = &[0, 1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18];

/// The workbook's bytes: the same review gives the same bytes. `links` says for each file of the sources where it lies as
/// seen from the workbook: a relative path, escaped as in a URL; none where that is not known.
///
/// # Errors
/// When the workbook cannot be written.
pub fn write(view: View<'_>, links: &[Option<String>]) -> Result<Vec<u8>, Text> {
    build(view, links).map_err(|error| {
        let error = error.to_string();
        text!("无法写出工作底稿：{error}", "the workpaper cannot be written: {error}")
    })
}

fn build(view: View<'_>, links: &[Option<String>]) -> Result<Vec<u8>, XlsxError> {
    let digest = Digest::new(view);
    let all = tables::of(&digest);
    let grid = Grid { digest: &digest, style: Style::new(view.options.lang) };
    let mut book = Workbook::new();
    book.set_properties(&properties());
    let take = |slug: &str| all.iter().find(|table| table.slug == slug);
    let empty = Table::empty();
    let table = |slug: &str| take(slug).unwrap_or(&empty);
    let folder = digest.folder();
    let (findings, evidence) = (table("findings"), &table("evidence").below(&folder));
    let (list_name, evidence_name) =
        (findings.name.to(view.options.lang), evidence.name.to(view.options.lang));
    // The first row of evidence of each lead, by its number.
    let mut first_row = Vec::new();
    let mut row = 0;
    for (_, found) in digest.findings() {
        first_row.push(row);
        row += found.finding.evidence().len();
    }

    cover::write(&grid, &mut book, &all)?;
    conclusion::write(&grid, &mut book, list_name)?;
    let list = fitted(&digest, &findings.only(LIST));
    // The code of the rule leads on: a number that leads somewhere would be stored as text.
    let to = |wanted: usize, sheet: &str, row: usize, col: usize| {
        (col == wanted).then(|| inside(sheet, row_of(row), 0)).flatten()
    };
    let sheet =
        grid.table(&mut book, &list, 3, |at, col| to(2, evidence_name, first_row[at], col))?;
    decisions(&grid, sheet, &list)?;
    let explained = findings.only(EXPLAINED).named(
        Text::of("疑点说明", "Explanations"),
        Text::of(
            "每条疑点的实测值、依据、可能的正当解释和建议调取的证据。",
            "For each lead what was measured, the law, what may explain it innocently, and what to ask for.",
        ),
    );
    grid.table(&mut book, &explained, 2, |at, col| to(1, list_name, at, col))?;
    if 1 < table("packages").rows.len() {
        grid.table(&mut book, &table("packages").only(PACKAGES), 2, |_, _| None)?;
    }
    grid.table(&mut book, table("checks"), 2, |_, _| None)?;
    grid.table(&mut book, &fitted(&digest, table("pairs")), 2, |_, _| None)?;
    matrix::write(&grid, &mut book)?;
    grid.table(&mut book, &fitted(&digest, table("shared")), 2, |_, _| None)?;
    grid.table(&mut book, &fitted(&digest, table("prices")), 1, |_, _| None)?;
    let files: Vec<Option<String>> = digest
        .findings()
        .flat_map(|(_, found)| found.finding.evidence())
        .map(|one| {
            let file = links.get(one.at.file as usize)?.as_deref()?;
            Some(format!("file:///{file}{}", anchor(&digest, one.at)))
        })
        .collect();
    let places: Vec<usize> = digest
        .findings()
        .flat_map(|(at, found)| found.finding.evidence().iter().map(move |_| at - 1))
        .collect();
    let file_column = evidence.columns.len() - 3;
    grid.table(&mut book, evidence, 2, |at, col| match col {
        col if col == file_column => files[at].clone(),
        col => to(1, list_name, places[at], col),
    })?;
    for slug in ["bidders", "set_aside"] {
        grid.table(&mut book, table(slug), 2, |_, _| None)?;
    }
    let files = view.loaded.sources.files.len();
    let rows = |file: usize| {
        view.loaded.sheets.iter().filter(|sheet| sheet.file as usize == file).count().max(1)
    };
    let of_row: Vec<usize> =
        (0..files).flat_map(|file| std::iter::repeat_n(file, rows(file))).collect();
    grid.table(&mut book, &table("sources").below(&folder), 1, |at, col| {
        let link = links.get(of_row[at])?.as_deref().filter(|_| col == 0)?;
        Some(format!("file:///{link}"))
    })?;
    grid.table(&mut book, &table("problems").below(&folder), 1, |_, _| None)?;
    parameters::write(&grid, &mut book)?;
    grid.table(&mut book, table("not_checked"), 2, |_, _| None)?;
    book.save_to_buffer()
}

/// The cell within its file, `#'开标一览表'!C5`; nothing where the name of the sheet is not plain.
fn anchor(digest: &Digest<'_>, at: CellRef) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '（' | '）');
    let sheet = digest.view.locate(at).sheet.unwrap_or_default();
    if !place::is_cell(at) || sheet.is_empty() || !sheet.chars().all(is_plain) {
        return String::new();
    }
    format!("#'{sheet}'!{}", at.a1())
}

/// A table without columns that say nothing: the package where there is only one, amounts where there are none.
fn fitted(digest: &Digest<'_>, table: &Table) -> Table {
    let is_package = |column: &Column| column.name == Text::of("项目（包）", "Package");
    let is_amount = |column: &Column| column.name == Text::of("涉及金额（元）", "Amount (CNY)");
    let says = |at: usize| {
        let column = &table.columns[at];
        if is_package(column) {
            digest.has_several()
        } else {
            !is_amount(column) || table.rows.iter().any(|row| row[at] != Value::Empty)
        }
    };
    let kept: Vec<usize> = (0..table.columns.len()).filter(|at| says(*at)).collect();
    table.only(&kept)
}

/// Room for the reviewer beside each lead: a choice, a reason, a name.
fn decisions(grid: &Grid<'_>, sheet: &mut Worksheet, list: &Table) -> Result<(), XlsxError> {
    let say = |zh, en| grid.digest.say(zh, en);
    let first = u16::try_from(list.columns.len()).unwrap_or(u16::MAX - 3);
    let headings = [
        (say("人工意见", "Opinion"), 9.0),
        (say("理由", "Reason"), 18.0),
        (say("核查人、日期", "By, date"), 10.0),
    ];
    for (col, (heading, width)) in (first..).zip(headings) {
        sheet.set_column_width(col, width)?;
        sheet.write_string_with_format(FIRST - 1, col, heading, &grid.style.heading())?;
    }
    if list.rows.is_empty() {
        return Ok(());
    }
    let rows = list.rows.len().min(100_000);
    let last = row_of(rows - 1);
    for row in FIRST..=last {
        for col in first..first + 3 {
            sheet.write_blank(row, col, &grid.style.input())?;
        }
    }
    let choices = [say("采信", "accepted"), say("排除", "explained"), say("待补", "pending")];
    let list = DataValidation::new()
        .allow_list_strings(&choices)?
        .set_error_title(say("人工意见", "Opinion"))?
        .set_error_message(say(
            "请选择：采信、排除、待补",
            "choose: accepted, explained, pending",
        ))?;
    sheet.add_data_validation(FIRST, first, last, first, &list)?;
    Ok(())
}
