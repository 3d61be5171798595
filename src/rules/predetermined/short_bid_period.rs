//! Less time for bidding than the law gives.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::graph::Family;
use crate::law::statutes::{
    BIDDING_LAW_24, CONSULTATION_2014_214_10, ORDER_74_29, ORDER_74_45, PROCUREMENT_LAW_35,
};
use crate::law::{self, Metric};
use crate::record::{Fact, Field};
use crate::rules::purchase::{self, Method};
use crate::rules::{Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule};
use crate::text;
use crate::text::Text;

/// MZ505 · 投标准备期不足
pub static RULE: Rule = Rule {
    code: "MZ505",
    slug: "short_bid_period",
    name: Text::of("投标准备期不足", "too little time to bid"),
    article16: Article16::Predetermined,
    family: Family::Process,
    grade: Grade::Violation,
    highest: Grade::Violation,
    basis: &[
        &PROCUREMENT_LAW_35,
        &BIDDING_LAW_24,
        &CONSULTATION_2014_214_10,
        &ORDER_74_29,
        &ORDER_74_45,
    ],
    why: Text::of(
        "压缩准备期，只有事先知情的供应商来得及响应。",
        "Where time is cut short only those who knew beforehand can bid in time.",
    ),
    innocent: &[
        Text::of("紧急采购", "an emergency procurement"),
        Text::of(
            "文件更早已经公开，日期录入有误",
            "the documents were out earlier and the date is a slip",
        ),
    ],
    next: &[
        Text::of("公告和平台发布记录", "the notice and the platform's log of publication"),
        Text::of("文件获取登记的时间", "when the documents were fetched"),
    ],
    needs: &[
        &[Field::DocumentIssueDate, Field::NoticeDate],
        &[Field::Deadline, Field::OpeningTime],
        &[Field::ProcurementMethod, Field::MinimumBidDays],
    ],
    parameters: &[],
    check: Check::Case(check),
};

/// The period for bidding that is needed, and where that is said.
pub struct Needed<'c> {
    /// How many days at least.
    pub days: i32,
    /// Whether only working days count.
    pub working: bool,
    /// The cell that asks for it, where the files do.
    pub stated: Option<&'c Fact>,
    /// Where it comes from.
    pub why: Text,
}

/// The period that a package needs between the issue of its documents and the deadline; `None` where its method has none
/// or is not known.
pub fn least<'c>(case: &'c Case) -> Option<Needed<'c>> {
    needed(case, Method::in_facts(&case.project).map(|(method, _)| method)).ok()?
}

fn check(case: &Case) -> Checked {
    let first = |fields: [Field; 2]| fields.iter().find_map(|field| case.project.date(*field));
    let (start, issued) = first([Field::DocumentIssueDate, Field::NoticeDate])
        .ok_or_else(|| NotChecked::missing([Field::DocumentIssueDate]))?;
    let (end, closed) = first([Field::Deadline, Field::OpeningTime])
        .ok_or_else(|| NotChecked::missing([Field::Deadline]))?;
    let method = Method::in_facts(&case.project);
    let Some(needed) = needed(case, method.map(|(method, _)| method))? else {
        return Ok(Vec::new());
    };
    let (days, certain) = period(start, end, needed.working);
    if days < 0 {
        return Err(NotChecked::because(text!(
            "投标截止日期 {end} 早于文件发出日期 {start}，日期有误",
            "the deadline {end} lies before the issue {start}: a slip in the dates"
        )));
    }
    if needed.days.cmp(&days) != Ordering::Greater {
        return Ok(Vec::new());
    }
    let emergency = purchase::emergency(&case.project);
    let grade = if emergency.is_some() || !certain { Grade::Hint } else { RULE.grade };
    let least = needed.days;
    let says = if needed.working {
        text!(
            "文件于 {start} 发出，{end} 截止，{days} 个工作日，不足 {least} 个工作日",
            "issued on {start}, closed on {end}: {days} working days of the {least} needed"
        )
    } else {
        text!(
            "文件于 {start} 发出，{end} 截止，{days} 日，不足 {least} 日",
            "issued on {start}, closed on {end}: {days} of the {least} days needed"
        )
    };
    let cells =
        [Some(issued), Some(closed), needed.stated, method.map(|(_, fact)| fact), emergency];
    let why = needed.why;
    let found = Finding::new(grade, says, cells.into_iter().flatten().map(Evidence::of)).map(|finding| {
        let finding = finding.measuring(text!("准备期天数（{}）", "days to bid ({})"; why), format!("{days} < {least}"));
        if certain {
            finding
        } else {
            finding.measuring(
                Text::of("节假日安排未收录，工作日按周一至周五推算，仅作提示", "holidays not recorded: Monday to Friday taken as working days; a hint only"),
                days.to_string(),
            )
        }
    });
    Ok(found.into_iter().collect())
}

/// Days between two dates, the first not counted; and whether the working days among them are known.
fn period(start: Date, end: Date, working: bool) -> (i32, bool) {
    if working {
        let count = law::working_days_between(start, end);
        (count.days, count.certain)
    } else {
        (law::calendar_days_between(start, end), true)
    }
}

/// The period that the files ask for, else that of the law; `None` for methods without one.
///
/// # Errors
/// Not checked, when the method is not known.
fn needed<'c>(case: &'c Case, method: Option<Method>) -> Result<Option<Needed<'c>>, NotChecked> {
    if let Some((term, fact)) = case.project.term(Field::MinimumBidDays)
        && let Some(days) = term.days.and_then(|days| i32::try_from(days).ok())
    {
        let why = Text::of("材料载明的要求", "as the files ask");
        return Ok(Some(Needed { days, working: term.working, stated: Some(fact), why }));
    }
    let metric = match method.ok_or_else(|| NotChecked::missing([Field::ProcurementMethod]))? {
        Method::OpenTender | Method::InvitedTender => Metric::MinimumTenderDays,
        Method::Consultation => Metric::MinimumConsultationDays,
        Method::Negotiation => Metric::MinimumNegotiationWorkingDays,
        Method::Inquiry => Metric::MinimumInquiryWorkingDays,
        Method::SingleSource | Method::Framework | Method::OwnProcedure => return Ok(None),
    };
    let applied = law::threshold(
        metric,
        &purchase::place(&case.project),
        purchase::kind(&case.project),
        case.law_date(),
    );
    Ok(applied.and_then(|applied| {
        let days = i32::try_from(applied.threshold.value).ok()?;
        let working = applied.threshold.unit == law::Unit::WorkingDays;
        Some(Needed { days, working, stated: None, why: applied.why })
    }))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn twelve_days_of_twenty() {
        assert_eq!(
            check("MZ505", "hit"),
            [
                "violation: 文件于 2025-03-06 发出，2025-03-18 截止，12 日，不足 20 日 | hit.csv!D2 hit.csv!B3 hit.csv!B2",
            ]
        );
    }

    #[test]
    fn twenty_days_are_enough() {
        assert_eq!(check("MZ505", "miss"), [""; 0]);
    }

    #[test]
    fn a_period_stated_in_the_files_prevails() {
        assert_eq!(check("MZ505", "edge"), [""; 0]);
    }
}
