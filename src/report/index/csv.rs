//! Every table of the index as CSV.

use super::{GRADES, Since, count, parts};
use crate::batch::Batch;
use crate::report::csv::{Cell, Table};
use crate::text::{Lang, Text};

/// The headings of the ranking.
pub(super) const HEAD: [Text; 16] = [
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

/// The ranking as CSV for a spreadsheet program.
pub fn csv(batch: &Batch, lang: Lang) -> String {
    let mut table = Table::new(HEAD.iter().map(|text| text.to(lang)));
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

/// Every table of the index with the name of its file.
pub fn tables(batch: &Batch, since: Option<&Since>, lang: Lang) -> Vec<(&'static str, String)> {
    let mut tables = vec![
        ("index.csv", csv(batch, lang)),
        ("pairs.csv", pairs(batch, lang)),
        ("purchasers.csv", purchasers(batch, lang)),
        ("problems.csv", problems(batch, lang)),
    ];
    tables.extend(since.map(|since| ("changes.csv", since.table(batch, lang))));
    tables
}

fn table<const N: usize>(head: [Text; N], lang: Lang) -> Table {
    Table::new(head.iter().map(|text| text.to(lang)))
}

fn pairs(batch: &Batch, lang: Lang) -> String {
    let head = [
        Text::of("企业甲", "firm A"),
        Text::of("企业乙", "firm B"),
        Text::of("甲投标项目数", "tenders of A"),
        Text::of("乙投标项目数", "tenders of B"),
        Text::of("共同投标项目数", "tenders of both"),
        Text::of("期望", "expected"),
        Text::of("Jaccard", "Jaccard"),
        Text::of("q", "q"),
        Text::of("所在团组", "group"),
    ];
    let mut table = table(head, lang);
    for pair in &batch.pairs {
        let group = batch.groups.iter().position(|group| group.contains(&pair.a));
        let (a, b, joint) = pair.tenders;
        table.push([
            pair.a.as_str().into(),
            pair.b.as_str().into(),
            Cell::Number(a.to_string()),
            Cell::Number(b.to_string()),
            Cell::Number(joint.to_string()),
            Cell::real(pair.expected, 2),
            Cell::real(pair.jaccard, 3),
            Cell::real(pair.q, 6),
            group.map(|at| at + 1).into(),
        ]);
    }
    table.write()
}

fn purchasers(batch: &Batch, lang: Lang) -> String {
    let head = [
        Text::of("采购人", "purchaser"),
        Text::of("项目数", "purchases"),
        Text::of("重点复核", "priority"),
        Text::of("继续核查", "check further"),
        Text::of("视为", "deemed"),
        Text::of("违规", "violation"),
        Text::of("强线索", "strong"),
        Text::of("提示", "hint"),
        Text::of("金额（元）", "amount (CNY)"),
    ];
    let mut table = table(head, lang);
    for (name, one) in parts::purchasers(&batch.rows) {
        let [hint, strong, violation, deemed] = one.counts;
        let mut cells = vec![Cell::text(name)];
        cells.extend(
            [one.tenders, one.priority, one.doubt, deemed, violation, strong, hint]
                .map(Cell::count),
        );
        cells.push(Cell::decimal(one.amount));
        table.push(cells);
    }
    table.write()
}

fn problems(batch: &Batch, lang: Lang) -> String {
    let head = [
        Text::of("程度", "level"),
        Text::of("位置", "where"),
        Text::of("问题", "problem"),
        Text::of("建议", "advice"),
    ];
    let mut table = table(head, lang);
    for problem in &batch.problems {
        table.push([
            super::level(problem.level, lang).into(),
            problem.at.as_ref().map(ToString::to_string).into(),
            problem.says.to(lang).into(),
            problem.advice.as_ref().map(|advice| advice.to(lang)).into(),
        ]);
    }
    table.write()
}

#[cfg(test)]
mod tests {
    use super::super::tests::batch;
    use super::*;

    #[test]
    fn every_table_of_the_page_is_a_file() {
        let page = super::super::html(&batch(), None, Lang::Zh);
        for (name, written) in tables(&batch(), None, Lang::Zh) {
            assert!(page.contains(&format!("href=\"./{name}\"")), "{name}");
            assert_eq!(written.lines().count(), 2, "{name}: {written}");
            assert!(!written.contains(",\"=") && !written.contains("\n\"="), "{written}");
        }
    }

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
