//! The side of a matchronde that a worker sees: begin, and end exactly once. Every end is fenced by the claim on the job.

use serde_json::json;
use uuid::Uuid;

use super::super::prepare::{Opname, prepare};
use super::super::regio::grant_of;
use super::super::solidariteit::leg_vast;
use super::super::{App, error::AppError};
use super::{JOBSOORT, lapse};
use crate::audit::AuditEntry;
use crate::domain::beleid::{Beleid, Modus, Waarde};
use crate::domain::levensloop::{Levensloop, Partij};
use crate::domain::matchronde::{Matchronde, Matchrondestap, Matchrondestatus};
use crate::domain::regio::Regio;
use crate::domain::stored::Stored;
use crate::matching::canonical::{problem_hash, with_norms};
use crate::matching::plan::Plan;
use crate::matching::problem::Problem;
use crate::storage::connection::{Conn, Tx};
use crate::storage::job::{Claim, find_jobstand, finish_job, hold_job};
use crate::storage::matchronde::{
    Documentsoort, find_document, find_matchronde, insert_document, list_by_status, update_matchronde,
};
use crate::storage::regio::{find_regio_by_id, lock_regio};

/// What a worker gets when it begins.
pub struct Begin {
    /// The frozen question.
    pub problem: Problem,
    /// Safety net, seconds.
    pub tijdlimiet_s: u64,
    /// Work after which the search stops.
    pub werklimiet: Option<u64>,
    /// Was it asked to stop already?
    pub gestopt: bool,
}

fn ronde_of(conn: &mut Conn, claim: &Claim) -> Result<Stored<Matchronde>, AppError> {
    find_matchronde(conn, claim.regio_id, claim.onderwerp_id)?.ok_or(AppError::NietGevonden("matchronde"))
}

/// Where a step of the service leads.
fn step(ronde: &Stored<Matchronde>, stap: Matchrondestap) -> Result<Matchrondestatus, AppError> {
    Ok(ronde.noun.status.overgang(stap, Partij::Dienst)?.naar)
}

/// The question of a matchronde as the data are now, with its own wijzigingsbudget when it was given one.
pub(in crate::app) fn prepare_ronde(
    conn: &mut Conn,
    regio: &Stored<Regio>,
    ronde: &Matchronde,
) -> Result<Problem, AppError> {
    let mut problem = prepare(conn, regio, &Opname::of(ronde))?;
    if let Some(personen) = ronde.wijzigingsbudget {
        set_budget(&mut problem.beleid, personen);
    }
    Ok(problem)
}

/// Freezes the question and marks the ronde as running. A ronde that was begun before keeps the question it had.
pub fn begin(app: &App, claim: &Claim) -> Result<Begin, AppError> {
    let grant = grant_of(app, claim)?;
    let frozen = app.db.read(&grant, |conn| find_document(conn, claim.onderwerp_id, Documentsoort::Problem))?;
    let problem: Problem = match &frozen {
        Some(text) => serde_json::from_str(text).map_err(|why| AppError::Intern(format!("stored problem: {why}")))?,
        None => app.db.snapshot(&grant, |conn| {
            let ronde = ronde_of(conn, claim)?;
            let regio = find_regio_by_id(conn, claim.regio_id)?.ok_or(AppError::NietGevonden("regio"))?;
            let problem = prepare_ronde(conn, &regio, &ronde.noun)?;
            Ok::<_, AppError>(if problem.normen.is_empty() { with_norms(problem)? } else { problem })
        })?,
    };
    app.db.write(&grant, |tx| {
        hold_job(tx, claim)?;
        let mut ronde = ronde_of(tx.conn, claim)?;
        if frozen.is_none() {
            freeze(tx, &mut ronde, &problem)?;
            leg_vast(tx, claim.regio_id, &ronde, &problem)?;
        }
        ronde.noun.status = step(&ronde, Matchrondestap::Beginnen)?;
        let ronde = update_matchronde(tx, &ronde)?;
        let job = find_jobstand(tx.conn, JOBSOORT, ronde.id)?.ok_or(AppError::NietGevonden("matchronde"))?;
        let begin = Begin {
            tijdlimiet_s: u64::try_from(ronde.noun.tijdlimiet_s).unwrap_or(1),
            werklimiet: ronde.noun.werklimiet.and_then(|werk| u64::try_from(werk).ok()),
            gestopt: job.stop_gevraagd,
            problem,
        };
        let what = json!({ "poging": claim.poging, "problemHash": ronde.noun.problem_hash });
        Ok(tx.audited(AuditEntry::new("matchronde:beginnen", "matchronde", ronde.id, what), begin)?)
    })
}

