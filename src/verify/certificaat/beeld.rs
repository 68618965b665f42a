//! The picture of the question: people, places, who may go where for how much, and what every choice is counted in.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::gegevens::Gegevens;
use super::super::personen::{is_thuis, mag_hier, past};
use super::dagen::Mens;
use super::plekken::{Plek, plekken};
use super::tellers::{Teller, tellers};
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::domain::vacature::Vacaturesoort;
use crate::matching::plan::{Plan, VoorgesteldePlaatsing};
use crate::matching::problem::{Deel, ProblemRegiodocent, ProblemSchool};

/// A person with his or her pairs.
pub(super) struct Persoon<'a> {
    pub(super) mens: Mens<'a>,
    pub(super) van: usize,
    pub(super) tot: usize,
    /// One pair at most in any plan?
    pub(super) enkel: bool,
    /// First days of every place within reach.
    pub(super) begint: BTreeSet<NaiveDate>,
}

/// A person at a place, for an amount from `min` up to `max` (ten-thousandths of an fte).
pub(super) struct Paar {
    pub(super) persoon: usize,
    pub(super) plek: usize,
    pub(super) min: i128,
    pub(super) max: i128,
    /// Days, and days that count as netto.
    pub(super) dagen: i128,
    pub(super) netto: i128,
    /// Thousandths of a minute per fte: journey less wish, rounded down.
    pub(super) reis: i128,
    /// A school beside the one of today.
    pub(super) erbij: bool,
    /// Counter, per ten-thousandth, once.
    pub(super) telt: Vec<(usize, i128, i128)>,
}

/// Everything that a bound is reckoned from.
pub(super) struct Beeld<'a> {
    pub(super) gegevens: &'a Gegevens<'a>,
    pub(super) jaar: i128,
    pub(super) personen: Vec<Persoon<'a>>,
    pub(super) plekken: Vec<Plek<'a>>,
    pub(super) paren: Vec<Paar>,
    pub(super) tellers: Vec<Teller>,
    /// Per tier of the plan what everything of today makes it, apart from the counters.
    pub(super) vast: Vec<Breuk>,
    /// Per person how many have a lower lot; 0 for who is there today.
    pub(super) rangen: Vec<i128>,
}

