//! Many bidders, and all that can be known of them: nothing covers anything, everybody in a ring of sixty is named.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use super::super::{Kind, draw};
use super::{check, load, texts, with_review};
use crate::load::Loaded;
use crate::text::Lang;

/// One tender with so many bidders; every value of `shared` bidders in a row is one.
pub(super) fn crowd(bidders: usize, shared: usize) -> (tempfile::TempDir, Loaded) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut table = String::from("项目编号,投标人,投标报价（元）,联系电话,电子邮箱,MAC地址\n");
    for at in 0..bidders {
        let group = at / shared;
        let name =
            format!("{}{}信息技术有限公司", ["宁川", "岚溪", "汐州", "东阙"][at % 4], name(at));
        let price = 1_000_000 + (at * 7_919) % 90_001;
        let _ = writeln!(
            table,
            "NC-1,{name},{price},1391234{group:04},m{group}@example.com,3C-7C-3F-00-{:02X}-{:02X}",
            group / 256,
            group % 256
        );
    }
    fs::write(folder.path().join("开标记录.csv"), table).expect("a file");
    let loaded = load(folder.path());
    (folder, loaded)
}

/// Two characters, another pair for every number.
fn name(at: usize) -> String {
    const CHARACTERS: [char; 24] = [
        '衡', '启', '泽', '澜', '砾', '谷', '霁', '颂', '苇', '砚', '缃', '青', '石', '简', '汲',
        '桐', '栎', '珩', '澄', '屿', '凌', '棠', '朔', '临',
    ];
    [CHARACTERS[at % 24], CHARACTERS[(at / 24 + at * 5 + 7) % 24]].iter().collect()
}

#[test]
fn many_bidders_stay_readable() {
    for (bidders, shared) in [(2, 2), (6, 3), (12, 2), (30, 3), (60, 2), (200, 2)] {
        let (_folder, loaded) = crowd(bidders, shared);
        with_review(
            &loaded,
            |_| {},
            |view, kind| {
                if let Kind::Network | Kind::Prices = kind {
                    let svg = draw(kind, view).unwrap_or_else(|why| {
                        panic!("{bidders} bidders, {}: {}", kind.slug(), why.en)
                    });
                    check(&format!("{bidders} bidders, {}", kind.slug()), &svg);
                }
            },
        );
    }
}

/// One tender of which everything is known: ceiling, days, times of submission, scores, contracts. `named` makes the names.
fn everything(bidders: usize, named: impl Fn(usize) -> String) -> (tempfile::TempDir, Loaded) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut opening = String::from("项目编号,投标人,投标报价（元）,递交时间,联系电话\n");
    let mut scores = String::from("项目编号,评委,投标人,得分\n");
    let mut contracts = String::from("合同编号,采购人,合同名称,供应商,合同金额（元）,签订日期\n");
    for at in 0..bidders {
        let name = named(at);
        let (price, minute) = (1_000_000 + (at * 7_919) % 190_001, (at * 37) % 540);
        let (hour, minute) = (8 + minute / 60, minute % 60);
        let _ = writeln!(
            opening,
            "NC-1,{name},{price},2024-05-13 {hour:02}:{minute:02}:{:02},1391234{:04}",
            (at * 13) % 60,
            at / 2
        );
        for expert in 1..=7 {
            let points = 60 + (at * 5 + expert * 3 + at * expert) % 37;
            let _ = writeln!(scores, "NC-1,评委{expert},{name},{points}.50");
        }
        for year in 2021..2024 {
            let day = 1 + at % 28;
            let _ = writeln!(
                contracts,
                "HT-{year}-{at},宁川市就业服务中心,运维服务{at},{name},{},{year}-03-{day:02}",
                100_000 + (at * 77_777) % 1_900_000
            );
        }
    }
    let project = "项目编号,NC-1\n项目名称,宁川市就业服务平台\n采购人,宁川市就业服务中心\n采购方式,公开招标\n最高限价（元）,1200000\n公告时间,2024-04-16\n文件发出日期,2024-04-17\n投标截止时间,2024-05-14 09:30\n开标时间,2024-05-14 09:30\n中标日期,2024-05-17\n";
    for (file, text) in [
        ("开标记录.csv", opening.as_str()),
        ("评分.csv", &scores),
        ("合同台账.csv", &contracts),
        ("项目信息.csv", project),
    ] {
        fs::write(folder.path().join(file), text).expect("a file");
    }
    let loaded = load(folder.path());
    (folder, loaded)
}

