//! The review in the terminal: verdict, findings by grade with their cells, what was not checked.
//!
//! Colour is laid on with ANSI codes; the command line strips them where the terminal has none.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr as _;

use super::{FOOTER, View};
use crate::error::{Level, Problem};
use crate::record::Field;
use crate::review::Package;
use crate::rules::{Grade, RULES};
use crate::text::{Lang, Text};

/// Cells shown of one finding; the report files show all.
const CELLS_SHOWN: usize = 8;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const FAINT: Style = Style::new().dimmed();

/// The style of a grade.
fn style(grade: Grade) -> Style {
    match grade {
        Grade::Deemed => AnsiColor::Red.on_default().bold(),
        Grade::Violation => AnsiColor::Red.on_default(),
        Grade::Strong => AnsiColor::Yellow.on_default(),
        Grade::Hint => AnsiColor::Blue.on_default(),
    }
}

/// The shape of a grade: read before its colour.
pub fn shape(grade: Grade) -> char {
    match grade {
        Grade::Deemed => '■',
        Grade::Violation => '▲',
        Grade::Strong => '◆',
        Grade::Hint => '○',
    }
}

/// Pads a text to a width in terminal columns, where Chinese characters take two.
pub(super) fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}

/// Control and direction characters made visible, so that a cell cannot move the cursor or turn a line around.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}') => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// The review as text.
pub fn render(view: View<'_>) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(view, &mut out);
    out
}

fn write(view: View<'_>, out: &mut String) -> std::fmt::Result {
    let numbered = || view.review.packages.iter().enumerate();
    let packages: Vec<_> =
        numbered().filter(|(_, package)| !package.case.tender.ledger_only).collect();
    let ledger: Vec<_> =
        numbered().filter(|(_, package)| package.case.tender.ledger_only).collect();
    for (at, package) in &packages {
        package_block(view, *at, package, out)?;
    }
    if !ledger.is_empty() {
        let n = ledger.len();
        let title = crate::text!("台账中的采购 {n} 项", "{n} purchases of ledgers");
        writeln!(out, "{BOLD}{}{BOLD:#}", view.text(&title))?;
        for (at, package) in ledger.iter().filter(|(_, package)| package.verdict.asks_for_more()) {
            writeln!(
                out,
                "  {} · {}",
                plain(&package.case.tender.name),
                view.text(&package.verdict.says())
            )?;
            findings(view, Some(*at), out)?;
        }
        writeln!(out)?;
    }
    if view.review.findings.iter().any(|found| found.package.is_none()) {
        writeln!(out, "{BOLD}{}{BOLD:#}", view.say("跨项目线索", "Leads across tenders"))?;
        findings(view, None, out)?;
        writeln!(out)?;
    }
    not_checked(view, out)?;
    problems(view, out)?;
    sources(view, out)?;
    writeln!(out, "{FAINT}{}{FAINT:#}", view.text(&FOOTER))
}

fn package_block(
    view: View<'_>,
    at: usize,
    package: &Package<'_>,
    out: &mut String,
) -> std::fmt::Result {
    let case = &package.case;
    let title = if case.package.is_empty() {
        plain(&case.tender.name)
    } else {
        format!(
            "{} · {}{}",
            plain(&case.tender.name),
            view.say("包 ", "package "),
            plain(&case.package)
        )
    };
    writeln!(out, "{BOLD}{title}{BOLD:#}")?;
    let facts: Vec<String> = [
        Field::ProjectId,
        Field::BuyerName,
        Field::ProcurementMethod,
        Field::PriceCeiling,
        Field::OpeningTime,
    ]
    .iter()
    .filter_map(|field| {
        case.project
            .text(*field)
            .map(|value| format!("{} {}", view.text(&field.name()), plain(value)))
    })
    .collect();
    if !facts.is_empty() {
        writeln!(out, "{FAINT}{}{FAINT:#}", facts.join(" · "))?;
    }
    let strongest = view.review.of_package(at).map(|found| found.finding.grade).max();
    let mark = strongest.map_or(BOLD, style);
    let (checked, rules, bids) = (package.checked, package.rules, case.bids.len());
    let coverage = crate::text!(
        "投标人 {bids} 家；已检查规则 {checked}/{rules}",
        "{bids} bidders; {checked} of {rules} rules checked"
    );
    let verdict = package.verdict.says();
    let shape = strongest.filter(|_| package.verdict.asks_for_more()).map_or(' ', shape);
    writeln!(out, "{mark}{shape} {}{mark:#}  {}", view.text(&verdict), view.text(&coverage))?;
    findings(view, Some(at), out)?;
    writeln!(out)
}

