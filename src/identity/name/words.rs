//! The vocabulary of company names: industries, legal forms, branches, marks of English names.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Industry words; a run of them before the legal form is the industry of a name.
const INDUSTRIES: &str = "信息 技术 科技 软件 网络 数据 大数据 数字 数码 智能 智慧 系统 系统集成 集成 电子 电子商务 通信 通讯 \
计算机 电脑 互联网 物联网 云计算 云服务 政务 产业 安全 档案 文化 传媒 广告 传播 教育 培训 咨询 管理 服务 人力资源 劳务 派遣 外包 \
金融 投资 资产 保险 经纪 融资 租赁 担保 贸易 商贸 商务 实业 工贸 进出口 国际 供应链 物流 运输 建设 建筑 建工 建造 工程 安装 装饰 \
装修 装潢 市政 园林 绿化 景观 路桥 公路 水利 水电 水务 环保 环境 生态 农业 农产品 林业 食品 餐饮 粮油 医疗 医药 药业 制药 生物 \
制品 器械 健康 康养 养老 设备 机电 机械 电气 电力 电器 自动化 仪器 仪表 能源 新能源 光电 材料 建材 化工 消防 安防 保安 保洁 物业 \
后勤 房地产 置业 地产 开发 招标 代理 采购 造价 监理 勘察 设计 规划 测绘 检测 评估 审计 会计师 会计 律师 税务师 税务 办公 用品 \
家具 印刷 印务 图文 文具 汽车 旅游 酒店 发展 控股 资本 创业 创新 研究 研发 运营 运维 维护 支付 一卡通 金卡 社保 人力 认证 征信 \
信用 拍卖 出版 影视 体育 服装 纺织 制造 工业 电缆 钢结构 幕墙 门窗 照明 制冷 空调 电梯 房屋 项目 养护 修缮 古建 地质 岩土 基础 \
桩基 交通 航空 轨道 港航 矿业 石油 燃气 热力 供水 排水 污水 处理 清洁 翻译 会展 展览 策划 家政 无人机 遥感 地理 就业 土木 总承包";

static INDUSTRY_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| INDUSTRIES.split_whitespace().collect());

/// Splits `华远信息技术` into its brand and its industry words.
///
/// A brand keeps two characters where it can, so 新科技 stays a brand of its own.
pub(super) fn split_industry(stem: &str) -> (String, Vec<String>) {
    let characters: Vec<char> = stem.chars().collect();
    let mut end = characters.len();
    let mut words = Vec::new();
    while end > 2 {
        let longest = (2..=4.min(end - 2)).rev().find_map(|len| {
            let word: String = characters[end - len..end].iter().collect();
            INDUSTRY_WORDS.contains(word.as_str()).then_some(word)
        });
        let Some(word) = longest else { break };
        end -= word.chars().count();
        words.push(word);
    }
    words.reverse();
    (characters[..end].iter().collect(), words)
}

/// Whether the text consists of industry words alone, as 信息技术.
pub(super) fn only_industry(text: &str) -> bool {
    let (brand, _) = split_industry(text);
    INDUSTRY_WORDS.contains(brand.as_str())
}

