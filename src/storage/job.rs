//! Job: the queue of background work. One owner at a time, by lease; the clock is that of the database.
//!
//! The claim is the only place outside `connection` with SQL per engine. What a job did is written elsewhere,
//! in the same transaction as [`finish_job`], so that a worker that lost its lease can write nothing.

use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
use uuid::Uuid;

use super::StorageError;
use super::connection::{Conn, Db, Tx, with_db};
use super::schema::job;
use super::types::{DbInstant, DbUuid, UuidSql};

/// A job that this process may work on, until its lease ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Id of the job.
    pub id: Uuid,
    /// Kind of work.
    pub soort: String,
    /// Regio it belongs to.
    pub regio_id: Uuid,
    /// What it is about: the id of a matchronde.
    pub onderwerp_id: Uuid,
    /// Who holds it: another text for every claim.
    pub eigenaar: String,
    /// Which attempt this is, from 1.
    pub poging: i32,
    /// Attempts allowed. A claim above it is there to give the job up.
    pub max_pogingen: i32,
    /// The trace of the request that asked for it.
    pub spoor: Option<String>,
}

/// What a worker hears when it gives a sign of life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hartslag {
    /// Go on.
    Door,
    /// Somebody asked to stop: hand in what you have.
    Stop,
    /// The job is somebody else's by now: drop it.
    Kwijt,
}

/// Where a job stands, for people to follow.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Jobstand {
    /// `wachtend`, `loopt`, `klaar` or `mislukt`.
    pub status: String,
    /// Attempts begun.
    pub pogingen: i32,
    /// Was it asked to stop?
    pub stop_gevraagd: bool,
    /// What the worker last told, as JSON.
    pub voortgang: Option<String>,
}

#[derive(QueryableByName)]
struct ClaimRow {
    #[diesel(sql_type = UuidSql)]
    id: DbUuid,
    #[diesel(sql_type = Text)]
    soort: String,
    #[diesel(sql_type = UuidSql)]
    regio_id: DbUuid,
    #[diesel(sql_type = UuidSql)]
    onderwerp_id: DbUuid,
    #[diesel(sql_type = Integer)]
    pogingen: i32,
    #[diesel(sql_type = Integer)]
    max_pogingen: i32,
    #[diesel(sql_type = Nullable<Text>)]
    spoor: Option<String>,
}

#[derive(QueryableByName)]
struct StopRow {
    #[diesel(sql_type = Bool)]
    stop_gevraagd: bool,
}

/// The words in which the engines differ: now, a lease of `$1` milliseconds from now, and how to pass a locked row by.
struct Taal {
    nu: &'static str,
    lease: &'static str,
    overslaan: &'static str,
}

const PG: Taal =
    Taal { nu: "now()", lease: "now() + $1 * interval '1 millisecond'", overslaan: "FOR UPDATE OF wacht SKIP LOCKED" };
/// Microseconds and `Z`, as every instant in SQLite: then the order of the text is the order in time.
const SQLITE: Taal = Taal {
    nu: "strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'",
    lease: "strftime('%Y-%m-%dT%H:%M:%f', 'now', '+' || (?1 / 1000.0) || ' seconds') || '000Z'",
    overslaan: "",
};

fn taal(conn: &Conn) -> &'static Taal {
    match conn {
        Conn::Pg(_) => &PG,
        Conn::Sqlite(_) => &SQLITE,
    }
}

/// SQLite numbers its parameters with a question mark.
fn spell(conn: &Conn, sql: String) -> String {
    match conn {
        Conn::Pg(_) => sql,
        Conn::Sqlite(_) => sql.replace('$', "?"),
    }
}

fn millis(lease: Duration) -> i64 {
    i64::try_from(lease.as_millis()).unwrap_or(i64::MAX)
}

