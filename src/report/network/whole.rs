//! The graph of a whole input for other programs: bidders, values and hubs of all packages, who bids together, and where
//! each stands.
//!
//! A bidder and a value are one node however many packages they occur in; the packages, cells and days stand on the edges.
//! Hubs are nodes without edges, as in the picture. Positions are those of the picture where one package alone has shared
//! values; else the whole graph is laid out as one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{backbone, layout, picture, relations};
use crate::graph::Family;
use crate::record::Field;
use crate::report::View;
use crate::report::measure::width;
use crate::report::plane::{Point, Size};
use crate::resolve::BidderId;
use crate::rules::Grade;
use crate::text;
use crate::text::Text;

/// Pairs that bid together, at most; where there are more, only those that did so more than by chance.
const PAIRS_AT_MOST: usize = 5_000;
/// Cells named for a pair.
const CELLS_AT_MOST: usize = 40;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Bidder,
    Value,
    Hub,
}

/// One node.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// The name of a bidder; field and masked value of a value or a hub.
    pub(super) label: String,
    pub(super) field: Option<Field>,
    pub(super) family: Option<Family>,
    /// The strongest grade of what rests on a value, or on a value that the bidder holds.
    pub(super) grade: Option<Grade>,
    /// Joined to others by strong values.
    pub(super) linked: bool,
    /// Packages that a bidder bid for, and those that it won.
    pub(super) bids: usize,
    pub(super) wins: usize,
    /// Bidders that hold a hub, and why it is set aside.
    pub(super) holders: usize,
    pub(super) reason: Option<Text>,
    /// The packages in which it occurs.
    pub(super) packages: BTreeSet<usize>,
    /// The middle, x to the right and y down.
    pub(super) place: Point,
}

/// One edge.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) a: usize,
    pub(super) b: usize,
    /// The family of the value; `None` where two firms bid together.
    pub(super) family: Option<Family>,
    pub(super) grade: Option<Grade>,
    /// The codes of the findings that rest on it.
    pub(super) codes: BTreeSet<&'static str>,
    /// Cells that say so, or packages in which both bid.
    pub(super) count: usize,
    /// Their addresses.
    pub(super) evidence: Vec<String>,
    pub(super) packages: BTreeSet<usize>,
    /// Joint bids expected by chance and q, where two firms bid together.
    pub(super) chance: Option<(f64, f64)>,
}

/// The graph.
#[derive(Debug, Default)]
pub(super) struct Whole {
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
    /// The day of each package: opening, else award, notice or contract.
    pub(super) days: BTreeMap<usize, Date>,
    /// Pairs that bid together at least twice and are not edges, because there are too many.
    pub(super) left_out: usize,
}

/// How strong an edge is: 1 where nothing was found, 2 提示 to 5 视为.
pub(super) fn strength(grade: Option<Grade>) -> usize {
    grade.map_or(1, |grade| 2 + grade as usize)
}

impl Edge {
    /// Strength times count.
    pub(super) fn weight(&self) -> usize {
        strength(self.grade) * self.count
    }
}

impl Whole {
    /// The days of some packages; none when one of them is not known, since then it is not known when something began.
    pub(super) fn days_of(&self, packages: &BTreeSet<usize>) -> BTreeSet<Date> {
        let days: Vec<Date> = packages.iter().filter_map(|at| self.days.get(at).copied()).collect();
        if days.len() == packages.len() { days.into_iter().collect() } else { BTreeSet::new() }
    }
}

/// The graph of an input.
pub(super) fn of(view: View<'_>) -> Whole {
    let mut whole = Whole::default();
    let market = backbone::market(view);
    let mut entries = market.entries.iter();
    // Entries are the packages with bids, in the same order.
    for (at, package) in view.review.packages.iter().enumerate() {
        let date = (!package.case.bids.is_empty()).then(|| entries.next()).flatten();
        if let Some(date) = date.and_then(|entry| entry.date) {
            whole.days.insert(at, date);
        }
    }
    let bidders = bidders(view, &mut whole);
    values(view, &mut whole, &bidders);
    let at_all = whole.edges.len();
    let mut pairs = backbone::pairs(&backbone::entries(&market));
    let met = pairs.len();
    if PAIRS_AT_MOST < met {
        pairs.retain(|pair| pair.q < backbone::UNUSUAL);
        pairs.truncate(PAIRS_AT_MOST);
    }
    whole.left_out = met - pairs.len();
    let past = backbone::Past::new(view);
    for pair in &pairs {
        together(view, &mut whole, &bidders, &past, pair);
    }
    hubs(view, &mut whole);
    place(view, &mut whole, &bidders, at_all);
    whole
}

