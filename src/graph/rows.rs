//! What the rows of bids say of their project: a ceiling in a column of its own, the purchaser in a flat table of bids.

use crate::record::{Fact, Field, Record, TableKind, Value};

/// What all rows of opening records say alike of the project, the first cell of each. Where rows differ, nobody knows which of
/// them is right.
pub(super) fn said_by_all(here: &[&Record]) -> Vec<Fact> {
    const OF_PROJECT: &[Field] = &[
        Field::PriceCeiling,
        Field::Budget,
        Field::ReservePrice,
        Field::OpenTenderThreshold,
        Field::BuyerName,
        Field::AgencyName,
        Field::Jurisdiction,
        Field::Category,
        Field::CategoryCode,
        Field::FiscalYear,
        Field::ProcurementMethod,
        Field::EvaluationMethod,
        Field::NoticeDate,
        Field::DocumentIssueDate,
        Field::Deadline,
        Field::OpeningTime,
        Field::AwardDate,
    ];
    let said = |field: &Field| {
        let mut facts = here
            .iter()
            .filter(|record| record.kind == TableKind::Opening)
            .filter_map(|record| record.facts.first(*field));
        let first = facts.next()?;
        let alike = |fact: &Fact| match first.value {
            Value::Text => fact.raw == first.raw,
            _ => fact.value == first.value,
        };
        facts.all(alike).then(|| first.clone())
    };
    OF_PROJECT.iter().filter_map(said).collect()
}
