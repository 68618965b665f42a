//! The checker as a whole: tiers in order, and the figures.

use rato::domain::beleid::Tier;
use rato::matching::checker::check;
use rato::matching::cijfers::cijfers;
use rato::matching::facts::Feiten;

use super::fixture::*;

#[test]
fn tiers_come_in_the_order_of_the_policy() {
    let mut problem = klein();
    problem.beleid.tiers.swap(2, 4);
    let tiers: Vec<Tier> = check(&problem, &[]).unwrap().tiers.into_iter().map(|(tier, _)| tier).collect();
    assert_eq!(tiers, problem.beleid.tiers);
}

#[test]
fn figures_tell_before_and_after() {
    let mut problem = klein();
    problem.scholen.push(school("03CC00", "10001", "10", "12"));
    let plan = [plaats("anna", "01AA00", "v1", "1"), plaats("bram", "02BB00", "v2", "0.6")];
    let figures = cijfers(&Feiten::new(&problem).unwrap(), &plan);
    assert_eq!((figures.geplaatst, figures.regiodocenten), (2, 2));
    assert_eq!((figures.gevuld_fte.clone(), figures.gevuld_netto_fte.clone()), (breuk("1.6"), breuk("1.6")));
    assert_eq!((figures.tekort_voor.clone(), figures.tekort_na.clone()), (breuk("4"), breuk("2.4")));
    assert_eq!(figures.zwaarste_voor.unwrap().vestigingscode.as_str(), "01AA00", "the first of equals");
    assert_eq!(figures.zwaarste_na.unwrap().vestigingscode.as_str(), "02BB00");
    assert_eq!((figures.p90_voor, figures.p90_na), (breuk("0.2"), breuk("0.14")));
    // 0.2, 0.2 and 0: the deviation is √(0.08 ÷ 9)
    assert_eq!(figures.standaardafwijking_voor, breuk("0.094280"));
    assert_eq!(figures.scholen.len(), 3);
}

#[test]
fn a_reservation_holds_fte_but_is_no_netto_of_today() {
    let mut problem = klein();
    problem.plaatsingen =
        vec![vandaag("p1", "anna", "01AA00", "v1", "1"), vandaag("p2", "bram", "02BB00", "v2", "0.6")];
    problem.plaatsingen[1].status = rato::domain::plaatsing::Plaatsingstatus::AkkoordSchool;
    let plan: Vec<_> = problem.plaatsingen.iter().map(vervolg).collect();
    let figures = cijfers(&Feiten::new(&problem).unwrap(), &plan);
    assert_eq!((figures.tekort_voor, figures.tekort_na), (breuk("3"), breuk("2.4")));
}

#[test]
fn nothing_at_all_is_a_valid_question_and_answer() {
    let problem = leeg();
    assert!(check(&problem, &[]).unwrap().geldig);
    let figures = cijfers(&Feiten::new(&problem).unwrap(), &[]);
    assert!(figures.zwaarste_voor.is_none() && figures.p90_na.is_nul());
}

#[test]
fn an_impossible_amount_is_refused_and_not_reckoned_with() {
    let problem = klein();
    for e4 in [i64::MAX, i64::MIN + 1, -1] {
        let mut line = plaats("anna", "01AA00", "v1", "1");
        line.delen[0].fte = rato::domain::fte::Fte::from_e4(e4);
        let twice = [line.clone(), line];
        let oordeel = check(&problem, &twice).unwrap();
        assert!(!oordeel.geldig);
        assert_eq!(oordeel.tiers, check(&problem, &[]).unwrap().tiers);
    }
}
