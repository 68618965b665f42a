//! Heropeningen of the solidariteitsboek in the database. What was proposed never changes; only where it stands does.

use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::{boekheropening, solidariteitsboek};
use super::types::{DbInstant, DbUuid};
use super::{StorageError, lees};
use crate::domain::boekheropening::{Boekheropening, Boekheropeningstatus, Boekregel};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::schooljaar::Schooljaar;
use crate::domain::stored::Stored;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = boekheropening, treat_none_as_null = true)]
struct HeropeningRow {
    id: DbUuid,
    regio_id: DbUuid,
    boek_id: DbUuid,
    peildatum: chrono::NaiveDate,
    motivering: String,
    status: String,
    voorgesteld_door: String,
    voorgesteld_op: DbInstant,
    besloten_door: Option<String>,
    besloten_op: Option<DbInstant>,
    afwijzing: Option<String>,
    gesloten_door: Option<String>,
    gesloten_op: Option<DbInstant>,
    nieuw_boek_id: Option<DbUuid>,
    versie: i32,
    ingetrokken_door: Option<String>,
    ingetrokken_op: Option<DbInstant>,
}

/// A row with rule and schooljaar of its page.
type Gelezen = (HeropeningRow, String, String);

fn stored((row, regel, schooljaar): Gelezen) -> Result<Stored<Boekheropening>, StorageError> {
    let noun = Boekheropening {
        boek_id: row.boek_id.0,
        regel: lees("solidariteitsboek.regel", &regel)?,
        schooljaar: lees("solidariteitsboek.schooljaar", &schooljaar)?,
        peildatum: row.peildatum,
        motivering: row.motivering,
        status: lees("boekheropening.status", &row.status)?,
        voorgesteld: (row.voorgesteld_door, row.voorgesteld_op.0),
        besloten: row.besloten_door.zip(row.besloten_op.map(|at| at.0)),
        afwijzing: row.afwijzing,
        ingetrokken: row.ingetrokken_door.zip(row.ingetrokken_op.map(|at| at.0)),
        gesloten: row.gesloten_door.zip(row.gesloten_op.map(|at| at.0)),
        nieuw_boek_id: row.nieuw_boek_id.map(|id| id.0),
    };
    Ok(Stored { id: row.id.0, versie: row.versie, noun })
}

fn row_of(id: DbUuid, regio_id: Uuid, versie: i32, noun: &Boekheropening) -> HeropeningRow {
    HeropeningRow {
        id,
        regio_id: DbUuid(regio_id),
        boek_id: DbUuid(noun.boek_id),
        peildatum: noun.peildatum,
        motivering: noun.motivering.clone(),
        status: noun.status.to_string(),
        voorgesteld_door: noun.voorgesteld.0.clone(),
        voorgesteld_op: DbInstant(noun.voorgesteld.1),
        besloten_door: noun.besloten.as_ref().map(|(door, _)| door.clone()),
        besloten_op: noun.besloten.as_ref().map(|(_, at)| DbInstant(*at)),
        afwijzing: noun.afwijzing.clone(),
        gesloten_door: noun.gesloten.as_ref().map(|(door, _)| door.clone()),
        gesloten_op: noun.gesloten.as_ref().map(|(_, at)| DbInstant(*at)),
        nieuw_boek_id: noun.nieuw_boek_id.map(DbUuid),
        versie,
        ingetrokken_door: noun.ingetrokken.as_ref().map(|(door, _)| door.clone()),
        ingetrokken_op: noun.ingetrokken.as_ref().map(|(_, at)| DbInstant(*at)),
    }
}

/// Which heropeningen are asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct BoekheropeningFilter {
    /// Only those that stand so.
    pub status: Option<Boekheropeningstatus>,
    /// Only of this rule.
    pub regel: Option<Boekregel>,
    /// Only of this schooljaar.
    pub schooljaar: Option<Schooljaar>,
}

