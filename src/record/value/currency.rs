//! Currencies: an amount is only ever compared with amounts of its own currency.

use super::clean::clean;
use super::cursor::starts_with_any_case;

/// A currency, by its code in ISO 4217. The yuan unless something else is said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// 元
    pub const YUAN: Self = Self(*b"CNY");
    /// One that is named but not known; ISO 4217 keeps this code for it. Equal to no other amount's.
    pub const UNKNOWN: Self = Self(*b"XXX");

    /// Three capital letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }

    /// The currency that a cell of a column of currencies names: 美元, usd, 人民币（元）, 万美元.
    pub fn named(cell: &str) -> Option<Self> {
        let text = clean(cell).to_uppercase();
        let code: Option<[u8; 3]> = text.as_bytes().try_into().ok();
        if let Some(code) = code.filter(|code| code.iter().all(u8::is_ascii_uppercase)) {
            // Codes out of use stand in old records, so any is taken, except the common short form of the yuan.
            return Some(if &code == b"RMB" { Self::YUAN } else { Self(code) });
        }
        currency_in(&text).or_else(|| text.contains(['元', '圆']).then_some(Self::YUAN))
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::YUAN
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// Names and signs, longer ones before those that end or begin like them.
const NAMES: &[(&str, &[u8; 3])] = &[
    ("人民币", b"CNY"),
    ("人民幣", b"CNY"),
    ("RMB¥", b"CNY"),
    ("RMB", b"CNY"),
    ("CNY", b"CNY"),
    ("¥", b"CNY"),
    ("美元", b"USD"),
    ("美金", b"USD"),
    ("港元", b"HKD"),
    ("港币", b"HKD"),
    ("港幣", b"HKD"),
    ("澳门元", b"MOP"),
    ("新台币", b"TWD"),
    ("欧元", b"EUR"),
    ("英镑", b"GBP"),
    ("日元", b"JPY"),
    ("日圆", b"JPY"),
    ("韩元", b"KRW"),
    ("澳元", b"AUD"),
    ("加拿大元", b"CAD"),
    ("加元", b"CAD"),
    ("新加坡元", b"SGD"),
    ("瑞士法郎", b"CHF"),
    ("卢布", b"RUB"),
    ("US$", b"USD"),
    ("HK$", b"HKD"),
    ("NT$", b"TWD"),
    ("NZ$", b"NZD"),
    ("AU$", b"AUD"),
    ("A$", b"AUD"),
    ("CA$", b"CAD"),
    ("C$", b"CAD"),
    ("S$", b"SGD"),
    ("R$", b"BRL"),
    ("$", b"USD"),
    ("€", b"EUR"),
    ("£", b"GBP"),
];

/// Codes that are known in small letters too: `price_usd`.
const MAJOR: &[&[u8; 3]] = &[b"USD", b"EUR", b"GBP", b"JPY", b"HKD"];

/// Codes that are words too: in an English label they name a currency only at its end or in brackets.
const WORDS: &[&[u8; 3]] = &[
    b"ALL", b"TOP", b"CUP", b"TRY", b"MOP", b"PEN", b"GEL", b"SOS", b"BAM", b"COP", b"LAK", b"CAD",
];

/// ISO 4217 codes of currencies in use, without CNY.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLP COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD GBP GEL GHS GMD GNF GTQ GYD HKD HNL HTG \
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD \
    MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB \
    RWF SAR SBD SCR SDG SEK SGD SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS \
    VES VND VUV WST XAF XCD XOF YER ZAR ZMW ZWG";

/// The currency that is named at the start of `text` and the length of its name in bytes. A code must be a word of its own.
pub(super) fn currency_at(text: &str) -> Option<(Currency, usize)> {
    if text.starts_with(|c: char| c.is_ascii() && c != '$' && !c.is_ascii_alphabetic()) {
        return None;
    }
    if let Some((name, code)) = NAMES.iter().find(|(name, _)| starts_with_any_case(text, name)) {
        return Some((Currency(**code), name.len()));
    }
    let code: [u8; 3] = text.as_bytes().get(..3)?.try_into().ok()?;
    let ends = !text.as_bytes().get(3).is_some_and(u8::is_ascii_alphabetic);
    let upper = code.map(|letter| letter.to_ascii_uppercase());
    let known =
        MAJOR.contains(&&upper) || (code.iter().all(u8::is_ascii_uppercase) && is_code(&code));
    (ends && known).then_some((Currency(upper), 3))
}

/// The text without the currency that it begins with.
pub(in crate::record) fn after_currency(text: &str) -> &str {
    currency_at(text).map_or(text, |(_, length)| &text[length..])
}

fn is_code(code: &[u8; 3]) -> bool {
    CODES.split_ascii_whitespace().any(|known| known.as_bytes() == code)
}

/// The currency that a header, a title or a note names: 注册资本（万美元）, 报价（人民币）.
pub fn currency_in(text: &str) -> Option<Currency> {
    // Most headers are Chinese and name none.
    let may = |c: char| c.is_ascii_uppercase() || "$€£¥￥＄人美港澳新欧英日韩加瑞卢".contains(c);
    if !text.contains(may) && !text.is_ascii() {
        return None;
    }
    let text = clean(text);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let starts_word = !(before.is_ascii_alphabetic() && c.is_ascii_alphabetic());
        if let Some((currency, length)) = currency_at(&text[at..]).filter(|_| starts_word) {
            // CAD软件单价, TOTAL OF ALL ITEMS: letters that only look like a code, where they do not stand by themselves.
            let after = &text[at + length..];
            let alone =
                matches!(before, ' ' | '(' | ':') && (after.is_empty() || after.starts_with(')'));
            let is_code = length == 3 && c.is_ascii_uppercase() && currency != Currency::YUAN;
            let is_word = is_code && !MAJOR.contains(&&currency.0);
            if alone || !is_word || (text.is_ascii() && !WORDS.contains(&&currency.0)) {
                return Some(currency);
            }
        }
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_in_headers() {
        for (text, code) in [
            ("注册资本（万美元）", Some("USD")),
            ("Bid price (KES)", Some("KES")),
            ("Unit price ($)", Some("USD")),
            ("报价（A$）", Some("AUD")),
            ("Total (ALL)", Some("ALL")),
            ("投标报价（人民币）", Some("CNY")),
            ("单位：港币", Some("HKD")),
            ("报价（新加坡元）", Some("SGD")),
            ("投标报价（元）", None),
            ("TOTAL OF ALL ITEMS", None),
            ("CAD软件单价（元）", None),
            ("CAD licence price", None),
            ("Price, CAD", Some("CAD")),
            ("单位：KES", Some("KES")),
            ("报价USD", Some("USD")),
            ("Amount in KES for each lot", Some("KES")),
            ("TOPIC", None),
            ("bid_price_usd", Some("USD")),
            ("European price", None),
            ("美观", None),
        ] {
            assert_eq!(currency_in(text).map(|it| it.to_string()).as_deref(), code, "{text}");
        }
    }

    #[test]
    fn cells_of_a_column_of_currencies() {
        for (text, code) in [
            ("USD", Some("USD")),
            ("usd", Some("USD")),
            ("HRK", Some("HRK")),
            ("RMB", Some("CNY")),
            ("人民币", Some("CNY")),
            ("人民币元", Some("CNY")),
            ("万元", Some("CNY")),
            ("万美元", Some("USD")),
            ("港币", Some("HKD")),
            ("€", Some("EUR")),
            ("本币", None),
            ("待定", None),
        ] {
            assert_eq!(Currency::named(text).map(|it| it.to_string()).as_deref(), code, "{text}");
        }
    }
}
