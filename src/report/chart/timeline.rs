//! One package in time: the submissions before the deadline, the procedure with the least periods of the law, contracts and
//! deliveries. A panel each with an axis of its own; what is missing is said in its place.

mod panels;
mod submissions;
mod table;

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

use super::canvas::{Area, Head, LEFT, RIGHT, sheet};
use super::mark::grade_key;
use super::number::plural;
use super::{Kind, coloured, grade_at, source_of, which};
use crate::graph::{Case, Family};
use crate::law;
use crate::record::{Fact, Field};
use crate::report::View;
use crate::resolve::BidderId;
use crate::review::Found;
use crate::rules::Grade;
use crate::rules::collusion::sequential_submission_times::{self, series};
use crate::rules::predetermined::short_bid_period::{self, Needed};
use crate::text::{Lang, Text};

pub(super) use table::table;

/// Bids handed in within so many minutes of the one before are told in the title.
const CLOSE: f64 = 5.0;

/// The height of all panels, of the procedure, of a panel that has no data.
const ROOM: f64 = 434.0;
const PROCEDURE: f64 = 162.0;
const MISSING: f64 = 44.0;

/// A bid handed in.
struct Submission<'c> {
    at: DateTime,
    bidder: BidderId,
    fact: &'c Fact,
    grade: Option<Grade>,
}

/// A day of the procedure.
struct Step<'c> {
    date: Date,
    name: Text,
    facts: Vec<&'c Fact>,
    grade: Option<Grade>,
}

/// A day of contract or delivery.
struct Event<'c> {
    date: Date,
    kind: Text,
    fact: &'c Fact,
    grade: Option<Grade>,
}

/// The least period for bidding.
struct Least<'c> {
    start: Date,
    end: Date,
    /// The first day on which the period is over.
    until: Date,
    days: i32,
    needed: Needed<'c>,
    grade: Option<Grade>,
}

struct Plan<'c> {
    case: &'c Case<'c>,
    /// One series, in order of time: uploads and sign-ins are apart.
    submissions: Vec<Submission<'c>>,
    /// Bids without a time of day.
    untimed: usize,
    deadline: Option<(DateTime, &'c Fact)>,
    steps: Vec<Step<'c>>,
    least: Option<Least<'c>>,
    events: Vec<Event<'c>>,
}

/// The steps of a procedure, in the order of the law.
const STEPS: &[(Field, Text)] = &[
    (Field::IntentDate, Text::of("意向公开", "intention")),
    (Field::ApprovalDate, Text::of("批复", "approval")),
    (Field::NoticeDate, Text::of("公告", "notice")),
    (Field::DocumentIssueDate, Text::of("文件发出", "documents")),
    (Field::Deadline, Text::of("截止", "deadline")),
    (Field::OpeningTime, Text::of("开标", "opening")),
    (Field::AwardDate, Text::of("定标", "award")),
    (Field::AwardNoticeDate, Text::of("中标通知", "notice of award")),
    (Field::ContractDate, Text::of("签约", "contract")),
];

/// What contracts and deliveries say.
const EVENTS: &[(Field, Text)] = &[
    (Field::ContractDate, Text::of("签约", "contract")),
    (Field::AmendmentDate, Text::of("补充合同", "amendment")),
    (Field::DeliveryDate, Text::of("到货", "delivery")),
    (Field::GoLiveDate, Text::of("上线", "go-live")),
    (Field::AcceptanceDate, Text::of("验收", "acceptance")),
    (Field::InvoiceDate, Text::of("开票", "invoice")),
    (Field::PaymentDate, Text::of("付款", "payment")),
];

/// The latest day of any procedure, contract or delivery that was read: so far the data reach. The day of a run would make
/// other bytes of the same input.
pub(super) fn latest_day(view: View<'_>) -> Option<Date> {
    let fields: Vec<Field> = STEPS.iter().chain(EVENTS).map(|(field, _)| *field).collect();
    let cases = view.review.packages.iter().map(|package| &package.case);
    let facts = cases.flat_map(|case| {
        let rows = case.contracts.iter().chain(&case.acceptances).copied();
        rows.chain([&case.project]).flat_map(|row| row.any(&fields))
    });
    facts.filter_map(Fact::date).max()
}

