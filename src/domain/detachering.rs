//! Detachering: staff of a board lent to the pool, with consent and a guarantee to return. Extra supply for the region.

use chrono::NaiveDate;
use uuid::Uuid;

use super::contract::MAX_LOONKOSTEN_CENT;
use super::fte::Fte;
use super::invoer::{Invoer, Invoerfout};
use super::kenmerk::{Bestuursnummer, Vestigingscode};
use super::keuze::keuze;
use super::levensloop::{Eis, Levensloop, Overgang, Partij};
use super::periode::Periode;

keuze! {
    /// Where a detachering stands. Only an active one gives the pool somebody to place.
    Detacheringstatus {
        /// Offered by the board; the person has not consented yet.
        Voorgesteld = "voorgesteld",
        /// The person consented; the pool has them on the days it names.
        Actief = "actief",
        /// Over: back at the home school.
        Beeindigd = "beeindigd",
        /// Taken back, or refused, before it was agreed.
        Ingetrokken = "ingetrokken",
    }
}

keuze! {
    /// What can happen to a detachering.
    Detacheringstap {
        /// The person consents.
        Instemmen = "instemmen",
        /// One of them does not want it.
        Intrekken = "intrekken",
        /// It will end earlier; until then it goes on.
        Beeindigen = "beeindigen",
        /// Its last day has passed: back at the home school.
        Terugkeren = "terugkeren",
    }
}

use Detacheringstatus::{Actief, Beeindigd, Ingetrokken, Voorgesteld};
use Partij::{Coordinator, Dienst, Docent, School};

const IEDEREEN: &[Partij] = &[School, Docent, Coordinator];

impl Levensloop for Detacheringstatus {
    type Stap = Detacheringstap;
    const NAAM: &'static str = "detachering";
    #[rustfmt::skip]
    const OVERGANGEN: &'static [Overgang<Detacheringstatus, Detacheringstap>] = &[
        Overgang { stap: Detacheringstap::Instemmen,  van: &[Voorgesteld], naar: Actief,      door: &[Docent, Coordinator], eist: &[] },
        Overgang { stap: Detacheringstap::Intrekken,  van: &[Voorgesteld], naar: Ingetrokken, door: IEDEREEN,               eist: &[Eis::Motivering] },
        Overgang { stap: Detacheringstap::Beeindigen, van: &[Actief],      naar: Actief,      door: IEDEREEN,               eist: &[Eis::Motivering, Eis::Datum] },
        Overgang { stap: Detacheringstap::Terugkeren, van: &[Actief],      naar: Beeindigd,   door: &[Dienst],              eist: &[] },
    ];
}

/// What the board offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detachering {
    /// Who, as a regiodocent of the pool.
    pub regiodocent_id: Uuid,
    /// The home school.
    pub vestigingscode: Vestigingscode,
    /// How much.
    pub fte: Fte,
    /// When; always with a last day.
    pub periode: Periode,
    /// Up to and including this day the home school keeps a place for the return.
    pub terugkeergarantie_tot: NaiveDate,
    /// Cost in cents per fte-year.
    pub loonkosten_cent: i64,
}

impl Detachering {
    /// The rules a detachering keeps by itself.
    pub fn check(&self) -> Result<(), Vec<Invoerfout>> {
        let mut invoer = Invoer::default();
        invoer.eis(Fte::NUL < self.fte && self.fte <= Fte::VOLTIJD, || {
            let detail = format!("fte is {}, maar ligt boven 0 en is ten hoogste 1", self.fte);
            Invoerfout::new("/fte", "buiten-bereik", detail, "Kies bijvoorbeeld 0.8.")
        });
        invoer.eis(!self.periode.is_leeg() && self.periode.tot_en_met.is_some(), || {
            let detail = "de laatste dag ontbreekt of ligt voor de eerste";
            Invoerfout::new("/totEnMet", "einde-voor-begin", detail, "Kies een totEnMet op of na van.")
        });
        invoer.eis(self.periode.einde() <= self.terugkeergarantie_tot, || {
            let detail = "de terugkeergarantie eindigt voor de detachering";
            let herstel = "Laat de garantie minstens tot de laatste dag lopen.";
            Invoerfout::new("/terugkeergarantieTot", "garantie-te-kort", detail, herstel)
        });
        invoer.eis((0..=MAX_LOONKOSTEN_CENT).contains(&self.loonkosten_cent), || {
            let detail = format!("de loonkosten per fte per jaar zijn 0 tot en met {MAX_LOONKOSTEN_CENT} cent");
            Invoerfout::new("/loonkostenCent", "buiten-bereik", detail, "Geef het bedrag in centen.")
        });
        invoer.af()
    }
}

/// A detachering with what the service keeps about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolledigeDetachering {
    /// What was offered.
    pub detachering: Detachering,
    /// The board that lends.
    pub bestuursnummer: Bestuursnummer,
    /// Where it stands.
    pub status: Detacheringstatus,
    /// When the person consented.
    pub ingestemd_op: Option<NaiveDate>,
    /// How the coordinator knows, when the person did not say it here.
    pub bron: Option<String>,
    /// Why it was taken back or ended early.
    pub motivering: Option<String>,
    /// The contract that it gave in the pool.
    pub contract_id: Option<Uuid>,
}
