//! What names mean to each other.

use super::*;

fn parts(text: &str) -> String {
    let name = parse(text);
    let region = name.region.unwrap_or_default();
    let form = name.legal_form.unwrap_or_default();
    let branch = name.branch.unwrap_or_default();
    format!("{region}|{}|{}|{form}|{branch}", name.brand, name.industry.join("·"))
}

#[test]
fn a_name_is_taken_apart() {
    assert_eq!(parts("杭州宏远建设有限公司"), "杭州|宏远|建设|有限公司|");
    assert_eq!(parts("浙江省杭州市宏远信息技术有限责任公司"), "杭州|宏远|信息·技术|有限公司|");
    assert_eq!(parts("中远科（武汉）信息技术有限公司"), "武汉|中远科|信息·技术|有限公司|");
    assert_eq!(parts("松阳县鸿景建设工程有限公司"), "松阳|鸿景|建设·工程|有限公司|");
    assert_eq!(parts("杭州宏远市政工程有限公司"), "杭州|宏远|市政·工程|有限公司|");
    assert_eq!(parts("云岑政务软件股份有限公司"), "|云岑|政务·软件|股份有限公司|");
    assert_eq!(parts("宏远会计师事务所（特殊普通合伙）"), "|宏远|会计师|事务所|");
    assert_eq!(parts("宏远启创业投资合伙企业（有限合伙）"), "|宏远启|创业·投资|合伙企业|");
    assert_eq!(parts("南淮大学"), "|南淮||大学|");
}

#[test]
fn a_region_that_would_leave_no_brand_is_the_brand() {
    assert_eq!(parts("上海建工集团股份有限公司"), "|上海|建工|集团股份有限公司|");
    assert_eq!(parts("浙江大学"), "|浙江||大学|");
    assert_eq!(parts("安徽双河建设工程有限公司"), "安徽|双河|建设·工程|有限公司|");
    assert_eq!(parse("安徽省双河建设工程有限公司").canonical, "安徽双河建设工程有限公司");
    assert!(same_name("上海市建工集团有限公司", "上海建工集团有限公司"));
}

#[test]
fn an_unknown_place_is_guessed_and_marked_as_a_guess() {
    assert_eq!(parts("宁川衡数信息技术有限公司"), "宁川|衡数|信息·技术|有限公司|");
    assert!(!parse("宁川衡数信息技术有限公司").region_known);
    assert!(parse("杭州宏远建设有限公司").region_known);
    assert_eq!(parts("长城软件有限公司"), "|长城|软件|有限公司|");
    assert_eq!(parts("宏远（汀浦）软件有限公司"), "汀浦|宏远|软件|有限公司|");
}

#[test]
fn careless_spellings_have_one_canonical_name() {
    let name = "杭州宏远建设有限公司";
    for spelling in [
        "杭州宏远建设有限责任公司",
        "杭州市宏远建设有限公司",
        "浙江省杭州市宏远建设有限公司",
        "杭州宏遠建設有限公司",
        " 杭州宏远 建设有\n限公司　",
        "杭州宏远建设有限公司（盖章）",
        "杭州宏远建设有限公司（牵头人）",
        "投标人：杭州宏远建设有限公司",
        "杭\u{200b}州宏远建设有限公司",
        "杭州宏远建设有限公司（原鸿发建设有限公司）",
    ] {
        assert!(same_name(name, spelling), "{spelling}");
    }
    assert!(same_name("PT. Fenbara PranaTeknologi", "PT. FenbaraPrana Teknologi"));
    assert!(same_name("宏远建设（杭州）有限公司", "宏远建设﹙杭州﹚有限公司"));
    assert!(same_name("宏远（集团）有限公司", "宏远集团有限责任公司"));
    assert!(same_name("宏远集团公司", "宏远集团有限公司"));
    assert!(same_name("IBS（中国）有限公司", "ibs(中国)有限公司"));
    assert!(same_name("人民建设有限公司", "⼈民建设有限公司"));
}

#[test]
fn different_firms_have_different_names() {
    for (a, b) in [
        ("杭州宏远建设有限公司", "杭州鸿远建设有限公司"),
        ("杭州宏远建设有限公司", "宁波宏远建设有限公司"),
        ("杭州宏远建设有限公司", "杭州宏远建设有限公司宁波分公司"),
        ("杭州宏远建设有限公司", "杭州宏远建筑有限公司"),
        ("宏远（杭州）建设有限公司", "杭州宏远建设有限公司"),
        ("", ""),
        ("（盖章）", "（盖章）"),
    ] {
        assert!(!same_name(a, b), "{a} {b}");
    }
}

