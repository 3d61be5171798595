//! What a threshold measures.

/// What a threshold measures: one row of `thresholds.tsv` gives one figure for it.
///
/// Amounts are in yuan, periods in calendar or working days as the name says, caps and weights are shares of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    /// From this amount on goods and services are openly tendered. Splitting is judged by *more than* this amount.
    OpenTenderThreshold,
    /// The least open-tender threshold that a province may set; the fallback where none is recorded.
    OpenTenderThresholdFloor,
    /// From this amount on a purchase outside the catalogue is a government procurement.
    ProcurementLimit,
    /// The least procurement limit that a province may set; the fallback where none is recorded.
    ProcurementLimitFloor,
    /// From this amount on works, and goods and services for them, are tendered.
    MandatoryTenderThreshold,
    /// Calendar days between the first issue of tender documents and the deadline.
    MinimumTenderDays,
    /// Calendar days between the issue of consultation documents and the first responses.
    MinimumConsultationDays,
    /// Working days between the issue of negotiation documents and the first responses.
    MinimumNegotiationWorkingDays,
    /// Working days between the issue of a request for quotation and the responses.
    MinimumInquiryWorkingDays,
    /// Working days for which tender documents are available.
    MinimumDocumentSupplyWorkingDays,
    /// Working days for which consultation documents are available.
    MinimumConsultationDocumentSupplyWorkingDays,
    /// Calendar days for which tender documents for works are sold.
    MinimumDocumentSaleDays,
    /// Working days for which a notice of tender is published.
    TenderNoticeWorkingDays,
    /// Working days for which a notice of negotiation, consultation or quotation is published.
    OtherNoticeWorkingDays,
    /// Working days for which a sole supplier is published.
    SingleSourcePublicityWorkingDays,
    /// Calendar days between a clarification and the deadline of a tender.
    TenderClarificationDays,
    /// Calendar days between a clarification and the deadline of a consultation.
    ConsultationClarificationDays,
    /// Working days between a clarification and the deadline of a negotiation or quotation.
    NegotiationClarificationWorkingDays,
    /// Largest bid security, as a share of the budget.
    DepositCap,
    /// Largest bid security for works, as a share of the estimate.
    DepositCapWorks,
    /// Largest performance bond, as a share of the contract.
    PerformanceBondCap,
    /// Working days within which a bid security is returned.
    DepositRefundWorkingDays,
    /// Working days within which the report reaches the purchaser.
    ReportToBuyerWorkingDays,
    /// Working days within which the purchaser awards.
    AwardDecisionWorkingDays,
    /// Working days within which the award is published.
    AwardNoticeWorkingDays,
    /// Calendar days from the notice of award to the contract.
    ContractSigningDays,
    /// Working days within which the contract is published.
    ContractPublicationWorkingDays,
    /// Working days within which the contract is filed.
    ContractFilingWorkingDays,
    /// All supplementary contracts, as a share of the original.
    SupplementContractCap,
    /// Additions from the same source, as a share of the original contract.
    AddOnSingleSourceCap,
    /// Additions in an emergency procurement, as a share of the original contract.
    EmergencyAddOnCap,
    /// Working days within which a supplier may query.
    QueryWorkingDays,
    /// Working days within which a query is answered.
    QueryReplyWorkingDays,
    /// Working days within which a supplier may complain.
    ComplaintWorkingDays,
    /// Working days within which a complaint is decided.
    ComplaintDecisionWorkingDays,
    /// Years for which procurement documents are kept.
    ArchiveYears,
    /// Fewest bidders or responsive suppliers.
    MinimumSuppliers,
    /// Fewest suppliers in an approved negotiation after a failed open tender.
    MinimumSuppliersNegotiationException,
    /// Fewest suppliers in a consultation on services that the government purchases.
    MinimumSuppliersConsultationService,
    /// A price below this share of the mean is reviewed as abnormally low.
    AbnormallyLowMeanRatio,
    /// A lowest price below this share of the second lowest is reviewed as abnormally low.
    AbnormallyLowSecondRatio,
    /// A price below this share of the ceiling is reviewed as abnormally low.
    AbnormallyLowCeilingRatio,
    /// The highest share that tender documents may set for the three above.
    AbnormallyLowRatioMaximum,
    /// Minutes that a bidder has to explain an abnormally low price.
    AbnormallyLowExplanationMinutes,
    /// Least weight of price for goods in a tender.
    PriceWeightMinimumGoods,
    /// Least weight of price for services in a tender.
    PriceWeightMinimumServices,
    /// Least weight of price for goods in a consultation.
    PriceWeightConsultationGoodsMinimum,
    /// Greatest weight of price for goods in a consultation.
    PriceWeightConsultationGoodsMaximum,
    /// Least weight of price for services in a consultation.
    PriceWeightConsultationServicesMinimum,
    /// Greatest weight of price for services in a consultation.
    PriceWeightConsultationServicesMaximum,
    /// Fixed weight of price for goods in government information systems.
    GovernmentInformationPriceWeightGoods,
    /// Fixed weight of price for services in government information systems.
    GovernmentInformationPriceWeightServices,
    /// Fewest members of an evaluation committee, an odd number.
    PanelMinimum,
    /// Fewest members for large or complex projects, an odd number.
    PanelMinimumLarge,
    /// Fewest members of a panel for negotiation or quotation, an odd number.
    PanelMinimumNonTender,
    /// Calendar days by which an intention is published before the procurement.
    IntentionPublicityDays,
    /// From this amount on a survey of requirements is held.
    DemandSurveyAmount,
    /// Longest term in years of a contract on purchased services.
    PurchasedServiceMaximumYears,
    /// Direct loss from which collusive bidding is prosecuted.
    ProsecutionLoss,
    /// Illegal gain from which collusive bidding is prosecuted.
    ProsecutionGain,
    /// Awarded amount from which collusive bidding is prosecuted.
    ProsecutionAward,
    /// Direct loss that makes collusion aggravated.
    SevereCollusionLoss,
    /// Times of collusion in three years that make it aggravated.
    SevereCollusionRepeat,
    /// Least fine for collusion, as a share of the amount.
    PenaltyRateMinimum,
    /// Greatest fine for collusion, as a share of the amount.
    PenaltyRateMaximum,
}

