//! JSON and JSON Lines: releases of the Open Contracting Data Standard, and plain lists of objects.
//!
//! The document is walked record by record, never held as a whole tree. Each kind of record becomes a sheet with a
//! row of labels, and each cell keeps the pointer to its value.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Value};

use crate::error::{Error, Problem, damaged, not_a_table, too_large};
use crate::text;
use crate::text::Text;

use super::cell::Cell;
use super::decode;
use super::file::SheetInfo;
use super::ocds;
use super::page::undecodable;
use super::pointer::{Place, Pointers, escaped};
use super::rows::{Reading, Rows};

/// Reads a document or lines of them.
pub(crate) fn read(bytes: Vec<u8>, reading: &mut Reading<'_>) -> Result<Vec<SheetInfo>, Error> {
    let (text, encoding, replaced) = decode::whole(bytes);
    let mut tables = Tables { budget: reading.limits.cells, ..Tables::default() };
    let broken = walk(&text, &mut tables);
    drop(text);
    let exhausted = tables.budget == 0;
    let lists = tables.lists_left_out;
    let tables: Vec<Table> =
        tables.tables.into_iter().filter(|table| !table.rows.is_empty()).collect();
    if tables.is_empty() {
        return Err(match broken {
            Some(reason) => damaged(reading.shown, &reason),
            None => {
                let kind =
                    Text::of("没有记录列表的 JSON 文件", "a JSON file without a list of records");
                not_a_table(reading.shown, kind)
            }
        });
    }
    if tables.len() > reading.limits.sheets {
        let n = tables.len();
        return Err(too_large(reading.shown, text!("{n} 张工作表", "{n} sheets")));
    }
    let mut sheets = Vec::new();
    for (index, table) in (0_u16..).zip(tables) {
        let (info, cells) = table.finish();
        if reading.sink.wants(index) {
            let mut rows = Rows::begin(reading, index, &info);
            for (row, cells) in (0_u32..).zip(cells) {
                let cells = cells.into_iter().map(|(col, cell)| (u32::from(col), Some(cell)));
                if !rows.push(reading, row, cells) {
                    break;
                }
            }
            rows.end(reading);
        }
        sheets.push(info);
    }
    let mut tell = |problem: Problem| reading.problems.push(problem.in_file(reading.shown));
    if let Some(reason) = broken {
        tell(
            Problem::error(text!(
                "JSON 在此处中断或者有误，此前的记录已读取（{reason}）",
                "the JSON breaks off or is wrong; the records before it were read ({reason})"
            ))
            .advise(Text::of("请重新导出或者下载", "export or download it again")),
        );
    }
    if exhausted {
        let n = reading.limits.cells;
        tell(Problem::error(text!(
            "文件超过 {n} 个单元格，此后的内容没有读取",
            "the file has more than {n} cells; what follows was not read"
        )));
    }
    if lists > 0 {
        tell(Problem::note(text!(
            "{lists} 处嵌套列表没有读取：记录内只读单个值",
            "lists of objects inside records, not read: {lists}"
        )));
    }
    if replaced {
        reading.problems.push(undecodable(reading.shown, encoding));
    }
    Ok(sheets)
}

/// The tables that a document becomes, under way.
#[derive(Default)]
pub(crate) struct Tables {
    tables: Vec<Table>,
    by_name: BTreeMap<String, usize>,
    /// Cells that may still be read.
    pub(crate) budget: u64,
    lists_left_out: u64,
}

/// A sheet under way.
#[derive(Default)]
pub(crate) struct Table {
    name: String,
    columns: Vec<(String, u16)>,
    by_label: BTreeMap<String, u16>,
    pointers: Pointers,
    rows: Vec<Vec<(u16, Cell<'static>)>>,
}

/// A value for a cell, with the path to it.
pub(crate) struct Entry<'p> {
    pub(crate) label: &'p str,
    /// With a `{}` for each number of the row that it takes.
    pub(crate) path: Cow<'p, str>,
    pub(crate) takes: u8,
    pub(crate) cell: Cell<'static>,
}

