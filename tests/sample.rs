//! `reports/sample`: what the program writes for a rigged tender and for a clean one, every format, kept true.
//!
//! `UPDATE=1 cargo test --test sample` writes it anew, to be looked at before it is committed. Texts are compared byte for
//! byte, workbooks and documents part by part. Pictures depend on the fonts of the machine and are not compared; where
//! there is no Chinese font at all, the report that would hold them is left out.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const TENDERS: [&str; 2] = ["nc-core-system", "nc-data-platform"];

/// All of it together is no larger than this, in bytes.
const LARGEST: u64 = 3 << 20;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn qingbiao(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_qingbiao"))
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("the program runs")
}

fn run(arguments: &[&str]) {
    let output = qingbiao(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
}

/// Writes everything for one tender into a folder; the folder lies as deep as the committed one, so that links to the
/// sources are the same.
fn write(tender: &str, folder: &Path) {
    let _ = fs::remove_dir_all(folder);
    let input = format!("fixtures/tenders/{tender}");
    let output = folder.display().to_string();
    run(&["review", &input, "--format", "all", "-o", &output]);
    let charts = folder.join("charts").display().to_string();
    run(&["chart", "--all", &input, "-o", &charts, "--as", "svg,csv"]);
    // Two of them as pictures of dots, where there is a font to draw them with.
    for kind in ["network", "prices"] {
        let picture = folder.join(format!("charts/{kind}.png")).display().to_string();
        let _ = qingbiao(&["chart", kind, &input, "-o", &picture, "--scale", "1"]);
    }
}

/// Every file below a folder, by its path in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, below: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let name = if below.is_empty() { name } else { format!("{below}/{name}") };
            if path.is_dir() {
                walk(&path, &name, found);
            } else {
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found);
    found
}

/// The parts of a workbook or document, by name; of pictures only that they are there.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a container");
    let mut parts = BTreeMap::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        if name.ends_with(".png") {
            bytes.clear();
        }
        parts.insert(name, bytes);
    }
    parts
}

/// Where two texts part, with what stands there.
fn difference(a: &[u8], b: &[u8]) -> String {
    let at = a.iter().zip(b).position(|(a, b)| a != b).unwrap_or(a.len().min(b.len()));
    let around = |bytes: &[u8]| {
        let end = bytes.len().min(at + 120);
        String::from_utf8_lossy(&bytes[at.saturating_sub(60).min(end)..end]).into_owned()
    };
    format!("at byte {at}:\n  sample: …{}…\n  now:    …{}…", around(a), around(b))
}

/// Where the sample is not what the program writes now.
#[expect(clippy::print_stderr, reason = "a test says what it left out")]
fn compared(sample: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    for tender in TENDERS {
        let now = root().join("target/tmp").join(format!("sample-{tender}"));
        write(tender, &now);
        let (known, made) = (files(&sample.join(tender)), files(&now));
        let has_font = made.keys().any(|name| name.ends_with(".png"));
        if !has_font {
            eprintln!(
                "no Chinese font here (fonts-noto-cjk): pictures and report.docx are not compared"
            );
        }
        let depends_on_fonts =
            |name: &str| name.ends_with(".png") || (!has_font && name == "report.docx");
        let names = known.keys().chain(made.keys()).filter(|name| !depends_on_fonts(name));
        for name in names.collect::<std::collections::BTreeSet<_>>() {
            match (known.get(name), made.get(name)) {
                (Some(known), Some(made)) if name.ends_with("x") => {
                    let (known, made) = (parts(known), parts(made));
                    if !known.keys().eq(made.keys()) {
                        wrong.push(format!("{tender}/{name}: other parts"));
                    }
                    for (part, bytes) in &known {
                        if let Some(other) = made.get(part).filter(|other| *other != bytes) {
                            let where_ = difference(bytes, other);
                            wrong.push(format!("{tender}/{name}, {part} {where_}"));
                        }
                    }
                }
                (Some(known), Some(made)) if known == made => {}
                (Some(known), Some(made)) => {
                    wrong.push(format!("{tender}/{name} {}", difference(known, made)));
                }
                (known, _) => wrong.push(format!(
                    "{tender}/{name} is {}",
                    if known.is_some() { "no longer written" } else { "missing in the sample" }
                )),
            }
        }
    }
    wrong
}

#[test]
fn the_sample_is_what_the_program_writes_and_small() {
    let sample = root().join("reports/sample");
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&sample);
        for tender in TENDERS {
            write(tender, &sample.join(tender));
        }
    } else {
        let wrong = compared(&sample);
        assert!(
            wrong.is_empty(),
            "reports/sample is out of date; UPDATE=1 cargo test --test sample writes it anew\n{}",
            wrong.join("\n")
        );
    }
    let sizes = TENDERS.iter().flat_map(|tender| files(&sample.join(tender)).into_values());
    let size: u64 = sizes.map(|bytes| bytes.len() as u64).sum();
    assert!(0 < size && size < LARGEST, "{size} bytes");
}
