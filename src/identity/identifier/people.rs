//! Names of people. A name alone is weak evidence, so its commonness is told beside it.

use super::{clean, is_placeholder};
use crate::identity::name::{is_chinese, looks_like_company, simplify};

/// Forms of address and posts written behind a name.
const TITLES: &[&str] = &[
    "先生",
    "女士",
    "小姐",
    "同志",
    "老师",
    "总经理",
    "副总经理",
    "董事长",
    "项目经理",
    "经理",
    "主任",
    "主管",
    "工程师",
    "会计",
    "总监",
    "总",
];

/// The name of a person: without notes in brackets, titles and telephone numbers, spaces within a Chinese name
/// closed, one kind of dot, simplified characters.
///
/// Fillers, masked names (张*), a surname alone (李总) and names of firms give nothing.
pub fn person(text: &str) -> Option<String> {
    let clean = clean(text);
    if is_placeholder(&clean) || clean.contains(['*', '×', '○', '●', '某', '?']) {
        return None;
    }
    let mut name = without_brackets(&clean);
    if let Some((label, value)) = name.rsplit_once(':')
        && label.chars().any(is_chinese)
    {
        name = value.to_owned();
    }
    let cut = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
    name.truncate(cut);
    let name =
        simplify(name.trim_matches([' ', '\'', '-', ',', '.', '/', '、', '\n', '+', '(', ')']));
    if name.chars().any(is_chinese) { chinese_name(&name) } else { latin_name(&name) }
}

fn chinese_name(text: &str) -> Option<String> {
    let mut name: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| {
            if matches!(c, '•' | '．' | '.' | '・' | '‧' | '∙' | '●' | '⋅') {
                '·'
            } else {
                c
            }
        })
        .collect();
    for title in TITLES {
        if let Some(rest) = name.strip_suffix(title) {
            // What is left of 李总 is a surname, which names nobody.
            name = rest.to_owned();
            break;
        }
    }
    let length = name.chars().count();
    let longest = if name.contains('·') { 20 } else { 5 };
    let letters = name.chars().all(|c| is_chinese(c) || c == '·' || is_private_use(c));
    let fits = (2..=longest).contains(&length)
        && letters
        && !name.starts_with('·')
        && !name.ends_with('·');
    (fits && !is_placeholder(&name) && !looks_like_company(&name)).then_some(name)
}

/// Rare characters that old systems keep in the private-use area.
fn is_private_use(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}')
}

/// Latin names in capitals, with single spaces.
fn latin_name(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let fits = letters >= 2
        && words.len() <= 6
        && text.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || ".'-·’".contains(c));
    (fits && !is_placeholder(text) && !looks_like_company(text))
        .then(|| words.join(" ").to_uppercase())
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0usize;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' | '【' | '<' => depth += 1,
            ')' | ']' | '】' | '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// The people named in one cell, each once: 张三、李四; 张三 李四.
pub fn persons(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in clean(text).split(['、', ',', ';', '/', '\n', '|', '&', '。']) {
        for name in spaced(piece) {
            if let Some(person) = person(&name)
                && !found.contains(&person)
            {
                found.push(person);
            }
        }
    }
    found
}

/// Splits at spaces where whole Chinese names stand on both sides; single characters belong together (张 三).
fn spaced(piece: &str) -> Vec<String> {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let whole = |word: &&str| word.chars().count() >= 2 && word.chars().all(is_chinese);
    if words.len() < 2 || !words.iter().all(|word| word.chars().all(is_chinese)) {
        return vec![piece.to_owned()];
    }
    let mut names: Vec<String> = Vec::new();
    let mut open = String::new();
    for word in words {
        if whole(&word) && open.is_empty() {
            names.push(word.to_owned());
            continue;
        }
        open.push_str(word);
        if open.chars().count() >= 2 && (whole(&word) || open.chars().count() >= 3) {
            names.push(std::mem::take(&mut open));
        }
    }
    if !open.is_empty() {
        names.push(open);
    }
    names
}

/// How often a name occurs among people at large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Commonness {
    /// Three characters and more, not on the list.
    Ordinary,
    /// Two characters: many people share it.
    Common,
    /// Among the most frequent full names of the country, 100,000 people and more each.
    VeryCommon,
}

