//! What a rule says, and the cells that make it say so.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Grade;
use crate::record::{Fact, Field};
use crate::resolve::BidderId;
use crate::source::CellRef;
use crate::text::Text;

/// Whom or what a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A bidder.
    Bidder(BidderId),
    /// The purchaser, by name.
    Buyer(String),
    /// The agency, by name.
    Agency(String),
    /// An evaluation expert, by name or number.
    Expert(String),
    /// A tender or a purchase, by its id.
    Tender(String),
}

/// One cell a finding rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Where.
    pub at: CellRef,
    /// What the column means; decides masking.
    pub field: Option<Field>,
    /// What the cell says.
    pub value: String,
    /// Whose cell it is.
    pub bidder: Option<BidderId>,
}

impl Evidence {
    /// The cell of a fact.
    pub fn of(fact: &Fact) -> Self {
        Self { at: fact.at, field: Some(fact.field), value: fact.raw.to_string(), bidder: None }
    }

    /// The cell of a fact about a bidder.
    pub fn by(bidder: BidderId, fact: &Fact) -> Self {
        Self { bidder: Some(bidder), ..Self::of(fact) }
    }
}

/// One finding. It cannot be built without evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// How far the law goes; the rule's own grade, or lower where this case is weaker.
    pub grade: Grade,
    /// Whom it is about.
    pub subjects: Vec<Subject>,
    /// One sentence of facts: names, numbers, dates. No personal data: those stand in the evidence, where they are masked.
    pub says: Text,
    /// What was measured against what: parameter, threshold, and how often honest bids would look so.
    pub measured: Vec<(Text, String)>,
    /// Yuan at stake, where it can be told.
    pub exposure: Option<Decimal>,
    evidence: Vec<Evidence>,
}

impl Finding {
    /// `None` when there is nothing to point at. Evidence keeps its order; a cell stands once for a field.
    pub fn new(
        grade: Grade,
        says: Text,
        evidence: impl IntoIterator<Item = Evidence>,
    ) -> Option<Self> {
        let mut seen = BTreeSet::new();
        let kept: Vec<Evidence> = evidence
            .into_iter()
            .filter(|one| seen.insert((one.at, one.field, one.bidder)))
            .collect();
        let subjects: BTreeSet<Subject> =
            kept.iter().filter_map(|one| one.bidder.map(Subject::Bidder)).collect();
        (!kept.is_empty()).then(|| Self {
            grade,
            subjects: subjects.into_iter().collect(),
            says,
            measured: Vec::new(),
            exposure: None,
            evidence: kept,
        })
    }

    /// Names the subjects, where they are not simply the bidders of the evidence.
    #[must_use]
    pub fn about(mut self, subjects: impl IntoIterator<Item = Subject>) -> Self {
        self.subjects = subjects.into_iter().collect();
        self.subjects.sort();
        self.subjects.dedup();
        self
    }

    /// Adds the yuan at stake.
    #[must_use]
    pub fn exposing(mut self, yuan: Option<Decimal>) -> Self {
        self.exposure = yuan;
        self
    }

    /// Adds a measured value, shown beside the threshold.
    #[must_use]
    pub fn measuring(mut self, what: Text, value: impl Into<String>) -> Self {
        self.measured.push((what, value.into()));
        self
    }

    /// The cells, never none.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// The bidders among the subjects.
    pub fn bidders(&self) -> impl Iterator<Item = BidderId> + '_ {
        self.subjects.iter().filter_map(|subject| match subject {
            Subject::Bidder(id) => Some(*id),
            _ => None,
        })
    }
}