pub(super) fn draw(view: View<'_>) -> Result<String, Text> {
    let plan = plan(view)?;
    let head = head(view, &plan);
    Ok(sheet(view, Kind::Timeline.slug(), &head, |canvas| {
        // A panel without data takes one line; the procedure has its height, the others share what is left.
        let wished = [
            (!plan.submissions.is_empty()).then_some(submissions::wish(&plan)),
            (!plan.events.is_empty()).then_some(panels::wish(&plan)),
        ];
        let procedure = if plan.steps.is_empty() { MISSING } else { PROCEDURE };
        let empty = wished.iter().filter(|one| one.is_none()).count() as f64;
        let all: f64 = wished.iter().flatten().sum();
        let share = ((ROOM - procedure - MISSING * empty) / all.max(1.0)).min(1.25);
        let mut y = 112.0;
        let mut next = |h: f64| {
            let area = Area { x: LEFT, y, w: RIGHT - LEFT, h };
            y += h;
            area
        };
        let high = |wish: Option<f64>| wish.map_or(MISSING, |wish| wish * share);
        let (first, second, third) =
            (next(high(wished[0])), next(procedure), next(high(wished[1])));
        grade_key(view, canvas, plan.grades());
        submissions::draw(view, canvas, &plan, first);
        panels::procedure(view, canvas, &plan, second);
        panels::contracts(view, canvas, &plan, third);
    }))
}

fn plan<'v>(view: View<'v>) -> Result<Plan<'v>, Text> {
    let packages = &view.review.packages;
    let about_time = |at: usize| {
        let found = view.review.of_package(at).filter(|found| found.rule.family == Family::Process);
        found.map(|found| found.finding.grade).max()
    };
    let known = |case: &Case<'_>| {
        let timed = case.bids.iter().filter(|bid| bid.facts.has(Field::SubmitTime)).count();
        let steps = STEPS.iter().filter(|(field, _)| case.project.date(*field).is_some()).count();
        (timed.min(1) + steps, timed)
    };
    let best = (0..packages.len())
        .filter(|at| 1 < known(&packages[*at].case).0)
        .max_by_key(|at| (about_time(*at), known(&packages[*at].case), std::cmp::Reverse(*at)));
    let Some(at) = best else {
        return Err(Text::of(
            "没有可画的时间：至少需要一个标段的两个日期，如公告、投标截止、开标、定标、签约，或者递交时间",
            "no times to draw: at least two days of one package are needed, such as notice, deadline, opening, award, contract, or the times of submission",
        ));
    };
    let case = &packages[at].case;
    let graded = |fact: &Fact| {
        let here = |found: &Found| {
            found.rule.family == Family::Process && (found.package.is_none() || found.is_of(at))
        };
        grade_at(view, [fact], here)
    };
    let (submissions, untimed) = submissions(case, graded);
    let deadline = [Field::Deadline, Field::OpeningTime].iter().find_map(|field| {
        let (moment, fact) = case.project.moment(*field)?;
        Some((moment.date.to_datetime(moment.time?), fact))
    });
    Ok(Plan {
        case,
        submissions,
        untimed,
        deadline,
        steps: steps(case, graded),
        least: least(case, graded),
        events: events(case, graded),
    })
}

/// The series at which the strongest finding points, else the one that most bidders have; and how many bids have no time in it.
fn submissions<'c>(
    case: &'c Case<'c>,
    graded: impl Fn(&Fact) -> Option<Grade>,
) -> (Vec<Submission<'c>>, usize) {
    let all = series(case).into_iter().map(|times| {
        let graded = |one: sequential_submission_times::Submission<'c>| Submission {
            at: one.at,
            bidder: one.bidder,
            fact: one.fact,
            grade: graded(one.fact),
        };
        times.into_iter().map(graded).collect::<Vec<_>>()
    });
    let mut best = Vec::new();
    let rank =
        |times: &[Submission<'_>]| (times.iter().map(|one| one.grade).max().flatten(), times.len());
    for times in all {
        if rank(&best) < rank(&times) {
            best = times;
        }
    }
    let untimed = case.bids.len().saturating_sub(best.len());
    (best, untimed)
}