/// Adds a heropening. A second one of the same page, while the first was not refused or taken back, is
/// [`StorageError::Dubbel`].
pub fn insert_boekheropening(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    noun: Boekheropening,
) -> Result<Stored<Boekheropening>, StorageError> {
    let row = row_of(DbUuid::new(), regio_id, 1, &noun);
    with_db!(c = &mut *tx.conn => diesel::insert_into(boekheropening::table).values(&row).execute(c))?;
    Ok(Stored { id: row.id.0, versie: 1, noun })
}

/// Keeps a step, when nobody took one since it was read.
pub fn update_boekheropening(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    changed: Stored<Boekheropening>,
) -> Result<Stored<Boekheropening>, StorageError> {
    let id = DbUuid(changed.id);
    let row = row_of(id, regio_id, changed.versie + 1, &changed.noun);
    let target = boekheropening::table.filter(boekheropening::id.eq(id).and(boekheropening::versie.eq(changed.versie)));
    let count = with_db!(c = &mut *tx.conn => diesel::update(target).set(&row).execute(c))?;
    if count == 1 { Ok(Stored { versie: row.versie, ..changed }) } else { Err(StorageError::Verouderd) }
}

/// One heropening of this regio.
pub fn find_boekheropening(
    conn: &mut Conn,
    regio_id: Uuid,
    id: Uuid,
) -> Result<Option<Stored<Boekheropening>>, StorageError> {
    let found: Option<Gelezen> = with_db!(c = conn => boekheropening::table
        .inner_join(solidariteitsboek::table.on(solidariteitsboek::id.eq(boekheropening::boek_id)))
        .filter(boekheropening::id.eq(DbUuid(id)).and(boekheropening::regio_id.eq(DbUuid(regio_id))))
        .select((HeropeningRow::as_select(), solidariteitsboek::regel, solidariteitsboek::schooljaar))
        .first(c)
        .optional())?;
    found.map(stored).transpose()
}

/// The heropeningen of this regio in order of making.
pub fn list_boekheropeningen(
    conn: &mut Conn,
    regio_id: Uuid,
    filter: &BoekheropeningFilter,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Boekheropening>>, StorageError> {
    let na = pagina.na.as_deref().map(|key| lees::<Uuid>("cursor", key)).transpose()?;
    let rows: Vec<Gelezen> = with_db!(c = conn => {
        let mut query = boekheropening::table
            .inner_join(solidariteitsboek::table.on(solidariteitsboek::id.eq(boekheropening::boek_id)))
            .filter(boekheropening::regio_id.eq(DbUuid(regio_id)))
            .select((HeropeningRow::as_select(), solidariteitsboek::regel, solidariteitsboek::schooljaar))
            .into_boxed();
        if let Some(status) = filter.status {
            query = query.filter(boekheropening::status.eq(status.as_str()));
        }
        if let Some(regel) = filter.regel {
            query = query.filter(solidariteitsboek::regel.eq(regel.as_str()));
        }
        if let Some(jaar) = filter.schooljaar {
            query = query.filter(solidariteitsboek::schooljaar.eq(jaar.to_string()));
        }
        if let Some(na) = na {
            query = query.filter(boekheropening::id.gt(DbUuid(na)));
        }
        query.order(boekheropening::id).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(stored).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |one: &Stored<Boekheropening>| one.id.to_string()))
}

/// The heropeningen of this regio that stand so, the oldest first.
pub fn list_heropeningen_op(
    conn: &mut Conn,
    regio_id: Uuid,
    statussen: &[Boekheropeningstatus],
) -> Result<Vec<Stored<Boekheropening>>, StorageError> {
    let woorden: Vec<&str> = statussen.iter().map(|status| status.as_str()).collect();
    let rows: Vec<Gelezen> = with_db!(c = conn => boekheropening::table
        .inner_join(solidariteitsboek::table.on(solidariteitsboek::id.eq(boekheropening::boek_id)))
        .filter(boekheropening::regio_id.eq(DbUuid(regio_id)))
        .filter(boekheropening::status.eq_any(&woorden))
        .order(boekheropening::id)
        .select((HeropeningRow::as_select(), solidariteitsboek::regel, solidariteitsboek::schooljaar))
        .load(c))?;
    rows.into_iter().map(stored).collect()
}
