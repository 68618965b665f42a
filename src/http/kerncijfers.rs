//! How the key figures of a plan and the difference between two plans look in JSON.

use serde::Serialize;
use utoipa::ToSchema;

use super::prijs::{SchoolprijsResponse, VerschuivingResponse};
use crate::app::onderzoek::{Bestuursverschil, Kerncijfers, Verschil};
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::sector::Sector;

/// Een plan in de cijfers waarmee mensen plannen vergelijken.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KerncijfersResponse {
    /// Wat over het plan te zeggen is.
    #[schema(example = "werklimiet")]
    pub plan_status: String,
    /// Regiodocenten met een plek.
    #[schema(minimum = 0)]
    pub geplaatst: usize,
    /// Eerstejaars zij-instromers met een plek.
    #[schema(minimum = 0)]
    pub eerstejaars: usize,
    /// Bruto gevulde fte over het schooljaar.
    pub gevuld_fte: Breuk,
    /// Netto tekort over alle scholen, in fte.
    pub tekort_fte: Breuk,
    /// Klassen zonder bevoegde leraar: per school het tekort × groepen ÷ benodigde fte.
    pub klassen_zonder_leraar: Breuk,
    /// De school met het grootste tekort voor haar grootte; ontbreekt als geen school iets mist.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zwaarste_school: Option<Vestigingscode>,
    /// Wat die school mist, als deel van wat zij nodig heeft.
    pub zwaarste_aandeel: Breuk,
    /// Standaardafwijking van dat deel over alle scholen.
    pub spreiding: Breuk,
    /// Netto fte boven de ruimte van de 3%-regeling, alle schoolbesturen samen.
    pub boven_ruimte_fte: Breuk,
    /// Schoolbesturen boven hun ruimte.
    #[schema(minimum = 0)]
    pub besturen_boven_ruimte: usize,
    /// Personen te weinig voor de 7%-regeling, alle schoolbesturen samen.
    pub onder_quotum: Breuk,
    /// Schoolbesturen onder hun quotum.
    #[schema(minimum = 0)]
    pub besturen_onder_quotum: usize,
    /// Gemiddelde reis van de nieuwe plekken, minuten enkele reis, naar fte; ontbreekt als geen reis bekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reis_minuten: Option<Breuk>,
}

impl From<Kerncijfers> for KerncijfersResponse {
    fn from(found: Kerncijfers) -> Self {
        KerncijfersResponse {
            plan_status: found.status.to_string(),
            geplaatst: found.geplaatst,
            eerstejaars: found.eerstejaars,
            gevuld_fte: found.gevuld_fte,
            tekort_fte: found.tekort_fte,
            klassen_zonder_leraar: found.klassen_zonder_leraar,
            zwaarste_school: found.zwaarste_school,
            zwaarste_aandeel: found.zwaarste_aandeel,
            spreiding: found.spreiding,
            boven_ruimte_fte: found.boven_ruimte_fte,
            besturen_boven_ruimte: found.besturen_boven_ruimte,
            onder_quotum: found.onder_quotum,
            besturen_onder_quotum: found.besturen_onder_quotum,
            reis_minuten: found.reis_minuten,
        }
    }
}

/// Wat anders is in het tweede plan: mensen, fte, klassen en schoolbesturen. Onder 0 is minder.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerschilResponse {
    /// Zoveel meer regiodocenten met een plek.
    pub geplaatst: i64,
    /// Zoveel meer eerstejaars zij-instromers met een plek.
    pub eerstejaars: i64,
    /// Zoveel meer bruto gevulde fte.
    pub gevuld_fte: Breuk,
    /// Zoveel meer netto tekort, in fte.
    pub tekort_fte: Breuk,
    /// Zoveel meer klassen zonder bevoegde leraar.
    pub klassen_zonder_leraar: Breuk,
    /// Wie een andere plek krijgt.
    pub mensen: Vec<VerschuivingResponse>,
    /// Scholen waarvan het tekort anders is.
    pub scholen: Vec<SchoolprijsResponse>,
    /// Schoolbesturen waarvan de eis of de stand anders is.
    pub schoolbesturen: Vec<BestuursverschilResponse>,
    /// Hetzelfde in zinnen, op volgorde.
    pub zinnen: Vec<String>,
}

/// Waar een schoolbestuur stond en staat onder een regel.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BestuursverschilResponse {
    /// De regel.
    #[schema(example = "drieprocent")]
    pub regel: String,
    /// Het schoolbestuur.
    pub bestuursnummer: Bestuursnummer,
    /// In deze sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// De eis eerst; ontbreekt als er geen eis was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub norm_voor: Option<Breuk>,
    /// De eis nu; ontbreekt als er geen eis is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub norm_na: Option<Breuk>,
    /// De stand eerst.
    pub voor: Breuk,
    /// De stand nu.
    pub na: Breuk,
    /// Eenheid van alle vier.
    pub eenheid: String,
}

impl From<Verschil> for VerschilResponse {
    fn from(found: Verschil) -> Self {
        VerschilResponse {
            geplaatst: found.geplaatst,
            eerstejaars: found.eerstejaars,
            gevuld_fte: found.gevuld_fte,
            tekort_fte: found.tekort_fte,
            klassen_zonder_leraar: found.klassen_zonder_leraar,
            mensen: found.mensen.into_iter().map(VerschuivingResponse::from).collect(),
            scholen: found.scholen.into_iter().map(SchoolprijsResponse::from).collect(),
            schoolbesturen: found.besturen.into_iter().map(BestuursverschilResponse::from).collect(),
            zinnen: found.zinnen,
        }
    }
}

impl From<Bestuursverschil> for BestuursverschilResponse {
    fn from(one: Bestuursverschil) -> Self {
        let Bestuursverschil { regel, bestuursnummer, sector, norm_voor, norm_na, voor, na, eenheid } = one;
        BestuursverschilResponse { regel, bestuursnummer, sector, norm_voor, norm_na, voor, na, eenheid }
    }
}
