//! Every error at once, each where it is and with its repair.

use rato::domain::beleid::{Modus, Tier, Waarde};
use rato::domain::periode::Periode;
use rato::matching::problem::{Problem, ProblemContract};
use rato::matching::validate::validate;

use super::fixture::*;

fn errors(problem: &Problem) -> Vec<(String, String)> {
    let errors = validate(problem).err().unwrap_or_default();
    assert!(errors.iter().all(|error| !error.detail.is_empty() && error.herstel.ends_with('.')), "{errors:#?}");
    errors.into_iter().map(|error| (error.pointer, error.code)).collect()
}

fn one(change: impl FnOnce(&mut Problem)) -> (String, String) {
    let mut problem = klein();
    problem.plaatsingen = vec![vandaag("p1", "anna", "01AA00", "v1", "0.5")];
    assert!(errors(&problem).is_empty());
    change(&mut problem);
    let mut found = errors(&problem);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

fn at(pointer: &str, code: &str) -> (String, String) {
    (pointer.into(), code.into())
}

#[test]
fn three_errors_come_together() {
    let mut problem = klein();
    problem.versie = 9;
    problem.vacatures[1].vestigingscode = "99ZZ99".parse().unwrap();
    problem.regiodocenten[1].id = "anna".into();
    let expected = [
        at("/versie", "onbekende-versie"),
        at("/vacatures/1/vestigingscode", "onbekende-verwijzing"),
        at("/regiodocenten/1/id", "dubbel"),
    ];
    assert_eq!(errors(&problem), expected);
}

#[test]
fn references_and_doubles() {
    let unknown = "onbekende-verwijzing";
    assert_eq!(
        one(|p| p.scholen[0].bestuursnummer = "99999".parse().unwrap()),
        at("/scholen/0/bestuursnummer", unknown)
    );
    assert_eq!(one(|p| p.plaatsingen[0].regiodocent = "x".into()), at("/plaatsingen/0/regiodocent", unknown));
    assert_eq!(
        one(|p| p.plaatsingen[0].delen[0].vacature = "x".into()),
        at("/plaatsingen/0/delen/0/vacature", unknown)
    );
    assert_eq!(
        one(|p| p.plaatsingen[0].delen[0].vacature = "v2".into()),
        at("/plaatsingen/0/delen/0/vacature", "andere-school")
    );
    assert_eq!(one(|p| p.schoolbesturen.push(bestuur("10001"))), at("/schoolbesturen/2/bestuursnummer", "dubbel"));
}

#[test]
fn figures_out_of_range() {
    assert_eq!(
        one(|p| p.scholen[0].formatie.as_mut().unwrap().benodigd_fte = fte("-1")),
        at("/scholen/0/formatie/benodigdFte", "negatief")
    );
    assert_eq!(
        one(|p| p.scholen[0].formatie.as_mut().unwrap().groepen = Some(-1)),
        at("/scholen/0/formatie/groepen", "negatief")
    );
    assert_eq!(
        one(|p| p.scholen[0].formatie.as_mut().unwrap().niet_inzetbaar_fte = fte("8.1")),
        at("/scholen/0/formatie/nietInzetbaarFte", "meer-dan-beschikbaar")
    );
    assert_eq!(one(|p| p.scholen[0].schoolweging_e2 = Some(30)), at("/scholen/0/schoolwegingE2", "buiten-bereik"));
    assert_eq!(one(|p| p.vacatures[0].fte = fte("0")), at("/vacatures/0/fte", "buiten-bereik"));
    assert_eq!(one(|p| p.regiodocenten[0].max_reistijd = Some(0)), at("/regiodocenten/0/maxReistijd", "buiten-bereik"));
}

#[test]
fn contracts_never_overlap() {
    let second = ProblemContract { periode: Periode::new(dag("2027-07-31"), None), werktijdfactor: fte("0.5") };
    let found = one(|p| p.regiodocenten[0].contracten.push(second));
    assert_eq!(found, at("/regiodocenten/0/contracten/1/periode", "contracten-overlappen"));
}

#[test]
fn a_policy_is_complete_and_says_nothing_that_nobody_reads() {
    let rule = "/beleid/regels/drieprocent";
    let section = |p: &mut Problem| p.beleid.regels.get_mut("drieprocent").unwrap().clone();
    assert_eq!(one(|p| drop(p.beleid.regels.remove("drieprocent"))), at(rule, "regel-ontbreekt"));
    assert_eq!(
        one(|p| {
            let mut without = section(p);
            without.parameters.remove("alfa");
            p.beleid.regels.insert("drieprocent".into(), without);
        }),
        at(&format!("{rule}/parameters/alfa"), "parameter-ontbreekt")
    );
    assert_eq!(
        one(|p| {
            let mut more = section(p);
            more.parameters.insert("alpha".into(), more.parameters["alfa"].clone());
            p.beleid.regels.insert("drieprocent".into(), more);
        }),
        at(&format!("{rule}/parameters/alpha"), "onbekende-parameter")
    );
    assert_eq!(
        one(|p| {
            let other = section(p);
            p.beleid.regels.insert("vierprocent".into(), other);
        }),
        at("/beleid/regels/vierprocent", "onbekende-regel")
    );
    assert_eq!(
        one(|p| zet_parameter(p, "drieprocent", "percentage", Waarde::Geheel(3))),
        at(&format!("{rule}/parameters/percentage/waarde"), "waarde-past-niet")
    );
    assert_eq!(
        one(|p| zet_parameter(p, "drieprocent", "grondslag", Waarde::Keuze("anders".into()))),
        at(&format!("{rule}/parameters/grondslag/waarde"), "waarde-past-niet")
    );
    assert_eq!(one(|p| zet_modus(p, "reistijd", Modus::Zacht)), at("/beleid/regels/reistijd/modus", "modus-past-niet"));
}

#[test]
fn tiers_are_all_there_in_a_sensible_order() {
    assert_eq!(one(|p| p.beleid.tiers.swap(0, 1)), at("/beleid/tiers", "tiers-volgorde"));
    assert_eq!(one(|p| p.beleid.tiers[1] = Tier::Mensen), at("/beleid/tiers", "tiers-onvolledig"));
    let prices = ["1", "2", "3", "4", "5", "6", "7", "6"].map(breuk).to_vec();
    let pointer = "/beleid/regels/tekort-eerst/parameters/prijzen/waarde";
    assert_eq!(
        one(|p| zet_parameter(p, "tekort-eerst", "prijzen", Waarde::Lijst(prices))),
        at(pointer, "niet-oplopend")
    );
}
