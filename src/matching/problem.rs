//! Problem: everything the matcher is allowed to know, frozen in one versioned, self-contained document.
//!
//! Facts and the norms that rules derived from them. No names of people, no reasons, no clock, no database.
//! The canonical form (struct order, sorted lists) is what is hashed; the SHA-256 of it names the question.

mod boek;
mod detachering;
mod instroom;
mod pin;
mod versoepeling;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::beleid::Beleid;
use crate::domain::bevoegdheid::{Bevoegdheid, Vakbevoegdheid};
use crate::domain::breuk::Breuk;
use crate::domain::dagdeel::Dagdelen;
use crate::domain::formatiepeiling::Peilingsoort;
use crate::domain::fte::Fte;
use crate::domain::instemming::Instemmingsoort;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::periode::Periode;
use crate::domain::plaatsing::Plaatsingstatus;
use crate::domain::punt::Punt;
use crate::domain::regiodocent::Regiodocentsoort;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::sector::Sector;
use crate::domain::uitsluiting::Uitsluiting;
use crate::domain::vacature::Vacaturesoort;
use crate::domain::voorkeur::Voorkeur;

pub use crate::domain::solidariteitsboek::Stap;
pub use boek::ProblemBoek;
pub use detachering::ProblemDetachering;
pub use instroom::ProblemInstroom;
pub use pin::{Pin, Pinsoort};
pub use versoepeling::Versoepeling;

/// Version of this document's form.
pub const PROBLEM_VERSIE: u32 = 1;

/// Id of a regiodocent, vacature or plaatsing inside a Problem: the UUID as text, or any text in a hand-made file.
pub type Id = String;

/// The whole question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Problem {
    /// Form of this document; today 1.
    pub versie: u32,
    /// The schooljaar to plan.
    pub schooljaar: Schooljaar,
    /// Day at which the norms are taken.
    pub peildatum: NaiveDate,
    /// The rules, as they hold for this question.
    pub beleid: Beleid,
    /// Boards, sorted by bestuursnummer.
    pub schoolbesturen: Vec<ProblemBestuur>,
    /// Schools, sorted by vestigingscode.
    pub scholen: Vec<ProblemSchool>,
    /// The pool, sorted by id.
    pub regiodocenten: Vec<ProblemRegiodocent>,
    /// Demand, sorted by id.
    pub vacatures: Vec<ProblemVacature>,
    /// Plaatsingen of today and reservations that overlap the schooljaar, sorted by id.
    #[serde(default)]
    pub plaatsingen: Vec<HuidigePlaatsing>,
    /// What boards received earlier in the schooljaar and no plaatsing shows any more, sorted by plaatsing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instroom: Vec<ProblemInstroom>,
    /// Is this a re-run of a schooljaar that was planned before? Then the rule wijzigingsbudget has its mode for re-runs.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub herronde: bool,
    /// What coordinators decided beforehand, sorted by regiodocent and place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<Pin>,
    /// Boards for which a hard rule is soft in this question, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versoepelingen: Vec<Versoepeling>,
    /// What was frozen earlier in this schooljaar, sorted by rule: it goes before what follows from the facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub boeken: Vec<ProblemBoek>,
    /// What the rules demand of each subject, written by `norm`, step by step.
    #[serde(default)]
    pub normen: Vec<Norm>,
}

/// A schoolbestuur.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProblemBestuur {
    /// Its number.
    pub bestuursnummer: Bestuursnummer,
    /// Name for explanations.
    pub naam: String,
    /// Saldo of the 7%-regeling brought forward per sector, in persons; absent: 0.
    #[serde(default)]
    pub saldi_zevenprocent: BTreeMap<Sector, Breuk>,
    /// Lot of this board for this schooljaar; lower goes first.
    pub lot: u64,
    /// Coach time the board offers to all its schools together, in fte.
    #[serde(default)]
    pub begeleiding_fte: Fte,
}

/// A school with its figures at the peildatum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProblemSchool {
    /// Its code.
    pub vestigingscode: Vestigingscode,
    /// The board that runs it.
    pub bestuursnummer: Bestuursnummer,
    /// Name for explanations.
    pub naam: String,
    /// Sector; the ledgers are per sector.
    pub sector: Sector,
    /// Its place; absent: the journey is unknown.
    pub punt: Option<Punt>,
    /// Schoolweging × 100; absent: it counts with factor 1 and is listed.
    pub schoolweging_e2: Option<i32>,
    /// Figures at the peildatum; absent: the school has no tekort and adds nothing to the norms.
    pub formatie: Option<ProblemFormatie>,
}

/// The formatiepeiling that counts for a school. Missing figures stay absent here: the rules fill them in from the beleid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProblemFormatie {
    /// Day of the figures.
    pub peildatum: NaiveDate,
    /// Counted or foreseen.
    pub soort: Peilingsoort,
    /// Fte needed.
    pub benodigd_fte: Fte,
    /// Fte of qualified staff of the board.
    pub beschikbaar_bevoegd_fte: Fte,
    /// Of which not deployable.
    pub niet_inzetbaar_fte: Fte,
    /// Pupils.
    pub leerlingen: i32,
    /// Classes.
    pub groepen: Option<i32>,
    /// Teachers, in persons.
    pub personen: Option<i32>,
    /// Fte expected to leave within the schooljaar.
    pub verwachte_uitstroom_fte: Option<Fte>,
    /// First-year zij-instromers of the board itself, in persons: of the peiling, and who went over to the board since.
    pub eerstejaars_zij_instromers_eigen: i32,
    /// Coach time of the school, in fte.
    pub begeleiding_fte: Option<Fte>,
}

