//! Lays out persons, places and pairs of a Problem before any rule writes a row. A pair that a rule refuses never exists.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::model::{Model, Paar, Persoon, Plek, TIERS};
use super::paarfeit::{PaarFeit, PlekFeit};
use super::{Formulation, Geformuleerd};
use crate::domain::beleid::{OnvolledigBeleid, Tier};
use crate::domain::bevoegdheid::Vakbevoegdheid;
use crate::domain::breuk::Breuk;
use crate::domain::dagdeel::Dagdelen;
use crate::domain::periode::Periode;
use crate::domain::vacature::Vacaturesoort;
use crate::matching::dagverloop::piek;
use crate::matching::facts::Feiten;
use crate::matching::problem::{HuidigePlaatsing, Pin, Pinsoort, Problem, ProblemRegiodocent, ProblemVacature};
use crate::matching::rules::RULES;

/// What vacatures of one school must share to be interchangeable. A vacature that wants one person in full, or that a pin
/// sets apart, stands alone.
type Groep<'a> =
    (usize, Vacaturesoort, &'a Vakbevoegdheid, Option<Dagdelen>, NaiveDate, Option<NaiveDate>, Option<(i64, &'a str)>);

/// The whole formulation of a Problem: the layout, then every rule in the order of the list.
pub fn formulate(feiten: &Feiten<'_>) -> Result<Geformuleerd, OnvolledigBeleid> {
    formulate_zolang(feiten, &|| Ok(()))
}

/// The same, which ends with what `kijk` says instead when that is an error; it is asked before every rule.
pub fn formulate_zolang<E: From<OnvolledigBeleid>>(
    feiten: &Feiten<'_>,
    kijk: &dyn Fn() -> Result<(), E>,
) -> Result<Geformuleerd, E> {
    let whole = build(feiten, &BTreeSet::new(), kijk)?;
    let stuck: BTreeSet<usize> = whole.model.klem().into_iter().collect();
    match stuck.is_empty() {
        true => Ok(whole),
        false => Ok(Geformuleerd { volledig: false, ..build(feiten, &stuck, kijk)? }),
    }
}

/// The same, with these persons (in order of lot) only where they are today.
fn build<E: From<OnvolledigBeleid>>(
    feiten: &Feiten<'_>,
    klem: &BTreeSet<usize>,
    kijk: &dyn Fn() -> Result<(), E>,
) -> Result<Geformuleerd, E> {
    let mut formulation = Formulation::new(feiten, klem);
    for rule in RULES {
        kijk()?;
        rule.formulate(feiten, &mut formulation)?;
    }
    Ok(formulation.af())
}

impl Formulation {
    /// Persons, places and pairs; no rows yet. The persons in `klem` only stay where they are.
    pub fn new(feiten: &Feiten<'_>, klem: &BTreeSet<usize>) -> Formulation {
        let tiers = feiten.beleid().tiers.clone();
        let mut formulation = Formulation {
            constanten: vec![Breuk::nul(); tiers.len()],
            tiers,
            model: Model::default(),
            plekfeiten: Vec::new(),
            paarfeiten: Vec::new(),
            bijdragen: Vec::new(),
            knikken: Vec::new(),
            kosten: Vec::new(),
            voorrang: Vec::new(),
            gepind: false,
        };
        formulation.lay_plekken(feiten);
        formulation.lay_paren(feiten, klem);
        formulation
    }

