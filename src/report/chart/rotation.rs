//! Who bids and who wins over time: a column for each tender, a row for each firm of the circle that meets most.

mod table;

use std::collections::{BTreeMap, BTreeSet};

use super::canvas::{
    CONTEXT, Canvas, GRID, HAIR, Head, INK, INK2, INK3, LEFT, Label, OUTLINE, RIGHT, WHITE,
    of_grade, sheet, solid,
};
use super::mark::mark;
use super::measure::{fit, width};
use super::number::{chance, count};
use super::{Kind, grade_at, source_of};
use crate::graph::{Entry, Family, market};
use crate::record::Fact;
use crate::report::View;
use crate::resolve::BidderId;
use crate::review::Found;
use crate::rules::Grade;
use crate::screen::rotation;
use crate::text::{Lang, Text};

/// Firms of the circle drawn at most.
const FIRMS_AT_MOST: usize = 12;
/// Tenders drawn at most: the latest.
const TENDERS_AT_MOST: usize = 64;
const TOP: f64 = 142.0;

/// One tender: who bid, who won.
struct Column<'m> {
    year: Option<i16>,
    bidders: BTreeSet<BidderId>,
    winner: Option<(BidderId, &'m Fact)>,
}

/// What is drawn.
struct Plan<'m> {
    columns: Vec<Column<'m>>,
    /// Earlier tenders that are not drawn.
    earlier: usize,
    circle: Vec<BidderId>,
    /// Whether two of them met more than once.
    repeated: bool,
}

pub(super) use table::table;

pub(super) fn draw(view: View<'_>) -> Result<String, Text> {
    let (entries, plan) = plan(view)?;
    let cells = entries[plan.earlier..].iter().flat_map(|entry| {
        entry.bidders.iter().map(|(_, fact)| fact.at).chain(entry.winner.map(|(_, fact)| fact.at))
    });
    let head = head(view, &plan, source_of(view, cells));
    Ok(sheet(view, Kind::Rotation.slug(), &head, |canvas| paint(view, canvas, &plan)))
}

/// All packages with two bidders or more in order of time, and what is drawn of them.
fn plan<'v>(view: View<'v>) -> Result<(Vec<Entry<'v>>, Plan<'v>), Text> {
    let market = market::build(
        view.review.packages.iter().map(|package| &package.case),
        view.review.bidders,
    );
    let mut entries: Vec<Entry<'_>> =
        market.entries.into_iter().filter(|entry| 1 < entry.bidders.len()).collect();
    let n = entries.len();
    if n < 3 {
        return Err(crate::text!(
            "轮换图至少需要三个有两家以上投标人的标段，现有 {n} 个；请一并读取往年台账（项目名称、参与供应商、中标人、日期）",
            "at least three packages with two bidders or more are needed, there are {n}; read the ledgers of past years as well (project, bidders, winner, date)"
        ));
    }
    if entries.iter().all(|entry| entry.winner.is_none()) {
        return Err(crate::text!(
            "{n} 个标段都没有中标人，轮换图无从画起；请补充中标人一列",
            "none of the {n} packages names its winner; add a column with the winner"
        ));
    }
    // Those without a day come last, in the order of the files.
    entries.sort_by_key(|entry| (entry.date.is_none(), entry.date));
    let mut columns: Vec<Column<'_>> = entries
        .iter()
        .map(|entry| Column {
            year: entry.date.map(|date| date.year()),
            bidders: entry.bidders.iter().map(|(bidder, _)| *bidder).collect(),
            winner: entry.winner,
        })
        .collect();
    let earlier = columns.len().saturating_sub(TENDERS_AT_MOST);
    columns.drain(..earlier);
    let (mut circle, repeated) =
        circle(&columns.iter().map(|column| column.bidders.clone()).collect::<Vec<_>>());
    // In the order of their first wins, so that turns are seen as slanting lines.
    let first_win = |id: &BidderId| {
        columns.iter().position(|column| column.winner.is_some_and(|(winner, _)| winner == *id))
    };
    circle.sort_by_key(|id| (first_win(id).unwrap_or(usize::MAX), *id));
    let plan = Plan { columns, earlier, circle, repeated };
    Ok((entries, plan))
}

/// The firms that meet most, where some met more than once.
pub(super) fn circle_of(view: View<'_>) -> Option<BTreeSet<BidderId>> {
    let (_, plan) = plan(view).ok()?;
    plan.repeated.then(|| plan.circle.into_iter().collect())
}

