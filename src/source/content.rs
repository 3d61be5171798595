//! One walk over the content of an OpenDocument spreadsheet: its tables, columns, rows and cells in order.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;

use super::cell::{Cell, MAX_ROWS, error_value};
use super::limits::{Meter, is_too_large};
use super::value::{from_iso, from_iso_duration};
use super::xml::{attribute, entity};

/// Why a walk ended early.
pub(crate) enum Stop {
    /// The XML is damaged here; what comes before was read.
    Broken(String),
    /// More than the limits allow.
    TooLarge,
    /// Elements inside elements, more than the limits allow.
    TooDeep,
}

impl From<quick_xml::Error> for Stop {
    fn from(error: quick_xml::Error) -> Self {
        match &error {
            quick_xml::Error::Io(inner) if is_too_large(inner) => Stop::TooLarge,
            _ => Stop::Broken(error.to_string()),
        }
    }
}

/// Counts what is read, in the walk that is the first.
struct Metered<'a> {
    part: &'a mut dyn Read,
    meter: Option<&'a mut Meter>,
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.part.read(buffer)?;
        if let Some(meter) = &mut self.meter {
            meter.add(read)?;
        }
        Ok(read)
    }
}

/// What a walk over the content meets.
pub(crate) enum Piece {
    Table {
        name: String,
        hidden: bool,
    },
    TableEnd,
    /// The table under way is hidden, which is told after its name.
    Hide {
        very: bool,
    },
    Columns {
        first: u32,
        count: u32,
        hidden: bool,
    },
    Rows {
        first: u32,
        count: u32,
        hidden: bool,
    },
    Cell {
        row: u32,
        rows: u32,
        col: u32,
        cols: u32,
        spans: (u32, u32),
        cell: Option<Cell<'static>>,
    },
}

pub(crate) trait Walker {
    fn take(&mut self, piece: Piece);
}

/// Where a walk is.
#[derive(Default)]
struct Place {
    hidden_styles: BTreeSet<String>,
    style: Option<String>,
    in_table: bool,
    /// Tables inside tables, charts and comments, which are passed over.
    skipped: usize,
    col: u32,
    row: u32,
    rows: u32,
    hidden_groups: Vec<bool>,
}

pub(crate) fn walk(
    part: &mut dyn Read,
    meter: Option<&mut Meter>,
    walker: &mut dyn Walker,
) -> Result<(), Stop> {
    let deepest = meter.as_ref().map_or(usize::MAX, |meter| meter.depth);
    let mut reader =
        Reader::from_reader(BufReader::with_capacity(64 << 10, Metered { part, meter }));
    reader.config_mut().expand_empty_elements = true;
    let mut place = Place::default();
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer)? {
            Event::Start(element) => {
                depth += 1;
                if deepest < depth {
                    return Err(Stop::TooDeep);
                }
                if place.skipped > 0 {
                    place.skipped += 1;
                    continue;
                }
                match element.local_name().as_ref() {
                    "table-cell" | "covered-table-cell" if place.in_table => {
                        let tag = CellTag::of(&element);
                        let text = if tag.needs_text() {
                            cell_text(&mut reader)?
                        } else {
                            let name = element.name().as_ref().to_owned();
                            reader.read_to_end_into(QName(&name), &mut Vec::new())?;
                            String::new()
                        };
                        depth -= 1;
                        let (cols, spans) = (tag.repeated, tag.spans);
                        let cell = tag.cell(text);
                        walker.take(Piece::Cell {
                            row: place.row,
                            rows: place.rows,
                            col: place.col,
                            cols,
                            spans,
                            cell,
                        });
                        place.col = place.col.saturating_add(cols);
                    }
                    _ => place.enter(&element, walker),
                }
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                if place.skipped > 0 {
                    place.skipped -= 1;
                    continue;
                }
                place.leave(element.local_name().as_ref(), walker);
            }
            Event::Eof if depth > 0 => return Err(Stop::Broken("</>?".to_owned())),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

impl Place {
    fn enter(&mut self, element: &BytesStart<'_>, walker: &mut dyn Walker) {
        match element.local_name().as_ref() {
            "style" => self.style = attribute(element, "name"),
            "table-properties" if attribute(element, "display").as_deref() == Some("false") => {
                self.hidden_styles.extend(self.style.take());
            }
            "table" if !self.in_table => {
                self.in_table = true;
                (self.row, self.rows, self.col) = (0, 0, 0);
                self.hidden_groups.clear();
                let style = attribute(element, "style-name").unwrap_or_default();
                walker.take(Piece::Table {
                    name: attribute(element, "name").unwrap_or_default(),
                    hidden: self.hidden_styles.contains(&style),
                });
            }
            "table" | "shapes" | "forms" | "annotation" | "tracked-changes" | "dde-links"
            | "title" | "desc" => {
                self.skipped = 1;
            }
            "table-row-group" | "table-column-group" => {
                self.hidden_groups.push(attribute(element, "display").as_deref() == Some("false"));
            }
            "table-column" if self.in_table => {
                let count = count(element, "number-columns-repeated");
                walker.take(Piece::Columns {
                    first: self.col,
                    count,
                    hidden: self.hidden(element),
                });
                self.col = self.col.saturating_add(count);
            }
            "table-row" if self.in_table => {
                self.row = self.row.saturating_add(self.rows);
                self.rows = count(element, "number-rows-repeated");
                self.col = 0;
                walker.take(Piece::Rows {
                    first: self.row,
                    count: self.rows,
                    hidden: self.hidden(element),
                });
            }
            _ => {}
        }
    }

    fn leave(&mut self, name: &str, walker: &mut dyn Walker) {
        match name {
            "style" => self.style = None,
            "table" if self.in_table => {
                self.in_table = false;
                walker.take(Piece::TableEnd);
            }
            "table-row-group" | "table-column-group" => {
                self.hidden_groups.pop();
            }
            _ => {}
        }
    }

    fn hidden(&self, element: &BytesStart<'_>) -> bool {
        let own = attribute(element, "visibility");
        matches!(own.as_deref(), Some("collapse" | "filter")) || self.hidden_groups.contains(&true)
    }
}

fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, MAX_ROWS)
}

