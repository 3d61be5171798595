//! Decimal numbers, from text with separators of thousands and from the binary numbers of a workbook.

use std::fmt::Write;

use rust_decimal::{Decimal, RoundingStrategy};

/// More digits than this fit no [`Decimal`].
const MAX_DIGITS: u32 = 28;

/// The decimal that a stored number stands for: its shortest spelling that reads back as the same number.
///
/// Spreadsheets keep 15 significant digits. What a formula leaves beyond them is noise of binary arithmetic,
/// so a longer spelling is rounded to 15 (`1234500.0000000002` is 1234500, `0.30000000000000004` is 0.3).
/// None for what is not finite or is beyond 28 digits.
pub fn decimal_of_number(number: f64) -> Option<Decimal> {
    if !number.is_finite() {
        return None;
    }
    // Whole numbers and cents, nearly all cells: exact when the division gives back the same number.
    if number.abs() < 1e13 {
        let cents = (number * 100.0).round();
        if number.fract() == 0.0 {
            return Some(Decimal::from(number as i64));
        }
        if cents / 100.0 == number {
            return Some(Decimal::new(cents as i64, 2));
        }
    }
    let mut spelled = Spelling::default();
    write!(spelled, "{:e}", number.abs()).ok()?;
    let (digits, exponent) = spelled.as_str().split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let mut mantissa: i128 = 0;
    let mut scale: i32 = -1; // the digit before the point is no decimal
    for digit in digits.bytes().filter(u8::is_ascii_digit) {
        mantissa = mantissa * 10 + i128::from(digit - b'0');
        scale += 1;
    }
    while scale > 14 {
        mantissa = if scale == 15 { (mantissa + 5) / 10 } else { mantissa / 10 };
        scale -= 1;
    }
    scale -= exponent;
    while scale > 0 && mantissa % 10 == 0 && mantissa != 0 {
        mantissa /= 10;
        scale -= 1;
    }
    while scale < 0 {
        mantissa = mantissa.checked_mul(10)?;
        scale += 1;
    }
    if scale > MAX_DIGITS as i32 {
        return Some(Decimal::ZERO); // closer to nothing than any amount or share
    }
    let sign = if number < 0.0 { -1 } else { 1 };
    Decimal::try_from_i128_with_scale(sign * mantissa, scale as u32).ok()
}

/// A number at the start of `text` and its length in bytes; no sign.
///
/// Thousands may be separated by `,` (groups of three, or of four as 万 are written) and, with `spaces`, by
/// a space (groups of three). A separator that is not followed by a whole group ends the number.
pub(super) fn prefix(text: &str, spaces: bool) -> Option<(Decimal, usize)> {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut mantissa: i128 = 0;
    let mut digits: u32 = 0;
    let mut add = |part: &[u8]| {
        for b in part {
            // Leading zeros are no digits of the value.
            digits += u32::from(mantissa > 0 || *b != b'0');
            if digits > MAX_DIGITS {
                return false;
            }
            mantissa = mantissa * 10 + i128::from(b - b'0');
        }
        true
    };
    let lead = run(0);
    if !add(&bytes[..lead]) {
        return None;
    }
    let mut at = lead;
    let mut group: Option<(u8, usize)> = None;
    while (1..=4).contains(&lead) && bytes[0] != b'0' && at < bytes.len() {
        let separator = bytes[at];
        let length = run(at + 1);
        let fits = match separator {
            b',' => length == 3 || length == 4,
            b' ' => spaces && length == 3,
            _ => false,
        };
        if !fits || lead > length || group.is_some_and(|first| first != (separator, length)) {
            break;
        }
        group = Some((separator, length));
        if !add(&bytes[at + 1..at + 1 + length]) {
            return None;
        }
        at += 1 + length;
    }
    let mut scale = 0;
    if bytes.get(at) == Some(&b'.') {
        let length = run(at + 1);
        if length > 0 {
            if length > MAX_DIGITS as usize || !add(&bytes[at + 1..at + 1 + length]) {
                return None;
            }
            scale = length as u32;
            at += 1 + length;
        }
    }
    if at == 0 {
        return None;
    }
    Some((Decimal::try_from_i128_with_scale(mantissa, scale).ok()?, at))
}

