//! Ingreep: a coordinator overrides the plan of a matchronde at one point. It changes the plan only; nothing is placed by it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::fte::Fte;
use super::invoer::{Invoer, Invoerfout};
use super::kenmerk::Vestigingscode;
use super::keuze::keuze;

keuze! {
    /// What the coordinator decides.
    Ingreepsoort {
        /// What the plan says about this regiodocent at this school stays.
        Vastzetten = "vastzetten",
        /// This regiodocent does not go here.
        Verbieden = "verbieden",
        /// This regiodocent goes here, whatever the plan says.
        Plaatsen = "plaatsen",
    }
}

keuze! {
    /// Where an ingreep stands.
    Ingreepstatus {
        /// Its price is being computed.
        Wachtend = "wachtend",
        /// Its price is known.
        Geprijsd = "geprijsd",
        /// No plan came out; the reason is stored.
        Mislukt = "mislukt",
    }
}

/// What is asked: who, where, how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ingreepvraag {
    /// What.
    pub soort: Ingreepsoort,
    /// Who.
    pub regiodocent_id: Uuid,
    /// At this school; or else a vacature is named.
    pub vestigingscode: Option<Vestigingscode>,
    /// On this vacature; or else a school is named.
    pub vacature_id: Option<Uuid>,
    /// Exactly so much; only when placing by hand. Absent: whatever fits.
    pub fte: Option<Fte>,
    /// Why; at least a few words.
    pub motivering: String,
}

/// An ingreep as it is kept; its plan is a document of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ingreep {
    /// The matchronde whose plan is overridden.
    pub matchronde_id: Uuid,
    /// Its place in the row: its price is on top of all before it. From 1.
    pub volgnummer: i32,
    /// What is asked.
    pub vraag: Ingreepvraag,
    /// Who asked (subject of the token).
    pub door: String,
    /// When.
    pub aangemaakt_op: DateTime<Utc>,
    /// Where it stands.
    pub status: Ingreepstatus,
    /// Why there is no price, in Dutch.
    pub reden: Option<String>,
    /// Does the beleid ask a second person?
    pub tweede_nodig: bool,
    /// Who that was.
    pub tweede_door: Option<String>,
}

impl Ingreep {
    /// May it be part of a vaststelling, as far as people go?
    pub fn is_ondertekend(&self) -> bool {
        !self.tweede_nodig || self.tweede_door.is_some()
    }
}

/// Fewest characters of a motivering.
pub const MOTIVERING: usize = 10;

impl Ingreepvraag {
    /// Everything that is wrong with the question itself.
    pub fn check(&self) -> Result<(), Vec<Invoerfout>> {
        let mut invoer = Invoer::default();
        invoer.eis(self.vestigingscode.is_some() != self.vacature_id.is_some(), || {
            let detail = "noem een school of een vacature, en niet allebei";
            Invoerfout::new("/vestigingscode", "plek-past-niet", detail, "Geef vestigingscode of vacature.")
        });
        invoer.eis(self.soort != Ingreepsoort::Vastzetten || self.vacature_id.is_none(), || {
            let detail = "vastzetten gaat over wat het plan op een school zegt, niet over een vacature";
            Invoerfout::new("/vacature", "plek-past-niet", detail, "Geef vestigingscode, of kies de soort 'plaatsen'.")
        });
        invoer.eis(self.soort == Ingreepsoort::Plaatsen || self.fte.is_none(), || {
            let detail = "fte hoort alleen bij plaatsen";
            Invoerfout::new("/fte", "fte-past-niet", detail, "Laat fte weg.")
        });
        invoer.eis(self.motivering.trim().chars().count() >= MOTIVERING, || {
            let detail = "de motivering is leeg of te kort";
            Invoerfout::new("/motivering", "te-kort", detail, "Schrijf in een zin waarom van het plan wordt afgeweken.")
        });
        invoer.af()
    }
}
