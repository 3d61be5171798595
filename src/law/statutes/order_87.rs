//! Order 87 of the Ministry of Finance (政府采购货物和服务招标投标管理办法): tenders for goods and services.
//!
//! Published on 11 July 2017. Article 37 repeats the deemed facts and adds the contact person to item 3.

use jiff::civil::date;

use super::{Article, Statute};

/// In force since the day that its last article names; its text was read.
const STATUTE: Statute = Statute {
    zh: "政府采购货物和服务招标投标管理办法（财政部令第87号）",
    en: "Measures for Tendering of Government-Procured Goods and Services (Order 87 of the Ministry of Finance)",
    from: Some(date(2017, 10, 1)),
    verified: true,
};

/// 第十六条 · Art. 16
pub static ORDER_87_16: Article = STATUTE.article(
    ["O87 16", "第十六条", "Art. 16"],
    "招标公告、资格预审公告的公告期限为5个工作日",
    "Notices of tender and of prequalification are published for five working days",
);

/// 第十七条 · Art. 17
pub static ORDER_87_17: Article = STATUTE.article(
    ["O87 17", "第十七条", "Art. 17"],
    "不得将注册资本、资产总额、营业收入、从业人员、利润、纳税额等规模条件作为资格要求或者评审因\
     素，也不得通过将除进口货物以外的生产厂家授权等作为资格要求",
    "Capital, assets, revenue, staff, profit, taxes and like measures of size may be neither \
     requirement nor criterion; nor may a maker's authorisation be required, imports aside",
);

/// 第十八条 · Art. 18
pub static ORDER_87_18: Article = STATUTE.article(
    ["O87 18", "第十八条", "Art. 18"],
    "招标文件或者资格预审文件的提供期限自招标公告、资格预审公告发布之日起计算不得少于5个工作日",
    "Documents must be available for at least five working days from the notice",
);

/// 第二十七条 · Art. 27
pub static ORDER_87_27: Article = STATUTE.article(
    ["O87 27", "第二十七条", "Art. 27"],
    "澄清或者修改应当在投标截止时间至少15日前，以书面形式通知所有获取招标文件的潜在投标人；不足1\
     5日的，应当顺延",
    "Clarifications or changes must be notified in writing at least fifteen days before the \
     deadline; otherwise the deadline is put off",
);

/// 第二十八条 · Art. 28
pub static ORDER_87_28: Article = STATUTE.article(
    ["O87 28", "第二十八条", "Art. 28"],
    "投标截止时间前，不得向他人透露已获取招标文件的潜在投标人的名称、数量以及可能影响公平竞争的\
     其他情况",
    "Before the deadline nobody may disclose the names or number of potential bidders or \
     anything else that may affect fair competition",
);

/// 第三十一条 · Art. 31
pub static ORDER_87_31: Article = STATUTE.article(
    ["O87 31", "第三十一条", "Art. 31"],
    "提供相同品牌产品且通过资格审查、符合性审查的不同投标人参加同一合同项下投标的，按一家投标人\
     计算",
    "Bidders under one contract who offer products of the same brand and pass the review count \
     as one bidder",
);

/// 第三十三条 · Art. 33
pub static ORDER_87_33: Article = STATUTE.article(
    ["O87 33", "第三十三条", "Art. 33"],
    "逾期送达或者未按照招标文件要求密封的投标文件，采购人、采购代理机构应当拒收",
    "Bids that are late or not sealed as required must be refused",
);

/// 第三十六条 · Art. 36
pub static ORDER_87_36: Article = STATUTE.article(
    ["O87 36", "第三十六条", "Art. 36"],
    "投标人应当遵循公平竞争的原则，不得恶意串通，不得妨碍其他投标人的竞争行为，不得损害采购人或\
     者其他投标人的合法权益",
    "Bidders must compete fairly; they may not maliciously collude, hinder the competition of \
     others or harm the purchaser or other bidders",
);

/// 第三十七条 · Art. 37
pub static ORDER_87_37: Article = STATUTE.article(
    ["O87 37", "第三十七条", "Art. 37"],
    "视为投标人串通投标、其投标无效的六种情形",
    "Six circumstances deemed collusion, which void the bids",
);

