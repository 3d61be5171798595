//! From cases to a review: every rule on every package, what was found, set aside, not checked, clear, and the verdict.

mod disagreement;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::error::{Level, Problem};
use crate::graph::{Case, Hub, case, market};
use crate::load::Loaded;
use crate::record::value::Currency;
use crate::record::{Field, place};
use crate::resolve::{self, BidderId, Bidders};
use crate::rules::{Check, Finding, Grade, NotChecked, RULES, Rule};
use crate::text;
use crate::text::{Lang, Text};
pub use verdict::Verdict;
use verdict::verdict;

/// What a person decided before the review.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Rules whose findings a local rule or the tender document deems collusion: raised to the highest grade they can have.
    pub deemed: Vec<String>,
    /// The column file to use instead of those that lie beside the input.
    pub columns: Option<PathBuf>,
}

/// One finding with its rule and place.
#[derive(Debug)]
pub struct Found {
    /// The rule.
    pub rule: &'static Rule,
    /// The tender and package, an index into [`Review::packages`]; `None` for what spans several.
    pub package: Option<usize>,
    /// Further packages of the tender in which the same cells say the same; it is told once.
    pub also: Vec<usize>,
    /// What it says.
    pub finding: Finding,
}

impl Found {
    /// The packages that it is about.
    pub fn packages(&self) -> impl Iterator<Item = usize> + '_ {
        self.package.into_iter().chain(self.also.iter().copied())
    }

    /// Whether it is about a package.
    pub fn is_of(&self, package: usize) -> bool {
        self.packages().any(|at| at == package)
    }
}

/// One rule that was not checked on one package.
#[derive(Debug)]
pub struct Unchecked {
    /// The rule.
    pub rule: &'static Rule,
    /// The package; `None` for what spans several.
    pub package: Option<usize>,
    /// Why; said once for the many packages that lack the same.
    pub why: Arc<NotChecked>,
    /// Bidders for whom it could not be checked though it was for others; empty when it was not checked at all.
    pub bidders: Vec<BidderId>,
}

/// What was made of one package.
#[derive(Debug)]
pub struct Package<'a> {
    /// The package and its facts.
    pub case: Case<'a>,
    /// The verdict.
    pub verdict: Verdict,
    /// Rules that were checked on it, of [`Package::rules`].
    pub checked: usize,
    /// Rules that look at packages.
    pub rules: usize,
}

/// The review of one input.
#[derive(Debug)]
pub struct Review<'a> {
    /// Who is who.
    pub bidders: &'a Bidders,
    /// The packages, in the order of the tenders.
    pub packages: Vec<Package<'a>>,
    /// The findings, strongest first.
    pub findings: Vec<Found>,
    /// The findings of each package, as indices into [`Review::findings`].
    by_package: Vec<Vec<usize>>,
    /// What was not checked, in the order of packages and rules.
    pub not_checked: Vec<Unchecked>,
    /// Problems that only the whole shows, such as a suspicious unit.
    pub problems: Vec<Problem>,
    /// What a person decided.
    pub settings: Settings,
}

impl Review<'_> {
    /// The strongest grade found.
    pub fn strongest(&self) -> Option<Grade> {
        self.findings.iter().map(|found| found.finding.grade).max()
    }

    /// The findings of one package; those that span several count for each package of their subjects' tenders.
    pub fn of_package(&self, package: usize) -> impl Iterator<Item = &Found> + '_ {
        self.places(package).iter().filter_map(|at| self.findings.get(*at))
    }

    /// Where the findings of one package stand among all.
    pub fn places(&self, package: usize) -> &[usize] {
        self.by_package.get(package).map_or(&[], Vec::as_slice)
    }

    /// The verdict on the whole input: the strongest of its packages and of what spans them.
    pub fn verdict(&self) -> Verdict {
        let unchecked = |rule: &Rule| {
            let of = |one: &&Unchecked| one.package.is_none() && std::ptr::eq(one.rule, rule);
            self.not_checked.iter().any(|one| of(&one))
        };
        let spans = |rule: &&&Rule| matches!(rule.check, Check::Market(_));
        let checked = RULES.iter().filter(spans).any(|rule| !unchecked(rule));
        let spanning = self.findings.iter().filter(|found| found.package.is_none());
        let spanning = verdict(spanning, checked);
        self.packages.iter().map(|package| package.verdict).max().unwrap_or(spanning).max(spanning)
    }

    /// Values set aside, of all packages.
    pub fn hubs(&self) -> impl Iterator<Item = (usize, &Hub)> + '_ {
        self.packages
            .iter()
            .enumerate()
            .flat_map(|(at, package)| package.case.network.hubs.iter().map(move |hub| (at, hub)))
    }
}

/// Tells who is who in what was loaded.
pub fn resolve(loaded: &Loaded) -> Bidders {
    resolve::resolve(&loaded.tenders)
}

