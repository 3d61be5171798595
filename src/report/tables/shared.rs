//! 共有值: the values that bidders of one package share, who holds them and where.

use std::collections::BTreeSet;

use super::{Table, Value};
use crate::graph::Shared;
use crate::report::digest::Digest;
use crate::resolve::BidderId;
use crate::rules::Grade;
use crate::source::CellRef;
use crate::text::Text;

pub(super) fn table(digest: &Digest<'_>) -> Table {
    let mut table = Table::new(
        "shared",
        Text::of("共有值", "Shared values"),
        Text::of(
            "至少两家投标人共有的值；搁置的公共值另见“搁置值”。",
            "Values held by two bidders or more; those set aside as public stand in \"Set aside\".",
        ),
        &[
            (Text::of("项目（包）", "Package"), 18),
            (Text::of("证据族", "Family"), 12),
            (Text::of("字段", "Field"), 14),
            (Text::of("值", "Value"), 26),
            (Text::of("等级", "Grade"), 10),
            (Text::of("家数", "Holders"), 6),
            (Text::of("共有者", "Held by"), 28),
            (Text::of("出处", "Cells"), 44),
        ],
    );
    for (at, package) in digest.packages() {
        let mut rows: Vec<(Option<Grade>, &Shared)> = package
            .case
            .network
            .all_shared()
            .iter()
            .map(|shared| (grade(digest, at, shared), shared))
            .collect();
        rows.sort_by_key(|(grade, shared)| {
            use std::cmp::Reverse;
            (Reverse(*grade), shared.attribute.family, Reverse(shared.holders.len()))
        });
        for (grade, shared) in rows {
            table.rows.push(vec![
                digest.package(at).into(),
                digest.tell(&shared.attribute.family.name()).into(),
                digest.tell(&shared.attribute.field.name()).into(),
                digest.key(shared.attribute.field, &shared.key).into(),
                grade.map_or_else(|| digest.say("未触发", "nothing seen").into(), Value::Grade),
                Value::Count(shared.holders.len()),
                digest.bidders(shared.bidders()).into(),
                digest.addresses(shared.cells().map(|(_, fact)| fact.at)).into(),
            ]);
        }
    }
    table
}

/// The strongest grade of the findings that rest on the cells of a shared value.
fn grade(digest: &Digest<'_>, package: usize, shared: &Shared) -> Option<Grade> {
    let cells: BTreeSet<CellRef> = shared.cells().map(|(_, fact)| fact.at).collect();
    let holders: BTreeSet<BidderId> = shared.bidders().into_iter().collect();
    digest
        .findings_of(package)
        .filter(|(_, found)| found.rule.family == shared.attribute.family)
        .filter(|(_, found)| {
            let on: BTreeSet<BidderId> = found
                .finding
                .evidence()
                .iter()
                .filter(|one| cells.contains(&one.at))
                .filter_map(|one| one.bidder)
                .collect();
            1 < on.intersection(&holders).count()
        })
        .map(|(_, found)| found.finding.grade)
        .max()
}
