//! The same person in the bids of different bidders: told by a number that belongs to one person, else by name.
//!
//! People share names. A name alone is a lead to check; with a common identity card, certificate, telephone or e-mail it
//! is the same person as far as the papers tell; with different identity cards they are two people.

use std::collections::{BTreeMap, BTreeSet};

use super::{HOLDERS_AT_MOST, in_reading_order, joined, pairs_sharing, rows};
use crate::graph::{Case, Key, attribute};
use crate::record::{Fact, Field};
use crate::resolve::BidderId;
use crate::rules::{Checked, Evidence, Finding, Grade, NotChecked};
use crate::text;
use crate::text::Text;

/// What a name alone is worth.
const NAME_ONLY: Grade = Grade::Hint;

/// Fields that name a person in a row.
const NAMES: [Field; 5] = [
    Field::LegalRepresentative,
    Field::AgentName,
    Field::RegisterPerson,
    Field::ContactName,
    Field::MemberName,
];

/// What a person does in a bid.
pub(in crate::rules) struct Role {
    /// The fields that name whoever does it.
    pub(in crate::rules) names: &'static [Field],
    /// The field whose number is certainly theirs, where there is one.
    pub(in crate::rules) id: Option<Field>,
    /// What they are called.
    pub(in crate::rules) called: Text,
}

/// A person as one row names them.
#[derive(Clone)]
struct Person<'c> {
    bid: BidderId,
    names: Vec<String>,
    ids: BTreeSet<String>,
    certificates: BTreeSet<String>,
    cells: Vec<&'c Fact>,
}

/// Why two people of one name or number are one, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Proof {
    Id,
    Certificate,
    Contact,
}

/// Persons of a role that stand in several bids: `grade` where more than the name is the same, else a hint.
pub(in crate::rules) fn findings(case: &Case, role: &Role, grade: Grade) -> Checked {
    let people = people(case, role);
    let bids: BTreeSet<BidderId> = people.iter().map(|person| person.bid).collect();
    if bids.len() < 2 {
        return Err(NotChecked::missing(role.names.iter().copied().take(1)));
    }
    let mut in_touch = pairs_sharing(case, Field::ContactPhone);
    in_touch.extend(pairs_sharing(case, Field::Email));
    let mut proved: Vec<((usize, usize), Proof)> = Vec::new();
    let mut unproved: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (a, b) in candidates(&people) {
        let (one, other) = (&people[a], &people[b]);
        let namesake = one.names.iter().find(|name| other.names.contains(name));
        let touching = in_touch.contains(&(one.bid.min(other.bid), one.bid.max(other.bid)));
        let proof = if !one.ids.is_disjoint(&other.ids) {
            Some(Proof::Id)
        } else if !one.ids.is_empty() && !other.ids.is_empty() {
            continue; // two identity cards: two people
        } else if !one.certificates.is_disjoint(&other.certificates)
            && (namesake.is_some() || one.names.is_empty() || other.names.is_empty())
        {
            Some(Proof::Certificate)
        } else {
            (touching && namesake.is_some()).then_some(Proof::Contact)
        };
        match (proof, namesake) {
            (Some(proof), _) => proved.push(((a, b), proof)),
            (None, Some(name)) => unproved.entry(name).or_default().extend([a, b]),
            (None, None) => {}
        }
    }
    let groups = joined(proved.iter().map(|(pair, _)| *pair));
    let mut found: Vec<Finding> = groups
        .iter()
        .filter_map(|group| proved_finding(case, role, grade, &people, group, &proved))
        .collect();
    for group in unproved.values() {
        // Whoever is shown to be one person in these bids needs no second, weaker word.
        let bids: BTreeSet<BidderId> = group.iter().map(|at| people[*at].bid).collect();
        let shown = groups
            .iter()
            .any(|known| bids.iter().all(|bid| known.iter().any(|at| people[*at].bid == *bid)));
        if !shown && bids.len() as f64 <= HOLDERS_AT_MOST.value {
            found.extend(namesakes(case, role, &people, group, &bids));
        }
    }
    Ok(found)
}

