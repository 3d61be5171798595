//! A bidder's deposit paid by another bidder, from its account, or by one of its people.

use std::collections::BTreeSet;

use crate::graph::{Bid, Family, Key, attribute};
use crate::law::statutes::{BIDDING_REGULATION_40_6, ORDER_87_37_6};
use crate::record::{Fact, Field};
use crate::rules::shared::deposit::{self, Payment};
use crate::rules::{Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule, Subject};
use crate::text;
use crate::text::Text;

/// WB302 · 投标保证金由其他投标人代缴
pub static RULE: Rule = Rule {
    code: "WB302",
    slug: "deposit_paid_by_other_bidder",
    name: Text::of("投标保证金由其他投标人缴纳", "a deposit paid by another bidder"),
    article16: Article16::Collusion,
    family: Family::Money,
    grade: Grade::Deemed,
    highest: Grade::Deemed,
    basis: &[&BIDDING_REGULATION_40_6, &ORDER_87_37_6],
    why: Text::of(
        "一家替另一家缴纳投标保证金，即不同投标人的保证金从同一单位或者个人的账户转出，法规视为串通投标。",
        "A bidder who pays another's deposit makes both come from one unit's account, which is deemed collusion.",
    ),
    innocent: &[
        Text::of("登记户名或者账号时错行", "a name or account entered in the wrong row"),
        Text::of("同名不同人（付款人为个人时）", "a namesake, where a person paid"),
    ],
    next: &[
        Text::of("银行回单与账户开户信息（依权限调取）", "bank receipts and the account's holder, where the law allows"),
        Text::of("两家之间的往来款项", "payments between the two"),
    ],
    needs: &[&[Field::PayerAccount, Field::DepositPayerName]],
    parameters: &[],
    check: Check::Case(check),
};

/// Persons that speak for a bidder.
const PEOPLE: [Field; 4] =
    [Field::LegalRepresentative, Field::AgentName, Field::RegisterPerson, Field::ContactName];

fn check(case: &Case) -> Checked {
    let payments = deposit::payments(case);
    if payments.is_empty() || case.bids.len() < 2 {
        return Err(NotChecked::missing([Field::PayerAccount, Field::DepositPayerName]));
    }
    let mut found = Vec::new();
    for payment in &payments {
        for other in case.bids.iter().filter(|bid| bid.bidder != payment.bid) {
            found.extend(paid_by(case, payment, other));
        }
    }
    Ok(found)
}

/// What shows that `other` paid: its name, else its account, else one of its people.
fn paid_by(case: &Case, payment: &Payment<'_>, other: &Bid) -> Option<Finding> {
    let own = case.bid(payment.bid)?;
    let (whose, by) = (case.bidders.names(&[payment.bid]), case.bidders.names(&[other.bidder]));
    let mut evidence: Vec<Evidence> = Vec::new();
    let name = payment.payer.filter(|payer| {
        case.bidders.named(&payer.raw).is_some_and(|bidder| other.everyone().any(|one| one == bidder))
    });
    let account = accounts(other, payment).filter(|_| accounts(own, payment).is_none());
    let (grade, says) = match (name, account) {
        (Some(_), _) => {
            (RULE.grade, text!("{}的投标保证金由{}缴纳", "the deposit of {} was paid by {}"; whose, by))
        }
        (None, Some(_)) => (
            RULE.grade,
            text!("{}的投标保证金从{}登记的账户转出", "the deposit of {} came from the account that {} gives as its own"; whose, by),
        ),
        (None, None) => {
            let (payer, person) = person(own, other, payment)?;
            evidence.push(Evidence::by(payment.bid, payer));
            evidence.push(Evidence::by(other.bidder, person));
            let says = text!(
                "{}的投标保证金付款人与{}的人员同名",
                "the deposit of {} was paid by somebody with the name of a person of {}"; whose, by
            );
            (Grade::Hint, says)
        }
    };
    evidence.extend(name.map(|fact| Evidence::by(payment.bid, fact)));
    if name.is_some() || account.is_some() {
        evidence.extend(payment.account.map(|fact| Evidence::by(payment.bid, fact)));
    }
    evidence.extend(account.map(|fact| Evidence::by(other.bidder, fact)));
    let both = [Subject::Bidder(payment.bid), Subject::Bidder(other.bidder)];
    Finding::new(grade, says, evidence).map(|finding| finding.about(both))
}

/// The cell in which a bid gives the account of a payment as its own.
fn accounts<'b>(bid: &'b Bid, payment: &Payment<'_>) -> Option<&'b Fact> {
    let key = payment.account_key.as_ref()?;
    bid.facts
        .any(&[Field::BankAccount, Field::RefundAccount])
        .find(|fact| fact.is_usable() && deposit::account_key(fact).as_ref() == Some(key))
}

/// A payer that has the name of the other bid's people and of none of its own.
fn person<'c>(own: &Bid, other: &'c Bid, payment: &Payment<'c>) -> Option<(&'c Fact, &'c Fact)> {
    let payer = payment.payer?;
    let names = people(payer);
    let called = |bid: &'c Bid| bid.facts.any(&PEOPLE).find(|fact| !people(fact).is_disjoint(&names));
    let is_own = own.facts.any(&PEOPLE).any(|fact| !people(fact).is_disjoint(&names));
    called(other).filter(|_| !is_own).map(|fact| (payer, fact))
}

fn people(fact: &Fact) -> BTreeSet<String> {
    let value = |key| match key {
        Key::Value(value) => Some(value),
        Key::Meaningless(..) => None,
    };
    (attribute::of(Field::ContactName).keys)(fact).into_iter().filter_map(value).collect()
}
