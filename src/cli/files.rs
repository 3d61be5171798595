//! The files of `qingbiao review`: which formats make which, where they go, and what is said of them.

use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::{Failure, Format, ReviewArguments, output, review};
use crate::report::{View, document, json, tables, terminal, workpaper};
use crate::text;
use crate::text::{Lang, Text};

/// Where a review goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The standard output, in one format.
    Stdout(Format),
    /// A file, in one format.
    File(Format, PathBuf),
    /// A folder, with a file of a fixed name for each format.
    Folder(Vec<Format>, PathBuf),
}

/// One file: its name in the folder, and its bytes.
struct Made(String, Vec<u8>);

/// What a file is made with, beside the review.
#[derive(Clone, Copy)]
struct Making<'a> {
    /// The font for charts, if one was named.
    font: Option<&'a Path>,
    /// The folder that the file will lie in; none for the standard output.
    folder: Option<&'a Path>,
}

/// A format that makes files.
struct Maker {
    format: Format,
    /// The file in the folder.
    name: &'static str,
    /// Whether it is for a program that opens files, not for a terminal or a pipe.
    for_files: bool,
    make: fn(View<'_>, Making<'_>) -> Result<Vec<u8>, Text>,
}

/// Every format that makes one file, in the order in which they are written. A further one is a line here and a name in
/// [`Format`].
const MAKERS: &[Maker] = &[
    Maker {
        format: Format::Text,
        name: "review.txt",
        for_files: false,
        make: |view, _| Ok(terminal::render(view).into_bytes()),
    },
    Maker {
        format: Format::Json,
        name: "report.json",
        for_files: false,
        make: |view, _| Ok(report_json(view)),
    },
    Maker {
        format: Format::Html,
        name: "report.html",
        for_files: false,
        make: |view, _| Ok(review::page(view).into_bytes()),
    },
    Maker {
        format: Format::Xlsx,
        name: "workpaper.xlsx",
        for_files: true,
        make: |view, making| workpaper::write(view, &links(view, making.folder)),
    },
    Maker {
        format: Format::Docx,
        name: "report.docx",
        for_files: true,
        make: |view, making| document::report(view, making.font),
    },
    Maker {
        format: Format::Transfer,
        name: "transfer.docx",
        for_files: true,
        make: |view, _| document::transfer(view),
    },
];

/// The folder of the tables in CSV, below the folder of the review.
const TABLES: &str = "tables";

/// Where the review goes, by the formats and the output that were asked for.
pub(super) fn place(arguments: &ReviewArguments) -> Result<Place, Failure> {
    let lang = arguments.shown.options().lang;
    let mut formats: Vec<Format> = Vec::new();
    for format in &arguments.format {
        let these: Vec<Format> = match format {
            Format::All => {
                let single = MAKERS.iter().map(|maker| maker.format);
                single.chain([Format::Csv]).collect()
            }
            one => vec![*one],
        };
        formats.extend(these);
    }
    let mut seen = Vec::new();
    formats.retain(|format| {
        !seen.contains(format) && {
            seen.push(*format);
            true
        }
    });
    decide(formats, &arguments.output).map_err(|says| Failure::usage(lang, says))
}

fn decide(formats: Vec<Format>, output: &Path) -> Result<Place, Text> {
    let is_stdout = output == Path::new("-");
    let needs_folder = 1 < formats.len() || formats.contains(&Format::Csv);
    if is_stdout && needs_folder {
        return Err(Text::of(
            "多种格式、csv 和 all 写入文件夹，请用 -o 指定文件夹",
            "several formats, csv and all go into a folder: name it with -o",
        ));
    }
    let shown = output.display();
    if needs_folder && output.is_file() {
        return Err(text!(
            "{shown} 是文件；多种格式、csv 和 all 写入文件夹",
            "{shown} is a file; several formats, csv and all go into a folder"
        ));
    }
    let ends_as_folder = output.as_os_str().to_string_lossy().ends_with(['/', '\\']);
    let single = match formats.as_slice() {
        [one] if !needs_folder && !ends_as_folder && !output.is_dir() => *one,
        _ => return Ok(Place::Folder(formats, output.to_owned())),
    };
    if !is_stdout {
        return Ok(Place::File(single, output.to_owned()));
    }
    match MAKERS.iter().find(|maker| maker.format == single) {
        Some(maker) if maker.for_files => {
            let name = maker.name;
            Err(text!(
                "这种格式写入文件，请用 -o 指定，例如 -o {name}",
                "this format is written to a file: name it with -o, for example -o {name}"
            ))
        }
        _ => Ok(Place::Stdout(single)),
    }
}

