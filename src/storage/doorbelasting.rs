//! Doorbelasting in the database: the facts a month is calculated from, and the months that were closed. Lines are only
//! ever added.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::{
    contract, doorbelastingsmaand, doorbelastingsregel, plaatsing, plaatsing_deel, regiodocent, school,
};
use super::school::load_vorige_besturen;
use super::types::{DbInstant, DbUuid};
use super::{BLOK, StorageError, lees};
use crate::domain::breuk::Breuk;
use crate::domain::contract::Contractstatus;
use crate::domain::doorbelasting::{
    Afsluiting, Boekregel, Doorbelastingsregel, Inzetfeit, Loonfeit, Plek, Regelsleutel,
};
use crate::domain::fte::Fte;
use crate::domain::maand::Maand;
use crate::domain::periode::Periode;
use crate::domain::plaatsing::Plaatsingstatus;
use crate::domain::vorig_bestuur::per_bestuur;

/// States of a plaatsing whose days were or are worked: ending it cuts its parts at the last day.
pub(in crate::storage) const GEWERKT: [&str; 3] =
    [Plaatsingstatus::Actief.as_str(), Plaatsingstatus::Beeindigd.as_str(), Plaatsingstatus::Overgedragen.as_str()];

/// Signed contracts of the regio that hold on a day of `days`, in order of person and first day.
pub fn loonfeiten(conn: &mut Conn, regio_id: Uuid, days: &Periode) -> Result<Vec<Loonfeit>, StorageError> {
    type Row = (DbUuid, DbUuid, NaiveDate, Option<NaiveDate>, i64, i64);
    let rows: Vec<Row> = with_db!(c = conn => contract::table
        .inner_join(regiodocent::table)
        .filter(regiodocent::regio_id.eq(DbUuid(regio_id)))
        .filter(contract::status.ne(Contractstatus::Aangeboden.as_str()))
        .filter(contract::van.le(days.einde()))
        .filter(contract::tot_en_met.is_null().or(contract::tot_en_met.ge(days.van)))
        .order((contract::regiodocent_id, contract::van))
        .select((
            contract::id,
            contract::regiodocent_id,
            contract::van,
            contract::tot_en_met,
            contract::werktijdfactor_e4,
            contract::loonkosten_cent,
        ))
        .load(c))?;
    let read = |(contract_id, person, van, tot_en_met, wtf_e4, loonkosten_cent): Row| Loonfeit {
        contract_id: contract_id.0,
        regiodocent_id: person.0,
        periode: Periode::new(van, tot_en_met),
        werktijdfactor: Fte::from_e4(wtf_e4),
        loonkosten_cent,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Parts of plaatsingen of the regio that are or were worked on a day of `days`, each day with the board of that day.
pub fn inzetfeiten(conn: &mut Conn, regio_id: Uuid, days: &Periode) -> Result<Vec<Inzetfeit>, StorageError> {
    type Row = (DbUuid, String, String, String, i64, NaiveDate, NaiveDate);
    let verleden = load_vorige_besturen(conn)?;
    let rows: Vec<Row> = with_db!(c = conn => plaatsing_deel::table
        .inner_join(plaatsing::table.inner_join(school::table))
        .filter(plaatsing::regio_id.eq(DbUuid(regio_id)))
        .filter(plaatsing::status.eq_any(GEWERKT))
        .filter(plaatsing_deel::van.le(days.einde()))
        .filter(plaatsing_deel::tot_en_met.ge(days.van))
        .order((plaatsing::id, plaatsing_deel::vacature_id, plaatsing_deel::van))
        .select((
            plaatsing::regiodocent_id,
            plaatsing::vestigingscode,
            plaatsing::bestuursnummer,
            school::bestuursnummer,
            plaatsing_deel::fte_e4,
            plaatsing_deel::van,
            plaatsing_deel::tot_en_met,
        ))
        .load(c))?;
    let mut found = Vec::with_capacity(rows.len());
    for (person, code, eigen, nu, fte_e4, van, tot_en_met) in rows {
        let plek = read_plek(&code, &eigen)?;
        let vorige = verleden.get(&plek.vestigingscode).map(Vec::as_slice).unwrap_or_default();
        // A school without a past has had one board; one with a past says it for every day.
        let nu = if vorige.is_empty() { plek.bestuursnummer.clone() } else { read_plek(&code, &nu)?.bestuursnummer };
        for (bestuur, periode) in per_bestuur(vorige, &nu, &Periode::new(van, Some(tot_en_met))) {
            let plek = Plek { bestuursnummer: bestuur.clone(), ..plek.clone() };
            found.push(Inzetfeit { regiodocent_id: person.0, plek, fte: Fte::from_e4(fte_e4), periode });
        }
    }
    Ok(found)
}

fn read_plek(school: &str, bestuur: &str) -> Result<Plek, StorageError> {
    Ok(Plek {
        vestigingscode: lees("plaatsing.vestigingscode", school)?,
        bestuursnummer: lees("plaatsing.bestuursnummer", bestuur)?,
    })
}

/// The closed months of a regio, in order.
pub fn list_afsluitingen(conn: &mut Conn, regio_id: Uuid) -> Result<Vec<Afsluiting>, StorageError> {
    let rows: Vec<(String, DbInstant, String)> = with_db!(c = conn => doorbelastingsmaand::table
        .filter(doorbelastingsmaand::regio_id.eq(DbUuid(regio_id)))
        .order(doorbelastingsmaand::maand)
        .select((doorbelastingsmaand::maand, doorbelastingsmaand::afgesloten_op, doorbelastingsmaand::door))
        .load(c))?;
    let read = |(maand, at, door): (String, DbInstant, String)| {
        Ok(Afsluiting { maand: lees("doorbelastingsmaand.maand", &maand)?, afgesloten_op: at.0, door })
    };
    rows.into_iter().map(read).collect()
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = doorbelastingsregel)]
struct RegelRow {
    id: DbUuid,
    regio_id: DbUuid,
    maand: String,
    over_maand: String,
    regiodocent_id: DbUuid,
    contract_id: DbUuid,
    vestigingscode: Option<String>,
    bestuursnummer: Option<String>,
    fte_dagen: String,
    bedrag_cent: i64,
}

impl RegelRow {
    fn read(self) -> Result<Boekregel, StorageError> {
        let plek = match (&self.vestigingscode, &self.bestuursnummer) {
            (Some(school), Some(bestuur)) => Some(read_plek(school, bestuur)?),
            _ => None,
        };
        let sleutel = Regelsleutel { regiodocent_id: self.regiodocent_id.0, contract_id: self.contract_id.0, plek };
        let fte_dagen: Breuk = lees("doorbelastingsregel.fte_dagen", &self.fte_dagen)?;
        Ok(Boekregel {
            over_maand: lees("doorbelastingsregel.over_maand", &self.over_maand)?,
            regel: Doorbelastingsregel { sleutel, fte_dagen, bedrag_cent: self.bedrag_cent },
        })
    }
}

/// The booked lines of one month, or of all; in the order in which they were booked.
pub fn list_regels(conn: &mut Conn, regio_id: Uuid, maand: Option<Maand>) -> Result<Vec<Boekregel>, StorageError> {
    let rows: Vec<RegelRow> = with_db!(c = conn => {
        let mut query = doorbelastingsregel::table
            .filter(doorbelastingsregel::regio_id.eq(DbUuid(regio_id)))
            .select(RegelRow::as_select())
            .into_boxed();
        if let Some(maand) = maand {
            query = query.filter(doorbelastingsregel::maand.eq(maand.to_string()));
        }
        query.order(doorbelastingsregel::id).load(c)
    })?;
    rows.into_iter().map(RegelRow::read).collect()
}

/// Closes a month with its lines. A month that is closed already is [`StorageError::Dubbel`].
pub fn insert_afsluiting(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    afsluiting: &Afsluiting,
    regels: &[Boekregel],
) -> Result<(), StorageError> {
    let month = (
        doorbelastingsmaand::regio_id.eq(DbUuid(regio_id)),
        doorbelastingsmaand::maand.eq(afsluiting.maand.to_string()),
        doorbelastingsmaand::afgesloten_op.eq(DbInstant(afsluiting.afgesloten_op)),
        doorbelastingsmaand::door.eq(afsluiting.door.clone()),
    );
    with_db!(c = &mut *tx.conn => diesel::insert_into(doorbelastingsmaand::table).values(month).execute(c))?;
    for blok in regels.chunks(BLOK) {
        let rows: Vec<RegelRow> = blok.iter().map(|line| row(regio_id, afsluiting.maand, line)).collect();
        with_db!(c = &mut *tx.conn => diesel::insert_into(doorbelastingsregel::table).values(&rows).execute(c))?;
    }
    Ok(())
}

fn row(regio_id: Uuid, maand: Maand, line: &Boekregel) -> RegelRow {
    let Regelsleutel { regiodocent_id, contract_id, plek } = &line.regel.sleutel;
    RegelRow {
        id: DbUuid::new(),
        regio_id: DbUuid(regio_id),
        maand: maand.to_string(),
        over_maand: line.over_maand.to_string(),
        regiodocent_id: DbUuid(*regiodocent_id),
        contract_id: DbUuid(*contract_id),
        vestigingscode: plek.as_ref().map(|plek| plek.vestigingscode.to_string()),
        bestuursnummer: plek.as_ref().map(|plek| plek.bestuursnummer.to_string()),
        fte_dagen: line.regel.fte_dagen.to_string(),
        bedrag_cent: line.regel.bedrag_cent,
    }
}