/// 第三十七条第（一）项 · Art. 37(1)
pub static ORDER_87_37_1: Article = STATUTE.article(
    ["O87 37(1)", "第三十七条第（一）项", "Art. 37(1)"],
    "视为投标人串通投标，其投标无效：不同投标人的投标文件由同一单位或者个人编制",
    "Deemed collusion, the bids are void: the bids of different bidders were prepared by the \
     same unit or person",
);

/// 第三十七条第（二）项 · Art. 37(2)
pub static ORDER_87_37_2: Article = STATUTE.article(
    ["O87 37(2)", "第三十七条第（二）项", "Art. 37(2)"],
    "视为投标人串通投标，其投标无效：不同投标人委托同一单位或者个人办理投标事宜",
    "Deemed collusion, the bids are void: different bidders had the same unit or person handle \
     the bidding",
);

/// 第三十七条第（三）项 · Art. 37(3)
pub static ORDER_87_37_3: Article = STATUTE.article(
    ["O87 37(3)", "第三十七条第（三）项", "Art. 37(3)"],
    "视为投标人串通投标，其投标无效：不同投标人的投标文件载明的项目管理成员或者联系人员为同一人",
    "Deemed collusion, the bids are void: the bids of different bidders name the same person as \
     a member of the project management or as the contact",
);

/// 第三十七条第（四）项 · Art. 37(4)
pub static ORDER_87_37_4: Article = STATUTE.article(
    ["O87 37(4)", "第三十七条第（四）项", "Art. 37(4)"],
    "视为投标人串通投标，其投标无效：不同投标人的投标文件异常一致或者投标报价呈规律性差异",
    "Deemed collusion, the bids are void: the bids of different bidders agree abnormally, or \
     their prices differ by a regular pattern",
);

/// 第三十七条第（五）项 · Art. 37(5)
pub static ORDER_87_37_5: Article = STATUTE.article(
    ["O87 37(5)", "第三十七条第（五）项", "Art. 37(5)"],
    "视为投标人串通投标，其投标无效：不同投标人的投标文件相互混装",
    "Deemed collusion, the bids are void: the bid documents of different bidders are mixed up \
     with each other",
);

/// 第三十七条第（六）项 · Art. 37(6)
pub static ORDER_87_37_6: Article = STATUTE.article(
    ["O87 37(6)", "第三十七条第（六）项", "Art. 37(6)"],
    "视为投标人串通投标，其投标无效：不同投标人的投标保证金从同一单位或者个人的账户转出",
    "Deemed collusion, the bids are void: the bid securities of different bidders came from an \
     account of the same unit or person",
);

/// 第三十九条 · Art. 39
pub static ORDER_87_39: Article = STATUTE.article(
    ["O87 39", "第三十九条", "Art. 39"],
    "应当对开标、评标现场活动进行全程录音录像，音像资料作为采购文件一并存档",
    "Opening and evaluation must be recorded throughout in sound and picture, and the \
     recordings kept on file",
);

/// 第四十一条 · Art. 41
pub static ORDER_87_41: Article = STATUTE.article(
    ["O87 41", "第四十一条", "Art. 41"],
    "投标人不足3家的，不得开标",
    "With fewer than three bidders the bids may not be opened",
);

/// 第四十三条 · Art. 43
pub static ORDER_87_43: Article = STATUTE.article(
    ["O87 43", "第四十三条", "Art. 43"],
    "公开招标数额标准以上的采购项目，投标人或者合格投标人不足3家的，改正后依法重新招标；需要采用\
     其他采购方式采购的，应当依法报财政部门批准",
    "At or above the open-tender threshold, with fewer than three bidders or qualified bidders, \
     the tender is put right and held again; another method needs the finance department's \
     approval",
);

/// 第四十四条 · Art. 44
pub static ORDER_87_44: Article = STATUTE.article(
    ["O87 44", "第四十四条", "Art. 44"],
    "合格投标人不足3家的，不得评标",
    "With fewer than three qualified bidders the bids may not be evaluated",
);

/// 第四十七条 · Art. 47
pub static ORDER_87_47: Article = STATUTE.article(
    ["O87 47", "第四十七条", "Art. 47"],
    "评标委员会成员人数应当为5人以上单数，其中评审专家不得少于成员总数的三分之二；预算1000万元以\
     上等的，应当为7人以上单数",
    "The committee has an odd number of five members or more, at least two thirds of them \
     experts; seven or more for a budget of RMB 10 million and the like",
);

