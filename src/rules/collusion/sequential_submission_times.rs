//! Bids handed in one right after the other.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::totals;
use crate::graph::{Family, Shared};
use crate::law::statutes::BIDDING_REGULATION_40_2;
use crate::record::{Fact, Field};
use crate::resolve::BidderId;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule,
};
use crate::text;
use crate::text::Text;

/// WB501 · 投标文件连续递交
pub static RULE: Rule = Rule {
    code: "WB501",
    slug: "sequential_submission_times",
    name: Text::of("投标文件连续递交", "bids submitted one after the other"),
    article16: Article16::Collusion,
    family: Family::Process,
    grade: Grade::Hint,
    highest: Grade::Hint,
    basis: &[&BIDDING_REGULATION_40_2],
    why: Text::of(
        "同一人办理几家投标时，往往接连上传或递交。",
        "Whoever handles several bids often uploads or hands them in one after the other.",
    ),
    innocent: &[
        Text::of("截止前集中递交", "a rush before the deadline"),
        Text::of("现场签到排队", "bidders queueing to sign in"),
    ],
    next: &[
        Text::of(
            "平台上传日志、签到表原件",
            "the platform's upload log and the original sign-in sheet",
        ),
        Text::of("递交现场监控录像", "video of the place of submission"),
    ],
    needs: &[&[Field::SubmitTime]],
    parameters: &[&MINUTES, &totals::CHANCE_AT_MOST],
    check: Check::Case(check),
};

static MINUTES: Parameter = Parameter {
    name: "minutes_between",
    value: 5.0,
    means: Text::of(
        "前后两次递交的最大间隔，分钟（经验值）",
        "longest time between two submissions, minutes (rule of thumb)",
    ),
};

/// One submission.
#[derive(Debug)]
pub struct Submission<'c> {
    /// When.
    pub at: DateTime,
    /// Who.
    pub bidder: BidderId,
    /// The cell.
    pub fact: &'c Fact,
}

fn check(case: &Case) -> Checked {
    let mut series = series(case);
    series.retain(|times| 1 < times.len());
    if series.is_empty() {
        return Err(NotChecked::because(Text::of(
            "两家以上投标人具体到时刻的递交时间不全",
            "fewer than two bidders have a submission time with a time of day",
        )));
    }
    let shared = case.network.all_shared();
    Ok(series.iter().flat_map(|times| in_series(case, times, shared)).collect())
}

/// The times of one column each (uploads apart from sign-ins), earliest first; of several times of one bidder the last.
pub fn series<'c>(case: &'c Case) -> Vec<Vec<Submission<'c>>> {
    let mut columns: BTreeMap<(u32, u16, u16), BTreeMap<BidderId, Submission>> = BTreeMap::new();
    for bid in &case.bids {
        for fact in bid.facts.all(Field::SubmitTime) {
            let Some(at) =
                fact.moment().and_then(|moment| Some(moment.date.to_datetime(moment.time?)))
            else {
                continue;
            };
            let column = columns.entry((fact.at.file, fact.at.sheet, fact.at.col)).or_default();
            if column.get(&bid.bidder).is_none_or(|known| known.at < at) {
                column.insert(bid.bidder, Submission { at, bidder: bid.bidder, fact });
            }
        }
    }
    let sorted = |column: BTreeMap<BidderId, Submission<'c>>| {
        let mut times: Vec<_> = column.into_values().collect();
        times.sort_by_key(|one| (one.at, one.bidder));
        times
    };
    // Forms of one bidder a sheet have a column each: together they are one series.
    let (alone, together): (Vec<_>, Vec<_>) =
        columns.into_values().partition(|column| column.len() == 1);
    let mut all: Vec<Vec<Submission>> = together.into_iter().map(sorted).collect();
    let mut rest: BTreeMap<BidderId, Submission> = BTreeMap::new();
    for (bidder, one) in alone.into_iter().flatten() {
        rest.entry(bidder).or_insert(one);
    }
    all.push(sorted(rest));
    all
}

fn minutes(from: DateTime, to: DateTime) -> f64 {
    to.duration_since(from).as_secs_f64() / 60.0
}

