//! The derivation of the 3%-regeling for every board, step by step, so that a person can redo it on a calculator.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::super::getallen::{noem, procent, stap};
use super::{ID, dubbele_bezetting_telt};
use super::scholen::{Afspraak, Bijdrage};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::plaatsing::Plaatsingstatus;
use crate::domain::sector::Sector;
use crate::domain::solidariteitsboek::Schoolbijdrage;
use crate::domain::vacature::Vacaturesoort;
use crate::matching::facts::Feiten;
use crate::matching::problem::{Deel, HuidigePlaatsing, Norm, Onderwerp, ProblemInstroom, Stap};

/// What is known of one board in one sector.
#[derive(Default)]
pub(in crate::matching::rules) struct Stand {
    scholen: Vec<Bijdrage>,
}

impl Stand {
    fn som(&self, of: impl Fn(&Bijdrage) -> Breuk) -> Breuk {
        self.scholen.iter().map(of).sum()
    }

    /// Formation in fte.
    pub(in crate::matching::rules) fn t(&self) -> Breuk {
        self.som(Bijdrage::t)
    }

    /// Weighted pupils.
    fn w(&self) -> Breuk {
        self.som(Bijdrage::w)
    }

    /// Pupils, unweighted.
    pub(in crate::matching::rules) fn leerlingen(&self) -> i64 {
        self.scholen.iter().map(|school| school.leerlingen).sum()
    }

    /// Expected outflow in fte.
    pub(in crate::matching::rules) fn uitstroom(&self) -> Breuk {
        self.som(|school| school.uitstroom.clone())
    }

    /// The step that shows the formation.
    pub(in crate::matching::rules) fn stap_t(&self) -> Stap {
        let t = self.t();
        let sum = |of: fn(&Bijdrage) -> Fte| self.scholen.iter().map(of).fold(Fte::NUL, |sum, fte| sum + fte);
        let (own, placed) = (sum(Bijdrage::eigen), sum(|school| school.geplaatst));
        let lent = self.som(|school| school.uitgeleend.clone());
        let lent = match lent.is_nul() {
            true => String::new(),
            false => format!(" − {} uitgeleend", lent.tekst(2)),
        };
        let formula = format!("{own} eigen + {placed} geplaatst{lent} = {}", t.tekst(2));
        stap("T", "formatie op de peildatum", formula, &t, "fte")
    }

    /// Names of the schools of which a figure was filled in.
    fn aangevuld(&self, symbool: &str) -> Vec<String> {
        let filled = self.scholen.iter().filter(|school| school.aangevuld().any(|own| own == symbool));
        filled.map(|school| school.naam.clone()).collect()
    }
}

/// The boards of a sectorkamer.
pub(in crate::matching::rules) type Kamer<'a> = BTreeMap<&'a Bestuursnummer, Stand>;

/// One norm per board and sector in which it has a formatie, sorted by sector and board.
pub(super) fn norms(feiten: &Feiten) -> Result<Vec<Norm>, OnvolledigBeleid> {
    if let Some(boek) = feiten.boek(ID) {
        return Ok(boek.normen.clone());
    }
    let afspraak = Afspraak::read(feiten)?;
    let mut norms = Vec::new();
    for (sector, besturen) in kamers(feiten, ID)? {
        let sum_t: Breuk = besturen.values().map(Stand::t).sum();
        let sum_w: Breuk = besturen.values().map(Stand::w).sum();
        norms.extend(besturen.iter().map(|(bestuur, stand)| norm_of(sector, bestuur, stand, (&sum_t, &sum_w), &afspraak)));
    }
    Ok(norms)
}