    fn lay_plekken(&mut self, feiten: &Feiten<'_>) {
        let problem = feiten.problem;
        let schools: BTreeMap<_, _> =
            problem.scholen.iter().enumerate().map(|(index, school)| (&school.vestigingscode, index)).collect();
        let mut held: BTreeMap<&str, Vec<(Periode, i64)>> = BTreeMap::new();
        let held_today = problem.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast());
        for today in held_today.filter(|today| feiten.verplaatsbaar(&today.regiodocent).is_none()) {
            for deel in &today.delen {
                held.entry(&deel.vacature)
                    .or_default()
                    .push((Periode::new(deel.van, Some(deel.tot_en_met)), deel.fte.e4()));
            }
        }
        let pinned = apart(problem);
        let may_leave = problem.regiodocenten.iter().filter_map(|docent| feiten.verplaatsbaar(&docent.id));
        let left_open: BTreeSet<&str> =
            may_leave.flat_map(|today| &today.delen).map(|deel| deel.vacature.as_str()).collect();
        let mut groepen: BTreeMap<Groep<'_>, Vec<(i64, usize)>> = BTreeMap::new();
        for (index, vacature) in problem.vacatures.iter().enumerate() {
            let (Some(periode), Some(school)) = (feiten.periode(vacature), schools.get(&vacature.vestigingscode))
            else {
                continue;
            };
            let taken = held.get(vacature.id.as_str()).map_or(0, |stukken| taken_in(stukken, &periode));
            let left = vacature.fte.e4() - taken;
            let kept = left_open.contains(vacature.id.as_str());
            let alone = vacature.alleen_geheel || pinned.contains(vacature.id.as_str());
            if kept || (left > 0 && !(vacature.alleen_geheel && taken > 0)) {
                groepen.entry(group_of(*school, vacature, &periode, alone)).or_default().push((left.max(0), index));
            }
        }
        for (groep, mut vacatures) in groepen {
            // The largest first; equals in the order of the Problem, which is canonical.
            vacatures.sort_by_key(|(left, index)| (-left, *index));
            let delen = vacatures.iter().map(|(left, _)| *left).collect();
            self.model.plekken.push(Plek { groep: groep.0, delen, personen_per_deel: None, gepind: false });
            self.plekfeiten.push(PlekFeit {
                school: groep.0,
                vacatures: vacatures.into_iter().map(|(_, index)| index).collect(),
                periode: Periode::new(groep.4, groep.5),
            });
        }
    }

    fn lay_paren(&mut self, feiten: &Feiten<'_>, klem: &BTreeSet<usize>) {
        let problem = feiten.problem;
        let mut docenten: Vec<(u64, usize)> =
            problem.regiodocenten.iter().enumerate().map(|(index, docent)| (docent.lot, index)).collect();
        docenten.sort_unstable();
        for (persoon, (lot, docent_index)) in docenten.into_iter().enumerate() {
            let van = self.model.paren.len();
            let vandaag = self.lay_paren_van(feiten, persoon, docent_index, klem.contains(&persoon));
            let tot = self.model.paren.len();
            self.model.personen.push(Persoon { van, tot, enkel: true, vandaag, lot });
        }
    }

    /// The pairs of one person; the pair that stays where this person is today is returned.
    fn lay_paren_van(&mut self, feiten: &Feiten<'_>, persoon: usize, docent_index: usize, klem: bool) -> Option<usize> {
        let problem = feiten.problem;
        let docent = problem.regiodocenten.get(docent_index)?;
        let mut vandaag = None;
        // Places of one school stand together, so the journey is judged once per school.
        let mut judged: Option<(usize, bool)> = None;
        for plek in 0..self.plekfeiten.len() {
            let Some((here, vacatures)) = self.plekfeiten.get(plek).map(|feit| (feit.school, &feit.vacatures)) else {
                continue;
            };
            let vacature = vacatures.first().and_then(|index| problem.vacatures.get(*index));
            let (Some(school), Some(vacature)) = (problem.scholen.get(here), vacature) else { continue };
            if let Some((deel, at, today)) = staat_hier(feiten, docent, vacatures) {
                vandaag = Some(self.model.paren.len());
                self.lay_paar(feiten, persoon, plek, docent_index, vacature, (today.netto_vanaf, Some(at)));
                let fte = today.delen.iter().map(|deel| deel.fte.e4()).sum();
                if let Some(paar) = self.model.paren.last_mut() {
                    (paar.min, paar.max, paar.deel) = (fte, fte, Some(deel));
                }
            }
            if klem {
                continue;
            }
            let near = match judged {
                Some((same, near)) if same == here => near,
                _ => !feiten.is_te_ver(docent, school),
            };
            judged = Some((here, near));
            if near && RULES.iter().all(|rule| rule.objection(feiten, docent, vacature).is_none()) {
                let begin = self.plekfeiten.get(plek).map(|feit| feit.periode.van);
                let netto_vanaf = begin.and_then(|begin| feiten.netto_vanaf(docent, begin));
                self.lay_paar(feiten, persoon, plek, docent_index, vacature, (netto_vanaf, None));
            }
        }
        vandaag
    }

    fn lay_paar(
        &mut self,
        feiten: &Feiten<'_>,
        persoon: usize,
        plek: usize,
        docent: usize,
        vacature: &ProblemVacature,
        (netto_vanaf, bestaand): (Option<NaiveDate>, Option<usize>),
    ) {
        let Some(feit) = self.plekfeiten.get(plek) else { return };
        let today = feiten.problem.regiodocenten.get(docent).map(|docent| feiten.blijvende_plaatsingen_van(&docent.id));
        let loopt_hier = today.is_some_and(|own| own.iter().any(|one| one.vestigingscode == vacature.vestigingscode));
        let counts = vacature.soort != Vacaturesoort::Opleidingsplaats;
        let begin = netto_vanaf.map_or(feit.periode.van, |day| day.max(feit.periode.van));
        let netto = Periode::new(begin, feit.periode.tot_en_met);
        let capaciteit = self.model.plekken.get(plek).map_or(0, Plek::capaciteit);
        let min = if vacature.alleen_geheel { capaciteit } else { 1 };
        self.model.paren.push(Paar {
            persoon,
            plek,
            min,
            max: capaciteit,
            samen: min,
            stuk: min,
            deel: None,
            ook: Vec::new(),
        });
        self.paarfeiten.push(PaarFeit {
            persoon,
            plek,
            docent,
            school: feit.school,
            loopt_hier,
            bruto_dagen: feit.periode.dagen(),
            netto_dagen: if counts { netto.dagen() } else { 0 },
            netto_vanaf,
            bestaand,
            scholen: 1,
        });
    }
}