fn findings(view: View<'_>, package: Option<usize>, out: &mut String) -> std::fmt::Result {
    let spanning =
        view.review.findings.iter().filter(|found| package.is_none() && found.package.is_none());
    for found in package.into_iter().flat_map(|at| view.review.of_package(at)).chain(spanning) {
        let grade = found.finding.grade;
        let color = style(grade);
        let name =
            padded(view.text(&grade.name()), if view.options.lang == Lang::Zh { 6 } else { 11 });
        // What several packages have in common shows its cells at the first of them.
        let first = found.package.filter(|first| package.is_some_and(|at| at != *first));
        let same = first.map_or_else(String::new, |first| {
            let first = &view.review.packages[first].case.package;
            let says = crate::text!("（同包 {first}）", " (as in package {first})");
            plain(view.text(&says)).to_string()
        });
        writeln!(
            out,
            "  {color}{} {name}{color:#} {} {}{FAINT}{same}{FAINT:#}",
            shape(grade),
            found.rule.code,
            plain(view.text(&found.finding.says))
        )?;
        if first.is_some() {
            continue;
        }
        let cells: Vec<String> = found
            .finding
            .evidence()
            .iter()
            .take(CELLS_SHOWN)
            .map(|evidence| {
                format!(
                    "{} = {}",
                    plain(&view.address(evidence.at)),
                    plain(&view.value(evidence.field, &evidence.value))
                )
            })
            .collect();
        for cell in cells {
            writeln!(out, "             {FAINT}{cell}{FAINT:#}")?;
        }
        let more = found.finding.evidence().len().saturating_sub(CELLS_SHOWN);
        if 0 < more {
            let rest = crate::text!("另 {more} 个单元格", "{more} more cells");
            writeln!(out, "             {FAINT}{}{FAINT:#}", view.text(&rest))?;
        }
    }
    Ok(())
}

/// Rules that were not checked on any package in full, each with its reason once.
fn not_checked(view: View<'_>, out: &mut String) -> std::fmt::Result {
    let mut lines: Vec<String> = Vec::new();
    for rule in RULES {
        let reasons: Vec<&Text> = view
            .review
            .not_checked
            .iter()
            .filter(|unchecked| unchecked.rule.code == rule.code && unchecked.bidders.is_empty())
            .filter(|unchecked| {
                unchecked.package.is_none_or(|at| !view.review.packages[at].case.tender.ledger_only)
            })
            .map(|unchecked| &unchecked.why.because)
            .collect();
        if let Some(first) = reasons.first() {
            lines.push(format!(
                "  {} {}  {FAINT}{}{FAINT:#}",
                rule.code,
                padded(view.text(&rule.name), 34),
                view.text(first)
            ));
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    let n = lines.len();
    let title = crate::text!(
        "未检查 {n} 条规则（未检查不等于无问题）",
        "{n} rules not checked (which is not the same as clear)"
    );
    writeln!(out, "{BOLD}{}{BOLD:#}\n{}\n", view.text(&title), lines.join("\n"))
}

fn problems(view: View<'_>, out: &mut String) -> std::fmt::Result {
    let all: Vec<&Problem> = view.loaded.problems.iter().chain(&view.review.problems).collect();
    if all.is_empty() {
        return Ok(());
    }
    writeln!(out, "{BOLD}{}{BOLD:#}", view.say("读取中的问题", "Problems in reading"))?;
    for problem in all.iter().take(20) {
        problem_line(view.options.lang, problem, out)?;
    }
    if let Some(more @ 1..) = all.len().checked_sub(20) {
        let rest = crate::text!("另 {more} 条，见报告文件", "{more} more: see the report files");
        writeln!(out, "  {}", view.text(&rest))?;
    }
    writeln!(out)
}

/// One problem: its level, where, what, and what to do.
pub fn problem_line(lang: Lang, problem: &Problem, out: &mut String) -> std::fmt::Result {
    let (level, color) = match problem.level {
        Level::Error => (Text::of("错误", "error"), AnsiColor::Red.on_default()),
        Level::Warning => (Text::of("注意", "warning"), AnsiColor::Yellow.on_default()),
        Level::Note => (Text::of("说明", "note"), Style::new()),
    };
    let place =
        problem.at.as_ref().map(|at| format!("{} ", plain(&at.to_string()))).unwrap_or_default();
    writeln!(out, "  {color}{}{color:#} {place}{}", level.to(lang), plain(problem.says.to(lang)))?;
    if let Some(advice) = &problem.advice {
        writeln!(out, "       {FAINT}{}{FAINT:#}", plain(advice.to(lang)))?;
    }
    Ok(())
}

fn sources(view: View<'_>, out: &mut String) -> std::fmt::Result {
    let read: u32 = view.loaded.sheets.iter().map(|sheet| sheet.rows_read).sum();
    let used: u32 = view.loaded.sheets.iter().map(|sheet| sheet.rows_used).sum();
    let (files, sheets, aside) =
        (view.loaded.sources.files.len(), view.loaded.sheets.len(), read - used);
    let says = crate::text!(
        "材料 {files} 个文件、{sheets} 张表：读取 {read} 行 = 使用 {used} 行 + 搁置 {aside} 行（逐行原因见报告文件）",
        "{files} files, {sheets} sheets: {read} rows read = {used} used + {aside} set aside (reasons in the report files)"
    );
    writeln!(out, "{}", view.text(&says))
}
