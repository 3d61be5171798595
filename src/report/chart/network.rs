//! Bidders and what they share in one package: boxes for both, a line for each cell.

use std::collections::{BTreeMap, BTreeSet};

use super::canvas::{
    Area, CONTEXT, Canvas, Colour, Head, INK, INK2, INK3, LEFT, Label, OUTLINE, Point, RIGHT, Stroke, WHITE, dashed, of_grade, sheet, solid,
};
use super::layout::{self, Layout, Size};
use super::measure::{fit, width};
use super::number::{count, plural};
use super::{Kind, backbone, grade_at, source_of, which_package};
use crate::graph::{Case, Network, Shared, Strength, attribute};
use crate::record::{Field, place};
use crate::report::View;
use crate::resolve::BidderId;
use crate::rules::Grade;
use crate::text::{Lang, Text};

/// More boxes than this are not drawn.
const NODES_AT_MOST: usize = 150;
/// With more lines than this the cells are not written beside them.
const ADDRESSES_AT_MOST: usize = 30;

/// One bidder.
struct Firm {
    id: BidderId,
    name: String,
    /// Joined to others by strong values.
    linked: bool,
}

/// One shared value, or several with the same holders.
struct Value {
    character: &'static str,
    name: String,
    shown: String,
    grade: Option<Grade>,
    /// The firms that hold it, by index, with the address of the first cell on its sheet.
    holders: Vec<(usize, String)>,
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

pub(super) fn draw(view: View<'_>) -> Result<String, Text> {
    let packages = &view.review.packages;
    let shared: Vec<Vec<Shared>> = packages.iter().map(|package| package.case.network.all_shared()).collect();
    let strong = |of: &[Shared]| of.iter().filter(|one| one.attribute.strength == Strength::Strong).count();
    let most = (0..packages.len()).max_by_key(|at| (strong(&shared[*at]), shared[*at].len(), std::cmp::Reverse(*at)));
    if let Some(at) = most.filter(|at| !shared[*at].is_empty()) {
        return Ok(picture(view, at, &shared[at]));
    }
    if let Some(chart) = backbone::draw(view) {
        return Ok(chart);
    }
    let compared = |at: usize| compared(&packages[at].case);
    match (0..packages.len()).max_by_key(|at| (compared(*at), std::cmp::Reverse(*at))) {
        Some(at) if 0 < compared(at) => Ok(picture(view, at, &[])),
        _ => Err(Text::of(
            "没有可比对的投标人信息：至少两家投标人要有同一类信息，如联系电话、付款账号、MAC 地址或者文件作者",
            "nothing to compare: at least two bidders need one kind of particulars, such as phone, paying account, MAC address or author",
        )),
    }
}

/// Kinds of values that at least two bids have.
fn compared(case: &Case<'_>) -> usize {
    attribute::ATTRIBUTES.iter().filter(|attribute| 1 < Network::holders(&case.bids, attribute.field).len()).count()
}

fn picture(view: View<'_>, at: usize, shared: &[Shared]) -> String {
    let case = &view.review.packages[at].case;
    let head = head(view, at, shared);
    let linked: BTreeSet<BidderId> = case.network.linked_groups().into_iter().flatten().collect();
    let winner = case.winner().map(|(winner, _)| winner);
    let joined: BTreeSet<BidderId> = shared.iter().flat_map(Shared::bidders).collect();
    let firm = |id: BidderId| {
        let mut name = fit(case.bidders.short(id), 112.0, 14.0, true);
        if winner == Some(id) {
            name.push_str(view.say("（中标）", " (won)"));
        }
        Firm { id, name, linked: linked.contains(&id) }
    };
    let bids = || case.bids.iter().map(|bid| bid.bidder);
    // Without any shared value all bidders are shown on the plot; else those that share nothing stand aside.
    let (mut firms, apart): (Vec<Firm>, Vec<Firm>) =
        bids().map(firm).partition(|firm| shared.is_empty() || joined.contains(&firm.id));
    firms.sort_by_key(|firm| (!firm.linked, firm.id));
    let values: Vec<Value> = shared.iter().filter_map(|one| value(view, at, one, &firms)).collect();
    let aside = !apart.is_empty() || !case.network.hubs.is_empty();
    let whole = Area { x: LEFT, y: 116.0, w: if aside { 648.0 } else { RIGHT - LEFT }, h: 404.0 };
    // A few boxes stand closer together, so that lines are not longer than they need be.
    let boxes = (firms.len() + values.len()) as f64;
    let share = (0.4 + 0.05 * boxes).min(1.0);
    let area = Area::around((whole.x + whole.w / 2.0, whole.y + whole.h / 2.0), whole.w * share.max(0.6), whole.h * share);
    sheet(view, Kind::Network.slug(), &head, |canvas| {
        graph(view, canvas, &firms, values, area);
        if aside {
            margin(view, canvas, case, &apart);
        }
    })
}

fn value(view: View<'_>, at: usize, shared: &Shared, firms: &[Firm]) -> Option<Value> {
    let field = shared.attribute.field;
    let here = |found: &crate::review::Found| found.package == Some(at) || found.package.is_none();
    let grade = grade_at(view, shared.cells().map(|(_, fact)| fact), here);
    let holder = |bidder: BidderId| firms.iter().position(|firm| firm.id == bidder);
    let holders = shared.holders.iter().filter_map(|holder_of| {
        let cell = holder_of.facts.first().filter(|fact| place::is_cell(fact.at)).map(|fact| fact.at.a1());
        Some((holder(holder_of.bidder)?, cell.unwrap_or_default()))
    });
    let holders: Vec<(usize, String)> = holders.collect();
    (!holders.is_empty()).then(|| Value {
        character: shared.attribute.family.character(),
        name: field_name(view, field),
        shown: view.value(Some(field), &shared.key),
        grade,
        holders,
    })
}

/// The name of an attribute; those whose field does not say what is shared have one of their own.
fn field_name(view: View<'_>, field: Field) -> String {
    match field {
        Field::RegisteredAddress => view.say("同一楼栋", "one building").to_owned(),
        Field::OfficeAddress => view.say("同一房间", "one room").to_owned(),
        Field::MemberName => view.say("项目组成员", "project staff").to_owned(),
        field => view.text(&field.name()).to_owned(),
    }
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
fn graph(view: View<'_>, canvas: &mut Canvas<'_>, firms: &[Firm], values: Vec<Value>, area: Area) {
    let full = lay_out(Detail::Full, firms, &values, area);
    if let Some(layout) = full.filter(|layout| layout.clear) {
        return paint(view, canvas, Detail::Full, firms, &values, &layout, 0, area);
    }
    let values = merged(view, values);
    if let Some(layout) = lay_out(Detail::Brief, firms, &values, area).filter(|layout| layout.clear) {
        return paint(view, canvas, Detail::Brief, firms, &values, &layout, 0, area);
    }
    // The strongest values, and the firms that hold them.
    let firms = &firms[..firms.len().min(NODES_AT_MOST * 2 / 3)];
    let room = NODES_AT_MOST - firms.len();
    let kept = |value: &Value| 1 < value.holders.iter().filter(|(firm, _)| *firm < firms.len()).count();
    let (mut values, cut): (Vec<Value>, Vec<Value>) = values.into_iter().partition(kept);
    let more = cut.len() + values.len().saturating_sub(room);
    values.truncate(room);
    for value in &mut values {
        value.holders.retain(|(firm, _)| *firm < firms.len());
    }
    if let Some(layout) = lay_out(Detail::Mark, firms, &values, area) {
        paint(view, canvas, Detail::Mark, firms, &values, &layout, more, area);
    }
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
            let text = width(&value.name, 12.0, true).max(width(&value.shown, 12.0, false)).min(126.0);
            (20.0 + 16.0 + text, 40.0)
        }
        Detail::Brief => (20.0 + 14.0 + width(&value.name, 12.0, false).min(110.0), 22.0),
        Detail::Mark => (16.0, 16.0),
    };
    firms.iter().map(firm).chain(values.iter().map(value)).collect()
}

