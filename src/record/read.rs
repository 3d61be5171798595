//! From the rows of a table to records, with what titles, notes, sheet and file names say of them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use smol_str::SmolStr;

use super::cell::{cleaned, fact};
use super::columns::{Column, Header, Heading};
use super::currency::{self, Foreign};
use super::field::Field;
use super::fill;
use super::header::{self, Units};
use super::table::TableKind;
use super::value;
use super::{Fact, Facts, Record, Value};
use crate::error::{Location, Problem};
use crate::source::{Cell, CellRef, Merge, Pointers, Row, SheetInfo};

/// Bytes of the longest text that is kept to tell whether the next row repeats it.
const LONGEST_REPEATED: usize = 256;
/// A column whose texts changed this often without one that repeats the last is not kept any more.
const CHANGES_AT_MOST: u8 = 16;
/// Problems told of one sheet; the rest are counted.
const PROBLEMS_PER_SHEET: usize = 100;

/// What titles, notes, sheet and file names say of the rows below them.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    /// File and sheet, for problems.
    pub(super) location: Location,
    /// Where the cells stand in a document without cells.
    pointers: Option<Arc<Pointers>>,
    /// The units that a title or note names.
    pub(super) units: Units,
    /// The package that a title or the sheet's name names.
    pub(super) package: Option<SmolStr>,
    /// The package that a row last named, as written and as a key.
    named_package: Option<(SmolStr, SmolStr)>,
    /// The bidder whose form, sheet or file it is.
    pub(super) bidder: Option<Fact>,
    /// The expert whose sheet it is.
    pub(super) expert: Option<Fact>,
    /// Whether the next line of a form continues the last.
    pub(super) form_open: bool,
    /// Cells that reach downward: where they begin and the last row they reach.
    pub(super) reaching: HashMap<(u32, u16), u32>,
    /// The text last read in each column and its fact: tables repeat the project, the purchaser and the method row by row.
    pub(super) above: Vec<Option<Above>>,
    /// The cells that reach into the current row, by column.
    reached: BTreeMap<u16, (u32, CellRef, Cell<'static>)>,
    problems: usize,
    /// Amounts that are not yuan, by column.
    pub(super) foreign: BTreeMap<u16, Foreign>,
    /// Columns whose blanks were read as the cell above: the first such cell, the field, and how many.
    pub(super) filled: BTreeMap<u16, (CellRef, Field, u32)>,
}

/// What a cell said and what was read in it.
#[derive(Debug, Clone)]
pub(super) struct Above {
    pub(super) text: String,
    units: Units,
    pub(super) fact: Fact,
    /// How often the text changed since it was last repeated.
    changes: u8,
}

impl Context {
    pub(super) fn new(file: &str, info: &SheetInfo) -> Self {
        let location = Location {
            file: file.to_owned(),
            sheet: Some(info.name.clone()).filter(|name| !name.is_empty()),
            cell: None,
        };
        let reaching = info
            .merged
            .iter()
            .filter(|merge| merge.first_row < merge.last_row)
            .map(|merge: &Merge| ((merge.first_row, merge.first_col), merge.last_row))
            .collect();
        Self { location, pointers: info.pointers.clone(), reaching, ..Self::default() }
    }

    /// A table begins: what reached into the last one ends.
    pub(super) fn begin_table(&mut self) {
        self.form_open = false;
        self.reached.clear();
        self.above.clear();
    }

    /// Remembers what a form or note says of the rows that follow.
    pub(super) fn remember(&mut self, fact: &Fact) {
        match fact.field {
            Field::BidderName => self.bidder = Some(fact.clone()),
            Field::ExpertName => self.expert = Some(fact.clone()),
            Field::PackageNo => self.package = Some(package(&fact.raw)),
            Field::Currency => self.units.currency = value::Currency::named(&fact.raw),
            _ => {}
        }
    }

    /// [`package`], worked out once for rows that follow each other.
    fn package_key(&mut self, written: &SmolStr) -> SmolStr {
        match &self.named_package {
            Some((last, key)) if last == written => key.clone(),
            _ => {
                let key = package(written);
                self.named_package = Some((written.clone(), key.clone()));
                key
            }
        }
    }

    pub(super) fn problem(&mut self, at: CellRef, problem: Problem, problems: &mut Vec<Problem>) {
        self.problems += 1;
        if self.problems <= PROBLEMS_PER_SHEET {
            let pointer = self.pointers.as_ref().and_then(|pointers| pointers.at(at.row, at.col));
            let cell = Some(pointer.unwrap_or_else(|| at.a1()));
            problems
                .push(Problem { at: Some(Location { cell, ..self.location.clone() }), ..problem });
        }
    }
}

/// The key of a package: `1` for 第1包, 包一, 01包; the words themselves where it has no number.
pub(super) fn package(text: &str) -> SmolStr {
    value::package_label(text)
        .map(|label| label.key)
        .or_else(|| value::package_key(text))
        .unwrap_or_else(|| value::clean(text).into_owned())
        .into()
}

