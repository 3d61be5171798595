//! What a picture says in words: its title, what was counted, and the relations in a sentence for those who do not see it.

use std::collections::BTreeSet;

use super::backbone::{Backbone, LINES_AT_MOST, Past, UNUSUAL};
use super::relations::{compared, field_name};
use crate::graph::{Case, Shared, Strength};
use crate::report::View;
use crate::report::number::{count, inner_count, plural};
use crate::resolve::BidderId;
use crate::screen::cobidding::PairLift;
use crate::text;
use crate::text::{Lang, Text};

/// Shared values that are told in the sentence.
const TOLD: usize = 24;

/// What was counted in one package, and what black means.
pub(in crate::report) fn subtitle(view: View<'_>, case: &Case<'_>) -> String {
    let shared = case.network.all_shared();
    let (n, values) = (case.bids.len(), shared.len());
    let cells: BTreeSet<_> =
        shared.iter().flat_map(Shared::cells).map(|(_, fact)| (fact.at, fact.field)).collect();
    let (c, kinds) = (cells.len(), compared(case).len());
    let black = if case.network.linked_groups().is_empty() {
        ""
    } else {
        view.say("；黑底为由强关联相连的投标人", "; black: joined by strong values")
    };
    match view.options.lang {
        Lang::Zh if shared.is_empty() => format!("已比对 {kinds} 类信息；n = {n} 家投标人"),
        Lang::En if shared.is_empty() => {
            format!("{} compared; n = {n} bidders", plural(kinds, "kind of value"))
        }
        Lang::Zh => format!("共享值 {values} 个，单元格 {c} 个；n = {n} 家投标人{black}"),
        Lang::En => format!(
            "{}, {}; n = {n} bidders{black}",
            plural(values, "shared value"),
            plural(c, "cell")
        ),
    }
}

/// Who shares what, in one sentence.
pub(in crate::report) fn description(view: View<'_>, case: &Case<'_>) -> String {
    let shared = case.network.all_shared();
    let said = shared.iter().take(TOLD).map(|one| {
        let who = case.bidders.names(&one.bidders());
        let what = field_name(one.attribute.field);
        Text {
            zh: format!("{}共有{}", who.zh, what.zh).into(),
            en: format!("{} share {}", who.en, what.en).into(),
        }
    });
    let title = title(case, shared);
    if shared.is_empty() {
        return view.text(&title).to_owned();
    }
    let mut sentence = view.text(&Text::sentences(said)).to_owned();
    if let Some(more @ 1..) = shared.len().checked_sub(TOLD) {
        sentence.push_str(&match view.options.lang {
            Lang::Zh => format!("；另 {more} 个共享值"),
            Lang::En => format!("; {more} more shared values"),
        });
    }
    sentence
}

