//! The picture of a network: boxes for firms and values, lines between them, and what stands aside.

use std::collections::{BTreeMap, BTreeSet};

use super::canvas::{
    Area, CONTEXT, Canvas, Colour, INK, INK2, INK3, LEFT, Label, OUTLINE, Point, RIGHT, Stroke,
    WHITE, dashed, of_grade, solid,
};
use super::layout::{self, Layout, Size};
use super::measure::{fit, width};
use super::network::field_name;
use crate::graph::Hub;
use crate::report::View;
use crate::resolve::BidderId;
use crate::rules::Grade;
use crate::text::Lang;

/// More boxes than this are not drawn.
const NODES_AT_MOST: usize = 150;
/// With more lines than this the cells are not written beside them.
const ADDRESSES_AT_MOST: usize = 40;
/// The left edge of what stands aside.
const ASIDE: f64 = 712.0;

/// One bidder.
pub(super) struct Firm {
    pub(super) id: BidderId,
    pub(super) name: String,
    /// Joined to others by strong values.
    pub(super) linked: bool,
}

/// One shared value, or several with the same holders.
pub(super) struct Value {
    /// The character of the family.
    pub(super) character: &'static str,
    pub(super) name: String,
    pub(super) shown: String,
    pub(super) grade: Option<Grade>,
    /// The firms that hold it, by index, with the address of the first cell on its sheet.
    pub(super) holders: Vec<(usize, String)>,
}

/// How much a box says: the first that fits is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Family, field and value.
    Full,
    /// Family and field; values with the same holders are one box.
    Brief,
    /// The family alone.
    Mark,
}

/// Values with the same holders in one box, the strongest first.
fn merged(view: View<'_>, values: Vec<Value>) -> Vec<Value> {
    let mut alike: BTreeMap<Vec<usize>, Vec<Value>> = BTreeMap::new();
    for value in values {
        alike.entry(value.holders.iter().map(|(firm, _)| *firm).collect()).or_default().push(value);
    }
    let mut merged: Vec<Value> = alike
        .into_values()
        .filter_map(|mut of| {
            of.sort_by_key(|value| std::cmp::Reverse(value.grade));
            let n = of.len();
            let mut first = of.into_iter().next()?;
            if 1 < n {
                first.name = match view.options.lang {
                    Lang::Zh => format!("{} 等 {n} 项", first.name),
                    Lang::En => format!("{} + {}", first.name, n - 1),
                };
            }
            Some(first)
        })
        .collect();
    merged.sort_by(|a, b| b.grade.cmp(&a.grade).then_with(|| a.holders.cmp(&b.holders)));
    merged
}

/// Firms, values and lines, in as much detail as there is room for.
pub(super) fn graph(
    view: View<'_>,
    canvas: &mut Canvas<'_>,
    firms: &[Firm],
    mut values: Vec<Value>,
    area: Area,
) {
    for detail in [Detail::Full, Detail::Brief] {
        if detail == Detail::Brief {
            values = merged(view, values);
        }
        let Some(layout) = lay_out(detail, firms, &values, area).filter(|layout| layout.clear)
        else {
            continue;
        };
        let rooms = paint(canvas, detail, firms, &values, &layout);
        if edges(firms.len(), &values).len() <= ADDRESSES_AT_MOST {
            addresses(canvas, firms.len(), &values, &layout, &rooms);
        }
        return legend(view, canvas, &values);
    }
    // The strongest values, and the firms that hold them.
    let all = firms.len();
    let firms = &firms[..all.min(NODES_AT_MOST * 2 / 3)];
    let room = NODES_AT_MOST - firms.len();
    let kept =
        |value: &Value| 1 < value.holders.iter().filter(|(firm, _)| *firm < firms.len()).count();
    let (mut values, cut): (Vec<Value>, Vec<Value>) = values.into_iter().partition(kept);
    let more = all - firms.len() + cut.len() + values.len().saturating_sub(room);
    values.truncate(room);
    for value in &mut values {
        value.holders.retain(|(firm, _)| *firm < firms.len());
    }
    let Some(layout) = lay_out(Detail::Mark, firms, &values, area) else { return };
    let rooms = paint(canvas, Detail::Mark, firms, &values, &layout);
    let unnamed = names(canvas, firms, &rooms, area);
    canvas.text(Label::note(area.right(), 541.0, left_out(view.options.lang, more, unnamed)).end());
    legend(view, canvas, &values);
}