impl Tables {
    /// The sheet of this name.
    fn table(&mut self, name: &str) -> &mut Table {
        let at = *self.by_name.entry(name.to_owned()).or_insert_with(|| {
            // Row 0 holds the labels, which are no values of the document.
            let table = Table { name: name.to_owned(), ..Table::default() };
            self.tables.push(table);
            self.tables.len() - 1
        });
        &mut self.tables[at]
    }

    /// Adds a row to a sheet. `numbers` fill the paths of the entries.
    pub(crate) fn row(&mut self, name: &str, numbers: &[u32], entries: Vec<Entry<'_>>) {
        if entries.is_empty() || self.budget == 0 {
            return;
        }
        self.budget = self.budget.saturating_sub(entries.len() as u64);
        let table = self.table(name);
        let (mut cells, mut places) = (Vec::new(), Vec::new());
        for entry in entries {
            let path = table.pointers.path(&entry.path);
            let next = table.columns.len();
            let col = match table.by_label.get(entry.label) {
                Some(col) => *col,
                None => {
                    let Ok(col) = u16::try_from(next) else { continue }; // beyond the columns of any limit
                    table.columns.push((entry.label.to_owned(), path));
                    table.by_label.insert(entry.label.to_owned(), col);
                    col
                }
            };
            cells.push((col, entry.cell));
            places.push(Place { col, path, takes: entry.takes });
        }
        table.rows.push(cells);
        table.pointers.row(numbers, places);
    }
}

impl Table {
    /// The sheet's facts and its rows, that of the labels first.
    fn finish(self) -> (SheetInfo, Vec<Vec<(u16, Cell<'static>)>>) {
        let labels = (0_u16..).zip(&self.columns);
        let head =
            labels.clone().map(|(col, (label, _))| (col, Cell::Text(Cow::Owned(label.clone()))));
        let head = head.collect();
        let places = labels.map(|(col, (_, path))| Place { col, path: *path, takes: 0 }).collect();
        let pointers = self.pointers.headed(places);
        let info = SheetInfo {
            name: self.name,
            pointers: Some(Arc::new(pointers)),
            ..SheetInfo::default()
        };
        (info, std::iter::once(head).chain(self.rows).collect())
    }
}

/// Walks over a document; gives why it ended early.
fn walk(text: &str, tables: &mut Tables) -> Option<String> {
    let is_object = |line: &str| {
        let whole = serde_json::from_str::<IgnoredAny>(line).is_ok();
        whole && line.trim_start().starts_with('{')
    };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let several = lines.next().is_some_and(is_object) && lines.next().is_some();
    if several {
        return walk_lines(text, tables);
    }
    let mut reader = Deserializer::from_str(text);
    let walked = reader.deserialize_any(Top { tables, text }).and_then(|()| reader.end());
    walked.err().map(|error| error.to_string())
}

fn walk_lines(text: &str, tables: &mut Tables) -> Option<String> {
    let mut broken = None;
    for (number, line) in (1_u32..).zip(text.lines()) {
        if line.trim().is_empty() || tables.budget == 0 {
            continue;
        }
        match serde_json::from_str::<Value>(line) {
            Ok(value) => tables.record("", "{}:", number, &value),
            // The other lines stand for themselves.
            Err(error) if broken.is_none() => {
                broken = Some(format!("{number}: {error}"));
            }
            Err(_) => {}
        }
    }
    broken
}

/// The document itself: a list of records, an object of lists, or one record.
struct Top<'t, 'j> {
    tables: &'t mut Tables,
    text: &'j str,
}

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of records or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(value) = list.next_element::<Value>()? {
            self.tables.record("", "/{}", index, &value);
            index += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let mut first = true;
        while let Some(key) = object.next_key::<String>()? {
            // A release by itself is one record; its keys may come in any order, so it is read whole.
            if std::mem::take(&mut first)
                && let Ok(keys) = serde_json::from_str::<BTreeMap<String, IgnoredAny>>(self.text)
                && keys.contains_key("ocid")
                && let Ok(value) = serde_json::from_str::<Value>(self.text)
            {
                self.tables.record("", "", 0, &value);
                while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                return Ok(());
            }
            object.next_value_seed(List { tables: self.tables, key: &key })?;
        }
        Ok(())
    }
}

