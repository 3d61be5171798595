//! Articles: what the law says, in the one clause that applies, with the dates between which it holds.
//!
//! Rules cite these by name, such as [`BIDDING_REGULATION_40_6`]: the statute, the article, then the item.
//! A clause is the statute's own wording, shortened where it is long; where the text was not read it is a
//! paraphrase, and `verified` is false, which every report must show ([`Article::citation`] does).
//!
//! Three things are easily got wrong. Restriction of bidders is article 32 of the Implementing Regulation, not 19
//! or 26. A shared legal representative or shareholding is a bar on taking part (articles 34 and 18), not deemed
//! collusion. A shared address of a network or a device is on no national list of deemed collusion: it is evidence
//! for article 40(1), unless a local rule or the tender document says more.

use jiff::civil::Date;

use crate::text::Text;

mod bidding_law;
mod bidding_regulation;
mod list;
mod notices;
mod order_74;
mod order_87;
mod procurement_law;
mod procurement_liability;
mod procurement_regulation;

pub use bidding_law::*;
pub use bidding_regulation::*;
pub use list::ARTICLES;
pub use notices::*;
pub use order_74::*;
pub use order_87::*;
pub use procurement_law::*;
pub use procurement_liability::*;
pub use procurement_regulation::*;

/// One article of one statute, reduced to the clause that applies.
#[derive(Debug, PartialEq, Eq)]
pub struct Article {
    /// Short and never changed: the statute's code, article and item, such as `BR 40(6)`.
    pub id: &'static str,
    /// Title of the statute without book-title marks; the number of a ministry's document in brackets behind it.
    pub statute: Text,
    /// Which article, paragraph and item.
    pub article: Text,
    /// What it says.
    pub clause: Text,
    /// First day on which it holds; `None` where that is not known.
    pub from: Option<Date>,
    /// Last day on which it holds; `None` while it is in force.
    pub until: Option<Date>,
    /// Whether the text of the statute was read. Otherwise a report must say that it was not.
    pub verified: bool,
}

impl Article {
    /// How a report cites the article: `《招标投标法实施条例》第四十条第（六）项`, and whether it was not read.
    pub fn citation(&self) -> Text {
        let title = match (self.statute.zh.split_once('（'), self.statute.zh.contains('〔')) {
            (Some((name, number)), _) => format!("《{name}》（{number}"),
            (None, true) => self.statute.zh.to_string(), // known by its number alone
            (None, false) => format!("《{}》", self.statute.zh),
        };
        let (zh, en) =
            if self.verified { ("", "") } else { ("（未核对原文）", " (text not read)") };
        Text {
            zh: format!("{title}{}{zh}", self.article.zh).into(),
            en: format!("{}, {}{en}", self.statute.en, self.article.en).into(),
        }
    }

    /// Whether the article holds on a day. `None` where that cannot be said: no day, or no known first day.
    pub fn holds(&self, on: Option<Date>) -> Option<bool> {
        let on = on?;
        if self.until.is_some_and(|until| until < on) {
            return Some(false);
        }
        self.from.map(|from| from <= on)
    }
}

/// The article with this id.
pub fn article(id: &str) -> Option<&'static Article> {
    ARTICLES.iter().copied().find(|article| article.id == id)
}

/// What the articles of one statute have in common.
struct Statute {
    zh: &'static str,
    en: &'static str,
    from: Option<Date>,
    verified: bool,
}

