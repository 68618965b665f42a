//! A regio with one of everything, and another regio.

use std::collections::BTreeMap;

use actix_web::http::Method;
use rato::auth::actor::Rol;
use rato::auth::policy::Reikwijdte;
use serde_json::{Value, json};
use uuid::Uuid;

use super::bodies::{body_of, query_of};
use super::operation::Operation;
use crate::support::api::{Answer, Api};
use crate::support::db::Engine;
use crate::support::rows::{execute, plaatsing};
use crate::support::stamdata::{make_bestuur, make_school};

/// A regio with one of everything, and another regio.
pub struct World {
    pub api: Api,
    /// By the collection they are in; or by the operation that wants one for itself, because it uses it up.
    pub ids: BTreeMap<&'static str, String>,
}

impl World {
    pub async fn new(engine: Engine) -> Option<World> {
        // Nobody waits long for a price that no worker computes.
        let api = Api::with(engine, "[matching]\ningreep-seconden = 1\n")?;
        for regio in ["amsterdam", "utrecht"] {
            api.make_regio(regio).await;
        }
        let (coordinator, utrecht) = (api.coordinator(&["amsterdam"]), api.coordinator(&["utrecht"]));
        for bestuur in ["90001", "90002"] {
            make_bestuur(&api, &coordinator, bestuur).await;
        }
        make_bestuur(&api, &utrecht, "90003").await;
        for (school, bestuur) in [("90ZA00", "90001"), ("90ZA01", "90001"), ("90ZC00", "90002")] {
            make_school(&api, &coordinator, school, bestuur).await;
        }
        make_school(&api, &utrecht, "90ZB00", "90003").await;
        execute(
            &api.test.db,
            "INSERT INTO school (vestigingscode, bestuursnummer, naam, sector, plaats, gemeentenummer, versie) \
             VALUES ('90ZX00', '90001', 'Los', 'bo', 'ERGENS', '0091', 1)",
        );
        let mut world = World { api, ids: BTreeMap::new() };
        let person = json!({
            "naam": "S. de Vries", "soort": "ervaren", "vogDatum": "2024-05-01",
            "contracten": [{ "van": "2026-08-01", "totEnMet": "2027-07-31", "werktijdfactor": 0.8, "loonkostenCent": 1,
                "formeelWerkgever": "90001" }],
            "bevoegdheden": [{ "sector": "bo", "vak": "groepsleraar", "graad": "pabo", "van": "2020-01-01" }],
            "voorkeuren": [{ "vestigingscode": "90ZA00", "minuten": 5 }],
            "uitsluitingen": [{ "vestigingscode": "90ZC00" }],
            "instemmingen": [{ "soort": "verplaatsing", "van": "2026-08-01", "totEnMet": "2027-07-31" }],
        });
        let made = world.make("regiodocenten", "/v1/regiodocenten", &coordinator, &person).await;
        for kind in ["contracten", "bevoegdheden", "voorkeuren", "uitsluitingen", "instemmingen"] {
            world.ids.insert(kind, made[kind][0]["id"].as_str().unwrap().to_owned());
        }
        world.fill_regio(&coordinator).await;
        world.solve(&coordinator).await;
        let stopped = json!({ "schooljaar": "2028-2029" });
        world.make("stop_matchronde", "/v1/matchrondes", &coordinator, &stopped).await;
        world.reopen(&coordinator).await;
        world.fill_docent(&coordinator).await;
        world.insert_rows();
        world.send_file().await;
        world.compare(&coordinator).await;
        Some(world)
    }

