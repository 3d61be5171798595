//! What the rules about item prices have in common: the lines of two bids beside each other, without those that prove nothing.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::graph::price::one_currency;
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

/// The item prices of a package as a table: bids by lines. Lines at one price in all bids (fixed by the State or by the
/// document) and prices at the line's own ceiling are left out.
pub(super) struct ItemPrices<'c> {
    bids: Vec<&'c Bid>,
    prices: Vec<Vec<Option<(Decimal, &'c Fact)>>>,
    /// Lines left out because three bids or more have one price.
    pub(super) set_aside: usize,
}

/// The price that is compared: per unit, else of the line. All are in one currency.
fn price(item: &Item) -> Option<(Decimal, &Fact)> {
    item.offer()
        .filter(|(amount, ..)| Decimal::ZERO < *amount)
        .map(|(amount, _, fact)| (amount, fact))
}

impl<'c> ItemPrices<'c> {
    /// The item prices of a package.
    ///
    /// # Errors
    /// Not checked, when fewer than two bids have item prices, or when these are in several currencies.
    pub(super) fn of(case: &'c Case<'c>) -> Result<Self, NotChecked> {
        let bids: Vec<&Bid> = case
            .bids
            .iter()
            .filter(|bid| bid.items.iter().any(|item| price(item).is_some()))
            .collect();
        match bids.len() {
            0 => return Err(NotChecked::missing([Field::ItemName, Field::UnitPrice])),
            1 => {
                return Err(NotChecked::because(Text::of(
                    "仅一家有分项报价，无从比较",
                    "only one bid has item prices",
                )));
            }
            _ => {}
        }
        let items = bids.iter().flat_map(|bid| &bid.items);
        let offers = items.filter_map(|item| item.offer().map(|(_, currency, _)| currency));
        let currency = one_currency(offers)?;
        let mut columns: BTreeMap<&str, usize> = BTreeMap::new();
        for item in bids.iter().flat_map(|bid| &bid.items) {
            let next = columns.len();
            columns.entry(&item.key).or_insert(next);
        }
        let mut prices = vec![vec![None; columns.len()]; bids.len()];
        for (bid, row) in bids.iter().zip(&mut prices) {
            for item in &bid.items {
                let cell = &mut row[columns[item.key.as_str()]];
                *cell = cell.or_else(|| price(item));
            }
        }
        let fixed: Vec<usize> =
            (0..columns.len()).filter(|line| is_fixed(&prices, *line)).collect();
        for row in &mut prices {
            for line in &fixed {
                row[*line] = None;
            }
        }
        // Only now: a line at its ceiling in one bid may still be priced by others.
        for (bid, row) in bids.iter().zip(&mut prices) {
            for item in &bid.items {
                let cell = &mut row[columns[item.key.as_str()]];
                let ceiling = item.facts.amount(Field::PriceCeiling);
                let ceiling = ceiling.filter(|(_, of, _)| *of == currency).map(|(limit, ..)| limit);
                *cell = cell.filter(|(yuan, _)| ceiling != Some(*yuan));
            }
        }
        Ok(Self { bids, prices, set_aside: fixed.len() })
    }

    /// Every pair of bids that have item prices, as positions.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let n = self.bids.len();
        (0..n).flat_map(move |a| (a + 1..n).map(move |b| (a, b)))
    }

    /// The bid at a position.
    pub(super) fn bid(&self, at: usize) -> &'c Bid {
        self.bids[at]
    }

    /// How many bids have item prices: with two nobody can tell which lines have a fixed price.
    pub(super) fn len(&self) -> usize {
        self.bids.len()
    }

    /// The lines that both bids price.
    pub(super) fn between(&self, a: usize, b: usize) -> impl Iterator<Item = Line<'c>> + '_ {
        self.prices[a]
            .iter()
            .zip(&self.prices[b])
            .filter_map(|(a, b)| Some(Line { a: (*a)?, b: (*b)? }))
    }

    /// The cells of some lines, the two bids side by side.
    pub(super) fn cells<'l>(
        &self,
        a: usize,
        b: usize,
        lines: impl IntoIterator<Item = &'l Line<'c>>,
    ) -> impl Iterator<Item = Evidence>
    where
        'c: 'l,
    {
        let (a, b) = (self.bids[a].bidder, self.bids[b].bidder);
        lines
            .into_iter()
            .flat_map(move |line| [Evidence::by(a, line.a.1), Evidence::by(b, line.b.1)])
    }
}

/// Whether three bids or more price a line, all alike.
fn is_fixed(prices: &[Vec<Option<(Decimal, &Fact)>>], line: usize) -> bool {
    let mut of_line = prices.iter().filter_map(|row| row[line].map(|(yuan, _)| yuan));
    let Some(first) = of_line.next() else { return false };
    let (mut count, mut alike) = (1, true);
    for yuan in of_line {
        count += 1;
        alike &= yuan == first;
    }
    2 < count && alike
}
