//! A failed tender followed by a single-source purchase from the one who had bid.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::single_bidder_or_few::failed;
use crate::graph::market::cleaned;
use crate::graph::{Family, Market, Purchase};
use crate::law::statutes::{
    ORDER_87_43, PROCUREMENT_LAW_31, PROCUREMENT_LAW_37, PROCUREMENT_REGULATION_23,
    PROCUREMENT_REGULATION_27, PROCUREMENT_REGULATION_38,
};
use crate::record::{Fact, Field};
use crate::resolve::BidderId;
use crate::rules::purchase::{self, Method};
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule, Subject,
};
use crate::text;
use crate::text::Text;

/// MZ504 · 流标后转单一来源且由原投标人成交
pub static RULE: Rule = Rule {
    code: "MZ504",
    slug: "failed_then_single_source",
    name: Text::of(
        "流标后转单一来源且由原投标人成交",
        "failed tender turned into a single source for its bidder",
    ),
    article16: Article16::Predetermined,
    family: Family::Process,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[
        &PROCUREMENT_LAW_31,
        &PROCUREMENT_LAW_37,
        &PROCUREMENT_REGULATION_23,
        &PROCUREMENT_REGULATION_27,
        &PROCUREMENT_REGULATION_38,
        &ORDER_87_43,
    ],
    why: Text::of(
        "以苛刻条件使招标流标，再以单一来源交给唯一的投标人，是规避竞争的常见路径。",
        "Letting a tender fail by narrow terms and handing it to the lone bidder is a common way around competition.",
    ),
    innocent: &[
        Text::of(
            "确属专利、专有技术等唯一供应商，并经专家论证",
            "a true monopoly, such as a patent, confirmed by experts",
        ),
        Text::of("重新招标后仍无其他供应商", "nobody else came to a second tender either"),
    ],
    next: &[
        Text::of("首次招标文件的资格和技术条件", "the terms of the failed tender"),
        Text::of(
            "专家论证意见、单一来源公示和批复",
            "the experts' opinion, the publication and the approval of the single source",
        ),
    ],
    needs: &[&[Field::ProcurementMethod], &[Field::ProjectName]],
    parameters: &[&DAYS],
    check: Check::Market(check),
};

static DAYS: Parameter = Parameter {
    name: "days_after_failure",
    value: 180.0,
    means: Text::of(
        "流标至单一来源采购的最长天数（经验值）",
        "longest time from the failure to the single source, days (rule of thumb)",
    ),
};

