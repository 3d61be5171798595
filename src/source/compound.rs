//! The container of binary Office files (MS-CFB): its streams, and where their bytes lie in the file.
//!
//! The workbook reader has a container reader of its own, but follows any chain of sectors, even one
//! that bites its tail. So every chain it will follow is followed here first, with an end.

use std::ops::Range;

const HEADER: usize = 512;
const MINI_SECTOR: usize = 64;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const LAST_REAL_SECTOR: u32 = 0xFFFF_FFF9;

/// The first bytes of every such file.
pub(crate) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// A container whose chains have been followed.
pub(crate) struct Compound {
    entries: Vec<Entry>,
    sector: usize,
    file_len: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    /// Where the mini sectors lie in the file.
    mini: Vec<Range<usize>>,
}

struct Entry {
    name: String,
    start: u32,
    len: u64,
}

/// Why the container cannot be read.
pub(crate) type Broken = &'static str;

impl Compound {
    /// Reads the tables of the container.
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, Broken> {
        let header =
            bytes.get(..HEADER).filter(|header| header.starts_with(MAGIC)).ok_or("header")?;
        let sector = match u16_at(header, 30) {
            9 => 512,
            12 => 4096,
            _ => return Err("sector size"),
        };
        let mut this = Self {
            entries: Vec::new(),
            sector,
            file_len: bytes.len(),
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini: Vec::new(),
        };

        let mut tables: Vec<u32> = words(&header[76..HEADER]).collect();
        let mut more = u32_at(header, 68);
        for _ in 0..=bytes.len() / sector {
            if more > LAST_REAL_SECTOR {
                break;
            }
            let range = this.sector_range(more).ok_or("allocation table")?;
            tables.extend(words(&bytes[range]));
            more = tables.pop().ok_or("allocation table")?;
        }
        if more <= LAST_REAL_SECTOR {
            return Err("allocation table");
        }
        for table in tables.into_iter().filter(|id| *id <= LAST_REAL_SECTOR) {
            let range = this.sector_range(table).ok_or("allocation table")?;
            if this.fat.len() > bytes.len() / sector + sector {
                return Err("allocation table");
            }
            this.fat.extend(words(&bytes[range]));
        }

        let directory = collect(bytes, &this.chain(u32_at(header, 48), u64::MAX)?);
        this.entries = directory.chunks_exact(128).map(|entry| this.entry(entry)).collect();
        let root = this.entries.first().map(|root| (root.start, root.len)).ok_or("directory")?;
        let mini_sectors = u64::from(u32_at(header, 64));
        if mini_sectors > 0 {
            let table =
                this.chain(u32_at(header, 60), mini_sectors.saturating_mul(sector as u64))?;
            this.mini_fat = words(&collect(bytes, &table)).collect();
            let stream = this.chain(root.0, root.1)?;
            this.mini = stream
                .into_iter()
                .flat_map(|range| {
                    range
                        .clone()
                        .step_by(MINI_SECTOR)
                        .map(move |at| at..(at + MINI_SECTOR).min(range.end))
                })
                .collect();
        }
        Ok(this)
    }

    fn entry(&self, entry: &[u8]) -> Entry {
        let units = entry[..64].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let name = char::decode_utf16(units.take_while(|unit| *unit != 0));
        let len = if self.sector == 512 {
            u64::from(u32_at(entry, 120))
        } else {
            u64::from(u32_at(entry, 120)) | u64::from(u32_at(entry, 124)) << 32
        };
        Entry {
            name: name.map(|c| c.unwrap_or('\u{fffd}')).collect(),
            start: u32_at(entry, 116),
            len,
        }
    }

