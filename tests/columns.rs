//! What columns are understood to be, what a person decided about them, and the template that reads back without a doubt.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use qingbiao::error::Level;
use qingbiao::load::{Loaded, load};
use qingbiao::record::{Fact, Field, spelling::FIELDS};
use qingbiao::report::{Options, View, columns, template};
use qingbiao::review;
use qingbiao::source::Limits;
use qingbiao::text::Lang;
use serde_json::Value;

fn qingbiao(arguments: &[&str], answers: &str) -> Output {
    use std::io::Write as _;
    let mut child = Command::new(env!("CARGO_BIN_EXE_qingbiao"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    // The program may end before it has read everything.
    let _ = child.stdin.take().expect("its input").write_all(answers.as_bytes());
    child.wait_with_output().expect("the program ends")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn json(arguments: &[&str]) -> Value {
    let output = qingbiao(arguments, "");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)))
}

fn read(path: &Path) -> Loaded {
    load(&[path.to_owned()], &Limits::default(), |_, _| {})
}

/// The account of a folder or file, with personal data masked.
fn account(loaded: &Loaded) -> columns::Columns {
    let bidders = review::resolve(loaded);
    let review = review::review(loaded, &bidders, &review::Settings::default());
    columns::account(View {
        loaded,
        review: &review,
        options: Options { lang: Lang::Zh, unmask: false },
    })
}

fn facts(loaded: &Loaded) -> Vec<&Fact> {
    loaded
        .tenders
        .iter()
        .flat_map(|tender| {
            tender.facts.0.iter().chain(tender.records.iter().flat_map(|record| &record.facts.0))
        })
        .collect()
}

/// A folder with one opening record.
fn opening(contents: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("开标记录.csv"), contents).expect("a table");
    folder
}

/// An opening record whose price stands under a heading that nobody can know, and whose telephone column holds names.
const ODD: &str = "序号,投标单位全称,金蛋,联系电话,其他
1,岚溪启笙科技有限公司,118.5,张三,甲
2,宁川衡数信息技术有限公司,121.2,李四,乙
3,东浦泽砚软件有限公司,125.8,王五,丙
";

#[test]
fn the_template_reads_back_without_a_doubt_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("template.xlsx");
        fs::write(&path, template::write(lang, true).expect("a workbook")).expect("a file");
        let loaded = read(&path);
        let problems: Vec<String> = loaded
            .problems
            .iter()
            .filter(|problem| problem.level != Level::Note)
            .map(ToString::to_string)
            .collect();
        assert_eq!(problems, Vec::<String>::new(), "{lang:?}");
        let bidders = review::resolve(&loaded);
        let reviewed = review::review(&loaded, &bidders, &review::Settings::default());
        assert!(reviewed.problems.is_empty(), "{lang:?}: {:?}", reviewed.problems);
        let leads: Vec<&str> =
            reviewed.findings.iter().map(|found| &*found.finding.says.zh).collect();
        assert_eq!(leads, Vec::<&str>::new(), "{lang:?}: the example is an innocent tender");
        let account = account(&loaded);
        for column in account.files.iter().flat_map(columns::columns_of) {
            let told = format!("{lang:?} {} {}", column.cell, column.heading);
            assert!(column.field.is_some(), "{told} is not understood");
            assert!(column.doubts.is_empty(), "{told}: {:?}", column.doubts);
        }
        let found: BTreeSet<Field> =
            facts(&loaded).iter().filter(|fact| fact.is_usable()).map(|fact| fact.field).collect();
        let lost: Vec<&str> = FIELDS
            .iter()
            .filter(|info| {
                !template::LEFT_OUT.contains(&info.field) && !found.contains(&info.field)
            })
            .map(|info| info.slug)
            .collect();
        assert_eq!(lost, Vec::<&str>::new(), "{lang:?}: these fields are lost");
        let kinds: Vec<&str> =
            account.files[0].sheets.iter().flat_map(|sheet| sheet.kinds.clone()).collect();
        assert_eq!(
            kinds,
            [
                "project",
                "project",
                "particulars",
                "registration",
                "opening",
                "items",
                "qualification",
                "scores",
                "trace",
                "deposit",
                "shareholding",
                "members",
                "official_staff",
                "award",
                "contract",
                "acceptance",
                "ledger"
            ],
            "{lang:?}"
        );
    }
}

#[test]
fn every_field_of_the_blank_template_has_a_note_and_reading_it_is_no_failure() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("模板.xlsx");
    let output = qingbiao(&["template", "-o", path.to_str().expect("a path")], "");
    assert!(output.status.success(), "{}", said(&output));
    let loaded = read(&path);
    assert!(loaded.problems.iter().all(|problem| problem.level != Level::Error));
    assert!(facts(&loaded).is_empty(), "a blank template says nothing");
    assert_eq!(
        template::write(Lang::Zh, false).expect("a workbook"),
        fs::read(&path).expect("a file"),
        "the same template is the same bytes"
    );
}

