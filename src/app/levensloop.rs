//! What every life cycle needs of a use case: who is calling, and did they give what the step asks.

use chrono::NaiveDate;

use crate::auth::actor::{Actor, Rol};
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::levensloop::{Eis, Partij};

/// Fewest characters of a motivering.
pub const KORTSTE_MOTIVERING: usize = 10;
/// Most characters of a motivering or bron.
pub const LANGSTE_TEKST: usize = 2_000;

/// What came with a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stapgegevens {
    /// For which side, when a coordinator records it.
    pub namens: Option<Partij>,
    /// How the coordinator knows.
    pub bron: Option<String>,
    /// Why.
    pub motivering: Option<String>,
    /// The day it is about.
    pub datum: Option<NaiveDate>,
}

/// The party a role is in a life cycle; a role that is none has no right to any step.
pub fn partij(actor: &Actor) -> Partij {
    match actor.rol {
        Rol::Schoolbestuur => Partij::School,
        Rol::HrSysteem if actor.bestuursnummer.is_some() => Partij::School,
        Rol::Regiodocent => Partij::Docent,
        _ => Partij::Coordinator,
    }
}

/// For which side this step counts: the own side, or the one a coordinator records it for. Then the source is owed too.
pub fn zijde(door: Partij, gegevens: &Stapgegevens, invoer: &mut Invoer) -> Partij {
    if door != Partij::Coordinator {
        invoer.eis(gegevens.namens.is_none_or(|namens| namens == door), || {
            let detail = "u kunt dit alleen voor uzelf doen";
            Invoerfout::new("/namens", "niet-namens-een-ander", detail, "Laat namens weg.")
        });
        return door;
    }
    invoer.eis(matches!(gegevens.namens, Some(Partij::School | Partij::Docent)), || {
        let detail = "niet duidelijk is wie dit vindt: de school of de regiodocent";
        Invoerfout::new("/namens", "ontbreekt", detail, "Geef namens: school of docent.")
    });
    invoer.eis(gegevens.bron.as_deref().is_some_and(|bron| bron.trim().chars().count() >= 3), || {
        let detail = "de bron ontbreekt: waaruit blijkt dit?";
        Invoerfout::new("/bron", "ontbreekt", detail, "Noem bijvoorbeeld de e-mail of het gesprek, met de datum.")
    });
    gegevens.namens.unwrap_or(door)
}

/// Is everything there that the step asks for?
pub fn check_eisen(eisen: &[Eis], gegevens: &Stapgegevens, invoer: &mut Invoer) {
    if eisen.contains(&Eis::Motivering) {
        let long_enough = |text: &str| text.trim().chars().count() >= KORTSTE_MOTIVERING;
        invoer.eis(gegevens.motivering.as_deref().is_some_and(long_enough), || {
            let detail = "de motivering ontbreekt of is te kort";
            Invoerfout::new("/motivering", "te-kort", detail, "Schrijf in een zin waarom.")
        });
    }
    if eisen.contains(&Eis::Datum) {
        invoer.eis(gegevens.datum.is_some(), || {
            Invoerfout::new("/datum", "ontbreekt", "de dag ontbreekt", "Geef een dag, zoals 2027-02-01.")
        });
    }
}
