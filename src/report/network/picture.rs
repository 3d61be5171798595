//! Where everything of a picture stands: boxes of bidders and values, the lines between them, and their addresses.
//!
//! A picture takes as little detail as it must: every value in a box of its own with what it says; else values with the
//! same holders as rows of one box. What then does not fit on a plot grows downward, and is drawn with marks on a chart.

use std::collections::BTreeMap;

use super::layout::{self, Layout};
use super::relations::{Firm, Relations, Value, field_name};
use crate::report::View;
use crate::report::measure::{ABOVE, BELOW, fit, width};
use crate::report::plane::{Area, Point, Size};
use crate::rules::Grade;
use crate::text::Lang;

/// Width of a plot, with what stands aside.
pub(in crate::report) const WIDTH: f64 = 896.0;
/// Height of the plot of a chart; a picture is this high at most unless it has too many boxes.
pub(in crate::report) const HEIGHT: f64 = 404.0;
/// The field in which the character of a family stands.
pub(in crate::report) const TAB: f64 = 20.0;
/// Height of one row of a box with several values.
pub(in crate::report) const ROW: f64 = 22.0;
/// Size of the addresses beside lines.
pub(in crate::report) const ADDRESS: f64 = 12.0;
/// More boxes than this are not drawn.
const NODES_AT_MOST: usize = 150;
/// With more lines than this the cells are not written beside all of them at once.
pub(in crate::report) const ADDRESSES_AT_MOST: usize = 60;
/// The widest text in a box.
const TEXT_AT_MOST: f64 = 126.0;

/// How much a box says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Detail {
    /// Family, field and value.
    Full,
    /// Family and field, a row for each value of the same holders.
    Brief,
}

/// One row of a box: a shared value.
#[derive(Debug)]
pub(in crate::report) struct Row {
    /// An index into [`Relations::values`].
    pub(in crate::report) value: usize,
    pub(in crate::report) name: String,
    pub(in crate::report) shown: String,
}

/// A box of values with the same holders, the strongest first.
#[derive(Debug)]
pub(in crate::report) struct Group {
    pub(in crate::report) rows: Vec<Row>,
    pub(in crate::report) grade: Option<Grade>,
    pub(in crate::report) area: Area,
}

/// A line from a bidder to a box.
#[derive(Debug)]
pub(in crate::report) struct Line {
    /// An index into [`Relations::firms`], below the number of [`Picture::firms`].
    pub(in crate::report) firm: usize,
    pub(in crate::report) group: usize,
    pub(in crate::report) grade: Option<Grade>,
    /// The cells (`E5`, `E5 +2`); empty where there are none.
    pub(in crate::report) cells: String,
    /// Where they stand beside the line: the part of the way from the bidder. `None` where there is no room.
    pub(in crate::report) along: Option<f64>,
}

/// A whole picture.
#[derive(Debug)]
pub(in crate::report) struct Picture {
    pub(in crate::report) width: f64,
    pub(in crate::report) height: f64,
    pub(in crate::report) detail: Detail,
    /// The boxes of the bidders that are drawn: the first of [`Relations::firms`].
    pub(in crate::report) firms: Vec<Area>,
    pub(in crate::report) groups: Vec<Group>,
    pub(in crate::report) lines: Vec<Line>,
    /// Bidders and values that are not drawn, because there are too many.
    pub(in crate::report) more: usize,
}

impl Picture {
    /// The ends of a line: the middles of its two boxes.
    pub(in crate::report) fn ends(&self, line: &Line) -> (Point, Point) {
        (middle(&self.firms[line.firm]), middle(&self.groups[line.group].area))
    }
}

/// The middle of a box.
pub(in crate::report) fn middle(area: &Area) -> Point {
    (area.x + area.w / 2.0, area.y + area.h / 2.0)
}

