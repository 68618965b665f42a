//! Vacature in the database. Every read is scoped: what lies outside the scope is simply not found.

pub(super) mod row;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::StorageError;
use super::connection::{Conn, Tx, with_db};
use super::schema::{regio, vacature};
use super::types::DbUuid;
use crate::auth::policy::Bereik;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::sector::{Graad, Sector};
use crate::domain::stored::Stored;
use crate::domain::vacature::{Vacature, Vacaturesoort, Vacaturestatus, VolledigeVacature};
use row::{VacatureChange, VacatureRow};

/// Whose vacatures: of a whole regio, or of one board or school in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VacatureScope {
    /// The regio.
    pub regio_id: Uuid,
    /// Only of this board.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Only of this school.
    pub vestigingscode: Option<Vestigingscode>,
}

/// Which vacatures of a scope; what is absent does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VacatureFilter {
    /// Standing here.
    pub status: Option<Vacaturestatus>,
    /// Of this school.
    pub vestigingscode: Option<Vestigingscode>,
    /// Of this board.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Of this kind.
    pub soort: Option<Vacaturesoort>,
    /// That ask a bevoegdheid of this sector.
    pub sector: Option<Sector>,
    /// That ask a bevoegdheid for this vak.
    pub vak: Option<String>,
    /// That ask this graad.
    pub graad: Option<Graad>,
    /// That ask somebody on this day.
    pub op: Option<NaiveDate>,
}

/// Adds a vacature of a school of `bestuursnummer`.
pub fn insert_vacature(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    bestuursnummer: &Bestuursnummer,
    vacature: &Vacature,
    status: Vacaturestatus,
) -> Result<Stored<VolledigeVacature>, StorageError> {
    insert_vacature_as(tx, DbUuid::new().0, regio_id, bestuursnummer, vacature, status)
}

/// The same, under an id that was chosen before.
pub fn insert_vacature_as(
    tx: &mut Tx<'_>,
    id: Uuid,
    regio_id: Uuid,
    bestuursnummer: &Bestuursnummer,
    vacature: &Vacature,
    status: Vacaturestatus,
) -> Result<Stored<VolledigeVacature>, StorageError> {
    let row = VacatureRow::new(id, regio_id, bestuursnummer, vacature, status);
    with_db!(c = &mut *tx.conn => diesel::insert_into(vacature::table).values(&row).execute(c))?;
    row.stored()
}

/// One vacature of the regio with this code, within reach.
pub fn find_vacature(
    conn: &mut Conn,
    regio: &str,
    bereik: &Bereik,
    id: Uuid,
) -> Result<Option<Stored<VolledigeVacature>>, StorageError> {
    let row: Option<VacatureRow> = with_db!(c = conn => {
        let mut query = vacature::table
            .inner_join(regio::table)
            .filter(vacature::id.eq(DbUuid(id)))
            .filter(regio::code.eq(regio))
            .select(VacatureRow::as_select())
            .into_boxed();
        if let Some(bestuursnummer) = bereik.bestuursnummer() {
            query = query.filter(vacature::bestuursnummer.eq(bestuursnummer.as_str()));
        }
        if let Some(code) = bereik.vestigingscode() {
            query = query.filter(vacature::vestigingscode.eq(code.as_str()));
        }
        query.first(c).optional()
    })?;
    row.map(VacatureRow::stored).transpose()
}

/// Vacatures within the scope, in order of id, which is the order in which they were made.
pub fn list_vacatures(
    conn: &mut Conn,
    scope: &VacatureScope,
    filter: &VacatureFilter,
    pagina: &Pagina,
) -> Result<Lijst<Stored<VolledigeVacature>>, StorageError> {
    let na = pagina.na_id().map_err(|_| StorageError::Onleesbaar("cursor".into()))?;
    let rows: Vec<VacatureRow> = with_db!(c = conn => {
        let mut query = vacature::table
            .filter(vacature::regio_id.eq(DbUuid(scope.regio_id)))
            .select(VacatureRow::as_select())
            .into_boxed();
        if let Some(bestuursnummer) = &scope.bestuursnummer {
            query = query.filter(vacature::bestuursnummer.eq(bestuursnummer.as_str()));
        }
        if let Some(code) = &scope.vestigingscode {
            query = query.filter(vacature::vestigingscode.eq(code.as_str()));
        }
        if let Some(status) = filter.status {
            query = query.filter(vacature::status.eq(status.as_str()));
        }
        if let Some(code) = &filter.vestigingscode {
            query = query.filter(vacature::vestigingscode.eq(code.as_str()));
        }
        if let Some(nummer) = &filter.bestuursnummer {
            query = query.filter(vacature::bestuursnummer.eq(nummer.as_str()));
        }
        if let Some(soort) = filter.soort {
            query = query.filter(vacature::soort.eq(soort.as_str()));
        }
        if let Some(sector) = filter.sector {
            query = query.filter(vacature::sector.eq(sector.as_str()));
        }
        if let Some(vak) = &filter.vak {
            query = query.filter(vacature::vak.eq(vak));
        }
        if let Some(graad) = filter.graad {
            query = query.filter(vacature::graad.eq(graad.as_str()));
        }
        if let Some(day) = filter.op {
            query = query.filter(vacature::van.le(day));
            query = query.filter(vacature::tot_en_met.is_null().or(vacature::tot_en_met.ge(day)));
        }
        if let Some(na) = na {
            query = query.filter(vacature::id.gt(DbUuid(na)));
        }
        query.order(vacature::id).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(VacatureRow::stored).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |vacature: &Stored<VolledigeVacature>| vacature.id.to_string()))
}

