//! Readers over the files in `fixtures/readers`, and over files made to do harm.

use std::fs;
use std::path::{Path, PathBuf};

mod formats;
mod hostile;
mod json;

use super::*;
use crate::error::{Error, Level};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/readers").join(name)
}

/// Writes down everything that is read.
#[derive(Default)]
struct Notes {
    sheets: Vec<SheetInfo>,
    ended: u16,
    cells: Vec<String>,
    hidden: Vec<String>,
}

impl Sink for Notes {
    fn sheet(&mut self, sheet: u16, info: &SheetInfo) {
        assert_eq!(
            (usize::from(sheet), sheet),
            (self.sheets.len(), self.ended),
            "sheets come one after the other"
        );
        self.sheets.push(info.clone());
    }

    fn row(&mut self, sheet: u16, row: &Row<'_>) {
        assert!(!row.cells.is_empty() && row.cells.is_sorted_by(|a, b| a.0 < b.0));
        for (col, cell) in row.cells {
            let at = row.at(*col);
            assert_eq!((at.file, at.sheet), (7, sheet));
            self.cells.push(format!("{}!{} {}", sheet, at.a1(), cell.shown()));
            if row.hidden {
                self.hidden.push(at.a1());
            }
        }
    }

    fn end(&mut self, _sheet: u16) {
        self.ended += 1;
    }
}

fn noted(path: &Path) -> Result<(FileInfo, Notes), Error> {
    noted_within(path, &Limits::default())
}

fn noted_within(path: &Path, limits: &Limits) -> Result<(FileInfo, Notes), Error> {
    let mut notes = Notes::default();
    let info = read(path, 7, limits, &mut notes)?;
    assert_eq!(usize::from(notes.ended), info.sheets.len(), "every sheet is announced and ended");
    Ok((info, notes))
}

fn said(result: Result<(FileInfo, Notes), Error>) -> String {
    match result {
        Ok((info, _)) => info
            .problems
            .iter()
            .map(|problem| problem.says.en.to_string())
            .collect::<Vec<_>>()
            .join("; "),
        Err(error) => {
            assert!(error.advice.is_some(), "every error says what to do");
            format!("! {}", error.says.en)
        }
    }
}

/// A file in a folder of its own, deleted with it.
fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

#[test]
fn dates_of_both_systems_are_the_same_dates() {
    for name in ["dates-1900.xlsx", "dates-1904.xlsx"] {
        let (info, notes) = noted(&fixture(name)).unwrap();
        assert_eq!(info.sheets[0].date_1904, name.contains("1904"));
        let values: Vec<&str> =
            notes.cells.iter().filter(|cell| cell.contains("!B")).map(String::as_str).collect();
        let expected = [
            "0!B1 2024-03-05",
            "0!B2 2024-03-05 09:30:00",
            "0!B3 09:30:00",
            "0!B4 36:00:00",
            "0!B5 2024-03-05",
            "0!B6 1234500.5",
            "0!B7 TRUE",
            "0!B8 #N/A",
            "0!B9 2024.3.5",
        ];
        assert_eq!(values, expected, "{name}");
    }
}

#[test]
fn what_a_workbook_hides_is_read_and_said() {
    let (info, notes) = noted(&fixture("hidden.xlsx")).unwrap();
    let seen: Vec<_> =
        info.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.visibility)).collect();
    let hidden = [
        ("开标一览表", Visibility::Visible),
        ("底稿", Visibility::Hidden),
        ("参数", Visibility::VeryHidden),
    ];
    assert_eq!(seen, hidden);
    let first = &notes.sheets[0];
    assert_eq!((&first.hidden_rows[..], &first.hidden_columns[..]), (&[3][..], &[3][..]));
    let merge =
        |first_row, last_col| Merge { first_row, first_col: 0, last_row: first_row, last_col };
    assert_eq!(first.merged, [merge(0, 3), merge(5, 1)]);
    assert_eq!(notes.hidden, ["A4", "B4", "C4", "D4"]);
    assert!(notes.cells.contains(&"1!B2 隐藏工作表".to_owned()));
    assert!(
        !notes.cells.iter().any(|cell| cell.starts_with("0!D3")),
        "a full-width blank is no content"
    );
}

#[test]
fn a_formula_without_a_result_is_a_cell_and_a_problem() {
    let (info, notes) = noted(&fixture("hidden.xlsx")).unwrap();
    assert!(notes.cells.contains(&"0!C6 =?".to_owned()));
    assert_eq!(info.problems[0].at.as_ref().unwrap().cell.as_deref(), Some("C6"));
    assert_eq!(
        said(Ok((info, notes))),
        "formulas saved without their results, so that their values are not known: 1"
    );
}

