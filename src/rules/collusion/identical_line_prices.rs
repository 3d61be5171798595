//! Bids of different bidders with the same item prices.

use super::lines::{ItemPrices, Line};
use crate::graph::Family;
use crate::law::statutes::{BIDDING_REGULATION_40_4, ORDER_87_37_4};
use crate::record::Field;
use crate::rules::{Article16, Case, Check, Checked, Finding, Grade, Parameter, Rule, format};
use crate::text;
use crate::text::Text;

/// WB402 · 分项报价大量相同
pub static RULE: Rule = Rule {
    code: "WB402",
    slug: "identical_line_prices",
    name: Text::of("分项报价大量相同", "many identical item prices"),
    article16: Article16::Collusion,
    family: Family::Price,
    grade: Grade::Strong,
    highest: Grade::Deemed,
    basis: &[&BIDDING_REGULATION_40_4, &ORDER_87_37_4],
    why: Text::of(
        "分项单价由各家自行测算，多项精确相同说明报价可能出自同一份底稿。",
        "Item prices are each bidder's own; many that agree exactly may come from one draft.",
    ),
    innocent: &[
        Text::of("从同一经销商按同一目录价进货", "one distributor's list price"),
        Text::of("政府定价或指导价的分项", "items at a price set or guided by the State"),
    ],
    next: &[
        Text::of(
            "供应商询价单、进货凭证",
            "quotations and purchase papers of the bidders' suppliers",
        ),
        Text::of("报价表电子文件及其属性", "the electronic price sheets and their properties"),
    ],
    needs: &[&[Field::ItemName, Field::ItemNo], &[Field::UnitPrice, Field::LineTotal]],
    parameters: &[&SHARE, &LINES, &ALL_LINES],
    check: Check::Case(check),
};

static SHARE: Parameter = Parameter {
    name: "identical_share",
    value: 0.30,
    means: Text::of(
        "相同分项占可比分项的下限（经验值）",
        "least share of comparable items priced alike (rule of thumb)",
    ),
};

static LINES: Parameter = Parameter {
    name: "identical_lines",
    value: 5.0,
    means: Text::of("相同分项的最少项数（经验值）", "fewest items priced alike (rule of thumb)"),
};

static ALL_LINES: Parameter = Parameter {
    name: "identical_lines_all",
    value: 3.0,
    means: Text::of(
        "全部可比分项相同时的最少项数（经验值）",
        "fewest items when all comparable ones are priced alike (rule of thumb)",
    ),
};

/// One pair of bids: how many lines both price, and how many alike.
struct Pair {
    a: usize,
    b: usize,
    common: usize,
    equal: usize,
}

impl Pair {
    fn share(&self) -> f64 {
        self.equal as f64 / self.common as f64
    }

    fn stands_out(&self) -> bool {
        let equal = self.equal as f64;
        (LINES.value <= equal && SHARE.value <= self.share())
            || (self.equal == self.common && ALL_LINES.value <= equal)
    }
}

fn check(case: &Case) -> Checked {
    let prices = ItemPrices::of(case)?;
    let pair = |(a, b)| {
        let (mut common, mut equal) = (0, 0);
        for line in prices.between(a, b) {
            common += 1;
            equal += usize::from(line.a.0 == line.b.0);
        }
        Pair { a, b, common, equal }
    };
    let pairs: Vec<Pair> = prices.pairs().map(pair).filter(|pair| 0 < pair.common).collect();
    let all: f64 = pairs.iter().map(Pair::share).sum();
    let found = pairs.iter().filter(|pair| pair.stands_out()).filter_map(|pair| {
        // What is usual in this tender: the mean share of the other pairs.
        let usual = (1 < pairs.len()).then(|| (all - pair.share()) / (pairs.len() - 1) as f64);
        finding(case, &prices, pair, usual)
    });
    Ok(found.collect())
}

fn finding(case: &Case, prices: &ItemPrices, pair: &Pair, usual: Option<f64>) -> Option<Finding> {
    let Pair { a, b, common, equal } = *pair;
    // Where equal prices are usual among all bidders they say little about two of them; with two bids alone
    // nobody can tell which lines have a fixed price.
    let weaker = usual.is_none_or(|usual| SHARE.value <= usual) || prices.len() < 3;
    let grade = if weaker { Grade::Hint } else { RULE.grade };
    let names = case.bidders.names(&[prices.bid(a).bidder, prices.bid(b).bidder]);
    let says = text!("{}可比的 {common} 个分项中有 {equal} 项报价相同", "{} price {equal} of {common} comparable items alike"; names);
    let same: Vec<Line> = prices.between(a, b).filter(|line| line.a.0 == line.b.0).collect();
    let finding = Finding::new(grade, says, prices.cells(a, b, &same))?.measuring(
        Text::of("相同分项占比", "share of identical items"),
        format!("{} ≥ {}", format::percent(pair.share()), format::percent(SHARE.value)),
    );
    let finding = match usual {
        Some(usual) => finding.measuring(
            Text::of("其余各对投标人的平均占比", "mean share among the other pairs"),
            format::percent(usual),
        ),
        None => finding,
    };
    Some(finding.measuring(
        Text::of("各家同价而未计入的分项数", "items left out because all bids have one price"),
        prices.set_aside.to_string(),
    ))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn six_of_eight_items_alike() {
        assert_eq!(
            check("WB402", "hit"),
            [
                "strong: 云帆信息、拓界软件可比的 8 个分项中有 6 项报价相同 | hit.csv!E9 hit.csv!E17 hit.csv!E10 hit.csv!E18 hit.csv!E11 hit.csv!E19 hit.csv!E12 hit.csv!E20 hit.csv!E13 hit.csv!E21 hit.csv!E14 hit.csv!E22",
            ]
        );
    }

    #[test]
    fn items_at_one_price_in_all_bids_are_set_aside() {
        assert_eq!(check("WB402", "miss"), [""; 0]);
    }

    #[test]
    fn four_items_are_one_too_few() {
        assert_eq!(check("WB402", "edge"), [""; 0]);
    }
}
