//! Overrides of a plan, over HTTP, with a worker and the real solver process: the price, the second person, the vaststelling.

use actix_web::http::Method;
use rato::domain::matchronde::Matchrondestatus;
use serde_json::{Value, json};
use uuid::Uuid;

use super::bedrijf::{EINDELOOS, EVEN, Werkers, aside, is_done, is_searching, rato, stand, start, wait_until};
use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::rows::execute;
use crate::support::wereld::wereld;

/// A region with a voorstel, and whoever looks at it.
pub(super) struct Voorstel {
    pub api: Api,
    pub ronde: Uuid,
    pub token: String,
    _werkers: Werkers,
}

impl Voorstel {
    pub async fn on(engine: Engine) -> Option<Voorstel> {
        let api = Api::on(engine)?;
        aside(|| wereld(&api.app.db, 20));
        let werkers = Werkers::start(&api.app, rato());
        let ronde = start(&api.app, EVEN);
        let done = wait_until(&api.app, ronde, "a voorstel", is_done);
        assert_eq!(done.ronde.noun.status, Matchrondestatus::Voorstel, "{done:?}");
        let token = api.coordinator(&["amsterdam"]);
        Some(Voorstel { api, ronde, token, _werkers: werkers })
    }

    pub fn at(&self, rest: &str) -> String {
        format!("/v1/matchrondes/{}{rest}", self.ronde)
    }

    pub async fn regels(&self) -> Vec<Value> {
        let found = self.api.get(&self.at("/resultaat"), &self.token).await.expect_status(200).json();
        found["plaatsingen"].as_array().unwrap().clone()
    }

    /// An ingreep, with the status that it should have.
    pub async fn grijp_in(&self, status: u16, soort: &str, regel: &Value, school: &Value) -> Value {
        let body = json!({ "soort": soort, "regiodocent": regel["regiodocent"], "vestigingscode": school,
            "motivering": "Zo is het afgesproken." });
        self.api.post(&self.at("/ingrepen"), &self.token, &body).await.expect_status(status).json()
    }

    pub async fn stel_vast(&self, status: u16, rest: Value) -> Value {
        let mut body = json!({ "motivering": "Besproken met beide besturen." });
        body.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        self.api.post(&self.at("/vaststellingen"), &self.token, &body).await.expect_status(status).json()
    }
}

fn is_at(line: &Value, regel: &Value) -> bool {
    line["regiodocent"] == regel["regiodocent"] && line["vestigingscode"] == regel["vestigingscode"]
}

async fn priced_and_adopted(engine: Engine) {
    let Some(voorstel) = Voorstel::on(engine).await else { return };
    let regels = voorstel.regels().await;
    let eerste = &regels[0];

    let verboden = voorstel.grijp_in(201, "verbieden", eerste, &eerste["vestigingscode"]).await;
    assert_eq!((&verboden["status"], &verboden["volgnummer"]), (&json!("geprijsd"), &json!(1)), "{verboden}");
    let prijs = &verboden["prijs"];
    let moved = prijs["mensen"].as_array().unwrap().iter().find(|one| one["regiodocent"] == eerste["regiodocent"]);
    let moved = moved.expect("whoever is forbidden to go there moves");
    assert_eq!(moved["voor"], json!([{ "vestigingscode": eerste["vestigingscode"], "fte": eerste["fte"] }]));
    assert!(moved["na"].as_array().unwrap().iter().all(|plek| plek["vestigingscode"] != eerste["vestigingscode"]));
    let tiers: Vec<&str> = prijs["tiers"].as_array().unwrap().iter().map(|one| one["tier"].as_str().unwrap()).collect();
    assert_eq!(tiers[0], "harde-regels");
    assert_eq!(prijs["tiers"][0]["verschil"], "0", "{prijs}");
    assert!(
        prijs["tiers"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| { ["bewezen", "begrensd", "schatting"].contains(&one["zekerheid"].as_str().unwrap()) })
    );

    let stays =
        |line: &&Value| prijs["mensen"].as_array().unwrap().iter().all(|one| one["regiodocent"] != line["regiodocent"]);
    let tweede = regels.iter().find(stays).expect("somebody stays where they are");
    let vast = voorstel.grijp_in(201, "vastzetten", tweede, &tweede["vestigingscode"]).await;
    assert_eq!((&vast["fte"], &vast["volgnummer"]), (&tweede["fte"], &json!(2)), "{vast}");
    let list = voorstel.api.get(&voorstel.at("/ingrepen"), &voorstel.token).await.expect_status(200).json();
    assert_eq!(list["resultaten"].as_array().unwrap().len(), 2);

    // Nobody adopts a plan with an ingreep they did not know of.
    assert_eq!(voorstel.stel_vast(409, json!({})).await["code"], "andere-ingrepen");
    let ids = json!([verboden["id"], vast["id"]]);
    let done = voorstel.stel_vast(201, json!({ "ingrepen": ids })).await;
    assert_eq!(done["ingrepen"], 2);
    let made = done["plaatsingen"].as_array().unwrap();
    assert!(!made.iter().any(|line| is_at(line, eerste)) && made.iter().any(|line| is_at(line, tweede)));
    let who = voorstel.api.get(&voorstel.at("/vaststellingen"), &voorstel.token).await.expect_status(200).json();
    assert_eq!(who["resultaten"][0]["ingrepen"], 2, "overrides are counted and shown");
}

