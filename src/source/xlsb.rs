//! xlsb: values streamed by calamine, what sheets hide from a pass of our own over the records (MS-XLSB).

use std::io::{BufReader, Read};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsb, XlsbError};

use crate::error::{Error, damaged, damaged_sheet, encrypted, too_large};
use crate::text;

use super::cell::{MAX_COLUMNS, MAX_ROWS};
use super::file::{Merge, SheetInfo, Visibility};
use super::input::Input;
use super::limits::Meter;
use super::package::Package;
use super::properties::{Properties, of_xlsx};
use super::rows::{Reading, Rows};
use super::value::from_ref;
use super::workbook::{Failure, guarded};

type Book = Xlsb<BufReader<Input>>;

/// Record types (MS-XLSB 2.3).
mod record {
    pub(super) const ROW: u32 = 0x0000;
    pub(super) const COL_INFO: u32 = 0x003C;
    pub(super) const SHEET: u32 = 0x009C;
    pub(super) const MERGE_CELL: u32 = 0x00B0;
}

/// Reads an xlsb: properties, then each sheet. `again` are the same bytes, for the workbook reader.
pub(crate) fn read(
    again: Input,
    mut package: Package,
    reading: &mut Reading<'_>,
) -> Result<(Properties, Vec<SheetInfo>), Error> {
    let limits = reading.limits;
    let strings = limits.shared_strings_bytes;
    package.bounded("xl/sharedStrings.bin", strings, Some("--max-strings"))?;
    package.bounded("xl/styles.bin", limits.part_bytes, None)?;
    let workbook = package.read_part("xl/workbook.bin", limits.part_bytes)?.unwrap_or_default();
    let mut declared = 0;
    each_record(&mut &workbook[..], |kind, _| declared += usize::from(kind == record::SHEET));
    if declared > limits.sheets {
        return Err(too_large(reading.shown, text!("{declared} 张工作表", "{declared} sheets")));
    }
    let properties = of_xlsx(&mut package, limits.part_bytes);
    let parts = sheet_parts(&mut package, &workbook, limits.part_bytes)?;

    let opened = guarded(|| Xlsb::new(BufReader::new(again)));
    let mut book: Book = opened.map_err(|failure| match failure {
        Failure::Said(XlsbError::Password) => encrypted(reading.shown),
        failure => damaged(reading.shown, &failure),
    })?;
    let listed = book.sheets_metadata().to_vec();
    let mut sheets: Vec<SheetInfo> = Vec::new();
    for (at, sheet) in listed.iter().enumerate() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let mut info = SheetInfo {
            name: sheet.name.clone(),
            visibility: match sheet.visible {
                SheetVisible::Visible => Visibility::Visible,
                SheetVisible::Hidden => Visibility::Hidden,
                SheetVisible::VeryHidden => Visibility::VeryHidden,
            },
            date_1904: book.has_1904_epoch(),
            ..SheetInfo::default()
        };
        let index = sheets.len() as u16; // the limit of sheets is above
        if reading.sink.wants(index) {
            let part = parts.get(at).map(String::as_str).unwrap_or_default();
            let twin = sheets.iter().any(|before| before.name == info.name);
            read_sheet(&mut book, &mut package, part, index, &mut info, twin, reading);
        }
        sheets.push(info);
    }
    Ok((properties, sheets))
}

fn read_sheet(
    book: &mut Book,
    package: &mut Package,
    part: &str,
    index: u16,
    info: &mut SheetInfo,
    twin: bool,
    reading: &mut Reading<'_>,
) {
    let surveyed = package.with_part(part, |part, meter| survey(part, meter, info));
    let reason = match surveyed {
        Ok(Some(())) if !twin => None,
        Ok(Some(())) => Some("工作表重名 / duplicate name".to_owned()),
        Ok(None) => Some(format!("{part}?")),
        Err(error) => Some(error.says.en.to_string()),
    };
    info.sort();
    let mut rows = Rows::begin(reading, index, info);
    let reason = match reason {
        Some(reason) => Some(reason),
        None => match guarded(|| book.worksheet_cells_reader(&info.name)) {
            Ok(mut cells) => stream(|| cells.next_cell(), &mut rows, reading),
            Err(failure) => Some(failure.to_string()),
        },
    };
    let after = rows.last();
    rows.end(reading);
    if let Some(reason) = reason {
        reading.problems.push(damaged_sheet(reading.shown, &info.name, after, &reason));
    }
}

/// Hands the rows over; gives why it ended early.
fn stream<'b>(
    mut next_cell: impl FnMut() -> Result<Option<calamine::Cell<DataRef<'b>>>, XlsbError>,
    rows: &mut Rows<'_>,
    reading: &mut Reading<'_>,
) -> Option<String> {
    let mut row: Vec<calamine::Cell<DataRef<'_>>> = Vec::new();
    loop {
        let next = guarded(&mut next_cell);
        let ends = match (&next, row.first()) {
            (Ok(Some(cell)), Some(first)) => cell.get_position().0 != first.get_position().0,
            (Ok(Some(_)), None) => false,
            _ => true,
        };
        if ends && let Some(first) = row.first() {
            let of = first.get_position().0;
            let values = row.iter().map(|cell| (cell.get_position().1, from_ref(cell.get_value())));
            if !rows.push(reading, of, values) {
                return None;
            }
            row.clear();
        }
        match next {
            Ok(Some(cell)) => row.push(cell),
            Ok(None) => return None,
            Err(failure) => return Some(failure.to_string()),
        }
    }
}

