//! Files to tenders: `source` and `record` over every file of one input, on all cores.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::error::{self, Error, Location, Problem};
use crate::record::assemble::{self, FileRecords};
use crate::record::file::{FileResult, Reader};
use crate::record::mapping::{self, Mapping};
use crate::record::{SheetReport, Tender};
use crate::source::{self, FileInfo, Limits, Sources, Visibility};
use crate::text;
use crate::text::Text;

/// Everything that was read from one input.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The files that could be read.
    pub sources: Sources,
    /// Where they lie, in the same order; for showing source rows again.
    pub paths: Vec<PathBuf>,
    /// The account of every sheet.
    pub sheets: Vec<SheetReport>,
    /// The tenders.
    pub tenders: Vec<Tender>,
    /// What could not be read or deserves a remark, in the order of files.
    pub problems: Vec<Problem>,
    /// The column files that were found, and which of their layouts were used.
    pub mappings: Vec<Used>,
    /// The limits within which they were read; for reading some rows again.
    pub limits: Limits,
}

/// A column file and which of its layouts some table has.
#[derive(Debug, Clone)]
pub struct Used {
    /// The column file.
    pub mapping: Arc<Mapping>,
    /// For each layout, whether it was used.
    pub layouts: Vec<bool>,
}

/// Who is told while files are read, and asked before each.
pub trait Watch: Sync {
    /// A file is about to be read. An error when it must not be; it is then told in place of what the file says.
    fn begin(&self, _path: &Path) -> Result<(), Error> {
        Ok(())
    }
    /// A file has been read: how many of how many are done.
    fn end(&self, _path: &Path, _done: usize, _total: usize) {}
}

/// How files are read.
#[derive(Clone, Copy)]
pub struct How<'a> {
    /// Within which limits.
    pub limits: &'a Limits,
    /// With which column file; without one, those that lie beside the files.
    pub columns: Option<&'a Path>,
    /// Who is told and asked.
    pub watch: &'a dyn Watch,
}

/// Nobody.
impl Watch for () {}

/// Who wants only the numbers.
struct Counting<F>(F);

impl<F: Fn(usize, usize) + Sync> Watch for Counting<F> {
    fn end(&self, _path: &Path, done: usize, total: usize) {
        (self.0)(done, total);
    }
}

/// Reads files and folders as one input. Never fails: a file that cannot be read is a problem. `read` is told how many
/// files of how many are done.
pub fn load(inputs: &[PathBuf], limits: &Limits, read: impl Fn(usize, usize) + Sync) -> Loaded {
    load_as(inputs, How { limits, columns: None, watch: &Counting(read) })
}

/// Reads files and folders as one input, with the column file given, else with those that lie beside the files.
pub fn load_as(inputs: &[PathBuf], how: How<'_>) -> Loaded {
    let (found, problems) = source::gather_within(inputs, how.limits);
    let files: Vec<PathBuf> = found.into_iter().map(|found| found.path).collect();
    let mut loaded = load_files(files, problems, how);
    let said: Vec<Problem> = loaded
        .mappings
        .iter()
        .flat_map(|used| {
            let of_input = how.columns.is_some()
                || inputs.iter().any(|input| !input.is_file() && is_below(&used.mapping, input));
            used.mapping.account(&used.layouts, of_input)
        })
        .collect();
    loaded.problems.extend(said);
    loaded
}

/// Whether a column file lies right in a folder: then it is about that folder and nothing else.
fn is_below(mapping: &Mapping, folder: &Path) -> bool {
    source::shown(&folder.join(mapping::FILE_NAME)) == mapping.path
}

/// Reads these files as one input, with the column file given, else with those that lie beside them. Which layouts were
/// used is left to the caller to tell.
pub fn load_files(files: Vec<PathBuf>, problems: Vec<Problem>, how: How<'_>) -> Loaded {
    let total = files.len();
    let done = AtomicUsize::new(0);
    let mut loaded = Loaded { problems, limits: how.limits.clone(), ..Loaded::default() };
    let of_file = mappings(&files, how.columns, &mut loaded);
    let read_file = |(at, path): (usize, &PathBuf)| {
        how.watch.begin(path)?;
        let file = u32::try_from(at).unwrap_or(u32::MAX);
        let mapping = of_file[at].map(|at| Arc::clone(&loaded.mappings[at].mapping));
        // A mistake of this program in one file must not take the others with it.
        let read = catch_unwind(AssertUnwindSafe(|| read_one(path, file, mapping, how.limits)));
        how.watch.end(path, done.fetch_add(1, Ordering::Relaxed) + 1, total);
        read.unwrap_or_else(|_| Err(error::crashed(&source::shown(path))))
    };
    // One file needs no threads, and starting them costs more than a small one.
    let results: Vec<Result<(FileInfo, FileResult), Error>> = if total == 1 {
        files.iter().enumerate().map(read_file).collect()
    } else {
        files.par_iter().enumerate().map(read_file).collect()
    };
    let mut records: Vec<FileRecords> = Vec::new();
    for ((path, result), mapping) in files.into_iter().zip(results).zip(of_file) {
        match result {
            Ok((mut info, result)) => {
                loaded.problems.append(&mut info.problems);
                loaded.problems.extend(notes(&info, &result.sheets));
                loaded.problems.extend(result.problems);
                if let Some(used) = mapping.and_then(|at| loaded.mappings.get_mut(at)) {
                    used.mapping.mark(&result.sheets, &mut used.layouts);
                }
                loaded.sheets.extend(result.sheets);
                records.push(result.records);
                loaded.sources.files.push(info);
            }
            Err(problem) => {
                loaded.problems.push(*problem);
                // Its number stays taken, so that every address keeps its file.
                loaded.sources.files.push(FileInfo::unread(&source::shown(&path)));
            }
        }
        loaded.paths.push(path);
    }
    loaded.tenders = assemble::assemble(records);
    loaded
}

