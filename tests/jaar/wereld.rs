//! The region at work: who calls, and what the calendar says.

use std::time::{Duration, Instant};

use actix_web::http::Method;
use chrono::{NaiveDate, TimeDelta};
use rato::app::tijd::follow_tijd;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::jobs::bedrijf::{Werkers, aside, is_done, rato, wait_until};
use crate::support::api::{Answer, Api};

/// The boards, each with its only school.
pub const BESTUREN: [(&str, &str); 6] = [
    ("41001", "00AP01"),
    ("41002", "00AP02"),
    ("41003", "00AP03"),
    ("41004", "00AP04"),
    ("41005", "00AP05"),
    ("41006", "00AP06"),
];

/// The region, its worker and what was made along the way.
pub struct Jaar {
    pub api: Api,
    /// Who moved, from whose school.
    pub verhuisd: String,
    /// The first matchronde.
    pub ronde: String,
    _werkers: Werkers,
}

impl Jaar {
    /// Monday 4 May 2026, in a region without anything.
    pub async fn begin() -> Jaar {
        let api = Api::new();
        let werkers = Werkers::start(&api.app, rato());
        let jaar = Jaar { api, verhuisd: String::new(), ronde: String::new(), _werkers: werkers };
        jaar.op("2026-05-04");
        jaar.api.make_regio("amsterdam").await;
        jaar
    }

    /// Goes to the morning of this day, and lets the service look at the calendar.
    pub fn op(&self, day: &str) {
        let clock = &self.api.app.clock;
        let day: NaiveDate = day.parse().unwrap();
        clock.advance(TimeDelta::days((day - clock.today()).num_days()));
        assert_eq!(clock.today(), day);
        let app = &self.api.app;
        aside(|| follow_tijd(app)).unwrap();
    }

    /// A coordinator; every call is somebody else, and tokens live shorter than a year.
    pub fn coordinator(&self) -> String {
        self.api.coordinator(&["amsterdam"])
    }

    /// What a coordinator reads.
    pub async fn lees(&self, path: &str) -> Value {
        self.api.get(path, &self.coordinator()).await.expect_status(200).json()
    }

    /// What a coordinator does.
    pub async fn doe(&self, path: &str, body: &Value) -> Answer {
        self.api.post(path, &self.coordinator(), body).await.expect_status(201)
    }

    /// What a board does with its own token.
    pub async fn bestuur(&self, bestuur: &str, path: &str, body: &Value) -> Answer {
        self.api.post(path, &self.api.bestuur("amsterdam", bestuur), body).await.expect_status(201)
    }

    /// Sends a file and waits for the worker that reads it; what became of it.
    pub async fn stuur(&self, token: &str, (soort, media): (&str, &str), bytes: Vec<u8>) -> Value {
        let path = format!("/v1/imports?soort={soort}");
        let made = self.api.send(Method::POST, &path, token, &[("content-type", media)], Some(bytes)).await;
        let path = made.expect_status(201).header("location").to_owned();
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            let import = self.api.get(&path, token).await.expect_status(200).json();
            if import["status"] == "klaar" {
                return import;
            }
            assert!(Instant::now() < patience && import["status"] != "mislukt", "{import}");
            actix_web::rt::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// The same, when all of these rows are new and right.
    pub async fn bestand(&self, token: &str, soort: (&str, &str), bytes: Vec<u8>, rijen: usize) {
        let import = self.stuur(token, soort, bytes).await;
        assert_eq!((&import["rijen"]["nieuw"], &import["rijen"]["fout"]), (&json!(rijen), &json!(0)), "{import}");
    }

    /// A matchronde from start to voorstel; its address.
    pub async fn matchronde(&self, body: Value) -> String {
        let path = self.doe("/v1/matchrondes", &body).await.header("location").to_owned();
        let id: Uuid = path.rsplit('/').next().unwrap().parse().unwrap();
        wait_until(&self.api.app, id, "the end of the matchronde", is_done);
        assert_eq!(self.lees(&path).await["status"], "voorstel");
        path
    }

    /// The plaatsingen of today that are at one of these states.
    pub async fn plaatsingen(&self, statussen: &[&str]) -> Vec<Value> {
        let all = self.lees("/v1/plaatsingen?pageSize=200").await;
        let all = all["resultaten"].as_array().unwrap().clone();
        all.into_iter().filter(|one| statussen.contains(&one["status"].as_str().unwrap())).collect()
    }

    /// School and regiodocent agree with everything that was proposed.
    pub async fn akkoord_met_alles(&self) -> usize {
        let proposed = self.plaatsingen(&["voorgesteld"]).await;
        for one in &proposed {
            let path = format!("/v1/plaatsingen/{}/akkoorden", one["id"].as_str().unwrap());
            self.bestuur(one["bestuursnummer"].as_str().unwrap(), &path, &json!({})).await;
            self.doe(&path, &json!({ "namens": "docent", "bron": "Gesprek in mei" })).await;
        }
        proposed.len()
    }
}
