//! The picture of relations on the page: an inline SVG that is complete by itself, and tools that a script brings to life.
//!
//! The places are those of the chart ([`crate::report::network`]). Bidders and values carry what the script needs to light
//! up neighbours, to filter and to find paths; every value names its findings and the cells of its holders.

mod sheets;
mod together;
mod tools;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::Page;
use super::page::escape;
use crate::graph::Family;
use crate::report::measure::{fit, width};
use crate::report::network::picture::{
    self, Detail, Group, Picture, ROW, TAB, WIDTH, between, in_box, middle,
};
use crate::report::network::relations::{self, Firm, Relations, Value, field_name};
use crate::report::network::words;
use crate::report::plane::Area;
use crate::resolve::BidderId;
use crate::rules::Grade;
use crate::text;

/// Where what stands aside begins.
const ASIDE: f64 = 680.0;
/// Height of a box that stands aside.
const BESIDE: f64 = 26.0;
/// What stands aside may be so much higher than the picture; else it goes below it, all across.
const HIGHER: f64 = 60.0;

pub(super) use together::figure as together;
use tools::{path, tools};

/// The picture of one package, with title and tools; `None` where nothing is shared.
pub(super) fn figure(page: &Page<'_>, package: usize) -> Option<String> {
    let case = &page.view.review.packages[package].case;
    if case.network.all_shared().is_empty() {
        return None;
    }
    let relations = relations::of(page.view, package);
    let picture = picture::of(page.view, &relations);
    let title = page.tell(&words::title(case, case.network.all_shared()));
    let subtitle = escape(&words::subtitle(page.view, case));
    let described = escape(&words::description(page.view, case));
    let (drawn, top, bottom) = drawing(page, &relations, &picture);
    let beside = picture.width <= ASIDE;
    let (aside, bottom) = aside(page, &relations, beside, top, bottom);
    let (legend, bottom) = legend(page, &relations, bottom);
    let many = if picture::ADDRESSES_AT_MOST < picture.lines.len() { " many" } else { "" };
    let firms: Vec<BidderId> =
        relations.firms[..picture.firms.len()].iter().map(|firm| firm.id).collect();
    let families: BTreeSet<Family> =
        relations.values.iter().map(|value| value.shared.attribute.family).collect();
    Some(frame(
        page,
        &Frame {
            id: format!("net{package}"),
            class: many,
            title,
            subtitle,
            described,
            tools: tools(page, &families, &grades(&relations)),
            drawn: format!("{drawn}{aside}{legend}"),
            top,
            bottom,
            sheets: sheets::of(&picture, top, bottom),
            firms: &firms,
        },
    ))
}

/// A picture with what stands around it; texts are HTML.
struct Frame<'f> {
    id: String,
    class: &'f str,
    title: String,
    subtitle: String,
    described: String,
    tools: String,
    drawn: String,
    top: f64,
    bottom: f64,
    /// What stands on each sheet of paper, from top to bottom.
    sheets: Vec<(f64, f64)>,
    /// The bidders that a path can begin and end at.
    firms: &'f [BidderId],
}

fn frame(page: &Page<'_>, frame: &Frame<'_>) -> String {
    let Frame { id, class, title, subtitle, described, tools, drawn, top, bottom, sheets, firms } =
        frame;
    let (wide, high) = (WIDTH + 4.0, bottom - top);
    // On paper the parts of a tall picture stand on several sheets, drawn from the same group.
    let (tall, drawn, paper) = match sheets.as_slice() {
        [] | [_] => ("", drawn.clone(), String::new()),
        several => {
            let sheet = |(from, to): &(f64, f64)| {
                format!(
                    "<svg viewBox=\"-2 {from:.1} {wide:.0} {:.1}\" aria-hidden=\"true\" focusable=\"false\"><use href=\"#{id}g\"/></svg>",
                    to - from
                )
            };
            let sheets: String = several.iter().map(sheet).collect();
            // The class on the group, too: what is drawn elsewhere keeps no ancestors.
            let drawn = format!("<g class=\"net{class}\" id=\"{id}g\">{drawn}</g>");
            (" tall", drawn, format!("<div class=\"onpaper\">{sheets}</div>"))
        }
    };
    format!(
        "<figure class=\"fig netf{tall}\" id=\"{id}\" data-none=\"{}\" data-sum=\"{}\">\
         <figcaption><p class=\"figt\">{title}</p><p class=\"figs\">{subtitle}</p></figcaption>{tools}\
         <div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\">\
         <svg class=\"net{class}\" viewBox=\"-2 {top:.1} {wide:.0} {high:.1}\" role=\"img\" aria-labelledby=\"{id}t {id}d\">\
         <title id=\"{id}t\">{title}</title><desc id=\"{id}d\">{described}</desc>\n{drawn}</svg></div>{paper}{}</figure>\n",
        page.say("两家之间没有路径", "there is no path between them"),
        page.say("共 # 步，最弱一环：", "# steps, the weakest: "),
        path(page, firms),
    )
}

