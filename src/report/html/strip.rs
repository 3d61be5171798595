//! The price strip: one dot for each price on a line, the ceiling, labels that never touch; above 40 prices a histogram.
//!
//! Geometry only: numbers in, SVG out, one decimal in coordinates.

use std::fmt::Write as _;

/// Width of the drawing, as wide as the column of text.
const WIDTH: f64 = 920.0;
/// Left end of the axis.
const LEFT: f64 = 24.0;
/// Room at the right for labels, which stand to the right of their dots.
const RIGHT: f64 = 190.0;
/// Height of one lane of labels: two lines of text.
const LANE: f64 = 36.0;
/// Lanes at most; dots beyond stay without a label and stand in the table below.
const LANES: usize = 9;
/// Space between labels.
const APART: f64 = 10.0;
/// Bars of the histogram.
const BARS: usize = 24;

/// One price on the strip.
#[derive(Debug, Clone)]
pub(super) struct Dot {
    /// Ten thousands of yuan.
    pub(super) value: f64,
    /// First line of the label, as HTML; empty for a dot without a label.
    pub(super) name: String,
    /// Second line of the label.
    pub(super) amount: String,
    /// Whether the bidder is linked to another: filled.
    pub(super) linked: bool,
}

/// A line across the strip.
#[derive(Debug, Clone)]
pub(super) struct Limit {
    /// Ten thousands of yuan.
    pub(super) value: f64,
    /// What it is, as HTML.
    pub(super) name: String,
    /// Its amount.
    pub(super) amount: String,
}

/// Where the axis begins and ends.
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        // Equal prices need some width; so do the ends.
        let margin = ((high - low) * 0.04).max(high.abs() * 0.002).max(0.000_001);
        Self { low: low - margin, high: high + margin }
    }

    fn x(&self, value: f64) -> f64 {
        LEFT + (value - self.low) / (self.high - self.low) * (WIDTH - LEFT - RIGHT)
    }

    /// Round values along the axis: 1, 2 or 5 times a power of ten apart, five to ten of them.
    fn ticks(low: f64, high: f64) -> Vec<f64> {
        let raw = (high - low) / 7.0;
        let power = 10_f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .iter()
            .map(|times| times * power)
            .find(|step| raw <= *step)
            .unwrap_or(power);
        let first = (low / step).ceil();
        (0..20)
            .map(|at| (first + f64::from(at)) * step)
            .take_while(|value| *value <= high)
            .collect()
    }
}

/// About how wide a label is: a Chinese character is as wide as it is high.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 7.3 } else { 13.2 }).sum()
}

/// The lane of each label, lowest first, going from right to left: a label stands to the right of its dot and above the
/// labels that begin within it, so that no leader crosses a label. `None` beyond the last lane.
pub(super) fn lanes(labels: &[(f64, f64)]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by(|a, b| labels[*b].0.total_cmp(&labels[*a].0).then(a.cmp(b)));
    let mut begins = [f64::INFINITY; LANES];
    let mut lanes = vec![None; labels.len()];
    for at in order {
        let (x, wide) = labels[at];
        // Leaders of the lanes above pass through a lane too, so the label must end before they begin as well.
        let fits = |lane: &usize| begins[*lane..].iter().all(|begin| x + wide + APART <= *begin);
        if let Some(lane) = (0..LANES).find(fits) {
            begins[lane] = x;
            lanes[at] = Some(lane);
        }
    }
    lanes
}

/// The strip as SVG. `says` is the sentence for those who do not see it.
pub(super) fn strip(dots: &[Dot], limit: Option<&Limit>, says: &str) -> String {
    let scale = Scale::of(dots.iter().map(|dot| dot.value).chain(limit.map(|limit| limit.value)));
    let mut labels: Vec<(f64, f64)> = dots
        .iter()
        .filter(|dot| !dot.name.is_empty())
        .map(|dot| (scale.x(dot.value), width(&dot.name).max(width(&dot.amount))))
        .collect();
    if let Some(limit) = limit {
        labels.push((scale.x(limit.value), width(&limit.name).max(width(&limit.amount))));
    }
    let placed = lanes(&labels);
    let used = placed.iter().flatten().max().map_or(0, |lane| lane + 1);
    let top = if limit.is_some() { 30.0 } else { 8.0 };
    let axis = top + LANE * used as f64 + 22.0;
    let mut out = String::new();
    draw_axis(&mut out, &scale, axis);
    if let Some(limit) = limit {
        // No higher than its label, so that it crosses none of the labels above.
        let x = scale.x(limit.value);
        let lane = placed.last().copied().flatten().unwrap_or(0);
        line(&mut out, "lim", x, axis - LANE * (lane as f64 + 1.0) - 2.0, x, axis + 5.0);
        for share in Scale::ticks(scale.low / limit.value * 100.0, 100.0) {
            let x = scale.x(share / 100.0 * limit.value);
            line(&mut out, "ax", x, top - 12.0, x, top - 7.0);
            text(&mut out, "t3 mid", x, top - 17.0, &format!("{}%", trim(share)));
        }
    }
    // Leaders first, so that dots and labels lie above them; the limit has its line.
    for (at, (x, _)) in labels.iter().enumerate().take(labels.len() - usize::from(limit.is_some()))
    {
        if let Some(lane) = placed[at] {
            line(&mut out, "lead", *x, axis - LANE * (lane as f64 + 1.0) - 2.0, *x, axis - 6.0);
        }
    }
    let mut at = 0;
    for dot in dots {
        let x = scale.x(dot.value);
        let class = if dot.linked { "dot on" } else { "dot" };
        let _ = write!(out, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{axis:.1}\" r=\"6\"/>");
        if dot.name.is_empty() {
            continue;
        }
        if let Some(lane) = placed[at] {
            label(
                &mut out,
                x,
                axis - LANE * (lane as f64 + 1.0),
                &dot.name,
                &dot.amount,
                dot.linked,
            );
        }
        at += 1;
    }
    if let (Some(limit), Some(Some(lane))) = (limit, placed.last().filter(|_| limit.is_some())) {
        label(
            &mut out,
            scale.x(limit.value),
            axis - LANE * (*lane as f64 + 1.0),
            &limit.name,
            &limit.amount,
            true,
        );
    }
    svg(&out, axis + 30.0, says)
}

