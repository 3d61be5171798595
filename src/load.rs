//! Files to tenders: `source` and `record` over every file of one input, on all cores.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::error::Problem;
use crate::record::assemble::{self, FileRecords};
use crate::record::file::{FileResult, Reader};
use crate::record::{SheetReport, Tender};
use crate::source::{self, FileInfo, Limits, Sources};

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
}

/// Reads files and folders as one input. Never fails: a file that cannot be read is a problem.
pub fn load(inputs: &[PathBuf], limits: &Limits, read: impl Fn(usize) + Sync) -> Loaded {
    let (found, problems) = source::gather(inputs);
    let files: Vec<PathBuf> = found.into_iter().map(|found| found.path).collect();
    load_files(files, problems, limits, read)
}

/// Reads these files as one input.
pub fn load_files(files: Vec<PathBuf>, problems: Vec<Problem>, limits: &Limits, read: impl Fn(usize) + Sync) -> Loaded {
    let results: Vec<Result<(FileInfo, FileResult), Problem>> = files
        .par_iter()
        .enumerate()
        .map(|(at, path)| {
            let file = u32::try_from(at).unwrap_or(u32::MAX);
            let mut reader = Reader::new(file, &source::shown(path));
            let info = source::read(path, file, limits, &mut reader);
            read(at + 1);
            let info = info.map_err(|error| *error)?;
            let result = reader.finish(&info);
            Ok((info, result))
        })
        .collect();
    let mut loaded = Loaded { problems, ..Loaded::default() };
    let mut records: Vec<FileRecords> = Vec::new();
    for (path, result) in files.into_iter().zip(results) {
        match result {
            Ok((mut info, result)) => {
                loaded.problems.append(&mut info.problems);
                loaded.problems.extend(result.problems);
                loaded.sheets.extend(result.sheets);
                records.push(result.records);
                loaded.sources.files.push(info);
            }
            Err(problem) => {
                loaded.problems.push(problem);
                // Its number stays taken, so that every address keeps its file.
                loaded.sources.files.push(FileInfo::unread(&source::shown(&path)));
            }
        }
        loaded.paths.push(path);
    }
    loaded.tenders = assemble::assemble(records);
    loaded
}