#[test]
fn a_branch_keeps_its_head_office() {
    let branch = parse("杭州市宏远建设有限责任公司宁波分公司");
    assert_eq!(branch.branch.as_deref(), Some("宁波分公司"));
    assert_eq!(branch.head_office.as_deref(), Some("杭州宏远建设有限公司"));
    assert_eq!(parts("宏远银行股份有限公司杭州西湖支行"), "|宏远银行||股份有限公司|杭州西湖支行");
    assert_eq!(parts("宏远建设杭州分公司"), "|宏远|建设||杭州分公司");
    assert_eq!(parse("杭州宏远建设有限公司").head_office, None);
}

#[test]
fn former_names_and_notes_are_kept_beside_the_name() {
    let name = parse("杭州宏远建设有限公司（曾用名：杭州鸿发建设有限公司）（存续）");
    assert_eq!(name.former, ["杭州鸿发建设有限公司"]);
    assert_eq!(name.notes, ["存续"]);
    assert_eq!(name.written, "杭州宏远建设有限公司");
    assert!(parse("宏远（原阳）建设有限公司").former.is_empty());
}

#[test]
fn parsing_a_canonical_name_changes_nothing() {
    for text in [
        "浙江省杭州市宏远信息技术有限责任公司",
        "宏远（集团）股份公司",
        "中远科（武汉）信息技术有限公司宁波分公司",
        "K & E Excavating, Inc.",
    ] {
        let canonical = parse(text).canonical;
        assert_eq!(parse(&canonical).canonical, canonical, "{text}");
    }
}

#[test]
fn latin_names_are_compared_without_case_and_marks() {
    assert!(same_name("K & E Excavating, Inc.", "K and E EXCAVATING INC"));
    assert!(same_name("Beta S.r.l.", "BETA SRL"));
    assert!(same_name("M/s. Beta Traders Private Limited", "Beta Traders Pvt. Ltd."));
    assert!(same_name("Construções Beta S.A.", "Construcoes Beta SA"));
    assert!(same_name("Beta Ltd（盖章）", "Beta Ltd."));
    assert!(!same_name("Beta Ltd", "Beta Inc"));
}

#[test]
fn the_brand_decides_how_alike_names_are() {
    let score = |a: &str, b: &str| similarity(&parse(a), &parse(b)).score;
    assert_eq!(score("杭州宏远建设有限公司", "杭州市宏远建设有限责任公司"), 1.0);
    // Look-alike shells: everything else is equal.
    assert!(score("杭州宏远建设有限公司", "杭州鸿远建设有限公司") < 0.5);
    // A short form without region and legal form.
    assert!(score("杭州宏远建设有限公司", "宏远建设") > 0.8);
    assert!(score("杭州宏远建设有限公司", "浙江宏远建设有限公司") > 0.9);
    assert!(score("杭州宏远建设有限公司", "宁波宏远建设有限公司") < 0.9);
    let branch = score("杭州宏远建设有限公司", "杭州宏远建设有限公司宁波分公司");
    assert!((0.5..0.85).contains(&branch), "{branch}");
    assert!(score("Kodiak Pacific Construction", "Kodiak Pacifc Construction") > 0.7);
    assert!(score("Construction JSC No. 12", "Construction JSC No. 28") < 0.5);
    assert_eq!(score("", ""), 0.0);
}

#[test]
fn likeness_is_symmetric_and_explained() {
    let (a, b) = (parse("杭州宏远建设有限公司"), parse("宁波鸿远建设工程有限公司"));
    assert_eq!(similarity(&a, &b).score, similarity(&b, &a).score);
    let lines: Vec<String> = similarity(&a, &b).parts.iter().map(|part| part.says().0).collect();
    assert_eq!(
        lines,
        [
            "字号 宏远 ≠ 鸿远",
            "行业 建设 ≈ 建设工程",
            "行政区划 杭州 ≠ 宁波",
            "组织形式 有限公司 = 有限公司"
        ]
    );
}

#[test]
fn labels_for_charts_are_short() {
    assert_eq!(short("宁川衡数信息技术有限公司"), "衡数信息");
    assert_eq!(short("汀浦数据服务有限公司"), "汀浦数据");
    assert_eq!(short("东阙系统集成有限公司"), "东阙系统集成");
    assert_eq!(short("杭州宏远建设有限公司宁波分公司"), "宏远建设宁波分");
    assert_eq!(short("K & E Excavating, Inc."), "K & E Excavating");
    assert_eq!(short("Kodiak Pacific Construction"), "Kodiak Pacific");
}

