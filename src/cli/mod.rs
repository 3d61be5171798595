//! The command line: what people type, where it goes, and the exit code.
//!
//! 0 done · 1 findings at or above `--fail-on` · 2 wrong use · 3 no input could be read · 4 not done for lack of memory.

mod batch;
mod catalogue;
mod chart;
mod columns;
mod files;
mod interactive;
mod limits;
mod output;
mod review;
mod supervise;
mod template;

use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

use crate::report::Options;
use crate::rules::Grade;
use crate::text;
use crate::text::{Lang, Text};

/// Reads the spreadsheets of a tender and points, cell by cell, at leads of collusion, predetermined winners and avoided tendering.
#[derive(Debug, Parser)]
#[command(
    name = "qingbiao",
    version,
    about,
    propagate_version = true,
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Review a tender: workbooks, or a folder of them
    Review(ReviewArguments),
    /// Review every tender under the given folders and ledgers; write an index of them
    Batch(BatchArguments),
    /// Draw charts for a file: pictures, and their data as tables
    Chart(chart::ChartArguments),
    /// Show what every table and column is understood to be, why, and what that leaves unchecked; decide what is doubtful
    Columns(ColumnsArguments),
    /// Write a blank workbook with a sheet for everything that the rules can use
    Template(TemplateArguments),
    /// List the rules
    Rules(LanguageArguments),
    /// Explain one rule: what it means, the law, innocent explanations, what to ask for next
    Explain {
        /// The rule's code or name, such as WB203 or same_mac
        code: String,
        #[command(flatten)]
        language: LanguageArguments,
    },
    /// Print the JSON Schema of the report
    Schema {
        /// Of which document
        #[arg(value_enum, default_value = "report")]
        of: Document,
    },
    /// Print shell completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
struct LanguageArguments {
    /// Language of what is written
    #[arg(long, value_enum, default_value = "zh")]
    lang: Language,
}

#[derive(Debug, Args)]
struct ShownArguments {
    #[command(flatten)]
    language: LanguageArguments,
    /// Show personal data in full
    #[arg(long)]
    unmask: bool,
    /// What was decided about columns; else `qingbiao-columns.toml` beside the input or in the folder above
    #[arg(long, value_name = "FILE")]
    columns: Option<PathBuf>,
}

impl ShownArguments {
    fn options(&self) -> Options {
        Options { lang: self.language.lang.into(), unmask: self.unmask }
    }

    /// The column file that was given, which must be there.
    fn columns(&self) -> Result<Option<&Path>, Failure> {
        let given = self.columns.as_deref();
        if let Some(missing) = given.filter(|path| !path.is_file()) {
            let path = missing.display();
            let says = text!("没有列对应文件 {path}", "there is no column file {path}");
            return Err(Failure::usage(self.language.lang.into(), says));
        }
        Ok(given)
    }
}

#[derive(Debug, Args)]
struct ReviewArguments {
    /// Workbooks, delimited text, web tables, JSON, zip archives, or folders of them; all together are one input
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// How the review is written; several with commas between them
    #[arg(short, long, value_enum, value_delimiter = ',', default_value = "text")]
    format: Vec<Format>,
    /// Where it is written: a file, or a folder for several formats and for csv; `-` is the standard output
    #[arg(short, long, default_value = "-")]
    output: PathBuf,
    /// A font with Chinese characters for the charts in docx; the system's are searched when none is given
    #[arg(long)]
    font: Option<PathBuf>,
    /// End with exit code 1 when there is a finding of this grade or above
    #[arg(long, value_enum, value_name = "GRADE")]
    fail_on: Option<GradeName>,
    /// A rule that local rules or the tender document deem collusion; raises its findings to the highest grade they can have
    #[arg(long, value_name = "CODE")]
    deem: Vec<String>,
    #[command(flatten)]
    shown: ShownArguments,
    #[command(flatten)]
    limits: limits::LimitArguments,
}

#[derive(Debug, Args)]
struct BatchArguments {
    /// Folders of tenders and ledgers
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// The folder for the index and the reviews
    #[arg(short, long)]
    output: PathBuf,
    /// The folder of an earlier run: purchases that are new, gone, or have other leads are told
    #[arg(long, value_name = "FOLDER")]
    since: Option<PathBuf>,
    /// End with exit code 1 when there is a finding of this grade or above
    #[arg(long, value_enum, value_name = "GRADE")]
    fail_on: Option<GradeName>,
    #[command(flatten)]
    shown: ShownArguments,
    #[command(flatten)]
    limits: limits::LimitArguments,
}

