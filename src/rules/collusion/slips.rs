//! Slips of calculation and writing in item prices, and who else made them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::graph::{Bid, Item};
use crate::record::{Fact, Field, TableKind};
use crate::resolve::BidderId;
use crate::rules::{Case, format};
use crate::text;
use crate::text::Text;

/// One slip that two bidders or more made, and that others did not.
pub(super) struct Slip<'c> {
    /// What it is.
    pub(super) says: Text,
    /// Who made it, with the cells.
    pub(super) holders: BTreeMap<BidderId, Vec<&'c Fact>>,
    /// How many bidders have the same line without it.
    pub(super) without: usize,
    /// The cell of the tender's own list that has it right.
    pub(super) template: Option<&'c Fact>,
}

/// One line of one bid under the number by which bids are compared.
struct Entry<'c> {
    bidder: BidderId,
    item: &'c Item,
}

/// The slips in which bids agree.
pub(super) fn find<'c>(case: &'c Case<'c>) -> Vec<Slip<'c>> {
    let mut lines: BTreeMap<String, Vec<Entry<'c>>> = BTreeMap::new();
    for bid in &case.bids {
        for (line, item) in numbered(bid) {
            lines.entry(line).or_default().push(Entry { bidder: bid.bidder, item });
        }
    }
    let template = template(case);
    let mut found = Vec::new();
    for (line, entries) in &lines {
        found.extend(arithmetic(entries));
        found.extend(writing(entries, Field::ItemName, template.get(line).copied()));
        found.extend(writing(entries, Field::Brand, None));
        found.extend(writing(entries, Field::Manufacturer, None));
    }
    found
}

/// The items of a bid by their number where it is unique, else by their name: a misspelt name must not hide the line.
fn numbered(bid: &Bid) -> impl Iterator<Item = (String, &Item)> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for item in &bid.items {
        *times.entry(item.facts.text(Field::ItemNo).unwrap_or_default()).or_default() += 1;
    }
    bid.items.iter().map(move |item| {
        let number = item.facts.text(Field::ItemNo).unwrap_or_default();
        let unique = !number.is_empty() && times.get(number) == Some(&1);
        (if unique { number.trim().to_owned() } else { item.key.clone() }, item)
    })
}

/// The names in the tender's own list of items, by number: a table of items that names no bidder.
fn template<'c>(case: &'c Case<'c>) -> BTreeMap<String, &'c Fact> {
    let of_tender = case.tender.records.iter().filter(|record| {
        let here = record.package.as_deref().is_none_or(|package| package == case.package);
        here && record.kind == TableKind::Items && !record.facts.has(Field::BidderName)
    });
    let mut names = BTreeMap::new();
    for record in of_tender {
        let (number, name) =
            (record.facts.text(Field::ItemNo), record.facts.first(Field::ItemName));
        if let (Some(number), Some(name)) = (number, name) {
            names.entry(number.trim().to_owned()).or_insert(name);
        }
    }
    names
}

