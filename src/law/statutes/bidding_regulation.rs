//! The Implementing Regulation of the Bidding Law (招标投标法实施条例): what is collusion, and what is deemed so.
//!
//! Order 613 of the State Council, last amended on 2 March 2019. What is cited here has held since 2012.
//! It yields to procurement law where goods and services are concerned (article 83).

use jiff::civil::date;

use super::{Article, Statute};

/// In force since the day that its last article names; its text was read.
const STATUTE: Statute = Statute {
    zh: "招标投标法实施条例",
    en: "Implementing Regulation of the Bidding Law",
    from: Some(date(2012, 2, 1)),
    verified: true,
};

/// 第十三条第二款 · Art. 13 para. 2
pub static BIDDING_REGULATION_13: Article = STATUTE.article(
    ["BR 13", "第十三条第二款", "Art. 13 para. 2"],
    "招标代理机构不得在所代理的招标项目中投标或者代理投标，也不得为所代理的招标项目的投标人提供\
     咨询",
    "A tendering agency may not bid, or act for a bidder, in a project that it handles, nor \
     advise that project's bidders",
);

/// 第三十二条 · Art. 32
pub static BIDDING_REGULATION_32: Article = STATUTE.article(
    ["BR 32", "第三十二条", "Art. 32"],
    "招标人不得以不合理的条件限制、排斥潜在投标人或者投标人",
    "The tenderee may not restrict or exclude bidders by unreasonable conditions",
);

/// 第三十二条第（一）项 · Art. 32(1)
pub static BIDDING_REGULATION_32_1: Article = STATUTE.article(
    ["BR 32(1)", "第三十二条第（一）项", "Art. 32(1)"],
    "属于以不合理条件限制、排斥：就同一招标项目向潜在投标人或者投标人提供有差别的项目信息",
    "Is unreasonable restriction: giving bidders of one project differing information",
);

/// 第三十二条第（二）项 · Art. 32(2)
pub static BIDDING_REGULATION_32_2: Article = STATUTE.article(
    ["BR 32(2)", "第三十二条第（二）项", "Art. 32(2)"],
    "属于以不合理条件限制、排斥：设定的资格、技术、商务条件与招标项目的具体特点和实际需要不相适\
     应或者与合同履行无关",
    "Is unreasonable restriction: conditions that do not fit the project's features and needs, \
     or have nothing to do with performing the contract",
);

/// 第三十二条第（五）项 · Art. 32(5)
pub static BIDDING_REGULATION_32_5: Article = STATUTE.article(
    ["BR 32(5)", "第三十二条第（五）项", "Art. 32(5)"],
    "属于以不合理条件限制、排斥：限定或者指定特定的专利、商标、品牌、原产地或者供应商",
    "Is unreasonable restriction: prescribing a particular patent, trade mark, brand, origin or \
     supplier",
);

/// 第三十四条第二款 · Art. 34 para. 2
pub static BIDDING_REGULATION_34: Article = STATUTE.article(
    ["BR 34", "第三十四条第二款", "Art. 34 para. 2"],
    "单位负责人为同一人或者存在控股、管理关系的不同单位，不得参加同一标段投标或者未划分标段的同\
     一招标项目投标；违反规定的，相关投标均无效",
    "Units under the same person in charge, or in a relation of control or management, may not \
     bid for the same lot, or for the same project not divided into lots; their bids are all \
     void",
);

/// 第三十七条第三款 · Art. 37 para. 3
pub static BIDDING_REGULATION_37: Article = STATUTE.article(
    ["BR 37", "第三十七条第三款", "Art. 37 para. 3"],
    "联合体各方在同一招标项目中以自己名义单独投标或者参加其他联合体投标的，相关投标均无效",
    "Where members of a consortium also bid alone or in another consortium for the same \
     project, the bids concerned are all void",
);

/// 第三十九条 · Art. 39
pub static BIDDING_REGULATION_39: Article = STATUTE.article(
    ["BR 39", "第三十九条", "Art. 39"],
    "禁止投标人相互串通投标",
    "Bidders may not collude with each other",
);

/// 第三十九条第（一）项 · Art. 39(1)
pub static BIDDING_REGULATION_39_1: Article = STATUTE.article(
    ["BR 39(1)", "第三十九条第（一）项", "Art. 39(1)"],
    "属于投标人相互串通投标：投标人之间协商投标报价等投标文件的实质性内容",
    "Is collusion among bidders: bidders agreed on prices or other substance of their bids",
);

/// 第三十九条第（二）项 · Art. 39(2)
pub static BIDDING_REGULATION_39_2: Article = STATUTE.article(
    ["BR 39(2)", "第三十九条第（二）项", "Art. 39(2)"],
    "属于投标人相互串通投标：投标人之间约定中标人",
    "Is collusion among bidders: bidders agreed who shall win",
);

/// 第三十九条第（三）项 · Art. 39(3)
pub static BIDDING_REGULATION_39_3: Article = STATUTE.article(
    ["BR 39(3)", "第三十九条第（三）项", "Art. 39(3)"],
    "属于投标人相互串通投标：投标人之间约定部分投标人放弃投标或者中标",
    "Is collusion among bidders: bidders agreed that some give up the bid or the award",
);

