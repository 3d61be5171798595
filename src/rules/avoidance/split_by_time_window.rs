//! One need in several small purchases that together reach the open-tender threshold.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use petgraph::unionfind::UnionFind;
use rust_decimal::Decimal;

use crate::graph::{Family, Market, Purchase};
use crate::law::statutes::{
    PROCUREMENT_LAW_28, PROCUREMENT_REGULATION_28, PROCUREMENT_REGULATION_67_2,
};
use crate::record::Field;
use crate::rules::purchase::{self, Method, OpenTender};
use crate::rules::{
    Article16, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule, Subject,
    format,
};
use crate::screen::time;
use crate::text;
use crate::text::Text;

/// HB501 · 短期内同类采购拆分
pub static RULE: Rule = Rule {
    code: "HB501",
    slug: "split_by_time_window",
    name: Text::of("短期内同类采购拆分", "one need split over time"),
    article16: Article16::Avoidance,
    family: Family::Process,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&PROCUREMENT_LAW_28, &PROCUREMENT_REGULATION_28, &PROCUREMENT_REGULATION_67_2],
    why: Text::of(
        "同类需求短期内多次采购，单次不足公开招标数额、合计超过，疑似化整为零。",
        "One need bought several times in a short while, each below the open-tender threshold and together above it, looks like splitting.",
    ),
    innocent: &[
        Text::of("真实的临时、增量需求", "needs that truly arose one after the other"),
        Text::of("经批准采用其他采购方式", "another method, approved"),
    ],
    next: &[
        Text::of(
            "立项、预算批复和采购计划",
            "the approval of the project, its budget and the procurement plan",
        ),
        Text::of("各次采购的技术需求是否一致", "whether the requirements were the same each time"),
    ],
    needs: &[
        &[Field::AwardAmount, Field::ContractAmount, Field::Budget],
        &[
            Field::ContractDate,
            Field::AwardDate,
            Field::AwardNoticeDate,
            Field::OpeningTime,
            Field::NoticeDate,
        ],
        &[Field::Category, Field::CategoryCode, Field::ProjectName],
    ],
    parameters: &[&DAYS],
    check: Check::Market(check),
};

static DAYS: Parameter = Parameter {
    name: "window_days",
    value: 90.0,
    means: Text::of(
        "滚动窗口天数（经验值）；同一供应商按一个年度计（政府采购法实施条例第二十八条）",
        "days of the rolling window (rule of thumb); with one supplier the whole year counts (Art. 28 of the Implementing Regulation)",
    ),
};

/// Purchases within a window.
struct Split<'m> {
    bought: Vec<&'m Purchase<'m>>,
    sum: Decimal,
    one_supplier: bool,
}

fn check(market: &Market) -> Checked {
    let all = market.distinct();
    // A purchaser that only some lines name cannot be told from others.
    let named = all.iter().any(|one| !one.buyer.is_empty());
    let mut by_buyer: BTreeMap<&str, Vec<&Purchase>> = BTreeMap::new();
    for one in all.into_iter().filter(|one| one.date.is_some() && (!named || !one.buyer.is_empty()))
    {
        by_buyer.entry(&one.buyer).or_default().push(one);
    }
    if by_buyer.values().all(|bought| bought.len() < 2) {
        return Err(NotChecked::because(Text::of(
            "数据不足：没有采购人有两笔以上载明日期和金额的采购",
            "insufficient data: no purchaser with two dated purchases",
        )));
    }
    let mut found = Vec::new();
    for bought in by_buyer.values() {
        for need in needs(bought) {
            found.extend(of_need(market, &need));
        }
    }
    Ok(found)
}

/// Characters by which a name is looked up inside longer ones; `purchase::same_core` asks for as many.
const BEGINNING: usize = 6;
/// Names that begin alike beyond this number tell nothing of a kind.
const MOST_ALIKE: usize = 100;

