//! Bidders that are linked over one or several steps by evidence of several kinds.

use std::collections::BTreeSet;

use crate::graph::path::{self, Step};
use crate::graph::{Family, Network, Shared, Strength, attribute};
use crate::law::statutes::{ORDER_87_37_1, PROCUREMENT_REGULATION_18, PROCUREMENT_REGULATION_74_7};
use crate::record::Field;
use crate::resolve::BidderId;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule,
};
use crate::text;
use crate::text::Text;

/// WB110 · 多类线索相连的投标人
pub static RULE: Rule = Rule {
    code: "WB110",
    slug: "linked_component_in_tender",
    name: Text::of("多类线索把投标人连成一组", "bidders linked by several kinds of evidence"),
    article16: Article16::Collusion,
    family: Family::People,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&PROCUREMENT_REGULATION_18, &PROCUREMENT_REGULATION_74_7, &ORDER_87_37_1],
    why: Text::of(
        "单条线索可能出于巧合；不同来源的线索连到同一组投标人，巧合的可能小得多。",
        "One trace may be chance; traces from different sources that lead to the same bidders are much less likely to be.",
    ),
    innocent: &[
        Text::of(
            "途中有公共值（园区总机、代账公司、公共网络）未被搁置",
            "a public value on the way, such as a switchboard, that was not set aside",
        ),
        Text::of("各条线索另有解释", "an explanation for each trace"),
    ],
    next: &[Text::of(
        "沿路径逐条核实各单元格所载事实",
        "check, step by step, what each cell on the path says",
    )],
    needs: &[LINKING],
    parameters: &[&FAMILIES_AT_LEAST],
    check: Check::Case(check),
};

/// Fields whose values link bidders; without any of them no link can be seen.
pub(super) const LINKING: &[Field] = &[
    Field::ContactPhone,
    Field::AgentPhone,
    Field::LegalRepresentativePhone,
    Field::AgentId,
    Field::LegalRepresentativeId,
    Field::MemberId,
    Field::MemberCertificate,
    Field::Email,
    Field::OfficeAddress,
    Field::RegisteredAddress,
    Field::PayerAccount,
    Field::BankAccount,
    Field::RefundAccount,
    Field::CaSerial,
    Field::MachineCode,
    Field::CreationCode,
    Field::Mac,
    Field::DiskSerial,
    Field::MainboardSerial,
    Field::CostingLockNo,
    Field::Ip,
    Field::DocumentDevice,
    Field::DocumentAuthor,
    Field::DocumentLastModifiedBy,
];

static FAMILIES_AT_LEAST: Parameter = Parameter {
    name: "families_at_least",
    value: 2.0,
    means: Text::of(
        "一组之内至少要有的证据类别数",
        "kinds of evidence that a group must have at least",
    ),
};

/// Paths told in one sentence at most.
const PATHS_TOLD: usize = 3;

/// A group of linked bids, the values that link them, and the kinds of evidence among these.
pub(super) struct Group {
    pub(super) bids: Vec<BidderId>,
    pub(super) values: Vec<Shared>,
    pub(super) families: BTreeSet<Family>,
}

/// The linked groups of a package.
///
/// # Errors
/// Not checked, when no linking value can be compared.
pub(super) fn groups(case: &Case) -> Result<Vec<Group>, NotChecked> {
    let can_link = attribute::ATTRIBUTES
        .iter()
        .filter(|attribute| attribute.strength == Strength::Strong)
        .any(|attribute| 1 < Network::holders(&case.bids, attribute.field).len());
    if !can_link {
        return Err(NotChecked::missing([
            Field::ContactPhone,
            Field::OfficeAddress,
            Field::PayerAccount,
            Field::Mac,
            Field::Ip,
        ]));
    }
    let shared = case.network.all_shared();
    let group = |bids: Vec<BidderId>| {
        let links = |value: &&Shared| {
            value.attribute.strength == Strength::Strong
                && value.bidders().iter().any(|bid| bids.contains(bid))
        };
        let values: Vec<Shared> = shared.iter().filter(links).cloned().collect();
        let families = values.iter().map(|value| value.attribute.family).collect();
        Group { bids, values, families }
    };
    Ok(case.network.linked_groups().into_iter().map(group).collect())
}

