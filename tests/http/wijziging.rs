//! The delta feed: who follows it has exactly what the service has, and nothing is skipped however transactions commit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use actix_web::http::Method;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rato::app::Ctx;
use rato::app::wijziging::{Vraag, list_wijzigingen};
use rato::auth::policy::Grant;
use rato::storage::StorageError;
use rato::storage::connection::Conn;
use rstest::rstest;
use serde_json::{Value, json};

use super::import::{aside, counts, import, regio};
use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::rows::execute;
use crate::support::stamdata::{make_bestuur, make_school};
use crate::support::wereld::coordinator;

/// Somebody who follows the feed and keeps what they read.
struct Spiegel {
    token: String,
    cursor: Option<String>,
    stand: BTreeMap<String, Value>,
}

impl Spiegel {
    fn new(token: &str) -> Spiegel {
        Spiegel { token: token.to_owned(), cursor: None, stand: BTreeMap::new() }
    }

    /// One page: reads whatever an event points at. True when the window held more.
    async fn volg(&mut self, api: &Api, page_size: usize) -> bool {
        let na = self.cursor.as_ref().map_or(String::new(), |cursor| format!("&na={cursor}"));
        let path = format!("/v1/wijzigingen?pageSize={page_size}{na}");
        let page = api.get(&path, &self.token).await.expect_status(200);
        let body = page.json();
        for event in body["resultaten"].as_array().unwrap() {
            let at = event["dataref"].as_str().unwrap();
            let found = api.get(at, &self.token).await;
            match found.status.as_u16() {
                200 => drop(self.stand.insert(at.to_owned(), found.json())),
                404 => drop(self.stand.remove(at)),
                other => panic!("{at}: {other} {}", found.text),
            }
        }
        self.cursor = Some(body["cursor"].as_str().unwrap().to_owned());
        !page.header("link").is_empty()
    }
}

/// Everything the caller can list, each read by itself.
async fn alles(api: &Api, token: &str, lists: &[&str]) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for list in lists {
        let found = api.get(&format!("{list}?pageSize=200"), token).await.expect_status(200).json();
        for one in found["resultaten"].as_array().unwrap() {
            let key = ["id", "vestigingscode", "bestuursnummer"].iter().find_map(|key| one[key].as_str()).unwrap();
            let at = format!("{list}/{key}");
            all.insert(at.clone(), api.get(&at, token).await.expect_status(200).json());
        }
    }
    all
}

const LISTS: [&str; 6] = [
    "/v1/schoolbesturen",
    "/v1/scholen",
    "/v1/regios/amsterdam/deelnames",
    "/v1/formatiepeilingen",
    "/v1/vacatures",
    "/v1/regiodocenten",
];

/// A number below `sides`.
fn roll(dice: &mut ChaCha8Rng, sides: usize) -> usize {
    dice.next_u32() as usize % sides
}

