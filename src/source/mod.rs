//! Files in, cells out: the first stage. It knows nothing of procurement.
//!
//! [`gather`] finds the files of an input. [`read`] streams one file's rows into a [`Sink`], with the address of
//! each cell, and gives the file's facts: fingerprint, author, sheets, what they hide, and what could
//! not be read. The content decides how a file is read, not its name. [`excerpt`] reads some rows again, as text,
//! to show them beside a finding.
//!
//! Files are not trusted: see [`Limits`]. Nothing outside them is ever opened, and no formula is computed.

mod archive;
mod biff;
mod cell;
mod compound;
mod content;
mod decode;
mod delimited;
mod excerpt;
mod file;
mod gather;
mod grid;
mod html;
mod input;
mod json;
mod kind;
mod limits;
mod ocds;
mod ods;
mod package;
mod page;
mod pointer;
mod properties;
mod rows;
mod scan;
mod spreadsheetml;
mod strays;
mod style;
mod tag;
#[cfg(test)]
mod tests;
mod value;
mod workbook;
mod xls;
mod xlsb;
mod xml;

use std::io::Read as _;
use std::path::Path;

use crate::error::{
    Error, empty_file, from_io, not_a_table, too_large, unknown_content, wrong_extension,
};
use crate::text;
use crate::text::Text;

pub use cell::{Cell, CellRef, DateTimeSerial, FileId, Row, Sink, a1, column_name};
pub use excerpt::{ExcerptRow, excerpt, excerpt_within};
pub use file::{FileInfo, Format, Merge, SheetInfo, Sources, Visibility};
pub use gather::{Found, gather, gather_within};
pub use limits::Limits;
pub use pointer::Pointers;
pub use properties::{Properties, Wps};

use input::Input;
use kind::Kind;
use package::Package;
use rows::Reading;

/// Streams every row of every sheet of a file into the sink, in order, and gives the file's facts.
///
/// `file` is the index that the addresses of its cells carry. What cannot be read of an otherwise
/// readable file is among [`FileInfo::problems`]; an error is a file that cannot be read at all.
pub fn read(
    path: &Path,
    file: u32,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Result<FileInfo, Error> {
    let shown = shown(path);
    let mut input = Input::open(path, &shown, limits)?;
    let bytes = input.len().map_err(|error| from_io(&shown, &error))?;
    if bytes == 0 {
        return Err(empty_file(&shown));
    }
    if bytes > limits.file_bytes {
        let mib = bytes >> 20;
        return Err(raised(too_large(&shown, text!("{mib} MiB", "{mib} MiB")), "--max-file"));
    }
    let (sha256, kind) = kind::identify(&mut input).map_err(|error| from_io(&shown, &error))?;

    let mut reading = Reading::new(file, &shown, limits, sink);
    let bare = |sheets| (Properties::default(), sheets);
    let (format, (properties, sheets)) = match kind {
        Kind::Zip => {
            let again = input.again().map_err(|error| from_io(&shown, &error))?;
            let package = Package::open(input, &shown, limits)?;
            match kind::inside(&package)? {
                Format::Ods => (Format::Ods, ods::read(package, &mut reading)?),
                Format::Xlsb => (Format::Xlsb, xlsb::read(again, package, &mut reading)?),
                format => (format, workbook::read(again, package, &mut reading)?),
            }
        }
        Kind::Compound => {
            let held = input.whole(&shown, limits.binary_bytes)?;
            (Format::Xls, xls::read(held, &mut reading)?)
        }
        Kind::Page => page::read(input.whole(&shown, limits.binary_bytes)?, &mut reading)?,
        Kind::Text(encoding) => {
            let (format, sheets) = delimited::read(input, encoding, &mut reading)?;
            (format, bare(sheets))
        }
        Kind::XmlWorkbook(format) => {
            let held = input.whole(&shown, limits.binary_bytes)?;
            (format, ods::read_flat(held, format, &mut reading)?)
        }
        Kind::Json => {
            let held = input.whole(&shown, limits.binary_bytes)?;
            (Format::Json, bare(json::read(held, &mut reading)?))
        }
        Kind::Other(kind) => return Err(not_a_table(&shown, kind)),
        Kind::Unknown => return Err(unknown_content(&shown)),
    };
    let mut problems = reading.problems;
    if !kind::suits(path, format) {
        problems.insert(0, wrong_extension(&shown, format.name()));
    }
    Ok(FileInfo { path: shown, sha256, bytes, format, properties, sheets, problems })
}

/// The text of a small file of settings.
pub(crate) fn text(path: &Path) -> Result<String, Error> {
    const MOST: u64 = 4 << 20;
    let shown = shown(path);
    let file = std::fs::File::open(path).map_err(|error| from_io(&shown, &error))?;
    let mut text = String::new();
    file.take(MOST + 1).read_to_string(&mut text).map_err(|error| from_io(&shown, &error))?;
    if MOST < text.len() as u64 {
        return Err(too_large(&shown, Text::of("4 MiB", "4 MiB")));
    }
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// An error of a limit, with the option that raises it.
#[expect(clippy::boxed_local, reason = "errors are boxed wherever they go")]
pub(crate) fn raised(error: Error, option: &str) -> Error {
    Box::new(error.raised_by(option))
}

/// The path as people see it, the same on every system.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