    /// What the coordinator makes with the bodies of the operations, a little changed where they may not be the same.
    pub async fn fill_regio(&mut self, coordinator: &str) {
        for (kind, path, operation, field, value) in [
            ("formatiepeilingen", "/v1/formatiepeilingen", "create_formatiepeiling", "soort", json!("telling")),
            ("vacatures", "/v1/vacatures", "create_vacature", "van", json!("2026-08-01")),
            ("open_vacature", "/v1/vacatures", "create_vacature", "concept", json!(true)),
            ("withdraw_vacature", "/v1/vacatures", "create_vacature", "van", json!("2026-08-01")),
            ("update_vacature", "/v1/vacatures", "create_vacature", "van", json!("2026-08-01")),
            ("beleid", "/v1/beleid", "create_beleid", "geldigVanaf", json!("2026-12-20")),
            ("refuse_beleid", "/v1/beleid", "create_beleid", "geldigVanaf", json!("2026-12-21")),
            ("withdraw_beleid", "/v1/beleid", "create_beleid", "geldigVanaf", json!("2026-12-22")),
            ("find_dossier_vacature", "/v1/vacatures", "create_vacature", "totEnMet", json!("2032-07-31")),
            ("uitgesloten", "/v1/vacatures", "create_vacature", "vestigingscode", json!("90ZC00")),
        ] {
            let mut body = body_of(operation).unwrap();
            body[field] = value;
            self.make(kind, path, coordinator, &body).await;
        }
        let deelnames = self.api.get("/v1/regios/amsterdam/deelnames?vestigingscode=90ZA00", coordinator).await;
        let deelname = deelnames.json()["resultaten"][0]["id"].as_str().unwrap().to_owned();
        self.ids.insert("deelnames", deelname);
    }

    /// Pages that the matchrondes froze and that somebody wants to put right; one is open already.
    pub async fn reopen(&mut self, coordinator: &str) {
        for (kind, schooljaar, regel) in [
            ("boekheropeningen", "2029-2030", "zevenprocent"),
            ("confirm_boekheropening", "2029-2030", "drieprocent"),
            ("refuse_boekheropening", "2026-2027", "drieprocent"),
            ("withdraw_boekheropening", "2026-2027", "zevenprocent"),
            ("close_boekheropening", "2031-2032", "drieprocent"),
        ] {
            let mut body = body_of("create_boekheropening").unwrap();
            (body["schooljaar"], body["regel"]) = (json!(schooljaar), json!(regel));
            self.make(kind, "/v1/boekheropeningen", coordinator, &body).await;
        }
        let path = format!("/v1/boekheropeningen/{}/bevestigingen", self.ids["close_boekheropening"]);
        let second = self.api.coordinator(&["amsterdam"]);
        self.api.post(&path, &second, &json!({})).await.expect_status(201);
    }

    /// Contracts and detacheringen, one for each step; in years without a plaatsing.
    pub async fn fill_docent(&mut self, coordinator: &str) {
        let docent = self.ids["regiodocenten"].clone();
        let contracten = format!("/v1/regiodocenten/{docent}/contracten");
        for (kind, year, offered) in
            [("accept_contract", 2029, true), ("amend_contract", 2030, false), ("end_contract", 2031, false)]
        {
            let body = json!({ "van": format!("{year}-01-01"), "totEnMet": format!("{year}-12-31"),
                "werktijdfactor": 0.2, "loonkostenCent": 1, "aangeboden": offered });
            self.make(kind, &contracten, coordinator, &body).await;
        }
        let mut body = body_of("create_detachering").unwrap();
        body["regiodocent"] = json!(docent);
        for kind in ["detacheringen", "agree_detachering", "withdraw_detachering", "end_detachering"] {
            self.make(kind, "/v1/detacheringen", coordinator, &body).await;
        }
        let active = &self.ids["end_detachering"];
        execute(&self.api.test.db, &format!("UPDATE detachering SET status = 'actief' WHERE id = '{active}'"));
    }

    /// An import of the board.
    pub async fn send_file(&mut self) {
        let (path, csv) = ("/v1/imports?soort=formatiepeilingen", [("content-type", "text/csv")]);
        let text = "vestigingscode;peildatum;benodigdFte;beschikbaarBevoegdFte;nietInzetbaarFte;leerlingen\r\n";
        let board = self.api.bestuur("amsterdam", "90001");
        let made = self.api.send(Method::POST, path, &board, &csv, Some(text.as_bytes().to_vec())).await;
        let hr = self.api.hr_systeem("amsterdam", "90001");
        let told =
            self.api.post("/v1/abonnementen", &hr, &body_of("create_abonnement").unwrap()).await.expect_status(201);
        self.ids.insert("abonnementen", told.json()["id"].as_str().unwrap().to_owned());
        self.ids.insert("imports", made.expect_status(201).json()["id"].as_str().unwrap().to_owned());
    }

