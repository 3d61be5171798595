//! The container of a document: its parts, how they belong together, packed with fixed dates.

use std::io::{self, Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::block::{Block, Shape};
use super::{parts, xml};
use crate::text::Lang;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document as the bytes of a docx file. The last pages have the given shape.
///
/// # Errors
/// When it cannot be packed.
pub(super) fn pack(title: &str, blocks: &[Block], last: Shape, lang: Lang) -> io::Result<Vec<u8>> {
    let pictures: Vec<&[u8]> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Picture { png, .. } => Some(png.as_slice()),
            _ => None,
        })
        .collect();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut part = |name: &str, bytes: &[u8], method: CompressionMethod| -> io::Result<()> {
        zip.start_file(name, options.compression_method(method))?;
        zip.write_all(bytes)
    };
    let packed = CompressionMethod::Deflated;
    part("[Content_Types].xml", content_types().as_bytes(), packed)?;
    part("_rels/.rels", package_relations().as_bytes(), packed)?;
    part("docProps/core.xml", &parts::core(title, lang)?, packed)?;
    part("word/document.xml", &xml::document(blocks, last)?, packed)?;
    part("word/styles.xml", &parts::styles(lang)?, packed)?;
    part("word/settings.xml", &parts::settings()?, packed)?;
    part("word/fontTable.xml", &parts::font_table()?, packed)?;
    part("word/footer1.xml", &parts::footer(lang, false)?, packed)?;
    part("word/footer2.xml", &parts::footer(lang, true)?, packed)?;
    let relations = document_relations(pictures.len());
    part("word/_rels/document.xml.rels", relations.as_bytes(), packed)?;
    for (number, png) in (1..).zip(&pictures) {
        // A PNG is packed already.
        part(&format!("word/media/picture{number}.png"), png, CompressionMethod::Stored)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let parts: String = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("footer1", "footer"),
        ("footer2", "footer"),
    ]
    .iter()
    .map(|(name, kind)| {
        format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{word}.{kind}+xml\"/>")
    })
    .collect();
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/>{parts}\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         </Types>"
    )
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    )
}

fn document_relations(pictures: usize) -> String {
    let fixed: String = [
        ("rIdStyles", "styles", "styles.xml"),
        ("rIdSettings", "settings", "settings.xml"),
        ("rIdFonts", "fontTable", "fontTable.xml"),
        ("rIdFooterOdd", "footer", "footer1.xml"),
        ("rIdFooterEven", "footer", "footer2.xml"),
    ]
    .iter()
    .map(|(id, kind, target)| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    })
    .collect();
    let pictures: String = (1..=pictures)
        .map(|number| {
            let id = xml::picture_id(number);
            format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/image\" Target=\"media/picture{number}.png\"/>")
        })
        .collect();
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{fixed}{pictures}</Relationships>"
    )
}
