//! The template: a blank workbook with a sheet for everything that the rules can use, and the same with an example in it.

mod entry;
mod plan;

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note,
    Workbook, Worksheet, XlsxError,
};

use crate::record::{Field, Kind};
use crate::text;
use crate::text::{Lang, Text};
use entry::Stored;
use plan::Plan;

pub use plan::LEFT_OUT;

/// The last row that has formats and choices.
const LAST_ROW: u32 = 2_000;
/// Rows of the example on each sheet.
const EXAMPLES: usize = 3;

/// The workbook's bytes. With an example, one invented tender is filled in.
pub fn write(lang: Lang, with_example: bool) -> Result<Vec<u8>, Text> {
    build(lang, with_example).map_err(|error| {
        let error = error.to_string();
        text!("无法写出工作簿：{error}", "the workbook cannot be written: {error}")
    })
}

/// The properties of a workbook that is written: no author, and a fixed date, so that the same input gives the same bytes.
pub(super) fn properties() -> DocProperties {
    match ExcelDateTime::from_ymd(2026, 1, 1) {
        Ok(date) => DocProperties::new().set_creation_datetime(&date),
        Err(_) => DocProperties::new(),
    }
}

fn build(lang: Lang, with_example: bool) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties());
    let plans = plan::sheets();
    explain(workbook.add_worksheet(), &plans, lang)?;
    for plan in &plans {
        let sheet = workbook.add_worksheet();
        sheet.set_name(plan.name.to(lang))?;
        printed(sheet, 0.0);
        if plan.form {
            form(sheet, plan, lang, with_example)?;
        } else {
            table(sheet, plan, lang, with_example)?;
        }
    }
    workbook.save_to_buffer()
}

/// What the sheets are for. Field names stand in corner brackets here, so that none of this is read as a table or form.
fn explain(sheet: &mut Worksheet, plans: &[Plan], lang: Lang) -> Result<(), XlsxError> {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    sheet.set_name(say("填写说明", "How to fill it in"))?;
    sheet.set_column_width(0, 26)?.set_column_width(1, 30)?.set_column_width(2, 44)?;
    sheet.set_column_width(3, 60)?;
    let lines = [
        Text::of("清标 采集模板", "Qingbiao template"),
        Text::of(
            "有什么填什么，没有的列和表留空；表头不要改动，可以删列、加行",
            "fill in what there is and leave the rest blank; keep the headings; columns may be deleted and rows added",
        ),
        Text::of(
            "号码、账号、代码是文本格式，粘贴时选择只粘贴文本，以免丢失位数",
            "codes and account numbers are text: paste them as text, or digits are lost",
        ),
        Text::of(
            "把鼠标放在表头上，可以看到怎么填、用到它的规则",
            "notes at the headings say what to write and which rules use it",
        ),
    ];
    let bold = Format::new().set_bold().set_font_size(14);
    for (row, line) in (0..).zip(&lines) {
        let format = if row == 0 { bold.clone() } else { Format::new() };
        sheet.write_string_with_format(row, 0, line.to(lang), &format)?;
    }
    let head = heading_format();
    let mut row = 6;
    let columns = [
        say("哪张表", "On sheet"),
        say("哪一列", "Heading"),
        say("填什么", "Write"),
        say("哪些规则用到", "Used by rules"),
    ];
    for (col, name) in (0..).zip(columns) {
        sheet.write_string_with_format(5, col, name, &head)?;
    }
    for plan in plans {
        sheet.write_string_with_format(
            row,
            0,
            quoted(plan.name.to(lang)),
            &Format::new().set_bold(),
        )?;
        sheet.write_string(row, 1, plan.about.to(lang))?;
        row += 1;
        for field in &plan.fields {
            sheet.write_string(row, 1, quoted(&entry::heading(*field, lang)))?;
            sheet.write_string(row, 2, quoted(&entry::what(*field, lang)))?;
            let rules = entry::used_by(*field);
            if !rules.is_empty() {
                sheet.write_string(row, 3, rules.join(" "))?;
            }
            row += 1;
        }
    }
    printed(sheet, 0.0);
    sheet.set_freeze_panes(6, 0)?;
    Ok(())
}

/// Characters across that one page of A4 holds in a size that can be read; a wider sheet takes two pages beside each other.
const PAGE: f64 = 200.0;

/// Printed across on A4: as wide as the paper, or as two where one would be too small to read. `width` is in characters.
pub(super) fn printed(sheet: &mut Worksheet, width: f64) {
    let pages = if PAGE < width { 2 } else { 1 };
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(pages, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3);
}

fn quoted(text: &str) -> String {
    format!("「{text}」")
}

fn heading_format() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00DD_EBF7))
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
}

