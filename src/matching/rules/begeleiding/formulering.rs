//! What begeleiding asks of the model: per school and day a counter of coach time, with what board and region add.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Tarief;
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::periode::Periode;
use crate::matching::facts::Feiten;
use crate::matching::formulation::{Formulation, TellerId};
use crate::matching::problem::HuidigePlaatsing;

/// Writes the rows of begeleiding.
pub(super) fn formulate(feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
    let tarief = Tarief::read(feiten)?;
    // Coach time in parts of which every use is a whole number.
    let uses: Vec<Breuk> = feiten.problem.regiodocenten.iter().map(|docent| tarief.gebruik(feiten, docent)).collect();
    let unit = uses.iter().fold(1i64, |unit, gebruik| {
        let noemer = i64::try_from(gebruik.delen().1).unwrap_or(1);
        num_integer::lcm(unit, noemer)
    });
    let uses: Vec<i64> = uses.iter().map(|gebruik| (gebruik * &Breuk::from(unit)).naar_boven()).collect();
    let mut rows =
        Rijen { feiten, tarief, unit, uses, held: Vec::new(), pools: BTreeMap::new(), per_school: BTreeMap::new() };
    rows.held = rows.held_days();
    let plekken: Vec<(usize, Periode)> = model.plekken().iter().map(|plek| (plek.school, plek.periode)).collect();
    for school in 0..feiten.problem.scholen.len() {
        rows.school(model, school, &plekken);
    }
    for index in 0..model.paren().len() {
        let Some((plek, docent, school)) = model.paren().get(index).map(|paar| (paar.plek, paar.docent, paar.school)) else { continue };
        let (Some((_, days)), Some(gebruik)) = (plekken.get(plek), rows.uses.get(docent)) else { continue };
        for (teller, day) in rows.per_school.get(&school).into_iter().flatten().filter(|(_, day)| days.bevat(*day)) {
            // Who is there that day already is counted already.
            if !rows.is_er(docent, school, *day) {
                model.bijdrage(index, *teller, 0, *gebruik);
            }
        }
    }
    Ok(())
}

/// The rows while they are written.
struct Rijen<'a> {
    feiten: &'a Feiten<'a>,
    tarief: Tarief,
    unit: i64,
    uses: Vec<i64>,
    /// School and day: where a beginner of today begins, or who goes on there begins to count anew.
    held: Vec<(usize, NaiveDate)>,
    /// Counter of the pool of a board (or of the region: no number) on a day.
    pools: BTreeMap<(Option<usize>, NaiveDate), TellerId>,
    /// Counters of each school with their day.
    per_school: BTreeMap<usize, Vec<(TellerId, NaiveDate)>>,
}