impl Statute {
    /// An article of this statute: its id, its place in Chinese and in English, then the clause.
    const fn article(
        &self,
        [id, place_zh, place_en]: [&'static str; 3],
        clause_zh: &'static str,
        clause_en: &'static str,
    ) -> Article {
        Article {
            id,
            statute: Text::of(self.zh, self.en),
            article: Text::of(place_zh, place_en),
            clause: Text::of(clause_zh, clause_en),
            from: self.from,
            until: None,
            verified: self.verified,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_article_is_listed_once() {
        let sources = [
            include_str!("statutes/bidding_law.rs"),
            include_str!("statutes/bidding_regulation.rs"),
            include_str!("statutes/notices.rs"),
            include_str!("statutes/order_74.rs"),
            include_str!("statutes/order_87.rs"),
            include_str!("statutes/procurement_law.rs"),
            include_str!("statutes/procurement_liability.rs"),
            include_str!("statutes/procurement_regulation.rs"),
        ];
        let written: usize = sources.iter().map(|file| file.matches("pub static ").count()).sum();
        let ids: BTreeSet<&str> = ARTICLES.iter().map(|article| article.id).collect();
        assert_eq!((written, ids.len()), (ARTICLES.len(), ARTICLES.len()));
    }

    #[test]
    fn both_languages_are_present_and_apart() {
        let chinese = |text: &str| text.chars().any(|c| ('一'..='龥').contains(&c));
        for article in ARTICLES {
            for text in [&article.statute, &article.article, &article.clause] {
                assert!(chinese(&text.zh), "{}: {}", article.id, text.zh);
                assert!(!text.en.is_empty() && !chinese(&text.en), "{}: {}", article.id, text.en);
            }
        }
    }

    #[test]
    fn no_clause_uses_a_word_of_conviction() {
        for article in ARTICLES {
            assert!(!article.clause.zh.contains("认定"), "{}", article.id);
            assert!(!article.clause.en.contains("guilty"), "{}", article.id);
        }
    }

    #[test]
    fn a_place_in_the_law_agrees_with_its_id() {
        for article in ARTICLES {
            let number = |text: &str| -> String {
                text.chars().filter(|c| c.is_ascii_digit() || *c == '(').collect()
            };
            let Some((code, place)) = article.id.split_once(' ') else { continue };
            if code.is_ascii() && !place.contains('-') {
                let stated = number(article.article.en.split(" para.").next().unwrap_or_default());
                assert_eq!(
                    number(place.split(" para.").next().unwrap_or_default()),
                    stated,
                    "{}",
                    article.id
                );
            }
        }
    }

    #[test]
    fn a_citation_names_statute_and_article() {
        let cited = |article: &Article| article.citation().zh.into_owned();
        assert_eq!(cited(&BIDDING_REGULATION_40_6), "《招标投标法实施条例》第四十条第（六）项");
        assert_eq!(
            BIDDING_REGULATION_40_6.citation().en,
            "Implementing Regulation of the Bidding Law, Art. 40(6)"
        );
        assert_eq!(
            cited(&ORDER_87_37_3),
            "《政府采购货物和服务招标投标管理办法》（财政部令第87号）第三十七条第（三）项"
        );
        assert_eq!(cited(&SOCIAL_INSURANCE_2012_99_16), "人社部发〔2012〕99号第十六条");
    }

    #[test]
    fn what_was_not_read_says_so() {
        for article in ARTICLES {
            assert_eq!(
                article.verified,
                !article.citation().zh.contains("未核对"),
                "{}",
                article.id
            );
        }
        assert!(!CONSULTATION_2014_214_10.verified);
    }

    #[test]
    fn a_tender_is_judged_by_the_law_of_its_day() {
        assert_eq!(EMERGENCY_2026_12.holds(Some(date(2026, 9, 30))), Some(false));
        assert_eq!(EMERGENCY_2026_12.holds(Some(date(2026, 10, 1))), Some(true));
        assert_eq!(EMERGENCY_2026_12.holds(None), None);
        assert_eq!(SOCIAL_INSURANCE_2012_99_16.holds(Some(date(2024, 1, 1))), None);
    }

    #[test]
    fn an_article_is_found_by_its_id() {
        assert_eq!(article("BR 40(6)"), Some(&BIDDING_REGULATION_40_6));
        assert_eq!(article("BR 99"), None);
    }
}
