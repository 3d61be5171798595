//! Delimited text: csv, tsv and txt as people really have them.
//!
//! The encoding is decided over the whole file (byte order mark, strict UTF-8, GB18030), the delimiter on the
//! first records. Rows are numbered as a spreadsheet program shows them: a blank line is a row, a quoted
//! line break is not.

use std::borrow::Cow;
use std::io::{BufReader, Read, Seek};

use csv::{ReaderBuilder, StringRecord};

use crate::error::{Error, Problem, from_io, unknown_content};
use crate::text;

use super::cell::{Cell, a1};
use super::decode::{Decoded, Encoding};
use super::file::{Format, SheetInfo};
use super::input::Input;
use super::rows::{Reading, Rows};

/// Text longer than a spreadsheet cell can hold: most likely a quotation mark that was never closed.
const LONGEST_CELL: usize = 32_767;
/// Decoded bytes on which the delimiter is decided.
const SAMPLE: usize = 64 << 10;

/// Reads delimited text from its start.
pub(crate) fn read(
    mut file: Input,
    encoding: Encoding,
    reading: &mut Reading<'_>,
) -> Result<(Format, Vec<SheetInfo>), Error> {
    let failed = |error: &std::io::Error| from_io(reading.shown, error);
    file.rewind().map_err(|error| failed(&error))?;
    let mut sample = Vec::new();
    let mut start = Decoded::new(&mut file, encoding).take(SAMPLE as u64);
    start.read_to_end(&mut sample).map_err(|error| failed(&error))?;
    if is_junk(&sample) {
        return Err(unknown_content(reading.shown));
    }
    // A line such as `sep=;` is an instruction to the spreadsheet program.
    let declared = declared_delimiter(&sample);
    let delimiter = declared.unwrap_or_else(|| sniff(&sample));

    file.rewind().map_err(|error| failed(&error))?;
    let mut text = Decoded::new(&mut file, encoding);
    let mut records = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(BufReader::with_capacity(64 << 10, &mut text));
    let sheets = vec![SheetInfo::default()];
    let mut long = None;
    let mut broken = None;
    if reading.sink.wants(0) {
        let mut rows = Rows::begin(reading, 0, &sheets[0]);
        let mut record = StringRecord::new();
        let mut next_row = 0_u64;
        let mut lines = 1;
        loop {
            match records.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    broken = Some(error.to_string());
                    break;
                }
            }
            // Lines passed since the last record: blank ones, that of this record, the breaks inside it.
            let passed = records.position().line() - lines;
            lines += passed;
            let blank = match passed {
                0 | 1 => 0,
                _ => passed.saturating_sub(
                    1 + record.iter().map(|field| field.matches('\n').count() as u64).sum::<u64>(),
                ),
            };
            let row = u32::try_from(next_row + blank).unwrap_or(u32::MAX);
            next_row += blank + 1;
            if row == 0 && declared.is_some() {
                continue;
            }
            if long.is_none() {
                let col = record
                    .iter()
                    .position(|f| f.len() > LONGEST_CELL && f.chars().count() > LONGEST_CELL);
                long = col.map(|col| a1(row, u16::try_from(col).unwrap_or(u16::MAX)));
            }
            let cells = record.iter().map(|field| Some(Cell::Text(Cow::Borrowed(field))));
            if !rows.push(reading, row, (0_u32..).zip(cells)) {
                break;
            }
        }
        rows.end(reading);
    }
    drop(records);
    if let Some(cell) = long {
        let says = text!(
            "单元格文字过长，引号可能没有成对，后面的行可能并入此格",
            "the cell's text is very long; a quotation mark may be unclosed and have swallowed the rows below"
        );
        reading.warn("", Some(cell), says);
    }
    if let Some(reason) = broken {
        reading.problems.push(crate::error::damaged_sheet(reading.shown, "", None, &reason));
    }
    if text.replaced() {
        let name = encoding.name();
        let problem = Problem::warning(text!(
            "部分字符不是有效的 {name} 编码，已显示为 \u{fffd}",
            "some characters are not valid {name}; they are shown as \u{fffd}"
        ));
        reading.problems.push(problem.in_file(reading.shown).advise(crate::text::Text::of(
            "请用 Excel/WPS 打开，核对乱码后另存为 xlsx",
            "open it in Excel or WPS, check the garbled text and save it as xlsx",
        )));
    }
    if declared.is_some() {
        let problem = Problem::note(text!(
            "第一行是分隔符说明，不作为数据",
            "the first line declares the delimiter; it is not data"
        ));
        reading.problems.push(problem.in_file(reading.shown).at_cell("A1"));
    }
    Ok((Format::Delimited { encoding: encoding.name(), delimiter: char::from(delimiter) }, sheets))
}

