//! Tables to files: a workbook or delimited text, everything on one sheet, a sheet each, or a file each.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::layout::{Cell, Choice, Format, Table};

/// Writes the tables into a folder.
pub(crate) fn write(folder: &Path, tables: Vec<Table>, choice: &Choice) {
    let shifted: Vec<Table> = tables.into_iter().map(|table| shift(table, choice)).collect();
    match choice.split {
        0 => file(folder, "招标资料", &[below(shifted, choice.blank_rows)], choice),
        1 if choice.format == Format::Xlsx => file(folder, "招标资料", &shifted, choice),
        _ => {
            for table in shifted {
                let name = table.name.clone();
                file(folder, &name, &[table], choice);
            }
        }
    }
}

/// Blank columns before the table.
fn shift(mut table: Table, choice: &Choice) -> Table {
    for row in &mut table.rows {
        for _ in 0..choice.blank_columns {
            row.insert(0, Cell::Empty);
        }
    }
    for merge in &mut table.merged {
        merge.1 += choice.blank_columns;
        merge.3 += choice.blank_columns;
    }
    table
}

/// All tables below each other.
fn below(tables: Vec<Table>, blank: usize) -> Table {
    let mut all = Table { name: "资料".into(), rows: Vec::new(), merged: Vec::new() };
    for table in tables {
        let from = all.rows.len();
        all.rows.extend(table.rows);
        all.merged.extend(table.merged.iter().map(|m| (m.0 + from, m.1, m.2 + from, m.3)));
        all.rows.resize(all.rows.len() + blank, Vec::new());
    }
    all
}

fn file(folder: &Path, name: &str, sheets: &[Table], choice: &Choice) {
    let text = |separator: char| {
        let mut text = String::new();
        for row in &sheets[0].rows {
            let cells: Vec<String> = row.iter().map(shown).collect();
            text.push_str(&cells.join(&separator.to_string()));
            text.push_str("\r\n");
        }
        text
    };
    let bytes = match choice.format {
        Format::Xlsx => workbook(sheets),
        Format::Utf8 => text(',').into_bytes(),
        Format::Utf8Mark => [b"\xEF\xBB\xBF".to_vec(), text(',').into_bytes()].concat(),
        Format::Gb18030 => encoding_rs::GB18030.encode(&text(',')).0.into_owned(),
        Format::Tab => text('\t').into_bytes(),
        Format::Utf16Tab => [0xFEFF]
            .into_iter()
            .chain(text('\t').encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect(),
    };
    let ending = match choice.format {
        Format::Xlsx => "xlsx",
        Format::Tab | Format::Utf16Tab => "txt",
        _ => "csv",
    };
    fs::write(folder.join(format!("{name}.{ending}")), bytes).expect("the file can be written");
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) if text.contains([',', '"', '\n', '\t']) => {
            format!("\"{}\"", text.replace('"', "\"\""))
        }
        Cell::Text(text) => text.clone(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn place(row: usize, col: usize) -> String {
    format!(
        "{}{}",
        qingbiao::source::column_name(u16::try_from(col).expect("few columns")),
        row + 1
    )
}

fn workbook(sheets: &[Table]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut part = |name: &str, body: &str| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(format!("<?xml version=\"1.0\"?>{body}").as_bytes()).expect("its bytes");
    };
    part(
        "_rels/.rels",
        &format!(
            "<Relationships xmlns=\"{LINKS}\"><Relationship Id=\"r\" Type=\"{KIND}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    let (mut listed, mut linked, mut typed) = (String::new(), String::new(), String::new());
    for (at, sheet) in sheets.iter().enumerate() {
        let n = at + 1;
        listed.push_str(&format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"r{n}\"/>", sheet.name));
        linked.push_str(&format!("<Relationship Id=\"r{n}\" Type=\"{KIND}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"));
        typed.push_str(&format!("<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"));
        let mut body = String::new();
        for (row, cells) in sheet.rows.iter().enumerate() {
            body.push_str(&format!("<row r=\"{}\">", row + 1));
            for (col, cell) in cells.iter().enumerate() {
                let at = place(row, col);
                match cell {
                    Cell::Empty => {}
                    Cell::Number(number) => body.push_str(&format!("<c r=\"{at}\"><v>{number}</v></c>")),
                    Cell::Text(text) => body.push_str(&format!("<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(text))),
                }
            }
            body.push_str("</row>");
        }
        let merges: String = sheet
            .merged
            .iter()
            .map(|m| format!("<mergeCell ref=\"{}:{}\"/>", place(m.0, m.1), place(m.2, m.3)))
            .collect();
        let merges =
            if merges.is_empty() { merges } else { format!("<mergeCells>{merges}</mergeCells>") };
        part(
            &format!("xl/worksheets/sheet{n}.xml"),
            &format!(
                "<worksheet xmlns=\"{MAIN}\"><sheetData>{body}</sheetData>{merges}</worksheet>"
            ),
        );
    }
    part(
        "xl/workbook.xml",
        &format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{KIND}\"><sheets>{listed}</sheets></workbook>"
        ),
    );
    part(
        "xl/_rels/workbook.xml.rels",
        &format!("<Relationships xmlns=\"{LINKS}\">{linked}</Relationships>"),
    );
    part(
        "[Content_Types].xml",
        &format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>{typed}</Types>"
        ),
    );
    zip.finish().expect("a workbook").into_inner()
}
