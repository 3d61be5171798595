//! Who keeps company with whom over many tenders: pairs that meet more often than their market explains, and the groups
//! that such pairs form.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Entry, Market};
use crate::resolve::BidderId;
use crate::rules::{Evidence, NotChecked, Parameter};
use crate::screen::cobidding::{CoBidding, PairLift};
use crate::text;
use crate::text::Text;

pub(super) static JOINT: Parameter = Parameter {
    name: "joint_tenders",
    value: 4.0,
    means: Text::of(
        "共同投标的最少次数（经验值）",
        "fewest tenders in which both bid (rule of thumb)",
    ),
};

pub(super) static JACCARD: Parameter = Parameter {
    name: "jaccard",
    value: 0.6,
    means: Text::of(
        "共同投标占两家全部投标的比例下限（经验值）",
        "least share of both firms' tenders in which they meet (rule of thumb)",
    ),
};

pub(super) static Q: Parameter = Parameter {
    name: "q_value",
    value: 0.01,
    means: Text::of(
        "错误发现率上限：同一市场内的超几何检验（Tumminello 等 2011），Benjamini–Hochberg 校正",
        "largest false discovery rate: hypergeometric test within each market (Tumminello et al. 2011), corrected by Benjamini–Hochberg",
    ),
};

pub(super) static TENDERS: Parameter = Parameter {
    name: "fewest_tenders",
    value: 10.0,
    means: Text::of(
        "两家以上投标的项目少于此数不作检验",
        "with fewer tenders of two bidders or more nothing is tested",
    ),
};

pub(super) static THIN: Parameter = Parameter {
    name: "thin_market",
    value: 6.0,
    means: Text::of(
        "供应商不多于此数的市场视为薄市场，只作提示",
        "a market with no more suppliers is thin: hints only",
    ),
};

/// Bidders tied together by pairs that meet unusually often.
pub(super) struct Company<'m> {
    /// The members, in order.
    pub(super) members: Vec<BidderId>,
    /// The pairs that tie them, the rarest first.
    pub(super) pairs: Vec<PairLift>,
    /// The packages in which two members or more bid, in the order of the market.
    pub(super) meetings: Vec<&'m Entry<'m>>,
    /// How many suppliers bid in the markets where they meet.
    pub(super) suppliers: usize,
    /// How many tenders there are in those markets.
    pub(super) tenders: usize,
}

impl Company<'_> {
    /// Whether so few suppliers bid there that the same ones must meet.
    pub(super) fn is_thin(&self) -> bool {
        self.suppliers as f64 <= THIN.value
    }

    /// The cells that name the members in a package.
    pub(super) fn cells<'e>(&'e self, entry: &'e Entry<'e>) -> impl Iterator<Item = Evidence> + 'e {
        let member = |bidder: &BidderId| self.members.binary_search(bidder).is_ok();
        entry
            .bidders
            .iter()
            .filter(move |(bidder, _)| member(bidder))
            .map(|(bidder, fact)| Evidence::by(*bidder, fact))
    }
}

