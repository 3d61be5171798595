//! Reading an address from left to right behind its region: road, number, named place, building, room.

use super::{Address, is_chinese, is_zone};

/// Where a district, county or zone at the head ends: 余杭区, 松阳县, 高新技术产业开发区.
pub(super) fn district_end(text: &str) -> Option<usize> {
    let mut length = 0;
    for (at, c) in text.char_indices().take(12) {
        length += 1;
        if c.is_ascii_alphanumeric() || matches!(c, '路' | '街' | '号' | '巷' | '弄' | '村' | '-')
        {
            return None;
        }
        let end = at + c.len_utf8();
        let behind = &text[end..];
        let ends = match c {
            '区' => {
                length >= 2
                    && !["小区", "社区", "校区", "片区", "厂区", "库区", "市区", "园区"]
                        .iter()
                        .any(|word| text[..end].ends_with(word))
            }
            '县' | '旗' => length >= 2 && !behind.starts_with(['路', '街', '前', '级']),
            '市' => length >= 3 && !behind.starts_with(['民', '场', '政', '路', '广', '花']),
            _ => false,
        };
        if ends && (length <= 8 || is_zone(&text[..end])) {
            return Some(end);
        }
    }
    None
}

/// Where a township at the head ends: 五常街道, 余杭镇.
pub(super) fn township_end(text: &str) -> Option<usize> {
    for (at, c) in text.char_indices().take(8).skip(1) {
        let end = at + c.len_utf8();
        let behind = &text[end..];
        match c {
            '街' if behind.starts_with('道') => return Some(end + '道'.len_utf8()),
            '镇' | '乡' if !behind.starts_with(['路', '街', '东', '西', '南', '北', '中']) =>
            {
                return Some(end);
            }
            '路' | '街' | '号' | '巷' => return None,
            c if c.is_ascii_alphanumeric() => return None,
            _ => {}
        }
    }
    None
}

/// Reads what leads to the door.
pub(super) fn door(text: &str, address: &mut Address) {
    let mut rest = text;
    if let Some(end) = road_end(rest) {
        address.road = Some(road_name(&rest[..end]));
        rest = &rest[end..];
        if let Some((number, behind)) = door_number(rest) {
            address.number = Some(number);
            rest = behind;
        }
    }
    inside(rest, address);
}

/// Where the road's name ends; several roads in a row (人民路幸福巷) are one name.
fn road_end(text: &str) -> Option<usize> {
    let mut end = one_road(text)?;
    while let Some(next) =
        one_road(&text[end..]).filter(|next| starts_with_number(&text[end + next..]))
    {
        end += next;
    }
    Some(end)
}

fn one_road(text: &str) -> Option<usize> {
    for (at, c) in text.char_indices().skip(1) {
        if c.is_ascii_digit() && !road_number(&text[at..]) || c == '号' {
            return None;
        }
        let behind = &text[at + c.len_utf8()..];
        let two = |second: char| {
            behind.starts_with(second).then_some(at + c.len_utf8() + second.len_utf8())
        };
        let found = match c {
            '大' => two('道').or_else(|| two('街')),
            '胡' => two('同'),
            '路' | '巷' => Some(at + c.len_utf8()),
            '街' if !behind.starts_with('道') => Some(at + c.len_utf8()),
            '道' | '里' | '村' | '弄' if starts_with_number(behind) => Some(at + c.len_utf8()),
            _ => None,
        };
        if let Some(end) = found {
            // 东段, 南段 belong to the name.
            let part = ["东段", "西段", "南段", "北段", "中段"]
                .iter()
                .find(|part| text[end..].starts_with(**part));
            return Some(end + part.map_or(0, |part| part.len()));
        }
    }
    None
}

/// 1路, 1西路: a numeral that belongs to a road's name.
fn road_number(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.strip_prefix(['东', '西', '南', '北', '中']).unwrap_or(rest);
    rest.starts_with(['路', '街', '道', '巷'])
        || rest.starts_with("大道")
        || rest.starts_with("大街")
}

fn starts_with_number(text: &str) -> bool {
    let rest = text.trim_start_matches(['甲', '乙', '丙', '丁', '附']);
    rest.starts_with(|c: char| c.is_ascii_digit())
        || numeral(rest).is_some_and(|(_, used)| rest[used..].starts_with('号'))
}

