//! One walk over an XML Spreadsheet 2003: `<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`.
//!
//! Exporting platforms write it by hand and call it xls. Meets the same pieces as the walk over an OpenDocument, so that
//! both are read by the same code.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::cell::{Cell, DateTimeSerial, MAX_COLUMNS, MAX_ROWS, error_value};
use super::content::{Piece, Stop, Walker};
use super::value::from_iso;
use super::xml::{attribute, entity};

/// Significant digits that a number keeps in every spreadsheet program.
const EXACT_DIGITS: usize = 15;

/// Where a walk is.
#[derive(Default)]
struct Place {
    in_sheet: bool,
    in_table: bool,
    row: u32,
    col: u32,
    next_column: u32,
    /// Rows behind this one that `ss:Span` gives its looks.
    alike: u32,
    alike_hidden: bool,
    cell: Option<Open>,
    in_data: bool,
    in_visible: bool,
    /// Depth inside comments, which are passed over.
    skipped: usize,
}

/// A cell under way.
struct Open {
    col: u32,
    spans: (u32, u32),
    formula: bool,
    kind: String,
    text: String,
    has_data: bool,
}

/// Walks over the text of a workbook.
pub(crate) fn walk(text: &str, walker: &mut dyn Walker) -> Result<(), Stop> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut place = Place::default();
    let mut depth = 0_usize;
    loop {
        match reader.read_event()? {
            Event::Start(element) => {
                depth += 1;
                if place.skipped > 0
                    || matches!(element.local_name().as_ref(), "Comment" | "PhoneticText")
                {
                    place.skipped += 1;
                } else {
                    place.enter(&element, walker);
                }
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                if place.skipped > 0 {
                    place.skipped -= 1;
                } else {
                    place.leave(element.local_name().as_ref(), walker);
                }
            }
            Event::Text(piece) => place.text(&piece.xml10_content(), walker),
            Event::CData(piece) => place.text(&piece.xml10_content(), walker),
            Event::GeneralRef(reference) => {
                if let Some(c) = entity(&reference) {
                    place.text(c.encode_utf8(&mut [0; 4]), walker);
                }
            }
            Event::Eof if depth > 0 => return Err(Stop::Broken("</>?".to_owned())),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "Hidden").is_some_and(|hidden| hidden == "1" || hidden == "true")
}

impl Place {
    fn enter(&mut self, element: &BytesStart<'_>, walker: &mut dyn Walker) {
        match element.local_name().as_ref() {
            "Worksheet" if !self.in_sheet => {
                (self.in_sheet, self.row, self.next_column) = (true, 0, 0);
                let name = attribute(element, "Name").unwrap_or_default();
                walker.take(Piece::Table { name, hidden: false });
            }
            "Table" if self.in_sheet => self.in_table = true,
            "Column" if self.in_table => {
                let first = number(element, "Index")
                    .map_or(self.next_column, |index| index.saturating_sub(1));
                let count = number(element, "Span").unwrap_or(0).saturating_add(1).min(MAX_COLUMNS);
                self.next_column = first.saturating_add(count);
                walker.take(Piece::Columns { first, count, hidden: is_hidden(element) });
            }
            "Row" if self.in_table => {
                if let Some(index) = number(element, "Index") {
                    self.row = index.saturating_sub(1);
                }
                self.col = 0;
                self.alike = number(element, "Span").unwrap_or(0).min(MAX_ROWS);
                self.alike_hidden = is_hidden(element);
                walker.take(Piece::Rows { first: self.row, count: 1, hidden: self.alike_hidden });
            }
            "Cell" if self.in_table => {
                if let Some(index) = number(element, "Index") {
                    self.col = index.saturating_sub(1);
                }
                let more =
                    |name: &str, most: u32| number(element, name).unwrap_or(0).min(most - 1) + 1;
                self.cell = Some(Open {
                    col: self.col,
                    spans: (more("MergeDown", MAX_ROWS), more("MergeAcross", MAX_COLUMNS)),
                    formula: attribute(element, "Formula").is_some(),
                    kind: String::new(),
                    text: String::new(),
                    has_data: false,
                });
            }
            "Data" => {
                if let Some(cell) = &mut self.cell {
                    cell.kind = attribute(element, "Type").unwrap_or_default();
                    cell.has_data = true;
                    self.in_data = true;
                }
            }
            "Visible" if self.in_sheet && !self.in_table => self.in_visible = true,
            _ => {}
        }
    }

