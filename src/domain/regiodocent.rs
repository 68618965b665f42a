//! Regiodocent: a teacher whom the region employs, alone and with all onderdelen.

use chrono::{Months, NaiveDate};

use super::bevoegdheid::Bevoegdheid;
use super::contract::Contract;
use super::dagdeel::Dagdelen;
use super::instemming::Instemming;
use super::invoer::{Invoer, Invoerfout};
use super::kenmerk::Postcode4;
use super::keuze::keuze;
use super::onderdeel::check_onderdelen;
use super::schooljaar::Schooljaar;
use super::stored::Stored;
use super::uitsluiting::Uitsluiting;
use super::voorkeur::Voorkeur;

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
    /// The system this person came from; with `extern_id` unique in a regio.
    pub bron_systeem: Option<String>,
    /// How that system knows this person.
    pub extern_id: Option<String>,
}

/// A regiodocent who is not stored yet, with everything that was told at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NieuweRegiodocent {
    /// The person.
    pub regiodocent: Regiodocent,
    /// How much, when, at what cost.
    pub contracten: Vec<Contract>,
    /// What may be taught.
    pub bevoegdheden: Vec<Bevoegdheid>,
    /// Wishes about schools.
    pub voorkeuren: Vec<Voorkeur>,
    /// Where not.
    pub uitsluitingen: Vec<Uitsluiting>,
    /// What was agreed to.
    pub instemmingen: Vec<Instemming>,
}

/// A stored regiodocent with all onderdelen, each list in order of id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolledigeRegiodocent {
    /// The person.
    pub regiodocent: Stored<Regiodocent>,
    /// How much, when, at what cost; never overlapping.
    pub contracten: Vec<Stored<Contract>>,
    /// What may be taught.
    pub bevoegdheden: Vec<Stored<Bevoegdheid>>,
    /// Wishes about schools, at most one per school.
    pub voorkeuren: Vec<Stored<Voorkeur>>,
    /// Where not.
    pub uitsluitingen: Vec<Stored<Uitsluiting>>,
    /// What was agreed to.
    pub instemmingen: Vec<Stored<Instemming>>,
}

impl Regiodocent {
    /// Everything that is wrong with this person; pointers as in the JSON body.
    pub fn check(&self, invoer: &mut Invoer) {
        self.check_traject(invoer);
        invoer.eis(self.max_reistijd.is_none_or(|minuten| (5..=240).contains(&minuten)), || {
            let detail = "een reistijd is 5 tot en met 240 minuten";
            Invoerfout::new("/maxReistijd", "buiten-bereik", detail, "Kies een andere reistijd, of laat het veld weg.")
        });
        let pair = [("/bronSysteem", &self.bron_systeem), ("/externId", &self.extern_id)];
        if let [(pointer, None), (_, Some(_))] | [(_, Some(_)), (pointer, None)] = pair {
            let detail = "bronSysteem en externId horen bij elkaar";
            invoer.fout(Invoerfout::new(pointer, "ontbreekt", detail, "Geef beide, of laat beide weg."));
        }
        for (pointer, text) in
            [("/naam", Some(&self.naam)), (pair[0].0, pair[0].1.as_ref()), (pair[1].0, pair[1].1.as_ref())]
        {
            invoer.eis(text.is_none_or(|text| !text.trim().is_empty()), || {
                Invoerfout::new(pointer, "leeg", "hier staat geen tekst", "Vul dit veld in.")
            });
        }
    }

    fn check_traject(&self, invoer: &mut Invoer) {
        let zij_instromer = self.soort == Regiodocentsoort::ZijInstromer;
        invoer.eis(!zij_instromer || self.traject_start.is_some(), || {
            let detail = "van een zij-instromer is de eerste dag van het traject nodig";
            Invoerfout::new("/trajectStart", "ontbreekt", detail, "Vul de eerste dag van het traject in.")
        });
        invoer.eis(zij_instromer || self.traject_start.is_none(), || {
            let detail = format!("alleen een zij-instromer heeft een traject, een {} niet", self.soort);
            Invoerfout::new(
                "/trajectStart",
                "past-niet-bij-soort",
                detail,
                "Laat trajectStart weg, of kies een andere soort.",
            )
        });
    }
}

impl NieuweRegiodocent {
    /// Everything that is wrong with this person and the onderdelen together; pointers as in the JSON body.
    pub fn check(&self, invoer: &mut Invoer) {
        self.regiodocent.check(invoer);
        check_onderdelen(&self.regiodocent, &self.contracten, invoer);
        check_onderdelen(&self.regiodocent, &self.bevoegdheden, invoer);
        check_onderdelen(&self.regiodocent, &self.voorkeuren, invoer);
        check_onderdelen(&self.regiodocent, &self.uitsluitingen, invoer);
        check_onderdelen(&self.regiodocent, &self.instemmingen, invoer);
    }
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
