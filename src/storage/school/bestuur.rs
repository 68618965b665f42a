//! What moves along when a school goes to another board: its vacatures and plaatsingen that are not over.

use diesel::prelude::*;
use uuid::Uuid;

use crate::domain::vacature::Vacaturestatus;
use crate::storage::StorageError;
use crate::storage::connection::{Tx, with_db};
use crate::storage::huidige_plaatsing::holding;
use crate::storage::schema::{plaatsing, school, vacature};
use crate::storage::types::DbUuid;

/// One that moved along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meegegaan {
    /// `vacature` or `plaatsing`.
    pub soort: &'static str,
    /// Its id.
    pub id: Uuid,
    /// The board it has now.
    pub bestuursnummer: String,
}

/// Gives every vacature and plaatsing that is not over the board that its school has by now. What moved along.
pub fn follow_bestuur(tx: &mut Tx<'_>) -> Result<Vec<Meegegaan>, StorageError> {
    let mut moved = Vec::new();
    let rows: Vec<(DbUuid, String)> = with_db!(c = &mut *tx.conn => vacature::table
        .inner_join(school::table)
        .filter(vacature::status.ne(Vacaturestatus::Ingetrokken.as_str()))
        .filter(vacature::bestuursnummer.ne(school::bestuursnummer))
        .order(vacature::id)
        .select((vacature::id, school::bestuursnummer))
        .load(c))?;
    for (id, bestuur) in rows {
        let change = (vacature::bestuursnummer.eq(&bestuur), vacature::versie.eq(vacature::versie + 1));
        with_db!(c = &mut *tx.conn => diesel::update(vacature::table.find(id)).set(change).execute(c))?;
        moved.push(Meegegaan { soort: "vacature", id: id.0, bestuursnummer: bestuur });
    }
    let rows: Vec<(DbUuid, String)> = with_db!(c = &mut *tx.conn => plaatsing::table
        .inner_join(school::table)
        .filter(plaatsing::status.eq_any(holding()))
        .filter(plaatsing::bestuursnummer.ne(school::bestuursnummer))
        .order(plaatsing::id)
        .select((plaatsing::id, school::bestuursnummer))
        .load(c))?;
    for (id, bestuur) in rows {
        let change = (plaatsing::bestuursnummer.eq(&bestuur), plaatsing::versie.eq(plaatsing::versie + 1));
        with_db!(c = &mut *tx.conn => diesel::update(plaatsing::table.find(id)).set(change).execute(c))?;
        moved.push(Meegegaan { soort: "plaatsing", id: id.0, bestuursnummer: bestuur });
    }
    Ok(moved)
}
