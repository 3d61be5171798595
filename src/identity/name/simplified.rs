//! Traditional characters turned into simplified ones, character by character.
//!
//! Partial: about two thousand pairs, without phrases. Variant characters that tell people apart (喆 and 哲)
//! are never merged.

use std::collections::HashMap;
use std::sync::LazyLock;

static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("simplified.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .flat_map(str::split_whitespace)
        .filter_map(|pair| {
            let mut characters = pair.chars();
            Some((characters.next()?, characters.next()?))
        })
        .collect()
});

/// The text with traditional characters replaced: 華遠 → 华远.
pub fn simplify(text: &str) -> String {
    text.chars().map(|c| SIMPLIFIED.get(&c).copied().unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_company_names_are_simplified() {
        let traditional = "華遠業東興龍達聯創廣國環醫療電氣設備務資產軟網絡貿號區縣慶寧蘇濟長錦繡園綠農發館機動術傑";
        let simplified = "华远业东兴龙达联创广国环医疗电气设备务资产软网络贸号区县庆宁苏济长锦绣园绿农发馆机动术杰";
        assert_eq!(simplify(traditional), simplified);
    }

    #[test]
    fn characters_that_tell_people_apart_are_kept() {
        assert_eq!(simplify("喆哲昇堃乾著"), "喆哲昇堃乾著");
        assert_eq!(simplify(simplify("華遠").as_str()), "华远");
    }
}