/// `label：value` in one cell, once or several times: `项目编号：NC-1　开标时间：2025年4月8日 09:30`.
pub(super) fn inline(text: &str, at: CellRef) -> Vec<Fact> {
    // Where each label begins, where its value begins, and what it means. A colon of 09:30 has no label before it.
    let mut found: Vec<(usize, usize, header::Label)> = Vec::new();
    for (colon, mark) in text.char_indices().filter(|(_, c)| matches!(c, '：' | ':')) {
        let before = &text[..colon];
        let from = found.last().map_or(0, |(_, value, _)| *value);
        let start = before
            .char_indices()
            .rev()
            .find(|(_, c)| {
                c.is_whitespace()
                    || matches!(c, '；' | ';' | '，' | ',' | '。' | '：' | ':' | '、' | '|')
            })
            .map_or(0, |(at, c)| at + c.len_utf8());
        // A label may itself hold spaces: 投 标 人：…
        let whole = (from <= start)
            .then(|| header::exact(&before[start..]))
            .flatten()
            .map(|label| (start, label));
        let spaced =
            || found.is_empty().then(|| header::exact(before)).flatten().map(|label| (0, label));
        if let Some((start, label)) = whole.or_else(spaced) {
            found.push((start, colon + mark.len_utf8(), label));
        }
    }
    let ends: Vec<usize> =
        found.iter().skip(1).map(|(start, ..)| *start).chain([text.len()]).collect();
    found
        .into_iter()
        .zip(ends)
        .filter_map(|((_, value, label), end)| {
            let value =
                text.get(value..end)?.trim().trim_end_matches(['；', ';', '，', ',', '。', '|']);
            let cell = Cell::Text(value.into());
            fact(label.field, &cell, at, label.units, &mut Context::default(), &mut Vec::new())
                .filter(Fact::is_usable)
        })
        .collect()
}

/// Reads a cell of a table, or takes the fact of the cell above where that says the same.
fn repeated_or_read(
    field: Field,
    cell: &Cell<'_>,
    at: CellRef,
    units: Units,
    context: &mut Context,
    problems: &mut Vec<Problem>,
) -> Option<Fact> {
    let col = usize::from(at.col);
    let Cell::Text(text) = cell else {
        let read = fact(field, cell, at, units, context, problems)?;
        // Numbers of packages and projects reach into blanks below as words do.
        if fill::may_reach(field) {
            if context.above.len() <= col {
                context.above.resize(col + 1, None);
            }
            let text = read.raw.to_string();
            if context.above[col].as_ref().is_none_or(|above| above.text != text) {
                context.above[col] = Some(Above { text, units, fact: read.clone(), changes: 0 });
            }
        }
        return Some(read);
    };
    if let Some(Some(above)) = context.above.get_mut(col)
        && above.text == *text
        && (above.fact.field, above.units) == (field, units)
    {
        above.changes = 0;
        let repeated = Fact { at, ..above.fact.clone() };
        if let Value::Foreign(_, currency) = repeated.value {
            context.foreign(at, field, currency);
        }
        return Some(repeated);
    }
    let read = fact(field, cell, at, units, context, problems);
    if context.above.len() <= col {
        context.above.resize(col + 1, None);
    }
    // A cell that could not be read is read again, so that each gets its problem; and neither it nor a placeholder reaches
    // downward.
    let short = text.len() <= LONGEST_REPEATED || fill::may_reach(field);
    let kept = read.as_ref().filter(|read| read.field == field && read.is_usable() && short);
    match (kept, &mut context.above[col]) {
        // What was kept stays true of its text; only what may reach downward must be the last.
        (Some(_), Some(above))
            if above.changes == CHANGES_AT_MOST
                && !fill::may_reach(field)
                && above.fact.field == field => {}
        (Some(read), Some(above)) => {
            above.changes = above.changes.saturating_add(1).min(CHANGES_AT_MOST);
            above.text.clear();
            above.text.push_str(text);
            above.units = units;
            above.fact = read.clone();
        }
        (Some(read), nothing) => {
            *nothing = Some(Above {
                text: text.as_ref().to_owned(),
                units,
                fact: read.clone(),
                changes: 0,
            });
        }
        (None, above) => *above = None,
    }
    read
}

