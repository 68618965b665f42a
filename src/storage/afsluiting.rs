//! What every write ends with: whose values it wrote, the numbers of what it touched in the delta feed, and its place in the
//! audit chain.
//!
//! The row of numbers of a regio and the head of its chain stay locked from here to the commit, so all other writers of the
//! regio wait for it, in one order. What needs no answer first is therefore asked in one go: on PostgreSQL that is one
//! round trip to take both, one to write (more for many rows), and the commit.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Nullable, Text};

use super::StorageError;
use super::auditregel::{AuditregelRow, chain};
use super::connection::{Tx, with_db};
use super::onthouden::onthoud;
use super::schema::{auditketen, auditregel, veldverandering, verandering, wijziging as wijzigingen, wijzigingsteller};
use super::types::{DbInstant, DbUuid, InstantSql, UuidSql};
use super::veldherkomst;
use super::wijziging::{self, GEMAAKT, Geraakt, WijzigingRow};

/// Asks all statements before it waits for the first answer, in their order: on PostgreSQL in one round trip. Gives for each
/// `method statements` the answers of that method; nothing may depend on the answer to another.
macro_rules! samen {
    ($tx:expr; $($method:ident $statements:expr),+ $(,)?) => {
        match &mut *$tx.conn {
            $crate::storage::connection::Conn::Pg(c) => c.in_one_trip(|c| async move {
                tokio::try_join!(biased; $(futures_util::future::try_join_all(
                    $statements.into_iter().map(|statement| diesel_async::RunQueryDsl::$method(statement, &mut &*c))
                )),+)
            }),
            $crate::storage::connection::Conn::Sqlite(c) => (|| {
                Ok::<_, diesel::result::Error>(($(
                    $statements.into_iter()
                        .map(|statement| diesel::RunQueryDsl::$method(statement, &mut **c))
                        .collect::<Result<Vec<_>, _>>()?,
                )+))
            })(),
        }
    };
}

/// So many rows go along one by one, as most writes have them; more go in blocks, which costs a trip but less work per row.
const ENKELE: usize = 8;

/// Inserts many rows in blocks; gives back few, to go along with what follows.
macro_rules! insert_many {
    ($tx:ident, $table:expr, $rows:expr) => {{
        let few = $rows.len() <= ENKELE;
        for blok in $rows.chunks($crate::storage::BLOK).filter(|_| !few) {
            with_db!(c = &mut *$tx.conn => diesel::insert_into($table).values(blok).execute(c))?;
        }
        $rows.iter().filter(move |_| few)
    }};
}

/// What a transaction touched per regio, each thing with the heaviest of what happened to it. In order of regio: two transactions that
/// touch the same regios never wait for each other in a circle.
type PerRegio = BTreeMap<DbUuid, BTreeMap<Geraakt, i32>>;

/// The places that were taken: the first number of each regio in the feed, and in the chain with the hash before it.
struct Plaatsen {
    wijzigingen: Vec<i64>,
    regels: Option<(i64, String)>,
}

/// Ends a write whose last change is made. Says whether everything that was touched was made just now: then whoever waits for
/// us does not wait for our disk, and who answers does (`Conn::settle`).
pub(super) fn sluit_af(tx: &mut Tx<'_>) -> Result<bool, StorageError> {
    let per_regio = touched(tx)?;
    let mut rangen = per_regio.values().flat_map(BTreeMap::values).peekable();
    let alleen_nieuw = rangen.peek().is_some() && rangen.all(|rang| *rang == GEMAAKT);
    if alleen_nieuw {
        tx.conn.commit_without_disk()?;
    }
    let mut regels = std::mem::take(&mut tx.regels);
    let plaatsen = take(tx, &per_regio, &regels)?;
    let numbered = |(touched, eerste)| wijziging::number(tx, touched, eerste);
    let rows: Vec<WijzigingRow> = per_regio.into_values().zip(plaatsen.wijzigingen).flat_map(numbered).collect();
    let hash = plaatsen.regels.map(|(eerste, before)| chain(&mut regels, eerste, before)).unwrap_or_default();
    let berichten = insert_many!(tx, wijzigingen::table, rows);
    let nieuwe = insert_many!(tx, auditregel::table, regels);
    let kop = regels.first().map(keten);
    let (_, _, _): (Vec<usize>, Vec<usize>, Vec<usize>) = samen!(tx;
        execute berichten.map(|row| diesel::insert_into(wijzigingen::table).values(row)),
        execute nieuwe.map(|row| diesel::insert_into(auditregel::table).values(row)),
        execute kop.iter().map(|keten| {
            onthoud(diesel::update(auditketen::table.find(*keten)).set(auditketen::hash.eq(&hash)))
        }),
    )?;
    Ok(alleen_nieuw)
}