/// Lines whose total is not quantity times price, off by the same amount or with the same wrong total.
fn arithmetic<'c>(entries: &[Entry<'c>]) -> Vec<Slip<'c>> {
    let sums: Vec<(BidderId, Sum<'c>)> =
        entries.iter().filter_map(|entry| Some((entry.bidder, Sum::of(entry.item)?))).collect();
    let right = sums.iter().filter(|(_, sum)| !sum.is_off()).count();
    if right == 0 {
        return Vec::new();
    }
    let mut by_error: BTreeMap<Decimal, Vec<&(BidderId, Sum<'c>)>> = BTreeMap::new();
    for off in sums.iter().filter(|(_, sum)| sum.is_off()) {
        by_error.entry(off.1.error.normalize()).or_default().push(off);
    }
    let slip = |(error, who): (Decimal, Vec<&(BidderId, Sum<'c>)>)| {
        if who.len() < 2 {
            return None;
        }
        let (name, size) = (
            Text::same(entries[0].item.facts.text(Field::ItemName).unwrap_or_default()),
            format::money(error.abs()),
        );
        let says = if error < Decimal::ZERO {
            text!("“{}”合价均少计 {}", "the total of “{}” is short by {}"; name, size)
        } else {
            text!("“{}”合价均多计 {}", "the total of “{}” is over by {}"; name, size)
        };
        let holders = who.iter().map(|(bidder, sum)| (*bidder, sum.cells.to_vec())).collect();
        Some(Slip { says, holders, without: right, template: None })
    };
    by_error.into_iter().filter_map(slip).collect()
}

/// Quantity times price against the total of the line.
struct Sum<'c> {
    error: Decimal,
    tolerance: Decimal,
    cells: [&'c Fact; 3],
}

impl<'c> Sum<'c> {
    fn of(item: &'c Item) -> Option<Self> {
        let (quantity, times) = item.quantity()?;
        let ((price, each), (total, sum)) = (item.unit_price()?, item.line_total()?);
        let error = total.checked_sub(quantity.checked_mul(price)?)?;
        // What rounding of the price and of the total, as written, can move.
        let tolerance =
            rounding(price, each).checked_mul(quantity.abs())?.checked_add(rounding(total, sum))?;
        Some(Self { error, tolerance, cells: [times, each, sum] })
    }

    /// Off by more than rounding and by a yuan at least.
    fn is_off(&self) -> bool {
        Decimal::ONE <= self.error.abs() && self.tolerance < self.error.abs()
    }
}

/// Half of the last place of an amount as it is written, in yuan: 0.005 for yuan, 50 for two decimals of 万元.
fn rounding(yuan: Decimal, fact: &Fact) -> Decimal {
    let digits: String = fact.raw.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let written = digits.parse::<Decimal>().ok().filter(|number| Decimal::ZERO < *number);
    let unit = written.and_then(|number| yuan.checked_div(number)).unwrap_or(Decimal::ONE);
    crate::screen::HALF_FEN * unit.max(Decimal::ONE)
}

/// Texts that two bids or more misspell alike, against the tender's own list or else the majority of the others.
fn writing<'c>(entries: &[Entry<'c>], field: Field, template: Option<&'c Fact>) -> Vec<Slip<'c>> {
    let mut spellings: BTreeMap<String, Vec<(BidderId, &'c Fact)>> = BTreeMap::new();
    for entry in entries {
        if let Some(fact) = entry.item.facts.first(field) {
            spellings.entry(letters(&fact.raw)).or_default().push((entry.bidder, fact));
        }
    }
    let total: usize = spellings.values().map(Vec::len).sum();
    let slip = |(spelling, who): (&String, &Vec<(BidderId, &'c Fact)>)| {
        let others = total - who.len();
        let usual = spellings
            .iter()
            .filter(|(other, _)| *other != spelling)
            .max_by_key(|(_, held)| held.len());
        let right = match (template, usual) {
            (Some(fact), _) => (letters(&fact.raw), fact.raw.clone()),
            (None, Some((usual, held)))
                if 1 < held.len() && others < 2 * held.len() && who.len() <= held.len() =>
            {
                (usual.clone(), held[0].1.raw.clone())
            }
            _ => return None,
        };
        if who.len() < 2 || others == 0 || !is_misspelling(spelling, &right.0, template.is_some()) {
            return None;
        }
        let (wrong, right) =
            (Text::same(who[0].1.raw.to_string()), Text::same(right.1.to_string()));
        let says = text!("“{}”（应为“{}”）", "“{}” (for “{}”)"; wrong, right);
        let holders = who.iter().map(|(bidder, fact)| (*bidder, vec![*fact])).collect();
        Some(Slip { says, holders, without: others, template })
    };
    spellings.iter().filter_map(slip).collect()
}

/// A text for comparison: letters, digits and characters only.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Characters that tell one thing from another (一期 and 二期), so that a difference in them is no slip.
const TELLING: &str = "一二三四五六七八九十甲乙丙丁上下左右前后内外大小高中低东南西北主备";

/// Whether one text is a slip for the other: neighbours swapped, a character doubled or one Chinese character replaced.
///
/// Digits tell models apart, so swapped digits count only against the tender's own list, which bidders copy.
fn is_misspelling(wrong: &str, right: &str, copied: bool) -> bool {
    let (wrong, right): (Vec<char>, Vec<char>) = (wrong.chars().collect(), right.chars().collect());
    if right.len() < 4 || wrong == right {
        return false;
    }
    let differ: Vec<usize> =
        (0..wrong.len().min(right.len())).filter(|at| wrong[*at] != right[*at]).collect();
    let written = |c: char| !c.is_ascii() && !TELLING.contains(c);
    match (wrong.len().cmp(&right.len()), differ.as_slice()) {
        (std::cmp::Ordering::Equal, [at]) => written(wrong[*at]) && written(right[*at]),
        (std::cmp::Ordering::Equal, [at, next]) => {
            let swapped =
                *next == at + 1 && wrong[*at] == right[*next] && wrong[*next] == right[*at];
            let told = |c: char| c.is_numeric() || TELLING.contains(c);
            swapped && (copied || !(told(wrong[*at]) || told(wrong[*next])))
        }
        (std::cmp::Ordering::Greater, _) if wrong.len() == right.len() + 1 => {
            let at = differ.first().copied().unwrap_or(right.len());
            let doubled = 0 < at && wrong[at] == wrong[at - 1] && !wrong[at].is_numeric();
            doubled && wrong[at + 1..] == right[at..]
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_misspelling;

    #[test]
    fn slips_of_the_pen_are_told_from_other_things() {
        assert!(is_misspelling("社保卡管里系统", "社保卡管理系统", false));
        assert!(is_misspelling("社保卡管理理系统", "社保卡管理系统", false));
        assert!(is_misspelling("kuntia", "kuntai", false));
        assert!(!is_misspelling("社保系统二期", "社保系统一期", false));
        assert!(!is_misspelling("s5735l", "s5735s", false));
        assert!(!is_misspelling("社保卡管理系统", "社保卡管理系统", true));
        assert!(!is_misspelling("服务", "业务", false));
    }

    #[test]
    fn swapped_digits_are_a_slip_only_against_the_tenders_own_list() {
        assert!(is_misspelling("扫描仪ds2268", "扫描仪ds2286", true));
        assert!(!is_misspelling("扫描仪ds2268", "扫描仪ds2286", false));
    }
}
