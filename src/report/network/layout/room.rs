//! Room for boxes: parts of a graph side by side, and boxes moved apart until none covers another.

use super::{GAP, Layout, clamped};
use crate::report::plane::{Area, Point, Size};

/// Rounds of moving boxes apart within a plot.
const ROUNDS: usize = 600;
/// Rounds between two stretches where the plot may grow.
const ROUNDS_EACH: usize = 40;
/// Stretches at most; then boxes are put in rows.
const STRETCHES: usize = 40;

/// Moves boxes apart, two at a time and along the shorter way, until none covers another; false when there is no room.
pub(super) fn push_apart(places: &mut [Point], boxes: &[Size], area: Area) -> bool {
    (0..ROUNDS).any(|round| !push(places, boxes, round, |place, size| clamped(place, size, area)))
}

/// One round over all pairs that cover each other; whether there were any.
fn push(
    places: &mut [Point],
    boxes: &[Size],
    round: usize,
    held: impl Fn(Point, Size) -> Point,
) -> bool {
    let mut pushed = false;
    // From left to right, so that only boxes near each other are compared.
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    let left = |at: usize, places: &[Point]| places[at].0 - boxes[at].0 / 2.0;
    order.sort_by(|a, b| left(*a, places).total_cmp(&left(*b, places)).then(a.cmp(b)));
    let widest = boxes.iter().map(|size| size.0).fold(0.0, f64::max);
    for (from, &first) in order.iter().enumerate() {
        for &second in &order[from + 1..] {
            let (a, b) = (first.min(second), first.max(second));
            let (dx, dy) = (places[b].0 - places[a].0, places[b].1 - places[a].1);
            // Boxes move while they are compared, so the order is only nearly right: twice the width is far enough.
            if 2.0 * (widest + GAP) < places[second].0 - places[first].0 {
                break;
            }
            let over_x = (boxes[a].0 + boxes[b].0) / 2.0 + GAP - dx.abs();
            let over_y = (boxes[a].1 + boxes[b].1) / 2.0 + GAP - dy.abs();
            if over_x <= 0.01 || over_y <= 0.01 {
                continue;
            }
            pushed = true;
            // Every few rounds the longer way: it frees what is wedged between the edges of the plot.
            let along_x = (over_x < over_y) != (round % 7 == 6);
            let half = if along_x { over_x / 2.0 } else { over_y / 2.0 } + 0.05;
            let sign = |d: f64| if d < 0.0 { -1.0 } else { 1.0 };
            let by = if along_x { (half * sign(dx), 0.0) } else { (0.0, half * sign(dy)) };
            places[a] = held((places[a].0 - by.0, places[a].1 - by.1), boxes[a]);
            places[b] = held((places[b].0 + by.0, places[b].1 + by.1), boxes[b]);
        }
    }
    pushed
}

/// Moves boxes apart between two vertical edges, on paper as long as it takes. Nothing covers anything afterwards, and the
/// picture begins at the top left.
pub(super) fn spread(places: &mut [Point], boxes: &[Size], width: f64) {
    let held =
        |place: Point, size: Size| (place.0.min(width - size.0 / 2.0).max(size.0 / 2.0), place.1);
    for (place, size) in places.iter_mut().zip(boxes) {
        *place = held(*place, *size);
    }
    let mut clear = false;
    for _ in 0..STRETCHES {
        clear = (0..ROUNDS_EACH).any(|round| !push(places, boxes, round, held));
        if clear {
            break;
        }
        for place in places.iter_mut() {
            place.1 *= 1.15;
        }
    }
    if !clear {
        in_rows(places, boxes, width);
    }
    to_corner(places, boxes);
}

