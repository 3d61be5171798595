//! What is settled about a header once all its columns are known: columns that another one makes needless, sums of scores, what
//! the title says of the offers, and what only the rows below can tell.

use super::columns::{Column, Header, Heading};
use super::field::{Field, Kind};
use super::header::Units;
use super::layout::Line;
use super::offers;
use super::table::TableKind;
use super::{Fact, Value};
use crate::identity::name;
use crate::source::{Cell, CellRef};

/// Leaves out columns that are understood by a part of their heading only, where another column is plainly that field:
/// `bidder.country` beside `bidder.name`. Of what a bidder may have several of, such as telephones, all are kept.
pub(super) fn drop_spare(columns: &mut Vec<Column>, unsure: &[u16]) {
    let one_value = |field: Field| {
        matches!(field.kind(), Kind::Company | Kind::Money | Kind::Package | Kind::Percent)
            || matches!(field, Field::ProjectId | Field::ProjectName | Field::ProcurementMethod)
    };
    let sure: Vec<(Field, Option<Heading>)> = columns
        .iter()
        .filter(|column| !unsure.contains(&column.col))
        .map(|column| (column.field, column.heading.clone()))
        .collect();
    // In a flat table the contract is the package: see `TableKind::meaning`.
    let is_key = |field: Field| one_value(field) || field == Field::ContractNo;
    columns.retain(|column| {
        !unsure.contains(&column.col)
            || !is_key(column.field)
            || !sure.iter().any(|(field, of)| (*field, of) == (column.field, &column.heading))
    });
}

/// Headings, as [`header::key`](super::header::key) gives them, of whoever got the contract, in a ledger that has no other
/// word for them.
const CONTRACTORS: &[&str] = &[
    "供应商",
    "供应商名称",
    "乙方",
    "单位名称",
    "企业名称",
    "公司名称",
    "vendor",
    "suppliername",
    "company",
    "companyname",
];

/// A ledger of contracts names one supplier a row, who got the contract: not somebody who bid, of whom there may have been
/// more. What is called 投标人, or stands beside bids, ranks or a mark of the winner, stays a bidder.
pub(super) fn contractors_of_ledger(
    columns: &mut [Column],
    labels: &[(CellRef, String, Option<Field>)],
) {
    use Field::*;
    let of_bids = [
        BidPrice,
        FinalPrice,
        BidPriceInCapitals,
        DiscountRate,
        FeeRate,
        BiddersWithPrices,
        Winner,
        FirstCandidate,
        IsWinner,
        Rank,
        TotalScore,
        RejectionReason,
    ];
    let of_contract = [AwardAmount, ContractAmount, ContractDate, ContractNo, AwardDate];
    let any = |fields: &[Field]| columns.iter().any(|column| fields.contains(&column.field));
    if any(&of_bids) || !any(&of_contract) {
        return;
    }
    let is_contractors = |col: u16| {
        let label = labels.iter().rev().find(|(at, ..)| at.col == col);
        label.is_some_and(|(_, text, _)| CONTRACTORS.contains(&super::header::key(text).as_str()))
    };
    for column in columns.iter_mut().filter(|column| column.field == BidderName) {
        if is_contractors(column.col) {
            column.field = Winner;
        }
    }
}

/// A certificate of a product, GMP证书编号, is not that of a person.
pub(super) fn drop_certificates(
    columns: &mut Vec<Column>,
    labels: &mut [(CellRef, String, Option<Field>)],
    unsure: &[u16],
) {
    let is_persons = |col: u16, field: Field| {
        unsure.contains(&col) && matches!(field, Field::MemberCertificate | Field::MemberName)
    };
    columns.retain(|column| !is_persons(column.col, column.field));
    for (at, _, field) in labels {
        *field = field.filter(|field| !is_persons(at.col, *field));
    }
}

/// What a sheet's name or title says of its offers: that they are those of a later round, or of an option. The fact goes to
/// every row.
pub(super) fn said_of_offers(
    kind: TableKind,
    columns: &mut [Column],
    title: &str,
    (file, sheet): (u32, u16),
    labels: &[(CellRef, String, Option<Field>)],
) -> Option<Fact> {
    let has = |columns: &[Column], field| columns.iter().any(|column| column.field == field);
    let first = labels.first().map(|(at, ..)| *at)?;
    let at = CellRef { file, sheet, ..first };
    let mut become_of = |from: Field, to: Field| {
        for column in columns.iter_mut().filter(|column| column.field == from) {
            column.field = to;
        }
    };
    if let Some(word) = offers::option_in(title) {
        become_of(Field::BidPrice, Field::OptionPrice);
        become_of(Field::FinalPrice, Field::OptionPrice);
        let named = matches!(kind, TableKind::Items | TableKind::Opening);
        return named.then(|| Fact {
            field: Field::OptionName,
            at,
            raw: word.into(),
            value: Value::Text,
        });
    }
    let round = offers::in_title(title).filter(|_| {
        kind == TableKind::Opening
            && has(columns, Field::BidPrice)
            && !has(columns, Field::FinalPrice)
            && !has(columns, Field::OfferRound)
    })?;
    for column in columns.iter_mut().filter(|column| column.field == Field::BidPrice) {
        column.field = Field::FinalPrice;
    }
    Some(Fact { field: Field::OfferRound, at, raw: round, value: Value::Text })
}

