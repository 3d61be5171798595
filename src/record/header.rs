//! From the label of a column or a form to a [`Field`]: cleaned, then matched exactly, without its brackets, by containment,
//! and by distance.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

use super::field::Field;
use super::spelling::FIELDS;
use super::value::{Currency, TermUnit, Unit, currency_in, term_unit_in, unit_in};

/// How surely a label was understood, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// A known spelling.
    Exact,
    /// A known spelling once brackets, and what stands in them, are left out.
    WithoutBrackets,
    /// A known spelling inside a longer label.
    Contained,
    /// One character away from a known spelling.
    Distance,
}

/// A label that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// What it means.
    pub field: Field,
    /// How surely.
    pub how: How,
    /// The units that it names.
    pub units: Units,
}

/// The units that a label, a title or a note names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Units {
    /// Of money.
    pub money: Option<Unit>,
    /// The currency of money.
    pub currency: Option<Currency>,
    /// Of time.
    pub term: Option<TermUnit>,
    /// Whether it says percent.
    pub percent: bool,
}

impl Units {
    /// The units named in a label or note.
    pub fn named_in(text: &str) -> Self {
        let currency = currency_in(text);
        Self {
            // A currency alone is its own unit: 报价（港币） below a title in 万元.
            money: unit_in(text).or(currency.map(|_| Unit::Yuan)),
            currency,
            term: term_unit_in(text),
            percent: text.contains(['%', '％']),
        }
    }

    /// These, or others where nothing is said.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            money: self.money.or(other.money),
            currency: self.currency.or(other.currency),
            term: self.term.or(other.term),
            percent: self.percent || other.percent,
        }
    }
}

/// Labels longer than this are sentences.
const LONGEST_LABEL: usize = 24;
/// The shortest spelling that may be found inside a longer label.
const SHORTEST_CONTAINED: usize = 3;

static SPELLINGS: LazyLock<HashMap<String, Field>> = LazyLock::new(|| {
    let mut spellings = HashMap::new();
    for info in FIELDS {
        for spelling in info.zh.iter().chain(info.en) {
            // Of two fields with one spelling the first stands; the table's kind settles its meaning.
            spellings.entry(key(spelling)).or_insert(info.field);
        }
    }
    spellings
});

/// The label without spaces, line breaks, asterisks, colons and demands to fill it in; brackets and letters in one form.
pub fn key(label: &str) -> String {
    let mut key = String::with_capacity(label.len());
    let mut add = |c: char| {
        if !(c.is_whitespace()
            || matches!(
                c,
                '*' | ':' | '：' | '★' | '▲' | '_' | '\u{200b}' | '\u{feff}' | '\'' | '"'
            ))
        {
            if c.is_ascii() || ('\u{4e00}'..='\u{9fff}').contains(&c) {
                key.push(c.to_ascii_lowercase());
            } else {
                key.extend(c.to_lowercase());
            }
        }
    };
    // Most labels need no normalisation: letters, digits, Chinese characters, and brackets, which are one by one the same.
    let is_plain = |c: char| {
        c.is_ascii() || ('\u{4e00}'..='\u{9fff}').contains(&c) || "（）：，；、".contains(c)
    };
    if label.chars().all(is_plain) {
        for c in label.chars() {
            add(match c {
                '（' => '(',
                '）' => ')',
                '，' => ',',
                '；' => ';',
                c => c,
            });
        }
    } else {
        label.nfkc().for_each(&mut add);
    }
    if key.contains("填)") {
        key = key.replace("(必填)", "").replace("(选填)", "");
    }
    key.trim_matches(['.', '、', ',', ';']).to_owned()
}

