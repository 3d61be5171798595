//! Bids that stand in one cell: the firms and prices of a ledger's line, and candidates named by their rank.

use super::cell::amount as amount_in;
use super::header::Units;
use super::matrix::is_company;
use super::table::TableKind;
use super::value;
use super::{Fact, Facts, Field, Record, Value};

/// A bidder and price for each firm that a ledger names in one cell: `甲公司 120万元；乙公司 125.3万元`.
pub(super) fn bids_in_cells(record: &mut Record) -> Vec<Record> {
    let mut bids = Vec::new();
    let several = |fact: &&Fact| {
        fact.field == Field::BiddersWithPrices
            || (fact.field == Field::BidderName && record.kind == TableKind::Ledger)
    };
    let Some(cell) = record.facts.0.iter().find(several).cloned() else { return bids };
    for (name, price) in split_bids(&cell.raw, record.units) {
        let mut facts = vec![Fact {
            field: Field::BidderName,
            at: cell.at,
            raw: name.into(),
            value: Value::Text,
        }];
        if let Some(value) = price {
            facts.push(Fact { field: Field::BidPrice, at: cell.at, raw: cell.raw.clone(), value });
        }
        bids.push(Record {
            kind: TableKind::Opening,
            package: record.package.clone(),
            at: cell.at,
            facts: Facts(facts),
            units: record.units,
        });
    }
    if !bids.is_empty() {
        record.facts.0.retain(|fact| fact.field != Field::BidderName);
    }
    bids
}

/// The firms in a cell, with their prices where these are given.
fn split_bids(text: &str, units: Units) -> Vec<(String, Option<Value>)> {
    let mut found = Vec::new();
    for part in text.split(['；', ';', '\n', '、', '|']).flat_map(split_commas) {
        let part = part.trim().trim_start_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '.' | '、' | ')' | '）' | '(' | '（' | ' ')
        });
        if part.is_empty() {
            continue;
        }
        // The name ends where its price begins: at a bracket, colon, space or digit after the legal form.
        let end = part
            .char_indices()
            .skip(2)
            .find(|(at, c)| {
                let rest = &part[*at..];
                let price_follows = |text: &str| {
                    let text = text.trim_start_matches([
                        '（', '(', '：', ':', ' ', '报', '价', '\u{3000}', '/', '-', '—', '￥',
                    ]);
                    let number = value::after_currency(text).trim_start();
                    number.starts_with(|c: char| c.is_ascii_digit())
                };
                (matches!(c, '：' | ':' | ' ' | '\u{3000}' | '（' | '(' | '/' | '-' | '—')
                    || matches!(c, '￥' | '¥' | '$' | '€' | '£')
                    || c.is_ascii_digit())
                    && price_follows(rest)
            })
            .map(|(at, _)| at);
        let (name, rest) = end.map_or((part, ""), |end| part.split_at(end));
        let name = name.trim();
        if !is_company(name) {
            continue;
        }
        let amount = rest.trim_matches(|c: char| {
            matches!(
                c,
                '（' | '）'
                    | '('
                    | ')'
                    | '：'
                    | ':'
                    | ' '
                    | '/'
                    | '-'
                    | '—'
                    | '\u{3000}'
                    | '报'
                    | '价'
            )
        });
        let price = value::money(amount, units.money.unwrap_or_default()).ok();
        let price = price.map(|money| amount_in(money, units));
        found.push((name.to_owned(), price));
    }
    found
}

/// Commas part firms only where every part is a firm or begins with one: `1,234,500` and `K & E Excavating, Inc.` stay whole.
fn split_commas(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split(['，', ',']).collect();
    let firms = parts
        .iter()
        .filter(|part| {
            is_company(
                part.split(['(', '（', '：', ':', ' '])
                    .find(|word| !word.is_empty())
                    .unwrap_or(part),
            )
        })
        .count();
    if 1 < parts.len() && firms == parts.len() && !text.is_ascii() { parts } else { vec![text] }
}

/// 第一中标候选人, 第二, 第三: a row of candidates each.
pub(super) fn candidates(record: &Record) -> Vec<Record> {
    [(Field::FirstCandidate, 1), (Field::SecondCandidate, 2), (Field::ThirdCandidate, 3)]
        .into_iter()
        .filter_map(|(field, rank)| {
            let fact = record.facts.first(field)?;
            let named = Fact { field: Field::BidderName, ..fact.clone() };
            let ranked =
                Fact { field: Field::Rank, value: Value::Number(rank.into()), ..fact.clone() };
            Some(Record {
                kind: TableKind::Award,
                package: record.package.clone(),
                at: fact.at,
                facts: Facts(vec![named, ranked]),
                units: record.units,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firms_and_prices_in_one_cell_are_parted() {
        let bids = split_bids(
            "宁川衡数信息技术有限公司（1,234,500元）；岚溪启笙科技有限公司 125.3万元",
            Units::default(),
        );
        let said: Vec<(String, String)> = bids
            .into_iter()
            .map(|(name, price)| {
                let Some(Value::Money(yuan)) = price else { panic!("no price of {name}") };
                (name, yuan.normalize().to_string())
            })
            .collect();
        assert_eq!(
            said,
            [
                ("宁川衡数信息技术有限公司".to_owned(), "1234500".to_owned()),
                ("岚溪启笙科技有限公司".to_owned(), "1253000".to_owned())
            ]
        );
    }

    #[test]
    fn prices_in_other_currencies_stay_apart() {
        let bids = split_bids(
            "甲信息技术有限公司 USD 1,200；乙软件有限公司$1,300；丙网络有限公司（120万美元）",
            Units::default(),
        );
        let said: Vec<Option<String>> = bids
            .into_iter()
            .map(|(_, price)| match price? {
                Value::Foreign(amount, currency) => {
                    Some(format!("{currency} {}", amount.normalize()))
                }
                _ => None,
            })
            .collect();
        let expected = ["USD 1200", "USD 1300", "USD 1200000"];
        assert_eq!(said, expected.map(|price| Some(price.to_owned())));
    }

    #[test]
    fn firms_without_prices_are_parted_by_any_mark() {
        for text in [
            "甲信息技术有限公司、乙软件有限公司",
            "1.甲信息技术有限公司\n2.乙软件有限公司",
            "甲信息技术有限公司,乙软件有限公司",
        ] {
            assert_eq!(split_bids(text, Units::default()).len(), 2, "{text}");
        }
    }
}
