//! 读取问题: what could not be read or deserves a remark, with advice.

use super::{FILE, Table, Value, place};
use crate::error::{Level, Problem};
use crate::report::digest::Digest;
use crate::text::Text;

pub(super) fn table(digest: &Digest<'_>) -> Table {
    let mut table = Table::new(
        "problems",
        Text::of("读取问题", "Problems"),
        Text::of(
            "读取中的问题和材料之间的不一致，不更改原值。",
            "Problems while reading and cells that disagree; no value was changed.",
        ),
        &[
            (Text::of("程度", "Level"), 9),
            (FILE, 32),
            (Text::of("工作表", "Sheet"), 14),
            (Text::of("单元格", "Cell"), 9),
            (Text::of("问题", "Problem"), 50),
            (Text::of("建议", "Advice"), 46),
        ],
    );
    let view = digest.view;
    let mut all: Vec<&Problem> = view.loaded.problems.iter().chain(&view.review.problems).collect();
    all.sort_by_key(|problem| problem.level);
    for problem in all {
        let level = match problem.level {
            Level::Error => digest.say("无法读取", "error"),
            Level::Warning => digest.say("存疑", "doubt"),
            Level::Note => digest.say("说明", "note"),
        };
        let mut row = vec![level.into()];
        row.extend(match &problem.at {
            Some(at) => place(&at.file, at.sheet.as_deref(), at.cell.as_deref()),
            None => [Value::Empty, Value::Empty, Value::Empty],
        });
        row.push(digest.sentence(&problem.says).into());
        let advice = problem.advice.as_ref().map(|advice| digest.tell(advice));
        row.push(advice.unwrap_or_default().into());
        table.rows.push(row);
    }
    table
}
