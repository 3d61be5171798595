//! The dates of one procedure on a line, from the first notice to the last payment, with the days between its stages.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time};

use super::axis::TimeAxis;
use crate::graph::Case;
use crate::law;
use crate::record::value::date::Moment;
use crate::record::{Fact, Field};
use crate::report::html::draw::{self, WIDTH, svg, width};
use crate::report::html::strip::lanes;
use crate::report::html::{Page, shape, table_head};
use crate::review::{Found, Package};
use crate::rules::Grade;
use crate::source::CellRef;
use crate::text;
use crate::text::Text;

/// The dates of a procedure, in the order in which they should come.
const STAGES: [Field; 15] = [
    Field::IntentDate,
    Field::ApprovalDate,
    Field::NoticeDate,
    Field::DocumentIssueDate,
    Field::DocumentEndDate,
    Field::Deadline,
    Field::OpeningTime,
    Field::AwardDate,
    Field::AwardNoticeDate,
    Field::ContractDate,
    Field::AmendmentDate,
    Field::DeliveryDate,
    Field::GoLiveDate,
    Field::AcceptanceDate,
    Field::PaymentDate,
];
/// Dates that are shown.
const DATES: usize = 24;
/// Days up to which days without work are drawn.
const WEEKENDS: i32 = 190;
/// Height of one lane of labels.
const LANE: f64 = 36.0;

/// A day of the procedure.
struct Event<'c> {
    moment: Moment,
    field: Field,
    facts: Vec<&'c Fact>,
    grade: Option<Grade>,
}

/// The procedure of one package; nothing where it has fewer than two dates, or is a line of a ledger.
pub(super) fn block(page: &Page<'_>, at: usize, package: &Package<'_>) -> Option<String> {
    let case = &package.case;
    if case.tender.ledger_only {
        return None;
    }
    let mut events = events(case);
    let days: BTreeSet<Date> = events.iter().map(|event| event.moment.date).collect();
    if days.len() < 2 {
        return None;
    }
    let all = events.len();
    events.truncate(DATES);
    let found = about(page, at, &events);
    for event in &mut events {
        let cells: BTreeSet<CellRef> = event.facts.iter().map(|fact| fact.at).collect();
        event.grade = found
            .iter()
            .filter(|(_, found)| found.finding.evidence().iter().any(|one| cells.contains(&one.at)))
            .map(|(_, found)| found.finding.grade)
            .max();
    }
    let (n, first, last) =
        (events.len(), events[0].moment.date, events[events.len() - 1].moment.date);
    let plain =
        page.tell(&text!("{first} 至 {last}，{n} 个日期", "{n} dates from {first} to {last}"));
    let stages = page.say("下方为各阶段日历天数", "below: calendar days of each stage");
    let free = if law::calendar_days_between(first, last) <= WEEKENDS {
        page.say("线上灰段为周末和节假日", "grey on the line: weekends and holidays")
    } else {
        ""
    };
    let more = match all.checked_sub(n) {
        Some(more @ 1..) => format!(
            "<p class=\"src\">{}</p>",
            page.tell(&text!("另 {more} 个日期未列出", "{more} more dates are not shown"))
        ),
        _ => String::new(),
    };
    Some(format!(
        "<figure class=\"fig\">{}\
         <div class=\"wideonly\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{plain}\">{}</div></div></figure>{}{more}",
        page.caption(&found, &plain, &[free, stages]),
        picture(page, &events, &plain),
        table(page, &events),
    ))
}

