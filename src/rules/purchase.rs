//! What the rules about procedures have in common: methods, places, kinds of purchase, approvals and needs as files write them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::graph::market::cleaned;
use crate::law;
use crate::record::{Fact, Facts, Field};
use crate::rules::format;
use crate::text;
use crate::text::Text;

/// How a purchase was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// 公开招标
    OpenTender,
    /// 邀请招标
    InvitedTender,
    /// 竞争性谈判
    Negotiation,
    /// 竞争性磋商
    Consultation,
    /// 询价
    Inquiry,
    /// 单一来源
    SingleSource,
    /// 框架协议、电子卖场: chosen among suppliers who were admitted before.
    Framework,
    /// 自行采购、比选: outside the methods of the law.
    OwnProcedure,
}

/// The words by which a method is told, the more particular first.
const METHODS: &[(&[&str], Method)] = &[
    (&["单一来源", "single"], Method::SingleSource),
    (&["框架", "卖场", "商城", "超市", "定点采购", "协议供货"], Method::Framework),
    (&["直购", "直接采购", "自行", "零星", "比选", "竞价"], Method::OwnProcedure),
    (&["邀请", "invit", "selective"], Method::InvitedTender),
    (&["磋商", "consultation"], Method::Consultation),
    (&["谈判", "negotiat"], Method::Negotiation),
    (&["询价", "询比", "inquiry", "quotation"], Method::Inquiry),
    (&["公开", "招标", "open"], Method::OpenTender),
];

impl Method {
    /// The method that a text names.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        METHODS
            .iter()
            .find(|(words, _)| words.iter().any(|word| text.contains(word)))
            .map(|(_, method)| *method)
    }

    /// Whether the law sets a procedure with several suppliers for it.
    pub(in crate::rules) fn is_competitive(self) -> bool {
        !matches!(self, Self::SingleSource | Self::Framework | Self::OwnProcedure)
    }

    /// The method of a purchase, with the cell that says so.
    pub(in crate::rules) fn in_facts(facts: &Facts) -> Option<(Self, &Fact)> {
        facts.all(Field::ProcurementMethod).find_map(|fact| Some((Self::of(&fact.raw)?, fact)))
    }
}

/// Where a purchase is made: by the region that the files state, else by the name of the purchaser.
pub(in crate::rules) fn place(facts: &Facts) -> law::Place<'static> {
    let texts = [Field::Jurisdiction, Field::BuyerName].map(|field| facts.text(field));
    let jurisdiction = texts.into_iter().flatten().find_map(law::jurisdiction_of);
    // The purchaser's name tells the level more often than a region does.
    let level = texts.into_iter().rev().flatten().find_map(law::level_of);
    law::Place { jurisdiction, level }
}

/// What is bought, as far as the category tells.
pub(in crate::rules) fn kind(facts: &Facts) -> law::Kind {
    let category = facts
        .text(Field::Category)
        .or_else(|| facts.text(Field::CategoryCode))
        .unwrap_or_default()
        .trim()
        .to_owned();
    let code = category
        .chars()
        .next()
        .filter(|_| category.chars().nth(1).is_some_and(|c| c.is_ascii_digit()));
    let says = |words: &[&str]| words.iter().any(|word| category.contains(word));
    match code {
        Some('A') => law::Kind::Goods,
        Some('B') => law::Kind::Works,
        Some('C') => law::Kind::Services,
        _ if says(&["工程施工", "建筑", "装修", "工程类"]) || category == "工程" => {
            law::Kind::Works
        }
        _ if says(&["服务"]) => law::Kind::Services,
        _ if says(&["货物", "设备", "用品", "耗材", "家具"]) => law::Kind::Goods,
        _ => law::Kind::GoodsOrServices,
    }
}

/// From what amount on a purchase is openly tendered.
pub(crate) struct OpenTender<'f> {
    /// Yuan.
    pub(crate) yuan: Decimal,
    /// The cell that states it, where the files do.
    pub(crate) fact: Option<&'f Fact>,
    /// Where it comes from, and what it stands in for.
    pub(crate) why: Text,
    /// The same in a few words: the document alone.
    pub(crate) from: Text,
    /// Whether it is the figure of this place and time, not a stand-in.
    pub(crate) certain: bool,
}

/// The open-tender threshold: what the files state, else what is recorded for place, kind and day.
pub(crate) fn open_tender<'f>(facts: &'f Facts, on: Option<Date>) -> Option<OpenTender<'f>> {
    let stated = facts.money(Field::OpenTenderThreshold);
    if let Some((yuan, fact)) = stated.filter(|(yuan, _)| Decimal::ZERO < *yuan) {
        let why = Text::of("材料载明", "stated in the files");
        return Some(OpenTender { yuan, fact: Some(fact), from: why.clone(), why, certain: true });
    }
    let applied = law::threshold(law::Metric::OpenTenderThreshold, &place(facts), kind(facts), on)?;
    let document = applied.threshold.document;
    let from = if applied.fallback {
        text!("以{document}的下限代替", "the floor of {document} stands in")
    } else {
        text!("依据{document}", "{document}")
    };
    Some(OpenTender {
        yuan: applied.threshold.value,
        fact: None,
        from,
        certain: !applied.fallback,
        why: applied.why,
    })
}

impl OpenTender<'_> {
    /// The figure with its origin, for the measured values of a finding.
    pub(in crate::rules) fn measured(&self) -> (Text, String) {
        let why = &self.why;
        let what = text!("公开招标数额标准（{}）", "open-tender threshold ({})"; why);
        (what, format!("{} CNY", format::amount(self.yuan)))
    }

    /// Whether an amount reaches the threshold whatever the figure of the place may be: every recorded one is reached.
    pub(in crate::rules) fn surely_reached_by(&self, amount: Decimal) -> bool {
        let recorded =
            law::thresholds().iter().filter(|row| row.metric == law::Metric::OpenTenderThreshold);
        self.yuan <= amount
            && (self.certain
                || recorded.map(|row| row.value).max().is_none_or(|highest| highest <= amount))
    }
}

