//! Prices closer together than honest bids usually are.

use super::totals;
use crate::graph::Family;
use crate::law::statutes::{BIDDING_REGULATION_40_4, ORDER_87_37_4};
use crate::record::Field;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, Parameter, Rule, format,
};
use crate::screen::dispersion;
use crate::text;
use crate::text::Text;

/// WB407 · 报价离散度过低
pub static RULE: Rule = Rule {
    code: "WB407",
    slug: "low_price_dispersion",
    name: Text::of("报价离散度过低", "prices unusually close together"),
    article16: Article16::Collusion,
    family: Family::Price,
    grade: Grade::Hint,
    highest: Grade::Hint,
    basis: &[&BIDDING_REGULATION_40_4, &ORDER_87_37_4],
    why: Text::of(
        "成本各异的企业独立报价应有差距；差距过小可能事先知道彼此价格。",
        "Firms with costs of their own differ in price; those that hardly differ may have known each other's prices.",
    ),
    innocent: &[
        Text::of(
            "标准化产品，各家进货价相近",
            "standard goods that cost all bidders much the same",
        ),
        Text::of("限价偏紧，报价空间小", "a tight ceiling that leaves little room"),
    ],
    next: &[
        Text::of("同类项目的报价离散度", "the spread of prices in other tenders of the kind"),
        Text::of("分项报价是否同样接近", "whether the item prices are as close"),
    ],
    needs: &[&[Field::BidPrice, Field::FinalPrice, Field::BidPriceInCapitals]],
    parameters: &[&SPREAD, &totals::CHANCE_AT_MOST],
    check: Check::Case(check),
};

static SPREAD: Parameter = Parameter {
    name: "coefficient_of_variation",
    value: 0.03,
    means: Text::of(
        "变异系数（标准差与均值之比）上限；来源 Imhof 2018，各市场水平不同，仅作提示",
        "largest coefficient of variation; from Imhof 2018; markets differ, so it is a hint only",
    ),
};

fn check(case: &Case) -> Checked {
    totals::unless_reference_price(case)?;
    let prices = case.prices(3)?;
    let n = prices.len();
    let Some(cv) = dispersion::coefficient_of_variation(&totals::figures(&prices)) else {
        return Ok(Vec::new());
    };
    let by_chance = dispersion::chance_of_dispersion_at_most(cv, n, dispersion::ASSUMED_MARKET_CV);
    let Some(by_chance) = by_chance.filter(|chance| *chance <= totals::CHANCE_AT_MOST.value) else {
        return Ok(Vec::new());
    };
    // Without any spread it is one price, which has a rule of its own.
    if cv == 0.0 || SPREAD.value <= cv {
        return Ok(Vec::new());
    }
    let shown = |at: usize| format::money_in(prices[at].amount, prices[at].currency);
    let (low, high) = (shown(0), shown(n - 1));
    let spread = format::percent(cv);
    let says = text!(
        "{n} 家有效报价在 {} 至 {} 之间，变异系数 {spread}",
        "the {n} valid prices lie between {} and {}; coefficient of variation {spread}";
        low, high
    );
    let found =
        Finding::new(RULE.grade, says, prices.iter().map(|one| Evidence::by(one.bidder, one.fact)));
    let measured = found.map(|finding| {
        finding
            .measuring(
                Text::of("变异系数", "coefficient of variation"),
                format!("{spread} < {}", format::percent(SPREAD.value)),
            )
            .measuring(
                Text::of(
                    "互不串通时离散度如此之低的概率（假定该市场变异系数为 5%）",
                    "chance of so small a spread without collusion (the market's own taken as 5 %)",
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
    fn five_bids_within_two_percent() {
        assert_eq!(
            check("WB407", "hit"),
            [
                "hint: 5 家有效报价在 97.98 万元 至 99.93 万元 之间，变异系数 0.77% | hit.csv!C6 hit.csv!C8 hit.csv!C4 hit.csv!C5 hit.csv!C7",
            ]
        );
    }

    #[test]
    fn the_spread_of_honest_bids() {
        assert_eq!(check("WB407", "miss"), [""; 0]);
    }

    #[test]
    fn three_bids_lie_so_close_by_chance() {
        assert_eq!(check("WB407", "edge"), [""; 0]);
    }
}
