//! The prices of many bidders: a histogram, and the runs of prices that lie closest together.

use super::canvas::Area;
use super::canvas::{CONTEXT, Canvas, GRID, INK, INK2, INK3, LEFT, Label, PALE, RIGHT, solid};
use super::measure::fit;
use super::number::percent;
use super::prices::Prices;
use super::scale::Scale;
use crate::report::View;
use crate::text::Lang;

/// Prices that make a run.
const RUN: usize = 3;
/// Bars of the histogram, about.
const BARS: usize = 24;

/// Draws the histogram at the left and the tightest runs at the right.
pub(super) fn draw(view: View<'_>, canvas: &mut Canvas<'_>, prices: &Prices<'_>) {
    let values: Vec<f64> = prices.rows.iter().map(|row| prices.unit.of_yuan(row.yuan)).collect();
    let (low, high) = (values[0], values[values.len() - 1]);
    let line = prices
        .ceiling
        .map(|(yuan, _)| prices.unit.of_yuan(yuan))
        .filter(|line| *line < high * 2.0 && low < line * 2.0);
    let (from, to) = (low.min(line.unwrap_or(low)), high.max(line.unwrap_or(high)));
    let step = nice((to - from).max(to * 1e-4) / BARS as f64);
    let (from, to) = ((from / step).floor() * step, ((to / step).floor() + 1.0) * step);
    let bars = ((to - from) / step).round() as usize;
    let mut counts = vec![0_usize; bars.max(1)];
    for value in &values {
        let at = (((value - from) / step).floor().max(0.0) as usize).min(counts.len() - 1);
        counts[at] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(1).max(1);
    let (x, y) =
        (Scale::new(from, to, 72.0, 580.0), Scale::new(0.0, most as f64 * 1.1, 500.0, 170.0));
    canvas.text(Label::note(LEFT, 130.0, view.say("家数", "bidders")));
    for (value, label) in y.ticks(4).into_iter().filter(|(value, _)| value.fract() == 0.0) {
        canvas.line(
            (72.0, y.at(value)),
            (580.0, y.at(value)),
            solid(if value == 0.0 { CONTEXT } else { GRID }, 1.0),
        );
        canvas.text(Label::note(62.0, y.at(value) + 5.0, label).end());
    }
    for (value, label) in x.ticks(5) {
        canvas.text(Label::note(x.at(value), 524.0, label).middle());
    }
    for (at, count) in counts.iter().enumerate().filter(|(_, count)| 0 < **count) {
        let left = x.at(from + at as f64 * step);
        let (w, top) = (x.at(from + (at + 1) as f64 * step) - left, y.at(*count as f64));
        canvas.rect(Area { x: left + 0.5, y: top, w: w - 1.0, h: 500.0 - top }, Some(PALE), None);
    }
    if let Some(line) = line {
        canvas.line((x.at(line), 158.0), (x.at(line), 500.0), solid(INK, 1.8));
        let said = prices.ceiling.map(|(yuan, _)| prices.unit.show(yuan)).unwrap_or_default();
        let label = Label::new(
            x.at(line) + 4.0,
            152.0,
            format!("{} {said}", view.say("最高限价", "ceiling")),
        )
        .bold(true);
        canvas.text(label.end());
    }
    list(view, canvas, prices, &values);
}

fn list(view: View<'_>, canvas: &mut Canvas<'_>, prices: &Prices<'_>, values: &[f64]) {
    let left = 624.0;
    canvas.text(Label::note(
        left,
        130.0,
        view.say("最接近的各段报价（三家一段）", "Tightest runs of three prices"),
    ));
    for (at, first) in tightest(values).into_iter().take(7).enumerate() {
        let y = 160.0 + at as f64 * 50.0;
        let spread = percent((values[first + RUN - 1] - values[first]) / values[first]);
        let from = prices.unit.show(prices.rows[first].yuan);
        let said = match view.options.lang {
            Lang::Zh => format!("{from} 起，相差 {spread}"),
            Lang::En => format!("from {from}, {spread} apart"),
        };
        canvas.text(Label::new(left, y, said).colour(INK));
        let names: Vec<&str> =
            (first..first + RUN).map(|at| prices.rows[at].name.as_str()).collect();
        let names = fit(&names.join(view.say("、", ", ")), RIGHT - left, 13.0, false);
        canvas.text(Label::new(left, y + 18.0, names).size(13.0).colour(INK2));
    }
    let note = view.say("段内各家报价相连，不重复计入", "runs do not share bidders");
    canvas.text(Label::new(left, 528.0, note).size(12.0).colour(INK3));
}

/// Where runs begin, the tightest first; no price is in two.
fn tightest(values: &[f64]) -> Vec<usize> {
    let spread = |at: usize| (values[at + RUN - 1] - values[at]) / values[at];
    let mut starts: Vec<usize> = (0..values.len().saturating_sub(RUN - 1)).collect();
    starts.sort_by(|a, b| spread(*a).total_cmp(&spread(*b)).then(a.cmp(b)));
    let mut kept: Vec<usize> = Vec::new();
    for start in starts {
        if kept.iter().all(|other| RUN <= other.abs_diff(start)) {
            kept.push(start);
        }
    }
    kept
}

/// The next of 1, 2, 5, 10 … above a number.
pub(super) fn nice(number: f64) -> f64 {
    let power = 10.0_f64.powf(number.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|step| number <= *step)
        .unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_the_tightest_and_do_not_share_prices() {
        let values = [100.0, 100.1, 100.2, 100.3, 120.0, 130.0, 130.1, 130.2];
        assert_eq!(tightest(&values), [5, 1]);
    }

    #[test]
    fn bars_have_round_widths() {
        assert_eq!([nice(0.9), nice(1.3), nice(30.0)], [1.0, 2.0, 50.0]);
    }
}
