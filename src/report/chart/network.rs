//! Bidders and what they share in one package: the picture of [`crate::report::network`] on the sheet of a chart.

use super::canvas::{Head, LEFT, Label, RIGHT, sheet};
use super::{Kind, backbone, drawing, source_of, which_package};
use crate::graph::Shared;
use crate::report::View;
use crate::report::network::relations::{self, compared, field_name};
use crate::report::network::{picture, words};
use crate::text::Text;

pub(super) fn draw(view: View<'_>) -> Result<String, Text> {
    if let Some(at) = relations::telling(view) {
        return Ok(chart(view, at));
    }
    if let Some(chart) = backbone::draw(view) {
        return Ok(chart);
    }
    let packages = &view.review.packages;
    let compared = |at: usize| compared(&packages[at].case).len();
    match (0..packages.len()).max_by_key(|at| (compared(*at), std::cmp::Reverse(*at))) {
        Some(at) if 0 < compared(at) => Ok(chart(view, at)),
        _ => Err(Text::of(
            "没有可比对的投标人信息：至少两家投标人要有同一类信息，如联系电话、付款账号、MAC 地址或者文件作者",
            "nothing to compare: at least two bidders need one kind of particulars, such as phone, paying account, MAC address or author",
        )),
    }
}

fn chart(view: View<'_>, at: usize) -> String {
    let case = &view.review.packages[at].case;
    let relations = relations::of(view, at);
    let aside = relations.has_aside();
    let picture = picture::of(view, &relations);
    sheet(view, Kind::Network.slug(), &head(view, at), |canvas| {
        drawing::picture(view, canvas, &relations, &picture);
        if relations.values.is_empty() {
            // What was not compared is not clear, so what was is named.
            let fields =
                compared(case).into_iter().map(|field| view.text(&field_name(field)).to_owned());
            let fields = fields.collect::<Vec<_>>().join(view.say("、", ", "));
            let note = format!("{}{fields}", view.say("已比对：", "Compared: "));
            canvas.text(Label::note(LEFT, 538.0, note).within(RIGHT - LEFT));
        }
        if aside {
            drawing::margin(view, canvas, relations.hubs, &relations.apart);
        }
    })
}

fn head(view: View<'_>, at: usize) -> Head {
    let case = &view.review.packages[at].case;
    let shared = case.network.all_shared();
    let named = || case.bids.iter().map(|bid| bid.named.at);
    let source = if shared.is_empty() {
        source_of(view, named())
    } else {
        source_of(view, shared.iter().flat_map(Shared::cells).map(|(_, fact)| fact.at))
    };
    Head {
        title: view.text(&words::title(case, shared)).to_owned(),
        subtitle: words::subtitle(view, case) + &which_package(view, at),
        description: words::description(view, case),
        source,
    }
}
