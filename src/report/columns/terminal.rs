//! The account of columns in the terminal: table by table, one line a column, then what is missing.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::document::{ColumnAccount, Columns, SheetColumns, TableColumns};
use crate::report::View;
use crate::report::terminal::{BOLD, FAINT, padded, plain};
use crate::text;
use crate::text::Lang;

/// Terminal columns for a heading and for a field's name.
const HEADING: usize = 26;
const NAME: usize = 22;

const DOUBT: Style = AnsiColor::Yellow.on_default();
const SURE: Style = AnsiColor::Green.on_default();

/// The account as text.
pub fn render(view: View<'_>, columns: &Columns) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(view, columns, &mut out);
    out
}

fn write(view: View<'_>, columns: &Columns, out: &mut String) -> std::fmt::Result {
    for mapping in &columns.mappings {
        let (path, used, all) = (plain(&mapping.path), mapping.used, mapping.layouts);
        let says = text!(
            "列对应文件 {path}：{all} 种版式，用上 {used} 种",
            "column file {path}: {used} of {all} layouts used"
        );
        writeln!(out, "{}\n", view.text(&says))?;
    }
    for file in &columns.files {
        writeln!(out, "{BOLD}{}{BOLD:#}", plain(&file.path))?;
        if file.sheets.is_empty() {
            writeln!(out, "  {}", view.say("未能读取", "could not be read"))?;
        }
        for sheet in &file.sheets {
            sheet_block(view, sheet, out)?;
        }
        writeln!(out)?;
    }
    missing(view, columns, out)?;
    let (doubtful, checked, all) = (columns.doubtful, columns.rules_checked, columns.rules);
    let says = text!(
        "存疑的列 {doubtful} 个；可检查的规则 {checked}/{all}",
        "{doubtful} doubtful columns; {checked} of {all} rules can be checked"
    );
    writeln!(out, "{BOLD}{}{BOLD:#}", view.text(&says))?;
    if 0 < doubtful {
        let advice = view.say(
            "qingbiao columns --interactive 逐列决定并写入 qingbiao-columns.toml",
            "decide them with qingbiao columns --interactive: it writes qingbiao-columns.toml",
        );
        writeln!(out, "{FAINT}{advice}{FAINT:#}")?;
    }
    Ok(())
}

fn sheet_block(view: View<'_>, sheet: &SheetColumns, out: &mut String) -> std::fmt::Result {
    let lang = view.options.lang;
    let kinds: Vec<&str> = sheet.kind_names.iter().map(|name| name.to(lang)).collect();
    let kinds = match kinds.len() {
        0 => view.say("没有识别出表格", "no table recognised").to_owned(),
        _ => kinds.join(view.say("、", ", ")),
    };
    let (read, used, unused) =
        (sheet.rows_read, sheet.rows_used, sheet.rows_read - sheet.rows_used);
    let rows = text!(
        "{read} 行 = 使用 {used} + 搁置 {unused}",
        "{read} rows = {used} used + {unused} set aside"
    );
    let hidden = if sheet.hidden { view.say("（隐藏）", " (hidden)") } else { "" };
    let name =
        if sheet.name.is_empty() { String::new() } else { plain(&sheet.name) + hidden + "  " };
    writeln!(out, "  {name}{kinds}  {FAINT}{}{FAINT:#}", view.text(&rows))?;
    if !sheet.form_cells.is_empty() {
        let names: Vec<String> = sheet
            .form_cells
            .iter()
            .map(|cell| format!("{} {}", cell.cell, cell.name.to(lang)))
            .collect();
        let label = view.say("表单与说明行", "forms and notes");
        writeln!(out, "    {label}  {FAINT}{}{FAINT:#}", names.join(" · "))?;
    }
    for table in &sheet.tables {
        table_block(view, table, out)?;
    }
    let aside = aside(view, sheet);
    if !aside.is_empty() {
        let label = view.say("未使用的行", "rows not used");
        writeln!(out, "    {label}  {FAINT}{aside}{FAINT:#}")?;
    }
    Ok(())
}

fn table_block(view: View<'_>, table: &TableColumns, out: &mut String) -> std::fmt::Result {
    let (row, rows) = (table.header_row, table.rows);
    let says = text!("表头第 {row} 行，数据 {rows} 行", "header in row {row}, {rows} rows below");
    let kind = table.kind_name.to(view.options.lang);
    let decided = table
        .mapping
        .as_ref()
        .map(|path| format!("  {}{}", view.say("按 ", "decided in "), plain(path)))
        .unwrap_or_default();
    writeln!(out, "    {BOLD}{kind}{BOLD:#}  {}{FAINT}{decided}{FAINT:#}", view.text(&says))?;
    for column in &table.columns {
        column_line(view, column, out)?;
    }
    Ok(())
}