/// Persons that have one role in one bid and another role in another, told by their identity number alone.
pub(in crate::rules) fn across(
    case: &Case,
    role: &Role,
    other: &Role,
    grade: Grade,
) -> Vec<Finding> {
    let mut holders: BTreeMap<String, Vec<Person<'_>>> = BTreeMap::new();
    for person in people(case, other) {
        for id in &person.ids {
            holders.entry(id.clone()).or_default().push(person.clone());
        }
    }
    let called = &other.called;
    let mut found: BTreeMap<(BidderId, BidderId), Vec<Evidence>> = BTreeMap::new();
    for one in people(case, role) {
        let others = one.ids.iter().filter_map(|id| holders.get(id)).flatten();
        for other in others.filter(|other| other.bid != one.bid) {
            let persons = [(one.bid, &one.cells), (other.bid, &other.cells)];
            let cells = persons
                .iter()
                .flat_map(|(bid, cells)| cells.iter().map(|fact| Evidence::by(*bid, fact)));
            found.entry((one.bid, other.bid)).or_default().extend(cells);
        }
    }
    let finding = |((one, other), evidence): ((BidderId, BidderId), Vec<Evidence>)| {
        let (a, b) = (case.bidders.names(&[one]), case.bidders.names(&[other]));
        let says = text!(
            "{}的{}与{}的{}证件号码相同",
            "{}'s {} and {}'s {} have the same identity number";
            a, role.called, b, called
        );
        Finding::new(grade, says, evidence)
    };
    found.into_iter().filter_map(finding).collect()
}

