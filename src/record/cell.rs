//! One cell to a fact: it is read as its column's kind demands.
//!
//! A cell that does not hold what its column promises is a problem with its address, never a failure.

use rust_decimal::Decimal;
use smol_str::{SmolStr, ToSmolStr as _};

use super::field::{Field, Kind};
use super::header::Units;
use super::read::Context;
use super::value::{self, BareNumber, Currency, Money, Reason};
use super::{Fact, Value};
use crate::error::Problem;
use crate::source::{Cell, CellRef};
use crate::text;
use crate::text::Text;

/// Reads one cell as a field demands; `None` for blanks and placeholders.
pub(super) fn fact(
    field: Field,
    cell: &Cell<'_>,
    at: CellRef,
    units: Units,
    context: &mut Context,
    problems: &mut Vec<Problem>,
) -> Option<Fact> {
    let raw = said(cell);
    if matches!(cell, Cell::Text(_)) && value::is_blank_cleaned(&raw) {
        return None;
    }
    let outcome = match cell {
        Cell::Error(error) => Err(Trouble::Error(error)),
        Cell::Formula => Err(Trouble::Formula),
        _ => interpret(field.kind(), cell, units),
    };
    match outcome {
        Ok(Value::Text) if matches!(cell, Cell::Number(_)) => {
            // A number in a column of words: written in full, or lost where a float cannot hold it.
            let Cell::Number(number) = cell else { return None };
            match value::identifier_of_number(*number) {
                Ok(digits) => Some(Fact { field, at, raw: digits.into(), value: Value::Text }),
                Err(_) => {
                    context.problem(at, precision_lost(field), problems);
                    Some(Fact { field, at, raw, value: Value::PrecisionLost })
                }
            }
        }
        Ok(value) => {
            let value = as_discount(field, &raw, value);
            if let Value::Foreign(_, currency) = value {
                context.foreign(at, field, currency);
            }
            Some(Fact { field, at, raw, value })
        }
        Err(Trouble::Reason(Reason::Blank)) => None,
        // A discount where a price was wanted is a discount.
        Err(Trouble::Reason(Reason::Percentage))
            if matches!(field, Field::BidPrice | Field::FinalPrice | Field::AwardAmount) =>
        {
            let Cell::Text(text) = cell else { return None };
            let percent = value::ratio(text, BareNumber::Percent).ok()?.percent;
            let field = if text.contains("费率") { Field::FeeRate } else { Field::DiscountRate };
            let value = as_discount(field, &raw, Value::Percent(percent));
            Some(Fact { field, at, raw, value })
        }
        Err(Trouble::Reason(Reason::PrecisionLost)) => {
            context.problem(at, precision_lost(field), problems);
            Some(Fact { field, at, raw, value: Value::PrecisionLost })
        }
        Err(trouble) => {
            let name = field.name();
            let why = match trouble {
                Trouble::Error(error) => text!("公式错误 {error}", "formula error {error}"),
                Trouble::Formula => {
                    Text::of("公式没有保存计算结果", "a formula without its result")
                }
                _ => text!("“{raw}”", "\"{raw}\""),
            };
            let says = Text {
                zh: format!("应为{}，读到{}，无法使用", name.zh, why.zh).into(),
                en: format!("{} expected, {} found: not used", name.en, why.en).into(),
            };
            let advice = match trouble {
                Trouble::Formula => Some(Text::of(
                    "用 Excel 或 WPS 打开并重新保存后再读取",
                    "open it in Excel or WPS, save it, and read it again",
                )),
                _ => Some(Text::of("核对原表该单元格", "check this cell in the source")),
            };
            context.problem(at, Problem { advice, ..Problem::warning(says) }, problems);
            Some(Fact { field, at, raw, value: Value::Unreadable })
        }
    }
}

/// 九折 is what remains to be paid, 90 %: as a discount that is 10 %.
fn as_discount(field: Field, raw: &str, value: Value) -> Value {
    match value {
        Value::Percent(remains) if field == Field::DiscountRate && raw.ends_with('折') => {
            Value::Percent(Decimal::ONE_HUNDRED - remains)
        }
        value => value,
    }
}

fn precision_lost(field: Field) -> Problem {
    let name = field.name();
    let says = text!(
        "{}以数字格式保存，超过 15 位的数字已丢失，不参与比对",
        "{} is stored as a number and digits beyond the 15th are lost: not compared";
        name
    );
    let advice = Text::of(
        "请提供该列为文本格式的原表",
        "ask for the original with this column stored as text",
    );
    Problem { advice: Some(advice), ..Problem::warning(says) }
}

