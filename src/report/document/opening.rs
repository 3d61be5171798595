//! Title, 一、线索来源与项目基本情况, 二、核查范围、方法和数据.

use super::block::{Block, Cell, Paragraph, Row, Run, Style, Table};
use super::style::text_width;
use super::words::{body, brief, day, heading, moment_of, sub_heading, sum};
use crate::graph::Case;
use crate::record::Field;
use crate::report::digest::{Digest, GRADES};
use crate::report::html::number::percent;
use crate::report::tables::{State, states};
use crate::report::terminal::shape;
use crate::report::workpaper::meaning;
use crate::rules;
use crate::text;
use crate::text::Text;

/// Packages that the report lists; the workpaper has all.
const PACKAGES: usize = 40;

pub(super) fn blocks(digest: &Digest<'_>) -> Vec<Block> {
    let mut blocks = vec![title(digest), Paragraph::of(Style::Plain, "").into()];
    blocks.push(heading(
        digest,
        0,
        "线索来源与项目基本情况",
        "Where the leads come from; the tender",
    ));
    blocks.push(sub_heading(digest, 0, digest.say("线索来源", "Where the leads come from")));
    blocks.push(origin(digest));
    blocks.push(sub_heading(digest, 1, digest.say("项目基本情况", "The tender")));
    if digest.has_several() {
        blocks.extend(several(digest));
    } else if let Some((_, package)) = digest.packages().next() {
        blocks.extend(one(digest, &package.case));
    } else {
        blocks.push(body(digest.say("没有读到项目。", "No tender was read.")));
    }
    blocks.push(heading(digest, 1, "核查范围、方法和数据", "Extent, method and data"));
    blocks.extend(extent(digest));
    blocks
}

fn title(digest: &Digest<'_>) -> Block {
    let name = brief(digest, &digest.title());
    let title = text!("关于{name}\n有关线索的核查报告", "Report on the checking of leads\n{name}");
    // The line end is ours.
    Paragraph::with(Style::Title, vec![Run::of(digest.view.text(&title))]).into()
}

fn origin(digest: &Digest<'_>) -> Block {
    let files = digest.view.loaded.sources.files.len();
    let (program, rules) = (env!("CARGO_PKG_VERSION"), rules::VERSION);
    let told = text!(
        "本报告依据项目采购资料中的 {files} 个电子文件，由清标 {program}（规则集 {rules}）逐格核对后形成，供核查人员参考。其他线索来源（由承办人填写）：",
        "This report rests on {files} files of the tender, checked cell by cell by Qingbiao {program} (rules {rules}) for those who verify. Other sources of leads (to be filled in):"
    );
    Paragraph::with(Style::Body, vec![Run::of(digest.tell(&told)), Run::line(8)]).into()
}

