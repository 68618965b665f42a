//! Detachering in the database. Every read is scoped: what lies outside the filter is simply not found.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::detachering;
use super::types::DbUuid;
use super::{StorageError, lees};
use crate::auth::policy::Bereik;
use crate::domain::detachering::{Detachering, Detacheringstatus, VolledigeDetachering};
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::periode::Periode;
use crate::domain::stored::Stored;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = detachering, treat_none_as_null = true)]
struct DetacheringRow {
    id: DbUuid,
    regio_id: DbUuid,
    regiodocent_id: DbUuid,
    vestigingscode: String,
    bestuursnummer: String,
    fte_e4: i64,
    van: NaiveDate,
    tot_en_met: NaiveDate,
    terugkeergarantie_tot: NaiveDate,
    loonkosten_cent: i64,
    status: String,
    ingestemd_op: Option<NaiveDate>,
    bron: Option<String>,
    motivering: Option<String>,
    contract_id: Option<DbUuid>,
    versie: i32,
}

/// Which detacheringen are asked; what is absent does not matter.
#[derive(Debug, Clone, Default)]
pub struct DetacheringFilter {
    /// Of this board.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Of this home school.
    pub vestigingscode: Option<Vestigingscode>,
    /// Of this regiodocent.
    pub regiodocent_id: Option<Uuid>,
    /// With this day in it.
    pub op: Option<NaiveDate>,
    /// In this state.
    pub status: Option<Detacheringstatus>,
    /// Only this one.
    pub id: Option<Uuid>,
}

impl DetacheringRow {
    fn new(id: DbUuid, regio_id: Uuid, versie: i32, noun: &VolledigeDetachering) -> Self {
        let own = &noun.detachering;
        DetacheringRow {
            id,
            regio_id: DbUuid(regio_id),
            regiodocent_id: DbUuid(own.regiodocent_id),
            vestigingscode: own.vestigingscode.to_string(),
            bestuursnummer: noun.bestuursnummer.to_string(),
            fte_e4: own.fte.e4(),
            van: own.periode.van,
            tot_en_met: own.periode.einde(),
            terugkeergarantie_tot: own.terugkeergarantie_tot,
            loonkosten_cent: own.loonkosten_cent,
            status: noun.status.to_string(),
            ingestemd_op: noun.ingestemd_op,
            bron: noun.bron.clone(),
            motivering: noun.motivering.clone(),
            contract_id: noun.contract_id.map(DbUuid),
            versie,
        }
    }

    fn stored(self) -> Result<Stored<VolledigeDetachering>, StorageError> {
        let noun = VolledigeDetachering {
            detachering: Detachering {
                regiodocent_id: self.regiodocent_id.0,
                vestigingscode: lees("detachering.vestigingscode", &self.vestigingscode)?,
                fte: Fte::from_e4(self.fte_e4),
                periode: Periode::new(self.van, Some(self.tot_en_met)),
                terugkeergarantie_tot: self.terugkeergarantie_tot,
                loonkosten_cent: self.loonkosten_cent,
            },
            bestuursnummer: lees("detachering.bestuursnummer", &self.bestuursnummer)?,
            status: lees("detachering.status", &self.status)?,
            ingestemd_op: self.ingestemd_op,
            bron: self.bron,
            motivering: self.motivering,
            contract_id: self.contract_id.map(|id| id.0),
        };
        Ok(Stored { id: self.id.0, versie: self.versie, noun })
    }
}

/// Adds a detachering to a regio.
pub fn insert_detachering(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    noun: &VolledigeDetachering,
) -> Result<Stored<VolledigeDetachering>, StorageError> {
    let row = DetacheringRow::new(DbUuid::new(), regio_id, 1, noun);
    with_db!(c = &mut *tx.conn => diesel::insert_into(detachering::table).values(&row).execute(c))?;
    row.stored()
}

/// Keeps a detachering that still has this version.
pub fn update_detachering(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    stored: &Stored<VolledigeDetachering>,
) -> Result<Stored<VolledigeDetachering>, StorageError> {
    let row = DetacheringRow::new(DbUuid(stored.id), regio_id, stored.versie + 1, &stored.noun);
    let target = detachering::table.filter(detachering::id.eq(row.id).and(detachering::versie.eq(stored.versie)));
    match with_db!(c = &mut *tx.conn => diesel::update(target).set(&row).execute(c))? {
        0 => Err(StorageError::Verouderd),
        _ => row.stored(),
    }
}

