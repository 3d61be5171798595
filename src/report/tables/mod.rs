//! The tables of a review, each once: the workpaper, the formal report and the CSV files show the same rows.
//!
//! A table is plain data with typed cells. It holds every row; whoever shows a part says how many more there are.

mod bidders;
mod checks;
mod evidence;
mod findings;
mod hubs;
mod packages;
mod pairs;
mod prices;
mod problems;
mod shared;
mod sources;
mod unchecked;

use rust_decimal::Decimal;

use super::View;
use super::csv;
use super::digest::Digest;
use crate::rules::Grade;
use crate::text::{Lang, Text};

pub(super) use checks::{State, states};
pub(super) use pairs::pairs_of;

/// The heading of columns that name files.
const FILE: Text = Text::of("文件", "File");

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing is known, or nothing applies.
    Empty,
    /// Words; may come from a source, masked where personal.
    Text(String),
    /// A count or a row number.
    Count(usize),
    /// Yuan.
    Money(Decimal),
    /// A part of one: 0.97 for 97 %.
    Share(Decimal),
    /// The number of a finding, from one.
    Finding(usize),
    /// A grade.
    Grade(Grade),
}

impl Value {
    /// A text; an empty one is an empty cell.
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Whether it is a number, which stands at the right of its column.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Count(_) | Self::Money(_) | Self::Share(_) | Self::Finding(_))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading, with the unit.
    pub name: Text,
    /// How wide it is on a sheet, in digits.
    pub width: u8,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name in file names.
    pub slug: &'static str,
    /// Its name, as shown to people.
    pub name: Text,
    /// What it holds and how it is to be read; said where it is empty, too.
    pub about: Text,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, with as many cells.
    pub rows: Vec<Vec<Value>>,
}

impl Table {
    fn new(slug: &'static str, name: Text, about: Text, columns: &[(Text, u8)]) -> Self {
        let columns =
            columns.iter().map(|(name, width)| Column { name: name.clone(), width: *width });
        Self { slug, name, about, columns: columns.collect(), rows: Vec::new() }
    }

    /// A table of nothing.
    pub(super) fn empty() -> Self {
        Self::new("", Text::of("", ""), Text::of("", ""), &[])
    }

    /// The same rows with these columns only.
    pub(super) fn only(&self, columns: &[usize]) -> Self {
        let rows = self.rows.iter().map(|row| columns.iter().map(|at| row[*at].clone()).collect());
        Self {
            slug: self.slug,
            name: self.name.clone(),
            about: self.about.clone(),
            columns: columns.iter().map(|at| self.columns[*at].clone()).collect(),
            rows: rows.collect(),
        }
    }

    /// The same table with files named from this folder on.
    pub(super) fn below(&self, folder: &str) -> Self {
        let is_file = |at: usize| self.columns[at].name == FILE;
        let mut table = self.clone();
        for row in &mut table.rows {
            for (at, value) in row.iter_mut().enumerate() {
                if let Value::Text(path) = value
                    && is_file(at)
                    && let Some(rest) = path.strip_prefix(folder)
                {
                    *path = rest.to_owned();
                }
            }
        }
        table
    }

    /// The same table under another name.
    pub(super) fn named(self, name: Text, about: Text) -> Self {
        Self { name, about, ..self }
    }

    /// The table as CSV.
    pub fn csv(&self, lang: Lang) -> String {
        let mut written = csv::Table::new(self.columns.iter().map(|column| column.name.to(lang)));
        for row in &self.rows {
            written.push(row.iter().map(|value| cell(value, lang)).collect::<Vec<_>>());
        }
        written.write()
    }
}

fn cell(value: &Value, lang: Lang) -> csv::Cell {
    match value {
        Value::Empty => csv::Cell::Empty,
        Value::Text(text) => csv::Cell::text(text.as_str()),
        Value::Count(n) | Value::Finding(n) => csv::Cell::count(*n),
        Value::Money(number) | Value::Share(number) => csv::Cell::decimal(number.normalize()),
        Value::Grade(grade) => csv::Cell::text(grade.name().to(lang)),
    }
}

/// All tables, in the order of the workpaper.
pub fn all(view: View<'_>) -> Vec<Table> {
    of(&Digest::new(view))
}

/// All tables.
pub(super) fn of(digest: &Digest<'_>) -> Vec<Table> {
    vec![
        packages::table(digest),
        findings::table(digest),
        checks::table(digest),
        pairs::table(digest),
        shared::table(digest),
        prices::table(digest),
        evidence::table(digest),
        bidders::table(digest),
        hubs::table(digest),
        sources::table(digest),
        problems::table(digest),
        unchecked::table(digest),
    ]
}

/// A share with six decimals, which is more than anybody reads and hides no digit of a sum.
fn share(part: Decimal, whole: Decimal) -> Value {
    part.checked_div(whole).map_or(Value::Empty, |share| Value::Share(share.round_dp(6)))
}

fn money(yuan: Option<Decimal>) -> Value {
    yuan.map_or(Value::Empty, Value::Money)
}

/// Numbers of findings in one cell: `1、4、9`.
fn numbers(digest: &Digest<'_>, findings: impl IntoIterator<Item = usize>) -> Value {
    let shown: Vec<String> = findings.into_iter().map(|at| at.to_string()).collect();
    Value::text(shown.join(digest.say("、", ", ")))
}

/// Several parts of one cell.
fn listed(digest: &Digest<'_>, parts: Vec<String>) -> Value {
    Value::text(parts.join(digest.say("；", "; ")))
}

/// File, sheet and cell of a place in three cells.
fn place(file: &str, sheet: Option<&str>, cell: Option<&str>) -> [Value; 3] {
    [Some(file), sheet, cell].map(|part| part.map(super::digest::plain).unwrap_or_default().into())
}
