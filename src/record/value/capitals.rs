//! Amounts in capitals: 人民币壹佰贰拾叁万肆仟伍佰元整.
//!
//! The amount in capitals prevails over the figures when the two differ (财政部令第87号 article 59), so an
//! ill-formed one gives None and never a guess. Writing them serves the check of the two.

use rust_decimal::Decimal;

use super::chinese::{digit, power, whole};
use super::clean::clean;
use super::decimal;

/// An amount in capitals, in yuan: 人民币（大写）：壹佰贰拾叁万肆仟伍佰陆拾元柒角捌分, also with 一二三 or 兩萬圓.
///
/// None when a character does not fit or when the numeral is ill-formed.
pub fn amount_in_capitals(text: &str) -> Option<Decimal> {
    let cleaned = clean(text);
    let spaceless: String;
    let mut rest = cleaned.as_ref();
    if rest.contains(' ') {
        spaceless = rest.chars().filter(|&c| c != ' ').collect();
        rest = &spaceless;
    }
    while let Some(after) = AMOUNT_PREFIXES.iter().find_map(|prefix| rest.strip_prefix(prefix)) {
        rest = after;
    }
    for suffix in ["(大写)", "。"] {
        rest = rest.strip_suffix(suffix).unwrap_or(rest);
    }
    let (negative, rest) = match rest.strip_prefix(['负', '-']) {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let value = amount(rest)?;
    Some(if negative { -value } else { value })
}

/// What stands before an amount in capitals.
const AMOUNT_PREFIXES: &[&str] = &[
    "人民币",
    "人民幣",
    "(大写)",
    "(人民币)",
    "(人民币大写)",
    "大写",
    "金额",
    "总价",
    "总计",
    "合计",
    "RMB",
    "CNY",
    "¥",
    ":",
    ",",
];

/// The amount when `rest` holds nothing else.
fn amount(rest: &str) -> Option<Decimal> {
    let rest = rest.strip_suffix(['整', '正']).unwrap_or(rest);
    let (whole_part, small) = match rest.char_indices().find(|&(_, c)| is_yuan(c)) {
        Some((at, c)) => (Some(&rest[..at]), &rest[at + c.len_utf8()..]),
        None if rest.ends_with(['角', '分']) => (None, rest),
        None => (Some(rest), ""),
    };
    let mut sum = match whole_part {
        Some(part) => whole_or_decimal(part, whole_part != Some(rest))?,
        None => Decimal::ZERO,
    };
    let mut small = small.strip_suffix(['整', '正']).unwrap_or(small);
    if whole_part.is_none() && small.is_empty() {
        return None;
    }
    for (name, scale) in [('角', 1), ('分', 2)] {
        let Some((part, after)) = small.split_once(name) else { continue };
        // 零伍分, 零角, 伍角: one digit, perhaps behind a zero.
        let mut digits = part.chars();
        let value = digit(digits.next_back()?)?;
        if !matches!((digits.next(), digits.next()), (None, _) | (Some('零' | '〇' | '○'), None))
        {
            return None;
        }
        sum = sum.checked_add(Decimal::new(i64::from(value), scale))?;
        small = after.strip_suffix(['整', '正']).unwrap_or(after);
    }
    small.is_empty().then_some(sum)
}

/// 壹佰贰拾, or with a point 壹点伍万. Before 元 the last digit is certain (壹仟伍元 is 1005).
fn whole_or_decimal(part: &str, before_yuan: bool) -> Option<Decimal> {
    if let Some((whole_part, decimals)) = part.split_once(['点', '點']) {
        let powers = decimals.trim_start_matches(|c| digit(c).is_some());
        let mut exponent = 0;
        for c in powers.chars() {
            exponent += power(c)?.ilog10();
        }
        let decimals = &decimals[..decimals.len() - powers.len()];
        let scale = u32::try_from(decimals.chars().count())
            .ok()
            .filter(|scale| (1..=12).contains(scale))?;
        let fraction =
            decimals.chars().try_fold(0i64, |sum, c| Some(sum * 10 + i64::from(digit(c)?)))?;
        let value = Decimal::from(whole(whole_part)?).checked_add(Decimal::new(fraction, scale))?;
        return if exponent > 12 { None } else { decimal::shift(value, exponent) };
    }
    if part.is_empty() {
        return None;
    }
    if let Some(value) = whole(part) {
        return Some(Decimal::from(value));
    }
    // Only a missing 零 before the closing digit is forgiven, and only before 元.
    let (at, last) = part.char_indices().next_back()?;
    if !before_yuan || at == 0 || digit(last).is_none() {
        return None;
    }
    let closed: String = [&part[..at], "零", &part[at..]].concat();
    whole(&closed).map(Decimal::from)
}

/// Whether a run of numerals is certainly an amount: capitals, 元 or 万 and above. 一 alone is a serial number.
pub(super) fn looks_like_amount(run: &str) -> bool {
    let mut characters = 0;
    let mut certain = false;
    for c in run.chars() {
        characters += 1;
        certain |= is_capital(c) || is_yuan(c) || matches!(c, '万' | '亿' | '角');
    }
    certain && characters > 1
}

const CAPITALS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// An amount of yuan in capitals, as 支付结算办法 asks for it: 1234500.05 is 壹佰贰拾叁万肆仟伍佰元零伍分.
///
/// Rounded to cents. From 10^16 yuan on, where no numeral is in use, digit by digit.
pub fn to_capitals(yuan: Decimal) -> String {
    let rounded = decimal::round(yuan, 2);
    let cents = (rounded.fract().abs() * Decimal::from(100)).trunc().mantissa();
    let mut whole = rounded.trunc().abs().mantissa();
    let (jiao, fen) = (cents / 10 % 10, cents % 10);
    let mut out = String::new();
    if rounded.is_sign_negative() && !rounded.is_zero() {
        out.push('负');
    }
    if rounded.trunc().scale() > 0 {
        whole = rounded.trunc().normalize().abs().mantissa();
    }
    let has_whole = whole > 0;
    if whole >= 10_000_000_000_000_000 {
        out.extend(whole.to_string().bytes().map(|b| CAPITALS[usize::from(b - b'0')]));
    } else {
        push_whole(&mut out, whole);
    }
    if has_whole {
        out.push('元');
    } else if cents == 0 {
        out.push_str("零元");
    }
    if jiao > 0 {
        out.push(CAPITALS[jiao as usize]);
        out.push('角');
    } else if fen > 0 && has_whole {
        out.push('零');
    }
    if fen > 0 {
        out.push(CAPITALS[fen as usize]);
        out.push('分');
    } else {
        out.push('整');
    }
    out
}

/// A whole number below 10^16 in groups of four digits; nothing for zero.
fn push_whole(out: &mut String, whole: i128) {
    let mut owes_zero = false;
    let mut written = false;
    for (group, name) in [(1_000_000_000_000, "万"), (100_000_000, "亿"), (10_000, "万"), (1, "")]
    {
        let part = whole / group % 10_000;
        // 壹万亿: the group of 亿 is named even when only 万亿 filled it.
        let closes = name == "亿" && whole >= 1_000_000_000_000;
        for (unit, unit_name) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
            let value = part / unit % 10;
            if value == 0 {
                owes_zero = written;
                continue;
            }
            if owes_zero {
                out.push('零');
                owes_zero = false;
            }
            out.push(CAPITALS[value as usize]);
            out.push_str(unit_name);
            written = true;
        }
        if part > 0 || closes {
            out.push_str(name);
        }
    }
}

