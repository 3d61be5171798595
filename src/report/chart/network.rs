//! Bidders and what they share in one package: boxes for both, a line for each cell.

use std::collections::BTreeSet;

use super::canvas::{Area, Head, LEFT, Label, RIGHT, sheet};
use super::drawing::{self, Firm, Value};
use super::measure::fit;
use super::number::{count, inner_count, plural};
use super::{Kind, backbone, grade_at, source_of, which_package};
use crate::graph::{Case, Network, Shared, Strength, attribute};
use crate::record::{Field, place};
use crate::report::View;
use crate::resolve::BidderId;
use crate::text::{Lang, Text};

pub(super) fn draw(view: View<'_>) -> Result<String, Text> {
    let packages = &view.review.packages;
    let shared: Vec<Vec<Shared>> =
        packages.iter().map(|package| package.case.network.all_shared().to_vec()).collect();
    let strong =
        |of: &[Shared]| of.iter().filter(|one| one.attribute.strength == Strength::Strong).count();
    let most = (0..packages.len())
        .max_by_key(|at| (strong(&shared[*at]), shared[*at].len(), std::cmp::Reverse(*at)));
    if let Some(at) = most.filter(|at| !shared[*at].is_empty()) {
        return Ok(picture(view, at, &shared[at]));
    }
    if let Some(chart) = backbone::draw(view) {
        return Ok(chart);
    }
    let compared = |at: usize| compared(&packages[at].case).len();
    match (0..packages.len()).max_by_key(|at| (compared(*at), std::cmp::Reverse(*at))) {
        Some(at) if 0 < compared(at) => Ok(picture(view, at, &[])),
        _ => Err(Text::of(
            "没有可比对的投标人信息：至少两家投标人要有同一类信息，如联系电话、付款账号、MAC 地址或者文件作者",
            "nothing to compare: at least two bidders need one kind of particulars, such as phone, paying account, MAC address or author",
        )),
    }
}

/// Kinds of values that at least two bids have.
fn compared(case: &Case<'_>) -> Vec<Field> {
    let fields = attribute::ATTRIBUTES.iter().map(|attribute| attribute.field);
    fields.filter(|field| 1 < Network::holders(&case.bids, *field).len()).collect()
}

fn picture(view: View<'_>, at: usize, shared: &[Shared]) -> String {
    let case = &view.review.packages[at].case;
    let head = head(view, at, shared);
    let linked: BTreeSet<BidderId> = case.network.linked_groups().into_iter().flatten().collect();
    let winner = case.winner().map(|(winner, _)| winner);
    let joined: BTreeSet<BidderId> = shared.iter().flat_map(Shared::bidders).collect();
    let firm = |id: BidderId| {
        let mut name = fit(case.bidders.short(id), 112.0, 14.0, true);
        if winner == Some(id) {
            name.push_str(view.say("（中标）", " (won)"));
        }
        Firm { id, name, linked: linked.contains(&id) }
    };
    let bids = || case.bids.iter().map(|bid| bid.bidder);
    // Without any shared value all bidders are shown on the plot; else those that share nothing stand aside.
    let (mut firms, apart): (Vec<Firm>, Vec<Firm>) =
        bids().map(firm).partition(|firm| shared.is_empty() || joined.contains(&firm.id));
    firms.sort_by_key(|firm| (!firm.linked, firm.id));
    let values: Vec<Value> = shared.iter().filter_map(|one| value(view, at, one, &firms)).collect();
    let aside = !apart.is_empty() || !case.network.hubs.is_empty();
    let whole = Area { x: LEFT, y: 116.0, w: if aside { 648.0 } else { RIGHT - LEFT }, h: 404.0 };
    // A few boxes stand closer together, so that lines are not longer than they need be.
    let boxes = (firms.len() + values.len()) as f64;
    let share = (0.4 + 0.05 * boxes).min(1.0);
    let area = Area::around(
        (whole.x + whole.w / 2.0, whole.y + whole.h / 2.0),
        whole.w * share.max(0.6),
        whole.h * share,
    );
    sheet(view, Kind::Network.slug(), &head, |canvas| {
        drawing::graph(view, canvas, &firms, values, area);
        if shared.is_empty() {
            // What was not compared is not clear, so what was is named.
            let fields = compared(case).into_iter().map(|field| field_name(view, field));
            let fields = fields.collect::<Vec<_>>().join(view.say("、", ", "));
            let note = format!("{}{fields}", view.say("已比对：", "Compared: "));
            canvas.text(Label::note(LEFT, 538.0, note).within(RIGHT - LEFT));
        }
        if aside {
            drawing::margin(view, canvas, &case.network.hubs, &apart);
        }
    })
}

fn value(view: View<'_>, at: usize, shared: &Shared, firms: &[Firm]) -> Option<Value> {
    let field = shared.attribute.field;
    let here = |found: &crate::review::Found| found.is_of(at) || found.package.is_none();
    let grade = grade_at(view, shared.cells().map(|(_, fact)| fact), here);
    let holder = |bidder: BidderId| firms.iter().position(|firm| firm.id == bidder);
    let holders = shared.holders.iter().filter_map(|holder_of| {
        let first = holder_of.facts.first().filter(|fact| place::is_cell(fact.at));
        let cell = first.and_then(|fact| view.locate(fact.at).cell);
        Some((holder(holder_of.bidder)?, cell.unwrap_or_default()))
    });
    let holders: Vec<(usize, String)> = holders.collect();
    (!holders.is_empty()).then(|| Value {
        character: shared.attribute.family.character(),
        name: field_name(view, field),
        shown: view.value(Some(field), &shared.key),
        grade,
        holders,
    })
}