/// Takes the detachering `id` of this regio, when it lies within reach, for the rest of the transaction.
pub fn lock_detachering(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    bereik: &Bereik,
    id: Uuid,
) -> Result<Option<Stored<VolledigeDetachering>>, StorageError> {
    let target = detachering::table.filter(detachering::id.eq(DbUuid(id)));
    let same = detachering::versie.eq(detachering::versie);
    with_db!(c = &mut *tx.conn => diesel::update(target).set(same).execute(c))?;
    find_detachering(tx.conn, regio_id, bereik, id)
}

/// The detachering `id` of this regio, when it lies within reach.
pub fn find_detachering(
    conn: &mut Conn,
    regio_id: Uuid,
    bereik: &Bereik,
    id: Uuid,
) -> Result<Option<Stored<VolledigeDetachering>>, StorageError> {
    let filter = DetacheringFilter { id: Some(id), ..Default::default() };
    Ok(list_detacheringen(conn, regio_id, bereik, &filter, &Pagina { na: None, aantal: 1 })?.items.pop())
}

/// Detacheringen of a regio within reach, in order of making.
pub fn list_detacheringen(
    conn: &mut Conn,
    regio_id: Uuid,
    bereik: &Bereik,
    filter: &DetacheringFilter,
    pagina: &Pagina,
) -> Result<Lijst<Stored<VolledigeDetachering>>, StorageError> {
    let na = pagina.na_id().map_err(|_| StorageError::Onleesbaar("cursor".into()))?;
    let rows: Vec<DetacheringRow> = with_db!(c = conn => {
        let mut query = detachering::table
            .filter(detachering::regio_id.eq(DbUuid(regio_id)))
            .select(DetacheringRow::as_select())
            .into_boxed();
        for nummer in [bereik.bestuursnummer(), filter.bestuursnummer.as_ref()].into_iter().flatten() {
            query = query.filter(detachering::bestuursnummer.eq(nummer.as_str()));
        }
        for code in [bereik.vestigingscode(), filter.vestigingscode.as_ref()].into_iter().flatten() {
            query = query.filter(detachering::vestigingscode.eq(code.as_str()));
        }
        for id in [bereik.regiodocent(), filter.regiodocent_id].into_iter().flatten() {
            query = query.filter(detachering::regiodocent_id.eq(DbUuid(id)));
        }
        if let Some(day) = filter.op {
            query = query.filter(detachering::van.le(day).and(detachering::tot_en_met.ge(day)));
        }
        if let Some(status) = filter.status {
            query = query.filter(detachering::status.eq(status.as_str()));
        }
        if let Some(id) = filter.id {
            query = query.filter(detachering::id.eq(DbUuid(id)));
        }
        if let Some(na) = na {
            query = query.filter(detachering::id.gt(DbUuid(na)));
        }
        query.order(detachering::id).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(DetacheringRow::stored).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |found: &Stored<VolledigeDetachering>| found.id.to_string()))
}

/// What the pool has on a day of `days`: agreed and not taken back, in order of id.
pub fn detacheringen_of_regio(
    conn: &mut Conn,
    regio_id: Uuid,
    days: &Periode,
) -> Result<Vec<Stored<VolledigeDetachering>>, StorageError> {
    let agreed = [Detacheringstatus::Actief.as_str(), Detacheringstatus::Beeindigd.as_str()];
    let rows: Vec<DetacheringRow> = with_db!(c = conn => detachering::table
        .filter(detachering::regio_id.eq(DbUuid(regio_id)))
        .filter(detachering::status.eq_any(agreed))
        .filter(detachering::van.le(days.einde()).and(detachering::tot_en_met.ge(days.van)))
        .order(detachering::id)
        .select(DetacheringRow::as_select())
        .load(c))?;
    rows.into_iter().map(DetacheringRow::stored).collect()
}

/// Active detacheringen of which the last day has passed, of all regions, as regio and id.
pub fn list_voorbij(conn: &mut Conn, today: NaiveDate) -> Result<Vec<(Uuid, Uuid)>, StorageError> {
    let rows: Vec<(DbUuid, DbUuid)> = with_db!(c = conn => detachering::table
        .filter(detachering::status.eq(Detacheringstatus::Actief.as_str()))
        .filter(detachering::tot_en_met.lt(today))
        .order(detachering::id)
        .select((detachering::regio_id, detachering::id))
        .load(c))?;
    Ok(rows.into_iter().map(|(regio, id)| (regio.0, id.0)).collect())
}
