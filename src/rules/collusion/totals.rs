//! What the rules about total prices have in common: when prices crowd together by construction, and how rare is rare.

use crate::graph::Priced;
use crate::record::{Fact, Field};
use crate::rules::{Case, NotChecked, Parameter, format};
use crate::text;

/// A pattern that honest bids show more often than this is not reported.
pub(super) static CHANCE_AT_MOST: Parameter = Parameter {
    name: "chance_at_most",
    value: 0.05,
    means: crate::text::Text::of(
        "互不串通时出现同样形态的概率上限，超过则不提示（惯用的 5% 显著性水平）",
        "a pattern that honest bids show more often than this is not reported (the customary level of 5 %)",
    ),
};

/// Words of evaluation methods that reward the price nearest to an average, a drawn discount or a reference price. There
/// bidders aim at one price, so that prices crowd together without any collusion.
const REFERENCE_PRICE: &[&str] = &[
    "随机",
    "下浮",
    "合理低价",
    "平均",
    "均价",
    "摇号",
    "抽取系数",
    "复合标底",
    "接近基准价",
    "合成基准价",
];

/// The cell that says that the evaluation rewards nearness to a reference price.
pub(super) fn reference_price<'c>(case: &'c Case) -> Option<&'c Fact> {
    case.project
        .all(Field::EvaluationMethod)
        .find(|fact| REFERENCE_PRICE.iter().any(|word| fact.raw.contains(word)))
}

/// An error when the evaluation rewards nearness to a reference price.
///
/// # Errors
/// Not checked, with the reason.
pub(super) fn unless_reference_price(case: &Case) -> Result<(), NotChecked> {
    match reference_price(case) {
        None => Ok(()),
        Some(fact) => {
            let method = &fact.raw;
            Err(NotChecked::because(text!(
                "评标办法为“{method}”，报价向基准价聚集属该办法的正常结果",
                "the evaluation method “{method}” rewards nearness to a reference price, so prices crowd together by construction"
            )))
        }
    }
}

/// The prices as floating-point numbers, for the statistics.
pub(super) fn figures(prices: &[Priced<'_>]) -> Vec<f64> {
    prices.iter().map(|priced| format::float(priced.amount)).collect()
}
