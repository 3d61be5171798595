//! The page as a whole: what it must hold and what it must never hold.

use std::fs;
use std::path::PathBuf;

use super::super::Options;
use super::*;
use crate::load::{Loaded, load};
use crate::review::{Settings, resolve, review};
use crate::source::Limits;

/// A folder with these files, loaded.
fn loaded(files: &[(&str, &str)]) -> (tempfile::TempDir, Loaded) {
    let folder = tempfile::tempdir().expect("a folder");
    let paths: Vec<PathBuf> = files
        .iter()
        .map(|(name, content)| {
            let path = folder.path().join(name);
            fs::write(&path, content).expect("a file");
            path
        })
        .collect();
    let loaded = load(&paths, &Limits::default(), |_, _| {});
    (folder, loaded)
}

/// Renders, and checks that the page holds each finding: its sentence and every address.
fn rendered(loaded: &Loaded, lang: Lang, unmask: bool) -> (String, usize) {
    let bidders = resolve(loaded);
    let review = review(loaded, &bidders, &Settings::default());
    let view = View { loaded, review: &review, options: Options { lang, unmask } };
    let page = render(view, &gather(loaded, &wanted(view)));
    for found in &review.findings {
        let says = escape(view.text(&found.finding.says));
        assert!(page.contains(&says), "{says}");
        for evidence in found.finding.evidence() {
            let address = view.address(evidence.at);
            let (place, cell) = address.rsplit_once(" › ").expect("file and cell");
            let lines = page.split("class=\"loc\">").filter(|line| line.contains(&escape(place)));
            assert!(lines.into_iter().any(|line| line.contains(&escape(cell))), "{address}");
        }
    }
    (page, review.findings.len())
}

const OPENING: &str = "项目编号,投标人,投标报价（元）,联系电话\n\
    NC-1,宁川甲辰软件有限公司,1000000,13900002086\n\
    NC-1,宁川乙巳科技有限公司,1050000,139 0000 2086\n\
    NC-1,宁川丙午信息有限公司,1100000,13900007777\n";

#[test]
fn every_finding_stands_with_its_sentence_and_addresses() {
    let (_folder, loaded) = loaded(&[("开标记录.csv", OPENING)]);
    let (page, findings) = rendered(&loaded, Lang::Zh, false);
    assert!(0 < findings);
    assert!(page.contains("<td class=\"m"), "source rows are shown with marked cells");
    for (number, name) in
        ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、", "九、"].iter().zip([
            "疑点清单",
            "关系",
            "两两关系",
            "报价",
            "评审打分",
            "时间",
            "未检查与搁置",
            "材料来源",
            "参数与版本",
        ])
    {
        assert!(page.contains(&format!("<span class=\"no\">{number}</span>{name}</h2>")), "{name}");
    }
    assert!(
        page.contains(FOOTER.to(Lang::Zh)) && page.contains(&loaded.sources.files[0].sha256[..32])
    );
}

#[test]
fn personal_data_are_masked_and_equal_values_stay_visible() {
    let (_folder, loaded) = loaded(&[("开标记录.csv", OPENING)]);
    let (page, _) = rendered(&loaded, Lang::Zh, false);
    assert!(
        !page.contains("13900002086")
            && !page.contains("0000 2086")
            && !page.contains("13900007777")
    );
    let codes: Vec<&str> =
        page.split("<span class=\"cc\">〔").skip(1).map(|part| &part[..4]).collect();
    assert!(1 < codes.len() && codes.iter().all(|code| *code == codes[0]), "{codes:?}");
    let (page, _) = rendered(&loaded, Lang::Zh, true);
    assert!(page.contains("13900002086") && !page.contains("class=\"cc\""));
}