impl<'a> Beeld<'a> {
    /// `None` when something is too large to reckon with.
    pub(super) fn new(gegevens: &'a Gegevens<'a>, plan: &Plan) -> Option<Beeld<'a>> {
        let problem = gegevens.problem;
        let mut beeld = Beeld {
            gegevens,
            jaar: problem.schooljaar.dagen().into(),
            personen: Vec::with_capacity(problem.regiodocenten.len()),
            plekken: plekken(gegevens),
            paren: Vec::new(),
            tellers: Vec::new(),
            vast: Vec::new(),
            rangen: Vec::new(),
        };
        let reis = Reis::new(gegevens)?;
        for persoon in &problem.regiodocenten {
            beeld.voeg_toe(Mens::new(gegevens, persoon), &reis);
        }
        let now = vandaag(gegevens, plan);
        beeld.tellers = tellers(&mut beeld.paren, gegevens, &beeld.personen, &beeld.plekken, &now)?;
        let values = super::super::tiers::values(gegevens, &now);
        let own = |tier: &Tier| match tier {
            Tier::GevuldeFte | Tier::Mensen | Tier::Loting => values.get(tier).cloned().unwrap_or_default(),
            _ => Breuk::nul(),
        };
        beeld.vast = problem.beleid.tiers.iter().map(own).collect();
        let mut lots: Vec<u64> = problem.regiodocenten.iter().map(|persoon| persoon.lot).collect();
        lots.sort_unstable();
        let rank = |one: &Persoon| match one.mens.vandaag.is_empty() {
            true => lots.partition_point(|other| *other < one.mens.persoon.lot) as i128,
            false => 0,
        };
        beeld.rangen = beeld.personen.iter().map(rank).collect();
        Some(beeld)
    }

    /// The school of a place.
    pub(super) fn school(&self, plek: usize) -> Option<&'a ProblemSchool> {
        self.gegevens.problem.scholen.get(self.plekken.get(plek)?.school)
    }

    fn voeg_toe(&mut self, mens: Mens<'a>, reis: &Reis) {
        let (gegevens, persoon, van) = (self.gegevens, self.personen.len(), self.paren.len());
        let mut more = false;
        let mut own: Vec<Paar> = Vec::new();
        let mut near: Option<(usize, Option<i128>)> = None;
        for (plek, found) in self.plekken.iter().enumerate() {
            let Some(school) = gegevens.problem.scholen.get(found.school) else { continue };
            let minuten = match near {
                Some((same, minuten)) if same == found.school => minuten,
                _ if is_thuis(mens.persoon, school) || !mag_hier(mens.persoon, school) => None,
                _ => reis.prijs(mens.persoon, school),
            };
            near = Some((found.school, minuten));
            let Some(minuten) = minuten else { continue };
            if let Some((paar, two)) = paar(gegevens, &mens, (persoon, plek), found, school, minuten) {
                more = more || two;
                own.push(paar);
            }
        }
        let begint = own.iter().filter_map(|one| self.plekken.get(one.plek)).map(|plek| plek.dagen.0).collect();
        let beside = |one: &Paar| {
            own.iter().any(|other| other.plek != one.plek && self.school_van(other) == self.school_van(one))
        };
        let alive: Vec<bool> = own
            .iter()
            .map(|one| {
                let here = self.school(one.plek).is_some_and(|school| mens.is_hier(&school.vestigingscode));
                one.min <= one.max || here || beside(one)
            })
            .collect();
        let twice = own.iter().any(beside);
        let mut keep = alive.iter();
        own.retain(|_| keep.next() == Some(&true));
        let days = || own.iter().filter_map(|one| self.plekken.get(one.plek)).map(|plek| plek.dagen);
        let apart = own.len() > 1 && days().map(|(van, _)| van).max() > days().map(|(_, tot)| tot).min();
        // On top of what somebody has at a school any amount goes.
        let here = |one: &Paar| self.school(one.plek).is_some_and(|school| mens.is_hier(&school.vestigingscode));
        let on_top = own.iter().any(here);
        self.paren.extend(own);
        self.personen.push(Persoon {
            mens,
            van,
            tot: self.paren.len(),
            enkel: !more && !twice && !apart && !on_top,
            begint,
        });
    }

    fn school_van(&self, paar: &Paar) -> Option<usize> {
        self.plekken.get(paar.plek).map(|plek| plek.school)
    }
}

