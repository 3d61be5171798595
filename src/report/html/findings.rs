//! 一、疑点清单: a row for each finding, opening to a card that always has the same parts in the same order.

use std::collections::{BTreeMap, BTreeSet};

use super::draw::cut;
use super::number::amount;
use super::{Page, nothing, source_rows};
use crate::graph::Family;
use crate::record::Field;
use crate::resolve::BidderId;
use crate::review::Found;
use crate::rules::{Evidence, Grade, Subject};
use crate::source::CellRef;
use crate::text;
use crate::text::Text;

/// Findings of one rule whose cards repeat in full what the rule says; further ones point at the first.
const IN_FULL: usize = 3;
/// Findings with a card; nobody reads further ones on a page, and browsers choke on them.
const MOST_CARDS: usize = 1_000;
/// Bytes of evidence on the page; further cards list its first lines and count the rest.
const EVIDENCE: usize = 300 << 10;
/// Lines of evidence of these.
const FIRST_LINES: usize = 8;
/// Bidders to choose from; others are found by their names.
const OPTIONS: usize = 500;
/// Width of a bidder's name to choose.
const OPTION: f64 = 200.0;
/// Lines of evidence that stand in two columns.
const TWO_COLUMNS: usize = 12;
/// Bytes of a part of a card that may need more than half a page of paper.
const LONG: usize = 4_000;

/// The section.
pub(super) fn section(page: &Page<'_>) -> String {
    let findings = &page.view.review.findings;
    let n = findings.len();
    if n == 0 {
        return nothing(&format!(
            "{}{}{}{}",
            page.tell(&page.view.review.verdict().without_findings()),
            page.say("未检查的规则见", " For those not checked see "),
            page.section("unchecked"),
            page.say("。", ".")
        ));
    }
    let lead = page.tell(&text!(
        "共 {n} 条，按等级排列。先列事实与出处，意见另行填写；每条均附可能的正当解释。",
        "{n} leads, strongest first. Facts with their cells first, opinions apart; each with what may explain it innocently."
    ));
    let mut seen: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut list = String::new();
    for (at, found) in findings.iter().enumerate().take(MOST_CARDS) {
        let before = seen.entry(found.rule.code).or_default();
        let first = before.first().copied().filter(|_| IN_FULL <= before.len());
        before.push(at + 1);
        list.push_str(&one(page, at + 1, found, first));
    }
    if MOST_CARDS < n {
        let more = n - MOST_CARDS;
        list.push_str(&format!(
            "<p class=\"lead\">{}</p>",
            page.tell(&text!(
                "另有 {more} 条较弱的线索未在本页列出；全部线索见 JSON 或文本格式（--format json、--format text），逐个项目的页面用 batch 生成。",
                "{more} weaker leads are not on this page; all of them are in the JSON and text formats (--format json, --format text), and batch writes a page for each tender."
            ))
        ));
    }
    format!(
        "<p class=\"lead\">{lead}</p>{}<div class=\"flist\" id=\"list\">{list}</div><p class=\"lead none\" id=\"none\" hidden>{}</p>",
        filters(page),
        page.say("没有符合筛选条件的线索。", "No lead fits the filters."),
    )
}

