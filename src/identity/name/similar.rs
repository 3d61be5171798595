//! How alike two names are, part by part.

use super::{Name, is_chinese, region};
use strsim::levenshtein;

/// A part of a company name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// 行政区划
    Region,
    /// 字号
    Brand,
    /// 行业
    Industry,
    /// 组织形式
    LegalForm,
    /// 分支机构
    Branch,
}

impl Part {
    /// Chinese and English word for the part.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Part::Region => ("行政区划", "region"),
            Part::Brand => ("字号", "brand"),
            Part::Industry => ("行业", "industry"),
            Part::LegalForm => ("组织形式", "legal form"),
            Part::Branch => ("分支机构", "branch"),
        }
    }

    /// How much the part counts. The brand decides; the legal form is often written carelessly.
    fn weight(self) -> f64 {
        match self {
            Part::Brand => 3.0,
            Part::Industry => 1.0,
            Part::Region | Part::Branch => 0.8,
            Part::LegalForm => 0.5,
        }
    }
}

/// One part of two names side by side: a line of the explanation.
#[derive(Debug, Clone, PartialEq)]
pub struct PartMatch {
    /// Which part.
    pub part: Part,
    /// The part of the first name, empty when it has none.
    pub left: String,
    /// The part of the second name, empty when it has none.
    pub right: String,
    /// 0 (different) to 1 (equal).
    pub score: f64,
}

impl PartMatch {
    /// The line in Chinese and in English: `字号 宏远 ≠ 鸿远`, `brand 宏远 ≠ 鸿远`.
    pub fn says(&self) -> (String, String) {
        let sign = match self.score {
            score if score >= 1.0 => "=",
            score if score > 0.0 => "≈",
            _ => "≠",
        };
        let shown = |side: &str| if side.is_empty() { "–".to_owned() } else { side.to_owned() };
        let rest = format!("{} {sign} {}", shown(&self.left), shown(&self.right));
        let (zh, en) = self.part.words();
        (format!("{zh} {rest}"), format!("{en} {rest}"))
    }
}

/// How alike two names are, with the parts that say so.
#[derive(Debug, Clone, PartialEq)]
pub struct Similarity {
    /// 0 to 1: weighted mean over the parts that either name has. 1 only for one canonical name or all parts equal.
    pub score: f64,
    /// The comparison of each part, brand first.
    pub parts: Vec<PartMatch>,
}

/// Compares two parsed names part by part.
///
/// Σ weight·score / Σ weight over the parts that either has. Without a common brand the score stays below 0.5,
/// and a branch against its head office, or against another branch, below 0.85: a relation, not identity.
pub fn similarity(a: &Name, b: &Name) -> Similarity {
    let empty = String::new();
    let optional = |part: &Option<String>| part.clone().unwrap_or_default();
    let mut parts = vec![
        part(Part::Brand, &a.brand, &b.brand, brand_score),
        part(Part::Industry, &a.industry.concat(), &b.industry.concat(), |_, _| {
            industry_score(a, b)
        }),
        part(Part::Region, &optional(&a.region), &optional(&b.region), region_score),
        part(Part::LegalForm, &optional(&a.legal_form), &optional(&b.legal_form), form_score),
        part(Part::Branch, &optional(&a.branch), &optional(&b.branch), |_, _| 0.0),
    ];
    parts.retain(|part| part.left != empty || part.right != empty);
    if a.canonical.is_empty() || b.canonical.is_empty() {
        return Similarity { score: 0.0, parts };
    }
    if a.canonical == b.canonical {
        return Similarity { score: 1.0, parts };
    }
    let total: f64 = parts.iter().map(|part| part.part.weight()).sum();
    let mut score = parts.iter().map(|part| part.part.weight() * part.score).sum::<f64>() / total;
    let differs = |which: Part| parts.iter().any(|part| part.part == which && part.score == 0.0);
    if differs(Part::Brand) {
        score = score.min(0.45);
    }
    if differs(Part::Branch) {
        score = score.min(0.8);
    }
    Similarity { score, parts }
}

fn part(part: Part, left: &str, right: &str, score: impl Fn(&str, &str) -> f64) -> PartMatch {
    let score = match (left, right) {
        (left, right) if left == right => 1.0,
        // Left out on one side: people drop the region and the legal form; that speaks neither way.
        ("", _) | (_, "") if part == Part::Branch => 0.0,
        ("", _) | (_, "") => 0.5,
        _ => score(left, right),
    };
    PartMatch { part, left: left.to_owned(), right: right.to_owned(), score }
}

/// Chinese brands of up to four characters match whole or not at all; longer ones and Latin names may differ in
/// a quarter of their characters.
fn brand_score(left: &str, right: &str) -> f64 {
    let length = left.chars().count().max(right.chars().count());
    let chinese = left.chars().chain(right.chars()).any(is_chinese);
    if length <= 4 || (chinese && length <= 5) {
        return 0.0;
    }
    let edits = levenshtein(left, right);
    // Digits tell firms apart: Construction 12 is not Construction 28.
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if edits > length / 4 || digits(left) != digits(right) {
        return 0.0;
    }
    (1.0 - edits as f64 / length as f64).powi(edits as i32)
}

/// The share of industry words that both have.
fn industry_score(a: &Name, b: &Name) -> f64 {
    let common = a.industry.iter().filter(|word| b.industry.contains(word)).count();
    let total = a.industry.len().max(b.industry.len());
    if total == 0 { 0.0 } else { common as f64 / total as f64 }
}

/// A city and its province agree; two cities do not.
fn region_score(left: &str, right: &str) -> f64 {
    let (Some(left), Some(right)) = (region::exact(left), region::exact(right)) else { return 0.0 };
    let nested = left.province == right.province && left.tier != right.tier;
    if nested { 0.8 } else { 0.0 }
}

/// 有限公司 and 股份有限公司 follow one another when a firm is converted.
fn form_score(left: &str, right: &str) -> f64 {
    if left.ends_with("公司") && right.ends_with("公司") { 0.5 } else { 0.0 }
}
