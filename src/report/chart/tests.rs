//! Every chart of every tender: the same bytes twice, a title and a description, no text over another or off the sheet,
//! no colour without a finding.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use resvg::usvg::roxmltree::Document;

use super::canvas::{Area, HEIGHT, Label, WIDTH, of_grade};
use super::{Kind, draw};
use crate::load::{self, Loaded};
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

fn tenders() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/tenders");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("fixtures")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
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