/// A pair and whether there may be another school beside it; `None`: it cannot be.
fn paar<'a>(
    gegevens: &Gegevens<'a>,
    mens: &Mens<'a>,
    (persoon, plek): (usize, usize),
    found: &Plek<'a>,
    school: &ProblemSchool,
    reis: i128,
) -> Option<(Paar, bool)> {
    let (van, tot) = found.dagen;
    let vacature = found.vacature;
    let deel = Deel { vacature: vacature.id.clone(), fte: vacature.fte, van, tot_en_met: tot };
    let first_year = gegevens.eerstejaars(mens.persoon);
    let kind = match vacature.soort {
        Vacaturesoort::Opleidingsplaats => first_year,
        Vacaturesoort::Vervanging => !first_year,
        _ => true,
    };
    let max = mens.vrij(van, tot).min(found.ruimte);
    let (may, more) = mens.scholen(gegevens, &school.vestigingscode, van, tot);
    let floor = i128::from((&gegevens.getal("spreiding", "kleinste-plaatsing") * &Breuk::from(10_000)).naar_boven());
    if !kind
        || max <= 0
        || !may
        || mens.contract(van, tot) < floor.max(if vacature.alleen_geheel { found.ruimte } else { 0 })
        || !past(mens.persoon, vacature, &deel)
    {
        return None;
    }
    let mut min = floor.max(1).max(if vacature.alleen_geheel { found.ruimte } else { 1 });
    if mens.persoon.alleen_geheel {
        let year = mens.persoon.contracten.iter().filter(|one| one.periode.van <= tot && van <= one.periode.einde());
        let whole = year.map(|one| i128::from(one.werktijdfactor.e4())).max().unwrap_or(0);
        min = min.max(if mens.vandaag.is_empty() { whole } else { max + 1 });
    }
    let wait = u64::try_from(gegevens.geheel("opleidingsplaats", "dubbele-bezetting")).unwrap_or(0);
    let netto_van = if first_year { van.checked_add_days(chrono::Days::new(wait)).unwrap_or(tot) } else { van };
    let netto = match vacature.soort {
        Vacaturesoort::Opleidingsplaats => 0,
        _ => gegevens.dagen(netto_van, tot).into(),
    };
    let erbij = !mens.vandaag.is_empty() && !mens.is_hier(&school.vestigingscode);
    let dagen = gegevens.dagen(van, tot).into();
    Some((Paar { persoon, plek, min: min.min(max + 1), max, dagen, netto, reis, erbij, telt: Vec::new() }, more))
}

/// Only what runs today, as a plan.
fn vandaag(gegevens: &Gegevens, plan: &Plan) -> Plan {
    let held = gegevens.problem.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast());
    let lines = held.map(|today| VoorgesteldePlaatsing {
        regiodocent: today.regiodocent.clone(),
        vestigingscode: today.vestigingscode.clone(),
        netto_vanaf: today.netto_vanaf,
        delen: today.delen.clone(),
        bestaand: Some(today.id.clone()),
    });
    Plan { plaatsingen: lines.collect(), ..plan.clone() }
}

/// Minutes as a ratio of metres.
struct Reis {
    teller: i128,
    noemer: i128,
    maximum: i128,
    relatief: Option<i128>,
}

impl Reis {
    fn new(gegevens: &Gegevens) -> Option<Reis> {
        let speed = &gegevens.getal("reistijd", "snelheid") * &Breuk::from(1_000);
        let factor = (&gegevens.getal("reistijd", "omwegfactor") * &Breuk::from(60)).gedeeld_door(&speed)?;
        let (teller, noemer) = factor.delen();
        let scale = gegevens.getal("voorkeur", "relatieve-schaal");
        let relatief = gegevens.woord("voorkeur", "reistijd-maat") == "relatief";
        Some(Reis {
            teller: i128::try_from(teller).ok()?,
            noemer: i128::try_from(noemer).ok()?,
            maximum: gegevens.geheel("reistijd", "maximum").into(),
            relatief: relatief.then(|| i128::from(scale.naar_beneden())),
        })
    }

    /// Thousandths of a minute per fte; `None`: too far.
    fn prijs(&self, persoon: &ProblemRegiodocent, school: &ProblemSchool) -> Option<i128> {
        let most = persoon.max_reistijd.map_or(self.maximum, i128::from);
        let (above, below) = match persoon.punt.zip(school.punt) {
            Some((home, there)) => (i128::from(home.meters_to(there)) * self.teller, self.noemer),
            None => (most, 1),
        };
        if persoon.punt.is_some() && school.punt.is_some() && above > most * below {
            return None;
        }
        let journey = match self.relatief {
            Some(_) if most == 0 => 0,
            Some(scale) => (1_000 * above * scale).div_euclid(below * most),
            None => (1_000 * above).div_euclid(below),
        };
        let wish = persoon.voorkeuren.iter().find(|wish| wish.vestigingscode == school.vestigingscode);
        Some(journey - 1_000 * wish.map_or(0, |wish| i128::from(wish.minuten)))
    }
}
