//! The closed vocabulary of columns: what a column can mean, and how its cells are to be read.
//!
//! Between `source` and everything after it: a header spelling becomes a [`Field`] (see `header`), and the
//! field's [`Kind`] tells how each cell below it is parsed. The spellings stand in `spelling`.

use super::spelling::FIELDS;
use crate::text::Text;

pub use super::kind::{FieldInfo, Kind};

/// What a column, or the label of a form, can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 项目编号
    ProjectId,
    /// 项目名称
    ProjectName,
    /// 包号
    PackageNo,
    /// 包名称
    PackageName,
    /// 采购人
    BuyerName,
    /// 采购人统一社会信用代码
    BuyerUscc,
    /// 采购人联系方式
    BuyerPhone,
    /// 采购人地址
    BuyerAddress,
    /// 采购人联系人
    BuyerContact,
    /// 主管部门
    Department,
    /// 经办人
    Handler,
    /// 代理机构
    AgencyName,
    /// 代理机构电话
    AgencyPhone,
    /// 代理机构地址
    AgencyAddress,
    /// 代理机构联系人
    AgencyContact,
    /// 代理机构法定代表人
    AgencyLegalRepresentative,
    /// 代理机构股东
    AgencyShareholders,
    /// 预算金额
    Budget,
    /// 最高限价
    PriceCeiling,
    /// 标底
    ReservePrice,
    /// 采购方式
    ProcurementMethod,
    /// 评标办法
    EvaluationMethod,
    /// 项目状态
    Status,
    /// 行政区划
    Jurisdiction,
    /// 币种: of the amounts of its row.
    Currency,
    /// 公开招标数额标准
    OpenTenderThreshold,
    /// 等标期要求
    MinimumBidDays,
    /// 组织形式
    OrganisationForm,
    /// 品目
    Category,
    /// 品目编码
    CategoryCode,
    /// 预算项目
    BudgetItem,
    /// 年度
    FiscalYear,
    /// 意向公开时间
    IntentDate,
    /// 批复文号
    ApprovalNo,
    /// 批复时间
    ApprovalDate,
    /// 公告时间
    NoticeDate,
    /// 公告截止
    NoticeEnd,
    /// 文件发出日期
    DocumentIssueDate,
    /// 文件发售截止
    DocumentEndDate,
    /// 投标截止时间
    Deadline,
    /// 开标时间
    OpeningTime,
    /// 开标地点
    OpeningPlace,
    /// 中标日期
    AwardDate,
    /// 中标通知书日期
    AwardNoticeDate,
    /// 中标金额
    AwardAmount,
    /// 中标人
    Winner,
    /// 第一中标候选人
    FirstCandidate,
    /// 第二中标候选人
    SecondCandidate,
    /// 第三中标候选人
    ThirdCandidate,
    /// 是否中标
    IsWinner,
    /// 是否弃标
    Withdrawn,
    /// 弃标原因
    WithdrawReason,
    /// 排名
    Rank,
    /// 序号
    SequenceNo,
    /// 投标人
    BidderName,
    /// 参与供应商及报价
    BiddersWithPrices,
    /// 投标人数
    BidderCount,
    /// 联合体成员
    ConsortiumMembers,
    /// 统一社会信用代码
    BidderUscc,
    /// 法定代表人
    LegalRepresentative,
    /// 法定代表人身份证号
    LegalRepresentativeId,
    /// 法人电话
    LegalRepresentativePhone,
    /// 授权代表
    AgentName,
    /// 授权代表身份证号
    AgentId,
    /// 授权代表电话
    AgentPhone,
    /// 联系人
    ContactName,
    /// 联系电话
    ContactPhone,
    /// 邮箱
    Email,
    /// 注册地址
    RegisteredAddress,
    /// 办公地址
    OfficeAddress,
    /// 成立日期
    EstablishedDate,
    /// 注册资本
    RegisteredCapital,
    /// 实缴资本
    PaidInCapital,
    /// 参保人数
    InsuredCount,
    /// 股东
    Shareholders,
    /// 持股比例
    SharePercent,
    /// 实际控制人
    Controller,
    /// 董事
    Officers,
    /// 原工作单位
    FormerEmployer,
    /// 开户行
    BankName,
    /// 银行账号
    BankAccount,
    /// 付款账号
    PayerAccount,
    /// 付款人
    DepositPayerName,
    /// 保证金金额
    DepositAmount,
    /// 到账时间
    DepositTime,
    /// 流水号
    DepositSerial,
    /// 缴纳方式
    DepositForm,
    /// 退款账号
    RefundAccount,
    /// 投标报价
    BidPrice,
    /// 大写
    BidPriceInCapitals,
    /// 最终报价
    FinalPrice,
    /// 中间轮次报价: an offer between the first and the last.
    InterimPrice,
    /// 报价轮次
    OfferRound,
    /// 备选报价: the price of an option or an alternate, which is no part of the offer.
    OptionPrice,
    /// 备选方案
    OptionName,
    /// 下浮率
    DiscountRate,
    /// 费率: what is charged for each hundred, the opposite of a discount.
    FeeRate,
    /// 交货期
    DeliveryPeriod,
    /// 投标有效期
    BidValidity,
    /// 递交时间
    SubmitTime,
    /// 报名时间
    RegisterTime,
    /// 报名人
    RegisterPerson,
    /// 资格审查结果
    Qualified,
    /// 否决原因
    RejectionReason,
    /// 备注
    Remark,
    /// 审查内容
    QualificationItem,
    /// 分项序号
    ItemNo,
    /// 货物名称
    ItemName,
    /// 品牌
    Brand,
    /// 型号
    Model,
    /// 变更审批
    ChangeApproval,
    /// 制造商
    Manufacturer,
    /// 产地
    Origin,
    /// 技术参数
    Specification,
    /// 投标响应
    Response,
    /// 偏离
    Deviation,
    /// 数量
    Quantity,
    /// 合同数量
    ContractQuantity,
    /// 单位
    Unit,
    /// 单价
    UnitPrice,
    /// 合价
    LineTotal,
    /// 税率
    TaxRate,
    /// 质保期
    Warranty,
    /// 合同质保期
    ContractWarranty,
    /// 实际质保期
    DeliveredWarranty,
    /// 人月
    ManMonths,
    /// 姓名
    MemberName,
    /// 身份证号(人员)
    MemberId,
    /// 亲属
    Relative,
    /// 岗位
    MemberRole,
    /// 证书编号
    MemberCertificate,
    /// 社保缴纳单位
    InsuredEmployer,
    /// 业绩名称
    ReferenceProject,
    /// 业主单位(业绩)
    ReferenceClient,
    /// 机器码
    MachineCode,
    /// 文件创建标识码
    CreationCode,
    /// MAC
    Mac,
    /// CPU序列号
    CpuId,
    /// 硬盘序列号
    DiskSerial,
    /// 主板序列号
    MainboardSerial,
    /// IP
    Ip,
    /// 出口IP: the address of the platform or the hall, the same for everybody there.
    ExitIp,
    /// CA证书号
    CaSerial,
    /// 计价软件加密锁号
    CostingLockNo,
    /// 作者
    DocumentAuthor,
    /// 最后修改人
    DocumentLastModifiedBy,
    /// 文档设备标识: the identifier that WPS writes into a document for the machine and user.
    DocumentDevice,
    /// 公司(文档属性)
    DocumentCompany,
    /// 创建时间
    DocumentCreated,
    /// 修改时间
    DocumentModified,
    /// 平台账号
    AccountId,
    /// 评委
    ExpertName,
    /// 成员类别
    ExpertRole,
    /// 工作单位
    ExpertEmployer,
    /// 抽取方式
    ExpertSource,
    /// 评分项
    ScoreItem,
    /// 主客观
    ScoreType,
    /// 分值
    MaxScore,
    /// 得分
    Score,
    /// 价格分
    PriceScore,
    /// 技术分
    TechnicalScore,
    /// 商务分
    BusinessScore,
    /// 客观分
    ObjectiveScore,
    /// 主观分
    SubjectiveScore,
    /// 总分
    TotalScore,
    /// 合同编号
    ContractNo,
    /// 合同名称
    ContractName,
    /// 签订日期
    ContractDate,
    /// 合同金额
    ContractAmount,
    /// 合同开始日期
    ContractStart,
    /// 合同截止日期
    ContractEnd,
    /// 补充合同金额
    AmendmentAmount,
    /// 补充合同日期
    AmendmentDate,
    /// 变更后合同金额: the whole contract after a change, not what the change adds.
    AdjustedAmount,
    /// 分包单位
    Subcontractor,
    /// 付款日期
    PaymentDate,
    /// 付款金额
    PaymentAmount,
    /// 发票日期
    InvoiceDate,
    /// 到货日期
    DeliveryDate,
    /// 上线时间
    GoLiveDate,
    /// 验收日期
    AcceptanceDate,
    /// 验收结论
    AcceptanceResult,
    /// 验收人
    AcceptanceMembers,
    /// 实际品牌
    DeliveredBrand,
    /// 实际型号
    DeliveredModel,
    /// 实收数量
    DeliveredQuantity,
    /// 实测值
    DeliveredSpecification,
    /// 序列号
    SerialNo,
    /// 生产日期
    ManufactureDate,
    /// 违约金
    Penalty,
    /// 市场价
    MarketPrice,
}

impl Field {
    /// What is known of it.
    pub fn info(self) -> &'static FieldInfo {
        &FIELDS[self as usize]
    }

    /// Its name in JSON.
    pub fn slug(self) -> &'static str {
        self.info().slug
    }

    /// How its cells are read.
    pub fn kind(self) -> Kind {
        self.info().kind
    }

    /// Its name, as shown to people.
    pub fn name(self) -> Text {
        Text::of(self.info().zh[0], self.info().en[0])
    }

    /// The field with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        FIELDS.iter().find(|info| info.slug == slug).map(|info| info.field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_follows_the_vocabulary() {
        for (at, info) in FIELDS.iter().enumerate() {
            assert_eq!(info.field as usize, at, "{} stands in the wrong place", info.slug);
            assert_eq!(Field::from_slug(info.slug), Some(info.field));
            assert!(!info.zh.is_empty() && !info.en.is_empty(), "{} has no spelling", info.slug);
        }
    }
}
