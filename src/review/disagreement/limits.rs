//! A ceiling, a budget or a reserve price in a column of the opening record: every row says it of the same package.

use super::{Disagreement, Told, differ};
use crate::graph::Case;
use crate::record::{Fact, Field, TableKind};
use crate::text;

const LIMITS: &[Field] = &[Field::PriceCeiling, Field::Budget, Field::ReservePrice];

/// The first row that says another amount than the rows before it, or than the form on the same sheet.
pub(super) fn of_rows(case: &Case<'_>, told: &Told<'_>) -> Vec<Disagreement> {
    LIMITS.iter().filter_map(|field| of_field(case, *field, told)).collect()
}

fn of_field(case: &Case<'_>, field: Field, told: &Told<'_>) -> Option<Disagreement> {
    let rows: Vec<&Fact> = case
        .bids
        .iter()
        .flat_map(|bid| told.records(bid))
        .filter(|record| record.kind == TableKind::Opening)
        .filter_map(|record| record.facts.first(field))
        .collect();
    let first = *rows.first()?;
    // What other sheets say is told with the other facts of the project.
    let here = |fact: &&Fact| (fact.at.file, fact.at.sheet) == (first.at.file, first.at.sheet);
    let stated = case.project.all(field).filter(|fact| fact.is_usable()).find(here);
    let first = stated.unwrap_or(first);
    let other = rows.iter().find(|fact| differ(first, fact))?;
    let rows = rows.iter().filter(|fact| differ(first, fact)).count();
    let (name, place) = (field.name(), told.place(first.at));
    let (one, known) = (&other.raw, &first.raw);
    Some(Disagreement {
        at: other.at,
        step: None,
        says: text!(
            "{}：“{one}”，与“{known}”（{}）不一致，共 {rows} 行",
            "{}: \"{one}\" differs from \"{known}\" ({}), in {rows} rows";
            name, place
        ),
    })
}
