//! What every table and column was understood to be, and why: as a document, in the terminal, as an annotated copy.
//!
//! The document is built once, and all three show the same.

mod contents;
mod copy;
mod document;
mod fit;
mod terminal;

use std::collections::{BTreeMap, BTreeSet};

pub use copy::annotate;
pub use document::*;
pub use terminal::render;

use super::View;
use super::html::without_numbers;
use super::json::{Bilingual, bilingual};
use crate::load::Loaded;
use crate::record::recognised::{CurrencyFrom, UnitFrom, Why};
use crate::record::value::{Currency, Unit};
use crate::record::{Fact, Facts, Field, Kind, Recognised, SheetReport, TableReport, place};
use crate::rules::{Check, RULES};
use crate::source::{CellRef, Visibility, a1};
use crate::text;
use crate::text::Text;
use contents::{Below, Contents};

/// From this share of cells that do not fit, in percent, a column is doubtful.
const UNFIT_SHARE: u32 = 30;

/// The account of what was read. The files are read once more for what stands below the headings.
pub fn account(view: View<'_>) -> Columns {
    let loaded = view.loaded;
    let facts = facts(loaded);
    let files: Vec<FileColumns> = loaded
        .sources
        .files
        .iter()
        .zip(&loaded.paths)
        .zip(0..)
        .map(|((info, path), file)| {
            let contents = contents::look(loaded, &facts, file, path);
            let sheets = loaded
                .sheets
                .iter()
                .filter(|sheet| sheet.file == file)
                .map(|sheet| {
                    let about = info.sheets.get(usize::from(sheet.sheet));
                    let mut kinds = sheet.kinds.clone();
                    kinds.dedup();
                    let mapping = |table: &TableReport| {
                        table.layout.and_then(|_| mapping_of(loaded, &info.path))
                    };
                    SheetColumns {
                        name: about.map(|about| about.name.clone()).unwrap_or_default(),
                        sheet: sheet.sheet,
                        hidden: about.is_some_and(|it| it.visibility != Visibility::Visible),
                        kind_names: kinds.iter().map(|kind| bilingual(&kind.name())).collect(),
                        kinds: kinds.iter().map(|kind| kind.slug()).collect(),
                        rows_read: sheet.rows_read,
                        rows_used: sheet.rows_used,
                        tables: sheet
                            .tables
                            .iter()
                            .enumerate()
                            .map(|(at, of)| {
                                table(view, &contents, (sheet.sheet, at), of, mapping(of))
                            })
                            .collect(),
                        form_cells: forms(&facts, sheet),
                        set_aside: sheet
                            .set_aside
                            .iter()
                            .map(|(row, reason)| RowAside {
                                row: *row,
                                reason: reason.slug(),
                                because: bilingual(&reason.name()),
                            })
                            .collect(),
                    }
                })
                .collect();
            FileColumns { path: info.path.clone(), file, sheets }
        })
        .collect();
    let doubtful = files.iter().flat_map(columns_of).filter(|it| !it.doubts.is_empty()).count();
    let not_checked = not_checked(view);
    Columns {
        schema: "qingbiao.columns.v1",
        mappings: loaded
            .mappings
            .iter()
            .map(|used| MappingAccount {
                path: used.mapping.path.clone(),
                layouts: used.layouts.len(),
                used: used.layouts.iter().filter(|used| **used).count(),
            })
            .collect(),
        missing: missing(view),
        rules_checked: RULES.len() - not_checked.len(),
        rules: RULES.len(),
        not_checked,
        doubtful,
        files,
    }
}

/// The JSON Schema of the account.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Columns).to_value()
}

/// All columns of a file.
pub fn columns_of(file: &FileColumns) -> impl Iterator<Item = &ColumnAccount> {
    file.sheets.iter().flat_map(|sheet| &sheet.tables).flat_map(|table| &table.columns)
}

/// The column file that lies nearest to a file, or the one that was given.
fn mapping_of(loaded: &Loaded, file: &str) -> Option<String> {
    let folder = |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let own = folder(file);
    loaded
        .mappings
        .iter()
        .map(|used| &used.mapping.path)
        .find(|path| folder(path) == own)
        .or_else(|| loaded.mappings.first().map(|used| &used.mapping.path))
        .cloned()
}

