//! Awards with fewer bidders than the law asks for.

use crate::graph::{Bid, Family};
use crate::law::statutes::{
    BIDDING_LAW_28, CONSULTATION_2014_214_21, CONSULTATION_SERVICES_2015_124, EMERGENCY_2026_12,
    ORDER_74_27, ORDER_74_37, ORDER_74_50, ORDER_87_41, ORDER_87_43, ORDER_87_44,
    PROCUREMENT_LAW_36_1,
};
use crate::law::{self, Metric};
use crate::record::{Fact, Field, TableKind};
use crate::rules::purchase::{self, Method};
use crate::rules::{Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule};
use crate::source::CellRef;
use crate::text;
use crate::text::Text;

/// MZ503 · 投标人不足法定家数仍定标
pub static RULE: Rule = Rule {
    code: "MZ503",
    slug: "single_bidder_or_few",
    name: Text::of("投标人不足法定家数仍定标", "awarded with too few bidders"),
    article16: Article16::Predetermined,
    family: Family::Process,
    grade: Grade::Violation,
    highest: Grade::Violation,
    basis: &[
        &PROCUREMENT_LAW_36_1,
        &BIDDING_LAW_28,
        &ORDER_87_41,
        &ORDER_87_43,
        &ORDER_87_44,
        &ORDER_74_27,
        &ORDER_74_37,
        &ORDER_74_50,
        &CONSULTATION_2014_214_21,
        &CONSULTATION_SERVICES_2015_124,
        &EMERGENCY_2026_12,
    ],
    why: Text::of(
        "参加竞争的供应商不足法定家数应当终止或者重新采购；继续定标等于没有竞争。",
        "With too few suppliers the procurement ends or is held again; an award without them is one without competition.",
    ),
    innocent: &[
        Text::of("已获批准变更采购方式", "an approved change of method"),
        Text::of(
            "政府购买服务的竞争性磋商可以两家继续",
            "a consultation on purchased services, which two suppliers suffice for",
        ),
        Text::of(
            "2026 年 10 月 1 日起的紧急采购",
            "an emergency procurement from 1 October 2026 on",
        ),
    ],
    next: &[
        Text::of("财政部门批复", "the finance department's approval"),
        Text::of("开标、评审记录", "the records of opening and evaluation"),
    ],
    needs: &[
        &[Field::ProcurementMethod],
        &[Field::BidderCount, Field::BidderName, Field::BiddersWithPrices],
    ],
    parameters: &[],
    check: Check::Case(check),
};

/// Who took part.
struct Count<'c> {
    bidders: usize,
    valid: usize,
    cells: Vec<Evidence>,
    stated: Option<&'c Fact>,
}

fn check(case: &Case) -> Checked {
    let (method, named) = Method::in_facts(&case.project)
        .ok_or_else(|| NotChecked::missing([Field::ProcurementMethod]))?;
    if !method.is_competitive() {
        return Ok(Vec::new());
    }
    let count = count(case)?;
    let three = law::threshold(
        Metric::MinimumSuppliers,
        &purchase::place(&case.project),
        purchase::kind(&case.project),
        case.law_date(),
    );
    let least =
        three.and_then(|applied| usize::try_from(applied.threshold.value).ok()).unwrap_or(3);
    if least <= count.valid {
        return Ok(Vec::new());
    }
    // Too few, and so ended: as the law wants it.
    if case.project.text(Field::Status).is_some_and(failed) {
        return Ok(Vec::new());
    }
    let Some(award) = award(case) else {
        return Err(NotChecked::because(Text::of(
            "材料未载明是否定标或者成交",
            "the files do not say whether an award was made",
        )));
    };
    let on = case.law_date();
    let emergency =
        purchase::emergency(&case.project).is_some() && EMERGENCY_2026_12.holds(on) != Some(false);
    if purchase::approval(&case.project).is_some() || emergency {
        return Ok(Vec::new());
    }
    // Two suffice in a consultation on purchased services; where goods or services cannot be told, only a hint is left.
    let two_in_consultation = method == Method::Consultation && count.valid == 2;
    let grade = match purchase::kind(&case.project) {
        law::Kind::Services if two_in_consultation => return Ok(Vec::new()),
        law::Kind::GoodsOrServices if two_in_consultation => Grade::Hint,
        _ => RULE.grade,
    };
    let (how, bidders, valid) =
        (Text::same(named.raw.trim().to_owned()), count.bidders, count.valid);
    let says = if valid < bidders && least <= bidders {
        text!("采购方式为{}，{bidders} 家参加，有效 {valid} 家，仍然定标", "{}: bidders {bidders}, valid {valid}, and an award was made"; how)
    } else {
        text!("采购方式为{}，参加 {bidders} 家，仍然定标", "{}: bidders {bidders}, and an award was made"; how)
    };
    let cells = std::iter::once(Evidence::of(named))
        .chain(count.stated.map(Evidence::of))
        .chain(count.cells)
        .chain([award]);
    let found = Finding::new(grade, says, cells);
    let measured = found.map(|finding| {
        finding
            .measuring(Text::of("有效供应商家数", "valid suppliers"), format!("{valid} < {least}"))
    });
    Ok(measured.into_iter().collect())
}

