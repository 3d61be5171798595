//! Names in Latin script: no region, no industry; words without case, marks and accents.

use super::spelling::{is_note, segments};
use super::{Name, words};
use unicode_normalization::UnicodeNormalization;

/// A word in lower case, letters and digits only: `S.r.l.` is `srl`.
pub(super) fn latin_key(word: &str) -> String {
    word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Takes a Latin name apart: its words without the legal form are the brand.
pub(super) fn parse_latin(tidy: &str) -> Name {
    let mut name = Name { region_known: true, ..Name::default() };
    for (piece, bracketed) in segments(tidy) {
        if bracketed && is_note(&piece.to_lowercase()) {
            name.notes.push(piece.to_owned());
        } else if !bracketed {
            name.written.push_str(piece);
        } else {
            name.written.push_str(&format!(" ({piece})"));
        }
    }
    name.written = name.written.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = latin_words(&name.written);
    let is_form = |word: &String| words::latin_form(word).is_some();
    let canonical: Vec<&str> =
        words.iter().map(|word| words::latin_form(word).unwrap_or(word)).collect();
    let brand: Vec<&str> = words.iter().filter(|word| !is_form(word)).map(String::as_str).collect();
    let form: Vec<&str> = words.iter().filter_map(|word| words::latin_form(word)).collect();
    // Spaces are lost and found where names are copied: `PranataTeknologi` is `Pranata Teknologi`.
    name.canonical = canonical.concat();
    name.brand = if brand.is_empty() { canonical.join(" ") } else { brand.join(" ") };
    name.legal_form = (!form.is_empty()).then(|| form.join(" "));
    name
}

/// The words of a name in lower case without accents. `S.r.l.` is one word, `Co.Ltd` are two.
pub(super) fn latin_words(text: &str) -> Vec<String> {
    let trimmed =
        text.trim_start_matches("M/s.").trim_start_matches("M/s").trim_start_matches("M/S");
    let joined = trimmed.to_lowercase().replace("joint stock company", "jsc").replace('&', " and ");
    joined
        .split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '\''))
        .flat_map(|word| {
            let initials = word.split('.').all(|part| part.chars().count() <= 2);
            if initials { vec![latin_key(word)] } else { word.split('.').map(latin_key).collect() }
        })
        .filter(|word| !word.is_empty())
        .map(|word| unaccented(&word))
        .collect()
}

fn unaccented(word: &str) -> String {
    word.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect()
}
