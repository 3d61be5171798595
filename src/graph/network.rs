//! The bipartite graph of one package: bidders on one side, values they hold on the other, an edge for each cell.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef as _;

use super::attribute::{self, Attribute, Key, Strength};
use super::case::Bid;
use super::hub::{self, Hub};
use crate::record::{Fact, Facts, Field};
use crate::resolve::{BidderId, Bidders};
use crate::text::Text;

/// A bidder, or a value that bidders can share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A bid, by its lead bidder; members of a consortium are one node.
    Bidder(BidderId),
    /// A value: the field that stands for it, and its key.
    Value(Field, String),
}

/// The cells that hold a value, with their bidders.
type Held<'f> = Vec<(BidderId, &'f Fact)>;

/// The graph of one package.
#[derive(Debug, Default)]
pub struct Network {
    graph: UnGraph<Node, Fact>,
    index: BTreeMap<Node, NodeIndex>,
    /// Values held by two bidders or more: walked once when the graph is built, since every rule looks at them.
    shared: Vec<Shared>,
    /// Values that make no edge, with the reason.
    pub hubs: Vec<Hub>,
}

/// One bidder's hold on a value.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Who.
    pub bidder: BidderId,
    /// The cells in which the value stands; never empty.
    pub facts: Vec<Fact>,
}

/// A value held by two bidders or more.
#[derive(Debug, Clone)]
pub struct Shared {
    /// What it is.
    pub attribute: &'static Attribute,
    /// The common value.
    pub key: String,
    /// Who holds it, in order.
    pub holders: Vec<Holder>,
}

impl Shared {
    /// The bidders that hold it.
    pub fn bidders(&self) -> Vec<BidderId> {
        self.holders.iter().map(|holder| holder.bidder).collect()
    }

    /// Every cell, with its bidder.
    pub fn cells(&self) -> impl Iterator<Item = (BidderId, &Fact)> + '_ {
        self.holders
            .iter()
            .flat_map(|holder| holder.facts.iter().map(move |fact| (holder.bidder, fact)))
    }
}

impl Network {
    /// Builds the graph of some bids; values of the purchaser, the agency and the platform (`public`) make no edge.
    pub fn build(bids: &[Bid], public: &Facts, bidders: &Bidders) -> Self {
        let mut network = Self::default();
        let public = hub::public_values(public, bids);
        for attribute in attribute::ATTRIBUTES {
            let mut holders: BTreeMap<String, Held<'_>> = BTreeMap::new();
            let mut meaningless: BTreeMap<String, (Text, Held<'_>)> = BTreeMap::new();
            for bid in bids {
                for fact in bid.facts.any(attribute.from).filter(|fact| fact.is_usable()) {
                    for key in (attribute.keys)(fact) {
                        match key {
                            Key::Value(key) => {
                                holders.entry(key).or_default().push((bid.bidder, fact))
                            }
                            Key::Meaningless(key, why) => {
                                meaningless
                                    .entry(key)
                                    .or_insert((why, Vec::new()))
                                    .1
                                    .push((bid.bidder, fact));
                            }
                        }
                    }
                }
            }
            for (key, (why, held)) in meaningless {
                network.set_aside(attribute, key, held, why);
            }
            for (key, held) in holders {
                let who: BTreeSet<BidderId> = held.iter().map(|(bidder, _)| *bidder).collect();
                if let Some(why) = hub::reason(attribute, &key, &who, &public, bidders) {
                    network.set_aside(attribute, key, held, why);
                    continue;
                }
                for (bidder, fact) in held {
                    let from = network.node(Node::Bidder(bidder));
                    let to = network.node(Node::Value(attribute.field, key.clone()));
                    network.graph.add_edge(from, to, fact.clone());
                }
            }
        }
        network.shared = network.walk();
        network
    }

    fn set_aside(
        &mut self,
        attribute: &'static Attribute,
        key: String,
        held: Vec<(BidderId, &Fact)>,
        why: Text,
    ) {
        let holders: BTreeSet<BidderId> = held.iter().map(|(bidder, _)| *bidder).collect();
        // A value of one bidder only joins nobody: setting it aside would say nothing.
        if 1 < holders.len() {
            let facts = held.into_iter().map(|(bidder, fact)| (bidder, fact.clone())).collect();
            self.hubs.push(Hub {
                field: attribute.field,
                key,
                holders: holders.into_iter().collect(),
                facts,
                why,
            });
        }
    }

    fn node(&mut self, node: Node) -> NodeIndex {
        match self.index.get(&node) {
            Some(at) => *at,
            None => {
                let at = self.graph.add_node(node.clone());
                self.index.insert(node, at);
                at
            }
        }
    }

    /// Values of one attribute held by two bidders or more, in a fixed order.
    pub fn shared(&self, field: Field) -> Vec<Shared> {
        self.shared.iter().filter(|shared| shared.attribute.field == field).cloned().collect()
    }

    /// Every value held by two bidders or more, in a fixed order.
    pub fn all_shared(&self) -> &[Shared] {
        &self.shared
    }

    fn walk(&self) -> Vec<Shared> {
        let mut found = Vec::new();
        for (node, &at) in &self.index {
            let Node::Value(field, key) = node else { continue };
            let mut holders: BTreeMap<BidderId, Vec<Fact>> = BTreeMap::new();
            for edge in self.graph.edges(at) {
                let other = if edge.source() == at { edge.target() } else { edge.source() };
                if let Node::Bidder(bidder) = self.graph[other] {
                    holders.entry(bidder).or_default().push(edge.weight().clone());
                }
            }
            if 1 < holders.len() {
                let holders = holders
                    .into_iter()
                    .map(|(bidder, mut facts)| {
                        facts.sort_by_key(|fact| (fact.at, fact.field));
                        Holder { bidder, facts }
                    })
                    .collect();
                found.push(Shared { attribute: attribute::of(*field), key: key.clone(), holders });
            }
        }
        found
    }

    /// How many bids hold a usable value of an attribute, hubs included: fewer than two cannot be compared.
    pub fn holders(bids: &[Bid], field: Field) -> Vec<BidderId> {
        let attribute = attribute::of(field);
        bids.iter()
            .filter(|bid| {
                bid.facts
                    .any(attribute.from)
                    .any(|fact| fact.is_usable() && !(attribute.keys)(fact).is_empty())
            })
            .map(|bid| bid.bidder)
            .collect()
    }

    /// The bidders joined to each other, over one step or several, by strong values; only groups of two or more.
    pub fn linked_groups(&self) -> Vec<Vec<BidderId>> {
        let mut groups: Vec<BTreeSet<BidderId>> = Vec::new();
        for shared in self.all_shared() {
            if shared.attribute.strength != Strength::Strong {
                continue;
            }
            let mut joined: BTreeSet<BidderId> = shared.bidders().into_iter().collect();
            groups.retain(|group| {
                let touches = group.iter().any(|bidder| joined.contains(bidder));
                if touches {
                    joined.extend(group);
                }
                !touches
            });
            groups.push(joined);
        }
        let mut groups: Vec<Vec<BidderId>> =
            groups.into_iter().map(|group| group.into_iter().collect()).collect();
        groups.sort();
        groups
    }
}
