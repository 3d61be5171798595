//! Tables and forms beside each other: where the second begins, and how the account of its rows joins that of the first.

use std::collections::BTreeSet;

use super::Field;
use super::header;
use super::header::Units;
use super::layout::{Line, Sheet, State};
use super::value::package_label;
use crate::source::{Cell, Row};

/// The recogniser of what stands to the right of a table.
#[derive(Debug)]
pub(super) struct Beside {
    /// Its first column.
    cut: u16,
    sheet: Sheet,
    /// Rows (from 1) that reach into it.
    seen: BTreeSet<u32>,
    /// Those of them with nothing to the left.
    alone: BTreeSet<u32>,
}

/// Fields by which the rows of a table are told apart.
const KEYS: &[Field] = &[
    Field::SequenceNo,
    Field::BidderName,
    Field::ItemName,
    Field::ExpertName,
    Field::MemberName,
    Field::ProjectId,
    Field::ProjectName,
    Field::PackageNo,
    Field::ContractNo,
];

fn labels(cells: &[(u16, Cell<'_>)]) -> Vec<(u16, Field, String)> {
    cells
        .iter()
        .filter_map(|(col, cell)| match cell {
            Cell::Text(text) => {
                header::exact(text).map(|label| (*col, label.field, header::key(text)))
            }
            _ => None,
        })
        .collect()
}

/// The column where a second table begins, if the header in the first of these lines is that of two.
///
/// Without a gap only where the first label comes again (序号 … 序号 …); after a blank column also where both sides have a
/// key of the same kind, or a title of their own.
pub(super) fn cut(lines: &[Line], above: &[Line]) -> Option<u16> {
    let first = lines.first()?;
    if let Some(cut) = form_and_table(lines) {
        return Some(cut);
    }
    let found = labels(&first.cells);
    if found.len() < 4 || 3 * found.len() < 2 * first.cells.len() {
        return None;
    }
    let begin = found.first()?;
    let again = found
        .iter()
        .skip(2)
        .find(|label| KEYS.contains(&begin.1) && (label.1, &label.2) == (begin.1, &begin.2));
    if let Some(again) = again
        && found.iter().any(|label| again.0 < label.0)
    {
        return Some(again.0);
    }
    let blank = |col: u16| lines.iter().take(4).all(|line| line.get(col).is_none());
    let gaps = found.windows(2).filter(|pair| pair[0].0 + 1 < pair[1].0);
    for pair in gaps {
        let (last, next) = (pair[0].0, pair[1].0);
        if !(last + 1..next).all(blank) {
            continue;
        }
        let (left, right): (Vec<_>, Vec<_>) = found.iter().partition(|label| label.0 < next);
        if left.len() < 2 || right.len() < 2 {
            continue;
        }
        let keys = |side: &[&(u16, Field, String)]| -> BTreeSet<Field> {
            side.iter().map(|label| label.1).filter(|field| KEYS.contains(field)).collect()
        };
        let (keys_left, keys_right) = (keys(&left), keys(&right));
        let titled = above.iter().rev().take(2).any(|line| {
            let text = |cell: &Cell<'_>| matches!(cell, Cell::Text(_));
            line.cells.iter().any(|(col, cell)| *col < next && text(cell))
                && line.cells.iter().any(|(col, cell)| *col == next && text(cell))
        });
        let own = !keys_left.is_empty() && !keys_right.is_empty();
        if own
            && (titled
                || !keys_left.is_disjoint(&keys_right)
                || keys_right.contains(&Field::SequenceNo))
        {
            return Some(next);
        }
    }
    None
}

/// The column that parts a form from a table beside it, where the first of these lines belongs to both: a blank column, with
/// labels and their values on one side and a header on the other.
fn form_and_table(lines: &[Line]) -> Option<u16> {
    let first = lines.first()?;
    let near: Vec<&Line> = lines
        .iter()
        .zip(first.index..)
        .take_while(|(line, index)| line.index == *index)
        .map(|(line, _)| line)
        .collect();
    first.cells.windows(2).filter(|pair| pair[0].0 + 1 < pair[1].0).find_map(|pair| {
        let blank = (pair[0].0 + 1..pair[1].0)
            .find(|col| near.iter().all(|line| line.get(*col).is_none()))?;
        let side = |right: bool| -> Vec<&[(u16, Cell<'static>)]> {
            let part = |line: &&'_ Line| line.cells.partition_point(|(col, _)| *col < blank);
            near.iter()
                .map(
                    |line| {
                        if right { &line.cells[part(line)..] } else { &line.cells[..part(line)] }
                    },
                )
                .collect()
        };
        let (left, right) = (side(false), side(true));
        let parted = (is_form(&left) && is_header(&right)) || (is_header(&left) && is_form(&right));
        parted.then_some(blank + 1)
    })
}

/// Whether lines are those of a form: a label and its value, once or twice on each.
fn is_form(lines: &[&[(u16, Cell<'_>)]]) -> bool {
    let filled = lines.iter().filter(|cells| !cells.is_empty());
    let good = filled.clone().filter(|cells| is_pairs(cells)).count();
    lines.first().is_some_and(|cells| is_pairs(cells)) && filled.count() < 2 * good
}

/// Labels of the project, the bidder or the contract, each followed by what is no label.
fn is_pairs(cells: &[(u16, Cell<'_>)]) -> bool {
    let label = |cell: &Cell<'_>| match cell {
        Cell::Text(text) => header::exact(text).map(|label| label.field),
        _ => None,
    };
    let speaks = |field: Field| {
        !matches!(field, Field::Remark | Field::SequenceNo | Field::Unit | Field::ItemNo)
    };
    matches!(cells.len(), 2 | 4)
        && cells.chunks(2).all(|pair| {
            label(&pair[0].1).is_some_and(speaks)
                && (label(&pair[1].1).is_none() || label(&pair[0].1) == Some(Field::ProjectName))
        })
}

/// Whether lines begin with a header: labels, a key among them, and something else below.
fn is_header(lines: &[&[(u16, Cell<'_>)]]) -> bool {
    let Some((first, below)) = lines.split_first() else { return false };
    let found = labels(first);
    2 <= found.len()
        && 2 * first.len() <= 3 * found.len()
        && found.iter().any(|label| KEYS.contains(&label.1))
        && below
            .iter()
            .find(|cells| !cells.is_empty())
            .is_none_or(|cells| 2 * labels(cells).len() <= cells.len())
}

/// Whether cells beside a table begin a table or a form of their own.
fn begins(cells: &[(u16, Cell<'_>)]) -> bool {
    let found = labels(cells);
    let is_header = 2 <= found.len()
        && found.len() == cells.len()
        && found.iter().any(|label| KEYS.contains(&label.1));
    is_header || is_pairs(cells)
}

/// Where a table or form begins beside a table that is being read: beyond its last column, with a blank column between.
pub(super) fn begins_beyond(last: u16, row: &Row<'_>) -> Option<u16> {
    let at = row.cells.iter().position(|(col, _)| last + 1 < *col)?;
    if row.get(last + 1).is_some() {
        return None;
    }
    let beyond = &row.cells[at..];
    begins(beyond).then(|| beyond[0].0)
}

/// Whether a table or form begins at the left of a table that is being read, with a blank column between.
pub(super) fn begins_before(first: u16, row: &Row<'_>) -> bool {
    let at = row.cells.partition_point(|(col, _)| *col < first);
    let before = &row.cells[..at];
    before.last().is_some_and(|(col, _)| col + 1 < first) && begins(before)
}

impl Sheet {
    /// Reads what stands from this column on as a table of its own.
    pub(super) fn split(&mut self, cut: u16) {
        let mut context = self.context.clone();
        context.begin_table();
        let mut right = self.blank(context);
        for line in &self.above {
            let at = line.cells.partition_point(|(col, _)| *col < cut);
            let (own, other) = (&line.cells[at..], &line.cells[..at]);
            // A title over both stands at the left.
            for (_, cell) in if own.is_empty() { other } else { own } {
                right.say(cell);
            }
        }
        let mut title = self.about.clone();
        for line in &self.above {
            for (_, cell) in line.cells.iter().filter(|(col, _)| *col < cut) {
                if let Cell::Text(text) = cell {
                    title.push(' ');
                    title.extend(text.chars().take(60));
                    if let Some(label) = package_label(text) {
                        self.context.package = Some(label.key.into());
                    }
                }
            }
        }
        self.title = title;
        self.beside = Some(Box::new(Beside {
            cut,
            sheet: right,
            seen: BTreeSet::new(),
            alone: BTreeSet::new(),
        }));
        if let Some(first) = self.waiting.first() {
            self.last = first.index;
        }
        for line in std::mem::take(&mut self.waiting) {
            self.feed(&line.row());
        }
    }

    /// Reads what stands at the left of the table that is being read as a table of its own: the table goes on beside it.
    pub(super) fn split_before(&mut self, cut: u16) {
        let mut right = self.blank(self.context.clone());
        right.state = std::mem::replace(&mut self.state, State::Searching);
        right.sums = std::mem::take(&mut self.sums);
        self.context.filled.clear(); // the table on the right tells of them
        self.context.begin_table();
        self.beside = Some(Box::new(Beside {
            cut,
            sheet: right,
            seen: BTreeSet::new(),
            alone: BTreeSet::new(),
        }));
    }

    /// Takes what a cell above a table says of its unit and package.
    fn say(&mut self, cell: &Cell<'_>) {
        let Cell::Text(text) = cell else { return };
        self.title.push(' ');
        self.title.extend(text.chars().take(60));
        if let Some(label) = package_label(text) {
            self.context.package = Some(label.key.into());
        }
        if text.contains("单位") && text.contains('元') {
            self.context.units = Units::named_in(text).or(self.context.units);
        }
    }

    fn right(&mut self, row: &Row<'_>, alone: bool) {
        if let Some(beside) = &mut self.beside {
            beside.seen.insert(row.index + 1);
            if alone {
                beside.alone.insert(row.index + 1);
            }
            beside.sheet.row(row);
        }
    }

    /// Parts a row between the tables; gives what is left for this one.
    pub(super) fn part<'r>(&mut self, row: &Row<'r>) -> Option<Row<'r>> {
        let Some(cut) = self.beside.as_ref().map(|beside| beside.cut) else { return Some(*row) };
        if self.is_over_both(row, cut) {
            self.join();
            return Some(*row);
        }
        let at = row.cells.partition_point(|(col, _)| *col < cut);
        let (left, right) = row.cells.split_at(at);
        if !right.is_empty() {
            self.right(&Row { cells: right, ..*row }, left.is_empty());
        }
        (!left.is_empty()).then_some(Row { cells: left, ..*row })
    }

    /// After a blank row, a title alone or another header at the left is over what follows on both sides; not where what
    /// stands on the right goes on.
    fn is_over_both(&self, row: &Row<'_>, cut: u16) -> bool {
        let Some((col, Cell::Text(text))) = row.cells.first() else { return false };
        let goes_on = || {
            let right = &row.cells[row.cells.partition_point(|(col, _)| *col < cut)..];
            !right.is_empty() && labels(right).is_empty()
        };
        self.last + 1 < row.index
            && *col < cut
            && (row.cells.len() == 1 || header::exact(text).is_some())
            && !goes_on()
    }

    /// Ends both tables and joins their accounts: a row that either used is used.
    pub(super) fn join(&mut self) {
        let Some(beside) = self.beside.take() else { return };
        self.settle(true);
        self.end_transposed();
        let right = beside.sheet.end();
        let unused: BTreeSet<u32> = right.report.set_aside.iter().map(|(row, _)| *row).collect();
        let used: BTreeSet<u32> = beside.seen.difference(&unused).copied().collect();
        let before = self.report.set_aside.len();
        self.report.set_aside.retain(|(row, _)| !used.contains(row));
        let turned =
            before - self.report.set_aside.len() + used.intersection(&beside.alone).count();
        self.report.rows_used += u32::try_from(turned).unwrap_or(u32::MAX);
        self.report.set_aside.extend(
            right.report.set_aside.into_iter().filter(|(row, _)| beside.alone.contains(row)),
        );
        self.report.kinds.extend(right.report.kinds);
        self.report.tables.extend(right.report.tables);
        self.records.extend(right.records);
        self.problems.extend(right.problems);
        self.above.clear();
        self.state = State::Searching;
    }
}
