//! The process that watches: starts the child, finds the file at which it died, starts it again without that file.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::super::limits::LimitArguments;
use super::super::output;
use super::{Account, Key, MARK, Reason, TO_PARENT};
use crate::text;
use crate::text::{Lang, Text};

/// The exit code when the work could not be done for lack of memory, or because the program came to an end.
const NOT_DONE: u8 = 4;
/// How long the parent sleeps when nothing is told.
const NAP: Duration = Duration::from_millis(100);
/// More time than this cannot have passed between two looks, unless the machine or the process was asleep.
const LONGEST_LOOK: Duration = Duration::from_secs(1);

/// Runs this command as a child, as often as is needed, and gives its exit code. Nothing when no child can be started: the work
/// is then done without one.
pub(crate) fn run(limits: &LimitArguments, lang: Lang) -> Option<u8> {
    let mut account = Account::default();
    loop {
        let life = live(&account, limits)?;
        let death = match life.end {
            End::Code(code) => {
                output::pass_on(&life.said);
                return Some(code);
            }
            End::Died(reason) => reason,
        };
        if !learn(&mut account, &life, death) {
            if death == Reason::Crash {
                output::pass_on(&life.said);
            }
            output::complain(failure(death, limits).to(lang));
            return Some(NOT_DONE);
        }
    }
}

/// How a child ended.
enum End {
    Code(u8),
    Died(Reason),
}

/// What one child did.
struct Life {
    end: End,
    /// Files that were begun and not ended.
    in_hand: Vec<Key>,
    /// Files that were ended.
    ended: Vec<Key>,
    /// The file that took too long.
    late: Option<Key>,
    /// What it said beside.
    said: Vec<u8>,
}

/// Draws the lesson of a death. Gives whether there was one, so that another child may do better.
fn learn(account: &mut Account, life: &Life, death: Reason) -> bool {
    account.died = true;
    account.proven.extend(life.ended.iter().cloned());
    if let Some(late) = &life.late {
        account.lost.insert(late.clone(), Reason::Time);
        return true;
    }
    let unknown: Vec<Key> =
        life.in_hand.iter().filter(|file| !account.proven.contains(*file)).cloned().collect();
    match &unknown[..] {
        // It was alone: suspected before, or the first of all.
        [file]
            if life.in_hand.len() == 1
                && (account.suspects.contains(file) || life.ended.is_empty()) =>
        {
            account.lost.insert(file.clone(), death);
            true
        }
        [] => !std::mem::replace(&mut account.single, true), // no single file: less at a time may do
        _ => {
            let before = account.suspects.len();
            account.suspects.extend(unknown);
            before < account.suspects.len() || !std::mem::replace(&mut account.single, true)
        }
    }
}

fn failure(death: Reason, limits: &LimitArguments) -> Text {
    let mib = limits.memory >> 20;
    match death {
        Reason::Memory => text!(
            "内存超限（{mib} MiB），不是由某一个文件引起；请用 --memory 调高上限，或者分批读取",
            "more than the {mib} MiB of memory allowed, not because of a single file; raise the limit with --memory, or read fewer files at once"
        ),
        _ => Text::of(
            "程序异常终止，不是由某一个文件引起；请分批读取，找出引起问题的材料",
            "the program came to an end, not because of a single file; read fewer files at once to find what causes it",
        ),
    }
}

/// One child, from its start to its end.
fn live(account: &Account, limits: &LimitArguments) -> Option<Life> {
    let mut child = Command::new(std::env::current_exe().ok()?)
        .args(std::env::args_os().skip(1))
        .env(MARK, "1")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let mut hear = child.stdin.take()?;
    let mut lines = BufReader::new(child.stderr.take()?);
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).is_ok_and(|read| 0 < read) {
            if send.send(std::mem::take(&mut line)).is_err() {
                return;
            }
        }
    });
    // A child that dies before it has heard everything is told of by its end.
    let _ = hear.write_all(account.written().as_bytes()).and_then(|()| hear.flush());

    let bar = output::progress(0);
    let mut hands: Vec<(Key, Duration)> = Vec::new();
    let mut life = Life {
        end: End::Code(0),
        in_hand: Vec::new(),
        ended: Vec::new(),
        late: None,
        said: Vec::new(),
    };
    let allowed = Duration::from_secs(limits.seconds.get());
    let mut looked = Instant::now();
    loop {
        let heard = receive.recv_timeout(NAP);
        let passed = looked.elapsed().min(LONGEST_LOOK);
        looked = Instant::now();
        hands.iter_mut().for_each(|(_, taken)| *taken += passed);
        match heard {
            Ok(line) => match told(&line, &mut life.said) {
                Some((b'+', file)) => hands.push((file, Duration::ZERO)),
                Some((b'-', file)) => {
                    hands.retain(|(other, _)| *other != file);
                    life.ended.push(file);
                }
                Some((b'%', progress)) => {
                    let mut numbers =
                        progress.split(' ').filter_map(|number| number.parse::<u64>().ok());
                    if let (Some(done), Some(total @ 20..)) = (numbers.next(), numbers.next()) {
                        bar.set_length(total);
                        bar.set_position(done);
                    }
                }
                _ => {}
            },
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if let Some((late, _)) = hands.iter().find(|(_, taken)| allowed < *taken) {
            life.late = Some(late.clone());
            let _ = child.kill(); // it may have ended by itself meanwhile
            break;
        }
    }
    bar.finish_and_clear();
    life.in_hand = hands.into_iter().map(|(file, _)| file).collect();
    let status = child.wait().ok()?;
    drop(hear);
    life.end = match life.late {
        Some(_) => End::Died(Reason::Time),
        None => end(status, &life.said),
    };
    Some(life)
}

