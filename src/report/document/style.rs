//! How the parts of a document look, by GB/T 9704-2012 in Chinese, plainly in English; the sizes of the page.
//!
//! Fonts are named, never embedded; each has other names under which systems know it ([`FONTS`]).

use super::block::{Shape, Style};
use crate::text::Lang;

/// Twentieths of a point in a millimetre.
const TWIPS: f64 = 1440.0 / 25.4;

/// Millimetres in twentieths of a point.
pub(super) const fn twips(millimetres: f64) -> u32 {
    (millimetres * TWIPS + 0.5) as u32
}

/// The width of the text: 156 mm upright, 225 mm across.
pub(super) const fn text_width(shape: Shape) -> u32 {
    match shape {
        Shape::Upright => twips(156.0),
        Shape::Across => twips(225.0),
    }
}

/// The height of the text in millimetres.
pub(super) const fn text_height(shape: Shape) -> f64 {
    match shape {
        Shape::Upright => 225.0,
        Shape::Across => 156.0,
    }
}

/// Lines are this far apart: 22 of them fill the 225 mm of a page.
pub(super) const PITCH: u32 = 579;
/// How much closer characters of 16 points stand, so that 28 of them fill the 156 mm of a line.
const TIGHT: i32 = -5;

/// A typeface with the other names under which systems know it.
pub(super) struct Font {
    pub(super) name: &'static str,
    pub(super) others: &'static str,
    /// Whether it has Chinese characters.
    pub(super) chinese: bool,
}

/// Every typeface of the documents.
pub(super) const FONTS: &[Font] = &[
    Font {
        name: SONG_TITLE,
        others: "方正小标宋_GBK,小标宋体,华文中宋,STZhongsong,宋体,SimSun",
        chinese: true,
    },
    Font {
        name: HEI, others: "SimHei,方正黑体_GBK,思源黑体,Noto Sans CJK SC", chinese: true
    },
    Font { name: KAI, others: "KaiTi,楷体_GB2312,方正楷体_GBK,STKaiti", chinese: true },
    Font {
        name: FANG, others: "FangSong,仿宋_GB2312,方正仿宋_GBK,STFangsong", chinese: true
    },
    Font { name: SONG, others: "SimSun,思源宋体,Noto Serif CJK SC", chinese: true },
    Font { name: LATIN, others: "Liberation Serif,Nimbus Roman", chinese: false },
];

const SONG_TITLE: &str = "方正小标宋简体";
const HEI: &str = "黑体";
const KAI: &str = "楷体";
const FANG: &str = "仿宋";
/// For page numbers.
pub(super) const SONG: &str = "宋体";
/// For Latin letters and digits.
pub(super) const LATIN: &str = "Times New Roman";

/// What a style means. Sizes in half points, distances in twentieths of a point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) id: &'static str,
    pub(super) font: &'static str,
    pub(super) size: u32,
    pub(super) bold: bool,
    pub(super) centred: bool,
    pub(super) justified: bool,
    /// Whether the first line stands two characters in.
    pub(super) indented: bool,
    /// The distance of lines: exactly so much, or what the type needs.
    pub(super) line: Option<u32>,
    pub(super) after: u32,
    pub(super) tight: i32,
    /// The level of a heading, from zero.
    pub(super) level: Option<u8>,
}

/// Every style.
pub(super) const STYLES: [Style; 15] = [
    Style::Title,
    Style::Heading,
    Style::SubHeading,
    Style::Body,
    Style::Plain,
    Style::AnnexMark,
    Style::AnnexTitle,
    Style::Caption,
    Style::Note,
    Style::Cell,
    Style::CellHead,
    Style::Small,
    Style::SmallHead,
    Style::Form,
    Style::FormLabel,
];

/// The name of a style in the file.
pub(super) fn id(style: Style) -> &'static str {
    match style {
        Style::Title => "Title",
        Style::Heading => "Heading1",
        Style::SubHeading => "Heading2",
        Style::Body => "BodyText",
        Style::Plain => "PlainText",
        Style::AnnexMark => "AnnexMark",
        Style::AnnexTitle => "AnnexTitle",
        Style::Caption => "Caption",
        Style::Note => "Note",
        Style::Cell => "Cell",
        Style::CellHead => "CellHead",
        Style::Small => "SmallCell",
        Style::SmallHead => "SmallCellHead",
        Style::Form => "Form",
        Style::FormLabel => "FormLabel",
    }
}

/// What a style means in a language.
pub(super) fn look(style: Style, lang: Lang) -> Look {
    let plain = Look {
        id: id(style),
        font: FANG,
        size: 32,
        bold: false,
        centred: false,
        justified: false,
        indented: false,
        line: Some(PITCH),
        after: 0,
        tight: 0,
        level: None,
    };
    let table = |size| Look { size, line: None, ..plain };
    let chinese = match style {
        Style::Title => {
            Look { font: SONG_TITLE, size: 44, centred: true, line: Some(700), after: 160, ..plain }
        }
        Style::Heading => Look { font: HEI, indented: true, level: Some(0), ..plain },
        Style::SubHeading => Look { font: KAI, indented: true, level: Some(1), ..plain },
        Style::Body => Look { indented: true, justified: true, tight: TIGHT, ..plain },
        Style::Plain => Look { tight: TIGHT, ..plain },
        Style::AnnexMark => Look { font: HEI, level: Some(0), ..plain },
        Style::AnnexTitle => {
            Look { font: SONG_TITLE, size: 36, centred: true, after: 120, ..plain }
        }
        Style::Caption => Look { font: HEI, centred: true, after: 160, ..table(21) },
        Style::Note => table(21),
        Style::Cell => table(21),
        Style::CellHead => Look { font: HEI, centred: true, ..table(21) },
        Style::Small => table(18),
        Style::SmallHead => Look { font: HEI, ..table(18) },
        Style::Form => table(22),
        Style::FormLabel => Look { font: HEI, centred: true, ..table(22) },
    };
    match lang {
        Lang::Zh => chinese,
        Lang::En => english(style, chinese),
    }
}

/// Smaller type, space between paragraphs instead of an indent, weight instead of typefaces.
fn english(style: Style, chinese: Look) -> Look {
    let look =
        Look { font: FANG, line: None, tight: 0, indented: false, justified: false, ..chinese };
    match style {
        Style::Title => Look { size: 36, bold: true, after: 240, ..look },
        Style::Heading => Look { size: 28, bold: true, after: 120, ..look },
        Style::SubHeading => Look { size: 24, bold: true, after: 80, ..look },
        Style::Body | Style::Plain => Look { size: 23, after: 100, ..look },
        Style::AnnexMark => Look { size: 24, bold: true, ..look },
        Style::AnnexTitle => Look { size: 28, bold: true, ..look },
        Style::Caption | Style::CellHead | Style::SmallHead | Style::FormLabel => {
            Look { bold: true, ..look }
        }
        _ => look,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_22_lines_of_28_characters() {
        let of_points = |look: Look| look.size * 10 - look.tight.unsigned_abs();
        assert!(28 * of_points(look(Style::Body, Lang::Zh)) <= text_width(Shape::Upright));
        assert!(text_width(Shape::Upright) < 29 * of_points(look(Style::Body, Lang::Zh)));
        assert!(22 * PITCH <= twips(225.0) && twips(225.0) < 23 * PITCH);
    }

    #[test]
    fn every_style_has_its_own_name() {
        let names: std::collections::BTreeSet<&str> =
            STYLES.iter().map(|style| id(*style)).collect();
        assert_eq!(names.len(), STYLES.len());
    }
}
