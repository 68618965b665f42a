//! Trechters: how the candidates of everybody without a (full) plaatsing, and of every vacature left open, fell away.

use std::collections::HashMap;

use super::belemmering::{Belemmering, Stand};
use super::{first_objection, zeven, zinnen};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::matching::facts::Feiten;
use crate::matching::plan::{Trechter, TrechterStap, VoorgesteldePlaatsing};
use crate::matching::problem::{Onderwerp, ProblemRegiodocent, ProblemVacature};
use crate::matching::rules::RuleInfo;

/// What stands in the way of each suitable candidate, counted; `vrij` when nothing certain does.
#[derive(Debug, Default)]
pub(super) struct Telling {
    pub(super) belemmeringen: Vec<(Belemmering, usize)>,
    pub(super) vrij: usize,
}

impl Telling {
    fn add(&mut self, found: Option<Belemmering>) {
        let Some(found) = found else {
            self.vrij += 1;
            return;
        };
        match self.belemmeringen.iter_mut().find(|(known, _)| *known == found) {
            Some((_, count)) => *count += 1,
            None => self.belemmeringen.push((found, 1)),
        }
        self.belemmeringen.sort_by_key(|(known, _)| *known);
    }
}

/// Somebody or something with open fte, and which candidates each rule refused.
struct Open<'a, T> {
    subject: &'a T,
    open_fte: Fte,
    begin: usize,
    refused: Vec<usize>,
    suitable: Vec<usize>,
}

/// One funnel per regiodocent without (full) plaatsing and per vacature left (partly) open, in that order.
pub fn trechters(feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Trechter>, OnvolledigBeleid> {
    let stand = Stand::new(feiten, plan)?;
    let zeven = zeven();
    let rules: Vec<RuleInfo> = zeven.iter().map(|(_, info)| *info).collect();
    let offered = offered(feiten);
    let (placed, filled) = totals(feiten, plan);
    let problem = feiten.problem;
    let empty = || vec![0; zeven.len()];
    let mut docenten: Vec<Option<Open<ProblemRegiodocent>>> = problem
        .regiodocenten
        .iter()
        .map(|docent| {
            let open_fte = open_docent(feiten, docent, placed.get(docent.id.as_str()).copied().unwrap_or(0));
            let open = Open { subject: docent, open_fte, begin: offered.len(), refused: empty(), suitable: Vec::new() };
            (open_fte > Fte::NUL).then_some(open)
        })
        .collect();
    let mut vacatures: Vec<Option<Open<ProblemVacature>>> = problem
        .vacatures
        .iter()
        .map(|vacature| {
            let open_fte = open_vacature(feiten, vacature, filled.get(vacature.id.as_str()).copied().unwrap_or(0));
            let begin = problem.regiodocenten.len();
            let open = Open { subject: vacature, open_fte, begin, refused: empty(), suitable: Vec::new() };
            (open_fte > Fte::NUL).then_some(open)
        })
        .collect();
    for at_vacature in offered {
        let (Some(vacature), Some(open_here)) = (problem.vacatures.get(at_vacature), vacatures.get_mut(at_vacature))
        else {
            continue;
        };
        for (at_docent, docent) in problem.regiodocenten.iter().enumerate() {
            let Some(waiting) = docenten.get_mut(at_docent) else { continue };
            if waiting.is_none() && open_here.is_none() {
                continue;
            }
            let refused = first_objection(&zeven, feiten, docent, vacature);
            record(waiting.as_mut(), refused, at_vacature);
            record(open_here.as_mut(), refused, at_docent);
        }
    }
    let mut funnels = Vec::new();
    for open in docenten.into_iter().flatten() {
        let mut telling = Telling::default();
        for vacature in open.suitable.iter().filter_map(|at| problem.vacatures.get(*at)) {
            telling.add(stand.belemmering(open.subject, vacature));
        }
        let conclusie = zinnen::docent(&rules, &open.refused, open.begin, &telling);
        funnels.push(funnel(Onderwerp::Regiodocent(open.subject.id.clone()), &open, &rules, conclusie));
    }
    for open in vacatures.into_iter().flatten() {
        let mut telling = Telling::default();
        let suitable: Vec<_> = open.suitable.iter().filter_map(|at| problem.regiodocenten.get(*at)).collect();
        suitable.iter().for_each(|docent| telling.add(stand.belemmering(docent, open.subject)));
        let heavier = needier_elsewhere(feiten, &stand, &suitable, open.subject);
        let conclusie = zinnen::vacature(&rules, &open.refused, open.begin, &telling, heavier);
        funnels.push(funnel(Onderwerp::Vacature(open.subject.id.clone()), &open, &rules, conclusie));
    }
    Ok(funnels)
}

fn record<T>(open: Option<&mut Open<T>>, refused: Option<usize>, candidate: usize) {
    let Some(open) = open else { return };
    match refused.and_then(|rule| open.refused.get_mut(rule)) {
        Some(count) => *count += 1,
        None => open.suitable.push(candidate),
    }
}

fn funnel<T>(onderwerp: Onderwerp, open: &Open<T>, rules: &[RuleInfo], conclusie: String) -> Trechter {
    let mut left = open.begin;
    let steps = rules.iter().zip(&open.refused).map(|(info, refused)| {
        left = left.saturating_sub(*refused);
        TrechterStap { regel: info.id.into(), over: left }
    });
    let stappen = steps.collect();
    Trechter { onderwerp, open_fte: open.open_fte, begin: open.begin, stappen, conclusie }
}

/// Numbers of the vacatures of which plaatsingen of today leave something open.
fn offered(feiten: &Feiten) -> Vec<usize> {
    let mut held: HashMap<&str, i64> = HashMap::new();
    let held_today = feiten.problem.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast());
    for today in held_today.filter(|today| feiten.verplaatsbaar(&today.regiodocent).is_none()) {
        for deel in &today.delen {
            *held.entry(&deel.vacature).or_default() += feiten.bruto_e4_dagen(deel);
        }
    }
    let vacatures = feiten.problem.vacatures.iter().enumerate();
    let open = vacatures.filter(|(_, vacature)| {
        open_vacature(feiten, vacature, held.get(vacature.id.as_str()).copied().unwrap_or(0)) > Fte::NUL
    });
    open.map(|(at, _)| at).collect()
}

