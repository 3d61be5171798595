//! Shares of the ceiling in rows: a bid each, or a package each.

use std::collections::BTreeSet;

use super::{Bid, Outcome, Plan, unit};
use crate::record::Field;
use crate::report::View;
use crate::report::chart::canvas::{
    CONTEXT, Canvas, GRID, INK, INK2, LEFT, Label, OUTLINE, RIGHT, WHITE, of_grade, solid,
};
use crate::report::chart::mark::{self, grade_key};
use crate::report::chart::measure::width;
use crate::report::chart::number::percent;
use crate::report::chart::scale::Scale;
use crate::text::Lang;

/// The upper and the lower edge of the plot.
const TOP: f64 = 150.0;
const BOTTOM: f64 = 506.0;
/// Where the axis ends; columns stand at the right of it.
const END: f64 = 676.0;

/// Where rows stand.
struct Rows {
    step: f64,
    size: f64,
    bottom: f64,
    scale: Scale,
}

impl Rows {
    fn y(&self, row: usize) -> f64 {
        TOP + self.step * (row as f64 + 0.5)
    }

    fn radius(&self) -> f64 {
        if self.step < 19.0 { 5.0 } else { 7.0 }
    }
}

/// Grid, ticks and the ceiling.
fn frame(
    view: View<'_>,
    canvas: &mut Canvas<'_>,
    plan: &Plan<'_>,
    n: usize,
    names: f64,
    line: &str,
) -> Rows {
    let shares = || plan.bids.iter().map(|bid| bid.share * 100.0);
    let (low, high) = (shares().fold(100.0, f64::min), shares().fold(100.0, f64::max));
    let pad = ((high - low) * 0.06).max(0.2);
    let step = ((BOTTOM - TOP) / n as f64).min(58.0);
    let start = LEFT + names + 22.0;
    let rows = Rows {
        step,
        size: if step < 19.0 { 12.0 } else { 14.0 },
        bottom: TOP + step * n as f64,
        scale: Scale::new(low - pad, high + pad, start, END),
    };
    for (value, label) in rows.scale.ticks(6) {
        let x = rows.scale.at(value);
        canvas.line((x, TOP), (x, rows.bottom), solid(GRID, 1.0));
        canvas.place([Label::note(x, rows.bottom + 22.0, format!("{label}%")).middle()]);
    }
    grade_key(view, canvas, plan.bids.iter().filter_map(|bid| bid.grade));
    for row in 0..n {
        canvas.line((start, rows.y(row)), (END, rows.y(row)), solid(GRID, 1.0));
    }
    let x = rows.scale.at(100.0);
    canvas.line((x, 136.0), (x, rows.bottom), solid(INK, 1.8));
    let label = |x: f64| Label::new(x, 130.0, line).bold(true);
    let wide = label(x).area().w;
    canvas.text(if x + wide / 2.0 < END + 8.0 {
        label(x).middle()
    } else {
        label(END + 8.0).end()
    });
    rows
}

/// The headings of the columns at the right, with where they end.
fn headings(canvas: &mut Canvas<'_>, heads: [&str; 3]) {
    for (x, head) in [760.0, 842.0, RIGHT].into_iter().zip(heads) {
        canvas.text(Label::note(x, 130.0, head).end());
    }
}

fn columns(canvas: &mut Canvas<'_>, y: f64, size: f64, cells: [String; 3]) {
    for (at, (x, cell)) in [760.0, 842.0, RIGHT].into_iter().zip(cells).enumerate() {
        let colour = if at == 0 { INK } else { INK2 };
        canvas.text(Label::new(x, y + size * 0.36, cell).size(size).colour(colour).end());
    }
}

/// A filled disc for the winner, hollow for the others, grey for who was rejected; the colour of a grade where a finding
/// points at it.
fn mark(canvas: &mut Canvas<'_>, rows: &Rows, y: f64, bid: &Bid<'_>) {
    let ink = match (bid.grade, bid.outcome) {
        (Some(grade), _) => of_grade(grade),
        (None, Outcome::Won) => INK,
        (None, Outcome::Rejected) => CONTEXT,
        (None, _) => OUTLINE,
    };
    let fill = if bid.outcome == Outcome::Won { ink } else { WHITE };
    let at = (rows.scale.at(bid.share * 100.0), y);
    mark::mark(canvas, at, rows.radius(), bid.grade, fill, solid(ink, 1.8));
}

