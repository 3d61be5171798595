//! Order 74 of the Ministry of Finance (政府采购非招标采购方式管理办法): negotiation, inquiry and single source.
//!
//! Published on 19 December 2013.

use jiff::civil::date;

use super::{Article, Statute};

/// In force since the day that its last article names; its text was read.
const STATUTE: Statute = Statute {
    zh: "政府采购非招标采购方式管理办法（财政部令第74号）",
    en: "Measures for Government Procurement Methods without Tender (Order 74 of the Ministry of Finance)",
    from: Some(date(2014, 2, 1)),
    verified: true,
};

/// 第四条 · Art. 4
pub static ORDER_74_4: Article = STATUTE.article(
    ["O74 4", "第四条", "Art. 4"],
    "达到公开招标数额标准的货物、服务采购项目，拟采用非招标采购方式的，应当在采购活动开始前，报\
     经主管预算单位同意后，向设区的市、自治州以上人民政府财政部门申请批准",
    "At the open-tender threshold a method without tender needs, before the procurement begins, \
     the consent of the budget unit in charge and the approval of the finance department of a \
     districted city or above",
);

/// 第七条 · Art. 7
pub static ORDER_74_7: Article = STATUTE.article(
    ["O74 7", "第七条", "Art. 7"],
    "谈判小组或者询价小组由采购人代表和评审专家共3人以上单数组成，达到公开招标数额标准的由5人以\
     上单数组成，其中评审专家不得少于2/3",
    "The panel has an odd number of three members or more, five or more at the open-tender \
     threshold, at least two thirds of them experts",
);

/// 第十二条 · Art. 12
pub static ORDER_74_12: Article = STATUTE.article(
    ["O74 12", "第十二条", "Art. 12"],
    "采购人推荐供应商的比例不得高于推荐供应商总数的50%",
    "The purchaser may recommend no more than half of the recommended suppliers",
);

/// 第二十七条 · Art. 27
pub static ORDER_74_27: Article = STATUTE.article(
    ["O74 27", "第二十七条", "Art. 27"],
    "公开招标过程中提交投标文件或者经评审实质性响应的供应商只有两家时，经批准后可以与该两家供应\
     商进行竞争性谈判采购",
    "Where in an open tender only two suppliers bid or respond in substance, negotiation with \
     those two is allowed once approved",
);

/// 第二十九条 · Art. 29
pub static ORDER_74_29: Article = STATUTE.article(
    ["O74 29", "第二十九条", "Art. 29"],
    "从谈判文件发出之日起至供应商提交首次响应文件截止之日止不得少于3个工作日",
    "At least three working days must lie between the issue of the negotiation documents and \
     the deadline for first responses",
);

/// 第三十三条 · Art. 33
pub static ORDER_74_33: Article = STATUTE.article(
    ["O74 33", "第三十三条", "Art. 33"],
    "谈判结束后，应当要求所有继续参加谈判的供应商在规定时间内提交最后报价，提交最后报价的供应商\
     不得少于3家",
    "After negotiation all who remain submit final prices in the set time; at least three \
     suppliers must do so",
);

/// 第三十七条 · Art. 37
pub static ORDER_74_37: Article = STATUTE.article(
    ["O74 37", "第三十七条", "Art. 37"],
    "符合竞争要求的供应商或者报价未超过采购预算的供应商不足3家的，应当终止竞争性谈判采购活动",
    "With fewer than three competing suppliers, or prices within the budget, the negotiation \
     must be ended",
);

/// 第三十八条 · Art. 38
pub static ORDER_74_38: Article = STATUTE.article(
    ["O74 38", "第三十八条", "Art. 38"],
    "拟采用单一来源采购方式的，报批准之前应当在指定媒体上公示，公示期不得少于5个工作日",
    "Before approval, single-source procurement must be published in the designated media for \
     at least five working days",
);

/// 第四十五条 · Art. 45
pub static ORDER_74_45: Article = STATUTE.article(
    ["O74 45", "第四十五条", "Art. 45"],
    "从询价通知书发出之日起至供应商提交响应文件截止之日止不得少于3个工作日",
    "At least three working days must lie between the issue of the request for quotation and \
     the deadline for responses",
);

/// 第五十条 · Art. 50
pub static ORDER_74_50: Article = STATUTE.article(
    ["O74 50", "第五十条", "Art. 50"],
    "符合竞争要求的供应商或者报价未超过采购预算的供应商不足3家的，应当终止询价采购活动",
    "With fewer than three competing suppliers, or prices within the budget, the request for \
     quotation must be ended",
);