/// Places everything: beside what stands aside, or all across and as high as it needs to be.
pub(in crate::report) fn of(view: View<'_>, relations: &Relations<'_>) -> Picture {
    let width = relations.width();
    let whole = Area { x: 0.0, y: 0.0, w: width, h: HEIGHT };
    let shown = |at: usize| row(view, relations, at);
    for detail in [Detail::Full, Detail::Brief] {
        let groups = match detail {
            Detail::Full => (0..relations.values.len()).map(|at| vec![at]).collect(),
            Detail::Brief => alike(&relations.values),
        };
        let groups: Vec<Vec<Row>> =
            groups.into_iter().map(|group| group.into_iter().map(shown).collect()).collect();
        let drawing = Drawing { relations, detail, firms: relations.firms.len(), groups, more: 0 };
        let boxes = drawing.boxes();
        let covered: f64 = boxes.iter().map(|(w, h)| (w + 12.0) * (h + 12.0)).sum();
        if whole.w * whole.h * 0.7 < covered {
            continue; // plainly too many boxes
        }
        // A few boxes stand closer together, so that lines are not longer than they need be.
        let share = (0.4 + 0.05 * boxes.len() as f64).min(1.0);
        let area = Area::around(middle(&whole), whole.w * share.max(0.6), whole.h * share);
        let layout = layout::around(drawing.firms, &boxes, &drawing.edges(), area);
        if layout.clear {
            return drawing.placed(layout, width, HEIGHT);
        }
    }
    let drawing = strongest(relations, shown);
    let boxes = drawing.boxes();
    let (places, height) = layout::free(Some(drawing.firms), &boxes, &drawing.edges(), WIDTH);
    drawing.placed(Layout { places, clear: true }, WIDTH, height)
}

/// As many of the strongest values, and of the bidders that hold them, as are drawn at all.
fn strongest<'r, 'a>(
    relations: &'r Relations<'a>,
    shown: impl Fn(usize) -> Row,
) -> Drawing<'r, 'a> {
    let all = relations.firms.len();
    let firms = all.min(NODES_AT_MOST * 2 / 3);
    let drawn = |value: &Value<'_>| value.holders.iter().filter(|held| held.firm < firms).count();
    let mut groups = alike(&relations.values);
    groups.retain(|group| 1 < drawn(&relations.values[group[0]]));
    groups.truncate(NODES_AT_MOST - firms);
    let kept: usize = groups.iter().map(Vec::len).sum();
    let more = all - firms + relations.values.len() - kept;
    let groups = groups.into_iter().map(|group| group.into_iter().map(&shown).collect()).collect();
    Drawing { relations, detail: Detail::Brief, firms, groups, more }
}

/// Values with the same holders, the strongest first, in the order of their strongest.
fn alike(values: &[Value<'_>]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    for (at, value) in values.iter().enumerate() {
        groups.entry(value.holders.iter().map(|held| held.firm).collect()).or_default().push(at);
    }
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = groups.into_iter().collect();
    for (_, group) in &mut groups {
        group.sort_by_key(|at| std::cmp::Reverse(values[*at].grade));
    }
    groups.sort_by(|(a_holders, a), (b_holders, b)| {
        values[b[0]].grade.cmp(&values[a[0]].grade).then_with(|| a_holders.cmp(b_holders))
    });
    groups.into_iter().map(|(_, group)| group).collect()
}

fn row(view: View<'_>, relations: &Relations<'_>, at: usize) -> Row {
    let shared = relations.values[at].shared;
    let field = shared.attribute.field;
    Row {
        value: at,
        name: view.text(&field_name(field)).to_owned(),
        shown: view.value(Some(field), &shared.key),
    }
}

/// A picture before anything has a place.
struct Drawing<'r, 'a> {
    relations: &'r Relations<'a>,
    detail: Detail,
    /// So many of the first bidders.
    firms: usize,
    groups: Vec<Vec<Row>>,
    more: usize,
}

impl Drawing<'_, '_> {
    fn boxes(&self) -> Vec<Size> {
        let firm = |firm: &Firm| match self.detail {
            Detail::Full => (width(&firm.name, 14.0, true) + 24.0, 30.0),
            Detail::Brief => (width(&firm.name, 12.0, true) + 16.0, 24.0),
        };
        let row = |row: &Row| match self.detail {
            Detail::Full => {
                let text = width(&row.name, 12.0, true).max(width(&row.shown, 12.0, false));
                16.0 + text.min(TEXT_AT_MOST)
            }
            Detail::Brief => 14.0 + width(&row.name, 12.0, false).min(TEXT_AT_MOST),
        };
        let group = |rows: &Vec<Row>| {
            let height = match self.detail {
                Detail::Full => 40.0,
                Detail::Brief => ROW * rows.len() as f64,
            };
            (TAB + rows.iter().map(row).fold(0.0, f64::max), height)
        };
        self.relations.firms[..self.firms]
            .iter()
            .map(firm)
            .chain(self.groups.iter().map(group))
            .collect()
    }

