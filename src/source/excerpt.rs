//! Some rows of a file once more, as text: the source rows that a report shows beside a finding.

use std::path::Path;

use crate::error::Error;

use super::cell::{Row, Sink};
use super::file::SheetInfo;
use super::limits::Limits;
use super::read;

/// A row for showing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcerptRow {
    /// Index of the sheet.
    pub sheet: u16,
    /// Row from zero.
    pub row: u32,
    /// Whether the spreadsheet hides it.
    pub hidden: bool,
    /// Columns ascending with their text; blank cells are absent.
    pub cells: Vec<(u16, String)>,
}

/// Reads these rows again: sheet, first row, last row, from zero and both included. Regions may overlap; each row
/// comes once, in order. Rows without content are absent.
pub fn excerpt(path: &Path, wanted: &[(u16, u32, u32)]) -> Result<Vec<ExcerptRow>, Error> {
    excerpt_within(path, wanted, &Limits::default())
}

/// [`excerpt`] with limits other than the usual.
pub fn excerpt_within(
    path: &Path,
    wanted: &[(u16, u32, u32)],
    limits: &Limits,
) -> Result<Vec<ExcerptRow>, Error> {
    let mut excerpt = Excerpt { wanted, rows: Vec::new(), reached: 0 };
    read(path, 0, limits, &mut excerpt)?;
    Ok(excerpt.rows)
}

struct Excerpt<'a> {
    wanted: &'a [(u16, u32, u32)],
    rows: Vec<ExcerptRow>,
    reached: u32,
}

impl Sink for Excerpt<'_> {
    fn sheet(&mut self, _sheet: u16, _info: &SheetInfo) {
        self.reached = 0;
    }

    fn row(&mut self, sheet: u16, row: &Row<'_>) {
        self.reached = row.index;
        if self
            .wanted
            .iter()
            .any(|(of, first, last)| *of == sheet && (*first..=*last).contains(&row.index))
        {
            self.rows.push(ExcerptRow {
                sheet,
                row: row.index,
                hidden: row.hidden,
                cells: row
                    .cells
                    .iter()
                    .map(|(col, cell)| (*col, cell.shown().into_owned()))
                    .collect(),
            });
        }
    }

    fn end(&mut self, _sheet: u16) {}

    fn wants(&self, sheet: u16) -> bool {
        self.wanted.iter().any(|(of, _, _)| *of == sheet)
    }

    fn wants_more(&self, sheet: u16) -> bool {
        self.wanted.iter().any(|(of, _, last)| *of == sheet && *last > self.reached)
    }
}