/// Lines, boxes, and where they begin and end from top to bottom.
fn drawing(page: &Page<'_>, relations: &Relations<'_>, picture: &Picture) -> (String, f64, f64) {
    let mut out = String::new();
    let n = picture.firms.len();
    for line in &picture.lines {
        let ((x1, y1), (x2, y2)) = picture.ends(line);
        let (firm, group) = (line.firm, n + line.group);
        let class = class(line.grade);
        // Writing to a string cannot fail, here and below.
        let _ = write!(
            out,
            "<g class=\"ne {class}\" data-a=\"{firm}\" data-b=\"{group}\"><line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
        );
        if let Some(along) = line.along {
            let (x, y) = between((x1, y1), (x2, y2), along);
            let cells = escape(&line.cells);
            let _ = write!(
                out,
                "<text class=\"at\" data-t=\"{along}\" x=\"{x:.1}\" y=\"{:.1}\">{cells}</text>",
                y + 4.4
            );
        }
        out.push_str("</g>\n");
    }
    for (at, group) in picture.groups.iter().enumerate() {
        out.push_str(&values(page, relations, picture, group, n + at));
    }
    for (at, (firm, area)) in relations.firms.iter().zip(&picture.firms).enumerate() {
        out.push_str(&bidder(page, picture.detail, firm, area, at));
    }
    let areas = || picture.firms.iter().chain(picture.groups.iter().map(|group| &group.area));
    let top = areas().map(|area| area.y).fold(f64::MAX, f64::min) - 4.0;
    let mut bottom = areas().map(Area::bottom).fold(f64::MIN, f64::max) + 4.0;
    if 0 < picture.more {
        bottom += 20.0;
        let more = picture::left_out(page.view.options.lang, picture.more, 0);
        let all = page.say("，全部见下表", ", all in the table below");
        let _ = writeln!(out, "<text class=\"t3\" x=\"0\" y=\"{bottom:.1}\">{more}{all}</text>");
        bottom += 4.0;
    }
    (out, top, bottom)
}

fn class(grade: Option<Grade>) -> String {
    grade.map_or_else(|| "g-none".to_owned(), |grade| format!("g-{}", grade.slug()))
}

/// A bidder's box, around its own middle, so that it can be moved.
fn bidder(page: &Page<'_>, detail: Detail, firm: &Firm, area: &Area, at: usize) -> String {
    let (x, y) = middle(area);
    let name = escape(page.view.review.bidders.name(firm.id));
    let shown = escape(&firm.name);
    let linked = if firm.linked { " on" } else { "" };
    let small = if detail == Detail::Full { "" } else { " sm" };
    let base = if detail == Detail::Full { 5.0 } else { 4.4 };
    format!(
        "<g class=\"nb{linked}{small}\" data-n=\"{at}\" data-name=\"{}\" transform=\"translate({x:.1} {y:.1})\"><title>{name}</title>{}<text y=\"{base}\">{shown}</text></g>\n",
        page.bidder(firm.id),
        rect("bx", -area.w / 2.0, -area.h / 2.0, area.w, area.h)
    )
}

