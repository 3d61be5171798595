//! Headings that are themselves values: bidders and experts at the head of their columns, in full or by short names.

use super::columns::{Column, Header, Heading};
use super::field::Field;
use super::header::{self, Units};
use super::layout::Line;
use super::table::TableKind;
use crate::identity::name;
use crate::source::{Cell, CellRef};

/// 评委1, 专家A, 评委张三: the heading of one expert's column.
pub(super) fn is_expert_heading(text: &str) -> bool {
    let key = header::key(text);
    ["评委", "专家", "评审专家", "评标专家", "采购人代表", "业主评委"].iter().any(|word| {
        key.strip_prefix(word).is_some_and(|rest| {
            let short = rest.chars().count() <= 4;
            short && (!rest.is_empty() || *word == "采购人代表") && header::exact(text).is_none()
        })
    })
}

/// Whether a word is the name of a firm.
pub(super) fn is_company(text: &str) -> bool {
    name::looks_like_company(text)
}

pub(super) fn heading_of(text: &str) -> Option<Field> {
    if is_expert_heading(text) {
        Some(Field::ExpertName)
    } else if name::looks_like_company(text) && header::exact(text).is_none() {
        Some(Field::BidderName)
    } else {
        None
    }
}

pub(super) fn may_be_short_name(text: &str) -> bool {
    let length = text.chars().count();
    (2..=12).contains(&length)
        && text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_ascii_alphabetic())
        && header::exact(text).is_none()
        && !name::is_word_for_a_figure(text)
}

/// Whether a line heads a matrix with short names: 评委 | 衡数 | 启笙 | 泽砚 above rows of numbers or marks.
pub(super) fn is_matrix_head(first: &Line, second: Option<&Line>) -> bool {
    let row_label = first.cells.iter().any(|(_, cell)| match cell {
        Cell::Text(text) => header::exact(text).is_some_and(|label| {
            matches!(
                label.field,
                Field::ExpertName
                    | Field::ScoreItem
                    | Field::QualificationItem
                    | Field::ItemName
                    | Field::ItemNo
            )
        }),
        _ => false,
    });
    let Some(second) = second.filter(|_| row_label) else { return false };
    2 <= short_names(first, second).len()
}

/// The columns whose first row is a word that may be a short name and whose next holds a number or a mark.
pub(super) fn short_names(first: &Line, second: &Line) -> Vec<u16> {
    let is_valued = |col: u16| match second.get(col) {
        Some(Cell::Number(_)) => true,
        Some(Cell::Text(text)) => {
            super::value::truth(text).is_some() || super::value::score(text).is_ok()
        }
        _ => false,
    };
    first
        .cells
        .iter()
        .filter(|(col, cell)| {
            matches!(cell, Cell::Text(text) if may_be_short_name(text.trim())) && is_valued(*col)
        })
        .map(|(col, _)| *col)
        .collect()
}

/// 衡数单价 | 启笙单价 | 泽砚单价: columns of one field with a name before it are the columns of these bidders.
pub(super) fn head_with_prefixes(header: &mut Header, title: &str) {
    let prefix_of = |label: &str, field: Field| {
        field
            .info()
            .zh
            .iter()
            .filter_map(|spelling| label.strip_suffix(spelling))
            .min_by_key(|rest| rest.chars().count())
            .map(str::to_owned)
    };
    let named: Vec<(usize, Heading)> = header
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| {
            column.heading.is_none()
                && matches!(
                    column.field,
                    Field::UnitPrice
                        | Field::LineTotal
                        | Field::Score
                        | Field::TotalScore
                        | Field::BidPrice
                )
        })
        .filter_map(|(at, column)| {
            let (cell, label, _) =
                header.labels.iter().find(|(cell, ..)| cell.col == column.col)?;
            let full = header::key(label);
            let bare = full.split('(').next().unwrap_or(&full);
            let prefix = prefix_of(bare, column.field)
                .filter(|prefix| may_be_short_name(prefix) || name::looks_like_company(prefix))?;
            Some((at, Heading { field: Field::BidderName, text: prefix, at: *cell }))
        })
        .collect();
    if 2 <= named.len() {
        for (at, heading) in named {
            header.columns[at].heading = Some(heading);
        }
        let mut fields: Vec<Field> = header.columns.iter().map(|column| column.field).collect();
        fields.push(Field::BidderName);
        header.kind = TableKind::of(&fields, title);
    }
}

