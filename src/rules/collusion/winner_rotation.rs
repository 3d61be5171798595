//! Wins that go round in a fixed group of bidders.

use std::collections::BTreeSet;

use super::company::{self, Company};
use crate::graph::{Entry, Family, Market};
use crate::law::statutes::{
    BIDDING_REGULATION_39_2, BIDDING_REGULATION_39_3, PROCUREMENT_REGULATION_74_5,
    PROCUREMENT_REGULATION_74_6,
};
use crate::record::{Fact, Field};
use crate::resolve::BidderId;
use crate::rules::{
    Article16, Check, Checked, Evidence, Finding, Grade, Parameter, Rule, Subject, format,
};
use crate::screen::rotation::{self, Rotation};
use crate::text;
use crate::text::Text;

/// WB702 · 固定班底轮流中标
pub static RULE: Rule = Rule {
    code: "WB702",
    slug: "winner_rotation",
    name: Text::of("固定班底轮流中标", "wins go round in a fixed group"),
    article16: Article16::Collusion,
    family: Family::History,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[
        &PROCUREMENT_REGULATION_74_5,
        &PROCUREMENT_REGULATION_74_6,
        &BIDDING_REGULATION_39_2,
        &BIDDING_REGULATION_39_3,
    ],
    why: Text::of(
        "几家总在一起投标且轮流中标，符合事先约定由谁中标的特征。",
        "Firms that always bid together and win in turn look as if they had agreed whose turn it is.",
    ),
    innocent: &[
        Text::of(
            "产能有限，刚中标者暂不全力竞争",
            "full order books: who has just won competes less",
        ),
        Text::of("该类项目供应商本来就少", "few suppliers in this market"),
    ],
    next: &[
        Text::of("按时间排列的历次报价和合同额", "prices and contracts in order of time"),
        Text::of(
            "中标后是否向落标者分包、付款",
            "subcontracts and payments from winners to losers",
        ),
    ],
    needs: &[&[Field::BidderName, Field::BiddersWithPrices], &[Field::Winner, Field::IsWinner]],
    parameters: &[
        &WINS,
        &ENTROPY,
        &CHANCE,
        &company::JOINT,
        &company::JACCARD,
        &company::Q,
        &company::TENDERS,
        &company::THIN,
    ],
    check: Check::Market(check),
};

static WINS: Parameter = Parameter {
    name: "fewest_wins",
    value: 5.0,
    means: Text::of("班底内中标次数下限（经验值）", "fewest wins inside the group (rule of thumb)"),
};

static ENTROPY: Parameter = Parameter {
    name: "entropy",
    value: 0.9,
    means: Text::of(
        "中标次数的均匀程度下限，1 为完全平均（经验值）",
        "least evenness of the wins; 1 when all win equally often (rule of thumb)",
    ),
};

static CHANCE: Parameter = Parameter {
    name: "chance_of_order",
    value: 0.05,
    means: Text::of(
        "相同中标结果随机排列时连续中标如此之少、或者次序如此固定的概率上限（置换检验，惯用 5%）",
        "largest chance of so few wins in a row, or of so fixed an order, when the same wins come in any order (permutation test, customary 5 %)",
    ),
};

/// A win of a member where the group met.
struct Win<'m> {
    entry: &'m Entry<'m>,
    winner: (BidderId, &'m Fact),
}

fn check(market: &Market) -> Checked {
    let companies = company::find(market)?;
    let found = companies
        .iter()
        .filter(|company| 2 < company.members.len())
        .filter_map(|company| finding(market, company));
    Ok(found.collect())
}

/// The wins of members, in order of time; packages of one tender won by one firm count once.
fn wins<'m>(company: &Company<'m>) -> Vec<Win<'m>> {
    let mut wins: Vec<Win> = company
        .meetings
        .iter()
        .filter(|entry| entry.date.is_some())
        .filter_map(|entry| Some(Win { entry, winner: entry.winner? }))
        .filter(|win| company.members.contains(&win.winner.0))
        .collect();
    wins.sort_by_key(|win| win.entry.date);
    let mut seen = BTreeSet::new();
    wins.retain(|win| seen.insert((win.entry.case.tender.id.as_str(), win.winner.0)));
    wins
}

fn finding(market: &Market, company: &Company) -> Option<Finding> {
    let wins = wins(company);
    let order: Vec<u32> = wins.iter().map(|win| win.winner.0.0).collect();
    let rotation = rotation::rotation(&order, company.members.len())?;
    // Two ways of looking at one order: the smaller chance counts double.
    let chance = (2.0 * rotation.chance_in_turn.min(rotation.chance_so_few)).min(1.0);
    if (rotation.wins as f64) < WINS.value
        || rotation.entropy < ENTROPY.value
        || CHANCE.value <= chance
    {
        return None;
    }
    let grade = if company.is_thin() { Grade::Hint } else { RULE.grade };
    let names = market.bidders.names(&company.members);
    let Rotation { wins: n, back_to_back, .. } = rotation;
    // After everybody's first win, each went to the one who had waited longest.
    let says = if rotation.winners < n && rotation.in_turn + rotation.winners == n {
        text!(
            "{}共同参与并由其中一家中标 {n} 次，按固定次序轮流中标，无一例外",
            "{} met in {n} tenders that one of them won; they won in turn, in one order, without exception";
            names
        )
    } else {
        text!(
            "{}共同参与并由其中一家中标 {n} 次，中标次数接近均等，同一家连续中标 {back_to_back} 次",
            "{} met in {n} tenders that one of them won; the wins are nearly even and the same firm won twice running {back_to_back} times";
            names
        )
    };
    let cells = wins
        .iter()
        .flat_map(|win| company.cells(win.entry).chain([Evidence::by(win.winner.0, win.winner.1)]));
    let finding = Finding::new(grade, says, cells)?
        .about(company.members.iter().copied().map(Subject::Bidder))
        .measuring(
            Text::of("中标均匀度", "evenness of the wins"),
            format!("{:.2} ≥ {}", rotation.entropy, ENTROPY.value),
        )
        .measuring(
            Text::of("连续中标次数（随机排列时的期望）", "wins in a row (expected in any order)"),
            format!("{back_to_back} ({:.1})", rotation.expected_back_to_back),
        )
        .measuring(
            Text::of(
                "相同中标结果随机排列时如此轮流的概率",
                "chance of such turns when the same wins come in any order",
            ),
            format!("{} < {}", format::chance(chance), format::percent(CHANCE.value)),
        );
    Some(if company.is_thin() {
        finding.measuring(
            Text::of("薄市场：供应商少，仅作提示", "thin market: few suppliers; a hint only"),
            format!("{} ≤ {}", company.suppliers, company::THIN.value),
        )
    } else {
        finding
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn three_that_win_in_turn() {
        let said = check("WB702", "hit");
        let [only] = said.as_slice() else { panic!("{said:?}") };
        let (text, cells) = only.split_once(" | ").expect("a finding with cells");
        assert_eq!(
            text,
            "strong: 云帆信息、拓界软件、禾谷数据共同参与并由其中一家中标 15 次，按固定次序轮流中标，无一例外"
        );
        assert_eq!(cells.split(' ').count(), 60);
        assert!(cells.starts_with("hit.csv!G2 hit.csv!G2 hit.csv!G2 hit.csv!H2"), "{cells}");
    }

    #[test]
    fn the_same_three_win_in_any_order() {
        assert_eq!(check("WB702", "miss"), [""; 0]);
    }

    #[test]
    fn four_wins_are_one_too_few() {
        assert_eq!(check("WB702", "edge"), [""; 0]);
    }
}
