//! Marks at which a finding points: the shape of its grade before its colour, so that a grey print loses nothing.

use std::collections::BTreeSet;

use super::canvas::{Canvas, Colour, Label, Point, RIGHT, Stroke, of_grade, solid};
use crate::report::View;
use crate::rules::Grade;

/// A mark of the size of a disc: ■ 视为, ▲ 违规, ◆ 强线索; a disc for 提示 and for what no finding points at. Whether it
/// is filled is the chart's to say.
pub(super) fn mark(
    canvas: &mut Canvas<'_>,
    (x, y): Point,
    radius: f64,
    grade: Option<Grade>,
    fill: Colour,
    stroke: Stroke,
) {
    // Each covers about as much as the disc.
    match grade {
        Some(Grade::Deemed) => {
            let half = radius * 0.89;
            let corners = [(-half, -half), (half, -half), (half, half), (-half, half)];
            canvas.polygon(&corners.map(|(dx, dy)| (x + dx, y + dy)), fill, stroke);
        }
        Some(Grade::Violation) => {
            let corners = [(0.0, -1.35), (1.25, 0.85), (-1.25, 0.85)];
            let corner = |(dx, dy): Point| (x + dx * radius, y + dy * radius);
            canvas.polygon(&corners.map(corner), fill, stroke);
        }
        Some(Grade::Strong) => {
            let tip = radius * 1.25;
            let corners = [(0.0, -tip), (tip, 0.0), (0.0, tip), (-tip, 0.0)];
            canvas.polygon(&corners.map(|(dx, dy)| (x + dx, y + dy)), fill, stroke);
        }
        Some(Grade::Hint) | None => canvas.disc((x, y), radius, fill, stroke),
    }
}

/// Which mark is which grade, at the right above the plot, where a chart has several.
pub(super) fn grade_key(
    view: View<'_>,
    canvas: &mut Canvas<'_>,
    grades: impl IntoIterator<Item = Grade>,
) {
    let grades: BTreeSet<Grade> = grades.into_iter().collect();
    if grades.len() < 2 {
        return;
    }
    let mut x = RIGHT;
    for grade in grades {
        let label = Label::note(x, 111.0, view.text(&grade.name())).size(12.0).end();
        let left = label.area().x;
        canvas.text(label);
        let ink = of_grade(grade);
        mark(canvas, (left - 9.0, 106.5), 4.5, Some(grade), ink, solid(ink, 1.0));
        x = left - 26.0;
    }
}
