//! Vaststelling: a person turns (part of) a voorstel into plaatsingen. The only way in which a plan changes anything.

use std::collections::BTreeSet;

use serde_json::json;
use uuid::Uuid;

use super::apply::{akkoord_tot, apply, choose, conflicts};
use super::boekheropening::{require_dicht, require_niet_herzien};
use super::gewijzigd::gewijzigd;
use super::ingreep::plan_met_ingrepen;
use super::matchronde::{own, prepare_ronde, read_problem};
use super::plaatsing::verhuizing::{hand_over, withdraw_moved};
use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::policy::Actie;
use crate::domain::invoer::Invoerfout;
use crate::domain::matchronde::{Matchronde, Matchrondestatus};
use crate::domain::plaatsing::Plaatsing;
use crate::domain::stored::Stored;
use crate::domain::vaststelling::{Vaststelling, Wijziging};
use crate::matching::plan::{PlanStatus, VoorgesteldePlaatsing};
use crate::matching::problem::Problem;
use crate::storage;
use crate::storage::connection::Tx;
use crate::storage::regio::lock_regio;

/// What a coordinator decides.
#[derive(Debug, Clone)]
pub struct Besluit {
    /// Why; at least a few words.
    pub motivering: String,
    /// For whom; absent: everybody for whom it was not decided yet.
    pub regiodocenten: Option<Vec<Uuid>>,
    /// The ingrepen that the caller knows of: all of the matchronde, or nothing is adopted.
    pub ingrepen: Vec<Uuid>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Vastgesteld {
    /// The vaststelling.
    pub vaststelling: Stored<Vaststelling>,
    /// The plaatsingen it made.
    pub plaatsingen: Vec<Stored<Plaatsing>>,
}

/// Adopts the plan with its ingrepen, or the part of it for some people, after judging it against today's data in the same
/// transaction. All or nothing: when something no longer fits, all of that is listed and nothing is written. What is left of
/// a plan may be adopted later; the same line never twice.
pub fn create_vaststelling(ctx: &Ctx, id: Uuid, besluit: &Besluit) -> Result<Vastgesteld, AppError> {
    let grant = ctx.authorize(Actie::MatchrondeVaststellen)?;
    check(besluit)?;
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?;
        lock_regio(tx, regio.id)?;
        let mut ronde = own(tx.conn, &grant, id)?;
        require_voorstel(tx, regio.id, &ronde)?;
        require_dicht(tx.conn, regio.id, ronde.noun.schooljaar)?;
        let plan = plan_met_ingrepen(tx.conn, &ronde, &besluit.ingrepen)?;
        if plan.status == PlanStatus::BeleidOnhaalbaar {
            return Err(infeasible());
        }
        let toen = read_problem(tx.conn, &ronde)?;
        let nieuw = choose(&rest(tx, &ronde, plan.plaatsingen.clone())?, besluit.regiodocenten.as_deref())?;
        hold(tx, regio.id, &nieuw)?;
        let verplaatst = verplaatst(&toen, &plan.plaatsingen, &nieuw);
        let motivering = besluit.motivering.trim();
        let lopend = withdraw_moved(tx, regio.id, &verplaatst, motivering)?;
        let today = prepare_ronde(tx.conn, &regio, &ronde.noun)?;
        let misfits = conflicts(&today, &nieuw, &verplaatst)?;
        if !misfits.is_empty() {
            return Err(AppError::PastNiet(misfits));
        }
        let akkoord_tot = akkoord_tot(tx.clock.today(), &today.beleid)?;
        let nieuw = hand_over(tx, regio.id, lopend, nieuw, akkoord_tot, motivering)?;
        let noun = Vaststelling {
            matchronde_id: ronde.id,
            motivering: motivering.to_owned(),
            door: grant.actor().id.clone(),
            vastgesteld_op: tx.clock.now(),
            ingrepen: i32::try_from(besluit.ingrepen.len()).unwrap_or(i32::MAX),
            gewijzigd: since(&toen, &today, &verplaatst),
        };
        let vaststelling = storage::vaststelling::insert_vaststelling(tx, noun)?;
        let plaatsingen = apply(tx, regio.id, vaststelling.id, akkoord_tot, &nieuw)?;
        ronde.noun.status = Matchrondestatus::Vastgesteld;
        storage::matchronde::update_matchronde(tx, &ronde)?;
        let what = json!({
            "vaststelling": vaststelling.id,
            "plaatsingen": plaatsingen.len(),
            "heel": besluit.regiodocenten.is_none(),
            "ingrepen": besluit.ingrepen,
            "verplaatst": verplaatst,
            "gewijzigdSindsdien": vaststelling.noun.gewijzigd.len(),
            "problemHash": plan.problem_hash,
        });
        let entry = AuditEntry::new("matchronde:vaststellen", "matchronde", ronde.id, what);
        Ok(tx.audited(entry, Vastgesteld { vaststelling, plaatsingen })?)
    })
}

