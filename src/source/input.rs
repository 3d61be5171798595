//! The bytes of one file: on the disk, or held in memory where they come out of an archive.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{Error, from_io, not_a_table, too_large};
use crate::text;
use crate::text::Text;

use super::archive;
use super::limits::Limits;

/// An open file, read from its start.
pub(crate) struct Input {
    path: PathBuf,
    body: Body,
}

enum Body {
    Disk(File),
    Held(Cursor<Arc<[u8]>>),
}

impl Input {
    /// Opens a file, or the member of an archive where a folder of the path is one.
    pub(crate) fn open(path: &Path, shown: &str, limits: &Limits) -> Result<Self, Error> {
        let metadata = match std::fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => {
                let Some((archive, label)) = archive::above(path) else {
                    return Err(from_io(shown, &error));
                };
                let input = Self::open(&archive, shown, limits)?;
                return Ok(Self::held(path, archive::member(input, &label, shown, limits)?));
            }
        };
        if metadata.is_dir() {
            return Err(not_a_table(shown, Text::of("文件夹", "a folder")));
        }
        if !metadata.is_file() {
            return Err(not_a_table(shown, Text::of("设备或者管道", "a device or pipe"))); // opening one may wait for ever
        }
        let file = File::open(path).map_err(|error| from_io(shown, &error))?;
        Ok(Self { path: path.to_owned(), body: Body::Disk(file) })
    }

    /// Bytes in memory, under the name of this path.
    pub(crate) fn held(path: &Path, bytes: Vec<u8>) -> Self {
        Self { path: path.to_owned(), body: Body::Held(Cursor::new(bytes.into())) }
    }

    /// The same bytes again, from their start.
    pub(crate) fn again(&self) -> std::io::Result<Self> {
        let body = match &self.body {
            Body::Disk(_) => Body::Disk(File::open(&self.path)?),
            Body::Held(bytes) => Body::Held(Cursor::new(Arc::clone(bytes.get_ref()))),
        };
        Ok(Self { path: self.path.clone(), body })
    }

    /// How many bytes there are.
    pub(crate) fn len(&self) -> std::io::Result<u64> {
        match &self.body {
            Body::Disk(file) => Ok(file.metadata()?.len()),
            Body::Held(bytes) => Ok(bytes.get_ref().len() as u64),
        }
    }

    /// All bytes, from the start, if there are no more than `most`.
    pub(crate) fn whole(&mut self, shown: &str, most: u64) -> Result<Vec<u8>, Error> {
        let failed = |error: &std::io::Error| from_io(shown, error);
        let bytes = self.len().map_err(|error| failed(&error))?;
        if bytes > most {
            let mib = bytes >> 20;
            return Err(too_large(shown, text!("{mib} MiB", "{mib} MiB")));
        }
        self.rewind().map_err(|error| failed(&error))?;
        let mut held = Vec::with_capacity(bytes as usize);
        self.take(most).read_to_end(&mut held).map_err(|error| failed(&error))?;
        Ok(held)
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match &mut self.body {
            Body::Disk(file) => file.read(buffer),
            Body::Held(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Input {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        match &mut self.body {
            Body::Disk(file) => file.seek(to),
            Body::Held(bytes) => bytes.seek(to),
        }
    }
}