type Totals<'p> = (HashMap<&'p str, i64>, HashMap<&'p str, i64>);

/// Gross ten-thousandths of an fte × days in the plan, per regiodocent and per vacature.
fn totals<'p>(feiten: &Feiten, plan: &'p [VoorgesteldePlaatsing]) -> Totals<'p> {
    let (mut placed, mut filled) = Totals::default();
    for line in plan {
        for deel in &line.delen {
            let gross = feiten.bruto_e4_dagen(deel);
            *placed.entry(line.regiodocent.as_str()).or_default() += gross;
            *filled.entry(deel.vacature.as_str()).or_default() += gross;
        }
    }
    (placed, filled)
}

/// What is left of the contracts, as fte over the days of the contracts in the schooljaar.
fn open_docent(feiten: &Feiten, docent: &ProblemRegiodocent, placed: i64) -> Fte {
    let year = feiten.problem.schooljaar.periode();
    let (mut work, mut days) = (0, 0);
    for contract in &docent.contracten {
        let here = contract.periode.doorsnede(&year).map_or(0, |both| both.dagen());
        work += contract.werktijdfactor.e4() * here;
        days += here;
    }
    Fte::from_e4((work - placed).max(0) / days.max(1))
}

/// What is left of a vacature, as fte over its days in the schooljaar.
fn open_vacature(feiten: &Feiten, vacature: &ProblemVacature, filled: i64) -> Fte {
    let days = feiten.periode(vacature).map_or(0, |days| days.dagen());
    Fte::from_e4((vacature.fte.e4() * days - filled).max(0) / days.max(1))
}

/// Does everybody who suits work only at schools that lacked relatively more than this one before the plan?
fn needier_elsewhere(
    feiten: &Feiten,
    stand: &Stand,
    suitable: &[&ProblemRegiodocent],
    vacature: &ProblemVacature,
) -> bool {
    let today = feiten.netto_per_school_vandaag();
    let lacks = |code: &Vestigingscode| {
        let school = feiten.school(code)?;
        let short = feiten.tekort_e4_dagen(school, today.get(code).copied().unwrap_or(0));
        Breuk::from(short).gedeeld_door(&school.formatie.as_ref()?.benodigd_fte.breuk())
    };
    let Some(here) = lacks(&vacature.vestigingscode) else { return false };
    suitable.iter().all(|docent| {
        let mut elsewhere = stand.scholen(docent).peekable();
        elsewhere.peek().is_some() && elsewhere.all(|school| lacks(school).is_some_and(|there| there > here))
    })
}
