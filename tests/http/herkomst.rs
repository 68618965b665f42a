//! Where values come from: the import or caller that wrote each of them last.

use std::collections::BTreeMap;

use actix_web::http::Method;
use rato::auth::actor::Rol;
use rato::domain::herkomst::Herkomstobject;
use rstest::rstest;
use serde_json::{Value, json};

use super::import::{counts, import, regels, regio};
use crate::support::api::Api;
use crate::support::db::Engine;

/// Who wrote each value: `soort veld` → its line.
async fn herkomst(api: &Api, path: &str, token: &str) -> BTreeMap<String, Value> {
    let found = api.get(&format!("{path}/herkomst"), token).await.expect_status(200).json();
    let lines = found["resultaten"].as_array().unwrap().clone();
    let key = |line: &Value| format!("{} {}", line["soort"].as_str().unwrap(), line["veld"].as_str().unwrap());
    lines.into_iter().map(|line| (key(&line), line)).collect()
}

#[rstest]
#[actix_web::test]
async fn each_value_says_which_import_wrote_it_or_who_changed_it_by_hand(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((api, token)) = regio(engine).await else { return };
    let head = "bronSysteem;externId;naam;soort;maxReistijd;contractVan;contractWerktijdfactor;contractLoonkostenCent;\
        bevoegdheidSector;bevoegdheidVak;bevoegdheidGraad;bevoegdheidVan\n";
    let row = "afas;1;Anna;ervaren;45;2026-08-01;0,8;7000000;bo;groepsleraar;pabo;2020-08-01\n";
    let first = import(&api, &token, "soort=regiodocenten", format!("{head}{row}")).await;
    let id = regels(&api, &token, &first, "").await[0]["objectId"].as_str().unwrap().to_owned();
    let path = format!("/v1/regiodocenten/{id}");
    let made = herkomst(&api, &path, &token).await;
    let all = [Herkomstobject::Regiodocent, Herkomstobject::Contract, Herkomstobject::Bevoegdheid];
    assert_eq!(made.len(), all.iter().map(|soort| soort.velden().len()).sum::<usize>(), "{made:?}");
    assert!(made.values().all(|line| line["bron"] == "import" && line["import"] == first["id"]), "{made:?}");

    // A second file that says something else of one value changes what is told of that value only.
    let changed = row.replace("0,8", "0,6");
    let second = import(&api, &token, "soort=regiodocenten", format!("{head}{changed}")).await;
    assert_eq!(counts(&second), [0, 1, 0, 0]);
    let after = herkomst(&api, &path, &token).await;
    let by_second: Vec<&String> =
        after.iter().filter(|(_, line)| line["import"] == second["id"]).map(|(key, _)| key).collect();
    assert_eq!(by_second, ["contract werktijdfactor"]);
    assert_eq!(after.len(), made.len());

    // And so does a hand: who and by the API, not by an import.
    let hr = api.ander(Rol::HrSysteem, "amsterdam");
    let read = api.get(&path, &hr).await.expect_status(200);
    let body = json!({ "naam": "Anna", "soort": "ervaren", "maxReistijd": 30, "bronSysteem": "afas", "externId": "1" });
    let headers = [("if-match", read.header("etag")), ("content-type", "application/json")];
    api.send(Method::PUT, &path, &hr, &headers, Some(body.to_string().into_bytes())).await.expect_status(200);
    let by_hand = herkomst(&api, &path, &hr).await;
    let api_lines: Vec<&Value> = by_hand.values().filter(|line| line["bron"] == "api").collect();
    assert_eq!(api_lines.len(), 1, "{api_lines:?}");
    let line = api_lines[0];
    assert_eq!((&line["veld"], &line["rol"], line.get("import")), (&json!("maxReistijd"), &json!("hr-systeem"), None));
    assert_ne!(line["door"], made["regiodocent naam"]["door"]);
    assert!(!line["door"].as_str().unwrap().is_empty());
    assert_eq!(by_hand["regiodocent naam"]["import"], first["id"]);
}

#[rstest]
#[actix_web::test]
async fn what_was_made_over_the_api_says_so_and_a_board_is_not_told(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((api, token)) = regio(engine).await else { return };
    for (path, soort) in
        [("/v1/scholen/90ZA00", Herkomstobject::School), ("/v1/schoolbesturen/90001", Herkomstobject::Schoolbestuur)]
    {
        let found = herkomst(&api, path, &token).await;
        assert_eq!(found.len(), soort.velden().len(), "{path}");
        assert!(found.values().all(|line| line["bron"] == "api" && line["rol"] == "regiocoordinator"), "{found:?}");
        api.get(&format!("{path}/herkomst"), &api.bestuur("amsterdam", "90001")).await.expect_status(403);
    }
    // The system of a board sees what it may read, and nothing of another.
    let hr = api.hr_systeem("amsterdam", "90001");
    let told = herkomst(&api, "/v1/scholen/90ZA00", &hr).await;
    assert!(told.values().all(|line| line["bron"] == "api" && line.get("door").is_none()), "{told:?}");
    api.get("/v1/scholen/90ZC00/herkomst", &hr).await.expect_status(404);
}

#[test]
fn the_triggers_name_exactly_the_values_of_each_kind() {
    for engine in ["sqlite", "postgres"] {
        let file = format!("migrations/{engine}/2026-11-22-000930_veldherkomst/up.sql");
        let text = std::fs::read_to_string(file).unwrap();
        for soort in Herkomstobject::ALLE {
            let name = format!("{soort}_update_herkomst");
            let body = text.split(&name).nth(1).unwrap().split("END").next().unwrap();
            let named: Vec<&str> = body.lines().filter(|line| line.contains("OLD.")).map(quoted).collect();
            assert_eq!(named, soort.velden(), "{engine} {soort}");
        }
    }
}

fn quoted(line: &str) -> &str {
    line.split('\'').nth(1).unwrap()
}