/// What the triggers wrote down in this transaction, each thing once per board. Says on the way who wrote the fields.
fn touched(tx: &mut Tx<'_>) -> Result<PerRegio, StorageError> {
    let key = (
        verandering::regio_id,
        verandering::soort,
        verandering::object_id,
        verandering::alleen_bestuur,
        verandering::bestuursnummer,
        verandering::vestigingscode,
    );
    let (bron, import, actor) = (veldherkomst::bron(tx), tx.import.map(DbUuid), tx.grant.actor());
    let (door, rol, nu) = (&actor.id, actor.rol.to_string(), DbInstant(tx.clock.now()));
    let (_, _, touched): (Vec<usize>, Vec<usize>, Vec<Vec<_>>) = samen!(tx;
        execute [onthoud(sql_query(veldherkomst::MERGE)
            .bind::<Text, _>(bron.as_str())
            .bind::<Nullable<UuidSql>, _>(import)
            .bind::<Text, _>(door)
            .bind::<Text, _>(&rol)
            .bind::<InstantSql, _>(nu))],
        execute [diesel::delete(veldverandering::table)],
        get_results [diesel::delete(verandering::table).returning((key, verandering::rang))],
    )?;
    let mut per_regio = PerRegio::new();
    for (touched, rang) in touched.into_iter().flatten() {
        let touched: Geraakt = touched;
        let most = per_regio.entry(touched.0).or_default().entry(touched).or_insert(rang);
        *most = rang.max(*most);
    }
    Ok(per_regio)
}

/// Takes the places in the feed of each regio, and those in the chain.
fn take(tx: &mut Tx<'_>, per_regio: &PerRegio, regels: &[AuditregelRow]) -> Result<Plaatsen, StorageError> {
    let count = |many: usize, of: &str| i64::try_from(many).map_err(|_| StorageError::Onleesbaar(of.into()));
    let asked = per_regio.iter().map(|(regio, touched)| Ok((*regio, count(touched.len(), "wijziging")?)));
    let tellers: &[(DbUuid, i64)] = &asked.collect::<Result<Vec<_>, StorageError>>()?;
    let regel = count(regels.len(), "auditregel")?;
    let (laatste, koppen): (Vec<i64>, Vec<(i64, String)>) = samen!(tx;
        get_result tellers.iter().map(|(regio, many)| {
            onthoud(diesel::insert_into(wijzigingsteller::table)
                .values((wijzigingsteller::regio_id.eq(*regio), wijzigingsteller::volgnummer.eq(*many)))
                .on_conflict(wijzigingsteller::regio_id)
                .do_update()
                .set(wijzigingsteller::volgnummer.eq(wijzigingsteller::volgnummer + *many))
                .returning(wijzigingsteller::volgnummer))
        }),
        get_result regels.first().map(|row| {
            onthoud(diesel::insert_into(auditketen::table)
                .values((auditketen::keten.eq(keten(row)), auditketen::volgnummer.eq(regel), auditketen::hash.eq("")))
                .on_conflict(auditketen::keten)
                .do_update()
                .set(auditketen::volgnummer.eq(auditketen::volgnummer + regel))
                .returning((auditketen::volgnummer, auditketen::hash)))
        }),
    )?;
    let wijzigingen = laatste.iter().zip(tellers).map(|(last, (_, many))| last - many + 1).collect();
    let regels = koppen.into_iter().next().map(|(last, before)| (last - regel + 1, before));
    Ok(Plaatsen { wijzigingen, regels })
}

/// The chain to which a row belongs: that of its regio, or the one of what belongs to none.
fn keten(row: &AuditregelRow) -> &str {
    row.regio.as_deref().unwrap_or_default()
}
