//! 明招暗定: a winner fixed beforehand. One file a rule, named by what was seen.
pub mod agency_bidder_shared_attribute;
pub mod buyer_staff_bidder_link;
pub mod contract_before_award;
pub mod delivery_before_tender;
pub mod expert_outlier_to_winner;
pub mod failed_then_single_source;
pub mod repeat_winner_per_buyer;
pub mod short_bid_period;
pub mod single_bidder_or_few;
