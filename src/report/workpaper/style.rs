//! How cells of the workpaper look: ink and grey; colour means grade and nothing else.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::report::terminal::shape;
use crate::rules::Grade;
use crate::text::Lang;

/// Text.
const INK: u32 = 0x001B_1E22;
/// Secondary text.
const INK_2: u32 = 0x0045_4B53;
/// Labels and notes.
const INK_3: u32 = 0x0064_6B74;
/// Borders of what is filled in.
const OUTLINE: u32 = 0x0076_7D86;
/// Rules between rows.
const LINE: u32 = 0x00D5_D9DE;
/// Headings.
const WASH: u32 = 0x00F6_F7F8;

/// The formats of one workbook.
#[derive(Debug, Clone)]
pub(super) struct Style {
    font: &'static str,
}

impl Style {
    pub(super) fn new(lang: Lang) -> Self {
        Self { font: if lang == Lang::Zh { "Microsoft YaHei" } else { "Calibri" } }
    }

    /// Text of the size of tables.
    pub(super) fn plain(&self) -> Format {
        Format::new()
            .set_font_name(self.font)
            .set_font_size(9)
            .set_font_color(Color::RGB(INK))
            .set_align(FormatAlign::Top)
    }

    /// A cell of a table.
    pub(super) fn cell(&self) -> Format {
        self.plain()
            .set_text_wrap()
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(Color::RGB(LINE))
    }

    /// A cell that leads elsewhere.
    pub(super) fn link(&self) -> Format {
        self.cell().set_underline(FormatUnderline::Single).set_font_color(Color::RGB(INK_2))
    }

    /// The heading of a column.
    pub(super) fn heading(&self) -> Format {
        self.plain()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(WASH))
            .set_border_top(FormatBorder::Medium)
            .set_border_top_color(Color::RGB(INK))
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(Color::RGB(OUTLINE))
    }

    /// The label of a value beside it.
    pub(super) fn label(&self) -> Format {
        self.cell().set_font_color(Color::RGB(INK_3))
    }

    /// A note.
    pub(super) fn note(&self) -> Format {
        self.plain().set_font_color(Color::RGB(INK_3))
    }

    /// The title of a sheet.
    pub(super) fn title(&self) -> Format {
        self.plain().set_bold().set_font_size(14).set_align(FormatAlign::VerticalCenter)
    }

    /// The title of a part of a sheet.
    pub(super) fn section(&self) -> Format {
        self.plain()
            .set_bold()
            .set_font_size(11)
            .set_align(FormatAlign::VerticalCenter)
            .set_border_top(FormatBorder::Medium)
            .set_border_top_color(Color::RGB(INK))
    }

    /// A cell that people fill in.
    pub(super) fn input(&self) -> Format {
        self.plain()
            .set_text_wrap()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(OUTLINE))
    }

    /// The colour of a grade on any format: beside the shape and the word, never alone.
    pub(super) fn graded(&self, format: Format, grade: Grade) -> Format {
        format.set_bold().set_font_color(Color::RGB(colour(grade)))
    }

    /// Grey, for what is no grade.
    pub(super) fn faint(&self, format: Format) -> Format {
        format.set_font_color(Color::RGB(INK_3))
    }
}

fn colour(grade: Grade) -> u32 {
    match grade {
        Grade::Deemed => 0x0096_1A1A,
        Grade::Violation => 0x00B9_480B,
        Grade::Strong => 0x008A_6000,
        Grade::Hint => 0x003F_6592,
    }
}

/// Shape and word of a grade.
pub(super) fn graded_word(grade: Grade, lang: Lang) -> String {
    format!("{} {}", shape(grade), grade.name().to(lang))
}
