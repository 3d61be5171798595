//! Administrative divisions as they stand at the head of company names and addresses.
//!
//! Provinces, prefectures and county-level cities by GB/T 2260, with and without 省 / 市. The table ages,
//! so an unknown place is never an error, only not recognised.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The level of a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tier {
    /// 省、自治区、直辖市
    Province,
    /// 地级市、自治州、盟
    City,
    /// 县级市
    County,
}

/// One division.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// Without 省 / 市, as in brands: 杭州.
    pub(crate) short: String,
    /// The official name: 杭州市.
    pub(crate) full: String,
    /// The short name of its province; its own for a province.
    pub(crate) province: String,
    /// Its level.
    pub(crate) tier: Tier,
}

/// A division found at the head of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    /// Which one.
    pub(crate) region: &'static Region,
    /// How many bytes of the text it takes.
    pub(crate) bytes: usize,
}

static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let mut regions = Vec::new();
    let lines = include_str!("regions.txt").lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let mut fields = line.split('\t');
        let (short, full) = pair(fields.next().unwrap_or_default());
        let province = short.clone();
        regions.push(Region { short, full, province: province.clone(), tier: Tier::Province });
        for tier in [Tier::City, Tier::County] {
            for entry in fields.next().unwrap_or_default().split_whitespace() {
                let (short, full) = pair(entry);
                regions.push(Region { short, full, province: province.clone(), tier });
            }
        }
    }
    regions
});

/// Spelling → place in [`REGIONS`]. Where a short name is a province and a city (吉林), the province wins.
static BY_NAME: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    for tier in [Tier::Province, Tier::City, Tier::County] {
        for (index, region) in REGIONS.iter().enumerate().filter(|(_, region)| region.tier == tier)
        {
            by_name.entry(region.full.as_str()).or_insert(index);
            by_name.entry(region.short.as_str()).or_insert(index);
        }
    }
    // 内蒙古自治区 is written whole or short; the other four also without the people's name.
    for (spelling, short) in
        [("广西自治区", "广西"), ("宁夏自治区", "宁夏"), ("新疆自治区", "新疆"), ("内蒙", "内蒙古")]
    {
        if let Some(&index) = by_name.get(short) {
            by_name.insert(spelling, index);
        }
    }
    by_name
});

fn pair(entry: &str) -> (String, String) {
    match entry.split_once('=') {
        Some((short, full)) => (short.to_owned(), full.to_owned()),
        None => (entry.to_owned(), format!("{entry}市")),
    }
}

/// The longest division at the head of the text.
///
/// 市 and 省 are not taken where they begin the next word: 杭州市政工程 is 杭州 + 市政工程.
pub(crate) fn leading(text: &str) -> Option<Found> {
    let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(12).collect();
    ends.iter().rev().find_map(|&bytes| {
        let index = *BY_NAME.get(&text[..bytes])?;
        let splits_word = match text[..bytes].chars().next_back() {
            Some('市') => text[bytes..].starts_with(['政', '场', '民', '容']),
            Some('省') => text[bytes..].starts_with(['级', '属']),
            _ => false,
        };
        (!splits_word).then(|| Found { region: &REGIONS[index], bytes })
    })
}

/// The division that the whole text names.
pub(crate) fn exact(text: &str) -> Option<&'static Region> {
    BY_NAME.get(text).map(|&index| &REGIONS[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Option<(&str, usize)> {
        leading(text)
            .map(|found| (found.region.short.as_str(), text[..found.bytes].chars().count()))
    }

    #[test]
    fn divisions_are_found_with_and_without_their_suffix() {
        assert_eq!(head("杭州市宏远建设"), Some(("杭州", 3)));
        assert_eq!(head("杭州宏远建设"), Some(("杭州", 2)));
        assert_eq!(head("恩施土家族苗族自治州某某"), Some(("恩施", 10)));
        assert_eq!(head("广西壮族自治区某某"), Some(("广西", 7)));
        assert_eq!(head("义乌市某某"), Some(("义乌", 3)));
        assert_eq!(head("宏远建设"), None);
    }

    #[test]
    fn a_word_that_begins_with_the_suffix_stays_whole() {
        assert_eq!(head("杭州市政工程"), Some(("杭州", 2)));
    }

    #[test]
    fn a_province_wins_over_its_city_of_the_same_name() {
        assert_eq!(leading("吉林某某").map(|found| found.region.tier), Some(Tier::Province));
        assert_eq!(leading("吉林市某某").map(|found| found.region.tier), Some(Tier::City));
        assert_eq!(exact("合肥").map(|region| region.province.as_str()), Some("安徽"));
    }
}
