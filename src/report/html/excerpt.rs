//! The source rows around evidence: which are wanted, and the one place where the report reads files again.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::Loaded;
use crate::record::{SheetReport, TableReport, place};
use crate::report::View;
use crate::source::{self, CellRef};

/// Rows with evidence that are shown for one sheet in one finding; further ones are counted.
const EVIDENCE_ROWS: usize = 8;
/// Gaps of at most this many rows are shown rather than counted.
const SMALL_GAP: u32 = 2;

/// Regions of one file that are to be read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Index of the file.
    pub file: u32,
    /// Sheet, first row, last row, from zero, both included; in order, none touching another.
    pub regions: Vec<(u16, u32, u32)>,
}

/// Source rows, by file, sheet and row (from zero): the columns that hold anything, with their text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpts {
    pub(super) rows: BTreeMap<(u32, u16, u32), Vec<(u16, String)>>,
}

/// The rows that the cards of this review show.
pub fn wanted(view: View<'_>) -> Vec<Wanted> {
    let mut rows: BTreeMap<u32, BTreeSet<(u16, u32)>> = BTreeMap::new();
    for found in &view.review.findings {
        let cells: Vec<CellRef> =
            found.finding.evidence().iter().map(|evidence| evidence.at).collect();
        for (file, sheet) in sheets_of(&cells) {
            let shown = rows_shown(view.loaded, &cells, file, sheet);
            rows.entry(file).or_default().extend(shown.iter().map(|row| (sheet, *row)));
        }
    }
    rows.into_iter().map(|(file, rows)| Wanted { file, regions: joined(&rows) }).collect()
}

/// Reads the rows again. A file that has gone or changed since gives none; its cards say so.
pub fn gather(loaded: &Loaded, wanted: &[Wanted]) -> Excerpts {
    let mut rows = BTreeMap::new();
    for Wanted { file, regions } in wanted {
        let Some(path) = loaded.paths.get(*file as usize) else { continue };
        for row in source::excerpt_within(path, regions, &loaded.limits).unwrap_or_default() {
            rows.insert((*file, row.sheet, row.row), row.cells);
        }
    }
    Excerpts { rows }
}

/// The sheets on which cells lie, in the order of the cells.
pub(super) fn sheets_of(cells: &[CellRef]) -> Vec<(u32, u16)> {
    let mut sheets = Vec::new();
    for at in cells.iter().filter(|at| place::is_cell(**at)) {
        if !sheets.contains(&(at.file, at.sheet)) {
            sheets.push((at.file, at.sheet));
        }
    }
    sheets
}

/// The rows of a sheet that are shown for some cells: the header, the cells' rows, their neighbours.
pub(super) fn rows_shown(
    loaded: &Loaded,
    cells: &[CellRef],
    file: u32,
    sheet: u16,
) -> BTreeSet<u32> {
    let here = |at: &&CellRef| at.file == file && at.sheet == sheet && place::is_cell(**at);
    let marked: BTreeSet<u32> = cells.iter().filter(here).map(|at| at.row).collect();
    let mut rows = BTreeSet::new();
    for &row in marked.iter().take(EVIDENCE_ROWS) {
        let of_row = cells.iter().filter(here).filter(|at| at.row == row);
        let headers = of_row.flat_map(|at| header_rows(loaded, *at));
        let first = row.saturating_sub(1);
        rows.extend(first..=row + 1);
        rows.extend(headers);
    }
    let known: Vec<u32> = rows.iter().copied().collect();
    for pair in known.windows(2) {
        if pair[1] - pair[0] <= SMALL_GAP + 1 {
            rows.extend(pair[0]..pair[1]);
        }
    }
    rows
}

/// The rows of the header above a cell, from zero; none for a form.
pub(super) fn header_rows(loaded: &Loaded, at: CellRef) -> BTreeSet<u32> {
    let columns = table_of(loaded, at).map_or(&[][..], |table| &table.columns);
    columns.iter().map(|column| column.at.row).filter(|header| *header < at.row).collect()
}

/// The table that a cell belongs to.
pub(super) fn table_of(loaded: &Loaded, at: CellRef) -> Option<&TableReport> {
    let here = |report: &&SheetReport| report.file == at.file && report.sheet == at.sheet;
    let report = loaded.sheets.iter().find(here)?;
    report.tables.get(report.table_of(at.row, at.col)?)
}

fn joined(rows: &BTreeSet<(u16, u32)>) -> Vec<(u16, u32, u32)> {
    let mut regions: Vec<(u16, u32, u32)> = Vec::new();
    for &(sheet, row) in rows {
        match regions.last_mut() {
            Some((of, _, last)) if *of == sheet && row <= *last + 1 => *last = row,
            _ => regions.push((sheet, row, row)),
        }
    }
    regions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: u32) -> CellRef {
        CellRef { file: 0, sheet: 0, row, col: 2 }
    }

    #[test]
    fn neighbours_are_shown_and_small_gaps_closed() {
        let rows = rows_shown(&Loaded::default(), &[cell(4), cell(9), cell(40)], 0, 0);
        assert_eq!(rows.into_iter().collect::<Vec<_>>(), [3, 4, 5, 6, 7, 8, 9, 10, 39, 40, 41]);
    }

    #[test]
    fn of_tables_side_by_side_each_has_its_own_header() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/layouts");
        let file = folder.join("side-by-side-lower.xlsx");
        let loaded = crate::load::load(&[file], &source::Limits::default(), |_, _| {});
        let spans: Vec<(u32, u16)> = loaded.sheets[0]
            .tables
            .iter()
            .map(|table| (table.header_row - 1, table.columns[0].at.col))
            .collect();
        let [(left, left_col), (right, right_col)] = spans[..] else { panic!("{spans:?}") };
        assert!(left != right && left_col != right_col, "{spans:?}");
        let below = left.max(right) + 1;
        let of = |col| header_rows(&loaded, CellRef { file: 0, sheet: 0, row: below, col });
        assert_eq!(of(left_col), BTreeSet::from([left]));
        assert_eq!(of(right_col), BTreeSet::from([right]));
    }

    #[test]
    fn many_rows_are_not_shown_all() {
        let cells: Vec<CellRef> = (0..50).map(|at| cell(at * 10)).collect();
        assert!(rows_shown(&Loaded::default(), &cells, 0, 0).len() <= 3 * EVIDENCE_ROWS);
    }

    #[test]
    fn regions_do_not_touch() {
        let rows = BTreeSet::from([(0, 1), (0, 2), (0, 4), (1, 5)]);
        assert_eq!(joined(&rows), [(0, 1, 2), (0, 4, 4), (1, 5, 5)]);
    }
}
