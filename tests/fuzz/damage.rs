//! Ways to damage a file: anywhere, in the tags and attributes of XML, in the records of a binary workbook.

use super::chance::Chance;

/// Numbers at the edges of what fields hold.
const EDGES: [u64; 12] = [
    0,
    1,
    0x7F,
    0xFF,
    0x7FFF,
    0xFFFF,
    0x10_0000,
    0x7FFF_FFFF,
    0xFFFF_FFFA,
    0xFFFF_FFFE,
    0xFFFF_FFFF,
    u64::MAX,
];

/// Texts that stand for something somewhere.
const WORDS: [&str; 44] = [
    "",
    "0",
    "-1",
    "1",
    "1048576",
    "1048577",
    "4294967295",
    "4294967296",
    "18446744073709551616",
    "1e308",
    "-1e308",
    "NaN",
    "inf",
    "0.1e-400",
    "A1",
    "XFD1048576",
    "XFE1048577",
    "A0",
    "ZZZZZZZ99999999999",
    "$A$1",
    "A1:XFD1048576",
    "XFD1048576:A1",
    "true",
    "s",
    "str",
    "inlineStr",
    "e",
    "b",
    "d",
    "n",
    "2024-02-30",
    "9999-12-31T23:59:60Z",
    "PT99999999H",
    "#REF!",
    "壹佰贰拾叁万元整",
    "￥1,234.50",
    "合计",
    "投标人",
    "\u{202e}",
    "\u{0}",
    "\u{feff}",
    "../../../etc/passwd",
    "file:///etc/passwd",
    "=cmd|' /C calc'!A0",
];

/// XML that means something to a reader of workbooks, or to a careless one.
const PIECES: [&str; 30] = [
    "<row r=\"0\"/>",
    "<row r=\"4294967295\">",
    "</row>",
    "<c/>",
    "<c r=\"A1\" t=\"s\"><v>4294967295</v></c>",
    "<c r=\"XFD1048576\"><v>1</v></c>",
    "<c r=\"A1\" t=\"s\"><v>-1</v></c>",
    "<f>A1</f>",
    "<f t=\"shared\" si=\"0\" ref=\"A1:XFD1048576\">A1</f>",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<dimension ref=\"A1:XFD1048576\"/>",
    "<si/>",
    "<si><r><t>x</t></r></si>",
    "<col min=\"1\" max=\"4294967295\" hidden=\"1\"/>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml version=\"1.0\" encoding=\"GBK\"?>",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
    "&b;",
    "&#0;",
    "&#x110000;",
    "<table:table-row table:number-rows-repeated=\"4294967295\">",
    "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\"><text:p>甲</text:p></table:table-cell>",
    "<table:covered-table-cell/>",
    "<table:table>",
    "</table:table>",
    "<text:s text:c=\"4294967295\"/>",
    "<a><a><a><a><a><a><a><a>",
];

/// How often something is damaged: once in most cases, since much damage hides what a little does.
fn times(chance: &mut Chance, most: usize) -> usize {
    1 + chance.below(most).min(chance.below(most)).min(chance.below(most))
}

/// Damages bytes, knowing nothing of them.
pub(crate) fn bytes(bytes: &mut Vec<u8>, chance: &mut Chance, others: &[Vec<u8>]) {
    for _ in 0..times(chance, 12) {
        let at = chance.below(bytes.len());
        let to = (at + 1 + chance.below(64)).min(bytes.len());
        match chance.below(10) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 if at < bytes.len() => bytes[at] = chance.next() as u8,
            2 | 3 => put_number(bytes, at, chance),
            4 if at < to => drop(bytes.drain(at..to)),
            5 if at < to => {
                let copy = bytes[at..to].repeat(1 + chance.below(20));
                bytes.splice(at..at, copy);
            }
            6 => drop(bytes.splice(at..at, chance.one_of(&WORDS).bytes())),
            7 => {
                let other = chance.one_of(others);
                let from = chance.below(other.len());
                let until = (from + chance.below(512)).min(other.len());
                drop(bytes.splice(at..at, other[from..until].iter().copied()));
            }
            8 if at < to => bytes[at..to].fill(*chance.one_of(&[0, b' ', b'"', b',', b'\n', 0xFF])),
            9 if chance.below(4) == 0 => bytes.truncate(at),
            _ => {}
        }
    }
}

/// Writes a number at the edge of its range over what stands there.
fn put_number(bytes: &mut [u8], at: usize, chance: &mut Chance) {
    let number = chance.one_of(&EDGES).wrapping_add(chance.below(3) as u64).wrapping_sub(1);
    let size = *chance.one_of(&[1, 2, 4, 8]);
    for (place, byte) in bytes.iter_mut().skip(at).take(size).zip(number.to_le_bytes()) {
        *place = byte;
    }
}

