//! Onderzoek: a coordinator asks a question about the plan of a matchronde; the engine answers. Nothing changes by it.

mod werk;

pub use crate::matching::explain::analyse::{Analyse, AnalyseAntwoord, Planregel};
pub use crate::matching::explain::conflict::{Botsing, Onderdeel};
pub use crate::matching::explain::front::{FrontAntwoord, Frontpunt, Frontvraag};
pub use crate::matching::explain::herstel::{Herstel, HerstelAntwoord, Uitweg};
pub use crate::matching::explain::kerncijfers::{Bestuursverschil, Kerncijfers, Verschil};
pub use crate::matching::explain::kwetsbaarheid::{Kwetsbaar, Kwetsbaarheid, Opvolger, Uitval};
pub use crate::matching::explain::overzicht::{Bezwaar, Overzicht, OverzichtAntwoord, Paar};
pub use crate::matching::explain::ruil::{Keten, Ring, Ruilen, Ruilstap};
pub use crate::matching::explain::scenario::{Kolom, Regelwijziging, Scenario, Scenarios, ScenariosAntwoord};
pub use crate::matching::explain::vraag::{Antwoord, Vraag, ZonderVeld};
pub use crate::matching::explain::waarom_niet::{Oordeel, WaaromNiet, WaaromNietAntwoord};
pub use crate::matching::explain::wat_is_nodig::{Mogelijkheid, WatIsNodig, WatIsNodigAntwoord};
pub use crate::matching::explain::wijziging::Wijziging;
pub use crate::matching::explain::zetten::Verbetering;
pub use crate::matching::plan::Reden;
pub use werk::{Begin, begin, fail, finish};

use serde_json::json;
use uuid::Uuid;

use super::ingreep::huidig_plan;
use super::matchronde::own;
use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::policy::Actie;
use crate::domain::onderzoek::{Onderzoek, Onderzoeksoort, Onderzoekstatus};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::stored::Stored;
use crate::storage;
use crate::storage::connection::Conn;
use crate::storage::job::insert_job;
use crate::storage::regio::lock_regio;

/// Kind of the job that answers.
pub const JOBSOORT: &str = "onderzoek";

/// An onderzoek with its answer, when that is there.
#[derive(Debug, Clone)]
pub struct Beantwoord {
    /// The onderzoek.
    pub onderzoek: Stored<Onderzoek>,
    /// What was asked.
    pub vraag: Vraag,
    /// The answer; absent while it is computed, and when none came of it.
    pub antwoord: Option<Antwoord>,
}

/// Asks a question about the plan with all its ingrepen. What was asked before of the same plan is not asked again.
pub fn create_onderzoek(ctx: &Ctx, ronde_id: Uuid, vraag: &Vraag) -> Result<Stored<Onderzoek>, AppError> {
    let grant = ctx.authorize(Actie::OnderzoekMaken)?;
    let text = serde_json::to_string(vraag).map_err(|why| AppError::Intern(format!("vraag: {why}")))?;
    let stored = ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?;
        lock_regio(tx, regio.id)?;
        let ronde = own(tx.conn, &grant, ronde_id)?;
        let huidig = huidig_plan(tx.conn, &ronde)?;
        vraag.check(&huidig.problem)?;
        let same = storage::onderzoek::find_gelijke(tx.conn, ronde_id, huidig.ingreep_id, &text)?;
        let stored = match same {
            Some(same) => same,
            None => {
                let noun = Onderzoek {
                    matchronde_id: ronde_id,
                    ingreep_id: huidig.ingreep_id,
                    soort: vraag.soort(),
                    vraag: text,
                    status: Onderzoekstatus::Wachtend,
                    reden: None,
                    door: grant.actor().id.clone(),
                    aangemaakt_op: tx.clock.now(),
                    klaar_op: None,
                };
                let stored = storage::onderzoek::insert_onderzoek(tx, noun)?;
                insert_job(tx, JOBSOORT, regio.id, stored.id, ctx.app.wachtrij.max_pogingen)?;
                stored
            }
        };
        let what = json!({ "matchronde": ronde_id, "soort": stored.noun.soort });
        Ok::<_, AppError>(tx.audited(AuditEntry::new("onderzoek:maken", "onderzoek", stored.id, what), stored)?)
    })?;
    ctx.app.wachtrij.wek();
    Ok(stored)
}

/// The questions asked about a matchronde, in order of time, without their answers.
pub fn list_onderzoeken(
    ctx: &Ctx,
    ronde_id: Uuid,
    soort: Option<Onderzoeksoort>,
    pagina: &Pagina,
) -> Result<Lijst<Beantwoord>, AppError> {
    let grant = ctx.authorize(Actie::MatchrondeLezen)?;
    pagina.na_id()?;
    ctx.app.db.read(&grant, |conn| {
        own(conn, &grant, ronde_id)?;
        let Lijst { items, volgende } = storage::onderzoek::list_onderzoeken(conn, ronde_id, soort, pagina)?;
        let items = items.into_iter().map(|onderzoek| {
            Ok(Beantwoord { vraag: lees("vraag", onderzoek.id, &onderzoek.noun.vraag)?, onderzoek, antwoord: None })
        });
        Ok(Lijst { items: items.collect::<Result<_, AppError>>()?, volgende })
    })
}

/// One question with its answer.
pub fn find_onderzoek(ctx: &Ctx, ronde_id: Uuid, id: Uuid) -> Result<Beantwoord, AppError> {
    let grant = ctx.authorize(Actie::MatchrondeLezen)?;
    ctx.app.db.snapshot(&grant, |conn| {
        own(conn, &grant, ronde_id)?;
        let onderzoek = require(conn, id)?;
        if onderzoek.noun.matchronde_id != ronde_id {
            return Err(AppError::NietGevonden("onderzoek"));
        }
        let antwoord = storage::onderzoek::find_antwoord(conn, id)?;
        let antwoord = antwoord.map(|text| lees("antwoord", id, &text)).transpose()?;
        Ok(Beantwoord { vraag: lees("vraag", id, &onderzoek.noun.vraag)?, onderzoek, antwoord })
    })
}

fn require(conn: &mut Conn, id: Uuid) -> Result<Stored<Onderzoek>, AppError> {
    storage::onderzoek::find_onderzoek(conn, id)?.ok_or(AppError::NietGevonden("onderzoek"))
}

fn lees<T: serde::de::DeserializeOwned>(what: &str, id: Uuid, text: &str) -> Result<T, AppError> {
    serde_json::from_str(text).map_err(|why| AppError::Intern(format!("stored {what} of onderzoek {id}: {why}")))
}
