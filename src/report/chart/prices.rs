//! The prices of one package: a row for each bidder, against the ceiling and the bidder before; many bidders as a
//! histogram with the tightest runs.

mod table;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::canvas::{
    CONTEXT, Canvas, GRID, Head, INK, INK2, LEFT, Label, OUTLINE, RIGHT, WHITE, dashed, of_grade,
    sheet, solid,
};
use super::measure::{fit, width};
use super::number::{Unit, count, inner_count, percent};
use super::scale::Scale;
use super::{Kind, coloured, crowd, grade_at, source_of, which_package};
use crate::graph::{Case, Family};
use crate::record::{Fact, Field};
use crate::report::View;
use crate::resolve::BidderId;
use crate::review::Found;
use crate::rules::Grade;
use crate::text::{Lang, Text};

/// More rows than this cannot be read.
const ROWS_AT_MOST: usize = 20;
/// The upper and the lower edge of the plot.
const TOP: f64 = 150.0;
const BOTTOM: f64 = 506.0;

/// One bid with its price.
pub(super) struct Row<'c> {
    pub(super) bidder: BidderId,
    pub(super) name: String,
    pub(super) yuan: Decimal,
    fact: &'c Fact,
    /// Joined to others by strong values.
    linked: bool,
    /// `中标`, `否决`, or nothing.
    mark: Option<Text>,
    /// The strongest grade of a finding about prices that points at this one.
    grade: Option<Grade>,
}

/// The prices of a package, lowest first, and what they are measured against.
pub(super) struct Prices<'c> {
    pub(super) rows: Vec<Row<'c>>,
    /// The price ceiling.
    pub(super) ceiling: Option<(Decimal, &'c Fact)>,
    budget: Option<(Decimal, &'c Fact)>,
    pub(super) unit: Unit,
}

impl Prices<'_> {
    /// What shares are taken of: the ceiling, else the budget.
    pub(super) fn whole(&self) -> Option<Decimal> {
        self.ceiling.or(self.budget).map(|(yuan, _)| yuan).filter(|yuan| Decimal::ZERO < *yuan)
    }

    fn yuan(&self, at: usize) -> f64 {
        self.unit.of_yuan(self.rows[at].yuan)
    }
}

pub(super) use table::table;

pub(super) fn draw(view: View<'_>) -> Result<String, Text> {
    let at = chosen(view)?;
    let prices = prices_of(view, at);
    let head = head(view, at, &prices);
    Ok(sheet(view, Kind::Prices.slug(), &head, |canvas| {
        if prices.rows.len() <= ROWS_AT_MOST {
            super::mark::grade_key(view, canvas, prices.rows.iter().filter_map(|row| row.grade));
            rows(view, canvas, &prices);
        } else {
            crowd::draw(view, canvas, &prices);
        }
    }))
}

/// The package that is drawn: the one with the strongest finding about prices, then the one with most prices.
fn chosen(view: View<'_>) -> Result<usize, Text> {
    let packages = &view.review.packages;
    let about_prices = |at: usize| {
        let found = view.review.of_package(at).filter(|found| found.rule.family == Family::Price);
        found.map(|found| found.finding.grade).max()
    };
    let priced = |at: usize| packages[at].case.all_prices().len() - packages[at].case.slips().len();
    let most = (0..packages.len())
        .filter(|at| 1 < priced(*at))
        .max_by_key(|at| (about_prices(*at), priced(*at), std::cmp::Reverse(*at)));
    most.ok_or(Text::of(
        "没有可以比较的报价：至少需要一个标段有两家以上的投标报价（开标记录）",
        "no prices to compare: a package with the prices of two bidders or more (opening record) is needed",
    ))
}

