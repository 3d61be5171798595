//! One low bid apart, and losers crowded together above it.

use super::totals;
use crate::graph::Family;
use crate::law::statutes::{PROCUREMENT_REGULATION_74_3, PROCUREMENT_REGULATION_74_5};
use crate::record::Field;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule, format,
};
use crate::screen::dispersion;
use crate::text;
use crate::text::Text;

/// WB408 · 陪标形态：最低价突出而其余报价靠拢
pub static RULE: Rule = Rule {
    code: "WB408",
    slug: "cover_bid_relative_distance",
    name: Text::of(
        "陪标形态：最低价突出而其余报价靠拢",
        "cover bids: one low price apart, the others close together",
    ),
    article16: Article16::Collusion,
    family: Family::Price,
    grade: Grade::Hint,
    highest: Grade::Hint,
    basis: &[&PROCUREMENT_REGULATION_74_5, &PROCUREMENT_REGULATION_74_3],
    why: Text::of(
        "陪标人只求不中，报价常集中在拟中标价之上的一小段；真实竞争中次低价更接近最低价。",
        "Cover bidders only need to lose and crowd above the intended price; in real competition the second price lies near the first.",
    ),
    innocent: &[
        Text::of(
            "最低价投标人确有成本优势或进入市场的意图",
            "a lowest bidder with lower costs or the wish to enter the market",
        ),
        Text::of("其余投标人采购同一产品", "losing bidders who all offer the same product"),
    ],
    next: &[
        Text::of("未中标人的分项报价与成本测算", "the losing bidders' item prices and cost sheets"),
        Text::of("各投标人之间的历史陪标关系", "who lost to whom in earlier tenders"),
    ],
    needs: &[&[Field::BidPrice, Field::FinalPrice, Field::BidPriceInCapitals]],
    parameters: &[&DISTANCE, &LOSERS, &CHANCE],
    check: Check::Case(check),
};

static DISTANCE: Parameter = Parameter {
    name: "relative_distance",
    value: 1.0,
    means: Text::of(
        "最低两价之差与其余报价标准差之比的下限（Imhof、Karagök、Rutz 2018）",
        "least distance of the two lowest prices in standard deviations of the losing ones (Imhof, Karagök and Rutz 2018)",
    ),
};

static LOSERS: Parameter = Parameter {
    name: "coefficient_of_variation_losers",
    value: 0.03,
    means: Text::of(
        "其余报价变异系数上限（经验值）",
        "largest coefficient of variation of the losing prices (rule of thumb)",
    ),
};

static CHANCE: Parameter = Parameter {
    name: "chance_at_most",
    value: 0.01,
    means: Text::of(
        "互不串通时两者同时出现的概率上限；形态常见，取较严的 1%",
        "largest chance of both together without collusion; the shape is common, so the stricter 1 % is taken",
    ),
};

fn check(case: &Case) -> Checked {
    totals::unless_reference_price(case)?;
    let prices = case.prices(4)?;
    if case.winner().is_some_and(|(winner, _)| {
        case.bid(winner).is_some_and(|bid| bid.bidder != prices[0].bidder)
    }) {
        return Err(NotChecked::because(Text::of(
            "中标人不是最低价，陪标形态不适用",
            "the winner is not the lowest bidder, so the pattern does not apply",
        )));
    }
    let (n, figures) = (prices.len(), totals::figures(&prices));
    let shape = (
        dispersion::relative_distance(&figures),
        dispersion::coefficient_of_variation(&figures[1..]),
        dispersion::price_gaps(&figures).and_then(|gaps| gaps.in_losing_gaps),
    );
    let (Some(distance), Some(losers), Some(gaps)) = shape else { return Ok(Vec::new()) };
    // The steps of uniform prices are Dirichlet(1, …, 1): the first exceeds r mean steps of the others with ((n−2)/(n−2+r))^(n−2).
    let apart = ((n as f64 - 2.0) / (n as f64 - 2.0 + gaps)).powf(n as f64 - 2.0);
    let crowded =
        dispersion::chance_of_dispersion_at_most(losers, n - 1, dispersion::ASSUMED_MARKET_CV);
    let Some(by_chance) = crowded.map(|crowded| apart * crowded) else { return Ok(Vec::new()) };
    if distance <= DISTANCE.value || LOSERS.value <= losers || CHANCE.value < by_chance {
        return Ok(Vec::new());
    }
    let name = case.bidders.names(&[prices[0].bidder]);
    let gap = format::money_in(prices[1].amount - prices[0].amount, prices[0].currency);
    let (others, spread) = (n - 1, format::percent(losers));
    let says = text!(
        "{}的报价比次低价低 {}，其余 {others} 家报价的变异系数为 {spread}",
        "{} is {} below the second price, while the other {others} prices have a coefficient of variation of {spread}";
        name, gap
    );
    let found =
        Finding::new(RULE.grade, says, prices.iter().map(|one| Evidence::by(one.bidder, one.fact)));
    let measured = found.map(|finding| {
        finding
            .measuring(Text::of("相对距离", "relative distance"), format!("{distance:.2} > {:.2}", DISTANCE.value))
            .measuring(
                Text::of("其余报价变异系数", "coefficient of variation of the losing prices"),
                format!("{spread} < {}", format::percent(LOSERS.value)),
            )
            .measuring(
                Text::of(
                    "互不串通时两者同时出现的概率（近似，假定该市场变异系数为 5%）",
                    "chance of both together without collusion (approximate, the market's spread taken as 5 %)",
                ),
                format::chance(by_chance),
            )
    });
    Ok(measured.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn one_bid_apart_and_three_together() {
        assert_eq!(
            check("WB408", "hit"),
            [
                "hint: 云帆信息的报价比次低价低 12.10 万元，其余 3 家报价的变异系数为 0.35% | hit.csv!C5 hit.csv!C7 hit.csv!C6 hit.csv!C8",
            ]
        );
    }

    #[test]
    fn bids_evenly_apart() {
        assert_eq!(check("WB408", "miss"), [""; 0]);
    }

    #[test]
    fn the_winner_is_another_bidder() {
        assert_eq!(check("WB408", "edge"), ["not checked: 中标人不是最低价，陪标形态不适用",]);
    }
}
