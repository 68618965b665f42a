//! School: read by everybody within reach with its deelnames, made and changed by the coordinator.
//!
//! A new school takes part in the regio of its maker at once: a school of no regio would be out of everybody's reach.

mod gevolg;

use chrono::NaiveDate;
use serde_json::json;

use super::error::AppError;
use super::regio::regio_of;
use super::{Ctx, require_versie};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Bereik, Grant};
use crate::domain::deelname::Deelname;
use crate::domain::invoer::Invoerfout;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::periode::Periode;
use crate::domain::school::School;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::stored::Stored;
use crate::domain::vorig_bestuur::VorigBestuur;
use crate::storage;
use crate::storage::connection::Conn;
use crate::storage::school::StoredSchool;
pub(crate) use gevolg::follow_school;

pub use crate::storage::school::SchoolFilter;

const SOORT: &str = "school";

/// Makes a school with a deelname in the own regio from `deelname_van`; without it from the start of this schooljaar.
pub fn create_school(ctx: &Ctx, school: &School, deelname_van: Option<NaiveDate>) -> Result<StoredSchool, AppError> {
    let grant = ctx.authorize(Actie::SchoolSchrijven)?;
    let van = deelname_van.unwrap_or_else(|| Schooljaar::of(ctx.app.clock.today()).eerste_dag());
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?;
        let there = storage::school::find_school(tx.conn, &school.vestigingscode)?;
        check(tx.conn, school, there.map(|_| taken()))?;
        let stored = storage::school::insert_school(tx, school).map_err(|why| AppError::if_dubbel(why, taken))?;
        let deelname = Deelname { vestigingscode: stored.id.clone(), periode: Periode::new(van, None) };
        storage::deelname::insert_deelname(tx, regio.id, &deelname)?;
        Ok(tx.audited(entry(&stored), stored)?)
    })
}

pub(crate) fn taken() -> Invoerfout {
    let detail = "er is al een school met deze vestigingscode";
    let herstel = "Controleer de code, of laat de bestaande school meedoen met een deelname.";
    Invoerfout::new("/vestigingscode", "bestaat-al", detail, herstel)
}

fn entry(stored: &StoredSchool) -> AuditEntry {
    let summary = json!({ "versie": stored.versie, "bestuursnummer": stored.noun.bestuursnummer });
    AuditEntry::new("school:schrijven", SOORT, &stored.id, summary)
}

/// Everything that is wrong, what was found before included.
pub(crate) fn check(conn: &mut Conn, school: &School, eerder: Option<Invoerfout>) -> Result<(), AppError> {
    let mut fouten: Vec<Invoerfout> = eerder.into_iter().collect();
    if storage::schoolbestuur::find_schoolbestuur(conn, &school.bestuursnummer)?.is_none() {
        let detail = "er is geen schoolbestuur met dit nummer";
        let herstel = "Controleer het nummer, of maak eerst het schoolbestuur.";
        fouten.push(Invoerfout::new("/bestuursnummer", "onbekend-schoolbestuur", detail, herstel));
    }
    if fouten.is_empty() { Ok(()) } else { Err(fouten.into()) }
}

/// The schools within reach.
pub fn list_scholen(ctx: &Ctx, filter: &SchoolFilter, pagina: &Pagina) -> Result<Lijst<StoredSchool>, AppError> {
    let grant = ctx.authorize(Actie::SchoolLezen)?;
    ctx.app.db.read(&grant, |conn| Ok(storage::school::list_scholen(conn, grant.bereik(), filter, pagina)?))
}

/// A deelname of a school with the code of its regio.
pub type DeelnameInRegio = (String, Stored<Deelname>);

/// A school with its past.
pub struct SchoolMetVerleden {
    /// The school.
    pub school: StoredSchool,
    /// When it takes part in the regio of the caller (for the beheerder: in every regio).
    pub deelnames: Vec<DeelnameInRegio>,
    /// The boards it had, in order of their days.
    pub vorige_besturen: Vec<VorigBestuur>,
}

/// One school by its code.
pub fn find_school(ctx: &Ctx, code: &Vestigingscode) -> Result<SchoolMetVerleden, AppError> {
    let grant = ctx.authorize(Actie::SchoolLezen)?;
    ctx.app.db.read(&grant, |conn| {
        let school = find_within(conn, grant.bereik(), code)?;
        let deelnames = storage::deelname::list_deelnames_of_school(conn, code)?;
        let deelnames = deelnames.into_iter().filter(|(regio, _)| grant.regio().is_none_or(|own| own == regio.code));
        let deelnames = deelnames.map(|(regio, deelname)| (regio.code, deelname)).collect();
        let vorige_besturen = storage::school::list_vorige_besturen(conn, code)?;
        Ok(SchoolMetVerleden { school, deelnames, vorige_besturen })
    })
}

/// Overwrites a school, when `seen` is still the stored version.
pub fn update_school(ctx: &Ctx, seen: i32, school: &School) -> Result<StoredSchool, AppError> {
    let grant = ctx.authorize(Actie::SchoolSchrijven)?;
    ctx.app.db.write(&grant, |tx| {
        let stored = find_writable(tx.conn, &grant, &school.vestigingscode, ctx.app.clock.today())?;
        require_versie(&stored, seen)?;
        check(tx.conn, school, None)?;
        let was = stored.noun;
        let stored = storage::school::update_school(tx, seen, school)?;
        follow_school(tx, &was, school, ctx.app.clock.today())?;
        Ok(tx.audited(entry(&stored), stored)?)
    })
}

fn find_within(conn: &mut Conn, bereik: &Bereik, code: &Vestigingscode) -> Result<StoredSchool, AppError> {
    storage::school::find_school_within(conn, bereik, code)?.ok_or(AppError::NietGevonden(SOORT))
}

/// A school within reach that still takes part, today or later. One that left is there to be read, not to be changed:
/// another regio may have it now.
pub(crate) fn find_writable(
    conn: &mut Conn,
    grant: &Grant,
    code: &Vestigingscode,
    today: NaiveDate,
) -> Result<StoredSchool, AppError> {
    let school = find_within(conn, grant.bereik(), code)?;
    let deelnames = storage::deelname::list_deelnames_of_school(conn, code)?;
    let own = |code: &str| grant.regio().is_none_or(|own| own == code);
    if deelnames.iter().any(|(regio, deelname)| own(&regio.code) && deelname.noun.periode.einde() >= today) {
        return Ok(school);
    }
    Err(AppError::Conflict {
        code: "doet-niet-meer-mee",
        detail: "Deze school doet niet meer mee in deze regio.".into(),
        herstel: "Maak eerst een nieuwe deelname, of vraag de coördinator van de regio waar de school nu bij hoort."
            .into(),
    })
}
