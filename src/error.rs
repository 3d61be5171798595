//! What went wrong or deserves a remark, said so that a person can act on it.
//!
//! Reading never fails on data: a cell, a row or a sheet that cannot be used is a [`Problem`] beside the
//! records. Only a file that cannot be opened is an [`Error`], and that is a boxed problem.

use std::fmt;

use crate::text;
use crate::text::Text;

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something could not be read at all.
    Error,
    /// Something was read, but may not be what was meant.
    Warning,
    /// Worth knowing, nothing to do.
    Note,
}

/// Where a problem is: a file, a sheet of it, a cell of that.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file as the user gave it.
    pub file: String,
    /// The sheet's name; none for delimited text.
    pub sheet: Option<String>,
    /// The cell, such as `C5`.
    pub cell: Option<String>,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        for part in [&self.sheet, &self.cell].into_iter().flatten() {
            write!(f, " / {part}")?;
        }
        Ok(())
    }
}

/// One thing to tell the user about the input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// How much it matters.
    pub level: Level,
    /// Where it is.
    pub at: Option<Location>,
    /// What was found, and what was expected.
    pub says: Text,
    /// What to do about it.
    pub advice: Option<Text>,
}

/// A file that cannot be read. Boxed, so that results stay small.
pub type Error = Box<Problem>;

impl Problem {
    /// A problem without a place.
    pub fn new(level: Level, says: Text) -> Self {
        Self { level, at: None, says, advice: None }
    }

    /// Something that could not be read.
    pub fn error(says: Text) -> Self {
        Self::new(Level::Error, says)
    }

    /// Something that may not be what was meant.
    pub fn warning(says: Text) -> Self {
        Self::new(Level::Warning, says)
    }

    /// Something worth knowing.
    pub fn note(says: Text) -> Self {
        Self::new(Level::Note, says)
    }

    /// The same problem, in this file.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        self.at.get_or_insert_default().file = file.to_owned();
        self
    }

    /// The same problem, on this sheet of its file.
    #[must_use]
    pub fn on_sheet(mut self, sheet: &str) -> Self {
        self.at.get_or_insert_default().sheet = Some(sheet.to_owned());
        self
    }

    /// The same problem, at this cell, given as `C5`.
    #[must_use]
    pub fn at_cell(mut self, cell: impl Into<String>) -> Self {
        self.at.get_or_insert_default().cell = Some(cell.into());
        self
    }

    /// The same problem, with advice.
    #[must_use]
    pub fn advise(mut self, advice: Text) -> Self {
        self.advice = Some(advice);
        self
    }
}

impl fmt::Display for Problem {
    /// Chinese, then English: for logs and tests. Reports choose one language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(at) = &self.at {
            write!(f, "{at}: ")?;
        }
        write!(f, "{} / {}", self.says.zh, self.says.en)
    }
}

impl std::error::Error for Problem {}

fn file_error(file: &str, says: Text, advice: Text) -> Error {
    Box::new(Problem::error(says).in_file(file).advise(advice))
}

/// No such file or folder.
pub fn missing(file: &str) -> Error {
    file_error(
        file,
        Text::of("文件或文件夹不存在", "no such file or folder"),
        Text::of("请检查路径和文件名", "check the path and the name"),
    )
}

/// The operating system refused to open it.
pub fn no_permission(file: &str) -> Error {
    file_error(
        file,
        Text::of("没有读取权限", "permission to read it was refused"),
        Text::of(
            "请关闭正在使用该文件的程序，或者调整文件权限",
            "close the program that holds the file, or change its permissions",
        ),
    )
}

/// The disk or the network failed while reading.
pub fn unreadable(file: &str, reason: &dyn fmt::Display) -> Error {
    file_error(
        file,
        text!("读取失败：{reason}", "reading failed: {reason}"),
        Text::of("请把文件复制到本机磁盘后重试", "copy the file to a local disk and try again"),
    )
}

/// Whatever `std::io` said, as one of the errors of this module.
pub fn from_io(file: &str, error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::NotFound => missing(file),
        std::io::ErrorKind::PermissionDenied => no_permission(file),
        _ => unreadable(file, error),
    }
}

/// A file of zero bytes.
pub fn empty_file(file: &str) -> Error {
    file_error(
        file,
        Text::of("文件为空（0 字节）", "the file is empty (0 bytes)"),
        Text::of("请重新导出或者下载", "export or download it again"),
    )
}

/// A folder without anything that could be a table.
pub fn empty_folder(folder: &str) -> Error {
    file_error(
        folder,
        Text::of("文件夹里没有可以读取的表格", "the folder holds no table that can be read"),
        Text::of(
            "支持 xlsx、xlsm、xlsb、xls、et、ods、csv、tsv、txt、html、xml、json、zip",
            "xlsx, xlsm, xlsb, xls, et, ods, csv, tsv, txt, html, xml, json and zip are read",
        ),
    )
}

/// An archive of a kind that is not unfolded here.
pub fn archive_unread(file: &str, kind: &str) -> Problem {
    Problem::error(text!(
        "这是 {kind} 压缩文件，没有读取",
        "this is a {kind} archive; it was not read"
    ))
    .in_file(file)
    .advise(Text::of(
        "请解压到文件夹，或者改用 zip 压缩，再读取",
        "unpack it into a folder, or pack it as zip, and read that",
    ))
}

/// A zip or OLE container that ends too early or contradicts itself.
pub fn damaged(file: &str, reason: &dyn fmt::Display) -> Error {
    file_error(
        file,
        text!("文件损坏或者不完整（{reason}）", "the file is damaged or incomplete ({reason})"),
        Text::of(
            "请重新下载；或者用 Excel/WPS 打开修复后另存为 xlsx",
            "download it again, or let Excel or WPS repair it and save it as xlsx",
        ),
    )
}

