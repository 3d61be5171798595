//! How much of a file is read at most, so that a hostile one costs little.
//!
//! Everything is counted while it is read; what a file declares about itself is not trusted. The one
//! declaration that is acted on by the workbook reader before anything is read, the number of shared
//! strings, is checked against the bytes that are there.

use crate::error::{Error, too_large};
use crate::text;

use super::raised;

/// The limits of reading one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file itself.
    pub file_bytes: u64,
    /// Bytes of a binary workbook (xls), which is held in memory.
    pub binary_bytes: u64,
    /// Entries of a zip container.
    pub entries: u64,
    /// Bytes that a zip container may unfold to.
    pub unfolded_bytes: u64,
    /// How many times its own size a zip container may unfold to …
    pub ratio: u64,
    /// … once it has unfolded to this many bytes.
    pub ratio_floor: u64,
    /// Bytes of the shared strings, which are held in memory.
    pub shared_strings_bytes: u64,
    /// Bytes of each other part that is held in memory: styles, relations, properties.
    pub part_bytes: u64,
    /// Sheets of a file.
    pub sheets: usize,
    /// Rows of a sheet.
    pub rows: u32,
    /// Columns of a sheet; addresses hold no more than 65,535.
    pub columns: u16,
    /// Cells of a file.
    pub cells: u64,
    /// Elements inside elements of an XML part that is read here, such as the content of an ods.
    pub depth: usize,
    /// Cells of the rectangle around the cells of an xls sheet, which is held in memory, where it is nearly empty.
    pub dense_cells: u64,
    /// Bytes of one cell's text; the rest is cut off.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1 << 20;
        Self {
            file_bytes: 2048 * MIB,
            binary_bytes: 256 * MIB,
            entries: 10_000,
            unfolded_bytes: 4096 * MIB,
            ratio: 150,
            ratio_floor: 200 * MIB,
            shared_strings_bytes: 256 * MIB,
            part_bytes: 32 * MIB,
            sheets: 1_000,
            rows: 5_000_000,
            columns: 16_384,
            cells: 200_000_000,
            depth: 256,
            dense_cells: 6_000_000,
            text_bytes: MIB as usize,
        }
    }
}

/// Counts what a zip container unfolds to, over all of its parts.
#[derive(Debug)]
pub(crate) struct Meter {
    unfolded: u64,
    cap: u64,
    /// What raises the cap.
    option: &'static str,
    /// Elements inside elements.
    pub(crate) depth: usize,
}

impl Meter {
    /// A meter for a container of `packed` bytes.
    pub(crate) fn new(packed: u64, limits: &Limits) -> Self {
        let by_ratio = packed.saturating_mul(limits.ratio).max(limits.ratio_floor);
        let option =
            if by_ratio < limits.unfolded_bytes { "--max-ratio" } else { "--max-unfolded" };
        let cap = by_ratio.min(limits.unfolded_bytes);
        Self { unfolded: 0, cap, option, depth: limits.depth }
    }

    /// Counts bytes that were unfolded; an error once there are too many.
    pub(crate) fn add(&mut self, bytes: usize) -> std::io::Result<()> {
        self.unfolded = self.unfolded.saturating_add(bytes as u64);
        if self.unfolded > self.cap { Err(std::io::Error::other(TooLarge)) } else { Ok(()) }
    }

    /// The error to tell when [`Meter::add`] refused.
    pub(crate) fn error(&self, file: &str) -> Error {
        let mib = self.cap >> 20;
        let says = text!("解压后超过 {mib} MiB", "it unfolds to more than {mib} MiB");
        raised(too_large(file, says), self.option)
    }
}

/// The mark of a refusal by [`Meter::add`] inside an `io::Error`.
#[derive(Debug)]
struct TooLarge;

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("too large")
    }
}

impl std::error::Error for TooLarge {}

/// Whether this error is a refusal by a [`Meter`], not a failure of the disk.
pub(crate) fn is_too_large(error: &std::io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<TooLarge>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_files_may_unfold_to_the_floor_and_large_ones_by_the_ratio() {
        let limits =
            Limits { ratio: 10, ratio_floor: 1_000, unfolded_bytes: 5_000, ..Limits::default() };
        let caps = [1, 200, 10_000].map(|packed| Meter::new(packed, &limits).cap);
        assert_eq!(caps, [1_000, 2_000, 5_000]);
        let mut meter = Meter::new(1, &limits);
        assert!(meter.add(1_000).is_ok());
        assert!(is_too_large(&meter.add(1).unwrap_err()));
    }
}
