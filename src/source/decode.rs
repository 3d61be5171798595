//! Bytes of a text file as UTF-8 with plain line ends, whatever they were before.

use std::borrow::Cow;
use std::io::Read;

use encoding_rs::{CoderResult, Decoder, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// How a text file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Gb18030,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Gb18030 => "GB18030",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
        }
    }

    fn coding(self) -> &'static encoding_rs::Encoding {
        match self {
            Encoding::Utf8 => UTF_8,
            Encoding::Gb18030 => GB18030,
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
        }
    }
}

/// The encoding that the first bytes tell: by a byte order mark, or as UTF-16 without one.
fn marked(start: &[u8]) -> Option<Encoding> {
    match start {
        [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
        [0xEF, 0xBB, 0xBF, ..] => Some(Encoding::Utf8),
        _ => unmarked_utf16(start),
    }
}

/// UTF-16 without a mark: delimiters, digits and line ends have a zero byte on one side, and no character has one on
/// the other.
fn unmarked_utf16(start: &[u8]) -> Option<Encoding> {
    const SAMPLE: usize = 4 << 10;
    let start = &start[..start.len().min(SAMPLE) & !1];
    let zeros = |side: usize| start.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (encoding, zeros) = match (zeros(0), zeros(1)) {
        (0, zeros) => (Encoding::Utf16Le, zeros),
        (zeros, 0) => (Encoding::Utf16Be, zeros),
        _ => return None,
    };
    let (text, _) = encoding.coding().decode_without_bom_handling(start);
    let strange =
        |c: char| c == '\u{fffd}' || c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    let text = text.trim_end_matches('\u{fffd}'); // the last character may be cut
    (2 <= zeros && start.len() <= zeros * 50 && !text.contains(strange)).then_some(encoding)
}

/// The beginning of a file as text, for telling what it is.
pub(crate) fn decoded_start(start: &[u8]) -> Cow<'_, str> {
    let encoding = marked(start).unwrap_or(Encoding::Utf8);
    encoding.coding().decode_with_bom_removal(start).0
}

/// A whole text that may declare its encoding, as pages and XML do: a byte order mark counts first, then UTF-8 if
/// every byte fits, then what is declared, then GB18030. Gives the text, the encoding's name, and whether
/// something could not be decoded.
pub(crate) fn whole(bytes: Vec<u8>) -> (String, &'static str, bool) {
    if let Some(encoding) = marked(&bytes).filter(|encoding| *encoding != Encoding::Utf8) {
        let (text, replaced) = encoding.coding().decode_with_bom_removal(&bytes);
        return (text.into_owned(), encoding.name(), replaced);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            return (text, UTF_8.name(), false);
        }
        Err(error) if error.utf8_error().error_len().is_none() => {
            // The last character is cut; whatever comes before it is UTF-8.
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            return (text, UTF_8.name(), true);
        }
        Err(error) => error.into_bytes(),
    };
    // A declaration of UTF-8 is wrong here; every character of GB2312 and GBK is one of GB18030.
    let declared = declared(&bytes).filter(|declared| *declared != UTF_8);
    let coding =
        declared.map_or(GB18030, |declared| if declared == GBK { GB18030 } else { declared });
    let (text, replaced) = coding.decode_without_bom_handling(&bytes);
    (text.into_owned(), if coding == GB18030 { "GB18030" } else { coding.name() }, replaced)
}

/// The encoding after `charset=` or `encoding=` near the beginning.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    const HEAD: usize = 4 << 10;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let after = ["charset", "encoding"].into_iter().find_map(|word| {
        let after = head[head.find(word)? + word.len()..].trim_start();
        Some(after.strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']).to_owned())
    })?;
    let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c)));
    encoding_rs::Encoding::for_label(&after.as_bytes()[..end.unwrap_or(after.len())])
}

/// Decides the encoding while the file is read once, in pieces: byte order mark, else UTF-8 as
/// long as every byte fits, else GB18030.
#[derive(Default)]
pub(crate) struct Guess {
    /// The end of the last piece, if it cut a character.
    rest: Vec<u8>,
    marked: Option<Encoding>,
    begun: bool,
    not_utf8: bool,
}

impl Guess {
    pub(crate) fn take(&mut self, piece: &[u8]) {
        if !self.begun {
            self.begun = true;
            self.marked = marked(piece);
        }
        if self.not_utf8 || self.marked.is_some() {
            return;
        }
        let mut piece = piece;
        let joined;
        if !self.rest.is_empty() {
            joined = [&self.rest, piece].concat();
            piece = &joined;
        }
        match std::str::from_utf8(piece) {
            Ok(_) => self.rest = Vec::new(),
            Err(error) if error.error_len().is_none() => {
                self.rest = piece[error.valid_up_to()..].to_vec()
            }
            Err(_) => self.not_utf8 = true,
        }
    }

    pub(crate) fn encoding(&self) -> Encoding {
        match self.marked {
            Some(marked) => marked,
            None if self.not_utf8 || !self.rest.is_empty() => Encoding::Gb18030,
            None => Encoding::Utf8,
        }
    }
}

/// Reads as UTF-8: without a byte order mark, every line end a `\n`, and one at the very end.
pub(crate) struct Decoded<R> {
    from: R,
    decoder: Decoder,
    raw: Box<[u8]>,
    raw_at: usize,
    raw_len: usize,
    text: Vec<u8>,
    text_at: usize,
    after_return: bool,
    ends_line: bool,
    done: bool,
    replaced: bool,
}