    /// Whether there is a stream or storage of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Where a stream's bytes lie in the file, in order. `None` without such a stream.
    pub(crate) fn ranges(&self, name: &str) -> Option<Result<Vec<Range<usize>>, Broken>> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        Some(if entry.len < 4096 {
            self.mini_chain(entry)
        } else {
            self.chain(entry.start, entry.len)
        })
    }

    fn mini_chain(&self, entry: &Entry) -> Result<Vec<Range<usize>>, Broken> {
        let (mut id, mut left, mut ranges) = (entry.start, entry.len as usize, Vec::new());
        while left > 0 && id != END_OF_CHAIN {
            let range = self.mini.get(id as usize).ok_or("mini stream")?;
            let range = range.start..range.end.min(range.start + left);
            left -= range.len();
            if range.is_empty() || ranges.len() > self.mini.len() {
                return Err("mini stream");
            }
            ranges.push(range);
            id = *self.mini_fat.get(id as usize).ok_or("mini stream")?;
        }
        Ok(ranges)
    }

    fn chain(&self, start: u32, len: u64) -> Result<Vec<Range<usize>>, Broken> {
        let (mut id, mut left, mut ranges) = (start, len, Vec::new());
        while left > 0 && id != END_OF_CHAIN {
            let range = self.sector_range(id).ok_or("sector beyond the end")?;
            let taken = (range.len() as u64).min(left);
            ranges.push(range.start..range.start + taken as usize);
            left -= taken;
            if ranges.len() > self.file_len / self.sector + 1 {
                return Err("sectors in a circle");
            }
            if left > 0 {
                id = *self.fat.get(id as usize).ok_or("sector beyond the table")?;
            }
        }
        Ok(ranges)
    }

    fn sector_range(&self, id: u32) -> Option<Range<usize>> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        (start < self.file_len).then(|| start..(start + self.sector).min(self.file_len))
    }
}

/// The bytes of these ranges, one after the other.
pub(crate) fn collect(bytes: &[u8], ranges: &[Range<usize>]) -> Vec<u8> {
    ranges.iter().flat_map(|range| &bytes[range.clone()]).copied().collect()
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A container with one stream of three sectors.
    fn container() -> Vec<u8> {
        let mut bytes = vec![0xFF; 512 * 6];
        bytes[..8].copy_from_slice(MAGIC);
        bytes[8..76].fill(0);
        bytes[30..32].copy_from_slice(&9_u16.to_le_bytes());
        bytes[48..52].copy_from_slice(&1_u32.to_le_bytes()); // the directory is sector 1
        bytes[60..64].copy_from_slice(&END_OF_CHAIN.to_le_bytes());
        bytes[68..72].copy_from_slice(&END_OF_CHAIN.to_le_bytes());
        bytes[76..80].copy_from_slice(&0_u32.to_le_bytes()); // the table is sector 0
        for (id, next) in [0xFFFF_FFFD, END_OF_CHAIN, 3, 4, END_OF_CHAIN].into_iter().enumerate() {
            bytes[512 + id * 4..][..4].copy_from_slice(&u32::to_le_bytes(next));
        }
        bytes[1024..1536].fill(0);
        for (entry, name, start, len) in
            [(0, "Root Entry", END_OF_CHAIN, 0_u32), (1, "Workbook", 2, 5000)]
        {
            let entry = &mut bytes[1024 + entry * 128..][..128];
            for (at, unit) in name.encode_utf16().enumerate() {
                entry[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
            }
            entry[116..120].copy_from_slice(&start.to_le_bytes());
            entry[120..124].copy_from_slice(&len.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn a_stream_is_found_by_its_chain() {
        let compound = Compound::open(&container()).unwrap();
        let ranges = compound.ranges("workbook").unwrap().unwrap();
        assert_eq!(ranges, [1536..2048, 2048..2560, 2560..3072]);
        assert!(compound.ranges("Book").is_none());
    }

    #[test]
    fn a_chain_that_bites_its_tail_is_refused() {
        let mut bytes = container();
        bytes[512 + 4 * 4..][..4].copy_from_slice(&2_u32.to_le_bytes());
        bytes[1024 + 128 + 120..][..4].copy_from_slice(&u32::MAX.to_le_bytes());
        let compound = Compound::open(&bytes).unwrap();
        assert_eq!(compound.ranges("Workbook").unwrap(), Err("sectors in a circle"));
        bytes[512 + 4..][..4].copy_from_slice(&1_u32.to_le_bytes()); // the directory
        assert_eq!(Compound::open(&bytes).err(), Some("sectors in a circle"));
    }

    #[test]
    fn cut_containers_are_refused_or_read_never_a_panic() {
        let bytes = container();
        for end in (0..bytes.len()).step_by(37) {
            if let Ok(compound) = Compound::open(&bytes[..end]) {
                let _ = compound.ranges("Workbook");
            }
        }
    }
}
