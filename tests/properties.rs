//! What must not matter: the order of rows, the names of bidders, a row written twice; and any bytes at all.

use std::collections::BTreeSet;
use std::fs;

use proptest::prelude::*;
use qingbiao::load::load;
use qingbiao::review::{Settings, resolve, review};
use qingbiao::source::Limits;

/// A tender as a CSV: five bidders, some of which share a phone, a MAC address or a payer's account.
fn tender(rows: &[Vec<String>]) -> String {
    let mut text = String::from(
        "项目名称,宁川市社保卡管理系统建设项目,项目编号,NC2025-009\n采购方式,公开招标,最高限价（元）,1300000\n\n",
    );
    text.push_str("投标人,投标报价（元）,联系电话,MAC地址,付款账号,付款户名\n");
    for row in rows {
        text.push_str(&row.join(","));
        text.push('\n');
    }
    text
}

fn base() -> Vec<Vec<String>> {
    [
        [
            "宁川衡数信息技术有限公司",
            "1211000",
            "13987652086",
            "3C:7C:3F:5A:91:E4",
            "6222020111122223331",
            "宁川衡数信息技术有限公司",
        ],
        [
            "岚溪启笙科技有限公司",
            "1148300",
            "13987652086",
            "5C:8D:12:5A:91:E5",
            "6222020111122224447",
            "岚溪启笙科技有限公司",
        ],
        [
            "汐州泽砚软件有限公司",
            "1279950",
            "13712340987",
            "3C:7C:3F:5A:91:E4",
            "6222020111122224447",
            "汐州泽砚软件有限公司",
        ],
        [
            "南淮云岑网络工程有限公司",
            "1090420",
            "13612348765",
            "7A-11",
            "6222020111122225558",
            "南淮云岑网络工程有限公司",
        ],
        [
            "汀浦华岫数据服务有限公司",
            "1176600",
            "13512340765",
            "9C:5C:8E:77:10:2B",
            "6222020111122226669",
            "汀浦华岫数据服务有限公司",
        ],
    ]
    .iter()
    .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
    .collect()
}

/// What is found, without cells: rule, grade, and the full names it is about.
fn findings(text: &str) -> BTreeSet<(String, String, Vec<String>)> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("开标记录.csv");
    fs::write(&path, text).expect("a file");
    let loaded = load(&[path], &Limits::default(), |_, _| {});
    let bidders = resolve(&loaded);
    let review = review(&loaded, &bidders, &Settings::default());
    review
        .findings
        .iter()
        .map(|found| {
            let mut names: Vec<String> =
                found.finding.bidders().map(|id| bidders.name(id).to_owned()).collect();
            names.sort();
            (found.rule.code.to_owned(), found.finding.grade.slug().to_owned(), names)
        })
        .collect()
}

#[test]
fn the_tender_shows_what_it_was_made_to_show() {
    let codes: BTreeSet<String> =
        findings(&tender(&base())).into_iter().map(|(code, ..)| code).collect();
    for code in ["WB101", "WB203", "WB301"] {
        assert!(codes.contains(code), "{code} is not among {codes:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_does_not_matter(order in Just((0..5).collect::<Vec<usize>>()).prop_shuffle()) {
        let rows = base();
        let shuffled: Vec<Vec<String>> = order.iter().map(|at| rows[*at].clone()).collect();
        prop_assert_eq!(findings(&tender(&rows)), findings(&tender(&shuffled)));
    }

    #[test]
    fn a_row_written_twice_does_not_matter(at in 0_usize..5) {
        let rows = base();
        let mut doubled = rows.clone();
        doubled.push(rows[at].clone());
        prop_assert_eq!(findings(&tender(&rows)), findings(&tender(&doubled)));
    }

    #[test]
    fn names_do_not_matter(brands in proptest::collection::btree_set("[澜砚珩栎桐澄屿禾麓湛沁蒹][数图算云联创达维]", 5..6)) {
        let rows = base();
        let brands: Vec<String> = brands.into_iter().collect();
        let renamed: Vec<Vec<String>> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                let name = format!("宁川{}信息技术有限公司", brands[at]);
                row.iter().map(|cell| if *cell == rows[at][0] { name.clone() } else { cell.clone() }).collect()
            })
            .collect();
        let shape = |found: BTreeSet<(String, String, Vec<String>)>, names: &[Vec<String>]| -> BTreeSet<(String, String, BTreeSet<usize>)> {
            found
                .into_iter()
                .map(|(code, grade, who)| {
                    let places = who.iter().filter_map(|one| names.iter().position(|row| row[0] == *one)).collect();
                    (code, grade, places)
                })
                .collect()
        };
        prop_assert_eq!(shape(findings(&tender(&rows)), &rows), shape(findings(&tender(&renamed)), &renamed));
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), ending in prop_oneof!["csv", "xlsx", "xls", "ods", "txt"]) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(format!("x.{ending}"));
        fs::write(&path, bytes).expect("a file");
        let loaded = load(&[path], &Limits::default(), |_, _| {});
        let bidders = resolve(&loaded);
        review(&loaded, &bidders, &Settings::default());
    }

    #[test]
    fn any_table_is_read_without_panic(cells in proptest::collection::vec(proptest::collection::vec(
        prop_oneof![Just("投标人".to_owned()), Just("投标报价（万元）".to_owned()), Just("评委".to_owned()), Just("项目名称".to_owned()), Just("包1".to_owned()),
            Just("合计".to_owned()), Just("宁川衡数信息技术有限公司".to_owned()), Just("甲、乙联合体".to_owned()), Just("99%".to_owned()), Just("2024.3.5".to_owned()),
            "[0-9]{1,12}", "\\PC{0,8}"], 0..7), 0..30)) {
        let text: String = cells.iter().map(|row| row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",") + "\n").collect();
        findings(&text);
    }
}
