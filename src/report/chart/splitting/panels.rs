//! The three panels of the chart of purchases: single purchases, the rolling sum, the distribution.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Dot, NEAR, Plan};
use crate::report::View;
use crate::report::chart::canvas::{
    Area, CONTEXT, Canvas, GRID, INK, INK2, INK3, LEFT, Label, OUTLINE, PALE, RIGHT, WHITE,
    of_grade, solid,
};
use crate::report::chart::mark::mark;
use crate::report::chart::number::chance;
use crate::report::chart::scale::{self, Scale};
use crate::rules::Grade;
use crate::screen::bunching::{self, HONEST_SHARE_BELOW};
use crate::text::{Lang, Text};

/// The plot of single purchases.
const DOTS: Area = Area { x: 92.0, y: 146.0, w: 598.0, h: 186.0 };
/// The plot of the rolling sum.
const SUMS: Area = Area { x: 92.0, y: 394.0, w: 598.0, h: 114.0 };
/// The left edge of the distribution.
const BARS: f64 = 730.0;

pub(super) fn paint(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>) {
    let (first, last) = (plan.dots[0].date, plan.dots[plan.dots.len() - 1].date);
    // Whole months, so that the ticks begin where the axis begins.
    let (first, last) = (first.first_of_month(), last.last_of_month());
    // A disc on the first or the last day stands clear of the axis.
    let time = Scale::new(scale::day(first), scale::day(last), DOTS.x + 8.0, DOTS.right() - 8.0);
    let amounts = amounts(plan);
    dots(view, canvas, plan, &time, &amounts);
    sums(view, canvas, plan, &time);
    distribution(view, canvas, plan, &amounts);
    for (date, label) in scale::months(first, last, 7) {
        let x = time.at(scale::day(date));
        canvas.line((x, SUMS.bottom()), (x, SUMS.bottom() + 6.0), solid(CONTEXT, 1.0));
        canvas.place([Label::note(x, SUMS.bottom() + 26.0, label).middle()]);
    }
}

/// The axis of amounts: up to the threshold, unless all amounts are far below it; not up to a single giant.
fn amounts(plan: &Plan<'_>) -> Scale {
    let threshold = plan.unit.of_yuan(plan.threshold);
    let largest = plan.dots.iter().map(|dot| plan.unit.of_yuan(dot.yuan)).fold(0.0, f64::max);
    let top = if largest < threshold * 0.4 {
        largest * 1.25
    } else {
        largest.max(threshold).min(threshold * 1.8) * 1.12
    };
    Scale::new(0.0, top, DOTS.bottom(), DOTS.y)
}

fn dots(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>, time: &Scale, amounts: &Scale) {
    let threshold = plan.unit.of_yuan(plan.threshold);
    canvas.text(Label::note(LEFT, 128.0, view.say("单笔采购", "Single purchases")));
    for (value, label) in amounts.ticks(5) {
        let y = amounts.at(value);
        canvas.line(
            (DOTS.x, y),
            (DOTS.right(), y),
            solid(if value == 0.0 { CONTEXT } else { GRID }, 1.0),
        );
        canvas.text(Label::note(DOTS.x - 10.0, y + 5.0, label).end());
    }
    let figure = plan.unit.say(plan.threshold);
    let name = Text {
        zh: format!("公开招标数额标准 {}", figure.zh).into(),
        en: format!("Open-tender threshold {}", figure.en).into(),
    };
    if amounts.covers(threshold) {
        let y = amounts.at(threshold);
        let band = amounts.at(threshold * 0.9) - y;
        canvas.rect(Area { x: DOTS.x, y, w: DOTS.w, h: band }, Some(GRID), None);
        canvas.line((DOTS.x, y), (DOTS.right(), y), solid(INK, 1.8));
        // Along the line where fewest dots are covered.
        let places = [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| {
            let label = Label::new(DOTS.x, y - 9.0, view.text(&name)).bold(true).halo();
            let x = DOTS.x + (DOTS.w - label.area().w) * share;
            Label::new(x, y - 9.0, view.text(&name)).bold(true).halo()
        });
        let covered = |label: &Label| {
            let at = |dot: &&Dot<'_>| {
                Area::around(
                    (time.at(scale::day(dot.date)), amounts.at(plan.unit.of_yuan(dot.yuan))),
                    16.0,
                    16.0,
                )
            };
            plan.dots.iter().filter(|dot| at(dot).overlaps(&label.area(), 0.0)).count()
        };
        if let Some(label) = places.into_iter().min_by_key(covered) {
            canvas.text(label);
        }
    } else {
        let above = view.say("，在图幅以上", ", above this plot");
        canvas.text(
            Label::new(DOTS.x + 110.0, 128.0, format!("{}{above}", view.text(&name))).bold(true),
        );
    }
    // Grey first, so that the message lies on top.
    let mut order: Vec<&Dot<'_>> = plan.dots.iter().collect();
    order.sort_by_key(|dot| (dot.grade, dot.summed));
    let mut beyond = 0;
    for dot in order {
        let value = plan.unit.of_yuan(dot.yuan);
        if !amounts.covers(value) {
            beyond += 1;
            continue;
        }
        let ink = dot.grade.map(of_grade);
        let fill = ink.unwrap_or(if dot.summed { INK } else { WHITE });
        let stroke = ink.unwrap_or(if dot.summed { INK } else { OUTLINE });
        let at = (time.at(scale::day(dot.date)), amounts.at(value));
        mark(canvas, at, 6.0, dot.grade, fill, solid(stroke, 1.8));
    }
    if 0 < beyond {
        let said = match view.options.lang {
            Lang::Zh => format!("↑ {beyond} 笔更大，超出图幅"),
            Lang::En => format!("↑ {beyond} larger, beyond the plot"),
        };
        canvas.text(Label::note(DOTS.right(), 128.0, said).end());
    }
}