/// 第三十九条第（四）项 · Art. 39(4)
pub static BIDDING_REGULATION_39_4: Article = STATUTE.article(
    ["BR 39(4)", "第三十九条第（四）项", "Art. 39(4)"],
    "属于投标人相互串通投标：属于同一集团、协会、商会等组织成员的投标人按照该组织要求协同投标",
    "Is collusion among bidders: members of one group, association or chamber bid in concert as \
     it required",
);

/// 第三十九条第（五）项 · Art. 39(5)
pub static BIDDING_REGULATION_39_5: Article = STATUTE.article(
    ["BR 39(5)", "第三十九条第（五）项", "Art. 39(5)"],
    "属于投标人相互串通投标：投标人之间为谋取中标或者排斥特定投标人而采取的其他联合行动",
    "Is collusion among bidders: other joint action of bidders to win or to exclude a \
     particular bidder",
);

/// 第四十条 · Art. 40
pub static BIDDING_REGULATION_40: Article = STATUTE.article(
    ["BR 40", "第四十条", "Art. 40"],
    "视为投标人相互串通投标的六种情形",
    "Six circumstances deemed collusion among bidders",
);

/// 第四十条第（一）项 · Art. 40(1)
pub static BIDDING_REGULATION_40_1: Article = STATUTE.article(
    ["BR 40(1)", "第四十条第（一）项", "Art. 40(1)"],
    "视为投标人相互串通投标：不同投标人的投标文件由同一单位或者个人编制",
    "Deemed collusion among bidders: the bids of different bidders were prepared by the same \
     unit or person",
);

/// 第四十条第（二）项 · Art. 40(2)
pub static BIDDING_REGULATION_40_2: Article = STATUTE.article(
    ["BR 40(2)", "第四十条第（二）项", "Art. 40(2)"],
    "视为投标人相互串通投标：不同投标人委托同一单位或者个人办理投标事宜",
    "Deemed collusion among bidders: different bidders had the same unit or person handle the \
     bidding",
);

/// 第四十条第（三）项 · Art. 40(3)
pub static BIDDING_REGULATION_40_3: Article = STATUTE.article(
    ["BR 40(3)", "第四十条第（三）项", "Art. 40(3)"],
    "视为投标人相互串通投标：不同投标人的投标文件载明的项目管理成员为同一人",
    "Deemed collusion among bidders: the bids of different bidders name the same person as a \
     member of the project management",
);

/// 第四十条第（四）项 · Art. 40(4)
pub static BIDDING_REGULATION_40_4: Article = STATUTE.article(
    ["BR 40(4)", "第四十条第（四）项", "Art. 40(4)"],
    "视为投标人相互串通投标：不同投标人的投标文件异常一致或者投标报价呈规律性差异",
    "Deemed collusion among bidders: the bids of different bidders agree abnormally, or their \
     prices differ by a regular pattern",
);

/// 第四十条第（五）项 · Art. 40(5)
pub static BIDDING_REGULATION_40_5: Article = STATUTE.article(
    ["BR 40(5)", "第四十条第（五）项", "Art. 40(5)"],
    "视为投标人相互串通投标：不同投标人的投标文件相互混装",
    "Deemed collusion among bidders: the bid documents of different bidders are mixed up with \
     each other",
);

/// 第四十条第（六）项 · Art. 40(6)
pub static BIDDING_REGULATION_40_6: Article = STATUTE.article(
    ["BR 40(6)", "第四十条第（六）项", "Art. 40(6)"],
    "视为投标人相互串通投标：不同投标人的投标保证金从同一单位或者个人的账户转出",
    "Deemed collusion among bidders: the bid securities of different bidders came from an \
     account of the same unit or person",
);

/// 第四十一条 · Art. 41
pub static BIDDING_REGULATION_41: Article = STATUTE.article(
    ["BR 41", "第四十一条", "Art. 41"],
    "禁止招标人与投标人串通投标",
    "The tenderee and bidders may not collude",
);

/// 第四十一条第（一）项 · Art. 41(1)
pub static BIDDING_REGULATION_41_1: Article = STATUTE.article(
    ["BR 41(1)", "第四十一条第（一）项", "Art. 41(1)"],
    "属于招标人与投标人串通投标：招标人在开标前开启投标文件并将有关信息泄露给其他投标人",
    "Is collusion of the tenderee with a bidder: it opens a bid before the opening and leaks \
     what is in it to other bidders",
);

/// 第四十一条第（二）项 · Art. 41(2)
pub static BIDDING_REGULATION_41_2: Article = STATUTE.article(
    ["BR 41(2)", "第四十一条第（二）项", "Art. 41(2)"],
    "属于招标人与投标人串通投标：招标人直接或者间接向投标人泄露标底、评标委员会成员等信息",
    "Is collusion of the tenderee with a bidder: it directly or indirectly leaks the reserve \
     price, the committee's members or the like to a bidder",
);