#[test]
fn firms_are_told_from_headings() {
    for firm in [
        "杭州宏远建设有限公司",
        "宏远会计师事务所（特殊普通合伙）",
        "南淮大学",
        "宁川市城乡规划设计院",
        "秀洲区水利工程公司",
        "宏远医院",
        "K & E Excavating, Inc.",
        "Kerr Contractors \nOregon LCC",
        "Kodiak Pacific Construction",
        "MJ Hughes \nConstruction, Inc.",
        "Beta GmbH",
        "BETA A.S.",
        "Beta Joint Venture JV",
        "Beta Company",
        "120 Alpha Joint stock Company",
        "ALPHA BEIJING CO.LTD",
        "JV of Alpha Co. Limited and Xi'an Beta Co. Limited",
        "JSC \"Alpha\"",
    ] {
        assert!(looks_like_company(firm), "{firm}");
    }
    for heading in [
        "公司",
        "公司名称",
        "投标公司",
        "中标公司",
        "招标代理公司",
        "有限公司",
        "数据中心",
        "单位名称",
        "报价（元）",
        "分公司",
        "杭州宏远建设有限公司6幢冷库改造",
        "评委1",
        "Engineer's Estimate",
        "Company Name",
        "Unit Price",
        "Total Price",
        "Company",
        "Item Description",
        "Contractor",
        "Construction Cost",
        "name of company",
        "",
    ] {
        assert!(!looks_like_company(heading), "{heading}");
    }
}

#[test]
fn a_consortium_gives_its_members() {
    let (a, b) = ("杭州宏远建设有限公司", "宁波鸿景软件有限公司");
    for cell in [
        format!("（联合体：{a}、{b}）"),
        format!("联合体：{a}、{b}"),
        format!("{a}（牵头人）、{b}"),
        format!("{a}（联合体牵头人），{b}（联合体成员）"),
        format!("牵头人：{a}；成员：{b}"),
        format!("{a}&{b}联合体"),
        format!("{a}；{b}"),
        format!("{a} 与 {b} 联合体"),
        format!("{a}和{b}"),
        format!("{a}\n{b}"),
        format!("{a} {b}"),
        format!("{a}/{b}"),
        format!("{a}（联合体：{a}、{b}）"),
        format!("{a}（盖章）、{b}（盖章）"),
    ] {
        assert_eq!(consortium_members(&cell), [a, b], "{cell}");
    }
}

#[test]
fn a_single_firm_is_its_own_member() {
    for firm in [
        "中和恒景建设有限公司",
        "宏远与时软件有限公司",
        "宏远（杭州）建设有限公司",
        "K & E Excavating, Inc.",
        "Kerr Contractors Oregon LCC",
        "Beta, LLC",
        "Beta A/S",
        "M/s Beta Limited",
        "Alpha GMBH (agent-M/s. Beta Limited)",
    ] {
        assert_eq!(consortium_members(firm), [firm]);
    }
    assert_eq!(consortium_members("宁川衡数信息\n技术有限公司"), ["宁川衡数信息技术有限公司"]);
    assert_eq!(
        consortium_members("Turney Contractors \nDelta LLC"),
        ["Turney Contractors Delta LLC"]
    );
    assert_eq!(
        consortium_members("Turney Contractors, Inc.\nDelta LLC"),
        ["Turney Contractors, Inc.", "Delta LLC"]
    );
    assert_eq!(consortium_members("宏远建设有限公司（盖章）"), ["宏远建设有限公司"]);
    assert!(consortium_members("  ").is_empty());
}

#[test]
fn a_joint_venture_gives_its_partners() {
    for (cell, members) in [
        ("JV of Alpha Italia S.r.l. and Beta S.r.l.", vec!["Alpha Italia S.r.l.", "Beta S.r.l."]),
        ("Alpha - Beta Joint Venture", vec!["Alpha", "Beta"]),
        ("Alpha & Beta Joint Venture", vec!["Alpha", "Beta"]),
        ("Alpha LLC and Beta LLC JV", vec!["Alpha LLC", "Beta LLC"]),
        (
            "Alpha Construction and Trading JSC and Beta Ltd JV",
            vec!["Alpha Construction and Trading JSC", "Beta Ltd"],
        ),
        ("Alpha (Lead Partner) / Beta JV", vec!["Alpha", "Beta"]),
        ("Alpha Inc. (in Joint Venture with Beta Sdn. Bhd.)", vec!["Alpha Inc.", "Beta Sdn. Bhd."]),
        ("Alpha Co. Ltd.; Beta Co. Ltd.", vec!["Alpha Co. Ltd.", "Beta Co. Ltd."]),
        (
            "Joint Venture between Alpha Engineering & Construction Co. Ltd - Beta Investment and Trading JSC",
            vec!["Alpha Engineering & Construction Co. Ltd", "Beta Investment and Trading JSC"],
        ),
        (
            "JV. Alpha d.o.o. (ALP) and Beta Co.Ltd (leader)",
            vec!["Alpha d.o.o. (ALP)", "Beta Co.Ltd"],
        ),
        ("ZAO Alpha A/S and OOO Beta 2000 JV", vec!["ZAO Alpha A/S", "OOO Beta 2000"]),
        ("ALPHA A.S./Beta Corporation", vec!["ALPHA A.S.", "Beta Corporation"]),
        ("Alpha Joint Venture", vec!["Alpha Joint Venture"]),
    ] {
        assert_eq!(consortium_members(cell), members, "{cell}");
    }
}
