//! Company names taken apart: region · brand · industry · legal form · branch.
//!
//! Takes a name as a cell has it and gives a [`Name`] with its parts and a canonical spelling, which is what
//! two records are compared by. The parts are weighed one by one in [`similarity`]: the brand (字号) tells firms
//! apart, and brands of two or three characters match whole or not at all (宏远 and 鸿远 are two firms).

mod consortium;
mod latin;
pub(crate) mod region;
mod similar;
mod simplified;
mod spelling;
mod venture;
mod words;

pub use consortium::{consortium_members, is_word_for_a_figure, looks_like_company};
pub use similar::{Part, PartMatch, Similarity, similarity};
pub use simplified::simplify;

use latin::{latin_key, parse_latin};
use region::Tier;
use spelling::{former_name, is_note, place_like, segments, tidy};

/// A company name and its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// The name as written, cleaned of spaces, labels and notes such as （盖章）; still in its own characters.
    pub written: String,
    /// The most specific division named, without 省 / 市: 杭州.
    pub region: Option<String>,
    /// False when the region is only guessed from its last character (宁川衡数 → 宁川).
    pub region_known: bool,
    /// 字号, the part that tells firms apart. Never empty for a non-empty name.
    pub brand: String,
    /// Industry words in their order: 信息, 技术.
    pub industry: Vec<String>,
    /// The legal form in its canonical spelling; 有限责任公司 is 有限公司.
    pub legal_form: Option<String>,
    /// The branch: 杭州分公司.
    pub branch: Option<String>,
    /// For a branch, the canonical name of its head office.
    pub head_office: Option<String>,
    /// Former names written beside it: （原…）, （曾用名：…）.
    pub former: Vec<String>,
    /// Notes that were set aside: 盖章, 牵头人, 存续.
    pub notes: Vec<String>,
    /// The spelling by which names are compared: simplified, no brackets, one spelling of region and form.
    pub canonical: String,
}

/// Takes a name apart. A name without Chinese characters has no region, industry or branch.
pub fn parse(text: &str) -> Name {
    let tidy = tidy(text);
    if tidy.chars().any(is_chinese) { parse_chinese(&tidy) } else { parse_latin(&tidy) }
}

/// Whether two spellings have one canonical name. Two blanks are not one name.
pub fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (parse(a).canonical, parse(b).canonical);
    !a.is_empty() && a == b
}

/// A short label for charts: brand and first industry word, 衡数信息. Two firms may share one: the caller
/// then shows more.
pub fn short(text: &str) -> String {
    let name = parse(text);
    if !name.written.chars().any(is_chinese) {
        let mut label = String::new();
        for word in name
            .written
            .split_whitespace()
            .filter(|word| words::latin_form(&latin_key(word)).is_none())
        {
            if !label.is_empty() && label.chars().count() + 1 + word.chars().count() > 18 {
                break;
            }
            label.push_str(if label.is_empty() { "" } else { " " });
            label.push_str(word);
        }
        return label.trim_end_matches([',', '.', ' ', '&']).chars().take(18).collect();
    }
    let mut label = name.brand.clone();
    if let Some(word) = name.industry.first()
        && label.chars().count() + word.chars().count() <= 6
    {
        label.push_str(word);
    }
    let mut label: String = label.chars().take(6).collect();
    if let Some(branch) = &name.branch {
        label.extend(branch.strip_suffix("公司").unwrap_or(branch).chars().take(5));
    }
    label
}

/// Whether the character is a Chinese one.
pub(crate) fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