/// The layout of one level of detail; `None` where there are plainly too many boxes for it.
fn lay_out(detail: Detail, firms: &[Firm], values: &[Value], area: Area) -> Option<Layout> {
    let boxes = sizes(detail, firms, values);
    let covered: f64 = boxes.iter().map(|(w, h)| (w + 12.0) * (h + 12.0)).sum();
    if detail != Detail::Mark && area.w * area.h * 0.7 < covered {
        return None;
    }
    let edges = edges(firms.len(), values);
    Some(match detail {
        Detail::Full | Detail::Brief => layout::around(firms.len(), &boxes, &edges, area),
        Detail::Mark => layout::by_force(&boxes, &edges, area),
    })
}

fn sizes(detail: Detail, firms: &[Firm], values: &[Value]) -> Vec<Size> {
    let firm = |firm: &Firm| match detail {
        Detail::Full => (width(&firm.name, 14.0, true) + 24.0, 30.0),
        Detail::Brief => (width(&firm.name, 12.0, true) + 16.0, 24.0),
        Detail::Mark => (12.0, 12.0),
    };
    let value = |value: &Value| match detail {
        Detail::Full => {
            let text =
                width(&value.name, 12.0, true).max(width(&value.shown, 12.0, false)).min(126.0);
            (20.0 + 16.0 + text, 40.0)
        }
        Detail::Brief => (20.0 + 14.0 + width(&value.name, 12.0, false).min(110.0), 22.0),
        Detail::Mark => (16.0, 16.0),
    };
    firms.iter().map(firm).chain(values.iter().map(value)).collect()
}

fn edges(firms: usize, values: &[Value]) -> Vec<(usize, usize)> {
    let of = |(at, value): (usize, &Value)| {
        value.holders.iter().map(move |(firm, _)| (*firm, firms + at)).collect::<Vec<_>>()
    };
    values.iter().enumerate().flat_map(of).collect()
}

/// How a line of a grade is drawn: width first, then dashes, then colour.
pub(super) fn stroke_of(grade: Option<Grade>) -> Stroke {
    match grade {
        Some(Grade::Deemed) => solid(of_grade(Grade::Deemed), 3.0),
        Some(Grade::Violation) => solid(of_grade(Grade::Violation), 2.5),
        Some(Grade::Strong) => solid(of_grade(Grade::Strong), 2.0),
        Some(Grade::Hint) => dashed(of_grade(Grade::Hint), 1.4),
        None => solid(CONTEXT, 1.2),
    }
}

/// Lines, then boxes; gives where the boxes are.
fn paint(
    canvas: &mut Canvas<'_>,
    detail: Detail,
    firms: &[Firm],
    values: &[Value],
    layout: &Layout,
) -> Vec<Area> {
    let boxes = sizes(detail, firms, values);
    let rooms: Vec<Area> =
        layout.places.iter().zip(&boxes).map(|(at, (w, h))| Area::around(*at, *w, *h)).collect();
    for (at, value) in values.iter().enumerate() {
        for (firm, _) in &value.holders {
            canvas.line(
                layout.places[*firm],
                layout.places[firms.len() + at],
                stroke_of(value.grade),
            );
        }
    }
    for (at, value) in values.iter().enumerate() {
        value_box(canvas, detail, value, rooms[firms.len() + at]);
    }
    for (at, firm) in firms.iter().enumerate() {
        firm_box(canvas, detail, firm, layout.places[at], rooms[at]);
    }
    rooms
}

