//! OpenDocument spreadsheets, read with a reader of our own.
//!
//! calamine tells neither hidden rows nor merged regions of an ods, holds every sheet as a rectangle, and
//! waits for ever where the XML breaks off. An ods is one XML part, so the same walk over it is done
//! twice: once for what must be known before the rows, once for the rows.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;

use crate::error::{Error, Problem, damaged, damaged_sheet, encrypted, too_large};
use crate::text;
use crate::text::Text;

use super::cell::{Cell, MAX_COLUMNS, MAX_ROWS, a1, error_value, is_blank};
use super::file::{Merge, SheetInfo, Visibility};
use super::limits::{Meter, is_too_large};
use super::package::Package;
use super::properties::{Properties, of_ods};
use super::rows::{Reading, Rows};
use super::value::{from_iso, from_iso_duration};
use super::xml::{attribute, entity};

const CONTENT: &str = "content.xml";

/// Reads an ods: properties, then each sheet.
pub(crate) fn read(
    mut package: Package,
    reading: &mut Reading<'_>,
) -> Result<(Properties, Vec<SheetInfo>), Error> {
    let most = reading.limits.part_bytes;
    let manifest = package.read_part("META-INF/manifest.xml", most)?.unwrap_or_default();
    if manifest.windows(15).any(|window| window == b"encryption-data") {
        return Err(encrypted(reading.shown));
    }
    let properties = of_ods(&mut package, most);

    let mut facts = Facts::default();
    let stopped =
        package.with_part(CONTENT, |part, meter| Ok(walk(part, Some(meter), &mut facts).err()))?;
    let stopped = stopped.ok_or_else(|| damaged(reading.shown, &"content.xml?"))?;
    if matches!(stopped, Some(Stop::TooLarge)) {
        return Err(package.meter.error(reading.shown));
    }
    let mut sheets = facts.sheets;
    if sheets.len() > reading.limits.sheets {
        let n = sheets.len();
        return Err(too_large(reading.shown, text!("{n} 张工作表", "{n} sheets")));
    }
    for info in &mut sheets {
        info.sort();
        if let Some((row, col)) = info.uncomputed.first() {
            let n = info.uncomputed.len();
            let says = text!(
                "{n} 个公式没有保存计算结果，其值未知",
                "{n} formulas were saved without their results; their values are not known"
            );
            let problem = Problem::warning(says).in_file(reading.shown).on_sheet(&info.name);
            reading.problems.push(problem.at_cell(a1(*row, *col)).advise(Text::of(
                "请用 Excel/WPS 打开，重新计算并保存后再读取",
                "open it in Excel or WPS, let it calculate, and save it",
            )));
        }
    }
    let mut cells = Cells {
        reading,
        sheets: &sheets,
        next: 0,
        rows: None,
        first: 0,
        repeated: 1,
        row: Vec::new(),
    };
    package.with_part(CONTENT, |part, _| Ok(walk(part, None, &mut cells).err()))?;
    let last = cells.close();
    if let Some(Stop::Broken(reason)) = stopped {
        let name = sheets.last().map(|info| info.name.clone()).unwrap_or_default();
        reading.problems.push(damaged_sheet(reading.shown, &name, last, &reason));
    }
    Ok((properties, sheets))
}

