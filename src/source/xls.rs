//! xls and et: binary workbooks, values through calamine, everything about the sheets from the records.
//!
//! calamine holds the whole rectangle around the cells of every sheet, and reserves what a record declares. So the
//! records are looked through first: rectangles are measured by the cells that are there, cells far from all others
//! are left out, and the declaration is overwritten in memory.

use std::io::Cursor;

use calamine::{Reader as _, SheetType, SheetVisible, Xls, XlsError, XlsOptions};

use crate::error::{Error, Problem, damaged, damaged_sheet, encrypted, not_a_table, too_large};
use crate::text;
use crate::text::Text;

use super::biff::{Records, cells_of, is_cell, placed, record, records_of};
use super::cell::a1;
use super::compound::{Compound, collect, u16_at, u32_at};
use super::file::{Merge, SheetInfo, Visibility};
use super::limits::Limits;
use super::properties::{Properties, of_xls};
use super::raised;
use super::rows::{Reading, Rows};
use super::strays::{self, Placed};
use super::value::from_data;
use super::workbook::{Failure, guarded};

/// Places around each cell, beyond which a rectangle counts as nearly empty.
const MOST_ROOM: u64 = 10;

/// Reads a binary workbook that is held in memory.
pub(crate) fn read(
    mut bytes: Vec<u8>,
    reading: &mut Reading<'_>,
) -> Result<(Properties, Vec<SheetInfo>), Error> {
    let shown = reading.shown;
    let compound = Compound::open(&bytes).map_err(|reason| damaged(shown, &reason))?;
    if compound.has("EncryptedPackage") {
        return Err(encrypted(shown));
    }
    for (stream, kind) in [
        ("WordDocument", Text::of("Word 文档", "a Word document")),
        ("PowerPoint Document", Text::of("PowerPoint 演示文稿", "a PowerPoint presentation")),
    ] {
        if compound.has(stream) {
            return Err(not_a_table(shown, kind));
        }
    }
    let Some(ranges) = compound.ranges("Workbook").or_else(|| compound.ranges("Book")) else {
        return Err(not_a_table(
            shown,
            Text::of("其他程序的 OLE 文件", "an OLE file of another program"),
        ));
    };
    let ranges = ranges.map_err(|reason| damaged(shown, &reason))?;
    let mut total_minutes = None;
    for name in ["\u{5}SummaryInformation", "\u{5}DocumentSummaryInformation"] {
        let stream = compound.ranges(name).transpose().map_err(|reason| damaged(shown, &reason))?;
        let stream = stream.map(|ranges| collect(&bytes, &ranges)).unwrap_or_default();
        total_minutes = total_minutes.or_else(|| editing_minutes(&stream));
    }

    let stream = collect(&bytes, &ranges);
    let survey = survey(&stream, reading.limits).map_err(|refusal| match refusal {
        Refusal::Encrypted => encrypted(shown),
        Refusal::Overlapping => damaged(shown, &"BoundSheet8"),
        Refusal::TooLarge(what, None) => too_large(shown, what),
        Refusal::TooLarge(what, Some(option)) => raised(too_large(shown, what), option),
    })?;
    // Declared dimensions are only a reservation; without them nothing is read differently.
    let piece = ranges.first().map_or(1, |range| range.len().max(1)); // all but the last are as long
    let mut overwrite = |at: usize, byte: u8| {
        if let Some(range) = ranges.get(at / piece) {
            bytes[range.start + at % piece] = byte;
        }
    };
    survey.declarations.iter().flat_map(|begin| *begin..begin + 12).for_each(|at| overwrite(at, 0));
    // A record of a type that does not exist is passed over.
    survey.unread.iter().flat_map(|begin| begin - 4..begin - 2).for_each(|at| overwrite(at, 0xFF));
    drop(stream);

    let opened = guarded(|| Xls::new_with_options(Cursor::new(bytes), XlsOptions::default()));
    let mut book = opened.map_err(|failure| match failure {
        Failure::Said(XlsError::Password) => encrypted(shown),
        failure => damaged(shown, &failure),
    })?;
    let properties = guarded(|| book.workbook_properties()).map(|read| of_xls(read, total_minutes));
    let listed = book.sheets_metadata().to_vec();
    let mut sheets: Vec<SheetInfo> = Vec::new();
    for (place, sheet) in listed.iter().enumerate() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let mut info = survey.sheets.get(place).cloned().unwrap_or_default();
        info.name = sheet.name.clone();
        info.visibility = match sheet.visible {
            SheetVisible::Visible => Visibility::Visible,
            SheetVisible::Hidden => Visibility::Hidden,
            SheetVisible::VeryHidden => Visibility::VeryHidden,
        };
        info.date_1904 = book.has_1904_epoch();
        info.sort();
        let index = sheets.len() as u16; // the limit of sheets is below
        let twin = sheets.iter().any(|before| before.name == info.name);
        if reading.sink.wants(index) {
            let range = guarded(|| book.worksheet_range(&info.name));
            match range {
                Ok(range) if !twin => {
                    let strays = survey.strays.iter().filter(|stray| stray.sheet == place);
                    for Strays { cells, first: (row, col), .. } in strays {
                        let says = text!(
                            "{cells} 个单元格远离其余单元格，没有读取",
                            "cells that lie far apart from the others, not read: {cells}"
                        );
                        let advice = Text::of(
                            "如有用，请移到其余内容旁边，或者另存为 xlsx",
                            "if they matter, move them beside the rest, or save the file as xlsx",
                        );
                        let problem = Problem::warning(says).in_file(shown).on_sheet(&info.name);
                        let at = a1(u32::from(*row), *col);
                        reading.problems.push(problem.at_cell(at).advise(advice));
                    }
                    let mut rows = Rows::begin(reading, index, &info);
                    let (top, left) = range.start().unwrap_or_default();
                    for (row, cells) in (top..).zip(range.rows()) {
                        if !rows.push(reading, row, (left..).zip(cells.iter().map(from_data))) {
                            break;
                        }
                    }
                    rows.end(reading);
                }
                failed => {
                    let reason = failed.err().map_or_else(
                        || "工作表重名 / duplicate name".to_owned(),
                        |failure| failure.to_string(),
                    );
                    reading.problems.push(damaged_sheet(shown, &info.name, None, &reason));
                    Rows::begin(reading, index, &info).end(reading);
                }
            }
        }
        sheets.push(info);
    }
    Ok((properties.unwrap_or_default(), sheets))
}

