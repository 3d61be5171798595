//! The few special functions that the chances of other screens are made of.
//!
//! Sources: NIST Digital Library of Mathematical Functions, §5.11 (Stirling's series), §8.11 (series of the
//! incomplete gamma function) and §8.9 (its continued fraction, evaluated by Lentz's method).

use std::f64::consts::TAU;

/// Below this argument Stirling's series is reached by the recurrence Γ(x+1) = xΓ(x).
const STIRLING_FROM: f64 = 20.0;

/// Stops a series whose terms no longer change the sum.
const RELATIVE_PRECISION: f64 = 1e-16;

/// More terms than any argument met here needs (about 10·√a).
const MOST_TERMS: usize = 100_000;

/// ln Γ(x) for x > 0; not a number otherwise.
pub fn ln_gamma(x: f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return f64::NAN;
    }
    let (mut argument, mut product) = (x, 1.0);
    while argument < STIRLING_FROM {
        product *= argument;
        argument += 1.0;
    }
    let inverse = 1.0 / argument;
    let square = inverse * inverse;
    let series = inverse
        * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0))));
    (argument - 0.5) * argument.ln() - argument + 0.5 * TAU.ln() + series - f64::ln(product)
}

/// The regularised lower incomplete gamma function P(a, x) = γ(a, x) / Γ(a).
///
/// `None` unless a > 0 and x ≥ 0.
pub fn gamma_lower(a: f64, x: f64) -> Option<f64> {
    if x < a + 1.0 { series(a, x) } else { continued_fraction(a, x).map(|upper| 1.0 - upper) }
}

/// The regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x), exact in its small tail.
///
/// `None` unless a > 0 and x ≥ 0.
pub fn gamma_upper(a: f64, x: f64) -> Option<f64> {
    if x < a + 1.0 { series(a, x).map(|lower| 1.0 - lower) } else { continued_fraction(a, x) }
}

/// P(X ≤ x) of a chi-square variable with `degrees` degrees of freedom.
pub fn chi_square_at_most(x: f64, degrees: f64) -> Option<f64> {
    gamma_lower(degrees / 2.0, x / 2.0)
}

/// P(X ≥ x) of a chi-square variable with `degrees` degrees of freedom.
pub fn chi_square_at_least(x: f64, degrees: f64) -> Option<f64> {
    gamma_upper(degrees / 2.0, x / 2.0)
}

/// P(|Z| ≤ z) of a standard normal variable; `None` unless z ≥ 0.
pub fn normal_within(z: f64) -> Option<f64> {
    if z < 0.0 { None } else { gamma_lower(0.5, z * z / 2.0) }
}

/// x^a e^−x / Γ(a), the factor before both expansions.
fn front(a: f64, x: f64) -> f64 {
    (a * x.ln() - x - ln_gamma(a)).exp()
}

fn defined(a: f64, x: f64) -> bool {
    a.is_finite() && x.is_finite() && a > 0.0 && x >= 0.0
}

fn series(a: f64, x: f64) -> Option<f64> {
    if !defined(a, x) {
        return None;
    }
    if x == 0.0 {
        return Some(0.0);
    }
    let (mut term, mut sum, mut next) = (1.0 / a, 1.0 / a, a);
    for _ in 0..MOST_TERMS {
        next += 1.0;
        term *= x / next;
        sum += term;
        if term < sum * RELATIVE_PRECISION {
            break;
        }
    }
    Some((sum * front(a, x)).min(1.0))
}

fn continued_fraction(a: f64, x: f64) -> Option<f64> {
    const TINY: f64 = 1e-300;
    if !defined(a, x) {
        return None;
    }
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / away_from_zero(b);
    let mut h = d;
    for step in 1..MOST_TERMS {
        let i = step as f64;
        let numerator = -i * (i - a);
        b += 2.0;
        d = 1.0 / away_from_zero(numerator * d + b);
        c = away_from_zero(b + numerator / c);
        let change = d * c;
        h *= change;
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    Some((h * front(a, x)).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Option<f64>, expected: f64) {
        let found = found.expect("defined");
        assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1e-3), "{found} {expected}");
    }

    #[test]
    fn gamma_of_whole_and_half_numbers() {
        close(Some(ln_gamma(1.0) + 1.0), 1.0);
        close(Some(ln_gamma(11.0)), 3_628_800f64.ln());
        close(Some(ln_gamma(0.5)), 0.5 * std::f64::consts::PI.ln());
        assert!(ln_gamma(0.0).is_nan());
    }

    #[test]
    fn two_degrees_of_freedom_are_an_exponential() {
        for x in [0.0, 0.01, 1.0, 2.9, 3.1, 10.0, 80.0] {
            close(chi_square_at_most(x, 2.0), -(-x / 2.0f64).exp_m1());
            close(chi_square_at_least(x, 2.0), (-x / 2.0f64).exp());
        }
    }

    #[test]
    fn four_degrees_of_freedom_have_a_closed_form() {
        for x in [0.2f64, 3.0, 9.0, 30.0] {
            close(chi_square_at_least(x, 4.0), (-x / 2.0).exp() * (1.0 + x / 2.0));
        }
    }

    #[test]
    fn tables_of_the_normal_and_chi_square_distributions_are_met() {
        close(normal_within(1.959_963_984_540_054), 0.95);
        close(normal_within(0.0), 0.0);
        // 5 % point of nine degrees of freedom
        close(chi_square_at_least(16.918_977_604_620_45, 9.0), 0.05);
    }

    #[test]
    fn arguments_outside_the_domain_are_undefined() {
        assert_eq!(gamma_lower(0.0, 1.0), None);
        assert_eq!(gamma_upper(1.0, -1.0), None);
        assert_eq!(gamma_lower(1.0, f64::NAN), None);
        assert_eq!(normal_within(-1.0), None);
    }
}
