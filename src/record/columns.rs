//! What the columns of a table mean: its header of one to three rows, and headings that are bidders or experts.

use super::Fact;
use super::field::{Field, Kind};
use super::header::{self, How, Label, Units};
use super::layout::Line;
use super::matrix::{
    head_with_prefixes, head_with_short_names, heading_of, headings_above, is_matrix_head,
    short_names, value_under_headings,
};
use super::offers;
use super::settled::{
    contractors_of_ledger, drop_certificates, drop_spare, makers, said_of_offers, sums_of_scores,
};
use super::table::TableKind;
use crate::identity::name;
use crate::source::{Cell, CellRef, Merge};

/// A heading that is itself a value: a bidder or an expert whose column it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// [`Field::BidderName`] or [`Field::ExpertName`].
    pub(super) field: Field,
    pub(super) text: String,
    pub(super) at: CellRef,
}

/// One column that is understood.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) col: u16,
    pub(super) field: Field,
    pub(super) units: Units,
    pub(super) heading: Option<Heading>,
}

/// A header that was understood.
#[derive(Debug)]
pub(super) struct Header {
    /// How many rows it takes.
    pub(super) rows: usize,
    pub(super) kind: TableKind,
    pub(super) columns: Vec<Column>,
    /// Every heading cell with what it was understood to be, for the account of the sheet.
    pub(super) labels: Vec<(CellRef, String, Option<Field>)>,
    /// The cleaned labels of the first row: a later row with the same ones is the header repeated.
    pub(super) keys: Vec<String>,
    /// The first column that has a heading, and the last.
    pub(super) first: u16,
    pub(super) last: u16,
    /// The column that tells the currency of each column of amounts; known once the table begins.
    pub(super) currencies: Vec<(u16, u16)>,
    /// What the title says of every row's offer: its round, or that it is an option.
    pub(super) said: Option<Fact>,
}

/// How a line looks as a row of labels.
struct Shape {
    labels: usize,
    headings: usize,
    numbers: usize,
    cells: usize,
}

/// Headings are looked for only where `headed`: telling names of firms is dear, and most rows are no header.
fn shape(line: &Line, headed: bool) -> Shape {
    let mut shape = Shape { labels: 0, headings: 0, numbers: 0, cells: line.cells.len() };
    let mut unknown: Vec<&str> = Vec::new();
    for (_, cell) in &line.cells {
        match cell {
            Cell::Text(text) if header::exact(text).is_some() => shape.labels += 1,
            Cell::Text(text) => unknown.push(text),
            _ => shape.numbers += 1,
        }
    }
    if headed || 1 <= shape.labels {
        let before = unknown.len();
        unknown.retain(|text| heading_of(text).is_none());
        shape.headings = before - unknown.len();
    }
    // Where two labels are sure, words near a label or holding one count too; where one is sure, only if all do.
    let sure = shape.labels;
    if 1 <= sure && shape.numbers == 0 && 3 <= shape.cells {
        let near = unknown.iter().filter(|text| header::read(text).is_some()).count();
        if 2 <= sure || near == unknown.len() {
            shape.labels += near;
        }
    }
    shape
}

/// Whether every label of a line is followed by its value: `项目名称 | … | 项目编号 | …`.
pub(super) fn is_form_line(line: &Line) -> bool {
    let is_label = |at: usize| match &line.cells.get(at) {
        Some((_, Cell::Text(text))) => header::exact(text).is_some(),
        _ => false,
    };
    let mut at = 0;
    let mut pairs = 0;
    while at < line.cells.len() {
        if !is_label(at) {
            return false;
        }
        if at + 1 < line.cells.len() && !is_label(at + 1) {
            pairs += 1;
            at += 2;
        } else {
            // A label without a value: allowed in a form, but two labels running are a header.
            if at + 1 < line.cells.len() {
                return false;
            }
            at += 1;
        }
    }
    0 < pairs
}

