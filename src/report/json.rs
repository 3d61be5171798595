//! The JSON report, `qingbiao.report.v1`. Other programs rely on it: it changes only by addition.
//!
//! Amounts are decimal strings in yuan, dates ISO 8601, absent facts null. The domain types know nothing of it.

use schemars::JsonSchema;
use serde::Serialize;

use super::View;
use crate::error::{Level, Problem};
use crate::graph::Case;
use crate::record::{Fact, Facts, Field, SetAside};
use crate::resolve::BidderId;
use crate::review::Package;
use crate::rules::{self, Subject};
use crate::source::CellRef;
use crate::text::{Lang, Text};

/// The whole report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Report {
    /// Always `qingbiao.report.v1`.
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
    /// `priority`, `doubt` or `none`.
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
#[derive(Debug, Serialize, JsonSchema)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
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

/// One rule that was not checked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NotCheckedReport {
    /// The rule's code.
    pub rule: &'static str,
    /// The tender; null for what spans several.
    pub tender: Option<String>,
    /// The package.
    pub package: Option<String>,
    /// The missing fields.
    pub missing: Vec<&'static str>,
    /// Why.
    pub because: Bilingual,
    /// The bidders for whom it was not checked though it was for others; empty when it was not checked at all.
    pub bidders: Vec<String>,
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

/// The report of a review.
pub fn report(view: View<'_>) -> Report {
    let (loaded, review) = (view.loaded, view.review);
    let cell = |at: CellRef| {
        let location = view.locate(at);
        Cell { file: location.file, sheet: location.sheet, cell: location.cell }
    };
    let place_of = |package: Option<usize>| {
        let case = package.map(|at| &review.packages[at].case);
        (case.map(|case| case.tender.id.clone()), case.map(|case| case.package.clone()))
    };
    Report {
        schema: "qingbiao.report.v1",
        tool: Tool { name: "qingbiao", version: env!("CARGO_PKG_VERSION"), rules_version: rules::VERSION },
        language: match view.options.lang {
            Lang::Zh => "zh",
            Lang::En => "en",
        },
        inputs: inputs(view),
        tenders: tenders(view),
        bidders: bidders(view),
        possibly_same: review
            .bidders
            .possibly_same
            .iter()
            .map(|pair| PossiblySame { a: pair.a.to_string(), b: pair.b.to_string(), because: pair.because.iter().map(bilingual).collect() })
            .collect(),
        findings: review
            .findings
            .iter()
            .map(|found| {
                let (tender, package) = place_of(found.package);
                let (rule, finding) = (found.rule, &found.finding);
                FindingReport {
                    rule: rule.code,
                    slug: rule.slug,
                    article16: rule.article16.slug(),
                    family: rule.family.slug(),
                    grade: finding.grade.slug(),
                    tender,
                    package,
                    subjects: finding.subjects.iter().map(|subject| subject_report(view, subject)).collect(),
                    says: bilingual(&finding.says),
                    measured: finding
                        .measured
                        .iter()
                        .map(|(what, value)| Measured { what: bilingual(what), value: value.clone() })
                        .collect(),
                    evidence: finding
                        .evidence()
                        .iter()
                        .map(|evidence| {
                            let at = cell(evidence.at);
                            EvidenceReport {
                                file: at.file,
                                sheet: at.sheet,
                                cell: at.cell,
                                value: view.value(evidence.field, &evidence.value),
                                role: evidence.field.map(Field::slug),
                                bidder: evidence.bidder.map(|id| id.to_string()),
                            }
                        })
                        .collect(),
                    basis: rule.basis.iter().map(|article| article.citation().to(view.options.lang).to_owned()).collect(),
                    exposure_yuan: finding.exposure.map(|yuan| yuan.to_string()),
                    decision: None,
                }
            })
            .collect(),
        not_checked: review
            .not_checked
            .iter()
            .map(|unchecked| {
                let (tender, package) = place_of(unchecked.package);
                NotCheckedReport {
                    rule: unchecked.rule.code,
                    tender,
                    package,
                    missing: unchecked.why.missing.iter().map(|field| field.slug()).collect(),
                    because: bilingual(&unchecked.why.because),
                    bidders: unchecked.bidders.iter().map(BidderId::to_string).collect(),
                }
            })
            .collect(),
        set_aside: review
            .hubs()
            .map(|(at, hub)| {
                let case = &review.packages[at].case;
                SetAsideReport {
                    field: hub.field.slug(),
                    value: view.value(Some(hub.field), &hub.key),
                    holders: hub.holders.iter().map(BidderId::to_string).collect(),
                    reason: bilingual(&hub.why),
                    tender: case.tender.id.clone(),
                    package: case.package.clone(),
                }
            })
            .collect(),
        problems: loaded.problems.iter().chain(&review.problems).map(problem).collect(),
    }
}

