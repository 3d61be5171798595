//! The command line as people meet it: exit codes, messages that say what to do, one broken file among good ones.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn qingbiao(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_qingbiao"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

const RIGGED: &str = "fixtures/tenders/nc-core-system";
const CLEAN: &str = "fixtures/tenders/nc-data-platform";

#[test]
fn a_review_says_the_verdict_and_points_at_cells() {
    let output = qingbiao(&["review", RIGGED]);
    assert_eq!(code(&output), 0);
    let text = said(&output);
    for wanted in
        ["建议列为重点复核对象", "WB301", "缴纳明细 › E5", "****4417", "未检查", "本结果为核查线索"]
    {
        assert!(text.contains(wanted), "{wanted} is missing in\n{text}");
    }
    assert!(!text.contains("\u{1b}["), "colour where there is no terminal");
}

#[test]
fn english_is_spoken_when_asked_for() {
    let text = said(&qingbiao(&["review", RIGGED, "--lang", "en"]));
    assert!(
        text.contains("Suggested for priority review") && text.contains("rules not checked"),
        "{text}"
    );
}

#[test]
fn personal_data_is_masked_unless_asked_for() {
    let phone = "13987652086";
    assert!(!said(&qingbiao(&["review", RIGGED, "--format", "json"])).contains(phone));
    assert!(said(&qingbiao(&["review", RIGGED, "--format", "json", "--unmask"])).contains(phone));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in ["json", "html", "text"] {
        let first = qingbiao(&["review", RIGGED, "--format", format]);
        let second = qingbiao(&["review", RIGGED, "--format", format]);
        assert!(
            first.stdout == second.stdout && !first.stdout.is_empty(),
            "{format} differs from run to run"
        );
    }
}

#[test]
fn the_json_report_keeps_its_promises() {
    let output = qingbiao(&["review", RIGGED, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["schema"], "qingbiao.report.v2");
    for key in [
        "tool",
        "language",
        "inputs",
        "tenders",
        "bidders",
        "possibly_same",
        "findings",
        "not_checked",
        "set_aside",
        "problems",
    ] {
        assert!(report.get(key).is_some(), "{key} is missing");
    }
    let findings = report["findings"].as_array().expect("findings");
    assert!(findings.iter().any(|finding| finding["slug"] == "same_deposit_account"));
    for finding in findings {
        assert!(
            finding["evidence"].as_array().is_some_and(|cells| !cells.is_empty()),
            "a finding without evidence: {finding}"
        );
    }
    let reasons: Vec<String> = report["not_checked"]
        .as_array()
        .expect("what was not checked")
        .iter()
        .map(|one| format!("{} {} {}", one["rule"], one["because"], one["bidders"]))
        .collect();
    let distinct: std::collections::BTreeSet<&String> = reasons.iter().collect();
    assert_eq!(distinct.len(), reasons.len(), "a reason is said once for all packages");
    assert!(report["not_checked"][0]["packages"].is_array());
    let schema: serde_json::Value =
        serde_json::from_slice(&qingbiao(&["schema"]).stdout).expect("a schema");
    for key in schema["required"].as_array().expect("required fields") {
        assert!(
            report.get(key.as_str().unwrap_or_default()).is_some(),
            "the schema requires {key}"
        );
    }
}

#[test]
fn fail_on_sets_the_exit_code() {
    assert_eq!(code(&qingbiao(&["review", RIGGED, "--fail-on", "deemed"])), 1);
    assert_eq!(code(&qingbiao(&["review", CLEAN, "--fail-on", "strong"])), 0);
}

#[test]
fn a_deemed_rule_is_raised() {
    let text = said(&qingbiao(&["review", RIGGED, "--deem", "WB203"]));
    assert!(text.lines().any(|line| line.contains("视为") && line.contains("WB203")), "{text}");
}

#[test]
fn wrong_use_is_told() {
    assert_eq!(code(&qingbiao(&["review"])), 2);
    assert_eq!(code(&qingbiao(&["review", RIGGED, "--deem", "WB999"])), 2);
    assert_eq!(code(&qingbiao(&["chart", "network", RIGGED, "-o", "x.pdf"])), 2);
    assert_eq!(code(&qingbiao(&["explain", "nonsense"])), 2);
}

#[test]
fn nothing_to_read_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("没有.xlsx");
    let empty = folder.path().join("空.xlsx");
    fs::write(&empty, b"").expect("a file");
    for path in [&missing, &empty, &folder.path().to_path_buf()] {
        let output = qingbiao(&["review", &path.display().to_string()]);
        assert_eq!(code(&output), 3, "{}", said(&output));
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("没有可读取的输入"),
            "{}",
            said(&output)
        );
    }
}

