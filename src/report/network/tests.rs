//! Pictures and exports of tenders made for it: nothing covers anything, nothing is lost, nothing personal is told.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

use resvg::usvg::roxmltree::Document;

use super::{gexf, graphml, layout, picture, relations, whole};
use crate::load::{self, Loaded};
use crate::report::measure::{ABOVE, BELOW, width};
use crate::report::plane::Area;
use crate::report::{Options, View};
use crate::review;
use crate::source::Limits;
use crate::text::Lang;

fn loaded(files: &[(&str, &str)]) -> (tempfile::TempDir, Loaded) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        fs::write(folder.path().join(name), content).expect("a file");
    }
    let loaded = load::load(&[folder.path().to_owned()], &Limits::default(), |_, _| {});
    (folder, loaded)
}

fn fixture(name: &str) -> Loaded {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/tenders").join(name);
    load::load(&[path], &Limits::default(), |_, _| {})
}

fn viewed<T>(loaded: &Loaded, unmask: bool, look: impl FnOnce(View<'_>) -> T) -> T {
    let bidders = review::resolve(loaded);
    let review = review::review(loaded, &bidders, &review::Settings::default());
    look(View { loaded, review: &review, options: Options { lang: Lang::Zh, unmask } })
}

/// A tender with so many bidders, of which the first ones share phones two by two, devices three by three and accounts
/// four by four.
fn crowd(bidders: usize, sharing: usize) -> (tempfile::TempDir, Loaded) {
    let mut table = String::from("项目编号,投标人,投标报价（元）,联系电话,MAC地址,付款账号\n");
    for at in 0..bidders {
        let of = |together: usize| if at < sharing { at / together } else { 1_000 + at };
        let _ = writeln!(
            table,
            "NC-1,宁川{}{}软件有限公司,{},1391234{:04},3C-7C-3F-00-{:02X}-{:02X},62220202{:08}",
            ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"][at / 10 % 10],
            ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉"][at % 10],
            1_000_000 + at * 731,
            of(2),
            of(3) / 256,
            of(3) % 256,
            of(4)
        );
    }
    loaded(&[("开标记录.csv", &table)])
}

/// Every box and every address of a picture; none may cover another.
fn check(picture: &picture::Picture) {
    let boxes = || picture.firms.iter().chain(picture.groups.iter().map(|group| &group.area));
    let addresses = picture.lines.iter().filter_map(|line| {
        let (from, to) = picture.ends(line);
        let size = width(&line.cells, picture::ADDRESS, false);
        let height = picture::ADDRESS * (ABOVE + BELOW);
        Some(Area::around(picture::between(from, to, line.along?), size, height))
    });
    let taken: Vec<Area> = boxes().copied().chain(addresses).collect();
    let paper = Area { x: -0.1, y: -0.1, w: picture.width + 0.2, h: picture.height + 0.2 };
    for (at, area) in taken.iter().enumerate() {
        assert!(at >= boxes().count() || paper.holds(area), "{area:?} leaves {paper:?}");
        for other in &taken[at + 1..] {
            assert!(!area.overlaps(other, 0.0), "{area:?} covers {other:?}");
        }
    }
}

#[test]
fn no_box_and_no_address_covers_another() {
    let mut tenders = vec![fixture("nc-core-system"), fixture("ningchuan-packages")];
    let crowds = [(5, 5), (16, 12), (30, 30), (60, 36), (60, 60), (100, 80)];
    let crowds: Vec<_> = crowds.into_iter().map(|(all, sharing)| crowd(all, sharing)).collect();
    tenders.extend(crowds.into_iter().map(|(_, loaded)| loaded));
    for loaded in &tenders {
        viewed(loaded, false, |view| {
            for at in 0..view.review.packages.len() {
                let relations = relations::of(view, at);
                if !relations.values.is_empty() {
                    let picture = picture::of(view, &relations);
                    check(&picture);
                    let shown: usize = picture.groups.iter().map(|group| group.rows.len()).sum();
                    let left = relations.firms.len() - picture.firms.len() + relations.values.len();
                    assert_eq!(shown + picture.more, left, "what is not drawn is counted");
                }
            }
        });
    }
}

#[test]
fn values_of_the_same_bidders_are_rows_of_one_box_where_there_are_many() {
    let mut table = String::from("项目编号,投标人,投标报价（元）,联系电话,电子邮箱,MAC地址\n");
    for at in 0..24 {
        let (name, group) = (char::from_u32(0x7532 + at).unwrap_or('甲'), at / 2);
        let _ = writeln!(
            table,
            "NC-1,宁川{name}城软件有限公司,{},13912340{group:03},m{group}@example.com,3C-7C-3F-00-00-{group:02X}",
            1_000_000 + at * 700
        );
    }
    let (_folder, loaded) = loaded(&[("开标记录.csv", &table)]);
    viewed(&loaded, false, |view| {
        let relations = relations::of(view, 0);
        let picture = picture::of(view, &relations);
        assert_eq!(picture.detail, picture::Detail::Brief);
        assert_eq!((relations.values.len(), picture.groups.len()), (36, 12));
        assert!(picture.groups.iter().all(|group| group.rows.len() == 3));
        let line = &picture.lines[0];
        assert!(line.cells.ends_with("+2"), "{}", line.cells);
    });
}

#[test]
fn five_hundred_nodes_have_places_within_a_second() {
    // Bidders and values in a ring of rings: one connected part.
    let (firms, values) = (300, 200);
    let boxes: Vec<(f64, f64)> =
        (0..firms + values).map(|at| (70.0 + (at % 9) as f64 * 8.0, 24.0)).collect();
    let edges: Vec<(usize, usize)> = (0..values)
        .flat_map(|at| {
            [at * 3 / 2, at * 3 / 2 + 1, (at * at + 7) % firms].map(|firm| (firm, firms + at))
        })
        .collect();
    let begin = Instant::now();
    let (places, _) = layout::free(Some(firms), &boxes, &edges, picture::WIDTH);
    // Unoptimised code on a busy machine has more time; the bound still catches a layout that takes minutes.
    let most = if cfg!(debug_assertions) { 20.0 } else { 1.0 };
    let seconds = begin.elapsed().as_secs_f64();
    assert!(seconds < most, "{seconds} s");
    assert_eq!(places.len(), 500);
}

/// The columns of a node or an edge.
fn data<'d>(node: &resvg::usvg::roxmltree::Node<'d, 'd>, name: &str) -> Option<&'d str> {
    node.children()
        .find(|child| child.attribute("key").is_some_and(|key| key.ends_with(&format!("-{name}"))))
        .and_then(|child| child.text())
}

#[test]
fn graphml_names_every_relation_with_its_cells_and_places() {
    let loaded = fixture("nc-core-system");
    let text = viewed(&loaded, false, graphml);
    let document = Document::parse(&text).expect("well-formed");
    let all = |tag: &'static str| document.descendants().filter(move |node| node.has_tag_name(tag));
    let ids: BTreeSet<&str> = all("node").filter_map(|node| node.attribute("id")).collect();
    assert_eq!(ids.len(), all("node").count());
    let keys: BTreeSet<&str> = all("key").filter_map(|key| key.attribute("id")).collect();
    assert!(all("data").all(|data| data.attribute("key").is_some_and(|key| keys.contains(key))));
    for edge in all("edge") {
        for end in ["source", "target"] {
            assert!(edge.attribute(end).is_some_and(|end| ids.contains(end)), "{end}");
        }
        assert!(data(&edge, "evidence").is_some_and(|cells| cells.contains(" › ")));
    }
    let account = all("edge").find(|edge| {
        data(edge, "grade") == Some("deemed")
            && data(edge, "evidence").is_some_and(|at| at.ends_with("E5"))
    });
    let account = account.expect("the account that two bidders paid from");
    assert_eq!(
        [data(&account, "family"), data(&account, "weight"), data(&account, "kind")],
        [Some("money"), Some("5.0"), Some("holds")]
    );
    assert!(data(&account, "codes").is_some_and(|codes| codes.contains("WB301")));
    assert!(data(&account, "start").is_some_and(|day| day.starts_with("20")), "the day of opening");
    let kinds: BTreeSet<&str> = all("node").filter_map(|node| data(&node, "kind")).collect();
    assert_eq!(kinds, BTreeSet::from(["bidder", "hub", "value"]));
    let places: BTreeSet<(&str, &str)> =
        all("node").filter_map(|node| data(&node, "x").zip(data(&node, "y"))).collect();
    assert_eq!(places.len(), ids.len(), "no two nodes stand at one place");
    assert_eq!(text, viewed(&loaded, false, graphml), "not the same bytes");
}

#[test]
fn gexf_has_what_gephi_needs() {
    let loaded = fixture("nc-core-system");
    let text = viewed(&loaded, false, gexf);
    let document = Document::parse(&text).expect("well-formed");
    let all = |tag: &'static str| {
        document.descendants().filter(move |node| node.tag_name().name() == tag)
    };
    let graph = all("graph").next().expect("a graph");
    assert_eq!(
        [graph.attribute("mode"), graph.attribute("timeformat")],
        [Some("dynamic"), Some("date")]
    );
    assert_eq!(all("position").count(), all("node").count());
    assert!(0 < all("spell").count());
    assert!(all("edge").all(|edge| {
        edge.attribute("weight")
            .and_then(|weight| weight.parse::<f64>().ok())
            .is_some_and(|weight| 0.0 < weight)
    }));
    for column in all("attvalue").filter_map(|value| value.attribute("for")) {
        assert!(all("attribute").any(|known| known.attribute("id") == Some(column)), "{column}");
    }
    let labels: Vec<&str> = all("node").filter_map(|node| node.attribute("label")).collect();
    assert!(labels.iter().any(|label| label.contains("****4417")), "{labels:?}");
}

