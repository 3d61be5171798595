//! Small graphs: firms on an ellipse, values between their holders, and lines that are easy to follow.

use std::collections::BTreeMap;

use super::lines::{cost, settle};
use super::room::push_apart;
use super::{GAP, Layout, clamped, fill};
use crate::report::plane::{Area, Point, Size};

/// Orders of firms are compared one swap at a time up to this many firms.
const SWAPPED_AT_MOST: usize = 16;

/// Firms on an ellipse, values between their holders. The first `firms` boxes are firms, the others values; an edge joins
/// a firm and a value.
pub(in crate::report) fn around(
    firms: usize,
    boxes: &[Size],
    edges: &[(usize, usize)],
    area: Area,
) -> Layout {
    let holders = holders_of(firms, boxes.len(), edges);
    let place = |order: &[usize]| {
        let mut places = start(firms, order, boxes, &holders, area);
        let clear = push_apart(&mut places, boxes, area);
        Layout { places, clear }
    };
    let mut order = by_neighbours(firms, &holders);
    let mut best = place(&order);
    let mut least = cost(&best, boxes, edges);
    if firms <= SWAPPED_AT_MOST {
        // The first firm stays where it is: turning the ellipse changes nothing.
        let mut improved = true;
        while improved {
            improved = false;
            for a in 1..firms {
                for b in a + 1..firms {
                    order.swap(a, b);
                    let layout = place(&order);
                    let cost = cost(&layout, boxes, edges);
                    if cost < least - 1e-6 {
                        (best, least, improved) = (layout, cost, true);
                    } else {
                        order.swap(a, b);
                    }
                }
            }
        }
    }
    // From here and from the places that forces give, whichever can be made the easier to follow.
    let starts = [best.clone(), by_force(boxes, edges, area)];
    let settled = starts.into_iter().filter(|start| start.clear).map(|mut start| {
        let strain = settle(&mut start.places, boxes, edges, area);
        (strain, start)
    });
    if let Some((_, layout)) = settled.min_by(|a, b| a.0.total_cmp(&b.0)) {
        best = layout;
        fill(&mut best.places, boxes, area, 1.25);
    }
    best
}

/// Boxes that repel each other and edges that pull (Fruchterman and Reingold 1991), from a fixed spiral.
pub(super) fn by_force(boxes: &[Size], edges: &[(usize, usize)], area: Area) -> Layout {
    let n = boxes.len().max(1) as f64;
    let (cx, cy) = (area.x + area.w / 2.0, area.y + area.h / 2.0);
    let ideal = (area.w * area.h / n).sqrt() * 0.8;
    let golden = std::f64::consts::PI * (3.0 - 5.0_f64.sqrt());
    let mut places: Vec<Point> = (0..boxes.len())
        .map(|at| {
            let (radius, angle) = (((at as f64 + 0.5) / n).sqrt() * 0.45, at as f64 * golden);
            (cx + area.w * radius * angle.cos(), cy + area.h * radius * angle.sin())
        })
        .collect();
    let rounds = 300;
    for round in 0..rounds {
        let mut moves = vec![(0.0, 0.0); boxes.len()];
        for a in 0..boxes.len() {
            for b in a + 1..boxes.len() {
                let (dx, dy) = (places[a].0 - places[b].0, places[a].1 - places[b].1);
                let distance = dx.hypot(dy).max(1.0);
                // What is far away does not push: parts without edges between them stay side by side.
                if 2.5 * ideal < distance {
                    continue;
                }
                let push = ideal * ideal / (distance * distance);
                shift(&mut moves, a, b, (dx * push, dy * push));
            }
        }
        for &(a, b) in edges {
            let (dx, dy) = (places[a].0 - places[b].0, places[a].1 - places[b].1);
            let pull = dx.hypot(dy) / ideal;
            shift(&mut moves, a, b, (-dx * pull, -dy * pull));
        }
        let warm = area.w / 10.0 * (1.0 - f64::from(round) / f64::from(rounds));
        for (at, (dx, dy)) in moves.into_iter().enumerate() {
            // Everything is drawn a little towards the middle, so that parts without edges stay near.
            let (dx, dy) = (dx + (cx - places[at].0) * 0.05, dy + (cy - places[at].1) * 0.08);
            let length = dx.hypot(dy).max(1e-9);
            let step = length.min(warm) / length;
            places[at] =
                clamped((places[at].0 + dx * step, places[at].1 + dy * step), boxes[at], area);
        }
    }
    fill(&mut places, boxes, area, 2.0);
    let clear = push_apart(&mut places, boxes, area);
    Layout { places, clear }
}

fn shift(moves: &mut [Point], a: usize, b: usize, by: Point) {
    moves[a] = (moves[a].0 + by.0, moves[a].1 + by.1);
    moves[b] = (moves[b].0 - by.0, moves[b].1 - by.1);
}

/// The firms that hold each value.
fn holders_of(firms: usize, boxes: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut holders = vec![Vec::new(); boxes - firms];
    for &(firm, value) in edges {
        holders[value - firms].push(firm);
    }
    holders
}