/// The label with brackets and what stands in them left out; `None` when there are none, or nothing else.
fn without_brackets(key: &str) -> Option<String> {
    let mut depth = 0_u32;
    let kept: String = key
        .chars()
        .filter(|c| {
            match c {
                '(' | '[' | '【' => depth += 1,
                ')' | ']' | '】' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect();
    (kept.len() < key.len() && !kept.is_empty()).then_some(kept)
}

/// The spellings by one of their characters.
type ByCharacter = HashMap<char, Vec<(&'static str, Field)>>;

fn by_character(of: fn(&str) -> Option<char>) -> ByCharacter {
    let mut found = ByCharacter::new();
    #[expect(
        clippy::iter_over_hash_type,
        reason = "of what is found the best is the same in any order"
    )]
    for (spelling, field) in SPELLINGS.iter() {
        if let Some(c) = of(spelling) {
            found.entry(c).or_default().push((spelling, *field));
        }
    }
    found
}

/// The spellings by their first character, so that most values are told from labels by one look.
static BY_FIRST: LazyLock<ByCharacter> = LazyLock::new(|| by_character(|word| word.chars().next()));

/// The spellings by their last character.
static BY_LAST: LazyLock<ByCharacter> =
    LazyLock::new(|| by_character(|word| word.chars().next_back()));

/// Whether a text could be a label by its first character. Characters that [`key`] drops or changes are looked at closely.
fn may_begin(label: &str) -> bool {
    label.chars().next().is_some_and(|c| {
        let plain = c.is_ascii_alphanumeric() || ('\u{4e00}'..='\u{9fff}').contains(&c);
        !plain || BY_FIRST.contains_key(&c.to_ascii_lowercase())
    })
}

/// Understands a label by its exact spelling, with or without brackets: quick enough for every row.
pub fn exact(label: &str) -> Option<Label> {
    if 4 * LONGEST_LABEL < label.len() || !may_begin(label) {
        return None;
    }
    let key = key(label);
    if key.is_empty() {
        return None;
    }
    let found = |how, key: &str| {
        SPELLINGS.get(key).map(|field| Label { field: *field, how, units: Units::named_in(label) })
    };
    found(How::Exact, &key).or_else(|| found(How::WithoutBrackets, &without_brackets(&key)?))
}

/// Understands a label by any means; for rows that are known to be headers.
pub fn read(label: &str) -> Option<Label> {
    if let Some(found) = exact(label) {
        return Some(found);
    }
    let full = key(label);
    let key = without_brackets(&full).unwrap_or(full);
    let length = key.chars().count();
    // English takes twice the letters.
    let longest = if key.is_ascii() { 2 * LONGEST_LABEL } else { LONGEST_LABEL };
    if length < 2 || longest < length {
        return None;
    }
    let found = |how, (_, field)| Label { field, how, units: Units::named_in(label) };
    contained(&key)
        .map(|spelling| found(How::Contained, spelling))
        .or_else(|| near(&key).map(|spelling| found(How::Distance, spelling)))
}

/// Understands a label and tells the known spelling that did it, and how many characters of the label were compared with
/// it; for headers that are shown to a person.
pub fn explain(label: &str) -> Option<(Label, &'static str, usize)> {
    let found = read(label)?;
    let full = key(label);
    let bare = without_brackets(&full);
    let known = |key: &str| SPELLINGS.get_key_value(key).map(|(spelling, _)| spelling.as_str());
    let spelling = match found.how {
        How::Exact => known(&full),
        How::WithoutBrackets => known(bare.as_deref()?),
        How::Contained => contained(bare.as_deref().unwrap_or(&full)).map(|(word, _)| word),
        How::Distance => near(bare.as_deref().unwrap_or(&full)).map(|(word, _)| word),
    };
    let compared = bare.filter(|_| found.how != How::Exact).unwrap_or(full);
    Some((found, spelling?, compared.chars().count()))
}

/// The field whose longest spelling stands inside the label; the one nearest its end where two are equally long.
fn contained(label: &str) -> Option<(&'static str, Field)> {
    let mut best: Option<(usize, usize, &'static str, Field)> = None;
    for (at, first) in label.char_indices() {
        for (spelling, field) in BY_FIRST.get(&first).into_iter().flatten() {
            let length = spelling.chars().count();
            let long_enough =
                if spelling.is_ascii() { 5 <= length } else { SHORTEST_CONTAINED <= length };
            let better = || best.is_none_or(|best| (best.0, best.1) < (length, at));
            if long_enough && label[at..].starts_with(spelling) && better() {
                best = Some((length, at, spelling, *field));
            }
        }
    }
    best.map(|(_, _, spelling, field)| (spelling, field))
}

/// The field with a spelling that is one edit away: of five characters or more, of six letters in English. In shorter words one
/// character is another meaning: 批准文号 and 批复文号, date and rate.
fn near(label: &str) -> Option<(&'static str, Field)> {
    let length = label.chars().count();
    let shortest = if label.is_ascii() { 6 } else { 5 };
    if length < shortest {
        return None;
    }
    // One edit leaves the first character where it is, or the last.
    let first = label.chars().next().and_then(|c| BY_FIRST.get(&c));
    let last = label.chars().next_back().and_then(|c| BY_LAST.get(&c));
    first
        .into_iter()
        .chain(last)
        .flatten()
        .filter(|(spelling, _)| {
            let other = spelling.chars().count();
            shortest <= other
                && other.abs_diff(length) <= 1
                && strsim::osa_distance(spelling, label) == 1
        })
        .min_by_key(|(spelling, _)| *spelling)
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(label: &str) -> Option<(Field, How)> {
        read(label).map(|label| (label.field, label.how))
    }

    #[test]
    fn spellings_are_cleaned_before_they_are_compared() {
        assert_eq!(field(" 投标人\n名称：*"), Some((Field::BidderName, How::Exact)));
        assert_eq!(field("ＭＡＣ地址"), Some((Field::Mac, How::Exact)));
        assert_eq!(field("报价金额（元）（必填）").map(|found| found.0), Some(Field::BidPrice));
    }

    #[test]
    fn units_are_read_from_brackets() {
        let label = read("总报价（万元）").expect("a label");
        assert_eq!((label.field, label.units.money), (Field::BidPrice, Some(Unit::TenThousand)));
    }

    #[test]
    fn longer_labels_and_slips_are_understood() {
        assert_eq!(field("投标单位全称"), Some((Field::BidderName, How::Contained)));
        // One edit at the end, at the beginning, and two characters that changed places.
        for slip in ["法定代表入", "去定代表人", "法代定表人"] {
            assert_eq!(field(slip), Some((Field::LegalRepresentative, How::Distance)), "{slip}");
        }
    }

    #[test]
    fn sentences_and_values_are_not_labels() {
        for text in [
            "宁川衡数信息技术有限公司",
            "公开招标",
            "1234500",
            "请各投标人于开标时间前将保证金汇入指定账户并备注项目编号",
            "",
        ] {
            assert_eq!(field(text), None, "{text}");
        }
    }
}
