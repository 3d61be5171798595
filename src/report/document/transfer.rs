//! 问题线索移交单: one form. What is for people to decide, to sign or to number is left blank.

use super::block::{Block, Cell, Paragraph, Row, Shape, Style, Table};
use super::style::{text_width, twips};
use super::words::{brief, places, said};
use crate::record::Field;
use crate::report::FOOTER;
use crate::report::digest::{Digest, plain};
use crate::report::html::number::amount;
use crate::review::Found;
use crate::rules::{Grade, Subject};
use crate::text;
use crate::text::Text;

/// Leads that the form lists; the report and the workpaper have all.
const LISTED: usize = 12;
/// Units that the form names.
const NAMED: usize = 20;

pub(super) fn blocks(digest: &Digest<'_>) -> Vec<Block> {
    let say = |zh, en| digest.say(zh, en);
    let title = say("问题线索移交单", "Transfer of leads");
    let label = |words: &str| Cell::words(Style::FormLabel, words);
    let blank = || Cell::words(Style::Form, "");
    let wide = |paragraphs: Vec<Paragraph>| Cell::of(paragraphs).over(3);
    let two = |one: &str, other: &str, height: f64| Row {
        cells: vec![label(one), blank(), label(other), blank()],
        height: Some(twips(height)),
    };
    let long = |name: &str, paragraphs: Vec<Paragraph>, height: f64| Row {
        cells: vec![label(name), wide(paragraphs)],
        height: Some(twips(height)),
    };
    let form = |words: String| vec![Paragraph::of(Style::Form, words)];
    let mut leads: Vec<(usize, &Found)> =
        digest.findings().filter(|(_, found)| found.finding.grade != Grade::Hint).collect();
    let all = leads.len();
    leads.truncate(LISTED);
    let width = text_width(Shape::Upright);
    let (narrow, rest) = (width * 17 / 100, width * 33 / 100);
    let rows = vec![
        two(say("编号", "Number"), say("密级", "Classification"), 10.0),
        long(say("线索来源", "Source"), form(source(digest)), 10.0),
        long(say("项目", "Tender"), form(tender(digest)), 10.0),
        long(say("反映对象\n（单位）", "About (units)"), form(units(digest, &leads)), 14.0),
        long(say("反映对象\n（个人、职务）", "About (persons, posts)"), form(String::new()), 14.0),
        long(say("主要问题", "Matters"), matters(digest, &leads, all), 30.0),
        long(say("涉及金额", "Amount"), form(money(digest)), 10.0),
        long(say("证据目录", "Evidence"), evidence(digest, &leads, all), 30.0),
        long(say("处置建议", "Proposal for handling"), form(String::new()), 34.0),
        two(say("承办人", "In charge"), say("审批人", "Approved by"), 10.0),
        two(say("移交单位\n（盖章）", "From (seal)"), say("接收单位\n（盖章）", "To (seal)"), 14.0),
        two(say("移交日期", "Date of transfer"), say("接收日期", "Date of receipt"), 10.0),
    ];
    let note = say(
        "注：处置建议由承办人依规填写，软件不作建议；涉及个人的内容由承办人核实后填写。",
        "The proposal for handling is for the person in charge; the software makes none. What concerns persons is filled in after verification.",
    );
    vec![
        Paragraph::of(Style::Title, title).into(),
        Table { widths: vec![narrow, rest, narrow, rest], head: None, rows }.into(),
        Paragraph::of(Style::Note, note).into(),
        Paragraph::of(
            Style::Note,
            format!("{}{}", FOOTER.to(digest.view.options.lang), say("。", ".")),
        )
        .into(),
    ]
}

fn source(digest: &Digest<'_>) -> String {
    let files = digest.view.loaded.sources.files.len();
    let (program, rules) = (env!("CARGO_PKG_VERSION"), crate::rules::VERSION);
    digest.tell(&text!(
        "采购资料电子文件 {files} 个，由清标 {program}（规则集 {rules}）核对",
        "{files} files of the tender, checked by Qingbiao {program} (rules {rules})"
    ))
}

