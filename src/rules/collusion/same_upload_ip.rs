//! Different bidders that fetched or uploaded their files from one internet address, or from one /24 network.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

use jiff::civil::DateTime;

use crate::graph::{Family, Key, attribute};
use crate::law::statutes::{
    BIDDING_REGULATION_40_1, BIDDING_REGULATION_40_2, ORDER_87_37_1, ORDER_87_37_2,
};
use crate::record::{Fact, Field};
use crate::resolve::BidderId;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, Parameter, Rule, shared,
};
use crate::text;
use crate::text::Text;

/// WB207 · 上传或者下载 IP 相同
pub static RULE: Rule = Rule {
    code: "WB207",
    slug: "same_upload_ip",
    name: Text::of("上传、下载或者报名 IP 相同", "one internet address"),
    article16: Article16::Collusion,
    family: Family::Device,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&BIDDING_REGULATION_40_1, &BIDDING_REGULATION_40_2, &ORDER_87_37_1, &ORDER_87_37_2],
    why: Text::of(
        "不同投标人用同一公网地址办理投标，指向同一处所、同一单位或者个人；同一网段仅作提示。",
        "Bidders behind one public address point to one place and one person handling their bids; one network is only a hint.",
    ),
    innocent: &[
        Text::of(
            "运营商级地址转换（CGNAT）或者 VPN 出口",
            "an operator's address translation, or the exit of a VPN",
        ),
        Text::of(
            "交易中心、酒店、图文店的公共网络",
            "the network of a trading centre, a hotel or a print shop",
        ),
        Text::of("同一园区共用出口", "one exit for a whole business park"),
    ],
    next: &[
        Text::of(
            "运营商关于该地址在该时刻的用户记录（依权限调取）",
            "the operator's record of who had the address then, where the law allows",
        ),
        Text::of("平台完整日志", "the full log of the platform"),
    ],
    needs: &[&[Field::Ip]],
    parameters: &[&shared::HOLDERS_AT_MOST, &WITHIN_HOURS],
    check: Check::Case(check),
};

static WITHIN_HOURS: Parameter = Parameter {
    name: "within_hours",
    value: 24.0,
    means: Text::of(
        "时间相距不超过此数（小时）的，更不可能是地址被运营商另行分配",
        "hours apart within which it is less likely that an operator gave the address to somebody else",
    ),
};

fn check(case: &Case) -> Checked {
    let mut found = Vec::new();
    for value in case.shared(Field::Ip)? {
        let facts: Vec<&Fact> = value.cells().map(|(_, fact)| fact).collect();
        let apart = hours_apart(case, &facts);
        let soon = apart.filter(|hours| *hours <= WITHIN_HOURS.value);
        let finding = shared::finding(case, &value, RULE.grade, |_, names| match soon {
            Some(_) => {
                text!("{}使用同一公网 IP，时间相距不超过 24 小时", "{} used one public IP address within 24 hours"; names)
            }
            None => text!("{}使用同一公网 IP", "{} used one public IP address"; names),
        });
        found.extend(finding.map(|finding| {
            match apart {
                Some(hours) => finding
                    .measuring(Text::of("时间相距（小时）", "hours apart"), format!("{hours:.1}")),
                None => finding,
            }
        }));
    }
    let one_address = shared::pairs_sharing(case, Field::Ip);
    for cells in networks(case).into_values() {
        let bids: Vec<BidderId> =
            cells.iter().map(|(bid, _)| *bid).collect::<BTreeSet<_>>().into_iter().collect();
        let explained = shared::pairs(&bids).iter().all(|pair| one_address.contains(pair));
        if bids.len() < 2 || explained || shared::HOLDERS_AT_MOST.value < bids.len() as f64 {
            continue;
        }
        let names = case.bidders.names(&bids);
        let says = text!("{}的公网 IP 同属一个 C 段（/24）", "{} used public IP addresses of one /24 network"; names);
        found.extend(Finding::new(
            Grade::Hint,
            says,
            cells.iter().map(|(bid, fact)| Evidence::by(*bid, fact)),
        ));
    }
    Ok(found)
}

/// Public IPv4 addresses by their first three octets.
fn networks<'c>(case: &'c Case) -> BTreeMap<[u8; 3], Vec<(BidderId, &'c Fact)>> {
    let mut found: BTreeMap<[u8; 3], Vec<(BidderId, &Fact)>> = BTreeMap::new();
    for bid in &case.bids {
        for fact in bid.facts.all(Field::Ip).filter(|fact| fact.is_usable()) {
            for key in (attribute::of(Field::Ip).keys)(fact) {
                if let Key::Value(address) = key
                    && let Ok(address) = address.parse::<Ipv4Addr>()
                {
                    let [a, b, c, _] = address.octets();
                    found.entry([a, b, c]).or_default().push((bid.bidder, fact));
                }
            }
        }
    }
    found
}

/// Hours between the first and the last use, where every cell has a time of day in its row.
fn hours_apart(case: &Case, facts: &[&Fact]) -> Option<f64> {
    let mut moments: Vec<DateTime> = Vec::new();
    for row in shared::rows(case) {
        for _ in row
            .record
            .facts
            .all(Field::Ip)
            .filter(|fact| facts.iter().any(|known| known.at == fact.at))
        {
            let moment = [Field::SubmitTime, Field::RegisterTime]
                .iter()
                .find_map(|field| row.record.facts.moment(*field))
                .and_then(|(moment, _)| Some(moment.date.to_datetime(moment.time?)));
            moments.push(moment?);
        }
    }
    let (first, last) = (moments.iter().min()?, moments.iter().max()?);
    Some(last.duration_since(*first).as_secs() as f64 / 3600.0)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB207", "hit"),
            [
                "strong: 恒泰信息、云帆软件使用同一公网 IP，时间相距不超过 24 小时 | hit.csv!B10 hit.csv!B11",
            ]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB207", "miss").is_empty());
    }

    /// One second more than 24 hours apart; and two addresses of one network.
    #[test]
    fn edge() {
        assert_eq!(
            check("WB207", "edge"),
            [
                "strong: 智联科技、博远数据使用同一公网 IP | edge.csv!B12 edge.csv!B13",
                "hint: 恒泰信息、云帆软件的公网 IP 同属一个 C 段（/24） | edge.csv!B10 edge.csv!B11",
            ]
        );
    }
}