#[test]
fn the_same_workbook_reads_the_same_in_every_format() {
    let (_, xlsx) = noted(&fixture("hidden.xlsx")).unwrap();
    let without_total = |notes: &Notes| {
        notes.cells.iter().filter(|cell| !cell.starts_with("0!C6")).cloned().collect::<Vec<_>>()
    };
    for name in ["hidden.xls", "hidden.ods"] {
        let (info, notes) = noted(&fixture(name)).unwrap();
        assert_eq!(without_total(&notes), without_total(&xlsx), "{name}");
        assert_eq!(notes.hidden, xlsx.hidden, "{name}");
        for (sheet, of_xlsx) in info.sheets.iter().zip(&xlsx.sheets) {
            assert_eq!(sheet.merged, of_xlsx.merged, "{name}");
            assert_eq!(sheet.hidden_columns, of_xlsx.hidden_columns, "{name}");
            assert_eq!(
                sheet.visibility == Visibility::Visible,
                of_xlsx.visibility == Visibility::Visible,
                "{name}"
            );
        }
        assert!(
            notes.cells.contains(&"0!C6 3030000".to_owned()),
            "{name}: the program computed the sum"
        );
    }
}

#[test]
fn properties_tell_author_program_and_machine() {
    let (info, _) = noted(&fixture("wps.xlsx")).unwrap();
    let found = info.properties;
    assert_eq!(
        (found.creator.as_deref(), found.last_modified_by.as_deref()),
        (Some("张三样例"), Some("李四样例"))
    );
    assert_eq!(
        (found.company.as_deref(), found.application.as_deref()),
        (Some("甲示例&乙"), Some("WPS 表格"))
    );
    assert_eq!((found.template.as_deref(), found.total_minutes), (Some("模板.xltx"), Some(125)));
    assert_eq!(found.created.as_deref(), Some("2024-01-02T03:04:05Z"));
    let wps = found.wps.unwrap();
    assert_eq!(wps.build.as_deref(), Some("2052-12.1.0.16929"));
    assert_eq!(wps.icv.as_deref(), Some("0F1E2D3C4B5A69788796A5B4C3D2E1F0_12"));
    assert_eq!(wps.hdid.as_deref(), Some("4d99ab0123456789abcdef0123456789"));
    assert_eq!(wps.user_id.as_deref(), Some("100200300"));
    assert!(found.custom.contains(&("部门".to_owned(), "采购部".to_owned())));

    let (info, _) = noted(&fixture("open.ods")).unwrap();
    assert_eq!(
        (info.properties.creator.as_deref(), info.properties.total_minutes),
        (Some("张三样例"), Some(90))
    );
    assert_eq!(info.properties.wps.unwrap().icv.as_deref(), Some("0F1E2D3C_11"));
    assert_eq!(
        noted(&fixture("hidden.xls")).unwrap().0.properties.creator.as_deref(),
        Some("openpyxl")
    );
}

#[test]
fn binary_workbooks_are_read_with_what_they_hide() {
    let (info, notes) = noted(&fixture("binary.xls")).unwrap();
    assert_eq!(
        (info.format, said(Ok((info.clone(), Notes::default()))).as_str()),
        (Format::Xls, "")
    );
    let expected =
        ["0!A3 社保核心平台", "0!B3 1", "0!C3 980000.5", "0!D3 2024-03-05", "0!A4 数据迁移服务"];
    assert_eq!(notes.cells[5..10], expected);
    assert_eq!(
        (&info.sheets[0].hidden_rows[..], &info.sheets[0].hidden_columns[..]),
        (&[3][..], &[1][..])
    );
    assert_eq!(info.sheets[0].merged.len(), 1);
    assert_eq!(info.sheets[1].visibility, Visibility::Hidden);
    assert_eq!(notes.cells.last().map(String::as_str), Some("1!C5 隐藏"));
}

#[test]
fn open_documents_are_read_with_repeated_rows() {
    let (info, notes) = noted(&fixture("open.ods")).unwrap();
    let expected = [
        "0!A1 验收单",
        "0!A4 终端",
        "0!B4 12",
        "0!C4 2024-03-05",
        "0!A5 同上",
        "0!C5 0.5",
        "0!A6 同上",
        "0!C6 0.5",
        "0!A7 合计",
        "0!B7 =?",
        "1!A1 第一行\n",
    ];
    assert_eq!(notes.cells, expected);
    assert_eq!(notes.hidden, ["A5", "C5", "A6", "C6"]);
    assert_eq!((info.sheets[0].merged.len(), &info.sheets[0].hidden_columns[..]), (1, &[2][..]));
    assert_eq!(info.sheets[1].visibility, Visibility::Hidden);
}

