//! 两两关系: a row for each two bidders of a package about whom a finding says something.

use std::collections::BTreeMap;

use super::{Table, Value, listed, numbers};
use crate::graph::Family;
use crate::report::digest::Digest;
use crate::resolve::BidderId;
use crate::review::Found;
use crate::rules::Grade;
use crate::text::Text;

/// Two bids of a package, by their places in it, and the numbered findings about both.
#[derive(Debug)]
pub(in crate::report) struct Pair<'f> {
    pub(in crate::report) places: (usize, usize),
    pub(in crate::report) findings: Vec<(usize, &'f Found)>,
}

impl Pair<'_> {
    pub(in crate::report) fn strongest(&self) -> Option<Grade> {
        self.findings.iter().map(|(_, found)| found.finding.grade).max()
    }

    /// The families of evidence, in their order.
    pub(in crate::report) fn families(&self) -> impl Iterator<Item = Family> + '_ {
        let own =
            |family: &Family| self.findings.iter().any(|(_, found)| found.rule.family == *family);
        Family::ALL.into_iter().filter(own)
    }
}

/// The pairs of a package with evidence, in order. What is said of all bidders counts for no pair.
pub(in crate::report) fn pairs_of<'f>(digest: &Digest<'f>, package: usize) -> Vec<Pair<'f>> {
    let bids = &digest.view.review.packages[package].case.bids;
    let mut places: BTreeMap<BidderId, usize> = BTreeMap::new();
    for (at, bid) in bids.iter().enumerate() {
        for one in bid.everyone() {
            places.entry(one).or_insert(at);
        }
    }
    let mut pairs: BTreeMap<(usize, usize), Vec<(usize, &Found)>> = BTreeMap::new();
    for (number, found) in digest.findings_of(package) {
        let mut about: Vec<usize> =
            found.finding.bidders().filter_map(|id| places.get(&id).copied()).collect();
        about.sort_unstable();
        about.dedup();
        if about.len() < 2 || (about.len() == bids.len() && 2 < bids.len()) {
            continue;
        }
        for (first, a) in about.iter().enumerate() {
            for b in &about[first + 1..] {
                pairs.entry((*a, *b)).or_default().push((number, found));
            }
        }
    }
    pairs.into_iter().map(|(places, findings)| Pair { places, findings }).collect()
}

pub(super) fn table(digest: &Digest<'_>) -> Table {
    let mut table = Table::new(
        "pairs",
        Text::of("两两关系", "Pairs"),
        Text::of(
            "只列有证据的投标人对；涉及全体投标人的线索不计入任何一对。未列出的，为已检查的规则未见，不包括未检查项。",
            "Pairs of bidders with evidence; what is said of all bidders counts for no pair. For the others nothing was seen by the rules that were checked.",
        ),
        &[
            (Text::of("项目（包）", "Package"), 18),
            (Text::of("投标人甲", "Bidder A"), 16),
            (Text::of("投标人乙", "Bidder B"), 16),
            (Text::of("最强等级", "Strongest"), 10),
            (Text::of("证据族", "Families"), 24),
            (Text::of("线索数", "Leads"), 6),
            (Text::of("线索序号", "Lead numbers"), 14),
            (Text::of("规则", "Rules"), 50),
        ],
    );
    for (at, package) in digest.packages() {
        let bids = &package.case.bids;
        let mut pairs = pairs_of(digest, at);
        pairs.sort_by_key(|pair| {
            use std::cmp::Reverse;
            (Reverse(pair.strongest()), Reverse(pair.findings.len()), pair.places)
        });
        for pair in pairs {
            let (a, b) = pair.places;
            let families: Vec<String> =
                pair.families().map(|family| digest.tell(&family.name())).collect();
            let mut rules: Vec<String> = Vec::new();
            for (_, found) in &pair.findings {
                let named = format!("{} {}", found.rule.code, digest.tell(&found.rule.name));
                if !rules.contains(&named) {
                    rules.push(named);
                }
            }
            table.rows.push(vec![
                digest.package(at).into(),
                digest.bidder(bids[a].bidder).into(),
                digest.bidder(bids[b].bidder).into(),
                pair.strongest().map_or(Value::Empty, Value::Grade),
                Value::text(families.join(digest.say("、", ", "))),
                Value::Count(pair.findings.len()),
                numbers(digest, pair.findings.iter().map(|(number, _)| *number)),
                listed(digest, rules),
            ]);
        }
    }
    table
}
