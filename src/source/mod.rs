//! Files in, cells out: the first stage. It knows nothing of procurement.
//!
//! [`gather`] finds the files of an input. [`read`] streams one file's rows into a [`Sink`], with the address of
//! each cell, and gives the file's facts: fingerprint, author, sheets, what they hide, and what could
//! not be read. The content decides how a file is read, not its name. [`excerpt`] reads some rows again, as text,
//! to show them beside a finding.
//!
//! Files are not trusted: see [`Limits`]. Nothing outside them is ever opened, and no formula is computed.

mod cell;
mod compound;
mod content;
mod decode;
mod delimited;
mod excerpt;
mod file;
mod gather;
mod limits;
mod ods;
mod package;
mod properties;
mod rows;
mod scan;
mod tag;
#[cfg(test)]
mod tests;
mod value;
mod workbook;
mod xls;
mod xml;

use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::{
    Error, empty_file, from_io, not_a_table, too_large, unknown_content, wrong_extension,
};
use crate::text;
use crate::text::Text;

pub use cell::{Cell, CellRef, DateTimeSerial, FileId, Row, Sink, a1, column_name};
pub use excerpt::{ExcerptRow, excerpt, excerpt_within};
pub use file::{FileInfo, Format, Merge, SheetInfo, Sources, Visibility};
pub use gather::{Found, gather};
pub use limits::Limits;
pub use properties::{Properties, Wps};

use decode::{Encoding, Guess};
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
    let mut handle = open(path, &shown)?;
    let bytes = handle.metadata().map_err(|error| from_io(&shown, &error))?.len();
    if bytes == 0 {
        return Err(empty_file(&shown));
    }
    if bytes > limits.file_bytes {
        let mib = bytes >> 20;
        return Err(raised(too_large(&shown, text!("{mib} MiB", "{mib} MiB")), "--max-file"));
    }
    let (sha256, kind) = identify(&mut handle).map_err(|error| from_io(&shown, &error))?;

    let mut reading = Reading::new(file, &shown, limits, sink);
    let (format, (properties, sheets)) = match kind {
        Kind::Zip => {
            let package = Package::open(handle, &shown, limits)?;
            match inside(&package)? {
                Format::Ods => (Format::Ods, ods::read(package, &mut reading)?),
                format => (format, workbook::read(path, package, &mut reading)?),
            }
        }
        Kind::Compound => {
            if bytes > limits.binary_bytes {
                let mib = bytes >> 20;
                return Err(too_large(&shown, text!("{mib} MiB", "{mib} MiB")));
            }
            handle.rewind().map_err(|error| from_io(&shown, &error))?;
            let mut held = Vec::with_capacity(bytes as usize);
            handle.read_to_end(&mut held).map_err(|error| from_io(&shown, &error))?;
            (Format::Xls, xls::read(held, &mut reading)?)
        }
        Kind::Text(encoding) => {
            let (format, sheets) = delimited::read(handle, encoding, &mut reading)?;
            (format, (Properties::default(), sheets))
        }
        Kind::Other(kind) => return Err(not_a_table(&shown, kind)),
        Kind::Unknown => return Err(unknown_content(&shown)),
    };
    let mut problems = reading.problems;
    if !suits(path, format) {
        problems.insert(0, wrong_extension(&shown, format.name()));
    }
    Ok(FileInfo { path: shown, sha256, bytes, format, properties, sheets, problems })
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

fn open(path: &Path, shown: &str) -> Result<File, Error> {
    let metadata = std::fs::metadata(path).map_err(|error| from_io(shown, &error))?;
    if metadata.is_dir() {
        return Err(not_a_table(shown, Text::of("文件夹", "a folder")));
    }
    if !metadata.is_file() {
        return Err(not_a_table(shown, Text::of("设备或者管道", "a device or pipe"))); // opening one may wait for ever
    }
    File::open(path).map_err(|error| from_io(shown, &error))
}

/// What the bytes of a file are.
enum Kind {
    Zip,
    Compound,
    Text(Encoding),
    /// Something known that is no table.
    Other(Text),
    Unknown,
}

