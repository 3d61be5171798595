//! 六、时间: the procedure from the notice to the contract, the submissions, and the contracts of all purchases, each on one
//! line of time and as a table.

mod axis;
mod contracts;
mod procedure;
mod submissions;

use super::{Page, nothing};

/// The section.
pub(super) fn section(page: &Page<'_>) -> String {
    let part = |title: &str, content: String, missing: &str| {
        let content = if content.is_empty() { nothing(missing) } else { content };
        format!("<h3 class=\"h3s\">{title}</h3>{content}")
    };
    [
        part(
            page.say("程序", "Procedure"),
            page.blocks(|at, package| procedure::block(page, at, package)),
            page.say(
                "没有两个以上的程序日期。可补充：公告与时间节点（公告、截止、开标、定标、合同签订日期）。",
                "Fewer than two dates of the procedure. To bring: notice, deadline, opening, award and contract dates.",
            ),
        ),
        part(
            page.say("递交投标文件", "Submissions"),
            page.blocks(|at, package| submissions::block(page, at, package)),
            page.say(
                "没有两家以上投标人具体到时刻的递交时间。可补充：电子痕迹表、签到表（投标人、递交时间）。",
                "Fewer than two bidders have a time of submission. To bring: traces or the sign-in sheet (bidder, time of submission).",
            ),
        ),
        part(
            page.say("合同", "Contracts"),
            contracts::block(page),
            page.say(
                "不足三个有日期和供应商的采购。可补充：合同台账（供应商、签订日期、合同金额）。",
                "Fewer than three purchases with a date and a supplier. To bring: the ledger of contracts (supplier, date, amount).",
            ),
        ),
    ]
    .concat()
}
