//! Abonnementen in the database, with what is still to be delivered to each.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::{abonnement, bezorging};
use super::types::{DbInstant, DbUuid};
use super::{BLOK, StorageError, lees};
use crate::auth::policy::Bereik;
use crate::domain::abonnement::{Abonnement, Abonnementstatus, Bezorging, Bezorgstatus};
use crate::domain::import::Afzender;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::stored::Stored;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = abonnement, treat_none_as_default_value = false)]
struct AbonnementRow {
    id: DbUuid,
    regio_id: DbUuid,
    url: String,
    soorten: String,
    geheim: String,
    vorig_geheim: Option<String>,
    vorig_tot: Option<DbInstant>,
    status: String,
    reden: Option<String>,
    door: String,
    rol: String,
    bestuursnummer: Option<String>,
    vestigingscode: Option<String>,
    machine: bool,
    gelezen_tot: i64,
    aangemaakt_op: DbInstant,
    versie: i32,
    toegestaan_op: Option<DbInstant>,
}

impl AbonnementRow {
    fn new(id: DbUuid, regio_id: Uuid, versie: i32, noun: &Abonnement) -> Self {
        let (vorig_geheim, vorig_tot) = noun.vorig_geheim.clone().unzip();
        let afzender = noun.afzender.clone();
        AbonnementRow {
            id,
            regio_id: DbUuid(regio_id),
            url: noun.url.clone(),
            soorten: noun.soorten.iter().map(|soort| soort.as_str()).collect::<Vec<_>>().join(" "),
            geheim: noun.geheim.clone(),
            vorig_geheim,
            vorig_tot: vorig_tot.map(DbInstant),
            status: noun.status.to_string(),
            reden: noun.reden.clone(),
            door: afzender.id,
            rol: afzender.rol,
            bestuursnummer: afzender.bestuursnummer.map(|nummer| nummer.to_string()),
            vestigingscode: afzender.vestigingscode.map(|code| code.to_string()),
            machine: afzender.machine,
            gelezen_tot: noun.gelezen_tot,
            aangemaakt_op: DbInstant(noun.aangemaakt_op),
            versie,
            toegestaan_op: noun.toegestaan_op.map(DbInstant),
        }
    }

    fn stored(self) -> Result<(Uuid, Stored<Abonnement>), StorageError> {
        let soorten = self.soorten.split_whitespace().map(|soort| lees("abonnement.soorten", soort));
        let bestuursnummer = self.bestuursnummer.map(|text| lees("abonnement.bestuursnummer", &text)).transpose()?;
        let vestigingscode = self.vestigingscode.map(|text| lees("abonnement.vestigingscode", &text)).transpose()?;
        let noun = Abonnement {
            url: self.url,
            soorten: soorten.collect::<Result<_, _>>()?,
            geheim: self.geheim,
            vorig_geheim: self.vorig_geheim.zip(self.vorig_tot.map(|moment| moment.0)),
            status: lees("abonnement.status", &self.status)?,
            reden: self.reden,
            afzender: Afzender {
                id: self.door,
                rol: self.rol,
                bestuursnummer,
                vestigingscode,
                machine: self.machine,
                spoor: None,
            },
            gelezen_tot: self.gelezen_tot,
            aangemaakt_op: self.aangemaakt_op.0,
            toegestaan_op: self.toegestaan_op.map(|moment| moment.0),
        };
        Ok((self.regio_id.0, Stored { id: self.id.0, versie: self.versie, noun }))
    }
}

/// Adds an abonnement.
pub fn insert_abonnement(tx: &mut Tx<'_>, regio: Uuid, noun: &Abonnement) -> Result<Stored<Abonnement>, StorageError> {
    let row = AbonnementRow::new(DbUuid::new(), regio, 1, noun);
    with_db!(c = &mut *tx.conn => diesel::insert_into(abonnement::table).values(&row).execute(c))?;
    row.stored().map(|(_, stored)| stored)
}

