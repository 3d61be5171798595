//! Who owns whom, as the tables of shareholders tell: one holding for each owner in each row.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rust_decimal::Decimal;

use super::{in_reading_order, records};
use crate::graph::Case;
use crate::identity::{identifier, name};
use crate::record::{Fact, Facts, Field};
use crate::resolve::BidderId;

/// Somebody who owns or is owned.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Party {
    /// A firm that the tables name as a bidder or as one whose owners they list.
    Known(BidderId),
    /// Another firm, or a person, by its name cleaned for comparison.
    Named(String),
}

/// One owner of one firm.
#[derive(Debug)]
pub(in crate::rules) struct Holding<'c> {
    /// Who owns.
    pub(in crate::rules) owner: Party,
    /// The owner's name as written.
    pub(in crate::rules) owner_name: String,
    /// Whom.
    pub(in crate::rules) owned: Party,
    /// Percent of the shares, 51 for 51 %.
    pub(in crate::rules) percent: Option<Decimal>,
    /// Whether the table calls the owner the controller, whatever the share.
    pub(in crate::rules) is_controller: bool,
    /// The cells: owner, share, and the firm it owns.
    pub(in crate::rules) facts: Vec<&'c Fact>,
}

impl Holding<'_> {
    /// Whether the owner decides alone: it is called the controller or holds this share at least.
    pub(in crate::rules) fn controls(&self, majority: Decimal) -> bool {
        self.is_controller || self.percent.is_some_and(|percent| majority <= percent)
    }
}

/// Words in place of a name that name nobody.
const NOBODY: [&str; 7] =
    ["自然人", "自然人股东", "其他", "其他股东", "其余股东", "社会公众", "公众股东"];

/// All holdings that the rows of the package tell, in the order of the files.
pub(in crate::rules) fn holdings<'c>(case: &'c Case) -> Vec<Holding<'c>> {
    let mut found = Vec::new();
    for record in records(case) {
        let Some(owned_at) = record.facts.first(Field::BidderName) else { continue };
        let owned = match case.bidders.at(owned_at).first() {
            Some(bidder) => Party::Known(*bidder),
            None => party(case, &owned_at.raw),
        };
        of_row(case, &record.facts, &owned, owned_at, &mut found);
    }
    found
}

fn of_row<'c>(
    case: &Case,
    facts: &'c Facts,
    owned: &Party,
    owned_at: &'c Fact,
    found: &mut Vec<Holding<'c>>,
) {
    let ordered = in_reading_order(facts);
    let is_owner = |fact: &Fact| {
        matches!(fact.field, Field::Shareholders | Field::Controller) && fact.is_usable()
    };
    for (at, &fact) in ordered.iter().enumerate().filter(|(_, fact)| is_owner(fact)) {
        let owners = owners(&fact.raw);
        let is_controller = fact.field == Field::Controller;
        let share =
            (!is_controller && owners.len() == 1).then(|| share_beside(&ordered, at)).flatten();
        for (owner_name, written) in owners {
            let owner = party(case, &owner_name);
            if owner == *owned {
                continue;
            }
            let facts = [Some(fact), share, Some(owned_at)].into_iter().flatten().collect();
            let percent = written
                .or_else(|| share.and_then(Fact::percent))
                .map(|percent| percent.normalize());
            found.push(Holding {
                owner,
                owner_name,
                owned: owned.clone(),
                percent,
                is_controller,
                facts,
            });
        }
    }
}

/// The share beside a shareholder: the next one before the next shareholder, or the only one of the row.
fn share_beside<'c>(ordered: &[&'c Fact], at: usize) -> Option<&'c Fact> {
    let is_share = |fact: &&'c Fact| fact.field == Field::SharePercent && fact.percent().is_some();
    let after =
        ordered[at + 1..].iter().take_while(|fact| fact.field != Field::Shareholders).copied();
    let only = || {
        let alone = ordered.iter().filter(|fact| fact.field == Field::Shareholders).count() == 1;
        ordered.iter().copied().find(is_share).filter(|_| alone)
    };
    after.into_iter().find(is_share).or_else(only)
}

