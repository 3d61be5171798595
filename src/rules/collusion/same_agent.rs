//! Different bidders represented by one agent, or registered by one person.

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
        Text::of("授权委托书、签到表、报名登记及身份证复印件", "powers of attorney, attendance sheets, registrations, copies of identity cards"),
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
    person::findings(case, &ROLE, RULE.grade)
}
