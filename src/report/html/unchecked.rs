//! 七、未检查与搁置: which rules could not be checked, what is missing, and what to bring.

use std::collections::{BTreeMap, BTreeSet};

use super::coverage::{self, State};
use super::{Page, nothing, table_head};
use crate::graph::Family;
use crate::record::{Field, TableKind};
use crate::review::Unchecked;
use crate::rules::Rule;
use crate::text;
use crate::text::Text;

/// Rules that were not checked for one reason.
struct Group {
    family: Family,
    because: Text,
    missing: Vec<Field>,
    rules: Vec<&'static Rule>,
    packages: BTreeSet<Option<usize>>,
}

/// The section.
pub(super) fn section(page: &Page<'_>) -> String {
    let lead = page.say(
        "未检查不等于未发现。补齐下列材料后可重新运行。",
        "Not checked is not the same as not found. Run again when these are there.",
    );
    let whole = groups(page, false);
    let partly = groups(page, true);
    let title = |zh, en, n: usize| format!("<h3 class=\"h3s\">{}（{n}）</h3>", page.say(zh, en));
    let mut out = format!("<p class=\"lead\">{lead}</p>");
    let states = coverage::states(page);
    let unchecked = states.iter().filter(|(_, state)| *state == State::Unchecked).count();
    out.push_str(&title("未检查的规则", "Rules not checked", unchecked));
    let rules: BTreeSet<&str> =
        whole.iter().flat_map(|group| group.rules.iter().map(|rule| rule.code)).collect();
    if let Some(some @ 1..) = rules.len().checked_sub(unchecked) {
        let says = text!(
            "另 {some} 条只在部分项目（包）未检查，一并列出",
            "{some} more were not checked on some packages only"
        );
        out.push_str(&format!("<p class=\"src\">{}</p>", page.tell(&says)));
    }
    out.push_str(&if whole.is_empty() {
        nothing(page.say("没有。", "None."))
    } else {
        table(page, &whole)
    });
    if !partly.is_empty() {
        let rules: BTreeSet<&str> =
            partly.iter().flat_map(|group| group.rules.iter().map(|rule| rule.code)).collect();
        out.push_str(&title(
            "只对部分投标人检查的规则",
            "Rules checked for some bidders only",
            rules.len(),
        ));
        out.push_str(&table(page, &partly));
    }
    let clear: Vec<&Rule> = states
        .into_iter()
        .filter(|(_, state)| matches!(state, State::Clear | State::Aside))
        .map(|(rule, _)| rule)
        .collect();
    out.push_str(&title("已检查、未触发的规则", "Rules checked without a finding", clear.len()));
    let clear: Vec<String> = clear.iter().map(|rule| named(page, rule)).collect();
    out.push_str(&format!("<p class=\"rules\">{}</p>", clear.join(page.say("；", "; "))));
    let hubs = page.view.review.hubs().count();
    out.push_str(&format!(
        "<p class=\"src\">{}</p>",
        [
            &page.tell(&text!(
                "另有 {hubs} 处公共值搁置、不连边，见",
                "{hubs} public values are set aside and link nobody: see "
            )),
            &page.section("relations"),
            page.say("；未使用的行及原因见", "; for rows not used, with reasons, see "),
            &page.section("sources"),
            page.say("。", "."),
        ]
        .concat()
    ));
    out
}

fn groups(page: &Page<'_>, partly: bool) -> Vec<Group> {
    let mut groups: BTreeMap<(Family, String), Group> = BTreeMap::new();
    let here = |package: Option<usize>| package.is_none_or(|at| page.in_scope(at));
    let wanted = |one: &&Unchecked| one.bidders.is_empty() != partly && here(one.package);
    for one in page.view.review.not_checked.iter().filter(wanted) {
        let key = (one.rule.family, one.why.because.zh.to_string());
        let group = groups.entry(key).or_insert_with(|| Group {
            family: one.rule.family,
            because: one.why.because.clone(),
            missing: one.why.missing.clone(),
            rules: Vec::new(),
            packages: BTreeSet::new(),
        });
        if !group.rules.iter().any(|rule| rule.code == one.rule.code) {
            group.rules.push(one.rule);
        }
        group.packages.insert(one.package);
    }
    groups.into_values().collect()
}