/// What is known of every board, by sector, of those with a formatie or a plaatsing.
pub(in crate::matching::rules) fn kamers<'a>(feiten: &Feiten<'a>, regel: &str) -> Result<BTreeMap<Sector, Kamer<'a>>, OnvolledigBeleid> {
    let afspraak = Afspraak::read(feiten)?;
    let mut kamers: BTreeMap<Sector, Kamer<'a>> = BTreeMap::new();
    let placed = placed_fte(feiten, regel)?;
    for school in &feiten.problem.scholen {
        let fte = placed.get(school.vestigingscode.as_str()).copied().unwrap_or_default();
        if school.formatie.is_some() || fte > Fte::NUL {
            let besturen = kamers.entry(school.sector).or_default();
            let lent = feiten.als_fte(feiten.uitgeleend_e4_dagen(&school.vestigingscode));
            let own = Bijdrage::new(school, (fte, lent), &afspraak);
            besturen.entry(&school.bestuursnummer).or_default().scholen.push(own);
        }
    }
    Ok(kamers)
}

fn norm_of(
    sector: Sector,
    bestuur: &Bestuursnummer,
    stand: &Stand,
    (sum_t, sum_w): (&Breuk, &Breuk),
    afspraak: &Afspraak,
) -> Norm {
    let (t, w) = (stand.t(), stand.w());
    let e = (sum_t * &w).gedeeld_door(sum_w).unwrap_or_else(|| t.clone());
    let mut stappen = vec![
        stand.stap_t(),
        stap("W", "gewogen leerlingen", format!("{} leerlingen, gewogen = {}", stand.leerlingen(), w.tekst(2)), &w, "leerlingen"),
        stap("ΣT", "formatie van alle besturen", sum_t.tekst(2), sum_t, "fte"),
        stap("ΣW", "gewogen leerlingen van alle besturen", sum_w.tekst(2), sum_w, "leerlingen"),
    ];
    let formula = match sum_w.is_nul() {
        true => "geen gewogen leerlingen, dus E = T".to_owned(),
        false => format!("{} × {} ÷ {} = {}", sum_t.tekst(2), w.tekst(2), sum_w.tekst(2), e.tekst(2)),
    };
    stappen.push(stap("E", "norm: het gewogen gemiddelde", formula, &e, "fte"));
    let above = (&t - &e).minstens_nul();
    let exempt = t < afspraak.drempel;
    let mut opmerkingen = remarks(stand, afspraak);
    let mut waarde = None;
    if above.is_nul() {
        let formula = format!("{} ≤ {}, dus geen donor", t.tekst(2), e.tekst(2));
        stappen.push(stap("d", "stap naar het gemiddelde", formula, &Breuk::nul(), "fte"));
    } else {
        waarde = (!exempt).then(|| donor_steps(&mut stappen, stand, &e, afspraak));
    }
    if exempt {
        opmerkingen.push(format!("Vrijgesteld: minder dan {} fte.", afspraak.drempel.tekst(2)));
    }
    Norm {
        regel: ID.into(),
        onderwerp: Onderwerp::Schoolbestuur(bestuur.clone()),
        sector: Some(sector),
        waarde,
        eenheid: "fte".into(),
        stappen,
        opmerkingen,
    }
}

/// Adds the steps of a board above its norm; the room is returned.
fn donor_steps(stappen: &mut Vec<Stap>, stand: &Stand, e: &Breuk, afspraak: &Afspraak) -> Breuk {
    let t = stand.t();
    let chosen = afspraak.grondslag.as_str();
    for basis in ["eigen", "norm", "afstand"].into_iter().filter(|basis| *basis != chosen) {
        let (d, formula) = step_down(basis, &t, e, &afspraak.percentage);
        stappen.push(stap(&format!("d-{basis}"), &format!("stap als de grondslag {basis} was"), formula, &d, "fte"));
    }
    let (d, formula) = step_down(chosen, &t, e, &afspraak.percentage);
    stappen.push(stap("d", &format!("stap naar het gemiddelde, grondslag {chosen}"), formula, &d, "fte"));
    let p = &t - &d;
    stappen.push(stap("P", "plafond voor het schooljaar", format!("{} − {} = {}", t.tekst(2), d.tekst(2), p.tekst(2)), &p, "fte"));
    let leaves = &stand.uitstroom();
    stappen.push(stap("uitstroom", "verwacht vertrek", leaves.tekst(2), leaves, "fte"));
    let stays = &t - leaves;
    let room = (&p - &stays).minstens_nul();
    let formula = format!("max(0; {} − ({} − {})) = {}", p.tekst(2), t.tekst(2), leaves.tekst(2), room.tekst(2));
    stappen.push(stap("ruimte", "netto fte die erbij mag", formula, &room, "fte"));
    let task = (&stays - &p).minstens_nul();
    let formula = format!("max(0; ({} − {}) − {}) = {}", t.tekst(2), leaves.tekst(2), p.tekst(2), task.tekst(2));
    stappen.push(stap("afdrachtopgave", "wat na vertrek nog boven het plafond blijft", formula, &task, "fte"));
    stappen.push(path(&t, e, chosen, &afspraak.percentage));
    room
}

