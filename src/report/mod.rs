//! What people read: the review as JSON, in the terminal, as HTML, as charts.
//!
//! Nothing here judges: it shows what `review` says, in one language, with personal data masked unless asked for.

pub mod chart;
pub mod columns;
pub mod csv;
mod digest;
pub mod document;
pub mod html;
pub mod index;
pub mod json;
mod measure;
pub mod network;
mod number;
mod plane;
pub mod tables;
pub mod template;
pub mod terminal;
pub mod workpaper;

use crate::error::Location;
use crate::identity::mask;
use crate::load::Loaded;
use crate::record::{Field, Kind, place};
use crate::review::Review;
use crate::source::CellRef;
use crate::text::{Lang, Text};

/// The sentence that stands on every page.
pub const FOOTER: Text = Text::of(
    "本结果为核查线索，不作为处理处罚依据",
    "These are leads for checking, not grounds for any penalty",
);

/// How a review is shown.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The language.
    pub lang: Lang,
    /// Whether personal data are shown in full.
    pub unmask: bool,
}

/// A review with what is needed to show it.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// What was read.
    pub loaded: &'a Loaded,
    /// What was found.
    pub review: &'a Review<'a>,
    /// How it is shown.
    pub options: Options,
}

impl View<'_> {
    /// A sentence in the language of the report.
    pub fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.to(self.options.lang)
    }

    /// One of two words, in the language of the report.
    pub fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.options.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// A value as it may be shown: masked when its field is personal.
    pub fn value(&self, field: Option<Field>, value: &str) -> String {
        match field {
            Some(field) if !self.options.unmask => masked(field, value),
            _ => value.replace('\n', " "),
        }
    }

    /// File, sheet and cell in words.
    pub fn locate(&self, at: CellRef) -> Location {
        place::locate(&self.loaded.sources, at, self.options.lang)
    }

    /// `开标记录.xlsx › 开标一览表 › C5`, the file without its folder.
    pub fn address(&self, at: CellRef) -> String {
        let location = self.locate(at);
        let file = location.file.rsplit('/').next().unwrap_or_default().to_owned();
        [Some(file), location.sheet, location.cell]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" › ")
    }
}

/// A personal value masked as its kind demands; others as they are.
pub fn masked(field: Field, value: &str) -> String {
    let info = field.info();
    let kind = match info.kind {
        Kind::Phone => mask::Kind::Phone,
        Kind::IdCard => mask::Kind::IdCard,
        Kind::Account => mask::Kind::Account,
        Kind::Email => mask::Kind::Email,
        Kind::Person => mask::Kind::Person,
        Kind::Mac => mask::Kind::Mac,
        Kind::Ip => mask::Kind::Ip,
        Kind::Address => mask::Kind::Address,
        Kind::Serial if field != Field::DepositSerial => mask::Kind::Serial,
        Kind::List | Kind::Text if info.personal => mask::Kind::Person,
        _ => return value.to_owned(),
    };
    mask::mask(kind, value)
}
