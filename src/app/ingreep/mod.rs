//! Ingreep: a coordinator overrides the plan of a matchronde at one point, sees the price, and may take it back.
//!
//! Ingrepen stand in a row: each is priced on top of all before it, so only the last can be taken back.

mod huidig;
mod opgave;
pub mod prijs;
mod werk;

pub(in crate::app) use huidig::{Huidig, huidig_plan, plan_tot};
pub use prijs::{Geprijsd, find_ingreep, list_ingrepen};
pub use werk::{Begin, begin, fail, finish};

use serde_json::json;
use uuid::Uuid;

use super::matchronde::{own, read_plan};
use super::regio::regio_of;
use super::{Ctx, error::AppError, require_versie};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Grant};
use crate::domain::ingreep::{Ingreep, Ingreepstatus, Ingreepvraag};
use crate::domain::matchronde::{Matchronde, Matchrondestatus};
use crate::domain::stored::Stored;
use crate::matching::plan::Plan;
use crate::storage;
use crate::storage::connection::Conn;
use crate::storage::job::insert_job;
use crate::storage::regio::lock_regio;

/// Kind of the job that computes a price.
pub const JOBSOORT: &str = "ingreep";

/// Adds an ingreep and puts the computing of its price in the queue. What no plan could follow is refused at once.
pub fn create_ingreep(ctx: &Ctx, ronde_id: Uuid, vraag: Ingreepvraag) -> Result<Stored<Ingreep>, AppError> {
    let grant = ctx.authorize(Actie::IngreepSchrijven)?;
    vraag.check()?;
    let stored = ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?;
        lock_regio(tx, regio.id)?;
        let ronde = own(tx.conn, &grant, ronde_id)?;
        require_voorstel(&ronde)?;
        let eerder = storage::ingreep::list_ingrepen(tx.conn, ronde_id)?;
        require_geprijsd(&eerder)?;
        let opgave::Oordeel { vraag, tweede_nodig } = opgave::judge(tx.conn, &ronde, &eerder, vraag)?;
        let ingreep = Ingreep {
            matchronde_id: ronde_id,
            volgnummer: eerder.last().map_or(1, |last| last.noun.volgnummer + 1),
            vraag,
            door: grant.actor().id.clone(),
            aangemaakt_op: tx.clock.now(),
            status: Ingreepstatus::Wachtend,
            reden: None,
            tweede_nodig,
            tweede_door: None,
        };
        let stored = storage::ingreep::insert_ingreep(tx, ingreep)?;
        insert_job(tx, JOBSOORT, regio.id, stored.id, ctx.app.wachtrij.max_pogingen)?;
        // The motivering is free text and may name somebody: it stands with the ingreep, not in the audit log.
        let what = json!({ "matchronde": ronde_id, "soort": stored.noun.vraag.soort,
            "regiodocent": stored.noun.vraag.regiodocent_id, "vestigingscode": stored.noun.vraag.vestigingscode,
            "vacature": stored.noun.vraag.vacature_id, "fte": stored.noun.vraag.fte });
        Ok::<_, AppError>(tx.audited(AuditEntry::new("ingreep:maken", "ingreep", stored.id, what), stored)?)
    })?;
    ctx.app.wachtrij.wek();
    Ok(stored)
}

/// A second coordinator signs for what the beleid marks.
pub fn sign_ingreep(ctx: &Ctx, ronde_id: Uuid, id: Uuid) -> Result<Geprijsd, AppError> {
    let grant = ctx.authorize(Actie::IngreepSchrijven)?;
    ctx.app.db.write(&grant, |tx| {
        let ronde = own(tx.conn, &grant, ronde_id)?;
        require_voorstel(&ronde)?;
        let stored = of_ronde(tx.conn, ronde_id, id)?;
        let door = grant.actor().id.clone();
        if !stored.noun.tweede_nodig || stored.noun.tweede_door.is_some() {
            return Err(AppError::Conflict {
                code: "akkoord-niet-nodig",
                detail: "Voor deze ingreep is geen tweede akkoord (meer) nodig.".into(),
                herstel: "Stel het plan vast.".into(),
            });
        }
        if stored.noun.door == door {
            return Err(AppError::Conflict {
                code: "zelfde-persoon",
                detail: "Wie de ingreep deed, kan haar niet zelf goedkeuren.".into(),
                herstel: "Vraag een andere coördinator om akkoord.".into(),
            });
        }
        storage::ingreep::sign_ingreep(tx, id, stored.versie, &door)?;
        let signed = prijs::price(tx.conn, &ronde, id)?;
        let what = json!({ "matchronde": ronde_id, "ingreep": stored.noun.door });
        Ok(tx.audited(AuditEntry::new("ingreep:akkoord", "ingreep", id, what), signed)?)
    })
}

