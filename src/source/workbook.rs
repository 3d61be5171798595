//! xlsx and xlsm: cells streamed by calamine, everything about them from passes of our own.
//!
//! A sheet is never held in memory. What calamine would act on unseen, such as a declared number of shared
//! strings, is checked before it opens the file; its panics are caught and told as damage.

use std::io::{BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use quick_xml::events::Event;

use crate::error::{Error, damaged, damaged_sheet, encrypted, too_large};
use crate::text;

use super::cell::{Cell, a1, error_value, parse_a1};
use super::file::{SheetInfo, Visibility};
use super::input::Input;
use super::limits::Limits;
use super::package::{Package, WorkbookParts};
use super::properties::{Properties, of_xlsx};
use super::raised;
use super::rows::{Reading, Rows};
use super::scan::scan;
use super::value::from_ref;
use super::xml::{attribute, each_element};

type Book = Xlsx<BufReader<Input>>;

/// Unreadable cells of one sheet that are told one by one; after that the sheet counts as damaged.
const MOST_BAD_CELLS: usize = 20;
/// Formats, fonts, fills and borders of a workbook; spreadsheet programs stop at 65,490 formats.
const MOST_FORMATS: usize = 400_000;

/// Reads an xlsx: properties, then each sheet. `again` are the same bytes, for the workbook reader.
pub(crate) fn read(
    again: Input,
    mut package: Package,
    reading: &mut Reading<'_>,
) -> Result<(Properties, Vec<SheetInfo>), Error> {
    let parts = package.workbook_parts(reading.limits)?;
    if parts.sheets.len() > reading.limits.sheets {
        let n = parts.sheets.len();
        return Err(raised(
            too_large(reading.shown, text!("{n} 张工作表", "{n} sheets")),
            "--max-sheets",
        ));
    }
    check(&mut package, &parts, reading.limits)?;
    let properties = of_xlsx(&mut package, reading.limits.part_bytes);

    let mut book: Book =
        guarded(|| Xlsx::new(BufReader::new(again))).map_err(|failure| match failure {
            Failure::Said(XlsxError::Password) => encrypted(reading.shown),
            failure => damaged(reading.shown, &failure),
        })?;

    let listed = book.sheets_metadata().to_vec();
    if listed.len() != parts.sheets.len() {
        return Err(damaged(reading.shown, &"workbook.xml"));
    }
    let mut sheets: Vec<SheetInfo> = Vec::new();
    for (sheet, part) in listed.iter().zip(&parts.sheets) {
        if sheet.typ != SheetType::WorkSheet || !part.worksheet {
            continue;
        }
        let info = SheetInfo {
            name: sheet.name.clone(),
            visibility: match sheet.visible {
                SheetVisible::Visible => Visibility::Visible,
                SheetVisible::Hidden => Visibility::Hidden,
                SheetVisible::VeryHidden => Visibility::VeryHidden,
            },
            date_1904: book.has_1904_epoch(),
            ..SheetInfo::default()
        };
        let twin = sheets.iter().any(|before| before.name == info.name);
        let index = sheets.len() as u16; // the limit of sheets is below
        sheets.push(read_sheet(&mut book, &mut package, &part.part, index, info, twin, reading));
    }
    Ok((properties, sheets))
}

/// Refuses what would make opening the workbook exhaust the memory.
fn check(package: &mut Package, parts: &WorkbookParts, limits: &Limits) -> Result<(), Error> {
    let strings = format!("{}sharedStrings.xml", parts.folder);
    let bytes = package.bounded(&strings, limits.shared_strings_bytes, Some("--max-strings"))?;
    let declared = package.with_part(&strings, |part, _| Ok(declared_strings(part)))?.unwrap_or(0);
    // The shortest string is `<si/>`. Room for some thousands is harmless, whatever the declaration.
    if declared > (bytes / 5).max(10_000) {
        return Err(damaged(&package.shown, &format_args!("uniqueCount = {declared}")));
    }
    package.bounded(&format!("{}theme/theme1.xml", parts.folder), limits.part_bytes, None)?;
    let styles = package.read_part(&format!("{}styles.xml", parts.folder), limits.part_bytes)?;
    let mut formats = 0;
    each_element(&styles.unwrap_or_default(), |element| {
        formats +=
            usize::from(matches!(element.local_name().as_ref(), "xf" | "font" | "fill" | "border"));
    });
    if formats > MOST_FORMATS {
        return Err(too_large(
            &package.shown,
            text!("{formats} 个单元格格式", "{formats} cell formats"),
        ));
    }
    Ok(())
}

/// The number of strings that a shared strings part declares.
fn declared_strings(part: &mut dyn Read) -> u64 {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "sst" => {
                let declared = attribute(&element, "uniqueCount").map(|count| count.parse::<u64>());
                // What is no number here reserves nothing there either; what overflows is refused.
                return match declared {
                    Some(Err(error)) if *error.kind() == std::num::IntErrorKind::PosOverflow => {
                        u64::MAX
                    }
                    Some(Ok(count)) => count,
                    _ => 0,
                };
            }
            Ok(Event::Eof) | Err(_) => return 0,
            Ok(_) => {}
        }
    }
}

