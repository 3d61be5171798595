//! The review as one HTML file: readable offline, printable on A4, without anything loaded from elsewhere.
//!
//! It shows what `review` says and judges nothing. Source rows are read again beforehand ([`gather`]); from there on it
//! is a pure function. Colour means grade and nothing else; a grade is also a shape and a word, a family a character.
//! Without script everything is open and readable; the script opens, filters and exports opinions only.

mod coverage;
mod draw;
mod excerpt;
mod findings;
mod graph;
mod head;
mod items;
pub(super) mod number;
mod packages;
pub(super) mod page;
mod pairs;
mod prices;
mod privacy;
mod relations;
mod scores;
mod source_rows;
mod sources;
mod strip;
#[cfg(test)]
mod tests;
mod times;
mod unchecked;
mod versions;

use std::cell::Cell;
use std::collections::BTreeSet;

use super::{FOOTER, View};
use crate::graph::Family;
use crate::record::Field;
use crate::resolve::BidderId;
use crate::review::{Found, Package};
use crate::rules::Grade;
use crate::source::CellRef;
use crate::text;
use crate::text::{Lang, Text};
pub use excerpt::{Excerpts, Wanted, gather, wanted};
use page::{brief, escape};
use privacy::Privacy;
pub(super) use privacy::{all_facts, keys, salt, without_numbers};
pub(super) use unchecked::table_of;

/// Numbers of the sections in Chinese.
const NUMBERS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
/// Addresses of cells that are listed together; the rest are counted.
const ADDRESSES: usize = 60;
/// Blocks for single packages that are drawn; a ledger has hundreds, and they stand in its table.
const DRAWN_PACKAGES: usize = 12;

/// What a section is called in links, what in print, and what it holds.
type Section = (&'static str, Text, fn(&Page<'_>) -> String);

/// The sections, in their order.
static SECTIONS: [Section; 9] = [
    ("findings", Text::of("疑点清单", "Leads"), findings::section),
    ("relations", Text::of("关系", "Relations"), relations::section),
    ("pairs", Text::of("两两关系", "Pairs"), pairs::section),
    ("prices", Text::of("报价", "Prices"), prices::section),
    ("scores", Text::of("评审打分", "Scores"), scores::section),
    ("times", Text::of("时间", "Times"), times::section),
    ("unchecked", Text::of("未检查与搁置", "Not checked and set aside"), unchecked::section),
    ("sources", Text::of("材料来源", "Sources"), sources::section),
    ("versions", Text::of("参数与版本", "Parameters and versions"), versions::section),
];

/// The whole report as one file.
pub fn render(view: View<'_>, excerpts: &Excerpts) -> String {
    let privacy = Privacy::new(view, |at| excerpts.rows.contains_key(&(at.file, at.sheet, at.row)));
    let scope = scope(view);
    let page = Page {
        view,
        excerpts,
        privacy,
        tenders: tenders(view, &scope),
        scope,
        spent: Cell::new(0),
        told: Cell::new(0),
    };
    let sections: Vec<(&str, Text, String)> =
        SECTIONS.iter().map(|(id, name, content)| (*id, name.clone(), content(&page))).collect();
    let title = head::title(&page);
    let mut body = String::with_capacity(64 << 10);
    body.push_str(&format!(
        "<a class=\"skip\" href=\"#main\">{}</a><div class=\"page\">{}<main id=\"main\">\n{}\n",
        page.say("跳到正文", "Skip to the report"),
        navigation(&page, &sections),
        head::head(&page, &title)
    ));
    for (at, (id, name, content)) in sections.iter().enumerate() {
        body.push_str(&format!(
            "<section id=\"{id}\" aria-labelledby=\"h-{id}\"><h2 id=\"h-{id}\"><span class=\"no\">{}</span>{}</h2>{content}</section>\n",
            page.number(at),
            page.tell(name)
        ));
    }
    body.push_str(&format!(
        "{}<footer><b>{}</b><span>qingbiao {}　{} {}</span></footer>\n</main></div>",
        findings::signatures(&page),
        page.tell(&FOOTER),
        env!("CARGO_PKG_VERSION"),
        page.say("规则集", "rules"),
        crate::rules::VERSION
    ));
    let title = format!("{title} · {}", page.say("核查线索报告", "leads for checking"));
    let script = concat!(include_str!("script.js"), include_str!("graph.js"));
    page::document(view.options.lang, &title, include_str!("graph.css"), script, &body)
}

