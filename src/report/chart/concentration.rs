//! How a purchaser's contracts are shared out among suppliers: a bar for each purchaser with ten contracts or more, its
//! Herfindahl–Hirschman index beside the median of the other purchasers.

mod table;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::canvas::{
    Area, CONTEXT, Canvas, GRID, Head, INK, INK2, LEFT, Label, PALE, RIGHT, WHITE, of_grade, sheet,
    solid,
};
use super::measure::{fit, width};
use super::number::{Unit, percent, plural};
use super::scale::Scale;
use super::{Kind, coloured, grade_at, source_of};
use crate::graph::{Family, Market, Purchase, market};
use crate::record::Fact;
use crate::report::View;
use crate::resolve::BidderId;
use crate::review::Found;
use crate::rules::Grade;
use crate::screen::concentration::{Concentration, concentration};
use crate::screen::dispersion::median;
use crate::text::{Lang, Text};

pub(super) use table::table;

/// Shares of fewer contracts say nothing.
const CONTRACTS: usize = 10;
/// Purchasers drawn at most: those most concentrated.
const BUYERS_AT_MOST: usize = 10;
/// A share that the title calls one supplier's.
const MUCH: f64 = 0.3;
/// Suppliers drawn of a single purchaser.
const SUPPLIERS_AT_MOST: usize = 12;
const TOP: f64 = 146.0;
const BOTTOM: f64 = 496.0;
/// Where the whole of a purchaser's contracts ends.
const END: f64 = 700.0;

/// One supplier of one purchaser.
struct Supplier<'m> {
    id: BidderId,
    yuan: Decimal,
    contracts: Vec<&'m Fact>,
    /// Of a finding about the past that points at its contracts.
    grade: Option<Grade>,
}

/// One purchaser.
struct Buyer<'m> {
    name: String,
    contracts: usize,
    years: Option<(i16, i16)>,
    /// The largest first.
    suppliers: Vec<Supplier<'m>>,
    shares: Concentration,
}

struct Plan<'m> {
    /// The most concentrated first.
    buyers: Vec<Buyer<'m>>,
    /// With fewer contracts than can be drawn.
    small: Vec<Buyer<'m>>,
    /// Contracts without a supplier.
    unnamed: usize,
}

pub(super) fn draw(view: View<'_>) -> Result<String, Text> {
    let plan = plan(view)?;
    let head = head(view, &plan);
    Ok(sheet(view, Kind::Concentration.slug(), &head, |canvas| match plan.buyers.as_slice() {
        [only] => single(view, canvas, &plan, only),
        _ => paint(view, canvas, &plan),
    }))
}

