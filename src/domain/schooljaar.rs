//! Schooljaar: 1 August up to and including 31 July, written `2026-2027`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::periode::Periode;

/// A school year, known by the calendar year in which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Schooljaar(i32);

impl Schooljaar {
    /// The schooljaar that begins on 1 August of `year`; between 1900 and 2999.
    pub fn from_year(year: i32) -> Option<Self> {
        (1900..3000).contains(&year).then_some(Schooljaar(year))
    }

    /// The schooljaar in which `date` lies.
    pub fn of(date: NaiveDate) -> Self {
        Schooljaar(if date.month() >= 8 { date.year() } else { date.year() - 1 })
    }

    /// Calendar year of 1 August.
    pub fn begin_year(self) -> i32 {
        self.0
    }

    /// 1 August.
    pub fn eerste_dag(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 8, 1).unwrap_or_default()
    }

    /// 31 July of the next calendar year.
    pub fn laatste_dag(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0 + 1, 7, 31).unwrap_or_default()
    }

    /// 1 October of this schooljaar: the day on which DUO counts and at which a first-year is measured.
    pub fn teldatum(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 10, 1).unwrap_or_default()
    }

    /// All days of it.
    pub fn periode(self) -> Periode {
        Periode { van: self.eerste_dag(), tot_en_met: Some(self.laatste_dag()) }
    }

    /// 365 or 366 days.
    pub fn dagen(self) -> i64 {
        (self.laatste_dag() - self.eerste_dag()).num_days() + 1
    }

    /// The one after.
    pub fn volgend(self) -> Self {
        Schooljaar(self.0 + 1)
    }
}

impl fmt::Display for Schooljaar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.0 + 1)
    }
}

/// The text is no schooljaar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is geen schooljaar; schrijf twee opeenvolgende jaren, bijvoorbeeld 2026-2027")]
pub struct GeenSchooljaar(pub String);

impl FromStr for Schooljaar {
    type Err = GeenSchooljaar;
    fn from_str(text: &str) -> Result<Self, GeenSchooljaar> {
        let year = text.get(0..4).and_then(|year| year.parse().ok()).and_then(Schooljaar::from_year);
        year.filter(|year| year.to_string() == text).ok_or_else(|| GeenSchooljaar(text.to_owned()))
    }
}

impl Serialize for Schooljaar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Schooljaar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_turns_on_the_first_of_august() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(Schooljaar::of(day(2026, 7, 31)).to_string(), "2025-2026");
        assert_eq!(Schooljaar::of(day(2026, 8, 1)).to_string(), "2026-2027");
    }

    #[test]
    fn a_leap_day_makes_it_366_days() {
        assert_eq!("2023-2024".parse::<Schooljaar>().unwrap().dagen(), 366);
        assert_eq!("2026-2027".parse::<Schooljaar>().unwrap().dagen(), 365);
        for wrong in ["2026", "2026-2028", "2026/2027", "abcd-abce", ""] {
            assert!(wrong.parse::<Schooljaar>().is_err(), "{wrong}");
        }
    }
}
