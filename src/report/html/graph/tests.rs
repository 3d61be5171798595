//! The picture on the page: complete without script, told in words, small with many bidders, masked.

use std::fmt::Write as _;
use std::fs;

use resvg::usvg::roxmltree::Document;

use crate::load::{self, Loaded};
use crate::report::html::{gather, render, wanted};
use crate::report::{Options, View};
use crate::review;
use crate::source::Limits;
use crate::text::Lang;

fn page(table: &str, lang: Lang) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("开标记录.csv"), table).expect("a file");
    let loaded: Loaded = load::load(&[folder.path().to_owned()], &Limits::default(), |_, _| {});
    let bidders = review::resolve(&loaded);
    let review = review::review(&loaded, &bidders, &review::Settings::default());
    let view = View { loaded: &loaded, review: &review, options: Options { lang, unmask: false } };
    render(view, &gather(&loaded, &wanted(view)))
}

/// The picture as XML.
fn picture(page: &str) -> &str {
    let from = page.find("<svg class=\"net").expect("a picture");
    let end = page[from..].find("</svg>").expect("its end");
    &page[from..from + end + 6]
}

const PAIR: &str = "项目编号,投标人,投标报价（元）,联系电话\n\
    NC-1,宁川甲辰软件有限公司,1000000,13900002086\n\
    NC-1,宁川乙巳科技有限公司,1050000,139 0000 2086\n\
    NC-1,宁川丙午信息有限公司,1100000,13900007777\n";

#[test]
fn the_picture_is_whole_without_script() {
    for lang in [Lang::Zh, Lang::En] {
        let page = page(PAIR, lang);
        let svg = picture(&page);
        let document = Document::parse(svg).expect("well-formed");
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        let named = root.attribute("aria-labelledby").expect("named by its title and sentence");
        for id in named.split(' ') {
            let text = document.descendants().find(|node| node.attribute("id") == Some(id));
            assert!(text.and_then(|node| node.text()).is_some_and(|text| !text.is_empty()), "{id}");
        }
        let texts: Vec<&str> = document
            .descendants()
            .filter(|node| node.has_tag_name("text"))
            .filter_map(|node| node.text())
            .collect();
        let third = if lang == Lang::Zh { "丙午信息" } else { "丙午信息" };
        for shown in ["甲辰软件", "乙巳科技", third, "139****2086", "D2", "D3"] {
            assert!(texts.contains(&shown), "{shown} is not in {texts:?}");
        }
        assert!(
            !svg.contains("only-js") && !svg.contains("tabindex") && !svg.contains("13900002086")
        );
    }
}

#[test]
fn a_value_leads_to_its_finding_and_names_the_cells_of_its_holders() {
    let page = page(PAIR, Lang::Zh);
    let document = Document::parse(picture(&page)).expect("well-formed");
    let row = document
        .descendants()
        .find(|node| node.attribute("class").is_some_and(|class| class.starts_with("nr ")))
        .expect("a value");
    let finding = row.attribute("data-f").expect("its finding");
    let card = page.split(&format!("id=\"f{finding}\"")).nth(1).expect("the card of the finding");
    assert!(card.contains("联系电话"));
    let cells: Vec<&str> = row
        .children()
        .filter(|node| node.has_tag_name("desc"))
        .filter_map(|node| node.text())
        .collect();
    assert_eq!(cells, ["开标记录.csv › D2", "开标记录.csv › D3"]);
}

#[test]
fn where_nothing_is_shared_there_is_no_empty_picture() {
    let apart = PAIR.replace("139 0000 2086", "13900001111");
    assert!(!page(&apart, Lang::Zh).contains("<svg class=\"net"));
}

#[test]
fn sixty_bidders_are_all_named_and_the_picture_stays_small() {
    let mut table = String::from("项目编号,投标人,投标报价（元）,联系电话,MAC地址,付款账号\n");
    let name = |at: usize| {
        let (a, b) = (at as u32 / 8, at as u32 % 8);
        let pick = |from: u32, by: u32| char::from_u32(from + by * 3).unwrap_or('甲');
        format!("{}{}", pick(0x6c5f, a), pick(0x6842, b))
    };
    for at in 0..60 {
        let of = |together: usize| if at < 40 { at / together } else { 1_000 + at };
        let _ = writeln!(
            table,
            "NC-1,宁川{}软件有限公司,{},1391234{:04},3C-7C-3F-00-{:02X}-{:02X},62220202{:08}",
            name(at),
            1_000_000 + at * 731,
            of(2),
            of(3) / 256,
            of(3) % 256,
            of(4)
        );
    }
    let page = page(&table, Lang::Zh);
    let svg = picture(&page);
    for at in 0..60 {
        assert!(svg.contains(&format!(">{}软件</text>", name(at))), "{}", name(at));
    }
    assert!(svg.len() < 120_000, "{}", svg.len());
    assert!(page.len() < 1_000_000, "{}", page.len());
}
