//! What a heropening changes, or would change when it were closed now: the page itself, and later pages that took their
//! saldo from it. Those are told and never touched.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::super::regio::regio_of;
use super::super::solidariteit::{lijnen_van, zonder_bladzijde};
use super::super::{Ctx, error::AppError};
use super::own;
use crate::auth::policy::Actie;
use crate::domain::boekheropening::{Boekheropening, Boekheropeningstatus, Boekregel};
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::matchronde::Matchrondestatus;
use crate::domain::regio::Regio;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::sector::Sector;
use crate::domain::solidariteitsboek::{Bestuurslijn, Solidariteitsboek};
use crate::domain::stored::Stored;
use crate::storage::connection::Conn;
use crate::storage::matchronde::list_by_status;
use crate::storage::solidariteitsboek::{laatste_stap, list_versies};

/// A board in a sector.
type Kamer = (Sector, Bestuursnummer);

/// What changes, or would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gevolgen {
    /// Not closed yet: this is what closing now would bring.
    pub voorlopig: bool,
    /// Boards of which a number differs between the old page and the new one, by sector and number.
    pub besturen: Vec<Verschil>,
    /// Later pages that would be different, had they been frozen after this; in order of schooljaar.
    pub latere: Vec<LatereBladzijde>,
    /// Voorstellen that were computed with the old page, and lapse when this is closed.
    pub voorstellen: Vec<Uuid>,
}

/// What differs for one board in one sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verschil {
    /// The board.
    pub bestuursnummer: Bestuursnummer,
    /// Its name.
    pub naam: String,
    /// The sector.
    pub sector: Sector,
    /// The steps that differ, in the order of the derivation.
    pub stappen: Vec<Stapverschil>,
}

/// A step with two outcomes; absent: the page does not have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stapverschil {
    /// Symbol of the step.
    pub symbool: String,
    /// What it is.
    pub naam: String,
    /// Unit of both.
    pub eenheid: String,
    /// On the old page.
    pub was: Option<Breuk>,
    /// On the new one.
    pub wordt: Option<Breuk>,
}

/// A later page that rests on this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LatereBladzijde {
    /// Of this schooljaar.
    pub schooljaar: Schooljaar,
    /// When it was frozen.
    pub vastgelegd_op: DateTime<Utc>,
    /// Boards that began with another saldo than they would now. None: it takes no saldo from this page itself, but comes
    /// after one that does.
    pub saldi: Vec<Saldoverschil>,
}

/// The saldo a board began a schooljaar with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saldoverschil {
    /// The board.
    pub bestuursnummer: Bestuursnummer,
    /// The sector.
    pub sector: Sector,
    /// As it stands on the later page, persons.
    pub was: Breuk,
    /// As it would be, persons.
    pub wordt: Breuk,
}

/// What this heropening changes, or would change when it were closed now. Nothing for one that was refused or taken back.
pub fn find_gevolgen(ctx: &Ctx, id: Uuid) -> Result<Gevolgen, AppError> {
    let grant = ctx.authorize(Actie::BoekheropeningLezen)?;
    ctx.app.db.snapshot(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        let found = own(conn, &grant, id)?.noun;
        let all = list_versies(conn, regio.id, found.regel, None)?;
        let Some(new) = new_lines(conn, &regio, &found, &all)? else { return Ok(NONE) };
        let page = all.iter().find(|(id, _)| *id == found.boek_id);
        let old = page.map(|(_, boek)| boek.lijnen.as_slice()).unwrap_or_default();
        let voorlopig = found.status != Boekheropeningstatus::Gesloten;
        let voorstellen = match voorlopig {
            true => list_by_status(conn, regio.id, found.schooljaar, &[Matchrondestatus::Voorstel])?,
            false => Vec::new(),
        };
        let before = match found.regel {
            Boekregel::Zevenprocent => laatste_stap(conn, regio.id, found.regel.as_str(), SALDO_NA, found.schooljaar)?,
            Boekregel::Drieprocent | Boekregel::LeerlingLeraarRatio => BTreeMap::new(),
        };
        Ok(Gevolgen {
            voorlopig,
            besturen: verschillen(old, &new),
            latere: latere(&found, &saldi_na(old, &new, &before), &all),
            voorstellen: voorstellen.into_iter().map(|ronde| ronde.id).collect(),
        })
    })
}

const NONE: Gevolgen = Gevolgen { voorlopig: true, besturen: Vec::new(), latere: Vec::new(), voorstellen: Vec::new() };

/// Step of the 7%-regeling: the saldo that a year leaves, and the one it begins with.
const SALDO_NA: &str = "saldo-volgend";
const SALDO_VOOR: &str = "saldo";

