//! 搁置值: values that many hold for reasons of their own; they link nobody.

use super::{Table, Value};
use crate::graph::{Hub, attribute};
use crate::report::digest::Digest;
use crate::text::Text;

pub(super) fn table(digest: &Digest<'_>) -> Table {
    let mut table = Table::new(
        "set_aside",
        Text::of("搁置值", "Set aside"),
        Text::of(
            "公共值（代理机构电话、服务平台地址等）不作为投标人之间的联系，逐个列出并说明原因。",
            "Public values, such as the agency's telephone, link no bidders; each is listed with the reason.",
        ),
        &[
            (Text::of("证据族", "Family"), 12),
            (Text::of("字段", "Field"), 16),
            (Text::of("值", "Value"), 26),
            (Text::of("家数", "Holders"), 6),
            (Text::of("持有者", "Held by"), 30),
            (Text::of("搁置原因", "Reason"), 28),
            (Text::of("项目（包）数", "Packages"), 8),
            (Text::of("出处", "Cells"), 36),
        ],
    );
    // A ledger of many packages would set the same value aside many times.
    let mut hubs: Vec<(&Hub, usize)> = Vec::new();
    for (_, hub) in digest.view.review.hubs() {
        match hubs.iter_mut().find(|(known, _)| known.field == hub.field && known.key == hub.key) {
            Some((_, times)) => *times += 1,
            None => hubs.push((hub, 1)),
        }
    }
    for (hub, times) in hubs {
        table.rows.push(vec![
            digest.tell(&attribute::of(hub.field).family.name()).into(),
            digest.tell(&hub.field.name()).into(),
            digest.key(hub.field, &hub.key).into(),
            Value::Count(hub.holders.len()),
            digest.bidders(hub.holders.iter().copied()).into(),
            digest.sentence(&hub.why).into(),
            Value::Count(times),
            digest.addresses(hub.facts.iter().map(|(_, fact)| fact.at)).into(),
        ]);
    }
    table
}
