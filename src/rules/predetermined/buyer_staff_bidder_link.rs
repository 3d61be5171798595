//! Staff of the purchaser or the agency who belong to a bidder, or did.

use crate::graph::attribute::{self, Key};
use crate::graph::{Bid, Family};
use crate::law::statutes::{
    PROCUREMENT_LAW_12, PROCUREMENT_REGULATION_9, PROCUREMENT_REGULATION_9_1,
};
use crate::record::{Fact, Facts, Field};
use crate::resolve::BidderId;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule, Subject,
};
use crate::text;
use crate::text::Text;

/// MZ102 · 采购人员与投标人存在关联
pub static RULE: Rule = Rule {
    code: "MZ102",
    slug: "buyer_staff_bidder_link",
    name: Text::of("采购人员与投标人存在关联", "purchaser's staff linked to a bidder"),
    article16: Article16::Predetermined,
    family: Family::People,
    grade: Grade::Violation,
    highest: Grade::Violation,
    basis: &[&PROCUREMENT_LAW_12, &PROCUREMENT_REGULATION_9, &PROCUREMENT_REGULATION_9_1],
    why: Text::of(
        "采购人员及相关人员与供应商有任职、劳动、亲属等利害关系的，应当回避。",
        "Those who procure must withdraw where employment, office or kinship ties them to a supplier.",
    ),
    innocent: &[
        Text::of("同名不同人", "different people of one name"),
        Text::of(
            "离职已满三年，或者未参与本项目",
            "left more than three years ago, or took no part in this purchase",
        ),
    ],
    next: &[
        Text::of("参保记录、任职起止时间", "insurance records, begin and end of the employment"),
        Text::of(
            "个人有关事项报告、回避申请记录",
            "declarations of interest and requests to withdraw",
        ),
    ],
    needs: &[
        &[Field::MemberName, Field::MemberId, Field::Relative, Field::FormerEmployer],
        &[Field::BidderName],
    ],
    parameters: &[&HOLDERS],
    check: Check::Case(check),
};

static HOLDERS: Parameter = Parameter {
    name: "holders_at_most",
    value: 2.0,
    means: Text::of(
        "与采购人员信息相同的投标人上限（家）；更多时视为统一填写，搁置",
        "most bidders with the value of one member of staff; with more it was filled in for everybody and is set aside",
    ),
};

const IDS: &[Field] = &[Field::MemberId, Field::AgentId, Field::LegalRepresentativeId];
const PHONES: &[Field] = &[Field::ContactPhone, Field::AgentPhone, Field::LegalRepresentativePhone];
const NAMES: &[Field] = &[
    Field::LegalRepresentative,
    Field::AgentName,
    Field::ContactName,
    Field::RegisterPerson,
    Field::MemberName,
    Field::Officers,
    Field::Shareholders,
    Field::Controller,
];
const EMPLOYERS: &[Field] = &[Field::FormerEmployer, Field::InsuredEmployer];

/// A member of staff and the cells that tie them to one bidder.
struct Tie<'c> {
    bidder: BidderId,
    grade: Grade,
    how: Text,
    cells: Vec<Evidence>,
    staff: &'c Facts,
}

fn check(case: &Case) -> Checked {
    if case.staff.is_empty() {
        return Err(NotChecked::because(Text::of(
            "缺少采购人或者代理机构人员名册",
            "no list of the purchaser's or the agency's staff",
        )));
    }
    let mut found = Vec::new();
    for staff in &case.staff {
        let ties: Vec<Tie> = case.bids.iter().filter_map(|bid| tie(case, staff, bid)).collect();
        if ties.len() as f64 <= HOLDERS.value {
            found.extend(ties.into_iter().filter_map(|tie| finding(case, tie)));
        }
    }
    Ok(found)
}

