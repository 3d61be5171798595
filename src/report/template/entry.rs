//! How the cells of a field are filled in: its heading, format, choices, an example, and the words of its note.

use crate::record::kind::FieldInfo;
use crate::record::spelling::FIELDS;
use crate::record::value::Unit;
use crate::record::{Field, Kind};
use crate::rules::RULES;
use crate::text::{Lang, Text};

/// How a cell is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stored {
    /// Text, so that long numbers keep every digit.
    Text,
    /// A number.
    Number,
    /// An amount in yuan.
    Money,
    /// A date.
    Date,
    /// A date with a time of day.
    Moment,
}

/// How the cells of a field are stored.
pub(super) fn stored(field: Field) -> Stored {
    use Field::*;
    match field.kind() {
        Kind::Money => Stored::Money,
        Kind::Number | Kind::Count => Stored::Number,
        Kind::Moment => match field {
            Deadline | OpeningTime | SubmitTime | RegisterTime | DepositTime | DocumentCreated
            | DocumentModified | DocumentIssueDate | DocumentEndDate => Stored::Moment,
            _ => Stored::Date,
        },
        _ => Stored::Text,
    }
}

/// The least width of its column, in characters.
pub(super) fn width(field: Field) -> f64 {
    match field.kind() {
        Kind::Company | Kind::Address => 32.0,
        Kind::Uscc | Kind::IdCard | Kind::Account | Kind::Email | Kind::Serial => 24.0,
        Kind::Moment | Kind::Mac | Kind::Capitals => 20.0,
        _ => 14.0,
    }
}

/// The heading: the field's name, with the unit of amounts.
pub(super) fn heading(field: Field, lang: Lang) -> String {
    let name = field.name();
    match (field.kind(), lang) {
        (Kind::Money, Lang::Zh) => format!("{}（{}）", name.zh, Unit::Yuan.name()),
        (Kind::Money, Lang::En) => format!("{} (yuan)", name.en),
        (Kind::Percent, _) => format!("{}(%)", name.to(lang)),
        _ => name.to(lang).to_owned(),
    }
}

/// The words that a cell may hold, where there are few.
pub(super) fn choices(field: Field, lang: Lang) -> &'static [&'static str] {
    use Field::*;
    match (field, lang) {
        (ProcurementMethod, Lang::Zh) => &[
            "公开招标",
            "邀请招标",
            "竞争性谈判",
            "竞争性磋商",
            "询价",
            "单一来源采购",
            "框架协议采购",
        ],
        (ProcurementMethod, Lang::En) => &[
            "open tender",
            "invited tender",
            "negotiation",
            "consultation",
            "inquiry",
            "single source",
        ],
        (EvaluationMethod, Lang::Zh) => &["综合评分法", "最低评标价法"],
        (OrganisationForm, Lang::Zh) => &["集中采购", "部门集中采购", "分散采购"],
        (Status, Lang::Zh) => &["成交", "流标", "废标", "终止"],
        (DepositForm, Lang::Zh) => &["转账", "电子保函", "保函", "支票", "免交"],
        (ScoreType, Lang::Zh) => &["主观", "客观"],
        (ScoreType, Lang::En) => &["subjective", "objective"],
        (ExpertRole, Lang::Zh) => &["评审专家", "采购人代表"],
        (ExpertSource, Lang::Zh) => &["随机抽取", "自行选定"],
        (AcceptanceResult, Lang::Zh) => &["合格", "不合格"],
        (Qualified, Lang::Zh) => &["合格", "不合格"],
        _ => match (field.kind(), lang) {
            (Kind::YesNo, Lang::Zh) => &["是", "否"],
            (Kind::YesNo, Lang::En) => &["yes", "no"],
            _ => &[],
        },
    }
}