/// The companies of a market.
///
/// # Errors
/// Not checked, when there are too few tenders to test anything.
pub(super) fn find<'m>(market: &'m Market<'m>) -> Result<Vec<Company<'m>>, NotChecked> {
    let entries: Vec<&Entry> =
        market.entries.iter().filter(|entry| 1 < entry.bidders.len()).collect();
    let n =
        entries.iter().map(|entry| entry.case.tender.id.as_str()).collect::<BTreeSet<_>>().len();
    if (n as f64) < TENDERS.value {
        let least = TENDERS.value;
        return Err(NotChecked::because(text!(
            "数据不足：两家以上投标的项目 {n} 个，至少需要 {least} 个",
            "insufficient data: {n} tenders with two bidders or more; at least {least} are needed"
        )));
    }
    let strata = strata(&entries);
    let tenders: BTreeMap<&str, u32> =
        numbered(entries.iter().map(|entry| entry.case.tender.id.as_str()));
    let bidders: Vec<Vec<u32>> =
        entries.iter().map(|entry| entry.bidders.iter().map(|(id, _)| id.0).collect()).collect();
    // Packages of one tender must follow each other to count once.
    let mut rows: Vec<(u32, u64, &[u32])> = entries
        .iter()
        .zip(&bidders)
        .map(|(entry, bidders)| {
            (
                strata.get(entry.stratum.as_str()).copied().unwrap_or_default(),
                u64::from(tenders[entry.case.tender.id.as_str()]),
                bidders.as_slice(),
            )
        })
        .collect();
    rows.sort_by_key(|row| (row.0, row.1));
    let mut counts = CoBidding::of(rows);
    let pairs: Vec<PairLift> = counts
        .pairs(JOINT.value as u64)
        .into_iter()
        .filter(|pair| JACCARD.value <= pair.jaccard && pair.q < Q.value)
        .collect();
    let mut with: BTreeMap<BidderId, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for (bidder, _) in &entry.bidders {
            with.entry(*bidder).or_default().push(at);
        }
    }
    let mut kinds: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in &entries {
        kinds.entry(entry.stratum.as_str()).or_default().push(entry);
    }
    let company = |(members, pairs): (Vec<BidderId>, Vec<PairLift>)| {
        // A package in which two members bid stands in two of their lists.
        let mut times: BTreeMap<usize, usize> = BTreeMap::new();
        for at in members.iter().filter_map(|member| with.get(member)).flatten() {
            *times.entry(*at).or_default() += 1;
        }
        let meetings: Vec<&Entry> = times
            .into_iter()
            .filter(|(_, members)| 1 < *members)
            .map(|(at, _)| entries[at])
            .collect();
        let strata: BTreeSet<&str> = meetings.iter().map(|entry| entry.stratum.as_str()).collect();
        let there: Vec<&Entry> =
            strata.iter().filter_map(|stratum| kinds.get(stratum)).flatten().copied().collect();
        let suppliers: BTreeSet<BidderId> = there
            .iter()
            .flat_map(|entry| entry.bidders.iter().map(|(bidder, _)| *bidder))
            .collect();
        let tenders: BTreeSet<&str> =
            there.iter().map(|entry| entry.case.tender.id.as_str()).collect();
        Company { members, pairs, meetings, suppliers: suppliers.len(), tenders: tenders.len() }
    };
    Ok(connected(pairs).into_iter().map(company).collect())
}

/// The markets by number. Kinds with too few tenders to test anything by themselves are one market, number zero: whoever
/// meets there is held against all of it, and a company of few suppliers is called thin.
fn strata<'m>(entries: &[&'m Entry<'m>]) -> BTreeMap<&'m str, u32> {
    let mut tenders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for entry in entries {
        tenders.entry(entry.stratum.as_str()).or_default().insert(entry.case.tender.id.as_str());
    }
    let large = tenders
        .iter()
        .filter(|(_, tenders)| TENDERS.value <= tenders.len() as f64)
        .map(|(stratum, _)| *stratum);
    large.zip(1..).collect()
}

/// A number for each different text, in their order.
fn numbered<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeMap<&'t str, u32> {
    let distinct: BTreeSet<&str> = texts.collect();
    distinct.into_iter().zip(0..).collect()
}

/// The sets of bidders that pairs connect, each with its pairs; the set with the smallest id first.
fn connected(pairs: Vec<PairLift>) -> Vec<(Vec<BidderId>, Vec<PairLift>)> {
    let mut sets: Vec<(BTreeSet<u32>, Vec<PairLift>)> = Vec::new();
    for pair in pairs {
        let (mut joined, mut of_joined) = (BTreeSet::from([pair.a, pair.b]), vec![pair]);
        for (set, pairs) in std::mem::take(&mut sets) {
            if set.is_disjoint(&joined) {
                sets.push((set, pairs));
            } else {
                joined.extend(set);
                of_joined.extend(pairs);
            }
        }
        sets.push((joined, of_joined));
    }
    sets.sort_by(|x, y| x.0.cmp(&y.0));
    let ordered = |(set, mut pairs): (BTreeSet<u32>, Vec<PairLift>)| {
        pairs.sort_by(|x, y| x.p.total_cmp(&y.p).then((x.a, x.b).cmp(&(y.a, y.b))));
        (set.into_iter().map(BidderId).collect(), pairs)
    };
    sets.into_iter().map(ordered).collect()
}