fn prices_of(view: View<'_>, at: usize) -> Prices<'_> {
    let case = &view.review.packages[at].case;
    let linked: BTreeSet<BidderId> = case.network.linked_groups().into_iter().flatten().collect();
    let slips: BTreeSet<BidderId> = case.slips().iter().map(|slip| slip.bidder).collect();
    let winner = case.winner().map(|(winner, _)| winner);
    let about_prices = |found: &Found| found.is_of(at) && found.rule.family == Family::Price;
    let mut rows: Vec<Row<'_>> = case
        .all_prices()
        .into_iter()
        // A slip of the pen would leave no room for the others; the report lists it as a problem.
        .filter(|priced| !slips.contains(&priced.bidder))
        .map(|priced| Row {
            bidder: priced.bidder,
            name: case.bidders.short(priced.bidder).to_owned(),
            yuan: priced.amount,
            fact: priced.fact,
            linked: linked.contains(&priced.bidder),
            mark: mark(case, priced.bidder, winner),
            grade: grade_at(view, [priced.fact], about_prices),
        })
        .collect();
    rows.sort_by(|a, b| a.yuan.cmp(&b.yuan).then(a.bidder.cmp(&b.bidder)));
    let unit = Unit::of(rows.last().map(|row| row.yuan).unwrap_or_default());
    let (ceiling, budget) =
        (case.project.money(Field::PriceCeiling), case.project.money(Field::Budget));
    Prices { rows, ceiling, budget, unit }
}

fn mark(case: &Case<'_>, bidder: BidderId, winner: Option<BidderId>) -> Option<Text> {
    if winner == Some(bidder) {
        return Some(Text::of("中标", "won"));
    }
    let rejected = case.bid(bidder).is_some_and(|bid| bid.rejected().is_some());
    rejected.then(|| Text::of("否决", "rejected"))
}

fn rows(view: View<'_>, canvas: &mut Canvas<'_>, prices: &Prices<'_>) {
    let n = prices.rows.len();
    let step = ((BOTTOM - TOP) / n as f64).min(58.0);
    let size = if step < 19.0 { 12.0 } else { 14.0 };
    let names = prices
        .rows
        .iter()
        .map(|row| width(&row.name, size, row.linked))
        .fold(0.0, f64::max)
        .min(150.0);
    let x0 = LEFT + names + if step < 40.0 { 64.0 } else { 22.0 };
    let x1 = 745.0;
    let (low, high) = (prices.yuan(0), prices.yuan(n - 1));
    let ceiling = prices
        .ceiling
        .map(|(yuan, _)| prices.unit.of_yuan(yuan))
        .filter(|yuan| *yuan < high * 2.0 && low < yuan * 2.0);
    let (from, to) = (low.min(ceiling.unwrap_or(low)), high.max(ceiling.unwrap_or(high)));
    let pad = ((to - from) * 0.06).max(to * 0.002);
    let scale = Scale::new(from - pad, to + pad, x0, x1);
    let bottom = TOP + step * n as f64;
    for (value, label) in scale.ticks(5) {
        let x = scale.at(value);
        canvas.line((x, TOP), (x, bottom), solid(GRID, 1.0));
        canvas.text(Label::note(x, bottom + 22.0, label).middle());
    }
    for at in 0..n {
        let y = TOP + step * (at as f64 + 0.5);
        canvas.line((x0, y), (x1, y), solid(GRID, 1.0));
    }
    references(view, canvas, prices, &scale, ceiling, bottom);
    columns(view, canvas, prices, step, size);
    for (at, row) in prices.rows.iter().enumerate() {
        let y = TOP + step * (at as f64 + 0.5);
        let (x, before) = (
            scale.at(prices.yuan(at)),
            at.checked_sub(1).map(|before| scale.at(prices.yuan(before))),
        );
        let (ink, bar) = match row.grade {
            Some(grade) => (of_grade(grade), of_grade(grade)),
            None => (INK, if row.linked { INK } else { CONTEXT }),
        };
        if let Some(before) = before {
            canvas.line((before, y), (x, y), solid(bar, 3.0));
        }
        let r = if step < 19.0 { 5.0 } else { 7.0 };
        let fill = if row.linked { ink } else { WHITE };
        super::mark::mark(canvas, (x, y), r, row.grade, fill, solid(ink, 1.8));
        value(canvas, prices, at, (x, y), before, ceiling.map(|yuan| scale.at(yuan)), size);
    }
}

/// Beside its dot: at the right, unless the ceiling or the edge is there.
fn value(
    canvas: &mut Canvas<'_>,
    prices: &Prices<'_>,
    at: usize,
    (x, y): (f64, f64),
    before: Option<f64>,
    ceiling: Option<f64>,
    size: f64,
) {
    let row = &prices.rows[at];
    let label = |x: f64| {
        Label::new(x, y + size * 0.36, prices.unit.show(row.yuan))
            .size(size)
            .bold(row.linked)
            .halo()
    };
    let right = label(x + 13.0);
    let over = right.area().right();
    let blocked = 745.0 < over || ceiling.is_some_and(|line| x - 1.0 <= line && line < over + 4.0);
    let left = label(before.unwrap_or(x).min(x) - 12.0).end();
    canvas.text(if blocked { left } else { right });
}

/// Names at the left, shares and gaps at the right.
fn columns(view: View<'_>, canvas: &mut Canvas<'_>, prices: &Prices<'_>, step: f64, size: f64) {
    let whole = prices.whole();
    let share_of = match (whole, prices.ceiling) {
        (Some(_), Some(_)) => view.say("占限价", "of ceiling"),
        (Some(_), None) => view.say("占预算", "of budget"),
        _ => "",
    };
    canvas.text(Label::note(846.0, 130.0, share_of).end());
    canvas.text(Label::note(RIGHT, 130.0, view.say("与前一家差", "gap")).end());
    for (at, row) in prices.rows.iter().enumerate() {
        let middle = TOP + step * (at as f64 + 0.5);
        let y = middle + size * 0.36;
        let name = fit(&row.name, 150.0, size, row.linked);
        let name = Label::new(LEFT, y, name).size(size).bold(row.linked);
        if let Some(mark) = &row.mark {
            let mark = view.text(mark);
            // Below the name, or behind it where rows are close.
            let (x, y) =
                if step < 40.0 { (name.area().right() + 7.0, y) } else { (LEFT, y + 17.0) };
            canvas.text(Label::note(x, y, mark).size(size.min(13.0)));
        }
        canvas.text(name);
        if let Some(whole) = whole {
            let share = prices.unit.of_yuan(row.yuan) / prices.unit.of_yuan(whole);
            canvas.text(Label::new(846.0, y, percent(share)).size(size).end());
        }
        let gap =
            at.checked_sub(1).map(|before| prices.unit.show(row.yuan - prices.rows[before].yuan));
        canvas.text(
            Label::new(RIGHT, y, gap.unwrap_or_else(|| "—".to_owned()))
                .size(size)
                .colour(INK2)
                .end(),
        );
    }
}

/// Ceiling, budget and mean: lines over the whole plot.
fn references(
    view: View<'_>,
    canvas: &mut Canvas<'_>,
    prices: &Prices<'_>,
    scale: &Scale,
    ceiling: Option<f64>,
    bottom: f64,
) {
    if let Some(line) = ceiling {
        let x = scale.at(line);
        canvas.line((x, 136.0), (x, bottom), solid(INK, 1.8));
        let said = prices.ceiling.map(|(yuan, _)| prices.unit.show(yuan)).unwrap_or_default();
        let label = format!("{} {said}", view.say("最高限价", "ceiling"));
        canvas.text(Label::new(x + 4.0, 130.0, label).bold(true).end());
    }
    let sum: Decimal = prices.rows.iter().map(|row| row.yuan).sum();
    let mean = sum / Decimal::from(prices.rows.len().max(1));
    let budget = prices
        .budget
        .filter(|(yuan, _)| prices.ceiling.is_none_or(|(ceiling, _)| ceiling != *yuan));
    let dashed_lines = [
        budget.map(|(yuan, _)| (yuan, view.say("预算", "budget"))),
        Some((mean, view.say("平均", "mean"))),
    ];
    for (yuan, name) in dashed_lines.into_iter().flatten() {
        let value = prices.unit.of_yuan(yuan);
        if !scale.covers(value) {
            continue;
        }
        let x = scale.at(value);
        let said = format!("{name} {}", prices.unit.show(yuan));
        let label = |y: f64| Label::new(x, y, said.clone()).colour(INK2).size(13.0).halo();
        if canvas.place([label(130.0).middle(), label(130.0).end(), label(130.0)]) {
            canvas.line((x, 136.0), (x, bottom), dashed(OUTLINE, 1.4));
        }
    }
}

fn head(view: View<'_>, at: usize, prices: &Prices<'_>) -> Head {
    let n = prices.rows.len();
    let unit = prices.unit.name();
    let linked = prices.rows.iter().filter(|row| row.linked).count();
    let which = which_package(view, at);
    let mut subtitle = match view.options.lang {
        Lang::Zh => format!("投标报价，{}；n = {n} 家", unit.zh),
        Lang::En => format!("bid prices, {}; n = {n}", unit.en),
    };
    subtitle += view.say("；横轴不从零起", "; axis not from zero");
    if n <= ROWS_AT_MOST {
        if 0 < linked {
            subtitle += view.say("；实心为相互关联", "; filled: linked bidders");
        }
        subtitle += &coloured(view, prices.rows.iter().filter_map(|row| row.grade));
    }
    // What is left out is said.
    let slips = view.review.packages[at].case.slips().len();
    if 0 < slips {
        subtitle += &match view.options.lang {
            Lang::Zh => format!("；另 {slips} 家报价相差一个数量级，未画"),
            Lang::En => format!("; {slips} more, ten times off, not drawn"),
        };
    }
    subtitle += &which;
    let said = prices.rows.iter().map(|row| Text {
        zh: format!("{} {} {}", row.name, prices.unit.show(row.yuan), unit.zh).into(),
        en: format!("{} {} {}", row.name, prices.unit.show(row.yuan), unit.en).into(),
    });
    let described = Text::sentences(said);
    let cells = prices.rows.iter().map(|row| row.fact).chain(prices.ceiling.map(|(_, fact)| fact));
    Head {
        title: view.text(&title(prices)).to_owned(),
        subtitle,
        description: format!(
            "{}{}",
            view.say("报价自低到高：", "Prices, lowest first: "),
            view.text(&described)
        ),
        source: source_of(view, cells.map(|fact| fact.at)),
    }
}

/// Where linked bidders stand, who is close to the ceiling, or how far the prices lie apart.
fn title(prices: &Prices<'_>) -> Text {
    let n = prices.rows.len();
    let linked: Vec<usize> = (0..n).filter(|at| prices.rows[*at].linked).collect();
    let k = linked.len();
    let share = |at: usize| {
        prices
            .whole()
            .map(|whole| prices.unit.of_yuan(prices.rows[at].yuan) / prices.unit.of_yuan(whole))
    };
    let near = (0..n)
        .filter(|at| {
            prices.ceiling.is_some()
                && share(*at).is_some_and(|share| (0.99..=1.0).contains(&share))
        })
        .count();
    let near_zh = if 1 < near {
        format!("，{}家距限价不足 1%", inner_count(near))
    } else {
        String::new()
    };
    let near_en =
        if 1 < near { format!("; {near} within 1% of the ceiling") } else { String::new() };
    let contiguous =
        linked.last().zip(linked.first()).is_some_and(|(last, first)| last - first + 1 == k);
    if 1 < k && k < n && contiguous {
        let (zh, en) = match linked.first() {
            Some(0) => ("最低", "are the lowest"),
            Some(first) if first + k == n => ("最高", "are the highest"),
            _ => ("相邻", "stand side by side"),
        };
        return Text {
            zh: format!("关联的{}家报价{zh}{near_zh}", inner_count(k)).into(),
            en: format!("The {k} linked bids {en}{near_en}").into(),
        };
    }
    if let Some(step) = equal_step(&prices.rows.iter().map(|row| row.yuan).collect::<Vec<_>>()) {
        let step = prices.unit.say(step);
        return Text {
            zh: format!("{}家报价依次相差 {}{near_zh}", count(n), step.zh).into(),
            en: format!("{n} prices in equal steps of {}{near_en}", step.en).into(),
        };
    }
    let (low, high) = (prices.yuan(0), prices.yuan(n.saturating_sub(1)));
    let apart = percent((high - low) / low);
    Text {
        zh: format!("{}家报价首尾相差 {apart}{near_zh}", count(n)).into(),
        en: format!("{n} prices lie {apart} apart{near_en}").into(),
    }
}

/// The step from price to price, where three prices or more have the same one, to the fen.
fn equal_step(prices: &[Decimal]) -> Option<Decimal> {
    let mut steps = prices.windows(2).map(|pair| pair[1] - pair[0]);
    let first = steps.next().filter(|step| Decimal::ZERO < *step && 2 < prices.len())?;
    steps.all(|step| step == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_steps_are_exact_and_of_three_prices_at_least() {
        let step = |yuan: &[i64]| {
            equal_step(&yuan.iter().map(|yuan| Decimal::from(*yuan)).collect::<Vec<_>>())
        };
        assert_eq!(step(&[100, 136, 172]), Some(Decimal::from(36)));
        assert_eq!(
            [step(&[100, 136, 173]), step(&[100, 136]), step(&[100, 100, 100]), step(&[])],
            [None; 4]
        );
    }
}
