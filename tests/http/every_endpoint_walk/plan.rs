//! What only the solver can make: voorstellen, and ingrepen with their price.

use rato::app::App;
use rato::app::wachtrij::Wachtrij;
use rato::config::load_from;
use rato::domain::matchronde::Matchrondestatus;
use serde_json::json;

use super::World;
use crate::jobs::bedrijf::{EVEN, Werkers, is_done, rato, wait_until};

/// Workers with a queue signal of their own: when they close, the service goes on.
fn werkers(app: &App) -> Werkers {
    let wachtrij = Wachtrij::new(&load_from(None, []).unwrap());
    Werkers::start(&App { wachtrij, ..app.clone() }, rato())
}

impl World {
    /// A matchronde with two ingrepen, and one each for who wants one for itself; nobody works on after it.
    pub async fn solve(&mut self, coordinator: &str) {
        let _werkers = werkers(&self.api.app);
        for (kind, schooljaar) in
            [("matchrondes", "2026-2027"), ("create_ingreep", "2029-2030"), ("create_vaststelling", "2030-2031")]
        {
            let body = json!({ "schooljaar": schooljaar, "werklimiet": EVEN });
            self.make(kind, "/v1/matchrondes", coordinator, &body).await;
            let ronde = self.ids[kind].parse().unwrap();
            let done = wait_until(&self.api.app, ronde, "a voorstel for the walk", is_done);
            assert_eq!(done.ronde.noun.status, Matchrondestatus::Voorstel, "{done:?}");
        }
        let path = format!("/v1/matchrondes/{}/ingrepen", self.ids["matchrondes"]);
        let (docent, motivering) = (self.ids["regiodocenten"].clone(), "Zo is het besproken.");
        // Placing by hand asks a second person; only the last one can be taken back.
        let plaatsen = json!({ "soort": "plaatsen", "regiodocent": docent, "vestigingscode": "90ZA00", "fte": 0.6,
            "motivering": motivering });
        let verbieden = json!({ "soort": "verbieden", "regiodocent": docent, "vestigingscode": "90ZA01",
            "motivering": motivering });
        for (kind, body) in [("sign_ingreep", plaatsen), ("ingrepen", verbieden)] {
            let made = self.make(kind, &path, coordinator, &body).await;
            self.priced(&format!("{path}/{}", made["id"].as_str().unwrap()), coordinator).await;
        }
    }

    /// Waits until the price is there.
    async fn priced(&self, path: &str, coordinator: &str) {
        let patience = std::time::Instant::now() + std::time::Duration::from_secs(120);
        while self.api.get(path, coordinator).await.expect_status(200).json()["status"] != "geprijsd" {
            assert!(std::time::Instant::now() < patience, "{path} never got its price");
            std::thread::sleep(std::time::Duration::from_millis(25));
        }
    }
}
