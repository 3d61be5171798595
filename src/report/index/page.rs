//! The index as a page.

use std::collections::BTreeSet;

use super::{BatchRow, GRADES, Slot, Together, ranked};
use crate::error::{Level, Problem};
use crate::graph::Family;
use crate::report::FOOTER;
use crate::report::html::number::ten_thousands;
use crate::report::html::page::{document, escape};
use crate::review::Verdict;
use crate::rules::{Grade, VERSION};
use crate::text;
use crate::text::{Lang, Text};

/// One of two words, in the language of the page.
fn either(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A link to a file of ours. Relative, so that no name can be read as a scheme; `#`, `?` and `%` are part of names.
fn href(link: &str) -> String {
    let link = link.replace('\\', "/").replace('%', "%25").replace('#', "%23").replace('?', "%3F");
    escape(&if link.starts_with(['.', '/']) { link } else { format!("./{link}") })
}

/// The index as one HTML file.
pub fn html(rows: &[BatchRow], together: &[Together], failures: &[Problem], lang: Lang) -> String {
    let say = |zh, en| either(lang, zh, en);
    let ranked = ranked(rows);
    let n = rows.len();
    let title = text!("{n} 个采购项目", "{n} purchases").to(lang).to_owned();
    let of = |verdict: Verdict| rows.iter().filter(|row| row.verdict == verdict).count();
    let (priority, doubt, none) = (of(Verdict::Priority), of(Verdict::Doubt), of(Verdict::None));
    let summary = text!(
        "{priority} 个建议列为重点复核对象，{doubt} 个建议继续核查，{none} 个未发现足以支持明显异常判断的强信号。",
        "{priority} suggested for priority review, {doubt} for further checking, {none} without a strong signal."
    );
    let body: String = ranked.iter().enumerate().map(|(at, row)| line(at + 1, row, lang)).collect();
    let characters: String = Family::ALL.iter().map(|family| format!("<i>{}</i>", family.character())).collect();
    let ranking = format!(
        "<div class=\"bar only-js\"><input id=\"q\" type=\"search\" placeholder=\"{hint}\" aria-label=\"{hint}\"><span class=\"sp\"></span>\
         <span class=\"dim sm\" id=\"n\" aria-live=\"polite\"></span></div>\
         <table class=\"tb rk\" id=\"ranked\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th>\
         <th scope=\"col\" class=\"ev\">{characters}</th><th scope=\"col\">{}</th><th scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">{}</th></tr></thead><tbody>{body}</tbody></table>\
         <p class=\"src\">{}</p>",
        say("序", "No."),
        say("项目", "Purchase"),
        say("结论", "Verdict"),
        say("最强证据", "Strongest lead"),
        say("金额，万元", "CNY 10,000"),
        say("已检查", "Checked"),
        say(
            "按证据排序：先看结论，再看证据族数和等级，最后看金额；不使用综合评分。柱高：视为、违规、强线索、提示；斜线：该族未检查。",
            "Ranked by verdict, then families and grades of evidence, last the amount; there is no single score. Height: deemed, violation, strong, hint; slanted: not checked.",
        ),
        hint = say("筛选：项目、采购人、证据", "Filter: purchase, purchaser, lead"),
    );
    let section = |id: &str, number: &str, name: &str, content: String| {
        format!("<section id=\"{id}\"><h2><span class=\"no\">{number}</span>{name}</h2>{content}</section>")
    };
    let page = format!(
        "<a class=\"skip\" href=\"#main\">{}</a><div class=\"wide\"><main id=\"main\"><header><div class=\"kick\"><span>{}</span><span>{}</span></div>\
         <h1>{}</h1><p class=\"sumline\">{}</p></header>{}{}{}<footer><b>{}</b><span>qingbiao {}　{} {VERSION}</span></footer></main></div>",
        say("跳到正文", "Skip to the index"),
        say("清标　批量核查", "Qingbiao　Batch"),
        say("内部使用", "internal use"),
        escape(&title),
        escape(summary.to(lang)),
        section("tenders", say("一、", "1. "), say("项目", "Purchases"), ranking),
        section("together", say("二、", "2. "), say("经常一同投标", "Often bidding together"), meetings(together, lang)),
        section("failures", say("三、", "3. "), say("未能读取与存疑", "Not read, or in doubt"), problems(failures, lang)),
        FOOTER.to(lang),
        env!("CARGO_PKG_VERSION"),
        say("规则集", "rules"),
    );
    document(lang, &title, include_str!("style.css"), include_str!("script.js"), &page)
}

fn line(at: usize, row: &BatchRow, lang: Lang) -> String {
    // As in the report: nothing found has no colour.
    let strongest = GRADES.iter().zip(row.counts).find(|(_, n)| 0 < *n).map(|(grade, _)| *grade);
    let slug = match (row.verdict, strongest) {
        (Verdict::None, _) | (_, None) => "clear",
        (_, Some(grade)) => grade.slug(),
    };
    let verdict = match row.verdict {
        Verdict::Priority => Text::of("重点复核", "priority"),
        Verdict::Doubt => Text::of("继续核查", "check further"),
        Verdict::None => Text::of("未见强信号", "no strong signal"),
    };
    let name = match &row.link {
        Some(link) => format!("<a href=\"{}\">{}</a>", href(link), escape(&row.name)),
        None => escape(&row.name),
    };
    let below: Vec<&str> = [row.buyer.as_deref(), row.date.as_deref(), Some(row.id.as_str()).filter(|id| *id != row.name)].into_iter().flatten().collect();
    let lead = row.strongest.as_ref().map(|(code, says)| format!("{}<small class=\"code\">{code}</small>", escape(says.to(lang)))).unwrap_or_default();
    format!(
        "<tr><td class=\"dim\">{at}</td><th scope=\"row\">{name}<small>{}</small></th><td class=\"nw\"><span class=\"tag {slug}\"><svg class=\"sh\" aria-hidden=\"true\" focusable=\"false\"><use href=\"#s-{slug}\"/></svg>{}</span></td>\
         <td>{}</td><td>{lead}</td><td class=\"n\">{}</td><td class=\"n dim\">{}/{}</td></tr>",
        escape(&below.join("　")),
        verdict.to(lang),
        sparkbar(&row.families, lang),
        row.exposure.map(ten_thousands).unwrap_or_default(),
        row.checked,
        row.rules,
    )
}

/// Eight slots in the order of the families: height and colour are the grade, a hint is hollow, slanted is not checked.
fn sparkbar(families: &[Slot; 8], lang: Lang) -> String {
    let mut marks = String::new();
    let mut said: Vec<String> = Vec::new();
    for (at, (slot, family)) in families.iter().zip(Family::ALL).enumerate() {
        let x = at * 14 + 2;
        let name = family.name();
        let (height, colour) = match slot {
            Slot::Found(Grade::Deemed) => (22, "#961A1A"),
            Slot::Found(Grade::Violation) => (17, "#B9480B"),
            Slot::Found(Grade::Strong) => (12, "#8A6000"),
            Slot::Found(Grade::Hint) => {
                marks.push_str(&format!("<rect x=\"{x}.8\" y=\"19.3\" width=\"8.4\" height=\"5.2\" fill=\"#fff\" stroke=\"#3F6592\" stroke-width=\"1.6\"/>"));
                (0, "")
            }
            Slot::Unchecked => {
                marks.push_str(&format!("<path d=\"M{} 24 {} 18\" stroke=\"#9AA1A9\" stroke-width=\"1.2\"/>", x + 1, x + 9));
                said.push(format!("{} {}", name.to(lang), Text::of("未检查", "not checked").to(lang)));
                continue;
            }
            Slot::Clear => continue,
        };
        if let Slot::Found(grade) = slot {
            said.push(format!("{} {}", name.to(lang), grade.name().to(lang)));
        }
        if 0 < height {
            marks.push_str(&format!("<rect x=\"{x}\" y=\"{}.5\" width=\"10\" height=\"{height}\" fill=\"{colour}\"/>", 24 - height));
        }
    }
    let said = escape(&said.join(Text::of("，", ", ").to(lang)));
    format!("<svg class=\"sp8\" viewBox=\"0 0 112 26\" role=\"img\" aria-label=\"{said}\"><line x1=\"0\" y1=\"24.5\" x2=\"112\" y2=\"24.5\" stroke=\"#D5D9DE\"/>{marks}</svg>")
}

fn meetings(together: &[Together], lang: Lang) -> String {
    let say = |zh, en| either(lang, zh, en);
    if together.is_empty() {
        return format!("<p class=\"lead\">{}</p>", say("没有一同投标次数明显多于市场预期的企业，或者项目太少，无从检验。", "No firms met clearly more often than their market explains, or the tenders are too few to tell."));
    }
    let rows: String = together
        .iter()
        .map(|one| {
            let q = match one.q {
                Some(q) if q < 0.001 => "&lt; 0.001".to_owned(),
                Some(q) => format!("{q:.3}"),
                None => "—".to_owned(),
            };
            let distinct: BTreeSet<&str> = one.tenders.iter().map(String::as_str).collect();
            let listed: Vec<&str> = distinct.iter().copied().take(6).collect();
            let more = if listed.len() < distinct.len() { "…" } else { "" };
            format!(
                "<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td><td class=\"n\">{:.1}</td><td class=\"n\">{q}</td><td class=\"n\">{}</td><td class=\"loc\">{}{more}</td></tr>",
                escape(&one.members.join(say("、", ", "))),
                one.joint,
                one.expected,
                one.won.map(|won| format!("{won}/{}", one.joint)).unwrap_or_default(),
                escape(&listed.join(say("、", ", "))),
            )
        })
        .collect();
    format!(
        "<table class=\"tb\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">q</th><th scope=\"col\" class=\"n\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>{rows}</tbody></table>\
         <p class=\"src\">{}</p>",
        say("企业", "Firms"),
        say("共同投标", "Together"),
        say("期望", "Expected"),
        say("其中中标", "Won"),
        say("项目", "Purchases"),
        say(
            "期望与 q：同一市场内的超几何分布，Benjamini–Hochberg 校正。市场内供应商很少时本就常常相遇。",
            "Expectation and q: hypergeometric within a market, corrected after Benjamini–Hochberg. Where suppliers are few, they meet often anyway.",
        ),
    )
}

fn problems(failures: &[Problem], lang: Lang) -> String {
    if failures.is_empty() {
        return format!("<p class=\"lead\">{}</p>", Text::of("没有。", "None.").to(lang));
    }
    let rows: String = failures
        .iter()
        .map(|problem| {
            let level = match problem.level {
                Level::Error => Text::of("无法读取", "error"),
                Level::Warning => Text::of("存疑", "doubt"),
                Level::Note => Text::of("说明", "note"),
            };
            format!(
                "<tr><td class=\"nw\">{}</td><td class=\"loc\">{}</td><td>{}</td><td>{}</td></tr>",
                level.to(lang),
                problem.at.as_ref().map(|at| escape(&at.to_string())).unwrap_or_default(),
                escape(problem.says.to(lang)),
                problem.advice.as_ref().map(|advice| escape(advice.to(lang))).unwrap_or_default()
            )
        })
        .collect();
    format!("<table class=\"tb probs\"><tbody>{rows}</tbody></table>")
}

#[cfg(test)]
mod tests {
    use super::super::tests::one;
    use super::*;

    #[test]
    fn names_are_text_and_links_lead_to_files() {
        let met = Together { members: vec!["甲<i>".into(), "乙".into()], joint: 9, expected: 1.8, q: Some(0.000_1), won: Some(8), tenders: vec!["1".into()] };
        let failed = crate::error::missing("没有.xlsx");
        let page = html(&[one("a", Verdict::Priority, [1, 0, 1, 0], 7)], &[met], &[*failed], Lang::Zh);
        assert!(page.contains("href=\"./javascript:alert(1)%23x.html\"") && page.contains("a&lt;b&gt;") && page.contains("甲&lt;i&gt;"));
        assert!(page.contains("&lt; 0.001"));
        assert!(page.contains("文件或文件夹不存在") && page.contains("1 个建议列为重点复核对象"));
        for forbidden in ["http:", "https:", " src=", " style=", "{{"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
    }
}
