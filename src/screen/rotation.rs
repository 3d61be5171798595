//! Wins that go round in a fixed group of bidders.
//!
//! The caller fixes the group and gives the wins inside it in order of time. Two things speak: how evenly the
//! wins are spread (entropy) and how seldom the same firm wins twice running. Both tails matter: few repeats
//! mean taking turns, many a leader who keeps the market; and full order books make honest firms alternate
//! too.

use super::combination::ln_choose;
use super::random::SplitMix64;
use std::collections::BTreeMap;

/// Up to so many wins the chance is counted exactly; above, orders are drawn.
pub const MOST_EXACT: usize = 20;

/// Orders drawn where they cannot be counted.
pub const DRAWN: usize = 9_999;

/// How the wins of a group followed each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rotation {
    /// Wins looked at.
    pub wins: usize,
    /// Members who won at least once.
    pub winners: usize,
    /// −Σ pᵢ ln pᵢ / ln members: 1 when all members win equally often, 0 when one wins all.
    pub entropy: f64,
    /// Times that the winner of one tender also won the next.
    pub back_to_back: usize,
    /// Σ cᵢ(cᵢ − 1) / wins: repeats expected when the same wins come in any order.
    pub expected_back_to_back: f64,
    /// The chance of so few repeats or fewer when the same wins come in any order.
    pub chance_so_few: f64,
    /// The chance of so many repeats or more: a leader rather than a rota.
    pub chance_so_many: f64,
    /// Times that the winner was the member who had waited longest since its last win; of wins after everybody's first.
    pub in_turn: usize,
    /// The chance of so many wins in turn or more when the same wins come in any order, from [`DRAWN`] orders.
    pub chance_in_turn: f64,
    /// Whether the chances of repeats were counted; otherwise they come from [`DRAWN`] orders and are not below 1 /
    /// ([`DRAWN`] + 1).
    pub exact: bool,
}

impl Rotation {
    /// Twice the smaller of both chances, at most 1: for asking without knowing whether a rota or a leader is
    /// expected.
    pub fn two_sided(&self) -> f64 {
        (2.0 * self.chance_so_few.min(self.chance_so_many)).min(1.0)
    }
}

/// The wins of a group of `members` firms, by winner, in order of time.
///
/// The chance is that of a random order of the same wins: it does not count even sharing as evidence, only
/// the order. `None` for fewer than two members or wins, or more winners than members.
pub fn rotation(winners: &[u32], members: usize) -> Option<Rotation> {
    let mut wins_of: BTreeMap<u32, usize> = BTreeMap::new();
    for &winner in winners {
        *wins_of.entry(winner).or_default() += 1;
    }
    let counts: Vec<usize> = wins_of.into_values().collect();
    if members < 2 || winners.len() < 2 || counts.len() > members {
        return None;
    }
    let wins = winners.len();
    let share = |&count: &usize| count as f64 / wins as f64;
    let information: f64 = counts.iter().map(share).map(|p| -p * p.ln()).sum();
    let back_to_back = repeats(winners);
    let exact = wins <= MOST_EXACT;
    let (chance_so_few, chance_so_many) =
        if exact { counted(&counts, back_to_back) } else { drawn(&counts, back_to_back) };
    let ordered_pairs: usize = counts.iter().map(|count| count * (count - 1)).sum();
    Some(Rotation {
        wins,
        winners: counts.len(),
        entropy: (information / (members as f64).ln()).clamp(0.0, 1.0),
        back_to_back,
        expected_back_to_back: ordered_pairs as f64 / wins as f64,
        chance_so_few,
        chance_so_many,
        in_turn: in_turn(winners),
        chance_in_turn: drawn_in_turn(&counts, in_turn(winners)),
        exact,
    })
}

/// Wins that go to the one who has waited longest since its last win: a rota has nothing else.
fn in_turn(winners: &[u32]) -> usize {
    let mut waiting: Vec<u32> = Vec::new(); // the longest first
    let mut count = 0;
    for winner in winners {
        // Of somebody's first win nobody knows how long it waited.
        if let Some(at) = waiting.iter().position(|one| one == winner) {
            count += usize::from(at == 0 && 1 < waiting.len());
            waiting.remove(at);
        }
        waiting.push(*winner);
    }
    count
}