fn table(
    view: View<'_>,
    contents: &Contents,
    (sheet, at): (u16, usize),
    table: &TableReport,
    mapping: Option<String>,
) -> TableColumns {
    let empty = Below::default();
    let below = |column: &Recognised| {
        contents.columns.get(&(sheet, at, contents::place_of(table, column))).unwrap_or(&empty)
    };
    let mut columns: Vec<ColumnAccount> =
        table.columns.iter().map(|column| account_of(view, table, column, below(column))).collect();
    // Cells without any heading above them.
    let place = (sheet, at, 0)..=(sheet, at, u32::MAX);
    for (&(.., col), below) in contents.columns.range(place) {
        let Some(col) = u16::try_from(col).ok().filter(|_| !table.is_on_its_side()) else {
            continue;
        };
        if !columns.iter().any(|column| column.at.1 == col) {
            let row = table.header_row.saturating_sub(1);
            let why = Text::of("没有表头，不使用", "no heading, not used");
            columns.push(ColumnAccount {
                cell: a1(row, col),
                at: (row, col),
                heading: String::new(),
                of: None,
                field: None,
                name: None,
                why: "unknown",
                because: bilingual(&why),
                score: None,
                unit: None,
                filled: below.filled,
                unfit: 0,
                examples: examples(view, None, below),
                doubts: Vec::new(),
            });
        }
    }
    columns.sort_by_key(|column| (column.at.1, column.at.0));
    TableColumns {
        kind: table.kind.slug(),
        kind_name: bilingual(&table.kind.name()),
        header_row: table.header_row,
        header_rows: table.header_rows,
        rows: contents.rows.get(&(sheet, at)).copied().unwrap_or_default(),
        headers: table.headers.iter().map(|cell| header_cell(view, table, cell)).collect(),
        mapping,
        columns,
    }
}

fn account_of(
    view: View<'_>,
    table: &TableReport,
    column: &Recognised,
    below: &Below,
) -> ColumnAccount {
    let mut because = column.why.says();
    if let (Some(plainly), Some(field)) = (column.plainly, column.field)
        && column.why.score().is_some()
    {
        let (plain, field, kind) = (plainly.name(), field.name(), table.kind.name());
        because = text!(
            "{}；在“{}”表中，“{}”指“{}”",
            "{}; in a table of {}, {} means {}";
            because, kind, plain, field
        );
    }
    let owner = column.owner.as_ref().map(|(field, name)| view.value(Some(*field), name));
    ColumnAccount {
        cell: column.at.a1(),
        at: (column.at.row, column.at.col),
        heading: shown_heading(view, column),
        of: owner,
        field: column.field.map(Field::slug),
        name: column.field.map(|field| bilingual(&field.name())),
        why: column.why.slug(),
        because: bilingual(&because),
        score: column.why.score(),
        unit: column.unit.map(|(unit, from)| unit_account(unit, from, column.currency)),
        filled: below.filled,
        unfit: below.unfit,
        examples: examples(view, column.field, below),
        doubts: doubts(table, column, below).iter().map(bilingual).collect(),
    }
}

/// The unit of a column as a heading writes it, with its currency where that is not the yuan.
fn unit_account(unit: Unit, from: UnitFrom, currency: Option<CurrencyFrom>) -> UnitAccount {
    let (mut name, mut from, mut because) = (unit.name().to_owned(), from, from.says());
    match currency {
        Some(CurrencyFrom::Named(currency)) if currency != Currency::YUAN => {
            name = name.replace('元', currency.code());
            if from == UnitFrom::Default {
                from = UnitFrom::Heading;
                because = from.says();
            }
        }
        Some(CurrencyFrom::Column(at)) => {
            let cell = at.a1();
            because =
                text!("{}；币种见 {cell} 列", "{}; the currency stands under {cell}"; because);
        }
        _ => {}
    }
    UnitAccount { name, from: from.slug(), because: bilingual(&because) }
}

/// The heading as it may be shown: an expert in it is masked.
fn shown_heading(view: View<'_>, column: &Recognised) -> String {
    match &column.owner {
        Some((field, name)) => column.heading.replace(name.trim(), &view.value(Some(*field), name)),
        None => column.heading.clone(),
    }
}

/// A cell of the header as it may be shown: an expert at the head of a column is masked.
fn header_cell(view: View<'_>, table: &TableReport, cell: &str) -> String {
    let of = |column: &&Recognised| column.heading.split('/').any(|part| part == cell.trim());
    match table.columns.iter().find(of).map(|column| &column.owner) {
        Some(Some((field, name))) if name.trim() == cell.trim() => view.value(Some(*field), cell),
        _ => cell.to_owned(),
    }
}

