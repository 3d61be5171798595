//! Bids of different bidders with one total price.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::totals;
use crate::graph::{Family, Priced};
use crate::law::statutes::{BIDDING_REGULATION_40_4, ORDER_87_37_4, PROCUREMENT_REGULATION_74_3};
use crate::record::Field;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule, format,
};
use crate::screen::{dispersion, progression};
use crate::text;
use crate::text::Text;

/// WB401 · 投标总价完全相同
pub static RULE: Rule = Rule {
    code: "WB401",
    slug: "identical_total_price",
    name: Text::of("投标总价完全相同", "identical total prices"),
    article16: Article16::Collusion,
    family: Family::Price,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&BIDDING_REGULATION_40_4, &ORDER_87_37_4, &PROCUREMENT_REGULATION_74_3],
    why: Text::of(
        "独立编制的报价精确到分仍然相同，通常说明报价有共同来源。",
        "Prices made up independently seldom agree to the fen; agreement points to a common source.",
    ),
    innocent: &[
        Text::of("固定价采购，只比服务", "a tender at a fixed price that compares service only"),
        Text::of("执行政府指导价或统一目录价", "a guided price or a common price list"),
        Text::of("按整数费率报价", "prices computed from whole-number rates"),
    ],
    next: &[
        Text::of(
            "分项报价表和报价形成过程材料",
            "the item prices and the papers that show how the price came about",
        ),
        Text::of(
            "采购文件中关于固定价、限价的规定",
            "what the tender documents say about fixed prices and ceilings",
        ),
    ],
    needs: &[&[Field::BidPrice, Field::FinalPrice, Field::BidPriceInCapitals]],
    parameters: &[&totals::CHANCE_AT_MOST],
    check: Check::Case(check),
};

fn check(case: &Case) -> Checked {
    let prices = case.offers()?;
    if prices.len() < 2 {
        return Err(case.prices(2).err().unwrap_or_else(|| NotChecked::missing([Field::BidPrice])));
    }
    let mut same: BTreeMap<Decimal, Vec<&Priced>> = BTreeMap::new();
    for priced in &prices {
        same.entry(priced.amount.normalize()).or_default().push(priced);
    }
    // A price equal to the ceiling is the ceiling's coincidence, not the bidders'.
    let capped = [Field::PriceCeiling, Field::Budget, Field::ReservePrice]
        .map(|field| case.project.amount(field).map(|(amount, of, _)| (amount, of)));
    let by_chance = chance(&prices);
    let found = same
        .into_iter()
        .filter(|(yuan, holders)| {
            1 < holders.len() && !capped.contains(&Some((*yuan, prices[0].currency)))
        })
        .filter_map(|(yuan, holders)| finding(case, yuan, &holders, prices.len(), by_chance));
    Ok(found.collect())
}

/// How often some two of so many honest prices of the same grain agree by chance.
fn chance(prices: &[Priced<'_>]) -> Option<f64> {
    let figures = totals::figures(prices);
    let yuan: Vec<Decimal> = prices.iter().map(|priced| priced.amount).collect();
    let grain = progression::price_grain(&yuan)?;
    // Half the grain on either side rounds to the same price. A spread seen in this tender counts where it is narrower.
    let gap = format::float(grain) / 2.0 / dispersion::mean(&figures)?;
    let seen = dispersion::coefficient_of_variation(&figures).filter(|cv| 0.0 < *cv);
    let spread =
        seen.map_or(dispersion::ASSUMED_MARKET_CV, |cv| cv.min(dispersion::ASSUMED_MARKET_CV));
    dispersion::chance_of_near_pair(gap, prices.len(), spread)
}

fn finding(
    case: &Case,
    yuan: Decimal,
    holders: &[&Priced],
    n: usize,
    by_chance: Option<f64>,
) -> Option<Finding> {
    // All at one price: as likely a fixed price that the files do not mention. Rates and average prices repeat by themselves.
    let fixed = holders.len() == n && 2 < n;
    let rates = case.bids.iter().filter(|bid| bid.offers_a_rate()).count();
    let common = by_chance.is_some_and(|chance| totals::CHANCE_AT_MOST.value < chance);
    let weaker = fixed || common || totals::reference_price(case).is_some() || n <= 2 * rates;
    let grade = if weaker { Grade::Hint } else { RULE.grade };
    let (names, price) = (
        case.bidders.names(&holders.iter().map(|one| one.bidder).collect::<Vec<_>>()),
        format::money_in(yuan, holders[0].currency),
    );
    let says = text!("{}的投标总价均为 {}", "{} bid the same total of {}"; names, price);
    let evidence = holders.iter().map(|one| Evidence::by(one.bidder, one.fact));
    let finding = Finding::new(grade, says, evidence)?;
    Some(match by_chance {
        Some(chance) => finding.measuring(format::HONEST_CHANCE, format::chance(chance)),
        None => finding,
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn two_bids_of_one_total() {
        assert_eq!(
            check("WB401", "hit"),
            ["strong: 拓界软件、江澜朔风网络的投标总价均为 968,350.37 元 | hit.csv!C5 hit.csv!C7",]
        );
    }

    #[test]
    fn bids_at_the_ceiling_agree_with_it_not_with_each_other() {
        assert_eq!(check("WB401", "miss"), [""; 0]);
    }

    #[test]
    fn one_price_of_all_is_a_hint() {
        assert_eq!(
            check("WB401", "edge"),
            [
                "hint: 云帆信息、拓界软件、禾谷数据的投标总价均为 86.00 万元 | edge.csv!C4 edge.csv!C5 edge.csv!C6",
            ]
        );
    }
}
