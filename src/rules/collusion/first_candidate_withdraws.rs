//! The first-ranked candidate gives up and a dearer one gets the award.

use rust_decimal::Decimal;

use crate::graph::price::one_currency;
use crate::graph::{Bid, Family};
use crate::law::statutes::{
    BIDDING_REGULATION_39_3, PROCUREMENT_REGULATION_72_2, PROCUREMENT_REGULATION_74_6,
};
use crate::record::value::Currency;
use crate::record::{Fact, Field};
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule, format,
};
use crate::text;
use crate::text::Text;

/// WB502 · 第一中标候选人弃标，高价者中标
pub static RULE: Rule = Rule {
    code: "WB502",
    slug: "first_candidate_withdraws",
    name: Text::of(
        "第一中标候选人弃标，高价者中标",
        "first candidate withdraws and a dearer one wins",
    ),
    article16: Article16::Collusion,
    family: Family::Process,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&BIDDING_REGULATION_39_3, &PROCUREMENT_REGULATION_74_6, &PROCUREMENT_REGULATION_72_2],
    why: Text::of(
        "低价者放弃、高价者递补，差价由采购人承担；事先约定放弃中标属于串通情形。",
        "The cheaper bidder gives up, the dearer one moves up and the purchaser pays the difference; giving up by agreement is collusion.",
    ),
    innocent: &[
        Text::of(
            "供货渠道中断、人员不足等真实的履约困难",
            "real trouble, such as a broken supply or a lack of staff",
        ),
        Text::of("报价失误", "a mistake in the price"),
    ],
    next: &[
        Text::of("弃标函及其证明材料", "the letter of withdrawal and what proves its reason"),
        Text::of(
            "弃标人与中标人的关系、资金往来、分包",
            "relations, payments and subcontracts between the two",
        ),
    ],
    needs: &[
        &[Field::Rank, Field::FirstCandidate],
        &[Field::Withdrawn, Field::WithdrawReason, Field::Remark],
    ],
    parameters: &[&GAIN],
    check: Check::Case(check),
};

static GAIN: Parameter = Parameter {
    name: "price_rise",
    value: 0.01,
    means: Text::of(
        "中标价高于第一候选人报价的幅度下限（经验值）",
        "least rise of the award over the first candidate's price (rule of thumb)",
    ),
};

/// What people write when somebody gives up an award.
const GIVES_UP: &[&str] =
    &["放弃中标", "放弃成交", "弃标", "弃权", "放弃函", "提交放弃", "自愿放弃", "withdr"];

fn check(case: &Case) -> Checked {
    let (first, ranked) =
        first(case).ok_or_else(|| NotChecked::missing([Field::Rank, Field::FirstCandidate]))?;
    let (winner, won) = case.winner().ok_or_else(|| NotChecked::missing([Field::Winner]))?;
    let Some(awarded) = case.bid(winner).filter(|bid| bid.bidder != first.bidder) else {
        return Ok(Vec::new());
    };
    // Without a withdrawal on record it is another matter: an award past the first in rank.
    let gives_up: Vec<&Fact> = gives_up(first).collect();
    if gives_up.is_empty() {
        return Ok(Vec::new());
    }
    let (Some((low, currency, _)), Some((high, other, _))) = (first.offer(), awarded.offer())
    else {
        return Err(NotChecked::missing([Field::BidPrice]));
    };
    one_currency([currency, other].into_iter())?;
    let rise = high - low;
    let Some(share) = format::share(rise, low).filter(|share| GAIN.value <= *share) else {
        return Ok(Vec::new());
    };
    let (of_first, of_winner) =
        (case.bidders.names(&[first.bidder]), case.bidders.names(&[awarded.bidder]));
    let (more, percent) = (format::money_in(rise, currency), format::percent(share));
    let says = text!(
        "第一候选人{}放弃，{}中标，中标价高出 {}（{percent}）",
        "the first candidate {} withdrew and {} won at {} ({percent}) more";
        of_first, of_winner, more
    );
    let cells = std::iter::once(Evidence::by(first.bidder, ranked))
        .chain(prices(first))
        .chain(gives_up.into_iter().map(|fact| Evidence::by(first.bidder, fact)))
        .chain(awarded.rank().map(|(_, fact)| Evidence::by(awarded.bidder, fact)))
        .chain(prices(awarded))
        .chain([Evidence::by(awarded.bidder, won)]);
    let found = Finding::new(RULE.grade, says, cells).map(|finding| {
        finding.exposing(Some(rise).filter(|_| currency == Currency::YUAN)).measuring(
            Text::of("中标价比第一候选人报价高", "award above the first candidate's price"),
            format!("{percent} ≥ {}", format::percent(GAIN.value)),
        )
    });
    Ok(found.into_iter().collect())
}

/// The bid ranked first, with the cell that says so.
fn first<'c>(case: &'c Case) -> Option<(&'c Bid, &'c Fact)> {
    let by_rank = || {
        case.bids.iter().find_map(|bid| {
            bid.rank().filter(|(rank, _)| *rank == Decimal::ONE).map(|(_, fact)| (bid, fact))
        })
    };
    let by_name = || {
        case.project.all(Field::FirstCandidate).find_map(|fact| {
            let named =
                case.bidders.at(fact).first().copied().or_else(|| case.bidders.named(&fact.raw))?;
            Some((case.bid(named)?, fact))
        })
    };
    by_rank().or_else(by_name)
}

/// The cells that say that a bidder gave up the award.
fn gives_up(bid: &Bid) -> impl Iterator<Item = &Fact> {
    let said = |fact: &&Fact| match fact.field {
        Field::Withdrawn => fact.yes_no() == Some(true),
        Field::WithdrawReason => fact.is_usable(),
        Field::Remark => GIVES_UP.iter().any(|word| fact.raw.contains(word)),
        _ => false,
    };
    bid.facts.0.iter().filter(said)
}

/// Every cell that states the price of a bid.
fn prices(bid: &Bid) -> impl Iterator<Item = Evidence> {
    let price = bid.offer().map(|(amount, currency, _)| (amount, currency));
    let fields = &[Field::BidPrice, Field::FinalPrice];
    bid.facts
        .any(fields)
        .filter(move |fact| fact.amount().is_some() && fact.amount() == price)
        .map(|fact| Evidence::by(bid.bidder, fact))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn the_first_gives_up_and_a_dearer_bid_wins() {
        assert_eq!(
            check("WB502", "hit"),
            [
                "strong: 第一候选人云帆信息放弃，拓界软件中标，中标价高出 55,950.00 元（6.13%） | hit.csv!B9 hit.csv!C4 hit.csv!D9 hit.csv!B10 hit.csv!C5 hit.csv!C10",
            ]
        );
    }

    #[test]
    fn the_next_is_cheaper() {
        assert_eq!(check("WB502", "miss"), [""; 0]);
    }

    #[test]
    fn a_rise_of_less_than_one_percent() {
        assert_eq!(check("WB502", "edge"), [""; 0]);
    }
}
