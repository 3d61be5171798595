//! Which files an input is: folders walked, in an order that does not depend on the file system.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::error::{Error, Level, Problem, archive_unread, empty_folder, from_io};
use crate::text;
use crate::text::Text;

use super::archive::{Archive, Member, is_archive};
use super::input::Input;
use super::kind::{Kind, START, by_signature, packed};
use super::limits::Limits;
use super::package::Package;
use super::shown;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its path, beginning with the input as the user gave it.
    pub path: PathBuf,
    /// Which of the inputs it belongs to.
    pub group: usize,
}

/// Folders below folders that are still walked.
const DEEPEST: usize = 32;

/// The files of these inputs, and what was set aside or could not be opened.
///
/// Folders are walked to the bottom in sorted order. Lock files (`~$…`), hidden files and those of the
/// operating system are passed over; files that are no tables are listed as set aside. Links that lead out of the folder
/// are not followed. A file given twice is found once. The members of a zip archive are found as if it were a folder.
pub fn gather(inputs: &[PathBuf]) -> (Vec<Found>, Vec<Problem>) {
    gather_within(inputs, &Limits::default())
}

/// [`gather`] with limits for archives other than the usual.
pub fn gather_within(inputs: &[PathBuf], limits: &Limits) -> (Vec<Found>, Vec<Problem>) {
    let mut walk = Walk { limits, found: Vec::new(), problems: Vec::new(), seen: BTreeSet::new() };
    for (group, input) in inputs.iter().enumerate() {
        match fs::metadata(input) {
            Ok(metadata) if metadata.is_dir() => {
                let before = walk.found.len();
                let told = walk.problems.len();
                let root = fs::canonicalize(input).unwrap_or_else(|_| input.clone());
                walk.folder(input, &root, group, 0);
                if walk.found.len() == before
                    && walk.problems[told..].iter().all(|p| p.level > Level::Error)
                {
                    walk.problems.push(*empty_folder(&shown(input)));
                }
            }
            Ok(_) => walk.file(input.clone(), group),
            Err(error) => walk.problems.push(*from_io(&shown(input), &error)),
        }
    }
    (walk.found, walk.problems)
}