/// 第四十八条 · Art. 48
pub static ORDER_87_48: Article = STATUTE.article(
    ["O87 48", "第四十八条", "Art. 48"],
    "应当从政府采购评审专家库中，通过随机方式抽取评审专家",
    "Experts must be drawn at random from the pool",
);

/// 第五十五条 · Art. 55
pub static ORDER_87_55: Article = STATUTE.article(
    ["O87 55", "第五十五条", "Art. 55"],
    "资格条件不得作为评审因素；货物项目的价格分值占总分值的比重不得低于30%，服务项目不得低于10%；\
     价格分应当采用低价优先法计算",
    "Requirements of qualification may not be scored; price weighs at least 30% for goods and \
     10% for services, and is scored by the lowest price",
);

/// 第五十九条 · Art. 59
pub static ORDER_87_59: Article = STATUTE.article(
    ["O87 59", "第五十九条", "Art. 59"],
    "投标文件报价出现前后不一致的，以开标一览表、大写金额、总价修改单价、单价金额计算结果的顺序\
     修正",
    "Inconsistent prices are corrected in order: opening summary, amount in words, unit price \
     by the total, sum of unit prices",
);

/// 第六十条 · Art. 60
pub static ORDER_87_60: Article = STATUTE.article(
    ["O87 60", "第六十条", "Art. 60"],
    "投标人的报价明显低于其他通过符合性审查投标人的报价，有可能影响产品质量或者不能诚信履约的，\
     应当要求其书面说明；不能证明其报价合理性的，应当作为无效投标处理",
    "A price clearly below the other conforming bids that may affect quality or performance \
     must be explained in writing; if it is not shown to be reasonable, the bid is void",
);

/// 第六十二条 · Art. 62
pub static ORDER_87_62: Article = STATUTE.article(
    ["O87 62", "第六十二条", "Art. 62"],
    "评标委员会及其成员不得私自接触投标人、发表倾向性意见、对主观评审因素协商评分等",
    "The committee and its members may not contact bidders in private, express slanted \
     opinions, agree subjective scores or the like",
);

/// 第六十二条第（三）项 · Art. 62(3)
pub static ORDER_87_62_3: Article = STATUTE.article(
    ["O87 62(3)", "第六十二条第（三）项", "Art. 62(3)"],
    "评标委员会及其成员不得违反评标纪律发表倾向性意见或者征询采购人的倾向性意见",
    "The committee and its members may not express slanted opinions or seek those of the \
     purchaser",
);

/// 第六十二条第（四）项 · Art. 62(4)
pub static ORDER_87_62_4: Article = STATUTE.article(
    ["O87 62(4)", "第六十二条第（四）项", "Art. 62(4)"],
    "评标委员会及其成员不得对需要专业判断的主观评审因素协商评分",
    "The committee and its members may not agree scores for subjective criteria",
);

/// 第六十三条 · Art. 63
pub static ORDER_87_63: Article = STATUTE.article(
    ["O87 63", "第六十三条", "Art. 63"],
    "投标无效：保证金、签署盖章、资格、超预算或者最高限价、附加条件、其他无效情形共六项",
    "The bid is void: six cases of bond, signature and seal, qualification, price above budget \
     or ceiling, conditions attached, and others",
);

/// 第六十三条第（三）项 · Art. 63(3)
pub static ORDER_87_63_3: Article = STATUTE.article(
    ["O87 63(3)", "第六十三条第（三）项", "Art. 63(3)"],
    "投标无效：不具备招标文件中规定的资格要求的",
    "The bid is void: the bidder does not meet the requirements in the tender documents",
);

/// 第六十三条第（四）项 · Art. 63(4)
pub static ORDER_87_63_4: Article = STATUTE.article(
    ["O87 63(4)", "第六十三条第（四）项", "Art. 63(4)"],
    "投标无效：报价超过招标文件中规定的预算金额或者最高限价的",
    "The bid is void: the price exceeds the budget or ceiling in the tender documents",
);

/// 第六十四条 · Art. 64
pub static ORDER_87_64: Article = STATUTE.article(
    ["O87 64", "第六十四条", "Art. 64"],
    "评标结果汇总完成后，除分值汇总计算错误、超出评分标准范围、客观评审因素评分不一致、评分畸高\
     畸低外，任何人不得修改评标结果",
    "Once totalled, the result may be changed only for a wrong sum, a score out of range, \
     differing objective scores, or abnormally high or low scores",
);

