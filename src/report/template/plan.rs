//! Which sheets the template has and which fields stand on each. A field that is in no list stands beside the field before
//! it in the vocabulary, so that a new field appears by itself.

use crate::record::Field::{self, *};
use crate::record::spelling::FIELDS;
use crate::text::Text;

/// A sheet of the template.
#[derive(Debug)]
pub(super) struct Plan {
    /// Its name.
    pub(super) name: Text,
    /// What belongs on it.
    pub(super) about: Text,
    /// Whether it is a form: a label and its value in each row.
    pub(super) form: bool,
    /// Its fields in order.
    pub(super) fields: Vec<Field>,
}

/// Fields without a place of their own: the rank of a candidate says the same as the columns of candidates, numbers of rows say
/// nothing, and of offers the first and the last are asked for, without options.
pub const LEFT_OUT: &[Field] = &[
    SequenceNo,
    FirstCandidate,
    SecondCandidate,
    ThirdCandidate,
    InterimPrice,
    OfferRound,
    OptionPrice,
    OptionName,
];

/// A sheet as it is listed: its name, what belongs on it, whether it is a form, its fields.
type Listed = (Text, Text, bool, &'static [Field]);

#[rustfmt::skip]
static SHEETS: &[Listed] = &[
    (Text::of("项目信息", "Project"), Text::of("采购项目的基本情况和时间节点，每行一项", "the purchase and its dates, one to a row"), true, &[
        ProjectId, ProjectName, BuyerName, BuyerUscc, BuyerPhone, BuyerAddress, BuyerContact, Handler,
        AgencyName, AgencyPhone, AgencyAddress, AgencyContact, AgencyLegalRepresentative, AgencyShareholders,
        Budget, PriceCeiling, ReservePrice, ProcurementMethod, EvaluationMethod, Status, Jurisdiction, OpenTenderThreshold,
        MinimumBidDays, OrganisationForm, CategoryCode, IntentDate, ApprovalNo, ApprovalDate, NoticeDate, NoticeEnd,
        DocumentIssueDate, DocumentEndDate, Deadline, OpeningTime, OpeningPlace, AwardNoticeDate, BidValidity,
    ]),
    (Text::of("包", "Packages"), Text::of("分包采购时每包一行，不分包可以不填", "one row a package; leave it blank where there is only one"), false,
        &[PackageNo, PackageName, Budget, PriceCeiling]),
    (Text::of("投标人", "Bidders"), Text::of("每个投标人一行", "one row a bidder"), false, &[
        BidderName, BidderUscc, ConsortiumMembers, LegalRepresentative, LegalRepresentativeId, LegalRepresentativePhone,
        AgentName, AgentId, AgentPhone, ContactName, ContactPhone, Email, RegisteredAddress, OfficeAddress,
        EstablishedDate, RegisteredCapital, PaidInCapital, InsuredCount, BankName, BankAccount,
    ]),
    (Text::of("报名登记", "Registrations"), Text::of("报名、获取采购文件的登记", "who registered or fetched the documents"), false,
        &[PackageNo, BidderName, RegisterTime, RegisterPerson]),
    (Text::of("开标记录", "Opening"), Text::of("每个投标人每包一行", "one row a bidder and package"), false, &[
        PackageNo, BidderName, BidPrice, BidPriceInCapitals, FinalPrice, DiscountRate, DeliveryPeriod, SubmitTime, Remark,
    ]),
    (Text::of("报价明细", "Items"), Text::of("各投标人的分项报价，每项一行", "prices item by item"), false, &[
        PackageNo, BidderName, ItemNo, ItemName, Brand, Model, Manufacturer, Origin, Specification, Response, Deviation,
        Quantity, Unit, UnitPrice, LineTotal, TaxRate, Warranty, ManMonths, MarketPrice,
    ]),
    (Text::of("资格审查", "Qualification"), Text::of("每个投标人每项审查一行", "one row a bidder and item checked"), false,
        &[PackageNo, BidderName, QualificationItem, Qualified, RejectionReason]),
    (Text::of("评分", "Scores"), Text::of("每个评委对每个投标人每个评分项一行", "one row an expert, bidder and criterion"), false, &[
        PackageNo, ExpertName, ExpertRole, ExpertEmployer, ExpertSource, BidderName, ScoreItem, ScoreType, MaxScore, Score,
        PriceScore, TechnicalScore, BusinessScore, TotalScore,
    ]),
    (Text::of("文件痕迹", "Traces"), Text::of("电子交易平台和投标文件里的机器码、MAC、IP 等，每个投标人一行", "machine codes, MAC and IP addresses from the platform and the bid files"), false, &[
        BidderName, MachineCode, CreationCode, Mac, CpuId, DiskSerial, MainboardSerial, Ip, ExitIp, CaSerial, CostingLockNo,
        DocumentAuthor, DocumentLastModifiedBy, DocumentDevice, DocumentCompany, DocumentCreated, DocumentModified, AccountId,
    ]),
    (Text::of("保证金", "Deposits"), Text::of("每笔保证金一行", "one row a deposit"), false, &[
        PackageNo, BidderName, DepositPayerName, PayerAccount, DepositAmount, DepositTime, DepositSerial, DepositForm, RefundAccount,
    ]),
    (Text::of("股东与任职", "Shareholders"), Text::of("每个股东或者任职人员一行", "one row a shareholder or officer"), false,
        &[BidderName, Shareholders, SharePercent, Controller, Officers]),
    (Text::of("项目组成员", "Members"), Text::of("投标人拟派的人员，每人一行", "the bidders' staff for the project"), false, &[
        BidderName, MemberName, MemberId, MemberRole, MemberCertificate, InsuredEmployer, ReferenceProject, ReferenceClient,
    ]),
    (Text::of("采购人与代理机构人员", "Officials"), Text::of("经办、决策人员及其亲属，每人一行", "staff of the purchaser and the agency, with relatives"), false,
        &[BuyerName, MemberName, MemberId, MemberRole, FormerEmployer, Relative]),
    (Text::of("中标候选人与结果", "Award"), Text::of("每个候选人每包一行", "one row a candidate and package"), false,
        &[PackageNo, BidderName, Rank, IsWinner, AwardAmount, Withdrawn, WithdrawReason]),
    (Text::of("合同与补充协议", "Contracts"), Text::of("每份合同或者补充协议一行", "one row a contract or supplement"), false, &[
        PackageNo, ContractNo, ContractName, Winner, ContractDate, ContractAmount, ContractStart, ContractEnd,
        AmendmentAmount, AmendmentDate, Subcontractor, PaymentDate, PaymentAmount, InvoiceDate,
    ]),
    (Text::of("履约验收", "Acceptance"), Text::of("实际交付与投标、合同对照，每项一行", "what was delivered, item by item"), false, &[
        PackageNo, ItemNo, ItemName, ContractQuantity, ContractWarranty, DeliveredBrand, DeliveredModel, DeliveredQuantity,
        DeliveredSpecification, DeliveredWarranty, SerialNo, ManufactureDate, DeliveryDate, GoLiveDate, AcceptanceDate,
        AcceptanceResult, AcceptanceMembers, ChangeApproval, Penalty,
    ]),
    (Text::of("年度采购台账", "Ledger"), Text::of("采购人各年度的采购，每个项目一行", "the purchaser's other purchases, one row a project"), false, &[
        FiscalYear, ProjectId, ProjectName, BuyerName, Department, Category, BudgetItem, ProcurementMethod, Budget, NoticeDate, BidderCount,
        BiddersWithPrices, Winner, AwardAmount, AwardDate,
    ]),
];

/// The sheets, with every field of the vocabulary on one of them at least.
pub(super) fn sheets() -> Vec<Plan> {
    let mut plans: Vec<Plan> = SHEETS
        .iter()
        .map(|(name, about, form, fields)| Plan {
            name: name.clone(),
            about: about.clone(),
            form: *form,
            fields: fields.to_vec(),
        })
        .collect();
    let mut before = ProjectId;
    for field in FIELDS.iter().map(|info| info.field) {
        if LEFT_OUT.contains(&field) {
            continue;
        }
        if !plans.iter().any(|plan| plan.fields.contains(&field))
            && let Some((plan, at)) = plans.iter_mut().find_map(|plan| {
                let at = plan.fields.iter().position(|known| *known == before)?;
                Some((plan, at))
            })
        {
            plan.fields.insert(at + 1, field);
        }
        before = field;
    }
    plans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_place() {
        let plans = sheets();
        for info in FIELDS.iter().filter(|info| !LEFT_OUT.contains(&info.field)) {
            assert!(plans.iter().any(|plan| plan.fields.contains(&info.field)), "{}", info.slug);
        }
    }
}
