//! The lines of a bid's prices: quantity × unit price against the line, their sum against the price, one sheet against another.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Disagreement, Step, Told, same, step_of};
use crate::graph::Case;
use crate::graph::case::{Bid, Item};
use crate::record::{Fact, Field, TableKind};
use crate::source::CellRef;
use crate::text;
use crate::text::Text;

/// Everything that the items of a bid say against each other and against its price.
pub(super) fn of_items(case: &Case<'_>, bid: &Bid, told: &Told<'_>) -> Vec<Disagreement> {
    let name = Text::same(case.bidders.name(bid.bidder).to_owned());
    let mut found: Vec<Disagreement> =
        bid.items.iter().filter_map(|item| line(item, told, &name)).collect();
    // Lines that name no package in a tender of several may be of any: their sum says nothing.
    let own: BTreeSet<CellRef> = told
        .records(bid)
        .filter(|record| record.kind == TableKind::Items)
        .flat_map(|record| record.facts.0.iter().map(|fact| fact.at))
        .collect();
    let mut sheets: BTreeMap<(u32, u16), Vec<&Item>> = BTreeMap::new();
    for item in &bid.items {
        // An option is no part of the price.
        let is_option = item.facts.has(Field::OptionName);
        if let Some(at) = place_of(item).filter(|at| own.contains(at) && !is_option) {
            sheets.entry((at.file, at.sheet)).or_default().push(item);
        }
    }
    for items in sheets.values() {
        found.extend(sum(bid, items, told, &name));
    }
    let mut sheets = sheets.into_values();
    if let Some(first) = sheets.next() {
        for other in sheets {
            found.extend(twice(&first, &other, told, &name));
        }
    }
    found
}

/// A cell of the line's own; the bidder's name may stand elsewhere.
fn place_of(item: &Item) -> Option<CellRef> {
    let own = [Field::LineTotal, Field::UnitPrice, Field::ItemName];
    own.iter().find_map(|field| item.facts.first(*field)).map(|fact| fact.at)
}

/// Quantity × unit price against the total of the line.
fn line(item: &Item, told: &Told<'_>, name: &Text) -> Option<Disagreement> {
    let (quantity, _) = item.quantity()?;
    let (unit, unit_fact) = item.unit_price()?;
    let (total, fact) = item.line_total()?;
    let product = quantity.checked_mul(unit)?;
    // The unit price may be rounded, and the total too.
    let half = Decimal::new(5, 1);
    let rounding = step_of(unit_fact, unit).checked_mul(quantity.abs())? * half
        + step_of(fact, total).max(if total.fract().is_zero() {
            Decimal::ONE
        } else {
            Decimal::ZERO
        }) * half;
    let difference = (product - total).abs();
    if difference <= rounding {
        return None;
    }
    let shifted = !product.is_zero() && {
        let ratio = (total / product).round_dp(4).normalize();
        [10, 100, 1000, 10_000].iter().any(|by| {
            let by = Decimal::from(*by);
            ratio == by || ratio == (Decimal::ONE / by).normalize()
        })
    };
    let step = if shifted { Step::DecimalPoint } else { Step::UnitPrices };
    let place = told.place(unit_fact.at);
    let what = Text::same(item.facts.text(Field::ItemName).unwrap_or_default().to_owned());
    let (quantity, unit, product) = (quantity.normalize(), unit.normalize(), product.normalize());
    let (total, difference) = (total.normalize(), difference.normalize());
    Some(Disagreement {
        at: fact.at,
        step: Some(step),
        says: text!(
            "{}“{}”：合价 {total} 元，与数量 {quantity} × 单价 {unit} 元（{}）的积 {product} 元不一致，相差 {difference} 元",
            "{}, \"{}\": line total {total} yuan differs from quantity {quantity} × unit price {unit} yuan ({}), {product} yuan, by {difference} yuan";
            name, what, place
        ),
    })
}

/// The sum of the lines against the price. Lines without an amount leave the sum open: then nothing is compared.
fn sum(bid: &Bid, items: &[&Item], told: &Told<'_>, name: &Text) -> Option<Disagreement> {
    let mut sum = Decimal::ZERO;
    let mut rounding = Decimal::ZERO;
    for item in items {
        let (amount, fact) = item.line_total().or_else(|| {
            let (unit, fact) = item.unit_price()?;
            Some((item.quantity()?.0.checked_mul(unit)?, fact))
        })?;
        sum += amount;
        rounding += step_of(fact, amount);
    }
    let offered: Vec<(Decimal, &Fact)> =
        [Field::BidPrice, Field::FinalPrice, Field::BidPriceInCapitals]
            .iter()
            .flat_map(|field| bid.facts.all(*field))
            .filter_map(|fact| fact.money().map(|yuan| (yuan, fact)))
            .collect();
    let agrees = |(yuan, fact): &(Decimal, &Fact)| {
        (*yuan - sum).abs() <= rounding + step_of(fact, *yuan) + Decimal::ONE
    };
    if items.len() < 2 || offered.iter().any(agrees) {
        return None;
    }
    let (price, fact) = offered.first().copied()?;
    let (first, last) = (place_of(items.first()?)?, place_of(items.last()?)?);
    let (from, n, to) = (told.place(first), items.len(), last.a1());
    let (shown, total) = (price.normalize(), sum.normalize());
    let difference = (price - sum).abs().normalize();
    let what = fact.field.name();
    Some(Disagreement {
        at: fact.at,
        step: Some(Step::UnitPrices),
        says: text!(
            "{}：{} {shown} 元，与 {n} 项分项之和 {total} 元（{} 至 {to}）不一致，相差 {difference} 元",
            "{}: {} {shown} yuan differs from the sum of {n} items, {total} yuan ({} to {to}), by {difference} yuan";
            name, what, from
        ),
    })
}

/// The same line on two sheets.
fn twice(first: &[&Item], other: &[&Item], told: &Told<'_>, name: &Text) -> Vec<Disagreement> {
    let known: BTreeMap<&str, &Item> =
        first.iter().map(|item| (item.key.as_str(), *item)).collect();
    let mut found = Vec::new();
    for item in other {
        let Some(same_line) = known.get(item.key.as_str()) else { continue };
        for field in [Field::UnitPrice, Field::LineTotal] {
            let (Some(one), Some(two)) = (item.facts.money(field), same_line.facts.money(field))
            else {
                continue;
            };
            if !same(one, two) {
                let what = field.name();
                found.push(told.amounts((&what, one.0, one.1), (&what, two.0, two.1), None, name));
            }
        }
    }
    found
}