/// A value of the outermost object: a list of records, or something that is passed over.
struct List<'t, 'k> {
    tables: &'t mut Tables,
    key: &'k str,
}

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let base = format!("/{}/{{}}", escaped(self.key));
        let mut index = 0;
        while let Some(value) = list.next_element::<Value>()? {
            self.tables.record(self.key, &base, index, &value);
            index += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

impl Tables {
    /// Takes one record. `base` is the path to it, with a `{}` for its number unless it is the whole document.
    fn record(&mut self, list: &str, base: &str, index: u32, value: &Value) {
        if self.budget == 0 || !value.is_object() {
            return;
        }
        if let Some(compiled) = value.get("compiledRelease") {
            return ocds::release(self, &format!("{base}/compiledRelease"), index, compiled);
        }
        if value.get("ocid").is_some() {
            // A record without a compiled release holds its releases, or links to them.
            let Some(releases) = value.get("releases").and_then(Value::as_array) else {
                return ocds::release(self, base, index, value);
            };
            for (at, release) in releases.iter().enumerate() {
                ocds::release(self, &format!("{base}/releases/{at}"), index, release);
            }
            return;
        }
        let mut entries = Vec::new();
        self.flat(base, "", value, &mut entries, 0);
        let takes = u8::from(base.contains("{}"));
        let entries = entries.iter().map(|(label, path, cell)| Entry {
            label,
            path: Cow::Borrowed(path.as_str()),
            takes,
            cell: cell.clone(),
        });
        self.row(list, &[index], entries.collect());
    }

    /// The single values of an object and of those inside it, `a.b` for `b` in `a`.
    fn flat(
        &mut self,
        path: &str,
        label: &str,
        value: &Value,
        entries: &mut Vec<(String, String, Cell<'static>)>,
        depth: usize,
    ) {
        const DEEPEST: usize = 16;
        match value {
            Value::Object(fields) if depth < DEEPEST => {
                for (key, value) in fields {
                    let label =
                        if label.is_empty() { key.clone() } else { format!("{label}.{key}") };
                    self.flat(
                        &format!("{path}/{}", escaped(key)),
                        &label,
                        value,
                        entries,
                        depth + 1,
                    );
                }
            }
            Value::Array(list)
                if list.iter().any(|value| value.is_object() || value.is_array()) =>
            {
                self.lists_left_out += 1;
            }
            value => {
                if let Some(cell) = cell(value) {
                    entries.push((label.to_owned(), path.to_owned(), cell));
                }
            }
        }
    }
}

/// A value as a cell; nothing for null, objects and empty text. Whole numbers that a number cannot hold exactly are codes
/// and stay text.
pub(crate) fn cell(value: &Value) -> Option<Cell<'static>> {
    const EXACT: u64 = 1_000_000_000_000_000;
    Some(match value {
        Value::String(text) if !text.trim().is_empty() => Cell::Text(Cow::Owned(text.clone())),
        Value::Bool(value) => Cell::Bool(*value),
        Value::Number(number) => {
            let whole = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
            if whole.is_some_and(|whole| EXACT <= whole) {
                return Some(Cell::Text(Cow::Owned(number.to_string())));
            }
            Cell::Number(number.as_f64()?)
        }
        Value::Array(list) => {
            let items = list.iter().filter_map(cell).map(|cell| cell.shown().into_owned());
            let joined = items.collect::<Vec<_>>().join("、");
            return (!joined.is_empty()).then_some(Cell::Text(Cow::Owned(joined)));
        }
        _ => return None,
    })
}
