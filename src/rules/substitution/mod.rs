//! 以次充好: inferior goods in place of those promised. One file a rule, named by what was seen.
pub mod brand_model_mismatch;
mod deliveries;
pub mod quantity_short;
pub mod warranty_shorter;
