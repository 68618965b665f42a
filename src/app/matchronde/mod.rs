//! Matchronde: asked for by a coordinator, solved by a worker, read by the coordinator. Changes nothing by itself.

pub mod resultaat;
pub mod tijd;
mod werk;

pub use resultaat::{Resultaat, benoem, find_bevindingen, find_redenen, find_resultaat};
pub(super) use resultaat::{read_plan, read_problem};
pub(super) use werk::prepare_ronde;
pub use werk::{Begin, begin, fail, finish_plan, finish_stopped};

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::boekheropening::require_dicht;
use super::levensloop::partij;
use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Grant};
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::levensloop::{Levensloop, Partij};
use crate::domain::matchronde::{Matchronde, Matchrondestap, Matchrondestatus};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::schooljaar::Schooljaar;
use crate::domain::stored::Stored;
use crate::matching::ENGINE_VERSIE;
use crate::matching::loten::zaad_hash;
use crate::storage;
use crate::storage::connection::{Conn, Tx};
use crate::storage::job::{Jobstand, find_jobstand, insert_job, request_stop, withdraw_job};
use crate::storage::regio::lock_regio;

/// Kind of the job that solves a matchronde.
pub const JOBSOORT: &str = "matchronde";

/// What a coordinator asks.
#[derive(Debug, Clone)]
pub struct Rondeaanvraag {
    /// The schooljaar to plan.
    pub schooljaar: Schooljaar,
    /// Day at which the norms are taken; absent: today.
    pub peildatum: Option<NaiveDate>,
    /// First day to plan; absent: today when the schooljaar is running, else its first day.
    pub ingangsdatum: Option<NaiveDate>,
    /// Safety net in seconds; absent: that of the settings, which is also the most.
    pub tijdlimiet_s: Option<u32>,
    /// Work after which the search stops; absent: that of the settings.
    pub werklimiet: Option<i64>,
    /// How many people may be moved against today; absent: what the beleid says, which is nobody in a re-run.
    pub wijzigingsbudget: Option<i32>,
}

/// Where a matchronde and its job stand.
#[derive(Debug, Clone)]
pub struct Rondestand {
    /// The matchronde.
    pub ronde: Stored<Matchronde>,
    /// Its job.
    pub job: Jobstand,
}

/// Starts a matchronde: the row and its job in one transaction. One at a time per regio and schooljaar.
pub fn start_matchronde(ctx: &Ctx, aanvraag: &Rondeaanvraag) -> Result<Stored<Matchronde>, AppError> {
    let grant = ctx.authorize(Actie::MatchrondeStarten)?;
    let wachtrij = &ctx.app.wachtrij;
    let ingangsdatum = aanvraag.ingangsdatum.unwrap_or_else(|| first_day(aanvraag.schooljaar, ctx.app.clock.today()));
    let tijdlimiet_s = check(ctx, aanvraag, ingangsdatum)?;
    let zaad = random_seed()?;
    let stored = ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?;
        lock_regio(tx, regio.id)?;
        refuse_second(tx.conn, regio.id, aanvraag.schooljaar)?;
        require_dicht(tx.conn, regio.id, aanvraag.schooljaar)?;
        let ronde = Matchronde {
            schooljaar: aanvraag.schooljaar,
            peildatum: aanvraag.peildatum.unwrap_or_else(|| ctx.app.clock.today()),
            ingangsdatum,
            status: Matchrondestatus::Wachtend,
            zaad_hash: zaad_hash(&zaad),
            zaad,
            tijdlimiet_s,
            werklimiet: Some(aanvraag.werklimiet.unwrap_or(i64::try_from(wachtrij.werklimiet).unwrap_or(i64::MAX))),
            wijzigingsbudget: aanvraag.wijzigingsbudget,
            engine_versie: ENGINE_VERSIE.to_owned(),
            problem_hash: None,
            plan_status: None,
            reden: None,
            aangemaakt_op: ctx.app.clock.now(),
            klaar_op: None,
        };
        let stored = storage::matchronde::insert_matchronde(tx, regio.id, ronde)?;
        insert_job(tx, JOBSOORT, regio.id, stored.id, wachtrij.max_pogingen)?;
        let what = json!({ "schooljaar": stored.noun.schooljaar, "zaadHash": stored.noun.zaad_hash });
        Ok::<_, AppError>(tx.audited(AuditEntry::new("matchronde:starten", "matchronde", stored.id, what), stored)?)
    })?;
    wachtrij.wek();
    Ok(stored)
}

/// The first day that can still be planned: nobody is placed on days that have passed.
fn first_day(schooljaar: Schooljaar, today: NaiveDate) -> NaiveDate {
    if schooljaar.periode().bevat(today) { today } else { schooljaar.eerste_dag() }
}

/// Checks the limits and the first day; the answer is the time limit in seconds.
fn check(ctx: &Ctx, aanvraag: &Rondeaanvraag, ingangsdatum: NaiveDate) -> Result<i32, Vec<Invoerfout>> {
    let most = ctx.app.wachtrij.tijdlimiet_s;
    let asked = aanvraag.tijdlimiet_s.map_or(most, u64::from);
    let mut invoer = Invoer::default();
    invoer.eis((1..=most).contains(&asked), || {
        let detail = format!("de tijdlimiet is {asked} seconden, maar ligt tussen 1 en {most}");
        Invoerfout::new("/tijdlimietSeconden", "buiten-bereik", detail, "Kies een kortere tijd, of laat het veld weg.")
    });
    let year = aanvraag.schooljaar;
    invoer.eis(year.periode().bevat(ingangsdatum), || {
        let detail = format!("de eerste dag van het plan, {ingangsdatum}, ligt niet in {year}");
        let repair = format!("Kies een dag van {} tot en met {}.", year.eerste_dag(), year.laatste_dag());
        Invoerfout::new("/ingangsdatum", "buiten-schooljaar", detail, repair)
    });
    invoer.klaar(i32::try_from(asked).ok())
}

