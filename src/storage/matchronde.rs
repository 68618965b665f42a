//! Matchronde in the database, with its documents: the frozen Problem and the Plan.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::{matchronde, matchronde_document};
use super::types::{DbInstant, DbUuid};
use super::{StorageError, lees};
use crate::domain::matchronde::{Matchronde, Matchrondestatus};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::schooljaar::Schooljaar;
use crate::domain::stored::Stored;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = matchronde)]
struct MatchrondeRow {
    id: DbUuid,
    regio_id: DbUuid,
    schooljaar: String,
    peildatum: NaiveDate,
    status: String,
    zaad: String,
    zaad_hash: String,
    tijdlimiet_s: i32,
    werklimiet: Option<i64>,
    engine_versie: String,
    problem_hash: Option<String>,
    plan_status: Option<String>,
    reden: Option<String>,
    aangemaakt_op: DbInstant,
    klaar_op: Option<DbInstant>,
    versie: i32,
    wijzigingsbudget: Option<i32>,
    ingangsdatum: Option<NaiveDate>,
}

impl MatchrondeRow {
    fn stored(self) -> Result<Stored<Matchronde>, StorageError> {
        let schooljaar: Schooljaar = lees("matchronde.schooljaar", &self.schooljaar)?;
        let noun = Matchronde {
            schooljaar,
            ingangsdatum: self.ingangsdatum.unwrap_or_else(|| schooljaar.eerste_dag()),
            peildatum: self.peildatum,
            status: lees("matchronde.status", &self.status)?,
            zaad: self.zaad,
            zaad_hash: self.zaad_hash,
            tijdlimiet_s: self.tijdlimiet_s,
            werklimiet: self.werklimiet,
            wijzigingsbudget: self.wijzigingsbudget,
            engine_versie: self.engine_versie,
            problem_hash: self.problem_hash,
            plan_status: self.plan_status,
            reden: self.reden,
            aangemaakt_op: self.aangemaakt_op.0,
            klaar_op: self.klaar_op.map(|at| at.0),
        };
        Ok(Stored { id: self.id.0, versie: self.versie, noun })
    }
}

/// Adds a matchronde to a regio.
pub fn insert_matchronde(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    ronde: Matchronde,
) -> Result<Stored<Matchronde>, StorageError> {
    let row = MatchrondeRow {
        id: DbUuid::new(),
        regio_id: DbUuid(regio_id),
        schooljaar: ronde.schooljaar.to_string(),
        peildatum: ronde.peildatum,
        status: ronde.status.to_string(),
        zaad: ronde.zaad,
        zaad_hash: ronde.zaad_hash,
        tijdlimiet_s: ronde.tijdlimiet_s,
        werklimiet: ronde.werklimiet,
        wijzigingsbudget: ronde.wijzigingsbudget,
        ingangsdatum: Some(ronde.ingangsdatum),
        engine_versie: ronde.engine_versie,
        problem_hash: ronde.problem_hash,
        plan_status: ronde.plan_status,
        reden: ronde.reden,
        aangemaakt_op: DbInstant(ronde.aangemaakt_op),
        klaar_op: ronde.klaar_op.map(DbInstant),
        versie: 1,
    };
    with_db!(c = &mut *tx.conn => diesel::insert_into(matchronde::table).values(&row).execute(c))?;
    row.stored()
}

/// The matchronde with this id, when it is of this regio.
pub fn find_matchronde(conn: &mut Conn, regio_id: Uuid, id: Uuid) -> Result<Option<Stored<Matchronde>>, StorageError> {
    let row: Option<MatchrondeRow> = with_db!(c = conn => matchronde::table
        .filter(matchronde::id.eq(DbUuid(id)).and(matchronde::regio_id.eq(DbUuid(regio_id))))
        .select(MatchrondeRow::as_select())
        .first(c)
        .optional())?;
    row.map(MatchrondeRow::stored).transpose()
}

