//! Amsterdam with 600 regiodocenten: a valid, checked, sensible plan within half a minute.

use std::time::Instant;

use rato::domain::beleid::{Tier, Waarde};
use rato::domain::breuk::Breuk;
use rato::domain::instemming::Instemmingsoort;
use rato::domain::periode::Periode;
use rato::matching::checker::check;
use rato::matching::greedy::gretig_plan;
use rato::matching::plan::{Plan, PlanStatus};
use rato::matching::problem::ProblemInstemming;
use rato::matching::{Fase, Limits, Voortgang, Waarnemer, solve};

use crate::support::amsterdam::{amsterdam, data_dir};

fn waarde(plan: &Plan, tier: Tier) -> &Breuk {
    &plan.tiers.iter().find(|uitkomst| uitkomst.tier == tier).unwrap().waarde
}

fn show(plan: &Plan) {
    println!("{} · {} plaatsingen", plan.status, plan.plaatsingen.len());
    for tier in &plan.tiers {
        let grens = tier.grens.as_ref().map_or("-".into(), |grens| grens.tekst(4));
        println!("  {:<14} {:>16} ≥ {:>16} {}", tier.tier.as_str(), tier.waarde.tekst(4), grens, tier.eenheid);
    }
    let lp = plan.cijfers.lp_netto_fte.clone().unwrap_or_default();
    println!("  netto {} van LP {}", plan.cijfers.gevuld_netto_fte.tekst(2), lp.tekst(2));
}

/// Prints when every phase begins.
struct Klok(Instant, std::sync::Mutex<Option<Fase>>);

impl Waarnemer for Klok {
    fn voortgang(&self, voortgang: &Voortgang) {
        if self.1.lock().unwrap().replace(voortgang.fase) != Some(voortgang.fase) {
            println!("  {:>6.2?} {} {}", self.0.elapsed(), voortgang.fase, voortgang.deel);
        }
    }

    fn gestopt(&self) -> bool {
        false
    }
}

#[test]
fn six_hundred_regiodocenten_get_a_plan_near_the_lp_and_better_than_greedy() {
    let Some(folder) = data_dir() else { return };
    let mut problem = amsterdam(&folder, 600, 7);
    let limit = &mut problem.beleid.regels.get_mut("spreiding").unwrap().parameters;
    limit.get_mut("max-personen-per-vacature").unwrap().waarde = Waarde::Geheel(2);
    let began = Instant::now();
    let plan = solve(&problem, &Limits::default(), &Klok(began, Default::default())).unwrap();
    println!("{:?}", began.elapsed());
    show(&plan);
    let greedy = check(&problem, &gretig_plan(&problem).unwrap()).unwrap();
    for (tier, value) in &greedy.tiers {
        println!("  gretig {:<14} {:>16}", tier.as_str(), value.tekst(4));
    }
    assert!(greedy.geldig);
    assert!(matches!(plan.status, PlanStatus::Werklimiet | PlanStatus::BinnenMarge));
    let lp = plan.cijfers.lp_netto_fte.clone().unwrap();
    assert!(plan.cijfers.gevuld_netto_fte >= &lp * &Breuk::ratio(95, 100));
    let plain = greedy.tiers.iter().find(|(tier, _)| *tier == Tier::TekortEerst).unwrap();
    assert!(waarde(&plan, Tier::TekortEerst) < &plain.1);
    assert!(waarde(&plan, Tier::Solidariteit).is_nul());
    for tier in &plan.tiers {
        // What is proven lies near what was found: 0.1 % of the shortage, a fifth of the minutes; lots prove nothing.
        let share = match tier.tier {
            Tier::Loting => continue,
            Tier::Mensen => Breuk::ratio(20, 100),
            _ => Breuk::ratio(1, 1_000),
        };
        let grens = tier.grens.clone().unwrap();
        assert!(grens <= tier.waarde && &tier.waarde - &grens <= &share * &tier.waarde, "{tier:?}");
    }
}

#[test]
fn with_part_placements_and_second_schools_more_of_the_pool_finds_a_place() {
    let Some(folder) = data_dir() else { return };
    let mut problem = amsterdam(&folder, 600, 11);
    let limit = &mut problem.beleid.regels.get_mut("spreiding").unwrap().parameters;
    limit.get_mut("max-personen-per-vacature").unwrap().waarde = Waarde::Geheel(2);
    for (index, docent) in problem.regiodocenten.iter_mut().enumerate() {
        docent.alleen_geheel = false;
        if index % 5 == 0 {
            let periode = Periode::new("2020-08-01".parse().unwrap(), None);
            docent.instemmingen = vec![ProblemInstemming { soort: Instemmingsoort::TweeScholen, periode }];
        }
    }
    let began = Instant::now();
    let plan =
        solve(&problem, &Limits { werk: Some(4_000_000), ..Limits::default() }, &Klok(began, Default::default()))
            .unwrap();
    println!("{:?}", began.elapsed());
    show(&plan);
    assert!(check(&problem, &plan.plaatsingen).unwrap().geldig);
    let lp = plan.cijfers.lp_netto_fte.clone().unwrap();
    assert!(plan.cijfers.gevuld_netto_fte >= &lp * &Breuk::ratio(95, 100));
}
