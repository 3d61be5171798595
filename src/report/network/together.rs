//! Where the firms stand that bid together, and how thick the lines between them are.

use std::collections::BTreeSet;

use super::backbone::{Backbone, Firm, Past, UNUSUAL};
use super::layout;
use super::picture::{HEIGHT, WIDTH, between};
use crate::report::View;
use crate::report::measure::{ABOVE, BELOW, fit, width};
use crate::report::plane::{Area, Point, Size};
use crate::resolve::BidderId;
use crate::rules::Grade;
use crate::text::Lang;

/// From so many firms on names are small and wins are not written.
const FEW: usize = 16;
/// Lines that have their number beside them: the least likely.
const NUMBERED: usize = 12;
/// The least distance between two texts.
const APART: f64 = 6.0;

/// A text, by the middle of its baseline.
#[derive(Debug)]
pub(in crate::report) struct Said {
    pub(in crate::report) at: Point,
    pub(in crate::report) text: String,
    pub(in crate::report) size: f64,
    pub(in crate::report) bold: bool,
}

impl Said {
    fn area(&self) -> Area {
        let w = width(&self.text, self.size, self.bold);
        let (x, y) = (self.at.0 - w / 2.0, self.at.1 - self.size * ABOVE);
        Area { x, y, w, h: self.size * (ABOVE + BELOW) }
    }
}

/// One firm.
#[derive(Debug)]
pub(in crate::report) struct Disc {
    pub(in crate::report) at: Point,
    pub(in crate::report) radius: f64,
    /// Part of an unusual pair.
    pub(in crate::report) inside: bool,
    /// `None` where there is no room.
    pub(in crate::report) name: Option<Said>,
    /// Wins; only where there are few firms.
    pub(in crate::report) wins: Option<Said>,
}

/// One pair.
#[derive(Debug)]
pub(in crate::report) struct Line {
    /// The two firms, by index.
    pub(in crate::report) ends: (usize, usize),
    pub(in crate::report) width: f64,
    pub(in crate::report) grade: Option<Grade>,
    pub(in crate::report) unusual: bool,
    /// How often they met; written beside some.
    pub(in crate::report) joint: Option<Said>,
}

/// The picture, in the order of the firms and pairs of the backbone.
#[derive(Debug)]
pub(in crate::report) struct Together {
    pub(in crate::report) discs: Vec<Disc>,
    pub(in crate::report) lines: Vec<Line>,
    pub(in crate::report) many: bool,
    /// Firms whose names found no room.
    pub(in crate::report) unnamed: usize,
}