/// Matchrondes of a regio in order of time; only of this schooljaar or status when given.
pub fn list_matchrondes(
    conn: &mut Conn,
    regio_id: Uuid,
    schooljaar: Option<Schooljaar>,
    status: Option<Matchrondestatus>,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Matchronde>>, StorageError> {
    let na = pagina.na.as_deref().map(|key| lees::<Uuid>("cursor", key)).transpose()?;
    let rows: Vec<MatchrondeRow> = with_db!(c = conn => {
        let mut query = matchronde::table
            .filter(matchronde::regio_id.eq(DbUuid(regio_id)))
            .select(MatchrondeRow::as_select())
            .into_boxed();
        if let Some(jaar) = schooljaar {
            query = query.filter(matchronde::schooljaar.eq(jaar.to_string()));
        }
        if let Some(status) = status {
            query = query.filter(matchronde::status.eq(status.as_str()));
        }
        if let Some(na) = na {
            query = query.filter(matchronde::id.gt(DbUuid(na)));
        }
        query.order(matchronde::id).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(MatchrondeRow::stored).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |ronde: &Stored<Matchronde>| ronde.id.to_string()))
}

/// The matchrondes of a regio and schooljaar that stand at one of these states, oldest first.
pub fn list_by_status(
    conn: &mut Conn,
    regio_id: Uuid,
    schooljaar: Schooljaar,
    statussen: &[Matchrondestatus],
) -> Result<Vec<Stored<Matchronde>>, StorageError> {
    let woorden: Vec<&str> = statussen.iter().map(|status| status.as_str()).collect();
    let rows: Vec<MatchrondeRow> = with_db!(c = conn => matchronde::table
        .filter(matchronde::regio_id.eq(DbUuid(regio_id)))
        .filter(matchronde::schooljaar.eq(schooljaar.to_string()))
        .filter(matchronde::status.eq_any(&woorden))
        .order(matchronde::id)
        .select(MatchrondeRow::as_select())
        .load(c))?;
    rows.into_iter().map(MatchrondeRow::stored).collect()
}

/// Every voorstel of the country, as regio and id.
pub fn list_voorstellen(conn: &mut Conn) -> Result<Vec<(Uuid, Uuid)>, StorageError> {
    let rows: Vec<(DbUuid, DbUuid)> = with_db!(c = conn => matchronde::table
        .filter(matchronde::status.eq(Matchrondestatus::Voorstel.as_str()))
        .order(matchronde::id)
        .select((matchronde::regio_id, matchronde::id))
        .load(c))?;
    Ok(rows.into_iter().map(|(regio, id)| (regio.0, id.0)).collect())
}

/// Stores where a matchronde stands now; refused when somebody changed it since it was read.
pub fn update_matchronde(tx: &mut Tx<'_>, ronde: &Stored<Matchronde>) -> Result<Stored<Matchronde>, StorageError> {
    let noun = &ronde.noun;
    let rows = with_db!(c = &mut *tx.conn => diesel::update(matchronde::table)
        .filter(matchronde::id.eq(DbUuid(ronde.id)).and(matchronde::versie.eq(ronde.versie)))
        .set((
            matchronde::status.eq(noun.status.as_str()),
            matchronde::engine_versie.eq(&noun.engine_versie),
            matchronde::problem_hash.eq(&noun.problem_hash),
            matchronde::plan_status.eq(&noun.plan_status),
            matchronde::reden.eq(&noun.reden),
            matchronde::klaar_op.eq(noun.klaar_op.map(DbInstant)),
            matchronde::versie.eq(ronde.versie + 1),
        ))
        .execute(c))?;
    if rows != 1 {
        return Err(StorageError::Verouderd);
    }
    Ok(Stored { versie: ronde.versie + 1, ..ronde.clone() })
}

/// A document that belongs to a matchronde.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Documentsoort {
    /// The frozen question.
    Problem,
    /// The answer.
    Plan,
}

impl Documentsoort {
    fn as_str(self) -> &'static str {
        match self {
            Documentsoort::Problem => "problem",
            Documentsoort::Plan => "plan",
        }
    }
}

/// Stores a document, once: a second one is [`StorageError::Dubbel`].
pub fn insert_document(tx: &mut Tx<'_>, id: Uuid, soort: Documentsoort, inhoud: &str) -> Result<(), StorageError> {
    let values = (
        matchronde_document::matchronde_id.eq(DbUuid(id)),
        matchronde_document::soort.eq(soort.as_str()),
        matchronde_document::inhoud.eq(inhoud),
    );
    with_db!(c = &mut *tx.conn => diesel::insert_into(matchronde_document::table).values(values).execute(c))?;
    Ok(())
}

/// The text of a document.
pub fn find_document(conn: &mut Conn, id: Uuid, soort: Documentsoort) -> Result<Option<String>, StorageError> {
    Ok(with_db!(c = conn => matchronde_document::table
        .filter(matchronde_document::matchronde_id.eq(DbUuid(id)))
        .filter(matchronde_document::soort.eq(soort.as_str()))
        .select(matchronde_document::inhoud)
        .first(c)
        .optional())?)
}
