//! The shell of a page: one file that loads nothing, with a policy that lets only its own style and script run.

use std::borrow::Cow;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::super::FOOTER;
use crate::text::Lang;

const STYLE: &str = include_str!("style.css");

/// Text for HTML. What a file could smuggle in shows as what it is: tags and quotes as text, control characters and
/// those that turn the reading direction or show nothing as `⟨U+202E⟩`.
pub(in crate::report) fn escape(text: &str) -> String {
    let mut shown = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            '\n' | '\r' | '\t' => shown.push(' '),
            c if c.is_control() || is_invisible(c) => {
                let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(c)); // writing to a String cannot fail
            }
            c => shown.push(c),
        }
    }
    shown
}

/// Characters of a name or value that are shown; no name needs more, and a page full of one is no page.
pub(in crate::report) const NAME: usize = 160;
/// The same of a sentence that quotes a cell.
pub(in crate::report) const SENTENCE: usize = 700;

/// A name or value for HTML. Of an overlong one the beginning, with how much of it that is.
pub(in crate::report) fn brief(text: &str) -> String {
    escape(&shortened(text, NAME))
}

/// The beginning of an overlong text: `长长… (1–160/10012)`.
pub(in crate::report) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => {
            let all = text.chars().count();
            Cow::Owned(format!("{}… (1–{most}/{all})", &text[..end]))
        }
        None => Cow::Borrowed(text),
    }
}

/// Characters that show nothing, or that change the direction of what follows.
pub(in crate::report) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// One whole page. `title` is plain text, `body` is HTML; `style` is added to what all pages have.
pub(in crate::report) fn document(
    lang: Lang,
    title: &str,
    style: &str,
    script: &str,
    body: &str,
) -> String {
    // Browsers hash after reading line ends as \n, whatever the checkout made of them.
    let style = format!("{STYLE}{style}").replace('\r', "").replace("{{footer}}", FOOTER.to(lang));
    let script = script.replace('\r', "");
    let tongue = match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(&style),
        hash(&script)
    );
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"{tongue}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"qingbiao\">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n\
         <body>\n{SYMBOLS}\n{body}\n<script>{script}</script>\n</body>\n</html>\n"
    )
}

/// The marks of grades and states, once; `<use>` everywhere else.
const SYMBOLS: &str = r##"<svg width="0" height="0" class="defs" aria-hidden="true" focusable="false"><defs>
<symbol id="s-deemed" viewBox="0 0 12 12"><rect x="1" y="1" width="10" height="10" fill="#961A1A"/></symbol>
<symbol id="s-violation" viewBox="0 0 12 12"><path d="M6 .6 11.6 11H.4Z" fill="#B9480B"/></symbol>
<symbol id="s-strong" viewBox="0 0 12 12"><path d="M6 1 11 6 6 11 1 6Z" fill="#FAF5E8" stroke="#8A6000" stroke-width="1.6"/><path d="M6 1 11 6H1Z" fill="#8A6000"/></symbol>
<symbol id="s-hint" viewBox="0 0 12 12"><circle cx="6" cy="6" r="4.4" fill="#fff" stroke="#3F6592" stroke-width="1.8"/></symbol>
<symbol id="s-clear" viewBox="0 0 12 12"><circle cx="6" cy="6" r="2" fill="#9AA1A9"/></symbol>
<symbol id="s-aside" viewBox="0 0 12 12"><circle cx="6" cy="6" r="4" fill="none" stroke="#767D86" stroke-width="1.2"/><path d="M3 9 9 3" stroke="#767D86" stroke-width="1.2"/></symbol>
<symbol id="s-unchecked" viewBox="0 0 12 12"><path d="M1.5 4.5 4.5 1.5M1.5 10.5 10.5 1.5M7.5 10.5 10.5 7.5" stroke="#646B74" stroke-width="1.1"/><rect x="1" y="1" width="10" height="10" fill="none" stroke="#646B74"/></symbol>
</defs></svg>"##;

/// SHA-256 in Base64, as a content security policy names what may run.
fn hash(content: &str) -> String {
    base64(&Sha256::digest(content.as_bytes()))
}

/// RFC 4648 with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_files_smuggle_in_is_shown_as_text() {
        assert_eq!(escape("<b onclick=\"x\">'&"), "&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;");
        assert_eq!(escape("a\u{202e}b\u{7}c\u{200b}"), "a⟨U+202E⟩b⟨U+0007⟩c⟨U+200B⟩");
        assert_eq!(escape("两行\n一格"), "两行 一格");
    }

    #[test]
    fn overlong_names_are_cut_and_say_so() {
        let long = "<".repeat(200);
        assert_eq!(brief(&long), format!("{}… (1–160/200)", "&lt;".repeat(160)));
        assert_eq!(brief("<甲>"), "&lt;甲&gt;");
    }

    #[test]
    fn base64_follows_its_standard() {
        let coded =
            ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(coded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
        assert_eq!(hash(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn the_policy_names_the_style_and_script_that_are_there() {
        let page = document(Lang::Zh, "<题>", "p{color:red}\r\n", "let a = 1;\r\n", "<p>x</p>");
        let between = |from: &str, to: &str| {
            let (_, rest) = page.split_once(from).expect("it is there");
            rest.split_once(to).expect("it ends").0.to_owned()
        };
        let (style, script) = (between("<style>", "</style>"), between("<script>", "</script>"));
        assert!(style.contains("p{color:red}") && !page.contains('\r') && !page.contains("{{"));
        assert!(page.contains(&format!("style-src 'sha256-{}'", hash(&style))));
        assert!(page.contains(&format!("script-src 'sha256-{}'", hash(&script))));
        assert!(page.contains("<title>&lt;题&gt;</title>"));
    }
}