#[test]
fn nothing_from_a_file_becomes_markup_and_nothing_is_loaded() {
    let hostile = "项目名称,投标人,投标报价,联系电话\n\
        <script>alert(1)</script>,\"甲<img src=x onerror=alert(2)>有限公司\",100,13900002086\n\
        <script>alert(1)</script>,乙\u{202e}\"'公司,105,13900002086\n\
        <script>alert(1)</script>,丙有限公司,110,\n";
    let (_folder, loaded) = loaded(&[("<b>&'.csv", hostile)]);
    for unmask in [false, true] {
        let (page, _) = rendered(&loaded, Lang::Zh, unmask);
        for forbidden in [
            "<img",
            "<b>&'",
            "<script>alert",
            "\u{202e}",
            "http:",
            "https:",
            "//fonts",
            "@import",
            "url(",
            " src=",
            " style=",
            " onclick=",
            " onload=",
        ] {
            // The firm's name as text, escaped.
            let body = page.replace("&lt;img src=x", "");
            assert!(!body.contains(forbidden), "{forbidden}");
        }
        assert_eq!(page.matches("<script>").count(), 1);
        assert_eq!(page.matches("<style>").count(), 1);
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (_folder, loaded) = loaded(&[("开标记录.csv", OPENING)]);
    assert_eq!(rendered(&loaded, Lang::Zh, false).0, rendered(&loaded, Lang::Zh, false).0);
}

#[test]
fn the_english_page_speaks_english() {
    let (_folder, loaded) = loaded(&[("opening.csv", OPENING)]);
    let (page, _) = rendered(&loaded, Lang::En, false);
    assert!(page.contains("<html lang=\"en\">") && page.contains(FOOTER.to(Lang::En)));
    for chinese in ["疑点", "未检查", "源行", "采信", "规则"] {
        assert!(!page.contains(chinese), "{chinese}");
    }
}

#[test]
fn sixty_bidders_stay_small() {
    let mut opening = String::from("项目编号,投标人,投标报价（元）,联系电话,法定代表人\n");
    let mut traces = String::from("投标人,MAC地址,上传IP\n");
    for at in 0..60 {
        let name = format!(
            "宁川{}{}软件有限公司",
            ["甲", "乙", "丙", "丁", "戊", "己"][at / 10],
            ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉"][at % 10]
        );
        opening.push_str(&format!(
            "NC-1,{name},{},139000{:05},某{at}\n",
            1_000_000 + at * 700,
            at / 2
        ));
        traces.push_str(&format!("{name},3C:7C:3F:00:00:{:02X},36.112.{}.9\n", at / 3, at / 4));
    }
    let (_folder, loaded) = loaded(&[("开标记录.csv", &opening), ("特征码.csv", &traces)]);
    let (page, findings) = rendered(&loaded, Lang::Zh, false);
    assert!(30 <= findings, "{findings}");
    assert!(page.len() < 1_000_000, "{}", page.len());
    assert!(page.contains("不画矩阵") && page.contains("class=\"bar\""));
}

/// A ledger of thousands of purchases with a lead each: a page that a browser still opens. Cards beyond the strongest are
/// told in a line, so that it grows little more.
#[test]
fn thousands_of_leads_stay_small() {
    let mut ledger =
        String::from("采购项目,采购人,采购方式,品目,投标家数,供应商,合同金额（元）,签订日期\n");
    for at in 0..4_000_usize {
        let (buyer, supplier) = (at % 40, at * 7 % 119);
        let (year, month, day) = (2021 + at % 4, 1 + at / 4 % 12, 1 + at / 48 % 28);
        ledger.push_str(&format!(
            "运维服务{at},宁川市第{buyer}就业服务所,询价,运维服务,2,宁川第{supplier}软件有限公司,{},{year}-{month:02}-{day:02}\n",
            1_960_000 + at * 7 % 39_000
        ));
    }
    let (_folder, loaded) = loaded(&[("采购台账.csv", &ledger)]);
    let bidders = resolve(&loaded);
    let review = review(&loaded, &bidders, &Settings::default());
    assert!(1_000 < review.findings.len(), "{}", review.findings.len());
    let options = Options { lang: Lang::Zh, unmask: false };
    let view = View { loaded: &loaded, review: &review, options };
    let page = render(view, &gather(&loaded, &wanted(view)));
    assert!(page.len() < 5_000_000, "{} for {}", page.len(), review.findings.len());
}

/// Not checked is never clear: where no rule could be checked, the list of findings says that.
#[test]
fn where_nothing_was_checked_no_section_says_that_nothing_was_found() {
    let (_folder, loaded) = loaded(&[("开标.csv", "投标人,备注\n宁川衡数软件有限公司,无\n")]);
    let (page, findings) = rendered(&loaded, Lang::Zh, false);
    assert_eq!(findings, 0);
    assert!(page.contains("没有一条规则能够检查，未检查不等于无问题。"));
    assert!(!page.contains("已检查的规则均未触发"));
}

#[test]
fn an_empty_input_has_all_sections_too() {
    let (page, findings) = rendered(&Loaded::default(), Lang::Zh, false);
    assert_eq!(findings, 0);
    assert!(page.contains("没有读到项目") && page.contains("九、"));
}

/// A tender of `fixtures/tenders`.
fn fixture(name: &str) -> Loaded {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/tenders").join(name);
    load(&[folder], &Limits::default(), |_, _| {})
}

/// One section of a page.
fn section<'p>(page: &'p str, id: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("<section id=\"{id}\"")).expect("the section");
    rest.split_once("</section>").expect("its end").0
}

