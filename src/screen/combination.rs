//! Tails of the counting distributions, and the correction for testing many pairs at once.
//!
//! Every tail is a sum of positive terms started from a logarithm, so that a chance of 1e-200 is still right.
//! Chances below about 1e-300 come out as 0. Sources: Tumminello et al. 2011 (hypergeometric null of
//! co-occurrence), Benjamini and Hochberg 1995.

use super::special::ln_gamma;

/// ln n!
pub fn ln_factorial(n: u64) -> f64 {
    ln_gamma(n as f64 + 1.0)
}

/// ln C(n, k); minus infinity for k > n.
pub fn ln_choose(n: u64, k: u64) -> f64 {
    if k > n {
        return f64::NEG_INFINITY;
    }
    let k = k.min(n - k);
    if k <= 16 {
        // the difference of large factorials would lose digits
        return (1..=k).map(|i| ((n - k + i) as f64 / i as f64).ln()).sum();
    }
    ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k)
}

/// P(X ≥ k) for X binomial of n trials with chance p each. `None` unless 0 ≤ p ≤ 1.
pub fn binomial_tail(k: u64, n: u64, p: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    if k == 0 || (p == 1.0 && k <= n) {
        return Some(1.0);
    }
    if k > n || p == 0.0 {
        return Some(0.0);
    }
    let odds = p / (1.0 - p);
    let ln_chance = |x: u64| ln_choose(n, x) + x as f64 * p.ln() + (n - x) as f64 * (-p).ln_1p();
    let ratio = |x: u64| (n - x) as f64 / (x + 1) as f64 * odds;
    let mode = ((n + 1) as f64 * p) as u64;
    Some(upper_tail(Bell { least: 0, most: n, mode }, k, ln_chance, ratio))
}

/// P(X ≥ k) for X hypergeometric: `draws` items out of `population`, of which `successes` count.
///
/// For two firms with K_i and K_j tenders out of M: `hypergeometric_tail(n_ij, M, K_i, K_j)`.
/// `None` when successes or draws exceed the population.
pub fn hypergeometric_tail(k: u64, population: u64, successes: u64, draws: u64) -> Option<f64> {
    if successes > population || draws > population {
        return None;
    }
    let least = successes.saturating_add(draws).saturating_sub(population);
    let most = successes.min(draws);
    if k <= least {
        return Some(1.0);
    }
    if k > most {
        return Some(0.0);
    }
    let ln_chance = |x: u64| ln_hypergeometric(x, population, successes, draws);
    let ratio = |x: u64| {
        let remaining = (population - successes + x + 1 - draws) as f64;
        (successes - x) as f64 * (draws - x) as f64 / ((x + 1) as f64 * remaining)
    };
    let mode = (draws as f64 + 1.0) * (successes as f64 + 1.0) / (population as f64 + 2.0);
    let mode = (mode as u64).clamp(least, most);
    Some(upper_tail(Bell { least, most, mode }, k, ln_chance, ratio))
}

/// ln P(X = k) of the hypergeometric distribution; minus infinity outside its support.
pub fn ln_hypergeometric(k: u64, population: u64, successes: u64, draws: u64) -> f64 {
    if k > successes || k > draws || draws - k > population.saturating_sub(successes) {
        return f64::NEG_INFINITY;
    }
    ln_choose(successes, k) + ln_choose(population - successes, draws - k)
        - ln_choose(population, draws)
}

/// One market in which both firms of a pair bid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stratum {
    /// M_s, the tenders of the market.
    pub tenders: u64,
    /// K_is, the tenders of the first firm there.
    pub first: u64,
    /// K_js, the tenders of the second firm there.
    pub second: u64,
}

/// P(Σ_s X_s ≥ k) where each X_s is hypergeometric in its own stratum: the exact convolution.
///
/// Joint tenders 0 … k − 1 are kept apart and everything from k on is one absorbing class; all terms are
/// positive, so no digit of a small chance is lost. Cost: k² per stratum. `None` when a stratum is
/// impossible.
pub fn stratified_hypergeometric_tail(k: u64, strata: &[Stratum]) -> Option<f64> {
    let tail = |k: u64, s: &Stratum| hypergeometric_tail(k, s.tenders, s.first, s.second);
    match strata {
        [] => return Some(if k == 0 { 1.0 } else { 0.0 }),
        [only] => return tail(k, only),
        _ => {}
    }
    let attainable: u64 = strata.iter().map(|s| s.first.min(s.second)).sum();
    if k > attainable {
        return strata.iter().map(|s| tail(0, s)).collect::<Option<Vec<_>>>().map(|_| 0.0);
    }
    let size = k as usize;
    let mut below = vec![0.0; size]; // below[x]: the chance of exactly x so far
    let mut reached = 1.0; // the chance of k or more so far
    if size > 0 {
        (below[0], reached) = (1.0, 0.0);
    }
    for s in strata {
        let exactly: Vec<f64> =
            (0..k).map(|x| ln_hypergeometric(x, s.tenders, s.first, s.second).exp()).collect();
        let mut at_least = vec![tail(k, s)?; size + 1];
        for x in (0..size).rev() {
            at_least[x] = at_least[x + 1] + exactly[x];
        }
        reached += (0..size).map(|x| below[x] * at_least[size - x]).sum::<f64>();
        below = (0..size).map(|x| (0..=x).map(|y| below[y] * exactly[x - y]).sum()).collect();
    }
    Some(reached.min(1.0))
}

