//! GEXF 1.2 for Gephi: names and words in the language of the report, positions, sizes, colours, and days for its timeline.

use jiff::civil::Date;
use std::collections::BTreeSet;

use super::whole::{self, Edge, Kind, Node, Whole, strength};
use super::xml::Xml;
use crate::report::{FOOTER, View};
use crate::rules::Grade;
use crate::text;
use crate::text::Text;

/// A column of nodes or edges: its id, its name for people, its type.
type Column = (&'static str, Text, &'static str);

/// Columns of nodes.
const OF_NODES: &[Column] = &[
    ("kind", Text::of("类型", "kind"), "string"),
    ("field", Text::of("字段", "field"), "string"),
    ("family", Text::of("证据族", "family"), "string"),
    ("grade", Text::of("等级", "grade"), "string"),
    ("linked", Text::of("由强关联相连", "joined by strong values"), "boolean"),
    ("bids", Text::of("投标次数", "bids"), "integer"),
    ("wins", Text::of("中标次数", "wins"), "integer"),
    ("holders", Text::of("持有者家数", "holders"), "integer"),
    ("reason", Text::of("搁置原因", "reason for setting aside"), "string"),
    ("packages", Text::of("项目（包）", "packages"), "string"),
];

/// Columns of edges.
const OF_EDGES: &[Column] = &[
    ("kind", Text::of("类型", "kind"), "string"),
    ("family", Text::of("证据族", "family"), "string"),
    ("grade", Text::of("等级", "grade"), "string"),
    (
        "strength",
        Text::of("强度（1 未触发 … 5 视为）", "strength (1 no finding … 5 deemed)"),
        "integer",
    ),
    ("count", Text::of("单元格数或者共同投标次数", "cells or joint bids"), "integer"),
    ("codes", Text::of("规则编号", "rules"), "string"),
    ("evidence", Text::of("出处", "cells"), "string"),
    ("packages", Text::of("项目（包）", "packages"), "string"),
    ("expected", Text::of("随机期望次数", "expected by chance"), "double"),
    ("q", Text::of("q 值", "q"), "double"),
];

/// The graph of all packages of an input. Personal values are masked as in the report; the weight of an edge is its strength
/// times its count.
pub fn gexf(view: View<'_>) -> String {
    let whole = whole::of(view);
    let dated = whole.days.values().next().is_some();
    let mut xml = Xml::new();
    xml.open(
        "gexf",
        &[
            ("xmlns", "http://www.gexf.net/1.2draft"),
            ("xmlns:viz", "http://www.gexf.net/1.2draft/viz"),
            ("version", "1.2"),
        ],
    );
    xml.open("meta", &[]);
    xml.text("creator", &[], concat!("qingbiao ", env!("CARGO_PKG_VERSION")));
    xml.text("description", &[], &description(view, &whole));
    xml.close("meta");
    let mode = if dated { "dynamic" } else { "static" };
    let mut attributes = vec![("mode", mode), ("defaultedgetype", "undirected")];
    if dated {
        attributes.push(("timeformat", "date"));
    }
    xml.open("graph", &attributes);
    for (class, columns) in [("node", OF_NODES), ("edge", OF_EDGES)] {
        xml.open("attributes", &[("class", class), ("mode", "static")]);
        for (id, title, kind) in columns {
            xml.empty("attribute", &[("id", id), ("title", view.text(title)), ("type", kind)]);
        }
        xml.close("attributes");
    }
    xml.open("nodes", &[]);
    for (at, node) in whole.nodes.iter().enumerate() {
        write_node(view, &whole, &mut xml, at, node);
    }
    xml.close("nodes");
    xml.open("edges", &[]);
    for (at, edge) in whole.edges.iter().enumerate() {
        write_edge(view, &whole, &mut xml, at, edge);
    }
    xml.close("edges");
    xml.close("graph");
    xml.close("gexf");
    xml.finish()
}

/// What stands in the head: what it is about, and that these are leads.
pub(super) fn description(view: View<'_>, whole: &Whole) -> String {
    let rules = crate::rules::VERSION;
    let left_out = match whole.left_out {
        0 => String::new(),
        n => view
            .text(&text!(
                "；另 {n} 对共同投标两次以上，未列入",
                "; {n} more pairs that bid together twice or more are left out"
            ))
            .to_owned(),
    };
    let said = format!(
        "{}{}{rules}{}{}",
        view.say("投标人、共享值与共同投标关系；", "Bidders, shared values and joint bids; "),
        view.say("规则集 ", "rules "),
        view.say("；", "; "),
        view.text(&FOOTER)
    );
    said + &left_out
}

/// The names of packages.
pub(super) fn packages(view: View<'_>, packages: &BTreeSet<usize>) -> String {
    let name = |at: &usize| {
        let case = &view.review.packages[*at].case;
        let tender = if case.tender.name.is_empty() { &case.tender.id } else { &case.tender.name };
        match case.package.as_str() {
            "" => tender.clone(),
            package => format!("{tender} {}{package}", view.say("包 ", "package ")),
        }
    };
    packages.iter().map(name).collect::<Vec<_>>().join(view.say("；", "; "))
}

