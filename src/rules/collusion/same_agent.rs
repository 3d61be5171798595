//! Different bidders represented by one agent, or registered by one person.

use super::{same_contact_person, same_legal_representative, same_project_member};
use crate::graph::Family;
use crate::law::statutes::{BIDDING_REGULATION_40_2, ORDER_87_37_2};
use crate::record::Field;
use crate::rules::shared::person::{self, Role};
use crate::rules::{Article16, Case, Check, Checked, Grade, Rule, shared};
use crate::text::Text;

/// WB104 · 委托同一人办理投标
pub static RULE: Rule = Rule {
    code: "WB104",
    slug: "same_agent",
    name: Text::of("委托同一人办理投标", "one agent for several bidders"),
    article16: Article16::Collusion,
    family: Family::People,
    grade: Grade::Deemed,
    highest: Grade::Deemed,
    basis: &[&BIDDING_REGULATION_40_2, &ORDER_87_37_2],
    why: Text::of(
        "不同投标人委托同一单位或者个人办理投标事宜，法规视为串通投标。",
        "Bidders who have one unit or person handle their bids are deemed to collude.",
    ),
    innocent: &[
        Text::of("同名不同人", "namesakes"),
        Text::of("只代为递送纸质文件的人员", "a courier who only delivers papers"),
    ],
    next: &[
        Text::of(
            "授权委托书、签到表、报名登记及身份证复印件",
            "powers of attorney, attendance sheets, registrations, copies of identity cards",
        ),
        Text::of("开标现场监控", "camera records of the opening"),
    ],
    needs: &[&[Field::AgentName, Field::RegisterPerson, Field::AgentId]],
    parameters: &[&shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

static ROLE: Role = Role {
    names: &[Field::AgentName, Field::RegisterPerson],
    id: Some(Field::AgentId),
    called: Text::of("授权代表（报名人）", "agent"),
};

fn check(case: &Case) -> Checked {
    let mut found = person::findings(case, &ROLE, RULE.grade)?;
    // The agent of one bidder among the people of another: both bids may be in one hand, which the law does not deem.
    for other in
        [&same_legal_representative::ROLE, &same_project_member::ROLE, &same_contact_person::ROLE]
    {
        found.extend(person::across(case, &ROLE, other, Grade::Strong));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB104", "hit"),
            [
                "deemed: 恒泰信息、云帆软件的授权代表（报名人）疑似同一人：证件号码相同 | hit.csv!B10 hit.csv!C10 hit.csv!B11 hit.csv!C11",
            ]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB104", "miss").is_empty());
    }

    /// A name alone may be a namesake's.
    #[test]
    fn edge() {
        assert_eq!(
            check("WB104", "edge"),
            [
                "hint: 恒泰信息、云帆软件的授权代表（报名人）姓名相同，尚无证件号码、证书编号、电话印证，重名可能未排除 | edge.csv!B10 edge.csv!B11",
            ]
        );
    }

    /// The representative of one bidder is the agent of another; one person in both roles of one bidder is ordinary.
    #[test]
    fn across_roles() {
        assert_eq!(
            check("WB104", "across"),
            [
                "strong: 云帆软件的授权代表（报名人）与恒泰信息的法定代表人证件号码相同 | across.csv!D11 across.csv!E11 across.csv!B10 across.csv!C10"
            ]
        );
    }
}