/// Reads the header that begins at the first of these lines, if one does.
///
/// `above` are the lines before it (titles), nearest last: headings of matrices may stand there. `title` is what
/// the sheet is called and titled.
pub(super) fn read(
    lines: &[Line],
    above: &[Line],
    merges: &[Merge],
    title: &str,
    at: (u32, u16),
) -> Option<Header> {
    let first = lines.first()?;
    let second = lines.get(1).filter(|next| next.index <= first.index + 1);
    let under = second.map(|next| shape(next, false));
    let look = shape(first, under.as_ref().is_some_and(|under| 2 <= under.labels));
    let good = look.labels + look.headings;
    // A wide table has many columns that nobody else has: five labels are enough, if a row as wide follows.
    let as_wide = second.is_some_and(|next| look.cells <= 2 * next.cells.len());
    let wide = if 5 <= look.labels && 12 <= look.cells && as_wide { 5 * good } else { 0 };
    let mut enough = (2 <= look.labels
        && look.cells <= wide.max(if 3 <= look.labels { 3 * good } else { 2 * good })
        && look.numbers <= look.labels / 3)
        || (1 <= look.labels && 2 <= look.headings && look.numbers == 0);
    if enough && is_form_line(first) {
        // Labels and other words in turn: a header only if what follows is not a form too and fills the same columns.
        let follows = second.is_some_and(|next| {
            !next.starts_with_label() && first.cells.len().min(3) <= next.cells.len() && {
                next.cells.iter().any(|(_, cell)| match cell {
                    Cell::Text(text) => name::looks_like_company(text),
                    _ => true,
                })
            }
        });
        enough = follows && 2 <= look.labels;
    }
    // A matrix whose headings are short names: one label for the rows, then words with numbers or marks below.
    let matrix = is_matrix_head(first, second);
    enough |= matrix;
    // A row of merged headings only, with the labels in the next row.
    if !enough {
        let lower = under.as_ref()?;
        let lower_good = lower.labels + lower.headings;
        let headed = 2 <= look.headings
            && look.labels == 0
            && look.numbers == 0
            && 2 <= lower.labels
            && lower.cells <= 2 * lower_good;
        if !headed {
            return None;
        }
    }
    let mut rows = 1;
    while rows < 3 {
        let Some(next) = lines
            .get(rows)
            .filter(|next| next.index == first.index + u32::try_from(rows).unwrap_or(u32::MAX))
        else {
            break;
        };
        if !continues(first, next, merges) {
            break;
        }
        rows += 1;
    }
    let mut header = build(&lines[..rows], above, merges, title, at);
    if let (true, Some(second)) = (matrix, second) {
        let heads: Vec<(u16, String)> = short_names(first, second)
            .into_iter()
            .filter_map(|col| first.get(col).map(|cell| (col, cell.shown().trim().to_owned())))
            .collect();
        head_with_short_names(&mut header, first.index, &heads, title, at);
    }
    head_with_prefixes(&mut header, title);
    Some(header)
}

/// Reads these rows as a header, whatever they look like: a person said that they are one.
pub(super) fn read_as(
    rows: &[Line],
    above: &[Line],
    merges: &[Merge],
    title: &str,
    at: (u32, u16),
) -> Header {
    build(rows, above, merges, title, at)
}

/// Whether a line is a further row of the header: words only, most of them labels or headings, under merged or doubled cells.
fn continues(first: &Line, next: &Line, merges: &[Merge]) -> bool {
    let look = shape(next, true);
    let good = look.labels + look.headings;
    if look.numbers != 0 || good == 0 || look.cells > 2 * good {
        return false;
    }
    let under_gap = next.cells.iter().any(|(col, _)| first.get(*col).is_none());
    let under_merge = merges.iter().any(|merge| {
        merge.first_row <= first.index
            && first.index <= merge.last_row
            && (merge.first_col < merge.last_col || merge.first_row < merge.last_row)
    });
    let form = is_form_line(next) && !under_gap;
    let says_more = look.labels != 0
        || next.cells.len() < first.cells.len()
        || under_merge
        || are_names_under_figures(first, next);
    (under_gap || under_merge) && !form && says_more
}

/// Whether a line holds nothing but names of experts and bidders, some of them below labels of figures: 主观分 over 评委1.
/// A name is no figure, so it heads the column.
fn are_names_under_figures(first: &Line, next: &Line) -> bool {
    let is_name = |cell: &Cell<'_>| matches!(cell, Cell::Text(text) if heading_of(text).is_some());
    let fits = |col: u16| match first.get(col) {
        Some(Cell::Text(text)) => header::exact(text)
            .is_some_and(|label| matches!(label.field.kind(), Kind::Number | Kind::Money)),
        Some(_) => false,
        None => true,
    };
    2 <= next.cells.len()
        && next.cells.iter().all(|(col, cell)| is_name(cell) && fits(*col))
        && next.cells.iter().any(|(col, _)| first.get(*col).is_some())
}