/// Damages XML at its tags, attributes and texts, and sometimes at its bytes.
pub(crate) fn xml(xml: &mut Vec<u8>, chance: &mut Chance, others: &[Vec<u8>]) {
    for _ in 0..times(chance, 6) {
        match chance.below(9) {
            0 => bytes(xml, chance, others),
            1 => between(xml, chance, b'"', b'"', |_, chance| {
                chance.one_of(&WORDS).as_bytes().to_vec()
            }),
            2 => between(xml, chance, b'>', b'<', |_, chance| {
                chance.one_of(&WORDS).as_bytes().to_vec()
            }),
            3 => between(xml, chance, b'<', b'>', |_, _| b"x".to_vec()),
            4 => {
                let at = place_of(xml, b'<', chance);
                drop(xml.splice(at..at, chance.one_of(&PIECES).bytes()));
            }
            5 => {
                let (from, to) = (place_of(xml, b'<', chance), place_of(xml, b'<', chance));
                drop(xml.drain(from.min(to)..from.max(to)));
            }
            6 => {
                let from = place_of(xml, b'<', chance);
                let to = (from + 1 + chance.below(400)).min(xml.len());
                let to = to + xml[to..].iter().position(|byte| *byte == b'<').unwrap_or(0);
                let copy = xml[from..to].repeat(1 + chance.below(40));
                drop(xml.splice(from..from, copy));
            }
            7 => {
                let other = chance.one_of(others);
                let from = place_of(other, b'<', chance);
                let to = place_of(other, b'<', chance);
                let piece = other[from.min(to)..from.max(to)].to_vec();
                let at = place_of(xml, b'<', chance);
                drop(xml.splice(at..at, piece));
            }
            _ => between(xml, chance, b' ', b'=', |name, chance| {
                let mut name = name.to_vec();
                if let Some(byte) = name.first_mut() {
                    *byte ^= 1 << chance.below(5);
                }
                name
            }),
        }
    }
    xml.truncate(1 << 20);
}

/// Where one of the bytes stands; the end without any.
fn place_of(bytes: &[u8], byte: u8, chance: &mut Chance) -> usize {
    let from = chance.below(bytes.len());
    let found = bytes.iter().skip(from).position(|found| *found == byte);
    found.map_or(bytes.len(), |at| from + at)
}

/// Replaces what stands between two bytes somewhere.
fn between(
    bytes: &mut Vec<u8>,
    chance: &mut Chance,
    open: u8,
    close: u8,
    other: impl Fn(&[u8], &mut Chance) -> Vec<u8>,
) {
    let from = (place_of(bytes, open, chance) + 1).min(bytes.len());
    let Some(length) = bytes[from..].iter().position(|byte| *byte == close) else { return };
    let new = other(&bytes[from..from + length], chance);
    drop(bytes.splice(from..from + length, new));
}

/// Damages a binary workbook at the heads and data of its records, which begin at even addresses, and in its container.
pub(crate) fn records(bytes: &mut Vec<u8>, chance: &mut Chance) {
    const KINDS: [u16; 24] = [
        0x0006, 0x000A, 0x0012, 0x0022, 0x002F, 0x003C, 0x007D, 0x0085, 0x00BD, 0x00BE, 0x00D6,
        0x00E0, 0x00E5, 0x00FC, 0x00FD, 0x0200, 0x0203, 0x0204, 0x0205, 0x0207, 0x0208, 0x027E,
        0x0809, 0x0018,
    ];
    for _ in 0..times(chance, 10) {
        let at = chance.below(bytes.len());
        match chance.below(6) {
            0 => put_number(bytes, at, chance),
            1 => {
                let Some(record) = a_record(bytes, at, &KINDS) else { continue };
                let kind = chance.one_of(&KINDS).to_le_bytes();
                bytes[record..record + 2].copy_from_slice(&kind);
            }
            2 | 3 => {
                let Some(record) = a_record(bytes, at, &KINDS) else { continue };
                put_number(bytes, record + 2, chance);
            }
            4 => {
                let Some(record) = a_record(bytes, at, &KINDS) else { continue };
                let inside = record + 4 + chance.below(24);
                put_number(bytes, inside, chance);
            }
            // The header, the tables of sectors and the directory.
            _ => {
                let start =
                    *chance.one_of(&[24, 44, 76, 512, 1024, bytes.len().saturating_sub(1024)]);
                let inside = start + chance.below(64);
                put_number(bytes, inside, chance);
            }
        }
    }
    if chance.below(20) == 0 {
        bytes.truncate(chance.below(bytes.len()));
    }
}

/// The next place that looks like the head of a record.
fn a_record(bytes: &[u8], from: usize, kinds: &[u16]) -> Option<usize> {
    (from..bytes.len().saturating_sub(4)).find(|at| {
        kinds.contains(&u16::from_le_bytes([bytes[*at], bytes[at + 1]]))
            && usize::from(u16::from_le_bytes([bytes[at + 2], bytes[at + 3]])) < 9_000
            && (bytes[*at] != 0 || bytes[at + 1] != 0)
    })
}
