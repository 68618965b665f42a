//! Abonnementen: another system is told of wijzigingen as they happen. Kept by the coordinator or an HR system.

mod bezorgen;

pub use bezorgen::{Levering, Uitkomst, neem, rond_af, sta_toe, te_bezorgen, vul};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use rand::TryRng;
use rand::rngs::SysRng;
use serde_json::json;
use uuid::Uuid;

use super::import::aanvraag::afzender;
use super::regio::regio_of;
use super::{Ctx, error::AppError, require_versie};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Grant};
use crate::domain::abonnement::{Abonnement, Abonnementstatus, Bezorging, Bezorgstatus, is_openbaar};
use crate::domain::invoer::Invoerfout;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::stored::Stored;
use crate::domain::wijziging::Wijzigingobject;
use crate::storage::abonnement as storage;
use crate::storage::connection::Conn;
use crate::storage::wijziging::find_stand;

const ONBEKEND: AppError = AppError::NietGevonden("abonnement");
/// Hours for which messages carry the signature of the old secret as well.
const OVERGANG: i64 = 24;

/// An abonnement with its secret, which is told once.
pub type MetGeheim = (Stored<Abonnement>, String);

/// Tells another system from now on.
pub fn create_abonnement(ctx: &Ctx, url: &str, soorten: &[Wijzigingobject]) -> Result<MetGeheim, AppError> {
    let grant = ctx.authorize(Actie::AbonnementSchrijven)?;
    check_url(url, ctx.app.wachtrij.webhooks_lokaal)?;
    let geheim = new_geheim()?;
    let verzegeld = ctx.app.wachtrij.kluis.seal(url, &geheim)?;
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?.id;
        let noun = Abonnement {
            url: url.to_owned(),
            soorten: soorten.to_vec(),
            geheim: verzegeld,
            vorig_geheim: None,
            status: Abonnementstatus::Actief,
            reden: None,
            afzender: afzender(&ctx.actor, None),
            gelezen_tot: find_stand(tx.conn, regio)?,
            aangemaakt_op: tx.clock.now(),
            toegestaan_op: None,
        };
        let stored = storage::insert_abonnement(tx, regio, &noun)?;
        Ok(tx.audited(entry(&grant, &stored, "gemaakt"), (stored, geheim))?)
    })
}

/// The address may hold a key of the receiver: it stays out of the audit log.
fn entry(grant: &Grant, stored: &Stored<Abonnement>, wijziging: &str) -> AuditEntry {
    let what = json!({ "wijziging": wijziging, "status": stored.noun.status, "soorten": stored.noun.soorten });
    AuditEntry::new(grant.actie().as_str(), "abonnement", stored.id, what)
}

/// 32 bytes of the system's own chance.
fn new_geheim() -> Result<String, AppError> {
    let mut bytes = [0_u8; 32];
    SysRng.try_fill_bytes(&mut bytes).map_err(|why| AppError::Intern(format!("no randomness: {why}")))?;
    Ok(format!("whsec_{}", STANDARD.encode(bytes)))
}

/// An https address without user or fragment; whether its host may be reached is judged again at every delivery.
fn check_url(url: &str, lokaal: bool) -> Result<(), Invoerfout> {
    let wrong = |detail: &str| {
        let herstel = "Geef een openbaar adres, zoals https://hr.example.nl/haak.";
        Invoerfout::new("/url", "ongeldig-adres", detail, herstel)
    };
    let rest = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => rest,
        (None, Some(rest)) if lokaal => rest,
        _ => return Err(wrong("een adres begint met https://")),
    };
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let odd = |letter: char| letter.is_whitespace() || letter.is_control() || "@#\\".contains(letter);
    if host.is_empty() || url.contains(odd) || url.len() > 2_000 {
        return Err(wrong("dit is geen adres, of er staat een gebruiker of # in"));
    }
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let closed = name.parse().is_ok_and(|adres| !is_openbaar(adres)) || name.eq_ignore_ascii_case("localhost");
    if closed && !lokaal { Err(wrong("dit adres ligt in een eigen netwerk")) } else { Ok(()) }
}

/// The abonnementen of the regio; the system of a board sees its own only.
pub fn list_abonnementen(ctx: &Ctx, pagina: &Pagina) -> Result<Lijst<Stored<Abonnement>>, AppError> {
    let grant = ctx.authorize(Actie::AbonnementLezen)?;
    pagina.na_id()?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?.id;
        Ok(storage::list_abonnementen(conn, regio, grant.bereik(), None, pagina)?)
    })
}