#[test]
fn reasons_doubts_and_what_is_missing_are_told() {
    let folder = opening(ODD);
    let account = json(&["columns", folder.path().to_str().expect("a path"), "--format", "json"]);
    assert_eq!(account["schema"], "qingbiao.columns.v1");
    let columns = &account["files"][0]["sheets"][0]["tables"][0]["columns"];
    let by_heading = |heading: &str| {
        let all = columns.as_array().expect("columns");
        all.iter().find(|it| it["heading"] == heading).unwrap_or_else(|| panic!("{columns:#}"))
    };
    let bidder = by_heading("投标单位全称");
    assert_eq!(bidder["field"], "bidder_name");
    assert_eq!((&bidder["why"], &bidder["score"]), (&"contained".into(), &66.into()));
    let phone = by_heading("联系电话");
    assert_eq!((&phone["field"], &phone["unfit"]), (&"contact_phone".into(), &3.into()));
    assert!(phone["doubts"][0]["zh"].as_str().expect("a doubt").contains("D2"), "{phone:#}");
    let unknown = by_heading("金蛋");
    assert_eq!((&unknown["field"], &unknown["why"]), (&Value::Null, &"unknown".into()));
    let shapes = unknown["examples"].to_string();
    assert!(!shapes.contains("118.5"), "what nobody can tell is not shown: {shapes}");
    let missing = account["missing"].as_array().expect("fields").iter();
    assert!(
        missing.clone().any(|it| it["field"] == "mac" && it["rules"][0] == "WB203"),
        "{:#}",
        account["missing"]
    );
}

#[test]
fn the_schema_of_the_account_is_told() {
    let schema = json(&["schema", "columns"]);
    assert!(schema["properties"]["not_checked"].is_object(), "{schema:#}");
    assert!(json(&["schema"])["properties"]["findings"].is_object());
}

/// A column file for the odd opening record.
const DECIDED: &str = "[[layout]]
headers = [\"序号\", \"投标单位全称\", \"金蛋\", \"联系电话\", \"其他\"]
kind = \"opening\"

[[layout.column]]
heading = \"金蛋\"
field = \"投标报价\"
unit = \"万元\"

[[layout.column]]
heading = \"联系电话\"
field = \"contact_name\"

[[layout.column]]
heading = \"其他\"
field = \"unused\"
";

#[test]
fn a_review_uses_what_was_decided_whatever_the_file_is_called() {
    let folder = opening(ODD);
    fs::create_dir(folder.path().join("下级")).expect("a folder");
    fs::rename(folder.path().join("开标记录.csv"), folder.path().join("下级/乙.csv"))
        .expect("moved");
    fs::write(folder.path().join("qingbiao-columns.toml"), DECIDED).expect("a column file");
    let loaded = read(folder.path());
    let price = facts(&loaded).into_iter().find(|fact| fact.field == Field::BidPrice);
    let yuan = price.and_then(Fact::money).map(|yuan| yuan.normalize().to_string());
    assert_eq!(yuan.as_deref(), Some("1185000"), "ten thousands of yuan, as decided");
    assert!(facts(&loaded).iter().any(|fact| fact.field == Field::ContactName));
    let text = said(&qingbiao(&["review", folder.path().to_str().expect("a path")], ""));
    assert!(text.contains("列对应文件已使用：1 种版式"), "{text}");
}

#[test]
fn a_column_file_that_is_given_goes_before_the_one_beside_the_input() {
    let folder = opening(ODD);
    let elsewhere = tempfile::tempdir().expect("a folder");
    let file = elsewhere.path().join("其他.toml");
    fs::write(&file, DECIDED).expect("a column file");
    let (folder, file) = (folder.path().to_str().expect("a path"), file.to_str().expect("a path"));
    let account = json(&["columns", folder, "--columns", file, "--format", "json"]);
    let columns = &account["files"][0]["sheets"][0]["tables"][0]["columns"];
    assert_eq!(columns[2]["why"], "decided");
    assert_eq!(columns[2]["unit"]["from"], "decided");
    let lost = qingbiao(&["review", folder, "--columns", "没有.toml"], "");
    assert_eq!(lost.status.code(), Some(2), "{}", said(&lost));
}

#[test]
fn unknown_fields_and_layouts_that_nothing_has_are_problems() {
    let folder = opening(ODD);
    let text = "[[layout]]\nheaders = [\"甲\", \"乙\"]\n[[layout.column]]\nheading = \"甲\"\nfield = \"bid_prise\"\n";
    fs::write(folder.path().join("qingbiao-columns.toml"), text).expect("a column file");
    let told = said(&qingbiao(&["review", folder.path().to_str().expect("a path")], ""));
    assert!(told.contains("没有字段“bid_prise”") && told.contains("bid_price"), "{told}");
    assert!(told.contains("没有表格与版式“甲 | 乙 …”一致"), "{told}");
}

#[test]
fn a_batch_uses_one_column_file_for_all_folders_and_tells_once_what_nothing_has() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["甲", "乙"] {
        fs::create_dir(folder.path().join(name)).expect("a folder");
        fs::write(folder.path().join(name).join("开标.csv"), ODD).expect("a table");
    }
    let text = format!("{DECIDED}\n[[layout]]\nheaders = [\"无\"]\n");
    fs::write(folder.path().join("qingbiao-columns.toml"), text).expect("a column file");
    let made = tempfile::tempdir().expect("a folder");
    let paths = [folder.path(), made.path()].map(|path| path.to_str().expect("a path"));
    let output = qingbiao(&["batch", paths[0], "-o", paths[1]], "");
    let index = fs::read_to_string(made.path().join("index.html"))
        .unwrap_or_else(|_| panic!("{}", said(&output)));
    assert_eq!(index.matches("列对应文件已使用：1 种版式").count(), 1);
    assert_eq!(index.matches("没有表格与版式“无 …”一致").count(), 1);
}

