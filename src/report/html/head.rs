//! The first page: what was tendered, the verdict with its reasons, how much was checked, and the packages.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::number::{amount, percent, ten_thousands};
use super::page::{NAME, brief, escape, shortened};
use super::{Page, coverage, packages, shape};
use crate::graph::{Case, Family, Priced};
use crate::record::value::Currency;
use crate::record::{Fact, Field};
use crate::review::{Found, Package, Verdict};
use crate::rules::Grade;
use crate::text;

/// Grades, strongest first.
const GRADES: [Grade; 4] = [Grade::Deemed, Grade::Violation, Grade::Strong, Grade::Hint];

/// The title, as plain text.
pub(super) fn title(page: &Page<'_>) -> String {
    let packages: Vec<&Package<'_>> = in_scope(page);
    match (packages.first(), page.tenders) {
        (None, _) => page.say("没有读到项目", "No tender was read").to_owned(),
        (Some(package), 1) => shortened(&package.case.tender.name, NAME).into_owned(),
        (_, n) => {
            let buyers: BTreeSet<&str> = packages
                .iter()
                .filter_map(|package| package.case.project.text(Field::BuyerName))
                .collect();
            let of =
                if buyers.len() == 1 { buyers.first().copied().unwrap_or_default() } else { "" };
            let of = shortened(of, NAME);
            let said = text!("{of} {n} 个采购项目", "{n} purchases {of}");
            page.view.text(&said).trim().to_owned()
        }
    }
}

fn in_scope<'a>(page: &Page<'a>) -> Vec<&'a Package<'a>> {
    let packages = &page.view.review.packages;
    page.scope.iter().map(|at| &packages[*at]).collect()
}

/// Everything above the first section.
pub(super) fn head(page: &Page<'_>, title: &str) -> String {
    let masking = if page.view.options.unmask {
        page.say("未脱敏", "not masked")
    } else {
        page.say("已脱敏", "masked")
    };
    format!(
        "<header><div class=\"kick\"><span>{}</span><span>{masking}　{}</span></div><h1>{}</h1>{}{}</header>{}",
        page.say("清标　招标核查线索报告", "Qingbiao　Leads for checking a tender"),
        page.say("内部使用", "internal use"),
        escape(title),
        facts(page),
        verdict(page),
        packages::table(page),
    )
}

fn facts(page: &Page<'_>) -> String {
    let packages = in_scope(page);
    let Some(first) = packages.first() else { return String::new() };
    let mut cells: Vec<(&str, String)> = Vec::new();
    if 1 < page.tenders {
        let distinct = |field| {
            packages
                .iter()
                .filter_map(|package| package.case.project.text(field))
                .collect::<BTreeSet<_>>()
                .len()
        };
        let days: BTreeSet<_> =
            packages.iter().filter_map(|package| package.case.law_date()).collect();
        let period = match (days.first(), days.last()) {
            (Some(first), Some(last)) => format!("{first} {} {last}", page.say("至", "to")),
            _ => unknown(page),
        };
        cells.push((page.say("项目", "Purchases"), page.tenders.to_string()));
        let buyers = distinct(Field::BuyerName);
        cells.push((
            page.say("采购人", "Purchasers"),
            if buyers == 0 { unknown(page) } else { buyers.to_string() },
        ));
        cells.push((
            page.say("供应商", "Suppliers"),
            page.view.review.bidders.list.len().to_string(),
        ));
        cells.push((page.say("期间", "Period"), period));
    } else {
        let case = &first.case;
        let field = |field: Field| {
            shown(page, case.project.first(field), |fact| {
                page.privacy.masked(Some(field), &fact.raw)
            })
        };
        let day =
            |field: Field| shown(page, case.project.date(field).map(|(_, fact)| fact), moment);
        cells.push((page.say("项目编号", "Number"), field(Field::ProjectId)));
        cells.push((page.say("采购人", "Purchaser"), field(Field::BuyerName)));
        cells.push((page.say("代理机构", "Agency"), field(Field::AgencyName)));
        let evaluation = case.project.text(Field::EvaluationMethod).map(|text| {
            format!(" <small>{}</small>", page.privacy.masked(Some(Field::EvaluationMethod), text))
        });
        let method = field(Field::ProcurementMethod) + &evaluation.unwrap_or_default();
        cells.push((page.say("采购方式与评标办法", "Method and evaluation"), method));
        if !page.has_several() {
            cells.extend(money(page, case));
        }
        cells.push((page.say("公告日期", "Notice"), day(Field::NoticeDate)));
        cells.push((page.say("开标时间", "Opening"), day(Field::OpeningTime)));
        cells.push((page.say("定标日期", "Award"), day(Field::AwardDate)));
        cells.push((page.say("合同签订", "Contract"), day(Field::ContractDate)));
        if !page.has_several() {
            cells.extend(award(page, case));
        }
    }
    let cells: String = cells
        .iter()
        .map(|(label, value)| format!("<div><dt>{label}</dt><dd>{value}</dd></div>"))
        .collect();
    format!("<dl class=\"facts1\">{cells}</dl>")
}