/// One procedure as it is compared.
struct Procedure<'m> {
    case: &'m Case<'m>,
    name: &'m Fact,
    core: String,
    method: (Method, &'m Fact),
    buyer: String,
    date: Option<(Date, &'m Fact)>,
    supplier: Option<(BidderId, &'m Fact)>,
}

fn check(market: &Market) -> Checked {
    let procedures: Vec<Procedure> =
        cases(market).into_iter().filter_map(|(case, bought)| procedure(case, bought)).collect();
    if procedures.len() < 2 {
        return Err(NotChecked::because(Text::of(
            "数据不足：载明采购方式的项目不足两个",
            "insufficient data: fewer than two procedures with a method",
        )));
    }
    let mut by_buyer: BTreeMap<&str, Vec<&Procedure>> = BTreeMap::new();
    for one in &procedures {
        by_buyer.entry(&one.buyer).or_default().push(one);
    }
    let mut found = Vec::new();
    for single in procedures.iter().filter(|one| one.method.0 == Method::SingleSource) {
        let of_buyer = by_buyer.get(single.buyer.as_str()).into_iter().flatten();
        found.extend(of_buyer.filter_map(|before| finding(market, before, single)));
    }
    Ok(found)
}

/// Every package of the market once, with its purchase where there is one.
fn cases<'m>(market: &'m Market<'m>) -> Vec<(&'m Case<'m>, Option<&'m Purchase<'m>>)> {
    let bought = market.purchases.iter().map(|purchase| (purchase.case, Some(purchase)));
    let bid_for = market.entries.iter().map(|entry| (entry.case, None));
    let mut seen = BTreeSet::new();
    bought
        .chain(bid_for)
        .filter(|(case, _)| seen.insert((case.tender.id.as_str(), case.package.as_str())))
        .collect()
}

fn procedure<'m>(case: &'m Case<'m>, bought: Option<&'m Purchase<'m>>) -> Option<Procedure<'m>> {
    let facts = &case.project;
    let (name, method) = (facts.first(Field::ProjectName)?, Method::in_facts(facts)?);
    // A tender fails at its opening; a single source is what it ends in.
    let days = if method.0 == Method::SingleSource {
        [Field::AwardDate, Field::ContractDate, Field::OpeningTime, Field::NoticeDate]
    } else {
        [Field::OpeningTime, Field::Deadline, Field::AwardDate, Field::NoticeDate]
    };
    Some(Procedure {
        case,
        name,
        core: purchase::core(&name.raw),
        method,
        buyer: facts.text(Field::BuyerName).map(cleaned).unwrap_or_default(),
        date: days.iter().find_map(|field| facts.date(*field)),
        supplier: case.winner().or_else(|| bought.and_then(|purchase| purchase.supplier)),
    })
}

/// Whether a procedure came to nothing, and the cells that show it.
fn failure(before: &Procedure) -> Option<Vec<Evidence>> {
    let bids = || before.case.bids.iter().map(|bid| Evidence::by(bid.bidder, &bid.named));
    if let Some(status) = before.case.project.all(Field::Status).find(|fact| failed(&fact.raw)) {
        return Some(std::iter::once(Evidence::of(status)).chain(bids()).collect());
    }
    let remarked = before
        .case
        .bids
        .iter()
        .flat_map(|bid| bid.facts.all(Field::Remark))
        .find(|fact| failed(&fact.raw));
    let few =
        before.case.bids.len() < 3 && before.supplier.is_none() && !before.case.bids.is_empty();
    (few || (remarked.is_some() && before.supplier.is_none()))
        .then(|| bids().chain(remarked.map(Evidence::of)).collect())
}

fn finding(market: &Market, before: &Procedure, single: &Procedure) -> Option<Finding> {
    if !before.method.0.is_competitive() || !purchase::same_core(&before.core, &single.core) {
        return None;
    }
    let ((failed_on, failed_at), (bought_on, bought_at)) = (before.date?, single.date?);
    let days = crate::law::calendar_days_between(failed_on, bought_on);
    let cells = failure(before).filter(|_| 0 <= days && f64::from(days) <= DAYS.value)?;
    let (supplier, won) = single.supplier?;
    // Who had bid decides; where the files do not name anybody it stays a hint.
    let had_bid = before.case.bid(supplier).is_some();
    if !had_bid && !before.case.bids.is_empty() {
        return None;
    }
    let grade = if had_bid { RULE.grade } else { Grade::Hint };
    let (name, n) = (market.bidders.names(&[supplier]), before.case.bids.len());
    let says = if had_bid {
        text!(
            "{failed_on} 招标失败（投标 {n} 家），{days} 天后以单一来源由其中的{}成交",
            "the tender of {failed_on} failed (bidders: {n}); {days} days later {}, one of them, got it as a single source";
            name
        )
    } else {
        text!(
            "{failed_on} 招标失败，{days} 天后以单一来源由{}成交，首次招标的投标人材料未载明",
            "the tender of {failed_on} failed; {days} days later {} got it as a single source; the files do not name who had bid";
            name
        )
    };
    let procedure =
        [before.name, before.method.1, failed_at, single.name, single.method.1, bought_at];
    let all =
        procedure.into_iter().map(Evidence::of).chain(cells).chain([Evidence::by(supplier, won)]);
    let tender = |one: &Procedure| Subject::Tender(one.case.tender.id.clone());
    Some(
        Finding::new(grade, says, all)?
            .about([tender(before), tender(single), Subject::Bidder(supplier)])
            .measuring(Text::of("间隔天数", "days between"), format!("{days} ≤ {}", DAYS.value)),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn the_lone_bidder_gets_it_as_a_single_source() {
        assert_eq!(
            check("MZ504", "hit"),
            [
                "strong: 2025-03-18 招标失败（投标 1 家），39 天后以单一来源由其中的云帆信息成交 | hit.csv!B2 hit.csv!D2 hit.csv!F2 hit.csv!B3 hit.csv!D3 hit.csv!F3 hit.csv!J2 hit.csv!G2 hit.csv!H3",
            ]
        );
    }

    #[test]
    fn another_need_and_another_supplier() {
        assert_eq!(check("MZ504", "miss"), [""; 0]);
    }

    #[test]
    fn more_than_half_a_year_later() {
        assert_eq!(check("MZ504", "edge"), [""; 0]);
    }
}
