//! Kerncijfers: a plan in the few figures that people compare plans by: people, fte, classes, boards, journeys. Never a score.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::prijs::{Schoolprijs, Verschuiving, compare};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::sector::Sector;
use crate::matching::facts::Feiten;
use crate::matching::plan::{Plan, PlanStatus, Stand};
use crate::matching::problem::{Onderwerp, Problem};

/// The figures of one plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kerncijfers {
    /// What may be said of the plan.
    pub status: PlanStatus,
    /// Regiodocenten with a place.
    pub geplaatst: usize,
    /// First-years with a place.
    pub eerstejaars: usize,
    /// Gross fte filled over the schooljaar.
    pub gevuld_fte: Breuk,
    /// Netto fte lacking over all schools.
    pub tekort_fte: Breuk,
    /// Classes without a qualified teacher: per school its tekort × classes ÷ fte needed. A school without a number of classes
    /// counts 0.
    pub klassen_zonder_leraar: Breuk,
    /// The school that lacks most for its size; absent when none lacks anything.
    pub zwaarste_school: Option<Vestigingscode>,
    /// What it lacks as a share of what it needs.
    pub zwaarste_aandeel: Breuk,
    /// Standard deviation of that share over all schools.
    pub spreiding: Breuk,
    /// Netto fte above the room of the 3%-regeling, all boards together.
    pub boven_ruimte_fte: Breuk,
    /// Boards above their room.
    pub besturen_boven_ruimte: usize,
    /// Persons short of the 7%-regeling, all boards together.
    pub onder_quotum: Breuk,
    /// Boards short of their quotum.
    pub besturen_onder_quotum: usize,
    /// Mean journey of the new places, minutes one way, by fte; absent when no journey is known.
    pub reis_minuten: Option<Breuk>,
}

/// What is different between two plans for the same people and schools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Verschil {
    /// More people with a place; below 0: fewer.
    pub geplaatst: i64,
    /// More first-years with a place.
    pub eerstejaars: i64,
    /// More gross fte filled.
    pub gevuld_fte: Breuk,
    /// More netto fte lacking.
    pub tekort_fte: Breuk,
    /// More classes without a qualified teacher.
    pub klassen_zonder_leraar: Breuk,
    /// Whose place is different, sorted by id.
    pub mensen: Vec<Verschuiving>,
    /// Schools of which the tekort is different, sorted by code.
    pub scholen: Vec<Schoolprijs>,
    /// Boards of which the demand or the position is different, sorted by rule and board.
    pub besturen: Vec<Bestuursverschil>,
    /// The same in Dutch sentences.
    pub zinnen: Vec<String>,
}

/// Where a board stood and stands under one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Bestuursverschil {
    /// Rule id.
    pub regel: String,
    /// The board.
    pub bestuursnummer: Bestuursnummer,
    /// In this sector.
    pub sector: Option<Sector>,
    /// The demand before; absent: none.
    pub norm_voor: Option<Breuk>,
    /// The demand after.
    pub norm_na: Option<Breuk>,
    /// What it was.
    pub voor: Breuk,
    /// What it is.
    pub na: Breuk,
    /// Unit of all four.
    pub eenheid: String,
}

/// The figures of `plan`.
pub fn kerncijfers(problem: &Problem, plan: &Plan) -> Result<Kerncijfers, OnvolledigBeleid> {
    let feiten = Feiten::new(problem)?;
    let first = |id: &&str| feiten.regiodocent(id).is_some_and(|docent| feiten.is_eerstejaars(docent));
    let placed: BTreeSet<&str> = plan.plaatsingen.iter().map(|line| line.regiodocent.as_str()).collect();
    let above = gaps(plan, "drieprocent", |norm, waarde| waarde - norm);
    let below = gaps(plan, "zevenprocent", |norm, waarde| norm - waarde);
    let worst = plan.cijfers.zwaarste_na.as_ref();
    Ok(Kerncijfers {
        status: plan.status,
        geplaatst: plan.cijfers.geplaatst,
        eerstejaars: placed.iter().filter(|id| first(id)).count(),
        gevuld_fte: plan.cijfers.gevuld_fte.clone(),
        tekort_fte: plan.cijfers.tekort_na.clone(),
        klassen_zonder_leraar: classes(&feiten, plan),
        zwaarste_school: worst.map(|school| school.vestigingscode.clone()),
        zwaarste_aandeel: worst
            .and_then(|school| school.tekort_na.gedeeld_door(&school.benodigd.breuk()))
            .unwrap_or_default(),
        spreiding: plan.cijfers.standaardafwijking_na.clone(),
        besturen_boven_ruimte: above.len(),
        boven_ruimte_fte: above.into_iter().sum(),
        besturen_onder_quotum: below.len(),
        onder_quotum: below.into_iter().sum(),
        reis_minuten: journey(&feiten, plan),
    })
}

