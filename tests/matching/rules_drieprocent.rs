//! The 3%-regeling: norm, room and breach.

use rato::domain::beleid::{Modus, Tier, Waarde};
use rato::domain::breuk::Breuk;
use rato::domain::fte::Fte;
use rato::domain::plaatsing::Plaatsingstatus;
use rato::domain::sector::Sector;
use rato::matching::canonical::with_norms;
use rato::matching::checker::check;
use rato::matching::plan::VoorgesteldePlaatsing;
use rato::matching::problem::{Norm, Onderwerp, Problem, ProblemInstroom};
use rato::matching::solve::solve;
use rato::matching::{Limits, Niemand};
use rato::verify::verify;

use super::fixture::*;

/// Two boards with as many pupils each; one has 220 fte and the other 180, so that E is 200. The first expects `uitstroom`.
fn besturen(uitstroom: &str) -> Problem {
    let mut problem = Problem {
        schoolbesturen: vec![bestuur("10001"), bestuur("10002")],
        scholen: vec![school("01AA00", "10001", "240", "220"), school("02BB00", "10002", "240", "180")],
        regiodocenten: (1..=9).map(|at| docent(&format!("d{at}"), "1")).collect(),
        vacatures: vec![vacature("v1", "01AA00", "10"), vacature("v2", "02BB00", "10")],
        ..leeg()
    };
    problem.scholen[0].formatie.as_mut().unwrap().verwachte_uitstroom_fte = Some(fte(uitstroom));
    zet_parameter(&mut problem, "spreiding", "max-personen-per-vacature", Waarde::Geheel(0));
    problem
}

fn norm(problem: &Problem, nummer: &str, sector: Sector) -> Norm {
    let subject = Onderwerp::Schoolbestuur(nummer.parse().unwrap());
    let norms = with_norms(problem.clone()).unwrap().normen;
    let wanted = |norm: &Norm| norm.regel == "drieprocent" && norm.onderwerp == subject && norm.sector == Some(sector);
    norms.into_iter().find(wanted).unwrap()
}

fn stap(norm: &Norm, symbool: &str) -> Breuk {
    norm.stappen.iter().find(|stap| stap.symbool == symbool).unwrap_or_else(|| panic!("{symbool}")).waarde.clone()
}

fn nieuw(aantal: usize, school: &str, v: &str) -> Vec<VoorgesteldePlaatsing> {
    (1..=aantal).map(|at| plaats(&format!("d{at}"), school, v, "1")).collect()
}

#[test]
fn the_example_of_the_three_grondslagen() {
    let mut problem = besturen("10");
    for (basis, d) in [("eigen", "6.6"), ("norm", "6"), ("afstand", "0.6")] {
        zet_parameter(&mut problem, "drieprocent", "grondslag", Waarde::Keuze(basis.into()));
        let norm = norm(&problem, "10001", Sector::Bo);
        assert_eq!((stap(&norm, "T"), stap(&norm, "E"), stap(&norm, "d")), (breuk("220"), breuk("200"), breuk(d)));
        assert_eq!(stap(&norm, "P"), breuk("220") - breuk(d));
        assert_eq!(norm.waarde, Some(breuk("10") - breuk(d)), "ruimte = P − (T − uitstroom)");
        assert_eq!(norm.stappen.iter().filter(|stap| stap.symbool.starts_with("d-")).count(), 2, "the other two");
    }
}

#[test]
fn the_derivation_can_be_redone_on_a_calculator() {
    let norm = norm(&besturen("10"), "10001", Sector::Bo);
    let lines: Vec<_> = norm.stappen.iter().map(|stap| (stap.symbool.as_str(), stap.berekening.as_str())).collect();
    for expected in [
        ("E", "400,00 × 4800,00 ÷ 9600,00 = 200,00"),
        ("d", "220,00 × 3 % = 6,60"),
        ("d-norm", "200,00 × 3 % = 6,00"),
        ("d-afstand", "3 % × (220,00 − 200,00) = 0,60"),
        ("P", "220,00 − 6,60 = 213,40"),
        ("ruimte", "max(0; 213,40 − (220,00 − 10,00)) = 3,40"),
        ("jaren", "220,00 → 213,40 → 207,00 → 200,79 → 200,00"),
    ] {
        assert!(lines.contains(&expected), "{expected:?} in {lines:#?}");
    }
}

#[test]
fn who_is_under_the_norm_may_grow_freely() {
    let problem = besturen("10");
    let norm = norm(&problem, "10002", Sector::Bo);
    assert_eq!(norm.waarde, None);
    let oordeel = check(&problem, &nieuw(9, "02BB00", "v2")).unwrap();
    assert!(oordeel.bevindingen.iter().all(|found| found.regel != "drieprocent"));
}

