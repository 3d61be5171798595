//! Cells and headings that hold bidders: is this a firm, and which firms are in it.

use super::latin::latin_key;
use super::spelling::{NOTES, tidy};
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

fn latin_company(written: &str) -> bool {
    let tokens: Vec<&str> = written
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '/' | '"'))
        .collect();
    let tokens: Vec<&str> =
        tokens.into_iter().filter(|token| token.chars().any(char::is_alphanumeric)).collect();
    let keys: Vec<String> = tokens.iter().map(|token| latin_key(token)).collect();
    let heading = |token: &&str| {
        words::LATIN_HEADINGS.contains(&token.to_lowercase().trim_end_matches(['.', ':']))
    };
    let Some(last) = keys.last() else { return false };
    if tokens.len() < 2 || written.chars().all(|c| !c.is_alphabetic()) {
        return false;
    }
    let strong = tokens.iter().zip(&keys).skip(1).any(|(token, key)| {
        let capitals = token.chars().all(|c| !c.is_lowercase());
        words::latin_form(key).is_some()
            && (!words::WEAK_LATIN_FORMS.contains(&key.as_str())
                || capitals && key.len() > 1
                || token.contains('.'))
    });
    if strong {
        return !tokens.iter().any(|token| token.ends_with(['\'', '’']));
    }
    let ends_as_firm = words::latin_form(last).is_some()
        || keys.iter().skip(1).any(|key| words::LATIN_TRADES.contains(&key.as_str()));
    let capitalised = tokens
        .iter()
        .all(|token| token.len() <= 3 || !token.starts_with(|c: char| c.is_lowercase()));
    ends_as_firm && capitalised && !tokens.iter().any(heading)
}

/// The members of a consortium, the leader first where it is marked; a single firm gives itself.
///
/// Commas, 与, 和, `and`, `&` part firms only where firms stand on both sides, so that
/// `K & E Excavating, Inc.` and 中和恒景建设有限公司 stay whole.
pub fn consortium_members(text: &str) -> Vec<String> {
    // Line breaks carry meaning only between two names.
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let members = if lines.len() > 1 && lines.iter().all(|line| is_member(line)) {
        lines.iter().flat_map(|line| members_of_line(line)).collect()
    } else {
        members_of_line(text)
    };
    distinct(members)
}

fn is_member(text: &str) -> bool {
    looks_like_company(&without_marks(&tidy(text)))
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

/// Marks of an English joint venture, in lower case.
const LATIN_MARKS: &[&str] = &[
    "joint venture of",
    "joint venture between",
    "joint venture",
    "joint operation",
    "consortium of",
    "consortium",
    "association made of",
    "association of",
    "in association with",
    "j/v of",
    "j/v",
    "jv of",
    "jv between",
    "jv",
];

fn latin_members(written: &str) -> Vec<String> {
    let (rest, marked) = strip_latin_marks(written);
    let whole = vec![if marked { rest.clone() } else { written.to_owned() }];
    let firms = |pieces: &[String]| {
        pieces.len() > 1 && pieces.iter().all(|piece| looks_like_company(piece))
    };
    for separator in [";", "+", "/", " and ", " - ", " & ", ", "] {
        let pieces: Vec<String> = rest
            .split(separator)
            .map(|piece| piece.trim_matches([' ', ',', '"', '-']).to_owned())
            .filter(|piece| !piece.is_empty())
            .collect();
        let ends_as_firm = |piece: &str| {
            piece
                .split_whitespace()
                .last()
                .is_some_and(|word| words::latin_form(&latin_key(word)).is_some())
        };
        // `and` also stands inside names, so there each piece must end as a firm does.
        let sure_firms =
            !separator.starts_with(' ') || pieces.iter().all(|piece| ends_as_firm(piece));
        if firms(&pieces) && sure_firms && (marked || matches!(separator, ";" | "/")) {
            return pieces;
        }
        let sure = marked && pieces.len() > 1 && separator != ", ";
        // An initial (K & E), a bare legal form (Inc.) or A/S is no member.
        let named = |piece: &String| {
            latin_key(piece).chars().count() > 1 && words::latin_form(&latin_key(piece)).is_none()
        };
        if !sure || !pieces.iter().all(named) {
            continue;
        }
        // `Construction and Trading JSC and Beta Ltd`: join what ends without a form while some end with one.
        if !pieces.iter().rev().skip(1).any(|piece| ends_as_firm(piece)) {
            return pieces;
        }
        let mut joined: Vec<String> = Vec::new();
        for piece in pieces {
            match joined.last_mut() {
                Some(last) if !ends_as_firm(last) => last.push_str(&format!("{separator}{piece}")),
                _ => joined.push(piece),
            }
        }
        return joined;
    }
    if marked && rest.split_whitespace().count() > 1 && latin_company(&rest) {
        return whole;
    }
    vec![written.to_owned()]
}

/// The text without its joint-venture marks and roles in brackets, and whether there was one.
fn strip_latin_marks(written: &str) -> (String, bool) {
    let mut rest = written.to_owned();
    let mut marked = false;
    for role in [
        "lead partner",
        "leader",
        "lead",
        "partner in charge",
        "partner",
        "joint venture",
        "j/v",
        "jv",
    ] {
        while let Some(at) = rest.to_ascii_lowercase().find(&format!("({role})")) {
            marked = true;
            rest.replace_range(at..at + role.len() + 2, " ");
        }
    }
    if let Some(at) = find_word(&rest, "in joint venture with") {
        rest.replace_range(at..at + "in joint venture with".len(), ";");
        rest.retain(|c| c != '(' && c != ')');
        marked = true;
    }
    for mark in LATIN_MARKS {
        while let Some(at) = find_word(&rest, mark) {
            marked = true;
            let inner = at > 0 && mark.ends_with("with");
            rest.replace_range(at..at + mark.len(), if inner { ";" } else { " " });
        }
    }
    let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    (rest.trim_matches([' ', '-', ',', ':', ';', '/', '"']).to_owned(), marked)
}

/// Where the phrase stands as words of its own, without regard to case.
fn find_word(text: &str, phrase: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let boundary = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    lower.match_indices(phrase).map(|(at, _)| at).find(|&at| {
        boundary(lower[..at].chars().next_back())
            && boundary(lower[at + phrase.len()..].chars().next())
    })
}
