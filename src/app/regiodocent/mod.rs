//! Regiodocent: kept by the coordinator or the HR system of the regio that employs them; read by the regiodocent, and by
//! the HR system of a board that is the formeel werkgever. The onderdelen stand next to this file.

pub mod contractstap;
pub mod onderdeel;

use serde_json::{Value, json};
use uuid::Uuid;

use super::regio::regio_of;
use super::{Ctx, error::AppError, require_versie};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Grant};
use crate::domain::instemming::Instemming;
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::onderdeel::{Onderdeel, Verwijzing, pointer_to};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::regiodocent::{NieuweRegiodocent, Regiodocent, VolledigeRegiodocent};
use crate::domain::stored::Stored;
use crate::storage::connection::{Conn, Tx};
use crate::storage::regiodocent as storage;
use crate::storage::regiodocent::Opslag;
pub use crate::storage::regiodocent::{Bevoegdheidfilter, RegiodocentFilter};

/// Adds a regiodocent with all onderdelen that were told, or nothing at all.
pub fn create_regiodocent(ctx: &Ctx, nieuw: &NieuweRegiodocent) -> Result<VolledigeRegiodocent, AppError> {
    let grant = ctx.authorize(Actie::RegiodocentSchrijven)?;
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?.id;
        let mut invoer = Invoer::default();
        nieuw.check(&mut invoer);
        check_verwijzingen(tx.conn, all_verwijzingen(nieuw), &mut invoer)?;
        check_herkomst(tx.conn, regio, None, &nieuw.regiodocent, &mut invoer)?;
        invoer.af()?;
        let stored = storage::insert_regiodocent(tx, regio, &nieuw.regiodocent)
            .map_err(|why| AppError::if_dubbel(why, herkomst_taken))?;
        let volledig = VolledigeRegiodocent {
            contracten: insert_all(tx, stored.id, &nieuw.contracten)?,
            bevoegdheden: insert_all(tx, stored.id, &nieuw.bevoegdheden)?,
            voorkeuren: insert_all(tx, stored.id, &nieuw.voorkeuren)?,
            uitsluitingen: insert_all(tx, stored.id, &nieuw.uitsluitingen)?,
            instemmingen: insert_all(tx, stored.id, &nieuw.instemmingen)?,
            regiodocent: stored,
        };
        Ok(tx.audited(audit(volledig.regiodocent.id, summary_of(&volledig)), volledig)?)
    })
}

/// The regiodocenten of the regio, without onderdelen.
pub fn list_regiodocenten(
    ctx: &Ctx,
    filter: &RegiodocentFilter,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Regiodocent>>, AppError> {
    let grant = ctx.authorize(Actie::RegiodocentLezen)?;
    pagina.na_id()?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?.id;
        Ok(storage::list_regiodocenten(conn, regio, grant.bereik(), filter, pagina)?)
    })
}

/// One regiodocent with all onderdelen.
pub fn find_regiodocent(ctx: &Ctx, id: Uuid) -> Result<VolledigeRegiodocent, AppError> {
    let grant = ctx.authorize(Actie::RegiodocentLezen)?;
    ctx.app.db.snapshot(&grant, |conn| {
        let regio = require_within(conn, &grant, id)?;
        storage::find_volledig(conn, regio, id)?.ok_or(ONBEKEND)
    })
}

/// Changes the person; the onderdelen stay.
pub fn update_regiodocent(ctx: &Ctx, id: Uuid, seen: i32, new: &Regiodocent) -> Result<VolledigeRegiodocent, AppError> {
    let grant = ctx.authorize(Actie::RegiodocentSchrijven)?;
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?.id;
        let present = storage::find_regiodocent(tx.conn, regio, id)?.ok_or(ONBEKEND)?;
        require_versie(&present, seen)?;
        let mut invoer = Invoer::default();
        new.check(&mut invoer);
        check_herkomst(tx.conn, regio, Some(id), new, &mut invoer)?;
        check_soort(new, &Instemming::list(tx.conn, id)?, &mut invoer);
        invoer.af()?;
        storage::update_regiodocent(tx, regio, id, seen, new)
            .map_err(|why| AppError::if_dubbel(why, herkomst_taken))?;
        let volledig = storage::find_volledig(tx.conn, regio, id)?.ok_or(ONBEKEND)?;
        Ok(tx.audited(audit(id, json!({ "wijziging": "gewijzigd", "soort": new.soort })), volledig)?)
    })
}