#[test]
fn what_goes_above_the_room_is_a_breach_with_a_size() {
    let mut problem = besturen("10");
    assert!(check(&problem, &nieuw(3, "01AA00", "v1")).unwrap().bevindingen.iter().all(|f| f.regel != "drieprocent"));
    let plan = nieuw(5, "01AA00", "v1");
    let value = |problem: &Problem, wanted| {
        let oordeel = check(problem, &plan).unwrap();
        assert!(oordeel.geldig, "a promise between boards never makes a plan invalid");
        oordeel.tiers.iter().find(|(tier, _)| *tier == wanted).unwrap().1.clone()
    };
    assert_eq!(value(&problem, Tier::Solidariteit), breuk("1.6"), "5 where 3.4 was free");
    let found = check(&problem, &plan).unwrap().bevindingen.into_iter().find(|f| f.regel == "drieprocent").unwrap();
    assert!(found.overtreding && found.modus == Modus::Zacht);
    assert_eq!(
        found.tekst,
        "Het bestuur krijgt in sector bo 5,00 netto fte, 1,60 meer dan de ruimte van 3,40 onder de 3%-regeling."
    );
    zet_modus(&mut problem, "drieprocent", Modus::Hard);
    assert_eq!((value(&problem, Tier::HardeRegels), value(&problem, Tier::Solidariteit)), (breuk("1.6"), breuk("0")));
    assert!(!check(&problem, &plan).unwrap().is_haalbaar());
    zet_modus(&mut problem, "drieprocent", Modus::Rapport);
    assert_eq!(value(&problem, Tier::Solidariteit), breuk("0"));
    let found = check(&problem, &plan).unwrap().bevindingen.into_iter().find(|f| f.regel == "drieprocent").unwrap();
    assert!(!found.overtreding);
    zet_modus(&mut problem, "drieprocent", Modus::Uit);
    assert!(check(&problem, &plan).unwrap().bevindingen.iter().all(|found| found.regel != "drieprocent"));
}

#[test]
fn who_was_already_netto_at_work_counts_in_t_and_takes_no_room() {
    let mut problem = besturen("10");
    problem.plaatsingen = vec![vandaag("p1", "d9", "01AA00", "v1", "1"), vandaag("p2", "d8", "01AA00", "v1", "1")];
    problem.plaatsingen[1].netto_vanaf = Some(dag("2026-10-02"));
    let norm = norm(&problem, "10001", Sector::Bo);
    assert_eq!(stap(&norm, "T"), breuk("221"), "d8 is still in dubbele bezetting on the peildatum");
    // Room: 10 − 3 % × 221 = 3.37. The 303 netto days of d8 come out of it; d9 does not.
    let mut plan: Vec<_> = problem.plaatsingen.iter().map(vervolg).collect();
    plan.extend(nieuw(3, "01AA00", "v1"));
    let oordeel = check(&problem, &plan).unwrap();
    let over = oordeel.bevindingen.iter().find(|found| found.regel == "drieprocent").unwrap();
    assert_eq!(over.omvang, breuk("3") + breuk("303/365") - breuk("3.37"));
    zet_parameter(&mut problem, "drieprocent", "dubbele-bezetting-telt-mee", Waarde::JaNee(true));
    let norm = self::norm(&problem, "10001", Sector::Bo);
    assert_eq!(stap(&norm, "T"), breuk("222"));
}

/// Fte of somebody at the first school who is not among the plaatsingen any more.
fn eerder(van: &str, tot_en_met: &str, na_overdracht: bool) -> ProblemInstroom {
    ProblemInstroom {
        plaatsing: "weg".into(),
        regiodocent: "d9".into(),
        vestigingscode: "01AA00".parse().unwrap(),
        status: Plaatsingstatus::Beeindigd,
        fte: fte("1"),
        sinds: dag("2026-08-01"),
        van: dag(van),
        tot_en_met: dag(tot_en_met),
        na_overdracht,
        overdracht_op: None,
    }
}

/// How far above the room three newcomers go, when the board received this before.
fn boven_met(problem: &Problem) -> Option<Breuk> {
    let oordeel = check(problem, &nieuw(3, "01AA00", "v1")).unwrap();
    oordeel.bevindingen.into_iter().find(|found| found.regel == "drieprocent").map(|found| found.omvang)
}

