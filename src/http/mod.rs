//! HTTP: actix-web. Extract, call a use case, map the answer. Knows `app`, `auth` and `domain`; never the database.

pub mod beleid;
pub mod blocking;
pub mod body;
pub mod caller;
pub mod csv;
pub mod deelname;
pub mod doorbelasting;
pub mod error;
pub mod etag;
pub mod formatiepeiling;
pub mod gezondheid;
pub mod headers;
pub mod ingreep;
pub mod lijst;
pub mod matchronde;
pub mod monitor;
pub mod openapi;
pub mod plaatsing;
pub mod query;
pub mod rechten;
pub mod regio;
pub mod regiodocent;
pub mod routes;
pub mod schema;
pub mod school;
pub mod schoolbestuur;
pub mod server;
pub mod solidariteit;
pub mod spoor;
pub mod vacature;
pub mod validation;

use crate::app::App;
use crate::auth::token::Verifier;
use rechten::Rechten;
use validation::Schemas;

/// What every request can reach.
pub struct State {
    /// The use cases.
    pub app: App,
    /// Judges bearer tokens.
    pub verifier: Verifier,
    /// Which right each operation needs.
    pub rechten: Rechten,
    /// Judges bodies against the API description.
    pub schemas: Schemas,
    /// Largest body in bytes.
    pub max_body: usize,
}
