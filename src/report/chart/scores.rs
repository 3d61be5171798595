//! What each expert gave to each bidder, how far that is from the other experts, and who would be first without the expert.

mod table;
mod words;

use super::Kind;
use super::canvas::{
    Area, CONTEXT, Canvas, Colour, GRID, HAIR, INK, INK2, INK3, LEFT, Label, PALE, RIGHT, WHITE,
    of_grade, sheet, solid,
};
use super::mark::grade_key;
use super::measure::{fit, width};
use super::number::separated;
use crate::graph::{Case, Family, Panel};
use crate::record::Field;
use crate::report::View;
use crate::resolve::BidderId;
use crate::rules::{Grade, Subject};
use crate::screen::dispersion::mean;
use crate::screen::scores::{self, Averaging, ExpertLead, Pivotal, Ranking};
use crate::text::Text;

pub(super) use table::table;
use words::{head, note};

/// Bidders drawn at most: those with most points.
const BIDDERS_AT_MOST: usize = 10;
/// Experts drawn at most, in the order of the file.
const EXPERTS_AT_MOST: usize = 15;
const TOP: f64 = 158.0;
const BOTTOM: f64 = 516.0;
/// Where the columns of bidders begin and end.
const START: f64 = 150.0;
const END: f64 = 694.0;

struct Plan<'c> {
    case: &'c Case<'c>,
    panel: Panel<'c>,
    ranking: Ranking,
    averaging: Averaging,
    /// Whether points that experts do not give are added.
    fixed: bool,
    /// The column of who is first by the scores at hand.
    first: usize,
    leads: Vec<ExpertLead>,
    pivotal: Vec<Pivotal>,
    /// Of a finding about an expert, by row.
    grades: Vec<Option<Grade>>,
}

pub(super) fn draw(view: View<'_>) -> Result<String, Text> {
    let plan = plan(view)?;
    let head = head(view, &plan);
    Ok(sheet(view, Kind::Scores.slug(), &head, |canvas| {
        grade_key(view, canvas, plan.grades.iter().copied().flatten());
        paint(view, canvas, &plan);
    }))
}

fn plan<'v>(view: View<'v>) -> Result<Plan<'v>, Text> {
    let packages = &view.review.packages;
    let about_scores = |at: usize| {
        let found = view.review.of_package(at).filter(|found| found.rule.family == Family::Scoring);
        found.map(|found| found.finding.grade).max()
    };
    let size = |panel: &Panel<'_>| panel.experts.len() * panel.bidders.len();
    let panels = packages.iter().enumerate().map(|(at, package)| (at, Panel::of(&package.case)));
    let best = panels
        .filter(|(_, panel)| 0 < size(panel))
        .max_by_key(|(at, panel)| (about_scores(*at), size(panel), std::cmp::Reverse(*at)));
    let Some((at, panel)) = best else {
        return Err(Text::of(
            "没有逐名评委的打分：至少需要一名评委的打分表（评委、投标人、得分）",
            "no scores of single experts: a table with expert, bidder and points of at least one expert is needed",
        ));
    };
    let (fixed, averaging) = scores::left_over(&panel.points, &panel.totals);
    let ranking = scores::rank(&panel.points, &fixed, averaging);
    let first = ranking.leaders.first().copied().unwrap_or(0);
    let about = |expert: &str| {
        let found = view.review.of_package(at).filter(|found| {
            found.rule.family == Family::Scoring
                && found.finding.subjects.contains(&Subject::Expert(expert.to_owned()))
        });
        found.map(|found| found.finding.grade).max()
    };
    Ok(Plan {
        case: &packages[at].case,
        leads: scores::leads(&panel.points, first),
        pivotal: scores::pivotal(&panel.points, &fixed, averaging),
        grades: panel.experts.iter().map(|expert| about(expert)).collect(),
        fixed: fixed.iter().any(|points| 0.011 < points.abs()),
        panel,
        ranking,
        averaging,
        first,
    })
}

impl Plan<'_> {
    /// How far the points of an expert for a bidder lie from the median of the other experts.
    fn apart(&self, row: usize, column: usize) -> Option<f64> {
        scores::apart(&self.panel.points, row, column)
    }

    /// Who would be first without an expert; `None` where nobody can be left out.
    fn without(&self, row: usize) -> Option<(Vec<BidderId>, bool)> {
        if self.panel.bidders.len() < 2 {
            return None;
        }
        let pivotal = self.pivotal.iter().find(|one| one.expert == row)?;
        let leaders = pivotal.without.leaders.iter().map(|at| self.panel.bidders[*at]).collect();
        Some((leaders, pivotal.changes_winner))
    }

    /// How an expert's lead for the first differs from the others', in points.
    fn favour(&self, row: usize) -> Option<f64> {
        let lead = self.leads.iter().find(|lead| lead.expert == row)?;
        (1 < self.leads.len()).then_some(lead.difference)
    }

    /// The winner of the package, where it was scored.
    fn winner(&self) -> Option<usize> {
        let (winner, _) = self.case.winner()?;
        let bidder = self.case.bid(winner).map_or(winner, |bid| bid.bidder);
        self.panel.bidders.iter().position(|one| *one == bidder)
    }

    /// Columns in the order in which they are drawn.
    fn columns(&self) -> Vec<usize> {
        let mut columns = self.ranking.order.clone();
        columns.extend((0..self.panel.bidders.len()).filter(|at| !self.ranking.order.contains(at)));
        columns
    }
}

