//! The promises on the real schools of Amsterdam: sums that must agree to the last digit, and explanations in time.

use std::time::Instant;

use rato::domain::breuk::Breuk;
use rato::matching::canonical::with_norms;
use rato::matching::checker::check;
use rato::matching::explain::trechter::trechters;
use rato::matching::facts::Feiten;
use rato::matching::greedy::gretig_plan;
use rato::matching::problem::{Norm, Problem};

use crate::support::amsterdam::{amsterdam, data_dir};

fn normen(problem: &Problem, regel: &str) -> Vec<Norm> {
    let norms = with_norms(problem.clone()).unwrap().normen;
    norms.into_iter().filter(|norm| norm.regel == regel).collect()
}

fn som(normen: &[Norm], symbool: &str) -> Breuk {
    let steps = normen.iter().flat_map(|norm| &norm.stappen).filter(|stap| stap.symbool == symbool);
    steps.map(|stap| stap.waarde.clone()).sum()
}

#[test]
fn the_norms_of_all_boards_add_up_to_what_there_is() {
    let Some(folder) = data_dir() else { return };
    let problem = amsterdam(&folder, 10, 1);
    let normen = normen(&problem, "drieprocent");
    assert_eq!(normen.len(), 37);
    assert_eq!(som(&normen, "E"), som(&normen, "T"), "exactly");
    let staff = problem.scholen.iter().filter_map(|school| school.formatie.as_ref());
    let staff: Breuk = staff.map(|formatie| formatie.beschikbaar_bevoegd_fte.breuk()).sum();
    assert_eq!(som(&normen, "T"), staff);
    let donors = normen.iter().filter(|norm| norm.waarde.is_some()).count();
    assert!(donors > 0 && donors < 37, "{donors}");
    let listed =
        normen.iter().flat_map(|norm| &norm.opmerkingen).filter(|text| text.starts_with("Zonder schoolweging"));
    assert!(listed.count() > 0, "some schools have no schoolweging");
}

#[test]
fn seven_percent_of_the_groepen_is_180_zij_instromers() {
    let Some(folder) = data_dir() else { return };
    let problem = amsterdam(&folder, 10, 1);
    let normen = normen(&problem, "zevenprocent");
    assert_eq!(som(&normen, "quotum"), Breuk::from(180));
    assert_eq!(som(&normen, "basis"), Breuk::from(2577));
    assert_eq!(som(&normen, "quotum") + som(&normen, "saldo-volgend"), som(&normen, "eis"));
    let short = check(&problem, &[]).unwrap().bevindingen.into_iter().filter(|found| found.regel == "zevenprocent");
    assert_eq!(short.map(|found| found.omvang).sum::<Breuk>(), Breuk::from(180), "the checker agrees");
}

#[test]
fn the_funnels_of_six_hundred_people_add_up() {
    let Some(folder) = data_dir() else { return };
    let problem = amsterdam(&folder, 600, 7);
    let plan = gretig_plan(&problem).unwrap();
    let feiten = Feiten::new(&problem).unwrap();
    let began = Instant::now();
    let oordeel = check(&problem, &plan).unwrap();
    println!("check {:?}, {} vacatures", began.elapsed(), problem.vacatures.len());
    assert!(oordeel.geldig);
    let began = Instant::now();
    let funnels = trechters(&feiten, &plan).unwrap();
    println!("{} trechters in {:?}", funnels.len(), began.elapsed());
    for funnel in funnels.iter().step_by(97) {
        println!("{:?} {} fte open: {}", funnel.onderwerp, funnel.open_fte, funnel.conclusie);
    }
    for funnel in &funnels {
        assert!(funnel.stappen.iter().map(|step| step.over).is_sorted_by(|a, b| a >= b));
        assert!(funnel.stappen.first().is_none_or(|step| step.over <= funnel.begin));
        assert!(funnel.conclusie.ends_with('.'));
    }
}