/// A fact with its address on hover, or that it is not known.
fn shown(page: &Page<'_>, fact: Option<&Fact>, value: impl Fn(&Fact) -> String) -> String {
    match fact {
        Some(fact) => format!("<span title=\"{}\">{}</span>", page.address(fact.at), value(fact)),
        None => unknown(page),
    }
}

pub(super) fn unknown(page: &Page<'_>) -> String {
    format!("<span class=\"dim\">{}</span>", page.say("未知", "unknown"))
}

/// The day in ISO form with its time of day, where the cell has one.
fn moment(fact: &Fact) -> String {
    fact.moment().map_or_else(String::new, |moment| {
        let time =
            moment.time.map(|time| format!(" {}", time.strftime("%H:%M"))).unwrap_or_default();
        format!("{}{time}", moment.date)
    })
}

fn wan(page: &Page<'_>, yuan: Decimal) -> String {
    match page.view.options.lang {
        crate::text::Lang::Zh => format!("{} <small>万元</small>", ten_thousands(yuan)),
        crate::text::Lang::En => format!("<small>CNY</small> {}", amount(yuan)),
    }
}

fn money(page: &Page<'_>, case: &Case<'_>) -> Vec<(&'static str, String)> {
    let sum = |field| {
        shown(page, case.project.money(field).map(|(_, fact)| fact), |fact| {
            wan(page, fact.money().unwrap_or_default())
        })
    };
    let (all, rejected) =
        (case.bids.len(), case.bids.iter().filter(|bid| bid.rejected().is_some()).count());
    let valid = all - rejected;
    let bids = page.tell(&text!("{all} 家", "{all}"));
    let valid = page.tell(&text!("有效 {valid} 家", "({valid} valid)"));
    let experts: BTreeSet<&str> =
        case.scores.iter().filter_map(|score| score.expert.as_deref()).collect();
    let n = experts.len();
    let panel = if n == 0 { unknown(page) } else { page.tell(&text!("{n} 人", "{n}")) };
    vec![
        (page.say("预算金额", "Budget"), sum(Field::Budget)),
        (page.say("最高限价", "Ceiling"), sum(Field::PriceCeiling)),
        (page.say("投标人", "Bidders"), format!("{bids} <small>{valid}</small>")),
        (page.say("评标委员会", "Panel"), panel),
    ]
}

fn award(page: &Page<'_>, case: &Case<'_>) -> Vec<(&'static str, String)> {
    let (name, price) = winner(page, case);
    let ceiling = case.ceiling().map(|(yuan, _)| yuan);
    let share = price.zip(ceiling).and_then(|(price, ceiling)| {
        Some(format!("{} / {}", percent(price, ceiling)?, percent(ceiling - price, ceiling)?))
    });
    let in_yuan = |priced: &&Priced<'_>| priced.currency == Currency::YUAN;
    let lowest =
        case.prices(1).ok().and_then(|all| all.first().filter(in_yuan).map(|it| it.amount));
    let above = price.zip(lowest).map(|(price, lowest)| {
        let share = percent(price - lowest, lowest).unwrap_or_default();
        format!("{} <small>{share}</small>", wan(page, price - lowest))
    });
    vec![
        (page.say("中标供应商", "Winner"), name.unwrap_or_else(|| unknown(page))),
        (
            page.say("中标金额", "Award"),
            price.map_or_else(|| unknown(page), |yuan| wan(page, yuan)),
        ),
        (
            page.say("占限价比 / 下浮率", "Of ceiling / discount"),
            share.unwrap_or_else(|| unknown(page)),
        ),
        (
            page.say("高于最低有效报价", "Above the lowest valid price"),
            above.unwrap_or_else(|| unknown(page)),
        ),
    ]
}

/// For how much the winner was taken: the award, else its price, else the contract.
pub(super) fn award_price(case: &Case<'_>) -> Option<Decimal> {
    case.project
        .money(Field::AwardAmount)
        .map(|(yuan, _)| yuan)
        .or_else(|| case.bid(case.winner()?.0)?.price().map(|(yuan, _)| yuan))
        .or_else(|| case.project.money(Field::ContractAmount).map(|(yuan, _)| yuan))
}

