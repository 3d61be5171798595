//! 五、评审打分: what each expert gave to each bidder, and who would be first without that expert.
//!
//! The counterfactual is a test of whether the result hangs on one person. It says nothing against a score.

use std::collections::BTreeSet;

use super::draw::{self, svg, text as words, trim};
use super::{Page, nothing, table_head};
use crate::graph::{Case, Panel};
use crate::record::Field;
use crate::resolve::BidderId;
use crate::review::{Found, Package};
use crate::rules::Subject;
use crate::screen::scores::{self, Averaging, Ranking};
use crate::text;
use crate::text::Text;

/// Bidders that are shown, best first.
const COLUMNS: usize = 16;
/// Experts or criteria that are shown.
const ROWS: usize = 60;
/// More bidders than this leave no room beside the table.
const BESIDE: usize = 7;
/// Bidders in the picture of the two rankings.
const LADDER: usize = 12;

/// The section.
pub(super) fn section(page: &Page<'_>) -> String {
    let blocks = page.blocks(|at, package| block(page, at, package));
    if blocks.is_empty() {
        return nothing(page.say(
            "没有评分。可补充：评分表（评委、投标人、得分，最好逐人逐项）与评审结果（总分、排名）。",
            "No scores. To bring: the score sheets (expert, bidder, points, best by criterion) and the result (totals, ranks).",
        ));
    }
    blocks
}

fn block(page: &Page<'_>, at: usize, package: &Package<'_>) -> Option<String> {
    let case = &package.case;
    let panel = Panel::of(case);
    if panel.experts.is_empty() || panel.bidders.len() < 2 {
        return criteria(page, case);
    }
    let (fixed, averaging) = scores::left_over(&panel.points, &panel.totals);
    let ranking = scores::rank(&panel.points, &fixed, averaging);
    let winner = case.winner().and_then(|(id, _)| Some(case.bid(id)?.bidder));
    // Without the points that decided there is no telling what one expert changed.
    let holds = winner
        .is_none_or(|winner| ranking.leaders.iter().any(|column| panel.bidders[*column] == winner));
    let found: Vec<(usize, &Found)> = page
        .findings_of(at)
        .filter(|(_, found)| {
            found.finding.subjects.iter().any(|one| matches!(one, Subject::Expert(_)))
        })
        .collect();
    let flagged: BTreeSet<usize> = found
        .iter()
        .flat_map(|(_, found)| &found.finding.subjects)
        .filter_map(|subject| match subject {
            Subject::Expert(name) => panel.experts.iter().position(|expert| expert == name),
            _ => None,
        })
        .collect();
    let sheet = Sheet { page, case, panel, fixed, averaging, ranking, flagged, holds };
    let (e, b) = (sheet.panel.experts.len(), sheet.panel.bidders.len());
    let plain = page
        .tell(&text!("{e} 名评委对 {b} 家投标人的打分", "scores of {e} experts for {b} bidders"));
    let (table, notes) = (sheet.table(), sheet.notes());
    let table = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{plain}\">{table}</div>"
    );
    let picture = sheet.picture();
    let content = match (picture.is_empty(), b <= BESIDE) {
        (true, _) => table,
        (false, true) => format!("<div class=\"cols cm own\">{table}<div>{picture}</div></div>"),
        (false, false) => format!("{table}<div>{picture}</div>"),
    };
    let key = if sheet.flagged.is_empty() {
        ""
    } else {
        page.say(
            "标出的评委第二行为与其余评委中位数之差",
            "of a marked expert the second line is the distance from the others' median",
        )
    };
    let caption = page.caption(&found, &plain, &[key]);
    Some(format!("<figure class=\"fig\">{caption}{content}<p class=\"src\">{notes}</p></figure>"))
}

/// Everything that the table and the picture draw from.
struct Sheet<'p, 'a, 'c> {
    page: &'p Page<'a>,
    case: &'c Case<'c>,
    panel: Panel<'c>,
    fixed: Vec<f64>,
    averaging: Averaging,
    ranking: Ranking,
    flagged: BTreeSet<usize>,
    holds: bool,
}

