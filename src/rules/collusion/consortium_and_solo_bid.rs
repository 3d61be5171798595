//! A member of a consortium that also bids by itself, or in another consortium.

use std::collections::BTreeSet;

use crate::graph::Family;
use crate::identity::name;
use crate::law::statutes::{BIDDING_LAW_31, BIDDING_REGULATION_37, PROCUREMENT_REGULATION_22};
use crate::record::{Fact, Field, TableKind};
use crate::resolve::BidderId;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule, Subject, shared,
};
use crate::text;
use crate::text::Text;

/// WB109 · 联合体成员另行投标
pub static RULE: Rule = Rule {
    code: "WB109",
    slug: "consortium_and_solo_bid",
    name: Text::of("联合体成员另行投标", "a consortium's member also bids elsewhere"),
    article16: Article16::Collusion,
    family: Family::People,
    grade: Grade::Violation,
    highest: Grade::Violation,
    basis: &[&PROCUREMENT_REGULATION_22, &BIDDING_LAW_31, &BIDDING_REGULATION_37],
    why: Text::of(
        "联合体各方不得在同一合同项下另行单独投标或者参加其他联合体，相关投标无效。",
        "A member of a consortium may not also bid alone or in another consortium for the same contract; the bids are void.",
    ),
    innocent: &[
        Text::of("两次投标属于不同的包", "bids for two different packages"),
        Text::of(
            "开标记录另行列示联合体成员",
            "an opening record that lists the members once more",
        ),
    ],
    next: &[Text::of("联合体协议书与各投标函", "the consortium agreement and the letters of bid")],
    needs: &[&[Field::BidderName]],
    parameters: &[],
    check: Check::Case(check),
};

/// One bid as a row of the opening record names it.
struct Party<'c> {
    lead: BidderId,
    everyone: BTreeSet<BidderId>,
    cells: Vec<&'c Fact>,
}

fn check(case: &Case) -> Checked {
    let parties = parties(case);
    if parties.len() < 2 {
        return Err(NotChecked::because(text!("不足两家投标", "fewer than two bids")));
    }
    let mut found = Vec::new();
    // A record kept on several sheets tells the same once.
    let mut told = BTreeSet::new();
    for (at, a) in parties.iter().enumerate() {
        for b in &parties[at + 1..] {
            let twice: Vec<BidderId> = a.everyone.intersection(&b.everyone).copied().collect();
            if twice.is_empty() {
                continue;
            }
            let is_one_bid = a.everyone == b.everyone
                || (a.lead == b.lead && !same_sheet(a, b))
                || letters(a) == letters(b);
            let sides = BTreeSet::from([&a.everyone, &b.everyone]);
            if is_one_bid || !told.insert(sides) {
                continue;
            }
            let names = case.bidders.names(&twice);
            let says = text!(
                "{}在联合体投标之外另有一份投标",
                "{} bid in a consortium and once more beside it"; names
            );
            let cells = a
                .cells
                .iter()
                .map(|fact| (a.lead, fact))
                .chain(b.cells.iter().map(|fact| (b.lead, fact)));
            let certain = a.is_parted_surely() && b.is_parted_surely();
            let finding = Finding::new(
                if certain { RULE.grade } else { Grade::Hint },
                says,
                cells.map(|(bidder, fact)| Evidence::by(bidder, fact)),
            );
            found.extend(
                finding.map(|finding| finding.about(twice.into_iter().map(Subject::Bidder))),
            );
        }
    }
    Ok(found)
}

impl Party<'_> {
    /// Whether the members are parted as they must be: every Latin one has its legal form. `Dike Stone and Rural Construction
    /// JSC` may be two firms or one.
    fn is_parted_surely(&self) -> bool {
        let members = self.cells.iter().flat_map(|fact| name::consortium_members(&fact.raw));
        self.everyone.len() < 2
            || members
                .map(|member| name::parse(&member))
                .all(|member| member.legal_form.is_some() || !member.written.is_ascii())
    }
}

/// The letters of the cell that names a bid: the same consortium may be written with other spaces.
fn letters(party: &Party<'_>) -> String {
    let said = party.cells.first().map_or("", |fact| fact.raw.as_str());
    said.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The bids as the opening record names them, once each.
fn parties<'c>(case: &'c Case) -> Vec<Party<'c>> {
    let mut found: Vec<Party<'_>> = Vec::new();
    for record in shared::records(case).filter(|record| record.kind == TableKind::Opening) {
        let Some(named) = record.facts.first(Field::BidderName) else { continue };
        let mut everyone: BTreeSet<BidderId> = case.bidders.at(named).iter().copied().collect();
        let Some(&lead) = case.bidders.at(named).first() else { continue };
        let mut cells = vec![named];
        for fact in record.facts.all(Field::ConsortiumMembers).filter(|fact| fact.is_usable()) {
            let members: Vec<BidderId> = name::consortium_members(&fact.raw)
                .iter()
                .filter_map(|member| case.bidders.named(member))
                .collect();
            if !members.is_empty() {
                everyone.extend(members);
                cells.push(fact);
            }
        }
        found.push(Party { lead, everyone, cells });
    }
    if found.is_empty() {
        let party = |bid: &'c crate::graph::Bid| Party {
            lead: bid.bidder,
            everyone: bid.everyone().collect(),
            cells: vec![&bid.named],
        };
        found = case.bids.iter().map(party).collect();
    }
    found
}

/// Whether two rows stand on one sheet. The same firm at the head of both, on two sheets, is one bid told twice: with its
/// partners in the one, by its own name in the other.
fn same_sheet(a: &Party<'_>, b: &Party<'_>) -> bool {
    let sheet = |party: &Party<'_>| party.cells.first().map(|fact| (fact.at.file, fact.at.sheet));
    sheet(a) == sheet(b)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB109", "hit"),
            ["violation: 云帆软件在联合体投标之外另有一份投标 | hit.csv!B4 hit.csv!B5",]
        );
    }

    #[test]
    fn a_latin_consortium_that_may_be_parted_elsewhere_is_a_hint_and_other_spaces_are_no_other_bid()
    {
        assert_eq!(
            check("WB109", "latin"),
            ["hint: Lakeside在联合体投标之外另有一份投标 | latin.csv!A2 latin.csv!A3"]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB109", "miss").is_empty());
    }

    /// Members listed once more, in a column of their own and among the particulars, do not bid twice.
    #[test]
    fn edge() {
        assert!(check("WB109", "edge").is_empty());
    }
}
