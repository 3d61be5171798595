//! What office files say of a review, as plain text: titles, names, addresses, masked values with their codes.
//!
//! Cells and paragraphs hold text and nothing else, so what a source could smuggle in is made visible here, once.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::html::page::is_invisible;
use super::html::{keys, salt, scope, tenders, without_numbers};
use super::{View, masked};
use crate::graph::Case;
use crate::identity::mask;
use crate::record::{Fact, Field};
use crate::resolve::BidderId;
use crate::review::{Found, Package};
use crate::rules::{Grade, Subject};
use crate::source::CellRef;
use crate::text;
use crate::text::{Lang, Text};

/// Codes shown for a cell of several values.
const CODES_AT_MOST: usize = 6;
/// Names that are listed of many.
const NAMES_AT_MOST: usize = 8;

/// Grades, strongest first.
pub(super) const GRADES: [Grade; 4] = [Grade::Deemed, Grade::Violation, Grade::Strong, Grade::Hint];

/// A review as the office files see it.
#[derive(Debug)]
pub(super) struct Digest<'a> {
    /// The review.
    pub(super) view: View<'a>,
    /// The packages that the files are about, ascending.
    pub(super) scope: Vec<usize>,
    /// The tenders that these belong to.
    pub(super) tenders: usize,
    salt: String,
}

impl<'a> Digest<'a> {
    pub(super) fn new(view: View<'a>) -> Self {
        let scope = scope(view);
        Self { view, tenders: tenders(view, &scope), scope, salt: salt(view.loaded) }
    }

    pub(super) fn is_chinese(&self) -> bool {
        self.view.options.lang == Lang::Zh
    }