struct Walk<'l> {
    limits: &'l Limits,
    found: Vec<Found>,
    problems: Vec<Problem>,
    /// Where found files really are.
    seen: BTreeSet<PathBuf>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, root: &Path, group: usize, depth: usize) {
        let entries = match fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
            Ok(entries) => entries,
            Err(error) => return self.problems.push(*from_io(&shown(folder), &error)),
        };
        let mut names: Vec<_> = entries.iter().map(fs::DirEntry::file_name).collect();
        names.sort();
        for name in names.into_iter().filter(|name| !is_of_the_system(name)) {
            let path = folder.join(name);
            let linked = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink());
            if linked
                && !fs::canonicalize(&path)
                    .is_ok_and(|target| target.starts_with(root) && target.is_file())
            {
                self.set_aside(
                    &path,
                    Text::of(
                        "链接指向文件夹之外或者另一文件夹",
                        "a link out of the folder or to another folder",
                    ),
                );
                continue;
            }
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() && depth < DEEPEST => {
                    self.folder(&path, root, group, depth + 1)
                }
                Ok(metadata) if metadata.is_dir() => {
                    self.set_aside(&path, Text::of("文件夹层级过深", "too many folders deep"));
                }
                Ok(metadata) if !metadata.is_file() => {
                    self.set_aside(&path, Text::of("设备或者管道", "a device or pipe"));
                }
                Ok(_) => match by_name(&path) {
                    Name::Table | Name::Archive => self.file(path, group),
                    Name::Perhaps => match told_by(&start_of(&path)) {
                        Some(kind) => self.set_aside(&path, kind),
                        None => self.file(path, group),
                    },
                    Name::Settings => {}
                    Name::Other(kind) => self.set_aside(&path, kind),
                },
                Err(error) => self.problems.push(*from_io(&shown(&path), &error)),
            }
        }
    }

    fn file(&mut self, path: PathBuf, group: usize) {
        let place = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if !self.seen.insert(place) {
            let reason = Text::of("同一文件已经列入", "the same file is in the list already");
            return self.set_aside(&path, reason);
        }
        let start = start_of(&path);
        if let Some(kind) = packed(&start) {
            return self.problems.push(archive_unread(&shown(&path), kind));
        }
        match self.as_archive(&path, &start) {
            Some(Ok(archive)) => self.members(&path, archive, group, 0),
            Some(Err(error)) => self.problems.push(*error),
            None => self.found.push(Found { path, group }),
        }
    }

    /// The archive that a file is, if it is one and no packed document. A container that cannot be opened is told when
    /// it is read.
    fn as_archive(&self, path: &Path, start: &[u8]) -> Option<Result<Archive, Error>> {
        if by_signature(start) != Some(Kind::Zip) {
            return None;
        }
        let name = shown(path);
        let input = Input::open(path, &name, self.limits).ok()?;
        let again = input.again().ok()?;
        let package = Package::open(input, &name, self.limits).ok()?;
        is_archive(&package).then(|| Archive::open(again, &name, self.limits))
    }

    /// The members of an archive, and those of archives in it.
    fn members(&mut self, path: &Path, mut archive: Archive, group: usize, depth: usize) {
        let before = (self.found.len(), self.problems.len());
        for member in archive.members.clone() {
            if member.label.split('/').any(|part| is_of_the_system(OsStr::new(part))) {
                continue;
            }
            let place = path.join(&member.label);
            match by_name(&place) {
                Name::Table => self.found.push(Found { path: place, group }),
                Name::Archive if depth > 0 => {
                    let reason = Text::of(
                        "压缩包套了三层以上，请先解压",
                        "an archive inside an archive inside an archive; unpack it first",
                    );
                    self.problems.push(Problem::error(reason).in_file(&shown(&place)));
                }
                Name::Archive => self.inner(&place, &mut archive, &member, group),
                Name::Perhaps => match told_by(&archive.start(&member)) {
                    Some(kind) => self.set_aside(&place, kind),
                    None => self.found.push(Found { path: place, group }),
                },
                Name::Settings => self.set_aside(
                    &place,
                    Text::of("压缩包内的设置不生效", "settings inside an archive have no effect"),
                ),
                Name::Other(kind) => self.set_aside(&place, kind),
            }
        }
        if before == (self.found.len(), self.problems.len()) {
            let says = Text::of(
                "压缩包里没有可以读取的表格",
                "the archive holds no table that can be read",
            );
            self.problems.push(Problem::error(says).in_file(&shown(path)));
        }
    }

    /// An archive in an archive.
    fn inner(&mut self, place: &Path, outer: &mut Archive, member: &Member, group: usize) {
        let name = shown(place);
        if let Some(kind) = packed(&outer.start(member)) {
            return self.problems.push(archive_unread(&name, kind));
        }
        let opened = outer
            .unfold(member, &name, self.limits)
            .and_then(|bytes| Archive::open(Input::held(place, bytes), &name, self.limits));
        match opened {
            // It is unfolded again for each of its members.
            Ok(archive)
                if self.limits.unfolded_bytes
                    < member.bytes.saturating_mul(archive.members.len() as u64) =>
            {
                let n = archive.members.len();
                let says = text!(
                    "压缩包内的压缩包过大（{n} 个文件），请先解压",
                    "a large archive inside an archive, with {n} files; unpack it first"
                );
                self.problems.push(Problem::error(says).in_file(&name));
            }
            Ok(archive) => self.members(place, archive, group, 1),
            Err(error) => self.problems.push(*error),
        }
    }

    fn set_aside(&mut self, path: &Path, reason: Text) {
        let says = Text {
            zh: format!("未读取：{}", reason.zh).into(),
            en: format!("set aside: {}", reason.en).into(),
        };
        self.problems.push(Problem::note(says).in_file(&shown(path)));
    }
}

fn is_of_the_system(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("~$")
        || name.starts_with(".~")
        || name.starts_with('.')
        || ["thumbs.db", "desktop.ini", "__macosx"].contains(&name.to_ascii_lowercase().as_str())
}

/// The first bytes of a file; none of one that cannot be opened, which is told when it is read.
fn start_of(path: &Path) -> Vec<u8> {
    let mut start = Vec::new();
    // Opening a pipe may wait for ever.
    if fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
        && let Ok(file) = fs::File::open(path)
    {
        let _ = file.take(START as u64).read_to_end(&mut start);
    }
    start
}

