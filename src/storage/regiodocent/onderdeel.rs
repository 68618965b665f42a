//! The onderdelen of a regiodocent in the database: five tables, one set of queries.

use diesel::prelude::*;
use uuid::Uuid;

use super::onderdeel_row::{BevoegdheidRow, ContractRow, InstemmingRow, Kop, UitsluitingRow, VoorkeurRow};
use crate::domain::bevoegdheid::Bevoegdheid;
use crate::domain::contract::Contract;
use crate::domain::instemming::Instemming;
use crate::domain::onderdeel::Onderdeel;
use crate::domain::stored::Stored;
use crate::domain::uitsluiting::Uitsluiting;
use crate::domain::voorkeur::Voorkeur;
use crate::storage::connection::{Conn, Tx, with_db};
use crate::storage::schema::{bevoegdheid, contract, instemming, regiodocent, uitsluiting, voorkeur};
use crate::storage::types::DbUuid;
use crate::storage::{BLOK, StorageError};

/// An onderdeel that has a table. `van` is the id of the regiodocent; every change comes after
/// [`lock_regiodocent`](super::lock_regiodocent) in the same transaction.
pub trait Opslag: Onderdeel {
    /// Adds one.
    fn insert(tx: &mut Tx<'_>, van: Uuid, noun: &Self) -> Result<Stored<Self>, StorageError>;

    /// All of one person, in order of id.
    fn list(conn: &mut Conn, van: Uuid) -> Result<Vec<Stored<Self>>, StorageError>;

    /// All of these persons, each with the id of its person, in order of id.
    fn list_of(conn: &mut Conn, van: &[Uuid]) -> Result<Vec<(Uuid, Stored<Self>)>, StorageError>;

    /// Adds many, each with the id of its person.
    fn insert_all(tx: &mut Tx<'_>, nouns: &[(Uuid, Self)]) -> Result<(), StorageError>;

    /// All of a regio, each with the id of its person, in order of id.
    fn list_of_regio(conn: &mut Conn, regio: Uuid) -> Result<Vec<(Uuid, Stored<Self>)>, StorageError>;

    /// Changes one that still has `versie`.
    fn update(tx: &mut Tx<'_>, van: Uuid, id: Uuid, versie: i32, noun: &Self) -> Result<Stored<Self>, StorageError>;

    /// Removes one that still has `versie`.
    fn delete(tx: &mut Tx<'_>, van: Uuid, id: Uuid, versie: i32) -> Result<(), StorageError>;
}

macro_rules! opslag {
    ($($noun:ident, $row:ident, $table:ident;)+) => {$(
        impl $row {
            fn stored(self) -> Result<Stored<$noun>, StorageError> {
                Ok(Stored { id: self.id.0, versie: self.versie, noun: self.noun()? })
            }
        }

        impl Opslag for $noun {
            fn insert(tx: &mut Tx<'_>, van: Uuid, noun: &Self) -> Result<Stored<Self>, StorageError> {
                let row = $row::new(Kop { id: DbUuid::new(), regiodocent_id: van.into(), versie: 1 }, noun);
                with_db!(c = &mut *tx.conn => diesel::insert_into($table::table).values(&row).execute(c))?;
                row.stored()
            }

            fn list(conn: &mut Conn, van: Uuid) -> Result<Vec<Stored<Self>>, StorageError> {
                let rows: Vec<$row> = with_db!(c = conn => $table::table
                    .filter($table::regiodocent_id.eq(DbUuid(van)))
                    .order($table::id)
                    .select($row::as_select())
                    .load(c))?;
                rows.into_iter().map($row::stored).collect()
            }

            fn list_of(conn: &mut Conn, van: &[Uuid]) -> Result<Vec<(Uuid, Stored<Self>)>, StorageError> {
                let mut found = Vec::new();
                for blok in van.chunks(BLOK) {
                    let ids: Vec<DbUuid> = blok.iter().copied().map(DbUuid).collect();
                    let rows: Vec<$row> = with_db!(c = &mut *conn => $table::table
                        .filter($table::regiodocent_id.eq_any(ids))
                        .order($table::id)
                        .select($row::as_select())
                        .load(c))?;
                    for row in rows {
                        found.push((row.regiodocent_id.0, row.stored()?));
                    }
                }
                Ok(found)
            }

            fn insert_all(tx: &mut Tx<'_>, nouns: &[(Uuid, Self)]) -> Result<(), StorageError> {
                for blok in nouns.chunks(BLOK) {
                    let new = |(van, noun): &(Uuid, Self)| {
                        $row::new(Kop { id: DbUuid::new(), regiodocent_id: DbUuid(*van), versie: 1 }, noun)
                    };
                    let rows: Vec<$row> = blok.iter().map(new).collect();
                    with_db!(c = &mut *tx.conn => diesel::insert_into($table::table).values(&rows).execute(c))?;
                }
                Ok(())
            }

            fn list_of_regio(conn: &mut Conn, regio: Uuid) -> Result<Vec<(Uuid, Stored<Self>)>, StorageError> {
                let rows: Vec<$row> = with_db!(c = conn => $table::table
                    .inner_join(regiodocent::table)
                    .filter(regiodocent::regio_id.eq(DbUuid(regio)))
                    .order($table::id)
                    .select($row::as_select())
                    .load(c))?;
                rows.into_iter().map(|row| Ok((row.regiodocent_id.0, row.stored()?))).collect()
            }

            fn update(
                tx: &mut Tx<'_>,
                van: Uuid,
                id: Uuid,
                versie: i32,
                noun: &Self,
            ) -> Result<Stored<Self>, StorageError> {
                let kop = Kop { id: id.into(), regiodocent_id: van.into(), versie: versie + 1 };
                let row = $row::new(kop, noun);
                let present = $table::table
                    .filter($table::id.eq(row.id).and($table::regiodocent_id.eq(row.regiodocent_id)))
                    .filter($table::versie.eq(versie));
                match with_db!(c = &mut *tx.conn => diesel::update(present).set(&row).execute(c))? {
                    0 => Err(StorageError::Verouderd),
                    _ => row.stored(),
                }
            }

            fn delete(tx: &mut Tx<'_>, van: Uuid, id: Uuid, versie: i32) -> Result<(), StorageError> {
                let present = $table::table
                    .filter($table::id.eq(DbUuid(id)).and($table::regiodocent_id.eq(DbUuid(van))))
                    .filter($table::versie.eq(versie));
                match with_db!(c = &mut *tx.conn => diesel::delete(present).execute(c))? {
                    0 => Err(StorageError::Verouderd),
                    _ => Ok(()),
                }
            }
        }
    )+};
}

opslag! {
    Contract, ContractRow, contract;
    Bevoegdheid, BevoegdheidRow, bevoegdheid;
    Voorkeur, VoorkeurRow, voorkeur;
    Uitsluiting, UitsluitingRow, uitsluiting;
    Instemming, InstemmingRow, instemming;
}
