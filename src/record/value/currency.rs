//! Currencies other than the yuan, which must never be compared with it.

use super::clean::clean;
use super::cursor::starts_with_any_case;

/// A currency other than the yuan, by its code in ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Three capital letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
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

/// What a mark of currency says: the yuan, or another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// ¥, RMB, CNY, 人民币
    Yuan,
    /// Any other.
    Foreign(Currency),
}

const fn foreign(code: &[u8; 3]) -> Mark {
    Mark::Foreign(Currency(*code))
}

/// Names and signs, longer ones before those that begin like them.
const NAMES: &[(&str, Mark)] = &[
    ("人民币", Mark::Yuan),
    ("人民幣", Mark::Yuan),
    ("RMB¥", Mark::Yuan),
    ("RMB", Mark::Yuan),
    ("CNY", Mark::Yuan),
    ("¥", Mark::Yuan),
    ("美元", foreign(b"USD")),
    ("美金", foreign(b"USD")),
    ("港元", foreign(b"HKD")),
    ("港币", foreign(b"HKD")),
    ("澳门元", foreign(b"MOP")),
    ("新台币", foreign(b"TWD")),
    ("欧元", foreign(b"EUR")),
    ("英镑", foreign(b"GBP")),
    ("日元", foreign(b"JPY")),
    ("日圆", foreign(b"JPY")),
    ("US$", foreign(b"USD")),
    ("HK$", foreign(b"HKD")),
    ("NT$", foreign(b"TWD")),
    ("$", foreign(b"USD")),
    ("€", foreign(b"EUR")),
    ("£", foreign(b"GBP")),
];

/// ISO 4217 codes of currencies in use, without CNY.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLP COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD GBP GEL GHS GMD GNF GTQ GYD HKD HNL HTG \
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD \
    MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB \
    RWF SAR SBD SCR SDG SEK SGD SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS \
    VES VND VUV WST XAF XCD XOF YER ZAR ZMW ZWG";

/// The mark of currency at the start of `text` and its length in bytes. A code must be a word of its own.
pub(super) fn mark_at(text: &str) -> Option<(Mark, usize)> {
    if text.starts_with(|c: char| c.is_ascii() && c != '$' && !c.is_ascii_alphabetic()) {
        return None;
    }
    if let Some((name, mark)) = NAMES.iter().find(|(name, _)| starts_with_any_case(text, name)) {
        return Some((*mark, name.len()));
    }
    let code: [u8; 3] = text.as_bytes().get(..3)?.try_into().ok()?;
    let ends = !text.as_bytes().get(3).is_some_and(u8::is_ascii_alphabetic);
    let known =
        ends && code.is_ascii() && code.iter().all(u8::is_ascii_uppercase) && is_code(&code);
    known.then_some((Mark::Foreign(Currency(code)), 3))
}

fn is_code(code: &[u8; 3]) -> bool {
    CODES.split_ascii_whitespace().any(|known| known.as_bytes() == code)
}

/// The currency other than the yuan that a header, a title or a note names: 注册资本（万美元）.
pub fn currency_in(text: &str) -> Option<Currency> {
    let text = clean(text);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let starts_word = !(before.is_ascii_alphabetic() && c.is_ascii_alphabetic());
        if let Some((Mark::Foreign(currency), _)) = mark_at(&text[at..]).filter(|_| starts_word) {
            return Some(currency);
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
        let code = |text| currency_in(text).map(|currency| currency.code().to_owned());
        assert_eq!(code("注册资本（万美元）").as_deref(), Some("USD"));
        assert_eq!(code("Bid price (KES)").as_deref(), Some("KES"));
        assert_eq!(code("投标报价（元）"), None);
        assert_eq!(code("人民币"), None);
        assert_eq!(code("TOPIC"), None);
    }
}