fn write_node(view: View<'_>, whole: &Whole, xml: &mut Xml, at: usize, node: &Node) {
    let kind = match node.kind {
        Kind::Bidder => view.say("投标人", "bidder"),
        Kind::Value => view.say("共享值", "shared value"),
        Kind::Hub => view.say("已搁置的公共值", "set aside"),
    };
    xml.open("node", &[("id", &at.to_string()), ("label", &node.label)]);
    let of_bidder =
        |n: usize| if node.kind == Kind::Bidder { n.to_string() } else { String::new() };
    let text =
        |text: Option<Text>| text.map_or_else(String::new, |text| view.text(&text).to_owned());
    let holders = if node.kind == Kind::Hub { node.holders.to_string() } else { String::new() };
    write_values(
        xml,
        &[
            ("kind", kind.to_owned()),
            ("field", text(node.field.map(super::relations::field_name))),
            ("family", text(node.family.map(|family| family.name()))),
            ("grade", text(node.grade.map(|grade| grade.name()))),
            (
                "linked",
                if node.kind == Kind::Bidder { node.linked.to_string() } else { String::new() },
            ),
            ("bids", of_bidder(node.bids)),
            ("wins", of_bidder(node.wins)),
            ("holders", holders),
            ("reason", text(node.reason.clone())),
            ("packages", packages(view, &node.packages)),
        ],
    );
    write_days(xml, &whole.days_of(&node.packages));
    let (shape, size) = look(node);
    let (red, green, blue) = ink(node);
    xml.empty("viz:color", &[("r", red), ("g", green), ("b", blue)]);
    // Up is up in Gephi.
    let (x, y) = (format!("{:.1}", node.place.0), format!("{:.1}", 0.0 - node.place.1));
    xml.empty("viz:position", &[("x", &x), ("y", &y), ("z", "0.0")]);
    xml.empty("viz:size", &[("value", size)]);
    xml.empty("viz:shape", &[("value", shape)]);
    xml.close("node");
}

/// Shape and size of a node.
pub(super) fn look(node: &Node) -> (&'static str, &'static str) {
    match node.kind {
        Kind::Bidder => ("disc", "16.0"),
        Kind::Value => ("square", "10.0"),
        Kind::Hub => ("diamond", "8.0"),
    }
}

/// Nodes are ink and grey: colour means grade, and grades stand on the edges.
pub(super) fn ink(node: &Node) -> (&'static str, &'static str, &'static str) {
    match node.kind {
        Kind::Bidder if node.linked => ("27", "30", "34"),
        Kind::Bidder => ("118", "125", "134"),
        Kind::Value => ("100", "107", "116"),
        Kind::Hub => ("195", "200", "206"),
    }
}

fn write_edge(view: View<'_>, whole: &Whole, xml: &mut Xml, at: usize, edge: &Edge) {
    let weight = format!("{}.0", edge.weight());
    let (id, a, b) = (at.to_string(), edge.a.to_string(), edge.b.to_string());
    xml.open("edge", &[("id", &id), ("source", &a), ("target", &b), ("weight", &weight)]);
    let text =
        |text: Option<Text>| text.map_or_else(String::new, |text| view.text(&text).to_owned());
    let kind = match edge.chance {
        None => view.say("持有", "holds"),
        Some(_) => view.say("共同投标", "bid together"),
    };
    let (expected, q) = match edge.chance {
        Some((expected, q)) => (format!("{expected:.3}"), format!("{q:.6}")),
        None => (String::new(), String::new()),
    };
    write_values(
        xml,
        &[
            ("kind", kind.to_owned()),
            ("family", text(edge.family.map(|family| family.name()))),
            ("grade", text(edge.grade.map(|grade| grade.name()))),
            ("strength", strength(edge.grade).to_string()),
            ("count", edge.count.to_string()),
            ("codes", edge.codes.iter().copied().collect::<Vec<_>>().join(" ")),
            ("evidence", edge.evidence.join(view.say("；", "; "))),
            ("packages", packages(view, &edge.packages)),
            ("expected", expected),
            ("q", q),
        ],
    );
    write_days(xml, &whole.days_of(&edge.packages));
    let (red, green, blue) = match edge.grade {
        Some(Grade::Deemed) => ("150", "26", "26"),
        Some(Grade::Violation) => ("185", "72", "11"),
        Some(Grade::Strong) => ("138", "96", "0"),
        Some(Grade::Hint) => ("63", "101", "146"),
        None => ("154", "161", "169"),
    };
    xml.empty("viz:color", &[("r", red), ("g", green), ("b", blue)]);
    xml.empty("viz:thickness", &[("value", &format!("{}.0", strength(edge.grade)))]);
    let shape = if edge.grade == Some(Grade::Hint) { "dashed" } else { "solid" };
    xml.empty("viz:shape", &[("value", shape)]);
    xml.close("edge");
}

/// What is known; empty values are left out.
fn write_values(xml: &mut Xml, values: &[(&str, String)]) {
    xml.open("attvalues", &[]);
    for (column, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        xml.empty("attvalue", &[("for", column), ("value", value)]);
    }
    xml.close("attvalues");
}

/// One spell for each day.
fn write_days(xml: &mut Xml, days: &BTreeSet<Date>) {
    if days.is_empty() {
        return;
    }
    xml.open("spells", &[]);
    for day in days {
        let day = day.to_string();
        xml.empty("spell", &[("start", &day), ("end", &day)]);
    }
    xml.close("spells");
}
