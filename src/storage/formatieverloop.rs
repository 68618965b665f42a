//! Verloop of a formatiepeiling in the database: a row beside its peiling when something was told.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::{deelname, formatiepeiling, formatieverloop};
use super::types::DbUuid;
use super::{StorageError, lees};
use crate::domain::formatiepeiling::Peilingsoort;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::periode::Periode;
use crate::domain::verloop::{Stroom, Verloop};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = formatieverloop)]
struct VerloopRow {
    peiling_id: DbUuid,
    instroom_regulier_e4: Option<i64>,
    instroom_zij_e4: Option<i64>,
    instroom_inhuur_e4: Option<i64>,
    behoud_regulier_e4: Option<i64>,
    behoud_zij_e4: Option<i64>,
    behoud_inhuur_e4: Option<i64>,
    uitstroom_regulier_e4: Option<i64>,
    uitstroom_zij_e4: Option<i64>,
    uitstroom_inhuur_e4: Option<i64>,
    begeleiding_geleverd_e4: Option<i64>,
}

impl VerloopRow {
    fn new(peiling_id: DbUuid, verloop: &Verloop) -> Self {
        VerloopRow {
            peiling_id,
            instroom_regulier_e4: verloop.instroom.regulier.map(Fte::e4),
            instroom_zij_e4: verloop.instroom.zij_instroom.map(Fte::e4),
            instroom_inhuur_e4: verloop.instroom.inhuur.map(Fte::e4),
            behoud_regulier_e4: verloop.behoud.regulier.map(Fte::e4),
            behoud_zij_e4: verloop.behoud.zij_instroom.map(Fte::e4),
            behoud_inhuur_e4: verloop.behoud.inhuur.map(Fte::e4),
            uitstroom_regulier_e4: verloop.uitstroom.regulier.map(Fte::e4),
            uitstroom_zij_e4: verloop.uitstroom.zij_instroom.map(Fte::e4),
            uitstroom_inhuur_e4: verloop.uitstroom.inhuur.map(Fte::e4),
            begeleiding_geleverd_e4: verloop.begeleiding_geleverd_fte.map(Fte::e4),
        }
    }

    fn verloop(&self) -> Verloop {
        let fte = |e4: Option<i64>| e4.map(Fte::from_e4);
        Verloop {
            instroom: Stroom {
                regulier: fte(self.instroom_regulier_e4),
                zij_instroom: fte(self.instroom_zij_e4),
                inhuur: fte(self.instroom_inhuur_e4),
            },
            behoud: Stroom {
                regulier: fte(self.behoud_regulier_e4),
                zij_instroom: fte(self.behoud_zij_e4),
                inhuur: fte(self.behoud_inhuur_e4),
            },
            uitstroom: Stroom {
                regulier: fte(self.uitstroom_regulier_e4),
                zij_instroom: fte(self.uitstroom_zij_e4),
                inhuur: fte(self.uitstroom_inhuur_e4),
            },
            begeleiding_geleverd_fte: fte(self.begeleiding_geleverd_e4),
        }
    }
}

/// Makes `verloop` the one of a peiling; `None` takes it away.
pub fn replace_verloop(tx: &mut Tx<'_>, peiling_id: Uuid, verloop: Option<&Verloop>) -> Result<(), StorageError> {
    let id = DbUuid(peiling_id);
    with_db!(c = &mut *tx.conn => diesel::delete(formatieverloop::table)
        .filter(formatieverloop::peiling_id.eq(id))
        .execute(c))?;
    if let Some(verloop) = verloop {
        let row = VerloopRow::new(id, verloop);
        with_db!(c = &mut *tx.conn => diesel::insert_into(formatieverloop::table).values(&row).execute(c))?;
    }
    Ok(())
}

/// The verloop of these peilingen, as far as it was told.
pub fn verlopen_of(conn: &mut Conn, peilingen: &[Uuid]) -> Result<BTreeMap<Uuid, Verloop>, StorageError> {
    let ids: Vec<DbUuid> = peilingen.iter().map(|id| DbUuid(*id)).collect();
    let rows: Vec<VerloopRow> = with_db!(c = conn => formatieverloop::table
        .filter(formatieverloop::peiling_id.eq_any(&ids))
        .select(VerloopRow::as_select())
        .load(c))?;
    Ok(rows.into_iter().map(|row| (row.peiling_id.0, row.verloop())).collect())
}

/// Per school of the regio the verloop of its last telling within `days`.
pub fn verlopen_of_regio(
    conn: &mut Conn,
    regio_id: Uuid,
    days: &Periode,
) -> Result<BTreeMap<Vestigingscode, Verloop>, StorageError> {
    let rows: Vec<(String, NaiveDate, VerloopRow)> = with_db!(c = conn => formatieverloop::table
        .inner_join(formatiepeiling::table)
        .filter(formatiepeiling::soort.eq(Peilingsoort::Telling.as_str()))
        .filter(formatiepeiling::peildatum.between(days.van, days.einde()))
        .filter(formatiepeiling::vestigingscode.eq_any(
            deelname::table.filter(deelname::regio_id.eq(DbUuid(regio_id))).select(deelname::vestigingscode),
        ))
        .order(formatiepeiling::peildatum)
        .select((formatiepeiling::vestigingscode, formatiepeiling::peildatum, VerloopRow::as_select()))
        .load(c))?;
    // The last one wins.
    rows.iter().map(|(code, _, row)| Ok((lees("formatiepeiling.vestigingscode", code)?, row.verloop()))).collect()
}