/// Reads the file once, for its fingerprint and for what it is.
fn identify(file: &mut File) -> std::io::Result<(String, Kind)> {
    let mut hash = Sha256::new();
    let mut guess = Guess::default();
    let mut kind = None;
    let mut piece = vec![0; 256 << 10];
    loop {
        let count = file.read(&mut piece)?;
        if count == 0 {
            break;
        }
        let bytes = &piece[..count];
        hash.update(bytes);
        if kind.get_or_insert_with(|| by_signature(bytes)).is_none() {
            guess.take(bytes);
        }
    }
    let mut sha256 = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(sha256, "{byte:02x}"); // writing to a String cannot fail
    }
    let kind = kind.flatten().unwrap_or_else(|| Kind::Text(guess.encoding()));
    Ok((sha256, kind))
}

/// The kind by the first bytes; none for what may be a text table.
fn by_signature(start: &[u8]) -> Option<Kind> {
    let known: [(&[u8], Text); 9] = [
        (b"%PDF", Text::of("PDF 文件", "a PDF file")),
        (b"\x89PNG", Text::of("图片", "a picture")),
        (b"\xFF\xD8\xFF", Text::of("图片", "a picture")),
        (b"GIF8", Text::of("图片", "a picture")),
        (b"Rar!", Text::of("压缩文件", "an archive")),
        (b"7z\xBC\xAF", Text::of("压缩文件", "an archive")),
        (b"\x1F\x8B", Text::of("压缩文件", "an archive")),
        (b"{\\rtf", Text::of("RTF 文档", "an RTF document")),
        (b"\x7FELF", Text::of("程序", "a program")),
    ];
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return Some(Kind::Zip);
    }
    if start.starts_with(compound::MAGIC) {
        return Some(Kind::Compound);
    }
    if let Some((_, kind)) = known.into_iter().find(|(signature, _)| start.starts_with(signature)) {
        return Some(Kind::Other(kind));
    }
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    let start = start[..start.len().min(512)].to_ascii_lowercase();
    let has = |word: &[u8]| start.windows(word.len()).any(|window| window == word);
    if start.starts_with(b"<") {
        let xml = start.starts_with(b"<?xml") && !has(b"<html");
        let page = Text::of("网页（HTML）", "a web page (HTML)");
        let table = Text::of("XML 文件", "an XML file");
        return Some(Kind::Other(if xml { table } else { page }));
    }
    if start.starts_with(b"{\"")
        || start.starts_with(b"[{")
        || start.starts_with(b"{\n")
        || start.starts_with(b"{\r")
    {
        return Some(Kind::Other(Text::of("JSON 文件", "a JSON file")));
    }
    let wide = start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF");
    (!wide && start.contains(&0)).then_some(Kind::Unknown)
}

/// What a zip container holds.
fn inside(package: &Package) -> Result<Format, Error> {
    let other = |kind| Err(not_a_table(&package.shown, kind));
    if package.has("xl/workbook.bin") {
        other(Text::of("xlsb 工作簿", "an xlsb workbook"))
    } else if package.has("word/document.xml") {
        other(Text::of("Word 文档", "a Word document"))
    } else if package.has("ppt/presentation.xml") {
        other(Text::of("PowerPoint 演示文稿", "a PowerPoint presentation"))
    } else if package.has("_rels/.rels") {
        Ok(Format::Xlsx)
    } else if package.has("content.xml") {
        Ok(Format::Ods)
    } else {
        other(Text::of("压缩文件", "an archive"))
    }
}

/// Whether the extension is one that such files have.
fn suits(path: &Path, format: Format) -> bool {
    let Some(extension) = path.extension() else { return true };
    let extension = extension.to_string_lossy().to_ascii_lowercase();
    let usual: &[&str] = match format {
        Format::Xlsx => &["xlsx", "xlsm", "xltx", "xltm"],
        Format::Xls => &["xls", "xlt", "et", "ett"],
        Format::Ods => &["ods", "ots"],
        Format::Delimited { .. } => &["csv", "tsv", "tab", "txt", "text", "prn", "dat"],
        Format::Unread => return true,
    };
    usual.contains(&extension.as_str())
}
