//! Qingbiao (清标): reads the spreadsheets of a tender, builds a graph of the bidders and what they share, and says, cell by
//! cell, where the tender looks like what article 16 of 人社部发〔2012〕99号 forbids. It gives leads; a person decides.
//!
//! # The way of the data
//!
//! ```text
//! files ─► source ─► record ─► resolve ─► graph ─► rules ─► review ─► report
//!          cells     facts     bidders    shared    findings  verdict   terminal json html charts
//! ```
//!
//! | module | takes | gives | knows nothing of |
//! |---|---|---|---|
//! | [`source`] | files | cells with their addresses, document properties, SHA-256 | procurement |
//! | [`record`] | cells | facts, one field, one value, one cell each; grouped into tenders | who is who |
//! | [`identity`] | texts | names, codes and addresses taken apart, keys, masks | cells |
//! | [`resolve`] | names and codes | bidders, with the reasons why two records are one | rules |
//! | [`graph`] | bidders, facts | [`graph::Case`] (one package), [`graph::Market`] (many) | law |
//! | [`screen`] | numbers | statistics, as pure functions | everything else |
//! | [`law`] | place, date, kind of purchase | articles, thresholds, holidays, as dated data | rules |
//! | [`rules`] | a case or a market | findings | files, reports |
//! | [`review`] | cases, rules | found · set aside · not checked · clear, and a verdict | formats |
//! | [`report`] | reviews | what people read | how findings came about |
//!
//! [`load`] runs the first two stages over the files of one input, [`batch`] the whole way over many inputs, [`cli`] is
//! what people type.
//!
//! # Invariants
//!
//! 1. Reading never fails on data: a bad cell is a [`error::Problem`] with its address.
//! 2. Nothing is dropped in silence: for every sheet, rows read = rows used + rows set aside, each with a reason.
//! 3. From `record` to `review` nothing does I/O, reads the clock or prints.
//! 4. Every edge of the graph is one cell.
//! 5. No finding without evidence: [`rules::Finding`] cannot be built without a cell.
//! 6. Not checked is never clear: a rule without its fields is a [`rules::NotChecked`].
//! 7. The same input gives the same bytes.
//! 8. Leads, not verdicts: the grades decide the wording.
//! 9. Nothing leaves the machine.
//! 10. Personal data are masked wherever they are shown; matching uses the full value.
//!
//! # Words
//!
//! 包 or 标段 is a *package*, the unit of comparison; 采购人 the *buyer*; 代理机构 the *agency*; 保证金 the *deposit*;
//! 最高限价 the *ceiling*; 台账 a *ledger*, one purchase a line; a *hub* is a value that many hold for reasons of their own.

pub mod batch;
pub mod cli;
pub mod error;
pub mod graph;
pub mod identity;
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
