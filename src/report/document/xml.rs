//! The body of a document in WordprocessingML.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::block::{Block, Cell, Paragraph, Row, Run, Shape, Table};
use super::style::{self, PITCH, text_height, text_width, twips};
use crate::rules::Grade;

pub(super) const WORD: (&str, &str) =
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
pub(super) const RELATIONS: (&str, &str) =
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
const DRAWING: (&str, &str) =
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing");
const SHAPES: (&str, &str) = ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main");
const PICTURES: (&str, &str) =
    ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture");

/// English Metric Units in a millimetre.
const EMU: f64 = 36_000.0;

/// The part that is being written.
pub(super) struct Out(Writer<Vec<u8>>);

pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Out {
    pub(super) fn new() -> io::Result<Self> {
        let mut writer = Writer::new(Vec::new());
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
        Ok(Self(writer))
    }

    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Start(start))
    }

    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Empty(start))
    }

    pub(super) fn value(&mut self, name: &str, value: &str) -> io::Result<()> {
        self.empty(name, &[("w:val", value)])
    }

    pub(super) fn words(&mut self, words: &str) -> io::Result<()> {
        self.0.write_event(Event::Text(BytesText::new(words)))
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0.into_inner()
    }
}

/// The relation under which a picture is known, from one.
pub(super) fn picture_id(number: usize) -> String {
    format!("rIdPicture{number}")
}

/// `word/document.xml`. The last pages have the given shape.
pub(super) fn document(blocks: &[Block], last: Shape) -> io::Result<Vec<u8>> {
    let mut out = Out::new()?;
    out.open("w:document", &[WORD, RELATIONS, DRAWING, SHAPES, PICTURES])?;
    out.open("w:body", &[])?;
    let mut pictures = 0;
    // A picture is as wide as the text of its page, whose shape is said behind it.
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Paragraph(one) => paragraph(&mut out, one)?,
            Block::Table(one) => table(&mut out, one)?,
            Block::Picture { png, says } => {
                pictures += 1;
                let shape = blocks[at..].iter().find_map(|block| match block {
                    Block::Turn(shape) => Some(*shape),
                    _ => None,
                });
                picture(&mut out, pictures, png, says, shape.unwrap_or(last))?;
            }
            Block::Turn(shape) => {
                out.open("w:p", &[])?;
                out.open("w:pPr", &[])?;
                // The paragraph that ends a section takes no room of its own.
                out.empty(
                    "w:spacing",
                    &[
                        ("w:before", "0"),
                        ("w:after", "0"),
                        ("w:line", "20"),
                        ("w:lineRule", "exact"),
                    ],
                )?;
                section(&mut out, *shape)?;
                out.close("w:pPr")?;
                out.close("w:p")?;
            }
        }
    }
    section(&mut out, last)?;
    out.close("w:body")?;
    out.close("w:document")?;
    Ok(out.finish())
}

/// Size and margins of pages: 天头 37 mm, 订口 28 mm upright; the same area of text across.
fn section(out: &mut Out, shape: Shape) -> io::Result<()> {
    let number = |n: u32| n.to_string();
    let (short, long) = (number(twips(210.0)), number(twips(297.0)));
    out.open("w:sectPr", &[])?;
    for (kind, id) in [("default", "rIdFooterOdd"), ("even", "rIdFooterEven")] {
        out.empty("w:footerReference", &[("w:type", kind), ("r:id", id)])?;
    }
    out.value("w:type", "nextPage")?;
    let (top, right, bottom, left) = match shape {
        Shape::Upright => (37.0, 26.0, 35.0, 28.0),
        Shape::Across => (28.0, 36.0, 26.0, 36.0),
    };
    match shape {
        Shape::Upright => out.empty("w:pgSz", &[("w:w", &short), ("w:h", &long)])?,
        Shape::Across => {
            out.empty("w:pgSz", &[("w:w", &long), ("w:h", &short), ("w:orient", "landscape")])?;
        }
    }
    let margin = |millimetres: f64| number(twips(millimetres));
    out.empty(
        "w:pgMar",
        &[
            ("w:top", &margin(top)),
            ("w:right", &margin(right)),
            ("w:bottom", &margin(bottom)),
            ("w:left", &margin(left)),
            ("w:header", &margin(15.0)),
            ("w:footer", &margin(bottom - 14.0)),
            ("w:gutter", "0"),
        ],
    )?;
    out.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", &number(PITCH))])?;
    out.close("w:sectPr")
}