/// Writes the review; what to say of where it went, unless it went to the standard output or is the text itself.
pub(super) fn write(
    view: View<'_>,
    place: &Place,
    arguments: &ReviewArguments,
) -> Result<Option<String>, Failure> {
    let lang = view.options.lang;
    let failed = |says: Text| Failure::usage(lang, says);
    let font = arguments.font.as_deref();
    match place {
        Place::Stdout(format) => {
            let made = make(view, *format, Making { font, folder: None }).map_err(failed)?;
            made.iter()
                .try_for_each(|Made(_, bytes)| output::write(Path::new("-"), bytes, lang))?;
            Ok(None)
        }
        Place::File(format, path) => {
            let making = Making { font, folder: path.parent() };
            let made = make(view, *format, making).map_err(failed)?;
            made.iter().try_for_each(|Made(_, bytes)| output::write(path, bytes, lang))?;
            Ok((*format != Format::Text).then(|| path.display().to_string()))
        }
        Place::Folder(formats, folder) => {
            let making = Making { font, folder: Some(folder) };
            let made: Vec<Result<Vec<Made>, Text>> =
                formats.par_iter().map(|format| make(view, *format, making)).collect();
            let mut names: Vec<String> = Vec::new();
            for made in made {
                for Made(name, bytes) in made.map_err(failed)? {
                    output::write(&folder.join(&name), &bytes, lang)?;
                    let shown =
                        name.split_once('/').map_or(name.clone(), |(at, _)| format!("{at}/"));
                    if !names.contains(&shown) {
                        names.push(shown);
                    }
                }
            }
            let names = names.join(if lang == Lang::Zh { "、" } else { ", " });
            let folder = folder.display();
            Ok(Some(text!("{folder}：{names}", "{folder}: {names}").to(lang).to_owned()))
        }
    }
}

fn make(view: View<'_>, format: Format, making: Making<'_>) -> Result<Vec<Made>, Text> {
    if format == Format::Csv {
        let lang = view.options.lang;
        let file = |table: &tables::Table| {
            Made(format!("{TABLES}/{}.csv", table.slug), table.csv(lang).into_bytes())
        };
        return Ok(tables::all(view).iter().map(file).collect());
    }
    let makers = MAKERS.iter().filter(|maker| maker.format == format);
    makers.map(|maker| Ok(Made(maker.name.to_owned(), (maker.make)(view, making)?))).collect()
}

/// For each file of the sources a relative link from a folder; none for members of archives and for names that a program
/// might take for something other than a file below or beside.
fn links(view: View<'_>, folder: Option<&Path>) -> Vec<Option<String>> {
    let from = folder.and_then(|folder| std::path::absolute(folder).ok());
    let link = |path: &PathBuf| {
        let (from, to) = (from.as_ref()?, std::path::absolute(path).ok()?);
        if to.is_file() { relative(from, &to) } else { None }
    };
    view.loaded.paths.iter().map(link).collect()
}

/// The way from a folder to a file, both absolute, as in a URL: `../投标/开标%20记录.xlsx`.
fn relative(from: &Path, to: &Path) -> Option<String> {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (from.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    // Not even the drive is the same.
    if common == 0 {
        return None;
    }
    let mut parts = vec!["..".to_owned(); from.len() - common];
    for component in &to[common..] {
        let Component::Normal(name) = component else { return None };
        let name = name.to_str()?;
        if name
            .contains(|c: char| c.is_control() || matches!(c, '\\' | ':' | '/' | '"' | '<' | '>'))
        {
            return None;
        }
        let escaped = |c: char| match c {
            ' ' | '%' | '#' | '?' | '[' | ']' | '^' | '`' | '{' | '|' | '}' | '\'' => {
                format!("%{:02X}", u32::from(c))
            }
            c => c.to_string(),
        };
        parts.push(name.chars().map(escaped).collect());
    }
    Some(parts.join("/"))
}

fn report_json(view: View<'_>) -> Vec<u8> {
    let text = serde_json::to_string_pretty(&json::report(view)).unwrap_or_default();
    let mut text = visible(&text);
    text.push('\n');
    text.into_bytes()
}

/// JSON in which characters that turn lines around or steer a terminal are escaped: `\u202e`. They only occur in strings.
fn visible(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for c in json.chars() {
        let unseen = matches!(c,
            '\u{7f}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        if unseen {
            shown.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(formats: &[Format], output: &str) -> Result<Place, Text> {
        decide(formats.to_vec(), Path::new(output))
    }

    #[test]
    fn one_format_goes_where_it_is_sent() {
        assert_eq!(decided(&[Format::Html], "-").expect("a place"), Place::Stdout(Format::Html));
        assert_eq!(
            decided(&[Format::Html], "no/such/x.html").expect("a place"),
            Place::File(Format::Html, "no/such/x.html".into())
        );
        assert_eq!(
            decided(&[Format::Html], "no/such/folder/").expect("a place"),
            Place::Folder(vec![Format::Html], "no/such/folder/".into())
        );
        assert_eq!(
            decided(&[Format::Text], "src").expect("a place"),
            Place::Folder(vec![Format::Text], "src".into())
        );
    }

    #[test]
    fn sources_are_linked_from_where_the_file_lies() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(way("/a/out", "/a/in/开标 1#.xlsx").as_deref(), Some("../in/开标%201%23.xlsx"));
        assert_eq!(way("/a", "/a/b.csv").as_deref(), Some("b.csv"));
        // What a program might take for a share or another scheme leads nowhere.
        assert_eq!(way("/a", "/a/\\\\host\\share.xlsx"), None);
        assert_eq!(way("/a", "/a/javascript:x.xlsx"), None);
    }

    #[test]
    fn several_formats_need_a_folder() {
        let both = [Format::Html, Format::Json];
        assert_eq!(
            decided(&both, "no/such").expect("a place"),
            Place::Folder(both.to_vec(), "no/such".into())
        );
        assert!(decided(&both, "-").is_err());
        assert!(decided(&both, "Cargo.toml").is_err());
        assert!(decided(&[Format::Csv], "-").is_err());
    }
}