fn bidders(view: View<'_>, whole: &mut Whole) -> BTreeMap<BidderId, usize> {
    let mut index: BTreeMap<BidderId, usize> = BTreeMap::new();
    for (at, package) in view.review.packages.iter().enumerate() {
        let linked: BTreeSet<BidderId> =
            package.case.network.linked_groups().into_iter().flatten().collect();
        let winner = package.case.winner().map(|(winner, _)| winner);
        for bid in &package.case.bids {
            let node = *index.entry(bid.bidder).or_insert_with(|| {
                let name = view.review.bidders.short(bid.bidder);
                whole.nodes.push(Node { label: name.to_owned(), ..node(Kind::Bidder) });
                whole.nodes.len() - 1
            });
            let node = &mut whole.nodes[node];
            node.packages.insert(at);
            node.bids += 1;
            node.wins += usize::from(winner == Some(bid.bidder));
            node.linked |= linked.contains(&bid.bidder);
        }
    }
    index
}

fn node(kind: Kind) -> Node {
    Node {
        kind,
        label: String::new(),
        field: None,
        family: None,
        grade: None,
        linked: false,
        bids: 0,
        wins: 0,
        holders: 0,
        reason: None,
        packages: BTreeSet::new(),
        place: (0.0, 0.0),
    }
}

fn label(view: View<'_>, field: Field, key: &str) -> String {
    format!("{} {}", view.text(&relations::field_name(field)), view.value(Some(field), key))
}

fn values(view: View<'_>, whole: &mut Whole, bidders: &BTreeMap<BidderId, usize>) {
    let mut index: BTreeMap<(Field, &str), usize> = BTreeMap::new();
    let mut edges: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (at, package) in view.review.packages.iter().enumerate() {
        for shared in package.case.network.all_shared() {
            let (field, family) = (shared.attribute.field, shared.attribute.family);
            let value = *index.entry((field, &shared.key)).or_insert_with(|| {
                let label = label(view, field, &shared.key);
                let (field, family) = (Some(field), Some(family));
                whole.nodes.push(Node { label, field, family, ..node(Kind::Value) });
                whole.nodes.len() - 1
            });
            let findings = relations::findings(view, at, shared);
            let findings: Vec<_> =
                findings.into_iter().map(|at| &view.review.findings[at]).collect();
            let grade = findings.iter().map(|found| found.finding.grade).max();
            let codes: BTreeSet<&'static str> =
                findings.iter().map(|found| found.rule.code).collect();
            whole.nodes[value].packages.insert(at);
            whole.nodes[value].grade = whole.nodes[value].grade.max(grade);
            for holder in &shared.holders {
                let Some(&bidder) = bidders.get(&holder.bidder) else { continue };
                whole.nodes[bidder].grade = whole.nodes[bidder].grade.max(grade);
                let edge = *edges.entry((bidder, value)).or_insert_with(|| {
                    whole.edges.push(edge(bidder, value, Some(family)));
                    whole.edges.len() - 1
                });
                let edge = &mut whole.edges[edge];
                edge.grade = edge.grade.max(grade);
                edge.codes.extend(&codes);
                edge.packages.insert(at);
                for address in holder.facts.iter().map(|fact| view.address(fact.at)) {
                    if !edge.evidence.contains(&address) {
                        edge.evidence.push(address);
                    }
                }
                edge.count = edge.evidence.len();
            }
        }
    }
}

fn edge(a: usize, b: usize, family: Option<Family>) -> Edge {
    Edge {
        a,
        b,
        family,
        grade: None,
        codes: BTreeSet::new(),
        count: 0,
        evidence: Vec::new(),
        packages: BTreeSet::new(),
        chance: None,
    }
}

/// Two firms that bid together at least twice.
fn together(
    view: View<'_>,
    whole: &mut Whole,
    bidders: &BTreeMap<BidderId, usize>,
    past: &backbone::Past<'_>,
    pair: &crate::screen::cobidding::PairLift,
) {
    let (Some(&a), Some(&b)) = (bidders.get(&BidderId(pair.a)), bidders.get(&BidderId(pair.b)))
    else {
        return;
    };
    let packages: BTreeSet<usize> =
        whole.nodes[a].packages.intersection(&whole.nodes[b].packages).copied().collect();
    let evidence = packages.iter().flat_map(|at| {
        let case = &view.review.packages[*at].case;
        let both = [pair.a, pair.b].map(BidderId);
        case.bids.iter().filter(move |bid| both.contains(&bid.bidder)).map(|bid| bid.named.at)
    });
    // A ledger names all bidders of a line in one cell.
    let mut evidence: Vec<String> = evidence.map(|at| view.address(at)).collect();
    evidence.dedup();
    if let Some(more @ 1..) = evidence.len().checked_sub(CELLS_AT_MOST) {
        evidence.truncate(CELLS_AT_MOST);
        evidence.push(view.text(&text!("另 {more} 处", "{more} more")).to_owned());
    }
    let findings: Vec<_> =
        past.findings(pair).into_iter().map(|at| &view.review.findings[at]).collect();
    whole.edges.push(Edge {
        grade: findings.iter().map(|found| found.finding.grade).max(),
        codes: findings.iter().map(|found| found.rule.code).collect(),
        count: packages.len(),
        evidence,
        packages,
        chance: Some((pair.expected, pair.q)),
        ..edge(a, b, None)
    });
}

