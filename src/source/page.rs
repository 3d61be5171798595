//! Tables of web pages: what procurement platforms export and call xls.
//!
//! Every table is a sheet. Text around the tables is kept in rows of its own, above the table that follows and
//! below the last, one row a paragraph, as spreadsheet programs show it. Cells are text, so that long numbers
//! keep all of their digits, but for what the page itself declares as a number (`x:num`).

use crate::error::{Error, Problem, not_a_table, too_large};
use crate::text;
use crate::text::Text;

use super::cell::{MAX_COLUMNS, is_blank};
use super::decode;
use super::file::{Format, SheetInfo, Visibility};
use super::grid::Table;
use super::html::{Tag, Token, Tokens, append_shown};
use super::properties::{Properties, of_flat};
use super::rows::{Reading, Rows};
use super::style::HiddenClasses;

/// Tables inside tables that are still told apart.
const DEEPEST: usize = 64;

/// Reads the tables of a page.
pub(crate) fn read(
    bytes: Vec<u8>,
    reading: &mut Reading<'_>,
) -> Result<(Format, (Properties, Vec<SheetInfo>)), Error> {
    let (text, encoding, replaced) = decode::whole(bytes);
    let mut page = Page::new(reading.limits.cells, HiddenClasses::of(&text));
    let mut tokens = Tokens::new(&text);
    for token in tokens.by_ref() {
        page.take(token);
        if page.budget == 0 {
            break;
        }
    }
    let cut = tokens.cut || !page.open.is_empty();
    let exhausted = page.budget == 0;
    let hidden_texts = page.hidden_texts;
    let tables = page.finish();
    if tables.is_empty() && exhausted {
        let n = reading.limits.cells;
        return Err(too_large(reading.shown, text!("超过 {n} 个单元格", "more than {n} cells")));
    }
    if tables.is_empty() {
        let kind = Text::of("没有表格的网页（HTML）", "a web page (HTML) without a table");
        return Err(not_a_table(reading.shown, kind));
    }
    if tables.len() > reading.limits.sheets {
        let n = tables.len();
        return Err(too_large(reading.shown, text!("{n} 张工作表", "{n} sheets")));
    }
    let names = declared_names(&text);
    let properties = of_flat(&text);
    drop(text);
    let several = tables.len() > 1;
    let mut sheets = Vec::with_capacity(tables.len());
    let mut last = None;
    let all_named = names.len() == tables.len();
    for (at, mut table) in tables.into_iter().enumerate() {
        let mut info = table.info(reading.limits.rows);
        if all_named {
            info.name.clone_from(&names[at].0);
            if names[at].1 {
                info.visibility = Visibility::Hidden;
            }
        } else if info.name.is_empty() && several {
            info.name = format!("表{}", at + 1);
        }
        let index = at as u16; // the limit of sheets is above
        if reading.sink.wants(index) {
            let mut rows = Rows::begin(reading, index, &info);
            for (row, cells) in table.rows.drain(..) {
                if !rows.push(reading, row, cells.into_iter().map(|(col, cell)| (col, Some(cell))))
                {
                    break;
                }
            }
            last = rows.last();
            rows.end(reading);
        }
        sheets.push(info);
    }
    let name = sheets.last().map(|info| info.name.clone()).unwrap_or_default();
    if exhausted {
        let n = reading.limits.cells;
        let says = text!(
            "网页超过 {n} 个单元格，此后的内容没有读取",
            "the page has more than {n} cells; what follows was not read"
        );
        reading.problems.push(Problem::error(says).in_file(reading.shown));
    } else if cut {
        let says = Text::of(
            "网页在表格中间结束，后面的内容可能缺失",
            "the page ends inside a table; what follows may be missing",
        );
        let advice = Text::of("请重新导出或者下载", "export or download it again");
        let mut problem = Problem::error(says).in_file(reading.shown).advise(advice);
        if !name.is_empty() {
            problem = problem.on_sheet(&name);
        }
        reading.problems.push(match last {
            Some(cell) => problem.at_cell(cell),
            None => problem,
        });
    }
    if hidden_texts > 0 {
        let says = text!(
            "{hidden_texts} 处单元格内的隐藏文字没有读取",
            "pieces of text hidden inside cells, not read: {hidden_texts}"
        );
        reading.problems.push(Problem::note(says).in_file(reading.shown));
    }
    if replaced {
        reading.problems.push(undecodable(reading.shown, encoding));
    }
    Ok((Format::Page { encoding }, (properties, sheets)))
}

