//! Which rows of a table are no data: totals, remarks, headings of groups, the header repeated, the beginning of something else.

use super::SetAside;
use super::columns::Header;
use super::field::Field;
use super::header;
use super::matrix::heading_of;
use super::value::package_label;
use crate::source::{Cell, Row};

const TOTALS: &[&str] = &[
    "合计",
    "小计",
    "总计",
    "共计",
    "平均",
    "平均值",
    "平均分",
    "总和",
    "累计",
    "total",
    "subtotal",
    "grandtotal",
    "sum",
    "average",
];
/// Words in the name of a sum below a list of items.
const SUMS: &[&str] = &["合计", "总计", "总价", "总报价", "总金额", "total"];
const REMARKS: &[&str] = &[
    "备注",
    "注:",
    "注：",
    "注1",
    "注 ",
    "说明",
    "评标委员会",
    "评审小组签",
    "监督",
    "记录人",
    "唱标人",
    "填表",
    "制表",
    "审核",
    "以下空白",
    "签字",
    "签名",
    "日期",
    "监标",
    "开标人",
    "主持人",
    "投标人代表",
    "采购人代表签",
    "*",
    "※",
    "note",
    "数据来源",
    "免责声明",
];

/// Whether a row of a table is no data, and why.
pub(super) fn not_data(header: &Header, row: &Row<'_>) -> Option<SetAside> {
    let (first_col, first) = row.cells.first()?;
    let Cell::Text(text) = first else { return None };
    if 60 < text.len() && row.cells.len() == 1 {
        return Some(SetAside::Remark);
    }
    let short = text.len() <= 90;
    if text.len() <= 36 {
        let key = header::key(text);
        if is_total_key(&key) {
            return Some(SetAside::Total);
        }
        if header.keys.first() == Some(&key) && is_repeated(header, row) {
            return Some(SetAside::RepeatedHeader);
        }
    }
    if short && is_sum_of_lines(header, row, text) {
        return Some(SetAside::Total);
    }
    // A remark begins where a name or number would stand, and leaves the columns of values empty.
    let few = row.cells.len() <= 2 || 2 * row.cells.len() <= header.columns.len();
    if few && REMARKS.iter().any(|word| text.trim_start().to_lowercase().starts_with(word)) {
        return Some(SetAside::Remark);
    }
    if row.cells.len() == 1 {
        let named = header.columns.iter().any(|column| {
            column.col == *first_col && matches!(column.field, Field::BidderName | Field::Winner)
        });
        let titled = short
            && (["表", "记录", "汇总", "情况"].iter().any(|word| text.trim_end().ends_with(word))
                || package_label(text).is_some()
                || is_labelled(text));
        if titled || (3 <= header.columns.len() && !named) {
            return Some(SetAside::Category);
        }
    }
    None
}

/// Whether a row of a list of items is the sum of its lines, called by a longer name: `Total Amount Bid (Basis of Award)`,
/// 投标总报价（含税）. It has amounts, and neither a quantity nor a unit price.
fn is_sum_of_lines(header: &Header, row: &Row<'_>, text: &str) -> bool {
    let filled = |fields: &[Field]| {
        header
            .columns
            .iter()
            .any(|column| fields.contains(&column.field) && row.get(column.col).is_some())
    };
    let has = |field| header.columns.iter().any(|column| column.field == field);
    let text = text.to_lowercase();
    has(Field::UnitPrice)
        && has(Field::LineTotal)
        && SUMS.iter().any(|word| text.contains(word))
        && filled(&[Field::LineTotal])
        && !filled(&[Field::UnitPrice, Field::Quantity])
}

/// Whether a word heads a sum rather than a row or column of its own.
pub(super) fn is_total(text: &str) -> bool {
    is_total_key(&header::key(text))
}

fn is_total_key(key: &str) -> bool {
    TOTALS.iter().any(|word| {
        key == *word || (key.starts_with(word) && key.chars().count() <= word.chars().count() + 4)
    })
}

/// `投标人：甲公司`: a label with its value in one cell.
fn is_labelled(text: &str) -> bool {
    text.split_once(['：', ':']).is_some_and(|(label, _)| header::exact(label).is_some())
}

fn is_repeated(header: &Header, row: &Row<'_>) -> bool {
    let same = row
        .cells
        .iter()
        .zip(&header.keys)
        .filter(|((_, cell), key)| header::key(&cell.shown()) == **key)
        .count();
    header.keys.len() <= same + header.keys.len() / 4
}

/// Whether a row begins something else: another header, or a form.
pub(super) fn ends_table(header: &Header, row: &Row<'_>) -> bool {
    let Some((_, Cell::Text(text))) = row.cells.first() else { return false };
    if header::exact(text).is_none() {
        return false;
    }
    // 小计 is a label too, but at the head of a row it is a sum.
    if is_repeated(header, row) || is_total(text) {
        return false;
    }
    let of = |is: fn(&str) -> bool| {
        let looked = row.cells.iter().take(8);
        looked.filter(|(_, cell)| matches!(cell, Cell::Text(text) if is(text))).count()
    };
    let mut labels = of(|text| header::exact(text).is_some());
    // Bidders may head the columns of a matrix: 序号 | 名称 | 数量 | 甲公司 | 乙公司.
    if 2 <= labels {
        labels += of(|text| heading_of(text).is_some());
    }
    let looked = row.cells.len().min(8);
    // In a matrix the first column may hold words that are labels too (价格分, 技术分): there numbers follow.
    let numbers = row.cells.iter().any(|(_, cell)| match cell {
        Cell::Number(_) => true,
        Cell::Text(text) => text.trim_start().starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    });
    2 * labels >= looked && !(numbers && labels < 2)
}
