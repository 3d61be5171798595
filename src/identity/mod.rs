//! How names, numbers and addresses are written: pure functions from a text to its parts, its key, its mask.
//!
//! Below `record`, which must know a firm's name when it heads a column, and below `resolve`, which tells who is who. It knows
//! nothing of cells.

pub mod address;
pub mod identifier;
pub mod mask;
pub mod name;
