//! The solidariteitsboek: what the 3% and 7% rules demand of each board, with every step of the derivation.
//!
//! The coordinator sees all boards; a schoolbestuur its own in detail and the others added up, because nobody wants to be
//! the first to show a shortage. The ministry sees only what is added up.

mod bladzijde;
mod gebruik;
mod onderdrukken;
mod opnieuw;
mod vastgelegd;
mod vastleggen;
mod versies;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use gebruik::Gebruik;
pub(super) use opnieuw::{lijnen_van, zonder_bladzijde};
pub(super) use vastgelegd::met_vastgelegde;
pub(super) use vastleggen::{leg_opnieuw_vast, leg_vast};
pub use versies::Boekversie;

use super::prepare::{Opname, prepare};
use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::auth::policy::{Actie, Bereik};
use crate::domain::beleid::{Modus, Waarde};
use crate::domain::boekheropening::Boekregel;
use crate::domain::breuk::Breuk;
use crate::domain::invoer::Invoerfout;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::sector::Sector;
use crate::domain::solidariteitsboek::Solidariteitsboek;
pub use crate::domain::solidariteitsboek::{Bestuurslijn, Schoolbijdrage, Stap};
use crate::matching::canonical::with_norms;
use crate::matching::facts::Feiten;
use crate::matching::problem::Problem;
use crate::storage::prepare::eerste_peildatum;
use versies::Versies;

/// Which ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Solidariteitsregel {
    /// The 3%-regeling.
    Drieprocent,
    /// The 7%-regeling.
    Zevenprocent,
}

impl Solidariteitsregel {
    /// Id of the rule.
    pub fn id(self) -> &'static str {
        self.boekregel().as_str()
    }

    fn boekregel(self) -> Boekregel {
        match self {
            Solidariteitsregel::Drieprocent => Boekregel::Drieprocent,
            Solidariteitsregel::Zevenprocent => Boekregel::Zevenprocent,
        }
    }

    /// The steps that may be added up over boards.
    fn optelbaar(self) -> &'static [&'static str] {
        match self {
            Solidariteitsregel::Drieprocent => &["T", "W", "E", "d", "ruimte", "afdrachtopgave", "gebruikt"],
            Solidariteitsregel::Zevenprocent => {
                &["basis", "q", "eis", "quotum", "eigen", "geplaatst", "eigen-sindsdien", "geteld"]
            }
        }
    }
}

/// Which page of the ledger; what is absent is filled in.
#[derive(Debug, Clone, Default)]
pub struct Boekvraag {
    /// Absent: the schooljaar of today.
    pub schooljaar: Option<Schooljaar>,
    /// Given: a preview with the figures of that day. Absent: what was frozen; else the peildatum of the first matchronde of
    /// the schooljaar, or today when there is none.
    pub peildatum: Option<NaiveDate>,
    /// Given: this version of what was frozen, from 1 on; not together with a peildatum.
    pub versie: Option<usize>,
    /// Only this board.
    pub bestuursnummer: Option<Bestuursnummer>,
}

/// A page of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boek {
    /// The rule.
    pub regel: Solidariteitsregel,
    /// For this schooljaar.
    pub schooljaar: Schooljaar,
    /// With the figures of this day.
    pub peildatum: NaiveDate,
    /// Which version this is; absent: a preview.
    pub versie: Option<Boekversie>,
    /// Every time it was frozen, the first one first. Who sees no board in detail gets no motivering with them.
    pub versies: Vec<Boekversie>,
    /// How the rule is applied; with `uit` there is nothing in it that was not frozen before.
    pub modus: Modus,
    /// The parameters of the beleid that its numbers are made with.
    pub parameters: BTreeMap<String, Waarde>,
    /// The boards the caller may see in detail, by sector and number.
    pub besturen: Vec<Lijn>,
    /// The others added up, by sector; not for the coordinator.
    pub anderen: Vec<Anderen>,
}

