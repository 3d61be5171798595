//! The coverage grid: a row for each family, a mark for each rule. It says in one look how much was not seen.

use std::fmt::Write as _;

use super::{Page, shape};
use crate::graph::{Family, attribute};
use crate::rules::{Check, Grade, RULES, Rule};
use crate::text;
use crate::text::Text;

/// What came of one rule over all packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It has findings; the strongest.
    Found(Grade),
    /// A value that it would have pointed at was set aside as public.
    Aside,
    /// Checked, nothing seen.
    Clear,
    /// Checked on no package at all.
    Unchecked,
}

impl State {
    pub(super) fn slug(self) -> &'static str {
        match self {
            Self::Found(grade) => grade.slug(),
            Self::Aside => "aside",
            Self::Clear => "clear",
            Self::Unchecked => "unchecked",
        }
    }

    fn name(self) -> Text {
        match self {
            Self::Found(grade) => grade.name(),
            Self::Aside => Text::of("有值搁置", "a value set aside"),
            Self::Clear => Text::of("未触发", "nothing seen"),
            Self::Unchecked => Text::of("未检查", "not checked"),
        }
    }

    /// Triggered first, strongest first; unchecked last.
    fn rank(self) -> u8 {
        match self {
            Self::Found(grade) => 3 - grade as u8,
            Self::Aside => 4,
            Self::Clear => 5,
            Self::Unchecked => 6,
        }
    }
}

/// What came of each rule, in the order of the catalogue.
pub(super) fn states(page: &Page<'_>) -> Vec<(&'static Rule, State)> {
    RULES.iter().map(|rule| (*rule, state(page, rule))).collect()
}

fn state(page: &Page<'_>, rule: &'static Rule) -> State {
    let review = page.view.review;
    let same = |other: &Rule| other.code == rule.code;
    if let Some(grade) = review
        .findings
        .iter()
        .filter(|found| same(found.rule))
        .map(|found| found.finding.grade)
        .max()
    {
        return State::Found(grade);
    }
    let here = |package: Option<usize>| package.is_none_or(|at| page.in_scope(at));
    let unchecked = review
        .not_checked
        .iter()
        .filter(|one| same(one.rule) && one.bidders.is_empty() && here(one.package))
        .count();
    let all = match rule.check {
        Check::Case(_) => page.scope.len(),
        Check::Market(_) => 1,
    };
    if all <= unchecked {
        return State::Unchecked;
    }
    let set_aside = review.hubs().any(|(_, hub)| {
        let from = attribute::of(hub.field).from;
        rule.needs.iter().any(|group| group.iter().any(|field| from.contains(field)))
    });
    if set_aside { State::Aside } else { State::Clear }
}

/// The grid, with the sum of checked rules above it.
pub(super) fn grid(page: &Page<'_>) -> String {
    let states = states(page);
    let checked = |states: &[(&Rule, State)]| {
        states.iter().filter(|(_, state)| *state != State::Unchecked).count()
    };
    let count = |wanted: State| states.iter().filter(|(_, state)| *state == wanted).count();
    let (mut rows, mut key) = (String::new(), String::new());
    for family in Family::ALL {
        let mut own: Vec<(&Rule, State)> =
            states.iter().copied().filter(|(rule, _)| rule.family == family).collect();
        if own.is_empty() {
            continue;
        }
        own.sort_by_key(|(_, state)| state.rank());
        let marks: String = own
            .iter()
            .map(|(rule, state)| {
                let says = format!("{} {} · {}", rule.code, page.tell(&rule.name), page.tell(&state.name()));
                format!("<svg class=\"sh\" focusable=\"false\"><title>{says}</title><use href=\"#s-{}\"/></svg>", state.slug())
            })
            .collect();
        let (seen, all) = (checked(&own), own.len());
        let name = page.tell(&family.name());
        let says =
            page.tell(&text!("：{all} 条规则，已检查 {seen} 条", ": {all} rules, {seen} checked"));
        rows.push_str(&format!(
            "<div class=\"cv\"><b title=\"{name}\">{}</b><span role=\"img\" aria-label=\"{name}{says}\">{marks}</span><span>{seen}/{all}</span></div>",
            page.tell(&family.character())
        ));
        let _ = write!(key, "<span>{}{name}</span>", page.family(family));
    }
    format!(
        "<p class=\"covh\">{}<b>{}/{}</b></p>{rows}<p class=\"leg\"><span>{}{} {}</span><span>{}{} {}</span><span>{}{} {}</span></p><p class=\"leg\" aria-hidden=\"true\">{key}</p>",
        page.say("规则覆盖", "Rules checked"),
        checked(&states),
        states.len(),
        shape("clear"),
        page.tell(&State::Clear.name()),
        count(State::Clear),
        shape("aside"),
        page.say("搁置", "set aside"),
        count(State::Aside),
        shape("unchecked"),
        page.tell(&State::Unchecked.name()),
        count(State::Unchecked),
    )
}
