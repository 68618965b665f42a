//! How the content of a beleid is described to callers. It is read and written as the domain type; this only describes it.
#![allow(dead_code)] // never made: only the descriptions are used

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::domain::beleid::{Modus, Tier};

/// Een volledige regelset.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct BeleidDocument {
    /// De trappen in volgorde van belang, elk precies één keer.
    pub tiers: Vec<Tier>,
    /// De regels op naam.
    pub regels: BTreeMap<String, RegelDocument>,
}

/// Hoe één regel geldt.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RegelDocument {
    /// Hoe streng; een structurele regel heeft geen modus.
    pub modus: Option<Modus>,
    /// De getallen en keuzes van de regel op naam.
    #[serde(default)]
    pub parameters: BTreeMap<String, ParameterDocument>,
}

/// Eén getal of keuze, met waar zij vandaan komt.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ParameterDocument {
    /// De waarde.
    pub waarde: WaardeDocument,
    /// Eenheid, zoals fte, personen, dagen of deel.
    #[schema(example = "deel", max_length = 40)]
    pub eenheid: String,
    /// Waar het geschreven staat.
    #[schema(max_length = 500)]
    pub bron: String,
    /// Waarom deze waarde.
    #[schema(max_length = 1000)]
    pub reden: String,
    /// Eerste dag waarop zij geldt.
    pub geldig_vanaf: NaiveDate,
}

/// Een heel getal, een breuk als "3/100", een woord, ja of nee, of een lijst van breuken.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
pub enum WaardeDocument {
    /// Ja of nee.
    JaNee(bool),
    /// Heel getal.
    Geheel(i64),
    /// Breuk of woord.
    Tekst(String),
    /// Lijst van breuken.
    Lijst(Vec<String>),
}
