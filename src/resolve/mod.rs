//! Who is who: the names and codes of the records become bidders.
//!
//! Two records are one bidder, possibly one, or two different ones; every merge keeps its reasons. Attributes such as
//! phones never merge anybody: sharing them is what the rules look for.

pub mod cluster;

use std::collections::{BTreeMap, HashMap};

use smol_str::SmolStr;

use crate::identity::name;
use crate::record::Fact;
use crate::source::CellRef;
use crate::text::Text;
pub use cluster::resolve;

/// One bidder of the input; an index into [`Bidders`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BidderId(pub u32);

impl std::fmt::Display for BidderId {
    /// `B1` for the first.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "B{}", self.0 + 1)
    }
}

/// One bidder, as far as the records tell.
#[derive(Debug, Clone)]
pub struct Bidder {
    /// Its number.
    pub id: BidderId,
    /// Its name, as written most often.
    pub name: String,
    /// A short name for charts, unique in the input.
    pub short: String,
    /// Other spellings and former names.
    pub aliases: Vec<String>,
    /// Its valid unified social credit code.
    pub uscc: Option<String>,
    /// Where it is named first.
    pub named_at: CellRef,
    /// Why records with different spellings or codes were taken as one.
    pub same_because: Vec<Text>,
    /// The head office, when this is a branch of another bidder.
    pub head_office: Option<BidderId>,
}

/// Two bidders that may be one: reported, never merged.
#[derive(Debug, Clone)]
pub struct PossiblySame {
    /// The first.
    pub a: BidderId,
    /// The second.
    pub b: BidderId,
    /// What speaks for it.
    pub because: Vec<Text>,
}

/// All bidders of one input, and which cell names which.
#[derive(Debug, Clone, Default)]
pub struct Bidders {
    /// The bidders; [`BidderId`] is the index.
    pub list: Vec<Bidder>,
    /// Pairs that may be one.
    pub possibly_same: Vec<PossiblySame>,
    /// The bidders that a fact names, by its cell and words; several for a consortium, the lead member first.
    /// Looked up, never walked.
    pub by_cell: HashMap<(CellRef, SmolStr), Vec<BidderId>>,
    /// Canonical names that belong to one bidder only.
    pub by_name: BTreeMap<String, BidderId>,
}

impl Bidders {
    /// The bidder.
    pub fn get(&self, id: BidderId) -> &Bidder {
        &self.list[id.0 as usize]
    }

    /// Its name.
    pub fn name(&self, id: BidderId) -> &str {
        &self.get(id).name
    }

    /// Its short name.
    pub fn short(&self, id: BidderId) -> &str {
        &self.get(id).short
    }

    /// The bidders that a fact names, the lead member of a consortium first.
    pub fn at(&self, fact: &Fact) -> &[BidderId] {
        self.by_cell.get(&(fact.at, fact.raw.clone())).map_or(&[], Vec::as_slice)
    }

    /// The one bidder with this name, if there is exactly one.
    pub fn named(&self, name: &str) -> Option<BidderId> {
        self.by_name.get(&name::parse(name).canonical).copied()
    }

    /// Names joined for a sentence: at most five, then how many more.
    pub fn names(&self, ids: &[BidderId]) -> Text {
        let shown = Text::list(ids.iter().take(5).map(|id| Text::same(self.short(*id))));
        match ids.len().checked_sub(5) {
            Some(more @ 1..) => {
                let n = ids.len();
                Text {
                    zh: format!("{} 等 {n} 家", shown.zh).into(),
                    en: format!("{} and {more} more", shown.en).into(),
                }
            }
            _ => shown,
        }
    }
}
