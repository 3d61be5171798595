//! Contracts signed before the award.

use crate::graph::Family;
use crate::law::statutes::{ORDER_87_71, PROCUREMENT_LAW_46, PROCUREMENT_REGULATION_74_5};
use crate::record::{Fact, Facts, Field};
use crate::rules::{Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule};
use crate::text;
use crate::text::Text;

/// MZ501 · 合同签订早于定标
pub static RULE: Rule = Rule {
    code: "MZ501",
    slug: "contract_before_award",
    name: Text::of("合同签订早于定标", "contract signed before the award"),
    article16: Article16::Predetermined,
    family: Family::Process,
    grade: Grade::Violation,
    highest: Grade::Violation,
    basis: &[&PROCUREMENT_LAW_46, &ORDER_87_71, &PROCUREMENT_REGULATION_74_5],
    why: Text::of(
        "合同应在中标通知书发出之后签订；先签合同说明结果事先已定。",
        "The contract follows the notice of award; one signed before it means that the result was settled.",
    ),
    innocent: &[
        Text::of("日期录入错误", "a slip in the date"),
        Text::of("框架协议项下的订单", "an order under a framework agreement"),
    ],
    next: &[
        Text::of(
            "合同审批流程日志、用印登记",
            "the log of the contract's approval and the register of seals",
        ),
        Text::of("中标通知书原件", "the original notice of award"),
    ],
    needs: &[&[Field::ContractDate], &[Field::AwardDate, Field::AwardNoticeDate]],
    parameters: &[],
    check: Check::Case(check),
};

fn check(case: &Case) -> Checked {
    let awards: Vec<&Fact> = case
        .project
        .any(&[Field::AwardDate, Field::AwardNoticeDate])
        .filter(|fact| fact.date().is_some())
        .collect();
    let award = awards
        .iter()
        .filter_map(|fact| fact.date())
        .min()
        .ok_or_else(|| NotChecked::missing([Field::AwardDate]))?;
    let mut signed: Vec<&Fact> = Vec::new();
    for contract in contracts(case) {
        signed.extend(contract.all(Field::ContractDate).filter(|fact| fact.date().is_some()));
    }
    if signed.is_empty() {
        return Err(NotChecked::missing([Field::ContractDate]));
    }
    let early = signed
        .into_iter()
        .filter_map(|fact| Some((fact.date().filter(|date| *date < award)?, fact)));
    let found = early.filter_map(|(date, fact)| {
        let days = crate::law::calendar_days_between(date, award);
        let says = text!(
            "合同于 {date} 签订，早于定标日期 {award} {days} 天",
            "the contract was signed on {date}, {days} days before the award on {award}"
        );
        let winner = case.winner().map(|(winner, fact)| Evidence::by(winner, fact));
        let cells = std::iter::once(Evidence::of(fact))
            .chain(awards.iter().map(|award| Evidence::of(award)))
            .chain(winner);
        Some(
            Finding::new(RULE.grade, says, cells)?
                .measuring(Text::of("提前天数", "days before the award"), format!("{days} > 0")),
        )
    });
    Ok(found.collect())
}

/// The contracts of this award: rows of contract tables with its winner, else what the project says.
fn contracts<'c>(case: &'c Case) -> Vec<&'c Facts> {
    let winner = case.winner().map(|(winner, _)| winner);
    let is_own = |row: &&&Facts| match (
        winner,
        row.first(Field::Winner).and_then(|fact| case.bidders.at(fact).first()),
    ) {
        (Some(winner), Some(supplier)) => winner == *supplier,
        _ => true,
    };
    let rows: Vec<&Facts> = case.contracts.iter().filter(is_own).copied().collect();
    if rows.iter().any(|row| row.has(Field::ContractDate)) || !case.contracts.is_empty() {
        rows
    } else {
        vec![&case.project]
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn signed_six_days_before_the_award() {
        assert_eq!(
            check("MZ501", "hit"),
            [
                "violation: 合同于 2025-04-11 签订，早于定标日期 2025-04-17 6 天 | hit.csv!E11 hit.csv!D2 hit.csv!B3 hit.csv!D3",
            ]
        );
    }

    #[test]
    fn signed_after_the_award() {
        assert_eq!(check("MZ501", "miss"), [""; 0]);
    }

    #[test]
    fn signed_on_the_day_of_the_award() {
        assert_eq!(check("MZ501", "edge"), [""; 0]);
    }
}