impl Sheet<'_, '_, '_> {
    /// The columns that are shown, best first; those without points last.
    fn columns(&self) -> Vec<usize> {
        let mut columns = self.ranking.order.clone();
        columns.extend((0..self.panel.bidders.len()).filter(|at| !self.ranking.order.contains(at)));
        columns.truncate(COLUMNS);
        columns
    }

    fn without(&self, expert: usize) -> Option<scores::Pivotal> {
        scores::pivotal(&self.panel.points, &self.fixed, self.averaging)
            .into_iter()
            .find(|one| one.expert == expert)
    }

    fn expert(&self, at: usize) -> String {
        self.page.privacy.coded(Some(Field::ExpertName), self.panel.experts[at])
    }

    /// The bidders in first place; of many the first.
    fn names(&self, ranking: &Ranking) -> String {
        self.page.tell(&self.case.bidders.names(&self.leaders(ranking)))
    }

    fn table(&self) -> String {
        let (page, columns) = (self.page, self.columns());
        let counterfactual = self.holds && 1 < self.panel.experts.len();
        let heads: String = columns
            .iter()
            .map(|at| {
                format!(
                    "<th scope=\"col\" class=\"n\">{}</th>",
                    page.bidder(self.panel.bidders[*at])
                )
            })
            .collect();
        let last = if counterfactual {
            format!(
                "<th scope=\"col\">{}</th>",
                page.say("不计此人的第一名", "First without this expert")
            )
        } else {
            String::new()
        };
        let pivotal = scores::pivotal(&self.panel.points, &self.fixed, self.averaging);
        let decimals = self.decimals();
        let mut rows = String::new();
        for (expert, points) in self.panel.points.iter().enumerate().take(ROWS) {
            let is_flagged = self.flagged.contains(&expert);
            let cells: String = columns
                .iter()
                .map(|at| {
                    let Some(own) = points[*at] else {
                        return "<td class=\"n e\">—</td>".to_owned();
                    };
                    let apart = if is_flagged { self.apart(expert, *at) } else { String::new() };
                    format!("<td class=\"n\">{own:.decimals$}{apart}</td>")
                })
                .collect();
            let first =
                pivotal.iter().find(|one| counterfactual && one.expert == expert).map(|one| {
                    let names = self.names(&one.without);
                    if one.changes_winner {
                        format!(
                            "<td><b>{names}</b> <span class=\"who\">{}</span></td>",
                            page.say("改变", "changes")
                        )
                    } else {
                        format!("<td class=\"dim\">{names}</td>")
                    }
                });
            rows.push_str(&format!(
                "<tr{}><th scope=\"row\">{}</th>{cells}{}</tr>",
                if is_flagged { " class=\"on\"" } else { "" },
                self.expert(expert),
                first.unwrap_or_default()
            ));
        }
        let tail = if counterfactual { "<td></td>" } else { "" };
        let sums = self.sums(&columns, tail);
        format!(
            "<table class=\"tb dense grid\"><thead><tr><th scope=\"col\">{}</th>{heads}{last}</tr></thead><tbody>{rows}</tbody><tbody class=\"sums\">{sums}</tbody></table>",
            page.say("评委", "Expert")
        )
    }

    /// Decimals that the scores need, at most two.
    fn decimals(&self) -> usize {
        let points = self.panel.points.iter().flatten().flatten();
        points
            .map(|own| trim((own * 100.0).round() / 100.0))
            .map(|own| own.split_once('.').map_or(0, |(_, rest)| rest.len()))
            .max()
            .unwrap_or(0)
    }

    /// How far a score lies from the median of the other experts.
    fn apart(&self, expert: usize, column: usize) -> String {
        let Some(apart) = scores::apart(&self.panel.points, expert, column) else {
            return String::new();
        };
        let (mark, sign) = match apart {
            apart if 0.0 < apart => ("▲", "+"),
            apart if apart < 0.0 => ("▼", "−"),
            _ => ("", ""),
        };
        format!(
            "<span class=\"ap\">{mark}{sign}{}</span>",
            trim((apart.abs() * 100.0).round() / 100.0)
        )
    }

    fn sums(&self, columns: &[usize], tail: &str) -> String {
        let page = self.page;
        let line = |label: &str, cell: &dyn Fn(usize) -> String| {
            let cells: String =
                columns.iter().map(|at| format!("<td class=\"n\">{}</td>", cell(*at))).collect();
            format!("<tr><th scope=\"row\">{label}</th>{cells}{tail}</tr>")
        };
        let points = |ranking: &Ranking, at: usize| {
            ranking
                .points
                .get(at)
                .copied()
                .flatten()
                .map(|points| format!("{points:.2}"))
                .unwrap_or_default()
        };
        let place = |ranking: &Ranking, at: usize| {
            if ranking.leaders.contains(&at) {
                return "<b>1</b>".to_owned();
            }
            let place = ranking.order.iter().position(|one| *one == at);
            place.map(|place| (place + 1).to_string()).unwrap_or_default()
        };
        let mut out = String::new();
        if self.fixed.iter().any(|left| 0.01 < left.abs()) {
            let label = page.say("评委以外的得分", "Other points");
            out.push_str(&line(label, &|at| format!("{:.2}", self.fixed[at])));
        }
        out.push_str(&line(page.say("总分", "Total"), &|at| points(&self.ranking, at)));
        out.push_str(&line(page.say("名次", "Rank"), &|at| place(&self.ranking, at)));
        for expert in self.flagged.iter().filter(|_| self.holds) {
            let Some(one) = self.without(*expert) else { continue };
            let name = self.expert(*expert);
            let label = format!("{} {name}", page.say("总分，不计", "Total without"));
            out.push_str(&line(&label, &|at| points(&one.without, at)));
            let label = format!("{} {name}", page.say("名次，不计", "Rank without"));
            out.push_str(&line(&label, &|at| place(&one.without, at)));
        }
        out
    }

    /// The two rankings side by side, for the first marked expert.
    fn picture(&self) -> String {
        let page = self.page;
        let Some(expert) = self.flagged.first().copied().filter(|_| self.holds) else {
            return String::new();
        };
        let Some(without) = self.without(expert).map(|one| one.without) else {
            return String::new();
        };
        let n = self.ranking.order.len();
        if LADDER < n {
            return String::new();
        }
        let y = |place: usize| 40.0 + 46.0 * place as f64;
        let (left, right) = (112.0, 188.0);
        let mut out = String::new();
        words(&mut out, "t3 end", left - 10.0, 16.0, page.say("全部评委", "all experts"));
        words(&mut out, "t3", right + 10.0, 16.0, page.say("不计此人", "without"));
        for (here, at) in self.ranking.order.iter().enumerate() {
            let Some(there) = without.order.iter().position(|one| one == at) else { continue };
            let moved = here != there;
            let class = if moved { "lim" } else { "lead" };
            draw::line(&mut out, class, left, y(here), right, y(there));
        }
        for (order, ranking, x, end) in [
            (&self.ranking.order, &self.ranking, left, true),
            (&without.order, &without, right, false),
        ] {
            for (place, at) in order.iter().enumerate() {
                let moved = self.ranking.order.get(place) != without.order.get(place);
                let won = ranking.leaders.contains(at);
                draw::dot(&mut out, x, y(place), won);
                let (class, by, align) = if end {
                    (if moved { "b end" } else { "t2 end" }, -10.0, "t3 end")
                } else {
                    (if moved { "b" } else { "t2" }, 10.0, "t3")
                };
                let name = draw::cut(&page.bidder(self.panel.bidders[*at]), 84.0);
                words(&mut out, class, x + by, y(place) - 1.0, &format!("{} {name}", place + 1));
                let points = ranking.points[*at].map(|points| format!("{points:.2}"));
                words(&mut out, align, x + by, y(place) + 15.0, &points.unwrap_or_default());
            }
        }
        let says = page.tell(&text!(
            "不计该评委时第一名为{}",
            "without this expert {} would be first";
            self.case.bidders.names(&self.leaders(&without))
        ));
        format!(
            "<p class=\"figt\">{says}</p><p class=\"figs\">{}{}</p>{}",
            page.say("总分与名次；不计：", "totals and ranks; without: "),
            self.expert(expert),
            svg("slope", 300.0, &out, y(n) - 14.0, &says)
        )
    }

    fn leaders(&self, ranking: &Ranking) -> Vec<BidderId> {
        ranking.leaders.iter().map(|at| self.panel.bidders[*at]).collect()
    }

    fn notes(&self) -> String {
        let page = self.page;
        let mut notes: Vec<String> = Vec::new();
        if self.holds {
            notes.push(page.say(
                "不计某一评委只为检验结果是否取决于一人，不代表该评委评分无效",
                "leaving an expert out only tests whether the result hangs on one person; it does not void the score",
            ).to_owned());
        } else {
            notes.push(page.say(
                "按所读评分复算的第一名不是中标人，缺少其余得分，不作不计某一评委的推算",
                "the winner is not first by the scores that were read; other points are missing, so no expert is left out on trial",
            ).to_owned());
        }
        let by = match self.averaging {
            Averaging::Mean => page.say("总分按评委平均", "totals: the mean of the experts"),
            Averaging::WithoutExtremes => page.say(
                "总分按去掉一个最高分和一个最低分后的平均",
                "totals: the mean without the highest and the lowest",
            ),
        };
        notes.push(by.to_owned());
        if let Some(more @ 1..) = self.panel.bidders.len().checked_sub(COLUMNS) {
            notes
                .push(page.tell(&text!("另 {more} 家未列出", "{more} more bidders are not shown")));
        }
        if let Some(more @ 1..) = self.panel.experts.len().checked_sub(ROWS) {
            notes.push(
                page.tell(&text!("另 {more} 名评委未列出", "{more} more experts are not shown")),
            );
        }
        if let Some(fact) = self.panel.cells.values().flatten().next() {
            let address = page.address(fact.at);
            let (place, _) = address.rsplit_once(" › ").unwrap_or((&address, ""));
            notes.push(format!("{}{place}", page.say("来源：", "source: ")));
        }
        notes.join(page.say("；", "; "))
    }
}

