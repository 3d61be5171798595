//! Every chart of every tender: the same bytes twice, a title and a description, no text over another or off the sheet,
//! no colour without a finding.

mod crowds;

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
use crowds::crowd;

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