/// Whether a status says that the procurement came to nothing.
pub(super) fn failed(status: &str) -> bool {
    ["流标", "废标", "终止", "失败", "不足三家", "不足3家", "cancel", "unsuccessful"]
        .iter()
        .any(|word| status.contains(word))
}

/// The cell that shows that somebody got the contract.
fn award(case: &Case) -> Option<Evidence> {
    let won = case.winner().map(|(winner, fact)| Evidence::by(winner, fact));
    let fields =
        &[Field::Winner, Field::AwardAmount, Field::ContractAmount, Field::AwardNoticeDate];
    won.or_else(|| case.project.any(fields).find(|fact| fact.is_usable()).map(Evidence::of))
}

/// Who took part, by the number that is stated, else by the opening record or the ledger; award tables name a few only.
fn count<'c>(case: &'c Case) -> Result<Count<'c>, NotChecked> {
    let rejected: Vec<(&Bid, &Fact)> =
        case.bids.iter().filter_map(|bid| Some((bid, bid.rejected()?))).collect();
    let cells = |bids: &[Bid]| {
        bids.iter().map(|bid| Evidence::by(bid.bidder, &bid.named)).collect::<Vec<_>>()
    };
    let mut all = cells(&case.bids);
    all.extend(rejected.iter().map(|(bid, fact)| Evidence::by(bid.bidder, fact)));
    if let Some((stated, fact)) = case.project.number(Field::BidderCount) {
        let bidders = usize::try_from(stated.trunc()).unwrap_or(0).max(case.bids.len());
        return Ok(Count {
            bidders,
            valid: bidders - rejected.len().min(bidders),
            cells: all,
            stated: Some(fact),
        });
    }
    let records = || case.tender.records.iter();
    let named_in_full = |bid: &Bid| {
        records().any(|record| {
            matches!(record.kind, TableKind::Opening | TableKind::Ledger)
                && record.facts.0.iter().any(|fact| fact.at == bid.named.at)
        })
    };
    // A ledger may name the winner alone: one name without a price does not say that nobody else bid.
    let perhaps_winner = |bid: &Bid| {
        let place = |at: CellRef| (at.file, at.sheet, at.row);
        bid.offer().is_none()
            && records().any(|record| {
                record.kind == TableKind::Ledger && place(record.at) == place(bid.named.at)
            })
    };
    let firms = |fact: &Fact| fact.raw.matches("公司").count();
    let unread =
        case.project.all(Field::BiddersWithPrices).any(|fact| case.bids.len() < firms(fact));
    let in_full = match &case.bids[..] {
        [] => false,
        [only] => named_in_full(only) && !perhaps_winner(only),
        several => several.iter().all(named_in_full),
    };
    if unread || !in_full {
        return Err(NotChecked::because(Text::of(
            "没有列明全部投标人的开标记录",
            "no opening record that names all bidders",
        )));
    }
    let bidders = case.bids.len();
    Ok(Count { bidders, valid: bidders - rejected.len(), cells: all, stated: None })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn two_bidders_in_an_open_tender() {
        assert_eq!(
            check("MZ503", "hit"),
            [
                "violation: 采购方式为公开招标，参加 2 家，仍然定标 | hit.csv!B2 hit.csv!B6 hit.csv!B7 hit.csv!B3",
            ]
        );
    }

    #[test]
    fn a_ledger_that_names_the_winner_alone() {
        assert_eq!(
            check("MZ503", "ledger-of-winners"),
            ["not checked: 没有列明全部投标人的开标记录"]
        );
    }

    #[test]
    fn an_approved_negotiation_with_two() {
        assert_eq!(check("MZ503", "miss"), [""; 0]);
    }

    #[test]
    fn two_suffice_in_a_consultation_on_services() {
        assert_eq!(check("MZ503", "edge"), [""; 0]);
    }
}
