//! Different bidders that give one telephone number.

use crate::graph::Family;
use crate::law::statutes::{ORDER_87_37_1, ORDER_87_37_2, PROCUREMENT_REGULATION_74_7};
use crate::record::Field;
use crate::rules::{Article16, Case, Check, Checked, Grade, Rule, shared};
use crate::text;
use crate::text::Text;

/// WB101 · 联系电话相同
pub static RULE: Rule = Rule {
    code: "WB101",
    slug: "same_phone",
    name: Text::of("联系电话相同", "one telephone number"),
    article16: Article16::Collusion,
    family: Family::People,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&ORDER_87_37_1, &ORDER_87_37_2, &PROCUREMENT_REGULATION_74_7],
    why: Text::of(
        "不同投标人留同一电话，指向由同一单位或者个人编制、办理投标。",
        "One number behind several bidders points to one person preparing or handling their bids.",
    ),
    innocent: &[
        Text::of(
            "代账公司或产业园区总机号码",
            "a bookkeeping agent's number or the switchboard of a park",
        ),
        Text::of("工商登记沿用旧号码", "an old number left in the business register"),
    ],
    next: &[
        Text::of(
            "号码实名登记（依权限调取）",
            "the registered holder of the number, where the law allows",
        ),
        Text::of(
            "报名表、授权委托书、工商年报中的联系方式",
            "contacts in registration forms, powers of attorney and annual reports",
        ),
    ],
    needs: &[&[Field::ContactPhone, Field::AgentPhone, Field::LegalRepresentativePhone]],
    parameters: &[&shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

fn check(case: &Case) -> Checked {
    shared::findings(
        case,
        Field::ContactPhone,
        RULE.grade,
        |_, names| text!("{}的联系电话相同", "{} give the same telephone number"; names),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB101", "hit"),
            ["strong: 恒泰信息、云帆软件的联系电话相同 | hit.csv!B10 hit.csv!B11",]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB101", "miss").is_empty());
    }

    /// Placeholders, neighbouring numbers and one bidder's number in two rows are nothing in common.
    #[test]
    fn edge() {
        assert!(check("WB101", "edge").is_empty());
    }
}
