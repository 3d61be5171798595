//! Reading cleaned text from left to right.

use rust_decimal::Decimal;

use super::{chinese, decimal};

/// The part of a text that is not read yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    /// What is left.
    pub(super) rest: &'a str,
}

impl<'a> Cursor<'a> {
    /// Before the first character.
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Steps over spaces.
    pub(super) fn spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Steps over `word`, if it comes next.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Steps over the first of `words` that comes next, in any case of ASCII letters.
    pub(super) fn eat_any<'w>(&mut self, words: &[&'w str]) -> Option<&'w str> {
        let found = words.iter().find(|word| starts_with_any_case(self.rest, word))?;
        self.rest = &self.rest[found.len()..];
        Some(found)
    }

    /// Steps over the first of `keys` that comes next and gives what stands beside it.
    pub(super) fn eat_key<T: Copy>(&mut self, table: &[(&str, T)]) -> Option<T> {
        let (word, value) = table.iter().find(|(word, _)| starts_with_any_case(self.rest, word))?;
        self.rest = &self.rest[word.len()..];
        Some(*value)
    }

    /// Steps over characters that satisfy `wanted`.
    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c: char| !wanted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// A decimal number with separators of thousands; `spaces` may separate them too.
    pub(super) fn decimal(&mut self, spaces: bool) -> Option<Decimal> {
        let (value, length) = decimal::prefix(self.rest, spaces)?;
        self.rest = &self.rest[length..];
        Some(value)
    }

    /// A whole number in ASCII digits or Chinese numerals, with its length in characters.
    pub(super) fn whole(&mut self) -> Option<(u64, usize)> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let value = self.rest[..digits].parse().ok()?;
            self.rest = &self.rest[digits..];
            return Some((value, digits));
        }
        let (value, length) = chinese::prefix(self.rest)?;
        let characters = self.rest[..length].chars().count();
        self.rest = &self.rest[length..];
        Some((value, characters))
    }
}

/// Whether `text` begins with `word`, in any case of ASCII letters.
pub(super) fn starts_with_any_case(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    // Most words fail at their first byte; the slices need not be compared then.
    match (text.first(), word.first()) {
        (Some(a), Some(b)) if a.eq_ignore_ascii_case(b) => {
            text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        }
        _ => false,
    }
}

/// The text after its label (投标报价：…), when a colon ends a label of at most 24 characters without digits.
///
/// Gives the label too, empty when there is none.
pub(super) fn split_label(text: &str) -> (&str, &str) {
    for (at, c) in text.char_indices().take(25) {
        match c {
            ':' => return (&text[..at], text[at + 1..].trim_start()),
            '0'..='9' => break,
            _ => {}
        }
    }
    ("", text)
}

/// Whether any character is a digit or a Chinese numeral, in the raw text of a cell.
pub(super) fn has_number(text: &str) -> bool {
    if text.is_ascii() {
        return text.bytes().any(|b| b.is_ascii_digit());
    }
    text.chars().any(|c| matches!(c, '0'..='9' | '０'..='９') || chinese::is_numeral(c))
}
