//! The plaatsingen of today as others see them: what holds fte, where and when. Reads only.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::StorageError;
use super::connection::{Conn, with_db};
use super::schema::{plaatsing, plaatsing_deel};
use super::types::DbUuid;
use crate::domain::fte::Fte;
use crate::domain::periode::Periode;
use crate::domain::plaatsing::{Plaatsingsdeel, Plaatsingstatus};

/// States that hold fte, as they are spelled in the database.
pub(super) fn holding() -> Vec<&'static str> {
    let holds = |word: &&&str| word.parse::<Plaatsingstatus>().is_ok_and(Plaatsingstatus::houdt_fte_vast);
    Plaatsingstatus::WOORDEN.iter().filter(holds).copied().collect()
}

/// The parts of plaatsingen that hold fte of this vacature, in order of first day.
pub fn list_delen_of_vacature(conn: &mut Conn, vacature_id: Uuid) -> Result<Vec<Plaatsingsdeel>, StorageError> {
    delen_of_vacature(conn, vacature_id, &holding())
}

/// The parts of active plaatsingen on this vacature, in order of first day.
pub fn list_actieve_delen(conn: &mut Conn, vacature_id: Uuid) -> Result<Vec<Plaatsingsdeel>, StorageError> {
    delen_of_vacature(conn, vacature_id, &[Plaatsingstatus::Actief.as_str()])
}

fn delen_of_vacature(conn: &mut Conn, vacature_id: Uuid, status: &[&str]) -> Result<Vec<Plaatsingsdeel>, StorageError> {
    let rows: Vec<(i64, NaiveDate, NaiveDate)> = with_db!(c = conn => plaatsing_deel::table
        .inner_join(plaatsing::table)
        .filter(plaatsing_deel::vacature_id.eq(DbUuid(vacature_id)))
        .filter(plaatsing::status.eq_any(status))
        .order((plaatsing_deel::van, plaatsing_deel::plaatsing_id))
        .select((plaatsing_deel::fte_e4, plaatsing_deel::van, plaatsing_deel::tot_en_met))
        .load(c))?;
    let deel = |(fte_e4, van, tot_en_met)| Plaatsingsdeel {
        vacature_id,
        fte: Fte::from_e4(fte_e4),
        periode: Periode::new(van, Some(tot_en_met)),
    };
    Ok(rows.into_iter().map(deel).collect())
}

/// The parts of plaatsingen that hold fte of this person on `day` or later, in order of first day.
pub fn list_delen_of_docent(
    conn: &mut Conn,
    regiodocent_id: Uuid,
    day: NaiveDate,
) -> Result<Vec<Plaatsingsdeel>, StorageError> {
    let rows: Vec<(DbUuid, i64, NaiveDate, NaiveDate)> = with_db!(c = conn => plaatsing_deel::table
        .inner_join(plaatsing::table)
        .filter(plaatsing::regiodocent_id.eq(DbUuid(regiodocent_id)))
        .filter(plaatsing::status.eq_any(holding()))
        .filter(plaatsing_deel::tot_en_met.ge(day))
        .order((plaatsing_deel::van, plaatsing_deel::plaatsing_id))
        .select((plaatsing_deel::vacature_id, plaatsing_deel::fte_e4, plaatsing_deel::van, plaatsing_deel::tot_en_met))
        .load(c))?;
    let deel = |(vacature_id, fte_e4, van, tot_en_met): (DbUuid, i64, NaiveDate, NaiveDate)| Plaatsingsdeel {
        vacature_id: vacature_id.0,
        fte: Fte::from_e4(fte_e4),
        periode: Periode::new(van, Some(tot_en_met)),
    };
    Ok(rows.into_iter().map(deel).collect())
}

/// The vacatures that a plaatsing is on.
pub fn list_vacatures_of(conn: &mut Conn, plaatsing_id: Uuid) -> Result<BTreeSet<Uuid>, StorageError> {
    let ids: Vec<DbUuid> = with_db!(c = conn => plaatsing_deel::table
        .filter(plaatsing_deel::plaatsing_id.eq(DbUuid(plaatsing_id)))
        .select(plaatsing_deel::vacature_id)
        .load(c))?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// Another plaatsing of this person that holds fte on `day` or later.
pub fn find_other_after(
    conn: &mut Conn,
    regiodocent_id: Uuid,
    except: Uuid,
    day: NaiveDate,
) -> Result<Option<Uuid>, StorageError> {
    let found: Option<DbUuid> = with_db!(c = conn => plaatsing_deel::table
        .inner_join(plaatsing::table)
        .filter(plaatsing::regiodocent_id.eq(DbUuid(regiodocent_id)))
        .filter(plaatsing::id.ne(DbUuid(except)))
        .filter(plaatsing::status.eq_any(holding()))
        .filter(plaatsing_deel::tot_en_met.ge(day))
        .order(plaatsing::id)
        .select(plaatsing::id)
        .first(c)
        .optional())?;
    Ok(found.map(|id| id.0))
}
