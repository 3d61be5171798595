//! Bids of different bidders made or uploaded through one network card.

use crate::graph::{Family, Hub, Key, attribute};
use crate::law::statutes::{BIDDING_REGULATION_40_1, ORDER_87_37_1};
use crate::record::Field;
use crate::rules::{Article16, Case, Check, Checked, Grade, Rule, shared};
use crate::text;
use crate::text::Text;

/// WB203 · 网卡 MAC 地址相同
pub static RULE: Rule = Rule {
    code: "WB203",
    slug: "same_mac",
    name: Text::of("网卡 MAC 地址相同", "one network card"),
    article16: Article16::Collusion,
    family: Family::Device,
    grade: Grade::Strong,
    highest: Grade::Deemed,
    basis: &[&BIDDING_REGULATION_40_1, &ORDER_87_37_1],
    why: Text::of(
        "网卡地址一卡一号；相同指向由同一台设备、同一单位或者个人编制。",
        "A network card has its own address; the same address points to one machine and one author.",
    ),
    innocent: &[
        Text::of("虚拟机或者 VPN 的虚拟网卡", "virtual adapters of virtual machines or VPNs"),
        Text::of("共用扩展坞、外接网卡", "a shared docking station or adapter"),
        Text::of("图文店或者公用电脑", "a print shop or a public computer"),
    ],
    next: &[
        Text::of("平台日志与制作软件日志", "logs of the platform and of the bid software"),
        Text::of("设备取证", "examination of the machine"),
    ],
    needs: &[&[Field::Mac]],
    parameters: &[&shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

fn check(case: &Case) -> Checked {
    let mut found = shared::findings(
        case,
        Field::Mac,
        RULE.grade,
        |_, names| text!("{}的网卡 MAC 地址相同", "the bids of {} carry one network card's address"; names),
    )?;
    for hub in case.network.hubs.iter().filter(|hub| is_virtual(hub)) {
        found.extend(shared::of_hub(case, hub, Grade::Hint, |names| {
            text!(
                "{}的网卡 MAC 地址相同，但属虚拟网卡或者本地管理地址，不同设备可能重复",
                "the bids of {} carry one address of a virtual or locally administered adapter, which several machines \
                 may have"; names
            )
        }));
    }
    Ok(found)
}

/// Whether an address was set aside for what it is, and held by few: not as a blank, and not because many hold it.
fn is_virtual(hub: &Hub) -> bool {
    let meaningless = |key| matches!(key, Key::Meaningless(value, _) if value == hub.key);
    hub.field == Field::Mac
        && hub.holders.len() as f64 <= shared::HOLDERS_AT_MOST.value
        && hub
            .facts
            .iter()
            .any(|(_, fact)| (attribute::of(Field::Mac).keys)(fact).into_iter().any(meaningless))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB203", "hit"),
            ["strong: 恒泰信息、云帆软件的网卡 MAC 地址相同 | hit.csv!B10 hit.csv!B11",]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB203", "miss").is_empty());
    }

    /// A virtual adapter has the same address in every copy of the machine.
    #[test]
    fn edge() {
        assert_eq!(
            check("WB203", "edge"),
            [
                "hint: 恒泰信息、云帆软件的网卡 MAC 地址相同，但属虚拟网卡或者本地管理地址，不同设备可能重复 | edge.csv!B10 edge.csv!B11",
            ]
        );
    }
}
