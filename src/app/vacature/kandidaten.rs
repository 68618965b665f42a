//! Who could fill a vacature: counted for everybody, by name for the coordinator only.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::pool::prepare_pool;
use super::{find, scope};
use crate::app::prepare::{Opname, prepare};
use crate::app::regio::regio_of;
use crate::app::{Ctx, error::AppError};
use crate::auth::policy::{Actie, Grant};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::levensloop::Partij;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::stored::Stored;
use crate::domain::vacature::{Vacature, VolledigeVacature};
use crate::matching::canonical::with_norms;
pub use crate::matching::explain::kandidaten::Kandidaten;
use crate::matching::explain::kandidaten::kandidaten;
pub use crate::matching::explain::ranglijst::Kandidaat;
use crate::matching::explain::ranglijst::ranglijst;
use crate::matching::facts::Feiten;
use crate::storage::connection::Conn;

/// Longest ranking that is given.
const MEESTE: usize = 50;

/// The answer about one vacature.
pub struct Kandidatenlijst {
    /// How many, and what costs most of them.
    pub telling: Kandidaten,
    /// The best first, as far as the caller may know.
    pub ranglijst: Ranglijst,
}

/// Who they are, as far as the caller may know.
pub enum Ranglijst {
    /// Everything, for the coordinator.
    Volledig(Vec<Kandidaat>),
    /// A name of its own per vacature, and whether this person fits in full: no list to recruit from.
    Schuilnamen(Vec<(String, bool)>),
}

/// The schooljaar a vacature is first about.
fn schooljaar(vacature: &Vacature, today: NaiveDate) -> Schooljaar {
    Schooljaar::of(vacature.periode.van.max(today).min(vacature.periode.einde()))
}

/// How many regiodocenten could fill what is asked, and which rule costs most of them. Apart from making the vacature:
/// reading the pool takes longer than a write should.
pub fn count_kandidaten(ctx: &Ctx, stored: &Stored<VolledigeVacature>) -> Result<Kandidaten, AppError> {
    let grant = ctx.authorize(Actie::VacatureLezen)?;
    let today = ctx.app.clock.today();
    ctx.app.db.snapshot(&grant, |conn| count(conn, &grant, stored, today))
}

fn count(
    conn: &mut Conn,
    grant: &Grant,
    stored: &Stored<VolledigeVacature>,
    today: NaiveDate,
) -> Result<Kandidaten, AppError> {
    let regio = regio_of(conn, grant)?;
    let year = schooljaar(&stored.noun.vacature, today);
    let problem = prepare_pool(conn, regio.id, year, today, stored)?;
    let feiten = Feiten::new(&problem).map_err(incomplete)?;
    let vacature = problem.vacatures.first().ok_or_else(|| AppError::Intern("vacature left out".into()))?;
    Ok(kandidaten(&feiten, vacature))
}

/// The candidates for a vacature, best first.
pub fn list_kandidaten(ctx: &Ctx, id: Uuid) -> Result<Kandidatenlijst, AppError> {
    let grant = ctx.authorize(Actie::VacatureLezen)?;
    let today = ctx.app.clock.today();
    let (stored, telling, problem) = ctx.app.db.snapshot(&grant, |conn| {
        scope(conn, &grant)?;
        let stored = find(conn, &grant, id)?;
        let telling = count(conn, &grant, &stored, today)?;
        let regio = regio_of(conn, &grant)?;
        let schooljaar = schooljaar(&stored.noun.vacature, today);
        let opname = Opname { schooljaar, peildatum: today, ingangsdatum: None, zaad: "" };
        let problem = prepare(conn, &regio, &opname)?;
        Ok::<_, AppError>((stored, telling, problem))
    })?;
    let problem = with_norms(problem)?;
    let feiten = Feiten::new(&problem).map_err(incomplete)?;
    let open = feiten.vacature(&stored.id.to_string());
    let mut found = open.map_or(Ok(Vec::new()), |vacature| ranglijst(&feiten, vacature)).map_err(incomplete)?;
    found.truncate(MEESTE);
    let ranglijst = match crate::app::levensloop::partij(grant.actor()) {
        Partij::Coordinator => Ranglijst::Volledig(found),
        _ => Ranglijst::Schuilnamen(found.iter().map(|k| (schuilnaam(id, &k.regiodocent), k.past_geheel)).collect()),
    };
    Ok(Kandidatenlijst { telling, ranglijst })
}

/// The same for one person and vacature every time, and not to be followed from one vacature to the next.
fn schuilnaam(vacature: Uuid, regiodocent: &str) -> String {
    let hash = Sha256::digest(format!("{vacature}:{regiodocent}"));
    hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

fn incomplete(why: OnvolledigBeleid) -> AppError {
    AppError::Intern(why.to_string())
}