/// The road without the village or community before it, its numerals in Chinese: 科技1路 is 科技一路.
fn road_name(text: &str) -> String {
    let mut name = text;
    for before in ["社区", "村"] {
        if let Some((_, road)) = name.split_once(before)
            && road.chars().count() >= 3
            // 中关村南大街 is named after its village.
            && !road.starts_with(['东', '西', '南', '北', '中', '大'])
        {
            name = road;
        }
    }
    name.chars()
        .map(|c| match c.to_digit(10) {
            Some(digit) => "零一二三四五六七八九".chars().nth(digit as usize).unwrap_or(c),
            None => c,
        })
        .collect()
}

/// The number at the head: 969号, 88-1号, 甲1号, 123弄45号, 88号之一, 88 before something that is no unit.
fn door_number(text: &str) -> Option<(String, &str)> {
    let prefix = text.chars().next().filter(|c| matches!(c, '甲' | '乙' | '丙' | '丁'));
    let rest = prefix.map_or(text, |c| &text[c.len_utf8()..]);
    let (mut number, used) = numeral(rest)?;
    let mut rest = &rest[used..];
    if let Some(behind) = rest.strip_prefix('弄') {
        let (inner, used) = numeral(behind).unwrap_or_default();
        if let Some(behind) = behind[used..]
            .strip_prefix('号')
            .filter(|_| used > 0)
            .filter(|behind| !is_building_word(behind))
        {
            return Some((format!("{number}弄{inner}"), behind));
        }
        return Some((format!("{number}弄"), behind));
    }
    match rest.strip_prefix('号') {
        Some(behind) if is_building_word(behind) => return None,
        Some(behind) => rest = behind.strip_prefix('院').unwrap_or(behind),
        // Without 号 the number may be a building's or a room's: 88幢, 3-502, 1205室.
        None if UNITS.iter().any(|(unit, _)| rest.starts_with(unit)) || number.contains('-') => {
            return None;
        }
        None => {}
    }
    if let Some(behind) = rest.strip_prefix('之').or_else(|| rest.strip_prefix("附"))
        && let Some((part, used)) = numeral(behind)
    {
        number.push_str(&format!("-{part}"));
        rest = behind[used..].strip_prefix('号').unwrap_or(&behind[used..]);
    }
    Some((prefix.map_or(number.clone(), |prefix| format!("{prefix}{number}")), rest))
}

fn is_building_word(text: &str) -> bool {
    ["楼", "栋", "幢", "厂房", "座"].iter().any(|word| text.starts_with(word))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Building,
    Entrance,
    Floor,
    Room,
    Phase,
}

/// Words behind a number that say what it counts; the longer before the shorter.
const UNITS: &[(&str, Unit)] = &[
    ("号厂房", Unit::Building),
    ("号楼", Unit::Building),
    ("号栋", Unit::Building),
    ("号幢", Unit::Building),
    ("号座", Unit::Building),
    ("#楼", Unit::Building),
    ("号房", Unit::Room),
    ("号室", Unit::Room),
    ("号铺", Unit::Room),
    ("号商铺", Unit::Room),
    ("单元", Unit::Entrance),
    ("栋", Unit::Building),
    ("幢", Unit::Building),
    ("座", Unit::Building),
    ("塔", Unit::Building),
    ("#", Unit::Building),
    ("楼", Unit::Floor),
    ("层", Unit::Floor),
    ("室", Unit::Room),
    ("房", Unit::Room),
    ("铺", Unit::Room),
    ("期", Unit::Phase),
    ("号", Unit::Room),
];

