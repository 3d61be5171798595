//! The cell, its address and its row: what every reader gives and every later stage points at.

use std::borrow::Cow;
use std::fmt::Write as _;

use jiff::SignedDuration;
use jiff::civil::DateTime;

use super::file::SheetInfo;

/// A file of the input: its index in [`Sources::files`](super::Sources).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// The address of one cell. Rows and columns count from zero; delimited text is sheet 0, its rows are
/// records as a spreadsheet program shows them, blank lines included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Index of the file in the input.
    pub file: u32,
    /// Index of the sheet in its file.
    pub sheet: u16,
    /// Row from zero.
    pub row: u32,
    /// Column from zero.
    pub col: u16,
}

impl CellRef {
    /// The address on its sheet as people write it: `C5`.
    pub fn a1(&self) -> String {
        a1(self.row, self.col)
    }
}

/// `C5` for row 4, column 2.
pub fn a1(row: u32, col: u16) -> String {
    let mut name = column_name(col);
    let _ = write!(name, "{}", u64::from(row) + 1); // writing to a String cannot fail
    name
}

/// `A`, `Z`, `AA` … for columns counted from zero.
pub fn column_name(col: u16) -> String {
    let mut letters = Vec::with_capacity(4);
    let mut rest = u32::from(col) + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Row and column of `C5` or `$C$5`; nothing for what lies outside 1,048,576 rows by 16,384 columns.
pub(crate) fn parse_a1(name: &[u8]) -> Option<(u32, u16)> {
    let (mut row, mut col) = (0_u32, 0_u32);
    for &byte in name.iter().filter(|byte| **byte != b'$') {
        match byte {
            b'A'..=b'Z' if row == 0 => col = col * 26 + u32::from(byte - b'A') + 1,
            b'a'..=b'z' if row == 0 => col = col * 26 + u32::from(byte - b'a') + 1,
            b'0'..=b'9' => row = row * 10 + u32::from(byte - b'0'),
            _ => return None,
        }
        if row > MAX_ROWS || col > MAX_COLUMNS {
            return None;
        }
    }
    Some((row.checked_sub(1)?, col.checked_sub(1)? as u16))
}

/// Rows of a worksheet in every spreadsheet format.
pub(crate) const MAX_ROWS: u32 = 1_048_576;
/// Columns of a worksheet in every spreadsheet format.
pub(crate) const MAX_COLUMNS: u32 = 16_384;

/// A date, a time of day, or both, as the spreadsheet stores it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DateTimeSerial {
    /// The number behind the format: days, with the day's fraction as the time.
    pub serial: f64,
    /// The moment, with the workbook's 1900 or 1904 system resolved. Civil time: the file knows no zone.
    pub at: DateTime,
    /// Whether there is a time of day beside the date; false at midnight.
    pub has_time: bool,
    /// Whether there is a date; false for a bare time of day, whose `at` is on the first day of the system.
    pub has_date: bool,
}

/// What one cell holds. Never empty: cells without content are absent.
///
/// The tag fills a word, so that the many moves of a cell move whole words.
#[derive(Debug, Clone, PartialEq)]
#[repr(u64)]
pub enum Cell<'a> {
    /// Text as stored, untrimmed.
    Text(Cow<'a, str>),
    /// A number, without its format: 5 % is 0.05.
    Number(f64),
    /// TRUE or FALSE.
    Bool(bool),
    /// A number that the workbook shows as a date or time.
    Moment(DateTimeSerial),
    /// A number that the workbook shows as elapsed time, such as `[h]:mm`.
    Duration(SignedDuration),
    /// An error value, such as `#N/A`.
    Error(&'static str),
    /// A formula whose result the file does not hold. Its value is not known.
    Formula,
}

impl Cell<'_> {
    /// The same cell with its text borrowed.
    pub fn shared(&self) -> Cell<'_> {
        match self {
            Cell::Text(text) => Cell::Text(Cow::Borrowed(text)),
            Cell::Number(number) => Cell::Number(*number),
            Cell::Bool(value) => Cell::Bool(*value),
            Cell::Moment(moment) => Cell::Moment(*moment),
            Cell::Duration(elapsed) => Cell::Duration(*elapsed),
            Cell::Error(error) => Cell::Error(error),
            Cell::Formula => Cell::Formula,
        }
    }

    /// The cell as text for showing: numbers in full, dates as `2024-03-05` or `2024-03-05 09:30:00`.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(number.to_string()),
            Cell::Bool(true) => Cow::Borrowed("TRUE"),
            Cell::Bool(false) => Cow::Borrowed("FALSE"),
            Cell::Moment(moment) => Cow::Owned(match (moment.has_date, moment.has_time) {
                (true, true) => moment.at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
                (true, false) => moment.at.strftime("%Y-%m-%d").to_string(),
                (false, _) => moment.at.strftime("%H:%M:%S").to_string(),
            }),
            Cell::Duration(elapsed) => {
                let (sign, seconds) = (
                    if elapsed.is_negative() { "-" } else { "" },
                    elapsed.as_secs().unsigned_abs(),
                );
                Cow::Owned(format!(
                    "{sign}{}:{:02}:{:02}",
                    seconds / 3600,
                    seconds / 60 % 60,
                    seconds % 60
                ))
            }
            Cell::Error(error) => Cow::Borrowed(error),
            Cell::Formula => Cow::Borrowed("=?"),
        }
    }
}