/// The firms that meet most: begins with the pair that met most often, and takes in firms that met every one of them at
/// least half as often. Without a pair that met twice, the firms that bid most often.
/// Whether any pair did is given as well.
fn circle(tenders: &[BTreeSet<BidderId>]) -> (Vec<BidderId>, bool) {
    let mut joint: BTreeMap<(BidderId, BidderId), usize> = BTreeMap::new();
    let mut bids: BTreeMap<BidderId, usize> = BTreeMap::new();
    for firms in tenders {
        for a in firms {
            *bids.entry(*a).or_default() += 1;
            for b in firms.iter().filter(|b| a < b) {
                *joint.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    let met = |a: BidderId, b: BidderId| joint.get(&(a.min(b), a.max(b))).copied().unwrap_or(0);
    let most = joint
        .iter()
        .max_by_key(|(pair, n)| (**n, std::cmp::Reverse(**pair)))
        .filter(|(_, n)| 1 < **n);
    let Some((&(a, b), &most)) = most else {
        let mut firms: Vec<BidderId> = bids.keys().copied().collect();
        firms.sort_by_key(|id| (std::cmp::Reverse(bids[id]), *id));
        firms.truncate(FIRMS_AT_MOST);
        return (firms, false);
    };
    let mut circle = vec![a, b];
    while circle.len() < FIRMS_AT_MOST {
        let least = |id: BidderId| circle.iter().map(|of| met(id, *of)).min().unwrap_or(0);
        let outside = bids.keys().copied().filter(|id| !circle.contains(id));
        let Some(next) = outside.max_by_key(|id| (least(*id), std::cmp::Reverse(*id))) else {
            break;
        };
        if least(next) < 2.max(most.div_ceil(2)) {
            break;
        }
        circle.push(next);
    }
    (circle, true)
}

impl Plan<'_> {
    fn wins(&self, id: BidderId) -> usize {
        self.columns
            .iter()
            .filter(|column| column.winner.is_some_and(|(winner, _)| winner == id))
            .count()
    }

    /// Tenders in which a firm met another one of the circle.
    fn joint(&self, id: BidderId) -> usize {
        let others = |column: &&Column<'_>| {
            self.circle.iter().any(|other| *other != id && column.bidders.contains(other))
        };
        self.columns.iter().filter(|column| column.bidders.contains(&id)).filter(others).count()
    }

    /// Tenders in which two firms of the circle or more bid.
    fn meetings(&self) -> usize {
        let firms = |column: &&Column<'_>| {
            1 < self.circle.iter().filter(|id| column.bidders.contains(id)).count()
        };
        self.columns.iter().filter(firms).count()
    }

    /// The winners of those tenders, where they are of the circle, in order of time.
    fn winners(&self) -> Vec<u32> {
        let met = self.columns.iter().filter(|column| {
            1 < self.circle.iter().filter(|id| column.bidders.contains(id)).count()
        });
        met.filter_map(|column| column.winner)
            .map(|(id, _)| id)
            .filter(|id| self.circle.contains(id))
            .map(|id| id.0)
            .collect()
    }
}

