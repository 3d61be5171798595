//! Tables as CSV for spreadsheet programs: UTF-8 with a mark, so that Chinese is shown; numbers stay numbers; and no cell
//! from a source can become a formula.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// A number of ours, in digits, a point and a sign: written as it is.
    Number(String),
    /// Anything else; may come from a source.
    Text(String),
}

impl Cell {
    /// A text; an empty one is an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A count.
    pub fn count(n: usize) -> Self {
        Self::Number(n.to_string())
    }

    /// An amount or a score, exactly.
    pub fn decimal(number: Decimal) -> Self {
        Self::Number(number.to_string())
    }

    /// A computed number with this many decimals; one that is not finite is an empty cell.
    pub fn real(number: f64, decimals: usize) -> Self {
        if !number.is_finite() {
            return Self::Empty;
        }
        let shown = format!("{number:.decimals$}");
        let is_zero = !shown.bytes().any(|digit| matches!(digit, b'1'..=b'9'));
        Self::Number(if is_zero { shown.trim_start_matches('-').to_owned() } else { shown })
    }

    /// A day, `2024-03-06`.
    pub fn date(date: Date) -> Self {
        Self::Text(date.to_string())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Empty, Into::into)
    }
}

impl From<Decimal> for Cell {
    fn from(number: Decimal) -> Self {
        Self::decimal(number)
    }
}

impl From<Date> for Cell {
    fn from(date: Date) -> Self {
        Self::date(date)
    }
}

impl From<usize> for Cell {
    fn from(n: usize) -> Self {
        Self::count(n)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

/// A table: its headings, and rows of as many cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The headings, units in brackets.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new<'h>(head: impl IntoIterator<Item = &'h str>) -> Self {
        Self { head: head.into_iter().map(str::to_owned).collect(), rows: Vec::new() }
    }

    /// One more row.
    pub fn push(&mut self, row: impl Into<Vec<Cell>>) {
        self.rows.push(row.into());
    }

    /// The table as CSV: texts in quotes, lines ending as RFC 4180 has it.
    pub fn write(&self) -> String {
        let mut out = String::from('\u{feff}');
        let head = self.head.iter().map(|heading| quoted(heading));
        line(head, &mut out);
        for row in &self.rows {
            line(row.iter().map(written), &mut out);
        }
        out
    }
}

fn line(cells: impl Iterator<Item = String>, out: &mut String) {
    out.push_str(&cells.collect::<Vec<_>>().join(","));
    out.push_str("\r\n");
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(number) => number.clone(),
        Cell::Text(text) => quoted(&harmless(text)),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Text that a spreadsheet program shows as it is: what begins like a formula, and digits that it would round, has an
/// apostrophe in front.
pub fn harmless(text: &str) -> String {
    let shown: String = text.chars().filter(|c| *c != '\0').collect();
    let formula = shown.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let rounded = 15 < shown.len() && shown.bytes().all(|byte| byte.is_ascii_digit());
    if formula || rounded { format!("'{shown}") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_program_finds_no_formula() {
        for start in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "\0="] {
            assert!(harmless(&format!("{start}1")).starts_with('\''), "{start:?}");
        }
        assert_eq!(harmless("衡数信息"), "衡数信息");
    }

    #[test]
    fn long_digits_are_not_rounded_and_shorter_ones_stay_plain() {
        assert_eq!(harmless("6222021234567890123"), "'6222021234567890123");
        assert_eq!(harmless("123456789012345"), "123456789012345");
    }

    #[test]
    fn numbers_stay_numbers_and_texts_are_quoted() {
        let mut table = Table::new(["投标人", "报价（元）", "差（%）", "日期"]);
        table.push([
            Cell::text("=1+1\"甲\""),
            Cell::decimal(Decimal::new(-1234, 2)),
            Cell::real(-0.001, 2),
            None::<Date>.into(),
        ]);
        assert_eq!(
            table.write(),
            "\u{feff}\"投标人\",\"报价（元）\",\"差（%）\",\"日期\"\r\n\"'=1+1\"\"甲\"\"\",-12.34,0.00,\r\n"
        );
        assert_eq!(Cell::real(f64::NAN, 2), Cell::Empty);
    }

    #[test]
    fn what_is_written_reads_back() {
        let mut table = Table::new(["a", "b"]);
        table.push([Cell::text("two\nlines, \"quoted\""), Cell::count(3)]);
        let written = table.write();
        let mut reader =
            csv::Reader::from_reader(written.trim_start_matches('\u{feff}').as_bytes());
        let rows: Vec<csv::StringRecord> =
            reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows, [csv::StringRecord::from(vec!["two\nlines, \"quoted\"", "3"])]);
    }
}
