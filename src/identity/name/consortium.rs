//! Cells and headings that hold bidders: is this a firm, and which firms are in it.

use super::spelling::{NOTES, tidy};
use super::venture::{latin_company, latin_members};
use super::{is_chinese, parse, words};

/// Whether a heading or cell reads as the name of an organisation that could bid.
///
/// Chinese names need a legal form with something before it; Latin ones a legal form or a word of trade. Column
/// headings (`公司名称`, `投标公司`, `Company Name`, `Engineer's Estimate`) are not names.
pub fn looks_like_company(text: &str) -> bool {
    let written = tidy(text);
    let length = written.chars().count();
    if !(3..=80).contains(&length) || written.contains(['。', '?', '!', '=']) {
        return false;
    }
    if written.chars().any(is_chinese) {
        chinese_company(&written)
    } else {
        latin_company(&written)
    }
}

/// Whether a word stands for a figure, a result or a part of a table, not for somebody: 平均, 控制价, 流标, `Engineer's Estimate`.
pub fn is_word_for_a_figure(text: &str) -> bool {
    words::NOT_NAMES.iter().any(|word| text.contains(word))
        || text
            .split_whitespace()
            .any(|word| words::LATIN_HEADINGS.contains(&word.to_lowercase().as_str()))
}

fn chinese_company(written: &str) -> bool {
    let name = parse(written);
    if name.written.chars().count() < 4 || name.written.contains([':', ';', '、', ',']) {
        return false;
    }
    let Some(form) = &name.legal_form else { return false };
    // A bracket at the end must belong to the form or follow it: 事务所（特殊普通合伙）, not 装修工程（一期-学院）.
    if let Some((before, inside)) = name.written.rsplit_once('（')
        && inside.ends_with('）')
        && !["合伙", "集团", "独资", "公司"].iter().any(|word| inside.contains(word))
        && words::legal_form(before).is_none()
    {
        return false;
    }
    if matches!(form.as_str(), "委员会" | "协会" | "学会") {
        return false;
    }
    let before = format!("{}{}", name.brand, name.industry.concat());
    let generic = words::NOT_BRANDS.contains(&before.as_str())
        || ["投标", "中标", "成交", "报价", "采购代理", "招标代理"]
            .iter()
            .any(|word| name.brand.starts_with(word));
    if generic {
        return false;
    }
    // 中心, 院, 公司 also end words such as 数据中心 or 子公司: they need a brand before the industry.
    words::is_strong_form(form) || !words::only_industry(&before)
}

/// The members of a consortium, the leader first where it is marked; a single firm gives itself.
///
/// Commas, 与, 和, `and`, `&` part firms only where firms stand on both sides, so that
/// `K & E Excavating, Inc.` and 中和恒景建设有限公司 stay whole.
pub fn consortium_members(text: &str) -> Vec<String> {
    // Line breaks carry meaning only between two names. A Latin one without its legal form may go on in the next line.
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let members = if lines.len() > 1 && lines.iter().all(|line| is_member(line)) {
        lines.iter().flat_map(|line| members_of_line(line)).collect()
    } else {
        members_of_line(text)
    };
    distinct(members)
}

fn is_member(text: &str) -> bool {
    let name = without_marks(&tidy(text));
    let whole = name.chars().any(is_chinese) || parse(&name).legal_form.is_some();
    whole && looks_like_company(&name)
}

fn members_of_line(text: &str) -> Vec<String> {
    let written = tidy(text);
    let members = if written.chars().any(is_chinese) {
        chinese_members(text, &written)
    } else {
        latin_members(&written)
    };
    if members.is_empty() && !written.is_empty() { vec![written] } else { members }
}

/// Keeps the first spelling of each member.
fn distinct(members: Vec<String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let mut kept = Vec::new();
    for member in members {
        let key = parse(&member).canonical;
        if !key.is_empty() && !seen.contains(&key) {
            seen.push(key);
            kept.push(member);
        }
    }
    kept
}