fn read_sheet(
    book: &mut Book,
    package: &mut Package,
    part: &str,
    index: u16,
    mut info: SheetInfo,
    twin: bool,
    reading: &mut Reading<'_>,
) -> SheetInfo {
    if !reading.sink.wants(index) {
        return info;
    }
    let scanned = match package.with_part(part, |part, meter| scan(part, meter)) {
        Ok(Some(found)) if !twin => found,
        failed => {
            let damaged = |reason: &str| damaged_sheet(reading.shown, &info.name, None, &reason);
            reading.problems.push(match failed {
                Ok(Some(_)) => damaged("工作表重名 / duplicate name"),
                Ok(None) => damaged(&format!("{part}?")),
                Err(error) => error.on_sheet(&info.name),
            });
            Rows::begin(reading, index, &info).end(reading);
            return info;
        }
    };
    if scanned.incomplete || scanned.uncomputed_elsewhere > 0 {
        let says = text!(
            "合并区域、隐藏行或者无结果的公式没有全部列出",
            "not all merged regions, hidden rows or formulas without a result are listed"
        );
        reading.warn(&info.name, None, says);
    }
    scanned.fill(&mut info);
    if let Some(first) = info.uncomputed.first() {
        let n = info.uncomputed.len();
        let says = text!(
            "{n} 个公式没有保存计算结果，其值未知",
            "formulas saved without their results, so that their values are not known: {n}"
        );
        let problem =
            crate::error::Problem::warning(says).in_file(reading.shown).on_sheet(&info.name);
        reading.problems.push(problem.at_cell(a1(first.0, first.1)).advise(crate::text::Text::of(
            "请用 Excel/WPS 打开，重新计算并保存后再读取",
            "open it in Excel or WPS, let it calculate, and save it",
        )));
    }
    let mut rows = Rows::begin(reading, index, &info);
    let bad = stream(book, &info.name, &mut rows, reading, package, part);
    let after = rows.last();
    rows.end(reading);
    for (cell, reason) in bad.cells {
        let says = text!("单元格无法读取（{reason}）", "the cell cannot be read ({reason})");
        reading.warn(&info.name, cell, says);
    }
    if let Some(reason) = bad.end {
        reading.problems.push(damaged_sheet(reading.shown, &info.name, after, &reason));
    }
    info
}

/// What could not be read of a sheet.
#[derive(Default)]
struct Bad {
    cells: Vec<(Option<String>, String)>,
    /// Why the sheet was not read to its end.
    end: Option<String>,
}

fn stream(
    book: &mut Book,
    name: &str,
    rows: &mut Rows<'_>,
    reading: &mut Reading<'_>,
    package: &mut Package,
    part: &str,
) -> Bad {
    let mut bad = Bad::default();
    let mut cells = match guarded(|| book.worksheet_cells_reader(name)) {
        Ok(cells) => cells,
        Err(failure) => return Bad { end: Some(failure.to_string()), ..bad },
    };
    let mut hand = Hand::default();
    loop {
        let failure = match guarded(|| hand.fill(&mut cells)) {
            Ok(ended) => {
                if !hand.give(rows, reading) || ended {
                    return bad;
                }
                continue;
            }
            Err(failure) => failure,
        };
        let of_one_cell =
            |error: &XlsxError| is_of_one_cell(error) && bad.cells.len() < MOST_BAD_CELLS;
        let error = match failure {
            Failure::Said(error) if of_one_cell(&error) => error,
            failure => {
                hand.give(rows, reading);
                return Bad { end: Some(failure.to_string()), ..bad };
            }
        };
        let found = package.with_part(part, |part, _| Ok(nth_cell(part, hand.taken + 1)));
        let found = found.ok().flatten().flatten();
        let at = found.as_ref().and_then(|reference| parse_a1(reference.as_bytes()));
        if is_of_address(&error) && at.is_some() {
            bad.cells.push((None, error.to_string())); // the row's own number, not a cell's
            continue;
        }
        hand.taken += 1;
        match (at, &error) {
            // Error values newer than the workbook reader.
            (Some((row, col)), XlsxError::CellError(spelling)) => {
                if hand.row() != Some(row) && !hand.give(rows, reading) {
                    return bad;
                }
                hand.errors.push((row, col, error_value(spelling)));
            }
            _ => bad.cells.push((found.filter(|name| name.len() < 20), error.to_string())),
        }
    }
}

