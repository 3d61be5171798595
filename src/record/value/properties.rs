//! What holds for every cell, whatever is in it.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;

/// Characters of which the values in tenders are made, so that random texts come close to real ones.
const CELLISH: &str = "[0-9０-９,，.:：/\\-~%￥¥$()（）元万亿角分整正零〇壹贰叁肆伍陆柒捌玖拾佰仟一二三十百千点年月日时号第包标段项个工作天至半折之上下午TZE+A-C\u{200B} \n*①²]{0,16}";

fn every_parser(text: &str) {
    let _ =
        (clean(text), is_blank_value(text), unit_in(text), currency_in(text), term_unit_in(text));
    for unit in [Unit::Yuan, Unit::HundredMillion] {
        let _ = money(text, unit);
    }
    let _ = (amount_in_capitals(text), numeral(text), date(text), term(text, Some(TermUnit::Year)));
    for meaning in [BareNumber::Percent, BareNumber::Fraction, BareNumber::Unknown] {
        let _ = ratio(text, meaning);
    }
    let _ = (
        quantity(text),
        count(text),
        rank(text),
        score(text),
        truth(text),
        number::is_serial(text),
    );
    let _ = (package_label(text), package_key(text), identifier_of_text(text));
}

/// `1234500.05` as `1,234,500.05`.
fn grouped(cents: i64) -> String {
    let whole = (cents / 100).to_string();
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{out}.{:02}", cents % 100)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics(text in any::<String>()) {
        every_parser(&text);
    }

    #[test]
    fn no_text_like_a_cell_panics(text in CELLISH) {
        every_parser(&text);
    }

    #[test]
    fn no_number_panics(number in any::<f64>()) {
        let _ = (decimal_of_number(number), money_of_number(number, Unit::HundredMillion));
        let _ = (date_of_number(number, false), excel_serial(number, true), identifier_of_number(number));
        let _ = (term_of_number(number, TermUnit::Year), ratio_of_number(number, BareNumber::Unknown));
    }

    #[test]
    fn cleaning_twice_is_cleaning_once(text in any::<String>()) {
        let once = clean(&text).into_owned();
        prop_assert_eq!(clean(&once).into_owned(), once);
    }

    #[test]
    fn capitals_round_trip(cents in -10_000_000_000_000_000i64..10_000_000_000_000_000) {
        let yuan = Decimal::new(cents, 2);
        let words = to_capitals(yuan);
        prop_assert_eq!(amount_in_capitals(&words), Some(yuan), "{}", words);
    }

    #[test]
    fn capitals_with_many_zeros_round_trip(digit in 1i64..100, power in 0u32..15, more in 0i64..1000) {
        let yuan = Decimal::new(digit * 10i64.pow(power) + more, 2);
        let words = to_capitals(yuan);
        prop_assert_eq!(amount_in_capitals(&words), Some(yuan), "{}", words);
    }

    #[test]
    fn every_spelling_of_an_amount_is_the_amount(cents in 1i64..1_000_000_000_000_000) {
        let yuan = Decimal::new(cents, 2);
        let grouped = grouped(cents);
        let ten_thousands = Decimal::try_from_i128_with_scale(i128::from(cents), 6).expect("few digits");
        let wide: String = yuan.to_string().chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).expect("full-width")).collect();
        let spellings = [
            yuan.to_string(), grouped.clone(), format!("￥{grouped}元"), format!("RMB {grouped}"), format!("{grouped}元整"), grouped.replace(',', "，"),
            grouped.replace(',', " "), format!("{ten_thousands}万元"), format!("{ten_thousands} 万"), wide, to_capitals(yuan), format!("人民币（大写）：{}", to_capitals(yuan)),
            format!("（{grouped}）"), format!("-{grouped}"),
        ];
        for text in spellings {
            prop_assert_eq!(money(&text, Unit::Yuan).map(|money| money.yuan.abs()), Ok(yuan), "{}", text);
        }
    }

    #[test]
    fn stored_cents_are_exact(cents in -100_000_000_000_000i64..100_000_000_000_000) {
        let number: f64 = Decimal::new(cents, 2).to_string().parse().expect("a number");
        prop_assert_eq!(money_of_number(number, Unit::Yuan).map(|money| money.yuan), Ok(Decimal::new(cents, 2)));
    }

    #[test]
    fn every_spelling_of_a_day_is_the_day(serial in 17_899u32..=73_415) {
        let moment = excel_serial(f64::from(serial), false).expect("within the years");
        let (y, m, d) = (moment.date.year(), moment.date.month(), moment.date.day());
        for text in [format!("{y}-{m:02}-{d:02}"), format!("{y}.{m}.{d}"), format!("{y}/{m}/{d}"), format!("{y}年{m}月{d}日"), format!("{y}{m:02}{d:02}"), format!(" {y} 年 {m} 月 {d} 日 ")] {
            prop_assert_eq!(date(&text).map(|dated| dated.moment), Ok(moment), "{}", text);
        }
    }

    #[test]
    fn comparing_terms_both_ways_agrees(a in 0u32..400, b in 0u32..400, units in 0usize..16) {
        let all = [TermUnit::Year, TermUnit::Month, TermUnit::Day, TermUnit::WorkingDay];
        let term = |amount: u32, unit: usize| term_of_number(f64::from(amount), all[unit % 4]).expect("small");
        let (a, b) = (term(a, units), term(b, units / 4));
        prop_assert_eq!(a.compare(&b), b.compare(&a).map(std::cmp::Ordering::reverse));
    }
}