/// The error value with this spelling, kept for the whole run.
pub(crate) fn error_value(spelling: &str) -> &'static str {
    const VALUES: [&str; 15] = [
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#BUSY!",
        "#UNKNOWN!",
        "#GETTING_DATA",
    ];
    VALUES.into_iter().find(|value| *value == spelling).unwrap_or("#ERROR!")
}

/// Whether a text shows nothing: blanks of every width, zero-width characters, byte order marks.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\0')
    })
}

/// One row that has at least one cell. The buffer is reused: copy what must outlive the call.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Index of the file, as it was given to [`read`](super::read).
    pub file: u32,
    /// Index of the sheet in its file.
    pub sheet: u16,
    /// Row from zero.
    pub index: u32,
    /// Whether the spreadsheet hides the row.
    pub hidden: bool,
    /// Columns ascending, each once, with no blank cells.
    pub cells: &'a [(u16, Cell<'a>)],
}

impl<'a> Row<'a> {
    /// The address of the row's cell in this column.
    pub fn at(&self, col: u16) -> CellRef {
        CellRef { file: self.file, sheet: self.sheet, row: self.index, col }
    }

    /// The cell in this column.
    pub fn get(&self, col: u16) -> Option<&'a Cell<'a>> {
        // In a row without gaps the cell stands at its column's place.
        if let Some((at, cell)) = self.cells.get(usize::from(col))
            && *at == col
        {
            return Some(cell);
        }
        let found = self.cells.binary_search_by_key(&col, |(at, _)| *at).ok()?;
        Some(&self.cells[found].1)
    }
}

/// What takes the rows of a file as they are read: sheets in order, rows ascending.
pub trait Sink {
    /// A sheet begins; hidden rows and merged regions are known already.
    fn sheet(&mut self, sheet: u16, info: &SheetInfo);
    /// The next row with content.
    fn row(&mut self, sheet: u16, row: &Row<'_>);
    /// The sheet is over, read to its end or not.
    fn end(&mut self, sheet: u16);
    /// Whether the sheet is wanted at all. A sheet that is not wanted is still listed in the file's facts.
    fn wants(&self, _sheet: u16) -> bool {
        true
    }
    /// Whether the sheet's further rows are wanted; asked after each row.
    fn wants_more(&self, _sheet: u16) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_as_people_write_them() {
        let named = [(0, 0), (4, 2), (0, 25), (0, 26), (1_048_575, 16_383)].map(|(r, c)| a1(r, c));
        assert_eq!(named, ["A1", "C5", "Z1", "AA1", "XFD1048576"]);
    }

    #[test]
    fn addresses_outside_a_sheet_are_none() {
        assert_eq!(parse_a1(b"$C$5"), Some((4, 2)));
        assert_eq!(parse_a1(b"XFD1048576"), Some((1_048_575, 16_383)));
        for wrong in ["", "C", "5", "C0", "XFE1", "A1048577", "A99999999999", "5C", "A-1"] {
            assert_eq!(parse_a1(wrong.as_bytes()), None, "{wrong}");
        }
    }

    #[test]
    fn what_looks_empty_is_blank() {
        assert!(is_blank(" \u{3000}\u{a0}\u{200b}\n"));
        assert!(!is_blank("—"));
    }

    #[test]
    fn cells_are_shown_in_full() {
        let moment = |at: DateTime, has_date, has_time| {
            Cell::Moment(DateTimeSerial { serial: 0.0, at, has_time, has_date })
        };
        let at = jiff::civil::date(2024, 3, 5).at(9, 30, 0, 0);
        let shown = [
            Cell::Number(1_234_500.0),
            Cell::Number(0.1),
            moment(at, true, true),
            moment(at, true, false),
            moment(at, false, true),
            Cell::Duration(SignedDuration::from_secs(-90_061)),
        ]
        .map(|cell| cell.shown().into_owned());
        let expected =
            ["1234500", "0.1", "2024-03-05 09:30:00", "2024-03-05", "09:30:00", "-25:01:01"];
        assert_eq!(shown, expected);
    }
}