fn table(page: &Page<'_>, groups: &[Group]) -> String {
    let several = page.has_several();
    let all = page.scope.len();
    let rows: String = groups
        .iter()
        .map(|group| {
            let rules: Vec<String> = group.rules.iter().map(|rule| named(page, rule)).collect();
            let n = group.packages.len();
            let scope = if group.packages.contains(&None) {
                page.say("跨项目", "across packages").to_owned()
            } else if n == all {
                page.say("全部", "all").to_owned()
            } else if n <= 3 {
                let names: Vec<String> = group.packages.iter().flatten().map(|at| page.package(*at)).collect();
                names.join(page.say("、", ", "))
            } else {
                page.tell(&text!("{n} 个", "{n}"))
            };
            let scope = if several { format!("<td class=\"sc\">{scope}</td>") } else { String::new() };
            format!(
                "<tr><td>{}</td><th scope=\"row\">{}</th><td class=\"rules\">{}</td>{scope}<td>{}</td></tr>",
                page.family(group.family),
                page.privacy.sentence(page.view.text(&group.because)),
                rules.join(page.say("；", "; ")),
                bring(page, &group.missing),
            )
        })
        .collect();
    let mut columns =
        vec![page.say("族", "Family"), page.say("原因", "Reason"), page.say("规则", "Rules")];
    if several {
        columns.push(page.say("范围", "Packages"));
    }
    columns.push(page.say("可补充的材料", "What to bring"));
    format!("<table class=\"tb stack unch\">{}<tbody>{rows}</tbody></table>", table_head(&columns))
}

fn named(page: &Page<'_>, rule: &Rule) -> String {
    format!("<span class=\"code\">{}</span> {}", rule.code, page.tell(&rule.name))
}

/// The tables that would hold the missing columns, as far as their columns tell.
fn bring(page: &Page<'_>, missing: &[Field]) -> String {
    let mut tables: Vec<(TableKind, Vec<Text>)> = Vec::new();
    for field in missing {
        let kind = table_of(*field);
        match tables.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, fields)) => fields.push(field.name()),
            None => tables.push((kind, vec![field.name()])),
        }
    }
    let said: Vec<String> = tables
        .into_iter()
        .map(|(kind, fields)| {
            format!(
                "{}{}{}",
                page.tell(&kind.name()),
                page.say("：", ": "),
                page.tell(&Text::list(fields))
            )
        })
        .collect();
    if said.is_empty() { "—".to_owned() } else { said.join(page.say("；", "; ")) }
}

/// The kind of table that usually holds a field; what belongs to none stands among the project's facts.
pub(in crate::report) fn table_of(field: Field) -> TableKind {
    match (TableKind::of(&[Field::BidderName, field], ""), field) {
        (TableKind::Other, Field::MemberId | Field::MemberRole | Field::InsuredEmployer) => {
            TableKind::Members
        }
        (TableKind::Other, Field::AgentId | Field::LegalRepresentativeId) => TableKind::Particulars,
        (TableKind::Other, Field::BidderName) => TableKind::Opening,
        (TableKind::Other, _) => TableKind::Project,
        (kind, _) => kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_column_names_the_table_to_bring() {
        let kinds = [
            Field::PayerAccount,
            Field::Mac,
            Field::TotalScore,
            Field::ContractDate,
            Field::BidPrice,
            Field::NoticeDate,
        ]
        .map(table_of);
        assert_eq!(
            kinds,
            [
                TableKind::Deposit,
                TableKind::Trace,
                TableKind::Scores,
                TableKind::Contract,
                TableKind::Opening,
                TableKind::Project
            ]
        );
    }
}
