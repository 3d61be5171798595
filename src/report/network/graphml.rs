//! GraphML for programs: the same names as in the JSON report (`strong`, `people`, `bidder`), whatever the language.

use std::collections::BTreeSet;

use super::gexf::{description, ink, look, packages};
use super::whole::{self, Edge, Kind, Node, Whole, strength};
use super::xml::Xml;
use crate::report::View;

/// Columns: what they are for, their name, their type.
const COLUMNS: &[(&str, &str, &str)] = &[
    ("node", "label", "string"),
    ("node", "kind", "string"),
    ("node", "field", "string"),
    ("node", "family", "string"),
    ("node", "grade", "string"),
    ("node", "linked", "boolean"),
    ("node", "bids", "int"),
    ("node", "wins", "int"),
    ("node", "holders", "int"),
    ("node", "reason", "string"),
    ("node", "packages", "string"),
    ("node", "start", "string"),
    ("node", "end", "string"),
    ("node", "x", "double"),
    ("node", "y", "double"),
    ("node", "size", "double"),
    ("node", "shape", "string"),
    ("node", "r", "int"),
    ("node", "g", "int"),
    ("node", "b", "int"),
    ("edge", "kind", "string"),
    ("edge", "weight", "double"),
    ("edge", "family", "string"),
    ("edge", "grade", "string"),
    ("edge", "strength", "int"),
    ("edge", "count", "int"),
    ("edge", "codes", "string"),
    ("edge", "evidence", "string"),
    ("edge", "packages", "string"),
    ("edge", "start", "string"),
    ("edge", "end", "string"),
    ("edge", "expected", "double"),
    ("edge", "q", "double"),
];

/// The graph of all packages of an input. Personal values are masked as in the report; the weight of an edge is its strength
/// times its count; `start` and `end` are the first and the last day, where the days of all its packages are known.
pub fn graphml(view: View<'_>) -> String {
    let whole = whole::of(view);
    let mut xml = Xml::new();
    xml.open(
        "graphml",
        &[
            ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
            ),
        ],
    );
    xml.text("desc", &[], &description(view, &whole));
    for (of, name, kind) in COLUMNS {
        let id = key(of, name);
        xml.empty("key", &[("id", &id), ("for", of), ("attr.name", name), ("attr.type", kind)]);
    }
    xml.open("graph", &[("id", "relations"), ("edgedefault", "undirected")]);
    for (at, node) in whole.nodes.iter().enumerate() {
        write_node(view, &whole, &mut xml, at, node);
    }
    for (at, edge) in whole.edges.iter().enumerate() {
        write_edge(view, &whole, &mut xml, at, edge);
    }
    xml.close("graph");
    xml.close("graphml");
    xml.finish()
}

/// The id of a column: nodes and edges have columns of the same name.
fn key(of: &str, name: &str) -> String {
    format!("{of}-{name}")
}

fn write_data(xml: &mut Xml, of: &str, data: &[(&str, String)]) {
    for (name, value) in data.iter().filter(|(_, value)| !value.is_empty()) {
        xml.text("data", &[("key", &key(of, name))], value);
    }
}

/// The first and the last day.
fn span(whole: &Whole, packages: &BTreeSet<usize>) -> [String; 2] {
    let days = whole.days_of(packages);
    [days.first(), days.last()].map(|day| day.map_or_else(String::new, ToString::to_string))
}

fn write_node(view: View<'_>, whole: &Whole, xml: &mut Xml, at: usize, node: &Node) {
    xml.open("node", &[("id", &format!("n{at}"))]);
    let kind = match node.kind {
        Kind::Bidder => "bidder",
        Kind::Value => "value",
        Kind::Hub => "hub",
    };
    let only = |when: Kind, value: String| if node.kind == when { value } else { String::new() };
    let [start, end] = span(whole, &node.packages);
    let (shape, size) = look(node);
    let (red, green, blue) = ink(node);
    let data = [
        ("label", node.label.clone()),
        ("kind", kind.to_owned()),
        ("field", node.field.map_or_else(String::new, |field| field.slug().to_owned())),
        ("family", node.family.map_or_else(String::new, |family| family.slug().to_owned())),
        ("grade", node.grade.map_or_else(String::new, |grade| grade.slug().to_owned())),
        ("linked", only(Kind::Bidder, node.linked.to_string())),
        ("bids", only(Kind::Bidder, node.bids.to_string())),
        ("wins", only(Kind::Bidder, node.wins.to_string())),
        ("holders", only(Kind::Hub, node.holders.to_string())),
        ("reason", node.reason.as_ref().map_or_else(String::new, |why| view.text(why).to_owned())),
        ("packages", packages(view, &node.packages)),
        ("start", start),
        ("end", end),
        ("x", format!("{:.1}", node.place.0)),
        // Up is up in the programs that read it.
        ("y", format!("{:.1}", 0.0 - node.place.1)),
        ("size", size.to_owned()),
        ("shape", shape.to_owned()),
        ("r", red.to_owned()),
        ("g", green.to_owned()),
        ("b", blue.to_owned()),
    ];
    write_data(xml, "node", &data);
    xml.close("node");
}

fn write_edge(view: View<'_>, whole: &Whole, xml: &mut Xml, at: usize, edge: &Edge) {
    let (id, a, b) = (format!("e{at}"), format!("n{}", edge.a), format!("n{}", edge.b));
    xml.open("edge", &[("id", &id), ("source", &a), ("target", &b)]);
    let [start, end] = span(whole, &edge.packages);
    let (expected, q) = match edge.chance {
        Some((expected, q)) => (format!("{expected:.3}"), format!("{q:.6}")),
        None => (String::new(), String::new()),
    };
    let data = [
        ("kind", if edge.chance.is_none() { "holds" } else { "together" }.to_owned()),
        ("weight", format!("{}.0", edge.weight())),
        ("family", edge.family.map_or_else(String::new, |family| family.slug().to_owned())),
        ("grade", edge.grade.map_or_else(String::new, |grade| grade.slug().to_owned())),
        ("strength", strength(edge.grade).to_string()),
        ("count", edge.count.to_string()),
        ("codes", edge.codes.iter().copied().collect::<Vec<_>>().join(" ")),
        ("evidence", edge.evidence.join(view.say("；", "; "))),
        ("packages", packages(view, &edge.packages)),
        ("start", start),
        ("end", end),
        ("expected", expected),
        ("q", q),
    ];
    write_data(xml, "edge", &data);
    xml.close("edge");
}
