//! Many tenders: every folder and ledger is reviewed on its own, in parallel, and only a short account of each is kept.
//!
//! Memory does not grow with the files: a unit's records are dropped once its review is written. What remains is a
//! row for each tender and who bid where, by number, from which the pairs that bid together beyond chance are told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::error::{Error, Problem};
use crate::graph::market;
use crate::identity::name;
use crate::load::{self, How, Loaded, Used};
use crate::record::Field;
use crate::resolve::Bidders;
use crate::review::{self, Review, Settings, Verdict};
use crate::rules::{Grade, RULES};
use crate::screen::cobidding::CoBidding;
use crate::source;
use crate::text::Text;

/// What is reviewed together: the files of one folder, or one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The folder or file, for showing and for the name of its review.
    pub path: PathBuf,
    /// Its files.
    pub files: Vec<PathBuf>,
}

/// What was seen of one family of evidence in a tender.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// None of its rules could be checked.
    #[default]
    Unchecked,
    /// Rules were checked; none has a finding.
    Clear,
    /// The strongest finding.
    Found(Grade),
}

/// One tender in the index.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number or name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The purchaser.
    pub buyer: String,
    /// The strongest verdict of its packages.
    pub verdict: Verdict,
    /// Findings by grade, the weakest first: hint, strong, violation, deemed.
    pub counts: [usize; 4],
    /// The strongest finding.
    pub strongest: Option<Text>,
    /// Yuan at stake: the award or contract amount, else the ceiling.
    pub amount: Option<Decimal>,
    /// Bidders.
    pub bidders: usize,
    /// Rules checked and rules there are, summed over packages.
    pub checked: (usize, usize),
    /// What was seen of each family of evidence, in the order of [`Family::ALL`].
    pub families: [Seen; 8],
    /// The review that holds it, relative to the index.
    pub link: String,
    /// The folder or file it was read from.
    pub source: String,
}

/// Two firms that bid together.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The first firm.
    pub a: String,
    /// The second firm.
    pub b: String,
    /// Tenders of the first, of the second, and of both.
    pub tenders: (u64, u64, u64),
    /// Joint tenders expected by chance within their markets.
    pub expected: f64,
    /// Joint tenders against all tenders of either.
    pub jaccard: f64,
    /// False discovery rate at which the pair would be listed.
    pub q: f64,
}

/// What came of a batch.
#[derive(Debug, Default)]
pub struct Batch {
    /// The tenders, the strongest evidence first.
    pub rows: Vec<Row>,
    /// Pairs that bid together more often than chance allows, the surest first.
    pub pairs: Vec<Pair>,
    /// Sets of firms joined by such pairs.
    pub groups: Vec<Vec<String>>,
    /// What could not be read, or deserves a remark.
    pub problems: Vec<Problem>,
    /// The strongest grade found.
    pub strongest: Option<Grade>,
}

/// A folder with more loose files than this is looked into first: which of them belong together.
const FEW_FILES: usize = 24;
/// Joint tenders from which a pair is tested.
const LEAST_JOINT: u64 = 3;
/// Pairs are listed up to this false discovery rate.
const MOST_Q: f64 = 0.01;

/// The units under the inputs, and what was set aside.
///
/// A folder that holds tables is one unit with everything below it; the folders above it only lead there. Where a folder
/// holds both tables and folders of tables, each of its loose files is a unit of its own, such as a ledger. A folder of many
/// loose files is parted by the projects that they name.
pub fn units(inputs: &[PathBuf], how: How<'_>) -> (Vec<Unit>, Vec<Problem>) {
    let (found, problems) = source::gather_within(inputs, how.limits);
    let mut units: Vec<Unit> = Vec::new();
    for (group, input) in inputs.iter().enumerate() {
        let files: Vec<PathBuf> = found
            .iter()
            .filter(|found| found.group == group)
            .map(|found| found.path.clone())
            .collect();
        // An archive is a folder too.
        if input.is_dir() || files.iter().any(|file| file != input) {
            split(input, files, how, &mut units);
        } else {
            units.extend(
                files.into_iter().map(|file| Unit { path: file.clone(), files: vec![file] }),
            );
        }
    }
    (units, problems)
}

