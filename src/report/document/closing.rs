//! 五、排除性因素 to 八、说明与局限, the lines to sign, and the list of annexes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::annex::Annex;
use super::block::{Block, Paragraph, Run, Style};
use super::words::{body, heading, said, sub_heading};
use crate::report::FOOTER;
use crate::report::digest::{Digest, GRADES};
use crate::report::html::number::amount;
use crate::report::html::table_of;
use crate::report::tables::{State, states};
use crate::review::Verdict;
use crate::rules::{RULES, Rule};
use crate::text;
use crate::text::Text;

pub(super) fn blocks(digest: &Digest<'_>, annexes: &[Annex]) -> Vec<Block> {
    let mut blocks = vec![heading(digest, 4, "排除性因素", "What may explain it innocently")];
    blocks.extend(innocent(digest));
    blocks.push(heading(digest, 5, "初步意见", "Preliminary view"));
    blocks.extend(view(digest));
    blocks.push(heading(digest, 6, "建议进一步核查事项", "What to check next"));
    blocks.extend(next(digest));
    blocks.push(heading(digest, 7, "说明与局限", "Remarks and limits"));
    blocks.extend(limits(digest));
    // Nobody signs on a page that holds nothing else.
    blocks.push(Paragraph::of(Style::Plain, "").kept().into());
    for (number, annex) in (1..).zip(annexes) {
        let lead = match (number, digest.is_chinese()) {
            (1, true) => "附件：",
            (_, true) => "\u{3000}\u{3000}\u{3000}",
            (1, false) => "Annexes: ",
            (_, false) => "",
        };
        let words = format!("{lead}{number}. {}", annex.title);
        blocks.push(Paragraph::of(Style::Body, words).kept().into());
    }
    blocks.push(Paragraph::of(Style::Plain, "").kept().into());
    for (zh, en) in
        [("核查单位：", "Office: "), ("核查人：", "Checked by: "), ("复核人：", "Reviewed by: ")]
    {
        let runs = vec![Run::of(digest.say(zh, en)), Run::line(12)];
        blocks.push(Paragraph::with(Style::Body, runs).kept().into());
    }
    let date = digest.say(
        "日期：\u{3000}\u{3000}\u{3000}\u{3000}年\u{3000}\u{3000}月\u{3000}\u{3000}日",
        "Date:",
    );
    blocks.push(body(date));
    blocks
}

