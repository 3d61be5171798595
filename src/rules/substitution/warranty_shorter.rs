//! A shorter warranty than the bid promised.

use std::cmp::Ordering;

use super::deliveries;
use crate::graph::Family;
use crate::law::statutes::{BIDDING_LAW_46, ORDER_87_71, PROCUREMENT_LAW_46};
use crate::record::{Fact, Field};
use crate::rules::{Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule};
use crate::text;
use crate::text::Text;

/// YC503 · 质保期短于承诺
pub static RULE: Rule = Rule {
    code: "YC503",
    slug: "warranty_shorter",
    name: Text::of("质保期短于承诺", "warranty shorter than promised"),
    article16: Article16::Substitution,
    family: Family::Process,
    grade: Grade::Violation,
    highest: Grade::Violation,
    basis: &[&PROCUREMENT_LAW_46, &BIDDING_LAW_46, &ORDER_87_71],
    why: Text::of(
        "质保期是评分和定价的依据，合同或者验收缩短质保期等于降低中标条件。",
        "The warranty was scored and priced; a contract or an acceptance that cuts it lowers what won.",
    ),
    innocent: &[
        Text::of("年、月等单位误写", "years and months confused in writing"),
        Text::of("部件的厂商质保短于整机质保", "a part with a shorter warranty than the whole"),
    ],
    next: &[
        Text::of(
            "合同质保条款、原厂质保查询",
            "the contract's clause and the manufacturer's record",
        ),
        Text::of("变更审批", "the approval of the change"),
    ],
    needs: &[&[Field::Warranty], &[Field::ContractWarranty, Field::DeliveredWarranty]],
    parameters: &[],
    check: Check::Case(check),
};

/// A promise and what is shorter than it.
struct Shorter<'c> {
    what: String,
    promised: &'c Fact,
    given: &'c Fact,
    cells: Vec<Evidence>,
}

fn check(case: &Case) -> Checked {
    let mut compared = false;
    let mut found = Vec::new();
    let winner = case.winner().and_then(|(winner, _)| case.bid(winner));
    let of_bid = winner.and_then(|bid| bid.facts.first(Field::Warranty));
    for delivery in deliveries::of(case) {
        let Some(promised) = delivery
            .promised(Field::Warranty)
            .or(of_bid)
            .or_else(|| delivery.row.first(Field::ContractWarranty))
        else {
            continue;
        };
        let given: Vec<&Fact> = delivery
            .row
            .any(&[Field::ContractWarranty, Field::DeliveredWarranty])
            .filter(|given| given.at != promised.at && given.term().is_some())
            .collect();
        compared |= promised.term().is_some() && !given.is_empty();
        // The shorter of contract and delivery stands for the line.
        let shorter = given.iter().copied().filter(|given| is_shorter(given, promised));
        let Some(least) =
            shorter.reduce(|least, other| if is_shorter(other, least) { other } else { least })
        else {
            continue;
        };
        if !delivery.is_approved() {
            let cells =
                std::iter::once(promised).chain(given).map(|fact| delivery.cell(fact)).collect();
            found.push(Shorter {
                what: delivery.name.trim().to_owned(),
                promised,
                given: least,
                cells,
            });
        }
    }
    // The warranty of the whole contract against that of the whole bid.
    for given in contract_terms(case) {
        let Some((bid, promised)) = winner.zip(of_bid) else { continue };
        compared |= given.term().is_some() && promised.term().is_some();
        if is_shorter(given, promised) {
            let cells = vec![Evidence::by(bid.bidder, promised), Evidence::of(given)];
            found.push(Shorter { what: "合同".to_owned(), promised, given, cells });
        }
    }
    if !compared {
        return Err(NotChecked::missing([
            Field::Warranty,
            Field::ContractWarranty,
            Field::DeliveredWarranty,
        ]));
    }
    Ok(finding(found).into_iter().collect())
}

/// Warranties in contract tables and, where there are none, in the project.
fn contract_terms<'c>(case: &'c Case) -> Vec<&'c Fact> {
    let fields = &[Field::ContractWarranty, Field::Warranty];
    let of_contracts: Vec<&Fact> = case.contracts.iter().flat_map(|row| row.any(fields)).collect();
    if of_contracts.is_empty() {
        case.project.all(Field::ContractWarranty).collect()
    } else {
        of_contracts
    }
}

/// Shorter for sure: 90 days and 3 months cannot be compared.
fn is_shorter(given: &Fact, promised: &Fact) -> bool {
    matches!((given.term(), promised.term()), (Some(given), Some(promised)) if given.compare(promised) == Some(Ordering::Less))
}

fn finding(found: Vec<Shorter>) -> Option<Finding> {
    let n = found.len();
    let shown = Text::list(found.iter().take(3).map(|one| {
        let (what, promised, given) = (&one.what, one.promised.raw.trim(), one.given.raw.trim());
        text!("{what}（承诺 {promised}，实为 {given}）", "{what} ({given} instead of {promised})")
    }));
    let says = text!("{n} 处质保期短于投标承诺：{}", "warranties shorter than the bid promised: {n} ({})"; shown);
    Finding::new(RULE.grade, says, found.into_iter().flat_map(|one| one.cells))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn shorter_in_contract_and_delivery() {
        assert_eq!(
            check("YC503", "hit"),
            [
                "violation: 2 处质保期短于投标承诺：证卡打印机（承诺 36个月，实为 12个月）、高拍仪（承诺 36个月，实为 24个月） | hit.csv!C11 hit.csv!D11 hit.csv!E11 hit.csv!C12 hit.csv!D12 hit.csv!E12",
            ]
        );
    }

    #[test]
    fn years_and_months_say_the_same() {
        assert_eq!(check("YC503", "miss"), [""; 0]);
    }

    #[test]
    fn ninety_days_and_three_months_cannot_be_compared() {
        assert_eq!(check("YC503", "edge"), [""; 0]);
    }
}
