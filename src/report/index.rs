//! The index of a batch: tenders ranked by evidence with links to their reviews, firms that often bid together, purchasers,
//! and what the data allowed. As one HTML file, and each table as CSV.
//!
//! The ranking itself is made in `batch`: by verdict and grades, then by amount; never by one score.

mod csv;
mod parts;
mod ranking;
mod since;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::FOOTER;
use super::html::number::ten_thousands;
use super::html::page::{document, escape};
use crate::batch::{Batch, Pair, Row};
use crate::error::{Level, Problem};
use crate::review::Verdict;
use crate::rules::{Grade, VERSION};
use crate::text;
use crate::text::Lang;
pub use csv::{csv, tables};
use ranking::ranking;
pub use since::Since;

/// Tenders that the page lists; all of them are in the CSV.
const LISTED: usize = 2_000;
/// Problems that the page lists; each review has its own.
const LISTED_PROBLEMS: usize = 300;
/// Grades, strongest first; a row counts them weakest first.
const GRADES: [Grade; 4] = [Grade::Deemed, Grade::Violation, Grade::Strong, Grade::Hint];

/// One of two words, in the language of the page.
fn either(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

fn count(row: &Row, grade: Grade) -> usize {
    row.counts[grade as usize]
}

/// A link to a file of ours. Relative, so that no name can be read as a scheme; `#`, `?` and `%` are part of names.
fn href(link: &str) -> String {
    let link = link.replace('\\', "/").replace('%', "%25").replace('#', "%23").replace('?', "%3F");
    escape(&if link.starts_with(['.', '/']) { link } else { format!("./{link}") })
}

/// The index as one HTML file, with what changed since an earlier run where that is known.
pub fn html(batch: &Batch, since: Option<&Since>, lang: Lang) -> String {
    let say = |zh, en| either(lang, zh, en);
    let n = batch.rows.len();
    let title = text!("{n} 个采购项目", "{n} purchases").to(lang).to_owned();
    let of = |verdict: Verdict| batch.rows.iter().filter(|row| row.verdict == verdict).count();
    let (priority, doubt, none) = (of(Verdict::Priority), of(Verdict::Doubt), of(Verdict::None));
    let unchecked = of(Verdict::Unchecked);
    let summary = text!(
        "{priority} 个建议列为重点复核对象，{doubt} 个建议继续核查，{none} 个未发现足以支持明显异常判断的强信号，{unchecked} 个缺少数据、没有一条规则能够检查。",
        "{priority} suggested for priority review, {doubt} for further checking, {none} without a strong signal, {unchecked} without a rule that could be checked."
    );
    let mut sections: Vec<(&str, &str, usize, &str, String)> = vec![
        ("tenders", say("项目", "Purchases"), n, "index.csv", ranking(&batch.rows, lang)),
        (
            "together",
            say("经常一同投标", "Often bidding together"),
            batch.pairs.len(),
            "pairs.csv",
            together(batch, lang),
        ),
        (
            "purchasers",
            say("采购人", "Purchasers"),
            parts::purchasers(&batch.rows).len(),
            "purchasers.csv",
            parts::purchasers_table(&batch.rows, lang),
        ),
        (
            "problems",
            say("数据质量", "Quality of the data"),
            batch.problems.len(),
            "problems.csv",
            parts::coverage(&batch.rows, lang) + &problems(&batch.problems, lang),
        ),
    ];
    sections.extend(since.map(|since| {
        let name = say("与上次相比", "Since the earlier run");
        let (count, content) = (since.count(batch, lang), since.section(batch, lang));
        ("changes", name, count, "changes.csv", content)
    }));
    let tabs: String = sections
        .iter()
        .map(|(id, name, count, ..)| format!("<a href=\"#{id}\">{name} <span>{count}</span></a>"))
        .collect();
    let content: String = sections
        .iter()
        .enumerate()
        .map(|(at, (id, name, _, file, content))| {
            let number = match lang {
                Lang::Zh => format!("{}、", ["一", "二", "三", "四", "五"][at]),
                Lang::En => format!("{}. ", at + 1),
            };
            format!(
                "<section id=\"{id}\" aria-labelledby=\"h-{id}\"><h2 id=\"h-{id}\"><span class=\"no\">{number}</span>{name}</h2>{content}\
                 <p class=\"src\"><a href=\"./{file}\">{}</a></p></section>\n",
                text!("表格：{file}", "Table: {file}").to(lang)
            )
        })
        .collect();
    let body = format!(
        "{}<a class=\"skip\" href=\"#main\">{}</a><div class=\"wide\"><main id=\"main\"><header><div class=\"kick\"><span>{}</span><span>{}</span></div>\
         <h1>{}</h1><p class=\"sumline\">{}</p>{}</header>\n<nav class=\"tabs\" aria-label=\"{}\">{tabs}</nav>{content}\
         <footer><b>{}</b><span>qingbiao {}　{} {VERSION}</span></footer></main></div>",
        parts::MARKS,
        say("跳到正文", "Skip to the index"),
        say("清标　批量核查", "Qingbiao　Batch"),
        say("内部使用", "internal use"),
        escape(&title),
        escape(summary.to(lang)),
        facts(batch, lang),
        say("目录", "Contents"),
        FOOTER.to(lang),
        env!("CARGO_PKG_VERSION"),
        say("规则集", "rules"),
    );
    document(lang, &title, include_str!("index/style.css"), include_str!("index/script.js"), &body)
}

/// The batch in a few numbers.
fn facts(batch: &Batch, lang: Lang) -> String {
    let rows = &batch.rows;
    let buyers: BTreeSet<&str> =
        rows.iter().map(|row| row.buyer.as_str()).filter(|name| !name.is_empty()).collect();
    let sources: BTreeSet<&str> = rows.iter().map(|row| row.source.as_str()).collect();
    let amount: Decimal = rows.iter().filter_map(|row| row.amount).sum();
    let leads: usize = rows.iter().flat_map(|row| row.counts).sum();
    let cells: String = [
        (either(lang, "材料", "Sets of files"), sources.len().to_string()),
        (either(lang, "采购人", "Purchasers"), buyers.len().to_string()),
        (either(lang, "线索", "Leads"), leads.to_string()),
        (either(lang, "涉及金额合计，万元", "Amount in all, CNY 10,000"), ten_thousands(amount)),
    ]
    .iter()
    .map(|(label, value)| format!("<div><dt>{label}</dt><dd>{value}</dd></div>"))
    .collect();
    format!("<dl class=\"facts1\">{cells}</dl>")
}

/// The head of a table; columns that begin with `#` hold numbers.
fn heads(columns: &[&str]) -> String {
    let cells: String = columns
        .iter()
        .map(|column| match column.strip_prefix('#') {
            Some(column) => format!("<th scope=\"col\" class=\"n\">{column}</th>"),
            None => format!("<th scope=\"col\">{column}</th>"),
        })
        .collect();
    format!("<thead><tr>{cells}</tr></thead>")
}

fn shape(slug: &str) -> String {
    format!(
        "<svg class=\"sh\" aria-hidden=\"true\" focusable=\"false\"><use href=\"#s-{slug}\"/></svg>"
    )
}

fn together(batch: &Batch, lang: Lang) -> String {
    let say = |zh, en| either(lang, zh, en);
    if batch.pairs.is_empty() {
        let none = say(
            "没有一同投标次数明显多于市场预期的企业，或者项目太少，无从检验。",
            "No firms met clearly more often than their market explains, or the tenders are too few to tell.",
        );
        return format!("<p class=\"lead\">{none}</p>");
    }
    let comma = say("、", ", ");
    let groups: String = batch
        .groups
        .iter()
        .filter(|group| 2 < group.len())
        .map(|group| {
            let n = group.len();
            let members: Vec<String> = group.iter().map(|name| escape(name)).collect();
            format!(
                "<li><b>{}</b>{}</li>",
                text!("{n} 家", "{n} firms").to(lang),
                members.join(comma)
            )
        })
        .collect();
    let groups = if groups.is_empty() {
        String::new()
    } else {
        format!(
            "<h3 class=\"h3s\">{}</h3><ul class=\"mxk\">{groups}</ul>",
            say("由这些关系相连的企业", "Firms joined by such pairs")
        )
    };
    let rows: String = batch.pairs.iter().map(pair).collect();
    format!(
        "<table class=\"tb\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">{}</th>\
         <th scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">Jaccard</th><th scope=\"col\" class=\"n\">q</th></tr></thead><tbody>{rows}</tbody></table>\
         <p class=\"src\">{}</p>{groups}",
        say("企业", "Firms"),
        say("各自投标", "Tenders of each"),
        say("共同投标", "Together"),
        say("期望", "Expected"),
        say(
            "期望与 q：同一市场内的超几何分布，Benjamini–Hochberg 校正。市场内供应商很少时本就常常相遇，不能单独说明问题。",
            "Expectation and q: hypergeometric within a market, corrected after Benjamini–Hochberg. Where suppliers are few they meet often anyway.",
        ),
    )
}

fn pair(pair: &Pair) -> String {
    let q = if pair.q < 0.001 { "&lt; 0.001".to_owned() } else { format!("{:.3}", pair.q) };
    let (a, b, joint) = pair.tenders;
    format!(
        "<tr><th scope=\"row\">{} × {}</th><td class=\"n\">{a} / {b}</td><td class=\"n\">{joint}</td><td class=\"n\">{:.1}</td>\
         <td class=\"n\">{:.2}</td><td class=\"n\">{q}</td></tr>",
        escape(&pair.a),
        escape(&pair.b),
        pair.expected,
        pair.jaccard,
    )
}

/// How grave a problem is, in a word.
fn level(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Error => either(lang, "无法读取", "error"),
        Level::Warning => either(lang, "存疑", "doubt"),
        Level::Note => either(lang, "说明", "note"),
    }
}

