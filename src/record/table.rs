//! The kinds of tables that bid workbooks hold, told by the fields of their headers.

use super::field::Field;
use crate::text::Text;

/// What a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableKind {
    /// 项目概况: key and value pairs about the project.
    Project,
    /// 开标记录: bidders and prices.
    Opening,
    /// 投标人基本情况: particulars of bidders, in rows or a form each.
    Particulars,
    /// 报名登记: who registered or fetched the documents.
    Registration,
    /// 保证金: deposits.
    Deposit,
    /// 电子痕迹: machine codes, MAC and IP addresses, keys.
    Trace,
    /// 分项报价: prices item by item.
    Items,
    /// 评审打分: scores.
    Scores,
    /// 资格审查: qualification and conformity.
    Qualification,
    /// 中标候选人 and 中标结果: candidates and award.
    Award,
    /// 合同: contracts and supplements.
    Contract,
    /// 验收: delivered against bid.
    Acceptance,
    /// 股权与任职: shareholders and officers.
    Shareholding,
    /// 项目组成员: the bidders' project staff.
    Members,
    /// 采购人与代理机构人员: staff of the purchaser or the agency.
    OfficialStaff,
    /// 采购项目台账: a ledger, one project or package a row.
    Ledger,
    /// Rows with known columns that fit none of these.
    Other,
}

impl TableKind {
    /// Every kind.
    pub const ALL: [Self; 17] = [
        Self::Project,
        Self::Opening,
        Self::Particulars,
        Self::Registration,
        Self::Deposit,
        Self::Trace,
        Self::Items,
        Self::Scores,
        Self::Qualification,
        Self::Award,
        Self::Contract,
        Self::Acceptance,
        Self::Shareholding,
        Self::Members,
        Self::OfficialStaff,
        Self::Ledger,
        Self::Other,
    ];

