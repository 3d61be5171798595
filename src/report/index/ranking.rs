//! The table of purchases, ranked by evidence: a line each, with its verdict, its leads by grade and family, and a link.

use super::{GRADES, LISTED, count, either, heads, href, parts, shape};
use crate::batch::Row;
use crate::graph::Family;
use crate::report::html::number::ten_thousands;
use crate::report::html::page::{brief, escape};
use crate::review::Verdict;
use crate::text;
use crate::text::{Lang, Text};

/// The table with its filters.
pub(super) fn ranking(rows: &[Row], lang: Lang) -> String {
    let say = |zh, en| either(lang, zh, en);
    let body: String =
        rows.iter().take(LISTED).enumerate().map(|(at, row)| line(at + 1, row, lang)).collect();
    let more = match rows.len().checked_sub(LISTED) {
        Some(more @ 1..) => text!("另 {more} 个项目见 CSV。", "{more} more are in the CSV. "),
        _ => Text::of("", ""),
    };
    let hint = say("筛选：项目、采购人、证据", "Filter: purchase, purchaser, lead");
    let chips: String = [
        ("priority", say("重点复核", "priority")),
        ("doubt", say("继续核查", "check further")),
        ("none", say("未见强信号", "no strong signal")),
        ("unchecked", say("未检查", "not checked")),
    ]
    .iter()
    .filter_map(|(slug, name)| {
        let n = rows.iter().filter(|row| row.verdict.slug() == *slug).count();
        (0 < n).then(|| {
            format!("<button class=\"chip\" type=\"button\" data-is=\"{slug}\" aria-pressed=\"false\">{name}　{n}</button>")
        })
    })
    .collect();
    let characters: String = Family::ALL
        .iter()
        .map(|family| {
            let (name, character) = (family.name(), family.character());
            format!("<abbr title=\"{}\">{}</abbr>", name.to(lang), character.to(lang))
        })
        .collect();
    let head = heads(&[
        say("序", "No."),
        say("项目", "Purchase"),
        say("结论", "Verdict"),
        say("线索", "Leads"),
        &format!("<span class=\"eight\">{characters}</span>"),
        say("最强证据", "Strongest lead"),
        say("#金额，万元", "#CNY 10,000"),
        say("#投标人", "#Bidders"),
        say("#已检查", "#Checked"),
    ]);
    format!(
        "<div class=\"bar only-js\"><input id=\"q\" type=\"search\" placeholder=\"{hint}\" aria-label=\"{hint}\">{chips}<span class=\"sp\"></span>\
         <span class=\"dim sm\" id=\"n\" role=\"status\" data-word=\"{}\"></span></div>\
         <table class=\"tb rk\" id=\"ranked\">{head}<tbody>{body}</tbody></table><p class=\"src\">{}{}</p>",
        say("显示", "Shown"),
        more.to(lang),
        say(
            "按证据排序：先看结论，再看各等级线索数，最后看金额；不使用综合评分。八格依次为各证据族，高度与颜色为等级，斜线为未检查，空白为已检查、未触发。未检查不等于未发现。",
            "Ranked by verdict, then by leads of each grade, last by amount; there is no single score. The eight slots are the families of evidence: height and colour are the grade, a slanted stroke was not checked, nothing means checked without a finding. Not checked is not the same as not found.",
        ),
    )
}

fn line(at: usize, row: &Row, lang: Lang) -> String {
    // As in the report: nothing found has no colour.
    let strongest = GRADES.into_iter().find(|grade| 0 < count(row, *grade));
    let (slug, verdict) = match (row.verdict, strongest) {
        (Verdict::Unchecked, _) => ("unchecked", either(lang, "未检查", "not checked")),
        (Verdict::None, _) | (_, None) => ("clear", either(lang, "未见强信号", "no strong signal")),
        (Verdict::Doubt, Some(grade)) => (grade.slug(), either(lang, "继续核查", "check further")),
        (Verdict::Priority, Some(grade)) => (grade.slug(), either(lang, "重点复核", "priority")),
    };
    let name = if row.link.is_empty() {
        brief(&row.name)
    } else {
        format!("<a href=\"{}\">{}</a>", href(&row.link), brief(&row.name))
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
        "<tr data-v=\"{}\"><td class=\"dim\">{at}</td><th scope=\"row\">{name}<small>{}</small></th><td class=\"nw\"><span class=\"tag {slug}\">{}{verdict}</span></td>\
         <td class=\"nw\">{counts}</td><td>{}</td><td>{}</td><td class=\"n\" data-l=\"{}\">{}</td><td class=\"n\" data-l=\"{}\">{}</td><td class=\"n dim\" data-l=\"{}\">{}/{}</td></tr>",
        row.verdict.slug(),
        brief(&below.join("　")),
        shape(slug),
        parts::families(row, lang),
        row.strongest.as_ref().map(|says| escape(says.to(lang))).unwrap_or_default(),
        either(lang, "万元", "CNY 10,000"),
        row.amount.map(ten_thousands).unwrap_or_default(),
        either(lang, "投标人", "bidders"),
        row.bidders,
        either(lang, "已检查", "checked"),
        row.checked.0,
        row.checked.1,
    )
}
