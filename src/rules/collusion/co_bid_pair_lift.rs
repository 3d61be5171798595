//! Firms that bid together more often than their market explains.

use super::company::{self, Company};
use crate::graph::{Family, Market};
use crate::law::statutes::{
    DEVELOPMENT_REFORM_2026_195, PROCUREMENT_REGULATION_74_4, PROCUREMENT_REGULATION_74_7,
};
use crate::record::Field;
use crate::resolve::BidderId;
use crate::rules::{Article16, Check, Checked, Finding, Grade, Rule, Subject, format};
use crate::text;
use crate::text::Text;

/// WB701 · 共同投标显著多于偶然
pub static RULE: Rule = Rule {
    code: "WB701",
    slug: "co_bid_pair_lift",
    name: Text::of("共同投标显著多于偶然", "bidding together more often than chance"),
    article16: Article16::Collusion,
    family: Family::History,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[
        &PROCUREMENT_REGULATION_74_4,
        &PROCUREMENT_REGULATION_74_7,
        &DEVELOPMENT_REFORM_2026_195,
    ],
    why: Text::of(
        "互相竞争的企业各自选择项目；总是同时出现的企业可能互为陪标。",
        "Competitors choose their tenders on their own; firms that always come together may cover for each other.",
    ),
    innocent: &[
        Text::of("该类项目供应商本来就少", "few suppliers in this market"),
        Text::of(
            "同地同业、资质相同，目标项目自然重合",
            "firms of one place and trade with the same tenders in view",
        ),
    ],
    next: &[
        Text::of("历次投标文件、报价和人员", "the bids, prices and people of those tenders"),
        Text::of(
            "未中标者的实际参与程度（现场、答疑、成本）",
            "how seriously the losers took part (attendance, questions, costs)",
        ),
    ],
    needs: &[&[Field::BidderName, Field::BiddersWithPrices]],
    parameters: &[
        &company::JOINT,
        &company::JACCARD,
        &company::Q,
        &company::TENDERS,
        &company::THIN,
    ],
    check: Check::Market(check),
};

fn check(market: &Market) -> Checked {
    let companies = company::find(market)?;
    Ok(companies.iter().filter_map(|company| finding(market, company)).collect())
}

fn finding(market: &Market, company: &Company) -> Option<Finding> {
    let top = company.pairs.first()?;
    let grade = if company.is_thin() { Grade::Hint } else { RULE.grade };
    let names = market.bidders.names(&company.members);
    let (joint, expected) = (top.joint, format!("{:.1}", top.expected));
    let pair = market.bidders.names(&[BidderId(top.a), BidderId(top.b)]);
    let says = if company.members.len() == 2 {
        let (a, b) = (top.a_total, top.b_total);
        text!(
            "{}共同投标 {joint} 次（各投标 {a} 次、{b} 次），按各自投标次数偶然相遇的期望为 {expected} 次",
            "{} bid together {joint} times ({a} and {b} bids in all), where chance explains {expected}";
            names
        )
    } else {
        let (n, all) =
            (company.pairs.len(), company.members.len() * (company.members.len() - 1) / 2);
        text!(
            "{}之间 {all} 对中有 {n} 对共同投标显著多于偶然，其中{}共同投标 {joint} 次，期望 {expected} 次",
            "among {}, {n} of {all} pairs bid together unusually often; {} did {joint} times, where chance explains {expected}";
            names, pair
        )
    };
    let cells = company.meetings.iter().flat_map(|entry| company.cells(entry));
    let finding = Finding::new(grade, says, cells)?
        .about(company.members.iter().copied().map(Subject::Bidder))
        .measuring(
            Text::of("校正后的 q 值（最显著的一对）", "corrected q value of the rarest pair"),
            format!("{} < {}", format::chance(top.q), format::percent(company::Q.value)),
        )
        .measuring(
            Text::of("共同投标占比（Jaccard，最显著的一对）", "Jaccard share of the rarest pair"),
            format!("{:.2} ≥ {}", top.jaccard, company::JACCARD.value),
        )
        .measuring(
            Text::of("同一市场的项目数 / 供应商数", "tenders / suppliers in the same market"),
            format!("{} / {}", company.tenders, company.suppliers),
        );
    Some(if company.is_thin() {
        finding.measuring(
            Text::of(
                "薄市场：供应商不足以避免相遇，仅作提示",
                "thin market: so few suppliers can hardly avoid each other; a hint only",
            ),
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
    fn two_that_always_come_together() {
        assert_eq!(
            check("WB701", "hit"),
            [
                "strong: 云帆信息、拓界软件共同投标 7 次（各投标 7 次、7 次），按各自投标次数偶然相遇的期望为 3.1 次 | hit.csv!G2 hit.csv!G2 hit.csv!G4 hit.csv!G4 hit.csv!G6 hit.csv!G6 hit.csv!G9 hit.csv!G9 hit.csv!G11 hit.csv!G11 hit.csv!G14 hit.csv!G14 hit.csv!G16 hit.csv!G16",
            ]
        );
    }

    #[test]
    fn two_that_bid_often_and_meet_as_often_as_chance() {
        assert_eq!(check("WB701", "miss"), [""; 0]);
    }

    #[test]
    fn six_suppliers_can_hardly_avoid_each_other() {
        let said = check("WB701", "edge");
        let [only] = said.as_slice() else { panic!("{said:?}") };
        let (text, cells) = only.split_once(" | ").expect("a finding with cells");
        assert_eq!(
            text,
            "hint: 云帆信息、拓界软件共同投标 7 次（各投标 7 次、7 次），按各自投标次数偶然相遇的期望为 3.1 次"
        );
        assert_eq!(cells.split(' ').count(), 14);
        assert!(cells.starts_with("edge.csv!G2 edge.csv!G2 edge.csv!G4 edge.csv!G4"), "{cells}");
    }
}
