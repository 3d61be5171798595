//! The index of a batch: tenders ranked by evidence with links to their reviews, firms that often bid together, and what
//! could not be read. As one HTML file, and the ranking as CSV.
//!
//! Ranked by verdict, then by how many families speak and how strongly, then by the amount at stake; never by one score.

mod page;

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::View;
use crate::graph::Family;
use crate::record::Field;
use crate::review::{Found, Verdict};
use crate::rules::{Grade, RULES, Subject};
use crate::text::{Lang, Text};
pub use page::html;

const GRADES: [Grade; 4] = [Grade::Deemed, Grade::Violation, Grade::Strong, Grade::Hint];

/// What one family of evidence says of a tender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// Its strongest finding.
    Found(Grade),
    /// Some rule of it was checked, nothing was seen.
    Clear,
    /// No rule of it could be checked.
    Unchecked,
}

/// One tender in the ranking.
#[derive(Debug, Clone)]
pub struct BatchRow {
    /// Its number, or its name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The purchaser.
    pub buyer: Option<String>,
    /// The day by whose law it is judged, ISO 8601.
    pub date: Option<String>,
    /// The strongest verdict of its packages.
    pub verdict: Verdict,
    /// Findings by grade: deemed, violation, strong, hint.
    pub counts: [usize; 4],
    /// What each family says, in the order of [`Family::ALL`].
    pub families: [Slot; 8],
    /// The strongest finding: the code of its rule and its sentence.
    pub strongest: Option<(&'static str, Text)>,
    /// The largest amount of one finding, in yuan.
    pub exposure: Option<Decimal>,
    /// Rules checked on any of its packages, of `rules`.
    pub checked: usize,
    /// Rules that look at packages.
    pub rules: usize,
    /// The review, relative to the index.
    pub link: Option<String>,
    /// Where its files lie, as given.
    pub path: String,
}

/// Firms that bid together more often than their market explains.
#[derive(Debug, Clone)]
pub struct Together {
    /// The firms, by name.
    pub members: Vec<String>,
    /// Tenders in which they met.
    pub joint: u64,
    /// Meetings expected by chance.
    pub expected: f64,
    /// Benjamini–Hochberg q over all pairs tested; `None` where it was not tested.
    pub q: Option<f64>,
    /// Of the joint tenders, how many one of them won; `None` where it is not known.
    pub won: Option<u64>,
    /// The joint tenders, by id.
    pub tenders: Vec<String>,
}

/// The rows of one review, a row for each tender. `link` leads from the index to the review; `path` is the input.
pub fn rows(view: View<'_>, link: Option<&str>, path: &str) -> Vec<BatchRow> {
    let review = view.review;
    let mut ids: Vec<&str> = review.packages.iter().map(|package| package.case.tender.id.as_str()).collect();
    ids.dedup();
    ids.into_iter().map(|id| row(view, id, link, path)).collect()
}

fn row(view: View<'_>, id: &str, link: Option<&str>, path: &str) -> BatchRow {
    let review = view.review;
    let own: Vec<usize> = (0..review.packages.len()).filter(|at| review.packages[*at].case.tender.id == id).collect();
    let case = |at: &usize| &review.packages[*at].case;
    // What spans several tenders counts for each that it names.
    let about = |found: &Found| match found.package {
        Some(at) => own.contains(&at),
        None => found.finding.subjects.iter().any(|subject| matches!(subject, Subject::Tender(named) if named == id)),
    };
    let findings: Vec<&Found> = review.findings.iter().filter(|found| about(found)).collect();
    let unchecked = |code: &str, at: usize| {
        review.not_checked.iter().any(|one| one.rule.code == code && one.package == Some(at) && one.bidders.is_empty())
    };
    let per_package = RULES.iter().filter(|rule| matches!(rule.check, crate::rules::Check::Case(_)));
    let checked: Vec<(Family, bool)> =
        per_package.map(|rule| (rule.family, own.iter().any(|at| !unchecked(rule.code, *at)))).collect();
    let slot = |family: Family| {
        let strongest = findings.iter().filter(|found| found.rule.family == family).map(|found| found.finding.grade).max();
        let was_checked = checked.iter().any(|(of, was)| *of == family && *was);
        strongest.map_or(if was_checked { Slot::Clear } else { Slot::Unchecked }, Slot::Found)
    };
    let spanning = findings.iter().filter(|found| found.package.is_none()).map(|found| found.finding.grade).max();
    let spanning = match spanning {
        Some(Grade::Deemed | Grade::Violation) => Verdict::Priority,
        Some(Grade::Strong) => Verdict::Doubt,
        _ => Verdict::None,
    };
    BatchRow {
        id: id.to_owned(),
        name: own.first().map(|at| case(at).tender.name.clone()).unwrap_or_default(),
        buyer: own.iter().find_map(|at| case(at).project.text(Field::BuyerName).map(str::to_owned)),
        date: own.iter().find_map(|at| case(at).law_date()).map(|day| day.to_string()),
        verdict: own.iter().map(|at| review.packages[*at].verdict).max().unwrap_or(Verdict::None).max(spanning),
        counts: GRADES.map(|grade| findings.iter().filter(|found| found.finding.grade == grade).count()),
        families: Family::ALL.map(slot),
        strongest: findings.first().map(|found| (found.rule.code, found.finding.says.clone())),
        exposure: findings.iter().filter_map(|found| found.finding.exposure).max(),
        checked: checked.iter().filter(|(_, was)| *was).count(),
        rules: checked.len(),
        link: link.map(str::to_owned),
        path: path.to_owned(),
    }
}

/// The rows by evidence, strongest first; ties by what is at stake, then by id and path.
pub fn ranked(rows: &[BatchRow]) -> Vec<&BatchRow> {
    let families = |row: &BatchRow, least: Grade| {
        row.families.iter().filter(|slot| matches!(slot, Slot::Found(grade) if least <= *grade)).count()
    };
    let mut sorted: Vec<&BatchRow> = rows.iter().collect();
    sorted.sort_by(|a, b| {
        let rank = |row: &BatchRow| {
            let lawful = row.counts[0] + row.counts[1];
            Reverse((row.verdict, families(row, Grade::Strong), lawful, row.counts[2], families(row, Grade::Hint), row.exposure))
        };
        rank(a).cmp(&rank(b)).then_with(|| (&a.id, &a.path).cmp(&(&b.id, &b.path)))
    });
    sorted
}

/// The ranking as CSV for a spreadsheet program: UTF-8 with a mark, and no cell that it would take for a formula.
pub fn csv(rows: &[BatchRow], lang: Lang) -> Vec<u8> {
    let head = [
        Text::of("序", "rank"),
        Text::of("项目编号", "id"),
        Text::of("项目名称", "name"),
        Text::of("采购人", "buyer"),
        Text::of("日期", "date"),
        Text::of("结论", "verdict"),
        Text::of("视为", "deemed"),
        Text::of("违规", "violation"),
        Text::of("强线索", "strong"),
        Text::of("提示", "hint"),
        Text::of("最强证据规则", "strongest rule"),
        Text::of("最强证据", "strongest finding"),
        Text::of("涉及金额（元）", "amount (CNY)"),
        Text::of("已检查规则", "rules checked"),
        Text::of("规则数", "rules"),
        Text::of("报告", "report"),
        Text::of("来源", "path"),
    ];
    let mut lines = vec![head.iter().map(|text| text.to(lang).to_owned()).collect::<Vec<_>>()];
    for (at, row) in ranked(rows).into_iter().enumerate() {
        let (code, says) = row.strongest.as_ref().map_or(("", ""), |(code, says)| (*code, says.to(lang)));
        let mut line = vec![(at + 1).to_string()];
        line.extend([&row.id, &row.name].map(|text| harmless(text)));
        line.extend([&row.buyer, &row.date].map(|text| harmless(text.as_deref().unwrap_or_default())));
        line.push(row.verdict.says().to(lang).to_owned());
        line.extend(row.counts.map(|n| n.to_string()));
        line.extend([code.to_owned(), harmless(says), row.exposure.map(|yuan| yuan.to_string()).unwrap_or_default()]);
        line.extend([row.checked.to_string(), row.rules.to_string()]);
        line.extend([row.link.as_deref().unwrap_or_default(), &row.path].map(harmless));
        lines.push(line);
    }
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let lines: Vec<String> = lines.iter().map(|line| line.iter().map(quoted).collect::<Vec<_>>().join(",")).collect();
    format!("\u{feff}{}\r\n", lines.join("\r\n")).into_bytes()
}

/// Text that a spreadsheet program shows and does not compute.
fn harmless(text: &str) -> String {
    let shown: String = text.chars().filter(|c| *c != '\0').collect();
    if shown.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) { format!("'{shown}") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn one(id: &str, verdict: Verdict, counts: [usize; 4], exposure: i64) -> BatchRow {
        let mut families = [Slot::Unchecked; 8];
        if 0 < counts[2] {
            families[1] = Slot::Found(Grade::Strong);
        }
        BatchRow {
            id: id.into(),
            name: format!("{id}<b>"),
            buyer: Some("=HYPERLINK(\"x\")".into()),
            date: None,
            verdict,
            counts,
            families,
            strongest: Some(("WB101", Text::of("甲、乙电话相同", "A and B share a telephone"))),
            exposure: Some(Decimal::from(exposure)),
            checked: 5,
            rules: 20,
            link: Some("javascript:alert(1)#x.html".into()),
            path: "-folder".into(),
        }
    }

    #[test]
    fn evidence_comes_before_amounts() {
        let rows = [
            one("none", Verdict::None, [0; 4], 9_000),
            one("doubt", Verdict::Doubt, [0, 0, 1, 0], 8_000),
            one("small", Verdict::Priority, [1, 0, 1, 0], 10),
            one("large", Verdict::Priority, [1, 0, 1, 0], 20),
        ];
        let order: Vec<&str> = ranked(&rows).iter().map(|row| row.id.as_str()).collect();
        assert_eq!(order, ["large", "small", "doubt", "none"]);
    }

    #[test]
    fn a_spreadsheet_program_finds_no_formula() {
        let written = String::from_utf8(csv(&[one("@id", Verdict::Doubt, [0, 0, 1, 0], 7)], Lang::Zh)).expect("UTF-8");
        assert!(written.starts_with('\u{feff}'));
        let second = written.lines().nth(1).expect("a row");
        assert_eq!(
            second,
            "\"1\",\"'@id\",\"'@id<b>\",\"'=HYPERLINK(\"\"x\"\")\",\"\",\"存在可疑线索，证据不足，建议继续核查\",\"0\",\"0\",\"1\",\"0\",\"WB101\",\"甲、乙电话相同\",\"7\",\"5\",\"20\",\"javascript:alert(1)#x.html\",\"'-folder\""
        );
        for start in ["=", "+", "-", "@", "\t", "\r", "＝"] {
            assert!(harmless(&format!("{start}1")).starts_with('\''), "{start:?}");
        }
    }
}
