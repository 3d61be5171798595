//! Lines of forms: labels followed by their values, `label：value` in one cell, and the form that a line continues.

use smol_str::SmolStr;

use super::cell::fact;
use super::header;
use super::layout::{Line, Sheet, of_package};
use super::read;
use super::{Fact, Facts, Field, Record, TableKind};
use crate::source::{Cell, CellRef};

/// Facts of one form. A longer one is no form, and every line of it would be weighed against all before it.
const LONGEST_FORM: usize = 500;

impl Sheet {
    /// The facts of a line of a form: labels followed by values, or `label：value` in one cell.
    ///
    /// Labels such as 包1预算金额 give facts of that package, apart from the others.
    pub(super) fn form_facts(&mut self, line: &Line) -> (Facts, Vec<(SmolStr, Fact)>) {
        let mut facts = Vec::new();
        let mut of_packages = Vec::new();
        let mut at = 0;
        while at < line.cells.len() {
            let (col, cell) = &line.cells[at];
            let here = CellRef { file: self.file, sheet: self.sheet, row: line.index, col: *col };
            at += 1;
            let Cell::Text(text) = cell else { continue };
            if let (Some((package, label)), Some((value_col, value))) =
                (of_package(text), line.cells.get(at))
            {
                let fact = self.labelled(&label, value, CellRef { col: *value_col, ..here });
                of_packages.extend(fact.map(|fact| (package.into(), fact)));
                at += 1;
                continue;
            }
            let label = header::exact(text).or_else(|| {
                // Further from a known spelling only where it is plainly a label.
                text.trim_end().ends_with(['：', ':']).then(|| header::read(text)).flatten()
            });
            if let Some(label) = label {
                let Some((value_col, value)) = line.cells.get(at) else { continue };
                if matches!(value, Cell::Text(next) if header::exact(next).is_some() && !matches!(label.field, Field::ProjectName))
                {
                    continue;
                }
                facts.extend(self.labelled(&label, value, CellRef { col: *value_col, ..here }));
                at += 1;
            } else {
                facts.extend(read::inline(text, here));
            }
        }
        (Facts(facts), of_packages)
    }

    /// The fact that a label and the cell beside it make.
    fn labelled(&mut self, label: &header::Label, value: &Cell<'_>, at: CellRef) -> Option<Fact> {
        let units = label.units.or(self.context.units);
        fact(label.field, value, at, units, &mut self.context, &mut self.problems)
    }

    /// Adds a line of a form to the form it continues, or begins one.
    pub(super) fn form_row(&mut self, line: &Line, facts: Facts) {
        self.report.rows_used += 1;
        for fact in &facts.0 {
            self.context.remember(fact);
        }
        let about_bidder = facts.has(Field::BidderName);
        let continues = self.records.last().is_some_and(|last| {
            matches!(last.kind, TableKind::Project | TableKind::Particulars | TableKind::Contract)
                && self.report.kinds.last() == Some(&last.kind)
                && last.package == self.context.package
                && last.at.sheet == self.sheet
                && last.at.file == self.file
                && !(about_bidder
                    && last.facts.has(Field::BidderName)
                    && last.kind == TableKind::Particulars)
                && self.context.form_open
                && last.facts.0.len() < LONGEST_FORM
        });
        if continues {
            if let Some(last) = self.records.last_mut() {
                let kind = last.kind;
                last.facts.extend(&Facts(
                    facts
                        .0
                        .into_iter()
                        .map(|fact| Fact { field: kind.meaning(fact.field), ..fact })
                        .collect(),
                ));
                if last.facts.has(Field::BidderName)
                    && last.kind == TableKind::Project
                    && !is_about_project(&last.facts)
                {
                    last.kind = TableKind::Particulars;
                    if let Some(kind) = self.report.kinds.last_mut() {
                        *kind = TableKind::Particulars;
                    }
                }
            }
            return;
        }
        let about_contract = facts.0.iter().any(|fact| {
            matches!(fact.field, Field::ContractNo | Field::ContractName | Field::ContractAmount)
        });
        let kind = if about_contract && !is_about_project(&facts) {
            TableKind::Contract
        } else if about_bidder && !is_about_project(&facts) {
            TableKind::Particulars
        } else {
            TableKind::Project
        };
        let facts = Facts(
            facts
                .0
                .into_iter()
                .map(|fact| Fact { field: kind.meaning(fact.field), ..fact })
                .collect(),
        );
        let at = facts.0.first().map_or(
            CellRef { file: self.file, sheet: self.sheet, row: line.index, col: 0 },
            |fact| fact.at,
        );
        self.context.form_open = true;
        self.report.kinds.push(kind);
        let units = self.context.units;
        self.records.push(Record { kind, package: self.context.package.clone(), at, facts, units });
    }
}

/// Whether a form speaks of the project.
fn is_about_project(facts: &Facts) -> bool {
    use Field::*;
    facts.0.iter().any(|fact| {
        matches!(
            fact.field,
            ProjectId
                | BuyerName
                | AgencyName
                | ProcurementMethod
                | Budget
                | PriceCeiling
                | OpeningTime
                | Deadline
                | NoticeDate
        )
    })
}
