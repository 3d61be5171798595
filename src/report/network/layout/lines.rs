//! How easily the lines of a layout can be followed, and the last moves that make them easier.

use super::{GAP, Layout, clamped};
use crate::report::plane::{Area, Point, Size};

/// What makes a picture hard to read: boxes that cover each other, lines through boxes, lines that cross, long lines.
pub(super) fn cost(layout: &Layout, boxes: &[Size], edges: &[(usize, usize)]) -> f64 {
    let at = |node: usize| layout.places[node];
    let mut cost = if layout.clear { 0.0 } else { 1_000.0 };
    for (i, &(a, b)) in edges.iter().enumerate() {
        let (from, to) = (at(a), at(b));
        cost += (from.0 - to.0).hypot(from.1 - to.1) / 1_000.0;
        let through = (0..boxes.len()).filter(|node| *node != a && *node != b).filter(|node| {
            crosses_box(
                from,
                to,
                Area::around(at(*node), boxes[*node].0 + 4.0, boxes[*node].1 + 4.0),
            )
        });
        cost += 4.0 * through.count() as f64;
        let crossing = edges[i + 1..]
            .iter()
            .filter(|(c, d)| *c != a && *d != b && cross(from, to, at(*c), at(*d)));
        cost += crossing.count() as f64;
    }
    cost
}

/// Whether two lines cross between their ends.
fn cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    let side = |p: Point, q: Point, r: Point| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

/// Whether a line passes through a box.
pub(in crate::report) fn crosses_box(from: Point, to: Point, area: Area) -> bool {
    let inside =
        |p: Point| area.x < p.0 && p.0 < area.right() && area.y < p.1 && p.1 < area.bottom();
    let (a, b) = ((area.x, area.y), (area.right(), area.bottom()));
    inside(from) || inside(to) || cross(from, to, a, b) || cross(from, to, (b.0, a.1), (a.0, b.1))
}

/// Moves one box at a time to the place where its lines are easiest to follow, until nothing is gained; gives how hard
/// the lines are to follow in the end. Looks all over the plot.
pub(super) fn settle(
    places: &mut [Point],
    boxes: &[Size],
    edges: &[(usize, usize)],
    area: Area,
) -> f64 {
    const COLUMNS: usize = 24;
    const LINES: usize = 16;
    moved(places, boxes, edges, area, 6, |node, places| {
        let (w, h) = boxes[node];
        let along = |steps: usize, from: f64, length: f64| {
            (0..steps).map(move |at| from + length * at as f64 / (steps - 1) as f64)
        };
        let mut xs: Vec<f64> = along(COLUMNS, area.x + w / 2.0, area.w - w).collect();
        let mut ys: Vec<f64> = along(LINES, area.y + h / 2.0, area.h - h).collect();
        // In line with its neighbours, too.
        for (a, b) in edges.iter().filter(|(a, b)| *a == node || *b == node) {
            let (x, y) = places[if *a == node { *b } else { *a }];
            xs.push(x);
            ys.push(y);
        }
        ys.iter().flat_map(|y| xs.iter().map(move |x| (*x, *y))).collect()
    });
    (0..boxes.len()).map(|node| strain(node, places[node], places, boxes, edges)).sum()
}

/// The same for larger graphs: looks around each box only.
pub(super) fn nudge(places: &mut [Point], boxes: &[Size], edges: &[(usize, usize)], area: Area) {
    const NEAR: [f64; 7] = [-150.0, -80.0, -35.0, 0.0, 35.0, 80.0, 150.0];
    moved(places, boxes, edges, area, 4, |node, places| {
        let (x, y) = places[node];
        let near = NEAR.iter().flat_map(|dx| NEAR.iter().map(move |dy| (x + dx, y + dy / 1.5)));
        near.collect()
    });
}

fn moved(
    places: &mut [Point],
    boxes: &[Size],
    edges: &[(usize, usize)],
    area: Area,
    rounds: usize,
    candidates: impl Fn(usize, &[Point]) -> Vec<Point>,
) {
    for _ in 0..rounds {
        let mut moved = false;
        for node in (0..boxes.len()).rev() {
            let (w, h) = boxes[node];
            let mut best = strain(node, places[node], places, boxes, edges);
            for (x, y) in candidates(node, places) {
                if clamped((x, y), boxes[node], area) != (x, y) {
                    continue;
                }
                let room = Area::around((x, y), w, h);
                let taken = |other: usize| {
                    room.overlaps(&Area::around(places[other], boxes[other].0, boxes[other].1), GAP)
                };
                if (0..boxes.len()).any(|other| other != node && taken(other)) {
                    continue;
                }
                let strain = strain(node, (x, y), places, boxes, edges);
                if strain < best - 1e-6 {
                    (best, moved) = (strain, true);
                    places[node] = (x, y);
                }
            }
        }
        if !moved {
            break;
        }
    }
}

/// How hard the lines of one box would be to follow if it stood at a place.
fn strain(
    node: usize,
    at: Point,
    places: &[Point],
    boxes: &[Size],
    edges: &[(usize, usize)],
) -> f64 {
    let of = |other: usize| if other == node { at } else { places[other] };
    let room = |other: usize| Area::around(of(other), boxes[other].0 + 6.0, boxes[other].1 + 6.0);
    let mut strain = 0.0;
    for (i, &(a, b)) in edges.iter().enumerate() {
        let (from, to) = (of(a), of(b));
        if a != node && b != node {
            strain += if crosses_box(from, to, room(node)) { 6.0 } else { 0.0 };
            continue;
        }
        // What is seen of the line: long enough for the address beside it, and not much longer.
        let seen = (from.0 - to.0).hypot(from.1 - to.1)
            - inside(from, to, boxes[a])
            - inside(to, from, boxes[b]);
        strain += (seen - 90.0).abs() / 150.0 + (50.0 - seen).max(0.0) / 10.0;
        let straight = (from.0 - to.0).abs().min((from.1 - to.1).abs()) < 0.1;
        strain -= if straight { 0.2 } else { 0.0 };
        strain += 6.0
            * (0..boxes.len())
                .filter(|other| *other != a && *other != b && crosses_box(from, to, room(*other)))
                .count() as f64;
        for (j, &(c, d)) in edges.iter().enumerate() {
            if i == j {
                continue;
            }
            if a != c && b != d {
                strain += if cross(from, to, of(c), of(d)) { 1.0 } else { 0.0 };
            } else {
                // Two lines from one box in nearly the same direction look like one.
                let (tip, one, other) = if a == c { (from, to, of(d)) } else { (to, from, of(c)) };
                strain += (14.0 - between(tip, one, other)).max(0.0) / 7.0;
            }
        }
    }
    strain
}

/// The length of a line from the centre of a box to its edge.
fn inside(centre: Point, to: Point, size: Size) -> f64 {
    let (dx, dy) = ((to.0 - centre.0).abs(), (to.1 - centre.1).abs());
    let share = (size.0 / 2.0 / dx.max(1e-9)).min(size.1 / 2.0 / dy.max(1e-9)).min(1.0);
    dx.hypot(dy) * share
}

/// The angle between two lines from one point, in degrees.
fn between(tip: Point, a: Point, b: Point) -> f64 {
    let angle = |p: Point| (p.1 - tip.1).atan2(p.0 - tip.0).to_degrees();
    let turn = (angle(a) - angle(b)).abs();
    turn.min(360.0 - turn)
}
