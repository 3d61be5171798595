//! Files that are damaged or made to do harm, each beside a good one, read by the program itself within 512 MB: it ends soon, names the
//! file and says what is wrong with it, and the good file is reviewed as if it were alone.
//!
//! The files are made here and stay in the folder of temporary files, one folder each, to be looked at.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use zip::write::SimpleFileOptions;

/// Far more than any of them takes, so that a busy machine fails no test.
const SOON: Duration = Duration::from_secs(60);

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

fn qingbiao(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_qingbiao")).args(arguments).output().expect("the program runs")
}

/// A folder with a good file and these.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    fs::copy(fixture("rules/WB101/hit.csv"), folder.join("开标记录.csv")).expect("a copy");
    for (file, bytes) in files {
        fs::write(folder.join(file), bytes).expect("a file");
    }
    folder
}

/// Reviews the folder; gives the report. The good file's findings are there, and every file is named in a problem that contains
/// the words.
fn survived(folder: &Path, options: &[&str], files: &[(&str, &str)]) -> serde_json::Value {
    let path = folder.display().to_string();
    let begun = Instant::now();
    let memory: &[&str] = if options.contains(&"--memory") { &[] } else { &["--memory", "512MB"] };
    let fixed = ["review", &path, "--format", "json", "--lang", "en"];
    let output = qingbiao(&[&fixed[..], memory, options].concat());
    let took = begun.elapsed();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(took < SOON, "{took:?}");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one report");
    let findings = report["findings"].as_array().expect("findings");
    assert!(
        findings.iter().any(|finding| finding["rule"] == "WB101"),
        "the good file is lost: {told}"
    );
    let problems = report["problems"].as_array().expect("problems");
    for (file, words) in files {
        let says: Vec<String> = problems
            .iter()
            .map(ToString::to_string)
            .filter(|problem| problem.contains(file))
            .collect();
        assert!(
            says.iter().any(|says| says.contains(words)),
            "{file}: no `{words}` among {says:#?}"
        );
    }
    report
}

/// The same for one file of this name.
fn one(name: &str, file: &str, bytes: &[u8], words: &str) -> serde_json::Value {
    survived(&folder(name, &[(file, bytes)]), &[], &[(file, words)])
}

const HEAD: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An xlsx under way: everything but the sheet.
fn begun(sheets: usize) -> zip::ZipWriter<Cursor<Vec<u8>>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let list: String = (1..=sheets)
        .map(|n| format!("<sheet name=\"表{n}\" sheetId=\"{n}\" r:id=\"r{n}\"/>"))
        .collect();
    let parts: String = (1..=sheets)
        .map(|n| format!("<Relationship Id=\"r{n}\" Type=\"{HEAD}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"))
        .collect();
    part(
        &mut zip,
        "_rels/.rels",
        &format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"{HEAD}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    part(
        &mut zip,
        "xl/workbook.xml",
        &format!("<workbook xmlns:r=\"{HEAD}\"><sheets>{list}</sheets></workbook>"),
    );
    part(
        &mut zip,
        "xl/_rels/workbook.xml.rels",
        &format!(
            "<Relationships>{parts}<Relationship Id=\"rs\" Type=\"{HEAD}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
        ),
    );
    zip
}

fn part(zip: &mut zip::ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str) {
    zip.start_file(name, SimpleFileOptions::default()).expect("a part");
    zip.write_all(text.as_bytes()).expect("a part");
}

/// A part of many times the same, written piece by piece.
fn repeated(
    zip: &mut zip::ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    start: &str,
    piece: &str,
    times: usize,
    end: &str,
) {
    zip.start_file(name, SimpleFileOptions::default().compression_level(Some(1))).expect("a part");
    zip.write_all(start.as_bytes()).expect("a part");
    let many = (1 << 20) / piece.len() + 1;
    let block = piece.repeat(many);
    for at in (0..times).step_by(many) {
        let bytes = piece.len() * many.min(times - at);
        zip.write_all(&block.as_bytes()[..bytes]).expect("a part");
    }
    zip.write_all(end.as_bytes()).expect("a part");
}

fn finished(zip: zip::ZipWriter<Cursor<Vec<u8>>>) -> Vec<u8> {
    zip.finish().expect("a container").into_inner()
}

const OPEN: &str = "<worksheet><sheetData>";
const CLOSE: &str = "</sheetData></worksheet>";

