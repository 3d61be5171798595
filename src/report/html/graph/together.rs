//! Who bids together over several tenders, on the page: the same picture as the chart, and the same tools as for values.
//!
//! What two firms have in common is how often they met, so a pair stands where a value stands: in the middle of its line.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::Page;
use super::super::page::escape;
use super::{Frame, class, frame, tools, word};
use crate::graph::{Entry, Family};
use crate::report::network::backbone::{self, Backbone, Past};
use crate::report::network::picture::between;
use crate::report::network::together::{self, Said, Together};
use crate::report::network::words;
use crate::rules::Grade;
use crate::text;

/// Pairs whose cells are named; of the others the number of packages is.
const NAMED: usize = 60;

/// The picture; `None` without two tenders in which the same firms met.
pub(in crate::report::html) fn figure(page: &Page<'_>) -> Option<String> {
    let market = backbone::market(page.view);
    let entries = backbone::entries(&market);
    let backbone = backbone::of(&entries)?;
    let picture = together::of(page.view, &backbone);
    let (drawn, top, bottom) = drawing(page, &entries, &backbone, &picture);
    let grades: BTreeSet<Option<Grade>> = picture.lines.iter().map(|line| line.grade).collect();
    let grades: Vec<Option<Grade>> = grades.into_iter().rev().collect();
    let firms: Vec<_> = backbone.firms.iter().map(|firm| firm.id).collect();
    let subtitle = words::together_subtitle(page.view, &backbone, entries.len());
    Some(frame(
        page,
        &Frame {
            id: "together".to_owned(),
            class: " tog",
            title: page.tell(&words::together(page.view, &backbone)),
            subtitle: escape(&subtitle),
            described: escape(&words::together_description(page.view, &backbone)),
            tools: tools(page, &BTreeSet::new(), if 1 < grades.len() { &grades } else { &[] }),
            drawn,
            top,
            bottom,
            sheets: Vec::new(),
            firms: &firms,
        },
    ))
}

