//! `qingbiao columns`: what every column is understood to be, and a person's decisions about it.

use std::fmt::Write as _;
use std::path::Path;

use super::{ColumnsArguments, ColumnsFormat, Failure, interactive, output, review};
use crate::report::{View, columns, terminal};
use crate::review as reviewing;
use crate::text::{Lang, Text};

pub(super) fn run(arguments: &ColumnsArguments) -> Result<u8, Failure> {
    let options = arguments.shown.options();
    let lang = options.lang;
    if arguments.fields {
        output::write(&arguments.output, fields(lang).as_bytes(), lang)?;
        return Ok(0);
    }
    if arguments.interactive {
        return interactive::run(arguments);
    }
    if arguments.format == ColumnsFormat::Xlsx && arguments.output == Path::new("-") {
        return Err(Failure::usage(
            lang,
            Text::of("工作簿须写入文件：-o 文件.xlsx", "a workbook goes to a file: -o FILE.xlsx"),
        ));
    }
    let loaded =
        review::read(&arguments.inputs, arguments.shown.columns()?, &arguments.limits, lang)?;
    let bidders = reviewing::resolve(&loaded);
    let review = reviewing::review(&loaded, &bidders, &reviewing::Settings::default());
    let view = View { loaded: &loaded, review: &review, options };
    let account = columns::account(view);
    let bytes = match arguments.format {
        ColumnsFormat::Text => {
            let mut text = columns::render(view, &account);
            for problem in &loaded.problems {
                // Writing to a string cannot fail.
                let _ = terminal::problem_line(lang, problem, &mut text);
            }
            text.into_bytes()
        }
        ColumnsFormat::Json => {
            let mut text = serde_json::to_string_pretty(&account).unwrap_or_default();
            text.push('\n');
            text.into_bytes()
        }
        ColumnsFormat::Xlsx => {
            columns::annotate(view, &account).map_err(|says| Failure::usage(lang, says))?
        }
    };
    output::write(&arguments.output, &bytes, lang)?;
    Ok(0)
}

/// One line a field.
fn fields(lang: Lang) -> String {
    let mut out = String::new();
    for info in crate::record::spelling::FIELDS {
        let name = info.field.name();
        let spellings = if lang == Lang::Zh { info.zh } else { info.en };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{:<28} {}  {}", info.slug, name.to(lang), spellings.join(" "));
    }
    out
}
