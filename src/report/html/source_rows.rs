//! A copy of the source rows around some cells: column letters, row numbers, the header, neighbours for comparison, gaps
//! said, the cells marked.

use std::collections::BTreeSet;

use super::excerpt::{header_rows, rows_shown, sheets_of, table_of};
use super::privacy::Column;
use super::{Page, escape};
use crate::record::{SetAside, place};
use crate::source::{CellRef, Visibility, column_name};
use crate::text;

/// Columns that are shown of a wide sheet.
const COLUMNS: usize = 9;
/// Sheets that are shown for one finding.
const SHEETS: usize = 4;
/// Bytes of source rows on the whole page; the findings come strongest first.
const BYTES: usize = 360 << 10;

/// The figures for the cells of one finding.
pub(super) fn figures(page: &Page<'_>, cells: &[CellRef]) -> String {
    let sheets = sheets_of(cells);
    if sheets.is_empty() {
        return one(page.say(
            "证据为文件名或文件属性，没有源行",
            "the evidence is a file's name or property; it has no rows",
        ));
    }
    let mut out = String::new();
    for (file, sheet) in sheets.iter().take(SHEETS) {
        if BYTES < page.spent.get() {
            out.push_str(&one(page.say(
                "为控制篇幅，源行从略；请按出处查看原文件",
                "left out to keep the report short; see the cells in the files",
            )));
            break;
        }
        let figure = figure(page, cells, *file, *sheet);
        page.spent.set(page.spent.get() + figure.len());
        out.push_str(&figure);
    }
    if let Some(more @ 1..) = sheets.len().checked_sub(SHEETS) {
        out.push_str(&one(&page.tell(&text!(
            "另 {more} 张工作表从略，见出处",
            "{more} more sheets are left out; see the cells"
        ))));
    }
    format!("<div class=\"sheets\">{out}</div>")
}

fn one(sentence: &str) -> String {
    format!("<p class=\"one dim\">{sentence}</p>")
}

fn figure(page: &Page<'_>, cells: &[CellRef], file: u32, sheet: u16) -> String {
    let marked: BTreeSet<(u32, u16)> = cells
        .iter()
        .filter(|at| at.file == file && at.sheet == sheet && place::is_cell(**at))
        .map(|at| (at.row, at.col))
        .collect();
    let rows: Vec<(u32, &[(u16, String)])> = rows_shown(page.view.loaded, cells, file, sheet)
        .into_iter()
        .filter_map(|row| {
            page.excerpts.rows.get(&(file, sheet, row)).map(|cells| (row, cells.as_slice()))
        })
        .collect();
    let title = caption(page, file, sheet);
    let (Some((first, _)), false) = (rows.first(), marked.is_empty()) else {
        return format!(
            "<figure class=\"sheetf\"><figcaption>{title}</figcaption>{}</figure>",
            one(page.say("源行无法再次读取", "the rows could not be read again"))
        );
    };
    let columns = columns(&rows, &marked);
    let headers: BTreeSet<u32> = marked
        .iter()
        .flat_map(|&(row, col)| header_rows(page.view.loaded, CellRef { file, sheet, row, col }))
        .collect();
    let mut body = String::new();
    let mut hidden = false;
    let mut before = *first;
    for (row, held) in &rows {
        if before + 1 < *row {
            let n = row - before - 1;
            let says = page.tell(&text!("⋮ 另 {n} 行", "⋮ {n} more rows"));
            body.push_str(&format!(
                "<tr class=\"gap\"><th></th><td colspan=\"{}\">{says}</td></tr>",
                columns.len()
            ));
        }
        before = *row;
        let why = set_aside(page, file, sheet, *row)
            .or(headers.contains(row).then_some(SetAside::Header));
        let class = if headers.contains(row) { " class=\"hd\"" } else { "" };
        body.push_str(&format!("<tr{class}><th scope=\"row\">{}</th>", row + 1));
        for col in &columns {
            let at = CellRef { file, sheet, row: *row, col: *col };
            let text =
                held.iter().find(|(here, _)| here == col).map_or("", |(_, text)| text.as_str());
            let is_marked = marked.contains(&(*row, *col));
            body.push_str(&cell(page, at, text, column(page, at, why), is_marked, &mut hidden));
        }
        body.push_str("</tr>");
    }
    let letters: String =
        columns.iter().map(|col| format!("<th scope=\"col\">{}</th>", column_name(*col))).collect();
    let mut notes = Vec::new();
    let all: BTreeSet<u16> =
        rows.iter().flat_map(|(_, held)| held.iter().map(|(col, _)| *col)).collect();
    if let Some(more @ 1..) = all.len().checked_sub(columns.len()) {
        notes.push(page.tell(&text!("另 {more} 列未列出", "{more} more columns are not shown")));
    }
    let rest = marked
        .iter()
        .map(|(row, _)| *row)
        .collect::<BTreeSet<_>>()
        .iter()
        .filter(|row| !rows.iter().any(|(shown, _)| shown == *row))
        .count();
    if 0 < rest {
        notes.push(
            page.tell(&text!(
                "另 {rest} 行证据见出处",
                "{rest} more rows of evidence: see the cells"
            )),
        );
    }
    if hidden {
        notes.push(
            page.say(
                "“▒” 为未识别的列，脱敏时不显示内容",
                "“▒”: a column that is not understood, not shown while data are masked",
            )
            .to_owned(),
        );
    }
    let notes = if notes.is_empty() {
        String::new()
    } else {
        format!("<p class=\"src\">{}</p>", notes.join(page.say("；", "; ")))
    };
    format!(
        "<figure class=\"sheetf\"><figcaption>{title}</figcaption><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\
         <table class=\"sheet\"><thead><tr><th><span class=\"vh\">{}</span></th>{letters}</tr></thead><tbody>{body}</tbody></table></div>{notes}</figure>",
        page.say("源行副本", "Source rows"),
        page.say("行号", "row"),
    )
}