fn check(case: &Case) -> Checked {
    let several = |group: &Group| FAMILIES_AT_LEAST.value <= group.families.len() as f64;
    Ok(groups(case)?
        .iter()
        .filter(|group| several(group))
        .filter_map(|group| finding(case, group))
        .collect())
}

fn finding(case: &Case, group: &Group) -> Option<Finding> {
    let paths = paths(case, group);
    let told: Vec<Text> =
        paths.iter().take(PATHS_TOLD).map(|path| tell(case, group, path)).collect();
    let more =
        if PATHS_TOLD < paths.len() { Text::of("；等", "; and more") } else { Text::of("", "") };
    let told = Text {
        zh: told.iter().map(|path| path.zh.as_ref()).collect::<Vec<_>>().join("；").into(),
        en: told.iter().map(|path| path.en.as_ref()).collect::<Vec<_>>().join("; ").into(),
    };
    let n = group.bids.len();
    let families = Text::list(group.families.iter().map(|family| family.name()));
    let says = text!(
        "{n} 家投标人经{}等线索相连：{}{}",
        "{n} bidders are linked by {}: {}{}"; families, told, more
    );
    let on_paths = paths
        .iter()
        .flatten()
        .flat_map(|step| step.cells().map(|(bid, fact)| Evidence::by(bid, fact)));
    let all = group
        .values
        .iter()
        .flat_map(|value| value.cells().map(|(bid, fact)| Evidence::by(bid, fact)));
    let finding = Finding::new(RULE.grade, says, on_paths.chain(all).collect::<Vec<_>>())?;
    let k = group.families.len();
    Some(finding.measuring(
        Text::of("证据类别数（至少 2）", "kinds of evidence (at least 2)"),
        k.to_string(),
    ))
}

/// Paths from the first bidder that together pass everybody, the longest first.
fn paths(case: &Case, group: &Group) -> Vec<Vec<Step>> {
    let Some((&first, others)) = group.bids.split_first() else { return Vec::new() };
    let mut all: Vec<Vec<Step>> =
        others.iter().filter_map(|other| path::strongest(&case.network, first, *other)).collect();
    all.sort_by_key(|path| std::cmp::Reverse(path.len()));
    let mut passed = BTreeSet::new();
    all.retain(|path| {
        let is_new = path.last().is_some_and(|step| !passed.contains(&step.to));
        passed.extend(path.iter().map(|step| step.to));
        is_new
    });
    all
}

/// `甲—联系电话、邮箱—乙—MAC—丙`: at each step all that the two share.
fn tell(case: &Case, group: &Group, path: &[Step]) -> Text {
    let first = path.first().map_or("", |step| case.bidders.short(step.from));
    path.iter().fold(Text::same(first), |told, step| {
        let both =
            |value: &&Shared| [step.from, step.to].iter().all(|end| value.bidders().contains(end));
        let what: BTreeSet<Text> =
            group.values.iter().filter(both).map(|value| value.attribute.field.name()).collect();
        let (what, to) = (Text::list(what), case.bidders.short(step.to));
        text!("{}—{}—{to}", "{} – {} – {to}"; told, what)
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB110", "hit"),
            [
                "strong: 3 家投标人经人员与主体、设备与网络等线索相连：恒泰信息—联系电话—云帆软件—MAC—智联科技 | hit.csv!B11 hit.csv!B12 hit.csv!B19 hit.csv!B20",
            ]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB110", "miss").is_empty());
    }

    /// Two pairs, each linked by one kind of evidence, are not one group with two kinds.
    #[test]
    fn edge() {
        assert!(check("WB110", "edge").is_empty());
    }
}
