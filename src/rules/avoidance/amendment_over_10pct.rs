//! Supplementary contracts of more than a tenth of the original.

use rust_decimal::Decimal;

use crate::graph::Family;
use crate::graph::market::cleaned;
use crate::law::statutes::{EMERGENCY_2026_12, PROCUREMENT_LAW_49, PROCUREMENT_REGULATION_67_5};
use crate::law::{self, Metric};
use crate::record::{Fact, Facts, Field};
use crate::rules::purchase;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule, format,
};
use crate::text;
use crate::text::Text;

/// HB504 · 补充合同累计超过原合同 10%
pub static RULE: Rule = Rule {
    code: "HB504",
    slug: "amendment_over_10pct",
    name: Text::of(
        "补充合同累计超过原合同 10%",
        "supplements of more than a tenth of the contract",
    ),
    article16: Article16::Avoidance,
    family: Family::Process,
    grade: Grade::Violation,
    highest: Grade::Violation,
    basis: &[&PROCUREMENT_LAW_49, &PROCUREMENT_REGULATION_67_5, &EMERGENCY_2026_12],
    why: Text::of(
        "追加相同标的不得超过原合同金额的 10%，超出部分应当另行采购。",
        "More of the same may be added up to a tenth of the contract; what goes beyond must be procured anew.",
    ),
    innocent: &[
        Text::of(
            "补充合同的标的与原合同不同，另行履行了采购程序",
            "supplements on another subject, procured on their own",
        ),
        Text::of(
            "紧急采购可至 30%（2026 年 10 月 1 日起）",
            "an emergency procurement, up to 30 % from 1 October 2026 on",
        ),
    ],
    next: &[
        Text::of("各补充协议的标的和审批", "subject and approval of each supplement"),
        Text::of("原合同的结算情况", "the final account of the original contract"),
    ],
    needs: &[
        &[Field::AmendmentAmount, Field::AdjustedAmount],
        &[Field::ContractAmount, Field::AwardAmount],
    ],
    parameters: &[],
    check: Check::Case(check),
};

fn check(case: &Case) -> Checked {
    let rows = own_contracts(case);
    let added = amounts(&rows, Field::AmendmentAmount);
    let adjusted = latest(&rows, amounts(&rows, Field::AdjustedAmount));
    if added.is_empty() && adjusted.is_none() {
        return Err(NotChecked::missing([Field::AmendmentAmount, Field::AdjustedAmount]));
    }
    let originals = match amounts(&rows, Field::ContractAmount) {
        found if found.is_empty() => case.project.money(Field::AwardAmount).into_iter().collect(),
        found => found,
    };
    let original: Decimal = originals.iter().map(|(yuan, _)| yuan).sum();
    // What the contract has become holds all that was added to it; a sum of single additions is for those who tell no more.
    let sum: Decimal = match adjusted {
        Some((yuan, _)) => yuan - original,
        None => added.iter().map(|(yuan, _)| yuan).sum(),
    };
    let added: Vec<(Decimal, &Fact)> = adjusted.map_or(added, |one| vec![one]);
    let Some(share) = format::share(sum, original) else {
        return Err(NotChecked::missing([Field::ContractAmount]));
    };
    let on = added.iter().find_map(|(_, fact)| day_of(&rows, fact)).or_else(|| case.law_date());
    let emergency =
        purchase::emergency(&case.project).filter(|_| EMERGENCY_2026_12.holds(on) == Some(true));
    let metric =
        if emergency.is_some() { Metric::EmergencyAddOnCap } else { Metric::SupplementContractCap };
    let Some(cap) =
        law::threshold(metric, &purchase::place(&case.project), purchase::kind(&case.project), on)
    else {
        return Err(NotChecked::because(Text::of(
            "没有可用的追加比例上限",
            "no cap on supplements is known",
        )));
    };
    let limit = original * cap.threshold.value;
    if sum <= limit {
        return Ok(Vec::new());
    }
    let (n, percent) = (added.len(), format::percent(share));
    let (more, base) = (format::money(sum), format::money(original));
    let says = match adjusted {
        Some((whole, _)) => {
            let whole = format::money(whole);
            text!(
                "变更后合同金额 {}，比原合同金额（{}）增加 {}，为其 {percent}",
                "the contract has become {}; the original: {}; increase {}, share {percent}";
                whole, base, more
            )
        }
        None => text!(
            "补充合同 {n} 份，累计 {}，为原合同金额（{}）的 {percent}",
            "supplements: {n}, together {}; the original: {}; share {percent}";
            more, base
        ),
    };
    let winner = case.winner().map(|(winner, fact)| Evidence::by(winner, fact));
    let cells = originals
        .iter()
        .chain(&added)
        .map(|(_, fact)| Evidence::of(fact))
        .chain(emergency.map(Evidence::of))
        .chain(winner);
    let why = cap.why;
    let found = Finding::new(RULE.grade, says, cells).map(|finding| {
        finding.exposing(Some(sum - limit)).measuring(
            text!("累计追加占原合同比例（{}）", "supplements as a share of the contract ({})"; why),
            format!("{percent} > {}", format::percent(format::float(cap.threshold.value))),
        )
    });
    Ok(found.into_iter().collect())
}

