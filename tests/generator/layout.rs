//! The story and its tables, as one choice lays them out.

/// One cell that is to be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    Number(f64),
}

/// One table on a sheet, with what stands above and below it.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// First row, first column, last row, last column.
    pub(crate) merged: Vec<(usize, usize, usize, usize)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Format {
    Xlsx,
    Utf8,
    Utf8Mark,
    Gb18030,
    Utf16Tab,
    Tab,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Unit {
    Yuan,
    WanInHeader,
    WanInTitle,
    Words,
    Capitals,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Items {
    Long,
    LongBlank,
    Matrix,
    PerBidder,
}

/// How a variant lays the tender out.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    seed: u64,
    pub(crate) format: Format,
    unit: Unit,
    items: Items,
    transposed: bool,
    beside: bool,
    /// Everything on one sheet, a sheet each, or a file each.
    pub(crate) split: usize,
    titles: usize,
    pub(crate) blank_columns: usize,
    pub(crate) blank_rows: usize,
    package: usize,
    totals: bool,
    remarks: bool,
    numbers_as_text: bool,
    repeat_header: bool,
}

/// A small generator of numbers, the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }
}

impl Choice {
    pub(crate) fn plain() -> Self {
        Self {
            seed: 0,
            format: Format::Xlsx,
            unit: Unit::Yuan,
            items: Items::Long,
            transposed: false,
            beside: false,
            split: 1,
            titles: 0,
            blank_columns: 0,
            blank_rows: 1,
            package: 0,
            totals: false,
            remarks: false,
            numbers_as_text: false,
            repeat_header: false,
        }
    }

    pub(crate) fn random(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_add(77));
        let mut pick = |sides| dice.roll(sides);
        let _ = pick(2);
        Self {
            seed,
            format: [
                Format::Xlsx,
                Format::Xlsx,
                Format::Xlsx,
                Format::Utf8,
                Format::Utf8Mark,
                Format::Gb18030,
                Format::Utf16Tab,
                Format::Tab,
            ][pick(8)],
            unit: [Unit::Yuan, Unit::WanInHeader, Unit::WanInTitle, Unit::Words, Unit::Capitals]
                [pick(5)],
            items: [Items::Long, Items::LongBlank, Items::Matrix, Items::PerBidder][pick(4)],
            transposed: pick(3) == 0,
            beside: pick(3) == 0,
            split: pick(3),
            titles: pick(4),
            blank_columns: pick(3),
            blank_rows: 1 + pick(3),
            package: pick(3),
            totals: pick(2) == 0,
            remarks: pick(2) == 0,
            numbers_as_text: pick(2) == 0,
            repeat_header: pick(3) == 0,
        }
    }
}

/// Name, phone, MAC, price.
pub(crate) const BIDDERS: [(&str, &str, &str, u32); 5] = [
    ("宁川衡数信息技术有限公司", "0871-65550101", "00-16-EA-12-34-01", 1_200_000),
    ("岚溪启笙科技有限公司", "0871-65550202", "00-16-EA-12-34-01", 1_236_000),
    ("南淮泽砚软件有限公司", "0871-65550101", "00-16-EA-77-34-03", 1_301_400),
    ("宁川云岑政务科技有限公司", "0871-65550404", "00-16-EA-88-34-04", 1_411_200),
    ("青垣汀浦数据有限公司", "0871-65550505", "00-16-EA-99-34-05", 1_288_000),
];

/// Name, quantity, and the unit prices of the five.
pub(crate) const ITEMS: [(&str, u32, [u32; 5]); 8] = [
    ("社保核心平台", 1, [400_000, 412_000, 433_100, 470_300, 421_000]),
    ("数据交换模块", 2, [100_000, 103_000, 112_000, 121_500, 99_000]),
    ("自助终端", 10, [20_000, 20_600, 21_700, 23_900, 22_100]),
    ("服务器", 4, [30_000, 30_900, 33_300, 34_100, 35_000]),
    ("交换机", 6, [5_000, 5_150, 5_050, 6_200, 5_600]),
    ("读卡器", 100, [300, 309, 311, 347, 333]),
    ("培训服务", 5, [8_000, 8_240, 7_900, 9_100, 8_700]),
    ("驻场运维", 1, [0; 5]),
];

/// The unit price of the last line makes up the rest of the price, whatever the bidder.
fn unit_price(item: usize, bidder: usize) -> f64 {
    let (_, quantity, prices) = ITEMS[item];
    if item + 1 < ITEMS.len() {
        return f64::from(prices[bidder]);
    }
    let others: u32 = ITEMS[..item].iter().map(|(_, n, prices)| n * prices[bidder]).sum();
    f64::from(BIDDERS[bidder].3 - others) / f64::from(quantity)
}

fn text(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
}