    /// One of two words, in the language of the report.
    pub(super) fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.view.say(zh, en)
    }

    /// A sentence in the language of the report.
    pub(super) fn tell(&self, text: &Text) -> String {
        plain(self.view.text(text))
    }

    /// A sentence that may quote a cell: its long numbers are hidden.
    pub(super) fn sentence(&self, text: &Text) -> String {
        self.quoted(self.view.text(text))
    }

    /// Words that may quote a cell.
    pub(super) fn quoted(&self, text: &str) -> String {
        plain(&if self.view.options.unmask { text.to_owned() } else { without_numbers(text) })
    }

    /// The packages that the files are about.
    pub(super) fn packages(&self) -> impl Iterator<Item = (usize, &'a Package<'a>)> + '_ {
        self.scope.iter().map(|at| (*at, &self.view.review.packages[*at]))
    }

    pub(super) fn has_several(&self) -> bool {
        1 < self.scope.len()
    }

    pub(super) fn in_scope(&self, package: usize) -> bool {
        self.scope.binary_search(&package).is_ok()
    }

    /// The findings with their numbers, from one.
    pub(super) fn findings(&self) -> impl Iterator<Item = (usize, &'a Found)> + '_ {
        self.view.review.findings.iter().enumerate().map(|(at, found)| (at + 1, found))
    }

    /// The findings of one package with their numbers.
    pub(super) fn findings_of(&self, package: usize) -> impl Iterator<Item = (usize, &'a Found)> {
        let review = self.view.review;
        let found = |at: &usize| review.findings.get(*at).map(|found| (*at + 1, found));
        review.places(package).iter().filter_map(found)
    }

    /// How many findings have a grade.
    pub(super) fn count(&self, grade: Grade) -> usize {
        self.findings().filter(|(_, found)| found.finding.grade == grade).count()
    }

    /// The project's name, or how many projects of whom.
    pub(super) fn title(&self) -> String {
        let Some((_, first)) = self.packages().next() else {
            return self.say("没有读到项目", "no tender was read").to_owned();
        };
        if self.tenders == 1 {
            return plain(&first.case.tender.name);
        }
        let n = self.tenders;
        let buyers: BTreeSet<&str> = self
            .packages()
            .filter_map(|(_, package)| package.case.project.text(Field::BuyerName))
            .collect();
        match (buyers.first(), buyers.len()) {
            (Some(buyer), 1) => {
                self.tell(&text!("{buyer}{n} 个采购项目", "{n} purchases of {buyer}"))
            }
            _ => self.tell(&text!("{n} 个采购项目", "{n} purchases")),
        }
    }

    /// What a package is called beside others.
    pub(super) fn package(&self, at: usize) -> String {
        let case = &self.view.review.packages[at].case;
        let name = case.project.text(Field::PackageName).unwrap_or_default();
        let label = match (case.package.as_str(), self.view.options.lang) {
            ("", _) => String::new(),
            (key, Lang::Zh) => format!("包 {key}"),
            (key, Lang::En) => format!("package {key}"),
        };
        let tender =
            if 1 < self.tenders || label.is_empty() { case.tender.name.as_str() } else { "" };
        let parts: Vec<&str> =
            [tender, &label, name].into_iter().filter(|part| !part.is_empty()).collect();
        plain(&parts.join(" "))
    }

    /// The packages that a finding is about; empty where it spans tenders.
    pub(super) fn packages_of(&self, found: &Found) -> String {
        let names: Vec<String> = found.packages().map(|at| self.package(at)).collect();
        names.join(self.say("、", ", "))
    }

    pub(super) fn bidder(&self, id: BidderId) -> String {
        plain(self.view.review.bidders.short(id))
    }

    pub(super) fn bidder_in_full(&self, id: BidderId) -> String {
        plain(self.view.review.bidders.name(id))
    }

    pub(super) fn bidders(&self, ids: impl IntoIterator<Item = BidderId>) -> String {
        let names: Vec<String> = ids.into_iter().map(|id| self.bidder(id)).collect();
        names.join(self.say("、", ", "))
    }

    /// Whom a finding is about; of many the first, and how many there are.
    pub(super) fn subjects(&self, subjects: &[Subject]) -> String {
        let names: Vec<String> = subjects.iter().map(|subject| self.subject(subject)).collect();
        let comma = self.say("、", ", ");
        match names.len() {
            0..=NAMES_AT_MOST => names.join(comma),
            n => format!(
                "{}{}",
                names[..NAMES_AT_MOST].join(comma),
                self.tell(&text!(" 等 {n} 个", " and others, {n} in all"))
            ),
        }
    }

    fn subject(&self, subject: &Subject) -> String {
        match subject {
            Subject::Bidder(id) => self.bidder(*id),
            Subject::Buyer(name) | Subject::Agency(name) | Subject::Tender(name) => plain(name),
            Subject::Expert(name) => self.masked(Some(Field::ExpertName), name),
        }
    }

    /// A value, masked where its field is personal.
    pub(super) fn masked(&self, field: Option<Field>, value: &str) -> String {
        match field {
            Some(field) if !self.view.options.unmask => plain(&masked(field, value)),
            _ => plain(value),
        }
    }

    /// The codes of what is hidden, by which equal values are seen as equal; empty where nothing is hidden.
    pub(super) fn codes(&self, field: Option<Field>, value: &str) -> String {
        match field {
            Some(field) if self.masked(Some(field), value) != plain(value) => {
                let codes = keys(field, value);
                codes.iter().take(CODES_AT_MOST).map(|key| self.code(key)).collect()
            }
            _ => String::new(),
        }
    }

    /// The common value of several bidders, by its key.
    pub(super) fn key(&self, field: Field, key: &str) -> String {
        let shown = self.masked(Some(field), key);
        if shown == plain(key) { shown } else { format!("{shown} {}", self.code(key)) }
    }

    fn code(&self, key: &str) -> String {
        format!("〔{}〕", mask::code(key, &self.salt))
    }

    /// The addresses of several cells: the file and sheet once, then its cells.
    pub(super) fn addresses(&self, cells: impl IntoIterator<Item = CellRef>) -> String {
        let mut places: Vec<(String, Vec<String>)> = Vec::new();
        for at in cells {
            let address = self.view.address(at);
            let (place, cell) = address.rsplit_once(" › ").unwrap_or(("", &address));
            match places.iter_mut().find(|(known, _)| known == place) {
                Some((_, cells)) if cells.iter().any(|known| known == cell) => {}
                Some((_, cells)) => cells.push(cell.to_owned()),
                None => places.push((place.to_owned(), vec![cell.to_owned()])),
            }
        }
        let comma = self.say("、", ", ");
        let shown: Vec<String> = places
            .iter()
            .map(|(place, cells)| plain(&format!("{place} › {}", cells.join(comma))))
            .collect();
        shown.join(self.say("；", "; "))
    }

    /// The folder that all files lie in, with the stroke behind it; empty where there is none.
    pub(super) fn folder(&self) -> String {
        let files = &self.view.loaded.sources.files;
        let mut folders = files.iter().map(|file| {
            file.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned() + "/"
        });
        let first = folders.next().unwrap_or_default();
        let common = folders.fold(first, |common, folder| {
            let parts = common.split_inclusive('/').zip(folder.split_inclusive('/'));
            parts.take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
        });
        if common == "/" { String::new() } else { plain(&common) }
    }

    /// Who won, and for how much.
    pub(super) fn winner(&self, case: &Case<'_>) -> (Option<BidderId>, Option<Decimal>) {
        let winner = case.winner().map(|(id, _)| id);
        let price = case
            .project
            .money(Field::AwardAmount)
            .map(|(yuan, _)| yuan)
            .or_else(|| winner.and_then(|id| case.bid(id)?.price().map(|(yuan, _)| yuan)))
            .or_else(|| case.project.money(Field::ContractAmount).map(|(yuan, _)| yuan));
        (winner, price)
    }

    /// The first and the last day of the packages, as the law sees them.
    pub(super) fn period(&self) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
        let days: BTreeSet<_> =
            self.packages().filter_map(|(_, package)| package.case.law_date()).collect();
        days.first().copied().zip(days.last().copied())
    }

    /// At most three findings on which the verdict rests: the strongest, of different families where possible.
    pub(super) fn reasons(&self) -> Vec<(usize, &'a Found)> {
        let mut chosen: Vec<(usize, &Found)> = Vec::new();
        for (at, found) in self.findings().filter(|(_, found)| found.finding.grade != Grade::Hint) {
            if chosen.iter().all(|(_, known)| known.rule.family != found.rule.family) {
                chosen.push((at, found));
            }
        }
        for (at, found) in self.findings().take(3) {
            if !chosen.iter().any(|(known, _)| *known == at) {
                chosen.push((at, found));
            }
        }
        chosen.truncate(3);
        chosen.sort_by_key(|(at, _)| *at);
        chosen
    }
}

