//! Dates, amounts, numbers of headings and places as prose has them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::block::{Block, Paragraph, Style};
use crate::record::Fact;
use crate::report::digest::{Digest, cut};
use crate::report::html::number::{amount, ten_thousands};
use crate::review::Found;
use crate::rules::Evidence;
use crate::text;

/// Cells that are named in a sentence or a row; more are counted.
const CELLS: usize = 6;
/// Characters of a name; none needs more.
const NAME: usize = 120;
/// Characters of a sentence that names bidders or places.
const SENTENCE: usize = 600;

/// `2025年4月8日9时30分`; in English as ISO 8601.
pub(super) fn moment_of(digest: &Digest<'_>, fact: &Fact) -> String {
    let Some(moment) = fact.moment() else { return String::new() };
    if !digest.is_chinese() {
        return crate::report::digest::moment(fact);
    }
    let time = moment.time.map_or_else(String::new, |time| match time.minute() {
        0 => format!("{}时", time.hour()),
        minute => format!("{}时{minute}分", time.hour()),
    });
    format!("{}{time}", day(digest, moment.date))
}

/// `2025年4月8日`; in English as ISO 8601.
pub(super) fn day(digest: &Digest<'_>, date: Date) -> String {
    if digest.is_chinese() {
        format!("{}年{}月{}日", date.year(), date.month(), date.day())
    } else {
        date.to_string()
    }
}

/// `1,286.00 万元`; in English `CNY 12,860,000.00`.
pub(super) fn sum(digest: &Digest<'_>, yuan: Decimal) -> String {
    if digest.is_chinese() {
        format!("{} 万元", ten_thousands(yuan))
    } else {
        format!("CNY {}", amount(yuan))
    }
}

/// 一、 or `1. `, from zero.
pub(super) fn heading(digest: &Digest<'_>, at: usize, zh: &'static str, en: &'static str) -> Block {
    let words = if digest.is_chinese() {
        format!("{}、{zh}", chinese(at + 1))
    } else {
        format!("{}. {en}", at + 1)
    };
    Paragraph::of(Style::Heading, words).into()
}

/// （一） or `(1) `, from zero.
pub(super) fn sub_heading(digest: &Digest<'_>, at: usize, words: &str) -> Block {
    let words = if digest.is_chinese() {
        format!("（{}）{words}", chinese(at + 1))
    } else {
        format!("({}) {words}", at + 1)
    };
    Paragraph::of(Style::SubHeading, words).into()
}

/// A paragraph of text.
pub(super) fn body(words: impl Into<String>) -> Block {
    Paragraph::of(Style::Body, words).into()
}

/// A number up to 99 in Chinese characters.
fn chinese(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (n / 10, n % 10) {
        (0, ones) => DIGITS[ones].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens, ones) => format!("{}十{}", DIGITS[tens % 10], DIGITS[ones]),
    }
}

/// Where the evidence stands: some cells, and how many there are when there are more, and where to find them.
pub(super) fn places(digest: &Digest<'_>, evidence: &[Evidence], rest: &str) -> String {
    let shown = digest.addresses(evidence.iter().take(CELLS).map(|one| one.at));
    let shown = cut(&shown, SENTENCE, digest.view.options.lang);
    let n = evidence.len();
    if n <= CELLS {
        return shown;
    }
    let more = text!(" 等 {n} 个单元格{rest}", " and more, {n} cells{rest}");
    format!("{shown}{}", digest.tell(&more))
}

/// That all cells stand in the annex of this document.
pub(super) fn annexed(digest: &Digest<'_>) -> &'static str {
    digest.say("，见附件 2", ": see annex 2")
}

/// What a finding says, with its package where there are several.
pub(super) fn said(digest: &Digest<'_>, found: &Found) -> String {
    let mut says = digest.sentence(&found.finding.says);
    if digest.has_several() && found.package.is_some() {
        says = format!("{}{}{says}", digest.packages_of(found), digest.say("：", ": "));
    }
    cut(&says, SENTENCE, digest.view.options.lang)
}

/// A name; of an overlong one the beginning, and how long it is.
pub(super) fn brief(digest: &Digest<'_>, name: &str) -> String {
    cut(name, NAME, digest.view.options.lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_counted_in_chinese() {
        assert_eq!(
            [1, 8, 10, 11, 20, 23].map(chinese),
            ["一", "八", "十", "十一", "二十", "二十三"]
        );
    }
}
