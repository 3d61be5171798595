//! Files of different bidders written by one user, on one installation, or with one company's copy of the software.

use crate::graph::{Family, Network, Shared};
use crate::law::statutes::{
    BIDDING_REGULATION_40_1, BIDDING_REGULATION_40_4, ORDER_87_37_1, ORDER_87_37_4,
};
use crate::record::Field;
use crate::rules::{Article16, Case, Check, Checked, Finding, Grade, NotChecked, Rule, shared};
use crate::text;
use crate::text::Text;

/// WB208 · 文档作者或者最后修改人相同
pub static RULE: Rule = Rule {
    code: "WB208",
    slug: "same_doc_author",
    name: Text::of("文档作者或者最后修改人相同", "one author of the documents"),
    article16: Article16::Collusion,
    family: Family::Document,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&BIDDING_REGULATION_40_1, &BIDDING_REGULATION_40_4, &ORDER_87_37_1, &ORDER_87_37_4],
    why: Text::of(
        "不同投标人的电子文件由同一用户编写、修改，指向由同一单位或者个人编制。",
        "Files of different bidders written or changed by one user point to one author.",
    ),
    innocent: &[
        Text::of(
            "沿用代理机构下发的模板，作者为模板作者",
            "a template of the agency that still names its own author",
        ),
        Text::of("图文店代为排版", "a print shop that laid out the files"),
        Text::of("作者名为常见姓名或者通用用户名", "an author's name that many people have"),
    ],
    next: &[
        Text::of("投标电子文件原件及其属性", "the original files and their properties"),
        Text::of("代理机构下发的空白模板", "the blank template that the agency handed out"),
    ],
    needs: &[&[
        Field::DocumentAuthor,
        Field::DocumentLastModifiedBy,
        Field::DocumentDevice,
        Field::DocumentCompany,
    ]],
    parameters: &[&shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

fn check(case: &Case) -> Checked {
    let fields = [Field::DocumentAuthor, Field::DocumentDevice, Field::DocumentCompany];
    if fields.iter().all(|field| Network::holders(&case.bids, *field).len() < 2) {
        return Err(NotChecked::missing(fields));
    }
    let mut found: Vec<Finding> = Vec::new();
    for author in values(case, Field::DocumentAuthor) {
        found.extend(shared::finding(case, &author, RULE.grade, |_, names| {
            text!("{}的文件作者或者最后修改人相同", "the files of {} have one author or last editor"; names)
        }));
    }
    for device in values(case, Field::DocumentDevice) {
        found.extend(shared::finding(case, &device, RULE.grade, |_, names| {
            text!("{}的文件带有同一 WPS 设备标识", "the files of {} carry one WPS device identifier"; names)
        }));
    }
    for company in values(case, Field::DocumentCompany) {
        found.extend(shared::finding(case, &company, Grade::Hint, |_, names| {
            text!("{}的文件属性所记公司相同", "the properties of the files of {} name one company"; names)
        }));
    }
    Ok(found)
}

/// Shared values that stand in cells or files of their own: one file with all bids in it was written by one author anyway.
fn values(case: &Case, field: Field) -> Vec<Shared> {
    let apart = |shared: &Shared| {
        let first = shared.cells().next().map(|(_, fact)| fact.at);
        shared.cells().any(|(_, fact)| Some(fact.at) != first)
    };
    case.network.shared(field).into_iter().filter(apart).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB208", "hit"),
            [
                "strong: 恒泰信息、云帆软件的文件作者或者最后修改人相同 | hit.csv!B10 hit.csv!C10 hit.csv!C11",
            ]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB208", "miss").is_empty());
    }

    /// A maker's default user name is nobody.
    #[test]
    fn edge() {
        assert!(check("WB208", "edge").is_empty());
    }
}
