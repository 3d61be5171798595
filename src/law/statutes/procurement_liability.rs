//! Liability under the Implementing Regulation of the Government Procurement Law (政府采购法实施条例):
//! articles 67 to 75, among them the seven circumstances of malicious collusion.

use super::Article;
use super::procurement_regulation::STATUTE;

/// 第六十七条 · Art. 67
pub static PROCUREMENT_REGULATION_67: Article = STATUTE.article(
    ["GPR 67", "第六十七条", "Art. 67"],
    "采购人规避公开招标、在候选人外定标、未按文件签约、追加超过10%等的，责令限期改正，给予警告，\
     并予以通报",
    "A purchaser that avoids open tender, awards outside the candidates, signs otherwise than \
     the documents say, adds more than ten per cent or the like must put it right and is warned \
     and named",
);

/// 第六十七条第（二）项 · Art. 67(2)
pub static PROCUREMENT_REGULATION_67_2: Article = STATUTE.article(
    ["GPR 67(2)", "第六十七条第（二）项", "Art. 67(2)"],
    "将应当进行公开招标的项目化整为零或者以其他任何方式规避公开招标的，责令限期改正，给予警告，\
     并予以通报",
    "Splitting what must be openly tendered, or avoiding open tender in any other way, must be \
     put right and is warned and named",
);

/// 第六十七条第（三）项 · Art. 67(3)
pub static PROCUREMENT_REGULATION_67_3: Article = STATUTE.article(
    ["GPR 67(3)", "第六十七条第（三）项", "Art. 67(3)"],
    "未按照规定在推荐的中标或者成交候选人中确定中标或者成交供应商的，责令限期改正，给予警告，并\
     予以通报",
    "Not awarding among the recommended candidates must be put right and is warned and named",
);

/// 第六十七条第（四）项 · Art. 67(4)
pub static PROCUREMENT_REGULATION_67_4: Article = STATUTE.article(
    ["GPR 67(4)", "第六十七条第（四）项", "Art. 67(4)"],
    "未按照采购文件确定的事项签订政府采购合同的，责令限期改正，给予警告，并予以通报",
    "Signing a contract otherwise than the procurement documents laid down must be put right \
     and is warned and named",
);

/// 第六十七条第（五）项 · Art. 67(5)
pub static PROCUREMENT_REGULATION_67_5: Article = STATUTE.article(
    ["GPR 67(5)", "第六十七条第（五）项", "Art. 67(5)"],
    "追加与合同标的相同的货物、工程或者服务的采购金额超过原合同采购金额10%的，责令限期改正，给予\
     警告，并予以通报",
    "Adding the same goods, works or services beyond ten per cent of the original contract must \
     be put right and is warned and named",
);

/// 第六十八条 · Art. 68
pub static PROCUREMENT_REGULATION_68: Article = STATUTE.article(
    ["GPR 68", "第六十八条", "Art. 68"],
    "未依照规定的方式实施采购、未依法抽取评审专家、未按照规定组织验收等的，依法追究法律责任",
    "Not using the lawful method, not drawing experts lawfully, not holding acceptance as \
     required and the like entail liability",
);

/// 第七十二条 · Art. 72
pub static PROCUREMENT_REGULATION_72: Article = STATUTE.article(
    ["GPR 72", "第七十二条", "Art. 72"],
    "供应商拒不签订合同、未按文件签约、转包、提供假冒伪劣产品、擅自变更合同等的，依法追究法律责\
     任",
    "A supplier that refuses to sign, signs otherwise than the documents say, assigns the \
     contract, supplies counterfeit or inferior products, alters the contract or the like is \
     held liable",
);

/// 第七十二条第（二）项 · Art. 72(2)
pub static PROCUREMENT_REGULATION_72_2: Article = STATUTE.article(
    ["GPR 72(2)", "第七十二条第（二）项", "Art. 72(2)"],
    "中标或者成交后无正当理由拒不与采购人签订政府采购合同的，依法追究法律责任",
    "A supplier that without good reason refuses to sign after the award is held liable",
);

/// 第七十二条第（三）项 · Art. 72(3)
pub static PROCUREMENT_REGULATION_72_3: Article = STATUTE.article(
    ["GPR 72(3)", "第七十二条第（三）项", "Art. 72(3)"],
    "未按照采购文件确定的事项签订政府采购合同的，依法追究法律责任",
    "A supplier that signs otherwise than the procurement documents laid down is held liable",
);

/// 第七十二条第（四）项 · Art. 72(4)
pub static PROCUREMENT_REGULATION_72_4: Article = STATUTE.article(
    ["GPR 72(4)", "第七十二条第（四）项", "Art. 72(4)"],
    "将政府采购合同转包的，依法追究法律责任",
    "A supplier that assigns the contract is held liable",
);

