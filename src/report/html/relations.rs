//! 二、关系: the values that bidders share, who holds them and where; and what was set aside instead of linking anybody.

use super::{Page, graph, nothing, shape, table_head};
use crate::graph::{Hub, Shared, attribute};
use crate::report::network;
use crate::resolve::PossiblySame;
use crate::review::Package;
use crate::rules::Grade;
use crate::text;
use crate::text::Text;

/// Linked bidders up to this many are named before the picture.
const LISTED: usize = 16;

/// The section.
pub(super) fn section(page: &Page<'_>) -> String {
    let lead = page.say(
        "只列至少两家共有的值，每处对应一个单元格。",
        "Values held by two bidders or more, a cell for each.",
    );
    let codes = page.say(
        "个人信息已脱敏，〔〕内的比对码相同即全值相同。",
        " Where they are masked, equal codes in 〔〕 mean equal full values.",
    );
    let codes = if page.view.options.unmask { "" } else { codes };
    let tables = page.blocks(|at, package| table(page, at, package));
    let tables = if tables.is_empty() {
        nothing(page.say(
            "所读材料中，投标人之间没有共有的值（搁置的公共值除外）。",
            "Nothing that was read is shared between bidders, public values apart.",
        ))
    } else {
        format!("<p class=\"lead\">{lead}{codes}</p>{tables}")
    };
    // Over several tenders also who bids together.
    let together = if 1 < page.tenders { graph::together(page) } else { None };
    format!("{tables}{}{}{}", together.unwrap_or_default(), hubs(page), identities(page))
}

fn table(page: &Page<'_>, at: usize, package: &Package<'_>) -> Option<String> {
    let mut shared = package.case.network.all_shared().to_vec();
    if shared.is_empty() {
        return None;
    }
    shared.sort_by(|a, b| {
        let rank = |one: &Shared| {
            (
                std::cmp::Reverse(grade(page, at, one)),
                one.attribute.family,
                std::cmp::Reverse(one.holders.len()),
            )
        };
        rank(a).cmp(&rank(b))
    });
    let groups = package.case.network.linked_groups();
    let mut rows = String::new();
    for one in &shared {
        let grade = match grade(page, at, one) {
            Some(grade) => page.grade(grade),
            None => format!(
                "<span class=\"dim\">{}{}</span>",
                shape("clear"),
                page.say("未触发", "nothing seen")
            ),
        };
        rows.push_str(&format!(
            "<tr><td>{}</td><th scope=\"row\">{}</th><td>{}</td><td class=\"nw\">{grade}</td><td>{}</td><td class=\"loc\">{}</td></tr>",
            page.family(one.attribute.family),
            page.tell(&one.attribute.field.name()),
            page.privacy.key(one.attribute.field, &one.key),
            page.bidders(one.bidders()),
            page.addresses(one.cells().map(|(_, fact)| fact.at)),
        ));
    }
    let said: Vec<String> =
        groups.iter().map(|group| page.bidders(group.iter().copied())).collect();
    let lead = |sentence: &str| format!("<p class=\"lead\">{sentence}</p>");
    let linked = if LISTED < groups.iter().map(Vec::len).sum() {
        String::new() // the title of the picture counts them, and the table names them
    } else if said.is_empty() {
        lead(page.say("没有投标人由较强的共有值相连。", "No bidders are linked by strong values."))
    } else {
        lead(&format!(
            "{}{}{}",
            page.say(
                "由较强的共有值直接或者间接相连：",
                "Linked by strong values, directly or over others: "
            ),
            said.join(page.say("；", "; ")),
            page.say("。", ".")
        ))
    };
    let figure = graph::figure(page, at).unwrap_or_default();
    let head = table_head(&[
        page.say("族", "Family"),
        page.say("字段", "Field"),
        page.say("值", "Value"),
        page.say("等级", "Grade"),
        page.say("共有者", "Holders"),
        page.say("出处", "Cells"),
    ]);
    Some(format!(
        "{linked}{figure}<table class=\"tb stack rel\">{head}<tbody>{rows}</tbody></table>"
    ))
}

