//! 疑点清单: a row for each finding, strongest first.

use super::{Table, Value, listed, money};
use crate::report::digest::Digest;
use crate::review::Found;
use crate::text::Text;

pub(super) fn table(digest: &Digest<'_>) -> Table {
    let mut table = Table::new(
        "findings",
        Text::of("疑点清单", "Leads"),
        Text::of(
            "按等级排列。事实与出处在前，人工意见另行填写；未列出的不等于不存在，见“未检查项”。",
            "Strongest first. Facts with their cells first, opinions apart. What is not listed may still be there: see \"Not checked\".",
        ),
        &[
            (Text::of("序号", "No."), 5),
            (Text::of("等级", "Grade"), 10),
            (Text::of("规则", "Rule"), 8),
            (Text::of("规则名称", "Rule name"), 14),
            (Text::of("证据族", "Family"), 12),
            (Text::of("项目（包）", "Package"), 16),
            (Text::of("事实", "Facts"), 36),
            (Text::of("涉及对象", "About"), 16),
            (Text::of("涉及金额（元）", "Amount (CNY)"), 14),
            (Text::of("证据位置", "Cells"), 30),
            (Text::of("实测", "Measured"), 24),
            (Text::of("依据", "In law"), 34),
            (Text::of("可能的正当解释", "Innocent explanations"), 32),
            (Text::of("建议调取的证据", "Evidence to ask for"), 32),
        ],
    );
    table.rows = digest.findings().map(|(at, found)| row(digest, at, found)).collect();
    table
}

fn row(digest: &Digest<'_>, at: usize, found: &Found) -> Vec<Value> {
    let (rule, finding) = (found.rule, &found.finding);
    let measured = finding
        .measured
        .iter()
        .map(|(what, value)| format!("{} {}", digest.tell(what), digest.quoted(value)));
    let told = |texts: &[Text]| texts.iter().map(|text| digest.tell(text)).collect();
    vec![
        Value::Finding(at),
        Value::Grade(finding.grade),
        rule.code.into(),
        digest.tell(&rule.name).into(),
        digest.tell(&rule.family.name()).into(),
        digest.packages_of(found).into(),
        digest.sentence(&finding.says).into(),
        digest.subjects(&finding.subjects).into(),
        money(finding.exposure),
        digest.addresses(finding.evidence().iter().map(|one| one.at)).into(),
        listed(digest, measured.collect()),
        listed(digest, rule.basis.iter().map(|one| digest.tell(&one.citation())).collect()),
        listed(digest, told(rule.innocent)),
        listed(digest, told(rule.next)),
    ]
}
