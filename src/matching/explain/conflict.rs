//! Conflict: a smallest set of rules and pins that together leave no room for a pair. Take any one of them away and there is.
//!
//! Room is judged by the checker on plans made by hand: what runs today and is pinned, with the pair added in every amount
//! that can matter. Nobody else is placed: almost every rule is kept more easily by a plan that does less.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::zeven;
use crate::domain::beleid::{Modus, OnvolledigBeleid};
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::matching::facts::Feiten;
use crate::matching::formulation::bestaand::bestaande;
use crate::matching::plan::{Bevinding, Plan, VoorgesteldePlaatsing};
use crate::matching::problem::{Deel, Onderwerp, Pin, Pinsoort, Problem, ProblemRegiodocent, ProblemVacature};
use crate::matching::rules::{RULES, Regelsoort, RuleInfo, find_rule};

/// The rule that keeps people where they are today.
const INSTEMMING: &str = "instemming";
/// Rules that a plan may break by doing too little; a plan that does less says nothing about them.
const VRAGEN_MEER: &[&str] = &["zevenprocent", "bezetting"];

/// Something that may be in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "soort", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Onderdeel {
    /// A rule.
    Regel {
        /// Its id.
        regel: String,
        /// Its title in Dutch.
        titel: String,
    },
    /// A decision of a coordinator.
    Pin {
        /// Which.
        pin: Pin,
    },
}

/// A conflict: without any one of its parts there is room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// Its parts, each with what it says of the plan that the others leave room for.
    pub onderdelen: Vec<Botsing>,
    /// Is it proven that these parts leave no room? (That each of them is needed always is.)
    pub bewezen: bool,
}

/// A part of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Botsing {
    /// What.
    pub onderdeel: Onderdeel,
    /// What it objects to, in Dutch.
    pub tekst: String,
}

/// The room for one pair beside one plan.
pub struct Ruimte<'a> {
    problem: &'a Problem,
    plan: &'a Plan,
    docent: &'a ProblemRegiodocent,
    vacature: &'a ProblemVacature,
    /// What the plan that is there breaks by rule and subject: as much may stay broken.
    al_gebroken: BTreeMap<(String, Onderwerp), Breuk>,
}

/// What is objected to a plan, and the plan.
type Bezwaarplan = (Vec<Bevinding>, Vec<VoorgesteldePlaatsing>);

impl<'a> Ruimte<'a> {
    /// For this pair; `None` when either is not in the Problem.
    pub fn new(problem: &'a Problem, plan: &'a Plan, regiodocent: &str, vacature: &str) -> Option<Self> {
        let hard = plan.bevindingen.iter().filter(|found| is_harde_breuk(found));
        Some(Ruimte {
            problem,
            plan,
            docent: problem.regiodocenten.iter().find(|docent| docent.id == regiodocent)?,
            vacature: problem.vacatures.iter().find(|one| one.id == vacature)?,
            al_gebroken: hard
                .map(|found| ((found.regel.clone(), found.onderwerp.clone()), found.omvang.clone()))
                .collect(),
        })
    }

    /// Everything that may be in the way: every rule that can make a plan invalid or not adoptable, and every pin that
    /// puts somebody somewhere.
    pub fn onderdelen(&self) -> Vec<Onderdeel> {
        let rules = RULES.iter().map(|rule| rule.info()).filter(|info| self.telt(info)).map(|info| regel(&info));
        let pins = self.problem.pins.iter().filter(|pin| pin.soort == Pinsoort::Vastzetten);
        rules.chain(pins.map(|pin| Onderdeel::Pin { pin: pin.clone() })).collect()
    }

    fn telt(&self, info: &RuleInfo) -> bool {
        match info.soort {
            Regelsoort::Structureel => true,
            Regelsoort::Solidariteit => self.problem.beleid.modus(info.id) == Modus::Hard,
            // Whether it holds may depend on more than its mode; when it does not, it objects to nothing.
            Regelsoort::Beleid => true,
            Regelsoort::Besluit | Regelsoort::Doel => false,
        }
    }

    /// A plan with the pair that these parts accept, when there is one.
    pub fn past(&self, actief: &[Onderdeel]) -> Result<Option<Vec<VoorgesteldePlaatsing>>, OnvolledigBeleid> {
        Ok(self.beste(actief)?.filter(|(objections, _)| objections.is_empty()).map(|(_, lines)| lines))
    }

