//! When each bidder handed in its bid: a row for each on one line of time with the deadline, and as a table.

use std::collections::BTreeSet;

use jiff::civil::DateTime;

use super::axis::TimeAxis;
use crate::graph::Case;
use crate::record::{Fact, Field};
use crate::report::html::draw::{self, WIDTH, cut, svg, width};
use crate::report::html::{Page, table_head};
use crate::resolve::BidderId;
use crate::review::{Found, Package};
use crate::rules::collusion::sequential_submission_times::{Submission, series};
use crate::source::CellRef;
use crate::text;

/// More bidders than this share one row without names.
const ROWS: usize = 30;
/// Height of a row.
const ROW: f64 = 24.0;
/// Where the line of time begins, right of the names.
const LEFT: f64 = 200.0;

/// The submissions for one package; nothing where fewer than two bidders have a time of day.
pub(super) fn block(page: &Page<'_>, at: usize, package: &Package<'_>) -> Option<String> {
    let case = &package.case;
    let mut all = series(case);
    all.retain(|times| 1 < times.len());
    if all.is_empty() {
        return None;
    }
    let mut out = String::new();
    for (place, times) in all.iter().enumerate() {
        // What two tables say alike stands once.
        let first = all[..place].iter().position(|other| same(other, times));
        if first.is_none() {
            let again: Vec<&Submission<'_>> =
                all[place + 1..].iter().filter(|other| same(other, times)).flatten().collect();
            out.push_str(&one(page, at, case, times, &again));
        }
    }
    Some(out)
}

/// Whether two series say the same.
fn same(a: &[Submission<'_>], b: &[Submission<'_>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a.bidder, a.at) == (b.bidder, b.at))
}

fn deadline<'c>(case: &'c Case<'_>) -> Option<(DateTime, &'c Fact)> {
    [Field::Deadline, Field::OpeningTime].into_iter().find_map(|field| {
        let (moment, fact) = case.project.moment(field)?;
        Some((moment.date.to_datetime(moment.time?), fact))
    })
}