/// Finds and reads the column files, each once; for each file which of them is its own. What is wrong in one is a problem.
fn mappings(files: &[PathBuf], given: Option<&Path>, loaded: &mut Loaded) -> Vec<Option<usize>> {
    let mut known: BTreeMap<PathBuf, Option<usize>> = BTreeMap::new();
    let mut open = |path: PathBuf, is_given: bool, loaded: &mut Loaded| -> Option<usize> {
        if let Some(known) = known.get(&path) {
            return *known;
        }
        let shown = source::shown(&path);
        let found = match source::text(&path) {
            Ok(contents) => {
                let (mapping, problems) = mapping::parse(&shown, &contents);
                loaded.problems.extend(problems);
                let layouts = vec![false; mapping.layouts.len()];
                loaded.mappings.push(Used { mapping: Arc::new(mapping), layouts });
                Some(loaded.mappings.len() - 1)
            }
            Err(_) if !is_given && !path.exists() => None,
            Err(problem) => {
                loaded.problems.push(*problem);
                None
            }
        };
        known.insert(path, found);
        found
    };
    files
        .iter()
        .map(|file| match given {
            Some(given) => open(given.to_owned(), true, loaded),
            None => {
                let folder = file.parent()?;
                let above = folder.parent().map(|above| above.join(mapping::FILE_NAME));
                open(folder.join(mapping::FILE_NAME), false, loaded)
                    .or_else(|| open(above?, false, loaded))
            }
        })
        .collect()
}

fn read_one(
    path: &Path,
    file: u32,
    mapping: Option<Arc<Mapping>>,
    limits: &Limits,
) -> Result<(FileInfo, FileResult), Error> {
    let mut reader = Reader::new(file, &source::shown(path)).with_mapping(mapping);
    let info = source::read(path, file, limits, &mut reader)?;
    let result = reader.finish(&info);
    Ok((info, result))
}

/// What deserves a remark of a file that was read: no table in it, hidden sheets and rows.
fn notes(info: &FileInfo, sheets: &[SheetReport]) -> Vec<Problem> {
    let mut notes = Vec::new();
    let in_file = |sheet: Option<&str>| {
        Some(Location { file: info.path.clone(), sheet: sheet.map(str::to_owned), cell: None })
    };
    if sheets.iter().all(|sheet| sheet.rows_used == 0) {
        let rows: u32 = sheets.iter().map(|sheet| sheet.rows_read).sum();
        let says = text!(
            "读到 {rows} 行，没有识别出表格：未见“投标人”“投标报价”“项目名称”一类的表头",
            "{rows} rows, but no table is recognised: no header such as bidder, bid price or project name"
        );
        let advice = Text::of(
            "请检查是否为招投标表格，或者把表头补充在数据上方",
            "check that it is a table of bids, or add a header above the data",
        );
        notes.push(Problem { at: in_file(None), advice: Some(advice), ..Problem::warning(says) });
    }
    for sheet in sheets {
        let Some(about) = info.sheets.get(usize::from(sheet.sheet)) else { continue };
        if about.visibility != Visibility::Visible && 0 < sheet.rows_read {
            let says = Text::of("隐藏的工作表，已一并读取", "a hidden sheet; it was read too");
            notes.push(Problem { at: in_file(Some(&about.name)), ..Problem::note(says) });
        }
        let (rows, columns) = (about.hidden_rows.len(), about.hidden_columns.len());
        if 0 < rows + columns {
            let says = text!(
                "隐藏 {rows} 行、{columns} 列，已一并读取",
                "{rows} hidden rows and {columns} hidden columns; they were read too"
            );
            notes.push(Problem {
                at: in_file(Some(&about.name).filter(|name| !name.is_empty()).map(String::as_str)),
                ..Problem::note(says)
            });
        }
    }
    notes
}
