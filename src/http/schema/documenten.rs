//! How the domain types inside a Problem and a Plan look: each described by a mirror that is never made.
#![allow(dead_code)]

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::super::beleid::document::BeleidDocument;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::sector::{Graad, Sector};
use crate::domain::{beleid, bevoegdheid, breuk, periode, punt, solidariteitsboek, uitsluiting, voorkeur};

/// Een periode van hele dagen.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Periode {
    /// Eerste dag.
    van: NaiveDate,
    /// Laatste dag; zonder is er geen einde.
    tot_en_met: Option<NaiveDate>,
}

/// Wat iemand mag geven.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Vakbevoegdheid {
    /// Sector.
    sector: Sector,
    /// Vak: kleine letters, cijfers en streepjes.
    #[schema(example = "groepsleraar", min_length = 2, max_length = 40, pattern = "^[a-z0-9-]{2,40}$")]
    vak: String,
    /// Niveau.
    graad: Graad,
}

/// Een bevoegdheid en de dagen waarop zij geldt.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Bevoegdheid {
    /// Wat iemand mag geven.
    #[serde(flatten)]
    vakbevoegdheid: bevoegdheid::Vakbevoegdheid,
    /// Wanneer.
    #[serde(flatten)]
    periode: periode::Periode,
}

/// Een wens over één school.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Voorkeur {
    /// De school.
    vestigingscode: Vestigingscode,
    /// Hoeveel minuten extra reis deze school waard is; onder nul: liever niet.
    #[schema(minimum = -60, maximum = 60)]
    minuten: i32,
}

/// Waar niet: één school, of alle scholen van een bestuur.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Uitsluiting {
    /// Niet op deze school.
    Vestigingscode(Vestigingscode),
    /// Op geen school van dit bestuur.
    Bestuursnummer(Bestuursnummer),
}

/// Een plek op de kaart (WGS84), in miljoensten van een graad.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Punt {
    /// Lengtegraad × 1.000.000.
    #[schema(minimum = -180_000_000, maximum = 180_000_000)]
    lon_e6: i32,
    /// Breedtegraad × 1.000.000.
    #[schema(minimum = -90_000_000, maximum = 90_000_000)]
    lat_e6: i32,
}

/// Eén stap van een afleiding.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Stap {
    /// Vast symbool, zoals T, W, E of quotum.
    symbool: String,
    /// Wat het is.
    naam: String,
    /// De formule met de getallen ingevuld.
    berekening: String,
    /// De uitkomst.
    waarde: breuk::Breuk,
    /// Eenheid van de uitkomst.
    eenheid: String,
}

/// The schema of a domain type is that of its mirror.
macro_rules! als {
    ($($type:ty = $mirror:ty),+ $(,)?) => {$(
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                <$mirror>::schema()
            }
        }
        impl ToSchema for $type {
            fn name() -> std::borrow::Cow<'static, str> {
                <$mirror>::name()
            }
            fn schemas(known: &mut Vec<(String, RefOr<Schema>)>) {
                <$mirror>::schemas(known);
            }
        }
    )+};
}

als! {
    periode::Periode = Periode,
    bevoegdheid::Vakbevoegdheid = Vakbevoegdheid,
    bevoegdheid::Bevoegdheid = Bevoegdheid,
    voorkeur::Voorkeur = Voorkeur,
    uitsluiting::Uitsluiting = Uitsluiting,
    punt::Punt = Punt,
    solidariteitsboek::Stap = Stap,
    beleid::Beleid = BeleidDocument,
}
