//! Web pages, workbooks as one XML file, archives: what people have beside workbooks and text.

use std::fs;
use std::io::Write as _;

use super::*;

#[test]
fn tables_of_a_page_are_sheets() {
    let (info, notes) = noted(&fixture("platform.xls")).unwrap();
    assert_eq!(info.format, Format::Page { encoding: "GB18030" });
    let expected = [
        "0!A1 开标记录表",
        "0!A2 项目编号：XZ-2024-017\u{a0}\u{a0}预算<100万元",
        "0!A3 序号",
        "0!B3 投标人",
        "0!C3 开户账号",
        "0!D3 报价",
        "0!D4 金额（元）",
        "0!E4 备注",
        "0!A5 1",
        "0!B5 甲示例软件\n有限公司",
        "0!C5 6222021234567890123",
        "0!D5 1000000.55", // the page shows it rounded
        "0!E5 含税&运费",
        "0!A6 2",
        "0!B6 乙镕样例科技",
        "0!C6 0012",
        "0!D6 1010000",
        "0!A7 3",
        "0!B7 丙示范",
        "0!C7 0013",
        "0!D7 990000",
        "1!A1 附件",
        "1!A2 清单",
        "1!A3 记录人：张三样例",
    ];
    assert_eq!(notes.cells, expected);
    assert_eq!(notes.hidden, ["A6", "B6", "C6", "D6"]);
    let first = &info.sheets[0];
    assert_eq!((&first.hidden_rows[..], &first.hidden_columns[..]), (&[5][..], &[2][..]));
    let merge =
        |first_col, last_row, last_col| Merge { first_row: 2, first_col, last_row, last_col };
    assert_eq!(first.merged, [merge(0, 3, 0), merge(1, 3, 1), merge(2, 3, 2), merge(3, 2, 4)]);
    assert_eq!(info.sheets[1].name, "表2");
    assert_eq!(said(Ok((info, notes))), "pieces of text hidden inside cells, not read: 1");
}

#[test]
fn the_names_that_excel_gives_its_sheets_are_kept() {
    let page = "\u{feff}<html><!--[if gte mso 9]><xml><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>报价&amp;评分</x:Name>\
        </x:ExcelWorksheet><x:ExcelWorksheet><x:Name>底稿</x:Name><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible>\
        </x:WorksheetOptions></x:ExcelWorksheet></xml><![endif]--><table><tr><td>甲<table></table><tr><td>乙</table>\
        <TABLE><TR><TD colspan=3>丙</TABLE>";
    let (_folder, path) = file("a.xls", page.as_bytes());
    let (info, notes) = noted(&path).unwrap();
    let names: Vec<_> =
        info.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.visibility)).collect();
    assert_eq!(names, [("报价&评分", Visibility::Visible), ("底稿", Visibility::Hidden)]);
    assert_eq!(notes.cells, ["0!A1 甲", "0!A2 乙", "1!A1 丙"]);
}

#[test]
fn a_page_that_breaks_off_or_has_no_table_is_said() {
    let (_folder, path) = file("a.xls", "<table><tr><td>甲<td>乙<tr><td>丙".as_bytes());
    let (info, notes) = noted(&path).unwrap();
    assert_eq!(notes.cells, ["0!A1 甲", "0!B1 乙", "0!A2 丙"]);
    assert_eq!(info.problems[0].at.as_ref().unwrap().cell.as_deref(), Some("A2"));
    assert!(said(Ok((info, notes))).starts_with("the page ends inside a table"));
    let (_folder, path) = file("a.html", b"<html><body>login</body></html>");
    assert!(said(noted(&path)).starts_with("! this is a web page (HTML) without a table"));
}

