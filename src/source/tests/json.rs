//! JSON: releases of open contracting data and plain lists, with pointers for addresses.

use std::fs;

use super::*;
use crate::source::file::Sources;

/// Sheet by sheet, the pointer and the value of each cell below the labels.
fn pointed(path: &Path) -> (FileInfo, Vec<String>) {
    let (info, notes) = noted(path).unwrap();
    let sources = Sources { files: vec![info.clone()] };
    let mut said = Vec::new();
    for cell in &notes.cells {
        let (place, value) = cell.split_once(' ').unwrap();
        let (sheet, address) = place.split_once('!').unwrap();
        let (row, col) = cell::parse_a1(address.as_bytes()).unwrap();
        if row > 0 {
            let at = CellRef { file: 0, sheet: sheet.parse().unwrap(), row, col };
            let location = sources.locate(at);
            said.push(format!(
                "{}!{} {value}",
                location.sheet.unwrap_or_default(),
                location.cell.unwrap()
            ));
        }
    }
    (info, said)
}

#[test]
fn releases_are_projects_bids_awards_and_contracts() {
    let (info, cells) = pointed(&fixture("releases.json"));
    assert_eq!(info.format, Format::Json);
    let names: Vec<_> = info.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["项目", "投标", "中标", "合同"]);
    for expected in [
        "项目!/releases/0/ocid ocds-qb0000-0001",
        "项目!/releases/0/buyer/name 某市社会保险中心",
        "项目!/releases/0/parties/0/contactPoint/telephone 010-55550000",
        "项目!/releases/0/tender/procurementMethodDetails 公开招标",
        "项目!/releases/0/tender/value/amount 1100000",
        "项目!/releases/0/tender/tenderPeriod/endDate 2024-03-05 09:30:00",
        "投标!/releases/0/ocid ocds-qb0000-0001",
        "投标!/releases/0/bids/details/1/tenderers/0/name 乙样例科技有限公司",
        "投标!/releases/0/bids/details/2/value/amount 1080000",
        "投标!/releases/0/bids/details/0/date 2024-03-05 07:10:00",
        "投标!/releases/0/parties/2/contactPoint/telephone 13900001111",
        "投标!/releases/0/parties/3/address 3 样例路, 某市, 100003",
        "中标!/releases/0/awards/0/suppliers/0/name 甲示例软件有限公司",
        "合同!/releases/0/contracts/0/dateSigned 2024-03-28",
        "合同!/releases/0/awards/0/suppliers/0/name 甲示例软件有限公司",
    ] {
        assert!(cells.iter().any(|cell| cell == expected), "{expected} in {cells:#?}");
    }
    assert!(info.problems.is_empty(), "{:?}", info.problems);
}

#[test]
fn packages_of_records_and_lines_read_as_releases() {
    let (_, of_releases) = pointed(&fixture("releases.json"));
    let (_, of_records) = pointed(&fixture("records.json"));
    let renamed: Vec<_> = of_records
        .iter()
        .map(|cell| cell.replace("/records/0/compiledRelease", "/releases/0"))
        .collect();
    assert_eq!(renamed, of_releases);
    let (_, of_lines) = pointed(&fixture("releases.jsonl"));
    assert!(
        of_lines.contains(&"投标!2:/bids/details/1/value/amount 1000000.5".to_owned()),
        "{of_lines:#?}"
    );
    let line = fs::read_to_string(fixture("releases.jsonl")).unwrap();
    let (_folder, path) = file("one.json", line.lines().next().unwrap().as_bytes());
    let (_, of_one) = pointed(&path);
    assert!(
        of_one.contains(&"项目!/tender/title 社保信息系统维护项目（1）".to_owned()),
        "{of_one:#?}"
    );
}

#[test]
fn lists_of_objects_are_tables() {
    let (info, cells) = pointed(&fixture("flat.json"));
    let expected = [
        "!/0/投标报价 1000000",
        "!/0/投标人 甲示例软件有限公司",
        "!/0/联系/标签 a、b",
        "!/0/联系/电话 13900001111",
        "!/0/账号 6222021234567890123",
        "!/0/项目编号 XZ-1",
        "!/1/投标报价 1010000.5",
        "!/1/投标人 乙样例科技有限公司",
        "!/1/是否中标 FALSE",
        "!/1/项目编号 XZ-1",
    ];
    let mut sorted = cells;
    sorted.sort();
    assert_eq!(sorted, {
        let mut expected = expected.map(str::to_owned).to_vec();
        expected.sort();
        expected
    });
    assert_eq!(info.problems[0].says.en, "lists of objects inside records, not read: 1");
    assert_eq!(
        info.sheets[0].address(0, 0),
        info.sheets[0].pointers.as_ref().unwrap().at(0, 0).unwrap()
    );
}

#[test]
fn json_that_breaks_off_keeps_its_beginning() {
    let lines = fs::read(fixture("releases.jsonl")).unwrap();
    let (_folder, path) = file("a.jsonl", &lines[..lines.len() - 50]);
    let (info, cells) = pointed(&path);
    assert!(
        cells.iter().any(|cell| cell.starts_with("投标!1:/"))
            && !cells.iter().any(|cell| cell.contains("!2:/"))
    );
    assert!(
        info.problems[0]
            .says
            .en
            .starts_with("the JSON breaks off or is wrong; the records before it were read (2: ")
    );
    let text = r#"[{"项目编号":"XZ-1"},{"项目编号":"XZ-2"},{"项目"#;
    let (_folder, path) = file("a.json", text.as_bytes());
    let (info, cells) = pointed(&path);
    assert_eq!((cells.len(), info.problems.len()), (2, 1));
    let (_folder, path) = file("a.json", &b"[[".repeat(100_000));
    assert!(said(noted(&path)).starts_with("! the file is damaged or incomplete"));
    let (_folder, path) = file("a.json", br#"{"settings":{"a":1}}"#);
    assert!(said(noted(&path)).starts_with("! this is a JSON file without a list of records"));
    let (_folder, path) =
        file("report.json", br#"{"schema": "qingbiao.report.v2", "findings": [{"a": 1}]}"#);
    assert!(said(noted(&path)).starts_with("! this is a report of this program"));
}