fn split(folder: &Path, files: Vec<PathBuf>, how: How<'_>, units: &mut Vec<Unit>) {
    let mut loose: Vec<PathBuf> = Vec::new();
    let mut below: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        let inner = file
            .strip_prefix(folder)
            .ok()
            .and_then(|rest| rest.parent())
            .and_then(|rest| rest.iter().next());
        match inner {
            Some(first) => below.entry(folder.join(first)).or_default().push(file),
            None => loose.push(file),
        }
    }
    match (loose.len(), below.is_empty()) {
        (0, _) => {}
        (1..=FEW_FILES, true) => {
            units.push(Unit { path: folder.to_owned(), files: std::mem::take(&mut loose) })
        }
        (_, true) => units.extend(by_project(folder, std::mem::take(&mut loose), how)),
        (_, false) => units
            .extend(loose.into_iter().map(|file| Unit { path: file.clone(), files: vec![file] })),
    }
    for (inner, files) in below {
        let tables_here = files.iter().any(|file| file.parent() == Some(&inner));
        if tables_here {
            // Tables lie right here: whatever is below belongs to the same tender.
            if files.len() <= FEW_FILES || files.iter().any(|file| file.parent() != Some(&inner)) {
                units.push(Unit { path: inner, files });
            } else {
                units.extend(by_project(&inner, files, how));
            }
        } else {
            split(&inner, files, how, units);
        }
    }
}

/// Parts a folder of many loose files by the projects that they name; a file that names none, or several, stands alone.
fn by_project(folder: &Path, files: Vec<PathBuf>, how: How<'_>) -> Vec<Unit> {
    let projects: Vec<Option<String>> = files
        .par_iter()
        .map(|file| {
            let loaded = load::load_files(vec![file.clone()], Vec::new(), how);
            match &loaded.tenders[..] {
                [tender]
                    if tender.facts.has(Field::ProjectId)
                        || tender.facts.has(Field::ProjectName) =>
                {
                    Some(tender.id.clone())
                }
                _ => None,
            }
        })
        .collect();
    let mut units: Vec<Unit> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (file, project) in files.into_iter().zip(projects) {
        match project.as_ref().and_then(|project| known.get(project)) {
            Some(&at) => units[at].files.push(file),
            None => {
                known.extend(project.map(|project| (project, units.len())));
                units.push(Unit {
                    path: folder.join(file.file_stem().unwrap_or_default()),
                    files: vec![file],
                });
            }
        }
    }
    units
}

/// A firm as one unit knows it.
struct Firm {
    code: Option<String>,
    canonical: String,
    name: String,
}

/// What is kept of a unit's review.
struct Account {
    rows: Vec<Row>,
    /// The market of each package, and the firms that bid.
    bids: Vec<(String, Vec<Firm>)>,
    problems: Vec<Problem>,
    strongest: Option<Grade>,
    mappings: Vec<Used>,
}

