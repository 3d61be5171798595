//! 四、报价: the prices on one line with the ceiling and a reference, the same as a table with the gaps between them, and the
//! item prices.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::draw::cut;
use super::number::{amount, percent, ten_thousands};
use super::strip::{self, Dot, Limit};
use super::{Page, items, nothing, table_head};
use crate::graph::{Case, Priced};
use crate::record::Field;
use crate::record::value::Currency;
use crate::resolve::BidderId;
use crate::review::Package;
use crate::text;

/// More prices than this are a histogram.
const HISTOGRAM: usize = 40;
/// More prices than this have labels only where they say something.
const LABEL_ALL: usize = 12;
/// A ceiling further from the prices than this many times is of another unit, or an error: it is not drawn.
const FAR: i64 = 3;
/// More prices than this have low rows.
const DENSE: usize = 20;
/// Width of a name beside its dot.
const NAME: f64 = 180.0;
/// The closest neighbours that are listed under a histogram.
const TIGHTEST: usize = 5;

/// The section.
pub(super) fn section(page: &Page<'_>) -> String {
    let blocks = page.blocks(|_, package| block(page, package));
    let totals = if blocks.is_empty() {
        nothing(page.say(
            "没有可用的报价。可补充：开标记录（投标人、投标报价、最高限价）。",
            "No usable prices. To bring: the opening record (bidders, prices, ceiling).",
        ))
    } else {
        blocks
    };
    totals + &items::part(page)
}

fn block(page: &Page<'_>, package: &Package<'_>) -> Option<String> {
    let case = &package.case;
    let slips: BTreeSet<BidderId> = case.slips().iter().map(|priced| priced.bidder).collect();
    let mut prices = case.all_prices();
    let foreign = in_other_currencies(page, case);
    if prices.is_empty() {
        return foreign.map(|note| format!("<p class=\"src\">{note}</p>"));
    }
    prices.sort_by(|a, b| a.amount.cmp(&b.amount).then(a.bidder.cmp(&b.bidder)));
    let drawn: Vec<Priced<'_>> =
        prices.iter().filter(|priced| !slips.contains(&priced.bidder)).cloned().collect();
    let ceiling = case.ceiling().filter(|(yuan, _)| {
        let (low, high) = (drawn.first().map(|one| one.amount), drawn.last().map(|one| one.amount));
        low.zip(high).is_some_and(|(low, high)| {
            *yuan <= high * Decimal::from(FAR) && low <= *yuan * Decimal::from(FAR)
        })
    });
    let mut limits: Vec<(Decimal, String, bool)> = Vec::new();
    limits.extend(ceiling.map(|(yuan, fact)| (yuan, page.tell(&fact.field.name()), false)));
    let reference = reference(page, case);
    limits.extend(reference.iter().map(|one| (one.yuan, one.name.to_owned(), true)));
    let picture =
        if drawn.len() < 2 { String::new() } else { picture(page, case, &drawn, &limits) };
    let mut notes = Vec::new();
    if !slips.is_empty() {
        let names = page.bidders(slips.iter().copied());
        notes.push(format!(
            "{names}{}",
            page.say(
                "的报价与其他报价相差一个数量级，未画出、未计入",
                ": an order of magnitude away, neither drawn nor counted"
            )
        ));
    }
    if case.ceiling().is_some() && ceiling.is_none() {
        notes.push(
            page.say(
                "限价与报价相差悬殊，单位可能不一致，未画出",
                "the ceiling is far from the prices, perhaps in another unit: not drawn",
            )
            .to_owned(),
        );
    }
    if let Some((_, fact)) = ceiling {
        notes.push(format!("{} {}", page.tell(&fact.field.name()), page.address(fact.at)));
    }
    notes.extend(reference.map(|one| one.why));
    notes.extend(foreign);
    let notes = if notes.is_empty() {
        String::new()
    } else {
        format!("<p class=\"src\">{}</p>", notes.join(page.say("；", "; ")))
    };
    Some(format!("{picture}{}{notes}", table(page, case, &prices, &slips)))
}

/// The prices that are not yuan: listed in their own currency, neither converted nor drawn.
fn in_other_currencies(page: &Page<'_>, case: &Case<'_>) -> Option<String> {
    let offers = case.bids.iter().filter_map(|bid| bid.offer().map(|offer| (bid.bidder, offer)));
    let foreign: Vec<String> = offers
        .filter(|(_, (_, currency, _))| *currency != Currency::YUAN)
        .map(|(bidder, (price, currency, fact))| {
            let (name, cell) = (page.bidders(std::iter::once(bidder)), page.address(fact.at));
            format!("{name} {currency} {} {cell}", amount(price))
        })
        .collect();
    let says = page.say(
        "其他货币的报价，未折算、未画出：",
        "Prices in other currencies, neither converted nor drawn: ",
    );
    (!foreign.is_empty()).then(|| format!("{says}{}", foreign.join(page.say("；", "; "))))
}

