//! The delta feed in the database. Triggers write down which things a transaction touched; `afsluiting` gives them their
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
use super::schema::{abonnement, wijziging, wijzigingsteller};
use super::types::{DbInstant, DbUuid};
use super::{StorageError, lees};
use crate::auth::policy::Bereik;
use crate::domain::abonnement::Abonnementstatus;
use crate::domain::wijziging::{Wijziging, Wijzigingaard, Wijzigingobject};

/// A message of the feed.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = wijziging, treat_none_as_default_value = false)]
pub(super) struct WijzigingRow {
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
pub(super) type Geraakt = (DbUuid, String, String, bool, Option<String>, Option<String>);

/// Rank of what was made; changed is below it and removed above.
pub(super) const GEMAAKT: i32 = 2;

/// The messages about what a transaction touched in one regio, each with its rank, from the number `eerste` on.
pub(super) fn number(tx: &Tx<'_>, touched: BTreeMap<Geraakt, i32>, eerste: i64) -> Vec<WijzigingRow> {
    let (tijdstip, spoor) = (DbInstant(tx.clock.now()), tx.grant.spoor());
    let row = |(volgnummer, (one, rang)): (i64, (Geraakt, i32))| {
        let (regio_id, soort, object_id, alleen_bestuur, bestuursnummer, vestigingscode) = one;
        WijzigingRow {
            regio_id,
            volgnummer,
            soort,
            object_id,
            aard: aard(rang).to_string(),
            bestuursnummer,
            vestigingscode,
            alleen_bestuur,
            tijdstip,
            trace_id: spoor.map(str::to_owned),
        }
    };
    (eerste..).zip(touched).map(row).collect()
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
    // In order of regio, as `afsluiting` takes them.
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
