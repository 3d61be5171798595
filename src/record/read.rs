//! From the cells of a row to facts: each cell is read as its column's kind demands.
//!
//! A cell that does not hold what its column promises is a problem with its address, never a failure.

use std::collections::{BTreeMap, HashMap};

use super::columns::{Header, Heading};
use super::field::{Field, Kind};
use super::header::{self, Units};
use super::table::TableKind;
use super::value::{self, BareNumber, Reason};
use super::{Fact, Facts, Record, Value};
use crate::error::{Location, Problem};
use crate::source::{Cell, CellRef, Merge, Row, SheetInfo};
use crate::text;
use crate::text::Text;

/// Bytes of the longest placeholder, such as 不适用 or 暂无数据 with marks around it.
const LONGEST_PLACEHOLDER: usize = 48;
/// Problems told of one sheet; the rest are counted.
const PROBLEMS_PER_SHEET: usize = 100;

/// What titles, notes, sheet and file names say of the rows below them.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// File and sheet, for problems.
    pub(super) location: Location,
    /// The units that a title or note names.
    pub(super) units: Units,
    /// The package that a title or the sheet's name names.
    pub(super) package: Option<Box<str>>,
    /// The bidder whose form, sheet or file it is.
    pub(super) bidder: Option<Fact>,
    /// The expert whose sheet it is.
    pub(super) expert: Option<Fact>,
    /// Whether the next line of a form continues the last.
    pub(super) form_open: bool,
    /// Cells that reach downward: where they begin and the last row they reach.
    reaching: HashMap<(u32, u16), u32>,
    /// The cells that reach into the current row, by column.
    reached: BTreeMap<u16, (u32, CellRef, Cell<'static>)>,
    problems: usize,
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
        Self { location, reaching, ..Self::default() }
    }

    /// A table begins: what reached into the last one ends.
    pub(super) fn begin_table(&mut self) {
        self.form_open = false;
        self.reached.clear();
    }

    /// Remembers what a form or note says of the rows that follow.
    pub(super) fn remember(&mut self, fact: &Fact) {
        match fact.field {
            Field::BidderName => self.bidder = Some(fact.clone()),
            Field::ExpertName => self.expert = Some(fact.clone()),
            Field::PackageNo => self.package = Some(package(&fact.raw)),
            _ => {}
        }
    }

    fn problem(&mut self, at: CellRef, problem: Problem, problems: &mut Vec<Problem>) {
        self.problems += 1;
        if self.problems <= PROBLEMS_PER_SHEET {
            problems.push(Problem {
                at: Some(Location { cell: Some(at.a1()), ..self.location.clone() }),
                ..problem
            });
        }
    }
}

/// The key of a package: `1` for 第1包, 包一, 01包; the words themselves where it has no number.
pub(super) fn package(text: &str) -> Box<str> {
    value::package_label(text)
        .map(|label| label.key)
        .or_else(|| value::package_key(text))
        .unwrap_or_else(|| value::clean(text).into_owned())
        .into()
}

/// Text without invisible characters and needless spaces; line breaks stay, since they part names.
fn cleaned(text: &str) -> Box<str> {
    // Letters, digits and Chinese characters without a space are clean as they stand; most cells are.
    if text.chars().all(|c| c.is_ascii_graphic() || ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        return text.into();
    }
    if text.contains('\n') {
        text.lines()
            .map(value::clean)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
            .into()
    } else {
        value::clean(text).into()
    }
}

