//! Purchases of one purchaser against the open-tender threshold: each by its day and amount, the rolling sum of one
//! category over twelve months, and the distribution of amounts.

mod panels;
mod table;

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use rust_decimal::Decimal;

use super::canvas::{Head, sheet};
use super::number::{Unit, plural};
use super::{Kind, coloured, grade_at, source_of};
use crate::graph::{Purchase, market};
use crate::record::{Fact, Field};
use crate::report::View;
use crate::resolve::BidderId;
use crate::rules::purchase::{self, Method};
use crate::rules::{Article16, Grade};
use crate::text;
use crate::text::{Lang, Text};

/// How close below the threshold counts as near: a tenth of it.
const NEAR: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// One purchase on the chart.
struct Dot<'m> {
    date: Date,
    yuan: Decimal,
    fact: &'m Fact,
    project: String,
    supplier: Option<BidderId>,
    method: String,
    category: String,
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

pub(super) use table::table;

pub(super) fn draw(view: View<'_>) -> Result<String, Text> {
    let plan = chosen(view)?;
    let head = head(view, &plan);
    Ok(sheet(view, Kind::Splitting.slug(), &head, |canvas| {
        super::mark::grade_key(view, canvas, plan.dots.iter().filter_map(|dot| dot.grade));
        panels::paint(view, canvas, &plan);
    }))
}

/// The purchaser that is drawn.
fn chosen(view: View<'_>) -> Result<Plan<'_>, Text> {
    let market = market::build(
        view.review.packages.iter().map(|package| &package.case),
        view.review.bidders,
    );
    let mut buyers: BTreeMap<&str, Vec<&Purchase<'_>>> = BTreeMap::new();
    for purchase in market.distinct() {
        buyers.entry(&purchase.buyer).or_default().push(purchase);
    }
    let plans = buyers.into_values().filter_map(|purchases| plan(view, &purchases));
    // The purchaser with most purchases just below the threshold, then with most purchases; the first name of several.
    let best = plans.fold(None::<Plan<'_>>, |best, plan| {
        let rank = |plan: &Plan<'_>| (plan.near().count(), plan.dots.len());
        if best.as_ref().is_some_and(|best| rank(&plan) <= rank(best)) { best } else { Some(plan) }
    });
    best.ok_or(Text::of(
        "没有可画的采购：同一采购人至少要有三笔公开招标以外、有日期和金额的采购（采购台账或者合同台账）",
        "no purchases to draw: one purchaser needs three purchases outside open tenders with day and amount (a ledger of purchases or contracts)",
    ))
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
    let summed = sums
        .iter()
        .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))
        .map_or("", |(category, _)| *category)
        .to_owned();
    let split = |found: &crate::review::Found| found.rule.article16 == Article16::Avoidance;
    let mut dots: Vec<Dot<'m>> = dated
        .iter()
        .map(|(date, purchase)| Dot {
            date: *date,
            yuan: purchase.amount.0,
            fact: purchase.amount.1,
            project: purchase.facts.text(Field::ProjectName).unwrap_or_default().to_owned(),
            supplier: purchase.supplier.map(|(supplier, _)| supplier),
            method: purchase.method.map(|method| method.raw.to_string()).unwrap_or_default(),
            category: purchase.facts.text(Field::Category).unwrap_or_default().to_owned(),
            summed: purchase.category == summed && !is_open(purchase),
            open: is_open(purchase),
            grade: grade_at(view, [purchase.amount.1], split),
        })
        .collect();
    if dots.iter().filter(|dot| !dot.open).count() < 3 {
        return None;
    }
    dots.sort_by_key(|dot| (dot.date, dot.fact.at));
    let category = dated
        .iter()
        .find(|(_, purchase)| purchase.category == summed)
        .map(|(_, purchase)| purchase);
    let category = category.and_then(|purchase| {
        purchase.facts.text(Field::Category).or(purchase.facts.text(Field::ProjectName))
    });
    Some(Plan {
        buyer: first.buyer_fact.map_or_else(
            || view.say("台账所列", "The ledger").to_owned(),
            |fact| fact.raw.to_string(),
        ),
        category: category.unwrap_or_default().to_owned(),
        undated: purchases.len() - dots.len(),
        unit: Unit::of(dots.iter().map(|dot| dot.yuan).max().unwrap_or_default()),
        dots,
        threshold,
        why,
    })
}

fn is_open(purchase: &Purchase<'_>) -> bool {
    purchase.method.is_some_and(|method| Method::of(&method.raw) == Some(Method::OpenTender))
}

/// The figure that the rules go by, and where it is from.
fn threshold_of(view: View<'_>, purchase: &Purchase<'_>, on: Date) -> Option<(Decimal, Text)> {
    let threshold = purchase::open_tender(purchase.facts, Some(on))?;
    let why = match threshold.fact {
        Some(fact) => {
            let at = view.address(fact.at);
            text!("标准取自 {at}", "threshold from {at}")
        }
        None => {
            let from = &threshold.from;
            text!("标准{}", "threshold: {}"; from)
        }
    };
    Some((threshold.yuan, why))
}

impl Plan<'_> {
    /// Purchases just below the threshold and not by open tender.
    fn near(&self) -> impl Iterator<Item = &Dot<'_>> + '_ {
        let least = self.threshold * (Decimal::ONE - NEAR);
        self.dots
            .iter()
            .filter(move |dot| !dot.open && least <= dot.yuan && dot.yuan < self.threshold)
    }

    /// The sum of the category over the twelve months up to each purchase of it, and to each day on which one falls out.
    fn rolling(&self) -> Vec<(Date, Decimal)> {
        let year: Span = 1.year();
        let of: Vec<&Dot<'_>> = self.dots.iter().filter(|dot| dot.summed).collect();
        let mut days: Vec<Date> = of
            .iter()
            .flat_map(|dot| [Some(dot.date), dot.date.checked_add(year).ok()])
            .flatten()
            .collect();
        days.sort();
        days.dedup();
        let sum = |day: Date| {
            let from = day.checked_sub(year).unwrap_or(Date::MIN);
            of.iter().filter(|dot| from < dot.date && dot.date <= day).map(|dot| dot.yuan).sum()
        };
        days.into_iter().map(|day| (day, sum(day))).collect()
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
    let coloured = coloured(view, plan.dots.iter().filter_map(|dot| dot.grade));
    let subtitle = match view.options.lang {
        Lang::Zh => {
            format!(
                "采购金额，{}；{period}；n = {n} 笔；实心计入累计{coloured}；{}",
                unit.zh, why.zh
            )
        }
        Lang::En => {
            format!(
                "amounts, {}; {period}; n = {n}; filled: in the sum{coloured}; {}",
                unit.en, why.en
            )
        }
    };
    let figure = plan.unit.say(plan.threshold);
    let peak = plan.rolling().into_iter().map(|(_, sum)| sum).max().unwrap_or_default();
    let peak = plan.unit.say(peak);
    let description = match view.options.lang {
        Lang::Zh => format!(
            "{n} 笔采购，{near} 笔在标准 {} 以下 10% 以内；同一品目滚动十二个月累计最高 {}。",
            figure.zh, peak.zh
        ),
        Lang::En => format!(
            "{n} purchases, {near} within 10% below {}; highest sum of one category over twelve months {}.",
            figure.en, peak.en
        ),
    };
    Head {
        title: view.text(&title).to_owned(),
        subtitle,
        description,
        source: source_of(view, plan.dots.iter().map(|dot| dot.fact.at)),
    }
}
