//! Bidders that own each other, or have one owner.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::graph::Family;
use crate::identity::name;
use crate::law::statutes::{BIDDING_REGULATION_34, ORDER_87_63_3, PROCUREMENT_REGULATION_18};
use crate::record::Field;
use crate::resolve::BidderId;
use crate::rules::shared::holding::{self, Holding, Party};
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule,
    Subject, shared,
};
use crate::text;
use crate::text::Text;

/// WB103 · 控股关系或者同一控制人
pub static RULE: Rule = Rule {
    code: "WB103",
    slug: "shared_controller_or_shareholder",
    name: Text::of(
        "存在控股关系或者同一控制人、股东",
        "bidders that own each other or have one owner",
    ),
    article16: Article16::Collusion,
    family: Family::People,
    grade: Grade::Strong,
    highest: Grade::Violation,
    basis: &[&PROCUREMENT_REGULATION_18, &BIDDING_REGULATION_34, &ORDER_87_63_3],
    why: Text::of(
        "存在直接控股、管理关系的不同供应商不得参加同一合同项下的采购活动；同受一方控制或者相互持股的，需核查是否协同投标。",
        "Suppliers of which one directly holds or manages the other may not take part in one contract; one owner or \
         cross-holdings call for a look at whether they bid in concert.",
    ),
    innocent: &[
        Text::of(
            "同一国有资产监督管理机构出资，不等于直接控股",
            "one state-assets supervisor behind both is no direct holding",
        ),
        Text::of("基金、上市公司的小额持股", "small stakes of funds or in listed companies"),
        Text::of("股东同名不同人", "owners who are namesakes"),
    ],
    next: &[
        Text::of("股权穿透图与章程", "the chain of ownership and the articles of association"),
        Text::of(
            "一致行动协议、董事委派文件",
            "agreements to act in concert, appointments of directors",
        ),
    ],
    needs: &[&[Field::Shareholders, Field::Controller]],
    parameters: &[&MAJORITY, &MINORITY, &shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

static MAJORITY: Parameter = Parameter {
    name: "majority_percent",
    value: 50.0,
    means: Text::of(
        "视同控股的持股比例（%），含本数",
        "percent of the shares that are a holding of control, this number included",
    ),
};

static MINORITY: Parameter = Parameter {
    name: "minority_percent",
    value: 5.0,
    means: Text::of(
        "低于此比例（%）的持股仅作提示",
        "percent of the shares below which a holding is only a hint",
    ),
};

/// Words in the name of the state as an owner: its firms are no group for that.
const STATE: [&str; 8] = [
    "国资委",
    "国有资产监督管理",
    "国务院",
    "财政部",
    "财政厅",
    "财政局",
    "人民政府",
    "社会保障基金",
];

/// Words in the name of an owner that holds small stakes in many firms.
const PASSIVE: [&str; 6] = ["基金", "证券", "中央结算", "信托", "资产管理计划", "员工持股"];

fn check(case: &Case) -> Checked {
    let holdings = holding::holdings(case);
    let with_owners: BTreeSet<BidderId> =
        holdings.iter().filter_map(|holding| bid(case, &holding.owned)).collect();
    let mut found = between_bidders(case, &holdings);
    found.extend(common_owners(case, &holdings));
    if found.is_empty() && with_owners.len() < 2 {
        return Err(NotChecked::missing([Field::Shareholders]));
    }
    Ok(found)
}

fn majority() -> Decimal {
    Decimal::try_from(MAJORITY.value).unwrap_or(Decimal::from(50))
}

fn minority() -> Decimal {
    Decimal::try_from(MINORITY.value).unwrap_or(Decimal::from(5))
}

/// The bid of a party, where it bids.
fn bid(case: &Case, party: &Party) -> Option<BidderId> {
    match party {
        Party::Known(bidder) => case.bid(*bidder).map(|bid| bid.bidder),
        Party::Named(_) => None,
    }
}

/// Bidders that own other bidders: directly, over other firms, or a part.
fn between_bidders(case: &Case, holdings: &[Holding<'_>]) -> Vec<Finding> {
    let mut found = Vec::new();
    for owned in &case.bids {
        let mut told = BTreeSet::new();
        for firm in owned.everyone().map(Party::Known) {
            for (owner, path) in holding::controllers(holdings, &firm, majority()) {
                let Some(owner) = bid(case, &owner).filter(|owner| *owner != owned.bidder) else {
                    continue;
                };
                if told.insert(owner) {
                    found.extend(control(case, holdings, owner, owned.bidder, &path));
                }
            }
            for held in
                holdings.iter().filter(|held| held.owned == firm && !held.controls(majority()))
            {
                let Some(owner) = bid(case, &held.owner).filter(|owner| *owner != owned.bidder)
                else {
                    continue;
                };
                if told.insert(owner) {
                    found.extend(part(case, held, owner, owned.bidder));
                }
            }
        }
    }
    found
}

fn control(
    case: &Case,
    holdings: &[Holding<'_>],
    owner: BidderId,
    owned: BidderId,
    path: &[usize],
) -> Option<Finding> {
    let (by, whom) = (case.bidders.names(&[owner]), case.bidders.names(&[owned]));
    let (grade, says) = match path {
        [direct] => {
            let says = match holdings[*direct].percent {
                Some(percent) => {
                    text!("{}持有{} {percent}% 的股份", "{} holds {percent}% of {}"; by, whom)
                }
                None => text!("{}是{}的实际控制人", "{} is the controller of {}"; by, whom),
            };
            (Grade::Violation, says)
        }
        // Not the direct holding of 实施条例 18; whether it is 控股、管理关系 needs the documents.
        _ => {
            let over: Vec<Text> = path[..path.len() - 1]
                .iter()
                .map(|at| Text::same(holdings[*at].owner_name.as_str()))
                .collect();
            let over = Text::list(over);
            (Grade::Strong, text!("{}经{}间接控股{}", "{} controls, over {}, {}"; by, over, whom))
        }
    };
    let cells = path.iter().flat_map(|at| cells(&holdings[*at], owned));
    Some(Finding::new(grade, says, cells)?.about([Subject::Bidder(owner), Subject::Bidder(owned)]))
}

fn part(case: &Case, held: &Holding<'_>, owner: BidderId, owned: BidderId) -> Option<Finding> {
    let (by, whom) = (case.bidders.names(&[owner]), case.bidders.names(&[owned]));
    let (grade, says) = match held.percent {
        Some(percent) => {
            let grade = if minority() <= percent { Grade::Strong } else { Grade::Hint };
            (grade, text!("{}持有{} {percent}% 的股份", "{} holds {percent}% of {}"; by, whom))
        }
        None => (
            Grade::Hint,
            text!("{}是{}的股东，比例未写明", "{} is a shareholder of {}, with a share not told"; by, whom),
        ),
    };
    Some(
        Finding::new(grade, says, cells(held, owned))?
            .about([Subject::Bidder(owner), Subject::Bidder(owned)]),
    )
}

fn cells<'h>(held: &'h Holding<'_>, owned: BidderId) -> impl Iterator<Item = Evidence> + 'h {
    held.facts.iter().map(move |fact| Evidence::by(owned, fact))
}

/// How an owner reaches one bid.
struct Reach {
    controls: bool,
    /// The share of the nearest holding, in percent.
    percent: Option<Decimal>,
    path: Vec<usize>,
}

/// Owners outside the tender that stand behind several bids.
fn common_owners(case: &Case, holdings: &[Holding<'_>]) -> Vec<Finding> {
    let mut owners: BTreeMap<Party, BTreeMap<BidderId, Reach>> = BTreeMap::new();
    for owned in &case.bids {
        for firm in owned.everyone().map(Party::Known) {
            let controlled = holding::controllers(holdings, &firm, majority());
            for (owner, path) in &controlled {
                // Behind a bidder that owns this one: said there.
                if path.split_last().is_some_and(|(_, before)| {
                    before.iter().any(|at| bid(case, &holdings[*at].owner).is_some())
                }) {
                    continue;
                }
                let percent = path.last().and_then(|at| holdings[*at].percent);
                let reach = Reach { controls: true, percent, path: path.clone() };
                owners.entry(owner.clone()).or_default().insert(owned.bidder, reach);
            }
            for (at, held) in holdings.iter().enumerate().filter(|(_, held)| held.owned == firm) {
                let reach = Reach { controls: false, percent: held.percent, path: vec![at] };
                owners.entry(held.owner.clone()).or_default().entry(owned.bidder).or_insert(reach);
            }
        }
    }
    owners.retain(|owner, reached| 1 < reached.len() && bid(case, owner).is_none());
    let reached_by: Vec<(&Party, BTreeSet<BidderId>)> =
        owners.iter().map(|(owner, reached)| (owner, reached.keys().copied().collect())).collect();
    // An owner of an owner adds nothing where both stand behind the same bids.
    let is_behind = |owner: &Party| {
        let own = reached_by.iter().find(|(known, _)| *known == owner).map(|(_, bids)| bids);
        reached_by.iter().any(|(nearer, bids)| {
            Some(bids) == own
                && *nearer != owner
                && holding::controllers(holdings, nearer, majority()).contains_key(owner)
                && !holding::controllers(holdings, owner, majority()).contains_key(nearer)
        })
    };
    owners
        .iter()
        .filter(|(owner, _)| !is_behind(owner))
        .filter_map(|(_, reached)| common_owner(case, holdings, reached))
        .collect()
}

fn common_owner(
    case: &Case,
    holdings: &[Holding<'_>],
    reached: &BTreeMap<BidderId, Reach>,
) -> Option<Finding> {
    let last = reached.values().find_map(|reach| reach.path.last())?;
    let owner = holdings[*last].owner_name.as_str();
    let is_firm = name::looks_like_company(owner) || 4 < owner.chars().count();
    if STATE.iter().any(|word| owner.contains(word)) {
        return None;
    }
    let controlled = reached.values().filter(|reach| reach.controls).count();
    let is_public = shared::HOLDERS_AT_MOST.value < reached.len() as f64;
    let is_passive = PASSIVE.iter().any(|word| owner.contains(word));
    if controlled < 2 && is_public {
        return None;
    }
    let bids: Vec<BidderId> = reached.keys().copied().collect();
    let big = reached
        .values()
        .filter(|reach| {
            reach.controls || reach.percent.is_some_and(|percent| minority() <= percent)
        })
        .count();
    // Persons share names: only another trace that the bids have in common makes them one.
    let is_one = is_firm || {
        let mut known = shared::pairs_sharing(case, Field::AgentId);
        known.extend(shared::pairs_sharing(case, Field::ContactPhone));
        shared::pairs(&bids).iter().any(|pair| known.contains(pair))
    };
    let grade = if 1 < controlled && is_one || 1 < big && is_one && !is_passive {
        RULE.grade
    } else {
        Grade::Hint
    };
    let names = case.bidders.names(&bids);
    // Whoever owns a firm stands in the register; a person is left to the cells, where names are masked.
    let who = if is_firm { Text::same(owner) } else { Text::of("同一自然人", "one person") };
    let says = if 1 < controlled {
        text!("{}同受{}控制", "{} are both controlled by {}"; names, who)
    } else {
        text!("{}有共同股东：{}", "{} have a shareholder in common: {}"; names, who)
    };
    let says = if is_one {
        says
    } else {
        text!("{}（仅姓名相同，重名可能未排除）", "{} (by name alone; it may be a namesake)"; says)
    };
    let cells = reached
        .iter()
        .flat_map(|(bid, reach)| reach.path.iter().flat_map(|at| cells(&holdings[*at], *bid)));
    let mut finding = Finding::new(grade, says, cells)?;
    for (bid, reach) in reached {
        if let Some(percent) = reach.percent {
            finding = finding.measuring(share_of(case, *bid), format!("{percent}%"));
        }
    }
    Some(finding)
}

fn share_of(case: &Case, bid: BidderId) -> Text {
    let name = case.bidders.short(bid);
    text!("在{name}的持股比例", "share in {name}")
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB103", "hit"),
            ["violation: 恒泰信息持有云帆软件 60% 的股份 | hit.csv!B11 hit.csv!C11 hit.csv!A11",]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB103", "miss").is_empty());
    }

    /// Half of the shares is control, a little less is not, and less than 5 % is only a hint; the owner of the common owner is not told twice.
    #[test]
    fn edge() {
        assert_eq!(
            check("WB103", "edge"),
            [
                "strong: 恒泰信息、云帆软件同受宁川恒泰控股集团有限公司控制 | edge.csv!B11 edge.csv!C11 edge.csv!A11 edge.csv!B12 edge.csv!C12 edge.csv!A12",
                "strong: 恒泰信息持有智联科技 49.99% 的股份 | edge.csv!B13 edge.csv!C13 edge.csv!A13",
                "hint: 云帆软件持有博远数据 4.9% 的股份 | edge.csv!B15 edge.csv!C15 edge.csv!A15",
            ]
        );
    }

    /// Control over a firm that does not bid, from cells that list all owners with their shares.
    #[test]
    fn chain() {
        assert_eq!(
            check("WB103", "chain"),
            [
                "strong: 恒泰信息经宁川恒泰控股集团有限公司间接控股云帆软件 | chain.csv!B12 chain.csv!A12 chain.csv!B11 chain.csv!A11"
            ]
        );
    }
}
