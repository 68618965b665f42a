//! What the monitor reads besides formatiepeilingen: who of the pool works where on a day, and who has a contract.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, with_db};
use super::doorbelasting::GEWERKT;
use super::schema::{contract, plaatsing, plaatsing_deel, regiodocent, vacature};
use super::types::DbUuid;
use super::{StorageError, lees};
use crate::domain::contract::Contractstatus;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::periode::Periode;
use crate::domain::regiodocent::Regiodocentsoort;
use crate::domain::vacature::Vacaturesoort;

/// A part of a plaatsing that is worked on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inzet {
    /// Who.
    pub regiodocent_id: Uuid,
    /// What kind of regiodocent.
    pub soort: Regiodocentsoort,
    /// First day of the track of a zij-instromer.
    pub traject_start: Option<NaiveDate>,
    /// Where.
    pub vestigingscode: Vestigingscode,
    /// On what kind of vacature.
    pub vacaturesoort: Vacaturesoort,
    /// How much, gross.
    pub fte: Fte,
    /// First day on which it counts as netto; absent: from the first day.
    pub netto_vanaf: Option<NaiveDate>,
}

/// Parts of plaatsingen of the regio that are worked on `day`.
pub fn inzet_op(conn: &mut Conn, regio_id: Uuid, day: NaiveDate) -> Result<Vec<Inzet>, StorageError> {
    type Row = (DbUuid, String, Option<NaiveDate>, String, String, i64, Option<NaiveDate>);
    let rows: Vec<Row> = with_db!(c = conn => plaatsing_deel::table
        .inner_join(plaatsing::table.inner_join(regiodocent::table))
        .inner_join(vacature::table)
        .filter(plaatsing::regio_id.eq(DbUuid(regio_id)))
        .filter(plaatsing::status.eq_any(GEWERKT))
        .filter(plaatsing_deel::van.le(day))
        .filter(plaatsing_deel::tot_en_met.ge(day))
        .order((plaatsing::id, plaatsing_deel::vacature_id))
        .select((
            plaatsing::regiodocent_id,
            regiodocent::soort,
            regiodocent::traject_start,
            plaatsing::vestigingscode,
            vacature::soort,
            plaatsing_deel::fte_e4,
            plaatsing::netto_vanaf,
        ))
        .load(c))?;
    let read = |(person, soort, traject_start, school, vacaturesoort, fte_e4, netto_vanaf): Row| {
        Ok(Inzet {
            regiodocent_id: person.0,
            soort: lees("regiodocent.soort", &soort)?,
            traject_start,
            vestigingscode: lees("plaatsing.vestigingscode", &school)?,
            vacaturesoort: lees("vacature.soort", &vacaturesoort)?,
            fte: Fte::from_e4(fte_e4),
            netto_vanaf,
        })
    };
    rows.into_iter().map(read).collect()
}

/// A contract of somebody in the pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poolcontract {
    /// Whose.
    pub regiodocent_id: Uuid,
    /// What kind of regiodocent.
    pub soort: Regiodocentsoort,
    /// When it holds.
    pub periode: Periode,
    /// Share of a full job.
    pub werktijdfactor: Fte,
}

/// Signed contracts of the pool of the regio that hold on a day of `days`.
pub fn poolcontracten(conn: &mut Conn, regio_id: Uuid, days: &Periode) -> Result<Vec<Poolcontract>, StorageError> {
    type Row = (DbUuid, String, NaiveDate, Option<NaiveDate>, i64);
    let rows: Vec<Row> = with_db!(c = conn => contract::table
        .inner_join(regiodocent::table)
        .filter(regiodocent::regio_id.eq(DbUuid(regio_id)))
        .filter(contract::status.ne(Contractstatus::Aangeboden.as_str()))
        .filter(contract::van.le(days.einde()))
        .filter(contract::tot_en_met.is_null().or(contract::tot_en_met.ge(days.van)))
        .order((contract::regiodocent_id, contract::van))
        .select((
            contract::regiodocent_id,
            regiodocent::soort,
            contract::van,
            contract::tot_en_met,
            contract::werktijdfactor_e4,
        ))
        .load(c))?;
    let read = |(person, soort, van, tot_en_met, wtf_e4): Row| {
        Ok(Poolcontract {
            regiodocent_id: person.0,
            soort: lees("regiodocent.soort", &soort)?,
            periode: Periode::new(van, tot_en_met),
            werktijdfactor: Fte::from_e4(wtf_e4),
        })
    };
    rows.into_iter().map(read).collect()
}
