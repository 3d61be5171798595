//! One package: its bids with all that is said of them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::NotChecked;
use super::network::{Network, Shared};
use super::rows;
use crate::record::value::Currency;
use crate::record::{Fact, Facts, Field, Record, TableKind, Tender};
use crate::resolve::{BidderId, Bidders};

/// One bid: a bidder, or a consortium with its members.
#[derive(Debug, Clone)]
pub struct Bid {
    /// Who bids; the lead member of a consortium.
    pub bidder: BidderId,
    /// The other members of a consortium.
    pub members: Vec<BidderId>,
    /// The cell that names it.
    pub named: Fact,
    /// Everything that is said of the bid and its bidders: opening record, particulars, deposit, traces, award.
    pub facts: Facts,
    /// Its prices item by item, in the order of the file.
    pub items: Vec<Item>,
}

/// One line of a bid's item prices.
#[derive(Debug, Clone)]
pub struct Item {
    /// What is offered, cleaned so that the same line of two bids has the same key.
    pub key: String,
    /// What the line says.
    pub facts: Facts,
}

/// One score that one expert gave, or the panel where no expert is named.
#[derive(Debug, Clone)]
pub struct Score {
    /// The expert's name or number as written; `None` for a score of the whole panel.
    pub expert: Option<String>,
    /// Whom it was given to.
    pub bidder: BidderId,
    /// The criterion; `None` for a total.
    pub criterion: Option<String>,
    /// Points.
    pub points: Decimal,
    /// The cell.
    pub fact: Fact,
}

/// One package of one tender, ready for the rules.
#[derive(Debug)]
pub struct Case<'a> {
    /// The tender.
    pub tender: &'a Tender,
    /// The package's key; empty when the tender has no packages.
    pub package: String,
    /// Who is who.
    pub bidders: &'a Bidders,
    /// What is said of the project and of this package as a whole: dates, amounts, method, purchaser, agency, award.
    pub project: Facts,
    /// The bids, in the order in which the opening record (or the first table) names them.
    pub bids: Vec<Bid>,
    /// Scores, in the order of the file.
    pub scores: Vec<Score>,
    /// Contracts and supplements, a row each.
    pub contracts: Vec<&'a Facts>,
    /// Deliveries against bid and contract, a row each.
    pub acceptances: Vec<&'a Facts>,
    /// Staff of the purchaser and the agency, a row each.
    pub staff: Vec<&'a Facts>,
    /// Bidders and what they share.
    pub network: Network,
}

impl Bid {
    /// The price in the currency in which it is offered: the last offer where there are several; amounts in capitals prevail
    /// over figures (财政部令87号 第五十九条).
    pub fn offer(&self) -> Option<(Decimal, Currency, &Fact)> {
        [Field::FinalPrice, Field::BidPriceInCapitals, Field::BidPrice]
            .iter()
            .find_map(|field| self.facts.amount(*field))
            .filter(|(amount, ..)| Decimal::ZERO < *amount)
    }

    /// The price in yuan; `None` where it is offered in another currency.
    pub fn price(&self) -> Option<(Decimal, &Fact)> {
        self.offer()
            .filter(|(_, currency, _)| *currency == Currency::YUAN)
            .map(|(yuan, _, fact)| (yuan, fact))
    }

    /// Whether a discount or a fee rate is offered, instead of an amount or beside it.
    pub fn offers_a_rate(&self) -> bool {
        self.facts.has(Field::DiscountRate) || self.facts.has(Field::FeeRate)
    }

    /// The rank that the panel gave.
    pub fn rank(&self) -> Option<(Decimal, &Fact)> {
        self.facts.number(Field::Rank)
    }

    /// Whether it was rejected, and the cell that says so.
    pub fn rejected(&self) -> Option<&Fact> {
        self.facts
            .all(Field::Qualified)
            .find(|fact| fact.yes_no() == Some(false))
            .or_else(|| self.facts.all(Field::RejectionReason).find(|fact| fact.is_usable()))
    }

    /// Every bidder of the bid.
    pub fn everyone(&self) -> impl Iterator<Item = BidderId> + '_ {
        std::iter::once(self.bidder).chain(self.members.iter().copied())
    }

    /// The item with this key.
    pub fn item(&self, key: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.key == key)
    }
}

impl Item {
    /// The price per unit, else of the line, in whatever currency.
    pub fn offer(&self) -> Option<(Decimal, Currency, &Fact)> {
        let offered = self.facts.amount(Field::UnitPrice);
        offered.or_else(|| self.facts.amount(Field::LineTotal))
    }

    /// The price per unit in yuan.
    pub fn unit_price(&self) -> Option<(Decimal, &Fact)> {
        self.facts.money(Field::UnitPrice)
    }

    /// The price of the line in yuan.
    pub fn line_total(&self) -> Option<(Decimal, &Fact)> {
        self.facts.money(Field::LineTotal)
    }

