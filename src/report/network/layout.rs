//! Where the boxes of a graph stand: computed once, from the graph alone, so that the picture is the same everywhere.
//!
//! Small graphs of firms and shared values are laid out on an ellipse of firms with the values between their holders,
//! in the order of firms that crosses fewest lines ([`around`]). Large ones are taken apart into their connected parts;
//! each is laid out for itself, by the lengths of the ways through it, and the parts stand side by side ([`free`],
//! [`within`]). In all, boxes are pushed apart until none covers another.

mod around;
mod lines;
mod room;
mod stress;

use crate::report::plane::{Area, Point, Size};
pub(in crate::report) use around::around;
pub(in crate::report) use lines::crosses_box;
use lines::nudge;
use room::{into_area, parts, push_apart, shelves, spread, to_corner};

/// The least distance between two boxes.
const GAP: f64 = 12.0;
/// Parts of a large graph up to this many boxes are laid out as carefully as a small graph.
const CAREFUL_AT_MOST: usize = 20;
/// The distance between the parts of a large graph.
const BETWEEN: (f64, f64) = (40.0, 24.0);
/// Room for a line between two boxes in a row, with the address on it.
const LINE: f64 = 64.0;
/// Parts up to this many boxes are looked through for boxes whose lines are hard to follow.
const NUDGED_AT_MOST: usize = 160;

/// Places of the boxes (their centres), and whether none covers another.
#[derive(Debug, Clone)]
pub(in crate::report) struct Layout {
    pub(in crate::report) places: Vec<Point>,
    pub(in crate::report) clear: bool,
}

/// Any graph on paper of a width, as high as it needs to be; gives the places and the height. With `firms` the first
/// boxes are firms and edges join a firm and a value, as in [`around`].
pub(in crate::report) fn free(
    firms: Option<usize>,
    boxes: &[Size],
    edges: &[(usize, usize)],
    width: f64,
) -> (Vec<Point>, f64) {
    let mut drawn = drawn_parts(firms, boxes, edges);
    for part in &mut drawn {
        if part.size.0 <= width {
            part.nudge(width);
            part.size = to_corner(&mut part.places, &part.boxes);
        } else {
            let by = width / part.size.0;
            for place in &mut part.places {
                place.0 *= by;
            }
            spread(&mut part.places, &part.boxes, width);
            part.nudge(width);
            part.size = to_corner(&mut part.places, &part.boxes);
        }
    }
    side_by_side(&drawn, boxes.len(), width)
}

/// Any graph on a plot: as many of its parts beside each other as the shape of the plot asks for, drawn together where
/// there is too little room.
pub(in crate::report) fn within(boxes: &[Size], edges: &[(usize, usize)], area: Area) -> Layout {
    let drawn = drawn_parts(None, boxes, edges);
    let widest = drawn.iter().map(|part| part.size.0).fold(area.w, f64::max);
    let mut best: Option<(f64, Vec<Point>)> = None;
    for tenths in 0..20 {
        let width = widest * (1.0 + f64::from(tenths) / 10.0);
        let (places, height) = side_by_side(&drawn, boxes.len(), width);
        // How many times the plot would have to be as large.
        let times = (width / area.w).max(height / area.h);
        if best.as_ref().is_none_or(|(least, _)| times < *least - 1e-9) {
            best = Some((times, places));
        }
    }
    let places = best.map(|(_, places)| places).unwrap_or_default();
    let mut layout = into_area(places, boxes, area);
    if layout.clear {
        fill(&mut layout.places, boxes, area, 1.6);
    }
    layout
}

/// Boxes in rows, in their order; gives the places and the height.
pub(in crate::report) fn rows(boxes: &[Size], width: f64) -> (Vec<Point>, f64) {
    let (corners, height) = shelves(boxes, width, (GAP, GAP));
    let middle = |((x, y), (w, h)): (Point, &Size)| (x + w / 2.0, y + h / 2.0);
    (corners.into_iter().zip(boxes).map(middle).collect(), height)
}

/// Places of a picture drawn together onto a smaller plot.
pub(in crate::report) fn drawn_together(
    places: Vec<Point>,
    boxes: &[Size],
    picture: Size,
    plot: Area,
) -> Vec<Point> {
    let onto = |((x, y), size): (Point, &Size)| {
        let (x, y) = (x * plot.w / picture.0, y * plot.h / picture.1);
        clamped((plot.x + x, plot.y + y), *size, plot)
    };
    let mut places: Vec<Point> = places.into_iter().zip(boxes).map(onto).collect();
    push_apart(&mut places, boxes, plot);
    places
}