/// The days of the procedure in order of time; those of one day are one step.
fn steps<'c>(case: &'c Case<'c>, graded: impl Fn(&Fact) -> Option<Grade>) -> Vec<Step<'c>> {
    let mut steps: Vec<Step<'c>> = Vec::new();
    for (field, name) in STEPS {
        // A contract of a row of its own is looked for there, too.
        let of_contract = case.contracts.iter().find_map(|contract| contract.date(*field));
        let found = case.project.date(*field);
        let found = found.or(of_contract.filter(|_| *field == Field::ContractDate));
        let Some((date, fact)) = found else { continue };
        let grade = graded(fact);
        // A notice after the deadline is that of the result, or a slip: its place is said.
        let closed = case.project.date(Field::Deadline).or(case.project.date(Field::OpeningTime));
        let late = *field == Field::NoticeDate && closed.is_some_and(|(closed, _)| closed < date);
        let late_name = Text::of("公告（截止之后）", "notice (after the deadline)");
        let name = if late { &late_name } else { name };
        match steps.iter_mut().find(|step| step.date == date) {
            Some(step) => {
                step.name = Text {
                    zh: format!("{}、{}", step.name.zh, name.zh).into(),
                    en: format!("{}, {}", step.name.en, name.en).into(),
                };
                step.facts.push(fact);
                step.grade = step.grade.max(grade);
            }
            None => {
                steps.push(Step { date, name: name.clone(), facts: vec![fact], grade });
            }
        }
    }
    steps.sort_by_key(|step| step.date);
    steps
}

fn least<'c>(case: &'c Case<'c>, graded: impl Fn(&Fact) -> Option<Grade>) -> Option<Least<'c>> {
    let first = |fields: [Field; 2]| fields.iter().find_map(|field| case.project.date(*field));
    let (start, issued) = first([Field::DocumentIssueDate, Field::NoticeDate])?;
    let (end, closed) = first([Field::Deadline, Field::OpeningTime])?;
    let needed = short_bid_period::least(case)?;
    let days = |until: Date| {
        if needed.working {
            law::working_days_between(start, until).days
        } else {
            law::calendar_days_between(start, until)
        }
    };
    let mut until = start;
    while days(until) < needed.days {
        until = until.tomorrow().ok()?;
    }
    // Only a finding about this period points at both of its ends.
    let grade = graded(issued).zip(graded(closed)).map(|(a, b)| a.min(b));
    Some(Least { start, end, until, days: days(end), needed, grade })
}

/// Contracts and deliveries, each cell once, in order of time.
fn events<'c>(case: &'c Case<'c>, graded: impl Fn(&Fact) -> Option<Grade>) -> Vec<Event<'c>> {
    let rows = || {
        let rows = case.contracts.iter().copied().chain(case.acceptances.iter().copied());
        rows.chain([&case.project])
    };
    let mut events: Vec<Event<'c>> = Vec::new();
    for (field, kind) in EVENTS {
        for fact in rows().flat_map(|row| row.all(*field)) {
            let Some(date) = fact.date() else { continue };
            if !events.iter().any(|event| event.fact.at == fact.at && event.kind == *kind) {
                events.push(Event { date, kind: kind.clone(), fact, grade: graded(fact) });
            }
        }
    }
    // The signature alone stands among the steps already.
    let days: BTreeSet<Date> = events.iter().map(|event| event.date).collect();
    if events.iter().all(|event| event.fact.field == Field::ContractDate) && days.len() < 2 {
        events.clear();
    }
    events.sort_by_key(|event| (event.date, event.fact.at));
    events
}

impl Plan<'_> {
    fn grades(&self) -> impl Iterator<Item = Grade> + '_ {
        let submissions = self.submissions.iter().filter_map(|one| one.grade);
        let steps = self.steps.iter().filter_map(|step| step.grade);
        let events = self.events.iter().filter_map(|event| event.grade);
        submissions.chain(steps).chain(events)
    }

    /// The longest run of bids handed in close after each other, with its minutes from first to last.
    fn run(&self) -> Option<(usize, f64)> {
        let runs = self.submissions.chunk_by(|a, b| minutes(a.at, b.at) <= CLOSE);
        runs.filter(|run| 2 < run.len())
            .map(|run| (run.len(), minutes(run[0].at, run[run.len() - 1].at)))
            .max_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)))
    }
}

fn minutes(from: DateTime, to: DateTime) -> f64 {
    to.duration_since(from).as_secs_f64() / 60.0
}