/// The strongest grade of the findings that rest on the cells of a shared value.
fn grade(page: &Page<'_>, package: usize, shared: &Shared) -> Option<Grade> {
    let first = network::relations::findings(page.view, package, shared).first().copied()?;
    Some(page.view.review.findings[first].finding.grade)
}

fn hubs(page: &Page<'_>) -> String {
    // A ledger of many packages would set the same value aside many times.
    let mut hubs: Vec<(&Hub, usize)> = Vec::new();
    for (_, hub) in page.view.review.hubs() {
        match hubs.iter_mut().find(|(known, _)| known.field == hub.field && known.key == hub.key) {
            Some((_, times)) => *times += 1,
            None => hubs.push((hub, 1)),
        }
    }
    let title = page.say("已搁置的公共值", "Values set aside as public");
    if hubs.is_empty() {
        return format!(
            "<h3 class=\"h3s\">{title}</h3>{}",
            nothing(page.say("没有搁置的值。", "None."))
        );
    }
    let rows: String = hubs
        .iter()
        .map(|(hub, times)| {
            let n = hub.holders.len();
            let packages = if 1 < *times { page.tell(&text!("（{times} 个包）", " ({times} packages)")) } else { String::new() };
            format!(
                "<tr><td>{}</td><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}{packages}</td><td class=\"loc\">{}</td></tr>",
                page.family(attribute::of(hub.field).family),
                page.tell(&hub.field.name()),
                page.privacy.key(hub.field, &hub.key),
                if n <= 8 { page.bidders(hub.holders.iter().copied()) } else { page.tell(&text!("{n} 家", "{n} bidders")) },
                page.tell(&hub.why),
                page.addresses(hub.facts.iter().map(|(_, fact)| fact.at)),
            )
        })
        .collect();
    let head = table_head(&[
        page.say("族", "Family"),
        page.say("字段", "Field"),
        page.say("值", "Value"),
        page.say("持有者", "Holders"),
        page.say("搁置原因", "Reason"),
        page.say("出处", "Cells"),
    ]);
    format!(
        "<h3 class=\"h3s\">{title}</h3><table class=\"tb stack rel\">{head}<tbody>{rows}</tbody></table>"
    )
}

/// Who was taken as one, and who may be one: the reader can object.
fn identities(page: &Page<'_>) -> String {
    let bidders = page.view.review.bidders;
    let joined = |because: &[Text]| {
        let parts: Vec<String> =
            because.iter().map(|one| page.privacy.sentence(page.view.text(one))).collect();
        parts.join(page.say("；", "; "))
    };
    let mut rows = String::new();
    for bidder in bidders
        .list
        .iter()
        .filter(|bidder| !bidder.aliases.is_empty() || !bidder.same_because.is_empty())
    {
        let aliases: Vec<String> = bidder.aliases.iter().map(|alias| super::brief(alias)).collect();
        rows.push_str(&format!(
            "<tr><td class=\"nw\">{}</td><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
            page.say("已合并", "taken as one"),
            super::brief(&bidder.name),
            aliases.join(page.say("、", ", ")),
            joined(&bidder.same_because)
        ));
    }
    for PossiblySame { a, b, because } in &bidders.possibly_same {
        rows.push_str(&format!(
            "<tr><td class=\"nw\">{}</td><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
            page.say("可能同一，未合并", "may be one"),
            super::brief(bidders.name(*a)),
            super::brief(bidders.name(*b)),
            joined(because)
        ));
    }
    if rows.is_empty() {
        return String::new();
    }
    let head = table_head(&[
        page.say("处理", "Treated as"),
        page.say("名称", "Name"),
        page.say("其他写法", "Other name"),
        page.say("依据", "Because"),
    ]);
    format!(
        "<h3 class=\"h3s\">{}</h3><table class=\"tb stack dense\">{head}<tbody>{rows}</tbody></table>",
        page.say("名称的合并", "Names taken as one")
    )
}
