//! Where a tall picture is cut for paper: between its parts, so that on every sheet it is as wide as the page.

use crate::report::network::picture::{Picture, WIDTH};
use crate::report::plane::Area;

/// What of a picture as wide as the page fits on a sheet of A4 below its title: 212 mm of 180 mm across.
const SHEET: f64 = WIDTH * 212.0 / 180.0;

/// The upper and lower edge of what stands on each sheet, from top to bottom. No box and no line is cut: a part that is
/// higher than a sheet stays whole.
pub(super) fn of(picture: &Picture, top: f64, bottom: f64) -> Vec<(f64, f64)> {
    let boxes = picture.firms.iter().chain(picture.groups.iter().map(|group| &group.area));
    let lines = picture.lines.iter().map(|line| {
        let ((_, from), (_, to)) = picture.ends(line);
        (from.min(to), from.max(to))
    });
    let spans = boxes.map(|area: &Area| (area.y, area.bottom())).chain(lines);
    cut(spans.collect(), top, bottom)
}

fn cut(mut spans: Vec<(f64, f64)>, top: f64, bottom: f64) -> Vec<(f64, f64)> {
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    // The middles of the gaps between what stands below each other.
    let mut cuts = Vec::new();
    let mut reached = top;
    for (from, to) in spans {
        if reached < from && top < reached {
            cuts.push((reached + from) / 2.0);
        }
        reached = reached.max(to);
    }
    let mut sheets = Vec::new();
    let mut start = top;
    let mut last = None;
    for at in cuts.into_iter().chain([bottom]) {
        if let Some(cut) = last.filter(|cut| SHEET < at - start && start < *cut) {
            sheets.push((start, cut));
            start = cut;
        }
        last = Some(at);
    }
    sheets.push((start, bottom));
    sheets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_cut_between_its_parts_and_nowhere_else() {
        let parts: Vec<(f64, f64)> =
            (0..10_u32).map(|at| (f64::from(at) * 400.0, f64::from(at) * 400.0 + 380.0)).collect();
        let sheets = cut(parts.clone(), 0.0, 4_000.0);
        assert_eq!(sheets.len(), 5, "two parts on a sheet: {sheets:?}");
        assert_eq!((sheets[0].0, sheets[4].1), (0.0, 4_000.0));
        for pair in sheets.windows(2) {
            assert_eq!(pair[0].1, pair[1].0, "nothing is left out");
            assert!(!parts.iter().any(|(from, to)| from < &pair[0].1 && &pair[0].1 < to));
        }
        assert!(sheets.iter().all(|(from, to)| to - from <= SHEET), "{sheets:?}");
    }

    #[test]
    fn what_fits_or_cannot_be_cut_stays_whole() {
        assert_eq!(cut(vec![(0.0, 100.0), (120.0, 300.0)], 0.0, 300.0), [(0.0, 300.0)]);
        assert_eq!(cut(vec![(0.0, 3_000.0), (10.0, 20.0)], 0.0, 3_000.0), [(0.0, 3_000.0)]);
        assert_eq!(cut(Vec::new(), 0.0, 3_000.0), [(0.0, 3_000.0)]);
    }
}