/// What the records tell beside the values.
struct Survey {
    /// One for each sheet of the workbook in order, charts included; names are not among what is read here.
    sheets: Vec<SheetInfo>,
    /// Where in the stream declared dimensions begin.
    declarations: Vec<usize>,
    /// Where the data of records begin that are not read.
    unread: Vec<usize>,
    /// What is not read, by sheet.
    strays: Vec<Strays>,
}

/// Cells of a sheet that lie too far from the others.
struct Strays {
    /// The place of the sheet in the workbook.
    sheet: usize,
    cells: usize,
    /// Row and column of the first.
    first: (u16, u16),
}

enum Refusal {
    Encrypted,
    /// Sheets that claim the same records.
    Overlapping,
    /// What there is too much of, and the option that allows more, if there is one.
    TooLarge(Text, Option<&'static str>),
}

fn survey(stream: &[u8], limits: &Limits) -> Result<Survey, Refusal> {
    let mut found = Survey {
        sheets: Vec::new(),
        declarations: Vec::new(),
        unread: Vec::new(),
        strays: Vec::new(),
    };
    let mut begins = Vec::new();
    for (_, kind, data) in Records(stream, 0) {
        match kind {
            record::FILE_PASS => return Err(Refusal::Encrypted),
            record::BOUND_SHEET if data.len() >= 4 => begins.push(u32_at(data, 0) as usize),
            record::EOF => break,
            _ => {}
        }
    }
    if begins.len() > limits.sheets {
        let n = begins.len();
        return Err(Refusal::TooLarge(text!("{n} 张工作表", "{n} sheets"), Some("--max-sheets")));
    }
    let mut area = 0_u64;
    let (mut cells, mut walked) = (0_u64, 0_usize);
    for begin in begins {
        let mut sheet = SheetInfo::default();
        let mut around: Option<[u16; 4]> = None; // first row, last row, first column, last column
        let mut depth = 0_usize;
        for (at, kind, data) in Records(stream, begin) {
            walked += data.len() + 4;
            if walked > stream.len() {
                return Err(Refusal::Overlapping);
            }
            match kind {
                record::BOF => depth += 1,
                record::EOF if depth <= 1 => break,
                record::EOF => depth -= 1,
                _ if depth > 1 => {} // an embedded chart
                record::DIMENSIONS if data.len() >= 12 => found.declarations.push(at),
                record::ROW if data.len() >= 14 && data[12] & 0x20 != 0 => {
                    sheet.hidden_rows.push(u32::from(u16_at(data, 0)));
                }
                record::COL_INFO
                    if data.len() >= 10
                        && data[8] & 1 != 0
                        && sheet.hidden_columns.len() < 1 << 16 =>
                {
                    let last = u16_at(data, 2).min(255);
                    sheet.hidden_columns.extend(u16_at(data, 0)..=last);
                }
                record::MERGE_CELLS if data.len() >= 2 => {
                    sheet.merged.extend(
                        data[2..].chunks_exact(8).take(usize::from(u16_at(data, 0))).map(
                            |region| Merge {
                                first_row: u32::from(u16_at(region, 0)),
                                last_row: u32::from(u16_at(region, 2)),
                                first_col: u16_at(region, 4),
                                last_col: u16_at(region, 6),
                            },
                        ),
                    );
                }
                _ if is_cell(kind, data) => {
                    let Placed { row, cols: (first, last), .. } = placed(at, kind, data);
                    let [top, bottom, left, right] = around.unwrap_or([row, row, first, first]);
                    around =
                        Some([top.min(row), bottom.max(row), left.min(first), right.max(last)]);
                    cells += 1;
                }
                _ => {}
            }
            if cells > limits.cells {
                let n = limits.cells;
                return Err(Refusal::TooLarge(
                    text!("超过 {n} 个单元格", "more than {n} cells"),
                    Some("--max-cells"),
                ));
            }
        }
        let before = area;
        if let Some([top, bottom, left, right]) = around {
            area += (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1);
        }
        // A rectangle that is well filled costs no more than its cells do.
        let most = limits.dense_cells.max(cells.saturating_mul(MOST_ROOM));
        if area > most
            && let Some((near, far)) = strays::part(cells_of(stream, begin), most - before)
        {
            area = before + near;
            let first = far.iter().map(|cell| (cell.row, cell.cols.0)).min().unwrap_or_default();
            let sheet = found.sheets.len();
            found.strays.push(Strays { sheet, cells: far.len(), first });
            found.unread.extend(records_of(stream, begin, &far));
        }
        if area > most {
            let n = limits.dense_cells;
            let says = text!(
                "单元格相距过远，其间超过 {n} 格",
                "cells lie far apart, with more than {n} places between them"
            );
            return Err(Refusal::TooLarge(says, None));
        }
        found.sheets.push(sheet);
    }
    Ok(found)
}

/// Total editing time of a summary information stream (MS-OLEPS property 0x0A), in minutes.
fn editing_minutes(stream: &[u8]) -> Option<u32> {
    const EDIT_TIME: u32 = 0x0A;
    const SUMMARY: [u8; 16] = *b"\xE0\x85\x9F\xF2\xF9\x4F\x68\x10\xAB\x91\x08\x00\x2B\x27\xB3\xD9";
    let word = |at: usize| stream.get(at..at.checked_add(4)?).map(|word| u32_at(word, 0));
    if stream.get(28..44)? != SUMMARY {
        return None;
    }
    let section = word(44)? as usize;
    let count = word(section + 4)?.min(256) as usize;
    let entry = (0..count).map(|n| section + 8 + n * 8).find(|at| word(*at) == Some(EDIT_TIME))?;
    let value = section + word(entry + 4)? as usize;
    let ticks = u64::from(word(value + 4)?) | u64::from(word(value + 8)?) << 32; // of 100 nanoseconds
    u32::try_from(ticks / 600_000_000).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    fn cell(row: u16, col: u16) -> Vec<u8> {
        record(record::RK, &[&row.to_le_bytes()[..], &col.to_le_bytes(), &[0; 6]].concat())
    }

    fn stream(sheet: &[Vec<u8>]) -> Vec<u8> {
        let mut globals = record(record::BOF, &[0; 16]);
        let begin = globals.len() + 12 + 4;
        globals.extend(record(
            record::BOUND_SHEET,
            &[&(begin as u32).to_le_bytes()[..], &[0; 4]].concat(),
        ));
        globals.extend(record(record::EOF, &[]));
        [globals, record(record::BOF, &[0; 16]), sheet.concat(), record(record::EOF, &[])].concat()
    }

    #[test]
    fn cells_far_apart_are_left_out_or_refused_before_anything_is_reserved() {
        let limits = Limits { dense_cells: 1_000, ..Limits::default() };
        let near = survey(&stream(&[cell(0, 0), cell(99, 9)]), &limits);
        assert!(near.is_ok_and(|found| found.unread.is_empty()));
        let string = || record(record::STRING, &[1, 0, 0, 65]);
        let formula = record(record::FORMULA, &[&[64, 156, 200, 0][..], &[0; 20]].concat());
        let cells = [cell(0, 0), cell(1, 0), string(), formula, string(), cell(60_000, 0)];
        let bytes = stream(&cells);
        let Ok(found) = survey(&bytes, &limits) else { panic!("a survey") };
        let kinds: Vec<u16> = found.unread.iter().map(|at| u16_at(&bytes, at - 4)).collect();
        // The text of a formula goes with it, that of another cell stays.
        assert_eq!(kinds, [record::FORMULA, record::STRING, record::RK]);
        assert_eq!((found.strays[0].cells, found.strays[0].first), (2, (40_000, 200)));
        let all_over: Vec<Vec<u8>> = (0..20).map(|n| cell(n * 3_000, n * 12)).collect();
        assert!(matches!(survey(&stream(&all_over), &limits), Err(Refusal::TooLarge(..))));
    }

    #[test]
    fn protection_is_seen_in_the_globals() {
        let bytes = [record(record::BOF, &[0; 16]), record(record::FILE_PASS, &[1, 0])].concat();
        assert!(matches!(survey(&bytes, &Limits::default()), Err(Refusal::Encrypted)));
    }

    #[test]
    fn hidden_rows_and_columns_are_flags() {
        let mut row = vec![0; 16];
        row[0] = 4;
        row[12] = 0x20;
        let found = survey(
            &stream(&[
                record(record::ROW, &row),
                record(record::COL_INFO, &[1, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0]),
            ]),
            &Limits::default(),
        );
        let Ok(found) = found else { panic!("a survey") };
        assert_eq!(
            (&found.sheets[0].hidden_rows[..], &found.sheets[0].hidden_columns[..]),
            (&[4][..], &[1, 2][..])
        );
    }
}
