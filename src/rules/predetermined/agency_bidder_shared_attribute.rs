//! The agency and a bidder share a telephone, a room, a person or an owner.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::attribute::{self, Key};
use crate::graph::{Bid, Family};
use crate::law::statutes::{
    BIDDING_LAW_50, BIDDING_REGULATION_13, PROCUREMENT_LAW_60, PROCUREMENT_LAW_72,
    PROCUREMENT_REGULATION_14,
};
use crate::record::{Fact, Field};
use crate::resolve::BidderId;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule, Subject,
};
use crate::text;
use crate::text::Text;

/// MZ101 · 代理机构与投标人信息相同
pub static RULE: Rule = Rule {
    code: "MZ101",
    slug: "agency_bidder_shared_attribute",
    name: Text::of("代理机构与投标人信息相同", "agency linked to a bidder"),
    article16: Article16::Predetermined,
    family: Family::People,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[
        &BIDDING_LAW_50,
        &BIDDING_REGULATION_13,
        &PROCUREMENT_LAW_60,
        &PROCUREMENT_LAW_72,
        &PROCUREMENT_REGULATION_14,
    ],
    why: Text::of(
        "代理机构不得与采购当事人存在利害关系；与某一家投标人共用电话、场所或人员，可能提前泄露信息、左右结果。",
        "An agency may have no interest in a bidder; one that shares a telephone, a room or people with a bidder may leak and steer.",
    ),
    innocent: &[
        Text::of(
            "登记时误填代理机构的电话",
            "the agency's number written into a registration by mistake",
        ),
        Text::of("同一园区或楼宇", "one park or building"),
    ],
    next: &[
        Text::of(
            "代理机构与投标人的工商登记、股东和人员变更",
            "business registers of both: owners, officers and their changes",
        ),
        Text::of("号码和场所的实际使用人", "who in fact uses the number and the room"),
    ],
    needs: &[
        &[
            Field::AgencyPhone,
            Field::AgencyAddress,
            Field::AgencyContact,
            Field::AgencyLegalRepresentative,
            Field::AgencyShareholders,
            Field::AgencyName,
        ],
        &[
            Field::ContactPhone,
            Field::AgentPhone,
            Field::OfficeAddress,
            Field::RegisteredAddress,
            Field::ContactName,
            Field::LegalRepresentative,
            Field::Shareholders,
        ],
    ],
    parameters: &[&HOLDERS],
    check: Check::Case(check),
};

static HOLDERS: Parameter = Parameter {
    name: "holders_at_most",
    value: 2.0,
    means: Text::of(
        "与代理机构信息相同的投标人上限（家）；更多时视为登记表统一填写，搁置",
        "most bidders with the agency's value; with more it was filled in for everybody and is set aside",
    ),
};

/// One way in which an agency and a bidder can be linked.
struct Link {
    /// The field of the project that speaks of the agency.
    agency: Field,
    /// The field under which a sheet of the agency alone states it.
    own: Field,
    /// The attribute by whose keys the values are compared.
    compared: Field,
    /// The bidders' fields.
    bidders: &'static [Field],
    /// What a match is worth: names of persons alone are a hint.
    grade: Grade,
}

const PEOPLE: &[Field] = &[
    Field::LegalRepresentative,
    Field::AgentName,
    Field::ContactName,
    Field::RegisterPerson,
    Field::Officers,
    Field::Shareholders,
];

const PHONES: &[Field] = &[Field::ContactPhone, Field::AgentPhone, Field::LegalRepresentativePhone];

const LINKS: &[Link] = &[
    Link {
        agency: Field::AgencyPhone,
        own: Field::ContactPhone,
        compared: Field::ContactPhone,
        bidders: PHONES,
        grade: Grade::Strong,
    },
    Link {
        agency: Field::AgencyAddress,
        own: Field::OfficeAddress,
        compared: Field::OfficeAddress,
        bidders: &[Field::OfficeAddress, Field::RegisteredAddress],
        grade: Grade::Strong,
    },
    Link {
        agency: Field::AgencyShareholders,
        own: Field::Shareholders,
        compared: Field::Shareholders,
        bidders: &[Field::Shareholders, Field::Controller],
        grade: Grade::Strong,
    },
    Link {
        agency: Field::AgencyLegalRepresentative,
        own: Field::LegalRepresentative,
        compared: Field::LegalRepresentative,
        bidders: PEOPLE,
        grade: Grade::Hint,
    },
    Link {
        agency: Field::AgencyContact,
        own: Field::ContactName,
        compared: Field::ContactName,
        bidders: PEOPLE,
        grade: Grade::Hint,
    },
];

/// A match of the agency with one bidder.
struct Match<'c> {
    link: &'static Link,
    agency: &'c Fact,
    bidder: &'c Fact,
    phone_only: bool,
}

