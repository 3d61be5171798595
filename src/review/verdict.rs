//! The verdict: what the findings on a package, or on a whole input, amount to. Fixed sentences, no score; where no rule
//! could be checked, that is said instead.

use std::collections::BTreeSet;

use super::Found;
use crate::graph::Family;
use crate::rules::Grade;
use crate::text::Text;

/// The verdict on a package: three fixed sentences, and one where nothing was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// No rule could be checked: not checked is never clear.
    Unchecked,
    /// Nothing strong was seen.
    None,
    /// Something doubtful, not enough.
    Doubt,
    /// Worth a person's time first.
    Priority,
}

impl Verdict {
    /// Its name in JSON.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Unchecked => "unchecked",
            Self::None => "none",
            Self::Doubt => "doubt",
            Self::Priority => "priority",
        }
    }

    /// Whether there is something to check further.
    pub fn asks_for_more(self) -> bool {
        Self::Doubt <= self
    }

    /// What stands in place of findings where there are none: not checked is never clear.
    pub fn without_findings(self) -> Text {
        match self {
            Self::Unchecked => Text::of(
                "没有一条规则能够检查，未检查不等于无问题。",
                "No rule could be checked; not checked is not clear.",
            ),
            _ => Text::of("已检查的规则均未触发。", "No rule that was checked has a finding."),
        }
    }

    /// The fixed sentence.
    pub fn says(self) -> Text {
        match self {
            Self::Unchecked => Text::of(
                "缺少数据，没有一条规则能够检查",
                "No rule could be checked: the data for it are missing",
            ),
            Self::None => Text::of(
                "未发现足以支持明显异常判断的强信号",
                "No strong signal that would support a finding of clear irregularity",
            ),
            Self::Doubt => Text::of(
                "存在可疑线索，证据不足，建议继续核查",
                "Doubtful leads, insufficient evidence: further checking is suggested",
            ),
            Self::Priority => Text::of("建议列为重点复核对象", "Suggested for priority review"),
        }
    }
}

/// What findings amount to, where any rule was checked: one Deemed or Violation, or Strong from two families: priority. One Strong family, or hints from three: doubt.
pub(super) fn verdict<'f>(findings: impl Iterator<Item = &'f Found>, checked: bool) -> Verdict {
    let mut strong: BTreeSet<Family> = BTreeSet::new();
    let mut hints: BTreeSet<Family> = BTreeSet::new();
    let (mut lawful, mut any) = (false, false);
    for found in findings {
        any = true;
        match found.finding.grade {
            Grade::Deemed | Grade::Violation => lawful = true,
            Grade::Strong => {
                strong.insert(found.rule.family);
            }
            Grade::Hint => {
                hints.insert(found.rule.family);
            }
        }
    }
    if lawful || 2 <= strong.len() {
        Verdict::Priority
    } else if !strong.is_empty() || 3 <= hints.len() {
        Verdict::Doubt
    } else if any || checked {
        Verdict::None
    } else {
        Verdict::Unchecked
    }
}