/// The names of firms beside their discs; how many found no room.
fn names(canvas: &mut Canvas<'_>, firms: &[Firm], rooms: &[Area], area: Area) -> usize {
    let mut unnamed = 0;
    for (firm, room) in firms.iter().zip(rooms) {
        let (x, y) = (room.x + room.w / 2.0, room.y + room.h / 2.0);
        let label =
            |x: f64, y: f64| Label::new(x, y, &firm.name).size(12.0).bold(firm.linked).halo();
        let sides = [
            label(x, y - 12.0).middle(),
            label(x, y + 21.0).middle(),
            label(x + 11.0, y + 4.0),
            label(x - 11.0, y + 4.0).end(),
            label(x - 6.0, y - 12.0),
            label(x + 6.0, y - 12.0).end(),
            label(x - 6.0, y + 21.0),
            label(x + 6.0, y + 21.0).end(),
        ];
        let clear = |label: &Label| {
            label.area().bottom() <= area.bottom()
                && !rooms.iter().any(|room| room.overlaps(&label.area(), 0.0))
        };
        unnamed += usize::from(!canvas.place(sides.into_iter().filter(clear).collect::<Vec<_>>()));
    }
    unnamed
}

/// What a crowded picture leaves out.
fn left_out(lang: Lang, boxes: usize, unnamed: usize) -> String {
    let (more, names) = match lang {
        Lang::Zh => (format!("+{boxes} 更多"), format!("{unnamed} 家名称从略")),
        Lang::En => (format!("+{boxes} more"), format!("{unnamed} names left out")),
    };
    let parts = [(boxes, more), (unnamed, names)];
    let parts: Vec<String> =
        parts.into_iter().filter(|(n, _)| 0 < *n).map(|(_, said)| said).collect();
    parts.join(if lang == Lang::Zh { "；" } else { "; " })
}

fn firm_box(canvas: &mut Canvas<'_>, detail: Detail, firm: &Firm, at: Point, room: Area) {
    let (fill, text) = if firm.linked { (INK, WHITE) } else { (WHITE, INK) };
    if detail == Detail::Mark {
        return canvas.disc(at, 6.0, fill, solid(if firm.linked { INK } else { OUTLINE }, 1.8));
    }
    canvas.rect(room, Some(fill), Some(solid(INK, 1.4)));
    let size = if detail == Detail::Full { 14.0 } else { 12.0 };
    canvas.text(
        Label::new(at.0, at.1 + size * 0.36, &firm.name)
            .size(size)
            .bold(true)
            .colour(text)
            .middle(),
    );
}

fn value_box(canvas: &mut Canvas<'_>, detail: Detail, value: &Value, room: Area) {
    let colour: Colour = value.grade.map_or(INK3, of_grade);
    let tab = if detail == Detail::Mark { room.w } else { 20.0 };
    canvas.rect(room, Some(WHITE), Some(solid(colour, 1.2)));
    canvas.rect(Area { w: tab, ..room }, Some(colour), None);
    let middle = room.y + room.h / 2.0;
    canvas.text(
        Label::new(room.x + tab / 2.0, middle + 4.4, value.character)
            .size(12.0)
            .bold(true)
            .colour(WHITE)
            .middle(),
    );
    let (x, most) = (room.x + tab + 7.0, room.w - tab - 9.0);
    match detail {
        Detail::Full => {
            canvas
                .text(Label::new(x, middle - 4.0, &value.name).size(12.0).bold(true).within(most));
            canvas.text(
                Label::new(x, middle + 12.5, &value.shown).size(12.0).colour(INK2).within(most),
            );
        }
        Detail::Brief => {
            canvas.text(Label::new(x, middle + 4.4, &value.name).size(12.0).within(most))
        }
        Detail::Mark => {}
    }
}

/// The cell of each line beside it, where there is room.
fn addresses(
    canvas: &mut Canvas<'_>,
    firms: usize,
    values: &[Value],
    layout: &Layout,
    rooms: &[Area],
) {
    for (at, value) in values.iter().enumerate() {
        for (firm, cell) in value.holders.iter().filter(|(_, cell)| !cell.is_empty()) {
            let (from, to) = (layout.places[*firm], layout.places[firms + at]);
            let along = |t: f64| {
                let (x, y) = (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t);
                Label::new(x, y + 4.4, cell).size(12.0).colour(INK2).middle().halo()
            };
            let places = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26].map(along);
            let free = places
                .into_iter()
                .filter(|label| !rooms.iter().any(|room| room.overlaps(&label.area(), 2.0)));
            canvas.place(free.collect::<Vec<_>>());
        }
    }
}

