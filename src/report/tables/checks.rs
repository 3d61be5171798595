//! 检查矩阵: every rule, checked or not, with what came of it on each package.

use std::collections::BTreeMap;

use super::{Table, Value, listed};
use crate::graph::attribute;
use crate::report::digest::{Digest, GRADES};
use crate::rules::{Check, Grade, RULES, Rule};
use crate::text;
use crate::text::Text;

/// More packages than this have no column each.
const COLUMNS: usize = 20;

/// What came of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum State {
    /// It has findings; the strongest.
    Found(Grade),
    /// A value that it would have pointed at was set aside as public.
    Aside,
    /// Checked, nothing seen.
    Clear,
    /// Not checked. Never the same as clear.
    Unchecked,
}

impl State {
    /// Its name.
    pub(in crate::report) fn name(self) -> Text {
        match self {
            Self::Found(grade) => grade.name(),
            Self::Aside => Text::of("有值搁置", "a value set aside"),
            Self::Clear => Text::of("未触发", "nothing seen"),
            Self::Unchecked => Text::of("未检查", "not checked"),
        }
    }

    /// Its mark: read before its colour.
    pub(in crate::report) fn mark(self) -> char {
        match self {
            Self::Found(grade) => crate::report::terminal::shape(grade),
            Self::Aside => '⊘',
            Self::Clear => '·',
            Self::Unchecked => '▨',
        }
    }
}

/// What came of one rule over all packages, and on how many it was checked.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Outcome {
    pub(in crate::report) rule: &'static Rule,
    pub(in crate::report) state: State,
    /// Packages on which it was checked, and all that it looks at; a rule over all packages counts once.
    pub(in crate::report) checked: (usize, usize),
    pub(in crate::report) findings: usize,
}

/// What came of each rule, in the order of the catalogue.
pub(in crate::report) fn states(digest: &Digest<'_>) -> Vec<Outcome> {
    let review = digest.view.review;
    // A rule that was not checked on a package stands once for it.
    let mut unchecked: BTreeMap<&str, usize> = BTreeMap::new();
    for one in &review.not_checked {
        if one.bidders.is_empty() && one.package.is_none_or(|at| digest.in_scope(at)) {
            *unchecked.entry(one.rule.code).or_default() += 1;
        }
    }
    let of_rule = |rule: &'static Rule| {
        let found = || review.findings.iter().filter(|found| found.rule.code == rule.code);
        let all = match rule.check {
            Check::Case(_) => digest.scope.len(),
            Check::Market(_) => 1,
        };
        let missed = unchecked.get(rule.code).copied().unwrap_or(0);
        let checked = all.saturating_sub(missed);
        let state = match found().map(|found| found.finding.grade).max() {
            Some(grade) => State::Found(grade),
            None if checked == 0 => State::Unchecked,
            None if review.hubs().any(|(_, hub)| would_use(rule, hub.field)) => State::Aside,
            None => State::Clear,
        };
        Outcome { rule, state, checked: (checked, all), findings: found().count() }
    };
    RULES.iter().map(|rule| of_rule(rule)).collect()
}

/// Whether a rule would have pointed at values of this field.
fn would_use(rule: &Rule, field: crate::record::Field) -> bool {
    let from = attribute::of(field).from;
    rule.needs.iter().any(|group| group.iter().any(|field| from.contains(field)))
}