/// What narrows the list: grade, family, bidder, any word; and how it is ordered. Paper always has all of it.
fn filters(page: &Page<'_>) -> String {
    let findings = &page.view.review.findings;
    let grades: String = [Grade::Deemed, Grade::Violation, Grade::Strong, Grade::Hint]
        .iter()
        .map(|grade| {
            let n = findings.iter().filter(|found| found.finding.grade == *grade).count();
            let name = page.tell(&grade.name());
            let slug = grade.slug();
            format!("<button class=\"chip\" type=\"button\" data-by=\"grade\" data-is=\"{slug}\" aria-pressed=\"false\">{}{name}　{n}</button>", super::shape(slug))
        })
        .collect();
    let families: String = Family::ALL
        .iter()
        .filter_map(|family| {
            let n = findings.iter().filter(|found| found.rule.family == *family).count();
            let (slug, name) = (family.slug(), page.tell(&family.name()));
            (0 < n).then(|| format!("<button class=\"chip\" type=\"button\" data-by=\"family\" data-is=\"{slug}\" data-name=\"{name}\" aria-pressed=\"false\">{}{name}　{n}</button>", page.family(*family)))
        })
        .collect();
    let named: BTreeSet<BidderId> =
        findings.iter().flat_map(|found| found.finding.bidders()).collect();
    let options: String = named
        .iter()
        .take(OPTIONS)
        .map(|id| format!("<option value=\"{id}\">{}</option>", cut(&page.bidder(*id), OPTION)))
        .collect();
    let option = |value: &str, word: &str| format!("<option value=\"{value}\">{word}</option>");
    format!(
        "<div class=\"bar only-js\" role=\"group\" aria-label=\"{}\">{grades}</div><div class=\"bar only-js\" role=\"group\" aria-label=\"{}\">{families}</div>\
         <div class=\"bar only-js tight\"><label>{}<select id=\"who\"><option value=\"\">{}</option>{options}</select></label>\
         <label>{}<input id=\"words\" type=\"search\" autocomplete=\"off\"></label><label>{}<select id=\"order\">{}{}</select></label><span class=\"sp\"></span>\
         <span class=\"dim sm\" id=\"shown\" role=\"status\" data-word=\"{}\"></span>\
         <button class=\"chip\" type=\"button\" id=\"reset\" hidden>{}</button>\
         <button class=\"chip\" type=\"button\" id=\"all\" data-open=\"{}\" data-close=\"{}\">{}</button></div>",
        page.say("按等级筛选", "Filter by grade"),
        page.say("按证据族筛选", "Filter by family"),
        page.say("投标人", "Bidder"),
        page.say("全部", "all"),
        page.say("文字", "Words"),
        page.say("排列", "Order"),
        option("grade", page.say("按等级", "by grade")),
        option("family", page.say("按证据族", "by family")),
        page.say("显示", "Shown"),
        page.say("清除筛选", "Clear"),
        page.say("全部展开", "Open all"),
        page.say("全部收起", "Close all"),
        page.say("全部展开", "Open all"),
    )
}

/// Lines to sign on paper.
pub(super) fn signatures(page: &Page<'_>) -> String {
    format!(
        "<div class=\"sign\"><span>{}</span><span>{}</span><span>{}</span></div>",
        page.say("核查人：", "Checked by:"),
        page.say("复核人：", "Reviewed by:"),
        page.say("日期：", "Date:")
    )
}

fn one(page: &Page<'_>, at: usize, found: &Found, first: Option<usize>) -> String {
    let (rule, finding) = (found.rule, &found.finding);
    let ids: Vec<String> = finding.bidders().map(|id| id.to_string()).collect();
    let sum = finding.exposure.map(|yuan| {
        format!(
            "<span class=\"amt\"><b>{}</b><span class=\"dim sm\">{}</span></span>",
            amount(yuan),
            page.say("元", "CNY")
        )
    });
    let package = match found.package {
        Some(package) if page.has_several() || !page.in_scope(package) => {
            format!("<i></i>{}", page.packages(found))
        }
        _ => String::new(),
    };
    format!(
        "<article class=\"f\" id=\"f{at}\" data-grade=\"{slug}\" data-family=\"{kin}\" data-rule=\"{code}\" data-subjects=\"{}\"><h3 class=\"fh\">\
         <button class=\"fb\" type=\"button\" aria-expanded=\"true\" aria-controls=\"b{at}\"><span>{grade}</span><span class=\"code\">{code}</span>\
         <span class=\"c3\"><span class=\"says\">{says}</span><span class=\"sub\">{family}{name}<i></i>{subjects}{package}<i></i><span class=\"nw\">{number}</span></span></span>\
         <span class=\"c4\">{sum}</span><span class=\"c5\" aria-hidden=\"true\"></span></button></h3><div class=\"fbody\" id=\"b{at}\">{card}</div></article>\n",
        ids.join(" "),
        slug = finding.grade.slug(),
        code = rule.code,
        grade = page.grade(finding.grade),
        says = page.tell(&finding.says),
        kin = rule.family.slug(),
        family = page.family(rule.family),
        name = page.tell(&rule.name),
        subjects = subjects(page, &finding.subjects),
        number = page.tell(&text!("第 {at} 条", "no. {at}")),
        sum = sum.unwrap_or_default(),
        card = card(page, at, found, first),
    )
}

fn subjects(page: &Page<'_>, subjects: &[Subject]) -> String {
    let names: Vec<String> = subjects
        .iter()
        .map(|subject| match subject {
            Subject::Bidder(id) => page.bidder(*id),
            Subject::Buyer(name) | Subject::Agency(name) | Subject::Tender(name) => {
                super::brief(name)
            }
            Subject::Expert(name) => page.privacy.masked(Some(Field::ExpertName), name),
        })
        .collect();
    let comma = page.say("、", ", ");
    match names.len() {
        0..=8 => names.join(comma),
        n => format!(
            "{} {}",
            names[..8].join(comma),
            page.tell(&text!("等 {n} 个", "and others, {n} in all"))
        ),
    }
}

