//! The procedure and the contracts, each on an axis of days.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::Plan;
use crate::law;
use crate::record::Field;
use crate::report::View;
use crate::report::chart::canvas::{
    Area, CONTEXT, Canvas, GRID, INK, INK2, LEFT, Label, OUTLINE, PALE, RIGHT, WHITE, dashed,
    of_grade, solid,
};
use crate::report::chart::mark::mark;
use crate::report::chart::scale::{self, Scale};
use crate::text::{Lang, Text};

/// The axis of the days.
const START: f64 = 130.0;
const END: f64 = 900.0;

/// The height that the panel of contracts would like.
pub(super) fn wish(plan: &Plan<'_>) -> f64 {
    54.0 + 20.0 * kinds(plan).len() as f64
}

/// The kinds of events, in the order of the first of each.
fn kinds<'p>(plan: &'p Plan<'_>) -> Vec<&'p Text> {
    let mut kinds: Vec<&Text> = Vec::new();
    for event in &plan.events {
        if !kinds.contains(&&event.kind) {
            kinds.push(&event.kind);
        }
    }
    kinds
}

fn heading(canvas: &mut Canvas<'_>, area: Area, head: &str, note: &str) {
    let label = Label::new(LEFT, area.y + 14.0, head).bold(true);
    let beside = label.area().right() + 16.0;
    canvas.text(label);
    canvas.text(Label::note(beside, area.y + 14.0, note).within(RIGHT - beside));
}

/// An axis of days with some room at both ends.
fn axis(days: impl Iterator<Item = Date> + Clone) -> Option<(Scale, Date, Date)> {
    let (first, last) = (days.clone().min()?, days.max()?);
    let pad = (i64::from(law::calendar_days_between(first, last)) / 25).max(1);
    let from = first.checked_sub(pad.days()).unwrap_or(first);
    let to = last.checked_add(pad.days()).unwrap_or(last);
    Some((Scale::new(scale::day(from), scale::day(to), START, END), from, to))
}

fn ticks(canvas: &mut Canvas<'_>, x: &Scale, (from, to): (Date, Date), (top, bottom): (f64, f64)) {
    for (date, label) in scale::months(from, to, 9) {
        let at = x.at(scale::day(date));
        canvas.line((at, top), (at, bottom), solid(GRID, 1.0));
        canvas.place([Label::note(at, bottom + 17.0, label).middle()]);
    }
}

