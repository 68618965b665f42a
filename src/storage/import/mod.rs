//! Import in the database: the request with its counts, the file for as long as it is needed, and its rows.

mod regel;

pub use regel::{delete_regels, insert_regels, list_regels, prune_regels};

use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::{import, import_bestand};
use super::types::{DbInstant, DbUuid};
use super::{StorageError, lees};
use crate::auth::policy::Bereik;
use crate::domain::import::{Afzender, Import, Importtelling};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::stored::Stored;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = import, treat_none_as_null = true, treat_none_as_default_value = false)]
struct ImportRow {
    id: DbUuid,
    regio_id: DbUuid,
    soort: String,
    modus: String,
    proef: bool,
    vorm: String,
    status: String,
    door: String,
    rol: String,
    bestuursnummer: Option<String>,
    vestigingscode: Option<String>,
    machine: bool,
    trace_id: Option<String>,
    totaal: i64,
    nieuw: i64,
    gewijzigd: i64,
    ongewijzigd: i64,
    fout: i64,
    verwerkt_tot: i64,
    toegepast: bool,
    reden: Option<String>,
    aangemaakt_op: DbInstant,
    klaar_op: Option<DbInstant>,
    versie: i32,
}

impl ImportRow {
    fn new(id: DbUuid, regio_id: Uuid, versie: i32, noun: &Import) -> Self {
        let Afzender { id: door, rol, bestuursnummer, vestigingscode, machine, spoor } = noun.afzender.clone();
        ImportRow {
            id,
            regio_id: DbUuid(regio_id),
            soort: noun.soort.to_string(),
            modus: noun.modus.to_string(),
            proef: noun.proef,
            vorm: noun.vorm.to_string(),
            status: noun.status.to_string(),
            door,
            rol,
            bestuursnummer: bestuursnummer.map(|nummer| nummer.to_string()),
            vestigingscode: vestigingscode.map(|code| code.to_string()),
            machine,
            trace_id: spoor,
            totaal: noun.totaal,
            nieuw: noun.telling.nieuw,
            gewijzigd: noun.telling.gewijzigd,
            ongewijzigd: noun.telling.ongewijzigd,
            fout: noun.telling.fout,
            verwerkt_tot: noun.verwerkt_tot,
            toegepast: noun.toegepast,
            reden: noun.reden.clone(),
            aangemaakt_op: DbInstant(noun.aangemaakt_op),
            klaar_op: noun.klaar_op.map(DbInstant),
            versie,
        }
    }

    fn stored(self) -> Result<Stored<Import>, StorageError> {
        let bestuursnummer = self.bestuursnummer.map(|text| lees("import.bestuursnummer", &text)).transpose()?;
        let vestigingscode = self.vestigingscode.map(|text| lees("import.vestigingscode", &text)).transpose()?;
        let noun = Import {
            soort: lees("import.soort", &self.soort)?,
            modus: lees("import.modus", &self.modus)?,
            proef: self.proef,
            vorm: lees("import.vorm", &self.vorm)?,
            status: lees("import.status", &self.status)?,
            afzender: Afzender {
                id: self.door,
                rol: self.rol,
                bestuursnummer,
                vestigingscode,
                machine: self.machine,
                spoor: self.trace_id,
            },
            totaal: self.totaal,
            telling: Importtelling {
                nieuw: self.nieuw,
                gewijzigd: self.gewijzigd,
                ongewijzigd: self.ongewijzigd,
                fout: self.fout,
            },
            verwerkt_tot: self.verwerkt_tot,
            toegepast: self.toegepast,
            reden: self.reden,
            aangemaakt_op: self.aangemaakt_op.0,
            klaar_op: self.klaar_op.map(|moment| moment.0),
        };
        Ok(Stored { id: self.id.0, versie: self.versie, noun })
    }
}

/// Keeps a request with its file (gzip).
pub fn insert_import(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    noun: &Import,
    inhoud: &[u8],
) -> Result<Stored<Import>, StorageError> {
    let row = ImportRow::new(DbUuid::new(), regio_id, 1, noun);
    with_db!(c = &mut *tx.conn => diesel::insert_into(import::table).values(&row).execute(c))?;
    let bestand = (import_bestand::import_id.eq(row.id), import_bestand::inhoud.eq(inhoud));
    with_db!(c = &mut *tx.conn => diesel::insert_into(import_bestand::table).values(bestand).execute(c))?;
    row.stored()
}

/// Stores how far it is.
pub fn update_import(tx: &mut Tx<'_>, regio_id: Uuid, stored: &Stored<Import>) -> Result<Stored<Import>, StorageError> {
    let row = ImportRow::new(DbUuid(stored.id), regio_id, stored.versie + 1, &stored.noun);
    let target = import::table.filter(import::id.eq(row.id).and(import::versie.eq(stored.versie)));
    match with_db!(c = &mut *tx.conn => diesel::update(target).set(&row).execute(c))? {
        0 => Err(StorageError::Verouderd),
        _ => row.stored(),
    }
}

/// The file of an import that is not done yet (gzip).
pub fn find_bestand(conn: &mut Conn, id: Uuid) -> Result<Option<Vec<u8>>, StorageError> {
    Ok(with_db!(c = conn => import_bestand::table
        .find(DbUuid(id)).select(import_bestand::inhoud).first(c).optional())?)
}

/// Throws the file away.
pub fn delete_bestand(tx: &mut Tx<'_>, id: Uuid) -> Result<(), StorageError> {
    with_db!(c = &mut *tx.conn => diesel::delete(import_bestand::table.find(DbUuid(id))).execute(c))?;
    Ok(())
}

/// The import a worker has a claim on.
pub fn find_import_by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Stored<Import>>, StorageError> {
    let row: Option<ImportRow> = with_db!(c = conn => import::table
        .find(DbUuid(id)).select(ImportRow::as_select()).first(c).optional())?;
    row.map(ImportRow::stored).transpose()
}

/// Imports of a regio within reach, in order of id; with `id` only that one.
pub fn list_imports(
    conn: &mut Conn,
    regio_id: Uuid,
    bereik: &Bereik,
    id: Option<Uuid>,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Import>>, StorageError> {
    let na = pagina.na_id().map_err(|_| StorageError::Onleesbaar("cursor".into()))?;
    let rows: Vec<ImportRow> = with_db!(c = conn => {
        let mut query = import::table.filter(import::regio_id.eq(DbUuid(regio_id))).into_boxed();
        if let Some(nummer) = bereik.bestuursnummer() {
            query = query.filter(import::bestuursnummer.eq(nummer.as_str()));
        }
        if let Some(code) = bereik.vestigingscode() {
            query = query.filter(import::vestigingscode.eq(code.as_str()));
        }
        if let Some(id) = id {
            query = query.filter(import::id.eq(DbUuid(id)));
        }
        if let Some(na) = na {
            query = query.filter(import::id.gt(DbUuid(na)));
        }
        query.select(ImportRow::as_select()).order(import::id).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(ImportRow::stored).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |found: &Stored<Import>| found.id.to_string()))
}