fn tender(digest: &Digest<'_>) -> String {
    let project = digest.packages().next().filter(|_| digest.tenders == 1);
    let id = project
        .and_then(|(_, package)| package.case.project.text(Field::ProjectId))
        .map(|id| digest.tell(&text!("（编号 {}）", " (number {})"; Text::same(plain(id)))));
    format!("{}{}", brief(digest, &digest.title()), id.unwrap_or_default())
}

/// The firms and offices that the leads are about, each once, with their codes.
fn units(digest: &Digest<'_>, leads: &[(usize, &Found)]) -> String {
    let mut names: Vec<String> = Vec::new();
    for subject in leads.iter().flat_map(|(_, found)| &found.finding.subjects) {
        let name = match subject {
            Subject::Bidder(id) => {
                let bidder = digest.view.review.bidders.get(*id);
                let code = bidder.uscc.as_deref().map(plain);
                let code =
                    code.map(|code| digest.view.text(&text!("（{code}）", " ({code})")).to_owned());
                format!("{}{}", brief(digest, &plain(&bidder.name)), code.unwrap_or_default())
            }
            Subject::Buyer(name) | Subject::Agency(name) => brief(digest, &plain(name)),
            Subject::Expert(_) | Subject::Tender(_) => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let n = names.len();
    let mut told = names[..n.min(NAMED)].join(digest.say("；", "; "));
    if NAMED < n {
        told.push_str(&digest.tell(&text!(" 等 {n} 个", " and others, {n} in all")));
    }
    told
}

/// The leads in sentences; hints alone are no matter to hand over.
fn matters(digest: &Digest<'_>, leads: &[(usize, &Found)], all: usize) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    if leads.is_empty() {
        let says = digest.view.review.verdict().says();
        let told = text!("{}；没有“提示”以上等级的线索。", "{}; no lead above a hint."; says);
        paragraphs.push(Paragraph::of(Style::Form, digest.tell(&told)));
    }
    for (at, (number, found)) in (1..).zip(leads) {
        let (says, code, grade) =
            (said(digest, found), found.rule.code, digest.tell(&found.finding.grade.name()));
        let told = text!(
            "{at}. {says}（疑点 {number}，{code}，{grade}）。",
            "{at}. {says} (lead {number}, {code}, {grade})."
        );
        paragraphs.push(Paragraph::of(Style::Form, digest.view.text(&told)));
    }
    if let Some(more @ 1..) = all.checked_sub(LISTED) {
        let told = text!("另有 {more} 条，见核查报告。", "{more} more are in the report.");
        paragraphs.push(Paragraph::of(Style::Form, digest.tell(&told)));
    }
    paragraphs
}

fn money(digest: &Digest<'_>) -> String {
    let most = digest.view.review.findings.iter().filter_map(|found| found.finding.exposure).max();
    most.map_or_else(
        || digest.say("各条线索未计金额", "no amount was told").to_owned(),
        |yuan| {
            let yuan = amount(yuan);
            digest.tell(&text!("最高的一条 {yuan} 元", "the largest of one lead: CNY {yuan}"))
        },
    )
}

fn evidence(digest: &Digest<'_>, leads: &[(usize, &Found)], all: usize) -> Vec<Paragraph> {
    let mut lines: Vec<String> = leads
        .iter()
        .map(|(number, found)| {
            let cells = places(digest, found.finding.evidence(), "");
            digest.view.text(&text!("疑点 {number}：{cells}", "Lead {number}: {cells}")).to_owned()
        })
        .collect();
    if LISTED < all {
        lines.push(
            digest
                .say("其余见工作底稿“证据索引”", "the rest: workpaper, sheet \"Evidence\"")
                .to_owned(),
        );
    }
    lines.push(
        digest
            .say(
                "附：核查报告（含材料清单与 SHA-256 校验值）、工作底稿、原始电子文件",
                "With this: the report (with the files and their SHA-256), the workpaper, the original files",
            )
            .to_owned(),
    );
    (1..)
        .zip(lines)
        .map(|(at, line): (usize, String)| Paragraph::of(Style::Form, format!("{at}. {line}")))
        .collect()
}
