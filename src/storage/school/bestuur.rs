//! What moves along when a school goes to another board: its vacatures and plaatsingen that are not over.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::vacature::Vacaturestatus;
use crate::storage::StorageError;
use crate::storage::connection::{Tx, with_db};
use crate::storage::doorbelasting::GEWERKT;
use crate::storage::huidige_plaatsing::holding;
use crate::storage::schema::{plaatsing, plaatsing_deel, vacature};
use crate::storage::types::DbUuid;

/// One that moved along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meegegaan {
    /// `vacature` or `plaatsing`.
    pub soort: &'static str,
    /// Its id.
    pub id: Uuid,
}

/// Gives every vacature and plaatsing of the school that is not over on `per` the board `nummer`. What moved along.
pub fn follow_bestuur(
    tx: &mut Tx<'_>,
    code: &Vestigingscode,
    nummer: &Bestuursnummer,
    per: NaiveDate,
) -> Result<Vec<Meegegaan>, StorageError> {
    let vacatures: Vec<DbUuid> = with_db!(c = &mut *tx.conn => vacature::table
        .filter(vacature::vestigingscode.eq(code.as_str()))
        .filter(vacature::status.ne(Vacaturestatus::Ingetrokken.as_str()))
        .filter(vacature::bestuursnummer.ne(nummer.as_str()))
        .filter(vacature::tot_en_met.is_null().or(vacature::tot_en_met.ge(per)))
        .order(vacature::id)
        .select(vacature::id)
        .load(c))?;
    for id in &vacatures {
        let change = (vacature::bestuursnummer.eq(nummer.as_str()), vacature::versie.eq(vacature::versie + 1));
        with_db!(c = &mut *tx.conn => diesel::update(vacature::table.find(*id)).set(change).execute(c))?;
    }
    let plaatsingen: Vec<DbUuid> = with_db!(c = &mut *tx.conn => plaatsing::table
        .filter(plaatsing::vestigingscode.eq(code.as_str()))
        // What ended after the change was worked for the new board, which pays for it.
        .filter(plaatsing::status.eq_any(holding()).or(plaatsing::status.eq_any(GEWERKT)))
        .filter(plaatsing::bestuursnummer.ne(nummer.as_str()))
        .filter(plaatsing::id.eq_any(
            plaatsing_deel::table.filter(plaatsing_deel::tot_en_met.ge(per)).select(plaatsing_deel::plaatsing_id),
        ))
        .order(plaatsing::id)
        .select(plaatsing::id)
        .load(c))?;
    for id in &plaatsingen {
        let change = (plaatsing::bestuursnummer.eq(nummer.as_str()), plaatsing::versie.eq(plaatsing::versie + 1));
        with_db!(c = &mut *tx.conn => diesel::update(plaatsing::table.find(*id)).set(change).execute(c))?;
    }
    let moved = |soort| move |id: DbUuid| Meegegaan { soort, id: id.0 };
    let vacatures = vacatures.into_iter().map(moved("vacature"));
    Ok(vacatures.chain(plaatsingen.into_iter().map(moved("plaatsing"))).collect())
}
