//! 证据索引: a row for each cell that a finding rests on, with what it says and what was read from it.

use std::collections::{BTreeMap, BTreeSet};

use super::{FILE, Table, Value, place};
use crate::record::{Fact, Field};
use crate::report::digest::{Digest, moment};
use crate::report::html::all_facts;
use crate::source::CellRef;
use crate::text::Text;

pub(super) fn table(digest: &Digest<'_>) -> Table {
    let mut table = Table::new(
        "evidence",
        Text::of("证据索引", "Evidence"),
        Text::of(
            "每行一个单元格。个人信息已脱敏，〔〕内的比对码相同即全值相同；规范化值为比对所用的值。",
            "A row for each cell. Personal data are masked; equal codes in 〔〕 mean equal full values. The normalised value is the one compared.",
        ),
        &[
            (Text::of("线索序号", "Lead"), 6),
            (Text::of("规则", "Rule"), 8),
            (Text::of("等级", "Grade"), 10),
            (Text::of("投标人", "Bidder"), 14),
            (Text::of("字段", "Field"), 14),
            (Text::of("原值", "Value"), 26),
            (Text::of("比对码", "Code"), 9),
            (Text::of("规范化值", "Normalised"), 18),
            (FILE, 34),
            (Text::of("工作表", "Sheet"), 14),
            (Text::of("单元格", "Cell"), 10),
        ],
    );
    let facts = facts(digest);
    for (at, found) in digest.findings() {
        for one in found.finding.evidence() {
            let here = digest.view.locate(one.at);
            let fact = one.field.and_then(|field| facts.get(&(one.at, field)));
            let mut row = vec![
                Value::Finding(at),
                found.rule.code.into(),
                Value::Grade(found.finding.grade),
                one.bidder.map(|id| digest.bidder(id)).unwrap_or_default().into(),
                one.field.map(|field| digest.tell(&field.name())).unwrap_or_default().into(),
                digest.masked(one.field, &one.value).into(),
                digest.codes(one.field, &one.value).into(),
                fact.map_or(Value::Empty, |fact| normalised(digest, fact)),
            ];
            row.extend(place(&here.file, here.sheet.as_deref(), here.cell.as_deref()));
            table.rows.push(row);
        }
    }
    table
}

/// The facts of the cells that findings rest on.
fn facts<'a>(digest: &Digest<'a>) -> BTreeMap<(CellRef, Field), &'a Fact> {
    let wanted: BTreeSet<CellRef> = digest
        .findings()
        .flat_map(|(_, found)| found.finding.evidence())
        .map(|evidence| evidence.at)
        .collect();
    let mut facts = BTreeMap::new();
    for fact in all_facts(digest.view.loaded).filter(|fact| wanted.contains(&fact.at)) {
        facts.entry((fact.at, fact.field)).or_insert(fact);
    }
    facts
}

/// What was read from the cell, where that is more than its text.
fn normalised(digest: &Digest<'_>, fact: &Fact) -> Value {
    use crate::record::Value as Read;
    match &fact.value {
        Read::Money(yuan) => Value::Money(*yuan),
        Read::Foreign(amount, currency) => {
            Value::text(format!("{currency} {}", amount.normalize()))
        }
        Read::Number(number) => Value::text(number.normalize().to_string()),
        Read::Percent(percent) => Value::text(format!("{}%", percent.normalize())),
        Read::Moment(_) => Value::text(moment(fact)),
        Read::YesNo(yes) => {
            if *yes { digest.say("是", "yes") } else { digest.say("否", "no") }.into()
        }
        Read::Term(term) => {
            let mut parts = Vec::new();
            if let Some(months) = term.months {
                parts.push(digest.tell(&crate::text!("{months} 个月", "{months} months")));
            }
            if let Some(days) = term.days {
                let kind = if term.working {
                    Text::of("工作日", "working days")
                } else {
                    Text::of("日", "days")
                };
                parts.push(digest.tell(&crate::text!("{days} {}", "{days} {}"; kind)));
            }
            Value::text(parts.join(" "))
        }
        Read::PrecisionLost => {
            digest.say("位数已丢失，未用于比对", "digits lost: not compared").into()
        }
        Read::Unreadable => digest.say("无法识别，未用于比对", "not readable: not compared").into(),
        Read::Text => Value::Empty,
    }
}
