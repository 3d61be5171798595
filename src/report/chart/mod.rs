//! Charts: one finding, one sheet, as SVG and as PNG.
//!
//! [`draw`] looks at a review and draws what it shows; it judges nothing. A colour is used only for marks at which a
//! finding of that grade points. Where there is nothing to draw, the reason says what is missing.

mod backbone;
mod canvas;
mod ceiling;
mod concentration;
mod crowd;
mod drawing;
mod holdings;
mod mark;
mod network;
mod png;
mod prices;
mod rotation;
mod scale;
mod scores;
mod splitting;
#[cfg(test)]
mod tests;
mod timeline;

use std::collections::{BTreeMap, BTreeSet};

use super::csv::{Cell, Table};
use super::{View, measure, number};
use crate::graph::Case;
use crate::record::{Fact, place};
use crate::review::Found;
use crate::rules::Grade;
use crate::source::{CellRef, a1};
use crate::text::{Lang, Text};

pub use png::{Fonts, png};

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Bidders and what they share; over several tenders without shared values, who bids together.
    Network,
    /// The prices of one package, against the ceiling and each other.
    Prices,
    /// Prices as shares of the ceiling, winners and losers.
    Ceiling,
    /// Who bids and who wins over time.
    Rotation,
    /// How the contracts of purchasers are shared out among suppliers.
    Concentration,
    /// Purchases of one purchaser against the open-tender threshold.
    Splitting,
    /// What each expert gave to each bidder.
    Scores,
    /// Submissions, procedure and contracts of one package in time.
    Timeline,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Network,
        Self::Prices,
        Self::Ceiling,
        Self::Rotation,
        Self::Concentration,
        Self::Splitting,
        Self::Scores,
        Self::Timeline,
    ];

    /// Its name on the command line and in file names.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Prices => "prices",
            Self::Ceiling => "ceiling",
            Self::Rotation => "rotation",
            Self::Concentration => "concentration",
            Self::Splitting => "splitting",
            Self::Scores => "scores",
            Self::Timeline => "timeline",
        }
    }

    /// Its name, as shown to people.
    pub fn name(self) -> Text {
        match self {
            Self::Network => Text::of("关系图", "network"),
            Self::Prices => Text::of("报价图", "prices"),
            Self::Ceiling => Text::of("限价图", "ceiling"),
            Self::Rotation => Text::of("轮换图", "rotation"),
            Self::Concentration => Text::of("集中度图", "concentration"),
            Self::Splitting => Text::of("拆分图", "splitting"),
            Self::Scores => Text::of("评分图", "scores"),
            Self::Timeline => Text::of("时间图", "timeline"),
        }
    }
}

/// Draws a chart as a standalone SVG of 960 × 600. The same review gives the same bytes.
///
/// # Errors
/// When there is nothing to draw: which data are missing.
pub fn draw(kind: Kind, view: View<'_>) -> Result<String, Text> {
    match kind {
        Kind::Network => network::draw(view),
        Kind::Prices => prices::draw(view),
        Kind::Ceiling => ceiling::draw(view),
        Kind::Rotation => rotation::draw(view),
        Kind::Concentration => concentration::draw(view),
        Kind::Splitting => splitting::draw(view),
        Kind::Scores => scores::draw(view),
        Kind::Timeline => timeline::draw(view),
    }
}

/// What a chart shows, as a table; it says more than the picture where that had to leave something out.
///
/// # Errors
/// When there is nothing to draw: which data are missing.
pub fn table(kind: Kind, view: View<'_>) -> Result<Table, Text> {
    match kind {
        Kind::Network => network::draw(view).map(|_| holdings::table(view)),
        Kind::Prices => prices::table(view),
        Kind::Ceiling => ceiling::table(view),
        Kind::Rotation => rotation::table(view),
        Kind::Concentration => concentration::table(view),
        Kind::Splitting => splitting::table(view),
        Kind::Scores => scores::table(view),
        Kind::Timeline => timeline::table(view),
    }
}

/// The headings of the first columns of a table: which tender and package a row is of.
fn place_heads(view: View<'_>) -> [&'static str; 3] {
    [view.say("项目编号", "project id"), view.say("项目名称", "project"), view.say("包", "package")]
}

/// The first cells of a row: its tender and package.
fn place_cells(case: &Case<'_>) -> [Cell; 3] {
    [&case.tender.id, &case.tender.name, &case.package].map(|text| Cell::text(text.as_str()))
}

/// What a colour on a chart means, for its subtitle; empty without one.
fn coloured(view: View<'_>, grades: impl IntoIterator<Item = Grade>) -> String {
    let grades: BTreeSet<Grade> = grades.into_iter().collect();
    let names = grades.into_iter().rev().map(|grade| view.text(&grade.name()).to_owned());
    let names = names.collect::<Vec<_>>().join(view.say("、", ", "));
    match view.options.lang {
        _ if names.is_empty() => String::new(),
        Lang::Zh => format!("；着色为{names}所指"),
        Lang::En => format!("; coloured: {names}"),
    }
}

/// A grade in a table.
fn graded(view: View<'_>, grade: Option<Grade>) -> Cell {
    grade.map_or(Cell::Empty, |grade| view.text(&grade.name()).into())
}

