//! A period of whole days, both ends included.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// From `van` up to and including `tot_en_met`; without `tot_en_met` it has no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Periode {
    /// First day.
    pub van: NaiveDate,
    /// Last day, itself included; absent when open-ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tot_en_met: Option<NaiveDate>,
}

impl Periode {
    /// From `van` up to and including `tot_en_met`.
    pub fn new(van: NaiveDate, tot_en_met: Option<NaiveDate>) -> Self {
        Periode { van, tot_en_met }
    }

    /// Last day, or the end of time.
    pub fn einde(&self) -> NaiveDate {
        self.tot_en_met.unwrap_or(NaiveDate::MAX)
    }

    /// Does it end before it begins?
    pub fn is_leeg(&self) -> bool {
        self.einde() < self.van
    }

    /// Is `day` in it?
    pub fn bevat(&self, day: NaiveDate) -> bool {
        self.van <= day && day <= self.einde()
    }

    /// Are all days of `other` in it?
    pub fn omvat(&self, other: &Periode) -> bool {
        self.van <= other.van && other.einde() <= self.einde()
    }

    /// Do they share a day?
    pub fn overlapt(&self, other: &Periode) -> bool {
        self.van <= other.einde() && other.van <= self.einde()
    }

    /// The days in both, if any.
    pub fn doorsnede(&self, other: &Periode) -> Option<Periode> {
        let tot_en_met = match (self.tot_en_met, other.tot_en_met) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let both = Periode { van: self.van.max(other.van), tot_en_met };
        (!both.is_leeg()).then_some(both)
    }

    /// Number of days; 0 when empty. An open end counts to the end of time.
    pub fn dagen(&self) -> i64 {
        ((self.einde() - self.van).num_days() + 1).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn periode(van: &str, tot_en_met: &str) -> Periode {
        Periode::new(van.parse().unwrap(), tot_en_met.parse().ok())
    }

    #[test]
    fn both_ends_belong_to_it() {
        let week = periode("2026-08-03", "2026-08-07");
        assert_eq!(week.dagen(), 5);
        assert!(week.bevat(week.van) && week.bevat(week.einde()));
        assert!(week.overlapt(&periode("2026-08-07", "")));
        assert!(!week.overlapt(&periode("2026-08-08", "")));
        assert_eq!(week.doorsnede(&periode("2026-08-06", "")), Some(periode("2026-08-06", "2026-08-07")));
        assert!(periode("2026-08-01", "").omvat(&week));
    }
}