fn party(case: &Case, written: &str) -> Party {
    match case.bidders.named(written) {
        Some(bidder) => Party::Known(bidder),
        None => {
            let person = || identifier::person(written);
            let company =
                || Some(name::parse(written).canonical).filter(|canonical| !canonical.is_empty());
            let key = if name::looks_like_company(written) {
                company()
            } else {
                person().or_else(company)
            };
            Party::Named(key.unwrap_or_else(|| written.to_owned()))
        }
    }
}

/// The owners in a cell, each with the percent written beside it: `赵一（60%）、衡数科技有限公司 40%`.
fn owners(cell: &str) -> Vec<(String, Option<Decimal>)> {
    cell.split(['、', '，', ',', '；', ';', '\n', '|'])
        .map(|part| part.replace('％', "%"))
        .filter_map(|part| {
            let (name, percent) = match part.split_once('%') {
                Some((before, _)) => {
                    let digits = before.rfind(|c: char| !c.is_ascii_digit() && c != '.');
                    let at = digits
                        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
                    (&before[..at], before[at..].parse::<Decimal>().ok())
                }
                None => (part.as_str(), None),
            };
            let mut name = name.trim();
            for words in ["持股比例", "出资比例", "持股", "出资", "占股", "占"] {
                name = name.trim_end_matches(['(', '（', ':', '：', ' ']).trim_end_matches(words);
            }
            let name = name
                .trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))
                .trim_end_matches(['(', '（']);
            let says =
                !name.is_empty() && !identifier::is_placeholder(name) && !NOBODY.contains(&name);
            says.then(|| (name.to_owned(), percent))
        })
        .collect()
}

/// Everybody who controls a party, over any number of firms, each with the holdings that lead there, nearest first.
/// Firms that own each other in a ring are visited once.
pub(in crate::rules) fn controllers(
    holdings: &[Holding<'_>],
    of: &Party,
    majority: Decimal,
) -> BTreeMap<Party, Vec<usize>> {
    let mut paths: BTreeMap<Party, Vec<usize>> = BTreeMap::new();
    let mut seen = BTreeSet::from([of.clone()]);
    let mut waiting = VecDeque::from([(of.clone(), Vec::new())]);
    while let Some((here, path)) = waiting.pop_front() {
        for (at, holding) in holdings.iter().enumerate() {
            if holding.owned == here
                && holding.controls(majority)
                && seen.insert(holding.owner.clone())
            {
                let mut longer = path.clone();
                longer.push(at);
                paths.insert(holding.owner.clone(), longer.clone());
                waiting.push_back((holding.owner.clone(), longer));
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(share: i64) -> Option<Decimal> {
        Some(Decimal::from(share))
    }

    #[test]
    fn a_cell_may_list_owners_with_their_shares() {
        let read = owners("赵一（60%）、衡数科技有限公司 持股40％；其他");
        assert_eq!(
            read,
            [("赵一".to_owned(), percent(60)), ("衡数科技有限公司".to_owned(), percent(40))]
        );
        assert_eq!(
            owners("衡数（宁川）科技有限公司"),
            [("衡数（宁川）科技有限公司".to_owned(), None)]
        );
        assert_eq!(owners("/"), []);
    }

    #[test]
    fn control_is_followed_over_firms_and_through_rings() {
        let party = |name: &str| Party::Named(name.to_owned());
        let holding = |owner: &str, owned: &str, share| Holding {
            owner: party(owner),
            owner_name: owner.to_owned(),
            owned: party(owned),
            percent: percent(share),
            is_controller: false,
            facts: Vec::new(),
        };
        // 甲 is owned by 乙, 乙 by 丙, and 丙 by 甲 again; 丁 holds too little.
        let ring = [
            holding("乙", "甲", 50),
            holding("丙", "乙", 51),
            holding("甲", "丙", 60),
            holding("丁", "甲", 49),
        ];
        let found = controllers(&ring, &party("甲"), Decimal::from(50));
        assert_eq!(found, BTreeMap::from([(party("乙"), vec![0]), (party("丙"), vec![0, 1])]));
    }
}