fn problems(all: &[Problem], lang: Lang) -> String {
    let of = |level: Level| all.iter().filter(|problem| problem.level == level).count();
    let (errors, doubts, notes) = (of(Level::Error), of(Level::Warning), of(Level::Note));
    let title = text!(
        "无法读取 {errors} 处，存疑 {doubts} 处，说明 {notes} 处，均未自动改动",
        "{errors} not read, {doubts} in doubt, {notes} remarks; nothing was changed"
    );
    let title = format!("<p class=\"figt\">{}</p>", title.to(lang));
    if all.is_empty() {
        return format!("{title}<p class=\"lead\">{}</p>", either(lang, "没有。", "None."));
    }
    let mut sorted: Vec<&Problem> = all.iter().collect();
    sorted.sort_by_key(|problem| problem.level);
    let rows: String = sorted
        .iter()
        .take(LISTED_PROBLEMS)
        .map(|problem| {
            let level = level(problem.level, lang);
            format!(
                "<tr><td class=\"nw\">{level}</td><td class=\"loc\">{}</td><td>{}</td><td>{}</td></tr>",
                problem.at.as_ref().map(|at| escape(&at.to_string())).unwrap_or_default(),
                escape(problem.says.to(lang)),
                problem.advice.as_ref().map(|advice| escape(advice.to(lang))).unwrap_or_default()
            )
        })
        .collect();
    let more = match all.len().checked_sub(LISTED_PROBLEMS) {
        Some(more @ 1..) => {
            let says = text!("另 {more} 条见各项目的报告", "{more} more stand in the reviews");
            format!("<p class=\"src\">{}</p>", says.to(lang))
        }
        _ => String::new(),
    };
    let heads: String =
        [("程度", "Level"), ("位置", "Where"), ("问题", "Problem"), ("建议", "Advice")]
            .iter()
            .map(|(zh, en)| format!("<th scope=\"col\">{}</th>", either(lang, zh, en)))
            .collect();
    format!(
        "{title}<table class=\"tb stack probs\"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}"
    )
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::batch::Seen;
    use crate::text::Text;

    pub(super) fn batch() -> Batch {
        let row = Row {
            id: "@id".into(),
            name: "项目<b>".into(),
            buyer: "=HYPERLINK(\"x\")".into(),
            verdict: Verdict::Priority,
            counts: [2, 1, 0, 1],
            strongest: Some(Text::of("甲、乙电话相同", "A and B share a telephone")),
            amount: Some(Decimal::from(12_486_000)),
            bidders: 7,
            checked: (15, 20),
            families: [Seen::Clear; 8],
            link: "javascript:alert(1)#x.html".into(),
            source: "-folder".into(),
        };
        let pair = Pair {
            a: "甲<i>".into(),
            b: "乙".into(),
            tenders: (9, 8, 7),
            expected: 1.8,
            jaccard: 0.7,
            q: 0.000_1,
        };
        Batch {
            rows: vec![row],
            pairs: vec![pair],
            problems: vec![*crate::error::missing("没有.xlsx")],
            ..Batch::default()
        }
    }

    #[test]
    fn names_are_text_and_links_lead_to_files() {
        let page = html(&batch(), None, Lang::Zh);
        assert!(page.contains("href=\"./javascript:alert(1)%23x.html\""));
        assert!(
            page.contains("项目&lt;b&gt;")
                && page.contains("甲&lt;i&gt; × 乙")
                && page.contains("&lt; 0.001")
        );
        assert!(
            page.contains("文件或文件夹不存在")
                && page.contains("1 个建议列为重点复核对象")
                && page.contains("1,248.60")
        );
        for forbidden in ["<b>\"", "<i>", "http:", "https:", " src=", " style=", "{{"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    fn not_checked_never_looks_like_clear() {
        let mut batch = batch();
        let row = &mut batch.rows[0];
        (row.verdict, row.counts, row.checked) = (Verdict::Unchecked, [0; 4], (0, 20));
        assert!(html(&batch, None, Lang::Zh).contains("#s-unchecked\"/></svg>未检查"));
        assert!(html(&batch, None, Lang::Zh).contains("1 个缺少数据"));
        batch.rows[0].verdict = Verdict::None;
        assert!(!html(&batch, None, Lang::Zh).contains("</svg>未检查"));
    }

    #[test]
    fn an_empty_batch_says_so() {
        let page = html(&Batch::default(), None, Lang::En);
        assert!(
            page.contains("0 purchases") && page.contains("No firms met") && page.contains("None.")
        );
        assert_eq!(csv(&Batch::default(), Lang::En).lines().count(), 1);
    }
}
