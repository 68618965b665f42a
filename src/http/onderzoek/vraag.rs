//! How a question looks in JSON: one body, `soort` says which question it is.

use serde::Deserialize;
use utoipa::openapi::schema::AdditionalProperties;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use crate::app::onderzoek::{Vraag, WaaromNiet};

/// Een vraag over het plan; `soort` zegt welke.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", rename_all_fields = "camelCase", deny_unknown_fields)]
enum Vraagvorm {
    /// Waarom staat deze regiodocent niet op deze vacature?
    WaaromNiet {
        /// De regiodocent.
        regiodocent: Uuid,
        /// De vacature.
        vacature: Uuid,
    },
}

/// A question as it comes in. Its schema is that of [`Vraagvorm`], closed: what is no field of this `soort` is an error.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct OnderzoekRequest(Vraagvorm);

impl PartialSchema for OnderzoekRequest {
    fn schema() -> RefOr<Schema> {
        let mut schema = Vraagvorm::schema();
        if let RefOr::T(Schema::OneOf(one_of)) = &mut schema {
            for item in &mut one_of.items {
                if let RefOr::T(Schema::Object(object)) = item {
                    object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
                }
            }
        }
        schema
    }
}

impl ToSchema for OnderzoekRequest {
    fn schemas(known: &mut Vec<(String, RefOr<Schema>)>) {
        Vraagvorm::schemas(known);
    }
}

impl From<OnderzoekRequest> for Vraag {
    fn from(body: OnderzoekRequest) -> Self {
        match body.0 {
            Vraagvorm::WaaromNiet { regiodocent, vacature } => {
                Vraag::WaaromNiet(WaaromNiet { regiodocent: regiodocent.to_string(), vacature: vacature.to_string() })
            }
        }
    }
}