/// One change by chance, by any of the ways in.
async fn wijzig(api: &Api, token: &str, dice: &mut ChaCha8Rng, n: usize) {
    let list = |path: &'static str| async move {
        api.get(&format!("{path}?pageSize=200"), token).await.json()["resultaten"].as_array().unwrap().clone()
    };
    match roll(dice, 10) {
        0 => {
            let nummer = format!("91{n:03}");
            make_bestuur(api, token, &nummer).await;
        }
        1 => drop(make_school(api, token, &format!("91ZA{:02}", n % 100), ["90001", "90002"][n % 2]).await),
        2 => {
            // A school goes to the other board, with all that hangs on it.
            let found = api.get("/v1/scholen/90ZA00", token).await;
            let mut body = found.json();
            let other = if body["bestuursnummer"] == "90001" { "90002" } else { "90001" };
            body["bestuursnummer"] = json!(other);
            for own in ["vestigingscode", "deelnames", "vorigeBesturen", "lon", "lat"] {
                body.as_object_mut().unwrap().remove(own);
            }
            let done = api.put("/v1/scholen/90ZA00", token, found.header("etag"), &body).await;
            assert!(done.status.is_success(), "{}", done.text);
        }
        3 => {
            let body = json!({ "vestigingscode": "90ZA00", "soort": "regulier", "fte": 0.6, "van": "2026-12-01",
                "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" } });
            api.post("/v1/vacatures", token, &body).await.expect_status(201);
        }
        4 => {
            if let Some(one) = list("/v1/vacatures").await.first() {
                let path = format!("/v1/vacatures/{}/intrekkingen", one["id"].as_str().unwrap());
                api.post(&path, token, &json!({})).await;
            }
        }
        5 => {
            if let Some(one) = list("/v1/vacatures").await.last() {
                execute(&api.test.db, &format!("DELETE FROM vacature WHERE id = '{}'", one["id"].as_str().unwrap()));
            }
        }
        6 => {
            let werkgever = [None, Some("90001")][n % 2];
            let body = json!({ "naam": format!("Persoon {n}"), "soort": "ervaren", "contracten": [{ "van": "2026-08-01",
                "werktijdfactor": 0.8, "loonkostenCent": 1, "formeelWerkgever": werkgever }] });
            api.post("/v1/regiodocenten", token, &body).await.expect_status(201);
        }
        7 => {
            if let Some(one) = list("/v1/regiodocenten").await.first() {
                let path = format!("/v1/regiodocenten/{}/contracten", one["id"].as_str().unwrap());
                let held = api.get(&path, token).await.json();
                if let Some(contract) = held["resultaten"].as_array().and_then(|all| all.first()) {
                    let at = format!("{path}/{}", contract["id"].as_str().unwrap());
                    let found = api.get(&at, token).await;
                    api.delete(&at, token, found.header("etag")).await.expect_status(204);
                }
            }
        }
        8 => {
            let text = format!(
                "vestigingscode;peildatum;benodigdFte;beschikbaarBevoegdFte;nietInzetbaarFte;leerlingen\n\
                 90ZA00;2026-10-{:02};{};10;0;230\n",
                1 + n % 3,
                11 + n
            );
            assert_eq!(counts(&import(api, token, "soort=formatiepeilingen", text).await)[3], 0);
        }
        _ => {
            let text = format!("bronSysteem;externId;naam;soort\nhr;{};Persoon {n};starter\n", n % 3);
            assert_eq!(counts(&import(api, token, "soort=regiodocenten", text).await)[3], 0);
        }
    }
}

#[rstest]
#[actix_web::test]
async fn who_follows_the_feed_has_exactly_what_is_there(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(1, 2)] seed: u64,
) {
    let Some((api, token)) = regio(engine).await else { return };
    let board = api.bestuur("amsterdam", "90001");
    let hr = api.hr_systeem("amsterdam", "90001");
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut mirrors = [Spiegel::new(&token), Spiegel::new(&board), Spiegel::new(&hr)];
    for n in 0..40 {
        wijzig(&api, &token, &mut dice, n).await;
        for mirror in &mut mirrors {
            if roll(&mut dice, 4) == 0 {
                mirror.volg(&api, 1 + roll(&mut dice, 19)).await;
            }
        }
    }
    let of_hr: Vec<&str> = LISTS.to_vec();
    let of_board: Vec<&str> = LISTS[..5].to_vec();
    for (mut mirror, lists) in mirrors.into_iter().zip([&LISTS[..], &of_board, &of_hr]) {
        while mirror.volg(&api, 50).await {}
        assert_eq!(mirror.stand, alles(&api, &mirror.token, lists).await, "seed {seed}");
        assert!(mirror.stand.len() > 5);
    }
}

fn touch(ctx: &Ctx, school: &str, meanwhile: impl FnOnce()) {
    let sql = format!("UPDATE school SET leerlingen = coalesce(leerlingen, 0) + 1 WHERE vestigingscode = '{school}'");
    let done = ctx.app.db.write(&Grant::systeem("test"), |tx| {
        use diesel::connection::SimpleConnection;
        match &mut *tx.conn {
            Conn::Pg(conn) => conn.batch_execute(&sql)?,
            Conn::Sqlite(conn) => conn.batch_execute(&sql)?,
        }
        meanwhile();
        Ok::<_, StorageError>(tx.unchanged(()))
    });
    done.unwrap();
}

fn read(ctx: &Ctx, na: i64) -> (Vec<String>, i64) {
    let page = list_wijzigingen(ctx, Vraag { na: Some(na), aantal: 1_000, ..Vraag::default() }).unwrap();
    (page.items.into_iter().map(|one| one.object_id).collect(), page.gelezen_tot)
}

