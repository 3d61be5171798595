//! 三、两两关系: a staircase of bidders with the strongest grade and the families of evidence in each cell.

use std::collections::{BTreeMap, BTreeSet};

use super::{Page, nothing, shape};
use crate::graph::{Case, Family};
use crate::resolve::BidderId;
use crate::review::{Found, Package};
use crate::rules::Grade;
use crate::text;

/// More bidders than this are listed pair by pair instead.
const MATRIX: usize = 30;
/// More bidders than this have narrow cells, without the characters of the families.
const WIDE: usize = 10;
/// Pairs that are listed beside the matrix.
const LISTED: usize = 40;

/// A pair of bids, by their places in the package, and the findings about both.
type Pairs<'f> = BTreeMap<(usize, usize), Vec<(usize, &'f Found)>>;

/// The section.
pub(super) fn section(page: &Page<'_>) -> String {
    let drawn = page.drawn();
    let two: Vec<usize> =
        drawn.into_iter().filter(|at| 1 < page.view.review.packages[*at].case.bids.len()).collect();
    if two.is_empty() {
        return nothing(
            page.say("没有两家以上投标人的项目（包）。", "No package has two bidders."),
        );
    }
    // Among several packages an empty staircase says less than a sentence.
    let is_empty = |at: usize| pairs(page, at, &page.view.review.packages[at].case).is_empty();
    let without =
        if page.has_several() { two.iter().filter(|at| is_empty(**at)).count() } else { 0 };
    let blocks = page.blocks(|at, package| {
        if page.has_several() && is_empty(at) { None } else { block(page, at, package) }
    });
    let spanning = spanning(page);
    let without = if without == 0 {
        String::new()
    } else {
        let says = text!(
            "{without} 个项目（包）内，投标人两两之间没有线索，不画矩阵。",
            "In {without} packages no pair of bidders has a lead: no matrix is drawn."
        );
        format!("<p class=\"lead\">{}</p>", page.tell(&says))
    };
    let lead = page.say(
        "格内为最强等级与涉及的证据族；“·”表示已检查、未见。涉及全体投标人的线索不计入任何一对。",
        "In each cell the strongest grade and the families of evidence; “·” was checked, nothing seen. What is said of all bidders counts for no pair.",
    );
    format!("<p class=\"lead\">{lead}</p>{spanning}{blocks}{without}")
}

/// What is said of bidders over several packages belongs to no staircase.
fn spanning(page: &Page<'_>) -> String {
    let items: String = (page.view.review.findings.iter().enumerate())
        .filter(|(_, found)| found.package.is_none() && 1 < found.finding.bidders().count())
        .take(LISTED)
        .map(|(at, found)| {
            format!(
                "<li>{}<a href=\"#f{}\">{}</a></li>",
                shape(found.finding.grade.slug()),
                at + 1,
                page.tell(&found.finding.says)
            )
        })
        .collect();
    if items.is_empty() {
        return String::new();
    }
    let title = page.say("跨项目的线索", "Leads over several packages");
    format!("<p class=\"figt\">{title}</p><ul class=\"mxk\">{items}</ul>")
}

fn block(page: &Page<'_>, at: usize, package: &Package<'_>) -> Option<String> {
    let case = &package.case;
    let n = case.bids.len();
    if n < 2 {
        return None;
    }
    let pairs = pairs(page, at, case);
    let (all, with) = (n * (n - 1) / 2, pairs.len());
    let title = page
        .tell(&text!("{all} 对投标人中，{with} 对有证据", "{with} of {all} pairs have evidence"));
    let list = list(page, case, &pairs);
    if MATRIX < n {
        let note = page.tell(&text!(
            "投标人 {n} 家，超过 {MATRIX} 家，不画矩阵。",
            "{n} bidders are too many for a matrix ({MATRIX})."
        ));
        return Some(format!("<p class=\"figt\">{title}</p><p class=\"figs\">{note}</p>{list}"));
    }
    let matrix = matrix(page, case, &pairs);
    let class = if n <= WIDE { "cols cm" } else { "cols" };
    Some(format!(
        "<p class=\"figt\">{title}</p><div class=\"{class}\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\">{matrix}</div>{list}</div>"
    ))
}