    fn leave(&mut self, name: &str, walker: &mut dyn Walker) {
        match name {
            "Data" => self.in_data = false,
            "Cell" => {
                if let Some(cell) = self.cell.take() {
                    self.col = cell.col.saturating_add(cell.spans.1);
                    walker.take(Piece::Cell {
                        row: self.row,
                        rows: 1,
                        col: cell.col,
                        cols: 1,
                        spans: cell.spans,
                        cell: cell.value(),
                    });
                }
            }
            "Row" if self.in_table => {
                self.row = self.row.saturating_add(1);
                if self.alike > 0 {
                    walker.take(Piece::Rows {
                        first: self.row,
                        count: self.alike,
                        hidden: self.alike_hidden,
                    });
                    self.row = self.row.saturating_add(self.alike);
                }
            }
            "Table" => self.in_table = false,
            "Visible" => self.in_visible = false,
            "Worksheet" => {
                self.in_sheet = false;
                walker.take(Piece::TableEnd);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, walker: &mut dyn Walker) {
        if self.skipped > 0 {
            return;
        }
        if self.in_visible && text.trim().starts_with("Sheet") {
            walker.take(Piece::Hide { very: text.trim() == "SheetVeryHidden" });
        }
        if let Some(cell) = self.cell.as_mut().filter(|_| self.in_data) {
            cell.text.push_str(text);
        }
    }
}

impl Open {
    fn value(self) -> Option<Cell<'static>> {
        if !self.has_data {
            return self.formula.then_some(Cell::Formula);
        }
        let text = self.text;
        let trimmed = text.trim();
        let told = match self.kind.as_str() {
            "Number" => of_number(trimmed),
            "DateTime" => of_moment(trimmed),
            "Boolean" if matches!(trimmed, "0" | "1") => Some(Cell::Bool(trimmed == "1")),
            "Error" => Some(Cell::Error(error_value(trimmed))),
            _ => None,
        };
        told.or(Some(Cell::Text(Cow::Owned(text))))
    }
}

/// A number; one with more digits than a number keeps stays text, since it is a code.
fn of_number(text: &str) -> Option<Cell<'static>> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let code = EXACT_DIGITS < digits && !text.contains(['.', 'e', 'E']);
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && !code);
    number.map(Cell::Number)
}

/// A moment. A time of day is written on the last day before the calendar of spreadsheets begins.
fn of_moment(text: &str) -> Option<Cell<'static>> {
    let Some(Cell::Moment(moment)) = from_iso(text) else { return None };
    let has_date = !text.starts_with("1899-12-31") && !text.starts_with("1899-12-30");
    Some(Cell::Moment(DateTimeSerial { has_date, ..moment }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_too_many_digits_are_codes() {
        assert_eq!(of_number("1234567.89"), Some(Cell::Number(1_234_567.89)));
        assert_eq!(of_number("6222021234567890123"), None);
        assert_eq!(of_number("0.12345678901234567"), Some(Cell::Number(0.123_456_789_012_345_67)));
        assert_eq!(of_number("x"), None);
    }

    #[test]
    fn a_time_of_day_has_no_date() {
        let shown = |text| of_moment(text).map(|cell| cell.shown().into_owned());
        assert_eq!(shown("1899-12-31T09:30:00.000").as_deref(), Some("09:30:00"));
        assert_eq!(shown("2024-03-05T00:00:00.000").as_deref(), Some("2024-03-05"));
        assert_eq!(shown("yesterday"), None);
    }
}
