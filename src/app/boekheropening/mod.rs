//! Boekheropening: putting a frozen page of the solidariteitsboek right. One coordinator proposes, another confirms, and the
//! page is frozen anew from the data of the day on which it is closed.
//!
//! While a page is open, nobody starts a matchronde or adopts a voorstel that would go by it: there is nothing to go by.

mod gevolgen;
mod sluiten;
mod stap;

pub use gevolgen::{Gevolgen, LatereBladzijde, Saldoverschil, Stapverschil, Verschil, find_gevolgen};
pub use sluiten::close_boekheropening;
pub use stap::decide_boekheropening;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use uuid::Uuid;

use super::levensloop::{Stapgegevens, check_eisen};
use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Grant};
use crate::domain::boekheropening::{Boekheropening, Boekheropeningstatus, Boekregel};
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::levensloop::Eis;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::schooljaar::Schooljaar;
use crate::domain::stored::Stored;
use crate::storage;
pub use crate::storage::boekheropening::BoekheropeningFilter;
use crate::storage::boekheropening::{insert_boekheropening, list_heropeningen_op};
use crate::storage::connection::Conn;
use crate::storage::regio::lock_regio;
use crate::storage::solidariteitsboek::list_versies;

/// What a coordinator proposes.
#[derive(Debug, Clone)]
pub struct Heropeningsvoorstel {
    /// The rule of the page.
    pub regel: Boekregel,
    /// The schooljaar of the page.
    pub schooljaar: Schooljaar,
    /// Day of the figures of the new page; absent: that of the page as it is.
    pub peildatum: Option<NaiveDate>,
    /// Why.
    pub motivering: String,
}

const ONBEKEND: AppError = AppError::NietGevonden("heropening");

/// The heropeningen of the regio, in order of making.
pub fn list_boekheropeningen(
    ctx: &Ctx,
    filter: &BoekheropeningFilter,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Boekheropening>>, AppError> {
    let grant = ctx.authorize(Actie::BoekheropeningLezen)?;
    pagina.na_id()?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        Ok(storage::boekheropening::list_boekheropeningen(conn, regio.id, filter, pagina)?)
    })
}

/// One heropening.
pub fn find_boekheropening(ctx: &Ctx, id: Uuid) -> Result<Stored<Boekheropening>, AppError> {
    let grant = ctx.authorize(Actie::BoekheropeningLezen)?;
    ctx.app.db.read(&grant, |conn| own(conn, &grant, id))
}

/// Proposes to open the page that counts. Nothing changes until somebody else confirms.
pub fn create_boekheropening(ctx: &Ctx, asked: &Heropeningsvoorstel) -> Result<Stored<Boekheropening>, AppError> {
    let grant = ctx.authorize(Actie::BoekheropeningSchrijven)?;
    check(asked, ctx.app.clock.today())?;
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?;
        lock_regio(tx, regio.id)?;
        let pages = list_versies(tx.conn, regio.id, asked.regel, Some(asked.schooljaar))?;
        let (boek_id, boek) = pages.into_iter().next_back().ok_or_else(|| not_frozen(asked))?;
        let busy =
            list_heropeningen_op(tx.conn, regio.id, &[Boekheropeningstatus::Voorstel, Boekheropeningstatus::Open])?;
        if let Some(other) = busy.iter().find(|one| one.noun.boek_id == boek_id) {
            return Err(already(other));
        }
        let noun = Boekheropening {
            boek_id,
            regel: asked.regel,
            schooljaar: asked.schooljaar,
            peildatum: asked.peildatum.unwrap_or(boek.peildatum),
            motivering: asked.motivering.trim().to_owned(),
            status: Boekheropeningstatus::Voorstel,
            voorgesteld: (grant.actor().id.clone(), tx.clock.now()),
            besloten: None,
            afwijzing: None,
            ingetrokken: None,
            gesloten: None,
            nieuw_boek_id: None,
        };
        let stored = insert_boekheropening(tx, regio.id, noun)?;
        Ok(tx.audited(entry("boekheropening:voorstellen", &stored), stored)?)
    })
}

