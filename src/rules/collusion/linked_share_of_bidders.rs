//! Too few independent bidders are left once linked ones are counted as one.

use super::linked_component_in_tender::{Group, LINKING, groups};
use crate::graph::Family;
use crate::law::statutes::{BIDDING_LAW_28, ORDER_87_41, ORDER_87_43, PROCUREMENT_LAW_36_1};
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule,
};
use crate::text;
use crate::text::Text;

/// WB111 · 相互独立的投标人不足三家
pub static RULE: Rule = Rule {
    code: "WB111",
    slug: "linked_share_of_bidders",
    name: Text::of("相互独立的投标人不足三家", "fewer than three independent bidders"),
    article16: Article16::Collusion,
    family: Family::People,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&PROCUREMENT_LAW_36_1, &BIDDING_LAW_28, &ORDER_87_41, &ORDER_87_43],
    why: Text::of(
        "关联的投标人只能算一家竞争者；扣除后不足三家的，竞争可能只是形式。",
        "Linked bidders are one competitor; with fewer than three left, the competition may be one of form.",
    ),
    innocent: &[
        Text::of("把投标人连在一起的值另有解释", "an explanation for the values that link them"),
        Text::of("采购方式允许两家参加", "a method that allows two suppliers"),
    ],
    next: &[
        Text::of("逐条核实关联线索", "check each link"),
        Text::of(
            "供应商来源（公告、推荐、抽取）",
            "where the suppliers came from: notice, recommendation or draw",
        ),
    ],
    needs: &[LINKING],
    parameters: &[&INDEPENDENT_AT_LEAST],
    check: Check::Case(check),
};

static INDEPENDENT_AT_LEAST: Parameter = Parameter {
    name: "independent_at_least",
    value: 3.0,
    means: Text::of(
        "至少应有的相互独立的投标人（家），政府采购法第三十六条",
        "independent bidders that there must be at least; Government Procurement Law, Art. 36",
    ),
};

fn check(case: &Case) -> Checked {
    let n = case.bids.len();
    if (n as f64) < INDEPENDENT_AT_LEAST.value {
        return Err(NotChecked::because(text!(
            "投标人 {n} 家，本就不足三家",
            "{n} bidders: fewer than three to begin with"
        )));
    }
    let groups = groups(case)?;
    let linked: usize = groups.iter().map(|group| group.bids.len()).sum();
    let independent = n - linked + groups.len();
    if groups.is_empty() || INDEPENDENT_AT_LEAST.value <= independent as f64 {
        return Ok(Vec::new());
    }
    // Links of one kind already count as what they are; only where sources agree does their sum say more.
    let grade =
        if groups.iter().all(|group| 1 < group.families.len()) { RULE.grade } else { Grade::Hint };
    let says = text!(
        "{n} 家投标人中 {linked} 家相互关联，独立投标人仅 {independent} 家",
        "{linked} of {n} bidders are linked; only {independent} independent ones are left"
    );
    let finding = Finding::new(grade, says, groups.iter().flat_map(cells));
    Ok(finding
        .map(|finding| {
            finding.measuring(
                Text::of("独立投标人（家，至少 3）", "independent bidders (at least 3)"),
                independent.to_string(),
            )
        })
        .into_iter()
        .collect())
}

fn cells(group: &Group) -> Vec<Evidence> {
    group
        .values
        .iter()
        .flat_map(|value| value.cells().map(|(bid, fact)| Evidence::by(bid, fact)))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB111", "hit"),
            [
                "strong: 3 家投标人中 2 家相互关联，独立投标人仅 2 家 | hit.csv!B9 hit.csv!B10 hit.csv!B14 hit.csv!B15",
            ]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB111", "miss").is_empty());
    }

    /// Links of one kind of evidence leave fewer than three: only a hint.
    #[test]
    fn edge() {
        assert_eq!(
            check("WB111", "edge"),
            ["hint: 3 家投标人中 2 家相互关联，独立投标人仅 2 家 | edge.csv!B9 edge.csv!B10",]
        );
    }
}
