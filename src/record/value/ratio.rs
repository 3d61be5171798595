//! Shares and rates: 51%, 0.51, 百分之五, 9.8折, 3‰.

use rust_decimal::Decimal;

use super::clean::{clean, is_blank_cleaned};
use super::cursor::{Cursor, split_label};
use super::decimal::{self, decimal_of_number};
use super::{Reason, chinese};

/// A share of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share {
    /// In percent: 51 is 51%.
    pub percent: Decimal,
    /// Whether a bare number could also have meant a hundredth or a hundred times as much.
    pub ambiguous: bool,
}

/// What a bare number means, as far as the column tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BareNumber {
    /// The header says `%`: 51 is 51%. A number up to 1 is read so too but may be a stored percentage, so it is ambiguous.
    Percent,
    /// The cell is formatted as a percentage: 0.51 is 51%.
    Fraction,
    /// Nothing is known: above 1 it is percent; up to 1 it is a fraction of the whole, and ambiguous.
    Unknown,
}

/// The share that a bare number means.
fn bare(number: Decimal, meaning: BareNumber) -> Result<Share, Reason> {
    let small = !number.is_zero() && number.abs() <= Decimal::ONE;
    let hundred = number.checked_mul(Decimal::ONE_HUNDRED).ok_or(Reason::OutOfRange)?;
    Ok(match meaning {
        BareNumber::Fraction => Share { percent: hundred, ambiguous: false },
        BareNumber::Unknown if small => Share { percent: hundred, ambiguous: true },
        BareNumber::Unknown => Share { percent: number, ambiguous: false },
        BareNumber::Percent => Share { percent: number, ambiguous: small },
    })
}

/// The share of a number that the workbook stored.
pub fn ratio_of_number(number: f64, meaning: BareNumber) -> Result<Share, Reason> {
    bare(decimal_of_number(number).ok_or(Reason::Unreadable)?, meaning)
}

/// The share that a text states; `meaning` decides about a number without a sign.
///
/// A discount is what remains to be paid: 9.8折 and 98折 are 98%, 八五折 is 85%.
pub fn ratio(text: &str, meaning: BareNumber) -> Result<Share, Reason> {
    if let Some(number) = decimal::plain(text) {
        return bare(number, meaning);
    }
    let cleaned = clean(text);
    if is_blank_cleaned(&cleaned) {
        return Err(Reason::Blank);
    }
    let (_, text) = split_label(&cleaned);
    let mut cursor = Cursor::new(text.trim_start_matches('\''));
    // 下浮率5%, 持股比例 51%, 约5%: a remark without figures.
    let remark = cursor
        .take_while(|c| !c.is_ascii_digit() && !chinese::is_numeral(c) && !"-+.(".contains(c));
    const PARTS: &[(&str, u32)] = &[("百分之", 0), ("千分之", 1), ("万分之", 2)];
    if let Some(scale) = cursor.eat_key(PARTS) {
        let number = match cursor.decimal(false) {
            Some(number) => number,
            None => Decimal::from(cursor.whole().ok_or(Reason::Unreadable)?.0),
        };
        return certain(cursor, per_ten(number, scale)?);
    }
    let negative = cursor.eat_any(&["-", "\u{2212}"]).is_some();
    cursor.eat("+");
    let Some(number) = cursor.decimal(false) else { return tenths(cursor) };
    let number = if negative { -number } else { number };
    let mut ahead = cursor;
    let first = ahead.eat("%");
    let second = ahead.eat_any(&["-", "~", "—", "–", "至", "到"]).is_some()
        && ahead.decimal(false).is_some();
    if second && (first || ahead.eat("%")) {
        return Err(Reason::Range);
    }
    cursor.spaces();
    const SIGNS: &[(&str, u32)] = &[("%", 0), ("‰", 1), ("个百分点", 0), ("percent", 0)];
    if let Some(scale) = cursor.eat_key(SIGNS) {
        return certain(cursor, per_ten(number, scale)?);
    }
    if cursor.eat("折") {
        let times = if number <= Decimal::TEN { Decimal::TEN } else { Decimal::ONE };
        return certain(cursor, number.checked_mul(times).ok_or(Reason::OutOfRange)?);
    }
    if cursor.eat("成") {
        return certain(cursor, number.checked_mul(Decimal::TEN).ok_or(Reason::OutOfRange)?);
    }
    // A bare number is a share only where nothing else is said but 率, 比例, 占.
    let is_share = remark.is_empty() || remark.contains(['率', '比', '占', '浮', '约']);
    if is_share && (cursor.rest.is_empty() || cursor.rest.starts_with('(')) {
        return bare(number, meaning);
    }
    Err(Reason::Unreadable)
}

