//! The steps of a contract over HTTP: signed, changed from a day on, ended.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::blocking::blocking;
use super::super::body::Body;
use super::super::caller::Caller;
use super::super::error::{ApiError, Probleem};
use super::super::etag::with_etag;
use super::ContractResponse;
use crate::app::regiodocent::contractstap;
use crate::app::regiodocent::contractstap::Contractwijziging;
use crate::domain::contract::Contract;
use crate::domain::fte::Fte;
use crate::domain::stored::Stored;

/// Een wijziging van een contract vanaf een dag; wat ontbreekt, blijft.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ContractwijzigingRequest {
    /// Eerste dag van de wijziging.
    pub vanaf: NaiveDate,
    /// Deel van een volledige baan vanaf dan.
    #[schema(value_type = Option<f64>, exclusive_minimum = 0, maximum = 1, multiple_of = 0.0001, example = 0.8)]
    pub werktijdfactor: Option<Fte>,
    /// Loonkosten van een volledige baan per jaar vanaf dan, in centen.
    #[schema(minimum = 0, maximum = 50_000_000, example = 7_800_000)]
    pub loonkosten_cent: Option<i64>,
}

/// Het einde van een contract.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ContractbeeindigingRequest {
    /// De laatste dag; een aanbod dat niet is getekend, vervalt helemaal.
    pub laatste_dag: NaiveDate,
}

fn answer(docent: Uuid, stored: Stored<Contract>) -> HttpResponse {
    let location = format!("/v1/regiodocenten/{docent}/contracten/{}", stored.id);
    with_etag(HttpResponse::Created(), stored.versie)
        .insert_header(("location", location))
        .json(ContractResponse::from(stored))
}

/// Contract aanvaarden
///
/// Het aanbod is getekend; het contract geldt op de dagen die het noemt.
#[utoipa::path(post, path = "/v1/regiodocenten/{id}/contracten/{contractId}/aanvaardingen", tag = "Regiodocent",
    params(("id" = Uuid, Path, description = "Id van de regiodocent."),
        ("contractId" = Uuid, Path, description = "Id van het contract.")), responses(
    (status = 201, description = "Het contract is actief.", body = ContractResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn accept_contract(caller: Caller, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, ApiError> {
    let (docent, id) = *ids;
    let stored = blocking(move || contractstap::accept_contract(&caller.0, docent, id)).await?;
    Ok(answer(docent, stored))
}

/// Contract wijzigen vanaf een dag
///
/// Een andere werktijdfactor of andere loonkosten vanaf een dag: het contract eindigt de dag ervoor en gaat verder als
/// een nieuw contract, dat in het antwoord staat. Wat al geplaatst is, moet blijven passen.
#[utoipa::path(post, path = "/v1/regiodocenten/{id}/contracten/{contractId}/wijzigingen", tag = "Regiodocent",
    params(("id" = Uuid, Path, description = "Id van de regiodocent."),
        ("contractId" = Uuid, Path, description = "Id van het contract.")),
    request_body = ContractwijzigingRequest, responses(
    (status = 201, description = "Het nieuwe contract.", body = ContractResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn amend_contract(
    caller: Caller,
    ids: web::Path<(Uuid, Uuid)>,
    body: Body<ContractwijzigingRequest>,
) -> Result<HttpResponse, ApiError> {
    let (docent, id) = *ids;
    let ContractwijzigingRequest { vanaf, werktijdfactor, loonkosten_cent } = body.0;
    let wijziging = Contractwijziging { vanaf, werktijdfactor, loonkosten_cent };
    let stored = blocking(move || contractstap::amend_contract(&caller.0, docent, id, &wijziging)).await?;
    Ok(answer(docent, stored))
}

/// Contract beëindigen
///
/// Het contract eindigt na de genoemde dag. Dat kan niet zolang er daarna nog een plaatsing is.
#[utoipa::path(post, path = "/v1/regiodocenten/{id}/contracten/{contractId}/beeindigingen", tag = "Regiodocent",
    params(("id" = Uuid, Path, description = "Id van de regiodocent."),
        ("contractId" = Uuid, Path, description = "Id van het contract.")),
    request_body = ContractbeeindigingRequest, responses(
    (status = 201, description = "Het contract eindigt.", body = ContractResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn end_contract(
    caller: Caller,
    ids: web::Path<(Uuid, Uuid)>,
    body: Body<ContractbeeindigingRequest>,
) -> Result<HttpResponse, ApiError> {
    let (docent, id) = *ids;
    let last = body.0.laatste_dag;
    let stored = blocking(move || contractstap::end_contract(&caller.0, docent, id, last)).await?;
    Ok(answer(docent, stored))
}