    /// The quantity.
    pub fn quantity(&self) -> Option<(Decimal, &Fact)> {
        self.facts.number(Field::Quantity)
    }
}

impl<'a> Case<'a> {
    /// The bid of a bidder, alone or in a consortium.
    pub fn bid(&self, bidder: BidderId) -> Option<&Bid> {
        self.bids.iter().find(|bid| bid.everyone().any(|one| one == bidder))
    }

    /// Values of an attribute that two bids or more share; hubs are left out.
    ///
    /// # Errors
    /// Not checked, when fewer than two bids have any value of it.
    pub fn shared(&self, field: Field) -> Result<Vec<Shared>, NotChecked> {
        let holders = Network::holders(&self.bids, field);
        if holders.len() < 2 {
            return Err(NotChecked::missing([field]));
        }
        Ok(self.network.shared(field))
    }

    /// Who won, and the cell that says so.
    pub fn winner(&self) -> Option<(BidderId, &Fact)> {
        self.project
            .all(Field::Winner)
            .find_map(|fact| self.bidders.at(fact).first().map(|bidder| (*bidder, fact)))
            .or_else(|| {
                self.bids.iter().find_map(|bid| {
                    bid.facts
                        .all(Field::IsWinner)
                        .find(|fact| fact.yes_no() == Some(true))
                        .map(|fact| (bid.bidder, fact))
                })
            })
    }

    /// The day by whose law the tender is judged: the notice, else the issue of the documents, the deadline, the opening, the award.
    pub fn law_date(&self) -> Option<Date> {
        [
            Field::NoticeDate,
            Field::DocumentIssueDate,
            Field::Deadline,
            Field::OpeningTime,
            Field::AwardDate,
            Field::ContractDate,
        ]
        .iter()
        .find_map(|field| self.project.date(*field).map(|(date, _)| date))
    }

    /// The items that two bids have in common, in the order of the first.
    pub fn common_items<'c>(&'c self, a: &'c Bid, b: &'c Bid) -> Vec<(&'c Item, &'c Item)> {
        let of_b: BTreeMap<&str, &Item> =
            b.items.iter().map(|item| (item.key.as_str(), item)).collect();
        a.items
            .iter()
            .filter_map(|item| of_b.get(item.key.as_str()).map(|other| (item, *other)))
            .collect()
    }

    /// Every pair of bids; for rules that compare documents item by item. Only used within a package.
    pub fn pairs(&self) -> impl Iterator<Item = (&Bid, &Bid)> + '_ {
        self.bids
            .iter()
            .enumerate()
            .flat_map(|(at, a)| self.bids[at + 1..].iter().map(move |b| (a, b)))
    }
}

/// Builds the cases of a tender, one for each package.
pub fn build<'a>(tender: &'a Tender, bidders: &'a Bidders) -> Vec<Case<'a>> {
    let packages: BTreeSet<&str> =
        tender.records.iter().filter_map(|record| record.package.as_deref()).collect();
    if packages.is_empty() {
        return vec![build_one(tender, "", bidders)];
    }
    packages.into_iter().map(|package| build_one(tender, package, bidders)).collect()
}

fn build_one<'a>(tender: &'a Tender, package: &str, bidders: &'a Bidders) -> Case<'a> {
    let here: Vec<&Record> = tender
        .records
        .iter()
        .filter(|record| record.package.as_deref().is_none_or(|own| own == package))
        .collect();
    let mut project = Facts::default();
    // What is said of this package comes before what is said of the whole project.
    for record in here.iter().filter(|record| record.package.is_some() && is_project_level(record))
    {
        project.extend(&record.facts);
    }
    project.extend(&tender.facts);
    for record in here.iter().filter(|record| record.package.is_none() && is_project_level(record))
    {
        project.extend(&record.facts);
    }
    project.0.extend(rows::said_by_all(&here));
    let mut bids = name_bids(&here, package, bidders);
    let mut of_bidder: BTreeMap<BidderId, usize> = BTreeMap::new();
    // A firm that bids alone and in a consortium is found by its own bid.
    for (at, bid) in bids.iter().enumerate().rev() {
        of_bidder.extend(bid.members.iter().map(|member| (*member, at)));
    }
    for (at, bid) in bids.iter().enumerate() {
        of_bidder.insert(bid.bidder, at);
    }
    let mut scores = Vec::new();
    for record in &here {
        attach(record, &mut bids, &of_bidder, &mut scores, bidders);
    }
    let of_kind = |kind: TableKind| {
        here.iter().filter(|record| record.kind == kind).map(|record| &record.facts).collect()
    };
    let network = Network::build(&bids, &project, bidders);
    Case {
        tender,
        package: package.to_owned(),
        bidders,
        project,
        bids,
        scores,
        contracts: of_kind(TableKind::Contract),
        acceptances: of_kind(TableKind::Acceptance),
        staff: of_kind(TableKind::OfficialStaff),
        network,
    }
}