/// The tender in sentences; what is not known is said in one.
fn one(digest: &Digest<'_>, case: &Case<'_>) -> Vec<Block> {
    let say = |zh, en| digest.say(zh, en);
    let (comma, stop) = (say("，", ", "), say("。", ". "));
    let mut missing: Vec<Text> = Vec::new();
    let mut text = |field: Field| {
        let found =
            case.project.text(field).map(|value| brief(digest, &digest.masked(Some(field), value)));
        if found.is_none() {
            missing.push(field.name());
        }
        found.map(|value| (digest.tell(&field.name()), value))
    };
    let is = say("为", ": ");
    let mut first =
        vec![format!("{}{is}{}", say("项目名称", "Tender"), brief(digest, &digest.title()))];
    for field in [Field::ProjectId, Field::BuyerName, Field::AgencyName, Field::ProcurementMethod] {
        first.extend(text(field).map(|(name, value)| format!("{name}{is}{value}")));
    }
    let mut money = Vec::new();
    for field in [Field::Budget, Field::PriceCeiling] {
        match case.project.money(field) {
            Some((yuan, _)) => {
                money.push(format!("{}{is}{}", digest.tell(&field.name()), sum(digest, yuan)));
            }
            None => missing.push(field.name()),
        }
    }
    let mut dates = Vec::new();
    for field in [Field::NoticeDate, Field::OpeningTime, Field::AwardDate, Field::ContractDate] {
        match case.project.date(field) {
            Some((_, fact)) => {
                dates.push(format!(
                    "{}{is}{}",
                    digest.tell(&field.name()),
                    moment_of(digest, fact)
                ));
            }
            None => missing.push(field.name()),
        }
    }
    let (all, rejected) =
        (case.bids.len(), case.bids.iter().filter(|bid| bid.rejected().is_some()).count());
    let valid = all - rejected;
    let bidders = digest.tell(&text!(
        "参加投标的供应商 {all} 家，其中有效投标 {valid} 家",
        "{all} bidders, of which {valid} valid"
    ));
    let mut award = vec![bidders];
    let (winner, price) = digest.winner(case);
    match winner {
        Some(id) => {
            award.push(format!(
                "{}{is}{}",
                say("中标供应商", "winner"),
                brief(digest, &digest.bidder_in_full(id))
            ));
        }
        None => missing.push(Field::Winner.name()),
    }
    if let Some(yuan) = price {
        award.push(format!("{}{is}{}", say("中标金额", "award"), sum(digest, yuan)));
        let ceiling = case.ceiling().map(|(yuan, _)| yuan);
        let shares = ceiling
            .and_then(|ceiling| Some((percent(yuan, ceiling)?, percent(ceiling - yuan, ceiling)?)));
        if let Some((share, discount)) = shares {
            award.push(digest.tell(&text!(
                "占限价的 {share}，下浮率 {discount}",
                "{share} of the ceiling, a discount of {discount}"
            )));
        }
    }
    let sentences: Vec<String> = [first, money, dates, award]
        .into_iter()
        .filter(|parts| !parts.is_empty())
        .map(|parts| parts.join(comma))
        .collect();
    let mut blocks = vec![body(format!("{}{}", sentences.join(stop), stop.trim_end()))];
    if !missing.is_empty() {
        let missing = Text::list(missing);
        let told = text!("所读材料未载明：{}。", "The files do not say: {}."; missing);
        blocks.push(body(digest.tell(&told)));
    }
    blocks
}

/// Several tenders or packages: how many, over what time, and a table.
fn several(digest: &Digest<'_>) -> Vec<Block> {
    let (tenders, packages) = (digest.tenders, digest.scope.len());
    let period = match digest.period() {
        Some((first, last)) => {
            let (first, last) = (day(digest, first), day(digest, last));
            digest.tell(&text!("，日期自{first}至{last}", ", from {first} to {last}"))
        }
        None => String::new(),
    };
    let told = digest.tell(&text!(
        "材料涉及 {tenders} 个项目、{packages} 个包",
        "The files are about {tenders} tenders and {packages} packages"
    ));
    let mut blocks = vec![body(format!("{told}{period}{}", digest.say("。", ".")))];
    let head = [
        (digest.say("项目（包）", "Package"), 34),
        (digest.say("采购人", "Purchaser"), 24),
        (digest.say("投标人数", "Bidders"), 9),
        (digest.say("中标供应商", "Winner"), 26),
        (digest.say("中标金额", "Award"), 19),
        (digest.say("线索数", "Leads"), 8),
    ];
    let mut table = columns(&head, text_width(super::block::Shape::Upright), Style::CellHead);
    for (at, package) in digest.packages().take(PACKAGES) {
        let case = &package.case;
        let (winner, price) = digest.winner(case);
        let cells = [
            brief(digest, &digest.package(at)),
            case.project
                .text(Field::BuyerName)
                .map(crate::report::digest::plain)
                .unwrap_or_default(),
            case.bids.len().to_string(),
            winner.map(|id| brief(digest, &digest.bidder(id))).unwrap_or_default(),
            price.map(|yuan| sum(digest, yuan)).unwrap_or_default(),
            digest.findings_of(at).count().to_string(),
        ];
        table.rows.push(Row::of(cells.map(|words| Cell::words(Style::Cell, words)).into()));
    }
    blocks.push(table.into());
    if let Some(more @ 1..) = packages.checked_sub(PACKAGES) {
        let told = text!(
            "另 {more} 个包见工作底稿“各包结论”。",
            "{more} more packages are in the workpaper, sheet \"Packages\"."
        );
        blocks.push(Paragraph::of(Style::Note, digest.tell(&told)).into());
    }
    blocks
}