enum Trouble {
    Reason(Reason),
    Error(&'static str),
    Formula,
}

impl From<Reason> for Trouble {
    fn from(reason: Reason) -> Self {
        Self::Reason(reason)
    }
}

fn interpret(kind: Kind, cell: &Cell<'_>, units: Units) -> Result<Value, Trouble> {
    let unit = units.money.unwrap_or_default();
    let bare = if units.percent { BareNumber::Percent } else { BareNumber::Unknown };
    let unfit = Trouble::Reason(Reason::Unreadable);
    Ok(match (kind, cell) {
        (Kind::Money, Cell::Number(number)) => {
            amount(value::money_of_number(*number, unit)?, units)
        }
        (Kind::Money, Cell::Text(text)) => amount(value::money(text, unit)?, units),
        (Kind::Capitals, Cell::Text(text)) => match value::amount_in_capitals(text) {
            Some(number) => in_currency(number, value::currency_in(text).or(units.currency)),
            None => amount(value::money(text, unit)?, units),
        },
        (Kind::Capitals, Cell::Number(number)) => {
            amount(value::money_of_number(*number, unit)?, units)
        }
        (Kind::Percent, Cell::Number(number)) => {
            Value::Percent(value::ratio_of_number(*number, bare)?.percent)
        }
        (Kind::Percent, Cell::Text(text)) => Value::Percent(value::ratio(text, bare)?.percent),
        (Kind::Number | Kind::Count, Cell::Number(number)) => {
            Value::Number(value::decimal_of_number(*number).ok_or(unfit)?)
        }
        (Kind::Number, Cell::Text(text)) => Value::Number(
            value::score(text).or_else(|_| value::quantity(text).map(|quantity| quantity.value))?,
        ),
        (Kind::Count, Cell::Text(text)) => {
            match value::rank(text).map(u64::from).or_else(|| value::count(text).ok()) {
                Some(count) => Value::Number(count.into()),
                // A sequence such as 1.1 or 一、 is a label, not a count.
                None => Value::Text,
            }
        }
        (Kind::Moment, Cell::Moment(moment)) if moment.has_date => Value::Moment(value::Moment {
            date: moment.at.date(),
            time: moment.has_time.then(|| moment.at.time()),
        }),
        (Kind::Moment, Cell::Text(text)) => Value::Moment(value::date(text)?.moment),
        (Kind::Moment, Cell::Number(number)) => {
            Value::Moment(value::date_of_number(*number, false)?.moment)
        }
        (Kind::Term, Cell::Text(text)) => match value::term(text, units.term) {
            Err(Reason::Ambiguous) => Value::Text,
            read => Value::Term(read?),
        },
        (Kind::Term, Cell::Number(number)) => match units.term {
            Some(unit) => Value::Term(value::term_of_number(*number, unit)?),
            // 3 of what? Kept as written, compared with nothing.
            None => Value::Text,
        },
        (Kind::YesNo, Cell::Text(text)) => value::truth(text).map_or(Value::Text, Value::YesNo),
        (Kind::YesNo, Cell::Bool(yes)) => Value::YesNo(*yes),
        (
            Kind::Phone | Kind::Account | Kind::IdCard | Kind::Uscc | Kind::Serial,
            Cell::Text(text),
        ) => {
            value::identifier_of_text(text).map_err(|_| Trouble::Reason(Reason::PrecisionLost))?;
            Value::Text
        }
        (
            Kind::Money | Kind::Capitals | Kind::Percent | Kind::Number | Kind::Moment | Kind::Term,
            _,
        ) => return Err(unfit),
        _ => Value::Text,
    })
}

/// An amount in the currency that its cell names, else that of its column.
pub(super) fn amount(money: Money, units: Units) -> Value {
    in_currency(money.yuan, money.currency.or(units.currency))
}

fn in_currency(amount: Decimal, currency: Option<Currency>) -> Value {
    match currency {
        Some(currency) if currency != Currency::YUAN => Value::Foreign(amount, currency),
        _ => Value::Money(amount),
    }
}

/// Text without invisible characters and needless spaces; line breaks stay, since they part names.
pub(super) fn cleaned(text: &str) -> SmolStr {
    if text.contains('\n') {
        text.lines()
            .map(value::clean)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
            .into()
    } else {
        value::clean(text).as_ref().into()
    }
}

/// What a cell says.
fn said(cell: &Cell<'_>) -> SmolStr {
    match cell {
        // Most numbers are whole, and whole numbers are written faster.
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            (*number as i64).to_smolstr()
        }
        _ => cleaned(&cell.shown()),
    }
}

/// A fact that is the text itself.
pub(super) fn text_fact(field: Field, text: &str, at: CellRef) -> Fact {
    Fact { field, at, raw: cleaned(text), value: Value::Text }
}
