//! Labels of packages and lots in titles, sheet names and cells: 第1包, 包二, A标段, 标项3, Lot 2.

use super::chinese;
use super::clean::clean;
use super::cursor::starts_with_any_case;

/// The label of a package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// The same for all spellings: `1`, `2`, `A`, `SG1`, `1-2`.
    pub key: String,
    /// As found in the cleaned text.
    pub raw: String,
}

/// Words for a package that mean nothing else, longer ones first; the number stands before or after them.
const WORDS: &[&str] =
    &["采购包", "合同包", "招标包", "标段", "标包", "标项", "包件", "包组", "品目", "分标"];

/// Characters that may stand before a 包 that means a package.
const BEFORE_PACKAGE: &str = "分子目第";

/// The label of a package anywhere in a text. None for 打包, 包装, 包含, 分包单位, 3包纸 and for lists such as 1-3包.
pub fn package_label(text: &str) -> Option<Label> {
    if !text.contains(['包', '标', '品'])
        && !text.bytes().any(|b| matches!(b, b'l' | b'L' | b'p' | b'P'))
    {
        return None;
    }
    let text = clean(text);
    let found = |(at, _): (usize, char)| {
        word_at(&text, at).or_else(|| bare_package(&text, at)).or_else(|| english(&text, at))
    };
    text.char_indices().find_map(found)
}

/// The key of a cell in a column of packages: a label, or a bare `1`, `01`, 一, A.
pub fn package_key(text: &str) -> Option<String> {
    if let Some(label) = package_label(text) {
        return Some(label.key);
    }
    let text = clean(text);
    let text = text.trim_matches(['第', '(', ')', '#', ' ', '.']);
    let text = text.strip_suffix(".0").unwrap_or(text);
    let (key, length) = token(text)?;
    (length == text.len()).then_some(key)
}

/// A word such as 标段 at `at`, with the number before or after it.
fn word_at(text: &str, at: usize) -> Option<Label> {
    let word = WORDS.iter().find(|word| text[at..].starts_with(**word))?;
    let end = at + word.len();
    let after = after_word(text, end);
    if let Some((key, after_end)) = after {
        return Some(Label { key, raw: text[at..after_end].to_owned() });
    }
    let (key, start) = before(text, at)?;
    Some(Label { key, raw: text[start..end].to_owned() })
}

/// The number after a word: 标段1, 标段号：01, 标项 一. Counts (标段3个) are none.
fn after_word(text: &str, end: usize) -> Option<(String, usize)> {
    let mut rest = &text[end..];
    for skip in ["(包)", "编号", "序号", "号"] {
        rest = rest.strip_prefix(skip).unwrap_or(rest);
    }
    rest = rest.trim_start_matches([' ', ':', '#', '-', '_', '(', '第']);
    let (key, length) = token(rest)?;
    let after = &rest[length..];
    let numeral_in_capitals = rest.starts_with(chinese::is_numeral);
    (ends_label(after) || (!numeral_in_capitals && is_title(after)))
        .then(|| (key, text.len() - after.len()))
}

/// The number before a word or before 包: 第1, 01, 二, A, SG-1. Gives where it begins.
fn before(text: &str, at: usize) -> Option<(String, usize)> {
    let head = text[..at].trim_end_matches([' ', '#', '号']);
    let is_part = |c: char| {
        c.is_ascii_alphanumeric() || c == '-' || (chinese::is_numeral(c) && !"两兩万亿".contains(c))
    };
    let start = head
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_part(*c))
        .last()
        .map(|(start, _)| start)?;
    let mut start = start;
    // 2023年一标段 begins after 年; 采购-1包 begins after the hyphen.
    start += head[start..].len() - head[start..].trim_start_matches('-').len();
    let (key, length) = token(&head[start..])?;
    if length != head[start..].len() {
        return None;
    }
    let in_list = head[..start].ends_with(['、', ',', '~', '至', '到', '和', '及', '/', '.'])
        && key.starts_with(|c: char| c.is_ascii_digit());
    let with_ordinal = head[..start].ends_with('第');
    (!in_list).then_some((key, if with_ordinal { start - '第'.len_utf8() } else { start }))
}