/// One abonnement.
pub fn find_abonnement(ctx: &Ctx, id: Uuid) -> Result<Stored<Abonnement>, AppError> {
    let grant = ctx.authorize(Actie::AbonnementLezen)?;
    ctx.app.db.read(&grant, |conn| Ok(find(conn, &grant, id)?.1))
}

fn find(conn: &mut Conn, grant: &Grant, id: Uuid) -> Result<(Uuid, Stored<Abonnement>), AppError> {
    let regio = regio_of(conn, grant)?.id;
    let one = Pagina { na: None, aantal: 1 };
    let found = storage::list_abonnementen(conn, regio, grant.bereik(), Some(id), &one)?.items.pop();
    Ok((regio, found.ok_or(ONBEKEND)?))
}

/// Ends it; what was not delivered is dropped.
pub fn end_abonnement(ctx: &Ctx, id: Uuid, seen: i32) -> Result<(), AppError> {
    let grant = ctx.authorize(Actie::AbonnementSchrijven)?;
    ctx.app.db.write(&grant, |tx| {
        let (regio, mut stored) = find(tx.conn, &grant, id)?;
        require_versie(&stored, seen)?;
        stored.noun.status = Abonnementstatus::Beeindigd;
        stored.noun.reden = Some("Opgezegd.".into());
        let stored = storage::update_abonnement(tx, regio, &stored)?;
        storage::delete_bezorgingen(tx, id)?;
        Ok(tx.audited(entry(&grant, &stored, "beeindigd"), ())?)
    })
}

/// A new secret. For a day messages are signed with the old one as well, so that the receiver can change over.
pub fn rotate_geheim(ctx: &Ctx, id: Uuid) -> Result<MetGeheim, AppError> {
    let grant = ctx.authorize(Actie::AbonnementSchrijven)?;
    let (kluis, geheim) = (&ctx.app.wachtrij.kluis, new_geheim()?);
    ctx.app.db.write(&grant, |tx| {
        let (regio, mut stored) = find(tx.conn, &grant, id)?;
        let until = tx.clock.now().checked_add_signed(TimeDelta::hours(OVERGANG)).unwrap_or_default();
        let url = stored.noun.url.clone();
        // Sealed again: with the key of today.
        let vorig = kluis.seal(&url, &kluis.open(&url, &stored.noun.geheim)?)?;
        stored.noun.vorig_geheim = Some((vorig, until));
        stored.noun.geheim = kluis.seal(&url, &geheim)?;
        let stored = storage::update_abonnement(tx, regio, &stored)?;
        Ok(tx.audited(entry(&grant, &stored, "nieuw-geheim"), (stored, geheim))?)
    })
}

/// What is still to be delivered, and what was given up.
pub fn list_bezorgingen(
    ctx: &Ctx,
    id: Uuid,
    status: Option<Bezorgstatus>,
    pagina: &Pagina,
) -> Result<Lijst<Bezorging>, AppError> {
    let grant = ctx.authorize(Actie::AbonnementLezen)?;
    if pagina.na.as_deref().is_some_and(|na| na.parse::<i64>().is_err()) {
        let detail = "deze cursor komt niet uit een eerder antwoord van deze lijst";
        let herstel = "Begin zonder cursor en volg de kop Link.";
        return Err(Invoerfout::new("cursor", "ongeldige-cursor", detail, herstel).into());
    }
    ctx.app.db.read(&grant, |conn| {
        find(conn, &grant, id)?;
        Ok(storage::list_bezorgingen(conn, id, status, pagina)?)
    })
}

/// Sends again what was given up; how many messages that are.
pub fn replay_bezorgingen(ctx: &Ctx, id: Uuid) -> Result<usize, AppError> {
    let grant = ctx.authorize(Actie::AbonnementSchrijven)?;
    let count = ctx.app.db.write(&grant, |tx| {
        let (_, stored) = find(tx.conn, &grant, id)?;
        let count = storage::replay_bezorgingen(tx, id)?;
        Ok::<_, AppError>(tx.audited(entry(&grant, &stored, "herhaald"), count)?)
    })?;
    ctx.app.wachtrij.wek();
    Ok(count)
}
