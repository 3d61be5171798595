//! Every chart of every tender: the same bytes twice, a title and a description, no text over another or off the sheet,
//! no colour without a finding.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use resvg::usvg::roxmltree::Document;

use super::canvas::{Area, HEIGHT, Head, INK, Label, WHITE, WIDTH, of_grade, sheet, solid};
use super::mark::mark;
use super::{Kind, draw, table};
use crate::load::{self, Loaded};
use crate::report::csv::Cell;
use crate::report::{Options, View};
use crate::review::{self, Review};
use crate::rules::Grade;
use crate::source::Limits;
use crate::text::Lang;

/// The texts of a chart with the space they take.
fn texts(svg: &str) -> Vec<(String, Area)> {
    let document = Document::parse(svg).expect("well-formed");
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts
        .map(|node| {
            let number =
                |name: &str| node.attribute(name).and_then(|number| number.parse::<f64>().ok());
            let text = node.text().expect("a text").to_owned();
            let label = Label::new(number("x").expect("x"), number("y").expect("y"), text.clone())
                .size(number("font-size").unwrap_or(14.0))
                .bold(node.has_attribute("font-weight"));
            let label = match node.attribute("text-anchor") {
                Some("middle") => label.middle(),
                Some("end") => label.end(),
                _ => label,
            };
            (text, label.area())
        })
        .collect()
}

fn check(name: &str, svg: &str) {
    let texts = texts(svg);
    assert!(3 < texts.len(), "{name}: title, subtitle, source and footer at least");
    let sheet = Area { x: 0.0, y: 0.0, w: WIDTH, h: HEIGHT };
    for (at, (text, area)) in texts.iter().enumerate() {
        assert!(sheet.holds(area), "{name}: “{text}” leaves the sheet: {area:?}");
        for (other, there) in &texts[at + 1..] {
            assert!(
                !area.overlaps(there, -0.5),
                "{name}: “{text}” {area:?} and “{other}” {there:?} overlap"
            );
        }
    }
    let document = Document::parse(svg).expect("well-formed");
    for tag in ["title", "desc"] {
        let node = document.descendants().find(|node| node.has_tag_name(tag));
        let inner = node.and_then(|node| node.text()).unwrap_or_default();
        assert!(!inner.trim().is_empty(), "{name}: no {tag}");
        for word in ["认定", "围标", "串标", "勾结", "构成"] {
            assert!(!inner.contains(word), "{name}: {tag} blames: {inner}");
        }
    }
}

/// Looks at every kind of chart of a review, in both languages.
fn with_review(
    loaded: &Loaded,
    change: impl Fn(&mut Review<'_>),
    mut look: impl FnMut(View<'_>, Kind),
) {
    let bidders = review::resolve(loaded);
    let mut review = review::review(loaded, &bidders, &review::Settings::default());
    change(&mut review);
    for lang in [Lang::Zh, Lang::En] {
        for kind in Kind::ALL {
            look(View { loaded, review: &review, options: Options { lang, unmask: false } }, kind);
        }
    }
}

fn load(path: &Path) -> Loaded {
    load::load(&[path.to_owned()], &Limits::default(), |_, _| {})
}

fn tenders_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/tenders")
}

fn tenders() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(tenders_folder())
        .expect("fixtures")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

#[test]
fn the_timeline_draws_the_submissions_that_the_finding_is_about() {
    // Uploads and sign-ins are told apart by the rule; the finding is about uploads.
    let loaded = load(&tenders_folder().join("nc-core-system"));
    let mut drawn = 0;
    with_review(
        &loaded,
        |_| {},
        |view, kind| {
            if kind == Kind::Timeline {
                let svg = draw(kind, view).expect("times");
                assert!(svg.contains("04-08 08:43:30") && !svg.contains("08:31:00"), "{svg}");
                drawn += 1;
            }
        },
    );
    assert_eq!(drawn, 2);
}

#[test]
fn charts_of_all_tenders_are_in_order() {
    let mut drawn = std::collections::BTreeSet::new();
    for path in tenders() {
        let loaded = load(&path);
        with_review(
            &loaded,
            |_| {},
            |view, kind| {
                let name = format!("{} {}", path.display(), kind.slug());
                match draw(kind, view) {
                    Ok(svg) => {
                        check(&name, &svg);
                        assert_eq!(
                            draw(kind, view).as_ref(),
                            Ok(&svg),
                            "{name}: not the same bytes"
                        );
                        drawn.insert(kind);
                    }
                    Err(why) => assert!(!why.zh.is_empty() && why.en.is_ascii(), "{name}: {why:?}"),
                }
            },
        );
    }
    assert_eq!(drawn.len(), Kind::ALL.len(), "every kind is drawn for some tender: {drawn:?}");
}

#[test]
fn without_findings_there_is_no_colour() {
    let colours = [Grade::Hint, Grade::Strong, Grade::Violation, Grade::Deemed].map(of_grade);
    let colours =
        colours.map(|colour| format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2));
    for path in tenders() {
        let loaded = load(&path);
        with_review(
            &loaded,
            |review| review.findings.clear(),
            |view, kind| {
                let svg = draw(kind, view).unwrap_or_default();
                assert!(
                    !colours.iter().any(|colour| svg.contains(colour)),
                    "{} {}",
                    path.display(),
                    kind.slug()
                );
            },
        );
    }
}