/// The step by one grondslag, with its formula.
fn step_down(basis: &str, t: &Breuk, e: &Breuk, share: &Breuk) -> (Breuk, String) {
    let above = t - e;
    let percent = procent(share);
    if basis == "afstand" {
        let d = share * &above;
        return (d.clone(), format!("{percent} × ({} − {}) = {}", t.tekst(2), e.tekst(2), d.tekst(2)));
    }
    let of = if basis == "norm" { e } else { t };
    let part = share * of;
    let formula = format!("{} × {percent} = {}", of.tekst(2), part.tekst(2));
    match part <= above {
        true => (part, formula),
        false => (above.clone(), format!("{formula}, maar niet meer dan {} − {} = {}", t.tekst(2), e.tekst(2), above.tekst(2))),
    }
}

/// How many years of steps until the norm is reached, everything else unchanged.
fn path(t: &Breuk, e: &Breuk, basis: &str, share: &Breuk) -> Stap {
    const LONGEST: usize = 60;
    // The step by distance never arrives; a tenth of an fte is close enough to stop counting.
    let near = if basis == "afstand" { Breuk::ratio(1, 10) } else { Breuk::nul() };
    let mut now = t.clone();
    let mut seen = vec![now.tekst(2)];
    while &now - e > near && seen.len() <= LONGEST {
        let (d, _) = step_down(basis, &now, e, share);
        if d.is_nul() {
            break;
        }
        now -= d;
        seen.push(now.tekst(2));
    }
    let years = i64::try_from(seen.len() - 1).unwrap_or(i64::MAX);
    let shown: Vec<_> = seen.iter().take(6).cloned().collect();
    let rest = if seen.len() > 6 { " → …" } else { "" };
    let name = if &now - e > near { "pad naar de norm, na zoveel jaar nog niet bereikt" } else { "jaren tot de norm" };
    stap("jaren", name, format!("{}{rest}", shown.join(" → ")), &Breuk::from(years), "jaren")
}

fn remarks(stand: &Stand, afspraak: &Afspraak) -> Vec<String> {
    let mut remarks = Vec::new();
    let (weging, uitstroom) = (stand.aangevuld("factor"), stand.aangevuld("uitstroom"));
    if !weging.is_empty() {
        remarks.push(format!("Zonder schoolweging, telt met factor 1: {}.", noem(&weging)));
    }
    if !uitstroom.is_empty() {
        let percent = procent(&afspraak.uitstroom);
        remarks.push(format!("Zonder verwachte uitstroom, aangevuld met {percent}: {}.", noem(&uitstroom)));
    }
    remarks
}

/// What every school adds to the figures of its board.
pub(super) fn bijdragen(feiten: &Feiten) -> Result<Vec<Schoolbijdrage>, OnvolledigBeleid> {
    let boards = kamers(feiten, ID)?.into_values().flat_map(Kamer::into_values);
    Ok(boards.flat_map(|stand| stand.scholen).map(|school| school.toon()).collect())
}