/// The upper tail of wins in turn over random orders.
fn drawn_in_turn(counts: &[usize], observed: usize) -> f64 {
    let (mut order, mut random) = shuffled_start(counts);
    let mut many = 1_usize;
    for _ in 0..DRAWN {
        random.shuffle(&mut order);
        many += usize::from(in_turn(&order) >= observed);
    }
    many as f64 / (DRAWN + 1) as f64
}

/// An order of the wins to shuffle from, such that neither names nor the order seen change a digit.
fn shuffled_start(counts: &[usize]) -> (Vec<u32>, SplitMix64) {
    let mut largest_first = counts.to_vec();
    largest_first.sort_unstable_by(|x, y| y.cmp(x));
    let wins: usize = counts.iter().sum();
    let order = (0..).zip(&largest_first).flat_map(|(name, &count)| vec![name; count]).collect();
    (order, SplitMix64::new(wins as u64))
}

fn repeats(winners: &[u32]) -> usize {
    winners.windows(2).filter(|pair| pair[0] == pair[1]).count()
}

/// Both tails of the number of repeats over all orders of the wins, by inclusion and exclusion.
///
/// If each winner's cᵢ wins are tied into bᵢ blocks, which can be done in C(cᵢ−1, bᵢ−1) ways, and the B
/// blocks are put in any order, every order of the wins is met once for each choice of wins − B of its
/// repeats. Whole numbers throughout; they fit for [`MOST_EXACT`] wins.
fn counted(counts: &[usize], observed: usize) -> (f64, f64) {
    let wins: usize = counts.iter().sum();
    let mut ways = vec![0i128; wins + 1]; // ways[B]: arrangements of the winners so far in B blocks
    ways[0] = 1;
    let mut so_far = 0;
    for &count in counts {
        let mut next = vec![0i128; wins + 1];
        for before in 0..=so_far {
            for blocks in 1..=count {
                let tied = choose(count - 1, blocks - 1) * choose(before + blocks, blocks);
                next[before + blocks] += ways[before] * tied;
            }
        }
        ways = next;
        so_far += count;
    }
    // tied[m]: the sum over all orders of C(repeats, m)
    let tied: Vec<i128> = ways.into_iter().rev().collect();
    let exactly = |repeats: usize| -> i128 {
        let term = |m: usize| {
            choose(m, repeats) * tied[m] * if (m - repeats).is_multiple_of(2) { 1 } else { -1 }
        };
        (repeats..=wins).map(term).sum()
    };
    let orders = tied[0] as f64;
    let few: i128 = (0..=observed).map(exactly).sum();
    let many: i128 = (observed..=wins).map(exactly).sum();
    (few as f64 / orders, many as f64 / orders)
}

fn choose(n: usize, k: usize) -> i128 {
    if k > n { 0 } else { ln_choose(n as u64, k as u64).exp().round() as i128 }
}

