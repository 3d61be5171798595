//! The unit of amounts that a header, a title or a note states: 投标报价（万元）, 单位：元.

use super::chinese;
use super::clean::clean;
use super::currency::currency_at;
use super::cursor::starts_with_any_case;

/// In what an amount is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Unit {
    /// 元
    #[default]
    Yuan,
    /// 千元
    Thousand,
    /// 万元
    TenThousand,
    /// 百万元
    Million,
    /// 亿元
    HundredMillion,
}

impl Unit {
    /// How many yuan one of it is.
    pub const fn factor(self) -> u32 {
        10u32.pow(self.exponent())
    }

    /// The power of ten of [`Unit::factor`].
    pub const fn exponent(self) -> u32 {
        match self {
            Unit::Yuan => 0,
            Unit::Thousand => 3,
            Unit::TenThousand => 4,
            Unit::Million => 6,
            Unit::HundredMillion => 8,
        }
    }

    /// As a header writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::Thousand => "千元",
            Unit::TenThousand => "万元",
            Unit::Million => "百万元",
            Unit::HundredMillion => "亿元",
        }
    }
}

/// The powers of ten that may stand before 元, longest first.
const POWERS: &[(&str, Unit)] = &[
    ("百万", Unit::Million),
    ("佰万", Unit::Million),
    ("百萬", Unit::Million),
    ("亿", Unit::HundredMillion),
    ("億", Unit::HundredMillion),
    ("万", Unit::TenThousand),
    ("萬", Unit::TenThousand),
    ("千", Unit::Thousand),
    ("仟", Unit::Thousand),
];

/// English spellings, longest first.
const ENGLISH: &[(&str, Unit)] = &[
    ("hundred million", Unit::HundredMillion),
    ("100 million", Unit::HundredMillion),
    ("ten thousand", Unit::TenThousand),
    ("10 thousand", Unit::TenThousand),
    ("10,000", Unit::TenThousand),
    ("10000", Unit::TenThousand),
    ("10k", Unit::TenThousand),
    ("million", Unit::Million),
    ("thousand", Unit::Thousand),
    ("1,000", Unit::Thousand),
    ("'000", Unit::Thousand),
];

/// The unit stated in a header, a title row or a note; None when there is none or when two differ.
///
/// `单位名称`, `第二单元` and `100万元以上项目` state no unit.
pub fn unit_in(text: &str) -> Option<Unit> {
    let text = clean(text);
    let has_english =
        text.bytes().any(|b| matches!(b, b'y' | b'Y' | b'r' | b'R' | b'c' | b'C' | b'u' | b'U'));
    if !has_english
        && !text.contains(['元', '圆', '圓', '万', '萬', '亿', '億', '¥', '币', '美', '港', '欧'])
    {
        return None;
    }
    let mut units: Option<Unit> = None;
    let mut currency = false;
    let mut before: Option<char> = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (found, length) = unit_at(rest, before);
        if let Some(unit) = found {
            if units.is_some_and(|other| other != unit) {
                return None;
            }
            units = Some(unit);
        }
        currency |= names_yuan(rest, before);
        let step = length.max(c.len_utf8());
        // 100 万元 is an amount like 100万元.
        let skips = c == ' ' && before.is_some_and(|b| b.is_ascii_digit());
        before = if skips { before } else { rest[..step].chars().next_back() };
        at += step;
    }
    units.or_else(|| currency.then(|| english_power(&text)))
}

/// The unit that begins here and its length. `before` is the character to the left.
fn unit_at(rest: &str, before: Option<char>) -> (Option<Unit>, usize) {
    // 100万元, 三百万元: an amount, not a unit.
    let in_amount = before.is_some_and(|b| {
        b.is_ascii_digit()
            || "一二三四五六七八九十百千几数多上近达两壹贰叁肆伍陆柒捌玖拾佰仟".contains(b)
    });
    if let Some((power, unit)) = POWERS.iter().find(|(power, _)| rest.starts_with(power)) {
        let after = &rest[power.len()..];
        // What follows a power of ten is the name of a currency, as long as it is not a word of another meaning.
        let yuan = after.chars().next().filter(|c| matches!(c, '元' | '圆' | '圓'));
        let named =
            yuan.map(char::len_utf8).or_else(|| currency_at(after).map(|(_, length)| length));
        if let Some(named) = named {
            let length = power.len() + named;
            let is_unit = !in_amount && ends_unit(&rest[length..]);
            return (is_unit.then_some(*unit), length);
        }
        // (万), 单位:万
        let alone = before.is_some_and(|b| "([【:".contains(b)) && ends_word(after);
        return (if alone { Some(*unit) } else { None }, power.len());
    }
    let yuan = rest.starts_with(['元', '圆', '圓']);
    if yuan && !in_amount && before.is_none_or(|b| "([【:/ ,;-_价额款费资金币计本位".contains(b))
    {
        let after = &rest['元'.len_utf8()..];
        if ends_unit(after) {
            return (Some(Unit::Yuan), '元'.len_utf8());
        }
    }
    (None, 0)
}

