//! 投标人: who is who, with the names that were taken as one and those that may be.

use std::collections::{BTreeMap, BTreeSet};

use super::{Table, Value, listed};
use crate::report::digest::{Digest, plain};
use crate::resolve::BidderId;
use crate::text::Text;

pub(super) fn table(digest: &Digest<'_>) -> Table {
    let mut table = Table::new(
        "bidders",
        Text::of("投标人", "Bidders"),
        Text::of(
            "名称的合并附依据；“可能同一”的只列出，不合并。",
            "Names taken as one, with the reasons; those that may be one are listed and not merged.",
        ),
        &[
            (Text::of("编号", "Id"), 6),
            (Text::of("名称", "Name"), 28),
            (Text::of("其他写法", "Other names"), 24),
            (Text::of("统一社会信用代码", "Unified social credit code"), 20),
            (Text::of("投标次数", "Bids"), 6),
            (Text::of("中标次数", "Won"), 6),
            (Text::of("涉及线索数", "Leads"), 7),
            (Text::of("合并依据", "Taken as one because"), 30),
            (Text::of("可能同一（未合并）", "May be one with (not merged)"), 34),
        ],
    );
    let mut bids: BTreeMap<BidderId, (usize, usize)> = BTreeMap::new();
    for package in &digest.view.review.packages {
        let winner = package.case.winner().map(|(id, _)| id);
        for bid in &package.case.bids {
            let won = bid.everyone().any(|id| Some(id) == winner);
            let everyone: BTreeSet<BidderId> = bid.everyone().collect();
            for one in everyone {
                let counted = bids.entry(one).or_default();
                counted.0 += 1;
                counted.1 += usize::from(won);
            }
        }
    }
    let mut leads: BTreeMap<BidderId, usize> = BTreeMap::new();
    for (_, found) in digest.findings() {
        for one in found.finding.bidders() {
            *leads.entry(one).or_default() += 1;
        }
    }
    let bidders = digest.view.review.bidders;
    for bidder in &bidders.list {
        let (bid, won) = bids.get(&bidder.id).copied().unwrap_or_default();
        let told = |texts: &[Text]| texts.iter().map(|text| digest.sentence(text)).collect();
        let doubtful = bidders.possibly_same.iter().filter_map(|pair| {
            let other = match bidder.id {
                id if id == pair.a => pair.b,
                id if id == pair.b => pair.a,
                _ => return None,
            };
            let because: Vec<String> =
                pair.because.iter().map(|text| digest.sentence(text)).collect();
            let because = because.join(digest.say("，", ", "));
            Some(format!(
                "{}{}{because}{}",
                digest.bidder_in_full(other),
                digest.say("（", " ("),
                digest.say("）", ")")
            ))
        });
        table.rows.push(vec![
            Value::text(bidder.id.to_string()),
            plain(&bidder.name).into(),
            listed(digest, bidder.aliases.iter().map(|alias| plain(alias)).collect()),
            bidder.uscc.as_deref().map(plain).unwrap_or_default().into(),
            Value::Count(bid),
            Value::Count(won),
            Value::Count(leads.get(&bidder.id).copied().unwrap_or(0)),
            listed(digest, told(&bidder.same_because)),
            listed(digest, doubtful.collect()),
        ]);
    }
    table
}
