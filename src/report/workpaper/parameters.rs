//! 参数与版本: what the rules compare with, which program and rules said it, by which law, and what the marks mean.

use rust_xlsxwriter::{FormatAlign, Workbook, XlsxError};

use super::grid::{Grid, height, lines};
use super::style::graded_word;
use crate::report::digest::{Digest, GRADES, plain};
use crate::report::tables::State;
use crate::rules::{self, Grade, Parameter, RULES};
use crate::text;
use crate::text::Text;

pub(super) fn write(grid: &Grid<'_>, book: &mut Workbook) -> Result<(), XlsxError> {
    let digest = grid.digest;
    let say = |zh, en| digest.say(zh, en);
    let style = &grid.style;
    let sheet = grid.sheet(book, say("参数与版本", "Parameters"))?;
    for (col, width) in [(0, 44.0), (1, 44.0), (2, 40.0)] {
        sheet.set_column_width(col, width)?;
    }
    let mut row = 2;
    for (label, value) in versions(digest) {
        grid.words(sheet, (row, 0), label.to(grid.lang()), style.label(), None)?;
        grid.words(sheet, (row, 1), &value, style.cell(), None)?;
        sheet.set_row_height(row, height(lines(&value, 44)))?;
        row += 1;
    }
    row += 1;
    for (col, (heading, align)) in (0..).zip([
        (say("参数", "Parameter"), FormatAlign::Left),
        (say("取值", "Value"), FormatAlign::Right),
        (say("规则", "Rules"), FormatAlign::Left),
    ]) {
        sheet.write_string_with_format(row, col, heading, &style.heading().set_align(align))?;
    }
    row += 1;
    for (parameter, codes) in parameters() {
        grid.words(sheet, (row, 0), &digest.tell(&parameter.means), style.cell(), None)?;
        let number = style.cell().set_align(FormatAlign::Right).set_indent(1);
        sheet.write_number_with_format(row, 1, parameter.value, &number)?;
        let (means, codes) = (digest.tell(&parameter.means), codes.join(" "));
        grid.words(sheet, (row, 2), &codes, style.cell(), None)?;
        sheet.set_row_height(row, height(lines(&means, 44).max(lines(&codes, 40))))?;
        row += 1;
    }
    row += 1;
    sheet.merge_range(row, 0, row, 2, say("标记", "Marks"), &style.section())?;
    row += 1;
    for grade in GRADES {
        let format = style.graded(style.cell(), grade);
        grid.words(sheet, (row, 0), &graded_word(grade, grid.lang()), format, None)?;
        grid.words(sheet, (row, 1), &digest.tell(&meaning(grade)), style.cell(), None)?;
        row += 1;
    }
    for (state, means) in [
        (State::Clear, Text::of("已检查，未见", "checked, nothing seen")),
        (
            State::Aside,
            Text::of("有公共值搁置，未作为联系", "a public value was set aside and links nobody"),
        ),
        (
            State::Unchecked,
            Text::of(
                "缺少数据，未检查；不等于未见",
                "data are missing: not checked, which is not clear",
            ),
        ),
    ] {
        let words = format!("{} {}", state.mark(), digest.tell(&state.name()));
        grid.words(sheet, (row, 0), &words, style.cell(), None)?;
        grid.words(sheet, (row, 1), &digest.tell(&means), style.cell(), None)?;
        row += 1;
    }
    Ok(())
}

/// What a grade means.
pub(in crate::report) fn meaning(grade: Grade) -> Text {
    match grade {
        Grade::Deemed => Text::of(
            "符合法规所列“视为”的客观情形，待核实",
            "a fact that the law itself deems collusion, to be verified",
        ),
        Grade::Violation => Text::of(
            "数据显示与强制性规定不符，待核实",
            "as the data show, a mandatory provision is not kept; to be verified",
        ),
        Grade::Strong => Text::of("需要其他证据佐证", "needs corroboration"),
        Grade::Hint => {
            Text::of("统计上的提示，不单独作为依据", "a statistical hint, never a ground by itself")
        }
    }
}

/// Every parameter once, with the rules that use it.
pub(in crate::report) fn parameters() -> Vec<(&'static Parameter, Vec<&'static str>)> {
    let mut parameters: Vec<(&Parameter, Vec<&str>)> = Vec::new();
    for rule in RULES {
        for one in rule.parameters {
            match parameters.iter_mut().find(|(known, _)| std::ptr::eq(*known, *one)) {
                Some((_, codes)) => codes.push(rule.code),
                None => parameters.push((one, vec![rule.code])),
            }
        }
    }
    parameters
}

/// Which program and rules said it, by the law of which days, with which settings.
pub(in crate::report) fn versions(digest: &Digest<'_>) -> Vec<(Text, String)> {
    let mut cited: Vec<(&str, bool)> = RULES
        .iter()
        .flat_map(|rule| rule.basis.iter().map(|article| (article.id, article.verified)))
        .collect();
    cited.sort_unstable();
    cited.dedup();
    let (articles, unread) = (cited.len(), cited.iter().filter(|(_, verified)| !verified).count());
    let days = match digest.period() {
        Some((first, last)) if first == last => first.to_string(),
        Some((first, last)) => format!("{first} {} {last}", digest.say("至", "to")),
        None => digest.say("未知；按现行规定", "unknown; by the law in force").to_owned(),
    };
    let deemed = &digest.view.review.settings.deemed;
    let n = RULES.len();
    vec![
        (Text::of("程序", "Program"), format!("qingbiao {}", env!("CARGO_PKG_VERSION"))),
        (
            Text::of("规则集", "Rules"),
            digest.tell(&text!("{}，{n} 条", "{}, {n} rules"; Text::same(rules::VERSION))),
        ),
        (
            Text::of("法条", "Articles"),
            digest.tell(&text!(
                "引用 {articles} 条，其中 {unread} 条引文未核对原文",
                "{articles} cited, of which {unread} were not read in the original"
            )),
        ),
        (Text::of("适用日期", "By the law of"), days),
        (
            Text::of("提高等级的规则", "Rules raised"),
            if deemed.is_empty() {
                digest.say("无", "none").to_owned()
            } else {
                plain(&deemed.join(" "))
            },
        ),
        (
            Text::of("个人信息", "Personal data"),
            if digest.view.options.unmask {
                digest.say("全值显示", "shown in full").to_owned()
            } else {
                digest
                    .say(
                        "已脱敏；比对使用全值，〔〕内的比对码只在同一批材料内可比",
                        "masked; full values were compared; the codes in 〔〕 hold for the same files only",
                    )
                    .to_owned()
            },
        ),
        (
            Text::of("可重复性", "Reproducible"),
            digest
                .say("相同输入得到相同底稿", "the same input gives the same workpaper")
                .to_owned(),
        ),
    ]
}