/// Groups of one kind: the same category, or names that share their core. Open tenders and approved exceptions are no split.
fn needs<'m>(bought: &[&'m Purchase<'m>]) -> Vec<Vec<&'m Purchase<'m>>> {
    let is_small = |one: &&Purchase| {
        let open = one.method.and_then(|fact| Method::of(&fact.raw)) == Some(Method::OpenTender);
        !open && purchase::approval(one.facts).is_none()
    };
    let small: Vec<&Purchase> = bought.iter().copied().filter(is_small).collect();
    let mut by_kind: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, one) in small.iter().enumerate() {
        if let Some(kind) = purchase::category(one.facts) {
            by_kind.entry(kind).or_default().push(at);
        }
        for name in [Field::ProjectName, Field::ContractName]
            .iter()
            .filter_map(|field| one.facts.text(*field))
        {
            by_name.entry(purchase::core(name)).or_default().push(at);
        }
    }
    let mut joined = UnionFind::<usize>::new(small.len());
    for same in by_kind.values().chain(
        by_name.iter().filter(|(core, _)| purchase::same_core(core, core)).map(|(_, same)| same),
    ) {
        for pair in same.windows(2) {
            joined.union(pair[0], pair[1]);
        }
    }
    let names: Vec<(&String, usize)> =
        by_name.iter().filter_map(|(core, of)| Some((core, *of.first()?))).collect();
    // A shorter name stands inside a longer one: looked up by its first characters, never all names with all.
    let mut by_beginning: BTreeMap<Vec<char>, Vec<usize>> = BTreeMap::new();
    for (at, (core, _)) in names.iter().enumerate() {
        let beginning: Vec<char> = core.chars().take(BEGINNING).collect();
        if beginning.len() == BEGINNING {
            by_beginning.entry(beginning).or_default().push(at);
        }
    }
    for (core, one) in &names {
        let characters: Vec<char> = core.chars().collect();
        let alike = characters.windows(BEGINNING).filter_map(|part| by_beginning.get(part));
        for at in alike.filter(|alike| alike.len() <= MOST_ALIKE).flatten() {
            let (other, another) = names[*at];
            if purchase::same_core(core, other) {
                joined.union(*one, another);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<&Purchase>> = BTreeMap::new();
    for (at, one) in small.iter().enumerate() {
        groups.entry(joined.find(at)).or_default().push(one);
    }
    let mut groups: Vec<Vec<&Purchase>> =
        groups.into_values().filter(|group| 1 < group.len()).collect();
    // Representatives are an accident of joining: the first cell decides the order.
    groups.sort_by_key(|group| group[0].amount.1.at);
    groups
}

fn of_need<'m>(market: &'m Market<'m>, need: &[&'m Purchase<'m>]) -> Vec<Finding> {
    // Of several figures (other days, other kinds) the highest: nothing may be called a split that was not.
    let figures = need
        .iter()
        .filter_map(|one| purchase::open_tender(one.facts, one.date.map(|(date, _)| date)));
    let Some(threshold) = figures.max_by_key(|figure| figure.yuan) else { return Vec::new() };
    let mut splits: Vec<Split> = Vec::new();
    let mut by_supplier: BTreeMap<_, Vec<&Purchase>> = BTreeMap::new();
    for one in need {
        if let (Some((supplier, _)), Some((date, _))) = (one.supplier, one.date) {
            by_supplier.entry((supplier, date.year())).or_default().push(one);
        }
    }
    for bought in by_supplier.values() {
        add(&mut splits, bought, 366, threshold.yuan, true);
    }
    add(&mut splits, need, DAYS.value as i32, threshold.yuan, false);
    splits.iter().filter_map(|split| finding(market, split, &threshold)).collect()
}

/// Adds the windows in which purchases sum to more than the threshold, unless all of one is told already.
fn add<'m>(
    splits: &mut Vec<Split<'m>>,
    bought: &[&'m Purchase<'m>],
    days: i32,
    threshold: Decimal,
    one_supplier: bool,
) {
    let rows: Vec<(i32, Decimal)> =
        bought.iter().filter_map(|one| Some((day(one.date?.0), one.amount.0))).collect();
    for window in time::windows(&rows, days, threshold).unwrap_or_default() {
        let taken: Vec<&Purchase> =
            window.purchases.iter().filter_map(|at| bought.get(*at).copied()).collect();
        let in_split = |split: &Split, one: &Purchase| {
            split.bought.iter().any(|known| std::ptr::eq(*known, one))
        };
        let told = splits.iter().any(|split| taken.iter().all(|one| in_split(split, one)));
        // The Regulation speaks of more than the threshold.
        if threshold < window.sum && !told {
            splits.push(Split { bought: taken, sum: window.sum, one_supplier });
        }
    }
}

