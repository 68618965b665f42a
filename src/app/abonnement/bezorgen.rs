//! The outbox of the abonnementen, as the worker sees it: fill it from the feed, take what is due, say what became of it.
//!
//! The feed is written in the transaction of the change itself, so nothing is told that did not happen, and nothing that
//! happened is not told. A worker that dies loses its turn, and the message is sent again: at least once.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use uuid::Uuid;

use crate::app::error::AppError;
use crate::app::import::werk::actor_of;
use crate::app::regio::systeem_in;
use crate::app::wijziging::{Gebeurtenis, Vraag, list_wijzigingen};
use crate::app::{App, Ctx};
use crate::audit::AuditEntry;
use crate::auth::policy::Grant;
use crate::domain::abonnement::{Abonnement, Abonnementstatus, Bezorging, Bezorgstatus, MAX_POGINGEN, wachttijd};
use crate::domain::stored::Stored;
use crate::storage::abonnement as storage;
use crate::storage::regio::find_regio_by_id;

/// Events that go into the outbox at once.
const BLAD: usize = 200;
/// Seconds after which an attempt of which nothing is heard is anybody's.
const BEURT: i64 = 60;

/// A message on its way.
pub struct Levering {
    /// Whom to.
    pub abonnement: Stored<Abonnement>,
    /// What.
    pub bezorging: Bezorging,
    /// What it is signed with, newest first; none when this process cannot open it.
    pub geheimen: Vec<String>,
    regio: Uuid,
}

/// What the receiver said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Uitkomst {
    /// It has it.
    Bezorgd,
    /// It wants nothing more, ever (410).
    Voorbij,
    /// It did not take it: what went wrong in Dutch, and how many seconds it asked for.
    Mislukt(String, Option<i64>),
}

fn grant() -> Grant {
    Grant::systeem("webhook")
}

/// Puts a page of what happened since in the outbox of every abonnement; how far that came, 0 = to the end.
pub fn vul(app: &App) -> Result<usize, AppError> {
    let all = app.db.read(&grant(), storage::list_actief)?;
    let mut count = 0;
    for (regio, stored) in all {
        // One that cannot be told (its maker lost every right) keeps nobody else waiting.
        match vul_een(app, regio, &stored) {
            Ok(added) => count += added,
            Err(why) => tracing::warn!(abonnement = %stored.id, oorzaak = %why, "outbox not filled"),
        }
    }
    Ok(count)
}

fn vul_een(app: &App, regio: Uuid, stored: &Stored<Abonnement>) -> Result<usize, AppError> {
    let code = app.db.read(&grant(), |conn| find_regio_by_id(conn, regio))?.ok_or(AppError::NietGevonden("regio"))?;
    let code = code.noun.code;
    let actor = actor_of(&stored.noun.afzender, &code).ok_or_else(|| AppError::Intern("unknown role".into()))?;
    let ctx = Ctx { app: app.clone(), actor, regio: Some(code.clone()), spoor: None, geldig_tot: None };
    let van = stored.noun.gelezen_tot;
    let page = list_wijzigingen(&ctx, Vraag { na: Some(van), aantal: BLAD, ..Vraag::default() })?;
    if page.gelezen_tot == van {
        return Ok(0);
    }
    let looked_at = page.items.len().max(1);
    let wanted =
        page.items.into_iter().filter(|one| stored.noun.soorten.is_empty() || stored.noun.soorten.contains(&one.soort));
    let events: Vec<storage::Bericht> = wanted
        .map(|mut one| {
            let (place, spoor) = (one.volgnummer, one.spoor.take());
            let event = Gebeurtenis::new(one, &code, &app.wachtrij.bron);
            Ok((place, serde_json::to_string(&event).map_err(|why| AppError::Intern(why.to_string()))?, spoor))
        })
        .collect::<Result<_, AppError>>()?;
    app.db.write(&grant(), |tx| {
        // Another process may have done the same a moment ago.
        if !storage::move_gelezen_tot(tx, stored.id, van, page.gelezen_tot)? {
            return Ok(tx.unchanged(0));
        }
        storage::insert_bezorgingen(tx, stored.id, events)?;
        Ok(tx.unchanged(looked_at))
    })
}

