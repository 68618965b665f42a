//! `/metrics`: what the operator sees of requests and of background work.

use rstest::rstest;

use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::rows::{self, execute};
use uuid::Uuid;

#[rstest]
#[actix_web::test]
async fn requests_are_counted_by_route_and_status(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = Api::on(engine) else { return };
    for school in ["00AP00", "00AP01"] {
        api.get(&format!("/v1/scholen/{school}"), "").await.expect_status(401);
    }
    api.get("/nergens/12345", "").await.expect_status(404);
    let answer = api.get("/metrics", "").await.expect_status(200);
    assert!(answer.header("content-type").starts_with("text/plain; version=0.0.4"));
    let labels = "method=\"GET\",route=\"/v1/scholen/{vestigingscode}\",status=\"401\"";
    for line in [
        format!("rato_http_request_duration_seconds_count{{{labels}}} 2"),
        format!("rato_http_request_duration_seconds_bucket{{{labels},le=\"+Inf\"}} 2"),
        "rato_http_request_duration_seconds_count{method=\"GET\",route=\"unknown\",status=\"404\"} 1".to_owned(),
        "rato_queue_length 0".to_owned(),
    ] {
        assert!(answer.text.lines().any(|one| one == line), "{line} is not in\n{}", answer.text);
    }
    assert!(!answer.text.contains("00AP00") && !answer.text.contains("12345"), "labels hold no values of callers");
}

#[rstest]
#[actix_web::test]
async fn jobs_and_the_last_solve_of_a_regio_are_shown(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = Api::on(engine) else { return };
    let regio = rows::regio(&api.test.db, "amsterdam");
    for (schooljaar, seconds, waarde) in [("2026-2027", 59, 10), ("2027-2028", 12, 8)] {
        let ronde = Uuid::now_v7();
        let plan =
            format!(r#"{{"tiers":[{{"tier":"tekort-eerst","waarde":"{waarde}","grens":"6","eenheid":"fte"}}]}}"#);
        let day = &schooljaar[3..4];
        execute(
            &api.test.db,
            &format!(
                "INSERT INTO matchronde (id, regio_id, schooljaar, peildatum, status, zaad, zaad_hash, tijdlimiet_s, \
                 engine_versie, plan_status, aangemaakt_op, klaar_op, versie) VALUES ('{ronde}', '{regio}', \
                 '{schooljaar}', '2026-10-01', 'voorstel', 'z', 'h', 60, '1', 'optimaal', '2026-11-0{day}T09:00:00Z', \
                 '2026-11-0{day}T09:00:{seconds}Z', 1); \
                 INSERT INTO matchronde_document VALUES ('{ronde}', 'plan', '{plan}'); \
                 INSERT INTO job (id, soort, regio_id, onderwerp_id, status, pogingen, max_pogingen, stop_gevraagd, \
                 aangemaakt_op) VALUES ('{ronde}', 'matchronde', '{regio}', '{ronde}', 'wachtend', 0, 3, FALSE, \
                 '2026-11-01T09:00:00Z')"
            ),
        );
    }
    let text = api.get("/metrics", "").await.expect_status(200).text;
    for line in [
        "rato_jobs{kind=\"matchronde\",state=\"wachtend\"} 2",
        "rato_queue_length 2",
        "rato_solve_seconds{regio=\"amsterdam\"} 12.000",
        "rato_solve_gap_ratio{regio=\"amsterdam\",tier=\"tekort-eerst\"} 0.250000",
    ] {
        assert!(text.lines().any(|one| one == line), "{line} is not in\n{text}");
    }
}

#[actix_web::test]
async fn the_setting_turns_it_off() {
    let api = Api::with(Engine::Sqlite, "[server]\nmetrics = false").unwrap();
    api.get("/metrics", "").await.expect_status(404);
}
