//! Chinese numerals: 十二, 一百零五, ordinals (第三包) and years (二〇二四), also in capitals.
//!
//! A reading must be certain: an ill-formed numeral gives None, never a guess.

use super::clean::clean;

/// The value of a Chinese digit in any of its spellings.
pub(super) fn digit(c: char) -> Option<u8> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' | '弌' | '壱' => 1,
        '二' | '贰' | '貳' | '弍' | '两' | '兩' => 2,
        '三' | '叁' | '參' | '叄' | '参' | '弎' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// What a character does in a numeral.
pub(super) fn power(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// Whether the character belongs to a numeral, digit or power of ten.
pub(super) fn is_numeral(c: char) -> bool {
    c >= '\u{25CB}' && (digit(c).is_some() || power(c).is_some())
}

/// The value of a run of numerals, all of which must be used.
pub(super) fn whole(run: &str) -> Option<u64> {
    if run.is_empty() {
        return None;
    }
    if run.chars().count() > 1 && run.chars().all(|c| digit(c).is_some()) {
        // Digit by digit: 二〇二四.
        return run
            .chars()
            .try_fold(0u64, |sum, c| sum.checked_mul(10)?.checked_add(u64::from(digit(c)?)));
    }
    let mut total = 0u64; // closed by 亿
    let mut high = 0u64; // closed by 万 since then
    let mut low = 0u64; // below 万
    let mut pending: Option<u8> = None;
    let mut last_small = 10_000u64;
    let mut seen_zero = false;
    for c in run.chars() {
        if let Some(value) = digit(c) {
            match pending {
                Some(0) | None => pending = Some(value),
                Some(_) => return None,
            }
            seen_zero |= value == 0;
            continue;
        }
        let power = power(c)?;
        if power < 10_000 {
            // 十二 alone begins with its power; 一万十 does not exist.
            let factor = match pending.take() {
                Some(value) => u64::from(value),
                None if power == 10 && low == 0 && last_small == 10_000 => 1,
                None => return None,
            };
            if power >= last_small {
                return None;
            }
            last_small = power;
            low += factor * power;
            continue;
        }
        low += u64::from(pending.take().unwrap_or(0));
        let group = if power == 10_000 { low } else { high.checked_add(low)? };
        if group == 0 && !seen_zero {
            return None;
        }
        if power == 10_000 {
            if high > 0 {
                return None;
            }
            high = group.checked_mul(10_000)?;
        } else {
            if total > 0 {
                return None;
            }
            total = group.checked_mul(100_000_000)?;
            high = 0;
        }
        low = 0;
        last_small = 10_000;
    }
    let last = u64::from(pending.unwrap_or(0));
    // 一百五 may be 150 or 105, 十二万五 may be 125000: a closing digit needs 十 or 零 before it.
    let bare_close = last > 0 && (low > 0 || high > 0 || total > 0) && last_small != 10;
    if bare_close && !ends_with_zero_digit(run) {
        return None;
    }
    total.checked_add(high)?.checked_add(low)?.checked_add(last)
}

/// Whether the digit before the last is a zero: 一百零五.
fn ends_with_zero_digit(run: &str) -> bool {
    run.chars().rev().nth(1).is_some_and(|c| digit(c) == Some(0))
}

/// The numeral at the start of `text` and its length in bytes.
pub(super) fn prefix(text: &str) -> Option<(u64, usize)> {
    let length = text.find(|c: char| !is_numeral(c)).unwrap_or(text.len());
    if length == 0 {
        return None;
    }
    Some((whole(&text[..length])?, length))
}

/// Counters that may follow an ordinal or a count.
const COUNTERS: &[&str] = &[
    "标段",
    "标包",
    "采购包",
    "合同包",
    "标项",
    "包",
    "标",
    "名",
    "轮",
    "次",
    "章",
    "条",
    "号",
    "批",
    "期",
    "个",
    "项",
    "家",
    "位",
    "款",
    "页",
    "组",
];

/// A whole number in Chinese or ASCII digits, with an optional 第 before and a counter after it:
/// 十二, 一百零五, 二〇二四, 第三包, 第3名.
pub fn numeral(text: &str) -> Option<u64> {
    let text = clean(text);
    let text = text.strip_prefix('第').unwrap_or(&text).trim();
    let core =
        COUNTERS.iter().find_map(|counter| text.strip_suffix(counter)).unwrap_or(text).trim();
    if !core.is_empty() && core.bytes().all(|b| b.is_ascii_digit()) {
        return core.parse().ok();
    }
    let (value, length) = prefix(core)?;
    (length == core.len()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_and_ordinals() {
        let cases = [
            ("十二", 12),
            ("一百零五", 105),
            ("二〇二四", 2024),
            ("二○二四", 2024),
            ("第三包", 3),
            ("第二标段", 2),
            ("第12名", 12),
            ("两千", 2000),
            ("三百一十", 310),
            ("３", 3),
        ];
        for (text, value) in cases {
            assert_eq!(numeral(text), Some(value), "{text}");
        }
        for text in ["", "第", "一百五", "十二万五", "甲", "三甲", "一十百"] {
            assert_eq!(numeral(text), None, "{text}");
        }
    }
}