/// The day in ISO form with its time of day, where the cell has one.
pub(super) fn moment(fact: &Fact) -> String {
    fact.moment().map_or_else(String::new, |moment| {
        let time = moment.time.map(|time| format!(" {}", time.strftime("%H:%M")));
        format!("{}{}", moment.date, time.unwrap_or_default())
    })
}

/// Text with line ends as spaces and with what shows nothing, turns the reading direction or may not stand in XML as
/// `⟨U+202E⟩`.
pub(super) fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => shown.push(' '),
            c if c.is_control() || is_invisible(c) || matches!(u32::from(c) & 0xffff, 0xfffe..) => {
                let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(c)); // writing to a String cannot fail
            }
            c => shown.push(c),
        }
    }
    shown
}

/// The beginning of a long text, with how long it is.
pub(super) fn cut(text: &str, most: usize, lang: Lang) -> String {
    let n = text.chars().count();
    if n <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most).collect();
    let more = text!("…（共 {n} 字，余见源文件）", "… ({n} characters; the rest is in the source)");
    format!("{start}{}", more.to(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_stand_in_xml_is_made_visible() {
        assert_eq!(plain("a\u{202e}b\u{7}c\u{ffff}"), "a⟨U+202E⟩b⟨U+0007⟩c⟨U+FFFF⟩");
        assert_eq!(plain("两行\n一格"), "两行 一格");
    }

    #[test]
    fn a_long_text_says_how_long_it_is() {
        assert_eq!(cut("短", 10, Lang::Zh), "短");
        let long = cut(&"长".repeat(10_000), 100, Lang::Zh);
        assert!(long.starts_with(&"长".repeat(100)) && long.contains("共 10000 字"), "{long}");
    }
}
