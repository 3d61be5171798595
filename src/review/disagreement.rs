//! Facts that disagree: both cells are kept and named, with the difference and what the law lets prevail. Nothing is repaired.
//!
//! 财政部令第87号第五十九条 corrects a bid in this order: 开标一览表 over the rest of the bid; the amount in capitals over the
//! figures; where the decimal point of a unit price is plainly misplaced, the total of the 开标一览表 over the unit price; else
//! the unit prices over the total.

mod items;
mod limits;
mod rates;
mod supplements;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::error::Problem;
use crate::graph::Case;
use crate::graph::case::{Bid, bidder_fact};
use crate::load::Loaded;
use crate::record::{Fact, Field, Record, TableKind, Value, place};
use crate::resolve::BidderId;
use crate::source::CellRef;
use crate::text;
use crate::text::{Lang, Text};

/// Problems told of one package; the rest are counted.
const MOST_TOLD: usize = 60;

/// What prevails, in the order of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// （一）开标一览表 over the other parts of the bid.
    Summary,
    /// （二）capitals over figures.
    Capitals,
    /// （三）a misplaced decimal point: the total of the 开标一览表 over the unit price.
    DecimalPoint,
    /// （四）unit prices over the total.
    UnitPrices,
}

impl Step {
    fn rule(self) -> Text {
        match self {
            Self::Summary => Text::of(
                "投标文件内容与开标一览表不一致的，以开标一览表为准（财政部令第87号第五十九条第（一）项）",
                "where the bid differs from its opening summary, the summary prevails (Order 87, art. 59(1))",
            ),
            Self::Capitals => Text::of(
                "大写金额和小写金额不一致的，以大写金额为准（财政部令第87号第五十九条第（二）项）",
                "where capitals and figures differ, the amount in capitals prevails (Order 87, art. 59(2))",
            ),
            Self::DecimalPoint => Text::of(
                "单价金额小数点有明显错位的，以开标一览表的总价为准，并修改单价（财政部令第87号第五十九条第（三）项）",
                "where the decimal point of a unit price is plainly misplaced, the total of the opening summary prevails and the unit price is corrected (Order 87, art. 59(3))",
            ),
            Self::UnitPrices => Text::of(
                "总价金额与按单价汇总金额不一致的，以单价金额计算结果为准（财政部令第87号第五十九条第（四）项）",
                "where the total differs from the sum by unit prices, the unit prices prevail (Order 87, art. 59(4))",
            ),
        }
    }
}

/// Two cells that say different things of one fact.
struct Disagreement {
    at: CellRef,
    says: Text,
    step: Option<Step>,
}

/// Every disagreement of a package, in the order of bids.
pub(super) fn disagreements(case: &Case<'_>, loaded: &Loaded) -> Vec<Problem> {
    let told = Told { loaded, of_bidder: by_bidder(case) };
    let mut problems = Vec::new();
    for bid in &case.bids {
        let mut found = of_bid(case, bid, &told);
        found.extend(items::of_items(case, bid, &told));
        let steps: BTreeSet<Step> = found.iter().filter_map(|one| one.step).collect();
        problems.extend(found.into_iter().map(|one| told.problem(one, 1 < steps.len())));
    }
    problems.extend(of_project(case, &told).into_iter().map(|one| told.problem(one, false)));
    problems.extend(limits::of_rows(case, &told).into_iter().map(|one| told.problem(one, false)));
    problems.extend(rates::of_rates(case, &told));
    problems.extend(supplements::of_contracts(case, &told));
    if MOST_TOLD < problems.len() {
        let more = problems.len() - MOST_TOLD;
        problems.truncate(MOST_TOLD);
        let at = problems.last().and_then(|problem| problem.at.clone());
        let says = text!(
            "还有 {more} 处数据前后不一致，未逐一列出",
            "{more} more disagreements between cells are not listed one by one"
        );
        problems.push(Problem { at, ..Problem::warning(says) });
    }
    problems
}

/// Says where cells are, and makes problems.
struct Told<'a> {
    loaded: &'a Loaded,
    of_bidder: BTreeMap<BidderId, Vec<&'a Record>>,
}