/// By how much each board misses its demand, where it does.
fn gaps(plan: &Plan, regel: &str, gap: impl Fn(&Breuk, &Breuk) -> Breuk) -> Vec<Breuk> {
    let own = plan.standen.iter().filter(|stand| stand.regel == regel);
    let all = own.filter_map(|stand| Some(gap(stand.norm.as_ref()?, &stand.waarde).minstens_nul()));
    all.filter(|gap| !gap.is_nul()).collect()
}

fn classes(feiten: &Feiten, plan: &Plan) -> Breuk {
    let per_school = plan.cijfers.scholen.iter().filter_map(|school| {
        let groepen = feiten.school(&school.vestigingscode)?.formatie.as_ref()?.groepen?;
        (&school.tekort_na * &Breuk::from(i64::from(groepen))).gedeeld_door(&school.benodigd.breuk())
    });
    per_school.sum()
}

fn journey(feiten: &Feiten, plan: &Plan) -> Option<Breuk> {
    let (mut minutes, mut weight) = (Breuk::nul(), Breuk::nul());
    for line in plan.plaatsingen.iter().filter(|line| line.bestaand.is_none()) {
        let (docent, school) = (feiten.regiodocent(&line.regiodocent)?, feiten.school(&line.vestigingscode)?);
        if let Some(journey) = feiten.reistijd(docent, school) {
            minutes += &journey * &line.fte().breuk();
            weight += line.fte().breuk();
        }
    }
    minutes.gedeeld_door(&weight)
}

/// What is different in `na` against `voor`; each plan with its own figures.
pub fn verschil(voor: (&Plan, &Kerncijfers), na: (&Plan, &Kerncijfers)) -> Verschil {
    let ((before, was), (after, is)) = (voor, na);
    let prijs = compare(before, after);
    let more = |was: usize, is: usize| {
        i64::try_from(is).unwrap_or(i64::MAX).saturating_sub(i64::try_from(was).unwrap_or(i64::MAX))
    };
    let mut found = Verschil {
        geplaatst: more(was.geplaatst, is.geplaatst),
        eerstejaars: more(was.eerstejaars, is.eerstejaars),
        gevuld_fte: &is.gevuld_fte - &was.gevuld_fte,
        tekort_fte: &is.tekort_fte - &was.tekort_fte,
        klassen_zonder_leraar: &is.klassen_zonder_leraar - &was.klassen_zonder_leraar,
        mensen: prijs.mensen,
        scholen: prijs.scholen,
        besturen: boards(&before.standen, &after.standen),
        zinnen: Vec::new(),
    };
    found.zinnen = sentences(&found);
    found
}

fn boards(voor: &[Stand], na: &[Stand]) -> Vec<Bestuursverschil> {
    let one = |is: &Stand| {
        let Onderwerp::Schoolbestuur(bestuursnummer) = &is.onderwerp else { return None };
        let same = |was: &&Stand| (&was.regel, &was.onderwerp, was.sector) == (&is.regel, &is.onderwerp, is.sector);
        let was = voor.iter().find(same)?;
        (was.norm != is.norm || was.waarde != is.waarde).then(|| Bestuursverschil {
            regel: is.regel.clone(),
            bestuursnummer: bestuursnummer.clone(),
            sector: is.sector,
            norm_voor: was.norm.clone(),
            norm_na: is.norm.clone(),
            voor: was.waarde.clone(),
            na: is.waarde.clone(),
            eenheid: is.eenheid.clone(),
        })
    };
    na.iter().filter_map(one).collect()
}

fn sentences(found: &Verschil) -> Vec<String> {
    let nothing = found.mensen.is_empty() && found.besturen.is_empty() && found.tekort_fte.is_nul();
    if nothing {
        return vec!["Er is geen verschil: niemand krijgt een andere plek.".to_owned()];
    }
    let people = match found.mensen.len() {
        0 => "Niemand krijgt een andere plek.".to_owned(),
        1 => "1 mens krijgt een andere plek.".to_owned(),
        many => format!("{many} mensen krijgen een andere plek."),
    };
    let mut lines = vec![people];
    for (size, what) in [
        (&found.gevuld_fte, "fte gevuld"),
        (&found.tekort_fte, "fte tekort"),
        (&found.klassen_zonder_leraar, "klassen zonder bevoegde leraar"),
    ] {
        if size.tekst(2) != "0,00" {
            let positive = if size.is_negatief() { &Breuk::nul() - size } else { size.clone() };
            let way = if size.is_negatief() { "minder" } else { "meer" };
            lines.push(format!("Er is {} {what} {way}.", positive.tekst(2)));
        }
    }
    if found.eerstejaars != 0 {
        let way = if found.eerstejaars < 0 { "minder" } else { "meer" };
        lines.push(format!("Er zijn {} eerstejaars zij-instromers {way} met een plek.", found.eerstejaars.abs()));
    }
    let boards: BTreeSet<_> = found.besturen.iter().map(|one| &one.bestuursnummer).collect();
    if !boards.is_empty() {
        lines.push(format!("Voor {} schoolbesturen verandert de eis of de stand.", boards.len()));
    }
    lines
}
