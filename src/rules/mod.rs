//! All rules, in the order they are reported.
//!
//! A rule is a `static` [`Rule`] and one function in a file of its own: it looks at a [`Case`] (one package) or at the
//! [`Market`] (all packages of one input) and says what it sees as [`Finding`]s that point at cells. Adding a rule: its
//! file, one `mod` line in its folder, one line in [`RULES`], and three fixtures `fixtures/rules/<CODE>/{hit,miss,edge}.*`.
//! `rules`, `explain`, the catalogue, the schema and the report's legends follow by themselves.

pub mod avoidance;
pub mod collusion;
pub mod finding;
mod format;
pub mod predetermined;
pub(crate) mod purchase;
mod shared;
pub mod substitution;
#[cfg(test)]
pub(crate) mod testing;

pub use crate::graph::{Case, NotChecked};
use crate::graph::{Family, Market};
use crate::law::statutes::Article;
use crate::record::Field;
use crate::text::Text;
pub use finding::{Evidence, Finding, Subject};

/// The version of the rules: year and month of the last change in what they say.
pub const VERSION: &str = "2026.11";

/// Every rule there is, in the order of the catalogue.
pub static RULES: &[&Rule] = &[
    &collusion::same_phone::RULE,
    &collusion::same_legal_representative::RULE,
    &collusion::shared_controller_or_shareholder::RULE,
    &collusion::same_agent::RULE,
    &collusion::same_project_member::RULE,
    &collusion::same_contact_person::RULE,
    &collusion::same_email::RULE,
    &collusion::same_address::RULE,
    &collusion::consortium_and_solo_bid::RULE,
    &collusion::linked_component_in_tender::RULE,
    &collusion::linked_share_of_bidders::RULE,
    &collusion::same_ca_lock::RULE,
    &collusion::same_machine_code::RULE,
    &collusion::same_mac::RULE,
    &collusion::same_disk_serial::RULE,
    &collusion::same_creation_id::RULE,
    &collusion::same_upload_ip::RULE,
    &collusion::same_doc_author::RULE,
    &collusion::identical_errors::RULE,
    &collusion::same_deposit_account::RULE,
    &collusion::deposit_paid_by_other_bidder::RULE,
    &collusion::identical_total_price::RULE,
    &collusion::identical_line_prices::RULE,
    &collusion::constant_ratio_line_prices::RULE,
    &collusion::arithmetic_progression_totals::RULE,
    &collusion::geometric_progression_totals::RULE,
    &collusion::price_cluster_near_ceiling::RULE,
    &collusion::low_price_dispersion::RULE,
    &collusion::cover_bid_relative_distance::RULE,
    &collusion::sequential_submission_times::RULE,
    &collusion::first_candidate_withdraws::RULE,
    &collusion::co_bid_pair_lift::RULE,
    &collusion::winner_rotation::RULE,
    &predetermined::agency_bidder_shared_attribute::RULE,
    &predetermined::buyer_staff_bidder_link::RULE,
    &predetermined::contract_before_award::RULE,
    &predetermined::delivery_before_tender::RULE,
    &predetermined::single_bidder_or_few::RULE,
    &predetermined::failed_then_single_source::RULE,
    &predetermined::short_bid_period::RULE,
    &predetermined::expert_outlier_to_winner::RULE,
    &predetermined::repeat_winner_per_buyer::RULE,
    &substitution::brand_model_mismatch::RULE,
    &substitution::quantity_short::RULE,
    &substitution::warranty_shorter::RULE,
    &avoidance::split_by_time_window::RULE,
    &avoidance::just_below_threshold_bunching::RULE,
    &avoidance::method_change_without_approval::RULE,
    &avoidance::amendment_over_10pct::RULE,
];

/// The headings of article 16 of 人社部发〔2012〕99号.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Article16 {
    /// 围标串标
    Collusion,
    /// 明招暗定
    Predetermined,
    /// 以次充好
    Substitution,
    /// 回避招标
    Avoidance,
    /// 其他手段
    Other,
}

impl Article16 {
    /// Its name in JSON.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Collusion => "collusion",
            Self::Predetermined => "predetermined",
            Self::Substitution => "substitution",
            Self::Avoidance => "avoidance",
            Self::Other => "other",
        }
    }

    /// Its name, as shown to people.
    pub fn name(self) -> Text {
        match self {
            Self::Collusion => Text::of("围标串标", "collusive bidding"),
            Self::Predetermined => Text::of("明招暗定", "predetermined winner"),
            Self::Substitution => Text::of("以次充好", "inferior substitution"),
            Self::Avoidance => Text::of("回避招标", "avoided tendering"),
            Self::Other => Text::of("其他手段", "other means"),
        }
    }
}

/// How far the law goes. Ordered: a stronger grade is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// 提示: a statistical hint, never a headline alone.
    Hint,
    /// 强线索: needs corroboration.
    Strong,
    /// 违规: a mandatory provision is broken, as the data show.
    Violation,
    /// 视为: a fact that the law itself deems collusion.
    Deemed,
}

impl Grade {
    /// Its name in JSON and on the command line.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Strong => "strong",
            Self::Violation => "violation",
            Self::Deemed => "deemed",
        }
    }

    /// Its name, as shown to people.
    pub fn name(self) -> Text {
        match self {
            Self::Hint => Text::of("提示", "hint"),
            Self::Strong => Text::of("强线索", "strong lead"),
            Self::Violation => Text::of("违规", "violation"),
            Self::Deemed => Text::of("视为", "deemed"),
        }
    }
}

/// A number that a rule compares with.
#[derive(Debug)]
pub struct Parameter {
    /// Its name in settings and in JSON.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// What it means, with its unit and where it comes from.
    pub means: Text,
}

/// What came of a check: findings (none is clear), or the reason why it could not be made.
pub type Checked = Result<Vec<Finding>, NotChecked>;

/// What a rule looks at.
pub enum Check {
    /// One package.
    Case(fn(&Case) -> Checked),
    /// All packages and purchases of one input.
    Market(fn(&Market) -> Checked),
}

/// One rule: what it is, and the function that checks it.
pub struct Rule {
    /// Two letters for the heading of article 16 and three digits; never reused.
    pub code: &'static str,
    /// Its name in JSON.
    pub slug: &'static str,
    /// What was seen, as shown to people.
    pub name: Text,
    /// The heading of article 16.
    pub article16: Article16,
    /// The family of evidence; each family counts once for a verdict.
    pub family: Family,
    /// The grade of its findings by default.
    pub grade: Grade,
    /// The grade to which a local rule or a tender document can raise them (`--deem`).
    pub highest: Grade,
    /// In law.
    pub basis: &'static [&'static Article],
    /// What it means and why it matters.
    pub why: Text,
    /// What would explain it innocently.
    pub innocent: &'static [Text],
    /// What evidence to ask for next.
    pub next: &'static [Text],
    /// Without these it is not checked: of each group at least one field must be there.
    pub needs: &'static [&'static [Field]],
    /// What it compares with.
    pub parameters: &'static [&'static Parameter],
    /// The check.
    pub check: Check,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

/// The rule with this code or slug.
pub fn find(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(code) || rule.slug == code)
}
