//! The picture of the question: people, places, who may go where for how much, and what every choice is counted in.

use std::collections::BTreeSet;

use super::super::gegevens::Gegevens;
use super::super::personen::{is_thuis, mag_hier};
use super::super::pins;
use super::dagen::Mens;
use super::paren::{Paar, blijft, gepind, paar};
use super::plekken::{Plek, plekken};
use super::reis::Reis;
use super::tellers::{Teller, tellers};
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::matching::plan::{Plan, VoorgesteldePlaatsing};
use crate::matching::problem::{Pinsoort, ProblemSchool};

/// A person with his or her pairs.
pub(super) struct Persoon<'a> {
    pub(super) mens: Mens<'a>,
    pub(super) van: usize,
    pub(super) tot: usize,
    /// One pair at most in any plan?
    pub(super) enkel: bool,
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
    /// Per person how many have a lower lot; 0 for who is there today in every plan.
    pub(super) rangen: Vec<i128>,
    /// Are only plans in it that follow every pin? So it is below the first tier, when the plan follows them.
    pub(super) volgt_pins: bool,
}

impl<'a> Beeld<'a> {
    /// `None` when something is too large to reckon with.
    pub(super) fn new(gegevens: &'a Gegevens<'a>, plan: &Plan) -> Option<Beeld<'a>> {
        let problem = gegevens.problem;
        let mensen: Vec<Mens> = problem.regiodocenten.iter().map(|persoon| Mens::new(gegevens, persoon)).collect();
        let weg: BTreeSet<usize> = mensen.iter().filter_map(|mens| mens.mag_weg).map(|(at, _)| at).collect();
        let now = vandaag(gegevens, plan, &weg);
        let forbidden = pins::gebroken(gegevens, &now).into_iter().filter(|(pin, _)| pin.soort == Pinsoort::Verbieden);
        let forbidden: Breuk = forbidden.map(|(_, size)| size).sum();
        let hard = plan.tiers.first().filter(|one| one.tier == Tier::HardeRegels).map(|one| &one.waarde);
        let mut beeld = Beeld {
            gegevens,
            jaar: problem.schooljaar.dagen().into(),
            personen: Vec::with_capacity(problem.regiodocenten.len()),
            plekken: plekken(gegevens, &weg),
            paren: Vec::new(),
            tellers: Vec::new(),
            vast: Vec::new(),
            rangen: Vec::new(),
            volgt_pins: !problem.pins.is_empty() && hard == Some(&forbidden),
        };
        let reis = Reis::new(gegevens)?;
        for mens in mensen {
            beeld.voeg_toe(mens, &now, &reis);
        }
        beeld.tellers = tellers(&mut beeld.paren, gegevens, &beeld.personen, &beeld.plekken, &now)?;
        let values = super::super::tiers::values(gegevens, &now);
        let own = |tier: &Tier| match tier {
            Tier::GevuldeFte | Tier::Mensen | Tier::Loting => values.get(tier).cloned().unwrap_or_default(),
            Tier::HardeRegels => forbidden.clone(),
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

    /// A bound on the first tier from a picture in which every pin is followed: other plans may do better than that, but
    /// none better than nothing broken.
    pub(super) fn hoogstens(&self, at: usize, grens: Breuk) -> Breuk {
        match self.vast.get(at).filter(|_| self.volgt_pins && at == 0) {
            Some(least) => grens.min(least.clone()),
            None => grens,
        }
    }

    fn voeg_toe(&mut self, mens: Mens<'a>, vandaag: &Plan, reis: &Reis) {
        let (gegevens, persoon, van) = (self.gegevens, self.personen.len(), self.paren.len());
        let mut own: Vec<Paar> = Vec::new();
        let mut near: Option<(usize, Option<i128>)> = None;
        for (plek, found) in self.plekken.iter().enumerate() {
            let Some(school) = gegevens.problem.scholen.get(found.school) else { continue };
            own.extend(blijft(gegevens, &mens, (persoon, plek), found, school, reis));
            let minuten = match near {
                Some((same, minuten)) if same == found.school => minuten,
                _ if is_thuis(mens.persoon, school) || !mag_hier(mens.persoon, school) => None,
                _ => (!reis.te_ver(mens.persoon, school)).then(|| reis.prijs(mens.persoon, school)),
            };
            near = Some((found.school, minuten));
            let Some(minuten) = minuten else { continue };
            let room = match self.volgt_pins {
                true => gepind(&mens, found, school, vandaag),
                false => i128::MAX,
            };
            own.extend(paar(gegevens, &mens, (persoon, plek), found, school, (minuten, room)));
        }
        let school = |one: &Paar| self.plekken.get(one.plek).map(|plek| plek.school);
        let beside: Vec<bool> =
            own.iter().map(|one| own.iter().filter(|other| school(other) == school(one)).count() > 1).collect();
        let twice = beside.contains(&true);
        let mut beside = beside.into_iter();
        // On top of what somebody has at a school any amount goes.
        let here = |one: &Paar| self.school(one.plek).is_some_and(|school| mens.is_hier(&school.vestigingscode));
        own.retain(|one| beside.next() == Some(true) || one.min <= one.max || here(one));
        let days = || own.iter().filter_map(|one| self.plekken.get(one.plek)).map(|plek| plek.dagen);
        let apart = own.len() > 1 && days().map(|(van, _)| van).max() > days().map(|(_, tot)| tot).min();
        let on_top = own.iter().any(here);
        let two = mens.twee(gegevens, &days().collect());
        self.paren.extend(own);
        self.personen.push(Persoon { mens, van, tot: self.paren.len(), enkel: !two && !twice && !apart && !on_top });
    }
}

/// Only what runs today and is in every plan, as a plan; `weg`: positions of what may be left out.
fn vandaag(gegevens: &Gegevens, plan: &Plan, weg: &BTreeSet<usize>) -> Plan {
    let all = gegevens.problem.plaatsingen.iter().enumerate();
    let held = all.filter(|(at, today)| today.status.houdt_fte_vast() && !weg.contains(at));
    let lines = held.map(|(_, today)| VoorgesteldePlaatsing {
        regiodocent: today.regiodocent.clone(),
        vestigingscode: today.vestigingscode.clone(),
        netto_vanaf: today.netto_vanaf,
        delen: today.delen.clone(),
        bestaand: Some(today.id.clone()),
    });
    Plan { plaatsingen: lines.collect(), ..plan.clone() }
}
