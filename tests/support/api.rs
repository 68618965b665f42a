//! The real application on a fresh database, called without a socket.

use std::cell::RefCell;

use actix_web::http::{Method, StatusCode, header::HeaderMap};
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use chrono::{DateTime, TimeDelta, Utc};
use rato::app::App;
use rato::app::wachtrij::Wachtrij;
use rato::auth::actor::Rol;
use rato::auth::dev_key::Ontwikkelsleutel;
use rato::auth::issue::{Tokenaanvraag, issue};
use rato::auth::token::Verifier;
use rato::config::{Auth, Server as Settings, load_from};
use rato::http::server::Server;
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use super::db::{Engine, TestDb};

/// The application with its database and the key that signs its tokens.
pub struct Api {
    pub test: TestDb,
    pub app: App,
    server: Server,
    auth: Auth,
    settings: Settings,
    key: Ontwikkelsleutel,
    next: RefCell<u32>,
    _folder: TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|why| panic!("no JSON ({why}): {}", self.text))
    }

    /// A header as text; empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The pointers of all errors in a problem answer, sorted.
    pub fn pointers(&self) -> Vec<String> {
        let errors = self.json()["errors"].as_array().cloned().unwrap_or_default();
        let mut pointers: Vec<_> = errors.iter().map(|e| e["pointer"].as_str().unwrap().to_owned()).collect();
        pointers.sort();
        pointers
    }

    /// This answer, when it has the status; else the test ends with the body in sight.
    #[track_caller]
    pub fn expect_status(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }
}

impl Api {
    /// On SQLite.
    pub fn new() -> Api {
        Api::on(Engine::Sqlite).unwrap()
    }

    /// On an engine; `None` when it is not on this machine.
    pub fn on(engine: Engine) -> Option<Api> {
        Api::with(engine, "")
    }

    /// On an engine, with the settings of this file.
    pub fn with(engine: Engine, file: &str) -> Option<Api> {
        // The first to come fills the template, and an async test may not block its thread on PostgreSQL.
        let test = std::thread::scope(|scope| scope.spawn(|| engine.fresh()).join()).unwrap()?;
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("sleutel.pem").display().to_string();
        let settings = [
            ("RATO__AUTH__ONTWIKKELSLEUTEL".to_owned(), key),
            ("RATO__SERVER__BODY_LIMIET_KIB".to_owned(), "256".to_owned()),
        ];
        let config = load_from(Some(("test.toml", file)), settings).unwrap();
        let wachtrij = Wachtrij::new(&config);
        let (auth, settings, drempels) = (config.auth, config.server, config.monitor);
        let key = Ontwikkelsleutel::open(&auth).unwrap();
        let app = App { db: test.db.clone(), clock: test.db.clock().clone(), wachtrij, drempels };
        let server = Server::new(app.clone(), Verifier::new(&auth).unwrap(), &settings).unwrap();
        Some(Api { test, app, server, auth, settings, key, next: RefCell::new(0), _folder: folder })
    }

    /// From now on another process answers, on the same database.
    pub fn restart(&mut self) {
        self.server = Server::new(self.app.clone(), Verifier::new(&self.auth).unwrap(), &self.settings).unwrap();
    }

    /// From now on tokens are judged with the keys of these settings.
    pub fn judge_with(&mut self, auth: &Auth) {
        // Fetching keys blocks, and an async test may not.
        let verifier = std::thread::scope(|scope| scope.spawn(|| Verifier::new(auth)).join()).unwrap();
        self.server = Server::new(self.app.clone(), verifier.unwrap(), &self.settings).unwrap();
    }