/// A 包, or a 标 alone, that is no part of another word.
fn bare_package(text: &str, at: usize) -> Option<Label> {
    let end = at + '包'.len_utf8();
    if text[at..].starts_with('标') && ends_label(&text[end..]) {
        // 2标, 一标: only alone, because 标 is part of many words.
        let (key, start) = before(text, at)?;
        let alone = text[..start].chars().next_back().is_none_or(is_boundary);
        return alone.then(|| Label { key, raw: text[start..end].to_owned() });
    }
    if !text[at..].starts_with('包') {
        return None;
    }
    let previous = text[..at].chars().next_back();
    let starts_word = previous.is_none_or(|c| is_boundary(c) || BEFORE_PACKAGE.contains(c));
    if starts_word && let Some((key, after_end)) = after_word(text, end) {
        return Some(Label { key, raw: text[at..after_end].to_owned() });
    }
    let (key, start) = before(text, at)?;
    let label = Label { key, raw: text[start..end].to_owned() };
    if text[start..].starts_with('第') {
        return (!text[end..]
            .starts_with(['装', '含', '括', '裹', '邮', '修', '干', '办', '厢', '机']))
        .then_some(label);
    }
    // 纸巾3包 is a quantity; 信息系统采购项目1包 is a package.
    let head = text[..start].chars().next_back();
    let placed = head.is_none_or(|c| is_boundary(c) || "目购务程统备期".contains(c));
    (placed && ends_label(&text[end..])).then_some(label)
}

/// Lot 2, LOT-03, Lot A, Package 1.
fn english(text: &str, at: usize) -> Option<Label> {
    let rest = &text[at..];
    let word = ["lot", "package"].into_iter().find(|word| starts_with_any_case(rest, word))?;
    if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let mut number = &rest[word.len()..];
    let spaced = number.trim_start_matches([' ', '-', '_', '#', ':']);
    let parted = spaced.len() < number.len();
    number = spaced;
    for skip in ["No.", "no.", "No", "#"] {
        number = number.strip_prefix(skip).unwrap_or(number).trim_start();
    }
    let (key, length) = token(number)?;
    let after = &number[length..];
    let letter = !key.starts_with(|c: char| c.is_ascii_digit());
    let small = number.starts_with(|c: char| c.is_ascii_lowercase());
    if (letter && (!parted || small || length > 2))
        || after.starts_with(|c: char| c.is_ascii_alphanumeric())
    {
        return None;
    }
    Some(Label { key, raw: text[at..text.len() - after.len()].to_owned() })
}

/// The number of a package at the start of `text`, in its canonical form, and its length in bytes:
/// up to four letters and up to three digits, a pair such as `1-2`, or a Chinese numeral up to 999.
fn token(text: &str) -> Option<(String, usize)> {
    if text.starts_with(chinese::is_numeral) {
        let (value, length) = chinese::prefix(text)?;
        return (1..=999).contains(&value).then(|| (value.to_string(), length));
    }
    let bytes = text.as_bytes();
    let run = |from: usize, is: fn(&u8) -> bool| bytes[from..].iter().take_while(|b| is(b)).count();
    let letters = run(0, u8::is_ascii_alphabetic);
    let mut at = letters;
    if letters > 0 && bytes.get(at) == Some(&b'-') && run(at + 1, u8::is_ascii_digit) > 0 {
        at += 1;
    }
    let digits = run(at, u8::is_ascii_digit);
    if letters > 4 || digits > 3 || letters + digits == 0 || (digits == 0 && letters > 1) {
        return None;
    }
    let mut key = text[..at].to_ascii_uppercase();
    if digits > 0 {
        key.push_str(without_zeros(&text[at..at + digits])?);
    }
    at += digits;
    let second = if digits > 0 && bytes.get(at) == Some(&b'-') {
        run(at + 1, u8::is_ascii_digit)
    } else {
        0
    };
    if (1..=3).contains(&second) {
        key.push('-');
        key.push_str(without_zeros(&text[at + 1..at + 1 + second])?);
        at += 1 + second;
    }
    Some((key, at))
}