#[test]
fn what_ended_keeps_the_days_it_ran_and_who_went_over_to_the_board_goes_on() {
    let over = |instroom: Vec<ProblemInstroom>| boven_met(&Problem { instroom, ..besturen("10") });
    let later = |row: ProblemInstroom| ProblemInstroom { sinds: dag("2026-10-02"), ..row };
    // Room is 3.40; three newcomers take 3.
    assert_eq!(over(vec![]), None);
    assert_eq!(over(vec![later(eerder("2026-10-02", "2027-02-24", false))]), None, "146 of 365 days is 0.40");
    assert_eq!(over(vec![later(eerder("2026-10-02", "2027-02-25", false))]), Some(breuk("1/365")), "a day more");
    let (before, after) = (eerder("2026-10-02", "2027-02-24", false), eerder("2027-02-25", "2027-07-31", true));
    let rows = vec![later(before), later(after)];
    assert_eq!(over(rows), Some(breuk("157/365")), "the contract is with the board, who stays");
    let ended_before = eerder("2026-08-01", "2026-09-30", false);
    assert_eq!(over(vec![ended_before.clone()]), None);
    let rows = vec![ended_before, later(eerder("2026-10-02", "2026-12-31", false))];
    assert_eq!(over(rows), Some(breuk("152/365") - breuk("0.4")), "61 days before the peildatum and 91 after it");
    let earlier = eerder("2026-09-01", "2027-07-31", true);
    assert_eq!(over(vec![earlier]), None, "staff of the board on the peildatum is in its T");
    let later = ProblemInstroom { overdracht_op: Some(dag("2026-09-01")), ..eerder("2026-10-15", "2027-07-31", true) };
    assert_eq!(over(vec![later]), None, "also when the days that count begin later");
}

#[test]
fn who_was_netto_on_the_peildatum_counts_in_t_and_takes_no_room_also_when_it_is_over_by_now() {
    let t = |problem: &Problem| stap(&norm(problem, "10001", Sector::Bo), "T");
    let with = |instroom: Vec<ProblemInstroom>| Problem { instroom, ..besturen("10") };
    // The peildatum is 1 October. With T = 221 the room is 10 − 6.63 = 3.37, of which three newcomers leave 0.37.
    let ended = with(vec![eerder("2026-08-01", "2026-10-01", false)]);
    assert_eq!((t(&ended), boven_met(&ended)), (breuk("221"), None));
    let before = with(vec![eerder("2026-08-01", "2026-09-30", false)]);
    assert_eq!((t(&before), boven_met(&before)), (breuk("220"), None), "61 days of room, of 146");
    // Who went over after it, was there as a plaatsing: all days of the year are of the same fte.
    let over = with(vec![eerder("2026-08-01", "2026-12-31", false), eerder("2027-01-01", "2027-07-31", true)]);
    assert_eq!((t(&over), boven_met(&over)), (breuk("221"), None));
    // Who was still in dubbele bezetting was not, and takes the netto days; unless dubbele bezetting counts.
    let mut double = with(vec![eerder("2026-10-02", "2026-12-31", false), eerder("2027-01-01", "2027-07-31", true)]);
    assert_eq!((t(&double), boven_met(&double)), (breuk("220"), Some(breuk("303/365") - breuk("0.4"))));
    zet_parameter(&mut double, "drieprocent", "dubbele-bezetting-telt-mee", Waarde::JaNee(true));
    assert_eq!((t(&double), boven_met(&double)), (breuk("221"), None));
    // Cut at the first day that is planned, what goes on stands with the plaatsingen: not twice.
    let mut cut = with(vec![eerder("2026-08-01", "2026-11-30", false)]);
    cut.plaatsingen = vec![vandaag("weg", "d9", "01AA00", "v1", "1")];
    cut.plaatsingen[0].sinds = Some(dag("2026-08-01"));
    cut.plaatsingen[0].delen[0].van = dag("2026-12-01");
    assert_eq!(t(&cut), breuk("221"));
    for problem in [ended, before, over, double, cut] {
        let plan = solve(&problem, &Limits { werk: Some(200), ..Limits::default() }, &Niemand).unwrap();
        assert_eq!(verify(&problem, &plan).gebroken().count(), 0, "{:?}", problem.instroom);
    }
}