fn edges(firms: usize, values: &[Value]) -> Vec<(usize, usize)> {
    let of = |(at, value): (usize, &Value)| value.holders.iter().map(move |(firm, _)| (*firm, firms + at)).collect::<Vec<_>>();
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

#[allow(clippy::too_many_arguments)]
fn paint(
    view: View<'_>,
    canvas: &mut Canvas<'_>,
    detail: Detail,
    firms: &[Firm],
    values: &[Value],
    layout: &Layout,
    more: usize,
    area: Area,
) {
    let boxes = sizes(detail, firms, values);
    let rooms: Vec<Area> = layout.places.iter().zip(&boxes).map(|(at, (w, h))| Area::around(*at, *w, *h)).collect();
    for (at, value) in values.iter().enumerate() {
        for (firm, _) in &value.holders {
            canvas.line(layout.places[*firm], layout.places[firms.len() + at], stroke_of(value.grade));
        }
    }
    for (at, value) in values.iter().enumerate() {
        value_box(canvas, detail, value, rooms[firms.len() + at]);
    }
    for (at, firm) in firms.iter().enumerate() {
        firm_box(canvas, detail, firm, layout.places[at], rooms[at]);
    }
    if detail == Detail::Mark {
        let mut unnamed = 0;
        for (at, firm) in firms.iter().enumerate() {
            let (x, y) = layout.places[at];
            let label = |x: f64, y: f64| Label::new(x, y, &firm.name).size(12.0).bold(firm.linked).halo();
            let sides = [label(x, y - 12.0).middle(), label(x, y + 21.0).middle(), label(x + 11.0, y + 4.0), label(x - 11.0, y + 4.0).end()];
            let free = sides.into_iter().filter(|label| !rooms.iter().any(|room| room.overlaps(&label.area(), 0.0)));
            unnamed += usize::from(!canvas.place(free.collect::<Vec<_>>()));
        }
        let note = match (view.options.lang, more, unnamed) {
            (_, 0, 0) => String::new(),
            (Lang::Zh, 0, n) => format!("{n} 家名称从略"),
            (Lang::Zh, more, n) => format!("+{more} 更多；{n} 家名称从略"),
            (Lang::En, more, n) => format!("+{more} more values; {n} names left out"),
        };
        canvas.text(Label::note(area.right(), 541.0, note).end());
    } else if edges(firms.len(), values).len() <= ADDRESSES_AT_MOST {
        addresses(canvas, firms.len(), values, layout, &rooms);
    }
    legend(view, canvas, values);
}

fn firm_box(canvas: &mut Canvas<'_>, detail: Detail, firm: &Firm, at: Point, room: Area) {
    let (fill, text) = if firm.linked { (INK, WHITE) } else { (WHITE, INK) };
    if detail == Detail::Mark {
        return canvas.disc(at, 6.0, fill, solid(if firm.linked { INK } else { OUTLINE }, 1.8));
    }
    canvas.rect(room, Some(fill), Some(solid(INK, 1.4)));
    let size = if detail == Detail::Full { 14.0 } else { 12.0 };
    canvas.text(Label::new(at.0, at.1 + size * 0.36, &firm.name).size(size).bold(true).colour(text).middle());
}

fn value_box(canvas: &mut Canvas<'_>, detail: Detail, value: &Value, room: Area) {
    let colour: Colour = value.grade.map_or(INK3, of_grade);
    let tab = if detail == Detail::Mark { room.w } else { 20.0 };
    canvas.rect(room, Some(WHITE), Some(solid(colour, 1.2)));
    canvas.rect(Area { w: tab, ..room }, Some(colour), None);
    let middle = room.y + room.h / 2.0;
    canvas.text(Label::new(room.x + tab / 2.0, middle + 4.4, value.character).size(12.0).bold(true).colour(WHITE).middle());
    let (x, most) = (room.x + tab + 7.0, room.w - tab - 9.0);
    match detail {
        Detail::Full => {
            canvas.text(Label::new(x, middle - 4.0, &value.name).size(12.0).bold(true).within(most));
            canvas.text(Label::new(x, middle + 12.5, &value.shown).size(12.0).colour(INK2).within(most));
        }
        Detail::Brief => canvas.text(Label::new(x, middle + 4.4, &value.name).size(12.0).within(most)),
        Detail::Mark => {}
    }
}

/// The cell of each line beside it, where there is room.
fn addresses(canvas: &mut Canvas<'_>, firms: usize, values: &[Value], layout: &Layout, rooms: &[Area]) {
    for (at, value) in values.iter().enumerate() {
        for (firm, cell) in value.holders.iter().filter(|(_, cell)| !cell.is_empty()) {
            let (from, to) = (layout.places[*firm], layout.places[firms + at]);
            let along = |t: f64| {
                let (x, y) = (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t);
                Label::new(x, y + 4.4, cell).size(12.0).colour(INK2).middle().halo()
            };
            let places = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26].map(along);
            let free = places.into_iter().filter(|label| !rooms.iter().any(|room| room.overlaps(&label.area(), 2.0)));
            canvas.place(free.collect::<Vec<_>>());
        }
    }
}

