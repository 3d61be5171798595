//! What the rules about item prices have in common: the lines of two bids beside each other, without those that prove nothing.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::graph::{Bid, Item};
use crate::record::{Fact, Field};
use crate::rules::{Case, Evidence, NotChecked};
use crate::text::Text;

/// A line that two bids price.
pub(super) struct Line<'c> {
    /// The price and its cell in the first bid.
    pub(super) a: (Decimal, &'c Fact),
    /// The price and its cell in the second bid.
    pub(super) b: (Decimal, &'c Fact),
}

/// The item prices of a package.
pub(super) struct ItemPrices<'c> {
    case: &'c Case<'c>,
    fixed: BTreeSet<&'c str>,
}

/// The price that is compared: per unit, else of the line.
fn price(item: &Item) -> Option<(Decimal, &Fact)> {
    item.unit_price().or_else(|| item.line_total()).filter(|(yuan, _)| Decimal::ZERO < *yuan)
}

impl<'c> ItemPrices<'c> {
    /// The item prices of a package.
    ///
    /// # Errors
    /// Not checked, when fewer than two bids have item prices.
    pub(super) fn of(case: &'c Case<'c>) -> Result<Self, NotChecked> {
        let with_items = case.bids.iter().filter(|bid| bid.items.iter().any(|item| price(item).is_some())).count();
        match with_items {
            0 => Err(NotChecked::missing([Field::ItemName, Field::UnitPrice])),
            1 => Err(NotChecked::because(Text::of("仅一家有分项报价，无从比较", "only one bid has item prices"))),
            _ => Ok(Self { case, fixed: fixed(case) }),
        }
    }

    /// The lines that both bids price, without lines at one price in all bids (fixed by the State or by the document) and
    /// lines at their own ceiling.
    pub(super) fn between(&self, a: &'c Bid, b: &'c Bid) -> Vec<Line<'c>> {
        let at_ceiling =
            |item: &Item, yuan: Decimal| item.facts.money(Field::PriceCeiling).is_some_and(|(ceiling, _)| ceiling == yuan);
        let line = |(first, second): (&'c Item, &'c Item)| {
            let (of_a, of_b) = (price(first)?, price(second)?);
            let capped = at_ceiling(first, of_a.0) || at_ceiling(second, of_b.0);
            (!capped && !self.fixed.contains(first.key.as_str())).then_some(Line { a: of_a, b: of_b })
        };
        self.case.common_items(a, b).into_iter().filter_map(line).collect()
    }

    /// How many lines were set aside because all bids have one price.
    pub(super) fn set_aside(&self) -> usize {
        self.fixed.len()
    }

    /// Whether lines with a fixed price could be told at all: that takes three bids.
    pub(super) fn has_third_bid(&self) -> bool {
        2 < self.case.bids.iter().filter(|bid| !bid.items.is_empty()).count()
    }
}

/// The lines that three bids or more price, all alike.
fn fixed<'c>(case: &'c Case<'c>) -> BTreeSet<&'c str> {
    let mut seen: BTreeMap<&str, BTreeMap<usize, Decimal>> = BTreeMap::new();
    for (at, bid) in case.bids.iter().enumerate() {
        for item in &bid.items {
            if let Some((yuan, _)) = price(item) {
                seen.entry(&item.key).or_default().insert(at, yuan.normalize());
            }
        }
    }
    let alike = |prices: &BTreeMap<usize, Decimal>| prices.values().collect::<BTreeSet<_>>().len() == 1;
    seen.into_iter().filter(|(_, prices)| 2 < prices.len() && alike(prices)).map(|(key, _)| key).collect()
}

/// The cells of some lines, the two bids side by side.
pub(super) fn evidence<'l>(
    a: &'l Bid,
    b: &'l Bid,
    lines: impl IntoIterator<Item = &'l Line<'l>> + 'l,
) -> impl Iterator<Item = Evidence> + 'l {
    lines.into_iter().flat_map(|line| [Evidence::by(a.bidder, line.a.1), Evidence::by(b.bidder, line.b.1)])
}
