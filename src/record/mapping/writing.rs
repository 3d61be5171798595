//! A column file as text: written anew, or changed where it is there already, so that what a person wrote in it stays.

use std::fmt::Write as _;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use super::written::{Choice, Layout};
use crate::record::field::Field;
use crate::record::header::Units;
use crate::record::value::{Currency, TermUnit, Unit};
use crate::source::column_name;

/// The column file as text, with comments that say how to change it by hand.
pub fn write(layouts: &[Layout]) -> String {
    let mut out = String::from(
        "# 列对应：表头相同的表格按这里的决定读取，与文件名无关。由 qingbiao columns --interactive 生成，可以手工修改。\n\
         # Columns: tables with these header cells are read as decided here, whatever the file is called.\n\
         # Written by qingbiao columns --interactive; change it by hand as you like.\n\
         #\n\
         # headers      表头第一行的单元格，按顺序，空格子不写 / the cells of the first header row, in order, without blanks\n\
         # sheet        工作表名，* 代表任意文字；不写则不限 / the sheet's name, * for any text; any sheet when left out\n\
         # kind         表格种类，如 opening（开标记录）；不写则自动判断 / kind of table; told by itself when left out\n\
         # header_rows  表头占几行（1 到 3）/ rows of the header (1 to 3)\n\
         # field        字段，中文名或英文名，见 qingbiao columns --fields；unused 表示不使用 / a field; unused: left alone\n\
         # column       列的字母，只在表头重复时需要 / the column's letters, needed only where headings repeat\n\
         # unit         元、千元、万元、百万元、亿元、天、月、年、%\n",
    );
    for layout in layouts {
        write_layout(layout, &mut out);
    }
    out
}

/// One layout as text.
fn write_layout(layout: &Layout, out: &mut String) {
    // Writing to a string cannot fail.
    let headers: Vec<String> = layout.headers.iter().map(|cell| quoted(cell)).collect();
    let _ = writeln!(out, "\n[[layout]]\nheaders = [{}]", headers.join(", "));
    if let Some(sheet) = &layout.sheet {
        let _ = writeln!(out, "sheet = {}", quoted(sheet));
    }
    if let Some(kind) = layout.kind {
        let _ = writeln!(out, "kind = \"{}\" # {}", kind.slug(), kind.name().zh);
    }
    if let Some(rows) = layout.rows {
        let _ = writeln!(out, "header_rows = {rows}");
    }
    for choice in &layout.choices {
        let _ = writeln!(out, "\n[[layout.column]]");
        if let Some(heading) = &choice.heading {
            let _ = writeln!(out, "heading = {}", quoted(heading));
        }
        if let Some(col) = choice.column {
            let _ = writeln!(out, "column = \"{}\"", column_name(col));
        }
        let (slug, name) = field_words(choice.field);
        let _ = writeln!(out, "field = \"{slug}\" # {name}");
        if let Some(word) = unit_word(choice.units) {
            let _ = writeln!(out, "unit = \"{word}\"");
        }
    }
}

/// How a field is written, and its name for the comment behind it.
fn field_words(field: Option<Field>) -> (&'static str, String) {
    match field {
        Some(field) => (field.slug(), field.name().zh.to_string()),
        None => ("unused", "不使用".to_owned()),
    }
}

fn unit_word(units: Units) -> Option<String> {
    let foreign = units.currency.filter(|currency| *currency != Currency::YUAN);
    let money = match foreign {
        Some(currency) => {
            Some(units.money.unwrap_or_default().name().replace('元', currency.code()))
        }
        None => units.money.map(Unit::name).or(units.percent.then_some("%")).map(str::to_owned),
    };
    let term = units.term.map(|unit| match unit {
        TermUnit::Year => "年",
        TermUnit::Month => "月",
        TermUnit::Week => "周",
        TermUnit::Day => "天",
        TermUnit::WorkingDay => "工作日",
    });
    money.or(term.map(str::to_owned))
}

/// A column file with what was decided since: its own words, order and comments stay. `before` are the layouts that it holds,
/// `after` the same and any new ones behind them. `None` when it cannot be changed in place.
pub fn update(contents: &str, before: &[Layout], after: &[Layout]) -> Option<String> {
    let mut document: DocumentMut = contents.parse().ok()?;
    for (at, (was, is)) in before.iter().zip(after).enumerate().filter(|(_, (was, is))| was != is) {
        change(tables(document.as_table_mut(), "layout")?.get_mut(at)?, was, is);
    }
    let mut text = document.to_string();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    for layout in after.get(before.len()..)? {
        write_layout(layout, &mut text);
    }
    Some(text)
}

/// The tables under a key, also where they are written in one line each.
fn tables<'t>(table: &'t mut Table, key: &str) -> Option<&'t mut ArrayOfTables> {
    let item = table.entry(key).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if !item.is_array_of_tables() {
        *item = Item::ArrayOfTables(std::mem::take(item).into_array_of_tables().ok()?);
    }
    item.as_array_of_tables_mut()
}

