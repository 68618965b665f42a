//! The caller, as far as a verified token tells.

use uuid::Uuid;

use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::keuze::keuze;

keuze! {
    /// The role of a caller; exactly one per token.
    Rol {
        /// Runs the pool of a region.
        Regiocoordinator = "regiocoordinator",
        /// A school board; narrowed to one school it is a schoolleider.
        Schoolbestuur = "schoolbestuur",
        /// An HR or planning system of a board or region.
        HrSysteem = "hr-systeem",
        /// A teacher of the pool.
        Regiodocent = "regiodocent",
        /// The ministry, for aggregated figures.
        OcwLezer = "ocw-lezer",
        /// Reads the audit log.
        Auditor = "auditor",
        /// Handles requests of people about their own data.
        Privacyfunctionaris = "privacyfunctionaris",
        /// Sets up regions; sees no personal data.
        Beheerder = "beheerder",
    }
}

/// Who is calling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The `sub` of the token: an id at the issuer, never a name. `systeem:<naam>` for the service itself.
    pub id: String,
    /// The role.
    pub rol: Rol,
    /// Codes of the regions the token is for; only a beheerder may have none.
    pub regios: Vec<String>,
    /// The board of a schoolbestuur, and of an hr-systeem that serves one board.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// The one school a schoolbestuur token is narrowed to.
    pub vestigingscode: Option<Vestigingscode>,
    /// Who in the pool a regiodocent is.
    pub regiodocent: Option<Uuid>,
    /// No person took part in getting this token; such an actor may never adopt a plan.
    pub machine: bool,
}
