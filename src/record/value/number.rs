//! Counts, ranks, scores and yes or no: 12 台, 第一中标候选人, 92.50分, √.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::clean::{clean, is_blank_cleaned};
use super::cursor::{Cursor, split_label};
use super::{Reason, chinese, decimal};

/// A number of things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// How many.
    pub value: Decimal,
    /// Of what: 台, 套/年. None when not written.
    pub unit: Option<String>,
}

/// A quantity: `1,200`, `12 台`, 一批, 约3套（含备件）.
pub fn quantity(text: &str) -> Result<Quantity, Reason> {
    if let Some(value) = decimal::plain(text) {
        return Ok(Quantity { value, unit: None });
    }
    let cleaned = clean(text);
    if is_blank_cleaned(&cleaned) {
        return Err(Reason::Blank);
    }
    let (_, text) = split_label(&cleaned);
    let mut cursor = Cursor::new(text.trim_start_matches(['\'', '约', '共', '计']));
    let negative = cursor.eat("-");
    let value = match cursor.decimal(false) {
        Some(value) => value,
        None => Decimal::from(cursor.whole().ok_or(Reason::Unreadable)?.0),
    };
    cursor.spaces();
    if cursor.rest.starts_with(['%', '‰', '折']) {
        return Err(Reason::Percentage);
    }
    let mut ahead = cursor;
    if ahead.eat_any(&["-", "~", "—", "–", "至", "到"]).is_some() && ahead.decimal(false).is_some()
    {
        return Err(Reason::Range);
    }
    let unit = cursor.rest.split('(').next().unwrap_or("").trim();
    if unit.contains(|c: char| c.is_ascii_digit()) {
        return Err(if unit.starts_with(|c: char| c.is_alphabetic()) {
            Reason::Several
        } else {
            Reason::Unreadable
        });
    }
    let is_unit = unit.chars().count() <= 8 && !unit.starts_with(|c: char| ",;.:、*×".contains(c));
    if !is_unit {
        return Err(Reason::Unreadable);
    }
    let value = if negative { -value } else { value };
    Ok(Quantity { value, unit: (!unit.is_empty()).then(|| unit.to_owned()) })
}

/// A whole number of people or things, such as 参保人数: `35`, `35人`, `35.0`.
pub fn count(text: &str) -> Result<u64, Reason> {
    let value = quantity(text)?.value;
    value.to_u64().filter(|_| value.fract().is_zero()).ok_or(Reason::OutOfRange)
}

/// What ends a rank.
const RANK_SUFFIXES: &[&str] = &[
    "中标候选人",
    "成交候选人",
    "中选候选人",
    "候选人",
    "候选供应商",
    "成交供应商",
    "中标人",
    "顺位",
    "名次",
    "名",
    "位",
    ".0",
    ")",
    ".",
];

/// A rank: `1`, 第一名, 第二中标候选人, ①, 排名第三, No.2.
pub fn rank(text: &str) -> Option<u32> {
    let text = text.trim();
    if let &[digit @ b'1'..=b'9'] = text.as_bytes() {
        return Some(u32::from(digit - b'0'));
    }
    if let Some(black @ 0x2776..=0x277F) = only_char(text).map(u32::from) {
        return Some(black - 0x2775); // ❶ to ❿, which NFKC leaves alone
    }
    let cleaned = clean(text);
    let (_, mut core) = split_label(&cleaned);
    for prefix in ["推荐", "排名", "名次", "并列", "(", "第", "No.", "NO.", "No", "#"] {
        core = core.strip_prefix(prefix).unwrap_or(core).trim_start();
    }
    for suffix in RANK_SUFFIXES {
        core = core.strip_suffix(suffix).unwrap_or(core).trim_end();
    }
    let mut cursor = Cursor::new(core);
    let (value, _) = cursor.whole()?;
    (cursor.rest.is_empty() && (1..=9999).contains(&value)).then_some(value as u32)
}

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// A score: `92.5`, `92.50分`, `92.5/100`, 得分：92.5.
pub fn score(text: &str) -> Result<Decimal, Reason> {
    if let Some(value) = decimal::plain(text) {
        return Ok(value);
    }
    let cleaned = clean(text);
    if is_blank_cleaned(&cleaned) {
        return Err(Reason::Blank);
    }
    let (_, text) = split_label(&cleaned);
    let mut cursor = Cursor::new(text.trim_start_matches('\''));
    let negative = cursor.eat("-");
    let value = cursor.decimal(false).ok_or(Reason::Unreadable)?;
    cursor.spaces();
    let marked = cursor.eat("分");
    let mut ahead = cursor;
    if ahead.eat("/") && ahead.decimal(false).is_some() {
        ahead.eat("分");
        cursor = ahead;
    }
    match cursor.rest.trim_start().chars().next() {
        None | Some('(' | '*' | '。') => Ok(if negative { -value } else { value }),
        Some('%' | '‰') => Err(Reason::Percentage),
        Some('-' | '~' | '—' | '至') => Err(Reason::Range),
        Some(_) if marked && !cursor.rest.contains(|c: char| c.is_ascii_digit()) => Ok(value),
        Some(_) => Err(Reason::Unreadable),
    }
}

const YES: &[&str] = &[
    "是",
    "有",
    "对",
    "√",
    "✓",
    "✔",
    "☑",
    "○",
    "合格",
    "通过",
    "有效",
    "符合",
    "满足",
    "响应",
    "中标",
    "成交",
    "中选",
    "入围",
    "已",
    "已缴纳",
    "已提供",
    "提供",
    "同意",
    "属于",
    "完成",
    "已完成",
    "齐全",
    "一致",
    "正常",
    "1",
    "y",
    "yes",
    "true",
    "t",
    "ok",
    "pass",
    "passed",
    "valid",
    "won",
    "winner",
];

