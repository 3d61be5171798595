//! The item prices of a package as a heat map: a row for each item, a column for each bid, grey by the distance from the
//! item's median. Where several bids go grey together they move in step.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::number::amount;
use super::{Page, nothing};
use crate::graph::{Bid, Case, Item};
use crate::record::{Fact, Field};
use crate::resolve::BidderId;
use crate::review::{Found, Package};
use crate::source::CellRef;
use crate::text;

/// Bids that are shown side by side.
const COLUMNS: usize = 16;
/// Items that are shown.
const ROWS: usize = 40;
/// Shades of grey, from the lowest to the highest.
const SHADES: usize = 7;
/// Distance from the median, as a share, at which the grey is lightest or darkest.
const FULL: f64 = 0.15;

/// The price of one item in one bid.
type Price<'c> = (Decimal, &'c Fact);

/// An item over the bids.
struct Line<'c> {
    name: &'c str,
    prices: Vec<Option<Price<'c>>>,
}

/// The part of the section on prices that is about items.
pub(super) fn part(page: &Page<'_>) -> String {
    let title = format!("<h3 class=\"h3s\">{}</h3>", page.say("分项报价", "Item prices"));
    let blocks = page.blocks(|at, package| block(page, at, package));
    if blocks.is_empty() {
        return title
            + &nothing(page.say(
                "没有两家以上投标人的分项报价。可补充：分项报价表（投标人、货物名称、单价或者合价）。",
                "Fewer than two bids with item prices. To bring: item prices (bidder, item, unit price or line total).",
            ));
    }
    title + &blocks
}

fn price(item: &Item) -> Option<Price<'_>> {
    item.unit_price().or_else(|| item.line_total()).filter(|(yuan, _)| Decimal::ZERO < *yuan)
}

/// The bids with item prices, linked ones first, and their common lines in the order of the first bid.
fn lines<'c>(case: &'c Case<'_>) -> (Vec<&'c Bid>, Vec<Line<'c>>) {
    let linked: BTreeSet<BidderId> = case.network.linked_groups().into_iter().flatten().collect();
    let mut bids: Vec<&Bid> =
        case.bids.iter().filter(|bid| bid.items.iter().any(|item| price(item).is_some())).collect();
    bids.sort_by_key(|bid| !linked.contains(&bid.bidder));
    let mut order: BTreeMap<&str, usize> = BTreeMap::new();
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (column, bid) in bids.iter().enumerate() {
        for item in &bid.items {
            let Some(price) = price(item) else { continue };
            let at = *order.entry(&item.key).or_insert_with(|| {
                let name = item.facts.text(Field::ItemName).or(item.facts.text(Field::ItemNo));
                let name = name.unwrap_or(&item.key);
                lines.push(Line { name, prices: vec![None; bids.len()] });
                lines.len() - 1
            });
            lines[at].prices[column].get_or_insert(price);
        }
    }
    lines.retain(|line| 1 < line.prices.iter().flatten().count());
    (bids, lines)
}

/// The findings of the package that rest on item prices.
fn about_items<'f>(page: &Page<'f>, at: usize, lines: &[Line<'_>]) -> Vec<(usize, &'f Found)> {
    let cells: BTreeSet<CellRef> = lines
        .iter()
        .flat_map(|line| line.prices.iter().flatten())
        .map(|(_, fact)| fact.at)
        .collect();
    page.findings_of(at)
        .filter(|(_, found)| found.finding.evidence().iter().any(|one| cells.contains(&one.at)))
        .collect()
}

fn block(page: &Page<'_>, at: usize, package: &Package<'_>) -> Option<String> {
    let (bids, lines) = lines(&package.case);
    if bids.len() < 2 || lines.is_empty() {
        return None;
    }
    let found = about_items(page, at, &lines);
    let marked: BTreeSet<CellRef> =
        found.iter().flat_map(|(_, found)| found.finding.evidence()).map(|one| one.at).collect();
    let (m, n) = (lines.len(), bids.len());
    let plain =
        page.tell(&text!("{m} 个分项，{n} 家的单价", "unit prices of {m} items in {n} bids"));
    let key = page.say(
        "格内为单价与该项中位数之比，%；越深越高，白底为低于中位数较多；粗框为线索所指的单元格；悬停可见单价与出处",
        "each price as a share of the item's median, %; darker is higher; framed cells are those of a lead; hover for the price and its cell",
    );
    let shown: Vec<usize> = columns(&bids, &lines, &marked);
    let heads: String = shown
        .iter()
        .map(|at| format!("<th scope=\"col\">{}</th>", page.bidder(bids[*at].bidder)))
        .collect();
    let rows: String = ordered(&lines, &marked)
        .into_iter()
        .take(ROWS)
        .map(|line| row(page, line, &shown, &marked))
        .collect();
    let mut notes: Vec<String> = Vec::new();
    if let Some(more @ 1..) = m.checked_sub(ROWS) {
        notes.push(page.tell(&text!("另 {more} 项未列出", "{more} more items are not shown")));
    }
    if let Some(more @ 1..) = n.checked_sub(shown.len()) {
        notes.push(page.tell(&text!("另 {more} 家未列出", "{more} more bids are not shown")));
    }
    notes.push(places(page, &lines));
    Some(format!(
        "<figure class=\"fig\">{}\
         <div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{plain}\"><table class=\"heat\"><thead><tr><th scope=\"col\">{}</th>\
         <th scope=\"col\" class=\"n\">{}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div><p class=\"src\">{}</p></figure>",
        page.caption(&found, &plain, &[key]),
        page.say("分项", "Item"),
        page.say("中位数，元", "Median, CNY"),
        notes.join(page.say("；", "; ")),
    ))
}