/// Makes the words of a matrix head the bidders of their columns.
pub(super) fn head_with_short_names(
    header: &mut Header,
    row: u32,
    heads: &[(u16, String)],
    title: &str,
    (file, sheet): (u32, u16),
) {
    let plain: Vec<Field> = header
        .columns
        .iter()
        .filter(|column| column.heading.is_none())
        .map(|column| column.field)
        .collect();
    let field = value_under_headings(&plain, title);
    for (col, text) in heads {
        if !header.columns.iter().any(|column| column.col == *col && column.heading.is_some()) {
            let at = CellRef { file, sheet, row, col: *col };
            let heading = Some(Heading { field: Field::BidderName, text: text.clone(), at });
            header.columns.retain(|column| column.col != *col);
            header.columns.push(Column { col: *col, field, units: Units::default(), heading });
        }
    }
    header.columns.sort_by_key(|column| column.col);
    let mut fields: Vec<Field> = header.columns.iter().map(|column| column.field).collect();
    fields.push(Field::BidderName);
    header.kind = TableKind::of(&fields, title);
}

/// What the cells below bidders or experts hold, told by the labels of the rows.
pub(super) fn value_under_headings(plain: &[Field], title: &str) -> Field {
    if plain.contains(&Field::QualificationItem)
        || title.contains("资格")
        || title.contains("符合性")
    {
        Field::Qualified
    } else if plain.contains(&Field::ItemName) && !title.contains("评") && !title.contains("分") {
        if title.contains("合价") || title.contains("小计") {
            Field::LineTotal
        } else {
            Field::UnitPrice
        }
    } else if plain.contains(&Field::ItemName) && title.contains("分项") {
        Field::UnitPrice
    } else {
        Field::Score
    }
}

/// Where the same labels repeat (单价, 合价, 单价, 合价), the bidders stand in a row above the header.
pub(super) fn headings_above(columns: &mut [Column], above: &[Line], (file, sheet): (u32, u16)) {
    let repeated = columns.iter().enumerate().any(|(at, column)| {
        column.heading.is_none()
            && columns[..at]
                .iter()
                .any(|before| before.field == column.field && before.heading.is_none())
    });
    if !repeated {
        return;
    }
    let is_bidder =
        |cell: &Cell<'_>| matches!(cell, Cell::Text(text) if name::looks_like_company(text));
    let Some(line) =
        above.iter().rev().find(|line| line.cells.iter().any(|(_, cell)| is_bidder(cell)))
    else {
        return;
    };
    let starts: Vec<(u16, String)> = line
        .cells
        .iter()
        .filter(|(col, _)| columns.iter().any(|column| column.col == *col))
        .map(|(col, cell)| (*col, cell.shown().trim().to_owned()))
        .collect();
    // The columns of the first bidder begin where the first of the repeated labels stands.
    let from = columns
        .iter()
        .find(|column| {
            columns.iter().any(|other| other.col != column.col && other.field == column.field)
        })
        .map_or(0, |column| column.col);
    let first = starts
        .iter()
        .map(|(col, _)| *col)
        .find(|col| from <= *col && line.get(*col).is_some_and(is_bidder));
    let Some(first) = first else { return };
    for column in
        columns.iter_mut().filter(|column| first <= column.col && column.heading.is_none())
    {
        if let Some((col, text)) =
            starts.iter().rev().find(|(col, _)| first <= *col && *col <= column.col)
        {
            let at = CellRef { file, sheet, row: line.index, col: *col };
            column.heading = Some(Heading { field: Field::BidderName, text: text.clone(), at });
        }
    }
}
