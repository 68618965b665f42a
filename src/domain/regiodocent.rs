//! Regiodocent: a teacher whom the region employs.

use chrono::{Months, NaiveDate};

use super::dagdeel::Dagdelen;
use super::kenmerk::Postcode4;
use super::keuze::keuze;
use super::schooljaar::Schooljaar;

keuze! {
    /// Kind of regiodocent.
    Regiodocentsoort {
        /// Experienced.
        Ervaren = "ervaren",
        /// Newly qualified.
        Starter = "starter",
        /// Changed career into teaching, in training.
        ZijInstromer = "zij-instromer",
        /// Came back to teaching.
        Herintreder = "herintreder",
    }
}

/// What the region knows of a regiodocent. Nothing else about a person belongs near the matcher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regiodocent {
    /// How people call this person; never read by the matcher.
    pub naam: String,
    /// Kind.
    pub soort: Regiodocentsoort,
    /// For a zij-instromer: first day of the training track.
    pub traject_start: Option<NaiveDate>,
    /// Day on which the VOG was issued; without it no plaatsing.
    pub vog_datum: Option<NaiveDate>,
    /// Where the journey begins.
    pub woon_postcode: Option<Postcode4>,
    /// Longest acceptable journey in minutes; absent: the default of the beleid.
    pub max_reistijd: Option<i32>,
    /// Half days on which this person can work; absent: not stated.
    pub dagdelen: Option<Dagdelen>,
    /// Wants the whole werktijdfactor placed or nothing.
    pub alleen_geheel: bool,
}

/// Is this a first-year zij-instromer in `schooljaar`: did the track begin at most 12 months before 1 October of it?
pub fn is_eerstejaars(soort: Regiodocentsoort, traject_start: Option<NaiveDate>, schooljaar: Schooljaar) -> bool {
    let one_year_before = schooljaar.teldatum().checked_sub_months(Months::new(12)).unwrap_or_default();
    soort == Regiodocentsoort::ZijInstromer
        && traject_start.is_some_and(|start| one_year_before <= start && start <= schooljaar.laatste_dag())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_track_of_just_over_a_year_is_no_first_year() {
        let schooljaar: Schooljaar = "2026-2027".parse().unwrap();
        let first = |start: &str| is_eerstejaars(Regiodocentsoort::ZijInstromer, start.parse().ok(), schooljaar);
        assert!(first("2025-10-01") && first("2026-08-15"));
        assert!(!first("2025-09-30") && !first("2027-08-01") && !first(""));
        assert!(!is_eerstejaars(Regiodocentsoort::Starter, "2026-08-15".parse().ok(), schooljaar));
    }
}