/// Puts work in the queue, in the transaction that makes its subject and with the trace of its request. One job per kind
/// and subject.
pub fn insert_job(
    tx: &mut Tx<'_>,
    soort: &str,
    regio_id: Uuid,
    onderwerp_id: Uuid,
    max_pogingen: i32,
) -> Result<(), StorageError> {
    let values = (
        job::id.eq(DbUuid::new()),
        job::soort.eq(soort),
        job::regio_id.eq(DbUuid(regio_id)),
        job::onderwerp_id.eq(DbUuid(onderwerp_id)),
        job::status.eq("wachtend"),
        job::pogingen.eq(0),
        job::max_pogingen.eq(max_pogingen),
        job::stop_gevraagd.eq(false),
        job::aangemaakt_op.eq(DbInstant(tx.clock.now())),
        job::spoor.eq(tx.grant.spoor()),
    );
    with_db!(c = &mut *tx.conn => diesel::insert_into(job::table).values(values).execute(c))?;
    Ok(())
}

/// Takes the next job: one that waits, or one whose owner gave no sign of life for a whole lease.
/// The regio with the fewest running jobs goes first, then the oldest job. `None`: nothing to do.
pub fn claim_job(db: &Db, lease: Duration) -> Result<Option<Claim>, StorageError> {
    claim_job_of(db, lease, None)
}

/// The same, of one kind of work only when one is given.
pub fn claim_job_of(db: &Db, lease: Duration, soort: Option<&str>) -> Result<Option<Claim>, StorageError> {
    let mut conn = db.write_conn()?;
    let Taal { nu, lease: tot, overslaan } = taal(&conn);
    let sql = format!(
        "UPDATE job SET status = 'loopt', lease_tot = {tot}, eigenaar = $2, pogingen = pogingen + 1, voortgang = NULL \
         WHERE id = (SELECT wacht.id FROM job wacht \
           WHERE (wacht.status = 'wachtend' OR (wacht.status = 'loopt' AND wacht.lease_tot < {nu})) \
             AND wacht.soort = coalesce($3, wacht.soort) \
           ORDER BY (SELECT count(*) FROM job loopt WHERE loopt.regio_id = wacht.regio_id AND loopt.status = 'loopt' \
             AND loopt.lease_tot >= {nu}), \
             wacht.aangemaakt_op, wacht.id \
           LIMIT 1 {overslaan}) \
         RETURNING id, soort, regio_id, onderwerp_id, pogingen, max_pogingen, spoor"
    );
    let sql = spell(&conn, sql);
    let eigenaar = format!("{}:{}", std::process::id(), Uuid::new_v4());
    let row: Option<ClaimRow> = with_db!(c = &mut conn => sql_query(sql.as_str())
        .bind::<BigInt, _>(millis(lease))
        .bind::<Text, _>(&eigenaar)
        .bind::<Nullable<Text>, _>(soort)
        .get_result(c)
        .optional())?;
    Ok(row.map(|row| Claim {
        id: row.id.0,
        soort: row.soort,
        regio_id: row.regio_id.0,
        onderwerp_id: row.onderwerp_id.0,
        eigenaar,
        poging: row.pogingen,
        max_pogingen: row.max_pogingen,
        spoor: row.spoor,
    }))
}

/// A sign of life: a new lease, the latest progress (kept when `None`), and the answer whether to go on.
pub fn beat_job(db: &Db, claim: &Claim, lease: Duration, voortgang: Option<&str>) -> Result<Hartslag, StorageError> {
    let mut conn = db.write_conn()?;
    let tot = taal(&conn).lease;
    let sql = format!(
        "UPDATE job SET lease_tot = {tot}, voortgang = coalesce($2, voortgang) \
         WHERE id = $3 AND eigenaar = $4 AND pogingen = $5 AND status = 'loopt' RETURNING stop_gevraagd"
    );
    let sql = spell(&conn, sql);
    let row: Option<StopRow> = with_db!(c = &mut conn => sql_query(sql.as_str())
        .bind::<BigInt, _>(millis(lease))
        .bind::<Nullable<Text>, _>(voortgang)
        .bind::<UuidSql, _>(DbUuid(claim.id))
        .bind::<Text, _>(&claim.eigenaar)
        .bind::<Integer, _>(claim.poging)
        .get_result(c)
        .optional())?;
    Ok(match row {
        None => Hartslag::Kwijt,
        Some(StopRow { stop_gevraagd: true }) => Hartslag::Stop,
        Some(_) => Hartslag::Door,
    })
}