/// Reviews what was loaded.
pub fn review<'a>(loaded: &'a Loaded, bidders: &'a Bidders, settings: &Settings) -> Review<'a> {
    let cases: Vec<Case<'a>> =
        loaded.tenders.iter().flat_map(|tender| case::build(tender, bidders)).collect();
    let mut of_tender: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, case) in cases.iter().enumerate() {
        of_tender.entry(&case.tender.id).or_default().push(at);
    }
    let mut findings = Vec::new();
    let mut not_checked = Vec::new();
    let mut reasons = Reasons::default();
    let mut checked = vec![(0_usize, 0_usize); cases.len()];
    let present: Vec<BTreeSet<Field>> = cases.iter().map(fields).collect();
    for rule in RULES {
        match rule.check {
            Check::Case(check) => {
                for (at, case) in cases.iter().enumerate() {
                    checked[at].1 += 1;
                    match missing(rule, &present[at]).map_or_else(|| check(case), Err) {
                        Ok(said) => {
                            checked[at].0 += 1;
                            findings.extend(said.into_iter().map(|finding| Found {
                                rule,
                                package: Some(at),
                                also: Vec::new(),
                                finding,
                            }));
                            not_checked.extend(partly(rule, case, at));
                        }
                        Err(why) => {
                            let why = reasons.share(rule, why);
                            not_checked.push(Unchecked {
                                rule,
                                package: Some(at),
                                why,
                                bidders: Vec::new(),
                            });
                        }
                    }
                }
            }
            Check::Market(check) => match check(&market::build(&cases, bidders)) {
                Ok(said) => findings.extend(said.into_iter().map(|finding| {
                    let package = only_package(&finding, &of_tender);
                    Found { rule, package, also: Vec::new(), finding }
                })),
                Err(why) => not_checked.push(Unchecked {
                    rule,
                    package: None,
                    why: Arc::new(why),
                    bidders: Vec::new(),
                }),
            },
        }
    }
    for found in &mut findings {
        if settings
            .deemed
            .iter()
            .any(|code| code.eq_ignore_ascii_case(found.rule.code) || code == found.rule.slug)
            && found.finding.grade == found.rule.grade
        {
            found.finding.grade = found.finding.grade.max(found.rule.highest);
        }
    }
    let rank = |found: &Found| RULES.iter().position(|rule| std::ptr::eq(*rule, found.rule));
    findings.sort_by(|a, b| {
        (b.finding.grade.cmp(&a.finding.grade))
            .then(rank(a).cmp(&rank(b)))
            .then(a.package.cmp(&b.package))
            .then_with(|| first_cell(&a.finding).cmp(&first_cell(&b.finding)))
    });
    let findings = told_once(findings, &cases);
    let mut by_package: Vec<Vec<usize>> = cases.iter().map(|_| Vec::new()).collect();
    for (at, found) in findings.iter().enumerate() {
        for package in found.packages() {
            by_package[package].push(at);
        }
    }
    // What is said of the whole project is met again in each of its packages.
    let mut told = BTreeSet::new();
    let problems = cases
        .iter()
        .flat_map(|case| doubts(case, loaded))
        .filter(|problem| told.insert(problem.clone()))
        .collect();
    let packages = cases
        .into_iter()
        .enumerate()
        .map(|(at, case)| {
            let found = by_package[at].iter().map(|found| &findings[*found]);
            let verdict = verdict(found, 0 < checked[at].0);
            Package { case, verdict, checked: checked[at].0, rules: checked[at].1 }
        })
        .collect();
    Review {
        bidders,
        packages,
        findings,
        by_package,
        not_checked,
        problems,
        settings: settings.clone(),
    }
}