/// Legal forms as written, brackets dropped, and the form they are equal to; the longest first.
const LEGAL_FORMS: &[(&str, &str)] = &[
    ("合伙企业特殊普通合伙", "合伙企业"),
    ("事务所特殊普通合伙", "事务所"),
    ("合伙企业普通合伙", "合伙企业"),
    ("合伙企业有限合伙", "合伙企业"),
    ("集团股份有限公司", "集团股份有限公司"),
    ("集团有限责任公司", "集团有限公司"),
    ("事务所普通合伙", "事务所"),
    ("股份有限公司", "股份有限公司"),
    ("集团股份公司", "集团股份有限公司"),
    ("有限责任公司", "有限公司"),
    ("责任有限公司", "有限公司"),
    ("集团有限公司", "集团有限公司"),
    ("有限公司集团", "集团有限公司"),
    ("股份公司", "股份有限公司"),
    ("集团公司", "集团有限公司"),
    ("有限公司", "有限公司"),
    ("特殊普通合伙", "合伙企业"),
    ("个人独资企业", "个人独资企业"),
    ("合伙企业", "合伙企业"),
    ("普通合伙", "合伙企业"),
    ("有限合伙", "合伙企业"),
    ("设计研究总院", "院"),
    ("规划设计院", "院"),
    ("设计研究院", "院"),
    ("研究总院", "院"),
    ("研究院", "院"),
    ("设计院", "院"),
    ("规划院", "院"),
    ("研究所", "研究所"),
    ("事务所", "事务所"),
    ("合作社", "合作社"),
    ("出版社", "出版社"),
    ("经营部", "经营部"),
    ("门市部", "门市部"),
    ("服务部", "服务部"),
    ("工作室", "工作室"),
    ("委员会", "委员会"),
    ("总公司", "公司"),
    ("商行", "商行"),
    ("银行", "银行"),
    ("大学", "大学"),
    ("学院", "学院"),
    ("医院", "医院"),
    ("协会", "协会"),
    ("学会", "学会"),
    ("集团", "集团"),
    ("公司", "公司"),
    ("中心", "中心"),
    ("总厂", "厂"),
    ("厂", "厂"),
];

/// The legal form at the end of a name: as written, and the form it is equal to.
pub(super) fn legal_form(text: &str) -> Option<(&'static str, &'static str)> {
    // Longest first, whatever the order of the table.
    LEGAL_FORMS
        .iter()
        .filter(|(written, _)| text.ends_with(written))
        .max_by_key(|form| form.0.len())
        .copied()
}

/// Forms that make a heading a company on their own; 公司 and 中心 also end ordinary words.
pub(super) fn is_strong_form(form: &str) -> bool {
    form.contains("有限公司")
        || matches!(form, "合伙企业" | "事务所" | "集团" | "合作社" | "银行" | "个人独资企业")
}

/// Ends of a branch's name.
const BRANCHES: &[&str] = &[
    "分公司",
    "分行",
    "支行",
    "办事处",
    "代表处",
    "分所",
    "分院",
    "分校",
    "分厂",
    "分店",
    "营业部",
    "营业厅",
    "分部",
    "项目部",
    "事业部",
    "分中心",
    "支公司",
];

/// The suffix by which the text names a branch.
pub(super) fn branch_suffix(text: &str) -> Option<&'static str> {
    BRANCHES.iter().find(|suffix| text.ends_with(**suffix)).copied()
}

/// Where the head office's name ends: behind the last 公司, 银行, 事务所… before the branch.
pub(super) fn head_office_end(text: &str, branch: &str) -> Option<usize> {
    let body = &text[..text.len() - branch.len()];
    ["公司", "银行", "事务所", "集团", "研究院", "设计院", "合伙企业", "合伙"]
        .iter()
        .filter_map(|form| body.rfind(form).map(|at| at + form.len()))
        .max()
}

/// Words that stand before 公司 in headings and sentences without naming one.
pub(super) const NOT_BRANDS: &[&str] = &[
    "投标",
    "中标",
    "成交",
    "报价",
    "供应",
    "供应商",
    "代理",
    "招标",
    "招标代理",
    "采购",
    "采购代理",
    "本",
    "我",
    "该",
    "各",
    "贵",
    "母",
    "子",
    "总",
    "分",
    "施工",
    "监理",
    "设计",
    "成员",
    "牵头",
    "候选",
    "中标候选",
    "第一",
    "第二",
    "第三",
    "所属",
    "关联",
    "控股",
    "参股",
    "投标单位",
    "单位",
    "名称",
    "制造",
    "生产",
    "制造商",
    "建设",
    "服务",
    "保险",
    "担保",
    "评标",
    "评审",
    "数据",
    "信息",
    "交易",
    "采购人",
    "物业",
    "工程",
    "有限",
    "股份",
    "原",
    "某",
    "其他",
    "咨询",
    "检测",
];

