//! 三、核查情况: facts by kind, and 四、发现的可疑点: the same as a table with grades and law.

use std::collections::BTreeMap;

use super::block::{Block, Cell, Paragraph, Row, Run, Shape, Style};
use super::figures::Figures;
use super::opening::columns;
use super::style::text_width;
use super::words::{annexed, body, heading, places, said, sub_heading};
use crate::graph::Family;
use crate::law::statutes::Article;
use crate::report::chart::Kind as Chart;
use crate::report::digest::Digest;
use crate::report::tables::{State, states};
use crate::report::terminal::shape;
use crate::text;
use crate::text::Text;

/// Facts that are told of one kind; the table and the workpaper have more.
const TOLD: usize = 30;
/// Rows of the table; the workpaper has all.
const ROWS: usize = 150;

/// The kinds of facts, with the families of evidence and the charts that belong to them.
const KINDS: [(Text, &[Family], &[Chart]); 6] = [
    (Text::of("报价情况", "Prices"), &[Family::Price], &[Chart::Prices, Chart::Ceiling]),
    (Text::of("主体和人员情况", "Companies and people"), &[Family::People], &[Chart::Network]),
    (Text::of("资金情况", "Money"), &[Family::Money], &[]),
    (
        Text::of("电子痕迹和文件情况", "Devices and documents"),
        &[Family::Device, Family::Document],
        &[],
    ),
    (Text::of("评审情况", "Scoring"), &[Family::Scoring], &[Chart::Scores]),
    (
        Text::of("程序和历史情况", "Process and history"),
        &[Family::Process, Family::History],
        &[Chart::Timeline, Chart::Rotation, Chart::Concentration, Chart::Splitting],
    ),
];

/// Every chart, in the order in which the text names them.
pub(super) fn charts() -> Vec<Chart> {
    KINDS.iter().flat_map(|(_, _, charts)| *charts).copied().collect()
}

pub(super) fn blocks(digest: &Digest<'_>, figures: &Figures) -> Vec<Block> {
    let mut blocks = vec![heading(digest, 2, "核查情况", "What was found")];
    let outcomes = states(digest);
    for (at, (name, families, charts)) in KINDS.iter().enumerate() {
        blocks.push(sub_heading(digest, at, &digest.tell(name)));
        let own = || outcomes.iter().filter(|outcome| families.contains(&outcome.rule.family));
        let all = own().count();
        let unchecked = own().filter(|outcome| outcome.state == State::Unchecked).count();
        let checked = all - unchecked;
        let found: Vec<_> =
            digest.findings().filter(|(_, found)| families.contains(&found.rule.family)).collect();
        let n = found.len();
        let told = match (checked, n) {
            (0, 0) => text!(
                "本项 {all} 条规则均缺少数据，未检查。",
                "None of the {all} rules could be checked for lack of data."
            ),
            (_, 0) => text!(
                "本项 {all} 条规则，已检查 {checked} 条，未见线索；未检查 {unchecked} 条。",
                "{checked} of {all} rules checked, without a lead; not checked: {unchecked}."
            ),
            _ => text!(
                "本项 {all} 条规则，已检查 {checked} 条，未检查 {unchecked} 条，记录线索 {n} 条：",
                "{checked} of {all} rules checked, not checked: {unchecked}; leads: {n}."
            ),
        };
        blocks.push(body(digest.tell(&told)));
        for (place, (number, found)) in found.iter().take(TOLD).enumerate() {
            let place = place + 1;
            let (says, cells) =
                (said(digest, found), places(digest, found.finding.evidence(), annexed(digest)));
            blocks.push(body(digest.view.text(&text!(
                "{place}. {says}（出处：{cells}；疑点 {number}）。",
                "{place}. {says} (cells: {cells}; lead {number})."
            ))));
        }
        if let Some(more @ 1..) = n.checked_sub(TOLD) {
            blocks.push(body(digest.tell(&text!(
                "另有 {more} 条，见工作底稿。",
                "{more} more are in the workpaper."
            ))));
        }
        let named = figures.named(digest, charts);
        if !named.is_empty() {
            blocks.push(body(digest.tell(&text!("见附件 3 {named}。", "See annex 3, {named}."))));
        }
    }
    blocks.push(heading(digest, 3, "发现的可疑点", "Leads"));
    blocks.extend(table(digest));
    blocks
}

fn table(digest: &Digest<'_>) -> Vec<Block> {
    let n = digest.view.review.findings.len();
    if n == 0 {
        let none = digest.view.review.verdict().without_findings();
        return vec![body(digest.tell(&text!(
            "{}未检查的规则见第八部分。",
            "{} For those not checked see part 8.";
            none
        )))];
    }
    let told = text!("共 {n} 条，按证据强度排列。", "Leads, strongest first: {n}.");
    let head = [
        (digest.say("序号", "No."), 6),
        (digest.say("事实", "Facts"), 27),
        (digest.say("证据位置", "Cells"), 25),
        (digest.say("规则", "Rule"), 15),
        (digest.say("依据", "In law"), 29),
        (digest.say("强度", "Grade"), 12),
    ];
    let mut table = columns(&head, text_width(Shape::Upright), Style::SmallHead);
    // The law of a rule is said once; with a hundred leads of one rule it would fill the pages.
    let mut said_at: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, found) in digest.findings().take(ROWS) {
        let words = |words: String| Cell::words(Style::Small, words);
        let first = *said_at.entry(found.rule.code).or_insert(number);
        let law: Vec<Paragraph> = if first == number {
            let cited =
                |article: &&Article| Paragraph::of(Style::Small, digest.tell(&article.citation()));
            found.rule.basis.iter().map(cited).collect()
        } else {
            let same = text!("同疑点 {first}", "as lead {first}");
            vec![Paragraph::of(Style::Small, digest.tell(&same))]
        };
        let rule = format!("{}\n{}", found.rule.code, digest.tell(&found.rule.name));
        let grade = found.finding.grade;
        let mark = format!("{}\n{}", shape(grade), digest.tell(&grade.name()));
        let mark = Run { grade: Some(grade), ..Run::bold(mark) };
        table.rows.push(Row::of(vec![
            Cell::of(vec![Paragraph::of(Style::Small, number.to_string()).centred()]),
            words(said(digest, found)),
            words(places(digest, found.finding.evidence(), annexed(digest))),
            words(rule),
            Cell::of(law),
            Cell::of(vec![Paragraph::with(Style::Small, vec![mark]).centred()]),
        ]));
    }
    let mut blocks = vec![body(digest.tell(&told)), table.into()];
    if let Some(more @ 1..) = n.checked_sub(ROWS) {
        let told = text!(
            "另有 {more} 条较弱的线索，见工作底稿“疑点清单”。",
            "{more} weaker leads are in the workpaper, sheet \"Leads\"."
        );
        blocks.push(Paragraph::of(Style::Note, digest.tell(&told)).into());
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_names_every_kind_of_chart_once() {
        let mut named = charts();
        named.sort();
        assert_eq!(named, Chart::ALL);
    }
}
