//! Contract of a regiodocent over HTTP.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::onderdeel::prelude::*;
use crate::domain::contract::{Contract, Contractstatus};
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::periode::Periode;

/// Een contract om toe te voegen of te wijzigen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ContractRequest {
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag; zonder geldt het tot nader order.
    pub tot_en_met: Option<NaiveDate>,
    /// Deel van een volledige baan, boven 0 en ten hoogste 1.
    #[schema(value_type = f64, exclusive_minimum = 0, maximum = 1, multiple_of = 0.0001, example = 0.8)]
    pub werktijdfactor: Fte,
    /// Loonkosten van een volledige baan per jaar, in centen.
    #[schema(minimum = 0, maximum = 50_000_000, example = 7_800_000)]
    pub loonkosten_cent: i64,
    /// Bestuur dat formeel werkgever is; zonder is dat de regio zelf.
    pub formeel_werkgever: Option<Bestuursnummer>,
    /// Alleen aangeboden en nog niet getekend. Telt bij het toevoegen; een wijziging laat de status zoals zij is.
    #[serde(default)]
    pub aangeboden: bool,
}

/// Een contract.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContractResponse {
    /// Id.
    pub id: Uuid,
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag; zonder geldt het tot nader order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tot_en_met: Option<NaiveDate>,
    /// Deel van een volledige baan.
    pub werktijdfactor: Fte,
    /// Loonkosten van een volledige baan per jaar, in centen.
    pub loonkosten_cent: i64,
    /// Bestuur dat formeel werkgever is; zonder is dat de regio zelf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formeel_werkgever: Option<Bestuursnummer>,
    /// Waar het contract staat.
    pub status: Contractstatus,
    /// Bestuur dat het contract overneemt op de dag na de laatste.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overgedragen_aan: Option<Bestuursnummer>,
}

impl From<ContractRequest> for Contract {
    fn from(body: ContractRequest) -> Self {
        Contract {
            periode: Periode::new(body.van, body.tot_en_met),
            werktijdfactor: body.werktijdfactor,
            loonkosten_cent: body.loonkosten_cent,
            formeel_werkgever: body.formeel_werkgever,
            status: if body.aangeboden { Contractstatus::Aangeboden } else { Contractstatus::Actief },
            overgedragen_aan: None,
        }
    }
}

impl From<Stored<Contract>> for ContractResponse {
    fn from(stored: Stored<Contract>) -> Self {
        ContractResponse {
            id: stored.id,
            van: stored.noun.periode.van,
            tot_en_met: stored.noun.periode.tot_en_met,
            werktijdfactor: stored.noun.werktijdfactor,
            loonkosten_cent: stored.noun.loonkosten_cent,
            formeel_werkgever: stored.noun.formeel_werkgever,
            status: stored.noun.status,
            overgedragen_aan: stored.noun.overgedragen_aan,
        }
    }
}

onderdeel_routes! {
    Contract, ContractRequest, ContractResponse;
    woorden "Contract", "Contracten", "dit contract";
    paden "/v1/regiodocenten/{id}/contracten", "/v1/regiodocenten/{id}/contracten/{contractId}", "contractId";
    list_contracten, create_contract, find_contract, update_contract, delete_contract
}
