//! Parts of the index besides the ranking: what was seen of each family, purchasers, what the data allowed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::{either, escape, heads, ten_thousands};
use crate::batch::{Row, Seen};
use crate::graph::Family;
use crate::report::html::page::brief;
use crate::review::Verdict;
use crate::rules::Grade;
use crate::text;
use crate::text::Lang;

/// Purchasers that the page lists; all of them are in the CSV.
const LISTED: usize = 500;
/// Width of one family in the picture of a row.
const SLOT: usize = 12;

/// The marks of the small pictures, once.
pub(super) const MARKS: &str = r##"<svg width="0" height="0" class="defs" aria-hidden="true" focusable="false"><defs>
<symbol id="b-deemed" viewBox="0 0 8 22"><rect width="8" height="20" y="1" fill="#961A1A"/></symbol>
<symbol id="b-violation" viewBox="0 0 8 22"><rect width="8" height="16" y="5" fill="#B9480B"/></symbol>
<symbol id="b-strong" viewBox="0 0 8 22"><rect width="8" height="11" y="10" fill="#8A6000"/></symbol>
<symbol id="b-hint" viewBox="0 0 8 22"><rect x=".7" width="6.6" height="5" y="15.3" fill="#fff" stroke="#3F6592" stroke-width="1.4"/></symbol>
<symbol id="b-unchecked" viewBox="0 0 8 22"><path d="M1 20 7 14" stroke="#9AA1A9" stroke-width="1.2"/></symbol>
</defs></svg>"##;

/// Eight slots in the order of the families: height and colour are the grade, a slanted stroke was not checked, nothing was
/// checked without a finding.
pub(super) fn families(row: &Row, lang: Lang) -> String {
    let mut marks = String::new();
    let mut said: Vec<String> = Vec::new();
    let mut unchecked = String::new();
    for (at, (family, seen)) in Family::ALL.iter().zip(row.families).enumerate() {
        let slug = match seen {
            Seen::Clear => continue,
            Seen::Unchecked => {
                unchecked.push_str(family.character().to(lang));
                "unchecked"
            }
            Seen::Found(grade) => {
                said.push(format!("{} {}", family.name().to(lang), grade.name().to(lang)));
                grade.slug()
            }
        };
        // Writing to a String cannot fail.
        let _ = write!(
            marks,
            "<use href=\"#b-{slug}\" x=\"{}\" width=\"8\" height=\"22\"/>",
            at * SLOT
        );
    }
    if !unchecked.is_empty() {
        said.push(format!("{} {unchecked}", either(lang, "未检查", "not checked")));
    }
    let wide = Family::ALL.len() * SLOT;
    format!(
        "<svg class=\"bars\" width=\"{wide}\" height=\"22\" role=\"img\" aria-label=\"{}\"><path class=\"ax\" d=\"M0 21.5H{wide}\"/>{marks}</svg>",
        said.join(either(lang, "；", "; "))
    )
}

/// What a purchaser's tenders come to.
#[derive(Debug, Default)]
pub(super) struct Purchaser {
    pub(super) tenders: usize,
    pub(super) priority: usize,
    pub(super) doubt: usize,
    pub(super) counts: [usize; 4],
    pub(super) amount: Decimal,
}

/// The purchasers, those with the strongest evidence first; tenders without a purchaser count for none.
pub(super) fn purchasers(rows: &[Row]) -> Vec<(&str, Purchaser)> {
    let mut of: BTreeMap<&str, Purchaser> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.buyer.is_empty()) {
        let one = of.entry(&row.buyer).or_default();
        one.tenders += 1;
        one.priority += usize::from(row.verdict == Verdict::Priority);
        one.doubt += usize::from(row.verdict == Verdict::Doubt);
        for (sum, count) in one.counts.iter_mut().zip(row.counts) {
            *sum += count;
        }
        one.amount += row.amount.unwrap_or_default();
    }
    let mut sorted: Vec<_> = of.into_iter().collect();
    sorted.sort_by(|(a, x), (b, y)| {
        let weight = |one: &Purchaser| (one.priority, one.doubt, one.tenders, one.amount);
        weight(y).cmp(&weight(x)).then(a.cmp(b))
    });
    sorted
}