/// Who won, with the address, and for how much.
pub(super) fn winner(page: &Page<'_>, case: &Case<'_>) -> (Option<String>, Option<Decimal>) {
    let winner = case.winner();
    let named = winner.map(|(id, fact)| {
        format!(
            "<span title=\"{}\">{}</span>",
            page.address(fact.at),
            brief(page.view.review.bidders.name(id))
        )
    });
    (named, award_price(case))
}

fn verdict(page: &Page<'_>) -> String {
    let review = page.view.review;
    let verdict = review.verdict();
    // Nothing found has no colour: not found is not cleared.
    let slug = match (verdict, review.strongest()) {
        (verdict, Some(grade)) if verdict.asks_for_more() => grade.slug(),
        _ => "plain",
    };
    let mark = if slug == "plain" { String::new() } else { shape(slug) };
    let numbered: Vec<(usize, &Found)> =
        review.findings.iter().enumerate().map(|(at, found)| (at + 1, found)).collect();
    let reasons: String = reasons(&numbered)
        .into_iter()
        .map(|(at, found)| {
            let package = match found.package {
                Some(_) if page.has_several() => {
                    format!(" <span class=\"who\">{}</span>", page.packages(found))
                }
                _ => String::new(),
            };
            format!(
                "<li><span>{}{package}</span><a class=\"code\" href=\"#f{at}\">{}</a></li>",
                page.tell(&found.finding.says),
                found.rule.code
            )
        })
        .collect();
    let most = review.findings.iter().filter_map(|found| found.finding.exposure).max();
    let sum = most.map(|yuan| {
        let yuan = amount(yuan);
        let says = page.tell(&text!(
            "涉及金额最高的一条为 {yuan} 元",
            "the largest amount of one lead is CNY {yuan}"
        ));
        format!("<li class=\"sum\"><span>{says}</span></li>")
    });
    let counts: String = GRADES
        .iter()
        .map(|grade| {
            let n = review.findings.iter().filter(|found| found.finding.grade == *grade).count();
            format!("<div><span class=\"big\">{n}</span>{}</div>", page.grade(*grade))
        })
        .collect();
    format!(
        "<div class=\"verdict {slug}\"><div><p class=\"vt\">{mark}{}</p><p class=\"vn\">{}</p><ol class=\"reasons\">{reasons}{}</ol></div>\
         <div><div class=\"counts\">{counts}</div>{}</div></div>",
        page.tell(&verdict.says()),
        rests_on(page),
        sum.unwrap_or_default(),
        coverage::grid(page),
    )
}

/// What the verdict rests on, in one line.
fn rests_on(page: &Page<'_>) -> String {
    let findings = &page.view.review.findings;
    if findings.is_empty() {
        let seen = if page.view.review.verdict() == Verdict::Unchecked {
            page.say("缺什么、向谁调取，见", "For what is missing and where to ask for it, see")
        } else {
            page.say(
                "已检查的规则均未触发，未发现不等于排除；未检查的见",
                "No rule that was checked has a finding, and not found is not cleared; for those not checked see",
            )
        };
        return format!("{seen} {}{}", page.section("unchecked"), page.say("。", "."));
    }
    let counted: Vec<text::Text> = GRADES
        .iter()
        .filter_map(|grade| {
            let n = findings.iter().filter(|found| found.finding.grade == *grade).count();
            (0 < n).then(|| text!("{n} 条{}", "{n} × {}"; grade.name()))
        })
        .collect();
    let families: String = Family::ALL
        .iter()
        .filter(|family| {
            findings
                .iter()
                .any(|found| found.rule.family == **family && found.finding.grade != Grade::Hint)
        })
        .map(|family| page.family(*family))
        .collect();
    let from = if families.is_empty() {
        String::new()
    } else {
        format!("{} {families}", page.say("，来自", ", from"))
    };
    format!("{}{}{from}", page.say("依据：", "It rests on "), page.tell(&text::Text::list(counted)))
}

/// At most three: the strongest, of different families where possible.
fn reasons<'f>(findings: &[(usize, &'f Found)]) -> Vec<(usize, &'f Found)> {
    let mut chosen: Vec<(usize, &Found)> = Vec::new();
    let strong = |found: &Found| found.finding.grade != Grade::Hint;
    for (at, found) in findings.iter().filter(|(_, found)| strong(found)) {
        if chosen.iter().all(|(_, known)| known.rule.family != found.rule.family) {
            chosen.push((*at, found));
        }
    }
    for (at, found) in findings {
        if !chosen.iter().any(|(known, _)| known == at) {
            chosen.push((*at, found));
        }
    }
    chosen.truncate(3);
    chosen.sort_by_key(|(at, _)| *at);
    chosen
}
