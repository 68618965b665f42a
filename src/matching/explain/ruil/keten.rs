//! Ketens: somebody goes to an open vacature, a second takes the place that leaves, perhaps a third that of the second.
//!
//! Everybody keeps the same fte, nobody travels longer or gets less of a wish, and somebody gains. What stays open is the
//! last place, so schools may lack more or less than before: a chain counts only when the plan is no worse for it, tier by
//! tier in their order, and never in the 3%-regeling or the 7%-regeling. Every chain of at most [`LENGTE`] people is tried,
//! each by itself, and judged in whole numbers by the model of the search.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Ruilstap;
use super::graaf::{Winst, winst_naar};
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Geformuleerd;
use crate::matching::formulation::model::Waarden;
use crate::matching::formulation::opbouw::formulate;
use crate::matching::overname::neem_over;
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::matching::samenstelling::stel_samen;
use crate::matching::search::Optie;
use crate::matching::search::rijen::Rijen;
use crate::matching::search::staat::Staat;
use crate::matching::search::zet::Zet;
use crate::matching::solve::SolveError;

/// People in the longest chain that is tried.
pub const LENGTE: usize = 3;
/// More chains than this are not tried.
const MEESTE: usize = 2_000_000;
/// Chains that are told.
const VERTELD: usize = 10;

/// A chain of people that ends on an open vacature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Keten {
    /// Each person's step: the first to the open vacature, every next one to the place that became free.
    pub stappen: Vec<Ruilstap>,
    /// The school where a place stays open instead.
    pub open_na: Vestigingscode,
    /// Minutes gained together: journeys (one way) and wishes.
    pub winst_minuten: Breuk,
    /// Per tier in which it matters: the difference in the unit of the tier, below 0 is better.
    pub verschil: Vec<(Tier, Breuk)>,
}

/// What was tried.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ketenbewijs {
    /// People in the longest chain that was tried.
    pub lengte: usize,
    /// Chains in which nobody loses, each judged.
    pub nagegaan: usize,
    /// Were they all of them? Then no chain of this length is left but those that are told.
    pub volledig: bool,
}

/// One person at one place, with what it does for that person.
struct Stap {
    persoon: usize,
    optie: Optie,
    winst: Winst,
}