pub(super) fn table(digest: &Digest<'_>) -> Table {
    let each: Vec<usize> = if digest.has_several() && digest.scope.len() <= COLUMNS {
        digest.scope.clone()
    } else {
        Vec::new()
    };
    let mut columns = vec![
        (Text::of("规则", "Rule"), 8),
        (Text::of("规则名称", "Rule name"), 26),
        (Text::of("第十六条情形", "Article 16"), 10),
        (Text::of("证据族", "Family"), 12),
        (Text::of("结果", "Result"), 12),
        (Text::of("线索数", "Leads"), 6),
        (Text::of("已检查项目（包）", "Packages checked"), 8),
        (Text::of("应检查项目（包）", "Of packages"), 8),
        (Text::of("所需数据", "Needs"), 30),
        (Text::of("未检查原因", "Why not checked"), 40),
    ];
    columns.extend(each.iter().map(|at| (Text::same(digest.package(*at)), 14)));
    let mut table = Table::new(
        "checks",
        Text::of("检查矩阵", "Checks"),
        Text::of(
            "全部规则，无论是否检查。“未触发”为已检查、未见；“未检查”为缺少数据，不等于未见。",
            "Every rule, checked or not. \"Nothing seen\" was checked; \"not checked\" lacked data, which is not the same.",
        ),
        &columns,
    );
    for outcome in states(digest) {
        let rule = outcome.rule;
        let mut row = vec![
            rule.code.into(),
            digest.tell(&rule.name).into(),
            digest.tell(&rule.article16.name()).into(),
            digest.tell(&rule.family.name()).into(),
            shown(digest, outcome.state),
            Value::Count(outcome.findings),
            Value::Count(outcome.checked.0),
            Value::Count(outcome.checked.1),
            needs(digest, rule),
            reasons(digest, rule),
        ];
        row.extend(each.iter().map(|at| on_package(digest, rule, *at)));
        table.rows.push(row);
    }
    table
}

fn shown(digest: &Digest<'_>, state: State) -> Value {
    match state {
        State::Found(grade) => Value::Grade(grade),
        state => format!("{} {}", state.mark(), digest.tell(&state.name())).into(),
    }
}

fn on_package(digest: &Digest<'_>, rule: &'static Rule, package: usize) -> Value {
    if matches!(rule.check, Check::Market(_)) {
        return digest.say("跨项目", "across packages").into();
    }
    let review = digest.view.review;
    let own = digest.findings_of(package).filter(|(_, found)| found.rule.code == rule.code);
    if let Some(grade) = own.map(|(_, found)| found.finding.grade).max() {
        return Value::Grade(grade);
    }
    let missed = review.not_checked.iter().any(|one| {
        one.package == Some(package) && one.bidders.is_empty() && one.rule.code == rule.code
    });
    let hubs = &review.packages[package].case.network.hubs;
    shown(
        digest,
        if missed {
            State::Unchecked
        } else if hubs.iter().any(|hub| would_use(rule, hub.field)) {
            State::Aside
        } else {
            State::Clear
        },
    )
}

fn needs(digest: &Digest<'_>, rule: &Rule) -> Value {
    let or = digest.say("或", " or ");
    let groups = rule.needs.iter().map(|group| {
        let names: Vec<String> = group.iter().map(|field| digest.tell(&field.name())).collect();
        names.join(or)
    });
    listed(digest, groups.collect())
}

/// The reasons why a rule was not checked, each once, with how many packages it is said of.
fn reasons(digest: &Digest<'_>, rule: &Rule) -> Value {
    let mut reasons: Vec<(String, usize)> = Vec::new();
    let here = |package: Option<usize>| package.is_none_or(|at| digest.in_scope(at));
    for one in &digest.view.review.not_checked {
        if one.rule.code != rule.code || !one.bidders.is_empty() || !here(one.package) {
            continue;
        }
        let because = digest.sentence(&one.why.because);
        match reasons.iter_mut().find(|(known, _)| *known == because) {
            Some((_, n)) => *n += 1,
            None => reasons.push((because, 1)),
        }
    }
    let several = digest.has_several();
    let told = reasons.into_iter().map(|(because, n)| {
        if several && 1 < n {
            format!("{because}{}", digest.tell(&text!("（{n} 个）", " ({n} packages)")))
        } else {
            because
        }
    });
    listed(digest, told.collect())
}

/// How many findings a package has of each grade.
pub(super) fn counts(digest: &Digest<'_>, package: usize) -> [usize; 4] {
    GRADES.map(|grade| {
        digest.findings_of(package).filter(|(_, found)| found.finding.grade == grade).count()
    })
}