#[test]
fn what_a_style_sheet_hides_is_hidden() {
    let page = "<style>.no, tr.off { display:none } td.off { color:red } @media print { .x { display:none } }</style>
        <table><col class=no><col>
        <tr><td>投标人<td>报价<span class='small no'>（内部）</span></tr>
        <tr class=off><td>甲<td>100</tr>
        <tr class=x><td class=off>乙<td>200</tr></table>";
    let (_folder, path) = file("a.xls", page.as_bytes());
    let (info, notes) = noted(&path).unwrap();
    // Hidden rows and columns are read and told; text that nobody sees inside a cell is not part of it.
    let cells = ["0!A1 投标人", "0!B1 报价", "0!A2 甲", "0!B2 100", "0!A3 乙", "0!B3 200"];
    assert_eq!(notes.cells, cells);
    let sheet = &info.sheets[0];
    assert_eq!((&sheet.hidden_rows[..], &sheet.hidden_columns[..]), (&[1][..], &[0][..]));
    assert!(said(noted(&path)).contains("hidden inside cells, not read: 1"));
}

#[test]
fn a_page_made_to_do_harm_costs_little() {
    let limits = Limits { cells: 20_000, ..Limits::default() };
    let wide = "<td rowspan=65534 colspan=1000>".repeat(17);
    let page = format!("<table><tr>{wide}{}", "<tr><td>x".repeat(5_000));
    let (_folder, path) = file("a.xls", page.as_bytes());
    assert!(said(noted_within(&path, &limits)).contains("more than 20000 cells"));
    let deep = "<table><tr><td>".repeat(50_000);
    let (_folder, path) = file("a.xls", deep.as_bytes());
    assert!(said(noted(&path)).starts_with("! this is a web page (HTML) without a table"));
}

#[test]
fn workbooks_of_2003_as_xml_are_read_with_what_they_hide() {
    let (info, notes) = noted(&fixture("workbook-2003.xls")).unwrap();
    assert_eq!(info.format, Format::XmlSpreadsheet);
    let expected = [
        "0!A1 开标记录表",
        "0!E1 密",
        "0!A3 投标人",
        "0!B3 报价",
        "0!A4 甲\n乙",
        "0!C4 2024-03-05 09:30:00",
        "0!A5 乙样例",
        "0!B5 1000000.5",
        "0!A7 TRUE",
        "0!B7 #N/A",
        "0!C7 =?",
        "0!D7 6222021234567890123",
        "1!A1 隐藏",
    ];
    assert_eq!(notes.cells, expected);
    assert_eq!(notes.hidden, ["A5", "B5"]);
    let first = &info.sheets[0];
    assert_eq!((&first.hidden_rows[..], &first.hidden_columns[..]), (&[4, 5][..], &[3, 4][..]));
    let merge = |first_row, first_col, last_row, last_col| Merge {
        first_row,
        first_col,
        last_row,
        last_col,
    };
    assert_eq!(first.merged, [merge(0, 0, 0, 3), merge(2, 1, 3, 1)]);
    assert_eq!(
        (info.sheets[1].name.as_str(), info.sheets[1].visibility),
        ("底稿", Visibility::Hidden)
    );
    let properties = &info.properties;
    assert_eq!(
        (
            properties.creator.as_deref(),
            properties.last_modified_by.as_deref(),
            properties.company.as_deref()
        ),
        (Some("张三样例"), Some("李四样例"), Some("甲示例&乙"))
    );
}

#[test]
fn a_workbook_as_xml_that_breaks_off_keeps_its_beginning() {
    let whole = fs::read(fixture("workbook-2003.xls")).unwrap();
    let mark = "乙</B>".as_bytes();
    let cut = whole.windows(mark.len()).position(|window| window == mark).unwrap();
    let (_folder, path) = file("a.xml", &whole[..cut + 1]);
    let (info, notes) = noted(&path).unwrap();
    assert_eq!(notes.cells.last().map(String::as_str), Some("0!C4 2024-03-05 09:30:00"));
    assert!(
        info.problems.iter().any(|p| p.says.en.starts_with("the sheet is damaged after C4")),
        "{:?}",
        info.problems
    );
}

#[test]
fn a_flat_open_document_reads_as_the_packed_one() {
    let (flat, of_flat) = noted(&fixture("hidden.fods")).unwrap();
    let (packed, of_packed) = noted(&fixture("hidden.ods")).unwrap();
    assert_eq!(of_flat.cells, of_packed.cells);
    assert_eq!(flat.sheets, packed.sheets);
    assert_eq!(flat.format, Format::Ods);
}