fn paragraph(out: &mut Out, one: &Paragraph) -> io::Result<()> {
    out.open("w:p", &[])?;
    out.open("w:pPr", &[])?;
    out.value("w:pStyle", style::id(one.style))?;
    if one.kept {
        out.empty("w:keepNext", &[])?;
    }
    if one.centred {
        out.value("w:jc", "center")?;
    }
    out.close("w:pPr")?;
    for run in &one.runs {
        words(out, run)?;
    }
    out.close("w:p")
}

fn words(out: &mut Out, run: &Run) -> io::Result<()> {
    out.open("w:r", &[])?;
    if run.bold || run.underlined || run.grade.is_some() {
        out.open("w:rPr", &[])?;
        if run.bold {
            out.empty("w:b", &[])?;
        }
        if let Some(grade) = run.grade {
            out.value("w:color", colour(grade))?;
        }
        if run.underlined {
            out.value("w:u", "single")?;
        }
        out.close("w:rPr")?;
    }
    for (at, line) in run.words.split('\n').enumerate() {
        if 0 < at {
            out.empty("w:br", &[])?;
        }
        out.open("w:t", &[("xml:space", "preserve")])?;
        out.words(line)?;
        out.close("w:t")?;
    }
    out.close("w:r")
}

fn colour(grade: Grade) -> &'static str {
    match grade {
        Grade::Deemed => "961A1A",
        Grade::Violation => "B9480B",
        Grade::Strong => "8A6000",
        Grade::Hint => "3F6592",
    }
}

fn table(out: &mut Out, one: &Table) -> io::Result<()> {
    let width: u32 = one.widths.iter().sum();
    out.open("w:tbl", &[])?;
    out.open("w:tblPr", &[])?;
    out.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")])?;
    out.open("w:tblBorders", &[])?;
    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
        let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "454B53")];
        out.empty(side, &line)?;
    }
    out.close("w:tblBorders")?;
    out.value_of("w:tblLayout", "w:type", "fixed")?;
    out.open("w:tblCellMar", &[])?;
    for (side, margin) in [("w:top", "30"), ("w:left", "70"), ("w:bottom", "30"), ("w:right", "70")]
    {
        out.empty(side, &[("w:w", margin), ("w:type", "dxa")])?;
    }
    out.close("w:tblCellMar")?;
    out.close("w:tblPr")?;
    out.open("w:tblGrid", &[])?;
    for width in &one.widths {
        out.value_of("w:gridCol", "w:w", &width.to_string())?;
    }
    out.close("w:tblGrid")?;
    if let Some(head) = &one.head {
        row(out, head, &one.widths, true)?;
    }
    for one_row in &one.rows {
        row(out, one_row, &one.widths, false)?;
    }
    out.close("w:tbl")
}

impl Out {
    pub(super) fn value_of(&mut self, name: &str, attribute: &str, value: &str) -> io::Result<()> {
        self.empty(name, &[(attribute, value)])
    }
}

fn row(out: &mut Out, one: &Row, widths: &[u32], is_head: bool) -> io::Result<()> {
    out.open("w:tr", &[])?;
    out.open("w:trPr", &[])?;
    // A row of a form may need more than a page; rows of lists stay whole.
    if one.height.is_none() {
        out.empty("w:cantSplit", &[])?;
    }
    if let Some(height) = one.height {
        out.empty("w:trHeight", &[("w:val", &height.to_string()), ("w:hRule", "atLeast")])?;
    }
    if is_head {
        out.empty("w:tblHeader", &[])?;
    }
    out.close("w:trPr")?;
    let mut at = 0;
    for one_cell in &one.cells {
        let own = widths.iter().skip(at).take(one_cell.span).sum();
        at += one_cell.span;
        cell(out, one_cell, own, is_head)?;
    }
    out.close("w:tr")
}