fn paint(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>) {
    let bidders = view.review.bidders;
    let outside =
        plan.columns.iter().any(|column| column.bidders.iter().any(|id| !plan.circle.contains(id)));
    let rows = plan.circle.len() + usize::from(outside);
    let step = (322.0 / rows as f64).min(44.0);
    let names = plan
        .circle
        .iter()
        .map(|id| width(bidders.short(*id), 14.0, true))
        .fold(40.0, f64::max)
        .min(130.0);
    let (x0, x1) = (LEFT + names + 16.0, RIGHT - 124.0);
    let wide = ((x1 - x0) / plan.columns.len() as f64).min(80.0);
    let x = |at: usize| x0 + wide * (at as f64 + 0.5);
    let (y, end) =
        (|row: usize| TOP + step * (row as f64 + 0.5), x0 + wide * plan.columns.len() as f64);
    let bottom = TOP + step * rows as f64;
    let r = (wide * 0.4).min(step * 0.34).min(7.0);
    let mut year = None;
    for (at, column) in plan.columns.iter().enumerate() {
        if at == 0 || column.year != year {
            let left = x0 + wide * at as f64;
            canvas.line((left, 122.0), (left, bottom), solid(HAIR, 1.0));
            let label = column
                .year
                .map_or_else(|| view.say("无日期", "no date").to_owned(), |year| year.to_string());
            canvas.place([Label::note(left + 4.0, 132.0, label)]);
        }
        year = column.year;
    }
    canvas.text(Label::note(846.0, 132.0, view.say("中标", "won")).end());
    canvas.text(Label::note(RIGHT, 132.0, view.say("共同参与", "joint bids")).end());
    for row in 0..rows {
        canvas.line(
            (x0, TOP + step * (row as f64 + 1.0)),
            (RIGHT, TOP + step * (row as f64 + 1.0)),
            solid(GRID, 1.0),
        );
    }
    for (row, id) in plan.circle.iter().enumerate() {
        let wins = plan.wins(*id);
        canvas.text(
            Label::new(LEFT, y(row) + 5.0, fit(bidders.short(*id), 130.0, 14.0, true))
                .bold(plan.repeated),
        );
        canvas.text(Label::new(846.0, y(row) + 5.0, wins.to_string()).bold(0 < wins).end());
        canvas
            .text(Label::new(RIGHT, y(row) + 5.0, plan.joint(*id).to_string()).colour(INK2).end());
        for (at, column) in plan.columns.iter().enumerate() {
            let winner = column.winner.filter(|(winner, _)| winner == id);
            if let Some((_, fact)) = winner {
                let grade = turn_grade(view, fact);
                let ink = grade.map_or(INK, of_grade);
                mark(canvas, (x(at), y(row)), r, grade, ink, solid(ink, 0.8));
            } else if column.bidders.contains(id) {
                canvas.disc((x(at), y(row)), r * 0.8, WHITE, solid(OUTLINE, 1.4));
            }
        }
    }
    if outside {
        let row = plan.circle.len();
        let others =
            |column: &Column<'_>| column.bidders.iter().any(|id| !plan.circle.contains(id));
        let won = |column: &Column<'_>| {
            column.winner.is_some_and(|(winner, _)| !plan.circle.contains(&winner))
        };
        canvas.text(Label::new(LEFT, y(row) + 5.0, view.say("其他", "others")).colour(INK3));
        let wins = plan.columns.iter().filter(|column| won(column)).count();
        canvas.text(Label::new(846.0, y(row) + 5.0, wins.to_string()).colour(INK3).end());
        for (at, column) in plan.columns.iter().enumerate() {
            if won(column) {
                canvas.disc((x(at), y(row)), r, CONTEXT, solid(CONTEXT, 0.8));
            } else if others(column) {
                canvas.disc((x(at), y(row)), r * 0.8, WHITE, solid(CONTEXT, 1.4));
            }
        }
    }
    debug_assert!(end <= x1 + 0.1);
    key(view, canvas, plan, bottom + 24.0, outside);
}

fn turn_grade(view: View<'_>, fact: &Fact) -> Option<Grade> {
    grade_at(view, [fact], |found: &Found| found.rule.family == Family::History)
}

fn key(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>, y: f64, outside: bool) {
    let mut x = LEFT + 6.0;
    let grade = plan
        .columns
        .iter()
        .filter_map(|column| column.winner)
        .filter_map(|(_, fact)| turn_grade(view, fact))
        .max();
    let ink = grade.map_or(INK, of_grade);
    let won = match (grade, view.options.lang) {
        (None, _) => view.say("中标", "won").to_owned(),
        (Some(grade), Lang::Zh) => format!("中标（着色为{}所指）", grade.name().zh),
        (Some(grade), Lang::En) => format!("won (coloured: {})", grade.name().en),
    };
    for (fill, stroke, name) in
        [(ink, ink, won), (WHITE, OUTLINE, view.say("参与未中标", "bid, did not win").to_owned())]
    {
        let grade = grade.filter(|_| fill == ink);
        mark(canvas, (x, y - 4.5), 6.0, grade, fill, solid(stroke, 1.4));
        let label = Label::note(x + 13.0, y, name).colour(INK2);
        x = label.area().right() + 26.0;
        canvas.text(label);
    }
    let blank =
        Label::note(x - 6.0, y, view.say("空白：未参与", "blank: did not bid")).colour(INK2);
    x = blank.area().right() + 26.0;
    canvas.text(blank);
    if outside {
        canvas.text(Label::note(
            x - 6.0,
            y,
            view.say("灰：图中各家以外的投标人", "grey: all other bidders"),
        ));
    }
    let (met, won) = (plan.meetings(), plan.winners().len());
    let fact = match view.options.lang {
        Lang::Zh => format!("图中各家有两家以上同场 {met} 次，其中 {won} 次由其中一家中标。"),
        Lang::En => {
            format!("Two or more of these firms met {met} times; one of them won {won} times.")
        }
    };
    let fact = if plan.repeated { fact } else { String::new() };
    canvas.text(Label::note(LEFT, y + 30.0, fact).colour(INK2));
    let read = view.say(
        "每列一个标段，按时间从左到右；同一行相邻两次参与都是实心，表示连续中标。订单已满的企业也会轮流中标。",
        "A column is a package, earliest first; two filled marks next to each other in a row are wins in succession. Firms with full books alternate too.",
    );
    canvas.text(Label::note(LEFT, y + 52.0, read).within(RIGHT - LEFT));
}