#[test]
fn workbooks_of_wps_are_read_whatever_they_hold() {
    for (name, twin) in [("wps.et", "wps.xlsx"), ("binary.et", "binary.xls")] {
        let (info, notes) = noted(&fixture(name)).unwrap();
        let (of_twin, twin_notes) = noted(&fixture(twin)).unwrap();
        assert_eq!((info.format, notes.cells), (of_twin.format, twin_notes.cells), "{name}");
        assert!(info.problems.is_empty(), "{name}: {:?}", info.problems);
    }
}

#[test]
fn text_tables_are_told_by_their_delimiter_and_encoding() {
    let table =
        |d: &str| format!("序号{d}投标人{d}报价\r\n1{d}甲示例{d}1,000\r\n2{d}乙示例{d}2,000\r\n");
    let utf16 = |text: &str, big: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    for delimiter in [";", "|", "\t"] {
        let text = table(delimiter);
        let gb18030 = encoding_rs::GB18030.encode(&text).0.into_owned();
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        for (encoding, bytes) in [
            ("UTF-8", text.clone().into_bytes()),
            ("GB18030", gb18030),
            ("UTF-16LE", utf16(&text, false)),
            ("UTF-16BE", utf16(&text, true)),
            ("UTF-16LE", marked(b"\xFF\xFE", utf16(&text, false))),
            ("UTF-16BE", marked(b"\xFE\xFF", utf16(&text, true))),
        ] {
            let (_folder, path) = file("a.csv", &bytes);
            let (info, notes) = noted(&path).unwrap();
            let delimiter = delimiter.chars().next().unwrap();
            assert_eq!(info.format, Format::Delimited { encoding, delimiter });
            assert_eq!(
                notes.cells[3..6],
                ["0!A2 1", "0!B2 甲示例", "0!C2 1,000"],
                "{encoding} {delimiter}"
            );
        }
    }
}

fn found(inputs: &[PathBuf]) -> (Vec<String>, Vec<String>) {
    let (found, problems) = gather(inputs);
    let root = inputs[0].clone();
    let paths = found.iter().map(|found| shown(found.path.strip_prefix(&root).unwrap())).collect();
    let said = problems.iter().map(|p| {
        let place = p.at.as_ref().unwrap().file.rsplit('/').next().unwrap_or_default().to_owned();
        format!("{place}: {}", p.says.en)
    });
    (paths, said.collect())
}

#[test]
fn members_of_an_archive_are_files() {
    let archive = fixture("archive.zip");
    let (paths, problems) = found(std::slice::from_ref(&archive));
    assert_eq!(
        paths,
        ["(..)/越界.csv", "嵌套.zip/澄清/记录.csv", "开标/开标记录.csv", "深.zip/外层.csv"]
    );
    assert_eq!(
        problems,
        [
            "说明.docx: set aside: a text document",
            "旧.rar: this is a RAR archive; it was not read",
            "再套.zip: an archive inside an archive inside an archive; unpack it first",
        ]
    );
    let (info, notes) = noted(&archive.join("嵌套.zip/澄清/记录.csv")).unwrap();
    assert_eq!(notes.cells[2..], ["0!A2 XZ-1", "0!B2 丙"]);
    assert!(info.path.ends_with("archive.zip/嵌套.zip/澄清/记录.csv"), "{}", info.path);
    let rows = excerpt(&archive.join("开标/开标记录.csv"), &[(0, 1, 1)]).unwrap();
    assert_eq!(rows[0].cells, [(0, "甲".to_owned()), (1, "1".to_owned())]);
    assert_eq!(said(noted(&archive.join("没有.csv"))), "! no such file or folder");
    assert_eq!(said(noted(&archive)), "! this is an archive, not a table that can be read");
}

