//! The Implementing Regulation of the Government Procurement Law (政府采购法实施条例).
//!
//! Order 658 of the State Council, published on 30 January 2015.

use jiff::civil::date;

use super::{Article, Statute};

/// In force since the day that its last article names; its text was read.
pub(super) const STATUTE: Statute = Statute {
    zh: "政府采购法实施条例",
    en: "Implementing Regulation of the Government Procurement Law",
    from: Some(date(2015, 3, 1)),
    verified: true,
};

/// 第九条 · Art. 9
pub static PROCUREMENT_REGULATION_9: Article = STATUTE.article(
    ["GPR 9", "第九条", "Art. 9"],
    "采购人员及相关人员与供应商有劳动关系、任职、控股、亲属等利害关系之一的，应当回避",
    "Procurement staff and those concerned must withdraw where employment, office, control, \
     kinship or another interest ties them to a supplier",
);

/// 第九条第（一）项 · Art. 9(1)
pub static PROCUREMENT_REGULATION_9_1: Article = STATUTE.article(
    ["GPR 9(1)", "第九条第（一）项", "Art. 9(1)"],
    "参加采购活动前3年内与供应商存在劳动关系的，应当回避",
    "Who was employed by the supplier within the last three years must withdraw",
);

/// 第十一条 · Art. 11
pub static PROCUREMENT_REGULATION_11: Article = STATUTE.article(
    ["GPR 11", "第十一条", "Art. 11"],
    "采购人不得向供应商索要或者接受其给予的赠品、回扣或者与采购无关的其他商品、服务",
    "The purchaser may not ask for or accept gifts, kickbacks or goods and services that have \
     nothing to do with the procurement",
);

/// 第十四条 · Art. 14
pub static PROCUREMENT_REGULATION_14: Article = STATUTE.article(
    ["GPR 14", "第十四条", "Art. 14"],
    "采购代理机构不得与采购人、供应商恶意串通操纵政府采购活动",
    "A procurement agency may not maliciously collude with purchaser or supplier to steer the \
     procurement",
);

/// 第十八条第一款 · Art. 18 para. 1
pub static PROCUREMENT_REGULATION_18: Article = STATUTE.article(
    ["GPR 18", "第十八条第一款", "Art. 18 para. 1"],
    "单位负责人为同一人或者存在直接控股、管理关系的不同供应商，不得参加同一合同项下的政府采购活\
     动",
    "Suppliers under the same person in charge, or in a relation of direct holding or \
     management, may not take part in procurement under the same contract",
);

/// 第十八条第二款 · Art. 18 para. 2
pub static PROCUREMENT_REGULATION_18_PARAGRAPH_2: Article = STATUTE.article(
    ["GPR 18 para. 2", "第十八条第二款", "Art. 18 para. 2"],
    "为采购项目提供整体设计、规范编制或者项目管理、监理、检测等服务的供应商，不得再参加该采购项\
     目的其他采购活动（单一来源除外）",
    "Who provided the overall design, specifications, project management, supervision or \
     testing may not take part in the other procurement of that project, single-source aside",
);

/// 第二十条 · Art. 20
pub static PROCUREMENT_REGULATION_20: Article = STATUTE.article(
    ["GPR 20", "第二十条", "Art. 20"],
    "采购人或者采购代理机构以不合理的条件对供应商实行差别待遇或者歧视待遇的八种情形",
    "Eight circumstances of differential or discriminatory treatment by unreasonable conditions",
);

/// 第二十条第（二）项 · Art. 20(2)
pub static PROCUREMENT_REGULATION_20_2: Article = STATUTE.article(
    ["GPR 20(2)", "第二十条第（二）项", "Art. 20(2)"],
    "属于差别待遇或者歧视待遇：设定的资格、技术、商务条件与采购项目的具体特点和实际需要不相适应\
     或者与合同履行无关",
    "Is differential or discriminatory treatment: conditions that do not fit the project's \
     features and needs, or have nothing to do with performing the contract",
);

