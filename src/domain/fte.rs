//! Fte and werktijdfactor: a share of a full job, exact with four decimals, never a float.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub, SubAssign};

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::breuk::Breuk;

/// An amount of work in fte, kept as an integer number of ten-thousandths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fte(i64);

impl Fte {
    /// 0 fte.
    pub const NUL: Fte = Fte(0);
    /// 1 fte: a full job.
    pub const VOLTIJD: Fte = Fte(10_000);

    /// From ten-thousandths of an fte.
    pub const fn from_e4(e4: i64) -> Self {
        Fte(e4)
    }

    /// In ten-thousandths of an fte.
    pub const fn e4(self) -> i64 {
        self.0
    }

    /// Reads `0.6`, `0,6`, `1`: at most four decimals. `None` when it is not such a number.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, decimals) = match digits.split_once(['.', ',']) {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (digits, ""),
        };
        let is_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || decimals.len() > 4 || !is_digits(whole) || !is_digits(decimals) {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let decimals: i64 = format!("{decimals:0<4}").parse().ok()?;
        Some(Fte(sign * whole.checked_mul(10_000)?.checked_add(decimals)?))
    }

    /// The same amount as an exact fraction.
    pub fn breuk(self) -> Breuk {
        Breuk::ratio(self.0, 10_000)
    }

    /// This amount less `other`, never below zero.
    pub fn saturating_sub(self, other: Fte) -> Fte {
        Fte((self.0 - other.0).max(0))
    }
}

impl Add for Fte {
    type Output = Fte;
    fn add(self, other: Fte) -> Fte {
        Fte(self.0 + other.0)
    }
}

impl Sub for Fte {
    type Output = Fte;
    fn sub(self, other: Fte) -> Fte {
        Fte(self.0 - other.0)
    }
}

impl AddAssign for Fte {
    fn add_assign(&mut self, other: Fte) {
        self.0 += other.0;
    }
}

impl SubAssign for Fte {
    fn sub_assign(&mut self, other: Fte) {
        self.0 -= other.0;
    }
}

impl Sum for Fte {
    fn sum<I: Iterator<Item = Fte>>(iter: I) -> Fte {
        iter.fold(Fte::NUL, Add::add)
    }
}

/// Dutch notation without superfluous zeros: `0,6`, `1`, `12,25`.
impl fmt::Display for Fte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, e4) = if self.0 < 0 { ("-", -self.0) } else { ("", self.0) };
        let decimals = format!("{:04}", e4 % 10_000);
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{sign}{}", e4 / 10_000),
            decimals => write!(f, "{sign}{},{decimals}", e4 / 10_000),
        }
    }
}

impl fmt::Debug for Fte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} fte")
    }
}

/// A JSON number. The float is only its spelling: a double holds four decimals exactly in both directions.
impl Serialize for Fte {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 10_000 == 0 {
            serializer.serialize_i64(self.0 / 10_000)
        } else {
            serializer.serialize_f64(self.0 as f64 / 10_000.0)
        }
    }
}

impl<'de> Deserialize<'de> for Fte {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FteVisitor;
        impl Visitor<'_> for FteVisitor {
            type Value = Fte;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("een getal met ten hoogste vier decimalen")
            }
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Fte, E> {
                value.checked_mul(10_000).map(Fte).ok_or_else(|| E::custom("het getal is te groot"))
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Fte, E> {
                self.visit_i64(i64::try_from(value).map_err(E::custom)?)
            }
            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Fte, E> {
                // The shortest spelling that reads back as this double is what the sender wrote.
                Fte::parse(&value.to_string()).ok_or_else(|| E::custom("fte heeft ten hoogste vier decimalen"))
            }
        }
        deserializer.deserialize_any(FteVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_what_is_kept() {
        for (text, e4) in [("0.6", 6_000), ("0,25", 2_500), ("1", 10_000), ("0.0001", 1), ("12.3456", 123_456)] {
            assert_eq!(Fte::parse(text), Some(Fte::from_e4(e4)), "{text}");
        }
        for text in ["", "a", "0.12345", "1.", ".5", "1e3", "0,6,1", "--1"] {
            assert_eq!(Fte::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_four_decimal_number_survives_json() {
        for e4 in 0..=20_000 {
            let json = serde_json::to_string(&Fte::from_e4(e4)).unwrap();
            assert_eq!(serde_json::from_str::<Fte>(&json).unwrap(), Fte::from_e4(e4), "{json}");
        }
        assert!(serde_json::from_str::<Fte>("0.12345").is_err());
        assert!(serde_json::from_str::<Fte>("\"0.5\"").is_err());
    }

    #[test]
    fn people_read_a_comma() {
        assert_eq!(Fte::from_e4(6_000).to_string(), "0,6");
        assert_eq!(Fte::from_e4(-12_500).to_string(), "-1,25");
        assert_eq!(Fte::VOLTIJD.to_string(), "1");
    }
}
