//! Numbers with check digits: company codes, identity cards, bank accounts.

use super::{Unusable, is_placeholder, usable, without_label};

/// Digits of the unified social credit code, GB 32100-2015: no I O Z S V.
const USCC_ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// 统一社会信用代码, well formed; valid or with the problem named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uscc {
    /// Eighteen characters in capitals.
    pub code: String,
    /// Both check digits hold. Only valid codes decide who is who.
    pub valid: bool,
    /// What is wrong with it.
    pub problem: Option<UsccProblem>,
    /// A valid code one confusion away (I→1, O→0, Z→2, S→5): shown as a suggestion, never used.
    pub suggestion: Option<String>,
    /// Whether the division (places 3–8) begins with a known province. Tables age: a note, not a rejection.
    pub division_known: bool,
}

/// What is wrong with a unified social credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UsccProblem {
    /// A character outside the alphabet of GB 32100.
    Alphabet,
    /// Place 18 does not fit, GB 32100.
    CheckDigit,
    /// Place 17, the check digit of the organisation code within, does not fit, GB 11714.
    OrganisationDigit,
}

impl Uscc {
    /// The organisation code within (places 9–17): joins old and new codes.
    pub fn organisation(&self) -> &str {
        self.code.get(8..17).unwrap_or_default()
    }
}

/// Reads a unified social credit code: length and filler are errors, check digits are in the result.
///
/// c18 = (31 − Σ cᵢ·3^(i−1) mod 31) mod 31 (GB 32100-2015). The filler 123456789012345678 passes that check, so
/// the organisation code's own digit (GB 11714) is required as well.
pub fn uscc(text: &str) -> Result<Uscc, Unusable> {
    let code = compact_code(text)?;
    if code.chars().count() != 18 {
        return Err(Unusable::Length);
    }
    if !code.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(Unusable::Alphabet);
    }
    let problem = uscc_problem(&code);
    let repaired: String = code
        .chars()
        .map(|c| match c {
            'I' => '1',
            'O' => '0',
            'Z' => '2',
            'S' => '5',
            other => other,
        })
        .collect();
    let suggestion = (problem.is_some() && repaired != code && uscc_problem(&repaired).is_none())
        .then_some(repaired);
    let division_known = known_province(&code[2..4]);
    Ok(Uscc { valid: problem.is_none(), problem, suggestion, division_known, code })
}

fn uscc_problem(code: &str) -> Option<UsccProblem> {
    let values: Option<Vec<usize>> =
        code.bytes().map(|b| USCC_ALPHABET.iter().position(|&a| a == b)).collect();
    let Some(values) = values else { return Some(UsccProblem::Alphabet) };
    let mut weight = 1;
    let mut sum = 0;
    for value in &values[..17] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    if (31 - sum % 31) % 31 != values[17] {
        return Some(UsccProblem::CheckDigit);
    }
    (!organisation_digit_fits(&code[8..17])).then_some(UsccProblem::OrganisationDigit)
}

/// c9 = 11 − Σ wᵢ·cᵢ mod 11, 10 written X and 11 written 0 (GB 11714-1997).
fn organisation_digit_fits(code: &str) -> bool {
    let bytes = code.as_bytes();
    let value = |b: u8| u32::from(if b.is_ascii_digit() { b - b'0' } else { b - b'A' + 10 });
    let sum: u32 =
        [3, 7, 9, 10, 5, 8, 4, 2].iter().zip(bytes).map(|(weight, &b)| weight * value(b)).sum();
    let expected = match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + digit as u8,
    };
    bytes.get(8) == Some(&expected)
}

/// First two digits of a division code, GB/T 2260; 99 and 10 stand for the national registers.
fn known_province(digits: &str) -> bool {
    matches!(
        digits,
        "10" | "11"
            | "12"
            | "13"
            | "14"
            | "15"
            | "21"
            | "22"
            | "23"
            | "31"
            | "32"
            | "33"
            | "34"
            | "35"
            | "36"
            | "37"
            | "41"
            | "42"
            | "43"
            | "44"
            | "45"
            | "46"
            | "50"
            | "51"
            | "52"
            | "53"
            | "54"
            | "61"
            | "62"
            | "63"
            | "64"
            | "65"
            | "71"
            | "81"
            | "82"
            | "83"
            | "99"
    )
}

/// 组织机构代码, GB 11714-1997: nine characters without the hyphen. Equal to places 9–17 of the USCC.
pub fn organisation_code(text: &str) -> Result<String, Unusable> {
    let code = compact_code(text)?;
    if code.chars().count() != 9 {
        return Err(Unusable::Length);
    }
    if !code.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
        return Err(Unusable::Alphabet);
    }
    if organisation_digit_fits(&code) { Ok(code) } else { Err(Unusable::CheckFailed) }
}