/// Pairs of persons of different bids with a name, a number or a certificate in common, in order.
fn candidates(people: &[Person<'_>]) -> BTreeSet<(usize, usize)> {
    let mut holders: BTreeMap<(u8, &str), Vec<usize>> = BTreeMap::new();
    for (at, person) in people.iter().enumerate() {
        let keys = (person.names.iter().map(|key| (0, key.as_str())))
            .chain(person.ids.iter().map(|key| (1, key.as_str())))
            .chain(person.certificates.iter().map(|key| (2, key.as_str())));
        for key in keys {
            holders.entry(key).or_default().push(at);
        }
    }
    holders
        .values()
        .flat_map(|at| {
            at.iter()
                .enumerate()
                .flat_map(|(n, a)| at[n + 1..].iter().map(move |b| (*a.min(b), *a.max(b))))
        })
        .filter(|(a, b)| people[*a].bid != people[*b].bid)
        .collect()
}

fn proved_finding(
    case: &Case,
    role: &Role,
    grade: Grade,
    people: &[Person<'_>],
    group: &[usize],
    proved: &[((usize, usize), Proof)],
) -> Option<Finding> {
    let bids: Vec<BidderId> =
        group.iter().map(|at| people[*at].bid).collect::<BTreeSet<_>>().into_iter().collect();
    let proofs: BTreeSet<Proof> =
        proved.iter().filter(|((a, _), _)| group.contains(a)).map(|(_, proof)| *proof).collect();
    let how = Text::list(proofs.iter().map(|proof| match proof {
        Proof::Id => Text::of("证件号码相同", "the same identity number"),
        Proof::Certificate => Text::of("证书编号相同", "the same certificate number"),
        Proof::Contact => Text::of(
            "姓名相同且联系电话或者邮箱相同",
            "the same name with the same telephone number or e-mail",
        ),
    }));
    let (names, called) = (case.bidders.names(&bids), &role.called);
    let says = text!("{}的{}疑似同一人：{}", "{} seem to have one {}: {}"; names, called, how);
    let mut evidence: Vec<Evidence> = cells(people, group);
    if proofs.contains(&Proof::Contact) {
        for field in [Field::ContactPhone, Field::Email] {
            for shared in case.network.shared(field) {
                let common = shared.cells().filter(|(bid, _)| bids.contains(bid));
                let common: Vec<Evidence> =
                    common.map(|(bid, fact)| Evidence::by(bid, fact)).collect();
                let holders: BTreeSet<_> = common.iter().map(|one| one.bidder).collect();
                if 1 < holders.len() {
                    evidence.extend(common);
                }
            }
        }
    }
    Finding::new(grade, says, evidence)
}

fn namesakes(
    case: &Case,
    role: &Role,
    people: &[Person<'_>],
    group: &BTreeSet<usize>,
    bids: &BTreeSet<BidderId>,
) -> Option<Finding> {
    let bids: Vec<BidderId> = bids.iter().copied().collect();
    let (names, called) = (case.bidders.names(&bids), &role.called);
    let says = text!(
        "{}的{}姓名相同，尚无证件号码、证书编号、电话印证，重名可能未排除",
        "{}: the {} has the same name; no number, certificate or telephone tells yet whether it is a namesake";
        names, called
    );
    let group: Vec<usize> = group.iter().copied().collect();
    Finding::new(NAME_ONLY, says, cells(people, &group))
}

fn cells(people: &[Person<'_>], group: &[usize]) -> Vec<Evidence> {
    let persons = group.iter().map(|at| &people[*at]);
    persons
        .flat_map(|person| person.cells.iter().map(|fact| Evidence::by(person.bid, fact)))
        .collect()
}

/// Everybody of a role, as the rows name them.
fn people<'c>(case: &'c Case, role: &Role) -> Vec<Person<'c>> {
    let mut found = Vec::new();
    for row in rows(case) {
        let facts = in_reading_order(&row.record.facts);
        let named: Vec<&Fact> = facts
            .iter()
            .copied()
            .filter(|fact| NAMES.contains(&fact.field) && fact.is_usable())
            .collect();
        for name in named.iter().filter(|fact| role.names.contains(&fact.field)) {
            let names = keys(name, name.field);
            // One number beside several names belongs to one of them, and nobody can say to whom.
            let own: Vec<&Fact> =
                if names.len() == 1 { belongings(&facts, &named, name) } else { Vec::new() };
            for one in names {
                found.push(person(row.bid.bidder, vec![one], name, &own));
            }
        }
        if !named.iter().any(|fact| role.names.contains(&fact.field)) {
            let numbers = facts
                .iter()
                .copied()
                .filter(|fact| Some(fact.field) == role.id && named.is_empty());
            found.extend(
                numbers.map(|number| person(row.bid.bidder, Vec::new(), number, &[number])),
            );
        }
    }
    found
}

fn person<'c>(bid: BidderId, names: Vec<String>, at: &'c Fact, own: &[&'c Fact]) -> Person<'c> {
    let of = |kinds: &[Field], attribute: Field| -> BTreeSet<String> {
        own.iter()
            .filter(|fact| kinds.contains(&fact.field))
            .flat_map(|fact| keys(fact, attribute))
            .collect()
    };
    let ids = of(&[Field::AgentId, Field::LegalRepresentativeId, Field::MemberId], Field::AgentId);
    // The column of certificates may hold the name of the certificate, which many people have.
    let numbered = |key: &String| 5 <= key.chars().filter(char::is_ascii_digit).count();
    let certificates = of(&[Field::MemberCertificate], Field::MemberCertificate)
        .into_iter()
        .filter(numbered)
        .collect();
    let cells = std::iter::once(at).chain(own.iter().copied()).collect();
    Person { bid, names, ids, certificates, cells }
}

/// Numbers in a row that belong to one name in it: those that only its holder can have, and those that follow it.
fn belongings<'c>(facts: &[&'c Fact], named: &[&'c Fact], name: &Fact) -> Vec<&'c Fact> {
    let follows = |fact: &Fact| {
        let before = named.iter().rev().find(|other| other.at < fact.at);
        before.or(named.first()).is_some_and(|owner| owner.at == name.at)
    };
    let own = |fact: &Fact| match fact.field {
        Field::LegalRepresentativeId => name.field == Field::LegalRepresentative,
        Field::MemberId | Field::MemberCertificate => {
            name.field == Field::MemberName && follows(fact)
        }
        Field::AgentId => follows(fact),
        _ => false,
    };
    facts.iter().copied().filter(|fact| fact.is_usable() && own(fact)).collect()
}

fn keys(fact: &Fact, stands_for: Field) -> Vec<String> {
    let stands_for =
        if stands_for == Field::RegisterPerson { Field::AgentName } else { stands_for };
    let value = |key| match key {
        Key::Value(value) => Some(value),
        Key::Meaningless(..) => None,
    };
    (attribute::of(stands_for).keys)(fact).into_iter().filter_map(value).collect()
}