#[derive(Debug, Args)]
struct ColumnsArguments {
    /// Workbooks, or folders of them; all together are one input
    #[arg(required_unless_present = "fields")]
    inputs: Vec<PathBuf>,
    /// How it is written
    #[arg(short, long, value_enum, default_value = "text")]
    format: ColumnsFormat,
    /// Where it is written; `-` is the standard output
    #[arg(short, long, default_value = "-")]
    output: PathBuf,
    /// Ask about every doubtful or unknown column and write the answers to `qingbiao-columns.toml`
    #[arg(short, long)]
    interactive: bool,
    /// List the fields that a column can mean
    #[arg(long)]
    fields: bool,
    #[command(flatten)]
    shown: ShownArguments,
    #[command(flatten)]
    limits: limits::LimitArguments,
}

#[derive(Debug, Args)]
struct TemplateArguments {
    /// The workbook, ending in .xlsx
    #[arg(short, long)]
    output: PathBuf,
    /// Fill in one invented tender as an example
    #[arg(long)]
    example: bool,
    #[command(flatten)]
    language: LanguageArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ColumnsFormat {
    /// For the terminal
    Text,
    /// For other programs
    Json,
    /// An annotated copy of the cells
    Xlsx,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Document {
    /// `qingbiao review --format json`
    Report,
    /// `qingbiao columns --format json`
    Columns,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Language {
    Zh,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For the terminal
    Text,
    /// For other programs
    Json,
    /// For people: one self-contained page
    Html,
    /// A workpaper: every table of the review, with room for decisions
    Xlsx,
    /// A formal report on A4 with tables and charts
    Docx,
    /// The form by which leads are handed over, as docx; the proposal for handling is left blank
    Transfer,
    /// The network of bidders and what they share, with positions and dates, for Gephi
    Gexf,
    /// The same network for other programs
    Graphml,
    /// Every table as a file of its own
    Csv,
    /// All of these, in one folder
    All,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum GradeName {
    Hint,
    Strong,
    Violation,
    Deemed,
}

impl From<GradeName> for Grade {
    fn from(name: GradeName) -> Self {
        match name {
            GradeName::Hint => Self::Hint,
            GradeName::Strong => Self::Strong,
            GradeName::Violation => Self::Violation,
            GradeName::Deemed => Self::Deemed,
        }
    }
}

/// What went wrong, with its exit code.
#[derive(Debug)]
struct Failure {
    code: u8,
    lang: Lang,
    says: Text,
}

impl Failure {
    /// Wrong use.
    fn usage(lang: Lang, says: Text) -> Self {
        Self { code: 2, lang, says }
    }

    /// Nothing could be read.
    fn no_input(lang: Lang, says: Text) -> Self {
        Self { code: 3, lang, says }
    }
}

/// A damaged workbook can make its reader panic. That is caught and told as a problem of the file; it needs no trace as well.
fn quiet_readers() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|location| location.file().contains("calamine")) {
            usual(panic);
        }
    }));
}

/// Runs the command line and gives the exit code.
pub fn run() -> u8 {
    quiet_readers();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors; a closed pipe is nobody's fault.
            let _ = error.print();
            return if error.use_stderr() { 2 } else { 0 };
        }
    };
    // What reads files runs as a child of this process.
    let reads = match &arguments.command {
        Command::Review(arguments) => Some((&arguments.limits, &arguments.shown)),
        Command::Batch(arguments) => Some((&arguments.limits, &arguments.shown)),
        Command::Chart(arguments) => Some((&arguments.limits, &arguments.shown)),
        // A conversation needs the standard input, which the parent speaks through.
        Command::Columns(arguments) if !arguments.interactive => {
            Some((&arguments.limits, &arguments.shown))
        }
        _ => None,
    };
    if let Some((limits, shown)) = reads.filter(|_| !supervise::is_child())
        && let Some(code) = supervise::run(limits, shown.options().lang)
    {
        return code;
    }
    let outcome = match &arguments.command {
        Command::Review(arguments) => review::run(arguments),
        Command::Batch(arguments) => batch::run(arguments),
        Command::Chart(arguments) => chart::run(arguments),
        Command::Rules(language) => catalogue::list(language.lang.into()),
        Command::Explain { code, language } => catalogue::explain(code, language.lang.into()),
        Command::Schema { of } => catalogue::schema(*of),
        Command::Columns(arguments) => columns::run(arguments),
        Command::Template(arguments) => template::run(arguments),
        Command::Completions { shell } => {
            clap_complete::generate(
                *shell,
                &mut Arguments::command(),
                "qingbiao",
                &mut std::io::stdout(),
            );
            Ok(0)
        }
    };
    match outcome {
        Ok(code) => code,
        Err(failure) => {
            output::complain(failure.says.to(failure.lang));
            failure.code
        }
    }
}
