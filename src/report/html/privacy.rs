//! Values as the page may show them: personal data masked, with a code by which equal values are still seen as equal.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::page::{SENTENCE, brief, escape, shortened};
use crate::graph::attribute::{ATTRIBUTES, Key};
use crate::identity::{identifier, mask};
use crate::load::Loaded;
use crate::record::{Fact, Facts, Field, Kind, Value, header};
use crate::report::{View, masked};
use crate::source::CellRef;

/// Codes shown for a cell of several values.
const CODES_AT_MOST: usize = 6;

/// Characters of a source row's cell that are shown.
const CHARACTERS: usize = 60;

/// What the table says of a cell from which no fact was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// Its row is a header, a title or a sum.
    Heading,
    /// Its column means this.
    Of(Field),
    /// Nothing.
    Unknown,
}

/// What is needed to show values: the salt of the codes, and what each cell of the shown rows means.
#[derive(Debug, Default)]
pub(super) struct Privacy<'a> {
    salt: String,
    facts: BTreeMap<CellRef, Vec<&'a Fact>>,
    unmask: bool,
}

impl<'a> Privacy<'a> {
    /// `rows` are file, sheet and row of what will be shown.
    pub(super) fn new(view: View<'a>, rows: impl Fn(CellRef) -> bool) -> Self {
        let mut facts: BTreeMap<CellRef, Vec<&Fact>> = BTreeMap::new();
        for fact in all_facts(view.loaded).filter(|fact| rows(fact.at)) {
            let here = facts.entry(fact.at).or_default();
            if !here.iter().any(|known| known.field == fact.field && known.raw == fact.raw) {
                here.push(fact);
            }
        }
        Self { salt: salt(view.loaded), facts, unmask: view.options.unmask }
    }

    /// A value, masked where its field is personal; as HTML.
    pub(super) fn masked(&self, field: Option<Field>, value: &str) -> String {
        match field {
            Some(field) if !self.unmask => brief(&masked(field, value)),
            _ => brief(value),
        }
    }

    /// The same with the codes of what is hidden: `****4417 〔C19E〕`.
    pub(super) fn coded(&self, field: Option<Field>, value: &str) -> String {
        let shown = self.masked(field, value);
        match field {
            Some(field) if shown != brief(value) => {
                let codes: Vec<String> = keys(field, value)
                    .iter()
                    .take(CODES_AT_MOST)
                    .map(|key| self.code(key))
                    .collect();
                format!("{shown} <span class=\"cc\">{}</span>", codes.concat())
            }
            _ => shown,
        }
    }

    /// The common value of several bidders, by its key.
    pub(super) fn key(&self, field: Field, key: &str) -> String {
        let shown = self.masked(Some(field), key);
        if shown == brief(key) {
            shown
        } else {
            format!("{shown} <span class=\"cc\">{}</span>", self.code(key))
        }
    }

    fn code(&self, key: &str) -> String {
        format!("〔{}〕", mask::code(key, &self.salt))
    }

    /// A cell of a source row, as HTML. What no column explains is not shown while personal data are masked, since nobody
    /// can tell what it holds; `None` then. `column` is what its heading says.
    pub(super) fn cell(
        &self,
        at: CellRef,
        text: &str,
        column: Column,
        marked: bool,
    ) -> Option<String> {
        if self.unmask {
            return Some(escape(&cut(text)));
        }
        match self.facts.get(&at).map(Vec::as_slice) {
            Some([fact]) if masked(fact.field, text) != text => Some(if marked {
                self.coded(Some(fact.field), text)
            } else {
                self.masked(Some(fact.field), text)
            }),
            Some([fact]) if fact.field.kind() == Kind::Text => {
                Some(escape(&cut(&without_numbers(text))))
            }
            Some([_]) => Some(escape(&cut(text))),
            Some(several) => {
                let mut text = text.to_owned();
                for fact in several {
                    text = text.replace(fact.raw.as_str(), &masked(fact.field, &fact.raw));
                }
                Some(escape(&cut(&without_numbers(&text))))
            }
            None => {
                let shown = without_numbers(text);
                let says_nothing = !shown.chars().any(char::is_alphabetic)
                    || identifier::is_placeholder(text)
                    || header::exact(text).is_some();
                match column {
                    _ if says_nothing => Some(escape(&cut(&shown))),
                    Column::Heading => Some(escape(&cut(&shown))),
                    Column::Of(field) => Some(escape(&cut(&without_numbers(&masked(field, text))))),
                    Column::Unknown => None,
                }
            }
        }
    }

    /// A sentence about a file, which may quote a cell: its long numbers are hidden.
    pub(super) fn sentence(&self, text: &str) -> String {
        let text = if self.unmask { text.to_owned() } else { without_numbers(text) };
        escape(&shortened(&text, SENTENCE))
    }
}

/// The beginning of a long text.
pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The keys by which a value is compared, so that other spellings of it get the same code.
pub(in crate::report) fn keys(field: Field, value: &str) -> Vec<String> {
    let fact = Fact {
        field,
        at: CellRef { file: 0, sheet: 0, row: 0, col: 0 },
        raw: value.into(),
        value: Value::Text,
    };
    let attribute = ATTRIBUTES.iter().find(|attribute| attribute.from.contains(&field));
    let keys: Vec<String> = attribute
        .map(|attribute| (attribute.keys)(&fact))
        .unwrap_or_default()
        .into_iter()
        .map(|key| match key {
            Key::Value(key) | Key::Meaningless(key, _) => key,
        })
        .collect();
    if keys.is_empty() { vec![value.trim().to_owned()] } else { keys }
}