/// One package: a row for each bid, with how far it lies below the ceiling.
pub(super) fn bids(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>) {
    let short = |bid: &Bid<'_>| view.review.bidders.short(bid.bidder).to_owned();
    let n = plan.bids.len();
    let size = if (BOTTOM - TOP) / (n as f64) < 19.0 { 12.0 } else { 14.0 };
    let close = (BOTTOM - TOP) / (n as f64) < 40.0;
    let names = plan.bids.iter().map(|bid| width(&short(bid), size, false)).fold(0.0, f64::max);
    let names = names.min(150.0) + if close { 48.0 } else { 0.0 };
    let unit = unit(plan);
    let limit = plan.limits.values().next();
    let said = limit.map(|limit| {
        let name = if limit.stated {
            view.say("最高限价", "ceiling")
        } else {
            view.say("预算", "budget")
        };
        match view.options.lang {
            Lang::Zh => format!("{name} {} {}", unit.show(limit.yuan), unit.name().zh),
            Lang::En => format!("{name} {}", unit.say(limit.yuan).en),
        }
    });
    let rows = frame(view, canvas, plan, n, names, &said.unwrap_or_default());
    let of = limit.is_none_or(|limit| limit.stated);
    headings(
        canvas,
        [
            if of {
                view.say("占限价", "of ceiling")
            } else {
                view.say("占预算", "of budget")
            },
            view.say("下浮率", "discount"),
            view.say("报价", "price"),
        ],
    );
    for (row, bid) in plan.bids.iter().enumerate() {
        let y = rows.y(row);
        let won = bid.outcome == Outcome::Won;
        let (line, from) = (rows.scale.at(100.0), rows.scale.at(bid.share * 100.0));
        canvas.line((from, y), (line, y), solid(if won { INK } else { CONTEXT }, 3.0));
        mark(canvas, &rows, y, bid);
        let name = Label::new(LEFT, y + rows.size * 0.36, short(bid)).size(rows.size).bold(won);
        let name = name.within(150.0);
        if matches!(bid.outcome, Outcome::Won | Outcome::Rejected) {
            let outcome = bid.outcome.name();
            let (x, below) = if close {
                (name.area().right() + 7.0, rows.size * 0.36)
            } else {
                (LEFT, rows.size * 0.36 + 17.0)
            };
            let small = rows.size.min(13.0);
            canvas.text(Label::note(x, y + below, view.text(&outcome)).size(small));
        }
        canvas.text(name);
        let cells =
            [percent(bid.share), percent(1.0 - bid.share).replace('-', "−"), unit.show(bid.yuan)];
        columns(canvas, y, rows.size, cells);
    }
}

/// Several packages: a row for each, its bids as discs.
pub(super) fn packages(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>) {
    let n = plan.limits.len();
    let tenders: BTreeSet<&str> =
        plan.limits.keys().map(|at| view.review.packages[*at].case.tender.id.as_str()).collect();
    // The name of the tender tells packages apart only where there are several tenders.
    let name = |at: usize| {
        let case = &view.review.packages[at].case;
        let tender = if case.tender.name.is_empty() { &case.tender.id } else { &case.tender.name };
        let own = case.project.text(Field::PackageName);
        match (case.package.as_str(), own) {
            ("", _) => tender.clone(),
            (package, Some(own)) => format!("{} {package}　{own}", view.say("包", "package")),
            (package, None) if tenders.len() == 1 => {
                format!("{} {package}", view.say("包", "package"))
            }
            (package, None) => format!("{} {package}　{tender}", view.say("包", "package")),
        }
    };
    let wide = |at: &usize| width(&name(*at), 13.0, false);
    let names = plan.limits.keys().map(wide).fold(0.0, f64::max).min(250.0);
    let line = if plan.limits.values().any(|limit| limit.stated) {
        view.say("限价", "ceiling")
    } else {
        view.say("预算", "budget")
    };
    let rows = frame(view, canvas, plan, n, names, line);
    headings(
        canvas,
        [
            view.say("中标价占比", "winner"),
            view.say("最低占比", "lowest"),
            view.say("报价家数", "bids"),
        ],
    );
    for (row, at) in plan.limits.keys().enumerate() {
        let y = rows.y(row);
        let mut bids: Vec<&Bid<'_>> = plan.bids.iter().filter(|bid| bid.package == *at).collect();
        let least = bids.iter().map(|bid| bid.share).fold(f64::INFINITY, f64::min);
        let winner = bids.iter().find(|bid| bid.outcome == Outcome::Won).map(|bid| bid.share);
        canvas.text(Label::new(LEFT, y + 4.7, name(*at)).size(13.0).within(names).colour(INK2));
        let k = bids.len();
        // The winner last, so that it lies on top.
        bids.sort_by_key(|bid| std::cmp::Reverse(bid.outcome));
        for bid in bids {
            mark(canvas, &rows, y, bid);
        }
        columns(
            canvas,
            y,
            rows.size.min(14.0),
            [winner.map_or_else(|| "—".to_owned(), percent), percent(least), k.to_string()],
        );
    }
}
