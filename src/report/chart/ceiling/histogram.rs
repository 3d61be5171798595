//! Shares of the ceiling as histograms: winners above losers on one axis, a baseline of the others as a grey outline.

use super::{Outcome, Plan};
use crate::report::View;
use crate::report::chart::canvas::{
    Area, CONTEXT, Canvas, Colour, GRID, INK, INK2, INK3, LEFT, Label, OUTLINE, PALE, RIGHT, solid,
};
use crate::report::chart::crowd::nice;
use crate::report::chart::number::percent;
use crate::report::chart::scale::Scale;
use crate::screen::dispersion::median;
use crate::text::Lang;

/// The sides of the plots, and what stands below the lowest.
const START: f64 = 84.0;
const END: f64 = 716.0;
const BOTTOM: f64 = 500.0;
/// Bars, about.
const BARS: f64 = 30.0;
/// Shares outside are counted, not drawn.
const DRAWN: (f64, f64) = (0.5, 1.2);

/// One histogram.
struct Panel {
    name: String,
    values: Vec<f64>,
    others: Vec<f64>,
    fill: Colour,
    /// A share with what it is.
    mark: Option<(f64, String)>,
}

/// Bars of one width.
struct Bins {
    from: f64,
    step: f64,
    n: usize,
}

impl Bins {
    /// Round bars over all values and the ceiling, in percent.
    fn over(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values
            .filter(|share| (DRAWN.0..=DRAWN.1).contains(share))
            .fold((1.0_f64, 1.0_f64), |(low, high), share| (low.min(share), high.max(share)));
        let step = nice(((high - low) * 100.0 / BARS).max(0.05));
        let from = (low * 100.0 / step).floor() * step;
        // The ceiling itself ends a bar: what lies at it belongs below it.
        let n = (((high * 100.0 - from) / step).ceil() as usize).max(1);
        Self { from, step, n }
    }

    /// How many of the values are in each bar, as a share of all.
    fn shares(&self, values: &[f64]) -> Vec<f64> {
        let mut bars = vec![0.0; self.n];
        for share in values.iter().filter(|share| (DRAWN.0..=DRAWN.1).contains(*share)) {
            // A hair less, so that a round share ends its bar.
            let at = ((share * 100.0 - self.from) / self.step - 1e-9).max(0.0) as usize;
            bars[at.min(self.n - 1)] += 1.0 / values.len() as f64;
        }
        bars
    }

    fn to(&self) -> f64 {
        self.from + self.step * self.n as f64
    }
}

/// One package with many bids.
pub(super) fn one_package(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>) {
    let all = [Outcome::Won, Outcome::Lost, Outcome::Unknown];
    let winner = plan.bids.iter().find(|bid| bid.outcome == Outcome::Won);
    let panel = Panel {
        name: view.say("全部有效报价", "all valid prices").to_owned(),
        values: plan.shares(&all, |_| true),
        others: Vec::new(),
        fill: PALE,
        mark: winner.map(|bid| {
            (bid.share, format!("{} {}", view.say("中标价", "winner"), percent(bid.share)))
        }),
    };
    draw(view, canvas, plan, vec![panel]);
}

/// Many packages.
pub(super) fn packages(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>) {
    let panel = |zh, en, outcomes: &[Outcome], fill| Panel {
        name: view.say(zh, en).to_owned(),
        values: plan.shares(outcomes, |at| plan.is_focus(at)),
        others: plan.shares(outcomes, |at| !plan.is_focus(at)),
        fill,
        mark: None,
    };
    let panels = [
        panel("中标价", "winning prices", &[Outcome::Won], INK2),
        panel("未中标报价", "losing prices", &[Outcome::Lost], PALE),
        panel("没有中标人的报价", "prices without a winner", &[Outcome::Unknown], PALE),
    ];
    let panels = panels.into_iter().filter(|panel| !panel.values.is_empty()).collect();
    draw(view, canvas, plan, panels);
}

fn draw(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>, panels: Vec<Panel>) {
    let every = panels.iter().flat_map(|panel| panel.values.iter().chain(&panel.others).copied());
    let bins = Bins::over(every);
    let x = Scale::new(bins.from, bins.to().max(100.0), START, END);
    let compared =
        plan.compared.as_ref().filter(|_| panels.iter().any(|panel| !panel.others.is_empty()));
    if let Some(compared) = compared {
        canvas.rect(Area { x: START, y: 119.0, w: 16.0, h: 11.0 }, Some(INK2), None);
        let name =
            Label::new(START + 23.0, 130.0, view.text(&compared.name)).size(13.0).colour(INK2);
        let name = name.within(300.0);
        let next = name.area().right() + 24.0;
        canvas.text(name);
        canvas.line((next, 125.0), (next + 20.0, 125.0), solid(OUTLINE, 2.0));
        let others = Label::new(next + 27.0, 130.0, view.text(&compared.others));
        canvas.text(others.size(13.0).colour(INK2));
    }
    let room = (BOTTOM - 150.0) / panels.len() as f64;
    for (at, panel) in panels.iter().enumerate() {
        let top = 150.0 + room * at as f64;
        let last = at + 1 == panels.len();
        let bottom = if last { BOTTOM } else { top + room - 22.0 };
        one(
            view,
            canvas,
            plan,
            panel,
            &bins,
            &x,
            Area { x: START, y: top, w: END - START, h: bottom - top },
        );
    }
    for (value, label) in x.ticks(7) {
        canvas.place([Label::note(x.at(value), BOTTOM + 22.0, format!("{label}%")).middle()]);
    }
    canvas.place([Label::note(LEFT, 541.0, outside(view, plan, &panels)).within(RIGHT - LEFT)]);
}