/// The purchasers as a table.
pub(super) fn purchasers_table(rows: &[Row], lang: Lang) -> String {
    let all = purchasers(rows);
    if all.is_empty() {
        let none = either(lang, "没有项目写明采购人。", "No tender names its purchaser.");
        return format!("<p class=\"lead\">{none}</p>");
    }
    let number = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    let cell =
        |word: &str, shown: String| format!("<td class=\"n\" data-l=\"{word}\">{shown}</td>");
    let body: String = all
        .iter()
        .take(LISTED)
        .map(|(name, one)| {
            let [hint, strong, violation, deemed] = one.counts;
            let grades: String = [
                (Grade::Deemed, deemed),
                (Grade::Violation, violation),
                (Grade::Strong, strong),
                (Grade::Hint, hint),
            ]
            .into_iter()
            .map(|(grade, n)| cell(grade.name().to(lang), number(n)))
            .collect();
            format!(
                "<tr><th scope=\"row\"><a class=\"q\" href=\"#tenders\" data-q=\"{}\">{}</a></th>{}{}{}{grades}{}</tr>",
                escape(name),
                brief(name),
                cell(either(lang, "项目", "purchases"), one.tenders.to_string()),
                cell(either(lang, "重点复核", "priority"), number(one.priority)),
                cell(either(lang, "继续核查", "check further"), number(one.doubt)),
                cell(either(lang, "万元", "CNY 10,000"), ten_thousands(one.amount)),
            )
        })
        .collect();
    let head = heads(&[
        either(lang, "采购人", "Purchaser"),
        either(lang, "#项目", "#Purchases"),
        either(lang, "#重点复核", "#Priority"),
        either(lang, "#继续核查", "#Check further"),
        either(lang, "#视为", "#Deemed"),
        either(lang, "#违规", "#Violation"),
        either(lang, "#强线索", "#Strong lead"),
        either(lang, "#提示", "#Hint"),
        either(lang, "#金额，万元", "#CNY 10,000"),
    ]);
    let more = match all.len().checked_sub(LISTED) {
        Some(more @ 1..) => {
            text!("另 {more} 家见 CSV。", "{more} more are in the CSV.").to(lang).to_owned()
        }
        _ => String::new(),
    };
    format!(
        "<table class=\"tb stack dense\">{head}<tbody>{body}</tbody></table><p class=\"src\">{}{more}</p>",
        either(
            lang,
            "按重点复核、继续核查的项目数排列。项目多的采购人线索也多，不能只看个数。",
            "By the number of purchases for priority review, then for further checking. Who buys more has more leads; the count alone says little. ",
        )
    )
}

/// How much of each family could be checked, over the tenders.
pub(super) fn coverage(rows: &[Row], lang: Lang) -> String {
    let all = rows.len();
    if all == 0 {
        return String::new();
    }
    let body: String = Family::ALL
        .iter()
        .enumerate()
        .map(|(at, family)| {
            let seen = rows.iter().filter(|row| row.families[at] != Seen::Unchecked).count();
            let found = rows.iter().filter(|row| matches!(row.families[at], Seen::Found(_))).count();
            let share = seen as f64 / all as f64;
            format!(
                "<tr><th scope=\"row\"><span class=\"fam\" aria-hidden=\"true\">{}</span>{}</th><td><svg class=\"share\" width=\"240\" height=\"12\" role=\"img\" aria-label=\"{:.1}%\">\
                 <rect width=\"240\" height=\"12\" fill=\"#ECEEF0\"/><rect width=\"{:.1}\" height=\"12\" fill=\"#454B53\"/></svg></td>\
                 <td class=\"n\" data-l=\"{}\">{:.1}%</td><td class=\"n\" data-l=\"{}\">{found}</td></tr>",
                family.character().to(lang),
                family.name().to(lang),
                share * 100.0,
                share * 240.0,
                either(lang, "已检查", "checked"),
                share * 100.0,
                either(lang, "有线索", "with leads"),
            )
        })
        .collect();
    let without = rows.iter().filter(|row| row.checked.0 == 0).count();
    let title = text!(
        "{all} 个项目中，各族证据可检查的占比",
        "How much of each family could be checked, of {all} purchases"
    );
    let below = text!(
        "至少检查了该族一条规则的项目；{without} 个项目没有检查任何规则。未检查不等于未发现。",
        "purchases on which at least one rule of the family was checked; {without} had no rule checked. Not checked is not the same as not found."
    );
    let head = heads(&[
        either(lang, "证据族", "Family"),
        either(lang, "占比", "Share"),
        either(lang, "#已检查", "#Checked"),
        either(lang, "#有线索的项目", "#With leads"),
    ]);
    format!(
        "<p class=\"figt\">{}</p><p class=\"figs\">{}</p><table class=\"tb stack dense cover\">{head}<tbody>{body}</tbody></table>",
        title.to(lang),
        below.to(lang)
    )
}
