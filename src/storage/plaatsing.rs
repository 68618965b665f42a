//! Plaatsing in the database, with its parts.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::huidige_plaatsing::holding;
use super::schema::{plaatsing, plaatsing_deel};
use super::types::DbUuid;
use super::{StorageError, lees};
use crate::auth::policy::Bereik;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::periode::Periode;
use crate::domain::plaatsing::{Plaatsing, Plaatsingsdeel, Plaatsingstatus};
use crate::domain::stored::Stored;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = plaatsing)]
struct PlaatsingRow {
    id: DbUuid,
    regio_id: DbUuid,
    regiodocent_id: DbUuid,
    vestigingscode: String,
    bestuursnummer: String,
    vaststelling_id: Option<DbUuid>,
    status: String,
    netto_vanaf: Option<NaiveDate>,
    versie: i32,
    akkoord_tot: Option<NaiveDate>,
    overdracht_op: Option<NaiveDate>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = plaatsing_deel)]
struct DeelRow {
    plaatsing_id: DbUuid,
    vacature_id: DbUuid,
    fte_e4: i64,
    van: NaiveDate,
    tot_en_met: NaiveDate,
}

/// Which plaatsingen are asked; what is absent does not matter.
#[derive(Debug, Clone, Default)]
pub struct PlaatsingFilter {
    /// Of this board.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// At this school.
    pub vestigingscode: Option<Vestigingscode>,
    /// Of this regiodocent.
    pub regiodocent_id: Option<Uuid>,
    /// On this vacature.
    pub vacature_id: Option<Uuid>,
    /// From this vaststelling.
    pub vaststelling_id: Option<Uuid>,
    /// With a part that holds on this day.
    pub op: Option<NaiveDate>,
    /// In this state.
    pub status: Option<Plaatsingstatus>,
    /// Only this one.
    pub id: Option<Uuid>,
}

impl PlaatsingRow {
    fn stored(self, delen: Vec<Plaatsingsdeel>) -> Result<Stored<Plaatsing>, StorageError> {
        let noun = Plaatsing {
            regiodocent_id: self.regiodocent_id.0,
            vestigingscode: lees("plaatsing.vestigingscode", &self.vestigingscode)?,
            bestuursnummer: lees("plaatsing.bestuursnummer", &self.bestuursnummer)?,
            vaststelling_id: self.vaststelling_id.map(|id| id.0),
            status: lees("plaatsing.status", &self.status)?,
            netto_vanaf: self.netto_vanaf,
            akkoord_tot: self.akkoord_tot,
            overdracht_op: self.overdracht_op,
            delen,
        };
        Ok(Stored { id: self.id.0, versie: self.versie, noun })
    }
}

/// Adds a plaatsing with its parts to a regio.
pub fn insert_plaatsing(tx: &mut Tx<'_>, regio_id: Uuid, noun: Plaatsing) -> Result<Stored<Plaatsing>, StorageError> {
    let row = PlaatsingRow {
        id: DbUuid::new(),
        regio_id: DbUuid(regio_id),
        regiodocent_id: DbUuid(noun.regiodocent_id),
        vestigingscode: noun.vestigingscode.to_string(),
        bestuursnummer: noun.bestuursnummer.to_string(),
        vaststelling_id: noun.vaststelling_id.map(DbUuid),
        status: noun.status.to_string(),
        netto_vanaf: noun.netto_vanaf,
        versie: 1,
        akkoord_tot: noun.akkoord_tot,
        overdracht_op: noun.overdracht_op,
    };
    with_db!(c = &mut *tx.conn => diesel::insert_into(plaatsing::table).values(&row).execute(c))?;
    insert_delen(tx, row.id, &noun.delen)?;
    row.stored(noun.delen)
}