/// Words that mark a consortium or a role in it; the longer first.
const MARKS: &[&str] = &[
    "联合体牵头单位",
    "联合体牵头方",
    "联合体牵头人",
    "联合体成员单位",
    "联合体成员方",
    "联合体成员",
    "联合体主办方",
    "联合体各方",
    "组成的联合体",
    "组成联合体",
    "联合体投标",
    "牵头单位",
    "牵头人",
    "牵头方",
    "主办方",
    "成员单位",
    "成员方",
    "成员一",
    "成员二",
    "成员三",
    "成员1",
    "成员2",
    "成员3",
    "成员",
    "联合体",
];

/// The text with consortium marks turned into `;` and their brackets opened.
fn without_marks(written: &str) -> String {
    let mut opened = written.to_owned();
    for mark in MARKS {
        opened = opened.replace(&format!("({mark}:"), ";").replace(&format!("({mark})"), ";");
        opened = opened.replace(&format!("{mark}:"), ";").replace(mark, ";");
    }
    // A bracket that was opened by a mark leaves its other half behind.
    let surplus = opened.matches(')').count().saturating_sub(opened.matches('(').count());
    for _ in 0..surplus {
        if let Some(at) = opened.rfind(')') {
            opened.replace_range(at..=at, ";");
        }
    }
    opened.trim_matches([';', ' ', '、', ',']).to_owned()
}

fn chinese_members(text: &str, written: &str) -> Vec<String> {
    let marked = MARKS.iter().any(|mark| written.contains(mark));
    let opened = without_marks(written);
    let finish = |pieces: Vec<String>| -> Vec<String> {
        pieces.iter().map(|piece| without_notes(piece)).filter(|piece| !piece.is_empty()).collect()
    };
    let firms = |pieces: &[String]| {
        pieces.len() > 1 && pieces.iter().all(|piece| looks_like_company(piece))
    };
    // Separators that never stand in a name.
    let hard = outside_brackets(&opened, &[';', '、', '&', '+']);
    if hard.len() > 1 && (marked || written.contains([';', '、']) || firms(&hard)) {
        return finish(hard.into_iter().flat_map(|piece| soft_split(&piece, marked)).collect());
    }
    let soft = soft_split(&opened, marked);
    if soft.len() > 1 {
        return finish(soft);
    }
    // Two firms set apart by spaces, which tidying has closed.
    let spaced: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    if firms(&spaced) {
        return finish(spaced);
    }
    finish(vec![opened])
}

/// Splits at separators that also stand in names: only where firms are on both sides, or a mark says consortium.
fn soft_split(text: &str, marked: bool) -> Vec<String> {
    for separator in [",", "/", "|", "以及", "与", "和", "及"] {
        let mut pieces: Vec<String> = Vec::new();
        let mut open = String::new();
        let parts: Vec<&str> = text.split(separator).collect();
        for (index, part) in parts.iter().enumerate() {
            open.push_str(part);
            let next = parts.get(index + 1);
            let firm_ends = looks_like_company(&open)
                || (marked && parts.len() == 2 && separator.len() > 1 && open.chars().count() > 1);
            if next.is_none() || firm_ends || (marked && separator.len() == 1) {
                pieces.push(std::mem::take(&mut open));
            } else {
                open.push_str(separator);
            }
        }
        pieces.retain(|piece| !piece.trim().is_empty());
        let all_firms = pieces.iter().all(|piece| looks_like_company(piece));
        if pieces.len() > 1 && (all_firms || marked) {
            return pieces;
        }
    }
    vec![text.to_owned()]
}

/// Cuts at the characters that stand outside brackets.
fn outside_brackets(text: &str, separators: &[char]) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && separators.contains(&c) {
            pieces.push(String::new());
        } else if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces.iter().map(|piece| piece.trim().to_owned()).collect()
}

/// The member without notes in brackets (盖章, 牵头人); other brackets stay.
fn without_notes(member: &str) -> String {
    let tidy = tidy(member);
    let has_note = NOTES.iter().any(|note| tidy.contains(note));
    if has_note { parse(&tidy).written } else { tidy.replace('(', "（").replace(')', "）") }
}