/// The dates in the order of time; one that several cells say stands once.
fn events<'c>(case: &'c Case<'_>) -> Vec<Event<'c>> {
    let mut events: BTreeMap<(Field, Date), (Event<'_>, BTreeSet<CellRef>)> = BTreeMap::new();
    let rows = std::iter::once(&case.project)
        .chain(case.contracts.iter().copied())
        .chain(case.acceptances.iter().copied());
    for fact in rows.flat_map(|facts| facts.any(&STAGES)) {
        let Some(moment) = fact.moment() else { continue };
        let (event, cells) = events.entry((fact.field, moment.date)).or_insert_with(|| {
            (Event { moment, field: fact.field, facts: Vec::new(), grade: None }, BTreeSet::new())
        });
        event.moment = event.moment.max(moment);
        if cells.insert(fact.at) {
            event.facts.push(fact);
        }
    }
    let mut events: Vec<Event<'_>> = events.into_values().map(|(event, _)| event).collect();
    let stage = |field: Field| STAGES.iter().position(|stage| *stage == field);
    events.sort_by_key(|event| (event.moment.date, stage(event.field)));
    events
}

/// The findings that rest on these dates.
fn about<'f>(page: &Page<'f>, at: usize, events: &[Event<'_>]) -> Vec<(usize, &'f Found)> {
    let cells: BTreeSet<CellRef> =
        events.iter().flat_map(|event| &event.facts).map(|fact| fact.at).collect();
    page.findings_of(at)
        .filter(|(_, found)| found.rule.family == crate::graph::Family::Process)
        // A deadline is evidence of many things; two dates are about the procedure.
        .filter(|(_, found)| {
            1 < found.finding.evidence().iter().filter(|one| cells.contains(&one.at)).count()
        })
        .collect()
}

fn picture(page: &Page<'_>, events: &[Event<'_>], says: &str) -> String {
    let (first, last) = (events[0].moment.date, events[events.len() - 1].moment.date);
    let midnight = Time::midnight();
    let axis =
        TimeAxis::new(first.to_datetime(midnight), last.to_datetime(midnight), 24.0, WIDTH - 170.0);
    // Dates of one day share a label.
    let mut days: Vec<(Date, String, Option<Grade>)> = Vec::new();
    for event in events {
        let name = page.tell(&event.field.name());
        match days.last_mut() {
            Some((day, names, grade)) if *day == event.moment.date => {
                if !names.contains(&name) {
                    names.push_str(page.say("、", ", "));
                    names.push_str(&name);
                }
                *grade = (*grade).max(event.grade);
            }
            _ => days.push((event.moment.date, name, event.grade)),
        }
    }
    let labels: Vec<(f64, f64)> =
        days.iter().map(|(day, names, _)| (axis.day(*day), width(names).max(80.0))).collect();
    let placed = lanes(&labels);
    let used = placed.iter().flatten().max().map_or(0, |lane| lane + 1);
    let y = LANE * used as f64 + 22.0;
    let mut out = String::new();
    axis.draw(&mut out, y, None);
    free_days(&mut out, &axis, first, last, y);
    for ((_, _, grade), ((x, _), lane)) in days.iter().zip(labels.iter().zip(&placed)) {
        if let Some(lane) = lane {
            let high = y - LANE * (*lane as f64 + 1.0) - 2.0;
            draw::line(&mut out, "lead", *x, high, *x, y - 8.0);
        }
        match grade {
            Some(grade) => draw::mark(&mut out, grade.slug(), *x, y),
            None => draw::dot(&mut out, *x, y, false),
        }
    }
    for ((day, names, grade), ((x, _), lane)) in days.iter().zip(labels.iter().zip(&placed)) {
        let Some(lane) = lane else { continue };
        let high = y - LANE * (*lane as f64 + 1.0);
        let class = grade.map_or_else(|| "t".to_owned(), |grade| format!("b g-{}", grade.slug()));
        draw::text(&mut out, &class, x + 5.0, high + 11.0, names);
        draw::text(&mut out, "t2", x + 5.0, high + 26.0, &day.to_string());
    }
    let mut below = y + 40.0;
    for (from, to, words) in stages(page, events) {
        let (left, right) = (axis.day(from.min(to)), axis.day(from.max(to)));
        draw::bar(
            &mut out,
            if to < from { "bar ink" } else { "bar" },
            left,
            below,
            (right - left).max(2.0),
            6.0,
        );
        let words = &words;
        if right + 8.0 + width(words) <= WIDTH {
            draw::text(&mut out, "t2", right + 8.0, below + 8.0, words);
        } else {
            draw::text(&mut out, "t2 end", left - 8.0, below + 8.0, words);
        }
        below += 22.0;
    }
    svg("strip", WIDTH, &out, below + 2.0, says)
}

/// Days on which nobody works, as a heavier line.
fn free_days(out: &mut String, axis: &TimeAxis, first: Date, last: Date, y: f64) {
    if WEEKENDS < law::calendar_days_between(first, last) {
        return;
    }
    let mut day = first;
    while day < last {
        let Ok(next) = day.tomorrow() else { break };
        if law::is_working_day(day) == Some(false) {
            draw::bar(out, "free", axis.day(day), y - 2.5, axis.day(next) - axis.day(day), 5.0);
        }
        day = next;
    }
}

/// How long each stage took: notice to opening, opening to award, award to contract.
fn stages(page: &Page<'_>, events: &[Event<'_>]) -> Vec<(Date, Date, String)> {
    let first = |fields: &[Field]| {
        fields.iter().find_map(|field| events.iter().find(|event| event.field == *field))
    };
    let ends = [
        first(&[Field::NoticeDate, Field::DocumentIssueDate]),
        first(&[Field::OpeningTime, Field::Deadline]),
        first(&[Field::AwardDate, Field::AwardNoticeDate]),
        first(&[Field::ContractDate]),
    ];
    ends.windows(2)
        .filter_map(|two| Some((two[0]?, two[1]?)))
        .map(|(from, to)| {
            let days = law::calendar_days_between(from.moment.date, to.moment.date);
            let (a, b) = (from.field.name(), to.field.name());
            let says = match days {
                0 => text!("{}与{}同日", "{} and {} on one day"; a, b),
                1.. => text!("{}至{} {days} 日", "{} to {}: {days} days"; a, b),
                _ => {
                    let days = -days;
                    text!("{}早于{} {days} 日", "{} {days} days before {}"; b, a)
                }
            };
            (from.moment.date, to.moment.date, page.tell(&says))
        })
        .collect()
}

fn table(page: &Page<'_>, events: &[Event<'_>]) -> String {
    let mut before: Option<Date> = None;
    let mut rows = String::new();
    for event in events {
        let day = event.moment.date;
        let time = event
            .moment
            .time
            .map(|time| format!(" {}", time.strftime("%H:%M")))
            .unwrap_or_default();
        let since = before.map(|before| law::calendar_days_between(before, day));
        before = Some(day);
        let mark = event.grade.map(|grade| shape(grade.slug())).unwrap_or_default();
        let said = event
            .grade
            .map(|grade| grade.name())
            .map(|name: Text| format!("<span class=\"vh\">{}</span>", page.tell(&name)));
        rows.push_str(&format!(
            "<tr><td class=\"nw\">{day}{time}</td><th scope=\"row\">{mark}{}{}</th><td class=\"n\" data-l=\"{}\">{}</td><td class=\"loc\">{}</td></tr>",
            page.tell(&event.field.name()),
            said.unwrap_or_default(),
            page.say("距前一项，日", "days since"),
            since.map(|days| days.to_string()).unwrap_or_default(),
            page.addresses(event.facts.iter().map(|fact| fact.at)),
        ));
    }
    let head = table_head(&[
        page.say("日期", "Date"),
        page.say("事项", "What"),
        page.say("#距前一项，日", "#Days since the one before"),
        page.say("出处", "Cell"),
    ]);
    format!("<table class=\"tb stack dense whens\">{head}<tbody>{rows}</tbody></table>")
}
