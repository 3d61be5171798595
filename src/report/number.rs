//! Numbers on charts: amounts in one unit for the whole chart, counts in words, ticks with as many decimals as they need.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::text::Text;

/// The unit of all amounts on one chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// 元
    Yuan,
    /// 万元
    TenThousand,
}

impl Unit {
    /// Ten thousands, unless the largest amount (yuan) is a small purchase.
    pub(super) fn of(largest: Decimal) -> Self {
        if largest < Decimal::from(100_000) { Self::Yuan } else { Self::TenThousand }
    }

    /// Its name.
    pub(super) fn name(self) -> Text {
        match self {
            Self::Yuan => Text::of("元", "CNY"),
            Self::TenThousand => Text::of("万元", "10,000 CNY"),
        }
    }

    /// An amount of yuan in this unit.
    pub(super) fn of_yuan(self, yuan: Decimal) -> f64 {
        let divided = match self {
            Self::Yuan => yuan,
            Self::TenThousand => yuan / Decimal::from(10_000),
        };
        divided.to_f64().unwrap_or_default()
    }

    /// An amount of yuan with two decimals: `1,248.60`.
    pub(super) fn show(self, yuan: Decimal) -> String {
        separated(self.of_yuan(yuan), 2)
    }

    /// The same without decimals where there are none, with the unit: `200 万元`.
    pub(super) fn say(self, yuan: Decimal) -> Text {
        let number = self.of_yuan(yuan);
        let shown = separated(number, if number.fract() == 0.0 { 0 } else { 2 });
        match self {
            Self::Yuan => crate::text!("{shown} 元", "CNY {shown}"),
            Self::TenThousand => {
                let en = separated(yuan.to_f64().unwrap_or_default(), 0);
                Text { zh: format!("{shown} 万元").into(), en: format!("CNY {en}").into() }
            }
        }
    }
}

/// A number with thousands separators.
pub(super) fn separated(number: f64, decimals: usize) -> String {
    let plain = format!("{number:.decimals$}");
    let digits = plain.trim_start_matches('-');
    let whole = digits.split('.').next().unwrap_or_default().len();
    let mut shown = String::new();
    if plain.starts_with('-') && digits.bytes().any(|digit| matches!(digit, b'1'..=b'9')) {
        shown.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if 0 < at && at < whole && (whole - at) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// A share as percent with two decimals: `97.09%`.
pub(super) fn percent(share: f64) -> String {
    format!("{:.2}%", share * 100.0)
}

/// A chance: two decimals, three below a tenth, never zero.
pub(super) fn chance(p: f64) -> String {
    match p {
        p if p < 0.001 => "p < 0.001".to_owned(),
        p if p < 0.1 => format!("p = {p:.3}"),
        p => format!("p = {p:.2}"),
    }
}

/// A count of firms or tenders as it begins a Chinese sentence: 两, 十, 11.
pub(super) fn count(n: usize) -> String {
    const WORDS: [&str; 11] = ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"];
    WORDS.get(n).map_or_else(|| format!("{n} "), |word| (*word).to_owned())
}

/// The same count within a sentence: digits have a space before them, too.
pub(super) fn inner_count(n: usize) -> String {
    if 10 < n { format!(" {n} ") } else { count(n) }
}

/// `1 firm`, `2 firms`.
pub(super) fn plural(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_separators_and_a_true_minus() {
        let shown = [
            separated(1_283.5, 2),
            separated(-1_000.0, 0),
            separated(999.999, 2),
            separated(-0.001, 2),
        ];
        assert_eq!(shown, ["1,283.50", "−1,000", "1,000.00", "0.00"]);
    }

    #[test]
    fn one_unit_suits_the_largest_amount() {
        assert_eq!(Unit::of(Decimal::from(99_999)), Unit::Yuan);
        assert_eq!(Unit::of(Decimal::from(100_000)).show(Decimal::from(12_486_000)), "1,248.60");
        assert_eq!(Unit::TenThousand.say(Decimal::from(2_000_000)).zh, "200 万元");
        assert_eq!(Unit::TenThousand.say(Decimal::from(2_005_000)).zh, "200.50 万元");
        assert_eq!(Unit::TenThousand.say(Decimal::from(2_000_000)).en, "CNY 2,000,000");
    }

    #[test]
    fn counts_are_words_up_to_ten() {
        assert_eq!([count(2), count(10), count(11)], ["两", "十", "11 "]);
        assert_eq!([inner_count(2), inner_count(11)], ["两", " 11 "]);
    }

    #[test]
    fn chances_are_never_zero() {
        assert_eq!(
            [chance(0.0), chance(0.0123), chance(0.5)],
            ["p < 0.001", "p = 0.012", "p = 0.50"]
        );
    }
}
