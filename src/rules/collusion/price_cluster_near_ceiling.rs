//! All bids just below the ceiling.

use super::totals;
use crate::graph::Family;
use crate::law::statutes::PROCUREMENT_REGULATION_74_3;
use crate::record::Field;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule, format,
};
use crate::screen::dispersion;
use crate::text;
use crate::text::Text;

/// WB406 · 报价普遍贴近最高限价
pub static RULE: Rule = Rule {
    code: "WB406",
    slug: "price_cluster_near_ceiling",
    name: Text::of("报价普遍贴近最高限价", "all bids close to the ceiling"),
    article16: Article16::Collusion,
    family: Family::Price,
    grade: Grade::Hint,
    highest: Grade::Strong,
    basis: &[&PROCUREMENT_REGULATION_74_3],
    why: Text::of(
        "无人让利的竞争少见；全部报价贴近限价，可能无人真正竞价。",
        "Where nobody gives anything away there may be no real competition.",
    ),
    innocent: &[
        Text::of(
            "预算按公开费用标准测算，空间本来就小",
            "a tight budget computed from a published standard of cost",
        ),
        Text::of(
            "评分中价格权重低，降价得分有限",
            "a low weight of price, so that cutting it earns little",
        ),
    ],
    next: &[
        Text::of(
            "同类项目历史成交价与限价之比",
            "award prices against ceilings in earlier tenders of the kind",
        ),
        Text::of("限价的测算依据", "how the ceiling was computed"),
    ],
    needs: &[
        &[Field::BidPrice, Field::FinalPrice, Field::BidPriceInCapitals],
        &[Field::PriceCeiling, Field::Budget],
    ],
    parameters: &[&NEAR, &VERY_NEAR, &totals::CHANCE_AT_MOST],
    check: Check::Case(check),
};

static NEAR: Parameter = Parameter {
    name: "share_of_ceiling",
    value: 0.95,
    means: Text::of(
        "报价与限价之比的下限（经验值）",
        "least share of the ceiling that every bid has (rule of thumb)",
    ),
};

static VERY_NEAR: Parameter = Parameter {
    name: "share_of_ceiling_strong",
    value: 0.97,
    means: Text::of(
        "四家以上报价与明示限价之比均不低于此值时列强线索（经验值）",
        "four bids or more, all at or above this share of a stated ceiling, are a strong lead (rule of thumb)",
    ),
};

fn check(case: &Case) -> Checked {
    totals::unless_reference_price(case)?;
    let prices = case.prices(3)?;
    let (ceiling, limit) = case.ceiling_in(prices[0].currency).ok_or_else(|| {
        let limit =
            [Field::PriceCeiling, Field::Budget].iter().find_map(|it| case.project.amount(*it));
        match limit {
            None => NotChecked::missing([Field::PriceCeiling]),
            Some((_, other, _)) => {
                let own = prices[0].currency;
                NotChecked::because(text!(
                    "报价为 {own}，限价为 {other}，不折算",
                    "the prices are in {own} and the ceiling in {other}: not converted"
                ))
            }
        }
    })?;
    let (lowest, highest) = (prices[0].amount, prices[prices.len() - 1].amount);
    let Some(share) = format::share(lowest, ceiling) else { return Ok(Vec::new()) };
    // Above the ceiling is a matter of validity; all at the ceiling itself is a tender at a fixed price.
    if share < NEAR.value || ceiling < highest || lowest == ceiling {
        return Ok(Vec::new());
    }
    let n = prices.len();
    let Some(by_chance) = dispersion::chance_all_at_least(share, n, dispersion::ASSUMED_FLOOR)
    else {
        return Ok(Vec::new());
    };
    if totals::CHANCE_AT_MOST.value < by_chance {
        return Ok(Vec::new());
    }
    // A budget is often computed from what the market asks; and three totals alone are a hint.
    let stated = limit.field == Field::PriceCeiling;
    let grade =
        if stated && 3 < n && VERY_NEAR.value <= share { Grade::Strong } else { RULE.grade };
    let (what, least) = (limit.field.name(), format::percent(share));
    let says = text!("{n} 家有效报价全部不低于{}的 {least}", "all {n} valid prices are at least {least} of the {}"; what);
    let evidence = std::iter::once(Evidence::of(limit))
        .chain(prices.iter().map(|one| Evidence::by(one.bidder, one.fact)));
    let found = Finding::new(grade, says, evidence).map(|finding| {
        finding
            .measuring(
                Text::of("最低报价与限价之比", "lowest price as a share of the ceiling"),
                format!("{} ≥ {}", format::percent(share), format::percent(NEAR.value)),
            )
            .measuring(
                Text::of(
                    "互不串通时出现同样形态的概率（假定报价在限价的 80% 至 100% 间均匀分布）",
                    "chance without collusion (prices taken as uniform between 80 % and 100 % of the ceiling)",
                ),
                format::chance(by_chance),
            )
    });
    Ok(found.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn four_bids_close_to_a_stated_ceiling() {
        assert_eq!(
            check("WB406", "hit"),
            [
                "strong: 4 家有效报价全部不低于最高限价的 97.02% | hit.csv!B2 hit.csv!C5 hit.csv!C7 hit.csv!C8 hit.csv!C6",
            ]
        );
    }

    #[test]
    fn a_drawn_discount_draws_prices_together() {
        assert_eq!(
            check("WB406", "miss"),
            [
                "not checked: 评标办法为“合理低价法(随机下浮率确定基准价)”，报价向基准价聚集属该办法的正常结果",
            ]
        );
    }

    #[test]
    fn the_share_itself_is_included_and_three_bids_are_a_hint() {
        assert_eq!(
            check("WB406", "edge"),
            [
                "hint: 3 家有效报价全部不低于预算金额的 95.00% | edge.csv!B2 edge.csv!C5 edge.csv!C7 edge.csv!C6",
            ]
        );
    }
}
