//! Maand: a calendar month, written `2026-10`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::periode::Periode;

/// A calendar month, kept as its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Maand(NaiveDate);

impl Maand {
    /// The month in which `day` lies.
    pub fn of(day: NaiveDate) -> Self {
        Maand(day.with_day(1).unwrap_or(day))
    }

    /// All its days.
    pub fn periode(self) -> Periode {
        Periode::new(self.0, Some(self.laatste_dag()))
    }

    /// Its last day.
    pub fn laatste_dag(self) -> NaiveDate {
        self.volgende().0.pred_opt().unwrap_or(self.0)
    }

    /// The month after it.
    pub fn volgende(self) -> Self {
        Maand(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }

    /// Days of its calendar year: 365 or 366.
    pub fn dagen_in_jaar(self) -> i64 {
        if self.0.leap_year() { 366 } else { 365 }
    }

    /// Its days, in order.
    pub fn dagen(self) -> impl Iterator<Item = NaiveDate> {
        let last = self.laatste_dag();
        std::iter::successors(Some(self.0), |day| day.checked_add_days(Days::new(1)))
            .take_while(move |day| *day <= last)
    }
}

impl fmt::Display for Maand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

/// The text is no month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is geen maand; schrijf jaar en maand, bijvoorbeeld 2026-10")]
pub struct GeenMaand(pub String);

impl FromStr for Maand {
    type Err = GeenMaand;
    fn from_str(text: &str) -> Result<Self, GeenMaand> {
        let first = format!("{text}-01").parse::<NaiveDate>().ok();
        let known = first.filter(|first| (1900..3000).contains(&first.year())).map(Maand);
        known.filter(|maand| maand.to_string() == text).ok_or_else(|| GeenMaand(text.to_owned()))
    }
}

impl Serialize for Maand {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Maand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_its_days() {
        let feb: Maand = "2028-02".parse().unwrap();
        assert_eq!((feb.dagen().count(), feb.dagen_in_jaar()), (29, 366));
        assert_eq!(feb.volgende().to_string(), "2028-03");
        assert_eq!("2026-12".parse::<Maand>().unwrap().volgende().to_string(), "2027-01");
        assert_eq!(Maand::of("2026-10-31".parse().unwrap()).to_string(), "2026-10");
        for wrong in ["2026", "2026-13", "2026-1", "26-10", "2026-10-01", ""] {
            assert!(wrong.parse::<Maand>().is_err(), "{wrong}");
        }
    }
}
