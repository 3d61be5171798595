//! What office files must withstand: values that look like formulas, characters that may not stand in XML, very long
//! names, and names that would lead elsewhere. They open, and the values are shown as what they are.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output};

use calamine::{Data, Reader as _, Xlsx};

fn qingbiao(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_qingbiao"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Reviews a folder into another and gives the files by name.
fn review(input: &str, output: &Path, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let output = output.display().to_string();
    let mut arguments = vec!["review", input, "--format", "xlsx,docx,transfer,csv", "-o", &output];
    arguments.extend(more);
    let ran = qingbiao(&arguments);
    assert!(ran.status.success(), "{}", said(&ran));
    let mut files = BTreeMap::new();
    for folder in [Path::new(&output).to_owned(), Path::new(&output).join("tables")] {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

/// The parts of a container that are XML.
fn xml_parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a container");
    let mut parts = BTreeMap::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        if name.ends_with(".png") {
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        parts.insert(name, text);
    }
    parts
}

fn assert_well_formed(name: &str, text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{name}: {error}"),
        }
    }
    let forbidden = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    assert!(!text.contains(forbidden), "{name} holds a character that XML forbids");
    for forbidden in ["&#x0", "&#x1;", "&#7;", "&#27;"] {
        assert!(!text.contains(forbidden), "{name} holds {forbidden}");
    }
}

/// A tender of bidders whose names and values are made to do harm.
fn hostile(folder: &Path) {
    let long = "长".repeat(10_000);
    let names = [
        "=cmd|' /C calc'!A0".to_owned(),
        "+1+1 有限公司".to_owned(),
        "@SUM(A1:A9) 有限公司".to_owned(),
        "-2+3 有限公司".to_owned(),
        "\u{202e}司公限有 <script>alert(1)</script>".to_owned(),
        format!("{long}有限公司"),
        "甲\u{7}\u{1b}[31m\u{ffff}&amp;]]>有限公司".to_owned(),
    ];
    let mut rows = String::from("投标人名称,投标报价（元）,联系电话,备注\n");
    for (at, name) in names.iter().enumerate() {
        let quoted = format!("\"{}\"", name.replace('"', "\"\""));
        let price = 1_000_000 + 1_000 * at;
        rows.push_str(&format!("{quoted},{price},13900002086,\"=HYPERLINK(\"\"http://x\"\")\"\n"));
    }
    fs::write(folder.join("开标记录 'x' #1.csv"), rows).expect("a file");
}

#[test]
fn nothing_from_a_source_becomes_a_formula_or_breaks_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&input).expect("a folder");
    hostile(&input);
    let files = review(&input.display().to_string(), &output, &["--unmask"]);
    for name in ["workpaper.xlsx", "report.docx", "transfer.docx"] {
        for (part, text) in xml_parts(&files[name]) {
            assert_well_formed(&format!("{name}/{part}"), &text);
            assert!(!text.contains("<f>") && !text.contains("<f "), "{name}/{part}: a formula");
            assert!(!text.contains("<script>"), "{name}/{part}");
            assert!(!text.contains('\u{202e}'), "{name}/{part}: a mark that turns the line");
        }
    }
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".csv")) {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        let text = text.strip_prefix('\u{feff}').expect("a mark");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for row in reader.records() {
            for cell in &row.expect("a row of as many cells") {
                let is_number = cell.trim_start_matches('-').parse::<f64>().is_ok();
                assert!(is_number || !cell.starts_with(['=', '+', '-', '@']), "{name}: {cell}");
            }
        }
    }
}

