//! What a document is made of, as plain data: paragraphs, tables, pictures, pages.

use crate::rules::Grade;

/// How a paragraph looks; [`super::style`] says what that means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// The title, in the middle.
    Title,
    /// 一、
    Heading,
    /// （一）
    SubHeading,
    /// Text, its first line two characters in.
    Body,
    /// Text from the margin.
    Plain,
    /// 附件1, at the upper left of its page.
    AnnexMark,
    /// The title of an annex.
    AnnexTitle,
    /// Below a picture.
    Caption,
    /// A remark in smaller type.
    Note,
    /// A cell of a table.
    Cell,
    /// The heading of a column.
    CellHead,
    /// A cell of a table of many columns.
    Small,
    /// The heading of a column of such a table.
    SmallHead,
    /// What stands in a form.
    Form,
    /// The label in a form.
    FormLabel,
}

/// Words that look alike; a line end in them is one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) words: String,
    pub(super) bold: bool,
    /// A line to write on.
    pub(super) underlined: bool,
    /// The colour of a grade, beside its shape and word.
    pub(super) grade: Option<Grade>,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) style: Style,
    pub(super) runs: Vec<Run>,
    pub(super) centred: bool,
    /// Whether it stays on one page with what follows.
    pub(super) kept: bool,
}

/// A cell of a table, over `span` columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) span: usize,
}

/// A row; `height` is the least it takes, in twentieths of a point.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    pub(super) height: Option<u32>,
}

/// A table; a head is repeated on each page. Widths in twentieths of a point.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) widths: Vec<u32>,
    pub(super) head: Option<Row>,
    pub(super) rows: Vec<Row>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph(Paragraph),
    Table(Table),
    /// A picture as PNG, as wide as the text, with what it shows in words.
    Picture {
        png: Vec<u8>,
        says: String,
    },
    /// What came so far stands on pages of this shape; the next begins a new page.
    Turn(Shape),
}

/// The shape of a page of A4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Upright,
    Across,
}

impl Run {
    pub(super) fn of(words: impl Into<String>) -> Self {
        Self { words: words.into(), ..Self::default() }
    }

    pub(super) fn bold(words: impl Into<String>) -> Self {
        Self { bold: true, ..Self::of(words) }
    }

    /// A line to write on, as long as so many characters.
    pub(super) fn line(characters: usize) -> Self {
        Self { underlined: true, ..Self::of("\u{3000}".repeat(characters)) }
    }
}

impl Paragraph {
    pub(super) fn of(style: Style, words: impl Into<String>) -> Self {
        Self::with(style, vec![Run::of(words)])
    }

    pub(super) fn with(style: Style, runs: Vec<Run>) -> Self {
        Self { style, runs, centred: false, kept: false }
    }

    pub(super) fn kept(self) -> Self {
        Self { kept: true, ..self }
    }

    pub(super) fn centred(self) -> Self {
        Self { centred: true, ..self }
    }
}

impl Cell {
    pub(super) fn of(paragraphs: Vec<Paragraph>) -> Self {
        Self { paragraphs, span: 1 }
    }

    /// A cell of one paragraph.
    pub(super) fn words(style: Style, words: impl Into<String>) -> Self {
        Self::of(vec![Paragraph::of(style, words)])
    }

    pub(super) fn over(self, span: usize) -> Self {
        Self { span, ..self }
    }
}

impl Row {
    pub(super) fn of(cells: Vec<Cell>) -> Self {
        Self { cells, height: None }
    }
}

impl From<Paragraph> for Block {
    fn from(paragraph: Paragraph) -> Self {
        Self::Paragraph(paragraph)
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}
