//! One file: its rows as they stream by, then what its name and properties say of a bidder.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::assemble::{FileRecords, company_in_stem};
use super::cell;
use super::layout::{Found, Sheet};
use super::mapping::{Decisions, Mapping};
use super::read::Context;
use super::{Fact, Facts, Field, Record, SheetReport, TableKind, Value, place};
use crate::error::Problem;
use crate::identity::name;
use crate::source::{FileInfo, Row, SheetInfo, Sink};

/// Takes the rows of one file and makes records of them.
#[derive(Debug)]
pub struct Reader {
    file: u32,
    path: String,
    current: Option<Sheet>,
    found: Vec<Found>,
    bidder: Option<Fact>,
    mapping: Option<Arc<Mapping>>,
}

/// What one file gave.
#[derive(Debug)]
pub struct FileResult {
    /// Its records.
    pub records: FileRecords,
    /// The account of each sheet.
    pub sheets: Vec<SheetReport>,
    /// Cells that do not hold what their columns promise.
    pub problems: Vec<Problem>,
}

impl Reader {
    /// A reader for the file with this number and path.
    pub fn new(file: u32, path: &str) -> Self {
        let bidder = company_in_stem(stem(path))
            .map(|name| cell::text_fact(Field::BidderName, &name, place::file_name(file)));
        Self {
            file,
            path: path.to_owned(),
            current: None,
            found: Vec::new(),
            bidder,
            mapping: None,
        }
    }

    /// The same reader, which reads the layouts of a mapping as a person decided.
    #[must_use]
    pub fn with_mapping(self, mapping: Option<Arc<Mapping>>) -> Self {
        Self { mapping, ..self }
    }

    /// The file is over.
    pub fn finish(self, info: &FileInfo) -> FileResult {
        let mut records = Vec::new();
        let mut sheets = Vec::new();
        let mut problems = Vec::new();
        for found in self.found {
            if records.is_empty() {
                records = found.records; // most files have one sheet: nothing to move
            } else {
                records.extend(found.records);
            }
            sheets.push(found.report);
            problems.extend(found.problems);
        }
        records.extend(properties(self.file, self.bidder, &records, info));
        let (folder, _) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        let records =
            FileRecords { folder: folder.to_owned(), stem: stem(&self.path).to_owned(), records };
        FileResult { records, sheets, problems }
    }
}

impl Sink for Reader {
    fn sheet(&mut self, sheet: u16, info: &SheetInfo) {
        let mut context = Context::new(&self.path, info);
        context.bidder = self.bidder.clone();
        let at = place::sheet_name(self.file, sheet);
        if name::looks_like_company(&info.name) {
            context.bidder = Some(cell::text_fact(Field::BidderName, &info.name, at));
        } else if super::matrix::is_expert_heading(&info.name) {
            context.expert = Some(cell::text_fact(Field::ExpertName, &info.name, at));
        }
        context.package = super::value::package_label(&info.name).map(|label| label.key.into());
        let about = format!("{} {}", stem(&self.path), info.name);
        let mut current = Sheet::new(self.file, sheet, info.merged.clone(), about, context);
        current.decisions = Decisions::of(self.mapping.clone(), &info.name);
        self.current = Some(current);
    }

    fn row(&mut self, _sheet: u16, row: &Row<'_>) {
        if let Some(current) = &mut self.current {
            current.row(row);
        }
    }

    fn end(&mut self, _sheet: u16) {
        self.found.extend(self.current.take().map(Sheet::end));
    }
}

fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The document's properties as facts: of the bidder whose file it is, else of the project.
fn properties(
    file: u32,
    named: Option<Fact>,
    records: &[Record],
    info: &FileInfo,
) -> Option<Record> {
    let written = &info.properties;
    let device =
        written.wps.as_ref().and_then(|wps| wps.hdid.clone().or_else(|| wps.user_id.clone()));
    let values = [
        (Field::DocumentAuthor, written.creator.as_deref(), 1),
        (Field::DocumentLastModifiedBy, written.last_modified_by.as_deref(), 2),
        (Field::DocumentCompany, written.company.as_deref(), 3),
        (Field::DocumentDevice, device.as_deref(), 4),
    ];
    let mut facts: Vec<Fact> = values
        .into_iter()
        .filter_map(|(field, text, which)| {
            let text = text.map(str::trim).filter(|text| !text.is_empty())?;
            Some(Fact {
                field,
                at: place::property(file, which),
                raw: text.into(),
                value: Value::Text,
            })
        })
        .collect();
    if facts.is_empty() {
        return None;
    }
    let at = facts[0].at;
    let owner = named.or_else(|| only_bidder(records));
    let kind = if owner.is_some() { TableKind::Trace } else { TableKind::Project };
    facts.extend(owner);
    Some(Record {
        kind,
        package: None,
        at,
        facts: Facts(facts),
        units: super::header::Units::default(),
    })
}

/// The one bidder that a file of item prices or particulars speaks of.
fn only_bidder(records: &[Record]) -> Option<Fact> {
    let own = |kind| {
        matches!(
            kind,
            TableKind::Items
                | TableKind::Particulars
                | TableKind::Members
                | TableKind::Project
                | TableKind::Shareholding
        )
    };
    if records.is_empty() || !records.iter().all(|record| own(record.kind)) {
        return None;
    }
    let names: Vec<&Fact> =
        records.iter().flat_map(|record| record.facts.all(Field::BidderName)).collect();
    let distinct: BTreeSet<String> =
        names.iter().map(|fact| name::parse(&fact.raw).canonical).collect();
    if distinct.len() == 1 { names.first().map(|fact| (*fact).clone()) } else { None }
}
