//! The JSON report, `qingbiao.report.v2`. Other programs rely on it: it changes only by addition.
//!
//! Amounts are decimal strings in yuan, dates ISO 8601, absent facts null. The domain types know nothing of it.

mod document;

pub use document::Bilingual;
use document::*;

use std::collections::BTreeMap;

use super::View;
use crate::error::{Level, Problem};
use crate::graph::Case;
use crate::record::value::Currency;
use crate::record::{Fact, Facts, Field};
use crate::resolve::BidderId;
use crate::review::Package;
use crate::rules::{self, Subject};
use crate::source::CellRef;
use crate::text::{Lang, Text};

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
        schema: "qingbiao.report.v2",
        tool: Tool {
            name: "qingbiao",
            version: env!("CARGO_PKG_VERSION"),
            rules_version: rules::VERSION,
        },
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
            .map(|pair| PossiblySame {
                a: pair.a.to_string(),
                b: pair.b.to_string(),
                because: pair.because.iter().map(bilingual).collect(),
            })
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
                    also: (found.also.iter())
                        .map(|at| review.packages[*at].case.package.clone())
                        .collect(),
                    subjects: finding
                        .subjects
                        .iter()
                        .map(|subject| subject_report(view, subject))
                        .collect(),
                    says: bilingual(&finding.says),
                    measured: finding
                        .measured
                        .iter()
                        .map(|(what, value)| Measured {
                            what: bilingual(what),
                            value: value.clone(),
                        })
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
                    basis: rule
                        .basis
                        .iter()
                        .map(|article| article.citation().to(view.options.lang).to_owned())
                        .collect(),
                    exposure_yuan: finding.exposure.map(|yuan| yuan.to_string()),
                    decision: None,
                }
            })
            .collect(),
        not_checked: not_checked(view),
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

/// What was not checked, said once for the packages that lack the same: a ledger has thousands of them.
fn not_checked(view: View<'_>) -> Vec<NotCheckedReport> {
    let review = view.review;
    let mut said: Vec<NotCheckedReport> = Vec::new();
    let mut known = BTreeMap::new();
    for unchecked in &review.not_checked {
        let why = &unchecked.why;
        let key = (
            unchecked.rule.code,
            why.missing.as_slice(),
            &*why.because.zh,
            unchecked.bidders.as_slice(),
        );
        let at = *known.entry(key).or_insert_with(|| {
            said.push(NotCheckedReport {
                rule: unchecked.rule.code,
                packages: Vec::new(),
                missing: unchecked.why.missing.iter().map(|field| field.slug()).collect(),
                because: bilingual(&unchecked.why.because),
                bidders: unchecked.bidders.iter().map(BidderId::to_string).collect(),
            });
            said.len() - 1
        });
        said[at].packages.extend(unchecked.package.map(|package| {
            let case = &review.packages[package].case;
            PackagePlace { tender: case.tender.id.clone(), package: case.package.clone() }
        }));
    }
    said
}

/// The JSON Schema of the report.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Report).to_value()
}

/// A sentence in both languages.
pub(super) fn bilingual(text: &Text) -> Bilingual {
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
    let named =
        |kind, name: &str| SubjectReport { kind, id: name.to_owned(), name: name.to_owned() };
    match subject {
        Subject::Bidder(id) => SubjectReport {
            kind: "bidder",
            id: id.to_string(),
            name: view.review.bidders.name(*id).to_owned(),
        },
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
                        hidden: info.is_some_and(|info| {
                            info.visibility != crate::source::Visibility::Visible
                        }),
                        kind: (!kinds.is_empty()).then(|| kinds.join(",")),
                        rows_read: sheet.rows_read,
                        rows_used: sheet.rows_used,
                        set_aside: sheet
                            .set_aside
                            .iter()
                            .map(|(row, reason)| RowSetAside { row: *row, reason: reason.slug() })
                            .collect(),
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
                let offer = bid.offer();
                let foreign = offer.filter(|(_, currency, _)| *currency != Currency::YUAN);
                let rate = bid.facts.all(Field::DiscountRate).find_map(Fact::percent);
                BidReport {
                    bidder: bid.bidder.to_string(),
                    members: bid.members.iter().map(BidderId::to_string).collect(),
                    price_yuan: bid.price().map(|(yuan, _)| yuan.to_string()),
                    price_foreign: foreign.map(|(amount, of, _)| format!("{of} {amount}")),
                    rate_percent: rate.map(|percent| percent.to_string()),
                    rank: bid.rank().map(|(rank, _)| rank.to_string()),
                    won: winner.map(|winner| bid.everyone().any(|one| one == winner)),
                    valid: bid
                        .rejected()
                        .map(|_| false)
                        .or_else(|| bid.facts.yes_no(Field::Qualified).map(|(valid, _)| valid)),
                    cells: BidCells {
                        bidder: cell(&bid.named),
                        price: offer.map(|(.., fact)| cell(fact)),
                    },
                }
            })
            .collect(),
    }
}

fn bidders(view: View<'_>) -> Vec<BidderReport> {
    let mut attributes: Vec<Vec<AttributeReport>> =
        view.review.bidders.list.iter().map(|_| Vec::new()).collect();
    let mut seen = std::collections::BTreeSet::new();
    let mut add = |id: BidderId, facts: &Facts| {
        for attribute in crate::graph::attribute::ATTRIBUTES {
            for fact in facts.any(attribute.from).filter(|fact| fact.is_usable()) {
                if seen.insert((id, fact.at, fact.field)) {
                    let location = view.locate(fact.at);
                    attributes[id.0 as usize].push(AttributeReport {
                        field: fact.field.slug(),
                        value: view.value(Some(fact.field), &fact.raw),
                        cell: Cell {
                            file: location.file,
                            sheet: location.sheet,
                            cell: location.cell,
                        },
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
