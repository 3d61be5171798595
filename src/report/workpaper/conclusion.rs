//! 结论: the suggested verdict, what it rests on, how much was checked; room for the people's own conclusion.

use rust_xlsxwriter::{FormatAlign, Workbook, Worksheet, XlsxError};

use super::grid::{Grid, height, inside, lines, row_of};
use super::style::graded_word;
use crate::graph::Family;
use crate::report::digest::GRADES;
use crate::report::html::number::amount;
use crate::report::tables::{State, Value, states};
use crate::report::terminal::shape;
use crate::text;

/// Columns of the sheet.
const COLUMNS: u16 = 8;

pub(super) fn write(grid: &Grid<'_>, book: &mut Workbook, list: &str) -> Result<(), XlsxError> {
    let digest = grid.digest;
    let say = |zh, en| digest.say(zh, en);
    let style = &grid.style;
    let review = digest.view.review;
    let sheet = grid.sheet(book, say("结论", "Conclusion"))?;
    sheet.set_portrait().set_print_fit_to_pages(1, 1);
    sheet.set_column_width(0, 26)?;
    for col in 1..COLUMNS {
        sheet.set_column_width(col, 15)?;
    }
    let verdict = review.verdict();
    let words = digest.tell(&verdict.says());
    let format = style.title().set_font_size(16);
    let (words, format) = match review.strongest().filter(|_| verdict.asks_for_more()) {
        Some(grade) => (format!("{} {words}", shape(grade)), style.graded(format, grade)),
        // Nothing found has no colour: not found is not cleared.
        None => (words, format),
    };
    sheet.write_string_with_format(2, 0, words, &format)?.set_row_height(2, 30)?;
    let outcomes = states(digest);
    let (all, checked) = (
        outcomes.len(),
        outcomes.iter().filter(|outcome| outcome.state != State::Unchecked).count(),
    );
    let n = review.findings.len();
    let told = text!(
        "线索 {n} 条；规则 {all} 条，已检查 {checked} 条。未检查不等于未发现；结论由人作出。",
        "{n} leads; {checked} of {all} rules were checked. Not checked is not the same as not found; people conclude."
    );
    sheet.write_string_with_format(3, 0, told.to(grid.lang()), &style.note())?;
    let mut row = 5;

    section(grid, sheet, &mut row, say("主要依据", "It rests on"))?;
    if n == 0 {
        let none = digest.view.review.verdict().without_findings();
        sheet.write_string_with_format(row, 0, none.to(grid.lang()), &style.plain())?;
        row += 1;
    }
    for (at, found) in digest.reasons() {
        let grade = found.finding.grade;
        let format = style.graded(style.cell(), grade);
        grid.words(sheet, (row, 0), &graded_word(grade, grid.lang()), format, None)?;
        grid.words(
            sheet,
            (row, 1),
            found.rule.code,
            style.link(),
            inside(list, row_of(at - 1), 0),
        )?;
        let mut says = digest.sentence(&found.finding.says);
        if digest.has_several() && found.package.is_some() {
            says =
                format!("{says}{}{}{}", say("（", " ("), digest.packages_of(found), say("）", ")"));
        }
        wide(grid, sheet, row, &says)?;
        row += 1;
    }
    let most = review.findings.iter().filter_map(|found| found.finding.exposure).max();
    if let Some(yuan) = most {
        let yuan = amount(yuan);
        let says = text!(
            "涉及金额最高的一条为 {yuan} 元。",
            "The largest amount of one lead is CNY {yuan}."
        );
        sheet.write_string_with_format(row, 0, says.to(grid.lang()), &style.note())?;
        row += 1;
    }
    row += 1;

    section(grid, sheet, &mut row, say("线索数", "Leads by grade"))?;
    for grade in GRADES {
        let format = style.graded(style.cell(), grade);
        grid.words(sheet, (row, 0), &graded_word(grade, grid.lang()), format, None)?;
        grid.value(sheet, (row, 1), &Value::Count(digest.count(grade)), None)?;
        row += 1;
    }
    row += 1;

    section(grid, sheet, &mut row, say("规则覆盖", "Rules checked"))?;
    let headings = [
        (say("证据族", "Family"), FormatAlign::Left),
        (say("规则", "Rules"), FormatAlign::Right),
        (say("已检查", "Checked"), FormatAlign::Right),
        (say("有线索", "With leads"), FormatAlign::Right),
        (say("有值搁置", "Value set aside"), FormatAlign::Right),
        (say("未触发", "Nothing seen"), FormatAlign::Right),
        (say("未检查", "Not checked"), FormatAlign::Right),
    ];
    for (col, (heading, align)) in (0..).zip(headings) {
        sheet.write_string_with_format(
            row,
            col,
            heading,
            &style.heading().set_align(align).set_indent(u8::from(0 < col)),
        )?;
    }
    row += 1;
    for family in Family::ALL {
        let own: Vec<_> = outcomes.iter().filter(|one| one.rule.family == family).collect();
        if own.is_empty() {
            continue;
        }
        let of = |wanted: &dyn Fn(State) -> bool| {
            Value::Count(own.iter().filter(|outcome| wanted(outcome.state)).count())
        };
        let name = format!("{} {}", digest.tell(&family.character()), digest.tell(&family.name()));
        grid.words(sheet, (row, 0), &name, style.cell(), None)?;
        let counts = [
            of(&|_| true),
            of(&|state| state != State::Unchecked),
            of(&|state| matches!(state, State::Found(_))),
            of(&|state| state == State::Aside),
            of(&|state| state == State::Clear),
            of(&|state| state == State::Unchecked),
        ];
        for (col, count) in (1..).zip(&counts) {
            grid.value(sheet, (row, col), count, None)?;
        }
        row += 1;
    }
    row += 1;

    section(grid, sheet, &mut row, say("人工结论", "The people's conclusion"))?;
    for (label, height) in [
        (say("核查结论", "Conclusion"), 60.0),
        (say("理由", "Reasons"), 90.0),
        (say("核查人、日期", "Checked by, date"), 24.0),
        (say("复核人、日期", "Reviewed by, date"), 24.0),
    ] {
        grid.words(sheet, (row, 0), label, style.label(), None)?;
        sheet.merge_range(row, 1, row, COLUMNS - 1, "", &style.input())?;
        sheet.set_row_height(row, height)?;
        row += 1;
    }
    Ok(())
}

fn section(
    grid: &Grid<'_>,
    sheet: &mut Worksheet,
    row: &mut u32,
    title: &str,
) -> Result<(), XlsxError> {
    sheet.merge_range(*row, 0, *row, COLUMNS - 1, title, &grid.style.section())?;
    sheet.set_row_height(*row, 20)?;
    *row += 1;
    Ok(())
}

/// A sentence over the columns behind the second; merged cells do not grow by themselves.
fn wide(grid: &Grid<'_>, sheet: &mut Worksheet, row: u32, says: &str) -> Result<(), XlsxError> {
    let format = grid.style.cell();
    sheet.merge_range(row, 2, row, COLUMNS - 1, "", &format)?;
    grid.words(sheet, (row, 2), says, format, None)?;
    sheet.set_row_height(row, height(lines(says, 15 * usize::from(COLUMNS - 2))))?;
    Ok(())
}
