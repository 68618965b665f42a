//! Rows that a test needs before it can begin, written straight into the tables.

use diesel::connection::SimpleConnection;
use rato::auth::policy::Grant;
use rato::storage::StorageError;
use rato::storage::connection::{Conn, Db};
use uuid::Uuid;

/// Runs SQL that both engines understand. On a thread of its own: an async test may not block its thread on PostgreSQL.
pub fn execute(db: &Db, sql: &str) {
    let run = || {
        db.write(&Grant::systeem("test"), |tx| {
            match &mut *tx.conn {
                Conn::Pg(conn) => conn.batch_execute(sql),
                Conn::Sqlite(conn) => conn.batch_execute(sql),
            }
            .unwrap_or_else(|why| panic!("{why}: {sql}"));
            Ok::<_, StorageError>(tx.unchanged(()))
        })
    };
    std::thread::scope(|scope| scope.spawn(run).join()).unwrap().unwrap();
}

/// A regio that has been there for years; its id.
pub fn regio(db: &Db, code: &str) -> Uuid {
    let id = Uuid::now_v7();
    execute(
        db,
        &format!("INSERT INTO regio VALUES ('{id}', '{code}', 'RATO {code}', 'onderwijsregio', '2020-08-01', NULL, 1)"),
    );
    id
}

/// A schoolbestuur.
pub fn schoolbestuur(db: &Db, bestuursnummer: &str) {
    execute(db, &format!("INSERT INTO schoolbestuur VALUES ('{bestuursnummer}', 'Bestuur {bestuursnummer}', 1)"));
}

/// A primary school in 1012 AB without a point of its own, of schoolweging 30.
pub fn school(db: &Db, vestigingscode: &str, bestuursnummer: &str) {
    execute(
        db,
        &format!(
            "INSERT INTO school (vestigingscode, bestuursnummer, naam, sector, postcode, plaats, gemeentenummer, \
             lon_e6, lat_e6, schoolweging_e2, leerlingen, versie) VALUES ('{vestigingscode}', '{bestuursnummer}', 'School {vestigingscode}', 'bo', \
             '1012AB', 'Amsterdam', '0363', NULL, NULL, 3000, 200, 1)"
        ),
    );
}

/// Deelname of a school from `van`, up to and including `tot_en_met` (`None`: until further notice).
pub fn deelname(db: &Db, regio: &str, vestigingscode: &str, van: &str, tot_en_met: Option<&str>) {
    let id = Uuid::now_v7();
    let end = tot_en_met.map_or("NULL".to_owned(), |day| format!("'{day}'"));
    execute(
        db,
        &format!(
            "INSERT INTO deelname SELECT '{id}', id, '{vestigingscode}', '{van}', {end}, 1 FROM regio WHERE code = '{regio}'"
        ),
    );
}

/// A regiodocent of kind `ervaren`; its id.
pub fn regiodocent(db: &Db, regio: &str) -> Uuid {
    let id = Uuid::now_v7();
    execute(
        db,
        &format!(
            "INSERT INTO regiodocent (id, regio_id, naam, soort, vog_datum, woon_postcode, alleen_geheel, versie) \
             SELECT '{id}', id, 'Iemand', 'ervaren', '2024-01-01', '1013', FALSE, 1 FROM regio WHERE code = '{regio}'"
        ),
    );
    id
}

/// A plaatsing of `regiodocent` on the whole or a part of a vacature; its id.
pub fn plaatsing(db: &Db, regiodocent: Uuid, vacature: Uuid, status: &str, fte_e4: i64, van: &str, tot: &str) -> Uuid {
    let id = Uuid::now_v7();
    execute(
        db,
        &format!(
            "INSERT INTO plaatsing SELECT '{id}', regio_id, '{regiodocent}', vestigingscode, bestuursnummer, NULL, \
             '{status}', NULL, 1, NULL, NULL FROM vacature WHERE id = '{vacature}'; \
             INSERT INTO plaatsing_deel VALUES ('{id}', '{vacature}', {fte_e4}, '{van}', '{tot}');"
        ),
    );
    id
}