/// A line for the parent, taken apart; everything else is kept as said.
fn told(line: &[u8], said: &mut Vec<u8>) -> Option<(u8, String)> {
    let Some(at) = line.iter().position(|byte| *byte == TO_PARENT) else {
        said.extend_from_slice(line);
        return None;
    };
    said.extend_from_slice(&line[..at]);
    let (kind, rest) = line[at + 1..].split_first()?;
    Some((*kind, String::from_utf8_lossy(rest).trim_end().to_owned()))
}

/// What the exit of a child means.
fn end(status: ExitStatus, said: &[u8]) -> End {
    match status.code().map(u8::try_from) {
        Some(Ok(code @ (0..=NOT_DONE | 130))) => End::Code(code),
        code => {
            #[cfg(unix)]
            {
                use std::os::unix::process::ExitStatusExt as _;
                const INTERRUPT: i32 = 2;
                const KILL: i32 = 9;
                const TERMINATE: i32 = 15;
                match status.signal() {
                    // Someone wants it to end.
                    Some(signal @ (INTERRUPT | TERMINATE)) => return End::Code(128 + signal as u8),
                    // The system does this when its memory runs out.
                    Some(KILL) => return End::Died(Reason::Memory),
                    _ => {}
                }
            }
            let _ = code;
            let said = String::from_utf8_lossy(said);
            let memory = ["memory allocation of", "Cannot allocate memory", "ThreadPoolBuildError"];
            let memory = memory.iter().any(|words| said.contains(words));
            End::Died(if memory { Reason::Memory } else { Reason::Crash })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn life(in_hand: &[&str], ended: &[&str]) -> Life {
        let keys = |files: &[&str]| files.iter().map(|file| (*file).to_owned()).collect();
        Life {
            end: End::Died(Reason::Crash),
            in_hand: keys(in_hand),
            ended: keys(ended),
            late: None,
            said: Vec::new(),
        }
    }

    #[test]
    fn of_several_files_in_hand_the_guilty_one_is_found_by_reading_it_alone() {
        let mut account = Account::default();
        assert!(learn(&mut account, &life(&["b", "c"], &["a"]), Reason::Memory));
        assert!(
            account.lost.is_empty()
                && account.suspects.contains("b")
                && account.suspects.contains("c")
        );
        // b is read alone and ends; c does not.
        assert!(learn(&mut account, &life(&["c"], &["b"]), Reason::Memory));
        assert_eq!(
            account.lost.into_iter().collect::<Vec<_>>(),
            [("c".to_owned(), Reason::Memory)]
        );
    }

    #[test]
    fn a_file_that_could_be_read_before_is_not_blamed() {
        let mut account = Account::default();
        account.proven.insert("a".to_owned());
        assert!(
            learn(&mut account, &life(&["a"], &[]), Reason::Memory),
            "with less at a time it may do"
        );
        assert!(account.single && account.lost.is_empty());
        assert!(
            !learn(&mut account, &life(&["a"], &[]), Reason::Memory),
            "there is nothing left to try"
        );
    }

    #[test]
    fn lines_for_the_parent_are_told_from_what_is_said() {
        let mut said = Vec::new();
        assert_eq!(told(b"\x1e+ab\n", &mut said), Some((b'+', "ab".to_owned())));
        assert_eq!(told(b"half a line\x1e-ab\n", &mut said), Some((b'-', "ab".to_owned())));
        assert_eq!(told(b"a line\n", &mut said), None);
        assert_eq!(said, b"half a linea line\n");
    }
}