    /// POST with a JSON body under an Idempotency-Key.
    pub async fn post_once(&self, path: &str, token: &str, key: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, token, &[("idempotency-key", key)], Some(body.to_string().into_bytes())).await
    }

    fn token(&self, rol: Rol, regios: &[&str], bestuursnummer: Option<&str>) -> String {
        self.token_of(self.app.clock.now(), rol, regios, bestuursnummer)
    }

    fn token_of(&self, now: DateTime<Utc>, rol: Rol, regios: &[&str], bestuursnummer: Option<&str>) -> String {
        let docent = (rol == Rol::Regiodocent).then(Uuid::now_v7);
        issue(&self.key, &self.auth, &self.aanvraag(rol, regios, bestuursnummer, docent), now).unwrap()
    }

    /// Token of this regiodocent.
    pub fn docent(&self, regio: &str, id: Uuid) -> String {
        let aanvraag = self.aanvraag(Rol::Regiodocent, &[regio], None, Some(id));
        issue(&self.key, &self.auth, &aanvraag, self.app.clock.now()).unwrap()
    }

    fn aanvraag(
        &self,
        rol: Rol,
        regios: &[&str],
        bestuursnummer: Option<&str>,
        regiodocent: Option<Uuid>,
    ) -> Tokenaanvraag {
        let number = {
            let mut next = self.next.borrow_mut();
            *next += 1;
            *next
        };
        Tokenaanvraag {
            id: format!("{rol}-{number}"),
            rol,
            regios: regios.iter().map(|&code| code.to_owned()).collect(),
            bestuursnummer: bestuursnummer.map(|nummer| nummer.parse().unwrap()),
            vestigingscode: None,
            regiodocent,
            machine: false,
            levensduur_seconden: None,
        }
    }

    /// Token of the beheerder.
    pub fn beheerder(&self) -> String {
        self.token(Rol::Beheerder, &[], None)
    }

    /// Token of a coordinator of these regios.
    pub fn coordinator(&self, regios: &[&str]) -> String {
        self.token(Rol::Regiocoordinator, regios, None)
    }

    /// Token of a system that works for the coordinator of these regios: nobody logged in.
    pub fn machine(&self, regios: &[&str]) -> String {
        let aanvraag = Tokenaanvraag { machine: true, ..self.aanvraag(Rol::Regiocoordinator, regios, None, None) };
        issue(&self.key, &self.auth, &aanvraag, self.app.clock.now()).unwrap()
    }

    /// Token of a coordinator that was valid until yesterday.
    pub fn expired(&self, regio: &str) -> String {
        self.token_of(self.app.clock.now() - TimeDelta::days(1), Rol::Regiocoordinator, &[regio], None)
    }

    /// Token of a schoolbestuur in a regio.
    pub fn bestuur(&self, regio: &str, bestuursnummer: &str) -> String {
        self.token(Rol::Schoolbestuur, &[regio], Some(bestuursnummer))
    }

    /// Token of the HR system of a schoolbestuur in a regio.
    pub fn hr_systeem(&self, regio: &str, bestuursnummer: &str) -> String {
        self.token(Rol::HrSysteem, &[regio], Some(bestuursnummer))
    }

    /// Token of this regiodocent.
    pub fn regiodocent(&self, regio: &str, wie: Uuid) -> String {
        let aanvraag = Tokenaanvraag {
            id: format!("regiodocent-{wie}"),
            rol: Rol::Regiodocent,
            regios: vec![regio.to_owned()],
            bestuursnummer: None,
            vestigingscode: None,
            regiodocent: Some(wie),
            machine: false,
            levensduur_seconden: None,
        };
        issue(&self.key, &self.auth, &aanvraag, self.app.clock.now()).unwrap()
    }

    /// Token of a role without further rights in `regio`.
    pub fn ander(&self, rol: Rol, regio: &str) -> String {
        self.token(rol, &[regio], None)
    }

    /// A call as it is; `headers` go over the defaults.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        token: &str,
        headers: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Answer {
        let service = init_service(self.server.app()).await;
        let mut request = TestRequest::with_uri(path).method(method);
        if !token.is_empty() {
            request = request.insert_header(("authorization", format!("Bearer {token}")));
        }
        if let Some(body) = body {
            request = request.insert_header(("content-type", "application/json")).set_payload(body);
        }
        for &header in headers {
            request = request.insert_header(header);
        }
        let response = call_service(&service, request.to_request()).await;
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = read_body(response).await.to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status, headers, text, bytes }
    }

    /// GET.
    pub async fn get(&self, path: &str, token: &str) -> Answer {
        self.send(Method::GET, path, token, &[], None).await
    }

    /// POST with a JSON body.
    pub async fn post(&self, path: &str, token: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, token, &[], Some(body.to_string().into_bytes())).await
    }

    /// PUT with a JSON body, on the version with this ETag.
    pub async fn put(&self, path: &str, token: &str, etag: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, token, &[("if-match", etag)], Some(body.to_string().into_bytes())).await
    }

    /// DELETE of the version with this ETag.
    pub async fn delete(&self, path: &str, token: &str, etag: &str) -> Answer {
        self.send(Method::DELETE, path, token, &[("if-match", etag)], None).await
    }

    /// Makes a regio by the API.
    pub async fn make_regio(&self, code: &str) {
        let body =
            json!({ "code": code, "naam": format!("RATO {code}"), "soort": "onderwijsregio", "van": "2020-08-01" });
        self.post("/v1/regios", &self.beheerder(), &body).await.expect_status(201);
    }
}
