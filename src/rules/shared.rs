//! What the rules about shared values have in common: walk a value, point at its cells.
//!
//! `person`, `holding` and `deposit` read the rows where several cells belong together: a person with a number, an owner
//! with a share, a payer with an account.

pub(super) mod deposit;
pub(super) mod holding;
pub(super) mod person;

use std::collections::BTreeSet;

use super::{Checked, Evidence, Finding, Grade};
use crate::graph::{Bid, Case, Hub, Shared};
use crate::record::{Fact, Facts, Field, Record, TableKind};
use crate::resolve::BidderId;
use crate::text::Text;

/// Values held by more bids than this are public: they make no edge and are listed as set aside.
pub(super) static HOLDERS_AT_MOST: super::Parameter = super::Parameter {
    name: "holders_at_most",
    value: 5.0,
    means: Text::of(
        "同一值的持有家数上限（家），超过视为公共值搁置；地址为 10",
        "most bidders that may hold a value before it is set aside as public; 10 for addresses",
    ),
};

/// One finding for each value of an attribute that two bids or more share.
///
/// `says` writes the sentence from the names of the holders; it must not quote the value where it is personal data.
pub(super) fn findings(
    case: &Case,
    field: Field,
    grade: Grade,
    says: impl Fn(&Shared, &Text) -> Text,
) -> Checked {
    let shared = case.shared(field)?;
    Ok(shared.iter().filter_map(|value| finding(case, value, grade, &says)).collect())
}

/// The finding for one shared value.
pub(super) fn finding(
    case: &Case,
    shared: &Shared,
    grade: Grade,
    says: impl Fn(&Shared, &Text) -> Text,
) -> Option<Finding> {
    let names = case.bidders.names(&shared.bidders());
    let evidence = shared.cells().map(|(bidder, fact)| Evidence::by(bidder, fact));
    Finding::new(grade, says(shared, &names), evidence)
}

/// The finding for a value that was set aside as a hub and still deserves a look.
pub(super) fn of_hub(
    case: &Case,
    hub: &Hub,
    grade: Grade,
    says: impl Fn(&Text) -> Text,
) -> Option<Finding> {
    let names = case.bidders.names(&hub.holders);
    let evidence = hub.facts.iter().map(|(bidder, fact)| Evidence::by(*bidder, fact));
    Finding::new(grade, says(&names), evidence)
}

/// A row or a form that speaks of a bid, whole: what belongs to one person, share or payment stands in one of them.
pub(super) struct Row<'c> {
    /// The bid.
    pub(super) bid: &'c Bid,
    /// The row.
    pub(super) record: &'c Record,
}

/// The rows of this package, in the order of the files.
pub(super) fn records<'c>(case: &'c Case) -> impl Iterator<Item = &'c Record> {
    case.tender
        .records
        .iter()
        .filter(|record| record.package.as_deref().is_none_or(|own| own == case.package))
}

/// The rows that speak of a bid, in the order of the files; scores, items and what follows the award are left out.
pub(super) fn rows<'c>(case: &'c Case) -> impl Iterator<Item = Row<'c>> {
    use TableKind::{Acceptance, Contract, Items, OfficialStaff, Scores};
    records(case)
        .filter(|record| {
            !matches!(record.kind, Acceptance | Contract | Items | OfficialStaff | Scores)
        })
        .filter_map(|record| Some(Row { bid: case.bid(owner(case, &record.facts)?)?, record }))
}

/// The bidder that a row names; the lead member of a consortium.
pub(super) fn owner(case: &Case, facts: &Facts) -> Option<BidderId> {
    facts.first(Field::BidderName).and_then(|fact| case.bidders.at(fact).first().copied())
}

/// The facts of a row in the order in which a person reads them.
pub(super) fn in_reading_order(facts: &Facts) -> Vec<&Fact> {
    let mut sorted: Vec<&Fact> = facts.0.iter().collect();
    sorted.sort_by_key(|fact| (fact.at, fact.field));
    sorted
}

/// The pairs of bids, smaller id first, that share some value of an attribute.
pub(super) fn pairs_sharing(case: &Case, field: Field) -> BTreeSet<(BidderId, BidderId)> {
    case.network.shared(field).iter().flat_map(|shared| pairs(&shared.bidders())).collect()
}

/// Every pair of some bidders, smaller id first.
pub(super) fn pairs(bidders: &[BidderId]) -> Vec<(BidderId, BidderId)> {
    let pair = |(at, a): (usize, &BidderId)| {
        bidders[at + 1..].iter().map(|b| (*a.min(b), *a.max(b))).collect()
    };
    bidders.iter().enumerate().flat_map(|(at, a)| -> Vec<_> { pair((at, a)) }).collect()
}

/// Members of groups that were joined pair by pair: the groups of two or more, in order.
pub(super) fn joined<T: Ord + Copy>(links: impl IntoIterator<Item = (T, T)>) -> Vec<Vec<T>> {
    let mut groups: Vec<BTreeSet<T>> = Vec::new();
    for (a, b) in links {
        let mut group = BTreeSet::from([a, b]);
        groups.retain(|known| {
            let touches = known.contains(&a) || known.contains(&b);
            if touches {
                group.extend(known);
            }
            !touches
        });
        groups.push(group);
    }
    groups.sort();
    groups.into_iter().map(|group| group.into_iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_joined_over_several_steps() {
        assert_eq!(joined([(5, 6), (1, 2), (2, 3)]), [vec![1, 2, 3], vec![5, 6]]);
        assert_eq!(joined([(1, 2), (3, 4), (2, 3)]), [vec![1, 2, 3, 4]]);
        assert!(joined::<u8>([]).is_empty());
    }

    #[test]
    fn pairs_name_the_smaller_first() {
        let id = BidderId;
        assert_eq!(pairs(&[id(3), id(1), id(2)]), [(id(1), id(3)), (id(2), id(3)), (id(1), id(2))]);
    }
}
