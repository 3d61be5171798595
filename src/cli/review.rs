//! `qingbiao review`: one input.

use std::path::{Path, PathBuf};

use super::limits::LimitArguments;
use super::supervise::{Child, Counted};
use super::{Failure, ReviewArguments, files, output};
use crate::error::Level;
use crate::load::{self, How, Loaded};
use crate::report::{View, html, terminal};
use crate::review::{self, Settings};
use crate::rules::{self, Grade};
use crate::text;
use crate::text::{Lang, Text};

/// Reads the inputs; an error when none of them could be read.
pub(super) fn read(
    inputs: &[PathBuf],
    columns: Option<&Path>,
    limits: &LimitArguments,
    lang: Lang,
) -> Result<Loaded, Failure> {
    let child = Child::begin(limits);
    child.probe(inputs);
    let loaded =
        load::load_as(inputs, How { limits: child.limits(), columns, watch: &Counted(&child) });
    child.done();
    if loaded.sources.files.iter().all(|file| file.sha256.is_empty()) {
        let mut lines = String::new();
        for problem in loaded.problems.iter().filter(|problem| problem.level == Level::Error) {
            // Writing to a string cannot fail.
            let _ = terminal::problem_line(lang, problem, &mut lines);
        }
        let says = text!("没有可读取的输入\n{lines}", "no input could be read\n{lines}");
        return Err(Failure::no_input(
            lang,
            Text {
                zh: says.zh.trim_end().to_owned().into(),
                en: says.en.trim_end().to_owned().into(),
            },
        ));
    }
    Ok(loaded)
}

pub(super) fn run(arguments: &ReviewArguments) -> Result<u8, Failure> {
    let options = arguments.shown.options();
    if let Some(unknown) = arguments.deem.iter().find(|code| rules::find(code).is_none()) {
        return Err(Failure::usage(
            options.lang,
            text!("没有规则 {unknown}", "there is no rule {unknown}"),
        ));
    }
    let place = files::place(arguments)?;
    let loaded =
        read(&arguments.inputs, arguments.shown.columns()?, &arguments.limits, options.lang)?;
    let bidders = review::resolve(&loaded);
    let settings =
        Settings { deemed: arguments.deem.clone(), columns: arguments.shown.columns.clone() };
    let review = review::review(&loaded, &bidders, &settings);
    let view = View { loaded: &loaded, review: &review, options };
    let written = files::write(view, &place, arguments)?;
    if let Some(written) = written {
        let (verdict, n) = (review.verdict().says(), review.findings.len());
        let says = text!(
            "{}；线索 {n} 条；已写入 {written}",
            "{}; {n} findings; written to {written}";
            verdict
        );
        output::tell(says.to(options.lang));
    }
    let failed =
        arguments.fail_on.is_some_and(|grade| review.strongest() >= Some(Grade::from(grade)));
    Ok(u8::from(failed))
}

/// The HTML report, with the source rows read again.
pub(super) fn page(view: View<'_>) -> String {
    let excerpts = html::gather(view.loaded, &html::wanted(view));
    html::render(view, &excerpts)
}