/// An expert as shown: the number of the row and the masked name.
fn expert(view: View<'_>, plan: &Plan<'_>, row: usize) -> String {
    let name = plan.panel.experts[row];
    let numbered = name.chars().any(|c| c.is_ascii_digit());
    let shown = if numbered
        && !name.chars().any(|c| '\u{4e00}' <= c && !"评委专家号组长第".contains(c))
    {
        // 评委1 is a number, not a name.
        name.to_owned()
    } else {
        view.value(Some(Field::ExpertName), name)
    };
    if numbered { shown } else { format!("{} {shown}", row + 1) }
}

fn points(number: f64) -> String {
    separated(number, 2)
}

fn signed(number: f64) -> String {
    let shown = points(number);
    if 0.005 <= number { format!("+{shown}") } else { shown }
}

/// Grey that grows with the distance; text stays readable on the darkest.
fn shade(distance: f64, most: f64) -> Option<Colour> {
    if most <= 0.0 {
        return None;
    }
    let part = (distance.abs() / most).min(1.0);
    let mix = |of: u8| (255.0 - (255.0 - f64::from(of)) * part).round() as u8;
    (0.04 < part).then(|| plotters::style::RGBColor(mix(PALE.0), mix(PALE.1), mix(PALE.2)))
}

fn paint(view: View<'_>, canvas: &mut Canvas<'_>, plan: &Plan<'_>) {
    let (experts, all) = (plan.panel.experts.len(), plan.columns());
    let columns = &all[..all.len().min(BIDDERS_AT_MOST)];
    let rows = experts.min(EXPERTS_AT_MOST);
    let totals = plan.panel.totals.iter().any(Option::is_some);
    let below = 1 + usize::from(totals);
    let step = ((BOTTOM - TOP) / (rows + below) as f64).min(46.0);
    let wide = ((END - START) / columns.len() as f64).min(120.0);
    let x = |at: usize| START + wide * (at as f64 + 0.5);
    let y = |row: usize| TOP + step * row as f64;
    let end = START + wide * columns.len() as f64;
    canvas.text(Label::note(LEFT, 134.0, view.say("评委", "expert")));
    for (at, column) in columns.iter().enumerate() {
        let name = plan.case.bidders.short(plan.panel.bidders[*column]);
        let winner = plan.winner() == Some(*column);
        for (line, part) in lines(name, wide - 8.0, winner).into_iter().enumerate() {
            let y = if line == 0 { 118.0 } else { 134.0 };
            canvas.text(Label::new(x(at), y, part).size(13.0).bold(winner).middle());
        }
        if winner {
            canvas.text(Label::note(x(at), 150.0, view.say("中标", "won")).size(12.0).middle());
        }
    }
    let favour = view.say("对第一名的偏向", "lead to first");
    canvas.text(Label::note(806.0, 134.0, favour).end());
    canvas.text(
        Label::note(RIGHT, 134.0, view.say("去掉后第一名", "first without")).within(112.0).end(),
    );
    let most = (0..experts)
        .flat_map(|row| columns.iter().filter_map(move |column| plan.apart(row, *column)))
        .fold(0.0_f64, |most, apart| most.max(apart.abs()));
    // Small differences stay pale.
    let given: Vec<f64> = plan.panel.points.iter().flatten().copied().flatten().collect();
    let most = most.max(mean(&given).unwrap_or_default().abs() * 0.2);
    for row in 0..rows {
        line(view, canvas, plan, row, columns, (y(row), step), wide, most);
    }
    sums(view, canvas, plan, columns, (y(rows), step), wide, end);
    canvas
        .text(Label::note(LEFT, 541.0, note(view, plan, rows, columns.len())).within(RIGHT - LEFT));
}

/// A name on one line, or on two where it is long; the second is cut where it must be.
fn lines(name: &str, most: f64, bold: bool) -> Vec<String> {
    if width(name, 13.0, bold) <= most {
        return vec![String::new(), name.to_owned()];
    }
    // Both lines about as long where they hold the name: no single character is left over.
    let wide = width(name, 13.0, bold);
    let most_first = if wide <= most * 2.0 { (wide / 2.0 + 7.0).min(most) } else { most };
    let mut first = String::new();
    for c in name.chars() {
        if most_first < width(&format!("{first}{c}"), 13.0, bold) {
            break;
        }
        first.push(c);
    }
    let rest = name[first.len()..].trim_start();
    vec![first.trim_end().to_owned(), fit(rest, most, 13.0, bold)]
}

