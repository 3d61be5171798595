//! Bids of different bidders that grew out of one file.

use crate::graph::Family;
use crate::law::statutes::{
    BIDDING_REGULATION_40_1, BIDDING_REGULATION_40_4, ORDER_87_37_1, ORDER_87_37_4,
};
use crate::record::Field;
use crate::rules::{Article16, Case, Check, Checked, Grade, Rule, shared};
use crate::text;
use crate::text::Text;

/// WB205 · 文件创建标识码相同
pub static RULE: Rule = Rule {
    code: "WB205",
    slug: "same_creation_id",
    name: Text::of("文件创建标识码相同", "one file-creation code"),
    article16: Article16::Collusion,
    family: Family::Document,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&BIDDING_REGULATION_40_1, &BIDDING_REGULATION_40_4, &ORDER_87_37_1, &ORDER_87_37_4],
    why: Text::of(
        "同一创建标识码说明多家文件源自同一份工程文件；需由评标委员会结合其他情况判断。",
        "One creation code means that the bids grew out of one project file; the committee weighs it with what else there is.",
    ),
    innocent: &[
        Text::of("套用同一旧模板", "an old template used by several"),
        Text::of(
            "招标文件自带的空白工程文件",
            "the blank project file that came with the tender document",
        ),
    ],
    next: &[
        Text::of(
            "投标文件原件与制作软件日志",
            "the original bid files and the logs of the bid software",
        ),
        Text::of("代理机构下发的空白文件", "the blank file that the agency handed out"),
    ],
    needs: &[&[Field::CreationCode]],
    parameters: &[&shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

fn check(case: &Case) -> Checked {
    shared::findings(
        case,
        Field::CreationCode,
        RULE.grade,
        |_, names| text!("{}的文件创建标识码相同", "the bids of {} carry one file-creation code"; names),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB205", "hit"),
            ["strong: 恒泰信息、云帆软件的文件创建标识码相同 | hit.csv!B10 hit.csv!B11",]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB205", "miss").is_empty());
    }

    /// Placeholders are no codes: nothing can be compared.
    #[test]
    fn edge() {
        assert_eq!(check("WB205", "edge"), ["not checked: 缺少：文件创建标识码"]);
    }
}
