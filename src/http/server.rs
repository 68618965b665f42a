//! The server: middleware, routes and graceful shutdown.

use std::path::PathBuf;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App as ActixApp, Error, HttpServer, web};
use tracing_actix_web::TracingLogger;

use super::accept::{Antwoordsoorten, require_acceptable};
use super::cors::allow_origins;
use super::docs::Pagina;
use super::error::ApiError;
use super::headers::add_headers;
use super::idempotentie::replay;
use super::metrics::{METRICS, Requests, find_metrics, measure};
use super::openapi::Beschrijving;
use super::rechten::Rechten;
use super::sandbox::Sandbox;
use super::spoor::Verzoekspoor;
use super::tempo::Tempo;
use super::toegang::guard;
use super::validation::Schemas;
use super::{State, openapi, routes};
use crate::app::App;
use crate::auth::token::Verifier;
use crate::config::Server as Settings;

/// Where a measurement finds its greeting; no service answers there.
pub const GROET: &str = "/groet";

/// Everything the server shares between its workers.
#[derive(Clone)]
pub struct Server {
    state: web::Data<State>,
    description: web::Data<Beschrijving>,
    docs: web::Data<Pagina>,
    sandbox: web::Data<Sandbox>,
    groet: bool,
    metrics: bool,
}

impl Server {
    /// Prepares the server; compiles the API description.
    pub fn new(app: App, verifier: Verifier, settings: &Settings) -> Result<Self, String> {
        let description = openapi::api_json().map_err(|why| why.to_string())?;
        let (schemas, rechten) = (Schemas::compile(&description)?, Rechten::compile(&description)?);
        let state = web::Data::new(State {
            app,
            verifier,
            rechten,
            antwoordsoorten: Antwoordsoorten::compile(&description),
            schemas,
            max_body: settings.body_limiet_kib * 1024,
            max_import: settings.import_limiet_mib * 1024 * 1024,
            requests: Requests::default(),
            tempo: Tempo::new(settings.verzoeken_per_minuut),
            idempotentie_uren: settings.idempotentie_uren,
            oorsprongen: settings.cors_oorsprongen.clone(),
        });
        let published = Beschrijving(openapi::published_json().map_err(|why| why.to_string())?);
        let docs = web::Data::new(Pagina::new(&description));
        Ok(Server {
            state,
            description: web::Data::new(published),
            docs,
            sandbox: web::Data::new(Sandbox(None)),
            groet: false,
            metrics: settings.metrics,
        })
    }

    /// With a greeting at [`GROET`] behind the same middleware, which needs no token: for measurements only.
    pub fn with_groet(self) -> Self {
        Server { groet: true, ..self }
    }

    /// A sandbox: its data can be brought back to those in the file `stand`.
    pub fn with_sandbox(self, stand: PathBuf) -> Self {
        Server { sandbox: web::Data::new(Sandbox(Some(stand))), ..self }
    }

    /// The application as actix serves it; tests call it without a socket.
    pub fn app(
        &self,
    ) -> ActixApp<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<impl MessageBody + use<>>,
            Error = Error,
            InitError = (),
        > + use<>,
    > {
        ActixApp::new()
            .app_data(self.state.clone())
            .app_data(self.description.clone())
            .app_data(self.docs.clone())
            .app_data(self.sandbox.clone())
            .app_data(web::PathConfig::default().error_handler(|_, _| ApiError::OnbekendPad.into()))
            .wrap(from_fn(replay))
            .wrap(from_fn(require_acceptable))
            .wrap(from_fn(guard))
            .wrap(from_fn(allow_origins))
            .wrap(from_fn(add_headers))
            .wrap(from_fn(measure))
            .wrap(TracingLogger::<Verzoekspoor>::new())
            .configure(routes::configure)
            .configure(greeting(self.groet))
            .configure(metrics_route(self.metrics))
            .default_service(web::to(|| async { Err::<&str, _>(ApiError::OnbekendPad) }))
    }

    /// [`Server::run`] on a runtime of its own, until it ends.
    pub fn serve(self, settings: &Settings) -> std::io::Result<()> {
        actix_web::rt::System::new().block_on(self.run(settings))
    }

    /// Serves until SIGTERM or SIGINT, then lets running requests finish for as long as the settings say.
    pub async fn run(self, settings: &Settings) -> std::io::Result<()> {
        let server = HttpServer::new(move || self.app())
            .workers(settings.werkdraden)
            .client_request_timeout(Duration::from_secs(settings.leestijd_seconden))
            .shutdown_timeout(settings.stoptijd_seconden)
            .bind((settings.adres, settings.poort))?;
        tracing::info!(adres = %settings.adres, poort = settings.poort, "listening");
        server.run().await
    }
}

fn greeting(wanted: bool) -> impl FnOnce(&mut web::ServiceConfig) {
    move |server| {
        if wanted {
            server.route(GROET, web::get().to(|| async { "hallo" }));
        }
    }
}

fn metrics_route(wanted: bool) -> impl FnOnce(&mut web::ServiceConfig) {
    move |server| {
        if wanted {
            server.route(METRICS, web::get().to(find_metrics));
        }
    }
}
