//! Another brand or model delivered than the one that won.

use super::deliveries::{self, Delivery};
use crate::graph::Family;
use crate::graph::market::cleaned;
use crate::law::statutes::{
    ORDER_87_71, ORDER_87_74, PROCUREMENT_LAW_46, PROCUREMENT_LAW_50, PROCUREMENT_REGULATION_45,
    PROCUREMENT_REGULATION_72_3, PROCUREMENT_REGULATION_72_5,
};
use crate::record::{Fact, Field};
use crate::rules::{Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule};
use crate::text;
use crate::text::Text;

/// YC501 · 交付品牌型号与投标不符
pub static RULE: Rule = Rule {
    code: "YC501",
    slug: "brand_model_mismatch",
    name: Text::of("交付品牌型号与投标不符", "delivered brand or model differs from the bid"),
    article16: Article16::Substitution,
    family: Family::Process,
    grade: Grade::Violation,
    highest: Grade::Violation,
    basis: &[
        &PROCUREMENT_LAW_46,
        &PROCUREMENT_LAW_50,
        &PROCUREMENT_REGULATION_45,
        &PROCUREMENT_REGULATION_72_3,
        &PROCUREMENT_REGULATION_72_5,
        &ORDER_87_71,
        &ORDER_87_74,
    ],
    why: Text::of(
        "投标承诺的品牌型号是中标的依据，未经批准更换即以次充好的典型方式。",
        "Brand and model were what won; changing them without approval is the usual way to deliver less.",
    ),
    innocent: &[
        Text::of(
            "原型号停产，经书面同意以同等或者更高配置替换",
            "a discontinued model replaced by an equal or better one with written consent",
        ),
        Text::of("同一产品的不同写法", "one product written in two ways"),
    ],
    next: &[
        Text::of("设备序列号，向原厂查询", "serial numbers, checked with the manufacturer"),
        Text::of("变更审批和补充协议", "the approval of the change and any supplement"),
    ],
    needs: &[&[Field::DeliveredBrand, Field::DeliveredModel], &[Field::Brand, Field::Model]],
    parameters: &[],
    check: Check::Case(check),
};

/// What was promised and what came, in two cells.
struct Difference<'c> {
    promised: &'c Fact,
    delivered: &'c Fact,
    certain: bool,
}

const COMPARED: [(Field, Field); 2] =
    [(Field::Brand, Field::DeliveredBrand), (Field::Model, Field::DeliveredModel)];

fn check(case: &Case) -> Checked {
    let deliveries = deliveries::of(case);
    let comparable = |one: &Delivery| {
        COMPARED.iter().any(|(promised, delivered)| {
            one.promised(*promised).is_some() && one.row.has(*delivered)
        })
    };
    if !deliveries.iter().any(comparable) {
        return Err(NotChecked::missing([Field::DeliveredBrand, Field::DeliveredModel]));
    }
    let mut sure = Vec::new();
    let mut unsure = Vec::new();
    for delivery in deliveries.iter().filter(|delivery| !delivery.is_approved()) {
        let differences = differences(delivery);
        if differences.iter().any(|one| one.certain) {
            sure.push((delivery, differences));
        } else if !differences.is_empty() {
            unsure.push((delivery, differences));
        }
    }
    Ok([finding(RULE.grade, &sure), finding(Grade::Hint, &unsure)].into_iter().flatten().collect())
}

fn differences<'c>(delivery: &Delivery<'c>) -> Vec<Difference<'c>> {
    let brand = [delivery.promised(Field::Brand), delivery.row.first(Field::DeliveredBrand)];
    let brands: Vec<String> = brand.into_iter().flatten().map(|fact| plain(&fact.raw)).collect();
    let difference = |(promised, delivered): (Field, Field)| {
        let (promised, delivered) = (delivery.promised(promised)?, delivery.row.first(delivered)?);
        let (wanted, got) = (told(promised, &brands), told(delivered, &brands));
        if wanted.is_empty() || got.is_empty() || wanted == got {
            return None;
        }
        // One that holds the other may be the same thing in more words: 华岳 and 华岳科技, R722 and R722 V2.
        let certain = !wanted.contains(&got) && !got.contains(&wanted);
        Some(Difference { promised, delivered, certain })
    };
    let mut found: Vec<Difference> = COMPARED.into_iter().filter_map(difference).collect();
    // A brand in two spellings with one and the same model is one product.
    if let [only] = found.as_slice() {
        let same_model =
            delivery.promised(Field::Model).zip(delivery.row.first(Field::DeliveredModel));
        if only.promised.field == Field::Brand
            && same_model.is_some_and(|(a, b)| {
                4 <= told(a, &brands).len() && told(a, &brands) == told(b, &brands)
            })
        {
            found[0].certain = false;
        }
    }
    found
}

/// A text without spaces, case, width and punctuation.
fn plain(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    cleaned(&text.nfkc().collect::<String>())
}

/// A brand or model for comparison; empty when it says nothing. A model may repeat the brand.
fn told(fact: &Fact, brands: &[String]) -> String {
    let mut text = plain(&fact.raw);
    if ["详见", "见附件", "定制", "国产", "无", "自研"].iter().any(|word| text.starts_with(word))
    {
        return String::new();
    }
    if matches!(fact.field, Field::Model | Field::DeliveredModel) {
        for brand in brands {
            if !brand.is_empty() && *brand != text {
                text = text.replace(brand.as_str(), "");
            }
        }
    }
    text
}

fn finding(grade: Grade, found: &[(&Delivery, Vec<Difference>)]) -> Option<Finding> {
    let n = found.len();
    let shown = found.iter().take(3).map(|(delivery, differences)| {
        let shown = |pick: fn(&Difference) -> String| {
            differences.iter().map(pick).collect::<Vec<_>>().join(" ")
        };
        let (name, from, to) = (
            delivery.name.trim(),
            shown(|one| one.promised.raw.to_string()),
            shown(|one| one.delivered.raw.to_string()),
        );
        text!("{name}（{from} → {to}）", "{name} ({from} → {to})")
    });
    let shown = Text::list(shown);
    let says = if grade == Grade::Hint {
        text!("{n} 项货物的品牌型号写法与投标不同：{}", "items written otherwise than in the bid: {n} ({})"; shown)
    } else {
        text!("{n} 项货物交付的品牌型号与投标不符，未见变更审批：{}", "items that differ in brand or model from the bid, no approval found: {n} ({})"; shown)
    };
    let cells = found.iter().flat_map(|(delivery, differences)| {
        differences.iter().flat_map(move |one| {
            let promised = delivery.promises(one.promised.field).map(|fact| delivery.cell(fact));
            promised.chain([delivery.cell(one.delivered)]).collect::<Vec<Evidence>>()
        })
    });
    Finding::new(grade, says, cells)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn another_model_came() {
        assert_eq!(
            check("YC501", "hit"),
            [
                "violation: 1 项货物交付的品牌型号与投标不符，未见变更审批：即时制卡一体机（LY-D800 → LY-D600） | hit.csv!D11 hit.csv!F11",
            ]
        );
    }

    #[test]
    fn a_better_model_with_approval() {
        assert_eq!(check("YC501", "miss"), [""; 0]);
    }

    #[test]
    fn other_spellings_of_one_model() {
        assert_eq!(
            check("YC501", "edge"),
            [
                "hint: 1 项货物的品牌型号写法与投标不同：即时制卡一体机（凌印 → 凌印科技） | edge.csv!C11 edge.csv!E11",
            ]
        );
    }
}
