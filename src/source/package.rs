//! The zip container of an xlsx or ods: its parts by name, unfolded under a meter.

use std::collections::BTreeMap;
use std::io::{BufReader, Read, Seek, SeekFrom};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Error, damaged, from_io, too_large, unreadable};
use crate::text;

use super::input::Input;
use super::limits::{Limits, Meter, is_too_large};
use super::raised;
use super::xml::{attribute, each_element};

/// An open container.
pub(crate) struct Package {
    zip: ZipArchive<BufReader<Input>>,
    /// Lower-case names with `/` → index.
    names: BTreeMap<String, usize>,
    pub(crate) meter: Meter,
    /// The path to name in errors.
    pub(crate) shown: String,
}

/// A worksheet's name and where its cells are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SheetPart {
    /// Path in the container.
    pub(crate) part: String,
    /// Whether it is a worksheet, not a chart or dialog.
    pub(crate) worksheet: bool,
}

/// Which parts hold what in an xlsx.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct WorkbookParts {
    /// Folder of the workbook part with its `/`, usually `xl/`.
    pub(crate) folder: String,
    /// The workbook part itself.
    pub(crate) workbook: String,
    /// The sheets in order.
    pub(crate) sheets: Vec<SheetPart>,
}

impl Package {
    /// Opens the container.
    pub(crate) fn open(mut file: Input, shown: &str, limits: &Limits) -> Result<Self, Error> {
        let entries = declared_entries(&mut file).map_err(|error| from_io(shown, &error))?;
        if entries > limits.entries {
            let says = text!("压缩包内有 {entries} 个条目", "the container has {entries} entries");
            return Err(raised(too_large(shown, says), "--max-entries"));
        }
        let packed = file.len().map_err(|error| from_io(shown, &error))?;
        file.rewind().map_err(|error| from_io(shown, &error))?;
        let mut zip =
            ZipArchive::new(BufReader::new(file)).map_err(|error| zip_error(shown, &error))?;
        // Entries that share their bytes let a small container unfold to any size.
        if zip.has_overlapping_files().map_err(|error| zip_error(shown, &error))? {
            return Err(damaged(shown, &"条目互相重叠 / overlapping entries"));
        }
        let names = (0..zip.len())
            .filter_map(|index| {
                let name = zip.name_for_index(index)?.ok()?;
                Some((name.replace('\\', "/").to_ascii_lowercase(), index))
            })
            .collect();
        Ok(Self { zip, names, meter: Meter::new(packed, limits), shown: shown.to_owned() })
    }

    /// Whether there is such a part.
    pub(crate) fn has(&self, part: &str) -> bool {
        self.names.contains_key(&part.to_ascii_lowercase())
    }

    /// The container alone, with its number of entries checked.
    pub(crate) fn into_zip(self) -> ZipArchive<BufReader<Input>> {
        self.zip
    }

    /// Hands the bytes of a part to `work`, and the meter. `None` without such a part.
    pub(crate) fn with_part<T>(
        &mut self,
        part: &str,
        work: impl FnOnce(&mut dyn Read, &mut Meter) -> std::io::Result<T>,
    ) -> Result<Option<T>, Error> {
        let Some(&index) = self.names.get(&part.to_ascii_lowercase()) else { return Ok(None) };
        let mut entry = self.zip.by_index(index).map_err(|error| zip_error(&self.shown, &error))?;
        match work(&mut entry, &mut self.meter) {
            Ok(done) => Ok(Some(done)),
            Err(error) if is_too_large(&error) => Err(self.meter.error(&self.shown)),
            Err(error) => Err(damaged(&self.shown, &format_args!("{part}: {error}"))),
        }
    }

    /// A whole part of at most `most` bytes. `None` without such a part.
    pub(crate) fn read_part(&mut self, part: &str, most: u64) -> Result<Option<Vec<u8>>, Error> {
        let read = self.with_part(part, |reader, meter| {
            let mut bytes = Vec::new();
            reader.take(most + 1).read_to_end(&mut bytes)?;
            meter.add(bytes.len())?;
            Ok(bytes)
        })?;
        match read {
            Some(bytes) if bytes.len() as u64 > most => Err(self.part_too_large(part, most)),
            read => Ok(read),
        }
    }

    /// Refuses a part that unfolds to more than `most` bytes, which the option raises; gives how many it unfolds to, zero
    /// without such a part.
    ///
    /// What the container declares is enough: reading an entry beyond its declared size is an error, here and in the
    /// workbook reader, which opens containers with the same library.
    pub(crate) fn bounded(
        &mut self,
        part: &str,
        most: u64,
        option: Option<&str>,
    ) -> Result<u64, Error> {
        let Some(&index) = self.names.get(&part.to_ascii_lowercase()) else { return Ok(0) };
        let entry = self.zip.by_index_raw(index).map_err(|error| zip_error(&self.shown, &error))?;
        let bytes = entry.size();
        drop(entry);
        self.meter
            .add(usize::try_from(bytes).unwrap_or(usize::MAX))
            .map_err(|_| self.meter.error(&self.shown))?;
        if bytes <= most {
            return Ok(bytes);
        }
        let error = self.part_too_large(part, most);
        Err(option.into_iter().fold(error, raised))
    }

