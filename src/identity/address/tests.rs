//! What addresses mean to each other.

use super::*;

fn key(text: &str) -> String {
    parse(text).canonical
}

fn shared(a: &str, b: &str) -> Option<Level> {
    let (a, b) = (parse(a), parse(b));
    assert_eq!(level_shared(&a, &b), level_shared(&b, &a));
    level_shared(&a, &b)
}

#[test]
fn one_room_in_many_spellings() {
    for text in [
        "浙江省杭州市余杭区文一西路969号3幢502室",
        "杭州市余杭区文一西路969号3号楼502室",
        "杭州余杭区文一西路969号3栋502",
        "余杭区文一西路969号3#502室",
        "中国浙江省杭州市余杭区文一西路969号3幢502室 310000",
        "310000浙江省杭州市余杭区文一西路969号3幢502室",
        "浙江省 杭州市 余杭区 文一西路 969 号 3 幢 502 室",
        "浙江省杭州市余杭区文一西路９６９号３幢５０２室",
        "杭州市余杭区文一西路969号三幢五〇二室",
        "杭州市餘杭區文一西路969號3幢502室",
        "杭州市余杭区五常街道文一西路969号3幢5层502室",
        "地址：杭州市余杭区文一西路969号3-502",
        "杭州市余杭区文一西路969号（3幢502室）",
        "杭州市余杭区文一西路969号西溪软件园3幢502房",
        "杭州市余杭区文1西路969号3幢502室（自主申报）",
    ] {
        assert_eq!(key(text), "余杭区|文一西路|969|3|502", "{text}");
    }
}

#[test]
fn forms_of_number_building_and_room() {
    for (text, expected) in [
        ("上海市浦东新区张江路123弄45号6楼", "浦东新区|张江路|123弄45||"),
        ("北京市海淀区中关村南大街甲5号", "海淀区|中关村南大街|甲5||"),
        ("北京市朝阳区建国路88号院1号楼12层1205", "北京朝阳区|建国路|88|1|1205"),
        ("南京市鼓楼区中山路88-1号A座1203室", "南京鼓楼区|中山路|88-1|A|1203"),
        ("南京市鼓楼区中山路88-1号A1203室", "南京鼓楼区|中山路|88-1|A|1203"),
        ("松阳县人民路幸福巷5号", "松阳县|人民路幸福巷|5||"),
        ("合肥市蜀山区长江西路8号十二栋一单元305室", "蜀山区|长江西路|8|12|1-305"),
        ("合肥市蜀山区长江西路8号12-1-305", "蜀山区|长江西路|8|12|1-305"),
        ("深圳市南山区软件园二期3栋502室", "深圳南山区||软件园2期|3|502"),
        ("义乌市宾王路东段10号", "义乌市|宾王路东段|10||"),
        ("杭州市朝阳路88号", "杭州|朝阳路|88||"),
        ("宁川市江北区南京东路18号附2号", "宁川江北区|南京东路|18-2||"),
        ("宁川市衡阳路18号", "宁川|衡阳路|18||"),
        ("杭州市西湖区国际大厦东塔1801室", "杭州西湖区||国际大厦|东|1801"),
        ("杭州市文三路90号东部软件园501-505室", "杭州|文三路|90||501-505"),
    ] {
        assert_eq!(key(text), expected, "{text}");
    }
}

#[test]
fn an_address_without_a_door_has_no_key() {
    for text in [
        "",
        "无",
        "杭州市",
        "杭州市余杭区",
        "杭州市余杭区文一西路",
        "余杭区五常街道",
        "文一西路",
        "杭州市余杭区文一西路9**号",
        "软件园",
        "Main Street 5",
    ] {
        let address = parse(text);
        assert_eq!((room_key(&address), building_key(&address)), (None, None), "{text}");
    }
    let whole = "杭州市余杭区文一西路969号3幢502室";
    assert_eq!(shared(whole, "杭州市余杭区文一西路"), None);
    assert_eq!(shared("杭州市余杭区", "杭州市余杭区"), None);
    assert_eq!(shared("杭州市余杭区文一西路", "杭州市余杭区文一西路"), None);
}

#[test]
fn keys_stand_for_their_level() {
    let address = parse("杭州市余杭区文一西路969号3幢502室");
    assert_eq!(room_key(&address).as_deref(), Some("余杭区|文一西路|969|3|502"));
    assert_eq!(building_key(&address).as_deref(), Some("余杭区|文一西路|969|3"));
    let address = parse("杭州市余杭区文一西路969号");
    assert_eq!(room_key(&address), None);
    assert_eq!(building_key(&address).as_deref(), Some("余杭区|文一西路|969|"));
}

#[test]
fn addresses_coincide_by_level() {
    let whole = "杭州市余杭区文一西路969号3幢502室";
    assert_eq!(shared(whole, "文一西路969号3号楼502"), Some(Level::Room));
    assert_eq!(shared(whole, "杭州市余杭区文一西路969号3幢503室"), Some(Level::Building));
    assert_eq!(shared(whole, "杭州市余杭区文一西路969号4幢502室"), Some(Level::Road));
    assert_eq!(shared(whole, "杭州市余杭区文一西路100号"), Some(Level::Road));
    assert_eq!(shared(whole, "杭州市余杭区文二西路969号3幢502室"), None);
    assert_eq!(shared("杭州市人民路1号101室", "宁波市人民路1号101室"), None);
    assert_eq!(shared("人民路1号101室", "人民路2号101室"), None);
}

#[test]
fn the_region_is_kept_for_display() {
    let address = parse("浙江省杭州市余杭区文一西路969号");
    let region =
        (address.province.as_deref(), address.city.as_deref(), address.district.as_deref());
    assert_eq!(region, (Some("浙江"), Some("杭州"), Some("余杭区")));
    assert_eq!(parse("北京市海淀区学院路1号").city.as_deref(), Some("北京"));
}