impl<'a> Told<'a> {
    /// The records of the package that speak of a bid.
    fn records(&self, bid: &Bid) -> impl Iterator<Item = &'a Record> + '_ {
        self.of_bidder.get(&bid.bidder).into_iter().flatten().copied()
    }

    fn place(&self, at: CellRef) -> Text {
        let of = |lang| place::locate(&self.loaded.sources, at, lang).to_string();
        Text { zh: of(Lang::Zh).into(), en: of(Lang::En).into() }
    }

    fn problem(&self, found: Disagreement, several: bool) -> Problem {
        let check = Text::of(
            "两处均予保留，未作修正；请核对两个单元格",
            "both are kept and nothing is corrected: check both cells",
        );
        let (mut zh, mut en) = (String::new(), String::new());
        if let Some(rule) = found.step.map(Step::rule) {
            zh = format!("{}；", rule.zh);
            en = format!("{}; ", rule.en);
        }
        if several && found.step.is_some() {
            zh.push_str("同时出现两种以上不一致的，按该条所列顺序修正，并经投标人确认；");
            en.push_str(
                "several kinds at once are corrected in the order of that article and confirmed by the bidder; ",
            );
        }
        zh.push_str(&check.zh);
        en.push_str(&check.en);
        Problem {
            at: Some(place::locate(&self.loaded.sources, found.at, Lang::Zh)),
            advice: Some(Text { zh: zh.into(), en: en.into() }),
            ..Problem::warning(found.says)
        }
    }

    /// Two amounts of one thing.
    fn amounts(
        &self,
        (what, yuan, fact): (&Text, Decimal, &Fact),
        (other_what, other, against): (&Text, Decimal, &Fact),
        step: Option<Step>,
        name: &Text,
    ) -> Disagreement {
        let place = self.place(against.at);
        let (first, second) = (yuan.normalize(), other.normalize());
        let difference = (yuan - other).abs().normalize();
        Disagreement {
            at: fact.at,
            step,
            says: text!(
                "{}：{} {first} 元，与{} {second} 元（{}）不一致，相差 {difference} 元",
                "{}: {} {first} yuan differs from {} {second} yuan ({}) by {difference} yuan";
                name, what, other_what, place
            ),
        }
    }
}

/// The smallest step of an amount as written: 0.0001 万元 is one yuan. At least a cent.
fn step_of(fact: &Fact, yuan: Decimal) -> Decimal {
    let digits: String =
        fact.raw.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.')).collect();
    let cent = Decimal::new(1, 2);
    let Ok(written) = digits.parse::<Decimal>() else { return cent };
    if written.is_zero() {
        return cent;
    }
    let scale = yuan.abs() / written;
    // Amounts in yuan are exact to the cent, however few digits are written.
    if scale <= Decimal::ONE {
        return cent;
    }
    (scale * Decimal::new(1, written.scale())).min(yuan.abs() / Decimal::from(100)).max(cent)
}

/// Whether two amounts are the same as far as they are written: 123.46 万元 is 1,234,567 yuan.
fn same(a: (Decimal, &Fact), b: (Decimal, &Fact)) -> bool {
    let half = Decimal::new(5, 1);
    (a.0 - b.0).abs() <= (step_of(a.1, a.0) + step_of(b.1, b.0)) * half
}

/// The records of a package by the bidder that they speak of.
fn by_bidder<'c>(case: &'c Case<'_>) -> BTreeMap<BidderId, Vec<&'c Record>> {
    let mut found: BTreeMap<BidderId, Vec<&Record>> = BTreeMap::new();
    for record in &case.tender.records {
        if record.package.as_deref().unwrap_or_default() != case.package {
            continue;
        }
        let bidder =
            bidder_fact(&record.facts).and_then(|named| case.bidders.at(named).first().copied());
        if let Some(bidder) = bidder {
            found.entry(bidder).or_default().push(record);
        }
    }
    found
}