/// Rows that speak of the project or the award, not of one bid.
fn is_project_level(record: &Record) -> bool {
    matches!(record.kind, TableKind::Project | TableKind::Ledger | TableKind::Contract)
        || (record.kind == TableKind::Award && record.facts.has(Field::Winner))
}

/// The cell that names the bidder of a record.
pub fn bidder_fact(facts: &Facts) -> Option<&Fact> {
    facts.first(Field::BidderName)
}

/// Tables that show that somebody did bid, the surest first; the first that has rows for the package decides.
const BIDDING: &[&[TableKind]] = &[
    &[TableKind::Opening, TableKind::Ledger],
    &[TableKind::Award, TableKind::Scores, TableKind::Items, TableKind::Qualification],
    &[TableKind::Deposit, TableKind::Trace],
    &[TableKind::Registration, TableKind::Particulars, TableKind::Members, TableKind::Shareholding],
];

fn name_bids(here: &[&Record], package: &str, bidders: &Bidders) -> Vec<Bid> {
    let mut bids: Vec<Bid> = Vec::new();
    let mut known: BTreeSet<BidderId> = BTreeSet::new();
    for kinds in BIDDING {
        for record in here.iter().filter(|record| kinds.contains(&record.kind)) {
            // A row without a package in a tender that has packages says nothing about who bid for this one.
            if !package.is_empty() && record.package.is_none() && record.kind != TableKind::Opening
            {
                continue;
            }
            let Some(named) = bidder_fact(&record.facts) else { continue };
            let who = bidders.at(named);
            let Some((&bidder, members)) = who.split_first() else { continue };
            if known.insert(bidder) {
                let members = members.to_vec();
                bids.push(Bid {
                    bidder,
                    members,
                    named: named.clone(),
                    facts: Facts::default(),
                    items: Vec::new(),
                });
            }
        }
        if !bids.is_empty() {
            break;
        }
    }
    bids
}

/// Adds what a record says to the bid of its bidder.
fn attach(
    record: &Record,
    bids: &mut [Bid],
    of_bidder: &BTreeMap<BidderId, usize>,
    scores: &mut Vec<Score>,
    bidders: &Bidders,
) {
    let Some(named) = bidder_fact(&record.facts) else { return };
    let who = bidders.at(named);
    let Some(&bidder) = who.first() else { return };
    let Some(bid) = of_bidder.get(&bidder).map(|at| &mut bids[*at]) else { return };
    match record.kind {
        TableKind::Items => {
            if let Some(key) = item_key(&record.facts) {
                bid.items.push(Item { key, facts: record.facts.clone() });
            }
        }
        TableKind::Scores => {
            scores_of(record, bid.bidder, scores);
            // Ranks and totals of the whole panel are also facts of the bid.
            if record.facts.first(Field::ExpertName).is_none()
                && record.facts.first(Field::ScoreItem).is_none()
            {
                bid.facts.extend(&record.facts);
            }
        }
        TableKind::Contract | TableKind::Acceptance | TableKind::OfficialStaff => {}
        _ => bid.facts.extend(&record.facts),
    }
}

/// The name of an item, without spaces, case or punctuation, with its number where names repeat.
fn item_key(facts: &Facts) -> Option<String> {
    let name = facts.text(Field::ItemName).or_else(|| facts.text(Field::ItemNo))?;
    let key: String =
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let number = facts.text(Field::ItemNo).unwrap_or_default();
    // A line of an option is not the line of the offer that is called the same.
    let option = facts.text(Field::OptionName).unwrap_or_default();
    (!key.is_empty()).then(|| format!("{number}|{key}{option}"))
}

fn scores_of(record: &Record, bidder: BidderId, scores: &mut Vec<Score>) {
    let expert = record.facts.text(Field::ExpertName).map(str::to_owned);
    let criterion = record.facts.text(Field::ScoreItem).map(str::to_owned);
    for (field, named) in [
        (Field::Score, None),
        (Field::PriceScore, Some(Field::PriceScore)),
        (Field::TechnicalScore, Some(Field::TechnicalScore)),
        (Field::BusinessScore, Some(Field::BusinessScore)),
        (Field::ObjectiveScore, Some(Field::ObjectiveScore)),
        (Field::SubjectiveScore, Some(Field::SubjectiveScore)),
        (Field::TotalScore, None),
    ] {
        if let Some((points, fact)) = record.facts.number(field) {
            let criterion =
                named.map(|field| field.name().zh.to_string()).or_else(|| criterion.clone());
            scores.push(Score {
                expert: expert.clone(),
                bidder,
                criterion,
                points,
                fact: fact.clone(),
            });
        }
    }
}
