//! What reading costs against the limit: calamine's streaming reader alone on the same workbook. Run by `cargo bench`.
//!
//! Each way is run several times in a process of its own, so that peak memory is its own; CPU time and peak memory come from
//! `/proc/self`, so this measures on Linux only. Nothing here asserts: it prints medians and ratios.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use qingbiao::load;
use qingbiao::source::{self, Limits, Row, SheetInfo, Sink};

const ROWS: usize = 200_000;
const RUNS: usize = 7;

const HEADER: [&str; 20] = [
    "序号",
    "项目编号",
    "项目名称",
    "包号",
    "采购人",
    "代理机构",
    "采购方式",
    "品目",
    "预算金额（元）",
    "最高限价（元）",
    "公告时间",
    "开标时间",
    "投标人",
    "统一社会信用代码",
    "联系人",
    "联系电话",
    "投标报价（元）",
    "MAC地址",
    "IP地址",
    "交货期",
];

/// Writes a workbook of 200,000 bids in 20 columns, as a spreadsheet program would: shared strings, numbers, no styles.
fn write_workbook(path: &Path) -> zip::result::ZipResult<()> {
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path)?);
    let options = zip::write::SimpleFileOptions::default();
    let mut strings: Vec<String> = HEADER.iter().map(|text| (*text).to_owned()).collect();
    let mut sheet = String::with_capacity(ROWS * 900);
    sheet.push_str("<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
    let column = |at: usize| char::from(b'A' + u8::try_from(at).unwrap_or(0));
    for row in 0..=ROWS {
        sheet.push_str(&format!("<row r=\"{}\">", row + 1));
        for at in 0..HEADER.len() {
            let place = format!("{}{}", column(at), row + 1);
            if row == 0 {
                sheet.push_str(&format!("<c r=\"{place}\" t=\"s\"><v>{at}</v></c>"));
                continue;
            }
            let (tender, bidder) = (row / 5, row * 7919 % 4001);
            let text = match at {
                0 => None,
                1 => Some(format!("NC-{tender:06}")),
                2 => Some(format!("宁川市社会保险信息系统建设项目（{tender}）")),
                3 => Some(format!("包{}", tender % 3 + 1)),
                4 => Some(format!("宁川市第{}社会保险事业管理中心", tender % 97)),
                5 => Some(format!("宁川正衡招标代理有限公司第{}部", tender % 31)),
                6 => Some("公开招标".to_owned()),
                7 => Some("C16010000 软件开发服务".to_owned()),
                10 | 11 => Some(format!("2024-{:02}-{:02}", tender % 12 + 1, tender % 28 + 1)),
                12 => Some(format!("宁川衡数{bidder}信息技术有限公司")),
                13 => Some(format!("9153010{bidder:011}")),
                14 => Some(format!("联系人{}", bidder % 900)),
                15 => Some(format!("139{:08}", bidder * 1237 % 100_000_000)),
                17 => Some(format!(
                    "3C:7C:3F:{:02X}:{:02X}:{:02X}",
                    bidder % 256,
                    row % 256,
                    row / 256 % 256
                )),
                18 => Some(format!("117.{}.{}.{}", bidder % 200, row % 250, row / 250 % 250)),
                19 => Some(format!("{}日历天", 60 + tender % 90)),
                _ => None,
            };
            match text {
                Some(text) => {
                    sheet.push_str(&format!(
                        "<c r=\"{place}\" t=\"s\"><v>{}</v></c>",
                        strings.len()
                    ));
                    strings.push(text);
                }
                None => sheet.push_str(&format!(
                    "<c r=\"{place}\"><v>{}</v></c>",
                    if at == 0 { row } else { 1_000_000 + row * 37 % 400_000 }
                )),
            }
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    let mut part = |name: &str, text: &str| -> zip::result::ZipResult<()> {
        zip.start_file(name, options)?;
        Ok(zip.write_all(text.as_bytes())?)
    };
    part(
        "[Content_Types].xml",
        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>",
    )?;
    part(
        "_rels/.rels",
        "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
    )?;
    part(
        "xl/workbook.xml",
        "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"bids\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
    )?;
    part(
        "xl/_rels/workbook.xml.rels",
        "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>",
    )?;
    part("xl/worksheets/sheet1.xml", &sheet)?;
    drop(sheet);
    let mut shared = format!(
        "<?xml version=\"1.0\"?><sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"{0}\" uniqueCount=\"{0}\">",
        strings.len()
    );
    for text in &strings {
        shared.push_str("<si><t>");
        shared.push_str(text);
        shared.push_str("</t></si>");
    }
    shared.push_str("</sst>");
    part("xl/sharedStrings.xml", &shared)?;
    zip.finish()?;
    Ok(())
}

struct Count(usize);

impl Sink for Count {
    fn sheet(&mut self, _: u16, _: &SheetInfo) {}
    fn row(&mut self, _: u16, row: &Row<'_>) {
        self.0 += row.cells.len();
    }
    fn end(&mut self, _: u16) {}
}

/// One way of reading the workbook; gives how many cells or records it saw, and the records, which are kept.
fn read(way: &str, path: &Path) -> (usize, Option<load::Loaded>) {
    let seen = match way {
        "calamine" => {
            let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).expect("the workbook");
            let mut cells = book.worksheet_cells_reader("bids").expect("the sheet");
            let mut count = 0;
            while let Some(cell) = cells.next_cell().expect("a cell") {
                count += usize::from(!matches!(cell.get_value(), calamine::DataRef::Empty));
            }
            count
        }
        "rows" => {
            let mut count = Count(0);
            source::read(path, 0, &Limits::default(), &mut count).expect("the workbook");
            count.0
        }
        _ => {
            let loaded = load::load(&[path.to_owned()], &Limits::default(), |_, _| {});
            let records = loaded.tenders.iter().map(|tender| tender.records.len()).sum();
            return (records, Some(loaded));
        }
    };
    (seen, None)
}

/// CPU seconds and peak memory in MiB of this process so far.
fn used() -> (f64, f64) {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> =
        stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks: f64 =
        fields.iter().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<f64>().ok());
    (ticks / 100.0, peak.unwrap_or_default() / 1024.0)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// What the runs of one way used: CPU seconds and peak MiB of each.
#[derive(Default)]
struct Used {
    seen: f64,
    cpu: Vec<f64>,
    peak: Vec<f64>,
}

#[expect(clippy::print_stdout, reason = "a bench tells its figures")]
fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mark, way, path] = &arguments[..]
        && mark == "--way"
    {
        // What is kept is kept until after the measurement: reading ends when the records are there.
        let (count, kept) = read(way, Path::new(path));
        let (cpu, peak) = used();
        drop(kept);
        println!("{count} {cpu} {peak}");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path: PathBuf = folder.path().join("bids.xlsx");
    write_workbook(&path).expect("the workbook");
    println!("{ROWS} rows of {} columns, {} runs each, medians:", HEADER.len(), RUNS);
    let this = std::env::current_exe().expect("this program");
    let ways = [
        ("calamine", "calamine's streaming reader alone"),
        ("rows", "rows (source)"),
        ("records", "records (source, record), all kept"),
    ];
    // In turns, so that a machine that grows slower does so for all of them.
    let mut used: Vec<Used> = ways.iter().map(|_| Used::default()).collect();
    for _ in 0..RUNS {
        for ((way, _), used) in ways.iter().zip(&mut used) {
            let out = Command::new(&this).args(["--way", way]).arg(&path).output().expect("a run");
            let said = String::from_utf8_lossy(&out.stdout);
            let figures: Vec<f64> =
                said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
            if let [seen, seconds, mib] = figures[..] {
                used.seen = seen;
                used.cpu.push(seconds);
                used.peak.push(mib);
            }
        }
    }
    let mut base = None;
    for ((_, what), used) in ways.iter().zip(used) {
        let (seen, cpu, peak) = (used.seen, median(used.cpu), median(used.peak));
        let (base_cpu, base_peak) = *base.get_or_insert((cpu, peak));
        println!(
            "{what:38} {cpu:6.2} s CPU ({:4.2} x)  {peak:6.0} MiB peak ({:4.2} x)  {seen} seen",
            cpu / base_cpu,
            peak / base_peak
        );
    }
    let tiny = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules/WB101/hit.csv");
    let mut times = Vec::new();
    for _ in 0..20 {
        let begun = Instant::now();
        let out = Command::new(env!("CARGO_BIN_EXE_qingbiao"))
            .arg("review")
            .arg(&tiny)
            .output()
            .expect("a run");
        assert!(out.status.success(), "the tiny workbook is reviewed");
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    println!("a tiny workbook from start to end: {:.1} ms (median of 20)", median(times));
}
