//! `qingbiao batch`: every tender under some folders and ledgers, with an index of them.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::supervise::Child;
use super::{BatchArguments, Failure, output, review};
use crate::batch;
use crate::error::{Error, Problem};
use crate::load::{How, Loaded};
use crate::report::index::Since;
use crate::report::{View, index};
use crate::review::{Review, Settings};
use crate::rules::Grade;
use crate::text;
use crate::text::{Lang, Text};

pub(super) fn run(arguments: &BatchArguments) -> Result<u8, Failure> {
    let options = arguments.shown.options();
    let lang = options.lang;
    // Before anything is written: it can be the same folder.
    let since = arguments.since.as_deref().map(|folder| earlier(folder, lang)).transpose()?;
    let child = Child::begin(&arguments.limits);
    child.probe(&arguments.inputs);
    let how = How { limits: child.limits(), columns: arguments.shown.columns()?, watch: &child };
    let (units, problems) = batch::units(&arguments.inputs, how);
    if units.is_empty() {
        return Err(Failure::no_input(
            lang,
            Text::of("没有可读取的输入", "no input could be read"),
        ));
    }
    let settings = Settings { columns: arguments.shown.columns.clone(), ..Settings::default() };
    let done = AtomicUsize::new(0);
    let write = |at: usize, loaded: &Loaded, made: &Review<'_>| -> Result<String, Error> {
        let page = review::page(View { loaded, review: made, options });
        let link = format!("reviews/{:04}-{}.html", at + 1, file_name(&units[at].path));
        let path = arguments.output.join(&link);
        let written = path
            .parent()
            .map_or(Ok(()), std::fs::create_dir_all)
            .and_then(|()| std::fs::write(&path, page));
        child.progress(done.fetch_add(1, Ordering::Relaxed) + 1, units.len());
        written.map(|()| link).map_err(|error| {
            let path = path.display();
            let says = text!("无法写入 {path}：{error}", "cannot write {path}: {error}");
            Box::new(Problem::error(says))
        })
    };
    let made = batch::run(&units, problems, &settings, how, write);
    child.done();
    let page = index::html(&made, since.as_ref(), lang);
    output::write(&arguments.output.join("index.html"), page.as_bytes(), lang)?;
    for (name, table) in index::tables(&made, since.as_ref(), lang) {
        output::write(&arguments.output.join(name), table.as_bytes(), lang)?;
    }
    let (tenders, n, pairs) = (made.rows.len(), units.len(), made.pairs.len());
    let path = arguments.output.join("index.html");
    let path = path.display();
    let says = text!(
        "复核 {n} 组材料，{tenders} 个项目；常共同投标的企业 {pairs} 对；索引 {path}",
        "{n} sets of files reviewed, {tenders} tenders; {pairs} pairs that bid together beyond chance; index {path}"
    );
    output::tell(says.to(lang));
    let failed = arguments.fail_on.is_some_and(|grade| made.strongest >= Some(Grade::from(grade)));
    Ok(u8::from(failed))
}

/// The index that an earlier run wrote into a folder.
fn earlier(folder: &Path, lang: Lang) -> Result<Since, Failure> {
    let path = folder.join("index.csv");
    let shown = path.display();
    let table = std::fs::read_to_string(&path).map_err(|error| {
        let says = text!("无法读取 {shown}：{error}", "cannot read {shown}: {error}");
        Failure::usage(lang, says)
    })?;
    Since::read(shown.to_string(), &table).ok_or_else(|| {
        let says = text!(
            "{shown} 不是 qingbiao batch 写出的索引表",
            "{shown} is not a table that qingbiao batch wrote"
        );
        Failure::usage(lang, says)
    })
}

/// The name of a unit as part of a file name: letters, digits and Chinese characters, not too long.
fn file_name(path: &Path) -> String {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let kept: String =
        name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(40).collect();
    if kept.is_empty() { "tender".to_owned() } else { kept }
}
