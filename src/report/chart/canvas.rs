//! The sheet that every chart is drawn on: 960 × 600, with rule, title, subtitle, source and footer.
//!
//! Marks are drawn by plotters into its SVG backend, at ten times the size, since the backend knows whole numbers only:
//! so coordinates and line widths keep one decimal. Texts are written beside them, over all marks, because a chart needs
//! what plotters' texts do not have: half-bold weights, white outlines, and widths of Chinese characters. Everything is a
//! presentation attribute; no style sheet, so that a chart can be put into any page or document.

use std::fmt::Write as _;

use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea as _};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::{Color as _, RGBColor, ShapeStyle};

use super::measure::{self, fit, width};
use super::timeline::latest_day;
pub(super) use crate::report::plane::{Area, Point};
use crate::report::{FOOTER, View};
use crate::rules::{Grade, VERSION};
use crate::text::Lang;

/// Width of a chart.
pub(super) const WIDTH: f64 = 960.0;
/// Height of a chart.
pub(super) const HEIGHT: f64 = 600.0;
/// Where the plot begins.
pub(super) const LEFT: f64 = 32.0;
/// Where the plot ends.
pub(super) const RIGHT: f64 = 928.0;
/// Families of type, as installed on the systems that people have.
pub(super) const FONTS: [&str; 4] =
    ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC"];

/// Units of the backend in one unit of the chart.
const TENTHS: f64 = 10.0;
/// The least distance between two texts whose place can be chosen.
const APART: f64 = 6.0;

/// A colour.
pub(super) type Colour = RGBColor;
/// The message.
pub(super) const INK: Colour = RGBColor(0x1B, 0x1E, 0x22);
/// Secondary text.
pub(super) const INK2: Colour = RGBColor(0x45, 0x4B, 0x53);
/// Axes, notes: the lightest text.
pub(super) const INK3: Colour = RGBColor(0x64, 0x6B, 0x74);
/// Hollow marks.
pub(super) const OUTLINE: Colour = RGBColor(0x76, 0x7D, 0x86);
/// Context.
pub(super) const CONTEXT: Colour = RGBColor(0x9A, 0xA1, 0xA9);
/// Light context: bars.
pub(super) const PALE: Colour = RGBColor(0xC3, 0xC8, 0xCE);
/// Hairlines.
pub(super) const HAIR: Colour = RGBColor(0xD5, 0xD9, 0xDE);
/// The grid.
pub(super) const GRID: Colour = RGBColor(0xEC, 0xEE, 0xF0);
/// Paper.
pub(super) const WHITE: Colour = RGBColor(0xFF, 0xFF, 0xFF);

/// The colour of a grade.
pub(super) fn of_grade(grade: Grade) -> Colour {
    match grade {
        Grade::Deemed => RGBColor(0x96, 0x1A, 0x1A),
        Grade::Violation => RGBColor(0xB9, 0x48, 0x0B),
        Grade::Strong => RGBColor(0x8A, 0x60, 0x00),
        Grade::Hint => RGBColor(0x3F, 0x65, 0x92),
    }
}

/// The part of the sheet between subtitle and source.
pub(super) const PLOT: Area = Area { x: LEFT, y: 108.0, w: RIGHT - LEFT, h: 440.0 };

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    pub(super) colour: Colour,
    pub(super) width: f64,
    /// Lengths of dash and gap.
    pub(super) dash: Option<(f64, f64)>,
}

/// A solid line.
pub(super) fn solid(colour: Colour, width: f64) -> Stroke {
    Stroke { colour, width, dash: None }
}

/// A dashed line.
pub(super) fn dashed(colour: Colour, width: f64) -> Stroke {
    Stroke { colour, width, dash: Some((5.0, 3.0)) }
}

/// Which point of a text stands at its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text, with its baseline at y.
#[derive(Debug, Clone)]
pub(super) struct Label {
    at: Point,
    text: String,
    size: f64,
    bold: bool,
    colour: Colour,
    anchor: Anchor,
    halo: bool,
}

impl Label {
    /// 14 px, ink, beginning at x.
    pub(super) fn new(x: f64, y: f64, text: impl Into<String>) -> Self {
        let (at, text) = ((x, y), text.into());
        Self { at, text, size: 14.0, bold: false, colour: INK, anchor: Anchor::Start, halo: false }
    }

    /// An axis or a note: 13 px, the lightest text.
    pub(super) fn note(x: f64, y: f64, text: impl Into<String>) -> Self {
        Self { size: 13.0, colour: INK3, ..Self::new(x, y, text) }
    }

    pub(super) fn size(self, size: f64) -> Self {
        Self { size, ..self }
    }

    pub(super) fn bold(self, bold: bool) -> Self {
        Self { bold, ..self }
    }