fn cell(
    page: &Page<'_>,
    at: CellRef,
    text: &str,
    column: Column,
    marked: bool,
    hidden: &mut bool,
) -> String {
    let number = !text.is_empty()
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '%'));
    let content = if text.is_empty() {
        String::new()
    } else {
        page.privacy.cell(at, text, column, marked).unwrap_or_else(|| {
            *hidden = true;
            "▒".to_owned()
        })
    };
    let mark = if marked {
        format!("<span class=\"vh\">{}</span>", page.say("（标记单元格）", " (marked cell)"))
    } else {
        String::new()
    };
    match (marked, number) {
        (true, true) => format!("<td class=\"m n\">{content}{mark}</td>"),
        (true, false) => format!("<td class=\"m\">{content}{mark}</td>"),
        (false, true) => format!("<td class=\"n\">{content}</td>"),
        (false, false) => format!("<td>{content}</td>"),
    }
}

fn caption(page: &Page<'_>, file: u32, sheet: u16) -> String {
    let Some(info) = page.view.loaded.sources.files.get(file as usize) else {
        return String::new();
    };
    let name = escape(info.path.rsplit('/').next().unwrap_or_default());
    match info.sheets.get(usize::from(sheet)) {
        Some(sheet) if !sheet.name.is_empty() => {
            let hidden = if sheet.visibility == Visibility::Visible {
                ""
            } else {
                page.say("（隐藏工作表）", " (hidden sheet)")
            };
            format!("<b>{name}</b> › {}{hidden}", escape(&sheet.name))
        }
        _ => format!("<b>{name}</b>"),
    }
}

/// What the table says of a cell; of rows beside the tables nothing is known.
fn column(page: &Page<'_>, at: CellRef, why: Option<SetAside>) -> Column {
    use SetAside::{Category, Header, NoKnownColumn, RepeatedHeader, Title, Total};
    match why {
        Some(Header | RepeatedHeader | Title | Category | Total) => Column::Heading,
        Some(why) if why != NoKnownColumn => Column::Unknown,
        _ => table_of(page.view.loaded, at)
            .and_then(|table| table.columns.iter().find(|column| column.at.col == at.col))
            .and_then(|column| column.field)
            .map_or(Column::Unknown, Column::Of),
    }
}

fn set_aside(page: &Page<'_>, file: u32, sheet: u16, row: u32) -> Option<SetAside> {
    let report = page
        .view
        .loaded
        .sheets
        .iter()
        .find(|report| report.file == file && report.sheet == sheet)?;
    report.set_aside.iter().find(|(at, _)| *at == row + 1).map(|(_, why)| *why)
}

/// The columns shown: all where they are few; else the marked ones, then those at the left, which name things.
fn columns(rows: &[(u32, &[(u16, String)])], marked: &BTreeSet<(u32, u16)>) -> Vec<u16> {
    let all: BTreeSet<u16> =
        rows.iter().flat_map(|(_, held)| held.iter().map(|(col, _)| *col)).collect();
    let wanted: BTreeSet<u16> = marked.iter().map(|(_, col)| *col).collect();
    if all.len() <= COLUMNS {
        return all.union(&wanted).copied().collect();
    }
    let mut chosen: BTreeSet<u16> = wanted.iter().copied().take(COLUMNS).collect();
    for col in all {
        if COLUMNS <= chosen.len() {
            break;
        }
        chosen.insert(col);
    }
    chosen.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_sheet_keeps_the_marked_columns() {
        let held: Vec<(u16, String)> = (0..30).map(|col| (col, "x".to_owned())).collect();
        let shown = columns(&[(0, &held)], &BTreeSet::from([(0, 25), (0, 20)]));
        assert_eq!(shown, [0, 1, 2, 3, 4, 5, 6, 20, 25]);
    }
}
