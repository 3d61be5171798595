//! What changed since an earlier run: purchases that are new, gone, or have other leads, by the tables of both runs.
//!
//! The earlier run is known by its `index.csv` alone, and the present one is compared as it would be written there, so
//! that a difference is one of the reviews and not of how they are told. Runs in other languages compare as well.

use std::collections::BTreeMap;

use super::csv::{HEAD, csv};
use super::{GRADES, either, heads};
use crate::batch::Batch;
use crate::report::csv::{Cell, Table};
use crate::report::html::page::escape;
use crate::text;
use crate::text::{Lang, Text};

/// Changes that the page lists; all of them are in the CSV.
const LISTED: usize = 500;

/// The table of an earlier run.
#[derive(Debug, Clone)]
pub struct Since {
    /// Where it was read, for showing.
    shown: String,
    entries: BTreeMap<Key, Counts>,
}

/// Number and name of a purchase, and which of those that have both it is.
type Key = (String, String, usize);
/// Its leads, the strongest grade first.
type Counts = [usize; 4];

/// What became of a purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    New,
    Gone,
    /// It has other leads.
    Other,
}

impl Change {
    fn name(self) -> Text {
        match self {
            Self::New => Text::of("新增", "new"),
            Self::Gone => Text::of("本次没有", "not in this run"),
            Self::Other => Text::of("线索变化", "other leads"),
        }
    }
}

impl Since {
    /// The table of an earlier run, as it was written; `shown` says where. `None` when it is not one.
    pub fn read(shown: String, table: &str) -> Option<Self> {
        Some(Self { shown, entries: entries(table)? })
    }

    /// What changed, and how many purchases are as they were.
    fn changes(&self, batch: &Batch, lang: Lang) -> (Vec<(Change, Key, Counts, Counts)>, usize) {
        let now = entries(&csv(batch, lang)).unwrap_or_default();
        let mut changes = Vec::new();
        let mut same = 0;
        for (key, counts) in &now {
            match self.entries.get(key) {
                None => changes.push((Change::New, key.clone(), [0; 4], *counts)),
                Some(before) if before == counts => same += 1,
                Some(before) => changes.push((Change::Other, key.clone(), *before, *counts)),
            }
        }
        let gone = self.entries.iter().filter(|(key, _)| !now.contains_key(*key));
        changes.extend(gone.map(|(key, before)| (Change::Gone, key.clone(), *before, [0; 4])));
        // The strongest leads first, of whichever run.
        changes.sort_by(|a, b| {
            b.3.max(b.2).cmp(&a.3.max(a.2)).then(a.0.cmp(&b.0)).then(a.1.cmp(&b.1))
        });
        (changes, same)
    }

    /// How many changes there are.
    pub(super) fn count(&self, batch: &Batch, lang: Lang) -> usize {
        self.changes(batch, lang).0.len()
    }

    /// The changes as part of the page.
    pub(super) fn section(&self, batch: &Batch, lang: Lang) -> String {
        let (changes, same) = self.changes(batch, lang);
        let of = |change: Change| changes.iter().filter(|one| one.0 == change).count();
        let (new, gone, other) = (of(Change::New), of(Change::Gone), of(Change::Other));
        let shown = escape(&self.shown);
        let said = text!(
            "与 {shown} 相比：新增 {new} 个，本次没有 {gone} 个，线索变化 {other} 个，未变 {same} 个。只比较各等级线索的条数。",
            "Against {shown}: {new} new, {gone} not in this run, {other} with other leads, {same} as they were. Only the numbers of leads of each grade are compared."
        );
        let lead = format!("<p class=\"lead\">{}</p>", said.to(lang));
        if changes.is_empty() {
            return lead;
        }
        let rows: String = changes
            .iter()
            .take(LISTED)
            .map(|(change, (id, name, _), before, after)| {
                let cells: String = GRADES
                    .iter()
                    .zip(before.iter().zip(after))
                    .map(|(grade, (before, after))| {
                        let n = match (change, before, after) {
                            (_, 0, 0) => String::new(),
                            (Change::New, _, n) | (Change::Gone, n, _) => n.to_string(),
                            (Change::Other, n, m) if n == m => n.to_string(),
                            (Change::Other, n, m) => format!("{n} → {m}"),
                        };
                        format!("<td class=\"n\" data-l=\"{}\">{n}</td>", grade.name().to(lang))
                    })
                    .collect();
                format!(
                    "<tr><td class=\"nw\">{}</td><th scope=\"row\">{}</th><td>{}</td>{cells}</tr>",
                    change.name().to(lang),
                    escape(name),
                    escape(id)
                )
            })
            .collect();
        let mut columns = vec![
            either(lang, "变化", "Change").to_owned(),
            either(lang, "项目", "Purchase").to_owned(),
            either(lang, "编号", "Number").to_owned(),
        ];
        columns.extend(GRADES.map(|grade| format!("#{}", grade.name().to(lang))));
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let more = match changes.len().checked_sub(LISTED) {
            Some(more @ 1..) => {
                let says = text!("另 {more} 个见表格。", "{more} more are in the table.");
                format!("<p class=\"src\">{}</p>", says.to(lang))
            }
            _ => String::new(),
        };
        format!(
            "{lead}<table class=\"tb stack dense\">{}<tbody>{rows}</tbody></table>{more}",
            heads(&columns)
        )
    }

