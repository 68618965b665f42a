//! A database that falls away between the commit and the word that it is on disk. On PostgreSQL only: SQLite waits for nothing.

use std::time::Duration;

use rato::auth::actor::Rol;
use rato::storage::connection::Db;
use serde_json::json;

use super::conventions::is_problem;
use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::postgres::with_client;

/// New connections find this before the function of the server, and nothing is ever on disk.
const VALT_WEG: &str = "CREATE FUNCTION public.pg_logical_emit_message(boolean, text, text) RETURNS void LANGUAGE plpgsql AS \
        $$ BEGIN RAISE EXCEPTION 'the disk is gone'; END $$; \
    DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path TO public, pg_catalog', current_database()); END $$";

/// Such a database, the token of a coordinator, and where the feed stood before.
async fn without_disk() -> Option<(Api, String, String)> {
    let mut api = Api::on(Engine::Postgres)?;
    api.make_regio("amsterdam").await;
    let token = api.coordinator(&["amsterdam"]);
    let feed = api.get("/v1/wijzigingen", &token).await.expect_status(200).json();
    let stand = feed["stand"].as_str().unwrap().to_owned();
    let (url, clock) = (api.test.url.clone(), api.app.clock.clone());
    with_client(&url, async |client| client.batch_execute(VALT_WEG).await).unwrap();
    let connect = || Db::connect(&url, 2, Duration::from_secs(30), clock).unwrap();
    api.app.db = std::thread::scope(|scope| scope.spawn(connect).join()).unwrap();
    api.restart();
    Some((api, token, stand))
}

#[actix_web::test]
async fn what_may_have_been_done_is_said_and_not_done_again_under_the_same_key() {
    let Some((api, token, _)) = without_disk().await else { return };
    let person = json!({ "naam": "S. de Vries", "soort": "ervaren" });
    let answer = api.post_once("/v1/regiodocenten", &token, "k-1", &person).await;
    is_problem(&answer, 503);
    assert_eq!(answer.json()["code"], "uitkomst-onbekend");
    is_problem(&api.post_once("/v1/regiodocenten", &token, "k-1", &person).await, 409);
    let known = api.get("/v1/regiodocenten", &token).await.expect_status(200).json();
    assert_eq!(known["resultaten"].as_array().unwrap().len(), 1, "it was done, once");
}

#[actix_web::test]
async fn nothing_of_the_feed_or_the_audit_log_is_told_that_is_not_on_disk() {
    let Some((api, token, stand)) = without_disk().await else { return };
    let auditor = api.ander(Rol::Auditor, "amsterdam");
    for (path, token) in
        [("/v1/wijzigingen", &token), ("/v1/auditregels", &auditor), ("/v1/auditregels/keten", &auditor)]
    {
        let answer = api.get(path, token).await;
        assert!(answer.status.is_server_error(), "{path}: {}", answer.text);
    }
    // Whoever is told nothing new is promised nothing.
    api.get(&format!("/v1/wijzigingen?na={stand}"), &token).await.expect_status(200);
}
