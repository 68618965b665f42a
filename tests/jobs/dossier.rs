//! Case files over HTTP: who reads which, and from when.

use actix_web::http::Method;
use serde_json::json;

use super::bedrijf::aside;
use super::ronde::solved;
use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::wereld::wereld;

async fn case_files(engine: Engine) {
    let Some(api) = Api::on(engine) else { return };
    aside(|| wereld(&api.app.db, 20));
    let (ronde, _werkers) = solved(&api).await;
    let token = api.coordinator(&["amsterdam"]);
    let at = |rest: &str| format!("/v1/matchrondes/{ronde}{rest}");
    let result = api.get(&at("/resultaat"), &token).await.expect_status(200).json();
    let lines = result["plaatsingen"].as_array().unwrap().clone();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let first = &lines[0];
    let elsewhere =
        |line: &&serde_json::Value| !line["delen"].to_string().contains(&text(&first["delen"][0]["vacature"]));
    let last = lines.iter().rev().find(elsewhere).unwrap();
    let (wie, ander) = (text(&first["regiodocent"]), text(&last["regiodocent"]));
    let (vacature, bestuur) = (text(&first["delen"][0]["vacature"]), text(&first["bestuursnummer"]));
    let paths = [
        at(&format!("/dossiers/regiodocenten/{wie}")),
        at(&format!("/dossiers/vacatures/{vacature}")),
        at(&format!("/dossiers/schoolbesturen/{bestuur}")),
    ];
    let readers = [
        api.regiodocent("amsterdam", wie.parse().unwrap()),
        api.bestuur("amsterdam", &bestuur),
        api.bestuur("amsterdam", &bestuur),
    ];
    for (path, reader) in paths.iter().zip(&readers) {
        let found = api.get(path, &token).await.expect_status(200);
        assert!(!found.header("etag").is_empty());
        let found = found.json();
        assert_eq!(found["bewijs"]["problemHash"], result["problemHash"]);
        assert!(found["brief"]["delen"][0]["zinnen"].to_string().contains("Dit is nog een voorstel."), "{found}");
        api.get(path, reader).await.expect_status(404);
    }

    // Adopt it for everybody but the last: what is about the last stays closed.
    let most: Vec<_> = lines.iter().map(|line| text(&line["regiodocent"])).filter(|id| *id != ander).collect();
    let besluit = json!({ "motivering": "Besproken met beide besturen.", "regiodocenten": most });
    api.post(&at("/vaststellingen"), &token, &besluit).await.expect_status(201);
    for (path, reader) in paths.iter().zip(&readers).take(2) {
        let found = api.get(path, reader).await.expect_status(200).json();
        assert!(found["brief"]["delen"][0]["zinnen"].to_string().contains("heeft dit besloten"), "{found}");
    }
    let other = api.regiodocent("amsterdam", ander.parse().unwrap());
    api.get(&at(&format!("/dossiers/regiodocenten/{ander}")), &other).await.expect_status(404);
    api.get(&paths[0], &other).await.expect_status(404);
    let board = text(&last["bestuursnummer"]);
    let at_board = at(&format!("/dossiers/schoolbesturen/{board}"));
    api.get(&at_board, &api.bestuur("amsterdam", &board)).await.expect_status(404);
    let rest = json!({ "motivering": "Nu ook de laatste." });
    api.post(&at("/vaststellingen"), &token, &rest).await.expect_status(201);
    api.get(&at_board, &api.bestuur("amsterdam", &board)).await.expect_status(200);
    api.get(&at_board, &readers[0]).await.expect_status(403);
    api.get(&paths[0], &readers[1]).await.expect_status(403);
    for (path, wrong) in [(&paths[1], "41999"), (&paths[2], "41999")] {
        api.get(path, &api.bestuur("amsterdam", wrong)).await.expect_status(404);
    }

    let page = api.send(Method::GET, &paths[0], &token, &[("accept", "text/html")], None).await.expect_status(200);
    assert_eq!((page.header("content-type"), page.header("vary")), ("text/html; charset=utf-8", "accept"));
    assert!(page.text.starts_with("<!DOCTYPE html>\n<html lang=\"nl\">"), "{}", page.text);
    assert!(!page.text.contains(&ander), "nobody else is named");
}

#[actix_web::test]
async fn a_case_file_is_read_by_whom_it_is_about_once_it_was_adopted_on_sqlite() {
    case_files(Engine::Sqlite).await;
}

#[actix_web::test]
async fn a_case_file_is_read_by_whom_it_is_about_once_it_was_adopted_on_postgresql() {
    case_files(Engine::Postgres).await;
}