/// The row under way. Values stay as the workbook reader gives them until the row is whole, so that text is not
/// copied.
#[derive(Default)]
struct Hand<'b> {
    cells: Vec<calamine::Cell<DataRef<'b>>>,
    errors: Vec<(u32, u16, &'static str)>,
    /// The first cell of the next row.
    ahead: Option<calamine::Cell<DataRef<'b>>>,
    /// Cells taken from the sheet so far.
    taken: usize,
}

impl<'b> Hand<'b> {
    fn row(&self) -> Option<u32> {
        let cell = self.cells.first().map(|cell| cell.get_position().0);
        cell.or_else(|| self.errors.first().map(|error| error.0))
    }

    /// Takes cells until the row is whole. Gives whether the sheet has ended.
    fn fill(&mut self, from: &mut XlsxCellReader<'b, BufReader<Input>>) -> Result<bool, XlsxError> {
        self.cells.extend(self.ahead.take());
        let mut row = self.row();
        while let Some(cell) = from.next_cell()? {
            self.taken += 1;
            let of = cell.get_position().0;
            if *row.get_or_insert(of) != of {
                self.ahead = Some(cell);
                return Ok(false);
            }
            self.cells.push(cell);
        }
        Ok(true)
    }

    /// Hands the row over. Gives whether more are wanted.
    fn give(&mut self, rows: &mut Rows<'_>, reading: &mut Reading<'_>) -> bool {
        let Some(row) = self.row() else { return true };
        let cells =
            self.cells.iter().map(|cell| (cell.get_position().1, from_ref(cell.get_value())));
        let errors =
            self.errors.iter().map(|(_, col, error)| (u32::from(*col), Some(Cell::Error(error))));
        let more = rows.push(reading, row, cells.chain(errors));
        self.cells.clear();
        self.errors.clear();
        more
    }
}

/// Whether reading can go on behind the error.
fn is_of_one_cell(error: &XlsxError) -> bool {
    is_of_address(error)
        || matches!(
            error,
            XlsxError::CellTAttribute(_)
                | XlsxError::CellError(_)
                | XlsxError::ParseFloat(_)
                | XlsxError::Unrecognized { .. }
                | XlsxError::Unexpected(_)
                | XlsxError::UnexpectedNode(_)
        )
}

/// Whether the error is about the reference of a cell or the number of a row.
fn is_of_address(error: &XlsxError) -> bool {
    matches!(
        error,
        XlsxError::Alphanumeric(_)
            | XlsxError::NumericColumn(_)
            | XlsxError::ParseInt(_)
            | XlsxError::RangeWithoutColumnComponent
            | XlsxError::RangeWithoutRowComponent
            | XlsxError::RowNumberOverflow
            | XlsxError::ColumnNumberOverflow
    )
}

/// What the nth cell of a sheet says its address is, for naming a cell that could not be read.
///
/// Each such cell is looked for from the start of the sheet. Far behind it the address stays untold: a hostile sheet would
/// be read through many times.
fn nth_cell(part: &mut dyn Read, n: usize) -> Option<String> {
    const FAR: u64 = 4 << 20;
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part.take(FAR)));
    let config = reader.config_mut();
    config.check_end_names = false;
    let mut buffer = Vec::new();
    let mut seen = 0;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element))
                if element.local_name().as_ref() == "c" =>
            {
                seen += 1;
                if seen == n {
                    return attribute(&element, "r");
                }
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// Why a call into the workbook reader gave nothing.
pub(crate) enum Failure<E> {
    Said(E),
    Panicked,
}

impl<E: std::fmt::Display> std::fmt::Display for Failure<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Said(error) => error.fmt(f),
            Failure::Panicked => f.write_str("结构异常 / unexpected structure"),
        }
    }
}

/// Calls into the workbook reader, which may panic on damaged files.
pub(crate) fn guarded<T, E>(call: impl FnOnce() -> Result<T, E>) -> Result<T, Failure<E>> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(result) => result.map_err(Failure::Said),
        Err(_) => Err(Failure::Panicked),
    }
}