/// A table with these headings; the numbers say how the width is shared out.
pub(super) fn columns(head: &[(&str, u32)], width: u32, style: Style) -> Table {
    let all: u32 = head.iter().map(|(_, part)| part).sum();
    Table {
        widths: head.iter().map(|(_, part)| width * part / all.max(1)).collect(),
        head: Some(Row::of(head.iter().map(|(name, _)| Cell::words(style, *name)).collect())),
        rows: Vec::new(),
    }
}

fn extent(digest: &Digest<'_>) -> Vec<Block> {
    let loaded = digest.view.loaded;
    let (files, sheets) = (loaded.sources.files.len(), loaded.sheets.len());
    let read: u64 = loaded.sheets.iter().map(|sheet| u64::from(sheet.rows_read)).sum();
    let used: u64 = loaded.sheets.iter().map(|sheet| u64::from(sheet.rows_used)).sum();
    let aside = read - used;
    let failed = loaded.sources.files.iter().filter(|file| file.sha256.is_empty()).count();
    let mut range = digest.tell(&text!(
        "读取 {files} 个文件、{sheets} 张工作表，共 {read} 行，使用 {used} 行，搁置 {aside} 行，搁置的行逐行记录原因。文件清单及 SHA-256 校验值见附件 1。",
        "{files} files with {sheets} sheets were read: {read} rows, of which {used} were used and {aside} set aside, each for a recorded reason. The files with their SHA-256 are listed in annex 1."
    ));
    if 0 < failed {
        range.push_str(&digest.tell(&text!(
            "其中 {failed} 个文件未能读取，其内容不在核查范围内。",
            " {failed} of the files could not be read and are outside the check."
        )));
    }
    let outcomes = states(digest);
    let (all, unchecked) = (
        outcomes.len(),
        outcomes.iter().filter(|outcome| outcome.state == State::Unchecked).count(),
    );
    let checked = all - unchecked;
    let method = text!(
        "按规则集所列 {all} 条规则逐条核对，已检查 {checked} 条；{unchecked} 条因缺少数据未检查，未检查不等于未发现。每条线索均指向材料中的单元格。",
        "All {all} rules were gone through: {checked} were checked; {unchecked} were not, for lack of data, which is not the same as finding nothing. Each lead points at cells of the files."
    );
    let grades: Vec<Text> = GRADES
        .iter()
        .map(|grade| {
            let mark = shape(*grade);
            text!("{mark}“{}”指{}", "{mark} {}: {}"; grade.name(), meaning(*grade))
        })
        .collect();
    let joined: Vec<String> = grades.iter().map(|grade| digest.tell(grade)).collect();
    let grades = format!(
        "{}{}{}",
        digest.say("证据强度分四级：", "Evidence has four grades. "),
        joined.join(digest.say("；", "; ")),
        digest.say("。", ".")
    );
    let masking = if digest.view.options.unmask {
        digest.say(
            "个人信息以全值列出，请注意保管。",
            "Personal data are shown in full; keep this document safe.",
        )
    } else {
        digest.say(
            "个人信息已脱敏，比对使用全值；〔〕内的比对码相同，表示全值相同。",
            "Personal data are masked; full values were compared. Equal codes in 〔〕 mean equal full values.",
        )
    };
    vec![
        sub_heading(digest, 0, digest.say("范围和数据", "Extent and data")),
        body(range),
        sub_heading(digest, 1, digest.say("方法", "Method")),
        body(digest.tell(&method)),
        body(format!("{grades}{}{masking}", digest.say("", " "))),
    ]
}
