//! Damaged and invented files, many of them: whatever the bytes, reading ends, nothing panics, and every row is accounted for.
//!
//! Each target is a test. By default it tries a few cases, the same every time. `FUZZ_SECONDS=600 cargo test --test fuzz -- --nocapture`
//! tries as many as fit, from `FUZZ_SEED` (1 when not given); a case that fails is named with its seed and number, and
//! `FUZZ_SEED=1 FUZZ_CASE=4711` tries that one again and leaves its file in the folder of temporary files. A case that ends the
//! process, or never ends, is the one whose number stands in `fuzz-TARGET.case` there.

mod chance;
mod damage;
mod tables;

use std::fs;
use std::io::{Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chance::Chance;
use qingbiao::load::{How, Loaded, load_files};
use qingbiao::report::{Options, View, html, json, terminal};
use qingbiao::review::{Settings, resolve, review};
use qingbiao::source::Limits;
use qingbiao::text::Lang;

/// Cases of each target that are tried when no time is given.
const FEW: u64 = 60;
/// Seconds after which a case counts as one that does not end.
const SLOW: f64 = 10.0;

/// The files under a folder of fixtures whose names end so, in order; small ones, since damage to large ones is rarely met.
fn corpus(folder: &str, endings: &[&str]) -> Vec<Vec<u8>> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder of fixtures") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder), &mut found);
    found.sort();
    found.retain(|path| {
        let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        endings.is_empty() || endings.contains(&ending.as_str())
    });
    found
        .iter()
        .map(|path| fs::read(path).expect("a fixture"))
        .filter(|bytes| !bytes.is_empty() && bytes.len() < 64 << 10)
        .collect()
}

/// What must hold of everything that was read, and of what is said about it.
fn hold(loaded: &Loaded, all: bool) {
    for sheet in &loaded.sheets {
        let aside = u32::try_from(sheet.set_aside.len()).expect("a number of rows");
        assert_eq!(sheet.rows_read, sheet.rows_used + aside, "rows that nobody accounts for");
    }
    for problem in &loaded.problems {
        assert!(!problem.says.en.contains("brought the program to an end"), "a panic: {problem}");
    }
    assert_eq!(loaded.paths.len(), loaded.sources.files.len());
    for (file, problem) in loaded
        .sources
        .files
        .iter()
        .flat_map(|file| loaded.problems.iter().map(move |problem| (file, problem)))
    {
        assert!(problem.at.is_some(), "a problem without a place: {problem}");
        assert!(
            !file.sha256.is_empty() || problem.advice.is_some(),
            "a loss without advice: {problem}"
        );
    }
    if all {
        let bidders = resolve(loaded);
        let made = review(loaded, &bidders, &Settings::default());
        let view =
            View { loaded, review: &made, options: Options { lang: Lang::Zh, unmask: false } };
        let text = terminal::render(view);
        assert!(!text.contains('\u{202e}'), "a cell may not turn a line around");
        serde_json::to_string(&json::report(view)).expect("a report");
        let page = html::render(view, &html::gather(loaded, &html::wanted(view)));
        assert_eq!(
            page.matches("<script").count(),
            html_scripts(),
            "a cell may not bring a script"
        );
    }
}