/// One connected part of a graph, laid out from its own top left corner.
struct Part {
    nodes: Vec<usize>,
    boxes: Vec<Size>,
    places: Vec<Point>,
    edges: Vec<(usize, usize)>,
    size: Size,
}

impl Part {
    /// Makes the lines of a large part easier to follow, on the paper that it takes.
    fn nudge(&mut self, width: f64) {
        if CAREFUL_AT_MOST < self.boxes.len() && self.boxes.len() <= NUDGED_AT_MOST {
            let (w, h) = to_corner(&mut self.places, &self.boxes);
            let area = Area { x: 0.0, y: 0.0, w: width.min(w * 1.2), h: h * 1.1 };
            nudge(&mut self.places, &self.boxes, &self.edges, area);
        }
    }
}

fn drawn_parts(firms: Option<usize>, boxes: &[Size], edges: &[(usize, usize)]) -> Vec<Part> {
    let draw = |nodes: Vec<usize>| {
        let own: Vec<Size> = nodes.iter().map(|node| boxes[*node]).collect();
        let index = |node: usize| nodes.binary_search(&node).ok();
        let lines: Vec<(usize, usize)> =
            edges.iter().filter_map(|(a, b)| Some((index(*a)?, index(*b)?))).collect();
        let firms = firms.map(|firms| nodes.partition_point(|node| *node < firms));
        let mut places = match firms {
            Some(firms) => careful(firms, &own, &lines),
            None => None,
        }
        .unwrap_or_else(|| by_ways(&own, &lines));
        let size = to_corner(&mut places, &own);
        Part { nodes, boxes: own, places, edges: lines, size }
    };
    parts(boxes.len(), edges).into_iter().map(draw).collect()
}

fn side_by_side(drawn: &[Part], nodes: usize, width: f64) -> (Vec<Point>, f64) {
    let sizes: Vec<Size> = drawn.iter().map(|part| part.size).collect();
    let (corners, height) = shelves(&sizes, width, BETWEEN);
    let mut places = vec![(0.0, 0.0); nodes];
    for (part, corner) in drawn.iter().zip(corners) {
        for (node, place) in part.nodes.iter().zip(&part.places) {
            places[*node] = (corner.0 + place.0, corner.1 + place.1);
        }
    }
    (places, height)
}

/// A small part: two firms and what they share in a row, more as carefully as a small graph.
fn careful(firms: usize, boxes: &[Size], edges: &[(usize, usize)]) -> Option<Vec<Point>> {
    if CAREFUL_AT_MOST < boxes.len() {
        return None;
    }
    if (firms, boxes.len()) == (2, 3) {
        let from = boxes[0].0 / 2.0 + LINE + boxes[2].0 / 2.0;
        let to = boxes[1].0 / 2.0 + LINE + boxes[2].0 / 2.0;
        return Some(vec![(-from, 0.0), (to, 0.0), (0.0, 0.0)]);
    }
    let covered: f64 = boxes.iter().map(|(w, h)| (w + 2.0 * GAP) * (h + 3.0 * GAP)).sum();
    let widest = boxes.iter().map(|size| size.0).fold(0.0, f64::max);
    (0..6).find_map(|growth| {
        let room = covered * 0.9 * 1.3_f64.powi(growth);
        let w = (room * 1.8).sqrt().max(widest + LINE);
        let layout = around(firms, boxes, edges, Area { x: 0.0, y: 0.0, w, h: room / w });
        layout.clear.then_some(layout.places)
    })
}

/// A large part: distances as long as the ways through the graph.
fn by_ways(boxes: &[Size], edges: &[(usize, usize)]) -> Vec<Point> {
    let n = boxes.len().max(1) as f64;
    let (w, h) = boxes.iter().fold((0.0, 0.0), |sum, size| (sum.0 + size.0, sum.1 + size.1));
    let mut places = stress::places(boxes.len(), edges);
    for place in &mut places {
        *place = (place.0 * (w / n + LINE), place.1 * (h / n + LINE));
    }
    to_corner(&mut places, boxes);
    spread(&mut places, boxes, f64::MAX);
    places
}

