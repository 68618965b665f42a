//! Plaatsing: a regiodocent at one school, on one or more of its vacatures.

mod levensloop;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

pub use levensloop::Plaatsingstap;

use super::fte::Fte;
use super::kenmerk::{Bestuursnummer, Vestigingscode};
use super::keuze::keuze;
use super::levensloop::Partij;
use super::periode::Periode;

keuze! {
    /// Where a plaatsing stands. Only `actief` counts in the ledgers; the states before it reserve fte.
    Plaatsingstatus {
        /// Proposed by a vaststelling; nobody has agreed yet.
        Voorgesteld = "voorgesteld",
        /// The school agreed.
        AkkoordSchool = "akkoord-school",
        /// The regiodocent agreed.
        AkkoordDocent = "akkoord-docent",
        /// Both agreed and it runs.
        Actief = "actief",
        /// Ended.
        Beeindigd = "beeindigd",
        /// The contract went to the board.
        Overgedragen = "overgedragen",
        /// One side refused.
        Geweigerd = "geweigerd",
        /// Withdrawn by the region.
        Ingetrokken = "ingetrokken",
        /// Not answered in time.
        Verlopen = "verlopen",
    }
}

keuze! {
    /// What an active plaatsing is to the school.
    Plaatsingsfase {
        /// Next to another teacher: above the formation, not yet counted.
        BovenFormatie = "boven-formatie",
        /// Counts as a teacher of the school.
        Netto = "netto",
    }
}

impl Plaatsingstatus {
    /// Does it hold fte of the regiodocent and the vacature?
    pub fn houdt_fte_vast(self) -> bool {
        use Plaatsingstatus::{Actief, AkkoordDocent, AkkoordSchool, Voorgesteld};
        matches!(self, Voorgesteld | AkkoordSchool | AkkoordDocent | Actief)
    }
}

/// A part of a plaatsing: some fte on one vacature for some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plaatsingsdeel {
    /// The vacature.
    pub vacature_id: Uuid,
    /// How much, gross.
    pub fte: Fte,
    /// When; always with a last day.
    pub periode: Periode,
}

/// A plaatsing that holds fte, as far as the matcher needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoudendePlaatsing {
    /// Its id.
    pub id: Uuid,
    /// Who.
    pub regiodocent_id: Uuid,
    /// Where.
    pub vestigingscode: Vestigingscode,
    /// Where it stands.
    pub status: Plaatsingstatus,
    /// First day on which this person counts as netto; absent: from the first day.
    pub netto_vanaf: Option<NaiveDate>,
    /// On which vacatures, how much, when.
    pub delen: Vec<Plaatsingsdeel>,
}

/// Most fte that these parts hold together on any one day.
pub fn hoogste_fte(delen: &[Plaatsingsdeel]) -> Fte {
    let on = |day| delen.iter().filter(|deel| deel.periode.bevat(day)).map(|deel| deel.fte).sum();
    // The total only rises on the first day of a part.
    delen.iter().map(|deel| on(deel.periode.van)).max().unwrap_or_default()
}

/// A regiodocent at one school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plaatsing {
    /// Who.
    pub regiodocent_id: Uuid,
    /// Where.
    pub vestigingscode: Vestigingscode,
    /// The board that runs the school.
    pub bestuursnummer: Bestuursnummer,
    /// The vaststelling that made it; absent for one that came from elsewhere.
    pub vaststelling_id: Option<Uuid>,
    /// Where it stands.
    pub status: Plaatsingstatus,
    /// First day on which this person counts as netto; absent: from the first day.
    pub netto_vanaf: Option<NaiveDate>,
    /// Last day on which both sides can agree; absent: no limit.
    pub akkoord_tot: Option<NaiveDate>,
    /// Day on which the contract goes to the board, once both sides asked for it.
    pub overdracht_op: Option<NaiveDate>,
    /// On which vacatures, sorted by vacature, then first day.
    pub delen: Vec<Plaatsingsdeel>,
}

impl Plaatsing {
    /// Its last day; absent when it has no parts left.
    pub fn laatste_dag(&self) -> Option<NaiveDate> {
        self.delen.iter().map(|deel| deel.periode.einde()).max()
    }

    /// What it is to the school on `day`; only an active plaatsing has a fase.
    pub fn fase(&self, day: NaiveDate) -> Option<Plaatsingsfase> {
        let netto = self.netto_vanaf.is_none_or(|first| first <= day);
        let fase = if netto { Plaatsingsfase::Netto } else { Plaatsingsfase::BovenFormatie };
        (self.status == Plaatsingstatus::Actief).then_some(fase)
    }

    /// Cuts everything after `laatste`; parts that had not begun by then go altogether.
    pub fn eindig_op(&mut self, laatste: NaiveDate) {
        self.delen.retain(|deel| deel.periode.van <= laatste);
        for deel in &mut self.delen {
            deel.periode.tot_en_met = Some(deel.periode.einde().min(laatste));
        }
    }
}

/// A step that was taken with a plaatsing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GezetteStap {
    /// The step.
    pub stap: Plaatsingstap,
    /// For which side it counts.
    pub namens: Partij,
    /// Subject of the token of who took it.
    pub door: String,
    /// When.
    pub tijdstip: DateTime<Utc>,
    /// How the coordinator knows, when somebody without login said it.
    pub bron: Option<String>,
    /// Why.
    pub motivering: Option<String>,
    /// The day it is about: the last day, or the day of the overdracht.
    pub datum: Option<NaiveDate>,
}