/// Both tails over random orders: (1 + orders at least as extreme) / (orders + 1).
fn drawn(counts: &[usize], observed: usize) -> (f64, f64) {
    let (mut order, mut random) = shuffled_start(counts);
    let (mut few, mut many) = (1usize, 1usize);
    for _ in 0..DRAWN {
        random.shuffle(&mut order);
        let repeats = repeats(&order);
        few += usize::from(repeats <= observed);
        many += usize::from(repeats >= observed);
    }
    let share = |count: usize| count as f64 / (DRAWN + 1) as f64;
    (share(few), share(many))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }

    /// Repeats of every distinct order, by listing them.
    fn listed(left: &mut Vec<usize>, last: Option<usize>, repeats: usize, found: &mut Vec<usize>) {
        if left.iter().all(|&count| count == 0) {
            found.push(repeats);
        }
        for winner in 0..left.len() {
            if left[winner] > 0 {
                left[winner] -= 1;
                listed(left, Some(winner), repeats + usize::from(last == Some(winner)), found);
                left[winner] += 1;
            }
        }
    }

    #[test]
    fn taking_turns_by_hand() {
        // two firms, three wins each: of C(6, 3) = 20 orders two alternate
        let found = rotation(&[1, 2, 1, 2, 1, 2], 2).expect("a rotation");
        assert_eq!((found.wins, found.winners, found.back_to_back, found.exact), (6, 2, 0, true));
        close(found.entropy, 1.0);
        close(found.expected_back_to_back, 2.0);
        close(found.chance_so_few, 0.1);
        close(found.chance_so_many, 1.0);
        close(found.two_sided(), 0.2);
    }

    #[test]
    fn a_rota_has_every_win_in_turn() {
        let rota = [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2];
        let found = rotation(&rota, 4).expect("a rotation");
        assert_eq!(found.in_turn, 10);
        assert!(found.chance_in_turn < 0.001, "{}", found.chance_in_turn);
        // The same wins without a plan: no repeats, yet hardly ever in turn.
        let mixed = [1, 2, 1, 3, 2, 4, 3, 1, 4, 2, 3, 4, 2, 1];
        let found = rotation(&mixed, 4).expect("a rotation");
        assert!(0.05 < found.chance_in_turn, "{}", found.chance_in_turn);
    }

    #[test]
    fn keeping_the_lead_by_hand() {
        let found = rotation(&[1, 1, 1, 2, 2, 2], 3).expect("a rotation");
        close(found.entropy, 2f64.ln() / 3f64.ln());
        close(found.chance_so_many, 0.1); // 111222 and 222111
        close(found.chance_so_few, 1.0);
    }

    #[test]
    fn one_winner_has_no_entropy_and_no_other_order() {
        let found = rotation(&[4, 4, 4], 3).expect("a rotation");
        assert_eq!((found.entropy, found.back_to_back), (0.0, 2));
        assert_eq!((found.chance_so_few, found.chance_so_many), (1.0, 1.0));
    }

    #[test]
    fn counting_agrees_with_listing_every_order() {
        for counts in [vec![1, 1, 1], vec![2, 2, 1], vec![3, 2, 2], vec![4, 1, 3], vec![5, 3]] {
            let mut all = Vec::new();
            listed(&mut counts.clone(), None, 0, &mut all);
            for observed in 0..counts.iter().sum() {
                let share = |chosen: usize| chosen as f64 / all.len() as f64;
                let (few, many) = counted(&counts, observed);
                close(few, share(all.iter().filter(|&&repeats| repeats <= observed).count()));
                close(many, share(all.iter().filter(|&&repeats| repeats >= observed).count()));
            }
        }
    }

    #[test]
    fn the_largest_exact_case_stays_a_chance() {
        for counts in [vec![1; 20], vec![10, 10], vec![5, 5, 5, 5], vec![20], vec![7, 7, 6]] {
            for observed in 0..20 {
                let (few, many) = counted(&counts, observed);
                assert!((0.0..=1.0).contains(&few) && (0.0..=1.0).contains(&many));
                assert!(few + many >= 1.0 - 1e-9);
            }
        }
    }

    #[test]
    fn drawing_agrees_with_counting() {
        let winners: Vec<u32> = (0..18).map(|i| [1, 2, 3, 1, 1, 2][i % 6]).collect();
        let observed = repeats(&winners);
        let (few, many) = counted(&[9, 6, 3], observed);
        let (few_drawn, many_drawn) = drawn(&[9, 6, 3], observed);
        assert!((few - few_drawn).abs() < 0.02, "{few} {few_drawn}");
        assert!((many - many_drawn).abs() < 0.02, "{many} {many_drawn}");
    }

    #[test]
    fn a_long_rota_is_unlikely_and_names_do_not_matter() {
        let rota: Vec<u32> = (0..30).map(|i| i % 3).collect();
        let renamed: Vec<u32> = rota.iter().map(|winner| 90 - 7 * winner).collect();
        let found = rotation(&rota, 3).expect("a rotation");
        assert!(!found.exact && found.chance_so_few < 0.001);
        assert_eq!(rotation(&renamed, 3), Some(found));
    }

    #[test]
    fn what_is_no_group() {
        assert_eq!(rotation(&[1, 2], 1), None);
        assert_eq!(rotation(&[1], 3), None);
        assert_eq!(rotation(&[1, 2, 3], 2), None);
    }
}