/// What the start of a cell tells.
struct CellTag {
    repeated: u32,
    spans: (u32, u32),
    kind: String,
    value: Option<String>,
    formula: bool,
    error: bool,
}

impl CellTag {
    fn of(element: &BytesStart<'_>) -> Self {
        let get = |name| attribute(element, name);
        let mut attributes = element.attributes();
        let mut error = false;
        let mut office = String::new();
        for attribute in attributes
            .with_checks(false)
            .flatten()
            .filter(|attribute| attribute.key.local_name().as_ref() == "value-type")
        {
            if attribute.key.as_ref() == "calcext:value-type" {
                error = attribute.value.as_ref() == "error";
            } else {
                office = attribute.value.to_string();
            }
        }
        let value = match office.as_str() {
            "float" | "percentage" | "currency" => get("value"),
            "date" => get("date-value"),
            "time" => get("time-value"),
            "boolean" => get("boolean-value"),
            "string" => get("string-value"),
            _ => None,
        };
        Self {
            repeated: count(element, "number-columns-repeated"),
            spans: (
                count(element, "number-rows-spanned"),
                count(element, "number-columns-spanned"),
            ),
            formula: get("formula").is_some(),
            kind: office,
            value,
            error,
        }
    }

    fn needs_text(&self) -> bool {
        self.error || (self.kind == "string" && self.value.is_none())
    }

    fn cell(self, text: String) -> Option<Cell<'static>> {
        if self.error {
            return Some(Cell::Error(error_value(text.trim())));
        }
        let written =
            |value: &Option<String>| value.clone().map(|text| Cell::Text(Cow::Owned(text)));
        match (self.kind.as_str(), &self.value) {
            ("string", None) => Some(Cell::Text(Cow::Owned(text))),
            ("float" | "percentage" | "currency", Some(value)) => {
                value.parse().map(Cell::Number).ok().or_else(|| written(&self.value))
            }
            ("date", Some(value)) => from_iso(value).or_else(|| written(&self.value)),
            ("time", Some(value)) => from_iso_duration(value).or_else(|| written(&self.value)),
            ("boolean", Some(value)) => Some(Cell::Bool(value == "true")),
            (_, Some(_)) => written(&self.value),
            (_, None) => self.formula.then_some(Cell::Formula),
        }
    }
}

/// The paragraphs of a cell up to its end, without comments and drawings.
fn cell_text<R: std::io::BufRead>(reader: &mut Reader<R>) -> quick_xml::Result<String> {
    const MOST_BLANKS: usize = 1_000;
    let (mut text, mut buffer) = (String::new(), Vec::new());
    let (mut depth, mut skipped, mut paragraphs) = (1_usize, 0_usize, 0);
    // Depth of the paragraph under way; flat documents have line ends between paragraphs.
    let mut paragraph = None;
    while depth > 0 {
        buffer.clear();
        match reader.read_event_into(&mut buffer)? {
            Event::Start(element) => {
                depth += 1;
                let drawn = element.name().as_ref().starts_with("draw:");
                match element.local_name().as_ref() {
                    _ if skipped > 0 || drawn => skipped += 1,
                    "annotation" => skipped += 1,
                    "p" | "h" => {
                        paragraphs += 1;
                        paragraph = paragraph.or(Some(depth));
                        if paragraphs > 1 {
                            text.push('\n');
                        }
                    }
                    "s" => {
                        let blanks = attribute(&element, "c")
                            .and_then(|count| count.parse().ok())
                            .unwrap_or(1);
                        text.extend(std::iter::repeat_n(' ', blanks.min(MOST_BLANKS)));
                    }
                    "tab" => text.push('\t'),
                    "line-break" => text.push('\n'),
                    _ => {}
                }
            }
            Event::End(_) => {
                paragraph = paragraph.filter(|begun| *begun != depth);
                depth -= 1;
                skipped = skipped.saturating_sub(1);
            }
            Event::Text(piece) if skipped == 0 && paragraph.is_some() => {
                text.push_str(&piece.xml10_content())
            }
            Event::CData(piece) if skipped == 0 && paragraph.is_some() => {
                text.push_str(&piece.xml10_content())
            }
            Event::GeneralRef(reference) if skipped == 0 => text.extend(entity(&reference)),
            Event::Eof => {
                let eof = std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
                return Err(quick_xml::Error::from(eof));
            }
            _ => {}
        }
    }
    Ok(text)
}
