//! Different bidders that signed with one CA key.

use crate::graph::Family;
use crate::law::statutes::{
    BIDDING_REGULATION_40_1, BIDDING_REGULATION_40_2, ELECTRONIC_SIGNATURE_LAW_13, ORDER_87_37_1,
    ORDER_87_37_2,
};
use crate::record::Field;
use crate::rules::{Article16, Case, Check, Checked, Grade, Rule, shared};
use crate::text;
use crate::text::Text;

/// WB201 · 数字证书（CA 锁）相同
pub static RULE: Rule = Rule {
    code: "WB201",
    slug: "same_ca_lock",
    name: Text::of("数字证书（CA 锁）相同", "one CA key"),
    article16: Article16::Collusion,
    family: Family::Device,
    grade: Grade::Strong,
    highest: Grade::Deemed,
    basis: &[
        &BIDDING_REGULATION_40_1,
        &BIDDING_REGULATION_40_2,
        &ELECTRONIC_SIGNATURE_LAW_13,
        &ORDER_87_37_1,
        &ORDER_87_37_2,
    ],
    why: Text::of(
        "数字证书专属于一家单位；多家用同一把，指向由同一单位或者个人编制、办理投标。",
        "A key belongs to one firm; several bidders on one key point to one person preparing or handling their bids.",
    ),
    innocent: &[
        Text::of("证书办理人员代录入出错", "an error of the clerk who entered the keys"),
        Text::of(
            "平台登记信息未随换锁更新",
            "a platform record that did not follow an exchanged key",
        ),
    ],
    next: &[
        Text::of(
            "证书机构的申请、领取与换发材料",
            "the certification authority's files on application, collection and exchange",
        ),
        Text::of("平台签章与解密日志", "signing and decryption logs of the platform"),
    ],
    needs: &[&[Field::CaSerial]],
    parameters: &[&shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

fn check(case: &Case) -> Checked {
    shared::findings(
        case,
        Field::CaSerial,
        RULE.grade,
        |_, names| text!("{}的数字证书（CA 锁）序列号相同", "{} used one CA key"; names),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB201", "hit"),
            ["strong: 恒泰信息、云帆软件的数字证书（CA 锁）序列号相同 | hit.csv!B10 hit.csv!B11",]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB201", "miss").is_empty());
    }

    /// Placeholders and zeros are no serial numbers: nothing can be compared.
    #[test]
    fn edge() {
        assert_eq!(check("WB201", "edge"), ["not checked: 缺少：CA证书号"]);
    }
}