/// A regiodocent, without a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProblemRegiodocent {
    /// Id.
    pub id: Id,
    /// Kind.
    pub soort: Regiodocentsoort,
    /// First day of the track of a zij-instromer.
    #[serde(default)]
    pub traject_start: Option<NaiveDate>,
    /// Day of the VOG; absent: may not be placed.
    pub vog_datum: Option<NaiveDate>,
    /// Contracts, sorted by first day, never overlapping.
    pub contracten: Vec<ProblemContract>,
    /// What may be taught, and when.
    pub bevoegdheden: Vec<Bevoegdheid>,
    /// Half days on which this person can work; absent: not stated.
    #[serde(default)]
    pub dagdelen: Option<Dagdelen>,
    /// Where the journey begins; absent: unknown.
    #[serde(default)]
    pub punt: Option<Punt>,
    /// Longest acceptable journey in minutes; absent: the default of the beleid.
    #[serde(default)]
    pub max_reistijd: Option<i32>,
    /// Wants everything placed or nothing.
    #[serde(default)]
    pub alleen_geheel: bool,
    /// Wishes.
    #[serde(default)]
    pub voorkeuren: Vec<Voorkeur>,
    /// Where not.
    #[serde(default)]
    pub uitsluitingen: Vec<Uitsluiting>,
    /// What this person agreed to.
    #[serde(default)]
    pub instemmingen: Vec<ProblemInstemming>,
    /// Lent to the pool by a school; absent: employed by the pool itself. The contracts then say what is lent, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detachering: Option<ProblemDetachering>,
    /// Lot of this person; decides only what nothing else decides.
    pub lot: u64,
}

/// How much somebody works, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProblemContract {
    /// When.
    pub periode: Periode,
    /// How much.
    pub werktijdfactor: Fte,
}

/// Consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProblemInstemming {
    /// To what.
    pub soort: Instemmingsoort,
    /// When it holds.
    pub periode: Periode,
}

/// A vacature that is open, or on which a plaatsing of today stands. Its fte is the whole vacature: what plaatsingen of today
/// take is not subtracted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProblemVacature {
    /// Id.
    pub id: Id,
    /// The school.
    pub vestigingscode: Vestigingscode,
    /// Kind.
    pub soort: Vacaturesoort,
    /// How much, gross.
    pub fte: Fte,
    /// What it asks.
    pub bevoegdheid: Vakbevoegdheid,
    /// When; cut to the schooljaar.
    pub periode: Periode,
    /// On which half days; absent: not stated.
    #[serde(default)]
    pub dagdelen: Option<Dagdelen>,
    /// One person in full or nobody.
    #[serde(default)]
    pub alleen_geheel: bool,
}

/// A plaatsing that exists today: actief, or a reservation. Every plan holds it again as `bestaand`, unchanged, unless the
/// regiodocent agreed to be moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HuidigePlaatsing {
    /// Id.
    pub id: Id,
    /// Who.
    pub regiodocent: Id,
    /// Where.
    pub vestigingscode: Vestigingscode,
    /// State; only `actief` counts in the ledgers, the others reserve.
    pub status: Plaatsingstatus,
    /// First day on which this person counts as netto (after dubbele bezetting); absent: from the first day.
    #[serde(default)]
    pub netto_vanaf: Option<NaiveDate>,
    /// First day of a plaatsing that began before the days that are planned; its parts show the days from there on. Absent:
    /// nothing was cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sinds: Option<NaiveDate>,
    /// On which vacatures, how much, when.
    pub delen: Vec<Deel>,
}

impl HuidigePlaatsing {
    /// Did this part of it run on `day`, also when that is before the days that are planned?
    pub fn liep_op(&self, deel: &Deel, day: NaiveDate) -> bool {
        (self.sinds.unwrap_or(deel.van)..=deel.tot_en_met).contains(&day)
    }

    /// Its part that began on `day`.
    pub fn deel_sinds(&self, day: NaiveDate) -> Option<&Deel> {
        self.delen.iter().find(|deel| self.sinds.unwrap_or(deel.van) == day)
    }
}

/// A part of a plaatsing: some fte on one vacature for some days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Deel {
    /// The vacature.
    pub vacature: Id,
    /// How much, gross.
    pub fte: Fte,
    /// First day.
    pub van: NaiveDate,
    /// Last day, itself included.
    pub tot_en_met: NaiveDate,
}

/// What a rule demands of one subject, with the derivation that a person can redo on a calculator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Norm {
    /// Rule id.
    pub regel: String,
    /// Of whom.
    pub onderwerp: Onderwerp,
    /// In which sector the ledger is kept; absent when the rule keeps no ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// The demand (a ceiling, a quota, …); absent when the rule asks nothing of this subject (a board that may grow freely).
    pub waarde: Option<Breuk>,
    /// Unit of the demand: `fte` or `personen`.
    pub eenheid: String,
    /// How it came about, in order. One step is the demand (`ruimte`, `quotum`, …); what follows from it comes after.
    pub stappen: Vec<Stap>,
    /// What was filled in or left out, in Dutch.
    #[serde(default)]
    pub opmerkingen: Vec<String>,
}

/// Whom a norm, a finding or a reason is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", tag = "soort", content = "id")]
pub enum Onderwerp {
    /// A schoolbestuur.
    Schoolbestuur(Bestuursnummer),
    /// A school.
    School(Vestigingscode),
    /// A regiodocent.
    Regiodocent(Id),
    /// A vacature.
    Vacature(Id),
    /// The whole regio.
    Regio,
}