fn pairs<'f>(page: &Page<'f>, at: usize, case: &Case<'_>) -> Pairs<'f> {
    let place = |id: BidderId| case.bids.iter().position(|bid| bid.everyone().any(|one| one == id));
    let n = case.bids.len();
    let mut pairs: Pairs<'f> = BTreeMap::new();
    for (number, found) in page.findings_of(at) {
        let mut about: Vec<usize> = found.finding.bidders().filter_map(place).collect();
        about.sort_unstable();
        about.dedup();
        if about.len() < 2 || (about.len() == n && 2 < n) {
            continue;
        }
        for (first, a) in about.iter().enumerate() {
            for b in &about[first + 1..] {
                pairs.entry((*a, *b)).or_default().push((number, found));
            }
        }
    }
    pairs
}

fn strongest(findings: &[(usize, &Found)]) -> Option<Grade> {
    findings.iter().map(|(_, found)| found.finding.grade).max()
}

fn families(page: &Page<'_>, findings: &[(usize, &Found)]) -> String {
    let own = |family: &Family| findings.iter().any(|(_, found)| found.rule.family == *family);
    Family::ALL.into_iter().filter(own).map(|family| page.tell(&family.character())).collect()
}

fn matrix(page: &Page<'_>, case: &Case<'_>, pairs: &Pairs<'_>) -> String {
    let winner = case.winner().map(|(id, _)| id);
    let wide = case.bids.len() <= WIDE;
    let mut rows = String::new();
    for (b, bid) in case.bids.iter().enumerate() {
        rows.push_str("<tr>");
        for a in 0..b {
            match pairs.get(&(a, b)) {
                Some(findings) => {
                    let (number, _) = findings[0];
                    let grade = strongest(findings).map_or("clear", Grade::slug);
                    let says = format!(
                        "{} × {} {}",
                        page.bidder(case.bids[a].bidder),
                        page.bidder(bid.bidder),
                        families(page, findings)
                    );
                    let words = if wide { families(page, findings) } else { String::new() };
                    rows.push_str(&format!(
                        "<td><a href=\"#f{number}\" title=\"{says}\">{}{words}</a></td>",
                        shape(grade)
                    ));
                }
                None => rows.push_str("<td class=\"e\">·</td>"),
            }
        }
        let won = if winner.is_some_and(|winner| bid.everyone().any(|one| one == winner)) {
            page.say("（中标）", " (won)")
        } else {
            ""
        };
        rows.push_str(&format!(
            "<th class=\"d\" scope=\"row\" colspan=\"{}\">{}{won}</th></tr>",
            case.bids.len() - b,
            page.bidder(bid.bidder)
        ));
    }
    format!(
        "<table class=\"mx{}\"><tbody>{rows}</tbody></table>",
        if wide { "" } else { " narrow" }
    )
}

fn list(page: &Page<'_>, case: &Case<'_>, pairs: &Pairs<'_>) -> String {
    let mut sorted: Vec<_> = pairs.iter().collect();
    sorted.sort_by_key(|(_, findings)| {
        (std::cmp::Reverse(strongest(findings)), std::cmp::Reverse(findings.len()))
    });
    let name = |at: usize| page.bidder(case.bids[at].bidder);
    let mut items = String::new();
    for ((a, b), findings) in sorted.iter().take(LISTED) {
        let mut seen = BTreeSet::new();
        let said: Vec<String> = findings
            .iter()
            .filter(|(_, found)| seen.insert(found.rule.code))
            .map(|(number, found)| {
                format!(
                    "{}<a href=\"#f{number}\">{}</a>",
                    shape(found.finding.grade.slug()),
                    page.tell(&found.rule.name)
                )
            })
            .collect();
        items.push_str(&format!(
            "<li><b>{} × {}</b>{}</li>",
            name(*a),
            name(*b),
            said.join(page.say("；", "; "))
        ));
    }
    if let Some(more @ 1..) = sorted.len().checked_sub(LISTED) {
        items.push_str(&format!(
            "<li class=\"dim\">{}</li>",
            page.tell(&text!("另 {more} 对", "{more} more pairs"))
        ));
    }
    if items.is_empty() { String::new() } else { format!("<ul class=\"mxk\">{items}</ul>") }
}
