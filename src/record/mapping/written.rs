//! The column file as people write it: TOML, with every name checked and every mistake told with what to do.

use serde::Deserialize;

use super::Mapping;
use crate::error::{Location, Problem};
use crate::record::field::Field;
use crate::record::header::{self, Units};
use crate::record::spelling::FIELDS;
use crate::record::table::TableKind;
use crate::record::value::{Currency, Unit, currency_in, term_unit_in, unit_in};
use crate::source::column_name;
use crate::text;
use crate::text::Text;

/// The name under which it is looked for, beside the input and in the folder above.
pub const FILE_NAME: &str = "qingbiao-columns.toml";

/// The words for a column that is not used.
const UNUSED: &[&str] = &["unused", "不使用", "不用", "-"];

/// The layout of one kind of sheet, and what was decided about it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// The cells of the first header row, in order, blanks left out.
    pub headers: Vec<String>,
    /// The sheet's name; `*` stands for any text. Any sheet when it is not given.
    pub sheet: Option<String>,
    /// The kind of table, where that was decided.
    pub kind: Option<TableKind>,
    /// The rows that the header takes, where that was decided.
    pub rows: Option<usize>,
    /// What was decided about its columns.
    pub choices: Vec<Choice>,
}

/// What was decided about one column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    /// Its heading.
    pub heading: Option<String>,
    /// Its place, counted from zero; needed only where two headings are the same.
    pub column: Option<u16>,
    /// What it means; `None` when it is not used.
    pub field: Option<Field>,
    /// The unit of its values, where that was decided.
    pub units: Units,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMapping {
    #[serde(default)]
    layout: Vec<WrittenLayout>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLayout {
    headers: Vec<String>,
    sheet: Option<String>,
    kind: Option<String>,
    header_rows: Option<usize>,
    #[serde(default)]
    column: Vec<WrittenColumn>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenColumn {
    heading: Option<String>,
    column: Option<String>,
    field: String,
    unit: Option<String>,
}

impl Layout {
    /// The header cells as they are compared.
    pub(super) fn keys(&self) -> impl Iterator<Item = String> + '_ {
        self.headers.iter().map(|cell| header::key(cell))
    }

    /// Whether the sheet's name fits.
    pub(super) fn is_of_sheet(&self, name: &str) -> bool {
        self.sheet.as_deref().is_none_or(|pattern| fits(pattern, name))
    }
}

/// Whether a name fits a pattern in which `*` stands for any text.
fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((before, after)) => name.strip_prefix(before).is_some_and(|rest| {
            rest.char_indices()
                .map(|(at, _)| at)
                .chain([rest.len()])
                .any(|at| fits(after, &rest[at..]))
        }),
    }
}

/// Reads a column file. What is wrong in it is told, and the rest is used.
pub fn parse(path: &str, contents: &str) -> (Mapping, Vec<Problem>) {
    let mut mapping = Mapping { path: path.to_owned(), layouts: Vec::new() };
    let mut problems = Vec::new();
    let mut tell = |says: Text, advice: Text| {
        let at = Some(Location { file: path.to_owned(), sheet: None, cell: None });
        problems.push(Problem { at, ..Problem::error(says).advise(advice) });
    };
    let written: WrittenMapping = match toml::from_str(contents) {
        Ok(written) => written,
        Err(error) => {
            let line = error.span().map_or(1, |span| {
                1 + contents.get(..span.start).unwrap_or(contents).matches('\n').count()
            });
            let message = error.message().replace('\n', " ");
            tell(
                text!(
                    "列对应文件第 {line} 行有误，没有使用：{message}",
                    "line {line} of the column file is wrong, it was not used: {message}"
                ),
                Text::of(
                    "请改正该行，或者删去文件后用 qingbiao columns --interactive 重新生成",
                    "correct the line, or delete the file and write it again with qingbiao columns --interactive",
                ),
            );
            return (mapping, problems);
        }
    };
    for written in written.layout {
        let mut layout = Layout {
            headers: written.headers,
            sheet: written.sheet,
            rows: written.header_rows.map(|rows| rows.clamp(1, 3)),
            ..Layout::default()
        };
        if let Some(word) = &written.kind {
            layout.kind = kind_of(word);
            if layout.kind.is_none() {
                let kinds = TableKind::ALL.map(TableKind::slug).join(" ");
                tell(
                    text!("没有表格种类“{word}”", "there is no kind of table \"{word}\""),
                    text!("可用：{kinds}", "use one of: {kinds}"),
                );
            }
        }
        for column in written.column {
            let mut choice = Choice { heading: column.heading, ..Choice::default() };
            let place = column.column.as_deref().map(|letters| (letters, column_of(letters)));
            if let Some((letters, None)) = place {
                tell(
                    text!("没有列“{letters}”", "there is no column \"{letters}\""),
                    Text::of("请写列的字母，如 C", "write the letters of the column, such as C"),
                );
                continue;
            }
            choice.column = place.and_then(|(_, col)| col);
            if choice.heading.is_none() && choice.column.is_none() {
                let field = &column.field;
                tell(
                    text!(
                        "“{field}”没有写明是哪一列",
                        "\"{field}\" does not say which column it is"
                    ),
                    Text::of("请写 heading = \"表头\"", "write heading = \"the heading\""),
                );
                continue;
            }
            let word = column.field.trim();
            if !UNUSED.contains(&word.to_lowercase().as_str()) {
                let Some(field) = field_of(word) else {
                    let near = nearest(word);
                    tell(
                        text!("没有字段“{word}”", "there is no field \"{word}\""),
                        text!(
                            "最接近的是 {near}；qingbiao columns --fields 列出全部",
                            "the nearest is {near}; qingbiao columns --fields lists them all"
                        ),
                    );
                    continue;
                };
                choice.field = Some(field);
            }
            if let Some(word) = &column.unit {
                match unit_of(word) {
                    Some(units) => choice.units = units,
                    None => tell(
                        text!("没有单位“{word}”", "there is no unit \"{word}\""),
                        Text::of(
                            "可用：元、千元、万元、百万元、亿元、天、月、年、%",
                            "use one of: 元 千元 万元 百万元 亿元 天 月 年 %",
                        ),
                    ),
                }
            }
            layout.choices.push(choice);
        }
        mapping.layouts.push(layout);
    }
    (mapping, problems)
}

