//! The same slips of calculation and writing in the bids of different bidders.

use std::collections::{BTreeMap, BTreeSet};

use super::slips::{self, Slip};
use crate::graph::Family;
use crate::law::statutes::{BIDDING_REGULATION_40_4, ORDER_87_37_4};
use crate::record::Field;
use crate::resolve::BidderId;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule,
};
use crate::text;
use crate::text::Text;

/// WB209 · 差错异常一致
pub static RULE: Rule = Rule {
    code: "WB209",
    slug: "identical_errors",
    name: Text::of("差错异常一致", "identical errors"),
    article16: Article16::Collusion,
    family: Family::Document,
    grade: Grade::Strong,
    highest: Grade::Deemed,
    basis: &[&BIDDING_REGULATION_40_4, &ORDER_87_37_4],
    why: Text::of(
        "各自编制的文件很难在同一处出现同样的计算差错或错字，相同差错指向同一底稿。",
        "Documents drawn up apart hardly slip in the same places; the same slips point to one draft.",
    ),
    innocent: &[
        Text::of(
            "差错来自采购文件自带的清单或模板",
            "the slip stands in the list or template of the tender documents",
        ),
        Text::of(
            "同一厂商提供的产品资料本身有误",
            "the slip stands in material of one manufacturer",
        ),
    ],
    next: &[
        Text::of("采购文件原文，逐处比对", "the tender documents, place by place"),
        Text::of("各家报价表电子文件及其属性", "the electronic price sheets and their properties"),
    ],
    needs: &[
        &[Field::ItemName, Field::ItemNo],
        &[Field::LineTotal, Field::Brand, Field::Manufacturer],
    ],
    parameters: &[&SLIPS],
    check: Check::Case(check),
};

static SLIPS: Parameter = Parameter {
    name: "identical_slips",
    value: 2.0,
    means: Text::of("相同差错的最少处数（经验值）", "fewest slips in common (rule of thumb)"),
};

fn check(case: &Case) -> Checked {
    // A slip of all bidders is more likely the tender document's: only a bid without it shows that it is not.
    let with_items = case.bids.iter().filter(|bid| !bid.items.is_empty()).count();
    if with_items < 3 {
        return Err(NotChecked::because(text!(
            "有分项报价的投标 {with_items} 家，至少需要 3 家才能排除采购文件自身的差错",
            "{with_items} bids have items; it takes three to rule out a slip of the tender document itself"
        )));
    }
    let slips = slips::find(case);
    // Every pair of bids with the slips they share; pairs that share the same slips are one group.
    let mut groups: BTreeMap<Vec<usize>, BTreeSet<BidderId>> = BTreeMap::new();
    for (a, b) in case.pairs() {
        let both = |slip: &Slip| {
            slip.holders.contains_key(&a.bidder) && slip.holders.contains_key(&b.bidder)
        };
        let shared: Vec<usize> = (0..slips.len()).filter(|at| both(&slips[*at])).collect();
        if SLIPS.value <= shared.len() as f64 {
            groups.entry(shared).or_default().extend([a.bidder, b.bidder]);
        }
    }
    Ok(groups.iter().filter_map(|(shared, who)| finding(case, &slips, shared, who)).collect())
}

fn finding(
    case: &Case,
    slips: &[Slip],
    shared: &[usize],
    who: &BTreeSet<BidderId>,
) -> Option<Finding> {
    let who: Vec<BidderId> = who.iter().copied().collect();
    let (names, n) = (case.bidders.names(&who), shared.len());
    let shown = Text::list(shared.iter().take(3).map(|at| slips[*at].says.clone()));
    let says = text!("{}的分项报价有 {n} 处相同差错：{}", "the item prices of {} share {n} slips: {}"; names, shown);
    let cells = shared.iter().flat_map(|at| {
        let slip = &slips[*at];
        let of = |bidder: &BidderId| slip.holders.get(bidder).map(|facts| (*bidder, facts));
        who.iter()
            .filter_map(of)
            .flat_map(|(bidder, facts)| facts.iter().map(move |fact| Evidence::by(bidder, fact)))
    });
    let tender = shared.iter().filter_map(|at| slips[*at].template).map(Evidence::of);
    let witnesses = shared.iter().map(|at| slips[*at].without).min().unwrap_or(0);
    Some(
        Finding::new(RULE.grade, says, cells.chain(tender))?
            .about(who.into_iter().map(crate::rules::Subject::Bidder))
            .measuring(
                Text::of("相同差错处数", "slips in common"),
                format!("{n} ≥ {}", SLIPS.value),
            )
            .measuring(
                Text::of(
                    "同一处无差错的其他投标人（最少）",
                    "other bidders without the slip at the same place (at least)",
                ),
                witnesses.to_string(),
            ),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn two_bids_with_the_same_two_slips() {
        assert_eq!(
            check("WB209", "hit"),
            [
                "strong: 云帆信息、拓界软件的分项报价有 2 处相同差错：“自助服务终端”合价均多计 2,000.00 元、“驻场运维服务”合价均少计 900.00 元 | hit.csv!D11 hit.csv!E11 hit.csv!F11 hit.csv!D17 hit.csv!E17 hit.csv!F17 hit.csv!D13 hit.csv!E13 hit.csv!F13 hit.csv!D19 hit.csv!E19 hit.csv!F19",
            ]
        );
    }

    #[test]
    fn a_slip_of_all_bids_is_the_tender_documents() {
        assert_eq!(check("WB209", "miss"), [""; 0]);
    }

    #[test]
    fn one_sum_and_one_misspelt_name_are_enough() {
        assert_eq!(
            check("WB209", "edge"),
            [
                "strong: 云帆信息、拓界软件的分项报价有 2 处相同差错：“社保卡管里平台软件”（应为“社保卡管理平台软件”）、“自助服务终端”合价均多计 2,000.00 元 | edge.csv!C10 edge.csv!C16 edge.csv!D12 edge.csv!E12 edge.csv!F12 edge.csv!D18 edge.csv!E18 edge.csv!F18",
            ]
        );
    }
}