fn parse_chinese(tidy: &str) -> Name {
    let mut name = Name { region_known: true, ..Name::default() };
    // `flat` is the whole name without brackets; `stem` leaves out the region in brackets, so that
    // 中软（武汉）信息技术有限公司 has the brand 中软 and the industry 信息技术.
    let (mut flat, mut stem) = (String::new(), String::new());
    let mut in_brackets = None;
    let begun = |stem: &str| stem.chars().any(char::is_alphanumeric);
    for (inside, bracketed) in segments(tidy) {
        if !bracketed {
            name.written.push_str(inside);
            let simple = simplify(inside).to_uppercase();
            flat.push_str(&simple);
            stem.push_str(&simple);
            continue;
        }
        let simple = simplify(inside).to_uppercase();
        if let Some(former) = former_name(&simple) {
            name.former.push(former);
        } else if is_note(&simple) {
            name.notes.push(simple);
        } else if let Some(region) = region::exact(&simple).filter(|_| begun(&stem)) {
            name.written.push_str(&format!("（{inside}）"));
            flat.push_str(&region.short);
            in_brackets = Some(region.short.clone());
        } else if begun(&stem) && place_like(&simple) {
            name.written.push_str(&format!("（{inside}）"));
            flat.push_str(&simple);
            (in_brackets, name.region_known) = (Some(simple), false);
        } else {
            name.written.push_str(&format!("（{inside}）"));
            flat.push_str(&simple);
            stem.push_str(&simple);
        }
    }
    if !flat.chars().any(is_chinese) {
        // Only a note was Chinese: Beta Ltd（盖章）.
        let latin = parse_latin(&name.written);
        return Name { former: name.former, notes: name.notes, ..latin };
    }
    for text in [&mut flat, &mut stem] {
        text.retain(|c| c.is_alphanumeric());
    }
    name.branch = branch(&flat);
    if let Some(branch) = &name.branch {
        flat.truncate(flat.len() - branch.len());
        stem = stem.strip_suffix(branch.as_str()).unwrap_or(&stem).to_owned();
    }
    if let Some((written, form)) =
        words::legal_form(&stem).filter(|(written, _)| written.len() < stem.len())
    {
        name.legal_form = Some(form.to_owned());
        stem.truncate(stem.len() - written.len());
    }
    let head = head(&stem);
    let (mut brand, industry) = words::split_industry(&head.rest);
    name.region = head.region.clone().or(in_brackets);
    if name.region.is_none()
        && let Some(at) = guessed_region(&brand)
    {
        name.region = Some(brand[..at].to_owned());
        name.region_known = false;
        brand = brand[at..].to_owned();
    }
    (name.brand, name.industry) = (brand, industry);
    name.canonical = canonical(&head, &flat);
    if name.brand.is_empty() {
        name.brand = name.canonical.clone();
    }
    if name.branch.is_some() {
        name.head_office = Some(name.canonical.clone()).filter(|head| !head.is_empty());
    }
    if let Some(branch) = &name.branch {
        name.canonical.push_str(branch);
    }
    name
}

/// The branch at the end of a name: what follows the head office's legal form, or the last place before 分公司.
fn branch(flat: &str) -> Option<String> {
    let suffix = words::branch_suffix(flat)?;
    let body_end = flat.len() - suffix.len();
    if let Some(at) = words::head_office_end(flat, suffix) {
        return Some(flat[at..].to_owned());
    }
    let starts: Vec<usize> = flat[..body_end].char_indices().map(|(at, _)| at).skip(2).collect();
    let place = starts.into_iter().rev().find(|&at| {
        let before_suffix = &flat[at..body_end];
        region::leading(before_suffix).is_some_and(|found| found.bytes == before_suffix.len())
    });
    // Without a head office in front (分公司 alone) there is no branch to tell.
    (body_end > 0).then(|| flat[place.unwrap_or(body_end)..].to_owned())
}

/// The head of a name: its region and what follows.
struct Head {
    /// The most specific division, if one stands before a brand.
    region: Option<String>,
    /// The text behind it, where the brand begins.
    rest: String,
    /// How much of the text `spelled` stands for.
    bytes: usize,
    /// The one spelling of that much of the text.
    spelled: String,
}

