//! The document `qingbiao.columns.v1`, field by field: what its JSON Schema is written from, and what the terminal and the
//! annotated copy show.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::json::Bilingual;

/// What every file, sheet, table and column was understood to be, and why.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Columns {
    /// Always `qingbiao.columns.v1`.
    pub schema: &'static str,
    /// The column files that were found.
    pub mappings: Vec<MappingAccount>,
    /// The files, in the order they were read.
    pub files: Vec<FileColumns>,
    /// Fields that rules need and no table has, with the rules.
    pub missing: Vec<MissingField>,
    /// Rules that could be checked on no package; never the same as clear.
    pub not_checked: Vec<RuleNotChecked>,
    /// Rules that could be checked on one package at least.
    pub rules_checked: usize,
    /// All rules.
    pub rules: usize,
    /// Columns that a person should look at.
    pub doubtful: usize,
}

/// A column file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MappingAccount {
    /// Its path.
    pub path: String,
    /// Its layouts.
    pub layouts: usize,
    /// Those that some table has.
    pub used: usize,
}

/// One file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FileColumns {
    /// Its path as given.
    pub path: String,
    /// Its number among all files, from zero.
    pub file: u32,
    /// Its sheets; none when it could not be read.
    pub sheets: Vec<SheetColumns>,
}

/// One sheet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SheetColumns {
    /// Its name; empty for delimited text.
    pub name: String,
    /// Its number in its file, from zero.
    pub sheet: u16,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// The kinds of tables and forms on it, in order.
    pub kinds: Vec<&'static str>,
    /// The same in words.
    pub kind_names: Vec<Bilingual>,
    /// Rows that hold any cell.
    pub rows_read: u32,
    /// Rows that were used.
    pub rows_used: u32,
    /// Its tables.
    pub tables: Vec<TableColumns>,
    /// Cells of forms: a label and the value beside it.
    pub form_cells: Vec<FormCell>,
    /// Rows that were not used, with the reason and what they say, as far as personal data allow.
    pub set_aside: Vec<RowAside>,
}

/// One table.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TableColumns {
    /// Its kind.
    pub kind: &'static str,
    /// Its kind in words.
    pub kind_name: Bilingual,
    /// The row of its header, from 1.
    pub header_row: u32,
    /// The rows that its header takes.
    pub header_rows: u32,
    /// Rows below its header that hold any cell of it.
    pub rows: u32,
    /// The cells of the first header row, by which the layout is known again.
    pub headers: Vec<String>,
    /// The column file that decided about this layout.
    pub mapping: Option<String>,
    /// Its columns.
    pub columns: Vec<ColumnAccount>,
}

/// One column.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ColumnAccount {
    /// The cell of its heading.
    pub cell: String,
    /// Row and column of that cell, from zero.
    #[serde(skip)]
    #[schemars(skip)]
    pub at: (u32, u16),
    /// Its heading; headings above each other are joined by `/`.
    pub heading: String,
    /// Whose column it is, where a bidder or an expert stands above it; experts are masked.
    pub of: Option<String>,
    /// The field; null when the column is not used.
    pub field: Option<&'static str>,
    /// The field's name.
    pub name: Option<Bilingual>,
    /// How it was told: exact, without_brackets, contained, distance, heading_is_a_name, contents, neighbours,
    /// rounds, qualified, flag, spare, decided, unknown.
    pub why: &'static str,
    /// The same in words.
    pub because: Bilingual,
    /// How sure the spelling is, in percent; null where it is no matter of spelling.
    pub score: Option<u8>,
    /// The unit of its amounts.
    pub unit: Option<UnitAccount>,
    /// Cells below it that are not blank.
    pub filled: u32,
    /// Cells below it that do not hold what the field promises.
    pub unfit: u32,
    /// A few of its values; personal data masked, and only their shape where nothing says what they are.
    pub examples: Vec<String>,
    /// Why a person should look at it.
    pub doubts: Vec<Bilingual>,
}

/// The unit of a column.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnitAccount {
    /// As a heading writes it.
    pub name: String,
    /// Where it comes from: heading, title, default, decided.
    pub from: &'static str,
    /// The same in words.
    pub because: Bilingual,
}

/// A cell of a form.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FormCell {
    /// The cell of the value.
    pub cell: String,
    /// Row and column of that cell, from zero.
    #[serde(skip)]
    #[schemars(skip)]
    pub at: (u32, u16),
    /// The field.
    pub field: &'static str,
    /// The field's name.
    pub name: Bilingual,
}

/// A row that was not used.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RowAside {
    /// The row, from 1.
    pub row: u32,
    /// Why: title, header, repeated_header, total, remark, category, no_known_column, no_table.
    pub reason: &'static str,
    /// The same in words.
    pub because: Bilingual,
}

/// A field that no table has.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MissingField {
    /// The field.
    pub field: &'static str,
    /// Its name.
    pub name: Bilingual,
    /// The rules that look for it.
    pub rules: Vec<&'static str>,
}

/// A rule that could be checked on no package.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RuleNotChecked {
    /// Its code.
    pub rule: &'static str,
    /// Its name.
    pub name: Bilingual,
    /// The reasons, each once.
    pub because: Vec<Bilingual>,
}