    /// The schools as DUO tells them, with a new one; one vergelijking for each step.
    pub async fn compare(&mut self, coordinator: &str) {
        let mut text = "BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;POSTCODE;PLAATSNAAM;\
            GEMEENTENUMMER;GEMEENTENAAM\r\n"
            .to_owned();
        for (school, bestuur) in [("90WA00", "90001"), ("90ZA00", "90001"), ("90ZA01", "90001"), ("90ZC00", "90002")] {
            let brin = &school[..4];
            text += &format!("{bestuur};{brin};{school};School {school};9901 AA;ERGENSDORP;0091;ERGENS\r\n");
        }
        for kind in ["duo-vergelijkingen", "accept_duovergelijking", "refuse_duovergelijking"] {
            let (path, csv) = ("/v1/duo-vergelijkingen", [("content-type", "text/csv")]);
            let made = self.api.send(Method::POST, path, coordinator, &csv, Some(text.clone().into_bytes())).await;
            self.ids.insert(kind, made.expect_status(201).json()["id"].as_str().unwrap().to_owned());
        }
    }

    pub async fn make(&mut self, kind: &'static str, path: &str, token: &str, body: &Value) -> Value {
        let made = self.api.post(path, token, body).await.expect_status(201).json();
        self.ids.insert(kind, made["id"].as_str().unwrap().to_owned());
        made
    }

    /// What a vaststelling makes and people agree to; here rows will do.
    pub fn insert_rows(&mut self) {
        let uuid = |kind: &str| self.ids[kind].parse::<Uuid>().unwrap();
        let (db, docent, vacature) = (&self.api.test.db, uuid("regiodocenten"), uuid("vacatures"));
        let ronde = uuid("matchrondes");
        let onderzoek = Uuid::now_v7();
        let vraag = json!({ "soort": "waarom-niet", "regiodocent": docent, "vacature": vacature });
        execute(
            db,
            &format!(
                "INSERT INTO onderzoek (id, matchronde_id, soort, vraag, status, door, aangemaakt_op, versie) VALUES \
                 ('{onderzoek}', '{ronde}', 'waarom-niet', '{vraag}', 'wachtend', 'iemand', '2026-11-01T09:00:00Z', 1)"
            ),
        );
        let mut made = vec![("onderzoeken", onderzoek), ("vergelijkingen", ronde)];
        for (kind, status) in [
            ("plaatsingen", "voorgesteld"),
            ("agree_plaatsing", "voorgesteld"),
            ("refuse_plaatsing", "voorgesteld"),
            ("withdraw_plaatsing", "voorgesteld"),
            ("end_plaatsing", "actief"),
            ("transfer_plaatsing", "actief"),
        ] {
            made.push((kind, plaatsing(db, docent, vacature, status, 1_000, "2026-08-01", "2027-07-31")));
        }
        self.ids.extend(made.into_iter().map(|(kind, id)| (kind, id.to_string())));
    }

    /// The path with the ids of this world in it.
    pub fn fill(&self, operation: &Operation) -> String {
        let (path, mut filled) = (&operation.path, Vec::<String>::new());
        let own = self.ids.get(operation.id.as_str());
        let last = path.split('/').rfind(|part| part.starts_with('{')).unwrap_or_default();
        for part in path.split('/') {
            let before = filled.last().cloned().unwrap_or_default();
            filled.push(match part {
                part if operation.words.iter().any(|(name, _)| name == part) => {
                    operation.words.iter().find(|(name, _)| name == part).unwrap().1.clone()
                }
                "{code}" => "amsterdam".to_owned(),
                "{bestuursnummer}" => "90001".to_owned(),
                "{vestigingscode}" => "90ZA00".to_owned(),
                "{maand}" => "2026-10".to_owned(),
                // A case file is read by whom it is about once it was adopted.
                "{id}" if path.contains("/dossiers/") => self.ids["vastgesteld"].clone(),
                part if part == last && own.is_some() => own.cloned().unwrap(),
                part if part.starts_with('{') => self.ids.get(before.as_str()).cloned().unwrap_or_else(|| {
                    panic!("{path}: make one of '{before}' in World::new of tests/http/every_endpoint_walk/world.rs")
                }),
                part => part.to_owned(),
            });
        }
        filled.join("/") + query_of(&operation.id)
    }