fn yuan_in_capitals(amount: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
    let part = |n: u32| {
        let mut said = String::new();
        let mut zero = false;
        for (unit, word) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
            let digit = n / unit % 10;
            if digit == 0 {
                zero = !said.is_empty();
                continue;
            }
            if zero {
                said.push('零');
                zero = false;
            }
            said.push_str(DIGITS[digit as usize]);
            said.push_str(word);
        }
        said
    };
    let (wan, rest) = (amount / 10_000, amount % 10_000);
    let between = if 0 < rest && rest < 1000 { "零" } else { "" };
    format!("{}万{between}{}元整", part(wan), part(rest))
}

fn thousands(amount: u32) -> String {
    let digits = amount.to_string();
    let mut said = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if 0 < at && (digits.len() - at).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}

fn finish(
    choice: &Choice,
    dice: &mut Dice,
    name: &str,
    title: &str,
    body: Vec<Vec<Cell>>,
) -> Table {
    let width = body.iter().map(Vec::len).max().unwrap_or(1);
    let mut rows = Vec::new();
    let mut merged = Vec::new();
    let package = if choice.package == 1 { "（第1包）" } else { "" };
    let unit_note = title.contains("单位");
    if 0 < choice.titles || unit_note || choice.package == 1 {
        if 1 < width && dice.roll(2) == 0 {
            merged.push((0, 0, 0, width - 1));
        }
        rows.push(vec![text(format!("{title}{package}"))]);
    }
    if 1 < choice.titles {
        rows.push(vec![text("宁川市社会保险信息系统建设")]);
    }
    if 2 < choice.titles {
        rows.push(vec![text("说明：本表由代理机构整理")]);
    }
    rows.extend(body);
    Table { name: name.to_owned(), rows, merged }
}

/// A table on its side.
fn turned(rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    (0..width)
        .map(|col| rows.iter().map(|row| row.get(col).cloned().unwrap_or(Cell::Empty)).collect())
        .collect()
}

/// Every table of the tender.
pub(crate) fn tables(choice: &Choice) -> Vec<Table> {
    let mut dice = Dice(choice.seed.wrapping_mul(31).wrapping_add(5));
    let mut found = Vec::new();
    let form = vec![
        vec![text("项目名称"), text("宁川市社会保险信息系统建设项目")],
        vec![text("项目编号"), text("NC-2025-017"), text("采购方式"), text("公开招标")],
    ];
    found.push(Table { name: "项目信息".into(), rows: form, merged: Vec::new() });
    let bidder_word =
        ["投标人", "投标人名称", "供应商名称", "投 标 人", "投标单位\n（全称）"][dice.roll(5)];
    found.extend(opening(choice, &mut dice, bidder_word));
    let phone = ["联系电话", "联系电话*", "电话", "联系方式"][dice.roll(4)];
    let mut particulars = vec![vec![text("序号"), text(bidder_word), text(phone)]];
    for (at, (name, phone, ..)) in BIDDERS.iter().enumerate() {
        particulars.push(vec![Cell::Number(at as f64 + 1.0), text(*name), text(*phone)]);
    }
    found.push(finish(choice, &mut dice, "投标人基本情况", "投标人基本情况表", particulars));
    let mac = ["MAC地址", "网卡MAC地址", "MAC", "ＭＡＣ地址"][dice.roll(4)];
    let mut traces = vec![vec![text(bidder_word), text(mac)]];
    for (name, _, mac, _) in BIDDERS {
        let mac = if dice.roll(2) == 0 { mac.replace('-', ":") } else { mac.to_lowercase() };
        traces.push(vec![text(name), text(mac)]);
    }
    found.push(finish(choice, &mut dice, "投标文件特征码", "投标文件特征码登记表", traces));
    found.extend(items(choice, &mut dice, bidder_word));
    found
}