fn one(
    view: View<'_>,
    canvas: &mut Canvas<'_>,
    plan: &Plan<'_>,
    panel: &Panel,
    bins: &Bins,
    x: &Scale,
    area: Area,
) {
    let (own, others) = (bins.shares(&panel.values), bins.shares(&panel.others));
    let most = own.iter().chain(&others).copied().fold(0.0, f64::max).max(0.01);
    // Room above the bars for what is said of the lines.
    let y = Scale::new(0.0, most * 100.0 * 1.06, area.bottom(), area.y + 22.0);
    for (value, label) in y.ticks(3) {
        let line = if value == 0.0 { CONTEXT } else { GRID };
        canvas.line((area.x, y.at(value)), (area.right(), y.at(value)), solid(line, 1.0));
        canvas.text(Label::note(area.x - 9.0, y.at(value) + 5.0, format!("{label}%")).end());
    }
    let bar = |at: usize| {
        (x.at(bins.from + bins.step * at as f64), x.at(bins.from + bins.step * (at + 1) as f64))
    };
    for (at, share) in own.iter().enumerate().filter(|(_, share)| 0.0 < **share) {
        let ((left, right), top) = (bar(at), y.at(share * 100.0));
        canvas.rect(
            Area { x: left + 0.5, y: top, w: right - left - 1.0, h: area.bottom() - top },
            Some(panel.fill),
            None,
        );
    }
    if !panel.others.is_empty() {
        let mut points = vec![(bar(0).0, area.bottom())];
        for (at, share) in others.iter().enumerate() {
            let ((left, right), top) = (bar(at), y.at(share * 100.0));
            points.extend([(left, top), (right, top)]);
        }
        points.push((bar(bins.n - 1).1, area.bottom()));
        canvas.path(&points, solid(OUTLINE, 2.0));
    }
    let ceiling = x.at(100.0);
    canvas.line((ceiling, area.y + 18.0), (ceiling, area.bottom()), solid(INK, 1.8));
    let label =
        |x: f64| Label::new(x, area.y + 12.0, view.say("限价", "ceiling")).size(13.0).bold(true);
    canvas.place([label(ceiling).middle(), label(END + 6.0).end()]);
    if let Some((share, said)) = &panel.mark {
        let at = x.at(share * 100.0);
        canvas.line((at, area.y + 18.0), (at, area.bottom()), solid(INK, 1.4));
        canvas.disc((at, area.bottom()), 6.0, INK, solid(INK, 1.0));
        let label = |x: f64| Label::new(x, area.y + 12.0, said.as_str()).size(13.0).bold(true);
        canvas.place([label(at).middle(), label(at - 6.0).end(), label(at + 6.0)]);
    }
    facts(view, canvas, plan, panel, area);
}

/// n and medians beside the plot.
fn facts(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>, panel: &Panel, area: Area) {
    let left = END + 26.0;
    let middle = |values: &[f64]| percent(median(values).unwrap_or(0.0));
    let said = |values: &[f64]| match view.options.lang {
        Lang::Zh => format!("中位 {}，n = {}", middle(values), values.len()),
        Lang::En => format!("median {}, n = {}", middle(values), values.len()),
    };
    canvas.text(Label::new(left, area.y + 34.0, panel.name.as_str()).bold(true));
    canvas.text(Label::new(left, area.y + 56.0, said(&panel.values)).size(13.0));
    if let Some(compared) = plan.compared.as_ref().filter(|_| !panel.others.is_empty()) {
        let name = format!("{}：", view.text(&compared.others));
        let name = if view.options.lang == Lang::Zh { name } else { name.replace('：', ":") };
        canvas.text(Label::note(left, area.y + 82.0, name).within(RIGHT - left));
        canvas.text(Label::note(left, area.y + 100.0, said(&panel.others)).colour(INK3));
    }
}

/// What the bars do not show.
fn outside(view: View<'_>, plan: &Plan<'_>, panels: &[Panel]) -> String {
    let beyond = panels
        .iter()
        .flat_map(|panel| panel.values.iter().chain(&panel.others))
        .filter(|share| !(DRAWN.0..=DRAWN.1).contains(*share))
        .count();
    let rejected = plan.shares(&[Outcome::Rejected], |_| true).len();
    let mut said = vec![match view.options.lang {
        Lang::Zh => "纵轴：占各自 n 的比例".to_owned(),
        Lang::En => "height: share of the respective n".to_owned(),
    }];
    if 0 < rejected {
        said.push(match view.options.lang {
            Lang::Zh => format!("另有 {rejected} 个报价被否决，未计"),
            Lang::En => format!("{rejected} rejected, not counted"),
        });
    }
    if 0 < beyond {
        said.push(match view.options.lang {
            Lang::Zh => format!("{beyond} 个在限价的 50% 以下或者 120% 以上，未画"),
            Lang::En => format!("{beyond} below 50% or above 120%, not drawn"),
        });
    }
    said.join(view.say("；", "; "))
}