/// Why a page or data file is no table, by its first bytes; none if it may be one.
fn told_by(start: &[u8]) -> Option<Text> {
    match by_signature(start) {
        Some(Kind::Other(kind)) => Some(kind),
        Some(Kind::Unknown) => Some(Text::of("不是表格文件", "not a table")),
        _ => None,
    }
}

/// What the name of a file in a folder promises.
enum Name {
    Table,
    Archive,
    /// A page or data file, which may be a table or something else.
    Perhaps,
    /// Settings of this program, read elsewhere.
    Settings,
    Other(Text),
}

fn by_name(path: &Path) -> Name {
    let extension =
        path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    Name::Other(match extension.as_deref().unwrap_or_default() {
        "xlsx" | "xlsm" | "xltx" | "xltm" | "xlsb" | "xls" | "xlt" | "et" | "ett" | "ods"
        | "ots" | "csv" | "tsv" | "tab" | "txt" => return Name::Table,
        "toml" => return Name::Settings,
        "pdf" | "ofd" => Text::of("版式文件（PDF/OFD）", "a PDF or OFD document"),
        "doc" | "docx" | "wps" | "rtf" | "odt" => Text::of("文字文档", "a text document"),
        "ppt" | "pptx" | "dps" | "odp" => Text::of("演示文稿", "a presentation"),
        "png" | "jpg" | "jpeg" | "gif" | "bmp" | "tif" | "tiff" | "webp" | "svg" => {
            Text::of("图片", "a picture")
        }
        "zip" | "rar" | "7z" | "gz" | "bz2" | "xz" => return Name::Archive,
        "tar" => Text::of("压缩文件，请先解压", "an archive; unpack it first"),
        "htm" | "html" | "xml" | "fods" | "json" | "jsonl" | "ndjson" => return Name::Perhaps,
        "mht" | "mhtml" => {
            Text::of("单一文件网页，请另存为 xlsx", "a web archive; save it as xlsx")
        }
        _ => Text::of("不是表格文件", "not a table"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(found: &[Found], root: &Path) -> Vec<String> {
        found.iter().map(|file| shown(file.path.strip_prefix(root).unwrap())).collect()
    }

    #[test]
    fn folders_are_walked_in_sorted_order_and_the_rest_is_listed() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("二/内")).unwrap();
        for name in [
            "b.csv",
            "a.xlsx",
            "~$a.xlsx",
            ".DS_Store",
            "Thumbs.db",
            "说明.pdf",
            "二/内/c.ET",
            "qingbiao.toml",
            "数据",
        ] {
            fs::write(root.path().join(name), "x").unwrap();
        }
        let (found, problems) = gather(&[root.path().to_path_buf()]);
        assert_eq!(names(&found, root.path()), ["a.xlsx", "b.csv", "二/内/c.ET"]);
        let said: Vec<_> = problems.iter().map(|problem| problem.says.en.as_ref()).collect();
        assert_eq!(said, ["set aside: not a table", "set aside: a PDF or OFD document"]);
    }

    #[test]
    fn a_file_given_twice_is_found_once() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("a.csv");
        fs::write(&file, "x").unwrap();
        let (found, problems) = gather(&[file.clone(), root.path().to_path_buf()]);
        assert_eq!(found, [Found { path: file, group: 0 }]);
        assert_eq!(problems[0].says.en, "set aside: the same file is in the list already");
    }

    #[test]
    fn what_is_not_there_and_what_is_empty_are_told_apart() {
        let root = tempfile::tempdir().unwrap();
        let (found, problems) = gather(&[root.path().join("没有.xlsx"), root.path().to_path_buf()]);
        let said: Vec<_> = problems.iter().map(|problem| problem.says.en.as_ref()).collect();
        assert!(found.is_empty());
        assert_eq!(said, ["no such file or folder", "the folder holds no table that can be read"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_not_followed() {
        let (root, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(other.path().join("a.csv"), "x").unwrap();
        fs::write(root.path().join("b.csv"), "x").unwrap();
        std::os::unix::fs::symlink(other.path().join("a.csv"), root.path().join("a.csv")).unwrap();
        std::os::unix::fs::symlink(other.path(), root.path().join("c")).unwrap();
        let (found, problems) = gather(&[root.path().to_path_buf()]);
        assert_eq!(names(&found, root.path()), ["b.csv"]);
        assert_eq!(problems.len(), 2);
    }
}
