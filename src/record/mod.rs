//! Cells to typed facts: tables are recognised by their headers, each row becomes a [`Record`].
//!
//! `source` gives cells; this module says what they mean. Nothing is interpreted twice: a [`Fact`] keeps the
//! field, the value, what the cell said, and where. Who is who is the next stage (`resolve`).

pub mod assemble;
mod beside;
mod bids;
mod cell;
mod columns;
mod currency;
pub mod facts;
pub mod field;
pub mod file;
mod fill;
mod form;
pub mod header;
pub mod kind;
mod layout;
pub mod mapping;
mod matrix;
mod notes;
mod offers;
pub mod place;
mod read;
pub mod recognised;
mod rows;
mod settled;
pub mod spelling;
mod sums;
pub mod table;
mod transposed;
pub mod value;
mod wrapped;

pub use facts::{Fact, Facts, Value};
pub use field::{Field, Kind};
pub use recognised::Recognised;
pub use table::TableKind;

use smol_str::SmolStr;

use self::header::Units;
use crate::source::CellRef;
use crate::text::Text;

/// One row of a table, or one form: facts that belong together.
#[derive(Debug, Clone)]
pub struct Record {
    /// The kind of table that it stood in.
    pub kind: TableKind,
    /// The package (包, 标段) it belongs to, as a key such as `1` or `A`; `None` when it is not said.
    pub package: Option<SmolStr>,
    /// Its first cell.
    pub at: CellRef,
    /// What it says.
    pub facts: Facts,
    /// The units of amounts that stand in cells of words, from the column, the title or a note.
    pub units: Units,
}

/// One tender: all records that belong to one project number or name.
#[derive(Debug, Clone)]
pub struct Tender {
    /// The project number, or the name where there is no number; unique in one input.
    pub id: String,
    /// The project's name, or its number, or the name of the folder.
    pub name: String,
    /// What is said of the project as a whole.
    pub facts: Facts,
    /// Everything else, in the order of files, sheets and rows.
    pub records: Vec<Record>,
    /// Whether it is known from a line of a ledger only.
    pub ledger_only: bool,
}

/// Why a row was not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SetAside {
    /// A title or note above or between tables; what it says of units, packages and bidders is used.
    Title,
    /// A header row, used to understand the columns.
    Header,
    /// A header repeated within its table.
    RepeatedHeader,
    /// A sum: 合计, 小计, 总计, 平均.
    Total,
    /// A remark or a signature below a table.
    Remark,
    /// A heading of a group of rows.
    Category,
    /// No cell in a column that is understood.
    NoKnownColumn,
    /// Not part of any table that is recognised.
    NoTable,
}

/// What was made of one sheet: rows read = rows used + rows set aside.
#[derive(Debug, Clone)]
pub struct SheetReport {
    /// Which file, an index into the sources.
    pub file: u32,
    /// Which sheet of it.
    pub sheet: u16,
    /// The kinds of tables found on it, in order.
    pub kinds: Vec<TableKind>,
    /// The tables, with what their columns were understood to be.
    pub tables: Vec<TableReport>,
    /// Rows that hold any cell.
    pub rows_read: u32,
    /// Rows that became records.
    pub rows_used: u32,
    /// Row numbers (from 1) set aside, with the reason, in order.
    pub set_aside: Vec<(u32, SetAside)>,
}

/// What one table was understood to be.
#[derive(Debug, Clone)]
pub struct TableReport {
    /// Its kind.
    pub kind: TableKind,
    /// The row of its header (from 1).
    pub header_row: u32,
    /// The rows that its header takes.
    pub header_rows: u32,
    /// The cells of the first row of its header, by which the layout is known again.
    pub headers: Vec<String>,
    /// Its columns: what each was understood to be, and why.
    pub columns: Vec<Recognised>,
    /// Which layout of the mapping was used for it.
    pub layout: Option<usize>,
}

impl TableReport {
    /// Whether it lies on its side: its headings stand in one column, each before its values.
    pub fn is_on_its_side(&self) -> bool {
        let mut cols = self.columns.iter().map(|column| column.at.col);
        let first = cols.next();
        1 < self.columns.len() && cols.all(|col| Some(col) == first)
    }

    /// The column that a cell of the table stands in (row and column from zero).
    pub fn column_of(&self, row: u32, col: u16) -> Option<&Recognised> {
        if self.is_on_its_side() {
            return self.columns.iter().find(|it| it.at.row == row && it.at.col < col);
        }
        self.columns.iter().find(|it| it.at.col == col)
    }

    /// Its first and last column, as far as they have headings.
    fn span(&self) -> (u16, u16) {
        let cols = || self.columns.iter().map(|column| column.at.col);
        (cols().min().unwrap_or(0), cols().max().unwrap_or(0))
    }
}

impl SheetReport {
    /// The table that a cell belongs to (row and column from zero), as an index: the nearest above it that reaches over its
    /// column, unless a later one has taken its place; else the nearest above.
    pub fn table_of(&self, row: u32, col: u16) -> Option<usize> {
        if let [only] = self.tables.as_slice() {
            return (only.header_row <= row + 1).then_some(0);
        }
        let above = || self.tables.iter().enumerate().filter(|(_, it)| it.header_row <= row + 1);
        let over = above().filter(|(_, table)| {
            let (first, last) = table.span();
            (first..=last).contains(&col)
        });
        let found = over.max_by_key(|(_, table)| table.header_row).filter(|(_, table)| {
            let (first, last) = table.span();
            let replaces = |other: &TableReport| {
                let (from, to) = other.span();
                table.header_row < other.header_row && from <= last && first <= to
            };
            !above().any(|(_, other)| replaces(other))
        });
        let nearest = || {
            above().max_by_key(|(_, table)| {
                let (first, _) = table.span();
                (table.header_row, first <= col, first)
            })
        };
        found.or_else(nearest).map(|(at, _)| at)
    }
}

impl SetAside {
    /// Its name in JSON.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Header => "header",
            Self::RepeatedHeader => "repeated_header",
            Self::Total => "total",
            Self::Remark => "remark",
            Self::Category => "category",
            Self::NoKnownColumn => "no_known_column",
            Self::NoTable => "no_table",
        }
    }

    /// Its name, as shown to people.
    pub fn name(self) -> Text {
        match self {
            Self::Title => Text::of("标题或说明行", "title or note"),
            Self::Header => Text::of("表头", "header"),
            Self::RepeatedHeader => Text::of("重复表头", "repeated header"),
            Self::Total => Text::of("合计行", "total"),
            Self::Remark => Text::of("备注或签字行", "remark or signature"),
            Self::Category => Text::of("分类行", "heading of a group"),
            Self::NoKnownColumn => Text::of("已识别的列均为空", "nothing in a known column"),
            Self::NoTable => Text::of("不属于已识别的表", "not part of a recognised table"),
        }
    }
}
