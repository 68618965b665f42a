//! School: one location (vestiging) of a schoolbestuur.

use chrono::NaiveDate;

use super::kenmerk::{Bestuursnummer, Gemeentenummer, Postcode, Vestigingscode};
use super::punt::Punt;
use super::sector::Sector;

/// A school location; exists once for the country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// Its code.
    pub vestigingscode: Vestigingscode,
    /// The board that runs it.
    pub bestuursnummer: Bestuursnummer,
    /// Name.
    pub naam: String,
    /// Sector.
    pub sector: Sector,
    /// Postcode of the address, when known.
    pub postcode: Option<Postcode>,
    /// Town.
    pub plaats: String,
    /// CBS number of the municipality.
    pub gemeentenummer: Gemeentenummer,
    /// Address point; else the centroid of the postcode is used.
    pub punt: Option<Punt>,
    /// Schoolweging × 100 (2,000 to 4,000; higher = more expected disadvantage), CBS.
    pub schoolweging_e2: Option<i32>,
    /// Pupils on 1 October of the last known year; absent when the source gives none or hides a number below 5.
    pub leerlingen: Option<i32>,
    /// First day on which it is closed; absent: it goes on.
    pub gesloten_per: Option<NaiveDate>,
}
