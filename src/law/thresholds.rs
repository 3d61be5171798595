//! Thresholds and minimum periods: which figure applies to a purchase, by place, date and kind, and why.
//!
//! The figures stand in `thresholds.tsv` with their documents and dates. Answers come in this order: the place itself,
//! the central budget, the whole country, and last the floor that provinces may not go below, which is a stand-in and
//! says so. 以上 includes the number and 不足 does not.

use std::str::FromStr;
use std::sync::OnceLock;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::text;
use crate::text::Text;

mod metric;
mod place;

pub use metric::Metric;
pub use place::{jurisdiction_of, level_of};

/// One figure of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// What it measures.
    pub metric: Metric,
    /// Code of the place: `CN`, `CN-central`, `CN-41-Henan`; `CN-local-guideline` for floors.
    pub jurisdiction: &'static str,
    /// Level of the budget: `all`, `province`, `zhengzhou_city`, `other_city`, `county`, `city_county`, `central_budget`.
    pub level: &'static str,
    /// What is bought: `goods_services`, `goods`, `services`, `works` and its kinds, `all`; `crime` for prosecution.
    pub object: &'static str,
    /// The figure, in `unit`.
    pub value: Decimal,
    /// What it counts.
    pub unit: Unit,
    /// How it is compared, where the document says so.
    pub comparison: Comparison,
    /// First day on which it holds, if known.
    pub from: Option<Date>,
    /// Last day on which it holds; `None` while it is in force.
    pub until: Option<Date>,
    /// Number of the document, or the articles; empty where it is not known.
    pub document: &'static str,
    /// Whether the document itself was read.
    pub verified: Verified,
    /// What the table remarks.
    pub note: &'static str,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Chinese yuan.
    Yuan,
    /// Calendar days.
    CalendarDays,
    /// Working days.
    WorkingDays,
    /// Minutes.
    Minutes,
    /// Years.
    Years,
    /// Suppliers or people.
    Count,
    /// People, an odd number of them.
    OddCount,
    /// Times within three years.
    TimesInThreeYears,
    /// A share of one.
    Ratio,
    /// A share of the budget.
    RatioOfBudget,
    /// A share of the estimate.
    RatioOfEstimate,
    /// A share of the original contract.
    RatioOfContract,
}

/// How a figure is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// The document leaves it to the meaning of the figure.
    Unstated,
    /// From the figure on, the figure included.
    AtLeast,
    /// Strictly below the figure.
    Below,
    /// Exactly the figure.
    Exactly,
}

/// Whether the document behind a figure was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// Its text was read.
    Yes,
    /// A secondary source quotes it.
    Secondary,
    /// Neither.
    No,
}

/// Where a purchase is made. Either part may be unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place<'a> {
    /// Code such as `CN-41-Henan`; see [`jurisdiction_of`].
    pub jurisdiction: Option<&'a str>,
    /// Level of the budget in the words of the table, or `city` for a city of either kind; see [`level_of`].
    pub level: Option<&'a str>,
}

/// What is bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Goods.
    Goods,
    /// Services.
    Services,
    /// One of the two; it is not known which.
    GoodsOrServices,
    /// Construction works.
    Works,
    /// Equipment and materials for works.
    WorksGoods,
    /// Survey, design and supervision of works.
    WorksServices,
}

/// The figure that applies, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The figure.
    pub threshold: &'static Threshold,
    /// Whether it stands in for one that is not known: the floor of all provinces, another level, or another time.
    pub fallback: bool,
    /// Whether it is in force on the day asked about; `None` where that cannot be said.
    pub in_force: Option<bool>,
    /// Where it comes from, what it stands in for, and whether it was read.
    pub why: Text,
}

/// Every figure of the table.
pub fn thresholds() -> &'static [Threshold] {
    static TABLE: OnceLock<Vec<Threshold>> = OnceLock::new();
    TABLE.get_or_init(|| lines().filter_map(|line| parse(line).ok()).collect())
}

