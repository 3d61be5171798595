//! Offers that are not the offer: those of earlier rounds, and options and alternates.
//!
//! 首次报价, 第二轮报价, 第三轮报价: the last one counts ([`Field::FinalPrice`]), the first stays [`Field::BidPrice`], and what
//! lies between them is kept as [`Field::InterimPrice`]. A price of an option (备选报价, additive alternate) is an
//! [`Field::OptionPrice`]; the items of a table of options say which ([`Field::OptionName`]), so that nobody adds them to the
//! offer or holds them against it.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::columns::Column;
use super::field::Field;
use super::header;
use super::table::TableKind;
use super::{Record, Value};
use crate::identity::name;
use crate::source::CellRef;

/// The round after every number.
const LAST: u32 = u32::MAX;

const FIRST_WORDS: &[&str] = &["首次", "首轮", "初次", "初始", "first offer", "initial offer"];
const LAST_WORDS: &[&str] =
    &["最终", "最后", "末轮", "终轮", "final offer", "best and final", "bafo"];

/// Words of an option, and those that say that it is the offer itself after all.
const OPTIONS: &[&str] = &[
    "备选",
    "选择性报价",
    "选配",
    "可选项",
    "替代方案",
    "additive alternate",
    "deductive alternate",
    "alternate bid",
    "bid alternate",
    "alternate item",
    "optional item",
];
const MAIN: &[&str] = &["主选", "base bid", "不含备选", "含备选", "除备选"];

/// The number before 轮 or 次, with the byte where it ends: 第三轮, 二次, 第2轮.
fn numbered(text: &str) -> Option<(u32, usize)> {
    let digits = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let mut chars = text.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        let Some(number) = digits
            .iter()
            .position(|digit| *digit == c)
            .and_then(|at| u32::try_from(at + 1).ok())
            .or_else(|| c.to_digit(10).filter(|digit| 0 < *digit))
        else {
            continue;
        };
        if let Some((end, '轮' | '次')) = chars.peek() {
            return Some((number, end + '轮'.len_utf8()));
        }
    }
    None
}

/// The round that a heading of a price, or the cell of a round, names.
pub(super) fn round(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(LAST_WORDS) {
        return Some(LAST);
    }
    if has(FIRST_WORDS) {
        return Some(1);
    }
    numbered(&text).map(|(number, _)| number).or_else(|| {
        let number = text.trim().trim_start_matches("round").trim();
        number.parse().ok().filter(|number| (1..=20).contains(number))
    })
}

/// The words of a sheet's name or title that say of which round its prices are: 第三轮报价, 最终报价. The first round is what
/// is taken anyway; 第二次招标 is no round.
pub(super) fn in_title(title: &str) -> Option<SmolStr> {
    let lower = title.to_lowercase();
    let offers = |rest: &str| {
        let rest = rest.trim_start_matches(['磋', '商', '谈', '判', '投', '标', ' ']);
        rest.starts_with("报价")
    };
    let begins = |word: &str| {
        lower.find(word).filter(|at| offers(&lower[at + word.len()..]) || word.is_ascii())
    };
    if FIRST_WORDS.iter().any(|word| begins(word).is_some()) {
        return None;
    }
    if let Some(word) = LAST_WORDS.iter().find(|word| begins(word).is_some()) {
        return Some(if word.is_ascii() { (*word).into() } else { format!("{word}报价").into() });
    }
    let (number, _) = numbered(&lower).filter(|(_, end)| offers(&lower[*end..]))?;
    (1 < number).then(|| format!("第{number}轮报价").into())
}

/// Gives the prices of several rounds in one table their meaning: the first, the last, and those between.
pub(super) fn settle_rounds(columns: &mut [Column], labels: &[(CellRef, String, Option<Field>)]) {
    let label = |col: u16| labels.iter().find(|(at, ..)| at.col == col).map(|(_, text, _)| text);
    let rounds: Vec<(usize, u32)> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| matches!(column.field, Field::BidPrice | Field::FinalPrice))
        .filter_map(|(at, column)| Some((at, round(label(column.col)?)?)))
        .collect();
    let Some(last) = rounds.iter().map(|(_, round)| *round).max() else { return };
    let unnumbered = columns.iter().enumerate().any(|(at, column)| {
        column.field == Field::BidPrice && !rounds.iter().any(|(numbered, _)| *numbered == at)
    });
    let first = rounds.iter().map(|(_, round)| *round).min().filter(|_| !unnumbered);
    for (at, round) in rounds {
        columns[at].field = if round == last && 1 < round {
            Field::FinalPrice
        } else if Some(round) == first || round == 1 {
            Field::BidPrice
        } else {
            Field::InterimPrice
        };
    }
}

