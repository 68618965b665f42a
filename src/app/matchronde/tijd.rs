//! What time does to matchrondes: a voorstel that nobody adopts in time lapses, because the data it was made of has changed.

use serde_json::json;
use uuid::Uuid;

use super::lapse;
use crate::app::beleid::geldend;
use crate::app::regio::systeem_in;
use crate::app::{App, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::policy::Grant;
use crate::domain::levensloop::Partij;
use crate::domain::matchronde::Matchrondestatus;
use crate::domain::werkdag::werkdagen_na;
use crate::storage::matchronde::{find_matchronde, list_voorstellen};

/// Lets every voorstel lapse whose term is over, each in a transaction of its own; how many did.
pub fn follow_tijd(app: &App) -> Result<usize, AppError> {
    let grant = Grant::systeem("tijd");
    let open = app.db.read(&grant, list_voorstellen)?;
    let mut lapsed = 0;
    for (regio_id, id) in open {
        lapsed += usize::from(follow(app, &systeem_in(app, "tijd", regio_id)?, regio_id, id)?);
    }
    Ok(lapsed)
}

fn follow(app: &App, grant: &Grant, regio_id: Uuid, id: Uuid) -> Result<bool, AppError> {
    app.db.write(grant, |tx| {
        let today = tx.clock.today();
        let found =
            find_matchronde(tx.conn, regio_id, id)?.filter(|ronde| ronde.noun.status == Matchrondestatus::Voorstel);
        let Some(ronde) = found else { return Ok(tx.unchanged(false)) };
        let beleid = geldend(tx.conn, regio_id, today)?.inhoud();
        let term = beleid.geheel_of_standaard("matchronde", "voorsteltermijn").map_err(AppError::Intern)?;
        let made = ronde.noun.klaar_op.unwrap_or(ronde.noun.aangemaakt_op).date_naive();
        if werkdagen_na(made, u32::try_from(term).unwrap_or(0)) >= today {
            return Ok(tx.unchanged(false));
        }
        let lapsed = lapse(tx, ronde, Partij::Dienst, &format!("Niet vastgesteld binnen {term} werkdagen."))?;
        let what = json!({ "status": lapsed.noun.status });
        Ok(tx.audited(AuditEntry::new("matchronde:vervallen", "matchronde", id, what), true)?)
    })
}
