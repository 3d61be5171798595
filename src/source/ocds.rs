//! Releases of the Open Contracting Data Standard as sheets: projects, bids, awards, contracts.
//!
//! Labels are those of Chinese tender tables, so that releases are recognised like any other table. Values stay as they
//! are written; only times become moments.

use std::borrow::Cow;

use serde_json::Value;

use super::cell::Cell;
use super::json::{Entry, Tables, cell};
use super::value::from_iso;

/// What a path begins at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// The release.
    Release,
    /// The bid, tenderer, award or contract of the row.
    Item,
    /// The bidder's entry among the parties.
    Party,
    /// The buyer's entry among the parties.
    Buyer,
    /// The award of a contract.
    Award,
}

/// How a value is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    Plain,
    Time,
    /// The `name` of each in a list.
    Names,
    /// The parts of an address in one line.
    Address,
}

use At::{Award, Buyer, Item, Party, Release};
use Reads::{Address, Names, Plain, Time};

/// A column: its label, and where its value stands; the first that is there counts.
type Column = (&'static str, Reads, &'static [(At, &'static str)]);

const PROJECT_ID: Column = ("项目编号", Plain, &[(Release, "/ocid")]);
const PROJECT_NAME: Column = ("项目名称", Plain, &[(Release, "/tender/title")]);
const CONTACT: [Column; 4] = [
    ("联系人", Plain, &[(Party, "/contactPoint/name")]),
    ("联系电话", Plain, &[(Party, "/contactPoint/telephone")]),
    ("邮箱", Plain, &[(Party, "/contactPoint/email")]),
    ("注册地址", Address, &[(Party, "/address")]),
];

const PROJECTS: &[Column] = &[
    PROJECT_ID,
    PROJECT_NAME,
    ("采购人", Plain, &[(Release, "/buyer/name"), (Release, "/tender/procuringEntity/name")]),
    ("采购人联系人", Plain, &[(Buyer, "/contactPoint/name")]),
    ("采购人电话", Plain, &[(Buyer, "/contactPoint/telephone")]),
    (
        "采购方式",
        Plain,
        &[(Release, "/tender/procurementMethodDetails"), (Release, "/tender/procurementMethod")],
    ),
    ("品目", Plain, &[(Release, "/tender/mainProcurementCategory")]),
    (
        "预算金额",
        Plain,
        &[(Release, "/tender/value/amount"), (Release, "/planning/budget/amount/amount")],
    ),
    (
        "币种",
        Plain,
        &[(Release, "/tender/value/currency"), (Release, "/planning/budget/amount/currency")],
    ),
    ("公告时间", Time, &[(Release, "/tender/tenderPeriod/startDate")]),
    ("投标截止时间", Time, &[(Release, "/tender/tenderPeriod/endDate")]),
    ("项目状态", Plain, &[(Release, "/tender/status")]),
];

const BIDS: &[Column] = &[
    PROJECT_ID,
    PROJECT_NAME,
    ("包号", Plain, &[(Item, "/relatedLots")]),
    ("投标人", Names, &[(Item, "/tenderers"), (Item, "/name")]),
    ("投标报价", Plain, &[(Item, "/value/amount")]),
    ("币种", Plain, &[(Item, "/value/currency")]),
    ("递交时间", Time, &[(Item, "/date")]),
    ("投标状态", Plain, &[(Item, "/status")]),
    CONTACT[0],
    CONTACT[1],
    CONTACT[2],
    CONTACT[3],
];

const AWARDS: &[Column] = &[
    PROJECT_ID,
    PROJECT_NAME,
    ("包号", Plain, &[(Item, "/relatedLots")]),
    ("中标人", Names, &[(Item, "/suppliers")]),
    ("中标金额", Plain, &[(Item, "/value/amount")]),
    ("币种", Plain, &[(Item, "/value/currency")]),
    ("中标日期", Time, &[(Item, "/date")]),
];

const CONTRACTS: &[Column] = &[
    PROJECT_ID,
    PROJECT_NAME,
    ("合同编号", Plain, &[(Item, "/id")]),
    ("合同名称", Plain, &[(Item, "/title")]),
    ("中标供应商", Names, &[(Award, "/suppliers")]),
    ("合同金额", Plain, &[(Item, "/value/amount")]),
    ("币种", Plain, &[(Item, "/value/currency")]),
    ("签订日期", Time, &[(Item, "/dateSigned")]),
    ("合同开始日期", Time, &[(Item, "/period/startDate")]),
    ("合同截止日期", Time, &[(Item, "/period/endDate")]),
];

/// A value, the path to it, and which of the row's numbers the path takes.
struct Scope<'v> {
    at: At,
    value: &'v Value,
    path: String,
    takes: u8,
}

/// Bits of the row's numbers: the release, the item, the party.
const RELEASE: u8 = 0b001;
const ITEM: u8 = 0b010;
const OTHER: u8 = 0b100;

/// Adds the rows of one release. `base` is the path to it, with a `{}` for its number if it has one.
pub(super) fn release(tables: &mut Tables, base: &str, index: u32, release: &Value) {
    let whole = if base.contains("{}") { RELEASE } else { 0 };
    let scope = |at, path: &str, value, takes| Scope {
        at,
        value,
        path: format!("{base}{path}"),
        takes: whole | takes,
    };
    let of_release = || scope(Release, "", release, 0);
    let list = |path: &str| {
        release.pointer(path).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    };
    let party = |wanted: Option<&Value>| {
        let id = wanted?.get("id")?;
        let at = list("/parties").iter().position(|party| party.get("id") == Some(id))?;
        Some((at as u32, &list("/parties")[at])) // a document has fewer parties than bytes
    };

    let buyer = party(release.get("buyer").or_else(|| release.pointer("/tender/procuringEntity")));
    let mut scopes = vec![of_release()];
    scopes.extend(buyer.map(|(_, buyer)| scope(Buyer, "/parties/{}", buyer, OTHER)));
    if release.get("tender").is_some() || release.get("planning").is_some() {
        let numbers = [index, 0, buyer.map_or(0, |(at, _)| at)];
        tables.row("项目", &numbers, entries(PROJECTS, &scopes));
    }

    let bids = list("/bids/details");
    let (bids, path) = match bids.is_empty() {
        true => (list("/tender/tenderers"), "/tender/tenderers/{}"),
        false => (bids, "/bids/details/{}"),
    };
    for (at, bid) in (0_u32..).zip(bids) {
        let found = party(bid.pointer("/tenderers/0").or(Some(bid)));
        let mut scopes = vec![of_release(), scope(Item, path, bid, ITEM)];
        scopes.extend(found.map(|(_, party)| scope(Party, "/parties/{}", party, OTHER)));
        let numbers = [index, at, found.map_or(0, |(at, _)| at)];
        tables.row("投标", &numbers, entries(BIDS, &scopes));
    }
    let awards = list("/awards");
    for (at, award) in (0_u32..).zip(awards) {
        let scopes = [of_release(), scope(Item, "/awards/{}", award, ITEM)];
        tables.row("中标", &[index, at, 0], entries(AWARDS, &scopes));
    }
    for (at, contract) in (0_u32..).zip(list("/contracts")) {
        let id = contract.get("awardID");
        let award = awards.iter().position(|award| id.is_some() && award.get("id") == id);
        let mut scopes = vec![of_release(), scope(Item, "/contracts/{}", contract, ITEM)];
        scopes.extend(award.map(|award| scope(Award, "/awards/{}", &awards[award], OTHER)));
        let numbers = [index, at, award.map_or(0, |award| award as u32)]; // fewer awards than bytes
        tables.row("合同", &numbers, entries(CONTRACTS, &scopes));
    }
}

/// The cells of a row; none if there are only those that name the project.
fn entries<'s>(columns: &'static [Column], scopes: &'s [Scope<'_>]) -> Vec<Entry<'s>> {
    let mut found = Vec::new();
    for (label, reads, places) in columns {
        let entry = places.iter().find_map(|(at, path)| {
            let scope = scopes.iter().find(|scope| scope.at == *at)?;
            let (more, cell) = read(scope.value.pointer(path)?, *reads)?;
            let path = format!("{}{path}{more}", scope.path);
            Some(Entry { label, path: Cow::Owned(path), takes: scope.takes, cell })
        });
        found.extend(entry);
    }
    let own = |entry: &Entry<'_>| columns[2..].iter().any(|(label, ..)| *label == entry.label);
    if found.iter().any(own) { found } else { Vec::new() }
}

