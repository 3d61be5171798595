//! Total prices in equal ratios.

use rust_decimal::Decimal;

use super::totals;
use crate::graph::Family;
use crate::law::statutes::BIDDING_REGULATION_40_4;
use crate::record::Field;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, Parameter, Rule, format,
};
use crate::screen::progression;
use crate::text;
use crate::text::Text;

/// WB405 · 投标总价呈等比
pub static RULE: Rule = Rule {
    code: "WB405",
    slug: "geometric_progression_totals",
    name: Text::of("投标总价呈等比", "total prices in equal ratios"),
    article16: Article16::Collusion,
    family: Family::Price,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&BIDDING_REGULATION_40_4],
    why: Text::of(
        "报价按固定比例逐家放大，符合由一份报价乘以系数得出其他报价的特征。",
        "Prices that grow by one ratio from bidder to bidder look like one price multiplied again and again.",
    ),
    innocent: &[
        Text::of("报价家数少时的巧合", "coincidence among few bids"),
        Text::of(
            "各家按同一限价的整数折扣报价",
            "each bid a whole-number discount from one ceiling",
        ),
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
    name: "ratio_tolerance",
    value: 0.005,
    means: Text::of(
        "各级比值（取对数）与平均值的最大相对偏差（经验值）",
        "largest relative deviation of a ratio, in logarithms, from the mean (rule of thumb)",
    ),
};

fn check(case: &Case) -> Checked {
    // Two ratios of three bids agree too easily for a tolerance to tell anything.
    let prices = case.prices(4)?;
    let yuan: Vec<Decimal> = prices.iter().map(|priced| priced.amount).collect();
    let Some(ratios) = progression::geometric(&yuan, TOLERANCE.value) else {
        return Ok(Vec::new());
    };
    // Prices close together are nearly in both kinds of progression: the better fit speaks.
    let steps = progression::arithmetic(&yuan, TOLERANCE.value);
    let fits_worse = steps.is_some_and(|steps| steps.worst_deviation <= ratios.worst_deviation);
    if fits_worse || totals::CHANCE_AT_MOST.value < ratios.chance {
        return Ok(Vec::new());
    }
    let grade = if totals::reference_price(case).is_some() { Grade::Hint } else { RULE.grade };
    let (n, ratio) = (yuan.len(), ratios.step.round_dp(4).normalize());
    let says = text!(
        "{n} 家投标总价从低到高依次约为前一家的 {ratio} 倍",
        "each of the {n} total prices is about {ratio} times the one before"
    );
    let found =
        Finding::new(grade, says, prices.iter().map(|one| Evidence::by(one.bidder, one.fact)));
    let measured = found.map(|finding| {
        finding
            .measuring(
                Text::of(
                    "比值（取对数）的最大相对偏差",
                    "largest relative deviation of a ratio, in logarithms",
                ),
                format!(
                    "{} ≤ {}",
                    format::percent(ratios.worst_deviation),
                    format::percent(TOLERANCE.value)
                ),
            )
            .measuring(format::HONEST_CHANCE, format::chance(ratios.chance))
    });
    Ok(measured.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn four_totals_in_equal_ratios() {
        assert_eq!(
            check("WB405", "hit"),
            [
                "strong: 4 家投标总价从低到高依次约为前一家的 1.06 倍 | hit.csv!C5 hit.csv!C4 hit.csv!C7 hit.csv!C6",
            ]
        );
    }

    #[test]
    fn one_total_out_of_step() {
        assert_eq!(check("WB405", "miss"), [""; 0]);
    }

    #[test]
    fn three_totals_are_not_checked() {
        assert_eq!(check("WB405", "edge"), ["not checked: 有效报价 3 家，至少需要 4 家",]);
    }
}