fn column_line(view: View<'_>, column: &ColumnAccount, out: &mut String) -> std::fmt::Result {
    let lang = view.options.lang;
    let (mark, color) = match (&column.field, column.doubts.is_empty()) {
        (None, _) => ('-', FAINT),
        (Some(_), false) => ('?', DOUBT),
        (Some(_), true) => ('+', SURE),
    };
    let heading = match column.heading.is_empty() {
        true => view.say("（无表头）", "(no heading)").to_owned(),
        false => plain(&column.heading),
    };
    let heading = match &column.of {
        Some(of) if !column.heading.contains(of) => format!("{heading} · {}", plain(of)),
        _ => heading,
    };
    let name = column.name.as_ref().map_or(view.say("不使用", "not used"), |name| name.to(lang));
    let unit = column.unit.as_ref().map_or(String::new(), |unit| {
        let (name, why) = (&unit.name, unit.because.to(lang));
        match lang {
            Lang::Zh => format!("  单位{name}（{why}）"),
            Lang::En => format!("  unit {name} ({why})"),
        }
    });
    writeln!(
        out,
        "      {color}{mark}{color:#} {} {} → {} {FAINT}{}{unit}{FAINT:#}",
        padded(&column.cell, 5),
        padded(&heading, HEADING),
        padded(name, NAME),
        plain(column.because.to(lang)),
    )?;
    if (column.field.is_none() || !column.doubts.is_empty()) && 0 < column.filled {
        let n = column.filled;
        let filled = text!("{n} 格有内容", "{n} cells filled");
        let examples: Vec<String> = column.examples.iter().map(|text| plain(text)).collect();
        writeln!(
            out,
            "        {FAINT}{}{}{}{FAINT:#}",
            view.text(&filled),
            view.say("：", ": "),
            examples.join(view.say("；", "; "))
        )?;
    }
    for doubt in &column.doubts {
        writeln!(out, "        {DOUBT}{}{DOUBT:#}", plain(doubt.to(lang)))?;
    }
    Ok(())
}

/// Rows that were not used, by reason: `标题或说明行 1–2；合计行 9`.
fn aside(view: View<'_>, sheet: &SheetColumns) -> String {
    let mut by_reason: Vec<(&str, Vec<u32>)> = Vec::new();
    for row in sheet.set_aside.iter().filter(|row| row.reason != "header") {
        let reason = row.because.to(view.options.lang);
        match by_reason.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, rows)) => rows.push(row.row),
            None => by_reason.push((reason, vec![row.row])),
        }
    }
    let parts: Vec<String> =
        by_reason.iter().map(|(reason, rows)| format!("{reason} {}", ranges(rows))).collect();
    parts.join(view.say("；", "; "))
}

/// `1–3, 7` for 1, 2, 3, 7; the first ranges where there are many.
fn ranges(rows: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for &row in rows {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => ranges.push((row, row)),
        }
    }
    let shown: Vec<String> = ranges
        .iter()
        .take(12)
        .map(|(first, last)| match first == last {
            true => first.to_string(),
            false => format!("{first}–{last}"),
        })
        .collect();
    let more = if 12 < ranges.len() { ", …" } else { "" };
    shown.join(", ") + more
}

fn missing(view: View<'_>, columns: &Columns, out: &mut String) -> std::fmt::Result {
    let lang = view.options.lang;
    if !columns.missing.is_empty() {
        writeln!(
            out,
            "{BOLD}{}{BOLD:#}",
            view.say("没有找到的内容（及需要它的规则）", "Not found (and the rules that need it)")
        )?;
        for field in &columns.missing {
            writeln!(
                out,
                "  {} {FAINT}{}{FAINT:#}",
                padded(field.name.to(lang), NAME + 4),
                field.rules.join(" ")
            )?;
        }
        writeln!(out)?;
    }
    if columns.not_checked.is_empty() {
        return Ok(());
    }
    let n = columns.not_checked.len();
    let title = text!(
        "因此无法检查的规则 {n} 条（未检查不等于无问题）",
        "{n} rules that cannot be checked (which is not the same as clear)"
    );
    writeln!(out, "{BOLD}{}{BOLD:#}", view.text(&title))?;
    for rule in &columns.not_checked {
        let because: Vec<&str> = rule.because.iter().take(2).map(|why| why.to(lang)).collect();
        writeln!(
            out,
            "  {} {}  {FAINT}{}{FAINT:#}",
            rule.rule,
            padded(rule.name.to(lang), 34),
            because.join(view.say("；", "; "))
        )?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_follow_each_other_are_one_range() {
        assert_eq!(ranges(&[1, 2, 3, 7]), "1–3, 7");
    }
}
