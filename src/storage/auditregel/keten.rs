//! The chain: every row seals the one before it, so a row that is changed, removed or slipped in shows.
//!
//! One chain per regio, and one for what belongs to none. The head stands in its own table: it shows that rows at the
//! end are gone. Who may write the whole database can make a new chain; whoever kept an old head sees that too.

use diesel::prelude::*;

use super::AuditregelRow;
use crate::audit::schakel;
use crate::storage::connection::{Conn, with_db};
use crate::storage::schema::{auditketen, auditregel};
use crate::storage::{BLOK, StorageError};

/// What is wrong at a place in a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breuk {
    /// The row with this number and id is not the one that was written, or the one before it is not.
    Gewijzigd {
        /// Place in the chain.
        volgnummer: i64,
        /// Its id.
        id: uuid::Uuid,
    },
    /// There is no row with this number.
    Ontbreekt {
        /// Place in the chain.
        volgnummer: i64,
    },
    /// The chain ends elsewhere than its head says: rows at the end are gone, or were added past us.
    Einde {
        /// The number of the last row.
        volgnummer: i64,
        /// The number the head names.
        verwacht: i64,
    },
}

impl Breuk {
    /// The number of the row where it shows.
    pub fn volgnummer(&self) -> i64 {
        match self {
            Breuk::Gewijzigd { volgnummer, .. } | Breuk::Ontbreekt { volgnummer } => *volgnummer,
            Breuk::Einde { volgnummer, .. } => *volgnummer,
        }
    }

    /// The row itself, when it is there.
    pub fn id(&self) -> Option<uuid::Uuid> {
        match self {
            Breuk::Gewijzigd { id, .. } => Some(*id),
            Breuk::Ontbreekt { .. } | Breuk::Einde { .. } => None,
        }
    }
}

impl std::fmt::Display for Breuk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Breuk::Gewijzigd { volgnummer, id } => {
                write!(f, "regel {volgnummer} ({id}) is niet wat er geschreven is, of sluit niet aan op de vorige")
            }
            Breuk::Ontbreekt { volgnummer } => write!(f, "regel {volgnummer} ontbreekt"),
            Breuk::Einde { volgnummer, verwacht } => {
                write!(f, "de keten eindigt bij regel {volgnummer}, maar hoort te eindigen bij {verwacht}")
            }
        }
    }
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ketenverslag {
    /// The regio (code); empty for what belongs to none.
    pub keten: String,
    /// Rows in the chain that were looked at.
    pub regels: i64,
    /// Rows from before there was a chain; nothing can be said of them.
    pub zonder_keten: i64,
    /// Hash of the last row; empty when there is none.
    pub hash: String,
    /// The first place where the chain does not hold.
    pub breuk: Option<Breuk>,
}

/// Makes rows the next links of their chain, after the hash of the link before them, from the number `eerste` on; the hash of the
/// last.
pub(in crate::storage) fn chain(rows: &mut [AuditregelRow], eerste: i64, before: String) -> String {
    let mut hash = before;
    for (volgnummer, row) in (eerste..).zip(rows) {
        row.volgnummer = volgnummer;
        row.hash = seal(&hash, row);
        hash.clone_from(&row.hash);
    }
    hash
}

fn seal(before: &str, row: &AuditregelRow) -> String {
    let (id, number) = (row.id.to_string(), row.volgnummer.to_string());
    let instant = row.tijdstip.0.timestamp_micros().to_string();
    let regio = row.regio.as_deref().unwrap_or_default();
    let trace = row.trace_id.as_deref().unwrap_or_default();
    let object = [row.object_soort.as_str(), row.object_id.as_str(), row.samenvatting.as_str(), trace];
    let who = [number.as_str(), id.as_str(), instant.as_str(), row.actor.as_str(), row.rol.as_str(), regio];
    schakel(before, &[&who[..], &[row.actie.as_str()], &object[..]].concat())
}

/// The names of all chains.
pub fn ketens(conn: &mut Conn) -> Result<Vec<String>, StorageError> {
    Ok(with_db!(c = conn => auditketen::table.select(auditketen::keten).order(auditketen::keten).load(c))?)
}

/// Recomputes a whole chain, and compares its end with its head.
pub fn verify_keten(conn: &mut Conn, keten: &str) -> Result<Ketenverslag, StorageError> {
    let head: Option<i64> = with_db!(c = &mut *conn => auditketen::table
        .find(keten).select(auditketen::volgnummer).first(c).optional())?;
    let mut verslag = Ketenverslag {
        keten: keten.to_owned(),
        regels: 0,
        zonder_keten: count_unchained(conn, keten)?,
        hash: String::new(),
        breuk: None,
    };
    loop {
        let rows = page(conn, keten, verslag.regels)?;
        if rows.is_empty() {
            let verwacht = head.unwrap_or(0);
            let ends = verslag.regels == verwacht;
            verslag.breuk = (!ends).then_some(Breuk::Einde { volgnummer: verslag.regels, verwacht });
            return Ok(verslag);
        }
        for row in rows {
            let number = verslag.regels + 1;
            if row.volgnummer != number {
                verslag.breuk = Some(Breuk::Ontbreekt { volgnummer: number });
            } else if row.hash != seal(&verslag.hash, &row) {
                verslag.breuk = Some(Breuk::Gewijzigd { volgnummer: number, id: row.id.0 });
            }
            if verslag.breuk.is_some() {
                return Ok(verslag);
            }
            verslag.regels = number;
            verslag.hash = row.hash;
        }
    }
}

/// The next rows of a chain.
fn page(conn: &mut Conn, keten: &str, after: i64) -> Result<Vec<AuditregelRow>, StorageError> {
    let limit = i64::try_from(BLOK).unwrap_or(i64::MAX);
    Ok(with_db!(c = conn => {
        let mut query = auditregel::table.select(AuditregelRow::as_select()).into_boxed();
        query = if keten.is_empty() {
            query.filter(auditregel::regio.is_null())
        } else {
            query.filter(auditregel::regio.eq(keten))
        };
        query.filter(auditregel::volgnummer.gt(after)).order(auditregel::volgnummer).limit(limit).load(c)
    })?)
}

fn count_unchained(conn: &mut Conn, keten: &str) -> Result<i64, StorageError> {
    Ok(with_db!(c = conn => {
        let mut query = auditregel::table.count().into_boxed();
        query = if keten.is_empty() {
            query.filter(auditregel::regio.is_null())
        } else {
            query.filter(auditregel::regio.eq(keten))
        };
        query.filter(auditregel::volgnummer.eq(0)).get_result(c)
    })?)
}
