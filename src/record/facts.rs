//! Facts: one field, one value, one cell.

use jiff::civil::Date;
use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::field::Field;
use super::value::Currency;
use super::value::date::Moment;
use super::value::duration::Term;
use crate::source::CellRef;

/// A value after reading.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// The text itself: see [`Fact::raw`].
    Text,
    /// Yuan.
    Money(Decimal),
    /// An amount of another currency, which is never compared with yuan.
    Foreign(Decimal, Currency),
    /// A quantity, a score, a rank or a year.
    Number(Decimal),
    /// Percent, 51 for 51 %.
    Percent(Decimal),
    /// A date, perhaps with a time of day.
    Moment(Moment),
    /// A length of time.
    Term(Term),
    /// Yes or no.
    YesNo(bool),
    /// A long number that the workbook stored as a float: some digits are gone, so it is never compared.
    PrecisionLost,
    /// Not what the column promises; the problem is reported.
    Unreadable,
}

/// One thing that one cell says.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What it is about.
    pub field: Field,
    /// Where it is said.
    pub at: CellRef,
    /// What the cell says, in NFKC and without invisible characters.
    pub raw: SmolStr,
    /// The value that was read.
    pub value: Value,
}

impl Fact {
    /// Whether the value can be compared with others.
    pub fn is_usable(&self) -> bool {
        !matches!(self.value, Value::PrecisionLost | Value::Unreadable)
    }

    /// The amount in yuan; `None` in another currency.
    pub fn money(&self) -> Option<Decimal> {
        match self.value {
            Value::Money(yuan) => Some(yuan),
            _ => None,
        }
    }

    /// The amount in whatever currency.
    pub fn amount(&self) -> Option<(Decimal, Currency)> {
        match self.value {
            Value::Money(yuan) => Some((yuan, Currency::YUAN)),
            Value::Foreign(amount, currency) => Some((amount, currency)),
            _ => None,
        }
    }

    /// The number.
    pub fn number(&self) -> Option<Decimal> {
        match self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The percentage, 51 for 51 %.
    pub fn percent(&self) -> Option<Decimal> {
        match self.value {
            Value::Percent(percent) => Some(percent),
            _ => None,
        }
    }

    /// The moment.
    pub fn moment(&self) -> Option<Moment> {
        match self.value {
            Value::Moment(moment) => Some(moment),
            _ => None,
        }
    }

    /// The day.
    pub fn date(&self) -> Option<Date> {
        self.moment().map(|moment| moment.date)
    }

    /// The length of time.
    pub fn term(&self) -> Option<&Term> {
        match &self.value {
            Value::Term(term) => Some(term),
            _ => None,
        }
    }

    /// Yes or no.
    pub fn yes_no(&self) -> Option<bool> {
        match self.value {
            Value::YesNo(yes) => Some(yes),
            _ => None,
        }
    }
}

/// Facts that belong together, in the order they were read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts(pub Vec<Fact>);

impl Facts {
    /// All facts of a field.
    pub fn all(&self, field: Field) -> impl Iterator<Item = &Fact> + '_ {
        self.0.iter().filter(move |fact| fact.field == field)
    }

    /// All facts of any of these fields.
    pub fn any<'a>(&'a self, fields: &'a [Field]) -> impl Iterator<Item = &'a Fact> + 'a {
        self.0.iter().filter(move |fact| fields.contains(&fact.field))
    }

    /// The first usable fact of a field.
    pub fn first(&self, field: Field) -> Option<&Fact> {
        self.all(field).find(|fact| fact.is_usable())
    }

    /// Whether the field has a usable value.
    pub fn has(&self, field: Field) -> bool {
        self.first(field).is_some()
    }

    /// The first text of a field.
    pub fn text(&self, field: Field) -> Option<&str> {
        self.first(field).map(|fact| fact.raw.as_str())
    }

    /// The first amount of a field, in yuan, with its fact.
    pub fn money(&self, field: Field) -> Option<(Decimal, &Fact)> {
        self.all(field).find_map(|fact| fact.money().map(|yuan| (yuan, fact)))
    }

    /// The first amount of a field with its currency and its fact.
    pub fn amount(&self, field: Field) -> Option<(Decimal, Currency, &Fact)> {
        self.all(field)
            .find_map(|fact| fact.amount().map(|(amount, currency)| (amount, currency, fact)))
    }

    /// The first number of a field, with its fact.
    pub fn number(&self, field: Field) -> Option<(Decimal, &Fact)> {
        self.all(field).find_map(|fact| fact.number().map(|number| (number, fact)))
    }

    /// The first moment of a field, with its fact.
    pub fn moment(&self, field: Field) -> Option<(Moment, &Fact)> {
        self.all(field).find_map(|fact| fact.moment().map(|moment| (moment, fact)))
    }

    /// The first day of a field, with its fact.
    pub fn date(&self, field: Field) -> Option<(Date, &Fact)> {
        self.moment(field).map(|(moment, fact)| (moment.date, fact))
    }

    /// The first length of time of a field, with its fact.
    pub fn term(&self, field: Field) -> Option<(&Term, &Fact)> {
        self.all(field).find_map(|fact| fact.term().map(|term| (term, fact)))
    }

    /// The first yes or no of a field, with its fact.
    pub fn yes_no(&self, field: Field) -> Option<(bool, &Fact)> {
        self.all(field).find_map(|fact| fact.yes_no().map(|yes| (yes, fact)))
    }

    /// Adds the facts of another row.
    pub fn extend(&mut self, other: &Facts) {
        self.0.extend_from_slice(&other.0);
    }
}
