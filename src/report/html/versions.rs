//! 九、参数与版本: what the rules compare with, which program and rules said it, and by which law.

use super::{Page, table_head};
use crate::law::statutes::Article;
use crate::rules::{self, Parameter, RULES};
use crate::text;

/// The section.
pub(super) fn section(page: &Page<'_>) -> String {
    let mut parameters: Vec<(&Parameter, Vec<&str>)> = Vec::new();
    for rule in RULES {
        for one in rule.parameters {
            match parameters.iter_mut().find(|(known, _)| std::ptr::eq(*known, *one)) {
                Some((_, codes)) => codes.push(rule.code),
                None => parameters.push((one, vec![rule.code])),
            }
        }
    }
    let rows: String = parameters
        .iter()
        .map(|(one, codes)| {
            let codes = match codes.len() {
                0..=4 => codes.join(" "),
                n => page.tell(&text!("{} 等 {n} 条", "{} and others, {n} in all"; text::Text::same(codes[..3].join(" ")))),
            };
            format!("<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td><td class=\"code\">{codes}</td></tr>", page.tell(&one.means), one.value)
        })
        .collect();
    let head = table_head(&[
        page.say("参数", "Parameter"),
        page.say("#取值", "#Value"),
        page.say("规则", "Rules"),
    ]);
    format!(
        "{}<h3 class=\"h3s\">{}</h3><table class=\"tb stack\">{head}<tbody>{rows}</tbody></table>",
        versions(page),
        page.say("参数", "Parameters")
    )
}

fn versions(page: &Page<'_>) -> String {
    let mut articles: Vec<&Article> =
        RULES.iter().flat_map(|rule| rule.basis.iter().copied()).collect();
    articles.sort_by_key(|article| article.id);
    articles.dedup_by_key(|article| article.id);
    let (cited, unread) =
        (articles.len(), articles.iter().filter(|article| !article.verified).count());
    let days: Vec<String> = page
        .scope
        .iter()
        .filter_map(|at| page.view.review.packages[*at].case.law_date())
        .map(|day| day.to_string())
        .collect();
    let day = match (days.iter().min(), days.iter().max()) {
        (Some(first), Some(last)) if first == last => first.clone(),
        (Some(first), Some(last)) => format!("{first} {} {last}", page.say("至", "to")),
        _ => page.say("未知；按现行规定", "unknown; by the law in force").to_owned(),
    };
    let rules = RULES.len();
    let deemed = &page.view.review.settings.deemed;
    let deemed = if deemed.is_empty() {
        page.say("无", "none").to_owned()
    } else {
        super::escape(&deemed.join(" "))
    };
    let lines = [
        (page.say("程序", "Program"), format!("qingbiao {}", env!("CARGO_PKG_VERSION"))),
        (
            page.say("规则集", "Rules"),
            page.tell(
                &text!("{}，{rules} 条", "{}, {rules} rules"; text::Text::same(rules::VERSION)),
            ),
        ),
        (
            page.say("法条", "Articles"),
            page.tell(&text!(
                "引用 {cited} 条，其中 {unread} 条引文未核对原文",
                "{cited} cited, of which {unread} were not read in the original"
            )),
        ),
        (page.say("适用日期", "By the law of"), day),
        (page.say("提高等级的规则", "Rules raised"), deemed),
        (
            page.say("个人信息", "Personal data"),
            if page.view.options.unmask {
                page.say("全值显示", "shown in full").to_owned()
            } else {
                page.say("已脱敏；比对使用全值，〔〕内的比对码只在本报告内可比", "masked; full values were compared; the codes in 〔〕 hold within this report only").to_owned()
            },
        ),
        (
            page.say("可重复性", "Reproducible"),
            page.say("相同输入得到相同报告", "the same input gives the same report").to_owned(),
        ),
    ];
    let rows: String = lines
        .iter()
        .map(|(label, value)| format!("<tr><th scope=\"row\">{label}</th><td>{value}</td></tr>"))
        .collect();
    format!("<table class=\"tb thr ver7\"><tbody>{rows}</tbody></table>")
}
