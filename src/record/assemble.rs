//! From the records of all files to tenders: which rows belong to which project.
//!
//! A row that names its project belongs to it. Other rows belong to the project of their file's form, else of their
//! folder's, else of the input's, if there is exactly one; else to a tender named after the file.

use std::collections::{BTreeMap, BTreeSet};

use super::bids::{bids_in_cells, candidates};
use super::header;
use super::offers;
use super::table::TableKind;
use super::{Facts, Field, Record, Tender};
use crate::identity::name;

/// The records of one file.
#[derive(Debug)]
pub struct FileRecords {
    /// The folder it lies in.
    pub folder: String,
    /// Its name without folder and ending.
    pub stem: String,
    /// Its records, in order.
    pub records: Vec<Record>,
}

/// The fewest characters by which a contract is recognised as that of a tender.
const SHORTEST_CORE: usize = 5;

/// In a folder of more tenders than this, a file that names none is a tender of its own.
const MOST_TENDERS_BESIDE: usize = 5;

/// A project under construction.
#[derive(Debug, Default)]
struct Project {
    id: Option<String>,
    name: Option<String>,
    facts: Facts,
    records: Vec<Record>,
    in_full: bool,
}

/// Groups the records of one input into tenders, in the order in which they are first named.
pub fn assemble(files: Vec<FileRecords>) -> Vec<Tender> {
    let mut projects: Vec<Project> = Vec::new();
    let mut index = Index::default();
    let mut of_file: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut of_folder: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    // First the projects that forms and tables name, so that a ledger's line can join the tender it speaks of.
    let mut assigned: Vec<Vec<Option<usize>>> =
        files.iter().map(|file| vec![None; file.records.len()]).collect();
    // Then the lines of ledgers, then those of lists of contracts, which may speak of a ledger's line by its contract number.
    for pass in [Pass::Full, Pass::Ledger, Pass::Contracts] {
        let in_full = pass == Pass::Full;
        for (at, file) in files.iter().enumerate() {
            let contracts =
                file.records.iter().filter(|record| record.kind == TableKind::Contract).count();
            // Rows of one project follow each other: what was found for the last one holds while its words do.
            let mut last: Option<(Option<&str>, Option<&str>, usize)> = None;
            for (row, record) in file.records.iter().enumerate() {
                if pass_of(record, contracts) != pass {
                    continue;
                }
                let Some((id, name)) = identity(record, contracts) else { continue };
                if let Some((last_id, last_name, project)) = last
                    && in_full
                    && (last_id, last_name) == (id, name)
                {
                    assigned[at][row] = Some(project);
                    continue;
                }
                let contract = record.facts.text(Field::ContractNo).map(base_contract);
                let known = contract
                    .as_ref()
                    .filter(|_| !in_full)
                    .and_then(|contract| index.by_contract.get(contract))
                    .copied();
                let project = known.unwrap_or_else(|| {
                    let package = record.package.as_deref();
                    index.find_or_add(id, name, package, !in_full, &mut projects)
                });
                if let Some(package) = &record.package {
                    index.packages.entry(project).or_default().insert(package.to_string());
                }
                index.by_contract.extend(contract.map(|contract| (contract, project)));
                if in_full {
                    projects[project].in_full = true;
                    of_file.entry(at).or_default().insert(project);
                    of_folder.entry(file.folder.clone()).or_default().insert(project);
                }
                assigned[at][row] = Some(project);
                last = Some((id, name, project));
            }
        }
    }
    // Room for the records that are known to come, so that tens of thousands of projects do not grow step by step.
    let mut coming = vec![0_usize; projects.len()];
    assigned.iter().flatten().flatten().for_each(|at| coming[*at] += 1);
    for (project, coming) in projects.iter_mut().zip(coming) {
        project.records.reserve_exact(coming);
    }
    let mut in_folder: BTreeMap<String, usize> = BTreeMap::new();
    for file in &files {
        *in_folder.entry(file.folder.clone()).or_default() += 1;
    }
    let whole: BTreeSet<usize> = (0..projects.len()).filter(|at| projects[*at].in_full).collect();
    for (at, file) in files.into_iter().enumerate() {
        let only = |set: Option<&BTreeSet<usize>>| {
            set.filter(|set| set.len() == 1).and_then(|set| set.first().copied())
        };
        let home = only(of_file.get(&at))
            .or_else(|| only(of_folder.get(&file.folder)))
            .or_else(|| only(Some(&whole)));
        // Beside a few tenders of one folder, a file that names none speaks of all of them.
        let beside: Vec<usize> =
            of_folder.get(&file.folder).into_iter().flatten().copied().collect();
        let shared = home.is_none()
            && !of_file.contains_key(&at)
            && (2..=MOST_TENDERS_BESIDE).contains(&beside.len());
        let mut own: Option<usize> = home;
        for (record, named) in file.records.into_iter().zip(&assigned[at]) {
            let called = || {
                record
                    .facts
                    .text(Field::ContractName)
                    .and_then(|name| called_alike(name, &projects))
            };
            match named.or_else(called).or(own) {
                Some(project) => place(&mut projects[project], record),
                None if shared => {
                    for project in &beside {
                        place(&mut projects[*project], record.clone());
                    }
                }
                None => {
                    let several = 1 < in_folder.get(&file.folder).copied().unwrap_or(0);
                    let stem = if whole.is_empty() && several && !file.folder.is_empty() {
                        folder_name(&file.folder)
                    } else {
                        file.stem.clone()
                    };
                    let project = index.find_or_add(None, Some(&stem), None, false, &mut projects);
                    projects[project].in_full = true;
                    own = Some(project);
                    place(&mut projects[project], record);
                }
            }
        }
    }
    let mut tenders: Vec<Tender> = projects.into_iter().map(finish).collect();
    number_repeated(&mut tenders);
    tenders
}

