//! The audit log: read by the auditor of the regio, and recomputed to see whether it is whole.

use super::{App, Ctx, error::AppError};
use crate::auth::policy::{Actie, Grant};
use crate::domain::pagina::{Lijst, Pagina};
use crate::storage::auditregel as storage;
pub use crate::storage::auditregel::{AuditregelFilter, AuditregelRow, Breuk, Ketenverslag};

/// The audit rows of the regio, oldest first.
pub fn list_auditregels(
    ctx: &Ctx,
    filter: &AuditregelFilter,
    pagina: &Pagina,
) -> Result<Lijst<AuditregelRow>, AppError> {
    let grant = ctx.authorize(Actie::AuditregelLezen)?;
    pagina.na_id()?;
    ctx.app.db.read(&grant, |conn| {
        let found = storage::list_within(conn, grant.bereik(), filter, pagina)?;
        conn.settle()?;
        Ok(found)
    })
}

/// Recomputes the chain of the regio.
pub fn verify_auditketen(ctx: &Ctx) -> Result<Ketenverslag, AppError> {
    let grant = ctx.authorize(Actie::AuditregelLezen)?;
    let regio = grant.regio().ok_or(AppError::NietGevonden("regio"))?;
    ctx.app.db.settled_snapshot(&grant, |conn| Ok(storage::verify_keten(conn, regio)?))
}

/// Recomputes every chain; for whoever runs the service.
pub fn verify_all(app: &App) -> Result<Vec<Ketenverslag>, AppError> {
    app.db.settled_snapshot(&Grant::systeem("audit"), |conn| {
        let ketens = storage::ketens(conn)?;
        ketens.iter().map(|keten| Ok(storage::verify_keten(conn, keten)?)).collect()
    })
}