/// A length of time in its largest two units.
fn span(minutes: f64) -> Text {
    let seconds = (minutes.abs() * 60.0).round() as i64;
    let (days, hours, whole, rest) =
        (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    match (days, hours, whole) {
        (0, 0, 0) => crate::text!("{rest} 秒", "{rest} s"),
        (0, 0, _) => crate::text!("{whole} 分 {rest} 秒", "{whole} min {rest} s"),
        (0, _, _) => crate::text!("{hours} 小时 {whole} 分", "{hours} h {whole} min"),
        _ => crate::text!("{days} 天 {hours} 小时", "{days} d {hours} h"),
    }
}

fn head(view: View<'_>, plan: &Plan<'_>) -> Head {
    let (n, k) = (plan.submissions.len(), plan.case.bids.len());
    let mut subtitle = match view.options.lang {
        Lang::Zh => format!("递交、程序、合同各用自己的横轴；n = {k} 家投标人"),
        Lang::En => {
            format!(
                "submissions, procedure and contracts, each on its own axis; n = {}",
                plural(k, "bidder")
            )
        }
    };
    subtitle += &coloured(view, plan.grades());
    subtitle += &which(view, plan.case);
    let steps = plan.steps.iter().map(|step| {
        let (name, date) = (&step.name, step.date);
        crate::text!("{} {date}", "{} {date}"; name)
    });
    let events = plan.events.iter().take(12).map(|event| {
        let (kind, date) = (&event.kind, event.date);
        crate::text!("{} {date}", "{} {date}"; kind)
    });
    let submissions = (0 < n).then(|| match (plan.submissions.first(), plan.submissions.last()) {
        (Some(first), Some(last)) => {
            let (first, last) = (first.at, last.at);
            crate::text!("递交 {n} 家，{first} 至 {last}", "{n} submissions, {first} to {last}")
        }
        _ => Text::of("", ""),
    });
    let description = Text::sentences(submissions.into_iter().chain(steps).chain(events));
    let cells = plan.submissions.iter().map(|one| one.fact);
    let cells = cells.chain(plan.steps.iter().flat_map(|step| step.facts.iter().copied()));
    let cells = cells.chain(plan.events.iter().map(|event| event.fact));
    Head {
        title: view.text(&title(plan)).to_owned(),
        subtitle,
        description: view.text(&description).to_owned(),
        source: source_of(view, cells.map(|fact| fact.at)),
    }
}

/// The first of what stands out: a period below the least, a contract before the award, bids close after each other.
fn title(plan: &Plan<'_>) -> Text {
    if let Some(least) = plan.least.as_ref().filter(|least| least.days < least.needed.days) {
        let (days, needed) = (least.days, least.needed.days);
        let unit = if least.needed.working {
            Text::of("个工作日", "working days")
        } else {
            Text::of("日", "days")
        };
        return crate::text!(
            "文件发出到截止 {days} {}，少于 {needed} {}",
            "{days} {} from issue to deadline, of the {needed} {} needed";
            unit, unit
        );
    }
    let day = |fields: &[Field]| {
        let steps = || {
            plan.steps
                .iter()
                .filter(|step| step.facts.iter().any(|fact| fields.contains(&fact.field)))
        };
        steps().map(|step| step.date).next()
    };
    let award = day(&[Field::AwardDate, Field::AwardNoticeDate]);
    if let Some((signed, award)) =
        day(&[Field::ContractDate]).zip(award).filter(|(signed, award)| signed < award)
    {
        let days = law::calendar_days_between(signed, award);
        return crate::text!(
            "签约早于定标 {days} 天",
            "The contract was signed {days} days before the award"
        );
    }
    let delivered = plan.events.iter().find(|event| {
        matches!(event.fact.field, Field::DeliveryDate | Field::GoLiveDate | Field::AcceptanceDate)
    });
    if let Some((event, award)) = delivered.zip(award).filter(|(event, award)| event.date < *award)
    {
        let (kind, days) = (&event.kind, law::calendar_days_between(event.date, award));
        return crate::text!("{}早于定标 {days} 天", "The {} came {days} days before the award"; kind);
    }
    if let Some((n, minutes)) = plan.run() {
        let within = span(minutes);
        return crate::text!(
            "{n} 家在 {}内接连递交",
            "{n} bids were handed in within {}";
            within
        );
    }
    let begins = |step: &&Step<'_>| {
        step.facts
            .iter()
            .any(|fact| matches!(fact.field, Field::NoticeDate | Field::DocumentIssueDate))
    };
    let last = plan.steps.last();
    let first = plan
        .steps
        .iter()
        .find(begins)
        .filter(|first| last.is_some_and(|last| first.date < last.date));
    match (first.or(plan.steps.first()), last) {
        (Some(first), Some(last)) if first.date < last.date => {
            let (days, from, to) =
                (law::calendar_days_between(first.date, last.date), &first.name, &last.name);
            crate::text!("{}到{}共 {days} 天", "From {} to {}: {days} days"; from, to)
        }
        _ => {
            let (n, steps) = (plan.submissions.len(), plan.steps.len());
            crate::text!(
                "{n} 家的递交时间和 {steps} 个程序日期",
                "{n} times of submission and {steps} days of the procedure"
            )
        }
    }
}
