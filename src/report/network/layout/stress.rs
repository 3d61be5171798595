//! Places at which distances on paper are as long as the ways through the graph (stress, by stochastic descent: Zheng,
//! Pawar and Goodman 2018, "Graph Drawing by Stochastic Gradient Descent").
//!
//! The order of the steps comes from a fixed seed, so the same graph always gets the same places.

use std::collections::VecDeque;

use crate::report::plane::Point;

/// Where the random order begins: any number does, and it never changes.
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
/// Steps from coarse to fine.
const ROUNDS: usize = 30;
/// Up to so many nodes every pair counts; beyond, every node against its neighbours and some nodes far apart.
const ALL_PAIRS_AT_MOST: usize = 800;
/// Nodes far apart that stand for all others in large graphs.
const PIVOTS: usize = 60;

/// Two nodes and how far apart they should be.
type Term = (u32, u32, f64);

/// Places of the nodes of one connected graph, an edge about one unit long, the longer axis horizontal.
pub(super) fn places(nodes: usize, edges: &[(usize, usize)]) -> Vec<Point> {
    let near = neighbours(nodes, edges);
    let mut terms =
        if nodes <= ALL_PAIRS_AT_MOST { every_pair(&near) } else { pairs_with_pivots(&near) };
    let golden = std::f64::consts::PI * (3.0 - 5.0_f64.sqrt());
    let mut places: Vec<Point> = (0..nodes)
        .map(|at| {
            let (radius, angle) = ((at as f64 + 0.5).sqrt(), at as f64 * golden);
            (radius * angle.cos(), radius * angle.sin())
        })
        .collect();
    let longest = terms.iter().map(|(_, _, length)| *length).fold(1.0, f64::max);
    // The step shrinks from one that moves the farthest pair fully to one that moves neighbours by a tenth.
    let (first, last) = (longest * longest, 0.1);
    let mut random = SEED;
    for round in 0..ROUNDS {
        let step = first * (last / first).powf(round as f64 / (ROUNDS - 1) as f64);
        shuffle(&mut terms, &mut random);
        for &(a, b, length) in &terms {
            let (a, b) = (a as usize, b as usize);
            let (dx, dy) = (places[a].0 - places[b].0, places[a].1 - places[b].1);
            let now = dx.hypot(dy).max(1e-9);
            let by = (step / (length * length)).min(1.0) * (now - length) / 2.0 / now;
            places[a] = (places[a].0 - dx * by, places[a].1 - dy * by);
            places[b] = (places[b].0 + dx * by, places[b].1 + dy * by);
        }
    }
    lie_down(&mut places);
    places
}

/// The neighbours of every node.
pub(super) fn neighbours(nodes: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut near = vec![Vec::new(); nodes];
    for &(a, b) in edges {
        near[a].push(b);
        near[b].push(a);
    }
    near
}

/// Steps from one node to every other; those out of reach count as if they were two steps beyond.
fn steps_from(start: usize, near: &[Vec<usize>]) -> Vec<u32> {
    let mut steps = vec![u32::MAX; near.len()];
    let mut waiting = VecDeque::from([start]);
    steps[start] = 0;
    let mut most = 0;
    while let Some(here) = waiting.pop_front() {
        most = steps[here];
        for &next in &near[here] {
            if steps[next] == u32::MAX {
                steps[next] = steps[here] + 1;
                waiting.push_back(next);
            }
        }
    }
    steps.into_iter().map(|reached| if reached == u32::MAX { most + 2 } else { reached }).collect()
}

fn every_pair(near: &[Vec<usize>]) -> Vec<Term> {
    let mut terms = Vec::with_capacity(near.len() * near.len() / 2);
    for a in 0..near.len() {
        let steps = steps_from(a, near);
        terms.extend((0..a).map(|b| (a as u32, b as u32, f64::from(steps[b]))));
    }
    terms
}

/// Neighbours, and every node with each pivot; pivots are chosen as far from each other as possible.
fn pairs_with_pivots(near: &[Vec<usize>]) -> Vec<Term> {
    let edge = |a: usize| near[a].iter().filter(move |b| **b < a).map(move |b| (a, *b));
    let mut terms: Vec<Term> =
        (0..near.len()).flat_map(edge).map(|(a, b)| (a as u32, b as u32, 1.0)).collect();
    let (mut pivot, mut nearest) = (0, vec![u32::MAX; near.len()]);
    for _ in 0..PIVOTS {
        let steps = steps_from(pivot, near);
        for (at, length) in steps.iter().enumerate() {
            nearest[at] = nearest[at].min(*length);
            if 1 < *length {
                terms.push((pivot as u32, at as u32, f64::from(*length)));
            }
        }
        pivot = (0..near.len())
            .max_by_key(|at| (nearest[*at], std::cmp::Reverse(*at)))
            .unwrap_or_default();
    }
    terms
}

/// Fisher and Yates, with numbers from an xorshift generator.
fn shuffle(terms: &mut [Term], random: &mut u64) {
    for at in (1..terms.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        terms.swap(at, (*random % (at as u64 + 1)) as usize);
    }
}

/// Turns the picture so that it is wider than high.
fn lie_down(places: &mut [Point]) {
    let n = places.len().max(1) as f64;
    let (sx, sy) = places.iter().fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
    let (cx, cy) = (sx / n, sy / n);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in places.iter() {
        let (dx, dy) = (x - cx, y - cy);
        (xx, xy, yy) = (xx + dx * dx, xy + dx * dy, yy + dy * dy);
    }
    let (sin, cos) = (0.5 * (2.0 * xy).atan2(xx - yy)).sin_cos();
    for place in places {
        let (dx, dy) = (place.0 - cx, place.1 - cy);
        *place = (dx * cos + dy * sin, dy * cos - dx * sin);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(a: Point, b: Point) -> f64 {
        (a.0 - b.0).hypot(a.1 - b.1)
    }

    #[test]
    fn a_chain_becomes_a_line() {
        let edges: Vec<(usize, usize)> = (1..12).map(|at| (at - 1, at)).collect();
        let places = places(12, &edges);
        assert!((length(places[0], places[11]) - 11.0).abs() < 1.0, "{places:?}");
        let high = places.iter().map(|at| at.1.abs()).fold(0.0, f64::max);
        assert!(high < 1.5, "{high}");
    }

    #[test]
    fn two_stars_stand_apart() {
        // Nodes 1 to 9 around 0, 11 to 19 around 10, joined at their centres.
        let edges: Vec<(usize, usize)> =
            (1..10).flat_map(|at| [(0, at), (10, 10 + at)]).chain([(0, 10)]).collect();
        let places = places(20, &edges);
        for at in 1..10 {
            assert!(length(places[at], places[0]) < length(places[at], places[10]));
        }
    }

    #[test]
    fn large_graphs_keep_their_shape() {
        // A ladder of 500 rungs.
        let edges: Vec<(usize, usize)> = (0..500)
            .flat_map(|at| [(2 * at, 2 * at + 1), (2 * at, 2 * at + 2), (2 * at + 1, 2 * at + 3)])
            .filter(|(_, b)| *b < 1_000)
            .collect();
        let places = places(1_000, &edges);
        assert!(400.0 < length(places[0], places[998]), "{}", length(places[0], places[998]));
    }
}