/// Whether the character is a digit or power in capitals, as nobody writes them but in amounts.
fn is_capital(c: char) -> bool {
    "壹贰貳弍叁參叄肆伍陆陸柒捌玖拾佰仟萬億".contains(c)
}

/// Whether the character is 元 or one of its spellings, among them what text recognition makes of it.
pub(super) fn is_yuan(c: char) -> bool {
    matches!(c, '元' | '圆' | '圓' | '園' | '园' | '圜')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Option<String> {
        amount_in_capitals(text).map(|value| value.normalize().to_string())
    }

    #[test]
    fn amounts_in_capitals() {
        let cases = [
            ("壹佰贰拾叁万肆仟伍佰陆拾元整", "1234560"),
            ("人民币（大写）：玖拾捌万元正", "980000"),
            ("人民币壹亿零伍仟元零伍分", "100005000.05"),
            ("壹 拾 万 零 伍 佰 圆 伍 角", "100500.5"),
            ("兩萬叁仟圓整", "23000"),
            ("貳拾陸億園", "2600000000"),
            ("拾万元", "100000"),
            ("一百二十点五万元", "1205000"),
            ("零佰零拾壹万贰仟零佰零拾零元零角零分", "12000"),
            ("壹万亿元整", "1000000000000"),
            ("壹仟伍元", "1005"),
            ("伍角", "0.5"),
            ("零元整", "0"),
            ("负壹佰元整", "-100"),
            ("二〇二四元", "2024"),
            ("壹佰贰拾叁万", "1230000"),
        ];
        for (text, value) in cases {
            assert_eq!(amount(text).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn ill_formed_amounts_give_nothing() {
        for text in [
            "",
            "元",
            "万元",
            "整",
            "壹佰佰元",
            "拾佰元",
            "壹万万元",
            "壹佰元壹元",
            "伍伍角",
            "甲元",
            "角",
            "点五元",
            "一百五",
        ] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn capitals_follow_the_rules_for_zeros() {
        let cases = [
            (0, "零元整"),
            (5, "伍分"),
            (105, "壹元零伍分"),
            (150, "壹元伍角整"),
            (100_500, "壹仟零伍元整"),
            (10_000_000, "壹拾万元整"),
            (10_000_500_005, "壹亿零伍仟元零伍分"),
            (100_000_000_000_000, "壹万亿元整"),
            (-12_300, "负壹佰贰拾叁元整"),
        ];
        for (cents, words) in cases {
            assert_eq!(to_capitals(Decimal::new(cents, 2)), words);
        }
    }
}
