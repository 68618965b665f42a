//! Duovergelijking: a newer file of DUO, laid beside what the regio knows. Nothing changes before a coordinator decides.

mod besluit;
mod overnemen;
mod verschil;

pub use besluit::{Duokeuze, accept_vergelijking, refuse_vergelijking};

use std::io::Read;

use flate2::read::MultiGzDecoder;
use serde_json::json;
use uuid::Uuid;

use super::import::bestand::Bestand;
use super::import::duo::{DuoInvoer, read_duo_bestanden};
use super::import::fout::Importfout;
use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Grant};
use crate::domain::duovergelijking::{Duobesluit, Duoregel, Duovergelijking, Duoverschil};
use crate::domain::invoer::Invoerfout;
use crate::domain::kenmerk::Gemeentenummer;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::stored::Stored;
use crate::storage::connection::Conn;
use crate::storage::duovergelijking as storage;
use crate::storage::vacature::list_openstaand;
use verschil::Bekend;

const SOORT: &str = "duovergelijking";
/// How the file is called in messages.
const NAAM: &str = "het bestand";
/// Largest file after unpacking, in bytes; that of all primary schools has about two million.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Most refused rows in one answer.
const MAX_FOUTEN: usize = 50;

/// A vergelijking with how its lines were decided and what they are.
pub struct Overzicht {
    /// The vergelijking.
    pub stored: Stored<Duovergelijking>,
    /// Its lines, counted.
    pub telling: Vec<(Duoverschil, Duobesluit, i64)>,
}

/// A line, and what of a school that closes is to be dealt with.
pub struct RegelMetOpenstaand {
    /// The line.
    pub regel: Duoregel,
    /// Vacatures of a school that closes that are still to be filled.
    pub vacatures: Vec<Uuid>,
}

/// Lays a file beside what the regio knows; every row must be right, because what it does not name counts as closed.
pub fn create_vergelijking(ctx: &Ctx, bytes: Vec<u8>, gemeenten: &[Gemeentenummer]) -> Result<Overzicht, AppError> {
    let grant = ctx.authorize(Actie::DuovergelijkingSchrijven)?;
    let invoer = lees(bytes)?;
    let today = ctx.app.clock.today();
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?.id;
        let found = Bekend::load(tx.conn, regio, today)?.vergelijk(&invoer, gemeenten);
        let noun = Duovergelijking {
            sectoren: invoer.sectoren.iter().copied().collect(),
            ongewijzigd: found.ongewijzigd,
            nieuwe_besturen: found.nieuwe_besturen.into_iter().collect(),
            door: grant.actor().id.clone(),
            aangemaakt_op: tx.clock.now(),
        };
        let stored = storage::insert_vergelijking(tx, regio, &noun, &found.regels)?;
        let what = json!({ "sectoren": noun.sectoren, "regels": found.regels.len() });
        let overzicht = overzicht(tx.conn, vec![stored])?.pop().ok_or_else(lost)?;
        let entry = AuditEntry::new(grant.actie().as_str(), SOORT, overzicht.stored.id, what);
        Ok(tx.audited(entry, overzicht)?)
    })
}

fn lees(bytes: Vec<u8>) -> Result<DuoInvoer, AppError> {
    let unreadable = |why: Importfout| {
        let (detail, herstel) = why.delen();
        AppError::from(Invoerfout::new("", "bestand-onleesbaar", detail, herstel))
    };
    let bestand = Bestand::from_bytes(NAAM, unpack(bytes)?).map_err(unreadable)?;
    let invoer = read_duo_bestanden(vec![bestand], None).map_err(unreadable)?;
    let wrong = invoer.verslag.afgewezen.iter().take(MAX_FOUTEN).map(|fout| {
        let pointer = format!("/rijen/{}", fout.rij);
        let detail = fout.kolom.as_ref().map_or(fout.detail.clone(), |kolom| format!("{kolom}: {}", fout.detail));
        Invoerfout::new(&pointer, fout.code, detail, fout.herstel.clone())
    });
    let wrong: Vec<Invoerfout> = wrong.collect();
    if wrong.is_empty() { Ok(invoer) } else { Err(wrong.into()) }
}

