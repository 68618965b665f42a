//! Onderzoek: a question about the plan of a matchronde, and where its answer stands. It changes nothing in the plan.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::keuze::keuze;

keuze! {
    /// What is asked.
    Onderzoeksoort {
        /// Why is this regiodocent not on this vacature?
        WaaromNiet = "waarom-niet",
        /// Why-nots in bulk: one regiodocent, one vacature, or what one schoolbestuur has open.
        Overzicht = "overzicht",
        /// What would it take to fill this vacature or place this regiodocent?
        WatIsNodig = "wat-is-nodig",
        /// Which hard rules do not hold together, and what are the ways out?
        Herstel = "herstel",
        /// What is this plan worth?
        Analyse = "analyse",
        /// What if the rules were different?
        Scenarios = "scenarios",
        /// What does fairness cost?
        Front = "front",
        /// Who could change places with whom?
        Ruil = "ruil",
        /// Which vacatures fall open when one person is lost?
        Kwetsbaarheid = "kwetsbaarheid",
    }
}

keuze! {
    /// Where an onderzoek stands.
    Onderzoekstatus {
        /// The answer is being computed.
        Wachtend = "wachtend",
        /// The answer is there.
        Klaar = "klaar",
        /// No answer came; the reason is stored.
        Mislukt = "mislukt",
    }
}

/// An onderzoek as it is kept; its answer is a document of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onderzoek {
    /// The matchronde whose plan is asked about.
    pub matchronde_id: Uuid,
    /// The last ingreep in that plan; absent: the plan as the matcher made it.
    pub ingreep_id: Option<Uuid>,
    /// What is asked.
    pub soort: Onderzoeksoort,
    /// The whole question, JSON.
    pub vraag: String,
    /// Where it stands.
    pub status: Onderzoekstatus,
    /// Why there is no answer, in Dutch.
    pub reden: Option<String>,
    /// Who asked (subject of the token).
    pub door: String,
    /// When.
    pub aangemaakt_op: DateTime<Utc>,
    /// When the answer was there.
    pub klaar_op: Option<DateTime<Utc>>,
}
