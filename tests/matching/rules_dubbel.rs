//! Norm and checker are written twice and share nothing: on generated regions they must say the same.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rato::domain::beleid::Waarde;
use rato::domain::breuk::Breuk;
use rato::domain::fte::Fte;
use rato::domain::sector::Sector;
use rato::matching::canonical::with_norms;
use rato::matching::checker::check;
use rato::matching::facts::Feiten;
use rato::matching::plan::VoorgesteldePlaatsing;
use rato::matching::problem::{Norm, Onderwerp, Problem, ProblemSchool};

use super::fixture::*;

/// Board, sector, and the figures of a school: needed, available, away (all in tenths), pupils, weging, groepen, uitstroom.
type Cijfers = (usize, bool, (i64, i64, i64), i32, Option<i32>, Option<i32>, Option<i64>);

fn een_school(at: usize, cijfers: &Cijfers) -> ProblemSchool {
    let (board, special, (needed, has, away), leerlingen, weging, groepen, uitstroom) = cijfers;
    let mut school = school(&format!("{at:02}AA00"), &format!("1000{board}"), "1", "1");
    let tenths = |amount: i64| Fte::from_e4(amount * 1_000);
    school.sector = if *special { Sector::So } else { Sector::Bo };
    school.schoolweging_e2 = *weging;
    let formatie = school.formatie.as_mut().unwrap();
    formatie.benodigd_fte = tenths(*needed);
    formatie.beschikbaar_bevoegd_fte = tenths(*has);
    formatie.niet_inzetbaar_fte = tenths(*away.min(has));
    formatie.leerlingen = *leerlingen;
    formatie.groepen = *groepen;
    formatie.verwachte_uitstroom_fte = uitstroom.map(tenths);
    formatie.eerstejaars_zij_instromers_eigen = *leerlingen % 3;
    school
}

/// Five boards, the schools, and one person and vacature per school.
fn regio(scholen: &[Cijfers], saldi: &[i64]) -> Problem {
    let mut problem = leeg();
    for (board, saldo) in saldi.iter().enumerate() {
        let mut bestuur = bestuur(&format!("1000{board}"));
        bestuur.saldi_zevenprocent.insert(Sector::Bo, Breuk::ratio(*saldo, 100));
        bestuur.lot = (7 * board as u64) % 3;
        problem.schoolbesturen.push(bestuur);
    }
    for (at, cijfers) in scholen.iter().enumerate() {
        problem.scholen.push(een_school(at, cijfers));
        problem.regiodocenten.push(docent(&format!("d{at:02}"), "1"));
        problem.vacatures.push(vacature(&format!("v{at:02}"), &format!("{at:02}AA00"), "1"));
    }
    problem
}

fn everybody(problem: &Problem) -> Vec<VoorgesteldePlaatsing> {
    let line = |at: usize| plaats(&format!("d{at:02}"), &format!("{at:02}AA00"), &format!("v{at:02}"), "1");
    (0..problem.scholen.len()).map(line).collect()
}

/// Sizes of the findings of a rule, per subject; zero left out.
fn found(problem: &Problem, plan: &[VoorgesteldePlaatsing], regel: &str) -> BTreeMap<Onderwerp, Breuk> {
    let mut sizes: BTreeMap<Onderwerp, Breuk> = BTreeMap::new();
    for finding in check(problem, plan).unwrap().bevindingen.into_iter().filter(|finding| finding.regel == regel) {
        *sizes.entry(finding.onderwerp).or_default() += finding.omvang;
    }
    sizes
}

/// What the norms say the findings must be.
fn expected(norms: &[Norm], has: impl Fn(&Norm) -> Breuk, above: bool) -> BTreeMap<Onderwerp, Breuk> {
    let mut sizes: BTreeMap<Onderwerp, Breuk> = BTreeMap::new();
    for norm in norms {
        let Some(demand) = &norm.waarde else { continue };
        let size = if above { has(norm) - demand.clone() } else { demand.clone() - has(norm) };
        if size > Breuk::nul() {
            *sizes.entry(norm.onderwerp.clone()).or_default() += size;
        }
    }
    sizes
}

fn norms(problem: &Problem, regel: &str) -> Vec<Norm> {
    with_norms(problem.clone()).unwrap().normen.into_iter().filter(|norm| norm.regel == regel).collect()
}

fn cijfers() -> impl Strategy<Value = Cijfers> {
    (
        0..5usize,
        proptest::bool::weighted(0.3),
        (0..300i64, 0..300i64, 0..20i64),
        0..500i32,
        proptest::option::of(2000..=4000i32),
        proptest::option::of(0..40i32),
        proptest::option::of(0..60i64),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_room_of_every_board_is_what_the_checker_allows(
        scholen in prop::collection::vec(cijfers(), 1..12),
        grondslag in prop::sample::select(vec!["eigen", "norm", "afstand"]),
        drempel in 0..30i64,
    ) {
        let mut problem = regio(&scholen, &[0; 5]);
        zet_parameter(&mut problem, "drieprocent", "grondslag", Waarde::Keuze(grondslag.into()));
        zet_parameter(&mut problem, "drieprocent", "drempel", Waarde::Geheel(drempel));
        let norms = norms(&problem, "drieprocent");
        let total = |symbool: &str| -> Breuk {
            norms.iter().flat_map(|norm| &norm.stappen).filter(|stap| stap.symbool == symbool)
                .map(|stap| stap.waarde.clone()).sum()
        };
        prop_assert_eq!(total("E"), total("T"));
        let feiten = Feiten::new(&problem).unwrap();
        let received = |norm: &Norm| {
            let here = |school: &&ProblemSchool| {
                Onderwerp::Schoolbestuur(school.bestuursnummer.clone()) == norm.onderwerp && Some(school.sector) == norm.sector
            };
            Breuk::from(i64::try_from(feiten.problem.scholen.iter().filter(here).count()).unwrap())
        };
        let plan = everybody(&problem);
        prop_assert_eq!(found(&problem, &plan, "drieprocent"), expected(&norms, received, true));
    }

    #[test]
    fn the_quota_of_every_board_are_what_the_checker_asks(
        scholen in prop::collection::vec(cijfers(), 1..12),
        saldi in prop::collection::vec(-300..300i64, 5),
        afronding in prop::sample::select(vec!["grootste-rest", "naar-boven", "naar-beneden", "afronden"]),
        grondslag in prop::sample::select(vec!["groepen", "personen", "fte"]),
    ) {
        let mut problem = regio(&scholen, &saldi);
        zet_parameter(&mut problem, "zevenprocent", "afronding", Waarde::Keuze(afronding.into()));
        zet_parameter(&mut problem, "zevenprocent", "grondslag", Waarde::Keuze(grondslag.into()));
        let norms = norms(&problem, "zevenprocent");
        let own = |norm: &Norm| norm.stappen.iter().find(|stap| stap.symbool == "eigen").unwrap().waarde.clone();
        prop_assert_eq!(found(&problem, &[], "zevenprocent"), expected(&norms, own, false));
        prop_assert!(norms.iter().all(|norm| norm.waarde.as_ref().is_some_and(|quotum| !quotum.is_negatief())));
    }
}
