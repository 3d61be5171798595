//! What a worksheet part of an xlsx says beside its cells: hidden rows and columns, merged regions, and
//! formulas without a result.
//!
//! The workbook reader streams cells and tells none of this, and merged regions stand behind the cells. So the
//! part is looked through once before its cells are read. Parsing it twice would double the cost of
//! reading; this pass only searches the unfolded bytes for the two letters that the wanted tags have and cells
//! lack: the `w` of `<row` and the `f` of `<f>` and `<mergeCell ref`.

use std::io::Read;

use super::cell::{MAX_COLUMNS, MAX_ROWS, parse_a1};
use super::file::{Merge, SheetInfo};
use super::limits::Meter;
use super::tag::{attribute, find, is_true, is_zero, number, opening_tag, tag_name};

/// Unfolded bytes looked at together: small enough for the processor's cache.
const WINDOW: usize = 128 << 10;
/// A cell longer than this is cut; only its formula's missing result could go unnoticed.
const LARGEST_WINDOW: usize = 1 << 20;
/// Regions and formulas that are kept of one sheet.
const MOST: usize = 1 << 20;

/// What a pass found.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) merged: Vec<Merge>,
    pub(crate) hidden_rows: Vec<u32>,
    pub(crate) hidden_columns: Vec<u16>,
    pub(crate) uncomputed: Vec<(u32, u16)>,
    /// Formulas without a result whose cells do not tell their address.
    pub(crate) uncomputed_elsewhere: usize,
    /// Whether there was more than is kept.
    pub(crate) incomplete: bool,
    in_rows: bool,
    row: Option<u32>,
}

impl Scan {
    /// Moves what was found into the sheet's facts.
    pub(crate) fn fill(self, info: &mut SheetInfo) {
        info.merged = self.merged;
        info.hidden_rows = self.hidden_rows;
        info.hidden_columns = self.hidden_columns;
        info.uncomputed = self.uncomputed;
        info.sort();
    }
}

/// Looks through a worksheet part.
pub(crate) fn scan(part: &mut dyn Read, meter: &mut Meter) -> std::io::Result<Scan> {
    let mut found = Scan::default();
    let mut window = vec![0; WINDOW];
    let mut filled = 0;
    loop {
        let read = part.read(&mut window[filled..])?;
        meter.add(read)?;
        filled += read;
        if read > 0 && filled < window.len() {
            continue;
        }
        let whole = if read == 0 { filled } else { end_of_whole_tags(&window[..filled]) };
        if whole == 0 && read > 0 && window.len() < LARGEST_WINDOW {
            window.resize(window.len() * 2, 0);
            continue;
        }
        let whole = if whole == 0 { filled } else { whole };
        found.look_at(&window[..whole]);
        window.copy_within(whole..filled, 0);
        filled -= whole;
        if read == 0 {
            return Ok(found);
        }
    }
}

/// Where the last cell or row begins, so that everything before it is whole. Without any, where the last
/// tag begins.
fn end_of_whole_tags(window: &[u8]) -> usize {
    let mut end = window.len();
    let mut last_tag = None;
    while let Some(at) = window[..end].iter().rposition(|&byte| byte == b'<') {
        last_tag.get_or_insert(at);
        if matches!(tag_name(&window[at..]), (false, b"c" | b"row")) {
            return at;
        }
        end = at;
    }
    last_tag.unwrap_or(0)
}

impl Scan {
    fn look_at(&mut self, window: &[u8]) {
        let mut rest = window;
        if !self.in_rows {
            rest = self.look_at_head(rest);
        }
        if self.in_rows {
            each(b'w', rest, |at| self.row_tag(rest, at));
            each(b'f', rest, |at| self.formula_or_region(rest, at));
        }
    }

