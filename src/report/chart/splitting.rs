//! Purchases of one purchaser against the open-tender threshold: each by its day and amount, the rolling sum of one
//! category over twelve months, and the distribution of amounts.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use rust_decimal::Decimal;

use super::canvas::{Area, CONTEXT, Canvas, GRID, Head, INK, INK2, INK3, LEFT, Label, OUTLINE, PALE, RIGHT, WHITE, of_grade, sheet, solid};
use super::number::{Unit, chance, plural};
use super::scale::{self, Scale};
use super::{Kind, grade_at, source_of};
use crate::graph::{Purchase, market};
use crate::law::{self, Metric, Place};
use crate::record::{Fact, Field};
use crate::report::View;
use crate::rules::{Article16, Grade};
use crate::screen::bunching::{self, HONEST_SHARE_BELOW};
use crate::text::{Lang, Text};

/// How close below the threshold counts as near: a tenth of it.
const NEAR: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
/// The plot of single purchases.
const DOTS: Area = Area { x: 92.0, y: 146.0, w: 598.0, h: 186.0 };
/// The plot of the rolling sum.
const SUMS: Area = Area { x: 92.0, y: 394.0, w: 598.0, h: 114.0 };
/// The left edge of the distribution.
const BARS: f64 = 730.0;

/// One purchase on the chart.
struct Dot<'m> {
    date: Date,
    yuan: Decimal,
    fact: &'m Fact,
    /// Of the category whose sum is drawn.
    summed: bool,
    open: bool,
    grade: Option<Grade>,
}

struct Plan<'m> {
    buyer: String,
    /// What the summed category is called.
    category: String,
    dots: Vec<Dot<'m>>,
    undated: usize,
    threshold: Decimal,
    why: Text,
    unit: Unit,
}

pub(super) fn draw(view: View<'_>) -> Result<String, Text> {
    let market = market::build(view.review.packages.iter().map(|package| &package.case), view.review.bidders);
    let mut buyers: BTreeMap<&str, Vec<&Purchase<'_>>> = BTreeMap::new();
    for purchase in &market.purchases {
        let of = buyers.entry(&purchase.buyer).or_default();
        if !of.iter().any(|known| is_again(known, purchase)) {
            of.push(purchase);
        }
    }
    let plans = buyers.into_values().filter_map(|purchases| plan(view, &purchases));
    // The purchaser with most purchases just below the threshold, then with most purchases; the first name of several.
    let best = plans.fold(None::<Plan<'_>>, |best, plan| {
        let rank = |plan: &Plan<'_>| (plan.near().count(), plan.dots.len());
        if best.as_ref().is_some_and(|best| rank(&plan) <= rank(best)) { best } else { Some(plan) }
    });
    let Some(plan) = best else {
        return Err(Text::of(
            "没有可画的采购：同一采购人至少要有三笔公开招标以外、有日期和金额的采购（采购台账或者合同台账）",
            "no purchases to draw: one purchaser needs three purchases outside open tenders with day and amount (a ledger of purchases or contracts)",
        ));
    };
    let head = head(view, &plan);
    Ok(sheet(view, Kind::Splitting.slug(), &head, |canvas| paint(view, canvas, &plan)))
}

