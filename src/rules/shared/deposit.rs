//! Who paid the deposits, and from which account.

use super::rows;
use crate::graph::{Case, Key, attribute};
use crate::identity::name;
use crate::record::{Fact, Facts, Field};
use crate::resolve::BidderId;

/// Words in the name of a payer that guarantees deposits for many, or collects them.
const POOLED: [&str; 6] = ["担保", "保险", "银行", "保函", "交易中心", "财政"];

/// Words in the form of a deposit that is a guarantee and comes from no bidder's account.
const GUARANTEES: [&str; 3] = ["保函", "保险", "担保"];

/// One deposit of a bid, as one row tells it.
pub(in crate::rules) struct Payment<'c> {
    /// Whose deposit it is.
    pub(in crate::rules) bid: BidderId,
    /// Who paid it.
    pub(in crate::rules) payer: Option<&'c Fact>,
    /// The account it came from.
    pub(in crate::rules) account: Option<&'c Fact>,
    /// Comparable digits of the account.
    pub(in crate::rules) account_key: Option<String>,
}

/// The deposits that bidders paid themselves or had others pay. Guarantees, and accounts of guarantors, insurers, banks,
/// trading centres, the purchaser and the agency are left out: many bidders have them in common.
pub(in crate::rules) fn payments<'c>(case: &'c Case) -> Vec<Payment<'c>> {
    rows(case)
        .filter(|row| !is_guarantee(&row.record.facts))
        .map(|row| {
            let facts = &row.record.facts;
            let account = facts.first(Field::PayerAccount);
            Payment {
                bid: row.bid.bidder,
                payer: facts
                    .first(Field::DepositPayerName)
                    .filter(|fact| !payer_key(fact).is_empty()),
                account,
                account_key: account.and_then(account_key),
            }
        })
        .filter(|payment| payment.payer.is_some() || payment.account_key.is_some())
        .filter(|payment| payment.payer.is_none_or(|payer| !is_pooled(case, payer)))
        .collect()
}

/// The comparable digits of an account.
pub(in crate::rules) fn account_key(fact: &Fact) -> Option<String> {
    (attribute::of(Field::PayerAccount).keys)(fact).into_iter().find_map(value)
}

/// The comparable name of a payer; empty for a placeholder.
pub(in crate::rules) fn payer_key(fact: &Fact) -> String {
    (attribute::of(Field::DepositPayerName).keys)(fact)
        .into_iter()
        .find_map(value)
        .unwrap_or_default()
}

fn value(key: Key) -> Option<String> {
    match key {
        Key::Value(value) => Some(value),
        Key::Meaningless(..) => None,
    }
}

fn is_guarantee(facts: &Facts) -> bool {
    facts.all(Field::DepositForm).any(|fact| GUARANTEES.iter().any(|word| fact.raw.contains(word)))
}

fn is_pooled(case: &Case, payer: &Fact) -> bool {
    // A bidder may have such a word in its name.
    if case.bidders.named(&payer.raw).is_some_and(|bidder| case.bid(bidder).is_some()) {
        return false;
    }
    POOLED.iter().any(|word| payer.raw.contains(word))
        || [Field::AgencyName, Field::BuyerName].iter().any(|field| {
            case.project.all(*field).any(|fact| name::same_name(&fact.raw, &payer.raw))
        })
}
