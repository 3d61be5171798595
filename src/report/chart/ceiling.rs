//! Prices as shares of the ceiling, winners and losers: a row for each bid of one package, or for each of some packages;
//! many packages as two histograms, beside a baseline of the others where there is one.

mod histogram;
mod rows;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::canvas::{Head, sheet};
use super::number::{Unit, count, inner_count, percent, plural};
use super::{Kind, coloured, grade_at, rotation, source_of, which};
use crate::graph::market::cleaned;
use crate::graph::{Case, Family};
use crate::record::{Fact, Field};
use crate::report::View;
use crate::resolve::BidderId;
use crate::review::Found;
use crate::rules::Grade;
use crate::screen::dispersion::median;
use crate::text::{Lang, Text};

pub(super) use table::table;

/// More bids of one package than this are a histogram.
const BIDS_AT_MOST: usize = 20;
/// More packages than this are two histograms.
const PACKAGES_AT_MOST: usize = 14;
/// A price further from the ceiling than this many times is of another unit.
const FAR: f64 = 3.0;
/// Fewest packages on either side of a comparison.
const COMPARED: usize = 3;

/// What became of a bid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Won,
    Lost,
    Rejected,
    /// Nobody is named as the winner.
    Unknown,
}

impl Outcome {
    fn name(self) -> Text {
        match self {
            Self::Won => Text::of("中标", "won"),
            Self::Lost => Text::of("未中标", "lost"),
            Self::Rejected => Text::of("否决", "rejected"),
            Self::Unknown => Text::of("未知", "unknown"),
        }
    }
}

/// One price against its ceiling.
struct Bid<'c> {
    package: usize,
    bidder: BidderId,
    yuan: Decimal,
    /// Of the ceiling, 1 for the ceiling itself.
    share: f64,
    fact: &'c Fact,
    outcome: Outcome,
    /// The strongest grade of a finding about prices that points at it.
    grade: Option<Grade>,
}

/// The ceiling of a package, or the budget in its place.
#[derive(Clone, Copy)]
struct Limit<'c> {
    yuan: Decimal,
    fact: &'c Fact,
    stated: bool,
}

struct Plan<'c> {
    /// By package, cheapest first.
    bids: Vec<Bid<'c>>,
    limits: BTreeMap<usize, Limit<'c>>,
    /// Packages with prices whose ceiling is not known.
    without: usize,
    /// Prices of another order of magnitude.
    far: usize,
    compared: Option<Compared>,
}

/// Packages set against the others.
struct Compared {
    focus: BTreeSet<usize>,
    /// `四家同场的项目`.
    name: Text,
    /// `其余项目`.
    others: Text,
}

pub(super) fn draw(view: View<'_>) -> Result<String, Text> {
    let plan = plan(view)?;
    let head = head(view, &plan);
    Ok(sheet(view, Kind::Ceiling.slug(), &head, |canvas| match plan.limits.len() {
        1 if plan.bids.len() <= BIDS_AT_MOST => rows::bids(view, canvas, &plan),
        1 => histogram::one_package(view, canvas, &plan),
        2..=PACKAGES_AT_MOST => rows::packages(view, canvas, &plan),
        _ => histogram::packages(view, canvas, &plan),
    }))
}