/// 第二十条第（三）项 · Art. 20(3)
pub static PROCUREMENT_REGULATION_20_3: Article = STATUTE.article(
    ["GPR 20(3)", "第二十条第（三）项", "Art. 20(3)"],
    "属于差别待遇或者歧视待遇：采购需求中的技术、服务等要求指向特定供应商、特定产品",
    "Is differential or discriminatory treatment: technical or service requirements that point \
     to a particular supplier or product",
);

/// 第二十条第（五）项 · Art. 20(5)
pub static PROCUREMENT_REGULATION_20_5: Article = STATUTE.article(
    ["GPR 20(5)", "第二十条第（五）项", "Art. 20(5)"],
    "属于差别待遇或者歧视待遇：对供应商采取不同的资格审查或者评审标准",
    "Is differential or discriminatory treatment: different standards of qualification or \
     evaluation for different suppliers",
);

/// 第二十条第（六）项 · Art. 20(6)
pub static PROCUREMENT_REGULATION_20_6: Article = STATUTE.article(
    ["GPR 20(6)", "第二十条第（六）项", "Art. 20(6)"],
    "属于差别待遇或者歧视待遇：限定或者指定特定的专利、商标、品牌或者供应商",
    "Is differential or discriminatory treatment: prescribing a particular patent, trade mark, \
     brand or supplier",
);

/// 第二十二条第二款 · Art. 22 para. 2
pub static PROCUREMENT_REGULATION_22: Article = STATUTE.article(
    ["GPR 22", "第二十二条第二款", "Art. 22 para. 2"],
    "以联合体形式参加政府采购活动的，联合体各方不得再单独参加或者与其他供应商另外组成联合体参加\
     同一合同项下的政府采购活动",
    "Members of a consortium may not also take part alone, or in another consortium, in \
     procurement under the same contract",
);

/// 第二十三条 · Art. 23
pub static PROCUREMENT_REGULATION_23: Article = STATUTE.article(
    ["GPR 23", "第二十三条", "Art. 23"],
    "采购公开招标数额标准以上的货物或者服务，经设区的市级以上人民政府财政部门批准，可以依法采用\
     公开招标以外的采购方式",
    "At or above the open-tender threshold another method may lawfully be used with the \
     approval of the finance department of a districted city or above",
);

/// 第二十七条 · Art. 27
pub static PROCUREMENT_REGULATION_27: Article = STATUTE.article(
    ["GPR 27", "第二十七条", "Art. 27"],
    "唯一供应商，是指因货物或者服务使用不可替代的专利、专有技术，或者公共服务项目具有特殊要求，\
     导致只能从某一特定供应商处采购",
    "A sole supplier means: because of an irreplaceable patent or proprietary technique, or \
     special requirements of a public service, only one particular supplier can deliver",
);

/// 第二十八条 · Art. 28
pub static PROCUREMENT_REGULATION_28: Article = STATUTE.article(
    ["GPR 28", "第二十八条", "Art. 28"],
    "在一个财政年度内，采购人将一个预算项目下的同一品目或者类别的货物、服务采用公开招标以外的方\
     式多次采购，累计资金数额超过公开招标数额标准的，属于以化整为零方式规避公开招标，但项目预算\
     调整或者经批准采用公开招标以外方式采购除外",
    "Within one fiscal year, buying the same item or class under one budget item several times \
     by other methods, beyond the open-tender threshold in all, is avoiding open tender by \
     splitting, unless the budget was adjusted or the method approved",
);

/// 第三十一条 · Art. 31
pub static PROCUREMENT_REGULATION_31: Article = STATUTE.article(
    ["GPR 31", "第三十一条", "Art. 31"],
    "招标文件的提供期限自开始发出之日起不得少于5个工作日；澄清或者修改应当在投标截止时间至少15日\
     前通知",
    "Tender documents must be available for at least five working days; clarifications or \
     changes must be notified at least fifteen days before the deadline",
);

