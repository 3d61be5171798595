//! The index of a batch: tenders ranked by evidence with links to their reviews, firms that often bid together, and what
//! could not be read. As one HTML file, and the ranking as CSV.
//!
//! The ranking itself is made in `batch`: by verdict and grades, then by amount; never by one score.

mod csv;

use super::FOOTER;
use super::html::number::ten_thousands;
use super::html::page::{document, escape};
use crate::batch::{Batch, Pair, Row};
use crate::error::{Level, Problem};
use crate::review::Verdict;
use crate::rules::{Grade, VERSION};
use crate::text;
use crate::text::{Lang, Text};
pub use csv::csv;

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

/// The index as one HTML file.
pub fn html(batch: &Batch, lang: Lang) -> String {
    let say = |zh, en| either(lang, zh, en);
    let n = batch.rows.len();
    let title = text!("{n} 个采购项目", "{n} purchases").to(lang).to_owned();
    let of = |verdict: Verdict| batch.rows.iter().filter(|row| row.verdict == verdict).count();
    let (priority, doubt, none) = (of(Verdict::Priority), of(Verdict::Doubt), of(Verdict::None));
    let summary = text!(
        "{priority} 个建议列为重点复核对象，{doubt} 个建议继续核查，{none} 个未发现足以支持明显异常判断的强信号。",
        "{priority} suggested for priority review, {doubt} for further checking, {none} without a strong signal."
    );
    let section = |id: &str, number: &str, name: &str, content: String| {
        format!(
            "<section id=\"{id}\" aria-labelledby=\"h-{id}\"><h2 id=\"h-{id}\"><span class=\"no\">{number}</span>{name}</h2>{content}</section>\n"
        )
    };
    let body = format!(
        "<a class=\"skip\" href=\"#main\">{}</a><div class=\"wide\"><main id=\"main\"><header><div class=\"kick\"><span>{}</span><span>{}</span></div>\
         <h1>{}</h1><p class=\"sumline\">{}</p></header>\n{}{}{}<footer><b>{}</b><span>qingbiao {}　{} {VERSION}</span></footer></main></div>",
        say("跳到正文", "Skip to the index"),
        say("清标　批量核查", "Qingbiao　Batch"),
        say("内部使用", "internal use"),
        escape(&title),
        escape(summary.to(lang)),
        section(
            "tenders",
            say("一、", "1. "),
            say("项目", "Purchases"),
            ranking(&batch.rows, lang)
        ),
        section(
            "together",
            say("二、", "2. "),
            say("经常一同投标", "Often bidding together"),
            together(batch, lang)
        ),
        section(
            "problems",
            say("三、", "3. "),
            say("未能读取与存疑", "Not read, or in doubt"),
            problems(&batch.problems, lang)
        ),
        FOOTER.to(lang),
        env!("CARGO_PKG_VERSION"),
        say("规则集", "rules"),
    );
    document(lang, &title, include_str!("index/style.css"), include_str!("index/script.js"), &body)
}

fn ranking(rows: &[Row], lang: Lang) -> String {
    let say = |zh, en| either(lang, zh, en);
    let body: String =
        rows.iter().take(LISTED).enumerate().map(|(at, row)| line(at + 1, row, lang)).collect();
    let more = match rows.len().checked_sub(LISTED) {
        Some(more @ 1..) => text!("另 {more} 个项目见 CSV。", "{more} more are in the CSV. "),
        _ => Text::of("", ""),
    };
    let hint = say("筛选：项目、采购人、证据", "Filter: purchase, purchaser, lead");
    format!(
        "<div class=\"bar only-js\"><input id=\"q\" type=\"search\" placeholder=\"{hint}\" aria-label=\"{hint}\"><span class=\"sp\"></span>\
         <span class=\"dim sm\" id=\"n\" aria-live=\"polite\"></span></div>\
         <table class=\"tb rk\" id=\"ranked\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th>\
         <th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">{}</th>\
         <th scope=\"col\" class=\"n\">{}</th></tr></thead><tbody>{body}</tbody></table><p class=\"src\">{}{}</p>",
        say("序", "No."),
        say("项目", "Purchase"),
        say("结论", "Verdict"),
        say("线索", "Leads"),
        say("最强证据", "Strongest lead"),
        say("金额，万元", "CNY 10,000"),
        say("投标人", "Bidders"),
        say("已检查", "Checked"),
        more.to(lang),
        say(
            "按证据排序：先看结论，再看各等级线索数，最后看金额；不使用综合评分。未检查不等于未发现。",
            "Ranked by verdict, then by leads of each grade, last by amount; there is no single score. Not checked is not the same as not found.",
        ),
    )
}