/// The last part of a folder's path.
fn folder_name(folder: &str) -> String {
    folder.rsplit('/').find(|part| !part.is_empty()).unwrap_or(folder).to_owned()
}

/// What a record is to the tenders of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Part of a tender that is known in full.
    Full,
    /// A line about one purchase of many.
    Ledger,
    /// A line about one contract of many.
    Contracts,
}

fn pass_of(record: &Record, contracts: usize) -> Pass {
    match record.kind {
        TableKind::Ledger => Pass::Ledger,
        TableKind::Contract if 1 < contracts => Pass::Contracts,
        _ => Pass::Full,
    }
}

/// The project number and name in a record; in a list of contracts the name of the contract stands for the project's.
fn identity(record: &Record, contracts: usize) -> Option<(Option<&str>, Option<&str>)> {
    let text = |field| record.facts.text(field);
    let (mut id, mut name) = (text(Field::ProjectId), text(Field::ProjectName));
    if id.is_none() && name.is_none() && record.kind == TableKind::Ledger {
        id = text(Field::ContractNo);
    }
    if name.is_none() && pass_of(record, contracts) == Pass::Contracts {
        name = text(Field::ContractName);
    }
    (id.is_some() || name.is_some()).then_some((id, name))
}

/// The number of the contract that a supplement adds to: HT-01 for HT-01-补1.
fn base_contract(number: &str) -> String {
    let key = header::key(number);
    let end = ["补", "变更", "增补"].iter().filter_map(|word| key.find(word)).min();
    let base = key[..end.unwrap_or(key.len())].trim_end_matches(['-', '_', '(', '/', '之', '—']);
    if base.is_empty() { key } else { base.to_owned() }
}

/// On a line of its own the amount of a supplement stands where those of contracts stand.
fn name_supplement(record: &mut Record) {
    let says = |field| {
        record.facts.text(field).is_some_and(|text| {
            ["补充协议", "补充合同", "增补合同", "-补", "—补", "(补"]
                .iter()
                .any(|word| text.contains(word))
        })
    };
    if record.kind != TableKind::Contract {
        return;
    }
    // 变更为, 调整后: the amount is that of the whole contract from then on, not what is added.
    let replaces = |text: &str| {
        ["变更为", "变更后", "调整为", "调整后", "修订后", "替换", "取代", "代替", "重新签订"]
            .iter()
            .any(|word| text.contains(word))
    };
    let is_supplement = says(Field::ContractNo) || says(Field::ContractName);
    let whole = [Field::ContractName, Field::ContractNo, Field::Remark]
        .iter()
        .any(|field| record.facts.text(*field).is_some_and(replaces));
    for fact in &mut record.facts.0 {
        let amount = matches!(fact.field, Field::AmendmentAmount)
            || (fact.field == Field::ContractAmount && is_supplement);
        if amount && (replaces(&fact.raw) || (whole && is_supplement)) {
            fact.field = Field::AdjustedAmount;
        }
    }
    if is_supplement
        && !record.facts.has(Field::AmendmentAmount)
        && !(record.facts.has(Field::AdjustedAmount) && record.facts.has(Field::ContractAmount))
    {
        for fact in &mut record.facts.0 {
            match fact.field {
                Field::ContractAmount => fact.field = Field::AmendmentAmount,
                Field::ContractDate => fact.field = Field::AmendmentDate,
                _ => {}
            }
        }
    }
}

