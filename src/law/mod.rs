//! Articles, thresholds, minimum periods and public holidays, as data with dates and sources.
//!
//! Given a place, a date and a kind of purchase it says which figure applies and why; it knows nothing of the rules
//! that ask. What was not read in the original is marked, and every answer that rests on a fallback says so.

pub mod calendar;
pub mod statutes;
pub mod thresholds;

pub use calendar::*;
pub use statutes::*;
pub use thresholds::*;
