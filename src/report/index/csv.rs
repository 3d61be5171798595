//! The ranking as CSV.

use super::{GRADES, count};
use crate::batch::Batch;
use crate::report::csv::{Cell, Table};
use crate::text::{Lang, Text};

/// The ranking as CSV for a spreadsheet program.
pub fn csv(batch: &Batch, lang: Lang) -> String {
    let head = [
        Text::of("序", "rank"),
        Text::of("项目编号", "id"),
        Text::of("项目名称", "name"),
        Text::of("采购人", "buyer"),
        Text::of("结论", "verdict"),
        Text::of("视为", "deemed"),
        Text::of("违规", "violation"),
        Text::of("强线索", "strong"),
        Text::of("提示", "hint"),
        Text::of("最强证据", "strongest finding"),
        Text::of("金额（元）", "amount (CNY)"),
        Text::of("投标人数", "bidders"),
        Text::of("已检查规则", "rules checked"),
        Text::of("规则数", "rules"),
        Text::of("报告", "report"),
        Text::of("来源", "source"),
    ];
    let mut table = Table::new(head.iter().map(|text| text.to(lang)));
    for (at, row) in batch.rows.iter().enumerate() {
        let mut cells = vec![Cell::count(at + 1)];
        cells.extend([&row.id, &row.name, &row.buyer].map(|text| Cell::text(text.as_str())));
        cells.push(row.verdict.says().to(lang).into());
        cells.extend(GRADES.map(|grade| Cell::count(count(row, grade))));
        cells.push(row.strongest.as_ref().map(|says| says.to(lang)).into());
        cells.push(row.amount.into());
        cells.extend([row.bidders, row.checked.0, row.checked.1].map(Cell::count));
        cells.extend([&row.link, &row.source].map(|text| Cell::text(text.as_str())));
        table.push(cells);
    }
    table.write()
}

#[cfg(test)]
mod tests {
    use super::super::tests::batch;
    use super::*;

    #[test]
    fn a_spreadsheet_program_finds_no_formula() {
        let written = csv(&batch(), Lang::Zh);
        assert!(written.starts_with('\u{feff}'));
        assert_eq!(
            written.lines().nth(1).expect("a row"),
            "1,\"'@id\",\"项目<b>\",\"'=HYPERLINK(\"\"x\"\")\",\"建议列为重点复核对象\",1,0,1,2,\
             \"甲、乙电话相同\",12486000,7,15,20,\"javascript:alert(1)#x.html\",\"'-folder\""
        );
    }
}
