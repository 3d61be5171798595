//! What the chart of scores says beside its table: title, subtitle, description, and how to read it.

use std::collections::BTreeSet;

use super::{BIDDERS_AT_MOST, Plan, points};
use crate::report::View;
use crate::report::chart::canvas::Head;
use crate::report::chart::number::{inner_count, plural};
use crate::report::chart::{coloured, source_of, which};
use crate::resolve::BidderId;
use crate::screen::dispersion::mean;
use crate::text::{Lang, Text};

/// How to read it, and what is left out.
pub(super) fn note(view: View<'_>, plan: &Plan<'_>, rows: usize, columns: usize) -> String {
    let mut said = vec![
        view.say(
            "灰度与小字：与其余评委中位数之差；偏向：该评委给第一名的领先分与其余评委中位之差",
            "shade and small print: distance from the median of the others; lead: over the other bidders, less the others' median",
        )
        .to_owned(),
    ];
    let (experts, bidders) = (plan.panel.experts.len() - rows, plan.panel.bidders.len() - columns);
    if 0 < experts {
        said.insert(
            0,
            match view.options.lang {
                Lang::Zh => format!("+{experts} 名评委更多"),
                Lang::En => format!("+{experts} more experts"),
            },
        );
    }
    if 0 < bidders {
        said.insert(
            0,
            match view.options.lang {
                Lang::Zh => format!("+{bidders} 家得分更低，未画"),
                Lang::En => format!("+{bidders} with fewer points, not drawn"),
            },
        );
    }
    said.join(view.say("；", "; "))
}

/// Title, subtitle, description and source.
pub(super) fn head(view: View<'_>, plan: &Plan<'_>) -> Head {
    let (experts, bidders) = (plan.panel.experts.len(), plan.panel.bidders.len());
    let mut subtitle = match view.options.lang {
        Lang::Zh => format!("评委打分，分；n = {experts} 名评委、{bidders} 家投标人"),
        Lang::En => {
            let (experts, bidders) = (plural(experts, "expert"), plural(bidders, "bidder"));
            format!("points given; n = {experts}, {bidders}")
        }
    };
    if plan.fixed {
        subtitle +=
            view.say("；第一名按公布总分（含价格等分）", "; first place by official totals");
    } else if plan.panel.totals.iter().all(Option::is_none) {
        subtitle += view.say(
            "；没有公布总分，第一名按评委平均",
            "; no official totals: first place by the mean",
        );
    }
    if plan.winner().is_some_and(|winner| winner != plan.first) {
        subtitle += view.say(
            "；中标人不是打分第一名，其余得分缺失",
            "; the winner is not first by these scores: other points are missing",
        );
    }
    subtitle += &coloured(view, plan.grades.iter().copied().flatten());
    subtitle += &which(view, plan.case);
    let name = |id: BidderId| plan.case.bidders.short(id).to_owned();
    let said = plan.columns().into_iter().take(BIDDERS_AT_MOST).map(|column| {
        let given: Vec<f64> = plan.panel.points.iter().filter_map(|row| row[column]).collect();
        let (low, high) =
            given.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), one| {
                (low.min(*one), high.max(*one))
            });
        let (name, low, high) = (name(plan.panel.bidders[column]), points(low), points(high));
        let middle = mean(&given).map(points).unwrap_or_default();
        crate::text!(
            "{name} {low} 至 {high}，平均 {middle}",
            "{name} {low} to {high}, mean {middle}"
        )
    });
    let description = view.text(&Text::sentences(said)).to_owned();
    let cells = plan.panel.cells.values().flatten().map(|fact| fact.at);
    Head {
        title: view.text(&title(plan)).to_owned(),
        subtitle,
        description,
        source: source_of(view, cells),
    }
}

/// Whether one expert decides.
fn title(plan: &Plan<'_>) -> Text {
    let (experts, first) =
        (plan.panel.experts.len(), plan.case.bidders.short(plan.panel.bidders[plan.first]));
    let decisive: BTreeSet<usize> =
        plan.pivotal.iter().filter(|one| one.changes_winner).map(|one| one.expert).collect();
    let pointed = |row: &&usize| plan.grades[**row].is_some();
    if let Some(row) = decisive.iter().find(pointed)
        && let Some((leaders, _)) = plan.without(*row)
    {
        let instead = plan.case.bidders.names(&leaders);
        return crate::text!(
            "去掉一名评委，第一名由{first}变为{}",
            "Without one expert {} would be first, not {first}";
            instead
        );
    }
    if plan.panel.bidders.len() < 2 {
        return crate::text!(
            "只有一家投标人的打分，没有名次可比",
            "The scores of one bidder only: there is no order to compare"
        );
    }
    match (plan.pivotal.is_empty(), decisive.len()) {
        (true, _) => crate::text!(
            "只有一名评委的打分，无法比较",
            "The scores of one expert only: nothing to compare"
        ),
        (false, 0) => crate::text!(
            "去掉任何一名评委，第一名都是{first}",
            "{first} is first without any one of the experts"
        ),
        (false, k) => Text {
            zh: format!(
                "{}名评委中去掉{}名的任一名，第一名会改变",
                inner_count(experts).trim_start(),
                inner_count(k)
            )
            .into(),
            en: format!("Without any of {k} of the {experts} experts another would be first")
                .into(),
        },
    }
}
