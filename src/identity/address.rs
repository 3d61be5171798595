//! Chinese addresses taken apart: district · road · number · building · room.
//!
//! Takes an address as a cell has it and gives an [`Address`] with keys for two levels, room and building. An
//! address that names only a district or a road has no key and never matches: thousands of firms share those.

mod scan;

use super::name::region::{self, Tier};
use super::name::{is_chinese, simplify};
use unicode_normalization::UnicodeNormalization;

/// An address and its parts. Numbers are Arabic, 号楼 / 幢 / # are one kind of building.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Province without 省: 浙江.
    pub province: Option<String>,
    /// Prefecture without 市: 杭州.
    pub city: Option<String>,
    /// District, county or county-level city; a development zone where no district is named.
    pub district: Option<String>,
    /// Road with its numerals in Chinese: 文一西路.
    pub road: Option<String>,
    /// Number on the road: 969, 88-1, 123弄45.
    pub number: Option<String>,
    /// Named place: 软件园2期, 国际大厦.
    pub site: Option<String>,
    /// Building: 3, A, 东.
    pub building: Option<String>,
    /// Floor; only beside a building without a room.
    pub floor: Option<String>,
    /// Room, with its unit before: 502, 1-502.
    pub room: Option<String>,
    /// `district|road|number|building|room`, absent parts empty. The city takes the place of a district that is
    /// not named, and goes before districts whose name several cities have (鼓楼区). Where no number is named the
    /// named place stands in its slot.
    pub canonical: String,
}

/// How closely two addresses coincide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Same road; other number or another or unnamed building.
    Road,
    /// Same number (or named place) and building.
    Building,
    /// Same room.
    Room,
}

/// Districts whose name several cities have; computed from GB/T 2260.
const REPEATED_DISTRICTS: &[&str] = &[
    "朝阳区",
    "通州区",
    "和平区",
    "河东区",
    "长安区",
    "桥西区",
    "新华区",
    "城区",
    "郊区",
    "新城区",
    "青山区",
    "铁西区",
    "铁东区",
    "海州区",
    "西安区",
    "向阳区",
    "南山区",
    "宝山区",
    "普陀区",
    "鼓楼区",
    "西湖区",
    "江北区",
    "永定区",
    "市中区",
    "白云区",
    "南沙区",
    "龙华区",
    "城中区",
    "城关区",
];

/// Takes an address apart.
pub fn parse(text: &str) -> Address {
    let tidy = tidy(text);
    let mut address = Address::default();
    let rest = take_regions(&tidy, &mut address);
    // A masked address tells where, not which door.
    if !rest.contains(['*', '×']) {
        scan::door(rest, &mut address);
    }
    address.canonical = canonical(&address);
    address
}

/// The key for one room, when road and number (or a named place) and room are all told.
pub fn room_key(address: &Address) -> Option<String> {
    (has_door(address) && address.room.is_some()).then(|| address.canonical.clone())
}

/// The key for one building: road and number with the building, if one is named, or a named place with its
/// building.
pub fn building_key(address: &Address) -> Option<String> {
    let (building, _room) = address.canonical.rsplit_once('|')?;
    has_door(address).then(|| building.to_owned())
}

/// How closely two addresses coincide; `None` when either is not specific enough or they differ.
///
/// A part of the region that one of them leaves out does not stand against a match; a different one does.
pub fn level_shared(a: &Address, b: &Address) -> Option<Level> {
    if !has_door(a) || !has_door(b) || a.road != b.road || !regions_agree(a, b) {
        return None;
    }
    let same_door = if a.number.is_some() || b.number.is_some() {
        a.number == b.number
    } else {
        a.site == b.site
    };
    if same_door && a.building == b.building {
        let same_room = a.room.is_some() && a.room == b.room;
        return Some(if same_room { Level::Room } else { Level::Building });
    }
    // 人民路 is in every city: the road alone needs one region, told by both.
    let one_region = (a.district.is_some() && a.district == b.district)
        || (a.city.is_some() && a.city == b.city);
    (a.road.is_some() && (one_region || same_door)).then_some(Level::Road)
}

fn regions_agree(a: &Address, b: &Address) -> bool {
    let agree = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
    agree(&a.district, &b.district) && agree(&a.city, &b.city) && agree(&a.province, &b.province)
}

/// Whether the address leads to a door: a number on a road, a building of a named place, or a named tower whose
/// city is told.
fn has_door(address: &Address) -> bool {
    let tower = |site: &String| {
        ["大厦", "大楼", "中心", "广场", "写字楼"].iter().any(|end| site.ends_with(end))
    };
    let placed = address.city.is_some() || address.district.is_some();
    match (&address.road, &address.number, &address.site) {
        (Some(_), Some(_), _) => true,
        (_, _, Some(site)) => address.building.is_some() || (tower(site) && placed),
        _ => false,
    }
}

fn canonical(address: &Address) -> String {
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let region = match (&address.city, &address.district) {
        (Some(city), Some(district)) if is_repeated(district) => format!("{city}{district}"),
        (_, Some(district)) => district.clone(),
        (Some(city), None) => city.clone(),
        (None, None) => String::new(),
    };
    let number = address.number.clone().or_else(|| address.site.clone()).unwrap_or_default();
    [region, text(&address.road), number, text(&address.building), text(&address.room)].join("|")
}

