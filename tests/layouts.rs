//! One file for each way in which people lay out their tables.
//!
//! `fixtures/layouts/EXPECTED.md` lists what is read of each: every record with its cells, and every problem;
//! `UPDATE=1 cargo test --test layouts` writes it anew, to be read before it is committed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use qingbiao::load::{Loaded, load};
use qingbiao::record::{Fact, Field, TableKind, Value};
use qingbiao::review::{Settings, resolve, review};
use qingbiao::source::Limits;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/layouts")
}

fn read(names: &[&str]) -> Loaded {
    let paths: Vec<PathBuf> = names.iter().map(|name| folder().join(name)).collect();
    load(&paths, &Limits::default(), |_, _| {})
}

fn value(fact: &Fact) -> String {
    match &fact.value {
        Value::Money(yuan) => format!("{} yuan", yuan.normalize()),
        Value::Foreign(amount, currency) => format!("{currency} {}", amount.normalize()),
        Value::Percent(percent) => format!("{} %", percent.normalize()),
        Value::Number(number) => number.normalize().to_string(),
        Value::Moment(moment) => moment.date.to_string(),
        _ => fact.raw.replace('\n', " / "),
    }
}

/// Every record of a file, a line each.
fn told(loaded: &Loaded) -> String {
    let mut told = String::new();
    for tender in &loaded.tenders {
        let _ = writeln!(told, "tender {}", tender.id);
        for fact in &tender.facts.0 {
            let _ = writeln!(told, "  {} = {} ({})", fact.field.slug(), value(fact), fact.at.a1());
        }
        for record in &tender.records {
            let facts: Vec<String> = record
                .facts
                .0
                .iter()
                .map(|fact| format!("{} = {} ({})", fact.field.slug(), value(fact), fact.at.a1()))
                .collect();
            let package = record.package.as_deref().unwrap_or("-");
            let _ = writeln!(told, "  {} {package}: {}", record.kind.slug(), facts.join("; "));
        }
    }
    let bidders = resolve(loaded);
    let review = review(loaded, &bidders, &Settings::default());
    for problem in loaded.problems.iter().chain(&review.problems) {
        let cell = problem.at.as_ref().and_then(|at| at.cell.clone()).unwrap_or_default();
        let root = folder().display().to_string();
        let says = problem.says.zh.replace(&format!("{root}/"), "");
        let _ = writeln!(told, "! {cell} {says}");
    }
    told
}

#[test]
fn every_layout_is_read_as_listed() {
    let mut names: Vec<String> = fs::read_dir(folder())
        .expect("the layouts")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".md"))
        .collect();
    names.sort();
    let mut all = String::new();
    for name in &names {
        let loaded = read(&[name]);
        let _ = writeln!(all, "## {name}\n{}", told(&loaded));
        for sheet in &loaded.sheets {
            let aside = u32::try_from(sheet.set_aside.len()).expect("few rows");
            assert_eq!(
                sheet.rows_read,
                sheet.rows_used + aside,
                "{name}: a row is unaccounted for"
            );
        }
    }
    let path = folder().join("EXPECTED.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &all).expect("the expectation can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    for (line, (now, then)) in all.lines().zip(expected.lines()).enumerate() {
        assert_eq!(now, then, "fixtures/layouts/EXPECTED.md line {}", line + 1);
    }
    assert_eq!(all.lines().count(), expected.lines().count(), "EXPECTED.md has another length");
}

/// The prices of the opening records of a file, each with the cell of its bidder and its own.
fn opening(name: &str) -> Vec<String> {
    read(&[name])
        .tenders
        .iter()
        .flat_map(|tender| &tender.records)
        .filter(|record| record.kind == TableKind::Opening)
        .filter_map(|record| {
            let bidder = record.facts.first(Field::BidderName)?;
            let (yuan, price) = record.facts.money(Field::BidPrice)?;
            let yuan = yuan.normalize();
            Some(format!("{} {} {yuan}", bidder.at.a1(), price.at.a1()))
        })
        .collect()
}

#[test]
fn a_table_on_its_side_gives_a_bid_for_each_column() {
    assert_eq!(opening("transposed.xlsx"), ["B3 B4 1200000", "C3 C4 1250000.5", "D3 D4 1300000"]);
}

#[test]
fn tables_beside_each_other_are_read_apart() {
    let prices = ["A3 B3 1200000", "A4 B4 1250000", "A5 B5 1300000"];
    assert_eq!(opening("side-by-side.xlsx"), prices);
    let continued = ["B2 C2 1200000", "B3 C3 1250000", "E2 F2 1300000"];
    assert_eq!(opening("side-by-side-no-gap.csv"), continued);
}