/// An xlsx of one sheet with these rows.
fn workbook(rows: &str) -> Vec<u8> {
    let mut zip = begun(1);
    part(&mut zip, "xl/worksheets/sheet1.xml", &format!("{OPEN}{rows}{CLOSE}"));
    finished(zip)
}

fn text_cell(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn an_empty_file() {
    one("empty", "空.xlsx", b"", "empty (0 bytes)");
    one("blank", "空白.csv", b"\n\n  \n", "no table is recognised");
}

#[test]
fn files_that_break_off_at_every_tenth() {
    let whole = [
        ("readers/hidden.xlsx", "xlsx"),
        ("readers/hidden.xls", "xls"),
        ("readers/hidden.ods", "ods"),
        ("readers/gb18030.csv", "csv"),
    ];
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (path, ending) in whole {
        let bytes = fs::read(fixture(path)).expect("a fixture");
        for tenth in 1..10 {
            files.push((format!("断{tenth}.{ending}"), bytes[..bytes.len() * tenth / 10].to_vec()));
        }
    }
    let written: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    // A text table that breaks off is a shorter one, as far as anyone can tell.
    let damaged: Vec<(&str, &str)> = files
        .iter()
        .filter(|(name, _)| !name.ends_with("csv"))
        .map(|(name, _)| (name.as_str(), ""))
        .collect();
    survived(&folder("truncated", &written), &[], &damaged);
}

#[test]
fn files_behind_a_password() {
    for name in ["encrypted.xlsx", "encrypted.xls", "encrypted.ods"] {
        let bytes = fs::read(fixture("readers").join(name)).expect("a fixture");
        one(name, name, &bytes, "password");
    }
}

#[test]
fn a_container_that_unfolds_to_many_times_its_size() {
    let mut zip = begun(1);
    let row = "<row><c><v>1</v></c></row>";
    repeated(&mut zip, "xl/worksheets/sheet1.xml", OPEN, row, 20_000_000, CLOSE);
    let folder = folder("bomb", &[("炸弹.xlsx", &finished(zip))]);
    // A smaller limit, so that a build without optimisation gets there soon, too.
    let options = ["--max-unfolded", "8MB"];
    survived(&folder, &options, &[("炸弹.xlsx", "unfolds to more than 8 MiB")]);
    survived(&folder, &options, &[("炸弹.xlsx", "--max-unfolded")]);
}

#[test]
fn a_container_whose_entries_share_their_bytes() {
    let mut zip = begun(1);
    part(&mut zip, "xl/worksheets/sheet1.xml", &format!("{OPEN}{CLOSE}"));
    for n in 0..50 {
        zip.shallow_copy_file("xl/worksheets/sheet1.xml", &format!("xl/worksheets/copy{n}.xml"))
            .expect("a copy");
    }
    one("overlap", "重叠.xlsx", &finished(zip), "overlapping entries");
}

#[test]
fn a_container_inside_a_container_is_left_folded() {
    let mut inner = zip::ZipWriter::new(Cursor::new(Vec::new()));
    repeated(&mut inner, "a.xml", "", "0", 300 << 20, "");
    let inner = inner.finish().expect("a container").into_inner();
    let mut zip = begun(1);
    part(
        &mut zip,
        "xl/worksheets/sheet1.xml",
        &format!("{OPEN}<row>{}</row>{CLOSE}", text_cell("A1", "甲")),
    );
    zip.start_file("xl/embeddings/1.zip", SimpleFileOptions::default()).expect("a part");
    zip.write_all(&inner).expect("a part");
    one("nested", "内嵌.xlsx", &finished(zip), "no table is recognised");
}

#[test]
fn one_cell_in_the_far_corner() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    one("corner", "远角.xlsx", &workbook(rows), "no table is recognised");
}

#[test]
fn a_number_of_shared_strings_that_is_a_lie() {
    let mut zip = begun(1);
    part(&mut zip, "xl/worksheets/sheet1.xml", &format!("{OPEN}{CLOSE}"));
    part(
        &mut zip,
        "xl/sharedStrings.xml",
        "<sst uniqueCount=\"4294967290\"><si><t>a</t></si></sst>",
    );
    one("strings", "字符串.xlsx", &finished(zip), "uniqueCount = 4294967290");
}

