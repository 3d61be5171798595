//! `qingbiao columns --interactive`: plain questions about doubtful and unknown columns, the answers as a column file.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use super::{ColumnsArguments, Failure, output, review};
use crate::load::Loaded;
use crate::record::mapping::{self, Choice, Layout, field_of, kind_of, unit_of};
use crate::record::spelling::FIELDS;
use crate::record::{Field, Recognised, TableKind};
use crate::report::columns::{self, ColumnAccount};
use crate::report::{Options, View};
use crate::review as reviewing;
use crate::source;
use crate::text;
use crate::text::{Lang, Text};

/// Fields offered for one column.
const OFFERED: usize = 8;
/// How alike a heading and a spelling are at least, for the field to be offered.
const ALIKE: f64 = 0.34;

/// What came of the questions about one table.
enum Next {
    /// Go on: with the columns of the table, or with the next one.
    Table,
    /// Leave this table as it is.
    Skip,
    /// The header row changed: read everything again.
    Again,
    /// No more answers.
    Stop,
}

/// Where a table stands: the sheet among all that were read, and the table on it; none for a sheet without one.
type At = (usize, Option<usize>);

/// The person at the terminal.
struct Person<'r> {
    lines: std::io::Lines<Box<dyn BufRead + 'r>>,
    lang: Lang,
}

impl Person<'_> {
    fn tell(&self, says: &Text) {
        output::tell(says.to(self.lang));
    }

    /// The next answer; nothing at the end of the input.
    fn answer(&mut self, prompt: &Text) -> Option<String> {
        self.tell(prompt);
        let line = self.lines.next()?.ok()?;
        Some(line.trim().to_owned())
    }
}

pub(super) fn run(arguments: &ColumnsArguments) -> Result<u8, Failure> {
    let options = arguments.shown.options();
    let lang = options.lang;
    let mut person =
        Person { lines: (Box::new(std::io::stdin().lock()) as Box<dyn BufRead>).lines(), lang };
    let given = arguments.shown.columns.as_deref();
    let mut loaded = review::read(
        &arguments.inputs,
        given.filter(|path| path.is_file()),
        &arguments.limits,
        lang,
    )?;
    let known = loaded.mappings.first().map(|used| PathBuf::from(&used.mapping.path));
    let path = given.map(Path::to_owned).or(known).unwrap_or_else(|| beside(&arguments.inputs[0]));
    let (contents, mut layouts) = existing(&path, lang)?;
    let before = layouts.clone();
    let save = |layouts: &[Layout]| save(&path, (&contents, &before), layouts, lang);
    let mut asked: BTreeSet<(usize, Vec<String>)> = BTreeSet::new();
    'reading: loop {
        for at in open(&loaded, options) {
            let key = key(&loaded, at);
            if !asked.insert(key) {
                continue;
            }
            match ask(&loaded, options, at, &mut layouts, &mut person) {
                Next::Table | Next::Skip => {}
                Next::Stop => break 'reading,
                Next::Again => {
                    save(&layouts)?;
                    loaded = review::read(&arguments.inputs, Some(&path), &arguments.limits, lang)?;
                    continue 'reading;
                }
            }
        }
        break;
    }
    if layouts == before {
        person.tell(&Text::of("没有改动", "nothing was changed"));
        return Ok(0);
    }
    save(&layouts)?;
    let path = path.display();
    person.tell(&text!(
        "已写入 {path}；review、batch、chart、columns 读取相同版式时都会使用",
        "written to {path}; review, batch, chart and columns use it for the same layouts"
    ));
    Ok(0)
}

/// The column file of an input that has none yet: in the folder, or beside the file.
fn beside(input: &Path) -> PathBuf {
    let folder = if input.is_dir() { Some(input) } else { input.parent() };
    folder.map_or_else(PathBuf::new, Path::to_owned).join(mapping::FILE_NAME)
}