/// What a cell holds.
fn kind(field: Field) -> Text {
    match field.kind() {
        Kind::Company => Text::of("单位全称，一格一家", "the full name of one organisation"),
        Kind::Person => Text::of("一个人的姓名", "the name of one person"),
        Kind::List => Text::of("多个之间用顿号分开", "several are parted by commas"),
        Kind::Uscc => Text::of("18 位统一社会信用代码，文本格式", "18 characters, as text"),
        Kind::IdCard => Text::of("18 位，文本格式", "18 characters, as text"),
        Kind::Phone => Text::of("文本格式，座机带区号", "as text, with the area code"),
        Kind::Email => Text::of("电子邮箱", "an e-mail address"),
        Kind::Address => Text::of("写到门牌号、房间号", "down to the number of the room"),
        Kind::Account => Text::of("银行账号，文本格式", "a bank account, as text"),
        Kind::Serial => {
            Text::of("编号或者代码，文本格式，照原样填写", "a code as it stands, as text")
        }
        Kind::Mac => Text::of("网卡地址", "a network card's address"),
        Kind::Ip => Text::of("IP 地址", "an internet address"),
        Kind::Money => Text::of("金额，单位元", "an amount in yuan"),
        Kind::Capitals => Text::of("中文大写金额", "an amount in Chinese capitals"),
        Kind::Percent => Text::of("百分数，写 51% 或者 51", "percent, 51% or 51"),
        Kind::Number | Kind::Count => Text::of("数字", "a number"),
        Kind::Moment => {
            Text::of("日期，有时间的写明时分", "a date, with the time where there is one")
        }
        Kind::Term => {
            Text::of("写明单位，如 60天、3年", "with its unit, such as 60天 (days) or 3年 (years)")
        }
        Kind::YesNo => Text::of("是或者否", "yes or no"),
        Kind::Package => Text::of("包号，如 1", "the number, such as 1"),
        Kind::Text => Text::of("文字", "words"),
    }
}

