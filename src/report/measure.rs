//! How wide a text will be, without a font: the reader's font is not known when an SVG is written.
//!
//! The widths are those of common Chinese sans-serif faces, rounded up, so that what fits here fits there.

use unicode_width::UnicodeWidthChar as _;

/// Part of the size that stands above the baseline.
pub(super) const ABOVE: f64 = 0.88;
/// Part of the size that hangs below the baseline.
pub(super) const BELOW: f64 = 0.2;

/// The width of a text in the units of its size.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(em).sum();
    size * ems * if bold { 1.04 } else { 1.0 }
}

/// The text, cut with `…` where it is wider than it may be.
pub(super) fn fit(text: &str, most: f64, size: f64, bold: bool) -> String {
    if width(text, size, bold) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        let longer = format!("{kept}{c}…");
        if most < width(&longer, size, bold) {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// The width of one character in ems.
fn em(c: char) -> f64 {
    match c {
        // Chinese faces draw these as wide as a character.
        '…' | '—' | '“' | '”' | '‘' | '’' | '×' | '≥' | '≤' | '→' | '↑' | '↓' | '●' | '○' | '■'
        | '▲' | '◆' => 1.0,
        ' ' | '\u{a0}' => 0.25,
        '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '·' => 0.3,
        'i' | 'j' | 'l' | 'I' => 0.3,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '\\' => 0.4,
        '%' | '@' | 'W' | 'm' | 'w' | 'M' => 0.92,
        'A'..='Z' | '&' => 0.68,
        c if c.is_ascii() => 0.56,
        c => match c.width() {
            Some(2) => 1.0,
            Some(0) | None => 0.0,
            _ => 0.6,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_characters_are_an_em_and_digits_about_half() {
        assert!((width("报价", 10.0, false) - 20.0).abs() < 1e-9);
        assert!((width("12", 10.0, false) - 11.2).abs() < 1e-9);
        assert!(width("报价", 10.0, false) < width("报价", 10.0, true));
    }

    #[test]
    fn what_is_too_long_is_cut_and_says_so() {
        assert_eq!(fit("衡数信息", 40.0, 10.0, false), "衡数信息");
        assert_eq!(fit("衡数信息", 39.0, 10.0, false), "衡数…");
        assert_eq!(fit("衡数信息", 0.0, 10.0, false), "…");
    }
}