/// 第六十四条第（一）项 · Art. 64(1)
pub static ORDER_87_64_1: Article = STATUTE.article(
    ["O87 64(1)", "第六十四条第（一）项", "Art. 64(1)"],
    "分值汇总计算错误的，应当修改评标结果或者重新评审",
    "A wrong sum of scores must be corrected, or the bids evaluated again",
);

/// 第六十四条第（二）项 · Art. 64(2)
pub static ORDER_87_64_2: Article = STATUTE.article(
    ["O87 64(2)", "第六十四条第（二）项", "Art. 64(2)"],
    "分项评分超出评分标准范围的，应当修改评标结果或者重新评审",
    "A score out of its range must be corrected, or the bids evaluated again",
);

/// 第六十四条第（三）项 · Art. 64(3)
pub static ORDER_87_64_3: Article = STATUTE.article(
    ["O87 64(3)", "第六十四条第（三）项", "Art. 64(3)"],
    "评标委员会成员对客观评审因素评分不一致的，应当修改评标结果或者重新评审",
    "Differing scores for an objective criterion must be corrected, or the bids evaluated again",
);

/// 第六十四条第（四）项 · Art. 64(4)
pub static ORDER_87_64_4: Article = STATUTE.article(
    ["O87 64(4)", "第六十四条第（四）项", "Art. 64(4)"],
    "评分畸高、畸低的，应当修改评标结果或者重新评审",
    "Abnormally high or low scores must be corrected, or the bids evaluated again",
);

/// 第六十八条 · Art. 68
pub static ORDER_87_68: Article = STATUTE.article(
    ["O87 68", "第六十八条", "Art. 68"],
    "采购人应当自收到评标报告之日起5个工作日内，在中标候选人名单中按顺序确定中标人",
    "Within five working days of the report the purchaser must award in the order of the \
     candidates",
);

/// 第七十条 · Art. 70
pub static ORDER_87_70: Article = STATUTE.article(
    ["O87 70", "第七十条", "Art. 70"],
    "中标通知书发出后，采购人不得违法改变中标结果，中标人无正当理由不得放弃中标",
    "After the notice of award the purchaser may not unlawfully change the result, nor the \
     winner give it up without good reason",
);

/// 第七十一条 · Art. 71
pub static ORDER_87_71: Article = STATUTE.article(
    ["O87 71", "第七十一条", "Art. 71"],
    "采购人应当自中标通知书发出之日起30日内与中标人签订书面合同；所签订的合同不得对招标文件确定\
     的事项和中标人投标文件作实质性修改",
    "The contract must be signed within thirty days of the notice of award and may not change \
     in substance what the tender documents and the winning bid laid down",
);

/// 第七十四条 · Art. 74
pub static ORDER_87_74: Article = STATUTE.article(
    ["O87 74", "第七十四条", "Art. 74"],
    "采购人应当及时对采购项目进行验收，可以邀请参加本项目的其他投标人或者第三方机构参与验收",
    "The purchaser must hold the acceptance in time and may invite other bidders of the project \
     or third parties to it",
);

/// 第七十八条 · Art. 78
pub static ORDER_87_78: Article = STATUTE.article(
    ["O87 78", "第七十八条", "Art. 78"],
    "未按规定进行录音录像、开标、组织评标、保存采购文件等的，责令限期改正；情节严重的，给予警告、\
     处分",
    "Not recording, opening, evaluating or filing as required must be put right; serious cases \
     are warned and disciplined",
);

/// 第八十五条 · Art. 85
pub static ORDER_87_85: Article = STATUTE.article(
    ["O87 85", "第八十五条", "Art. 85"],
    "按日计算期间的，开始当天不计入，从次日开始计算；期限的最后一日是国家法定节假日的，顺延到节\
     假日后的次日",
    "In periods of days the first day is not counted; a period that ends on a statutory holiday \
     ends on the day after the holiday",
);

/// 第八十六条 · Art. 86
pub static ORDER_87_86: Article = STATUTE.article(
    ["O87 86", "第八十六条", "Art. 86"],
    "“以上”“以下”“内”“以内”包括本数；“不足”不包括本数",
    "“Or more”, “or less” and “within” include the number; “fewer than” does not",
);
