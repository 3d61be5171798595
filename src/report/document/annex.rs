//! The annexes, on pages across: files with fingerprints, evidence, charts, parameters.

use std::path::Path;

use super::block::{Block, Cell, Paragraph, Row, Shape, Style, Table};
use super::opening::columns;
use super::style::text_width;
use crate::report::chart::{self, Fonts, Kind};
use crate::report::digest::{Digest, cut};
use crate::report::html::number::{amount, percent};
use crate::report::tables::{self, Value};
use crate::report::workpaper::{parameters, versions};
use crate::text;
use crate::text::Text;
use rust_decimal::Decimal;

/// Rows of a table in an annex; the workpaper has all.
const ROWS: usize = 300;
/// Characters of a cell in an annex: a fingerprint has 64.
const CHARACTERS: usize = 64;
/// A chart is drawn so many times as large as on the screen, to be sharp on paper.
const SCALE: f32 = 1.6;

/// Charts that every report has, or says why not; the others stand in it where they can be drawn.
const ALWAYS: [Kind; 2] = [Kind::Network, Kind::Prices];
const WHERE_POSSIBLE: [Kind; 2] = [Kind::Rotation, Kind::Splitting];

/// One annex.
pub(super) struct Annex {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

/// All annexes, in order: their blocks begin with their number and title.
pub(super) fn annexes(digest: &Digest<'_>, font: Option<&Path>) -> Vec<Annex> {
    let all = tables::of(digest);
    let folder = digest.folder();
    let table = |slug: &str, kept: &[(usize, u32)]| {
        let found = all.iter().find(|table| table.slug == slug);
        found.map_or_else(Vec::new, |table| listed(digest, &table.below(&folder), kept))
    };
    let mut parts: Vec<(String, Vec<Block>)> = vec![
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
    ];
    parts.extend(charts(digest, font));
    parts.push((digest.say("参数与版本", "Parameters and versions").to_owned(), settings(digest)));
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

/// A chart each, or the reason why it is not there.
fn charts(digest: &Digest<'_>, font: Option<&Path>) -> Vec<(String, Vec<Block>)> {
    let view = digest.view;
    let drawn: Vec<(Kind, Result<String, Text>)> = ALWAYS
        .into_iter()
        .map(|kind| (kind, chart::draw(kind, view)))
        .chain(WHERE_POSSIBLE.into_iter().filter_map(|kind| {
            let svg = chart::draw(kind, view).ok()?;
            Some((kind, Ok(svg)))
        }))
        .collect();
    let fonts = Fonts::load(font);
    let block = |kind: Kind, svg: Result<String, Text>| {
        let svg = svg.map_err(|why| (why, false))?;
        let fonts = fonts.as_ref().map_err(|why| (why.clone(), true))?;
        let png = fonts.png(&svg, SCALE).map_err(|why| (why, true))?;
        Ok(Block::Picture { png, says: described(digest, kind, &svg) })
    };
    drawn
        .into_iter()
        .map(|(kind, svg)| {
            let name = kind.name();
            let title = digest.tell(&name);
            let slug = kind.slug();
            let content = block(kind, svg).unwrap_or_else(|(why, is_drawable): (Text, bool)| {
                let hint = if is_drawable {
                    text!(
                        "可以另行绘制：qingbiao chart {slug} … -o {slug}.svg（不需要字体）。",
                        "It can be drawn apart: qingbiao chart {slug} … -o {slug}.svg, which needs no font."
                    )
                } else {
                    Text::of("", "")
                };
                let told = text!("此处应为{}，未能绘制：{}。{}", "Here the chart ({}) would be; it is not there: {}. {}"; name, why, hint);
                Paragraph::of(Style::Note, digest.tell(&told)).into()
            });
            (title, vec![content])
        })
        .collect()
}

/// What a chart shows in words: its own title and description.
fn described(digest: &Digest<'_>, kind: Kind, svg: &str) -> String {
    let part = |name: &str| {
        let (_, rest) = svg.split_once(&format!("<{name}"))?;
        let (_, rest) = rest.split_once('>')?;
        let (words, _) = rest.split_once(&format!("</{name}>"))?;
        quick_xml::escape::unescape(words).ok().map(|words| words.into_owned())
    };
    let parts: Vec<String> = ["title", "desc"].into_iter().filter_map(part).collect();
    if parts.is_empty() {
        digest.tell(&kind.name())
    } else {
        crate::report::digest::plain(&parts.join(digest.say("。", ". ")))
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