fn build(
    rows: &[Line],
    above: &[Line],
    merges: &[Merge],
    title: &str,
    (file, sheet): (u32, u16),
) -> Header {
    let cell_at = |row: u32, col: u16| CellRef { file, sheet, row, col };
    let last_col =
        rows.iter().filter_map(|line| line.cells.last().map(|(col, _)| *col)).max().unwrap_or(0);
    let mut labels = Vec::new();
    let mut columns: Vec<Column> = Vec::new();
    let mut unknown: Vec<u16> = Vec::new();
    let mut unsure: Vec<u16> = Vec::new();
    for col in 0..=last_col {
        // The labels of a column from top to bottom; a merged or doubled heading reaches to the right.
        let mut stack: Vec<(String, CellRef)> = Vec::new();
        for (depth, line) in rows.iter().enumerate() {
            let own =
                line.get(col).map(|cell| (cell.shown().into_owned(), cell_at(line.index, col)));
            let reached = || {
                let has_lower = rows[depth + 1..].iter().any(|lower| lower.get(col).is_some());
                let merged = merges.iter().find(|merge| {
                    merge.first_row <= line.index
                        && line.index <= merge.last_row
                        && merge.first_col <= col
                        && col <= merge.last_col
                });
                let from = match merged {
                    Some(merge) if merge.first_row == line.index => Some(merge.first_col),
                    Some(_) => None,
                    None if has_lower => {
                        line.cells.iter().rev().map(|(at, _)| *at).find(|at| *at < col)
                    }
                    None => None,
                }?;
                line.get(from).map(|cell| (cell.shown().into_owned(), cell_at(line.index, from)))
            };
            stack.extend(own.or_else(reached));
        }
        let Some((_, lowest_at)) = stack.last().cloned() else { continue };
        let heading = stack.iter().find_map(|(text, at)| {
            heading_of(text).map(|field| Heading { field, text: text.clone(), at: *at })
        });
        let label = understand(&stack);
        if label.as_ref().is_some_and(|label| How::WithoutBrackets < label.how) {
            unsure.push(col);
        }
        labels.push((
            lowest_at,
            stack.iter().map(|(text, _)| text.trim()).collect::<Vec<_>>().join("/"),
            label.as_ref().map(|label| label.field),
        ));
        match (label, heading) {
            (Some(label), heading) => {
                columns.push(Column { col, field: label.field, units: label.units, heading })
            }
            // What stands under a bidder or an expert is settled once the row labels are known.
            (None, Some(heading)) => columns.push(Column {
                col,
                field: Field::Remark,
                units: Units::default(),
                heading: Some(heading),
            }),
            (None, None) => unknown.push(col),
        }
    }
    headings_above(&mut columns, above, (file, sheet));
    drop_spare(&mut columns, &unsure);
    makers(&mut columns, &labels);
    let plain: Vec<Field> = columns
        .iter()
        .filter(|column| column.heading.is_none())
        .map(|column| column.field)
        .collect();
    let under = value_under_headings(&plain, title);
    for column in &mut columns {
        if column.heading.is_some() && column.field == Field::Remark {
            column.field = under;
        }
    }
    let mut fields: Vec<Field> = columns.iter().map(|column| column.field).collect();
    fields.extend(
        columns.iter().filter_map(|column| column.heading.as_ref().map(|heading| heading.field)),
    );
    let kind = TableKind::of(&fields, title);
    if kind == TableKind::Items {
        drop_certificates(&mut columns, &mut labels, &unsure);
    }
    if kind == TableKind::Scores {
        sums_of_scores(&mut columns, &mut labels);
    }
    for column in &mut columns {
        column.field = kind.meaning(column.field);
    }
    if kind == TableKind::Ledger {
        contractors_of_ledger(&mut columns, &labels);
    }
    offers::settle_rounds(&mut columns, &labels);
    let said = said_of_offers(kind, &mut columns, title, (file, sheet), &labels);
    let keys = rows[0].cells.iter().map(|(_, cell)| header::key(&cell.shown())).collect();
    let last = rows.iter().filter_map(|line| line.cells.last().map(|(col, _)| *col)).max();
    let first = rows.iter().filter_map(|line| line.cells.first().map(|(col, _)| *col)).min();
    Header {
        rows: rows.len(),
        kind,
        columns,
        labels,
        keys,
        first: first.unwrap_or(0),
        last: last.unwrap_or(0),
        currencies: Vec::new(),
        said,
    }
}

/// The meaning of a column from its labels: the lowest first, then all together, then the upper ones; the unit from any.
fn understand(stack: &[(String, CellRef)]) -> Option<Label> {
    let is_heading = |text: &str| heading_of(text).is_some();
    let words: Vec<&str> =
        stack.iter().map(|(text, _)| text.as_str()).filter(|text| !is_heading(text)).collect();
    let lowest = words.last()?;
    let joined = words.concat();
    let upper = || words.iter().rev().skip(1).find_map(|upper| header::exact(upper));
    // 最终报价 over 小写 | 大写: figures of what stands above.
    let figures = || {
        let bare = matches!(header::key(lowest).as_str(), "小写" | "金额" | "小写金额");
        bare.then(upper).flatten().filter(|label| label.field.kind() == Kind::Money)
    };
    let found = header::exact(&joined)
        .or_else(figures)
        .or_else(|| header::exact(lowest))
        .or_else(|| words.iter().rev().skip(1).find_map(|upper| header::exact(upper)))
        .or_else(|| header::read(lowest))
        .or_else(|| words.iter().rev().skip(1).find_map(|upper| header::read(upper)))?;
    let units = words.iter().rev().fold(found.units, |units, word| units.or(Units::named_in(word)));
    let field = match found.field {
        Field::BidPrice | Field::FinalPrice if offers::is_option(&joined) => Field::OptionPrice,
        Field::BidPrice | Field::FinalPrice => offers::rate_in(&joined).unwrap_or(found.field),
        field => field,
    };
    Some(Label { field, units, ..found })
}
