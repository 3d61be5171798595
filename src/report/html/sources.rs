//! 八、材料来源: every file with its fingerprint, every sheet with its rows read, used and set aside, every problem with advice.

use std::collections::BTreeMap;

use super::{Page, escape, nothing, packages, table_head};
use crate::error::{Level, Location, Problem};
use crate::record::{SetAside, SheetReport};
use crate::source::{FileInfo, Visibility};
use crate::text;

/// Row numbers that are listed for one reason.
const LISTED_ROWS: usize = 6;
/// Problems that are listed; all of them are in the JSON report.
const LISTED_PROBLEMS: usize = 200;

/// The section.
pub(super) fn section(page: &Page<'_>) -> String {
    let loaded = page.view.loaded;
    let files = loaded.sources.files.len();
    let sum = |count: fn(&SheetReport) -> u32| {
        loaded.sheets.iter().map(|sheet| u64::from(count(sheet))).sum::<u64>()
    };
    let (read, used) = (sum(|sheet| sheet.rows_read), sum(|sheet| sheet.rows_used));
    let aside = read - used;
    let lead = page.tell(&text!(
        "{files} 个文件，读取 {read} 行，使用 {used} 行，搁置 {aside} 行，逐行有原因。",
        "{files} files: {read} rows read, {used} used, {aside} set aside, each for a reason."
    ));
    let rows: String = loaded
        .sources
        .files
        .iter()
        .enumerate()
        .map(|(at, file)| file_rows(page, at, file))
        .collect();
    let columns = table_head(&[
        page.say("文件、工作表", "File, sheet"),
        page.say("识别为", "Understood as"),
        page.say("#读取", "#Read"),
        page.say("#使用", "#Used"),
        page.say("#搁置", "#Set aside"),
        page.say("搁置原因（行号）", "Reasons (rows)"),
    ]);
    format!(
        "<p class=\"lead\">{lead}</p><table class=\"tb stack srcs\">{columns}<tbody>{rows}</tbody></table>{}{}",
        problems(page),
        packages::ledger(page)
    )
}

fn file_rows(page: &Page<'_>, at: usize, file: &FileInfo) -> String {
    let hash = if file.sha256.is_empty() {
        page.say("未能读取", "could not be read").to_owned()
    } else {
        let (first, second) = file.sha256.split_at(file.sha256.len() / 2);
        format!("SHA-256 {first}<wbr>{second}")
    };
    let mut rows = format!(
        "<tr class=\"file\"><th scope=\"rowgroup\" colspan=\"6\">{}<span class=\"hash\">{hash}</span></th></tr>",
        escape(&file.path)
    );
    for sheet in page.view.loaded.sheets.iter().filter(|sheet| sheet.file as usize == at) {
        rows.push_str(&sheet_row(page, file, sheet));
    }
    rows
}

fn sheet_row(page: &Page<'_>, file: &FileInfo, sheet: &SheetReport) -> String {
    let info = file.sheets.get(usize::from(sheet.sheet));
    let name = info.map(|info| info.name.as_str()).filter(|name| !name.is_empty());
    let hidden = info.is_some_and(|info| info.visibility != Visibility::Visible);
    let mut kinds: Vec<String> = Vec::new();
    for kind in &sheet.kinds {
        let name = page.tell(&kind.name());
        if !kinds.contains(&name) {
            kinds.push(name);
        }
    }
    let mut reasons: BTreeMap<SetAside, Vec<u32>> = BTreeMap::new();
    for (row, why) in &sheet.set_aside {
        reasons.entry(*why).or_default().push(*row);
    }
    let comma = page.say("、", ", ");
    let reasons: Vec<String> = reasons
        .iter()
        .map(|(why, rows)| {
            let listed: Vec<String> = rows.iter().take(LISTED_ROWS).map(u32::to_string).collect();
            let more = if LISTED_ROWS < rows.len() { "…" } else { "" };
            format!(
                "{} {}{}{}{more}{}",
                page.tell(&why.name()),
                rows.len(),
                page.say("（", " ("),
                listed.join(comma),
                page.say("）", ")")
            )
        })
        .collect();
    format!(
        "<tr><td>{}{}</td><td>{}</td><td class=\"n\" data-l=\"{}\">{}</td><td class=\"n\" data-l=\"{}\">{}</td><td class=\"n\" data-l=\"{}\">{}</td><td>{}</td></tr>",
        name.map_or_else(|| page.say("（单表）", "(one table)").to_owned(), escape),
        if hidden { page.say("（隐藏）", " (hidden)") } else { "" },
        if kinds.is_empty() {
            page.say("未识别", "not recognised").to_owned()
        } else {
            kinds.join(comma)
        },
        page.say("读取", "read"),
        sheet.rows_read,
        page.say("使用", "used"),
        sheet.rows_used,
        page.say("搁置", "set aside"),
        sheet.rows_read - sheet.rows_used,
        reasons.join(page.say("；", "; ")),
    )
}

fn problems(page: &Page<'_>) -> String {
    let mut all: Vec<&Problem> =
        page.view.loaded.problems.iter().chain(&page.view.review.problems).collect();
    let title = format!(
        "<h3 class=\"h3s\">{}（{}）</h3>",
        page.say("读取中的问题", "Problems while reading"),
        all.len()
    );
    if all.is_empty() {
        return format!("{title}{}", nothing(page.say("没有。", "None.")));
    }
    all.sort_by_key(|problem| problem.level);
    let rows: String =
        all.iter().take(LISTED_PROBLEMS).map(|problem| problem_row(page, problem)).collect();
    let more = match all.len().checked_sub(LISTED_PROBLEMS) {
        Some(more @ 1..) => format!(
            "<p class=\"src\">{}</p>",
            page.tell(&text!("另 {more} 条见 JSON 报告", "{more} more are in the JSON report"))
        ),
        _ => String::new(),
    };
    let head = table_head(&[
        page.say("程度", "Level"),
        page.say("位置", "Where"),
        page.say("问题", "Problem"),
        page.say("建议", "Advice"),
    ]);
    format!("{title}<table class=\"tb stack probs\">{head}<tbody>{rows}</tbody></table>{more}")
}

fn problem_row(page: &Page<'_>, problem: &Problem) -> String {
    let level = match problem.level {
        Level::Error => page.say("无法读取", "error"),
        Level::Warning => page.say("存疑", "doubt"),
        Level::Note => page.say("说明", "note"),
    };
    format!(
        "<tr><td class=\"nw\">{level}</td><td class=\"loc\">{}</td><td>{}</td><td>{}</td></tr>",
        problem.at.as_ref().map(place).unwrap_or_default(),
        page.privacy.sentence(page.view.text(&problem.says)),
        problem.advice.as_ref().map(|advice| page.tell(advice)).unwrap_or_default(),
    )
}

/// `开标记录.xlsx › 开标一览表 › C5`, the file without its folder.
pub(in crate::report) fn place(at: &Location) -> String {
    let file = at.file.rsplit('/').next().unwrap_or_default().to_owned();
    let parts: Vec<String> =
        [Some(file), at.sheet.clone(), at.cell.clone()].into_iter().flatten().collect();
    escape(&parts.join(" › "))
}
