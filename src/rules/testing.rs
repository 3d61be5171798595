//! How rules are tested: a fixture goes through the whole way of the data, and what one rule says of it is compared.

use std::path::PathBuf;

use crate::load::load;
use crate::record::place;
use crate::review::{Settings, resolve, review};
use crate::source::Limits;
use crate::text::Lang;

/// The files of `fixtures/rules/<code>/<fixture>`: a file with any ending, or a folder.
fn fixture(code: &str, fixture: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules").join(code);
    let entries =
        std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.file_stem().is_some_and(|stem| stem == fixture))
        .collect();
    found.sort();
    found.into_iter().next().unwrap_or_else(|| panic!("{code} has no fixture {fixture}"))
}

/// What one rule says of a fixture: `grade: sentence | file!cell …`, or `not checked: reason`.
pub(crate) fn check(code: &str, name: &str) -> Vec<String> {
    let loaded = load(&[fixture(code, name)], &Limits::default(), |_, _| {});
    let bidders = resolve(&loaded);
    let review = review(&loaded, &bidders, &Settings::default());
    let mut said: Vec<String> = review
        .not_checked
        .iter()
        .filter(|unchecked| unchecked.rule.code == code && unchecked.bidders.is_empty())
        .map(|unchecked| format!("not checked: {}", unchecked.why.because.to(Lang::Zh)))
        .collect();
    said.extend(review.findings.iter().filter(|found| found.rule.code == code).map(|found| {
        let cells: Vec<String> = found
            .finding
            .evidence()
            .iter()
            .map(|evidence| {
                let at = place::locate(&loaded.sources, evidence.at, Lang::Zh);
                let file = at.file.rsplit('/').next().unwrap_or_default().to_owned();
                format!("{file}!{}", at.cell.unwrap_or_default())
            })
            .collect();
        format!(
            "{}: {} | {}",
            found.finding.grade.slug(),
            found.finding.says.to(Lang::Zh),
            cells.join(" ")
        )
    }));
    said
}
