//! Firms that bid together more often than their markets explain.
//!
//! One pass over the tenders counts, per firm and market, its tenders (K_is), per market all tenders (M_s),
//! and per pair that meets, the joint tenders (n_ij): memory grows with firms and meeting pairs, not with
//! tenders. Then each pair is held against the hypergeometric null of its markets (Tumminello et al. 2011,
//! stratified). Counts of partitions can be merged.
//!
//! **The number of tests.** Correcting only for the pairs that met often would be optimistic, since meeting often
//! is what is tested. The hypotheses open before looking at any meeting are the pairs in one market whose firms
//! both have at least `least_joint` tenders at all; others could not have reached it. m = Σ_s F_s(F_s − 1)/2 over
//! such firms. A pair with several common markets counts in each, so m errs to the careful side, and
//! Benjamini–Hochberg with it ([`PairLift::q`]) loses weak rings in large archives. So the optimistic value is
//! given beside it ([`PairLift::q_listed`]): report the first, sort or screen by the second.
//!
//! A closed circle of firms in a thin market always meets: a small q says *unusual*, not *collusive*.

use super::combination::{
    Stratum, benjamini_hochberg, benjamini_hochberg_among, stratified_hypergeometric_tail,
};
use std::collections::BTreeMap;

/// Tenders with more bidders than this are skipped: their pairs cost quadratic time and prove little.
pub const MOST_BIDDERS: usize = 200;

/// Counts of tenders by market, firm and pair.
#[derive(Debug, Clone, Default)]
pub struct CoBidding {
    tenders: BTreeMap<u32, u64>,
    firm_markets: Tally,
    pairs: Tally,
    open: Option<OpenTender>,
    skipped: u64,
}

/// Two firms that met, and how unusual that is.
#[derive(Debug, Clone, PartialEq)]
pub struct PairLift {
    /// The firm with the smaller id.
    pub a: u32,
    /// The firm with the larger id.
    pub b: u32,
    /// n_ij, tenders in which both bid.
    pub joint: u64,
    /// K_i, tenders of a in all markets.
    pub a_total: u64,
    /// K_j, tenders of b in all markets.
    pub b_total: u64,
    /// Markets in which both bid.
    pub markets: usize,
    /// Σ_s K_is K_js / M_s, joint tenders expected by chance.
    pub expected: f64,
    /// n_ij / (K_i + K_j − n_ij), for display only.
    pub jaccard: f64,
    /// P(n_ij or more) if both chose their tenders independently inside each market.
    pub p: f64,
    /// Benjamini–Hochberg q over all pairs that were open to the test.
    pub q: f64,
    /// Benjamini–Hochberg q over the listed pairs only: optimistic.
    pub q_listed: f64,
}

impl CoBidding {
    /// Counts the bidders of one tender (or of one package of it) in a market.
    ///
    /// Packages of one tender drawn up by the same firms are one decision, not many: entries with the same
    /// market and tender that follow each other count once. A bidder listed twice counts once.
    pub fn add(&mut self, market: u32, tender: u64, bidders: &[u32]) {
        match &mut self.open {
            Some(open) if open.market == market && open.tender == tender => {
                open.bidders.extend_from_slice(bidders);
            }
            _ => {
                self.close();
                self.open = Some(OpenTender { market, tender, bidders: bidders.to_vec() });
            }
        }
    }

    /// Counts everything an iterator of (market, tender, bidders) yields.
    pub fn of<'a>(tenders: impl IntoIterator<Item = (u32, u64, &'a [u32])>) -> Self {
        let mut counts = Self::default();
        for (market, tender, bidders) in tenders {
            counts.add(market, tender, bidders);
        }
        counts.close();
        counts
    }

    /// Adds the counts of another partition; no tender may be in both.
    pub fn merge(&mut self, mut other: Self) {
        self.close();
        other.close();
        for (market, count) in other.tenders {
            *self.tenders.entry(market).or_default() += count;
        }
        self.firm_markets.merge(other.firm_markets);
        self.pairs.merge(other.pairs);
        self.skipped += other.skipped;
    }

    /// Tenders left out of every count because they had more than [`MOST_BIDDERS`] bidders.
    pub fn skipped(&mut self) -> u64 {
        self.close();
        self.skipped
    }

    /// The pairs with at least `least_joint` joint tenders (at least one), smallest p first, then most joint
    /// tenders, then ids.
    pub fn pairs(&mut self, least_joint: u64) -> Vec<PairLift> {
        self.close();
        let least_joint = least_joint.max(1);
        let firm_markets = self.firm_markets.counts();
        let of_firm = |firm: u32| {
            let start = firm_markets.partition_point(|&(key, _)| high(key) < firm);
            let end = firm_markets.partition_point(|&(key, _)| high(key) <= firm);
            &firm_markets[start..end]
        };
        let met = self.pairs.counts().iter().filter(|&&(_, joint)| joint >= least_joint);
        let mut pairs: Vec<PairLift> = met
            .filter_map(|&(key, joint)| {
                let (a, b) = (high(key), low(key));
                lift(a, b, joint, of_firm(a), of_firm(b), &self.tenders)
            })
            .collect();
        let p_values: Vec<f64> = pairs.iter().map(|pair| pair.p).collect();
        let tests = open_tests(firm_markets, least_joint);
        let q_values = benjamini_hochberg_among(&p_values, tests);
        for (pair, q) in
            pairs.iter_mut().zip(q_values.into_iter().zip(benjamini_hochberg(&p_values)))
        {
            (pair.q, pair.q_listed) = q;
        }
        pairs.sort_by(|x, y| {
            x.p.total_cmp(&y.p).then(y.joint.cmp(&x.joint)).then((x.a, x.b).cmp(&(y.a, y.b)))
        });
        pairs
    }

    /// Takes the tender being read into the counts.
    fn close(&mut self) {
        let Some(OpenTender { market, mut bidders, .. }) = self.open.take() else { return };
        bidders.sort_unstable();
        bidders.dedup();
        if bidders.len() > MOST_BIDDERS {
            self.skipped += 1;
            return;
        }
        *self.tenders.entry(market).or_default() += 1;
        for (index, &first) in bidders.iter().enumerate() {
            self.firm_markets.add(key(first, market));
            for &second in &bidders[index + 1..] {
                self.pairs.add(key(first, second));
            }
        }
        self.firm_markets.settle_if_full();
        self.pairs.settle_if_full();
    }
}