    /// The changes as CSV.
    pub(super) fn table(&self, batch: &Batch, lang: Lang) -> String {
        let mut head = vec![
            Text::of("变化", "change"),
            Text::of("项目编号", "id"),
            Text::of("项目名称", "name"),
        ];
        for grade in GRADES {
            let name = grade.name();
            head.push(text!("上次{}", "{} before"; name));
            head.push(text!("本次{}", "{} now"; name));
        }
        let mut table = Table::new(head.iter().map(|text| text.to(lang)));
        for (change, (id, name, _), before, after) in self.changes(batch, lang).0 {
            let mut cells = vec![change.name().to(lang).into()];
            cells.extend([id, name].map(Cell::text));
            cells.extend(
                before.iter().zip(&after).flat_map(|(a, b)| [Cell::count(*a), Cell::count(*b)]),
            );
            table.push(cells);
        }
        table.write()
    }
}

/// The purchases of a table with their leads; `None` when its headings are others.
fn entries(table: &str) -> Option<BTreeMap<Key, Counts>> {
    let table = table.strip_prefix('\u{feff}').unwrap_or(table);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().ok()?.clone();
    let column = |wanted: &Text| {
        head.iter().position(|name| name == wanted.to(Lang::Zh) || name == wanted.to(Lang::En))
    };
    let (id, name) = (column(&HEAD[1])?, column(&HEAD[2])?);
    let grades = [column(&HEAD[5])?, column(&HEAD[6])?, column(&HEAD[7])?, column(&HEAD[8])?];
    let mut entries = BTreeMap::new();
    for row in reader.records() {
        let row = row.ok()?;
        let text = |at: usize| row.get(at).unwrap_or_default().to_owned();
        let mut counts = [0; 4];
        for (count, at) in counts.iter_mut().zip(grades) {
            *count = row.get(at)?.parse().ok()?;
        }
        let mut key = (text(id), text(name), 0);
        while entries.contains_key(&key) {
            key.2 += 1;
        }
        entries.insert(key, counts);
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::super::{html, tables, tests::batch};
    use super::*;

    #[test]
    fn what_is_new_gone_or_other_is_told_and_what_is_the_same_is_counted() {
        let mut before = batch();
        let row = before.rows[0].clone();
        let named = |id: &str, counts: [usize; 4]| crate::batch::Row {
            id: id.to_owned(),
            counts,
            ..row.clone()
        };
        before.rows.push(named("gone", [0, 2, 0, 0]));
        before.rows.push(named("other", [1, 0, 0, 0]));
        let mut now = batch();
        now.rows.push(named("other", [1, 3, 0, 0]));
        now.rows.push(named("new", [0, 0, 1, 0]));
        // The run before was told in another language.
        let since = Since::read("old<er>".to_owned(), &csv(&before, Lang::En)).expect("a table");
        let told: Vec<(Change, String, Counts, Counts)> = since
            .changes(&now, Lang::Zh)
            .0
            .into_iter()
            .map(|(change, key, before, after)| (change, key.0, before, after))
            .collect();
        let wanted = [
            (Change::New, "new".to_owned(), [0; 4], [0, 1, 0, 0]),
            (Change::Other, "other".to_owned(), [0, 0, 0, 1], [0, 0, 3, 1]),
            (Change::Gone, "gone".to_owned(), [0, 0, 2, 0], [0; 4]),
        ];
        assert_eq!(told, wanted);
        let page = html(&now, Some(&since), Lang::Zh);
        assert!(page.contains("新增 1 个，本次没有 1 个，线索变化 1 个，未变 1 个"));
        assert!(
            page.contains("0 → 3") && page.contains("old&lt;er&gt;") && !page.contains("old<er>")
        );
        let files = tables(&now, Some(&since), Lang::Zh);
        let (_, changes) = files.iter().find(|(name, _)| *name == "changes.csv").expect("a table");
        assert_eq!(changes.lines().count(), 4);
        assert!(!tables(&now, None, Lang::Zh).iter().any(|(name, _)| *name == "changes.csv"));
    }

    #[test]
    fn nothing_changed_says_so_and_another_table_is_none() {
        let since = Since::read("x".to_owned(), &csv(&batch(), Lang::Zh)).expect("a table");
        assert_eq!(since.count(&batch(), Lang::En), 0);
        assert!(since.section(&batch(), Lang::En).contains("1 as they were"));
        for other in ["", "a,b\n1,2\n", "项目编号,项目名称,视为,违规,强线索,提示\nA,B,x,0,0,0\n"]
        {
            assert!(Since::read(String::new(), other).is_none(), "{other}");
        }
    }

    #[test]
    fn purchases_of_one_number_and_name_are_kept_apart() {
        let mut twice = batch();
        twice.rows.push(twice.rows[0].clone());
        let since = Since::read(String::new(), &csv(&batch(), Lang::Zh)).expect("a table");
        assert_eq!(since.count(&twice, Lang::Zh), 1);
    }
}
