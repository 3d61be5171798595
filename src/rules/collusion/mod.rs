//! 围标串标: collusive bidding. One file a rule, named by what was seen.

pub mod consortium_and_solo_bid;
pub mod deposit_paid_by_other_bidder;
pub mod linked_component_in_tender;
pub mod linked_share_of_bidders;
pub mod same_address;
pub mod same_agent;
pub mod same_ca_lock;
pub mod same_contact_person;
pub mod same_creation_id;
pub mod same_deposit_account;
pub mod same_disk_serial;
pub mod same_doc_author;
pub mod same_email;
pub mod same_legal_representative;
pub mod same_mac;
pub mod same_machine_code;
pub mod same_phone;
pub mod same_project_member;
pub mod same_upload_ip;
pub mod shared_controller_or_shareholder;
