//! Notices and other statutes: consultation, government information systems, emergency procurement, and the
//! clause that this tool serves, article 16 of 人社部发〔2012〕99号.
//!
//! Most of these were not read in full; they say so by `verified: false` and carry a paraphrase.

use jiff::civil::date;

use super::{Article, Statute};

/// 财库〔2014〕214号第十条 · Art. 10
pub static CONSULTATION_2014_214_10: Article = Statute {
    zh: "政府采购竞争性磋商采购方式管理暂行办法（财库〔2014〕214号）",
    en: "Interim Measures for Competitive Consultation (Caiku [2014] 214)",
    from: Some(date(2014, 12, 31)),
    verified: false,
}
.article(
    ["C214 10", "第十条", "Art. 10"],
    "从磋商文件发出之日起至供应商提交首次响应文件截止之日止不得少于10日；磋商文件的发售期限不得\
     少于5个工作日",
    "At least ten days must lie between the issue of the consultation documents and the \
     deadline for first responses; the documents must be available for at least five working \
     days",
);

/// 财库〔2014〕214号第二十一条 · Art. 21
pub static CONSULTATION_2014_214_21: Article = Statute {
    zh: "政府采购竞争性磋商采购方式管理暂行办法（财库〔2014〕214号）",
    en: "Interim Measures for Competitive Consultation (Caiku [2014] 214)",
    from: Some(date(2014, 12, 31)),
    verified: false,
}
.article(
    ["C214 21", "第二十一条", "Art. 21"],
    "提交最后报价的供应商不得少于3家（科研项目可以为2家）",
    "At least three suppliers must submit final prices (two for research projects)",
);

/// 财库〔2014〕214号第二十四条 · Art. 24
pub static CONSULTATION_2014_214_24: Article = Statute {
    zh: "政府采购竞争性磋商采购方式管理暂行办法（财库〔2014〕214号）",
    en: "Interim Measures for Competitive Consultation (Caiku [2014] 214)",
    from: Some(date(2014, 12, 31)),
    verified: false,
}
.article(
    ["C214 24", "第二十四条", "Art. 24"],
    "价格分：货物30%至60%，服务10%至30%",
    "Price weighs 30% to 60% for goods, 10% to 30% for services",
);

/// 财库〔2015〕124号 · whole
pub static CONSULTATION_SERVICES_2015_124: Article = Statute {
    zh: "财库〔2015〕124号",
    en: "Caiku [2015] 124",
    from: None,
    verified: false,
}
.article(
    ["财库〔2015〕124号", "全文", "whole"],
    "竞争性磋商中政府购买服务只有2家的，可以继续",
    "A consultation on services that the government purchases may go on with only two suppliers",
);

/// 财库〔2017〕210号价格分、采购方式 · on price and method
pub static GOVERNMENT_INFORMATION_SYSTEMS_2017_210: Article = Statute {
    zh: "政务信息系统政府采购管理暂行办法（财库〔2017〕210号）",
    en: "Interim Measures for Procuring Government Information Systems (Caiku [2017] 210)",
    from: Some(date(2018, 1, 1)),
    verified: false,
}
.article(
    ["N210", "价格分、采购方式", "on price and method"],
    "招标须综合评分，非招标用磋商或者单一来源；价格分货物30%、服务10%",
    "Tenders use comprehensive scoring, other methods are consultation or single source; price \
     weighs 30% for goods and 10% for services",
);

/// 财库〔2021〕22号 10-11 · Arts. 10–11
pub static REQUIREMENTS_2021_22_10: Article = Statute {
    zh: "政府采购需求管理办法（财库〔2021〕22号）",
    en: "Measures for Managing Procurement Requirements (Caiku [2021] 22)",
    from: None,
    verified: false,
}
.article(
    ["财库〔2021〕22号 10-11", "第十条、第十一条", "Arts. 10–11"],
    "1000万元以上的货物、服务和定制开发信息化项目应当开展需求调查，调查对象不少于3个",
    "Goods and services of RMB 10 million or more, and custom-built information systems, need a \
     survey of requirements with at least three respondents",
);

/// 财库〔2020〕10号 · on publishing intentions
pub static INTENTION_2020_10: Article =
    Statute { zh: "财库〔2020〕10号", en: "Caiku [2020] 10", from: None, verified: false }.article(
        ["财库〔2020〕10号", "采购意向公开", "on publishing intentions"],
        "采购意向公开不得晚于采购活动开始前30日",
        "An intention to procure is published at least thirty days before the procurement begins",
    );