fn cell(out: &mut Out, one: &Cell, width: u32, is_head: bool) -> io::Result<()> {
    out.open("w:tc", &[])?;
    out.open("w:tcPr", &[])?;
    out.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")])?;
    if 1 < one.span {
        out.value("w:gridSpan", &one.span.to_string())?;
    }
    if is_head {
        out.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", "F6F7F8")])?;
    }
    out.value("w:vAlign", if is_head { "center" } else { "top" })?;
    out.close("w:tcPr")?;
    for one_paragraph in &one.paragraphs {
        paragraph(out, one_paragraph)?;
    }
    // A cell must hold a paragraph.
    if one.paragraphs.is_empty() {
        out.empty("w:p", &[])?;
    }
    out.close("w:tc")
}

/// Width and height of a PNG in pixels, from its header.
fn size(png: &[u8]) -> (u32, u32) {
    let side = |at: usize| {
        png.get(at..at + 4)
            .and_then(|bytes| bytes.try_into().ok())
            .map_or(1, u32::from_be_bytes)
            .max(1)
    };
    (side(16), side(20))
}

fn picture(out: &mut Out, number: usize, png: &[u8], says: &str, shape: Shape) -> io::Result<()> {
    let (pixels_across, pixels_down) = size(png);
    let ratio = f64::from(pixels_down) / f64::from(pixels_across);
    // The annex's mark and title stand above the first, the caption below each.
    let (most_across, most_down) =
        (f64::from(text_width(shape)) / f64::from(twips(1.0)), text_height(shape) - 40.0);
    let across = most_across.min(most_down / ratio);
    let (across, down) = (across * EMU, across * ratio * EMU);
    let (across, down) = (format!("{across:.0}"), format!("{down:.0}"));
    let number_text = number.to_string();
    let name = format!("picture{number}.png");
    out.open("w:p", &[])?;
    out.open("w:pPr", &[])?;
    // Its caption stays on its page.
    out.empty("w:keepNext", &[])?;
    // On the grid of lines it would take up to a line more.
    out.value("w:snapToGrid", "0")?;
    out.value("w:jc", "center")?;
    out.close("w:pPr")?;
    out.open("w:r", &[])?;
    out.open("w:drawing", &[])?;
    let none = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
    out.open("wp:inline", &none)?;
    out.empty("wp:extent", &[("cx", &across), ("cy", &down)])?;
    out.empty("wp:docPr", &[("id", &number_text), ("name", &name), ("descr", says)])?;
    out.open("a:graphic", &[])?;
    out.open("a:graphicData", &[("uri", PICTURES.1)])?;
    out.open("pic:pic", &[])?;
    out.open("pic:nvPicPr", &[])?;
    out.empty("pic:cNvPr", &[("id", &number_text), ("name", &name), ("descr", says)])?;
    out.empty("pic:cNvPicPr", &[])?;
    out.close("pic:nvPicPr")?;
    out.open("pic:blipFill", &[])?;
    out.empty("a:blip", &[("r:embed", &picture_id(number))])?;
    out.open("a:stretch", &[])?;
    out.empty("a:fillRect", &[])?;
    out.close("a:stretch")?;
    out.close("pic:blipFill")?;
    out.open("pic:spPr", &[])?;
    out.open("a:xfrm", &[])?;
    out.empty("a:off", &[("x", "0"), ("y", "0")])?;
    out.empty("a:ext", &[("cx", &across), ("cy", &down)])?;
    out.close("a:xfrm")?;
    out.open("a:prstGeom", &[("prst", "rect")])?;
    out.empty("a:avLst", &[])?;
    out.close("a:prstGeom")?;
    for name in ["pic:spPr", "pic:pic", "a:graphicData", "a:graphic", "wp:inline", "w:drawing"] {
        out.close(name)?;
    }
    out.close("w:r")?;
    out.close("w:p")
}