fn navigation(page: &Page<'_>, sections: &[(&str, Text, String)]) -> String {
    let items: String = sections
        .iter()
        .enumerate()
        .map(|(at, (id, name, _))| {
            let number = page.number(at).trim_end_matches(['、', '.', ' ']).to_owned();
            format!("<li><a href=\"#{id}\"><span>{number}</span>{}</a></li>", page.tell(name))
        })
        .collect();
    format!(
        "<nav aria-label=\"{}\"><p class=\"brand\">{}<span>{}</span></p><ol>{items}</ol>\
         <div class=\"tools only-js\"><p class=\"prog\" id=\"progress\" aria-live=\"polite\" data-word=\"{}\">{} 0 / {}</p>\
         <button id=\"save\" type=\"button\">{}</button><button id=\"print\" type=\"button\">{}</button></div></nav>",
        page.say("目录", "Contents"),
        page.say("清标", "Qingbiao"),
        page.say("核查线索报告", "Leads for checking"),
        page.say("人工意见", "Opinions"),
        page.say("人工意见", "Opinions"),
        page.view.review.findings.len(),
        page.say("导出意见", "Export opinions"),
        page.say("打印", "Print"),
    )
}

/// The packages that the report is about: those known from more than a line of a ledger; where there are none, the
/// lines. A tender without bids and findings is only the folder that the ledger lay in.
pub(super) fn scope(view: View<'_>) -> Vec<usize> {
    let packages = &view.review.packages;
    let all = || 0..packages.len();
    let of_ledger = |at: &usize| packages[*at].case.tender.ledger_only;
    let is_full = |at: &usize| {
        !of_ledger(at)
            && (!packages[*at].case.bids.is_empty() || !view.review.places(*at).is_empty())
    };
    let full: Vec<usize> = all().filter(is_full).collect();
    let lines: Vec<usize> = all().filter(of_ledger).collect();
    match (full.is_empty(), lines.is_empty()) {
        (false, _) => full,
        (true, false) => lines,
        (true, true) => all().collect(),
    }
}

/// How many tenders these packages belong to.
pub(super) fn tenders(view: View<'_>, scope: &[usize]) -> usize {
    let ids: BTreeSet<&str> =
        scope.iter().map(|at| view.review.packages[*at].case.tender.id.as_str()).collect();
    ids.len()
}

/// What every section needs.
pub(super) struct Page<'a> {
    view: View<'a>,
    excerpts: &'a Excerpts,
    privacy: Privacy<'a>,
    /// The packages that the report is about, ascending.
    scope: Vec<usize>,
    /// The tenders that these belong to.
    tenders: usize,
    /// Bytes of source rows written so far: the strongest findings come first and have them, the page stays small.
    spent: Cell<usize>,
    /// Bytes of evidence written so far, for the same reason.
    told: Cell<usize>,
}