    /// The conflict, when all parts together leave no room.
    pub fn conflict(&self) -> Result<Option<Conflict>, OnvolledigBeleid> {
        let mut kept = self.onderdelen();
        if self.past(&kept)?.is_some() {
            return Ok(None);
        }
        // Pins about others are many and seldom matter: first all at once.
        let own = |part: &Onderdeel| !matches!(part, Onderdeel::Pin { pin } if pin.regiodocent != self.docent.id);
        let without: Vec<Onderdeel> = kept.iter().filter(|part| own(part)).cloned().collect();
        if self.past(&without)?.is_none() {
            kept = without;
        }
        let mut next = 0;
        while next < kept.len() {
            let mut fewer = kept.clone();
            fewer.remove(next);
            match self.past(&fewer)? {
                None => kept = fewer,
                Some(_) => next += 1,
            }
        }
        let bewezen = kept.iter().all(|part| self.is_uitputtend(part));
        let onderdelen = kept.iter().map(|part| self.botsing(&kept, part)).collect::<Result<_, _>>()?;
        Ok(Some(Conflict { onderdelen, bewezen }))
    }

    /// Are the plans that are tried all that could matter to this part? Not when other people might be placed in another
    /// way, or have to be placed at all.
    fn is_uitputtend(&self, part: &Onderdeel) -> bool {
        match part {
            Onderdeel::Pin { pin } => pin.regiodocent == self.docent.id,
            Onderdeel::Regel { regel, .. } => !VRAGEN_MEER.contains(&regel.as_str()),
        }
    }

    /// What this part says of the plan that the others leave room for.
    fn botsing(&self, kept: &[Onderdeel], part: &Onderdeel) -> Result<Botsing, OnvolledigBeleid> {
        let others: Vec<Onderdeel> = kept.iter().filter(|other| *other != part).cloned().collect();
        let tekst = match (part, self.past(&others)?) {
            (Onderdeel::Pin { pin }, _) => {
                let amount = pin.fte.map_or_else(String::new, |fte| format!(" voor {fte} fte"));
                format!("Regiodocent {} is vastgezet op {}{amount}.", pin.regiodocent, pin.plek())
            }
            (Onderdeel::Regel { titel, .. }, Some(lines)) => {
                let said = self.bezwaren(std::slice::from_ref(part), &lines)?.into_iter().next();
                said.map_or_else(|| format!("De regel {titel}."), |found| format!("{titel}: {}", found.tekst))
            }
            (Onderdeel::Regel { titel, .. }, None) => format!("De regel {titel}."),
        };
        Ok(Botsing { onderdeel: part.clone(), tekst })
    }

    /// Of the plans that can be tried the first without objections, else the one with the fewest.
    fn beste(&self, actief: &[Onderdeel]) -> Result<Option<Bezwaarplan>, OnvolledigBeleid> {
        let mut best: Option<Bezwaarplan> = None;
        for lines in self.plannen(actief)? {
            let objections = self.bezwaren(actief, &lines)?;
            if best.as_ref().is_none_or(|(fewest, _)| objections.len() < fewest.len()) {
                best = Some((objections, lines));
            }
            if best.as_ref().is_some_and(|(fewest, _)| fewest.is_empty()) {
                break;
            }
        }
        Ok(best)
    }