/// Without scores of single experts: the criteria of the whole panel, or the totals.
fn criteria(page: &Page<'_>, case: &Case<'_>) -> Option<String> {
    let mut names: Vec<Option<&str>> = Vec::new();
    let mut bidders: Vec<BidderId> = Vec::new();
    for score in &case.scores {
        let name = score.criterion.as_deref();
        if !names.contains(&name) {
            names.push(name);
        }
        if !bidders.contains(&score.bidder) {
            bidders.push(score.bidder);
        }
    }
    if bidders.is_empty() {
        return None;
    }
    // The total stands last.
    names.sort_by_key(Option::is_none);
    let (all, n) = (bidders.len(), names.len());
    bidders.truncate(COLUMNS);
    let mut heads = vec![page.say("评分项", "Criterion").to_owned()];
    heads.extend(bidders.iter().map(|id| format!("#{}", page.bidder(*id))));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let rows: String = names
        .iter()
        .take(ROWS)
        .map(|name| {
            let cells: String = bidders
                .iter()
                .map(|id| {
                    let score = case
                        .scores
                        .iter()
                        .find(|score| score.bidder == *id && score.criterion.as_deref() == *name);
                    let points = score.map(|score| {
                        format!(
                            "<span title=\"{}\">{}</span>",
                            page.address(score.fact.at),
                            score.points.normalize()
                        )
                    });
                    format!("<td class=\"n\">{}</td>", points.unwrap_or_default())
                })
                .collect();
            let label = name.map_or_else(|| page.say("总分", "Total").to_owned(), super::escape);
            format!("<tr><th scope=\"row\">{label}</th>{cells}</tr>")
        })
        .collect();
    let title =
        page.tell(&text!("{all} 家投标人的得分，{n} 项", "points of {all} bidders, {n} in kind"));
    let missing = Text::of(
        "没有逐个评委的打分，无法检验结果是否取决于一人。可补充：评委个人打分表。",
        "No scores of single experts, so nobody can tell whether the result hangs on one person. To bring: each expert's score sheet.",
    );
    Some(format!(
        "<figure class=\"fig\"><p class=\"figt\">{title}</p><p class=\"figs\">{}</p><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\">\
         <table class=\"tb dense grid\">{}<tbody>{rows}</tbody></table></div></figure>",
        page.tell(&missing),
        table_head(&heads)
    ))
}