/// A price that others are measured by.
struct Reference {
    yuan: Decimal,
    name: &'static str,
    why: String,
}

/// The reserve price where the files say it; else, in an open or invited tender by comprehensive scoring, the lowest valid
/// price, which is the base of the price points; else the median.
fn reference(page: &Page<'_>, case: &Case<'_>) -> Option<Reference> {
    if let Some((yuan, fact)) = case.project.money(Field::ReservePrice) {
        let name = page.say("标底", "Reserve price");
        return Some(Reference { yuan, name, why: format!("{name} {}", page.address(fact.at)) });
    }
    let prices = case.prices(2).ok().filter(|all| all[0].currency == Currency::YUAN)?;
    let says = |field, words: &[&str]| {
        case.project.text(field).is_some_and(|text| words.iter().any(|word| text.contains(word)))
    };
    if says(Field::EvaluationMethod, &["综合评分", "综合评估"])
        && says(Field::ProcurementMethod, &["公开招标", "邀请招标"])
    {
        let why = page.say(
            "评标基准价按有效报价中的最低价（低价优先法，财政部令第87号第五十五条），未计政策扣除",
            "base price: the lowest valid price (order 87 of the Ministry of Finance, article 55), before policy deductions",
        );
        let name = page.say("评标基准价", "Base price");
        return Some(Reference { yuan: prices[0].amount, name, why: why.to_owned() });
    }
    let (half, n) = (prices.len() / 2, prices.len());
    let yuan = if n % 2 == 1 {
        prices[half].amount
    } else {
        (prices[half - 1].amount + prices[half].amount) / Decimal::TWO
    };
    let why =
        page.tell(&text!("中位数为 {n} 家有效报价的中位数", "median: of the {n} valid prices"));
    Some(Reference { yuan, name: page.say("中位数", "Median"), why })
}

fn picture(
    page: &Page<'_>,
    case: &Case<'_>,
    prices: &[Priced<'_>],
    limits: &[(Decimal, String, bool)],
) -> String {
    let n = prices.len();
    let linked: BTreeSet<BidderId> = case.network.linked_groups().into_iter().flatten().collect();
    let (lowest, highest) = (&prices[0], &prices[n - 1]);
    let (low, high) = (ten_thousands(lowest.amount), ten_thousands(highest.amount));
    let says = page.tell(&text!(
        "{n} 家报价，最低 {low} 万元，最高 {high} 万元",
        "{n} prices from {low} to {high} (CNY 10,000)"
    ));
    let float = |yuan: Decimal| (yuan / Decimal::from(10_000)).to_f64().unwrap_or_default();
    let limits: Vec<Limit> = limits
        .iter()
        .map(|(yuan, name, dashed)| Limit {
            value: float(*yuan),
            name: name.clone(),
            amount: ten_thousands(*yuan),
            dashed: *dashed,
        })
        .collect();
    let mut key = vec![page.say("横轴不从零起", "the axis does not begin at zero")];
    if n <= HISTOGRAM {
        key.extend(
            limits
                .iter()
                .any(|limit| !limit.dashed)
                .then(|| page.say("上方刻度为占限价的比例", "above: share of the ceiling")),
        );
        key.extend(
            (!linked.is_empty())
                .then(|| page.say("实心为由共有值相连的投标人", "filled: linked by shared values")),
        );
        key.extend(
            (LABEL_ALL < n)
                .then(|| page.say("未标注的见下表", "those without a label stand in the table")),
        );
    }
    let semicolon = page.say("；", "; ");
    let caption = format!(
        "<p class=\"figt\">{says}</p><p class=\"figs\">{}{semicolon}n = {n}{semicolon}{}</p>",
        page.say("投标报价，万元", "prices, CNY 10,000"),
        key.join(semicolon)
    );
    let scroll = |drawing: &str| {
        format!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{says}\">{drawing}</div>"
        )
    };
    let drawn = if HISTOGRAM < n {
        let values: Vec<f64> = prices.iter().map(|one| float(one.amount)).collect();
        scroll(&strip::histogram(&values, &limits, &says)) + &tightest(page, prices)
    } else {
        let winner = case.winner().map(|(id, _)| id);
        let dots: Vec<Dot> = prices
            .iter()
            .map(|one| {
                let won = case
                    .bid(one.bidder)
                    .is_some_and(|bid| bid.everyone().any(|id| Some(id) == winner));
                let rejected = case.bid(one.bidder).is_some_and(|bid| bid.rejected().is_some());
                let mark = match (won, rejected) {
                    (true, _) => page.say("（中标）", " (won)"),
                    (_, true) => page.say("（无效）", " (rejected)"),
                    _ => "",
                };
                let name = format!("{}{mark}", cut(&page.bidder(one.bidder), NAME));
                let linked = linked.contains(&one.bidder);
                Dot {
                    value: float(one.amount),
                    name,
                    amount: ten_thousands(one.amount),
                    linked,
                    won,
                }
            })
            .collect();
        let ladder = strip::ladder(&dots, &limits, &says);
        let labelled: Vec<Dot> = dots
            .into_iter()
            .enumerate()
            .map(|(at, mut dot)| {
                if !(n <= LABEL_ALL || dot.won || dot.linked || at == 0 || at == n - 1) {
                    dot.name.clear();
                }
                dot
            })
            .collect();
        let gaps = page.say("相邻差，万元 · 差率", "gap to the next · share");
        format!(
            "<div class=\"wideonly\">{}</div><div class=\"narrowonly\">{ladder}</div>",
            scroll(&strip::strip(&labelled, &limits, gaps, &says))
        )
    };
    format!("<figure class=\"fig\">{caption}{drawn}</figure>")
}

