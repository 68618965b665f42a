//! Vaststelling: a person turns (part of) a voorstel into plaatsingen. The only way in which a plan changes anything.

use std::collections::BTreeSet;

use serde_json::json;
use uuid::Uuid;

use super::apply::{apply, choose, conflicts};
use super::matchronde::{own, read_plan};
use super::prepare::prepare;
use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::policy::Actie;
use crate::domain::invoer::Invoerfout;
use crate::domain::matchronde::{Matchronde, Matchrondestatus};
use crate::domain::plaatsing::Plaatsing;
use crate::domain::stored::Stored;
use crate::domain::vaststelling::Vaststelling;
use crate::matching::plan::{PlanStatus, VoorgesteldePlaatsing};
use crate::storage;
use crate::storage::connection::Tx;
use crate::storage::regio::lock_regio;

/// What a coordinator decides.
#[derive(Debug, Clone)]
pub struct Besluit {
    /// Why; at least a few words.
    pub motivering: String,
    /// For whom; absent: the whole plan.
    pub regiodocenten: Option<Vec<Uuid>>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Vastgesteld {
    /// The vaststelling.
    pub vaststelling: Stored<Vaststelling>,
    /// The plaatsingen it made.
    pub plaatsingen: Vec<Stored<Plaatsing>>,
}

/// Adopts the plan, or the part of it for some people, after judging it against today's data in the same transaction.
/// All or nothing: when something no longer fits, all of that is listed and nothing is written.
pub fn create_vaststelling(ctx: &Ctx, id: Uuid, besluit: &Besluit) -> Result<Vastgesteld, AppError> {
    let grant = ctx.authorize(Actie::MatchrondeVaststellen)?;
    check(besluit)?;
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?;
        lock_regio(tx, regio.id)?;
        let mut ronde = own(tx.conn, &grant, id)?;
        require_voorstel(&ronde)?;
        let plan = read_plan(tx.conn, &ronde)?;
        if plan.status == PlanStatus::BeleidOnhaalbaar {
            return Err(infeasible());
        }
        let nieuw = choose(&plan.plaatsingen, besluit.regiodocenten.as_deref())?;
        hold(tx, regio.id, &nieuw)?;
        let today = prepare(tx.conn, &regio, ronde.noun.schooljaar, ronde.noun.peildatum, &ronde.noun.zaad)?;
        let misfits = conflicts(&today, &nieuw)?;
        if !misfits.is_empty() {
            return Err(AppError::PastNiet(misfits));
        }
        let noun = Vaststelling {
            matchronde_id: ronde.id,
            motivering: besluit.motivering.trim().to_owned(),
            door: grant.actor().id.clone(),
            vastgesteld_op: tx.clock.now(),
        };
        let vaststelling = storage::vaststelling::insert_vaststelling(tx, noun)?;
        let plaatsingen = apply(tx, regio.id, vaststelling.id, &today, &nieuw)?;
        ronde.noun.status = Matchrondestatus::Vastgesteld;
        storage::matchronde::update_matchronde(tx, &ronde)?;
        let what = json!({
            "vaststelling": vaststelling.id,
            "plaatsingen": plaatsingen.len(),
            "heel": besluit.regiodocenten.is_none(),
            "problemHash": plan.problem_hash,
        });
        let entry = AuditEntry::new("matchronde:vaststellen", "matchronde", ronde.id, what);
        Ok(tx.audited(entry, Vastgesteld { vaststelling, plaatsingen })?)
    })
}

/// Nobody changes these people and vacatures between our look and our write. Two vaststellingen never wait for
/// each other here: the first holds the regio.
fn hold(tx: &mut Tx<'_>, regio_id: Uuid, nieuw: &[VoorgesteldePlaatsing]) -> Result<(), AppError> {
    let mensen: BTreeSet<Uuid> = nieuw.iter().filter_map(|line| line.regiodocent.parse().ok()).collect();
    for id in mensen {
        storage::regiodocent::lock_regiodocent(tx, regio_id, id)?;
    }
    let delen = nieuw.iter().flat_map(|line| &line.delen);
    let vacatures: BTreeSet<Uuid> = delen.filter_map(|deel| deel.vacature.parse().ok()).collect();
    // What is no longer open among them is found by the judgement that follows.
    storage::vacature::lock_vacatures(tx, &vacatures)?;
    Ok(())
}

fn check(besluit: &Besluit) -> Result<(), Invoerfout> {
    if besluit.motivering.trim().chars().count() >= 10 {
        return Ok(());
    }
    let detail = "de motivering is leeg of te kort";
    Err(Invoerfout::new("/motivering", "te-kort", detail, "Schrijf in een zin waarom dit plan wordt vastgesteld."))
}

fn require_voorstel(ronde: &Stored<Matchronde>) -> Result<(), AppError> {
    let status = ronde.noun.status;
    if status == Matchrondestatus::Voorstel {
        return Ok(());
    }
    Err(AppError::Conflict {
        code: "geen-voorstel",
        detail: format!("Alleen een voorstel kan worden vastgesteld; deze matchronde is '{status}'."),
        herstel: "Kies het nieuwste voorstel, of start een nieuwe matchronde.".into(),
    })
}

fn infeasible() -> AppError {
    AppError::Conflict {
        code: "beleid-onhaalbaar",
        detail: "Dit plan breekt een regel die hard is; zo'n plan kan niet worden vastgesteld.".into(),
        herstel: "Bekijk de bevindingen, pas het beleid aan en start een nieuwe matchronde.".into(),
    }
}

/// The vaststellingen of a matchronde, oldest first.
pub fn list_vaststellingen(ctx: &Ctx, id: Uuid) -> Result<Vec<Stored<Vaststelling>>, AppError> {
    let grant = ctx.authorize(Actie::MatchrondeLezen)?;
    ctx.app.db.read(&grant, |conn| {
        let ronde = own(conn, &grant, id)?;
        Ok(storage::vaststelling::list_vaststellingen(conn, ronde.id)?)
    })
}
