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
        Text::of("投标截止前已变更法定代表人，登记资料未更新", "a representative replaced before the deadline, in papers not yet brought up to date"),
    ],
    next: &[
        Text::of("国家企业信用信息公示系统截至投标截止日的登记与变更记录", "the business register and its changes as of the deadline"),
        Text::of("法定代表人身份证明原件", "the representatives' identity papers"),
    ],
    needs: &[&[Field::LegalRepresentative, Field::LegalRepresentativeId]],
    parameters: &[&shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

static ROLE: Role = Role {
    names: &[Field::LegalRepresentative],
    id: Some(Field::LegalRepresentativeId),
    called: Text::of("法定代表人", "legal representative"),
};

fn check(case: &Case) -> Checked {
    person::findings(case, &ROLE, RULE.grade)
}