fn sums(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>, time: &Scale) {
    let rolling = plan.rolling();
    let threshold = plan.unit.of_yuan(plan.threshold);
    let peak = rolling.iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    let Some((peak_day, peak_sum)) = peak.copied() else { return };
    let top = plan.unit.of_yuan(peak_sum).max(if plan.unit.of_yuan(peak_sum) < threshold * 0.4 {
        0.0
    } else {
        threshold
    }) * 1.2;
    let axis = Scale::new(0.0, top, SUMS.bottom(), SUMS.y);
    let name = match view.options.lang {
        Lang::Zh if plan.category.is_empty() => {
            "滚动 12 个月累计（品目未写明，全部采购）".to_owned()
        }
        Lang::En if plan.category.is_empty() => {
            "Sum over 12 months (no categories given: all purchases)".to_owned()
        }
        Lang::Zh => format!("滚动 12 个月累计：{}", plan.category),
        Lang::En => format!("Sum over 12 months: {}", plan.category),
    };
    canvas.text(Label::note(LEFT, 376.0, name).within(DOTS.right() - LEFT));
    for (value, label) in axis.ticks(3) {
        let y = axis.at(value);
        canvas.line(
            (SUMS.x, y),
            (SUMS.right(), y),
            solid(if value == 0.0 { CONTEXT } else { GRID }, 1.0),
        );
        canvas.text(Label::note(SUMS.x - 10.0, y + 5.0, label).end());
    }
    if axis.covers(threshold) {
        canvas.line(
            (SUMS.x, axis.at(threshold)),
            (SUMS.right(), axis.at(threshold)),
            solid(INK, 1.4),
        );
    }
    let last = plan.dots.last().map_or(0.0, |dot| scale::day(dot.date));
    let mut points = vec![(SUMS.x, axis.at(0.0))];
    for (day, sum) in rolling.iter().filter(|(day, _)| scale::day(*day) <= last) {
        let x = time.at(scale::day(*day));
        points.push((x, points[points.len() - 1].1));
        points.push((x, axis.at(plan.unit.of_yuan(*sum))));
    }
    points.push((SUMS.right(), points[points.len() - 1].1));
    canvas.path(&points, solid(INK, 2.2));
    let (x, y) = (time.at(scale::day(peak_day)), axis.at(plan.unit.of_yuan(peak_sum)));
    canvas.disc((x, y), 5.0, INK, solid(INK, 1.0));
    let figure = Text {
        zh: format!("{} {}", plan.unit.show(peak_sum), plan.unit.name().zh).into(),
        en: plan.unit.say(peak_sum).en,
    };
    let times = plan.unit.of_yuan(peak_sum) / threshold;
    let said = match view.options.lang {
        Lang::Zh => format!("{}，为标准的 {times:.2} 倍", figure.zh),
        Lang::En => format!("{}, {times:.2} times the threshold", figure.en),
    };
    let label = |x: f64, y: f64| Label::new(x, y, said.clone()).bold(true).halo();
    canvas.place([
        label(x - 10.0, y - 9.0).end(),
        label(x + 10.0, y - 9.0),
        label(x, y - 12.0).middle(),
    ]);
}

