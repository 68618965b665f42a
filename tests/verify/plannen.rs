//! Every plan that the engine makes on a generated region holds every property.

use rato::domain::beleid::{Modus, Waarde};
use rato::domain::breuk::Breuk;
use rato::domain::plaatsing::Plaatsingstatus;
use rato::domain::sector::Sector;
use rato::matching::canonical::with_norms;
use rato::matching::problem::{Norm, Pinsoort, Problem, ProblemBoek, ProblemInstroom};
use rato::matching::rules::BOEKREGELS;
use rato::matching::{Limits, Niemand, solve};
use rato::verify::verify;

use crate::matching::fixture::{fte, pin, zet_modus, zet_parameter, zet_ratio};
use crate::matching::solve::rommelig;
use crate::support::amsterdam::{amsterdam, data_dir};

fn assert_holds(problem: &Problem, werk: u64, name: &str) {
    let plan = solve(problem, &Limits { werk: Some(werk), ..Limits::default() }, &Niemand).unwrap();
    let verslag = verify(problem, &plan);
    assert!(verslag.geldig, "{name}: {}", verslag.samenvatting());
}

/// A messy region under one of many policies.
fn met_beleid(seed: u64) -> Problem {
    let mut problem = rommelig(seed);
    let pick = |words: &[&str], by: u64| Waarde::Keuze(words[(seed / by) as usize % words.len()].to_owned());
    let modes = [Modus::Zacht, Modus::Hard, Modus::Rapport, Modus::Uit];
    let mode = |by: u64| modes[(seed / by) as usize % modes.len()];
    zet_modus(&mut problem, "drieprocent", mode(1));
    zet_modus(&mut problem, "zevenprocent", mode(2));
    zet_modus(&mut problem, "bezetting", mode(4));
    zet_ratio(&mut problem, mode(3), Some(["18", "41/2", "23"][seed as usize % 3]));
    problem.herronde = seed.is_multiple_of(5);
    if seed % 4 == 3 {
        let (who, school) = (problem.regiodocenten[2].id.clone(), problem.scholen[0].vestigingscode.to_string());
        problem.pins = vec![pin(&who, Pinsoort::Verbieden, &school, None)];
    }
    zet_parameter(&mut problem, "drieprocent", "grondslag", pick(&["eigen", "norm", "afstand"], 1));
    let rounding = pick(&["grootste-rest", "naar-boven", "naar-beneden", "afronden"], 1);
    zet_parameter(&mut problem, "zevenprocent", "afronding", rounding);
    zet_parameter(&mut problem, "zevenprocent", "grondslag", pick(&["groepen", "personen", "fte"], 3));
    zet_parameter(&mut problem, "voorkeur", "reistijd-maat", pick(&["relatief", "absoluut"], 1));
    zet_parameter(&mut problem, "tekort-eerst", "weging-meetellen", Waarde::JaNee(seed.is_multiple_of(2)));
    problem.schoolbesturen[1].saldi_zevenprocent.insert(Sector::Bo, Breuk::ratio(seed as i64 % 7 - 3, 5));
    problem.scholen[0].schoolweging_e2 = (!seed.is_multiple_of(3)).then_some(2_500 + 10 * seed as i32);
    if seed % 2 == 1 {
        problem.scholen[1].formatie.as_mut().unwrap().verwachte_uitstroom_fte = Some(fte("0.35"));
    }
    problem.beleid.tiers.swap(2, 2 + (seed % 4) as usize);
    problem
}

#[test]
fn plans_for_messy_regions_under_every_policy_hold_every_property() {
    for seed in 0..60 {
        assert_holds(&met_beleid(seed), 1_500, &format!("trekking {seed}"));
    }
}

/// The same region later in the schooljaar: other figures, and the pages of before with every other plaatsing in them.
fn later(seed: u64) -> (Problem, Problem) {
    let before = with_norms(met_beleid(seed)).unwrap();
    let mut now = met_beleid(seed);
    now.boeken = BOEKREGELS
        .into_iter()
        .filter(|regel| before.normen.iter().any(|norm| norm.regel == *regel))
        .map(|regel| ProblemBoek {
            regel: regel.to_owned(),
            peildatum: now.peildatum,
            normen: before.normen.iter().filter(|norm| norm.regel == regel).cloned().collect(),
            in_formatie: now.plaatsingen.iter().skip(seed as usize % 2).map(|today| today.id.clone()).collect(),
        })
        .collect();
    let first = now.schooljaar.eerste_dag();
    for today in now.plaatsingen.iter_mut().filter(|_| seed.is_multiple_of(4)) {
        today.sinds = Some(first);
    }
    let school = &now.scholen[seed as usize % 2];
    now.instroom = (0..seed % 3)
        .map(|at| ProblemInstroom {
            plaatsing: now.plaatsingen.get(at as usize).map_or_else(|| format!("weg{at}"), |today| today.id.clone()),
            regiodocent: "weg".into(),
            vestigingscode: school.vestigingscode.clone(),
            status: Plaatsingstatus::Overgedragen,
            fte: fte("0.7"),
            sinds: first,
            van: now.peildatum + chrono::Days::new(seed % 5 * at),
            tot_en_met: now.schooljaar.laatste_dag(),
            na_overdracht: at == 1,
            overdracht_op: (at == 1 && seed.is_multiple_of(2)).then_some(first),
        })
        .collect();
    for school in &mut now.scholen {
        school.formatie.as_mut().unwrap().leerlingen += 40;
    }
    now.scholen[1].formatie = None;
    (before, now)
}