fn broken() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/broken");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("broken files")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}

#[test]
fn one_broken_file_never_stops_the_rest() {
    let files = broken();
    assert!(5 <= files.len(), "{} broken files", files.len());
    for file in files {
        let folder = tempfile::tempdir().expect("a folder");
        fs::copy(
            Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules/WB101/hit.csv"),
            folder.path().join("开标记录.csv"),
        )
        .expect("a copy");
        let name = file.file_name().expect("a name").to_owned();
        fs::copy(&file, folder.path().join(&name)).expect("a copy");
        let output = qingbiao(&["review", &folder.path().display().to_string()]);
        let text = said(&output);
        assert_eq!(code(&output), 0, "{}: {text}", file.display());
        assert!(text.contains("WB101"), "{}: the good file is lost\n{text}", file.display());
        assert!(text.contains(&*name.to_string_lossy()), "{}: not named\n{text}", file.display());
    }
}

#[test]
fn every_rule_can_be_explained() {
    let list = said(&qingbiao(&["rules"]));
    for line in list.lines() {
        let rule = line.split_whitespace().next().expect("a code");
        for lang in ["zh", "en"] {
            let output = qingbiao(&["explain", rule, "--lang", lang]);
            assert_eq!(code(&output), 0, "{rule}");
            assert!(said(&output).contains(rule));
        }
    }
    assert!(40 <= list.lines().count(), "{list}");
}

#[test]
fn completions_are_written() {
    assert!(said(&qingbiao(&["completions", "bash"])).contains("qingbiao"));
}

#[test]
fn charts_are_drawn_as_svg() {
    let folder = tempfile::tempdir().expect("a folder");
    for (kind, input) in [
        ("network", RIGGED),
        ("prices", CLEAN),
        ("rotation", "fixtures/tenders/dongpu-rotation"),
        ("splitting", "fixtures/tenders/lanxi-maintenance-split"),
        ("ceiling", RIGGED),
        ("concentration", "fixtures/tenders/dongpu-rotation"),
        ("scores", RIGGED),
        ("timeline", RIGGED),
    ] {
        let path = folder.path().join(format!("{kind}.svg"));
        let output = qingbiao(&["chart", kind, input, "-o", &path.display().to_string()]);
        assert_eq!(code(&output), 0, "{kind}: {}", said(&output));
        let svg = fs::read_to_string(&path).expect("a chart");
        assert!(svg.contains("<svg") && svg.contains("核查线索"), "{kind}");
    }
}

#[test]
fn all_charts_are_written_with_their_data_and_what_is_missing_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("charts");
    let output =
        qingbiao(&["chart", "--all", RIGGED, "-o", &out.display().to_string(), "--as", "svg,csv"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    for kind in ["network", "prices", "ceiling", "concentration", "splitting", "scores", "timeline"]
    {
        let svg = fs::read_to_string(out.join(format!("{kind}.svg"))).expect("a chart");
        let csv = fs::read_to_string(out.join(format!("{kind}.csv"))).expect("its data");
        assert!(svg.contains("<title") && svg.contains("<desc"), "{kind}");
        assert!(csv.starts_with('\u{feff}') && 1 < csv.lines().count(), "{kind}");
        assert!(!out.join(format!("{kind}.png")).exists(), "{kind}: no PNG was asked for");
    }
    assert!(!out.join("rotation.svg").exists());
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("rotation") && errors.contains("至少需要三个"), "{errors}");
}

