//! The parts of a document beside its body: how it looks, what stands at the foot of pages, what it is called.

use std::io;

use super::block::Style;
use super::style::{FONTS, LATIN, Look, PITCH, SONG, STYLES, look};
use super::xml::{Out, RELATIONS, WORD};
use crate::report::FOOTER;
use crate::text::Lang;

/// `word/footer….xml`: the page number between dashes, at the right of odd pages and at the left of even ones, and the
/// sentence that stands on every page.
pub(super) fn footer(lang: Lang, is_even: bool) -> io::Result<Vec<u8>> {
    let mut out = Out::new()?;
    let side = if is_even { "left" } else { "right" };
    out.open("w:ftr", &[WORD, RELATIONS])?;
    let paragraph = |out: &mut Out, size: &str| -> io::Result<()> {
        out.open("w:p", &[])?;
        out.open("w:pPr", &[])?;
        out.value("w:snapToGrid", "0")?;
        let indent = if is_even { "w:leftChars" } else { "w:rightChars" };
        out.empty("w:ind", &[(indent, "100")])?;
        out.value("w:jc", side)?;
        out.close("w:pPr")?;
        out.open("w:r", &[])?;
        out.open("w:rPr", &[])?;
        // One typeface for digits and dashes.
        out.empty("w:rFonts", &[("w:ascii", SONG), ("w:hAnsi", SONG), ("w:eastAsia", SONG)])?;
        out.value("w:sz", size)?;
        out.close("w:rPr")
    };
    let end = |out: &mut Out| -> io::Result<()> {
        out.close("w:r")?;
        out.close("w:p")
    };
    let said = |out: &mut Out, words: &str| -> io::Result<()> {
        out.open("w:t", &[("xml:space", "preserve")])?;
        out.words(words)?;
        out.close("w:t")
    };
    paragraph(&mut out, "28")?;
    said(&mut out, "— ")?;
    out.value_of("w:fldChar", "w:fldCharType", "begin")?;
    out.open("w:instrText", &[("xml:space", "preserve")])?;
    out.words(" PAGE ")?;
    out.close("w:instrText")?;
    out.value_of("w:fldChar", "w:fldCharType", "separate")?;
    said(&mut out, "1")?;
    out.value_of("w:fldChar", "w:fldCharType", "end")?;
    said(&mut out, " —")?;
    end(&mut out)?;
    paragraph(&mut out, "18")?;
    said(&mut out, FOOTER.to(lang))?;
    end(&mut out)?;
    out.close("w:ftr")?;
    Ok(out.finish())
}

fn fonts(out: &mut Out, chinese: &str) -> io::Result<()> {
    out.empty(
        "w:rFonts",
        &[("w:ascii", LATIN), ("w:hAnsi", LATIN), ("w:eastAsia", chinese), ("w:cs", LATIN)],
    )
}

/// `word/styles.xml`.
pub(super) fn styles(lang: Lang) -> io::Result<Vec<u8>> {
    let mut out = Out::new()?;
    out.open("w:styles", &[WORD])?;
    out.open("w:docDefaults", &[])?;
    out.open("w:rPrDefault", &[])?;
    out.open("w:rPr", &[])?;
    fonts(&mut out, look(Style::Body, lang).font)?;
    out.value("w:sz", "21")?;
    let latin = if lang == Lang::Zh { "en-US" } else { "en-GB" };
    out.empty("w:lang", &[("w:val", latin), ("w:eastAsia", "zh-CN")])?;
    out.close("w:rPr")?;
    out.close("w:rPrDefault")?;
    out.close("w:docDefaults")?;
    out.open("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")])?;
    out.value("w:name", "Normal")?;
    out.close("w:style")?;
    for style in STYLES {
        one_style(&mut out, &look(style, lang))?;
    }
    out.close("w:styles")?;
    Ok(out.finish())
}

