//! The Bidding Law (招标投标法): tendering in general.
//!
//! Adopted in 1999, amended on 27 December 2017. What is cited here has held since 2000.

use jiff::civil::date;

use super::{Article, Statute};

/// In force since the day that its last article names; its text was read.
const STATUTE: Statute =
    Statute {
        zh: "招标投标法", en: "Bidding Law", from: Some(date(2000, 1, 1)), verified: true
    };

/// 第三条、第四条 · Arts. 3–4
pub static BIDDING_LAW_3_4: Article = STATUTE.article(
    ["BL 3-4", "第三条、第四条", "Arts. 3–4"],
    "依法必须进行招标的项目，任何单位和个人不得将其化整为零或者以其他任何方式规避招标",
    "A project that must by law be tendered may not be split up or otherwise kept from tendering",
);

/// 第十八条 · Art. 18
pub static BIDDING_LAW_18: Article = STATUTE.article(
    ["BL 18", "第十八条", "Art. 18"],
    "招标人不得以不合理的条件限制或者排斥潜在投标人，不得对潜在投标人实行歧视待遇",
    "The tenderee may not restrict or exclude potential bidders by unreasonable conditions, nor \
     discriminate against them",
);

/// 第二十条 · Art. 20
pub static BIDDING_LAW_20: Article = STATUTE.article(
    ["BL 20", "第二十条", "Art. 20"],
    "招标文件不得要求或者标明特定的生产供应者以及含有倾向或者排斥潜在投标人的其他内容",
    "Tender documents may not require or name a particular producer or supplier, nor contain \
     anything else that favours or excludes potential bidders",
);

/// 第二十二条 · Art. 22
pub static BIDDING_LAW_22: Article = STATUTE.article(
    ["BL 22", "第二十二条", "Art. 22"],
    "招标人不得向他人透露已获取招标文件的潜在投标人的名称、数量以及可能影响公平竞争的有关招标投\
     标的其他情况；标底必须保密",
    "The tenderee may not disclose the names or number of those who obtained the documents, nor \
     anything else that may affect fair competition; a reserve price must be kept secret",
);

/// 第二十三条 · Art. 23
pub static BIDDING_LAW_23: Article = STATUTE.article(
    ["BL 23", "第二十三条", "Art. 23"],
    "澄清或者修改招标文件的，应当在要求提交投标文件截止时间至少十五日前，以书面形式通知所有招标\
     文件收受人",
    "Clarifications or changes of the tender documents must reach all recipients in writing at \
     least fifteen days before the deadline",
);

/// 第二十四条 · Art. 24
pub static BIDDING_LAW_24: Article = STATUTE.article(
    ["BL 24", "第二十四条", "Art. 24"],
    "依法必须进行招标的项目，自招标文件开始发出之日起至投标人提交投标文件截止之日止，最短不得少\
     于二十日",
    "Where tendering is mandatory, at least twenty days must lie between the first issue of the \
     documents and the deadline for bids",
);

/// 第二十八条 · Art. 28
pub static BIDDING_LAW_28: Article = STATUTE.article(
    ["BL 28", "第二十八条", "Art. 28"],
    "投标人少于三个的，招标人应当依照本法重新招标",
    "With fewer than three bidders the tenderee must tender again",
);

/// 第三十一条 · Art. 31
pub static BIDDING_LAW_31: Article = STATUTE.article(
    ["BL 31", "第三十一条", "Art. 31"],
    "两个以上法人或者其他组织可以组成一个联合体，以一个投标人的身份共同投标",
    "Two or more legal persons or other organisations may form a consortium and bid together as \
     one bidder",
);

/// 第三十二条 · Art. 32
pub static BIDDING_LAW_32: Article = STATUTE.article(
    ["BL 32", "第三十二条", "Art. 32"],
    "投标人不得相互串通投标报价，不得排挤其他投标人的公平竞争；不得与招标人串通投标",
    "Bidders may not collude on bid prices, nor shut out the fair competition of others, nor \
     collude with the tenderee",
);

