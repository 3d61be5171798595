//! The prices of a package: in which currency they are offered, which can be compared, which look like a slip of the pen.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Case, NotChecked};
use crate::record::value::Currency;
use crate::record::{Fact, Field};
use crate::resolve::BidderId;
use crate::text::Text;

/// A bid with its price.
#[derive(Debug, Clone)]
pub struct Priced<'c> {
    /// Who.
    pub bidder: BidderId,
    /// In [`Priced::currency`].
    pub amount: Decimal,
    /// Of the amount.
    pub currency: Currency,
    /// The cell.
    pub fact: &'c Fact,
}

impl Case<'_> {
    /// The prices of bids that were not rejected, lowest first, without slips of the pen (see [`Case::slips`]).
    ///
    /// # Errors
    /// Not checked, when there are fewer than `at_least`, or when they are in several currencies.
    pub fn prices(&self, at_least: usize) -> Result<Vec<Priced<'_>>, NotChecked> {
        let all = self.offers()?;
        let slips = slips(&all);
        let mut kept: Vec<Priced<'_>> = all
            .into_iter()
            .filter(|priced| !slips.contains(&priced.bidder))
            .filter(|priced| self.bid(priced.bidder).is_none_or(|bid| bid.rejected().is_none()))
            .collect();
        kept.sort_by(|a, b| a.amount.cmp(&b.amount).then(a.bidder.cmp(&b.bidder)));
        if kept.len() < at_least {
            let n = kept.len();
            if n == 0 {
                return Err(NotChecked::missing([Field::BidPrice]));
            }
            return Err(NotChecked::because(crate::text!(
                "有效报价 {n} 家，至少需要 {at_least} 家",
                "{n} valid prices; at least {at_least} are needed"
            )));
        }
        Ok(kept)
    }

    /// Every price, in the one currency of all of them, in the order of the bids.
    ///
    /// # Errors
    /// Not checked, when bids are in several currencies: nothing is converted.
    pub fn offers(&self) -> Result<Vec<Priced<'_>>, NotChecked> {
        let all: Vec<Priced<'_>> = self
            .bids
            .iter()
            .filter_map(|bid| {
                let (amount, currency, fact) = bid.offer()?;
                Some(Priced { bidder: bid.bidder, amount, currency, fact })
            })
            .collect();
        one_currency(all.iter().map(|priced| priced.currency))?;
        Ok(all)
    }

    /// Every price in yuan, in the order of the bids.
    pub fn all_prices(&self) -> Vec<Priced<'_>> {
        self.bids
            .iter()
            .filter_map(|bid| {
                let (amount, fact) = bid.price()?;
                Some(Priced { bidder: bid.bidder, amount, currency: Currency::YUAN, fact })
            })
            .collect()
    }

    /// Prices in yuan that look like a slip: ten times or a tenth of what the others offer. Reported as a problem, left out of
    /// statistics.
    pub fn slips(&self) -> Vec<Priced<'_>> {
        among(self.all_prices())
    }

    /// Offers that look like a slip, in whatever currency all of them are.
    pub fn slips_of_offers(&self) -> Vec<Priced<'_>> {
        self.offers().map_or_else(|_| self.slips(), among)
    }

    /// The price ceiling, else the budget, in yuan.
    pub fn ceiling(&self) -> Option<(Decimal, &Fact)> {
        self.ceiling_in(Currency::YUAN)
    }

    /// The price ceiling, else the budget, where it is in this currency.
    pub fn ceiling_in(&self, currency: Currency) -> Option<(Decimal, &Fact)> {
        [Field::PriceCeiling, Field::Budget].iter().find_map(|field| {
            self.project
                .amount(*field)
                .filter(|(_, of, _)| *of == currency)
                .map(|(amount, _, fact)| (amount, fact))
        })
    }
}

/// The currency that amounts have in common; the yuan where there are none.
///
/// # Errors
/// Not checked, when there are several, or one that is not known.
pub fn one_currency(of: impl Iterator<Item = Currency>) -> Result<Currency, NotChecked> {
    let mut counted: BTreeMap<Currency, usize> = BTreeMap::new();
    of.for_each(|currency| *counted.entry(currency).or_default() += 1);
    let mut all = counted.keys().copied();
    match (all.next().unwrap_or_default(), all.next()) {
        (Currency::UNKNOWN, _) | (_, Some(_)) => {
            let named: Vec<String> =
                counted.iter().map(|(currency, n)| format!("{currency} {n}")).collect();
            let (zh, en) = (named.join("、"), named.join(", "));
            Err(NotChecked::because(Text {
                zh: format!("金额币种不同或不明（{zh}），不折算，无从比较").into(),
                en: format!(
                    "amounts in several currencies, or in one that is not known ({en}): not converted, not compared"
                )
                .into(),
            }))
        }
        (only, None) => Ok(only),
    }
}

fn among(all: Vec<Priced<'_>>) -> Vec<Priced<'_>> {
    let slips = slips(&all);
    all.into_iter().filter(|priced| slips.contains(&priced.bidder)).collect()
}

/// Who is ten times (or a tenth of) the median of three prices or more.
fn slips(all: &[Priced<'_>]) -> BTreeSet<BidderId> {
    let mut sorted: Vec<Decimal> = all.iter().map(|priced| priced.amount).collect();
    sorted.sort();
    if sorted.len() < 3 {
        return BTreeSet::new();
    }
    let median = sorted[sorted.len() / 2];
    let (low, high) = (median / Decimal::from(8), median * Decimal::from(8));
    all.iter()
        .filter(|priced| priced.amount < low || high < priced.amount)
        .map(|priced| priced.bidder)
        .collect()
}
