//! From SVG to PNG with the fonts of the system, or one that is named; never with empty boxes in place of characters.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, ID, Query, Source, Style, Weight};
use resvg::usvg::{self, FontResolver, Group, Node, Options, Tree};

use super::canvas::FONTS;
use crate::text;
use crate::text::Text;

/// Other families with Chinese characters that systems have, sans-serif first.
const OTHERS: [&str; 16] = [
    "Noto Sans SC",
    "Source Han Sans CN",
    "Source Han Sans",
    "Noto Sans CJK TC",
    "Noto Sans CJK JP",
    "HarmonyOS Sans SC",
    "MiSans",
    "Hiragino Sans GB",
    "STHeiti",
    "SimHei",
    "DengXian",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "SimSun",
    "Noto Serif CJK SC",
];

/// The fonts of the system, or one that is named; found and read once for any number of pictures.
pub struct Fonts {
    database: Arc<Database>,
    /// The faces to draw with: of the named file, else the preferred family of the system.
    own: Vec<ID>,
    /// The file that was named.
    named: Option<String>,
}

impl Fonts {
    /// `font` is a font file (ttf, otf, ttc) to use in place of the system's.
    ///
    /// # Errors
    /// When the font cannot be read, or is none.
    pub fn load(font: Option<&Path>) -> Result<Self, Text> {
        let mut fonts = Database::new();
        let Some(path) = font else {
            fonts.load_system_fonts();
            let weights = [Weight::NORMAL, Weight::SEMIBOLD];
            let faces = weights.map(|weight| choose(&fonts, &[], weight));
            let own = faces
                .into_iter()
                .flatten()
                .filter_map(|face| in_memory(&mut fonts, face))
                .collect();
            return Ok(Self { database: Arc::new(fonts), own, named: None });
        };
        let shown = path.display();
        let data = std::fs::read(path).map_err(|error| {
            text!(
                "字体文件 {shown} 无法读取（{error}）",
                "the font file {shown} cannot be read ({error})"
            )
        })?;
        let own = fonts.load_font_source(Source::Binary(Arc::new(data))).to_vec();
        if own.is_empty() {
            return Err(text!(
                "{shown} 不是可用的字体文件；需要 ttf、otf 或者 ttc",
                "{shown} is not a usable font file; ttf, otf or ttc is needed"
            ));
        }
        Ok(Self { database: Arc::new(fonts), own, named: Some(shown.to_string()) })
    }

    /// The picture as PNG, `scale` times as large.
    ///
    /// # Errors
    /// When the SVG cannot be read, or when the fonts lack some of the characters: the message names them and says what
    /// to install or which option to use.
    pub fn png(&self, svg: &str, scale: f32) -> Result<Vec<u8>, Text> {
        let own = self.own.clone();
        let select = move |font: &usvg::Font, fonts: &mut Arc<Database>| {
            choose(fonts, &own, Weight(font.weight()))
        };
        let options = Options {
            fontdb: Arc::clone(&self.database),
            font_resolver: FontResolver {
                select_font: Box::new(select),
                select_fallback: FontResolver::default_fallback_selector(),
            },
            ..Options::default()
        };
        let tree = Tree::from_str(svg, &options).map_err(|error| broken(&error))?;
        let mut drawn = BTreeSet::new();
        collect_drawn(tree.root(), &mut drawn);
        let missing: String =
            wanted(svg).map_err(|error| broken(&error))?.difference(&drawn).take(8).collect();
        if !missing.is_empty() {
            return Err(self.lack(&missing));
        }
        let size = tree.size();
        let side = |length: f32| (length * scale).round().clamp(1.0, 16_384.0) as u32;
        let mut pixmap =
            Pixmap::new(side(size.width()), side(size.height())).ok_or_else(|| broken(&"0 × 0"))?;
        // Nothing shines through, so that the dots are the same multiplied by their alpha or not.
        pixmap.fill(Color::WHITE);
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
        encoded(&pixmap).map_err(|error| broken(&error))
    }

    fn lack(&self, missing: &str) -> Text {
        match &self.named {
            Some(font) => text!(
                "字体 {font} 缺少这些字符：{missing}。请用 --font 指定含中文的字体文件，或者不用 --font、改用系统字体；SVG 格式不需要字体",
                "the font {font} lacks these characters: {missing}. Name a font with Chinese characters, or leave --font out to use the system's; SVG output needs no font"
            ),
            None => text!(
                "已安装的字体缺少这些字符：{missing}。请安装中文字体（如 Noto Sans CJK SC、思源黑体；Debian 与 Ubuntu：apt install fonts-noto-cjk），或者用 --font 指定字体文件；SVG 格式不需要字体",
                "the fonts at hand lack these characters: {missing}. Install a Chinese font (such as Noto Sans CJK SC; on Debian and Ubuntu: apt install fonts-noto-cjk) or name a font file with --font; SVG output needs no font"
            ),
        }
    }
}

/// One picture as PNG; see [`Fonts`], which serves several.
///
/// # Errors
/// As [`Fonts::load`] and [`Fonts::png`].
pub fn png(svg: &str, font: Option<&Path>, scale: f32) -> Result<Vec<u8>, Text> {
    Fonts::load(font)?.png(svg, scale)
}

/// As it is, since large areas of one colour pack best without the filters that photographs need.
fn encoded(pixmap: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixmap.data())?;
    writer.finish()?;
    Ok(out)
}

fn broken(reason: &dyn std::fmt::Display) -> Text {
    text!("图无法绘制（{reason}）", "the chart cannot be drawn ({reason})")
}

/// The same face with its file in memory: the database would read the file anew for every text.
fn in_memory(fonts: &mut Database, face: ID) -> Option<ID> {
    let (source, index) = fonts.face_source(face)?;
    let Source::File(path) = source else { return Some(face) };
    let data = std::fs::read(path).ok()?;
    let loaded = fonts.load_font_source(Source::Binary(Arc::new(data)));
    loaded.into_iter().find(|id| fonts.face(*id).is_some_and(|face| face.index == index))
}

/// The face for a weight: of the named file, else of the first family that is installed, else any; characters that it
/// lacks are looked for in all others.
fn choose(fonts: &Database, own: &[ID], weight: Weight) -> Option<ID> {
    let distance =
        |id: &ID| fonts.face(*id).map_or(u16::MAX, |face| face.weight.0.abs_diff(weight.0));
    if let Some(id) = own.iter().min_by_key(|id| distance(id)) {
        return Some(*id);
    }
    let families: Vec<Family<'_>> =
        FONTS.iter().chain(&OTHERS).map(|name| Family::Name(name)).collect();
    fonts
        .query(&Query { families: &families, weight, ..Query::default() })
        .or_else(|| fonts.faces().find(|face| face.style == Style::Normal).map(|face| face.id))
}

/// Every character of every text of an SVG.
fn wanted(svg: &str) -> Result<BTreeSet<char>, usvg::roxmltree::Error> {
    let document = usvg::roxmltree::Document::parse(svg)?;
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    Ok(texts
        .filter_map(|node| node.text())
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
        .collect())
}

/// Every character for which a glyph was found.
fn collect_drawn(group: &Group, drawn: &mut BTreeSet<char>) {
    for node in group.children() {
        match node {
            Node::Group(inner) => collect_drawn(inner, drawn),
            Node::Text(text) => {
                let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                drawn.extend(
                    glyphs.filter(|glyph| glyph.id.0 != 0).flat_map(|glyph| glyph.text.chars()),
                );
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

#[cfg(test)]
mod tests;