fn is_repeated(district: &str) -> bool {
    REPEATED_DISTRICTS.contains(&district) || is_zone(district)
}

/// Development zones, which come and go before the district in one and the same address.
fn is_zone(name: &str) -> bool {
    // These two are districts of GB/T 2260.
    if matches!(name, "浦东新区" | "滨海新区") {
        return false;
    }
    [
        "开发区",
        "高新区",
        "新区",
        "工业区",
        "保税区",
        "示范区",
        "试验区",
        "园区",
        "产业区",
        "集聚区",
        "合作区",
    ]
    .iter()
    .any(|end| name.ends_with(end))
}

/// NFKC, simplified, capitals; one kind of hyphen; no spaces, labels, postcodes, notes.
fn tidy(text: &str) -> String {
    let folded: String = simplify(&text.nfkc().collect::<String>()).to_uppercase();
    let words: Vec<&str> = folded.split_whitespace().collect();
    let postcode = |word: &str| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit());
    let kept: Vec<&str> =
        words.iter().copied().filter(|word| words.len() == 1 || !postcode(word)).collect();
    let mut joined: String = kept
        .concat()
        .chars()
        .map(|c| if matches!(c, '—' | '–' | '~' | '－' | '―' | '‐') { '-' } else { c })
        .collect();
    for label in ["邮政编码:", "邮编:", "邮编"] {
        if let Some(at) = joined.find(label) {
            let end = at + label.len();
            let digits = joined[end..].chars().take_while(char::is_ascii_digit).count();
            joined.replace_range(at..end + digits, "");
        }
    }
    for label in ["注册地址:", "通讯地址:", "联系地址:", "办公地址:", "地址:", "住所:"]
    {
        joined = joined.strip_prefix(label).unwrap_or(&joined).to_owned();
    }
    // 310000浙江省…: a postcode written against the address.
    let digits = joined.chars().take_while(char::is_ascii_digit).count();
    if digits == 6 && region::leading(&joined[6..]).is_some() {
        joined.replace_range(..6, "");
    }
    without_notes(&joined)
}

/// Brackets are opened where they hold a number or a place, and dropped with their content elsewhere.
fn without_notes(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        kept.push_str(before);
        let (inside, behind) = after.split_once(')').unwrap_or((after, ""));
        if inside.chars().any(|c| c.is_ascii_digit()) || region::exact(inside).is_some() {
            kept.push_str(inside);
        }
        rest = behind;
    }
    kept.push_str(rest);
    kept.retain(|c| c.is_alphanumeric() || matches!(c, '-' | '#' | '、' | ',' | '*' | '×'));
    kept
}

/// Takes province, city, district and township from the head and gives the rest.
fn take_regions<'a>(text: &'a str, address: &mut Address) -> &'a str {
    let mut rest =
        text.strip_prefix("中国").filter(|rest| region::leading(rest).is_some()).unwrap_or(text);
    let mut tier = None;
    while let Some(found) = region::leading(rest) {
        let behind = &rest[found.bytes..];
        let short_written = !rest[..found.bytes].ends_with(['省', '市', '区', '州', '盟']);
        // 朝阳路, 南京东路, 中山广场: a road or place named after a city; 通州区 is a district.
        if tier.is_some_and(|tier| found.region.tier < tier)
            || (short_written && begins_like_road(behind))
        {
            break;
        }
        match found.region.tier {
            Tier::Province => address.province = Some(found.region.short.clone()),
            Tier::City => {
                address.province = Some(found.region.province.clone());
                address.city = Some(found.region.short.clone());
            }
            Tier::County => {
                address.province = Some(found.region.province.clone());
                address.district = Some(found.region.full.clone());
            }
        }
        // 直辖市 are their own city.
        if ["北京", "上海", "天津", "重庆"].contains(&found.region.short.as_str()) {
            address.city = Some(found.region.short.clone());
        }
        let repeats = tier == Some(found.region.tier) && found.region.tier != Tier::Province;
        tier = Some(found.region.tier);
        rest = behind;
        if repeats {
            break;
        }
    }
    for filler in ["市辖区", "自由贸易试验区"] {
        rest = rest.strip_prefix(filler).unwrap_or(rest);
    }
    while let Some(end) = scan::district_end(rest) {
        let name = &rest[..end];
        // The table has every county-level city, so another 市 is taken for a city.
        if let Some(city) =
            name.strip_suffix('市').filter(|_| address.city.is_none() && address.district.is_none())
        {
            address.city = Some(city.to_owned());
        } else if address.district.as_deref().is_none_or(is_zone) {
            address.district = Some(name.to_owned());
        }
        rest = &rest[end..];
    }
    if let Some(end) = scan::township_end(rest) {
        rest = &rest[end..];
    }
    rest
}

fn begins_like_road(text: &str) -> bool {
    let rest = text.trim_start_matches([
        '东', '西', '南', '北', '中', '新', '老', '一', '二', '三', '四', '五', '六', '七', '八',
        '九', '十',
    ]);
    let road = ["路", "街", "大道", "巷", "道", "弄", "里", "桥", "胡同", "村"];
    road.iter().any(|suffix| rest.starts_with(suffix))
        || ["区", "县", "大厦", "广场", "花园", "新村", "大街"]
            .iter()
            .any(|suffix| text.starts_with(suffix))
}

#[cfg(test)]
mod tests;
