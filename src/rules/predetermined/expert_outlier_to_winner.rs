//! One expert whose scores make the winner.

use crate::graph::{Family, Panel};
use crate::law::statutes::{ORDER_87_62_3, ORDER_87_64_4, PROCUREMENT_REGULATION_75};
use crate::record::Field;
use crate::resolve::BidderId;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Parameter, Rule,
    Subject, format,
};
use crate::screen::scores;
use crate::text;
use crate::text::Text;

/// MZ602 · 个别评委打分畸高并左右结果
pub static RULE: Rule = Rule {
    code: "MZ602",
    slug: "expert_outlier_to_winner",
    name: Text::of("个别评委打分畸高并左右结果", "one expert's scores decide the winner"),
    article16: Article16::Predetermined,
    family: Family::Scoring,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&ORDER_87_62_3, &ORDER_87_64_4, &PROCUREMENT_REGULATION_75],
    why: Text::of(
        "个别评委对中标人打分畸高、对竞争者畸低，且去掉该评委后第一名改变，应当复核其打分理由。",
        "One expert scores the winner far above the rivals, and without that expert another would be first: the reasons need a look.",
    ),
    innocent: &[
        Text::of("评委人数少，离散本来就大", "a small panel, which varies much anyway"),
        Text::of(
            "专业不同，看重的方面不同",
            "experts of different trades who value different things",
        ),
    ],
    next: &[
        Text::of(
            "该评委的评分说明和评审录像",
            "the expert's reasons and the recording of the evaluation",
        ),
        Text::of(
            "该评委与中标人的任职、项目、资金往来",
            "the expert's posts, projects and payments with the winner",
        ),
    ],
    needs: &[
        &[Field::ExpertName],
        &[
            Field::Score,
            Field::TotalScore,
            Field::TechnicalScore,
            Field::BusinessScore,
            Field::SubjectiveScore,
        ],
    ],
    parameters: &[&FAR, &CHANCE],
    check: Check::Case(check),
};

static FAR: Parameter = Parameter {
    name: "robust_z",
    value: 2.5,
    means: Text::of(
        "该评委给中标人的领先幅度与其余评委中位数之差，以稳健标准差计的下限（惯用值）",
        "least distance of the expert's lead for the winner from the others' median, in robust standard deviations (customary)",
    ),
};

static CHANCE: Parameter = Parameter {
    name: "chance_at_most",
    value: 0.05,
    means: Text::of(
        "同规模的独立评委组中出现如此偏离的概率上限，超过则只作提示",
        "a distance that honest panels of this size show more often than this is a hint only",
    ),
};

fn check(case: &Case) -> Checked {
    let panel = Panel::of(case);
    let (experts, bidders) = (panel.experts.len(), panel.bidders.len());
    if experts < 4 || bidders < 2 {
        return Err(NotChecked::because(text!(
            "评委 {experts} 名、投标人 {bidders} 家，至少需要评委 4 名、投标人 2 家的逐人打分",
            "{experts} experts and {bidders} bidders; it takes the scores of four experts for two bidders"
        )));
    }
    let (winner, won) = case.winner().ok_or_else(|| NotChecked::missing([Field::Winner]))?;
    let lead_bidder = case.bid(winner).map_or(winner, |bid| bid.bidder);
    let Some(column) = panel.bidders.iter().position(|bidder| *bidder == lead_bidder) else {
        return Err(NotChecked::because(Text::of(
            "中标人没有评委打分",
            "no expert scored the winner",
        )));
    };
    let (fixed, averaging) = scores::left_over(&panel.points, &panel.totals);
    if scores::rank(&panel.points, &fixed, averaging).leaders != [column] {
        return Err(NotChecked::because(Text::of(
            "按评委打分复算的第一名不是中标人，缺少其余得分，无法判断个别评委的影响",
            "the winner is not first by the scores at hand; other points are missing, so nobody's influence can be told",
        )));
    }
    let leads = scores::leads(&panel.points, column);
    let pivotal = scores::pivotal(&panel.points, &fixed, averaging);
    let mut found = Vec::new();
    for lead in leads {
        let Some(z) = lead.z.filter(|z| FAR.value <= *z) else { continue };
        let Some(without) =
            pivotal.iter().find(|one| one.expert == lead.expert && one.changes_winner)
        else {
            continue;
        };
        let chance = scores::chance_of_lead(z, experts, bidders);
        let grade = if chance.is_none_or(|chance| chance <= CHANCE.value) {
            RULE.grade
        } else {
            Grade::Hint
        };
        let instead: Vec<BidderId> =
            without.without.leaders.iter().map(|column| panel.bidders[*column]).collect();
        let (name, others) = (case.bidders.names(&[lead_bidder]), case.bidders.names(&instead));
        let (own, usual) = (format!("{:.2}", lead.lead), format!("{:.2}", lead.others));
        let says = text!(
            "一名评委给{}的分数比给其余投标人的平均分高 {own} 分（其余评委的中位数为 {usual} 分），去掉该评委后第一名为{}",
            "one expert gave {} {own} points more than the other bidders on average (median of the other experts: {usual}); without that expert {} would be first";
            name, others
        );
        let of_expert = panel.cells.range((lead.expert, 0)..=(lead.expert, bidders));
        let of_winner =
            panel.cells.iter().filter(|((expert, at), _)| *at == column && *expert != lead.expert);
        let cells = of_expert
            .chain(of_winner)
            .flat_map(|((_, at), facts)| {
                facts.iter().map(|fact| Evidence::by(panel.bidders[*at], fact))
            })
            .chain([Evidence::by(winner, won)]);
        let finding = Finding::new(grade, says, cells).map(|finding| {
            finding
                .about([
                    Subject::Expert(panel.experts[lead.expert].to_owned()),
                    Subject::Bidder(lead_bidder),
                ])
                .measuring(
                    Text::of("稳健标准差倍数", "robust standard deviations"),
                    format!("{z:.1} ≥ {}", FAR.value),
                )
                .measuring(
                    Text::of(
                        "独立评委组中出现如此偏离的概率（模拟）",
                        "chance of such a distance on an honest panel (simulated)",
                    ),
                    chance.map_or_else(|| "—".to_owned(), format::chance),
                )
        });
        found.extend(finding);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn one_expert_makes_the_winner() {
        assert_eq!(
            check("MZ602", "hit"),
            [
                "strong: 一名评委给云帆信息的分数比给其余投标人的平均分高 27.50 分（其余评委的中位数为 -0.50 分），去掉该评委后第一名为拓界软件 | hit.csv!C17 hit.csv!C18 hit.csv!C19 hit.csv!C11 hit.csv!C14 hit.csv!C20 hit.csv!C23 hit.csv!D2",
            ]
        );
    }

    #[test]
    fn the_winner_is_first_without_the_expert_too() {
        assert_eq!(check("MZ602", "miss"), [""; 0]);
    }

    #[test]
    fn three_experts_are_too_few() {
        assert_eq!(
            check("MZ602", "edge"),
            ["not checked: 评委 3 名、投标人 3 家，至少需要评委 4 名、投标人 2 家的逐人打分",]
        );
    }
}