/// Reads named place, building, entrance, floor and room.
fn inside(text: &str, address: &mut Address) {
    let mut site = String::new();
    let mut entrance = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // 东塔, 主楼: a building told by its place.
        let tower = matches!(c, '东' | '西' | '南' | '北' | '主' | '副' | '裙')
            && ["座", "塔", "楼", "栋", "幢"]
                .iter()
                .any(|word| rest[c.len_utf8()..].starts_with(word));
        if tower && address.building.is_none() {
            address.building = Some(c.to_string());
            rest = rest[c.len_utf8()..]
                .char_indices()
                .nth(1)
                .map_or("", |(at, _)| &rest[c.len_utf8() + at..]);
            continue;
        }
        let Some((number, used)) = numeral(rest) else {
            if is_chinese(c) && c != '第' {
                site.push(c);
            }
            rest = &rest[c.len_utf8()..];
            continue;
        };
        let behind = &rest[used..];
        let unit = UNITS.iter().find(|(word, _)| behind.starts_with(word));
        let chinese = rest.starts_with(is_chinese);
        match unit {
            // 三江大厦, 百货: a numeral that begins a name.
            None if chinese => {
                site.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
            None => bare_number(&number, address, &mut entrance),
            Some((_, Unit::Phase)) => site.push_str(&format!("{number}期")),
            Some((_, Unit::Building)) if address.building.is_none() => {
                address.building = Some(number)
            }
            Some((_, Unit::Entrance)) => entrance = Some(number),
            // A楼 is a building; 3楼 a floor.
            Some(("楼", _))
                if number.chars().all(|c| c.is_ascii_uppercase()) && address.building.is_none() =>
            {
                address.building = Some(number)
            }
            Some((_, Unit::Floor)) => address.floor = Some(number),
            // Behind a named place 8号 is its building or door, not a room.
            Some(("号", _))
                if address.road.is_none()
                    && address.number.is_none()
                    && address.building.is_none() =>
            {
                address.number = Some(number)
            }
            Some((_, Unit::Room)) => bare_number(&number, address, &mut entrance),
            Some((_, Unit::Building)) => {}
        }
        rest = &behind[unit.map_or(0, |(word, _)| word.len())..];
    }
    if let Some(entrance) = entrance
        && let Some(room) = &address.room
    {
        address.room = Some(format!("{entrance}-{room}"));
    }
    if address.room.is_some() {
        address.floor = None;
    }
    let site = site.trim_end_matches(['内', '旁', '楼', '侧']);
    address.site = (site.chars().count() >= 3).then(|| site.to_owned());
}

/// A number that says what it counts only by its form: 3-1205, 3-1-502, A1205, 502.
fn bare_number(number: &str, address: &mut Address, entrance: &mut Option<String>) {
    let parts: Vec<&str> = number.split('-').collect();
    let short = |part: &str| part.len() <= 2;
    match parts.as_slice() {
        [building, unit, room] if short(building) && short(unit) && address.building.is_none() => {
            address.building = Some((*building).to_owned());
            *entrance = Some((*unit).to_owned());
            address.room = Some((*room).to_owned());
        }
        [building, room] if short(building) && !short(room) && address.building.is_none() => {
            address.building = Some((*building).to_owned());
            address.room = Some((*room).to_owned());
        }
        [unit, room] if short(unit) && !short(room) => {
            *entrance = Some((*unit).to_owned());
            address.room = Some((*room).to_owned());
        }
        [single] => {
            let (letters, digits) = single.split_at(
                single.len() - single.trim_start_matches(|c: char| c.is_ascii_uppercase()).len(),
            );
            let lettered = letters.len() == 1
                && digits.len() >= 3
                && address.building.as_deref().is_none_or(|building| building == letters);
            if lettered {
                address.building = Some(letters.to_owned());
                address.room = Some(digits.to_owned());
            } else if address.room.is_none() {
                address.room = Some((*single).to_owned());
            }
        }
        // 501-505: rooms from, to.
        _ => address.room = Some(number.to_owned()),
    }
}

/// A numeral at the head, in Arabic, and its bytes: 88, 88-1, A3, A, 十二 (before a unit).
fn numeral(text: &str) -> Option<(String, usize)> {
    let latin: usize = text
        .chars()
        .take_while(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || *c == '-')
        .count();
    let latin = text[..latin].trim_end_matches('-');
    if !latin.is_empty()
        && !latin.starts_with('-')
        && (latin.len() == 1 || latin.bytes().any(|b| b.is_ascii_digit()))
    {
        return Some((latin.to_owned(), latin.len()));
    }
    let chinese: String =
        text.chars().take_while(|c| "零〇一二三四五六七八九十百千两".contains(*c)).collect();
    chinese_number(&chinese).map(|number| (number.to_string(), chinese.len()))
}

/// 十二 → 12, 一百零五 → 105, 五〇二 → 502.
fn chinese_number(text: &str) -> Option<u32> {
    let digit =
        |c: char| "零一二三四五六七八九".chars().position(|d| d == c).map(|value| value as u32);
    let value = |c: char| match c {
        '〇' => Some(0),
        '两' => Some(2),
        c => digit(c),
    };
    if text.is_empty() || text.chars().count() > 8 {
        return None;
    }
    if text.chars().all(|c| value(c).is_some()) {
        return text.chars().try_fold(0u32, |number, c| Some(number * 10 + value(c)?));
    }
    let (mut total, mut open) = (0, None);
    for c in text.chars() {
        match c {
            '十' => total += open.take().unwrap_or(1) * 10,
            '百' => total += open.take()? * 100,
            '千' => total += open.take()? * 1000,
            c => open = value(c),
        }
    }
    Some(total + open.unwrap_or(0))
}