/// Benjamini–Hochberg q values, in the order of the p values.
///
/// q₍ᵢ₎ = min over j ≥ i of p₍ⱼ₎ m / j, at most 1.
///
/// A p value that is not a number counts as 1.
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    benjamini_hochberg_among(p_values, p_values.len() as u64)
}

/// As [`benjamini_hochberg`], where `tests` hypotheses were open and those not listed count as p = 1.
///
/// `tests` below the number of p values is raised to it.
pub fn benjamini_hochberg_among(p_values: &[f64], tests: u64) -> Vec<f64> {
    let p = |index: usize| if p_values[index].is_nan() { 1.0 } else { p_values[index] };
    let tests = tests.max(p_values.len() as u64) as f64;
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p(a).total_cmp(&p(b)).then(a.cmp(&b)));
    let mut q_values = vec![1.0; p_values.len()];
    let mut least: f64 = 1.0;
    for (rank, &index) in order.iter().enumerate().rev() {
        least = least.min(p(index) * tests / (rank + 1) as f64);
        q_values[index] = least;
    }
    q_values
}

/// Where a distribution with a single peak lives.
struct Bell {
    least: u64,
    most: u64,
    mode: u64,
}

/// P(X ≥ k), summed away from the peak: upward from k, or downward from k − 1 and taken from 1.
fn upper_tail(
    bell: Bell,
    k: u64,
    ln_chance: impl Fn(u64) -> f64,
    ratio: impl Fn(u64) -> f64,
) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    if k > bell.mode {
        for x in k..bell.most {
            term *= ratio(x);
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        return (ln_chance(k) + f64::ln(sum)).exp().min(1.0);
    }
    for x in (bell.least..k - 1).rev() {
        term /= ratio(x);
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    1.0 - (ln_chance(k - 1) + f64::ln(sum)).exp().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::super::random::SplitMix64;
    use super::*;

    fn close(found: Option<f64>, expected: f64) {
        let found = found.expect("defined");
        assert!((found - expected).abs() <= 1e-10 * expected.abs(), "{found:e} {expected:e}");
    }

    #[test]
    fn factorials_and_binomials() {
        close(Some(ln_factorial(20)), 2_432_902_008_176_640_000f64.ln());
        close(Some(ln_choose(52, 5)), 2_598_960f64.ln());
        close(Some(ln_choose(60, 30)), 118_264_581_564_861_424f64.ln());
        assert_eq!(ln_choose(5, 0), 0.0);
        assert_eq!(ln_choose(2, 3), f64::NEG_INFINITY);
    }

    #[test]
    fn binomial_tails_by_hand() {
        close(binomial_tail(2, 3, 0.5), 0.5);
        close(binomial_tail(3, 3, 0.25), 1.0 / 64.0);
        close(binomial_tail(16, 20, 0.5), 6196.0 / 1_048_576.0);
        close(binomial_tail(0, 5, 0.3), 1.0);
        close(binomial_tail(1, 5, 0.3), 1.0 - 0.7f64.powi(5));
        close(binomial_tail(1000, 1000, 0.5), 0.5f64.powi(1000));
        close(binomial_tail(1, 100_000, 0.5), 1.0);
        assert_eq!(binomial_tail(6, 5, 0.3), Some(0.0));
        assert_eq!(binomial_tail(1, 5, 0.0), Some(0.0));
        assert_eq!(binomial_tail(5, 5, 1.0), Some(1.0));
        assert_eq!(binomial_tail(1, 5, f64::NAN), None);
    }

    #[test]
    fn hypergeometric_tails_by_hand() {
        // four of four and four tenders out of ten: 1 / C(10, 4)
        close(hypergeometric_tail(4, 10, 4, 4), 1.0 / 210.0);
        // at least three: (C(4,3) C(6,1) + 1) / 210
        close(hypergeometric_tail(3, 10, 4, 4), 25.0 / 210.0);
        close(hypergeometric_tail(1, 10, 4, 4), 1.0 - 15.0 / 210.0);
        close(hypergeometric_tail(2, 10, 6, 6), 1.0); // they cannot avoid two
        assert_eq!(hypergeometric_tail(5, 10, 4, 4), Some(0.0));
        assert_eq!(hypergeometric_tail(1, 10, 11, 4), None);
    }

    #[test]
    fn hypergeometric_tails_agree_with_the_plain_sum() {
        let mut random = SplitMix64::new(2);
        for _ in 0..200 {
            let population = 1 + random.below(60) as u64;
            let successes = random.below(population as usize + 1) as u64;
            let draws = random.below(population as usize + 1) as u64;
            let k = random.below(12) as u64;
            let exactly = |x: u64| ln_hypergeometric(x, population, successes, draws).exp();
            let sum: f64 = (k..=successes).map(exactly).sum();
            let found = hypergeometric_tail(k, population, successes, draws).expect("possible");
            assert!((found - sum).abs() < 1e-12, "{k} {population} {successes} {draws}");
            let swapped = hypergeometric_tail(k, population, draws, successes).expect("possible");
            assert!((found - swapped).abs() < 1e-12, "the two firms are alike");
        }
    }

    #[test]
    fn two_markets_are_the_convolution() {
        let strata = [
            Stratum { tenders: 10, first: 4, second: 4 },
            Stratum { tenders: 5, first: 2, second: 3 },
        ];
        let one = |k: u64, s: Stratum| ln_hypergeometric(k, s.tenders, s.first, s.second).exp();
        for k in 0..8 {
            let mut expected = 0.0;
            for (x, y) in (0..=4).flat_map(|x| (0..=2).map(move |y| (x, y))) {
                if x + y >= k {
                    expected += one(x, strata[0]) * one(y, strata[1]);
                }
            }
            let found = stratified_hypergeometric_tail(k, &strata).expect("possible");
            assert!((found - expected).abs() < 1e-14, "{k}: {found} {expected}");
        }
        // six of six: 1/210 × C(3,2)/C(5,2)
        close(stratified_hypergeometric_tail(6, &strata), 1.0 / 210.0 * 0.3);
    }

    #[test]
    fn the_order_of_the_markets_does_not_matter_and_one_market_is_the_plain_tail() {
        let a = Stratum { tenders: 300, first: 40, second: 60 };
        let b = Stratum { tenders: 38, first: 4, second: 5 };
        let c = Stratum { tenders: 1000, first: 9, second: 100 };
        let forward = stratified_hypergeometric_tail(25, &[a, b, c]).expect("possible");
        close(stratified_hypergeometric_tail(25, &[c, b, a]), forward);
        assert!(forward < 1e-4);
        assert_eq!(stratified_hypergeometric_tail(4, &[b]), hypergeometric_tail(4, 38, 4, 5));
        assert_eq!(stratified_hypergeometric_tail(0, &[]), Some(1.0));
        assert_eq!(stratified_hypergeometric_tail(1, &[]), Some(0.0));
        assert_eq!(stratified_hypergeometric_tail(1000, &[a, b]), Some(0.0));
        let impossible = Stratum { tenders: 1, first: 2, second: 1 };
        assert_eq!(stratified_hypergeometric_tail(1, &[a, impossible]), None);
    }

    #[test]
    fn q_values_of_the_textbook_example() {
        let q = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005]);
        for (found, expected) in q.iter().zip([0.02, 0.04, 0.04, 0.02]) {
            close(Some(*found), expected);
        }
        assert_eq!(benjamini_hochberg(&[]), Vec::<f64>::new());
        assert_eq!(benjamini_hochberg(&[f64::NAN]), vec![1.0]);
    }

    #[test]
    fn tests_that_are_not_listed_count() {
        let q = benjamini_hochberg_among(&[0.001, 0.5], 100);
        close(Some(q[0]), 0.1);
        assert_eq!(q[1], 1.0);
    }

    #[test]
    fn q_is_never_below_p_and_keeps_its_order() {
        let mut random = SplitMix64::new(4);
        let p: Vec<f64> = (0..100).map(|_| random.uniform().powi(3)).collect();
        let q = benjamini_hochberg(&p);
        for i in 0..100 {
            assert!(q[i] >= p[i]);
            assert!((0..100).all(|j| p[i] > p[j] || q[i] <= q[j]));
        }
    }
}