    /// The error of a part of more than `most` bytes.
    fn part_too_large(&self, part: &str, most: u64) -> Error {
        let mib = most >> 20;
        too_large(&self.shown, text!("{part} 超过 {mib} MiB", "{part} is larger than {mib} MiB"))
    }

    /// The parts of an xlsx, found as its relations say.
    pub(crate) fn workbook_parts(&mut self, limits: &Limits) -> Result<WorkbookParts, Error> {
        let lacks = |shown: &str, part: &str| damaged(shown, &format_args!("{part}?"));
        let root = "_rels/.rels";
        let bytes =
            self.read_part(root, limits.part_bytes)?.ok_or_else(|| lacks(&self.shown, root))?;
        let target = relations(&bytes)
            .into_iter()
            .rfind(|relation| relation.kind.ends_with("/relationships/officeDocument"))
            .ok_or_else(|| lacks(&self.shown, root))?
            .target;
        let target = target.strip_prefix('/').unwrap_or(&target);
        let (folder, name) = target.split_at(target.rfind('/').map_or(0, |slash| slash + 1));

        let rels = format!("{folder}_rels/{name}.rels");
        let bytes =
            self.read_part(&rels, limits.part_bytes)?.ok_or_else(|| lacks(&self.shown, &rels))?;
        let known: BTreeMap<String, Relation> =
            relations(&bytes).into_iter().map(|relation| (relation.id.clone(), relation)).collect();

        let book =
            self.read_part(target, limits.part_bytes)?.ok_or_else(|| lacks(&self.shown, target))?;
        let mut sheets = Vec::new();
        each_element(&book, |element| {
            if element.local_name().as_ref() != "sheet" {
                return;
            }
            let relation = attribute(element, "id").and_then(|id| known.get(&id));
            sheets.push(relation.map_or(
                SheetPart { part: String::new(), worksheet: true },
                |relation| {
                    let part = match relation.target.strip_prefix('/') {
                        Some(absolute) => absolute.to_owned(),
                        None => format!("{folder}{}", relation.target),
                    };
                    SheetPart { part, worksheet: relation.kind.ends_with("/worksheet") }
                },
            ));
        });
        Ok(WorkbookParts { folder: folder.to_owned(), workbook: target.to_owned(), sheets })
    }
}

struct Relation {
    id: String,
    kind: String,
    target: String,
}

fn relations(xml: &[u8]) -> Vec<Relation> {
    let mut found = Vec::new();
    each_element(xml, |element| {
        if element.local_name().as_ref() == "Relationship" {
            found.push(Relation {
                id: attribute(element, "Id").unwrap_or_default(),
                kind: attribute(element, "Type").unwrap_or_default(),
                target: attribute(element, "Target").unwrap_or_default(),
            });
        }
    });
    found
}

/// A container that cannot be opened, told apart: protected, broken, or a failing disk.
pub(crate) fn zip_error(shown: &str, error: &ZipError) -> Error {
    match error {
        ZipError::InvalidPassword => crate::error::encrypted(shown),
        ZipError::UnsupportedArchive(reason)
            if reason.to_ascii_lowercase().contains("password") =>
        {
            crate::error::encrypted(shown)
        }
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            unreadable(shown, error)
        }
        error => damaged(shown, error),
    }
}

/// The number of entries that the end of the container declares, before anything is reserved for them.
fn declared_entries(file: &mut Input) -> std::io::Result<u64> {
    const END: usize = 22;
    let size = file.len()?;
    let tail_start = size.saturating_sub(END as u64 + 0xFFFF);
    file.seek(SeekFrom::Start(tail_start))?;
    let mut tail = Vec::new();
    file.by_ref().take(END as u64 + 0xFFFF).read_to_end(&mut tail)?;
    let Some(end) = tail.windows(END).rposition(|window| window.starts_with(b"PK\x05\x06")) else {
        return Ok(0); // no end: opening it will say that it is damaged
    };
    let entries = u64::from(u16::from_le_bytes([tail[end + 10], tail[end + 11]]));
    let locator = end.checked_sub(20).map(|start| &tail[start..end]);
    match locator {
        Some(locator) if entries == 0xFFFF && locator.starts_with(b"PK\x06\x07") => {
            let offset =
                locator[8..16].iter().rev().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
            file.seek(SeekFrom::Start(offset.min(size)))?;
            let mut head = [0; 40];
            file.read_exact(&mut head)?;
            Ok(head[32..40].iter().rev().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)))
        }
        _ => Ok(entries),
    }
}
