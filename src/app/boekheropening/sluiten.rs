//! Closing: the page is frozen anew, from the data of this moment, and what was computed with the old one lapses.

use serde_json::json;
use uuid::Uuid;

use super::super::levensloop::partij;
use super::super::matchronde::lapse;
use super::super::regio::regio_of;
use super::super::solidariteit::{leg_opnieuw_vast, zonder_bladzijde};
use super::super::{Ctx, error::AppError, require_versie};
use super::{entry, geldt_in, own};
use crate::audit::AuditEntry;
use crate::auth::policy::Actie;
use crate::domain::boekheropening::{Boekheropening, Boekheropeningstap, Boekheropeningstatus};
use crate::domain::levensloop::{Levensloop, Partij};
use crate::domain::matchronde::Matchrondestatus;
use crate::domain::stored::Stored;
use crate::storage::boekheropening::{list_heropeningen_op, update_boekheropening};
use crate::storage::connection::{Conn, Tx};
use crate::storage::matchronde::list_by_status;
use crate::storage::regio::lock_regio;

/// Freezes the page anew. Later pages that took their saldo from the old one stay as they are: [`super::find_gevolgen`]
/// tells which, and each needs a heropening of its own.
pub fn close_boekheropening(ctx: &Ctx, id: Uuid, seen: Option<i32>) -> Result<Stored<Boekheropening>, AppError> {
    let grant = ctx.authorize(Actie::BoekheropeningBesluiten)?;
    let step = |found: &Stored<Boekheropening>| {
        seen.map_or(Ok(()), |seen| require_versie(found, seen))?;
        Ok::<_, AppError>(found.noun.status.overgang(Boekheropeningstap::Sluiten, partij(grant.actor()))?.naar)
    };
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?;
        let regio_id = regio.id;
        lock_regio(tx, regio_id)?;
        let mut found = own(tx.conn, &grant, id)?;
        found.noun.status = step(&found)?;
        require_eerder_dicht(tx.conn, regio_id, &found.noun)?;
        // Read behind the lock: an earlier page that was closed a moment ago is in it.
        let problem = zonder_bladzijde(tx.conn, &regio, &found.noun)?;
        found.noun.nieuw_boek_id =
            Some(leg_opnieuw_vast(tx, regio_id, &problem, found.noun.regel)?.ok_or_else(nothing)?);
        found.noun.gesloten = Some((grant.actor().id.clone(), tx.clock.now()));
        let stored = update_boekheropening(tx, regio_id, found)?;
        lapse_voorstellen(tx, regio_id, &stored)?;
        Ok(tx.audited(entry("boekheropening:sluiten", &stored), stored)?)
    })
}

/// The saldo of an earlier page that is open itself is not known yet.
fn require_eerder_dicht(conn: &mut Conn, regio_id: Uuid, own: &Boekheropening) -> Result<(), AppError> {
    let open = list_heropeningen_op(conn, regio_id, &[Boekheropeningstatus::Open])?;
    let earlier = open.iter().find(|one| {
        one.noun.regel == own.regel && one.noun.schooljaar < own.schooljaar && geldt_in(&one.noun, own.schooljaar)
    });
    let Some(earlier) = earlier else { return Ok(()) };
    Err(AppError::Conflict {
        code: "eerdere-bladzijde-open",
        detail: format!(
            "De bladzijde voor {} is ook heropend, en deze rekent met haar saldo.",
            earlier.noun.schooljaar
        ),
        herstel: format!("Sluit eerst heropening {}, of trek haar in.", earlier.id),
    })
}

fn nothing() -> AppError {
    AppError::Conflict {
        code: "niets-vast-te-leggen",
        detail: "Op deze peildatum zijn er geen cijfers, of het beleid van die dag zet de regel uit.".into(),
        herstel: "Vul eerst de formatiepeilingen aan, of trek de heropening in: dan geldt de oude bladzijde weer."
            .into(),
    }
}

/// A voorstel that was computed with the old page is not adopted by accident.
fn lapse_voorstellen(tx: &mut Tx<'_>, regio_id: Uuid, closed: &Stored<Boekheropening>) -> Result<(), AppError> {
    let Boekheropening { regel, schooljaar, .. } = closed.noun;
    for ronde in list_by_status(tx.conn, regio_id, schooljaar, &[Matchrondestatus::Voorstel])? {
        let reden = format!("De bladzijde van '{regel}' voor {schooljaar} is opnieuw vastgelegd.");
        let ronde = lapse(tx, ronde, Partij::Dienst, &reden)?;
        let what = json!({ "heropening": closed.id });
        tx.audit(AuditEntry::new("matchronde:vervallen", "matchronde", ronde.id, what))?;
    }
    Ok(())
}