/// The JSON Schema of the report.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Report).to_value()
}

fn bilingual(text: &Text) -> Bilingual {
    Bilingual { zh: text.zh.to_string(), en: text.en.to_string() }
}

fn problem(problem: &Problem) -> ProblemReport {
    ProblemReport {
        level: match problem.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        },
        cell: problem.at.clone().map(|at| Cell { file: at.file, sheet: at.sheet, cell: at.cell }),
        says: bilingual(&problem.says),
        advice: problem.advice.as_ref().map(bilingual),
    }
}

fn subject_report(view: View<'_>, subject: &Subject) -> SubjectReport {
    let named = |kind, name: &str| SubjectReport { kind, id: name.to_owned(), name: name.to_owned() };
    match subject {
        Subject::Bidder(id) => SubjectReport { kind: "bidder", id: id.to_string(), name: view.review.bidders.name(*id).to_owned() },
        Subject::Buyer(name) => named("buyer", name),
        Subject::Agency(name) => named("agency", name),
        Subject::Expert(name) => named("expert", &view.value(Some(Field::ExpertName), name)),
        Subject::Tender(id) => named("tender", id),
    }
}

fn inputs(view: View<'_>) -> Vec<Input> {
    let files = view.loaded.sources.files.iter().enumerate();
    files
        .map(|(at, file)| Input {
            path: file.path.clone(),
            sha256: file.sha256.clone(),
            sheets: view
                .loaded
                .sheets
                .iter()
                .filter(|sheet| sheet.file as usize == at)
                .map(|sheet| {
                    let info = file.sheets.get(usize::from(sheet.sheet));
                    let mut kinds: Vec<&str> = Vec::new();
                    for kind in &sheet.kinds {
                        if !kinds.contains(&kind.slug()) {
                            kinds.push(kind.slug());
                        }
                    }
                    SheetAccount {
                        name: info.map(|info| info.name.clone()).unwrap_or_default(),
                        hidden: info.is_some_and(|info| info.visibility != crate::source::Visibility::Visible),
                        kind: (!kinds.is_empty()).then(|| kinds.join(",")),
                        rows_read: sheet.rows_read,
                        rows_used: sheet.rows_used,
                        set_aside: sheet.set_aside.iter().map(|(row, reason)| RowSetAside { row: *row, reason: reason.slug() }).collect(),
                    }
                })
                .collect(),
        })
        .collect()
}

fn tenders(view: View<'_>) -> Vec<TenderReport> {
    let mut reports: Vec<TenderReport> = Vec::new();
    for package in &view.review.packages {
        let case = &package.case;
        let text = |field| case.project.text(field).map(str::to_owned);
        let money = |field| case.project.money(field).map(|(yuan, _)| yuan.to_string());
        let date = |field| case.project.date(field).map(|(date, _)| date.to_string());
        if reports.last().is_none_or(|last| last.id != case.tender.id) {
            reports.push(TenderReport {
                id: case.tender.id.clone(),
                name: case.tender.name.clone(),
                buyer: text(Field::BuyerName),
                agency: text(Field::AgencyName),
                method: text(Field::ProcurementMethod),
                category: text(Field::Category),
                budget_yuan: money(Field::Budget),
                ceiling_yuan: money(Field::PriceCeiling),
                notice_date: date(Field::NoticeDate),
                document_issue_date: date(Field::DocumentIssueDate),
                deadline: date(Field::Deadline),
                open_date: date(Field::OpeningTime),
                award_date: date(Field::AwardDate),
                contract_date: date(Field::ContractDate),
                packages: Vec::new(),
            });
        }
        if let Some(last) = reports.last_mut() {
            last.packages.push(package_report(view, package));
        }
    }
    reports
}

