//! Bids of different bidders made on one machine, as the bid software tells.

use crate::graph::Family;
use crate::law::statutes::{BIDDING_REGULATION_40_1, ORDER_87_37_1};
use crate::record::Field;
use crate::rules::{Article16, Case, Check, Checked, Grade, Rule, shared};
use crate::text;
use crate::text::Text;

/// WB202 · 文件制作机器码相同
pub static RULE: Rule = Rule {
    code: "WB202",
    slug: "same_machine_code",
    name: Text::of("文件制作机器码相同", "one machine code"),
    article16: Article16::Collusion,
    family: Family::Device,
    grade: Grade::Strong,
    highest: Grade::Deemed,
    basis: &[&BIDDING_REGULATION_40_1, &ORDER_87_37_1],
    why: Text::of(
        "同一台设备制作多家投标文件，指向由同一单位或者个人编制；地方规定或招标文件载明的可视为串通。",
        "One machine behind several bids points to one author; a local rule or the tender document may deem it collusion.",
    ),
    innocent: &[
        Text::of("图文店代为制作", "a print shop that made the files"),
        Text::of("虚拟机克隆或云桌面", "cloned virtual machines or cloud desktops"),
        Text::of("在线标书制作服务", "an online service for bid documents"),
    ],
    next: &[
        Text::of("平台日志与制作软件日志", "logs of the platform and of the bid software"),
        Text::of("设备取证", "examination of the machine"),
    ],
    needs: &[&[Field::MachineCode]],
    parameters: &[&shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

fn check(case: &Case) -> Checked {
    shared::findings(
        case,
        Field::MachineCode,
        RULE.grade,
        |_, names| text!("{}的投标文件制作机器码相同", "the bids of {} carry one machine code"; names),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB202", "hit"),
            ["strong: 恒泰信息、云帆软件的投标文件制作机器码相同 | hit.csv!B10 hit.csv!B11",]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB202", "miss").is_empty());
    }

    /// Placeholders and all F are no machine codes: nothing can be compared.
    #[test]
    fn edge() {
        assert_eq!(check("WB202", "edge"), ["not checked: 缺少：机器码"]);
    }
}
