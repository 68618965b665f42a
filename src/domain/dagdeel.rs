//! Dagdeel: half a working day, `ma-o` (Monday morning) up to `vr-m` (Friday afternoon).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The ten half days in order; the position is the bit in [`Dagdelen`].
pub const DAGDELEN: [&str; 10] = ["ma-o", "ma-m", "di-o", "di-m", "wo-o", "wo-m", "do-o", "do-m", "vr-o", "vr-m"];

/// A set of half days; in JSON a list in week order, in text joined by a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Dagdelen(u16);

impl Dagdelen {
    /// All ten.
    pub const ALLE: Dagdelen = Dagdelen(0b11_1111_1111);

    /// Reads a list of names; the first unknown name is the error.
    pub fn from_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, GeenDagdeel> {
        names.into_iter().try_fold(Dagdelen(0), |set, name| {
            let bit = DAGDELEN.iter().position(|d| *d == name).ok_or_else(|| GeenDagdeel(name.to_owned()))?;
            Ok(Dagdelen(set.0 | 1 << bit))
        })
    }

    /// The names, in week order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        DAGDELEN.into_iter().enumerate().filter(move |(bit, _)| self.0 & 1 << bit != 0).map(|(_, name)| name)
    }

    /// How many half days.
    pub fn aantal(self) -> u32 {
        self.0.count_ones()
    }

    /// Are all of `other` in it?
    pub fn omvat(self, other: Dagdelen) -> bool {
        other.0 & !self.0 == 0
    }

    /// The half days in both.
    pub fn doorsnede(self, other: Dagdelen) -> Dagdelen {
        Dagdelen(self.0 & other.0)
    }
}

/// The name is no dagdeel.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is geen dagdeel; kies uit ma-o, ma-m, di-o, di-m, wo-o, wo-m, do-o, do-m, vr-o, vr-m")]
pub struct GeenDagdeel(pub String);

impl fmt::Display for Dagdelen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().collect::<Vec<_>>().join(" "))
    }
}

impl FromStr for Dagdelen {
    type Err = GeenDagdeel;
    fn from_str(text: &str) -> Result<Self, GeenDagdeel> {
        Dagdelen::from_names(text.split_whitespace())
    }
}

impl Serialize for Dagdelen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.names())
    }
}

impl<'de> Deserialize<'de> for Dagdelen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = Vec::<String>::deserialize(deserializer)?;
        Dagdelen::from_names(names.iter().map(String::as_str)).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_repetition_do_not_matter() {
        let set: Dagdelen = "vr-m ma-o ma-o".parse().unwrap();
        assert_eq!(set.to_string(), "ma-o vr-m");
        assert_eq!(set.aantal(), 2);
        assert!(Dagdelen::ALLE.omvat(set) && !set.omvat(Dagdelen::ALLE));
        assert_eq!("za-o".parse::<Dagdelen>(), Err(GeenDagdeel("za-o".into())));
    }
}