/// What the lines mean; at most four.
fn legend(view: View<'_>, canvas: &mut Canvas<'_>, values: &[Value]) {
    let grades: BTreeSet<std::cmp::Reverse<Option<Grade>>> = values.iter().map(|value| std::cmp::Reverse(value.grade)).collect();
    let mut x = LEFT;
    for std::cmp::Reverse(grade) in grades {
        canvas.line((x, 536.0), (x + 28.0, 536.0), stroke_of(grade));
        let name = grade.map_or_else(|| view.say("未触发规则", "no finding").to_owned(), |grade| view.text(&grade.name()).to_owned());
        let label = Label::note(x + 36.0, 541.0, name);
        x = label.area().right() + 24.0;
        canvas.text(label);
    }
}

/// At the right: bidders that share nothing, and values that were set aside.
fn margin(view: View<'_>, canvas: &mut Canvas<'_>, case: &Case<'_>, apart: &[Firm]) {
    let (left, mut y) = (712.0, 128.0);
    let hubs = &case.network.hubs;
    if !apart.is_empty() {
        canvas.text(Label::note(left, y, view.say("未见共享值", "Nothing shared")));
        // Half of the margin is kept for what was set aside.
        let last = if hubs.is_empty() { 500.0 } else { 310.0 };
        let (mut x, mut top) = (left, y + 12.0);
        for (at, firm) in apart.iter().enumerate() {
            let name = fit(&firm.name, RIGHT - left - 18.0, 13.0, false);
            let w = width(&name, 13.0, false) + 18.0;
            if RIGHT < x + w {
                (x, top) = (left, top + 32.0);
            }
            if last < top {
                let more = apart.len() - at;
                canvas.text(Label::note(left, top + 16.0, match view.options.lang {
                    Lang::Zh => format!("+{more} 更多"),
                    Lang::En => format!("+{more} more"),
                }));
                break;
            }
            let room = Area { x, y: top, w, h: 25.0 };
            canvas.rect(room, Some(WHITE), Some(solid(OUTLINE, 1.2)));
            canvas.text(Label::new(x + w / 2.0, top + 17.2, name).size(13.0).middle());
            x += w + 7.0;
        }
        y = top + 66.0;
    }
    if hubs.is_empty() {
        return;
    }
    canvas.text(Label::note(left, y, view.say("已搁置的值，不连边", "Set aside, no lines")));
    y += 12.0;
    for (at, hub) in hubs.iter().enumerate() {
        if 500.0 < y {
            let more = hubs.len() - at;
            canvas.text(Label::note(left, y + 16.0, match view.options.lang {
                Lang::Zh => format!("+{more} 更多"),
                Lang::En => format!("+{more} more"),
            }));
            break;
        }
        let room = Area { x: left, y, w: RIGHT - left, h: 26.0 };
        canvas.rect(room, None, Some(dashed(CONTEXT, 1.0)));
        let n = hub.holders.len();
        let holders = match view.options.lang {
            Lang::Zh => format!("{n} 家"),
            Lang::En => n.to_string(),
        };
        let holders = Label::note(RIGHT - 8.0, y + 17.6, holders).size(12.0).end();
        let most = holders.area().x - left - 20.0;
        let name = Label::new(left + 8.0, y + 17.6, field_name(view, hub.field)).size(12.0).colour(INK2).within(most * 0.5);
        let x = name.area().right() + 8.0;
        let shown = Label::note(x, y + 17.6, view.value(Some(hub.field), &hub.key)).size(12.0).within(most + left + 8.0 - x);
        canvas.text(name);
        canvas.text(shown);
        canvas.text(holders);
        y += 32.0;
    }
}

