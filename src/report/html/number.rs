//! Amounts and shares as the page prints them.

use rust_decimal::{Decimal, RoundingStrategy};

/// Two decimals and thousands separators: `1,234,567.80`.
pub(in crate::report) fn amount(number: Decimal) -> String {
    let plain =
        format!("{:.2}", number.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero));
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("−", rest));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut shown = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if 0 < at && (whole.len() - at) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    format!("{shown}.{cents}")
}

/// Ten thousands of yuan, two decimals.
pub(in crate::report) fn ten_thousands(yuan: Decimal) -> String {
    amount(yuan / Decimal::from(10_000))
}

/// `97.09%` for a part of a whole; nothing where there is no whole.
pub(in crate::report) fn percent(part: Decimal, whole: Decimal) -> Option<String> {
    let share = part.checked_div(whole)? * Decimal::ONE_HUNDRED;
    Some(format!("{}%", amount(share)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_separators_and_two_decimals() {
        let n = |text: &str| text.parse::<Decimal>().expect("a number");
        assert_eq!([amount(n("1234567.805")), amount(n("-999.9"))], ["1,234,567.81", "−999.90"]);
        assert_eq!(ten_thousands(n("12486000")), "1,248.60");
        assert_eq!(percent(n("97"), n("100")).as_deref(), Some("97.00%"));
        assert_eq!(percent(n("97"), n("0")), None);
    }
}
