//! What titles, remarks and rows of one cell say of the rows below them: unit, package, bidder, expert; and how far that
//! reaches.

use super::Field;
use super::cell::text_fact;
use super::header::Units;
use super::layout::{Sheet, State};
use super::read;
use super::table::TableKind;
use super::value::package_label;
use crate::identity::name;
use crate::source::{Cell, CellRef, Row};

impl Sheet {
    /// What a title, a remark or a row of one cell says of unit, package, bidder and expert.
    pub(super) fn note(&mut self, row: &Row<'_>) {
        for (col, cell) in row.cells {
            let Cell::Text(text) = cell else { continue };
            self.title.push(' ');
            self.title.extend(text.chars().take(60));
            self.note_units(text);
            if let Some(label) = package_label(text) {
                self.context.package = Some(label.key.into());
            }
            let at = CellRef { file: self.file, sheet: self.sheet, row: row.index, col: *col };
            let said = read::inline(text, at);
            for fact in &said {
                self.context.remember(fact);
            }
            if said.is_empty()
                && name::looks_like_company(text)
                && text.chars().count() <= 40
                && matches!(self.state, State::Table(_))
            {
                self.context.remember(&text_fact(Field::BidderName, text, at));
            }
        }
    }

    /// A note such as 单位：万元 speaks of all that follows, and so does the title of the whole sheet; the title of one table,
    /// 报价表（单位：万元）, of that table and others of its kind. An amount in a sentence says nothing.
    pub(super) fn note_units(&mut self, text: &str) {
        if !text.contains(['元', '币']) {
            return;
        }
        let said = ["单位：", "单位:", "单位 ", "（万元）", "(万元)", "（元）", "(元)"];
        let Some(at) = said.iter().find_map(|word| text.find(word)) else { return };
        let Units { money, currency, .. } = Units::named_in(&text[at..]);
        let noted = Units { money, currency, ..Units::default() };
        // A title is met once as a row and once as a title.
        if let Some((before, _)) = self.scoped.take() {
            self.context.units = before;
        }
        let lead = text[..at].trim_matches(['（', '(', ' ', '\u{3000}']);
        let of_sheet = self.above.is_empty() && self.report.kinds.is_empty();
        let of_all = of_sheet || matches!(lead, "" | "金额" | "货币");
        if !of_all {
            self.scoped = Some((self.context.units, None));
        }
        self.context.units = noted.or(self.context.units);
    }

    /// A table of this kind begins: the unit of another table's title ends.
    pub(super) fn enter(&mut self, kind: TableKind) {
        match &mut self.scoped {
            Some((_, of @ None)) => *of = Some(kind),
            Some((before, Some(of))) if *of != kind => {
                self.context.units = *before;
                self.scoped = None;
            }
            _ => {}
        }
    }
}
