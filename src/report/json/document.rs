//! The document `qingbiao.report.v2`, field by field: what its JSON Schema is written from.

use schemars::JsonSchema;
use serde::Serialize;

/// The whole report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Report {
    /// Always `qingbiao.report.v2`.
    pub schema: &'static str,
    /// What wrote it.
    pub tool: Tool,
    /// `zh` or `en`.
    pub language: &'static str,
    /// The files, with an account of every sheet.
    pub inputs: Vec<Input>,
    /// The tenders.
    pub tenders: Vec<TenderReport>,
    /// The bidders.
    pub bidders: Vec<BidderReport>,
    /// Pairs that may be one bidder; never merged.
    pub possibly_same: Vec<PossiblySame>,
    /// What was found, strongest first.
    pub findings: Vec<FindingReport>,
    /// What was not checked; never the same as clear.
    pub not_checked: Vec<NotCheckedReport>,
    /// Values that many hold for reasons of their own; they link nobody.
    pub set_aside: Vec<SetAsideReport>,
    /// What could not be read or deserves a remark.
    pub problems: Vec<ProblemReport>,
}

/// What wrote the report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Tool {
    /// Always `qingbiao`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The version of the rules.
    pub rules_version: &'static str,
}

/// The address of a cell.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Cell {
    /// The file as given.
    pub file: String,
    /// The sheet; null for delimited text.
    pub sheet: Option<String>,
    /// A1 style; words for what is no cell (file name, document property).
    pub cell: Option<String>,
}

/// One file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Input {
    /// Its path as given.
    pub path: String,
    /// SHA-256 of its bytes; empty when it could not be read.
    pub sha256: String,
    /// Its sheets.
    pub sheets: Vec<SheetAccount>,
}

/// The account of one sheet: rows read = rows used + rows set aside.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SheetAccount {
    /// Its name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// The kinds of tables on it, comma separated; null when none was recognised.
    pub kind: Option<String>,
    /// Rows with any cell.
    pub rows_read: u32,
    /// Rows that became records.
    pub rows_used: u32,
    /// Rows that did not, with the reason.
    pub set_aside: Vec<RowSetAside>,
}

/// A row that was not used.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RowSetAside {
    /// Its number, from 1.
    pub row: u32,
    /// Why.
    pub reason: &'static str,
}

/// One tender.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TenderReport {
    /// Its number or name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The purchaser.
    pub buyer: Option<String>,
    /// The agency.
    pub agency: Option<String>,
    /// The method, as written.
    pub method: Option<String>,
    /// The category, as written.
    pub category: Option<String>,
    /// The budget.
    pub budget_yuan: Option<String>,
    /// The price ceiling.
    pub ceiling_yuan: Option<String>,
    /// The day of the notice.
    pub notice_date: Option<String>,
    /// The day on which the documents were issued.
    pub document_issue_date: Option<String>,
    /// The deadline.
    pub deadline: Option<String>,
    /// The opening.
    pub open_date: Option<String>,
    /// The award.
    pub award_date: Option<String>,
    /// The contract.
    pub contract_date: Option<String>,
    /// Its packages.
    pub packages: Vec<PackageReport>,
}

/// One package.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PackageReport {
    /// Its key; empty when the tender has no packages.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// `priority`, `doubt`, `none`, or `unchecked` where no rule could be checked.
    pub verdict: &'static str,
    /// Rules checked on it.
    pub checked: usize,
    /// Rules that look at packages.
    pub rules: usize,
    /// Its bids.
    pub bids: Vec<BidReport>,
}

/// One bid.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BidReport {
    /// The bidder; the lead member of a consortium.
    pub bidder: String,
    /// The other members.
    pub members: Vec<String>,
    /// The price.
    pub price_yuan: Option<String>,
    /// The price where it is in another currency, as code and amount: `USD 653690`.
    pub price_foreign: Option<String>,
    /// The discount in percent, where the offer is one.
    pub rate_percent: Option<String>,
    /// The rank.
    pub rank: Option<String>,
    /// Whether it won; null when it is not known who did.
    pub won: Option<bool>,
    /// False when it was rejected; null when nothing is said.
    pub valid: Option<bool>,
    /// Where this stands.
    pub cells: BidCells,
}