#[test]
fn exports_stand_where_the_picture_stands() {
    let loaded = fixture("nc-core-system");
    viewed(&loaded, false, |view| {
        let at = relations::telling(view).expect("a package with shared values");
        let relations = relations::of(view, at);
        let picture = picture::of(view, &relations);
        let whole = whole::of(view);
        for (firm, area) in relations.firms.iter().zip(&picture.firms) {
            let name = view.review.bidders.short(firm.id);
            let node = whole.nodes.iter().find(|node| node.label == name).expect("a node");
            assert_eq!(node.place, picture::middle(area), "{name}");
        }
        for group in &picture.groups {
            let row = &group.rows[0];
            let label = format!("{} {}", row.name, row.shown);
            let node = whole.nodes.iter().find(|node| node.label == label).expect("a node");
            assert_eq!(node.place.0, picture::middle(&group.area).0, "{label}");
        }
    });
}

#[test]
fn who_bids_together_is_told_with_every_day() {
    let text = viewed(&fixture("dongpu-rotation"), false, graphml);
    let document = Document::parse(&text).expect("well-formed");
    let edges: Vec<_> = document.descendants().filter(|node| node.has_tag_name("edge")).collect();
    let often = edges.iter().filter(|edge| data(edge, "kind") == Some("together"));
    let often: Vec<_> = often.filter(|edge| data(edge, "count") == Some("14")).collect();
    assert_eq!(often.len(), 6, "four firms, each pair 14 times");
    for edge in often {
        let (start, end) = (data(edge, "start").expect("a day"), data(edge, "end").expect("a day"));
        assert!(start < end, "{start} {end}");
        assert!(data(edge, "q").and_then(|q| q.parse::<f64>().ok()).is_some_and(|q| q < 0.01));
    }
}

#[test]
fn exports_are_masked_and_well_formed_whatever_the_files_hold() {
    let table = "项目编号,投标人,投标报价（元）,联系电话,付款账号\n\
        NC-1,\"甲<a>&\"\"'\u{1}\u{202e}城]]>软件有限公司\",100,13900002086,6222020200001234\n\
        NC-1,乙城科技有限公司,105,13900002086,6222020200001234\n\
        NC-1,丙城信息有限公司,110,13900007777,6222020200009999\n";
    let (_folder, loaded) = loaded(&[("开标<记录>.csv", table)]);
    for export in [gexf as fn(View<'_>) -> String, graphml] {
        let text = viewed(&loaded, false, export);
        Document::parse(&text).expect("well-formed");
        assert!(!text.contains("13900002086") && !text.contains("6222020200001234"), "{text}");
        assert!(!text.contains('\u{202e}') && !text.contains('\u{1}'));
        assert!(viewed(&loaded, true, export).contains("13900002086"));
    }
}
