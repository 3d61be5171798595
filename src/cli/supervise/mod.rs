//! Two processes: one that reads and reviews, and one that sees to it that a single file cannot end the work.
//!
//! Some files bring a reader down in ways that no code inside it can catch: they exhaust the memory or the stack, or never
//! end. So the command runs as a child of itself, with a limit on its memory ([`child`]). It tells its [`parent`] which file it
//! begins and ends to read. When it dies, or stays with a file for too long, the parent starts it again and says which files it
//! had in hand; these are read alone before anything else. A file at which it dies again, alone, is left out and named among the
//! problems. Records never cross from one process to the other, so that good files cost nothing.
//!
//! The child writes its lines to its standard error, among whatever else it says there; the parent holds the rest
//! back until the child has ended, and shows it then. The standard output belongs to the child alone, which writes to it
//! once, at the end of the work.

mod child;
mod parent;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sha2::{Digest as _, Sha256};

pub(super) use child::{Child, Counted};
pub(super) use parent::run;

/// The environment variable that makes a process the child.
const MARK: &str = "QINGBIAO_CHILD";
/// Begins every line that is meant for the parent.
const TO_PARENT: u8 = 0x1E;
/// The line with which the parent's account ends.
const GO: &str = "go";

/// Whether this process is the child.
pub(super) fn is_child() -> bool {
    std::env::var_os(MARK).is_some()
}

/// Why a file was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    Memory,
    Crash,
    Time,
}

impl Reason {
    const ALL: [(Reason, &'static str); 3] =
        [(Reason::Memory, "memory"), (Reason::Crash, "crash"), (Reason::Time, "time")];

    fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(reason, _)| *reason == self).map_or("", |(_, name)| name)
    }
}

/// A file, by the hash of its path: short, and of plain letters whatever the path is made of.
type Key = String;

fn key(path: &Path) -> Key {
    let hash = Sha256::digest(path.as_os_str().as_encoded_bytes());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// What the parent knows of the files from children that have died.
#[derive(Debug, Default, PartialEq, Eq)]
struct Account {
    /// Files that are not read again, and why.
    lost: BTreeMap<Key, Reason>,
    /// Files to be read alone.
    suspects: BTreeSet<Key>,
    /// Files that have been read to their end.
    proven: BTreeSet<Key>,
    /// Whether files are read one after the other.
    single: bool,
    /// Whether any child has died.
    died: bool,
}

impl Account {
    /// As lines.
    fn written(&self) -> String {
        let mut lines = String::new();
        let mut line = |words: &[&str]| {
            lines.push_str(&words.join(" "));
            lines.push('\n');
        };
        for (file, reason) in &self.lost {
            line(&["lost", file, reason.name()]);
        }
        self.suspects.iter().for_each(|file| line(&["alone", file]));
        self.proven.iter().for_each(|file| line(&["proven", file]));
        if self.single {
            line(&["single"]);
        }
        if self.died {
            line(&["died"]);
        }
        line(&[GO]);
        lines
    }

    /// Takes one line in.
    fn take(&mut self, line: &str) {
        match line.split_whitespace().collect::<Vec<_>>()[..] {
            ["lost", file, reason] => {
                let reason = Reason::ALL.into_iter().find(|(_, name)| *name == reason);
                self.lost.extend(reason.map(|(reason, _)| (file.to_owned(), reason)));
            }
            ["alone", file] => drop(self.suspects.insert(file.to_owned())),
            ["proven", file] => drop(self.proven.insert(file.to_owned())),
            ["single"] => self.single = true,
            ["died"] => self.died = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_comes_over_whole() {
        let account = Account {
            lost: BTreeMap::from([
                ("a1".to_owned(), Reason::Time),
                ("b2".to_owned(), Reason::Memory),
            ]),
            suspects: BTreeSet::from(["c3".to_owned()]),
            proven: BTreeSet::from(["d4".to_owned(), "e5".to_owned()]),
            single: true,
            died: true,
        };
        let mut taken = Account::default();
        account.written().lines().for_each(|line| taken.take(line));
        assert_eq!(taken, account);
    }
}