/// Places everything on a plot.
pub(in crate::report) fn of(view: View<'_>, backbone: &Backbone) -> Together {
    let Backbone { firms, pairs, .. } = backbone;
    let many = FEW < firms.len();
    let (size, labels) = if many { (12.0, 16.0) } else { (14.0, 36.0) };
    let names: Vec<String> = firms
        .iter()
        .map(|firm| fit(view.review.bidders.short(firm.id), 120.0, 14.0, true))
        .collect();
    let most = firms.iter().map(|firm| firm.wins).max().unwrap_or(0).max(1) as f64;
    let radius = |firm: &Firm| {
        (4.5_f64).max((firm.wins as f64 / most).sqrt() * if many { 10.0 } else { 18.0 })
    };
    let index = |id: u32| firms.iter().position(|firm| firm.id.0 == id).unwrap_or(0);
    let edges: Vec<(usize, usize)> =
        pairs.iter().map(|pair| (index(pair.a), index(pair.b))).collect();
    // Room for the disc, the name and the wins above or below it.
    let named = |(firm, name): (&Firm, &String)| {
        (width(name, size, true).max(radius(firm) * 2.0) + 4.0, radius(firm) * 2.0 + labels)
    };
    let mut boxes: Vec<Size> = firms.iter().zip(&names).map(named).collect();
    let mut layout =
        layout::within(&boxes, &edges, Area { x: 0.0, y: 0.0, w: WIDTH, h: HEIGHT - 18.0 });
    if !layout.clear {
        // Names stand where there is room; the discs have theirs.
        let alone = |firm: &Firm| (radius(firm) * 2.0 + 4.0, radius(firm) * 2.0 + 4.0);
        boxes = firms.iter().map(alone).collect();
        let area = Area { x: 0.0, y: 18.0, w: WIDTH, h: HEIGHT - 42.0 };
        layout = layout::within(&boxes, &edges, area);
    }
    // The name stands on the side from which fewer lines come.
    let rising = |at: usize| {
        let (up, down): (Vec<f64>, Vec<f64>) = edges
            .iter()
            .filter(|(a, b)| *a == at || *b == at)
            .map(|(a, b)| layout.places[a + b - at].1 - layout.places[at].1)
            .partition(|rise| *rise < 0.0);
        !many && down.len() < up.len()
    };
    let ring: BTreeSet<u32> =
        pairs.iter().filter(|pair| pair.q < UNUSUAL).flat_map(|pair| [pair.a, pair.b]).collect();
    let mut discs: Vec<Disc> = Vec::new();
    for (at, firm) in firms.iter().enumerate() {
        let (radius, (x, y)) = (radius(firm), layout.places[at]);
        let off = boxes[at].1 / 2.0 - radius;
        let y = if rising(at) { y - off } else { y + off };
        let inside = ring.contains(&firm.id.0);
        discs.push(Disc { at: (x, y), radius, inside, name: None, wins: None });
    }
    let rooms: Vec<Area> = discs
        .iter()
        .map(|disc| Area::around(disc.at, disc.radius * 2.0, disc.radius * 2.0))
        .collect();
    let ends: Vec<(Point, Point)> =
        edges.iter().map(|(a, b)| (discs[*a].at, discs[*b].at)).collect();
    let crossed = |words: &[Said]| {
        let crosses = |(from, to): &&(Point, Point)| {
            words.iter().any(|said| layout::crosses_box(*from, *to, said.area()))
        };
        ends.iter().filter(crosses).count()
    };
    // The places of the words of a firm: name, and wins where there are few. Where there are few the first has room.
    let places = |at: usize| -> Vec<Vec<Said>> {
        let Disc { at: (x, y), radius: r, inside, .. } = discs[at];
        let said =
            |x: f64, y: f64| Said { at: (x, y), text: names[at].clone(), size, bold: inside };
        if many {
            return [y - r - 5.0, y + r + 15.0].map(|y| vec![said(x, y)]).into();
        }
        let Firm { wins, tenders, .. } = firms[at];
        let text = match view.options.lang {
            Lang::Zh => format!("中标 {wins} / {tenders} 次"),
            Lang::En => format!("won {wins} of {tenders}"),
        };
        let wins =
            |x: f64, y: f64| Said { at: (x, y), text: text.clone(), size: 12.0, bold: false };
        let beside = r + 6.0 + width(&names[at], size, true).max(width(&text, 12.0, false)) / 2.0;
        let (above, below) = ((x, y - r - 23.0), (x, y + r + 17.0));
        let (first, second) = if rising(at) { (below, above) } else { (above, below) };
        [first, second, (x + beside, y - 3.0), (x - beside, y - 3.0)]
            .map(|(x, y)| vec![said(x, y), wins(x, y + 16.0)])
            .into()
    };
    let reserved: Vec<Vec<Said>> =
        (0..discs.len()).filter(|_| !many).filter_map(|at| places(at).into_iter().next()).collect();
    let mut taken: Vec<Area> = Vec::new();
    let plot = Area { x: 0.0, y: 0.0, w: WIDTH, h: HEIGHT };
    let mut words: Vec<Vec<Said>> = Vec::new();
    for at in 0..discs.len() {
        let others = || reserved.iter().enumerate().filter(|(other, _)| *other != at);
        let free = |said: &Said| {
            let area = said.area();
            plot.holds(&area)
                && !rooms.iter().any(|room| room.overlaps(&area, 0.0))
                && !taken.iter().any(|other| other.overlaps(&area, APART))
                && !others()
                    .flat_map(|(_, words)| words)
                    .any(|word| word.area().overlaps(&area, APART))
        };
        let mut places = places(at);
        let first = (!many && !places.is_empty()).then(|| places.remove(0));
        places.retain(|words| words.iter().all(free));
        let chosen = first.into_iter().chain(places).min_by_key(|words| crossed(words));
        let chosen = chosen.unwrap_or_default();
        taken.extend(chosen.iter().map(Said::area));
        words.push(chosen);
    }
    for (disc, words) in discs.iter_mut().zip(words) {
        let mut words = words.into_iter();
        (disc.name, disc.wins) = (words.next(), words.next());
    }
    let unnamed = discs.iter().filter(|disc| disc.name.is_none()).count();
    let most_joint = pairs.iter().map(|pair| pair.joint).max().unwrap_or(1) as f64;
    let past = Past::new(view);
    let mut lines = Vec::new();
    for (at, (pair, ends)) in pairs.iter().zip(&edges).enumerate() {
        let (from, to) = (discs[ends.0].at, discs[ends.1].at);
        let said = |along: f64| {
            let (x, y) = between(from, to, along);
            Said { at: (x, y + 5.0), text: pair.joint.to_string(), size: 14.0, bold: true }
        };
        let free = |said: &Said| {
            let area = said.area();
            !rooms.iter().any(|room| room.overlaps(&area, 2.0))
                && !taken.iter().any(|other| other.overlaps(&area, APART))
        };
        let joint = (at < NUMBERED)
            .then(|| [0.5, 0.4, 0.6, 0.32, 0.68].into_iter().map(said).find(free))
            .flatten();
        taken.extend(joint.as_ref().map(Said::area));
        lines.push(Line {
            ends: *ends,
            width: 1.2 + 4.8 * (pair.joint as f64 / most_joint).powi(2),
            grade: past.grade(pair),
            unusual: pair.q < UNUSUAL,
            joint,
        });
    }
    Together { discs, lines, many, unnamed }
}

/// What a crowded picture leaves out.
pub(in crate::report) fn left_out(lang: Lang, backbone: &Backbone, unnamed: usize) -> String {
    let (firms, pairs) =
        (backbone.all.0 - backbone.firms.len(), backbone.all.1 - backbone.pairs.len());
    let (firms_said, pairs_said, names) = match lang {
        Lang::Zh => (
            format!("+{firms} 家更多"),
            format!("+{pairs} 对更多"),
            format!("{unnamed} 家名称从略"),
        ),
        Lang::En => (
            format!("+{firms} more firms"),
            format!("+{pairs} more pairs"),
            format!("{unnamed} names left out"),
        ),
    };
    let parts = [(firms, firms_said), (pairs, pairs_said), (unnamed, names)];
    let parts: Vec<String> =
        parts.into_iter().filter(|(n, _)| 0 < *n).map(|(_, said)| said).collect();
    parts.join(if lang == Lang::Zh { "；" } else { "; " })
}

/// The two firms of a pair.
pub(in crate::report) fn firms(pair: &crate::screen::cobidding::PairLift) -> [BidderId; 2] {
    [BidderId(pair.a), BidderId(pair.b)]
}