/// Where a bid stands.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BidCells {
    /// The bidder's name.
    pub bidder: Cell,
    /// The price.
    pub price: Option<Cell>,
}

/// One bidder.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BidderReport {
    /// `B1` and so on.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other spellings and former names.
    pub aliases: Vec<String>,
    /// Its unified social credit code.
    pub uscc: Option<String>,
    /// What could be shared with others.
    pub attributes: Vec<AttributeReport>,
    /// Why records were taken as one.
    pub same_because: Vec<Bilingual>,
}

/// One value that a bidder holds.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AttributeReport {
    /// What it is.
    pub field: &'static str,
    /// The value, masked unless asked for.
    pub value: String,
    /// Where it stands.
    pub cell: Cell,
}

/// Two bidders that may be one.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PossiblySame {
    /// The first.
    pub a: String,
    /// The second.
    pub b: String,
    /// Why.
    pub because: Vec<Bilingual>,
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// The sentence in one language.
    pub fn to(&self, lang: crate::text::Lang) -> &str {
        match lang {
            crate::text::Lang::Zh => &self.zh,
            crate::text::Lang::En => &self.en,
        }
    }
}

/// One finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FindingReport {
    /// The rule's code.
    pub rule: &'static str,
    /// The rule's name.
    pub slug: &'static str,
    /// The heading of article 16.
    pub article16: &'static str,
    /// The family of evidence.
    pub family: &'static str,
    /// `deemed`, `violation`, `strong` or `hint`.
    pub grade: &'static str,
    /// The tender; null for what spans several.
    pub tender: Option<String>,
    /// The package; null for what spans several.
    pub package: Option<String>,
    /// Further packages of the tender in which the same cells say the same.
    pub also: Vec<String>,
    /// Whom it is about.
    pub subjects: Vec<SubjectReport>,
    /// What it says.
    pub says: Bilingual,
    /// What was measured, with thresholds.
    pub measured: Vec<Measured>,
    /// The cells it rests on.
    pub evidence: Vec<EvidenceReport>,
    /// In law.
    pub basis: Vec<String>,
    /// Yuan at stake.
    pub exposure_yuan: Option<String>,
    /// A person's decision; none yet.
    pub decision: Option<String>,
}

/// Something measured.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Measured {
    /// What.
    pub what: Bilingual,
    /// The value.
    pub value: String,
}

/// Whom a finding is about.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SubjectReport {
    /// `bidder`, `buyer`, `agency`, `expert`, `tender`.
    pub kind: &'static str,
    /// The bidder's id; the name for others.
    pub id: String,
    /// The name.
    pub name: String,
}

/// One cell of evidence.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EvidenceReport {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// The cell.
    pub cell: Option<String>,
    /// What it says, masked unless asked for.
    pub value: String,
    /// What the column means.
    pub role: Option<&'static str>,
    /// Whose it is.
    pub bidder: Option<String>,
}

/// One rule that was not checked, with every package on which it was not checked for the same reason.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NotCheckedReport {
    /// The rule's code.
    pub rule: &'static str,
    /// The packages; empty for a rule that looks at all tenders together.
    pub packages: Vec<PackagePlace>,
    /// The missing fields.
    pub missing: Vec<&'static str>,
    /// Why.
    pub because: Bilingual,
    /// The bidders for whom it was not checked though it was for others; empty when it was not checked at all.
    pub bidders: Vec<String>,
}

/// A package of a tender.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PackagePlace {
    /// The tender's id.
    pub tender: String,
    /// The package; empty where the tender has only one.
    pub package: String,
}

/// A value set aside.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SetAsideReport {
    /// What it is.
    pub field: &'static str,
    /// The value, masked unless asked for.
    pub value: String,
    /// Who holds it.
    pub holders: Vec<String>,
    /// Why it links nobody.
    pub reason: Bilingual,
    /// The tender in which it was seen.
    pub tender: String,
    /// Its package.
    pub package: String,
}

/// A problem.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProblemReport {
    /// `error`, `warning` or `note`.
    pub level: &'static str,
    /// Where.
    pub cell: Option<Cell>,
    /// What it is.
    pub says: Bilingual,
    /// What to do.
    pub advice: Option<Bilingual>,
}
