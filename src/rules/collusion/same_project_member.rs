//! Different bidders that name one person for the project.

use crate::graph::Family;
use crate::law::statutes::{BIDDING_REGULATION_40_3, ORDER_87_37_3};
use crate::record::Field;
use crate::rules::shared::person::{self, Role};
use crate::rules::{Article16, Case, Check, Checked, Grade, Rule, shared};
use crate::text::Text;

/// WB105 · 项目管理成员相同
pub static RULE: Rule = Rule {
    code: "WB105",
    slug: "same_project_member",
    name: Text::of("项目管理成员相同", "one person on two project teams"),
    article16: Article16::Collusion,
    family: Family::People,
    grade: Grade::Deemed,
    highest: Grade::Deemed,
    basis: &[&BIDDING_REGULATION_40_3, &ORDER_87_37_3],
    why: Text::of(
        "不同投标人的投标文件载明的项目管理成员为同一人，法规视为串通投标。",
        "Bids of different bidders that name one person in the project management are deemed collusion.",
    ),
    innocent: &[
        Text::of("同名不同人", "namesakes"),
        Text::of(
            "人员跳槽后原单位沿用旧简历",
            "somebody who changed employers and whose old curriculum was used again",
        ),
    ],
    next: &[Text::of(
        "人员简历、证书原件及社保缴费明细",
        "curricula, certificates and social-insurance records of the person",
    )],
    needs: &[&[Field::MemberName, Field::MemberId, Field::MemberCertificate]],
    parameters: &[&shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

pub(super) static ROLE: Role = Role {
    names: &[Field::MemberName],
    id: Some(Field::MemberId),
    called: Text::of("项目管理成员", "member of the project team"),
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
            check("WB105", "hit"),
            [
                "deemed: 恒泰信息、云帆软件的项目管理成员疑似同一人：证书编号相同 | hit.csv!B10 hit.csv!D10 hit.csv!B12 hit.csv!D12",
            ]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB105", "miss").is_empty());
    }

    /// The name of a certificate is no number: what is left is the name of the person.
    #[test]
    fn edge() {
        assert_eq!(
            check("WB105", "edge"),
            [
                "hint: 恒泰信息、云帆软件的项目管理成员姓名相同，尚无证件号码、证书编号、电话印证，重名可能未排除 | edge.csv!B10 edge.csv!D10 edge.csv!B11 edge.csv!D11",
            ]
        );
    }
}
