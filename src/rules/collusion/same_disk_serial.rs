//! Bids of different bidders made on one disk.

use crate::graph::Family;
use crate::law::statutes::{BIDDING_REGULATION_40_1, ORDER_87_37_1};
use crate::record::Field;
use crate::rules::{Article16, Case, Check, Checked, Grade, Rule, shared};
use crate::text;
use crate::text::Text;

/// WB204 · 硬盘序列号相同
pub static RULE: Rule = Rule {
    code: "WB204",
    slug: "same_disk_serial",
    name: Text::of("硬盘序列号相同", "one disk serial number"),
    article16: Article16::Collusion,
    family: Family::Device,
    grade: Grade::Strong,
    highest: Grade::Deemed,
    basis: &[&BIDDING_REGULATION_40_1, &ORDER_87_37_1],
    why: Text::of(
        "硬盘序列号一机一号；相同指向由同一台设备、同一单位或者个人编制。",
        "A disk has its own number; the same number points to one machine and one author.",
    ),
    innocent: &[
        Text::of("克隆的虚拟机", "cloned virtual machines"),
        Text::of("图文店或者公用电脑", "a print shop or a public computer"),
    ],
    next: &[
        Text::of("平台日志与制作软件日志", "logs of the platform and of the bid software"),
        Text::of("设备取证", "examination of the machine"),
    ],
    needs: &[&[Field::DiskSerial]],
    parameters: &[&shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

fn check(case: &Case) -> Checked {
    shared::findings(
        case,
        Field::DiskSerial,
        RULE.grade,
        |_, names| text!("{}的投标文件所记硬盘序列号相同", "the bids of {} carry one disk serial number"; names),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB204", "hit"),
            ["strong: 恒泰信息、云帆软件的投标文件所记硬盘序列号相同 | hit.csv!B10 hit.csv!B11",]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB204", "miss").is_empty());
    }

    /// Virtual disks and makers' defaults have no number of their own: nothing can be compared.
    #[test]
    fn edge() {
        assert_eq!(check("WB204", "edge"), ["not checked: 缺少：硬盘序列号"]);
    }
}
