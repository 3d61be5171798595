//! Purchases at or above the open-tender threshold by another method, without approval.

use rust_decimal::Decimal;

use crate::graph::Family;
use crate::law::statutes::{
    EMERGENCY_2026_12, ORDER_74_4, PROCUREMENT_LAW_27, PROCUREMENT_LAW_71_1,
    PROCUREMENT_REGULATION_23,
};
use crate::record::{Fact, Field};
use crate::rules::purchase::{self, Method};
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule, Subject, format,
};
use crate::text;
use crate::text::Text;

/// HB503 · 达到公开招标数额而未经批准采用其他方式
pub static RULE: Rule = Rule {
    code: "HB503",
    slug: "method_change_without_approval",
    name: Text::of(
        "达到公开招标数额而未经批准采用其他方式",
        "another method than open tender without approval",
    ),
    article16: Article16::Avoidance,
    family: Family::Process,
    grade: Grade::Violation,
    highest: Grade::Violation,
    basis: &[&PROCUREMENT_LAW_27, &PROCUREMENT_LAW_71_1, &PROCUREMENT_REGULATION_23, &ORDER_74_4],
    why: Text::of(
        "达到公开招标数额标准的采购应当公开招标，采用其他方式须事先获得设区的市以上财政部门批准。",
        "At the threshold a purchase is openly tendered; another method needs the finance department's approval beforehand.",
    ),
    innocent: &[
        Text::of("批复存在但未录入", "an approval that was not recorded"),
        Text::of("框架协议项下的采购", "a purchase under a framework agreement"),
        Text::of(
            "2026 年 10 月 1 日起的紧急采购",
            "an emergency procurement from 1 October 2026 on",
        ),
    ],
    next: &[
        Text::of(
            "财政部门关于变更采购方式的批复",
            "the finance department's approval of the change",
        ),
        Text::of("采购计划备案", "the filed procurement plan"),
    ],
    needs: &[
        &[Field::ProcurementMethod],
        &[Field::Budget, Field::AwardAmount, Field::ContractAmount],
    ],
    parameters: &[],
    check: Check::Case(check),
};

fn check(case: &Case) -> Checked {
    let facts = &case.project;
    let (method, named) =
        Method::in_facts(facts).ok_or_else(|| NotChecked::missing([Field::ProcurementMethod]))?;
    if matches!(method, Method::OpenTender | Method::Framework) {
        return Ok(Vec::new());
    }
    let (amount, stated) = amount(case).ok_or_else(|| NotChecked::missing([Field::Budget]))?;
    let on = case.law_date();
    let Some(threshold) = purchase::open_tender(facts, on) else {
        return Err(NotChecked::because(Text::of(
            "没有可用的公开招标数额标准",
            "no open-tender threshold is known",
        )));
    };
    if amount < threshold.yuan {
        return Ok(Vec::new());
    }
    let emergency = purchase::emergency(facts);
    if emergency.is_some() && EMERGENCY_2026_12.holds(on) == Some(true) {
        return Ok(Vec::new());
    }
    let approval = purchase::approval(facts);
    let late = approved_after_start(case);
    if approval.is_some() && late.is_none() {
        return Ok(Vec::new());
    }
    // A figure that only stands in may lie below the one of the place; an emergency had its own rules before 2026 as well.
    let grade = if threshold.surely_reached_by(amount) && emergency.is_none() {
        RULE.grade
    } else {
        Grade::Hint
    };
    let (how, paid, limit) = (
        Text::same(named.raw.trim().to_owned()),
        format::money(amount),
        format::money(threshold.yuan),
    );
    let says = match late {
        Some((_, _, approved, started)) => text!(
            "金额 {}，达到公开招标数额标准 {}，采用{}，批准日期 {approved} 晚于采购开始日期 {started}",
            "{} reaches the open-tender threshold of {}; bought by {}; approved on {approved}, after the start on {started}";
            paid, limit, how
        ),
        None => text!(
            "金额 {}，达到公开招标数额标准 {}，采用{}，材料中未见批准文件",
            "{} reaches the open-tender threshold of {}; bought by {}; no approval is found in the files";
            paid, limit, how
        ),
    };
    let dates = late.into_iter().flat_map(|(approved, started, _, _)| [approved, started]);
    let plain =
        [Some(stated), Some(named), threshold.fact, approval, emergency].into_iter().flatten();
    let winner = case.winner().map(|(winner, fact)| Evidence::by(winner, fact));
    let cells = plain.chain(dates).map(Evidence::of).chain(winner);
    let (what, figure) = threshold.measured();
    let found = Finding::new(grade, says, cells).map(|finding| {
        let buyer = facts.text(Field::BuyerName).map(|name| Subject::Buyer(name.to_owned()));
        let supplier = case.winner().map(|(winner, _)| Subject::Bidder(winner));
        finding
            .about(
                buyer.into_iter().chain(supplier).chain([Subject::Tender(case.tender.id.clone())]),
            )
            .exposing(Some(amount))
            .measuring(what, figure)
    });
    Ok(found.into_iter().collect())
}

/// The amount that the threshold is held against: the budget, else the award or the contract.
fn amount<'c>(case: &'c Case) -> Option<(Decimal, &'c Fact)> {
    [Field::Budget, Field::AwardAmount, Field::ContractAmount]
        .iter()
        .find_map(|field| case.project.money(*field))
}

/// The approval's date and the start of the procurement, where the approval came later.
fn approved_after_start<'c>(
    case: &'c Case,
) -> Option<(&'c Fact, &'c Fact, jiff::civil::Date, jiff::civil::Date)> {
    let (approved, approved_at) = case.project.date(Field::ApprovalDate)?;
    let start = [Field::NoticeDate, Field::DocumentIssueDate, Field::Deadline, Field::OpeningTime];
    let (started, started_at) = start.iter().find_map(|field| case.project.date(*field))?;
    (started < approved).then_some((approved_at, started_at, approved, started))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn no_approval() {
        assert_eq!(
            check("HB503", "hit"),
            [
                "violation: 金额 260.00 万元，达到公开招标数额标准 200.00 万元，采用竞争性磋商，材料中未见批准文件 | hit.csv!B3 hit.csv!D2 hit.csv!D3 hit.csv!D4",
            ]
        );
    }

    #[test]
    fn approved_before_the_notice() {
        assert_eq!(check("HB503", "miss"), [""; 0]);
    }

    #[test]
    fn the_threshold_is_included_and_the_approval_came_late() {
        assert_eq!(
            check("HB503", "edge"),
            [
                "violation: 金额 200.00 万元，达到公开招标数额标准 200.00 万元，采用竞争性磋商，批准日期 2025-03-20 晚于采购开始日期 2025-03-10 | edge.csv!B3 edge.csv!D2 edge.csv!D3 edge.csv!B5 edge.csv!D5 edge.csv!B4 edge.csv!D4",
            ]
        );
    }
}
