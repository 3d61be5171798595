//! Numbers as people read them in findings: amounts with thousands separators, shares in percent, chances.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::record::value::Currency;
use crate::text;
use crate::text::Text;

/// How the measured chance is called wherever a rule states it.
pub(super) const HONEST_CHANCE: Text = Text::of(
    "互不串通时出现同样形态的概率（近似）",
    "chance of the same pattern without collusion (approximate)",
);

/// An amount of yuan: `105.00 万元` where nothing is lost by it, else `1,050,001.50 元`.
pub(super) fn money(yuan: Decimal) -> Text {
    let ten_thousand = Decimal::from(10_000);
    let (en, whole) = (amount(yuan), (yuan % Decimal::ONE_HUNDRED).is_zero());
    if whole && ten_thousand <= yuan.abs() {
        let shown = amount(yuan / ten_thousand);
        text!("{shown} 万元", "CNY {en}")
    } else {
        text!("{en} 元", "CNY {en}")
    }
}

/// An amount of any currency: that of [`money`] for yuan, else `USD 1,234.00`.
pub(super) fn money_in(amount: Decimal, currency: Currency) -> Text {
    if currency == Currency::YUAN {
        return money(amount);
    }
    Text::same(format!("{currency} {}", self::amount(amount)))
}

/// A number with two decimals and thousands separators: `1,234,567.80`.
pub(super) fn amount(number: Decimal) -> String {
    let plain = format!(
        "{:.2}",
        number.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
    );
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut shown = String::with_capacity(plain.len() + whole.len() / 3);
    for (at, digit) in whole.chars().enumerate() {
        if 0 < at && (whole.len() - at) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    format!("{sign}{shown}.{cents}")
}

/// A quantity without needless zeros: `12`, `1.5`.
pub(super) fn quantity(number: Decimal) -> String {
    number.normalize().to_string()
}

/// A share as percent with two decimals: `97.00%` for 0.97.
pub(super) fn percent(share: f64) -> String {
    format!("{:.2}%", share * 100.0)
}

/// A chance as percent: two decimals, more below a tenth of a percent; never zero.
pub(super) fn chance(chance: f64) -> String {
    if 0.001 <= chance {
        percent(chance)
    } else if 0.000_01 <= chance {
        format!("{:.4}%", chance * 100.0)
    } else {
        "<0.001%".to_owned()
    }
}

/// A decimal as a floating-point number; amounts of procurement always fit.
pub(super) fn float(number: Decimal) -> f64 {
    number.to_f64().unwrap_or(f64::NAN)
}

/// A share of two amounts as a floating-point number; `None` when the whole is not positive.
pub(super) fn share(part: Decimal, whole: Decimal) -> Option<f64> {
    (Decimal::ZERO < whole).then(|| part.checked_div(whole).map(float)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(number: &str) -> Decimal {
        number.parse().expect("a number")
    }

    #[test]
    fn amounts_have_separators_and_two_decimals() {
        let shown: Vec<String> = ["0", "999.9", "1000", "1234567.805", "-1000000"]
            .iter()
            .map(|n| amount(yuan(n)))
            .collect();
        assert_eq!(shown, ["0.00", "999.90", "1,000.00", "1,234,567.81", "-1,000,000.00"]);
    }

    #[test]
    fn ten_thousands_are_used_only_where_nothing_is_lost() {
        assert_eq!(money(yuan("1050000")).zh, "105.00 万元");
        assert_eq!(money(yuan("1050000")).en, "CNY 1,050,000.00");
        assert_eq!(money(yuan("1050000.50")).zh, "1,050,000.50 元");
        assert_eq!(money(yuan("1050050")).zh, "1,050,050.00 元");
        assert_eq!(money(yuan("9900")).zh, "9,900.00 元");
    }

    #[test]
    fn small_chances_are_not_shown_as_zero() {
        let shown: Vec<String> =
            [0.5, 0.0015, 0.0005, 0.000_001].iter().map(|p| chance(*p)).collect();
        assert_eq!(shown, ["50.00%", "0.15%", "0.0500%", "<0.001%"]);
    }

    #[test]
    fn quantities_and_shares_are_plain() {
        assert_eq!(
            (quantity(yuan("12.00")), quantity(yuan("1.50"))),
            ("12".to_owned(), "1.5".to_owned())
        );
        assert_eq!(share(yuan("97"), yuan("100")).map(percent), Some("97.00%".to_owned()));
        assert_eq!(share(yuan("97"), yuan("0")), None);
    }
}
