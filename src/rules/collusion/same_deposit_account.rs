//! Deposits of different bidders paid from one account, or by one payer.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Family, Shared};
use crate::identity::name;
use crate::law::statutes::{BIDDING_REGULATION_40_6, ORDER_87_37_6};
use crate::record::{Fact, Field};
use crate::resolve::BidderId;
use crate::rules::shared::deposit::{self, Payment};
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule, shared,
};
use crate::text;
use crate::text::Text;

/// WB301 · 投标保证金从同一账户转出
pub static RULE: Rule = Rule {
    code: "WB301",
    slug: "same_deposit_account",
    name: Text::of("投标保证金从同一账户转出", "deposits from one account"),
    article16: Article16::Collusion,
    family: Family::Money,
    grade: Grade::Deemed,
    highest: Grade::Deemed,
    basis: &[&BIDDING_REGULATION_40_6, &ORDER_87_37_6],
    why: Text::of(
        "不同投标人的投标保证金从同一单位或者个人的账户转出，法规视为串通投标。",
        "Deposits of different bidders paid from the account of one unit or person are deemed collusion.",
    ),
    innocent: &[
        Text::of(
            "保函、担保或者保险机构统一收付的账户",
            "an account that a guarantor or insurer uses for all",
        ),
        Text::of(
            "误将收款账户填为付款账户",
            "the collecting account entered as the payer's by mistake",
        ),
    ],
    next: &[
        Text::of(
            "银行回单与账户开户信息（依权限调取）",
            "bank receipts and the account's holder, where the law allows",
        ),
        Text::of("资金来源追溯", "where the money came from"),
    ],
    needs: &[&[Field::PayerAccount, Field::DepositPayerName]],
    parameters: &[&shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

fn check(case: &Case) -> Checked {
    let payments = deposit::payments(case);
    if payments.iter().map(|payment| payment.bid).collect::<BTreeSet<_>>().len() < 2 {
        return Err(NotChecked::missing([Field::PayerAccount, Field::DepositPayerName]));
    }
    let mut found = Vec::new();
    let mut one_account = BTreeSet::new();
    for paid in grouped(&payments, |payment| payment.account_key.clone()).into_values() {
        let bids = bids(&paid);
        if bids.len() < 2 {
            continue;
        }
        one_account.extend(shared::pairs(&bids));
        let names = case.bidders.names(&bids);
        // Many on one account that nobody is named for: it may be the account of those who collect or guarantee.
        let may_be_public = shared::HOLDERS_AT_MOST.value < bids.len() as f64
            && paid.iter().all(|one| one.payer.is_none());
        let (grade, says) = if may_be_public {
            let says = text!(
                "{}的投标保证金付款账号相同，户名未载明，可能是收款或者担保机构的账户",
                "the deposits of {} show one account and no payer; it may be the collector's or a guarantor's"; names
            );
            (Grade::Hint, says)
        } else {
            (
                RULE.grade,
                text!("{}的投标保证金从同一账户转出", "the deposits of {} came from one account"; names),
            )
        };
        found.extend(Finding::new(grade, says, evidence(&paid)));
    }
    for paid in grouped(&payments, |payment| outsider(case, payment)).into_values() {
        let bids = bids(&paid);
        if bids.len() < 2 || shared::pairs(&bids).iter().all(|pair| one_account.contains(pair)) {
            continue;
        }
        let names = case.bidders.names(&bids);
        // A person's name alone may be a namesake's.
        let is_firm = paid
            .iter()
            .all(|one| one.payer.is_some_and(|payer| name::looks_like_company(&payer.raw)));
        let grade = if is_firm { RULE.grade } else { Grade::Hint };
        let says =
            text!("{}的投标保证金付款户名相同", "the deposits of {} were paid in one name"; names);
        found.extend(Finding::new(grade, says, evidence(&paid)));
    }
    found.extend(
        case.network
            .shared(Field::PayerAccount)
            .iter()
            .filter_map(|shared| registered(case, shared)),
    );
    Ok(found)
}

/// The payer's name where it is no bidder's: deposits that a bidder pays for another are a rule of their own.
fn outsider(case: &Case, payment: &Payment<'_>) -> Option<String> {
    let payer = payment.payer?;
    let is_bidder = case.bidders.named(&payer.raw).is_some_and(|bidder| case.bid(bidder).is_some());
    (!is_bidder).then(|| deposit::payer_key(payer))
}

fn grouped<'p, 'c>(
    payments: &'p [Payment<'c>],
    key: impl Fn(&Payment<'c>) -> Option<String>,
) -> BTreeMap<String, Vec<&'p Payment<'c>>> {
    let mut groups: BTreeMap<String, Vec<&Payment<'_>>> = BTreeMap::new();
    for payment in payments {
        if let Some(key) = key(payment) {
            groups.entry(key).or_default().push(payment);
        }
    }
    groups
}

fn bids(paid: &[&Payment<'_>]) -> Vec<BidderId> {
    paid.iter().map(|payment| payment.bid).collect::<BTreeSet<_>>().into_iter().collect()
}

fn evidence(paid: &[&Payment<'_>]) -> Vec<Evidence> {
    let cells = |payment: &&Payment<'_>| -> Vec<Evidence> {
        [payment.account, payment.payer]
            .into_iter()
            .flatten()
            .map(|fact| Evidence::by(payment.bid, fact))
            .collect()
    };
    paid.iter().flat_map(cells).collect()
}

/// Two bidders that give one account as their own: no deposit is shown to come from it, so only a lead.
fn registered(case: &Case, shared: &Shared) -> Option<Finding> {
    let is = |fact: &Fact, field| fact.field == field;
    let own: Vec<(BidderId, &Fact)> =
        shared.cells().filter(|(_, fact)| is(fact, Field::BankAccount)).collect();
    let holders: Vec<BidderId> =
        own.iter().map(|(bid, _)| *bid).collect::<BTreeSet<_>>().into_iter().collect();
    if holders.len() < 2 || shared.cells().any(|(_, fact)| is(fact, Field::PayerAccount)) {
        return None;
    }
    let names = case.bidders.names(&holders);
    let says = text!("{}登记的银行账号相同", "{} give the same bank account as their own"; names);
    Finding::new(Grade::Strong, says, own.into_iter().map(|(bid, fact)| Evidence::by(bid, fact)))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB301", "hit"),
            [
                "deemed: 恒泰信息、云帆软件的投标保证金从同一账户转出 | hit.csv!C10 hit.csv!B10 hit.csv!C11 hit.csv!B11",
            ]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB301", "miss").is_empty());
    }

    /// Digits lost in a spreadsheet never match; two payments of one bidder are its own.
    #[test]
    fn edge() {
        assert!(check("WB301", "edge").is_empty());
    }

    /// Six on one account that no payer is named for may be the account of those who collect the deposits.
    #[test]
    fn many() {
        let said = check("WB301", "many");
        assert_eq!(said.len(), 1);
        assert!(
            said[0].starts_with("hint: ") && said[0].contains("可能是收款或者担保机构的账户"),
            "{said:?}"
        );
    }
}
