//! HTTP: actix-web. Extract, call a use case, map the answer. Knows `app`, `auth` and `domain`; never the database.

pub mod abonnement;
pub mod accept;
pub mod auditregel;
pub mod beleid;
pub mod blocking;
pub mod body;
pub mod boekheropening;
pub mod caller;
pub mod cors;
pub mod csv;
pub mod deelname;
pub mod detachering;
pub mod docs;
pub mod doorbelasting;
pub mod dossier;
pub mod duovergelijking;
pub mod error;
pub mod etag;
pub mod export;
pub mod formatiepeiling;
pub mod gezondheid;
pub mod headers;
pub mod herkomst;
pub mod idempotentie;
pub mod import;
pub mod ingreep;
mod kerncijfers;
pub mod lijst;
pub mod matchronde;
pub mod metrics;
pub mod monitor;
pub mod onderzoek;
pub mod openapi;
pub mod pad;
pub mod plaatsing;
mod prijs;
pub mod query;
pub mod rechten;
pub mod regio;
pub mod regiodocent;
pub mod routes;
pub mod sandbox;
pub mod schema;
pub mod school;
pub mod schoolbestuur;
pub mod server;
pub mod solidariteit;
pub mod spoor;
pub mod tempo;
pub mod toegang;
pub mod vacature;
pub mod validation;
pub mod vergelijking;
pub mod wijziging;

use actix_web::http::header::HeaderValue;

use crate::app::App;
use crate::auth::token::Verifier;
use accept::Antwoordsoorten;
use metrics::Requests;
use rechten::Rechten;
use tempo::Tempo;
use validation::Schemas;

/// What every request can reach.
pub struct State {
    /// The use cases.
    pub app: App,
    /// Judges bearer tokens.
    pub verifier: Verifier,
    /// Which right each operation needs.
    pub rechten: Rechten,
    /// What each operation answers with.
    pub antwoordsoorten: Antwoordsoorten,
    /// Judges bodies against the API description.
    pub schemas: Schemas,
    /// Largest body in bytes.
    pub max_body: usize,
    /// Largest file of an import in bytes.
    pub max_import: usize,
    /// Counts requests per caller.
    pub tempo: Tempo,
    /// Counts answers, for the operator.
    pub requests: Requests,
    /// How long the answer to an Idempotency-Key is kept, hours.
    pub idempotentie_uren: i64,
    /// Origins whose pages may call us.
    pub oorsprongen: Vec<String>,
}

impl State {
    /// Largest body that this path takes, in bytes.
    pub fn max_body_of(&self, path: &str) -> usize {
        if ["/v1/imports", "/v1/duo-vergelijkingen"].contains(&path) { self.max_import } else { self.max_body }
    }

    /// May pages of this origin call us?
    pub fn is_listed(&self, origin: &HeaderValue) -> bool {
        self.oorsprongen.iter().any(|known| known.as_bytes() == origin.as_bytes())
    }
}
