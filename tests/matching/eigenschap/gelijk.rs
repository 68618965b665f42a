//! What means nothing changes nothing: names of things, the order of input, who is called what.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rato::domain::fte::Fte;
use rato::matching::plan::Plan;
use rato::matching::problem::Problem;

use super::recept::{bont, met_overbodige_bevoegdheid};
use super::{config, los_op, waarden};

/// Who goes where for how much, people by their lot: the number that is theirs whatever they are called.
fn wie_waar(problem: &Problem, plan: &Plan) -> BTreeMap<(u64, String), Fte> {
    let lots: BTreeMap<&str, u64> = problem.regiodocenten.iter().map(|one| (one.id.as_str(), one.lot)).collect();
    let mut found = BTreeMap::new();
    for line in &plan.plaatsingen {
        let at = (lots[line.regiodocent.as_str()], line.vestigingscode.to_string());
        *found.entry(at).or_default() += line.fte();
    }
    found
}

/// Gives every person, vacature and plaatsing the name that stands at its place in a turned list of names.
fn hernoem(problem: &mut Problem, turn: usize) {
    let names = |prefix: &str, count: usize| -> Vec<String> {
        let mut names: Vec<String> = (0..count).map(|at| format!("{prefix}{at}")).collect();
        names.rotate_left(if count == 0 { 0 } else { turn % count });
        names.reverse();
        names
    };
    let people = names("x", problem.regiodocenten.len());
    let places = names("y", problem.vacatures.len());
    let new_name =
        |old: &str, olds: &[String], news: &[String]| news[olds.iter().position(|one| one == old).unwrap()].clone();
    let old_people: Vec<String> = problem.regiodocenten.iter().map(|one| one.id.clone()).collect();
    let old_places: Vec<String> = problem.vacatures.iter().map(|one| one.id.clone()).collect();
    problem.regiodocenten.iter_mut().zip(&people).for_each(|(one, name)| one.id = name.clone());
    problem.vacatures.iter_mut().zip(&places).for_each(|(one, name)| one.id = name.clone());
    for today in &mut problem.plaatsingen {
        today.id = "nu".into();
        today.regiodocent = new_name(&today.regiodocent, &old_people, &people);
        for deel in &mut today.delen {
            deel.vacature = new_name(&deel.vacature, &old_places, &places);
        }
    }
}

fn turn_list<T>(list: &mut [T], turn: usize) {
    list.rotate_left(if list.is_empty() { 0 } else { turn % list.len() });
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn other_names_give_the_same_plan_under_those_names(recept in bont(), turn in 0..6usize) {
        let problem = recept.problem();
        let mut renamed = problem.clone();
        hernoem(&mut renamed, turn);
        let (one, two) = (los_op(&problem, 1_500), los_op(&renamed, 1_500));
        prop_assert_eq!(waarden(&one), waarden(&two));
        prop_assert_eq!(wie_waar(&problem, &one), wie_waar(&renamed, &two));
    }

    #[test]
    fn another_order_of_input_gives_the_same_plan(recept in bont(), turn in 0..6usize) {
        let problem = recept.problem();
        let mut turned = problem.clone();
        turned.scholen.reverse();
        turn_list(&mut turned.schoolbesturen, turn);
        turn_list(&mut turned.vacatures, turn);
        turned.regiodocenten.reverse();
        turn_list(&mut turned.regiodocenten, turn);
        prop_assert_eq!(los_op(&problem, 1_500), los_op(&turned, 1_500));
    }

    #[test]
    fn what_nothing_asks_for_changes_nothing(recept in bont()) {
        let problem = recept.problem();
        let mut other = problem.clone();
        met_overbodige_bevoegdheid(&mut other);
        other.scholen.iter_mut().for_each(|school| school.naam.push_str(" aan de Vecht"));
        other.schoolbesturen.iter_mut().for_each(|bestuur| bestuur.naam.push_str(" Groep"));
        let (one, two) = (los_op(&problem, 1_500), los_op(&other, 1_500));
        prop_assert_eq!(&one.plaatsingen, &two.plaatsingen);
        prop_assert_eq!(&one.tiers, &two.tiers);
        prop_assert_eq!(one.standen, two.standen);
    }
}