/// The salt of the codes. It must not stand in the report: of a masked telephone number four digits are unknown, and
/// whoever knows the salt could try them all. So it is made of everything that the files say, which only those who hold
/// the files know, and it is the same for the same input.
pub(in crate::report) fn salt(loaded: &Loaded) -> String {
    let mut hash = Sha256::new();
    for fact in all_facts(loaded) {
        hash.update(fact.raw.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(in crate::report) fn all_facts(loaded: &Loaded) -> impl Iterator<Item = &Fact> {
    fn walk(facts: &Facts) -> impl Iterator<Item = &Fact> {
        facts.0.iter()
    }
    loaded.tenders.iter().flat_map(|tender| {
        walk(&tender.facts).chain(tender.records.iter().flat_map(|record| walk(&record.facts)))
    })
}

/// Text with its telephone, identity card and account numbers hidden. Dates, amounts and most project numbers stay.
pub(in crate::report) fn without_numbers(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut digits = String::new();
    for c in text.chars().chain(std::iter::once('\0')) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if is_personal_number(&digits) {
            shown.push_str(&mask::mask(mask::Kind::Account, &digits));
        } else {
            shown.push_str(&digits);
        }
        digits.clear();
        if c != '\0' {
            shown.push(c);
        }
    }
    shown
}

fn is_personal_number(digits: &str) -> bool {
    match digits.as_bytes() {
        [b'1', b'3'..=b'9', ..] if digits.len() == 11 => true,
        [b'0', ..] if matches!(digits.len(), 11 | 12) => true,
        digits => 15 <= digits.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Record, TableKind, Tender};

    fn fact(field: Field, row: u32, raw: &str) -> Fact {
        Fact {
            field,
            at: CellRef { file: 0, sheet: 0, row, col: 1 },
            raw: raw.into(),
            value: Value::Text,
        }
    }

    fn loaded(facts: Vec<Fact>) -> Loaded {
        let at = facts[0].at;
        let record = Record {
            kind: TableKind::Particulars,
            package: None,
            at,
            facts: Facts(facts),
            units: crate::record::header::Units::default(),
        };
        let tender = Tender {
            id: "1".into(),
            name: "1".into(),
            facts: Facts::default(),
            records: vec![record],
            ledger_only: false,
        };
        Loaded { tenders: vec![tender], ..Loaded::default() }
    }

    fn privacy(loaded: &Loaded) -> Privacy<'_> {
        let mut facts: BTreeMap<CellRef, Vec<&Fact>> = BTreeMap::new();
        for fact in all_facts(loaded) {
            facts.entry(fact.at).or_default().push(fact);
        }
        Privacy { salt: salt(loaded), facts, unmask: false }
    }

    #[test]
    fn equal_values_have_equal_codes_however_they_are_written() {
        let held = loaded(vec![fact(Field::ContactPhone, 1, "13900002086")]);
        let privacy = privacy(&held);
        let shown = |value: &str| privacy.coded(Some(Field::ContactPhone), value);
        let code = |shown: &str| shown.split_once('〔').expect("a code").1.to_owned();
        assert_eq!(code(&shown("13900002086")), code(&shown("139 0000 2086")));
        assert_ne!(code(&shown("13900002086")), code(&shown("13900002087")));
        assert!(!shown("13900002086").contains("0000"));
        assert_eq!(privacy.coded(Some(Field::BidPrice), "1,000"), "1,000");
    }

    #[test]
    fn the_salt_depends_on_what_the_report_does_not_show() {
        let a = salt(&loaded(vec![fact(Field::ContactPhone, 1, "13900002086")]));
        let b = salt(&loaded(vec![fact(Field::ContactPhone, 1, "13900012086")]));
        assert_ne!(a, b);
    }

    #[test]
    fn cells_of_source_rows_are_masked_or_left_out() {
        let held = loaded(vec![
            fact(Field::ContactName, 1, "王亦文"),
            fact(Field::BidderName, 2, "宁川泽砚软件有限公司"),
            fact(Field::Remark, 3, "联系 13900002086"),
            fact(Field::ContactName, 4, "王亦文"),
            fact(Field::ContactPhone, 4, "13900002086"),
        ]);
        let privacy = privacy(&held);
        let at = |row| CellRef { file: 0, sheet: 0, row, col: 1 };
        let cell = |row, text| privacy.cell(at(row), text, Column::Unknown, false);
        assert_eq!(cell(1, "王亦文").as_deref(), Some("王*文"));
        assert_eq!(cell(2, "宁川泽砚软件有限公司").as_deref(), Some("宁川泽砚软件有限公司"));
        assert_eq!(cell(3, "联系 13900002086").as_deref(), Some("联系 ****2086"));
        assert_eq!(cell(4, "王亦文 13900002086").as_deref(), Some("王*文 139****2086"));
        assert_eq!(cell(9, "李四"), None);
        assert_eq!(cell(9, "250,000.00").as_deref(), Some("250,000.00"));
        assert_eq!(cell(9, "110105199001011234").as_deref(), Some("****1234"));
        let headed = |text, column| privacy.cell(at(9), text, column, false);
        assert_eq!(headed("签到人", Column::Heading).as_deref(), Some("签到人"));
        assert_eq!(headed("李四", Column::Of(Field::MemberName)).as_deref(), Some("李*"));
        assert_eq!(cell(9, "无").as_deref(), Some("无"));
    }
}
