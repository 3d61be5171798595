//! OpenDocument spreadsheets, read with a reader of our own.
//!
//! calamine tells neither hidden rows nor merged regions of an ods, holds every sheet as a rectangle, and
//! waits for ever where the XML breaks off. An ods is one XML part, so the same walk over it is done
//! twice: once for what must be known before the rows, once for the rows.

use crate::error::{Error, Problem, damaged, damaged_sheet, encrypted, too_large};
use crate::text;
use crate::text::Text;

use super::cell::{Cell, MAX_COLUMNS, MAX_ROWS, a1, is_blank};
use super::content::{Piece, Stop, Walker, walk};
use super::decode;
use super::file::{Format, Merge, SheetInfo, Visibility};
use super::package::Package;
use super::page::undecodable;
use super::properties::{Properties, of_flat, of_ods};
use super::raised;
use super::rows::{Reading, Rows};
use super::spreadsheetml;

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

    let mut first = true;
    let sheets = sheets(reading, |walker| {
        let stopped = package.with_part(CONTENT, |part, meter| {
            let meter = std::mem::take(&mut first).then_some(meter);
            Ok(walk(part, meter, walker).err())
        })?;
        let stopped = stopped.ok_or_else(|| damaged(&package.shown, &"content.xml?"))?;
        if matches!(stopped, Some(Stop::TooLarge)) {
            return Err(package.meter.error(&package.shown));
        }
        Ok(stopped)
    })?;
    Ok((properties, sheets))
}

/// Reads a workbook that is one XML file: a flat OpenDocument, or an XML Spreadsheet 2003.
pub(crate) fn read_flat(
    bytes: Vec<u8>,
    format: Format,
    reading: &mut Reading<'_>,
) -> Result<(Properties, Vec<SheetInfo>), Error> {
    let (text, encoding, replaced) = decode::whole(bytes);
    let sheets = sheets(reading, |walker| {
        Ok(match format {
            Format::XmlSpreadsheet => spreadsheetml::walk(&text, walker).err(),
            _ => walk(&mut text.as_bytes(), None, walker).err(),
        })
    })?;
    if replaced {
        reading.problems.push(undecodable(reading.shown, encoding));
    }
    Ok((of_flat(&text), sheets))
}

/// Walks twice: for what must be known before the rows, and for the rows.
fn sheets(
    reading: &mut Reading<'_>,
    mut walk: impl FnMut(&mut dyn Walker) -> Result<Option<Stop>, Error>,
) -> Result<Vec<SheetInfo>, Error> {
    let mut facts = Facts::default();
    let stopped = walk(&mut facts)?;
    if matches!(stopped, Some(Stop::TooDeep)) {
        let n = reading.limits.depth;
        let says = text!("元素嵌套超过 {n} 层", "elements are nested more than {n} deep");
        return Err(raised(too_large(reading.shown, says), "--max-depth"));
    }
    let mut sheets = facts.sheets;
    if sheets.len() > reading.limits.sheets {
        let n = sheets.len();
        return Err(raised(
            too_large(reading.shown, text!("{n} 张工作表", "{n} sheets")),
            "--max-sheets",
        ));
    }
    for info in &mut sheets {
        info.sort();
        if let Some((row, col)) = info.uncomputed.first() {
            let n = info.uncomputed.len();
            let says = text!(
                "{n} 个公式没有保存计算结果，其值未知",
                "formulas saved without their results, so that their values are not known: {n}"
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
    walk(&mut cells)?;
    let last = cells.close();
    if let Some(Stop::Broken(reason)) = stopped {
        let name = sheets.last().map(|info| info.name.clone()).unwrap_or_default();
        reading.problems.push(damaged_sheet(reading.shown, &name, last, &reason));
    }
    Ok(sheets)
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
            Piece::Hide { very } => {
                info.visibility = if very { Visibility::VeryHidden } else { Visibility::Hidden };
            }
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
    use crate::source::limits::{Limits, Meter};

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