fn card(page: &Page<'_>, at: usize, found: &Found, first: Option<usize>) -> String {
    let (rule, finding) = (found.rule, &found.finding);
    let block = |title: &str, content: String| {
        // What may be longer than a page of paper is allowed to break.
        let long = if LONG < content.len() { " long" } else { "" };
        format!("<div class=\"blk{long}\"><h4>{title}</h4><div>{content}</div></div>")
    };
    let same = |content: &dyn Fn() -> String| match first {
        Some(first) => {
            let says = page.tell(&text!("与第 {first} 条相同", "the same as no. {first}"));
            format!("<p class=\"one\"><a href=\"#f{first}\">{says}</a></p>")
        }
        None => content(),
    };
    let cells: Vec<CellRef> = finding.evidence().iter().map(|evidence| evidence.at).collect();
    let sum = finding.exposure.map_or_else(
        || page.say("本条不计金额", "no amount for this one").to_owned(),
        |yuan| {
            let yuan = amount(yuan);
            page.tell(&text!("{yuan} 元", "CNY {yuan}"))
        },
    );
    [
        block(page.say("触发事实", "Facts"), evidence(page, finding.evidence())),
        block(page.say("源行副本", "Source rows"), source_rows::figures(page, &cells)),
        block(page.say("阈值与参数", "Thresholds"), thresholds(page, found, first)),
        block(page.say("法律依据", "In law"), same(&|| law(page, found))),
        block(
            page.say("可能的正当解释", "Innocent explanations"),
            same(&|| list(page, rule.innocent, "")),
        ),
        block(
            page.say("建议调取的证据", "Evidence to ask for"),
            same(&|| list(page, rule.next, " box")),
        ),
        format!(
            "<div class=\"keep\">{}{}</div>",
            block(page.say("涉及金额", "Amount"), format!("<p class=\"one\">{sum}</p>")),
            opinion(page, at, rule.code)
        ),
    ]
    .concat()
}

/// One line for each field and value: what the cells say, whose they are, where they are.
fn evidence(page: &Page<'_>, evidence: &[Evidence]) -> String {
    type Group<'e> = (Option<Field>, &'e str, Vec<BidderId>, Vec<CellRef>);
    let mut groups: Vec<Group<'_>> = Vec::new();
    for one in evidence {
        let known =
            groups.iter_mut().find(|(field, value, ..)| *field == one.field && *value == one.value);
        let group = match known {
            Some(group) => group,
            None => {
                groups.push((one.field, &one.value, Vec::new(), Vec::new()));
                let last = groups.len() - 1;
                &mut groups[last]
            }
        };
        group.2.extend(one.bidder.filter(|id| !group.2.contains(id)));
        group.3.push(one.at);
    }
    // Fields in the order in which they come first; values in their own.
    let mut order: Vec<Option<Field>> = Vec::new();
    for (field, ..) in &groups {
        if !order.contains(field) {
            order.push(*field);
        }
    }
    let most = if page.told.get() < EVIDENCE { usize::MAX } else { FIRST_LINES };
    let mut rows = String::new();
    let mut lines = 0;
    for field in order {
        let name = field.map_or_else(
            || page.say("单元格", "cell").to_owned(),
            |field| page.tell(&field.name()),
        );
        let mut label = name.as_str();
        for (_, value, who, cells) in groups.iter().filter(|(of, ..)| *of == field) {
            lines += 1;
            if most < lines {
                continue;
            }
            let holders = if who.is_empty() {
                String::new()
            } else {
                format!(" <span class=\"who\">{}</span>", page.bidders(who.iter().copied()))
            };
            rows.push_str(&format!(
                "<tr><th scope=\"row\">{label}</th><td>{}{holders}</td><td class=\"loc\">{}</td></tr>",
                page.privacy.coded(field, value),
                page.addresses(cells.iter().copied())
            ));
            label = "";
        }
    }
    let head = super::table_head(&[
        page.say("项", "Field"),
        page.say("原始值", "Value"),
        page.say("出处", "Cell"),
    ])
    .replacen("<thead>", "<thead class=\"vh\">", 1);
    page.told.set(page.told.get() + rows.len());
    let rest = match lines.checked_sub(most) {
        Some(rest @ 1..) => format!(
            "<p class=\"src\">{}</p>",
            page.tell(&text!(
                "为控制篇幅，另 {rest} 行从略，全部见 JSON 报告（--format json）",
                "{rest} more lines are left out to keep the report short; all are in the JSON report (--format json)"
            ))
        ),
        _ => String::new(),
    };
    let many = if TWO_COLUMNS < groups.len().min(most) { " class=\"many\"" } else { "" };
    format!("<div{many}><table class=\"tb facts\">{head}<tbody>{rows}</tbody></table></div>{rest}")
}

