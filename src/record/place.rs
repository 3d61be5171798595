//! Addresses of what is not a cell: the name of a file, the name of a sheet, the properties of a document.
//!
//! A file named after its bidder, or an author in its properties, is evidence like a cell, so it has an address like one.

use crate::error::Location;
use crate::source::{CellRef, Sources};
use crate::text::Text;

/// The sheet of addresses that belong to the file as a whole.
const WHOLE_FILE: u16 = u16::MAX;
/// The row of addresses that belong to a sheet's name.
const SHEET_NAME: u32 = u32::MAX;

/// The properties that are read as facts, by the column of their address.
const PROPERTIES: [Text; 5] = [
    Text::of("文件名", "file name"),
    Text::of("文件属性·作者", "property: author"),
    Text::of("文件属性·最后保存者", "property: last saved by"),
    Text::of("文件属性·公司", "property: company"),
    Text::of("文件属性·WPS 设备标识", "property: WPS device"),
];

/// The address of a file's name.
pub fn file_name(file: u32) -> CellRef {
    CellRef { file, sheet: WHOLE_FILE, row: 0, col: 0 }
}

/// The address of a document property: 1 author, 2 last saved by, 3 company, 4 WPS device.
pub(super) fn property(file: u32, which: u16) -> CellRef {
    CellRef { file, sheet: WHOLE_FILE, row: 0, col: which }
}

/// The address of a sheet's name.
pub(super) fn sheet_name(file: u32, sheet: u16) -> CellRef {
    CellRef { file, sheet, row: SHEET_NAME, col: 0 }
}

/// Whether the address is that of a real cell.
pub fn is_cell(at: CellRef) -> bool {
    at.sheet != WHOLE_FILE && at.row != SHEET_NAME
}

/// File, sheet and cell in words; the cell of what is no cell tells what it is.
pub fn locate(sources: &Sources, at: CellRef, lang: crate::text::Lang) -> Location {
    if at.sheet == WHOLE_FILE {
        let file =
            sources.files.get(at.file as usize).map(|file| file.path.clone()).unwrap_or_default();
        let what = PROPERTIES.get(usize::from(at.col)).map(|text| text.to(lang).to_owned());
        return Location { file, sheet: None, cell: what };
    }
    if at.row == SHEET_NAME {
        let here = sources.locate(CellRef { row: 0, ..at });
        let what = Text::of("工作表名", "sheet name").to(lang).to_owned();
        return Location { cell: Some(what), ..here };
    }
    sources.locate(at)
}
