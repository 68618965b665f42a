//! Export: everything of a kind within reach as one table, with the columns of an import.

mod rijen;
pub mod tabel;

use super::import::kolommen::kolommen;
use super::{Ctx, error::AppError};
use crate::auth::policy::Actie;
use crate::domain::import::{Importsoort, Importvorm};

/// The right to read a kind.
fn actie_of(soort: Importsoort) -> Actie {
    match soort {
        Importsoort::Schoolbesturen => Actie::SchoolbestuurLezen,
        Importsoort::Scholen => Actie::SchoolLezen,
        Importsoort::Formatiepeilingen => Actie::FormatiepeilingLezen,
        Importsoort::Regiodocenten => Actie::RegiodocentLezen,
        Importsoort::Vacatures => Actie::VacatureLezen,
    }
}

/// The file. Needs the right to export and that to read the kind; holds what lies within the reach of the latter.
pub fn export_tabel(ctx: &Ctx, soort: Importsoort, vorm: Importvorm) -> Result<Vec<u8>, AppError> {
    ctx.authorize(Actie::ExportLezen)?;
    let grant = ctx.authorize(actie_of(soort))?;
    let rijen = ctx.app.db.snapshot(&grant, |conn| rijen::rijen_of(conn, &grant, soort))?;
    tabel::encode(vorm, kolommen(soort), rijen)
}
