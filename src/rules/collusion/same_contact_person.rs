//! Different bidders that name one contact.

use crate::graph::Family;
use crate::law::statutes::ORDER_87_37_3;
use crate::record::Field;
use crate::rules::shared::person::{self, Role};
use crate::rules::{Article16, Case, Check, Checked, Grade, Rule, shared};
use crate::text::Text;

/// WB106 · 联系人相同
pub static RULE: Rule = Rule {
    code: "WB106",
    slug: "same_contact_person",
    name: Text::of("联系人相同", "one contact person"),
    article16: Article16::Collusion,
    family: Family::People,
    grade: Grade::Strong,
    highest: Grade::Deemed,
    basis: &[&ORDER_87_37_3],
    why: Text::of(
        "政府采购货物和服务招标中，不同投标人的投标文件载明的联系人员为同一人的，视为串通投标。",
        "In government procurement of goods and services, bids that name one contact are deemed collusion.",
    ),
    innocent: &[
        Text::of("同名不同人", "namesakes"),
        Text::of(
            "登记资料由同一代账或者代办机构填写",
            "particulars filled in by one bookkeeping or filing agent",
        ),
    ],
    next: &[Text::of(
        "报名表、投标函、退还保证金联系人",
        "contacts in registration forms, letters of bid and requests for refund",
    )],
    needs: &[&[Field::ContactName]],
    parameters: &[&shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

pub(super) static ROLE: Role =
    Role {
        names: &[Field::ContactName], id: None, called: Text::of("联系人", "contact person")
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
            check("WB106", "hit"),
            [
                "strong: 恒泰信息、云帆软件的联系人疑似同一人：证件号码相同 | hit.csv!B10 hit.csv!C10 hit.csv!B11 hit.csv!C11",
            ]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB106", "miss").is_empty());
    }

    /// A name with two telephone numbers may be a namesake's; 联系人 is nobody's name.
    #[test]
    fn edge() {
        assert_eq!(
            check("WB106", "edge"),
            [
                "hint: 恒泰信息、云帆软件的联系人姓名相同，尚无证件号码、证书编号、电话印证，重名可能未排除 | edge.csv!B10 edge.csv!B11",
            ]
        );
    }
}