    /// What these parts object to in a plan.
    fn bezwaren(
        &self,
        actief: &[Onderdeel],
        lines: &[VoorgesteldePlaatsing],
    ) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        let asked = Problem { pins: pins(actief), ..self.problem.clone() };
        let feiten = Feiten::new(&asked)?;
        let pinned = (!asked.pins.is_empty()).then_some("pin");
        let rules = actief.iter().filter_map(|part| match part {
            Onderdeel::Regel { regel, .. } => Some(regel.as_str()),
            Onderdeel::Pin { .. } => None,
        });
        let mut found = Vec::new();
        for rule in rules.chain(pinned).filter_map(find_rule) {
            found.extend(rule.check(&feiten, lines)?.into_iter().filter(|found| self.is_nieuw(found)));
        }
        Ok(found)
    }

    fn is_nieuw(&self, found: &Bevinding) -> bool {
        let before = self.al_gebroken.get(&(found.regel.clone(), found.onderwerp.clone()));
        is_harde_breuk(found) && before.is_none_or(|size| found.omvang > *size)
    }

    /// The plans to try: what runs today, what is pinned as the plan has it, and the pair.
    fn plannen(&self, actief: &[Onderdeel]) -> Result<Vec<Vec<VoorgesteldePlaatsing>>, OnvolledigBeleid> {
        let feiten = Feiten::new(self.problem)?;
        let stays = actief.iter().any(|part| matches!(part, Onderdeel::Regel { regel, .. } if regel == INSTEMMING));
        let here = |line: &VoorgesteldePlaatsing| {
            line.regiodocent == self.docent.id || line.delen.iter().any(|deel| deel.vacature == self.vacature.id)
        };
        let moves = feiten.verplaatsbaar(&self.docent.id).is_some();
        let mut base = bestaande(&feiten);
        base.retain(|line| (stays || !here(line)) && !(moves && line.regiodocent == self.docent.id));
        let pinned = pins(actief);
        let wanted = |line: &&VoorgesteldePlaatsing| {
            let own = line.regiodocent == self.docent.id && line.vestigingscode == self.vacature.vestigingscode;
            line.bestaand.is_none() && !own && pinned.iter().any(|pin| pin.regiodocent == line.regiodocent)
        };
        base.extend(self.plan.plaatsingen.iter().filter(wanted).cloned());
        let with = |delen: Vec<Deel>| {
            let mut lines = base.clone();
            let begin = delen.iter().map(|deel| deel.van).min();
            lines.push(VoorgesteldePlaatsing {
                regiodocent: self.docent.id.clone(),
                vestigingscode: self.vacature.vestigingscode.clone(),
                netto_vanaf: begin.and_then(|begin| feiten.netto_vanaf(self.docent, begin)),
                delen,
                bestaand: None,
            });
            lines.sort();
            lines
        };
        Ok(self.eigen_delen(&feiten, &base).into_iter().map(with).collect())
    }

    /// The parts that the pair itself may take: every amount that can matter, on the vacature alone and with others of the
    /// same school.
    fn eigen_delen(&self, feiten: &Feiten, base: &[VoorgesteldePlaatsing]) -> Vec<Vec<Deel>> {
        let Some(days) = feiten.periode(self.vacature) else { return Vec::new() };
        let used = |vacature: &ProblemVacature| -> Fte {
            let parts = base.iter().flat_map(|line| &line.delen).filter(|deel| deel.vacature == vacature.id);
            parts.map(|deel| deel.fte).sum()
        };
        let open = |vacature: &ProblemVacature| vacature.fte.saturating_sub(used(vacature));
        let today =
            feiten.verplaatsbaar(&self.docent.id).into_iter().flat_map(|today| &today.delen).map(|deel| deel.fte);
        let pinned = feiten.pins_van(&self.docent.id).iter().filter_map(|pin| pin.fte);
        let mut totals: Vec<Fte> =
            [feiten.kleinste_plaatsing, self.vacature.fte, feiten.contract_fte(self.docent, &days)]
                .into_iter()
                .chain(today)
                .chain(pinned)
                .filter(|total| *total > Fte::NUL)
                .collect();
        totals.sort_unstable();
        totals.dedup();
        let siblings: Vec<&ProblemVacature> =
            feiten.problem.vacatures.iter().filter(|one| self.is_buur(feiten, one)).collect();
        let mut found = Vec::new();
        for total in totals {
            for here in [total.min(self.vacature.fte), total.min(open(self.vacature)), total] {
                let mut left = total.saturating_sub(here);
                let mut delen: Vec<Deel> = deel(feiten, self.vacature, here).into_iter().collect();
                for sibling in &siblings {
                    let take = left.min(open(sibling));
                    left = left.saturating_sub(take);
                    delen.extend(deel(feiten, sibling, take));
                }
                delen.sort();
                if here > Fte::NUL && !found.contains(&delen) {
                    found.push(delen);
                }
            }
        }
        found
    }

    /// Another vacature of the same school that this person may fill.
    fn is_buur(&self, feiten: &Feiten, one: &ProblemVacature) -> bool {
        let here = one.id != self.vacature.id && one.vestigingscode == self.vacature.vestigingscode;
        here && zeven().iter().all(|(rule, _)| rule.objection(feiten, self.docent, one).is_none())
    }
}

fn deel(feiten: &Feiten, vacature: &ProblemVacature, fte: Fte) -> Option<Deel> {
    let days = feiten.periode(vacature).filter(|_| fte > Fte::NUL)?;
    Some(Deel { vacature: vacature.id.clone(), fte, van: days.van, tot_en_met: days.einde() })
}

fn pins(actief: &[Onderdeel]) -> Vec<Pin> {
    let pin = |part: &Onderdeel| if let Onderdeel::Pin { pin } = part { Some(pin.clone()) } else { None };
    actief.iter().filter_map(pin).collect()
}

fn regel(info: &RuleInfo) -> Onderdeel {
    Onderdeel::Regel { regel: info.id.to_owned(), titel: info.titel.to_owned() }
}

fn is_harde_breuk(found: &Bevinding) -> bool {
    found.overtreding && found.modus == Modus::Hard
}