/// Who is joined, and what of the others.
pub(in crate::report) fn title(case: &Case<'_>, shared: &[Shared]) -> Text {
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

/// What the marks of a picture of joint bids mean.
pub(in crate::report) const KEY: Text = Text::of(
    "圆面积：中标次数　线宽与数字：共同投标次数",
    "disc: wins; width and number: joint bids",
);

/// Who bids together.
pub(in crate::report) fn together(view: View<'_>, backbone: &Backbone) -> Text {
    let Backbone { pairs, groups, .. } = backbone;
    let bidders = view.review.bidders;
    let unusual = unusual(backbone);
    let ring: BTreeSet<u32> = unusual.iter().flat_map(|pair| [pair.a, pair.b]).collect();
    let k = ring.len();
    let least = unusual.iter().map(|pair| pair.joint).min().unwrap_or(0);
    match pairs.first() {
        Some(_) if 1 < groups.len() => {
            let g = groups.len();
            Text {
                zh: format!("{}组共{}家，组内共同投标多于随机", count(g), inner_count(k)).into(),
                en: format!("{g} groups of {k} firms bid together more than by chance").into(),
            }
        }
        Some(_) if unusual.len() == k * k.saturating_sub(1) / 2 && 2 < k => {
            let all = unusual.iter().all(|pair| pair.joint == least);
            let (zh, en) = if all { ("", "") } else { ("不少于", " or more") };
            Text {
                zh: format!("{}家两两共同投标{zh} {least} 次", count(k)).into(),
                en: format!("{k} firms, each pair of which bid together {least} times{en}").into(),
            }
        }
        Some(pair) if !unusual.is_empty() => {
            let (a, b) = (bidders.short(BidderId(pair.a)), bidders.short(BidderId(pair.b)));
            let (joint, expected) = (pair.joint, pair.expected);
            text!(
                "{a}与{b}共同投标 {joint} 次，随机期望 {expected:.1} 次",
                "{a} and {b} bid together {joint} times, {expected:.1} expected"
            )
        }
        _ => {
            let most = pairs.iter().map(|pair| pair.joint).max().unwrap_or(0);
            let of_most: Vec<&PairLift> = pairs.iter().filter(|pair| pair.joint == most).collect();
            let firms: BTreeSet<u32> = of_most.iter().flat_map(|pair| [pair.a, pair.b]).collect();
            let k = firms.len();
            if 2 < k && of_most.len() == k * (k - 1) / 2 {
                Text {
                    zh: format!("{}家两两共同投标 {most} 次", count(k)).into(),
                    en: format!("{k} firms, each pair of which bid together {most} times").into(),
                }
            } else {
                text!(
                    "任意两家共同投标最多 {most} 次",
                    "No two firms bid together more than {most} times"
                )
            }
        }
    }
}

fn unusual(backbone: &Backbone) -> Vec<&PairLift> {
    backbone.pairs.iter().filter(|pair| pair.q < UNUSUAL).collect()
}

/// What was counted, in so many packages, and what black and colour mean.
pub(in crate::report) fn together_subtitle(
    view: View<'_>,
    backbone: &Backbone,
    packages: usize,
) -> String {
    let (f, n, none) = (backbone.firms.len(), packages, unusual(backbone).is_empty());
    let said = if backbone.crowded && !none {
        text!(
            "共同投标次数；最常同场的 {f} 家，只画 q < {UNUSUAL}，每家至多 {LINES_AT_MOST} 线；n = {n} 个标段",
            "joint bids of the {f} firms closest to each other; q < {UNUSUAL}, {LINES_AT_MOST} lines each; n = {n} packages"
        )
    } else if none {
        text!(
            "共同投标次数，相遇 2 次以上的 {f} 家；没有一对达到 q < {UNUSUAL}；n = {n} 个标段",
            "joint bids of the {f} firms that met twice or more; no pair has q < {UNUSUAL}; n = {n} packages"
        )
    } else {
        text!(
            "共同投标次数，相遇 2 次以上的 {f} 家；黑线与实心：q < {UNUSUAL}；n = {n} 个标段",
            "joint bids of the {f} firms that met twice or more; black: q < {UNUSUAL}; n = {n} packages"
        )
    };
    let mut subtitle = view.text(&said).to_owned();
    let past = Past::new(view);
    if let Some(grade) = backbone.pairs.iter().filter_map(|pair| past.grade(pair)).max() {
        subtitle += &match view.options.lang {
            Lang::Zh => format!("；着色为{}所指", grade.name().zh),
            Lang::En => format!("; coloured: {}", grade.name().en),
        };
    }
    subtitle
}

/// The pairs in a sentence.
pub(in crate::report) fn together_description(view: View<'_>, backbone: &Backbone) -> String {
    let bidders = view.review.bidders;
    let said = backbone.pairs.iter().take(TOLD / 2).map(|pair| {
        let (a, b, joint) =
            (bidders.short(BidderId(pair.a)), bidders.short(BidderId(pair.b)), pair.joint);
        text!("{a}与{b} {joint} 次", "{a} and {b} {joint} times")
    });
    let said = Text::sentences(said);
    format!("{}{}", view.say("共同投标：", "Bid together: "), view.text(&said))
}