/// A zip of these members.
fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn workbooks_inside_an_archive_read_as_outside() {
    let names = ["hidden.xlsx", "hidden.xls", "hidden.ods", "platform.xls", "gb18030.csv"];
    let bytes: Vec<_> = names.iter().map(|name| fs::read(fixture(name)).unwrap()).collect();
    let members: Vec<_> =
        names.iter().zip(&bytes).map(|(name, bytes)| (*name, &bytes[..])).collect();
    let (folder, path) = file("全部.zip", &packed(&members));
    let (paths, problems) = found(&[folder.path().to_path_buf()]);
    assert_eq!((paths.len(), problems.len()), (5, 0), "an archive in a folder is a folder");
    for name in names {
        let (inside, outside) = (noted(&path.join(name)).unwrap(), noted(&fixture(name)).unwrap());
        assert_eq!(inside.1.cells, outside.1.cells);
        assert_eq!((&inside.0.sha256, &inside.0.sheets), (&outside.0.sha256, &outside.0.sheets));
    }
    // An xlsx is packed too, but no archive.
    let (paths, _) = found(&[fixture("hidden.xlsx")]);
    assert_eq!(paths, [""]);
}

#[test]
fn archives_made_to_do_harm_are_refused() {
    let zeros = vec![b'0'; 3 << 20];
    let (_folder, path) = file("a.zip", &packed(&[("a.csv", &zeros), ("b.csv", b"x,y")]));
    let limits = Limits { ratio: 20, ratio_floor: 1 << 20, ..Limits::default() };
    let (found, problems) = gather_within(std::slice::from_ref(&path), &limits);
    assert!(found.is_empty());
    assert!(
        problems[0].says.en.contains("the archive unfolds to 3 MiB, more than 1 MiB"),
        "{problems:?}"
    );
    let inner = packed(&[("a.csv", b"x,y"), ("b.csv", b"x,y")]);
    let (_other, nested) = file("b.zip", &packed(&[("c.zip", &inner), ("d.csv", b"x,y")]));
    let limits = Limits { unfolded_bytes: 300, ..Limits::default() };
    let (found, problems) = gather_within(&[nested], &limits);
    assert_eq!(found.len(), 1);
    assert!(problems[0].says.en.starts_with("a large archive inside an archive"), "{problems:?}");

    let limits = Limits { binary_bytes: 1 << 20, ..Limits::default() };
    assert!(
        said(noted_within(&path.join("a.csv"), &limits)).contains("beyond what is read: 3 MiB")
    );
    assert!(noted_within(&path.join("b.csv"), &limits).is_ok());

    let whole = fs::read(&path).unwrap();
    let (_folder, path) = file("a.zip", &whole[..whole.len() - 30]);
    assert!(said(noted(&path)).contains("damaged or incomplete"));
}

#[test]
fn workbooks_of_binary_records_are_read_with_what_they_hide() {
    let (info, notes) = noted(&fixture("hidden.xlsb")).unwrap();
    assert_eq!(info.format, Format::Xlsb);
    let expected = [
        "0!A1 某市社保信息系统开标一览表",
        "0!A2 投标人",
        "0!B2 报价（元）",
        "0!C2 开标日期",
        "0!D2 备注",
        "0!A3 甲示例软件有限公司",
        "0!B3 1000000.5",
        "0!C3 2024-03-05",
        "0!A4 乙示例软件有限公司",
        "0!B4 1010000",
        "0!C4 TRUE",
        "0!D4 #N/A",
        "0!A6 合计",
        "0!B6 2010000.5",
        "1!B2 隐藏工作表",
        "2!A1 深度隐藏",
    ];
    assert_eq!(notes.cells, expected);
    assert_eq!(notes.hidden, ["A4", "B4", "C4", "D4"]);
    let first = &info.sheets[0];
    assert_eq!((&first.hidden_rows[..], &first.hidden_columns[..]), (&[3][..], &[3][..]));
    assert_eq!(first.merged, [Merge { first_row: 0, first_col: 0, last_row: 0, last_col: 3 }]);
    let seen: Vec<_> = info.sheets.iter().map(|sheet| sheet.visibility).collect();
    assert_eq!(seen, [Visibility::Visible, Visibility::Hidden, Visibility::VeryHidden]);
    assert_eq!(said(Ok((info, notes))), "");
    let whole = fs::read(fixture("hidden.xlsb")).unwrap();
    let (_folder, path) = file("a.xlsb", &whole[..whole.len() / 2]);
    assert!(said(noted(&path)).starts_with("! the file is damaged or incomplete"));
}