/// Plaatsingen of who goes elsewhere in this plan: held when the data were frozen, and not continued.
fn verplaatst(toen: &Problem, plan: &[VoorgesteldePlaatsing], nieuw: &[VoorgesteldePlaatsing]) -> BTreeSet<String> {
    let kept: BTreeSet<&str> = plan.iter().filter_map(|line| line.bestaand.as_deref()).collect();
    let moved: BTreeSet<&str> = nieuw.iter().map(|line| line.regiodocent.as_str()).collect();
    let held = toen.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast());
    let left = held.filter(|today| moved.contains(today.regiodocent.as_str()) && !kept.contains(today.id.as_str()));
    left.map(|today| today.id.clone()).collect()
}

/// What changed since the data were frozen, but for what this vaststelling itself just moved.
fn since(toen: &Problem, today: &Problem, verplaatst: &BTreeSet<String>) -> Vec<Wijziging> {
    let mut found = gewijzigd(toen, today);
    found.retain(|one| one.onderwerp != "plaatsing" || one.id.as_ref().is_none_or(|id| !verplaatst.contains(id)));
    found
}

/// The lines of the plan that no vaststelling of this matchronde took before; a conflict when none is left.
fn rest(
    tx: &mut Tx<'_>,
    ronde: &Stored<Matchronde>,
    plan: Vec<VoorgesteldePlaatsing>,
) -> Result<Vec<VoorgesteldePlaatsing>, AppError> {
    let done = storage::vaststelling::list_vastgesteld(tx.conn, ronde.id)?;
    let done: BTreeSet<(String, String)> = done.into_iter().map(|(id, school)| (id.to_string(), school)).collect();
    let is_done =
        |line: &VoorgesteldePlaatsing| done.contains(&(line.regiodocent.clone(), line.vestigingscode.to_string()));
    let left: Vec<_> = plan.into_iter().filter(|line| !is_done(line)).collect();
    if !done.is_empty() && left.iter().all(|line| line.bestaand.is_some()) {
        return Err(AppError::Conflict {
            code: "al-vastgesteld",
            detail: "Alles in dit plan is al vastgesteld.".into(),
            herstel: "Start een nieuwe matchronde als er weer iets te plaatsen is.".into(),
        });
    }
    Ok(left)
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

/// A voorstel, or one of which a part was adopted, as long as no later matchronde has taken its place.
fn require_voorstel(tx: &mut Tx<'_>, regio_id: Uuid, ronde: &Stored<Matchronde>) -> Result<(), AppError> {
    use Matchrondestatus::{Vastgesteld, Voorstel};
    let status = ronde.noun.status;
    let detail = match status {
        Voorstel => return Ok(()),
        Vastgesteld => {
            let later = [Voorstel, Vastgesteld];
            let found = storage::matchronde::list_by_status(tx.conn, regio_id, ronde.noun.schooljaar, &later)?;
            match found.iter().find(|other| other.id > ronde.id) {
                None => {
                    return require_niet_herzien(tx.conn, regio_id, ronde.noun.schooljaar, ronde.noun.aangemaakt_op);
                }
                Some(later) => format!("Matchronde {} is nieuwer; deze is niet meer vast te stellen.", later.id),
            }
        }
        _ => format!("Alleen een voorstel kan worden vastgesteld; deze matchronde is '{status}'."),
    };
    Err(AppError::Conflict {
        code: "geen-voorstel",
        detail,
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