/// 生产企业 beside the column of who offers is the maker of the goods; alone it is all that is known of the bidder.
pub(super) fn makers(columns: &mut [Column], labels: &[(CellRef, String, Option<Field>)]) {
    let is_maker = |col: u16| {
        labels.iter().any(|(at, text, _)| at.col == col && text.trim_start().starts_with("生产"))
    };
    let is_bidder = |column: &Column| column.field == Field::BidderName && column.heading.is_none();
    if columns.iter().any(|column| is_bidder(column) && !is_maker(column.col)) {
        for column in columns.iter_mut().filter(|it| is_bidder(it) && is_maker(it.col)) {
            column.field = Field::Manufacturer;
        }
    }
}

/// 合计, 平均分 beside scores are the panel's total, where no column is called so plainly.
pub(super) fn sums_of_scores(
    columns: &mut Vec<Column>,
    labels: &mut [(CellRef, String, Option<Field>)],
) {
    if columns.iter().any(|column| column.field == Field::TotalScore && column.heading.is_none()) {
        return;
    }
    let sum = labels.iter_mut().rev().find(|(_, text, field)| {
        field.is_none() && super::rows::is_total(text.rsplit('/').next().unwrap_or(text))
    });
    if let Some((at, _, field)) = sum {
        *field = Some(Field::TotalScore);
        columns.retain(|column| column.col != at.col);
        columns.push(Column {
            col: at.col,
            field: Field::TotalScore,
            units: Units::default(),
            heading: None,
        });
        columns.sort_by_key(|column| column.col);
    }
}

/// Looks at the first rows of a table: a column `winner` of yes and no, or of 1 and 0, says whether the row's bidder won.
pub(super) fn find_flag_of_winner(header: &mut Header, title: &str, lines: &[Line]) {
    let has = |field| header.columns.iter().any(|column| column.field == field);
    let Some(at) = header.columns.iter().position(|column| column.field == Field::Winner) else {
        return;
    };
    if !has(Field::BidderName) || has(Field::IsWinner) {
        return;
    }
    let col = header.columns[at].col;
    let mut cells = lines.iter().filter_map(|line| line.get(col)).peekable();
    let is_flag = |cell: &Cell<'_>| match cell {
        Cell::Bool(_) => true,
        Cell::Number(number) => *number == 0.0 || (*number - 1.0).abs() < f64::EPSILON,
        Cell::Text(text) => super::value::truth(text).is_some(),
        _ => false,
    };
    if cells.peek().is_none() || !cells.all(is_flag) {
        return;
    }
    header.columns[at].field = Field::IsWinner;
    let fields: Vec<Field> = header.columns.iter().map(|column| column.field).collect();
    header.kind = TableKind::of(&fields, title);
    for column in header.columns.iter_mut().filter(|column| column.col != col) {
        column.field = header.kind.meaning(column.field);
    }
}

/// Looks at the first rows of a table without a bidder's column: a column of company names is that column.
pub(super) fn find_bidder_column(header: &mut Header, lines: &[Line]) {
    let named = header.columns.iter().any(|column| {
        matches!(column.field, Field::BidderName | Field::Winner | Field::BiddersWithPrices)
            || column.heading.is_some()
    });
    let kinds = [
        TableKind::Opening,
        TableKind::Other,
        TableKind::Items,
        TableKind::Deposit,
        TableKind::Trace,
        TableKind::Registration,
        TableKind::Award,
    ];
    if named || !kinds.contains(&header.kind) {
        return;
    }
    let last =
        lines.iter().filter_map(|line| line.cells.last().map(|(col, _)| *col)).max().unwrap_or(0);
    for col in 0..=last {
        let known =
            header.columns.iter().find(|column| column.col == col).map(|column| column.field);
        if known.is_some_and(|field| field.kind() != Kind::Text || field == Field::BuyerName) {
            continue;
        }
        let texts: Vec<&Cell<'_>> = lines.iter().filter_map(|line| line.get(col)).collect();
        let companies = texts
            .iter()
            .filter(|cell| matches!(cell, Cell::Text(text) if name::looks_like_company(text)))
            .count();
        if 2 <= companies && texts.len() <= companies + 1 {
            header.columns.retain(|column| column.col != col);
            header.columns.push(Column {
                col,
                field: Field::BidderName,
                units: Units::default(),
                heading: None,
            });
            header.columns.sort_by_key(|column| column.col);
            let fields: Vec<Field> = header.columns.iter().map(|column| column.field).collect();
            header.kind = TableKind::of(&fields, "");
            return;
        }
    }
}