fn drawing(
    page: &Page<'_>,
    entries: &[&Entry<'_>],
    backbone: &Backbone,
    picture: &Together,
) -> (String, f64, f64) {
    let mut out = String::new();
    let n = picture.discs.len();
    // The strongest last, so that they lie on top. Writing to a string cannot fail, here and below.
    for (at, line) in picture.lines.iter().enumerate().rev() {
        let ink = if line.unusual { " ink" } else { "" };
        let (a, b) = line.ends;
        let (from, to) = (picture.discs[a].at, picture.discs[b].at);
        let (x2, y2) = between(from, to, 0.5);
        for (firm, (x1, y1)) in [(a, from), (b, to)] {
            let _ = writeln!(
                out,
                "<g class=\"ne {}{ink} w{:.0}\" data-a=\"{firm}\" data-b=\"{}\"><line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/></g>",
                class(line.grade),
                line.width.round(),
                n + at
            );
        }
    }
    let past = Past::new(page.view);
    for at in 0..picture.lines.len() {
        let finding = past.findings(&backbone.pairs[at]).first().map(|at| at + 1);
        out.push_str(&pair(page, entries, backbone, picture, (at, finding)));
    }
    for (at, (disc, firm)) in picture.discs.iter().zip(&backbone.firms).enumerate() {
        let (x, y) = disc.at;
        let name = escape(page.view.review.bidders.name(firm.id));
        let (wins, tenders) = (firm.wins, firm.tenders);
        let told = text!("投标 {tenders} 次，中标 {wins} 次", "{tenders} bids, won {wins}");
        let _ = write!(
            out,
            "<g class=\"nb{}\" data-n=\"{at}\" data-name=\"{}\" transform=\"translate({x:.1} {y:.1})\"><title>{name} {}</title><circle class=\"bx\" r=\"{:.1}\"/>",
            if disc.inside { " on" } else { "" },
            page.bidder(firm.id),
            page.tell(&told),
            disc.radius
        );
        for (class, said) in [("nm", &disc.name), ("t3", &disc.wins)] {
            out.push_str(&write_said(class, said.as_ref(), disc.at));
        }
        out.push_str("</g>\n");
    }
    let names = || picture.discs.iter().flat_map(|disc| [&disc.name, &disc.wins]).flatten();
    let ends = |disc: &together::Disc| (disc.at.1 - disc.radius, disc.at.1 + disc.radius);
    let top = picture.discs.iter().map(|disc| ends(disc).0);
    let top = top.chain(names().map(|said| said.at.1 - 14.0)).fold(f64::MAX, f64::min);
    let bottom = picture.discs.iter().map(|disc| ends(disc).1);
    let bottom = bottom.chain(names().map(|said| said.at.1)).fold(f64::MIN, f64::max);
    let more = together::left_out(page.view.options.lang, backbone, picture.unnamed);
    let key = page.tell(&words::KEY);
    let key = if more.is_empty() { key } else { format!("{key}　{more}") };
    let _ = writeln!(out, "<text class=\"t3\" x=\"0\" y=\"{:.1}\">{key}</text>", bottom + 28.0);
    (out, top - 4.0, bottom + 36.0)
}

/// A pair as the script sees a value: in the middle of its line, with its number where there is room; with the number of
/// the finding about it.
fn pair(
    page: &Page<'_>,
    entries: &[&Entry<'_>],
    backbone: &Backbone,
    picture: &Together,
    (at, finding): (usize, Option<usize>),
) -> String {
    let (pair, line) = (&backbone.pairs[at], &picture.lines[at]);
    let (a, b) = line.ends;
    let middle = between(picture.discs[a].at, picture.discs[b].at, 0.5);
    let [first, second] = together::firms(pair);
    let (joint, expected) = (pair.joint, pair.expected);
    let name = page.tell(&text!("共同投标 {joint} 次", "bid together {joint} times"));
    let chance = page.tell(&text!("随机期望 {expected:.1} 次", "{expected:.1} expected"));
    let mut out = format!(
        "<g class=\"ns\" data-n=\"{}\" transform=\"translate({:.1} {:.1})\"><g class=\"nr {}\" data-k=\"{}\" data-g=\"{}\" data-f=\"{}\" data-name=\"{name}\" data-w=\"{}\"><title>{}{}{}{}{name}{}{chance}</title>",
        picture.discs.len() + at,
        middle.0,
        middle.1,
        class(line.grade),
        Family::History.slug(),
        line.grade.map_or(0, |grade| 1 + grade as usize),
        finding.map_or_else(String::new, |number| number.to_string()),
        word(page, line.grade),
        page.bidder(first),
        page.say("、", ", "),
        page.bidder(second),
        page.say("；", "; "),
        page.say("，", ", "),
    );
    let both = |entry: &&&Entry<'_>| {
        [first, second].iter().all(|id| entry.bidders.iter().any(|(bidder, _)| bidder == id))
    };
    for (firm, id) in [(a, first), (b, second)] {
        let cells = entries.iter().filter(both).flat_map(|entry| {
            entry.bidders.iter().filter(|(bidder, _)| *bidder == id).map(|(_, fact)| fact.at)
        });
        let cells = if at < NAMED {
            page.addresses(cells)
        } else {
            page.tell(&text!("{joint} 个标段", "{joint} packages"))
        };
        let _ = write!(out, "<desc data-b=\"{firm}\">{cells}</desc>");
    }
    out.push_str(&write_said("nm", line.joint.as_ref(), middle));
    out.push_str("</g></g>\n");
    out
}

/// A text, around the middle of what it belongs to.
fn write_said(class: &str, said: Option<&Said>, around: (f64, f64)) -> String {
    said.map_or_else(String::new, |said| {
        let (x, y) = (said.at.0 - around.0, said.at.1 - around.1);
        let small = if said.size < 14.0 { " sm" } else { "" };
        let bold = if said.bold { " b" } else { "" };
        let text = escape(&said.text);
        format!("<text class=\"{class}{small}{bold}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>")
    })
}
