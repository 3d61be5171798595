//! The sum that a table writes below its lines, against the lines: a difference is told, neither is changed.

use rust_decimal::Decimal;

use super::columns::{Column, Header};
use super::field::Field;
use super::read::Context;
use super::table::TableKind;
use super::{Fact, Record};
use crate::error::Problem;
use crate::source::CellRef;
use crate::text;

/// The running sums of one table of items, column by column.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums(Vec<Running>);

#[derive(Debug, Clone)]
struct Running {
    col: u16,
    /// Since the table began.
    all: Decimal,
    /// Since the last sum that was written.
    since: Decimal,
    lines: u32,
    lines_since: u32,
    first: CellRef,
    first_since: Option<CellRef>,
    last: CellRef,
    /// Whether a line had no amount that could be read: then no sum can be checked.
    open: bool,
}

/// Whether the lines of this table are added up.
pub(super) fn adds_up(header: &Header) -> bool {
    header.kind == TableKind::Items
}

/// The columns that a sum belongs to.
pub(super) fn columns(header: &Header) -> impl Iterator<Item = &Column> {
    header.columns.iter().filter(|column| column.field == Field::LineTotal)
}

impl Sums {
    /// Adds the amounts of one row's records.
    pub(super) fn add(&mut self, records: &[Record], row: u32) {
        for fact in records.iter().flat_map(|record| record.facts.all(Field::LineTotal)) {
            if fact.at.row != row {
                continue;
            }
            let at = match self.0.iter().position(|running| running.col == fact.at.col) {
                Some(at) => at,
                None => {
                    self.0.push(Running {
                        col: fact.at.col,
                        all: Decimal::ZERO,
                        since: Decimal::ZERO,
                        lines: 0,
                        lines_since: 0,
                        first: fact.at,
                        first_since: None,
                        last: fact.at,
                        open: false,
                    });
                    self.0.len() - 1
                }
            };
            let running = &mut self.0[at];
            let Some(yuan) = fact.money() else {
                running.open = true;
                continue;
            };
            running.all += yuan;
            running.since += yuan;
            running.lines += 1;
            running.lines_since += 1;
            running.first_since.get_or_insert(fact.at);
            running.last = fact.at;
        }
    }

    /// Compares a sum that the table writes with its lines: all of them, or those since the last sum. `part` is whether it
    /// calls itself the sum of a part.
    pub(super) fn check(
        &mut self,
        written: &Fact,
        in_yuan: bool,
        part: bool,
        context: &mut Context,
        problems: &mut Vec<Problem>,
    ) {
        let Some(running) = self.0.iter_mut().find(|running| running.col == written.at.col) else {
            return;
        };
        let Some(yuan) = written.money() else { return };
        // Every line may be rounded: to the cent, or to the second digit of 万元.
        let step = if in_yuan { Decimal::new(1, 2) } else { Decimal::from(100) };
        let near = |sum: Decimal, lines: u32| {
            (sum - yuan).abs() <= step * Decimal::from(lines.max(1)) / Decimal::from(2)
        };
        let agrees = near(running.all, running.lines) || near(running.since, running.lines_since);
        if !agrees && !running.open && 0 < running.lines {
            // 合计 is of all lines, 小计 of those since the last sum.
            let (n, sum, first) = match running.first_since.filter(|_| part) {
                Some(first) => (running.lines_since, running.since, first),
                None => (running.lines, running.all, running.first),
            };
            let (from, to) = (first.a1(), running.last.a1());
            let (shown, total) = (yuan.normalize(), sum.normalize());
            let difference = (yuan - sum).abs().normalize();
            let says = text!(
                "合计 {shown} 元，与其上 {n} 行之和 {total} 元（{from} 至 {to}）不一致，相差 {difference} 元",
                "the sum written, {shown} yuan, differs from the {n} lines above it, {total} yuan ({from} to {to}), by {difference} yuan"
            );
            let advice = text!(
                "两处均予保留，未作修正；总价金额与按单价汇总金额不一致的，以单价金额计算结果为准（财政部令第87号第五十九条第（四）项）",
                "both are kept; where the total differs from the sum by unit prices, the unit prices prevail (Order 87, art. 59(4))"
            );
            context.problem(
                written.at,
                Problem { advice: Some(advice), ..Problem::warning(says) },
                problems,
            );
        }
        running.since = Decimal::ZERO;
        running.lines_since = 0;
        running.first_since = None;
    }
}