fn of_bid(case: &Case<'_>, bid: &Bid, told: &Told<'_>) -> Vec<Disagreement> {
    let name = case.bidders.name(bid.bidder);
    let name = Text::same(name.to_owned());
    let mut found = Vec::new();
    let mut prices: Vec<(TableKind, Decimal, &Fact)> = Vec::new();
    let mut finals: Vec<(TableKind, Decimal, &Fact)> = Vec::new();
    for record in told.records(bid) {
        let money = |field| {
            record
                .facts
                .all(field)
                .filter_map(move |fact| fact.money().map(|yuan| (record.kind, yuan, fact)))
        };
        let own: Vec<_> = money(Field::BidPrice).chain(money(Field::FinalPrice)).collect();
        for (_, words, said) in money(Field::BidPriceInCapitals) {
            // Beside a first and a final offer the capitals repeat either.
            if own.iter().any(|(_, yuan, fact)| same((words, said), (*yuan, fact))) {
                continue;
            }
            if let Some((_, yuan, fact)) = own.last() {
                let (figures, capitals) =
                    (Text::of("小写", "figures"), Text::of("大写", "capitals"));
                found.push(told.amounts(
                    (&figures, *yuan, fact),
                    (&capitals, words, said),
                    Some(Step::Capitals),
                    &name,
                ));
            }
        }
        prices.extend(money(Field::BidPrice));
        finals.extend(money(Field::FinalPrice));
    }
    found.extend(between(&prices, told, &name));
    found.extend(between(&finals, told, &name));
    prices.extend(finals);
    found.extend(against_award(case, bid, &prices, told, &name));
    found.extend(particulars(bid, told, &name));
    found
}

/// The same price in two columns of a row, on two sheets or in two files.
fn between(
    prices: &[(TableKind, Decimal, &Fact)],
    told: &Told<'_>,
    name: &Text,
) -> Vec<Disagreement> {
    let opening = prices.iter().find(|(kind, ..)| *kind == TableKind::Opening);
    let Some((kind, yuan, fact)) = opening.or(prices.first()).copied() else { return Vec::new() };
    let mut seen: BTreeSet<CellRef> = BTreeSet::from([fact.at]);
    prices
        .iter()
        .filter(|(_, other, against)| {
            let elsewhere = (against.at.file, against.at.sheet) != (fact.at.file, fact.at.sheet);
            // Further rows of one table are further bids, not the same said twice.
            (elsewhere || against.at.row == fact.at.row)
                && seen.insert(against.at)
                && !same((yuan, fact), (*other, against))
        })
        .map(|(other_kind, other, against)| {
            let step = (kind == TableKind::Opening && *other_kind == TableKind::Items)
                .then_some(Step::Summary);
            let what = |kind: TableKind| {
                let (table, field) = (kind.name(), fact.field.name());
                text!("{}的{}", "{} {}"; table, field)
            };
            told.amounts(
                (&what(*other_kind), *other, against),
                (&what(kind), yuan, fact),
                step,
                name,
            )
        })
        .collect()
}

/// The award notice against what was offered.
fn against_award(
    case: &Case<'_>,
    bid: &Bid,
    prices: &[(TableKind, Decimal, &Fact)],
    told: &Told<'_>,
    name: &Text,
) -> Vec<Disagreement> {
    let Some((_, yuan, fact)) = prices.last().copied() else { return Vec::new() };
    let amount = |fact: &'_ Fact| fact.field == Field::AwardAmount && fact.is_usable();
    let mut awards: Vec<&Fact> =
        told.records(bid).flat_map(|record| record.facts.all(Field::AwardAmount)).collect();
    if case.winner().is_some_and(|(winner, _)| winner == bid.bidder) && case.package.is_empty() {
        awards.extend(case.project.all(Field::AwardAmount));
    }
    let capitals = bid.facts.money(Field::BidPriceInCapitals);
    let mut seen = BTreeSet::new();
    awards
        .into_iter()
        .filter(|fact| amount(fact) && seen.insert(fact.at))
        .filter_map(|award| award.money().map(|yuan| (yuan, award)))
        .filter(|award| {
            !prices.iter().any(|(_, yuan, fact)| same(*award, (*yuan, fact)))
                && !capitals.is_some_and(|words| same(*award, words))
        })
        .map(|(awarded, award)| {
            let (offered, amount) = (fact.field.name(), award.field.name());
            told.amounts((&amount, awarded, award), (&offered, yuan, fact), None, name)
        })
        .collect()
}

