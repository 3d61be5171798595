//! What the style sheets inside a web page hide: classes of elements that are not shown.
//!
//! Only plain rules count, `.hide` and `td.hide`: what depends on the place of an element or on the medium is left alone.

use std::collections::BTreeSet;

use super::html::Tag;

/// Classes that are not shown, each with the element that it is for, empty for any.
#[derive(Debug, Default)]
pub(crate) struct HiddenClasses(BTreeSet<(String, String)>);

impl HiddenClasses {
    /// Those of all style sheets of a page.
    pub(crate) fn of(page: &str) -> Self {
        let mut found = Self::default();
        let mut rest = page;
        while let Some(at) = begin(rest, "<style") {
            rest = &rest[at..];
            let Some(open) = rest.find('>') else { break };
            let end = begin(rest, "</style").unwrap_or(rest.len());
            if open < end {
                found.sheet(&rest[open + 1..end]);
            }
            rest = &rest[end.max(1)..];
        }
        found
    }

    /// Whether an element is not shown.
    pub(crate) fn hide(&self, tag: &Tag<'_>) -> bool {
        tag.hidden()
            || !self.0.is_empty()
                && tag.attribute("class").is_some_and(|classes| {
                    let element = tag.name.to_ascii_lowercase();
                    classes.split_ascii_whitespace().any(|class| {
                        [String::new(), element.clone()]
                            .into_iter()
                            .any(|of| self.0.contains(&(of, class.to_owned())))
                    })
                })
    }

    fn sheet(&mut self, sheet: &str) {
        let sheet = without_comments(&sheet.replace("<!--", "").replace("-->", ""));
        let mut rest = sheet.as_str();
        while let Some(open) = rest.find('{') {
            let (before, after) = (&rest[..open], &rest[open + 1..]);
            let selectors = before.rsplit(';').next().unwrap_or(before);
            // Rules for a medium stand in braces of their own and are passed over.
            let nested = selectors.trim_start().starts_with('@');
            let end = if nested { matching(after) } else { after.find('}') };
            let end = end.unwrap_or(after.len());
            if !nested && is_hiding(&after[..end]) {
                self.0.extend(selectors.split(',').filter_map(plain));
            }
            rest = after.get(end + 1..).unwrap_or_default();
        }
    }
}

/// Where a mark in ASCII letters of any case begins.
fn begin(text: &str, mark: &str) -> Option<usize> {
    let is_mark = |at: &usize| {
        let there = text.as_bytes().get(*at..at + mark.len());
        there.is_some_and(|there| there.eq_ignore_ascii_case(mark.as_bytes()))
    };
    text.match_indices('<').map(|(at, _)| at).find(is_mark)
}

fn without_comments(sheet: &str) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find("/*") {
        kept.push_str(&rest[..at]);
        rest = rest[at + 2..].split_once("*/").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// The brace that closes the one before the text.
fn matching(text: &str) -> Option<usize> {
    let mut depth = 1_usize;
    text.char_indices().find_map(|(at, c)| {
        depth = match c {
            '{' => depth + 1,
            '}' => depth - 1,
            _ => depth,
        };
        (depth == 0).then_some(at)
    })
}

/// Whether declarations say that an element is not shown.
pub(crate) fn is_hiding(declarations: &str) -> bool {
    let plain: String = declarations
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_lowercase())
        .collect();
    ["display:none", "visibility:collapse", "visibility:hidden"]
        .iter()
        .any(|hiding| plain.contains(hiding))
}

/// The element and the class of a selector such as `.hide` or `td.hide`.
fn plain(selector: &str) -> Option<(String, String)> {
    let (element, class) = selector.trim().split_once('.')?;
    let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let plain = is_name(element) && is_name(class) && !class.is_empty();
    plain.then(|| (element.to_ascii_lowercase(), class.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_that_are_not_shown() {
        let page = "<STYLE type='text/css'><!-- @charset 'utf-8'; .a, td.b { color: red; DISPLAY : none } /* .c{display:none} */
            @media print { .d { display: none } .e { display: none } }
            tr .f { display: none } .g:hover { display: none } .h { visibility: hidden } .i { display: block } --></style>
            <table><style>.j{display:none}</style>";
        let found = HiddenClasses::of(page);
        let shown: Vec<String> =
            found.0.iter().map(|(of, class)| format!("{of}.{class}")).collect();
        assert_eq!(shown, [".a", ".h", ".j", "td.b"]);
    }

    #[test]
    fn style_sheets_that_break_off_are_read_as_far_as_they_go() {
        for page in
            ["<style", "<style>", "<style>.a{", "<style>@media{.a{display:none}", "</style>"]
        {
            let found = HiddenClasses::of(page);
            assert!(found.0.is_empty(), "{page}");
        }
        assert_eq!(HiddenClasses::of("<style>.a{display:none").0.len(), 1);
    }
}
