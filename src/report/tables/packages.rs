//! 各包结论: a row for each package, or for each purchase that is known from a ledger only.

use super::{Table, Value, checks, money, share};
use crate::record::Field;
use crate::report::digest::{Digest, plain};
use crate::text::Text;

pub(super) fn table(digest: &Digest<'_>) -> Table {
    let mut table = Table::new(
        "packages",
        Text::of("各包结论", "Packages"),
        Text::of(
            "结论为三句固定用语，与已检查规则数并列；只见于台账的项目可检查的规则较少。",
            "One of three fixed sentences, beside the number of rules checked; purchases known from a ledger only can be checked by few.",
        ),
        &[
            (Text::of("项目编号", "Number"), 16),
            (Text::of("项目", "Tender"), 26),
            (Text::of("包", "Package"), 6),
            (Text::of("采购人", "Purchaser"), 20),
            (Text::of("代理机构", "Agency"), 20),
            (Text::of("适用日期", "Date of the law"), 11),
            (Text::of("结论", "Verdict"), 24),
            (Text::of("视为", "Deemed"), 5),
            (Text::of("违规", "Violations"), 5),
            (Text::of("强线索", "Strong"), 6),
            (Text::of("提示", "Hints"), 5),
            (Text::of("已检查规则", "Rules checked"), 7),
            (Text::of("规则数", "Rules"), 6),
            (Text::of("投标人数", "Bidders"), 6),
            (Text::of("限价（元）", "Ceiling (CNY)"), 14),
            (Text::of("中标供应商", "Winner"), 24),
            (Text::of("中标金额（元）", "Award (CNY)"), 14),
            (Text::of("占限价比", "Of ceiling"), 9),
            (Text::of("只见于台账", "Ledger only"), 7),
        ],
    );
    // Every package, those of ledgers too: nothing is left out in silence.
    for (at, package) in digest.view.review.packages.iter().enumerate() {
        let case = &package.case;
        let text = |field| case.project.text(field).map(plain).unwrap_or_default();
        let (winner, price) = digest.winner(case);
        let ceiling = case.ceiling().map(|(yuan, _)| yuan);
        let mut row = vec![
            plain(&case.tender.id).into(),
            plain(&case.tender.name).into(),
            plain(&case.package).into(),
            text(Field::BuyerName).into(),
            text(Field::AgencyName).into(),
            case.law_date().map(|day| day.to_string()).unwrap_or_default().into(),
            digest.tell(&package.verdict.says()).into(),
        ];
        row.extend(checks::counts(digest, at).map(Value::Count));
        row.extend([
            Value::Count(package.checked),
            Value::Count(package.rules),
            Value::Count(case.bids.len()),
            money(ceiling),
            winner.map(|id| digest.bidder_in_full(id)).unwrap_or_default().into(),
            money(price),
            price.zip(ceiling).map_or(Value::Empty, |(price, ceiling)| share(price, ceiling)),
            if case.tender.ledger_only { digest.say("是", "yes").into() } else { Value::Empty },
        ]);
        table.rows.push(row);
    }
    table
}
