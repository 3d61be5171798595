//! Accounts, telephones and codes that a spreadsheet took for numbers.
//!
//! A spreadsheet keeps 15 significant digits. An identifier that went through one as a number and had more
//! is gone; two such ruins may be equal although the originals were not, so they must never be compared.

use std::borrow::Cow;

use super::clean::clean;

/// The identifier had more digits than the number that is left of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrecisionLost;

/// The identifier that a stored number stands for; lost from 10^15 on.
pub fn identifier_of_number(number: f64) -> Result<String, PrecisionLost> {
    if !number.is_finite() || number.abs() >= 1e15 {
        return Err(PrecisionLost);
    }
    if number.fract() == 0.0 {
        return Ok((number as i64).to_string());
    }
    Ok(number.to_string())
}

/// The identifier in a text, without the mark of text (`'`) and without the `.0` that a number leaves behind.
///
/// Lost are `6.22202E+18`, `6222021234567890000.0` and a run of 17 or more digits that are all zero after the
/// fifteenth. `1.3812345678E+10` is whole: its mantissa has every digit.
pub fn identifier_of_text(text: &str) -> Result<Cow<'_, str>, PrecisionLost> {
    let cleaned = match clean(text) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches(['\'', '`'])),
        Cow::Owned(text) => Cow::Owned(text.trim_start_matches(['\'', '`']).to_owned()),
    };
    if !cleaned.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(cleaned);
    }
    if let Some((mantissa, exponent)) = scientific(&cleaned) {
        let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        // 15 digits at most, all of them written.
        if whole.len() + decimals.len() <= 15 && decimals.len() == exponent {
            return Ok(Cow::Owned([whole, decimals].concat()));
        }
        return Err(PrecisionLost);
    }
    let (digits, from_number) = match cleaned.split_once('.') {
        Some((whole, zeros))
            if !zeros.is_empty() && zeros.len() <= 6 && zeros.bytes().all(|b| b == b'0') =>
        {
            (whole, true)
        }
        _ => (cleaned.as_ref(), false),
    };
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(cleaned);
    }
    let rounded = digits.len() >= 17 && digits.bytes().skip(15).all(|b| b == b'0');
    if rounded || (from_number && digits.len() > 15) {
        return Err(PrecisionLost);
    }
    if !from_number {
        return Ok(cleaned);
    }
    let length = digits.len();
    Ok(match cleaned {
        Cow::Borrowed(text) => Cow::Borrowed(&text[..length]),
        Cow::Owned(mut text) => {
            text.truncate(length);
            Cow::Owned(text)
        }
    })
}

/// Mantissa and exponent of a number in scientific notation as spreadsheets write it: with `+` or a point.
/// A serial number such as `12E5` is neither.
fn scientific(text: &str) -> Option<(&str, usize)> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let plus = exponent.starts_with('+');
    let digits = exponent.strip_prefix('+').unwrap_or(exponent);
    let is_number = mantissa.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && mantissa.bytes().filter(|b| *b == b'.').count() <= 1
        && (1..=2).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit());
    (is_number && (plus || mantissa.contains('.'))).then_some((mantissa, digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_up_to_fifteen_digits_are_exact() {
        assert_eq!(identifier_of_number(13_800_000_000.0).as_deref(), Ok("13800000000"));
        assert_eq!(identifier_of_number(999_999_999_999_999.0).as_deref(), Ok("999999999999999"));
        assert_eq!(identifier_of_number(6.22202e18), Err(PrecisionLost));
        assert_eq!(identifier_of_number(1e15), Err(PrecisionLost));
        assert_eq!(identifier_of_number(f64::NAN), Err(PrecisionLost));
    }

    #[test]
    fn texts_that_were_numbers() {
        for text in [
            "6.22202E+18",
            "1.38E+10",
            "1.38e10",
            "6222021234567890000.0",
            "622202123456789000",
            "1E+10",
        ] {
            assert_eq!(identifier_of_text(text), Err(PrecisionLost), "{text}");
        }
        let cases = [
            ("13800000000.0", "13800000000"),
            ("'0571123", "0571123"),
            ("1.3812345678E+10", "13812345678"),
            ("12E5", "12E5"),
            ("10.0.0.1", "10.0.0.1"),
            ("6222021234567890123", "6222021234567890123"),
            ("91110000MA0000A197", "91110000MA0000A197"),
            ("１３８", "138"),
        ];
        for (text, identifier) in cases {
            assert_eq!(identifier_of_text(text).as_deref(), Ok(identifier), "{text}");
        }
    }
}