fn insert_delen(tx: &mut Tx<'_>, plaatsing_id: DbUuid, delen: &[Plaatsingsdeel]) -> Result<(), StorageError> {
    let row = |deel: &Plaatsingsdeel| DeelRow {
        plaatsing_id,
        vacature_id: DbUuid(deel.vacature_id),
        fte_e4: deel.fte.e4(),
        van: deel.periode.van,
        tot_en_met: deel.periode.einde(),
    };
    let delen: Vec<DeelRow> = delen.iter().map(row).collect();
    with_db!(c = &mut *tx.conn => diesel::insert_into(plaatsing_deel::table).values(&delen).execute(c))?;
    Ok(())
}

/// Takes the plaatsing `id` of this regio, when it lies within reach, for the rest of the transaction: what is read
/// after it cannot be outdated.
pub fn lock_plaatsing(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    bereik: &Bereik,
    id: Uuid,
) -> Result<Option<Stored<Plaatsing>>, StorageError> {
    let target = plaatsing::table.filter(plaatsing::id.eq(DbUuid(id)).and(plaatsing::regio_id.eq(DbUuid(regio_id))));
    with_db!(c = &mut *tx.conn => diesel::update(target).set(plaatsing::versie.eq(plaatsing::versie)).execute(c))?;
    find_plaatsing(tx.conn, regio_id, bereik, id)
}

/// The plaatsing `id` of this regio, when it lies within reach.
pub fn find_plaatsing(
    conn: &mut Conn,
    regio_id: Uuid,
    bereik: &Bereik,
    id: Uuid,
) -> Result<Option<Stored<Plaatsing>>, StorageError> {
    let filter = PlaatsingFilter { id: Some(id), ..Default::default() };
    Ok(list_plaatsingen(conn, regio_id, bereik, &filter, &Pagina { na: None, aantal: 1 })?.items.pop())
}

/// Keeps the state, the day of overdracht and the parts of a plaatsing that still has this version.
pub fn update_plaatsing(tx: &mut Tx<'_>, stored: &Stored<Plaatsing>) -> Result<Stored<Plaatsing>, StorageError> {
    let (id, noun) = (DbUuid(stored.id), &stored.noun);
    let target = plaatsing::table.filter(plaatsing::id.eq(id).and(plaatsing::versie.eq(stored.versie)));
    let change = (
        plaatsing::status.eq(noun.status.as_str()),
        plaatsing::overdracht_op.eq(noun.overdracht_op),
        plaatsing::versie.eq(stored.versie + 1),
    );
    let changed = with_db!(c = &mut *tx.conn => {
        diesel::delete(plaatsing_deel::table.filter(plaatsing_deel::plaatsing_id.eq(id))).execute(c)?;
        diesel::update(target).set(change).execute(c)
    })?;
    if changed != 1 {
        return Err(StorageError::Verouderd);
    }
    insert_delen(tx, id, &noun.delen)?;
    Ok(Stored { versie: stored.versie + 1, ..stored.clone() })
}

/// Plaatsingen that time has overtaken by `today`, of all regions, as regio and id: proposals of which the term is over,
/// and active ones of which the last day has passed or the day of overdracht has come.
pub fn list_ingehaald(conn: &mut Conn, today: NaiveDate) -> Result<Vec<(Uuid, Uuid)>, StorageError> {
    let open = holding().into_iter().filter(|word| *word != Plaatsingstatus::Actief.as_str()).collect::<Vec<_>>();
    let rows: Vec<(DbUuid, DbUuid)> = with_db!(c = conn => {
        let goes_on = plaatsing_deel::table
            .filter(plaatsing_deel::tot_en_met.ge(today))
            .select(plaatsing_deel::plaatsing_id);
        let over = plaatsing::status.eq_any(open).and(plaatsing::akkoord_tot.lt(today));
        let ended = plaatsing::status.eq(Plaatsingstatus::Actief.as_str()).and(plaatsing::id.ne_all(goes_on));
        plaatsing::table
            .filter(over.or(ended))
            .order(plaatsing::id)
            .select((plaatsing::regio_id, plaatsing::id))
            .load(c)
    })?;
    Ok(rows.into_iter().map(|(regio, id)| (regio.0, id.0)).collect())
}