/// What the lines mean; at most four.
fn legend(view: View<'_>, canvas: &mut Canvas<'_>, values: &[Value]) {
    let grades: BTreeSet<std::cmp::Reverse<Option<Grade>>> =
        values.iter().map(|value| std::cmp::Reverse(value.grade)).collect();
    let mut x = LEFT;
    for std::cmp::Reverse(grade) in grades {
        canvas.line((x, 536.0), (x + 28.0, 536.0), stroke_of(grade));
        let name = grade.map_or_else(
            || view.say("未触发规则", "no finding").to_owned(),
            |grade| view.text(&grade.name()).to_owned(),
        );
        let label = Label::note(x + 36.0, 541.0, name);
        x = label.area().right() + 24.0;
        canvas.text(label);
    }
}

/// At the right: bidders that share nothing, and values that were set aside.
pub(super) fn margin(view: View<'_>, canvas: &mut Canvas<'_>, hubs: &[Hub], apart: &[Firm]) {
    let mut y = 128.0;
    if !apart.is_empty() {
        y = unlinked(view, canvas, apart, if hubs.is_empty() { 500.0 } else { 310.0 });
    }
    if hubs.is_empty() {
        return;
    }
    canvas.text(Label::note(ASIDE, y, view.say("已搁置的值，不连边", "Set aside, no lines")));
    y += 12.0;
    for (at, hub) in hubs.iter().enumerate() {
        if 500.0 < y {
            return more(view, canvas, y, hubs.len() - at);
        }
        canvas.rect(
            Area { x: ASIDE, y, w: RIGHT - ASIDE, h: 26.0 },
            None,
            Some(dashed(CONTEXT, 1.0)),
        );
        let n = hub.holders.len();
        let holders = match view.options.lang {
            Lang::Zh => format!("{n} 家"),
            Lang::En => n.to_string(),
        };
        let base = y + 17.6;
        let holders = Label::note(RIGHT - 8.0, base, holders).size(12.0).end();
        let end = holders.area().x - 12.0;
        let name = Label::new(ASIDE + 8.0, base, field_name(view, hub.field))
            .size(12.0)
            .colour(INK2)
            .within((end - ASIDE) * 0.5);
        let x = name.area().right() + 8.0;
        let shown =
            Label::note(x, base, view.value(Some(hub.field), &hub.key)).size(12.0).within(end - x);
        for label in [name, shown, holders] {
            canvas.text(label);
        }
        y += 32.0;
    }
}

/// Bidders without shared values, in lines down to `last`; gives where what follows begins.
fn unlinked(view: View<'_>, canvas: &mut Canvas<'_>, apart: &[Firm], last: f64) -> f64 {
    canvas.text(Label::note(ASIDE, 128.0, view.say("未见共享值", "Nothing shared")));
    let (mut x, mut y) = (ASIDE, 140.0);
    for (at, firm) in apart.iter().enumerate() {
        let name = fit(&firm.name, RIGHT - ASIDE - 18.0, 13.0, false);
        let w = width(&name, 13.0, false) + 18.0;
        if RIGHT < x + w {
            (x, y) = (ASIDE, y + 32.0);
        }
        if last < y {
            more(view, canvas, y, apart.len() - at);
            break;
        }
        canvas.rect(Area { x, y, w, h: 25.0 }, Some(WHITE), Some(solid(OUTLINE, 1.2)));
        canvas.text(Label::new(x + w / 2.0, y + 17.2, name).size(13.0).middle());
        x += w + 7.0;
    }
    y + 54.0
}

fn more(view: View<'_>, canvas: &mut Canvas<'_>, y: f64, n: usize) {
    let said = match view.options.lang {
        Lang::Zh => format!("+{n} 更多"),
        Lang::En => format!("+{n} more"),
    };
    canvas.text(Label::note(ASIDE, y + 16.0, said));
}
