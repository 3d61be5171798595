//! The picture of relations: bidders, the values that they share, and where each stands on paper.
//!
//! [`relations`] says what there is to show of one package and [`picture`] where it stands; the chart and the page draw
//! the same. [`whole`] is the graph of a whole input, with positions, for other programs: [`gexf`], [`graphml`].

pub(super) mod layout;
pub(super) mod picture;
pub(super) mod relations;
pub(super) mod words;
