//! The purchases of the drawn purchaser as a table, with the rolling sum on each day.

use super::{NEAR, chosen};
use crate::report::View;
use crate::report::chart::graded;
use crate::report::csv::{Cell, Table};
use crate::text::Text;

/// One row for each purchase, in order of time.
pub(in crate::report::chart) fn table(view: View<'_>) -> Result<Table, Text> {
    let plan = chosen(view)?;
    let heads = [
        ("采购人", "purchaser"),
        ("项目名称", "project"),
        ("日期", "day"),
        ("金额（元）", "amount (CNY)"),
        ("供应商", "supplier"),
        ("采购方式", "method"),
        ("品目", "category"),
        ("公开招标数额标准（元）", "open-tender threshold (CNY)"),
        ("标准下 10% 以内", "within 10% below"),
        ("计入累计", "in the sum"),
        ("同一品目滚动 12 个月累计（元）", "sum of the category over 12 months (CNY)"),
        ("着色等级", "grade"),
        ("单元格", "cell"),
    ];
    let mut table = Table::new(heads.map(|(zh, en)| view.say(zh, en)));
    let rolling = plan.rolling();
    let yes_no = |yes: bool| -> Cell {
        if yes { view.say("是", "yes") } else { view.say("否", "no") }.into()
    };
    let least = plan.threshold * (rust_decimal::Decimal::ONE - NEAR);
    for dot in &plan.dots {
        let sum = rolling.iter().find(|(day, _)| *day == dot.date).map(|(_, sum)| *sum);
        let near = !dot.open && least <= dot.yuan && dot.yuan < plan.threshold;
        table.push([
            plan.buyer.as_str().into(),
            dot.project.as_str().into(),
            dot.date.into(),
            dot.yuan.into(),
            dot.supplier.map(|supplier| view.review.bidders.name(supplier)).into(),
            dot.method.as_str().into(),
            dot.category.as_str().into(),
            plan.threshold.into(),
            yes_no(near),
            yes_no(dot.summed),
            sum.filter(|_| dot.summed).into(),
            graded(view, dot.grade),
            view.address(dot.fact.at).into(),
        ]);
    }
    Ok(table)
}
