//! Who bids together over several tenders: firms, and lines for pairs that meet again and again.
//!
//! Only pairs that met at least twice are drawn; those that met more often than their markets explain in ink, the others
//! in grey. Used where no values are shared: in ledgers, which hold names only.

use std::collections::{BTreeMap, BTreeSet};

use super::canvas::{
    Area, CONTEXT, HAIR, Head, INK, INK3, LEFT, Label, OUTLINE, RIGHT, WHITE, of_grade, sheet,
    solid,
};
use super::measure::{fit, width};
use super::number::count;
use super::{Kind, source_of};
use crate::graph::{Entry, Family, market};
use crate::report::View;
use crate::report::network::layout;
use crate::resolve::BidderId;
use crate::rules::Grade;
use crate::screen::cobidding::{CoBidding, PairLift};
use crate::text::{Lang, Text};

/// Firms drawn at most.
const FIRMS_AT_MOST: usize = 60;
/// Lines drawn at most.
const PAIRS_AT_MOST: usize = 120;
/// A pair is unusual below this q (Benjamini–Hochberg).
const UNUSUAL: f64 = 0.01;

struct Firm {
    id: BidderId,
    tenders: usize,
    wins: usize,
}

/// The chart; `None` without two tenders in which the same firms met.
pub(super) fn draw(view: View<'_>) -> Option<String> {
    let market = market::build(
        view.review.packages.iter().map(|package| &package.case),
        view.review.bidders,
    );
    let entries: Vec<&Entry<'_>> =
        market.entries.iter().filter(|entry| 1 < entry.bidders.len()).collect();
    let mut pairs = pairs_of(&entries);
    if pairs.is_empty() {
        return None;
    }
    let all = pairs.len();
    pairs.truncate(PAIRS_AT_MOST);
    let firms = firms_of(&entries, &pairs);
    pairs
        .retain(|pair| [pair.a, pair.b].iter().all(|id| firms.iter().any(|firm| firm.id.0 == *id)));
    let left_out = all - pairs.len();
    let head = head(view, &entries, &pairs, &firms);
    let ring: BTreeSet<u32> =
        pairs.iter().filter(|pair| pair.q < UNUSUAL).flat_map(|pair| [pair.a, pair.b]).collect();
    let chart = sheet(view, Kind::Network.slug(), &head, |canvas| {
        let area = Area { x: LEFT, y: 140.0, w: RIGHT - LEFT, h: 386.0 };
        let names: Vec<String> = firms
            .iter()
            .map(|firm| fit(view.review.bidders.short(firm.id), 120.0, 14.0, true))
            .collect();
        let most = firms.iter().map(|firm| firm.wins).max().unwrap_or(0).max(1) as f64;
        let crowded = 16 < firms.len();
        let radius = |firm: &Firm| {
            (4.5_f64).max((firm.wins as f64 / most).sqrt() * if crowded { 10.0 } else { 18.0 })
        };
        // Room for the disc, the name and the wins above or below it.
        let boxes: Vec<(f64, f64)> = firms
            .iter()
            .zip(&names)
            .map(|(firm, name)| {
                let labels = if crowded { 16.0 } else { 36.0 };
                (width(name, 14.0, true).max(radius(firm) * 2.0) + 4.0, radius(firm) * 2.0 + labels)
            })
            .collect();
        let index = |id: u32| firms.iter().position(|firm| firm.id.0 == id).unwrap_or(0);
        let edges: Vec<(usize, usize)> =
            pairs.iter().map(|pair| (index(pair.a), index(pair.b))).collect();
        let layout = layout::within(&boxes, &edges, area);
        // The name stands on the side from which fewer lines come.
        let rising = |at: usize| {
            let (up, down): (Vec<f64>, Vec<f64>) = edges
                .iter()
                .filter(|(a, b)| *a == at || *b == at)
                .map(|(a, b)| layout.places[a + b - at].1 - layout.places[at].1)
                .partition(|rise| *rise < 0.0);
            !crowded && down.len() < up.len()
        };
        let centre = |at: usize| {
            let (x, y) = layout.places[at];
            let off = boxes[at].1 / 2.0 - radius(&firms[at]);
            (x, if rising(at) { y - off } else { y + off })
        };
        let most_joint = pairs.iter().map(|pair| pair.joint).max().unwrap_or(1) as f64;
        // The strongest last, so that they lie on top.
        for (pair, (a, b)) in pairs.iter().zip(&edges).rev() {
            let colour = match grade_of(view, pair) {
                Some(grade) => of_grade(grade),
                None if pair.q < UNUSUAL => INK,
                None if crowded => HAIR,
                None => CONTEXT,
            };
            let stroke = solid(colour, 1.2 + 4.8 * (pair.joint as f64 / most_joint).powi(2));
            canvas.line(centre(*a), centre(*b), stroke);
        }
        for (at, firm) in firms.iter().enumerate() {
            let inside = ring.contains(&firm.id.0);
            let (x, y) = centre(at);
            let r = radius(firm);
            canvas.disc(
                (x, y),
                r,
                if inside { INK } else { WHITE },
                solid(if inside { INK } else { OUTLINE }, 1.8),
            );
            let name = |y: f64| {
                Label::new(x, y, &names[at])
                    .size(if crowded { 12.0 } else { 14.0 })
                    .bold(inside)
                    .halo()
            };
            if crowded {
                let sides = [name(y - r - 5.0).middle(), name(y + r + 15.0).middle()];
                canvas.place(sides);
                continue;
            }
            let (above, below) =
                if rising(at) { (r + 17.0, r + 33.0) } else { (-r - 23.0, -r - 7.0) };
            canvas.text(name(y + above).middle());
            let wins = match view.options.lang {
                Lang::Zh => format!("中标 {} / {} 次", firm.wins, firm.tenders),
                Lang::En => format!("won {} of {}", firm.wins, firm.tenders),
            };
            canvas.text(Label::note(x, y + below, wins).size(12.0).middle().halo());
        }
        for (pair, (a, b)) in pairs.iter().zip(&edges).take(12) {
            let (from, to) = (centre(*a), centre(*b));
            let along = |t: f64| {
                let (x, y) = (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t);
                Label::new(x, y + 5.0, pair.joint.to_string()).bold(true).middle().halo()
            };
            let clear = |label: &Label| {
                let discs = || {
                    (0..firms.len()).map(|at| {
                        Area::around(centre(at), radius(&firms[at]) * 2.0, radius(&firms[at]) * 2.0)
                    })
                };
                !discs().any(|disc| disc.overlaps(&label.area(), 2.0))
            };
            canvas.place(
                [0.5, 0.4, 0.6, 0.32, 0.68]
                    .map(along)
                    .into_iter()
                    .filter(clear)
                    .collect::<Vec<_>>(),
            );
        }
        let key = view.say(
            "圆面积：中标次数　线宽与数字：共同投标次数",
            "disc: wins; width and number: joint bids",
        );
        canvas.text(Label::note(LEFT, 128.0, key));
        let more = match view.options.lang {
            _ if left_out == 0 => String::new(),
            Lang::Zh => format!("+{left_out} 对更多"),
            Lang::En => format!("+{left_out} more pairs"),
        };
        canvas.text(Label::note(RIGHT, 128.0, more).colour(INK3).end());
    });
    Some(chart)
}

