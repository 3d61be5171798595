//! The process that reads: limits its own memory, hears what the parent knows, tells which files it has in hand.

use std::collections::BTreeSet;
use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use rayon::prelude::*;

use super::super::limits::LimitArguments;
use super::super::output;
use super::{Account, GO, Key, Reason, TO_PARENT, is_child, key};
use crate::error::{self, Error};
use crate::load::{self, How, Watch};
use crate::source::{self, Limits};

/// What the child knows. Without a parent it knows nothing and tells nobody.
pub(crate) struct Child {
    account: Account,
    told: bool,
    memory: u64,
    seconds: u64,
    limits: Limits,
    bar: ProgressBar,
}

impl Child {
    /// Takes up the work. With a parent: limits the memory, and hears what happened before.
    pub(crate) fn begin(arguments: &LimitArguments) -> Self {
        let mut child = Self {
            account: Account::default(),
            told: is_child(),
            memory: arguments.memory,
            seconds: arguments.seconds.get(),
            limits: arguments.limits(),
            bar: output::progress(0),
        };
        if !child.told {
            return child;
        }
        limit_memory(arguments.memory);
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if line == GO {
                break;
            }
            child.account.take(&line);
        }
        // The parent writes nothing more. When its end of the pipe closes, it has gone, and nobody wants the work.
        std::thread::spawn(|| {
            let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
            std::process::exit(130);
        });
        if child.account.single {
            // Failing is harmless: the files are then read side by side again.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(1).build_global();
        }
        child
    }

    /// The limits within which files are read.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// After a death: reads the files that are suspected, each alone, then those of which nothing is known yet. What is read is
    /// dropped; it only shows which files can be read.
    pub(crate) fn probe(&self, inputs: &[PathBuf]) {
        if !self.account.died {
            return;
        }
        let known =
            |file: &Key| self.account.proven.contains(file) || self.account.lost.contains_key(file);
        let (found, _) = source::gather_within(inputs, &self.limits);
        let files: BTreeSet<(Key, PathBuf)> =
            found.into_iter().map(|found| (key(&found.path), found.path)).collect();
        let (suspects, others): (Vec<_>, Vec<_>) = files
            .into_iter()
            .filter(|(file, _)| !known(file))
            .partition(|(file, _)| self.account.suspects.contains(file));
        let read = |(_, path): (Key, PathBuf)| {
            let how = How { limits: &self.limits, columns: None, watch: self };
            load::load_files(vec![path], Vec::new(), how);
        };
        suspects.into_iter().for_each(read);
        others.into_par_iter().for_each(read);
    }

    /// Shows how far the work is.
    pub(crate) fn progress(&self, done: usize, total: usize) {
        if self.told {
            self.tell(&format!("%{done} {total}"));
        } else if 20 <= total {
            self.bar.set_length(total as u64);
            self.bar.set_position(done as u64);
        }
    }

    /// The work that was shown is over.
    pub(crate) fn done(&self) {
        self.bar.finish_and_clear();
    }

    /// One line for the parent, in one write, so that lines of several threads stay whole.
    fn tell(&self, line: &str) {
        let mut bytes = vec![TO_PARENT];
        bytes.extend_from_slice(line.as_bytes());
        bytes.push(b'\n');
        let _ = std::io::stderr().lock().write_all(&bytes); // without a parent there is nobody to tell
    }
}

impl Watch for Child {
    fn begin(&self, path: &Path) -> Result<(), Error> {
        if !self.told {
            return Ok(());
        }
        let file = key(path);
        if let Some(reason) = self.account.lost.get(&file) {
            let shown = source::shown(path);
            return Err(match reason {
                Reason::Memory => error::out_of_memory(&shown, self.memory >> 20),
                Reason::Time => error::out_of_time(&shown, self.seconds),
                Reason::Crash => error::crashed(&shown),
            });
        }
        self.tell(&format!("+{file}"));
        Ok(())
    }

    fn end(&self, path: &Path, _done: usize, _total: usize) {
        if self.told {
            self.tell(&format!("-{}", key(path)));
        }
    }
}

/// Who is told of each file, and shows how many of them are done.
pub(crate) struct Counted<'a>(pub(crate) &'a Child);

impl Watch for Counted<'_> {
    fn begin(&self, path: &Path) -> Result<(), Error> {
        self.0.begin(path)
    }

    fn end(&self, path: &Path, done: usize, total: usize) {
        self.0.end(path, done, total);
        self.0.progress(done, total);
    }
}

/// Limits the address space of this process, and keeps a death from writing its memory to the disk.
#[cfg(unix)]
fn limit_memory(bytes: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = |resource, most: u64| {
        let most = getrlimit(resource).maximum.map_or(most, |maximum| maximum.min(most));
        // Where the system refuses, the work goes on without.
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    };
    #[cfg(target_os = "linux")]
    limit(Resource::As, bytes);
    let _ = bytes;
    limit(Resource::Core, 0);
}

#[cfg(not(unix))]
fn limit_memory(_bytes: u64) {}