/// Parts of the sheets in the order of the workbook, found by its relations as the workbook reader finds them.
fn sheet_parts(package: &mut Package, workbook: &[u8], most: u64) -> Result<Vec<String>, Error> {
    let relations = package.read_part("xl/_rels/workbook.bin.rels", most)?.unwrap_or_default();
    let mut targets = std::collections::BTreeMap::new();
    super::xml::each_element(&relations, |element| {
        let get = |name| super::xml::attribute(element, name);
        if let (Some(id), Some(target)) = (get("Id"), get("Target")) {
            targets.insert(id, target);
        }
    });
    let mut parts = Vec::new();
    each_record(&mut &workbook[..], |kind, data| {
        let Some(length) = (kind == record::SHEET).then(|| u32_at(data, 8)).flatten() else {
            return;
        };
        if length == u32::MAX {
            return;
        }
        let end = 12 + (length as usize).saturating_mul(2);
        let units = data.get(12..end.min(data.len())).unwrap_or_default();
        let id = encoding_rs::UTF_16LE.decode_without_bom_handling(units).0;
        parts.push(
            targets.get(id.as_ref()).map(|target| format!("xl/{target}")).unwrap_or_default(),
        );
    });
    Ok(parts)
}

/// What a sheet hides and merges.
fn survey(part: &mut dyn Read, meter: &mut Meter, info: &mut SheetInfo) -> std::io::Result<()> {
    const MOST: usize = 1 << 20;
    let mut failed = Ok(());
    each_record(part, |kind, data| {
        if failed.is_ok() {
            failed = meter.add(data.len() + 2);
        }
        let column =
            |at: usize| u32_at(data, at).filter(|col| *col < MAX_COLUMNS).map(|col| col as u16);
        let row = |at: usize| u32_at(data, at).filter(|row| *row < MAX_ROWS);
        match kind {
            record::ROW if data.get(11).is_some_and(|flags| flags & 0x10 != 0) => {
                info.hidden_rows.extend(row(0).filter(|_| info.hidden_rows.len() < MOST));
            }
            record::COL_INFO if data.get(16).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (column(0), column(4))
                    && info.hidden_columns.len() < MOST
                {
                    info.hidden_columns.extend(first..=last);
                }
            }
            record::MERGE_CELL if info.merged.len() < MOST => {
                if let (Some(first_row), Some(last_row), Some(first_col), Some(last_col)) =
                    (row(0), row(4), column(8), column(12))
                {
                    info.merged.push(Merge { first_row, first_col, last_row, last_col });
                }
            }
            _ => {}
        }
    });
    failed
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

/// Records with their type and data, in order. Ends where the part does, or where a record does not fit.
fn each_record(part: &mut dyn Read, mut take: impl FnMut(u32, &[u8])) {
    let mut part = BufReader::new(part);
    let mut data = Vec::new();
    // Seven bits a byte, the lowest first; the highest bit says that another follows.
    let number = |part: &mut dyn Read, most: u32| -> Option<u32> {
        let (mut value, mut byte) = (0, [0]);
        for place in 0..most {
            part.read_exact(&mut byte).ok()?;
            value |= u32::from(byte[0] & 0x7F) << (7 * place);
            if byte[0] & 0x80 == 0 {
                break;
            }
        }
        Some(value)
    };
    while let Some((kind, length)) =
        number(&mut part, 2).and_then(|kind| Some((kind, number(&mut part, 4)?)))
    {
        data.clear();
        // Nothing is reserved for what a record declares.
        match (&mut part).take(u64::from(length)).read_to_end(&mut data) {
            Ok(read) if read == length as usize => take(kind, &data),
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record.
    fn record(kind: u32, data: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        match kind {
            0..0x80 => bytes.push(kind as u8),
            _ => bytes.extend([(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8]),
        }
        let mut length = data.len();
        while length >= 0x80 {
            bytes.push((length & 0x7F) as u8 | 0x80);
            length >>= 7;
        }
        bytes.push(length as u8);
        bytes.extend(data);
        bytes
    }

    #[test]
    fn records_end_where_one_does_not_fit() {
        let bytes =
            [record(0x9C, &[7; 200]), record(0, b"ab"), vec![0xB0, 0x01, 0xFF, 0xFF, 0x7F, 1]]
                .concat();
        let mut seen = Vec::new();
        each_record(&mut &bytes[..], |kind, data| seen.push((kind, data.len())));
        assert_eq!(seen, [(0x9C, 200), (0, 2)]);
    }
}
