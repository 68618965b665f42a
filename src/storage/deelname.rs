//! Deelname in the database: which school belongs to which regio, and when.

use chrono::NaiveDate;
use diesel::dsl::{exists, select};
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::{deelname, regio, school};
use super::types::DbUuid;
use super::{BLOK, StorageError, lees};
use crate::auth::policy::Bereik;
use crate::domain::deelname::Deelname;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::periode::Periode;
use crate::domain::stored::Stored;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = deelname, treat_none_as_default_value = false)]
struct DeelnameRow {
    id: DbUuid,
    regio_id: DbUuid,
    vestigingscode: String,
    van: NaiveDate,
    tot_en_met: Option<NaiveDate>,
    versie: i32,
}

impl DeelnameRow {
    fn new(regio_id: Uuid, deelname: &Deelname) -> Self {
        DeelnameRow {
            id: DbUuid::new(),
            regio_id: regio_id.into(),
            vestigingscode: deelname.vestigingscode.to_string(),
            van: deelname.periode.van,
            tot_en_met: deelname.periode.tot_en_met,
            versie: 1,
        }
    }

    fn stored(self) -> Result<Stored<Deelname>, StorageError> {
        let noun = Deelname {
            vestigingscode: lees("deelname.vestigingscode", &self.vestigingscode)?,
            periode: Periode::new(self.van, self.tot_en_met),
        };
        Ok(Stored { id: self.id.0, versie: self.versie, noun })
    }
}

/// The codes of the schools with a deelname, of any date, in the regio with this code.
#[diesel::dsl::auto_type]
pub(super) fn vestigingscodes_in<'a>(code: &'a str) -> _ {
    deelname::table.inner_join(regio::table).filter(regio::code.eq(code)).select(deelname::vestigingscode)
}

/// Adds a deelname.
pub fn insert_deelname(tx: &mut Tx<'_>, regio_id: Uuid, deelname: &Deelname) -> Result<Stored<Deelname>, StorageError> {
    let row = DeelnameRow::new(regio_id, deelname);
    with_db!(c = &mut *tx.conn => diesel::insert_into(deelname::table).values(&row).execute(c))?;
    row.stored()
}

/// Adds many, in blocks.
pub fn insert_deelnames(tx: &mut Tx<'_>, deelnames: &[(Uuid, Deelname)]) -> Result<(), StorageError> {
    for blok in deelnames.chunks(BLOK) {
        let rows: Vec<_> = blok.iter().map(|(regio_id, deelname)| DeelnameRow::new(*regio_id, deelname)).collect();
        with_db!(c = &mut *tx.conn => diesel::insert_into(deelname::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Does the school take part in the regio on `day`?
pub fn is_deelnemer(
    conn: &mut Conn,
    regio_id: Uuid,
    code: &Vestigingscode,
    day: NaiveDate,
) -> Result<bool, StorageError> {
    Ok(with_db!(c = conn => select(exists(
        deelname::table
            .filter(deelname::regio_id.eq(DbUuid(regio_id)))
            .filter(deelname::vestigingscode.eq(code.as_str()))
            .filter(deelname::van.le(day))
            .filter(deelname::tot_en_met.is_null().or(deelname::tot_en_met.ge(day))),
    ))
    .get_result(c))?)
}

/// Which regio a deelname is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InRegio {
    /// Id of the regio.
    pub id: Uuid,
    /// Its code.
    pub code: String,
}

/// All deelnames of a school in all regios, oldest first.
pub fn list_deelnames_of_school(
    conn: &mut Conn,
    code: &Vestigingscode,
) -> Result<Vec<(InRegio, Stored<Deelname>)>, StorageError> {
    let rows: Vec<(DeelnameRow, String)> = with_db!(c = conn => deelname::table
        .inner_join(regio::table)
        .filter(deelname::vestigingscode.eq(code.as_str()))
        .select((DeelnameRow::as_select(), regio::code))
        .order((deelname::van, deelname::id))
        .load(c))?;
    rows.into_iter().map(|(row, code)| Ok((InRegio { id: row.regio_id.0, code }, row.stored()?))).collect()
}

/// All deelnames of the country, each with the id of its regio; for an import.
pub fn load_deelnames(conn: &mut Conn) -> Result<Vec<(Uuid, Deelname)>, StorageError> {
    let rows: Vec<DeelnameRow> = with_db!(c = conn => deelname::table
        .select(DeelnameRow::as_select())
        .order((deelname::vestigingscode, deelname::van, deelname::id))
        .load(c))?;
    rows.into_iter().map(|row| Ok((row.regio_id.0, row.stored()?.noun))).collect()
}

/// Which deelnames are asked; what is absent does not matter.
#[derive(Debug, Default)]
pub struct DeelnameFilter {
    /// Only this one.
    pub id: Option<Uuid>,
    /// Only of this school.
    pub vestigingscode: Option<Vestigingscode>,
    /// Only those that hold on this day.
    pub op: Option<NaiveDate>,
}

/// Deelnames in a regio, in order of id; within the reach of a schoolbestuur only those of its own schools.
pub fn list_deelnames(
    conn: &mut Conn,
    regio_id: Uuid,
    bereik: &Bereik,
    filter: &DeelnameFilter,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Deelname>>, StorageError> {
    let na: Option<Uuid> = pagina.na.as_deref().map(|na| lees("cursor", na)).transpose()?;
    let rows: Vec<DeelnameRow> = with_db!(c = conn => {
        let mut query = deelname::table
            .filter(deelname::regio_id.eq(DbUuid(regio_id)))
            .select(DeelnameRow::as_select())
            .into_boxed();
        if let Some(code) = bereik.vestigingscode() {
            query = query.filter(deelname::vestigingscode.eq(code.as_str()));
        }
        if let Some(bestuursnummer) = bereik.bestuursnummer() {
            let own = school::table
                .filter(school::bestuursnummer.eq(bestuursnummer.as_str()))
                .select(school::vestigingscode);
            query = query.filter(deelname::vestigingscode.eq_any(own));
        }
        if let Some(id) = filter.id {
            query = query.filter(deelname::id.eq(DbUuid(id)));
        }
        if let Some(code) = &filter.vestigingscode {
            query = query.filter(deelname::vestigingscode.eq(code.as_str()));
        }
        if let Some(day) = filter.op {
            query = query.filter(deelname::van.le(day));
            query = query.filter(deelname::tot_en_met.is_null().or(deelname::tot_en_met.ge(day)));
        }
        if let Some(na) = na {
            query = query.filter(deelname::id.gt(DbUuid(na)));
        }
        query.order(deelname::id).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(DeelnameRow::stored).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |deelname: &Stored<Deelname>| deelname.id.to_string()))
}

/// Changes the period, when `versie` is still the stored one.
pub fn update_deelname(tx: &mut Tx<'_>, id: Uuid, versie: i32, periode: &Periode) -> Result<(), StorageError> {
    let changed = with_db!(c = &mut *tx.conn => diesel::update(deelname::table)
        .filter(deelname::id.eq(DbUuid(id)).and(deelname::versie.eq(versie)))
        .set((
            deelname::van.eq(periode.van),
            deelname::tot_en_met.eq(periode.tot_en_met),
            deelname::versie.eq(versie + 1),
        ))
        .execute(c))?;
    if changed == 0 { Err(StorageError::Verouderd) } else { Ok(()) }
}
