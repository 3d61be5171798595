//! Which currency the amounts of a row are in, where the table has columns of currencies; and what is said of amounts that are
//! not yuan.

use std::collections::BTreeSet;

use super::columns::Header;
use super::field::{Field, Kind};
use super::read::Context;
use super::value::Currency;
use crate::error::Problem;
use crate::source::{Cell, CellRef, Row};
use crate::text;
use crate::text::Text;

/// Currencies named in one note; the rest are counted.
const MOST_NAMED: usize = 5;

/// The amounts of one column that are not yuan.
#[derive(Debug, Clone)]
pub(super) struct Foreign {
    first: CellRef,
    field: Field,
    count: u32,
    currencies: BTreeSet<Currency>,
}

/// The column that tells the currency of each column of amounts, as pairs; empty without columns of currencies.
///
/// One column tells it of all amounts. Of several, where the first stands before every amount, each tells it of the amounts to
/// its right up to the next, else of those to its left.
pub(super) fn of_amounts(header: &Header) -> Vec<(u16, u16)> {
    let mut told: Vec<u16> = header
        .columns
        .iter()
        .filter(|column| column.field == Field::Currency)
        .map(|column| column.col)
        .collect();
    told.sort_unstable();
    let Some(&first) = told.first() else { return Vec::new() };
    let amounts = || {
        let of_money = |field: Field| matches!(field.kind(), Kind::Money | Kind::Capitals);
        header.columns.iter().filter(move |it| of_money(it.field)).map(|column| column.col)
    };
    let before = amounts().all(|col| first < col);
    amounts()
        .map(|col| {
            let nearest = if before {
                told.iter().rfind(|at| **at < col)
            } else {
                told.iter().find(|at| col < **at).or(told.last())
            };
            (col, nearest.copied().unwrap_or(first))
        })
        .collect()
}

/// The currencies that a row names, by the columns of amounts that they are of. A cell that names none that is known is a
/// problem, and the amounts are of a currency that equals no other.
pub(super) fn of_row(
    header: &Header,
    row: &Row<'_>,
    (file, sheet): (u32, u16),
    context: &mut Context,
    problems: &mut Vec<Problem>,
) -> Vec<(u16, Currency)> {
    let mut found: Vec<(u16, Currency)> = Vec::with_capacity(header.currencies.len());
    let mut unknown: Option<u16> = None;
    for (amount, told) in &header.currencies {
        let Some(Cell::Text(text)) = row.get(*told) else { continue };
        if super::value::is_blank_value(text) {
            continue;
        }
        let currency = Currency::named(text);
        if currency.is_none() && unknown.replace(*told) != Some(*told) {
            let at = CellRef { file, sheet, row: row.index, col: *told };
            let says = text!(
                "币种“{text}”无法识别，该行金额不与其他金额比较",
                "the currency \"{text}\" is not known: the amounts of this row are not compared with others"
            );
            let advice =
                Text::of("写明币种代码，如 CNY、USD", "write its code, such as CNY or USD");
            context.problem(
                at,
                Problem { advice: Some(advice), ..Problem::warning(says) },
                problems,
            );
        }
        found.push((*amount, currency.unwrap_or(Currency::UNKNOWN)));
    }
    found
}

impl Context {
    /// Counts an amount that is not yuan.
    pub(super) fn foreign(&mut self, at: CellRef, field: Field, currency: Currency) {
        let found = self.foreign.entry(at.col).or_insert_with(|| Foreign {
            first: at,
            field,
            count: 0,
            currencies: BTreeSet::new(),
        });
        found.count += 1;
        found.currencies.insert(currency);
    }
}

/// Says of each column how many of its amounts are not yuan.
pub(super) fn say(context: &mut Context, problems: &mut Vec<Problem>) {
    for Foreign { first, field, count, currencies } in
        std::mem::take(&mut context.foreign).into_values()
    {
        let named: Vec<&str> = currencies.iter().take(MOST_NAMED).map(Currency::code).collect();
        let (mut zh, mut en) = (named.join("、"), named.join(", "));
        if MOST_NAMED < currencies.len() {
            let all = currencies.len();
            zh = format!("{zh} 等 {all} 种");
            en = format!("{en} and others, {all} in all");
        }
        let name = field.name();
        let says = Text {
            zh: format!(
                "“{}”自此起有 {count} 个金额为外币（{zh}）：不折算，不与人民币金额比较或相加，不适用以人民币计的限额标准",
                name.zh
            )
            .into(),
            en: format!(
                "{count} amounts from here on under \"{}\" are in other currencies ({en}): not converted, neither compared with \
                 yuan nor added to them, nor held against thresholds in yuan",
                name.en
            )
            .into(),
        };
        context.problem(first, Problem::note(says), problems);
    }
}
