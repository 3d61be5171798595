//! Deliveries and systems in use before the tender.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::graph::Family;
use crate::law::statutes::{
    BIDDING_REGULATION_41_6, PROCUREMENT_REGULATION_74_5, PROCUREMENT_REGULATION_74_7,
};
use crate::record::{Fact, Field};
use crate::rules::{Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule};
use crate::text;
use crate::text::Text;

/// MZ502 · 到货、上线或验收早于招标
pub static RULE: Rule = Rule {
    code: "MZ502",
    slug: "delivery_before_tender",
    name: Text::of("到货、上线或验收早于招标", "delivered or in use before the tender"),
    article16: Article16::Predetermined,
    family: Family::Process,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&PROCUREMENT_REGULATION_74_5, &PROCUREMENT_REGULATION_74_7, &BIDDING_REGULATION_41_6],
    why: Text::of(
        "先交付、后招标，说明供应商事先已定，招标流于形式。",
        "Where delivery comes before the tender the supplier was settled and the tender a form.",
    ),
    innocent: &[
        Text::of("试用、测试借用的设备", "equipment on loan for a trial"),
        Text::of("紧急采购", "an emergency procurement"),
    ],
    next: &[
        Text::of("入库单、系统启用日志", "receipts of goods and the log of the system's first use"),
        Text::of(
            "工程师进场登记、借用协议",
            "entries of engineers on site and agreements on loans",
        ),
    ],
    needs: &[
        &[Field::DeliveryDate, Field::GoLiveDate, Field::AcceptanceDate],
        &[
            Field::NoticeDate,
            Field::DocumentIssueDate,
            Field::Deadline,
            Field::OpeningTime,
            Field::AwardDate,
        ],
    ],
    parameters: &[],
    check: Check::Case(check),
};

/// The steps of a procurement, the earliest first, and how each is called.
const STEPS: &[(Field, Text)] = &[
    (Field::NoticeDate, Text::of("招标公告", "the notice")),
    (Field::DocumentIssueDate, Text::of("招标文件发出", "the issue of the documents")),
    (Field::Deadline, Text::of("投标截止", "the deadline")),
    (Field::OpeningTime, Text::of("开标", "the opening")),
    (Field::AwardDate, Text::of("定标", "the award")),
];

fn check(case: &Case) -> Checked {
    let step = |(field, name): &'static (Field, Text)| {
        case.project.date(*field).map(|(date, fact)| (date, fact, name))
    };
    let steps: Vec<(Date, &Fact, &Text)> = STEPS.iter().filter_map(step).collect();
    let fields = &[Field::DeliveryDate, Field::GoLiveDate, Field::AcceptanceDate];
    let mut dates: Vec<(Date, &Fact)> = Vec::new();
    let rows = case
        .acceptances
        .iter()
        .copied()
        .chain(case.contracts.iter().copied())
        .chain([&case.project]);
    let mut seen = BTreeSet::new();
    for fact in rows.flat_map(|row| row.any(fields)) {
        if let Some(date) = fact.date().filter(|_| seen.insert(fact.at)) {
            dates.push((date, fact));
        }
    }
    let Some(last) = steps.iter().map(|step| step.0).max() else {
        return Err(NotChecked::missing([Field::NoticeDate, Field::Deadline]));
    };
    if dates.is_empty() {
        return Err(NotChecked::missing([Field::DeliveryDate, Field::GoLiveDate]));
    }
    dates.retain(|(date, _)| *date < last);
    dates.sort_by_key(|(date, fact)| (*date, fact.at));
    let Some((first, earliest)) = dates.first().copied() else { return Ok(Vec::new()) };
    // The first step of the procurement that the earliest delivery precedes says how early it was.
    let Some((day, step, name)) =
        steps.iter().filter(|step| first < step.0).min_by_key(|step| step.0).copied()
    else {
        return Ok(Vec::new());
    };
    let (n, what, days) =
        (dates.len(), earliest.field.name(), crate::law::calendar_days_between(first, day));
    let says = text!(
        "共 {n} 处交付早于采购程序，最早的{}为 {first}，早于{}（{day}）{days} 天",
        "deliveries before the procurement: {n}; the earliest {} is {first}, before {} on {day} ({days} days)";
        what, name
    );
    let cells = dates.iter().map(|(_, fact)| Evidence::of(fact)).chain([Evidence::of(step)]);
    let winner = case.winner().map(|(winner, fact)| Evidence::by(winner, fact));
    let found = Finding::new(RULE.grade, says, cells.chain(winner));
    Ok(found
        .map(|finding| {
            finding.measuring(Text::of("提前天数", "days before"), format!("{days} > 0"))
        })
        .into_iter()
        .collect())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn delivered_before_the_notice() {
        assert_eq!(
            check("MZ502", "hit"),
            [
                "strong: 共 1 处交付早于采购程序，最早的到货日期为 2025-02-24，早于招标公告（2025-03-10）14 天 | hit.csv!E12 hit.csv!D2 hit.csv!B4",
            ]
        );
    }

    #[test]
    fn delivered_after_the_award() {
        assert_eq!(check("MZ502", "miss"), [""; 0]);
    }

    #[test]
    fn delivered_on_the_day_of_the_award() {
        assert_eq!(check("MZ502", "edge"), [""; 0]);
    }
}