#[actix_web::test]
async fn a_transaction_that_began_first_and_commits_last_is_not_skipped() {
    let Some((api, _)) = regio(Engine::Postgres).await else { return };
    let ctx = coordinator(&api.app);
    aside(move || {
        let (_, begin) = read(&ctx, 0);
        let (began, is_begun) = mpsc::channel();
        let (go_on, may_go) = mpsc::channel::<()>();
        std::thread::scope(|scope| {
            let (slow, ctx) = (ctx.clone(), &ctx);
            scope.spawn(move || {
                touch(&slow, "90ZA00", || {
                    began.send(()).unwrap();
                    may_go.recv().unwrap();
                });
            });
            is_begun.recv().unwrap();
            touch(ctx, "90ZC00", || ());
            let (seen, after) = read(ctx, begin);
            assert_eq!(seen, ["90ZC00"], "the second is there, the first not yet");
            go_on.send(()).unwrap();
            let mut late = Vec::new();
            while late.is_empty() {
                late = read(ctx, after).0;
            }
            assert_eq!(late, ["90ZA00"], "and comes after what was read");
        });
    });
}

#[actix_web::test]
async fn many_writers_at_once_leave_no_hole_for_a_reader_who_keeps_up() {
    let Some((api, token)) = regio(Engine::Postgres).await else { return };
    for n in 0..6 {
        make_school(&api, &token, &format!("92ZA{n:02}"), "90001").await;
    }
    let ctx = coordinator(&api.app);
    aside(move || {
        let (_, begin) = read(&ctx, 0);
        let done = AtomicBool::new(false);
        let seen = std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let (mut all, mut na) = (Vec::new(), begin);
                loop {
                    let last = done.load(Ordering::SeqCst);
                    let (items, next) = read(&ctx, na);
                    all.extend(items);
                    na = next;
                    if last {
                        return all;
                    }
                }
            });
            std::thread::scope(|writers| {
                for n in 0..3 {
                    let ctx = &ctx;
                    writers.spawn(move || (0..25).for_each(|_| touch(ctx, &format!("92ZA{n:02}"), || ())));
                }
            });
            done.store(true, Ordering::SeqCst);
            reader.join().unwrap()
        });
        assert_eq!(seen.len(), 75);
        assert_eq!(BTreeSet::from_iter(&seen).len(), 3);
    });
}

#[actix_web::test]
async fn events_are_cloudevents_and_a_window_is_half_open() {
    let Some((api, token)) = regio(Engine::Sqlite).await else { return };
    let begin = api.get("/v1/wijzigingen?pageSize=200", &token).await.json();
    let na = begin["stand"].as_str().unwrap().to_owned();
    make_bestuur(&api, &token, "90003").await;
    let first = api.get(&format!("/v1/wijzigingen?na={na}"), &token).await.json();
    let event = &first["resultaten"][0];
    assert_eq!(event["specversion"], "1.0");
    assert_eq!(event["type"], "nl.rato.schoolbestuur.gemaakt");
    assert_eq!((&event["subject"], &event["dataref"]), (&json!("90003"), &json!("/v1/schoolbesturen/90003")));
    assert!(event["source"].as_str().unwrap().starts_with("urn:"), "{event}");
    let tot = first["cursor"].as_str().unwrap();
    make_bestuur(&api, &token, "90004").await;
    let window = api.get(&format!("/v1/wijzigingen?na={na}&tot={tot}"), &token).await.json();
    assert_eq!((&window["resultaten"], &window["cursor"]), (&first["resultaten"], &json!(tot)));
    let next = api.get(&format!("/v1/wijzigingen?na={tot}&soort=schoolbestuur"), &token).await.json();
    assert_eq!(next["resultaten"][0]["subject"], "90004");
    assert_eq!(next["resultaten"].as_array().unwrap().len(), 1);
    for wrong in ["na=zz", "na=00", "tot=ff", "soort=iets"] {
        api.get(&format!("/v1/wijzigingen?{wrong}"), &token).await.expect_status(400);
    }
    api.make_regio("utrecht").await;
    api.get(&format!("/v1/wijzigingen?na={na}"), &api.coordinator(&["utrecht"])).await.expect_status(400);
    let answer = api.send(Method::GET, "/v1/wijzigingen", &api.beheerder(), &[], None).await;
    assert_eq!(answer.status.as_u16(), 403);
}
