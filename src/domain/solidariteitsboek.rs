//! Solidariteitsboek: what a rule demanded of every board in a schooljaar, with each step of the derivation, as it was frozen.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::beleid::Waarde;
use super::breuk::Breuk;
use super::kenmerk::{Bestuursnummer, Vestigingscode};
use super::schooljaar::Schooljaar;
use super::sector::Sector;

/// One step of a derivation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Stap {
    /// Symbol, stable for machines (`T`, `W`, `E`, `d`, `P`, `ruimte`; `basis`, `q`, `saldo`, `eis`, `quotum`).
    pub symbool: String,
    /// What it is, in Dutch.
    pub naam: String,
    /// The formula with the numbers filled in, in Dutch notation.
    pub berekening: String,
    /// The outcome.
    pub waarde: Breuk,
    /// Its unit: `fte`, `personen`, `leerlingen`, `groepen`, `jaren` or `deel`.
    pub eenheid: String,
}

/// What one school adds to the figures of its board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schoolbijdrage {
    /// The school.
    pub vestigingscode: Vestigingscode,
    /// Its name.
    pub naam: String,
    /// Its own figures, in order; a figure that was absent and not filled in has no step.
    pub stappen: Vec<Stap>,
    /// Symbols of the steps that were filled in because the school did not give them.
    pub aangevuld: Vec<String>,
}

/// What a rule demands of one board in one sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bestuurslijn {
    /// The board.
    pub bestuursnummer: Bestuursnummer,
    /// Its name.
    pub naam: String,
    /// In this sector.
    pub sector: Sector,
    /// The demand; absent: the rule demands nothing of this board.
    pub waarde: Option<Breuk>,
    /// Its unit.
    pub eenheid: String,
    /// Its schools, by code.
    pub scholen: Vec<Schoolbijdrage>,
    /// How it came about, in order.
    pub stappen: Vec<Stap>,
    /// What was filled in or left out.
    pub opmerkingen: Vec<String>,
}

impl Bestuurslijn {
    /// The outcome of a step.
    pub fn stap(&self, symbool: &str) -> Option<&Breuk> {
        self.stappen.iter().find(|stap| stap.symbool == symbool).map(|stap| &stap.waarde)
    }
}

/// The page of one rule for one regio and schooljaar: frozen by the first matchronde, or anew by closing a heropening; never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solidariteitsboek {
    /// The matchronde that froze it; absent: a heropening was closed.
    pub matchronde_id: Option<Uuid>,
    /// For this schooljaar.
    pub schooljaar: Schooljaar,
    /// Rule id.
    pub regel: String,
    /// Day of the figures.
    pub peildatum: NaiveDate,
    /// The parameters of the beleid that were used.
    pub parameters: BTreeMap<String, Waarde>,
    /// The boards, by sector and number.
    pub lijnen: Vec<Bestuurslijn>,
    /// Plaatsingen that counted in the T of their board: they take none of the room for newcomers.
    pub in_formatie: Vec<Uuid>,
    /// When it was frozen.
    pub vastgelegd_op: DateTime<Utc>,
}