/// Characters that do not fit the encoding.
pub(crate) fn undecodable(shown: &str, encoding: &str) -> Problem {
    let says = text!(
        "部分字符不是有效的 {encoding} 编码，已显示为 \u{fffd}",
        "some characters are not valid {encoding}; they are shown as \u{fffd}"
    );
    Problem::warning(says).in_file(shown).advise(Text::of(
        "请用 Excel/WPS 打开，核对乱码后另存为 xlsx",
        "open it in Excel or WPS, check the garbled text and save it as xlsx",
    ))
}

/// Names of the sheets and whether they are hidden, as Excel writes them into a comment of the page.
fn declared_names(page: &str) -> Vec<(String, bool)> {
    const BEGIN: &str = "<x:ExcelWorksheet>";
    let between = |text: &str, from: &str, to: &str| {
        let begin = text.find(from)? + from.len();
        Some(text[begin..begin + text[begin..].find(to)?].to_owned())
    };
    let blocks = page.split(BEGIN).skip(1);
    let named = blocks.filter_map(|block| {
        let block = &block[..block.find("</x:ExcelWorksheet>")?];
        let mut name = String::new();
        append_shown(&between(block, "<x:Name>", "</x:Name>")?, &mut name);
        Some((name, block.contains("<x:Visible>Sheet")))
    });
    named.collect()
}

/// The tables of a page, under way.
struct Page {
    open: Vec<Table>,
    done: Vec<Table>,
    begun: usize,
    /// Paragraphs outside of tables that have no table yet, and the one under way.
    lines: Vec<String>,
    line: String,
    /// An element inside a cell that is not shown, with how many of its name are open.
    unshown: Option<(String, usize)>,
    hidden_texts: u64,
    /// What the style sheets hide.
    classes: HiddenClasses,
    /// Cells and places of spans that may still be read.
    budget: u64,
}

impl Page {
    fn new(budget: u64, classes: HiddenClasses) -> Self {
        Self {
            open: Vec::new(),
            done: Vec::new(),
            begun: 0,
            lines: Vec::new(),
            line: String::new(),
            unshown: None,
            hidden_texts: 0,
            classes,
            budget,
        }
    }

    fn take(&mut self, token: Token<'_>) {
        if self.pass_over(&token) {
            return;
        }
        match token {
            Token::Text(text) => {
                if let Some(to) = self.target() {
                    append_shown(text, to);
                }
            }
            Token::Open(tag) => self.enter(&tag),
            Token::Close(name) => self.leave(name),
        }
    }

    /// Whether the piece belongs to an element inside a cell that is not shown.
    fn pass_over(&mut self, token: &Token<'_>) -> bool {
        const INLINE: [&str; 12] =
            ["span", "font", "a", "b", "i", "u", "em", "strong", "label", "p", "small", "div"];
        let in_cell = self.open.last().is_some_and(|table| table.cell.is_some());
        match (&mut self.unshown, token) {
            (None, Token::Open(tag))
                if in_cell && INLINE.iter().any(|name| tag.is(name)) && self.classes.hide(tag) =>
            {
                self.unshown = Some((tag.name.to_ascii_lowercase(), 1));
                self.hidden_texts += 1;
                true
            }
            (None, _) => false,
            (Some((name, depth)), Token::Open(tag)) => {
                if ["td", "th", "tr", "table"].iter().any(|outer| tag.is(outer)) {
                    self.unshown = None; // it was never closed
                    return false;
                }
                *depth += usize::from(tag.is(name));
                true
            }
            (Some((name, depth)), Token::Close(closed)) => {
                if ["td", "th", "tr", "table"]
                    .iter()
                    .any(|outer| closed.eq_ignore_ascii_case(outer))
                {
                    self.unshown = None;
                    return false;
                }
                *depth -= usize::from(closed.eq_ignore_ascii_case(name));
                if *depth == 0 {
                    self.unshown = None;
                }
                true
            }
            (Some(_), Token::Text(_)) => true,
        }
    }