#[test]
fn a_dimension_that_is_a_lie() {
    let mut zip = begun(1);
    let row = text_cell("A1", "甲");
    let sheet = format!(
        "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\">{row}</row></sheetData></worksheet>"
    );
    part(&mut zip, "xl/worksheets/sheet1.xml", &sheet);
    one("dimension", "维度.xlsx", &finished(zip), "no table is recognised");
}

#[test]
fn a_string_of_a_gigabyte_and_a_half() {
    let mut zip = begun(1);
    part(&mut zip, "xl/worksheets/sheet1.xml", &format!("{OPEN}{CLOSE}"));
    repeated(
        &mut zip,
        "xl/sharedStrings.xml",
        "<sst uniqueCount=\"1\"><si><t>",
        "a",
        1536 << 20,
        "</t></si></sst>",
    );
    one("string", "长串.xlsx", &finished(zip), "--max-strings");
}

#[test]
fn a_long_text_within_the_limits_is_cut_or_left_out() {
    // Within the ratio, yet more than the memory allows: only the process that watches can tell.
    let mut zip = begun(1);
    let start = format!("{OPEN}<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>");
    repeated(
        &mut zip,
        "xl/worksheets/sheet1.xml",
        &start,
        "a",
        100 << 20,
        &format!("</t></is></c></row>{CLOSE}"),
    );
    let file = ("长文.xlsx", finished(zip));
    let folder = folder("long", &[(file.0, &file.1)]);
    survived(&folder, &["--memory", "192MB"], &[(file.0, "--memory")]);
    survived(&folder, &["--memory", "2GB"], &[(file.0, "--max-text")]);
}

#[test]
fn addresses_that_are_none() {
    let rows = "<row r=\"x\"><c r=\"?1\"><v>1</v></c><c r=\"ZZZZZZZ99999999999\"><v>2</v></c><c r=\"\"><v>3</v></c>\
                <c r=\"A0\"><v>4</v></c><c r=\"1A\"><v>5</v></c></row>";
    one("addresses", "地址.xlsx", &workbook(rows), "cannot be read");
}

#[test]
fn many_bad_cells_at_the_end_of_a_long_sheet() {
    let mut zip = begun(1);
    let end = format!("<row>{}</row>{CLOSE}", "<c r=\"?\"><v>1</v></c>".repeat(100));
    repeated(&mut zip, "xl/worksheets/sheet1.xml", OPEN, "<row/>", 1 << 20, &end);
    one("bad-cells", "坏格.xlsx", &finished(zip), "cannot be read");
}

#[test]
fn elements_inside_elements_without_end() {
    let mut zip = begun(1);
    repeated(&mut zip, "xl/worksheets/sheet1.xml", OPEN, "<a>", 2 << 20, "");
    one("deep-xlsx", "嵌套.xlsx", &finished(zip), "");

    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    part(&mut zip, "mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    repeated(&mut zip, "content.xml", "<office:document-content>", "<a>", 1 << 20, "");
    one("deep-ods", "嵌套.ods", &finished(zip), "--max-depth");
}

#[test]
fn entities_that_stand_for_others() {
    let entities: String = (1..10)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    let mut zip = begun(1);
    let sheet = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY l0 \"lol\">{entities}<!ENTITY f SYSTEM \"file:///etc/passwd\">]>\
         {OPEN}<row r=\"1\">{}{}</row>{CLOSE}",
        text_cell("A1", "&l9;"),
        text_cell("B1", "&f;")
    );
    part(&mut zip, "xl/worksheets/sheet1.xml", &sheet);
    let report = one("entities", "实体.xlsx", &finished(zip), "");
    assert!(!report.to_string().contains("root:"), "nothing outside is opened");
}

#[test]
fn formulas_in_a_circle_and_formulas_that_would_fetch() {
    let rows = "<row r=\"1\"><c r=\"A1\"><f>B1</f></c><c r=\"B1\"><f>A1</f></c>\
        <c r=\"C1\" t=\"str\"><f>WEBSERVICE(\"http://127.0.0.1:9/x\")</f><v>甲</v></c>\
        <c r=\"D1\"><f>cmd|' /C calc'!A0</f></c><c r=\"E1\"><f>[1]Sheet1!A1</f></c></row>";
    let mut zip = begun(1);
    part(&mut zip, "xl/worksheets/sheet1.xml", &format!("{OPEN}{rows}{CLOSE}"));
    part(
        &mut zip,
        "xl/externalLinks/externalLink1.xml",
        "<externalLink><externalBook/></externalLink>",
    );
    part(
        &mut zip,
        "xl/externalLinks/_rels/externalLink1.xml.rels",
        &format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"{HEAD}/externalLinkPath\" Target=\"http://127.0.0.1:9/a.xlsx\" TargetMode=\"External\"/></Relationships>"
        ),
    );
    one("formulas", "公式.xlsx", &finished(zip), "formulas saved without their results");
}