#[test]
fn a_header_far_down_or_of_three_rows_is_found() {
    assert_eq!(opening("header-row-30.xlsx").first().map(String::as_str), Some("B31 C31 1200000"));
    assert_eq!(opening("three-level-header.xlsx"), ["B4 C4 1250000", "B5 C5 1290000"]);
}

#[test]
fn two_files_that_say_different_prices_are_told() {
    let loaded = read(&["disagreements.xlsx", "disagreements-second-file.csv"]);
    let bidders = resolve(&loaded);
    let review = review(&loaded, &bidders, &Settings::default());
    let told = review.problems.iter().any(|problem| {
        problem.says.zh.contains("1310000 元") && problem.says.zh.contains("1300000 元")
    });
    assert!(told, "{:#?}", review.problems);
}

#[test]
fn amounts_are_compared_only_within_their_currency() {
    let loaded = read(&["currencies-by-column.csv"]);
    let bidders = resolve(&loaded);
    let review = review(&loaded, &bidders, &Settings::default());
    let found: Vec<String> = review
        .findings
        .iter()
        .map(|found| format!("{} {:?}", found.rule.code, found.package))
        .collect();
    assert_eq!(found, ["WB407 Some(0)"], "the three prices of one million are not one price");
    let not_checked = |package: usize| {
        let here = review.not_checked.iter().filter(move |one| one.package == Some(package));
        here.filter(|one| one.why.because.zh.contains("币种")).map(|one| one.rule.code)
    };
    let about_totals = ["WB401", "WB404", "WB405", "WB407", "WB408"];
    assert_eq!(not_checked(0).count(), 0);
    assert_eq!(not_checked(1).collect::<Vec<_>>(), about_totals);
    assert_eq!(not_checked(2).collect::<Vec<_>>(), about_totals, "currencies that nobody knows");
    // Whatever speaks of yuan sees none of these prices.
    let cases = review.packages.iter().map(|package| &package.case);
    let in_yuan: Vec<usize> = cases.map(|case| case.all_prices().len()).collect();
    assert_eq!(in_yuan, [0, 1, 0]);
}

#[test]
fn a_firm_without_its_legal_form_bids_beside_others_with_theirs() {
    let loaded = read(&["short-names.csv"]);
    let bidders = resolve(&loaded);
    let review = review(&loaded, &bidders, &Settings::default());
    let bids: Vec<&str> = review.packages[0]
        .case
        .bids
        .iter()
        .map(|bid| bidders.get(bid.bidder).name.as_str())
        .collect();
    // The ceiling in the last row is nobody's bid.
    assert_eq!(bids, ["宁川衡数信息技术有限公司", "岚溪启笙科技", "Turney & Sons"]);
}

#[test]
fn the_last_round_is_the_price_however_the_rounds_are_laid_out() {
    for name in ["offer-rounds.csv", "offer-rounds-in-rows.csv", "offer-rounds.xlsx"] {
        let loaded = read(&[name]);
        let bidders = resolve(&loaded);
        let review = review(&loaded, &bidders, &Settings::default());
        let bids = &review.packages[0].case.bids;
        let prices: Vec<String> = bids
            .iter()
            .filter_map(|bid| bid.price())
            .map(|(yuan, _)| yuan.normalize().to_string())
            .collect();
        assert_eq!(prices, ["1200000", "1250000"], "{name}");
    }
}

#[test]
fn scores_beside_the_columns_of_experts_are_the_panels() {
    let loaded = read(&["scores-by-expert.csv"]);
    let bidders = resolve(&loaded);
    let review = review(&loaded, &bidders, &Settings::default());
    let scores = &review.packages[0].case.scores;
    let of_experts: Vec<String> = scores
        .iter()
        .filter(|score| score.expert.as_deref() == Some("评委5"))
        .map(|score| score.points.normalize().to_string())
        .collect();
    assert_eq!(of_experts, ["50", "40", "41"]);
    let totals = scores.iter().filter(|score| score.expert.is_none() && score.criterion.is_none());
    assert_eq!(totals.count(), 3);
}

#[test]
fn options_are_neither_the_price_nor_held_against_it() {
    let loaded = read(&["options.xlsx"]);
    let bidders = resolve(&loaded);
    let review = review(&loaded, &bidders, &Settings::default());
    assert!(review.problems.is_empty(), "{:#?}", review.problems);
    let case = &review.packages[0].case;
    assert_eq!(case.all_prices()[0].amount, 30_000.into());
    assert_eq!(case.bids[0].items.len(), 4);
}

