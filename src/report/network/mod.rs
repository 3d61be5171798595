//! The picture of relations: bidders, the values that they share, and where each stands on paper.
//!
//! [`relations`] says what there is to show of one package and [`picture`] where it stands; the chart and the page draw
//! the same. [`whole`] is the graph of a whole input, with positions, for other programs: [`gexf`], [`graphml`].

pub(super) mod backbone;
mod gexf;
mod graphml;
pub(super) mod layout;
pub(super) mod picture;
pub(super) mod relations;
#[cfg(test)]
mod tests;
pub(super) mod together;
mod whole;
pub(super) mod words;
mod xml;

pub use gexf::gexf;
pub use graphml::graphml;