/// The strongest grade of those findings that a test picks and that point at one of these facts.
fn grade_at<'f>(
    view: View<'_>,
    facts: impl IntoIterator<Item = &'f Fact>,
    picked: impl Fn(&Found) -> bool,
) -> Option<Grade> {
    let facts: Vec<&Fact> = facts.into_iter().collect();
    let points = |found: &&Found| {
        found.finding.evidence().iter().any(|evidence| {
            facts.iter().any(|fact| {
                evidence.at == fact.at && evidence.field.is_none_or(|field| field == fact.field)
            })
        })
    };
    view.review
        .findings
        .iter()
        .filter(|found| picked(found))
        .filter(points)
        .map(|found| found.finding.grade)
        .max()
}

/// The cells in words: `开标记录.xlsx › 开标一览表 › C4:C10`, as many tables as there is room for, then how many more.
fn source_of(view: View<'_>, cells: impl IntoIterator<Item = CellRef>) -> String {
    let mut tables: BTreeMap<(u32, u16), BTreeSet<(u16, u32)>> = BTreeMap::new();
    let mut named: BTreeSet<CellRef> = BTreeSet::new();
    for at in cells {
        if place::is_cell(at) {
            tables.entry((at.file, at.sheet)).or_default().insert((at.col, at.row));
        } else {
            named.insert(at);
        }
    }
    let mut sources: Vec<(usize, String)> = Vec::new();
    for ((file, sheet), cells) in &tables {
        let (columns, rows): (BTreeSet<u16>, BTreeSet<u32>) = cells.iter().copied().unzip();
        let corner = |rows: Option<&u32>, columns: Option<&u16>| {
            rows.zip(columns).map(|(row, col)| a1(*row, *col))
        };
        let from = corner(rows.first(), columns.first()).unwrap_or_default();
        let to = corner(rows.last(), columns.last()).unwrap_or_default();
        let range = if from == to { from } else { format!("{from}:{to}") };
        // Cells of a document without a grid have no range: the first stands for them.
        let files = &view.loaded.sources.files;
        let info = files.get(*file as usize).and_then(|file| file.sheets.get(usize::from(*sheet)));
        let range = match (info.filter(|info| info.pointers.is_some()), cells.first()) {
            (Some(info), Some((col, row))) if cells.len() == 1 => info.address(*row, *col),
            (Some(info), Some((col, row))) => format!("{} …", info.address(*row, *col)),
            _ => range,
        };
        let table = view.address(CellRef { file: *file, sheet: *sheet, row: 0, col: 0 });
        let table = table.rsplit_once(" › ").map_or(table.as_str(), |(table, _)| table);
        sources.push((cells.len(), format!("{table} › {range}")));
    }
    // The tables with most cells first.
    sources.sort_by_key(|(cells, _)| std::cmp::Reverse(*cells));
    let named = named.into_iter().map(|at| view.address(at));
    let sources: Vec<String> = sources.into_iter().map(|(_, source)| source).chain(named).collect();
    // As many as fit beside the footer, but at least one.
    let room = if view.options.lang == Lang::Zh { 530.0 } else { 400.0 };
    let mut used = 0.0;
    let fits = |source: &&String| {
        used += measure::width(source, 13.0, false) + 13.0;
        used <= room
    };
    let lead = sources.iter().take_while(fits).count().max(1).min(sources.len());
    let more = sources.len() - lead;
    let lead = &sources[..lead];
    match view.options.lang {
        Lang::Zh if 0 < more => format!("来源：{}；另 {more} 处", lead.join("；")),
        Lang::Zh => format!("来源：{}", lead.join("；")),
        Lang::En if 0 < more => format!("Source: {}; {more} more", lead.join("; ")),
        Lang::En => format!("Source: {}", lead.join("; ")),
    }
}

/// Which package a chart shows, where the input has others, too.
fn which(view: View<'_>, case: &Case<'_>) -> String {
    let name = if case.tender.name.is_empty() { &case.tender.id } else { &case.tender.name };
    match (view.options.lang, case.package.as_str()) {
        _ if view.review.packages.len() < 2 => String::new(),
        (Lang::Zh, "") => format!("；{name}"),
        (Lang::Zh, package) => format!("；{name}包 {package}"),
        (Lang::En, "") => format!("; {name}"),
        (Lang::En, package) => format!("; {name}, package {package}"),
    }
}

/// Which package a chart shows of several that it could show, with their number; empty where there is one.
fn which_package(view: View<'_>, at: usize) -> String {
    let packages = &view.review.packages;
    if packages.len() < 2 {
        return String::new();
    }
    let case = &packages[at].case;
    let n = packages.len();
    let name = if case.tender.name.is_empty() { &case.tender.id } else { &case.tender.name };
    match (view.options.lang, case.package.as_str()) {
        (Lang::Zh, "") => format!("；{name}（共 {n} 项）"),
        (Lang::Zh, package) => format!("；{name}包 {package}（共 {n} 个）"),
        (Lang::En, "") => format!("; {name} (of {n})"),
        (Lang::En, package) => format!("; {name}, package {package} (of {n})"),
    }
}