/// Reads a row of a table into records: one, or one for each bidder or expert whose column it is.
pub(super) fn row(
    header: &Header,
    row: &Row<'_>,
    context: &mut Context,
    (file, sheet): (u32, u16),
    records: &mut Vec<Record>,
    problems: &mut Vec<Problem>,
) {
    let read = |column: &&Column| column.field != Field::SequenceNo;
    let currencies = if header.currencies.is_empty() {
        Vec::new()
    } else {
        currency::of_row(header, row, (file, sheet), context, problems)
    };
    let mut shared: Vec<Fact> = Vec::with_capacity(header.columns.iter().filter(read).count());
    let mut own: Vec<(&Heading, Vec<Fact>)> = Vec::new();
    let mut absent: Vec<&Column> = Vec::new();
    for column in header.columns.iter().filter(read) {
        let here = CellRef { file, sheet, row: row.index, col: column.col };
        let mut units = column.units.or(context.units);
        if let Some((_, currency)) = currencies.iter().find(|(col, _)| *col == column.col) {
            units.currency = Some(*currency);
        }
        let found = match row.get(column.col) {
            Some(cell) => {
                if !context.reaching.is_empty()
                    && let Some(last) = context.reaching.get(&(row.index, column.col))
                {
                    context.reached.insert(column.col, (*last, here, super::layout::owned(cell)));
                }
                repeated_or_read(column.field, cell, here, units, context, problems)
            }
            None => match context.reached.get(&column.col) {
                Some((last, from, cell)) if row.index <= *last => {
                    let (from, cell) = (*from, cell.clone());
                    fact(column.field, &cell, from, units, context, &mut Vec::new())
                }
                _ => {
                    if context.pointers.is_none() // data without merged cells
                        && fill::may_reach(column.field)
                        && column.heading.is_none()
                    {
                        absent.push(column);
                    }
                    None
                }
            },
        };
        let Some(fact) = found else { continue };
        match &column.heading {
            None => shared.push(fact),
            Some(heading) => match own.iter_mut().find(|(known, _)| *known == heading) {
                Some((_, facts)) => facts.push(fact),
                None => own.push((heading, vec![fact])),
            },
        }
    }
    if !absent.is_empty() {
        fill::fill(header, row, &absent, &mut shared, context);
    }
    // A number of the row alone says nothing.
    let says_nothing = |facts: &[Fact]| facts.iter().all(|fact| fact.field == Field::ItemNo);
    if own.is_empty() && says_nothing(&shared) {
        return;
    }
    let package = shared
        .iter()
        .find(|fact| fact.field == Field::PackageNo)
        .map(|fact| context.package_key(&fact.raw))
        .or_else(|| context.package.clone());
    let in_words = header
        .columns
        .iter()
        .find(|column| matches!(column.field, Field::BiddersWithPrices | Field::BidderName));
    let units = in_words.map(|column| column.units).unwrap_or_default().or(context.units);
    let mut push = |mut facts: Vec<Fact>| {
        facts.extend(header.said.clone());
        let at = facts
            .iter()
            .map(|fact| fact.at)
            .find(|at| at.row == row.index)
            .unwrap_or(CellRef { file, sheet, row: row.index, col: 0 });
        records.push(Record {
            kind: header.kind,
            package: package.clone(),
            at,
            facts: Facts(facts),
            units,
        });
    };
    if own.is_empty() {
        complete(header.kind, &mut shared, context);
        push(shared);
        return;
    }
    if let Some(mut panel) = of_panel(&own, &mut shared) {
        complete(header.kind, &mut panel, context);
        push(panel);
    }
    for (heading, facts) in own {
        let mut all = shared.clone();
        all.push(Fact {
            field: heading.field,
            at: heading.at,
            raw: cleaned(&heading.text),
            value: Value::Text,
        });
        all.extend(facts);
        complete(header.kind, &mut all, context);
        push(all);
    }
}

/// Points and ranks that stand beside the columns of experts are the panel's, not each expert's: taken out of what the
/// experts share, for a record of their own.
fn of_panel(own: &[(&Heading, Vec<Fact>)], shared: &mut Vec<Fact>) -> Option<Vec<Fact>> {
    const PANEL: &[Field] = &[
        Field::Score,
        Field::PriceScore,
        Field::TechnicalScore,
        Field::BusinessScore,
        Field::ObjectiveScore,
        Field::SubjectiveScore,
        Field::TotalScore,
        Field::Rank,
        Field::IsWinner,
    ];
    let is_panels = |fact: &Fact| PANEL.contains(&fact.field);
    let experts = own.iter().any(|(heading, _)| heading.field == Field::ExpertName);
    if !experts || !shared.iter().any(is_panels) {
        return None;
    }
    let all = shared.clone();
    shared.retain(|fact| !is_panels(fact));
    Some(all)
}

/// Adds the bidder or expert whose sheet or form it is, where the row names none.
pub(super) fn complete(kind: TableKind, facts: &mut Vec<Fact>, context: &Context) {
    let has = |facts: &[Fact], field| facts.iter().any(|fact| fact.field == field);
    let per_bidder = matches!(
        kind,
        TableKind::Items
            | TableKind::Members
            | TableKind::Shareholding
            | TableKind::Trace
            | TableKind::Scores
            | TableKind::Qualification
            | TableKind::Particulars
    );
    if per_bidder && !has(facts, Field::BidderName) {
        facts.extend(context.bidder.clone());
    }
    if kind == TableKind::Scores && !has(facts, Field::ExpertName) {
        facts.extend(context.expert.clone());
    }
}