fn opening(choice: &Choice, dice: &mut Dice, bidder_word: &str) -> Vec<Table> {
    let price = ["投标报价", "投标总价", "报价", "总报价"][dice.roll(4)];
    let header = match choice.unit {
        Unit::WanInHeader => format!("{price}（万元）"),
        Unit::Yuan => format!("{price}{}", ["", "（元）", "\n(元)"][dice.roll(3)]),
        _ => price.to_owned(),
    };
    let mut head = vec![text("序号"), text(bidder_word), text(header)];
    if choice.unit == Unit::Capitals {
        head.push(text("大写"));
    }
    head.push(text("交货期"));
    let with_package = choice.package == 2 && !choice.beside;
    if with_package {
        head.insert(1, text("包号"));
    }
    let mut rows = vec![head];
    for (at, (name, _, _, yuan)) in BIDDERS.iter().enumerate() {
        let amount = match choice.unit {
            Unit::WanInHeader | Unit::WanInTitle => f64::from(*yuan) / 10_000.0,
            _ => f64::from(*yuan),
        };
        let amount = match choice.unit {
            Unit::Words => text(format!("{}元", thousands(*yuan))),
            _ if choice.numbers_as_text => text(format!("{amount}")),
            _ => Cell::Number(amount),
        };
        let mut row = vec![Cell::Number(at as f64 + 1.0), text(*name), amount];
        if choice.unit == Unit::Capitals {
            row.push(text(yuan_in_capitals(*yuan)));
        }
        row.push(text("90日历天"));
        if with_package {
            row.insert(1, text("1"));
        }
        rows.push(row);
        if choice.repeat_header && at == 2 && !choice.transposed {
            rows.push(rows[0].clone());
        }
    }
    if choice.transposed {
        rows = turned(rows);
    }
    if choice.remarks && !choice.transposed {
        rows.push(vec![text("备注：以上报价均含税。")]);
    }
    let title = if choice.unit == Unit::WanInTitle {
        "开标一览表（单位：万元）"
    } else {
        "开标一览表"
    };
    let mut table = finish(choice, dice, "开标一览表", title, rows);
    // The register of deposits beside the opening record, after a blank column.
    let deposits = [text(bidder_word), text("缴纳金额（元）"), text("到账时间")];
    if choice.beside && !choice.transposed {
        let start = table.rows.iter().position(|row| row.len() > 2).unwrap_or(0);
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..=BIDDERS.len() {
            let row = &mut table.rows[start + at];
            row.resize(width + 1, Cell::Empty);
            match at.checked_sub(1).map(|at| BIDDERS[at].0) {
                None => row.extend(deposits.clone()),
                Some(name) => row.extend([
                    text(name),
                    Cell::Number(24_000.0),
                    text(format!("2025-03-0{at} 1{at}:2{at}")),
                ]),
            }
        }
        return vec![table];
    }
    let mut rows = vec![deposits.to_vec()];
    for (at, (name, ..)) in BIDDERS.iter().enumerate() {
        let at = at + 1;
        let time = text(format!("2025-03-0{at} 1{at}:2{at}"));
        rows.push(vec![text(*name), Cell::Number(24_000.0), time]);
    }
    vec![table, finish(choice, dice, "保证金登记", "保证金登记表", rows)]
}

fn items(choice: &Choice, dice: &mut Dice, bidder_word: &str) -> Vec<Table> {
    let name = ["名称", "货物名称", "服务内容", "分项名称"][dice.roll(4)];
    let unit = ["单价", "单价（元）", "投标单价(元)"][dice.roll(3)];
    let total = ["合价", "合价（元）", "小计（元）"][dice.roll(3)];
    let line = |item: usize, bidder: usize| {
        let (name, quantity, _) = ITEMS[item];
        let price = unit_price(item, bidder);
        let quantity = f64::from(quantity);
        vec![
            text(name),
            Cell::Number(quantity),
            Cell::Number(price),
            Cell::Number(price * quantity),
        ]
    };
    let head = || vec![text(name), text("数量"), text(unit), text(total)];
    let sum = |bidder: usize, lead: usize| {
        let mut row = vec![text("合计")];
        row.resize(lead + 3, Cell::Empty);
        row.push(Cell::Number(f64::from(BIDDERS[bidder].3)));
        row
    };
    match choice.items {
        Items::Long | Items::LongBlank => {
            let mut first = vec![text(bidder_word)];
            first.extend(head());
            let mut rows = vec![first];
            for (bidder, (who, ..)) in BIDDERS.iter().enumerate() {
                for item in 0..ITEMS.len() {
                    let blank = choice.items == Items::LongBlank && 0 < item;
                    let mut row = vec![if blank { Cell::Empty } else { text(*who) }];
                    row.extend(line(item, bidder));
                    rows.push(row);
                }
                if choice.totals {
                    rows.push(sum(bidder, 1));
                }
            }
            vec![finish(choice, dice, "分项报价", "分项报价表", rows)]
        }
        Items::Matrix => {
            let mut first = vec![text("序号"), text(name), text("数量")];
            first.extend(BIDDERS.iter().map(|(who, ..)| text(*who)));
            let mut rows = vec![first];
            for (item, (name, quantity, _)) in ITEMS.iter().enumerate() {
                let mut row = vec![
                    Cell::Number(item as f64 + 1.0),
                    text(*name),
                    Cell::Number(f64::from(*quantity)),
                ];
                row.extend((0..BIDDERS.len()).map(|bidder| Cell::Number(unit_price(item, bidder))));
                rows.push(row);
            }
            vec![finish(choice, dice, "分项单价", "分项报价对比表（单价）", rows)]
        }
        Items::PerBidder => BIDDERS
            .iter()
            .enumerate()
            .map(|(bidder, (who, ..))| {
                let mut rows = vec![head()];
                rows.extend((0..ITEMS.len()).map(|item| line(item, bidder)));
                if choice.totals {
                    rows.push(sum(bidder, 0));
                }
                let mut table = finish(choice, dice, who, "分项报价表", rows);
                // On one sheet, or in a file that is not named after it, the form says whose it is.
                table.rows.insert(0, vec![text(format!("投标人：{who}"))]);
                for merge in &mut table.merged {
                    merge.0 += 1;
                    merge.2 += 1;
                }
                table
            })
            .collect(),
    }
}