/// How the table spells each metric.
pub(super) const METRICS: &[(&str, Metric)] = &[
    ("open_tender_threshold", Metric::OpenTenderThreshold),
    ("open_tender_threshold_floor", Metric::OpenTenderThresholdFloor),
    ("procurement_limit_dispersed", Metric::ProcurementLimit),
    ("procurement_limit_dispersed_floor", Metric::ProcurementLimitFloor),
    ("mandatory_tender_threshold", Metric::MandatoryTenderThreshold),
    ("open_tender_min_days", Metric::MinimumTenderDays),
    ("consultation_min_days", Metric::MinimumConsultationDays),
    ("negotiation_min_days", Metric::MinimumNegotiationWorkingDays),
    ("inquiry_min_days", Metric::MinimumInquiryWorkingDays),
    ("doc_supply_min_days", Metric::MinimumDocumentSupplyWorkingDays),
    ("consultation_doc_supply_min_days", Metric::MinimumConsultationDocumentSupplyWorkingDays),
    ("tender_doc_sale_min_days", Metric::MinimumDocumentSaleDays),
    ("notice_publication_days_tender", Metric::TenderNoticeWorkingDays),
    ("notice_publication_days_other", Metric::OtherNoticeWorkingDays),
    ("single_source_publicity_days", Metric::SingleSourcePublicityWorkingDays),
    ("clarification_min_days_tender", Metric::TenderClarificationDays),
    ("clarification_min_days_consultation", Metric::ConsultationClarificationDays),
    ("clarification_min_days_negotiation", Metric::NegotiationClarificationWorkingDays),
    ("deposit_cap", Metric::DepositCap),
    ("deposit_cap_works", Metric::DepositCapWorks),
    ("performance_bond_cap", Metric::PerformanceBondCap),
    ("deposit_refund_days", Metric::DepositRefundWorkingDays),
    ("report_to_buyer_days", Metric::ReportToBuyerWorkingDays),
    ("award_decision_days", Metric::AwardDecisionWorkingDays),
    ("award_notice_days", Metric::AwardNoticeWorkingDays),
    ("contract_sign_days", Metric::ContractSigningDays),
    ("contract_publish_days", Metric::ContractPublicationWorkingDays),
    ("contract_filing_days", Metric::ContractFilingWorkingDays),
    ("supplement_contract_cap", Metric::SupplementContractCap),
    ("addon_single_source_cap", Metric::AddOnSingleSourceCap),
    ("emergency_addon_cap", Metric::EmergencyAddOnCap),
    ("query_days", Metric::QueryWorkingDays),
    ("query_reply_days", Metric::QueryReplyWorkingDays),
    ("complaint_days", Metric::ComplaintWorkingDays),
    ("complaint_decide_days", Metric::ComplaintDecisionWorkingDays),
    ("archive_years", Metric::ArchiveYears),
    ("min_suppliers", Metric::MinimumSuppliers),
    ("min_suppliers_negotiation_exception", Metric::MinimumSuppliersNegotiationException),
    ("min_suppliers_consultation_service", Metric::MinimumSuppliersConsultationService),
    ("alp_avg_ratio", Metric::AbnormallyLowMeanRatio),
    ("alp_second_low_ratio", Metric::AbnormallyLowSecondRatio),
    ("alp_ceiling_ratio", Metric::AbnormallyLowCeilingRatio),
    ("alp_ratio_max", Metric::AbnormallyLowRatioMaximum),
    ("alp_explain_minutes", Metric::AbnormallyLowExplanationMinutes),
    ("price_weight_min_goods", Metric::PriceWeightMinimumGoods),
    ("price_weight_min_services", Metric::PriceWeightMinimumServices),
    ("price_weight_consultation_goods_min", Metric::PriceWeightConsultationGoodsMinimum),
    ("price_weight_consultation_goods_max", Metric::PriceWeightConsultationGoodsMaximum),
    ("price_weight_consultation_services_min", Metric::PriceWeightConsultationServicesMinimum),
    ("price_weight_consultation_services_max", Metric::PriceWeightConsultationServicesMaximum),
    ("price_weight_gov_info_goods", Metric::GovernmentInformationPriceWeightGoods),
    ("price_weight_gov_info_services", Metric::GovernmentInformationPriceWeightServices),
    ("panel_min", Metric::PanelMinimum),
    ("panel_min_large", Metric::PanelMinimumLarge),
    ("panel_min_nontender", Metric::PanelMinimumNonTender),
    ("intention_publicity_days", Metric::IntentionPublicityDays),
    ("demand_survey_amount", Metric::DemandSurveyAmount),
    ("purchase_service_max_term", Metric::PurchasedServiceMaximumYears),
    ("prosecution_loss", Metric::ProsecutionLoss),
    ("prosecution_gain", Metric::ProsecutionGain),
    ("prosecution_award", Metric::ProsecutionAward),
    ("severe_collusion_loss", Metric::SevereCollusionLoss),
    ("severe_collusion_repeat", Metric::SevereCollusionRepeat),
    ("penalty_rate_min", Metric::PenaltyRateMinimum),
    ("penalty_rate_max", Metric::PenaltyRateMaximum),
];

impl Metric {
    /// What stands in where a place has no figure of its own.
    pub(super) fn floor(self) -> Option<Self> {
        match self {
            Self::OpenTenderThreshold => Some(Self::OpenTenderThresholdFloor),
            Self::ProcurementLimit => Some(Self::ProcurementLimitFloor),
            _ => None,
        }
    }
}
