//! The picture of relations on a chart: boxes for firms and values, lines between them, and what stands aside. What has
//! more boxes than the plot has room for is drawn together, as discs and marks.

use std::collections::BTreeSet;

use super::canvas::{
    Area, CONTEXT, Canvas, Colour, INK, INK2, INK3, LEFT, Label, OUTLINE, Point, RIGHT, Stroke,
    WHITE, dashed, of_grade, solid,
};
use super::measure::{ABOVE, BELOW, fit, width};
use crate::graph::Hub;
use crate::report::View;
use crate::report::network::layout::{self, crosses_box};
use crate::report::network::picture::{
    ADDRESS, ADDRESSES_AT_MOST, Detail, Group, HEIGHT, Picture, ROW, TAB, between, in_box,
    left_out, middle,
};
use crate::report::network::relations::{Firm, Relations, field_name};
use crate::report::plane::Size;
use crate::rules::Grade;
use crate::text::Lang;

/// The left edge of what stands aside.
const ASIDE: f64 = 712.0;
/// The upper edge of the picture.
const TOP: f64 = 116.0;
/// The side of the mark of a value.
const MARK: f64 = 16.0;
/// The diameter of the disc of a bidder.
const DISC: f64 = 12.0;
/// The size of the name beside a disc.
const NAME: f64 = 12.0;

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

/// Draws a picture on the plot, as it is if it fits.
pub(super) fn picture(
    view: View<'_>,
    canvas: &mut Canvas<'_>,
    relations: &Relations<'_>,
    picture: &Picture,
) {
    if HEIGHT < picture.height {
        marks(view, canvas, relations, picture);
    } else {
        boxes(view, canvas, relations, picture);
    }
    legend(view, canvas, relations);
}

fn boxes(view: View<'_>, canvas: &mut Canvas<'_>, relations: &Relations<'_>, picture: &Picture) {
    let top = TOP + (HEIGHT - picture.height) / 2.0;
    let moved = |at: Point| (at.0 + LEFT, at.1 + top);
    let area = |area: &Area| Area { x: area.x + LEFT, y: area.y + top, ..*area };
    for line in &picture.lines {
        let (from, to) = picture.ends(line);
        canvas.line(moved(from), moved(to), stroke_of(line.grade));
    }
    for group in &picture.groups {
        group_box(view, canvas, picture.detail, relations, group, area(&group.area));
    }
    for (firm, room) in relations.firms.iter().zip(&picture.firms) {
        firm_box(canvas, picture.detail, firm, area(room));
    }
    for line in picture.lines.iter().filter(|_| picture.lines.len() <= ADDRESSES_AT_MOST) {
        let Some(along) = line.along else { continue };
        let (from, to) = picture.ends(line);
        let (x, y) = moved(between(from, to, along));
        canvas.text(Label::new(x, y + 4.4, &line.cells).size(ADDRESS).colour(INK2).middle().halo());
    }
}

/// A picture too large for the plot: discs and marks with room for every name, else as close to each other as it takes.
fn marks(view: View<'_>, canvas: &mut Canvas<'_>, relations: &Relations<'_>, picture: &Picture) {
    let plot = Area { x: LEFT, y: TOP, w: relations.width(), h: HEIGHT };
    let drawn = &relations.firms[..picture.firms.len()];
    let firms = picture.firms.iter().map(|area| (middle(area), (DISC, DISC)));
    let groups = picture.groups.iter().map(|group| (middle(&group.area), (MARK, MARK)));
    let (places, sizes): (Vec<Point>, Vec<Size>) = firms.chain(groups).unzip();
    let edges: Vec<(usize, usize)> =
        picture.lines.iter().map(|line| (line.firm, drawn.len() + line.group)).collect();
    let named = with_names(drawn, picture.groups.len(), &edges, plot);
    let (places, labels) = match named {
        Some((places, labels)) => (places, Some(labels)),
        None => {
            let whole = (picture.width, picture.height);
            (layout::drawn_together(places, &sizes, whole, plot), None)
        }
    };
    let ends = |(a, b): &(usize, usize)| (places[*a], places[*b]);
    let lines: Vec<(Point, Point)> = edges.iter().map(ends).collect();
    for (line, (from, to)) in picture.lines.iter().zip(&lines) {
        canvas.line(*from, *to, stroke_of(line.grade));
    }
    let (firms, values) = places.split_at(drawn.len());
    for (group, at) in picture.groups.iter().zip(values) {
        let colour = group.grade.map_or(INK3, of_grade);
        canvas.rect(Area::around(*at, MARK, MARK), Some(colour), None);
        let family = relations.values[group.rows[0].value].shared.attribute.family;
        canvas.text(
            Label::new(at.0, at.1 + 4.4, view.text(&family.character()))
                .size(12.0)
                .bold(true)
                .colour(WHITE)
                .middle(),
        );
    }
    for (firm, at) in drawn.iter().zip(firms) {
        let (fill, line) = if firm.linked { (INK, INK) } else { (WHITE, OUTLINE) };
        canvas.disc(*at, DISC / 2.0, fill, solid(line, 1.8));
    }
    let unnamed = match labels {
        Some(labels) => {
            labels.into_iter().for_each(|label| canvas.text(label));
            0
        }
        None => {
            let rooms: Vec<Area> =
                places.iter().zip(&sizes).map(|(at, (w, h))| Area::around(*at, *w, *h)).collect();
            names(canvas, drawn, &rooms, &lines, plot)
        }
    };
    let said = left_out(view.options.lang, picture.more, unnamed);
    canvas.text(Label::note(plot.right(), 541.0, said).end());
}