#[test]
fn answers_become_a_column_file_that_is_used_again() {
    let folder = opening(ODD);
    let path = folder.path().to_str().expect("a path");
    // The table; 金蛋: its unit, then its field; 联系电话: a name, found by a word; 其他: not used.
    let answers = "\nu 万元\n投标报价\n联系人\n-\n";
    let output = qingbiao(&["columns", path, "--interactive"], answers);
    assert!(output.status.success(), "{}", said(&output));
    let written = fs::read_to_string(folder.path().join("qingbiao-columns.toml"))
        .unwrap_or_else(|_| panic!("{}", said(&output)));
    assert!(written.contains("field = \"bid_price\" # 投标报价\nunit = \"万元\""), "{written}");
    assert!(written.contains("field = \"unused\""), "{written}");
    let loaded = read(folder.path());
    let yuan = facts(&loaded).iter().find_map(|fact| fact.money()).map(|yuan| yuan.normalize());
    assert_eq!(yuan.map(|yuan| yuan.to_string()).as_deref(), Some("1185000"));
    let again = said(&qingbiao(&["columns", path, "--interactive"], ""));
    assert!(again.contains("没有改动"), "nothing is left to ask: {again}");
}

#[test]
fn a_header_row_that_was_not_recognised_can_be_named() {
    let folder = opening(
        "宁川资料\n甲栏,乙栏\n岚溪启笙科技有限公司,1185000\n宁川衡数信息技术有限公司,1212000\n",
    );
    let path = folder.path().to_str().expect("a path");
    let answers = "h 2\n\n投标人\n投标报价\n";
    let output = qingbiao(&["columns", path, "--interactive"], answers);
    let loaded = read(folder.path());
    let prices = facts(&loaded).iter().filter(|fact| fact.field == Field::BidPrice).count();
    assert_eq!(prices, 2, "{}", said(&output));
}

#[test]
fn the_annotated_copy_holds_values_and_no_formulas() {
    let folder = opening(
        "序号,投标人,报价（元）,联系电话,附注栏\n1,岚溪启笙科技有限公司,1185000,13905710000,=1+1\n2,宁川衡数信息技术有限公司,1212000,13905710001,+cmd\n",
    );
    let copy = folder.path().join("副本.xlsx");
    let (input, copied) = (folder.path().to_str().expect("a path"), copy.to_str().expect("a path"));
    let output = qingbiao(&["columns", input, "-f", "xlsx", "-o", copied, "--unmask"], "");
    assert!(output.status.success(), "{}", said(&output));
    let parts = parts(&copy);
    assert!(parts.iter().all(|(_, text)| !text.contains("<f>")), "a formula");
    let all: String = parts.iter().map(|(_, text)| text.as_str()).collect();
    assert!(all.contains("=1+1") && all.contains("+cmd") && all.contains("13905710000"));
    let notes = parts.iter().find(|(name, _)| name.contains("comments")).expect("notes");
    assert!(notes.1.contains("投标报价") && notes.1.contains("不使用"), "{}", notes.1);
    fs::remove_file(&copy).expect("removed");
    qingbiao(&["columns", input, "-f", "xlsx", "-o", copied], "");
    let masked: String = self::parts(&copy).into_iter().map(|(_, text)| text).collect();
    assert!(!masked.contains("13905710000") && !masked.contains("=1+1"), "personal data are shown");
    assert!(masked.contains("联系电话") && masked.contains("附注栏"), "headings are nobody's data");
}

/// The parts of a workbook that are text.
fn parts(path: &Path) -> Vec<(String, String)> {
    use std::io::Read as _;
    let file = fs::File::open(path).expect("a workbook");
    let mut archive = zip::ZipArchive::new(file).expect("a zip");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        if name.ends_with(".xml") {
            let mut text = String::new();
            part.read_to_string(&mut text).expect("text");
            parts.push((name, text));
        }
    }
    parts
}