#[test]
fn texts_that_look_like_formulas_are_texts() {
    let folder = tempfile::tempdir().expect("a folder");
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&input).expect("a folder");
    hostile(&input);
    let files = review(&input.display().to_string(), &output, &[]);
    let mut book: Xlsx<_> =
        Xlsx::new(std::io::Cursor::new(files["workpaper.xlsx"].clone())).expect("a workbook");
    let sheet = book.worksheet_range("报价分析").expect("the prices");
    let texts: Vec<String> = sheet
        .rows()
        .flatten()
        .filter_map(|cell| match cell {
            Data::String(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    assert!(texts.iter().any(|text| text.starts_with("=cmd|")), "{texts:?}");
    assert!(texts.iter().any(|text| text.starts_with("+1+1")), "{texts:?}");
    let long = texts.iter().find(|text| text.starts_with("长长长")).expect("the long name");
    assert!(long.chars().count() < 32_767 && long.contains("字"), "the cut is said: {long}");
    assert!(book.worksheet_formula("报价分析").expect("the sheet").is_empty());
    let parts = xml_parts(&files["workpaper.xlsx"]);
    assert!(parts["xl/styles.xml"].contains("quotePrefix"), "editing a cell keeps it a text");
}

#[test]
fn the_workpaper_has_its_sheets_and_room_to_decide() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = review("fixtures/tenders/nc-core-system", folder.path(), &[]);
    let mut book: Xlsx<_> =
        Xlsx::new(std::io::Cursor::new(files["workpaper.xlsx"].clone())).expect("a workbook");
    let names = book.sheet_names().to_owned();
    for wanted in [
        "封面",
        "结论",
        "疑点清单",
        "检查矩阵",
        "两两关系",
        "报价分析",
        "证据索引",
        "参数与版本",
        "未检查项",
    ] {
        assert!(names.iter().any(|name| name == wanted), "{wanted} is missing in {names:?}");
    }
    let list = book.worksheet_range("疑点清单").expect("the leads");
    let head: Vec<String> =
        list.rows().nth(2).expect("headings").iter().map(ToString::to_string).collect();
    for wanted in ["等级", "事实", "证据位置", "人工意见", "理由"] {
        assert!(head.iter().any(|heading| heading == wanted), "{wanted}: {head:?}");
    }
    let parts = xml_parts(&files["workpaper.xlsx"]);
    let sheets: String = parts
        .iter()
        .filter(|(name, _)| name.starts_with("xl/worksheets/"))
        .map(|(_, text)| text.as_str())
        .collect();
    for wanted in [
        "采信,排除,待补",
        "state=\"frozen\"",
        "<autoFilter",
        "orientation=\"landscape\"",
        "'证据索引'!A",
    ] {
        assert!(sheets.contains(wanted), "{wanted}");
    }
}

#[test]
fn personal_data_are_masked_in_office_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = review("fixtures/tenders/nc-core-system", folder.path(), &[]);
    let phone = "13987652086";
    for (name, bytes) in &files {
        let found = if name.ends_with(".csv") {
            String::from_utf8_lossy(bytes).contains(phone)
        } else {
            xml_parts(bytes).values().any(|text| text.contains(phone))
        };
        assert!(!found, "{name}");
    }
    let shown = tempfile::tempdir().expect("a folder");
    let files = review("fixtures/tenders/nc-core-system", shown.path(), &["--unmask"]);
    assert!(xml_parts(&files["workpaper.xlsx"]).values().any(|text| text.contains(phone)));
}

#[test]
fn the_same_input_gives_the_same_office_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let tender = "fixtures/tenders/nc-data-platform";
    let (first, second) = (folder.path().join("1"), folder.path().join("2"));
    assert!(review(tender, &first, &[]) == review(tender, &second, &[]));
}

#[test]
fn the_report_says_the_facts_and_leaves_the_decisions_blank() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = review("fixtures/tenders/nc-core-system", folder.path(), &[]);
    let words = |name: &str| {
        let parts = xml_parts(&files[name]);
        let document = &parts["word/document.xml"];
        let texts = document.split("<w:t ").skip(1).filter_map(|rest| {
            let (_, rest) = rest.split_once('>')?;
            Some(rest.split_once("</w:t>")?.0.to_owned())
        });
        texts.collect::<Vec<_>>().join("\n")
    };
    let report = words("report.docx");
    for wanted in [
        "一、线索来源与项目基本情况",
        "八、说明与局限",
        "2025年4月8日9时30分",
        "1,286.00 万元",
        "建议列为重点复核对象",
        "附件 1",
        "证据索引",
    ] {
        assert!(report.contains(wanted), "{wanted}");
    }
    let form = words("transfer.docx");
    let (_, rest) = form.split_once("处置建议").expect("the box");
    assert!(rest.trim_start().starts_with("承办人"), "the box is not blank: {rest}");
    let document = &xml_parts(&files["report.docx"])["word/document.xml"];
    assert!(document.contains("<w:tblHeader/>"), "heads of tables repeat");
}

/// Each chart for which there are data stands in the report with a caption, and the text points at it.
#[test]
fn the_report_holds_every_chart_that_can_be_drawn() {
    for (tender, lang, label, see) in [
        ("nc-core-system", "zh", "图", "见附件 3 "),
        ("dongpu-rotation", "zh", "图", "见附件 3 "),
        ("nc-data-platform", "en", "Figure", "See annex 3, "),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let input = format!("fixtures/tenders/{tender}");
        let charts = folder.path().join("charts");
        let written = qingbiao(&[
            "chart",
            "--all",
            &input,
            "-o",
            &charts.display().to_string(),
            "--as",
            "svg",
        ]);
        assert!(written.status.success(), "{}", said(&written));
        let drawn = fs::read_dir(&charts).expect("charts").count();
        let files = review(&input, &folder.path().join("out"), &["--lang", lang]);
        let parts = xml_parts(&files["report.docx"]);
        let document = &parts["word/document.xml"];
        if !document.contains("<w:drawing>") {
            assert!(document.contains("fonts-noto-cjk"), "{tender}: no chart, and a font is there");
            continue;
        }
        assert_eq!(document.matches("<w:drawing>").count(), drawn, "{tender}");
        assert_eq!(document.matches("w:pStyle w:val=\"Caption\"").count(), drawn, "{tender}");
        let pointing: Vec<&str> = document
            .split(see)
            .skip(1)
            .map(|rest| rest.split('<').next().unwrap_or_default())
            .collect();
        let pointing = pointing.join("、") + "。";
        for number in 1..=drawn {
            let named = format!("{label} {number}");
            let whole = |(at, _): (usize, &str)| {
                !pointing[at + named.len()..].starts_with(|c: char| c.is_ascii_digit())
            };
            assert_eq!(
                pointing.match_indices(&named).filter(|found| whole(*found)).count(),
                1,
                "{tender}: {named} in {pointing}"
            );
        }
        assert_eq!(document.matches("descr=\"\"").count(), 0, "{tender}: a picture without words");
    }
}