fn plan<'v>(view: View<'v>) -> Result<Plan<'v>, Text> {
    let mut plan =
        Plan { bids: Vec::new(), limits: BTreeMap::new(), without: 0, far: 0, compared: None };
    for (at, package) in view.review.packages.iter().enumerate() {
        let case = &package.case;
        let prices = case.all_prices();
        if prices.is_empty() {
            continue;
        }
        let Some((yuan, fact)) = case.ceiling().filter(|(yuan, _)| Decimal::ZERO < *yuan) else {
            plan.without += 1;
            continue;
        };
        let stated = fact.field == Field::PriceCeiling;
        let winner = winning_bid(case);
        let about_prices = |found: &Found| found.is_of(at) && found.rule.family == Family::Price;
        let mut bids: Vec<Bid<'_>> = Vec::new();
        for priced in prices {
            let share = priced.amount.checked_div(yuan).and_then(|share| share.to_f64());
            let Some(share) = share.filter(|share| (1.0 / FAR..=FAR).contains(share)) else {
                plan.far += 1;
                continue;
            };
            bids.push(Bid {
                package: at,
                bidder: priced.bidder,
                yuan: priced.amount,
                share,
                fact: priced.fact,
                outcome: outcome(case, priced.bidder, winner),
                grade: grade_at(view, [priced.fact], about_prices),
            });
        }
        if !bids.is_empty() {
            bids.sort_by(|a, b| a.yuan.cmp(&b.yuan).then(a.bidder.cmp(&b.bidder)));
            plan.limits.insert(at, Limit { yuan, fact, stated });
            plan.bids.append(&mut bids);
        }
    }
    if plan.bids.is_empty() {
        return Err(Text::of(
            "没有可画的比值：至少需要一个标段的最高限价（或者预算）和投标报价（开标记录）",
            "no shares to draw: the price ceiling (or the budget) of at least one package and its bid prices (opening record) are needed",
        ));
    }
    plan.compared = circle(view, &plan).or_else(|| purchaser(view, &plan));
    Ok(plan)
}

/// The lead bidder of the bid that won. A firm can bid alone and in a consortium: its own bid comes first.
fn winning_bid(case: &Case<'_>) -> Option<BidderId> {
    let (winner, _) = case.winner()?;
    let own = case.bids.iter().find(|bid| bid.bidder == winner);
    Some(own.or_else(|| case.bid(winner)).map_or(winner, |bid| bid.bidder))
}

fn outcome(case: &Case<'_>, bidder: BidderId, winner: Option<BidderId>) -> Outcome {
    let bid = case.bids.iter().find(|bid| bid.bidder == bidder);
    match winner {
        Some(winner) if winner == bidder => Outcome::Won,
        _ if bid.is_some_and(|bid| bid.rejected().is_some()) => Outcome::Rejected,
        Some(_) => Outcome::Lost,
        None => Outcome::Unknown,
    }
}

impl Plan<'_> {
    /// Shares of some outcomes, in packages that a test picks.
    fn shares(&self, outcomes: &[Outcome], package: impl Fn(usize) -> bool) -> Vec<f64> {
        let of = |bid: &&Bid<'_>| outcomes.contains(&bid.outcome) && package(bid.package);
        self.bids.iter().filter(of).map(|bid| bid.share).collect()
    }

    fn is_focus(&self, package: usize) -> bool {
        self.compared.as_ref().is_none_or(|compared| compared.focus.contains(&package))
    }
}

/// Packages in which two or more of those bid who meet most often, against the others.
fn circle(view: View<'_>, plan: &Plan<'_>) -> Option<Compared> {
    let firms = rotation::circle_of(view)?;
    let meets = |at: &usize| {
        let bids = &view.review.packages[*at].case.bids;
        1 < bids.iter().filter(|bid| firms.contains(&bid.bidder)).count()
    };
    let (focus, others): (BTreeSet<usize>, BTreeSet<usize>) =
        plan.limits.keys().copied().partition(meets);
    if focus.len() < COMPARED || others.len() < COMPARED {
        return None;
    }
    let k = firms.len();
    Some(Compared {
        focus,
        name: Text {
            zh: format!("{}家同场的项目", count(k)).into(),
            en: format!("where {k} firms meet").into(),
        },
        others: Text::of("其余项目", "other packages"),
    })
}

