//! All packages and purchases of one input, for rules that look over several tenders.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::case::Case;
use crate::record::{Fact, Facts, Field};
use crate::resolve::{BidderId, Bidders};

/// One package as the market sees it: who bid, who won, when.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The package with everything that is known of it.
    pub case: &'a Case<'a>,
    /// The market it belongs to: its category and year, cleaned; what is compared only with its like.
    pub stratum: String,
    /// The day of opening, or the best stand-in.
    pub date: Option<Date>,
    /// Who bid, each with the cell that names it.
    pub bidders: Vec<(BidderId, &'a Fact)>,
    /// Who won, with the cell that says so.
    pub winner: Option<(BidderId, &'a Fact)>,
}

/// One purchase: a package with a supplier and an amount, from a ledger line, an award or a contract.
#[derive(Debug)]
pub struct Purchase<'a> {
    /// The package it belongs to.
    pub case: &'a Case<'a>,
    /// What is said of it.
    pub facts: &'a Facts,
    /// The purchaser, cleaned for comparison.
    pub buyer: String,
    /// The cell that names the purchaser; `None` when only the folder tells.
    pub buyer_fact: Option<&'a Fact>,
    /// The supplier, with the cell that names it.
    pub supplier: Option<(BidderId, &'a Fact)>,
    /// Yuan, with the cell: contract amount, else award amount, else budget.
    pub amount: (Decimal, &'a Fact),
    /// The budget in yuan, with the cell.
    pub budget: Option<(Decimal, &'a Fact)>,
    /// The day: contract, else award, else opening, else notice.
    pub date: Option<(Date, &'a Fact)>,
    /// The category, cleaned; what was bought in words where no category is given.
    pub category: String,
    /// The method, as written.
    pub method: Option<&'a Fact>,
}

/// All packages and purchases of one input.
#[derive(Debug)]
pub struct Market<'a> {
    /// Who is who.
    pub bidders: &'a Bidders,
    /// The packages, in the order of the tenders.
    pub entries: Vec<Entry<'a>>,
    /// The purchases, in the order of the tenders.
    pub purchases: Vec<Purchase<'a>>,
}

impl<'a> Market<'a> {
    /// The purchases, each once: a contract that a second list repeats is the same purchase.
    pub fn distinct(&self) -> Vec<&Purchase<'a>> {
        // A list of contracts may give the day of signature where a ledger gives the day of the award.
        const DAYS_APART: i32 = 31;
        let repeats = |one: &Purchase<'_>, known: &Purchase<'_>| {
            let elsewhere = (one.amount.1.at.file, one.amount.1.at.sheet)
                != (known.amount.1.at.file, known.amount.1.at.sheet);
            let buyer = one.buyer == known.buyer || one.buyer.is_empty() || known.buyer.is_empty();
            let near = match (one.date, known.date) {
                (Some((a, _)), Some((b, _))) => (b - a).get_days().abs() <= DAYS_APART,
                _ => true,
            };
            elsewhere && buyer && near
        };
        let mut seen: BTreeMap<(BidderId, Decimal), Vec<&Purchase<'a>>> = BTreeMap::new();
        let mut kept = Vec::new();
        for one in &self.purchases {
            let Some((supplier, _)) = one.supplier else {
                kept.push(one);
                continue;
            };
            let known = seen.entry((supplier, one.amount.0.normalize())).or_default();
            if !known.iter().any(|known| repeats(one, known)) {
                known.push(one);
                kept.push(one);
            }
        }
        kept
    }
}

/// Letters, digits and Chinese characters only, so that spellings with other spaces or brackets are one.
pub fn cleaned(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Looks at the cases of one input as a market.
pub fn build<'a>(
    cases: impl IntoIterator<Item = &'a Case<'a>>,
    bidders: &'a Bidders,
) -> Market<'a> {
    let cases: Vec<&'a Case<'a>> = cases.into_iter().collect();
    let entries =
        cases.iter().filter(|case| !case.bids.is_empty()).map(|case| entry(case)).collect();
    let purchases = cases.iter().filter_map(|case| purchase(case, bidders)).collect();
    Market { bidders, entries, purchases }
}

fn entry<'a>(case: &'a Case<'a>) -> Entry<'a> {
    let date = [
        Field::OpeningTime,
        Field::Deadline,
        Field::AwardDate,
        Field::NoticeDate,
        Field::ContractDate,
    ]
    .iter()
    .find_map(|field| case.project.date(*field).map(|(date, _)| date));
    let category = case.project.text(Field::Category).map(cleaned).unwrap_or_default();
    Entry {
        case,
        stratum: category,
        date,
        bidders: case.bids.iter().map(|bid| (bid.bidder, &bid.named)).collect(),
        winner: case.winner(),
    }
}

fn purchase<'a>(case: &'a Case<'a>, bidders: &'a Bidders) -> Option<Purchase<'a>> {
    let facts = &case.project;
    let amount = facts
        .money(Field::ContractAmount)
        .or_else(|| facts.money(Field::AwardAmount))
        .or_else(|| case.winner().and_then(|(winner, _)| case.bid(winner)?.price()))
        .or_else(|| facts.money(Field::Budget))?;
    let date = [
        Field::ContractDate,
        Field::AwardDate,
        Field::AwardNoticeDate,
        Field::OpeningTime,
        Field::NoticeDate,
    ]
    .iter()
    .find_map(|field| facts.date(*field));
    let supplier = case.winner().or_else(|| {
        facts
            .all(Field::Winner)
            .find_map(|fact| bidders.at(fact).first().map(|bidder| (*bidder, fact)))
    });
    let category =
        facts.text(Field::Category).or_else(|| facts.text(Field::ProjectName)).unwrap_or_default();
    Some(Purchase {
        case,
        facts,
        buyer: facts.text(Field::BuyerName).map(cleaned).unwrap_or_default(),
        buyer_fact: facts.first(Field::BuyerName),
        supplier,
        amount,
        budget: facts.money(Field::Budget),
        date,
        category: cleaned(category),
        method: facts.first(Field::ProcurementMethod),
    })
}