/// What makes a spreadsheet program offer to repair a file: its limits, which it checks on opening.
#[test]
fn workbooks_keep_the_limits_of_spreadsheet_programs() {
    let folder = tempfile::tempdir().expect("a folder");
    let hostile_input = folder.path().join("in");
    fs::create_dir(&hostile_input).expect("a folder");
    hostile(&hostile_input);
    let hostile_input = hostile_input.display().to_string();
    let inputs =
        ["fixtures/tenders/nc-core-system", "fixtures/tenders/dongpu-rotation", &hostile_input];
    let mut looked = 0;
    for (at, input) in inputs.into_iter().enumerate() {
        let files = review(input, &folder.path().join(at.to_string()), &["--unmask"]);
        let parts = xml_parts(&files["workpaper.xlsx"]);
        let workbook = &parts["xl/workbook.xml"];
        let values = |text: &str, name: &str| -> Vec<String> {
            let before = format!(" {name}=\"");
            let rest = text.split(&before).skip(1);
            rest.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
        };
        let sheets: Vec<String> = workbook
            .split("<sheet ")
            .skip(1)
            .flat_map(|sheet| {
                values(&format!(" {}", sheet.split("/>").next().unwrap_or_default()), "name")
            })
            .collect();
        let unlike: std::collections::BTreeSet<String> =
            sheets.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(unlike.len(), sheets.len(), "{input}: two sheets of one name: {sheets:?}");
        for name in &sheets {
            let long = name.encode_utf16().count();
            assert!(0 < long && long <= 31, "{input}: {name}");
            assert!(!name.contains(['[', ']', ':', '*', '?', '/', '\\', '\'']), "{input}: {name}");
        }
        let names = values(workbook, "name");
        assert!(!names.is_empty());
        for (part, text) in parts.iter().filter(|(part, _)| part.starts_with("xl/")) {
            for target in values(text, "Target").into_iter().chain(values(text, "location")) {
                assert!(target.chars().count() <= 2_079, "{input} {part}: {target}");
            }
            assert!(text.matches("<hyperlink ").count() <= 65_530, "{input} {part}");
            for said in
                text.split("<t>").skip(1).chain(text.split("<t xml:space=\"preserve\">").skip(1))
            {
                let said = said.split_once("</t>").map_or("", |(said, _)| said);
                assert!(said.encode_utf16().count() <= 32_767, "{input} {part}");
                looked += 1;
            }
            for list in text.split("<formula1>").skip(1) {
                let list = list.split_once("</formula1>").map_or("", |(list, _)| list);
                assert!(list.chars().count() <= 255, "{input} {part}: {list}");
            }
            for (attribute, most) in [("ht", 409.5), ("width", 255.0)] {
                for value in values(text, attribute) {
                    let value: f64 = value.parse().unwrap_or_default();
                    assert!(value <= most, "{input} {part}: {attribute} {value}");
                }
            }
        }
        let tables: Vec<String> = parts
            .iter()
            .filter(|(part, _)| part.starts_with("xl/tables/"))
            .flat_map(|(_, text)| values(text, "displayName"))
            .collect();
        let apart: std::collections::BTreeSet<&String> = tables.iter().collect();
        assert_eq!(apart.len(), tables.len(), "{input}: two tables of one name");
    }
    assert!(100 < looked, "{looked} texts");
}

#[test]
fn a_finding_about_several_packages_names_them_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = review("fixtures/tenders/ningchuan-archive-progression", folder.path(), &[]);
    let findings = String::from_utf8_lossy(&files["findings.csv"]);
    let line = findings.lines().find(|line| line.contains("WB209")).expect("the finding");
    assert!(line.contains("包 1、包 2"), "{line}");
}

#[test]
fn several_formats_need_a_folder() {
    let tender = "fixtures/tenders/nc-data-platform";
    for arguments in [
        vec!["review", tender, "--format", "html,json"],
        vec!["review", tender, "--format", "csv"],
        vec!["review", tender, "--format", "xlsx"],
        vec!["review", tender, "--format", "html,json", "-o", "Cargo.toml"],
    ] {
        let output = qingbiao(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(
            said(&output).contains("-o") || said(&output).contains("文件夹"),
            "{}",
            said(&output)
        );
    }
}