/// The days from notice to contract, and the least period for bidding.
pub(super) fn procedure(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>, area: Area) {
    let missing: Vec<&str> = super::STEPS
        .iter()
        .filter(|(field, _)| {
            matches!(
                field,
                Field::NoticeDate
                    | Field::Deadline
                    | Field::OpeningTime
                    | Field::AwardDate
                    | Field::ContractDate
            )
        })
        .filter(|(field, _)| {
            !plan.steps.iter().any(|step| step.facts.iter().any(|fact| fact.field == *field))
        })
        .map(|(_, name)| view.text(name))
        .collect();
    let mut note = String::new();
    if !missing.is_empty() {
        note = format!(
            "{}{}",
            view.say("材料没有：", "not in the files: "),
            missing.join(view.say("、", ", "))
        );
    } else if plan.least.is_none() {
        view.say(
            "采购方式没有最短期限或者未写明",
            "no least period for this method, or no method given",
        )
        .clone_into(&mut note);
    }
    let days = plan.steps.iter().map(|step| step.date);
    let days = days.chain(plan.least.iter().map(|least| least.until));
    heading(canvas, area, view.say("采购程序", "Procedure"), &note);
    let Some((x, from, to)) = axis(days.collect::<Vec<_>>().into_iter()) else {
        return;
    };
    let bottom = area.bottom() - 30.0;
    // Names above the line, periods below it.
    let line = area.y + (area.h * 0.54).clamp(84.0, 96.0);
    let (start, end) = (scale::day(from), scale::day(to));
    canvas.line((x.at(start), line), (x.at(end), line), solid(CONTEXT, 2.2));
    let mut names = Names { line, areas: Vec::new(), leaders: Vec::new() };
    if let Some(least) = &plan.least {
        let (left, right) = (x.at(scale::day(least.start)), x.at(scale::day(least.until)));
        let short = least.days < least.needed.days;
        let ink = least.grade.filter(|_| short).map(of_grade);
        let bar = Area { x: left, y: line + 15.0, w: right - left, h: 8.0 };
        canvas.rect(bar, Some(PALE), None);
        let had = x.at(scale::day(least.end)).min(right);
        canvas.rect(Area { w: (had - left).max(0.0), ..bar }, Some(ink.unwrap_or(INK2)), None);
        let (days, needed, until) = (least.days, least.needed.days, least.until);
        let why = match (view.options.lang, least.needed.stated) {
            (Lang::Zh, None) => "法定最短",
            (Lang::Zh, Some(_)) => "材料要求最短",
            (Lang::En, None) => "least by law",
            (Lang::En, Some(_)) => "least by the files",
        };
        let said = match (view.options.lang, least.needed.working) {
            (Lang::Zh, true) => {
                format!("{why} {needed} 个工作日，至 {until}；实际 {days} 个工作日")
            }
            (Lang::Zh, false) => format!("{why} {needed} 日，至 {until}；实际 {days} 日"),
            (Lang::En, true) => {
                format!("{why}: {needed} working days, until {until}; given: {days}")
            }
            (Lang::En, false) => format!("{why}: {needed} days, until {until}; given: {days}"),
        };
        let label = |x: f64| {
            Label::new(x, line + 38.0, said.as_str())
                .size(13.0)
                .bold(short)
                .colour(ink.unwrap_or(INK2))
                .halo()
        };
        names.areas.extend(canvas.placed([label(left + 6.0), label(right - 6.0).end()]));
    }
    gaps(view, canvas, plan, &x, line);
    let mut year = None;
    let mut unplaced: Vec<String> = Vec::new();
    for (nth, step) in plan.steps.iter().enumerate() {
        let at = x.at(scale::day(step.date));
        let next = plan.steps.get(nth + 1).map(|next| x.at(scale::day(next.date)));
        let ink = step.grade.map_or(INK, of_grade);
        let fill = if step.grade.is_some() { ink } else { WHITE };
        mark(canvas, (at, line), 6.0, step.grade, fill, solid(ink, 1.8));
        // The year where it begins.
        let pattern = if year == Some(step.date.year()) { "%m-%d" } else { "%Y-%m-%d" };
        year = Some(step.date.year());
        let said = format!("{} {}", view.text(&step.name), step.date.strftime(pattern));
        if !names.place(canvas, (at, next), &said, step.grade.is_some()) {
            unplaced.push(said);
        }
    }
    if !unplaced.is_empty() {
        let also = view.say("另有：", "also: ");
        let said = format!("{also}{}", unplaced.join(view.say("、", ", ")));
        canvas.place([
            Label::note(RIGHT, bottom + 17.0, said.as_str()).size(12.0).end(),
            Label::note(LEFT, bottom + 17.0, said.as_str()).size(12.0),
            Label::note(RIGHT, area.y + 14.0, said.as_str()).size(12.0).end(),
            Label::note(480.0, bottom + 17.0, said.as_str()).size(12.0).middle(),
            Label::note(480.0, area.y + 14.0, said.as_str()).size(12.0).middle(),
        ]);
    }
    // The days stand beside their names: the months give way. Each has a stroke where it begins.
    for (date, _) in scale::months(from, to, 9) {
        let at = x.at(scale::day(date));
        canvas.line((at, line), (at, line + 6.0), solid(CONTEXT, 1.4));
    }
    ticks(canvas, &x, (from, to), (line + 44.0, bottom));
}

/// The names of steps around their line.
struct Names {
    line: f64,
    areas: Vec<Area>,
    /// From a dot to its name: x, upper and lower end.
    leaders: Vec<(f64, f64, f64)>,
}

impl Names {
    /// Places a name above or below its dot, as close as it fits; no thin line crosses a name. Where the next dot is close
    /// the name gives way to the left. False where it does not fit.
    fn place(
        &mut self,
        canvas: &mut Canvas<'_>,
        (x, next): (f64, Option<f64>),
        said: &str,
        bold: bool,
    ) -> bool {
        for rise in [28.0, 48.0, 68.0, -41.0, -62.0] {
            let y = self.line - rise;
            let label = |x: f64| Label::new(x, y, said).size(13.0).bold(bold).halo();
            let half = label(x).area().w / 2.0;
            let middle = x.clamp(LEFT + half + 2.0, RIGHT - half - 2.0);
            let leader = if 0.0 < rise {
                (x, y + 4.0, self.line - 7.0)
            } else {
                (x, self.line + 7.0, y - 13.0)
            };
            let mut places = [label(middle).middle(), label(x - 2.0), label(x + 2.0).end()];
            if next.is_some_and(|next| next < x + half + 8.0) {
                places.reverse();
            }
            for one in places {
                let area = one.area();
                if self.is_clear(&area, leader) && canvas.place([one]) {
                    canvas.line((x, leader.1), (x, leader.2), solid(OUTLINE, 1.0));
                    self.areas.push(area);
                    self.leaders.push(leader);
                    return true;
                }
            }
        }
        false
    }