/// The contract rows of this procurement: not those of another project or of another supplier.
fn own_contracts<'c>(case: &'c Case) -> Vec<&'c Facts> {
    let winner = case.winner().map(|(winner, _)| winner);
    let is_own = |row: &&Facts| {
        let supplier = row.first(Field::Winner).and_then(|fact| case.bidders.at(fact).first());
        let other_supplier =
            winner.zip(supplier).is_some_and(|(winner, supplier)| winner != *supplier);
        let other_project =
            row.text(Field::ProjectId).is_some_and(|id| cleaned(id) != cleaned(&case.tender.id));
        !other_supplier && !other_project
    };
    let rows: Vec<&Facts> = case.contracts.iter().copied().filter(is_own).collect();
    if rows.is_empty() { vec![&case.project] } else { rows }
}

/// The positive amounts of a field, a cell once; a contract repeated under its number counts once.
fn amounts<'c>(rows: &[&'c Facts], field: Field) -> Vec<(Decimal, &'c Fact)> {
    let mut found: Vec<(Decimal, &Fact)> = Vec::new();
    let mut seen: Vec<(String, Decimal)> = Vec::new();
    for row in rows {
        let number = row.text(Field::ContractNo).map(cleaned);
        for fact in row.all(field) {
            let Some(yuan) = fact.money().filter(|yuan| Decimal::ZERO < *yuan) else { continue };
            let repeated =
                number.as_ref().is_some_and(|number| seen.contains(&(number.clone(), yuan)));
            let elsewhere = repeated
                && !found.iter().any(|(_, known)| {
                    known.at.file == fact.at.file && known.at.sheet == fact.at.sheet
                });
            if found.iter().any(|(_, known)| known.at == fact.at)
                || elsewhere
                || (repeated && field == Field::ContractAmount)
            {
                continue;
            }
            seen.extend(number.clone().map(|number| (number, yuan)));
            found.push((yuan, fact));
        }
    }
    found
}

/// The last of the amounts that the contract has become, by the day of its row, else by its place.
fn latest<'c>(
    rows: &[&'c Facts],
    adjusted: Vec<(Decimal, &'c Fact)>,
) -> Option<(Decimal, &'c Fact)> {
    adjusted.into_iter().max_by_key(|(_, fact)| (day_of(rows, fact), fact.at))
}

/// The day of the row in which an amount stands.
fn day_of(rows: &[&Facts], amount: &Fact) -> Option<jiff::civil::Date> {
    let row = rows.iter().find(|row| row.0.iter().any(|fact| fact.at == amount.at))?;
    row.date(Field::AmendmentDate).or_else(|| row.date(Field::ContractDate)).map(|(date, _)| date)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn two_supplements_of_eleven_percent() {
        assert_eq!(
            check("HB504", "hit"),
            [
                "violation: 补充合同 2 份，累计 10.49 万元，为原合同金额（91.24 万元）的 11.50% | hit.csv!D11 hit.csv!F12 hit.csv!F13 hit.csv!D2",
            ]
        );
    }

    #[test]
    fn one_supplement_of_six_percent() {
        assert_eq!(check("HB504", "miss"), [""; 0]);
    }

    #[test]
    fn ten_percent_exactly() {
        assert_eq!(check("HB504", "edge"), [""; 0]);
    }
}