/// The bids that are shown: those of a lead first, where there are too many.
fn columns(bids: &[&Bid], lines: &[Line<'_>], marked: &BTreeSet<CellRef>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..bids.len()).collect();
    if COLUMNS < bids.len() {
        let is_marked = |at: usize| {
            lines
                .iter()
                .any(|line| line.prices[at].is_some_and(|(_, fact)| marked.contains(&fact.at)))
        };
        order.sort_by_key(|at| !is_marked(*at));
        order.truncate(COLUMNS);
    }
    order
}

/// The items in their order; where there are too many, those of a lead first.
fn ordered<'l, 'c>(lines: &'l [Line<'c>], marked: &BTreeSet<CellRef>) -> Vec<&'l Line<'c>> {
    let mut order: Vec<&Line<'_>> = lines.iter().collect();
    if ROWS < lines.len() {
        let is_marked = |line: &Line<'_>| {
            line.prices.iter().flatten().any(|(_, fact)| marked.contains(&fact.at))
        };
        order.sort_by_key(|line| !is_marked(line));
    }
    order
}

fn row(page: &Page<'_>, line: &Line<'_>, shown: &[usize], marked: &BTreeSet<CellRef>) -> String {
    let mut sorted: Vec<Decimal> = line.prices.iter().flatten().map(|(yuan, _)| *yuan).collect();
    sorted.sort();
    let half = sorted.len() / 2;
    let median = if sorted.len() % 2 == 1 {
        sorted[half]
    } else {
        (sorted[half - 1] + sorted[half]) / Decimal::TWO
    };
    let cells: String = shown
        .iter()
        .map(|at| match line.prices[*at] {
            Some((yuan, fact)) => {
                let share = (yuan / median).to_f64().unwrap_or(1.0);
                let mark = marked.contains(&fact.at);
                let flag = page.say("（线索）", " (lead)");
                let flag =
                    if mark { format!("<span class=\"vh\">{flag}</span>") } else { String::new() };
                format!(
                    "<td class=\"h{}{}\" title=\"{} · {}\">{:.1}{}</td>",
                    shade(share),
                    if mark { " m" } else { "" },
                    amount(yuan),
                    page.address(fact.at),
                    share * 100.0,
                    flag,
                )
            }
            None => "<td class=\"e\">—</td>".to_owned(),
        })
        .collect();
    format!(
        "<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td>{cells}</tr>",
        super::escape(&super::privacy::cut(line.name)),
        amount(median)
    )
}

/// The shade of a share of the median, from the lightest to the darkest.
fn shade(share: f64) -> usize {
    let place = ((share - 1.0) / FULL).clamp(-1.0, 1.0);
    ((place + 1.0) / 2.0 * (SHADES - 1) as f64).round() as usize
}

/// The sheets that the prices come from.
fn places(page: &Page<'_>, lines: &[Line<'_>]) -> String {
    let mut known: Vec<String> = Vec::new();
    for (_, fact) in lines.iter().flat_map(|line| line.prices.iter().flatten()) {
        let address = page.view.address(fact.at);
        let place = address.rsplit_once(" › ").map_or(address.as_str(), |(place, _)| place);
        if !known.iter().any(|one| one == place) {
            known.push(place.to_owned());
        }
    }
    let n = known.len();
    let shown: Vec<String> = known.iter().take(4).map(|place| super::escape(place)).collect();
    let shown = shown.join(page.say("、", ", "));
    let more = if 4 < n {
        page.tell(&text!(" 等 {n} 处", " and others, {n} in all"))
    } else {
        String::new()
    };
    format!("{}{shown}{more}", page.say("来源：", "Source: "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_grows_with_the_price_and_the_median_lies_in_the_middle() {
        assert_eq!([0.5, 0.85, 1.0, 1.15, 9.0].map(shade), [0, 0, 3, 6, 6]);
    }
}