/// Why a person should look at a column.
fn doubts(table: &TableReport, column: &Recognised, below: &Below) -> Vec<Text> {
    let mut doubts = Vec::new();
    let Some(field) = column.field else { return doubts };
    if column.why.is_doubtful() {
        doubts.push(Text::of("识别把握不大", "recognised with little certainty"));
    }
    let one_value =
        !matches!(field, Field::Remark | Field::SequenceNo | Field::ItemNo | Field::Currency)
            && !matches!(field.kind(), Kind::List)
            && !matches!(column.why, Why::Heading(_));
    let twin = table.columns.iter().find(|other| {
        other.field == Some(field)
            && other.at != column.at
            && other.owner == column.owner
            && !matches!(other.why, Why::Heading(_))
    });
    if let Some(twin) = twin.filter(|_| one_value) {
        let (heading, cell) = (&twin.heading, twin.at.a1());
        doubts.push(text!(
            "与 {cell}“{heading}”是同一字段",
            "the same field as {cell} \"{heading}\""
        ));
    }
    if 0 < below.unfit && below.filled * UNFIT_SHARE <= below.unfit * 100 {
        let (n, of) = (below.unfit, below.filled);
        let cell = a1(below.first_unfit.unwrap_or_default(), column.at.col);
        doubts.push(text!(
            "{of} 格中有 {n} 格不像该字段的值（如 {cell}）",
            "{n} of {of} cells do not look like this field (such as {cell})"
        ));
    }
    if let Some((_, UnitFrom::Default)) = column.unit
        && column.currency.is_none()
        && 0 < below.filled
        && below.examples.iter().all(|text| is_small_amount(text))
    {
        doubts.push(Text::of(
            "没有注明单位，而金额都很小，可能是万元",
            "no unit is named and all amounts are small: perhaps ten thousands of yuan",
        ));
    }
    doubts
}

/// Whether an amount is too small to be a price in yuan.
fn is_small_amount(text: &str) -> bool {
    text.replace(',', "").parse::<f64>().is_ok_and(|amount| 0.0 < amount && amount < 1000.0)
}

/// A few values as they may be shown.
fn examples(view: View<'_>, field: Option<Field>, below: &Below) -> Vec<String> {
    below
        .examples
        .iter()
        .map(|text| match field {
            None if !view.options.unmask => shape(view, text),
            Some(field) if !view.options.unmask && field.kind() == Kind::Text => {
                without_numbers(&view.value(Some(field), text))
            }
            field => view.value(field, text),
        })
        .collect()
}

/// What a value looks like, where nobody can tell what it holds.
fn shape(view: View<'_>, text: &str) -> String {
    let n = text.chars().count();
    let says = if text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-')) {
        text!("▒ {n} 位数字", "▒ {n} digits")
    } else {
        text!("▒ {n} 个字", "▒ {n} characters")
    };
    view.text(&says).to_owned()
}

fn facts(loaded: &Loaded) -> BTreeMap<CellRef, Field> {
    fn walk(facts: &Facts) -> impl Iterator<Item = &Fact> {
        facts.0.iter()
    }
    loaded
        .tenders
        .iter()
        .flat_map(|tender| {
            walk(&tender.facts).chain(tender.records.iter().flat_map(|record| walk(&record.facts)))
        })
        .map(|fact| (fact.at, fact.field))
        .collect()
}

/// Cells of facts that stand outside the tables.
fn forms(facts: &BTreeMap<CellRef, Field>, report: &SheetReport) -> Vec<FormCell> {
    let first = CellRef { file: report.file, sheet: report.sheet, row: 0, col: 0 };
    let last = CellRef { row: u32::MAX, col: u16::MAX, ..first };
    facts
        .range(first..=last)
        .filter(|(at, _)| place::is_cell(**at))
        .filter(|(at, _)| {
            let table = report.table_of(at.row, at.col).and_then(|table| report.tables.get(table));
            table.and_then(|table| table.column_of(at.row, at.col)).is_none()
        })
        .map(|(at, field)| FormCell {
            cell: at.a1(),
            at: (at.row, at.col),
            field: field.slug(),
            name: bilingual(&field.name()),
        })
        .collect()
}

/// The fields that rules need and nothing has, with the rules that were not checked for that.
fn missing(view: View<'_>) -> Vec<MissingField> {
    let present: BTreeSet<Field> = facts(view.loaded).into_values().collect();
    let mut rules: BTreeMap<Field, Vec<&'static str>> = BTreeMap::new();
    for rule in RULES {
        for group in rule.needs.iter().filter(|g| !g.iter().any(|field| present.contains(field))) {
            for field in *group {
                rules.entry(*field).or_default().push(rule.code);
            }
        }
    }
    rules
        .into_iter()
        .map(|(field, rules)| MissingField {
            field: field.slug(),
            name: bilingual(&field.name()),
            rules,
        })
        .collect()
}

/// Rules that could be checked on no package.
fn not_checked(view: View<'_>) -> Vec<RuleNotChecked> {
    let review = view.review;
    RULES
        .iter()
        .filter_map(|rule| {
            let of: Vec<_> = review
                .not_checked
                .iter()
                .filter(|it| it.rule.code == rule.code && it.bidders.is_empty())
                .collect();
            let every = match rule.check {
                Check::Case(_) => review.packages.len() <= of.len(),
                Check::Market(_) => !of.is_empty(),
            };
            let mut because: Vec<Bilingual> = Vec::new();
            for unchecked in of {
                let said = bilingual(&unchecked.why.because);
                if !because.contains(&said) {
                    because.push(said);
                }
            }
            every.then(|| RuleNotChecked { rule: rule.code, name: bilingual(&rule.name), because })
        })
        .collect()
}
