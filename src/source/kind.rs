//! What a file is, told by its bytes: its signature, its first element, the parts of its container.

use std::fmt::Write as _;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::{Error, not_a_table};
use crate::text::Text;

use super::compound;
use super::decode::{Encoding, Guess, decoded_start};
use super::file::Format;
use super::package::Package;

/// What the bytes of a file are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Zip,
    Compound,
    Text(Encoding),
    /// A web page; many platforms export their tables as one and call it xls.
    Page,
    /// A workbook as one XML file: Excel 2003, or a flat OpenDocument.
    XmlWorkbook(Format),
    /// JSON, or JSON Lines.
    Json,
    /// Something known that is no table.
    Other(Text),
    Unknown,
}

/// The mark by which a page of this program is known again, so that a report is never read as data.
pub(crate) const OWN_PAGE: &str = "<meta name=\"generator\" content=\"qingbiao\">";
/// The mark by which a report for programs is known again.
const OWN_JSON: &str = "\"qingbiao.";

/// Bytes at the start of a file by which its kind is told.
pub(crate) const START: usize = 4 << 10;

/// Reads the file once, for its fingerprint and for what it is.
pub(crate) fn identify(file: &mut impl Read) -> std::io::Result<(String, Kind)> {
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
pub(crate) fn by_signature(start: &[u8]) -> Option<Kind> {
    let known: [(&[u8], Text); 7] = [
        (b"%PDF", Text::of("PDF 文件", "a PDF file")),
        (b"\x89PNG", Text::of("图片", "a picture")),
        (b"\xFF\xD8\xFF", Text::of("图片", "a picture")),
        (b"GIF8", Text::of("图片", "a picture")),
        (b"{\\rtf", Text::of("RTF 文档", "an RTF document")),
        (b"MIME-Version:", Text::of("单一文件网页（MHTML）", "a web archive (MHTML)")),
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
    if let Some(name) = packed(start) {
        return Some(Kind::Other(Text {
            zh: format!("{name} 压缩文件").into(),
            en: format!("a {name} archive").into(),
        }));
    }
    let text = decoded_start(&start[..start.len().min(START)]);
    let trimmed = text.trim_start();
    if trimmed.starts_with('<') {
        return markup(trimmed);
    }
    if trimmed.starts_with(['{', '[']) && is_json(trimmed) {
        let own = trimmed.contains(OWN_JSON);
        let report = Text::of("本程序的报告", "a report of this program");
        return Some(if own { Kind::Other(report) } else { Kind::Json });
    }
    let wide = start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF");
    (!wide && text.contains('\0')).then_some(Kind::Unknown)
}

/// The name of an archive that is not unfolded here.
pub(crate) fn packed(start: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 5] = [
        (b"Rar!", "RAR"),
        (b"7z\xBC\xAF", "7z"),
        (b"\x1F\x8B", "gzip"),
        (b"BZh", "bzip2"),
        (b"\xFD7zXZ", "xz"),
    ];
    known.into_iter().find(|(signature, _)| start.starts_with(signature)).map(|(_, name)| name)
}

/// What text is that begins with `<`: told by its first element.
fn markup(text: &str) -> Option<Kind> {
    let mut rest = text;
    let element = loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace());
        let Some(after) = rest.strip_prefix('<') else { break "" };
        let end = if let Some(comment) = after.strip_prefix("!--") {
            comment.find("-->").map(|at| at + 6)
        } else if after.starts_with(['?', '!']) {
            after.find('>').map(|at| at + 1)
        } else {
            let end = after.find(|c: char| c.is_whitespace() || c == '>' || c == '/');
            break &after[..end.unwrap_or(after.len())];
        };
        let Some(end) = end else { break "" };
        rest = &after[end..];
    };
    let local = element.rsplit(':').next().unwrap_or_default();
    let report = || Kind::Other(Text::of("本程序的报告", "a report of this program"));
    Some(match local.to_ascii_lowercase().as_str() {
        "workbook" if text.contains("urn:schemas-microsoft-com:office:spreadsheet") => {
            Kind::XmlWorkbook(Format::XmlSpreadsheet)
        }
        "document" if text.contains("opendocument") && text.contains("office") => {
            Kind::XmlWorkbook(Format::Ods)
        }
        _ if text.contains(OWN_PAGE) => report(),
        "svg" => Kind::Other(Text::of("图片", "a picture")),
        "html" | "head" | "body" | "meta" | "style" | "table" | "div" | "center" | "form"
        | "script" | "title" | "p" | "thead" | "tbody" | "tr" | "font" | "span" | "link" | "br"
        | "h1" | "h2" | "h3" | "h4" => Kind::Page,
        _ if text.trim_start().starts_with("<?xml") => {
            Kind::Other(Text::of("XML 文件", "an XML file"))
        }
        _ if element.is_empty() => Kind::Page,
        // `<合同>,1` is the beginning of a text table like any other.
        _ => return None,
    })
}