/// 第三十三条 · Art. 33
pub static PROCUREMENT_REGULATION_33: Article = STATUTE.article(
    ["GPR 33", "第三十三条", "Art. 33"],
    "投标保证金不得超过采购项目预算金额的2%，应当以非现金形式提交",
    "A bid security may not exceed two per cent of the budget and may not be in cash",
);

/// 第三十四条 · Art. 34
pub static PROCUREMENT_REGULATION_34: Article = STATUTE.article(
    ["GPR 34", "第三十四条", "Art. 34"],
    "采用综合评分法的，评审标准中的分值设置应当与评审因素的量化指标相对应",
    "In comprehensive scoring the points must match the quantified indicators",
);

/// 第三十八条 · Art. 38
pub static PROCUREMENT_REGULATION_38: Article = STATUTE.article(
    ["GPR 38", "第三十八条", "Art. 38"],
    "只能从唯一供应商处采购的，应当将采购项目信息和唯一供应商名称在指定的媒体上公示，公示期不得\
     少于5个工作日",
    "Before buying from a sole supplier at or above the threshold, project and supplier must be \
     published in the designated media for at least five working days",
);

/// 第三十九条 · Art. 39
pub static PROCUREMENT_REGULATION_39: Article = STATUTE.article(
    ["GPR 39", "第三十九条", "Art. 39"],
    "应当从政府采购评审专家库中随机抽取评审专家",
    "Experts must be drawn at random from the pool",
);

/// 第四十二条 · Art. 42
pub static PROCUREMENT_REGULATION_42: Article = STATUTE.article(
    ["GPR 42", "第四十二条", "Art. 42"],
    "采购人、采购代理机构不得向评审专家作倾向性、误导性的解释或者说明",
    "Purchaser and agency may not give experts slanted or misleading explanations",
);

/// 第四十三条 · Art. 43
pub static PROCUREMENT_REGULATION_43: Article = STATUTE.article(
    ["GPR 43", "第四十三条", "Art. 43"],
    "采购人应当自收到评审报告之日起5个工作日内在推荐的候选人中按顺序确定中标或者成交供应商",
    "Within five working days of the report the purchaser must award in the order of the \
     recommended candidates",
);

/// 第四十五条 · Art. 45
pub static PROCUREMENT_REGULATION_45: Article = STATUTE.article(
    ["GPR 45", "第四十五条", "Art. 45"],
    "应当按照政府采购合同规定的技术、服务、安全标准组织对供应商履约情况进行验收，并出具验收书；\
     验收书应当包括每一项技术、服务、安全标准的履约情况",
    "Performance must be accepted by the technical, service and safety standards of the \
     contract, with a certificate that covers each of them",
);

/// 第四十八条 · Art. 48
pub static PROCUREMENT_REGULATION_48: Article = STATUTE.article(
    ["GPR 48", "第四十八条", "Art. 48"],
    "履约保证金的数额不得超过政府采购合同金额的10%",
    "A performance bond may not exceed ten per cent of the contract",
);

/// 第四十九条 · Art. 49
pub static PROCUREMENT_REGULATION_49: Article = STATUTE.article(
    ["GPR 49", "第四十九条", "Art. 49"],
    "中标或者成交供应商拒绝与采购人签订合同的，可以按照候选人名单排序确定下一候选人，也可以重新\
     开展政府采购活动",
    "Where the awarded supplier refuses to sign, the purchaser may award to the next candidate \
     or procure again",
);

/// 第五十条 · Art. 50
pub static PROCUREMENT_REGULATION_50: Article = STATUTE.article(
    ["GPR 50", "第五十条", "Art. 50"],
    "采购人应当自政府采购合同签订之日起2个工作日内，将政府采购合同在指定的媒体上公告",
    "The contract must be published in the designated media within two working days of signing",
);
