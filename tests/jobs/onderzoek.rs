//! Questions about a plan, over HTTP, with a worker and the real solver process.

use rato::domain::matchronde::Matchrondestatus;
use serde_json::{Value, json};
use uuid::Uuid;

use super::bedrijf::{EVEN, Werkers, aside, is_done, rato, start, wait_until};
use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::wereld::wereld;

/// A region with a voorstel, and the coordinator.
struct Voorstel {
    api: Api,
    ronde: Uuid,
    token: String,
    _werkers: Werkers,
}

impl Voorstel {
    async fn on(engine: Engine) -> Option<Voorstel> {
        let api = Api::on(engine)?;
        aside(|| wereld(&api.app.db, 20));
        let werkers = Werkers::start(&api.app, rato());
        let ronde = start(&api.app, EVEN);
        let done = wait_until(&api.app, ronde, "a voorstel", is_done);
        assert_eq!(done.ronde.noun.status, Matchrondestatus::Voorstel, "{done:?}");
        let token = api.coordinator(&["amsterdam"]);
        Some(Voorstel { api, ronde, token, _werkers: werkers })
    }

    fn at(&self, rest: &str) -> String {
        format!("/v1/matchrondes/{}{rest}", self.ronde)
    }

    async fn regels(&self) -> Vec<Value> {
        let found = self.api.get(&self.at("/resultaat"), &self.token).await.expect_status(200).json();
        found["plaatsingen"].as_array().unwrap().clone()
    }

    async fn vraag(&self, status: u16, vraag: &Value) -> Value {
        self.api.post(&self.at("/onderzoeken"), &self.token, vraag).await.expect_status(status).json()
    }

    /// The onderzoek with its answer, in one go.
    async fn antwoord(&self, onderzoek: &Value) -> Value {
        let path = self.at(&format!("/onderzoeken/{}?wacht=30", onderzoek["id"].as_str().unwrap()));
        let found = self.api.get(&path, &self.token).await.expect_status(200).json();
        assert_eq!(found["status"], "klaar", "{found}");
        found
    }
}

/// Why is the person of this line not on the vacature of that line?
fn waarom_niet(wie: &Value, waar: &Value) -> Value {
    json!({ "soort": "waarom-niet", "regiodocent": wie["regiodocent"], "vacature": waar["delen"][0]["vacature"] })
}

async fn asked_and_answered(engine: Engine) {
    let Some(voorstel) = Voorstel::on(engine).await else { return };
    let regels = voorstel.regels().await;
    let wie = &regels[0];
    let waar = regels.iter().find(|one| one["vestigingscode"] != wie["vestigingscode"]).unwrap();

    let made = voorstel.vraag(201, &waarom_niet(wie, waar)).await;
    assert_eq!(made["vraag"], waarom_niet(wie, waar));
    let found = voorstel.antwoord(&made).await;
    let oordeel = &found["antwoord"]["oordeel"];
    assert_eq!(oordeel["uitkomst"], "mogelijk-maar", "{found}");
    let moved = oordeel["prijs"]["mensen"].as_array().unwrap();
    assert!(moved.iter().any(|one| one["regiodocent"] == wie["regiodocent"]), "{found}");
    assert!(found["antwoord"]["zinnen"][0].as_str().unwrap().starts_with("Het kan"), "{found}");

    let again = voorstel.vraag(201, &waarom_niet(wie, waar)).await;
    assert_eq!(again["id"], made["id"], "the same question is not asked twice");
    assert_eq!(again["antwoord"], found["antwoord"]);
    let here = voorstel.antwoord(&voorstel.vraag(201, &waarom_niet(wie, wie)).await).await;
    assert_eq!(here["antwoord"]["oordeel"]["uitkomst"], "staat-in-plan", "{here}");
    let list = voorstel.api.get(&voorstel.at("/onderzoeken?soort=waarom-niet"), &voorstel.token).await;
    assert_eq!(list.expect_status(200).json()["resultaten"].as_array().unwrap().len(), 2);

    let auditor = voorstel.api.ander(rato::auth::actor::Rol::Auditor, "amsterdam");
    let told =
        voorstel.api.get("/v1/auditregels?actie=onderzoek:beantwoorden", &auditor).await.expect_status(200).json();
    assert_eq!(told["resultaten"].as_array().unwrap().len(), 2, "the auditor of the regio reads what the worker did");

    // A question about the plan with an ingreep is another question, and goes when the ingreep goes.
    let body = json!({ "soort": "verbieden", "regiodocent": wie["regiodocent"],
        "vestigingscode": wie["vestigingscode"], "motivering": "Zo is het afgesproken." });
    let path = voorstel.at("/ingrepen");
    let ingreep = voorstel.api.post(&path, &voorstel.token, &body).await.expect_status(201);
    let (etag, id) = (ingreep.header("etag").to_owned(), ingreep.json()["id"].as_str().unwrap().to_owned());
    let later = voorstel.vraag(201, &waarom_niet(wie, wie)).await;
    assert_eq!(later["ingreep"], json!(id));
    let later = voorstel.antwoord(&later).await;
    let redenen = later["antwoord"]["oordeel"]["redenen"].as_array().unwrap();
    assert_eq!((redenen.len(), &redenen[0]["code"]), (1, &json!("verboden")), "{later}");
    voorstel.api.delete(&format!("{path}/{id}"), &voorstel.token, &etag).await.expect_status(204);
    let gone = voorstel.at(&format!("/onderzoeken/{}", later["id"].as_str().unwrap()));
    voorstel.api.get(&gone, &voorstel.token).await.expect_status(404);
}

#[actix_web::test]
async fn a_question_is_answered_once_for_the_plan_it_is_about_on_sqlite() {
    asked_and_answered(Engine::Sqlite).await;
}

#[actix_web::test]
async fn a_question_is_answered_once_for_the_plan_it_is_about_on_postgresql() {
    asked_and_answered(Engine::Postgres).await;
}

#[actix_web::test]
async fn what_is_wrong_with_a_question_is_told_at_its_field() {
    let voorstel = Voorstel::on(Engine::Sqlite).await.unwrap();
    let niemand = "01890000-0000-7000-8000-000000000000";
    for (vraag, pointer, code) in [
        (
            json!({ "soort": "waarom-niet", "regiodocent": niemand, "vacature": niemand }),
            "/regiodocent",
            "onbekende-verwijzing",
        ),
        (json!({ "soort": "waarom-niet", "regiodocent": niemand }), "/vacature", "ontbreekt"),
        (json!({ "soort": "waarom-wel", "regiodocent": niemand, "vacature": niemand }), "/soort", "onbekende-keuze"),
        (json!({ "regiodocent": niemand, "vacature": niemand }), "/soort", "ontbreekt"),
    ] {
        let refused = voorstel.vraag(400, &vraag).await;
        assert_eq!(
            (&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]),
            (&json!(pointer), &json!(code)),
            "{refused}"
        );
    }
}