    fn is_clear(&self, area: &Area, leader: (f64, f64, f64)) -> bool {
        let crosses = |area: &Area, (x, top, bottom): (f64, f64, f64)| {
            let line = Area { x: x - 1.0, y: top, w: 2.0, h: bottom - top };
            area.overlaps(&line, 2.0)
        };
        let beyond = area.x < LEFT || RIGHT < area.right();
        !beyond
            && !self.leaders.iter().any(|other| crosses(area, *other))
            && !self.areas.iter().any(|other| crosses(other, leader))
    }
}

/// Days between one step and the next, where there is room.
fn gaps(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>, x: &Scale, line: f64) {
    for pair in plan.steps.windows(2) {
        let (left, right) = (x.at(scale::day(pair[0].date)), x.at(scale::day(pair[1].date)));
        let days = law::calendar_days_between(pair[0].date, pair[1].date);
        let said = match view.options.lang {
            Lang::Zh => format!("{days} 天"),
            Lang::En => format!("{days} d"),
        };
        let label = Label::note((left + right) / 2.0, line - 7.0, said).size(12.0).middle();
        if label.area().w + 18.0 < right - left {
            canvas.text(label);
        }
    }
}

/// Contracts and deliveries: a row for each kind.
pub(super) fn contracts(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>, area: Area) {
    let head = view.say("合同与履约", "Contract and delivery");
    if plan.events.is_empty() {
        let none = view.say(
            "材料没有到货、验收、补充合同、付款的日期，未画",
            "no days of delivery, acceptance, amendment or payment in the files: not drawn",
        );
        return heading(canvas, area, head, none);
    }
    let award = plan.steps.iter().find(|step| {
        step.facts
            .iter()
            .any(|fact| matches!(fact.field, Field::AwardDate | Field::AwardNoticeDate))
    });
    let note = match (view.options.lang, award) {
        (Lang::Zh, Some(award)) => format!("虚线：定标 {}", award.date),
        (Lang::En, Some(award)) => format!("dashed: award on {}", award.date),
        (Lang::Zh, None) => "材料没有定标日期".to_owned(),
        (Lang::En, None) => "no day of the award in the files".to_owned(),
    };
    heading(canvas, area, head, &note);
    let days: Vec<Date> =
        plan.events.iter().map(|event| event.date).chain(award.map(|award| award.date)).collect();
    let Some((x, from, to)) = axis(days.into_iter()) else { return };
    let kinds = kinds(plan);
    let (top, bottom) = (area.y + 26.0, area.bottom() - 26.0);
    let step = (bottom - top) / kinds.len() as f64;
    ticks(canvas, &x, (from, to), (top, bottom));
    if let Some(award) = award {
        let at = x.at(scale::day(award.date));
        canvas.line((at, top), (at, bottom), dashed(OUTLINE, 1.4));
    }
    for (row, kind) in kinds.into_iter().enumerate() {
        let y = top + step * (row as f64 + 0.5);
        canvas.line((START, y), (END, y), solid(GRID, 1.0));
        canvas
            .text(Label::new(LEFT, y + 4.7, view.text(kind)).size(13.0).within(START - LEFT - 8.0));
        let of: Vec<_> = plan.events.iter().filter(|event| event.kind == *kind).collect();
        for event in &of {
            let ink = event.grade.map_or(INK, of_grade);
            let fill = if event.grade.is_some() { ink } else { WHITE };
            let at = (x.at(scale::day(event.date)), y);
            mark(canvas, at, 5.5, event.grade, fill, solid(ink, 1.8));
        }
        // Dated where there is room, with the year where the row begins.
        for (nth, event) in of.iter().enumerate() {
            let at = x.at(scale::day(event.date));
            let pattern = if nth == 0 { "%Y-%m-%d" } else { "%m-%d" };
            let said = event.date.strftime(pattern).to_string();
            let label =
                |x: f64| Label::new(x, y + 4.5, said.as_str()).size(12.0).colour(INK2).halo();
            let mut beside = [label(at + 10.0), label(at - 10.0).end()];
            // Away from a neighbour that follows closely.
            if of.get(nth + 1).is_some_and(|next| x.at(scale::day(next.date)) < at + 60.0) {
                beside.reverse();
            }
            let free = |label: &Label| {
                !of.iter().any(|other| {
                    let other = Area::around((x.at(scale::day(other.date)), y), 12.0, 12.0);
                    other.overlaps(&label.area(), 0.0)
                })
            };
            let again = nth.checked_sub(1).is_some_and(|before| of[before].date == event.date);
            if !again {
                canvas.place(beside.into_iter().filter(free).collect::<Vec<_>>());
            }
        }
    }
}
