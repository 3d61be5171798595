//! Total prices in equal steps.

use rust_decimal::Decimal;

use super::totals;
use crate::graph::{Family, Priced};
use crate::law::statutes::{BIDDING_REGULATION_40_4, ORDER_87_37_4};
use crate::record::Field;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, Parameter, Rule, format,
};
use crate::screen::progression;
use crate::text;
use crate::text::Text;

/// WB404 · 投标总价呈等差
pub static RULE: Rule = Rule {
    code: "WB404",
    slug: "arithmetic_progression_totals",
    name: Text::of("投标总价呈等差", "total prices in equal steps"),
    article16: Article16::Collusion,
    family: Family::Price,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&BIDDING_REGULATION_40_4, &ORDER_87_37_4],
    why: Text::of(
        "报价按固定金额逐家递增，符合由一方统一排价的特征。",
        "Prices that rise by one amount from bidder to bidder look as if one party had laid them out.",
    ),
    innocent: &[
        Text::of("三家报价的等差可以是巧合", "with three bids equal steps may be coincidence"),
        Text::of("报价习惯取整，台阶自然相近", "rounded prices fall into step by themselves"),
    ],
    next: &[
        Text::of("各家分项报价表", "the item prices of each bidder"),
        Text::of(
            "报价文件的形成过程、时间和经办人",
            "how, when and by whom the prices were made up",
        ),
    ],
    needs: &[&[Field::BidPrice, Field::FinalPrice, Field::BidPriceInCapitals]],
    parameters: &[&TOLERANCE, &totals::CHANCE_AT_MOST],
    check: Check::Case(check),
};

static TOLERANCE: Parameter = Parameter {
    name: "step_tolerance",
    value: 0.01,
    means: Text::of(
        "各级差与平均级差的最大相对偏差（经验值）；三家时须精确到分",
        "largest relative deviation of a step from the mean step (rule of thumb); with three bids the steps must agree to the fen",
    ),
};

fn check(case: &Case) -> Checked {
    let prices = case.prices(3)?;
    let yuan: Vec<Decimal> = prices.iter().map(|priced| priced.amount).collect();
    let Some(steps) = progression::arithmetic(&yuan, TOLERANCE.value) else {
        return Ok(Vec::new());
    };
    let three = yuan.len() == 3;
    // Prices close together are nearly in both kinds of progression: the better fit speaks.
    let ratios = progression::geometric(&yuan, TOLERANCE.value);
    let fits_worse = ratios.is_some_and(|ratios| ratios.worst_deviation < steps.worst_deviation);
    if fits_worse || (three && !steps.exact) || totals::CHANCE_AT_MOST.value < steps.chance {
        return Ok(Vec::new());
    }
    let grade =
        if three || totals::reference_price(case).is_some() { Grade::Hint } else { RULE.grade };
    let step = format::money_in(steps.step.round_dp(2), prices[0].currency);
    let n = yuan.len();
    let says = text!("{n} 家投标总价从低到高依次相差约 {}", "the {n} total prices rise by about {} each"; step);
    let found = Finding::new(
        grade,
        says,
        prices.iter().map(|one: &Priced| Evidence::by(one.bidder, one.fact)),
    );
    let measured = found.map(|finding| {
        finding
            .measuring(
                Text::of("级差的最大相对偏差", "largest relative deviation of a step"),
                format!(
                    "{} ≤ {}",
                    format::percent(steps.worst_deviation),
                    format::percent(TOLERANCE.value)
                ),
            )
            .measuring(format::HONEST_CHANCE, format::chance(steps.chance))
    });
    Ok(measured.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn four_totals_in_equal_steps() {
        assert_eq!(
            check("WB404", "hit"),
            [
                "strong: 4 家投标总价从低到高依次相差约 6.00 万元 | hit.csv!C5 hit.csv!C4 hit.csv!C7 hit.csv!C6",
            ]
        );
    }

    #[test]
    fn one_total_out_of_step() {
        assert_eq!(check("WB404", "miss"), [""; 0]);
    }

    #[test]
    fn three_round_totals_fall_into_step_too_easily() {
        assert_eq!(check("WB404", "edge"), [""; 0]);
    }
}