/// A fact that is the text itself.
pub(super) fn text_fact(field: Field, text: &str, at: CellRef) -> Fact {
    Fact { field, at, raw: cleaned(text), value: Value::Text }
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

/// Reads one cell as a field demands; `None` for blanks and placeholders.
pub(super) fn fact(
    field: Field,
    cell: &Cell<'_>,
    at: CellRef,
    units: Units,
    context: &mut Context,
    problems: &mut Vec<Problem>,
) -> Option<Fact> {
    // Placeholders are short.
    if let Cell::Text(text) = cell
        && text.len() <= LONGEST_PLACEHOLDER
        && value::is_blank_value(text)
    {
        return None;
    }
    let raw = || cleaned(&cell.shown());
    let made = |field: Field, value: Value| Some(Fact { field, at, raw: raw(), value });
    let outcome = match cell {
        Cell::Error(error) => Err(Trouble::Error(error)),
        Cell::Formula => Err(Trouble::Formula),
        _ => interpret(field.kind(), cell, units),
    };
    match outcome {
        Ok(Value::Text) if matches!(cell, Cell::Number(_)) => {
            // A number in a column of words: written in full, or lost where a float cannot hold it.
            let Cell::Number(number) = cell else { return None };
            match value::identifier_of_number(*number) {
                Ok(digits) => Some(Fact { field, at, raw: digits.into(), value: Value::Text }),
                Err(_) => {
                    context.problem(at, precision_lost(field), problems);
                    made(field, Value::PrecisionLost)
                }
            }
        }
        Ok(value) => made(field, value),
        Err(Trouble::Reason(Reason::Blank)) => None,
        // A discount where a price was wanted is a discount.
        Err(Trouble::Reason(Reason::Percentage))
            if matches!(field, Field::BidPrice | Field::FinalPrice | Field::AwardAmount) =>
        {
            let Cell::Text(text) = cell else { return None };
            let percent = value::ratio(text, BareNumber::Percent).ok()?.percent;
            made(Field::DiscountRate, Value::Percent(percent))
        }
        Err(Trouble::Reason(Reason::PrecisionLost)) => {
            context.problem(at, precision_lost(field), problems);
            made(field, Value::PrecisionLost)
        }
        Err(trouble) => {
            let (name, shown) = (field.name(), raw());
            let why = match trouble {
                Trouble::Error(error) => text!("公式错误 {error}", "formula error {error}"),
                Trouble::Formula => {
                    Text::of("公式没有保存计算结果", "a formula without its result")
                }
                _ => text!("“{shown}”", "\"{shown}\""),
            };
            let says = Text {
                zh: format!("应为{}，读到{}，无法使用", name.zh, why.zh).into(),
                en: format!("{} expected, {} found: not used", name.en, why.en).into(),
            };
            let advice = match trouble {
                Trouble::Formula => Some(Text::of(
                    "用 Excel 或 WPS 打开并重新保存后再读取",
                    "open it in Excel or WPS, save it, and read it again",
                )),
                _ => Some(Text::of("核对原表该单元格", "check this cell in the source")),
            };
            context.problem(at, Problem { advice, ..Problem::warning(says) }, problems);
            made(field, Value::Unreadable)
        }
    }
}

fn precision_lost(field: Field) -> Problem {
    let name = field.name();
    let says = text!(
        "{}以数字格式保存，超过 15 位的数字已丢失，不参与比对",
        "{} is stored as a number and digits beyond the 15th are lost: not compared";
        name
    );
    let advice = Text::of(
        "请提供该列为文本格式的原表",
        "ask for the original with this column stored as text",
    );
    Problem { advice: Some(advice), ..Problem::warning(says) }
}

enum Trouble {
    Reason(Reason),
    Error(&'static str),
    Formula,
}

impl From<Reason> for Trouble {
    fn from(reason: Reason) -> Self {
        Self::Reason(reason)
    }
}

fn interpret(kind: Kind, cell: &Cell<'_>, units: Units) -> Result<Value, Trouble> {
    let unit = units.money.unwrap_or_default();
    let bare = if units.percent { BareNumber::Percent } else { BareNumber::Unknown };
    let unfit = Trouble::Reason(Reason::Unreadable);
    Ok(match (kind, cell) {
        (Kind::Money, Cell::Number(number)) => {
            Value::Money(value::money_of_number(*number, unit)?.yuan)
        }
        (Kind::Money, Cell::Text(text)) => Value::Money(value::money(text, unit)?.yuan),
        (Kind::Capitals, Cell::Text(text)) => match value::amount_in_capitals(text) {
            Some(yuan) => Value::Money(yuan),
            None => Value::Money(value::money(text, unit)?.yuan),
        },
        (Kind::Capitals, Cell::Number(number)) => {
            Value::Money(value::money_of_number(*number, unit)?.yuan)
        }
        (Kind::Percent, Cell::Number(number)) => {
            Value::Percent(value::ratio_of_number(*number, bare)?.percent)
        }
        (Kind::Percent, Cell::Text(text)) => Value::Percent(value::ratio(text, bare)?.percent),
        (Kind::Number | Kind::Count, Cell::Number(number)) => {
            Value::Number(value::decimal_of_number(*number).ok_or(unfit)?)
        }
        (Kind::Number, Cell::Text(text)) => Value::Number(
            value::score(text).or_else(|_| value::quantity(text).map(|quantity| quantity.value))?,
        ),
        (Kind::Count, Cell::Text(text)) => {
            match value::rank(text).map(u64::from).or_else(|| value::count(text).ok()) {
                Some(count) => Value::Number(count.into()),
                // A sequence such as 1.1 or 一、 is a label, not a count.
                None => Value::Text,
            }
        }
        (Kind::Moment, Cell::Moment(moment)) if moment.has_date => Value::Moment(value::Moment {
            date: moment.at.date(),
            time: moment.has_time.then(|| moment.at.time()),
        }),
        (Kind::Moment, Cell::Text(text)) => Value::Moment(value::date(text)?.moment),
        (Kind::Moment, Cell::Number(number)) => {
            Value::Moment(value::date_of_number(*number, false)?.moment)
        }
        (Kind::Term, Cell::Text(text)) => match value::term(text, units.term) {
            Err(Reason::Ambiguous) => Value::Text,
            read => Value::Term(read?),
        },
        (Kind::Term, Cell::Number(number)) => match units.term {
            Some(unit) => Value::Term(value::term_of_number(*number, unit)?),
            // 3 of what? Kept as written, compared with nothing.
            None => Value::Text,
        },
        (Kind::YesNo, Cell::Text(text)) => value::truth(text).map_or(Value::Text, Value::YesNo),
        (Kind::YesNo, Cell::Bool(yes)) => Value::YesNo(*yes),
        (
            Kind::Phone | Kind::Account | Kind::IdCard | Kind::Uscc | Kind::Serial,
            Cell::Text(text),
        ) => {
            value::identifier_of_text(text).map_err(|_| Trouble::Reason(Reason::PrecisionLost))?;
            Value::Text
        }
        (
            Kind::Money | Kind::Capitals | Kind::Percent | Kind::Number | Kind::Moment | Kind::Term,
            _,
        ) => return Err(unfit),
        _ => Value::Text,
    })
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
    let mut shared: Vec<Fact> = Vec::with_capacity(header.columns.len());
    let mut own: Vec<(&Heading, Vec<Fact>)> = Vec::new();
    for column in &header.columns {
        let here = CellRef { file, sheet, row: row.index, col: column.col };
        let units = column.units.or(context.units);
        let found = match row.get(column.col) {
            Some(cell) => {
                if !context.reaching.is_empty()
                    && let Some(last) = context.reaching.get(&(row.index, column.col))
                {
                    context.reached.insert(column.col, (*last, here, super::layout::owned(cell)));
                }
                fact(column.field, cell, here, units, context, problems)
            }
            None => match context.reached.get(&column.col) {
                Some((last, from, cell)) if row.index <= *last => {
                    let (from, cell) = (*from, cell.clone());
                    fact(column.field, &cell, from, units, context, &mut Vec::new())
                }
                _ => None,
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
    // A number of the row alone says nothing.
    let says_nothing = |facts: &[Fact]| {
        facts.iter().all(|fact| matches!(fact.field, Field::SequenceNo | Field::ItemNo))
    };
    if own.is_empty() && says_nothing(&shared) {
        return;
    }
    let package = shared
        .iter()
        .find(|fact| fact.field == Field::PackageNo)
        .map(|fact| package(&fact.raw))
        .or_else(|| context.package.clone());
    let in_words = header
        .columns
        .iter()
        .find(|column| matches!(column.field, Field::BiddersWithPrices | Field::BidderName));
    let unit =
        in_words.and_then(|column| column.units.money).or(context.units.money).unwrap_or_default();
    let mut push = |facts: Vec<Fact>| {
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
            unit,
        });
    };
    if own.is_empty() {
        complete(header.kind, &mut shared, context);
        push(shared);
        return;
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

/// Adds the bidder or expert whose sheet or form it is, where the row names none.
fn complete(kind: TableKind, facts: &mut Vec<Fact>, context: &Context) {
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