/// The figure for a metric at a place, for what is bought, on a day.
///
/// `None` where the table has none and no floor stands in. Of several levels that fit, the highest figure is taken.
pub fn threshold(metric: Metric, place: &Place, kind: Kind, on: Option<Date>) -> Option<Applied> {
    let own = |row: &Threshold| {
        Some(row.jurisdiction) == place.jurisdiction && fits(place.level, row.level)
    };
    let central =
        |row: &Threshold| place.level == Some("central_budget") && row.jurisdiction == "CN-central";
    let national = |row: &Threshold| row.jurisdiction == "CN";
    let scopes: [&dyn Fn(&Threshold) -> bool; 3] = [&own, &central, &national];
    if let Some(applied) = scopes.iter().find_map(|scope| choose(metric, scope, kind, on)) {
        return Some(applied);
    }
    let mut applied = choose(metric.floor()?, &|row| fits(place.level, row.level), kind, on)?;
    let document = applied.threshold.document;
    let because = match place.jurisdiction {
        Some(_) => text!(
            "未收录该地区的标准，以{document}规定的下限代替",
            "no figure is recorded for this place; the floor in {document} stands in"
        ),
        None => text!(
            "地区不明，以{document}规定的下限代替",
            "the place is not known; the floor in {document} stands in"
        ),
    };
    applied.fallback = true;
    applied.why = sentence([because, applied.why]);
    Some(applied)
}

/// Whether the level asked about may be the row's. An unknown level may be any.
fn fits(asked: Option<&str>, row: &str) -> bool {
    let Some(asked) = asked else { return true };
    let city = asked == "city" || asked.ends_with("_city");
    match row {
        "all" => true,
        "city_county" => city || asked == "county",
        _ => row == asked || (asked == "city" && row.ends_with("_city")),
    }
}

/// The kinds of object in the table that cover what is bought, the closest first.
fn objects(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Goods => &["goods", "goods_services", "all", "crime"],
        Kind::Services => &["services", "goods_services", "all", "crime"],
        Kind::GoodsOrServices => &["goods_services", "all", "goods", "services", "crime"],
        Kind::Works => &["works", "works_construction", "all", "crime"],
        Kind::WorksGoods => &["works_goods", "works", "all", "crime"],
        Kind::WorksServices => &["works_services", "works", "all", "crime"],
    }
}

/// The figure among the rows of one scope.
fn choose(
    metric: Metric,
    scope: &dyn Fn(&Threshold) -> bool,
    kind: Kind,
    on: Option<Date>,
) -> Option<Applied> {
    let rows: Vec<&'static Threshold> =
        thresholds().iter().filter(|row| row.metric == metric && scope(row)).collect();
    let object =
        objects(kind).iter().find(|object| rows.iter().any(|row| row.object == **object))?;
    let rows: Vec<&'static Threshold> =
        rows.into_iter().filter(|row| row.object == *object).collect();
    let (rows, in_force, time) = of_the_day(rows, on);
    let threshold = rows.iter().copied().max_by_key(|row| row.value)?;
    let several = rows.iter().any(|row| row.value != threshold.value);
    let mut why = vec![match threshold.document {
        "" => Text::of("文号不明", "the number of the document is not known"),
        document => text!("依据{document}", "by {document}"),
    }];
    why.extend(time);
    if several {
        why.push(Text::of(
            "预算级次不明，取各级中最高者",
            "the level is not known, so the highest of the levels is taken",
        ));
    }
    if kind == Kind::GoodsOrServices && matches!(*object, "goods" | "services") {
        why.push(match *object {
            "goods" => Text::of("该标准仅适用于货物", "it applies to goods alone"),
            _ => Text::of("该标准仅适用于服务", "it applies to services alone"),
        });
    }
    why.extend(match threshold.verified {
        Verified::Yes => None,
        Verified::Secondary => Some(Text::of(
            "引自二手来源，未核对原文",
            "from a secondary source; the text was not read",
        )),
        Verified::No => Some(Text::of("未经核实", "not confirmed")),
    });
    Some(Applied {
        threshold,
        fallback: several || in_force == Some(false),
        in_force,
        why: sentence(why),
    })
}