/// What two sheets or files say differently of the bidder itself.
fn particulars(bid: &Bid, told: &Told<'_>, name: &Text) -> Vec<Disagreement> {
    const FIELDS: &[Field] = &[
        Field::BidderUscc,
        Field::LegalRepresentative,
        Field::EstablishedDate,
        Field::RegisteredCapital,
    ];
    // Each member of a consortium has its own.
    if !bid.members.is_empty() {
        return Vec::new();
    }
    let facts = || {
        told.records(bid)
            .filter(|record| record.kind != TableKind::Items)
            .flat_map(|record| &record.facts.0)
    };
    FIELDS.iter().flat_map(|field| unlike(facts(), *field, told, Some(name))).collect()
}

/// The dates and amounts of the project that two sheets or files say differently.
fn of_project(case: &Case<'_>, told: &Told<'_>) -> Vec<Disagreement> {
    // Notices and contracts are several by their nature: their dates are not one fact said twice.
    const DATES: &[Field] = &[Field::OpeningTime, Field::Deadline, Field::AwardNoticeDate];
    const AMOUNTS: &[Field] = &[Field::Budget, Field::PriceCeiling];
    let facts = || case.project.0.iter();
    let mut found: Vec<Disagreement> =
        DATES.iter().flat_map(|field| unlike(facts(), *field, told, None)).collect();
    // The budget of a project is not that of each of its packages.
    if case.package.is_empty() {
        found.extend(AMOUNTS.iter().flat_map(|field| unlike(facts(), *field, told, None)));
    }
    found
}

/// The first cell of a field against those of other sheets that say something else.
fn unlike<'f>(
    facts: impl Iterator<Item = &'f Fact>,
    field: Field,
    told: &Told<'_>,
    name: Option<&Text>,
) -> Vec<Disagreement> {
    let usable: Vec<&Fact> = facts.filter(|fact| fact.field == field && fact.is_usable()).collect();
    let Some(first) = usable.first() else { return Vec::new() };
    let mut seen: BTreeSet<(u32, u16)> = BTreeSet::from([(first.at.file, first.at.sheet)]);
    let mut found = Vec::new();
    for fact in &usable[1..] {
        if !differ(first, fact) || !seen.insert((fact.at.file, fact.at.sheet)) {
            continue;
        }
        // The first of the other sheet decides only where that sheet says it once.
        let here = |one: &&&Fact| (one.at.file, one.at.sheet) == (fact.at.file, fact.at.sheet);
        if usable.iter().filter(here).any(|one| !differ(first, one)) {
            continue;
        }
        let (what, place) = (field.name(), told.place(first.at));
        let (one, other) = (&fact.raw, &first.raw);
        let says = match name {
            Some(name) => text!(
                "{}的{}：“{one}”，与“{other}”（{}）不一致",
                "{}, {}: \"{one}\" differs from \"{other}\" ({})";
                name, what, place
            ),
            None => text!(
                "{}：“{one}”，与“{other}”（{}）不一致",
                "{}: \"{one}\" differs from \"{other}\" ({})";
                what, place
            ),
        };
        found.push(Disagreement { at: fact.at, says, step: None });
    }
    found
}

fn differ(a: &Fact, b: &Fact) -> bool {
    match (&a.value, &b.value) {
        (Value::Money(one), Value::Money(other)) => !same((*one, a), (*other, b)),
        (Value::Foreign(one, of), Value::Foreign(other, in_other)) => {
            of != in_other || !same((*one, a), (*other, b))
        }
        (Value::Money(_), Value::Foreign(..)) | (Value::Foreign(..), Value::Money(_)) => true,
        (Value::Moment(one), Value::Moment(other)) => {
            let days = |moment: &crate::record::value::Moment| -> Date { moment.date };
            days(one) != days(other)
                || matches!((one.time, other.time), (Some(a), Some(b)) if a != b)
        }
        (Value::Text, Value::Text) => {
            let key = |fact: &Fact| -> String {
                fact.raw
                    .chars()
                    .filter(|c| c.is_alphanumeric())
                    .flat_map(char::to_uppercase)
                    .collect()
            };
            key(a) != key(b)
        }
        _ => false,
    }
}