#[test]
fn what_was_frozen_goes_before_the_facts_and_every_judge_goes_by_it() {
    for seed in 0..40 {
        let (before, now) = later(seed);
        let with = with_norms(now.clone()).unwrap();
        let of = |problem: &Problem| {
            let own = problem.normen.iter().filter(|norm| BOEKREGELS.contains(&norm.regel.as_str()));
            own.cloned().collect::<Vec<_>>()
        };
        assert_eq!(of(&with), of(&before), "{seed}");
        assert_holds(&now, 1_000, &format!("later, trekking {seed}"));
    }
}

/// What a region knows weeks after the peildatum: of who was there, some stopped since and some went over to the board.
fn weken_later(now: &Problem, seed: u64) -> Problem {
    let (day, last) = (now.peildatum + chrono::Days::new(seed % 30), now.schooljaar.laatste_dag());
    let mut later = now.clone();
    let at_random = |at: usize| !(at as u64 + seed).is_multiple_of(4);
    let gone: Vec<_> = now.plaatsingen.iter().enumerate().filter(|(at, _)| at_random(*at)).collect();
    for (at, was) in gone {
        // A reservation is not ended, and what ran out before is not there to end.
        let ran = was.delen.iter().all(|deel| deel.tot_en_met >= day && deel.van <= day);
        if was.status != Plaatsingstatus::Actief || !ran {
            continue;
        }
        later.plaatsingen.retain(|today| today.id != was.id);
        let goes_over = (at as u64 + seed).is_multiple_of(2).then(|| day.succ_opt().unwrap());
        for deel in &was.delen {
            let (begin, netto) = (was.sinds.unwrap_or(deel.van), was.netto_vanaf);
            let row = |van: chrono::NaiveDate, tot_en_met, na_overdracht: bool| ProblemInstroom {
                plaatsing: was.id.clone(),
                regiodocent: was.regiodocent.clone(),
                vestigingscode: was.vestigingscode.clone(),
                status: if goes_over.is_some() { Plaatsingstatus::Overgedragen } else { Plaatsingstatus::Beeindigd },
                fte: deel.fte,
                sinds: begin,
                van: netto.map_or(van, |netto| netto.max(van)),
                tot_en_met,
                na_overdracht,
                overdracht_op: goes_over.filter(|_| na_overdracht),
            };
            let rows = [Some(row(begin, day, false)), goes_over.map(|day| row(day, last, true))];
            later.instroom.extend(rows.into_iter().flatten().filter(|row| row.van <= row.tot_en_met));
        }
    }
    later
}

#[test]
fn what_was_so_on_the_peildatum_is_so_for_every_judge_also_weeks_later() {
    let (mut left, mut held) = (0, 0);
    for seed in 0..120 {
        let mut now = met_beleid(seed);
        let rooted = |today: &mut rato::matching::problem::HuidigePlaatsing| {
            today.sinds = Some(now.schooljaar.eerste_dag());
            if seed.is_multiple_of(3) {
                today.netto_vanaf = Some(now.peildatum + chrono::Days::new(seed % 2));
            }
        };
        now.plaatsingen.iter_mut().for_each(rooted);
        let later = weken_later(&now, seed);
        left += now.plaatsingen.len() - later.plaatsingen.len();
        let norms = |problem: &Problem| {
            let norms = with_norms(problem.clone()).unwrap().normen;
            let of_formation = |norm: &Norm| ["drieprocent", "leerling-leraar-ratio"].contains(&norm.regel.as_str());
            norms.into_iter().filter(of_formation).collect::<Vec<_>>()
        };
        assert_eq!(norms(&later), norms(&now), "trekking {seed}");
        held += norms(&now).len();
        assert_holds(&later, 1_000, &format!("weken later, trekking {seed}"));
    }
    assert!(left >= 15 && held >= 60, "{left} {held}: the draws say too little");
}

#[test]
fn a_problem_that_brings_its_norms_and_one_in_another_order_are_judged_alike() {
    let problem = rommelig(5);
    assert_holds(&with_norms(problem.clone()).unwrap(), 1_000, "met normen");
    let mut other = problem;
    other.scholen.reverse();
    other.vacatures.reverse();
    other.regiodocenten.reverse();
    assert_holds(&other, 1_000, "omgekeerd");
}

#[test]
fn a_plan_for_amsterdam_holds_every_property_within_seconds() {
    let Some(folder) = data_dir() else { return };
    let problem = amsterdam(&folder, 200, 3);
    let plan = solve(&problem, &Limits { werk: Some(0), ..Limits::default() }, &Niemand).unwrap();
    let began = std::time::Instant::now();
    let verslag = verify(&problem, &plan);
    println!("verify {:?}", began.elapsed());
    assert!(verslag.geldig, "{}", verslag.samenvatting());
}
