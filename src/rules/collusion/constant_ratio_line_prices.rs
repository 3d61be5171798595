//! Item prices of one bid that are those of another times a constant.

use super::lines::{ItemPrices, Line};
use crate::graph::Family;
use crate::law::statutes::{BIDDING_REGULATION_40_4, ORDER_87_37_4};
use crate::record::Field;
use crate::rules::{Article16, Case, Check, Checked, Finding, Grade, Parameter, Rule, format};
use crate::screen::items::{self, CommonRatio};
use crate::text;
use crate::text::Text;

/// WB403 · 分项报价成固定比例
pub static RULE: Rule = Rule {
    code: "WB403",
    slug: "constant_ratio_line_prices",
    name: Text::of("分项报价成固定比例", "item prices in a constant ratio"),
    article16: Article16::Collusion,
    family: Family::Price,
    grade: Grade::Strong,
    highest: Grade::Deemed,
    basis: &[&BIDDING_REGULATION_40_4, &ORDER_87_37_4],
    why: Text::of(
        "逐项单价按同一系数变化，属于报价呈规律性差异，符合由一份报价乘系数得出另一份的特征。",
        "Item after item differs by one factor: a regular difference, as when one price sheet is multiplied into another.",
    ),
    innocent: &[
        Text::of(
            "双方均按同一公开目录价打折报价",
            "both bids are discounts from one published list",
        ),
        Text::of(
            "按统一下浮率报价的采购",
            "a tender in which a discount is offered instead of prices",
        ),
    ],
    next: &[
        Text::of("成本构成说明和询价记录", "cost sheets and records of quotations"),
        Text::of(
            "报价表电子文件及其公式、属性",
            "the electronic price sheets, their formulas and properties",
        ),
    ],
    needs: &[&[Field::ItemName, Field::ItemNo], &[Field::UnitPrice, Field::LineTotal]],
    parameters: &[&TOLERANCE, &LINES, &SHARE, &VALUES],
    check: Check::Case(check),
};

static TOLERANCE: Parameter = Parameter {
    name: "ratio_tolerance",
    value: 0.005,
    means: Text::of(
        "同一比例允许的离散（最大减最小，除以中位数）（经验值）",
        "how far ratios that count as one may spread (rule of thumb)",
    ),
};

static LINES: Parameter = Parameter {
    name: "lines_in_ratio",
    value: 5.0,
    means: Text::of(
        "成同一比例的最少分项数（经验值）",
        "fewest items in one ratio (rule of thumb)",
    ),
};

static SHARE: Parameter = Parameter {
    name: "share_in_ratio",
    value: 0.80,
    means: Text::of(
        "成同一比例的分项占可比分项的下限（经验值）",
        "least share of comparable items in one ratio (rule of thumb)",
    ),
};

static VALUES: Parameter = Parameter {
    name: "distinct_prices",
    value: 3.0,
    means: Text::of(
        "其中不同单价的最少个数，避免同一价格重复计数",
        "fewest different prices among them, so that one repeated price does not count again and again",
    ),
};

/// Two bids in step.
struct Step<'c> {
    a: usize,
    b: usize,
    lines: Vec<Line<'c>>,
    ratio: CommonRatio,
}

fn check(case: &Case) -> Checked {
    let prices = ItemPrices::of(case)?;
    let mut compared = 0;
    let mut found = Vec::new();
    for (a, b) in prices.pairs() {
        let lines: Vec<Line> = prices.between(a, b).collect();
        if LINES.value <= lines.len() as f64 {
            compared += 1;
            found.extend(step(a, b, lines));
        }
    }
    Ok(found
        .iter()
        .filter_map(|step| finding(case, &prices, step, found.len(), compared))
        .collect())
}

/// The two bids, when enough of their lines keep one ratio other than one.
fn step(a: usize, b: usize, lines: Vec<Line<'_>>) -> Option<Step<'_>> {
    let pairs: Vec<_> = lines.iter().map(|line| (line.a.0, line.b.0)).collect();
    let ratio = items::common_ratio(&pairs, TOLERANCE.value)?;
    let (count, common) = (ratio.lines.len() as f64, lines.len() as f64);
    let in_step = LINES.value <= count
        && SHARE.value <= count / common
        && VALUES.value <= ratio.distinct as f64
        && TOLERANCE.value < (ratio.ratio - 1.0).abs();
    in_step.then_some(Step { a, b, lines, ratio })
}

fn finding(
    case: &Case,
    prices: &ItemPrices,
    step: &Step,
    in_step: usize,
    compared: usize,
) -> Option<Finding> {
    let Step { a, b, lines, ratio } = step;
    // Where all pairs keep step, or a discount is what is offered, there may be one list price behind all of them.
    let by_discount =
        case.bids.iter().filter(|bid| bid.offers_a_rate()).count() * 2 >= case.bids.len();
    let grade =
        if by_discount || (1 < compared && in_step == compared) { Grade::Hint } else { RULE.grade };
    let names = case.bidders.names(&[prices.bid(*b).bidder, prices.bid(*a).bidder]);
    let (n, count, factor) = (lines.len(), ratio.lines.len(), format!("{:.4}", ratio.ratio));
    let says = text!(
        "{}可比的 {n} 个分项中有 {count} 项，前者单价均约为后者的 {factor} 倍",
        "{}: in {count} of {n} comparable items the first prices are about {factor} times the second";
        names
    );
    let in_ratio = ratio.lines.iter().filter_map(|line| lines.get(*line));
    let finding = Finding::new(grade, says, prices.cells(*a, *b, in_ratio))?;
    Some(
        finding
            .measuring(
                Text::of("成同一比例的分项占比", "share of items in one ratio"),
                format!(
                    "{} ≥ {}",
                    format::percent(count as f64 / n as f64),
                    format::percent(SHARE.value)
                ),
            )
            .measuring(
                Text::of(
                    "成固定比例的投标人对数 / 可比对数",
                    "pairs in a constant ratio / pairs compared",
                ),
                format!("{in_step} / {compared}"),
            ),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn six_of_seven_items_in_one_ratio() {
        assert_eq!(
            check("WB403", "hit"),
            [
                "strong: 拓界软件、云帆信息可比的 7 个分项中有 6 项，前者单价均约为后者的 1.0235 倍 | hit.csv!E9 hit.csv!E16 hit.csv!E10 hit.csv!E17 hit.csv!E11 hit.csv!E18 hit.csv!E12 hit.csv!E19 hit.csv!E13 hit.csv!E20 hit.csv!E14 hit.csv!E21",
            ]
        );
    }

    #[test]
    fn ratios_that_differ() {
        assert_eq!(check("WB403", "miss"), [""; 0]);
    }

    #[test]
    fn four_items_in_one_ratio_are_one_too_few() {
        assert_eq!(check("WB403", "edge"), [""; 0]);
    }
}
