//! 未检查项: which rules could not be checked, where, why, and what to bring.

use std::collections::{BTreeMap, BTreeSet};

use super::{Table, Value, listed};
use crate::record::TableKind;
use crate::report::digest::Digest;
use crate::report::html::table_of;
use crate::review::Unchecked;
use crate::rules::RULES;
use crate::text;
use crate::text::Text;

/// Packages that are named; more are counted.
const NAMED: usize = 3;

pub(super) fn table(digest: &Digest<'_>) -> Table {
    let mut table = Table::new(
        "not_checked",
        Text::of("未检查项", "Not checked"),
        Text::of(
            "未检查不等于未发现。补齐材料后可重新运行。",
            "Not checked is not the same as not found. Run again when these are there.",
        ),
        &[
            (Text::of("规则", "Rule"), 8),
            (Text::of("规则名称", "Rule name"), 26),
            (Text::of("证据族", "Family"), 12),
            (Text::of("范围", "Extent"), 14),
            (Text::of("项目（包）", "Packages"), 22),
            (Text::of("原因", "Reason"), 40),
            (Text::of("可补充的材料", "What to bring"), 40),
        ],
    );
    type Key = (usize, bool, String);
    let mut groups: BTreeMap<Key, (&Unchecked, BTreeSet<Option<usize>>)> = BTreeMap::new();
    let here = |package: Option<usize>| package.is_none_or(|at| digest.in_scope(at));
    for one in digest.view.review.not_checked.iter().filter(|one| here(one.package)) {
        let rank = RULES.iter().position(|rule| rule.code == one.rule.code).unwrap_or(RULES.len());
        let key = (rank, !one.bidders.is_empty(), one.why.because.zh.to_string());
        groups.entry(key).or_insert_with(|| (one, BTreeSet::new())).1.insert(one.package);
    }
    for (one, packages) in groups.into_values() {
        let extent = if one.bidders.is_empty() {
            digest.say("全部投标人", "all bidders").to_owned()
        } else {
            let n = one.bidders.len();
            digest.tell(&text!("其中 {n} 家投标人", "{n} of the bidders"))
        };
        table.rows.push(vec![
            one.rule.code.into(),
            digest.tell(&one.rule.name).into(),
            digest.tell(&one.rule.family.name()).into(),
            extent.into(),
            named(digest, &packages).into(),
            digest.sentence(&one.why.because).into(),
            bring(digest, one),
        ]);
    }
    table
}

fn named(digest: &Digest<'_>, packages: &BTreeSet<Option<usize>>) -> String {
    let n = packages.len();
    if packages.contains(&None) {
        digest.say("跨项目", "across packages").to_owned()
    } else if n == digest.scope.len() {
        digest.say("全部", "all").to_owned()
    } else if n <= NAMED {
        let names: Vec<String> = packages.iter().flatten().map(|at| digest.package(*at)).collect();
        names.join(digest.say("、", ", "))
    } else {
        digest.tell(&text!("{n} 个", "{n}"))
    }
}

/// The tables that would hold the missing columns.
fn bring(digest: &Digest<'_>, one: &Unchecked) -> Value {
    let mut tables: Vec<(TableKind, Vec<Text>)> = Vec::new();
    for field in &one.why.missing {
        let kind = table_of(*field);
        match tables.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, fields)) => fields.push(field.name()),
            None => tables.push((kind, vec![field.name()])),
        }
    }
    let told = tables.into_iter().map(|(kind, fields)| {
        format!(
            "{}{}{}",
            digest.tell(&kind.name()),
            digest.say("：", ": "),
            digest.tell(&Text::list(fields))
        )
    });
    listed(digest, told.collect())
}