fn format_of(field: Field) -> Format {
    match entry::stored(field) {
        Stored::Text => Format::new().set_num_format("@"),
        Stored::Number => Format::new(),
        Stored::Money => Format::new().set_num_format("#,##0.00"),
        Stored::Date => Format::new().set_num_format("yyyy-mm-dd"),
        Stored::Moment => Format::new().set_num_format("yyyy-mm-dd hh:mm"),
    }
}

fn note_of(field: Field, lang: Lang) -> Note {
    Note::new(entry::note(field, lang)).add_author_prefix(false).set_width(240).set_height(110)
}

/// One label a row, its value beside it.
fn form(sheet: &mut Worksheet, plan: &Plan, lang: Lang, filled: bool) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 30)?.set_column_width(1, 46)?;
    for (row, field) in (0..).zip(&plan.fields) {
        let label = entry::heading(*field, lang);
        sheet.write_string_with_format(row, 0, label, &heading_format())?;
        sheet.insert_note(row, 0, &note_of(*field, lang))?;
        choices(sheet, (row, 1, row), *field, lang)?;
        let format = format_of(*field).set_align(FormatAlign::Left);
        if filled {
            value(sheet, (row, 1), *field, &format, &entry::example(*field, lang, 0))?;
        } else {
            sheet.write_blank(row, 1, &format)?;
        }
    }
    sheet.set_freeze_panes(0, 1)?;
    Ok(())
}

/// A heading a column, frozen.
fn table(sheet: &mut Worksheet, plan: &Plan, lang: Lang, filled: bool) -> Result<(), XlsxError> {
    let per_bidder = plan.fields.contains(&Field::BidderName);
    let mut across = 0.0;
    for (col, field) in (0..).zip(&plan.fields) {
        let heading = entry::heading(*field, lang);
        let wide = if lang == Lang::Zh { 2.2 } else { 1.2 };
        let least = entry::width(*field);
        let width = (heading.chars().count() as f64 * wide + 2.0).max(least);
        across += width;
        sheet.set_column_width(col, width)?;
        sheet.set_column_format(col, &format_of(*field))?;
        sheet.write_string_with_format(0, col, heading, &heading_format())?;
        sheet.insert_note(0, col, &note_of(*field, lang))?;
        choices(sheet, (1, col, LAST_ROW), *field, lang)?;
        let rows = if per_bidder { EXAMPLES } else { 1 };
        for row in (0..rows).filter(|_| filled) {
            let at = u32::try_from(row + 1).unwrap_or(u32::MAX);
            // The purchaser's people are others than the bidders'.
            let is_official = plan.fields.contains(&Field::FormerEmployer)
                && matches!(field.kind(), Kind::Person | Kind::IdCard);
            let row = if is_official { row + 7 } else { row };
            value(
                sheet,
                (at, col),
                *field,
                &format_of(*field),
                &entry::example(*field, lang, row),
            )?;
        }
    }
    sheet.set_row_height(0, 24)?.set_freeze_panes(1, 0)?;
    printed(sheet, across);
    sheet.set_print_gridlines(true);
    // On every page the headings, and whose row it is.
    sheet.set_repeat_rows(0, 0)?;
    let key = plan.fields.iter().take(3).position(|field| *field == Field::BidderName);
    sheet.set_repeat_columns(0, u16::try_from(key.unwrap_or(0)).unwrap_or(0))?;
    Ok(())
}

fn choices(
    sheet: &mut Worksheet,
    (first, col, last): (u32, u16, u32),
    field: Field,
    lang: Lang,
) -> Result<(), XlsxError> {
    let words = entry::choices(field, lang);
    if words.is_empty() {
        return Ok(());
    }
    // Other words are allowed: practice knows more methods than any list.
    let list = DataValidation::new().allow_list_strings(words)?.show_error_message(false);
    sheet.add_data_validation(first, col, last, col, &list)?;
    Ok(())
}

/// Writes a value as its field is stored.
fn value(
    sheet: &mut Worksheet,
    (row, col): (u32, u16),
    field: Field,
    format: &Format,
    said: &str,
) -> Result<(), XlsxError> {
    match entry::stored(field) {
        Stored::Number | Stored::Money => match said.parse::<f64>() {
            Ok(number) => sheet.write_number_with_format(row, col, number, format)?,
            Err(_) => sheet.write_string_with_format(row, col, said, format)?,
        },
        Stored::Date | Stored::Moment => {
            let moment = ExcelDateTime::parse_from_str(said)?;
            sheet.write_datetime_with_format(row, col, &moment, format)?
        }
        Stored::Text => sheet.write_string_with_format(row, col, said, format)?,
    };
    Ok(())
}
