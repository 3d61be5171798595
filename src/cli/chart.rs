//! `qingbiao chart`: one chart of one input, or the whole set, as pictures and as tables.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use rayon::prelude::*;

use super::limits::LimitArguments;
use super::{Failure, ShownArguments, output, review};
use crate::report::View;
use crate::report::chart::{self, Fonts, Kind};
use crate::review::{self as reviewing, Settings};
use crate::text;
use crate::text::{Lang, Text};

#[derive(Debug, Args)]
pub(super) struct ChartArguments {
    /// What is drawn, then workbooks or folders; with --all only these.
    ///
    /// network: bidders and what they share · prices: prices and the gaps between them · ceiling: shares of the price
    /// ceiling, winners and losers · rotation: who wins when · concentration: a purchaser's contracts by supplier ·
    /// splitting: purchases against the threshold · scores: experts and what they gave · timeline: submissions,
    /// procedure and contracts
    #[arg(required = true, num_args = 1.., value_names = ["KIND", "INPUT"])]
    words: Vec<PathBuf>,
    /// Where it is written: a file ending in .svg, .png or .csv (its data); with --all a folder
    #[arg(short, long)]
    output: PathBuf,
    /// Every chart for which there are data; for the others it is said what is missing
    #[arg(long)]
    all: bool,
    /// What --all writes of each chart
    #[arg(
        long = "as",
        value_enum,
        value_delimiter = ',',
        value_name = "FORM",
        default_value = "svg,png,csv"
    )]
    forms: Vec<Form>,
    /// A font with Chinese characters for PNG, in place of the system's
    #[arg(long)]
    font: Option<PathBuf>,
    /// Size of a PNG as a multiple of 960 × 600
    #[arg(long, default_value_t = 2.0)]
    scale: f32,
    #[command(flatten)]
    pub(super) shown: ShownArguments,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Form {
    /// A picture that can be scaled
    Svg,
    /// A picture of dots
    Png,
    /// The data
    Csv,
}

impl Form {
    fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
        }
    }

    /// The form that a file name asks for.
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        [Self::Svg, Self::Png, Self::Csv].into_iter().find(|form| form.ending() == ending)
    }
}

pub(super) fn run(arguments: &ChartArguments) -> Result<u8, Failure> {
    let lang = arguments.shown.options().lang;
    if arguments.all {
        return all(arguments, lang);
    }
    let (kind, inputs) = kind_of(arguments, lang)?;
    let Some(form) = Form::of(&arguments.output) else {
        let says = Text::of(
            "图的文件名须以 .svg、.png 或 .csv 结尾；--all 写入一个文件夹",
            "a chart's file name must end in .svg, .png or .csv; --all writes into a folder",
        );
        return Err(Failure::usage(lang, says));
    };
    with_view(arguments, inputs, |view| {
        let failed = |says| Failure::usage(lang, says);
        let bytes = match form {
            Form::Svg => chart::draw(kind, view).map_err(failed)?.into_bytes(),
            Form::Csv => chart::table(kind, view).map_err(failed)?.write().into_bytes(),
            Form::Png => {
                let svg = chart::draw(kind, view).map_err(failed)?;
                let fonts = Fonts::load(arguments.font.as_deref()).map_err(failed)?;
                fonts.png(&svg, arguments.scale).map_err(failed)?
            }
        };
        output::write(&arguments.output, &bytes, lang)?;
        Ok(0)
    })
}

