//! zip archives as inputs: each member is a file of the input, named as if the archive were a folder.
//!
//! A member's path is only a label: nothing is ever unpacked to the disk, `..` and roots in names lead nowhere, and
//! characters that would disguise a name are written out. What the archive declares of its sizes is added up before
//! anything is unfolded, and holds while a member is.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use encoding_rs::GB18030;
use zip::ZipArchive;

use crate::error::{Error, damaged, encrypted, missing, too_large};
use crate::text;

use super::input::Input;
use super::kind::START;
use super::limits::Limits;
use super::package::{Package, zip_error};

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    /// Its path in the archive with `/`, harmless to show and to join.
    pub(crate) label: String,
    index: usize,
    /// Bytes that it unfolds to.
    pub(crate) bytes: u64,
}

/// The archive among the folders of a path that does not exist, and the rest of the path.
pub(crate) fn above(path: &Path) -> Option<(PathBuf, String)> {
    let archive = path.ancestors().skip(1).find(|above| above.is_file())?;
    let rest = path.strip_prefix(archive).ok()?;
    Some((archive.to_owned(), super::shown(rest)))
}

/// Whether a container is an archive of files, not a document that happens to be packed.
pub(crate) fn is_archive(package: &Package) -> bool {
    !["[Content_Types].xml", "_rels/.rels", "content.xml", "mimetype"]
        .into_iter()
        .any(|part| package.has(part))
}

/// The bytes of the member with this label; members of archives inside it are found behind its label and `/`.
pub(crate) fn member(
    input: Input,
    label: &str,
    shown: &str,
    limits: &Limits,
) -> Result<Vec<u8>, Error> {
    let mut archive = Archive::open(input, shown, limits)?;
    let inside = |member: &&Member| {
        label.strip_prefix(&member.label).is_some_and(|rest| rest.starts_with('/'))
    };
    if let Some(found) = archive.members.iter().find(|member| member.label == label).cloned() {
        return archive.unfold(&found, shown, limits);
    }
    let Some(outer) = archive.members.iter().find(inside).cloned() else {
        return Err(missing(shown));
    };
    let bytes = archive.unfold(&outer, shown, limits)?;
    let rest = &label[outer.label.len() + 1..];
    member(Input::held(Path::new(&outer.label), bytes), rest, shown, limits)
}

/// An open archive with its members by their labels.
pub(crate) struct Archive {
    zip: ZipArchive<BufReader<Input>>,
    pub(crate) members: Vec<Member>,
}

impl Archive {
    /// Opens an archive; refuses one that unfolds to too much.
    pub(crate) fn open(input: Input, shown: &str, limits: &Limits) -> Result<Self, Error> {
        let packed = input.len().map_err(|error| crate::error::from_io(shown, &error))?;
        let mut zip = Package::open(input, shown, limits)?.into_zip();
        let mut members = Vec::new();
        let mut known = BTreeSet::new();
        let mut unfolded = 0_u64;
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(|error| zip_error(shown, &error))?;
            unfolded = unfolded.saturating_add(entry.size());
            if entry.is_dir() {
                continue;
            }
            let mut label = label(entry.name_raw());
            let mut copy = 1;
            while !known.insert(label.clone()) {
                copy += 1;
                label = format!("{label} ({copy})");
            }
            members.push(Member { label, index, bytes: entry.size() });
        }
        let most =
            packed.saturating_mul(limits.ratio).max(limits.ratio_floor).min(limits.unfolded_bytes);
        if unfolded > most {
            let (mib, most) = (unfolded >> 20, most >> 20);
            return Err(too_large(
                shown,
                text!(
                    "压缩包解开后为 {mib} MiB，上限 {most} MiB",
                    "the archive unfolds to {mib} MiB, more than {most} MiB"
                ),
            ));
        }
        members.sort_by(|a, b| a.label.cmp(&b.label));
        Ok(Self { zip, members })
    }

    /// The bytes of a member, no more than it declares.
    pub(crate) fn unfold(
        &mut self,
        member: &Member,
        shown: &str,
        limits: &Limits,
    ) -> Result<Vec<u8>, Error> {
        if member.bytes > limits.binary_bytes {
            let mib = member.bytes >> 20;
            return Err(too_large(shown, text!("{mib} MiB", "{mib} MiB")));
        }
        let mut entry =
            self.zip.by_index(member.index).map_err(|error| zip_error(shown, &error))?;
        if entry.encrypted() {
            return Err(encrypted(shown));
        }
        let mut bytes = Vec::new();
        entry
            .by_ref()
            .take(member.bytes + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(shown, &error))?;
        if bytes.len() as u64 != member.bytes {
            return Err(damaged(shown, &format_args!("{} ≠ {}", bytes.len(), member.bytes)));
        }
        Ok(bytes)
    }
}

impl Archive {
    /// The first bytes of a member, for telling what it is.
    pub(crate) fn start(&mut self, member: &Member) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Ok(entry) = self.zip.by_index(member.index) {
            // What cannot be unfolded is told when it is read.
            let _ = entry.take(START as u64).read_to_end(&mut bytes);
        }
        bytes
    }
}

/// A member's name for showing and joining: old tools write it in GBK without saying so.
fn label(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    let mut label = String::with_capacity(name.len());
    for part in name.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".") {
        if !label.is_empty() {
            label.push('/');
        }
        if part == ".." {
            label.push_str("(..)");
            continue;
        }
        for c in part.chars() {
            if c.is_control() || is_disguise(c) {
                let _ = write!(label, "<U+{:04X}>", u32::from(c)); // writing to a String cannot fail
            } else {
                // A drive such as `C:` must not become one when the label is joined to a path.
                label.push(if c == ':' { '：' } else { c });
            }
        }
    }
    if label.is_empty() { "(?)".to_owned() } else { label }
}

/// Characters that change how the others are shown, or show nothing.
fn is_disguise(c: char) -> bool {
    matches!(c,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lead_nowhere_and_disguise_nothing() {
        let cases: [(&[u8], &str); 7] = [
            ("开标/记录.xlsx".as_bytes(), "开标/记录.xlsx"),
            (b"\xBF\xAA\xB1\xEA\xBC\xC7\xC2\xBC.xlsx", "开标记录.xlsx"),
            (b"../../etc/passwd", "(..)/(..)/etc/passwd"),
            (b"/etc/passwd", "etc/passwd"),
            (b"C:\\a\\b.csv", "C：/a/b.csv"),
            ("a\u{202e}xslx.exe\n".as_bytes(), "a<U+202E>xslx.exe<U+000A>"),
            (b"", "(?)"),
        ];
        for (raw, expected) in cases {
            assert_eq!(label(raw), expected);
        }
    }
}
