//! The text of a cell without the accidents of typing and exporting.
//!
//! Every parser of this folder reads cleaned text; most cells are clean already and are only borrowed.

use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// The text in NFKC (full-width digits, brackets and colons become ASCII), without zero-width characters,
/// byte order marks and controls, with every run of white space as one space and none at the ends.
///
/// Borrows when nothing changes. Cleaning twice changes nothing more.
pub fn clean(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if is_clean(trimmed) {
        return Cow::Borrowed(trimmed);
    }
    if 1 < trimmed.matches(CIRCLED).count() {
        // ①甲 ②乙: NFKC would make digits of the marks, and numbers of what follows them.
        let parted = trimmed.replace(CIRCLED, ";");
        return Cow::Owned(clean(parted.trim_start_matches(';')).into_owned());
    }
    let mut out = String::with_capacity(trimmed.len());
    let mut pending_space = false;
    let add = |c: char| {
        if c.is_whitespace() {
            pending_space = !out.is_empty();
        } else if !is_invisible(c) {
            if pending_space {
                out.push(' ');
                pending_space = false;
            }
            out.push(c);
        }
    };
    if trimmed.chars().all(|c| is_stable(c) || FULL_WIDTH.contains(&c)) {
        // What NFKC would make of these, without its tables.
        let half = |c: char| char::from_u32(u32::from(c) - FULL_WIDTH_SHIFT).unwrap_or(c);
        trimmed.chars().map(|c| if FULL_WIDTH.contains(&c) { half(c) } else { c }).for_each(add);
    } else {
        trimmed.chars().filter(|&c| !is_invisible(c)).nfkc().for_each(add);
    }
    Cow::Owned(out)
}

/// ① to ⑳, which number the parts of a cell.
const CIRCLED: fn(char) -> bool = |c| ('\u{2460}'..='\u{2473}').contains(&c);

/// Full-width forms of the ASCII characters from `!` to `~`, and how far they stand from these.
const FULL_WIDTH: std::ops::RangeInclusive<char> = '\u{FF01}'..='\u{FF5E}';
const FULL_WIDTH_SHIFT: u32 = 0xFEE0;

/// Whether [`clean`] would leave the trimmed text as it is. May say no for a text that is in fact clean.
fn is_clean(trimmed: &str) -> bool {
    // Most cells are ASCII as a whole: numbers, codes, addresses of machines, moments.
    let is_plain = |byte: &u8| matches!(byte, b'!'..=b'~');
    let plain = trimmed.bytes().take_while(|byte| is_plain(byte)).count();
    let mut after_space = false;
    for c in trimmed[plain..].chars() {
        if !is_stable(c) || (c == ' ' && after_space) {
            return false;
        }
        after_space = c == ' ';
    }
    true
}

/// Whether a character is one that NFKC leaves alone and that joins with no other, as most are.
fn is_stable(c: char) -> bool {
    match c {
        ' '..='~' => true,
        // The unified ideographs and the Chinese punctuation.
        '\u{4E00}'..='\u{9FFF}' | '\u{3001}'..='\u{3011}' => true,
        '—' | '–' | '“' | '”' | '‘' | '’' | '×' | '√' | '¥' | '·' => true,
        _ => false,
    }
}

/// Characters that are never seen: zero-width, direction and variation marks, controls other than white space.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
        || (c.is_control() && !c.is_whitespace())
}

/// What people write where there is nothing to write, in lower case and without spaces.
const PLACEHOLDERS: &[&str] = &[
    "无",
    "無",
    "空",
    "空白",
    "没有",
    "暂无",
    "尚无",
    "均无",
    "不适用",
    "不涉及",
    "不详",
    "未知",
    "未填",
    "未填写",
    "未提供",
    "未登记",
    "待定",
    "待补",
    "待补充",
    "以下空白",
    "此处空白",
    "此行空白",
    "略",
    "na",
    "n/a",
    "n.a",
    "nil",
    "null",
    "none",
    "nan",
    "tbd",
    "blank",
    "undefined",
];

/// Bytes of the longest placeholder, with a space between any two of its characters.
const LONGEST_PLACEHOLDER: usize = 17;

