//! The side of an ingreep that a worker sees: what to compute, and its end exactly once, fenced by the claim on the job.

use serde_json::json;

use super::super::App;
use super::super::error::AppError;
use super::super::matchronde::{read_plan, read_problem};
use super::super::regio::grant_of;
use super::opgave::pins_en;
use super::prijs::own_plan;
use crate::audit::AuditEntry;
use crate::matching::plan::{Plan, VoorgesteldePlaatsing};
use crate::matching::problem::Problem;
use crate::storage::ingreep::{end_ingreep, find_ingreep, list_ingrepen};
use crate::storage::job::{Claim, finish_job};
use crate::storage::matchronde::find_matchronde;

/// What a worker gets when it begins.
pub struct Begin {
    /// The frozen question with the pins of this ingreep and all before it.
    pub problem: Problem,
    /// The plan without this ingreep: where the search begins.
    pub start: Vec<VoorgesteldePlaatsing>,
    /// Safety net, seconds.
    pub tijdlimiet_s: u64,
    /// Work after which the search stops.
    pub werklimiet: u64,
}

/// What to compute.
pub fn begin(app: &App, claim: &Claim) -> Result<Begin, AppError> {
    app.db.snapshot(&grant_of(app, claim)?, |conn| {
        let own = find_ingreep(conn, claim.onderwerp_id)?.ok_or(AppError::NietGevonden("ingreep"))?;
        let ronde = find_matchronde(conn, claim.regio_id, own.noun.matchronde_id)?;
        let ronde = ronde.ok_or(AppError::NietGevonden("matchronde"))?;
        let problem = read_problem(conn, &ronde)?;
        let all = list_ingrepen(conn, ronde.id)?;
        let eerder: Vec<_> = all.into_iter().take_while(|ingreep| ingreep.id != own.id).collect();
        let plan = match eerder.last() {
            None => read_plan(conn, &ronde)?,
            Some(last) => own_plan(conn, last)?,
        };
        Ok(Begin {
            problem: Problem { pins: pins_en(&eerder, &own.noun.vraag), ..problem },
            start: plan.plaatsingen,
            tijdlimiet_s: app.wachtrij.ingreep_tijdlimiet_s,
            werklimiet: app.wachtrij.ingreep_werklimiet,
        })
    })
}

/// Stores the plan: the price is known.
pub fn finish(app: &App, claim: &Claim, plan: &Plan) -> Result<(), AppError> {
    let text = serde_json::to_string(plan).map_err(|why| AppError::Intern(format!("plan: {why}")))?;
    end(app, claim, Ok(&text))
}

/// Gives up; `reden` is for the coordinator, in Dutch.
pub fn fail(app: &App, claim: &Claim, reden: &str) -> Result<(), AppError> {
    end(app, claim, Err(reden))
}

fn end(app: &App, claim: &Claim, outcome: Result<&str, &str>) -> Result<(), AppError> {
    app.db.write(&grant_of(app, claim)?, |tx| {
        finish_job(tx, claim, outcome.is_ok(), outcome.err())?;
        end_ingreep(tx, claim.onderwerp_id, outcome)?;
        let what = json!({ "gelukt": outcome.is_ok() });
        Ok::<_, AppError>(tx.audited(AuditEntry::new("ingreep:prijzen", "ingreep", claim.onderwerp_id, what), ())?)
    })?;
    app.wachtrij.wek();
    Ok(())
}
