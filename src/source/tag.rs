//! Tags of an XML part as plain bytes, for the one pass over worksheets that must cost next to nothing.
//!
//! Knows as much of XML as spreadsheet programs write: prefixes, both kinds of quotation marks, self-closing tags. It
//! may misread a damaged part, but never goes beyond it.

use std::io::BufRead;

/// The tag from its `<`, if `at` is the last letter of the name of an opening tag called `name`, with or
/// without a prefix.
pub(crate) fn opening_tag<'a>(window: &'a [u8], at: usize, name: &[u8]) -> Option<&'a [u8]> {
    if !matches!(window.get(at + 1), Some(b'>' | b' ' | b'/' | b'\t' | b'\r' | b'\n')) {
        return None;
    }
    let before = window[..=at].strip_suffix(name)?;
    let start = match before.last()? {
        b'<' => before.len() - 1,
        b':' => {
            let start = before.iter().rposition(|&byte| byte == b'<')?;
            before[start + 1..before.len() - 1]
                .iter()
                .all(|byte| is_name(*byte))
                .then_some(start)?
        }
        _ => return None,
    };
    Some(&window[start..])
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

/// The name after a `<` without its prefix, and whether the tag is a closing one.
pub(crate) fn tag_name(tag: &[u8]) -> (bool, &[u8]) {
    let (closing, name) = match &tag[1..] {
        [b'/', name @ ..] => (true, name),
        name => (false, name),
    };
    let end = name.iter().position(|&byte| !is_name(byte) && byte != b':').unwrap_or(name.len());
    let local = name[..end].iter().rposition(|&byte| byte == b':').map_or(0, |colon| colon + 1);
    (closing, &name[local..end])
}

/// An attribute of the tag that begins with this `<`.
pub(crate) fn attribute<'a>(tag: &'a [u8], wanted: &[u8]) -> Option<&'a [u8]> {
    let mut rest = tag;
    loop {
        let gap = rest.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>')?;
        rest = rest[gap..].trim_ascii_start();
        if matches!(rest.first()?, b'>' | b'/') {
            return None;
        }
        let equals = find(b'=', rest)?;
        let name = rest[..equals].trim_ascii_end();
        rest = rest[equals + 1..].trim_ascii_start();
        let quote = *rest.first()?;
        if !matches!(quote, b'"' | b'\'') {
            return None;
        }
        let end = 1 + rest[1..].iter().position(|&byte| byte == quote)?;
        if name == wanted {
            return Some(&rest[1..end]);
        }
        rest = &rest[end + 1..];
    }
}

pub(crate) fn is_true(value: Option<&[u8]>) -> bool {
    matches!(value, Some(b"1" | b"true"))
}

pub(crate) fn is_zero(value: Option<&[u8]>) -> bool {
    value.is_some_and(|value| {
        !value.is_empty() && value.iter().all(|byte| matches!(byte, b'0' | b'.'))
    })
}

pub(crate) fn number(value: Option<&[u8]>) -> Option<u32> {
    std::str::from_utf8(value?).ok()?.trim().parse().ok()
}

/// The first place of a byte. Through `BufRead`, because that is the standard library's fast search.
pub(crate) fn find(byte: u8, window: &[u8]) -> Option<usize> {
    let mut rest = window;
    let passed = rest.skip_until(byte).ok()?;
    (passed > 0 && window[passed - 1] == byte).then(|| passed - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_whatever_their_quotation_marks() {
        let tag = br#"<x:row r = "3" spans='1:2' hidden="1"/><c r="A3">"#;
        let read = |name: &[u8]| {
            attribute(tag, name).map(|value| String::from_utf8_lossy(value).into_owned())
        };
        assert_eq!((read(b"r"), read(b"spans")), (Some("3".to_owned()), Some("1:2".to_owned())));
        assert_eq!((read(b"hidden"), read(b"ht")), (Some("1".to_owned()), None));
        assert_eq!(tag_name(tag), (false, &b"row"[..]));
        assert_eq!(tag_name(b"</x:c>"), (true, &b"c"[..]));
    }

    #[test]
    fn only_opening_tags_of_the_whole_name_count() {
        let whole = |window: &[u8]| {
            opening_tag(window, window.iter().position(|b| *b == b'w').unwrap(), b"row").is_some()
        };
        assert!(whole(b"<row>") && whole(b"<x:row r='1'>") && whole(b"<row/>"));
        assert!(
            !whole(b"</row>")
                && !whole(b"<rows>")
                && !whole(b"<arow>")
                && !whole(b" :row ")
                && !whole(b"row ")
        );
    }
}
