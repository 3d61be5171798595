//! Whole tenders: what is found in each story of `fixtures/tenders`, and that clean ones stay clean.
//!
//! `EXPECTED.md` beside the stories lists every finding; `UPDATE=1 cargo test --test tenders` writes it anew, to be read
//! before it is committed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use qingbiao::load::{Loaded, load};
use qingbiao::review::{Settings, Verdict, resolve, review};
use qingbiao::rules::Grade;
use qingbiao::source::Limits;
use qingbiao::text::Lang;

fn stories() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/tenders");
    let mut stories: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the stories")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    stories.sort();
    stories
}

fn name(story: &Path) -> String {
    story.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn read(story: &Path) -> Loaded {
    load(&[story.to_owned()], &Limits::default(), |_, _| {})
}

/// Stories in which nothing is planted.
const CLEAN: &[&str] =
    &["nc-data-platform", "lanxi-small-purchases", "xizhou-fixed-price", "qingyuan-call-center"];

#[test]
fn clean_tenders_stay_clean() {
    for story in stories().iter().filter(|story| CLEAN.contains(&name(story).as_str())) {
        let loaded = read(story);
        let bidders = resolve(&loaded);
        let review = review(&loaded, &bidders, &Settings::default());
        for found in &review.findings {
            assert!(
                found.finding.grade == Grade::Hint,
                "{}: {} {}",
                name(story),
                found.rule.code,
                found.finding.says.zh
            );
        }
        assert_eq!(review.verdict(), Verdict::None, "{}", name(story));
    }
}

#[test]
fn every_row_is_accounted_for() {
    for story in stories() {
        for sheet in &read(&story).sheets {
            let aside = u32::try_from(sheet.set_aside.len()).expect("few rows");
            assert_eq!(
                sheet.rows_read,
                sheet.rows_used + aside,
                "{}: file {} sheet {}",
                name(&story),
                sheet.file,
                sheet.sheet
            );
        }
    }
}

#[test]
fn the_stories_are_told() {
    let mut told = String::new();
    for story in stories() {
        let loaded = read(&story);
        let bidders = resolve(&loaded);
        let review = review(&loaded, &bidders, &Settings::default());
        let _ = writeln!(told, "## {}: {}", name(&story), review.verdict().slug());
        for found in &review.findings {
            let packages: Vec<&str> =
                found.packages().map(|at| review.packages[at].case.package.as_str()).collect();
            let tender = found.package.map(|at| review.packages[at].case.tender.id.as_str());
            let place = format!("{} {}", tender.unwrap_or_default(), packages.join("+"));
            let cells = found.finding.evidence().len();
            let _ = writeln!(
                told,
                "{} {} [{}] {} ({cells} cells)",
                found.rule.code,
                found.finding.grade.slug(),
                place.trim(),
                found.finding.says.to(Lang::Zh)
            );
        }
        told.push('\n');
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/tenders/EXPECTED.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &told).expect("the expectation can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    for (line, (now, then)) in told.lines().zip(expected.lines()).enumerate() {
        assert_eq!(now, then, "fixtures/tenders/EXPECTED.md line {}", line + 1);
    }
    assert_eq!(
        told.lines().count(),
        expected.lines().count(),
        "fixtures/tenders/EXPECTED.md has another length"
    );
}

#[test]
fn every_evidence_cell_still_reads_what_is_quoted() {
    for story in stories() {
        let loaded = read(&story);
        let bidders = resolve(&loaded);
        let review = review(&loaded, &bidders, &Settings::default());
        for found in &review.findings {
            for evidence in found
                .finding
                .evidence()
                .iter()
                .filter(|evidence| qingbiao::record::place::is_cell(evidence.at))
            {
                let path = &loaded.paths[evidence.at.file as usize];
                let rows = qingbiao::source::excerpt(
                    path,
                    &[(evidence.at.sheet, evidence.at.row, evidence.at.row)],
                )
                .expect("the file");
                let cell =
                    rows.iter().flat_map(|row| &row.cells).find(|(col, _)| *col == evidence.at.col);
                let squeeze = |text: &str| {
                    qingbiao::record::value::clean(text).split_whitespace().collect::<String>()
                };
                let said = cell.map(|(_, text)| squeeze(text)).unwrap_or_default();
                assert!(
                    said.contains(&squeeze(&evidence.value))
                        || squeeze(&evidence.value).contains(&said),
                    "{}: {} quotes {:?}, the cell says {said:?}",
                    name(&story),
                    found.rule.code,
                    evidence.value
                );
            }
        }
    }
}