/// The characters with which placeholders begin: nearly all cells are told from them by their first.
static FIRST_CHARACTERS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut first: Vec<char> = PLACEHOLDERS.iter().filter_map(|word| word.chars().next()).collect();
    first.sort_unstable();
    first.dedup();
    first
});

/// The error values that a spreadsheet shows for a formula without a result.
const FORMULA_ERRORS: &[&str] = &[
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#GETTING_DATA",
];

/// Whether the cell says nothing: empty, dashes and slashes, 无, 不适用, N/A, a formula error.
///
/// A zero is a value, not a blank.
pub fn is_blank_value(text: &str) -> bool {
    // A long text is never a placeholder; the limit keeps this cheap on descriptions.
    let text = text.trim();
    if text.is_empty() {
        return true;
    }
    text.len() <= 64 && is_blank_cleaned(&clean(text))
}

/// [`is_blank_value`] of a text that is clean already.
pub(in crate::record) fn is_blank_cleaned(cleaned: &str) -> bool {
    if cleaned.len() > 40 {
        return false;
    }
    let dashes = |c: char| {
        matches!(
            c,
            '/' | '\\'
                | '-'
                | '—'
                | '–'
                | '―'
                | '_'
                | '~'
                | '*'
                | '·'
                | '.'
                | '。'
                | ','
                | '，'
                | '、'
                | '?'
                | '…'
                | '|'
                | ' '
                | '('
                | ')'
                | '['
                | ']'
                | '【'
                | '】'
                | '\u{2212}'
                | '\u{2500}'
        )
    };
    let first = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
    let begins = |c: char| FIRST_CHARACTERS.contains(&c);
    if first(cleaned).is_some_and(|c| !begins(c) && !dashes(c) && c != '#') {
        return false;
    }
    let core = cleaned.trim_matches(dashes);
    let is = |word: &&str| same_without_spaces(core, word);
    core.is_empty()
        || (core.len() <= LONGEST_PLACEHOLDER
            && first(core).is_some_and(begins)
            && PLACEHOLDERS.iter().any(is))
        || is_formula_error(cleaned)
}

/// Whether the text is the error value of a formula, such as `#REF!`.
pub fn is_formula_error(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('#') && FORMULA_ERRORS.iter().any(|error| error.eq_ignore_ascii_case(text))
}

/// Whether two texts are the same but for spaces and the case of ASCII letters.
fn same_without_spaces(text: &str, word: &str) -> bool {
    let text = text.chars().filter(|&c| c != ' ').map(|c| c.to_ascii_lowercase());
    text.eq(word.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_text_is_borrowed() {
        for text in ["1234500.00", " 甲信息技术有限公司 ", "a b", ""] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn accidents_of_typing_disappear() {
        assert_eq!(clean("１２３．５０（元）"), "123.50(元)");
        assert_eq!(clean("\u{FEFF}甲\u{200B}公司\u{A0}\u{3000}乙 "), "甲公司 乙");
        assert_eq!(clean("甲\n\n乙\t丙"), "甲 乙 丙");
        assert_eq!(clean("a  b"), "a b");
        assert_eq!(clean("⼈民"), "人民"); // a Kangxi radical from a PDF
    }

    #[test]
    fn a_placeholder_may_have_a_space_after_each_of_its_characters() {
        for word in PLACEHOLDERS {
            let chars: Vec<String> = word.chars().map(String::from).collect();
            let spaced = chars.join(" ");
            assert!(spaced.len() <= LONGEST_PLACEHOLDER, "{spaced}");
            assert!(is_blank_value(&spaced), "{spaced}");
        }
    }

    #[test]
    fn placeholders_are_blank_and_zero_is_not() {
        for text in [
            "",
            "  ",
            "/",
            "／",
            "-",
            "——",
            "无",
            "（无）",
            "不 适用",
            "N/A",
            "#n/a",
            "#REF!",
            "暂无。",
            "null",
        ] {
            assert!(is_blank_value(text), "{text}");
        }
        for text in ["0", "0.00", "无锡", "空调", "否", "A", "#1", "×"] {
            assert!(!is_blank_value(text), "{text}");
        }
    }
}
