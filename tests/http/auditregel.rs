//! The audit log: what the auditor reads, and how a row that was touched comes to light.

use rato::app::auditregel::verify_all;
use rato::auth::actor::Rol;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::rows::execute;
use crate::support::stamdata::{make_bestuur, make_school};

/// A regio in which three boards and a school were made, by one coordinator; the last token is the auditor's.
async fn history(engine: Engine) -> Option<(Api, String, String)> {
    let api = Api::on(engine)?;
    for regio in ["amsterdam", "utrecht"] {
        api.make_regio(regio).await;
    }
    let coordinator = api.coordinator(&["amsterdam"]);
    for nummer in ["90001", "90002", "90003"] {
        make_bestuur(&api, &coordinator, nummer).await;
    }
    make_school(&api, &coordinator, "90ZA00", "90001").await;
    let auditor = api.ander(Rol::Auditor, "amsterdam");
    Some((api, coordinator, auditor))
}

fn objects(answer: &Value) -> Vec<&str> {
    answer["resultaten"].as_array().unwrap().iter().map(|row| row["objectId"].as_str().unwrap()).collect()
}

/// SQL by somebody who owns the database, past the triggers that stop everybody else.
fn tamper(api: &Api, engine: Engine, sql: &str) {
    let (off, on) = match engine {
        Engine::Sqlite => ("DROP TRIGGER auditregel_wijzigt_niet; DROP TRIGGER auditregel_verdwijnt_niet;", ""),
        Engine::Postgres => {
            ("ALTER TABLE auditregel DISABLE TRIGGER ALL;", "ALTER TABLE auditregel ENABLE TRIGGER ALL;")
        }
    };
    execute(&api.test.db, &format!("{off} {sql}; {on}"));
}

#[rstest]
#[actix_web::test]
async fn the_auditor_reads_the_own_regio_by_page_and_by_what_is_sought(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((api, coordinator, auditor)) = history(engine).await else { return };
    let all = api.get("/v1/auditregels", &auditor).await.expect_status(200).json();
    assert_eq!(objects(&all), ["90001", "90002", "90003", "90ZA00"]);
    assert_eq!(all["resultaten"][0]["volgnummer"], 1);
    let page = api.get("/v1/auditregels?pageSize=3", &auditor).await.expect_status(200);
    let next = page.header("link").split(['<', '>']).nth(1).unwrap().to_owned();
    assert_eq!(objects(&api.get(&next, &auditor).await.json()), ["90ZA00"]);
    let some = api.get("/v1/auditregels?objectSoort=school&actie=school:schrijven", &auditor).await.json();
    assert_eq!(objects(&some), ["90ZA00"]);
    let future = api.get("/v1/auditregels?vanaf=2030-01-01T00:00:00Z", &auditor).await.json();
    assert!(objects(&future).is_empty());

    let who = all["resultaten"][0]["actor"].clone();
    let mine = api.post("/v1/auditregels/_zoek", &auditor, &json!({ "actor": who })).await.expect_status(200).json();
    assert_eq!(objects(&mine).len(), 4);
    let nobody = api.post("/v1/auditregels/_zoek", &auditor, &json!({ "actor": "iemand" })).await.json();
    assert!(objects(&nobody).is_empty());
    api.get("/v1/auditregels?actor=iemand", &auditor).await.expect_status(400);
    api.get("/v1/auditregels", &coordinator).await.expect_status(403);
    let elsewhere = api.ander(Rol::Auditor, "utrecht");
    assert!(objects(&api.get("/v1/auditregels", &elsewhere).await.json()).is_empty());
}

#[rstest]
#[actix_web::test]
async fn a_row_that_is_changed_removed_or_slipped_in_is_named(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("gewijzigd", "verwijderd", "laatste", "erbij")] how: &str,
) {
    let Some((api, _, auditor)) = history(engine).await else { return };
    let whole = api.get("/v1/auditregels/keten", &auditor).await.expect_status(200).json();
    assert_eq!((&whole["heel"], &whole["regels"]), (&json!(true), &json!(4)));
    let (sql, expected) = match how {
        "gewijzigd" => ("UPDATE auditregel SET actor = 'ander' WHERE volgnummer = 2 AND regio = 'amsterdam'", 2),
        "verwijderd" => ("DELETE FROM auditregel WHERE volgnummer = 3 AND regio = 'amsterdam'", 3),
        "laatste" => ("DELETE FROM auditregel WHERE volgnummer = 4 AND regio = 'amsterdam'", 3),
        _ => (
            "INSERT INTO auditregel SELECT '01890000-0000-7000-8000-000000000009', tijdstip, actor, rol, regio, actie, \
             object_soort, object_id, samenvatting, trace_id, 5, hash FROM auditregel \
             WHERE volgnummer = 4 AND regio = 'amsterdam'",
            5,
        ),
    };
    tamper(&api, engine, sql);
    let broken = api.get("/v1/auditregels/keten", &auditor).await.expect_status(200).json();
    assert_eq!((&broken["heel"], &broken["breuk"]["volgnummer"]), (&json!(false), &json!(expected)), "{broken}");
    assert!(broken["breuk"]["uitleg"].as_str().is_some_and(|text| text.contains("regel")));
    let app = api.app.clone();
    let all = std::thread::spawn(move || verify_all(&app)).join().unwrap().unwrap();
    let broken: Vec<&str> = all.iter().filter(|one| one.breuk.is_some()).map(|one| one.keten.as_str()).collect();
    assert_eq!(broken, ["amsterdam"], "and the other chains are whole");
}

#[rstest]
#[actix_web::test]
async fn the_database_itself_refuses_to_change_or_remove_a_row(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((api, ..)) = history(engine).await else { return };
    for sql in ["UPDATE auditregel SET actor = 'ander'", "DELETE FROM auditregel"] {
        let run = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| execute(&api.test.db, sql)));
        assert!(run.is_err(), "{sql}");
    }
}

#[rstest]
fn many_writers_make_one_chain(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    use rato::audit::AuditEntry;
    use rato::auth::policy::Grant;
    use rato::storage::StorageError;
    let Some(test) = engine.fresh() else { return };
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let db = &test.db;
            scope.spawn(move || {
                for turn in 0..10 {
                    db.write(&Grant::systeem("test"), |tx| {
                        tx.audit(AuditEntry::new("test", "test", writer, json!({ "turn": turn })))?;
                        tx.audited(AuditEntry::new("test", "test", writer, json!({})), ())
                    })
                    .map_err(|why: StorageError| why.to_string())
                    .unwrap();
                }
            });
        }
    });
    let verslag = verify_all(&test.app()).unwrap();
    assert_eq!(verslag.len(), 1);
    assert_eq!((verslag[0].regels, &verslag[0].breuk), (80, &None));
}