/// Whether text that begins with a brace or bracket goes on as JSON does: `[1] 甲,…` is a line of a table.
fn is_json(text: &str) -> bool {
    let inner = text[1..].trim_start();
    if text.starts_with('{') {
        return inner.starts_with(['"', '}']);
    }
    inner.starts_with(['{', '[']) || inner == "]"
}

/// What a zip container holds.
pub(crate) fn inside(package: &Package) -> Result<Format, Error> {
    let other = |kind| Err(not_a_table(&package.shown, kind));
    if package.has("xl/workbook.bin") {
        Ok(Format::Xlsb)
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
pub(crate) fn suits(path: &Path, format: Format) -> bool {
    let Some(extension) = path.extension() else { return true };
    let extension = extension.to_string_lossy().to_ascii_lowercase();
    let usual: &[&str] = match format {
        Format::Xlsx => &["xlsx", "xlsm", "xltx", "xltm", "et", "ett"],
        Format::Xlsb => &["xlsb"],
        Format::Xls => &["xls", "xlt", "et", "ett"],
        Format::Ods => &["ods", "ots", "fods"],
        Format::Delimited { .. } => &["csv", "tsv", "tab", "txt", "text", "prn", "dat"],
        // Tables that web platforms export are called xls everywhere; Excel itself opens them.
        Format::Page { .. } => &["htm", "html", "xls"],
        Format::XmlSpreadsheet => &["xml", "xls"],
        Format::Json => &["json", "jsonl", "ndjson"],
        Format::Unread => return true,
    };
    usual.contains(&extension.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_by_its_first_element() {
        let page = |text: &str| by_signature(text.as_bytes()) == Some(Kind::Page);
        for text in [
            "<html><body>",
            "\u{feff}<!DOCTYPE html>\n<HTML>",
            "<!-- x --><meta charset=gb2312><table>",
            "<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\">",
            "  <table border=1>",
        ] {
            assert!(page(text), "{text}");
        }
        let own = format!("<!DOCTYPE html><html><head>{OWN_PAGE}");
        assert!(matches!(by_signature(own.as_bytes()), Some(Kind::Other(_))));
        assert_eq!(by_signature("<甲>,乙\n1,2".as_bytes()), None);
    }

    #[test]
    fn json_is_told_from_tables_that_begin_with_a_bracket() {
        for text in ["{\"releases\":[]}", "[ {\"a\":1}]", "{\r\n \"a\":1}", "[]"] {
            assert_eq!(by_signature(text.as_bytes()), Some(Kind::Json), "{text}");
        }
        for text in ["[1] 甲,乙", "{甲},乙", "[项目名称],报价"] {
            assert_eq!(by_signature(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn archives_of_other_kinds_are_named() {
        let Some(Kind::Other(kind)) = by_signature(b"Rar!\x1A\x07\x00") else { panic!("known") };
        assert_eq!(kind.en, "a RAR archive");
    }
}
