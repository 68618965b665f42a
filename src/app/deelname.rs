//! Deelname: the coordinator lets schools join and leave the regio.
//!
//! A school takes part in one regio at a time: its shortage and its placements would else count in two ledgers.

use serde_json::json;
use uuid::Uuid;

use super::error::AppError;
use super::regio::regio_of;
use super::{Ctx, require_versie};
use crate::audit::AuditEntry;
use crate::auth::policy::Actie;
use crate::domain::deelname::Deelname;
use crate::domain::invoer::Invoerfout;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::periode::Periode;
use crate::domain::stored::Stored;
use crate::storage;
use crate::storage::connection::{Conn, Tx};

pub use crate::storage::deelname::DeelnameFilter;

const SOORT: &str = "deelname";

/// The deelnames in the regio.
pub fn list_deelnames(
    ctx: &Ctx,
    filter: &DeelnameFilter,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Deelname>>, AppError> {
    let grant = ctx.authorize(Actie::DeelnameLezen)?;
    pagina.na_id()?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        Ok(storage::deelname::list_deelnames(conn, regio.id, grant.bereik(), filter, pagina)?)
    })
}

/// One deelname in the regio.
pub fn find_deelname(ctx: &Ctx, id: Uuid) -> Result<Stored<Deelname>, AppError> {
    let filter = DeelnameFilter { id: Some(id), ..Default::default() };
    let found = list_deelnames(ctx, &filter, &Pagina { na: None, aantal: 1 })?;
    found.items.into_iter().next().ok_or(AppError::NietGevonden(SOORT))
}

/// Lets a school join the regio.
pub fn create_deelname(ctx: &Ctx, deelname: &Deelname) -> Result<Stored<Deelname>, AppError> {
    let grant = ctx.authorize(Actie::DeelnameSchrijven)?;
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?;
        let mut fouten = check_periode(&deelname.periode);
        if storage::school::find_school(tx.conn, &deelname.vestigingscode)?.is_none() {
            let detail = "er is geen school met deze vestigingscode";
            let herstel = "Controleer de code, of maak eerst de school.";
            fouten.push(Invoerfout::new("/vestigingscode", "onbekende-school", detail, herstel));
        }
        fouten.extend(check_overlap(tx, &deelname.vestigingscode, &deelname.periode, None)?);
        if !fouten.is_empty() {
            return Err(fouten.into());
        }
        let stored = storage::deelname::insert_deelname(tx, regio.id, deelname)?;
        Ok(tx.audited(entry(&stored), stored)?)
    })
}

/// Changes the period of a deelname, usually to end it.
pub fn update_deelname(ctx: &Ctx, id: Uuid, seen: i32, periode: Periode) -> Result<Stored<Deelname>, AppError> {
    let grant = ctx.authorize(Actie::DeelnameSchrijven)?;
    ctx.app.db.write(&grant, |tx| {
        let mut stored = find_within(tx.conn, &grant, id)?;
        require_versie(&stored, seen)?;
        let mut fouten = check_periode(&periode);
        fouten.extend(check_overlap(tx, &stored.noun.vestigingscode, &periode, Some(id))?);
        if !fouten.is_empty() {
            return Err(fouten.into());
        }
        storage::deelname::update_deelname(tx, id, seen, &periode)?;
        stored.noun.periode = periode;
        stored.versie += 1;
        Ok(tx.audited(entry(&stored), stored)?)
    })
}

fn find_within(conn: &mut Conn, grant: &crate::auth::policy::Grant, id: Uuid) -> Result<Stored<Deelname>, AppError> {
    let regio = regio_of(conn, grant)?;
    let filter = DeelnameFilter { id: Some(id), ..Default::default() };
    let one = Pagina { na: None, aantal: 1 };
    let mut found = storage::deelname::list_deelnames(conn, regio.id, grant.bereik(), &filter, &one)?;
    found.items.pop().ok_or(AppError::NietGevonden(SOORT))
}

fn check_periode(periode: &Periode) -> Vec<Invoerfout> {
    if !periode.is_leeg() {
        return Vec::new();
    }
    let detail = "de laatste dag ligt voor de eerste";
    vec![Invoerfout::new("/totEnMet", "einde-voor-begin", detail, "Kies een totEnMet op of na van, of laat het weg.")]
}

/// Is the school taking part somewhere in this period already? `except` is the deelname that is being changed.
pub(crate) fn check_overlap(
    tx: &mut Tx<'_>,
    code: &Vestigingscode,
    periode: &Periode,
    except: Option<Uuid>,
) -> Result<Option<Invoerfout>, AppError> {
    storage::school::lock_school(tx, code)?;
    let deelnames = storage::deelname::list_deelnames_of_school(tx.conn, code)?;
    let mut others = deelnames.iter().filter(|(_, deelname)| Some(deelname.id) != except);
    let Some((regio, ander)) = others.find(|(_, deelname)| deelname.noun.periode.overlapt(periode)) else {
        return Ok(None);
    };
    // Another regio is not named: which regio has which school is for that regio to tell.
    let (waar, herstel) = if tx.grant.regio() == Some(regio.code.as_str()) {
        ("in deze regio", "Wijzig die deelname, of kies een periode die er niet mee overlapt.")
    } else {
        ("in een andere regio", "Laat die regio de deelname eerst beëindigen, of begin later.")
    };
    let detail = format!("de school doet vanaf {} al mee {waar}", ander.noun.periode.van);
    Ok(Some(Invoerfout::new("/van", "doet-al-mee", detail, herstel)))
}

fn entry(stored: &Stored<Deelname>) -> AuditEntry {
    let periode = stored.noun.periode;
    let summary = json!({
        "vestigingscode": stored.noun.vestigingscode,
        "van": periode.van,
        "totEnMet": periode.tot_en_met,
    });
    AuditEntry::new("deelname:schrijven", SOORT, stored.id, summary)
}
