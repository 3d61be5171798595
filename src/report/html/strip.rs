//! The price strip: one dot for each price on a line, the ceiling and the reference, the gaps to the next price, labels that
//! never touch; for a telephone a row for each price; above 40 prices a histogram.
//!
//! Geometry only: numbers in, SVG out.

use super::draw::{NARROW, WIDTH, bar, cut, dot, line, svg, text, trim, width};

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
/// Gaps are drawn up to so many prices; all of them stand in the table.
const GAPS: usize = 14;
/// Height of one lane of gaps.
const GAP_LANE: f64 = 18.0;
/// Height of a row for a telephone.
const RUNG: f64 = 46.0;
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
    /// Whether it won.
    pub(super) won: bool,
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
    /// A reference is dashed; the ceiling is not.
    pub(super) dashed: bool,
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

/// The strip as SVG, the dots lowest first. `gaps` names the row of gaps; `says` is the sentence for those who do not see it.
pub(super) fn strip(dots: &[Dot], limits: &[Limit], gaps: &str, says: &str) -> String {
    let values = dots.iter().map(|dot| dot.value).chain(limits.iter().map(|limit| limit.value));
    let scale = Scale::of(values);
    let ceiling = limits.iter().find(|limit| !limit.dashed);
    let labelled = dots.iter().filter(|dot| !dot.name.is_empty());
    let labels: Vec<(f64, f64)> = labelled
        .map(|dot| (dot.value, &dot.name, &dot.amount))
        .chain(limits.iter().map(|limit| (limit.value, &limit.name, &limit.amount)))
        .map(|(value, name, amount)| (scale.x(value), width(name).max(width(amount))))
        .collect();
    let placed = lanes(&labels);
    let used = placed.iter().flatten().max().map_or(0, |lane| lane + 1);
    let top = if ceiling.is_some() { 30.0 } else { 8.0 };
    let axis = top + LANE * used as f64 + 22.0;
    let above = |lane: usize| axis - LANE * (lane as f64 + 1.0);
    let mut out = String::new();
    draw_axis(&mut out, &scale, axis);
    if let Some(limit) = ceiling {
        for share in Scale::ticks(scale.low / limit.value * 100.0, scale.high / limit.value * 100.0)
        {
            let x = scale.x(share / 100.0 * limit.value);
            line(&mut out, "ax", x, top - 12.0, x, top - 7.0);
            text(&mut out, "t3 mid", x, top - 17.0, &format!("{}%", trim(share)));
        }
    }
    // Leaders and limits first, so that dots and labels lie above them; no line is higher than its label, so that it crosses none.
    let first_limit = labels.len() - limits.len();
    for (at, (x, _)) in labels.iter().enumerate() {
        let limit = at.checked_sub(first_limit).map(|at| &limits[at]);
        let high = placed[at].map_or(axis - 22.0, |lane| above(lane) - 2.0);
        match limit {
            Some(limit) => {
                line(&mut out, if limit.dashed { "ref" } else { "lim" }, *x, high, *x, axis + 5.0);
            }
            None if placed[at].is_some() => line(&mut out, "lead", *x, high, *x, axis - 6.0),
            None => {}
        }
    }
    for one in dots {
        dot(&mut out, scale.x(one.value), axis, one.linked);
    }
    let words = dots
        .iter()
        .filter(|dot| !dot.name.is_empty())
        .map(|dot| (&dot.name, &dot.amount, dot.linked))
        .chain(limits.iter().map(|limit| (&limit.name, &limit.amount, !limit.dashed)));
    for (at, (name, amount, bold)) in words.enumerate() {
        if let Some(lane) = placed[at] {
            label(&mut out, labels[at].0, above(lane), name, amount, bold);
        }
    }
    let below = draw_gaps(&mut out, &scale, dots, ceiling, axis + 42.0, gaps);
    svg("strip", WIDTH, &out, below, says)
}

/// The gaps between neighbours, and from the highest to the ceiling, as bars with their sizes below; how far down it goes.
fn draw_gaps(
    out: &mut String,
    scale: &Scale,
    dots: &[Dot],
    ceiling: Option<&Limit>,
    top: f64,
    name: &str,
) -> f64 {
    if GAPS < dots.len() || dots.len() < 2 {
        return top - 12.0;
    }
    let mut values: Vec<f64> = dots.iter().map(|dot| dot.value).collect();
    values.extend(
        ceiling
            .map(|limit| limit.value)
            .filter(|value| values.last().is_some_and(|last| last < value)),
    );
    let linked = |at: usize| dots.get(at).is_some_and(|dot| dot.linked);
    let mut labels = Vec::new();
    for (at, two) in values.windows(2).enumerate() {
        let (from, to) = (scale.x(two[0]), scale.x(two[1]));
        let class = if linked(at) && linked(at + 1) { "bar ink" } else { "bar" };
        bar(out, class, from + 1.0, top, (to - from - 2.0).max(1.0), 5.0);
        let gap = two[1] - two[0];
        let words = format!("{gap:.2} · {:.2}%", gap / two[0] * 100.0);
        labels.push((f64::midpoint(from, to), words));
    }
    let places: Vec<(f64, f64)> = labels.iter().map(|(x, words)| (*x, width(words))).collect();
    let mut deepest = 0;
    for ((x, words), lane) in labels.iter().zip(lanes(&places)) {
        let Some(lane) = lane else { continue };
        deepest = deepest.max(lane);
        let y = top + 12.0 + GAP_LANE * (lane as f64 + 1.0);
        line(out, "lead", *x, top + 5.0, *x, y);
        text(out, "t2", x + 4.0, y, words);
    }
    text(out, "t3", WIDTH - RIGHT + 26.0, top + 7.0, name);
    top + 22.0 + GAP_LANE * (deepest as f64 + 1.0)
}

