//! What the plaatsingen of the schooljaar have used of the room or the quotum of a board, one by one, and what is left.

use std::collections::BTreeSet;

use super::bladzijde::incomplete;
use super::{Lijn, Solidariteitsregel};
use crate::app::error::AppError;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::plaatsing::Plaatsingstatus;
use crate::domain::solidariteitsboek::{Bestuurslijn, Stap};
use crate::matching::facts::Feiten;
use crate::matching::formulation::bestaand::bestaande;
use crate::matching::plan::{Stand, VoorgesteldePlaatsing};
use crate::matching::problem::{Deel, Id, Onderwerp, ProblemInstroom};
use crate::matching::rules::{drieprocent, find_rule};

/// A part of a plaatsing that takes room of a board, or a first-year that counts for its quotum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gebruik {
    /// The plaatsing.
    pub plaatsing: Id,
    /// Who.
    pub regiodocent: Id,
    /// Where.
    pub vestigingscode: Vestigingscode,
    /// State: actief, a reservation, or over.
    pub status: Plaatsingstatus,
    /// Gross.
    pub fte: Fte,
    /// Days of the schooljaar on which it counts as netto.
    pub netto_dagen: i64,
    /// Gross × days ÷ days of the schooljaar.
    pub netto_fte: Breuk,
}

/// Adds to every line what is used and what is left, from the plaatsingen that hold fte today and what was received before.
pub(super) fn met_gebruik(
    feiten: &Feiten,
    regel: Solidariteitsregel,
    lijnen: Vec<Bestuurslijn>,
) -> Result<Vec<Lijn>, AppError> {
    let today = bestaande(feiten);
    let standen = match find_rule(regel.id()) {
        Some(rule) => rule.standen(feiten, &today).map_err(incomplete)?,
        None => Vec::new(),
    };
    let mut found = Vec::with_capacity(lijnen.len());
    for mut lijn in lijnen {
        let gebruik = gebruik(feiten, regel, &lijn, &today)?;
        let subject = Onderwerp::Schoolbestuur(lijn.bestuursnummer.clone());
        if let Some(stand) = standen.iter().find(|one| one.sector == Some(lijn.sector) && one.onderwerp == subject) {
            let more = match regel {
                Solidariteitsregel::Drieprocent => room(&lijn, stand),
                Solidariteitsregel::Zevenprocent => count(&lijn, stand, gebruik.len()),
            };
            lijn.stappen.extend(more);
        }
        found.push(Lijn { lijn, gebruik });
    }
    Ok(found)
}

fn gebruik(
    feiten: &Feiten,
    regel: Solidariteitsregel,
    lijn: &Bestuurslijn,
    today: &[VoorgesteldePlaatsing],
) -> Result<Vec<Gebruik>, AppError> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let own = (&lijn.bestuursnummer, lijn.sector);
    for line in today.iter().filter(|line| feiten.kamer(&line.vestigingscode) == Some(own)) {
        let first_year = feiten.regiodocent(&line.regiodocent).is_some_and(|docent| feiten.is_eerstejaars(docent));
        for deel in &line.delen {
            let counts = match regel {
                Solidariteitsregel::Drieprocent => takes_room(feiten, line, deel)?,
                Solidariteitsregel::Zevenprocent => first_year && seen.insert(&line.regiodocent),
            };
            found.extend(counts.then(|| one(feiten, line, deel)).flatten());
        }
    }
    if regel == Solidariteitsregel::Drieprocent {
        let here = feiten.problem.instroom.iter().filter(|one| feiten.kamer(&one.vestigingscode) == Some(own));
        found.extend(
            here.filter(|one| drieprocent::neemt_ruimte(feiten, regel.id(), one)).map(|one| eerder(feiten, one)),
        );
    }
    Ok(found)
}