/// 营业执照注册号, GB/T 17710 (ISO 7064 MOD 11,10): fifteen digits.
pub fn registration_number(text: &str) -> Result<String, Unusable> {
    let code = compact_code(text)?;
    if code.chars().count() != 15 {
        return Err(Unusable::Length);
    }
    if !code.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Unusable::Alphabet);
    }
    if iso7064_mod_11_10(&code[..14]) == u32::from(code.as_bytes()[14] - b'0') {
        Ok(code)
    } else {
        Err(Unusable::CheckFailed)
    }
}

fn iso7064_mod_11_10(digits: &str) -> u32 {
    let product = digits.bytes().fold(10, |product, digit| {
        let sum = (product % 11 + u32::from(digit - b'0')) % 10;
        2 * if sum == 0 { 10 } else { sum }
    });
    (11 - product % 11) % 10
}

/// 居民身份证, GB 11643-1999 (ISO 7064 MOD 11-2): eighteen characters; an old number of fifteen is extended.
///
/// Residence permits of Hong Kong, Macao and Taiwan residents (81, 82, 83) and the 2023 form of the foreign
/// permanent residence card (9…) have the same check.
pub fn id_card(text: &str) -> Result<String, Unusable> {
    let mut code = compact_code(text)?;
    if !matches!(code.chars().count(), 15 | 18) {
        return Err(Unusable::Length);
    }
    let body = if code.len() == 18 { 17 } else { 15 };
    if !code.bytes().take(body).all(|b| b.is_ascii_digit()) {
        return Err(Unusable::Alphabet);
    }
    if code.len() == 15 {
        code.insert_str(6, "19");
        let check = id_check(&code);
        code.push(check);
    }
    let place = known_province(&code[..2]) && &code[..2] != "10" || code.starts_with('9');
    let fits = code.ends_with(id_check(&code[..17])) && place && is_birth_date(&code[6..14]);
    if fits { Ok(code) } else { Err(Unusable::CheckFailed) }
}

fn id_check(digits: &str) -> char {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize =
        weights.iter().zip(digits.bytes()).map(|(weight, b)| weight * usize::from(b - b'0')).sum();
    char::from(b"10X98765432"[sum % 11])
}

fn is_birth_date(digits: &str) -> bool {
    let number = |from: usize, to: usize| digits[from..to].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(0, 4), number(4, 6), number(6, 8));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1880..=2100).contains(&year) && (1..=days).contains(&day)
}

/// What a bank account number is by its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccountNature {
    /// A card: 16–19 digits that pass Luhn. Corporate accounts usually do not.
    Card,
    /// Twelve digits: may be a 联行号 (the bank's clearing number), which all customers of a branch share.
    MaybeClearingCode,
    /// Any other account.
    Account,
}

/// Bank account: 12–25 digits, spaces and hyphens dropped.
///
/// Numbers of 18 digits and more that end in zeros from the sixteenth digit on have lost them in a spreadsheet.
pub fn bank_account(text: &str) -> Result<String, Unusable> {
    let clean = usable(text)?;
    let value = without_label(&clean);
    let value = value.strip_suffix(".0").or_else(|| value.strip_suffix(".00")).unwrap_or(value);
    let digits: String = value.chars().filter(|c| !matches!(c, ' ' | '-' | '\n' | '\t')).collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Unusable::Alphabet);
    }
    if !(12..=25).contains(&digits.len()) {
        return Err(Unusable::Length);
    }
    if is_placeholder(&digits) || digits.bytes().all(|b| b == digits.as_bytes()[0]) {
        return Err(Unusable::Placeholder);
    }
    if digits.len() >= 18 && digits.bytes().skip(15).all(|b| b == b'0') {
        return Err(Unusable::PrecisionLost);
    }
    Ok(digits)
}

