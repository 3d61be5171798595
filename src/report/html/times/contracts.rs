//! The contracts of all purchases: a row for each supplier on one line of time, dots by amount; those of a lead filled.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::{Date, Time};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::axis::TimeAxis;
use crate::graph::Case;
use crate::record::Field;
use crate::report::html::Page;
use crate::report::html::draw::{self, WIDTH, cut, svg};
use crate::report::html::head::award_price;
use crate::report::html::number::ten_thousands;
use crate::resolve::BidderId;
use crate::review::Found;
use crate::rules::Subject;
use crate::source::CellRef;
use crate::text;

/// Suppliers with a row of their own.
const ROWS: usize = 16;
/// Fewer purchases than this need no picture.
const FEWEST: usize = 3;
/// Height of a row.
const ROW: f64 = 30.0;
/// Where the line of time begins, right of the names.
const LEFT: f64 = 230.0;
/// The largest dot.
const LARGEST: f64 = 11.0;

/// One purchase.
struct Purchase {
    day: Date,
    yuan: Option<Decimal>,
    name: String,
    marked: bool,
}

/// The picture; nothing for fewer than three purchases with a date and a supplier.
pub(super) fn block(page: &Page<'_>) -> String {
    let (mut of, undated) = purchases(page);
    let all: usize = of.values().map(Vec::len).sum();
    if all < FEWEST {
        return String::new();
    }
    let (suppliers, days) = (of.len(), || of.values().flatten().map(|one| one.day));
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return String::new() };
    let says = page.tell(&text!(
        "{suppliers} 家供应商，{all} 份合同，{first} 至 {last}",
        "{all} contracts of {suppliers} suppliers, {first} to {last}"
    ));
    let mut order: Vec<BidderId> = of.keys().copied().collect();
    let sum = |purchases: &[Purchase]| purchases.iter().filter_map(|one| one.yuan).sum::<Decimal>();
    order.sort_by_key(|id| {
        let own = &of[id];
        let marked = own.iter().any(|one| one.marked);
        (!marked, std::cmp::Reverse(own.len()), std::cmp::Reverse(sum(own)), *id)
    });
    let mut rows: Vec<(String, Vec<Purchase>)> = Vec::new();
    for id in order.iter().take(ROWS) {
        rows.push((page.bidder(*id), of.remove(id).unwrap_or_default()));
    }
    let rest = of.len();
    if 0 < rest {
        let name = page.tell(&text!("其余 {rest} 家", "{rest} others"));
        rows.push((name, of.into_values().flatten().collect()));
    }
    let marked = rows.iter().flat_map(|(_, own)| own).any(|one| one.marked);
    let mut key = vec![page.say("面积为金额", "area: amount").to_owned()];
    key.extend(
        marked.then(|| page.say("实心为线索涉及的合同", "filled: those of a lead").to_owned()),
    );
    key.push(page.say("右侧为份数与合计，万元", "right: number and sum, CNY 10,000").to_owned());
    if 0 < undated {
        key.push(page.tell(&text!(
            "另 {undated} 个采购无日期或供应商，未画",
            "{undated} more without a date or supplier are not drawn"
        )));
    }
    let spanning: Vec<(usize, &Found)> = (page.view.review.findings.iter().enumerate())
        .filter(|(_, found)| found.package.is_none() && marked)
        .map(|(at, found)| (at + 1, found))
        .collect();
    let key: Vec<&str> = key.iter().map(String::as_str).collect();
    format!(
        "<figure class=\"fig\">{}<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{says}\">{}</div></figure>",
        page.caption(&spanning, &says, &key),
        picture(&rows, first, last, &says)
    )
}

/// The purchases of each supplier in the order of time, and how many have no date or no supplier.
fn purchases(page: &Page<'_>) -> (BTreeMap<BidderId, Vec<Purchase>>, usize) {
    let review = page.view.review;
    // What spans purchases names their tenders or points at their cells.
    let named: BTreeSet<&str> = review
        .findings
        .iter()
        .flat_map(|found| &found.finding.subjects)
        .filter_map(|subject| match subject {
            Subject::Tender(id) => Some(id.as_str()),
            _ => None,
        })
        .collect();
    let cells: BTreeSet<CellRef> = review
        .findings
        .iter()
        .filter(|found| found.package.is_none())
        .flat_map(|found| found.finding.evidence())
        .map(|one| one.at)
        .collect();
    let marked = |case: &Case<'_>| {
        let mut facts =
            std::iter::once(&case.project).chain(case.bids.iter().map(|bid| &bid.facts));
        named.contains(case.tender.id.as_str())
            || facts.any(|facts| facts.0.iter().any(|fact| cells.contains(&fact.at)))
            || case.bids.iter().any(|bid| cells.contains(&bid.named.at))
    };
    let mut of: BTreeMap<BidderId, Vec<Purchase>> = BTreeMap::new();
    let mut undated = 0;
    for package in &review.packages {
        let case = &package.case;
        let day = [Field::ContractDate, Field::AwardDate, Field::OpeningTime]
            .into_iter()
            .find_map(|field| case.project.date(field))
            .map(|(day, _)| day);
        let (Some(day), Some((supplier, _))) = (day, case.winner()) else {
            undated += usize::from(!case.bids.is_empty());
            continue;
        };
        of.entry(supplier).or_default().push(Purchase {
            day,
            yuan: award_price(case),
            name: super::super::brief(&case.tender.name),
            marked: marked(case),
        });
    }
    for purchases in of.values_mut() {
        purchases.sort_by_key(|one| one.day);
    }
    (of, undated)
}

fn picture(rows: &[(String, Vec<Purchase>)], first: Date, last: Date, says: &str) -> String {
    let midnight = Time::midnight();
    let end = if first < last { last } else { first.tomorrow().unwrap_or(last) };
    let axis =
        TimeAxis::new(first.to_datetime(midnight), end.to_datetime(midnight), LEFT, WIDTH - 150.0);
    let most = rows.iter().flat_map(|(_, own)| own).filter_map(|one| one.yuan).max();
    let most = most.and_then(|most| most.to_f64()).unwrap_or(1.0).max(1.0);
    let bottom = 12.0 + ROW * rows.len() as f64;
    let mut out = String::new();
    axis.draw(&mut out, bottom, Some(6.0));
    for (row, (name, own)) in rows.iter().enumerate() {
        let y = 12.0 + ROW * row as f64 + ROW / 2.0;
        let bold = own.iter().any(|one| one.marked);
        let class = if bold { "b end" } else { "t2 end" };
        draw::text(&mut out, class, LEFT - 22.0, y + 4.0, &cut(name, LEFT - 40.0));
        for one in own {
            let yuan = one.yuan.and_then(|yuan| yuan.to_f64()).unwrap_or(0.0);
            let radius = ((yuan / most).max(0.0).sqrt() * LARGEST).max(3.0);
            let class = if one.marked { "dot on" } else { "dot thin" };
            let amount = one.yuan.map(ten_thousands).unwrap_or_default();
            let _ = write!(
                out,
                "<circle class=\"{class}\" cx=\"{:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"><title>{} {} {amount}</title></circle>",
                axis.day(one.day),
                one.day,
                one.name
            ); // writing to a String cannot fail
        }
        let sum = own.iter().filter_map(|one| one.yuan).sum::<Decimal>();
        let words = format!("{} · {}", own.len(), ten_thousands(sum));
        draw::text(&mut out, "t2 end", WIDTH - 4.0, y + 4.0, &words);
    }
    svg("strip", WIDTH, &out, bottom + 28.0, says)
}