/// The cell with an approval; a number of filing or of a plan is none.
pub(in crate::rules) fn approval(facts: &Facts) -> Option<&Fact> {
    facts
        .all(Field::ApprovalNo)
        .filter(|fact| fact.is_usable())
        .find(|fact| !["备案", "计划", "无", "未"].iter().any(|word| fact.raw.contains(word)))
}

/// Whether the files call the purchase an emergency, and where.
pub(in crate::rules) fn emergency(facts: &Facts) -> Option<&Fact> {
    facts.any(&[Field::ProcurementMethod, Field::Remark, Field::Status, Field::ProjectName]).find(
        |fact| {
            ["紧急采购", "应急采购", "紧急情形", "抢险"].iter().any(|word| fact.raw.contains(word))
        },
    )
}

/// Categories that hold everything and so tell nothing.
const COARSE: &[&str] = &[
    "货物",
    "货物类",
    "服务",
    "服务类",
    "工程",
    "工程类",
    "信息化",
    "其他",
    "其他服务",
    "其他货物",
    "goods",
    "services",
    "works",
];

/// The category of a purchase, cleaned for comparison; `None` where it holds everything.
pub(in crate::rules) fn category(facts: &Facts) -> Option<String> {
    let category =
        facts.text(Field::Category).or_else(|| facts.text(Field::CategoryCode)).map(cleaned)?;
    (!category.is_empty() && !COARSE.contains(&category.as_str())).then_some(category)
}

/// Words of a project's name that tell instalment, method or occasion, not the need.
const OCCASION: &[&str] = &[
    "单一来源采购",
    "单一来源",
    "竞争性磋商",
    "竞争性谈判",
    "公开招标",
    "邀请招标",
    "询价采购",
    "询价",
    "重新招标",
    "重新采购",
    "二次招标",
    "三次招标",
    "二次",
    "三次",
    "采购项目",
    "项目",
    "采购",
    "年度",
    "合同",
    "补充",
    "续签",
    "续建",
];

/// What a project's name says of the need: without place, year, instalment, method and digits.
pub(in crate::rules) fn core(name: &str) -> String {
    let mut core = cleaned(name);
    // 岚溪县社保… → 社保…; twice for a city and its district.
    for _ in 0..2 {
        let place =
            core.char_indices().take(6).find(|(_, c)| ['省', '市', '县', '区', '州'].contains(c));
        if let Some((at, c)) = place.filter(|(at, _)| 3 <= *at) {
            core = core[at + c.len_utf8()..].to_owned();
        }
    }
    for word in OCCASION {
        core = core.replace(word, "");
    }
    // 第三批, 二期, 2024年: the counting word goes with its number.
    let numeral = |c: char| c.is_numeric() || "一二三四五六七八九十〇零两第".contains(c);
    let mut kept: Vec<char> = Vec::new();
    for c in core.chars() {
        if "年月期批次标包季".contains(c) && kept.last().is_some_and(|last| numeral(*last))
        {
            while kept.last().is_some_and(|last| numeral(*last)) {
                kept.pop();
            }
        } else {
            kept.push(c);
        }
    }
    kept.into_iter().filter(|c| !c.is_ascii_digit()).collect()
}

/// Whether two cores are equal, or one holds most of the other.
pub(in crate::rules) fn same_core(a: &str, b: &str) -> bool {
    let (short, long) = if a.chars().count() <= b.chars().count() { (a, b) } else { (b, a) };
    let (n, all) = (short.chars().count(), long.chars().count());
    4 <= n && (short == long || (6 <= n && long.contains(short) && 3 * all <= 5 * n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_told_by_their_words() {
        let told: Vec<Option<Method>> = [
            "公开招标",
            "竞争性磋商",
            "竞争性谈判",
            "单一来源采购",
            "电子卖场",
            "邀请招标",
            "询价",
            "某种方式",
        ]
        .iter()
        .map(|text| Method::of(text))
        .collect();
        use Method::*;
        assert_eq!(
            told,
            [
                Some(OpenTender),
                Some(Consultation),
                Some(Negotiation),
                Some(SingleSource),
                Some(Framework),
                Some(InvitedTender),
                Some(Inquiry),
                None
            ]
        );
    }

    #[test]
    fn the_need_is_what_remains_of_a_name() {
        assert_eq!(core("岚溪县社保信息系统运行维护服务（一期）"), "社保信息系统运行维护服务");
        assert_eq!(
            core("2024年度社保信息系统运行维护服务采购项目（第二批）"),
            "社保信息系统运行维护服务"
        );
        let same_need = |a, b| same_core(&core(a), &core(b));
        assert!(same_need(
            "东浦区12333智能客服平台升级项目",
            "东浦区12333智能客服平台升级项目（单一来源）"
        ));
        assert!(!same_need("社保卡打印机采购", "社保档案柜采购"));
        assert!(!same_need("办公桌", "办公椅"));
    }

    #[test]
    fn a_filing_number_is_no_approval() {
        let fact = |raw: &str| Fact {
            field: Field::ApprovalNo,
            at: crate::source::CellRef { file: 0, sheet: 0, row: 0, col: 0 },
            raw: raw.into(),
            value: crate::record::Value::Text,
        };
        assert!(approval(&Facts(vec![fact("备案202400123")])).is_none());
        assert!(approval(&Facts(vec![fact("宁财采批〔2024〕31号")])).is_some());
    }
}