/// The abonnementen with a message that is due.
pub fn te_bezorgen(app: &App) -> Result<Vec<Uuid>, AppError> {
    let nu = app.clock.now();
    Ok(app.db.read(&grant(), |conn| storage::list_te_bezorgen(conn, nu))?)
}

/// The next message to this abonnement that is due; `None`: nothing now.
pub fn neem(app: &App, id: Uuid) -> Result<Option<Levering>, AppError> {
    app.db.write(&grant(), |tx| {
        let nu = tx.clock.now();
        let Some(bezorging) = storage::claim_bezorging(tx, id, nu, later(nu, BEURT))? else {
            return Ok(tx.unchanged(None));
        };
        let found = storage::find_abonnement(tx.conn, id)?;
        let levering = found.map(|(regio, abonnement)| {
            let geheimen = geheimen(app, &abonnement.noun, nu).unwrap_or_else(|why| {
                tracing::error!(abonnement = %id, oorzaak = %why, "messages cannot be signed");
                Vec::new()
            });
            Levering { abonnement, bezorging, geheimen, regio }
        });
        Ok(tx.unchanged(levering))
    })
}

/// The present secret, and the one before while that still holds.
fn geheimen(app: &App, noun: &Abonnement, nu: DateTime<Utc>) -> Result<Vec<String>, AppError> {
    let old = noun.vorig_geheim.as_ref().filter(|(_, until)| *until > nu).map(|(geheim, _)| geheim);
    let sealed = std::iter::once(&noun.geheim).chain(old);
    sealed.map(|sealed| app.wachtrij.kluis.open(&noun.url, sealed)).collect()
}

/// Remembers that the receiver wants messages.
pub fn sta_toe(app: &App, levering: &mut Levering) -> Result<(), AppError> {
    let abonnement = &mut levering.abonnement;
    app.db.write(&systeem_in(app, "webhook", levering.regio)?, |tx| {
        storage::allow_abonnement(tx, abonnement)?;
        let what = json!({ "toegestaan": true });
        tx.audited(AuditEntry::new("abonnement:toestaan", "abonnement", abonnement.id, what), ())
    })?;
    abonnement.versie += 1;
    abonnement.noun.toegestaan_op = Some(app.clock.now());
    Ok(())
}

fn later(nu: DateTime<Utc>, seconden: i64) -> DateTime<Utc> {
    TimeDelta::try_seconds(seconden).and_then(|step| nu.checked_add_signed(step)).unwrap_or(nu)
}

/// Says what became of an attempt.
pub fn rond_af(app: &App, levering: Levering, uitkomst: Uitkomst) -> Result<(), AppError> {
    let Levering { mut abonnement, mut bezorging, regio, .. } = levering;
    let id = abonnement.id;
    app.db.write(&systeem_in(app, "webhook", regio)?, |tx| match uitkomst {
        Uitkomst::Bezorgd => {
            storage::delete_bezorging(tx, id, bezorging.volgnummer)?;
            Ok(tx.unchanged(()))
        }
        Uitkomst::Voorbij => {
            storage::delete_bezorgingen(tx, id)?;
            abonnement.noun.status = Abonnementstatus::Beeindigd;
            abonnement.noun.reden = Some("De ontvanger wil niets meer horen (410).".into());
            storage::update_abonnement(tx, regio, &abonnement)?;
            let what = json!({ "status": abonnement.noun.status, "antwoord": 410 });
            Ok(tx.audited(AuditEntry::new("abonnement:eindigen", "abonnement", id, what), ())?)
        }
        Uitkomst::Mislukt(why, gevraagd) => {
            let wacht = wachttijd(bezorging.pogingen).max(gevraagd.unwrap_or(0).min(86_400));
            bezorging.volgende_op = later(tx.clock.now(), wacht);
            bezorging.fout = Some(why);
            if bezorging.pogingen >= MAX_POGINGEN {
                bezorging.status = Bezorgstatus::Mislukt;
            }
            storage::delay_bezorging(tx, id, &bezorging)?;
            Ok(tx.unchanged(()))
        }
    })
}
