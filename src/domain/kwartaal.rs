//! Kwartaal: a quarter of a calendar year, written `2026-K4`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::periode::Periode;

/// A quarter, kept as its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kwartaal(NaiveDate);

impl Kwartaal {
    /// The quarter in which `day` lies.
    pub fn of(day: NaiveDate) -> Self {
        let first = NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1);
        Kwartaal(first.unwrap_or(day))
    }

    /// All its days.
    pub fn periode(self) -> Periode {
        let next = self.0.checked_add_months(Months::new(3));
        Periode::new(self.0, next.and_then(|next| next.pred_opt()))
    }
}

impl fmt::Display for Kwartaal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-K{}", self.0.year(), self.0.month0() / 3 + 1)
    }
}

/// The text is no quarter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is geen kwartaal; schrijf jaar en kwartaal, bijvoorbeeld 2026-K4")]
pub struct GeenKwartaal(pub String);

impl FromStr for Kwartaal {
    type Err = GeenKwartaal;
    fn from_str(text: &str) -> Result<Self, GeenKwartaal> {
        let known = text.split_once("-K").and_then(|(year, number)| {
            let (year, number): (i32, u32) = (year.parse().ok()?, number.parse().ok()?);
            let inside = (1900..3000).contains(&year) && (1..=4).contains(&number);
            if inside { NaiveDate::from_ymd_opt(year, number * 3 - 2, 1).map(Kwartaal) } else { None }
        });
        known.filter(|kwartaal| kwartaal.to_string() == text).ok_or_else(|| GeenKwartaal(text.to_owned()))
    }
}

impl Serialize for Kwartaal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Kwartaal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_three_months() {
        let k4: Kwartaal = "2026-K4".parse().unwrap();
        assert_eq!(
            (k4.periode().van.to_string(), k4.periode().einde().to_string()),
            ("2026-10-01".into(), "2026-12-31".into())
        );
        assert_eq!(Kwartaal::of("2026-09-30".parse().unwrap()).to_string(), "2026-K3");
        for wrong in ["2026", "2026-K5", "2026-K0", "2026-4", "2026-k4", "26-K1", "2026-K04"] {
            assert!(wrong.parse::<Kwartaal>().is_err(), "{wrong}");
        }
    }
}