/// The row of one expert.
#[allow(clippy::too_many_arguments)]
fn line(
    view: View<'_>,
    canvas: &mut Canvas<'_>,
    plan: &Plan<'_>,
    row: usize,
    columns: &[usize],
    (y, step): (f64, f64),
    wide: f64,
    most: f64,
) {
    let grade = plan.grades[row];
    let ink = grade.map_or(INK, of_grade);
    let size = if step < 20.0 { 12.0 } else { 14.0 };
    let both = 34.0 <= step;
    let base = y + step / 2.0 + if both { -2.0 } else { size * 0.36 };
    let middle = y + step / 2.0 + size * 0.36;
    let name = Label::new(LEFT, middle, expert(view, plan, row)).size(size).colour(ink);
    canvas.text(name.bold(grade.is_some()).within(START - LEFT - 10.0));
    for (at, column) in columns.iter().enumerate() {
        let left = START + wide * at as f64;
        let cell = Area { x: left + 1.0, y: y + 1.0, w: wide - 2.0, h: step - 2.0 };
        let apart = plan.apart(row, *column);
        canvas.rect(cell, Some(apart.and_then(|apart| shade(apart, most)).unwrap_or(WHITE)), None);
        let centre = left + wide / 2.0;
        let Some(given) = plan.panel.points[row][*column] else {
            let none = view.say("未打分", "no score");
            canvas.text(Label::note(centre, middle, none).size(12.0).within(wide - 6.0).middle());
            continue;
        };
        let strong = grade.is_some() && *column == plan.first;
        canvas.text(
            Label::new(centre, base, points(given))
                .size(size)
                .bold(strong)
                .colour(if strong { ink } else { INK })
                .middle(),
        );
        if let Some(apart) = apart.filter(|_| both) {
            canvas.text(
                Label::new(centre, base + 15.0, signed(apart)).size(12.0).colour(INK2).middle(),
            );
        }
    }
    let end = START + wide * columns.len() as f64;
    if grade.is_some() {
        let all = Area { x: START, y, w: end - START, h: step };
        canvas.rect(all, None, Some(solid(ink, 1.8)));
    } else {
        canvas.line((START, y + step), (end, y + step), solid(GRID, 1.0));
    }
    if let Some(favour) = plan.favour(row) {
        let shown = Label::new(806.0, middle, signed(favour)).size(size);
        canvas.text(shown.bold(grade.is_some()).colour(ink).end());
    }
    if let Some((leaders, changes)) = plan.without(row) {
        let (said, colour) = if changes {
            let names: Vec<&str> = leaders.iter().map(|id| plan.case.bidders.short(*id)).collect();
            (names.join(view.say("、", ", ")), ink)
        } else {
            (view.say("不变", "the same").to_owned(), INK3)
        };
        canvas.text(
            Label::new(RIGHT, middle, said)
                .size(size)
                .bold(changes)
                .colour(colour)
                .within(112.0)
                .end(),
        );
    }
}

/// The average of the experts, and the official totals.
fn sums(
    view: View<'_>,
    canvas: &mut Canvas<'_>,
    plan: &Plan<'_>,
    columns: &[usize],
    (y, step): (f64, f64),
    wide: f64,
    end: f64,
) {
    canvas.line((LEFT, y + 0.5), (end, y + 0.5), solid(CONTEXT, 1.2));
    let size = if step < 20.0 { 12.0 } else { 14.0 };
    let averaged = match plan.averaging {
        Averaging::Mean => view.say("评委平均", "mean"),
        Averaging::WithoutExtremes => view.say("去高低后平均", "trimmed mean"),
    };
    let given = scores::rank(&plan.panel.points, &[], plan.averaging).points;
    let mut rows: Vec<(&str, &[Option<f64>])> = vec![(averaged, &given)];
    if plan.panel.totals.iter().any(Option::is_some) {
        rows.push((view.say("公布总分", "official total"), &plan.panel.totals));
    }
    for (at, (name, values)) in rows.into_iter().enumerate() {
        let middle = y + step * (at as f64 + 0.5) + size * 0.36;
        canvas.text(
            Label::new(LEFT, middle, name).size(size).colour(INK2).within(START - LEFT - 8.0),
        );
        for (place, column) in columns.iter().enumerate() {
            let shown =
                values.get(*column).copied().flatten().map_or_else(|| "—".to_owned(), points);
            let x = START + wide * (place as f64 + 0.5);
            canvas
                .text(Label::new(x, middle, shown).size(size).bold(*column == plan.first).middle());
        }
        canvas.line(
            (LEFT, y + step * (at + 1) as f64),
            (end, y + step * (at + 1) as f64),
            solid(HAIR, 1.0),
        );
    }
}
