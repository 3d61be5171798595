//! Files that are damaged or made to do harm.

use std::fs;
use std::io::Write as _;

use proptest::prelude::*;

use super::*;

/// An xlsx of one sheet whose part is given, and perhaps its shared strings.
fn workbook(sheet: &str, strings: Option<&str>) -> Vec<u8> {
    const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        r#"<workbook xmlns:r="{REL}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let rels = |kind: &str, target: &str| {
        format!(
            r#"<Relationships><Relationship Id="r1" Type="{REL}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    part("_rels/.rels", &rels("officeDocument", "xl/workbook.xml"));
    part("xl/workbook.xml", &book);
    part("xl/_rels/workbook.xml.rels", &rels("worksheet", "worksheets/sheet1.xml"));
    part("xl/worksheets/sheet1.xml", sheet);
    if let Some(strings) = strings {
        part("xl/sharedStrings.xml", strings);
    }
    zip.finish().unwrap().into_inner()
}

fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

#[test]
fn hostile_declarations_are_refused_before_the_memory_is_taken() {
    let strings = r#"<sst count="1" uniqueCount="4294967290"><si><t>a</t></si></sst>"#;
    let (_folder, path) = file("a.xlsx", &workbook(&sheet(""), Some(strings)));
    assert_eq!(
        said(noted(&path)),
        "! the file is damaged or incomplete (uniqueCount = 4294967290)"
    );

    let limits = Limits { ratio: 20, ratio_floor: 1 << 20, ..Limits::default() };
    let bomb = sheet(&"<row><c><v>1</v></c></row>".repeat(200_000));
    let (_folder, path) = file("a.xlsx", &workbook(&bomb, None));
    let (info, notes) = noted_within(&path, &limits).unwrap();
    assert!(notes.cells.is_empty());
    assert!(
        info.problems[0].says.en.contains("unfolds to more than 1 MiB"),
        "{}",
        info.problems[0]
    );

    let entries = Limits { entries: 3, ..Limits::default() };
    assert_eq!(
        said(noted_within(&path, &entries)),
        "! the file is beyond what is read: the container has 4 entries"
    );
}

#[test]
fn a_part_larger_than_it_declares_is_not_unfolded() {
    let texts = "<si><t>甲</t></si>".repeat(10_000);
    let mut bytes = workbook(&sheet(""), Some(&format!("<sst>{texts}</sst>")));
    let name = b"xl/sharedStrings.xml";
    let names = |bytes: &[u8]| -> Vec<usize> {
        let places = bytes.windows(name.len()).enumerate();
        places.filter(|(_, found)| *found == name).map(|(at, _)| at).collect()
    };
    // The declared size stands 8 bytes before the name of the entry, 22 before its name in the list of entries.
    for (at, before) in names(&bytes).into_iter().zip([8, 22]) {
        bytes[at - before..at - before + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let (_folder, path) = file("a.xlsx", &bytes);
    let said = said(noted(&path));
    assert!(said.contains("damaged") && said.contains("larger than its declared"), "{said}");
}

#[test]
fn a_declared_rectangle_of_a_binary_workbook_reserves_nothing() {
    let mut bytes = fs::read(fixture("binary.xls")).unwrap();
    let dimensions = bytes.windows(4).position(|window| window == [0x00, 0x02, 14, 0]).unwrap();
    bytes[dimensions + 8..dimensions + 12].fill(0xFF); // the last row
    bytes[dimensions + 14..dimensions + 16].fill(0xFF); // the last column
    let (_folder, path) = file("a.xls", &bytes);
    assert_eq!(noted(&path).unwrap().1.cells, noted(&fixture("binary.xls")).unwrap().1.cells);
}

#[test]
fn a_cell_at_the_far_corner_costs_nothing() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    let (_folder, path) = file("a.xlsx", &workbook(&sheet(rows), None));
    assert_eq!(noted(&path).unwrap().1.cells, ["0!A1 1", "0!XFD1048576 2"]);
}

#[test]
fn a_bad_cell_is_a_problem_and_the_next_is_read() {
    let rows = r##"<row r="1"><c r="A1" t="s"><v>9</v></c><c r="B1"><v>2</v></c><c r="?1"><v>3</v></c>
        <c r="D1" t="e"><v>#SPILL!</v></c><c r="E1" t="b"><v>x</v></c></row>
        <row r="3"><c r="B3"><v>6</v></c><c r="A3"><v>7</v></c><c r="B3"><v>8</v></c></row>
        <row r="2"><c r="A2"><v>9</v></c></row><row r="4"><c r="ZZZ4"><v>1</v></c></row>"##;
    let (_folder, path) = file("a.xlsx", &workbook(&sheet(rows), None));
    let (info, notes) = noted(&path).unwrap();
    assert_eq!(notes.cells, ["0!B1 2", "0!D1 #SPILL!", "0!A3 7", "0!B3 6"]);
    let places: Vec<_> =
        info.problems.iter().map(|p| p.at.as_ref().unwrap().cell.as_deref().unwrap()).collect();
    assert_eq!(places, ["A2", "B3", "ZZZ4", "A1", "?1", "E1"]);
}

#[test]
fn a_sheet_that_breaks_off_keeps_its_beginning() {
    let cut = r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</"#;
    let (_folder, path) = file("a.xlsx", &workbook(cut, None));
    let (info, notes) = noted(&path).unwrap();
    assert_eq!(notes.cells, ["0!A1 1"]);
    assert!(
        info.problems[0].says.en.starts_with("the sheet is damaged after A1"),
        "{}",
        info.problems[0]
    );
}

#[test]
fn more_cells_than_the_limit_are_not_read_and_it_is_said() {
    let limits = Limits { cells: 5, ..Limits::default() };
    for name in ["hidden.xlsx", "hidden.xls", "hidden.ods", "utf8.csv"] {
        let (info, notes) = match noted_within(&fixture(name), &limits) {
            Ok(read) => read,
            Err(error) => {
                assert!(error.says.en.contains("more than 5 cells"), "{name}: {error}");
                continue;
            }
        };
        assert!(notes.cells.len() <= 8 && !notes.cells.is_empty(), "{name}: {:?}", notes.cells);
        assert!(info.problems.iter().any(|p| p.says.en.contains("more than 5 cells")), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(start in 0..9_usize, bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let starts: [&[u8]; 9] = [b"<table><tr><td>", b"[{\"a\":", b"<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE", b"a,b\n", b"<"];
        let (_folder, path) = file("a", &[starts[start], &bytes].concat());
        let _ = noted(&path);
    }

    #[test]
    fn any_damage_is_read_or_refused(
        which in 0..10_usize,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in any::<prop::sample::Index>(),
    ) {
        let names = [
            "hidden.xls", "binary.xls", "hidden.ods", "hidden.xlsx", "gb18030.csv",
            "platform.xls", "workbook-2003.xls", "hidden.xlsb", "releases.json", "archive.zip",
        ];
        let mut bytes = fs::read(fixture(names[which])).unwrap();
        for (at, byte) in &damage {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        if damage.len() > 15 {
            bytes.truncate(cut.index(bytes.len()));
        }
        let (_folder, path) = file("a", &bytes);
        let _ = noted(&path);
        for found in gather(&[path]).0 {
            let _ = noted(&found.path);
        }
    }

    #[test]
    fn any_damage_inside_binary_records_is_read_or_refused(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        which in any::<prop::sample::Index>(),
    ) {
        let mut whole = zip::ZipArchive::new(fs::File::open(fixture("hidden.xlsb")).unwrap()).unwrap();
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let parts: Vec<_> =
            (0..whole.len()).map(|at| whole.by_index(at).unwrap().name().unwrap().into_owned()).collect();
        let binary: Vec<_> = parts.iter().filter(|part| part.ends_with(".bin")).collect();
        let damaged = binary[which.index(binary.len())];
        for part in &parts {
            let mut bytes = Vec::new();
            std::io::copy(&mut whole.by_name(part).unwrap(), &mut bytes).unwrap();
            for (at, byte) in damage.iter().filter(|_| part == damaged) {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            zip.start_file(part.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(&bytes).unwrap();
        }
        let (_folder, path) = file("a.xlsb", &zip.finish().unwrap().into_inner());
        let _ = noted(&path);
    }

    #[test]
    fn any_damage_inside_a_sheet_is_read_or_refused(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut part = sheet(r#"<row r="1" hidden="1"><c r="A1" t="str"><f>B1</f><v>x</v></c><c r="B1"><f>1</f></c></row>
            <row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><t>abc</t></is></c></row>"#).into_bytes();
        for (at, byte) in damage {
            let at = at.index(part.len());
            part[at] = byte & 0x7F;
        }
        let (_folder, path) = file("a", &workbook(&String::from_utf8(part).unwrap(), None));
        let _ = noted(&path);
    }
}
