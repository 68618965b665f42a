//! The side of an onderzoek that a worker sees: what is asked of what, and its end exactly once, fenced by the claim on the job.

use serde_json::json;

use super::super::App;
use super::super::error::AppError;
use super::super::ingreep::{Huidig, plan_tot};
use super::super::regio::grant_of;
use super::{Antwoord, Vraag, lees, require};
use crate::audit::AuditEntry;
use crate::matching::plan::Plan;
use crate::matching::problem::Problem;
use crate::storage::job::{Claim, finish_job};
use crate::storage::matchronde::find_matchronde;
use crate::storage::onderzoek::end_onderzoek;

/// What a worker gets when it begins.
pub struct Begin {
    /// The frozen question with the pins of all ingrepen in the plan.
    pub problem: Problem,
    /// The plan that is asked about.
    pub plan: Plan,
    /// What is asked of it.
    pub vraag: Vraag,
    /// Longest time the answer may take, seconds.
    pub tijdlimiet_s: u64,
    /// Work after which each search for another plan stops.
    pub werklimiet: u64,
}

/// What is asked.
pub fn begin(app: &App, claim: &Claim) -> Result<Begin, AppError> {
    app.db.snapshot(&grant_of(app, claim)?, |conn| {
        let own = require(conn, claim.onderwerp_id)?;
        let ronde = find_matchronde(conn, claim.regio_id, own.noun.matchronde_id)?;
        let ronde = ronde.ok_or(AppError::NietGevonden("matchronde"))?;
        let Huidig { problem, plan, .. } = plan_tot(conn, &ronde, own.noun.ingreep_id)?;
        let vraag: Vraag = lees("vraag", own.id, &own.noun.vraag)?;
        let plannen = u64::try_from(vraag.plannen()).unwrap_or(1);
        Ok(Begin {
            problem,
            plan,
            vraag,
            tijdlimiet_s: app.wachtrij.onderzoek_tijdlimiet_s.saturating_mul(plannen),
            werklimiet: app.wachtrij.ingreep_werklimiet,
        })
    })
}

/// Stores the answer.
pub fn finish(app: &App, claim: &Claim, antwoord: &Antwoord) -> Result<(), AppError> {
    let text = serde_json::to_string(antwoord).map_err(|why| AppError::Intern(format!("antwoord: {why}")))?;
    end(app, claim, Ok(&text))
}

/// Gives up; `reden` is for the coordinator, in Dutch.
pub fn fail(app: &App, claim: &Claim, reden: &str) -> Result<(), AppError> {
    end(app, claim, Err(reden))
}

fn end(app: &App, claim: &Claim, outcome: Result<&str, &str>) -> Result<(), AppError> {
    app.db.write(&grant_of(app, claim)?, |tx| {
        finish_job(tx, claim, outcome.is_ok(), outcome.err())?;
        let now = tx.clock.now();
        end_onderzoek(tx, claim.onderwerp_id, outcome, now)?;
        let what = json!({ "gelukt": outcome.is_ok() });
        Ok::<_, AppError>(
            tx.audited(AuditEntry::new("onderzoek:beantwoorden", "onderzoek", claim.onderwerp_id, what), ())?,
        )
    })?;
    app.wachtrij.wek();
    Ok(())
}