impl<R: Read> Decoded<R> {
    pub(crate) fn new(from: R, encoding: Encoding) -> Self {
        Self {
            from,
            decoder: encoding.coding().new_decoder_with_bom_removal(),
            raw: vec![0; 64 << 10].into_boxed_slice(),
            raw_at: 0,
            raw_len: 0,
            text: Vec::new(),
            text_at: 0,
            after_return: false,
            ends_line: true,
            done: false,
            replaced: false,
        }
    }

    /// Whether something could not be decoded.
    pub(crate) fn replaced(&self) -> bool {
        self.replaced
    }

    fn refill(&mut self) -> std::io::Result<()> {
        self.text.clear();
        self.text_at = 0;
        while self.text.is_empty() && !self.done {
            if self.raw_at == self.raw_len {
                self.raw_len = self.from.read(&mut self.raw)?;
                self.raw_at = 0;
            }
            let last = self.raw_len == 0;
            let mut decoded = [0; 16 << 10];
            let (result, read, written, replaced) = self.decoder.decode_to_utf8(
                &self.raw[self.raw_at..self.raw_len],
                &mut decoded,
                last,
            );
            self.raw_at += read;
            self.replaced |= replaced;
            self.take(&decoded[..written]);
            if last && result == CoderResult::InputEmpty {
                self.done = true;
                if !self.ends_line {
                    self.text.push(b'\n');
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, decoded: &[u8]) {
        for &byte in decoded {
            match byte {
                b'\n' if self.after_return => {}
                b'\r' | b'\n' => self.text.push(b'\n'),
                other => self.text.push(other),
            }
            self.after_return = byte == b'\r';
        }
        if let Some(last) = self.text.last() {
            self.ends_line = *last == b'\n';
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.text_at == self.text.len() {
            self.refill()?;
        }
        let count = buffer.len().min(self.text.len() - self.text_at);
        buffer[..count].copy_from_slice(&self.text[self.text_at..self.text_at + count]);
        self.text_at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(bytes: &[u8], piece: usize) -> Encoding {
        let mut guess = Guess::default();
        bytes.chunks(piece).for_each(|piece| guess.take(piece));
        guess.encoding()
    }

    fn decoded(bytes: &[u8], encoding: Encoding) -> (String, bool) {
        let mut reader = Decoded::new(bytes, encoding);
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        (text, reader.replaced())
    }

    #[test]
    fn encodings_are_told_apart_however_the_file_is_cut() {
        let gb18030 = GB18030.encode("示例公司").0;
        for piece in 3..9 {
            assert_eq!(guess("示例公司,1".as_bytes(), piece), Encoding::Utf8);
            assert_eq!(guess(&gb18030, piece), Encoding::Gb18030);
            assert_eq!(guess(b"\xFF\xFE1\0", piece), Encoding::Utf16Le);
            assert_eq!(guess(&"示例".as_bytes()[..5], piece), Encoding::Gb18030);
        }
    }

    #[test]
    fn utf_16_is_told_without_a_mark() {
        let text = "序号\t投标人名称\t投标报价\r\n1\t甲示例软件有限公司\t1000000\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(guess(&little, 4_096), Encoding::Utf16Le);
        assert_eq!(guess(&big, 4_096), Encoding::Utf16Be);
        assert_eq!(decoded(&big, Encoding::Utf16Be).0, text.replace('\r', ""));
        for other in [&b"MZ\x90\0\x03\0\0\0\x04\0\0\0"[..], &[0; 64], b"\0\x01\0\x02\0\x03\0\x04"] {
            assert_eq!(unmarked_utf16(other), None, "{other:?}");
        }
    }

    #[test]
    fn a_declared_encoding_counts_after_what_the_bytes_say() {
        let text = "<meta charset=gb2312>甲示例镕";
        let whole = |bytes: &[u8]| super::whole(bytes.to_vec());
        assert_eq!(whole(&GB18030.encode(text).0), (text.to_owned(), "GB18030", false));
        assert_eq!(whole(text.as_bytes()), (text.to_owned(), "UTF-8", false));
        let wrong = "<meta charset=\"utf-8\">甲示例";
        assert_eq!(whole(&GB18030.encode(wrong).0), (wrong.to_owned(), "GB18030", false));
        let traditional = "<meta charset='big5'>標案";
        let big5 = encoding_rs::BIG5.encode(traditional).0;
        assert_eq!(whole(&big5), (traditional.to_owned(), "Big5", false));
        assert_eq!(whole(&"甲示".as_bytes()[..5]).1, "UTF-8");
    }

    #[test]
    fn line_ends_become_plain_and_the_last_is_there() {
        assert_eq!(
            decoded(b"\xEF\xBB\xBFa\r\nb\rc\n\nd", Encoding::Utf8),
            ("a\nb\nc\n\nd\n".to_owned(), false)
        );
        assert_eq!(decoded(b"", Encoding::Utf8).0, "");
    }

    #[test]
    fn rare_characters_of_names_survive_gb18030() {
        let text = "镕堃喆犇䶮\n";
        assert_eq!(decoded(&GB18030.encode(text).0, Encoding::Gb18030), (text.to_owned(), false));
        assert!(decoded(b"a\xFF\n", Encoding::Gb18030).1);
    }

    #[test]
    fn long_texts_pass_whole() {
        let text = "序号,名称\n".repeat(50_000);
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&[b"\xFF\xFE", &units[..]].concat(), Encoding::Utf16Le).0, text);
    }
}
