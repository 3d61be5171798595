//! Bytes of a text file as UTF-8 with plain line ends, whatever they were before.

use std::io::Read;

use encoding_rs::{CoderResult, Decoder, GB18030, UTF_8, UTF_16BE, UTF_16LE};

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
            self.marked = match piece {
                [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
                [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
                [0xEF, 0xBB, 0xBF, ..] => Some(Encoding::Utf8),
                _ => None,
            };
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
