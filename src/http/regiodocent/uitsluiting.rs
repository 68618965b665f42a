//! Uitsluiting of a regiodocent over HTTP.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{AdditionalProperties, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::onderdeel::prelude::*;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::uitsluiting::Uitsluiting;

/// An uitsluiting to add or change: exactly one of two fields, which no derive can say.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct UitsluitingRequest(Uitsluiting);

impl PartialSchema for UitsluitingRequest {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::Object))
            .description(Some(
                "Een school of een schoolbestuur waar deze persoon niet werkt; de reden wordt niet bewaard.",
            ))
            .property("vestigingscode", Ref::from_schema_name("Vestigingscode"))
            .property("bestuursnummer", Ref::from_schema_name("Bestuursnummer"))
            .additional_properties(Some(AdditionalProperties::FreeForm(false)))
            .min_properties(Some(1))
            .max_properties(Some(1))
            .into()
    }
}

impl ToSchema for UitsluitingRequest {
    fn name() -> Cow<'static, str> {
        "UitsluitingRequest".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((Vestigingscode::name().into(), Vestigingscode::schema()));
        schemas.push((Bestuursnummer::name().into(), Bestuursnummer::schema()));
    }
}

impl From<UitsluitingRequest> for Uitsluiting {
    fn from(body: UitsluitingRequest) -> Self {
        body.0
    }
}

/// Een school of een schoolbestuur waar deze persoon niet werkt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UitsluitingResponse {
    /// Id.
    pub id: Uuid,
    /// De school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vestigingscode: Option<Vestigingscode>,
    /// Het schoolbestuur.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bestuursnummer: Option<Bestuursnummer>,
}

impl From<Stored<Uitsluiting>> for UitsluitingResponse {
    fn from(stored: Stored<Uitsluiting>) -> Self {
        let (vestigingscode, bestuursnummer) = match stored.noun {
            Uitsluiting::Vestigingscode(code) => (Some(code), None),
            Uitsluiting::Bestuursnummer(nummer) => (None, Some(nummer)),
        };
        UitsluitingResponse { id: stored.id, vestigingscode, bestuursnummer }
    }
}

onderdeel_routes! {
    Uitsluiting, UitsluitingRequest, UitsluitingResponse;
    woorden "Uitsluiting", "Uitsluitingen", "deze uitsluiting";
    paden "/v1/regiodocenten/{id}/uitsluitingen", "/v1/regiodocenten/{id}/uitsluitingen/{uitsluitingId}", "uitsluitingId";
    list_uitsluitingen, create_uitsluiting, find_uitsluiting, update_uitsluiting, delete_uitsluiting
}
