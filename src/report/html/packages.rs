//! The packages of the review in two tables: under the verdict those with bids or findings, at the sources every purchase
//! that is known from a ledger only.

use super::head::{unknown, winner};
use super::number::ten_thousands;
use super::page::brief;
use super::{Page, shape, table_head};
use crate::review::{Found, Package, Verdict};
use crate::text;

/// Packages that are listed under the verdict.
const LISTED_PACKAGES: usize = 40;

/// A line for each package where there are several; of a ledger those with findings.
pub(super) fn table(page: &Page<'_>) -> String {
    if !page.has_several() {
        return String::new();
    }
    let packages = &page.view.review.packages;
    let listed =
        |at: &usize| !packages[*at].case.tender.ledger_only || !codes(page, *at).is_empty();
    let scope: Vec<usize> = page.scope.iter().copied().filter(listed).collect();
    let rows: String =
        scope.iter().take(LISTED_PACKAGES).map(|at| full_row(page, *at, &packages[*at])).collect();
    if rows.is_empty() {
        return String::new();
    }
    let head = table_head(&[
        page.say("包（项目）", "Package"),
        page.say("结论", "Verdict"),
        page.say("#限价，万元", "#Ceiling, CNY 10,000"),
        page.say("#投标人", "#Bidders"),
        page.say("中标供应商", "Winner"),
        page.say("#中标金额，万元", "#Award, CNY 10,000"),
        page.say("#已检查", "#Checked"),
        page.say("线索", "Leads"),
    ]);
    let title = page.say("各包结论", "By package");
    let more = match page.scope.len().checked_sub(scope.len().min(LISTED_PACKAGES)) {
        Some(more @ 1..) => {
            let says = text!("另 {more} 个项目（包）见台账：", "{more} more stand in the ledger: ");
            format!("<p class=\"src\">{}{}</p>", page.tell(&says), page.section("sources"))
        }
        _ => String::new(),
    };
    format!(
        "<h2 class=\"h3s\">{title}</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\">\
         <table class=\"tb stack pks\">{head}<tbody>{rows}</tbody></table></div>{more}"
    )
}

/// Every purchase that is known from a ledger only.
pub(super) fn ledger(page: &Page<'_>) -> String {
    let packages = page.view.review.packages.iter().enumerate();
    let rows: String = packages
        .filter(|(_, package)| package.case.tender.ledger_only)
        .map(|(at, package)| ledger_row(page, at, package))
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let head = table_head(&[
        page.say("台账项目", "Purchase in the ledger"),
        page.say("供应商", "Supplier"),
        page.say("#金额，万元", "#Amount, CNY 10,000"),
        page.say("线索", "Leads"),
    ]);
    let title = page.say("台账中的项目", "Purchases known from a ledger");
    format!(
        "<h3 class=\"h3s\">{title}</h3><table class=\"tb stack dense\">{head}<tbody>{rows}</tbody></table>"
    )
}

fn full_row(page: &Page<'_>, at: usize, package: &Package<'_>) -> String {
    let case = &package.case;
    let (name, price) = winner(page, case);
    let strongest = page.findings_of(at).map(|(_, found)| found.finding.grade).max();
    let slug = match (package.verdict, strongest) {
        (Verdict::Unchecked, _) => "unchecked",
        (verdict, Some(grade)) if verdict.asks_for_more() => grade.slug(),
        _ => "clear",
    };
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}{}</td><td class=\"n\" data-l=\"{}\">{}</td><td class=\"n\" data-l=\"{}\">{}</td><td>{}</td>\
         <td class=\"n\" data-l=\"{}\">{}</td><td class=\"n\" data-l=\"{}\">{}/{}</td><td>{}</td></tr>",
        page.package(at),
        shape(slug),
        page.tell(&package.verdict.says()),
        page.say("限价", "ceiling"),
        case.ceiling().map(|(yuan, _)| ten_thousands(yuan)).unwrap_or_default(),
        page.say("投标人", "bidders"),
        case.bids.len(),
        name.unwrap_or_else(|| unknown(page)),
        page.say("中标", "award"),
        price.map(ten_thousands).unwrap_or_default(),
        page.say("已检查", "checked"),
        package.checked,
        package.rules,
        codes(page, at),
    )
}

fn ledger_row(page: &Page<'_>, at: usize, package: &Package<'_>) -> String {
    let (name, price) = winner(page, &package.case);
    let tender = package.case.tender;
    format!(
        "<tr><th scope=\"row\">{} <span class=\"who\">{}</span></th><td>{}</td><td class=\"n\">{}</td><td>{}</td></tr>",
        brief(&tender.name),
        if tender.id == tender.name { String::new() } else { brief(&tender.id) },
        name.unwrap_or_default(),
        price.map(ten_thousands).unwrap_or_default(),
        codes(page, at),
    )
}

/// Links to the findings of a package, and to those over several packages that name its tender.
fn codes(page: &Page<'_>, package: usize) -> String {
    let tender = &page.view.review.packages[package].case.tender.id;
    let names = |found: &Found| {
        found
            .finding
            .subjects
            .iter()
            .any(|subject| matches!(subject, crate::rules::Subject::Tender(id) if id == tender))
    };
    let review = page.view.review;
    let spanning = (review.findings.iter().enumerate())
        .filter(|(_, found)| found.package.is_none() && names(found))
        .map(|(at, _)| at);
    let mut places: Vec<usize> = review.places(package).iter().copied().chain(spanning).collect();
    places.sort_unstable();
    places
        .into_iter()
        .filter_map(|at| review.findings.get(at).map(|found| (at, found)))
        .map(|(at, found)| {
            let slug = found.finding.grade.slug();
            format!(
                "<a class=\"code lk\" href=\"#f{}\">{}{}</a>",
                at + 1,
                shape(slug),
                found.rule.code
            )
        })
        .collect()
}