fn head(view: View<'_>, at: usize, shared: &[Shared]) -> Head {
    let case = &view.review.packages[at].case;
    let names = |ids: &[BidderId]| case.bidders.names(ids);
    let (n, values) = (case.bids.len(), shared.len());
    let cells: BTreeSet<_> = shared.iter().flat_map(Shared::cells).map(|(_, fact)| (fact.at, fact.field)).collect();
    let (c, kinds, which) = (cells.len(), compared(case), which_package(view, at));
    let black = if case.network.linked_groups().is_empty() { "" } else { view.say("；黑底为由强关联相连的投标人", "; black: joined by strong values") };
    let subtitle = match view.options.lang {
        Lang::Zh if shared.is_empty() => format!("已比对 {kinds} 类信息；n = {n} 家投标人{which}"),
        Lang::En if shared.is_empty() => format!("{} compared; n = {n} bidders{which}", plural(kinds, "kind of value")),
        Lang::Zh => format!("共享值 {values} 个，单元格 {c} 个；n = {n} 家投标人{black}{which}"),
        Lang::En => format!("{}, {}; n = {n} bidders{black}{which}", plural(values, "shared value"), plural(c, "cell")),
    };
    let said: Vec<Text> = shared
        .iter()
        .map(|one| {
            let (who, what) = (names(&one.bidders()), field_name(view, one.attribute.field));
            Text { zh: format!("{}共有{what}", who.zh).into(), en: format!("{} share {what}", who.en).into() }
        })
        .collect();
    let title = title(case, shared);
    let description = if said.is_empty() { view.text(&title).to_owned() } else { view.text(&Text::list(said)).to_owned() };
    let facts = shared.iter().flat_map(Shared::cells).map(|(_, fact)| fact.at);
    let source = source_of(view, facts.chain(shared.is_empty().then(|| case.bids.iter().map(|bid| bid.named.at)).into_iter().flatten()));
    Head { title: view.text(&title).to_owned(), subtitle, description, source }
}