fn plan<'m>(view: View<'_>, purchases: &[&Purchase<'m>]) -> Option<Plan<'m>> {
    let first = purchases.first()?;
    let dated: Vec<(Date, &Purchase<'m>)> =
        purchases.iter().filter_map(|purchase| Some((purchase.date?.0, *purchase))).collect();
    let last = dated.iter().map(|(date, _)| *date).max()?;
    let (threshold, why) = threshold_of(view, first, last)?;
    // The category with the largest sum outside open tenders.
    let mut sums: BTreeMap<&str, Decimal> = BTreeMap::new();
    for (_, purchase) in dated.iter().filter(|(_, purchase)| !is_open(purchase)) {
        *sums.entry(&purchase.category).or_default() += purchase.amount.0;
    }
    let summed = sums.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map_or("", |(category, _)| *category).to_owned();
    let split = |found: &crate::review::Found| found.rule.article16 == Article16::Avoidance;
    let mut dots: Vec<Dot<'m>> = dated
        .iter()
        .map(|(date, purchase)| Dot {
            date: *date,
            yuan: purchase.amount.0,
            fact: purchase.amount.1,
            summed: purchase.category == summed && !is_open(purchase),
            open: is_open(purchase),
            grade: grade_at(view, [purchase.amount.1], split),
        })
        .collect();
    if dots.iter().filter(|dot| !dot.open).count() < 3 {
        return None;
    }
    dots.sort_by_key(|dot| (dot.date, dot.fact.at));
    let category = dated.iter().find(|(_, purchase)| purchase.category == summed).map(|(_, purchase)| purchase);
    let category = category.and_then(|purchase| purchase.facts.text(Field::Category).or(purchase.facts.text(Field::ProjectName)));
    Some(Plan {
        buyer: first.buyer_fact.map_or_else(|| view.say("台账所列", "The ledger").to_owned(), |fact| fact.raw.to_string()),
        category: category.unwrap_or_default().to_owned(),
        undated: purchases.len() - dots.len(),
        unit: Unit::of(dots.iter().map(|dot| dot.yuan).max().unwrap_or_default()),
        dots,
        threshold,
        why,
    })
}

/// Whether two files tell of one purchase: the same day, amount and supplier. Within one file they are two.
fn is_again(known: &Purchase<'_>, other: &Purchase<'_>) -> bool {
    let day = |purchase: &Purchase<'_>| purchase.date.map(|(date, _)| date);
    let supplier = |purchase: &Purchase<'_>| purchase.supplier.map(|(supplier, _)| supplier);
    known.amount.1.at.file != other.amount.1.at.file
        && known.amount.0 == other.amount.0
        && day(known).is_some()
        && day(known) == day(other)
        && supplier(known) == supplier(other)
}

fn is_open(purchase: &Purchase<'_>) -> bool {
    purchase.method.is_some_and(|method| {
        let text = method.raw.to_lowercase();
        let open = text.contains("公开") || text.contains("招标") || text.contains("open");
        open && !["邀请", "单一来源", "invit"].iter().any(|word| text.contains(word))
    })
}

/// The figure that the files state, else the one of the law for the place and day.
fn threshold_of(view: View<'_>, purchase: &Purchase<'_>, on: Date) -> Option<(Decimal, Text)> {
    if let Some((yuan, fact)) = purchase.facts.money(Field::OpenTenderThreshold).filter(|(yuan, _)| Decimal::ZERO < *yuan) {
        let at = view.address(fact.at);
        return Some((yuan, crate::text!("标准取自 {at}", "threshold from {at}")));
    }
    let buyer = purchase.buyer_fact.map_or("", |fact| fact.raw.as_ref());
    let region = purchase.facts.text(Field::Jurisdiction).unwrap_or(buyer);
    let place = Place {
        jurisdiction: law::jurisdiction_of(region).or_else(|| law::jurisdiction_of(buyer)),
        // The purchaser's name tells the level more often than a region does.
        level: law::level_of(buyer).or_else(|| law::level_of(region)),
    };
    let applied = law::threshold(Metric::OpenTenderThreshold, &place, law::Kind::GoodsOrServices, Some(on))?;
    let document = applied.threshold.document;
    let why = if applied.fallback {
        crate::text!("标准以{document}的下限代替", "threshold: the floor of {document} stands in")
    } else {
        crate::text!("标准依据{document}", "threshold: {document}")
    };
    Some((applied.threshold.value, why))
}

impl Plan<'_> {
    /// Purchases just below the threshold and not by open tender.
    fn near(&self) -> impl Iterator<Item = &Dot<'_>> + '_ {
        let least = self.threshold * (Decimal::ONE - NEAR);
        self.dots.iter().filter(move |dot| !dot.open && least <= dot.yuan && dot.yuan < self.threshold)
    }

    /// The sum of the category over the twelve months up to each purchase of it, and to each day on which one falls out.
    fn rolling(&self) -> Vec<(Date, Decimal)> {
        let year: Span = 1.year();
        let of: Vec<&Dot<'_>> = self.dots.iter().filter(|dot| dot.summed).collect();
        let mut days: Vec<Date> = of.iter().flat_map(|dot| [Some(dot.date), dot.date.checked_add(year).ok()]).flatten().collect();
        days.sort();
        days.dedup();
        let sum = |day: Date| {
            let from = day.checked_sub(year).unwrap_or(Date::MIN);
            of.iter().filter(|dot| from < dot.date && dot.date <= day).map(|dot| dot.yuan).sum()
        };
        days.into_iter().map(|day| (day, sum(day))).collect()
    }
}

fn paint(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>) {
    let (first, last) = (plan.dots[0].date, plan.dots[plan.dots.len() - 1].date);
    // Whole months, so that the ticks begin where the axis begins.
    let (first, last) = (first.first_of_month(), last.last_of_month());
    let time = Scale::new(scale::day(first), scale::day(last), DOTS.x, DOTS.right());
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
    let top = if largest < threshold * 0.4 { largest * 1.25 } else { largest.max(threshold).min(threshold * 1.8) * 1.12 };
    Scale::new(0.0, top, DOTS.bottom(), DOTS.y)
}

fn dots(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>, time: &Scale, amounts: &Scale) {
    let threshold = plan.unit.of_yuan(plan.threshold);
    canvas.text(Label::note(LEFT, 128.0, view.say("单笔采购", "Single purchases")));
    for (value, label) in amounts.ticks(5) {
        let y = amounts.at(value);
        canvas.line((DOTS.x, y), (DOTS.right(), y), solid(if value == 0.0 { CONTEXT } else { GRID }, 1.0));
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
            let at = |dot: &&Dot<'_>| Area::around((time.at(scale::day(dot.date)), amounts.at(plan.unit.of_yuan(dot.yuan))), 16.0, 16.0);
            plan.dots.iter().filter(|dot| at(dot).overlaps(&label.area(), 0.0)).count()
        };
        if let Some(label) = places.into_iter().min_by_key(covered) {
            canvas.text(label);
        }
    } else {
        let above = view.say("，在图幅以上", ", above this plot");
        canvas.text(Label::new(DOTS.x + 110.0, 128.0, format!("{}{above}", view.text(&name))).bold(true));
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
        canvas.disc((time.at(scale::day(dot.date)), amounts.at(value)), 6.0, fill, solid(stroke, 1.8));
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
    let top = plan.unit.of_yuan(peak_sum).max(if plan.unit.of_yuan(peak_sum) < threshold * 0.4 { 0.0 } else { threshold }) * 1.2;
    let axis = Scale::new(0.0, top, SUMS.bottom(), SUMS.y);
    let name = match view.options.lang {
        Lang::Zh if plan.category.is_empty() => "滚动 12 个月累计（品目未写明，全部采购）".to_owned(),
        Lang::En if plan.category.is_empty() => "Sum over 12 months (no categories given: all purchases)".to_owned(),
        Lang::Zh => format!("滚动 12 个月累计：{}", plan.category),
        Lang::En => format!("Sum over 12 months: {}", plan.category),
    };
    canvas.text(Label::note(LEFT, 376.0, name).within(DOTS.right() - LEFT));
    for (value, label) in axis.ticks(3) {
        let y = axis.at(value);
        canvas.line((SUMS.x, y), (SUMS.right(), y), solid(if value == 0.0 { CONTEXT } else { GRID }, 1.0));
        canvas.text(Label::note(SUMS.x - 10.0, y + 5.0, label).end());
    }
    if axis.covers(threshold) {
        canvas.line((SUMS.x, axis.at(threshold)), (SUMS.right(), axis.at(threshold)), solid(INK, 1.4));
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
    let figure = Text { zh: format!("{} {}", plan.unit.show(peak_sum), plan.unit.name().zh).into(), en: plan.unit.say(peak_sum).en };
    let times = plan.unit.of_yuan(peak_sum) / threshold;
    let said = match view.options.lang {
        Lang::Zh => format!("{}，为标准的 {times:.2} 倍", figure.zh),
        Lang::En => format!("{}, {times:.2} times the threshold", figure.en),
    };
    let label = |x: f64, y: f64| Label::new(x, y, said.clone()).bold(true).halo();
    canvas.place([label(x - 10.0, y - 9.0).end(), label(x + 10.0, y - 9.0), label(x, y - 12.0).middle()]);
}

fn distribution(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>, amounts: &Scale) {
    let threshold = plan.unit.of_yuan(plan.threshold);
    canvas.text(Label::note(BARS, 128.0, view.say("按金额分布，笔", "By amount")));
    canvas.line((BARS, DOTS.y), (BARS, DOTS.bottom()), solid(CONTEXT, 1.0));
    // Steps of a tenth of the threshold, or of the axis where the threshold is far above it.
    let on_plot = amounts.covers(threshold);
    let top = if on_plot { threshold } else { plan.dots.iter().map(|dot| plan.unit.of_yuan(dot.yuan)).fold(0.0, f64::max) * 1.001 };
    let step = top / 10.0;
    let mut bars: BTreeMap<usize, (usize, Option<Grade>)> = BTreeMap::new();
    for dot in plan.dots.iter().filter(|dot| amounts.covers(plan.unit.of_yuan(dot.yuan))) {
        let bar = bars.entry((plan.unit.of_yuan(dot.yuan) / step) as usize).or_default();
        *bar = (bar.0 + 1, bar.1.max(dot.grade));
    }
    let most = bars.values().map(|(n, _)| *n).max().unwrap_or(1) as f64;
    for (at, (n, grade)) in &bars {
        let (high, low) = (amounts.at((*at as f64 + 1.0) * step).max(DOTS.y), amounts.at(*at as f64 * step));
        let near = on_plot && *at == 9;
        let colour = match grade {
            Some(grade) if near => of_grade(*grade),
            _ if near => INK,
            _ => PALE,
        };
        let w = 150.0 * *n as f64 / most;
        canvas.rect(Area { x: BARS, y: high + 1.5, w, h: (low - high - 3.0).max(2.0) }, Some(colour), None);
        let label = Label::new(BARS + w + 7.0, (low + high) / 2.0 + 4.5, n.to_string()).size(13.0).bold(near).colour(INK2);
        canvas.place([label]);
    }
    if on_plot {
        canvas.line((BARS - 8.0, amounts.at(threshold)), (RIGHT, amounts.at(threshold)), solid(INK, 1.4));
    }
    facts(view, canvas, plan);
}

fn facts(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>) {
    let near = plan.near().count();
    let others: Vec<Decimal> = plan.dots.iter().filter(|dot| !dot.open).map(|dot| dot.yuan).collect();
    let found = bunching::bunching(&others, plan.threshold, NEAR, HONEST_SHARE_BELOW);
    let above = found.map_or(0, |found| found.above);
    let mut lines = match view.options.lang {
        Lang::Zh => vec![format!("标准下 10% 以内：{near} 笔"), format!("标准上 10% 以内：{above} 笔")],
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
        let label = Label::note(BARS, 400.0 + 22.0 * at as f64, line).bold(at == 0).colour(if at == 0 { INK } else { INK3 });
        canvas.text(label.within(RIGHT - BARS));
    }
}

fn head(view: View<'_>, plan: &Plan<'_>) -> Head {
    let (near, n) = (plan.near().count(), plan.dots.len());
    let above = plan.dots.iter().filter(|dot| plan.threshold <= dot.yuan).count();
    let buyer = &plan.buyer;
    let title = match (near, above) {
        (1.., _) => Text {
            zh: format!("{buyer} {near} 笔采购紧贴公开招标标准之下").into(),
            en: format!("{buyer}: {} just below the threshold", plural(near, "purchase")).into(),
        },
        (0, 0) => Text {
            zh: format!("{buyer} {n} 笔采购均低于公开招标标准").into(),
            en: format!("{buyer}: all {n} purchases are below the threshold").into(),
        },
        (0, _) => Text {
            zh: format!("{buyer}没有采购紧贴公开招标标准之下").into(),
            en: format!("{buyer}: no purchase just below the threshold").into(),
        },
    };
    let (from, to) = (plan.dots[0].date.year(), plan.dots[n - 1].date.year());
    let period = if from == to { from.to_string() } else { format!("{from}–{to}") };
    let (unit, why) = (plan.unit.name(), &plan.why);
    let grade = plan.dots.iter().filter_map(|dot| dot.grade).max().map(Grade::name);
    let subtitle = match view.options.lang {
        Lang::Zh => {
            let coloured = grade.map_or(String::new(), |grade| format!("；着色为{}所指", grade.zh));
            format!("采购金额，{}；{period}；n = {n} 笔；实心计入累计{coloured}；{}", unit.zh, why.zh)
        }
        Lang::En => {
            let coloured = grade.map_or(String::new(), |grade| format!("; coloured: {}", grade.en));
            format!("amounts, {}; {period}; n = {n}; filled: in the sum{coloured}; {}", unit.en, why.en)
        }
    };
    let figure = plan.unit.say(plan.threshold);
    let peak = plan.rolling().into_iter().map(|(_, sum)| sum).max().unwrap_or_default();
    let peak = plan.unit.say(peak);
    let description = match view.options.lang {
        Lang::Zh => format!("{n} 笔采购，{near} 笔在标准 {} 以下 10% 以内；同一品目滚动十二个月累计最高 {}。", figure.zh, peak.zh),
        Lang::En => format!("{n} purchases, {near} within 10% below {}; highest sum of one category over twelve months {}.", figure.en, peak.en),
    };
    Head { title: view.text(&title).to_owned(), subtitle, description, source: source_of(view, plan.dots.iter().map(|dot| dot.fact.at)) }
}
