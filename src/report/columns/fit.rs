//! Whether a cell looks like what its column promises. Blanks and placeholders fit everywhere; when in doubt it fits.

use crate::identity::{identifier, name};
use crate::record::Kind;
use crate::record::value::{self, BareNumber, Unit, is_blank_value};
use crate::source::Cell;

/// Whether a cell looks like a value of this kind.
pub(super) fn fits(kind: Kind, cell: &Cell<'_>) -> bool {
    let text = match cell {
        Cell::Text(text) => text.trim(),
        Cell::Error(_) | Cell::Formula => return false,
        Cell::Number(number) => return number_fits(kind, *number),
        Cell::Bool(_) => return matches!(kind, Kind::YesNo | Kind::Text),
        Cell::Moment(_) => return matches!(kind, Kind::Moment | Kind::Text),
        Cell::Duration(_) => return matches!(kind, Kind::Term | Kind::Text),
    };
    if is_blank_value(text) || identifier::is_placeholder(text) {
        return true;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let only_digits = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
    match kind {
        Kind::Money | Kind::Capitals => {
            value::money(text, Unit::Yuan).is_ok()
                || value::amount_in_capitals(text).is_some()
                || value::ratio(text, BareNumber::Percent).is_ok()
        }
        Kind::Percent => value::ratio(text, BareNumber::Percent).is_ok(),
        Kind::Number => value::score(text).is_ok() || value::quantity(text).is_ok(),
        Kind::Count => digits != 0 || value::rank(text).is_some() || value::count(text).is_ok(),
        Kind::Moment => value::date(text).is_ok(),
        Kind::YesNo => value::truth(text).is_some(),
        Kind::Phone => 5 <= digits || text.contains('*'),
        Kind::Email => text.contains('@') || text.contains('*'),
        Kind::Uscc | Kind::IdCard | Kind::Account => 6 <= digits || text.contains('*'),
        Kind::Mac => {
            6 <= text.chars().filter(char::is_ascii_hexdigit).count() || text.contains('*')
        }
        Kind::Ip => text.contains(['.', ':']) && digits != 0,
        // A name is no number, and a person no company.
        Kind::Company => !only_digits,
        Kind::Person => !only_digits && !name::looks_like_company(text),
        Kind::Address => !only_digits,
        Kind::Term | Kind::Text | Kind::List | Kind::Serial | Kind::Package => true,
    }
}

fn number_fits(kind: Kind, number: f64) -> bool {
    match kind {
        Kind::Company | Kind::Person | Kind::Address | Kind::Email | Kind::Mac | Kind::Ip => false,
        Kind::Moment => value::date_of_number(number, false).is_ok(),
        Kind::Phone => 1e5 <= number,
        Kind::Capitals | Kind::YesNo => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_from_what_cannot_stand_there() {
        let text = |kind, said: &'static str| fits(kind, &Cell::Text(said.into()));
        assert!(text(Kind::Phone, "0571-86321234") && !text(Kind::Phone, "张三"));
        assert!(text(Kind::Money, "壹拾万元整") && !text(Kind::Money, "岚溪县"));
        assert!(text(Kind::Person, "李四") && !text(Kind::Person, "岚溪启笙科技有限公司"));
        assert!(text(Kind::Moment, "2025年4月8日") && !text(Kind::Moment, "宁川"));
        assert!(text(Kind::Email, "/") && text(Kind::Money, "无"), "blanks fit everywhere");
        assert!(!fits(Kind::Company, &Cell::Number(12.0)));
    }
}
