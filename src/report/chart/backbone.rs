//! Who bids together over several tenders: firms, and lines for pairs that meet again and again.
//!
//! Only pairs that met at least twice are drawn; those that met more often than their markets explain in ink, the others
//! in grey. Used where no values are shared: in ledgers, which hold names only.

use super::canvas::{
    CONTEXT, Canvas, HAIR, Head, INK, INK3, LEFT, Label, OUTLINE, Point, RIGHT, WHITE, of_grade,
    sheet, solid,
};
use super::{Kind, source_of};
use crate::graph::Entry;
use crate::report::View;
use crate::report::network::backbone::{self, Backbone};
use crate::report::network::together::{self, Said};
use crate::report::network::words;

/// The upper edge of the plot.
const TOP: f64 = 140.0;

/// The chart; `None` without two tenders in which the same firms met.
pub(super) fn draw(view: View<'_>) -> Option<String> {
    let market = backbone::market(view);
    let entries = backbone::entries(&market);
    let backbone = backbone::of(&entries)?;
    let picture = together::of(view, &backbone);
    let head = head(view, &entries, &backbone);
    Some(sheet(view, Kind::Network.slug(), &head, |canvas| {
        // The strongest last, so that they lie on top.
        for line in picture.lines.iter().rev() {
            let colour = match line.grade {
                Some(grade) => of_grade(grade),
                None if line.unusual => INK,
                None if picture.many => HAIR,
                None => CONTEXT,
            };
            let (a, b) = line.ends;
            let ends = [a, b].map(|at| moved(picture.discs[at].at));
            canvas.line(ends[0], ends[1], solid(colour, line.width));
        }
        for disc in &picture.discs {
            let (fill, outline) = if disc.inside { (INK, INK) } else { (WHITE, OUTLINE) };
            canvas.disc(moved(disc.at), disc.radius, fill, solid(outline, 1.8));
        }
        for disc in &picture.discs {
            write(canvas, disc.name.as_ref(), |label| label);
            write(canvas, disc.wins.as_ref(), |label| label.colour(INK3));
        }
        for line in &picture.lines {
            write(canvas, line.joint.as_ref(), |label| label);
        }
        canvas.text(Label::note(LEFT, 128.0, view.text(&words::KEY)));
        let more = together::left_out(view.options.lang, &backbone, picture.unnamed);
        canvas.text(Label::note(RIGHT, 128.0, more).end());
    }))
}

fn moved(at: Point) -> Point {
    (at.0 + LEFT, at.1 + TOP)
}

fn write(canvas: &mut Canvas<'_>, said: Option<&Said>, dress: impl Fn(Label) -> Label) {
    if let Some(said) = said {
        let (x, y) = moved(said.at);
        let label = Label::new(x, y, &said.text).size(said.size).bold(said.bold);
        canvas.text(dress(label.middle().halo()));
    }
}

fn head(view: View<'_>, entries: &[&Entry<'_>], backbone: &Backbone) -> Head {
    let cells = entries.iter().flat_map(|entry| entry.bidders.iter().map(|(_, fact)| fact.at));
    Head {
        title: view.text(&words::together(view, backbone)).to_owned(),
        subtitle: words::together_subtitle(view, backbone, entries.len()),
        description: words::together_description(view, backbone),
        source: source_of(view, cells),
    }
}