/// Why a walk ended early.
enum Stop {
    /// The XML is damaged here; what comes before was read.
    Broken(String),
    /// More than the limits allow.
    TooLarge,
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
enum Piece {
    Table {
        name: String,
        hidden: bool,
    },
    TableEnd,
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

trait Walker {
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

fn walk(
    part: &mut dyn Read,
    meter: Option<&mut Meter>,
    walker: &mut dyn Walker,
) -> Result<(), Stop> {
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
                depth -= 1;
                skipped = skipped.saturating_sub(1);
            }
            Event::Text(piece) if skipped == 0 && paragraphs > 0 => {
                text.push_str(&piece.xml10_content())
            }
            Event::CData(piece) if skipped == 0 && paragraphs > 0 => {
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

/// The first walk: what must be known before the rows.
#[derive(Default)]
struct Facts {
    sheets: Vec<SheetInfo>,
}

impl Walker for Facts {
    fn take(&mut self, piece: Piece) {
        const MOST: usize = 1 << 20;
        if let Piece::Table { name, hidden } = piece {
            let visibility = if hidden { Visibility::Hidden } else { Visibility::Visible };
            self.sheets.push(SheetInfo { name, visibility, ..SheetInfo::default() });
            return;
        }
        let Some(info) = self.sheets.last_mut() else { return };
        match piece {
            Piece::Columns { first, count, hidden: true } => {
                let columns = first.min(MAX_COLUMNS)..first.saturating_add(count).min(MAX_COLUMNS);
                info.hidden_columns.extend(columns.map(|col| col as u16));
            }
            Piece::Rows { first, count, hidden: true } => {
                info.hidden_rows
                    .extend(first.min(MAX_ROWS)..first.saturating_add(count).min(MAX_ROWS));
            }
            Piece::Cell { row, rows, col, cols, spans, cell }
                if col < MAX_COLUMNS && row < MAX_ROWS =>
            {
                if spans != (1, 1) && info.merged.len() < MOST {
                    info.merged.push(Merge {
                        first_row: row,
                        first_col: col as u16,
                        last_row: (row + spans.0 - 1).min(MAX_ROWS - 1),
                        last_col: (col + spans.1 - 1).min(MAX_COLUMNS - 1) as u16,
                    });
                }
                if cell == Some(Cell::Formula) {
                    let columns =
                        || (col..col.saturating_add(cols).min(MAX_COLUMNS)).map(|col| col as u16);
                    let places = (row..row.saturating_add(rows))
                        .flat_map(|row| columns().map(move |col| (row, col)));
                    info.uncomputed.extend(places.take(MOST.saturating_sub(info.uncomputed.len())));
                }
            }
            _ => {}
        }
    }
}

/// The second walk: the rows.
struct Cells<'s, 'r> {
    reading: &'s mut Reading<'r>,
    sheets: &'s [SheetInfo],
    next: usize,
    rows: Option<Rows<'s>>,
    /// The row under way: its first row, how often it stands, its cells with how often they stand.
    first: u32,
    repeated: u32,
    row: Vec<(u32, u32, Cell<'static>)>,
}

impl Walker for Cells<'_, '_> {
    fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Table { .. } => {
                let index = self.next as u16; // the limit of sheets is below
                self.next += 1;
                if let Some(info) =
                    self.sheets.get(usize::from(index)).filter(|_| self.reading.sink.wants(index))
                {
                    self.rows = Some(Rows::begin(self.reading, index, info));
                }
            }
            Piece::Rows { first, count, .. } => {
                self.flush();
                (self.first, self.repeated) = (first, count);
            }
            Piece::Cell { col, cols, cell: Some(cell), .. } => self.row.push((col, cols, cell)),
            Piece::TableEnd => {
                self.close();
            }
            _ => {}
        }
    }
}

impl Cells<'_, '_> {
    fn flush(&mut self) {
        let Some(rows) = &mut self.rows else { return self.row.clear() };
        let worth =
            self.row.iter().any(|(_, _, cell)| !matches!(cell, Cell::Text(text) if is_blank(text)));
        let last =
            if worth { self.first.saturating_add(self.repeated).min(MAX_ROWS) } else { self.first };
        for row in self.first..last {
            let cells = self.row.iter().flat_map(|(col, cols, cell)| {
                (*col..col.saturating_add(*cols).min(MAX_COLUMNS))
                    .map(move |col| (col, Some(cell.shared())))
            });
            if !rows.push(self.reading, row, cells) {
                break;
            }
        }
        self.row.clear();
    }

    /// Ends the sheet under way, if there is one. Gives its last address.
    fn close(&mut self) -> Option<String> {
        self.flush();
        let rows = self.rows.take()?;
        let last = rows.last();
        rows.end(self.reading);
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::limits::Limits;

    fn facts(body: &str) -> (Vec<SheetInfo>, bool) {
        let mut facts = Facts::default();
        let xml = format!("<office:document-content><office:body><office:spreadsheet>{body}");
        let stopped = walk(&mut xml.as_bytes(), None, &mut facts).is_err();
        (facts.sheets, stopped)
    }

    const END: &str = "</office:spreadsheet></office:body></office:document-content>";

    #[test]
    fn repeated_hidden_rows_and_spans_are_counted() {
        let (sheets, stopped) = facts(&format!(
            r#"<table:table table:name="表"><table:table-column table:number-columns-repeated="2"/>
            <table:table-column table:visibility="collapse"/><table:table-row table:number-rows-repeated="3"/>
            <table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell/></table:table-row>
            <table:table-row><table:table-cell/><table:table-cell table:number-columns-spanned="2"
            table:number-rows-spanned="3"/></table:table-row></table:table>{END}"#
        ));
        assert!(!stopped);
        assert_eq!(
            (&sheets[0].hidden_columns[..], &sheets[0].hidden_rows[..]),
            (&[2][..], &[3, 4][..])
        );
        assert_eq!(
            sheets[0].merged,
            [Merge { first_row: 5, first_col: 1, last_row: 7, last_col: 2 }]
        );
    }

    #[test]
    fn a_content_that_breaks_off_ends() {
        for body in [
            "<table:table>",
            "<table:table><table:table-row><table:table-cell office:value-type=\"string\"><text:p>甲",
        ] {
            assert!(facts(body).1, "{body}");
        }
    }

    #[test]
    fn what_unfolds_without_end_is_refused() {
        let limits = Limits { ratio_floor: 100, ratio: 1, ..Limits::default() };
        let mut meter = Meter::new(1, &limits);
        let xml = format!("<a>{}</a>", "<b/>".repeat(100));
        let stopped = walk(&mut xml.as_bytes(), Some(&mut meter), &mut Facts::default());
        assert!(matches!(stopped, Err(Stop::TooLarge)));
    }
}