/// Boxes in rows from top to bottom, roughly where they were: the last resort.
fn in_rows(places: &mut [Point], boxes: &[Size], width: f64) {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|a, b| places[*a].1.total_cmp(&places[*b].1).then(a.cmp(b)));
    let sizes: Vec<Size> = order.iter().map(|at| boxes[*at]).collect();
    let (corners, _) = shelves(&sizes, width, (GAP, GAP));
    for (at, corner) in order.iter().zip(corners) {
        places[*at] = (corner.0 + boxes[*at].0 / 2.0, corner.1 + boxes[*at].1 / 2.0);
    }
}

/// Moves a picture to the top left corner; gives its size.
pub(super) fn to_corner(places: &mut [Point], boxes: &[Size]) -> Size {
    let edge = |of: fn(&Point) -> f64, size: fn(&Size) -> f64, sign: f64| {
        let ends = places.iter().zip(boxes).map(|(at, by)| of(at) * sign + size(by) / 2.0);
        ends.fold(f64::MIN, f64::max)
    };
    let (left, right) = (-edge(|at| at.0, |by| by.0, -1.0), edge(|at| at.0, |by| by.0, 1.0));
    let (top, bottom) = (-edge(|at| at.1, |by| by.1, -1.0), edge(|at| at.1, |by| by.1, 1.0));
    for place in places.iter_mut() {
        *place = (place.0 - left, place.1 - top);
    }
    (right - left, bottom - top)
}

/// The connected parts of a graph, each with its nodes in order, the part with most nodes first.
pub(super) fn parts(nodes: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let near = super::stress::neighbours(nodes, edges);
    let mut seen = vec![false; nodes];
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for start in 0..nodes {
        if seen[start] {
            continue;
        }
        seen[start] = true;
        let (mut part, mut at) = (vec![start], 0);
        while let Some(&here) = part.get(at) {
            for &next in &near[here] {
                if !seen[next] {
                    seen[next] = true;
                    part.push(next);
                }
            }
            at += 1;
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts
}

/// Rectangles in rows, in their order; gives their top left corners and the height of all.
pub(super) fn shelves(sizes: &[Size], width: f64, gap: Size) -> (Vec<Point>, f64) {
    let mut corners = Vec::with_capacity(sizes.len());
    // A shelf: its top, its height, and how far it is filled.
    let mut rows: Vec<(f64, f64, f64)> = Vec::new();
    let mut bottom = 0.0;
    for &(w, h) in sizes {
        // The first shelf with room for it: later small parts fill the ends of earlier rows.
        match rows.iter_mut().find(|(_, height, filled)| h <= *height && *filled + w <= width) {
            Some((top, _, filled)) => {
                corners.push((*filled, *top));
                *filled += w + gap.0;
            }
            None => {
                corners.push((0.0, bottom));
                rows.push((bottom, h, w + gap.0));
                bottom += h + gap.1;
            }
        }
    }
    (corners, (bottom - gap.1).max(0.0))
}

/// Fits a free picture into a plot: as large as it is if there is room, else drawn together; parts that then cover each
/// other are moved apart as far as the plot allows.
pub(super) fn into_area(mut places: Vec<Point>, boxes: &[Size], area: Area) -> Layout {
    let (w, h) = to_corner(&mut places, boxes);
    let wide = boxes.iter().map(|size| size.0).fold(0.0, f64::max);
    let high = boxes.iter().map(|size| size.1).fold(0.0, f64::max);
    // Between the centres of boxes at the edges.
    let by = |room: f64, needed: f64, size: f64| {
        ((room - size) / (needed - size).max(1.0)).min(1.0).max(0.0)
    };
    let (bx, by) = (by(area.w, w, wide), by(area.h, h, high));
    for (place, size) in places.iter_mut().zip(boxes) {
        let (dx, dy) = ((place.0 - w / 2.0) * bx, (place.1 - h / 2.0) * by);
        *place = clamped((area.x + area.w / 2.0 + dx, area.y + area.h / 2.0 + dy), *size, area);
    }
    let clear = push_apart(&mut places, boxes, area);
    Layout { places, clear }
}
