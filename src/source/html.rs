//! The text of a web page in pieces: tags and the text between them, however badly it is written.
//!
//! Follows what browsers do with what platforms really export, and never fails: what is no tag is text. Each byte is
//! looked at a bounded number of times.

use quick_xml::escape::resolve_html5_entity;

use super::style::is_hiding;

/// A piece of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'t> {
    /// Text between tags, with its entities as they are written.
    Text(&'t str),
    /// `<name …>`.
    Open(Tag<'t>),
    /// `</name>`.
    Close(&'t str),
}

/// The start of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'t> {
    pub(crate) name: &'t str,
    /// What stands behind the name.
    attributes: &'t str,
}

/// Elements whose content is no text of the page.
const RAW: [&str; 7] = ["script", "style", "title", "xmp", "iframe", "noframes", "template"];

/// The pieces of a page, in order.
pub(crate) struct Tokens<'t> {
    rest: &'t str,
    /// The element whose content is passed over next.
    raw: Option<&'t str>,
    /// Whether the page ended inside a tag.
    pub(crate) cut: bool,
}

impl<'t> Tokens<'t> {
    pub(crate) fn new(page: &'t str) -> Self {
        Self { rest: page, raw: None, cut: false }
    }

    /// Where `</name` comes next, for passing over scripts.
    fn end_of_raw(&self, name: &str) -> usize {
        let mut from = 0;
        while let Some(at) = self.rest[from..].find("</") {
            let at = from + at;
            let after = &self.rest.as_bytes()[at + 2..];
            if after
                .get(..name.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            {
                return at;
            }
            from = at + 2;
        }
        self.rest.len()
    }

    fn skip(&mut self, bytes: Option<usize>) {
        self.cut |= bytes.is_none();
        self.rest = &self.rest[bytes.unwrap_or(self.rest.len())..];
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        if let Some(name) = self.raw.take() {
            self.rest = &self.rest[self.end_of_raw(name)..];
        }
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let rest = self.rest;
            let begins_tag = |at: usize| {
                let after = rest.as_bytes().get(at + 1);
                after.is_some_and(|c| c.is_ascii_alphabetic() || b"/!?".contains(c))
            };
            let tag = rest.match_indices('<').map(|(at, _)| at).find(|at| begins_tag(*at));
            let at = tag.unwrap_or(rest.len());
            if at > 0 {
                self.rest = &rest[at..];
                return Some(Token::Text(&rest[..at]));
            }
            if let Some(comment) = rest.strip_prefix("<!--") {
                // `<!-->` is a whole comment to browsers.
                let end = if comment.starts_with('>') {
                    Some(5)
                } else {
                    comment.find("-->").map(|at| at + 7)
                };
                self.skip(end);
                continue;
            }
            if rest.starts_with("<!") || rest.starts_with("<?") {
                self.skip(rest.find('>').map(|at| at + 1));
                continue;
            }
            let closes = rest.starts_with("</");
            let inner = &rest[if closes { 2 } else { 1 }..];
            let name_end = inner.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>');
            let name = &inner[..name_end.unwrap_or(inner.len())];
            let behind = &inner[name.len()..];
            let Some(end) = end_of_tag(behind) else {
                self.skip(None);
                continue;
            };
            self.rest = &behind[end + 1..];
            if closes {
                return Some(Token::Close(name));
            }
            let attributes = &behind[..end];
            self.raw = RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)).then_some(name);
            return Some(Token::Open(Tag { name, attributes }));
        }
    }
}

/// Where the `>` of a tag is: not one between quotation marks that begin a value.
fn end_of_tag(behind: &str) -> Option<usize> {
    let bytes = behind.as_bytes();
    let mut at = 0;
    let mut after_equals = false;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => return Some(at),
            quote @ (b'"' | b'\'') if after_equals => {
                at += 1 + behind[at + 1..].find(char::from(quote))?;
                after_equals = false;
            }
            b'=' => after_equals = true,
            byte if byte.is_ascii_whitespace() => {}
            _ => after_equals = false,
        }
        at += 1;
    }
    None
}

impl<'t> Tag<'t> {
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute as it is written; empty where it has none.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<&'t str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            // A name may begin with `=`, as browsers have it; so each turn takes at least one character.
            let name_end = rest
                .char_indices()
                .skip(1)
                .find(|(_, c)| c.is_ascii_whitespace() || matches!(c, '=' | '/'))
                .map_or(rest.len(), |(at, _)| at);
            let (name, after) = rest.split_at(name_end);
            let after = after.trim_ascii_start();
            let mut value = "";
            rest = after;
            if let Some(after) = after.strip_prefix('=') {
                let after = after.trim_ascii_start();
                let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
                let (from, end) = match quote {
                    Some(quote) => (1, after[1..].find(quote).map_or(after.len(), |at| at + 1)),
                    None => {
                        (0, after.find(|c: char| c.is_ascii_whitespace()).unwrap_or(after.len()))
                    }
                };
                value = &after[from..end];
                rest = after[end..].strip_prefix(['"', '\'']).unwrap_or(&after[end..]);
            }
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
        }
    }

    /// Whether the element is not shown: `hidden`, `display:none`, `visibility:collapse`.
    pub(crate) fn hidden(&self) -> bool {
        if self.attributes.is_empty() {
            return false;
        }
        is_hiding(self.attribute("style").unwrap_or_default()) || self.attribute("hidden").is_some()
    }
}

