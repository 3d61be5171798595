//! Who bids together over several tenders: the pairs that meet again and again, and their firms.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Entry, Family, market};
use crate::report::View;
use crate::resolve::BidderId;
use crate::rules::Grade;
use crate::screen::cobidding::{CoBidding, PairLift};

/// Firms in the picture at most.
const FIRMS_AT_MOST: usize = 150;
/// Pairs in the picture at most.
const PAIRS_AT_MOST: usize = 400;
/// Lines of one firm at most, where there are too many pairs.
pub(in crate::report) const LINES_AT_MOST: usize = 4;
/// A pair is unusual below this q (Benjamini–Hochberg).
pub(in crate::report) const UNUSUAL: f64 = 0.01;

/// One firm.
#[derive(Debug)]
pub(in crate::report) struct Firm {
    pub(in crate::report) id: BidderId,
    /// Packages that it bid for, among those with two bidders or more.
    pub(in crate::report) tenders: usize,
    /// Those of them that it won.
    pub(in crate::report) wins: usize,
}

/// The firms that meet again and again.
#[derive(Debug)]
pub(in crate::report) struct Backbone {
    pub(in crate::report) firms: Vec<Firm>,
    /// Pairs of firms in the picture, the least likely first.
    pub(in crate::report) pairs: Vec<PairLift>,
    /// All firms and pairs that met at least twice.
    pub(in crate::report) all: (usize, usize),
    /// Firms joined by unusual pairs, over one step or several; the largest group first.
    pub(in crate::report) groups: Vec<BTreeSet<u32>>,
    /// Whether there were too many to show: then only unusual pairs, the closest, and a few of each firm.
    pub(in crate::report) crowded: bool,
}

/// The packages of an input as a market sees them, with two bidders or more.
pub(in crate::report) fn entries<'a>(market: &'a crate::graph::Market<'a>) -> Vec<&'a Entry<'a>> {
    market.entries.iter().filter(|entry| 1 < entry.bidders.len()).collect()
}

/// The market of an input.
pub(in crate::report) fn market<'a>(view: View<'a>) -> crate::graph::Market<'a> {
    market::build(view.review.packages.iter().map(|package| &package.case), view.review.bidders)
}

