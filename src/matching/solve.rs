//! From Problem to Plan: validate, formulate, a greedy start, the LP as guide, the search, the bounds, and the checker,
//! which has the last word. A plan that the checker refuses never leaves this file.

mod gewogen;
mod gids;

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::bewijs::Bewijs;
use super::canonical::{canonical, problem_hash, with_norms};
use super::certificaat::Bewezen;
use super::checker::check_feiten;
use super::cijfers::cijfers;
use super::explain::trechter::trechters;
use super::facts::Feiten;
use super::formulation::Geformuleerd;
use super::formulation::bestaand::bestaande;
use super::formulation::model::{Model, TIERS, Waarden};
use super::formulation::opbouw::formulate_zolang;
use super::greedy::begin_gretig;
use super::grens::Prijzen;
use super::handmatig::plan_met;
use super::kolommen::{Klim, beste, rondes};
use super::overname::neem_over;
use super::plan::{Bevinding, PLAN_VERSIE, Plan, TierUitkomst, VoorgesteldePlaatsing};
use super::polijst::{self, Polijst};
use super::problem::Problem;
use super::samenstelling::stel_samen;
use super::search::aanvulling::vul_aan;
use super::search::afdaling::daal_af;
use super::search::afkoelen::herstel;
use super::search::ketens::{Budget, Zoekopdracht, zoek};
use super::search::rijen::Rijen;
use super::search::staat::Staat;
use super::search::tabel::gewichten;
use super::search::volledig;
use super::search::zetten::Kandidaten;
use super::solver::{LpUitkomst, LpVraag, los_op};
use super::tussenstand::Bekend;
use super::uitkomst::{status, uitkomsten, waarde_van};
use super::validate::validate;
use super::voortgang::{Fase, Limits, Voortgang, Waarnemer};
use super::wacht::wacht_op;
use crate::domain::beleid::{OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::domain::invoer::Invoerfout;

pub use gewogen::{Gewogen, solve_gewogen};

/// Version of the engine: the same Problem, work limit and version give the same Plan.
pub const ENGINE_VERSIE: &str = concat!("rato-", env!("CARGO_PKG_VERSION"), "/1");

/// Each tier weighs this many times the next one in the LP that guides.
const FACTOR_GIDS: f64 = 3.0;

/// The same in the small MIPs of the polish: as strict as keeps the numbers within what a solver can tell apart.
const FACTOR_POLIJST: f64 = 10.0;

/// Proposals per regiodocent when nobody says how much work to do, and the least and most of them.
const WERK_PER_PERSOON: u64 = 25_000;
const WERK: (u64, u64) = (200_000, 60_000_000);

/// Proposals that weigh as much as one round of better prices: for one weighted objective, and per tier.
const RONDE_GEWOGEN: u64 = 250_000;
const RONDE_TIER: u64 = 1_500_000;

/// Looks at a way to place few people, for each proposal that may be made: one person after the other, then who is left.
const KIJK_PER_VOORSTEL: u64 = 5;

/// Share of the time of the search in which one of two threads looks for prices first.
const DEEL_GRENS: f64 = 0.35;

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SolveError {
    /// The Problem itself is wrong.
    #[error("de invoer heeft {} fout(en)", .0.len())]
    Invoer(Vec<Invoerfout>),
    /// The checker refused the plan of the search: a mistake in the engine.
    #[error("het plan is afgekeurd: {} bevinding(en)", .0.len())]
    Controle(Vec<Bevinding>),
    /// Something else in the engine failed.
    #[error("{0}")]
    Solver(String),
}

impl From<OnvolledigBeleid> for SolveError {
    fn from(why: OnvolledigBeleid) -> Self {
        let herstel = "Vul het beleid aan, bijvoorbeeld uit config/beleid.toml.";
        SolveError::Invoer(vec![Invoerfout::new("/beleid", "onvolledig-beleid", why.to_string(), herstel)])
    }
}

/// Solves `problem`. Norms are added when they are not there yet.
pub fn solve(problem: &Problem, limits: &Limits, waarnemer: &dyn Waarnemer) -> Result<Plan, SolveError> {
    solve_from(problem, &[], limits, waarnemer)
}

/// Solves `problem` from a plan of before, such as the plan without the pins that `problem` has. People move only as far
/// as that mends what the pins break, or betters a tier above that of people. Without a plan it is [`solve`].
pub fn solve_from(
    problem: &Problem,
    start: &[VoorgesteldePlaatsing],
    limits: &Limits,
    waarnemer: &dyn Waarnemer,
) -> Result<Plan, SolveError> {
    solve_van(problem, (start, None), limits, waarnemer)
}

/// The same from a whole plan, for the price of what is different. Bounds go as far as they say something of a price (up to
/// and including the first tier in which the two differ, or in which the plan of before is not proven), and nobody is told
/// why they have no place.
pub fn solve_prijs(
    problem: &Problem,
    eerder: &Plan,
    limits: &Limits,
    waarnemer: &dyn Waarnemer,
) -> Result<Plan, SolveError> {
    solve_van(problem, (&eerder.plaatsingen, Some(&eerder.tiers)), limits, waarnemer)
}

fn solve_van(
    problem: &Problem,
    (start, eerder): (&[VoorgesteldePlaatsing], Option<&[TierUitkomst]>),
    limits: &Limits,
    waarnemer: &dyn Waarnemer,
) -> Result<Plan, SolveError> {
    let begin = Begin::new(problem, waarnemer)?;
    let feiten = Feiten::new(&begin.problem)?;
    let leeg = start.is_empty() && eerder.is_none();
    let geformuleerd = match formulate_zolang(&feiten, &|| Vroeg::kijk(leeg && waarnemer.gestopt())) {
        Ok(geformuleerd) => geformuleerd,
        Err(Vroeg::Gestopt) => return vandaag(&feiten, &begin.hash),
        Err(Vroeg::Beleid(why)) => return Err(why.into()),
    };
    let rit = Rit { start, eerder, ..begin.rit(&feiten, &geformuleerd, limits, waarnemer) };
    let (plaatsingen, found) = rit.solve();
    rit.plan(&begin.hash, plaatsingen, &found)
}

/// Why there is no model.
enum Vroeg {
    Gestopt,
    Beleid(OnvolledigBeleid),
}

impl Vroeg {
    fn kijk(gestopt: bool) -> Result<(), Vroeg> {
        if gestopt { Err(Vroeg::Gestopt) } else { Ok(()) }
    }
}

impl From<OnvolledigBeleid> for Vroeg {
    fn from(why: OnvolledigBeleid) -> Self {
        Vroeg::Beleid(why)
    }
}

/// Stopped before anything could be searched: everybody stays where they are today, and nothing is proven.
fn vandaag(feiten: &Feiten<'_>, hash: &str) -> Result<Plan, SolveError> {
    let plan = plan_met(feiten, hash, bestaande(feiten))?;
    Ok(Plan { status: status(&plan.tiers, (&plan.standen, &plan.bevindingen), true), ..plan })
}

/// The question, ready to be formulated.
struct Begin {
    hash: String,
    problem: Problem,
    began: Instant,
}

impl Begin {
    fn new(problem: &Problem, waarnemer: &dyn Waarnemer) -> Result<Begin, SolveError> {
        let began = Instant::now();
        waarnemer.voortgang(&Voortgang { fase: Fase::Voorbereiden, deel: 0, tiers: Vec::new() });
        let hash = problem_hash(problem).map_err(|why| SolveError::Solver(why.to_string()))?;
        let problem = if problem.normen.is_empty() {
            with_norms(problem.clone()).map_err(SolveError::Invoer)?
        } else {
            validate(problem).map_err(SolveError::Invoer)?;
            canonical(problem.clone())
        };
        Ok(Begin { hash, problem, began })
    }

    fn rit<'a>(
        &self,
        feiten: &'a Feiten<'a>,
        geformuleerd: &'a Geformuleerd,
        limits: &'a Limits,
        waarnemer: &'a dyn Waarnemer,
    ) -> Rit<'a> {
        // Judging the plan at the end takes about twice as long as getting ready did.
        let deadline =
            limits.tijd.map(|tijd| self.began + tijd - self.began.elapsed().mul_f64(2.0).min(tijd.mul_f64(0.25)));
        let bekend = Bekend::new(geformuleerd, &feiten.beleid().tiers);
        Rit { feiten, geformuleerd, gewogen: false, start: &[], eerder: None, limits, waarnemer, deadline, bekend }
    }
}