    /// Columns stand before the rows. Gives what follows the head, once its end is reached.
    fn look_at_head<'a>(&mut self, window: &'a [u8]) -> &'a [u8] {
        let mut rest = window;
        while let Some(at) = find(b'<', rest) {
            rest = &rest[at..];
            match tag_name(rest) {
                (false, b"col") => self.hide_columns(rest),
                (false, b"sheetData") => {
                    self.in_rows = true;
                    return rest;
                }
                _ => {}
            }
            rest = &rest[1..];
        }
        &[]
    }

    fn hide_columns(&mut self, tag: &[u8]) {
        if !(is_true(attribute(tag, b"hidden")) || is_zero(attribute(tag, b"width"))) {
            return;
        }
        let first = number(attribute(tag, b"min")).unwrap_or(0).max(1);
        let last = number(attribute(tag, b"max")).unwrap_or(0).min(MAX_COLUMNS);
        if self.hidden_columns.len() < MOST {
            self.hidden_columns.extend((first..=last).map(|col| (col - 1) as u16));
        }
    }

    /// `at` is the `w` of a possible `<row`.
    fn row_tag(&mut self, window: &[u8], at: usize) {
        let Some(tag) = opening_tag(window, at, b"row") else { return };
        let row = match number(attribute(tag, b"r")) {
            Some(named) => named.checked_sub(1),
            None => Some(self.row.map_or(0, |before| before.saturating_add(1))),
        };
        let Some(row) = row else { return };
        self.row = Some(row);
        let hidden = is_true(attribute(tag, b"hidden")) || is_zero(attribute(tag, b"ht"));
        if hidden && row < MAX_ROWS {
            if self.hidden_rows.len() < 2 * MAX_ROWS as usize {
                self.hidden_rows.push(row);
            } else {
                self.incomplete = true;
            }
        }
    }

    /// `at` is the `f` of a possible `<f>` or `<mergeCell ref=`.
    fn formula_or_region(&mut self, window: &[u8], at: usize) {
        if window[..at].ends_with(b"re") && window.get(at + 1) == Some(&b'=') {
            let Some(start) = window[..at].iter().rposition(|&byte| byte == b'<') else { return };
            if tag_name(&window[start..]) == (false, b"mergeCell") {
                self.region(attribute(&window[start..], b"ref").unwrap_or_default());
            }
        } else if let Some(tag) = opening_tag(window, at, b"f") {
            let start = window.len() - tag.len();
            match result_after(tag) {
                Outcome::Given => {}
                Outcome::Blank => self.uncomputed(window, start, true),
                Outcome::Missing => self.uncomputed(window, start, false),
            }
        }
    }

    fn region(&mut self, reference: &[u8]) {
        let mut ends = reference.split(|&byte| byte == b':').map(parse_a1);
        let (Some(Some(from)), Some(Some(to))) = (ends.next(), ends.next()) else { return };
        if self.merged.len() < MOST {
            self.merged.push(Merge {
                first_row: from.0.min(to.0),
                first_col: from.1.min(to.1),
                last_row: from.0.max(to.0),
                last_col: from.1.max(to.1),
            });
        } else {
            self.incomplete = true;
        }
    }

    /// A formula without a result begins at `start`; its cell's tag is right before it.
    fn uncomputed(&mut self, window: &[u8], start: usize, blank: bool) {
        let cell = window[..start].iter().rposition(|&byte| byte == b'<').map(|at| &window[at..]);
        let cell = cell.filter(|cell| tag_name(cell) == (false, b"c")).unwrap_or(b"<");
        if blank && attribute(cell, b"t") == Some(b"str") {
            return; // the result is an empty text
        }
        match attribute(cell, b"r").and_then(parse_a1) {
            Some(at) if self.uncomputed.len() < MOST => self.uncomputed.push(at),
            Some(_) => self.incomplete = true,
            None => self.uncomputed_elsewhere += 1,
        }
    }
}

/// What stands behind a formula in its cell.
enum Outcome {
    /// A value.
    Given,
    /// A value element with nothing in it.
    Blank,
    /// No value element.
    Missing,
}

fn result_after(formula: &[u8]) -> Outcome {
    let mut rest = &formula[1..];
    while let Some(at) = find(b'<', rest) {
        rest = &rest[at..];
        match tag_name(rest) {
            (false, b"is") => return Outcome::Given,
            (false, b"v") => {
                let Some(end) = find(b'>', rest) else { return Outcome::Missing };
                let closed = rest[..end].ends_with(b"/");
                let given = !closed && rest.get(end + 1).is_some_and(|&byte| byte != b'<');
                return if given { Outcome::Given } else { Outcome::Blank };
            }
            (_, b"c" | b"row") => return Outcome::Missing,
            _ => {}
        }
        rest = &rest[1..];
    }
    Outcome::Missing
}

