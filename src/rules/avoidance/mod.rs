//! 回避招标: avoided tendering. One file a rule, named by what was seen.
pub mod amendment_over_10pct;
pub mod just_below_threshold_bunching;
pub mod method_change_without_approval;
pub mod split_by_time_window;
