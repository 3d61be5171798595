//! A table on a sheet: title, what it holds, headings that stay and repeat in print, a filter, rows.
//!
//! Every text is written as text. One that begins like a formula also has the mark that keeps it text when somebody edits
//! the cell.

use rust_xlsxwriter::{Format, FormatAlign, Url, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr as _;

use super::style::{Style, graded_word};
use crate::report::FOOTER;
use crate::report::digest::{Digest, cut};
use crate::report::tables::{Column, Table, Value};
use crate::text;
use crate::text::Lang;

/// Rows of a sheet; the CSV files hold all.
const MOST_ROWS: usize = 100_000;
/// Characters of a cell; a workbook holds no more than 32,767 in one, and nobody reads as many.
const MOST_CHARACTERS: usize = 1_000;
/// Digits that a page across takes and that can still be read.
const PAGE: u32 = 200;
/// Places in which a sheet can lead elsewhere; a workbook holds 65,530.
const MOST_LINKS: usize = 60_000;
/// The row of the headings.
const HEADINGS: u32 = 2;
/// The first row below the headings.
pub(super) const FIRST: u32 = HEADINGS + 1;

/// What a sheet is written with.
pub(super) struct Grid<'d> {
    pub(super) digest: &'d Digest<'d>,
    pub(super) style: Style,
}

/// Where a cell leads: a place in this workbook, or a file beside it.
pub(super) type Link = Option<String>;

impl Grid<'_> {
    pub(super) fn lang(&self) -> Lang {
        self.digest.view.options.lang
    }

    /// A new sheet, set up for paper and headed by its name.
    pub(super) fn sheet<'w>(
        &self,
        workbook: &'w mut Workbook,
        name: &str,
    ) -> Result<&'w mut Worksheet, XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?.set_landscape().set_paper_size(9);
        sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3).set_print_fit_to_pages(1, 0);
        let pages = self.digest.say("第 &P 页，共 &N 页", "&P / &N");
        sheet.set_footer(format!("&L&8{}&C&8&A&R&8{pages}", FOOTER.to(self.lang())));
        sheet.set_screen_gridlines(false);
        sheet.write_string_with_format(0, 0, name, &self.style.title())?.set_row_height(0, 26)?;
        Ok(sheet)
    }

    /// Writes a table on a sheet of its own; `link` says where a cell of it leads, by row and column. The first `frozen`
    /// columns stay. Further columns of the same rows can be added by the caller.
    pub(super) fn table<'w>(
        &self,
        workbook: &'w mut Workbook,
        table: &Table,
        frozen: u16,
        link: impl Fn(usize, usize) -> Link,
    ) -> Result<&'w mut Worksheet, XlsxError> {
        let lang = self.lang();
        let sheet = self.sheet(workbook, table.name.to(lang))?;
        sheet.write_string_with_format(1, 0, table.about.to(lang), &self.style.note())?;
        let columns = u16::try_from(table.columns.len()).unwrap_or(u16::MAX);
        let mut most = 1;
        for (col, column) in (0..columns).zip(&table.columns) {
            let at = usize::from(col);
            let is_number = table.rows.iter().filter_map(|row| row.get(at)).any(Value::is_number);
            let align = if is_number { FormatAlign::Right } else { FormatAlign::Left };
            let heading = self.style.heading().set_align(align).set_indent(u8::from(is_number));
            sheet.set_column_width(col, f64::from(column.width))?;
            sheet.write_string_with_format(HEADINGS, col, column.name.to(lang), &heading)?;
            most = most.max(lines(column.name.to(lang), usize::from(column.width)));
        }
        sheet.set_row_height(HEADINGS, height(most) + 2.0)?;
        let mut links = 0;
        for (at, cells) in table.rows.iter().take(MOST_ROWS).enumerate() {
            let row = row_of(at);
            sheet.set_row_height(row, self.height(cells, &table.columns))?;
            for (col, value) in (0..columns).zip(cells) {
                let to = link(at, usize::from(col)).filter(|_| links < MOST_LINKS);
                links += usize::from(to.is_some());
                self.value(sheet, (row, col), value, to)?;
            }
        }
        let rows = table.rows.len().min(MOST_ROWS);
        if rows == 0 {
            let none = self.digest.say("没有。", "None.");
            sheet.write_string_with_format(FIRST, 0, none, &self.style.note())?;
        } else {
            sheet.autofilter(HEADINGS, 0, row_of(rows - 1), columns.saturating_sub(1))?;
        }
        if let Some(more @ 1..) = table.rows.len().checked_sub(MOST_ROWS) {
            let says = text!(
                "另 {more} 行未列出，见 CSV（--format csv）",
                "{more} more rows are in the CSV files (--format csv)"
            );
            let row = row_of(rows);
            sheet.write_string_with_format(row, 0, says.to(lang), &self.style.note())?;
        }
        let width: u32 = table.columns.iter().map(|column| u32::from(column.width)).sum();
        sheet.set_print_fit_to_pages(u16::try_from(width.div_ceil(PAGE)).unwrap_or(1), 0);
        sheet.set_repeat_rows(HEADINGS, HEADINGS)?.set_freeze_panes(FIRST, frozen)?;
        if 0 < frozen && PAGE < width {
            sheet.set_repeat_columns(0, frozen - 1)?;
        }
        Ok(sheet)
    }

    /// The height of a row in points. Programs differ in whether they grow rows by themselves, so it is said.
    fn height(&self, cells: &[Value], columns: &[Column]) -> f64 {
        let lines = cells.iter().zip(columns).map(|(value, column)| match value {
            Value::Text(words) => {
                let words = cut(words, MOST_CHARACTERS, self.lang());
                lines(&words, usize::from(column.width))
            }
            _ => 1,
        });
        height(lines.max().unwrap_or(1))
    }

    /// Writes a value into a cell of a table.
    pub(super) fn value(
        &self,
        sheet: &mut Worksheet,
        (row, col): (u32, u16),
        value: &Value,
        link: Link,
    ) -> Result<(), XlsxError> {
        let lang = self.lang();
        let style = &self.style;
        let format = if link.is_some() { style.link() } else { style.cell() };
        let number = |format: Format| format.set_align(FormatAlign::Right);
        match value {
            Value::Empty => {
                sheet.write_blank(row, col, &style.cell())?;
            }
            Value::Text(words) => self.words(sheet, (row, col), words, format, link)?,
            Value::Grade(grade) => {
                let format = style.graded(style.cell(), *grade);
                self.words(sheet, (row, col), &graded_word(*grade, lang), format, None)?;
            }
            Value::Count(n) | Value::Finding(n) => {
                let format = number(format).set_num_format("#,##0_)_)");
                sheet.write_number_with_format(row, col, *n as f64, &format)?;
            }
            Value::Money(yuan) => {
                let format = number(format).set_num_format("#,##0.00_)_)");
                self.decimal(sheet, (row, col), *yuan, &format)?;
            }
            Value::Share(part) => {
                let format = number(format).set_num_format("0.00%_)_)");
                self.decimal(sheet, (row, col), *part, &format)?;
            }
        }
        Ok(())
    }

    fn decimal(
        &self,
        sheet: &mut Worksheet,
        (row, col): (u32, u16),
        number: rust_decimal::Decimal,
        format: &Format,
    ) -> Result<(), XlsxError> {
        use rust_decimal::prelude::ToPrimitive as _;
        // A workbook keeps 15 digits; a longer amount stands as text so that none is lost.
        match number.to_f64().filter(|_| number.mantissa().unsigned_abs() < 1_000_000_000_000_000) {
            Some(number) => sheet.write_number_with_format(row, col, number, format)?,
            None => sheet.write_string_with_format(row, col, number.to_string(), format)?,
        };
        Ok(())
    }

    /// Writes words, never a formula.
    pub(super) fn words(
        &self,
        sheet: &mut Worksheet,
        (row, col): (u32, u16),
        words: &str,
        format: Format,
        link: Link,
    ) -> Result<(), XlsxError> {
        let words = cut(words, MOST_CHARACTERS, self.lang());
        let like_formula = words.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
        let format = if like_formula { format.set_quote_prefix() } else { format };
        match link {
            Some(to) => {
                let url = Url::new(to).set_text(words);
                sheet.write_url_with_format(row, col, url, &format)?;
            }
            None => {
                sheet.write_string_with_format(row, col, words, &format)?;
            }
        }
        Ok(())
    }
}

