//! 图 1, 图 2 …: every chart for which the files have data, each with its caption, in the order in which the text names
//! them; and what could not be drawn, with the reason.

use std::path::Path;

use rayon::prelude::*;

use super::block::{Block, Paragraph, Style};
use crate::report::chart::{self, Fonts, Kind};
use crate::report::digest::{Digest, plain};
use crate::text;
use crate::text::Text;

/// A chart is drawn so many times as large as on the screen, to be sharp on paper.
const SCALE: f32 = 1.6;

/// One chart.
struct Figure {
    kind: Kind,
    /// What it shows in one sentence: the title of the chart.
    title: String,
    /// The figures in words, for those who do not see the picture.
    says: String,
    png: Vec<u8>,
}

/// The charts of a report.
pub(super) struct Figures {
    drawn: Vec<Figure>,
    /// Why the others are not there.
    missing: Vec<Text>,
}

impl Figures {
    /// Draws what can be drawn of these kinds. `font` is used in place of the system's.
    pub(super) fn draw(digest: &Digest<'_>, kinds: &[Kind], font: Option<&Path>) -> Self {
        let svgs: Vec<(Kind, Result<String, Text>)> =
            kinds.iter().map(|kind| (*kind, chart::draw(*kind, digest.view))).collect();
        // The fonts of the system are looked for only where there is something to draw.
        let any = svgs.iter().any(|(_, svg)| svg.is_ok());
        let fonts = any.then(|| Fonts::load(font));
        let figure = |(kind, svg): &(Kind, Result<String, Text>)| {
            let svg = svg.as_ref().map_err(|why| undrawn(*kind, why))?;
            let png = match &fonts {
                Some(Ok(fonts)) => fonts.png(svg, SCALE),
                Some(Err(why)) => Err(why.clone()),
                None => Err(Text::of("", "")),
            };
            let png = png.map_err(|why| unpainted(*kind, &why))?;
            let (title, says) = (part(svg, "title"), part(svg, "desc"));
            Ok(Figure { kind: *kind, title, says, png })
        };
        let (mut drawn, mut missing) = (Vec::new(), Vec::new());
        for made in svgs.par_iter().map(figure).collect::<Vec<Result<Figure, Text>>>() {
            match made {
                Ok(figure) => drawn.push(figure),
                Err(why) => missing.push(why),
            }
        }
        Self { drawn, missing }
    }

    /// Where the text points at the charts of some kinds: `图 1、图 2`; empty where there are none.
    pub(super) fn named(&self, digest: &Digest<'_>, kinds: &[Kind]) -> String {
        let of = |(_, figure): &(usize, &Figure)| kinds.contains(&figure.kind);
        let named = (1..).zip(&self.drawn).filter(of);
        let named: Vec<String> = named.map(|(number, _)| digest.tell(&label(number))).collect();
        named.join(digest.say("、", ", "))
    }

    /// The charts with their captions, and what is not there.
    pub(super) fn blocks(self, digest: &Digest<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (number, figure) in (1..).zip(self.drawn) {
            let Figure { kind, title, says, png } = figure;
            let (label, name) = (label(number), kind.name());
            let caption = digest.tell(&text!("{}  {}：{title}", "{}. {}: {title}"; label, name));
            let says = format!("{title}{}{says}", digest.say("。", ". "));
            blocks.push(Block::Picture { png, says });
            blocks.push(Paragraph::of(Style::Caption, caption).into());
        }
        for why in self.missing {
            blocks.push(Paragraph::of(Style::Note, digest.tell(&why)).into());
        }
        blocks
    }
}

fn label(number: usize) -> Text {
    text!("图 {number}", "Figure {number}")
}

/// There are no data for it.
fn undrawn(kind: Kind, why: &Text) -> Text {
    let name = kind.name();
    text!("未画{}：{}。", "Not drawn, {}: {}."; name, why)
}

/// There are data, and no font to write with.
fn unpainted(kind: Kind, why: &Text) -> Text {
    let (name, slug) = (kind.name(), kind.slug());
    text!(
        "未画{}：{}。可以另行绘制：qingbiao chart {slug} … -o {slug}.svg（不需要字体）。",
        "Not drawn, {}: {}. It can be drawn apart: qingbiao chart {slug} … -o {slug}.svg, which needs no font.";
        name, why
    )
}

/// What stands in an element of a chart.
fn part(svg: &str, name: &str) -> String {
    let inner = || {
        let (_, rest) = svg.split_once(&format!("<{name}"))?;
        let (_, rest) = rest.split_once('>')?;
        let (words, _) = rest.split_once(&format!("</{name}>"))?;
        quick_xml::escape::unescape(words).ok()
    };
    plain(&inner().unwrap_or_default())
}