/// Reviews every unit in parallel. `write` gets each unit's review as soon as it is done and tells the link to it.
pub fn run(
    units: &[Unit],
    problems: Vec<Problem>,
    settings: &Settings,
    how: How<'_>,
    write: impl Fn(usize, &Loaded, &Review<'_>) -> Result<String, Error> + Sync,
) -> Batch {
    let accounts: Vec<Account> = units
        .par_iter()
        .enumerate()
        .map(|(at, unit)| {
            let loaded = load::load_files(unit.files.clone(), Vec::new(), how);
            let bidders = review::resolve(&loaded);
            let review = review::review(&loaded, &bidders, settings);
            let mut problems: Vec<Problem> =
                loaded.problems.iter().chain(&review.problems).cloned().collect();
            let link = write(at, &loaded, &review).unwrap_or_else(|problem| {
                problems.push(*problem);
                String::new()
            });
            let account = account(unit, &review, &bidders, problems, &link);
            Account { mappings: loaded.mappings.clone(), ..account }
        })
        .collect();
    let mut batch = Batch { problems, ..Batch::default() };
    let mut bids = Vec::new();
    let mut mappings: BTreeMap<String, Used> = BTreeMap::new();
    for account in accounts {
        for used in account.mappings {
            let known = mappings.entry(used.mapping.path.clone()).or_insert_with(|| used.clone());
            for (known, also) in known.layouts.iter_mut().zip(used.layouts) {
                *known |= also;
            }
        }
        batch.rows.extend(account.rows);
        batch.problems.extend(account.problems);
        batch.strongest = batch.strongest.max(account.strongest);
        bids.extend(account.bids);
    }
    for used in mappings.values() {
        batch.problems.extend(used.mapping.account(&used.layouts, true));
    }
    let weight =
        |row: &Row| (row.verdict, row.counts[3], row.counts[2], row.counts[1], row.counts[0]);
    batch.rows.sort_by(|a, b| {
        weight(b)
            .cmp(&weight(a))
            .then(b.amount.cmp(&a.amount))
            .then_with(|| (&a.source, &a.id).cmp(&(&b.source, &b.id)))
    });
    (batch.pairs, batch.groups) = together(&bids);
    batch
}

fn account(
    unit: &Unit,
    review: &Review<'_>,
    bidders: &Bidders,
    problems: Vec<Problem>,
    link: &str,
) -> Account {
    let mut rows: Vec<Row> = Vec::new();
    let mut bids = Vec::new();
    let mut rules = [0_usize; 8];
    for rule in RULES {
        rules[rule.family as usize] += 1;
    }
    // Rules of each family that were not checked on a package, or on none.
    let mut unchecked: BTreeMap<Option<usize>, [usize; 8]> = BTreeMap::new();
    for one in review.not_checked.iter().filter(|one| one.bidders.is_empty()) {
        unchecked.entry(one.package).or_default()[one.rule.family as usize] += 1;
    }
    for (at, package) in review.packages.iter().enumerate() {
        let case = &package.case;
        let found: Vec<_> = review.of_package(at).collect();
        let fresh = rows.last().is_none_or(|last: &Row| last.id != case.tender.id);
        if fresh {
            rows.push(Row {
                id: case.tender.id.clone(),
                name: case.tender.name.clone(),
                buyer: case.project.text(Field::BuyerName).unwrap_or_default().to_owned(),
                verdict: Verdict::Unchecked,
                counts: [0; 4],
                strongest: None,
                amount: None,
                bidders: 0,
                checked: (0, 0),
                families: [Seen::Unchecked; 8],
                link: link.to_owned(),
                source: unit.path.display().to_string().replace('\\', "/"),
            });
        }
        let Some(row) = rows.last_mut() else { continue };
        row.verdict = row.verdict.max(package.verdict);
        // What belongs to several packages is counted at the first.
        for one in found.iter().filter(|one| one.package == Some(at)) {
            row.counts[one.finding.grade as usize] += 1;
        }
        if row.strongest.is_none() {
            row.strongest = found.first().map(|one| one.finding.says.clone());
        }
        let amount = case
            .project
            .money(Field::ContractAmount)
            .or_else(|| case.project.money(Field::AwardAmount))
            .or_else(|| case.winner().and_then(|(winner, _)| case.bid(winner)?.price()))
            .or_else(|| case.ceiling())
            .map(|(yuan, _)| yuan);
        row.amount = match (row.amount, amount) {
            (Some(sum), Some(yuan)) => Some(sum + yuan),
            (sum, yuan) => sum.or(yuan),
        };
        row.bidders = row.bidders.max(case.bids.len());
        let unseen = unchecked.get(&Some(at)).copied().unwrap_or_default();
        for (family, seen) in row.families.iter_mut().enumerate() {
            if unseen[family] + unchecked.get(&None).map_or(0, |market| market[family])
                < rules[family]
            {
                *seen = (*seen).max(Seen::Clear);
            }
        }
        for one in &found {
            let seen = &mut row.families[one.rule.family as usize];
            *seen = (*seen).max(Seen::Found(one.finding.grade));
        }
        row.checked.0 += package.checked;
        row.checked.1 += package.rules;
        if 1 < case.bids.len() {
            let market =
                case.project.text(Field::Category).map(market::cleaned).unwrap_or_default();
            let firms = case
                .bids
                .iter()
                .map(|bid| {
                    let bidder = bidders.get(bid.bidder);
                    Firm {
                        code: bidder.uscc.clone(),
                        canonical: name::parse(&bidder.name).canonical,
                        name: bidder.name.clone(),
                    }
                })
                .collect();
            bids.push((market, firms));
        }
    }
    Account { rows, bids, problems, strongest: review.strongest(), mappings: Vec::new() }
}

/// Pairs that bid together beyond chance within their markets, and the groups they make.
fn together(bids: &[(String, Vec<Firm>)]) -> (Vec<Pair>, Vec<Vec<String>>) {
    // A name without a code is the firm of the one code that stands beside it elsewhere.
    let mut codes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for firm in bids.iter().flat_map(|(_, firms)| firms) {
        codes.entry(&firm.canonical).or_default().extend(firm.code.as_deref());
    }
    let key = |firm: &Firm| -> String {
        let only = codes
            .get(firm.canonical.as_str())
            .filter(|codes| codes.len() == 1)
            .and_then(|codes| codes.first().copied());
        firm.code.as_deref().or(only).unwrap_or(&firm.canonical).to_owned()
    };
    let mut markets: BTreeMap<&str, u32> = BTreeMap::new();
    let mut firms: BTreeMap<String, u32> = BTreeMap::new();
    let mut names: Vec<&str> = Vec::new();
    let mut counting = CoBidding::default();
    for (tender, (market, bidders)) in bids.iter().enumerate() {
        let next = u32::try_from(markets.len()).unwrap_or(u32::MAX);
        let market = *markets.entry(market).or_insert(next);
        let ids: Vec<u32> = bidders
            .iter()
            .map(|firm| {
                let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
                let id = *firms.entry(key(firm)).or_insert(next);
                if id == next {
                    names.push(&firm.name);
                }
                id
            })
            .collect();
        counting.add(market, tender as u64, &ids);
    }
    let listed: Vec<_> =
        counting.pairs(LEAST_JOINT).into_iter().filter(|pair| pair.q <= MOST_Q).collect();
    let mut groups: Vec<BTreeSet<u32>> = Vec::new();
    for pair in &listed {
        let mut joined = BTreeSet::from([pair.a, pair.b]);
        groups.retain(|group| {
            let touches = group.contains(&pair.a) || group.contains(&pair.b);
            if touches {
                joined.extend(group);
            }
            !touches
        });
        groups.push(joined);
    }
    let name = |id: u32| names.get(id as usize).copied().unwrap_or_default().to_owned();
    let mut pairs: Vec<Pair> = listed
        .iter()
        .map(|pair| Pair {
            a: name(pair.a),
            b: name(pair.b),
            tenders: (pair.a_total, pair.b_total, pair.joint),
            expected: pair.expected,
            jaccard: pair.jaccard,
            q: pair.q,
        })
        .collect();
    pairs.sort_by(|a, b| a.q.total_cmp(&b.q).then_with(|| (&a.a, &a.b).cmp(&(&b.a, &b.b))));
    let groups = groups.into_iter().map(|group| group.into_iter().map(name).collect()).collect();
    (pairs, groups)
}