/// The tender whose packages are being read.
#[derive(Debug, Clone)]
struct OpenTender {
    market: u32,
    tender: u64,
    bidders: Vec<u32>,
}

/// Occurrences of keys, kept as sorted runs: 16 bytes a key, and no hash order anywhere.
#[derive(Debug, Clone, Default)]
struct Tally {
    settled: Vec<(u64, u64)>,
    pending: Vec<u64>,
}

impl Tally {
    const FEWEST_PENDING: usize = 1 << 16;

    fn add(&mut self, key: u64) {
        self.pending.push(key);
    }

    /// Merging costs the size of what is settled, so it waits until as much is pending.
    fn settle_if_full(&mut self) {
        if self.pending.len() >= self.settled.len().max(Self::FEWEST_PENDING) {
            self.settle();
        }
    }

    fn settle(&mut self) {
        let mut pending = std::mem::take(&mut self.pending);
        pending.sort_unstable();
        let runs = pending.chunk_by(|x, y| x == y).map(|run| (run[0], run.len() as u64)).collect();
        self.settled = merged(&self.settled, runs);
    }

    fn merge(&mut self, mut other: Self) {
        self.settle();
        other.settle();
        self.settled = merged(&self.settled, other.settled);
    }

    /// The keys in ascending order with their counts.
    fn counts(&mut self) -> &[(u64, u64)] {
        if !self.pending.is_empty() {
            self.settle();
        }
        &self.settled
    }
}

fn merged(left: &[(u64, u64)], right: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    if left.is_empty() {
        return right;
    }
    let mut both = Vec::with_capacity(left.len() + right.len());
    let mut left = left.iter().copied().peekable();
    for (key, count) in right {
        while let Some(smaller) = left.next_if(|&(other, _)| other < key) {
            both.push(smaller);
        }
        let same = left.next_if(|&(other, _)| other == key).map_or(0, |(_, count)| count);
        both.push((key, count + same));
    }
    both.extend(left);
    both
}

