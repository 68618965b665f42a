//! The steps that people take with a plaatsing: agree, refuse, withdraw, end.

use serde_json::json;
use uuid::Uuid;

use super::ONBEKEND;
use super::einde::close_if_over;
use crate::app::levensloop::{Stapgegevens, check_eisen, partij, zijde};
use crate::app::regio::regio_of;
use crate::app::vacature::follow_vulling;
use crate::app::{Ctx, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Grant};
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::levensloop::{Levensloop, Partij};
use crate::domain::plaatsing::{GezetteStap, Plaatsing, Plaatsingstap};
use crate::domain::stored::Stored;
use crate::storage;
use crate::storage::connection::Tx;

/// The school or the regiodocent agrees; when both did, the plaatsing is active.
pub fn agree_plaatsing(ctx: &Ctx, id: Uuid, gegevens: &Stapgegevens) -> Result<Stored<Plaatsing>, AppError> {
    let grant = ctx.authorize(Actie::PlaatsingAkkoord)?;
    let namens = side_of(&grant, gegevens)?;
    let stap = if namens == Partij::Docent { Plaatsingstap::AkkoordDocent } else { Plaatsingstap::AkkoordSchool };
    ctx.app.db.write(&grant, |tx| {
        let found = take(tx, &grant, id)?;
        require_in_time(tx, &found)?;
        let stored = step(tx, found, stap, namens, gegevens)?;
        Ok(tx.audited(entry(&grant, &stored, stap, namens), stored)?)
    })
}

/// The school or the regiodocent refuses; the fte is free again.
pub fn refuse_plaatsing(ctx: &Ctx, id: Uuid, gegevens: &Stapgegevens) -> Result<Stored<Plaatsing>, AppError> {
    let grant = ctx.authorize(Actie::PlaatsingWeigeren)?;
    let namens = side_of(&grant, gegevens)?;
    simple(ctx, &grant, id, Plaatsingstap::Weigeren, namens, gegevens)
}

/// The coordinator takes a proposal back.
pub fn withdraw_plaatsing(ctx: &Ctx, id: Uuid, gegevens: &Stapgegevens) -> Result<Stored<Plaatsing>, AppError> {
    let grant = ctx.authorize(Actie::PlaatsingIntrekken)?;
    simple(ctx, &grant, id, Plaatsingstap::Intrekken, Partij::Coordinator, gegevens)
}

/// Ends an active plaatsing after a day, which only a coordinator may choose in the past. Until then it goes on.
pub fn end_plaatsing(ctx: &Ctx, id: Uuid, gegevens: &Stapgegevens) -> Result<Stored<Plaatsing>, AppError> {
    let grant = ctx.authorize(Actie::PlaatsingBeeindigen)?;
    let own = partij(grant.actor());
    let namens = if gegevens.namens.is_some() { side_of(&grant, gegevens)? } else { own };
    let today = ctx.app.clock.today();
    ctx.app.db.write(&grant, |tx| {
        let mut found = take(tx, &grant, id)?;
        found.noun.status.overgang(Plaatsingstap::Beeindigen, own)?;
        let last = gegevens.datum.unwrap_or(today);
        let mut invoer = Invoer::default();
        invoer.eis(own == Partij::Coordinator || last >= today, || {
            let detail = "de laatste dag ligt in het verleden";
            Invoerfout::new("/laatsteDag", "in-het-verleden", detail, "Kies vandaag of later, of vraag de coördinator.")
        });
        invoer.eis(found.noun.laatste_dag().is_none_or(|end| last < end), || {
            let detail = "de plaatsing eindigt al op of voor deze dag";
            Invoerfout::new("/laatsteDag", "eindigt-al", detail, "Kies een eerdere dag, of doe niets.")
        });
        invoer.af()?;
        found.noun.eindig_op(last);
        found.noun.overdracht_op = None;
        let stored = step(tx, found, Plaatsingstap::Beeindigen, namens, gegevens)?;
        tx.audit(entry(&grant, &stored, Plaatsingstap::Beeindigen, namens))?;
        let regio_id = regio_of(tx.conn, &grant)?.id;
        let stored = close_if_over(tx, regio_id, stored)?;
        Ok(tx.audited(entry(&grant, &stored, Plaatsingstap::Beeindigen, namens), stored)?)
    })
}