/// The lines of the new page, as they were frozen or would be now.
fn new_lines(
    conn: &mut Conn,
    regio: &Stored<Regio>,
    own: &Boekheropening,
    all: &[(Uuid, Solidariteitsboek)],
) -> Result<Option<Vec<Bestuurslijn>>, AppError> {
    Ok(match own.status {
        Boekheropeningstatus::Voorstel | Boekheropeningstatus::Open => {
            Some(lijnen_van(&zonder_bladzijde(conn, regio, own)?, own.regel)?)
        }
        Boekheropeningstatus::Gesloten => {
            let page = all.iter().find(|(id, _)| Some(*id) == own.nieuw_boek_id);
            page.map(|(_, boek)| boek.lijnen.clone())
        }
        Boekheropeningstatus::Afgewezen | Boekheropeningstatus::Ingetrokken => None,
    })
}

fn by_kamer(lijnen: &[Bestuurslijn]) -> BTreeMap<Kamer, &Bestuurslijn> {
    lijnen.iter().map(|lijn| ((lijn.sector, lijn.bestuursnummer.clone()), lijn)).collect()
}

fn verschillen(old: &[Bestuurslijn], new: &[Bestuurslijn]) -> Vec<Verschil> {
    let (was, wordt) = (by_kamer(old), by_kamer(new));
    let kamers: BTreeSet<&Kamer> = was.keys().chain(wordt.keys()).collect();
    let verschil = |kamer: &Kamer| {
        let (was, wordt) = (was.get(kamer).copied(), wordt.get(kamer).copied());
        let lijn = wordt.or(was)?;
        let stappen = stappen(was, wordt);
        (!stappen.is_empty()).then(|| Verschil {
            bestuursnummer: lijn.bestuursnummer.clone(),
            naam: lijn.naam.clone(),
            sector: lijn.sector,
            stappen,
        })
    };
    kamers.into_iter().filter_map(verschil).collect()
}

/// The steps of either with another outcome.
fn stappen(was: Option<&Bestuurslijn>, wordt: Option<&Bestuurslijn>) -> Vec<Stapverschil> {
    let mut found: Vec<Stapverschil> = Vec::new();
    for stap in [wordt, was].into_iter().flatten().flat_map(|lijn| &lijn.stappen) {
        let of = |lijn: Option<&Bestuurslijn>| lijn.and_then(|lijn| lijn.stap(&stap.symbool)).cloned();
        let (was, wordt) = (of(was), of(wordt));
        if was != wordt && found.iter().all(|known| known.symbool != stap.symbool) {
            let (symbool, naam, eenheid) = (stap.symbool.clone(), stap.naam.clone(), stap.eenheid.clone());
            found.push(Stapverschil { symbool, naam, eenheid, was, wordt });
        }
    }
    found
}

/// The saldo that every board of either page goes on with: that of the new page, else what it had before.
fn saldi_na(old: &[Bestuurslijn], new: &[Bestuurslijn], before: &BTreeMap<Kamer, Breuk>) -> BTreeMap<Kamer, Breuk> {
    let new = by_kamer(new);
    let kamers = new.keys().cloned().chain(by_kamer(old).into_keys()).collect::<BTreeSet<Kamer>>();
    let saldo = |kamer: Kamer| {
        let own = new.get(&kamer).and_then(|lijn| lijn.stap(SALDO_NA)).or_else(|| before.get(&kamer));
        let saldo = own.cloned().unwrap_or_default();
        (kamer, saldo)
    };
    kamers.into_iter().map(saldo).collect()
}

/// The later pages that began with another saldo, and those that come after one. `all` is in order of schooljaar and time:
/// of a schooljaar the last page counts.
fn latere(
    own: &Boekheropening,
    saldi: &BTreeMap<Kamer, Breuk>,
    all: &[(Uuid, Solidariteitsboek)],
) -> Vec<LatereBladzijde> {
    if own.regel != Boekregel::Zevenprocent {
        return Vec::new();
    }
    let pages: BTreeMap<Schooljaar, &Solidariteitsboek> = all
        .iter()
        .filter(|(_, boek)| boek.schooljaar > own.schooljaar)
        .map(|(_, boek)| (boek.schooljaar, boek))
        .collect();
    let mut waiting = saldi.clone();
    let mut found = Vec::new();
    for (schooljaar, boek) in pages {
        let began = boek.lijnen.iter().filter_map(|lijn| {
            let wordt = waiting.remove(&(lijn.sector, lijn.bestuursnummer.clone()))?;
            let was = lijn.stap(SALDO_VOOR).cloned().unwrap_or_default();
            let bestuursnummer = lijn.bestuursnummer.clone();
            (was != wordt).then_some(Saldoverschil { bestuursnummer, sector: lijn.sector, was, wordt })
        });
        let saldi: Vec<Saldoverschil> = began.collect();
        if !saldi.is_empty() || !found.is_empty() {
            found.push(LatereBladzijde { schooljaar, vastgelegd_op: boek.vastgelegd_op, saldi });
        }
    }
    found
}