/// Pairs that met at least twice, the least likely first.
pub(super) fn pairs_of(entries: &[&Entry<'_>]) -> Vec<PairLift> {
    let mut strata: BTreeMap<&str, u32> = BTreeMap::new();
    let mut tenders: BTreeMap<&str, u64> = BTreeMap::new();
    let mut counted: Vec<(u32, u64, Vec<u32>)> = Vec::new();
    for entry in entries {
        let (next, tender) = (strata.len() as u32, tenders.len() as u64);
        let stratum = *strata.entry(&entry.stratum).or_insert(next);
        let tender = *tenders.entry(&entry.case.tender.id).or_insert(tender);
        counted.push((stratum, tender, entry.bidders.iter().map(|(bidder, _)| bidder.0).collect()));
    }
    CoBidding::of(
        counted.iter().map(|(stratum, tender, bidders)| (*stratum, *tender, bidders.as_slice())),
    )
    .pairs(2)
}

/// The firms of the strongest pairs, with their tenders and wins.
fn firms_of(entries: &[&Entry<'_>], pairs: &[PairLift]) -> Vec<Firm> {
    let mut firms: Vec<Firm> = Vec::new();
    for id in pairs.iter().flat_map(|pair| [pair.a, pair.b]).map(BidderId) {
        if firms.len() < FIRMS_AT_MOST && !firms.iter().any(|firm| firm.id == id) {
            let bids = |entry: &&&Entry<'_>| entry.bidders.iter().any(|(bidder, _)| *bidder == id);
            let wins = entries
                .iter()
                .filter(|entry| entry.winner.is_some_and(|(winner, _)| winner == id))
                .count();
            firms.push(Firm { id, tenders: entries.iter().filter(bids).count(), wins });
        }
    }
    firms
}

/// The strongest grade of what is found about the past of both firms.
fn grade_of(view: View<'_>, pair: &PairLift) -> Option<Grade> {
    let about = |found: &&crate::review::Found| {
        let firms: BTreeSet<u32> = found.finding.bidders().map(|id| id.0).collect();
        found.rule.family == Family::History && firms.contains(&pair.a) && firms.contains(&pair.b)
    };
    view.review.findings.iter().filter(about).map(|found| found.finding.grade).max()
}

fn head(view: View<'_>, entries: &[&Entry<'_>], pairs: &[PairLift], firms: &[Firm]) -> Head {
    let bidders = view.review.bidders;
    let unusual: Vec<&PairLift> = pairs.iter().filter(|pair| pair.q < UNUSUAL).collect();
    let ring: BTreeSet<u32> = unusual.iter().flat_map(|pair| [pair.a, pair.b]).collect();
    let (k, n, f) = (ring.len(), entries.len(), firms.len());
    let least = unusual.iter().map(|pair| pair.joint).min().unwrap_or(0);
    let title = match pairs.first() {
        Some(_) if unusual.len() == k * k.saturating_sub(1) / 2 && 2 < k => {
            let all = unusual.iter().all(|pair| pair.joint == least);
            let (zh, en) = if all { ("", "") } else { ("不少于", " or more") };
            Text {
                zh: format!("{}家两两共同投标{zh} {least} 次", count(k)).into(),
                en: format!("{k} firms, each pair of which bid together {least} times{en}").into(),
            }
        }
        Some(pair) if !unusual.is_empty() => {
            let (a, b) = (bidders.short(BidderId(pair.a)), bidders.short(BidderId(pair.b)));
            let (joint, expected) = (pair.joint, pair.expected);
            crate::text!(
                "{a}与{b}共同投标 {joint} 次，随机期望 {expected:.1} 次",
                "{a} and {b} bid together {joint} times, {expected:.1} expected"
            )
        }
        _ => {
            let most = pairs.iter().map(|pair| pair.joint).max().unwrap_or(0);
            let of_most: Vec<&PairLift> = pairs.iter().filter(|pair| pair.joint == most).collect();
            let firms: BTreeSet<u32> = of_most.iter().flat_map(|pair| [pair.a, pair.b]).collect();
            let k = firms.len();
            if 2 < k && of_most.len() == k * (k - 1) / 2 {
                Text {
                    zh: format!("{}家两两共同投标 {most} 次", count(k)).into(),
                    en: format!("{k} firms, each pair of which bid together {most} times").into(),
                }
            } else {
                crate::text!(
                    "任意两家共同投标最多 {most} 次",
                    "No two firms bid together more than {most} times"
                )
            }
        }
    };
    let mut subtitle = match view.options.lang {
        Lang::Zh if unusual.is_empty() => format!(
            "共同投标次数，相遇 2 次以上的 {f} 家；没有一对达到 q < {UNUSUAL}；n = {n} 个标段"
        ),
        Lang::En if unusual.is_empty() => format!(
            "joint bids of the {f} firms that met twice or more; no pair has q < {UNUSUAL}; n = {n} packages"
        ),
        Lang::Zh => format!(
            "共同投标次数，相遇 2 次以上的 {f} 家；黑线与实心：q < {UNUSUAL}；n = {n} 个标段"
        ),
        Lang::En => format!(
            "joint bids of the {f} firms that met twice or more; black: q < {UNUSUAL}; n = {n} packages"
        ),
    };
    if let Some(grade) = pairs.iter().filter_map(|pair| grade_of(view, pair)).max() {
        subtitle += &match view.options.lang {
            Lang::Zh => format!("；着色为{}所指", grade.name().zh),
            Lang::En => format!("; coloured: {}", grade.name().en),
        };
    }
    let said = pairs.iter().take(12).map(|pair| {
        let (a, b, joint) =
            (bidders.short(BidderId(pair.a)), bidders.short(BidderId(pair.b)), pair.joint);
        crate::text!("{a}与{b} {joint} 次", "{a} and {b} {joint} times")
    });
    let described = Text::list(said);
    let cells = entries.iter().flat_map(|entry| entry.bidders.iter().map(|(_, fact)| fact.at));
    Head {
        title: view.text(&title).to_owned(),
        subtitle,
        description: format!(
            "{}{}",
            view.say("共同投标：", "Bid together: "),
            view.text(&described)
        ),
        source: source_of(view, cells),
    }
}
