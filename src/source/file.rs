//! What a file says about itself: its kind, its fingerprint, its author, its sheets and what they hide.

use std::sync::Arc;

use crate::error::{Location, Problem};

use super::cell::{CellRef, a1};
use super::pointer::Pointers;
use super::properties::Properties;

/// The kind of a file, decided by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Office Open XML: xlsx, xlsm.
    Xlsx,
    /// Office Open XML in binary records: xlsb.
    Xlsb,
    /// Binary Excel workbook: xls, and et of WPS.
    Xls,
    /// OpenDocument spreadsheet, packed or flat.
    Ods,
    /// The tables of a web page, which platforms export and call xls.
    Page {
        /// Name of its encoding, such as `UTF-8` or `GB18030`.
        encoding: &'static str,
    },
    /// XML Spreadsheet 2003.
    XmlSpreadsheet,
    /// JSON or JSON Lines: releases of open contracting data, or plain lists of objects.
    Json,
    /// Delimited text: csv, tsv, txt.
    Delimited {
        /// `UTF-8`, `GB18030`, `UTF-16LE` or `UTF-16BE`.
        encoding: &'static str,
        /// What separates the fields.
        delimiter: char,
    },
    /// A file that could not be read; see [`FileInfo::unread`].
    Unread,
}

impl Format {
    /// Its short name, such as `xlsx`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Xlsx => "xlsx",
            Format::Xlsb => "xlsb",
            Format::Xls => "xls",
            Format::Ods => "ods",
            Format::Page { .. } => "html",
            Format::XmlSpreadsheet => "xml",
            Format::Json => "json",
            Format::Delimited { .. } => "csv",
            Format::Unread => "-",
        }
    }
}

/// Whether a sheet is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visibility {
    /// Shown.
    #[default]
    Visible,
    /// Hidden; the program's menu brings it back.
    Hidden,
    /// Hidden so that only a macro or another program brings it back.
    VeryHidden,
}

/// A merged region; its content is in the top left cell. Rows and columns from zero, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Merge {
    /// Top row.
    pub first_row: u32,
    /// Leftmost column.
    pub first_col: u16,
    /// Bottom row.
    pub last_row: u32,
    /// Rightmost column.
    pub last_col: u16,
}

impl Merge {
    /// Whether the cell lies in the region.
    pub fn contains(&self, row: u32, col: u16) -> bool {
        (self.first_row..=self.last_row).contains(&row)
            && (self.first_col..=self.last_col).contains(&col)
    }
}

/// What is known of a sheet before its rows are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetInfo {
    /// Its name; empty for delimited text.
    pub name: String,
    /// Whether it is shown.
    pub visibility: Visibility,
    /// Merged regions, by first row and column.
    pub merged: Vec<Merge>,
    /// Hidden columns, ascending.
    pub hidden_columns: Vec<u16>,
    /// Hidden rows, ascending; rows hidden by a filter are among them.
    pub hidden_rows: Vec<u32>,
    /// Cells with a formula whose result the file does not hold, by row and column.
    pub uncomputed: Vec<(u32, u16)>,
    /// Whether dates count from 1904; already resolved in the cells.
    pub date_1904: bool,
    /// Where the cells stand in a document that has no cells of its own, such as JSON.
    pub pointers: Option<Arc<Pointers>>,
}

impl SheetInfo {
    /// Whether the row is hidden.
    pub fn row_hidden(&self, row: u32) -> bool {
        self.hidden_rows.binary_search(&row).is_ok()
    }

    /// Whether the column is hidden.
    pub fn column_hidden(&self, col: u16) -> bool {
        self.hidden_columns.binary_search(&col).is_ok()
    }

    /// The address of a cell as people find it in the file: `C5`, or `/releases/0/tender/id` in JSON.
    pub fn address(&self, row: u32, col: u16) -> String {
        let pointer = self.pointers.as_ref().and_then(|pointers| pointers.at(row, col));
        pointer.unwrap_or_else(|| a1(row, col))
    }

    /// Puts what was gathered in the order that the fields promise.
    pub(crate) fn sort(&mut self) {
        self.hidden_rows.sort_unstable();
        self.hidden_rows.dedup();
        self.hidden_columns.sort_unstable();
        self.hidden_columns.dedup();
        self.merged.sort_unstable();
        self.merged.dedup();
        self.uncomputed.sort_unstable();
        self.uncomputed.dedup();
    }
}

/// What is known of a file once it has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileInfo {
    /// The path as the user gave it, with `/` between folders.
    pub path: String,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its kind.
    pub format: Format,
    /// What it says about author, program and times.
    pub properties: Properties,
    /// Its worksheets in order. Chart sheets hold no cells and are not among them.
    pub sheets: Vec<SheetInfo>,
    /// What could not be read, or deserves a remark.
    pub problems: Vec<Problem>,
}

/// The files of one input, for turning addresses back into words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// The files; [`CellRef::file`] is an index here.
    pub files: Vec<FileInfo>,
}

impl FileInfo {
    /// The place of a file that could not be read, so that the addresses of the others keep their numbers.
    pub fn unread(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            sha256: String::new(),
            bytes: 0,
            format: Format::Unread,
            properties: Properties::default(),
            sheets: Vec::new(),
            problems: Vec::new(),
        }
    }
}

impl Sources {
    /// File, sheet and cell of an address, by name.
    pub fn locate(&self, at: CellRef) -> Location {
        let file = self.files.get(at.file as usize);
        let sheet = file.and_then(|file| file.sheets.get(usize::from(at.sheet)));
        Location {
            file: file.map(|file| file.path.clone()).unwrap_or_default(),
            sheet: sheet.map(|sheet| sheet.name.clone()).filter(|name| !name.is_empty()),
            cell: Some(sheet.map_or_else(|| at.a1(), |sheet| sheet.address(at.row, at.col))),
        }
    }
}
