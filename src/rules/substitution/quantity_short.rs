//! Fewer units delivered than contracted.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::deliveries::{self, Delivery};
use crate::graph::Family;
use crate::graph::market::cleaned;
use crate::law::statutes::{
    CIVIL_CODE_582, PROCUREMENT_REGULATION_45, PROCUREMENT_REGULATION_72_3,
};
use crate::record::{Fact, Field};
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule, format,
};
use crate::text;
use crate::text::Text;

/// YC502 · 交付数量不足
pub static RULE: Rule = Rule {
    code: "YC502",
    slug: "quantity_short",
    name: Text::of("交付数量不足", "fewer units delivered than contracted"),
    article16: Article16::Substitution,
    family: Family::Process,
    grade: Grade::Violation,
    highest: Grade::Violation,
    basis: &[&PROCUREMENT_REGULATION_45, &PROCUREMENT_REGULATION_72_3, &CIVIL_CODE_582],
    why: Text::of(
        "验收应逐项核对；数量不足而验收合格，采购人支付了未收到的货物。",
        "Acceptance goes item by item; where fewer units pass, the purchaser pays for what did not come.",
    ),
    innocent: &[
        Text::of("分批交付，其余尚未到货", "delivery in batches, the rest still to come"),
        Text::of("经批准调减数量", "an approved reduction"),
    ],
    next: &[
        Text::of("签收单、盘点表", "delivery notes and a stocktaking"),
        Text::of("付款凭证", "proofs of payment"),
    ],
    needs: &[&[Field::DeliveredQuantity], &[Field::ContractQuantity, Field::Quantity]],
    parameters: &[],
    check: Check::Case(check),
};

/// One item whose deliveries together fall short.
struct Short<'c> {
    name: &'c str,
    wanted: Decimal,
    came: Decimal,
    cells: Vec<Evidence>,
    worth: Option<Decimal>,
}

fn check(case: &Case) -> Checked {
    let mut items: BTreeMap<String, Vec<Delivery>> = BTreeMap::new();
    for delivery in deliveries::of(case) {
        if delivered(&delivery).is_some() && wanted(&delivery).is_some() {
            let number = delivery.row.text(Field::ItemNo).unwrap_or_default();
            items.entry(format!("{number}|{}", cleaned(delivery.name))).or_default().push(delivery);
        }
    }
    if items.is_empty() {
        return Err(NotChecked::missing([Field::DeliveredQuantity, Field::ContractQuantity]));
    }
    let short: Vec<Short> = items.values().filter_map(|rows| short(rows)).collect();
    if short.is_empty() {
        return Ok(Vec::new());
    }
    let n = short.len();
    let shown = Text::list(short.iter().take(3).map(|one| {
        let (name, came, wanted) =
            (one.name.trim(), format::quantity(one.came), format::quantity(one.wanted));
        text!("{name}（应交 {wanted}，实收 {came}）", "{name} ({came} of {wanted})")
    }));
    let says = text!("{n} 项货物实收数量不足：{}", "items that fall short: {n} ({})"; shown);
    let worth: Decimal = short.iter().filter_map(|one| one.worth).sum();
    let cells = short.into_iter().flat_map(|one| one.cells);
    let found = Finding::new(RULE.grade, says, cells)
        .map(|finding| finding.exposing((Decimal::ZERO < worth).then_some(worth)));
    Ok(found.into_iter().collect())
}

fn delivered<'c>(delivery: &Delivery<'c>) -> Option<(Decimal, &'c Fact)> {
    delivery.row.number(Field::DeliveredQuantity)
}

/// The quantity that was contracted, else that of the bid.
fn wanted<'c>(delivery: &Delivery<'c>) -> Option<(Decimal, &'c Fact)> {
    let of_bid = || delivery.item.and_then(|item| item.facts.number(Field::Quantity));
    delivery
        .row
        .number(Field::ContractQuantity)
        .or_else(|| delivery.row.number(Field::Quantity))
        .or_else(of_bid)
}

/// The rows of one item: batches are added up where they state one and the same contracted quantity.
fn short<'c>(rows: &[Delivery<'c>]) -> Option<Short<'c>> {
    let rows: Vec<&Delivery> = rows.iter().filter(|row| !row.is_approved()).collect();
    let quantities: Vec<(Decimal, Decimal)> =
        rows.iter().filter_map(|row| Some((wanted(row)?.0, delivered(row)?.0))).collect();
    let first = quantities.first()?.0;
    let batches = quantities.iter().all(|(wanted, _)| *wanted == first);
    let wanted_in_all =
        if batches { first } else { quantities.iter().map(|(wanted, _)| wanted).sum() };
    let came: Decimal = quantities.iter().map(|(_, came)| came).sum();
    let price = rows.iter().find_map(|row| {
        row.item.and_then(|item| item.unit_price()).or_else(|| row.row.money(Field::UnitPrice))
    });
    let cells = rows.iter().flat_map(|row| {
        let stated = [Field::ContractQuantity, Field::Quantity]
            .into_iter()
            .flat_map(|field| row.promises(field));
        stated
            .chain(delivered(row).map(|(_, fact)| fact))
            .map(|fact| row.cell(fact))
            .collect::<Vec<_>>()
    });
    (came < wanted_in_all).then(|| Short {
        name: rows[0].name,
        wanted: wanted_in_all,
        came,
        cells: cells.collect(),
        worth: price.map(|(yuan, _)| (wanted_in_all - came) * yuan),
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn four_units_are_missing() {
        assert_eq!(
            check("YC502", "hit"),
            [
                "violation: 1 项货物实收数量不足：证卡打印机（应交 40，实收 36） | hit.csv!C11 hit.csv!D11",
            ]
        );
    }

    #[test]
    fn two_batches_make_up_the_quantity() {
        assert_eq!(check("YC502", "miss"), [""; 0]);
    }

    #[test]
    fn an_approved_reduction_and_a_surplus() {
        assert_eq!(check("YC502", "edge"), [""; 0]);
    }
}