/// What a solve found beside the placements.
struct Gevonden {
    /// Proven bound per tier in model units.
    grenzen: [Option<Bewezen>; TIERS],
    /// The LP that guided.
    gids: Option<LpUitkomst>,
}

/// One solve under way.
struct Rit<'a> {
    feiten: &'a Feiten<'a>,
    geformuleerd: &'a Geformuleerd,
    /// Is it one weighted objective?
    gewogen: bool,
    /// A plan to begin with; empty: none.
    start: &'a [VoorgesteldePlaatsing],
    /// What the plan of before is worth, when only the difference is asked.
    eerder: Option<&'a [TierUitkomst]>,
    limits: &'a Limits,
    waarnemer: &'a dyn Waarnemer,
    deadline: Option<Instant>,
    /// What is proven so far.
    bekend: Bekend<'a>,
}

impl Rit<'_> {
    fn model(&self) -> &Model {
        &self.geformuleerd.model
    }

    fn solve(&self) -> (Vec<VoorgesteldePlaatsing>, Gevonden) {
        let rijen = Rijen::new(self.model());
        let mut staat = Staat::new(self.model(), &rijen);
        match self.start {
            [] => begin_gretig(&mut staat, self.feiten, self.geformuleerd),
            plan => neem_over(&mut staat, self.feiten, self.geformuleerd, plan),
        }
        self.meld(Fase::Lp, 20, staat.tuple());
        let model = Arc::new(self.model().clone());
        let tot = self.deel_van_tijd(0.4);
        let gids = self.lp(&model, LpVraag::vrij(gewichten(self.model(), FACTOR_GIDS)), tot);
        let prijs = self.prijzen(&staat, gids.as_ref());
        let kandidaten = Kandidaten::new(&staat, &prijs);
        let prijzen = self.gidsprijzen(&staat, gids.as_ref());
        if !self.gewogen && self.eerder.is_none() && gids.is_some() {
            self.bekend.begin(&prijzen, &|| !self.is_voorbij());
        }
        self.meld(Fase::Zoeken, 100, staat.tuple());
        let naast = Mutex::new(None);
        self.zoek(&mut staat, &kandidaten, &|| {
            // One weighted objective needs no plan for its bound, which can then be sought beside the search.
            if self.gewogen && gids.is_some() {
                let end = (rondes(self.limits, RONDE_GEWOGEN), self.deel_van_tijd(DEEL_GRENS));
                let found = self.geheel(&model, (prijzen.clone(), 0), Waarden::default(), end, &|_| {});
                *naast.lock().unwrap_or_else(PoisonError::into_inner) = found;
            }
        });
        self.polijst(&mut staat, &kandidaten, &prijs);
        self.probeer_alles(&mut staat);
        vul_aan(&mut staat, self.geformuleerd);
        let naast = naast.into_inner().unwrap_or_else(PoisonError::into_inner);
        let grenzen = self.grenzen(&model, &staat, &kandidaten, (&prijzen, naast));
        self.meld(Fase::Controle, 980, staat.tuple());
        (stel_samen(self.feiten, self.geformuleerd, &staat), Gevonden { grenzen, gids })
    }

    fn is_gestopt(&self) -> bool {
        self.waarnemer.gestopt()
    }

    fn is_voorbij(&self) -> bool {
        self.is_gestopt() || self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    fn meld(&self, fase: Fase, deel: u16, waarden: &Waarden) {
        let klaar = matches!(fase, Fase::Grens | Fase::Controle);
        let tiers = self.bekend.zeg(waarden, klaar);
        self.waarnemer.voortgang(&Voortgang { fase, deel, tiers });
    }

    /// The moment at which this share of the time that is left is over.
    fn deel_van_tijd(&self, share: f64) -> Option<Instant> {
        let now = Instant::now();
        self.deadline.map(|deadline| now + deadline.saturating_duration_since(now).mul_f64(share))
    }

    /// Solves the LP, until `tot` at most: the solver itself cannot be interrupted.
    fn lp(&self, model: &Arc<Model>, mut vraag: LpVraag, tot: Option<Instant>) -> Option<LpUitkomst> {
        if model.paren.is_empty() || self.is_voorbij() {
            return None;
        }
        let own = Arc::clone(model);
        vraag.tijd = tot.map(|tot| tot.saturating_duration_since(Instant::now()));
        let door = || !self.is_gestopt() && tot.is_none_or(|tot| Instant::now() < tot);
        wacht_op(move || los_op(&own, &vraag).ok(), &door).flatten()
    }

    /// Whole sets of persons per school, from these prices to better ones, until `tot`. What was proven by then counts.
    fn geheel(
        &self,
        model: &Arc<Model>,
        (prijzen, tier): (Prijzen, usize),
        waarden: Waarden,
        (rondes, tot): (u32, Option<Instant>),
        hoor: &dyn Fn(&Bewezen),
    ) -> Option<Bewezen> {
        let best: Arc<Mutex<Option<Bewezen>>> = Arc::default();
        let stop = Arc::new(AtomicBool::new(false));
        let (own, found, left) = (Arc::clone(model), Arc::clone(&best), Arc::clone(&stop));
        let hold = |slot: &Mutex<Option<Bewezen>>, next: Option<Bewezen>| {
            let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
            *slot = Bewezen::hoogste(slot.take(), next);
        };
        let climb = move || {
            let klim = Klim { rondes, tot, door: &|| !left.load(Ordering::Relaxed), threads: 1 };
            let last = beste(&own, (&prijzen, tier), &waarden, &klim, &|next| hold(&found, Some(next)));
            hold(&found, last);
        };
        let told = Cell::new(None);
        let look = || {
            let slot = best.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(found) = slot.as_ref().filter(|found| told.get() < Some(found.grens)) {
                told.set(Some(found.grens));
                hoor(found);
            }
        };
        wacht_op(climb, &|| {
            look();
            !self.is_gestopt() && tot.is_none_or(|tot| Instant::now() < tot)
        });
        look();
        stop.store(true, Ordering::Relaxed);
        best.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Annealing and descent, guided by the prices of the LP when there are any.
    fn zoek(&self, staat: &mut Staat<'_>, kandidaten: &Kandidaten, vooraf: &(dyn Fn() + Sync)) {
        let werk = match (self.limits.werk, self.deadline) {
            (None, None) => {
                let persons = u64::try_from(self.model().personen.len()).unwrap_or(u64::MAX);
                Some(persons.saturating_mul(WERK_PER_PERSOON).clamp(WERK.0, WERK.1))
            }
            (werk, _) => werk,
        };
        if !self.start.is_empty() {
            daal_af(staat, kandidaten, &|| self.is_voorbij());
        }
        // Leave time for descent, polish, bounds and checker; one weighted objective has its bound already.
        let tot = self.deel_van_tijd(if self.gewogen { 0.88 } else { 0.5 });
        let gestopt = || self.is_gestopt();
        // From a plan of before only what is better above the tier of people will be taken.
        let begin = *staat.tuple();
        let telt = |best: &Waarden| self.start.is_empty() || self.is_hoger_beter(best, &begin);
        let opdracht = Zoekopdracht {
            start: staat,
            kandidaten,
            budget: Budget { werk, tot },
            threads: self.limits.threads,
            vooraf,
            gestopt: &gestopt,
            meld: &|deel, best| {
                self.meld(Fase::Zoeken, 100 + deel * 7 / 10, if telt(best) { best } else { &begin });
            },
        };
        let best = zoek(&opdracht);
        if telt(&best.waarden) {
            herstel(staat, &best);
        }
        if self.limits.werk != Some(0) {
            daal_af(staat, kandidaten, &|| self.is_voorbij());
        }
    }

    /// With few people chance need not decide.
    fn probeer_alles(&self, staat: &mut Staat<'_>) {
        let werk = self.limits.werk.unwrap_or(WERK.0);
        if !volledig::past(self.model(), werk) || self.is_voorbij() {
            return;
        }
        // A time leaves some for the bounds.
        let tot = self.deel_van_tijd(0.3);
        let voorbij = || self.is_voorbij() || tot.is_some_and(|tot| Instant::now() >= tot);
        // Looks are cheaper than proposals, and a way has several.
        let best = volledig::beste(staat, self.geformuleerd, werk.saturating_mul(KIJK_PER_VOORSTEL), &voorbij);
        if self.start.is_empty() || self.is_hoger_beter(best.tuple(), staat.tuple()) {
            *staat = best;
        }
    }

    /// Small exact MIPs, where a time and not an amount of work is the limit: they stop by the clock.
    fn polijst(&self, staat: &mut Staat<'_>, kandidaten: &Kandidaten, prijs: &[f64]) {
        let share = if self.gewogen { 0.97 } else { 0.4 };
        let Some(tot) = self.deel_van_tijd(share).filter(|_| self.limits.werk.is_none() && self.start.is_empty())
        else {
            return;
        };
        if polijst::past(self.model()) {
            let gewichten = gewichten(self.model(), FACTOR_POLIJST);
            let gestopt = || self.is_gestopt();
            let polijst =
                Polijst { kandidaten, prijs, gewichten, threads: self.limits.threads, tot, gestopt: &gestopt };
            polijst.polijst(staat);
        }
    }

    /// Is `een` better than `ander` in a tier above that of people?
    fn is_hoger_beter(&self, een: &Waarden, ander: &Waarden) -> bool {
        let tiers = self.feiten.beleid().tiers.iter().position(|tier| *tier == Tier::Mensen).unwrap_or(TIERS);
        een.vergelijk_tot(ander, tiers).is_lt()
    }

    /// Proven bound per tier in model units.
    fn grenzen(
        &self,
        model: &Arc<Model>,
        staat: &Staat<'_>,
        kandidaten: &Kandidaten,
        (prijzen, naast): (&Prijzen, Option<Bewezen>),
    ) -> [Option<Bewezen>; TIERS] {
        let mut grenzen = [const { None }; TIERS];
        self.meld(Fase::Grens, 850, staat.tuple());
        let deel = |tier: usize| 860 + 15 * u16::try_from(tier).unwrap_or(0);
        let hoor = |tier: usize, found: &Bewezen| {
            if !self.gewogen {
                self.bekend.hoor(tier, found);
                self.meld(Fase::Grens, deel(tier).saturating_sub(15), staat.tuple());
            }
        };
        let bewijs = Bewijs {
            model,
            waarden: staat.tuple(),
            kansrijk: kandidaten.meedoend(staat),
            lp: &|vraag| self.lp(model, vraag, self.deadline),
            geheel: &|prijzen, tier| {
                let end = (rondes(self.limits, RONDE_TIER), self.deel_van_tijd(0.5));
                self.geheel(model, (prijzen, tier), *staat.tuple(), end, &|found| hoor(tier, found))
            },
            hoor: &hoor,
        };
        if let (true, [whole, ..]) = (self.gewogen, &mut grenzen) {
            *whole = Bewezen::hoogste(bewijs.gewogen(prijzen), naast);
            return grenzen;
        }
        for (tier, found) in grenzen.iter_mut().enumerate().take(model.tiers) {
            // Lots only break ties: what they could have been is not worth an LP.
            let own = bewijs.tier(tier, self.limits.werk != Some(0) && tier + 1 < TIERS);
            *found = Bewezen::hoogste(own, self.bekend.grens(tier));
            self.meld(Fase::Grens, deel(tier), staat.tuple());
            if self.is_beslist(tier, staat.tuple()) {
                break;
            }
        }
        grenzen
    }

    /// When only a price is asked: does no tier below this one say anything of it?
    fn is_beslist(&self, tier: usize, waarden: &Waarden) -> bool {
        let Some(was) = self.eerder.and_then(|eerder| eerder.get(tier)) else { return false };
        let is = waarde_van(self.geformuleerd, tier, waarden);
        is.as_ref() != Some(&was.waarde) || was.grens.as_ref() != Some(&was.waarde)
    }

    fn plan(&self, hash: &str, plaatsingen: Vec<VoorgesteldePlaatsing>, found: &Gevonden) -> Result<Plan, SolveError> {
        let oordeel = check_feiten(self.feiten, &plaatsingen)?;
        if !oordeel.geldig {
            return Err(SolveError::Controle(oordeel.gebreken().cloned().collect()));
        }
        let tiers = uitkomsten(&oordeel.tiers, self.geformuleerd, &found.grenzen, self.feiten.problem);
        let mut cijfers = cijfers(self.feiten, &plaatsingen);
        cijfers.lp_netto_fte = found.gids.as_ref().map(|lp| self.lp_netto(lp));
        Ok(Plan {
            versie: PLAN_VERSIE,
            engine_versie: ENGINE_VERSIE.to_owned(),
            problem_hash: hash.to_owned(),
            status: status(&tiers, (&oordeel.standen, &oordeel.bevindingen), self.is_gestopt()),
            redenen: if self.eerder.is_some() { Vec::new() } else { trechters(self.feiten, &plaatsingen)? },
            plaatsingen,
            tiers,
            bevindingen: oordeel.bevindingen,
            standen: oordeel.standen,
            cijfers,
        })
    }

    /// Netto fte in the LP, what stands today included; rounded to four decimals.
    fn lp_netto(&self, lp: &LpUitkomst) -> Breuk {
        let pairs = self.geformuleerd.paren.iter().zip(&self.model().paren).zip(&lp.deel);
        let new: f64 = pairs.map(|((feit, paar), deel)| deel * paar.max as f64 * feit.netto_dagen as f64).sum();
        let today = super::formulation::bestaand::blijvende(self.feiten);
        let delen = today.iter().flat_map(|line| line.delen.iter().map(move |deel| (deel, line.netto_vanaf)));
        let held: i64 = delen.map(|(deel, netto_vanaf)| self.feiten.netto_e4_dagen(deel, netto_vanaf)).sum();
        Breuk::ratio((new / self.feiten.dagen as f64).round() as i64, 10_000) + self.feiten.als_fte(held)
    }
}
