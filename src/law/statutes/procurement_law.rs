//! The Government Procurement Law (政府采购法).
//!
//! Adopted in 2002, amended on 31 August 2014. What is cited here has held since 2003.

use jiff::civil::date;

use super::{Article, Statute};

/// In force since the day that its last article names; its text was read.
const STATUTE: Statute = Statute {
    zh: "政府采购法",
    en: "Government Procurement Law",
    from: Some(date(2003, 1, 1)),
    verified: true,
};

/// 第七条 · Art. 7
pub static PROCUREMENT_LAW_7: Article = STATUTE.article(
    ["GPL 7", "第七条", "Art. 7"],
    "纳入集中采购目录的政府采购项目，应当实行集中采购",
    "What is in the catalogue of central procurement must be procured centrally",
);

/// 第八条 · Art. 8
pub static PROCUREMENT_LAW_8: Article = STATUTE.article(
    ["GPL 8", "第八条", "Art. 8"],
    "政府采购限额标准由国务院，或者省、自治区、直辖市人民政府或者其授权的机构确定并公布",
    "Procurement limits are set and published by the State Council or, for local budgets, by \
     the province or whom it authorises",
);

/// 第十二条 · Art. 12
pub static PROCUREMENT_LAW_12: Article = STATUTE.article(
    ["GPL 12", "第十二条", "Art. 12"],
    "采购人员及相关人员与供应商有利害关系的，必须回避",
    "Procurement staff and those concerned who have an interest in a supplier must withdraw",
);

/// 第十八条 · Art. 18
pub static PROCUREMENT_LAW_18: Article = STATUTE.article(
    ["GPL 18", "第十八条", "Art. 18"],
    "采购纳入集中采购目录的政府采购项目，必须委托集中采购机构代理采购",
    "What is in the catalogue must be procured through the central procurement agency",
);

/// 第二十二条 · Art. 22
pub static PROCUREMENT_LAW_22: Article = STATUTE.article(
    ["GPL 22", "第二十二条", "Art. 22"],
    "供应商应当具备独立承担民事责任的能力、良好的商业信誉、依法缴纳税收和社会保障资金的良好记录、\
     前三年内没有重大违法记录等条件",
    "A supplier must be able to bear civil liability, have good standing, have paid taxes and \
     social insurance, and have no major offence in the last three years",
);

/// 第二十五条 · Art. 25
pub static PROCUREMENT_LAW_25: Article = STATUTE.article(
    ["GPL 25", "第二十五条", "Art. 25"],
    "政府采购当事人不得相互串通损害国家利益、社会公共利益和其他当事人的合法权益；不得以任何手段\
     排斥其他供应商参与竞争",
    "Parties to a procurement may not collude against the interests of the state, the public or \
     other parties, nor exclude other suppliers from competing by any means",
);

/// 第二十六条 · Art. 26
pub static PROCUREMENT_LAW_26: Article = STATUTE.article(
    ["GPL 26", "第二十六条", "Art. 26"],
    "公开招标应作为政府采购的主要采购方式",
    "Open tendering is the primary method of procurement",
);

/// 第二十七条 · Art. 27
pub static PROCUREMENT_LAW_27: Article = STATUTE.article(
    ["GPL 27", "第二十七条", "Art. 27"],
    "因特殊情况需要采用公开招标以外的采购方式的，应当在采购活动开始前获得设区的市、自治州以上人\
     民政府采购监督管理部门的批准",
    "A method other than open tendering needs the approval of the supervising department of a \
     districted city or above before the procurement begins",
);

/// 第二十八条 · Art. 28
pub static PROCUREMENT_LAW_28: Article = STATUTE.article(
    ["GPL 28", "第二十八条", "Art. 28"],
    "采购人不得将应当以公开招标方式采购的货物或者服务化整为零或者以其他任何方式规避公开招标采购",
    "The purchaser may not split up goods or services that must be procured by open tender, nor \
     avoid open tendering in any other way",
);

/// 第二十九条 · Art. 29
pub static PROCUREMENT_LAW_29: Article = STATUTE.article(
    ["GPL 29", "第二十九条", "Art. 29"],
    "具有特殊性、只能从有限范围的供应商处采购，或者公开招标费用占总价值比例过大的，可以采用邀请\
     招标方式采购",
    "Invited tendering is allowed where only a limited range of suppliers comes into question, \
     or where an open tender would cost too large a share of the value",
);