/// What was received earlier in the schooljaar and stays in the ledger.
fn eerder(feiten: &Feiten, received: &ProblemInstroom) -> Gebruik {
    let netto = feiten.instroom_e4_dagen(received);
    Gebruik {
        plaatsing: received.plaatsing.clone(),
        regiodocent: received.regiodocent.clone(),
        vestigingscode: received.vestigingscode.clone(),
        status: received.status,
        fte: received.fte,
        netto_dagen: netto.checked_div(received.fte.e4()).unwrap_or(0),
        netto_fte: feiten.als_fte(netto),
    }
}

fn takes_room(feiten: &Feiten, line: &VoorgesteldePlaatsing, deel: &Deel) -> Result<bool, AppError> {
    let Some(today) = line.bestaand.as_deref().and_then(|id| feiten.plaatsing(id)) else { return Ok(true) };
    let own = Solidariteitsregel::Drieprocent.id();
    Ok(!drieprocent::telt_in_t(feiten, own, today, deel).map_err(incomplete)?)
}

fn one(feiten: &Feiten, line: &VoorgesteldePlaatsing, deel: &Deel) -> Option<Gebruik> {
    let id = line.bestaand.clone()?;
    let netto = feiten.netto_e4_dagen(deel, line.netto_vanaf);
    Some(Gebruik {
        status: feiten.plaatsing(&id)?.status,
        plaatsing: id,
        regiodocent: line.regiodocent.clone(),
        vestigingscode: line.vestigingscode.clone(),
        fte: deel.fte,
        netto_dagen: netto.checked_div(deel.fte.e4()).unwrap_or(0),
        netto_fte: feiten.als_fte(netto),
    })
}

fn room(lijn: &Bestuurslijn, stand: &Stand) -> Vec<Stap> {
    let used = &stand.waarde;
    let name =
        "netto fte van de plaatsingen van dit schooljaar, ook van reserveringen en van wat eerder eindigde of overging";
    let mut stappen = vec![stap("gebruikt", name, used.tekst(2), used, "fte")];
    if let Some(room) = &lijn.waarde {
        let rest = room - used;
        let formula = format!("{} − {} = {}", room.tekst(2), used.tekst(2), rest.tekst(2));
        stappen.push(stap("rest", "wat er nog bij mag; onder nul: te veel", formula, &rest, "fte"));
    }
    stappen
}

/// `placed`: persons of the pool. The board's own first-years stand on the page as they were when it was frozen; what is
/// counted more than that is the difference with those of today: who went over to the board, or what a new telling says.
fn count(lijn: &Bestuurslijn, stand: &Stand, placed: usize) -> Vec<Stap> {
    let own = lijn.stap("eigen").cloned().unwrap_or_default();
    let placed = Breuk::from(i64::try_from(placed).unwrap_or(i64::MAX));
    let counted = &stand.waarde;
    let since = counted - &own - placed.clone();
    let quotum = lijn.waarde.clone().unwrap_or_default();
    let short = (&quotum - counted).minstens_nul();
    let rest = format!("max(0; {} − {}) = {}", quotum.tekst(0), counted.tekst(0), short.tekst(0));
    let mut stappen =
        vec![stap("geplaatst", "eerstejaars van de pool op deze scholen", placed.tekst(0), &placed, "personen")];
    let mut sum = format!("{} + {}", own.tekst(0), placed.tekst(0));
    if !since.is_nul() {
        let name = "eigen eerstejaars erbij of eraf sinds het vastleggen, zoals wie van de pool overging";
        stappen.push(stap("eigen-sindsdien", name, since.tekst(0), &since, "personen"));
        sum = format!("{sum} + {}", since.tekst(0));
    }
    stappen.extend([
        stap("geteld", "eerstejaars samen", format!("{sum} = {}", counted.tekst(0)), counted, "personen"),
        stap("gemis", "wat er aan het quotum ontbreekt", rest, &short, "personen"),
    ]);
    stappen
}

fn stap(symbool: &str, naam: &str, berekening: String, waarde: &Breuk, eenheid: &str) -> Stap {
    Stap { symbool: symbool.into(), naam: naam.into(), berekening, waarde: waarde.clone(), eenheid: eenheid.into() }
}