/// Somebody of another regio is answered exactly like somebody who does not exist.
pub(crate) const ONBEKEND: AppError = AppError::NietGevonden("regiodocent");

/// The id of the regio of the caller, when the regiodocent lies within reach.
pub(crate) fn require_within(conn: &mut Conn, grant: &Grant, id: Uuid) -> Result<Uuid, AppError> {
    let regio = regio_of(conn, grant)?.id;
    if storage::is_within(conn, regio, grant.bereik(), id)? { Ok(regio) } else { Err(ONBEKEND) }
}

fn audit(id: Uuid, summary: Value) -> AuditEntry {
    AuditEntry::new(Actie::RegiodocentSchrijven.as_str(), "regiodocent", id, summary)
}

fn summary_of(volledig: &VolledigeRegiodocent) -> Value {
    json!({
        "wijziging": "gemaakt",
        "soort": volledig.regiodocent.noun.soort,
        "contracten": volledig.contracten.len(),
        "bevoegdheden": volledig.bevoegdheden.len(),
        "voorkeuren": volledig.voorkeuren.len(),
        "uitsluitingen": volledig.uitsluitingen.len(),
        "instemmingen": volledig.instemmingen.len(),
    })
}

fn insert_all<T: Opslag>(tx: &mut Tx<'_>, van: Uuid, nouns: &[T]) -> Result<Vec<Stored<T>>, AppError> {
    nouns.iter().map(|noun| Ok(T::insert(tx, van, noun)?)).collect()
}

fn all_verwijzingen(nieuw: &NieuweRegiodocent) -> Vec<Verwijzing> {
    fn of<T: Onderdeel>(items: &[T]) -> impl Iterator<Item = Verwijzing> {
        items.iter().enumerate().flat_map(|(index, item)| item.verwijzingen(&pointer_to::<T>(index)))
    }
    of(&nieuw.contracten).chain(of(&nieuw.voorkeuren)).chain(of(&nieuw.uitsluitingen)).collect()
}

fn check_verwijzingen(conn: &mut Conn, named: Vec<Verwijzing>, invoer: &mut Invoer) -> Result<(), AppError> {
    for unknown in storage::find_onbekende(conn, named)? {
        invoer.fout(unknown.onbekend());
    }
    Ok(())
}

/// Is the herkomst free in this regio, or that of `own` already?
fn check_herkomst(
    conn: &mut Conn,
    regio: Uuid,
    own: Option<Uuid>,
    new: &Regiodocent,
    invoer: &mut Invoer,
) -> Result<(), AppError> {
    if let (Some(bron_systeem), Some(extern_id)) = (&new.bron_systeem, &new.extern_id) {
        let holder = storage::find_by_herkomst(conn, regio, bron_systeem, extern_id)?;
        invoer.eis(holder.is_none_or(|holder| Some(holder.id) == own), herkomst_taken);
    }
    Ok(())
}

fn herkomst_taken() -> Invoerfout {
    let detail = "er is in deze regio al een regiodocent met dit externId uit dit bronSysteem";
    Invoerfout::new("/externId", "bestaat-al", detail, "Wijzig die regiodocent, of kies een ander externId.")
}

/// An instemming that is there already must suit the new soort.
pub(crate) fn check_soort(new: &Regiodocent, instemmingen: &[Stored<Instemming>], invoer: &mut Invoer) {
    let fits = instemmingen.iter().all(|instemming| instemming.noun.soort.is_open_voor(new.soort));
    invoer.eis(fits, || {
        let detail = format!("een {} werkt aan één school tegelijk, maar er is een instemming met twee", new.soort);
        Invoerfout::new("/soort", "past-niet-bij-instemming", detail, "Verwijder eerst die instemming.")
    });
}