/// 第四十一条第（三）项 · Art. 41(3)
pub static BIDDING_REGULATION_41_3: Article = STATUTE.article(
    ["BR 41(3)", "第四十一条第（三）项", "Art. 41(3)"],
    "属于招标人与投标人串通投标：招标人明示或者暗示投标人压低或者抬高投标报价",
    "Is collusion of the tenderee with a bidder: it tells or hints to a bidder to lower or \
     raise the price",
);

/// 第四十一条第（四）项 · Art. 41(4)
pub static BIDDING_REGULATION_41_4: Article = STATUTE.article(
    ["BR 41(4)", "第四十一条第（四）项", "Art. 41(4)"],
    "属于招标人与投标人串通投标：招标人授意投标人撤换、修改投标文件",
    "Is collusion of the tenderee with a bidder: it has a bidder replace or alter the bid",
);

/// 第四十一条第（五）项 · Art. 41(5)
pub static BIDDING_REGULATION_41_5: Article = STATUTE.article(
    ["BR 41(5)", "第四十一条第（五）项", "Art. 41(5)"],
    "属于招标人与投标人串通投标：招标人明示或者暗示投标人为特定投标人中标提供方便",
    "Is collusion of the tenderee with a bidder: it tells or hints to bidders to ease the award \
     to a particular bidder",
);

/// 第四十一条第（六）项 · Art. 41(6)
pub static BIDDING_REGULATION_41_6: Article = STATUTE.article(
    ["BR 41(6)", "第四十一条第（六）项", "Art. 41(6)"],
    "属于招标人与投标人串通投标：招标人与投标人为谋求特定投标人中标而采取的其他串通行为",
    "Is collusion of the tenderee with a bidder: other collusive acts so that a particular \
     bidder wins",
);

/// 第四十二条 · Art. 42
pub static BIDDING_REGULATION_42: Article = STATUTE.article(
    ["BR 42", "第四十二条", "Art. 42"],
    "使用伪造、变造的许可证件，提供虚假的财务状况或者业绩、人员简历、劳动关系证明、信用状况的，\
     属于弄虚作假",
    "Forged licences, and false finances, references, staff records, employment or credit, are \
     fraud",
);

/// 第四十四条 · Art. 44
pub static BIDDING_REGULATION_44: Article = STATUTE.article(
    ["BR 44", "第四十四条", "Art. 44"],
    "投标人少于3个的，不得开标；招标人应当重新招标",
    "With fewer than three bidders the bids may not be opened; the tenderee must tender again",
);

/// 第四十六条 · Art. 46
pub static BIDDING_REGULATION_46: Article = STATUTE.article(
    ["BR 46", "第四十六条", "Art. 46"],
    "评标专家以随机抽取方式确定，不得指定或者变相指定；评标委员会成员与投标人有利害关系的，应当\
     主动回避",
    "Experts are drawn at random and may not be picked, openly or in effect; a member with an \
     interest in a bidder must withdraw",
);

/// 第五十五条 · Art. 55
pub static BIDDING_REGULATION_55: Article = STATUTE.article(
    ["BR 55", "第五十五条", "Art. 55"],
    "国有资金占控股或者主导地位的依法必须进行招标的项目，招标人应当确定排名第一的中标候选人为中\
     标人",
    "Where state funds prevail in a project that must be tendered, the award goes to the \
     first-ranked candidate",
);

/// 第六十三条 · Art. 63
pub static BIDDING_REGULATION_63: Article = STATUTE.article(
    ["BR 63", "第六十三条", "Art. 63"],
    "不按照规定在指定媒介发布公告，或者在不同媒介发布的公告内容不一致的，属于限制或者排斥潜在投\
     标人；构成规避招标的，依照规避招标处罚",
    "Not publishing the notice in the designated media, or publishing differing notices, \
     restricts bidders; where it amounts to avoiding a tender it is punished as such",
);

/// 第六十七条 · Art. 67
pub static BIDDING_REGULATION_67: Article = STATUTE.article(
    ["BR 67", "第六十七条", "Art. 67"],
    "3年内2次以上串通投标，或者造成直接经济损失30万元以上的，属于情节严重，取消其1年至2年内参加\
     依法必须进行招标的项目的投标资格",
    "Colluding twice or more within three years, or causing a direct loss of RMB 300,000 or \
     more, is aggravated: barred from mandatory tenders for one to two years",
);

/// 第七十五条 · Art. 75
pub static BIDDING_REGULATION_75: Article = STATUTE.article(
    ["BR 75", "第七十五条", "Art. 75"],
    "合同的主要条款与招标文件、中标人的投标文件的内容不一致，或者订立背离合同实质性内容的协议的，\
     责令改正，可以处罚款",
    "Where the contract's main terms depart from the tender documents and the winning bid, or \
     an agreement departs from its substance, this must be put right and may be fined",
);

/// 第八十三条 · Art. 83
pub static BIDDING_REGULATION_83: Article = STATUTE.article(
    ["BR 83", "第八十三条", "Art. 83"],
    "政府采购的法律、行政法规对政府采购货物、服务的招标投标另有规定的，从其规定",
    "Where procurement law has its own provisions on tendering for goods and services, those \
     prevail",
);