/// 第三十三条 · Art. 33
pub static BIDDING_LAW_33: Article = STATUTE.article(
    ["BL 33", "第三十三条", "Art. 33"],
    "投标人不得以低于成本的报价竞标，也不得以他人名义投标或者以其他方式弄虚作假，骗取中标",
    "Bidders may not bid below cost, bid in another's name or obtain the award by other fraud",
);

/// 第三十七条 · Art. 37
pub static BIDDING_LAW_37: Article = STATUTE.article(
    ["BL 37", "第三十七条", "Art. 37"],
    "与投标人有利害关系的人不得进入相关项目的评标委员会；已经进入的应当更换",
    "Nobody with an interest in a bidder may sit on the evaluation committee of that project; \
     who already does must be replaced",
);

/// 第四十三条 · Art. 43
pub static BIDDING_LAW_43: Article = STATUTE.article(
    ["BL 43", "第四十三条", "Art. 43"],
    "在确定中标人前，招标人不得与投标人就投标价格、投标方案等实质性内容进行谈判",
    "Before the award the tenderee may not negotiate prices, proposals or other matters of \
     substance with bidders",
);

/// 第四十六条 · Art. 46
pub static BIDDING_LAW_46: Article = STATUTE.article(
    ["BL 46", "第四十六条", "Art. 46"],
    "自中标通知书发出之日起三十日内，按照招标文件和中标人的投标文件订立书面合同；不得再行订立背\
     离合同实质性内容的其他协议",
    "A written contract in keeping with the tender documents and the winning bid must be made \
     within thirty days of the notice of award; no further agreement may depart from its \
     substance",
);

/// 第四十八条 · Art. 48
pub static BIDDING_LAW_48: Article = STATUTE.article(
    ["BL 48", "第四十八条", "Art. 48"],
    "中标人不得向他人转让中标项目，也不得将中标项目肢解后分别向他人转让；接受分包的人不得再次分\
     包",
    "The winner may not assign the project to others, whole or in parts; a subcontractor may \
     not subcontract again",
);

/// 第五十条 · Art. 50
pub static BIDDING_LAW_50: Article = STATUTE.article(
    ["BL 50", "第五十条", "Art. 50"],
    "招标代理机构泄露应当保密的情况和资料，或者与招标人、投标人串通损害国家利益、社会公共利益或\
     者他人合法权益的，处以罚款；影响中标结果的，中标无效",
    "A tendering agency that leaks what must be kept secret, or colludes with the tenderee or a \
     bidder, is fined; where this affects the result, the award is void",
);

/// 第五十二条 · Art. 52
pub static BIDDING_LAW_52: Article = STATUTE.article(
    ["BL 52", "第五十二条", "Art. 52"],
    "招标人向他人透露潜在投标人的名称、数量等情况或者泄露标底的，给予警告、罚款、处分；影响中标\
     结果的，中标无效",
    "A tenderee that discloses the names or number of potential bidders, or the reserve price, \
     is warned, fined and disciplined; where this affects the result, the award is void",
);

/// 第五十三条 · Art. 53
pub static BIDDING_LAW_53: Article = STATUTE.article(
    ["BL 53", "第五十三条", "Art. 53"],
    "投标人相互串通投标或者与招标人串通投标的，中标无效，处中标项目金额千分之五以上千分之十以下\
     的罚款",
    "Collusion among bidders or with the tenderee voids the award and is fined at 5 to 10 per \
     mille of the awarded amount",
);

/// 第五十七条 · Art. 57
pub static BIDDING_LAW_57: Article = STATUTE.article(
    ["BL 57", "第五十七条", "Art. 57"],
    "在评标委员会依法推荐的中标候选人以外确定中标人的，中标无效",
    "An award to anyone but the candidates that the evaluation committee recommended is void",
);

/// 第五十九条 · Art. 59
pub static BIDDING_LAW_59: Article = STATUTE.article(
    ["BL 59", "第五十九条", "Art. 59"],
    "不按照招标文件和中标人的投标文件订立合同，或者订立背离合同实质性内容的协议的，责令改正，可\
     以处罚款",
    "A contract that departs from the tender documents and the winning bid, or an agreement \
     that departs from its substance, must be put right and may be fined",
);
