//! The number inside a fraction: two machine words while it fits, as nearly every one does, and any size beyond.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::ToPrimitive;

/// An exact rational in lowest terms. Every number has one form only: the small one whenever that holds it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Getal {
    /// Numerator and denominator; the denominator is above zero.
    Klein(i64, i64),
    /// What does not fit.
    Groot(Box<BigRational>),
}

impl Getal {
    /// `numerator / denominator`; the denominator is not zero.
    pub(super) fn new(numerator: i128, denominator: i128) -> Getal {
        let shared = gcd(numerator.unsigned_abs(), denominator.unsigned_abs()).max(1);
        // Only a shared factor of 2^127 does not fit, and then the numbers are large anyway.
        let shared = i128::try_from(shared).unwrap_or(1) * denominator.signum();
        match (i64::try_from(numerator / shared), i64::try_from(denominator / shared)) {
            (Ok(numerator), Ok(denominator)) => Getal::Klein(numerator, denominator),
            _ => Getal::Groot(Box::new(BigRational::new(numerator.into(), denominator.into()))),
        }
    }

    /// The same number in the form that it should have.
    pub(super) fn van_groot(value: BigRational) -> Getal {
        match (value.numer().to_i64(), value.denom().to_i64()) {
            (Some(numerator), Some(denominator)) => Getal::Klein(numerator, denominator),
            _ => Getal::Groot(Box::new(value)),
        }
    }

    /// The number in any size.
    pub(super) fn groot(&self) -> BigRational {
        match self {
            Getal::Klein(numerator, denominator) => {
                BigRational::new_raw(BigInt::from(*numerator), BigInt::from(*denominator))
            }
            Getal::Groot(value) => (**value).clone(),
        }
    }

    /// -1, 0 or 1.
    pub(super) fn teken(&self) -> i64 {
        match self {
            Getal::Klein(numerator, _) => numerator.signum(),
            Getal::Groot(value) if value.numer() < &BigInt::ZERO => -1,
            Getal::Groot(_) => 1,
        }
    }

    /// The nearest double.
    pub(super) fn to_f64(&self) -> f64 {
        const WHOLE: u64 = 1 << f64::MANTISSA_DIGITS;
        match self {
            Getal::Klein(numerator, denominator)
                if numerator.unsigned_abs().max(denominator.unsigned_abs()) < WHOLE =>
            {
                *numerator as f64 / *denominator as f64
            }
            _ => self.groot().to_f64().unwrap_or(0.0),
        }
    }

    pub(super) fn plus(&self, other: &Getal) -> Getal {
        if let (Getal::Klein(a, b), Getal::Klein(c, d)) = (self, other) {
            if b == d {
                return Getal::new(i128::from(*a) + i128::from(*c), i128::from(*b));
            }
            let [left, right, under] = [(a, d), (c, b), (b, d)].map(|(one, two)| i128::from(*one) * i128::from(*two));
            if let Some(sum) = left.checked_add(right) {
                return Getal::new(sum, under);
            }
        }
        Getal::van_groot(self.groot() + other.groot())
    }

    pub(super) fn verschil(&self, other: &Getal) -> Getal {
        self.plus(&other.tegengesteld())
    }

    pub(super) fn maal(&self, other: &Getal) -> Getal {
        match (self, other) {
            (Getal::Klein(a, b), Getal::Klein(c, d)) => {
                Getal::new(i128::from(*a) * i128::from(*c), i128::from(*b) * i128::from(*d))
            }
            _ => Getal::van_groot(self.groot() * other.groot()),
        }
    }

    /// The divisor is not zero.
    pub(super) fn gedeeld_door(&self, other: &Getal) -> Getal {
        match (self, other) {
            (Getal::Klein(a, b), Getal::Klein(c, d)) => {
                Getal::new(i128::from(*a) * i128::from(*d), i128::from(*b) * i128::from(*c))
            }
            _ => Getal::van_groot(self.groot() / other.groot()),
        }
    }

    pub(super) fn tegengesteld(&self) -> Getal {
        match self {
            Getal::Klein(numerator, denominator) => Getal::new(-i128::from(*numerator), i128::from(*denominator)),
            Getal::Groot(value) => Getal::van_groot(-(**value).clone()),
        }
    }

    /// Largest whole number not above it; saturates at the ends of `i64`.
    pub(super) fn naar_beneden(&self) -> i64 {
        match self {
            Getal::Klein(numerator, denominator) => numerator.div_floor(denominator),
            Getal::Groot(value) => saturate(&value.floor().to_integer()),
        }
    }

    /// Smallest whole number not below it; saturates at the ends of `i64`.
    pub(super) fn naar_boven(&self) -> i64 {
        match self {
            Getal::Klein(numerator, denominator) => numerator.div_ceil(denominator),
            Getal::Groot(value) => saturate(&value.ceil().to_integer()),
        }
    }
}

impl Ord for Getal {
    fn cmp(&self, other: &Getal) -> Ordering {
        match (self, other) {
            (Getal::Klein(a, b), Getal::Klein(c, d)) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            _ => self.groot().cmp(&other.groot()),
        }
    }
}

impl PartialOrd for Getal {
    fn partial_cmp(&self, other: &Getal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// In one machine word when both fit, which is much faster.
fn gcd(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => u128::from(a.gcd(&b)),
        _ => a.gcd(&b),
    }
}

fn saturate(value: &BigInt) -> i64 {
    value.to_i64().unwrap_or(if value < &BigInt::ZERO { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Around zero, of middling size, and at the ends of a word.
    fn woord() -> impl Strategy<Value = i64> {
        prop_oneof![-20i64..20, -1_000_000_000_000i64..1_000_000_000_000, any::<i64>(), Just(i64::MIN), Just(i64::MAX)]
    }

    fn getal() -> impl Strategy<Value = Getal> {
        let noemer = || woord().prop_filter("not zero", |denominator| *denominator != 0);
        let breed = (any::<i128>(), noemer(), noemer())
            .prop_map(|(n, a, b)| Getal::van_groot(BigRational::new(n.into(), BigInt::from(a) * BigInt::from(b))));
        prop_oneof![4 => (woord(), noemer()).prop_map(|(n, d)| Getal::new(n.into(), d.into())), 1 => breed]
    }

    proptest! {
        #[test]
        fn every_operation_says_what_numbers_of_any_size_say(a in getal(), b in getal()) {
            let (x, y) = (a.groot(), b.groot());
            prop_assert_eq!(a.cmp(&b), x.cmp(&y));
            prop_assert_eq!(a == b, x == y);
            prop_assert_eq!(a.naar_beneden(), saturate(&x.floor().to_integer()));
            prop_assert_eq!(a.naar_boven(), saturate(&x.ceil().to_integer()));
            if b.teken() != 0 {
                prop_assert!(a.gedeeld_door(&b) == Getal::van_groot(&x / &y));
            }
            prop_assert!(a.tegengesteld() == Getal::van_groot(-x.clone()));
            prop_assert!(a.maal(&b) == Getal::van_groot(&x * &y));
            prop_assert!(a.plus(&b) == Getal::van_groot(x + y));
        }
    }
}