#[test]
fn any_number_of_bidders_and_any_names_stay_readable() {
    let plain = |at: usize| format!("宁川{}信息技术有限公司", name(at));
    let long = |at: usize| {
        format!(
            "宁川{}（集团）社会保险与就业服务信息系统集成及运行维护技术股份有限责任公司第{at}分公司",
            name(at)
        )
    };
    let latin = |at: usize| {
        format!("{}WWWWWWWW Informationstechnologie Beteiligungsgesellschaft mbH {at}", name(at))
    };
    let turned = |at: usize| format!("\u{202e}{}\u{200f}שלום有限公司{at}", name(at));
    let mut drawn: BTreeMap<Kind, usize> = BTreeMap::new();
    let kinds: [(&str, &dyn Fn(usize) -> String); 4] =
        [("plain", &plain), ("long", &long), ("latin", &latin), ("turned", &turned)];
    for (how, named) in kinds {
        for bidders in [1, 2, 5, 9, 10, 13, 21, 60] {
            let (_folder, loaded) = everything(bidders, named);
            with_review(
                &loaded,
                |_| {},
                |view, kind| {
                    let what = format!("{bidders} bidders, {how} names, {}", kind.slug());
                    if let Ok(svg) = draw(kind, view) {
                        check(&what, &svg);
                        *drawn.entry(kind).or_default() += 1;
                        assert!(!svg.contains(['\u{202e}', '\u{200f}']), "{what}");
                    }
                },
            );
        }
    }
    for kind in [Kind::Prices, Kind::Ceiling, Kind::Scores, Kind::Timeline, Kind::Concentration] {
        assert!(30 < drawn.get(&kind).copied().unwrap_or(0), "{}: {drawn:?}", kind.slug());
    }
}

#[test]
fn what_does_not_fit_is_counted() {
    let (_folder, loaded) = crowd(200, 2);
    with_review(
        &loaded,
        |_| {},
        |view, kind| {
            if kind == Kind::Network && view.options.lang == Lang::Zh {
                assert!(
                    texts(&draw(kind, view).expect("a chart"))
                        .iter()
                        .any(|(text, _)| text.starts_with('+') && text.contains("更多"))
                );
            }
        },
    );
}

/// A ring of sixty is what a network is drawn for: nobody in it is left without a name.
#[test]
fn sixty_bidders_are_all_named() {
    for shared in [2, 3, 5, 12] {
        let (_folder, loaded) = crowd(60, shared);
        with_review(
            &loaded,
            |_| {},
            |view, kind| {
                if kind != Kind::Network {
                    return;
                }
                let svg = draw(kind, view).expect("a chart");
                let written: BTreeSet<String> =
                    texts(&svg).into_iter().map(|(text, _)| text).collect();
                let bids = &view.review.packages[0].case.bids;
                for bid in bids {
                    let name = view.review.bidders.short(bid.bidder);
                    assert!(written.contains(name), "{shared} share a value: {name} is not named");
                }
                assert_eq!(bids.len(), 60);
            },
        );
    }
}

/// The note says how far the data reach: the last day that was read, not the day of the run.
#[test]
fn the_note_says_how_far_the_data_reach() {
    let (_folder, loaded) = everything(5, |at| format!("宁川{}信息技术有限公司", name(at)));
    let mut seen = 0;
    with_review(
        &loaded,
        |_| {},
        |view, kind| {
            let Ok(svg) = draw(kind, view) else { return };
            let told = match view.options.lang {
                Lang::Zh => "数据截至 2024-05-17；规则集 ",
                Lang::En => "Data to 2024-05-17; rules ",
            };
            assert!(texts(&svg).iter().any(|(text, _)| text.starts_with(told)), "{}", kind.slug());
            seen += 1;
        },
    );
    assert!(8 < seen, "{seen}");
    let (_folder, loaded) = crowd(6, 3);
    with_review(
        &loaded,
        |_| {},
        |view, kind| {
            let svg = draw(kind, view).unwrap_or_default();
            assert!(!svg.contains("数据截至") && !svg.contains("Data to"), "no day was read");
        },
    );
}
