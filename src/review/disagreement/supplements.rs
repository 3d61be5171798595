//! Supplements whose amount may be that of the whole contract after the change, and not what is added. Nothing says which, so
//! it is told.

use rust_decimal::Decimal;

use super::Told;
use crate::error::Problem;
use crate::graph::Case;
use crate::record::{Field, place};
use crate::text;
use crate::text::{Lang, Text};

/// From this share of the contract on, percent, the amount of a supplement is rather the whole.
const LIKE_THE_WHOLE: i64 = 80;

/// The supplements of a package that are as large as its contract.
pub(super) fn of_contracts(case: &Case<'_>, told: &Told<'_>) -> Vec<Problem> {
    let originals = case.contracts.iter().filter_map(|row| row.money(Field::ContractAmount));
    let Some((original, contract)) = originals.max_by_key(|(yuan, _)| *yuan) else {
        return Vec::new();
    };
    let least = original * Decimal::new(LIKE_THE_WHOLE, 2);
    case.contracts
        .iter()
        .flat_map(|row| row.all(Field::AmendmentAmount))
        .filter_map(|fact| fact.money().map(|yuan| (yuan, fact)))
        .filter(|(yuan, _)| Decimal::ZERO < original && least <= *yuan)
        .map(|(yuan, fact)| {
            let (shown, whole) = (yuan.normalize(), original.normalize());
            let place = |lang| place::locate(&told.loaded.sources, contract.at, lang).to_string();
            let place = Text { zh: place(Lang::Zh).into(), en: place(Lang::En).into() };
            let says = text!(
                "补充合同金额 {shown} 元，接近或超过原合同金额 {whole} 元（{}），按增加额计入；表中没有说明是增加额还是变更后的总额",
                "the supplement's {shown} yuan come near the contract's {whole} yuan ({}) and are counted as added; nothing says whether they are added or the new total";
                place
            );
            let advice = Text::of(
                "请核对补充协议；如为变更后总额，表头写“变更后合同金额”或者在备注中写“变更为”",
                "check the supplement; for a new total, head the column 变更后合同金额 or write 变更为 in the remark",
            );
            Problem {
                at: Some(place::locate(&told.loaded.sources, fact.at, Lang::Zh)),
                advice: Some(advice),
                ..Problem::warning(says)
            }
        })
        .collect()
}
