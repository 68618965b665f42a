//! Exact fractions: every norm, ceiling and tier value of the solidarity rules is one.

mod getal;

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};
use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use getal::Getal;

/// An exact rational number of any size; in JSON the string `"n/d"` (or `"n"` when whole).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Breuk(Getal);

impl Default for Breuk {
    fn default() -> Self {
        Breuk::nul()
    }
}

impl Breuk {
    /// Zero.
    pub fn nul() -> Self {
        Breuk(Getal::Klein(0, 1))
    }

    /// One.
    pub fn een() -> Self {
        Breuk::from(1)
    }

    /// `numerator / denominator`; a denominator of zero counts as one, so that this never fails.
    pub fn ratio(numerator: i64, denominator: i64) -> Self {
        let denominator = if denominator == 0 { 1 } else { denominator };
        Breuk(Getal::new(numerator.into(), denominator.into()))
    }

    /// The quotient, or `None` when `divisor` is zero.
    pub fn gedeeld_door(&self, divisor: &Breuk) -> Option<Breuk> {
        (!divisor.is_nul()).then(|| Breuk(self.0.gedeeld_door(&divisor.0)))
    }

    /// Is it exactly zero?
    pub fn is_nul(&self) -> bool {
        self.0.teken() == 0
    }

    /// Is it below zero?
    pub fn is_negatief(&self) -> bool {
        self.0.teken() < 0
    }

    /// The larger of this and zero.
    pub fn minstens_nul(self) -> Self {
        if self.is_negatief() { Breuk::nul() } else { self }
    }

    /// Largest whole number not above it; saturates at the ends of `i64`.
    pub fn naar_beneden(&self) -> i64 {
        self.0.naar_beneden()
    }

    /// Smallest whole number not below it; saturates at the ends of `i64`.
    pub fn naar_boven(&self) -> i64 {
        self.0.naar_boven()
    }

    /// Nearest whole number, half up (2.5 → 3, -2.5 → -2); saturates at the ends of `i64`.
    pub fn afgerond(&self) -> i64 {
        self.0.plus(&Getal::Klein(1, 2)).naar_beneden()
    }

    /// For the solver and for charts only: the nearest double.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64()
    }

    /// For people: Dutch notation, rounded half up to `decimals` places (`6,60`).
    pub fn tekst(&self, decimals: u32) -> String {
        let scale = BigInt::from(10).pow(decimals);
        let half = BigRational::new(1.into(), 2.into());
        let scaled = (self.0.groot() * BigRational::from_integer(scale.clone()) + half).floor().to_integer();
        let (sign, scaled) = if scaled.is_negative() { ("-", -scaled) } else { ("", scaled) };
        let (whole, rest) = (&scaled / &scale, &scaled % &scale);
        match decimals {
            0 => format!("{sign}{whole}"),
            _ => format!("{sign}{whole},{:0>width$}", rest.to_string(), width = decimals as usize),
        }
    }

    /// Numerator and denominator in lowest terms.
    pub fn delen(&self) -> (BigInt, BigInt) {
        self.0.groot().into()
    }
}

impl From<i64> for Breuk {
    fn from(value: i64) -> Self {
        Breuk(Getal::Klein(value, 1))
    }
}

/// Reads `3/100`, `0.03`, `-2` or `7`.
impl FromStr for Breuk {
    type Err = GeenBreuk;

    fn from_str(text: &str) -> Result<Self, GeenBreuk> {
        let fout = || GeenBreuk(text.to_owned());
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let whole = |s: &str| s.parse::<BigInt>().map_err(|_| fout());
        let value = if let Some((n, d)) = unsigned.split_once('/') {
            if !digits(n) || !digits(d) || whole(d)?.is_zero() {
                return Err(fout());
            }
            BigRational::new(whole(n)?, whole(d)?)
        } else if let Some((n, decimals)) = unsigned.split_once('.') {
            if !digits(n) || !digits(decimals) || decimals.len() > 30 {
                return Err(fout());
            }
            let scale = BigInt::from(10).pow(decimals.len().to_u32().unwrap_or(0));
            BigRational::new(whole(&format!("{n}{decimals}"))?, scale)
        } else if digits(unsigned) {
            BigRational::from_integer(whole(unsigned)?)
        } else {
            return Err(fout());
        };
        Ok(Breuk(Getal::van_groot(if unsigned.len() < text.len() { -value } else { value })))
    }
}

/// The text is no fraction.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is geen breuk; schrijf bijvoorbeeld 3/100 of 0.03")]
pub struct GeenBreuk(pub String);

impl fmt::Display for Breuk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.groot())
    }
}

impl fmt::Debug for Breuk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.groot())
    }
}

impl Serialize for Breuk {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Breuk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $getal:ident) => {
        impl $trait for Breuk {
            type Output = Breuk;
            fn $method(self, other: Breuk) -> Breuk {
                Breuk(self.0.$getal(&other.0))
            }
        }
        impl $trait<&Breuk> for &Breuk {
            type Output = Breuk;
            fn $method(self, other: &Breuk) -> Breuk {
                Breuk(self.0.$getal(&other.0))
            }
        }
    };
}
operator!(Add, add, plus);
operator!(Sub, sub, verschil);
operator!(Mul, mul, maal);

impl Neg for Breuk {
    type Output = Breuk;
    fn neg(self) -> Breuk {
        Breuk(self.0.tegengesteld())
    }
}

impl AddAssign for Breuk {
    fn add_assign(&mut self, other: Breuk) {
        self.0 = self.0.plus(&other.0);
    }
}

impl SubAssign for Breuk {
    fn sub_assign(&mut self, other: Breuk) {
        self.0 = self.0.verschil(&other.0);
    }
}

impl Sum for Breuk {
    fn sum<I: Iterator<Item = Breuk>>(iter: I) -> Breuk {
        iter.fold(Breuk::nul(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breuk(text: &str) -> Breuk {
        text.parse().unwrap()
    }

    #[test]
    fn three_spellings_are_the_same_number() {
        assert_eq!(breuk("3/100"), breuk("0.03"));
        assert_eq!(breuk("-2"), Breuk::from(-2));
        for wrong in ["", "3/0", "a", "1/", "/2", "0,03", "1.", "1/2/3", "--1"] {
            assert!(wrong.parse::<Breuk>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn halves_round_up() {
        assert_eq!(breuk("2.5").afgerond(), 3);
        assert_eq!(breuk("-2.5").afgerond(), -2);
        assert_eq!(breuk("6.605").tekst(2), "6,61");
        assert_eq!(breuk("-0.004").tekst(2), "0,00");
        assert_eq!(breuk("1/3").tekst(0), "0");
        assert_eq!((breuk("-1/3").naar_beneden(), breuk("-1/3").naar_boven()), (-1, 0));
    }

    #[test]
    fn json_is_a_string_and_comes_back_equal() {
        let json = serde_json::to_string(&breuk("6.6")).unwrap();
        assert_eq!(json, "\"33/5\"");
        assert_eq!(serde_json::from_str::<Breuk>(&json).unwrap(), breuk("6.6"));
    }
}