/// 第三十条 · Art. 30
pub static PROCUREMENT_LAW_30: Article = STATUTE.article(
    ["GPL 30", "第三十条", "Art. 30"],
    "招标未能成立、技术复杂或者性质特殊、招标所需时间不能满足紧急需要、不能事先计算出价格总额的，\
     可以采用竞争性谈判方式采购",
    "Competitive negotiation is allowed where a tender failed, the matter is complex or \
     special, the need is too urgent for a tender, or the total price cannot be calculated \
     beforehand",
);

/// 第三十一条 · Art. 31
pub static PROCUREMENT_LAW_31: Article = STATUTE.article(
    ["GPL 31", "第三十一条", "Art. 31"],
    "只能从唯一供应商处采购、发生了不可预见的紧急情况、或者必须保证一致性需要继续添购的，可以采\
     用单一来源方式采购",
    "Single-source procurement is allowed for a sole supplier, an unforeseeable emergency, or \
     additions that must match",
);

/// 第三十一条第（一）项 · Art. 31(1)
pub static PROCUREMENT_LAW_31_1: Article = STATUTE.article(
    ["GPL 31(1)", "第三十一条第（一）项", "Art. 31(1)"],
    "只能从唯一供应商处采购的，可以采用单一来源方式采购",
    "Single-source procurement is allowed where only one supplier exists",
);

/// 第三十一条第（二）项 · Art. 31(2)
pub static PROCUREMENT_LAW_31_2: Article = STATUTE.article(
    ["GPL 31(2)", "第三十一条第（二）项", "Art. 31(2)"],
    "发生了不可预见的紧急情况不能从其他供应商处采购的，可以采用单一来源方式采购",
    "Single-source procurement is allowed in an unforeseeable emergency where others cannot \
     supply",
);

/// 第三十一条第（三）项 · Art. 31(3)
pub static PROCUREMENT_LAW_31_3: Article = STATUTE.article(
    ["GPL 31(3)", "第三十一条第（三）项", "Art. 31(3)"],
    "必须保证原有采购项目一致性或者服务配套的要求，需要继续从原供应商处添购，且添购资金总额不超\
     过原合同采购金额百分之十的，可以采用单一来源方式采购",
    "Single-source procurement is allowed for additions that must match the original, if they \
     do not exceed ten per cent of the original contract in all",
);

/// 第三十四条 · Art. 34
pub static PROCUREMENT_LAW_34: Article = STATUTE.article(
    ["GPL 34", "第三十四条", "Art. 34"],
    "采取邀请招标方式采购的，应当通过随机方式选择三家以上的供应商，并向其发出投标邀请书",
    "In an invited tender three suppliers or more must be chosen at random and invited",
);

/// 第三十五条 · Art. 35
pub static PROCUREMENT_LAW_35: Article = STATUTE.article(
    ["GPL 35", "第三十五条", "Art. 35"],
    "货物和服务项目实行招标方式采购的，自招标文件开始发出之日起至投标人提交投标文件截止之日止，\
     不得少于二十日",
    "In a tender for goods or services at least twenty days must lie between the first issue of \
     the documents and the deadline for bids",
);

/// 第三十六条 · Art. 36
pub static PROCUREMENT_LAW_36: Article = STATUTE.article(
    ["GPL 36", "第三十六条", "Art. 36"],
    "出现符合专业条件的供应商或者对招标文件作实质响应的供应商不足三家等情形的，应予废标",
    "The tender must be cancelled where, among other cases, fewer than three suppliers qualify \
     or respond in substance",
);

/// 第三十六条第（一）项 · Art. 36(1)
pub static PROCUREMENT_LAW_36_1: Article = STATUTE.article(
    ["GPL 36(1)", "第三十六条第（一）项", "Art. 36(1)"],
    "符合专业条件的供应商或者对招标文件作实质响应的供应商不足三家的，应予废标",
    "The tender must be cancelled where fewer than three suppliers qualify or respond in \
     substance",
);

/// 第三十七条 · Art. 37
pub static PROCUREMENT_LAW_37: Article = STATUTE.article(
    ["GPL 37", "第三十七条", "Art. 37"],
    "废标后，除采购任务取消情形外，应当重新组织招标；需要采取其他方式采购的，应当在采购活动开始\
     前获得批准",
    "After cancellation the purchaser must tender again, unless the need has gone; another \
     method needs approval before the procurement begins",
);