/// Places of discs and marks where every name has room above or below its disc, away from most of its lines; `None`
/// where the plot is too small for that.
fn with_names(
    firms: &[Firm],
    values: usize,
    edges: &[(usize, usize)],
    plot: Area,
) -> Option<(Vec<Point>, Vec<Label>)> {
    let room = |firm: &Firm| {
        (width(&firm.name, NAME, firm.linked).max(DISC) + 4.0, DISC + NAME * (ABOVE + BELOW) + 3.0)
    };
    let boxes: Vec<Size> =
        firms.iter().map(room).chain(std::iter::repeat_n((MARK, MARK), values)).collect();
    let layout = layout::within(&boxes, edges, plot);
    if !layout.clear {
        return None;
    }
    let mut places = layout.places;
    let mut labels = Vec::new();
    for (at, firm) in firms.iter().enumerate() {
        let (x, y) = places[at];
        let own = edges.iter().filter(|(firm, _)| *firm == at);
        let fall: f64 = own.map(|(_, value)| (places[*value].1 - y).signum()).sum();
        let half = boxes[at].1 / 2.0;
        // Most lines come from below: the name stands above.
        let (disc, base) = if 0.0 < fall {
            (y + half - DISC / 2.0, y - half + NAME * ABOVE)
        } else {
            (y - half + DISC / 2.0, y + half - NAME * BELOW)
        };
        places[at].1 = disc;
        labels.push(name(firm, x, base).middle());
    }
    Some((places, labels))
}

/// The name of a firm beside its disc.
fn name(firm: &Firm, x: f64, y: f64) -> Label {
    Label::new(x, y, &firm.name).size(NAME).bold(firm.linked).halo()
}

/// The names of firms beside their discs, crossed by as few lines as may be; how many found no room.
fn names(
    canvas: &mut Canvas<'_>,
    firms: &[Firm],
    rooms: &[Area],
    lines: &[(Point, Point)],
    area: Area,
) -> usize {
    let clear = |label: &Label| {
        area.holds(&label.area()) && !rooms.iter().any(|room| room.overlaps(&label.area(), 0.0))
    };
    let crossed = |label: &Label| {
        lines.iter().filter(|(from, to)| crosses_box(*from, *to, label.area())).count()
    };
    let mut unnamed = 0;
    for (firm, room) in firms.iter().zip(rooms) {
        let (x, y) = middle(room);
        let mut sides = vec![
            name(firm, x, y - 12.0).middle(),
            name(firm, x, y + 21.0).middle(),
            name(firm, x + 11.0, y + 4.0),
            name(firm, x - 11.0, y + 4.0).end(),
            name(firm, x - 6.0, y - 12.0),
            name(firm, x + 6.0, y - 12.0).end(),
            name(firm, x - 6.0, y + 21.0),
            name(firm, x + 6.0, y + 21.0).end(),
        ];
        sides.retain(clear);
        sides.sort_by_key(crossed);
        unnamed += usize::from(!canvas.place(sides));
    }
    unnamed
}

fn firm_box(canvas: &mut Canvas<'_>, detail: Detail, firm: &Firm, room: Area) {
    let (fill, text) = if firm.linked { (INK, WHITE) } else { (WHITE, INK) };
    canvas.rect(room, Some(fill), Some(solid(INK, 1.4)));
    let size = if detail == Detail::Full { 14.0 } else { 12.0 };
    let (x, y) = middle(&room);
    canvas.text(
        Label::new(x, y + size * 0.36, &firm.name).size(size).bold(true).colour(text).middle(),
    );
}

fn group_box(
    view: View<'_>,
    canvas: &mut Canvas<'_>,
    detail: Detail,
    relations: &Relations<'_>,
    group: &Group,
    room: Area,
) {
    canvas.rect(room, Some(WHITE), None);
    let x = room.x + TAB + 7.0;
    for (at, row) in group.rows.iter().enumerate() {
        let value = &relations.values[row.value];
        let colour: Colour = value.grade.map_or(INK3, of_grade);
        let h = if detail == Detail::Full { room.h } else { ROW };
        let here = Area { y: room.y + h * at as f64, h, ..room };
        canvas.rect(Area { w: TAB, ..here }, Some(colour), None);
        canvas.rect(here, None, Some(solid(colour, 1.2)));
        let base = middle(&here).1;
        canvas.text(
            Label::new(
                here.x + TAB / 2.0,
                base + 4.4,
                view.text(&value.shared.attribute.family.character()),
            )
            .size(12.0)
            .bold(true)
            .colour(WHITE)
            .middle(),
        );
        if detail == Detail::Brief {
            canvas.text(Label::new(x, base + 4.4, in_box(&row.name, &room, false)).size(12.0));
            continue;
        }
        let name = in_box(&row.name, &room, true);
        canvas.text(Label::new(x, base - 4.0, name).size(12.0).bold(true));
        let shown = in_box(&row.shown, &room, false);
        canvas.text(Label::new(x, base + 12.5, shown).size(12.0).colour(INK2));
    }
}

/// What the lines mean; at most four.
fn legend(view: View<'_>, canvas: &mut Canvas<'_>, relations: &Relations<'_>) {
    let grades: BTreeSet<std::cmp::Reverse<Option<Grade>>> =
        relations.values.iter().map(|value| std::cmp::Reverse(value.grade)).collect();
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
        let name = Label::new(ASIDE + 8.0, base, view.text(&field_name(hub.field)))
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