/// The words of a name that tell what is bought: without 项目, 合同, 补充协议 and the like.
fn core(name: &str) -> String {
    let mut key = header::key(name);
    for word in [
        "补充协议",
        "补充合同",
        "采购合同",
        "服务合同",
        "合同",
        "采购项目",
        "项目",
        "采购",
        "(",
        ")",
        "（",
        "）",
        "-补",
    ] {
        key = key.replace(word, "");
    }
    key.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}

/// The tender that a contract speaks of: 社会保险核心业务系统建设 in a list is 宁川市社会保险核心业务系统建设项目.
/// Where a need was tendered several times, the last, since a contract follows the last.
fn called_alike(name: &str, projects: &[Project]) -> Option<usize> {
    let core_name = core(name);
    projects.iter().rposition(|project| {
        if !project.in_full {
            return false;
        }
        let other = project.name.as_deref().map(core).unwrap_or_default();
        let (short, long) =
            if core_name.len() < other.len() { (&core_name, &other) } else { (&other, &core_name) };
        SHORTEST_CORE <= short.chars().count() && long.contains(short.as_str())
    })
}

#[derive(Debug, Default)]
struct Index {
    by_id: BTreeMap<String, usize>,
    by_name: BTreeMap<String, usize>,
    by_contract: BTreeMap<String, usize>,
    /// The packages that the lines of each project have named.
    packages: BTreeMap<usize, BTreeSet<String>>,
}

impl Index {
    fn find_or_add(
        &mut self,
        id: Option<&str>,
        name: Option<&str>,
        package: Option<&str>,
        ledger: bool,
        projects: &mut Vec<Project>,
    ) -> usize {
        let id_key = id.map(header::key).filter(|key| !key.is_empty());
        let name_key = name.map(header::key).filter(|key| !key.is_empty());
        if let Some(&known) = id_key.as_ref().and_then(|key| self.by_id.get(key)) {
            if projects[known].name.is_none() {
                projects[known].name = name.map(str::to_owned);
            }
            return known;
        }
        // By name, unless both have numbers and these differ. A ledger's lines without a number are purchases of their own,
        // though they be called the same; only a tender that is known in full takes them in.
        if let Some(&known) = name_key.as_ref().and_then(|key| self.by_name.get(key)) {
            let project = &mut projects[known];
            // Another package of it is part of it.
            let other = package.zip(self.packages.get(&known));
            let is_other = other.is_some_and(|(package, known)| !known.contains(package));
            let joins =
                (project.id.is_none() || id.is_none()) && (!ledger || project.in_full || is_other);
            if joins {
                if project.id.is_none() {
                    project.id = id.map(str::to_owned);
                    self.by_id.extend(id_key.map(|key| (key, known)));
                }
                return known;
            }
        }
        if ledger
            && id.is_none()
            && let Some(known) = name.and_then(|name| called_alike(name, projects))
        {
            return known;
        }
        let at = projects.len();
        projects.push(Project {
            id: id.map(str::to_owned),
            name: name.map(str::to_owned),
            ..Project::default()
        });
        self.by_id.extend(id_key.map(|key| (key, at)));
        if let Some(key) = name_key {
            self.by_name.entry(key).or_insert(at);
        }
        at
    }
}

fn place(project: &mut Project, mut record: Record) {
    name_supplement(&mut record);
    match record.kind {
        TableKind::Project if record.package.is_none() => {
            for candidate in candidates(&record) {
                project.records.push(candidate);
            }
            project.facts.extend(&record.facts);
        }
        _ => {
            for candidate in candidates(&record) {
                project.records.push(candidate);
            }
            let bids = bids_in_cells(&mut record);
            project.records.push(record);
            project.records.extend(bids);
        }
    }
}

fn finish(project: Project) -> Tender {
    let name = project.name.clone().or_else(|| project.id.clone()).unwrap_or_default();
    let id = project.id.or(project.name).unwrap_or_default();
    let mut records = project.records;
    offers::order_rounds(&mut records);
    Tender { id, name, facts: project.facts, records, ledger_only: !project.in_full }
}

/// Purchases that are called the same get a number, so that every tender's id is its own.
fn number_repeated(tenders: &mut [Tender]) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for tender in tenders {
        let count = seen.entry(tender.id.clone()).or_insert(0);
        *count += 1;
        if 1 < *count {
            tender.id = format!("{}#{count}", tender.id);
        }
    }
}

/// Whether a word is a firm's name, as far as its ending tells.
pub(super) fn company_in_stem(stem: &str) -> Option<String> {
    stem.split(['_', '-', '－', '—', ' ', '（', '）', '(', ')', '【', '】', '+', '＋'])
        .map(str::trim)
        .find(|part| name::looks_like_company(part))
        .map(str::to_owned)
}