/// 第四十一条 · Art. 41
pub static PROCUREMENT_LAW_41: Article = STATUTE.article(
    ["GPL 41", "第四十一条", "Art. 41"],
    "采购人或者其委托的采购代理机构应当组织对供应商履约的验收；验收方成员应当在验收书上签字，并\
     承担相应的法律责任",
    "The purchaser or its agency must hold an acceptance of performance; those who accept sign \
     the certificate and answer for it",
);

/// 第四十二条 · Art. 42
pub static PROCUREMENT_LAW_42: Article = STATUTE.article(
    ["GPL 42", "第四十二条", "Art. 42"],
    "采购文件的保存期限为从采购结束之日起至少保存十五年，不得伪造、变造、隐匿或者销毁",
    "Procurement documents are kept for at least fifteen years and may not be forged, altered, \
     hidden or destroyed",
);

/// 第四十六条 · Art. 46
pub static PROCUREMENT_LAW_46: Article = STATUTE.article(
    ["GPL 46", "第四十六条", "Art. 46"],
    "采购人与中标、成交供应商应当在中标、成交通知书发出之日起三十日内，按照采购文件确定的事项签\
     订政府采购合同",
    "Purchaser and awarded supplier must sign the contract within thirty days of the notice of \
     award, as the procurement documents laid down",
);

/// 第四十七条 · Art. 47
pub static PROCUREMENT_LAW_47: Article = STATUTE.article(
    ["GPL 47", "第四十七条", "Art. 47"],
    "自采购合同签订之日起七个工作日内，采购人应当将合同副本报同级政府采购监督管理部门和有关部门\
     备案",
    "Within seven working days of signing, a copy of the contract must be filed with the \
     supervising department",
);

/// 第四十八条 · Art. 48
pub static PROCUREMENT_LAW_48: Article = STATUTE.article(
    ["GPL 48", "第四十八条", "Art. 48"],
    "经采购人同意，中标、成交供应商可以依法采取分包方式履行合同",
    "With the purchaser's consent the awarded supplier may subcontract as the law allows",
);

/// 第四十九条 · Art. 49
pub static PROCUREMENT_LAW_49: Article = STATUTE.article(
    ["GPL 49", "第四十九条", "Art. 49"],
    "所有补充合同的采购金额不得超过原合同采购金额的百分之十",
    "All supplementary contracts together may not exceed ten per cent of the original contract",
);

/// 第五十条 · Art. 50
pub static PROCUREMENT_LAW_50: Article = STATUTE.article(
    ["GPL 50", "第五十条", "Art. 50"],
    "政府采购合同的双方当事人不得擅自变更、中止或者终止合同",
    "Neither party may alter, suspend or end the contract without authority",
);

/// 第五十三条 · Art. 53
pub static PROCUREMENT_LAW_53: Article = STATUTE.article(
    ["GPL 53", "第五十三条", "Art. 53"],
    "采购人应当在收到供应商的书面质疑后七个工作日内作出答复",
    "The purchaser must answer a written query within seven working days",
);

/// 第六十条第二款 · Art. 60 para. 2
pub static PROCUREMENT_LAW_60: Article = STATUTE.article(
    ["GPL 60", "第六十条第二款", "Art. 60 para. 2"],
    "采购代理机构与行政机关不得存在隶属关系或者其他利益关系",
    "A procurement agency may not be subordinate to, or share other interests with, an \
     administrative body",
);

/// 第六十一条 · Art. 61
pub static PROCUREMENT_LAW_61: Article = STATUTE.article(
    ["GPL 61", "第六十一条", "Art. 61"],
    "经办采购的人员与负责采购合同审核、验收人员的职责权限应当明确，并相互分离",
    "Those who handle the procurement and those who review the contract and accept performance \
     must have clear and separate duties",
);

/// 第六十四条 · Art. 64
pub static PROCUREMENT_LAW_64: Article = STATUTE.article(
    ["GPL 64", "第六十四条", "Art. 64"],
    "采购人必须按照规定的采购方式和采购程序进行采购；任何单位和个人不得要求向其指定的供应商进行\
     采购",
    "The purchaser must keep to the lawful methods and procedures; nobody may demand that a \
     supplier of their choosing be bought from",
);