/// An example for the row of this number; invented, and different from row to row.
pub(super) fn example(field: Field, lang: Lang, row: usize) -> String {
    use Field::*;
    let n = row + 1;
    let bidders = ["岚溪示例软件有限公司", "宁川样表信息技术有限公司", "东浦范例系统集成有限公司"];
    let bidder = bidders[row % bidders.len()];
    let chosen = choices(field, lang);
    if field == Qualified && row == 2 {
        return chosen[1].to_owned();
    }
    if !chosen.is_empty() && field != Withdrawn && field != IsWinner {
        return chosen[0].to_owned();
    }
    match field {
        ProjectId => "LX2026-001".to_owned(),
        ProjectName => "岚溪县社会保险档案管理系统".to_owned(),
        BuyerName => "岚溪县社会保险事业管理中心".to_owned(),
        AgencyName => "岚溪示例招标代理有限公司".to_owned(),
        BidderName | Winner => bidder.to_owned(),
        DepositPayerName | InsuredEmployer => bidder.to_owned(),
        Manufacturer => format!("示例设备制造{n}有限公司"),
        Subcontractor => "西洲分包示例有限公司".to_owned(),
        Controller | Shareholders => ["闻人澈", "司空朗", "上官霁"][row % 3].to_owned(),
        AgencyShareholders => "公孙砚".to_owned(),
        FormerEmployer => "岚溪县档案馆".to_owned(),
        ReferenceClient => "东浦县社会保险中心".to_owned(),
        ExpertEmployer => "宁川市信息中心".to_owned(),
        ConsortiumMembers => format!("西洲联合示例{n}有限公司"),
        BidPrice | FinalPrice | AwardAmount | ContractAmount => {
            (1_180_000 + 23_000 * row * row + 31_000 * row).to_string()
        }
        BidPriceInCapitals => {
            let yuan = 1_180_000 + 23_000 * row * row + 31_000 * row;
            crate::record::value::to_capitals(rust_decimal::Decimal::from(yuan as u64))
        }
        Budget => "1350000".to_owned(),
        PriceCeiling => "1300000".to_owned(),
        ReservePrice => "1250000".to_owned(),
        OpenTenderThreshold => "2000000".to_owned(),
        UnitPrice => "590000".to_owned(),
        LineTotal => "1180000".to_owned(),
        MarketPrice => "610000".to_owned(),
        Quantity | ContractQuantity | DeliveredQuantity => "2".to_owned(),
        DepositAmount => "13000".to_owned(),
        AmendmentAmount => "50000".to_owned(),
        AdjustedAmount => "1230000".to_owned(),
        FeeRate => "1.2%".to_owned(),
        PaymentAmount => "354000".to_owned(),
        Penalty => "0".to_owned(),
        RegisteredCapital | PaidInCapital => (5_000_000 * n).to_string(),
        InsuredCount => (20 + 7 * n).to_string(),
        FiscalYear => "2025".to_owned(),
        BidderCount => "3".to_owned(),
        BiddersWithPrices => format!("{}（980000元）；{}（995000元）", bidders[0], bidders[1]),
        MaxScore => "30".to_owned(),
        Score => (25 - row).to_string(),
        PriceScore => (29 - row).to_string(),
        TechnicalScore => (40 - row).to_string(),
        BusinessScore => (18 - row).to_string(),
        TotalScore => (87 - 3 * row).to_string(),
        ManMonths => "6".to_owned(),
        Rank => n.to_string(),
        IsWinner => yes(row == 0, lang),
        Withdrawn => yes(row == 2, lang),
        NoticeDate | IntentDate => "2026-03-02".to_owned(),
        ApprovalDate => "2026-02-20".to_owned(),
        NoticeEnd => "2026-03-09".to_owned(),
        DocumentIssueDate => "2026-03-02 09:00".to_owned(),
        DocumentEndDate => "2026-03-09 17:00".to_owned(),
        Deadline | OpeningTime => "2026-03-27 09:30".to_owned(),
        SubmitTime => format!("2026-03-2{} 1{n}:2{n}", 3 + row),
        RegisterTime => format!("2026-03-0{} 1{n}:0{n}", 3 + row),
        DepositTime => format!("2026-03-2{} 0{n}:4{n}", 1 + row),
        DocumentCreated => format!("2026-03-1{n} 10:1{n}"),
        DocumentModified => format!("2026-03-2{n} 16:3{n}"),
        EstablishedDate => format!("201{n}-0{n}-1{n}"),
        AwardDate | AwardNoticeDate => "2026-04-02".to_owned(),
        ContractDate | ContractStart => "2026-04-20".to_owned(),
        ContractEnd => "2027-04-19".to_owned(),
        AmendmentDate => "2026-07-10".to_owned(),
        PaymentDate => "2026-05-08".to_owned(),
        InvoiceDate => "2026-05-06".to_owned(),
        ManufactureDate => "2026-04-25".to_owned(),
        DeliveryDate => "2026-05-20".to_owned(),
        GoLiveDate => "2026-06-15".to_owned(),
        AcceptanceDate => "2026-07-01".to_owned(),
        DeliveryPeriod => format!("{}天", 60 + 5 * row),
        BidValidity => "90天".to_owned(),
        MinimumBidDays => "20天".to_owned(),
        Warranty | ContractWarranty | DeliveredWarranty => "3年".to_owned(),
        Jurisdiction => "岚溪县".to_owned(),
        Category => "软件开发服务".to_owned(),
        CategoryCode => "C16010000".to_owned(),
        ItemName => "档案管理软件".to_owned(),
        Brand | DeliveredBrand => "示例牌".to_owned(),
        Model | DeliveredModel => "SL-200".to_owned(),
        Unit => "套".to_owned(),
        BankName => "示例银行岚溪支行".to_owned(),
        BuyerUscc => "12330000470000001X".to_owned(),
        BidderUscc => {
            ["91330000MA2ABC001A", "91330000MA2ABC107B", "91330000MA2ABC213C"][row % 3].to_owned()
        }
        DiscountRate | TaxRate => ["6%", "8%", "5%"][row % 3].to_owned(),
        SharePercent => ["60%", "75%", "80%"][row % 3].to_owned(),
        Relative => "虞子衿".to_owned(),
        // The last of the three is turned down and withdraws.
        RejectionReason if row == 2 => "未附营业执照".to_owned(),
        WithdrawReason if row == 2 => "资金安排调整".to_owned(),
        RejectionReason | WithdrawReason => "/".to_owned(),
        Deviation => "无偏离".to_owned(),
        ChangeApproval => "岚社保函〔2026〕3号".to_owned(),
        _ => of_kind(field, row),
    }
}