/// One tender with so many bidders; every value of `shared` bidders in a row is one.
fn crowd(bidders: usize, shared: usize) -> (tempfile::TempDir, Loaded) {
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
    let mut drawn: std::collections::BTreeMap<Kind, usize> = std::collections::BTreeMap::new();
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
fn without_any_day_the_charts_say_so_or_do_without() {
    let folder = tempfile::tempdir().expect("a folder");
    let opening = "项目编号,投标人,投标报价（元）\nNC-1,宁川衡启信息技术有限公司,980000\nNC-1,宁川泽澜信息技术有限公司,990000\n";
    let project = "项目编号,NC-1\n项目名称,宁川市就业服务平台\n最高限价（元）,1000000\n";
    for (file, text) in [("开标记录.csv", opening), ("项目信息.csv", project)] {
        fs::write(folder.path().join(file), text).expect("a file");
    }
    let loaded = load(folder.path());
    with_review(
        &loaded,
        |_| {},
        |view, kind| match (kind, draw(kind, view)) {
            (Kind::Timeline, Err(why)) => assert!(why.zh.contains("至少"), "{}", why.zh),
            (Kind::Timeline, Ok(_)) => panic!("there is no time to draw"),
            (_, Ok(svg)) => check(kind.slug(), &svg),
            (Kind::Prices | Kind::Ceiling, Err(why)) => panic!("{}", why.en),
            _ => {}
        },
    );
}

#[test]
fn every_chart_has_its_data() {
    for path in tenders() {
        let loaded = load(&path);
        with_review(
            &loaded,
            |_| {},
            |view, kind| {
                let name = format!("{} {}", path.display(), kind.slug());
                let (Ok(svg), table) = (draw(kind, view), table(kind, view)) else {
                    return assert!(table(kind, view).is_err(), "{name}: data without a chart");
                };
                let table = table.unwrap_or_else(|why| panic!("{name}: {}", why.en));
                let texts: Vec<String> = texts(&svg).into_iter().map(|(text, _)| text).collect();
                let compared = texts
                    .iter()
                    .any(|text| text.starts_with("已比对") || text.starts_with("Compared"));
                assert!(!table.rows.is_empty() || compared, "{name}: no rows");
                for row in &table.rows {
                    assert_eq!(row.len(), table.head.len(), "{name}: {row:?}");
                    let address =
                        |cell: &Cell| matches!(cell, Cell::Text(text) if text.contains(" › "));
                    let pair = table.head.len() == 8;
                    assert!(row.iter().any(address) || pair, "{name}: no cell is named: {row:?}");
                }
                assert_eq!(
                    table.write(),
                    super::table(kind, view).expect("data").write(),
                    "{name}"
                );
            },
        );
    }
}

/// The name of each step of the procedure stands on the chart, whatever the days are.
#[test]
fn every_step_of_the_procedure_is_named() {
    let mut seen = 0;
    for path in tenders() {
        let loaded = load(&path);
        with_review(
            &loaded,
            |_| {},
            |view, kind| {
                let (Kind::Timeline, Ok(table)) = (kind, table(kind, view)) else { return };
                let svg = draw(kind, view).expect("a chart");
                let steps = table.rows.iter().filter(|row| {
                    row[3] == Cell::text("程序") || row[3] == Cell::text("procedure")
                });
                for step in steps {
                    let Cell::Text(name) = &step[4] else { panic!("a name: {step:?}") };
                    let named = texts(&svg)
                        .iter()
                        .any(|(text, _)| text.contains(&format!("{name} ")) && text.contains('-'));
                    assert!(named, "{}: {name} is not named", path.display());
                    seen += 1;
                }
            },
        );
    }
    assert!(40 < seen, "{seen}");
}

/// A firm can bid alone and in a consortium: only one of the bids wins.
#[test]
fn one_bid_of_a_package_wins() {
    for path in tenders() {
        let loaded = load(&path);
        with_review(
            &loaded,
            |_| {},
            |view, kind| {
                let (Kind::Ceiling, Ok(table)) = (kind, table(kind, view)) else { return };
                let mut won = std::collections::BTreeSet::new();
                let winners = table.rows.iter().filter(|row| row.contains(&Cell::text("中标")));
                for row in winners {
                    let package = format!("{:?}", &row[..3]);
                    assert!(won.insert(package), "{}: {row:?}", path.display());
                }
            },
        );
    }
}

#[test]
fn personal_data_are_masked_in_tables() {
    let loaded =
        load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/tenders/nc-data-platform"));
    let mut seen = 0;
    with_review(
        &loaded,
        |_| {},
        |view, kind| {
            if let (Kind::Scores, Ok(table)) = (kind, table(kind, view)) {
                let written = table.write();
                seen += 1;
                for score in &view.review.packages[0].case.scores {
                    let expert = score.expert.as_deref().filter(|name| name.chars().count() == 3);
                    assert!(expert.is_none_or(|name| !written.contains(name)), "{expert:?}");
                }
                assert!(written.contains('*'), "a masked expert");
            }
        },
    );
    assert_eq!(seen, 2);
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
                let written: std::collections::BTreeSet<String> =
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

/// In a print without colours the shape tells a grade; a hint is the disc of what no finding points at, in grey.
#[test]
fn grades_differ_by_their_shape() {
    let (_folder, loaded) = crowd(2, 2);
    with_review(
        &loaded,
        |_| {},
        |view, _| {
            let head = Head {
                title: "t".to_owned(),
                subtitle: "s".to_owned(),
                description: "d".to_owned(),
                source: "c".to_owned(),
            };
            let drawn = |grade: Grade| {
                sheet(view, "marks", &head, |canvas| {
                    mark(canvas, (100.0, 200.0), 6.0, Some(grade), WHITE, solid(INK, 1.8));
                })
            };
            let grades = [Grade::Hint, Grade::Strong, Grade::Violation, Grade::Deemed];
            let shapes: std::collections::BTreeSet<String> = grades.map(drawn).into();
            assert_eq!(shapes.len(), grades.len());
        },
    );
}

#[test]
fn nothing_to_draw_says_what_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.csv"), "投标人,投标报价（元）\n宁川衡启信息技术有限公司,100\n")
        .expect("a file");
    let loaded = load(folder.path());
    with_review(
        &loaded,
        |_| {},
        |view, kind| {
            let why = draw(kind, view).expect_err("nothing to draw");
            assert!(why.zh.contains("至少"), "{}", why.zh);
        },
    );
}
