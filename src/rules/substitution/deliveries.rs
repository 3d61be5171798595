//! What was delivered beside what the winner had bid: the rows of acceptance tables with the item of the bid.

use std::collections::BTreeMap;

use crate::graph::market::cleaned;
use crate::graph::{Bid, Item};
use crate::record::{Fact, Facts, Field};
use crate::resolve::BidderId;
use crate::rules::{Case, Evidence};

/// One row of an acceptance table.
pub(super) struct Delivery<'c> {
    /// The row.
    pub(super) row: &'c Facts,
    /// What it is called.
    pub(super) name: &'c str,
    /// The same line of the winner's bid.
    pub(super) item: Option<&'c Item>,
    /// The winner.
    pub(super) supplier: Option<BidderId>,
}

/// The rows of the acceptance tables that name an item.
pub(super) fn of<'c>(case: &'c Case<'c>) -> Vec<Delivery<'c>> {
    let only = match case.bids.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    let bid = case.winner().and_then(|(winner, _)| case.bid(winner)).or(only);
    let items = bid.map(items).unwrap_or_default();
    let delivery = |row: &'c Facts| {
        let name = row.text(Field::ItemName)?;
        // Names that repeat are told apart by their number.
        let same: &[&Item] = items.get(&cleaned(name)).map_or(&[], Vec::as_slice);
        let number = row.text(Field::ItemNo).map(cleaned);
        let numbered = || {
            same.iter().find(|item| {
                item.facts.text(Field::ItemNo).map(cleaned) == number && number.is_some()
            })
        };
        let item = if same.len() < 2 { same.first() } else { numbered() };
        Some(Delivery { row, name, item: item.copied(), supplier: bid.map(|bid| bid.bidder) })
    };
    case.acceptances.iter().copied().filter_map(delivery).collect()
}

fn items(bid: &Bid) -> BTreeMap<String, Vec<&Item>> {
    let mut items: BTreeMap<String, Vec<&Item>> = BTreeMap::new();
    for item in &bid.items {
        if let Some(name) = item.facts.text(Field::ItemName) {
            items.entry(cleaned(name)).or_default().push(item);
        }
    }
    items
}

impl<'c> Delivery<'c> {
    /// A value that was promised: in the bid's own line, else in the acceptance table's column for it.
    pub(super) fn promised(&self, field: Field) -> Option<&'c Fact> {
        self.item.and_then(|item| item.facts.first(field)).or_else(|| self.row.first(field))
    }

    /// Every cell that states a promised value: the bid's and the acceptance table's.
    pub(super) fn promises(&self, field: Field) -> impl Iterator<Item = &'c Fact> {
        let of_bid = self.item.into_iter().flat_map(move |item| item.facts.all(field));
        of_bid.chain(self.row.all(field)).filter(|fact| fact.is_usable())
    }

    /// Whether the change was approved in writing.
    pub(super) fn is_approved(&self) -> bool {
        self.row.all(Field::ChangeApproval).any(|fact| {
            let said = cleaned(&fact.raw);
            !said.is_empty()
                && !["无", "否", "未", "没有", "none", "no"]
                    .iter()
                    .any(|word| said.starts_with(word))
        })
    }

    /// A cell of the delivery, with its supplier.
    pub(super) fn cell(&self, fact: &Fact) -> Evidence {
        match self.supplier {
            Some(supplier) => Evidence::by(supplier, fact),
            None => Evidence::of(fact),
        }
    }
}
