//! 封面: what was tendered, what the workbook holds, and lines to sign.

use rust_xlsxwriter::{FormatAlign, Workbook, XlsxError};

use super::grid::{Grid, height, inside, lines};
use crate::record::{Fact, Field};
use crate::report::FOOTER;
use crate::report::digest::{Digest, cut, moment};
use crate::report::html::number::{amount, percent};
use crate::report::tables::Table;
use crate::rules;
use crate::text;
use crate::text::Text;

/// The name of the sheet.
const NAME: Text = Text::of("封面", "Cover");

/// One fact of the cover: label, value, cells.
struct Line(Text, String, String);

pub(super) fn write(
    grid: &Grid<'_>,
    book: &mut Workbook,
    tables: &[Table],
) -> Result<(), XlsxError> {
    let digest = grid.digest;
    let say = |zh, en| digest.say(zh, en);
    let style = &grid.style;
    let sheet = grid.sheet(book, NAME.to(grid.lang()))?;
    sheet.set_portrait();
    for (col, width) in [(0, 20.0), (1, 50.0), (2, 40.0)] {
        sheet.set_column_width(col, width)?;
    }
    let kind = say("招标核查工作底稿", "Workpaper: checking a tender");
    sheet.write_string_with_format(0, 0, kind, &style.note())?;
    let title = style.title().set_font_size(18).set_text_wrap();
    let name = cut(&digest.title(), 120, grid.lang());
    sheet.merge_range(1, 0, 1, 2, "", &title)?;
    grid.words(sheet, (1, 0), &name, title, None)?;
    // Twice as large as the text of the table.
    sheet.set_row_height(1, height(2 * lines(&name, 55)))?;
    let mut row = 3;
    for Line(label, value, cells) in facts(digest) {
        grid.words(sheet, (row, 0), label.to(grid.lang()), style.label(), None)?;
        grid.words(sheet, (row, 1), &value, style.cell(), None)?;
        grid.words(sheet, (row, 2), &cells, style.label(), None)?;
        sheet.set_row_height(row, height(lines(&value, 50).max(lines(&cells, 40))))?;
        row += 1;
    }
    row += 1;
    sheet.merge_range(row, 0, row, 2, say("目录", "Contents"), &style.section())?;
    row += 1;
    for (name, about) in contents(digest, tables) {
        let link = inside(name.to(grid.lang()), 0, 0);
        grid.words(sheet, (row, 0), name.to(grid.lang()), style.link(), link)?;
        let format = style.label();
        sheet.merge_range(row, 1, row, 2, "", &format)?;
        grid.words(sheet, (row, 1), about.to(grid.lang()), format, None)?;
        sheet.set_row_height(row, height(lines(about.to(grid.lang()), 90)))?;
        row += 1;
    }
    row += 1;
    for label in [
        say("编制人、日期", "Prepared by, date"),
        say("复核人、日期", "Reviewed by, date"),
        say("底稿编号", "Workpaper number"),
    ] {
        let format = style.label().set_align(FormatAlign::VerticalCenter);
        grid.words(sheet, (row, 0), label, format, None)?;
        sheet.write_blank(row, 1, &style.input())?.set_row_height(row, 24)?;
        row += 1;
    }
    let warning = style.plain().set_bold();
    sheet.write_string_with_format(row + 1, 0, FOOTER.to(grid.lang()), &warning)?;
    Ok(())
}

/// The sheets and what they hold.
fn contents(digest: &Digest<'_>, tables: &[Table]) -> Vec<(Text, Text)> {
    let table = |slug: &str| {
        let found = tables.iter().find(|table| table.slug == slug);
        found.map(|table| (table.name.clone(), table.about.clone()))
    };
    let conclusion = (
        Text::of("结论", "Conclusion"),
        Text::of(
            "系统给出的初步结论、主要依据、规则覆盖，以及人工结论栏。",
            "The suggested verdict with its reasons and how much was checked; room for the people's own.",
        ),
    );
    let explained = (
        Text::of("疑点说明", "Explanations"),
        Text::of(
            "每条疑点的实测值、依据、可能的正当解释和建议调取的证据。",
            "For each lead what was measured, the law, innocent explanations, and what to ask for.",
        ),
    );
    let matrix = (
        Text::of("关系矩阵", "Matrix"),
        Text::of(
            "投标人两两之间的最强等级与证据族。",
            "The strongest grade and the families of evidence of each two bidders.",
        ),
    );
    let parameters = (
        Text::of("参数与版本", "Parameters"),
        Text::of(
            "规则的参数、程序和规则集的版本、标记的含义。",
            "What the rules compare with, the versions, what the marks mean.",
        ),
    );
    let several = tables.iter().any(|table| table.slug == "packages" && 1 < table.rows.len());
    let mut sheets = vec![Some(conclusion), table("findings"), Some(explained)];
    if several {
        sheets.push(table("packages"));
    }
    sheets.extend([table("checks"), table("pairs")]);
    if super::matrix::is_written(digest) {
        sheets.push(Some(matrix));
    }
    sheets.extend(
        ["shared", "prices", "evidence", "bidders", "set_aside", "sources", "problems"].map(table),
    );
    sheets.extend([Some(parameters), table("not_checked")]);
    sheets.into_iter().flatten().collect()
}

