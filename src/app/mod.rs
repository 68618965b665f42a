//! Use cases, one file per noun: authorise, one transaction, audit. Synchronous; HTTP calls it on the blocking pool.

pub mod abonnement;
pub mod apply;
pub mod auditregel;
pub mod beleid;
pub mod boekheropening;
pub mod deelname;
pub mod detachering;
pub mod document;
pub mod doorbelasting;
pub mod dossier;
pub mod duovergelijking;
pub mod error;
pub mod export;
pub mod formatiepeiling;
mod gewijzigd;
pub mod gezondheid;
pub mod herkomst;
pub mod idempotentie;
pub mod import;
pub mod ingreep;
pub mod kluis;
pub mod levensloop;
pub mod matchronde;
pub mod metrics;
pub mod monitor;
pub mod onderzoek;
pub mod opruimen;
pub mod plaatsing;
pub mod prepare;
pub mod regio;
pub mod regiodocent;
pub mod sandbox;
pub mod school;
pub mod schoolbestuur;
pub mod solidariteit;
pub mod tijd;
pub mod vacature;
pub mod vaststelling;
pub mod vergelijking;
pub mod wachtrij;
pub mod wijziging;

use chrono::{DateTime, Utc};

use crate::auth::actor::Actor;
use crate::auth::policy::{Actie, Grant, authorize};
use crate::clock::Clock;
use crate::config::Monitor;
use crate::domain::stored::Stored;
use crate::storage::connection::Db;
use error::AppError;
use wachtrij::Wachtrij;

/// What every use case needs; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Background work.
    pub wachtrij: Wachtrij,
    /// What figures may show of others.
    pub drempels: Monitor,
}

/// One call by one caller.
#[derive(Clone)]
pub struct Ctx {
    /// The application.
    pub app: App,
    /// Who calls.
    pub actor: Actor,
    /// The regio the caller chose, by code; needed when the token is for several.
    pub regio: Option<String>,
    /// The trace of the request (32 hexadecimal digits); it comes back in the log and the audit log.
    pub spoor: Option<String>,
    /// Until when the token of the caller is valid; a stream ends then.
    pub geldig_tot: Option<DateTime<Utc>>,
}

impl Ctx {
    /// May the caller do this, and how far does it reach? Without a grant there is no connection.
    pub fn authorize(&self, actie: Actie) -> Result<Grant, AppError> {
        Ok(authorize(&self.actor, actie, self.regio.as_deref())?.with_spoor(self.spoor.clone()))
    }
}

/// A change is refused when `seen` is not the version that is stored now.
pub(crate) fn require_versie<T, Id>(stored: &Stored<T, Id>, seen: i32) -> Result<(), AppError> {
    if stored.versie == seen { Ok(()) } else { Err(AppError::Verouderd) }
}
