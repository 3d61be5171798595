//! The annexes, on pages across: files with fingerprints, evidence, charts, parameters.

use super::block::{Block, Cell, Paragraph, Row, Shape, Style, Table};
use super::figures::Figures;
use super::opening::columns;
use super::style::text_width;
use crate::report::digest::{Digest, cut};
use crate::report::html::number::{amount, percent};
use crate::report::tables::{self, Value};
use crate::report::workpaper::{parameters, versions};
use crate::text;
use rust_decimal::Decimal;

/// Rows of a table in an annex; the workpaper has all.
const ROWS: usize = 300;
/// Characters of a cell in an annex: a fingerprint has 64.
const CHARACTERS: usize = 64;
/// One annex.
pub(super) struct Annex {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

/// All annexes, in order: their blocks begin with their number and title.
pub(super) fn annexes(digest: &Digest<'_>, figures: Figures) -> Vec<Annex> {
    let all = tables::of(digest);
    let folder = digest.folder();
    let table = |slug: &str, kept: &[(usize, u32)]| {
        let found = all.iter().find(|table| table.slug == slug);
        found.map_or_else(Vec::new, |table| listed(digest, &table.below(&folder), kept))
    };
    let parts: Vec<(String, Vec<Block>)> = vec![
        (
            digest.say("材料清单", "Files").to_owned(),
            table("sources", &[(0, 30), (1, 16), (2, 24), (4, 8), (5, 8), (6, 8), (8, 62)]),
        ),
        (
            digest.say("证据索引", "Evidence").to_owned(),
            table(
                "evidence",
                &[
                    (0, 6),
                    (1, 8),
                    (3, 14),
                    (4, 12),
                    (5, 22),
                    (6, 9),
                    (7, 16),
                    (8, 34),
                    (9, 13),
                    (10, 10),
                ],
            ),
        ),
        (digest.say("图", "Figures").to_owned(), figures.blocks(digest)),
        (digest.say("参数与版本", "Parameters and versions").to_owned(), settings(digest)),
    ];
    (1..)
        .zip(parts)
        .map(|(number, (title, content))| {
            let mark = digest.tell(&text!("附件 {number}", "Annex {number}"));
            let mut blocks = vec![
                Paragraph::of(Style::AnnexMark, mark).into(),
                Paragraph::of(Style::AnnexTitle, title.as_str()).into(),
            ];
            blocks.extend(content);
            Annex { title, blocks }
        })
        .collect()
}

/// Some columns of a table of the review, with the share of the width that each takes.
fn listed(digest: &Digest<'_>, table: &tables::Table, kept: &[(usize, u32)]) -> Vec<Block> {
    let lang = digest.view.options.lang;
    let head: Vec<(&str, u32)> =
        kept.iter().map(|(at, part)| (table.columns[*at].name.to(lang), *part)).collect();
    let mut shown = columns(&head, text_width(Shape::Across), Style::SmallHead);
    for row in table.rows.iter().take(ROWS) {
        let cells = kept.iter().map(|(at, _)| Cell::words(Style::Small, value(digest, &row[*at])));
        shown.rows.push(Row::of(cells.collect()));
    }
    let folder = digest.folder();
    let about = match folder.as_str() {
        "" => table.about.to(lang).to_owned(),
        folder => {
            let about = table.about.clone();
            digest.tell(&text!(
                "{}文件所在文件夹：{folder}",
                "{} The files lie in {folder}";
                about
            ))
        }
    };
    let mut blocks = vec![Paragraph::of(Style::Note, about).into()];
    if table.rows.is_empty() {
        blocks.push(Paragraph::of(Style::Note, digest.say("没有。", "None.")).into());
        return blocks;
    }
    blocks.push(shown.into());
    if let Some(more @ 1..) = table.rows.len().checked_sub(ROWS) {
        let name = table.name.clone();
        let told = text!(
            "另 {more} 行见工作底稿“{}”。",
            "{more} more rows are in the workpaper, sheet \"{}\".";
            name
        );
        blocks.push(Paragraph::of(Style::Note, digest.tell(&told)).into());
    }
    blocks
}

fn value(digest: &Digest<'_>, value: &Value) -> String {
    let lang = digest.view.options.lang;
    match value {
        Value::Empty => String::new(),
        // Some programs break a line behind the bracket of a code; a column of codes needs none.
        Value::Text(words) if words.starts_with('〔') && words.ends_with('〕') => {
            words.replace('〔', "").replace('〕', " ").trim_end().to_owned()
        }
        Value::Text(words) => cut(words, CHARACTERS, lang),
        Value::Count(n) | Value::Finding(n) => n.to_string(),
        Value::Money(yuan) => amount(*yuan),
        Value::Share(part) => percent(*part, Decimal::ONE).unwrap_or_default(),
        Value::Grade(grade) => grade.name().to(lang).to_owned(),
    }
}

fn settings(digest: &Digest<'_>) -> Vec<Block> {
    let lang = digest.view.options.lang;
    let small = |words: String| Cell::words(Style::Small, words);
    let mut general = Table {
        widths: vec![text_width(Shape::Across) / 4, text_width(Shape::Across) * 3 / 4],
        ..Table::default()
    };
    for (label, value) in versions(digest) {
        let label = Cell::words(Style::SmallHead, label.to(lang));
        general.rows.push(Row::of(vec![label, small(value)]));
    }
    let head = [
        (digest.say("参数", "Parameter"), 50),
        (digest.say("取值", "Value"), 12),
        (digest.say("规则", "Rules"), 38),
    ];
    let mut table = columns(&head, text_width(Shape::Across), Style::SmallHead);
    for (parameter, codes) in parameters() {
        table.rows.push(Row::of(vec![
            small(digest.tell(&parameter.means)),
            small(parameter.value.to_string()),
            small(codes.join(" ")),
        ]));
    }
    vec![general.into(), Paragraph::of(Style::Note, "").into(), table.into()]
}