/// Takes the last ingreep back; the plan is again as it was before it.
pub fn delete_ingreep(ctx: &Ctx, ronde_id: Uuid, id: Uuid, seen: i32) -> Result<(), AppError> {
    let grant = ctx.authorize(Actie::IngreepSchrijven)?;
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?;
        lock_regio(tx, regio.id)?;
        let ronde = own(tx.conn, &grant, ronde_id)?;
        let stored = of_ronde(tx.conn, ronde_id, id)?;
        require_versie(&stored, seen)?;
        require_voorstel(&ronde)?;
        if stored.noun.status == Ingreepstatus::Wachtend {
            require_geprijsd(std::slice::from_ref(&stored))?;
        }
        let all = storage::ingreep::list_ingrepen(tx.conn, ronde_id)?;
        if all.last().is_some_and(|last| last.id != id) {
            return Err(AppError::Conflict {
                code: "latere-ingreep",
                detail: "Er is een latere ingreep, en haar prijs rekent met deze.".into(),
                herstel: "Trek eerst de latere ingrepen in, de laatste eerst.".into(),
            });
        }
        storage::ingreep::delete_ingreep(tx, id, seen)?;
        let what = json!({ "matchronde": ronde_id, "soort": stored.noun.vraag.soort });
        Ok(tx.audited(AuditEntry::new("ingreep:intrekken", "ingreep", id, what), ())?)
    })
}

/// The plan with all ingrepen, for a vaststelling: the caller must know every one of them, and each must be ready.
pub(super) fn plan_met_ingrepen(
    conn: &mut Conn,
    ronde: &Stored<Matchronde>,
    bekend: &[Uuid],
) -> Result<Plan, AppError> {
    let all = storage::ingreep::list_ingrepen(conn, ronde.id)?;
    let mut ids: Vec<Uuid> = all.iter().map(|ingreep| ingreep.id).collect();
    let mut known = bekend.to_vec();
    ids.sort_unstable();
    known.sort_unstable();
    if ids != known {
        return Err(AppError::Conflict {
            code: "andere-ingrepen",
            detail: format!("Dit plan heeft {} ingrepen; in het besluit staan er {}.", ids.len(), known.len()),
            herstel: "Bekijk /ingrepen, en noem in 'ingrepen' de ids van allemaal; trek in wat niet mee moet.".into(),
        });
    }
    require_geprijsd(&all)?;
    if let Some(open) = all.iter().find(|ingreep| !ingreep.noun.is_ondertekend()) {
        return Err(AppError::Conflict {
            code: "tweede-persoon-nodig",
            detail: format!("Het beleid vraagt voor ingreep {} een tweede coördinator.", open.id),
            herstel: "Laat een andere coördinator akkoord geven op de ingreep, of trek haar in.".into(),
        });
    }
    match all.last() {
        None => read_plan(conn, ronde),
        Some(last) => prijs::own_plan(conn, last),
    }
}

/// The ingreep with this id, when it is of this matchronde.
fn of_ronde(conn: &mut Conn, ronde_id: Uuid, id: Uuid) -> Result<Stored<Ingreep>, AppError> {
    let found = storage::ingreep::find_ingreep(conn, id)?;
    found.filter(|ingreep| ingreep.noun.matchronde_id == ronde_id).ok_or(AppError::NietGevonden("ingreep"))
}

fn require_voorstel(ronde: &Stored<Matchronde>) -> Result<(), AppError> {
    let status = ronde.noun.status;
    if status == Matchrondestatus::Voorstel {
        return Ok(());
    }
    Err(AppError::Conflict {
        code: "geen-voorstel",
        detail: format!("Ingrijpen kan alleen in een voorstel; deze matchronde is '{status}'."),
        herstel: "Kies het nieuwste voorstel, of start een nieuwe matchronde.".into(),
    })
}

fn require_geprijsd(all: &[Stored<Ingreep>]) -> Result<(), AppError> {
    let Some(open) = all.iter().find(|ingreep| ingreep.noun.status != Ingreepstatus::Geprijsd) else { return Ok(()) };
    let (detail, herstel) = match open.noun.status {
        Ingreepstatus::Mislukt => ("heeft geen plan opgeleverd", "Trek die ingreep eerst in."),
        _ => ("wordt nog doorgerekend", "Wacht even en kijk in /ingrepen."),
    };
    Err(AppError::Conflict {
        code: "ingreep-zonder-prijs",
        detail: format!("Ingreep {} {detail}.", open.id),
        herstel: herstel.into(),
    })
}

/// Reading needs the right to read the matchronde.
fn read_grant(ctx: &Ctx) -> Result<Grant, AppError> {
    ctx.authorize(Actie::MatchrondeLezen)
}