/// The words by which a title says that its prices are those of an option.
pub(super) fn option_in(title: &str) -> Option<&'static str> {
    let lower = title.to_lowercase();
    if MAIN.iter().any(|word| lower.contains(word)) {
        return None;
    }
    OPTIONS.iter().find(|word| lower.contains(*word)).copied()
}

/// Whether the label of a price is that of an option: `Total Amount / Additive Alternate A`.
pub(super) fn is_option(label: &str) -> bool {
    let spaced: String =
        label.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect::<String>();
    option_in(&spaced).is_some()
}

/// Orders the offers of each bidder over all tables of a tender by the round that their rows name.
pub(super) fn order_rounds(records: &mut [Record]) {
    let price = |field| matches!(field, Field::BidPrice | Field::FinalPrice);
    if !records.iter().any(|record| record.facts.has(Field::OfferRound)) {
        return;
    }
    let round_of = |record: &Record| {
        let fact = record.facts.first(Field::OfferRound)?;
        let number = match fact.value {
            Value::Number(number) => u32::try_from(number).ok(),
            _ => None,
        };
        number.or_else(|| round(&fact.raw))
    };
    let owner = |record: &Record| -> Option<(Option<SmolStr>, String)> {
        let is_offer = record.kind == TableKind::Opening
            && record.facts.0.iter().any(|fact| price(fact.field));
        let named = record.facts.first(Field::BidderName).filter(|_| is_offer)?;
        Some((record.package.clone(), name::parse(&named.raw).canonical))
    };
    let mut last: BTreeMap<(Option<SmolStr>, String), u32> = BTreeMap::new();
    for record in records.iter() {
        let Some((owner, round)) = owner(record).zip(round_of(record)) else { continue };
        let known = last.entry(owner).or_insert(round);
        *known = round.max(*known);
    }
    for record in records.iter_mut() {
        let Some((owner, round)) = owner(record).zip(round_of(record)) else { continue };
        let is_last = last.get(&owner) == Some(&round);
        for fact in record.facts.0.iter_mut().filter(|fact| price(fact.field)) {
            fact.field = match round {
                0 | 1 => Field::BidPrice,
                _ if is_last => Field::FinalPrice,
                _ => Field::InterimPrice,
            };
        }
    }
}

/// Whether a label's brackets say that rates are offered instead of amounts, and which: 投标报价（费率）.
pub(super) fn rate_in(label: &str) -> Option<Field> {
    let key = header::key(label);
    let (_, inside) = key.split_once('(')?;
    if inside.contains('元') {
        return None;
    }
    if inside.contains("费率") {
        Some(Field::FeeRate)
    } else if ["下浮", "优惠率", "让利"].iter().any(|word| inside.contains(word)) {
        Some(Field::DiscountRate)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_are_told_by_their_words() {
        for (text, expected) in [
            ("首次报价", Some(1)),
            ("第二轮报价（元）", Some(2)),
            ("三次报价", Some(3)),
            ("最终报价", Some(LAST)),
            ("2", Some(2)),
            ("投标报价", None),
        ] {
            assert_eq!(round(text), expected, "{text}");
        }
    }

    #[test]
    fn a_second_tender_is_no_second_round() {
        assert_eq!(in_title("平台采购项目（第二次招标）报价表"), None);
        assert_eq!(in_title("第二轮磋商报价记录").as_deref(), Some("第2轮报价"));
        assert_eq!(in_title("最后报价表").as_deref(), Some("最后报价"));
        assert_eq!(in_title("首次报价与最终报价"), None);
    }

    #[test]
    fn a_base_bid_is_no_option() {
        assert!(option_in("Alternate Bid Tabulation").is_some());
        assert!(option_in("备选方案报价表").is_some());
        assert!(option_in("Base Bid Tabulation").is_none());
        assert!(is_option("Total Amount\nAdditive Alternate A"));
    }
}