fn in_series(case: &Case, times: &[Submission], shared: &[Shared]) -> Vec<Finding> {
    let n = times.len();
    let (first, last) = (times[0].at, times[n - 1].at);
    // Honest submissions are taken as spread evenly from the first one to the deadline.
    let deadline = case
        .project
        .moment(Field::Deadline)
        .and_then(|(moment, fact)| Some((moment.date.to_datetime(moment.time?), fact)));
    let deadline = deadline.filter(|(deadline, _)| last <= *deadline);
    let end = deadline.map_or(last, |(deadline, _)| deadline);
    let near = near_chance(minutes(first, end), n);
    let until = deadline.map(|(_, fact)| fact);
    let mut found = Vec::new();
    for run in times.chunk_by(|a, b| minutes(a.at, b.at) <= MINUTES.value) {
        let k = run.len();
        let runs_expected = (n + 1 - k) as f64 * near.powi(k as i32 - 1);
        if 3 <= k && runs_expected <= totals::CHANCE_AT_MOST.value {
            found.extend(finding(case, run, &[], until, (n - 1) as f64 * near).map(|finding| {
                finding.measuring(
                    Text::of(
                        "互不相干时出现如此长的连续递交的期望次数（近似）",
                        "such runs expected among unconnected bidders (approximate)",
                    ),
                    expected(runs_expected),
                )
            }));
            continue;
        }
        for pair in run.windows(2) {
            let both: Vec<&Shared> = shared
                .iter()
                .filter(|value| {
                    pair.iter()
                        .all(|one| value.holders.iter().any(|holder| holder.bidder == one.bidder))
                })
                .collect();
            if !both.is_empty() {
                found.extend(finding(case, pair, &both, until, (n - 1) as f64 * near));
            }
        }
    }
    found
}

/// The chance that one of n times, spread evenly over some minutes, is followed by the next within the limit.
fn near_chance(minutes: f64, n: usize) -> f64 {
    if minutes <= MINUTES.value {
        1.0
    } else {
        1.0 - (1.0 - MINUTES.value / minutes).powi(n as i32)
    }
}

/// The longest time between neighbours, in minutes.
fn longest(run: &[Submission]) -> String {
    let most = run.windows(2).map(|pair| minutes(pair[0].at, pair[1].at)).fold(0.0, f64::max);
    format!("{most:.1}")
}

fn expected(times: f64) -> String {
    if times < 0.01 { "<0.01".to_owned() } else { format!("{times:.2}") }
}

fn finding(
    case: &Case,
    run: &[Submission],
    both: &[&Shared],
    until: Option<&Fact>,
    neighbours: f64,
) -> Option<Finding> {
    let who: Vec<BidderId> = run.iter().map(|one| one.bidder).collect();
    let (names, k) = (case.bidders.names(&who), run.len());
    let seconds = run[k - 1].at.duration_since(run[0].at).as_secs();
    let (whole, rest) = (seconds / 60, seconds % 60);
    let says = if both.is_empty() {
        text!("{}连续递交，前后共 {whole} 分 {rest} 秒", "{} submitted one after the other within {whole} min {rest} s"; names)
    } else {
        let also = Text::list(both.iter().map(|value| value.attribute.field.name()));
        text!(
            "{}连续递交，相隔 {whole} 分 {rest} 秒，且{}相同",
            "{} submitted one after the other, {whole} min {rest} s apart, and share: {}";
            names, also
        )
    };
    let of_run = run.iter().map(|one| Evidence::by(one.bidder, one.fact));
    let of_shared =
        both.iter().flat_map(|value| value.cells()).filter(|(bidder, _)| who.contains(bidder));
    let cells = of_run
        .chain(of_shared.map(|(bidder, fact)| Evidence::by(bidder, fact)))
        .chain(until.map(Evidence::of));
    let finding = Finding::new(RULE.grade, says, cells)?;
    Some(
        finding
            .measuring(
                Text::of("最大间隔（分钟）", "longest time between two (minutes)"),
                format!("{} ≤ {}", longest(run), MINUTES.value),
            )
            .measuring(
                Text::of(
                    "互不相干时间隔如此之近的前后两次递交的期望次数",
                    "neighbours so close expected among unconnected bidders",
                ),
                expected(neighbours),
            ),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn three_within_four_minutes_and_a_day_to_go() {
        assert_eq!(
            check("WB501", "hit"),
            [
                "hint: 云帆信息、拓界软件、江澜朔风网络连续递交，前后共 3 分 55 秒 | hit.csv!D5 hit.csv!D6 hit.csv!D8 hit.csv!B2",
            ]
        );
    }

    #[test]
    fn a_rush_before_the_deadline() {
        assert_eq!(check("WB501", "miss"), [""; 0]);
    }

    #[test]
    fn five_minutes_exactly_and_a_shared_telephone() {
        assert_eq!(
            check("WB501", "edge"),
            [
                "hint: 云帆信息、江澜朔风网络连续递交，相隔 5 分 0 秒，且联系电话相同 | edge.csv!E5 edge.csv!E8 edge.csv!D5 edge.csv!D8 edge.csv!B2",
            ]
        );
    }
}