/// The first word names the kind, the others the inputs.
fn kind_of(arguments: &ChartArguments, lang: Lang) -> Result<(Kind, &[PathBuf]), Failure> {
    let (first, inputs) = arguments.words.split_first().unwrap_or((&arguments.output, &[]));
    let kinds = Kind::ALL.map(Kind::slug).join("|");
    let Some(kind) = Kind::ALL.into_iter().find(|kind| Path::new(kind.slug()) == first) else {
        let first = first.display();
        let says = text!(
            "没有名为 {first} 的图；可选 {kinds}，或者用 --all 画全部",
            "there is no chart called {first}; choose one of {kinds}, or --all for every one"
        );
        return Err(Failure::usage(lang, says));
    };
    if inputs.is_empty() {
        let kind = kind.slug();
        let says = text!(
            "缺少输入：qingbiao chart {kind} 文件夹 -o 文件",
            "no input is named: qingbiao chart {kind} FOLDER -o FILE"
        );
        return Err(Failure::usage(lang, says));
    }
    Ok((kind, inputs))
}

fn with_view(
    arguments: &ChartArguments,
    inputs: &[PathBuf],
    make: impl FnOnce(View<'_>) -> Result<u8, Failure>,
) -> Result<u8, Failure> {
    let options = arguments.shown.options();
    let loaded = review::read(inputs, arguments.shown.columns()?, &arguments.limits, options.lang)?;
    let bidders = reviewing::resolve(&loaded);
    let settings = Settings { columns: arguments.shown.columns.clone(), ..Settings::default() };
    let made = reviewing::review(&loaded, &bidders, &settings);
    make(View { loaded: &loaded, review: &made, options })
}

/// Every kind in every form. What cannot be drawn is told; a font that lacks characters is an error, though everything
/// that needs no font is written first.
fn all(arguments: &ChartArguments, lang: Lang) -> Result<u8, Failure> {
    let folder = &arguments.output;
    if folder.is_file() || folder == Path::new("-") {
        let path = folder.display();
        let says = text!(
            "--all 写入一个文件夹，{path} 不是",
            "--all writes into a folder, which {path} is not"
        );
        return Err(Failure::usage(lang, says));
    }
    with_view(arguments, &arguments.words, |view| {
        let mut pictures: Vec<(Kind, String)> = Vec::new();
        let mut missing: Vec<String> = Vec::new();
        for kind in Kind::ALL {
            match chart::draw(kind, view) {
                Ok(svg) => pictures.push((kind, svg)),
                Err(why) => missing.push(match lang {
                    Lang::Zh => format!("未画 {}（{}）：{}", kind.slug(), kind.name().zh, why.zh),
                    Lang::En => format!("not drawn: {}: {}", kind.slug(), why.en),
                }),
            }
        }
        let path =
            |kind: Kind, form: Form| folder.join(format!("{}.{}", kind.slug(), form.ending()));
        let mut files = 0;
        for (kind, svg) in &pictures {
            if arguments.forms.contains(&Form::Svg) {
                output::write(&path(*kind, Form::Svg), svg.as_bytes(), lang)?;
                files += 1;
            }
            if arguments.forms.contains(&Form::Csv) {
                let table = chart::table(*kind, view).map_err(|says| Failure::usage(lang, says))?;
                output::write(&path(*kind, Form::Csv), table.write().as_bytes(), lang)?;
                files += 1;
            }
        }
        for line in &missing {
            output::tell(line);
        }
        if arguments.forms.contains(&Form::Png) && !pictures.is_empty() {
            let fonts = Fonts::load(arguments.font.as_deref())
                .map_err(|says| Failure::usage(lang, says))?;
            let drawn: Vec<Result<Vec<u8>, Text>> =
                pictures.par_iter().map(|(_, svg)| fonts.png(svg, arguments.scale)).collect();
            for ((kind, _), png) in pictures.iter().zip(drawn) {
                let png = png.map_err(|says| Failure::usage(lang, says))?;
                output::write(&path(*kind, Form::Png), &png, lang)?;
                files += 1;
            }
        }
        let (n, folder) = (pictures.len(), folder.display());
        let says = text!(
            "{n} 种图、{files} 个文件，已写入 {folder}",
            "{n} charts in {files} files, written to {folder}"
        );
        output::tell(says.to(lang));
        Ok(0)
    })
}