/// The field that a word names: its name in JSON, or a spelling of a heading.
pub fn field_of(word: &str) -> Option<Field> {
    Field::from_slug(word).or_else(|| header::exact(word).map(|label| label.field))
}

/// The kind of table that a word names, in JSON or in either language.
pub fn kind_of(word: &str) -> Option<TableKind> {
    TableKind::ALL.into_iter().find(|kind| {
        let name = kind.name();
        kind.slug() == word || name.zh == word || name.en == word
    })
}

/// The unit that a word names.
pub fn unit_of(word: &str) -> Option<Units> {
    let units = Units {
        money: unit_in(word).or((word == "元").then_some(Unit::Yuan)),
        currency: currency_in(word).or(word.contains('元').then_some(Currency::YUAN)),
        term: term_unit_in(word),
        percent: word.contains('%'),
    };
    (units != Units::default()).then_some(units)
}

fn column_of(letters: &str) -> Option<u16> {
    let letters = letters.trim().to_ascii_uppercase();
    (0..16_384).find(|col| column_name(*col) == letters)
}

fn nearest(word: &str) -> &'static str {
    FIELDS
        .iter()
        .min_by_key(|info| {
            let far = |spelling: &str| strsim::osa_distance(spelling, word);
            (far(info.slug).min(far(info.zh[0])), info.slug)
        })
        .map_or("", |info| info.slug)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::mapping::write;

    #[test]
    fn what_is_written_reads_back_the_same() {
        let layout = Layout {
            headers: vec!["序 号".into(), "单位\"甲\"\n名称".into(), "数".into()],
            sheet: Some("开标*".into()),
            kind: Some(TableKind::Opening),
            rows: Some(2),
            choices: vec![
                Choice {
                    heading: Some("数".into()),
                    column: Some(27),
                    field: Some(Field::BidPrice),
                    units: unit_of("万元").expect("a unit"),
                },
                Choice { heading: Some("备".into()), ..Choice::default() },
            ],
        };
        let (read, problems) = parse("列.toml", &write(std::slice::from_ref(&layout)));
        assert_eq!(problems, []);
        assert_eq!(read.layouts, [layout]);
    }

    #[test]
    fn a_wrong_name_is_told_with_the_nearest_and_the_rest_is_used() {
        let text = "[[layout]]\nheaders = [\"甲\", \"乙\"]\n\
            [[layout.column]]\nheading = \"甲\"\nfield = \"bid_prise\"\n\
            [[layout.column]]\nheading = \"乙\"\nfield = \"投标人\"\n";
        let (read, problems) = parse("列.toml", text);
        assert_eq!(read.layouts[0].choices.len(), 1);
        assert_eq!(read.layouts[0].choices[0].field, Some(Field::BidderName));
        assert!(problems[0].says.zh.contains("bid_prise"), "{problems:?}");
        assert!(problems[0].advice.as_ref().is_some_and(|advice| advice.en.contains("bid_price")));
    }

    #[test]
    fn a_mistake_in_the_file_names_its_line() {
        let (read, problems) = parse("列.toml", "[[layout]]\nheaders = [\n\"甲\"\nfield\n");
        assert!(read.layouts.is_empty());
        assert!(problems[0].says.zh.contains("第 4 行"), "{problems:?}");
    }

    #[test]
    fn stars_stand_for_any_text() {
        assert!(fits("开标*表", "开标一览表") && fits("*", "") && fits("*表*", "表1"));
        assert!(!fits("开标*表", "开标一览") && !fits("开标", "开标一览"));
    }
}
