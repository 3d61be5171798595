//! The submissions: a row for each bidder, or, for many, discs piled up along the axis.

use super::{Plan, minutes, span};
use crate::report::View;
use crate::report::chart::canvas::{
    Area, CONTEXT, Canvas, GRID, INK, INK2, LEFT, Label, OUTLINE, RIGHT, WHITE, of_grade, solid,
};
use crate::report::chart::mark::mark;
use crate::report::chart::measure::width;
use crate::report::chart::scale::Scale;
use crate::text::{Lang, Text};

/// More bidders than this have no row each.
const ROWS_AT_MOST: usize = 9;
/// Where the axis ends where columns stand at its right.
const END: f64 = 668.0;

/// The height that the panel would like.
pub(super) fn wish(plan: &Plan<'_>) -> f64 {
    let n = plan.submissions.len();
    if n <= ROWS_AT_MOST { 58.0 + 17.0 * n as f64 } else { 150.0 }
}

/// The unit of the axis, by how long it is.
fn unit(span: f64) -> (f64, Text) {
    match span {
        span if span <= 180.0 => (1.0, Text::of("分钟", "minutes")),
        span if span <= 72.0 * 60.0 => (60.0, Text::of("小时", "hours")),
        _ => (24.0 * 60.0, Text::of("天", "days")),
    }
}

pub(super) fn draw(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>, area: Area) {
    let head = view.say("投标文件递交", "Submissions");
    canvas.text(Label::new(LEFT, area.y + 14.0, head).bold(true));
    let beside = Label::new(LEFT, 0.0, head).bold(true).area().right() + 16.0;
    let Some((first, last)) = plan.submissions.first().zip(plan.submissions.last()) else {
        let none = view
            .say("没有具体到时刻的递交时间，未画", "no submission has a time of day: not drawn");
        return canvas.text(Label::note(beside, area.y + 14.0, none));
    };
    // Without a deadline the last submission stands for it.
    let end = plan.deadline.map_or(last.at, |(deadline, _)| deadline);
    let before = |at| minutes(at, end);
    let (longest, shortest) = (before(first.at).max(0.0), before(last.at).min(0.0));
    let (one, name) = unit(longest - shortest);
    let rows = plan.submissions.len() <= ROWS_AT_MOST;
    let names = plan.submissions.iter().map(|one| view.review.bidders.short(one.bidder));
    let names = names.map(|name| width(name, 13.0, false)).fold(0.0, f64::max).min(140.0);
    let (x0, x1) = if rows { (LEFT + names + 20.0, END) } else { (LEFT + 8.0, RIGHT - 12.0) };
    let pad = (longest - shortest).max(0.5) * 0.03;
    // Time runs to the right, so the minutes that are left fall.
    let x = Scale::new(-(longest + pad) / one, (pad - shortest) / one, x0, x1);
    let at = |time| x.at(-before(time) / one);
    let (top, bottom) = (area.y + 26.0, area.bottom() - 30.0);
    let axis = match (view.options.lang, plan.deadline) {
        (Lang::Zh, Some(_)) => format!("距截止，{}", name.zh),
        (Lang::En, Some(_)) => format!("{} before the deadline", name.en),
        (Lang::Zh, None) => format!("没有截止时刻，距最后一家，{}", name.zh),
        (Lang::En, None) => format!("no time of the deadline: {} before the last", name.en),
    };
    let mut said = axis;
    if 0 < plan.untimed {
        said += &match view.options.lang {
            Lang::Zh => format!("；另 {} 家没有时刻，未画", plan.untimed),
            Lang::En => format!("; {} without a time not drawn", plan.untimed),
        };
    }
    canvas.text(Label::note(beside, area.y + 14.0, said).within(520.0));
    for (value, label) in x.ticks(6) {
        canvas.line((x.at(value), top), (x.at(value), bottom), solid(GRID, 1.0));
        let label = label.trim_start_matches('−').to_owned();
        canvas.place([Label::note(x.at(value), bottom + 17.0, label).middle()]);
    }
    canvas.line((x0, bottom), (x1, bottom), solid(CONTEXT, 1.0));
    if plan.deadline.is_some() {
        canvas.line((at(end), top), (at(end), bottom), solid(INK, 1.8));
    }
    if rows {
        each(view, canvas, plan, &at, (top, bottom));
    } else {
        piled(view, canvas, plan, &at, (top, bottom));
    }
}

