//! Different bidders at one address: in one room, or in one building.

use crate::graph::Family;
use crate::law::statutes::{ORDER_87_37_1, ORDER_87_37_2, PROCUREMENT_REGULATION_74_7};
use crate::record::Field;
use crate::rules::{Article16, Case, Check, Checked, Grade, Parameter, Rule, shared};
use crate::text;
use crate::text::Text;

/// WB108 · 地址相同
pub static RULE: Rule = Rule {
    code: "WB108",
    slug: "same_address",
    name: Text::of("注册或者办公地址相同", "one address"),
    article16: Article16::Collusion,
    family: Family::People,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&ORDER_87_37_1, &ORDER_87_37_2, &PROCUREMENT_REGULATION_74_7],
    why: Text::of(
        "不同投标人同在一室，指向同一单位或者关系密切；只同一楼宇的，仅作提示。",
        "Bidders in one room point to one firm or close ties; one building alone is only a hint.",
    ),
    innocent: &[
        Text::of(
            "集群注册或者秘书公司托管地址",
            "an address shared by many registered firms or kept by an agent",
        ),
        Text::of("联合办公、孵化器、软件园", "a shared office, an incubator or a software park"),
    ],
    next: &[
        Text::of("租赁合同与水电、物业缴费记录", "leases, utility and property bills"),
        Text::of("现场核查", "a visit to the place"),
    ],
    needs: &[&[Field::OfficeAddress, Field::RegisteredAddress]],
    parameters: &[&HOLDERS_AT_MOST],
    check: Check::Case(check),
};

/// A building holds more unrelated firms than a telephone has owners.
static HOLDERS_AT_MOST: Parameter = Parameter {
    name: "address_holders_at_most",
    value: 10.0,
    means: Text::of(
        "同一地址的持有家数上限（家），超过视为公共地址搁置",
        "most bidders that may hold an address before it is set aside as public",
    ),
};

fn check(case: &Case) -> Checked {
    let mut found = Vec::new();
    // Whether addresses can be compared at all is told by their buildings: a room has one too.
    let buildings = case.shared(Field::RegisteredAddress)?;
    for room in case.network.shared(Field::OfficeAddress) {
        found.extend(shared::finding(
            case,
            &room,
            RULE.grade,
            |_, names| text!("{}的地址同在一室", "{} give an address in one room"; names),
        ));
    }
    let in_one_room = shared::pairs_sharing(case, Field::OfficeAddress);
    for building in buildings {
        if shared::pairs(&building.bidders()).iter().all(|pair| in_one_room.contains(pair)) {
            continue;
        }
        found.extend(shared::finding(case, &building, Grade::Hint, |_, names| {
            text!("{}的地址在同一楼宇，房间不同或者未写明", "{} give addresses in one building, in other rooms or without a room"; names)
        }));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB108", "hit"),
            ["strong: 恒泰信息、云帆软件的地址同在一室 | hit.csv!B10 hit.csv!B11",]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB108", "miss").is_empty());
    }

    /// Two rooms of one building are only a hint.
    #[test]
    fn edge() {
        assert_eq!(
            check("WB108", "edge"),
            [
                "hint: 恒泰信息、云帆软件的地址在同一楼宇，房间不同或者未写明 | edge.csv!B10 edge.csv!B11",
            ]
        );
    }
}
