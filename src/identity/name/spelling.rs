//! How names are written in cells: brackets, labels, notes, former names.

use super::{is_chinese, words};
use unicode_normalization::UnicodeNormalization;

/// NFKC, one kind of brackets, no invisible characters, no spaces beside Chinese, no label or quotes around.
pub(super) fn tidy(text: &str) -> String {
    let folded: String = text
        .nfkc()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}'))
        .map(|c| match c {
            '【' | '〔' | '[' | '{' | '〖' => '(',
            '】' | '〕' | ']' | '}' | '〗' => ')',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    let mut spaced = String::with_capacity(folded.len());
    let mut gap = false;
    let in_chinese = folded.chars().any(is_chinese);
    for c in folded.trim().chars() {
        if c == ' ' {
            gap = true;
            continue;
        }
        let close = |c: char| is_chinese(c) || (in_chinese && matches!(c, '(' | ')'));
        if gap && !close(c) && !spaced.chars().next_back().is_some_and(close) {
            spaced.push(' ');
        }
        gap = false;
        spaced.push(c);
    }
    let mut rest = spaced.as_str();
    if let Some((label, name)) = rest.split_once(':')
        && LABELS.iter().any(|word| label.ends_with(word))
    {
        rest = name.trim_start();
    }
    rest.trim_matches([
        '"', '\'', '“', '”', '‘', '’', '*', ',', ';', '、', '。', '《', '》', '-', '_', '/', ' ',
    ])
    .to_owned()
}

/// The text cut at its brackets: pieces outside (false) and inside (true), nested brackets flattened.
pub(super) fn segments(text: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let (mut depth, mut from) = (0usize, 0usize);
    for (at, c) in text.char_indices() {
        let change = match c {
            '(' => depth == 0,
            ')' => depth == 1,
            _ => false,
        };
        if change {
            pieces.push((&text[from..at], depth == 1));
            from = at + 1;
        }
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    pieces.push((&text[from..], depth > 0));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// Labels that stand before a name in one cell.
const LABELS: &[&str] = &[
    "投标人",
    "供应商",
    "名称",
    "单位",
    "公司",
    "投标单位",
    "投标方",
    "申请人",
    "中标人",
    "成交人",
    "响应人",
    "户名",
];

/// Notes in brackets that are no part of a name.
pub(super) const NOTES: &[&str] = &[
    "盖章",
    "公章",
    "签章",
    "单位章",
    "签字",
    "盖单位",
    "牵头",
    "联合体",
    "主办",
    "成员",
    "候选",
    "中标",
    "成交",
    "小微",
    "小型",
    "中型",
    "微型",
    "中小企业",
    "监狱企业",
    "残疾人",
    "存续",
    "在业",
    "开业",
    "注销",
    "吊销",
    "迁出",
    "暂定",
    "如有",
    "分包",
    "总包",
    "主体",
    "第一名",
    "第二名",
    "第三名",
    "未到场",
    "废标",
    "无效",
    "自然人独资",
    "法人独资",
    "非自然人",
    "国有独资",
    "外商",
    "港澳台",
    "上市",
];

/// Whether a bracket holds a note, not a part of the name.
pub(super) fn is_note(inside: &str) -> bool {
    inside.is_empty()
        || NOTES.iter().any(|note| inside.contains(note)) && words::legal_form(inside).is_none()
        || inside.chars().all(|c| c.is_ascii_digit() || c == '.')
        || inside.chars().count() == 1
}

/// The former name in a bracket: 原…, 曾用名:…. Places that begin with 原 (原阳) are too short to be one.
pub(super) fn former_name(inside: &str) -> Option<String> {
    let markers = [
        "曾用名",
        "原名称",
        "原名",
        "原单位名称",
        "更名前",
        "变更前",
        "旧称",
        "前称",
        "前身为",
        "前身",
        "原",
    ];
    let rest = markers.iter().find_map(|marker| inside.strip_prefix(marker))?;
    let rest = rest.trim_start_matches([':', '为', '称']);
    (rest.chars().count() >= 4).then(|| rest.to_owned())
}

/// Two or three characters in brackets that are neither legal form nor industry: a place no table knows.
pub(super) fn place_like(inside: &str) -> bool {
    matches!(inside.chars().count(), 2 | 3)
        && inside.chars().all(is_chinese)
        && words::legal_form(inside).is_none()
        && !words::only_industry(inside)
        && inside != "股份"
}
