//! What a person decided about the columns of a layout, and how it is used while tables are read.
//!
//! A layout is known again by the texts of its header row, in order, and by the sheet's name where that is given; the
//! name of the file does not matter. Reading the file itself is the business of `load`.

mod writing;
mod written;

use std::sync::Arc;

pub use writing::{update, write};
pub use written::{Choice, FILE_NAME, Layout, field_of, kind_of, parse, unit_of};

use super::columns::{self, Column, Header};
use super::field::Field;
use super::header::{self, Units};
use super::layout::Line;
use super::recognised;
use super::table::TableKind;
use super::{SheetReport, TableReport};
use crate::error::{Location, Problem};
use crate::source::{Cell, Merge, Row};
use crate::text;
use crate::text::Text;

/// The layouts of one column file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mapping {
    /// The file they were read from, as shown to people.
    pub path: String,
    /// The layouts, in the order of the file.
    pub layouts: Vec<Layout>,
}

/// The layouts of the files around an input, and the sheet that they are asked about.
#[derive(Debug, Clone, Default)]
pub(super) struct Decisions {
    mapping: Option<Arc<Mapping>>,
    sheet: String,
}

impl Mapping {
    /// Says which layouts were used, and names those that no table has.
    ///
    /// `only` is whether the mapping was made for just what was read: then a layout that no table has is a warning.
    pub fn account(&self, used: &[bool], only: bool) -> Vec<Problem> {
        let at = |heading: Option<&str>| {
            Some(Location {
                file: self.path.clone(),
                sheet: None,
                cell: heading.map(str::to_owned),
            })
        };
        let mut said = Vec::new();
        let n = used.iter().filter(|used| **used).count();
        if 0 < n {
            let says = text!(
                "列对应文件已使用：{n} 种版式按其中的决定读取",
                "the column file was used: {n} layouts are read as it says"
            );
            said.push(Problem { at: at(None), ..Problem::note(says) });
        }
        for (layout, _) in self.layouts.iter().zip(used).filter(|(_, used)| only && !**used) {
            let first: Vec<&str> = layout.headers.iter().take(4).map(String::as_str).collect();
            let first = first.join(" | ");
            let says = text!(
                "没有表格与版式“{first} …”一致，其中的决定没有用上",
                "no table has the layout \"{first} …\": what it decides was not used"
            );
            let advice = Text::of(
                "请核对 headers 与表头是否逐格一致，或者删去这一版式",
                "check that headers lists the cells of the header row one by one, or delete the layout",
            );
            said.push(Problem { at: at(None), ..Problem::warning(says).advise(advice) });
        }
        said
    }

    /// Marks the layouts that the tables of these sheets used.
    pub fn mark<'s>(
        &self,
        sheets: impl IntoIterator<Item = &'s SheetReport>,
        used: &mut Vec<bool>,
    ) {
        used.resize(self.layouts.len(), false);
        for layout in sheets.into_iter().flat_map(|sheet| &sheet.tables).filter_map(|t| t.layout) {
            used[layout] = true;
        }
    }
}

impl Decisions {
    /// The decisions for one sheet.
    pub(super) fn of(mapping: Option<Arc<Mapping>>, sheet: &str) -> Self {
        Self { mapping, sheet: sheet.to_owned() }
    }

