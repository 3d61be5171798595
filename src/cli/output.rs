//! Writing to files, to the standard output, and to the terminal.

use std::io::Write as _;
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Failure, supervise};
use crate::text;
use crate::text::Lang;

/// Writes to a file, or to the standard output for `-`; folders that are missing are made.
pub(super) fn write(path: &Path, bytes: &[u8], lang: Lang) -> Result<(), Failure> {
    if path == Path::new("-") {
        // Colours go where the terminal has them.
        let mut out = anstream::stdout().lock();
        return match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(cannot_write(path, &error, lang))
            }
            _ => Ok(()),
        };
    }
    // A file has no colours.
    let plain = std::str::from_utf8(bytes)
        .ok()
        .filter(|text| text.contains('\u{1b}'))
        .map(|text| anstream::adapter::strip_str(text).to_string());
    let bytes = plain.as_ref().map_or(bytes, |text| text.as_bytes());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(path, bytes))
        .map_err(|error| cannot_write(path, &error, lang))
}

fn cannot_write(path: &Path, error: &std::io::Error, lang: Lang) -> Failure {
    let path = path.display();
    Failure::usage(lang, text!("无法写入 {path}：{error}", "cannot write {path}: {error}"))
}

/// A line for the person at the terminal, beside the output.
pub(super) fn tell(line: &str) {
    if supervise::is_child() {
        // The parent knows whether there is a terminal with colours.
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    } else {
        let _ = writeln!(anstream::stderr().lock(), "{line}");
    }
}

/// What a child said to the person at the terminal.
pub(super) fn pass_on(said: &[u8]) {
    let _ = anstream::stderr().lock().write_all(said);
}

/// An error for the person at the terminal.
pub(super) fn complain(line: &str) {
    tell(&format!("qingbiao: {line}"));
}

/// Progress on the terminal; shown only when there is one and something is told.
pub(super) fn progress(total: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.with_style(style)
}