const NO: &[&str] = &[
    "否",
    "无",
    "没有",
    "不",
    "不是",
    "×",
    "✗",
    "✘",
    "☒",
    "✕",
    "✖",
    "x",
    "不合格",
    "未通过",
    "不通过",
    "无效",
    "不符合",
    "不满足",
    "不响应",
    "未响应",
    "未中标",
    "未成交",
    "未中选",
    "未入围",
    "落选",
    "废标",
    "否决",
    "否决投标",
    "无效投标",
    "未",
    "未缴纳",
    "未提供",
    "不提供",
    "不同意",
    "不属于",
    "未完成",
    "不齐全",
    "不一致",
    "异常",
    "0",
    "n",
    "no",
    "false",
    "f",
    "fail",
    "failed",
    "invalid",
    "lost",
];

/// Yes or no, in the words of lists and reviews: 是/否, √/×, 合格/不合格, 有效/无效, 中标/未中标.
pub fn truth(text: &str) -> Option<bool> {
    let text = text.trim();
    if text.is_empty() || text.len() > 96 {
        return None;
    }
    let cleaned = clean(text);
    // √ 合格, 是（附证明）, 合格。
    let core = cleaned
        .split('(')
        .next()
        .unwrap_or("")
        .trim_end_matches(['。', '.', '!', ';', ' ', '\u{FE0F}']);
    let known = |word: &str| {
        let is = |known: &&str| known.eq_ignore_ascii_case(word);
        if YES.iter().any(is) { Some(true) } else { NO.iter().any(is).then_some(false) }
    };
    if let Some(answer) = known(core) {
        return Some(answer);
    }
    let mark = core.chars().next().filter(|c| "√✓✔☑×✗✘☒".contains(*c))?;
    let (first, rest) = core.split_at(mark.len_utf8());
    let first = known(first)?;
    match known(rest.trim_start()) {
        Some(second) if second == first => Some(first),
        _ => None,
    }
}

/// Whether the text is a serial number and nothing else: `1`, `1.`, 一、, （三）, ①.
pub fn is_serial(text: &str) -> bool {
    let cleaned = clean(text);
    let core = cleaned.trim_matches(['(', ')', '.', '、', ' ', '第']);
    core.len() <= 12 && chinese::numeral(core).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities() {
        let read = |text| quantity(text).map(|q| (q.value.to_string(), q.unit));
        let some = |unit: &str| Some(unit.to_owned());
        assert_eq!(read("12 台"), Ok(("12".into(), some("台"))));
        assert_eq!(read("1,200"), Ok(("1200".into(), None)));
        assert_eq!(read("一批"), Ok(("1".into(), some("批"))));
        assert_eq!(read("约3套（含备件2个）"), Ok(("3".into(), some("套"))));
        assert_eq!(read("２"), Ok(("2".into(), None)));
        assert_eq!(read("2套/年"), Ok(("2".into(), some("套/年"))));
        for (text, reason) in [
            ("", Reason::Blank),
            ("若干", Reason::Unreadable),
            ("12-15台", Reason::Range),
            ("5%", Reason::Percentage),
            ("2台3套", Reason::Several),
            ("12*3", Reason::Unreadable),
        ] {
            assert_eq!(read(text), Err(reason), "{text}");
        }
        assert_eq!(count("35人"), Ok(35));
        assert_eq!(count("3.5人"), Err(Reason::OutOfRange));
        assert_eq!(count("-3"), Err(Reason::OutOfRange));
    }

    #[test]
    fn ranks() {
        for text in [
            "1",
            "第一名",
            "第一中标候选人",
            "①",
            "❶",
            "第1",
            "No.1",
            "一",
            "1.0",
            "排名第一",
            "名次：1",
            "（一）",
        ] {
            assert_eq!(rank(text), Some(1), "{text}");
        }
        assert_eq!(rank("第十二名"), Some(12));
        for text in ["", "0", "1.5", "甲", "第一包", "中标候选人", "-1"] {
            assert_eq!(rank(text), None, "{text}");
        }
    }

    #[test]
    fn scores() {
        let read = |text| score(text).map(|value| value.to_string());
        for text in ["92.50", "92.50分", "92.50 分", "得分：92.50", "92.50/100", "９２.50"] {
            assert_eq!(read(text).as_deref(), Ok("92.50"), "{text}");
        }
        assert_eq!(read("-"), Err(Reason::Blank));
        assert_eq!(read("92.5%"), Err(Reason::Percentage));
        assert_eq!(read("85-90"), Err(Reason::Range));
        assert_eq!(read("优"), Err(Reason::Unreadable));
    }

    #[test]
    fn yes_and_no() {
        for text in [
            "是",
            "√",
            "✓",
            "合格",
            "通过",
            "有效",
            "中标",
            "Yes",
            "√ 合格",
            "是（附证明）",
            "合格。",
            "✔️",
        ] {
            assert_eq!(truth(text), Some(true), "{text}");
        }
        for text in ["否", "×", "✗", "不合格", "未通过", "无效", "未中标", "NO", "× 不合格", "X"]
        {
            assert_eq!(truth(text), Some(false), "{text}");
        }
        for text in ["", "/", "√ 不合格", "第一中标候选人", "甲", "√×"] {
            assert_eq!(truth(text), None, "{text}");
        }
    }

    #[test]
    fn serial_numbers() {
        for text in ["1", "1.", "一、", "（三）", "①", "12"] {
            assert!(is_serial(text), "{text}");
        }
        for text in ["", "甲", "1.5", "1台", "13800000000甲"] {
            assert!(!is_serial(text), "{text}");
        }
    }
}
