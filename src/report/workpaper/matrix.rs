//! 关系矩阵: a staircase of the bidders of each package with the strongest grade and the families of evidence.

use std::collections::BTreeMap;

use rust_xlsxwriter::{FormatAlign, Workbook, XlsxError};

use super::grid::Grid;
use crate::report::digest::Digest;
use crate::report::tables::pairs_of;
use crate::report::terminal::shape;
use crate::text;

/// More bidders than this are listed pair by pair only.
const MATRIX: usize = 30;
/// More bidders than this have narrow cells without the characters of the families.
const WIDE: usize = 10;
/// Packages that are drawn.
const PACKAGES: usize = 12;

/// The packages with pairs that have evidence, and that fit.
fn drawn(digest: &Digest<'_>) -> Vec<usize> {
    let fits = |at: &usize| {
        let bids = digest.view.review.packages[*at].case.bids.len();
        (2..=MATRIX).contains(&bids) && !pairs_of(digest, *at).is_empty()
    };
    digest.scope.iter().copied().filter(fits).take(PACKAGES).collect()
}

/// Whether there is such a sheet.
pub(super) fn is_written(digest: &Digest<'_>) -> bool {
    !drawn(digest).is_empty()
}

pub(super) fn write(grid: &Grid<'_>, book: &mut Workbook) -> Result<(), XlsxError> {
    let digest = grid.digest;
    let style = &grid.style;
    let packages = drawn(digest);
    if packages.is_empty() {
        return Ok(());
    }
    let say = |zh, en| digest.say(zh, en);
    let sheet = grid.sheet(book, say("关系矩阵", "Matrix"))?;
    let about = say(
        "格内为最强等级与证据族（人 主体、机 设备、文 文件、款 资金、价 报价、时 程序、评 评审、史 历史）；“·”为已检查的规则未见。",
        "The strongest grade and the families (人 people, 机 devices, 文 documents, 款 money, 价 prices, 时 process, 评 scoring, 史 history); \"·\": nothing seen by the rules checked.",
    );
    sheet.write_string_with_format(1, 0, about, &style.note())?;
    let most = packages.iter().map(|at| digest.view.review.packages[*at].case.bids.len()).max();
    let wide = most.unwrap_or(0) <= WIDE;
    sheet.set_column_width(0, 30)?;
    for col in 1..=u16::try_from(most.unwrap_or(0)).unwrap_or(0) {
        sheet.set_column_width(col, if wide { 12 } else { 6 })?;
    }
    let mut row = 3;
    for at in packages {
        let case = &digest.view.review.packages[at].case;
        let pairs = pairs_of(digest, at);
        let (n, with) = (case.bids.len(), pairs.len());
        let all = n * (n - 1) / 2;
        let title =
            text!("{all} 对投标人中，{with} 对有证据", "{with} of {all} pairs have evidence");
        let title = match digest.has_several() {
            true => format!("{}{}{}", digest.package(at), say("：", ": "), digest.tell(&title)),
            false => digest.tell(&title),
        };
        grid.words(sheet, (row, 0), &title, style.plain().set_bold(), None)?;
        row += 1;
        let by_place: BTreeMap<(usize, usize), _> =
            pairs.iter().map(|pair| (pair.places, pair)).collect();
        let winner = case.winner().map(|(id, _)| id);
        let centred = style.heading().set_align(FormatAlign::Center);
        sheet.write_blank(row, 0, &style.heading())?;
        for (col, number) in (1..).zip(1..=n) {
            sheet.write_number_with_format(row, col, number as f64, &centred)?;
        }
        row += 1;
        for (b, bid) in case.bids.iter().enumerate() {
            let won = bid.everyone().any(|id| Some(id) == winner);
            let won = if won { say("（中标）", " (won)") } else { "" };
            let name = format!("{} {}{won}", b + 1, digest.bidder(bid.bidder));
            grid.words(sheet, (row, 0), &name, style.cell().set_bold(), None)?;
            for (col, a) in (1..).zip(0..b) {
                let cell = style.cell().set_align(FormatAlign::Center);
                let (words, format) = match by_place.get(&(a, b)) {
                    Some(pair) => {
                        let Some(grade) = pair.strongest() else { continue };
                        let families: String = pair
                            .families()
                            .map(|family| digest.tell(&family.character()).to_owned())
                            .collect();
                        let words = if wide { families } else { String::new() };
                        let words = format!("{} {words}", shape(grade)).trim_end().to_owned();
                        (words, style.graded(cell, grade))
                    }
                    None => ("·".to_owned(), style.faint(cell)),
                };
                grid.words(sheet, (row, col), &words, format, None)?;
            }
            row += 1;
        }
        row += 1;
    }
    sheet.set_freeze_panes(0, 1)?;
    Ok(())
}