/// The plaatsing of today that this person may leave, when it is on one of these vacatures: on which one, and its position
/// in the Problem.
fn staat_hier<'a>(
    feiten: &Feiten<'a>,
    docent: &ProblemRegiodocent,
    vacatures: &[usize],
) -> Option<(usize, usize, &'a HuidigePlaatsing)> {
    let (problem, today) = (feiten.problem, feiten.verplaatsbaar(&docent.id)?);
    let on = today.delen.first()?;
    let deel =
        vacatures.iter().position(|index| problem.vacatures.get(*index).is_some_and(|one| one.id == on.vacature))?;
    Some((deel, problem.plaatsingen.iter().position(|other| other.id == today.id)?, today))
}

/// Vacatures that a pin sets apart: nothing may be there, or exactly so much. Of who must merely be on a vacature the rest
/// may be on others that ask the same, so it stays among them.
fn apart(problem: &Problem) -> BTreeSet<&str> {
    let sets_apart = |pin: &&Pin| pin.soort == Pinsoort::Verbieden || pin.fte.is_some();
    problem.pins.iter().filter(sets_apart).filter_map(|pin| pin.vacature.as_deref()).collect()
}

fn taken_in(stukken: &[(Periode, i64)], periode: &Periode) -> i64 {
    let inside = stukken.iter().filter_map(|(piece, fte)| Some((piece.doorsnede(periode)?, *fte)));
    piek(inside).map_or(0, |top| top.totaal)
}

fn group_of<'a>(school: usize, vacature: &'a ProblemVacature, periode: &Periode, alone: bool) -> Groep<'a> {
    // By size before name: what things are called may decide between equals only.
    let alone = alone.then_some((vacature.fte.e4(), vacature.id.as_str()));
    (school, vacature.soort, &vacature.bevoegdheid, vacature.dagdelen, periode.van, periode.tot_en_met, alone)
}

/// What one unit of a tier (fte, person, minute) weighs against a minute of journey. It steers temperatures and
/// the first, lenient phase of the search; the order of tiers is kept by the exact comparison of plans.
pub fn natuurlijk_gewicht(tier: Tier) -> f64 {
    match tier {
        Tier::HardeRegels | Tier::Solidariteit => 200_000.0,
        Tier::TekortEerst => 10_000.0,
        Tier::Zevenprocent => 8_000.0,
        Tier::GevuldeFte => 5_000.0,
        Tier::Mensen => 1.0,
        Tier::Loting => 1e-6,
    }
}

/// Items per pair, as one list with offsets; the order of items of one pair is kept.
pub fn per_pair<T: Copy>(pairs: usize, mut items: Vec<(usize, T)>) -> (Vec<T>, Vec<usize>) {
    items.sort_by_key(|(pair, _)| *pair);
    let mut offsets = Vec::with_capacity(pairs + 1);
    let mut next = 0;
    for pair in 0..=pairs {
        while items.get(next).is_some_and(|(owner, _)| *owner < pair) {
            next += 1;
        }
        offsets.push(next);
    }
    (items.into_iter().map(|(_, item)| item).collect(), offsets)
}

/// Removes pairs without a new number and repairs the ranges of the persons.
pub fn drop_dead_pairs(model: &mut Model, feiten: &mut Vec<PaarFeit>, renumber: &[Option<usize>]) {
    let alive = |index: usize| renumber.get(index).copied().flatten().is_some();
    let mut index = 0;
    model.paren.retain(|_| {
        index += 1;
        alive(index - 1)
    });
    index = 0;
    feiten.retain(|_| {
        index += 1;
        alive(index - 1)
    });
    let mut next = 0;
    for (persoon, range) in model.personen.iter_mut().enumerate() {
        range.vandaag = range.vandaag.and_then(|paar| renumber.get(paar).copied().flatten());
        range.van = next;
        while model.paren.get(next).is_some_and(|paar| paar.persoon == persoon) {
            next += 1;
        }
        range.tot = next;
    }
}

/// A person with one school to take, nowhere two places in one school and no two places one after the other in time,
/// holds at most one pair, of at least its least amount. On top of what stands at a school today any amount goes.
pub fn mark_single(model: &mut Model, plekfeiten: &[PlekFeit], paarfeiten: &[PaarFeit]) {
    for persoon in &mut model.personen {
        let own = model.paren.get(persoon.van..persoon.tot).unwrap_or_default();
        let groep = |paar: &Paar| model.plekken.get(paar.plek).map(|plek| plek.groep);
        let twice = own.windows(2).any(|pair| matches!(pair, [a, b] if groep(a) == groep(b)));
        let periods = || own.iter().filter_map(|paar| plekfeiten.get(paar.plek)).map(|feit| feit.periode);
        let apart = periods().map(|periode| periode.van).max() > periods().map(|periode| periode.einde()).min();
        let facts = paarfeiten.get(persoon.van..persoon.tot).unwrap_or_default();
        let on_top = facts.iter().any(|feit| feit.loopt_hier && feit.bestaand.is_none());
        let several = on_top || twice || (own.len() > 1 && apart);
        persoon.enkel = persoon.enkel && !several;
    }
}

const _: () = assert!(TIERS >= 7, "every tier of the beleid has a place in the tuple");