fn refuse_second(conn: &mut Conn, regio_id: Uuid, schooljaar: Schooljaar) -> Result<(), AppError> {
    let busy = [Matchrondestatus::Wachtend, Matchrondestatus::Loopt];
    match storage::matchronde::list_by_status(conn, regio_id, schooljaar, &busy)?.first() {
        None => Ok(()),
        Some(other) => Err(AppError::Conflict {
            code: "matchronde-loopt-al",
            detail: format!("Voor {schooljaar} is al een matchronde bezig: {}.", other.id),
            herstel: "Wacht tot die klaar is, of stop haar eerst met een beëindiging.".into(),
        }),
    }
}

/// 32 random bytes, as 64 hexadecimal digits.
fn random_seed() -> Result<String, AppError> {
    let mut bytes = [0u8; 32];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| AppError::Intern("no random numbers".into()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The matchrondes of the regio, in order of time.
pub fn list_matchrondes(
    ctx: &Ctx,
    schooljaar: Option<Schooljaar>,
    status: Option<Matchrondestatus>,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Matchronde>>, AppError> {
    let grant = ctx.authorize(Actie::MatchrondeLezen)?;
    pagina.na_id()?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        Ok(storage::matchronde::list_matchrondes(conn, regio.id, schooljaar, status, pagina)?)
    })
}

/// One matchronde.
pub fn find_matchronde(ctx: &Ctx, id: Uuid) -> Result<Stored<Matchronde>, AppError> {
    let grant = ctx.authorize(Actie::MatchrondeLezen)?;
    ctx.app.db.read(&grant, |conn| own(conn, &grant, id))
}

/// The matchronde with this id, when it is of the regio of the grant.
pub(super) fn own(conn: &mut Conn, grant: &Grant, id: Uuid) -> Result<Stored<Matchronde>, AppError> {
    let regio = regio_of(conn, grant)?;
    storage::matchronde::find_matchronde(conn, regio.id, id)?.ok_or(AppError::NietGevonden("matchronde"))
}

/// One matchronde with its progress, as it is in the table: any process may ask.
pub fn find_stand(ctx: &Ctx, id: Uuid) -> Result<Rondestand, AppError> {
    let grant = ctx.authorize(Actie::MatchrondeLezen)?;
    ctx.app.db.read(&grant, |conn| {
        let ronde = own(conn, &grant, id)?;
        let job = find_jobstand(conn, JOBSOORT, id)?.ok_or(AppError::NietGevonden("matchronde"))?;
        Ok(Rondestand { ronde, job })
    })
}

/// Asks a matchronde to stop. One that nobody has begun is stopped at once; a running one hands in its best plan; a plan
/// that is there already lapses.
pub fn stop_matchronde(ctx: &Ctx, id: Uuid) -> Result<Stored<Matchronde>, AppError> {
    let grant = ctx.authorize(Actie::MatchrondeStoppen)?;
    let stored = ctx.app.db.write(&grant, |tx| {
        let ronde = own(tx.conn, &grant, id)?;
        if ronde.noun.status == Matchrondestatus::Voorstel {
            let lapsed =
                lapse(tx, ronde, Partij::Coordinator, "De regiocoördinator verklaarde het voorstel vervallen.")?;
            let what = json!({ "status": lapsed.noun.status });
            return Ok(tx.audited(AuditEntry::new("matchronde:stoppen", "matchronde", id, what), lapsed)?);
        }
        let row = ronde.noun.status.overgang(Matchrondestap::Stoppen, partij(grant.actor()))?;
        let mut ronde = ronde;
        let unbegun = ronde.noun.status == Matchrondestatus::Wachtend && withdraw_job(tx, JOBSOORT, id)?;
        if unbegun {
            ronde.noun.status = row.naar;
            ronde.noun.reden = Some("Gestopt voordat er een plan was.".into());
            ronde.noun.klaar_op = Some(tx.clock.now());
            ronde = storage::matchronde::update_matchronde(tx, &ronde)?;
        } else {
            request_stop(tx, JOBSOORT, id)?;
        }
        let what = json!({ "begonnen": !unbegun });
        Ok::<_, AppError>(tx.audited(AuditEntry::new("matchronde:stoppen", "matchronde", id, what), ronde)?)
    })?;
    ctx.app.wachtrij.wek();
    Ok(stored)
}

/// Lets a voorstel lapse; the audit row is the caller's.
pub(in crate::app) fn lapse(
    tx: &mut Tx<'_>,
    mut ronde: Stored<Matchronde>,
    door: Partij,
    reden: &str,
) -> Result<Stored<Matchronde>, AppError> {
    ronde.noun.status = ronde.noun.status.overgang(Matchrondestap::Vervallen, door)?.naar;
    ronde.noun.reden = Some(reden.to_owned());
    Ok(storage::matchronde::update_matchronde(tx, &ronde)?)
}
