//! Hard rules in conflict and the ways out, in JSON.

use serde::Serialize;
use utoipa::ToSchema;

use super::wijziging::WijzigingResponse;
use crate::app::onderzoek::{HerstelAntwoord, Uitweg};
use crate::domain::breuk::Breuk;
use crate::http::matchronde::BevindingResponse;
use crate::http::prijs::PrijsResponse;

/// Welke harde regels niet samengaan, en wat daaraan te doen is.
#[derive(Serialize, ToSchema)]
pub struct HerstelResponse {
    /// Houden alle harde regels? Dan is er niets te herstellen.
    pub haalbaar: bool,
    /// Is het bewezen dat zij niet allemaal kunnen houden?
    pub bewezen: bool,
    /// Wat het plan breekt en hoeveel; het breekt zo weinig als gevonden is.
    pub breuken: Vec<BevindingResponse>,
    /// Een kleinste groep van regels en besluiten die niet samengaan; bij elk staat hoe het toegeeft.
    pub conflict: Vec<WijzigingResponse>,
    /// De goedkoopste uitwegen, de beste eerst; ten hoogste drie. Elk is op zichzelf genoeg.
    pub uitwegen: Vec<UitwegResponse>,
    /// Hetzelfde in zinnen, op volgorde.
    pub zinnen: Vec<String>,
}

/// Toegeven in één of meer regels, waarna alles wat hard is, houdt.
#[derive(Serialize, ToSchema)]
pub struct UitwegResponse {
    /// Wat er toegeeft.
    pub wijzigingen: Vec<WijzigingResponse>,
    /// Wat die regels dan nog te zeggen hebben, en hoe groot dat is.
    pub dan: Vec<BevindingResponse>,
    /// Hoe ver de regel samen toegeeft, als het één regel is die te meten is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toegift: Option<ToegiftResponse>,
    /// Wat het kost of oplevert, en wie er anders komt te staan.
    pub prijs: PrijsResponse,
}

/// Hoeveel een regel toegeeft; bij `dan` staat hoeveel per bestuur.
#[derive(Serialize, ToSchema)]
pub struct ToegiftResponse {
    /// Alle besturen samen.
    pub omvang: Breuk,
    /// De eenheid.
    pub eenheid: String,
    /// Is het bewezen dat geen plan met minder toe kan?
    pub bewezen: bool,
}

impl From<Uitweg> for UitwegResponse {
    fn from(found: Uitweg) -> Self {
        UitwegResponse {
            wijzigingen: found.wijzigingen.into_iter().map(WijzigingResponse::from).collect(),
            dan: found.dan.into_iter().map(BevindingResponse::from).collect(),
            toegift: found.toegift.map(|one| ToegiftResponse {
                omvang: one.omvang,
                eenheid: one.eenheid,
                bewezen: one.bewezen,
            }),
            prijs: found.prijs.into(),
        }
    }
}

impl From<HerstelAntwoord> for HerstelResponse {
    fn from(found: HerstelAntwoord) -> Self {
        HerstelResponse {
            haalbaar: found.haalbaar,
            bewezen: found.bewezen,
            breuken: found.breuken.into_iter().map(BevindingResponse::from).collect(),
            conflict: found.conflict.into_iter().map(WijzigingResponse::from).collect(),
            uitwegen: found.uitwegen.into_iter().map(UitwegResponse::from).collect(),
            zinnen: found.zinnen,
        }
    }
}