/// The lines that words take in a column of so many digits, by what is surely enough: words do not break.
pub(super) fn lines(words: &str, width: usize) -> usize {
    // A digit of the text is smaller than one of the default font, by which columns are measured.
    let width = (width * 23 / 20).max(2);
    let (mut lines, mut used) = (1, 0);
    for word in words.split_inclusive(|c: char| c == ' ' || !c.is_ascii()) {
        let n = word.width();
        if used + n <= width {
            used += n;
        } else if n <= width {
            lines += 1;
            used = n;
        } else {
            lines += n.div_ceil(width);
            used = n % width;
        }
    }
    lines
}

/// The height of so many lines in points, at most what a workbook allows.
pub(super) fn height(lines: usize) -> f64 {
    (lines as f64 * 13.0 + 4.0).min(409.0)
}

/// The row of the sheet on which a row of its table stands.
pub(super) fn row_of(at: usize) -> u32 {
    FIRST + u32::try_from(at).unwrap_or(u32::MAX - FIRST)
}

/// A link to a cell of a sheet of this workbook. The names of sheets are ours and need no escape but the quotes.
pub(super) fn inside(sheet: &str, row: u32, col: u16) -> Link {
    Some(format!("internal:'{sheet}'!{}", crate::source::a1(row, col)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_as_high_as_their_words_need() {
        assert_eq!([lines("", 10), lines("短", 10), lines("a b c", 10)], [1, 1, 1]);
        assert_eq!(
            lines(&"长".repeat(22), 20),
            2,
            "a line holds eleven, with half a character left"
        );
        assert_eq!(lines("one two three", 7), 2, "words are not broken");
        assert!(5 <= lines(&"x".repeat(100), 20), "but where there is no other way");
        assert!(height(10_000) <= 409.0, "no row may be higher");
    }
}
