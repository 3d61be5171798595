//! The path that explains best why two bidders are linked: its weakest step as strong as possible, then as few steps as possible.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::attribute::Strength;
use super::network::{Network, Shared};
use crate::record::Fact;
use crate::resolve::BidderId;

/// One step: two bidders and the value that they share, with a cell of each.
#[derive(Debug, Clone)]
pub struct Step {
    /// From whom.
    pub from: BidderId,
    /// To whom.
    pub to: BidderId,
    /// What they share.
    pub shared: Shared,
}

impl Step {
    /// The cells of the two ends.
    pub fn cells(&self) -> impl Iterator<Item = (BidderId, &Fact)> + '_ {
        self.shared.cells().filter(|(bidder, _)| *bidder == self.from || *bidder == self.to)
    }
}

/// The strongest path between two bidders; `None` when there is none.
pub fn strongest(network: &Network, from: BidderId, to: BidderId) -> Option<Vec<Step>> {
    let shared = network.all_shared();
    [Strength::Strong, Strength::Weak].into_iter().find_map(|weakest| {
        let usable: Vec<&Shared> =
            shared.iter().filter(|shared| weakest <= shared.attribute.strength).collect();
        shortest(&usable, from, to)
    })
}

/// Breadth first over shared values; ties are broken by the order of bidders and values.
fn shortest(shared: &[&Shared], from: BidderId, to: BidderId) -> Option<Vec<Step>> {
    let mut came: BTreeMap<BidderId, (BidderId, usize)> = BTreeMap::new();
    let mut seen = BTreeSet::from([from]);
    let mut waiting = VecDeque::from([from]);
    while let Some(here) = waiting.pop_front() {
        if here == to {
            break;
        }
        for (at, value) in shared.iter().enumerate() {
            let holders = value.bidders();
            if !holders.contains(&here) {
                continue;
            }
            for next in holders {
                if seen.insert(next) {
                    came.insert(next, (here, at));
                    waiting.push_back(next);
                }
            }
        }
    }
    let mut steps = Vec::new();
    let mut here = to;
    while here != from {
        let &(before, at) = came.get(&here)?;
        steps.push(Step { from: before, to: here, shared: shared[at].clone() });
        here = before;
    }
    steps.reverse();
    Some(steps)
}
