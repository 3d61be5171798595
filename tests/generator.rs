//! One rigged tender laid out in hundreds of ways: whatever the layout, units, spellings, encoding and format, the review
//! reads the same bids and finds the same.

mod generator {
    pub(crate) mod layout;
    pub(crate) mod write;
}

use std::collections::BTreeSet;
use std::path::Path;

use generator::layout::{Choice, tables};
use generator::write::write;
use qingbiao::error::Level;
use qingbiao::load::load;
use qingbiao::record::Field;
use qingbiao::review::{Settings, resolve, review};
use qingbiao::rules::Subject;
use qingbiao::source::Limits;

const VARIANTS: u64 = 240;

/// What a review makes of a folder: the bids, then the findings, then the doubts.
fn told(folder: &Path) -> (Vec<String>, BTreeSet<String>, Vec<String>) {
    let loaded = load(&[folder.to_owned()], &Limits::default(), |_, _| {});
    let bidders = resolve(&loaded);
    let review = review(&loaded, &bidders, &Settings::default());
    let mut bids = Vec::new();
    for package in &review.packages {
        for bid in &package.case.bids {
            let price = bid.price().map(|(yuan, _)| yuan.normalize().to_string());
            let said = |field| {
                let mut all: Vec<String> = bid
                    .facts
                    .all(field)
                    .map(|fact| fact.raw.replace(':', "-").to_uppercase())
                    .collect();
                all.sort();
                all.dedup();
                all.join(",")
            };
            let mut items: Vec<String> = bid
                .items
                .iter()
                .map(|item| {
                    let unit = item.unit_price().map(|(yuan, _)| yuan.normalize().to_string());
                    let name = item.facts.text(Field::ItemName).unwrap_or_default();
                    format!("{name}={}", unit.unwrap_or_default())
                })
                .collect();
            items.sort();
            bids.push(format!(
                "{} {} {} {} {}",
                bidders.name(bid.bidder),
                price.unwrap_or_default(),
                said(Field::ContactPhone),
                said(Field::Mac),
                items.join(" ")
            ));
        }
    }
    bids.sort();
    let findings = review
        .findings
        .iter()
        .map(|found| {
            let mut who: Vec<&str> = found
                .finding
                .subjects
                .iter()
                .filter_map(|subject| match subject {
                    Subject::Bidder(id) => Some(bidders.name(*id)),
                    _ => None,
                })
                .collect();
            who.sort_unstable();
            who.dedup();
            let grade = found.finding.grade.slug();
            format!("{} {grade} {}", found.rule.code, who.join(","))
        })
        .collect();
    let doubts = loaded
        .problems
        .iter()
        .chain(&review.problems)
        .filter(|problem| problem.level != Level::Note)
        .map(ToString::to_string)
        .collect();
    (bids, findings, doubts)
}

fn of_variant(choice: &Choice) -> (Vec<String>, BTreeSet<String>, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), tables(choice), choice);
    told(folder.path())
}

#[test]
fn the_layout_changes_nothing_that_is_read_or_found() {
    let plain = Choice::plain();
    let (bids, findings, doubts) = of_variant(&plain);
    assert_eq!(bids.len(), 5, "{bids:#?}");
    assert_eq!(doubts, Vec::<String>::new());
    assert!(2 <= findings.len(), "{findings:#?}");
    let only: Option<u64> = std::env::var("VARIANT").ok().and_then(|seed| seed.parse().ok());
    let mut wrong = Vec::new();
    for seed in 0..VARIANTS {
        if only.is_some_and(|only| only != seed) {
            continue;
        }
        let choice = Choice::random(seed);
        let (these_bids, these_findings, doubts) = of_variant(&choice);
        if these_bids != bids || these_findings != findings || !doubts.is_empty() {
            let missing: Vec<&String> =
                bids.iter().filter(|bid| !these_bids.contains(bid)).collect();
            let other: Vec<&String> = these_bids.iter().filter(|bid| !bids.contains(bid)).collect();
            let unfound: Vec<&String> = findings.difference(&these_findings).collect();
            let new: Vec<&String> = these_findings.difference(&findings).collect();
            wrong.push(format!(
                "variant {seed}: {choice:?}\n  missing {missing:#?}\n  instead {other:#?}\n  not found {unfound:?}\n  newly found {new:?}\n  doubts {doubts:#?}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {VARIANTS} differ\n{}",
        wrong.len(),
        wrong[..wrong.len().min(6)].join("\n")
    );
}