/// Whether the decoded start is no text: control characters, or much that could not be decoded.
fn is_junk(sample: &[u8]) -> bool {
    let text = String::from_utf8_lossy(sample);
    let (mut strange, mut all) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        if c == '\0' {
            return true;
        }
        strange += usize::from(
            c == '\u{fffd}'
                || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}')),
        );
    }
    strange * 50 > all + 100
}

fn declared_delimiter(sample: &[u8]) -> Option<u8> {
    let line = sample.split(|byte| *byte == b'\n').next()?;
    match line
        .trim_ascii_end()
        .strip_prefix(b"sep=")
        .or_else(|| line.trim_ascii_end().strip_prefix(b"SEP="))?
    {
        [delimiter] if delimiter.is_ascii_punctuation() => Some(*delimiter),
        [] if line.ends_with(b"\t") => Some(b'\t'),
        _ => None,
    }
}

/// The delimiter with which most of the first records have the same number of fields, more than one.
fn sniff(sample: &[u8]) -> u8 {
    const RECORDS: usize = 50;
    // The last line may be cut.
    let whole = if sample.len() < SAMPLE {
        sample.len()
    } else {
        sample.iter().rposition(|b| *b == b'\n').unwrap_or(sample.len())
    };
    let mut best = (0, 0, b',');
    for delimiter in [b',', b'\t', b';', b'|'] {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(&sample[..whole]);
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for record in reader.byte_records().take(RECORDS).flatten() {
            // Half a pair of quotation marks in a field: it was cut between them.
            let halves = record
                .iter()
                .any(|field| field.iter().filter(|byte| **byte == b'"').count() % 2 == 1);
            if !halves {
                *counts.entry(record.len()).or_default() += 1;
            }
        }
        let usual = counts
            .into_iter()
            .filter(|(fields, _)| *fields > 1)
            .map(|(fields, times)| (times, fields))
            .max();
        let Some((times, fields)) = usual else { continue };
        if (times, fields) > (best.0, best.1) {
            best = (times, fields, delimiter);
        }
    }
    best.2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_regular_one() {
        let cases: [(&str, u8); 6] = [
            ("序号,名称,报价\n1,甲,5\n2,乙,6\n", b','),
            ("序号\t名称\t备注\n1\t甲\ta,b\n2\t乙\tc,d\n", b'\t'),
            ("序号;名称;报价\n1;甲;1,000\n2;乙;2,000\n", b';'),
            ("序号|名称\n1|甲\n", b'|'),
            ("开标记录,第一包\n\n序号;名称;报价\n1;甲;5\n2;乙;6\n", b';'),
            ("只有一列\n甲\n", b','),
        ];
        for (sample, expected) in cases {
            assert_eq!(sniff(sample.as_bytes()), expected, "{sample}");
        }
    }

    #[test]
    fn delimiters_between_quotes_do_not_count() {
        assert_eq!(sniff("a;\"x,y,z\"\nb;\"x,y,z\"\n".as_bytes()), b';');
    }

    #[test]
    fn text_is_not_junk_and_bytes_are() {
        assert!(!is_junk("序号,名称\r\n1,甲\x1a".as_bytes()));
        assert!(is_junk(b"MZ\x90\x00\x03"));
        assert!(is_junk("\u{fffd}a\u{1}b".repeat(100).as_bytes()));
    }
}