/// Replaces what the school asks; its school, board and status stay.
pub fn update_vacature(tx: &mut Tx<'_>, id: Uuid, versie: i32, vacature: &Vacature) -> Result<(), StorageError> {
    let target = vacature::table.filter(vacature::id.eq(DbUuid(id)).and(vacature::versie.eq(versie)));
    let change = (VacatureChange::from(vacature), vacature::versie.eq(versie + 1));
    let changed = with_db!(c = &mut *tx.conn => diesel::update(target).set(change).execute(c))?;
    if changed == 1 { Ok(()) } else { Err(StorageError::Verouderd) }
}

/// Withdraws a vacature.
pub fn withdraw_vacature(tx: &mut Tx<'_>, id: Uuid, versie: i32, reden: Option<&str>) -> Result<(), StorageError> {
    let target = vacature::table.filter(vacature::id.eq(DbUuid(id)).and(vacature::versie.eq(versie)));
    let change = (
        vacature::status.eq(Vacaturestatus::Ingetrokken.as_str()),
        vacature::intrekkingsreden.eq(reden),
        vacature::versie.eq(versie + 1),
    );
    let changed = with_db!(c = &mut *tx.conn => diesel::update(target).set(change).execute(c))?;
    if changed == 1 { Ok(()) } else { Err(StorageError::Verouderd) }
}

/// Takes these vacatures for the rest of the transaction, one after another in order of id, and makes every change that
/// was begun before stale: whoever places people calls it first, so that nothing is withdrawn under their feet.
/// The ids on which somebody can be placed.
pub fn lock_vacatures(tx: &mut Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>, StorageError> {
    let mut open = BTreeSet::new();
    for id in ids {
        let target = vacature::table
            .filter(vacature::id.eq(DbUuid(*id)))
            .filter(vacature::status.eq_any(Vacaturestatus::TE_VERVULLEN.map(Vacaturestatus::as_str)));
        let change = vacature::versie.eq(vacature::versie + 1);
        if with_db!(c = &mut *tx.conn => diesel::update(target).set(change).execute(c))? == 1 {
            open.insert(*id);
        }
    }
    Ok(open)
}

/// Takes one vacature of whatever regio for the rest of the transaction.
pub fn lock_vacature(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Stored<VolledigeVacature>>, StorageError> {
    let target = vacature::table.filter(vacature::id.eq(DbUuid(id)));
    let row: Option<VacatureRow> = with_db!(c = &mut *tx.conn => diesel::update(target)
        .set(vacature::versie.eq(vacature::versie))
        .returning(VacatureRow::as_returning())
        .get_result(c)
        .optional())?;
    row.map(VacatureRow::stored).transpose()
}

/// Moves a vacature that still has this version to another state.
pub fn set_status(tx: &mut Tx<'_>, id: Uuid, versie: i32, status: Vacaturestatus) -> Result<(), StorageError> {
    let target = vacature::table.filter(vacature::id.eq(DbUuid(id)).and(vacature::versie.eq(versie)));
    let change = (vacature::status.eq(status.as_str()), vacature::versie.eq(versie + 1));
    let changed = with_db!(c = &mut *tx.conn => diesel::update(target).set(change).execute(c))?;
    if changed == 1 { Ok(()) } else { Err(StorageError::Verouderd) }
}

/// The vacatures of a school in a regio that are still to be filled, in order of id.
pub fn list_openstaand(conn: &mut Conn, regio_id: Uuid, code: &Vestigingscode) -> Result<Vec<Uuid>, StorageError> {
    let ids: Vec<DbUuid> = with_db!(c = conn => vacature::table
        .filter(vacature::regio_id.eq(DbUuid(regio_id)))
        .filter(vacature::vestigingscode.eq(code.as_str()))
        .filter(vacature::status.eq_any(Vacaturestatus::TE_VERVULLEN.map(Vacaturestatus::as_str)))
        .order(vacature::id)
        .select(vacature::id)
        .load(c))?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}