    pub(super) fn colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    pub(super) fn middle(self) -> Self {
        Self { anchor: Anchor::Middle, ..self }
    }

    pub(super) fn end(self) -> Self {
        Self { anchor: Anchor::End, ..self }
    }

    /// A white outline, for texts that cross lines.
    pub(super) fn halo(self) -> Self {
        Self { halo: true, ..self }
    }

    /// Cut where it is wider than it may be.
    pub(super) fn within(self, most: f64) -> Self {
        let text = fit(&self.text, most, self.size, self.bold);
        Self { text, ..self }
    }

    /// The space that it takes.
    pub(super) fn area(&self) -> Area {
        let w = width(&self.text, self.size, self.bold);
        let x = match self.anchor {
            Anchor::Start => self.at.0,
            Anchor::Middle => self.at.0 - w / 2.0,
            Anchor::End => self.at.0 - w,
        };
        let h = self.size * (measure::ABOVE + measure::BELOW);
        Area { x, y: self.at.1 - self.size * measure::ABOVE, w, h }
    }

    fn write(&self, out: &mut String) {
        let (x, y) = self.at;
        let _ = write!(out, r#"<text x="{x:.1}" y="{y:.1}""#);
        if self.size != 14.0 {
            let _ = write!(out, r#" font-size="{}""#, self.size);
        }
        if self.bold {
            out.push_str(r#" font-weight="600""#);
        }
        if self.colour != INK {
            let _ = write!(out, r#" fill="{}""#, hex(self.colour));
        }
        match self.anchor {
            Anchor::Start => {}
            Anchor::Middle => out.push_str(r#" text-anchor="middle""#),
            Anchor::End => out.push_str(r#" text-anchor="end""#),
        }
        if self.halo {
            out.push_str(r##" paint-order="stroke" stroke="#FFFFFF" stroke-width="4" stroke-linejoin="round""##);
        }
        let _ = writeln!(out, ">{}</text>", escaped(&self.text));
    }
}

/// What stands around the plot, in the language of the report.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// The finding in one sentence.
    pub(super) title: String,
    /// Measure, unit, place, n, and what is unusual about the axes.
    pub(super) subtitle: String,
    /// The figures in a sentence, for those who do not see the picture.
    pub(super) description: String,
    /// Where the figures stand.
    pub(super) source: String,
}

/// What a chart draws on.
pub(super) struct Canvas<'s> {
    area: DrawingArea<SVGBackend<'s>, Shift>,
    labels: Vec<Label>,
}

/// Draws a chart in its frame.
pub(super) fn sheet(
    view: View<'_>,
    name: &str,
    head: &Head,
    paint: impl FnOnce(&mut Canvas<'_>),
) -> String {
    let mut marks = String::new();
    let size = (tenths(WIDTH).unsigned_abs(), tenths(HEIGHT).unsigned_abs());
    let mut canvas = Canvas {
        area: SVGBackend::with_string(&mut marks, size).into_drawing_area(),
        labels: Vec::new(),
    };
    frame(view, head, &mut canvas);
    paint(&mut canvas);
    let labels = canvas.finish();
    // The backend's own root gives way to one with a title; it is the first tag and the last.
    let inner = marks.split_once('>').map_or("", |(_, rest)| rest).trim_start();
    let inner = inner.rsplit_once("</svg>").map_or(inner, |(inner, _)| inner);
    let lang = view.say("zh-CN", "en");
    let families = FONTS.map(|family| format!("&quot;{family}&quot;")).join(",");
    let (title, description) = (escaped(&head.title), escaped(&head.description));
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}-title {name}-desc" lang="{lang}">
<title id="{name}-title">{title}</title>
<desc id="{name}-desc">{description}</desc>
<g transform="scale(0.1)">
{inner}</g>
<g font-family="{families},sans-serif" font-size="14" fill="{}">
"#,
        hex(INK)
    );
    for label in &labels {
        label.write(&mut out);
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn frame(view: View<'_>, head: &Head, canvas: &mut Canvas<'_>) {
    canvas.rect(Area { x: 0.0, y: 0.0, w: WIDTH, h: HEIGHT }, Some(WHITE), None);
    canvas.rect(Area { x: LEFT, y: 28.0, w: RIGHT - LEFT, h: 2.0 }, Some(INK), None);
    canvas.line((LEFT, 554.0), (RIGHT, 554.0), solid(HAIR, 1.0));
    let whole = RIGHT - LEFT;
    canvas.text(Label::new(LEFT, 64.0, &head.title).size(22.0).bold(true).within(whole));
    canvas.text(Label::new(LEFT, 90.0, &head.subtitle).colour(INK2).within(whole));
    let footer = Label::note(RIGHT, 574.0, view.text(&FOOTER)).end();
    let room = whole - footer.area().w - 24.0;
    canvas.text(Label::note(LEFT, 574.0, &head.source).within(room));
    let state = match (view.options.lang, latest_day(view)) {
        (Lang::Zh, Some(day)) => format!("数据截至 {day}；规则集 {VERSION}"),
        (Lang::En, Some(day)) => format!("Data to {day}; rules {VERSION}"),
        (Lang::Zh, None) => format!("规则集 {VERSION}"),
        (Lang::En, None) => format!("Rules {VERSION}"),
    };
    canvas.text(Label::note(LEFT, 591.0, state).size(12.0));
    canvas.text(footer);
}

impl Canvas<'_> {
    /// A straight line.
    pub(super) fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        let Some((dash, gap)) = stroke.dash else { return self.path(&[from, to], stroke) };
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let along = |at: f64| (from.0 + dx * at / length, from.1 + dy * at / length);
        let mut at = 0.0;
        while at < length {
            self.path(
                &[along(at), along((at + dash).min(length))],
                Stroke { dash: None, ..stroke },
            );
            at += dash + gap;
        }
    }

    /// A line through points; never dashed.
    pub(super) fn path(&mut self, points: &[Point], stroke: Stroke) {
        let points: Vec<(i32, i32)> = points.iter().map(|point| scaled(*point)).collect();
        self.draw(PathElement::new(points, style(stroke)));
    }

    /// A rectangle.
    pub(super) fn rect(&mut self, area: Area, fill: Option<Colour>, stroke: Option<Stroke>) {
        let (from, to) = ((area.x, area.y), (area.right(), area.bottom()));
        if let Some(fill) = fill {
            self.draw(Rectangle::new([scaled(from), scaled(to)], fill.filled()));
        }
        // The backend's rectangles have no line width, so outlines are four lines.
        if let Some(stroke) = stroke {
            let corners = [from, (to.0, from.1), to, (from.0, to.1), from];
            for side in corners.windows(2) {
                self.line(side[0], side[1], stroke);
            }
        }
    }

    /// A disc, outlined.
    pub(super) fn disc(&mut self, centre: Point, radius: f64, fill: Colour, stroke: Stroke) {
        self.draw(Circle::new(scaled(centre), tenths(radius), fill.filled()));
        self.draw(Circle::new(scaled(centre), tenths(radius), style(stroke)));
    }

    /// A shape with corners, outlined.
    pub(super) fn polygon(&mut self, corners: &[Point], fill: Colour, stroke: Stroke) {
        let scaled: Vec<(i32, i32)> = corners.iter().map(|corner| scaled(*corner)).collect();
        self.draw(Polygon::new(scaled, fill.filled()));
        // Past the first corner, so that the line has no gap there.
        self.path(&[corners, &corners[..2]].concat(), stroke);
    }

    /// A text.
    pub(super) fn text(&mut self, label: Label) {
        if !label.text.is_empty() {
            self.labels.push(label);
        }
    }

    /// The first of some places for a text that is free and on the plot; false when none is.
    pub(super) fn place(&mut self, candidates: impl IntoIterator<Item = Label>) -> bool {
        self.placed(candidates).is_some()
    }

    /// The same, with the space that it takes there.
    pub(super) fn placed(&mut self, candidates: impl IntoIterator<Item = Label>) -> Option<Area> {
        let free = candidates
            .into_iter()
            .find(|label| PLOT.holds(&label.area()) && self.is_free(&label.area()))?;
        let area = free.area();
        self.text(free);
        Some(area)
    }

    /// Whether no text stands in an area or close to it.
    pub(super) fn is_free(&self, area: &Area) -> bool {
        !self.labels.iter().any(|label| label.area().overlaps(area, APART))
    }

    fn draw<E>(&self, element: E)
    where
        for<'e> &'e E: plotters::element::PointCollection<'e, (i32, i32)>,
        E: for<'s> plotters::element::Drawable<SVGBackend<'s>>,
    {
        // Writing into a string cannot fail.
        let _ = self.area.draw(&element);
    }

    fn finish(self) -> Vec<Label> {
        let _ = self.area.present(); // writing into a string cannot fail
        self.labels
    }
}

fn style(stroke: Stroke) -> ShapeStyle {
    stroke.colour.stroke_width(tenths(stroke.width).unsigned_abs())
}

fn tenths(number: f64) -> i32 {
    (number * TENTHS).round() as i32
}

fn scaled(point: Point) -> (i32, i32) {
    (tenths(point.0), tenths(point.1))
}

fn hex(colour: Colour) -> String {
    format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2)
}

/// For XML, without characters that it does not allow or that turn a line around: names of files can hold them.
fn escaped(text: &str) -> String {
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let text: String = text.chars().filter(|c| !unseen(*c)).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