/// What a column file that is there already says, and its layouts. One that cannot be read is not written over.
fn existing(path: &Path, lang: Lang) -> Result<(String, Vec<Layout>), Failure> {
    if !path.exists() {
        return Ok((String::new(), Vec::new()));
    }
    let shown = path.display().to_string();
    let failed = |says: Text| Failure::usage(lang, says);
    let contents = std::fs::read_to_string(path).map_err(|error| {
        failed(text!("无法读取 {shown}：{error}", "cannot read {shown}: {error}"))
    })?;
    let (mapping, problems) = mapping::parse(&shown, &contents);
    match problems.into_iter().next() {
        Some(problem) => Err(failed(problem.says)),
        None => Ok((contents, mapping.layouts)),
    }
}

/// Writes the layouts: into the file as it was, so that a person's own words in it stay.
fn save(
    path: &Path,
    (contents, before): (&str, &[Layout]),
    layouts: &[Layout],
    lang: Lang,
) -> Result<(), Failure> {
    let changed = match contents.trim().is_empty() {
        true => None,
        false => mapping::update(contents, before, layouts),
    };
    let text = changed.unwrap_or_else(|| mapping::write(layouts));
    output::write(path, text.as_bytes(), lang)
}

fn key(loaded: &Loaded, (sheet, table): At) -> (usize, Vec<String>) {
    match table {
        // The same layout is asked about once, wherever it stands.
        Some(table) => (usize::MAX, loaded.sheets[sheet].tables[table].headers.clone()),
        None => (sheet, Vec::new()),
    }
}

fn with_account<T>(
    loaded: &Loaded,
    options: Options,
    then: impl FnOnce(&columns::Columns) -> T,
) -> T {
    let bidders = reviewing::resolve(loaded);
    let review = reviewing::review(loaded, &bidders, &reviewing::Settings::default());
    then(&columns::account(View { loaded, review: &review, options }))
}

/// The tables with a doubtful or unknown column, and the sheets on which nothing was recognised.
fn open(loaded: &Loaded, options: Options) -> Vec<At> {
    with_account(loaded, options, |account| {
        let sheets = account.files.iter().flat_map(|file| &file.sheets).enumerate();
        sheets
            .flat_map(|(at, sheet)| {
                let tables = sheet
                    .tables
                    .iter()
                    .enumerate()
                    .filter(|(_, table)| table.columns.iter().any(is_open))
                    .map(move |(table, _)| (at, Some(table)));
                let nothing =
                    (sheet.kinds.is_empty() && 2 <= sheet.rows_read).then_some((at, None));
                tables.chain(nothing).collect::<Vec<_>>()
            })
            .collect()
    })
}

/// Whether there is something to ask about a column.
fn is_open(column: &ColumnAccount) -> bool {
    let unknown = column.field.is_none() && column.why != "decided" && !column.heading.is_empty();
    (unknown && 0 < column.filled) || (!column.doubts.is_empty() && column.why != "decided")
}

fn ask(
    loaded: &Loaded,
    options: Options,
    (sheet, table): At,
    layouts: &mut Vec<Layout>,
    person: &mut Person<'_>,
) -> Next {
    let report = &loaded.sheets[sheet];
    let info = &loaded.sources.files[report.file as usize];
    let name = info.sheets.get(usize::from(report.sheet)).map_or("", |info| info.name.as_str());
    let place = [info.path.as_str(), name].join(" ");
    let Some(table) = table else {
        let rows = report.rows_read;
        person.tell(&text!(
            "\n{place}：{rows} 行，没有识别出表格",
            "\n{place}: {rows} rows, no table recognised"
        ));
        return table_question(loaded, sheet, None, layouts, person);
    };
    let of = &report.tables[table];
    let (kind, row, headers) = (of.kind.name(), of.header_row, of.headers.join(" | "));
    person.tell(&text!(
        "\n{place}：{}，表头第 {row} 行：{headers}",
        "\n{place}: {}, header in row {row}: {headers}";
        kind
    ));
    let next = table_question(loaded, sheet, Some(table), layouts, person);
    if !matches!(next, Next::Table) {
        return next;
    }
    with_account(loaded, options, |account| {
        let accounts = account.files.iter().flat_map(|file| &file.sheets).nth(sheet);
        let accounts = accounts.and_then(|sheet| sheet.tables.get(table));
        for column in accounts.iter().flat_map(|table| &table.columns).filter(|it| is_open(it)) {
            let own = of.columns.iter().find(|own| own.at.col == column.at.1);
            let Some(own) = own else { continue };
            let twins = of.columns.iter().filter(|other| other.heading == own.heading).count();
            match column_question(column, own, 1 < twins, person) {
                Some(Some(choice)) => decide(layouts, &of.headers, choice),
                Some(None) => {}
                None => return Next::Stop,
            }
        }
        Next::Table
    })
}