fn key(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

fn high(key: u64) -> u32 {
    (key >> 32) as u32
}

fn low(key: u64) -> u32 {
    (key & u64::from(u32::MAX)) as u32
}

/// The statistics of one pair, from the markets of each firm in ascending order.
fn lift(
    a: u32,
    b: u32,
    joint: u64,
    of_a: &[(u64, u64)],
    of_b: &[(u64, u64)],
    tenders: &BTreeMap<u32, u64>,
) -> Option<PairLift> {
    let mut strata = Vec::new();
    let mut rest = of_b.iter().copied().peekable();
    for &(key, first) in of_a {
        while rest.next_if(|&(other, _)| low(other) < low(key)).is_some() {}
        if let Some((_, second)) = rest.next_if(|&(other, _)| low(other) == low(key)) {
            strata.push(Stratum { tenders: *tenders.get(&low(key))?, first, second });
        }
    }
    let total = |markets: &[(u64, u64)]| markets.iter().map(|&(_, count)| count).sum::<u64>();
    let (a_total, b_total) = (total(of_a), total(of_b));
    let expected = strata.iter().map(|s| s.first as f64 * s.second as f64 / s.tenders as f64).sum();
    let jaccard = joint as f64 / (a_total + b_total - joint) as f64;
    let p = stratified_hypergeometric_tail(joint, &strata)?;
    Some(PairLift {
        a,
        b,
        joint,
        a_total,
        b_total,
        markets: strata.len(),
        expected,
        jaccard,
        p,
        q: p,
        q_listed: p,
    })
}

/// Σ_s F_s(F_s − 1)/2 over the firms with at least `least` tenders in all markets.
fn open_tests(firm_markets: &[(u64, u64)], least: u64) -> u64 {
    let mut firms_in: BTreeMap<u32, u64> = BTreeMap::new();
    for firm in firm_markets.chunk_by(|x, y| high(x.0) == high(y.0)) {
        if firm.iter().map(|&(_, count)| count).sum::<u64>() >= least {
            for &(key, _) in firm {
                *firms_in.entry(low(key)).or_default() += 1;
            }
        }
    }
    firms_in.values().map(|&firms| firms * (firms - 1) / 2).sum()
}

#[cfg(test)]
mod tests {
    use super::super::random::SplitMix64;
    use super::*;

    fn count(tenders: &[(u32, u64, &[u32])]) -> CoBidding {
        CoBidding::of(tenders.iter().copied())
    }

    /// Ten tenders of one market: firms 1 and 2 always together in four, and others.
    fn ring() -> Vec<(u32, u64, &'static [u32])> {
        let together: [&[u32]; 4] = [&[1, 2, 7], &[2, 1, 8], &[1, 2, 9], &[1, 2]];
        let others: [&[u32]; 6] = [&[7, 8], &[8, 9], &[7, 9], &[3], &[4], &[5, 6]];
        (0..).zip(together.into_iter().chain(others)).map(|(i, bidders)| (1, i, bidders)).collect()
    }

    #[test]
    fn a_pair_that_always_meets_is_unlikely_by_hand() {
        let pairs = count(&ring()).pairs(3);
        assert_eq!(pairs.len(), 1);
        let pair = &pairs[0];
        assert_eq!((pair.a, pair.b, pair.joint, pair.a_total, pair.b_total), (1, 2, 4, 4, 4));
        assert_eq!((pair.markets, pair.jaccard), (1, 1.0));
        assert!((pair.expected - 1.6).abs() < 1e-12);
        assert!((pair.p - 1.0 / 210.0).abs() < 1e-12);
        // firms 1, 2, 7, 8 and 9 have three or more tenders: ten pairs were open
        assert!((pair.q - 10.0 / 210.0).abs() < 1e-12);
        assert_eq!(pair.q_listed, pair.p);
    }

    #[test]
    fn a_second_market_weighs_by_its_own_size() {
        let mut tenders = ring();
        tenders.extend([(2, 100, &[1, 2][..]), (2, 101, &[1, 2]), (2, 102, &[3, 4])]);
        let pairs = count(&tenders).pairs(3);
        let expected = 1.0 / 210.0 / 3.0; // two of two and two among three tenders: 1 / C(3, 2)
        assert_eq!((pairs[0].joint, pairs[0].markets), (6, 2));
        assert!((pairs[0].p - expected).abs() < 1e-12);
    }

    #[test]
    fn packages_of_one_tender_and_repeated_names_count_once() {
        let packages = [(1, 5, &[1, 2][..]), (1, 5, &[2, 1, 1]), (1, 6, &[1, 2])];
        assert_eq!(count(&packages).pairs(1)[0].joint, 2);
    }

    #[test]
    fn crowded_tenders_are_skipped_and_counted() {
        let crowd: Vec<u32> = (0..201).collect();
        let mut counts = count(&[(1, 1, &crowd), (1, 2, &crowd[..200]), (1, 3, &[0, 1])]);
        assert_eq!(counts.skipped(), 1);
        let pairs = counts.pairs(2);
        assert_eq!(
            pairs.iter().map(|pair| (pair.a, pair.b, pair.a_total)).collect::<Vec<_>>(),
            [(0, 1, 2)]
        );
    }

    #[test]
    fn order_and_partition_of_the_tenders_change_nothing() {
        let mut random = SplitMix64::new(12);
        let bidders: Vec<Vec<u32>> = (0..400)
            .map(|_| (0..2 + random.below(5)).map(|_| random.below(40) as u32).collect())
            .collect();
        let mut tenders: Vec<(u32, u64, &[u32])> =
            (0..).zip(&bidders).map(|(i, firms)| ((i % 3) as u32, i, firms.as_slice())).collect();
        let expected = count(&tenders).pairs(3);
        assert!(expected.len() > 20);
        random.shuffle(&mut tenders);
        assert_eq!(count(&tenders).pairs(3), expected);
        let mut parts = count(&tenders[..150]);
        parts.merge(count(&tenders[150..]));
        assert_eq!(parts.pairs(3), expected);
        assert!(
            expected.iter().all(|pair| pair.q > 0.05),
            "firms that bid at random are not flagged"
        );
    }

    #[test]
    fn runs_are_merged_when_they_fill_up() {
        let mut tally = Tally::default();
        for i in 0..3 * Tally::FEWEST_PENDING as u64 {
            tally.add(i % 1000);
            tally.settle_if_full();
        }
        let counts = tally.counts();
        assert_eq!(counts.len(), 1000);
        assert_eq!(counts.iter().map(|&(_, count)| count).sum::<u64>(), 3 * (1 << 16));
        assert!(counts.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn nobody_met_nobody() {
        assert_eq!(count(&[]).pairs(3), vec![]);
        assert_eq!(count(&[(1, 1, &[]), (1, 2, &[4])]).pairs(0), vec![]);
    }
}
