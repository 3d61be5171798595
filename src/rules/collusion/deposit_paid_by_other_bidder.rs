//! A bidder's deposit paid by another bidder, from its account, or by one of its people.

use std::collections::BTreeMap;

use crate::graph::{Family, Key, attribute};
use crate::law::statutes::{BIDDING_REGULATION_40_6, ORDER_87_37_6};
use crate::record::{Fact, Field};
use crate::resolve::BidderId;
use crate::rules::shared::deposit::{self, Payment};
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule, Subject,
};
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
        Text::of(
            "银行回单与账户开户信息（依权限调取）",
            "bank receipts and the account's holder, where the law allows",
        ),
        Text::of("两家之间的往来款项", "payments between the two"),
    ],
    needs: &[&[Field::PayerAccount, Field::DepositPayerName]],
    parameters: &[],
    check: Check::Case(check),
};

/// Persons that speak for a bidder.
const PEOPLE: [Field; 4] =
    [Field::LegalRepresentative, Field::AgentName, Field::RegisterPerson, Field::ContactName];

/// Bids and their cells, by something that the cells say.
type Index<'c> = BTreeMap<String, Vec<(BidderId, &'c Fact)>>;

fn check(case: &Case) -> Checked {
    let payments = deposit::payments(case);
    if payments.is_empty() || case.bids.len() < 2 {
        return Err(NotChecked::missing([Field::PayerAccount, Field::DepositPayerName]));
    }
    let accounts = index(case, &[Field::BankAccount, Field::RefundAccount], |fact| {
        deposit::account_key(fact).into_iter().collect()
    });
    let people = index(case, &PEOPLE, people);
    Ok(payments
        .iter()
        .flat_map(|payment| paid_by_others(case, payment, &accounts, &people))
        .collect())
}

fn index<'c>(case: &'c Case, fields: &[Field], keys: impl Fn(&Fact) -> Vec<String>) -> Index<'c> {
    let mut found: Index<'c> = BTreeMap::new();
    for bid in &case.bids {
        for fact in
            bid.facts.0.iter().filter(|fact| fields.contains(&fact.field) && fact.is_usable())
        {
            for key in keys(fact) {
                found.entry(key).or_default().push((bid.bidder, fact));
            }
        }
    }
    found
}

/// The cells of other bids with this key, a cell each; none where the bid has the key itself.
fn of_others<'c>(index: &Index<'c>, key: &str, own: BidderId) -> BTreeMap<BidderId, &'c Fact> {
    let holders = index.get(key).map_or(&[][..], Vec::as_slice);
    if holders.iter().any(|(bid, _)| *bid == own) {
        return BTreeMap::new();
    }
    holders.iter().rev().copied().collect()
}

/// What shows that others paid: their name, their account, else the name of one of their people.
fn paid_by_others(
    case: &Case,
    payment: &Payment<'_>,
    accounts: &Index<'_>,
    people: &Index<'_>,
) -> Vec<Finding> {
    let payer = payment.payer.and_then(|payer| case.bid(case.bidders.named(&payer.raw)?));
    let payer = payer.map(|bid| bid.bidder).filter(|bid| *bid != payment.bid);
    let account = payment
        .account_key
        .as_ref()
        .map(|key| of_others(accounts, key, payment.bid))
        .unwrap_or_default();
    let mut found: Vec<Finding> = Vec::new();
    if let Some(other) = payer {
        let says = |whose: &Text, by: &Text| text!("{}的投标保证金由{}缴纳", "the deposit of {} was paid by {}"; whose, by);
        found.extend(finding(case, payment, RULE.grade, other, account.get(&other).copied(), says));
    }
    for (other, fact) in account.iter().filter(|(other, _)| Some(**other) != payer) {
        let says = |whose: &Text, by: &Text| text!("{}的投标保证金从{}登记的账户转出", "the deposit of {} came from the account that {} gives as its own"; whose, by);
        found.extend(finding(case, payment, RULE.grade, *other, Some(fact), says));
    }
    if found.is_empty() {
        let names = payment.payer.map(self::people).unwrap_or_default();
        let namesakes: BTreeMap<BidderId, &Fact> =
            names.iter().flat_map(|name| of_others(people, name, payment.bid)).collect();
        for (other, fact) in namesakes {
            let says = |whose: &Text, by: &Text| {
                text!(
                    "{}的投标保证金付款人与{}的人员同名",
                    "the deposit of {} was paid by somebody with the name of a person of {}"; whose, by
                )
            };
            found.extend(finding(case, payment, Grade::Hint, other, Some(fact), says));
        }
    }
    found
}

fn finding(
    case: &Case,
    payment: &Payment<'_>,
    grade: Grade,
    other: BidderId,
    of_other: Option<&Fact>,
    says: impl Fn(&Text, &Text) -> Text,
) -> Option<Finding> {
    let (whose, by) = (case.bidders.names(&[payment.bid]), case.bidders.names(&[other]));
    let own = [payment.payer, payment.account]
        .into_iter()
        .flatten()
        .map(|fact| Evidence::by(payment.bid, fact));
    let evidence = own.chain(of_other.map(|fact| Evidence::by(other, fact)));
    let both = [Subject::Bidder(payment.bid), Subject::Bidder(other)];
    Some(Finding::new(grade, says(&whose, &by), evidence)?.about(both))
}

fn people(fact: &Fact) -> Vec<String> {
    let value = |key| match key {
        Key::Value(value) => Some(value),
        Key::Meaningless(..) => None,
    };
    (attribute::of(Field::ContactName).keys)(fact).into_iter().filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB302", "hit"),
            ["deemed: 云帆软件的投标保证金由恒泰信息缴纳 | hit.csv!B11 hit.csv!C11",]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB302", "miss").is_empty());
    }

    /// The account of another bidder tells without its name; the name of its representative alone does not.
    #[test]
    fn edge() {
        assert_eq!(
            check("WB302", "edge"),
            [
                "deemed: 智联科技的投标保证金从恒泰信息登记的账户转出 | edge.csv!B18 edge.csv!C18 edge.csv!C10",
                "hint: 云帆软件的投标保证金付款人与恒泰信息的人员同名 | edge.csv!B17 edge.csv!C17 edge.csv!B10",
            ]
        );
    }
}