fn one_style(out: &mut Out, look: &Look) -> io::Result<()> {
    // Word's own names for headings let its navigation show them.
    let name = match look.id {
        "Heading1" => "heading 1",
        "Heading2" => "heading 2",
        "Caption" => "caption",
        other => other,
    };
    let kind = ("w:type", "paragraph");
    if name != look.id || name == "Title" {
        out.open("w:style", &[kind, ("w:styleId", look.id)])?;
    } else {
        out.open("w:style", &[kind, ("w:customStyle", "1"), ("w:styleId", look.id)])?;
    }
    out.value("w:name", name)?;
    out.value("w:basedOn", "Normal")?;
    out.empty("w:qFormat", &[])?;
    out.open("w:pPr", &[])?;
    if look.level.is_some() {
        out.empty("w:keepNext", &[])?;
    }
    if look.line != Some(PITCH) {
        out.value("w:snapToGrid", "0")?;
    }
    let after = look.after.to_string();
    match look.line {
        Some(line) => out.empty(
            "w:spacing",
            &[
                ("w:before", "0"),
                ("w:after", &after),
                ("w:line", &line.to_string()),
                ("w:lineRule", "exact"),
            ],
        )?,
        None => out.empty(
            "w:spacing",
            &[("w:before", "0"), ("w:after", &after), ("w:line", "252"), ("w:lineRule", "auto")],
        )?,
    }
    if look.indented {
        // Two characters, said in both ways: programs differ in which they follow.
        let two = (look.size * 20).to_string();
        out.empty("w:ind", &[("w:firstLineChars", "200"), ("w:firstLine", &two)])?;
    }
    if look.centred || look.justified {
        out.value("w:jc", if look.centred { "center" } else { "both" })?;
    }
    if let Some(level) = look.level {
        out.value("w:outlineLvl", &level.to_string())?;
    }
    out.close("w:pPr")?;
    out.open("w:rPr", &[])?;
    fonts(out, look.font)?;
    if look.bold {
        out.empty("w:b", &[])?;
    }
    if look.tight != 0 {
        out.value("w:spacing", &look.tight.to_string())?;
    }
    let size = look.size.to_string();
    out.value("w:sz", &size)?;
    out.value("w:szCs", &size)?;
    out.close("w:rPr")?;
    out.close("w:style")
}

/// `word/fontTable.xml`: the typefaces, and what to use where they are missing.
pub(super) fn font_table() -> io::Result<Vec<u8>> {
    let mut out = Out::new()?;
    out.open("w:fonts", &[WORD])?;
    for font in FONTS {
        out.open("w:font", &[("w:name", font.name)])?;
        out.value("w:altName", font.others)?;
        out.value("w:charset", if font.chinese { "86" } else { "00" })?;
        out.value("w:family", "roman")?;
        out.value("w:pitch", "variable")?;
        out.close("w:font")?;
    }
    out.close("w:fonts")?;
    Ok(out.finish())
}

/// `word/settings.xml`.
pub(super) fn settings() -> io::Result<Vec<u8>> {
    let mut out = Out::new()?;
    out.open("w:settings", &[WORD])?;
    out.value_of("w:zoom", "w:percent", "100")?;
    out.empty("w:evenAndOddHeaders", &[])?;
    out.value("w:characterSpacingControl", "compressPunctuation")?;
    out.open("w:compat", &[])?;
    out.empty(
        "w:compatSetting",
        &[
            ("w:name", "compatibilityMode"),
            ("w:uri", "http://schemas.microsoft.com/office/word"),
            ("w:val", "15"),
        ],
    )?;
    out.close("w:compat")?;
    out.close("w:settings")?;
    Ok(out.finish())
}

/// `docProps/core.xml`: the title and a fixed date, so that the same review gives the same bytes; no author.
pub(super) fn core(title: &str, lang: Lang) -> io::Result<Vec<u8>> {
    let mut out = Out::new()?;
    out.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    )?;
    out.open("dc:title", &[])?;
    out.words(title)?;
    out.close("dc:title")?;
    out.open("dc:language", &[])?;
    out.words(if lang == Lang::Zh { "zh-CN" } else { "en" })?;
    out.close("dc:language")?;
    for name in ["dcterms:created", "dcterms:modified"] {
        out.open(name, &[("xsi:type", "dcterms:W3CDTF")])?;
        out.words("2026-01-01T00:00:00Z")?;
        out.close(name)?;
    }
    out.close("cp:coreProperties")?;
    Ok(out.finish())
}