/// The strongest tie of a member of staff to a bid, with the cells of all of them.
fn tie<'c>(case: &Case, staff: &'c Facts, bid: &Bid) -> Option<Tie<'c>> {
    let mut cells = Vec::new();
    let (mut grade, mut how): (Option<Grade>, Vec<Text>) = (None, Vec::new());
    let mut add = |worth: Grade, what: Text, matched: Vec<(&Fact, Option<&Fact>)>| {
        if matched.is_empty() {
            return;
        }
        grade = grade.max(Some(worth));
        how.push(what);
        for (own, other) in matched {
            cells.push(Evidence::of(own));
            cells.extend(other.map(|fact| Evidence::by(bid.bidder, fact)));
        }
    };
    let ids = matches(staff, IDS, &bid.facts, IDS, Field::AgentId);
    let phones = matches(staff, PHONES, &bid.facts, PHONES, Field::ContactPhone);
    let mut names = matches(staff, &[Field::MemberName], &bid.facts, NAMES, Field::ContactName);
    // Different identity numbers on both sides: people who share a name.
    if ids.is_empty() && phones.is_empty() && has_id(staff) && has_id(&bid.facts) {
        names.clear();
    }
    add(Grade::Violation, Text::of("身份证号", "identity number"), ids);
    add(Grade::Violation, Text::of("电话", "telephone"), phones);
    add(Grade::Hint, Text::of("姓名", "name"), names);
    add(
        Grade::Hint,
        Text::of("亲属姓名", "a relative's name"),
        matches(staff, &[Field::Relative], &bid.facts, NAMES, Field::ContactName),
    );
    for employer in staff.any(EMPLOYERS).filter(|fact| fact.is_usable()) {
        if case
            .bidders
            .named(&employer.raw)
            .is_some_and(|named| bid.everyone().any(|one| one == named))
        {
            // When the employment ended is not known: three years decide.
            let (worth, what) = if employer.field == Field::InsuredEmployer {
                (Grade::Violation, Text::of("参保单位", "insured employer"))
            } else {
                (Grade::Strong, Text::of("原工作单位", "former employer"))
            };
            add(worth, what, vec![(employer, Some(&bid.named))]);
        }
    }
    Some(Tie { bidder: bid.bidder, grade: grade?, how: Text::list(how), cells, staff })
}

fn has_id(facts: &Facts) -> bool {
    facts.any(IDS).any(|fact| !keys(Field::AgentId, fact).is_empty())
}

/// The cells of both sides that have a key of an attribute in common.
fn matches<'f>(
    staff: &'f Facts,
    own: &'static [Field],
    bid: &'f Facts,
    others: &'static [Field],
    compared: Field,
) -> Vec<(&'f Fact, Option<&'f Fact>)> {
    let mut found = Vec::new();
    for mine in staff.any(own).filter(|fact| fact.is_usable()) {
        let wanted = keys(compared, mine);
        for theirs in bid.any(others).filter(|fact| fact.is_usable()) {
            if keys(compared, theirs).iter().any(|key| wanted.contains(key)) {
                found.push((mine, Some(theirs)));
            }
        }
    }
    found
}

/// The keys of a cell, read as the attribute that stands for it.
fn keys(compared: Field, fact: &Fact) -> Vec<String> {
    let read = (attribute::of(compared).keys)(&Fact { field: compared, ..fact.clone() });
    read.into_iter()
        .filter_map(|key| match key {
            Key::Value(key) => Some(key),
            Key::Meaningless(..) => None,
        })
        .collect()
}

fn finding(case: &Case, tie: Tie) -> Option<Finding> {
    let (name, how) = (case.bidders.names(&[tie.bidder]), tie.how);
    let says = text!(
        "采购人或者代理机构的一名工作人员与{}存在关联，依据：{}",
        "a member of the purchaser's or the agency's staff is tied to {} by: {}";
        name, how
    );
    let who = tie.staff.any(&[Field::MemberName]).map(Evidence::of);
    let buyer = case.project.text(Field::BuyerName).map(|name| Subject::Buyer(name.to_owned()));
    let finding = Finding::new(tie.grade, says, tie.cells.into_iter().chain(who))?;
    Some(finding.about(buyer.into_iter().chain([Subject::Bidder(tie.bidder)])))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn one_identity_number() {
        assert_eq!(
            check("MZ102", "hit"),
            [
                "violation: 采购人或者代理机构的一名工作人员与云帆信息存在关联，依据：身份证号、姓名 | hit.csv!B15 hit.csv!C10 hit.csv!A15 hit.csv!B10",
            ]
        );
    }

    #[test]
    fn one_name_and_two_identity_numbers() {
        assert_eq!(check("MZ102", "miss"), [""; 0]);
    }

    #[test]
    fn a_former_employer_without_dates() {
        assert_eq!(
            check("MZ102", "edge"),
            [
                "strong: 采购人或者代理机构的一名工作人员与拓界软件存在关联，依据：原工作单位 | edge.csv!E15 edge.csv!B6 edge.csv!A15",
            ]
        );
    }
}