fn one(
    page: &Page<'_>,
    at: usize,
    case: &Case<'_>,
    times: &[Submission<'_>],
    again: &[&Submission<'_>],
) -> String {
    let cells: BTreeSet<CellRef> =
        times.iter().chain(again.iter().copied()).map(|one| one.fact.at).collect();
    let found: Vec<(usize, &Found)> = page
        .findings_of(at)
        .filter(|(_, found)| found.finding.evidence().iter().any(|one| cells.contains(&one.at)))
        .collect();
    let mut marked: BTreeSet<CellRef> =
        found.iter().flat_map(|(_, found)| found.finding.evidence()).map(|one| one.at).collect();
    // A lead that points at the other table is about the same submission.
    for other in
        again.iter().filter(|other| marked.contains(&other.fact.at)).copied().collect::<Vec<_>>()
    {
        marked.extend(times.iter().filter(|one| one.bidder == other.bidder).map(|one| one.fact.at));
    }
    let (n, first, last) = (times.len(), times[0].at, times[times.len() - 1].at);
    let (from, to) = (first.strftime("%Y-%m-%d %H:%M"), last.strftime("%Y-%m-%d %H:%M"));
    let plain =
        page.tell(&text!("{n} 家递交，{from} 至 {to}", "{n} submissions from {from} to {to}"));
    let address = page.address(times[0].fact.at);
    let place = address.rsplit_once(" › ").map_or("", |(place, _)| place);
    let end = deadline(case);
    // A deadline long after would press the submissions together.
    let drawn_end = end.map(|(end, _)| end).filter(|end| {
        let spread = last.duration_since(first).as_secs().max(600);
        last <= *end && end.duration_since(last).as_secs() <= spread * 4
    });
    let picture = picture(page, times, &marked, drawn_end, &plain);
    let key = if found.is_empty() {
        ""
    } else {
        page.say("实心为线索所指的递交", "filled: those of a lead")
    };
    format!(
        "<figure class=\"fig\">{}\
         <div class=\"wideonly\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{plain}\">{picture}</div></div></figure>{}",
        page.caption(&found, &plain, &[key, place]),
        table(page, times, &marked, end) + &also(page, again)
    )
}

/// Where else the same is said.
fn also(page: &Page<'_>, again: &[&Submission<'_>]) -> String {
    if again.is_empty() {
        return String::new();
    }
    let places = page.addresses(again.iter().map(|one| one.fact.at));
    format!("<p class=\"src\">{}{places}</p>", page.say("另有记录相同：", "the same in: "))
}

fn picture(
    page: &Page<'_>,
    times: &[Submission<'_>],
    marked: &BTreeSet<CellRef>,
    end: Option<DateTime>,
    says: &str,
) -> String {
    let (first, last) = (times[0].at, times[times.len() - 1].at);
    let named = times.len() <= ROWS;
    let left = if named { LEFT } else { 24.0 };
    let axis = TimeAxis::new(first, end.unwrap_or(last), left, WIDTH - 130.0);
    let rows = if named { times.len() } else { 1 };
    let top = 24.0;
    let bottom = top + ROW * rows as f64;
    let mut out = String::new();
    axis.draw(&mut out, bottom, Some(top - 8.0));
    if let Some(end) = end {
        let x = axis.x(end);
        draw::line(&mut out, "lim", x, top - 10.0, x, bottom + 5.0);
        draw::text(&mut out, "t2", x + 5.0, top, page.say("投标截止", "deadline"));
    }
    for (row, one) in times.iter().enumerate() {
        let y = top + ROW * (if named { row as f64 } else { 0.0 }) + ROW / 2.0;
        let on = marked.contains(&one.fact.at);
        let x = axis.x(one.at);
        if named {
            let name = cut(&page.bidder(one.bidder), LEFT - 40.0);
            draw::text(&mut out, if on { "b end" } else { "t2 end" }, LEFT - 20.0, y + 4.0, &name);
        }
        draw::dot(&mut out, x, y, on);
        if named {
            let time = one.at.strftime("%H:%M:%S").to_string();
            // Right of the dot, unless the deadline stands there.
            let crosses =
                end.is_some_and(|end| (x..x + 20.0 + width(&time)).contains(&axis.x(end)));
            if crosses {
                draw::text(&mut out, "t2 end", x - 10.0, y + 4.0, &time);
            } else {
                draw::text(&mut out, "t2", x + 10.0, y + 4.0, &time);
            }
        }
    }
    svg("strip", WIDTH, &out, bottom + 30.0, says)
}

fn table(
    page: &Page<'_>,
    times: &[Submission<'_>],
    marked: &BTreeSet<CellRef>,
    end: Option<(DateTime, &Fact)>,
) -> String {
    let span = |seconds: i64| {
        let seconds = seconds.abs();
        let (days, hours, minutes, rest) =
            (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
        if 0 < days {
            page.tell(&text!(
                "{days} 日 {hours} 时 {minutes} 分",
                "{days} d {hours} h {minutes} min"
            ))
        } else if 0 < hours {
            page.tell(&text!("{hours} 时 {minutes} 分", "{hours} h {minutes} min"))
        } else {
            page.tell(&text!("{minutes} 分 {rest} 秒", "{minutes} min {rest} s"))
        }
    };
    let name = |id: BidderId| page.bidder(id);
    let mut before: Option<DateTime> = None;
    let mut rows = String::new();
    for one in times {
        let gap = before.map(|before| one.at.duration_since(before).as_secs());
        before = Some(one.at);
        let left = end.map(|(end, _)| end.duration_since(one.at).as_secs());
        let left = left.map(|seconds| {
            if seconds < 0 {
                format!("{} {}", page.say("晚于截止", "after it"), span(seconds))
            } else {
                span(seconds)
            }
        });
        let on = marked.contains(&one.fact.at);
        rows.push_str(&format!(
            "<tr><th scope=\"row\">{}{}</th><td class=\"n\">{}</td><td class=\"n\" data-l=\"{}\">{}</td><td class=\"n\" data-l=\"{}\">{}</td><td class=\"loc\">{}</td></tr>",
            name(one.bidder),
            if on { format!(" <span class=\"who\">{}</span>", page.say("线索", "lead")) } else { String::new() },
            one.at.strftime("%Y-%m-%d %H:%M:%S"),
            page.say("与前一家", "since"),
            gap.map(span).unwrap_or_default(),
            page.say("距截止", "to deadline"),
            left.unwrap_or_default(),
            page.address(one.fact.at),
        ));
    }
    let until = end.map(|(_, fact)| {
        format!("<p class=\"src\">{} {}</p>", page.tell(&fact.field.name()), page.address(fact.at))
    });
    let head = table_head(&[
        page.say("投标人", "Bidder"),
        page.say("#递交时间", "#Submitted"),
        page.say("#与前一家相隔", "#Since the one before"),
        page.say("#距截止", "#To the deadline"),
        page.say("出处", "Cell"),
    ]);
    format!(
        "<table class=\"tb stack dense\">{head}<tbody>{rows}</tbody></table>{}",
        until.unwrap_or_default()
    )
}