#[test]
fn text_tables_are_read_in_every_encoding() {
    for (name, encoding) in
        [("utf8-bom.csv", "UTF-8"), ("utf8.csv", "UTF-8"), ("gb18030.csv", "GB18030")]
    {
        let (info, notes) = noted(&fixture(name)).unwrap();
        assert_eq!(info.format, Format::Delimited { encoding, delimiter: ',' });
        let expected = [
            "0!A2 1",
            "0!B2 甲示例软件有限公司",
            "0!C2 1,000,000",
            "0!D2 第一行\n第二行",
            "0!A4 2", // the blank line is row 3, the break between quotation marks is none
            "0!B4 乙镕犇科技",
            "0!C4 1010000",
        ];
        assert_eq!(notes.cells[4..], expected, "{name}");
    }
    let (info, notes) = noted(&fixture("semicolon.csv")).unwrap();
    assert_eq!(info.format, Format::Delimited { encoding: "UTF-8", delimiter: ';' });
    assert_eq!(notes.cells[5], "0!C2 1,000,000");
    let (info, notes) = noted(&fixture("utf16.txt")).unwrap();
    assert_eq!(info.format, Format::Delimited { encoding: "UTF-16LE", delimiter: '\t' });
    assert_eq!(notes.cells[4], "0!B2 甲示例软件有限公司");
}

#[test]
fn unusual_text_is_read_and_said() {
    let (_folder, path) = file("a.csv", b"sep=|\r\na|b\r\n1|2");
    let (info, notes) = noted(&path).unwrap();
    assert_eq!(notes.cells, ["0!A2 a", "0!B2 b", "0!A3 1", "0!B3 2"]);
    assert_eq!(said(Ok((info, notes))), "the first line declares the delimiter; it is not data");
    let (_folder, path) = file("b.csv", b"a,b\n\xB5\xA5\xFF,2\n");
    assert!(said(noted(&path)).contains("not valid GB18030"));
    let (_folder, path) = file("c.csv", format!("a,\"b\n{}", "1,2\n".repeat(20_000)).as_bytes());
    assert!(said(noted(&path)).contains("a quotation mark may be unclosed"));
    let (_folder, path) = file("d.csv", b"a\n\n\n\nb\n\n");
    assert_eq!(noted(&path).unwrap().1.cells, ["0!A1 a", "0!A5 b"]);
}

#[test]
fn files_that_cannot_be_read_are_told_apart() {
    let whole = fs::read(fixture("hidden.xlsx")).unwrap();
    let cases: [(&str, &[u8], &str); 8] = [
        ("a.xlsx", b"", "! the file is empty (0 bytes)"),
        ("a.xlsx", &whole[..whole.len() / 2], "! the file is damaged or incomplete"),
        ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 cut", "! the file is damaged or incomplete"),
        ("a.xlsx", b"%PDF-1.7", "! this is a PDF file, not a table that can be read"),
        ("a.csv", b"MZ\x90\x00\x03\x00\x00", "! the contents are not recognised"),
        (
            "a.csv",
            b"\x01\x02\x03\x04\x05\x06\x07".repeat(9).leak(),
            "! the contents are not recognised",
        ),
        ("a.xls", b"<?xml version=\"1.0\"?><Workbook/>", "! this is an XML file"),
        ("a.json", b"{\"releases\":[]}", "! this is a JSON file"),
    ];
    for (name, bytes, expected) in cases {
        let (_folder, path) = file(name, bytes);
        let said = said(noted(&path));
        assert!(said.starts_with(expected), "{said}");
    }
    assert_eq!(said(noted(Path::new("/nowhere/a.xlsx"))), "! no such file or folder");
    assert_eq!(noted(&fixture("web.xls")).unwrap().1.cells, ["0!A1 序号"]);
    for name in ["encrypted.xlsx", "encrypted.xls", "encrypted.ods"] {
        assert_eq!(
            said(noted(&fixture(name))),
            "! the file is protected by a password, its contents are encrypted"
        );
    }
}

#[test]
fn the_content_decides_not_the_name() {
    for (source, name, content) in [
        ("wps.xlsx", "a.xls", "xlsx"),
        ("binary.xls", "a.xlsx", "xls"),
        ("utf8.csv", "a.xls", "csv"),
    ] {
        let (_folder, path) = file(name, &fs::read(fixture(source)).unwrap());
        let (info, notes) = noted(&path).unwrap();
        assert_eq!(notes.cells, noted(&fixture(source)).unwrap().1.cells);
        assert_eq!(info.problems[0].level, Level::Note);
        assert_eq!(
            info.problems[0].says.en,
            format!("the extension does not match the content; read as {content}")
        );
    }
    let (_folder, path) = file("a.et", &fs::read(fixture("binary.xls")).unwrap());
    assert_eq!(said(noted(&path)), "", "et of WPS is such a workbook");
}

#[test]
fn the_fingerprint_is_that_of_the_bytes() {
    let (_folder, path) = file("a.csv", b"abc");
    let (info, _) = noted(&path).unwrap();
    assert_eq!(info.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(info.bytes, 3);
}

#[test]
fn an_excerpt_gives_the_rows_as_text() {
    let rows = excerpt(&fixture("hidden.xlsx"), &[(0, 2, 3), (0, 3, 3), (1, 0, 9)]).unwrap();
    let shown: Vec<_> =
        rows.iter().map(|row| (row.sheet, row.row, row.hidden, row.cells.len())).collect();
    assert_eq!(shown, [(0, 2, false, 3), (0, 3, true, 4), (1, 1, false, 1)]);
    assert_eq!(rows[1].cells[2], (2, "1010000".to_owned()));
}