/// A cell that is a plain ASCII number and nothing else: `-1,234.50`. The short way of all parsers.
pub(super) fn plain(text: &str) -> Option<Decimal> {
    let text = text.trim_ascii();
    let (digits, negative) = match text.strip_prefix('-') {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let (value, length) = prefix(digits, false)?;
    (length == digits.len()).then_some(if negative { -value } else { value })
}

/// `number × 10^exponent`; None when it does not fit. Trailing zeros beyond two decimals are dropped.
pub(super) fn shift(number: Decimal, exponent: u32) -> Option<Decimal> {
    let (mantissa, scale) = (number.mantissa(), number.scale());
    let shifted = if scale >= exponent {
        Decimal::try_from_i128_with_scale(mantissa, scale - exponent).ok()?
    } else {
        let mantissa = mantissa.checked_mul(10i128.checked_pow(exponent - scale)?)?;
        Decimal::try_from_i128_with_scale(mantissa, 0).ok()?
    };
    Some(if shifted.scale() > 2 { shifted.normalize() } else { shifted })
}

/// Rounded to `decimals`, halves away from zero, as amounts are rounded by hand.
pub(super) fn round(number: Decimal, decimals: u32) -> Decimal {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Room for the spelling of any `f64` without allocation.
#[derive(Default)]
struct Spelling {
    bytes: [u8; 32],
    length: usize,
}

impl Spelling {
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or("")
    }
}

impl Write for Spelling {
    fn write_str(&mut self, part: &str) -> std::fmt::Result {
        let end = self.length + part.len();
        let room = self.bytes.get_mut(self.length..end).ok_or(std::fmt::Error)?;
        room.copy_from_slice(part.as_bytes());
        self.length = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, usize)> {
        prefix(text, true).map(|(value, length)| (value.to_string(), length))
    }

    #[test]
    fn separators_of_thousands() {
        assert_eq!(read("1,234,500.00元"), Some(("1234500.00".into(), 12)));
        assert_eq!(read("123,4500"), Some(("1234500".into(), 8)));
        assert_eq!(read("1 234 500"), Some(("1234500".into(), 9)));
        assert_eq!(read("980000 985000"), Some(("980000".into(), 6)));
        assert_eq!(read("1,2"), Some(("1".into(), 1)));
        assert_eq!(read("0,123"), Some(("0".into(), 1)));
        assert_eq!(read(".5"), Some(("0.5".into(), 2)));
        assert_eq!(read("5."), Some(("5".into(), 1)));
        assert_eq!(read("元"), None);
        assert_eq!(read(&"9".repeat(29)), None);
    }

    #[test]
    fn stored_numbers_lose_binary_noise_only() {
        let read = |number| decimal_of_number(number).map(|value| value.normalize().to_string());
        assert_eq!(read(1234500.0000000002).as_deref(), Some("1234500"));
        assert_eq!(read(0.1 + 0.2).as_deref(), Some("0.3"));
        assert_eq!(read(-73.08).as_deref(), Some("-73.08"));
        assert_eq!(read(123.456789).as_deref(), Some("123.456789"));
        assert_eq!(read(1e-30).as_deref(), Some("0"));
        assert_eq!(read(99999999999999.99).as_deref(), Some("100000000000000"));
        assert_eq!(read(f64::NAN), None);
        assert_eq!(read(1e40), None);
    }

    #[test]
    fn shifting_is_exact() {
        let ten_thousands = Decimal::new(73_0800000, 7);
        assert_eq!(shift(ten_thousands, 4).map(|v| v.to_string()).as_deref(), Some("730800"));
        assert_eq!(shift(Decimal::MAX, 8), None);
    }
}
