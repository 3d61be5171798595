//! The ranking as CSV.

use super::{GRADES, count};
use crate::batch::Batch;
use crate::text::{Lang, Text};

/// The ranking as CSV for a spreadsheet program: UTF-8 with a mark, and no cell that it would take for a formula.
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
    let mut lines = vec![head.iter().map(|text| text.to(lang).to_owned()).collect::<Vec<_>>()];
    for (at, row) in batch.rows.iter().enumerate() {
        let mut line = vec![(at + 1).to_string()];
        line.extend([&row.id, &row.name, &row.buyer].map(|text| harmless(text)));
        line.push(row.verdict.says().to(lang).to_owned());
        line.extend(GRADES.map(|grade| count(row, grade).to_string()));
        line.push(row.strongest.as_ref().map(|says| harmless(says.to(lang))).unwrap_or_default());
        line.push(row.amount.map(|yuan| yuan.to_string()).unwrap_or_default());
        line.extend([row.bidders, row.checked.0, row.checked.1].map(|n| n.to_string()));
        line.extend([&row.link, &row.source].map(|text| harmless(text)));
        lines.push(line);
    }
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let lines: Vec<String> =
        lines.iter().map(|line| line.iter().map(quoted).collect::<Vec<_>>().join(",")).collect();
    format!("\u{feff}{}\r\n", lines.join("\r\n"))
}

/// Text that a spreadsheet program shows and does not compute.
fn harmless(text: &str) -> String {
    let shown: String = text.chars().filter(|c| *c != '\0').collect();
    if shown.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{shown}")
    } else {
        shown
    }
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
            "\"1\",\"'@id\",\"项目<b>\",\"'=HYPERLINK(\"\"x\"\")\",\"建议列为重点复核对象\",\"1\",\"0\",\"1\",\"2\",\
             \"甲、乙电话相同\",\"12486000\",\"7\",\"15\",\"20\",\"javascript:alert(1)#x.html\",\"'-folder\""
        );
        for start in ["=", "+", "-", "@", "\t", "\r", "＝"] {
            assert!(harmless(&format!("{start}1")).starts_with('\''), "{start:?}");
        }
    }
}
