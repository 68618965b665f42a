//! Boards and schools made by the API, for tests of what hangs on them.

use serde_json::json;

use super::api::{Answer, Api};

/// Makes a schoolbestuur.
pub async fn make_bestuur(api: &Api, coordinator: &str, bestuursnummer: &str) -> Answer {
    let body = json!({ "bestuursnummer": bestuursnummer, "naam": format!("Bestuur {bestuursnummer}") });
    api.post("/v1/schoolbesturen", coordinator, &body).await.expect_status(201)
}

/// Makes a bo-school that takes part in the regio of the coordinator from 1 August 2026.
pub async fn make_school(api: &Api, coordinator: &str, vestigingscode: &str, bestuursnummer: &str) -> Answer {
    let body = json!({
        "vestigingscode": vestigingscode, "bestuursnummer": bestuursnummer, "naam": format!("School {vestigingscode}"),
        "sector": "bo", "postcode": "9901AA", "plaats": "ERGENSDORP", "gemeentenummer": "0091",
    });
    api.post("/v1/scholen", coordinator, &body).await.expect_status(201)
}