/// Fte per school that counts in T: of plaatsingen, and of those that ended or went over since.
fn placed_fte<'a>(feiten: &Feiten<'a>, regel: &str) -> Result<BTreeMap<&'a str, Fte>, OnvolledigBeleid> {
    let mut placed: BTreeMap<&str, Fte> = BTreeMap::new();
    for today in &feiten.problem.plaatsingen {
        for deel in &today.delen {
            if telt_in_t(feiten, regel, today, deel)? {
                *placed.entry(today.vestigingscode.as_str()).or_default() += deel.fte;
            }
        }
    }
    for earlier in &feiten.problem.instroom {
        if telde_in_t(feiten, regel, earlier)? {
            *placed.entry(earlier.vestigingscode.as_str()).or_default() += earlier.fte;
        }
    }
    Ok(placed)
}

/// Day on which T was taken: of the page of `regel` when that was frozen.
fn peildatum(feiten: &Feiten, regel: &str) -> NaiveDate {
    feiten.boek(regel).map_or(feiten.problem.peildatum, |boek| boek.peildatum)
}

/// Does what was received earlier take room? Not what was in T on the peildatum, nor who was staff of the board by then.
pub fn neemt_ruimte(feiten: &Feiten, regel: &str, received: &ProblemInstroom) -> bool {
    let in_t = match gaat_door(feiten, received) {
        Some((today, deel)) => telt_in_t(feiten, regel, today, deel),
        None => was_in_t(feiten, regel, received),
    };
    !matches!(in_t, Ok(true)) && !received.is_eigen_op(peildatum(feiten, regel))
}

/// Is this what a plaatsing that ended or went over since had in the T of its board? The days after an overdracht are not:
/// they are of the same fte.
pub fn telde_in_t(feiten: &Feiten, regel: &str, received: &ProblemInstroom) -> Result<bool, OnvolledigBeleid> {
    let over = !received.na_overdracht && gaat_door(feiten, received).is_none();
    Ok(over && was_in_t(feiten, regel, received)?)
}

/// The part of a plaatsing of today that these days are of.
fn gaat_door<'a>(feiten: &Feiten<'a>, received: &ProblemInstroom) -> Option<(&'a HuidigePlaatsing, &'a Deel)> {
    let today = feiten.plaatsing(&received.plaatsing)?;
    Some((today, today.deel_sinds(received.sinds)?))
}

/// Did the part run on the peildatum, and netto? That stands with the days before its overdracht.
fn was_in_t(feiten: &Feiten, regel: &str, received: &ProblemInstroom) -> Result<bool, OnvolledigBeleid> {
    let day = peildatum(feiten, regel);
    if !received.liep_op(day) {
        return Ok(false);
    }
    if let Some(boek) = feiten.boek(regel) {
        return Ok(boek.in_formatie.contains(&received.plaatsing));
    }
    let double = dubbele_bezetting_telt(feiten.beleid())?;
    let netto = |row: &ProblemInstroom| double || row.van <= day;
    if !received.na_overdracht {
        return Ok(netto(received));
    }
    let own = |row: &&ProblemInstroom| row.plaatsing == received.plaatsing && row.sinds == received.sinds;
    let mut worked = feiten.problem.instroom.iter().filter(own).filter(|row| !row.na_overdracht && row.liep_op(day));
    Ok(worked.any(netto))
}

/// Is this part of a plaatsing of today already in the T of its board: actief and netto on the peildatum, of the page of
/// `regel` when that was frozen? Then it takes none of the room for newcomers.
pub fn telt_in_t(feiten: &Feiten, regel: &str, today: &HuidigePlaatsing, deel: &Deel) -> Result<bool, OnvolledigBeleid> {
    let on = |day| today.liep_op(deel, day);
    if let Some(boek) = feiten.boek(regel) {
        return Ok(on(boek.peildatum) && boek.in_formatie.contains(&today.id));
    }
    let day = feiten.problem.peildatum;
    let then = on(day);
    if today.status != Plaatsingstatus::Actief || !then {
        return Ok(false);
    }
    let training = feiten.vacature(&deel.vacature).is_some_and(|asked| asked.soort == Vacaturesoort::Opleidingsplaats);
    let netto = !training && today.netto_vanaf.is_none_or(|first| first <= day);
    Ok(netto || dubbele_bezetting_telt(feiten.beleid())?)
}