/// A histogram as SVG, for many prices.
pub(super) fn histogram(values: &[f64], limit: Option<&Limit>, says: &str) -> String {
    let scale = Scale::of(values.iter().copied().chain(limit.map(|limit| limit.value)));
    let mut counts = [0_usize; BARS];
    let step = (scale.high - scale.low) / BARS as f64;
    for value in values {
        let bar = ((value - scale.low) / step) as usize;
        counts[bar.min(BARS - 1)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as f64;
    let (top, tall) = (44.0, 150.0);
    let axis = top + tall;
    let mut out = String::new();
    for (at, count) in counts.iter().enumerate().filter(|(_, count)| 0 < **count) {
        let (from, to) =
            (scale.x(scale.low + step * at as f64), scale.x(scale.low + step * (at + 1) as f64));
        let high = *count as f64 / most * tall;
        let _ = write!(
            out,
            "<rect class=\"bar\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{high:.1}\"/>",
            from + 0.5,
            axis - high,
            to - from - 1.0
        );
        text(&mut out, "t3 mid", f64::midpoint(from, to), axis - high - 5.0, &count.to_string());
    }
    draw_axis(&mut out, &scale, axis);
    if let Some(limit) = limit {
        let x = scale.x(limit.value);
        line(&mut out, "lim", x, 6.0, x, axis + 5.0);
        label(&mut out, x, 8.0, &limit.name, &limit.amount, true);
    }
    svg(&out, axis + 30.0, says)
}

fn svg(content: &str, height: f64, says: &str) -> String {
    format!(
        "<svg class=\"strip\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" width=\"{WIDTH:.0}\" height=\"{height:.0}\" role=\"img\" aria-label=\"{says}\">{content}</svg>"
    )
}

fn line(out: &mut String, class: &str, x1: f64, y1: f64, x2: f64, y2: f64) {
    let _ = write!(
        out,
        "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
    );
}

fn text(out: &mut String, class: &str, x: f64, y: f64, words: &str) {
    let _ = write!(out, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{words}</text>");
}

fn label(out: &mut String, x: f64, y: f64, name: &str, amount: &str, bold: bool) {
    text(out, if bold { "b" } else { "t" }, x + 5.0, y + 11.0, name);
    text(out, "t2", x + 5.0, y + 26.0, amount);
}

/// A tick with thousands separators and no needless decimals.
fn thousands(value: f64) -> String {
    let plain = trim(value);
    let (whole, rest) = plain
        .split_once('.')
        .map_or((plain.as_str(), String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let mut shown = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if 0 < at && (whole.len() - at) % 3 == 0 && !shown.ends_with('-') {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown + &rest
}

fn trim(value: f64) -> String {
    let shown = format!("{value:.3}");
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The axis of prices with its ticks, at a height.
fn draw_axis(out: &mut String, scale: &Scale, axis: f64) {
    line(out, "ax", LEFT, axis, WIDTH - RIGHT + 20.0, axis);
    for value in Scale::ticks(scale.low, scale.high) {
        let x = scale.x(value);
        line(out, "ax", x, axis, x, axis + 5.0);
        text(out, "t3 mid", x, axis + 22.0, &thousands(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_never_touch_and_no_leader_crosses_one() {
        let labels: Vec<(f64, f64)> =
            [10.0, 12.0, 12.0, 40.0, 90.0, 91.0, 300.0, 301.5].iter().map(|x| (*x, 80.0)).collect();
        let placed = lanes(&labels);
        for (a, (x, wide)) in labels.iter().enumerate() {
            let lane = placed[a].expect("lanes enough");
            for (b, (other, _)) in labels.iter().enumerate().filter(|(b, _)| *b != a) {
                let above = placed[b].expect("lanes enough");
                let inside = x < other && *other < x + wide + APART;
                assert!(!(inside && lane == above), "{a} and {b} touch");
                assert!(!(inside && lane < above), "the leader of {b} crosses the label of {a}");
            }
        }
    }

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(Scale::ticks(1_120.0, 1_290.0), [1_150.0, 1_200.0, 1_250.0]);
        assert!((3..=9).contains(&Scale::ticks(0.93, 1.0).len()));
        assert_eq!(thousands(1_150.0), "1,150");
        assert_eq!(thousands(0.25), "0.25");
    }

    #[test]
    fn equal_prices_have_a_width() {
        let dot = |name: &str| Dot {
            value: 100.0,
            name: name.into(),
            amount: "100.00".into(),
            linked: false,
        };
        let drawn = strip(&[dot("甲"), dot("乙")], None, "");
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
        assert!(drawn.contains("甲") && drawn.contains("乙"));
    }

    #[test]
    fn every_value_is_counted_once() {
        let values: Vec<f64> = (0..60).map(f64::from).collect();
        let drawn = histogram(&values, None, "");
        let counted: usize = drawn
            .split("<text class=\"t3 mid\"")
            .skip(1)
            .filter_map(|part| part.split(['>', '<']).nth(1)?.parse::<usize>().ok())
            .take_while(|n| *n < 10)
            .sum();
        assert_eq!(counted, 60);
    }
}
