//! Bidders and what they share, as a graph whose every edge is one cell.
//!
//! [`Case`] is one package: its bids with all that is said of them, and the bipartite graph of bidders and shared values.
//! [`Market`] is all packages and purchases of one input. The rules look at nothing else.

pub mod attribute;
pub mod case;
pub mod hub;
mod keys;
pub mod market;
pub mod network;
pub mod panel;
pub mod path;
pub mod price;
mod rows;
mod unchecked;

pub use attribute::{Attribute, Family, Key, Strength};
pub use case::{Bid, Case, Item, Score};
pub use hub::Hub;
pub use market::{Entry, Market, Purchase};
pub use network::{Holder, Network, Shared};
pub use panel::Panel;
pub use price::Priced;
pub use unchecked::NotChecked;