/// A share with its sign, as long as no other figure follows outside brackets.
fn certain(cursor: Cursor<'_>, percent: Decimal) -> Result<Share, Reason> {
    let rest = cursor.rest.split('(').next().unwrap_or("");
    if rest.contains(|c: char| c.is_ascii_digit()) {
        return Err(Reason::Several);
    }
    Ok(Share { percent, ambiguous: false })
}

/// 八五折 is 85%, 九折 is 90%, 五成 is 50%.
fn tenths(mut cursor: Cursor<'_>) -> Result<Share, Reason> {
    let (value, length) = cursor.whole().ok_or(Reason::Unreadable)?;
    let of_ten = length == 1 && (1..=10).contains(&value);
    let of_hundred = length == 2 && (10..=99).contains(&value);
    let discount = cursor.eat("折");
    if (of_ten && (discount || cursor.eat("成"))) || (of_hundred && discount) {
        return certain(cursor, Decimal::from(if of_ten { value * 10 } else { value }));
    }
    Err(Reason::Unreadable)
}

/// `number / 10^scale`.
fn per_ten(number: Decimal, scale: u32) -> Result<Decimal, Reason> {
    Decimal::try_from_i128_with_scale(number.mantissa(), number.scale() + scale)
        .map_err(|_| Reason::OutOfRange)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, meaning: BareNumber) -> Result<(String, bool), Reason> {
        ratio(text, meaning).map(|share| (share.percent.normalize().to_string(), share.ambiguous))
    }

    #[test]
    fn shares_with_their_sign_are_certain() {
        let cases = [
            ("51%", "51"),
            ("5.2 %", "5.2"),
            ("５１％", "51"),
            ("百分之五", "5"),
            ("百分之5.5", "5.5"),
            ("千分之三", "0.3"),
            ("3‰", "0.3"),
            ("98折", "98"),
            ("9.8折", "98"),
            ("八五折", "85"),
            ("九折", "90"),
            ("下浮率5%", "5"),
            ("持股比例：51%", "51"),
            ("-5%", "-5"),
            ("51%（认缴）", "51"),
            ("五成", "50"),
            ("51%股权", "51"),
            ("0.5%", "0.5"),
        ];
        for (text, percent) in cases {
            assert_eq!(read(text, BareNumber::Unknown), Ok((percent.into(), false)), "{text}");
        }
    }

    #[test]
    fn bare_numbers_depend_on_the_column() {
        let cases = [
            ("51", BareNumber::Unknown, "51", false),
            ("0.51", BareNumber::Unknown, "51", true),
            ("1", BareNumber::Unknown, "100", true),
            ("0", BareNumber::Unknown, "0", false),
            ("0.51", BareNumber::Fraction, "51", false),
            ("51", BareNumber::Percent, "51", false),
            ("0.51", BareNumber::Percent, "0.51", true),
        ];
        for (text, meaning, percent, ambiguous) in cases {
            assert_eq!(read(text, meaning), Ok((percent.into(), ambiguous)), "{text}");
        }
        assert_eq!(
            ratio_of_number(0.07, BareNumber::Fraction)
                .map(|share| share.percent.normalize().to_string())
                .as_deref(),
            Ok("7")
        );
    }

    #[test]
    fn what_is_no_share() {
        for (text, reason) in [
            ("", Reason::Blank),
            ("1%-2%", Reason::Range),
            ("5-10%", Reason::Range),
            ("甲51% 乙49%", Reason::Several),
            ("51台", Reason::Unreadable),
            ("包2", Reason::Unreadable),
            ("2024-03-05", Reason::Unreadable),
            ("甲公司", Reason::Unreadable),
            ("三台", Reason::Unreadable),
        ] {
            assert_eq!(read(text, BareNumber::Unknown), Err(reason), "{text}");
        }
    }
}
