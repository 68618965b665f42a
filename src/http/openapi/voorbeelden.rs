//! Examples that happened: `voorbeelden.json` holds, per operation, what the API was sent and what it answered.
//!
//! The walk over every operation (tests/http/every_endpoint_walk) writes it and checks it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, RefOr};

use super::each_operation;

/// One call that went well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Voorbeeld {
    /// Status of the answer.
    pub status: u16,
    /// What was sent, when the operation has a body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verzoek: Option<Value>,
    /// What came back, when it was JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub antwoord: Option<Value>,
}

/// The text of `voorbeelden.json`.
pub const VOORBEELDEN: &str = include_str!("voorbeelden.json");

/// By operation.
pub fn voorbeelden() -> serde_json::Result<BTreeMap<String, Voorbeeld>> {
    serde_json::from_str(VOORBEELDEN)
}

/// Puts them in the description.
pub fn show(api: &mut OpenApi) {
    // A test reads it too, and says what is wrong with it.
    let known = voorbeelden().unwrap_or_default();
    each_operation(api, |_, _, operation| {
        if let Some(voorbeeld) = operation.operation_id.as_ref().and_then(|id| known.get(id)) {
            show_one(operation, voorbeeld);
        }
    });
}

fn show_one(operation: &mut Operation, voorbeeld: &Voorbeeld) {
    const JSON: &str = "application/json";
    if let Some(RefOr::T(body)) = &mut operation.request_body
        && let Some(RefOr::T(content)) = body.content.get_mut(JSON)
    {
        content.example = voorbeeld.verzoek.clone();
    }
    let answer = operation.responses.responses.get_mut(&voorbeeld.status.to_string());
    if let Some(RefOr::T(answer)) = answer
        && let Some(RefOr::T(content)) = answer.content.get_mut(JSON)
    {
        content.example = voorbeeld.antwoord.clone();
    }
}
