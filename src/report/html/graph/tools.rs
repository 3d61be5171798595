//! What a reader works the picture of relations with: filters, zoom, the choice of two bidders. Without script it is not shown.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::{Page, shape};
use super::word;
use crate::graph::Family;
use crate::resolve::BidderId;
use crate::rules::Grade;

/// Filters by family and grade, and zoom; without script they are not shown.
pub(super) fn tools(
    page: &Page<'_>,
    families: &BTreeSet<Family>,
    grades: &[Option<Grade>],
) -> String {
    let mut chips = String::new();
    for family in families {
        let _ = write!(
            chips,
            "<button class=\"chip\" type=\"button\" data-only-k=\"{}\" aria-pressed=\"false\"><span class=\"fam\" aria-hidden=\"true\">{}</span>{}</button>",
            family.slug(),
            page.tell(&family.character()),
            page.tell(&family.name())
        );
    }
    for grade in grades.iter().copied() {
        let slug = grade.map_or("clear", Grade::slug);
        let _ = write!(
            chips,
            "<button class=\"chip\" type=\"button\" data-only-g=\"{}\" aria-pressed=\"false\">{}{}</button>",
            grade.map_or(0, |grade| 1 + grade as usize),
            shape(slug),
            word(page, grade)
        );
    }
    let keys = page.say(
        "点值或者连线看证据。键盘：方向键移到相邻的框，回车看证据，+ − 缩放，Shift 加方向键平移，Alt 加方向键移动框，Esc 取消。Ctrl 加滚轮缩放，拖动框可移开。",
        "Click a value or a line for its evidence. Keys: arrows go to the next box, Enter shows the evidence, + − zoom, Shift and arrows pan, Alt and arrows move a box, Esc ends. Ctrl and wheel zoom; boxes can be dragged.",
    );
    format!(
        "<div class=\"bar nett only-js\" role=\"group\" aria-label=\"{}\">{chips}<span class=\"sp\"></span><span class=\"nw\">\
         <button class=\"chip\" type=\"button\" data-zoom=\"in\" aria-label=\"{}\">+</button>\
         <button class=\"chip\" type=\"button\" data-zoom=\"out\" aria-label=\"{}\">−</button>\
         <button class=\"chip\" type=\"button\" data-zoom=\"reset\">{}</button></span></div><p class=\"figs keys only-js\">{keys}</p>",
        page.say("关系图的筛选与缩放", "Filter and zoom the picture"),
        page.say("放大", "zoom in"),
        page.say("缩小", "zoom out"),
        page.say("还原", "Reset"),
    )
}

/// Two bidders to choose, for the strongest path between them.
pub(super) fn path(page: &Page<'_>, firms: &[BidderId]) -> String {
    if firms.len() < 2 {
        return String::new();
    }
    let option = |(at, firm): (usize, &BidderId)| {
        format!("<option value=\"{at}\">{}</option>", page.bidder(*firm))
    };
    let options: String = firms.iter().enumerate().map(option).collect();
    let choose = page.say("请选择", "choose");
    let select = |name: &str, label: &str| {
        format!(
            "<select data-path=\"{name}\" aria-label=\"{label}\"><option value=\"\">{choose}</option>{options}</select>"
        )
    };
    format!(
        "<div class=\"netp only-js\"><span class=\"pick\">{}{}{}{}</span><div class=\"way\" aria-live=\"polite\"></div></div>",
        page.say("最强路径", "Strongest path "),
        select("from", page.say("起点投标人", "from")),
        page.say("至", "to"),
        select("to", page.say("终点投标人", "to")),
    )
}