fn plan(view: View<'_>) -> Result<Plan<'_>, Text> {
    let cases = view.review.packages.iter().map(|package| &package.case);
    let market: Market<'_> = market::build(cases, view.review.bidders);
    let mut of_buyer: BTreeMap<&str, Vec<&Purchase<'_>>> = BTreeMap::new();
    let mut unnamed = 0;
    for purchase in market.distinct() {
        if purchase.supplier.is_none() {
            unnamed += 1;
        } else if Decimal::ZERO < purchase.amount.0 {
            of_buyer.entry(&purchase.buyer).or_default().push(purchase);
        }
    }
    let (mut buyers, mut small): (Vec<Buyer<'_>>, Vec<Buyer<'_>>) = of_buyer
        .into_values()
        .filter_map(|purchases| buyer(view, &purchases))
        .partition(|buyer| CONTRACTS <= buyer.contracts);
    if buyers.is_empty() {
        let most = small.iter().map(|buyer| buyer.contracts).max().unwrap_or(0);
        return Err(crate::text!(
            "至少需要一个采购人有 {CONTRACTS} 份写明供应商和金额的合同，现有最多 {most} 份；请一并读取历年合同台账（采购人、供应商、金额）",
            "at least one purchaser with {CONTRACTS} contracts that name supplier and amount is needed, the most at hand is {most}; read the ledgers of past years as well (purchaser, supplier, amount)"
        ));
    }
    for list in [&mut buyers, &mut small] {
        list.sort_by(|a, b| {
            b.shares.top1.total_cmp(&a.shares.top1).then_with(|| a.name.cmp(&b.name))
        });
    }
    Ok(Plan { buyers, small, unnamed })
}

fn buyer<'m>(view: View<'_>, purchases: &[&Purchase<'m>]) -> Option<Buyer<'m>> {
    let mut suppliers: BTreeMap<BidderId, (Decimal, Vec<&'m Fact>)> = BTreeMap::new();
    for purchase in purchases {
        let of = suppliers.entry(purchase.supplier?.0).or_default();
        of.0 += purchase.amount.0;
        of.1.push(purchase.amount.1);
    }
    let past = |found: &Found| found.rule.family == Family::History;
    let mut suppliers: Vec<Supplier<'m>> = suppliers
        .into_iter()
        .map(|(id, (yuan, contracts))| {
            let grade = grade_at(view, contracts.iter().copied(), past);
            Supplier { id, yuan, contracts, grade }
        })
        .collect();
    suppliers.sort_by(|a, b| b.yuan.cmp(&a.yuan).then(a.id.cmp(&b.id)));
    let values: Vec<f64> =
        suppliers.iter().map(|supplier| supplier.yuan.to_f64().unwrap_or_default()).collect();
    let years = purchases.iter().filter_map(|purchase| Some(purchase.date?.0.year()));
    let named = purchases.iter().find_map(|purchase| purchase.buyer_fact);
    Some(Buyer {
        name: named.map_or_else(
            || view.say("台账所列采购人", "The ledger's purchaser").to_owned(),
            |fact| fact.raw.to_string(),
        ),
        contracts: purchases.len(),
        years: years.clone().min().zip(years.max()),
        shares: concentration(&values)?,
        suppliers,
    })
}

impl Plan<'_> {
    /// The median index of all other purchasers that are drawn.
    fn others(&self, at: usize) -> Option<f64> {
        let others: Vec<f64> = self
            .buyers
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, buyer)| buyer.shares.hhi)
            .collect();
        median(&others)
    }
}

fn paint(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>) {
    let drawn = &plan.buyers[..plan.buyers.len().min(BUYERS_AT_MOST)];
    let step = ((BOTTOM - TOP) / drawn.len() as f64).min(62.0);
    let high = (step * 0.5).min(28.0);
    let names =
        drawn.iter().map(|buyer| width(&buyer.name, 14.0, true)).fold(60.0, f64::max).min(190.0);
    let x = Scale::new(0.0, 100.0, LEFT + names + 20.0, END);
    let bottom = TOP + step * drawn.len() as f64;
    key(view, canvas, x.at(0.0), drawn);
    for (at, head) in [
        (770.0, "HHI"),
        (858.0, view.say("其余中位", "others")),
        (RIGHT, view.say("合同数", "contracts")),
    ] {
        canvas.text(Label::note(at, 130.0, head).end());
    }
    for (value, label) in x.ticks(4) {
        let line = if value == 0.0 { CONTEXT } else { GRID };
        canvas.line((x.at(value), TOP - 4.0), (x.at(value), bottom), solid(line, 1.0));
        canvas.text(Label::note(x.at(value), bottom + 22.0, format!("{label}%")).middle());
    }
    for (at, buyer) in drawn.iter().enumerate() {
        let top = TOP + step * at as f64 + 4.0;
        let middle = top + high / 2.0 + 5.0;
        canvas.text(Label::new(LEFT, middle, fit(&buyer.name, names, 14.0, at == 0)).bold(at == 0));
        bars(view, canvas, buyer, &x, Area { x: x.at(0.0), y: top, w: 0.0, h: high });
        if 46.0 <= step {
            let who = suppliers(view, buyer);
            let label = Label::note(x.at(0.0) + 6.0, top + high + 17.0, who).size(12.0);
            canvas.text(label.within(END - x.at(0.0) - 6.0));
        }
        let others = plan.others(at).map_or_else(|| "—".to_owned(), |hhi| format!("{hhi:.2}"));
        canvas.text(Label::new(770.0, middle, format!("{:.2}", buyer.shares.hhi)).bold(true).end());
        canvas.text(Label::new(858.0, middle, others).colour(INK2).end());
        canvas.text(Label::new(RIGHT, middle, buyer.contracts.to_string()).colour(INK2).end());
    }
    canvas.text(Label::note(LEFT, 541.0, left_out(view, plan, drawn.len())).within(RIGHT - LEFT));
}