#[test]
fn ten_thousand_sheets() {
    let mut zip = begun(9_000);
    for n in 1..=9_000 {
        part(&mut zip, &format!("xl/worksheets/sheet{n}.xml"), &format!("{OPEN}{CLOSE}"));
    }
    let bytes = finished(zip);
    let folder = folder("sheets", &[("多表.xlsx", &bytes)]);
    survived(&folder, &[], &[("多表.xlsx", "--max-sheets")]);
    survived(&folder, &["--max-sheets", "10000"], &[("多表.xlsx", "no table is recognised")]);
    let mut zip = begun(10_000);
    for n in 1..=10_000 {
        part(&mut zip, &format!("xl/worksheets/sheet{n}.xml"), "");
    }
    one("entries", "多部.xlsx", &finished(zip), "--max-entries");
}

#[test]
fn paths_that_lead_out_of_the_container() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    part(
        &mut zip,
        "_rels/.rels",
        &format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"{HEAD}/officeDocument\" Target=\"../../../../etc/passwd\"/></Relationships>"
        ),
    );
    part(&mut zip, "../../../../etc/passwd", "<workbook/>");
    part(&mut zip, "..\\..\\逃逸.txt", "x");
    let folder_ = folder("paths", &[("路径.xlsx", &finished(zip))]);
    survived(&folder_, &[], &[("路径.xlsx", "damaged")]);
    assert_eq!(fs::read_dir(&folder_).expect("the folder").count(), 2, "nothing is written");
}

#[test]
fn characters_that_turn_lines_around_or_move_the_cursor() {
    let evil = "\u{202e}xslx.甲\u{2066}\u{200f}";
    let name = format!("{evil}.csv");
    let table = format!(
        "项目名称,<script>alert(1)</script>{evil}\n\n序号,投标人,投标报价（元）\n1,\u{1b}[31m{evil}有限公司,1000000\n2,\u{7}宁川<img src=x onerror=alert(1)>有限公司,1000000\n"
    );
    let mut zip = begun(1);
    part(
        &mut zip,
        "xl/worksheets/sheet1.xml",
        &format!("{OPEN}<row r=\"1\">{}</row>{CLOSE}", text_cell("A1", evil)),
    );
    let folder =
        folder("characters", &[(&name, table.as_bytes()), ("b\u{202e}.xlsx", &finished(zip))]);
    let path = folder.display().to_string();
    for format in ["text", "html", "json"] {
        let output = qingbiao(&["review", &path, "--format", format]);
        assert_eq!(output.status.code(), Some(0));
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains("WB101"), "{format}");
        for c in ['\u{202e}', '\u{2066}', '\u{200f}', '\u{1b}', '\u{7}'] {
            assert!(!text.contains(c), "{format} shows {c:?} as it is");
        }
        assert!(
            !text.contains("<img src=x") || format != "html",
            "a page has no elements of a cell's"
        );
        assert!(
            !text.contains("<script>alert") || format != "html",
            "a page has no scripts of a cell's"
        );
    }
}

#[test]
fn a_binary_workbook_whose_records_lie() {
    let bytes = fs::read(fixture("readers/hidden.xls")).expect("a fixture");
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    // Lengths of a cell, of the shared strings and of a sheet's beginning; the number of shared strings.
    for (kind, at, number) in [
        (0x00FD_u16, 2, 0xFFFF_u32),
        (0x00FC, 2, 0xFFFF),
        (0x0809, 2, 0xFFFF),
        (0x00FC, 4, 0xFFFF_FFFF),
        (0x00FC, 8, 0x7FFF_FFFF),
        (0x0200, 4, 0xFFFF_FFFF),
    ] {
        let mut lying = bytes.clone();
        let record =
            lying.windows(2).position(|pair| pair == kind.to_le_bytes()).expect("such a record");
        let number = number.to_le_bytes();
        let length = if at == 2 { 2 } else { 4 };
        lying[record + at..record + at + length].copy_from_slice(&number[..length]);
        files.push((format!("谎{:04x}-{at}.xls", kind), lying));
    }
    let written: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let named: Vec<(&str, &str)> = files.iter().map(|(name, _)| (name.as_str(), "")).collect();
    survived(&folder("records", &written), &[], &named);
}