/// Classifies an account by Luhn and length. Luhn never rejects: corporate accounts have no check digit.
pub fn account_nature(account: &str) -> AccountNature {
    match account.len() {
        16..=19 if luhn(account) => AccountNature::Card,
        12 => AccountNature::MaybeClearingCode,
        _ => AccountNature::Account,
    }
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(digit.saturating_sub(b'0'));
            let doubled = if place % 2 == 1 { value * 2 } else { value };
            if doubled > 9 { doubled - 9 } else { doubled }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The code in capitals without spaces, hyphens and label.
fn compact_code(text: &str) -> Result<String, Unusable> {
    let clean = usable(text)?;
    let value = without_label(&clean);
    let value = value.strip_suffix(".0").unwrap_or(value);
    let code: String =
        value.chars().filter(|c| !matches!(c, ' ' | '-' | '\n' | '\t' | '—' | '_')).collect();
    Ok(code.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_codes_pass_both_checks() {
        for text in [
            "91110000MA0000A197",
            "91110000123456788M",
            " 91110000ma0000a197 ",
            "９１１１００００ＭＡ００００Ａ１９７",
            "91110000 MA0000A197",
            "统一社会信用代码：91110000MA0000A197",
        ] {
            let read = uscc(text);
            assert!(
                read.as_ref().is_ok_and(|uscc| uscc.valid && uscc.division_known),
                "{text}: {read:?}"
            );
        }
        assert_eq!(
            uscc("91110000MA0000A197").map(|uscc| uscc.organisation().to_owned()),
            Ok("MA0000A19".to_owned())
        );
    }

    #[test]
    fn a_wrong_digit_is_kept_and_named() {
        let problem = |text| uscc(text).map(|uscc| (uscc.valid, uscc.problem));
        assert_eq!(problem("91110000MA0000A198"), Ok((false, Some(UsccProblem::CheckDigit))));
        assert_eq!(problem("91110001MA0000A197"), Ok((false, Some(UsccProblem::CheckDigit))));
        assert_eq!(problem("9111000OMA0000A197"), Ok((false, Some(UsccProblem::Alphabet))));
    }

    #[test]
    fn the_filler_that_passes_the_check_is_rejected() {
        assert_eq!(uscc_problem("123456789012345678"), Some(UsccProblem::OrganisationDigit));
        assert_eq!(uscc("123456789012345678"), Err(Unusable::Placeholder));
        assert_eq!(uscc("000000000000000000"), Err(Unusable::Placeholder));
    }

    #[test]
    fn a_confusion_is_suggested_but_not_repaired() {
        let read = uscc("9III0000MA0000A197").expect("well formed");
        assert_eq!((read.valid, read.code.as_str()), (false, "9III0000MA0000A197"));
        assert_eq!(read.suggestion.as_deref(), Some("91110000MA0000A197"));
    }

    #[test]
    fn unusable_codes_say_why() {
        assert_eq!(uscc(""), Err(Unusable::Blank));
        assert_eq!(uscc("无"), Err(Unusable::Placeholder));
        assert_eq!(uscc("9111****MA0000A197"), Err(Unusable::Masked));
        assert_eq!(uscc("9.1110000123456E+17"), Err(Unusable::PrecisionLost));
        assert_eq!(uscc("91110000MA0000A19"), Err(Unusable::Length));
        assert_eq!(uscc("9111000.MA0000A197"), Err(Unusable::Alphabet));
    }

    #[test]
    fn the_old_organisation_code_joins_the_new_one() {
        assert_eq!(organisation_code("ma0000a1-9").as_deref(), Ok("MA0000A19"));
        assert_eq!(organisation_code("12345678-8").as_deref(), Ok("123456788"));
        assert_eq!(organisation_code("12345678-7"), Err(Unusable::CheckFailed));
    }

    #[test]
    fn registration_numbers_follow_iso_7064() {
        // The standard's example: 0794 has the check digit 5.
        assert_eq!(iso7064_mod_11_10("0794"), 5);
        assert_eq!(registration_number("110108000000016").as_deref(), Ok("110108000000016"));
        assert_eq!(registration_number("110108000000017"), Err(Unusable::CheckFailed));
        assert_eq!(registration_number("11010800000001"), Err(Unusable::Length));
    }

    #[test]
    fn identity_cards_are_checked_and_extended() {
        assert_eq!(id_card("11010519491231002X").as_deref(), Ok("11010519491231002X"));
        assert_eq!(id_card("11010519491231002x").as_deref(), Ok("11010519491231002X"));
        assert_eq!(id_card("110105491231002").as_deref(), Ok("11010519491231002X"));
        assert_eq!(id_card("110105194912310021"), Err(Unusable::CheckFailed));
        assert_eq!(id_card("110105194913310021"), Err(Unusable::CheckFailed));
        assert_eq!(id_card("110105********002X"), Err(Unusable::Masked));
        assert_eq!(id_card("1.10105E+17"), Err(Unusable::PrecisionLost));
    }

    #[test]
    fn accounts_are_digits_that_kept_their_precision() {
        assert_eq!(bank_account("6222 0212 3456 7890 123").as_deref(), Ok("6222021234567890123"));
        assert_eq!(bank_account("账号：3301-0401-6000-1234").as_deref(), Ok("3301040160001234"));
        assert_eq!(bank_account("622202123456.0").as_deref(), Ok("622202123456"));
        assert_eq!(bank_account("6.22202E+18"), Err(Unusable::PrecisionLost));
        assert_eq!(bank_account("6222021234567891000").as_deref(), Ok("6222021234567891000"));
        assert_eq!(bank_account("6222021234567890000"), Err(Unusable::PrecisionLost));
        assert_eq!(bank_account("622202123456789000"), Err(Unusable::PrecisionLost));
        assert_eq!(bank_account("6222****1234"), Err(Unusable::Masked));
        assert_eq!(bank_account("12345"), Err(Unusable::Placeholder));
        assert_eq!(bank_account("88012345"), Err(Unusable::Length));
        assert_eq!(bank_account("工商银行"), Err(Unusable::Alphabet));
    }

    #[test]
    fn luhn_only_classifies() {
        assert_eq!(account_nature("4111111111111111"), AccountNature::Card);
        assert_eq!(account_nature("4111111111111112"), AccountNature::Account);
        assert_eq!(account_nature("102331002345"), AccountNature::MaybeClearingCode);
    }
}