fn facts(digest: &Digest<'_>) -> Vec<Line> {
    let unknown = || digest.say("未知", "unknown").to_owned();
    let mut lines = Vec::new();
    let files = digest.view.loaded.sources.files.len();
    if let Some((_, first)) = digest.packages().next().filter(|_| digest.tenders == 1) {
        let case = &first.case;
        let said = |fact: Option<&Fact>, value: &dyn Fn(&Fact) -> String| match fact {
            Some(fact) => (value(fact), digest.addresses([fact.at])),
            None => (unknown(), String::new()),
        };
        let mut push = |label: Text, (value, cells): (String, String)| {
            lines.push(Line(label, value, cells));
        };
        let text = |field: Field| {
            said(case.project.first(field), &|fact| digest.masked(Some(field), &fact.raw))
        };
        let money = |field: Field| {
            said(case.project.money(field).map(|(_, fact)| fact), &|fact| {
                format!("{} {}", amount(fact.money().unwrap_or_default()), digest.say("元", "CNY"))
            })
        };
        let day = |field: Field| said(case.project.date(field).map(|(_, fact)| fact), &moment);
        for field in
            [Field::ProjectId, Field::BuyerName, Field::AgencyName, Field::ProcurementMethod]
        {
            push(field.name(), text(field));
        }
        if !digest.has_several() {
            for field in [Field::Budget, Field::PriceCeiling] {
                push(field.name(), money(field));
            }
        }
        for field in [Field::NoticeDate, Field::OpeningTime, Field::AwardDate, Field::ContractDate]
        {
            push(field.name(), day(field));
        }
        if !digest.has_several() {
            let (all, rejected) =
                (case.bids.len(), case.bids.iter().filter(|bid| bid.rejected().is_some()).count());
            let bidders =
                text!("{all} 家，其中无效 {rejected} 家", "{all}, of which {rejected} rejected");
            push(Text::of("投标人", "Bidders"), (digest.tell(&bidders), String::new()));
            let (winner, price) = digest.winner(case);
            let cells = case.winner().map(|(_, fact)| digest.addresses([fact.at]));
            let name = winner.map_or_else(unknown, |id| digest.bidder_in_full(id));
            push(Text::of("中标供应商", "Winner"), (name, cells.unwrap_or_default()));
            let ceiling = case.ceiling().map(|(yuan, _)| yuan);
            let share = price
                .zip(ceiling)
                .and_then(|(price, ceiling)| percent(price, ceiling))
                .map(|share| digest.tell(&text!("，占限价 {share}", ", {share} of the ceiling")));
            let sum = price.map_or_else(unknown, |yuan| {
                format!("{} {}{}", amount(yuan), digest.say("元", "CNY"), share.unwrap_or_default())
            });
            push(Text::of("中标金额", "Award"), (sum, String::new()));
        }
    }
    if digest.has_several() {
        let (n, packages) = (digest.tenders, digest.scope.len());
        let says = text!("{n} 个项目，{packages} 个包（项目）", "{n} tenders, {packages} packages");
        lines.push(Line(Text::of("范围", "Extent"), digest.tell(&says), String::new()));
        let period = match digest.period() {
            Some((first, last)) => format!("{first} {} {last}", digest.say("至", "to")),
            None => unknown(),
        };
        lines.push(Line(Text::of("期间", "Period"), period, String::new()));
    }
    let masking = if digest.view.options.unmask {
        digest.say("个人信息未脱敏，注意保管", "personal data are shown in full: keep safe")
    } else {
        digest.say(
            "个人信息已脱敏；比对使用全值",
            "personal data are masked; full values were compared",
        )
    };
    let files = text!("{files} 个文件，见“材料来源”", "{files} files: see \"Sources\"");
    lines.push(Line(Text::of("材料", "Files"), digest.tell(&files), digest.folder()));
    lines.push(Line(Text::of("个人信息", "Personal data"), masking.to_owned(), String::new()));
    let version = format!(
        "qingbiao {}，{} {}",
        env!("CARGO_PKG_VERSION"),
        digest.say("规则集", "rules"),
        rules::VERSION
    );
    let version = if digest.is_chinese() { version } else { version.replace('，', ", ") };
    lines.push(Line(Text::of("程序", "Program"), version, String::new()));
    lines
}