impl<'a> Page<'a> {
    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.view.say(zh, en)
    }

    /// A sentence as HTML.
    fn tell(&self, text: &Text) -> String {
        escape(self.view.text(text))
    }

    /// The number of a section.
    fn number(&self, at: usize) -> String {
        match self.view.options.lang {
            Lang::Zh => format!("{}、", NUMBERS.get(at).copied().unwrap_or("十")),
            Lang::En => format!("{}. ", at + 1),
        }
    }

    /// A link to a section, by its number.
    fn section(&self, id: &str) -> String {
        let at = SECTIONS.iter().position(|(known, ..)| *known == id).unwrap_or(0);
        let said = match self.view.options.lang {
            Lang::Zh => format!("第{}节", NUMBERS[at]),
            Lang::En => format!("section {}", at + 1),
        };
        format!("<a href=\"#{id}\">{said}</a>")
    }

    /// Title and subtitle of a figure: what the strongest of the findings says that it shows, with the way to it; else what it
    /// is. `more` says how to read it.
    fn caption(&self, findings: &[(usize, &Found)], plain: &str, more: &[&str]) -> String {
        let mut below: Vec<&str> = more.iter().copied().filter(|one| !one.is_empty()).collect();
        let title = match findings.iter().min_by_key(|(at, _)| *at) {
            Some((at, found)) => {
                below.insert(0, plain);
                format!(
                    "{}<a href=\"#f{at}\">{}</a>",
                    shape(found.finding.grade.slug()),
                    self.tell(&found.finding.says)
                )
            }
            None => plain.to_owned(),
        };
        let below = below.join(self.say("；", "; "));
        format!("<p class=\"figt\">{title}</p><p class=\"figs\">{below}</p>")
    }

    fn bidder(&self, id: BidderId) -> String {
        escape(self.view.review.bidders.short(id))
    }

    /// All names, unlike in a sentence.
    fn bidders(&self, ids: impl IntoIterator<Item = BidderId>) -> String {
        let names: Vec<String> = ids.into_iter().map(|id| self.bidder(id)).collect();
        names.join(self.say("、", ", "))
    }

    /// The address of a cell as HTML.
    fn address(&self, at: CellRef) -> String {
        escape(&self.view.address(at))
    }

    /// The addresses of several cells: the file and sheet once, then its cells.
    fn addresses(&self, cells: impl IntoIterator<Item = CellRef>) -> String {
        let mut places: Vec<(String, Vec<String>)> = Vec::new();
        let mut seen = BTreeSet::new();
        for at in cells {
            if !seen.insert(at) || ADDRESSES < seen.len() {
                continue;
            }
            let address = self.view.address(at);
            let (place, cell) = address.rsplit_once(" › ").unwrap_or(("", &address));
            match places.iter_mut().find(|(known, _)| known == place) {
                Some((_, cells)) => cells.push(cell.to_owned()),
                None => places.push((place.to_owned(), vec![cell.to_owned()])),
            }
        }
        let comma = self.say("、", ", ");
        let shown: Vec<String> = places
            .iter()
            .map(|(place, cells)| escape(&format!("{place} › {}", cells.join(comma))))
            .collect();
        let mut said = shown.join(self.say("；", "; "));
        if let Some(more @ 1..) = seen.len().checked_sub(ADDRESSES) {
            said.push_str(&self.tell(&text!("，另 {more} 处", ", and {more} more")));
        }
        said
    }

    /// Shape and word of a grade.
    fn grade(&self, grade: Grade) -> String {
        format!(
            "<span class=\"tag {}\">{}{}</span>",
            grade.slug(),
            shape(grade.slug()),
            self.tell(&grade.name())
        )
    }

    /// The character of a family in its frame.
    fn family(&self, family: Family) -> String {
        format!(
            "<span class=\"fam\" title=\"{}\">{}</span>",
            self.tell(&family.name()),
            self.tell(&family.character())
        )
    }

    /// The findings with their places in the report, counted from one, that belong to a package.
    fn findings_of(&self, package: usize) -> impl Iterator<Item = (usize, &'a Found)> {
        let findings = &self.view.review.findings;
        self.view
            .review
            .places(package)
            .iter()
            .filter_map(|at| findings.get(*at).map(|found| (*at + 1, found)))
    }

    fn has_several(&self) -> bool {
        1 < self.scope.len()
    }

    fn in_scope(&self, package: usize) -> bool {
        self.scope.binary_search(&package).is_ok()
    }

    /// The packages that a finding is about, as they are called beside others.
    fn packages(&self, found: &crate::review::Found) -> String {
        let names: Vec<String> = found.packages().map(|at| self.package(at)).collect();
        names.join(self.say("、", ", "))
    }

    /// What a package is called beside others.
    fn package(&self, at: usize) -> String {
        let case = &self.view.review.packages[at].case;
        let name = case.project.text(Field::PackageName).unwrap_or_default();
        let label = match (case.package.as_str(), self.view.options.lang) {
            ("", _) => String::new(),
            (key, Lang::Zh) => format!("包 {key}"),
            (key, Lang::En) => format!("package {key}"),
        };
        let tender =
            if 1 < self.tenders || label.is_empty() { case.tender.name.as_str() } else { "" };
        let parts: Vec<&str> =
            [tender, &label, name].into_iter().filter(|part| !part.is_empty()).collect();
        parts.iter().map(|part| brief(part)).collect::<Vec<_>>().join(" ")
    }

    /// The packages that have blocks of their own; of a ledger those with findings.
    fn drawn(&self) -> Vec<usize> {
        let of_ledger = |at: &usize| self.view.review.packages[*at].case.tender.ledger_only;
        let mut drawn: Vec<usize> = self
            .scope
            .iter()
            .copied()
            .filter(|at| !of_ledger(at) || self.findings_of(*at).next().is_some())
            .collect();
        drawn.truncate(DRAWN_PACKAGES);
        drawn
    }

    /// A block for each drawn package, headed by its name where there are several.
    fn blocks(&self, block: impl Fn(usize, &'a Package<'a>) -> Option<String>) -> String {
        let drawn = self.drawn();
        let mut out = String::new();
        for at in &drawn {
            let Some(content) = block(*at, &self.view.review.packages[*at]) else { continue };
            if self.has_several() {
                out.push_str(&format!("<h3 class=\"pk\">{}</h3>", self.package(*at)));
            }
            out.push_str(&content);
        }
        let others = self.scope.len() - drawn.len();
        if 0 < others && !out.is_empty() {
            let says = text!(
                "另 {others} 个项目（包）未单独列出",
                "{others} more packages have no block of their own"
            );
            out.push_str(&format!("<p class=\"src\">{}</p>", self.tell(&says)));
        }
        out
    }
}

/// The mark with this name.
fn shape(slug: &str) -> String {
    format!(
        "<svg class=\"sh\" aria-hidden=\"true\" focusable=\"false\"><use href=\"#s-{slug}\"/></svg>"
    )
}

/// A paragraph that says why there is nothing to show.
fn nothing(sentence: &str) -> String {
    format!("<p class=\"lead\">{sentence}</p>")
}

/// The head of a table; columns that begin with `#` hold numbers.
fn table_head(columns: &[&str]) -> String {
    let cells: String = columns
        .iter()
        .map(|column| match column.strip_prefix('#') {
            Some(column) => format!("<th scope=\"col\" class=\"n\">{column}</th>"),
            None => format!("<th scope=\"col\">{column}</th>"),
        })
        .collect();
    format!("<thead><tr>{cells}</tr></thead>")
}