fn distribution(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>, amounts: &Scale) {
    let threshold = plan.unit.of_yuan(plan.threshold);
    canvas.text(Label::note(BARS, 128.0, view.say("按金额分布，笔", "By amount")));
    canvas.line((BARS, DOTS.y), (BARS, DOTS.bottom()), solid(CONTEXT, 1.0));
    // Steps of a tenth of the threshold, or of a fifth of the highest amount where the threshold is far above it.
    let on_plot = amounts.covers(threshold);
    let top = if on_plot {
        threshold
    } else {
        plan.dots.iter().map(|dot| plan.unit.of_yuan(dot.yuan)).fold(0.0, f64::max) * 1.001
    };
    // Bars thinner than a line of text could not carry their numbers.
    let step = if on_plot { top / 10.0 } else { top / 5.0 };
    let mut bars: BTreeMap<usize, (usize, Option<Grade>)> = BTreeMap::new();
    for dot in plan.dots.iter().filter(|dot| amounts.covers(plan.unit.of_yuan(dot.yuan))) {
        let bar = bars.entry((plan.unit.of_yuan(dot.yuan) / step) as usize).or_default();
        *bar = (bar.0 + 1, bar.1.max(dot.grade));
    }
    let most = bars.values().map(|(n, _)| *n).max().unwrap_or(1) as f64;
    for (at, (n, grade)) in &bars {
        let (high, low) =
            (amounts.at((*at as f64 + 1.0) * step).max(DOTS.y), amounts.at(*at as f64 * step));
        let near = on_plot && *at == 9;
        let colour = match grade {
            Some(grade) if near => of_grade(*grade),
            _ if near => INK,
            _ => PALE,
        };
        let w = 150.0 * *n as f64 / most;
        canvas.rect(
            Area { x: BARS, y: high + 1.5, w, h: (low - high - 3.0).max(2.0) },
            Some(colour),
            None,
        );
        let label = Label::new(BARS + w + 7.0, (low + high) / 2.0 + 4.5, n.to_string())
            .size(12.0)
            .bold(near)
            .colour(INK2);
        canvas.text(label); // each on its own bar, so none meets another
    }
    if on_plot {
        canvas.line(
            (BARS - 8.0, amounts.at(threshold)),
            (RIGHT, amounts.at(threshold)),
            solid(INK, 1.4),
        );
    }
    facts(view, canvas, plan);
}

fn facts(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>) {
    let near = plan.near().count();
    let others: Vec<Decimal> =
        plan.dots.iter().filter(|dot| !dot.open).map(|dot| dot.yuan).collect();
    let found = bunching::bunching(&others, plan.threshold, NEAR, HONEST_SHARE_BELOW);
    let above = found.map_or(0, |found| found.above);
    let mut lines = match view.options.lang {
        Lang::Zh => {
            vec![format!("标准下 10% 以内：{near} 笔"), format!("标准上 10% 以内：{above} 笔")]
        }
        Lang::En => vec![format!("Within 10% below: {near}"), format!("Within 10% above: {above}")],
    };
    if let Some(found) = found {
        lines.push(format!("{}{}", view.say("二项检验 ", "binomial "), chance(found.chance)));
    }
    lines.push(view.say("以上不计公开招标", "open tenders left out").to_owned());
    if !plan.category.is_empty() {
        lines.push(view.say("累计仅计同一品目", "sum: one category only").to_owned());
    }
    if 0 < plan.undated {
        let n = plan.undated;
        lines.push(match view.options.lang {
            Lang::Zh => format!("另有 {n} 笔没有日期，未画"),
            Lang::En => format!("{n} without a day, not drawn"),
        });
    }
    for (at, line) in lines.into_iter().enumerate() {
        let label = Label::note(BARS, 400.0 + 22.0 * at as f64, line)
            .bold(at == 0)
            .colour(if at == 0 { INK } else { INK3 });
        canvas.text(label.within(RIGHT - BARS));
    }
}
