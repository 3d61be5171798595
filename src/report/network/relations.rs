//! What there is to show of one package: its bidders, what they share, how strong it is and where it stands.

use std::collections::BTreeSet;

use crate::graph::{Case, Hub, Network, Shared, attribute};
use crate::record::{Field, place};
use crate::report::View;
use crate::report::measure::fit;
use crate::resolve::BidderId;
use crate::rules::Grade;
use crate::source::CellRef;
use crate::text::Text;

/// The longest name of a bidder in a picture, in pixels at 14 px.
const NAME_AT_MOST: f64 = 112.0;

/// One bidder.
#[derive(Debug)]
pub(in crate::report) struct Firm {
    pub(in crate::report) id: BidderId,
    /// The short name, cut to fit a box; with a word if the bid won.
    pub(in crate::report) name: String,
    /// Joined to others by strong values.
    pub(in crate::report) linked: bool,
}

/// One shared value.
#[derive(Debug)]
pub(in crate::report) struct Value<'a> {
    pub(in crate::report) shared: &'a Shared,
    /// The strongest grade of the findings that rest on it.
    pub(in crate::report) grade: Option<Grade>,
    /// Those findings, as indices into the review's, the strongest first.
    pub(in crate::report) findings: Vec<usize>,
    /// Who holds it.
    pub(in crate::report) holders: Vec<Held>,
}

/// One bidder's hold on a value.
#[derive(Debug, Clone)]
pub(in crate::report) struct Held {
    /// The bidder, an index into [`Relations::firms`].
    pub(in crate::report) firm: usize,
    /// The cells on their sheets (`E5`), without those of document properties, which have none.
    pub(in crate::report) cells: Vec<String>,
}

/// What there is to show of one package.
#[derive(Debug)]
pub(in crate::report) struct Relations<'a> {
    /// The bidders in the picture, those joined by strong values first.
    pub(in crate::report) firms: Vec<Firm>,
    /// Bidders that share nothing; none where nobody shares anything, since then all are in the picture.
    pub(in crate::report) apart: Vec<Firm>,
    /// The shared values, in the order of the graph.
    pub(in crate::report) values: Vec<Value<'a>>,
    /// Values set aside, without lines.
    pub(in crate::report) hubs: &'a [Hub],
}

impl Relations<'_> {
    /// Whether anything stands aside of the picture.
    pub(in crate::report) fn has_aside(&self) -> bool {
        !self.apart.is_empty() || !self.hubs.is_empty()
    }

    /// The width of a picture that fits on a chart: what stands aside has its place at the right.
    pub(in crate::report) fn width(&self) -> f64 {
        if self.has_aside() { 648.0 } else { super::picture::WIDTH }
    }
}

/// What there is to show of one package.
pub(in crate::report) fn of<'a>(view: View<'a>, package: usize) -> Relations<'a> {
    let case = &view.review.packages[package].case;
    let shared = case.network.all_shared();
    let linked: BTreeSet<BidderId> = case.network.linked_groups().into_iter().flatten().collect();
    let winner = case.winner().map(|(winner, _)| winner);
    let joined: BTreeSet<BidderId> = shared.iter().flat_map(Shared::bidders).collect();
    let firm = |id: BidderId| {
        let mut name = fit(case.bidders.short(id), NAME_AT_MOST, 14.0, true);
        if winner == Some(id) {
            name.push_str(view.say("（中标）", " (won)"));
        }
        Firm { id, name, linked: linked.contains(&id) }
    };
    let (mut firms, apart): (Vec<Firm>, Vec<Firm>) = case
        .bids
        .iter()
        .map(|bid| firm(bid.bidder))
        .partition(|firm| shared.is_empty() || joined.contains(&firm.id));
    firms.sort_by_key(|firm| (!firm.linked, firm.id));
    let values = shared.iter().map(|one| value(view, package, one, &firms)).collect();
    Relations { firms, apart, values, hubs: &case.network.hubs }
}

fn value<'a>(view: View<'a>, package: usize, shared: &'a Shared, firms: &[Firm]) -> Value<'a> {
    let findings = findings(view, package, shared);
    let grade = findings.iter().map(|at| view.review.findings[*at].finding.grade).max();
    let held = |holder: &crate::graph::Holder| {
        let cells = holder.facts.iter().filter(|fact| place::is_cell(fact.at));
        let mut names: Vec<String> = cells.filter_map(|fact| view.locate(fact.at).cell).collect();
        names.dedup();
        let firm = firms.iter().position(|firm| firm.id == holder.bidder)?;
        Some(Held { firm, cells: names })
    };
    Value { shared, grade, findings, holders: shared.holders.iter().filter_map(held).collect() }
}

/// The findings that rest on a shared value: of its family, and pointing at cells of two of its holders. Indices into the
/// review's findings, the strongest first.
pub(in crate::report) fn findings(view: View<'_>, package: usize, shared: &Shared) -> Vec<usize> {
    let cells: BTreeSet<CellRef> = shared.cells().map(|(_, fact)| fact.at).collect();
    let holders: BTreeSet<BidderId> = shared.bidders().into_iter().collect();
    let rests = |at: &usize| {
        let Some(found) = view.review.findings.get(*at) else { return false };
        let on: BTreeSet<BidderId> = found
            .finding
            .evidence()
            .iter()
            .filter(|one| cells.contains(&one.at))
            .filter_map(|one| one.bidder)
            .collect();
        found.rule.family == shared.attribute.family && 1 < on.intersection(&holders).count()
    };
    let mut resting: Vec<usize> =
        view.review.places(package).iter().copied().filter(rests).collect();
    resting.sort_by_key(|at| std::cmp::Reverse(view.review.findings[*at].finding.grade));
    resting
}

/// The package whose picture says most: with most strong values, then most values; `None` where nothing is shared.
pub(in crate::report) fn telling(view: View<'_>) -> Option<usize> {
    use crate::graph::Strength::Strong;
    let shared = |at: usize| view.review.packages[at].case.network.all_shared();
    let strong =
        |at: usize| shared(at).iter().filter(|one| one.attribute.strength == Strong).count();
    (0..view.review.packages.len())
        .max_by_key(|at| (strong(*at), shared(*at).len(), std::cmp::Reverse(*at)))
        .filter(|at| !shared(*at).is_empty())
}

/// Kinds of values that at least two bids have.
pub(in crate::report) fn compared(case: &Case<'_>) -> Vec<Field> {
    let fields = attribute::ATTRIBUTES.iter().map(|attribute| attribute.field);
    fields.filter(|field| 1 < Network::holders(&case.bids, *field).len()).collect()
}

/// The name of an attribute; those whose field does not say what is shared have one of their own.
pub(in crate::report) fn field_name(field: Field) -> Text {
    match field {
        Field::RegisteredAddress => Text::of("同一楼栋", "one building"),
        Field::OfficeAddress => Text::of("同一房间", "one room"),
        Field::MemberName => Text::of("项目组成员", "project staff"),
        field => field.name(),
    }
}
