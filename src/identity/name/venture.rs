//! Firms and joint ventures in Latin script.

use super::consortium::looks_like_company;
use super::latin::{latin_key, latin_words};
use super::words;

/// Whether a text reads as the name of a firm: a legal form, or a word of trade in a capitalised name.
pub(super) fn latin_company(written: &str) -> bool {
    let tokens: Vec<&str> = written
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '/' | '"'))
        .filter(|token| token.chars().any(char::is_alphanumeric))
        .collect();
    let keys = latin_words(written);
    let Some(last) = keys.last() else { return false };
    if keys.len() < 2
        || !written.chars().any(char::is_alphabetic)
        || tokens.iter().any(|token| token.ends_with(['\'', '’']))
    {
        return false;
    }
    // AS and SA are forms in capitals or with dots, and words elsewhere.
    let in_capitals = |key: &str| {
        tokens.iter().any(|token| {
            latin_key(token) == key
                && (token.contains('.') || token.chars().all(|c| !c.is_lowercase()))
        })
    };
    let strong = keys.iter().any(|key| {
        words::latin_form(key).is_some()
            && (!words::WEAK_LATIN_FORMS.contains(&key.as_str())
                || key.len() > 1 && in_capitals(key))
    });
    if strong {
        return true;
    }
    let heading = |token: &&str| {
        words::LATIN_HEADINGS.contains(&token.to_lowercase().trim_end_matches(['.', ':']))
    };
    let capitalised = tokens
        .iter()
        .all(|token| token.len() <= 3 || !token.starts_with(|c: char| c.is_lowercase()));
    let ends_as_firm = words::latin_form(last).is_some()
        || keys.iter().skip(1).any(|key| words::LATIN_TRADES.contains(&key.as_str()));
    ends_as_firm && capitalised && !tokens.iter().any(heading)
}

/// Marks of a joint venture, in lower case.
const MARKS: &[&str] = &[
    "joint venture",
    "joint operation",
    "consortium",
    "association made of",
    "association of",
    "in association with",
    "j/v",
    "jv",
];

/// The partners of a joint venture; the whole text when none can be told.
///
/// Separators are tried from the surest on. `and`, `&` and `-` also stand inside names, so there a piece is joined
/// to the next while it does not end as a firm and others do.
pub(super) fn latin_members(written: &str) -> Vec<String> {
    let (rest, marked) = without_marks(written);
    for separator in [";", "+", "/", " - ", " and ", " & ", ", "] {
        let pieces = cut(&rest, separator);
        let all_end_as_firms = pieces.iter().all(|piece| ends_as_firm(piece));
        let all_firms = pieces.iter().all(|piece| looks_like_company(piece));
        if pieces.len() < 2 {
            continue;
        }
        let in_names = separator.starts_with(' ');
        if all_firms
            && (all_end_as_firms || !in_names)
            && (marked || matches!(separator, ";" | "/"))
        {
            return pieces;
        }
        // An initial (K & E), a bare legal form (Inc.) or A/S is no partner.
        let named = |piece: &String| {
            latin_key(piece).chars().count() > 1 && words::latin_form(&latin_key(piece)).is_none()
        };
        let undecided = separator == " - " && rest.contains(" and ");
        if !marked || separator == ", " || undecided || !pieces.iter().all(named) {
            continue;
        }
        if !pieces.iter().rev().skip(1).any(|piece| ends_as_firm(piece)) {
            return pieces;
        }
        return joined(pieces, separator);
    }
    if marked && latin_company(&rest) { vec![rest] } else { vec![written.to_owned()] }
}

fn cut(text: &str, separator: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for piece in text.split(separator) {
        match pieces.last_mut() {
            // A/S, M/s, S/A are one word each, and a bracket is not cut.
            Some(last)
                if separator == "/"
                    && (is_initial(last.split(' ').next_back(), piece) || is_open(last)) =>
            {
                last.push_str(&format!("/{piece}"));
            }
            _ => pieces.push(piece.to_owned()),
        }
    }
    let trimmed = pieces.iter().map(|piece| piece.trim_matches([' ', ',', '"', '-']).to_owned());
    trimmed.filter(|piece| !piece.is_empty()).collect()
}

/// Whether single letters stand on both sides of a slash.
fn is_initial(before: Option<&str>, after: &str) -> bool {
    let single = |word: &str| word.trim_matches(['.', ',', ')', '(']).chars().count() == 1;
    before.is_some_and(single) && after.split([' ', '/']).next().is_some_and(single)
}

fn is_open(text: &str) -> bool {
    text.matches('(').count() > text.matches(')').count()
}

/// `Construction and Trading JSC and Beta Ltd`: a piece that does not end as a firm goes with the next.
fn joined(pieces: Vec<String>, separator: &str) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if !ends_as_firm(last) => last.push_str(&format!("{separator}{piece}")),
            _ => joined.push(piece),
        }
    }
    joined
}

/// Whether the last word, brackets behind it left out, is a legal form.
fn ends_as_firm(piece: &str) -> bool {
    let bare = if piece.ends_with(')') {
        piece.rsplit_once('(').map_or(piece, |(before, _)| before)
    } else {
        piece
    };
    latin_words(bare).last().is_some_and(|word| words::latin_form(word).is_some())
}

/// The text without its joint-venture marks and roles in brackets, and whether there was one.
fn without_marks(written: &str) -> (String, bool) {
    let mut rest = written.to_owned();
    let mut marked = false;
    for role in [
        "(lead partner)",
        "(leader)",
        "(lead)",
        "(partner in charge)",
        "(partner)",
        "(member)",
        "(joint venture)",
        "(j/v)",
        "(jv)",
    ] {
        while let Some(at) = rest.to_ascii_lowercase().find(role) {
            marked = true;
            rest.replace_range(at..at + role.len(), " ");
        }
    }
    if let Some(at) = find_word(&rest, "in joint venture with") {
        rest.replace_range(at..at + "in joint venture with".len(), ";");
        rest.retain(|c| c != '(' && c != ')');
        marked = true;
    }
    for mark in MARKS {
        while let Some(at) = find_word(&rest, mark) {
            marked = true;
            let between = at > 0 && mark.ends_with("with");
            rest.replace_range(at..at + mark.len(), if between { ";" } else { " " });
        }
    }
    let mut rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    let edges = [' ', '-', ',', ':', ';', '/', '"', '.'];
    rest = rest.trim_start_matches(edges).trim_end_matches(&edges[..7]).to_owned();
    for word in ["of ", "between ", "among "] {
        if marked && rest.to_ascii_lowercase().starts_with(word) {
            rest.replace_range(..word.len(), "");
        }
    }
    (rest, marked)
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