fn line(at: usize, row: &Row, lang: Lang) -> String {
    // As in the report: nothing found has no colour.
    let strongest = GRADES.into_iter().find(|grade| 0 < count(row, *grade));
    let (slug, verdict) = match (row.verdict, strongest) {
        (Verdict::None, None) if row.checked.0 == 0 => {
            ("unchecked", either(lang, "未检查", "not checked"))
        }
        (Verdict::None, _) | (_, None) => ("clear", either(lang, "未见强信号", "no strong signal")),
        (Verdict::Doubt, Some(grade)) => (grade.slug(), either(lang, "继续核查", "check further")),
        (Verdict::Priority, Some(grade)) => (grade.slug(), either(lang, "重点复核", "priority")),
    };
    let name = if row.link.is_empty() {
        escape(&row.name)
    } else {
        format!("<a href=\"{}\">{}</a>", href(&row.link), escape(&row.name))
    };
    let below: Vec<&str> = [row.buyer.as_str(), row.id.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty() && *text != row.name)
        .collect();
    let counts: String = GRADES
        .into_iter()
        .filter(|grade| 0 < count(row, *grade))
        .map(|grade| {
            let name = grade.name();
            format!(
                "<span class=\"ct\" title=\"{}\">{}{}</span>",
                name.to(lang),
                shape(grade.slug()),
                count(row, grade)
            )
        })
        .collect();
    format!(
        "<tr><td class=\"dim\">{at}</td><th scope=\"row\">{name}<small>{}</small></th><td class=\"nw\"><span class=\"tag {slug}\">{}{verdict}</span></td>\
         <td class=\"nw\">{counts}</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n dim\">{}/{}</td></tr>",
        escape(&below.join("　")),
        shape(slug),
        row.strongest.as_ref().map(|says| escape(says.to(lang))).unwrap_or_default(),
        row.amount.map(ten_thousands).unwrap_or_default(),
        row.bidders,
        row.checked.0,
        row.checked.1,
    )
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

fn problems(all: &[Problem], lang: Lang) -> String {
    if all.is_empty() {
        return format!("<p class=\"lead\">{}</p>", either(lang, "没有。", "None."));
    }
    let mut sorted: Vec<&Problem> = all.iter().collect();
    sorted.sort_by_key(|problem| problem.level);
    let rows: String = sorted
        .iter()
        .take(LISTED_PROBLEMS)
        .map(|problem| {
            let level = match problem.level {
                Level::Error => either(lang, "无法读取", "error"),
                Level::Warning => either(lang, "存疑", "doubt"),
                Level::Note => either(lang, "说明", "note"),
            };
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
        "<table class=\"tb stack probs\"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}"
    )
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

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
        let page = html(&batch(), Lang::Zh);
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
        (row.verdict, row.counts, row.checked) = (Verdict::None, [0; 4], (0, 20));
        assert!(html(&batch, Lang::Zh).contains("#s-unchecked\"/></svg>未检查"));
        batch.rows[0].checked.0 = 1;
        assert!(!html(&batch, Lang::Zh).contains("</svg>未检查"));
    }

    #[test]
    fn an_empty_batch_says_so() {
        let page = html(&Batch::default(), Lang::En);
        assert!(
            page.contains("0 purchases") && page.contains("No firms met") && page.contains("None.")
        );
        assert_eq!(csv(&Batch::default(), Lang::En).lines().count(), 1);
    }
}
