//! What a cell says: text or a stored number becomes an amount, a date, a term, a share, a count.
//!
//! The first step of `record`: pure functions from `&str` or `f64` to a value or a [`Reason`], with no
//! knowledge of tables, bidders or law. A value is read only when the text can mean one thing; where two
//! readings are possible the reason says so and the caller makes a problem of it, never a silent repair.
//! All of it is called once per cell, so plain ASCII numbers and dates take a short way without allocation.

mod amount;
mod amount_words;
mod calendar;
pub mod capitals;
pub mod chinese;
pub mod clean;
pub mod currency;
mod cursor;
pub mod date;
pub mod decimal;
pub mod duration;
pub mod money;
pub mod number;
pub mod package;
pub mod precision;
#[cfg(test)]
mod properties;
pub mod ratio;
pub mod term_text;
mod time_of_day;
pub mod unit;

pub use capitals::{amount_in_capitals, to_capitals};
pub use chinese::numeral;
pub(in crate::record) use clean::is_blank_cleaned;
pub use clean::{clean, is_blank_value, is_formula_error};
pub(in crate::record) use currency::after_currency;
pub use currency::{Currency, currency_in};
pub use date::{Dated, Moment, date, date_of_number, excel_serial};
pub use decimal::decimal_of_number;
pub use duration::{Term, TermUnit, term_of_number};
pub use money::{Money, money, money_of_number};
pub use number::{Quantity, count, is_serial, quantity, rank, score, truth};
pub use package::{Label, package_key, package_label};
pub use precision::{PrecisionLost, identifier_of_number, identifier_of_text};
pub use ratio::{BareNumber, Share, ratio, ratio_of_number};
pub use term_text::{term, term_unit_in};
pub use unit::{Unit, unit_in};

/// Why a cell does not give the value that its column promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Empty, or a placeholder such as `/` or 无.
    Blank,
    /// A percentage or a discount where an amount or a score was wanted.
    Percentage,
    /// An interval or a bound, such as `80-100` or 100万元以上.
    Range,
    /// Several values in one cell.
    Several,
    /// A day without its year.
    NoYear {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// A month without its day.
    NoDay {
        /// The year as written.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// Two readings are possible, such as `3/5/2024`.
    Ambiguous,
    /// Digits were lost before the file was written, such as `1.23E+11`.
    PrecisionLost,
    /// No such day, or a size that no tender has.
    OutOfRange,
    /// Not a value of this kind.
    Unreadable,
}