/// Every chain that betters the plan, best plan first.
pub fn ketens(feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<(Vec<Keten>, Ketenbewijs), SolveError> {
    let geformuleerd = formulate(feiten)?;
    let rijen = Rijen::new(&geformuleerd.model);
    let mut staat = Staat::new(&geformuleerd.model, &rijen);
    neem_over(&mut staat, feiten, &geformuleerd, plan);
    let mut asked = plan.to_vec();
    asked.sort();
    let mut bewijs = Ketenbewijs { lengte: LENGTE, nagegaan: 0, volledig: false };
    if stel_samen(feiten, &geformuleerd, &staat) != asked {
        // Pieces at two places are nothing that this can move.
        return Ok((Vec::new(), bewijs));
    }
    let mut zoeker = Zoeker {
        naar: naar(feiten, &geformuleerd, &staat),
        geformuleerd: &geformuleerd,
        blijft_gelijk: blijft_gelijk(feiten),
        staat,
        nagegaan: 0,
        gevonden: Vec::new(),
    };
    bewijs.volledig = zoeker.zoek();
    bewijs.nagegaan = zoeker.nagegaan;
    Ok((zoeker.keten(feiten), bewijs))
}

/// Positions of the tiers that no chain may worsen.
fn blijft_gelijk(feiten: &Feiten) -> Vec<usize> {
    let fixed = [Tier::HardeRegels, Tier::Solidariteit, Tier::Zevenprocent];
    let tiers = feiten.beleid().tiers.iter().enumerate();
    tiers.filter(|(_, tier)| fixed.contains(tier)).map(|(at, _)| at).collect()
}

/// Per place who could go there with the same fte without losing anything. Who holds a place today or has a pin stays out.
fn naar(feiten: &Feiten, geformuleerd: &Geformuleerd, staat: &Staat<'_>) -> Vec<Vec<Stap>> {
    let model = &geformuleerd.model;
    let mut naar: Vec<Vec<Stap>> = model.plekken.iter().map(|_| Vec::new()).collect();
    for (persoon, found) in model.personen.iter().enumerate() {
        let Some(now) = staat.keuze(persoon) else { continue };
        let own = geformuleerd.paren.get(now.paar).and_then(|feit| {
            Some((feit, feiten.problem.regiodocenten.get(feit.docent)?, feiten.problem.scholen.get(feit.school)?))
        });
        let Some((here, docent, school)) = own else { continue };
        let twice = staat.extra().iter().any(|(who, _)| *who == persoon);
        if twice || here.bestaand.is_some() || found.vandaag.is_some() || !feiten.pins_van(&docent.id).is_empty() {
            continue;
        }
        for paar in (found.van..found.tot).filter(|paar| *paar != now.paar) {
            let (Some(pair), Some(feit)) = (model.paren.get(paar), geformuleerd.paren.get(paar)) else { continue };
            let fits = (pair.min..=pair.max).contains(&now.fte_e4) && feit.bestaand.is_none();
            let gain = feiten.problem.scholen.get(feit.school).and_then(|to| winst_naar(feiten, docent, school, to));
            if let (true, Some(winst), Some(list)) = (fits, gain, naar.get_mut(pair.plek)) {
                list.push(Stap { persoon, optie: Optie { paar, fte_e4: now.fte_e4 }, winst });
            }
        }
    }
    naar
}

struct Zoeker<'a> {
    naar: Vec<Vec<Stap>>,
    geformuleerd: &'a Geformuleerd,
    blijft_gelijk: Vec<usize>,
    staat: Staat<'a>,
    nagegaan: usize,
    /// The plan after it, and who goes where: place and position on the list of that place.
    gevonden: Vec<(Waarden, Vec<(usize, usize)>)>,
}