#[test]
fn a_form_of_one_line_a_hundred_thousand_times() {
    // Each line of a form was once weighed against all before it.
    let form = format!(
        "项目名称,宁川市社保卡管理系统建设项目\n{}",
        "公告日期,2024-10-14\n".repeat(100_000)
    );
    survived(&folder("form", &[("表单.csv", form.as_bytes())]), &["--seconds", "50"], &[]);
}

#[test]
fn cells_of_a_binary_workbook_far_apart() {
    // Found by damaging records: two cells whose rectangle, held twice, took more than a gigabyte.
    let mut bytes = fs::read(fixture("readers/hidden.xls")).expect("a fixture");
    let cell = bytes
        .windows(4)
        .position(|head| head == [0xFD, 0x00, 10, 0])
        .expect("a cell with a shared text");
    bytes[cell + 4..cell + 8].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0x00]);
    let report = one("far", "远格.xls", &bytes, "far apart from the others, not read: 1");
    let problems = report["problems"].as_array().expect("problems");
    let far = problems.iter().find(|problem| problem.to_string().contains("远格.xls"));
    assert_eq!(far.expect("the cell")["cell"]["cell"], "IV65536");
}

#[test]
fn a_file_that_takes_too_long_is_left_out() {
    let mut zip = begun(1);
    let row = "<row><c><v>1</v></c></row>";
    repeated(&mut zip, "xl/worksheets/sheet1.xml", OPEN, row, 7_000_000, CLOSE);
    let folder = folder("slow", &[("慢.xlsx", &finished(zip))]);
    survived(&folder, &["--seconds", "1"], &[("慢.xlsx", "more than 1 seconds")]);
}

#[test]
fn of_several_files_only_the_guilty_one_is_left_out() {
    let mut zip = begun(1);
    let start = format!("{OPEN}<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>");
    repeated(
        &mut zip,
        "xl/worksheets/sheet1.xml",
        &start,
        "a",
        100 << 20,
        &format!("</t></is></c></row>{CLOSE}"),
    );
    let big = finished(zip);
    let good = fs::read(fixture("readers/utf8.csv")).expect("a fixture");
    let names: Vec<String> = (0..30).map(|n| format!("{n:02}.csv")).collect();
    let mut files: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), good.as_slice())).collect();
    files.extend([("05-大.xlsx", big.as_slice()), ("25-大.xlsx", big.as_slice())]);
    let folder = folder("guilty", &files);
    let report = survived(
        &folder,
        &["--memory", "192MB"],
        &[("05-大.xlsx", "--memory"), ("25-大.xlsx", "--memory")],
    );
    let lost = report["problems"].as_array().expect("problems").iter();
    assert_eq!(lost.filter(|problem| problem.to_string().contains("--memory")).count(), 2);

    // The same of many tenders, each on its own.
    let out = folder.join("out");
    let output = qingbiao(&[
        "batch",
        &folder.display().to_string(),
        "-o",
        &out.display().to_string(),
        "--memory",
        "192MB",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let index = fs::read_to_string(out.join("index.html")).expect("the index");
    assert!(index.contains("05-大.xlsx") && index.contains("25-大.xlsx"));
}

#[test]
fn a_hostile_file_alone_is_told_and_ends_with_the_code_for_no_input() {
    let mut zip = begun(1);
    let start = format!("{OPEN}<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>");
    repeated(
        &mut zip,
        "xl/worksheets/sheet1.xml",
        &start,
        "a",
        100 << 20,
        &format!("</t></is></c></row>{CLOSE}"),
    );
    let path = folder("alone", &[("大.xlsx", &finished(zip))]).join("大.xlsx");
    let output = qingbiao(&["review", &path.display().to_string(), "--memory", "192MB"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(
        told.contains("内存超限") && told.contains("大.xlsx") && told.contains("--memory"),
        "{told}"
    );
    assert!(
        !told.contains("memory allocation of"),
        "the words of the runtime are for nobody: {told}"
    );
    assert!(output.stdout.is_empty());
}
