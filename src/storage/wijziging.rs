//! The delta feed in the database. Triggers write down which things a transaction touched; [`publish`] gives them their
//! numbers as its last act.
//!
//! The row of numbers of a regio stays locked until the commit. So whoever comes after waits, numbers become visible in
//! their order, and a reader who goes on from the highest number that is visible misses nothing; the reader waits until that
//! is on disk as well (`Conn::settle`), because a number that a crash takes back is given out again.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::dsl::min;
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::onthouden::{insert_rijen, onthoud};
use super::schema::{abonnement, verandering, wijziging, wijzigingsteller};
use super::types::{DbInstant, DbUuid};
use super::{StorageError, lees};
use crate::auth::policy::Bereik;
use crate::domain::abonnement::Abonnementstatus;
use crate::domain::wijziging::{Wijziging, Wijzigingaard, Wijzigingobject};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = wijziging, treat_none_as_default_value = false)]
struct WijzigingRow {
    regio_id: DbUuid,
    volgnummer: i64,
    soort: String,
    object_id: String,
    aard: String,
    bestuursnummer: Option<String>,
    vestigingscode: Option<String>,
    alleen_bestuur: bool,
    tijdstip: DbInstant,
    trace_id: Option<String>,
}

impl WijzigingRow {
    fn noun(self) -> Result<Wijziging, StorageError> {
        Ok(Wijziging {
            volgnummer: self.volgnummer,
            soort: lees("wijziging.soort", &self.soort)?,
            object_id: self.object_id,
            aard: lees("wijziging.aard", &self.aard)?,
            tijdstip: self.tijdstip.0,
            spoor: self.trace_id,
        })
    }
}

/// A thing that a transaction touched, for one board, with whether only that board is told.
type Geraakt = (DbUuid, String, String, bool, Option<String>, Option<String>);

/// Numbers what this transaction touched, once per thing and board, with the heaviest of what happened to it. Called once,
/// when nothing more is written but the audit rows. Says whether everything that was touched was made just now: then whoever waits
/// for our numbers does not wait for our disk, and who answers does (`Conn::settle`).
pub(super) fn publish(tx: &mut Tx<'_>) -> Result<bool, StorageError> {
    let key = (
        verandering::regio_id,
        verandering::soort,
        verandering::object_id,
        verandering::alleen_bestuur,
        verandering::bestuursnummer,
        verandering::vestigingscode,
    );
    let rows: Vec<(Geraakt, i32)> = with_db!(c = &mut *tx.conn => diesel::delete(verandering::table)
        .returning((key, verandering::rang))
        .get_results(c))?;
    // In order of regio: two transactions that touch the same regios never wait for each other in a circle.
    let mut per_regio: BTreeMap<DbUuid, BTreeMap<Geraakt, i32>> = BTreeMap::new();
    for (touched, rang) in rows {
        let most = per_regio.entry(touched.0).or_default().entry(touched).or_insert(rang);
        *most = rang.max(*most);
    }
    let mut rangen = per_regio.values().flat_map(BTreeMap::values).peekable();
    let alleen_nieuw = rangen.peek().is_some() && rangen.all(|rang| *rang == GEMAAKT);
    if alleen_nieuw {
        tx.conn.commit_without_disk()?;
    }
    for (regio, touched) in per_regio {
        number(tx, regio, touched)?;
    }
    Ok(alleen_nieuw)
}

/// Rank of what was made; changed is below it and removed above.
const GEMAAKT: i32 = 2;

fn number(tx: &mut Tx<'_>, regio: DbUuid, touched: BTreeMap<Geraakt, i32>) -> Result<(), StorageError> {
    let count = i64::try_from(touched.len()).map_err(|_| StorageError::Onleesbaar("wijziging".into()))?;
    let next = diesel::insert_into(wijzigingsteller::table)
        .values((wijzigingsteller::regio_id.eq(regio), wijzigingsteller::volgnummer.eq(count)))
        .on_conflict(wijzigingsteller::regio_id)
        .do_update()
        .set(wijzigingsteller::volgnummer.eq(wijzigingsteller::volgnummer + count))
        .returning(wijzigingsteller::volgnummer);
    let last: i64 = with_db!(c = &mut *tx.conn => onthoud(next).get_result(c))?;
    let (tijdstip, spoor) = (DbInstant(tx.clock.now()), tx.grant.spoor().map(str::to_owned));
    let row = |(place, (one, rang)): (i64, (Geraakt, i32))| {
        let (regio_id, soort, object_id, alleen_bestuur, bestuursnummer, vestigingscode) = one;
        let aard = aard(rang).to_string();
        let volgnummer = last - count + place;
        WijzigingRow {
            regio_id,
            volgnummer,
            soort,
            object_id,
            aard,
            bestuursnummer,
            vestigingscode,
            alleen_bestuur,
            tijdstip,
            trace_id: spoor.clone(),
        }
    };
    let rows: Vec<WijzigingRow> = (1..).zip(touched).map(row).collect();
    insert_rijen!(tx, wijziging::table, rows);
    Ok(())
}

fn aard(rang: i32) -> Wijzigingaard {
    match rang {
        3 => Wijzigingaard::Verwijderd,
        GEMAAKT => Wijzigingaard::Gemaakt,
        _ => Wijzigingaard::Gewijzigd,
    }
}