/// Appends text with its entities resolved and its white space folded, as a page shows it.
pub(crate) fn append_shown(text: &str, to: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        fold(&rest[..at], to);
        rest = &rest[at..];
        let taken = entity(rest, to).unwrap_or_else(|| {
            to.push('&');
            1
        });
        rest = &rest[taken..];
    }
    fold(rest, to);
}

fn fold(text: &str, to: &mut String) {
    for c in text.chars() {
        if !matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
            to.push(c);
        } else if !to.is_empty() && !to.ends_with([' ', '\n']) {
            to.push(' ');
        }
    }
}

/// Resolves the entity at the start of the text; gives how many bytes it takes.
fn entity(text: &str, to: &mut String) -> Option<usize> {
    const LONGEST: usize = 33; // `&CounterClockwiseContourIntegral;`
    let body = &text[1..];
    if let Some(number) = body.strip_prefix('#') {
        let hex = number.starts_with(['x', 'X']);
        let digits = if hex { &number[1..] } else { number };
        let valid = |c: char| if hex { c.is_ascii_hexdigit() } else { c.is_ascii_digit() };
        let end = digits.find(|c| !valid(c)).unwrap_or(digits.len());
        if end == 0 {
            return None;
        }
        let code =
            u32::from_str_radix(&digits[..end], if hex { 16 } else { 10 }).unwrap_or(u32::MAX);
        to.push(match code {
            // Numbers of Windows-1252, which pages use for characters.
            0x80..=0x9F => {
                let byte = [code as u8]; // below 0x9F
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next()?
            }
            0 => '\u{fffd}',
            code => char::from_u32(code).unwrap_or('\u{fffd}'),
        });
        let semicolon = usize::from(digits[end..].starts_with(';'));
        return Some(2 + usize::from(hex) + end + semicolon);
    }
    let end = body.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    if body[end..].starts_with(';') {
        to.push_str(resolve_html5_entity(&body[..end])?);
        return Some(end + 2);
    }
    // These few are known without their semicolon too, but not as the beginning of a word: `&amount=`.
    let bare = ["nbsp", "lt", "gt", "amp", "quot", "yen"]
        .into_iter()
        .find(|name| *name == &body[..end])?;
    to.push_str(resolve_html5_entity(bare)?);
    Some(end + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(page: &str) -> Vec<String> {
        Tokens::new(page)
            .map(|token| match token {
                Token::Text(text) => text.to_owned(),
                Token::Open(tag) => format!("+{}", tag.name),
                Token::Close(name) => format!("-{name}"),
            })
            .collect()
    }

    #[test]
    fn what_is_no_tag_is_text() {
        assert_eq!(said("<td>小于<5万 <b>x</b>"), ["+td", "小于<5万 ", "+b", "x", "-b"]);
        assert_eq!(said("<!--<td>--><p title=\"a>b\">c"), ["+p", "c"]);
        assert_eq!(said("<![endif]--><?xml x?><br/>"), ["+br"]);
        assert_eq!(
            said("<script>if (a</b/.test(c)) '<td>'</SCRIPT>x"),
            ["+script", "-SCRIPT", "x"]
        );
        assert_eq!(said("a<td class='x"), ["a"]);
    }

    #[test]
    fn attributes_are_found_however_they_are_written() {
        let tag = |page: &'static str| match Tokens::new(page).next() {
            Some(Token::Open(tag)) => tag,
            other => panic!("{other:?}"),
        };
        for page in [
            "<td colspan=2 x>",
            "<TD nowrap COLSPAN = '2'>",
            "<td x:num=\"1\" colspan=\"2\"/>",
            "<td =a colspan=2>",
        ] {
            assert_eq!(tag(page).attribute("colspan"), Some("2"), "{page}");
        }
        assert_eq!(tag("<td x:str>").attribute("x:str"), Some(""));
        assert_eq!(tag("<td title='colspan=3'>").attribute("colspan"), None);
        assert!(tag("<tr style='height:0; DISPLAY : none'>").hidden());
        assert!(!tag("<tr style='display:block' class=hidden>").hidden());
    }

    #[test]
    fn entities_and_white_space_are_as_a_page_shows_them() {
        let shown = |text: &str| {
            let mut to = String::new();
            append_shown(text, &mut to);
            to
        };
        assert_eq!(shown("甲&amp;乙&nbsp;&#20840;&#x5168; &lt;5 &yen 1"), "甲&乙\u{a0}全全 <5 ¥ 1");
        assert_eq!(shown("a&b=1&amount=2&#;&unknown;"), "a&b=1&amount=2&#;&unknown;");
        assert_eq!(shown("&#150;&ldquo;x&rdquo;"), "–“x”");
        assert_eq!(shown("  a \n\t b "), "a b ");
    }

    proptest! {
        #[test]
        fn any_text_has_pieces_and_an_end(page in "[<>/!a-c=\"' &;#x\u{4e00}-]{0,80}") {
            let mut text = String::new();
            for token in Tokens::new(&page) {
                match token {
                    Token::Text(piece) => append_shown(piece, &mut text),
                    Token::Open(tag) => { tag.attribute("a"); tag.hidden(); }
                    Token::Close(_) => {}
                }
            }
        }
    }
}