/// The picture; `None` without two tenders in which the same firms met.
pub(in crate::report) fn of(entries: &[&Entry<'_>]) -> Option<Backbone> {
    let mut pairs = pairs(entries);
    if pairs.is_empty() {
        return None;
    }
    let met: BTreeSet<u32> = pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
    let all = (met.len(), pairs.len());
    let crowded = FIRMS_AT_MOST < met.len() || PAIRS_AT_MOST < pairs.len();
    if crowded {
        pairs = closest(pairs);
    }
    let firms = firms(entries, &pairs);
    let groups = groups(&pairs);
    Some(Backbone { firms, pairs, all, groups, crowded })
}

/// The unusual pairs that come closest to bidding only together, so few of each firm that groups can be told apart.
fn closest(mut pairs: Vec<PairLift>) -> Vec<PairLift> {
    if pairs.iter().any(|pair| pair.q < UNUSUAL) {
        pairs.retain(|pair| pair.q < UNUSUAL);
    }
    pairs.sort_by(|a, b| {
        b.jaccard
            .total_cmp(&a.jaccard)
            .then(b.joint.cmp(&a.joint))
            .then((a.a, a.b).cmp(&(b.a, b.b)))
    });
    let mut lines: BTreeMap<u32, usize> = BTreeMap::new();
    pairs.retain(|pair| {
        let of = |id: u32| lines.get(&id).copied().unwrap_or(0);
        let new = usize::from(of(pair.a) == 0) + usize::from(of(pair.b) == 0);
        let fits = lines.len() + new <= FIRMS_AT_MOST && of(pair.a).max(of(pair.b)) < LINES_AT_MOST;
        if fits {
            for id in [pair.a, pair.b] {
                *lines.entry(id).or_default() += 1;
            }
        }
        fits
    });
    pairs.truncate(PAIRS_AT_MOST);
    pairs
}

/// Pairs that met at least twice, the least likely first.
pub(in crate::report) fn pairs(entries: &[&Entry<'_>]) -> Vec<PairLift> {
    let mut strata: BTreeMap<&str, u32> = BTreeMap::new();
    let mut tenders: BTreeMap<&str, u64> = BTreeMap::new();
    let mut counted: Vec<(u32, u64, Vec<u32>)> = Vec::new();
    for entry in entries {
        let (next, tender) = (strata.len() as u32, tenders.len() as u64);
        let stratum = *strata.entry(&entry.stratum).or_insert(next);
        let tender = *tenders.entry(&entry.case.tender.id).or_insert(tender);
        counted.push((stratum, tender, entry.bidders.iter().map(|(bidder, _)| bidder.0).collect()));
    }
    CoBidding::of(
        counted.iter().map(|(stratum, tender, bidders)| (*stratum, *tender, bidders.as_slice())),
    )
    .pairs(2)
}

/// The firms of the strongest pairs, with their tenders and wins.
fn firms(entries: &[&Entry<'_>], pairs: &[PairLift]) -> Vec<Firm> {
    let mut counted: BTreeMap<BidderId, (usize, usize)> = BTreeMap::new();
    for entry in entries {
        for (bidder, _) in &entry.bidders {
            counted.entry(*bidder).or_default().0 += 1;
        }
        if let Some((winner, _)) = entry.winner {
            counted.entry(winner).or_default().1 += 1;
        }
    }
    let mut known = BTreeSet::new();
    let mut firms: Vec<Firm> = Vec::new();
    for id in pairs.iter().flat_map(|pair| [pair.a, pair.b]).map(BidderId) {
        if known.insert(id) {
            let (tenders, wins) = counted.get(&id).copied().unwrap_or_default();
            firms.push(Firm { id, tenders, wins });
        }
    }
    firms
}

fn groups(pairs: &[PairLift]) -> Vec<BTreeSet<u32>> {
    let mut groups: Vec<BTreeSet<u32>> = Vec::new();
    for pair in pairs.iter().filter(|pair| pair.q < UNUSUAL) {
        let mut joined = BTreeSet::from([pair.a, pair.b]);
        groups.retain(|group| {
            let touches = group.contains(&pair.a) || group.contains(&pair.b);
            if touches {
                joined.extend(group);
            }
            !touches
        });
        groups.push(joined);
    }
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
    groups
}

/// What was found about the past of firms.
#[derive(Debug)]
pub(in crate::report) struct Past<'v> {
    view: View<'v>,
    /// For each firm the findings that name it, as indices into the review's.
    of_firm: BTreeMap<u32, BTreeSet<usize>>,
}

impl<'v> Past<'v> {
    pub(in crate::report) fn new(view: View<'v>) -> Self {
        let mut of_firm: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
        for (at, found) in view.review.findings.iter().enumerate() {
            if found.rule.family == Family::History {
                for id in found.finding.bidders() {
                    of_firm.entry(id.0).or_default().insert(at);
                }
            }
        }
        Self { view, of_firm }
    }

    /// The findings about both firms of a pair, as indices into the review's, the strongest first.
    pub(in crate::report) fn findings(&self, pair: &PairLift) -> Vec<usize> {
        let (Some(a), Some(b)) = (self.of_firm.get(&pair.a), self.of_firm.get(&pair.b)) else {
            return Vec::new();
        };
        let mut about: Vec<usize> = a.intersection(b).copied().collect();
        about.sort_by_key(|at| std::cmp::Reverse(self.view.review.findings[*at].finding.grade));
        about
    }

    /// The strongest grade of them.
    pub(in crate::report) fn grade(&self, pair: &PairLift) -> Option<Grade> {
        self.findings(pair).first().map(|at| self.view.review.findings[*at].finding.grade)
    }
}