/// One purchaser: a bar for each of its suppliers, the largest first.
fn single(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>, buyer: &Buyer<'_>) {
    let drawn = &buyer.suppliers[..buyer.suppliers.len().min(SUPPLIERS_AT_MOST)];
    let step = ((BOTTOM - TOP) / drawn.len() as f64).min(48.0);
    let high = (step * 0.6).min(28.0);
    let name = |supplier: &Supplier<'_>| view.review.bidders.short(supplier.id).to_owned();
    let names = drawn.iter().map(|one| width(&name(one), 14.0, true)).fold(60.0, f64::max);
    let names = names.min(190.0);
    let total: Decimal = buyer.suppliers.iter().map(|supplier| supplier.yuan).sum();
    let share = |supplier: &Supplier<'_>| {
        supplier.yuan.checked_div(total).and_then(|share| share.to_f64()).unwrap_or_default()
    };
    let unit = Unit::of(drawn.first().map(|first| first.yuan).unwrap_or_default());
    // Bars that would all be stumps have more room.
    let most = if buyer.shares.top1 < 0.2 {
        25.0
    } else if buyer.shares.top1 < 0.45 {
        50.0
    } else {
        100.0
    };
    let x = Scale::new(0.0, most, LEFT + names + 20.0, END);
    let bottom = TOP + step * drawn.len() as f64;
    let amount = format!("{}{}", view.say("金额，", "amount, "), view.text(&unit.name()));
    canvas.text(Label::note(RIGHT, 130.0, amount).end());
    canvas.text(Label::note(780.0, 130.0, view.say("合同数", "contracts")).end());
    let shares = match view.options.lang {
        Lang::Zh => format!("HHI {:.2}，前三 {}", buyer.shares.hhi, percent(buyer.shares.top3)),
        Lang::En => {
            format!("HHI {:.2}, top three {}", buyer.shares.hhi, percent(buyer.shares.top3))
        }
    };
    canvas.text(Label::new(x.at(0.0), 130.0, shares).bold(true));
    for (value, label) in x.ticks(4) {
        let line = if value == 0.0 { CONTEXT } else { GRID };
        canvas.line((x.at(value), TOP - 4.0), (x.at(value), bottom), solid(line, 1.0));
        canvas.text(Label::note(x.at(value), bottom + 22.0, format!("{label}%")).middle());
    }
    for (at, supplier) in drawn.iter().enumerate() {
        let top = TOP + step * at as f64 + (step - high) / 2.0;
        let middle = top + high / 2.0 + 5.0;
        let end = x.at(share(supplier) * 100.0);
        let colour = match supplier.grade {
            Some(grade) => of_grade(grade),
            None if at == 0 => INK,
            None => PALE,
        };
        let bar = Area { x: x.at(0.0), y: top, w: (end - x.at(0.0)).max(1.0), h: high };
        canvas.rect(bar, Some(colour), None);
        canvas.text(Label::new(LEFT, middle, name(supplier)).bold(at == 0).within(names));
        let said = Label::new(end + 8.0, middle, percent(share(supplier))).bold(at == 0);
        let over = END + 14.0 < said.area().right();
        let inside = Label::new(end - 8.0, middle, percent(share(supplier)));
        canvas.text(if over { inside.bold(at == 0).colour(WHITE).end() } else { said.halo() });
        let n = supplier.contracts.len().to_string();
        canvas.text(Label::new(780.0, middle, n).colour(INK2).end());
        canvas.text(Label::new(RIGHT, middle, unit.show(supplier.yuan)).colour(INK2).end());
    }
    let mut note = left_out(view, plan, 1);
    let more = buyer.suppliers.len() - drawn.len();
    if 0 < more {
        let rest: f64 = buyer.suppliers[drawn.len()..].iter().map(share).sum();
        let rest = percent(rest);
        note = match view.options.lang {
            Lang::Zh => format!("+{more} 家供应商更多，共 {rest}；{note}"),
            Lang::En => format!("+{more} more suppliers, {rest} together; {note}"),
        };
    }
    canvas.text(Label::note(LEFT, 541.0, note).within(RIGHT - LEFT));
}