#[actix_web::test]
async fn an_ingreep_answers_with_its_price_and_is_adopted_knowingly_on_sqlite() {
    priced_and_adopted(Engine::Sqlite).await;
}

#[actix_web::test]
async fn an_ingreep_answers_with_its_price_and_is_adopted_knowingly_on_postgresql() {
    priced_and_adopted(Engine::Postgres).await;
}

#[actix_web::test]
async fn only_the_last_ingreep_is_taken_back_and_then_the_plan_is_as_before() {
    let voorstel = Voorstel::on(Engine::Sqlite).await.unwrap();
    let regels = voorstel.regels().await;
    let mut made = Vec::new();
    for regel in &regels[..2] {
        let ingreep = voorstel.grijp_in(201, "verbieden", regel, &regel["vestigingscode"]).await;
        made.push(voorstel.at(&format!("/ingrepen/{}", ingreep["id"].as_str().unwrap())));
    }
    let etag = |answer: &crate::support::api::Answer| answer.header("etag").to_owned();
    let (api, token) = (&voorstel.api, &voorstel.token);
    let first = etag(&api.get(&made[0], token).await.expect_status(200));
    let second = etag(&api.get(&made[1], token).await.expect_status(200));
    let refused = api.delete(&made[0], token, &first).await.expect_status(409).json();
    assert_eq!(refused["code"], "latere-ingreep");
    api.delete(&made[1], token, "\"77\"").await.expect_status(412);
    api.send(Method::DELETE, &made[1], token, &[], None).await.expect_status(428);
    api.delete(&made[1], token, &second).await.expect_status(204);
    api.delete(&made[0], token, &first).await.expect_status(204);
    api.get(&made[0], token).await.expect_status(404);
    let done = voorstel.stel_vast(201, json!({})).await;
    assert_eq!(done["plaatsingen"].as_array().unwrap().len(), regels.len());
    let late = voorstel.grijp_in(409, "verbieden", &regels[0], &regels[0]["vestigingscode"]).await;
    assert_eq!(late["code"], "geen-voorstel");
}

#[actix_web::test]
async fn placing_by_hand_asks_a_second_person_and_what_no_plan_can_follow_is_refused_at_once() {
    let voorstel = Voorstel::on(Engine::Sqlite).await.unwrap();
    let regels = voorstel.regels().await;
    let (wie, waar) = (
        &regels[0],
        &regels.iter().find(|one| one["vestigingscode"] != regels[0]["vestigingscode"]).unwrap()["vestigingscode"],
    );
    let body = json!({ "soort": "plaatsen", "regiodocent": wie["regiodocent"], "vestigingscode": waar, "fte": 1,
        "motivering": "Meer dan het contract." });
    let refused = voorstel.api.post(&voorstel.at("/ingrepen"), &voorstel.token, &body).await.expect_status(400).json();
    assert_eq!(refused["errors"][0]["code"], "pin-botst", "{refused}");
    let onbekend = voorstel.grijp_in(400, "vastzetten", wie, waar).await;
    assert_eq!(onbekend["errors"][0]["code"], "niet-in-plan");

    let ingreep = voorstel.grijp_in(201, "plaatsen", wie, waar).await;
    assert_eq!((&ingreep["status"], &ingreep["tweedePersoonNodig"]), (&json!("geprijsd"), &json!(true)), "{ingreep}");
    let ids = json!({ "ingrepen": [ingreep["id"]] });
    assert_eq!(voorstel.stel_vast(409, ids.clone()).await["code"], "tweede-persoon-nodig");
    let akkoord = voorstel.at(&format!("/ingrepen/{}/akkoorden", ingreep["id"].as_str().unwrap()));
    let self_signed = voorstel.api.post(&akkoord, &voorstel.token, &json!({})).await.expect_status(409).json();
    assert_eq!(self_signed["code"], "zelfde-persoon");
    let ander = voorstel.api.coordinator(&["amsterdam"]);
    voorstel.api.post(&akkoord, &ander, &json!({})).await.expect_status(201);
    let done = voorstel.stel_vast(201, ids).await;
    let placed = json!({ "regiodocent": wie["regiodocent"], "vestigingscode": waar });
    assert!(done["plaatsingen"].as_array().unwrap().iter().any(|line| is_at(line, &placed)));
}