/// The same for a telephone: a row for each price, name and amount above its dot.
pub(super) fn ladder(dots: &[Dot], limits: &[Limit], says: &str) -> String {
    let values = dots.iter().map(|dot| dot.value).chain(limits.iter().map(|limit| limit.value));
    let scale = Scale::of(values);
    let x = |value: f64| 10.0 + (value - scale.low) / (scale.high - scale.low) * (NARROW - 20.0);
    let ceiling = limits.iter().find(|limit| !limit.dashed);
    let bottom = RUNG * dots.len() as f64 + 4.0;
    let mut out = String::new();
    for limit in limits {
        let class = if limit.dashed { "ref" } else { "lim" };
        line(&mut out, class, x(limit.value), 0.0, x(limit.value), bottom);
    }
    for (at, one) in dots.iter().enumerate() {
        let y = RUNG * at as f64 + 16.0;
        let share = ceiling
            .map(|limit| format!("　{:.2}%", one.value / limit.value * 100.0))
            .unwrap_or_default();
        let amount = format!("{}{share}", one.amount);
        let room = NARROW - 26.0 - width(&amount);
        text(&mut out, if one.linked { "b" } else { "t" }, 6.0, y, &cut(&one.name, room));
        text(&mut out, "t2 end", NARROW - 12.0, y, &amount);
        line(&mut out, "ax", 10.0, y + 14.0, NARROW - 10.0, y + 14.0);
        dot(&mut out, x(one.value), y + 14.0, one.linked);
    }
    for (at, limit) in limits.iter().enumerate() {
        let words = format!("{} {}", limit.name, limit.amount);
        let from = (x(limit.value) - width(&words) / 2.0)
            .clamp(6.0, (NARROW - 12.0 - width(&words)).max(6.0));
        text(&mut out, "t2", from, bottom + 18.0 * (at as f64 + 1.0), &words);
    }
    svg("ladder", NARROW, &out, bottom + 18.0 * limits.len() as f64 + 8.0, says)
}

/// A histogram as SVG, for many prices.
pub(super) fn histogram(values: &[f64], limits: &[Limit], says: &str) -> String {
    let scale = Scale::of(values.iter().copied().chain(limits.iter().map(|limit| limit.value)));
    let mut counts = [0_usize; BARS];
    let step = (scale.high - scale.low) / BARS as f64;
    for value in values {
        let bar = ((value - scale.low) / step) as usize;
        counts[bar.min(BARS - 1)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as f64;
    let (top, tall) = (84.0, 150.0);
    let axis = top + tall;
    let mut out = String::new();
    for (at, count) in counts.iter().enumerate().filter(|(_, count)| 0 < **count) {
        let (from, to) =
            (scale.x(scale.low + step * at as f64), scale.x(scale.low + step * (at + 1) as f64));
        let high = *count as f64 / most * tall;
        bar(&mut out, "bar", from + 0.5, axis - high, to - from - 1.0, high);
        text(&mut out, "t3 mid", f64::midpoint(from, to), axis - high - 5.0, &count.to_string());
    }
    draw_axis(&mut out, &scale, axis);
    for limit in limits {
        let x = scale.x(limit.value);
        let (class, high) = if limit.dashed { ("ref", 42.0) } else { ("lim", 6.0) };
        line(&mut out, class, x, high, x, axis + 5.0);
        label(
            &mut out,
            x,
            if limit.dashed { 40.0 } else { 8.0 },
            &limit.name,
            &limit.amount,
            !limit.dashed,
        );
    }
    svg("strip", WIDTH, &out, axis + 30.0, says)
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
            won: false,
        };
        let drawn =
            strip(&[dot("甲"), dot("乙")], &[], "", "") + &ladder(&[dot("甲"), dot("乙")], &[], "");
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
        assert!(drawn.contains("甲") && drawn.contains("乙"));
    }

    #[test]
    fn every_value_is_counted_once() {
        let values: Vec<f64> = (0..60).map(f64::from).collect();
        let drawn = histogram(&values, &[], "");
        let counted: usize = drawn
            .split("<text class=\"t3 mid\"")
            .skip(1)
            .filter_map(|part| part.split(['>', '<']).nth(1)?.parse::<usize>().ok())
            .take_while(|n| *n < 10)
            .sum();
        assert_eq!(counted, 60);
    }
}