fn package_report(view: View<'_>, package: &Package<'_>) -> PackageReport {
    let case: &Case<'_> = &package.case;
    let winner = case.winner().map(|(winner, _)| winner);
    let cell = |fact: &Fact| {
        let location = view.locate(fact.at);
        Cell { file: location.file, sheet: location.sheet, cell: location.cell }
    };
    PackageReport {
        id: case.package.clone(),
        name: case.project.text(Field::PackageName).map(str::to_owned),
        verdict: package.verdict.slug(),
        checked: package.checked,
        rules: package.rules,
        bids: case
            .bids
            .iter()
            .map(|bid| {
                let price = bid.price();
                let rate = bid.facts.all(Field::DiscountRate).find_map(Fact::percent);
                BidReport {
                    bidder: bid.bidder.to_string(),
                    members: bid.members.iter().map(BidderId::to_string).collect(),
                    price_yuan: price.map(|(yuan, _)| yuan.to_string()),
                    rate_percent: rate.map(|percent| percent.to_string()),
                    rank: bid.rank().map(|(rank, _)| rank.to_string()),
                    won: winner.map(|winner| bid.everyone().any(|one| one == winner)),
                    valid: bid
                        .rejected()
                        .map(|_| false)
                        .or_else(|| bid.facts.yes_no(Field::Qualified).map(|(valid, _)| valid)),
                    cells: BidCells { bidder: cell(&bid.named), price: price.map(|(_, fact)| cell(fact)) },
                }
            })
            .collect(),
    }
}

fn bidders(view: View<'_>) -> Vec<BidderReport> {
    let mut attributes: Vec<Vec<AttributeReport>> = view.review.bidders.list.iter().map(|_| Vec::new()).collect();
    let mut seen = std::collections::BTreeSet::new();
    let mut add = |id: BidderId, facts: &Facts| {
        for attribute in crate::graph::attribute::ATTRIBUTES {
            for fact in facts.any(attribute.from).filter(|fact| fact.is_usable()) {
                if seen.insert((id, fact.at, fact.field)) {
                    let location = view.locate(fact.at);
                    attributes[id.0 as usize].push(AttributeReport {
                        field: fact.field.slug(),
                        value: view.value(Some(fact.field), &fact.raw),
                        cell: Cell { file: location.file, sheet: location.sheet, cell: location.cell },
                    });
                }
            }
        }
    };
    for package in &view.review.packages {
        for bid in &package.case.bids {
            add(bid.bidder, &bid.facts);
        }
    }
    view.review
        .bidders
        .list
        .iter()
        .zip(attributes)
        .map(|(bidder, attributes)| BidderReport {
            id: bidder.id.to_string(),
            name: bidder.name.clone(),
            aliases: bidder.aliases.clone(),
            uscc: bidder.uscc.clone(),
            attributes,
            same_because: bidder.same_because.iter().map(bilingual).collect(),
        })
        .collect()
}

impl SetAside {
    /// Its name in JSON.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Header => "header",
            Self::RepeatedHeader => "repeated_header",
            Self::Total => "total",
            Self::Remark => "remark",
            Self::Category => "category",
            Self::NoKnownColumn => "no_known_column",
            Self::NoTable => "no_table",
        }
    }

    /// Its name, as shown to people.
    pub fn name(self) -> Text {
        match self {
            Self::Title => Text::of("标题或说明行", "title or note"),
            Self::Header => Text::of("表头", "header"),
            Self::RepeatedHeader => Text::of("重复表头", "repeated header"),
            Self::Total => Text::of("合计行", "total"),
            Self::Remark => Text::of("备注或签字行", "remark or signature"),
            Self::Category => Text::of("分类行", "heading of a group"),
            Self::NoKnownColumn => Text::of("已识别的列均为空", "nothing in a known column"),
            Self::NoTable => Text::of("不属于已识别的表", "not part of a recognised table"),
        }
    }
}