/// The rules that have findings, in the order of the catalogue.
fn triggered(digest: &Digest<'_>) -> Vec<&'static Rule> {
    let has = |rule: &Rule| digest.findings().any(|(_, found)| found.rule.code == rule.code);
    RULES.iter().copied().filter(|rule| has(rule)).collect()
}

fn joined(digest: &Digest<'_>, texts: &[Text]) -> String {
    let parts: Vec<String> = texts.iter().map(|text| digest.tell(text)).collect();
    parts.join(digest.say("；", "; "))
}

fn innocent(digest: &Digest<'_>) -> Vec<Block> {
    let rules = triggered(digest);
    let mut blocks = Vec::new();
    if rules.is_empty() {
        blocks.push(body(digest.say("没有触发的规则。", "No rule has a lead.")));
    } else {
        blocks.push(body(digest.say(
            "下列情形经核实成立的，相应线索应当排除：",
            "Where one of these is shown to be so, the lead falls away:",
        )));
        for (at, rule) in (1..).zip(&rules) {
            let (code, name, why) =
                (rule.code, digest.tell(&rule.name), joined(digest, rule.innocent));
            blocks.push(body(
                digest.view.text(&text!(
                    "{at}. {name}（{code}）：{why}。",
                    "{at}. {name} ({code}): {why}."
                )),
            ));
        }
    }
    let hubs = digest.view.review.hubs().count();
    if 0 < hubs {
        blocks.push(body(digest.tell(&text!(
            "另有 {hubs} 处公共值（如代理机构电话、服务平台地址）由多家共有，已搁置，未作为投标人之间的联系。",
            "{hubs} public values, such as the agency's telephone, are held by several; they were set aside and link nobody."
        ))));
    }
    blocks
}

fn view(digest: &Digest<'_>) -> Vec<Block> {
    let review = digest.view.review;
    let verdict = review.verdict();
    let counted: Vec<Text> = GRADES
        .iter()
        .filter_map(|grade| {
            let n = digest.count(*grade);
            (0 < n).then(|| text!("“{}”{n} 条", "{n} × {}"; grade.name()))
        })
        .collect();
    let says = if verdict == Verdict::Unchecked {
        text!("按固定标准，没有初步意见：{}。", "By fixed standards there is none: {}."; verdict.says())
    } else if counted.is_empty() {
        text!(
            "按固定标准，初步意见为：{}。已检查的规则均未触发。",
            "By fixed standards: {}. No rule that was checked has a lead.";
            verdict.says()
        )
    } else {
        let counted = Text::list(counted);
        text!(
            "按固定标准，初步意见为：{}。依据为{}。",
            "By fixed standards: {}. It rests on {}.";
            verdict.says(),
            counted
        )
    };
    let mut blocks = vec![body(digest.tell(&says))];
    if verdict.asks_for_more() {
        for (at, (number, found)) in (1..).zip(digest.reasons()) {
            let fact = said(digest, found);
            blocks.push(body(
                digest.view.text(&text!(
                    "{at}. {fact}（疑点 {number}）。",
                    "{at}. {fact} (lead {number})."
                )),
            ));
        }
    }
    if digest.has_several() {
        let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
        for (_, package) in digest.packages() {
            *counts.entry(package.verdict).or_default() += 1;
        }
        let told: Vec<String> = counts
            .iter()
            .rev()
            .map(|(verdict, n)| digest.tell(&text!("“{}”{n} 个", "\"{}\": {n}"; verdict.says())))
            .collect();
        let told = told.join(digest.say("，", "; "));
        blocks.push(body(format!(
            "{}{told}{}",
            digest.say("各包：", "By package: "),
            digest.say("。", ".")
        )));
    }
    if let Some(yuan) = review.findings.iter().filter_map(|found| found.finding.exposure).max() {
        let yuan = amount(yuan);
        blocks.push(body(digest.tell(&text!(
            "涉及金额最高的一条为 {yuan} 元。",
            "The largest amount of one lead is CNY {yuan}."
        ))));
    }
    blocks.push(body(digest.say(
        "以上为依据所读材料得出的核查线索，是否成立由核查人员调查核实后作出判断。",
        "These are leads from the files that were read; those who verify decide whether they hold.",
    )));
    let runs =
        vec![Run::of(digest.say("核查人员意见：", "View of those who verify: ")), Run::line(18)];
    blocks.push(Paragraph::with(Style::Body, runs).into());
    blocks
}

fn next(digest: &Digest<'_>) -> Vec<Block> {
    let mut blocks =
        vec![sub_heading(digest, 0, digest.say("核实已有线索", "To verify the leads"))];
    let rules = triggered(digest);
    if rules.is_empty() {
        blocks.push(body(digest.say("无。", "None.")));
    }
    for (at, rule) in (1..).zip(&rules) {
        let (code, name, what) = (rule.code, digest.tell(&rule.name), joined(digest, rule.next));
        blocks.push(body(
            digest
                .view
                .text(&text!("{at}. {name}（{code}）：{what}。", "{at}. {name} ({code}): {what}.")),
        ));
    }
    blocks.push(sub_heading(
        digest,
        1,
        digest.say("补充材料后重新核对", "To bring, and to check again"),
    ));
    let missing = missing(digest);
    if missing.is_empty() {
        blocks.push(body(digest.say("无。", "None.")));
    }
    for (at, (table, (fields, rules))) in (1..).zip(&missing) {
        let n = rules.len();
        let (table, fields) = (digest.tell(table), digest.tell(&Text::list(fields.clone())));
        blocks.push(body(digest.view.text(&text!(
            "{at}. {table}：{fields}（可检查 {n} 条规则）。",
            "{at}. {table}: {fields} (rules that this allows: {n})."
        ))));
    }
    blocks
}

/// For each kind of table the fields that rules lack, and the rules, by the name of the table.
fn missing(digest: &Digest<'_>) -> BTreeMap<Text, (Vec<Text>, Vec<&'static str>)> {
    let mut tables: BTreeMap<Text, (Vec<Text>, Vec<&str>)> = BTreeMap::new();
    let outcomes = states(digest);
    let unchecked = |code: &str| {
        outcomes.iter().any(|one| one.rule.code == code && one.state == State::Unchecked)
    };
    // Ten thousand purchases of a ledger lack the same, and share the reason.
    let mut seen = BTreeSet::new();
    for one in &digest.view.review.not_checked {
        if !seen.insert((one.rule.code, Arc::as_ptr(&one.why))) || !unchecked(one.rule.code) {
            continue;
        }
        for field in &one.why.missing {
            let entry = tables.entry(table_of(*field).name()).or_default();
            if !entry.0.contains(&field.name()) {
                entry.0.push(field.name());
            }
            if !entry.1.contains(&one.rule.code) {
                entry.1.push(one.rule.code);
            }
        }
    }
    tables
}

fn limits(digest: &Digest<'_>) -> Vec<Block> {
    let outcomes = states(digest);
    let unchecked: Vec<String> = outcomes
        .iter()
        .filter(|outcome| outcome.state == State::Unchecked)
        .map(|outcome| format!("{} {}", outcome.rule.code, digest.tell(&outcome.rule.name)))
        .collect();
    let n = unchecked.len();
    let mut items = Vec::new();
    if n == 0 {
        items.push(digest.say("全部规则均已检查。", "Every rule was checked.").to_owned());
    } else {
        let list = unchecked.join(digest.say("、", "; "));
        items.push(
            digest
                .view
                .text(&text!(
                    "未检查的规则 {n} 条，未检查不等于未发现：{list}。",
                    "{n} rules were not checked, which is not the same as finding nothing: {list}."
                ))
                .to_owned(),
        );
    }
    let problems = digest.view.loaded.problems.len() + digest.view.review.problems.len();
    if 0 < problems {
        items.push(digest.tell(&text!(
            "读取中记录问题和不一致 {problems} 处，未更改原值，见工作底稿“读取问题”。",
            "Problems and disagreements recorded while reading: {problems}; no value was changed. See the workpaper, sheet \"Problems\"."
        )));
    }
    items.push(
        digest
            .say(
                "统计性规则只说明数据少见，不说明原因；法律依据中注明未核对原文的，引用前应当核对。",
                "Statistical rules say that data are unusual, not why. Articles marked as not read in the original are to be read before they are cited.",
            )
            .to_owned(),
    );
    items.push(
        digest
            .say(
                "本报告只依据所列电子材料，不含询问、调取和现场核查的结果；相同材料和版本得到相同报告。",
                "This report rests on the listed files only, without interviews, records from others or visits; the same files and versions give the same report.",
            )
            .to_owned(),
    );
    let stop = digest.say("。", ".");
    items.push(format!("{}{stop}", FOOTER.to(digest.view.options.lang)));
    let n = items.len();
    let item = |(at, item): (usize, String)| {
        let paragraph = Paragraph::of(Style::Body, format!("{at}. {item}"));
        Block::Paragraph(if at == n { paragraph.kept() } else { paragraph })
    };
    (1..).zip(items).map(item).collect()
}