/// Whether a unit of money ends here: 万元人民币, 元每年, but not 千元机.
fn ends_unit(after: &str) -> bool {
    ends_word(after) || after.starts_with("人民币") || after.starts_with('每')
}

/// Whether a word may end here: nothing, punctuation or a space follows.
fn ends_word(after: &str) -> bool {
    after.chars().next().is_none_or(|c| ")]】/ ,;、。.:-_|*(".contains(c))
}

/// Whether ¥, 人民币, RMB or yuan stands here as a word and no amount follows it.
fn names_yuan(rest: &str, before: Option<char>) -> bool {
    let sign = rest.strip_prefix('¥').or_else(|| rest.strip_prefix("人民币"));
    let after = if let Some(after) = sign {
        after
    } else if !before.is_some_and(|b| b.is_ascii_alphabetic()) && is_english_yuan(rest) {
        rest.trim_start_matches(|c: char| c.is_ascii_alphabetic())
    } else {
        return false;
    };
    let after = after.trim_start();
    let amount = after.starts_with(|c: char| c.is_ascii_digit() || chinese::is_numeral(c));
    !amount
        || ENGLISH
            .iter()
            .any(|(power, _)| after.strip_prefix(power).is_some_and(|end| end.starts_with(')')))
}

/// RMB, CNY or yuan, as a word.
fn is_english_yuan(rest: &str) -> bool {
    ["RMB", "CNY", "yuan", "USD"].iter().any(|word| {
        starts_with_any_case(rest, word)
            && !rest.as_bytes().get(word.len()).is_some_and(u8::is_ascii_alphabetic)
    })
}

/// The power of ten that an English header names; yuan without one.
fn english_power(text: &str) -> Unit {
    let is_word = |at: usize, word: &str| {
        let in_number = text[..at].ends_with(|c: char| c.is_ascii_digit() || c == ',' || c == '.');
        starts_with_any_case(&text[at..], word) && !in_number && ends_word(&text[at + word.len()..])
    };
    let found = |(at, _)| ENGLISH.iter().find(|(word, _)| is_word(at, word));
    text.char_indices().find_map(found).map_or(Unit::Yuan, |(_, unit)| *unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_titles_and_notes() {
        let cases = [
            ("投标报价（万元）", Unit::TenThousand),
            ("投标报价(元)", Unit::Yuan),
            ("单位：万元", Unit::TenThousand),
            ("金额单位:人民币元", Unit::Yuan),
            ("人民币万元", Unit::TenThousand),
            ("单位:元/年", Unit::Yuan),
            ("报价（元，含税）", Unit::Yuan),
            ("报价\n（元）", Unit::Yuan),
            ("注册资本(万元人民币)", Unit::TenThousand),
            ("注册资本（万）", Unit::TenThousand),
            ("预算金额（亿元）", Unit::HundredMillion),
            ("金额(千元)", Unit::Thousand),
            ("金额(百万元)", Unit::Million),
            ("报价万元", Unit::TenThousand),
            ("投标报价元", Unit::Yuan),
            ("报价（￥）", Unit::Yuan),
            ("Price (RMB 10,000)", Unit::TenThousand),
            ("Amount in million yuan", Unit::Million),
            ("Price (CNY)", Unit::Yuan),
            ("注册资本(万美元)", Unit::TenThousand),
        ];
        for (text, unit) in cases {
            assert_eq!(unit_in(text), Some(unit), "{text}");
        }
    }

    #[test]
    fn words_that_only_look_like_units() {
        for text in [
            "单位名称",
            "第二单元",
            "（单元）",
            "公元2024年",
            "元月报价",
            "100万元以上项目",
            "三百万元以下",
            "元器件",
            "千元机",
            "报价(元/万元)",
            "多元化",
            "上百万元",
            "USD1,000",
            "￥980,000.00",
            "980,000.00 元",
            "人民币壹佰万元整（¥1,000,000.00）",
            "万达",
            "亿联公司",
            "currency",
            "单价",
            "",
        ] {
            assert_eq!(unit_in(text), None, "{text}");
        }
    }
}
