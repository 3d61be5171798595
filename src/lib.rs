//! Qingbiao (清标): reads the spreadsheets of a tender, builds a graph of the bidders and what they share, and says, cell by
//! cell, where the tender looks like what article 16 of 人社部发〔2012〕99号 forbids. It gives leads; a person decides.
pub mod batch;
pub mod cli;
pub mod error;
pub mod graph;
pub mod law;
pub mod load;
pub mod record;
pub mod report;
pub mod resolve;
pub mod review;
pub mod rules;
pub mod screen;
pub mod source;
pub mod text;