    /// The bidders of a group that are drawn.
    fn holders(&self, group: usize) -> impl Iterator<Item = usize> + '_ {
        let first = self.groups[group].first().map(|row| &self.relations.values[row.value].holders);
        first.into_iter().flatten().map(|held| held.firm).filter(|firm| *firm < self.firms)
    }

    fn edges(&self) -> Vec<(usize, usize)> {
        (0..self.groups.len())
            .flat_map(|at| self.holders(at).map(move |firm| (firm, self.firms + at)))
            .collect()
    }

    fn placed(self, layout: Layout, width: f64, height: f64) -> Picture {
        let rooms: Vec<Area> = layout
            .places
            .iter()
            .zip(self.boxes())
            .map(|(at, (w, h))| Area::around(*at, w, h))
            .collect();
        let grade = |rows: &[Row]| {
            rows.iter().map(|row| self.relations.values[row.value].grade).max().flatten()
        };
        let lines = (0..self.groups.len()).flat_map(|at| {
            let line = move |firm| Line {
                firm,
                group: at,
                grade: None,
                cells: String::new(),
                along: None,
            };
            self.holders(at).map(line)
        });
        let mut lines: Vec<Line> = lines.collect();
        for line in &mut lines {
            let rows = &self.groups[line.group];
            line.grade = grade(rows);
            line.cells = self.cells(line.firm, rows);
        }
        addresses(&mut lines, self.firms, &rooms);
        let mut rooms = rooms.into_iter();
        let firms: Vec<Area> = rooms.by_ref().take(self.firms).collect();
        let grades: Vec<Option<Grade>> = self.groups.iter().map(|rows| grade(rows)).collect();
        let groups = self.groups.into_iter().zip(grades).zip(rooms);
        let groups = groups.map(|((rows, grade), area)| Group { rows, grade, area }).collect();
        Picture { width, height, detail: self.detail, firms, groups, lines, more: self.more }
    }

    /// The first cell of a line, and how many more there are.
    fn cells(&self, firm: usize, rows: &[Row]) -> String {
        let mut cells: Vec<&str> = rows
            .iter()
            .flat_map(|row| &self.relations.values[row.value].holders)
            .filter(|held| held.firm == firm)
            .flat_map(|held| held.cells.iter().map(String::as_str))
            .collect();
        cells.sort_unstable();
        cells.dedup();
        match cells.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first, rest @ ..] => format!("{first} +{}", rest.len()),
        }
    }
}

/// A place for the cells of each line, where there is one that covers no box and no other address.
fn addresses(lines: &mut [Line], firms: usize, rooms: &[Area]) {
    let mut taken: Vec<Area> = Vec::new();
    let ends: Vec<(Point, Point)> = lines
        .iter()
        .map(|line| (middle(&rooms[line.firm]), middle(&rooms[firms + line.group])))
        .collect();
    for (at, line) in lines.iter_mut().enumerate().filter(|(_, line)| !line.cells.is_empty()) {
        let (from, to) = ends[at];
        let (w, h) = (width(&line.cells, ADDRESS, false), ADDRESS * (ABOVE + BELOW));
        let area = |along: f64| Area::around(between(from, to, along), w, h);
        let free = |along: &f64| {
            let here = area(*along);
            !rooms.iter().any(|room| room.overlaps(&here, 2.0))
                && !taken.iter().any(|other| other.overlaps(&here, 6.0))
        };
        // Best where no other line passes.
        let passing = |along: &f64| {
            let here = area(*along);
            let others = ends.iter().enumerate().filter(|(other, _)| *other != at);
            others.filter(|(_, (from, to))| layout::crosses_box(*from, *to, here)).count()
        };
        let places = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
        line.along = places.into_iter().filter(free).min_by_key(passing);
        taken.extend(line.along.map(area));
    }
}

/// A point on the way from one to another.
pub(in crate::report) fn between(from: Point, to: Point, along: f64) -> Point {
    (from.0 + (to.0 - from.0) * along, from.1 + (to.1 - from.1) * along)
}

/// What a picture leaves out: boxes, and names that found no room.
pub(in crate::report) fn left_out(lang: Lang, boxes: usize, unnamed: usize) -> String {
    let (more, names) = match lang {
        Lang::Zh => (format!("+{boxes} 更多"), format!("{unnamed} 家名称从略")),
        Lang::En => (format!("+{boxes} more"), format!("{unnamed} names left out")),
    };
    let parts = [(boxes, more), (unnamed, names)];
    let parts: Vec<String> =
        parts.into_iter().filter(|(n, _)| 0 < *n).map(|(_, said)| said).collect();
    parts.join(if lang == Lang::Zh { "；" } else { "; " })
}

/// A text cut to the width of its box.
pub(in crate::report) fn in_box(text: &str, area: &Area, bold: bool) -> String {
    fit(text, area.w - TAB - 9.0, 12.0, bold)
}
