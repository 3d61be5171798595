//! Where a purchaser belongs, guessed from its name or region: cautiously, for a wrong place gives a wrong threshold.

/// A place that the table of thresholds knows.
struct Known {
    /// Code in the table.
    code: &'static str,
    /// Province without its suffix.
    province: &'static str,
    /// Cities, which count only with 市 or 州 behind them or when they stand alone.
    cities: &'static str,
}

const KNOWN: &[Known] = &[
    Known {
        code: "CN-41-Henan",
        province: "河南",
        cities: "郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 \
                 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源",
    },
    Known {
        code: "CN-51-Sichuan",
        province: "四川",
        cities: "成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 \
                 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山",
    },
];

/// Offices of the central budget wherever they sit: a tax office in Henan is not Henan's.
const CENTRAL: &[&str] = &["国家税务总局", "中华人民共和国", "中央国家机关"];

/// What behind a province's name makes it something else: a street in Shanghai, a county in Qinghai, a town.
const NOT_A_PROVINCE: &str = "路 街 大道 大街 东路 西路 南路 北路 \
                              中路 东街 西街 南街 北街 区 镇 乡 村 县 蒙古族 桥 巷";

/// Zones whose level differs from place to place.
const ZONES: &str = "开发区 高新 新区 示范区 试验区 实验区 港区 园区 城区 市区 地区 社区";

/// The jurisdiction of a purchaser or region, such as `CN-41-Henan`, if its name begins with it; otherwise `None`.
pub fn jurisdiction_of(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if CENTRAL.iter().any(|office| text.starts_with(office)) {
        return Some("CN-central");
    }
    KNOWN
        .iter()
        .find(|known| known.province_of(text) || known.city_of(text).is_some())
        .map(|known| known.code)
}

/// The level of a purchaser's budget in the words of the table (`central_budget`, `province`, `zhengzhou_city`,
/// `other_city`, `county`), if its name leaves no doubt; otherwise `None`.
pub fn level_of(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if CENTRAL.iter().any(|office| text.starts_with(office)) {
        return Some("central_budget");
    }
    let known =
        KNOWN.iter().find(|known| known.province_of(text) || known.city_of(text).is_some())?;
    let local = text
        .strip_prefix(known.province)
        .map_or(text, |rest| rest.strip_prefix('省').unwrap_or(rest));
    let plain =
        local.replace("市场", "").replace("区域", "").replace("城市", "").replace("市政", "");
    if ZONES.split(' ').any(|zone| plain.contains(zone)) {
        return None;
    }
    let divided = |name: &str| name.contains(['市', '县', '区', '州', '旗', '镇', '乡']);
    match known.city_of(&plain) {
        // 济源 is a county-level city under the province: neither of the two
        Some("济源") => None,
        Some(city) => {
            let rest = plain.strip_prefix(city)?.strip_prefix('市')?;
            match (divided(rest), city) {
                (false, "郑州") => Some("zhengzhou_city"),
                (false, _) => Some("other_city"),
                (true, _) => begins_with_a_county(rest).then_some("county"),
            }
        }
        None if local.len() < text.len() && text.contains('省') && !divided(&plain) => {
            Some("province")
        }
        None => None,
    }
}

impl Known {
    fn province_of(&self, text: &str) -> bool {
        text.strip_prefix(self.province)
            .is_some_and(|rest| !NOT_A_PROVINCE.split(' ').any(|word| rest.starts_with(word)))
    }

    fn city_of(&self, text: &str) -> Option<&'static str> {
        self.cities.split(' ').find(|city| {
            text.strip_prefix(city).is_some_and(|rest| {
                rest.is_empty()
                    || rest.starts_with('市')
                    || rest.starts_with('州')
                    || rest.contains("族自治州")
            })
        })
    }
}

/// One to four characters, then 县 or 区 or 市, as in 金水区 or 新郑市.
fn begins_with_a_county(rest: &str) -> bool {
    rest.chars()
        .position(|c| matches!(c, '县' | '区' | '市'))
        .is_some_and(|at| (1..=4).contains(&at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purchaser_is_placed_by_the_beginning_of_its_name() {
        for name in [
            "河南省社会保险中心",
            "河南",
            "河南省郑州市金水区",
            "郑州市人力资源和社会保障局",
            "洛阳市",
        ] {
            assert_eq!(jurisdiction_of(name), Some("CN-41-Henan"), "{name}");
        }
        for name in [
            "四川省社会保险管理局",
            "成都市社会保险事业管理局",
            "凉山彝族自治州人力资源和社会保障局",
        ] {
            assert_eq!(jurisdiction_of(name), Some("CN-51-Sichuan"), "{name}");
        }
    }

    #[test]
    fn a_street_a_county_or_another_place_is_not_a_province() {
        for name in [
            "上海市黄浦区河南中路",
            "河南中路某街道",
            "四川北路街道办事处",
            "河南蒙古族自治县社会保险局",
            "郑州路小学",
            "青岛市郑州路",
            "广安门医院",
            "广东省社会保险基金管理局",
            "",
        ] {
            assert_eq!(jurisdiction_of(name), None, "{name}");
        }
    }

    #[test]
    fn an_office_of_the_central_budget_is_not_of_the_province_it_sits_in() {
        assert_eq!(jurisdiction_of("国家税务总局河南省税务局"), Some("CN-central"));
        assert_eq!(level_of("国家税务总局河南省税务局"), Some("central_budget"));
    }

    #[test]
    fn the_level_is_said_only_when_the_name_leaves_no_doubt() {
        let levels = [
            ("河南省社会保险中心", Some("province")),
            ("河南省市场监督管理局", Some("province")),
            ("郑州市社会保险局", Some("zhengzhou_city")),
            ("河南省郑州市社会保险局", Some("zhengzhou_city")),
            ("洛阳市人力资源和社会保障局", Some("other_city")),
            ("郑州市金水区人力资源和社会保障局", Some("county")),
            ("洛阳市栾川县社会保险中心", Some("county")),
            ("郑州市高新技术开发区管委会", None),
            ("河南省济源市社会保险局", None),
            ("河南省某县社会保险局", None),
            ("河南大学", None),
            ("某某局", None),
        ];
        for (name, level) in levels {
            assert_eq!(level_of(name), level, "{name}");
        }
    }
}