/// Scripts of the page itself.
fn html_scripts() -> usize {
    let loaded = Loaded::default();
    let bidders = resolve(&loaded);
    let made = review(&loaded, &bidders, &Settings::default());
    let view =
        View { loaded: &loaded, review: &made, options: Options { lang: Lang::Zh, unmask: false } };
    html::render(view, &html::gather(&loaded, &[])).matches("<script").count()
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Tries cases of one target until the time is over.
#[expect(clippy::print_stdout, reason = "the figures are what one looks at")]
fn fuzz(target: &str, ending: &str, make: impl Fn(&mut Chance) -> Vec<u8>) {
    let seed = number("FUZZ_SEED").unwrap_or(1);
    let seconds = number("FUZZ_SECONDS");
    let only = number("FUZZ_CASE");
    let begun = Instant::now();
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut log = fs::File::create(temporary.join(format!("fuzz-{target}.case"))).expect("a file");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(format!("投标文件.{ending}"));
    let (mut tried, mut read, mut failed, mut slowest) = (0, 0, Vec::new(), (0.0, 0));
    let mut case = only.unwrap_or(0);
    loop {
        let over = match (only, seconds) {
            (Some(_), _) => 1 <= tried,
            (None, Some(seconds)) => Duration::from_secs(seconds) <= begun.elapsed(),
            (None, None) => FEW <= tried,
        };
        if over {
            break;
        }
        let mut chance = Chance::new(seed, target, case);
        let bytes = make(&mut chance);
        if only.is_some() {
            fs::write(temporary.join(format!("fuzz-{target}-{seed}-{case}.{ending}")), &bytes)
                .expect("a file");
        } else {
            log.write_all(format!("{case}\n").as_bytes()).expect("a note");
        }
        fs::write(&path, &bytes).expect("a file");
        let from = Instant::now();
        let ended = catch_unwind(AssertUnwindSafe(|| {
            let loaded = load_files(
                vec![path.clone()],
                Vec::new(),
                How { limits: &limits(), columns: None, watch: &() },
            );
            hold(&loaded, case.is_multiple_of(8) || only.is_some());
            loaded.sources.files.iter().any(|file| !file.sha256.is_empty())
        }));
        let took = from.elapsed().as_secs_f64();
        if slowest.0 < took {
            slowest = (took, case);
        }
        read += u64::from(matches!(ended, Ok(true)));
        if ended.is_err() || SLOW < took {
            failed.push(case);
            if 20 < failed.len() {
                break;
            }
        }
        tried += 1;
        case += 1;
    }
    println!(
        "fuzz {target}: seed {seed}, {tried} cases in {:.0} s, {read} of them readable, slowest {:.2} s (case {}), failed {failed:?}",
        begun.elapsed().as_secs_f64(),
        slowest.0,
        slowest.1
    );
    assert!(failed.is_empty(), "{target}: cases {failed:?} of seed {seed} failed");
}

/// Smaller than usual, so that a case is quick.
fn limits() -> Limits {
    Limits { cells: 200_000, ratio_floor: 64 << 20, ..Limits::default() }
}

#[test]
fn any_file_damaged_anywhere() {
    let files = [corpus("readers", &[]), corpus("tenders", &[]), corpus("broken", &[])].concat();
    fuzz("any", "xlsx", |chance| {
        let mut bytes = chance.one_of(&files).clone();
        damage::bytes(&mut bytes, chance, &files);
        bytes
    });
}

#[test]
fn parts_of_an_xlsx() {
    let files = [corpus("readers", &["xlsx"]), corpus("tenders", &["xlsx"])].concat();
    fuzz("xlsx", "xlsx", |chance| part_damaged(chance, &files));
}

#[test]
fn parts_of_an_ods() {
    let files = [corpus("readers", &["ods"]), corpus("tenders", &["ods"])].concat();
    fuzz("ods", "ods", |chance| part_damaged(chance, &files));
}

#[test]
fn records_of_an_xls() {
    let files = [corpus("readers", &["xls"]), corpus("tenders", &["xls"])].concat();
    fuzz("xls", "xls", |chance| {
        let mut bytes = chance.one_of(&files).clone();
        damage::records(&mut bytes, chance);
        bytes
    });
}

#[test]
fn delimited_text() {
    let files = [
        corpus("readers", &["csv", "txt"]),
        corpus("tenders", &["csv"]),
        corpus("rules", &["csv"]),
    ]
    .concat();
    fuzz("csv", "csv", |chance| {
        let mut bytes = chance.one_of(&files).clone();
        damage::bytes(&mut bytes, chance, &files);
        // A NUL makes it no text, and nothing else would be tried.
        if 0 < chance.below(8) {
            bytes.retain(|byte| *byte != 0);
        }
        bytes
    });
}

#[test]
fn tables_of_any_shape() {
    fuzz("tables", "csv", tables::invent);
}

/// One workbook with one or two of its parts damaged, in a container that is whole.
fn part_damaged(chance: &mut Chance, files: &[Vec<u8>]) -> Vec<u8> {
    let mut parts = loop {
        let parts = unzip(chance.one_of::<Vec<u8>>(files));
        if !parts.is_empty() {
            break parts;
        }
    };
    let others: Vec<Vec<u8>> = parts.iter().map(|(_, bytes)| bytes.clone()).collect();
    for _ in 0..=chance.below(2) {
        // Cells lie in the largest part: that one most often.
        let largest = (0..parts.len()).max_by_key(|at| parts[*at].1.len()).unwrap_or(0);
        let at = if chance.below(3) == 0 { largest } else { chance.below(parts.len()) };
        damage::xml(&mut parts[at].1, chance, &others);
    }
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(name, stored).expect("a part");
        zip.write_all(&bytes).expect("a part");
    }
    zip.finish().expect("a container").into_inner()
}

fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mut zip) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return Vec::new() };
    (0..zip.len())
        .filter_map(|at| {
            let mut part = zip.by_index(at).ok()?;
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).ok()?;
            Some((part.name().ok()?.into_owned(), bytes))
        })
        .collect()
}