/// What a rule demands of one board in one sector, and what its plaatsingen took of that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lijn {
    /// The derivation.
    pub lijn: Bestuurslijn,
    /// The plaatsingen that count.
    pub gebruik: Vec<Gebruik>,
}

/// The other boards of a sector together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anderen {
    /// The sector.
    pub sector: Sector,
    /// How many boards.
    pub aantal: usize,
    /// Their steps added up; none when there are so few others that the figures of one would follow.
    pub stappen: Vec<Stap>,
}

/// A page of the ledger of `regel`: as it was frozen, else (or when another day is asked) a preview. A page that is open
/// again shows what it would be. An earlier version shows what was frozen then, and no use: plaatsingen go by the one that
/// counts.
pub fn find_boek(ctx: &Ctx, regel: Solidariteitsregel, vraag: &Boekvraag) -> Result<Boek, AppError> {
    let grant = ctx.authorize(Actie::SolidariteitLezen)?;
    if vraag.versie.is_some() && vraag.peildatum.is_some() {
        let detail = "een versie heeft haar eigen peildatum";
        return Err(Invoerfout::new("peildatum", "niet-samen", detail, "Laat versie of peildatum weg.").into());
    }
    let zicht = Zicht::of(grant.bereik());
    let today = ctx.app.clock.today();
    let schooljaar = vraag.schooljaar.unwrap_or_else(|| Schooljaar::of(today));
    let (problem, frozen, versies) = ctx.app.db.snapshot(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        let mut versies = Versies::read(conn, regio.id, regel.boekregel(), schooljaar)?;
        let frozen = if vraag.peildatum.is_some() { None } else { versies.take(vraag.versie)? };
        let open = versies.open().map(|open| open.noun.peildatum);
        let known = vraag.peildatum.or(frozen.as_ref().map(|(_, boek)| boek.peildatum)).or(open);
        let peildatum = match known {
            Some(day) => day,
            None => eerste_peildatum(conn, regio.id, schooljaar)?.unwrap_or(today),
        };
        let mut problem =
            prepare(conn, &regio, &Opname { schooljaar, peildatum, ingangsdatum: None, zaad: "solidariteit" })?;
        if vraag.peildatum.is_some() {
            problem.boeken.clear();
        }
        Ok::<_, AppError>((problem, frozen, versies.lijst))
    })?;
    let asked = vraag.bestuursnummer.as_ref();
    let known =
        |nummer: &Bestuursnummer| problem.schoolbesturen.iter().any(|bestuur| bestuur.bestuursnummer == *nummer);
    if asked.is_some_and(|asked| !known(asked) || !zicht.shows(asked)) {
        return Err(AppError::NietGevonden("schoolbestuur"));
    }
    let problem = with_norms(problem).map_err(|fouten| unusable(&fouten, zicht == Zicht::Alles))?;
    let mut boek = Boek { versies, ..boek(&problem, regel, frozen, &zicht, asked)? };
    if zicht == Zicht::Niets {
        let versies = boek.versies.iter_mut().chain(&mut boek.versie);
        versies.filter_map(|versie| versie.heropening.as_mut()).for_each(|ended| ended.noun.motivering.clear());
    }
    if zicht != Zicht::Alles {
        onderdrukken::onderdruk(&mut boek, zicht == Zicht::Niets, ctx.app.drempels.kleinste_groep);
    }
    Ok(boek)
}

/// Which boards a caller sees in detail; the others are added up.
#[derive(Debug, PartialEq, Eq)]
enum Zicht<'a> {
    Alles,
    Eigen(&'a Bestuursnummer),
    Niets,
}

impl<'a> Zicht<'a> {
    fn of(bereik: &'a Bereik) -> Self {
        match bereik {
            Bereik::Bestuur { bestuursnummer, .. } | Bereik::School { bestuursnummer, .. } => {
                Zicht::Eigen(bestuursnummer)
            }
            Bereik::Land | Bereik::Regio(_) => Zicht::Alles,
            Bereik::Zelf { .. } | Bereik::Totalen(_) => Zicht::Niets,
        }
    }