/// Changes what its owner or receiver may change of one that still has this version. How far the feed was looked at goes on
/// beside it (`move_gelezen_tot`) and is not set back.
pub fn update_abonnement(
    tx: &mut Tx<'_>,
    regio: Uuid,
    stored: &Stored<Abonnement>,
) -> Result<Stored<Abonnement>, StorageError> {
    let row = AbonnementRow::new(DbUuid(stored.id), regio, stored.versie + 1, &stored.noun);
    let target = abonnement::table.filter(abonnement::id.eq(row.id).and(abonnement::versie.eq(stored.versie)));
    let change = (
        abonnement::geheim.eq(&row.geheim),
        abonnement::vorig_geheim.eq(&row.vorig_geheim),
        abonnement::vorig_tot.eq(row.vorig_tot),
        abonnement::status.eq(&row.status),
        abonnement::reden.eq(&row.reden),
        abonnement::versie.eq(row.versie),
    );
    match with_db!(c = &mut *tx.conn => diesel::update(target).set(change).execute(c))? {
        0 => Err(StorageError::Verouderd),
        _ => row.stored().map(|(_, stored)| stored),
    }
}

/// Abonnementen of a regio within reach, in order of id; with `id` only that one.
pub fn list_abonnementen(
    conn: &mut Conn,
    regio: Uuid,
    bereik: &Bereik,
    id: Option<Uuid>,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Abonnement>>, StorageError> {
    let na = pagina.na_id().map_err(|_| StorageError::Onleesbaar("cursor".into()))?;
    let rows: Vec<AbonnementRow> = with_db!(c = conn => {
        let mut query = abonnement::table.filter(abonnement::regio_id.eq(DbUuid(regio))).into_boxed();
        if let Some(nummer) = bereik.bestuursnummer() {
            query = query.filter(abonnement::bestuursnummer.eq(nummer.as_str()));
        }
        if let Some(id) = id {
            query = query.filter(abonnement::id.eq(DbUuid(id)));
        }
        if let Some(na) = na {
            query = query.filter(abonnement::id.gt(DbUuid(na)));
        }
        query.select(AbonnementRow::as_select()).order(abonnement::id).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(|row| row.stored().map(|(_, stored)| stored)).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |found: &Stored<Abonnement>| found.id.to_string()))
}

/// Every abonnement that is told of things, with its regio.
pub fn list_actief(conn: &mut Conn) -> Result<Vec<(Uuid, Stored<Abonnement>)>, StorageError> {
    let rows: Vec<AbonnementRow> = with_db!(c = conn => abonnement::table
        .filter(abonnement::status.eq(Abonnementstatus::Actief.as_str()))
        .order(abonnement::id)
        .select(AbonnementRow::as_select())
        .load(c))?;
    rows.into_iter().map(AbonnementRow::stored).collect()
}

/// One by its id, with its regio.
pub fn find_abonnement(conn: &mut Conn, id: Uuid) -> Result<Option<(Uuid, Stored<Abonnement>)>, StorageError> {
    let row: Option<AbonnementRow> = with_db!(c = conn => abonnement::table
        .find(DbUuid(id)).select(AbonnementRow::as_select()).first(c).optional())?;
    row.map(AbonnementRow::stored).transpose()
}

/// Says that the feed was looked at up to a number; false when somebody else did so already, or it ended.
pub fn move_gelezen_tot(tx: &mut Tx<'_>, id: Uuid, van: i64, tot: i64) -> Result<bool, StorageError> {
    let target = abonnement::table
        .filter(abonnement::id.eq(DbUuid(id)).and(abonnement::gelezen_tot.eq(van)))
        .filter(abonnement::status.eq(Abonnementstatus::Actief.as_str()));
    let moved = with_db!(c = &mut *tx.conn => diesel::update(target).set(abonnement::gelezen_tot.eq(tot)).execute(c))?;
    Ok(moved == 1)
}

/// Remembers that the receiver wants messages, when this version is still there.
pub fn allow_abonnement(tx: &mut Tx<'_>, stored: &Stored<Abonnement>) -> Result<(), StorageError> {
    let change =
        (abonnement::toegestaan_op.eq(Some(DbInstant(tx.clock.now()))), abonnement::versie.eq(stored.versie + 1));
    let target =
        abonnement::table.filter(abonnement::id.eq(DbUuid(stored.id)).and(abonnement::versie.eq(stored.versie)));
    match with_db!(c = &mut *tx.conn => diesel::update(target).set(change).execute(c))? {
        0 => Err(StorageError::Verouderd),
        _ => Ok(()),
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = bezorging, treat_none_as_default_value = false)]
struct BezorgingRow {
    abonnement_id: DbUuid,
    volgnummer: i64,
    gebeurtenis: String,
    status: String,
    pogingen: i32,
    volgende_op: DbInstant,
    fout: Option<String>,
    trace_id: Option<String>,
}

impl BezorgingRow {
    fn noun(self) -> Result<Bezorging, StorageError> {
        Ok(Bezorging {
            volgnummer: self.volgnummer,
            gebeurtenis: self.gebeurtenis,
            status: lees("bezorging.status", &self.status)?,
            pogingen: self.pogingen,
            volgende_op: self.volgende_op.0,
            fout: self.fout,
            spoor: self.trace_id,
        })
    }
}

/// A message for the outbox: number in the feed, event and trace.
pub type Bericht = (i64, String, Option<String>);

/// Puts messages in the outbox.
pub fn insert_bezorgingen(tx: &mut Tx<'_>, id: Uuid, berichten: Vec<Bericht>) -> Result<(), StorageError> {
    let nu = DbInstant(tx.clock.now());
    let row = |(volgnummer, gebeurtenis, trace_id)| BezorgingRow {
        abonnement_id: DbUuid(id),
        volgnummer,
        gebeurtenis,
        status: Bezorgstatus::Wachtend.to_string(),
        pogingen: 0,
        volgende_op: nu,
        fout: None,
        trace_id,
    };
    let rows: Vec<BezorgingRow> = berichten.into_iter().map(row).collect();
    for blok in rows.chunks(BLOK) {
        with_db!(c = &mut *tx.conn => diesel::insert_into(bezorging::table).values(blok).execute(c))?;
    }
    Ok(())
}

/// The abonnementen with a message that is due.
pub fn list_te_bezorgen(conn: &mut Conn, nu: DateTime<Utc>) -> Result<Vec<Uuid>, StorageError> {
    let ids: Vec<DbUuid> = with_db!(c = conn => bezorging::table
        .filter(bezorging::status.eq(Bezorgstatus::Wachtend.as_str()).and(bezorging::volgende_op.le(DbInstant(nu))))
        .select(bezorging::abonnement_id)
        .distinct()
        .load(c))?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// Takes the next message to this abonnement that is due, so that nobody else tries it before `tot`.
pub fn claim_bezorging(
    tx: &mut Tx<'_>,
    id: Uuid,
    nu: DateTime<Utc>,
    tot: DateTime<Utc>,
) -> Result<Option<Bezorging>, StorageError> {
    let row: Option<BezorgingRow> = with_db!(c = &mut *tx.conn => bezorging::table
        .filter(bezorging::abonnement_id.eq(DbUuid(id)))
        .filter(bezorging::status.eq(Bezorgstatus::Wachtend.as_str()).and(bezorging::volgende_op.le(DbInstant(nu))))
        .order((bezorging::volgende_op, bezorging::volgnummer))
        .select(BezorgingRow::as_select())
        .first(c)
        .optional())?;
    let Some(row) = row else { return Ok(None) };
    let target = bezorging::table
        .filter(bezorging::abonnement_id.eq(row.abonnement_id).and(bezorging::volgnummer.eq(row.volgnummer)))
        .filter(bezorging::pogingen.eq(row.pogingen).and(bezorging::volgende_op.eq(row.volgende_op)));
    let change = (bezorging::pogingen.eq(row.pogingen + 1), bezorging::volgende_op.eq(DbInstant(tot)));
    let taken = with_db!(c = &mut *tx.conn => diesel::update(target).set(change).execute(c))?;
    let noun = BezorgingRow { pogingen: row.pogingen + 1, ..row }.noun()?;
    Ok((taken == 1).then_some(noun))
}

/// It was delivered: nothing is left to do.
pub fn delete_bezorging(tx: &mut Tx<'_>, id: Uuid, volgnummer: i64) -> Result<(), StorageError> {
    let target =
        bezorging::table.filter(bezorging::abonnement_id.eq(DbUuid(id)).and(bezorging::volgnummer.eq(volgnummer)));
    with_db!(c = &mut *tx.conn => diesel::delete(target).execute(c))?;
    Ok(())
}

/// Nothing more is delivered to this abonnement.
pub fn delete_bezorgingen(tx: &mut Tx<'_>, id: Uuid) -> Result<(), StorageError> {
    let target = bezorging::table.filter(bezorging::abonnement_id.eq(DbUuid(id)));
    with_db!(c = &mut *tx.conn => diesel::delete(target).execute(c))?;
    Ok(())
}

/// Throws away what was given up before `voor`; how many.
pub fn prune_bezorgingen(tx: &mut Tx<'_>, voor: DateTime<Utc>) -> Result<usize, StorageError> {
    let target = bezorging::table
        .filter(bezorging::status.eq(Bezorgstatus::Mislukt.as_str()))
        .filter(bezorging::volgende_op.lt(DbInstant(voor)));
    Ok(with_db!(c = &mut *tx.conn => diesel::delete(target).execute(c))?)
}

/// What became of an attempt that failed.
pub fn delay_bezorging(tx: &mut Tx<'_>, id: Uuid, noun: &Bezorging) -> Result<(), StorageError> {
    let target =
        bezorging::table.filter(bezorging::abonnement_id.eq(DbUuid(id)).and(bezorging::volgnummer.eq(noun.volgnummer)));
    let change = (
        bezorging::status.eq(noun.status.as_str()),
        bezorging::volgende_op.eq(DbInstant(noun.volgende_op)),
        bezorging::fout.eq(noun.fout.as_deref()),
    );
    with_db!(c = &mut *tx.conn => diesel::update(target).set(change).execute(c))?;
    Ok(())
}

/// Puts what was given up back in the outbox; how many.
pub fn replay_bezorgingen(tx: &mut Tx<'_>, id: Uuid) -> Result<usize, StorageError> {
    let nu = DbInstant(tx.clock.now());
    let target = bezorging::table
        .filter(bezorging::abonnement_id.eq(DbUuid(id)))
        .filter(bezorging::status.eq(Bezorgstatus::Mislukt.as_str()));
    let change = (
        bezorging::status.eq(Bezorgstatus::Wachtend.as_str()),
        bezorging::pogingen.eq(0),
        bezorging::volgende_op.eq(nu),
    );
    Ok(with_db!(c = &mut *tx.conn => diesel::update(target).set(change).execute(c))?)
}

/// What is still to be delivered, in the order of the feed.
pub fn list_bezorgingen(
    conn: &mut Conn,
    id: Uuid,
    status: Option<Bezorgstatus>,
    pagina: &Pagina,
) -> Result<Lijst<Bezorging>, StorageError> {
    let na: Option<i64> = pagina.na.as_deref().map(|na| lees("cursor", na)).transpose()?;
    let rows: Vec<BezorgingRow> = with_db!(c = conn => {
        let mut query = bezorging::table.filter(bezorging::abonnement_id.eq(DbUuid(id))).into_boxed();
        if let Some(status) = status {
            query = query.filter(bezorging::status.eq(status.as_str()));
        }
        if let Some(na) = na {
            query = query.filter(bezorging::volgnummer.gt(na));
        }
        query.select(BezorgingRow::as_select()).order(bezorging::volgnummer).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(BezorgingRow::noun).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |found: &Bezorging| found.volgnummer.to_string()))
}