    fn find<'c>(
        &self,
        cells: impl Iterator<Item = &'c Cell<'c>> + Clone,
    ) -> Option<(usize, &Layout)> {
        let mapping = self.mapping.as_ref()?;
        mapping.layouts.iter().enumerate().find(|(_, layout)| {
            layout.is_of_sheet(&self.sheet)
                && cells.clone().map(|cell| header::key(&cell.shown())).eq(layout.keys())
        })
    }

    /// Whether a row of a table is the header of a layout that a person described, and not this table's own again.
    pub(super) fn begins(&self, row: &Row<'_>, header: &Header) -> bool {
        if self.mapping.is_none() {
            return false;
        }
        let keys = row.cells.iter().map(|(_, cell)| header::key(&cell.shown()));
        self.find(row.cells.iter().map(|(_, cell)| cell)).is_some()
            && !keys.eq(header.keys.iter().cloned())
    }

    /// Reads the header that begins at the first of these lines: as a person said, else by itself.
    pub(super) fn read(
        &self,
        lines: &[Line],
        above: &[Line],
        merges: &[Merge],
        title: &str,
        at: (u32, u16),
    ) -> Option<Header> {
        let found = self.find(lines.first()?.cells.iter().map(|(_, cell)| cell));
        let by_itself = columns::read(lines, above, merges, title, at);
        match (found, by_itself) {
            (Some((_, layout)), by_itself) => {
                let rows =
                    layout.rows.or(by_itself.as_ref().map(|header| header.rows)).unwrap_or(1);
                match by_itself {
                    Some(header) if header.rows == rows => Some(header),
                    _ => Some(columns::read_as(
                        &lines[..rows.min(lines.len())],
                        above,
                        merges,
                        title,
                        at,
                    )),
                }
            }
            (None, by_itself) => by_itself,
        }
    }

    /// Changes a header as a person decided, and gives its account. `lines` are the rows of the header.
    pub(super) fn settle(
        &self,
        header: &mut Header,
        lines: &[Line],
        title: &str,
        above: Units,
    ) -> TableReport {
        let found =
            lines.first().and_then(|line| self.find(line.cells.iter().map(|(_, cell)| cell)));
        let mut decided = Vec::new();
        if let Some((_, layout)) = found {
            decided = apply(layout, header, title);
        }
        TableReport {
            kind: header.kind,
            header_row: header.labels.first().map_or(0, |(at, ..)| at.row + 1),
            header_rows: u32::try_from(header.rows).unwrap_or(u32::MAX),
            headers: lines
                .first()
                .map(|line| line.cells.iter().map(|(_, cell)| cell.shown().into()).collect())
                .unwrap_or_default(),
            columns: recognised::columns(header, above, &decided),
            layout: found.map(|(at, _)| at),
        }
    }
}

/// Changes the columns that the layout names and gives their numbers.
fn apply(layout: &Layout, header: &mut Header, title: &str) -> Vec<u16> {
    let mut decided = Vec::new();
    for choice in &layout.choices {
        let key = choice.heading.as_deref().map(header::key);
        let cols: Vec<u16> = header
            .labels
            .iter()
            .filter(|(at, heading, _)| {
                choice.column.is_none_or(|col| col == at.col)
                    && key.as_ref().is_none_or(|key| {
                        *key == header::key(heading)
                            || heading.split('/').any(|part| *key == header::key(part))
                    })
            })
            .map(|(at, ..)| at.col)
            .collect();
        for col in cols {
            let known = header.columns.iter().position(|column| column.col == col);
            match (choice.field, known) {
                (None, Some(at)) => drop(header.columns.remove(at)),
                (None, None) => {}
                (Some(field), Some(at)) => header.columns[at].field = field,
                (Some(field), None) => {
                    let units = header
                        .labels
                        .iter()
                        .find(|(at, ..)| at.col == col)
                        .map(|(_, heading, _)| Units::named_in(heading))
                        .unwrap_or_default();
                    header.columns.push(Column { col, field, units, heading: None });
                }
            }
            if let Some(column) = header.columns.iter_mut().find(|column| column.col == col) {
                column.units = choice.units.or(column.units);
            }
            decided.push(col);
        }
    }
    header.columns.sort_by_key(|column| column.col);
    let mut fields: Vec<Field> = header.columns.iter().map(|column| column.field).collect();
    fields.extend(header.columns.iter().filter_map(|c| c.heading.as_ref()).map(|h| h.field));
    let before = header.kind;
    header.kind = layout
        .kind
        .unwrap_or_else(|| if decided.is_empty() { before } else { TableKind::of(&fields, title) });
    if header.kind != before {
        let kind = header.kind;
        for column in header.columns.iter_mut().filter(|column| !decided.contains(&column.col)) {
            let labelled = header.labels.iter().find(|(at, ..)| at.col == column.col);
            if let Some((_, _, Some(labelled))) = labelled
                && column.heading.is_none()
            {
                column.field = kind.meaning(*labelled);
            }
        }
    }
    decided
}
