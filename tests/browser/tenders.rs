//! Tenders made for the browser: one whose names attack the page, one with sixty bidders.

use std::fs;
use std::path::Path;

/// What the names of the hostile tender are made of.
pub(crate) const ATTACKS: [&str; 7] = [
    "<script>window.hacked=1;alert(1)</script>有限公司",
    "\"><img src=x onerror=\"window.hacked=1\">软件公司",
    "'-alert(1)-'</title></style></svg><svg onload=alert(1)>科技公司",
    "=HYPERLINK(\"http://example.com\",\"甲\")",
    "甲\u{202e}司公限有乙\u{2066}\u{200f}丙",
    "{{footer}}<!--</script><iframe src=\"javascript:alert(1)\">",
    "&lt;b&gt;&#0;&amp;\u{7}\u{1b}[31m丁公司",
];

fn field(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Names with scripts, quotes, formulas, ten thousand characters and marks of reading direction, in every place that is shown.
pub(crate) fn hostile(folder: &Path) {
    let long: String = "长".repeat(9_990) + "软件有限公司";
    let wide = "W".repeat(10_000);
    let project = format!("{}{}{long}", ATTACKS[0], ATTACKS[2]);
    let names: Vec<String> =
        ATTACKS.iter().map(|name| (*name).to_owned()).chain([long.clone(), wide.clone()]).collect();
    let mut opening = String::from("项目名称,采购人,投标人,投标报价,联系电话,递交时间,备注\n");
    let mut items = String::from("投标人,货物名称,单价\n");
    let mut scores = String::from("评委,投标人,得分\n");
    for (at, name) in names.iter().enumerate() {
        opening.push_str(&format!(
            "{},{},{},{},1390000208{},2025-03-04 09:0{at}:00,{}\n",
            field(&project),
            field(&wide),
            field(name),
            1_000_000 + at * 1_000,
            at / 2,
            field(&format!("{long}{}", ATTACKS[1]))
        ));
        for item in 0..8 {
            let item_name = format!("{}{item}", ATTACKS[item % ATTACKS.len()]);
            let price = (1_000 + 37 * item) * (100 + at);
            items.push_str(&format!("{},{},{price}\n", field(name), field(&item_name)));
        }
        for (expert, attack) in ATTACKS.iter().enumerate().take(5) {
            let expert_name = format!("{attack}{expert}");
            scores.push_str(&format!(
                "{},{},{}\n",
                field(&expert_name),
                field(name),
                60 + (at * 7 + expert * 3) % 30
            ));
        }
    }
    let form = format!(
        "项目名称,{}\n采购人,{}\n代理机构,{}\n采购方式,{}\n评标办法,{}\n中标人,{}\n中标金额,1000000\n公告日期,2025-02-01\n签订日期,2025-03-20\n",
        field(&project),
        field(&wide),
        field(ATTACKS[1]),
        field(&long),
        field(ATTACKS[0]),
        field(&long)
    );
    for (name, text) in [
        ("项目信息.csv", &form),
        ("开标<img src=x>'&记录.csv", &opening),
        ("分项.csv", &items),
        ("评分.csv", &scores),
    ] {
        fs::write(folder.join(name), text).expect("a file");
    }
}

/// Sixty bidders with telephones, devices, item prices, scores and submissions.
pub(crate) fn crowd(folder: &Path) {
    let mut opening = String::from(
        "项目编号,项目名称,采购方式,评标办法,最高限价,投标人,投标报价,联系电话,法定代表人\n",
    );
    let mut traces = String::from("投标人,MAC地址,上传IP,上传时间\n");
    let mut items = String::from("投标人,货物名称,单价\n");
    let mut scores = String::from("评委,投标人,得分\n");
    for at in 0..60 {
        let name = format!(
            "宁川{}{}软件有限公司",
            ["甲", "乙", "丙", "丁", "戊", "己"][at / 10],
            ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉"][at % 10]
        );
        opening.push_str(&format!(
            "NC-60,宁川市社保卡服务项目,公开招标,综合评分法,1100000,{name},{},139000{:05},某{at}\n",
            1_000_000 + at * at * 23 + at * 100,
            at / 2
        ));
        traces.push_str(&format!(
            "{name},3C:7C:3F:00:00:{:02X},36.112.{}.9,2025-03-04 {:02}:{:02}:10\n",
            at / 3,
            at / 4,
            8 + at / 20,
            at * 3 % 60
        ));
        for item in 0..40 {
            // Three move in step; the others go their own ways.
            let (own, factor) =
                if (3..6).contains(&at) { (3, 1_000 + 20 * (at - 3)) } else { (at, 1_000) };
            let way = (own * 7_919 + item * 104_729 + own * own * item * 31) % 4_001;
            let price = (500 + 61 * item) * (8_000 + way) * factor / 1_000;
            items.push_str(&format!("{name},第{item}项社会保险业务功能,{price}\n"));
        }
        for expert in 1..=7 {
            scores.push_str(&format!("评委{expert},{name},{}\n", 60 + (at * 5 + expert * 3) % 35));
        }
    }
    for (name, text) in [
        ("开标记录.csv", &opening),
        ("特征码.csv", &traces),
        ("分项.csv", &items),
        ("评分.csv", &scores),
    ] {
        fs::write(folder.join(name), text).expect("a file");
    }
}