impl Zoeker<'_> {
    /// Tries every chain; false when there are too many.
    fn zoek(&mut self) -> bool {
        let open = (0..self.naar.len()).filter(|plek| self.staat.ruimte(*plek) > 0).collect::<Vec<_>>();
        open.into_iter().all(|plek| self.verder(plek, &mut Vec::new()))
    }

    /// Who could take what is free at `plek`, and who what those leave.
    fn verder(&mut self, plek: usize, keten: &mut Vec<(usize, usize)>) -> bool {
        let left = keten.last().and_then(|last| self.stap(last)).map_or(0, |stap| stap.optie.fte_e4);
        let room = self.staat.ruimte(plek) + left;
        for at in 0..self.naar.get(plek).map_or(0, Vec::len) {
            let Some((persoon, fte_e4)) = self.stap(&(plek, at)).map(|stap| (stap.persoon, stap.optie.fte_e4)) else {
                continue;
            };
            let again = keten.iter().filter_map(|one| self.stap(one)).any(|stap| stap.persoon == persoon);
            if fte_e4 > room || again {
                continue;
            }
            if self.nagegaan >= MEESTE {
                return false;
            }
            keten.push((plek, at));
            self.weeg(keten);
            let next = self.staat.plek_van(persoon).filter(|_| keten.len() < LENGTE);
            let done = next.is_none_or(|next| self.verder(next, keten));
            keten.pop();
            if !done {
                return false;
            }
        }
        true
    }

    fn stap(&self, (plek, at): &(usize, usize)) -> Option<&Stap> {
        self.naar.get(*plek)?.get(*at)
    }

    fn weeg(&mut self, keten: &[(usize, usize)]) {
        let stappen: Vec<&Stap> = keten.iter().filter_map(|one| self.stap(one)).collect();
        let gains = stappen.iter().any(|stap| !stap.winst.minuten().is_nul());
        let zet = stappen.iter().fold(Zet::default(), |zet, stap| zet.met(stap.persoon, Some(stap.optie)));
        self.nagegaan += 1;
        let before = *self.staat.tuple();
        let Some(after) = self.staat.proef_exact(&zet).filter(|after| gains && *after < before) else { return };
        let worse = self.blijft_gelijk.iter().any(|tier| after.get(*tier) > before.get(*tier));
        if !worse && self.staat.is_te_verdelen(&zet) {
            self.gevonden.push((after, keten.to_vec()));
        }
    }

    /// The best of what was found, in which everybody is named once.
    fn keten(mut self, feiten: &Feiten) -> Vec<Keten> {
        let mut found = std::mem::take(&mut self.gevonden);
        found.sort();
        let (mut named, mut told) = (BTreeSet::new(), Vec::new());
        for (after, keten) in found {
            let persons: Vec<usize> = keten.iter().filter_map(|one| Some(self.stap(one)?.persoon)).collect();
            if told.len() < VERTELD && persons.iter().all(|persoon| !named.contains(persoon)) {
                named.extend(persons);
                told.extend(self.als_keten(feiten, &keten, &after));
            }
        }
        told
    }

    fn als_keten(&self, feiten: &Feiten, keten: &[(usize, usize)], after: &Waarden) -> Option<Keten> {
        let stappen: Vec<Ruilstap> = keten.iter().filter_map(|one| self.ruilstap(feiten, self.stap(one)?)).collect();
        let model = &self.geformuleerd.model;
        let values = self.staat.tuple().iter().zip(after.iter()).zip(&model.schaal);
        let verschil = feiten.beleid().tiers.iter().zip(values);
        Some(Keten {
            open_na: stappen.last()?.van.clone(),
            winst_minuten: stappen.iter().map(|stap| &stap.reis_minuten + &Breuk::from(stap.wens_minuten)).sum(),
            stappen,
            verschil: verschil
                .filter(|(tier, ((was, is), _))| was != is && **tier != Tier::Loting)
                .map(|(tier, ((was, is), schaal))| (*tier, Breuk::ratio(is - was, *schaal)))
                .collect(),
        })
    }

    fn ruilstap(&self, feiten: &Feiten, stap: &Stap) -> Option<Ruilstap> {
        let problem = feiten.problem;
        let (was, is) = (self.staat.keuze(stap.persoon)?, stap.optie);
        let school = |paar: usize| problem.scholen.get(self.geformuleerd.paren.get(paar)?.school);
        let feit = self.geformuleerd.paren.get(is.paar)?;
        let vacatures = self.geformuleerd.plekken.get(feit.plek)?.vacatures.iter();
        Some(Ruilstap {
            regiodocent: problem.regiodocenten.get(feit.docent)?.id.clone(),
            fte: Fte::from_e4(is.fte_e4),
            van: school(was.paar)?.vestigingscode.clone(),
            naar: school(is.paar)?.vestigingscode.clone(),
            vacatures: vacatures.filter_map(|at| Some(problem.vacatures.get(*at)?.id.clone())).collect(),
            reis_minuten: stap.winst.reis.clone(),
            wens_minuten: stap.winst.wens,
        })
    }
}

/// In Dutch: the chains, or that there are none.
pub(super) fn zinnen(ketens: &[Keten], bewijs: &Ketenbewijs) -> Vec<String> {
    let many = match bewijs.nagegaan {
        1 => "Nagegaan is 1 keten".to_owned(),
        many => format!("Nagegaan zijn {many} ketens"),
    };
    let tried = format!("{many} van ten hoogste {} mensen naar een open vacature", bewijs.lengte);
    let mut zinnen = match ketens {
        [] => Vec::new(),
        [_] => vec!["Er is 1 keten naar een open vacature waarmee mensen winnen en het plan beter wordt.".to_owned()],
        many => vec![format!(
            "Er zijn {} ketens naar een open vacature waarmee mensen winnen en het plan beter wordt; elk op zichzelf.",
            many.len()
        )],
    };
    zinnen.push(match (bewijs.volledig, ketens.is_empty()) {
        (true, true) => {
            format!("{tried}: geen daarvan is goed voor iemand, slecht voor niemand en goed voor het plan.")
        }
        (true, false) => format!("{tried}: dat zijn ze allemaal."),
        (false, _) => format!("{tried}; dat zijn ze niet allemaal."),
    });
    zinnen
}