fn yes(yes: bool, lang: Lang) -> String {
    match (yes, lang) {
        (true, Lang::Zh) => "是",
        (false, Lang::Zh) => "否",
        (true, Lang::En) => "yes",
        (false, Lang::En) => "no",
    }
    .to_owned()
}

/// An example told by the kind of the field; the field's place in the vocabulary keeps the numbers of two fields apart.
fn of_kind(field: Field, row: usize) -> String {
    let (n, at) = (row + 1, field as usize);
    match field.kind() {
        Kind::Person | Kind::List => {
            // Names that no two fields share: a family name for each field of people.
            let family: Vec<char> = "虞郁褚厉岑阮佘桑储蔺苌濮芮晏栾郜卞仉訾苻".chars().collect();
            let of_people = |info: &&FieldInfo| matches!(info.kind, Kind::Person | Kind::List);
            let place = FIELDS[..at].iter().filter(of_people).count();
            let given = [
                "知微", "怀瑾", "望舒", "既明", "采薇", "思齐", "景行", "令仪", "弘毅", "清越",
                "南乔",
            ];
            format!("{}{}", family[place % family.len()], given[(5 * at + 3 * row) % given.len()])
        }
        Kind::Phone => format!("1390571{:04}", 1000 + 37 * at + row),
        Kind::IdCard => format!("33010219800101{:03}X", (100 + at + row * 211) % 1000),
        Kind::Account => format!("62220202000{:08}", 1234 * at + n),
        Kind::Email => format!("contact{n}@example{n}.cn"),
        Kind::Address => format!("岚溪县示例路{}号{n}0{n}室", at + 11 * n),
        Kind::Mac => format!("00-1A-2B-3C-4D-{:02X}", 16 * n + 5),
        Kind::Ip => {
            // The networks that are set apart for examples.
            let network = ["203.0.113", "198.51.100", "192.0.2"][row % 3];
            format!("{network}.{}", at % 100 + 10 * n)
        }
        Kind::Serial => format!("SN{at:03}X{:04}Q{n}", 4711 + 13 * row),
        Kind::Package => "1".to_owned(),
        Kind::Count | Kind::Number => n.to_string(),
        Kind::Money => "1000".to_owned(),
        Kind::Moment => "2026-03-02".to_owned(),
        Kind::Term => "30天".to_owned(),
        Kind::Percent => "5%".to_owned(),
        _ => format!("示例{at}-{n}"),
    }
}

/// The words of the note at a heading: what, an example, which rules use it.
pub(super) fn note(field: Field, lang: Lang) -> String {
    let (what, example) = (kind(field), example(field, lang, 0));
    let rules = used_by(field);
    let rules = if rules.is_empty() {
        Text::of("核对身份和说明情况用", "for telling who is who").to(lang).to_owned()
    } else {
        rules.join(" ")
    };
    match lang {
        Lang::Zh => format!("{}\n例：{example}\n规则：{rules}", what.zh),
        Lang::En => format!("{}\nExample: {example}\nRules: {rules}", what.en),
    }
}

/// What a cell holds, in a few words.
pub(super) fn what(field: Field, lang: Lang) -> String {
    kind(field).to(lang).to_owned()
}

/// The rules that look for a field.
pub(super) fn used_by(field: Field) -> Vec<&'static str> {
    RULES
        .iter()
        .filter(|rule| rule.needs.iter().any(|group| group.contains(&field)))
        .map(|rule| rule.code)
        .collect()
}