fn dot(canvas: &mut Canvas<'_>, centre: (f64, f64), r: f64, grade: Option<crate::rules::Grade>) {
    let ink = grade.map_or(OUTLINE, of_grade);
    let fill = if grade.is_some() { ink } else { WHITE };
    mark(canvas, centre, r, grade, fill, solid(ink, 1.8));
}

/// A row for each bidder in order of time.
fn each(
    view: View<'_>,
    canvas: &mut Canvas<'_>,
    plan: &Plan<'_>,
    at: &impl Fn(jiff::civil::DateTime) -> f64,
    (top, bottom): (f64, f64),
) {
    let step = (bottom - top) / plan.submissions.len() as f64;
    let size = if step < 15.5 { 12.0 } else { 13.0 };
    let heads = [(796.0, view.say("递交时间", "handed in")), (RIGHT, view.say("距前一家", "gap"))];
    for (x, head) in heads {
        canvas.text(Label::note(x, top - 10.0, head).end());
    }
    for (row, one) in plan.submissions.iter().enumerate() {
        let y = top + step * (row as f64 + 0.5);
        let base = y + size * 0.36;
        let winner = plan.case.winner().is_some_and(|(winner, _)| winner == one.bidder);
        let name = Label::new(LEFT, base, view.review.bidders.short(one.bidder));
        canvas.text(name.size(size).bold(winner).within(140.0));
        dot(canvas, (at(one.at), y), (step * 0.36).min(6.0), one.grade);
        let time = one.at.strftime("%m-%d %H:%M:%S").to_string();
        canvas.text(Label::new(796.0, base, time).size(size).colour(INK2).end());
        let gap = row.checked_sub(1).map(|before| minutes(plan.submissions[before].at, one.at));
        let gap = gap.map_or_else(|| "—".to_owned(), |gap| view.text(&span(gap)).to_owned());
        let graded = one.grade.is_some();
        canvas.text(
            Label::new(RIGHT, base, gap).size(size).bold(graded && 0 < row).colour(INK2).end(),
        );
    }
}

/// Discs along the axis, piled up where they meet; the closest three are named.
fn piled(
    view: View<'_>,
    canvas: &mut Canvas<'_>,
    plan: &Plan<'_>,
    at: &impl Fn(jiff::civil::DateTime) -> f64,
    (top, bottom): (f64, f64),
) {
    let mut piles: Vec<(f64, usize)> = Vec::new();
    let places: Vec<(f64, usize)> = plan
        .submissions
        .iter()
        .map(|one| {
            let x = at(one.at);
            match piles.last_mut().filter(|(left, _)| x - *left < 8.0) {
                Some((left, n)) => {
                    *n += 1;
                    (*left, *n - 1)
                }
                None => {
                    piles.push((x, 1));
                    (x, 0)
                }
            }
        })
        .collect();
    let highest = piles.iter().map(|(_, n)| *n).max().unwrap_or(1) as f64;
    let step = ((bottom - top - 34.0) / highest).min(10.0);
    let r = (step * 0.5).min(4.5);
    for (one, (x, level)) in plan.submissions.iter().zip(&places) {
        dot(canvas, (*x, bottom - 7.0 - step * *level as f64), r, one.grade);
    }
    let closest = plan
        .submissions
        .windows(3)
        .min_by(|a, b| minutes(a[0].at, a[2].at).total_cmp(&minutes(b[0].at, b[2].at)));
    if let Some(run) = closest {
        let names: Vec<&str> =
            run.iter().map(|one| view.review.bidders.short(one.bidder)).collect();
        let within = span(minutes(run[0].at, run[2].at));
        let said = match view.options.lang {
            Lang::Zh => format!("最接近的三家：{}，前后 {}", names.join("、"), within.zh),
            Lang::En => format!("Closest three: {}, within {}", names.join(", "), within.en),
        };
        canvas.text(
            Label::new(LEFT + 8.0, top + 14.0, said)
                .size(13.0)
                .colour(INK2)
                .halo()
                .within(RIGHT - LEFT - 16.0),
        );
    }
}