/// Every error in what is proposed.
fn check(asked: &Heropeningsvoorstel, today: NaiveDate) -> Result<(), AppError> {
    let mut invoer = Invoer::default();
    let gegevens = Stapgegevens { motivering: Some(asked.motivering.clone()), ..Stapgegevens::default() };
    check_eisen(&[Eis::Motivering], &gegevens, &mut invoer);
    invoer.eis(asked.peildatum.is_none_or(|day| day <= today), || {
        let detail = "de cijfers van een dag die nog komt, zijn er nog niet";
        Invoerfout::new("/peildatum", "in-de-toekomst", detail, "Kies vandaag of een eerdere dag.")
    });
    Ok(invoer.af()?)
}

fn not_frozen(asked: &Heropeningsvoorstel) -> AppError {
    AppError::Conflict {
        code: "niet-vastgelegd",
        detail: format!("Voor {} is van '{}' nog geen bladzijde vastgelegd.", asked.schooljaar, asked.regel),
        herstel: "Verbeter gewoon de gegevens: de eerste matchronde legt vast wat er dan staat.".into(),
    }
}

fn already(other: &Stored<Boekheropening>) -> AppError {
    AppError::Conflict {
        code: "heropening-bestaat-al",
        detail: format!("Voor deze bladzijde is er al heropening {}; die is '{}'.", other.id, other.noun.status),
        herstel: "Handel die eerst af, of trek haar in.".into(),
    }
}

/// Does the page of this heropening say what holds in `year`? The saldo of the 7%-regeling goes on to later years.
fn geldt_in(heropening: &Boekheropening, year: Schooljaar) -> bool {
    let later = heropening.regel == Boekregel::Zevenprocent && year > heropening.schooljaar;
    year == heropening.schooljaar || later
}

/// Refuses as long as a page is open that says what holds in this schooljaar.
pub(in crate::app) fn require_dicht(conn: &mut Conn, regio_id: Uuid, year: Schooljaar) -> Result<(), AppError> {
    let open = list_heropeningen_op(conn, regio_id, &[Boekheropeningstatus::Open])?;
    let Some(found) = open.iter().find(|one| geldt_in(&one.noun, year)) else { return Ok(()) };
    let Boekheropening { regel, schooljaar, .. } = &found.noun;
    Err(AppError::Conflict {
        code: "bladzijde-open",
        detail: format!("De bladzijde van '{regel}' voor {schooljaar} is heropend, en {year} rekent ermee."),
        herstel: format!("Sluit eerst heropening {}, of trek haar in.", found.id),
    })
}

/// Refuses when a page that holds in this schooljaar was frozen anew after `moment`: what was computed then, went by the old one.
pub(in crate::app) fn require_niet_herzien(
    conn: &mut Conn,
    regio_id: Uuid,
    year: Schooljaar,
    moment: DateTime<Utc>,
) -> Result<(), AppError> {
    let closed = list_heropeningen_op(conn, regio_id, &[Boekheropeningstatus::Gesloten])?;
    let after = |one: &&Stored<Boekheropening>| one.noun.gesloten.as_ref().is_some_and(|(_, at)| *at > moment);
    let Some(found) = closed.iter().filter(after).find(|one| geldt_in(&one.noun, year)) else { return Ok(()) };
    let Boekheropening { regel, schooljaar, .. } = &found.noun;
    Err(AppError::Conflict {
        code: "bladzijde-herzien",
        detail: format!("De bladzijde van '{regel}' voor {schooljaar} is na het rekenen opnieuw vastgelegd."),
        herstel: "Start een nieuwe matchronde.".into(),
    })
}

/// The heropening with this id, when it is of the regio of the grant.
fn own(conn: &mut Conn, grant: &Grant, id: Uuid) -> Result<Stored<Boekheropening>, AppError> {
    let regio = regio_of(conn, grant)?;
    storage::boekheropening::find_boekheropening(conn, regio.id, id)?.ok_or(ONBEKEND)
}

/// The motivering is free text and may name somebody: it stands with the heropening, not in the audit log.
fn entry(actie: &'static str, stored: &Stored<Boekheropening>) -> AuditEntry {
    let Boekheropening { regel, schooljaar, peildatum, status, boek_id, nieuw_boek_id, .. } = &stored.noun;
    let what = json!({ "regel": regel, "schooljaar": schooljaar, "peildatum": peildatum, "status": status,
        "bladzijde": boek_id, "nieuweBladzijde": nieuw_boek_id });
    AuditEntry::new(actie, "boekheropening", stored.id, what)
}