/// Makes sure, until the end of the transaction, that the job is still ours; else [`StorageError::Verouderd`].
pub fn hold_job(tx: &mut Tx<'_>, claim: &Claim) -> Result<(), StorageError> {
    let rows = with_db!(c = &mut *tx.conn => diesel::update(job::table)
        .filter(job::id.eq(DbUuid(claim.id)).and(job::eigenaar.eq(&claim.eigenaar)))
        .filter(job::pogingen.eq(claim.poging).and(job::status.eq("loopt")))
        .set(job::pogingen.eq(claim.poging))
        .execute(c))?;
    if rows == 1 { Ok(()) } else { Err(StorageError::Verouderd) }
}

/// Ends a job, together with whatever else the transaction writes. When it is somebody else's by now the answer is
/// [`StorageError::Verouderd`], and with it the whole transaction is undone.
pub fn finish_job(tx: &mut Tx<'_>, claim: &Claim, gelukt: bool, fout: Option<&str>) -> Result<(), StorageError> {
    let nu = DbInstant(tx.clock.now());
    let status = if gelukt { "klaar" } else { "mislukt" };
    let rows = with_db!(c = &mut *tx.conn => diesel::update(job::table)
        .filter(job::id.eq(DbUuid(claim.id)).and(job::eigenaar.eq(&claim.eigenaar)))
        .filter(job::pogingen.eq(claim.poging).and(job::status.eq("loopt")))
        .set((job::status.eq(status), job::fout.eq(fout), job::klaar_op.eq(nu), job::lease_tot.eq(None::<DbInstant>)))
        .execute(c))?;
    if rows == 1 { Ok(()) } else { Err(StorageError::Verouderd) }
}

/// Puts a job back in the queue. `telt`: did this attempt count (it failed), or not (we are shutting down)?
/// Harmless when the job is somebody else's by now.
pub fn release_job(db: &Db, claim: &Claim, telt: bool, fout: Option<&str>) -> Result<(), StorageError> {
    let mut conn = db.write_conn()?;
    let pogingen = if telt { claim.poging } else { claim.poging - 1 };
    with_db!(c = &mut conn => diesel::update(job::table)
        .filter(job::id.eq(DbUuid(claim.id)).and(job::eigenaar.eq(&claim.eigenaar)))
        .filter(job::pogingen.eq(claim.poging).and(job::status.eq("loopt")))
        .set((
            job::status.eq("wachtend"),
            job::pogingen.eq(pogingen),
            job::eigenaar.eq(None::<String>),
            job::lease_tot.eq(None::<DbInstant>),
            job::fout.eq(fout),
        ))
        .execute(c))?;
    Ok(())
}

/// Asks the worker to stop; heard at its next sign of life.
pub fn request_stop(tx: &mut Tx<'_>, soort: &str, onderwerp_id: Uuid) -> Result<(), StorageError> {
    with_db!(c = &mut *tx.conn => diesel::update(job::table)
        .filter(job::soort.eq(soort).and(job::onderwerp_id.eq(DbUuid(onderwerp_id))))
        .set(job::stop_gevraagd.eq(true))
        .execute(c))?;
    Ok(())
}

/// Takes a job that nobody has begun out of the queue; false when somebody has.
pub fn withdraw_job(tx: &mut Tx<'_>, soort: &str, onderwerp_id: Uuid) -> Result<bool, StorageError> {
    let nu = DbInstant(tx.clock.now());
    let rows = with_db!(c = &mut *tx.conn => diesel::update(job::table)
        .filter(job::soort.eq(soort).and(job::onderwerp_id.eq(DbUuid(onderwerp_id))))
        .filter(job::status.eq("wachtend"))
        .set((job::status.eq("klaar"), job::stop_gevraagd.eq(true), job::klaar_op.eq(nu)))
        .execute(c))?;
    Ok(rows == 1)
}

/// Where the job about this subject stands.
pub fn find_jobstand(conn: &mut Conn, soort: &str, onderwerp_id: Uuid) -> Result<Option<Jobstand>, StorageError> {
    Ok(with_db!(c = conn => job::table
        .filter(job::soort.eq(soort).and(job::onderwerp_id.eq(DbUuid(onderwerp_id))))
        .select((job::status, job::pogingen, job::stop_gevraagd, job::voortgang))
        .first(c)
        .optional())?)
}