/// The closest neighbours, which a histogram hides.
fn tightest(page: &Page<'_>, prices: &[Priced<'_>]) -> String {
    let mut gaps: Vec<(Decimal, &Priced<'_>, &Priced<'_>)> =
        prices.windows(2).map(|two| (two[1].amount - two[0].amount, &two[0], &two[1])).collect();
    gaps.sort_by_key(|(gap, ..)| *gap);
    let items: String = gaps
        .iter()
        .take(TIGHTEST)
        .map(|(gap, a, b)| {
            format!(
                "<li>{} {} {}：{} {}</li>",
                page.bidder(a.bidder),
                page.say("与", "and"),
                page.bidder(b.bidder),
                amount(*gap),
                page.say("元", "CNY")
            )
        })
        .collect();
    format!(
        "<p class=\"figs\">{}</p><ul class=\"li\">{items}</ul>",
        page.say("相差最小的相邻报价", "the closest neighbours")
    )
}

fn table(
    page: &Page<'_>,
    case: &Case<'_>,
    prices: &[Priced<'_>],
    slips: &BTreeSet<BidderId>,
) -> String {
    let ceiling = case.ceiling().map(|(yuan, _)| yuan);
    let winner = case.winner().map(|(id, _)| id);
    let mut before: Option<Decimal> = None;
    let mut rows = String::new();
    for one in prices {
        let bid = case.bid(one.bidder);
        let mut marks = Vec::new();
        if bid.is_some_and(|bid| bid.everyone().any(|id| Some(id) == winner)) {
            marks.push(page.say("中标", "won"));
        }
        if bid.is_some_and(|bid| bid.rejected().is_some()) {
            marks.push(page.say("无效", "rejected"));
        }
        if slips.contains(&one.bidder) {
            marks.push(page.say("疑为笔误", "perhaps a slip"));
        }
        let gap = before
            .filter(|_| !slips.contains(&one.bidder))
            .map(|before| (one.amount - before, before));
        if !slips.contains(&one.bidder) {
            before = Some(one.amount);
        }
        rows.push_str(&format!(
            "<tr><th scope=\"row\">{} <span class=\"who\">{}</span></th><td class=\"n\">{}</td>\
             <td class=\"n\" data-l=\"{}\">{}</td><td class=\"n\" data-l=\"{}\">{}</td><td class=\"n\">{}</td><td class=\"loc\">{}</td></tr>",
            page.bidder(one.bidder),
            marks.join(page.say("、", ", ")),
            amount(one.amount),
            page.say("占限价", "of ceiling"),
            ceiling.and_then(|ceiling| percent(one.amount, ceiling)).unwrap_or_default(),
            page.say("差", "gap"),
            gap.map(|(gap, _)| amount(gap)).unwrap_or_default(),
            gap.and_then(|(gap, before)| percent(gap, before)).unwrap_or_default(),
            page.address(one.fact.at),
        ));
    }
    let head = table_head(&[
        page.say("投标人", "Bidder"),
        page.say("#报价，元", "#Price, CNY"),
        page.say("#占限价", "#Of ceiling"),
        page.say("#与前一报价之差，元", "#Above the one before, CNY"),
        page.say("#差率", "#Share"),
        page.say("出处", "Cell"),
    ]);
    let dense = if DENSE < prices.len() { " dense" } else { "" };
    format!("<table class=\"tb stack{dense}\">{head}<tbody>{rows}</tbody></table>")
}