/// The value as a cell, and what its path has behind the column's.
fn read(value: &Value, reads: Reads) -> Option<(&'static str, Cell<'static>)> {
    match reads {
        Plain => Some(("", cell(value)?)),
        Time => Some(("", time(value)?)),
        Address => {
            let parts = ["streetAddress", "locality", "region", "postalCode"];
            let parts: Vec<&str> =
                parts.iter().filter_map(|part| value.get(part)?.as_str()).collect();
            let cell = Cell::Text(Cow::Owned(parts.join(", ")));
            (!parts.is_empty()).then_some(("", cell))
        }
        Names => {
            let Some(list) = value.as_array() else { return Some(("", cell(value)?)) };
            let names: Vec<&str> =
                list.iter().filter_map(|one| one.get("name")?.as_str()).collect();
            let cell = Cell::Text(Cow::Owned(names.join("、")));
            let more = if list.len() == 1 { "/0/name" } else { "" };
            (!names.is_empty()).then_some((more, cell))
        }
    }
}

/// A time as it is written, without its zone.
fn time(value: &Value) -> Option<Cell<'static>> {
    let text = value.as_str()?;
    let civil = match text.rfind(['+', '-']) {
        Some(zone) if text.find('T').is_some_and(|time| time < zone) => &text[..zone],
        _ => text,
    };
    from_iso(civil).or_else(|| cell(value))
}