#[test]
fn on_top_of_what_runs_a_piece_may_be_small_and_no_bound_forgets_that() {
    // Room for 0.1: 6.709 − 3 % × 220.3. The vacature asks 0.2, the least that is placed anew.
    let mut problem = besturen("6.709");
    problem.regiodocenten = vec![docent("d1", "0.5")];
    problem.vacatures = vec![vacature("v0", "01AA00", "0.3"), vacature("v1", "01AA00", "0.2")];
    problem.plaatsingen = vec![vandaag("p1", "d1", "01AA00", "v0", "0.3")];
    let mut by_hand: Vec<_> = problem.plaatsingen.iter().map(vervolg).collect();
    by_hand.push(plaats("d1", "01AA00", "v1", "0.1"));
    let oordeel = check(&problem, &by_hand).unwrap();
    assert!(oordeel.geldig, "{:?}", oordeel.bevindingen);
    let plan = solve(&problem, &Limits { werk: Some(20_000), ..Limits::default() }, &Niemand).unwrap();
    for ((tier, value), found) in oordeel.tiers.iter().zip(&plan.tiers).take(3) {
        assert_eq!(*tier, found.tier);
        assert!(found.grens.as_ref().is_none_or(|bound| bound <= value), "{tier}: {:?} above {value}", found.grens);
    }
    assert_eq!(verify(&problem, &plan).gebroken().count(), 0);
}

#[test]
fn the_solver_leaves_a_donor_no_room_that_was_used_before() {
    let mut problem = besturen("10");
    problem.vacatures.truncate(1);
    zet_modus(&mut problem, "drieprocent", Modus::Hard);
    let placed = |problem: &Problem| {
        let plan = solve(problem, &Limits { werk: Some(500), ..Limits::default() }, &Niemand).unwrap();
        assert!(verify(problem, &plan).geldig);
        plan.plaatsingen.iter().filter(|line| line.vestigingscode.as_str() == "01AA00").count()
    };
    assert_eq!(placed(&problem), 3, "3.40 is free");
    problem.instroom = vec![ProblemInstroom { sinds: dag("2026-10-02"), ..eerder("2026-10-02", "2027-07-30", false) }];
    assert_eq!(placed(&problem), 2, "one was there for most of the year");
}

#[test]
fn a_school_without_schoolweging_counts_once_and_is_named() {
    let mut problem = besturen("10");
    problem.scholen[0].schoolweging_e2 = None;
    problem.scholen[1].schoolweging_e2 = Some(3600);
    let one = norm(&problem, "10001", Sector::Bo);
    assert_eq!(stap(&one, "W"), breuk("4800"));
    assert_eq!(stap(&norm(&problem, "10002", Sector::Bo), "W"), breuk("5280"), "1 + ½ × 6 ÷ 30");
    assert_eq!(one.opmerkingen, ["Zonder schoolweging, telt met factor 1: School 01AA00."]);
}

#[test]
fn a_missing_uitstroom_is_a_share_of_t_and_listed() {
    let mut problem = besturen("10");
    problem.scholen[0].formatie.as_mut().unwrap().verwachte_uitstroom_fte = None;
    let norm = norm(&problem, "10001", Sector::Bo);
    assert_eq!(stap(&norm, "uitstroom"), breuk("17.6"), "8 % of 220");
    assert_eq!(norm.opmerkingen, ["Zonder verwachte uitstroom, aangevuld met 8 %: School 01AA00."]);
}

#[test]
fn a_small_board_can_be_exempt_and_still_counts_in_the_average() {
    let mut problem = besturen("10");
    zet_parameter(&mut problem, "drieprocent", "drempel", Waarde::Geheel(221));
    let norm = norm(&problem, "10001", Sector::Bo);
    assert_eq!((norm.waarde.clone(), stap(&norm, "E")), (None, breuk("200")));
    assert!(norm.opmerkingen.iter().any(|text| text.starts_with("Vrijgesteld")));
    let oordeel = check(&problem, &nieuw(9, "01AA00", "v1")).unwrap();
    assert!(oordeel.bevindingen.iter().all(|found| found.regel != "drieprocent"));
}

#[test]
fn every_sector_has_its_own_ledger() {
    let mut problem = besturen("10");
    let mut so = school("03CC00", "10001", "50", "50");
    so.sector = Sector::So;
    problem.scholen.push(so);
    assert_eq!(stap(&norm(&problem, "10001", Sector::Bo), "T"), breuk("220"));
    let alone = norm(&problem, "10001", Sector::So);
    assert_eq!((stap(&alone, "T"), stap(&alone, "E"), alone.waarde), (breuk("50"), breuk("50"), None));
}

#[test]
fn without_pupils_everybody_is_at_the_norm() {
    let mut problem = besturen("10");
    problem.scholen.iter_mut().for_each(|school| school.formatie.as_mut().unwrap().leerlingen = 0);
    assert_eq!(stap(&norm(&problem, "10001", Sector::Bo), "E"), breuk("220"));
}

#[test]
fn what_is_not_deployable_does_not_count() {
    let mut problem = besturen("10");
    problem.scholen[0].formatie.as_mut().unwrap().niet_inzetbaar_fte = Fte::from_e4(15_000);
    assert_eq!(stap(&norm(&problem, "10001", Sector::Bo), "T"), breuk("218.5"));
}