#[test]
fn where_no_rule_could_be_checked_nothing_is_called_unremarkable() {
    let lonely = "项目编号,投标人,投标报价（元）\nNC-1,宁川甲辰软件有限公司,1000000\n";
    let (_folder, loaded) = loaded(&[("开标记录.csv", lonely)]);
    let (page, _) = rendered(&loaded, Lang::Zh, false);
    assert!(page.contains("没有一条规则能够检查") && !page.contains("未发现足以支持"), "{page}");
}

#[test]
fn scores_show_who_would_be_first_without_an_expert() {
    let (page, _) = rendered(&fixture("nc-core-system"), Lang::Zh, false);
    let scores = section(&page, "scores");
    let row = scores.split("<tr class=\"on\">").nth(1).expect("the marked expert");
    let row = row.split("</tr>").next().expect("a row");
    assert!(row.contains("评委3") && row.contains("39.0") && row.contains("▲+7.25"), "{row}");
    assert!(row.contains("<b>云岑政务</b>"), "{row}");
    assert!(scores.contains("不计该评委时第一名为云岑政务") && scores.contains("86.10"));
    // Where nobody changes anything, nobody is marked.
    let (page, _) = rendered(&fixture("nc-data-platform"), Lang::Zh, false);
    let scores = section(&page, "scores");
    assert!(!scores.contains("class=\"on\"") && !scores.contains("<td><b>"), "{scores}");
}

#[test]
fn item_prices_show_what_moves_in_step() {
    let (page, _) = rendered(&fixture("nc-core-system"), Lang::Zh, false);
    let prices = section(&page, "prices");
    let heat = prices.split("class=\"heat\"").nth(1).expect("a heat map");
    assert_eq!(heat.split("</table>").next().expect("a table").matches("<tr>").count(), 1 + 28);
    assert_eq!(heat.matches(" m\" title=").count(), 2 * 27, "27 items of two bids are framed");
    assert!(prices.contains("评标基准价") && prices.contains("class=\"ladder\""));
}

#[test]
fn times_show_the_contract_before_the_award() {
    let (page, _) = rendered(&fixture("nc-core-system"), Lang::Zh, false);
    let times = section(&page, "times");
    assert!(
        times.contains("签订日期早于中标日期 6 日") && times.contains("公告时间至开标时间 25 日")
    );
    assert!(times.contains("08:43:30") && times.contains("1 分 48 秒"));
}

#[test]
fn a_section_without_data_says_what_to_bring() {
    let (_folder, loaded) = loaded(&[("开标记录.csv", OPENING)]);
    let (page, _) = rendered(&loaded, Lang::Zh, false);
    for id in ["scores", "times", "prices"] {
        assert!(section(&page, id).contains("可补充："), "{id}");
    }
    assert!(section(&page, "unchecked").contains("<a href=\"#sources\">第八节</a>"));
}

#[test]
fn prices_in_other_currencies_are_listed_in_their_own() {
    let table = "投标人,币种,投标报价\n\
        宁川衡数信息技术有限公司,人民币,1000000\n\
        岚溪启笙科技有限公司,USD,150000\n\
        南淮泽砚软件有限公司,人民币,1020000\n";
    let (_folder, loaded) = loaded(&[("开标记录.csv", table)]);
    let (page, _) = rendered(&loaded, Lang::Zh, false);
    let prices = section(&page, "prices");
    assert!(prices.contains("其他货币的报价，未折算、未画出："), "{prices}");
    assert!(prices.contains("USD 150,000.00 开标记录.csv › C3"), "{prices}");
    assert!(!prices.contains("<td>150,000"), "{prices}");
}