/// Full names at the head of the name statistics published by the Ministry of Public Security.
const FREQUENT: &str = "张伟 王伟 李娜 王芳 李伟 王静 李静 张敏 刘伟 张静 王丽 张丽 李强 王敏 李敏 王磊 刘洋 王艳 王勇 李军 张勇 李杰 张杰 张磊 \
王强 李娟 王军 张艳 张涛 王涛 李艳 王超 李明 李勇 王娟 刘杰 刘敏 李霞 李丽 张军 王杰 张强 王刚 李刚 张鹏 王鹏 李鹏 张超 李超 刘勇 刘军 \
刘强 陈静 王平 李平 王浩 张婷 王婷 李婷 刘芳 陈伟 王建国 张建国 王建军 张建军 李建国 李建军 张秀英 王秀英 李秀英 刘秀英 王秀兰 张秀兰 \
李秀兰 王桂英 李桂英 张桂英 王玉兰 张玉兰 李桂兰 王桂兰 张桂兰 王淑珍 王俊杰 张丽娟 李志强 王志强 张志强 刘志强 王海燕 张海燕 李海燕";

/// How common a name, as [`person`] gives it, is. A match by name alone is downgraded when it is common.
pub fn commonness(name: &str) -> Commonness {
    if FREQUENT.split_whitespace().any(|frequent| frequent == name) {
        Commonness::VeryCommon
    } else if name.chars().count() <= 2 {
        Commonness::Common
    } else {
        Commonness::Ordinary
    }
}

/// Whether many people bear the name.
pub fn is_common_name(name: &str) -> bool {
    commonness(name) > Commonness::Ordinary
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_in_many_spellings() {
        for text in [
            "周怀瑾",
            " 周 怀 瑾 ",
            "周怀瑾（盖章）",
            "周怀瑾先生",
            "周怀瑾 女士",
            "周怀瑾13812345679",
            "周懷瑾",
            "法定代表人：周怀瑾",
            "周怀瑾（项目负责人）",
            "周怀瑾总经理",
        ] {
            assert_eq!(person(text).as_deref(), Some("周怀瑾"), "{text}");
        }
        assert_eq!(person("张 三").as_deref(), Some("张三"));
        for text in ["买买提·艾力", "买买提•艾力", "买买提．艾力", "买买提.艾力", "买买提・艾力"]
        {
            assert_eq!(person(text).as_deref(), Some("买买提·艾力"), "{text}");
        }
        assert_eq!(person("John  Smith").as_deref(), Some("JOHN SMITH"));
    }

    #[test]
    fn rare_characters_are_names_and_variants_are_not_merged() {
        assert_eq!(person("𠮷田䶮").as_deref(), Some("𠮷田䶮"));
        assert_ne!(person("王喆"), person("王哲"));
        // A radical from a PDF is the character it looks like.
        assert_eq!(person("⼈名甲"), person("人名甲"));
    }

    #[test]
    fn what_names_nobody_gives_nothing() {
        for text in [
            "张*",
            "张**",
            "李某",
            "无",
            "/",
            "",
            "—",
            "李总",
            "王经理",
            "张",
            "杭州宏远建设有限公司",
            "13812345679",
            "（盖章）",
        ] {
            assert_eq!(person(text), None, "{text}");
        }
    }

    #[test]
    fn several_people_share_a_cell() {
        for text in [
            "周怀瑾、李念真",
            "周怀瑾，李念真",
            "周怀瑾;李念真",
            "周怀瑾/李念真",
            "周怀瑾\n李念真",
            "周怀瑾 李念真",
            "周怀瑾（组长）、李念真、周怀瑾",
        ] {
            assert_eq!(persons(text), ["周怀瑾", "李念真"], "{text}");
        }
        assert_eq!(persons("张 三"), ["张三"]);
        assert_eq!(persons("张 三、李念真"), ["张三", "李念真"]);
        assert!(persons("无").is_empty());
    }

    #[test]
    fn common_names_are_told() {
        assert_eq!(commonness("张伟"), Commonness::VeryCommon);
        assert_eq!(commonness("卜骁"), Commonness::Common);
        assert_eq!(commonness("周怀瑾"), Commonness::Ordinary);
        assert!(is_common_name("王建国") && !is_common_name("买买提·艾力"));
    }
}