    fn shows(&self, bestuursnummer: &Bestuursnummer) -> bool {
        match self {
            Zicht::Alles => true,
            Zicht::Eigen(own) => *own == bestuursnummer,
            Zicht::Niets => false,
        }
    }
}

fn boek(
    problem: &Problem,
    regel: Solidariteitsregel,
    frozen: Option<(Boekversie, Solidariteitsboek)>,
    zicht: &Zicht<'_>,
    asked: Option<&Bestuursnummer>,
) -> Result<Boek, AppError> {
    let feiten = Feiten::new(problem).map_err(bladzijde::incomplete)?;
    let (versie, lijnen, parameters) = match frozen {
        Some((versie, boek)) => (Some(versie), boek.lijnen, boek.parameters),
        None => (None, bladzijde::lijnen(&feiten, regel.id())?, bladzijde::parameters(problem, regel.id())),
    };
    let lines: Vec<Lijn> = match &versie {
        Some(ended) if ended.heropening.is_some() => {
            lijnen.into_iter().map(|lijn| Lijn { lijn, gebruik: Vec::new() }).collect()
        }
        _ => gebruik::met_gebruik(&feiten, regel, lijnen)?,
    };
    let (besturen, others): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| zicht.shows(&line.lijn.bestuursnummer));
    let wanted = |line: &Lijn| asked.is_none_or(|asked| line.lijn.bestuursnummer == *asked);
    Ok(Boek {
        regel,
        schooljaar: problem.schooljaar,
        peildatum: problem.peildatum,
        versie,
        versies: Vec::new(),
        modus: problem.beleid.modus(regel.id()),
        parameters,
        besturen: besturen.into_iter().filter(wanted).collect(),
        anderen: add_up(regel, &others),
    })
}

fn add_up(regel: Solidariteitsregel, others: &[Lijn]) -> Vec<Anderen> {
    let mut kamers: BTreeMap<Sector, Vec<&Bestuurslijn>> = BTreeMap::new();
    for line in others {
        kamers.entry(line.lijn.sector).or_default().push(&line.lijn);
    }
    let kamer = |(sector, lines): (Sector, Vec<&Bestuurslijn>)| Anderen {
        sector,
        aantal: lines.len(),
        stappen: regel.optelbaar().iter().filter_map(|symbool| sum(symbool, &lines)).collect(),
    };
    kamers.into_iter().map(kamer).collect()
}

/// One step over all boards that have it.
fn sum(symbool: &str, lines: &[&Bestuurslijn]) -> Option<Stap> {
    let steps = || lines.iter().flat_map(|line| &line.stappen).filter(|stap| stap.symbool == symbool);
    let first = steps().next()?;
    let waarde: Breuk = steps().map(|stap| stap.waarde.clone()).sum();
    Some(Stap {
        symbool: first.symbool.clone(),
        naam: first.naam.clone(),
        berekening: format!("som van {} besturen = {}", lines.len(), waarde.tekst(2)),
        waarde,
        eenheid: first.eenheid.clone(),
    })
}

/// The data of the regio cannot be calculated with. Only the coordinator is told what: it may be about any board.
fn unusable(fouten: &[Invoerfout], all: bool) -> AppError {
    let what: Vec<&str> = fouten.iter().take(3).map(|fout| fout.detail.as_str()).collect();
    AppError::Conflict {
        code: "gegevens-onbruikbaar",
        detail: match all {
            true => format!("Met de gegevens van de regio valt niet te rekenen: {}.", what.join("; ")),
            false => "Met de gegevens van de regio valt niet te rekenen.".into(),
        },
        herstel: match all {
            true => "Verbeter het beleid of de gegevens van de genoemde school.".into(),
            false => "Vraag de regiocoördinator om de gegevens na te kijken.".into(),
        },
    }
}
