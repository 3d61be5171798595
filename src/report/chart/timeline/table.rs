//! The times of the drawn package as a table.

use super::{minutes, plan};
use crate::report::View;
use crate::report::chart::{graded, place_cells, place_heads};
use crate::report::csv::{Cell, Table};
use crate::text::Text;

/// One row for each submission, step and event, in order of time within its panel.
pub(in crate::report::chart) fn table(view: View<'_>) -> Result<Table, Text> {
    let plan = plan(view)?;
    let heads = [
        ("部分", "panel"),
        ("事项", "what"),
        ("投标人", "bidder"),
        ("时间", "time"),
        ("距截止（分钟）", "before the deadline (minutes)"),
        ("距前一项", "after the one before"),
        ("距前一项单位", "unit"),
        ("最短期限", "least period"),
        ("着色等级", "grade"),
        ("单元格", "cells"),
    ];
    let heads = heads.map(|(zh, en)| view.say(zh, en));
    let mut table = Table::new(place_heads(view).into_iter().chain(heads));
    let place = || place_cells(plan.case).to_vec();
    let mut before = None;
    for one in &plan.submissions {
        let left = plan.deadline.map(|(deadline, _)| minutes(one.at, deadline));
        let gap = before.map(|before| minutes(before, one.at));
        let mut row = place();
        row.extend([
            view.say("递交", "submissions").into(),
            view.say("递交", "submission").into(),
            view.review.bidders.name(one.bidder).into(),
            one.at.to_string().into(),
            left.map_or(Cell::Empty, |left| Cell::real(left, 2)),
            gap.map_or(Cell::Empty, |gap| Cell::real(gap, 2)),
            gap.map(|_| view.say("分钟", "minutes")).into(),
            Cell::Empty,
            graded(view, one.grade),
            view.address(one.fact.at).into(),
        ]);
        table.push(row);
        before = Some(one.at);
    }
    let days = |n: i32| Cell::Number(n.to_string());
    let mut before = None;
    for step in &plan.steps {
        let least = plan.least.as_ref().filter(|least| least.end == step.date);
        let least = least.map(|least| {
            let (n, until) = (least.needed.days, least.until);
            if least.needed.working {
                crate::text!("{n} 个工作日，至 {until}", "{n} working days, until {until}")
            } else {
                crate::text!("{n} 日，至 {until}", "{n} days, until {until}")
            }
        });
        let gap = before.map(|before| crate::law::calendar_days_between(before, step.date));
        let cells: Vec<String> = step.facts.iter().map(|fact| view.address(fact.at)).collect();
        let mut row = place();
        row.extend([
            view.say("程序", "procedure").into(),
            view.text(&step.name).into(),
            Cell::Empty,
            step.date.into(),
            Cell::Empty,
            gap.map_or(Cell::Empty, days),
            gap.map(|_| view.say("天", "days")).into(),
            least.map(|least| view.text(&least).to_owned()).into(),
            graded(view, step.grade),
            cells.join("; ").into(),
        ]);
        table.push(row);
        before = Some(step.date);
    }
    for event in &plan.events {
        let mut row = place();
        row.extend([
            view.say("合同与履约", "contract and delivery").into(),
            view.text(&event.kind).into(),
            Cell::Empty,
            event.date.into(),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            graded(view, event.grade),
            view.address(event.fact.at).into(),
        ]);
        table.push(row);
    }
    Ok(table)
}
