//! Leerling-leraarratio: a ceiling per board, with a number that only the region decides.

use rato::domain::beleid::{Modus, Waarde};
use rato::domain::breuk::Breuk;
use rato::matching::canonical::with_norms;
use rato::matching::checker::check;
use rato::matching::problem::{Onderwerp, Problem};
use rato::matching::validate::validate;
use rato::matching::{Limits, Niemand, solve};
use rato::verify::verify;

use super::brute::beste;
use super::fixture::*;
use super::solve::getrokken;

const REGEL: &str = "leerling-leraar-ratio";

/// Two boards with 200 pupils; the first has 12 fte, the second 8, and a tenth of a year leaves.
fn twee_besturen() -> Problem {
    let mut problem = klein();
    problem.scholen[0].formatie.as_mut().unwrap().beschikbaar_bevoegd_fte = fte("12");
    zet_modus(&mut problem, "drieprocent", Modus::Uit);
    zet_parameter(&mut problem, "drieprocent", "uitstroom", Waarde::Getal(breuk("1/10")));
    problem
}

#[test]
fn the_rule_is_off_until_a_region_gives_its_number() {
    let mut problem = twee_besturen();
    assert!(with_norms(problem.clone()).unwrap().normen.iter().all(|norm| norm.regel != REGEL));
    zet_ratio(&mut problem, Modus::Uit, Some("16"));
    assert_eq!(validate(&problem), Ok(()));
    for modus in [Modus::Rapport, Modus::Zacht, Modus::Hard] {
        zet_ratio(&mut problem, modus, None);
        let found = validate(&problem).unwrap_err();
        assert_eq!(found[0].pointer, format!("/beleid/regels/{REGEL}/parameters/leerlingen-per-fte"));
        zet_ratio(&mut problem, modus, Some("1/2"));
        assert_eq!(validate(&problem).unwrap_err()[0].code, "waarde-past-niet");
    }
}

#[test]
fn the_ceiling_is_pupils_divided_by_the_ratio_and_can_be_redone_by_hand() {
    let mut problem = twee_besturen();
    zet_ratio(&mut problem, Modus::Zacht, Some("18"));
    let norms = with_norms(problem).unwrap().normen;
    let norms: Vec<_> = norms.iter().filter(|norm| norm.regel == REGEL).collect();
    // 200 ÷ 18 = 11.11; 12 − 1.2 = 10.8 stay, so 0.31 may come. The other: 11.11 − (8 − 0.8) = 3.91.
    assert_eq!(norms[0].waarde, Some(breuk("14/45")));
    assert_eq!(norms[1].waarde, Some(breuk("176/45")));
    let steps: Vec<_> = norms[0].stappen.iter().map(|stap| (stap.symbool.as_str(), stap.berekening.as_str())).collect();
    assert_eq!(
        steps,
        [
            ("T", "12 eigen + 0 geplaatst = 12,00"),
            ("uitstroom", "1,20"),
            ("leerlingen", "200"),
            ("r", "18,00"),
            ("P", "200 ÷ 18,00 = 11,11"),
            ("ruimte", "max(0; 11,11 − (12,00 − 1,20)) = 0,31"),
        ]
    );
}

#[test]
fn what_comes_above_the_ceiling_is_a_breach_in_the_tier_of_the_mode() {
    let mut problem = twee_besturen();
    let plan = [plaats("anna", "01AA00", "v1", "1")];
    for (modus, tier, breach) in [(Modus::Zacht, 1, true), (Modus::Hard, 0, true), (Modus::Rapport, 9, false)] {
        zet_ratio(&mut problem, modus, Some("18"));
        let oordeel = check(&problem, &plan).unwrap();
        let found = oordeel.bevindingen.iter().find(|found| found.regel == REGEL).unwrap();
        assert_eq!((found.omvang.clone(), found.overtreding), (breuk("31/45"), breach));
        assert_eq!(found.onderwerp, Onderwerp::Schoolbestuur("10001".parse().unwrap()));
        for (at, (_, value)) in oordeel.tiers.iter().enumerate().take(2) {
            assert_eq!(*value, if at == tier { breuk("31/45") } else { Breuk::nul() });
        }
    }
}

#[test]
fn a_board_without_pupils_has_no_ceiling() {
    let mut problem = twee_besturen();
    problem.scholen[0].formatie.as_mut().unwrap().leerlingen = 0;
    zet_ratio(&mut problem, Modus::Zacht, Some("18"));
    let norms = with_norms(problem.clone()).unwrap().normen;
    let norm = norms.iter().find(|norm| norm.regel == REGEL).unwrap();
    assert_eq!((norm.waarde.clone(), norm.opmerkingen.len()), (None, 1));
    let oordeel = check(&problem, &[plaats("anna", "01AA00", "v1", "1")]).unwrap();
    assert!(oordeel.bevindingen.iter().all(|found| found.regel != REGEL));
}

#[test]
fn small_cases_under_a_ratio_equal_brute_force_and_the_second_opinion_agrees() {
    for seed in 0..16 {
        let mut problem = getrokken(seed);
        let modus = [Modus::Zacht, Modus::Hard, Modus::Rapport][seed as usize % 3];
        zet_ratio(&mut problem, modus, Some(["18", "20", "41/2", "23"][seed as usize % 4]));
        let plan = solve(&problem, &Limits { werk: Some(40_000), ..Limits::default() }, &Niemand).unwrap();
        let verslag = verify(&problem, &plan);
        assert!(verslag.geldig, "trekking {seed}: {}", verslag.samenvatting());
        let found: Vec<_> = plan.tiers.iter().map(|tier| (tier.tier, tier.waarde.clone())).collect();
        assert_eq!(found, beste(&problem), "trekking {seed}");
    }
}