/// The budget that was asked for this ronde goes over that of the beleid, and is hard.
fn set_budget(beleid: &mut Beleid, personen: i32) {
    if let Some(regel) = beleid.regels.get_mut("wijzigingsbudget") {
        regel.modus = Some(Modus::Hard);
        for (naam, waarde) in
            [("personen", Waarde::Geheel(personen.into())), ("modus-herronde", Waarde::Keuze(Modus::Hard.to_string()))]
        {
            if let Some(parameter) = regel.parameters.get_mut(naam) {
                parameter.waarde = waarde;
                parameter.bron = "Aanvraag van deze matchronde".into();
            }
        }
    }
}

fn freeze(tx: &mut Tx<'_>, ronde: &mut Stored<Matchronde>, problem: &Problem) -> Result<(), AppError> {
    let broken = |why: serde_json::Error| AppError::Intern(format!("problem: {why}"));
    let text = serde_json::to_string(problem).map_err(broken)?;
    insert_document(tx, ronde.id, Documentsoort::Problem, &text)?;
    ronde.noun.problem_hash = Some(problem_hash(problem).map_err(broken)?);
    Ok(())
}

/// Stores the plan as voorstel; older voorstellen of the same regio and schooljaar lapse.
pub fn finish_plan(app: &App, claim: &Claim, plan: &Plan) -> Result<(), AppError> {
    let text = serde_json::to_string(plan).map_err(|why| AppError::Intern(format!("plan: {why}")))?;
    end(app, claim, None, |tx, ronde| {
        lapse_older(tx, claim.regio_id, ronde)?;
        insert_document(tx, ronde.id, Documentsoort::Plan, &text)?;
        ronde.noun.status = step(ronde, Matchrondestap::Voorstellen)?;
        ronde.noun.plan_status = Some(plan.status.to_string());
        ronde.noun.engine_versie.clone_from(&plan.engine_versie);
        Ok(())
    })
}

fn lapse_older(tx: &mut Tx<'_>, regio_id: Uuid, newer: &Stored<Matchronde>) -> Result<(), AppError> {
    for older in list_by_status(tx.conn, regio_id, newer.noun.schooljaar, &[Matchrondestatus::Voorstel])? {
        let older = lapse(tx, older, Partij::Dienst, &format!("Ingehaald door matchronde {}.", newer.id))?;
        let what = json!({ "ingehaaldDoor": newer.id });
        tx.audit(AuditEntry::new("matchronde:vervallen", "matchronde", older.id, what))?;
    }
    Ok(())
}

/// Ends a ronde that was stopped before there was a plan.
pub fn finish_stopped(app: &App, claim: &Claim) -> Result<(), AppError> {
    end(app, claim, None, |_, ronde| {
        ronde.noun.status = step(ronde, Matchrondestap::Stoppen)?;
        ronde.noun.reden = Some("Gestopt voordat er een plan was.".into());
        Ok(())
    })
}

/// Gives a ronde up; `reden` is for the coordinator, in Dutch.
pub fn fail(app: &App, claim: &Claim, reden: &str) -> Result<(), AppError> {
    end(app, claim, Some(reden), |_, ronde| {
        ronde.noun.status = step(ronde, Matchrondestap::Mislukken)?;
        ronde.noun.reden = Some(reden.to_owned());
        Ok(())
    })
}

/// The one way out: job and ronde end in one transaction, or not at all when the claim is no longer ours.
fn end(
    app: &App,
    claim: &Claim,
    fout: Option<&str>,
    change: impl FnOnce(&mut Tx<'_>, &mut Stored<Matchronde>) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let grant = grant_of(app, claim)?;
    app.db.write(&grant, |tx| {
        lock_regio(tx, claim.regio_id)?;
        finish_job(tx, claim, fout.is_none(), fout)?;
        let mut ronde = ronde_of(tx.conn, claim)?;
        ronde.noun.klaar_op = Some(tx.clock.now());
        change(tx, &mut ronde)?;
        let ronde = update_matchronde(tx, &ronde)?;
        let what = json!({ "status": ronde.noun.status, "planStatus": ronde.noun.plan_status });
        Ok::<_, AppError>(tx.audited(AuditEntry::new("matchronde:eindigen", "matchronde", ronde.id, what), ())?)
    })?;
    app.wachtrij.wek();
    Ok(())
}