    /// The ids that a stranger in `regio` may not see anywhere.
    pub fn secrets(&self, regio: &str, reach: Reikwijdte) -> Vec<&str> {
        let mut kinds = vec!["vacatures", "plaatsingen", "formatiepeilingen", "regiodocenten", "detacheringen"];
        if regio == "utrecht" || reach != Reikwijdte::EigenRegio {
            kinds.push("deelnames");
        }
        if regio == "utrecht" {
            kinds.extend(["beleid", "matchrondes"]);
        }
        kinds.into_iter().map(|kind| self.ids[kind].as_str()).collect()
    }

    /// Token of a role in a regio, of a board when it needs one.
    pub fn token(&self, rol: Rol, regio: &str, bestuur: &str) -> String {
        match rol {
            Rol::Schoolbestuur => self.api.bestuur(regio, bestuur),
            Rol::HrSysteem if !bestuur.is_empty() => self.api.hr_systeem(regio, bestuur),
            Rol::Beheerder => self.api.beheerder(),
            rol => self.api.ander(rol, regio),
        }
    }

    /// Token of a role to which the things of 90001 in amsterdam are its own; of the regiodocent whom they are about.
    pub fn own_token(&self, rol: Rol) -> String {
        match rol {
            Rol::Regiodocent => self.api.docent("amsterdam", self.ids["regiodocenten"].parse().unwrap()),
            rol => self.token(rol, "amsterdam", "90001"),
        }
    }

    /// Token of who may do this here.
    pub fn able(&self, operation: &Operation) -> String {
        let order = [Rol::Regiocoordinator, Rol::Beheerder, Rol::Auditor, Rol::Privacyfunctionaris, Rol::OcwLezer];
        let rol = order.into_iter().find(|rol| operation.reach(*rol).is_some());
        self.token(rol.unwrap_or_else(|| panic!("{}: name who may do this", operation.id)), "amsterdam", "90001")
    }

    pub async fn call(
        &self,
        operation: &Operation,
        token: &str,
        if_match: Option<&str>,
        body: Option<&Value>,
    ) -> Answer {
        let url = self.fill(operation);
        let headers: Vec<(&str, &str)> = if_match.map(|etag| ("if-match", etag)).into_iter().collect();
        if let (None, Some((media, text))) = (body, &operation.file) {
            let headers = [&headers[..], &[("content-type", media.as_str())]].concat();
            return self
                .api
                .send(operation.method.clone(), &url, token, &headers, Some(text.clone().into_bytes()))
                .await;
        }
        let bytes = body.map(|body| body.to_string().into_bytes());
        self.api.send(operation.method.clone(), &url, token, &headers, bytes).await
    }

    /// A body that is right, when the operation has one.
    pub fn body(&self, operation: &Operation) -> Option<Value> {
        operation.has_body.then(|| {
            let mut body = body_of(&operation.id).unwrap_or_else(|| {
                panic!(
                    "{} {}: operation '{}' has no example yet: give it a body in body_of of \
                     tests/http/every_endpoint_walk/bodies.rs",
                    operation.method, operation.path, operation.id
                )
            });
            if body.get("regiodocent").is_some() {
                body["regiodocent"] = json!(self.ids["regiodocenten"]);
            }
            if body.get("vacature").is_some() {
                body["vacature"] = json!(self.ids["uitgesloten"]);
            }
            body
        })
    }
}