/// The purchaser whose winners are closest to the ceiling, against the others.
fn purchaser(view: View<'_>, plan: &Plan<'_>) -> Option<Compared> {
    let mut buyers: BTreeMap<String, (BTreeSet<usize>, String)> = BTreeMap::new();
    for at in plan.limits.keys() {
        let buyer = view.review.packages[*at].case.project.text(Field::BuyerName)?;
        let of = buyers.entry(cleaned(buyer)).or_insert((BTreeSet::new(), buyer.to_owned()));
        of.0.insert(*at);
    }
    let middle = |packages: &BTreeSet<usize>| {
        median(&plan.shares(&[Outcome::Won], |at| packages.contains(&at))).unwrap_or(0.0)
    };
    let all = plan.limits.len();
    let enough = buyers.into_values().filter(|(packages, _)| {
        (COMPARED..=all.saturating_sub(COMPARED)).contains(&packages.len())
    });
    let (focus, name) =
        enough.max_by(|a, b| middle(&a.0).total_cmp(&middle(&b.0)).then_with(|| b.1.cmp(&a.1)))?;
    Some(Compared {
        focus,
        name: Text { en: format!("at {name}").into(), zh: name.into() },
        others: Text::of("其余采购人", "other purchasers"),
    })
}

fn head(view: View<'_>, plan: &Plan<'_>) -> Head {
    let (n, packages) = (plan.bids.len(), plan.limits.len());
    let in_place = plan.limits.values().filter(|limit| !limit.stated).count();
    let mut subtitle = match (view.options.lang, packages) {
        (Lang::Zh, 1) => format!("报价占最高限价，%；n = {n} 家"),
        (Lang::En, 1) => {
            let unit = unit(plan).name();
            format!("price as a share of the ceiling, %; prices in {}; n = {n}", unit.en)
        }
        (Lang::Zh, k) => format!("报价占最高限价，%；n = {k} 个标段、{n} 个报价"),
        (Lang::En, k) => format!("price as a share of the ceiling, %; n = {k} packages, {n} bids"),
    };
    let limit_note = match (view.options.lang, in_place) {
        (_, 0) => String::new(),
        (Lang::Zh, k) if k == packages => "；以预算代替限价".to_owned(),
        (Lang::En, k) if k == packages => "; budget as ceiling".to_owned(),
        (Lang::Zh, k) => format!("；其中 {k} 个以预算代替限价"),
        (Lang::En, k) => format!("; {k} with budget as ceiling"),
    };
    subtitle += &limit_note;
    subtitle += view.say("；横轴不从零起", "; axis not from zero");
    if packages <= PACKAGES_AT_MOST && n <= BIDS_AT_MOST.max(packages * 12) {
        subtitle += if plan.bids.iter().any(|bid| bid.outcome == Outcome::Won) {
            view.say("；实心为中标", "; filled: won")
        } else {
            view.say("；材料没有中标人", "; no winner in the files")
        };
        subtitle += &coloured(view, plan.bids.iter().filter_map(|bid| bid.grade));
    }
    for (k, zh, en) in [
        (plan.without, "个标段没有限价，未画", "packages without a ceiling, not drawn"),
        (plan.far, "个报价与限价相差三倍以上，未画", "prices over three times off, not drawn"),
    ] {
        if 0 < k {
            subtitle += &match view.options.lang {
                Lang::Zh => format!("；另 {k} {zh}"),
                Lang::En => format!("; {k} {en}"),
            };
        }
    }
    if packages == 1 {
        // Which one, where there are others without prices or ceilings.
        subtitle += &which(view, &view.review.packages[plan.bids[0].package].case);
    }
    let cells = plan.bids.iter().map(|bid| bid.fact.at);
    let cells = cells.chain(plan.limits.values().map(|limit| limit.fact.at));
    Head {
        title: view.text(&title(plan)).to_owned(),
        subtitle,
        description: view.text(&description(plan)).to_owned(),
        source: source_of(view, cells),
    }
}

