//! Different bidders with one legal representative.

use crate::graph::Family;
use crate::law::statutes::{BIDDING_REGULATION_34, ORDER_87_63_3, PROCUREMENT_REGULATION_18};
use crate::record::Field;
use crate::rules::shared::person::{self, Role};
use crate::rules::{Article16, Case, Check, Checked, Grade, Rule, shared};
use crate::text::Text;

/// WB102 · 法定代表人相同
pub static RULE: Rule = Rule {
    code: "WB102",
    slug: "same_legal_representative",
    name: Text::of("法定代表人相同", "one legal representative"),
    article16: Article16::Collusion,
    family: Family::People,
    grade: Grade::Violation,
    highest: Grade::Violation,
    basis: &[&PROCUREMENT_REGULATION_18, &BIDDING_REGULATION_34, &ORDER_87_63_3],
    why: Text::of(
        "单位负责人为同一人的不同供应商不得参加同一合同项下的采购活动，相关投标无效。",
        "Suppliers under one person in charge may not take part in one contract; their bids are void.",
    ),
    innocent: &[
        Text::of("同名不同人", "namesakes"),
        Text::of(
            "投标截止前已变更法定代表人，登记资料未更新",
            "a representative replaced before the deadline, in papers not yet brought up to date",
        ),
    ],
    next: &[
        Text::of(
            "国家企业信用信息公示系统截至投标截止日的登记与变更记录",
            "the business register and its changes as of the deadline",
        ),
        Text::of("法定代表人身份证明原件", "the representatives' identity papers"),
    ],
    needs: &[&[Field::LegalRepresentative, Field::LegalRepresentativeId]],
    parameters: &[&shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

pub(super) static ROLE: Role = Role {
    names: &[Field::LegalRepresentative],
    id: Some(Field::LegalRepresentativeId),
    called: Text::of("法定代表人", "legal representative"),
};

fn check(case: &Case) -> Checked {
    person::findings(case, &ROLE, RULE.grade)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB102", "hit"),
            [
                "violation: 恒泰信息、云帆软件的法定代表人疑似同一人：证件号码相同 | hit.csv!B10 hit.csv!C10 hit.csv!B11 hit.csv!C11",
            ]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB102", "miss").is_empty());
    }

    /// A name alone, in two scripts, may be a namesake's; placeholders are nobody.
    #[test]
    fn edge() {
        assert_eq!(
            check("WB102", "edge"),
            [
                "hint: 恒泰信息、云帆软件的法定代表人姓名相同，尚无证件号码、证书编号、电话印证，重名可能未排除 | edge.csv!B10 edge.csv!B11",
            ]
        );
    }
}