impl Rijen<'_> {
    /// First days of what beginners hold in every plan, and the days after the last: who goes on at the same school then does
    /// so on a new plaatsing.
    fn held_days(&self) -> Vec<(usize, NaiveDate)> {
        let problem = self.feiten.problem;
        let schools: BTreeMap<_, _> =
            problem.scholen.iter().enumerate().map(|(index, school)| (&school.vestigingscode, index)).collect();
        let beginners = problem.regiodocenten.iter().zip(&self.uses).filter(|(_, gebruik)| **gebruik > 0);
        let held = beginners.flat_map(|(docent, _)| self.feiten.blijvende_plaatsingen_van(&docent.id));
        held.filter_map(|today| Some((*schools.get(&today.vestigingscode)?, today)))
            .flat_map(|(school, today)| today.delen.iter().map(move |deel| (school, deel)))
            .flat_map(|(school, deel)| [Some(deel.van), deel.tot_en_met.succ_opt()].map(|day| Some((school, day?))))
            .flatten()
            .collect()
    }

    /// Nothing changes between two days on which somebody may begin: one counter for each of those. Where schools share a
    /// pool, somebody elsewhere may be the one who begins.
    fn school(&mut self, model: &mut Formulation, index: usize, plekken: &[(usize, Periode)]) {
        let problem = self.feiten.problem;
        let Some(school) = problem.scholen.get(index) else { return };
        let held = problem.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast());
        let here = held.filter(|today| today.vestigingscode == school.vestigingscode);
        let stays: Vec<&HuidigePlaatsing> =
            here.filter(|today| self.feiten.verplaatsbaar(&today.regiodocent).is_none()).collect();
        let has_pool = self.has_pool(index);
        let begins = plekken.iter().map(|(place, days)| (*place, days.van));
        let begins = begins.chain(self.held.iter().copied()).filter(|(place, _)| *place == index || has_pool);
        for day in begins.map(|(_, day)| day).collect::<BTreeSet<_>>() {
            let start = stays.iter().map(|today| self.use_on(today, day)).sum();
            let overloop = has_pool.then(|| self.pool(model, index, day));
            let teller = model.teller(format!("begeleiding {} {day}", school.vestigingscode), start);
            let capacity = &self.tarief.capaciteit(school) * &Breuk::from(self.unit);
            model.maximum(teller, &capacity, overloop);
            self.per_school.entry(index).or_default().push((teller, day));
        }
    }

    fn has_pool(&self, school: usize) -> bool {
        !self.tarief.pool_regio.is_nul() || !self.board_pool(self.board(school)).is_nul()
    }

    /// Position of the board of a school.
    fn board(&self, school: usize) -> Option<usize> {
        let nummer = &self.feiten.problem.scholen.get(school)?.bestuursnummer;
        self.feiten.problem.schoolbesturen.iter().position(|bestuur| bestuur.bestuursnummer == *nummer)
    }

    fn board_pool(&self, bestuur: Option<usize>) -> Breuk {
        let bestuur = bestuur.and_then(|index| self.feiten.problem.schoolbesturen.get(index));
        bestuur.map(|bestuur| bestuur.begeleiding_fte.breuk()).unwrap_or_default()
    }

    /// The counter of the board's pool on a day; what is above it goes to the region's.
    fn pool(&mut self, model: &mut Formulation, school: usize, day: NaiveDate) -> TellerId {
        let unit = Breuk::from(self.unit);
        let regio = *self.pools.entry((None, day)).or_insert_with(|| {
            let teller = model.teller(format!("begeleiding regio {day}"), 0);
            model.maximum(teller, &(&self.tarief.pool_regio * &unit), None);
            teller
        });
        let nummer = self.feiten.problem.scholen.get(school).map_or("", |school| school.bestuursnummer.as_str());
        let bestuur = self.board(school);
        let size = self.board_pool(bestuur);
        *self.pools.entry((bestuur.or(Some(usize::MAX)), day)).or_insert_with(|| {
            let teller = model.teller(format!("begeleiding bestuur {nummer} {day}"), 0);
            model.maximum(teller, &(&size * &unit), Some(regio));
            teller
        })
    }

    fn is_er(&self, docent: usize, school: usize, day: NaiveDate) -> bool {
        let problem = self.feiten.problem;
        let Some((docent, school)) = problem.regiodocenten.get(docent).zip(problem.scholen.get(school)) else {
            return false;
        };
        let here = self.feiten.blijvende_plaatsingen_van(&docent.id).iter().filter(|today| today.vestigingscode == school.vestigingscode);
        here.flat_map(|today| &today.delen).any(|deel| deel.van <= day && day <= deel.tot_en_met)
    }

    fn use_on(&self, today: &HuidigePlaatsing, day: NaiveDate) -> i64 {
        let there = today.delen.iter().any(|deel| deel.van <= day && day <= deel.tot_en_met);
        let docent = self.feiten.problem.regiodocenten.iter().position(|docent| docent.id == today.regiodocent);
        docent.filter(|_| there).and_then(|docent| self.uses.get(docent)).copied().unwrap_or(0)
    }
}
