//! One supplier that gets most of a purchaser's contracts, year after year.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::graph::{Family, Market, Purchase};
use crate::law::statutes::SOCIAL_INSURANCE_2012_99_16;
use crate::record::Field;
use crate::resolve::BidderId;
use crate::rules::purchase;
use crate::rules::{
    Article16, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule, Subject,
    format,
};
use crate::screen::concentration;
use crate::text;
use crate::text::Text;

/// MZ701 · 同一采购人合同长期集中于一家
pub static RULE: Rule = Rule {
    code: "MZ701",
    slug: "repeat_winner_per_buyer",
    name: Text::of("同一采购人合同长期集中于一家", "one supplier year after year"),
    article16: Article16::Predetermined,
    family: Family::History,
    grade: Grade::Hint,
    highest: Grade::Hint,
    basis: &[&SOCIAL_INSURANCE_2012_99_16],
    why: Text::of(
        "同类合同多年集中于一家，可能说明竞争名存实亡。",
        "Contracts of one kind that go to one supplier for years may mean that competition is in name only.",
    ),
    innocent: &[
        Text::of(
            "原系统由该供应商开发，升级维护难以更换",
            "a system of that supplier, which others can hardly maintain",
        ),
        Text::of("本地供应商少", "few suppliers in the place"),
    ],
    next: &[
        Text::of("历次采购文件的资格和技术条件", "the terms of those tenders"),
        Text::of("每次参与的供应商", "who took part each time"),
    ],
    needs: &[&[Field::Winner, Field::IsWinner], &[Field::AwardAmount, Field::ContractAmount]],
    parameters: &[&SHARE, &YEARS, &CONTRACTS],
    check: Check::Market(check),
};

static SHARE: Parameter = Parameter {
    name: "share_by_value",
    value: 0.60,
    means: Text::of(
        "一家供应商金额占比下限（经验值）",
        "least share of one supplier by value (rule of thumb)",
    ),
};

static YEARS: Parameter = Parameter {
    name: "years",
    value: 3.0,
    means: Text::of(
        "有合同的年度数下限（经验值）",
        "fewest calendar years with contracts (rule of thumb)",
    ),
};

static CONTRACTS: Parameter = Parameter {
    name: "contracts",
    value: 4.0,
    means: Text::of("合同数下限（经验值）", "fewest contracts (rule of thumb)"),
};

fn check(market: &Market) -> Checked {
    let mut groups: BTreeMap<(&str, String), Vec<&Purchase>> = BTreeMap::new();
    for bought in market.distinct() {
        if bought.supplier.is_some() && bought.date.is_some() && !bought.buyer.is_empty() {
            let kind = purchase::category(bought.facts).unwrap_or_default();
            groups.entry((&bought.buyer, kind)).or_default().push(bought);
        }
    }
    groups.retain(|_, bought| {
        CONTRACTS.value <= bought.len() as f64
            && YEARS.value <= years(bought.iter().copied()) as f64
    });
    if groups.is_empty() {
        let (contracts, years) = (CONTRACTS.value, YEARS.value);
        return Err(NotChecked::because(text!(
            "数据不足：没有采购人有 {contracts} 份以上、跨 {years} 个年度的同类合同",
            "insufficient data: no purchaser with {contracts} contracts of one kind over {years} years"
        )));
    }
    Ok(groups.iter().filter_map(|((_, kind), bought)| finding(market, kind, bought)).collect())
}

/// In how many calendar years purchases were made.
fn years<'p>(bought: impl Iterator<Item = &'p Purchase<'p>>) -> usize {
    bought.filter_map(|one| one.date.map(|(date, _)| date.year())).collect::<BTreeSet<_>>().len()
}

fn finding(market: &Market, kind: &str, bought: &[&Purchase]) -> Option<Finding> {
    let mut by_supplier: BTreeMap<BidderId, Vec<&Purchase>> = BTreeMap::new();
    for one in bought {
        by_supplier.entry(one.supplier?.0).or_default().push(one);
    }
    let sum = |of: &[&Purchase]| of.iter().map(|one| one.amount.0).sum::<Decimal>();
    let values: Vec<f64> = by_supplier.values().map(|of| format::float(sum(of))).collect();
    let shares = concentration::shares(&values)?;
    let hhi = concentration::concentration(&values)?.hhi;
    let ((supplier, theirs), share) =
        by_supplier.iter().zip(shares).max_by(|a, b| a.1.total_cmp(&b.1))?;
    let spread = years(theirs.iter().copied());
    if share < SHARE.value
        || (spread as f64) < YEARS.value
        || (theirs.len() as f64) < CONTRACTS.value
    {
        return None;
    }
    let buyer = theirs[0].buyer_fact?;
    let (name, total, percent) =
        (market.bidders.names(&[*supplier]), format::money(sum(theirs)), format::percent(share));
    let (n, all) = (theirs.len(), bought.len());
    // Without categories all contracts of the purchaser are one group.
    let of_one_kind =
        if kind.is_empty() { Text::of("", "") } else { Text::of("同类", " of one kind") };
    let says = text!(
        "{spread} 个年度的 {all} 份{}合同中，{}获得 {n} 份共 {}，占金额 {percent}",
        "of {all} contracts{} in {spread} years {} got {n}, {} or {percent} of the value";
        of_one_kind, name, total
    );
    let cells = theirs.iter().flat_map(|one| {
        let won = one.supplier.map(|(bidder, fact)| Evidence::by(bidder, fact));
        won.into_iter()
            .chain([Evidence::of(one.amount.1)])
            .chain(one.date.map(|(_, fact)| Evidence::of(fact)))
    });
    Some(
        Finding::new(RULE.grade, says, cells.chain([Evidence::of(buyer)]))?
            .about([Subject::Buyer(buyer.raw.to_string()), Subject::Bidder(*supplier)])
            .measuring(
                Text::of("金额占比", "share by value"),
                format!("{percent} ≥ {}", format::percent(SHARE.value)),
            )
            .measuring(Text::of("集中度（HHI）", "concentration (HHI)"), format!("{:.2}", hhi)),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn one_supplier_for_three_years() {
        assert_eq!(
            check("MZ701", "hit"),
            [
                "hint: 3 个年度的 6 份同类合同中，云帆信息获得 4 份共 936.40 万元，占金额 82.76% | hit.csv!F2 hit.csv!G2 hit.csv!H2 hit.csv!F4 hit.csv!G4 hit.csv!H4 hit.csv!F6 hit.csv!G6 hit.csv!H6 hit.csv!F7 hit.csv!G7 hit.csv!H7 hit.csv!C2",
            ]
        );
    }

    #[test]
    fn no_supplier_prevails() {
        assert_eq!(check("MZ701", "miss"), [""; 0]);
    }

    #[test]
    fn two_years_are_too_few() {
        assert_eq!(
            check("MZ701", "edge"),
            ["not checked: 数据不足：没有采购人有 4 份以上、跨 3 个年度的同类合同",]
        );
    }
}
