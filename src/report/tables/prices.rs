//! 报价分析: the prices of each package in order, against the ceiling and against each other.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Table, Value, money, share};
use crate::report::digest::Digest;
use crate::resolve::BidderId;
use crate::review::Package;
use crate::text::Text;

pub(super) fn table(digest: &Digest<'_>) -> Table {
    let mut table = Table::new(
        "prices",
        Text::of("报价分析", "Prices"),
        Text::of(
            "每个项目（包）内按报价由低到高。没有最高限价的，占限价比以预算计；疑为笔误的报价不计入差额。",
            "Within each package from low to high. Without a ceiling the budget stands for it; prices that may be slips are left out of the gaps.",
        ),
        &[
            (Text::of("项目（包）", "Package"), 18),
            (Text::of("投标人", "Bidder"), 28),
            (Text::of("位次", "Place"), 6),
            (Text::of("情况", "Status"), 10),
            (Text::of("报价（元）", "Price (CNY)"), 15),
            (Text::of("限价（元）", "Ceiling (CNY)"), 15),
            (Text::of("占限价比", "Of ceiling"), 9),
            (Text::of("下浮率", "Discount"), 9),
            (Text::of("高于前一报价（元）", "Above the one before (CNY)"), 15),
            (Text::of("差率", "Gap"), 8),
            (Text::of("出处", "Cell"), 30),
        ],
    );
    for (at, package) in digest.packages() {
        rows(digest, at, package, &mut table.rows);
    }
    table
}

fn rows(digest: &Digest<'_>, at: usize, package: &Package<'_>, out: &mut Vec<Vec<Value>>) {
    let case = &package.case;
    let slips: BTreeSet<BidderId> = case.slips().iter().map(|priced| priced.bidder).collect();
    let mut prices = case.all_prices();
    prices.sort_by(|a, b| a.amount.cmp(&b.amount).then(a.bidder.cmp(&b.bidder)));
    let ceiling = case.ceiling().map(|(yuan, _)| yuan);
    let winner = case.winner().map(|(id, _)| id);
    let mut before: Option<Decimal> = None;
    for (place, one) in prices.iter().enumerate() {
        let bid = case.bid(one.bidder);
        let is_slip = slips.contains(&one.bidder);
        let mut marks = Vec::new();
        if bid.is_some_and(|bid| bid.everyone().any(|id| Some(id) == winner)) {
            marks.push(digest.say("中标", "won"));
        }
        if bid.is_some_and(|bid| bid.rejected().is_some()) {
            marks.push(digest.say("无效", "rejected"));
        }
        if is_slip {
            marks.push(digest.say("疑为笔误", "perhaps a slip"));
        }
        let gap = before.filter(|_| !is_slip).map(|before| (one.amount - before, before));
        if !is_slip {
            before = Some(one.amount);
        }
        let of_ceiling = |part: Decimal| ceiling.map_or(Value::Empty, |all| share(part, all));
        out.push(vec![
            digest.package(at).into(),
            digest.bidder_in_full(one.bidder).into(),
            Value::Count(place + 1),
            Value::text(marks.join(digest.say("、", ", "))),
            Value::Money(one.amount),
            money(ceiling),
            of_ceiling(one.amount),
            of_ceiling(ceiling.unwrap_or_default() - one.amount),
            money(gap.map(|(gap, _)| gap)),
            gap.map_or(Value::Empty, |(gap, before)| share(gap, before)),
            digest.addresses([one.fact.at]).into(),
        ]);
    }
}