/// Abbreviations of legal form in Latin script, in lower case without dots.
const LATIN_FORMS: &str = "inc llc ltd ltda co corp gmbh ag kg sa sas sarl srl spa bv nv oy ab as aps plc llp lp pllc pc jsc \
ojsc cjsc pjsc oao zao ooo pty pvt pte bhd sdn kft doo dooel dd jv shpk eood ood est";

/// The canonical spelling of a Latin word of legal form, `word` in lower case without dots.
pub(super) fn latin_form(word: &str) -> Option<&'static str> {
    let word = match word {
        "incorporated" => "inc",
        "limited" => "ltd",
        "company" => "co",
        "corporation" => "corp",
        "private" => "pvt",
        // A slip seen in bid tabulations.
        "lcc" => "llc",
        other => other,
    };
    LATIN_FORMS.split_whitespace().find(|form| *form == word)
}

/// Latin forms that are also ordinary words: they count only in capitals (AS, SA) or at the end.
pub(super) const WEAK_LATIN_FORMS: &[&str] = &[
    "as", "sa", "ag", "ab", "lp", "dd", "pc", "spa", "est", "private", "limited", "company", "co",
];

/// Words of trade that end the names of contractors without a legal form.
pub(super) const LATIN_TRADES: &[&str] = &[
    "constructors",
    "constructor",
    "contractors",
    "construction",
    "contracting",
    "builders",
    "excavating",
    "excavation",
    "enterprises",
    "enterprise",
    "industries",
    "group",
    "holdings",
    "associates",
    "partners",
    "brothers",
    "bros",
    "engineering",
    "systems",
    "solutions",
    "electric",
    "paving",
    "university",
    "institute",
    "consortium",
    "technologies",
    "technology",
    "software",
    "services",
    "consulting",
    "consultants",
    "traders",
    "trading",
    "international",
    "sons",
    "works",
    "mechanical",
    "plumbing",
    "landscaping",
    "concrete",
    "foundation",
];

/// Words of headings that are not names of firms.
pub(super) const LATIN_HEADINGS: &[&str] = &[
    "name",
    "total",
    "price",
    "cost",
    "unit",
    "quantity",
    "qty",
    "amount",
    "estimate",
    "estimated",
    "number",
    "item",
    "description",
    "bid",
    "bidder",
    "engineer's",
    "engineers",
    "engineer’s",
    "rate",
    "date",
    "type",
    "score",
    "subtotal",
    "address",
    "phone",
    "status",
    "awarded",
];

/// Chinese words for figures, results and parts of a table that stand where a name could.
pub(super) const NOT_NAMES: &[&str] = &[
    "平均",
    "合计",
    "总分",
    "得分",
    "备注",
    "小计",
    "汇总",
    "说明",
    "分值",
    "满分",
    "最高",
    "最低",
    "标准",
    "签",
    "序",
    "名次",
    "排",
    "控制价",
    "限价",
    "预算",
    "数量",
    "单位",
    "参数",
    "要求",
    "内容",
    "规格",
    "标底",
    "流标",
    "废标",
    "终止",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_industry_leaves_a_brand_of_two_characters() {
        let split = |stem| {
            let (brand, words) = split_industry(stem);
            (brand, words.join("·"))
        };
        assert_eq!(split("衡数信息技术"), ("衡数".into(), "信息·技术".into()));
        assert_eq!(split("布拉雷水利水电建筑"), ("布拉雷".into(), "水利·水电·建筑".into()));
        assert_eq!(split("宏远"), ("宏远".into(), String::new()));
        assert_eq!(split("新科技"), ("新科技".into(), String::new()));
        assert!(only_industry("信息技术") && !only_industry("衡数信息"));
    }

    #[test]
    fn the_longest_legal_form_is_taken() {
        assert_eq!(legal_form("宏远集团有限责任公司"), Some(("集团有限责任公司", "集团有限公司")));
        assert_eq!(legal_form("宏远有限责任公司"), Some(("有限责任公司", "有限公司")));
        assert_eq!(legal_form("宏远股份公司"), Some(("股份公司", "股份有限公司")));
        assert_eq!(legal_form("宏远"), None);
    }
}