/// A workbook behind a password.
pub fn encrypted(file: &str) -> Error {
    file_error(
        file,
        Text::of(
            "文件有打开密码，内容已加密",
            "the file is protected by a password, its contents are encrypted",
        ),
        Text::of(
            "请用 Excel/WPS 输入密码打开，取消密码后再保存",
            "open it in Excel or WPS with the password, remove the password and save it again",
        ),
    )
}

/// A known kind of file that this program does not read, such as a Word document.
pub fn not_a_table(file: &str, kind: Text) -> Error {
    let says = Text {
        zh: format!("这是{}，不是可以读取的表格", kind.zh).into(),
        en: format!("this is {}, not a table that can be read", kind.en).into(),
    };
    file_error(
        file,
        says,
        Text::of("请用 Excel/WPS 打开并另存为 xlsx", "open it in Excel or WPS and save it as xlsx"),
    )
}

/// Bytes that are neither a workbook nor text.
pub fn unknown_content(file: &str) -> Error {
    file_error(
        file,
        Text::of(
            "无法识别文件内容：既不是工作簿，也不是文本表格",
            "the contents are not recognised: neither a workbook nor a text table",
        ),
        Text::of("请用 Excel/WPS 打开并另存为 xlsx", "open it in Excel or WPS and save it as xlsx"),
    )
}

/// Beyond one of the limits that keep a hostile file from exhausting the machine.
pub fn too_large(file: &str, what: Text) -> Error {
    let says = Text {
        zh: format!("文件超出读取上限：{}", what.zh).into(),
        en: format!("the file is beyond what is read: {}", what.en).into(),
    };
    file_error(
        file,
        says,
        Text::of(
            "请核对文件来源；确属正常数据的，拆分后再读取",
            "check where the file comes from; if the data are genuine, split it",
        ),
    )
}

impl Problem {
    /// The same problem of a limit, with the option that raises it.
    #[must_use]
    pub fn raised_by(self, option: &str) -> Self {
        self.advise(text!(
            "请核对文件来源；确属正常数据的，拆分后再读取，或者用 {option} 调高上限",
            "check where the file comes from; if the data are genuine, split it or raise the limit with {option}"
        ))
    }
}

/// A file at which this program itself came to an end: a mistake of its own, or of a reader that it uses.
pub fn crashed(file: &str) -> Error {
    file_error(
        file,
        Text::of(
            "读取时程序异常终止，已跳过该文件",
            "reading it brought the program to an end; the file was left out",
        ),
        Text::of(
            "文件可能损坏或者经过改造：请核对来源，用 Excel/WPS 打开后另存为 xlsx 再读取",
            "it may be damaged or made to do harm: check where it comes from, then open it in Excel or WPS and save it as xlsx",
        ),
    )
}

/// A file that needs more memory than the program may use.
pub fn out_of_memory(file: &str, mib: u64) -> Error {
    let says = text!(
        "读取时内存超限（{mib} MiB），已跳过该文件",
        "reading it takes more than the {mib} MiB of memory allowed; the file was left out"
    );
    Box::new(Problem::error(says).in_file(file).raised_by("--memory"))
}

/// A file that took longer than a file may.
pub fn out_of_time(file: &str, seconds: u64) -> Error {
    let says = text!(
        "读取超时（{seconds} 秒），已跳过该文件",
        "reading it took more than {seconds} seconds; the file was left out"
    );
    Box::new(Problem::error(says).in_file(file).raised_by("--seconds"))
}

/// The content is of another kind than the name says; it was read by its content.
pub fn wrong_extension(file: &str, content: &str) -> Problem {
    Problem::note(text!(
        "扩展名与内容不符，已按 {content} 读取",
        "the extension does not match the content; read as {content}"
    ))
    .in_file(file)
}

/// A sheet that cannot be read to its end; the other sheets are.
pub fn damaged_sheet(
    file: &str,
    sheet: &str,
    after: Option<String>,
    reason: &dyn fmt::Display,
) -> Problem {
    let says = match &after {
        Some(cell) => text!(
            "工作表在 {cell} 之后损坏，此前的内容已读取（{reason}）",
            "the sheet is damaged after {cell}; what comes before it was read ({reason})"
        ),
        None => text!(
            "工作表损坏，无法读取（{reason}）",
            "the sheet is damaged and cannot be read ({reason})"
        ),
    };
    let problem = Problem::error(says).in_file(file).on_sheet(sheet).advise(Text::of(
        "请用 Excel/WPS 打开修复后另存为 xlsx",
        "let Excel or WPS repair it and save it as xlsx",
    ));
    match after {
        Some(cell) => problem.at_cell(cell),
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_names_file_sheet_and_cell() {
        let problem = Problem::warning(Text::of("无法读取", "cannot be read"))
            .in_file("开标.xlsx")
            .on_sheet("一览表")
            .at_cell("C5");
        assert_eq!(problem.to_string(), "开标.xlsx / 一览表 / C5: 无法读取 / cannot be read");
    }

    #[test]
    fn kinds_of_files_are_named_in_both_languages() {
        let error = not_a_table("a.xls", Text::of("网页", "a web page"));
        assert_eq!(error.says.zh, "这是网页，不是可以读取的表格");
        assert_eq!(error.says.en, "this is a web page, not a table that can be read");
    }

    #[test]
    fn io_errors_become_sentences_of_their_own() {
        let kinds = [std::io::ErrorKind::NotFound, std::io::ErrorKind::PermissionDenied];
        let said = kinds.map(|kind| from_io("a", &kind.into()).says.en);
        assert_eq!(said, ["no such file or folder", "permission to read it was refused"]);
    }
}