/// The layout with these header cells, made where there is none.
fn layout<'l>(layouts: &'l mut Vec<Layout>, headers: &[String]) -> &'l mut Layout {
    let at = layouts.iter().position(|layout| layout.headers == headers).unwrap_or_else(|| {
        layouts.push(Layout { headers: headers.to_vec(), ..Layout::default() });
        layouts.len() - 1
    });
    &mut layouts[at]
}

fn decide(layouts: &mut Vec<Layout>, headers: &[String], choice: Choice) {
    let layout = layout(layouts, headers);
    layout
        .choices
        .retain(|known| (&known.heading, known.column) != (&choice.heading, choice.column));
    layout.choices.push(choice);
}

/// Kind and header row of a table.
fn table_question(
    loaded: &Loaded,
    sheet: usize,
    table: Option<usize>,
    layouts: &mut Vec<Layout>,
    person: &mut Person<'_>,
) -> Next {
    let report = &loaded.sheets[sheet];
    let prompt = Text::of(
        "  回车 逐列确认 · k 种类，如 k 开标记录 · h 行号，如 h 3 表头在第 3 行 · s 跳过此表 · q 保存并结束",
        "  Enter: column by column · k KIND, such as k opening · h ROW: the header stands there · s: skip · q: save and stop",
    );
    loop {
        let Some(answer) = person.answer(&prompt) else { return Next::Stop };
        let (command, rest) = answer.split_once(char::is_whitespace).unwrap_or((&answer, ""));
        match (command, rest.trim()) {
            ("", _) => return Next::Table,
            ("q", _) => return Next::Stop,
            ("s", _) => return Next::Skip,
            ("k", word) => match (kind_of(word), table) {
                (Some(kind), Some(table)) => {
                    layout(layouts, &report.tables[table].headers).kind = Some(kind);
                    let name = kind.name();
                    person.tell(&text!("  种类：{}", "  kind: {}"; name));
                }
                _ => {
                    let kinds = Text::list(TableKind::ALL.map(TableKind::name));
                    person.tell(&text!("  可用的种类：{}", "  kinds: {}"; kinds));
                }
            },
            ("h", word) => {
                let headers = word.parse::<u32>().ok().and_then(|row| {
                    let path = loaded.paths.get(report.file as usize)?;
                    let row = row.checked_sub(1)?;
                    let rows = source::excerpt(path, &[(report.sheet, row, row)]).ok()?;
                    let cells = rows.into_iter().next()?.cells;
                    Some(cells.into_iter().map(|(_, text)| text).collect::<Vec<_>>())
                });
                match headers {
                    Some(headers) => {
                        layout(layouts, &headers);
                        return Next::Again;
                    }
                    None => {
                        person.tell(&Text::of("  这一行没有内容", "  there is nothing in that row"))
                    }
                }
            }
            _ => person.tell(&Text::of("  没有这个选项", "  there is no such choice")),
        }
    }
}