/// 第七十一条 · Art. 71
pub static PROCUREMENT_LAW_71: Article = STATUTE.article(
    ["GPL 71", "第七十一条", "Art. 71"],
    "采购人、采购代理机构擅自采用其他方式采购、实行差别待遇、与投标人进行协商谈判等的，责令限期\
     改正，给予警告，可以并处罚款",
    "A purchaser or agency that uses another method without authority, discriminates, \
     negotiates with bidders or the like must put it right, is warned and may be fined",
);

/// 第七十一条第（一）项 · Art. 71(1)
pub static PROCUREMENT_LAW_71_1: Article = STATUTE.article(
    ["GPL 71(1)", "第七十一条第（一）项", "Art. 71(1)"],
    "应当采用公开招标方式而擅自采用其他方式采购的，责令限期改正，给予警告，可以并处罚款",
    "Using another method without authority where open tendering is required must be put right, \
     is warned and may be fined",
);

/// 第七十二条 · Art. 72
pub static PROCUREMENT_LAW_72: Article = STATUTE.article(
    ["GPL 72", "第七十二条", "Art. 72"],
    "采购人、采购代理机构及其工作人员与供应商恶意串通、接受贿赂、提供虚假情况、开标前泄露标底的，\
     依法追究责任",
    "A purchaser, agency or their staff who collude with a supplier, take bribes, give false \
     information or leak the reserve price before opening are held liable",
);

/// 第七十二条第（一）项 · Art. 72(1)
pub static PROCUREMENT_LAW_72_1: Article = STATUTE.article(
    ["GPL 72(1)", "第七十二条第（一）项", "Art. 72(1)"],
    "采购人、采购代理机构及其工作人员与供应商或者采购代理机构恶意串通的，依法追究责任",
    "A purchaser, agency or their staff who maliciously collude with a supplier or agency are \
     held liable",
);

/// 第七十二条第（四）项 · Art. 72(4)
pub static PROCUREMENT_LAW_72_4: Article = STATUTE.article(
    ["GPL 72(4)", "第七十二条第（四）项", "Art. 72(4)"],
    "采购人、采购代理机构及其工作人员开标前泄露标底的，依法追究责任",
    "A purchaser, agency or their staff who leak the reserve price before opening are held \
     liable",
);

/// 第七十四条 · Art. 74
pub static PROCUREMENT_LAW_74: Article = STATUTE.article(
    ["GPL 74", "第七十四条", "Art. 74"],
    "对应当实行集中采购的政府采购项目，不委托集中采购机构实行集中采购的，责令改正",
    "Not entrusting the central procurement agency where that is required must be put right",
);

/// 第七十六条 · Art. 76
pub static PROCUREMENT_LAW_76: Article = STATUTE.article(
    ["GPL 76", "第七十六条", "Art. 76"],
    "隐匿、销毁应当保存的采购文件或者伪造、变造采购文件的，处以二万元以上十万元以下的罚款",
    "Hiding, destroying, forging or altering procurement documents is fined at RMB 20,000 to \
     100,000",
);

/// 第七十七条 · Art. 77
pub static PROCUREMENT_LAW_77: Article = STATUTE.article(
    ["GPL 77", "第七十七条", "Art. 77"],
    "供应商提供虚假材料、恶意串通、行贿等的，处以采购金额千分之五以上千分之十以下的罚款，在一至\
     三年内禁止参加政府采购活动；有第（一）至（五）项情形之一的，中标、成交无效",
    "A supplier that gives false material, colludes, bribes or the like is fined at 5 to 10 per \
     mille and barred for one to three years; under items (1) to (5) the award is void",
);

/// 第七十七条第（一）项 · Art. 77(1)
pub static PROCUREMENT_LAW_77_1: Article = STATUTE.article(
    ["GPL 77(1)", "第七十七条第（一）项", "Art. 77(1)"],
    "供应商提供虚假材料谋取中标、成交的，处以罚款，禁止参加政府采购活动，中标、成交无效",
    "A supplier that seeks the award by false material is fined and barred, and the award is \
     void",
);

/// 第七十七条第（三）项 · Art. 77(3)
pub static PROCUREMENT_LAW_77_3: Article = STATUTE.article(
    ["GPL 77(3)", "第七十七条第（三）项", "Art. 77(3)"],
    "供应商与采购人、其他供应商或者采购代理机构恶意串通的，处以罚款，禁止参加政府采购活动，中标、\
     成交无效",
    "A supplier that maliciously colludes with the purchaser, other suppliers or the agency is \
     fined and barred, and the award is void",
);
