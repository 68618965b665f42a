//! Lays out persons, places and pairs of a Problem before any rule writes a row. A pair that a rule refuses never exists.

use std::collections::BTreeMap;

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
use crate::matching::problem::ProblemVacature;
use crate::matching::rules::RULES;

/// What vacatures of one school must share to be interchangeable; a vacature that wants one person in full stands alone.
type Groep<'a> =
    (usize, Vacaturesoort, &'a Vakbevoegdheid, Option<Dagdelen>, NaiveDate, Option<NaiveDate>, Option<(i64, &'a str)>);

/// The whole formulation of a Problem: the layout, then every rule in the order of the list.
pub fn formulate(feiten: &Feiten<'_>) -> Result<Geformuleerd, OnvolledigBeleid> {
    let mut formulation = Formulation::new(feiten);
    for rule in RULES {
        rule.formulate(feiten, &mut formulation)?;
    }
    Ok(formulation.af())
}

impl Formulation {
    /// Persons, places and pairs; no rows yet.
    pub fn new(feiten: &Feiten<'_>) -> Formulation {
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
        };
        formulation.lay_plekken(feiten);
        formulation.lay_paren(feiten);
        formulation
    }

    fn lay_plekken(&mut self, feiten: &Feiten<'_>) {
        let problem = feiten.problem;
        let schools: BTreeMap<_, _> =
            problem.scholen.iter().enumerate().map(|(index, school)| (&school.vestigingscode, index)).collect();
        let mut held: BTreeMap<&str, Vec<(Periode, i64)>> = BTreeMap::new();
        for today in problem.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast()) {
            for deel in &today.delen {
                held.entry(&deel.vacature)
                    .or_default()
                    .push((Periode::new(deel.van, Some(deel.tot_en_met)), deel.fte.e4()));
            }
        }
        let mut groepen: BTreeMap<Groep<'_>, Vec<(i64, usize)>> = BTreeMap::new();
        for (index, vacature) in problem.vacatures.iter().enumerate() {
            let (Some(periode), Some(school)) = (feiten.periode(vacature), schools.get(&vacature.vestigingscode))
            else {
                continue;
            };
            let taken = held.get(vacature.id.as_str()).map_or(0, |stukken| taken_in(stukken, &periode));
            let left = vacature.fte.e4() - taken;
            if left > 0 && !(vacature.alleen_geheel && taken > 0) {
                groepen.entry(group_of(*school, vacature, &periode)).or_default().push((left, index));
            }
        }
        for (groep, mut vacatures) in groepen {
            // The largest first; equals in the order of the Problem, which is canonical.
            vacatures.sort_by_key(|(left, index)| (-left, *index));
            let delen = vacatures.iter().map(|(left, _)| *left).collect();
            self.model.plekken.push(Plek { groep: groep.0, delen, personen_per_deel: None });
            self.plekfeiten.push(PlekFeit {
                school: groep.0,
                vacatures: vacatures.into_iter().map(|(_, index)| index).collect(),
                periode: Periode::new(groep.4, groep.5),
            });
        }
    }

    fn lay_paren(&mut self, feiten: &Feiten<'_>) {
        let problem = feiten.problem;
        let mut docenten: Vec<(u64, usize)> =
            problem.regiodocenten.iter().enumerate().map(|(index, docent)| (docent.lot, index)).collect();
        docenten.sort_unstable();
        for (persoon, (lot, docent_index)) in docenten.into_iter().enumerate() {
            let van = self.model.paren.len();
            self.lay_paren_van(feiten, persoon, docent_index);
            let tot = self.model.paren.len();
            self.model.personen.push(Persoon { van, tot, max_groepen: 1, enkel: true, lot });
        }
    }

    fn lay_paren_van(&mut self, feiten: &Feiten<'_>, persoon: usize, docent_index: usize) {
        let problem = feiten.problem;
        let Some(docent) = problem.regiodocenten.get(docent_index) else { return };
        let today = feiten.plaatsingen_van(&docent.id);
        // Places of one school stand together, so the journey is judged once per school.
        let mut judged: Option<(usize, bool)> = None;
        for (plek, feit) in self.plekfeiten.iter().enumerate() {
            let Some(school) = problem.scholen.get(feit.school) else { continue };
            let near = match judged {
                Some((same, near)) if same == feit.school => near,
                _ => !feiten.is_te_ver(docent, school),
            };
            judged = Some((feit.school, near));
            let Some(vacature) = feit.vacatures.first().and_then(|index| problem.vacatures.get(*index)) else {
                continue;
            };
            if !near || RULES.iter().any(|rule| rule.objection(feiten, docent, vacature).is_some()) {
                continue;
            }
            let netto_vanaf = feiten.netto_vanaf(docent, feit.periode.van);
            let counts = vacature.soort != Vacaturesoort::Opleidingsplaats;
            let netto = Periode::new(
                netto_vanaf.map_or(feit.periode.van, |day| day.max(feit.periode.van)),
                feit.periode.tot_en_met,
            );
            let capaciteit = self.model.plekken.get(plek).map_or(0, Plek::capaciteit);
            let min = if vacature.alleen_geheel { capaciteit } else { 1 };
            self.model.paren.push(Paar { persoon, plek, min, max: capaciteit });
            self.paarfeiten.push(PaarFeit {
                persoon,
                plek,
                docent: docent_index,
                school: feit.school,
                loopt_hier: today.iter().any(|today| today.vestigingscode == school.vestigingscode),
                bruto_dagen: feit.periode.dagen(),
                netto_dagen: if counts { netto.dagen() } else { 0 },
                netto_vanaf,
            });
        }
    }
}

fn taken_in(stukken: &[(Periode, i64)], periode: &Periode) -> i64 {
    let inside = stukken.iter().filter_map(|(piece, fte)| Some((piece.doorsnede(periode)?, *fte)));
    piek(inside).map_or(0, |top| top.totaal)
}

fn group_of<'a>(school: usize, vacature: &'a ProblemVacature, periode: &Periode) -> Groep<'a> {
    // By size before name: what things are called may decide between equals only.
    let alone = vacature.alleen_geheel.then_some((vacature.fte.e4(), vacature.id.as_str()));
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
        range.van = next;
        while model.paren.get(next).is_some_and(|paar| paar.persoon == persoon) {
            next += 1;
        }
        range.tot = next;
    }
}

/// A person with one school to take, nowhere two places in one school and no two places one after the other in time,
/// holds at most one pair.
pub fn mark_single(model: &mut Model, plekfeiten: &[PlekFeit]) {
    for persoon in &mut model.personen {
        let own = model.paren.get(persoon.van..persoon.tot).unwrap_or_default();
        let groep = |paar: &Paar| model.plekken.get(paar.plek).map(|plek| plek.groep);
        let twice = own.windows(2).any(|pair| matches!(pair, [a, b] if groep(a) == groep(b)));
        let periods = || own.iter().filter_map(|paar| plekfeiten.get(paar.plek)).map(|feit| feit.periode);
        let apart = periods().map(|periode| periode.van).max() > periods().map(|periode| periode.einde()).min();
        persoon.enkel = persoon.enkel && !twice && !(own.len() > 1 && apart);
    }
}

const _: () = assert!(TIERS >= 7, "every tier of the beleid has a place in the tuple");