/// Writes into one layout what was decided anew.
fn change(table: &mut Table, was: &Layout, is: &Layout) {
    if let Some(kind) = is.kind.filter(|kind| Some(*kind) != was.kind) {
        let old = was.kind.map(|kind| kind.name().zh.to_string());
        set(table, "kind", kind.slug(), old, Some(kind.name().zh.to_string()));
    }
    let Some(columns) = tables(table, "column") else { return };
    for choice in is.choices.iter().filter(|choice| !was.choices.contains(choice)) {
        let key = |of: &Choice| (of.heading.clone(), of.column);
        let at = was.choices.iter().position(|known| key(known) == key(choice));
        let (slug, name) = field_words(choice.field);
        if let Some(column) = at.and_then(|at| columns.get_mut(at)) {
            let old = at.map(|at| field_words(was.choices[at].field).1);
            set(column, "field", slug, old, Some(name));
            match unit_word(choice.units) {
                Some(word) => set(column, "unit", &word, None, None),
                None => drop(column.remove("unit")),
            }
            continue;
        }
        let mut column = Table::new();
        column.decor_mut().set_prefix("\n");
        if let Some(heading) = &choice.heading {
            column.insert("heading", toml_edit::value(heading));
        }
        if let Some(col) = choice.column {
            column.insert("column", toml_edit::value(column_name(col)));
        }
        set(&mut column, "field", slug, None, Some(name));
        if let Some(word) = unit_word(choice.units) {
            set(&mut column, "unit", &word, None, None);
        }
        columns.push(column);
    }
}

/// Sets a value. The comment behind it stays, unless it is but the name of the old value: then it becomes that of the new.
fn set(table: &mut Table, key: &str, word: &str, old: Option<String>, new: Option<String>) {
    let comment =
        |name: &Option<String>| name.as_ref().map_or_else(String::new, |name| format!(" # {name}"));
    let known = table.get(key).and_then(Item::as_value);
    let suffix = known.and_then(|value| value.decor().suffix()?.as_str());
    let suffix = match suffix {
        Some(said) if !said.trim().is_empty() && said.trim() != comment(&old).trim() => {
            said.to_owned()
        }
        _ => comment(&new),
    };
    let mut value = Value::from(word);
    value.decor_mut().set_prefix(" ");
    value.decor_mut().set_suffix(suffix);
    table.insert(key, Item::Value(value));
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::mapping::parse;

    const WRITTEN: &str = "# 王工 2025-04-08 核对过\n\
        [[layout]] # 区县报来的表\n\
        headers = [\"甲\", \"乙\"]\n\n\
        [[layout.column]]\nheading = \"甲\"\nfield = \"bidder_name\" # 投标人\n\n\
        # 乙按说明是报价\n\
        [[layout.column]]\nheading = \"乙\"\nfield = \"remark\" # 待定\n\
        # 完\n";

    #[test]
    fn what_a_person_wrote_stays() {
        let (before, problems) = parse("列.toml", WRITTEN);
        assert_eq!(problems, []);
        let mut after = before.layouts.clone();
        after[0].choices[0].field = Some(Field::Winner);
        after[0].choices[1].field = Some(Field::BidPrice);
        after[0].choices.push(Choice { heading: Some("丙".into()), ..Choice::default() });
        after.push(Layout { headers: vec!["丁".into()], ..Layout::default() });
        let text = update(WRITTEN, &before.layouts, &after).expect("it can be changed");
        for kept in
            ["# 王工 2025-04-08 核对过\n", "# 区县报来的表\n", "# 乙按说明是报价\n", "# 完\n"]
        {
            assert!(text.contains(kept), "{kept} is gone:\n{text}");
        }
        assert!(text.contains("field = \"winner\" # 中标人\n"), "{text}");
        assert!(text.contains("field = \"bid_price\" # 待定\n"), "{text}");
        let (read, problems) = parse("列.toml", &text);
        assert_eq!(problems, []);
        assert_eq!(read.layouts, after, "{text}");
    }

    #[test]
    fn nothing_decided_changes_nothing() {
        let (before, _) = parse("列.toml", WRITTEN);
        let same = update(WRITTEN, &before.layouts, &before.layouts);
        assert_eq!(same.as_deref(), Some(WRITTEN));
    }

    #[test]
    fn tables_in_one_line_are_changed_too() {
        let text = "layout = [{ headers = [\"甲\", \"乙\"], column = [{ heading = \"甲\", field = \"unused\" }] }] # 手写\n";
        let (before, _) = parse("列.toml", text);
        let mut after = before.layouts.clone();
        after[0].choices[0].field = Some(Field::Winner);
        let changed = update(text, &before.layouts, &after).expect("it can be changed");
        assert_eq!(parse("列.toml", &changed).0.layouts, after, "{changed}");
    }
}