#[actix_web::test]
async fn the_rest_of_a_plan_is_adopted_later_and_no_line_twice() {
    let voorstel = Voorstel::on(Engine::Sqlite).await.unwrap();
    let regels = voorstel.regels().await;
    let someone = &regels[0]["regiodocent"];
    let only = voorstel.stel_vast(201, json!({ "regiodocenten": [someone] })).await;
    let own = regels.iter().filter(|line| line["regiodocent"] == *someone).count();
    assert_eq!(only["plaatsingen"].as_array().unwrap().len(), own);
    let again = voorstel.stel_vast(400, json!({ "regiodocenten": [someone] })).await;
    assert_eq!(again["errors"][0]["code"], "geen-nieuwe-plaatsing");
    let rest = voorstel.stel_vast(201, json!({})).await;
    assert_eq!(rest["plaatsingen"].as_array().unwrap().len(), regels.len() - own);
    assert_eq!(voorstel.stel_vast(409, json!({})).await["code"], "al-vastgesteld");
    let changed = rest["gewijzigd"].as_array().unwrap();
    assert!(changed.iter().all(|one| one["onderwerp"] == "plaatsing" && one["wat"] == "toegevoegd"), "{changed:?}");
    assert_eq!(changed.len(), own, "what the first vaststelling made is all that changed");
}

#[actix_web::test]
async fn what_changed_since_the_snapshot_and_does_not_hinder_is_listed() {
    let voorstel = Voorstel::on(Engine::Sqlite).await.unwrap();
    let regels = voorstel.regels().await;
    let vacature = &regels[0]["delen"][0]["vacature"];
    execute(
        &voorstel.api.app.db,
        &format!("UPDATE vacature SET fte_e4 = fte_e4 + 1000 WHERE id = '{}'", vacature.as_str().unwrap()),
    );
    let done = voorstel.stel_vast(201, json!({})).await;
    assert_eq!(done["gewijzigd"], json!([{ "onderwerp": "vacature", "id": vacature, "wat": "gewijzigd" }]));
}

#[actix_web::test]
async fn a_price_does_not_wait_behind_a_long_ronde() {
    let voorstel = Voorstel::on(Engine::Sqlite).await.unwrap();
    let regel = &voorstel.regels().await[0];
    // The one ordinary worker is kept busy until the end.
    let volgend = json!({ "schooljaar": "2027-2028", "werklimiet": EINDELOOS });
    let lang = voorstel.api.post("/v1/matchrondes", &voorstel.token, &volgend).await.expect_status(201).json();
    let lang: Uuid = lang["id"].as_str().unwrap().parse().unwrap();
    wait_until(&voorstel.api.app, lang, "a search without end", is_searching);
    let ingreep = voorstel.grijp_in(201, "verbieden", regel, &regel["vestigingscode"]).await;
    assert_eq!(ingreep["status"], "geprijsd", "{ingreep}");
    assert!(!is_done(&stand(&voorstel.api.app, lang)));
}

#[actix_web::test]
async fn a_re_run_says_how_many_people_it_may_move_and_its_plan_is_held_to_that() {
    let voorstel = Voorstel::on(Engine::Sqlite).await.unwrap();
    voorstel.stel_vast(201, json!({})).await;
    let (api, token) = (&voorstel.api, &voorstel.token);
    for (asked, norm) in [(json!({}), "0"), (json!({ "wijzigingsbudget": 3 }), "3")] {
        let mut body = json!({ "schooljaar": "2026-2027", "werklimiet": EVEN });
        body.as_object_mut().unwrap().extend(asked.as_object().unwrap().clone());
        let made = api.post("/v1/matchrondes", token, &body).await.expect_status(201).json();
        assert_eq!(made.get("wijzigingsbudget"), asked.get("wijzigingsbudget"));
        let ronde: Uuid = made["id"].as_str().unwrap().parse().unwrap();
        wait_until(&api.app, ronde, "the re-run", is_done);
        let path = format!("/v1/matchrondes/{ronde}/resultaat");
        let resultaat = api.get(&path, token).await.expect_status(200).json();
        let budget = resultaat["standen"].as_array().unwrap().iter().find(|one| one["regel"] == "wijzigingsbudget");
        let budget = budget.expect("the budget is in the plan");
        assert_eq!((&budget["norm"], &budget["waarde"]), (&json!(norm), &json!("0")));
    }
}
