//! The examples of operations that need a plan. The rest comes from the walk over every operation.

use actix_web::http::Method;
use rato::domain::matchronde::Matchrondestatus;
use serde_json::{Value, json};

use super::bedrijf::{EVEN, Werkers, aside, is_done, rato, start, wait_until};
use crate::support::api::{Answer, Api};
use crate::support::voorbeelden::{Schrift, described};
use crate::support::wereld::wereld;

const WHY: &str = "Besproken met beide besturen.";

/// One ronde with its plan.
struct Ronde {
    api: Api,
    pad: String,
    token: String,
    schrift: Schrift,
}

impl Ronde {
    async fn read(&mut self, operation: &str, rest: &str) -> Value {
        let answer = self.api.get(&format!("{}{rest}", self.pad), &self.token).await;
        self.schrift.saw(operation, None, &answer);
        serde_json::from_str(&answer.text).unwrap_or_default()
    }

    async fn write(&mut self, operation: &str, rest: &str, token: &str, body: Option<Value>) -> Answer {
        let bytes = body.as_ref().map(|body| body.to_string().into_bytes());
        let answer = self.api.send(Method::POST, &format!("{}{rest}", self.pad), token, &[], bytes).await;
        self.schrift.saw(operation, body, &answer);
        answer
    }
}

#[actix_web::test]
async fn what_a_ronde_answers_is_what_the_description_shows() {
    let api = Api::new();
    aside(|| wereld(&api.app.db, 20));
    let _werkers = Werkers::start(&api.app, rato());
    let id = start(&api.app, EVEN);
    let done = wait_until(&api.app, id, "a voorstel", is_done);
    assert_eq!(done.ronde.noun.status, Matchrondestatus::Voorstel, "{done:?}");
    let (token, second) = (api.coordinator(&["amsterdam"]), api.coordinator(&["amsterdam"]));
    let mut ronde = Ronde { api, pad: format!("/v1/matchrondes/{id}"), token, schrift: Schrift::default() };

    let regels = ronde.read("find_resultaat", "/resultaat").await["plaatsingen"].clone();
    ronde.read("list_bevindingen", "/bevindingen").await;
    ronde.read("list_toelichtingen", "/toelichtingen").await;
    let vacature = regels[0]["delen"][0]["vacature"].as_str().unwrap();
    let kandidaten = ronde.api.get(&format!("/v1/vacatures/{vacature}/kandidaten"), &ronde.token).await;
    ronde.schrift.saw("list_kandidaten", None, &kandidaten);
    let (wie, hier) = (&regels[0], &regels[0]["vestigingscode"]);
    let waar = regels.as_array().unwrap().iter().map(|one| &one["vestigingscode"]).find(|code| *code != hier);
    let body =
        json!({ "soort": "plaatsen", "regiodocent": wie["regiodocent"], "vestigingscode": waar, "motivering": WHY });
    let token = ronde.token.clone();
    let made = ronde.write("create_ingreep", "/ingrepen", &token, Some(body.clone())).await;
    let ingreep = format!("/ingrepen/{}", made.json()["id"].as_str().unwrap());
    ronde.read("list_ingrepen", "/ingrepen").await;
    ronde.read("find_ingreep", &ingreep).await;
    ronde.write("sign_ingreep", &format!("{ingreep}/akkoorden"), &second, None).await;
    let etag = ronde.api.get(&format!("{}{ingreep}", ronde.pad), &token).await.header("etag").to_owned();
    let gone = ronde.api.delete(&format!("{}{ingreep}", ronde.pad), &token, &etag).await;
    ronde.schrift.saw("delete_ingreep", None, &gone);
    ronde.write("create_vaststelling", "/vaststellingen", &token, Some(json!({ "motivering": WHY }))).await;
    ronde.read("list_vaststellingen", "/vaststellingen").await;
    ronde.schrift.finish();
}

#[test]
fn every_operation_has_an_example() {
    let known = rato::http::openapi::voorbeelden::voorbeelden().unwrap();
    let speaks = described().filter(|(_, _, one)| one.to_string().contains("\"application/json\""));
    let missing: Vec<_> = speaks.map(|(id, ..)| id).filter(|id| !known.contains_key(*id)).collect();
    assert!(missing.is_empty(), "run `just voorbeelden`; what needs a plan is called in this file: {missing:?}");
}