/// 01 is 1; a package 0 does not exist.
fn without_zeros(digits: &str) -> Option<&str> {
    let significant = digits.trim_start_matches('0');
    (!significant.is_empty()).then_some(significant)
}

fn is_boundary(c: char) -> bool {
    !c.is_alphanumeric()
}

/// Whether a label may end before `after`.
fn ends_label(after: &str) -> bool {
    after.chars().next().is_none_or(is_boundary)
}

/// Whether what follows a number can be the name of the package, not a counter (包1年) or a decimal.
fn is_title(after: &str) -> bool {
    after.starts_with(|c: char| {
        c >= '\u{4E00}' && !"年月日天周个次家人台套只件元万亿份名项轮种类期至到和及以".contains(c)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Option<String> {
        package_label(text).map(|label| label.key)
    }

    #[test]
    fn spellings_of_labels() {
        let cases = [
            ("第1包", "1"),
            ("包一", "1"),
            ("01包", "1"),
            ("A包", "A"),
            ("标项1", "1"),
            ("第二标段", "2"),
            ("1标段", "1"),
            ("包1：社保核心系统", "1"),
            ("Lot 2", "2"),
            ("LOT-03", "3"),
            ("Lot A", "A"),
            ("采购包1", "1"),
            ("合同包2", "2"),
            ("分包号：3", "3"),
            ("包号1", "1"),
            ("标段一", "1"),
            ("一标段", "1"),
            ("SG01标段", "SG1"),
            ("第SG-2标段", "SG-2"),
            ("品目号1-2", "1-2"),
            ("包件 4", "4"),
            ("１包", "1"),
            ("第 3 包", "3"),
            ("某市社会保险信息系统采购项目（第2包）", "2"),
            ("信息系统采购项目1包", "1"),
            ("开标一览表-包2", "2"),
            ("1#标段", "1"),
            ("1号标段", "1"),
            ("第十二包", "12"),
            ("B1包", "B1"),
            ("2023年第一标段", "1"),
            ("第一包数据中心", "1"),
            ("包1数据中心", "1"),
            ("标项二：运维", "2"),
            ("标段（包）：2", "2"),
            ("一标", "1"),
        ];
        for (text, expected) in cases {
            assert_eq!(key(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(
            package_label("项目（第1包）：系统").map(|label| label.raw).as_deref(),
            Some("第1包")
        );
    }

    #[test]
    fn words_that_only_look_like_labels() {
        for text in [
            "打包",
            "包装",
            "包含",
            "打包1",
            "承包",
            "分包单位",
            "面包1",
            "软件包2",
            "纸巾3包",
            "包三年质保",
            "包1年质保",
            "第1包装箱",
            "各标段",
            "两标段",
            "3个标段",
            "本标段",
            "1-",
            "1、2标段",
            "标段",
            "投标1",
            "中标",
            "甲2标",
            "a lot of",
            "plot 3",
            "Lot",
            "包一切费用",
            "标段3个",
            "包",
            "",
        ] {
            assert_eq!(key(text), None, "{text}");
        }
    }

    #[test]
    fn cells_of_a_package_column() {
        for text in ["1", "01", "一", "第1包", "1.0", "包1"] {
            assert_eq!(package_key(text).as_deref(), Some("1"), "{text}");
        }
        assert_eq!(package_key("a").as_deref(), Some("A"));
        assert_eq!(package_key("甲"), None);
        assert_eq!(package_key("2024"), None);
    }
}