fn key(view: View<'_>, canvas: &mut Canvas<'_>, x: f64, drawn: &[Buyer<'_>]) {
    let first = drawn.iter().filter_map(|buyer| buyer.suppliers.first()?.grade).max();
    let mut left = x;
    for (colour, name) in [
        (first.map_or(INK, of_grade), view.say("第一大供应商", "largest supplier")),
        (PALE, view.say("第二、三大", "second and third")),
    ] {
        canvas.rect(Area { x: left, y: 119.0, w: 12.0, h: 12.0 }, Some(colour), None);
        let label = Label::note(left + 18.0, 130.0, name).colour(INK2);
        left = label.area().right() + 24.0;
        canvas.text(label);
    }
}

/// The largest supplier, then the second and third together, with their shares.
fn bars(view: View<'_>, canvas: &mut Canvas<'_>, buyer: &Buyer<'_>, x: &Scale, at: Area) {
    let (one, three) = (buyer.shares.top1, buyer.shares.top3);
    let (first, third) = (x.at(one * 100.0), x.at(three * 100.0));
    let colour = buyer.suppliers.first().and_then(|first| first.grade).map_or(INK, of_grade);
    canvas.rect(Area { w: first - at.x, ..at }, Some(colour), None);
    canvas.rect(Area { x: first, w: third - first, ..at }, Some(PALE), None);
    let middle = at.y + at.h / 2.0 + 5.0;
    let inside = Label::new(first - 8.0, middle, percent(one)).colour(WHITE).end();
    let fits = inside.area().w + 14.0 <= first - at.x && 18.0 <= at.h;
    let both = match view.options.lang {
        Lang::Zh => format!("前三 {}", percent(three)),
        Lang::En => format!("top three {}", percent(three)),
    };
    let beside = if fits {
        canvas.text(inside);
        both
    } else {
        let one = percent(one);
        match view.options.lang {
            Lang::Zh => format!("第一 {one}，{both}"),
            Lang::En => format!("largest {one}, {both}"),
        }
    };
    // On the grey where there is no room behind it.
    let label = Label::new(third + 8.0, middle, beside.as_str()).size(13.0).colour(INK2);
    let over = END + 6.0 < label.area().right();
    let within = Label::new(third - 8.0, middle, beside).size(13.0).end();
    if over && first + 6.0 <= within.area().x {
        canvas.text(within);
    } else if !over {
        canvas.text(label);
    }
}

/// Who the three largest are.
fn suppliers(view: View<'_>, buyer: &Buyer<'_>) -> String {
    let total: Decimal = buyer.suppliers.iter().map(|supplier| supplier.yuan).sum();
    let said = buyer.suppliers.iter().take(3).map(|supplier| {
        let share = supplier.yuan.checked_div(total).and_then(|share| share.to_f64());
        let (name, n) = (view.review.bidders.short(supplier.id), supplier.contracts.len());
        let share = percent(share.unwrap_or_default());
        match view.options.lang {
            Lang::Zh => format!("{name} {share}（{n} 份）"),
            Lang::En => format!("{name} {share} ({n})"),
        }
    });
    said.collect::<Vec<_>>().join(view.say("、", ", "))
}

/// What is not drawn, and how to read the index.
fn left_out(view: View<'_>, plan: &Plan<'_>, drawn: usize) -> String {
    let mut said = vec![
        view.say(
            "HHI：各供应商金额占比的平方和，1 为只有一家",
            "HHI: sum of squared shares of value",
        )
        .to_owned(),
    ];
    let (small, more, unnamed) = (plan.small.len(), plan.buyers.len() - drawn, plan.unnamed);
    if plan.buyers.len() == 1 {
        said.push(view.say("没有其他采购人可比", "no peer purchaser").to_owned());
    }
    if 0 < small {
        said.push(match view.options.lang {
            Lang::Zh => format!("另 {small} 个采购人不足 {CONTRACTS} 份，未画"),
            Lang::En => {
                format!("{} with fewer than {CONTRACTS} not drawn", plural(small, "purchaser"))
            }
        });
    }
    if 0 < more {
        said.push(match view.options.lang {
            Lang::Zh => format!("+{more} 个采购人更多"),
            Lang::En => format!("+{more} more purchasers"),
        });
    }
    if 0 < unnamed {
        said.push(match view.options.lang {
            Lang::Zh => format!("{unnamed} 份合同没有供应商，未计"),
            Lang::En => format!("{} without a supplier not counted", plural(unnamed, "contract")),
        });
    }
    said.join(view.say("；", "; "))
}

fn head(view: View<'_>, plan: &Plan<'_>) -> Head {
    let first = &plan.buyers[0];
    let (name, share) = (&first.name, percent(first.shares.top1));
    let title = if first.shares.top1 < MUCH {
        crate::text!(
            "{name}最大供应商占合同金额 {share}",
            "{name}: the largest supplier has {share} of the contract value"
        )
    } else {
        crate::text!(
            "{name} {share} 的合同金额归于一家供应商",
            "{name}: {share} of the contract value to one supplier"
        )
    };
    let contracts: usize = plan.buyers.iter().map(|buyer| buyer.contracts).sum();
    let years = || plan.buyers.iter().filter_map(|buyer| buyer.years);
    let (from, to) = (years().map(|years| years.0).min(), years().map(|years| years.1).max());
    let period = match from.zip(to) {
        Some((from, to)) if from == to => format!("；{from}"),
        Some((from, to)) => format!("；{from}–{to}"),
        None => String::new(),
    };
    let k = plan.buyers.len();
    let drawn = plan.buyers.iter().take(BUYERS_AT_MOST);
    let grade = coloured(view, drawn.filter_map(|buyer| buyer.suppliers.first()?.grade));
    let subtitle = match view.options.lang {
        Lang::Zh => format!(
            "合同金额占比，%{period}；只列合同数不少于 {CONTRACTS} 份的采购人；n = {k} 个采购人、{contracts} 份合同{grade}"
        ),
        Lang::En => format!(
            "shares of contract value, %{}; purchasers with {CONTRACTS} contracts or more; n = {}, {contracts} contracts{grade}",
            period.replace('；', "; "),
            plural(k, "purchaser")
        ),
    };
    let said = plan.buyers.iter().take(BUYERS_AT_MOST).map(|buyer| {
        let (name, n) = (&buyer.name, buyer.contracts);
        let (one, three) = (percent(buyer.shares.top1), percent(buyer.shares.top3));
        let hhi = format!("{:.2}", buyer.shares.hhi);
        crate::text!(
            "{name} {n} 份，第一大供应商 {one}，前三 {three}，HHI {hhi}",
            "{name} {n} contracts, largest supplier {one}, top three {three}, HHI {hhi}"
        )
    });
    let description = view.text(&Text::sentences(said)).to_owned();
    let cells = plan.buyers.iter().flat_map(|buyer| &buyer.suppliers);
    let cells = cells.flat_map(|supplier| supplier.contracts.iter().map(|fact| fact.at));
    Head {
        title: view.text(&title).to_owned(),
        subtitle,
        description,
        source: source_of(view, cells),
    }
}