    /// Its name in JSON.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Opening => "opening",
            Self::Particulars => "particulars",
            Self::Registration => "registration",
            Self::Deposit => "deposit",
            Self::Trace => "trace",
            Self::Items => "items",
            Self::Scores => "scores",
            Self::Qualification => "qualification",
            Self::Award => "award",
            Self::Contract => "contract",
            Self::Acceptance => "acceptance",
            Self::Shareholding => "shareholding",
            Self::Members => "members",
            Self::OfficialStaff => "official_staff",
            Self::Ledger => "ledger",
            Self::Other => "other",
        }
    }

    /// Its name, as shown to people.
    pub fn name(self) -> Text {
        match self {
            Self::Project => Text::of("项目概况", "project"),
            Self::Opening => Text::of("开标记录", "opening record"),
            Self::Particulars => Text::of("投标人基本情况", "bidders' particulars"),
            Self::Registration => Text::of("报名登记", "registrations"),
            Self::Deposit => Text::of("保证金登记", "deposits"),
            Self::Trace => Text::of("电子痕迹", "platform traces"),
            Self::Items => Text::of("分项报价", "item prices"),
            Self::Scores => Text::of("评审打分", "scores"),
            Self::Qualification => Text::of("资格审查", "qualification"),
            Self::Award => Text::of("候选人与结果", "candidates and award"),
            Self::Contract => Text::of("合同", "contracts"),
            Self::Acceptance => Text::of("验收", "acceptance"),
            Self::Shareholding => Text::of("股权与任职", "shareholders and officers"),
            Self::Members => Text::of("项目组成员", "project staff"),
            Self::OfficialStaff => {
                Text::of("采购人与代理机构人员", "purchaser's and agency's staff")
            }
            Self::Ledger => Text::of("采购台账", "ledger"),
            Self::Other => Text::of("其他表", "other table"),
        }
    }

    /// Tells the kind from the fields of a header and the words of the title and sheet name.
    ///
    /// The order matters: the more particular tables first.
    pub fn of(fields: &[Field], title: &str) -> Self {
        use Field::*;
        let has = |wanted: &[Field]| wanted.iter().any(|field| fields.contains(field));
        let said = |words: &[&str]| words.iter().any(|word| title.contains(word));
        let bidder = has(&[BidderName, BidderUscc]);
        if has(&[
            DeliveredBrand,
            DeliveredModel,
            DeliveredQuantity,
            DeliveredSpecification,
            DeliveredWarranty,
        ]) || (has(&[AcceptanceDate, DeliveryDate, GoLiveDate])
            && !has(&[ProcurementMethod, Budget]))
        {
            return Self::Acceptance;
        }
        let project = has(&[ProjectName, ProjectId]);
        if has(&[PackageNo]) && has(&[Budget, PriceCeiling]) && !bidder && !project {
            return Self::Project;
        }
        // A flat table of bids, a row each, over one project or many.
        if project
            && bidder
            && has(&[BidPrice, FinalPrice])
            && !has(&[Winner, BiddersWithPrices, ItemName, UnitPrice, ContractDate])
        {
            return Self::Opening;
        }
        if project
            && (has(&[BiddersWithPrices])
                || (has(&[Winner, AwardAmount, ContractAmount, BidderCount, AwardDate])
                    && has(&[
                        Budget,
                        ProcurementMethod,
                        OpeningTime,
                        NoticeDate,
                        BuyerName,
                        FiscalYear,
                        AwardAmount,
                        BidderCount,
                    ])))
        {
            return Self::Ledger;
        }
        if has(&[
            Mac,
            MachineCode,
            CreationCode,
            DiskSerial,
            CaSerial,
            CpuId,
            MainboardSerial,
            CostingLockNo,
        ]) {
            return Self::Trace;
        }
        if has(&[PaymentDate, PaymentAmount, InvoiceDate])
            && !has(&[DepositAmount, DepositTime, ContractDate])
        {
            return Self::Other;
        }
        if has(&[DepositPayerName, DepositSerial, DepositTime, DepositForm, PayerAccount])
            || (bidder && has(&[BankAccount]) && said(&["保证金"]))
        {
            return Self::Deposit;
        }
        if has(&[DocumentAuthor, DocumentLastModifiedBy]) {
            return Self::Trace;
        }
        if has(&[ItemName, ItemNo]) && has(&[UnitPrice, LineTotal, Brand, Model])
            || (has(&[ItemName]) && has(&[Quantity, ManMonths, BidPrice]))
        {
            return Self::Items;
        }
        if has(&[
            ExpertName,
            Score,
            TotalScore,
            PriceScore,
            TechnicalScore,
            BusinessScore,
            ObjectiveScore,
            SubjectiveScore,
            ScoreItem,
        ]) {
            return Self::Scores;
        }
        if has(&[QualificationItem]) || (bidder && has(&[RejectionReason])) {
            return if has(&[BidPrice, FinalPrice]) { Self::Opening } else { Self::Qualification };
        }
        if has(&[
            ContractNo,
            ContractName,
            ContractDate,
            ContractAmount,
            AmendmentAmount,
            AmendmentDate,
            AdjustedAmount,
        ]) {
            return if project && has(&[Budget, ProcurementMethod]) {
                Self::Ledger
            } else {
                Self::Contract
            };
        }
        if has(&[FormerEmployer, Relative])
            || (has(&[MemberName, Handler])
                && !bidder
                && said(&[
                    "采购人员",
                    "采购人人员",
                    "经办人员",
                    "采购单位人员",
                    "代理机构人员",
                    "工作人员",
                    "在职",
                    "离职",
                ]))
        {
            return Self::OfficialStaff;
        }
        if has(&[SharePercent, Shareholders, Controller]) && !has(&[LegalRepresentative]) {
            return Self::Shareholding;
        }
        if bidder
            && has(&[BidPrice, FinalPrice, BidPriceInCapitals])
            && !has(&[Winner, FirstCandidate])
        {
            return Self::Opening;
        }
        if has(&[Rank, IsWinner, AwardAmount, FirstCandidate, Withdrawn, WithdrawReason])
            || (has(&[Winner]) && !project)
        {
            return Self::Award;
        }
        if has(&[MemberName, MemberCertificate]) {
            return Self::Members;
        }
        if bidder
            && has(&[BidPrice, FinalPrice, BidPriceInCapitals, DiscountRate, FeeRate, UnitPrice])
        {
            return Self::Opening;
        }
        if has(&[RegisterTime, RegisterPerson]) {
            return Self::Registration;
        }
        if bidder
            && has(&[
                LegalRepresentative,
                RegisteredAddress,
                OfficeAddress,
                BidderUscc,
                ContactPhone,
                AgentPhone,
                AgentName,
                ContactName,
                Email,
                BankAccount,
                RegisteredCapital,
                Shareholders,
            ])
        {
            return Self::Particulars;
        }
        if bidder && has(&[SubmitTime, Ip, DeliveryPeriod, Warranty]) {
            return Self::Opening;
        }
        if project && has(&[Budget, ProcurementMethod, AwardAmount, Winner, BuyerName]) {
            return Self::Ledger;
        }
        Self::Other
    }

    /// What a field means in this kind of table, where its spelling is shared by two.
    pub fn meaning(self, field: Field) -> Field {
        use Field::*;
        match (self, field) {
            // In a flat table of bids each contract was tendered by itself.
            (Self::Opening, ContractNo) => PackageNo,
            (Self::Deposit, BankAccount) => PayerAccount,
            (Self::Deposit, LineTotal) => DepositAmount,
            (Self::Contract, BidderName) => Winner,
            (Self::Contract, LineTotal | BidPrice) => ContractAmount,
            (Self::Ledger, LineTotal) => AwardAmount,
            (Self::Items, BidPrice) => LineTotal,
            (Self::Items, SequenceNo) => ItemNo,
            (Self::Acceptance, SequenceNo) => ItemNo,
            (Self::Scores, Quantity) => Score,
            _ => field,
        }
    }
}