/// Firms that share something follow each other.
fn by_neighbours(firms: usize, holders: &[Vec<usize>]) -> Vec<usize> {
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (a, b) in
        holders.iter().flat_map(|of| of.iter().flat_map(|a| of.iter().map(move |b| (*a, *b))))
    {
        *shared.entry((a, b)).or_default() += 1;
    }
    let common = |a: usize, b: usize| shared.get(&(a, b)).copied().unwrap_or(0);
    let mut order: Vec<usize> = Vec::new();
    let mut left: Vec<usize> = (0..firms).collect();
    while !left.is_empty() {
        let last = order.last().copied();
        let next = (0..left.len())
            .max_by_key(|at| {
                (last.map_or(0, |last| common(last, left[*at])), std::cmp::Reverse(*at))
            })
            .unwrap_or(0);
        order.push(left.remove(next));
    }
    order
}

fn start(
    firms: usize,
    order: &[usize],
    boxes: &[Size],
    holders: &[Vec<usize>],
    area: Area,
) -> Vec<Point> {
    let (cx, cy) = (area.x + area.w / 2.0, area.y + area.h / 2.0);
    let widest = boxes[..firms]
        .iter()
        .fold((0.0_f64, 0.0_f64), |most, size| (most.0.max(size.0), most.1.max(size.1)));
    let (rx, ry) = ((area.w - widest.0) / 2.0, (area.h - widest.1) / 2.0);
    // Two firms stand left and right, with what they share between them; more begin at the top.
    let first = if firms == 2 { std::f64::consts::PI } else { -std::f64::consts::FRAC_PI_2 };
    let mut places = vec![(cx, cy); boxes.len()];
    for (at, firm) in order.iter().enumerate() {
        let angle = first + std::f64::consts::TAU * at as f64 / firms as f64;
        if 1 < firms {
            places[*firm] = (cx + rx * angle.cos(), cy + ry * angle.sin());
        }
    }
    let mut alike: BTreeMap<&[usize], Vec<usize>> = BTreeMap::new();
    for (at, of) in holders.iter().enumerate() {
        alike.entry(of).or_default().push(firms + at);
    }
    for (of, values) in alike {
        let n = of.len().max(1) as f64;
        let (sx, sy) = of
            .iter()
            .fold((0.0, 0.0), |sum, firm| (sum.0 + places[*firm].0, sum.1 + places[*firm].1));
        let (mx, my) = (sx / n, sy / n);
        let across = of.first().zip(of.last()).map_or((1.0, 0.0), |(a, b)| {
            (places[*b].1 - places[*a].1, places[*a].0 - places[*b].0)
        });
        // Side by side where their holders stand above each other, else above each other.
        let beside = across.1.abs() <= across.0.abs();
        for (at, value) in values.iter().enumerate() {
            let offset = at as f64 - (values.len() - 1) as f64 / 2.0;
            let (w, h) = boxes[*value];
            let by = if beside {
                (offset * (w + 2.0 * GAP), 0.0)
            } else {
                (0.0, offset * (h + 2.0 * GAP))
            };
            places[*value] = clamped((mx + by.0, my + by.1), boxes[*value], area);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Area = Area { x: 0.0, y: 0.0, w: 640.0, h: 400.0 };

    fn overlapping(layout: &Layout, boxes: &[Size]) -> usize {
        let area = |at: usize| Area::around(layout.places[at], boxes[at].0, boxes[at].1);
        (0..boxes.len())
            .flat_map(|a| (a + 1..boxes.len()).map(move |b| (a, b)))
            .filter(|(a, b)| area(*a).overlaps(&area(*b), 0.0))
            .count()
    }

    /// Firms that share a value with the next one and the one after.
    fn ring(firms: usize) -> (Vec<Size>, Vec<(usize, usize)>) {
        let boxes =
            (0..firms).map(|_| (80.0, 26.0)).chain((0..firms).map(|_| (118.0, 34.0))).collect();
        let edges =
            (0..firms).flat_map(|at| [(at, firms + at), ((at + 1) % firms, firms + at)]).collect();
        (boxes, edges)
    }

    #[test]
    fn boxes_never_cover_each_other_and_stay_on_the_plot() {
        for firms in [2, 3, 5, 8, 10] {
            let (boxes, edges) = ring(firms);
            let layout = around(firms, &boxes, &edges, AREA);
            assert!(layout.clear, "{firms} firms");
            assert_eq!(overlapping(&layout, &boxes), 0, "{firms} firms");
            for (place, size) in layout.places.iter().zip(&boxes) {
                assert!(
                    AREA.holds(&Area::around(*place, size.0 - 0.01, size.1 - 0.01)),
                    "{place:?}"
                );
            }
        }
    }

    #[test]
    fn too_many_boxes_are_reported_as_not_clear() {
        let (boxes, edges) = ring(40);
        assert!(!around(40, &boxes, &edges, AREA).clear);
    }

    #[test]
    fn a_ring_of_firms_crosses_no_lines() {
        // The firms are named out of order: 0-2-4-1-3-0.
        let boxes: Vec<Size> =
            (0..5).map(|_| (80.0, 26.0)).chain((0..5).map(|_| (60.0, 20.0))).collect();
        let edges: Vec<(usize, usize)> = [0, 2, 4, 1, 3]
            .windows(2)
            .chain([[3, 0].as_slice()])
            .enumerate()
            .flat_map(|(at, pair)| [(pair[0], 5 + at), (pair[1], 5 + at)])
            .collect();
        let layout = around(5, &boxes, &edges, AREA);
        assert!(cost(&layout, &boxes, &edges) < 4.0, "{}", cost(&layout, &boxes, &edges));
    }
}