/// 第七十二条第（五）项 · Art. 72(5)
pub static PROCUREMENT_REGULATION_72_5: Article = STATUTE.article(
    ["GPR 72(5)", "第七十二条第（五）项", "Art. 72(5)"],
    "提供假冒伪劣产品的，依法追究法律责任",
    "A supplier that supplies counterfeit or inferior products is held liable",
);

/// 第七十二条第（六）项 · Art. 72(6)
pub static PROCUREMENT_REGULATION_72_6: Article = STATUTE.article(
    ["GPR 72(6)", "第七十二条第（六）项", "Art. 72(6)"],
    "擅自变更、中止或者终止政府采购合同的，依法追究法律责任",
    "A supplier that alters, suspends or ends the contract without authority is held liable",
);

/// 第七十四条 · Art. 74
pub static PROCUREMENT_REGULATION_74: Article = STATUTE.article(
    ["GPR 74", "第七十四条", "Art. 74"],
    "恶意串通的七种情形",
    "Seven circumstances of malicious collusion",
);

/// 第七十四条第（一）项 · Art. 74(1)
pub static PROCUREMENT_REGULATION_74_1: Article = STATUTE.article(
    ["GPR 74(1)", "第七十四条第（一）项", "Art. 74(1)"],
    "属于恶意串通：供应商直接或者间接从采购人或者采购代理机构处获得其他供应商的相关情况并修改其\
     投标文件或者响应文件",
    "Is malicious collusion: a supplier learns of other suppliers from purchaser or agency and \
     alters its bid or response",
);

/// 第七十四条第（二）项 · Art. 74(2)
pub static PROCUREMENT_REGULATION_74_2: Article = STATUTE.article(
    ["GPR 74(2)", "第七十四条第（二）项", "Art. 74(2)"],
    "属于恶意串通：供应商按照采购人或者采购代理机构的授意撤换、修改投标文件或者响应文件",
    "Is malicious collusion: a supplier replaces or alters its bid or response as purchaser or \
     agency had it do",
);

/// 第七十四条第（三）项 · Art. 74(3)
pub static PROCUREMENT_REGULATION_74_3: Article = STATUTE.article(
    ["GPR 74(3)", "第七十四条第（三）项", "Art. 74(3)"],
    "属于恶意串通：供应商之间协商报价、技术方案等投标文件或者响应文件的实质性内容",
    "Is malicious collusion: suppliers agree on prices, proposals or other substance of their \
     bids or responses",
);

/// 第七十四条第（四）项 · Art. 74(4)
pub static PROCUREMENT_REGULATION_74_4: Article = STATUTE.article(
    ["GPR 74(4)", "第七十四条第（四）项", "Art. 74(4)"],
    "属于恶意串通：属于同一集团、协会、商会等组织成员的供应商按照该组织要求协同参加政府采购活动",
    "Is malicious collusion: members of one group, association or chamber take part in concert \
     as it required",
);

/// 第七十四条第（五）项 · Art. 74(5)
pub static PROCUREMENT_REGULATION_74_5: Article = STATUTE.article(
    ["GPR 74(5)", "第七十四条第（五）项", "Art. 74(5)"],
    "属于恶意串通：供应商之间事先约定由某一特定供应商中标、成交",
    "Is malicious collusion: suppliers agree beforehand that a particular one of them wins",
);

/// 第七十四条第（六）项 · Art. 74(6)
pub static PROCUREMENT_REGULATION_74_6: Article = STATUTE.article(
    ["GPR 74(6)", "第七十四条第（六）项", "Art. 74(6)"],
    "属于恶意串通：供应商之间商定部分供应商放弃参加政府采购活动或者放弃中标、成交",
    "Is malicious collusion: suppliers agree that some of them stay away or give up the award",
);

/// 第七十四条第（七）项 · Art. 74(7)
pub static PROCUREMENT_REGULATION_74_7: Article = STATUTE.article(
    ["GPR 74(7)", "第七十四条第（七）项", "Art. 74(7)"],
    "属于恶意串通：供应商与采购人或者采购代理机构之间、供应商相互之间，为谋求特定供应商中标、成\
     交或者排斥其他供应商的其他串通行为",
    "Is malicious collusion: other collusion, with purchaser or agency or among suppliers, so \
     that a particular supplier wins or others are excluded",
);

/// 第七十五条 · Art. 75
pub static PROCUREMENT_REGULATION_75: Article = STATUTE.article(
    ["GPR 75", "第七十五条", "Art. 75"],
    "评审专家未按照采购文件规定的评审程序、评审方法和评审标准进行独立评审，或者与供应商存在利害\
     关系未回避的，给予警告、罚款，其评审意见无效",
    "An expert who does not evaluate independently by the documents' procedure, method and \
     standards, or does not withdraw despite an interest, is warned and fined, and the opinion \
     is void",
);
