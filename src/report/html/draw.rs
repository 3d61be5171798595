//! Lines, words and marks of the page's drawings: numbers in, SVG out, one decimal in coordinates.

use std::fmt::Write as _;

/// Width of a drawing, as wide as the column of text.
pub(super) const WIDTH: f64 = 920.0;
/// Width of a drawing for a telephone.
pub(super) const NARROW: f64 = 340.0;

/// A drawing with the sentence for those who do not see it.
pub(super) fn svg(class: &str, width: f64, content: &str, height: f64, says: &str) -> String {
    format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\" aria-label=\"{says}\">{content}</svg>"
    )
}

/// A line.
pub(super) fn line(out: &mut String, class: &str, x1: f64, y1: f64, x2: f64, y2: f64) {
    let _ = write!(
        out,
        "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
    ); // writing to a String cannot fail
}

/// Words, which are HTML already.
pub(super) fn text(out: &mut String, class: &str, x: f64, y: f64, words: &str) {
    let _ = write!(out, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{words}</text>");
}

/// A dot; filled ones carry the message.
pub(super) fn dot(out: &mut String, x: f64, y: f64, filled: bool) {
    let class = if filled { "dot on" } else { "dot" };
    let _ = write!(out, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\"/>");
}

/// The mark of a grade in the middle of a place.
pub(super) fn mark(out: &mut String, slug: &str, x: f64, y: f64) {
    let _ = write!(
        out,
        "<use href=\"#s-{slug}\" x=\"{:.1}\" y=\"{:.1}\" width=\"16\" height=\"16\"/>",
        x - 8.0,
        y - 8.0
    );
}

/// A bar.
pub(super) fn bar(out: &mut String, class: &str, x: f64, y: f64, width: f64, height: f64) {
    let _ = write!(
        out,
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
    );
}

/// About how wide a label is: a Chinese character is as wide as it is high, and a mark of HTML is one character.
pub(super) fn width(text: &str) -> f64 {
    let mut wide = 0.0;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let entity = rest.strip_prefix('&').and_then(|after| after.find(';')).filter(|at| *at < 8);
        rest = &rest[entity.map_or(c.len_utf8(), |at| at + 2)..];
        wide += if c.is_ascii() { 7.3 } else { 13.2 };
    }
    wide
}

/// The beginning of a label that is too wide, which is HTML already.
pub(super) fn cut(text: &str, most: f64) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let entity = rest.strip_prefix('&').and_then(|after| after.find(';')).filter(|at| *at < 8);
        let one = &rest[..entity.map_or(c.len_utf8(), |at| at + 2)];
        if most < width(&kept) + width(one) + 13.2 {
            break;
        }
        kept.push_str(one);
        rest = &rest[one.len()..];
    }
    kept + "…"
}

/// A number without needless decimals, three at most.
pub(super) fn trim(value: f64) -> String {
    let shown = format!("{value:.3}");
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_cut_between_characters_and_never_inside_an_entity() {
        assert_eq!(cut("甲乙", 100.0), "甲乙");
        assert_eq!(cut("甲乙丙丁戊", 45.0), "甲乙…");
        assert_eq!(cut("a&lt;b&gt;cdefghijk", 36.0), "a&lt;b…");
        assert!((width("&lt;") - 7.3).abs() < 1e-9);
    }
}
