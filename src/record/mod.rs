//! Cells to typed facts: tables are recognised by their headers, each row becomes a [`Record`].
//!
//! `source` gives cells; this module says what they mean. Nothing is interpreted twice: a [`Fact`] keeps the
//! field, the value, what the cell said, and where. Who is who is the next stage (`resolve`).

pub mod assemble;
mod beside;
mod bids;
mod cell;
mod columns;
pub mod facts;
pub mod field;
pub mod file;
mod fill;
mod form;
pub mod header;
mod layout;
pub mod mapping;
mod matrix;
pub mod place;
mod read;
pub mod recognised;
mod rows;
pub mod spelling;
mod sums;
pub mod table;
mod transposed;
pub mod value;

pub use facts::{Fact, Facts, Value};
pub use field::{Field, Kind};
pub use recognised::Recognised;
pub use table::TableKind;

use smol_str::SmolStr;

use self::value::Unit;
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
    /// The unit of amounts that stand in cells of words, from the column, the title or a note.
    pub unit: Unit,
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
