//! Every sentence a person reads, in Chinese and in English, side by side where it is said.
//!
//! Whoever says something writes both languages at once ([`Text::of`], [`text!`](crate::text!)); the
//! language is chosen only when the sentence is shown, in `report` and `cli`.

use std::borrow::Cow;

/// A sentence in Chinese and in English.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// Chinese.
    pub zh: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

/// The language in which a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl Text {
    /// A fixed sentence.
    pub const fn of(zh: &'static str, en: &'static str) -> Self {
        Self { zh: Cow::Borrowed(zh), en: Cow::Borrowed(en) }
    }

    /// A word that is the same in both languages, such as a name or a number.
    pub fn same(word: impl Into<String>) -> Self {
        let word = word.into();
        Self { zh: Cow::Owned(word.clone()), en: Cow::Owned(word) }
    }

    /// The sentence in one language.
    pub fn to(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// Several words joined: `、` between them in Chinese, a comma in English.
    pub fn list(parts: impl IntoIterator<Item = Text>) -> Self {
        Self::joined(parts, "、", ", ")
    }

    /// Several sentences joined, which may hold lists themselves: by semicolons.
    pub fn sentences(parts: impl IntoIterator<Item = Text>) -> Self {
        Self::joined(parts, "；", "; ")
    }

    fn joined(parts: impl IntoIterator<Item = Text>, zh: &str, en: &str) -> Self {
        let (chinese, english): (Vec<_>, Vec<_>) =
            parts.into_iter().map(|part| (part.zh, part.en)).unzip();
        Self { zh: Cow::Owned(chinese.join(zh)), en: Cow::Owned(english.join(en)) }
    }
}

/// A sentence with values in it: `text!("{n} 家投标人", "{n} bidders")`.
///
/// Both languages capture the same variables, checked by the compiler. Parts that are themselves in two languages come
/// after a semicolon: `text!("缺少：{}", "missing: {}"; names)`.
#[macro_export]
macro_rules! text {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::text::Text { zh: format!($zh).into(), en: format!($en).into() }
    };
    ($zh:literal, $en:literal; $($part:expr),+ $(,)?) => {
        $crate::text::Text { zh: format!($zh, $($part.zh),+).into(), en: format!($en, $($part.en),+).into() }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_carry_the_same_values() {
        let n = 3;
        let said = text!("{n} 家投标人", "{n} bidders");
        assert_eq!((said.to(Lang::Zh), said.to(Lang::En)), ("3 家投标人", "3 bidders"));
    }

    #[test]
    fn lists_are_joined_by_the_language() {
        let both = Text::list([Text::of("甲", "A"), Text::of("乙", "B")]);
        assert_eq!((both.to(Lang::Zh), both.to(Lang::En)), ("甲、乙", "A, B"));
        let both = Text::sentences([Text::of("甲", "A"), Text::of("乙", "B")]);
        assert_eq!((both.to(Lang::Zh), both.to(Lang::En)), ("甲；乙", "A; B"));
    }
}