/// Plaatsingen of a regio within reach, sorted by id.
pub fn list_plaatsingen(
    conn: &mut Conn,
    regio_id: Uuid,
    bereik: &Bereik,
    filter: &PlaatsingFilter,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Plaatsing>>, StorageError> {
    let na = pagina.na.as_deref().map(|key| lees::<Uuid>("cursor", key)).transpose()?;
    let rows: Vec<PlaatsingRow> = with_db!(c = &mut *conn => {
        let mut query = plaatsing::table
            .filter(plaatsing::regio_id.eq(DbUuid(regio_id)))
            .select(PlaatsingRow::as_select())
            .into_boxed();
        for nummer in [bereik.bestuursnummer(), filter.bestuursnummer.as_ref()].into_iter().flatten() {
            query = query.filter(plaatsing::bestuursnummer.eq(nummer.as_str()));
        }
        for code in [bereik.vestigingscode(), filter.vestigingscode.as_ref()].into_iter().flatten() {
            query = query.filter(plaatsing::vestigingscode.eq(code.as_str()));
        }
        for id in [bereik.regiodocent(), filter.regiodocent_id].into_iter().flatten() {
            query = query.filter(plaatsing::regiodocent_id.eq(DbUuid(id)));
        }
        if let Some(id) = filter.vacature_id {
            let on_it = plaatsing_deel::table
                .filter(plaatsing_deel::vacature_id.eq(DbUuid(id)))
                .select(plaatsing_deel::plaatsing_id);
            query = query.filter(plaatsing::id.eq_any(on_it));
        }
        if let Some(id) = filter.vaststelling_id {
            query = query.filter(plaatsing::vaststelling_id.eq(DbUuid(id)));
        }
        if let Some(day) = filter.op {
            let on_that_day = plaatsing_deel::table
                .filter(plaatsing_deel::van.le(day).and(plaatsing_deel::tot_en_met.ge(day)))
                .select(plaatsing_deel::plaatsing_id);
            query = query.filter(plaatsing::id.eq_any(on_that_day));
        }
        if let Some(status) = filter.status {
            query = query.filter(plaatsing::status.eq(status.as_str()));
        }
        if let Some(id) = filter.id {
            query = query.filter(plaatsing::id.eq(DbUuid(id)));
        }
        if let Some(na) = na {
            query = query.filter(plaatsing::id.gt(DbUuid(na)));
        }
        query.order(plaatsing::id).limit(pagina.lees_aantal()).load(c)
    })?;
    let page = Lijst::from_rows(rows, pagina, |row: &PlaatsingRow| row.id.to_string());
    let volgende = page.volgende.clone();
    Ok(Lijst { items: with_delen(conn, page.items)?, volgende })
}

/// Adds the parts to plaatsingen, in one query.
fn with_delen(conn: &mut Conn, rows: Vec<PlaatsingRow>) -> Result<Vec<Stored<Plaatsing>>, StorageError> {
    let ids: Vec<DbUuid> = rows.iter().map(|row| row.id).collect();
    let delen: Vec<DeelRow> = with_db!(c = conn => plaatsing_deel::table
        .filter(plaatsing_deel::plaatsing_id.eq_any(&ids))
        .order((plaatsing_deel::plaatsing_id, plaatsing_deel::vacature_id, plaatsing_deel::van))
        .select(DeelRow::as_select())
        .load(c))?;
    let mut per_plaatsing: HashMap<DbUuid, Vec<Plaatsingsdeel>> = HashMap::new();
    for deel in delen {
        per_plaatsing.entry(deel.plaatsing_id).or_default().push(Plaatsingsdeel {
            vacature_id: deel.vacature_id.0,
            fte: Fte::from_e4(deel.fte_e4),
            periode: Periode::new(deel.van, Some(deel.tot_en_met)),
        });
    }
    rows.into_iter()
        .map(|row| {
            let delen = per_plaatsing.remove(&row.id).unwrap_or_default();
            row.stored(delen)
        })
        .collect()
}