/// A box of values, around its own middle; a group for each row.
fn values(
    page: &Page<'_>,
    relations: &Relations<'_>,
    picture: &Picture,
    group: &Group,
    at: usize,
) -> String {
    let (x, y) = middle(&group.area);
    let (w, h) = (group.area.w, group.area.h);
    let mut out =
        format!("<g class=\"ns\" data-n=\"{at}\" transform=\"translate({x:.1} {y:.1})\">");
    for (number, row) in group.rows.iter().enumerate() {
        let value = &relations.values[row.value];
        let height = if picture.detail == Detail::Full { h } else { ROW };
        let (left, top) = (-w / 2.0, -h / 2.0 + height * number as f64);
        let base = top + height / 2.0;
        let family = value.shared.attribute.family;
        let _ = write!(
            out,
            "<g class=\"nr {}\" data-k=\"{}\" data-g=\"{}\" data-f=\"{}\" data-name=\"{} {}\" data-w=\"{}\"><title>{}</title>",
            class(value.grade),
            family.slug(),
            value.grade.map_or(0, |grade| 1 + grade as usize),
            value.findings.first().map_or_else(String::new, |at| (at + 1).to_string()),
            escape(&row.name),
            escape(&row.shown),
            word(page, value.grade),
            told(page, value, &row.shown),
        );
        for held in value.holders.iter().filter(|held| held.firm < picture.firms.len()) {
            let cells = cells(page, relations, value, held.firm);
            let _ = write!(out, "<desc data-b=\"{}\">{cells}</desc>", held.firm);
        }
        out.push_str(&rect("bx", left, top, w, height));
        out.push_str(&rect("tab", left, top, TAB, height));
        let _ = write!(
            out,
            "<text class=\"k\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            left + TAB / 2.0,
            base + 4.4,
            page.tell(&family.character())
        );
        let mut line = |class: &str, y: f64, text: &str, bold: bool| {
            let text = escape(&in_box(text, &group.area, bold));
            let x = left + TAB + 7.0;
            let _ = write!(out, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>");
        };
        if picture.detail == Detail::Full {
            line("b", base - 4.0, &row.name, true);
            line("v", base + 12.5, &row.shown, false);
        } else {
            line("v", base + 4.4, &row.name, false);
        }
        out.push_str("</g>");
    }
    out.push_str("</g>\n");
    out
}

fn rect(class: &str, x: f64, y: f64, w: f64, h: f64) -> String {
    format!(
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\"/>"
    )
}

fn word(page: &Page<'_>, grade: Option<Grade>) -> String {
    grade.map_or_else(
        || page.say("未触发", "no finding").to_owned(),
        |grade| page.tell(&grade.name()),
    )
}

/// What a value is, how strong, and who holds it.
fn told(page: &Page<'_>, value: &Value<'_>, shown: &str) -> String {
    format!(
        "{} {}{}{}{}{}",
        page.tell(&field_name(value.shared.attribute.field)),
        escape(shown),
        page.say("；", "; "),
        word(page, value.grade),
        page.say("；", "; "),
        page.bidders(value.shared.bidders())
    )
}

/// The addresses of the cells in which a bidder holds a value.
fn cells(page: &Page<'_>, relations: &Relations<'_>, value: &Value<'_>, firm: usize) -> String {
    let id = relations.firms[firm].id;
    let facts = value.shared.cells().filter(|(bidder, _)| *bidder == id);
    page.addresses(facts.map(|(_, fact)| fact.at))
}

/// Bidders that share nothing and values set aside: at the right if there is room, or below where there are many. Gives
/// the lower edge.
fn aside(
    page: &Page<'_>,
    relations: &Relations<'_>,
    room: bool,
    top: f64,
    bottom: f64,
) -> (String, f64) {
    if !relations.has_aside() {
        return (String::new(), bottom);
    }
    let (beside, lower) = aside_at(page, relations, ASIDE, top + 14.0);
    if room && lower <= bottom.max(top + picture::HEIGHT) + HIGHER {
        return (beside, lower.max(bottom));
    }
    aside_at(page, relations, 0.0, bottom + 36.0)
}

/// The same from a left edge to the right one; gives the lower edge.
fn aside_at(page: &Page<'_>, relations: &Relations<'_>, left: f64, top: f64) -> (String, f64) {
    let mut out = String::new();
    let mut y = top;
    let note = |out: &mut String, y: f64, text: &str| {
        let _ = writeln!(out, "<text class=\"t3\" x=\"{left:.1}\" y=\"{y:.1}\">{text}</text>");
    };
    if !relations.apart.is_empty() {
        note(&mut out, y, page.say("未见共享值", "Nothing shared"));
        y += 10.0;
        let mut x = left;
        for firm in &relations.apart {
            let name = fit(&firm.name, WIDTH - left - 18.0, 12.0, false);
            let w = width(&name, 12.0, false) + 18.0;
            if WIDTH < x + w {
                (x, y) = (left, y + BESIDE + 6.0);
            }
            let full = escape(page.view.review.bidders.name(firm.id));
            let _ = writeln!(
                out,
                "<g class=\"na\"><title>{full}</title>{}<text class=\"mid\" x=\"{:.1}\" y=\"{:.1}\">{}</text></g>",
                rect("bx", x, y, w, BESIDE),
                x + w / 2.0,
                y + BESIDE / 2.0 + 4.4,
                escape(&name)
            );
            x += w + 6.0;
        }
        y += BESIDE + 28.0;
    }
    if relations.hubs.is_empty() {
        return (out, y - 20.0);
    }
    note(&mut out, y, page.say("已搁置的值，不连边", "Set aside, no lines"));
    y += 10.0;
    let (mut x, w) = (left, WIDTH - ASIDE);
    for hub in relations.hubs {
        if WIDTH < x + w - 0.1 {
            (x, y) = (left, y + BESIDE + 6.0);
        }
        let n = hub.holders.len();
        let holders = page.tell(&text!("{n} 家", "{n}"));
        let end = x + w - 8.0;
        let room = end - width(&holders, 12.0, false) - 12.0 - x;
        let name = fit(page.view.text(&field_name(hub.field)), room * 0.5, 12.0, false);
        let from = x + 8.0 + width(&name, 12.0, false) + 8.0;
        let shown = page.view.value(Some(hub.field), &hub.key);
        let shown = fit(&shown, x + room - from, 12.0, false);
        let base = y + BESIDE / 2.0 + 4.4;
        let _ = writeln!(
            out,
            "<g class=\"nh\"><title>{}</title>{}<text x=\"{:.1}\" y=\"{base:.1}\">{}</text><text class=\"t3\" x=\"{from:.1}\" y=\"{base:.1}\">{}</text><text class=\"t3 end\" x=\"{end:.1}\" y=\"{base:.1}\">{holders}</text></g>",
            page.tell(&hub.why),
            rect("bx", x, y, w, BESIDE),
            x + 8.0,
            escape(&name),
            escape(&shown)
        );
        x += w + 10.0;
    }
    (out, y + BESIDE + 4.0)
}

/// What the lines mean; gives the lower edge.
fn legend(page: &Page<'_>, relations: &Relations<'_>, bottom: f64) -> (String, f64) {
    let mut out = String::new();
    let (mut x, y) = (0.0, bottom + 24.0);
    for grade in grades(relations) {
        let name = match grade {
            Some(grade) => page.tell(&grade.name()),
            None => page.say("未触发规则", "no finding").to_owned(),
        };
        let _ = writeln!(
            out,
            "<g class=\"nl {}\"><line x1=\"{x:.1}\" y1=\"{y:.1}\" x2=\"{:.1}\" y2=\"{y:.1}\"/><text class=\"t3\" x=\"{:.1}\" y=\"{:.1}\">{name}</text></g>",
            class(grade),
            x + 28.0,
            x + 36.0,
            y + 4.4
        );
        x += 36.0 + width(&name, 12.0, false) + 24.0;
    }
    (out, y + 10.0)
}

/// The grades of the values, the strongest first.
fn grades(relations: &Relations<'_>) -> Vec<Option<Grade>> {
    let grades: BTreeSet<Option<Grade>> =
        relations.values.iter().map(|value| value.grade).collect();
    grades.into_iter().rev().collect()
}

#[cfg(test)]
mod tests;