fn hubs(view: View<'_>, whole: &mut Whole) {
    let mut index: BTreeMap<(Field, &str), (usize, BTreeSet<BidderId>)> = BTreeMap::new();
    for (at, hub) in view.review.hubs() {
        let (node, holders) = index.entry((hub.field, &hub.key)).or_insert_with(|| {
            let label = label(view, hub.field, &hub.key);
            let family = Some(crate::graph::attribute::of(hub.field).family);
            let (field, reason) = (Some(hub.field), Some(hub.why.clone()));
            whole.nodes.push(Node { label, field, family, reason, ..node(Kind::Hub) });
            (whole.nodes.len() - 1, BTreeSet::new())
        });
        holders.extend(&hub.holders);
        whole.nodes[*node].packages.insert(at);
        whole.nodes[*node].holders = holders.len();
    }
}

/// Places everything: the picture of the one package that has shared values, or all as one; what has no edge in rows below.
fn place(view: View<'_>, whole: &mut Whole, bidders: &BTreeMap<BidderId, usize>, values: usize) {
    let telling: Vec<usize> = (0..view.review.packages.len())
        .filter(|at| !view.review.packages[*at].case.network.all_shared().is_empty())
        .collect();
    let mut places: Vec<Option<Point>> = vec![None; whole.nodes.len()];
    let paper;
    if let ([at], true) = (telling.as_slice(), values == whole.edges.len()) {
        paper = as_pictured(view, *at, bidders, &mut places);
    } else {
        let joined: BTreeSet<usize> =
            whole.edges.iter().flat_map(|edge| [edge.a, edge.b]).collect();
        let joined: Vec<usize> = joined.into_iter().collect();
        let boxes: Vec<Size> = joined.iter().map(|at| size(&whole.nodes[*at])).collect();
        let index = |node: usize| joined.binary_search(&node).unwrap_or_default();
        let edges: Vec<(usize, usize)> =
            whole.edges.iter().map(|edge| (index(edge.a), index(edge.b))).collect();
        let covered: f64 = boxes.iter().map(|(w, h)| (w + 40.0) * (h + 40.0)).sum();
        let width = (covered * 2.4).sqrt().max(896.0);
        let (found, height) = layout::free(None, &boxes, &edges, width);
        for (node, place) in joined.into_iter().zip(found) {
            places[node] = Some(place);
        }
        paper = (width, height);
    }
    let apart: Vec<usize> = (0..places.len()).filter(|at| places[*at].is_none()).collect();
    let boxes: Vec<Size> = apart.iter().map(|at| size(&whole.nodes[*at])).collect();
    let (found, _) = layout::rows(&boxes, paper.0.max((apart.len() as f64).sqrt() * 150.0));
    for (node, place) in apart.into_iter().zip(found) {
        places[node] = Some((place.0, place.1 + paper.1 + 60.0));
    }
    for (node, place) in whole.nodes.iter_mut().zip(places) {
        node.place = place.unwrap_or_default();
    }
}

/// The places of the picture of a package; gives its width and height.
fn as_pictured(
    view: View<'_>,
    package: usize,
    bidders: &BTreeMap<BidderId, usize>,
    places: &mut [Option<Point>],
) -> Size {
    let relations = relations::of(view, package);
    let drawn = picture::of(view, &relations);
    for (firm, area) in relations.firms.iter().zip(&drawn.firms) {
        if let Some(node) = bidders.get(&firm.id) {
            places[*node] = Some(picture::middle(area));
        }
    }
    for group in &drawn.groups {
        for (at, row) in group.rows.iter().enumerate() {
            let (x, _) = picture::middle(&group.area);
            let height = group.area.h / group.rows.len() as f64;
            // The values of this package are the nodes after the bidders, in the same order.
            places[bidders.len() + row.value] =
                Some((x, group.area.y + height * (at as f64 + 0.5)));
        }
    }
    (drawn.width, drawn.height)
}

/// The room that a node takes with its name.
fn size(node: &Node) -> Size {
    (width(&node.label, 12.0, node.kind == Kind::Bidder) + 16.0, 24.0)
}
