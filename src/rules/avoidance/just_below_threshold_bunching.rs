//! Amounts that gather just below the open-tender threshold.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::graph::{Family, Market, Purchase};
use crate::law::statutes::PROCUREMENT_LAW_28;
use crate::record::Field;
use crate::rules::purchase::{self, Method, OpenTender};
use crate::rules::{
    Article16, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule, Subject,
    format,
};
use crate::screen::bunching::{self, Bunching};
use crate::text;
use crate::text::Text;

/// HB502 · 金额聚集在公开招标数额标准之下
pub static RULE: Rule = Rule {
    code: "HB502",
    slug: "just_below_threshold_bunching",
    name: Text::of(
        "金额聚集在公开招标数额标准之下",
        "amounts just below the open-tender threshold",
    ),
    article16: Article16::Avoidance,
    family: Family::Process,
    grade: Grade::Hint,
    highest: Grade::Strong,
    basis: &[&PROCUREMENT_LAW_28],
    why: Text::of(
        "金额恰好压在公开招标数额标准之下，可能是为避开公开招标而定价或者拆分。",
        "Amounts that stop just short of the threshold may have been set or split to avoid an open tender.",
    ),
    innocent: &[
        Text::of("预算按该数额下达", "budgets granted at that very figure"),
        Text::of("偶然", "coincidence"),
    ],
    next: &[
        Text::of("预算编制依据、询价材料", "how the budget was made up"),
        Text::of("同类项目是否另有采购", "whether more of the same kind was bought"),
    ],
    needs: &[
        &[Field::AwardAmount, Field::ContractAmount, Field::Budget],
        &[Field::ProcurementMethod],
    ],
    parameters: &[&SHARE, &WIDTH, &AMOUNTS, &CHANCE],
    check: Check::Market(check),
};

static SHARE: Parameter = Parameter {
    name: "share_of_threshold",
    value: 0.95,
    means: Text::of(
        "单笔金额与标准之比的下限（经验值）",
        "least share of the threshold of a single amount (rule of thumb)",
    ),
};

static WIDTH: Parameter = Parameter {
    name: "width",
    value: 0.10,
    means: Text::of(
        "聚集检验在标准上下各取的宽度",
        "width below and above the threshold in the test of bunching",
    ),
};

static AMOUNTS: Parameter = Parameter {
    name: "fewest_amounts",
    value: 20.0,
    means: Text::of("聚集检验所需的最少笔数", "fewest amounts that the test of bunching takes"),
};

static CHANCE: Parameter = Parameter {
    name: "chance_at_most",
    value: 0.01,
    means: Text::of("聚集检验的显著性水平（二项检验）", "level of the test of bunching (binomial)"),
};

fn check(market: &Market) -> Checked {
    let mut groups: BTreeMap<(&str, Decimal), (OpenTender, Vec<&Purchase>)> = BTreeMap::new();
    for one in market.distinct() {
        let day = one.date.map(|(date, _)| date).or_else(|| one.case.law_date());
        if let Some(threshold) = purchase::open_tender(one.facts, day) {
            groups
                .entry((&one.buyer, threshold.yuan))
                .or_insert_with(|| (threshold, Vec::new()))
                .1
                .push(one);
        }
    }
    if groups.values().all(|(_, bought)| bought.iter().all(|one| method(one).is_none())) {
        return Err(NotChecked::missing([Field::ProcurementMethod]));
    }
    Ok(groups.values().filter_map(|(threshold, bought)| finding(threshold, bought)).collect())
}

fn method(one: &Purchase) -> Option<Method> {
    one.method.and_then(|fact| Method::of(&fact.raw))
}

fn finding(threshold: &OpenTender, bought: &[&Purchase]) -> Option<Finding> {
    let amounts: Vec<Decimal> = bought.iter().map(|one| one.amount.0).collect();
    let width = Decimal::try_from(WIDTH.value).ok()?;
    // The careful side: amounts thin out as they grow, so that a little more than half lie below by themselves.
    let honest =
        (1.0 / (1.0 - WIDTH.value)).ln() / ((1.0 + WIDTH.value) / (1.0 - WIDTH.value)).ln();
    let near = bunching::bunching(&amounts, threshold.yuan, width, honest)?;
    // An open tender below the threshold avoids nothing.
    let below = |one: &&&Purchase| {
        let share = format::share(one.amount.0, threshold.yuan);
        let evades = method(one)
            .is_some_and(|method| !matches!(method, Method::OpenTender | Method::Framework));
        // The budget decides the method: one at the threshold is not below it, whatever was paid in the end.
        let under = one.budget.is_none_or(|(budget, _)| budget < threshold.yuan)
            && one.amount.0 < threshold.yuan;
        evades && under && share.is_some_and(|share| SHARE.value <= share)
    };
    let just_below: Vec<&Purchase> = bought.iter().filter(below).copied().collect();
    let n = just_below.len();
    if n == 0 {
        return None;
    }
    let Bunching { below: low, above: high, chance } = near;
    let crowded = AMOUNTS.value <= (low + high) as f64 && chance < CHANCE.value;
    let grade = if crowded && threshold.certain { Grade::Strong } else { RULE.grade };
    let (limit, share) = (format::money(threshold.yuan), format::percent(SHARE.value));
    let says = text!(
        "{n} 笔未公开招标的采购金额不足公开招标数额标准（{}），但在其 {share} 以上",
        "purchases without an open tender below the threshold of {} but at {share} of it or more: {n}";
        limit
    );
    let cells = just_below.iter().flat_map(|one| {
        let won = one.supplier.map(|(bidder, fact)| Evidence::by(bidder, fact));
        [Some(one.amount.1), one.method]
            .into_iter()
            .flatten()
            .map(Evidence::of)
            .chain(won)
            .collect::<Vec<_>>()
    });
    let buyer = bought[0].buyer_fact;
    let suppliers =
        just_below.iter().filter_map(|one| one.supplier.map(|(bidder, _)| Subject::Bidder(bidder)));
    let subjects: Vec<Subject> = buyer
        .map(|fact| Subject::Buyer(fact.raw.to_string()))
        .into_iter()
        .chain(suppliers)
        .collect();
    let (what, figure) = threshold.measured();
    Some(
        Finding::new(
            grade,
            says,
            cells.chain(buyer.map(Evidence::of)).chain(threshold.fact.map(Evidence::of)),
        )?
        .about(subjects)
        .measuring(what, figure)
        .measuring(
            Text::of("标准以下 10% / 以上 10% 内的笔数", "amounts within 10 % below / above"),
            format!("{low} / {high}"),
        )
        .measuring(
            Text::of("偶然聚集到如此程度的概率", "chance of so many below"),
            format::chance(chance),
        ),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn two_amounts_just_below() {
        assert_eq!(
            check("HB502", "hit"),
            [
                "hint: 2 笔未公开招标的采购金额不足公开招标数额标准（200.00 万元），但在其 95.00% 以上 | hit.csv!G2 hit.csv!E2 hit.csv!F2 hit.csv!G3 hit.csv!E3 hit.csv!F3 hit.csv!C2 hit.csv!I2",
            ]
        );
    }

    #[test]
    fn open_tenders_avoid_nothing() {
        assert_eq!(check("HB502", "miss"), [""; 0]);
    }

    #[test]
    fn ninety_five_percent_is_included() {
        assert_eq!(
            check("HB502", "edge"),
            [
                "hint: 1 笔未公开招标的采购金额不足公开招标数额标准（200.00 万元），但在其 95.00% 以上 | edge.csv!G2 edge.csv!E2 edge.csv!F2 edge.csv!C2 edge.csv!I2",
            ]
        );
    }
}