/// Who is joined, and what of the others.
fn title(case: &Case<'_>, shared: &[Shared]) -> Text {
    let groups = case.network.linked_groups();
    let linked: BTreeSet<BidderId> = groups.iter().flatten().copied().collect();
    let weakly: BTreeSet<BidderId> = shared.iter().flat_map(Shared::bidders).filter(|id| !linked.contains(id)).collect();
    let (l, w) = (linked.len(), weakly.len());
    let r = case.bids.len().saturating_sub(l + w);
    let zh = |n: usize| count(n);
    let rest_zh = match (w, r) {
        (0, 0) => String::new(),
        (0, 1) => "，另一家没有共享值".to_owned(),
        (0, r) => format!("，另{}家之间没有共享值", zh(r)),
        (w, _) => format!("，另{}家仅有弱关联", zh(w)),
    };
    let rest_en = match (w, r) {
        (0, 0) => String::new(),
        (0, r) => format!("; the other {r} share nothing"),
        (w, _) => format!("; {w} more only weakly"),
    };
    let pairwise = |group: &[BidderId]| {
        let direct = |a: BidderId, b: BidderId| {
            shared.iter().any(|one| one.attribute.strength == Strength::Strong && one.bidders().contains(&a) && one.bidders().contains(&b))
        };
        2 < group.len() && group.iter().enumerate().all(|(at, a)| group[at + 1..].iter().all(|b| direct(*a, *b)))
    };
    match groups.as_slice() {
        [] if shared.is_empty() => {
            let n = case.bids.len();
            Text { zh: format!("{}家投标人之间没有共享值", zh(n)).into(), en: format!("The {n} bidders share nothing").into() }
        }
        [] => {
            let (rest_zh, rest_en) = match r {
                0 => (String::new(), String::new()),
                r => (format!("，另{}家没有共享值", if r == 1 { "一".to_owned() } else { zh(r) }), format!("; the other {r} share nothing")),
            };
            Text { zh: format!("{}家投标人之间仅有弱关联{rest_zh}", zh(w)).into(), en: format!("{w} bidders are weakly linked{rest_en}").into() }
        }
        [group] => {
            let how = match (pairwise(group), w + r) {
                (true, _) => ("两两相连", "are all linked to each other"),
                (false, 0) => ("全部相连", "are all linked"),
                (false, _) => ("相连", "are linked"),
            };
            Text { zh: format!("{}家投标人{}{rest_zh}", zh(l), how.0).into(), en: format!("{l} bidders {}{rest_en}", how.1).into() }
        }
        groups => {
            let g = groups.len();
            Text {
                zh: format!("{}组投标人各自相连，共{}家", zh(g), zh(l)).into(),
                en: format!("{g} separate groups of linked bidders, {l} in all").into(),
            }
        }
    }
}