    /// Where text goes: into the cell under way, the caption, or the line outside of tables. Text between the cells
    /// of a table has no place.
    fn target(&mut self) -> Option<&mut String> {
        match self.open.last_mut() {
            Some(table) if table.in_caption => Some(&mut table.name),
            Some(table) => table.cell.as_mut().map(|cell| &mut cell.text),
            None => Some(&mut self.line),
        }
    }

    fn break_line(&mut self) {
        if self.open.is_empty() {
            let line = std::mem::take(&mut self.line);
            let line = line.trim();
            if !is_blank(line) {
                self.lines.push(line.to_owned());
                self.budget = self.budget.saturating_sub(1);
            }
        } else if let Some(to) = self.target() {
            while to.ends_with(' ') {
                to.pop();
            }
            if !to.is_empty() {
                to.push('\n');
            }
        }
    }

    /// The end of a paragraph: a line break, but not after another.
    fn end_paragraph(&mut self) {
        if self.open.is_empty() || self.target().is_some_and(|to| !to.ends_with('\n')) {
            self.break_line();
        }
    }

    fn enter(&mut self, tag: &Tag<'_>) {
        let name = tag.name.to_ascii_lowercase();
        if name == "table" && self.open.len() < DEEPEST {
            return self.begin_table(tag);
        }
        let budget = &mut self.budget;
        match (name.as_str(), self.open.last_mut()) {
            ("tr", Some(table)) => table.begin_row(self.classes.hide(tag)),
            ("td" | "th", Some(table)) => {
                *budget = budget.saturating_sub(1);
                table.begin_cell(tag, budget);
            }
            ("thead" | "tbody" | "tfoot", Some(table)) => {
                table.end_row();
                table.group_hidden = self.classes.hide(tag);
            }
            ("col", Some(table)) => {
                let span = tag.attribute("span").and_then(|span| span.trim().parse().ok());
                let first = table.columns_told;
                let end = first.saturating_add(span.unwrap_or(1)).min(MAX_COLUMNS);
                if self.classes.hide(tag) {
                    table.hidden_columns.extend((first..end).map(|col| col as u16)); // below the columns of a sheet
                }
                table.columns_told = end;
                *budget = budget.saturating_sub(u64::from(end.saturating_sub(first)));
            }
            ("caption", Some(table)) => table.in_caption = true,
            ("br" | "hr", _) => self.break_line(),
            _ if is_block(&name) => self.end_paragraph(),
            _ => {}
        }
    }

    fn leave(&mut self, name: &str) {
        let name = name.to_ascii_lowercase();
        match (name.as_str(), self.open.last_mut()) {
            ("table", Some(_)) => self.end_table(),
            ("tr", Some(table)) => table.end_row(),
            ("td" | "th", Some(table)) => table.end_cell(),
            ("thead" | "tbody" | "tfoot", Some(table)) => {
                table.end_row();
                table.group_hidden = false;
            }
            ("caption", Some(table)) => table.in_caption = false,
            _ if is_block(&name) => self.end_paragraph(),
            _ => {}
        }
    }

    fn begin_table(&mut self, tag: &Tag<'_>) {
        let mut table = Table::begin(self.begun, self.classes.hide(tag));
        self.begun += 1;
        if self.open.is_empty() {
            self.break_line();
            for line in self.lines.drain(..) {
                table.line(line);
            }
        }
        self.open.push(table);
    }

    fn end_table(&mut self) {
        let Some(mut table) = self.open.pop() else { return };
        table.end_row();
        table.name = table.name.trim().to_owned();
        // Tables that only hold other tables, or nothing, are no sheets.
        if !table.rows.is_empty() {
            self.done.push(table);
        }
    }

    fn finish(mut self) -> Vec<Table> {
        while !self.open.is_empty() {
            self.end_table();
        }
        self.break_line();
        self.done.sort_by_key(|table| table.order);
        if let Some(table) = self.done.last_mut() {
            for line in self.lines.drain(..) {
                table.line(line);
            }
        }
        self.done
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "dt"
            | "dd"
            | "pre"
            | "center"
            | "option"
            | "form"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "blockquote"
            | "body"
            | "head"
    )
}