/// The highest number of a regio that is visible; everything below it is visible too.
pub fn find_stand(conn: &mut Conn, regio: Uuid) -> Result<i64, StorageError> {
    let found: Option<i64> = with_db!(c = conn => wijzigingsteller::table
        .find(DbUuid(regio)).select(wijzigingsteller::volgnummer).first(c).optional())?;
    Ok(found.unwrap_or(0))
}

/// The highest number of a regio that was thrown away; 0: nothing was.
pub fn find_opgeruimd(conn: &mut Conn, regio: Uuid) -> Result<i64, StorageError> {
    let found: Option<i64> = with_db!(c = conn => wijzigingsteller::table
        .find(DbUuid(regio)).select(wijzigingsteller::opgeruimd_tot).first(c).optional())?;
    Ok(found.unwrap_or(0))
}

/// Throws away the oldest messages of every regio, at most so many of each, as far as they are from before `voor`; how many.
/// What an abonnement still has to be told stays.
pub fn prune(tx: &mut Tx<'_>, voor: DateTime<Utc>, most: i64) -> Result<usize, StorageError> {
    // In order of regio, as `publish` takes them.
    let regios: Vec<DbUuid> = with_db!(c = &mut *tx.conn => wijzigingsteller::table
        .select(wijzigingsteller::regio_id).order(wijzigingsteller::regio_id).load(c))?;
    let mut count = 0;
    for regio in regios {
        if let Some(tot) = find_prunable(tx.conn, regio, voor, most)? {
            let gone = wijziging::table.filter(wijziging::regio_id.eq(regio).and(wijziging::volgnummer.le(tot)));
            count += with_db!(c = &mut *tx.conn => diesel::delete(gone).execute(c))?;
            let target = wijzigingsteller::table.find(regio);
            with_db!(c = &mut *tx.conn => diesel::update(target)
                .set(wijzigingsteller::opgeruimd_tot.eq(tot)).execute(c))?;
        }
    }
    Ok(count)
}

/// Up to which number a regio can do without its messages.
fn find_prunable(conn: &mut Conn, regio: DbUuid, voor: DateTime<Utc>, most: i64) -> Result<Option<i64>, StorageError> {
    let unread: Option<i64> = with_db!(c = &mut *conn => abonnement::table
        .filter(abonnement::regio_id.eq(regio).and(abonnement::status.eq(Abonnementstatus::Actief.as_str())))
        .select(min(abonnement::gelezen_tot))
        .first(c))?;
    let old = |&(volgnummer, tijdstip): &(i64, DbInstant)| {
        tijdstip.0 < voor && unread.is_none_or(|unread| volgnummer <= unread)
    };
    // Mostly the first one is young already: only then are the others looked at.
    for limit in [1, most] {
        let oldest: Vec<(i64, DbInstant)> = with_db!(c = &mut *conn => wijziging::table
            .filter(wijziging::regio_id.eq(regio))
            .order(wijziging::volgnummer)
            .limit(limit)
            .select((wijziging::volgnummer, wijziging::tijdstip))
            .load(c))?;
        let last = oldest.into_iter().take_while(old).last();
        if limit == most || last.is_none() {
            return Ok(last.map(|(volgnummer, _)| volgnummer));
        }
    }
    Ok(None)
}

/// Which part of the feed of a regio.
#[derive(Debug, Clone)]
pub struct Venster<'a> {
    /// After this number.
    pub na: i64,
    /// Up to and including this number.
    pub tot: i64,
    /// Only about these.
    pub soorten: &'a [Wijzigingobject],
    /// At most this many.
    pub aantal: usize,
}

/// The messages in a window as far as they lie within reach, in their order.
pub fn list_wijzigingen(
    conn: &mut Conn,
    regio: Uuid,
    bereik: &Bereik,
    venster: &Venster<'_>,
) -> Result<Vec<Wijziging>, StorageError> {
    let soorten: Vec<&str> = venster.soorten.iter().map(|soort| soort.as_str()).collect();
    let limit = i64::try_from(venster.aantal).unwrap_or(i64::MAX);
    let rows: Vec<WijzigingRow> = with_db!(c = conn => {
        let mut query = wijziging::table
            .filter(wijziging::regio_id.eq(DbUuid(regio)))
            .filter(wijziging::volgnummer.gt(venster.na).and(wijziging::volgnummer.le(venster.tot)))
            .filter(wijziging::soort.eq_any(soorten))
            .into_boxed();
        query = match bereik.bestuursnummer() {
            Some(nummer) => query.filter(wijziging::bestuursnummer.eq(nummer.as_str())),
            None => query.filter(wijziging::alleen_bestuur.eq(false)),
        };
        if let Some(code) = bereik.vestigingscode() {
            // The board of the school is its own as well.
            query = query.filter(wijziging::vestigingscode.eq(code.as_str()).or(wijziging::vestigingscode.is_null()));
        }
        query.select(WijzigingRow::as_select()).order(wijziging::volgnummer).limit(limit).load(c)
    })?;
    rows.into_iter().map(WijzigingRow::noun).collect()
}
