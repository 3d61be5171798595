//! The limits of reading as options: what a file may cost before it counts as hostile.

use std::num::NonZeroU64;

use clap::Args;

use crate::source::Limits;

/// Files are not trusted. What goes beyond a limit is left out and named among the problems.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Limits")]
pub(super) struct LimitArguments {
    /// Memory of the process that reads; a file that needs more is left out. Enforced on Linux; elsewhere without effect
    #[arg(long, value_name = "SIZE", default_value = "4GB", value_parser = size)]
    pub(super) memory: u64,
    /// Seconds for each file; one that takes longer is left out
    #[arg(long, value_name = "N", default_value = "120")]
    pub(super) seconds: NonZeroU64,
    /// Size of a file
    #[arg(long, value_name = "SIZE", default_value = "2GB", value_parser = size)]
    max_file: u64,
    /// Size that a compressed workbook may unfold to
    #[arg(long, value_name = "SIZE", default_value = "4GB", value_parser = size)]
    max_unfolded: u64,
    /// How many times its own size a compressed workbook may unfold to, once that is 200 MB
    #[arg(long, value_name = "N", default_value_t = Limits::default().ratio)]
    max_ratio: u64,
    /// Entries of a compressed workbook
    #[arg(long, value_name = "N", default_value_t = Limits::default().entries)]
    max_entries: u64,
    /// Elements inside elements of a workbook's XML
    #[arg(long, value_name = "N", default_value_t = Limits::default().depth)]
    max_depth: usize,
    /// Sheets of a workbook
    #[arg(long, value_name = "N", default_value_t = Limits::default().sheets as u16)]
    max_sheets: u16,
    /// Rows of a sheet
    #[arg(long, value_name = "N", default_value_t = Limits::default().rows)]
    max_rows: u32,
    /// Columns of a sheet
    #[arg(long, value_name = "N", default_value_t = Limits::default().columns)]
    max_columns: u16,
    /// Cells of a file
    #[arg(long, value_name = "N", default_value_t = Limits::default().cells)]
    max_cells: u64,
    /// Shared texts of a workbook, which are held in memory
    #[arg(long, value_name = "SIZE", default_value = "256MB", value_parser = size)]
    max_strings: u64,
    /// Text of one cell; the rest of it is cut off
    #[arg(long, value_name = "SIZE", default_value = "1MB", value_parser = size)]
    max_text: u64,
}

impl LimitArguments {
    /// What the reader is told; memory and time are watched from outside.
    pub(super) fn limits(&self) -> Limits {
        Limits {
            file_bytes: self.max_file,
            unfolded_bytes: self.max_unfolded,
            ratio: self.max_ratio,
            shared_strings_bytes: self.max_strings,
            entries: self.max_entries,
            depth: self.max_depth,
            sheets: usize::from(self.max_sheets),
            rows: self.max_rows,
            columns: self.max_columns,
            cells: self.max_cells,
            text_bytes: usize::try_from(self.max_text).unwrap_or(usize::MAX),
            ..Limits::default()
        }
    }
}

/// Bytes, written as `512MB`, `4GB`, `1MiB` or plainly; K, M and G are powers of 1,024.
fn size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let unit = match text[digits..].trim().to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "K" | "KB" | "KIB" => 1 << 10,
        "M" | "MB" | "MIB" => 1 << 20,
        "G" | "GB" | "GIB" => 1 << 30,
        other => return Err(format!("`{other}` is no unit; write 512MB or 4GB")),
    };
    text[..digits]
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(unit))
        .filter(|bytes| 0 < *bytes)
        .ok_or_else(|| "write a size such as 512MB or 4GB".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        let read = ["1", "512MB", "4 gb", "1MiB", "64k"].map(|text| size(text).unwrap());
        assert_eq!(read, [1, 512 << 20, 4 << 30, 1 << 20, 64 << 10]);
        for wrong in ["", "0", "MB", "-1", "4TB", "99999999999999999999", "20000000000GB"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_options_say_what_the_reader_does_without_them() {
        #[derive(clap::Parser)]
        struct Only {
            #[command(flatten)]
            limits: LimitArguments,
        }
        let parsed = <Only as clap::Parser>::parse_from(["qingbiao"]);
        assert_eq!(parsed.limits.limits(), Limits::default());
    }
}