fn simple(
    ctx: &Ctx,
    grant: &Grant,
    id: Uuid,
    stap: Plaatsingstap,
    namens: Partij,
    gegevens: &Stapgegevens,
) -> Result<Stored<Plaatsing>, AppError> {
    ctx.app.db.write(grant, |tx| {
        let found = take(tx, grant, id)?;
        let stored = step(tx, found, stap, namens, gegevens)?;
        Ok(tx.audited(entry(grant, &stored, stap, namens), stored)?)
    })
}

pub(super) fn side_of(grant: &Grant, gegevens: &Stapgegevens) -> Result<Partij, AppError> {
    let mut invoer = Invoer::default();
    let namens = zijde(partij(grant.actor()), gegevens, &mut invoer);
    invoer.af()?;
    Ok(namens)
}

/// The plaatsing, held until the end of the transaction.
pub(super) fn take(tx: &mut Tx<'_>, grant: &Grant, id: Uuid) -> Result<Stored<Plaatsing>, AppError> {
    let regio = regio_of(tx.conn, grant)?;
    storage::plaatsing::lock_plaatsing(tx, regio.id, grant.bereik(), id)?.ok_or(ONBEKEND)
}

/// Takes one step with a plaatsing that is held: the new state, and a line in its history. The audit row is the caller's.
pub(super) fn step(
    tx: &mut Tx<'_>,
    mut found: Stored<Plaatsing>,
    stap: Plaatsingstap,
    namens: Partij,
    gegevens: &Stapgegevens,
) -> Result<Stored<Plaatsing>, AppError> {
    let door = if namens == Partij::Dienst { Partij::Dienst } else { partij(tx.grant.actor()) };
    let row = found.noun.status.overgang(stap, door)?;
    let mut invoer = Invoer::default();
    check_eisen(row.eist, gegevens, &mut invoer);
    invoer.af()?;
    found.noun.status = row.naar;
    let mut touched = storage::huidige_plaatsing::list_vacatures_of(tx.conn, found.id)?;
    let stored = storage::plaatsing::update_plaatsing(tx, &found)?;
    touched.extend(stored.noun.delen.iter().map(|deel| deel.vacature_id));
    follow_vulling(tx, &touched)?;
    let gezet = GezetteStap {
        stap,
        namens,
        door: tx.grant.actor().id.clone(),
        tijdstip: tx.clock.now(),
        bron: gegevens.bron.clone(),
        motivering: gegevens.motivering.clone(),
        datum: gegevens.datum,
    };
    storage::plaatsing_stap::insert_stap(tx, stored.id, &gezet)?;
    Ok(stored)
}

/// What was proposed and not answered in time is over, also before the service has written that down.
fn require_in_time(tx: &Tx<'_>, found: &Stored<Plaatsing>) -> Result<(), AppError> {
    match found.noun.akkoord_tot {
        Some(last) if last < tx.clock.today() && !found.noun.status.is_einde() => Err(AppError::Conflict {
            code: "akkoordtermijn-voorbij",
            detail: format!("Akkoord geven kon tot en met {}.", last.format("%-d-%-m-%Y")),
            herstel: "Vraag de regiocoördinator om een nieuw voorstel.".into(),
        }),
        _ => Ok(()),
    }
}

/// The line in the audit log; what people wrote stands with the plaatsing, not here.
pub(super) fn entry(grant: &Grant, stored: &Stored<Plaatsing>, stap: Plaatsingstap, namens: Partij) -> AuditEntry {
    let what = json!({ "stap": stap, "namens": namens, "status": stored.noun.status, "laatsteDag": stored.noun.laatste_dag() });
    AuditEntry::new(grant.actie().as_str(), "plaatsing", stored.id, what)
}