/// The rows of a day: those in force, else those closest in time, and what is to be said about it.
fn of_the_day(
    rows: Vec<&'static Threshold>,
    on: Option<Date>,
) -> (Vec<&'static Threshold>, Option<bool>, Option<Text>) {
    let newest = |rows: Vec<&'static Threshold>| -> Vec<&'static Threshold> {
        let from = rows.iter().map(|row| row.from).max().flatten();
        rows.into_iter().filter(|row| row.from == from).collect()
    };
    let Some(on) = on else {
        let said = Text::of(
            "日期不明，按所收录的最新标准",
            "the date is not known, so the newest figure is taken",
        );
        return (newest(rows), None, Some(said));
    };
    let started = |row: &&Threshold| row.from.is_none_or(|from| from <= on);
    let ended = |row: &&Threshold| row.until.is_some_and(|until| until < on);
    let holding: Vec<_> = rows.iter().copied().filter(|row| started(row) && !ended(row)).collect();
    if !holding.is_empty() {
        let rows = newest(holding);
        return match rows.iter().find_map(|row| row.from) {
            Some(_) => (rows, Some(true), None),
            None => {
                (rows, None, Some(Text::of("施行日期不明", "the day it took effect is not known")))
            }
        };
    }
    if let Some(until) = rows.iter().filter(|row| ended(row)).filter_map(|row| row.until).max() {
        let rows = rows.into_iter().filter(|row| row.until == Some(until)).collect();
        let said = text!(
            "该标准已于{until}停止施行，未收录其后的标准",
            "it ended on {until}; none later is recorded"
        );
        return (rows, Some(false), Some(said));
    }
    let from = rows.iter().filter_map(|row| row.from).min();
    let rows: Vec<_> = rows.into_iter().filter(|row| row.from == from).collect();
    let said = from.map(|from| {
        text!(
            "该标准自{from}起施行，未收录此前的标准",
            "it took effect on {from}; none earlier is recorded"
        )
    });
    (rows, Some(false), said)
}

/// Parts of a sentence, a semicolon between them.
fn sentence(parts: impl IntoIterator<Item = Text>) -> Text {
    let (zh, en): (Vec<_>, Vec<_>) = parts.into_iter().map(|part| (part.zh, part.en)).unzip();
    Text { zh: zh.join("；").into(), en: en.join("; ").into() }
}

/// The rows of the table, without its header.
fn lines() -> impl Iterator<Item = &'static str> {
    include_str!("thresholds.tsv").lines().skip(1)
}

/// One row, or what is wrong with it.
fn parse(line: &'static str) -> Result<Threshold, String> {
    let wrong = |what: &str| format!("{what}: {line}");
    let fields: Vec<&'static str> = line.split('\t').collect();
    let &[
        jurisdiction,
        level,
        object,
        metric,
        value,
        unit,
        comparison,
        from,
        until,
        document,
        _source,
        verified,
        _confidence,
        note,
    ] = fields.as_slice()
    else {
        return Err(wrong("fourteen fields expected"));
    };
    let day = |text: &str| match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| wrong("not a day")),
    };
    Ok(Threshold {
        metric: metric::METRICS
            .iter()
            .find(|(name, _)| *name == metric)
            .map(|(_, metric)| *metric)
            .ok_or_else(|| wrong("unknown metric"))?,
        jurisdiction,
        level,
        object,
        value: Decimal::from_str(value).map_err(|_| wrong("not a number"))?,
        unit: match unit {
            "CNY" => Unit::Yuan,
            "calendar_day" => Unit::CalendarDays,
            "working_day" => Unit::WorkingDays,
            "minute" => Unit::Minutes,
            "year" => Unit::Years,
            "count" => Unit::Count,
            "odd_count" => Unit::OddCount,
            "count_in_3_years" => Unit::TimesInThreeYears,
            "ratio" => Unit::Ratio,
            "ratio_of_budget" => Unit::RatioOfBudget,
            "ratio_of_estimate" => Unit::RatioOfEstimate,
            "ratio_of_contract" => Unit::RatioOfContract,
            _ => return Err(wrong("unknown unit")),
        },
        comparison: match comparison {
            "" => Comparison::Unstated,
            ">=" => Comparison::AtLeast,
            "<" => Comparison::Below,
            "=" => Comparison::Exactly,
            _ => return Err(wrong("unknown comparison")),
        },
        from: day(from)?,
        until: day(until)?,
        document,
        verified: match verified {
            "yes" => Verified::Yes,
            "secondary" => Verified::Secondary,
            "no" => Verified::No,
            _ => return Err(wrong("unknown mark")),
        },
        note,
    })
}

#[cfg(test)]
mod tests;