#[test]
fn a_text_wrapped_over_two_rows_is_one_text() {
    let names = |name: &str, field: Field| -> Vec<String> {
        let loaded = read(&[name]);
        let records = loaded.tenders.iter().flat_map(|tender| &tender.records);
        records.filter_map(|record| record.facts.text(field).map(str::to_owned)).collect()
    };
    // Merged cells beside it say that the row goes on; prices or a brand of its own say that it does not.
    assert_eq!(
        names("wrapped-merged.xls", Field::ItemName),
        [
            "社会保障卡即时制卡一体机(含耗材)",
            "自助服务终端",
            "高速扫描仪",
            "档案密集架",
            "核心交换机",
            "机架式服务器"
        ]
    );
    // A bidder without a number and a price is a bidder; the end of a firm's name is none.
    assert_eq!(
        names("wrapped-numbered.csv", Field::BidderName),
        [
            "宁川衡数信息技术有限公司",
            "岚溪启笙科技有限公司",
            "南淮泽砚软件有限公司",
            "云岑政务软件有限公司",
            "江澜朔风",
            "汀洲澄明信息系统集成有限公司"
        ]
    );
    // Headings of groups of lines.
    let lines = ["核心交换机", "数据库管理系统", "运行维护(含备件)"];
    assert_eq!(names("wrapped-not.csv", Field::ItemName), lines);
}

#[test]
fn a_ceiling_in_a_column_is_that_of_the_package_where_all_rows_agree() {
    let loaded = read(&["ceiling-in-a-column.csv"]);
    let bidders = resolve(&loaded);
    let review = review(&loaded, &bidders, &Settings::default());
    let ceilings: Vec<Option<String>> = review
        .packages
        .iter()
        .map(|package| package.case.ceiling())
        .map(|ceiling| ceiling.map(|(yuan, fact)| format!("{} {yuan}", fact.at.a1())))
        .collect();
    assert_eq!(ceilings, [Some("F2 1000000".to_owned()), None]);
    let buyers = review.packages.iter().map(|package| package.case.project.text(Field::BuyerName));
    let expected = [Some("宁川市社会保险管理中心"), Some("岚溪县人力资源和社会保障局")];
    assert_eq!(buyers.collect::<Vec<_>>(), expected);
    let near = review.findings.iter().filter(|found| found.rule.code == "WB406");
    assert_eq!(near.count(), 1);
    let told: Vec<&str> = review.problems.iter().map(|it| it.says.zh.as_ref()).collect();
    let differs = told.iter().filter(|says| says.contains("最高限价：“55”，与“50”"));
    assert_eq!(differs.count(), 1, "{told:?}");
}

#[test]
fn a_mark_says_who_won() {
    for name in ["winner-flags.csv", "winner-flags-under-winner.csv"] {
        let loaded = read(&[name]);
        let bidders = resolve(&loaded);
        let review = review(&loaded, &bidders, &Settings::default());
        let winner = review.packages[0].case.winner();
        let winner = winner.map(|(winner, fact)| (bidders.get(winner).name.as_str(), fact.at.a1()));
        assert_eq!(winner, Some(("岚溪启笙科技有限公司", "C3".to_owned())), "{name}");
    }
}

#[test]
fn a_heading_that_only_holds_a_known_word_gives_way_to_the_word_itself() {
    let fields = |name: &str| -> Vec<Option<Field>> {
        let columns = read(&[name]).sheets[0].tables[0].columns.clone();
        columns.iter().map(|column| column.field).collect()
    };
    let (bidder, price) = (Some(Field::BidderName), Some(Field::BidPrice));
    assert_eq!(fields("spare-headings.csv"), [bidder, price, None, None, None]);
    // Short words are no part of longer ones: lot in Plot and Slot, 包 in 包装.
    let remark = Some(Field::Remark);
    assert_eq!(fields("short-words.csv"), [bidder, price, None, None, remark, None]);
    // Five known headings among eighteen are enough, if a row as wide follows.
    assert_eq!(fields("wide.csv").iter().flatten().count(), 5);
    let (item, maker) = (Some(Field::ItemName), Some(Field::Manufacturer));
    assert_eq!(fields("makers.csv"), [item, bidder, maker, Some(Field::UnitPrice)]);
}