fn head(view: View<'_>, plan: &Plan<'_>, source: String) -> Head {
    let bidders = view.review.bidders;
    let winners = plan.winners();
    let (k, met, won) = (plan.circle.len(), plan.meetings(), winners.len());
    let found = rotation::rotation(&winners, k);
    let title = match found {
        Some(found)
            if plan.repeated && found.back_to_back == 0 && 3 <= found.winners && 4 <= won =>
        {
            Text {
                zh: format!("{}家轮流中标，{won} 次中没有一家连续中标", count(found.winners))
                    .into(),
                en: format!("{} firms win in turn: {won} wins, none twice running", found.winners)
                    .into(),
            }
        }
        Some(found) if plan.repeated && found.winners == 1 && won == met => {
            let name = winners.first().map_or("", |id| bidders.short(BidderId(*id)));
            Text {
                zh: format!("{}家同场投标 {met} 次，均由{name}中标", count(k)).into(),
                en: format!("{k} firms met {met} times; {name} won each time").into(),
            }
        }
        _ if plan.repeated && won == met => Text {
            zh: format!("{}家同场投标 {met} 次，每次都由其中一家中标", count(k)).into(),
            en: format!("{k} firms met {met} times; each time one of them won").into(),
        },
        _ if plan.repeated => Text {
            zh: format!("{}家同场投标 {met} 次，其中 {won} 次由其中一家中标", count(k)).into(),
            en: format!("{k} firms met {met} times; one of them won {won} times").into(),
        },
        _ => Text::of("没有两家重复同场投标", "No two firms bid together more than once"),
    };
    let n = plan.columns.len();
    let earlier = match (plan.earlier, view.options.lang) {
        (0, _) => String::new(),
        (more, Lang::Zh) => format!("；另有更早的 {more} 个未画"),
        (more, Lang::En) => format!("; {more} earlier ones not drawn"),
    };
    let test = found
        .filter(|found| 4 <= found.wins)
        .map(|found| chance(found.chance_so_few))
        .unwrap_or_default();
    let dated = plan.columns.iter().all(|column| column.year.is_some());
    let mut subtitle = match view.options.lang {
        Lang::Zh => format!(
            "参与与中标；{}；n = {n} 个标段{earlier}",
            if dated { "按开标时间" } else { "按时间，无日期者在后" }
        ),
        Lang::En => format!(
            "bids and wins, {}; n = {n} packages{earlier}",
            if dated { "by date" } else { "by date, undated last" }
        ),
    };
    if !test.is_empty() {
        subtitle += &match view.options.lang {
            Lang::Zh => format!("；随机顺序下连续中标如此之少：{test}"),
            Lang::En => format!("; so few repeats in random order: {test}"),
        };
    }
    let said = plan.circle.iter().map(|id| {
        let (name, wins, joint) = (bidders.short(*id), plan.wins(*id), plan.joint(*id));
        crate::text!(
            "{name}中标 {wins} 次、共同参与 {joint} 次",
            "{name} won {wins}, met {joint} times"
        )
    });
    let description = view.text(&Text::sentences(said)).to_owned();
    Head { title: view.text(&title).to_owned(), subtitle, description, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenders(of: &[&[u32]]) -> Vec<BTreeSet<BidderId>> {
        of.iter().map(|firms| firms.iter().map(|id| BidderId(*id)).collect()).collect()
    }

    #[test]
    fn the_circle_is_those_who_always_meet() {
        let found = circle(&tenders(&[
            &[1, 2, 3],
            &[1, 2, 3],
            &[1, 2, 3, 7],
            &[1, 2, 3],
            &[7, 8],
            &[1, 9],
        ]));
        assert_eq!(found, ([1, 2, 3].map(BidderId).to_vec(), true));
    }

    #[test]
    fn without_repeated_meetings_the_busiest_are_shown() {
        let found = circle(&tenders(&[&[1, 2], &[1, 3], &[4, 5]]));
        assert_eq!(found, ([1, 2, 3, 4, 5].map(BidderId).to_vec(), false));
    }
}