fn unpack(bytes: Vec<u8>) -> Result<Vec<u8>, AppError> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return Ok(bytes);
    }
    let wrong =
        |detail: &str, herstel: &str| AppError::from(Invoerfout::new("", "bestand-onleesbaar", detail, herstel));
    let mut text = Vec::new();
    let read = MultiGzDecoder::new(bytes.as_slice()).take(MAX_BYTES + 1).read_to_end(&mut text);
    read.map_err(|_| wrong("het bestand is niet uit te pakken", "Pak het zelf uit en stuur de CSV."))?;
    if text.len() as u64 > MAX_BYTES {
        return Err(wrong("het bestand is uitgepakt te groot", "Stuur één adressenbestand van DUO."));
    }
    Ok(text)
}

fn lost() -> AppError {
    AppError::Intern("a vergelijking was not found again".into())
}

/// The vergelijkingen of the regio.
pub fn list_vergelijkingen(ctx: &Ctx, pagina: &Pagina) -> Result<Lijst<Overzicht>, AppError> {
    let grant = ctx.authorize(Actie::DuovergelijkingLezen)?;
    pagina.na_id()?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?.id;
        let Lijst { items, volgende } = storage::list_vergelijkingen(conn, regio, None, pagina)?;
        Ok(Lijst { items: overzicht(conn, items)?, volgende })
    })
}

/// One vergelijking.
pub fn find_vergelijking(ctx: &Ctx, id: Uuid) -> Result<Overzicht, AppError> {
    let grant = ctx.authorize(Actie::DuovergelijkingLezen)?;
    ctx.app.db.read(&grant, |conn| find(conn, &grant, id))
}

fn find(conn: &mut Conn, grant: &Grant, id: Uuid) -> Result<Overzicht, AppError> {
    let (regio, one) = (regio_of(conn, grant)?.id, Pagina { na: None, aantal: 1 });
    let found = storage::list_vergelijkingen(conn, regio, Some(id), &one)?;
    overzicht(conn, found.items)?.pop().ok_or(AppError::NietGevonden(SOORT))
}

fn overzicht(conn: &mut Conn, items: Vec<Stored<Duovergelijking>>) -> Result<Vec<Overzicht>, AppError> {
    let ids: Vec<Uuid> = items.iter().map(|stored| stored.id).collect();
    let mut counts = storage::count_regels(conn, &ids)?;
    let with =
        |stored: Stored<Duovergelijking>| Overzicht { telling: counts.remove(&stored.id).unwrap_or_default(), stored };
    Ok(items.into_iter().map(with).collect())
}

/// The lines of a vergelijking, in order; with `verschil` or `besluit` only those.
pub fn list_regels(
    ctx: &Ctx,
    id: Uuid,
    verschil: Option<Duoverschil>,
    besluit: Option<Duobesluit>,
    pagina: &Pagina,
) -> Result<Lijst<RegelMetOpenstaand>, AppError> {
    let grant = ctx.authorize(Actie::DuovergelijkingLezen)?;
    if pagina.na.as_deref().is_some_and(|na| na.parse::<i32>().is_err()) {
        let detail = "deze cursor komt niet uit een eerder antwoord van deze lijst";
        let herstel = "Begin zonder cursor en volg de kop Link.";
        return Err(Invoerfout::new("cursor", "ongeldige-cursor", detail, herstel).into());
    }
    ctx.app.db.read(&grant, |conn| {
        let (found, regio) = (find(conn, &grant, id)?, regio_of(conn, &grant)?.id);
        let Lijst { items, volgende } = storage::list_regels(conn, found.stored.id, verschil, besluit, pagina)?;
        let mut regels = Vec::with_capacity(items.len());
        for regel in items {
            let vacatures = match regel.verschil {
                Duoverschil::Gesloten => list_openstaand(conn, regio, &regel.vestigingscode)?,
                _ => Vec::new(),
            };
            regels.push(RegelMetOpenstaand { regel, vacatures });
        }
        Ok(Lijst { items: regels, volgende })
    })
}