/// Calls with every place of a byte.
fn each(byte: u8, window: &[u8], mut take: impl FnMut(usize)) {
    let mut from = 0;
    while let Some(at) = find(byte, &window[from..]) {
        take(from + at);
        from += at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::limits::Limits;

    /// Gives a few bytes at a time, so that every tag is cut somewhere.
    struct Drops<'a>(&'a [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn scanned(xml: &str) -> Scan {
        let mut meter = Meter::new(1 << 20, &Limits::default());
        scan(&mut Drops(xml.as_bytes(), 7), &mut meter).unwrap()
    }

    #[test]
    fn hidden_rows_columns_and_regions_are_found() {
        let found = scanned(
            r#"<worksheet><cols><col min="2" max="3" width="9" hidden="1"/><col min='5' max='5' width='0'/>
            <col min="6" max="7" width="9"/></cols><sheetData><row r="1" hidden="0"><c r="A1"><v>1</v></c></row>
            <row r="3" spans="1:2" hidden="true"/><row hidden="1"><c><v>2</v></c></row><row r="9" ht="0"/></sheetData>
            <mergeCells count="2"><mergeCell ref="A1:C2"/><mergeCell ref="D4:D3"/></mergeCells></worksheet>"#,
        );
        assert_eq!(found.hidden_columns, [1, 2, 4]);
        assert_eq!(found.hidden_rows, [2, 3, 8]);
        let regions: Vec<_> = found
            .merged
            .iter()
            .map(|m| (m.first_row, m.first_col, m.last_row, m.last_col))
            .collect();
        assert_eq!(regions, [(0, 0, 1, 2), (2, 3, 3, 3)]);
    }

    #[test]
    fn prefixed_tags_are_the_same_tags() {
        let found = scanned(
            r#"<x:worksheet><x:cols><x:col min="1" max="1" hidden="1"/></x:cols><x:sheetData>
            <x:row r="2" hidden="1"><x:c r="A2"><x:f>B2</x:f></x:c></x:row></x:sheetData>
            <x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>"#,
        );
        let counts = (found.hidden_columns.len(), found.hidden_rows.len(), found.merged.len());
        assert_eq!((counts, found.uncomputed), ((1, 1, 1), vec![(1, 0)]));
    }

    #[test]
    fn only_formulas_without_a_result_are_uncomputed() {
        let found = scanned(
            r#"<worksheet><sheetData><row r="1"><c r="A1"><f>B1*2</f><v>4</v></c><c r="B1"><f>C1</f></c>
            <c r="C1"><f>D1</f><v></v></c><c r="D1"><f>E1</f><v/></c><c r="E1" t="str"><f>""</f><v></v></c>
            <c r="F1" t="shared"><f t="shared" ref="F1:F2" si="0"/></c><c r="G1" t="inlineStr"><is><t>of w f&lt;f></t></is></c>
            </row><row r="2"><c><f>A1</f></c></row></sheetData></worksheet>"#,
        );
        assert_eq!(found.uncomputed, [(0, 1), (0, 2), (0, 3), (0, 5)]);
        assert_eq!(found.uncomputed_elsewhere, 1);
    }

    #[test]
    fn tags_in_text_and_long_cells_do_not_mislead() {
        let long = "f w ".repeat(100_000);
        let found = scanned(&format!(
            r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{long}</t></is></c></row>
            <row r="2" hidden="1"><c r="A2"><v>1</v></c></row></sheetData></worksheet>"#
        ));
        assert_eq!((found.hidden_rows, found.uncomputed.len()), (vec![1], 0));
    }

    #[test]
    fn any_bytes_are_survived() {
        for xml in [
            "",
            "<",
            "<<<",
            "<sheetData><row",
            "<sheetData><row r=",
            "<sheetData><c><f",
            "<sheetData re=f=",
            "<sheetData>:f >",
        ] {
            scanned(xml);
        }
    }
}