fn check(case: &Case) -> Checked {
    let mut matches: BTreeMap<BidderId, Vec<Match>> = BTreeMap::new();
    let mut compared = false;
    for link in LINKS {
        for agency in of_agency(case, link) {
            compared = true;
            for key in keys(link.compared, agency) {
                let holders = holders(case, link, &key);
                let who: BTreeSet<BidderId> = holders.iter().map(|(bidder, _)| *bidder).collect();
                if HOLDERS.value < who.len() as f64 {
                    continue;
                }
                // A number on every row may be the agency's, copied; few bidders make that no rarer.
                let everybody = who.len() == case.bids.len();
                for (bidder, fact) in holders {
                    let phone_only = everybody && link.compared == Field::ContactPhone;
                    matches.entry(bidder).or_default().push(Match {
                        link,
                        agency,
                        bidder: fact,
                        phone_only,
                    });
                }
            }
        }
    }
    if !compared {
        return Err(NotChecked::missing([
            Field::AgencyPhone,
            Field::AgencyAddress,
            Field::AgencyContact,
        ]));
    }
    Ok(matches.iter().filter_map(|(bidder, matches)| finding(case, *bidder, matches)).collect())
}

/// What the project says of the agency, in fields of its own or on a sheet that speaks of the agency alone.
fn of_agency<'c>(case: &'c Case, link: &'static Link) -> Vec<&'c Fact> {
    let sheet = |fact: &Fact| (fact.at.file, fact.at.sheet);
    let sheets = |field: Field| case.project.all(field).map(sheet).collect::<BTreeSet<_>>();
    let mut own = sheets(Field::AgencyName);
    for field in [Field::ProjectName, Field::BuyerName, Field::BidderName, Field::Winner] {
        own.retain(|known| !sheets(field).contains(known));
    }
    let said = case.project.0.iter().filter(|fact| fact.is_usable());
    said.filter(|fact| {
        fact.field == link.agency || (fact.field == link.own && own.contains(&sheet(fact)))
    })
    .collect()
}

/// The keys of a value, read as a bidder's field would be.
fn keys(compared: Field, fact: &Fact) -> Vec<String> {
    let as_bidders = Fact { field: compared, ..fact.clone() };
    let values = (attribute::of(compared).keys)(&as_bidders);
    let mut keys: Vec<String> = values
        .into_iter()
        .filter_map(|key| match key {
            Key::Value(key) => Some(key),
            Key::Meaningless(..) => None,
        })
        .collect();
    keys.dedup();
    keys
}

/// The bidders' cells with a key; an owner that is an organ of the State holds many firms and is no link.
fn holders<'c>(case: &'c Case, link: &'static Link, key: &str) -> Vec<(BidderId, &'c Fact)> {
    if ["国有资产监督管理", "国资委", "财政"].iter().any(|word| key.contains(word)) {
        return Vec::new();
    }
    let of_bid = |bid: &'c Bid| {
        bid.facts
            .any(link.bidders)
            .filter(|fact| {
                fact.is_usable() && keys(link.compared, fact).iter().any(|own| own == key)
            })
            .map(move |fact| (bid.bidder, fact))
    };
    case.bids.iter().flat_map(of_bid).collect()
}

fn finding(case: &Case, bidder: BidderId, matches: &[Match]) -> Option<Finding> {
    let worth = |one: &Match| if one.phone_only { Grade::Hint } else { one.link.grade };
    let grade = matches.iter().map(worth).max()?.min(RULE.grade);
    let name = case.bidders.names(&[bidder]);
    let mut fields: Vec<Field> = Vec::new();
    for one in matches {
        if !fields.contains(&one.bidder.field) {
            fields.push(one.bidder.field);
        }
    }
    let what = Text::list(fields.iter().map(|field| field.name()));
    let says = text!("代理机构与{}的{}相同", "the agency and {} share: {}"; name, what);
    let cells =
        matches.iter().flat_map(|one| [Evidence::of(one.agency), Evidence::by(bidder, one.bidder)]);
    let agency = case.project.text(Field::AgencyName).map(|name| Subject::Agency(name.to_owned()));
    Some(
        Finding::new(grade, says, cells)?
            .about(agency.into_iter().chain([Subject::Bidder(bidder)])),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn the_agency_shares_telephone_and_room_with_one_bidder() {
        assert_eq!(
            check("MZ101", "hit"),
            [
                "strong: 代理机构与云帆信息的联系电话、办公地址相同 | hit.csv!D2 hit.csv!D11 hit.csv!B3 hit.csv!E11",
            ]
        );
    }

    #[test]
    fn the_agencys_number_on_every_row() {
        assert_eq!(check("MZ101", "miss"), [""; 0]);
    }

    #[test]
    fn one_name_is_a_hint() {
        assert_eq!(
            check("MZ101", "edge"),
            ["hint: 代理机构与云帆信息的联系人相同 | edge.csv!B3 edge.csv!C11",]
        );
    }
}