/// Finds the region before the brand. A region that leaves no brand is the brand: 上海建工集团, 浙江大学; and
/// 安徽双河建设 has the brand 双河, though a city far away has that name.
fn head(text: &str) -> Head {
    let steps = leading_regions(text);
    let leaves_brand = |rest: &str| {
        let (brand, _) = words::split_industry(rest);
        brand.chars().count() >= 2 && !words::only_industry(&brand)
    };
    if let Some((region, bytes)) =
        steps.iter().rev().find(|(_, bytes)| leaves_brand(&text[*bytes..]))
    {
        let rest = text[*bytes..].to_owned();
        return Head { region: Some(region.clone()), rest, bytes: *bytes, spelled: region.clone() };
    }
    let (spelled, bytes) = steps.into_iter().next().unwrap_or_default();
    Head { region: None, rest: format!("{spelled}{}", &text[bytes..]), bytes, spelled }
}

/// The divisions at the head, downwards, each with where it ends.
fn leading_regions(text: &str) -> Vec<(String, usize)> {
    let mut steps = Vec::new();
    let mut end = 0;
    let mut above: Option<&region::Region> = None;
    while let Some(found) = region::leading(&text[end..]) {
        // 浙江杭州, never 杭州浙江 or 浙江合肥; 吉林吉林 is province and city.
        let deeper = above.is_none_or(|above| {
            let downwards = found.region.tier > above.tier
                || found.region == above && above.tier == Tier::Province;
            downwards && found.region.province == above.province
        });
        if !deeper || end + found.bytes == text.len() {
            break;
        }
        end += found.bytes;
        above = Some(found.region);
        steps.push((found.region.short.clone(), end));
    }
    if let Some(bytes) = county(&text[end..], above.is_some()) {
        let named = &text[end..end + bytes];
        let short = named
            .strip_suffix(['县', '市'])
            .filter(|short| short.chars().count() >= 2)
            .unwrap_or(named);
        steps.push((short.to_owned(), end + bytes));
    }
    steps
}

/// A division that no table knows, told by its suffix: 松阳县, 西湖区 behind a city.
fn county(text: &str, behind_city: bool) -> Option<usize> {
    let mut characters = text.char_indices().take(5).skip(1);
    let (at, suffix) = characters.find(|(_, c)| matches!(c, '县' | '市' | '区'))?;
    let end = at + suffix.len_utf8();
    let length = text[..end].chars().count();
    let rest = &text[end..];
    let fits = match suffix {
        '区' => behind_city && length >= 3,
        _ => length == 3 || (length > 3 && behind_city),
    };
    let splits_word = suffix == '市' && rest.starts_with(['政', '场', '民', '容'])
        || suffix == '县' && rest.starts_with(['级', '域'])
        || suffix == '区' && rest.starts_with(['块', '域']);
    let doubled = rest.starts_with(['县', '市', '区']);
    let fits = fits && text[..end].chars().all(is_chinese);
    (fits && !splits_word && !doubled && rest.chars().count() >= 2).then_some(end)
}

/// Where an unknown place ends in a brand of four or more characters, told by how places end: 宁川|衡数.
fn guessed_region(brand: &str) -> Option<usize> {
    let characters: Vec<(usize, char)> = brand.char_indices().collect();
    let ends_like_place =
        characters.get(1).is_some_and(|(_, c)| "川州阳江河湖海山岭陵浦淮津溪城港岛".contains(*c));
    (ends_like_place && matches!(characters.len(), 4..=5)).then(|| characters[2].0)
}

/// One spelling of the head (region without 省 / 市) and of the tail (legal form).
fn canonical(head: &Head, flat: &str) -> String {
    let mut text = format!("{}{}", head.spelled, flat.get(head.bytes..).unwrap_or_default());
    if let Some((written, form)) = words::legal_form(&text)
        && !matches!(form, "院" | "厂" | "公司")
    {
        text.truncate(text.len() - written.len());
        text.push_str(form);
    }
    if text.chars().any(is_chinese) { text } else { text.to_lowercase() }
}

#[cfg(test)]
mod tests;