fn thresholds(page: &Page<'_>, found: &Found, first: Option<usize>) -> String {
    let measured: String = found
        .finding
        .measured
        .iter()
        .map(|(what, value)| {
            format!(
                "<tr><th scope=\"row\">{}</th><td><b>{}</b></td><td class=\"dim\">{}</td></tr>",
                page.tell(what),
                page.privacy.sentence(value),
                page.say("实测", "measured")
            )
        })
        .collect();
    let fixed: String = found
        .rule
        .parameters
        .iter()
        .filter(|_| first.is_none())
        .map(|one| {
            format!(
                "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"dim\">{}</td></tr>",
                page.tell(&one.means),
                one.value,
                page.say("参数", "parameter")
            )
        })
        .collect();
    let raised = page
        .view
        .review
        .settings
        .deemed
        .iter()
        .any(|code| code.eq_ignore_ascii_case(found.rule.code) || code == found.rule.slug);
    let note = if raised && found.finding.grade != found.rule.grade {
        format!(
            "<p class=\"note\">{}</p>",
            page.say("等级依设置（--deem）提高", "raised by the settings (--deem)")
        )
    } else {
        String::new()
    };
    if measured.is_empty() && fixed.is_empty() {
        let says = match first {
            Some(first) if !found.rule.parameters.is_empty() => {
                page.tell(&text!("与第 {first} 条相同", "the same as no. {first}"))
            }
            _ => page.say("本条不设数值阈值", "no numeric threshold").to_owned(),
        };
        return format!("<p class=\"one\">{says}</p>{note}");
    }
    format!("<table class=\"tb thr\"><tbody>{measured}{fixed}</tbody></table>{note}")
}

fn law(page: &Page<'_>, found: &Found) -> String {
    let on = found.package.and_then(|at| page.view.review.packages[at].case.law_date());
    let articles: String = found
        .rule
        .basis
        .iter()
        .map(|article| {
            // The citation itself says when the text was not read.
            let verified = if article.verified {
                format!("<span class=\"ver\">✓ {}</span>", page.say("已核对原文", "text read"))
            } else {
                String::new()
            };
            let holds = match (article.holds(on), on) {
                (Some(false), Some(day)) => {
                    let says = page.tell(&text!(
                        "{day} 当日不在施行期内，仅供参照",
                        "not in force on {day}; for comparison only"
                    ));
                    format!("<span class=\"ver un\">{says}</span>")
                }
                _ => String::new(),
            };
            format!(
                "<p class=\"law\"><b>{}</b>{verified}{holds}<br><span class=\"lt\">{}</span></p>",
                page.tell(&article.citation()),
                page.tell(&article.clause)
            )
        })
        .collect();
    format!("{articles}<p class=\"note\">{}</p>", page.tell(&found.rule.why))
}

fn list(page: &Page<'_>, items: &[Text], class: &str) -> String {
    let items: String = items.iter().map(|item| format!("<li>{}</li>", page.tell(item))).collect();
    format!("<ul class=\"li{class}\">{items}</ul>")
}

/// Left empty: a person fills it in, on the screen for export or on paper with a pen.
fn opinion(page: &Page<'_>, at: usize, code: &str) -> String {
    let choice = |value: &str, word: &str| {
        format!("<label><input type=\"radio\" name=\"o{at}\" value=\"{value}\">{word}</label>")
    };
    format!(
        "<fieldset class=\"blk op\"><legend>{}</legend><div><span class=\"opts\">{}{}{}</span>\
         <label><span class=\"vh\">{} {code}</span><textarea rows=\"2\" placeholder=\"{}\"></textarea></label>\
         <label class=\"by\">{}<input type=\"text\" autocomplete=\"off\"></label></div></fieldset>",
        page.say("人工意见", "Opinion"),
        choice("confirmed", page.say("采信", "accepted")),
        choice("explained", page.say("排除", "explained")),
        choice("pending", page.say("待补", "pending")),
        page.say("理由", "reason"),
        page.say("理由（必填）", "reason (required)"),
        page.say("核查人", "checked by"),
    )
}