/// 财库〔2026〕2号 · on abnormally low prices
pub static ABNORMALLY_LOW_PRICE_2026_2: Article = Statute {
    zh: "财库〔2026〕2号",
    en: "Caiku [2026] 2",
    from: Some(date(2026, 2, 1)),
    verified: false,
}
.article(
    ["财库〔2026〕2号", "异常低价", "on abnormally low prices"],
    "报价低于平均报价的50%、最低报价低于次低报价的50%，或者低于最高限价的45%的，应当进行异常低价\
     审查；触发审查不等于投标无效",
    "A price below 50% of the mean, a lowest price below 50% of the second lowest, or a price \
     below 45% of the ceiling must be reviewed as abnormally low; the review does not by itself \
     void the bid",
);

/// 财库〔2026〕12号 · on emergency procurement
pub static EMERGENCY_2026_12: Article = Statute {
    zh: "紧急采购管理暂行办法（财库〔2026〕12号）",
    en: "Interim Measures for Emergency Procurement (Caiku [2026] 12)",
    from: Some(date(2026, 10, 1)),
    verified: false,
}
.article(
    ["财库〔2026〕12号", "紧急采购", "on emergency procurement"],
    "紧急采购可以只有2家甚至1家供应商，变更方式无须财政批准，添购、追加可至30%",
    "An emergency procurement may have only two suppliers or even one, needs no approval of the \
     method, and may be added to by up to 30%",
);

/// 发改法规〔2026〕195号 · on priority uses
pub static DEVELOPMENT_REFORM_2026_195: Article = Statute {
    zh: "发改法规〔2026〕195号",
    en: "Fagai Fagui [2026] 195",
    from: None,
    verified: false,
}
.article(
    ["发改法规〔2026〕195号", "重点场景", "on priority uses"],
    "围标串标识别列入重点场景",
    "Detecting collusive bidding is among the priority uses",
);

/// 人社部发〔2012〕99号 16 · Art. 16
pub static SOCIAL_INSURANCE_2012_99_16: Article =
    Statute {
        zh: "人社部发〔2012〕99号", en: "Renshebufa [2012] 99", from: None, verified: true
    }
    .article(
        ["人社部发〔2012〕99号 16", "第十六条", "Art. 16"],
        "不准在社会保险信息管理政府采购过程中围标串标、明招暗定、以次充好、回避招标或利用其他手段谋\
     取私利",
        "In government procurement for social-insurance information management it is forbidden to \
     bid collusively, fix the winner beforehand, supply inferior goods in place of those \
     promised, avoid tendering or seek private gain by other means",
    );

/// 电子签名法 13 · Art. 13
pub static ELECTRONIC_SIGNATURE_LAW_13: Article = Statute {
    zh: "电子签名法",
    en: "Electronic Signature Law",
    from: Some(date(2005, 4, 1)),
    verified: true,
}
.article(
    ["电子签名法 13", "第十三条", "Art. 13"],
    "电子签名制作数据用于电子签名时属于电子签名人专有、签署时仅由电子签名人控制，并且签署后的任\
     何改动能够被发现的，视为可靠的电子签名",
    "An electronic signature counts as reliable where its creation data belong to the signatory \
     alone and are under the signatory's sole control, and any later change can be found out",
);

/// 民法典 582 · Art. 582
pub static CIVIL_CODE_582: Article = Statute {
    zh: "民法典",
    en: "Civil Code",
    from: Some(date(2021, 1, 1)),
    verified: false,
}
.article(
    ["民法典 582", "第五百八十二条", "Art. 582"],
    "履行不符合约定的，应当按照当事人的约定承担违约责任",
    "Performance that does not conform to the contract entails the liability that the parties \
     agreed",
);

/// 刑法 223 · Art. 223
pub static CRIMINAL_LAW_223: Article =
    Statute { zh: "刑法", en: "Criminal Law", from: None, verified: true }.article(
        ["刑法 223", "第二百二十三条", "Art. 223"],
        "投标人相互串通投标报价，情节严重的，处三年以下；与招标人串通的，同罚",
        "Serious collusion of bidders on prices is punished by up to three years; collusion with \
     the tenderee likewise",
    );