/// Stretches a picture that leaves much of the plot empty, at most so many times, and puts it in the middle.
fn fill(places: &mut [Point], boxes: &[Size], area: Area, most: f64) {
    let stretch = |of: fn(&Point) -> f64, size: fn(&Size) -> f64, from: f64, length: f64| {
        let edge = |sign: f64| {
            places
                .iter()
                .zip(boxes)
                .map(|(at, by)| of(at) * sign + size(by) / 2.0)
                .fold(f64::MIN, f64::max)
        };
        let (low, high) = (-edge(-1.0), edge(1.0));
        let by = (length / (high - low).max(1.0)).clamp(1.0, most);
        move |at: f64| from + length / 2.0 + (at - (low + high) / 2.0) * by
    };
    let (x, y) = (
        stretch(|at| at.0, |by| by.0, area.x, area.w),
        stretch(|at| at.1, |by| by.1, area.y, area.h),
    );
    for (at, size) in places.iter_mut().zip(boxes) {
        *at = clamped((x(at.0), y(at.1)), *size, area);
    }
}

fn clamped(place: Point, size: Size, area: Area) -> Point {
    let within = |at: f64, half: f64, from: f64, to: f64| at.min(to - half).max(from + half);
    (
        within(place.0, size.0 / 2.0, area.x, area.right()),
        within(place.1, size.1 / 2.0, area.y, area.bottom()),
    )
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

    #[test]
    fn forces_bring_neighbours_together() {
        let boxes = vec![(30.0, 20.0); 20];
        let edges: Vec<(usize, usize)> = (0..10).map(|at| (at, 19 - at)).collect();
        for layout in [around::by_force(&boxes, &edges, AREA), within(&boxes, &edges, AREA)] {
            assert!(layout.clear);
            let length = |a: usize, b: usize| {
                let (a, b) = (layout.places[a], layout.places[b]);
                (a.0 - b.0).hypot(a.1 - b.1)
            };
            let joined: f64 = edges.iter().map(|(a, b)| length(*a, *b)).sum::<f64>() / 10.0;
            let all: f64 = (0..20)
                .flat_map(|a| (0..20).map(move |b| (a, b)))
                .map(|(a, b)| length(a, b))
                .sum::<f64>()
                / 380.0;
            assert!(joined < all / 2.0, "{joined} {all}");
        }
    }

    /// A graph without a pattern: every firm holds one to three values of its group, and some of the next group.
    fn tangle(firms: usize, values: usize) -> (Vec<Size>, Vec<(usize, usize)>) {
        let boxes = (0..firms)
            .map(|at| (60.0 + (at * 7 % 40) as f64, 24.0))
            .chain((0..values).map(|at| (90.0 + (at * 11 % 50) as f64, 22.0)))
            .collect();
        let edges = (0..firms).flat_map(|at| {
            (0..1 + at % 3).map(move |k| (at, firms + (at * 5 / 7 + k * k * 3) % values))
        });
        (boxes, edges.collect())
    }

    #[test]
    fn five_hundred_boxes_never_cover_each_other_on_free_paper() {
        for (firms, values) in [(20, 12), (60, 50), (300, 200)] {
            let (boxes, edges) = tangle(firms, values);
            let (places, height) = free(Some(firms), &boxes, &edges, 896.0);
            let paper = Area { x: 0.0, y: 0.0, w: 896.0, h: height };
            for (place, size) in places.iter().zip(&boxes) {
                assert!(
                    paper.holds(&Area::around(*place, size.0 - 0.01, size.1 - 0.01)),
                    "{place:?}"
                );
            }
            let layout = Layout { places, clear: true };
            assert_eq!(overlapping(&layout, &boxes), 0, "{firms} firms");
            assert_eq!(
                free(Some(firms), &boxes, &edges, 896.0).0,
                layout.places,
                "not the same twice"
            );
        }
    }

    #[test]
    fn pairs_that_share_nothing_with_others_stand_in_rows() {
        let boxes: Vec<Size> = vec![(80.0, 24.0); 90];
        let edges: Vec<(usize, usize)> =
            (0..30).flat_map(|at| [(2 * at, 60 + at), (2 * at + 1, 60 + at)]).collect();
        let (places, height) = free(Some(60), &boxes, &edges, 896.0);
        assert!(height < 1_000.0, "{height}");
        for at in 0..30 {
            let row = [2 * at, 60 + at, 2 * at + 1].map(|node| places[node]);
            assert!(row[0].1 == row[1].1 && row[0].0 < row[1].0 && row[1].0 < row[2].0, "{row:?}");
        }
    }
}