/// Lines that name no package belong to every package of their tender: what the same cells say in several is told once.
fn told_once(findings: Vec<Found>, cases: &[Case<'_>]) -> Vec<Found> {
    let mut told: Vec<Found> = Vec::with_capacity(findings.len());
    for found in findings {
        let same = |known: &&mut Found| {
            let tender = |found: &Found| found.package.map(|at| &cases[at].tender.id);
            std::ptr::eq(known.rule, found.rule)
                && found.package.is_some()
                && tender(known) == tender(&found)
                && known.package != found.package
                && known.finding == found.finding
        };
        // They are sorted by rule: the same stand near each other.
        let near = told.iter_mut().rev().take_while(|known| std::ptr::eq(known.rule, found.rule));
        match near.into_iter().find(same) {
            Some(known) => known.also.extend(found.package),
            None => told.push(found),
        }
    }
    told
}

/// Reasons for not checking that were given before, so that ten thousand purchases share them.
#[derive(Default)]
struct Reasons(BTreeMap<(&'static str, Vec<Field>, String), Arc<NotChecked>>);

impl Reasons {
    fn share(&mut self, rule: &Rule, why: NotChecked) -> Arc<NotChecked> {
        let key = (rule.code, why.missing.clone(), why.because.zh.to_string());
        Arc::clone(self.0.entry(key).or_insert_with(|| Arc::new(why)))
    }
}

fn first_cell(finding: &Finding) -> Option<crate::source::CellRef> {
    finding.evidence().first().map(|evidence| evidence.at)
}

/// The fields that a rule needs and the package does not have.
fn missing(rule: &Rule, present: &BTreeSet<Field>) -> Option<NotChecked> {
    let absent: Vec<Field> = rule
        .needs
        .iter()
        .filter(|group| !group.iter().any(|field| present.contains(field)))
        .flat_map(|group| group.iter().copied())
        .collect();
    (!absent.is_empty()).then(|| NotChecked::missing(absent))
}

/// The fields that have a usable value anywhere in the package.
fn fields(case: &Case<'_>) -> BTreeSet<Field> {
    let of_bids = case.bids.iter().flat_map(|bid| {
        std::iter::once(&bid.facts).chain(bid.items.iter().map(|item| &item.facts))
    });
    let others = case.contracts.iter().chain(&case.acceptances).chain(&case.staff).copied();
    let mut present: BTreeSet<Field> = std::iter::once(&case.project)
        .chain(of_bids)
        .chain(others)
        .flat_map(|facts| &facts.0)
        .filter(|fact| fact.is_usable())
        .map(|fact| fact.field)
        .collect();
    if !case.scores.is_empty() {
        present.extend([Field::Score, Field::TotalScore]);
    }
    if case.scores.iter().any(|score| score.expert.is_some()) {
        present.insert(Field::ExpertName);
    }
    present
}

/// Bidders without a value where others have one: for them the rule was not checked.
fn partly(rule: &'static Rule, case: &Case<'_>, at: usize) -> Option<Unchecked> {
    let [group] = rule.needs else { return None };
    let without: Vec<BidderId> = case
        .bids
        .iter()
        .filter(|bid| !bid.facts.any(group).any(crate::record::Fact::is_usable))
        .map(|bid| bid.bidder)
        .collect();
    let about_bids = without.len() < case.bids.len();
    (about_bids && !without.is_empty()).then(|| {
        let names = case.bidders.names(&without);
        let fields = Text::list(group.iter().map(|field| field.name()));
        let because = Text {
            zh: format!("{}缺少{}", names.zh, fields.zh).into(),
            en: format!("no {} for {}", fields.en, names.en).into(),
        };
        Unchecked {
            rule,
            package: Some(at),
            why: Arc::new(NotChecked { missing: group.to_vec(), because }),
            bidders: without,
        }
    })
}

/// The one package that all cells of a finding belong to, if there is one.
fn only_package(finding: &Finding, of_tender: &BTreeMap<&str, Vec<usize>>) -> Option<usize> {
    let tenders: BTreeSet<&str> = finding
        .subjects
        .iter()
        .filter_map(|subject| match subject {
            crate::rules::Subject::Tender(id) => Some(id.as_str()),
            _ => None,
        })
        .collect();
    let mut of = tenders.iter().filter_map(|id| of_tender.get(id)).flatten();
    of.next().filter(|_| of.next().is_none()).copied()
}

/// What only the whole package shows: slips of the pen, units that do not fit, cells that disagree.
fn doubts(case: &Case<'_>, loaded: &Loaded) -> Vec<Problem> {
    let located = |at| Some(place::locate(&loaded.sources, at, Lang::Zh));
    let mut problems = Vec::new();
    for slip in case.slips_of_offers() {
        let (name, amount) = (case.bidders.name(slip.bidder), slip.amount);
        let (zh, en) = match slip.currency {
            Currency::YUAN => ("元".to_owned(), "yuan".to_owned()),
            other => (format!("{other} "), other.to_string()),
        };
        let unit = Text { zh: zh.into(), en: en.into() };
        let says = text!(
            "{name}的报价 {amount} {}与其他报价相差一个数量级",
            "the price of {name}, {amount} {}, is an order of magnitude away from the others";
            unit
        );
        let advice = Text::of(
            "可能是录入错误，未计入统计；请核对原始报价",
            "perhaps a slip: left out of statistics; check the original",
        );
        problems.push(Problem {
            level: Level::Warning,
            at: located(slip.fact.at),
            says,
            advice: Some(advice),
        });
    }
    let mut sorted: Vec<Decimal> = case.all_prices().iter().map(|priced| priced.amount).collect();
    sorted.sort();
    if let (Some((ceiling, fact)), Some(median)) = (case.ceiling(), sorted.get(sorted.len() / 2))
        && !median.is_zero()
    {
        let ratio = ceiling / *median;
        if Decimal::from(1000) < ratio || ratio < Decimal::new(1, 3) {
            let name = fact.field.name();
            let says = text!(
                "{}与报价相差悬殊，单位（元、万元）可能不一致",
                "the {} and the prices are far apart: their units (yuan, ten thousand yuan) may differ";
                name
            );
            let advice =
                Text::of("请核对表头或标题中的金额单位", "check the unit in the header or title");
            problems.push(Problem {
                level: Level::Warning,
                at: located(fact.at),
                says,
                advice: Some(advice),
            });
        }
    }
    problems.extend(disagreement::disagreements(case, loaded));
    problems
}
