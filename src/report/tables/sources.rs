//! 材料来源: every file with its fingerprint, every sheet with its rows read, used and set aside.

use std::collections::BTreeMap;

use super::{FILE, Table, Value, listed};
use crate::record::{SetAside, SheetReport};
use crate::report::digest::{Digest, plain};
use crate::source::{FileInfo, Visibility};
use crate::text::Text;

/// Row numbers that are listed for one reason.
const LISTED_ROWS: usize = 20;

pub(super) fn table(digest: &Digest<'_>) -> Table {
    let mut table = Table::new(
        "sources",
        Text::of("材料来源", "Sources"),
        Text::of(
            "读取行数＝使用行数＋搁置行数；搁置的行逐行有原因。SHA-256 为读取时文件的指纹。",
            "Rows read = rows used + rows set aside, each for a reason. SHA-256 is the fingerprint of the file as it was read.",
        ),
        &[
            (FILE, 34),
            (Text::of("工作表", "Sheet"), 14),
            (Text::of("识别为", "Understood as"), 18),
            (Text::of("隐藏", "Hidden"), 6),
            (Text::of("读取行数", "Rows read"), 7),
            (Text::of("使用行数", "Rows used"), 7),
            (Text::of("搁置行数", "Set aside"), 7),
            (Text::of("搁置原因（行号）", "Reasons (rows)"), 36),
            (Text::of("SHA-256", "SHA-256"), 34),
        ],
    );
    for (at, file) in digest.view.loaded.sources.files.iter().enumerate() {
        let sheets: Vec<&SheetReport> =
            digest.view.loaded.sheets.iter().filter(|sheet| sheet.file as usize == at).collect();
        if sheets.is_empty() {
            let mut row = vec![Value::Empty; 9];
            row[0] = plain(&file.path).into();
            row[2] = digest.say("没有读到内容", "nothing was read").into();
            row[8] = hash(digest, file);
            table.rows.push(row);
        }
        for sheet in sheets {
            table.rows.push(row(digest, file, sheet));
        }
    }
    table
}

fn hash(digest: &Digest<'_>, file: &FileInfo) -> Value {
    match file.sha256.as_str() {
        "" => digest.say("未能读取", "could not be read").into(),
        hash => hash.into(),
    }
}

fn row(digest: &Digest<'_>, file: &FileInfo, sheet: &SheetReport) -> Vec<Value> {
    let info = file.sheets.get(usize::from(sheet.sheet));
    let hidden = info.is_some_and(|info| info.visibility != Visibility::Visible);
    let mut kinds: Vec<String> = Vec::new();
    for kind in &sheet.kinds {
        let name = digest.tell(&kind.name());
        if !kinds.contains(&name) {
            kinds.push(name);
        }
    }
    if kinds.is_empty() {
        kinds.push(digest.say("未识别", "not recognised").to_owned());
    }
    let mut reasons: BTreeMap<SetAside, Vec<u32>> = BTreeMap::new();
    for (row, why) in &sheet.set_aside {
        reasons.entry(*why).or_default().push(*row);
    }
    let comma = digest.say("、", ", ");
    let reasons = reasons.iter().map(|(why, rows)| {
        let listed: Vec<String> = rows.iter().take(LISTED_ROWS).map(u32::to_string).collect();
        let more = if LISTED_ROWS < rows.len() { "…" } else { "" };
        format!(
            "{} {}{}{}{more}{}",
            digest.tell(&why.name()),
            rows.len(),
            digest.say("（", " ("),
            listed.join(comma),
            digest.say("）", ")")
        )
    });
    let count = |n: u32| Value::Count(n as usize);
    vec![
        plain(&file.path).into(),
        info.map(|info| plain(&info.name)).unwrap_or_default().into(),
        Value::text(kinds.join(comma)),
        if hidden { digest.say("是", "yes").into() } else { Value::Empty },
        count(sheet.rows_read),
        count(sheet.rows_used),
        count(sheet.rows_read - sheet.rows_used),
        listed(digest, reasons.collect()),
        hash(digest, file),
    ]
}