/// Asks about one column: a choice, nothing to decide, or (the outer `None`) no more answers.
fn column_question(
    column: &ColumnAccount,
    own: &Recognised,
    has_twin: bool,
    person: &mut Person<'_>,
) -> Option<Option<Choice>> {
    let name = own.field.map_or(Text::of("不使用", "not used"), Field::name);
    let (cell, heading) = (&column.cell, &column.heading);
    let because = in_both(&column.because.zh, &column.because.en);
    person.tell(&text!(
        "  {cell} {heading} → {}：{}",
        "  {cell} {heading} → {}: {}";
        name, because
    ));
    for doubt in &column.doubts {
        person.tell(&in_both(&format!("    {}", doubt.zh), &format!("    {}", doubt.en)));
    }
    let examples = column.examples.join(" · ");
    person.tell(&text!("    例：{examples}", "    such as: {examples}"));
    let mut offered = alike(&own.heading);
    let mut choice = Choice {
        heading: Some(own.heading.clone()),
        column: has_twin.then_some(own.at.col),
        field: own.field,
        ..Choice::default()
    };
    // A doubtful column that is kept is settled; an unknown one stays unknown until somebody says what it is.
    let mut is_settled = own.field.is_some();
    offer(&offered, person);
    let prompt = Text::of(
        "    回车 保持 · 编号 选用 · - 不使用 · 字段名或关键字 查找 · u 单位，如 u 万元 · q 保存并结束",
        "    Enter: keep · number: choose · -: not used · name or word: search · u UNIT · q: save and stop",
    );
    loop {
        let answer = person.answer(&prompt)?;
        let number = answer.parse::<usize>().ok().and_then(|n| offered.get(n.wrapping_sub(1)));
        match (answer.as_str(), number) {
            ("", _) => return Some(is_settled.then_some(choice)),
            ("q", _) => return None,
            ("-", _) => return Some(Some(Choice { field: None, ..choice })),
            (_, Some(field)) => {
                choice.field = Some(*field);
                return Some(Some(choice));
            }
            (word, None) => {
                if let Some(word) = word.strip_prefix("u ") {
                    match unit_of(word.trim()) {
                        Some(units) => {
                            choice.units = units;
                            is_settled = choice.field.is_some();
                        }
                        None => person.tell(&Text::of(
                            "    可用的单位：元 千元 万元 百万元 亿元 天 月 年 %",
                            "    units: 元 千元 万元 百万元 亿元 天 月 年 %",
                        )),
                    }
                } else if let Some(field) = field_of(word) {
                    choice.field = Some(field);
                    return Some(Some(choice));
                } else {
                    offered = containing(word);
                    offer(&offered, person);
                }
            }
        }
    }
}

fn offer(offered: &[Field], person: &Person<'_>) {
    let listed = |lang: Lang| {
        let named = offered.iter().enumerate().map(|(at, field)| {
            let name = field.name();
            format!("{} {}", at + 1, name.to(lang))
        });
        named.collect::<Vec<_>>().join(" · ")
    };
    if offered.is_empty() {
        person.tell(&Text::of("    没有相近的字段", "    no field is near"));
    } else {
        let (zh, en) = (listed(Lang::Zh), listed(Lang::En));
        person.tell(&in_both(&format!("    {zh}"), &format!("    {en}")));
    }
}

/// The fields with a spelling like a heading, the most alike first.
fn alike(heading: &str) -> Vec<Field> {
    let mut ranked: Vec<(f64, Field)> = FIELDS
        .iter()
        .map(|info| {
            let score = info
                .zh
                .iter()
                .chain(info.en)
                .map(|spelling| strsim::normalized_damerau_levenshtein(spelling, heading))
                .fold(0.0, f64::max);
            (score, info.field)
        })
        .filter(|(score, _)| ALIKE <= *score)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.into_iter().take(OFFERED).map(|(_, field)| field).collect()
}

/// The fields with a spelling that holds a word.
fn containing(word: &str) -> Vec<Field> {
    let word = word.to_lowercase();
    let holds = |spelling: &&str| spelling.to_lowercase().contains(&word);
    FIELDS
        .iter()
        .filter(|info| info.zh.iter().chain(info.en).any(&holds) || info.slug.contains(&word))
        .map(|info| info.field)
        .take(OFFERED)
        .collect()
}

/// A sentence that was put together in both languages.
fn in_both(zh: &str, en: &str) -> Text {
    Text { zh: zh.to_owned().into(), en: en.to_owned().into() }
}