fn title(plan: &Plan<'_>) -> Text {
    let won = |focus: bool| {
        median(&plan.shares(&[Outcome::Won], |at| plan.is_focus(at) == focus)).map(percent)
    };
    let near = plan
        .bids
        .iter()
        .filter(|bid| bid.outcome != Outcome::Rejected && (0.99..=1.0).contains(&bid.share))
        .count();
    if plan.limits.len() == 1 {
        let n = plan.bids.len();
        let winner = plan.bids.iter().find(|bid| bid.outcome == Outcome::Won);
        let (near_zh, near_en) = match near {
            0 => (String::new(), String::new()),
            k if k == n => {
                (format!("，{}家都不足 1%", inner_count(n)), format!("; all {n} within 1% of it"))
            }
            k => (
                format!("，{}家中{}家距限价不足 1%", inner_count(n), inner_count(k)),
                format!("; {k} of {n} within 1% of it"),
            ),
        };
        return match winner {
            Some(winner) => {
                let share = percent(winner.share);
                let near_zh = near_zh.replace("都不足", "报价都距限价不足");
                crate::text!(
                    "中标价为限价的 {share}{near_zh}",
                    "The winning price is {share} of the ceiling{near_en}"
                )
            }
            None if n == 1 => {
                let share = percent(plan.bids[0].share);
                crate::text!(
                    "唯一的报价为限价的 {share}",
                    "The only price is {share} of the ceiling"
                )
            }
            None => {
                let (low, high) = (percent(plan.bids[0].share), percent(plan.bids[n - 1].share));
                Text {
                    zh: format!("{}家报价为限价的 {low} 至 {high}", count(n)).into(),
                    en: format!("{} between {low} and {high} of the ceiling", plural(n, "price"))
                        .into(),
                }
            }
        };
    }
    if PACKAGES_AT_MOST < plan.limits.len()
        && let (Some(compared), Some(here), Some(there)) = (&plan.compared, won(true), won(false))
    {
        let name = compared.name.zh.trim_end_matches("的项目");
        let at = if compared.name.zh == name { "中标价" } else { "时中标价" };
        let (others, name_en) = (&compared.others, &compared.name.en);
        return Text {
            zh: format!("{name}{at}中位为限价的 {here}，{} {there}", others.zh).into(),
            en: format!("Winners at {here} of the ceiling {name_en}, {there} elsewhere").into(),
        };
    }
    let all = |outcome| median(&plan.shares(outcome, |_| true)).map(percent);
    match (all(&[Outcome::Won]), all(&[Outcome::Lost])) {
        (Some(won), Some(lost)) => crate::text!(
            "中标价中位为限价的 {won}，未中标报价 {lost}",
            "Median winning price {won} of the ceiling, losing prices {lost}"
        ),
        (Some(won), None) => {
            crate::text!("中标价中位为限价的 {won}", "Median winning price {won} of the ceiling")
        }
        (None, _) => {
            let every =
                plan.shares(&[Outcome::Lost, Outcome::Unknown, Outcome::Rejected], |_| true);
            let middle = percent(median(&every).unwrap_or(0.0));
            crate::text!("报价中位为限价的 {middle}", "Median price {middle} of the ceiling")
        }
    }
}

fn description(plan: &Plan<'_>) -> Text {
    let of = |outcome: Outcome| {
        let shares = plan.shares(&[outcome], |_| true);
        let (n, middle) = (shares.len(), percent(median(&shares)?));
        let least = percent(shares.iter().copied().fold(f64::INFINITY, f64::min));
        let most = percent(shares.iter().copied().fold(0.0, f64::max));
        let name = outcome.name();
        Some(crate::text!(
            "{} {n} 个，为限价的 {least} 至 {most}，中位 {middle}",
            "{}: {n}, {least} to {most} of the ceiling, median {middle}";
            name
        ))
    };
    let outcomes = [Outcome::Won, Outcome::Lost, Outcome::Rejected, Outcome::Unknown];
    let said: Vec<Text> = outcomes.into_iter().filter_map(of).collect();
    let join =
        |text: fn(&Text) -> &str, with: &str| said.iter().map(text).collect::<Vec<_>>().join(with);
    Text { zh: join(|text| &text.zh, "；").into(), en: join(|text| &text.en, "; ").into() }
}

/// The unit of all amounts on the chart.
fn unit(plan: &Plan<'_>) -> Unit {
    Unit::of(plan.limits.values().map(|limit| limit.yuan).max().unwrap_or_default())
}
