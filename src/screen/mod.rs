//! Statistics over plain numbers, the step between the graph and the rules.
//!
//! A rule hands over prices, counts or scores and gets a statistic back, with the chance that honest
//! bidders would show the same wherever that chance can be computed. Nothing here reads a file, knows a
//! bidder or judges: what a value means is said by the rule that asked.
//!
//! Three habits hold throughout.
//!
//! * `None` means *undefined* (too few values, no spread, a value that is not finite), never *clear*.
//! * Values are sorted before they are summed, so that the order of the bids never changes a digit.
//! * What is drawn at random is drawn from a fixed seed: the same input gives the same bytes.

use rust_decimal::{Decimal, prelude::ToPrimitive};

pub mod bunching;
pub mod cobidding;
pub mod combination;
pub mod concentration;
pub mod dispersion;
pub mod items;
pub mod progression;
mod random;
pub mod rotation;
pub mod scores;
pub mod special;
pub mod time;

/// Half a fen, in yuan: the most that rounding to the fen can move a price.
pub const HALF_FEN: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

/// One fen, in yuan: the smallest step between two prices.
pub const FEN: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// A decimal as a floating-point number; `None` when it cannot be represented.
fn float(value: Decimal) -> Option<f64> {
    value.to_f64().filter(|number| number.is_finite())
}

/// The values in ascending order; `None` when there are none or one is not finite.
fn ascending(values: &[f64]) -> Option<Vec<f64>> {
    if values.is_empty() || values.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    Some(sorted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fen_are_hundredths_of_a_yuan() {
        assert_eq!((FEN.to_string(), HALF_FEN.to_string()), ("0.01".into(), "0.005".into()));
    }

    #[test]
    fn nothing_is_computed_from_no_number() {
        assert_eq!(ascending(&[]), None);
        assert_eq!(ascending(&[1.0, f64::NAN]), None);
        assert_eq!(ascending(&[2.0, 1.0]), Some(vec![1.0, 2.0]));
    }
}