#[test]
fn a_wrong_chart_is_told_with_those_there_are() {
    for (arguments, word) in [
        (["chart", "piechart", RIGGED, "-o", "x.svg"], "timeline"),
        (["chart", "prices", RIGGED, "-o", "x.pdf"], ".csv"),
        (["chart", "--all", RIGGED, "-o", "Cargo.toml"], "Cargo.toml"),
    ] {
        let output = qingbiao(&arguments);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(code(&output) == 2 && errors.contains(word), "{arguments:?}: {errors}");
    }
}

#[test]
fn a_batch_links_every_tender_to_its_review() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let output = qingbiao(&[
        "batch",
        "fixtures/tenders",
        "fixtures/broken",
        "-o",
        &out.display().to_string(),
    ]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let index = fs::read_to_string(out.join("index.html")).expect("the index");
    let csv = fs::read_to_string(out.join("index.csv")).expect("the table");
    assert!(index.contains("NCZC2025-G1-0387") && csv.contains("NCZC2025-G1-0387"));
    let links: Vec<&str> = index
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| link.ends_with(".html"))
        .collect();
    assert!(!links.is_empty());
    for link in links {
        assert!(out.join(link).is_file(), "{link} leads nowhere");
    }
    assert!(index.contains("衡") && index.contains("q"), "pairs are listed");
}

#[test]
fn a_batch_tells_what_changed_since_an_earlier_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (folder.path().join("1"), folder.path().join("2"));
    let (first, second) = (first.display().to_string(), second.display().to_string());
    let both = [RIGGED, "fixtures/tenders/qingyuan-call-center"];
    assert_eq!(code(&qingbiao(&["batch", RIGGED, "-o", &first])), 0);
    let output = qingbiao(&["batch", both[0], both[1], "-o", &second, "--since", &first]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let changes = fs::read_to_string(Path::new(&second).join("changes.csv")).expect("changes");
    assert!(2 <= changes.lines().count(), "{changes}");
    assert!(changes.lines().skip(1).all(|line| line.starts_with("\"新增\",")), "{changes}");
    let page = || fs::read_to_string(Path::new(&second).join("index.html")).expect("the index");
    assert!(page().contains("与上次相比") && page().contains("线索变化 0 个"));
    // The folder of the earlier run can be that of this one.
    let output = qingbiao(&["batch", both[0], both[1], "-o", &second, "--since", &second]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(page().contains("新增 0 个，本次没有 0 个，线索变化 0 个"));
    for wrong in [folder.path().join("nowhere"), Path::new(env!("CARGO_MANIFEST_DIR")).join("src")]
    {
        let wrong = wrong.display().to_string();
        let output = qingbiao(&["batch", RIGGED, "-o", &first, "--since", &wrong]);
        assert_eq!(code(&output), 2, "{}", said(&output));
        assert!(said(&output).contains("index.csv"), "{}", said(&output));
    }
}

#[test]
fn a_folder_packed_as_zip_is_reviewed_like_the_folder() {
    use std::io::Write as _;

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("项目.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).expect("an archive"));
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(RIGGED)).expect("a tender")
    {
        let file = entry.expect("a file").path();
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a member");
        zip.write_all(&fs::read(&file).expect("bytes")).expect("packed");
    }
    zip.finish().expect("packed");
    let packed = path.to_str().expect("a path");
    let of_archive = said(&qingbiao(&["review", packed]));
    assert_eq!(of_archive.replace(packed, RIGGED), said(&qingbiao(&["review", RIGGED])));
    let page = said(&qingbiao(&["review", packed, "--format", "html"]));
    assert!(page.contains("项目.zip/保证金登记表.xlsx"), "the source rows are read again");
}
