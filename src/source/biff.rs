//! The records of a binary workbook: their types, their order, and which of them are cells.

use std::collections::BTreeSet;

use super::compound::u16_at;
use super::strays::Placed;

/// Record types (MS-XLS 2.3).
pub(super) mod record {
    pub(in crate::source) const FORMULA: u16 = 0x0006;
    pub(in crate::source) const EOF: u16 = 0x000A;
    pub(in crate::source) const FILE_PASS: u16 = 0x002F;
    pub(in crate::source) const COL_INFO: u16 = 0x007D;
    pub(in crate::source) const BOUND_SHEET: u16 = 0x0085;
    pub(in crate::source) const MUL_RK: u16 = 0x00BD;
    pub(in crate::source) const R_STRING: u16 = 0x00D6;
    pub(in crate::source) const MERGE_CELLS: u16 = 0x00E5;
    pub(in crate::source) const LABEL_SST: u16 = 0x00FD;
    pub(in crate::source) const DIMENSIONS: u16 = 0x0200;
    pub(in crate::source) const NUMBER: u16 = 0x0203;
    /// The text that the formula before it gives.
    pub(in crate::source) const STRING: u16 = 0x0207;
    pub(in crate::source) const LABEL: u16 = 0x0204;
    pub(in crate::source) const BOOL_ERR: u16 = 0x0205;
    pub(in crate::source) const ROW: u16 = 0x0208;
    pub(in crate::source) const RK: u16 = 0x027E;
    pub(in crate::source) const BOF: u16 = 0x0809;
}

/// Whether a record is that of a cell, or of several.
pub(super) fn is_cell(kind: u16, data: &[u8]) -> bool {
    matches!(
        kind,
        record::NUMBER
            | record::LABEL
            | record::R_STRING
            | record::BOOL_ERR
            | record::RK
            | record::LABEL_SST
            | record::FORMULA
            | record::MUL_RK
    ) && data.len() >= 4
}

/// Where such a record stands.
pub(super) fn placed(at: usize, kind: u16, data: &[u8]) -> Placed {
    let (row, first) = (u16_at(data, 0), u16_at(data, 2));
    let last = if kind == record::MUL_RK { u16_at(data, data.len() - 2) } else { first };
    Placed { at, row, cols: (first, last.max(first)) }
}

/// The records of a sheet without those of charts in it.
fn of_sheet<'s>(stream: &'s [u8], begin: usize) -> impl Iterator<Item = (usize, u16, &'s [u8])> {
    let of_sheet = |depth: &mut usize, found: (usize, u16, &'s [u8])| {
        match found.1 {
            record::BOF => *depth += 1,
            record::EOF if *depth <= 1 => return None,
            record::EOF => *depth -= 1,
            _ => {}
        }
        Some((*depth <= 1).then_some(found))
    };
    Records(stream, begin).scan(0, of_sheet).flatten()
}

/// The cells of a sheet that begins here.
pub(super) fn cells_of(stream: &[u8], begin: usize) -> Vec<Placed> {
    let cells = of_sheet(stream, begin).filter(|(_, kind, data)| is_cell(*kind, data));
    cells.map(|(at, kind, data)| placed(at, kind, data)).collect()
}

/// Where the records of these cells begin, and those of the texts that their formulas give.
pub(super) fn records_of(stream: &[u8], begin: usize, cells: &[Placed]) -> Vec<usize> {
    let far: BTreeSet<usize> = cells.iter().map(|cell| cell.at).collect();
    let mut of_far = false;
    of_sheet(stream, begin)
        .filter(|(at, kind, data)| {
            if is_cell(*kind, data) {
                of_far = far.contains(at);
                return of_far;
            }
            of_far && *kind == record::STRING
        })
        .map(|(at, ..)| at)
        .collect()
}

/// Records from a place in the stream: where their data begin, their type, their data. Ends where
/// the stream does, or where a record does not fit.
pub(super) struct Records<'a>(pub(super) &'a [u8], pub(super) usize);

impl<'a> Iterator for Records<'a> {
    type Item = (usize, u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let head = self.0.get(self.1..self.1.checked_add(4)?)?;
        let begin = self.1 + 4;
        let data = self.0.get(begin..begin + usize::from(u16_at(head, 2)))?;
        self.1 = begin + data.len();
        Some((begin, u16_at(head, 0), data))
    }
}