/// The name of an attribute; those whose field does not say what is shared have one of their own.
pub(super) fn field_name(view: View<'_>, field: Field) -> String {
    match field {
        Field::RegisteredAddress => view.say("同一楼栋", "one building").to_owned(),
        Field::OfficeAddress => view.say("同一房间", "one room").to_owned(),
        Field::MemberName => view.say("项目组成员", "project staff").to_owned(),
        field => view.text(&field.name()).to_owned(),
    }
}

fn head(view: View<'_>, at: usize, shared: &[Shared]) -> Head {
    let case = &view.review.packages[at].case;
    let names = |ids: &[BidderId]| case.bidders.names(ids);
    let (n, values) = (case.bids.len(), shared.len());
    let cells: BTreeSet<_> =
        shared.iter().flat_map(Shared::cells).map(|(_, fact)| (fact.at, fact.field)).collect();
    let (c, kinds, which) = (cells.len(), compared(case).len(), which_package(view, at));
    let black = if case.network.linked_groups().is_empty() {
        ""
    } else {
        view.say("；黑底为由强关联相连的投标人", "; black: joined by strong values")
    };
    let subtitle = match view.options.lang {
        Lang::Zh if shared.is_empty() => format!("已比对 {kinds} 类信息；n = {n} 家投标人{which}"),
        Lang::En if shared.is_empty() => {
            format!("{} compared; n = {n} bidders{which}", plural(kinds, "kind of value"))
        }
        Lang::Zh => format!("共享值 {values} 个，单元格 {c} 个；n = {n} 家投标人{black}{which}"),
        Lang::En => format!(
            "{}, {}; n = {n} bidders{black}{which}",
            plural(values, "shared value"),
            plural(c, "cell")
        ),
    };
    let said: Vec<Text> = shared
        .iter()
        .map(|one| {
            let (who, what) = (names(&one.bidders()), field_name(view, one.attribute.field));
            Text {
                zh: format!("{}共有{what}", who.zh).into(),
                en: format!("{} share {what}", who.en).into(),
            }
        })
        .collect();
    let title = title(case, shared);
    let description = if said.is_empty() {
        view.text(&title).to_owned()
    } else {
        view.text(&Text::list(said)).to_owned()
    };
    let facts = shared.iter().flat_map(Shared::cells).map(|(_, fact)| fact.at);
    let source = source_of(
        view,
        facts.chain(
            shared
                .is_empty()
                .then(|| case.bids.iter().map(|bid| bid.named.at))
                .into_iter()
                .flatten(),
        ),
    );
    Head { title: view.text(&title).to_owned(), subtitle, description, source }
}

/// Who is joined, and what of the others.
fn title(case: &Case<'_>, shared: &[Shared]) -> Text {
    let groups = case.network.linked_groups();
    let linked: BTreeSet<BidderId> = groups.iter().flatten().copied().collect();
    let weakly: BTreeSet<BidderId> =
        shared.iter().flat_map(Shared::bidders).filter(|id| !linked.contains(id)).collect();
    let (l, w) = (linked.len(), weakly.len());
    let r = case.bids.len().saturating_sub(l + w);
    let rest_zh = match (w, r) {
        (0, 0) => String::new(),
        (0, 1) => "，另一家没有共享值".to_owned(),
        (0, r) => format!("，另{}家之间没有共享值", inner_count(r)),
        (w, _) => format!("，另{}家仅有弱关联", inner_count(w)),
    };
    let rest_en = match (w, r) {
        (0, 0) => String::new(),
        (0, r) => format!("; the other {r} share nothing"),
        (w, _) => format!("; {w} more only weakly"),
    };
    let pairwise = |group: &[BidderId]| {
        let direct = |a: BidderId, b: BidderId| {
            shared.iter().any(|one| {
                one.attribute.strength == Strength::Strong
                    && one.bidders().contains(&a)
                    && one.bidders().contains(&b)
            })
        };
        2 < group.len()
            && group
                .iter()
                .enumerate()
                .all(|(at, a)| group[at + 1..].iter().all(|b| direct(*a, *b)))
    };
    match groups.as_slice() {
        [] if shared.is_empty() => {
            let n = case.bids.len();
            Text {
                zh: format!("{}家投标人之间没有共享值", count(n)).into(),
                en: format!("The {n} bidders share nothing").into(),
            }
        }
        [] => {
            let (rest_zh, rest_en) = match r {
                0 => (String::new(), String::new()),
                r => (
                    format!("，另{}家没有共享值", inner_count(r)),
                    format!("; the other {r} share nothing"),
                ),
            };
            Text {
                zh: format!("{}家投标人之间仅有弱关联{rest_zh}", count(w)).into(),
                en: format!("{w} bidders are weakly linked{rest_en}").into(),
            }
        }
        [group] => {
            let how = match (pairwise(group), w + r) {
                (true, _) => ("两两相连", "are all linked to each other"),
                (false, 0) => ("全部相连", "are all linked"),
                (false, _) => ("相连", "are linked"),
            };
            Text {
                zh: format!("{}家投标人{}{rest_zh}", count(l), how.0).into(),
                en: format!("{l} bidders {}{rest_en}", how.1).into(),
            }
        }
        groups => {
            let g = groups.len();
            Text {
                zh: format!("{}组投标人各自相连，共{}家", count(g), inner_count(l)).into(),
                en: format!("{g} separate groups of linked bidders, {l} in all").into(),
            }
        }
    }
}