/// Days since the beginning of 1970.
fn day(on: Date) -> i32 {
    crate::law::calendar_days_between(date(1970, 1, 1), on)
}

fn finding(market: &Market, split: &Split, threshold: &OpenTender) -> Option<Finding> {
    let grade = if threshold.surely_reached_by(split.sum) { RULE.grade } else { Grade::Hint };
    let dates: Vec<Date> =
        split.bought.iter().filter_map(|one| one.date.map(|(date, _)| date)).collect();
    let (first, last) = (*dates.iter().min()?, *dates.iter().max()?);
    let (n, days) = (split.bought.len(), crate::law::calendar_days_between(first, last));
    let (sum, limit) = (format::money(split.sum), format::money(threshold.yuan));
    let says = match split.bought[0].supplier.filter(|_| split.one_supplier) {
        Some((supplier, _)) => {
            let name = market.bidders.names(&[supplier]);
            text!(
                "{first} 至 {last}（{days} 天）向{}同类采购 {n} 次，单次均不足 {}，合计 {}",
                "from {first} to {last} ({days} days) {n} purchases of one kind from {}, each below {}, together {}";
                name, limit, sum
            )
        }
        None => text!(
            "{first} 至 {last}（{days} 天）同类采购 {n} 次，单次均不足 {}，合计 {}",
            "from {first} to {last} ({days} days) {n} purchases of one kind, each below {}, together {}";
            limit, sum
        ),
    };
    let cells = split.bought.iter().flat_map(|one| {
        let kind = one.facts.first(Field::Category).or_else(|| one.facts.first(Field::ProjectName));
        let plain =
            [Some(one.amount.1), one.date.map(|(_, fact)| fact), kind, one.method, one.buyer_fact];
        let won = one.supplier.map(|(bidder, fact)| Evidence::by(bidder, fact));
        plain.into_iter().flatten().map(Evidence::of).chain(won).collect::<Vec<_>>()
    });
    let buyer = split.bought[0].buyer_fact.map(|fact| Subject::Buyer(fact.raw.to_string()));
    let suppliers: BTreeSet<Subject> = split
        .bought
        .iter()
        .filter_map(|one| one.supplier.map(|(bidder, _)| Subject::Bidder(bidder)))
        .collect();
    let (what, figure) = threshold.measured();
    let stated = threshold.fact.map(Evidence::of);
    Some(
        Finding::new(grade, says, cells.chain(stated))?
            .about(buyer.into_iter().chain(suppliers))
            .exposing(Some(split.sum))
            .measuring(what, figure)
            .measuring(Text::of("合计金额", "sum"), format!("{} CNY", format::amount(split.sum))),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn three_of_one_kind_above_the_threshold() {
        let said = check("HB501", "hit");
        let [only] = said.as_slice() else { panic!("{said:?}") };
        let (text, cells) = only.split_once(" | ").expect("a finding with cells");
        assert_eq!(
            text,
            "strong: 2025-03-03 至 2025-05-12（70 天）同类采购 3 次，单次均不足 200.00 万元，合计 254.50 万元"
        );
        assert_eq!(cells.split(' ').count(), 19);
        assert!(cells.starts_with("hit.csv!G2 hit.csv!H2 hit.csv!D2 hit.csv!E2"), "{cells}");
    }

    #[test]
    fn three_of_different_kinds() {
        assert_eq!(check("HB501", "miss"), [""; 0]);
    }

    #[test]
    fn the_threshold_itself_is_not_exceeded() {
        assert_eq!(check("HB501", "edge"), [""; 0]);
    }
}
